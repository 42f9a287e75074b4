#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A list of ROWS=100000 households through a proxy that gives up an answer after PROXY_SECONDS=5 (nginx's own default is 60): whoever is cut off asks
# again with the same Idempotency-Key and gets the answer of the one import there was; others write meanwhile, or are told to come again.
. "$(dirname "$0")/../suite.sh"
. "$root/test/http/serve.sh"
command -v nginx >/dev/null || { skipped "nginx is not installed"; echo "0 passed, 0 failed"; exit 0; }
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31
program=$fast
at_end() { stop; [ ! -e "$dir/nginx.pid" ] || kill "$(cat "$dir/nginx.pid")"; }
chmod 755 "$dir"
"$fast" init >/dev/null && user quan.tri --role admin
serve --quiet || exit 1
token=$(token quan.tri)
cat >"$dir/nginx.conf" <<N
pid $dir/nginx.pid; error_log $dir/nginx.log; events { worker_connections 64; }
http { access_log off; client_body_temp_path $dir; proxy_temp_path $dir; fastcgi_temp_path $dir; uwsgi_temp_path $dir; scgi_temp_path $dir;
  server { listen 127.0.0.1:18997; client_max_body_size 200m; proxy_read_timeout ${PROXY_SECONDS:-5}s; location / { proxy_pass http://$address; proxy_set_header Host \$http_host; } } }
N
nginx -c "$dir/nginx.conf" || { fail "nginx"; summary; exit 1; }
check "it is taken, whole, and told in the end" python3 - 127.0.0.1:18997 "$address" "$token" "${ROWS:-100000}" <<'PY'
import sys, threading, time
from client import Client, connect
proxy, address, token, rows = sys.argv[1:4] + [int(sys.argv[4])]
surnames, given = "Siu Ksor Rah Kpă Puih Nguyễn Trần Lê Phạm Hoàng".split(), "An Bình Cam Dung Hoa Lan Mai Nam Phúc Quý".split()


def name(i):
    return "%s %s %s" % (surnames[i % 10], given[i // 10 % 10], given[i // 100 % 10])


lines = "STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n" + "".join(
    "%d,%s,%d,Làng %s,%s\n" % (i, name(i), 1940 + i // 1000 % 50, given[i // 50000], "Nghèo") for i in range(rows))
client = Client(proxy, token)
upload = client.request("POST", "/api/v1/uploads", lines.encode(), type_="text/csv").json["upload"]
wanted = {"upload": upload, "unit": "23866@2017-05-01", "year": 2017}
stop, waits, written, refused = threading.Event(), [], [], []


def beside():
    other = Client(address, token)
    while not stop.is_set():
        began = time.monotonic()
        answer = other.post("/api/v1/households", {"head_name": "Siu Bên", "unit": "23860@2017-06-01"})
        waits.append(time.monotonic() - began)
        written.append(answer is not None and answer.status == 201)
        if answer is None or answer.status not in (201, 503): # busy: to be sent again
            refused.append(str(answer))
        time.sleep(0.2)


thread = threading.Thread(target=beside)
began = time.monotonic()
thread.start()
tries, answer = 0, None
while time.monotonic() - began < 900:
    tries += 1
    asking = Client(proxy, token)
    asking.sock = connect(proxy, timeout=300)
    answer = asking.request("POST", "/api/v1/households/import", wanted, {"Idempotency-Key": "once"})
    asking.close()
    if answer is not None and answer.status == 200:
        break
    print("  after %.0f s: %s" % (time.monotonic() - began, str(answer)[:80]))
    time.sleep(2)
stop.set()
thread.join()
took = time.monotonic() - began
print("  %d rows in %.1f s, %d requests; %d writes beside it (%d told to come again), slowest %.1f s %s" % (rows, took, tries,
      len(waits), len(waits) - sum(written), max(waits), refused[:1]))
told = answer.json if answer is not None and answer.status == 200 else {}
print("  taken %s, refused %s, doubtful %s, %s" % (told.get("accepted"), told.get("refused"), told.get("doubtful"), str(told.get("issues"))[:200]))
there = Client(address, token).get("/api/v1/households?limit=1&count=true").json["total"]
raise SystemExit(not (told.get("new") == rows and there == rows + sum(written) and not refused))
PY
check "the totals are right" "$fast" check
check "the audit holds" "$fast" audit verify
summary
