#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The server on PostgreSQL: of several hosts the one that is there, TLS that checks the certificate, many writers at once, a
# database that goes away and comes back, one that becomes a standby.
# On PostgreSQL: it starts one of its own, and takes it away under the server.
. "$(dirname "$0")/../suite.sh"
. "$root/test/http/serve.sh"
PG_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export PG_PORT CHUNGTAY_NOW=2017-12-31 CHUNGTAY_KEY=$a_key
need_postgres
export CHUNGTAY_DB="postgresql://chungtay@/chungtay?host=$dir/nobody,$pg&port=$PG_PORT"
check "the second host is taken where the first is not there" "$fast" demo >/dev/null
tls="postgresql://chungtay@localhost:$PG_PORT/chungtay?sslmode=verify-full&sslrootcert="
check "TLS, with the certificate checked" "$fast" --db "$tls$pg/root.crt" list funds >/dev/null
openssl req -new -x509 -days 2 -nodes -subj /CN=localhost -keyout "$dir/other.key" -out "$dir/other.crt" 2>/dev/null
check "another's certificate is refused" sh -c "! '$fast' --db '$tls$dir/other.crt' list funds >/dev/null 2>&1"
check "a password in the address is not shown" sh -c "! '$fast' --db 'postgresql://chungtay:bimatlam@/chungtay?host=$pg&port=$PG_PORT' init | grep bimatlam"

user quan.tri --role admin --personal
program=$fast
serve --quiet || exit 1
token=$(token quan.tri)
# Two writing lanes and a third process: who stands in another's way is done again, nobody is refused for it.
python3 test/http/writers.py "$address" "$token" "$dir/answered" 8 >"$dir/writers" 2>&1 &
writers=$!
while kill -0 "$writers" 2>/dev/null; do
  "$fast" create households "head_name=Siu Lệnh" unit=23866@2017-05-01 >/dev/null 2>>"$dir/commands" || echo refused >>"$dir/commands"
done
wait "$writers"
check "no writer and no reader was refused: $(cat "$dir/writers")" grep -q ' 0 failed' "$dir/writers"
check "nor a command beside them: $(cat "$dir/commands" 2>/dev/null)" [ ! -s "$dir/commands" ]
"$fast" export households --format csv -o "$dir/all.csv" >/dev/null
cut -d, -f1 "$dir/all.csv" | sort >"$dir/there"; sort "$dir/answered" >"$dir/told"
check "everything answered is there" [ -s "$dir/told" -a -z "$(comm -23 "$dir/told" "$dir/there")" ]
check "no difference" "$fast" check >/dev/null
check "one chain" "$fast" audit verify >/dev/null

# A large request tells how far it is, to its own account only; in the end all of it is there.
check "progress of a bulk" python3 - "$address" "$token" <<'PY'
import sys, threading
from client import Client
address, token = sys.argv[1:3]
items = [{"op": "create", "kind": "households", "fields": {"head_name": "Siu Nhiều %d" % i, "unit": "23866@2017-05-01"}} for i in range(1500)]
answers, seen = [], set()
sender = threading.Thread(target=lambda: answers.append(Client(address, token).post("/api/v1/bulk", {"items": items}, Idempotency_Key="nhieu")))
asking = Client(address, token)
before = asking.get("/api/v1/progress/nhieu").json
sender.start()
while sender.is_alive():
    told = asking.get("/api/v1/progress/nhieu").json
    if told["running"]:
        seen.add((told["done"], told["total"]))
sender.join()
after = asking.get("/api/v1/progress/nhieu").json
good = answers[0].status == 200 and len(answers[0].json["items"]) == 1500 and len(seen) > 1 and {t for _, t in seen} == {1500} \
    and not before["running"] and not after["running"]
if not good:
    print(answers[0], len(seen), before, after)
raise SystemExit(0 if good else 1)
PY

status() { curl -s -o "$dir/answer" -w '%{http_code}' -H "Authorization: Bearer $token" "$@"; }
post() { status -H 'Content-Type: application/json' -d '{"head_name":"Siu Sau","unit":"23866@2017-05-01"}' "http://$address/api/v1/households"; }
check "a write" [ "$(post)" = 201 ]
tools/postgres.sh stop "$pg"
check "the database is gone: 503 for who reads" [ "$(status "http://$address/api/v1/households?limit=1")" = 503 ]
check "and for who writes" [ "$(post)" = 503 ]
check "without the database's own words" sh -c "! grep -qi 'postgres\|socket\|sql' '$dir/answer'"
tools/postgres.sh again "$pg"
check "it is back: reading goes on" [ "$(status "http://$address/api/v1/households?limit=1")" = 200 ]
check "and writing" [ "$(post)" = 201 ]
check "the health of it all" [ "$(status "http://$address/healthz")" = 200 ]
# A server that becomes a standby refuses writes on connections it already has.
psql=$(ls -d /usr/lib/postgresql/*/bin | tail -1)/psql
"$psql" -h "$pg" -p "$PG_PORT" -U chungtay -qc "ALTER DATABASE chungtay SET default_transaction_read_only = on" chungtay
"$psql" -h "$pg" -p "$PG_PORT" -U chungtay -qc "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'chungtay'" chungtay >/dev/null
check "where no host takes writes: 503" [ "$(post)" = 503 ]
"$psql" -h "$pg" -p "$PG_PORT" -U chungtay -qc "ALTER DATABASE chungtay SET default_transaction_read_only = off" postgres
check "and once one does: done" [ "$(post)" = 201 ]
sql() { "$psql" -h "$pg" -p "$PG_PORT" -U chungtay -qAtc "$1" chungtay; }
step=$(sql "DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations) RETURNING version")
check "an older database is not changed without a copy" sh -c "'$fast' init >'$dir/init' 2>&1; [ \$? = 3 ] && grep -q pg_dump '$dir/init'"
sql "INSERT INTO schema_migrations (version, name, applied_at) VALUES ($step, 'again', '')"
check "it stops well" stop
sql "$(endless)"
serve --quiet --answer-seconds 1 || exit 1
too_long "$token"
stop
sql "$(ended)"
summary
