# SPDX-License-Identifier: Apache-2.0
# For suites with a server, after suite.sh: a server on $CHUNGTAY_DB, its address, tokens of its accounts.
export TMPDIR=$dir PYTHONPATH=$root/test/http
server= address= password='suối trong đá mòn 7'
serve() { # options…: starts $program (the one under sanitizers); sets $server and $address. What it says is in $dir/out and $dir/log
  : >"$dir/out" # not the last one's address
  "${program:-$bin}" serve --listen 127.0.0.1:0 "$@" >"$dir/out" 2>"$dir/log" &
  server=$!
  for _ in $(seq 300); do
    address=$(sed -n 's/.*:\/\/\([0-9.:]*\)$/\1/p' "$dir/out")
    [ -n "$address" ] && return
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  echo "the server did not start: $(cat "$dir/out" "$dir/log")"; return 1
}
stop() { # signal: its exit status
  local status=0
  if [ -n "$server" ]; then kill "${1:--TERM}" "$server" 2>/dev/null; wait "$server" 2>/dev/null; status=$?; fi
  server=
  return $status
}
at_end() { stop; }
# A register whose every question lasts for ever: `endless | sqlite3 …`; `ended` takes it back.
endless() { echo "ALTER TABLE bodies RENAME TO bodies_kept; CREATE VIEW bodies AS SELECT k.* FROM bodies_kept k WHERE (WITH RECURSIVE n(i) AS (SELECT 1
  UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000) SELECT count(*) FROM n) > 0"; }
ended() { echo "DROP VIEW bodies; ALTER TABLE bodies_kept RENAME TO bodies"; }
too_long() { # token: with --answer-seconds 1 such a question ends, others are answered meanwhile and afterwards
  local get="curl -s -m 60 -o $dir/answer -w %{http_code} -H @$dir/bearer http://$address/api/v1"
  echo "Authorization: Bearer $1" >"$dir/bearer"
  for i in 1 2 3 4 5 6; do curl -s -m 60 -o "$dir/long$i" -w '%{http_code}\n' -H "@$dir/bearer" "http://$address/api/v1/bodies?all=1" >"$dir/long$i.status" & done
  check "others are answered while somebody asks too much" [ "$($get/models?limit=1)" = 200 ]
  for i in 1 2 3 4 5 6; do while [ ! -s "$dir/long$i.status" ]; do sleep 0.1; done; done
  check "a question that takes too long: 503" [ "$(sort -u "$dir"/long?.status)" = 503 ]
  check "said as what it is" grep -q '"code":"db.long"' "$dir/long1"
  check "and that to ask again is no help" sh -c "! curl -s -m 60 -D - -o /dev/null -H @'$dir/bearer' 'http://$address/api/v1/bodies' | grep -qi retry-after"
  check "its reader serves the next one" [ "$($get/models?limit=1)" = 200 ]
}
user() { echo "$password" | "$fast" user add "$@" --password-stdin >/dev/null || fail "user $1"; } # name, options…
token() { # user: makes the account's password its own, prints a token
  python3 - "$address" "$1" "$password" <<'PY'
import sys
from client import Client
client = Client(sys.argv[1])
client.first_sign_in(sys.argv[2], sys.argv[3], "một hai ba bốn năm 5")
print(client.post("/api/v1/session/tokens", {"label": "test", "writes": True, "valid_to": "2018-06-01"}).json["token"])
PY
}
