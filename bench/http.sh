#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# One record, a list of 25, an aggregate and a write over HTTP, beside nginx serving the same bytes from a file (for the
# write: nothing to compare with but its own floor, a COMMIT). wrk, keep-alive, on the same cores; nginx first and last.
# SECONDS_EACH=5 CONNECTIONS=16
set -u
cd "$(dirname "$0")/.."
for tool in wrk nginx curl; do command -v $tool >/dev/null || { echo "bench/http.sh: skipped (no $tool: apt-get install wrk nginx-light)"; exit 0; }; done
seconds=${SECONDS_EACH:-5} connections=${CONNECTIONS:-16}
dir=$(mktemp -d)
trap 'kill ${server:-} 2>/dev/null; [ -e "$dir/nginx.pid" ] && kill "$(cat "$dir/nginx.pid")"; rm -rf "$dir"' EXIT
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31 TMPDIR=$dir PYTHONPATH=$PWD/test/http
unset CHUNGTAY_KEY
build/chungtay demo ${HOUSEHOLDS:+--households $HOUSEHOLDS} >/dev/null || exit 1
echo 'suối trong đá mòn 7' | build/chungtay user add quan.tri --role admin --password-stdin >/dev/null
build/chungtay serve --listen 127.0.0.1:0 --quiet --per-address 1000 >"$dir/out" 2>"$dir/log" &
server=$!
for _ in $(seq 100); do address=$(sed -n 's/.*:\/\/\([0-9.:]*\)$/\1/p' "$dir/out"); [ -n "$address" ] && break; sleep 0.1; done
token=$(python3 - "$address" <<'PY'
import sys
from client import Client
client = Client(sys.argv[1])
client.first_sign_in("quan.tri", "suối trong đá mòn 7", "một hai ba bốn năm 5")
print(client.post("/api/v1/session/tokens", {"label": "bench", "writes": True, "valid_to": "2018-06-01"}).json["token"])
PY
)
get() { curl -sf -H "Authorization: Bearer $token" "http://$address$1"; }
id=$(get '/api/v1/models?limit=1' | grep -o '"id":"[^"]*"' | head -1 | cut -d'"' -f4)
one="/api/v1/models/$id" list='/api/v1/households?limit=25&sort=member_count'
aggregate='/api/v1/series?programme=duc_co_2017&obligation=r6_outstanding_content&from=2017&to=2017'
mkdir "$dir/www"
get "$one" >"$dir/www/one.json"; get "$list" >"$dir/www/list.json"; get "$aggregate" >"$dir/www/aggregate.json"
cat >"$dir/nginx.conf" <<N
worker_processes 2; pid $dir/nginx.pid; error_log $dir/nginx.log;
events { worker_connections 1024; }
http { access_log off; keepalive_requests 1000000; open_file_cache max=100; client_body_temp_path $dir; proxy_temp_path $dir; fastcgi_temp_path $dir;
  uwsgi_temp_path $dir; scgi_temp_path $dir; server { listen 127.0.0.1:18999; root $dir/www; } }
N
chmod 755 "$dir" "$dir/www"
nginx -c "$dir/nginx.conf" || exit 1
cat >"$dir/write.lua" <<'L'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"head_name":"Siu Đo","unit":"23866@2017-05-01","member_count":4}'
L
cat >"$dir/report.lua" <<'L'
done = function(summary, latency, requests)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("%.0f %.2f %.2f %.2f %d\n", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, wrong))
end
L
run() { # name, url, script
  cat "${3:-/dev/null}" "$dir/report.lua" >"$dir/run.lua"
  line=$(wrk -t2 -c"$connections" -d"${seconds}s" -s "$dir/run.lua" -H "Authorization: Bearer $token" "$2" | tail -1)
  read -r rate p50 p95 p99 wrong <<<"$line"
  printf '%-18s %9s req/s  p50 %8s ms  p95 %8s ms  p99 %8s ms  wrong %s' "$1" "$rate" "$p50" "$p95" "$p99" "$wrong"
}
nginx_rate() { run "nginx $1" "http://127.0.0.1:18999/$1.json"; echo; floor=$rate; }
ours() { run "$1" "http://$address$2"; echo "  nginx/ours $(awk "BEGIN { printf \"%.1f\", $floor / ($rate + 0.001) }")"; }
nginx_rate one; ours 'one record' "$one"
nginx_rate list; ours 'list of 25' "$list"
nginx_rate aggregate; ours aggregate "$aggregate"
run write "http://$address/api/v1/households" "$dir/write.lua"; echo
nginx_rate one
get /metrics | grep -E 'commits_total|commit_writes_total' | grep -v '#'
grep VmRSS /proc/$server/status
build/chungtay check
