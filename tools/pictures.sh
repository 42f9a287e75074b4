#!/usr/bin/env bash
# Pictures of every screen at three widths, in both languages and both themes, with sheets that show them together and what is
# printed: pictures.sh PROGRAM FOLDER. ONLY="today overview" takes some screens alone,
# LOOKS="360_vi_light print" some looks.
program=$(realpath "$1") folder=$(realpath -m "$2")
. "$(dirname "$0")/../test/suite.sh"
. "$root/test/web/serve.sh"
set -e
fast=$program started=()
at_end() { for each in "${started[@]}"; do kill "$each"; done; }
export CHUNGTAY_DB=sqlite:$dir/demo.db CHUNGTAY_NOW=2026-11-21
{ "$fast" demo --households 2000; account hoa.lanh.dao admin --personal; } >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
serve; started+=("$server"); full=http://$address
export CHUNGTAY_DB=sqlite:$dir/empty.db
"$fast" init >/dev/null
serve; started+=("$server")
nice node test/web/pictures.mjs "$full" "$folder" hoa.lanh.dao "$password" "http://$address"
