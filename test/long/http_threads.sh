#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The server under the thread sanitizer, on both databases: readers, writers, imports, reports and signing in at once, then a stop in the
# middle of it; then every total is recomputed. HTTP_SECONDS=20 for each.
. "$(dirname "$0")/../suite.sh"
. "$root/test/http/serve.sh"
make -s tsan || exit 1
export CHUNGTAY_NOW=2017-12-31
export TSAN_OPTIONS="suppressions=$PWD/config/tsan.supp halt_on_error=0"
program=build/tsan/chungtay
silent() { ! grep -A25 ThreadSanitizer "$dir/log" | head -60 | grep .; }
under_load() { # database
  "$fast" demo >/dev/null || { fail "$1: a demonstration"; return; }
  user quan.tri --role admin --personal
  serve --quiet || return
  local token; token=$(token quan.tri)
  python3 test/http/writers.py "$address" "$token" "$dir/answered" "${HTTP_SECONDS:-20}" quan.tri "một hai ba bốn năm 5" >"$dir/writers"
  check "$1: every answer was right: $(cat "$dir/writers")" grep -q ' 0 failed' "$dir/writers"
  python3 test/http/writers.py "$address" "$token" "$dir/answered" >"$dir/writers" 2>&1 & # until the server is gone
  sleep 2
  check "$1: it stops well under load" stop
  wait $!
  check "$1: the thread sanitizer is silent" silent
  check "$1: the totals are right" "$fast" check
  check "$1: the audit holds" "$fast" audit verify
}
export CHUNGTAY_DB=sqlite:$dir/a.db
under_load SQLite
if has_postgres; then
  own_postgres
  export CHUNGTAY_KEY=$a_key CHUNGTAY_DB=$postgres
  under_load PostgreSQL
fi
summary
