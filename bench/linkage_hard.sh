#!/usr/bin/env bash
# The Vietnamese hard set: each kind of error alone and all together, SEEDS lists of COMMUNES communes each; households by their people
# and heads alone at 0.5, what blocking reaches, and for all errors calibration, blocking by kind of pair, and a model trained
# on the truth of half the households. Prints rows of a table for docs/linkage.md. ALONE=0 leaves the single errors out.
set -eu
cd "$(dirname "$0")/.."
bin=${CHUNGTAY_BIN:-$PWD/build/chungtay} seeds=${SEEDS:-1 2 3 4 5} communes=${COMMUNES:-12} households=${HOUSEHOLDS:-200}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
score() { # errors or "", communes: makes the lists of all seeds and links them
  for seed in $seeds; do
    python3 test/linkage/vietnamese.py "$2" "$households" "$seed" "$folder/$seed" ${1:+"$1"}
    for what in people heads; do
      members=""
      [ $what = people ] && members="--members $folder/$seed/members.csv"
      "$bin" link --file "$folder/$seed/households.csv" $members --config test/linkage/vietnamese.yaml \
        -o "$folder/$seed/$what.csv" --clusters "$folder/$seed/${what}_groups.csv" >/dev/null
      python3 test/linkage/f1.py "$folder/$seed/truth.csv" "$folder/$seed/$what.csv" "$folder/$seed/${what}_groups.csv" >"$folder/$seed/$what"
    done
  done
  python3 - "$folder" $seeds <<'PYTHON'
import sys
def column(what, word, nth=0):
    found = []
    for seed in sys.argv[2:]:
        words = open("%s/%s/%s" % (sys.argv[1], seed, what)).read().split()
        found.append(float(words[[i for i, w in enumerate(words) if w == word][nth] + 1]))
    return "%.4f–%.4f" % (min(found), max(found))
print(column("people", "F1", -1), "|", column("people", "blocking"), "|", column("heads", "F1", -1), "|", column("heads", "P", -1), "|", column("heads", "blocking"), "|")
PYTHON
}
echo "| errors | households F1 | blocking | heads F1 | heads precision | blocking |"
echo "|---|---|---|---|---|---|"
if [ "${ALONE:-1}" = 1 ]; then
  for error in $(python3 test/linkage/vietnamese.py --errors); do
    echo "| $error | $(score "$error" $(((communes + 2) / 3)))"
  done
fi
echo "| all | $(score "" "$communes")"
folders=$(for seed in $seeds; do echo "$folder/$seed"; done)
for what in heads people; do echo "$what: $(python3 test/linkage/calibration.py $what.csv $folders)"; done
for what in heads people; do echo "$what: $(python3 test/linkage/kinds.py $what.csv $folders)"; done
make --no-print-directory build/bench_linkage_oracle >/dev/null
build/bench_linkage_oracle $folders
