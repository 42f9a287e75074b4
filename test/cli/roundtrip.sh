#!/usr/bin/env bash
# What export and template give, import takes: every register a sheet can carry comes back unchanged.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_DB=sqlite:$dir/house.db CHUNGTAY_NOW=2020-06-15
unit=23866@2017-05-01
"$fast" init >/dev/null
cat >"$dir/list.csv" <<'CSV'
STT,Họ và tên,Năm sinh,Giới tính,Số CCCD,Điện thoại,Dân tộc,Quan hệ với chủ hộ,Thôn,Phân loại,Hội viên,Nguyên nhân,Ghi chú
1,Siu Ân,1960,Nam,064060001234,0912345678,Gia Rai,Chủ hộ,Làng A,Nghèo,HND,1;2,"nhà ""tạm"", xa"
,Siu Bắc,15/8/1962,Nữ,,,Gia Rai,Vợ,,,HPN,,
2,Siu Cam,1970,Nam,,,Kinh,Chủ hộ,Làng A,Cận nghèo,CCB,Khác,=1+1
CSV
"$fast" import households "$dir/list.csv" --unit $unit --year 2017 >/dev/null
first() { "$fast" list "$1" --limit 1 --format json | sed -n 's/.*"id": *"\([0-9A-Z]*\)".*/\1/p' | head -1; }
body=$(first bodies) household=$(first households)
make_one() { check "create $1" "$fast" create "$@" >/dev/null; }
make_one models name='Ba sạch' type=three_clean unit=$unit lead_body="$body" year=2018 registered_on=2018-03-01 households=12 funding=5000000
make_one works name='Đường làng A' type=rural_road unit=$unit lead_body="$body" year=2018 value=12000000 labour_days=40
make_one supports household="$household" type=livelihood on_date=2018-04-05 value=5000000 description='bò giống'
make_one donors name='Ông Mai Văn Tặng' type=individual unit=$unit phone=0912000111
make_one pledges donor="$(first donors)" unit=$unit form=money pledged_on=2018-05-01 amount=1000000
make_one in_kind_contributions form=labour unit=$unit on_date=2018-05-02 quantity=12 measure=công
make_one activities name='Tập huấn' type=training unit=$unit lead_body="$body" on_date=2018-06-01
make_one cadres full_name='Rơ Châm Đài' body="$body" position='Trưởng ban'
make_one declared_figures unit=$unit figure=households period=2018 year=2018 value=1234

outcome() { # expected rows, all the same
  python3 - "$dir/out" "$1" <<'P'
import json, sys
result = json.load(open(sys.argv[1], encoding='utf-8'))
rows = int(sys.argv[2])
told = [issue['message'] for issue in result['issues'] if issue['code'] != 'no_rows']
assert result['rows'] == result['accepted'] == result['same'] == rows, (result['rows'], result['accepted'], result['same'], told)
P
}
# A sheet with the template's headers and the export's values: what a person would fill in.
fill() { # template.csv export.csv → filled.csv
  python3 - "$1" "$2" "$3" "$4" <<'P'
import csv, json, subprocess, sys
template, export, out, schema = sys.argv[1:]
labels = next(csv.reader(open(template, encoding='utf-8-sig')))
fields = {field['label']: field['field'] for field in json.load(open(schema, encoding='utf-8'))}
with open(out, 'w', encoding='utf-8', newline='') as file:
    writer = csv.writer(file)
    writer.writerow(labels)
    for row in csv.DictReader(open(export, encoding='utf-8-sig')):
        writer.writerow([row.get(fields[label.rstrip(' *')], '') for label in labels])
P
}
for kind in households household_members classifications memberships bodies models works supports donors pledges \
  in_kind_contributions activities cadres declared_figures; do
  for format in csv xlsx; do
    "$fast" export $kind --format $format -o "$dir/x.$format" >/dev/null
    "$bin" import $kind "$dir/x.$format" --unit $unit --format json >"$dir/out" 2>"$dir/err"
    rows=$("$fast" list $kind --limit 1 | tail -1 | tr -dc '0-9 ' | awk '{ print $NF }')
    check "$kind: its export ($format) changes nothing" outcome "$rows"
  done
  "$fast" template $kind -o "$dir/t.csv" >/dev/null
  "$bin" import $kind "$dir/t.csv" --unit $unit --set class=poor --format json >"$dir/out" 2>"$dir/err" ||
    "$bin" import $kind "$dir/t.csv" --unit $unit --format json >"$dir/out" 2>"$dir/err"
  check "$kind: its empty template is read" outcome 0
  [ $kind = households ] && continue # its own sheet is a list of more registers than one: sheets.sh
  "$fast" schema $kind --format json >"$dir/schema.json"
  fill "$dir/t.csv" "$dir/x.csv" "$dir/filled.csv" "$dir/schema.json" || check "$kind: filled" false
  "$bin" import $kind "$dir/filled.csv" --unit $unit --format json >"$dir/out" 2>"$dir/err"
  check "$kind: the template filled with what is known changes nothing" outcome "$rows"
done
check "check finds no difference" "$fast" check >/dev/null
summary
