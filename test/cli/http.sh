#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The server as its callers see it: what it promises (test/http/api.py, figures.py), what it must bear (attack.py),
# that answers kept in memory are never old nor another's (kept.py), files of records and texts of programmes (files.py), who may what
# (matrix.py against the table test/http/rights.tsv), TLS, a stop while somebody waits, a full disk, a database gone.
. "$(dirname "$0")/../suite.sh"
. "$root/test/http/serve.sh"
at_end() { stop; ! mountpoint -q "$dir/small" || umount "$dir/small"; }
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31
sum() { # name, log of a suite: adds its counts
  local line; line=$(tail -1 "$2")
  case $line in
    *" passed, "*" failed")
      passed=$((passed + ${line%% *})); line=${line#*, }; failed=$((failed + ${line%% *}))
      grep -a FAILED "$2" | sed "s/^/$1: /" ;;
    *) fail "$1 did not end"; cat "$2" ;;
  esac
}

# --- a house with accounts of every role ------------------------------------------------------------------
"$fast" demo >/dev/null || exit 1
user quan.tri --role admin --personal
for role in viewer reporter cadre leader auditor; do user "ai.$role" --role $role; done
user ai.admin --role admin
user ai.personal --role leader --personal
user ia.dok --role leader --unit 23860@2017-06-01
foreign=$("$fast" create households 'head_name=Nguyễn Văn Xa' unit=00001@2017-01-01 --format json | sed -n 's/.*"id": *"\([0-9A-Z]*\)".*/\1/p')
check "a household elsewhere" [ -n "$foreign" ]
cp "$dir/a.db" "$dir/first.db"; cp "$dir/a.db.key" "$dir/first.db.key"

# --- honest clients ------------------------------------------------------------------------------------------
serve || exit 1
python3 test/http/api.py "$address" "$password" >"$dir/api" 2>&1; sum api "$dir/api"
python3 test/http/public.py "$address" "$(token quan.tri)" Siu >"$dir/public" 2>&1; sum public "$dir/public"
check "the log tells no name, no query" sh -c "! grep -qaE 'Siu|siu|quan.tri|q=' '$dir/log'"
check "nor a whole address" sh -c "! grep -qa '127.0.0.1' '$dir/log'"
stop
check "the totals are right" "$fast" check >/dev/null
check "the audit holds" "$fast" audit verify >/dev/null
check "no sanitizer spoke" sh -c "! grep -qaE 'Sanitizer|runtime error' '$dir/log'"
check "nothing lies in the spool" [ -z "$(ls -d "$dir"/chungtay-* 2>/dev/null)" ]

# --- what is learnt by asking beside the point ---------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
serve --quiet --per-address 500 || exit 1
python3 test/http/oracles.py "$address" "$password" "$foreign" >"$dir/oracles" 2>&1; sum oracles "$dir/oracles"
stop

# --- answers kept in memory -----------------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
if ! on_postgres; then # it keeps none there: docs/server.md
  serve --quiet || exit 1
  python3 test/http/kept.py "$address" "$password" "$fast" >"$dir/kept" 2>&1; sum kept "$dir/kept"
  stop
fi

# --- the description, by somebody else's validator -------------------------------------------------------------
validator=build/npm-http
mkdir -p $validator && cp test/http/package.json test/http/package-lock.json test/http/.npmrc $validator/
if [ -d $validator/node_modules ] || (cd $validator && npm ci --ignore-scripts --silent >/dev/null 2>&1); then
  valid() { node $validator/node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js "$dir/openapi.json" | grep -q '"valid": true'; }
  invalid() { ! valid; }
  "$fast" openapi >"$dir/openapi.json"
  check "OpenAPI 3.1" valid
  "$fast" --lang en openapi >"$dir/openapi.json"
  check "in English too" valid
  sed -i 's/"openapi":"3.1.0"/"openapi":"3.1.0","nosuch":1/' "$dir/openapi.json"
  check "the validator finds what is wrong" invalid
else
  echo "the OpenAPI validator: skipped (npm has no network)"
fi

# --- numbers and their records ------------------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
serve --quiet || exit 1
python3 test/http/figures.py "$address" "$password" >"$dir/numbers" 2>&1; sum numbers "$dir/numbers"
stop

# --- every route as every role -----------------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
serve --quiet || exit 1
"$fast" routes --format json >"$dir/routes"
tokens=()
for role in viewer reporter cadre leader personal admin auditor; do tokens+=("$role=$(token "ai.$role")"); done
python3 test/http/matrix.py "$address" "$dir/routes" "${tokens[@]}" >"$dir/matrix" 2>&1; sum matrix "$dir/matrix"
stop

# --- those who may not see personal data -----------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
serve || exit 1
tokens=()
for role in viewer cadre leader admin auditor; do tokens+=("$role=$(token "ai.$role")"); done
python3 test/http/personal.py "$address" "$(token quan.tri)" "$dir/a.db" "${tokens[@]}" >"$dir/secrets" 2>&1; sum secrets "$dir/secrets"
stop
check "no sanitizer spoke of it" sh -c "! grep -qaE 'Sanitizer|runtime error' '$dir/log'"
check "the totals are right after erasing" "$fast" check >/dev/null
check "and the audit holds" "$fast" audit verify >/dev/null

# --- nor by the difference of what they are told -----------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
program=$fast serve --quiet || exit 1
python3 test/http/differences.py "$address" "$(token quan.tri)" "$(token ai.viewer)" >"$dir/differences" 2>&1; sum differences "$dir/differences"
stop

# --- nor by two houses that differ in nothing else ------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
program=$fast serve --quiet || exit 1
python3 test/http/worlds.py "$address" "$(token quan.tri)" "leader=$(token ai.leader)" "viewer=$(token ai.viewer)" "auditor=$(token ai.auditor)" >"$dir/worlds" 2>&1; sum worlds "$dir/worlds"
stop

# --- files of records, texts of programmes ----------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
serve --quiet || exit 1
python3 test/http/files.py "$address" "$(token quan.tri)" "$(token ia.dok)" "$foreign" >"$dir/files" 2>&1; sum files "$dir/files"
stop
check "no sanitizer spoke of files" sh -c "! grep -qaE 'Sanitizer|runtime error' '$dir/log'"
check "and all of them are whole" "$fast" check >/dev/null

# --- those with an account who want more -------------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
serve --quiet --proxy 127.0.0.1 || exit 1
python3 test/http/intruder.py "$address" "$(token quan.tri)" "$password" >"$dir/intruder" 2>&1; sum intruder "$dir/intruder"
stop
check "no sanitizer spoke of it" sh -c "! grep -qaE 'Sanitizer|runtime error' '$dir/log'"

# --- one commune's people at another's, and those whose rights are narrow ---------------------------------------------------
for what in trespass narrow; do
  cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
  serve --quiet --per-address 500 || exit 1
  python3 test/http/$what.py "$address" "$(token quan.tri)" "$password" >"$dir/$what" 2>&1; sum $what "$dir/$what"
  stop
  check "no sanitizer spoke of $what" sh -c "! grep -qaE 'Sanitizer|runtime error' '$dir/log'"
  check "the totals are right after $what" "$fast" check >/dev/null
  check "and the audit holds after $what" "$fast" audit verify >/dev/null
done

# --- several at the same moment, rights that have ended ------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
serve --quiet --per-address 500 || exit 1
python3 test/http/races.py "$address" "$(token quan.tri)" "$password" >"$dir/races" 2>&1; sum races "$dir/races"
stop
check "no sanitizer spoke of races" sh -c "! grep -qaE 'Sanitizer|runtime error' '$dir/log'"
check "the totals are right after races" "$fast" check >/dev/null
check "and the audit holds after them" "$fast" audit verify >/dev/null

# --- hostile ones ----------------------------------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
serve --request-seconds 2 --idle-seconds 2 --per-address 40 || exit 1
python3 test/http/attack.py "$address" "$(token quan.tri)" "$(token ia.dok)" "$foreign" >"$dir/attack" 2>&1; sum attack "$dir/attack"
stop
check "no sanitizer spoke under attack" sh -c "! grep -qaE 'Sanitizer|runtime error' '$dir/log'"
check "the totals are right after it" "$fast" check >/dev/null

# --- first use ---------------------------------------------------------------------------------------------------------
main_db=$CHUNGTAY_DB
export CHUNGTAY_DB=sqlite:$dir/empty.db
"$fast" init >/dev/null
setup_code() { sleep 0.3; grep -o '[a-z0-9]\{4\}-[a-z0-9]\{4\}-[a-z0-9]\{4\}' "$dir/out"; }
for way in guess race; do
  serve --quiet || exit 1
  python3 test/http/setup.py $way "$address" "$(setup_code)" >"$dir/setup" 2>&1; sum "setup: $way" "$dir/setup"
  stop
done
serve --quiet || exit 1
check "with an account there is no code" [ -z "$(setup_code)" ]
stop
export CHUNGTAY_DB=$main_db

# --- a list of a year in which its unit is no more ---------------------------------------------------------------------------
cp "$dir/first.db" "$dir/a.db"; rm -f "$dir"/a.db-*
CHUNGTAY_NOW=2026-06-01 serve --quiet || exit 1
python3 test/http/ended_unit.py "$address" "$password" >"$dir/ended" 2>&1; sum "ended unit" "$dir/ended"
stop

# --- starting and stopping -----------------------------------------------------------------------------------------------
check "no database: 3" sh -c "'$bin' --db sqlite:$dir/none.db serve --listen 127.0.0.1:0 2>/dev/null; [ \$? = 3 ]"
check "no such address: 2" sh -c "'$bin' serve --listen nowhere 2>/dev/null; [ \$? = 2 ]"
serve --quiet || exit 1
admin=$(token quan.tri)
check "a port in use: 4" sh -c "'$bin' serve --listen $address 2>/dev/null; [ \$? = 4 ]"
for i in 1 2 3 4; do
  curl -s -o "$dir/late$i" -w '%{http_code} %{exitcode}\n' -H "Authorization: Bearer $admin" \
    "http://$address/api/v1/coverage?programme=duc_co_2017" >"$dir/late$i.status" &
  late="${late:-} $!"
done
sleep 0.15
stop -TERM; ended=$?
wait $late
# 7: it came when nobody listened any more; anything else that is not an answer was dropped
check "what was under way at SIGTERM was answered" [ -z "$(grep -hv -e '^200 0$' -e '^000 7$' "$dir"/late*.status)" ]
check "and the server ended well" [ "$ended" = 0 ]

# --- questions that take too long ---------------------------------------------------------------------------------------------
endless | sqlite3 "$dir/a.db"
serve --quiet --answer-seconds 1 || exit 1
too_long "$admin"
stop
ended | sqlite3 "$dir/a.db"

# --- TLS ---------------------------------------------------------------------------------------------------------------------
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -keyout "$dir/key.pem" \
  -out "$dir/cert.pem" 2>/dev/null
check "a certificate that is not there: 3" sh -c "'$bin' serve --listen 127.0.0.1:0 --tls $dir/x,$dir/y 2>/dev/null; [ \$? = 3 ]"
serve --quiet --tls "$dir/cert.pem,$dir/key.pem" || exit 1
check "over TLS" [ "$(curl -sk -o /dev/null -w '%{http_code}' "https://$address/healthz")" = 200 ]
check "TLS 1.1 is refused" sh -c "! curl -sk --tls-max 1.1 https://$address/healthz >/dev/null"
curl -sk -D "$dir/head" -o /dev/null -H 'Content-Type: application/json' --data "{\"user\":\"quan.tri\",\"password\":\"một hai ba bốn năm 5\"}" "https://$address/api/v1/session"
check "the cookie is Secure and bound to the host" grep -qi 'set-cookie: __Host-chungtay=.*Secure' "$dir/head"
check "HSTS" grep -qi strict-transport-security "$dir/head"
stop

# --- the disk is full, the database is gone ----------------------------------------------------------------------------------
mkdir -p "$dir/small"
if on_postgres; then
  : # its disk is the database server's own affair; postgres_server.sh takes the whole of it away
elif mount -t tmpfs -o size=64m tmpfs "$dir/small" 2>/dev/null; then
  cp "$dir/a.db" "$dir/small/a.db"; cp "$dir/a.db.key" "$dir/small/a.db.key"
  CHUNGTAY_DB=sqlite:$dir/small/a.db serve || exit 1
  post() { curl -s -o "$dir/answer" -w '%{http_code}' -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' \
    --data '{"head_name":"Siu Đầy","unit":"23866@2017-05-01"}' "http://$address/api/v1/households"; }
  check "a write while there is room" [ "$(post)" = 201 ]
  fill() { cat /dev/zero >"$dir/small/zero" 2>/dev/null; }
  fill
  status=; for _ in $(seq 60); do status=$(post); [ "$status" = 503 ] && break; done
  check "a full disk is 503" [ "$status" = 503 ]
  check "with Retry-After, without the database's words" sh -c "! grep -qi 'disk\|sqlite' '$dir/answer'"
  check "reading what is not personal goes on" [ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $admin" "http://$address/api/v1/models?limit=1")" = 200 ]
  rm "$dir/small/zero"
  status=; for _ in $(seq 20); do status=$(post); [ "$status" = 201 ] && break; sleep 0.1; done
  check "and with room again it is written" [ "$status" = 201 ]
  stop
  check "nothing is half there" "$fast" --db "sqlite:$dir/small/a.db" check >/dev/null
  umount "$dir/small"
else
  echo "a full disk: skipped (no mount)"
fi
summary
