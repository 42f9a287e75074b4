#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The server under the thread sanitizer, with readers and writers at once; then every total is recomputed.
set -u
cd "$(dirname "$0")/../.."
make -s tsan || exit 1
fast=${CHUNGTAY_RELEASE:-$PWD/build/chungtay}
dir=$(mktemp -d)
trap '[ -n "${server:-}" ] && kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
unset CHUNGTAY_KEY
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31 TMPDIR=$dir PYTHONPATH=$PWD/test/http
export TSAN_OPTIONS="suppressions=$PWD/config/tsan.supp halt_on_error=0"
"$fast" demo >/dev/null || exit 1
echo 'suối trong đá mòn 7' | "$fast" user add quan.tri --role admin --personal --password-stdin >/dev/null
build/tsan/chungtay serve --listen 127.0.0.1:0 --quiet >"$dir/out" 2>"$dir/log" &
server=$!
for _ in $(seq 300); do address=$(sed -n 's/.*:\/\/\([0-9.:]*\)$/\1/p' "$dir/out"); [ -n "$address" ] && break; sleep 0.1; done
token=$(python3 - "$address" <<'PY'
import sys
from client import Client
client = Client(sys.argv[1])
client.first_sign_in("quan.tri", "suối trong đá mòn 7", "một hai ba bốn năm 5")
print(client.post("/api/v1/session/tokens", {"label": "test", "writes": True, "valid_to": "2018-06-01"}).json["token"])
PY
)
python3 test/http/writers.py "$address" "$token" "$dir/answered" "${HTTP_SECONDS:-20}" | tee "$dir/writers"
kill -TERM "$server"; wait "$server"; server=
failed=0 passed=0
say() { if [ "$2" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1"; fi; }
grep -q FAILED "$dir/writers"; say "every answer was right" $((1 - $?))
grep -q 'ThreadSanitizer' "$dir/log"; say "the thread sanitizer is silent" $((1 - $?))
grep -A25 ThreadSanitizer "$dir/log" | head -60
"$fast" check >/dev/null; say "the totals are right" $?
"$fast" audit verify >/dev/null; say "the audit holds" $?
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
