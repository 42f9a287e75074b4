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
