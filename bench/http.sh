#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# One record, a list of 25, an aggregate and a write over HTTP, in one run beside nginx serving the very bytes from a file and
# beside Django REST framework on the same SQLite rows (bench/drf). Each reading twice: "kept", as it comes, from memory while
# nothing is written, and "made", asked each time as nobody asked before. wrk on the same cores, nginx first and last.
# SECONDS_EACH=5 CONNECTIONS=16 HOUSEHOLDS_LIST="60000 2600000" DB=(a file made before, for one size) PEER=0 (without Django)
set -u
cd "$(dirname "$0")/.."
for tool in wrk nginx curl sqlite3; do command -v $tool >/dev/null || { echo "bench/http.sh: skipped (no $tool: apt-get install wrk nginx-light)"; exit 0; }; done
make --no-print-directory build/chungtay >/dev/null || exit 1
seconds=${SECONDS_EACH:-5} connections=${CONNECTIONS:-16} peer=${PEER:-1} dir=$(mktemp -d)
/usr/bin/python3 -c 'import rest_framework' 2>/dev/null && command -v gunicorn >/dev/null || { [ "$peer" = 0 ] || echo "Django REST framework: skipped (apt-get install python3-djangorestframework gunicorn)"; peer=0; }
stop() {
  [ -n "${server:-}" ] && kill "$server" && wait "$server" 2>/dev/null
  [ -n "${django:-}" ] && kill "$django" && wait "$django" 2>/dev/null
  [ -e "$dir/nginx.pid" ] && kill "$(cat "$dir/nginx.pid")"
  server='' django=''
}
trap 'stop; rm -rf "$dir"' EXIT
export TMPDIR=$dir PYTHONPATH=$PWD/test/http PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8
unset CHUNGTAY_KEY
chmod 755 "$dir"

cat >"$dir/report.lua" <<'L'
done = function(summary, latency, requests)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("%.0f %.2f %.2f %.2f %d\n", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, wrong))
end
L
cat >"$dir/made.lua" <<'L'
local threads = 0
setup = function(thread) thread:set("mine", threads); threads = threads + 1 end
local count = 0
request = function()
  count = count + 1
  wrk.headers["Accept-Language"] = "vi;q=0." .. mine .. "." .. count .. "." .. os.time()
  return wrk.format()
end
L
cpu_us() { # pids…: time on a processor, of all their threads
  cat $(printf '/proc/%s/stat ' "$@") 2>/dev/null | awk '{ t += $14 + $15 } END { printf "%.0f", t * 10000 }'
}
run() { # name, header, url, pids, script: a row; $rate and $cost
  cat "${5:-/dev/null}" "$dir/report.lua" >"$dir/run.lua"
  local line p50 p95 p99 wrong before; before=$(cpu_us $4)
  line=$(wrk -t2 -c"$connections" -d"${seconds}s" -s "$dir/run.lua" -H "$2" "$3" | tail -1)
  read -r rate p50 p95 p99 wrong <<<"$line"
  cost=$(awk "BEGIN { printf \"%.1f\", ($(cpu_us $4) - $before) / ($rate * $seconds + 0.001) }")
  printf '%-18s %6s req/s  p50 %7s ms  p95 %7s ms  p99 %7s ms  wrong %s  processor %7s µs' "$1" "$rate" "$p50" "$p95" "$p99" "$wrong" "$cost"
}
nginx_row() { run "nginx $1" "Host: bench" "http://127.0.0.1:18999/$1.json" "$nginx"; echo; floor=$rate floor_cost=$cost; }
# By answers in a second, and by the time the server's processes need for one: the latter holds on a busy machine too.
ratio() { awk "BEGIN { printf \"  nginx ÷ it %.1f, by processor %.1f\n\", $floor / ($rate + 0.001), $cost / ($floor_cost + 0.001) }"; }
memory() { # name, pids…
  local name=$1; shift
  cat $(printf '/proc/%s/status ' "$@") 2>/dev/null | awk -v n="$name" '/VmRSS/ { s += $2 } END { printf "%s: %.0f MB\n", n, s / 1024 }'
}

prepare() { # households: a database, and the questions
  export CHUNGTAY_DB=sqlite:$dir/a.db
  year=2017 CHUNGTAY_NOW=2017-12-31 on=2017-06-01
  [ "$1" -gt 300000 ] && year=2026 CHUNGTAY_NOW=2026-11-30 on=2026-06-01
  export CHUNGTAY_NOW
  if [ -n "${DB:-}" ]; then
    cp "$DB" "$dir/a.db" && cp "$DB.key" "$dir/a.db.key" || return 1
  elif [ "$year" = 2017 ]; then
    build/chungtay demo --households "$1" >/dev/null || return 1
  else
    build/chungtay init >/dev/null && sed "s/:households/$1/g" bench/measures.sql | sqlite3 "$dir/a.db" >/dev/null || return 1
  fi
  CHUNGTAY_NOW=2026-11-30 build/chungtay programme load bench/http.yaml >/dev/null || return 1
  echo 'suối trong đá mòn 7' | build/chungtay user add bench --role admin --password-stdin >/dev/null || return 1
  sqlite3 "$dir/a.db" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
  counts="c.from_day <= julianday('$on') - 2440587.5 AND c.to_day > julianday('$on') - 2440587.5"
  commune=$(sqlite3 "$dir/a.db" "SELECT u.id FROM units u JOIN unit_closure c ON c.ancestor = u.id AND $counts JOIN households h
    ON h.unit = c.descendant WHERE u.level = 'commune' AND u.founding = 64 GROUP BY u.id HAVING count(*) > 25 ORDER BY count(*), u.id LIMIT 1")
  units=$(sqlite3 "$dir/a.db" "SELECT group_concat(DISTINCT descendant) FROM unit_closure c WHERE ancestor = $commune AND $counts")
  area=$(sqlite3 "$dir/a.db" "SELECT unit FROM households WHERE unit IN ($units) LIMIT 1")
}

ours_up() {
  : >"$dir/out"
  build/chungtay serve --listen 127.0.0.1:0 --quiet --per-address 1000 >"$dir/out" 2>"$dir/log" &
  server=$!
  local address='' token
  for _ in $(seq 100); do address=$(sed -n 's/.*:\/\/\([0-9.:]*\)$/\1/p' "$dir/out"); [ -n "$address" ] && break; sleep 0.1; done
  token=$(python3 - "$address" <<'PY'
import datetime, os, sys
from client import Client
client = Client(sys.argv[1])
client.first_sign_in("bench", "suối trong đá mòn 7", "một hai ba bốn năm 5")
end = datetime.date.fromisoformat(os.environ["CHUNGTAY_NOW"]) + datetime.timedelta(100)
print(client.post("/api/v1/session/tokens", {"label": "bench", "writes": True, "valid_to": str(end)}).json["token"])
PY
)
  here=http://$address key="Authorization: Bearer $token"
  local code; code=$(sqlite3 "$dir/a.db" "SELECT code || '@$on' FROM units WHERE id = $commune")
  area_id=$(curl -sf -H "$key" "$here/api/v1/households?within=$code&limit=1" | grep -o '"unit":"[^"]*"' | head -1 | cut -d'"' -f4)
  list="/api/v1/households?limit=25&sort=member_count&within=$code"
  one=/api/v1/households/$(curl -sf -H "$key" "$here$list" | grep -o '"id":"[^"]*"' | head -1 | cut -d'"' -f4)
  aggregate="/api/v1/series?programme=bench_http&obligation=poor_counted&from=$year&to=$year&as=now"
  mkdir -p "$dir/www"
  for what in one list aggregate; do curl -sf -H "$key" "$here${!what}" >"$dir/www/$what.json" || echo "no answer: ${!what}"; done
  while awk '{ print $19 }' /proc/"$server"/task/*/stat | grep -qx 10; do sleep 0.2; done # it learns once, beside, with less priority
}

nginx_up() {
  cat >"$dir/nginx.conf" <<N
worker_processes 2; pid $dir/nginx.pid; error_log $dir/nginx.log;
events { worker_connections 1024; }
http { access_log off; keepalive_requests 1000000; open_file_cache max=100; client_body_temp_path $dir; proxy_temp_path $dir; fastcgi_temp_path $dir;
  uwsgi_temp_path $dir; scgi_temp_path $dir; server { listen 127.0.0.1:18999; root $dir/www; } }
N
  chmod 755 "$dir/www"
  nginx -c "$dir/nginx.conf" && nginx=$(pgrep -P "$(cat "$dir/nginx.pid")" | tr '\n' ' ')
}

django_up() {
  rm -f "$dir/drf.db" "$dir/b.db" # a copy of its own: it keeps no totals; and it looks records up by id alone
  sqlite3 "$dir/a.db" ".backup $dir/b.db" && sqlite3 "$dir/b.db" "PRAGMA journal_mode = WAL; CREATE INDEX django ON households (id)" >"$dir/x"
  export ROWS=$dir/b.db USERS=$dir/drf.db
  django_key="Authorization: Token $(/usr/bin/python3 bench/drf/app.py)"
  gunicorn -w 4 --chdir bench/drf -b 127.0.0.1:18998 --log-level error app:application >"$dir/django.log" 2>&1 &
  django=$! there=http://127.0.0.1:18998
  for _ in $(seq 100); do curl -s -o "$dir/x" "$there/" && break; sleep 0.1; done
  django_all="$django $(pgrep -P "$django" | tr '\n' ' ')"
  django_one=/households/$(sqlite3 "$dir/a.db" "SELECT id FROM households WHERE unit = $area LIMIT 1")/
  django_list="/households/?units=$units" django_aggregate="/poor/?year=$year&shards=64,52"
}

measure() { # households
  prepare "$1" || { echo "no data for $1 households"; return; }
  ours_up
  nginx_up
  [ "$peer" = 0 ] || django_up
  echo "--- $(sqlite3 "$dir/a.db" 'SELECT count(*) FROM households') households, $connections connections; $(wc -c <"$dir/www/one.json"), $(wc -c <"$dir/www/list.json"), $(wc -c <"$dir/www/aggregate.json") bytes"
  for what in one list aggregate; do
    local their=django_$what
    nginx_row "$what"
    run "$what, kept" "$key" "$here${!what}" "$server"; ratio
    run "$what, made" "$key" "$here${!what}" "$server" "$dir/made.lua"; ratio
    [ "$peer" = 0 ] || { run "$what, Django" "$django_key" "$there${!their}" "$django_all"; ratio; }
  done
  cat >"$dir/write.lua" <<L
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local threads, n = 0, 0
setup = function(thread) thread:set("mine", threads); threads = threads + 1 end
local first, last = {"Siu", "Ksor", "Rơ Châm", "Kpă", "Nguyễn", "Trần", "Lê", "Phạm"}, {"An", "Bình", "Dung", "Giang", "Hoa", "Lan", "Mai", "Nam", "Phúc"}
request = function() -- people of one name would each be compared with all the others
  n = n + 1
  local person = n * 7919 + mine * 31
  return wrk.format(nil, nil, nil, string.format('{"head_name":"%s %s","head_birth_date":"%d","unit":"$area_id","member_count":4}',
    first[person % 8 + 1], last[person % 9 + 1], 1940 + person % 61))
end
L
  run write "$key" "$here/api/v1/households" "$server" "$dir/write.lua"; echo
  sed -i "s/\"$area_id\"/$area/" "$dir/write.lua"
  [ "$peer" = 0 ] || { run "write, Django" "$django_key" "$there/households/" "$django_all" "$dir/write.lua"; echo; }
  nginx_row one
  curl -s "$here/metrics" | awk '/^chungtay_commit_writes_total/ { w = $2 } /^chungtay_commits_total/ { c = $2 }
    END { printf "writes in a COMMIT: %.1f\n", w / c }'
  memory "memory, ours" "$server"
  memory "memory, nginx" $nginx
  [ "$peer" = 0 ] || memory "memory, Django" $django_all
  stop
  build/chungtay check
  rm -f "$dir"/*.db*
}
for households in ${HOUSEHOLDS_LIST:-60000 2600000}; do measure "$households"; done
