#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Units of territory on the command line: naming, lists and tables, changes, what a divided commune
# leaves. Exit statuses and the keys of the JSON that others build on.
. "$(dirname "$0")/../suite.sh"
folder=$dir
export CHUNGTAY_DB=sqlite:$folder/unit.db
now="--now 2026-11-21"

run() { # expected status, words it must print, arguments…
  local status=$1 words=$2; shift 2
  # shellcheck disable=SC2086
  "$bin" $now "$@" >"$folder/out" 2>"$folder/err"
  local got=$?
  if [ "$got" = "$status" ] && cat "$folder/out" "$folder/err" | grep -qF -- "$words"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED ($got, expected $status with \"$words\"): $*"
    head -20 "$folder/out" "$folder/err"
  fi
}
json() { # Python expression over the JSON printed last, as d
  if python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); sys.exit(not eval(sys.argv[2]))' \
    "$folder/out" "$1" 2>"$folder/py"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED: $1"; cat "$folder/py"; head -c 2000 "$folder/out"
  fi
}
value() { python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$folder/out" "$1"; }

run 0 "sẵn sàng" init

# --- show and lineage ----------------------------------------------------------------------------
run 3 "23866@2004-07-08 Xã Ia Din, 23866@2025-07-01 Xã Ia Krêl" unit show 23866
run 0 "631 Huyện Đức Cơ" unit show 23866@2017-05-01
run 0 "52 Tỉnh Gia Lai" unit show 23866 --on 2026-01-01
run 0 "52 Tỉnh Gia Lai" unit show 23866@2017-05-01 --on 2026-01-01
run 3 "99999" unit show 99999
run 3 "không có hiệu lực" unit show 631@2026-01-01
run 2 "unit show" unit show
run 0 '"came_from"' unit show 23866@2026-01-01 --format json
json 'd["name"] == "Xã Ia Krêl" and d["to"] is None and len(d["came_from"]) == 3'
json '[u["name"] for u in d["chain"]] == ["Xã Ia Krêl", "Tỉnh Gia Lai", "Việt Nam"]'
run 0 "← 01/7/2025 Nhập toàn bộ: 23866 Xã Ia Din, Huyện Đức Cơ" unit lineage 23866@2026-01-01
run 0 "→ 01/7/2025" unit lineage 23866@2017-01-01
run 0 '"went_to"' unit lineage 23866@2017-01-01 --format json
json 'd["went_to"][0]["name"] == "Xã Ia Krêl" and d["went_to"][0]["how"] == "full"'

# --- merge, rename, undo -----------------------------------------------------------------------------
run 0 "" create households head_name="Siu Một" unit=23866@2026-01-01 registered_on=2026-01-05
run 2 "unit merge" unit merge 23866 23857 --into 23857
run 0 "chưa ghi gì" unit merge 23866 23857 --into "Phường Đức Cơ" --on 2026-09-01 --dry-run
run 0 '"batch"' unit merge 23866 23857 --into "Phường Đức Cơ" --code 23857 --on 2026-09-01 \
  --reason "thử" --format json
json 'd["record_count"] == 1 and d["records"]["households"] == 1 and d["ended"] == 2'
json 'd["made"][0]["type"] == "ward" and d["made"][0]["code"] == "23857"'
batch=$(value 'd["batch"]')
run 0 "Phường Đức Cơ" unit show 23857@2026-10-01
run 0 "1 trên tổng số 1" list households --unit 23857@2026-10-01
run 0 " 0 khác biệt" check
run 0 "Đã hoàn tác" unit undo "$batch" --reason "thử xong"
run 0 "từ 01/7/2025" unit show 23857@2026-10-01
run 0 "từ 01/7/2025" unit show 23866@2026-10-01
run 3 "không phải một thay đổi" unit undo "$batch"
run 0 "" unit rename 23857 "Đức Cơ Mới" --on 2026-03-01
run 0 "Xã Đức Cơ Mới" unit show 23857@2026-10-01
run 0 "Xã Đức Cơ" unit show 23857@2026-02-01
run 3 "đã kết thúc" unit rename 23857 "Tên Khác" --on 2026-03-01

# --- a divided commune ---------------------------------------------------------------------------------
run 0 "" create units code=23872.01 list=local level=area type=village official_name="Làng Bi" \
  parent=23872@2026-01-01 valid_from=2025-07-01 founding=64
run 0 "" create units code=23872.02 list=local level=area type=village official_name="Làng Cũ" \
  parent=23872@2017-06-01 valid_from=2010-01-01 founding=64
run 0 "" create households head_name="Rơ Mah Bốn" unit=23872.02 registered_on=2017-01-05
run 0 "" create households head_name="Rơ Mah Hai" unit=23872.01 registered_on=2026-01-05
run 0 "" create households head_name="Rơ Mah Ba" unit=23872@2026-01-01 registered_on=2026-01-05 --format json
household=$(value 'd["id"]')
run 0 "Mọi hồ sơ đều biết" unit place
run 0 "23872.01 Làng Bi" unit split 23872 "Xã Ia Dom Mới=23873" 23869 --on 2026-09-01
run 0 "3 đơn vị với 3 hồ sơ" unit place
run 0 '"candidates"' unit place --format json
json 'len(d) == 3 and all(len(u["candidates"]) == 2 and u["records"] == {"households": 1} for u in d)'
run 3 "không nhận phần nào" unit place 23872.01 23866
run 3 "được chia cho nhiều xã" unit place 23872@2026-01-01 23873
run 0 "chưa ghi gì" unit place 23872.01 23873 --dry-run
run 0 "1 Hộ gia đình" unit place 23872.01 23873
run 0 "từ 01/9/2026" unit place 23872.02 23873 # its first commune ended in 2025, whole: what was divided came after it
run 0 "--area" unit place --household "$household" 23869
run 0 "Mọi hồ sơ đều biết" unit place
run 0 "2 trên tổng số 2" list households --unit 23873
run 0 "1 trên tổng số 1" list households --unit 23869@2026-10-01
run 0 "2 trên tổng số 2" list households --unit 23872@2026-01-01 --as-of 2026-08-31 # those of the areas, exact
run 0 "4 trên tổng số 4" list households --unit 52@2026-01-01 --as-of 2026-08-31
run 0 " 0 khác biệt" check

# --- files ----------------------------------------------------------------------------------------------
printf 'a,b\n1,2\n' >"$folder/other.csv"
run 3 "code, parent, type, name" unit import "$folder/other.csv"
run 3 "" unit import "$folder/none.csv"
printf 'code,parent,level,type,name\n52,,1,Tỉnh,Tỉnh Gia Lai\n' >"$folder/part.csv"
run 3 "--on" unit import "$folder/part.csv"
shared=../shared/data/units
if [ -r "$shared/merge_map.csv" ]; then
  export CHUNGTAY_DB=sqlite:$folder/lists.db
  run 0 "sẵn sàng" init
  run 0 "31/12/2020" unit import $shared/units_2020.csv
  run 0 '"rows"' unit import $shared/units_20250630.csv --format json
  json 'd["rows"] == 10806 and d["same"] + d["changed"] + d["new"] == 10806 and d["refused"] == 0'
  json 'd["missing"] == 578 and d["issues"] == [] and d["on"] == "2025-06-30"'
  run 0 '"rows"' unit import $shared/units_2025.csv --format json
  json 'd["same"] == 3355 and d["new"] == d["missing"] == d["changed"] == 0'
  run 0 '"rows"' unit import $shared/units_2026.csv --format json
  json 'd["recoded"] == 2 and d["retyped"] == 11'
  run 0 '"rows"' unit import $shared/merge_map.csv --format json
  json 'd["rows"] == 10584 and d["refused"] == 0 and d["without_successor"] == []'
  for file in units_2020 units_20250630 units_2025 units_2026 merge_map; do
    run 0 '"batch": null' unit import $shared/$file.csv --format json
    json 'd["new"] == d["missing"] == d["changed"] == d["corrected"] == d["removed"] == d["refused"] == 0'
  done
  run 0 "Thành phố Đồng Nai" unit show 75@2026-11-21
  run 0 "Thị xã Phổ Yên" unit show 172 --on 2017-01-01
  run 0 " 0 khác biệt" check
else
  echo "  skipped: $shared is not here"
fi

summary
