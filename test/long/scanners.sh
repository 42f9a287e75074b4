#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Other people's scanners against a server of its own: sqlmap on every route with every parameter, field and header (test/http/scanner_requests.py),
# slowhttptest in its four modes with others served beside it, testssl on --tls; then strangers.py. What is not installed is skipped.
# SQLMAP_SECONDS=300 for each route; what is cut short has not passed.
. "$(dirname "$0")/../suite.sh"
. "$root/test/http/serve.sh"
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31
program=$fast
"$fast" demo --households 400 >/dev/null || exit 1
user quan.tri --role admin --personal
user tinh --role leader --personal --unit 91@2017-06-01
has() { command -v "$1" >/dev/null || { skipped "$1 is not installed"; return 1; }; }
serve --quiet --per-address 3000 --connections 12000 || exit 1
admin=$(token quan.tri) province=$(token tinh)
last() { "$@" >"$dir/said" 2>&1; local status=$?; cat "$dir/said"; return $status; }
check "ids of elsewhere, protected fields" last python3 test/http/elsewhere.py "$address" "$admin" "$province"
users=$("$fast" list accounts --all --format json | grep -o '"user_name": "demo[^"]*"' | cut -d'"' -f4 | paste -sd,)
ulimit -n "$(ulimit -Hn)"
check "strangers" last python3 test/http/strangers.py "$address" "$users" "$admin" "$dir/a.db"

if has sqlmap; then
  python3 test/http/scanner_requests.py "$address" "$admin" "$dir/requests"
  for request in "$dir"/requests/*.txt; do
    env -u PYTHONPATH timeout "${SQLMAP_SECONDS:-300}" sqlmap -r "$request" --batch --ignore-stdin --smart --level 3 --risk 2 --flush-session --retries 0 \
      --ignore-code '*' --output-dir "$dir/sqlmap" >"$dir/said" 2>&1 </dev/null
    found() { grep -aE "is vulnerable|identified the following injection point" "$dir/said"; } # its verdict, not its guesses
    check "sqlmap: $(head -1 "$request" | cut -c1-60)" [ -z "$(found)" ]
    check "sqlmap: the server lives after $(head -1 "$request" | cut -c1-60)" [ "$(curl -s -m 30 -o "$dir/x" -w '%{http_code}' "http://$address/healthz")" = 200 ]
    check "sqlmap came to its end: $(head -1 "$request" | cut -c1-60)" grep -q '^\[\*\] ending @' "$dir/said"
  done
fi
stop
check "the totals are right" "$fast" check
check "the audit holds" "$fast" audit verify

if has slowhttptest; then
  for mode in -H -B -X -R; do
    serve --quiet || exit 1
    slowhttptest -c 300 $mode -i 5 -r 100 -l 20 -u "http://$address/healthz" >"$dir/said" 2>&1 &
    slow=$!
    sleep 5
    check "slowhttptest $mode: others are served" [ "$(curl -s -m 10 --interface 127.0.0.9 -o "$dir/x" -w '%{http_code}' "http://$address/healthz")" = 200 ]
    wait $slow
    stop
  done
fi
if has testssl; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 200 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
  serve --quiet --tls "$dir/cert.pem,$dir/key.pem" || exit 1
  testssl --quiet --color 0 --warnings off --jsonfile "$dir/testssl.json" "https://$address" >"$dir/said" 2>&1
  # Not of the server: nobody has signed the certificate of this test, so nobody says when it is revoked.
  check "testssl" python3 - "$dir/testssl.json" <<'PY'
import json, sys
bad = [row for row in json.load(open(sys.argv[1])) if row["severity"] in ("MEDIUM", "HIGH", "CRITICAL")
       and row["id"] not in ("cert_chain_of_trust", "cert_revocation")]
print(*bad, sep="\n")
raise SystemExit(bool(bad))
PY
fi
summary
