#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What writes beside the making of records (store/pending.h) under the thread sanitizer: an import of a district's list, and
# a demonstration. Each comes out the same as without the sanitizer, whatever the order in which the threads took turns.
set -u
cd "$(dirname "$0")/../.."
export PATH=/usr/lib/ccache:$PATH
make -s build/tsan/chungtay || exit 1
fast=${CHUNGTAY_RELEASE:-$PWD/build/chungtay}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
unset CHUNGTAY_KEY
export CHUNGTAY_NOW=2017-12-31 TMPDIR=$dir TSAN_OPTIONS="suppressions=$PWD/config/tsan.supp halt_on_error=0"
failed=0 passed=0
say() { if [ "$2" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1"; fi; }
awk 'BEGIN {
  print "STT,Họ và tên chủ hộ,Năm sinh,Mã xã,Thôn,Phân loại"
  split("23857 23860 23863 23866 23869", code, " ")
  split("Rmah Siu Ksor Kpă Nguyễn Trần", surname, " "); split("Văn Thị Hữu Ngọc", middle, " ")
  for (i = 0; i < 15000; i++)
    printf "%d,%s %s %c%c,%d,%s@2017-06-01,Làng %d,%s\n", i + 1, surname[1 + i % 6], middle[1 + int(i / 6) % 4],
      65 + i % 25, 97 + int(i / 25) % 26, 1940 + i % 50, code[1 + int(i * 7 / 1000) % 5], 1 + i % 9, i % 3 ? "Hộ nghèo" : "Hộ cận nghèo"
}' >"$dir/list.csv"
export CHUNGTAY_DB=sqlite:$dir/empty.db
"$fast" init >/dev/null && "$fast" programme load programmes/duc_co_2017.yaml >/dev/null || exit 1
same() { # name, command…: by both programs, from the same beginning
  local name=$1 way; shift
  for way in fast sanitized; do
    cp "$dir/empty.db" "$dir/$way.db" && cp "$dir/empty.db.key" "$dir/$way.db.key"
    local program=$fast; [ $way = fast ] || program=build/tsan/chungtay
    CHUNGTAY_DB=sqlite:$dir/$way.db "$program" "$@" >"$dir/$way.out" 2>"$dir/$way.log"
    sqlite3 "$dir/$way.db" "SELECT * FROM audit ORDER BY shard, seq" "SELECT * FROM tally_cell ORDER BY 2, 3, 4, 5, 6, 1" \
      "SELECT * FROM word ORDER BY 2, 3, 1, 4" "SELECT * FROM state_history ORDER BY 1, 2, 3" | sha256sum >"$dir/$way.sum"
  done
  grep -q ThreadSanitizer "$dir/sanitized.log"; say "$name: the thread sanitizer is silent" $((1 - $?))
  grep -A25 ThreadSanitizer "$dir/sanitized.log" | head -60
  cmp -s "$dir/fast.out" "$dir/sanitized.out"; say "$name: it tells the same" $?
  cmp -s "$dir/fast.sum" "$dir/sanitized.sum"; say "$name: it leaves the same" $?
  CHUNGTAY_DB=sqlite:$dir/sanitized.db "$fast" check >/dev/null; say "$name: the totals are right" $?
  CHUNGTAY_DB=sqlite:$dir/sanitized.db "$fast" audit verify >/dev/null; say "$name: the audit holds" $?
}
same import import households "$dir/list.csv" --unit 631@2017-06-01 --year 2017
same demo demo --households 1500
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
