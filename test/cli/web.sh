#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The web app in a browser: the plays of test/web against a server of its own. PICTURES=FOLDER keeps a picture of each screen.
. "$(dirname "$0")/../suite.sh"
. "$root/test/web/serve.sh"
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31
{
  "$fast" demo
  echo 'mật khẩu cấp lần đầu' | "$fast" user add quan.tri --role admin --personal --password-stdin
  account hoa cadre --unit 23872@2017-06-01
  account mai cadre --unit 23872@2017-06-01
  account hoa.lanh.dao admin --personal
  "$fast" create donors 'name=<img src=x onerror=alert(1)>' type=enterprise unit=23872@2017-06-01
  model=$("$fast" list models --format json | python3 -c 'import json, sys; print(*next((each["id"], each["lead_body"]) for each in json.load(sys.stdin) if each["name"].startswith("Hàng rào xanh")))')
  "$fast" create models 'name=Hàng rào xanh làng Ngol' type=green_fence year=2017 unit=23872@2017-06-01 "lead_body=${model#* }" "replicated_from=${model% *}"
  two_that_may_be_one
} >"$dir/log" 2>&1 || { cat "$dir/log"; echo "0 passed, 1 failed"; exit 1; }
cat >"$dir/list.csv" <<'L'
STT,Họ và tên chủ hộ,Ngày sinh,Giới tính,Thôn,Phân loại,Dân tộc
1,Siu Anh,12/3/1980,Nam,Làng Mới,Nghèo,Gia Rai
2,Rơ Châm Bin,1975,Nữ,Làng Mới,Nghèo,Gia Rai
3,Ksor Cao,31/2/1990,Nam,Làng Mới,Cận nghèo,Gia Rai
4,Rah Lan Đam,5/6/1988,Nam,Làng Mới,Nghèo,Gia Rai
5,,1/1/1970,Nam,Làng Mới,Nghèo,Gia Rai
L
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
play studio "http://$address"
play play "http://$address" "$dir/list.csv"
play desk "http://$address"
play board "http://$address"
play admin "http://$address"
play walks "http://$address"
stop
# A province of five, at the size of the demonstration.
export CHUNGTAY_DB=sqlite:$dir/province.db CHUNGTAY_NOW=2026-11-22
{
  "$fast" demo --households 5000
  account tinh leader --unit 42@2025-07-01 --personal
  account tinh.can.bo cadre --unit 42@2025-07-01
} >"$dir/log" 2>&1 || { cat "$dir/log"; fail "a province is made"; }
serve
play province "http://$address"
stop
# The same from nothing: an empty database, the code that serve prints, no word of documentation.
export CHUNGTAY_DB=sqlite:$dir/empty.db CHUNGTAY_NOW=2026-11-21
"$fast" init >/dev/null
serve
sleep 0.2
code=$(grep -o '[a-z0-9]\{4\}-[a-z0-9]\{4\}-[a-z0-9]\{4\}' "$dir/out")
play begin "http://$address" "$code" "$dir/list.csv"
summary
