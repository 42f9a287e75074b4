#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The web app in a browser: test/web/play.mjs against a server of its own. PICTURES=FOLDER keeps a picture of each screen.
# On PostgreSQL: a browser does not see the database.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
bin=${CHUNGTAY_BIN:-$root/build/san/chungtay}
fast=${CHUNGTAY_RELEASE:-$bin}
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
unset CHUNGTAY_KEY
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31
{
  "$fast" demo
  echo 'mật khẩu cấp lần đầu' | "$fast" user add quan.tri --role admin --personal --password-stdin
  echo 'suối trong đá mòn 7' | "$fast" user add hoa --role cadre --unit 23872@2017-06-01 --password-stdin
  "$fast" patch accounts hoa must_change_password=no
  echo 'suối trong đá mòn 7' | "$fast" user add mai --role cadre --unit 23872@2017-06-01 --password-stdin
  "$fast" patch accounts mai must_change_password=no
  echo 'suối trong đá mòn 7' | "$fast" user add hoa.lanh.dao --role admin --personal --password-stdin
  "$fast" patch accounts hoa.lanh.dao must_change_password=no
  "$fast" create donors 'name=<img src=x onerror=alert(1)>' type=enterprise unit=23872@2017-06-01
  one=$("$fast" create households 'head_name=Puih Đôi' head_birth_date=1980 unit=23872@2017-06-01 --format json | sed -n 's/.*"id": "\([0-9A-Z]*\)".*/\1/p')
  two=$("$fast" create households 'head_name=Puih Dôi' head_birth_date=1981 unit=23872@2017-06-01 --format json | sed -n 's/.*"id": "\([0-9A-Z]*\)".*/\1/p')
  "$fast" create same_as_links household="$two" canonical="$one" method=by_hand 'reason=Tên và năm sinh gần giống'
} >"$dir/log" 2>&1 || { cat "$dir/log"; echo "0 passed, 1 failed"; exit 1; }
cat >"$dir/list.csv" <<'L'
STT,Họ và tên chủ hộ,Ngày sinh,Giới tính,Thôn,Phân loại,Dân tộc
1,Siu Anh,12/3/1980,Nam,Làng Mới,Nghèo,Gia Rai
2,Rơ Châm Bin,1975,Nữ,Làng Mới,Nghèo,Gia Rai
3,Ksor Cao,31/2/1990,Nam,Làng Mới,Cận nghèo,Gia Rai
4,Rah Lan Đam,5/6/1988,Nam,Làng Mới,Nghèo,Gia Rai
5,,1/1/1970,Nam,Làng Mới,Nghèo,Gia Rai
L
serve() { # starts a server on $CHUNGTAY_DB; sets server and address
  "$bin" serve --listen 127.0.0.1:0 >"$dir/out" 2>>"${SERVER_LOG:-$dir/log}" &
  server=$!
  for _ in $(seq 200); do
    address=$(sed -n 's/.*\(http:\/\/[0-9.:]*\)$/\1/p' "$dir/out")
    [ -n "$address" ] && break
    sleep 0.1
  done
}
passed=0 failed=0
play() { # script, arguments…: adds its counts
  local line
  timeout 400 node "test/web/$1.mjs" "${@:2}" ${PICTURES:+"$PICTURES"} >"$dir/play" 2>&1
  line=$(tail -1 "$dir/play")
  case $line in
  *" passed, "*" failed") grep -v ' passed, .* failed$' "$dir/play"; passed=$((passed + ${line%% *})); line=${line#*, }; failed=$((failed + ${line%% *})) ;;
  *) cat "$dir/play"; failed=$((failed + 1)) ;;
  esac
}
serve
play play "$address" "$dir/list.csv"
play admin "$address"
play board "$address"
kill "$server"
wait "$server" 2>/dev/null
# The same from nothing: an empty database, the code that serve prints, no word of documentation.
export CHUNGTAY_DB=sqlite:$dir/empty.db CHUNGTAY_NOW=2026-11-21
"$fast" init >/dev/null
serve
sleep 0.2
code=$(grep -o '[a-z0-9]\{4\}-[a-z0-9]\{4\}-[a-z0-9]\{4\}' "$dir/out")
play begin "$address" "$code" "$dir/list.csv"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
