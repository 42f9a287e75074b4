#!/usr/bin/env bash
# A newcomer adds a field and a register exactly as docs/tour.md says, in a copy of the tree, and gets
# the command line, template, import, export and audit for them. Counts the lines.
. "$(dirname "$0")/../suite.sh"
copy=$dir
git ls-files -z --cached --others --exclude-standard | xargs -0 cp -a --parents -t "$copy"
cp -a build "$copy/" # what is built already, with its times: only what changes is built again
[ -d node_modules ] && cp -a node_modules "$copy/"
cd "$copy" || exit 1

python3 - <<'P'
import re
tour = open('docs/tour.md', encoding='utf-8').read()
field = re.search(r'```c field:(\S+)\n(.*?)```', tour, re.S)
path, line = field.group(1), field.group(2)
source = open(path, encoding='utf-8').read()
anchor = source.index('    { "note",')
open(path, 'w', encoding='utf-8').write(source[:anchor] + line + source[anchor:])
register = re.search(r'```c file:(\S+)\n(.*?)```', tour, re.S)
open(register.group(1), 'w', encoding='utf-8').write(register.group(2))
print(len(line.strip().split('\n')), 'line for the field,', len(register.group(2).strip().split('\n')), 'for the register')
open('counted', 'w').write('%d %d' % (len(line.strip().split('\n')), len(register.group(2).strip().split('\n'))))
P
read -r field_lines register_lines < counted
stated=$(sed -n 's/^## Adding a register: one file of \([0-9]*\) lines$/\1/p' docs/tour.md)
check "the field is one line" [ "$field_lines" = 1 ]
check "the register has the stated number of lines ($register_lines, stated $stated)" [ "$register_lines" = "$stated" ]
check "make migration for the field and the register" make -s migration NAME=newcomer
check "make" make -s build/chungtay
if on_postgres; then export WORN_RELEASE=$copy/build/chungtay; bin=$fast; else bin=build/chungtay; fi
export CHUNGTAY_DB=sqlite:$copy/newcomer.db
check "init" $bin init
check "schema shows the register" sh -c "$bin schema | grep -q study_visits"
commune=23860@2017-01-01
$bin create study_visits title="Xem mô hình nuôi bò" unit=$commune on_date=15/8/2017 people=12 --format json > out.json
check "create" grep -q '"title": "Xem mô hình nuôi bò"' out.json
id=$(python3 -c 'import json;print(json.load(open("out.json"))["id"])')
check "act" sh -c "$bin act study_visits $id hold | grep -q 'Đã tổ chức'"
check "list by place and word" sh -c "$bin list study_visits --unit $commune --q 'nuoi bo' | grep -q 12"
check "a wrong value is refused with its reason" sh -c "$bin patch study_visits $id people=0 2>&1 | grep -q 'Số người'"
check "template" $bin template study_visits -o visits.xlsx
check "the template has the label" sh -c "unzip -p visits.xlsx 'xl/worksheets/sheet1.xml' | grep -q 'Nội dung tham quan'"
check "export" sh -c "$bin export study_visits -o visits.csv && grep -q 'nuôi bò' visits.csv"
check "audit" sh -c "$bin audit show $id | grep -q hold"
check "the new field can be filtered" $bin list models 'visitors>=100'
if $bin help | grep -q 'chungtay import'; then
  printf 'Nội dung tham quan,Ngày,Số người\nXem vườn mẫu,20/9/2017,8\n' > in.csv
  check "import" sh -c "$bin import study_visits in.csv --unit $commune --format json | grep -q '\"accepted\": *1'"
fi
check "a kind in the singular is met with its name" sh -c "$bin list study_visit 2>&1 | grep -q '“study_visits”'"
check "a mistyped kind is met with the nearest" sh -c "$bin template househoulds -o no.xlsx 2>&1 | grep -q '“households”'"
check "a command tells its use" sh -c "$bin import --help | grep -q 'chungtay import KIND'"
check "global options may stand behind the command" sh -c "CHUNGTAY_DB= $bin list study_visits --db '$CHUNGTAY_DB' --lang en --limit 1 | grep -q '^1 of'"
check "check" $bin check
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
