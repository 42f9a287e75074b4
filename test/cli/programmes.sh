#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The programmes of the source documents: each file is right, loads, is shown and makes its reports; every
# requirement has something fitting that carries it, and a file with a mistake is told where.
. "$(dirname "$0")/../suite.sh"
exits() { # status, command…
  local wanted=$1 got; shift
  "$@" >"$dir/out" 2>"$dir/err"; got=$?
  [ "$got" = "$wanted" ] || { echo "  $*: $got, expected $wanted"; tail -n 3 "$dir/out"; tail -n 3 "$dir/err"; return 1; }
}
json() { python3 -c "import json,sys; d=json.load(open('$dir/out')); sys.exit(not ($1))"; }
files=(programmes/*.yaml)

# --- the files -------------------------------------------------------------------------------------------
for file in "${files[@]}"; do
  check "$file is right" exits 0 "$bin" programme check "$file"
done
check "they are clean Vietnamese" python3 - "${files[@]}" <<'P'
import sys, unicodedata
ok = True
for path in sys.argv[1:]:
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        odd = [c for c in line if c in '\u00a0\u00ad\u200b\ufeff\u00d0\u0189' or
               (ord(c) < 32 and c != '\n') or unicodedata.category(c) == 'Mn']
        if odd or unicodedata.normalize('NFC', line) != line:
            ok = False
            print(f'  {path}:{number}: {odd}')
sys.exit(not ok)
P
check "what the documents leave open has a default and a note" python3 - "${files[@]}" <<'P'
import re, sys
# the contradictions of the sources that are settled by a parameter, by the requirement they stand at
wanted = {'S0d-07': 'eligibility', 'S0d-14': 'eligibility', 'S2-08': 'reduction_means', 'S4-10': 'content_model',
          'S0d-33': 'youth_model_when', 'S0d-45': 'sustained', 'S0c-I.3b': 'participation_base',
          'S1-19': 'pilot_min', 'S3-21': 'review_spans', 'S4-20': 'interim_review', 'S3-10': 'date_of_1722'}
found = {}
for path in sys.argv[1:]:
    text = open(path, encoding='utf-8').read()
    section = re.search(r'^parameters:\n((?:(?: .*)?\n)+)', text, re.M)
    for name, body in re.findall(r'^  ([a-z_0-9]+):\n((?:    .*\n)+)', section.group(1) if section else '', re.M):
        for source in re.findall(r'S\d[a-z]?-[\w.]+', body.split('choices:')[0]):
            if 'value:' in body and 'note:' in body:
                found.setdefault(source, set()).add(name)
missing = {s: n for s, n in wanted.items() if n not in found.get(s, ())}
print(missing) if missing else None
sys.exit(bool(missing))
P

# --- requirements ------------------------------------------------------------------------------------------
check "every requirement is carried" exits 0 "$bin" programme check --requirements "${files[@]}"
check "… and told" grep -q '^213 yêu cầu' "$dir/out"
check "… in JSON" exits 0 "$bin" programme check --requirements "${files[@]}" --format json
check "… all 213, by something that fits" json "len(d)==213 and all(any(c['fits'] for c in r['carriers']) for r in d) and not any(r['missing'] for r in d)"
check "… duties carry only ROLE and TASK" json "all(set(r['types'].split('+')) & {'ROLE','TASK','NOTE'} for r in d for c in r['carriers'] if c['section']=='duties' and c['fits'])"
check "… and CSV" exits 0 "$bin" programme check --requirements "${files[@]}" --format csv
check "a single file carries its own only" exits 1 "$bin" programme check --requirements programmes/duc_co_2017.yaml
broken() { # what, sed script, what is said: of duc_co_2017, in a source tree of its own
  rm -rf "$dir/tree" && mkdir -p "$dir/tree/programmes" "$dir/tree/test" && cp -r test/cli "$dir/tree/test/" && cp "${files[@]}" "$dir/tree/programmes/"
  sed -i "$2" "$dir/tree/programmes/duc_co_2017.yaml"
  check "$1" exits 1 "$bin" programme check --requirements "$dir"/tree/programmes/*.yaml
  check "$1: told" grep -q "$3" "$dir/out"
}
broken "an obligation's requirement taken away" '/^obligations:/,/^duties:/s/    source: S4-09//' 'thiếu: COUNT_MIN'
broken "a requirement nobody asked" 's/source: S4-22/source: S9-99/' 'không có mã yêu cầu “S9-99”'
broken "a duty carries no deadline" '/^schedules:/,$s/source: S4-20/source: S4-22/' 'thiếu: CADENCE'
broken "a test that is not there" 's/workflows.sh amendment/nowhere.sh/' 'không thấy phép thử test/cli/nowhere.sh'
broken "a test by a wrong name" 's/workflows.sh amendment/workflows.sh no_such_section/' 'không thấy phép thử test/cli/workflows.sh no_such_section'
broken "a command that is not there" 's/command: programme agree/command: programme amend/' 'không có lệnh “programme amend”'

# --- loading, showing, reporting -----------------------------------------------------------------------------
run() { "$fast" --db "sqlite:$dir/a.db" --now 2026-11-20 "$@"; }
exits 0 run init
for file in "${files[@]}"; do
  id=$(basename "$file" .yaml)
  check "$id loads" exits 0 run programme load "$file"
  check "$id is shown" exits 0 run programme show "$id"
  check "$id: in the words of its title" grep -q "$(sed -n 's/^  vi: //p' "$file" | head -1 | cut -c1-60)" "$dir/out"
  check "$id again changes nothing" exits 0 run programme load "$file"
  check "$id: nothing changed" grep -q 'không thay đổi' "$dir/out"
  period=2018
  [ "$id" = template_2026 ] && period=2026
  check "$id makes its report" exits 0 run report render --programme "$id" --period $period --format json -o "$dir/report.json"
  check "$id: the report has every node of the outline" python3 - "$file" "$dir/report.json" <<'P'
import json, re, sys
text = open(sys.argv[1], encoding='utf-8').read()
outline = text[text.index('\noutlines:'):]
outline = outline[:re.search(r'\n[a-z_]+:\n', outline[2:]).start() + 2]
nodes = len(re.findall(r'^ +- id: ', outline, re.M)) - len(re.findall(r'^  - id: ', outline, re.M))
def count(nodes):
    return sum(1 + count(n.get('nodes') or []) for n in nodes)
told = count(json.load(open(sys.argv[2]))['nodes'])
print(f'  {nodes} in the file, {told} in the report') if told != nodes else None
sys.exit(told != nodes)
P
  check "$id: as a document" exits 0 run report render --programme "$id" --period $period --format docx -o "$dir/report.docx"
  check "$id: its parts are well formed" sh -c "unzip -p '$dir/report.docx' word/document.xml | xmllint --noout -"
  check "$id: as a PDF" exits 0 run report render --programme "$id" --period $period -o "$dir/report.pdf"
  check "$id: it is sound" sh -c "qpdf --check '$dir/report.pdf' >'$dir/qpdf' 2>&1 && pdftotext '$dir/report.pdf' - | grep -q 'Độc lập - Tự do - Hạnh phúc\|ĐẢNG CỘNG SẢN'"
  check "$id has its coverage" exits 0 run coverage --programme "$id" --year $period --format json
  check "$id: every obligation and target is told" python3 - "$file" "$dir/out" <<'P'
import json, re, sys
text = open(sys.argv[1], encoding='utf-8').read()
ids = set()
for section in ('obligations', 'targets'):
    match = re.search(rf'^{section}:\n((?:(?: .*)?\n)+)', text, re.M)
    ids |= set(re.findall(r'^  - id: (\w+)', match.group(1), re.M)) if match else set()
told = {row['obligation'] for row in json.load(open(sys.argv[2]))}
other = set(re.findall(r'id: (poverty_reduction)\b', text))  # of other years only
print('  not told:', ids - told - other) if ids - told - other else None
sys.exit(bool(ids - told - other))
P
done
check "their state in the database is told" exits 1 run programme check --requirements "${files[@]}" --format json
check "… lists without records are missing, nothing else is" json "{r['missing'] for r in d} <= {None, 'LIST', 'SUPV', 'CADENCE+SUPV'} and any(r['missing'] == 'LIST' for r in d)"
check "… obligations are counted" json "any('đạt' in c['state'] for r in d for c in r['carriers'] if c['section']=='obligations')"

# --- mistakes ---------------------------------------------------------------------------------------------------
python3 test/oracle/broken_programmes.py "$bin" 200 20171116 "${files[@]}" >"$dir/broken"
grep FAILED "$dir/broken"
counts=$(tail -1 "$dir/broken")
passed=$((passed + ${counts%% passed*}))
failed=$((failed + $(echo "$counts" | sed 's/.*, \([0-9]*\) failed/\1/')))

summary
