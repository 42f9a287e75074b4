#!/usr/bin/env bash
# Pictures of every screen at three widths, in both languages and both themes, with sheets that show them together and what is
# printed: pictures.sh PROGRAM FOLDER. ONLY="today overview" takes some screens alone.
set -eu
cd "$(dirname "$0")/.."
bin=$PWD/$1 fast=$PWD/$1 folder=$2
dir=$(mktemp -d)
. test/web/serve.sh
started=()
trap 'for each in "${started[@]}"; do kill "$each"; done; rm -rf "$dir"' EXIT
export CHUNGTAY_DB=sqlite:$dir/demo.db CHUNGTAY_NOW=2026-11-21
{ "$fast" demo --households 2000; account hoa.lanh.dao admin --personal; } >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
serve; started+=("$server"); full=$address
export CHUNGTAY_DB=sqlite:$dir/empty.db
"$fast" init >/dev/null
serve; started+=("$server")
nice node test/web/pictures.mjs "$full" "$folder" hoa.lanh.dao "$phrase" "$address"
