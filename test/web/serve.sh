# SPDX-License-Identifier: Apache-2.0
# Sourced by what looks at the app in a browser: a demonstration with accounts, and a server on it. Needs $dir, a folder of the
# caller's, $fast, which makes the data, and $bin, which serves.
phrase='suối trong đá mòn 7'
unset CHUNGTAY_KEY
server= address=
serve() { # starts a server on $CHUNGTAY_DB; sets server and address
  : >"$dir/out"
  address=
  "$bin" serve --listen 127.0.0.1:0 >"$dir/out" 2>>"${SERVER_LOG:-$dir/log}" &
  server=$!
  for _ in $(seq 200); do
    address=$(sed -n 's/.*\(http:\/\/[0-9.:]*\)$/\1/p' "$dir/out")
    [ -n "$address" ] && break
    sleep 0.1
  done
}
end_server() {
  [ -z "$server" ] || { kill "$server"; wait "$server" 2>/dev/null; }
  server=
}
account() { # name, role, what more…: one that signs in with $phrase
  local name=$1; shift
  echo "$phrase" | "$fast" user add "$name" --role "$@" --password-stdin
  "$fast" patch accounts "$name" must_change_password=no
}
new_id() { sed -n 's/.*"id": "\([0-9A-Z]*\)".*/\1/p'; }
two_that_may_be_one() {
  local one two
  one=$("$fast" create households 'head_name=Puih Đôi' head_birth_date=1980 unit=23872@2017-06-01 --format json | new_id)
  two=$("$fast" create households 'head_name=Puih Dôi' head_birth_date=1981 unit=23872@2017-06-01 --format json | new_id)
  "$fast" create same_as_links household="$two" canonical="$one" method=by_hand 'reason=Tên và năm sinh gần giống'
}
