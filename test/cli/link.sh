#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# link: files and registers. Lists are generated (test/linkage); the public benchmark sets are read where
# ../shared has them.
. "$(dirname "$0")/../suite.sh"
folder=$dir
export CHUNGTAY_DB=sqlite:$folder/link.db
here=test/linkage
ok() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $2"; fi; }
fails() { # expected status, words, arguments…
  local status=$1 words=$2; shift 2
  "$bin" "$@" >"$folder/out" 2>"$folder/err"
  local got=$?
  [ "$got" = "$status" ] && grep -qF -- "$words" "$folder/err"
  ok $? "$* ($got: $(head -2 "$folder/err"))"
}
score() { # name, least F1 of pairs at 0.5, least recall of blocking, truth; reads pairs.csv
  local line; line=$(python3 $here/f1.py "$4" "$folder/pairs.csv" "$folder/clusters.csv")
  echo "$line" | awk -v least="$2" -v recall="$3" '{ for (i = 1; i < NF; i++) { if ($i == "F1" && !f) f = $(i + 1); if ($i == "blocking") r = $(i + 1) }
    exit !(f + 0 >= least && r + 0 >= recall) }'
  ok $? "$1: F1 at least $2, recall of blocking $3: $line"
}
link() { "$fast" link "$@" -o "$folder/pairs.csv" --clusters "$folder/clusters.csv" --format json >"$folder/json"; }

# --- Vietnamese households, all errors at once: with the people of the household, and by the head alone
python3 $here/vietnamese.py 4 200 1 "$folder/vn"
link --file "$folder/vn/households.csv" --members "$folder/vn/members.csv" --config $here/vietnamese.yaml
ok $? "link with members"
score "households" 0.97 0.99 "$folder/vn/truth.csv"
python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); sys.exit(not (d["pairs"] > 0 and d["clusters"] > 0 and d["passes"]))' "$folder/json"
ok $? "JSON has pairs, clusters and passes"
[ "$(head -1 "$folder/pairs.csv")" = id_a,id_b,probability ] && [ "$(head -1 "$folder/clusters.csv")" = id,cluster ]
ok $? "headers of the files"
link --file "$folder/vn/households.csv" --config $here/vietnamese.yaml
score "heads" 0.82 0.85 "$folder/vn/truth.csv"
cp "$folder/pairs.csv" "$folder/one.csv"
link --file "$folder/vn/households.csv" --config $here/vietnamese.yaml --threads 1
cmp -s "$folder/one.csv" "$folder/pairs.csv"
ok $? "one thread gives the same pairs"

# --- historical people, many times each
python3 $here/historical.py 300 3 "$folder/old.csv" "$folder/old_truth.csv"
link --file "$folder/old.csv" --config $here/historical.yaml
score "historical" 0.93 0.97 "$folder/old_truth.csv"

# --- and of an encyclopaedia, nastier, each name told three times
python3 $here/wiki.py 300 3 "$folder/wiki.csv" "$folder/wiki_truth.csv"
link --file "$folder/wiki.csv" --config $here/wiki.yaml
score "encyclopaedia" 0.915 0.97 "$folder/wiki_truth.csv"

# --- lists of another kind: two libraries, restaurants with semicolons, a census in Latin-1 that is half empty
for set in papers restaurants census; do
  python3 $here/unlike.py $set 1 "$folder/$set"
  second=""
  [ -f "$folder/$set/b.csv" ] && second="--file $folder/$set/b.csv"
  link --file "$folder/$set/a.csv" $second --config "$folder/$set/config.yaml"
  score "$set" 0.93 0.99 "$folder/$set/truth.csv"
done

# --- natures it was not built for: numbers that families share, one field, nearly all doubles, other alphabets, …
while read -r set least; do
  python3 $here/strange.py "$set" 1 "$folder/$set"
  link --file "$folder/$set/a.csv" --config "$folder/$set/config.yaml"
  score "$set" "$least" 0.65 "$folder/$set/truth.csv"
done <<'SETS'
voters 0.97
nearly_all_doubles 0.99
shared_numbers 0.95
one_field 0.9
products 0.4
alphabets 0.97
empty_columns 0.97
namesakes 0.95
three_lists 0.97
SETS
python3 $here/strange.py no_doubles 1 "$folder/single"
link --file "$folder/single/a.csv" --config "$folder/single/config.yaml"
[ "$(awk -F, 'NR > 1 && $3 >= 0.5' "$folder/pairs.csv" | wc -l)" -le 2 ]
ok $? "a list without doubles has none"

# --- as others would examine it: columns that repeat each other, one number alone, old fonts, given names first, people who move and marry,
# one paper cited a hundred times, spelling that differs throughout, records with ten changes, four rolls of voters of whom many moved,
# lists in which brothers and sisters, songs of one album, people of one village are more numerous than what is told twice, twins and
# fathers and sons of one name beside each other
while read -r script set seed least; do
  python3 "$here/$script.py" "$set" "$seed" "$folder/$set"
  second=""
  [ -f "$folder/$set/b.csv" ] && second="--file $folder/$set/b.csv"
  link --file "$folder/$set/a.csv" $second --config "$folder/$set/config.yaml"
  score "$set" "$least" 0.95 "$folder/$set/truth.csv"
done <<'SETS'
others businesses 1 0.9
others movers 1 0.98
others decades 1 0.95
others constant_column 1 0.99
others number_alone 1 0.99
others old_font 1 0.98
others given_first 1 0.91
apart cited_often 1 0.98
apart capitals_without_marks 2 0.98
apart dirty_people 1 0.97
unseen snapshots 1 0.96
fresh pupils 1 0.98
fresh two_shops_of_songs 1 0.96
fresh census_and_patients 2 0.98
fresh inventors 2 0.97
fresh hamlet_by_hamlet 1 0.82
apart patients 1 0.98
distant merged_patients 1 0.95
SETS

# --- files as nobody should write them: an answer or a reason, never a crash
python3 $here/odd.py "$folder/odd"
for file in "$folder"/odd/*.csv; do
  "$bin" link --file "$file" --config "$folder/odd/odd.yaml" -o "$folder/p.csv" --clusters "$folder/g.csv" >"$folder/out" 2>"$folder/err"
  status=$?
  [ $status = 0 ] || { [ $status = 3 ] && [ -s "$folder/err" ]; }
  ok $? "$(basename "$file") ($status: $(head -2 "$folder/err"))"
done

# --- public sets
data=../shared/data/linkage
if [ -d $data ]; then
  for i in 1 2 3; do
    awk -F, 'NR == 1 { print "id,person" } NR > 1 && NF > 1 { split($1, part, "-"); print $1 "," part[2] }' $data/febrl/dataset$i.csv >"$folder/truth.csv"
    link --file $data/febrl/dataset$i.csv --config $here/febrl.yaml
    score "FEBRL$i" 0.9997 0.9997 "$folder/truth.csv"
  done
  awk -F, 'FNR == 1 { list++ } NR == 1 { print "id,person,list" } FNR > 1 && NF > 1 { split($1, part, "-"); print $1 "," part[2] "," list }' \
    $data/febrl/dataset4a.csv $data/febrl/dataset4b.csv >"$folder/truth.csv"
  link --file $data/febrl/dataset4a.csv --file $data/febrl/dataset4b.csv --config $here/febrl.yaml
  score "FEBRL4" 1 1 "$folder/truth.csv"
  awk -F, 'NR == 1 { print "id,person" } NR > 1 { print NR - 1 "," $8 }' $data/rldata/RLdata10000.csv >"$folder/truth.csv"
  link --file $data/rldata/RLdata10000.csv --config $here/rldata.yaml --floor 0.01
  score "RLdata10000" 0.97 0.97 "$folder/truth.csv"
else
  echo "FEBRL and RLdata skipped: no ../shared"
fi

# --- what is refused
printf 'a,b\n1,x\n' >"$folder/a.csv"
printf 'fields:\n  - { column: c, type: text }\n' >"$folder/c.yaml"
printf 'fields:\n  - { column: a, type: wrong }\n' >"$folder/w.yaml"
printf 'fields:\n  - { type: text }\n' >"$folder/n.yaml"
fails 3 "“c”" link --file "$folder/a.csv" --config "$folder/c.yaml" -o "$folder/p.csv"
fails 3 "wrong" link --file "$folder/a.csv" --config "$folder/w.yaml" -o "$folder/p.csv"
fails 3 "n.yaml:2" link --file "$folder/a.csv" --config "$folder/n.yaml" -o "$folder/p.csv"
fails 3 "none.yaml" link --file "$folder/a.csv" --config "$folder/none.yaml" -o "$folder/p.csv"
fails 2 "link" link --file "$folder/a.csv" -o "$folder/p.csv"
fails 2 "threshold" link --file "$folder/a.csv" --config "$folder/c.yaml" -o "$folder/p.csv" --threshold 1.5

# --- more than the memory holds is said, not died of
python3 - "$folder" <<'PYTHON'
import sys
with open(sys.argv[1] + "/many.csv", "w") as out:
    out.write("a\n" + "Nguyễn Văn An\n" * 400000)
open(sys.argv[1] + "/many.yaml", "w").write("fields:\n  - { column: a, type: name }\n")
open(sys.argv[1] + "/huge.yaml", "w").write("fields:\n" + "  - { column: a, type: name }\n" * 700000)
PYTHON
for case in "many 250000 400000" "huge 100000 bộ"; do
  read -r config limit words <<<"$case"
  (ulimit -v "$limit"; exec "$fast" link --file "$folder/many.csv" --config "$folder/$config.yaml" -o "$folder/p.csv") >"$folder/out" 2>"$folder/err"
  status=$?
  [ $status = 4 ] && grep -qF -- "$words" "$folder/err"
  ok $? "$config in $limit kB ($status: $(head -2 "$folder/err"))"
done

# --- Ctrl-C leaves nothing
rm -f "$folder/stopped.csv"
python3 - "$fast" "$folder" $here <<'PYTHON'
import signal, subprocess, sys, time
fast, folder, here = sys.argv[1:]
signal.signal(signal.SIGINT, signal.default_int_handler)
run = subprocess.Popen([fast, "link", "--file", folder + "/old.csv", "--config", here + "/historical.yaml", "-o",
                        folder + "/stopped.csv"], stderr=subprocess.PIPE)
time.sleep(0.05)
run.send_signal(signal.SIGINT)
said = run.communicate()[1].decode()
sys.exit(run.returncode == 0)
PYTHON
ok $? "an interrupted run fails"
[ -z "$(ls "$folder" | grep stopped)" ]
ok $? "and leaves no file: $(ls "$folder" | grep stopped)"

# --- registers
"$bin" init >/dev/null && "$bin" programme load programmes/duc_co_2017.yaml >/dev/null
cp demo/ho_ngheo_ia_dok_2017.csv "$folder/list.csv"
"$bin" --now 2017-12-31 import households "$folder/list.csv" --unit 23860@2017-06-01 >/dev/null
"$bin" --now 2017-12-31 link --unit 23860@2017-06-01 --dry-run --format json >"$folder/json"
python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); sys.exit(not (d["households"] == 64 and d["pairs"] == len(d["found"]) and d["clusters"] <= d["pairs"]))' "$folder/json"
ok $? "link over the registers"
"$bin" link --estimate --format json >"$folder/json"
python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); sys.exit(not (len(d) == 1 and d[0]["known"] == 64))' "$folder/json"
ok $? "households on no list"
export CHUNGTAY_NOW=2017-12-31
"$bin" create households unit=23860@2017-06-01 "head_name=Ngô Thị Diễm Khuê" head_birth_date=1979-03-04 >"$folder/one" 2>"$folder/err"
[ $? = 0 ] && [ ! -s "$folder/err" ]
ok $? "a new household: $(cat "$folder/err")"
"$bin" create households unit=23860@2017-06-01 "head_name=Bà NGO THI DIEM KHUE" head_birth_date=1979 >"$folder/two" 2>"$folder/err"
[ $? = 0 ] && grep -q "act same_as_links" "$folder/err" && ! grep -qi khuê "$folder/err"
ok $? "the same once more is written and told: $(cat "$folder/err")"
"$bin" list same_as_links state=proposed --format csv >"$folder/out"
[ "$(wc -l <"$folder/out")" = 2 ]
ok $? "and proposed"
unset CHUNGTAY_NOW
"$bin" check >/dev/null
ok $? "check"
summary
