#!/usr/bin/env bash
# Reading an XLSX of 1,000,000 households (ROWS), ten columns, beside openpyxl's read-only mode on the same file: as
# spreadsheet programs write it, with its texts in one shared table of more than 16 MB, and as streaming writers do, with
# them in the cells. Both must find the same cells. Seconds, ratios, peak memory.
set -eu
cd "$(dirname "$0")/.."
rows=${ROWS:-1000000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python=python3
/usr/bin/python3 -c 'import openpyxl' 2>/dev/null && python=/usr/bin/python3
make -s build/bench_sheet
python3 - "$dir" "$rows" <<'P'
import random, sys, zipfile
folder, rows = sys.argv[1], int(sys.argv[2])
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
PARTS = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings'
        '.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships"><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship '
        'Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
        '</Relationships>',
}
random.seed(7)
surnames, middles = 'Rmah Siu Ksor Kpă Nguyễn Trần Lê Phạm'.split(), 'Văn Thị Hữu Ngọc Đức Thanh'.split()
for name, shared in ('shared', True), ('inline', False):
    index = {}
    with zipfile.ZipFile(f'{folder}/{name}.xlsx', 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for part, text in PARTS.items():
            book.writestr(part, text)
        with book.open('xl/worksheets/sheet1.xml', 'w', force_zip64=True) as out:
            out.write(SHEET.encode())
            for i in range(1, rows + 1):
                values = [i, f'{random.choice(surnames)} {random.choice(middles)} {i % 400000:x}', random.choice(('Nam', 'Nữ')),
                          1930 + i % 70, 'Gia Rai', 23866, f'Thôn {i % 9 + 1}', 1 + i % 8, 'Hộ nghèo', f'064{i % 300000:09}']
                cells = []
                for column, value in zip('ABCDEFGHIJ', values):
                    if isinstance(value, int):
                        cells.append(f'<c r="{column}{i}"><v>{value}</v></c>')
                    elif shared:
                        cells.append(f'<c r="{column}{i}" t="s"><v>{index.setdefault(value, len(index))}</v></c>')
                    else:
                        cells.append(f'<c r="{column}{i}" t="inlineStr"><is><t>{value}</t></is></c>')
                out.write(f'<row r="{i}">{"".join(cells)}</row>'.encode())
            out.write(b'</sheetData></worksheet>')
        with book.open('xl/sharedStrings.xml', 'w') as out:
            out.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
            for value in index:
                out.write(f'<si><t>{value}</t></si>'.encode())
            out.write(b'</sst>')
P
cat >"$dir/peer.py" <<'P'
import sys, openpyxl
rows = cells = total = 0
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True):
    rows += 1
    for value in row:
        if value is not None:
            cells += 1
            total += sum(str(value).encode()) if len(sys.argv) > 2 else 0
print(rows, cells, total)
P
measure() { # seconds, seconds of processor, peak megabytes, and what it printed
  python3 - "$@" <<'P'
import resource, subprocess, sys, time
start = time.monotonic()
said = subprocess.run(sys.argv[1:], check=True, capture_output=True, text=True).stdout.strip()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f'{time.monotonic() - start:.2f} {used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss // 1024} {said}')
P
}
for name in shared inline; do
  read -r wall cpu memory found <<<"$(measure build/bench_sheet "$dir/$name.xlsx")"
  printf '%-7s %5d MB: ours      %7.2f s, processor %7.2f s, %4d MB; rows, cells, bytes %s\n' $name \
    "$(($(stat -c %s "$dir/$name.xlsx") >> 20))" "$wall" "$cpu" "$memory" "$found"
  if ! $python -c 'import openpyxl' 2>/dev/null; then echo "skipped: openpyxl is not there to compare with"; continue; fi
  read -r peer peer_cpu peer_memory peer_found <<<"$(measure $python "$dir/peer.py" "$dir/$name.xlsx")"
  printf '%-17s openpyxl  %7.2f s, processor %7.2f s, %4d MB: ours is %.1f times as fast (processor %.1f)\n' "" "$peer" "$peer_cpu" \
    "$peer_memory" "$(awk "BEGIN{print $peer/$wall}")" "$(awk "BEGIN{print $peer_cpu/$cpu}")"
  [ "${found% *}" = "${peer_found% *}" ] || { echo "they differ: $peer_found"; exit 1; }
done
