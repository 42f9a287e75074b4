#!/usr/bin/env bash
# Sheets going out and coming back: templates of every kind, workbooks edited by two branches at once,
# exports as XLSX, CSV and JSON; read by a third party's reader and by LibreOffice where they are there.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_DB=sqlite:$dir/house.db CHUNGTAY_NOW=2019-06-15
check "init" "$fast" init >/dev/null
unit=23866@2017-05-01
status() { "$@" >"$dir/out" 2>"$dir/err"; echo $?; }
python=python3
/usr/bin/python3 -c 'import openpyxl' 2>/dev/null && python=/usr/bin/python3
has_openpyxl() { $python -c 'import openpyxl' 2>/dev/null; }

# --- a template of every kind ----------------------------------------------------------------------
kinds=$("$fast" schema --format csv | tail -n +2 | cut -d, -f1)
made=0
for kind in $kinds; do
  if [ "$(CHUNGTAY_DB=sqlite:$dir/none.db status "$fast" template "$kind" -o "$dir/t_$kind.xlsx")" = 0 ]; then made=$((made + 1)); fi
done
check "templates without a database" [ "$made" -gt 60 ]
check "kinds written by the program have none" [ "$(status "$bin" template sync_ops -o "$dir/no.xlsx")" = 3 ]
check "every part of every template is XML" python3 - "$dir" <<'P'
import glob, sys, zipfile
from xml.dom.expatbuilder import parseString
for path in glob.glob(sys.argv[1] + '/t_*.xlsx'):
    archive = zipfile.ZipFile(path)
    assert archive.testzip() is None
    for name in archive.namelist():
        parseString(archive.read(name))
P
if has_openpyxl; then
  check "a third party's reader finds header, notes, drop-downs, print set-up" $python - "$dir" <<'P'
import glob, sys, openpyxl
lists = 0
for path in glob.glob(sys.argv[1] + '/t_*.xlsx'):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == 'A2' and sheet.print_title_rows == '$1:$1', path
    assert sheet.page_setup.orientation == 'landscape' and sheet.page_setup.paperSize == 9, path
    assert all(cell.comment and cell.value for cell in sheet[1]), path
    lists += len(sheet.data_validations.dataValidation)
    assert all(other.sheet_state == 'hidden' for other in book.worksheets[1:]), path
assert lists > 100, lists
P
else
  echo "skipped: no openpyxl for this python"
fi

# Whatever a template asks for, the import of its kind reads; in both languages.
check "every column of every template is read by its import" python3 - "$dir" "$fast" "$unit" <<'P'
import glob, json, os, subprocess, sys
folder, program, unit = sys.argv[1:]
read = 0
for path in sorted(glob.glob(folder + '/t_*.xlsx')):
    kind = os.path.basename(path)[2:-5]
    english = folder + '/english.xlsx'
    subprocess.run([program, '--lang', 'en', 'template', kind, '-o', english], check=True, stdout=subprocess.DEVNULL)
    for sheet in path, english:
        done = subprocess.run([program, 'import', kind, sheet, '--unit', unit, '--year', '2019', '--dry-run', '--format', 'json'],
                              capture_output=True, text=True)
        assert done.returncode in (0, 1), (kind, done.stderr)
        aside = [column['header'] for column in json.loads(done.stdout)['columns'] if column['role'] in (None, 'ignore')]
        assert not aside, (sheet, kind, aside)
        read += 1
assert read > 130, read
P
check "the households' template is the list that offices keep" python3 - "$dir" "$fast" "$unit" <<'P'
import csv, json, subprocess, sys
folder, program, unit = sys.argv[1:]
empty, filled = folder + '/list_empty.csv', folder + '/list_filled.csv'
subprocess.run([program, 'template', 'households', '-o', empty], check=True, stdout=subprocess.DEVNULL)
headers = next(csv.reader(open(empty, encoding='utf-8-sig')))
rows = [{'STT': 1, 'Họ và tên chủ hộ': 'Siu Mẫu', 'Giới tính': 'Nam', 'Ngày tháng năm sinh': '5/6/1960', 'Dân tộc': 'Gia-rai',
         'Khu dân cư': 'Làng Mẫu', 'Số khẩu': 4, 'Năm': 2017, 'Phân loại': 'Hộ nghèo', 'Nguyên nhân nghèo': 'Thiếu vốn',
         'Hội viên, đoàn viên': 'Hội Nông dân, HPN', 'Hộ cùng cực': 'có'},
        {'STT': 2, 'Họ và tên chủ hộ': 'Ksor Mẫu', 'Giới tính': 'Nữ', 'Khu dân cư': 'Làng Mẫu', 'Năm': 2017, 'Phân loại': 'Hộ cận nghèo'}]
with open(filled, 'w', encoding='utf-8-sig', newline='') as file:
    writer = csv.DictWriter(file, headers)
    writer.writeheader()
    writer.writerows(rows)
done = subprocess.run([program, 'import', 'households', filled, '--unit', unit, '--dry-run', '--format', 'json'], capture_output=True, text=True)
result = json.loads(done.stdout)
assert result['accepted'] == result['new'] == 2 and not result['issues'], (done.stdout[:600], done.stderr)
assert result['classifications']['new'] == 2 and result['memberships']['new'] == 2, result['memberships']
P

# --- 500 edits by two branches on workbooks that overlap -----------------------------------------------
python3 - "$dir/list.csv" <<'P'
import sys
letters = 'ABCDEGHIKLMNOPQRSTUVXY'
with open(sys.argv[1], 'w', encoding='utf-8') as out:
    out.write('STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại,Điện thoại\n')
    for i in range(90):
        name = letters[i % 22] + letters[i // 22].lower() + 'n'
        out.write(f'{i + 1},Siu {name},{1940 + i % 60},Làng {i % 2 + 1},Nghèo,09120000{i:02}\n')
P
check "90 households" [ "$(status "$fast" import households "$dir/list.csv" --unit $unit --year 2017 --no-bodies)" = 0 ]
"$fast" export households --format json -o "$dir/before.json" >/dev/null
area=$("$fast" list units --unit $unit level=area --limit 1 --format json | grep '"id"' | cut -d'"' -f4)
office() { # format, files: opened and saved again by LibreOffice
  local format=$1; shift
  soffice "-env:UserInstallation=file://$dir/office" --headless --convert-to "$format" --outdir "$dir/lo" "$@" >/dev/null 2>&1
}
two_branches() { # extension, seed, "resaved": both work on the same workbooks, each alone
  check "workbook of the commune ($1)" [ "$(status "$bin" template households --unit $unit -o "$dir/commune.$1")" = 0 ]
  check "workbook of the area ($1)" [ "$(status "$bin" template households --unit "$area" -o "$dir/area.$1")" = 0 ]
  check "500 edits ($1)" $python test/oracle/workbook_edits.py edit "$1" "$dir" "$2"
  [ "${3:-}" = resaved ] && office "$1" "$dir/area_back.$1" "$dir/commune_back.$1" && mv "$dir"/lo/*_back."$1" "$dir"
  status "$bin" import households "$dir/area_back.$1" --format json >/dev/null; cp "$dir/out" "$dir/area.json"
  status "$bin" import households "$dir/commune_back.$1" --unit $unit --format json >"$dir/status"; cp "$dir/out" "$dir/commune.json"
  check "findings: 1 ($1)" [ "$(cat "$dir/status")" = 1 ]
  "$fast" export households --format json -o "$dir/after.json" >/dev/null
  "$fast" conflict list --format json >"$dir/conflicts.json"
  check "every edit is in the record or in the list ($1)" python3 test/oracle/workbook_edits.py recount "$1" "$dir" "$2"
  "$fast" export households --format json -o "$dir/before.json" >/dev/null
  for file in area commune; do
    check "sent again: 0 ($1)" [ "$(status "$fast" import households "$dir/${file}_back.$1")" = 0 ]
  done
  "$fast" export households --format json -o "$dir/again.json" >/dev/null
  check "sent again, nothing changes ($1)" cmp -s "$dir/before.json" "$dir/again.json"
}
two_branches csv 1
if has_openpyxl; then two_branches xlsx 2; else echo "skipped: workbooks as XLSX, no openpyxl"; fi
if [ "${TEST_LEVEL:-fast}" = all ] && has_openpyxl && command -v soffice >/dev/null; then two_branches xlsx 3 resaved; fi
check "conflicts wait" sh -c "'$fast' conflict list | grep -q 'chungtay conflict decide'"
conflict=$("$fast" conflict list --format json | grep -m1 '"id"' | cut -d'"' -f4)
check "--take is sent or kept: 2" [ "$(status "$bin" conflict decide "$conflict" --take mine)" = 2 ]
check "one is decided" [ "$(status "$bin" conflict decide "$conflict" --take sent --reason "đã hỏi lại")" = 0 ]
check "once" [ "$(status "$bin" conflict decide "$conflict" --take kept)" = 3 ]
check "a dry run writes nothing" [ "$(status "$bin" import households "$dir/area_back.csv" --dry-run)" = 0 ]
sed 's/AUA/AUB/' "$dir/area_back.csv" >"$dir/forged.csv"
check "forged keys: 1" [ "$(status "$bin" import households "$dir/forged.csv" --format json --rejects "$dir/no.csv")" = 1 ]
check "all refused, with their rows" python3 - "$dir" <<'P'
import json, sys
result = json.load(open(sys.argv[1] + '/out', encoding='utf-8'))
assert result['refused'] == result['rows'] == 45 and result['merged'] == 0, result
assert {issue['code'] for issue in result['issues']} == {'key_broken'}
assert sorted(issue['row'] for issue in result['issues']) == list(range(2, 47))
assert len(open(sys.argv[1] + '/no.csv', encoding='utf-8-sig').read().splitlines()) == 46
P
check "no place, no --unit: 2" [ "$(status "$bin" template code_entries --unit $unit -o "$dir/x.xlsx")" = 2 ]
check "such a register is empty for --unit" [ ! -e "$dir/x.xlsx" ]

# --- a household that is new in a workbook, and a workbook cut short -------------------------------------------
"$fast" template households --unit $unit -o "$dir/more.csv" >/dev/null
python3 - "$dir/more.csv" <<'P'
import csv, sys
with open(sys.argv[1], encoding='utf-8-sig', newline='') as file:
    rows = list(csv.reader(file))
column = {name.rstrip(' *'): i for i, name in enumerate(rows[0])}
for i, row in enumerate(rows[1:]):
    row[column['Địa chỉ']] = f'số {i + 1} đường mới'
new = [''] * len(rows[0])
for name, value in (('Họ và tên chủ hộ', 'Rơ Châm Mới'), ('Giới tính chủ hộ', 'Nữ'), ('Ngày sinh chủ hộ', '1970'), ('Khu dân cư hoặc xã', 'Làng 1')):
    new[column[name]] = value
with open(sys.argv[1], 'w', encoding='utf-8-sig', newline='') as file:
    csv.writer(file).writerows(rows + [new])
P
addresses() { "$fast" list households --format csv 'address!=' --limit 500 | grep -c 'đường mới'; }
"$fast" list households --limit 1 >/dev/null
for delay in 0.02 0.05 0.1 0.15 0.2 0.3; do
  "$fast" import households "$dir/more.csv" --unit $unit --year 2019 --set class=poor >/dev/null 2>&1 &
  pid=$!
  sleep $delay
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  case "$(addresses)" in 0 | 90) ;; *) check "killed after $delay: $(addresses) of 90" false ;; esac
done
check "then all of it" [ "$(status "$bin" import households "$dir/more.csv" --unit $unit --year 2019 --set class=poor)" = 0 ]
check "90 cells" [ "$(addresses)" = 90 ]
check "the new household has its head and its class" sh -c "'$fast' list household_members --format csv 'full_name=Rơ Châm Mới' | grep -c '1970' | grep -qx 1 &&
  '$fast' list classifications --format csv year=2019 | grep -c 'Rơ Châm Mới' | grep -qx 1"
check "once" [ "$("$fast" list households --format csv 'head_name=Rơ Châm Mới' | grep -c 'Rơ Châm')" = 1 ]

# --- exports --------------------------------------------------------------------------------------------
"$fast" patch households "$("$fast" list households --limit 1 --format json | grep '"id"' | cut -d'"' -f4)" \
  "address==HYPERLINK(1)" "note=@x" destitute_since=2018-08 registered_on=2018-03-01 >/dev/null
for format in xlsx csv json; do
  check "export as $format" [ "$(status "$bin" export households --unit $unit "address!=" -o "$dir/e.$format")" = 0 ]
done
check "export with words" [ "$(status "$bin" export households -o "$dir/words.csv" --words)" = 0 ]
check "export with codes" [ "$(status "$bin" export households -o "$dir/codes.xlsx" --codes)" = 0 ]
check "CSV and JSON are what they say" python3 - "$dir" <<'P'
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1] + '/e.csv', encoding='utf-8')))
records = json.load(open(sys.argv[1] + '/e.json', encoding='utf-8'))
assert len(rows) == len(records) > 0
guarded = [row for row in rows if row['address'].startswith("'=")]
assert len(guarded) == 1 and guarded[0]['destitute_since'] == '2018-08', guarded
assert not any(value[:1] in '=+@' for row in rows for value in row.values() if value)
words = open(sys.argv[1] + '/words.csv', 'rb').read()
assert words.startswith(b'\xef\xbb\xbf')
first = next(csv.DictReader(words.decode('utf-8-sig').splitlines()))
assert first['Xã, phường'] == 'Xã Ia Din' and first['Trạng thái'] == 'Đang theo dõi', first
P
if has_openpyxl; then
  check "XLSX: real dates and numbers, text that is no formula" $python - "$dir" <<'P'
import datetime, sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1] + '/e.xlsx').worksheets[0]
head = {cell.value: cell.column for cell in sheet[1]}
row = next(r for r in range(2, sheet.max_row + 1)
           if str(sheet.cell(r, head['Địa chỉ']).value).startswith('='))
cell = sheet.cell(row, head['Địa chỉ'])
assert cell.data_type == 's' and cell.quotePrefix, cell.data_type
assert sheet.cell(row, head['Ngày ghi sổ']).value == datetime.datetime(2018, 3, 1)
assert sheet.cell(row, head['Ngày ghi sổ']).number_format == 'dd/mm/yyyy'
assert sheet.cell(row, head['Cùng cực từ ngày']).value == 'tháng 8/2018'
assert sheet.freeze_panes == 'A2' and sheet.auto_filter.ref and sheet.page_setup.fitToHeight == 0
codes = openpyxl.load_workbook(sys.argv[1] + '/codes.xlsx', read_only=True).worksheets[0]
assert next(codes.iter_rows(values_only=True))[:4] == ('id', 'version', 'state', 'code')
P
else
  echo "skipped: no openpyxl for this python"
fi
check "an export is read as the list it is" [ "$(status "$bin" import household_members <("$fast" export household_members --words) --unit $unit)" = 3 ]
"$fast" export household_members -o "$dir/members.xlsx" >/dev/null
check "an export is taken back" [ "$(status "$bin" import household_members "$dir/members.xlsx" --unit $unit --format json)" = 0 ]
check "as the same, every column understood" python3 -c "
import json
result = json.load(open('$dir/out', encoding='utf-8'))
assert not result['issues'] and result['same'] == result['rows'] == 91, result"

# --- LibreOffice ------------------------------------------------------------------------------------------
as_csv='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true' # UTF-8, cells as shown
if command -v soffice >/dev/null && office "$as_csv" "$dir/e.xlsx" && [ -s "$dir/lo/e.csv" ]; then
  check "LibreOffice opens an export" grep -q 'Họ và tên chủ hộ' "$dir/lo/e.csv"
  some="households models declared_figures"
  [ "${TEST_LEVEL:-fast}" = all ] && some=$(for kind in $kinds; do [ -e "$dir/t_$kind.xlsx" ] && echo "$kind"; done)
  files=""
  for kind in $some; do
    "$fast" export "$kind" -o "$dir/x_$kind.xlsx" >/dev/null 2>&1
    files="$files $dir/t_$kind.xlsx $dir/x_$kind.xlsx"
  done
  office "$as_csv" $files
  check "templates and exports open in LibreOffice and show what was written" $python - "$dir" $some <<'P'
import csv, sys
from pathlib import Path
folder = Path(sys.argv[1])
try:
    import openpyxl
except ImportError:
    openpyxl = None
for kind in sys.argv[2:]:
    for begin in 't_', 'x_':
        shown = list(csv.reader(open(folder / 'lo' / f'{begin}{kind}.csv', encoding='utf-8-sig', newline='')))
        assert shown and all(shown[0]), (begin, kind)
        if openpyxl:
            rows = list(openpyxl.load_workbook(folder / f'{begin}{kind}.xlsx').worksheets[0].iter_rows(values_only=True))
            assert [str(cell) for cell in rows[0]] == shown[0], (begin, kind)
            assert sum(any(cell is not None for cell in row) for row in rows) == sum(any(row) for row in shown), (begin, kind)
P
  "$fast" template households --unit "$area" -o "$dir/w.xlsx" >/dev/null
  office xlsx "$dir/w.xlsx"
  check "a workbook saved by LibreOffice is the same" [ "$(status "$bin" import households "$dir/lo/w.xlsx" --format json)" = 0 ]
  check "nothing in it is an edit" python3 -c "
import json
result = json.load(open('$dir/out', encoding='utf-8'))
assert result['rows'] == result['same'] == 46 and result['merged'] + result['known'] + result['conflicts'] == 0, result"
  office "$as_csv" "$dir/w.xlsx"
  check "nor in its CSV" [ "$(status "$bin" import households "$dir/lo/w.csv" --format json)" = 0 ]
  check "nothing there either" python3 -c "
import json
result = json.load(open('$dir/out', encoding='utf-8'))
assert result['rows'] == result['same'] == 46 and result['merged'] + result['known'] + result['conflicts'] == 0, result"
else
  echo "skipped: no LibreOffice Calc"
fi
check "check finds no difference" "$fast" check >/dev/null
check "the audit holds" "$fast" audit verify >/dev/null
summary
