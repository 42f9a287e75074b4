#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A province's final report as JSON, DOCX, XLSX and PDF: processor time of the whole command, and of the writer alone (what it takes more
# than JSON, the numbers of which all of them print). The peer is LibreOffice, which makes the PDF of the same DOCX. HOUSEHOLDS=6000,
# ROUNDS=5.
set -eu
cd "$(dirname "$0")/.."
program=$PWD/build/chungtay rounds=${ROUNDS:-5}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export CHUNGTAY_NOW=2020-12-20
"$program" --db "sqlite:$dir/d.db" demo --households "${HOUSEHOLDS:-6000}" >/dev/null
cpu() { # command…: milliseconds of the processor, the least of the rounds
  local round least=
  for round in $(seq "$rounds"); do
    local TIMEFORMAT='%3U %3S' spent
    spent=$({ time "$@" >"$dir/out" 2>&1; } 2>&1)
    spent=$(echo "$spent" | awk '{ printf "%d", ($1 + $2) * 1000 }')
    [ -n "$least" ] && [ "$least" -le "$spent" ] || least=$spent
  done
  echo "$least"
}
peak() { # command…: kilobytes
  python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}
echo "nothing but the start (help): $(cpu "$program" help) ms"
for programme in kien_giang_168:2017..2020 ha_tinh_campaign:2020; do
  period=${programme#*:} id=${programme%:*} floor=
  for format in json docx xlsx pdf; do
    file=$dir/$id.$format
    render=("$program" --db "sqlite:$dir/d.db" report render --programme "$id" --period "$period" -o "$file")
    spent=$(cpu "${render[@]}")
    [ -n "$floor" ] || floor=$spent
    pages=; [ $format != pdf ] || pages=", $(pdfinfo "$file" | sed -n 's/^Pages: *//p') pages"
    echo "$id $format: $spent ms, the writer $((spent - floor)) ms, $(stat -c %s "$file") bytes$pages, $(peak "${render[@]}") kB at most"
  done
  if command -v soffice >/dev/null; then
    office=$(ROUNDS=1 rounds=1 cpu env HOME="$dir" soffice --headless --convert-to pdf --outdir "$dir" "$dir/$id.docx")
    ours=$(cpu "${render[@]}")
    echo "$id LibreOffice from the DOCX: $office ms, $((office / (ours > floor ? ours - floor : 1))) times our writer"
  fi
done
