#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# report render, of both programmes, from a handful of invented records: JSON and DOCX, their texts,
# their parts, their pages, and what is refused.
. "$(dirname "$0")/../suite.sh"
tmp=$dir
maker=$fast # the records are made by the fast program
has() { # text, file, what
  if grep -qF -- "$1" "$2"; then pass; else fail "$3: no “$1”"; fi
}
equal() { # got, wanted, what
  if [ "$1" = "$2" ]; then pass; else fail "$3: $1 instead of $2"; fi
}
field() { python3 -c "import json,sys; d=json.load(open(sys.argv[1])); print(($2))" "$1"; }
ct() { "$maker" --db "sqlite:$db" "$@"; }
report() { "$bin" --db "sqlite:$db" report render "$@"; }
create() { ct create "$@" --format json | python3 -c 'import json,sys; print(json.load(sys.stdin)["id"])'; }
body() { # unit, organisation
  ct list bodies --unit "$1" "organisation=$2" kind=committee --format json |
    python3 -c 'import json,sys; print(sorted(json.load(sys.stdin), key=lambda b: b["id"])[0]["id"])'
}
household() { # name, unit, class, body; the last one made is $made
  made=$(create households "head_name=$1" "unit=$2" member_count=4)
  local found
  found=$(create classifications "household=$made" "year=$year" standard=std_2016 "class=$3")
  ct act classifications "$found" finalise >"$tmp/out"
  [ -z "$4" ] || create assignments "household=$made" "year=$year" "lead_body=$4" \
    "classification=$found" "from_date=$year-02-01" >"$tmp/out"
}

# What a rendered report must be: well-formed parts, texts, and pages where LibreOffice is there.
check_docx() { # file, texts…
  local file=$1 name; shift
  name=$(basename "$file" .docx)
  mkdir "$tmp/$name"
  if unzip -qo "$file" -d "$tmp/$name"; then pass; else fail "$name: no archive"; fi
  for part in $(cd "$tmp/$name" && find . -name '*.xml' -o -name '*.rels'); do
    if xmllint --noout "$tmp/$name/$part" 2>"$tmp/xml"; then pass; else fail "$name: $part: $(head -1 "$tmp/xml")"; fi
  done
  sed 's/<\/w:p>/\n/g; s/<[^>]*>//g' "$tmp/$name/word/document.xml" >"$tmp/$name.txt"
  for text in "$@"; do has "$text" "$tmp/$name.txt" "$name"; done
}
# The workbook has every number of the JSON as a number, each table on a sheet of its own.
check_xlsx() { # the same as JSON, arguments of render…
  local json=$1 book; shift
  book=${json%.json}.xlsx
  render "$@" -o "$book" || fail "$book: $(cat "$tmp/err")"
  /usr/bin/python3 - "$json" "$book" <<'P' && pass || fail "$book has not the numbers of $json"
import json, sys
import openpyxl

told, book = json.load(open(sys.argv[1])), openpyxl.load_workbook(sys.argv[2])
cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
numbers = [value for value in cells if isinstance(value, (int, float))]
wanted = [f["value"] for node in told["nodes"] for f in node.get("figures") or [] if f["value"] is not None]
assert numbers == wanted, (numbers, wanted)
tables = {}
for sheet in book.worksheets[1:]:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    body = [[v for v in row[2:] if isinstance(v, (int, float))] for row in rows]
    tables[sheet.title] = [row for row in body if row]
    assert sheet.freeze_panes, sheet.title
found = list(tables.values())
for node in told["nodes"]:
    table = node.get("table")
    if not table or not table["rows"]:
        continue
    rows = [[value for value in row["values"] if value is not None] for row in table["rows"]]
    assert any(got[:len(rows)] == rows for got in found), (node["id"], rows[:2])
assert not any(str(value).startswith("=") for value in cells)
P
}
check_pages() { # file, texts…
  local file=$1 name; shift
  name=$(basename "$file" .docx)
  HOME=$tmp soffice --headless --convert-to pdf --outdir "$tmp" "$file" >"$tmp/soffice" 2>&1
  mv "$tmp/$name.pdf" "$tmp/$name.word.pdf"
  local pages
  pages=$(pdfinfo "$tmp/$name.word.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')
  if [ "${pages:-0}" -gt 0 ]; then pass; else fail "$name: no page"; return; fi
  pdftotext "$tmp/$name.word.pdf" - | tr '\n' ' ' >"$tmp/$name.pages"
  for text in "$@"; do has "$text" "$tmp/$name.pages" "$name, pages"; done
}

# A PDF: sound, tagged, with the texts in order, and as many pages as LibreOffice makes of the Word file, give or take one.
check_pdf() { # file, texts…
  local file=$1 name text pages word; shift
  name=$(basename "$file" .pdf)
  qpdf --check "$file" >"$tmp/qpdf" 2>&1 && pass || fail "$name: $(tail -1 "$tmp/qpdf")"
  pdfinfo "$file" >"$tmp/info" 2>&1
  has "Tagged:          yes" "$tmp/info" "$name"
  pdftotext "$file" - 2>"$tmp/err" | tr '\n' ' ' >"$tmp/$name.words"
  equal "$(cat "$tmp/err")" "" "$name, complaints"
  python3 -c 'import sys, unicodedata; t = open(sys.argv[1]).read(); assert unicodedata.is_normalized("NFC", t) and "\ufffd" not in t' \
    "$tmp/$name.words" && pass || fail "$name: its text is not what was written"
  local rest; rest=$(cat "$tmp/$name.words")
  for text in "$@"; do
    case $rest in *"$text"*) pass; rest=${rest#*"$text"} ;; *) fail "$name: no “$text”, or not behind the others" ;; esac
  done
  pages=$(sed -n 's/^Pages: *//p' "$tmp/info") word=$(pdfinfo "$tmp/$name.word.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')
  [ -z "$word" ] || { [ $((pages - word)) -le 1 ] && [ $((word - pages)) -le 1 ]; } && pass || fail "$name: $pages pages, of the Word file $word"
}

# --- Đức Cơ, 2017 -----------------------------------------------------------------------------------
db=$tmp/duc_co.db year=2017
export CHUNGTAY_NOW=2017-12-20
ct init >"$tmp/out" && ct programme load programmes/duc_co_2017.yaml >"$tmp/out" && pass || fail "init, load"
din=23866@2017-12-20 krel=23863@2017-12-20
farmers=$(body $din farmers_union) women=$(body $din womens_union) front=$(body $krel fatherland_front)
household "Siu Thử Một" $din poor "$farmers"
create supports "household=$made" type=housing on_date=2017-09-10 value=5000000 "provider_body=$farmers" >"$tmp/out"
create supports "household=$made" type=livelihood on_date=2017-09-11 value=1000000 "provider_body=$women" >"$tmp/out"
household "Rơ Châm Thử Hai" $din near_poor ""
household "Rơ Mah Thử Ba" $krel poor "$front"
model=$(create models "name=Vườn rau sạch" type=safe_food "unit=$din" "lead_body=$farmers" year=2017 contents=economy_poverty)
ct act models "$model" start >"$tmp/out"
export CHUNGTAY_NOW=2018-01-05
render() { report --programme duc_co_2017 --period 2017 "$@" >"$tmp/said" 2>"$tmp/err"; }
render --unit 631 --format json -o "$tmp/district.json" && pass || fail "district as JSON: $(cat "$tmp/err")"
render --unit 631 -o "$tmp/district.html" && pass || fail "district as HTML: $(cat "$tmp/err")"
has '<h1 class="c b pt28">BÁO CÁO</h1>' "$tmp/district.html" "district as HTML"
has '@page { size: A4; margin: 20.0mm' "$tmp/district.html" "district as HTML"
render --unit 631 --format docx -o "$tmp/district.docx" && pass || fail "district as DOCX: $(cat "$tmp/err")"
has "Ủy ban MTTQ Việt Nam huyện Đức Cơ, số liệu đến ngày 31/12/2017" "$tmp/said" "what is said"
node='next(n for n in d["nodes"] if n["id"] == '
equal "$(field "$tmp/district.json" "[f['value'] for f in ${node}'II.2')['figures']]")" \
  "[2, 1, 1, 6000000, 0, 0]" "the figures of II.2"
equal "$(field "$tmp/district.json" "[(r['key'], r['values']) for r in ${node}'II.3')['table']['rows']][:3]")" \
  "[('fatherland_front', [0, 0]), ('trade_union', [0, 0]), ('farmers_union', [1, 1])]" "rows with nothing"
equal "$(field "$tmp/district.json" "len(${node}'II.3.commune')['table']['rows'])")" 10 "every commune has a row"
equal "$(field "$tmp/district.json" "${node}'II.2')['table']['total'], [c['adds_up'] for c in ${node}'II.2')['table']['columns']]")" \
  "([2, 1, 6000000], [True, False, True])" "totals that are no sums"
equal "$(field "$tmp/district.json" "d['final'], d['as'], d['as_of'], d['unit']['key'], d['title'].endswith('năm 2017')")" \
  "(True, 'then', '2017-12-31', 'unit:631@2004-07-08', True)" "the head"
check_docx "$tmp/district.docx" "HUYỆN ĐỨC CƠ" "BÁO CÁO" "DỰ THẢO" "Đức Cơ, ngày 05 tháng 01 năm 2018" \
  "- Hộ nghèo: 2 hộ (đến ngày 31/12/2017);" "Tổng không cộng dồn" "cần viết: ưu điểm" \
  "Ủy ban MTTQ Việt Nam tỉnh (để b/c);" "TM. BAN THƯỜNG TRỰC" "Thị trấn Chư Ty" "6.000.000"
has "mã nhật ký 64." "$tmp/district/word/footer1.xml" "the footer"
check_xlsx "$tmp/district.json" --unit 631

export CHUNGTAY_NOW=2025-10-12
render --unit 23866 -o "$tmp/then.json" || fail "as then: $(cat "$tmp/err")"
render --unit 23866 --as now -o "$tmp/now.json" || fail "as now: $(cat "$tmp/err")"
equal "$(field "$tmp/then.json" "d['unit']['name'], ${node}'II.2')['figures'][0]['value']")" "('Xã Ia Din', 1)" "as then"
equal "$(field "$tmp/now.json" "d['unit']['name'], ${node}'II.2')['figures'][0]['value']")" "('Xã Ia Krêl', 2)" "as now"

refuses() { # exit status, text, arguments…
  local wanted=$1 text=$2; shift 2
  render "$@"
  equal $? "$wanted" "status of $*"
  has "$text" "$tmp/err" "message of $*"
}
refuses 2 "hiện có: docx, pdf, xlsx, html, json" --unit 631 --format odt -o "$tmp/no.odt"
refuses 2 "hiện có: docx, pdf, xlsx, html, json" --unit 631 -o "$tmp/no.odt"
refuses 2 "report render" --unit 631
refuses 2 "--as" --unit 631 --as later -o "$tmp/no.json"
refuses 3 "không còn là đơn vị hiện nay" --unit 631@2017-12-20 --as now -o "$tmp/no.json"
refuses 3 "không có hiệu lực vào ngày" --unit 23866@2025-10-12 -o "$tmp/no.json"
refuses 3 "không thuộc địa bàn" --unit 622@2017-12-20 -o "$tmp/no.json"
refuses 3 "không có đề cương" --unit 631 --outline none -o "$tmp/no.json"
refuses 3 "không phải tên hoặc mã" --unit 631 --org "Hội Không Có" -o "$tmp/no.json"
refuses 4 "no_such_folder" --unit 631 -o "$tmp/no_such_folder/no.docx"
(ulimit -f 20; render --unit 631 -o "$tmp/full.pdf"); got=$?
equal "$got" 4 "status of a PDF without room"
[ -z "$(ls "$tmp"/full.pdf* 2>/dev/null)" ] && pass || fail "half a PDF was left"
report --programme duc_co_2017 --period 2016 --unit 631@2016-12-31 -o "$tmp/no.json" 2>"$tmp/err"
equal $? 3 "a period before the programme"
[ -e "$tmp/no.json" ] && fail "a refused report left a file" || pass

# --- Kiên Giang, 2017–2020 --------------------------------------------------------------------------
db=$tmp/kien_giang.db year=2020
export CHUNGTAY_NOW=2020-10-12
ct init >"$tmp/out" && ct programme load programmes/kien_giang_168.yaml >"$tmp/out" && pass || fail "init, load"
luong=30880@2020-10-12
women=$(body $luong womens_union) tinh=$(body 91@2020-10-12 fatherland_front)
household "Danh Thử" $luong poor "$women"
model=$(create models "name=Ba sạch" type=three_clean "unit=$luong" "lead_body=$women" year=2020)
ct act models "$model" start >"$tmp/out"
letter=$(create documents direction=outgoing "body=$tinh" year=2020 number=12/KH-MTTQ-BTT type=plan \
  "subject=Kế hoạch năm 2020" issued_date=2020-02-15 "organ_name=Mặt trận tỉnh" programme=kien_giang_168)
ct act documents "$letter" issue >"$tmp/out"
report=$(create reports programme=kien_giang_168 schedule_entry=periodic_report "body=$tinh" period=2017..2020)
create report_sections "report=$report" node=I.1 "body_text=Đã ban hành kế hoạch năm 2020." >"$tmp/out"
render() { report --programme kien_giang_168 --period 2017..2020 "$@" >"$tmp/said" 2>"$tmp/err"; }
render --unit 91 -o "$tmp/province.json" && pass || fail "province as JSON: $(cat "$tmp/err")"
render --unit 91 -o "$tmp/province.docx" && pass || fail "province as DOCX: $(cat "$tmp/err")"
render --unit 91 --org "Đoàn Thanh niên" -o "$tmp/youth.docx" && pass || fail "youth: $(cat "$tmp/err")"
check_xlsx "$tmp/province.json" --unit 91
equal "$(field "$tmp/province.json" "${node}'I.1')['narrative']['text'], ${node}'I.1')['missing'], d['missing'], d['final']")" \
  "('Đã ban hành kế hoạch năm 2020.', False, 6, False)" "the record's text"
equal "$(field "$tmp/province.json" "${node}'I.1')['list']['rows']")" \
  "[['12/KH-MTTQ-BTT', '15/02/2020', 'Mặt trận tỉnh', 'Kế hoạch năm 2020']]" "the list of documents"
equal "$(field "$tmp/province.json" "sum(r['values'][2] for r in ${node}'I.2b.commune')['table']['rows']), ${node}'I.2b.commune')['table']['total'][2]")" \
  "(1, 1)" "the model, by commune and in all"
check_docx "$tmp/province.docx" "Xã Thạnh Lộc (huyện Giồng Riềng)" "Xã Thạnh Lộc (huyện Châu Thành)" "TỈNH KIÊN GIANG" "Kết quả triển khai thực hiện Kế hoạch số 168/KH-MTTQ-TCTV" \
  "Thực hiện Kế hoạch số 168/KH-MTTQ-TCTV ngày 31/8/2017 của" "I. KẾT QUẢ TRIỂN KHAI" \
  "Đã ban hành kế hoạch năm 2020." "tạm thời, kỳ báo cáo chưa kết thúc" "chi tiết tại Phụ lục" \
  "CÔNG TRÌNH, MÔ HÌNH THEO XÃ, PHƯỜNG, THỊ TRẤN" "Lưu: VT, Ban PT." "Kiên Giang, ngày 12 tháng 10 năm 2020"
cp "$tmp/province.xlsx" "$tmp/first.xlsx"
render --unit 91 -o "$tmp/province.xlsx"
cmp -s "$tmp/first.xlsx" "$tmp/province.xlsx" && pass || fail "the same report is not the same workbook"
check_docx "$tmp/youth.docx" "BCH ĐOÀN TỈNH KIÊN GIANG" "ĐOÀN TNCS HỒ CHÍ MINH" "Công văn số 384" "BÍ THƯ"
cp "$tmp/province.docx" "$tmp/first.docx"
render --unit 91 -o "$tmp/province.docx"
if cmp -s "$tmp/first.docx" "$tmp/province.docx"; then pass; else fail "the same report is not the same file"; fi

if command -v soffice >/dev/null && command -v pdftotext >/dev/null; then
  check_pages "$tmp/district.docx" "BÁO CÁO" "KẾT QUẢ THỰC HIỆN" "Nơi nhận:" "Xã Ia Pnôn"
  check_pages "$tmp/province.docx" "KẾT QUẢ TRIỂN KHAI" "ĐỀ XUẤT, KIẾN NGHỊ" "Phụ lục" "CHỦ TỊCH"
else
  echo "skipped: pages of the reports, no LibreOffice or pdftotext here"
fi
export CHUNGTAY_NOW=2020-10-12
render --unit 91 -o "$tmp/province.pdf" && pass || fail "province as PDF: $(cat "$tmp/err")"
check_pdf "$tmp/province.pdf" "TỈNH KIÊN GIANG" "Kiên Giang, ngày 12 tháng 10 năm 2020" "BÁO CÁO" "Kết quả triển khai thực hiện Kế hoạch số 168/KH-MTTQ-TCTV" \
  "Thực hiện Kế hoạch số 168/KH-MTTQ-TCTV ngày 31/8/2017 của" "tạm thời, kỳ báo cáo chưa kết thúc" "I. KẾT QUẢ TRIỂN KHAI" "Đã ban hành kế hoạch năm 2020." \
  "chi tiết tại Phụ lục" "Nơi nhận:" "Lưu: VT, Ban PT." "CHỦ TỊCH" "CÔNG TRÌNH, MÔ HÌNH THEO XÃ, PHƯỜNG, THỊ TRẤN" "Xã Thạnh Lộc" "(huyện"
cp "$tmp/province.pdf" "$tmp/first.pdf"
HOME=$tmp/nowhere TZ=America/New_York LC_ALL=C render --unit 91 -o "$tmp/province.pdf"
cmp -s "$tmp/first.pdf" "$tmp/province.pdf" && pass || fail "the same report is not the same PDF"
render --unit 91 --org "Đoàn Thanh niên" --format pdf -o "$tmp/youth.pdf" && pass || fail "youth as PDF: $(cat "$tmp/err")"
check_pdf "$tmp/youth.pdf" "BCH ĐOÀN TỈNH KIÊN GIANG" "ĐOÀN TNCS HỒ CHÍ MINH" "Công văn số 384" "BÍ THƯ"
ct patch reports "$report" "title=Báo cáo kết quả thực hiện Kế hoạch" >"$tmp/out"
render --unit 91 -o "$tmp/titled.docx" && pass || fail "with a title of its own: $(cat "$tmp/err")"
check_docx "$tmp/titled.docx" "Kết quả thực hiện Kế hoạch" "Trên đây là báo cáo kết quả thực hiện Kế hoạch"
grep -qi "báo cáo báo cáo\|^báo cáo kết quả" "$tmp/titled.txt" && fail "the summary says again what its type says" || pass
db=$tmp/duc_co.db
CHUNGTAY_NOW=2018-01-05 report --programme duc_co_2017 --period 2017 --unit 631 -o "$tmp/district.pdf" >"$tmp/said" 2>"$tmp/err" && pass || fail "district as PDF: $(cat "$tmp/err")"
check_pdf "$tmp/district.pdf" "HUYỆN ĐỨC CƠ" "Đức Cơ, ngày 05 tháng 01 năm 2018" "DỰ THẢO" "BÁO CÁO" "- Hộ nghèo: 2 hộ (đến ngày 31/12/2017);" "TM. BAN THƯỜNG TRỰC"
summary
