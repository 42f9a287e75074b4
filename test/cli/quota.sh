#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Quotas on invented figures of one district's ten communes, with the results computed by hand: weights,
# floors, caps, contradictions, what is not known, one number changed, and units that merged.
. "$(dirname "$0")/../suite.sh"
folder=$dir
export CHUNGTAY_DB=sqlite:$folder/quota.db
now=2018-03-01

run() { # expected status, words it must print, arguments…
  local status=$1 words=$2; shift 2
  "$bin" --now "$now" "$@" >"$folder/out" 2>"$folder/err"
  local got=$?
  if [ "$got" = "$status" ] && cat "$folder/out" "$folder/err" | grep -qF -- "$words"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED ($got, expected $status with \"$words\"): $*"
    head -20 "$folder/out" "$folder/err"
  fi
}
json() { # Python expression over the JSON printed last; d: all, q: its first quota, u: its units by code
  if python3 -c '
import json, sys
d = json.load(open(sys.argv[1])); q = d["quotas"][0]; u = {row["unit"]: row for row in q["units"]}
values = lambda what: [row[what] for row in q["units"]]
sys.exit(not eval(sys.argv[2]))' "$folder/out" "$1" 2>"$folder/py"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED: $1"; cat "$folder/py"; head -c 1500 "$folder/out"
  fi
}
best() { # the JSON printed last against an independent optimum (test/oracle/quota.py)
  if python3 test/oracle/quota.py "$folder/out" >"$folder/py" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED: not the optimum"; cat "$folder/py"
  fi
}
figure() { # unit, figure, year, value
  run 0 "" create declared_figures unit="$1" figure="$2" year="$3" period="$3" value="$4"
}
programme() { # id, head of the quota, groups…: a programme of its own
  cat >"$folder/$1.yaml" <<YAML
id: $1
type: plan
title: Kế hoạch thử chia chỉ tiêu
period: 2018..2020
territory: {code: "631", on: 2018-01-01, name: Huyện Đức Cơ}
levels: [district, commune]
organisations:
  - {key: fatherland_front, title: Mặt trận Tổ quốc, levels: [district, commune]}
measures:
  - {id: households, title: Hộ dân cư, sum: value, of: declared_figures, where: {figure: households}, time: year}
  - {id: poor, title: Hộ nghèo, sum: value, of: declared_figures, where: {figure: poor_households}, time: year}
  - {id: escaped, title: Hộ thoát nghèo, sum: value, of: declared_figures, where: {figure: escaped_households}, time: year}
  - {id: relapsed, title: Hộ tái nghèo, sum: value, of: declared_figures, where: {figure: relapsed_households}, time: year}
indicators:
  - {id: left_poverty, title: Giảm hộ nghèo, subtract: [escaped, relapsed]}
quotas:
$2
YAML
  run 0 "" programme load "$folder/$1.yaml"
}
communes="23857 23860 23863 23866 23869 23872 23875 23878 23881 23884"

run 0 "sẵn sàng" init
poor=(100 80 60 40 20 100 80 60 40 20)
i=0
for commune in $communes; do
  figure "$commune@2018-01-01" households 2017 1000
  figure "$commune@2018-01-01" poor_households 2017 "${poor[$i]}"
  i=$((i + 1))
done

# --- 3 points of 10,000 households are 300, by weight; two communes with more than 4 points -----------
programme plain '  - {id: out, source: S2-08, title: Giảm hộ nghèo, each: commune, points: 3 %, of: households, weight: poor, at_most: poor, done: left_poverty}'
run 0 '"certificate": true' quota --programme plain --year 2018 --format json
json 'q["total"] == 300 and q["weight"] == 600 and q["of"] == 10000 and not q["provisional"]'
json 'values("quota") == [50, 40, 30, 20, 10, 50, 40, 30, 20, 10]'
json 'u["23857"]["points"] == 500 and u["23857"]["share_hundredths"] == 5000 and u["23857"]["reason"] is None'
json '[y["plan"] for y in q["path"]] == [300, 300, 300] and q["needed"] == 300'
json '[y["done"] for y in q["path"]] == [None, None, None] and q["path"][0]["remaining"] is None'
run 0 "Chưa ghi. Thêm --apply" quota --programme plain --year 2018
# 4.5 points: 450 of 600, three quarters each
run 0 "" quota --programme plain --year 2018 --points 4,5 --format json
json 'values("quota") == [75, 60, 45, 30, 15, 75, 60, 45, 30, 15]'
run 2 "điểm phần trăm" quota --programme plain --year 2018 --points abc
run 2 "--programme" quota --year 2018
run 2 "--year" quota --programme plain
run 3 "2021" quota --programme plain --year 2021
run 3 "không có chỉ tiêu giao" quota --programme plain --year 2018 --quota other

run 0 "" create designations unit=23863@2018-01-01 type=specially_difficult_commune year=2017 from_date=2017-01-01
run 0 "" create designations unit=23857@2018-01-01 type=specially_difficult_commune year=2017 from_date=2017-01-01
groups='  - id: out
    title: Giảm hộ nghèo
    each: commune
    points: 3 %
    of: households
    weight: poor
    at_most: poor
    groups:
      - {id: difficult, source: S2-09, title: Xã ĐBKK, each: commune, units: {designated: specially_difficult_commune}, points: {more_than: 4 %}}'
programme floors "$groups"
# more than 40 of 1,000 is 41: the third commune gets it, and 259 are left for weights of 540
run 0 "Ít nhất 41: Xã ĐBKK." quota --programme floors --year 2018
run 0 "" quota --programme floors --year 2018 --format json
json 'values("quota") == [48, 38, 41, 19, 10, 48, 38, 29, 19, 10]'
best
json '[row["at_least"] for row in q["units"]] == [41, 0, 41, 0, 0, 0, 0, 0, 0, 0]'
json 'u["23863"]["binding"] == "at_least" and u["23857"]["binding"] == "none"'

# --- a floor above the cap: told with the smallest change, nothing bent unless asked ---------------------
run 0 "" create designations unit=23869@2018-01-01 type=specially_difficult_commune year=2017 from_date=2017-01-01
run 1 "phải ít nhất 41 nhưng nhiều nhất chỉ được 20." quota --programme floors --year 2018
run 1 "Hạ mức ít nhất xuống 20 (giảm 21)" quota --programme floors --year 2018
run 1 "" quota --programme floors --year 2018 --format json
json 'not q["feasible"] and values("quota") == [None] * 10'
json '[(f["conflict"], f["bound"], f["limit"], f["amount"]) for f in q["findings"]] == [(True, 41, 20, 21)]'
run 3 "chưa giao được" quota --programme floors --year 2018 --apply
run 1 "" quota --programme floors --year 2018 --relax --format json
json 'values("quota") == [46, 37, 41, 18, 20, 46, 37, 28, 18, 9] and q["relaxed"] and q["certificate"]'
best

# --- a group as one, with a floor; a tie goes to the smaller code ---------------------------------------
programme together '  - id: out
    title: Giảm hộ nghèo
    each: commune
    total: 300
    weight: poor
    at_most: poor
    groups:
      - {id: two, title: Hai xã, each: territory, units: {designated: outstanding_content}, total: 60}'
run 0 "không có địa bàn nào" quota --programme together --year 2018
for commune in 23863 23869; do
  run 0 "" create designations unit=$commune@2018-01-01 type=outstanding_content year=2018
done
run 0 "Theo mức ít nhất 60 của nhóm" quota --programme together --year 2018
run 0 "" quota --programme together --year 2018 --format json
json 'values("quota") == [46, 37, 45, 19, 15, 46, 37, 28, 18, 9]'
best
json 'q["groups"][0]["quota"] == 60 and q["groups"][0]["units"] == 2 and q["groups"][0]["binding"] == "at_least"'
json 'u["23863"]["group"] == 0 and u["23857"]["group"] is None and u["23863"]["points"] is None'

# --- a whole district as group: its floor is above what there is to share ----------------------------------
programme district '  - id: out
    title: Giảm hộ nghèo
    each: commune
    points: 3 %
    of: households
    weight: poor
    groups:
      - {id: poor_districts, title: Huyện nghèo, each: district, units: {designated: poor_district}, points: {more_than: 4 %}}'
run 0 "" create designations unit=631@2018-01-01 type=poor_district year=2018 from_date=2018-01-01
run 1 "tổng 300 thấp hơn mức ít nhất mà tất cả địa bàn phải nhận là 401" quota --programme district --year 2018
run 1 "Nâng tổng lên 401 (thêm 101)" quota --programme district --year 2018
run 0 "" quota --programme district --year 2018 --points 4,5 --format json
json 'q["groups"][0]["name"] == "Huyện nghèo: Huyện Đức Cơ" and q["groups"][0]["at_least"] == 401'

# --- one quota inside another: no commune gets less than of the part --------------------------------------
programme nested '  - {id: part, title: Hộ dân tộc thiểu số, each: commune, total: 90, weight: households, at_most: poor}
  - {id: all, title: Cả huyện, each: commune, total: 100, weight: poor, at_most: poor, includes: part}'
run 0 "" quota --programme nested --year 2018 --format json
json 'values("quota") == [9] * 10'
json '[row["quota"] for row in d["quotas"][1]["units"]] == [13, 10, 9, 9, 9, 13, 10, 9, 9, 9]'
best
json 'd["quotas"][1]["units"][2]["reason"] == "Ít nhất 9: Hộ dân tộc thiểu số."'
run 0 "" quota --programme nested --year 2018 --quota all --format json
json '[q["quota"] for q in d["quotas"]] == ["part", "all"]'

# --- not yet known is not zero ---------------------------------------------------------------------------------
run 1 "chưa địa bàn nào có đủ số liệu" quota --programme plain --year 2019
now=2019-02-01
i=0
for commune in $communes; do
  [ "$commune" = 23884 ] || figure "$commune@2018-01-01" households 2018 1000
  figure "$commune@2018-01-01" poor_households 2018 "$((poor[i] / 2))"
  i=$((i + 1))
done
run 1 "Chưa biết “Hộ dân cư” năm 2018 của 1 địa bàn: Xã Ia Nan." quota --programme plain --year 2019
run 1 "" quota --programme plain --year 2019 --format json
json 'q["provisional"] and q["total"] == 270 and u["23884"]["quota"] is None and u["23884"]["of"] is None'
run 3 "chưa giao được" quota --programme plain --year 2019 --apply
figure 23884@2018-01-01 households 2018 1000

# --- assigned, then one number changed ---------------------------------------------------------------------------
now=2018-03-01
run 0 "Đã ghi chỉ tiêu giao của 10 địa bàn." quota --programme plain --year 2018 --apply
run 0 "" list assigned_targets --format json
run 0 "Đã ghi chỉ tiêu giao của 0 địa bàn." quota --programme plain --year 2018 --apply
id=$("$bin" --now $now list declared_figures unit=23857@2018-01-01 figure=poor_households year=2017 --format json |
  python3 -c 'import json,sys; d=json.load(sys.stdin); print((d if isinstance(d,list) else d["items"])[0]["id"])')
run 0 "" patch declared_figures "$id" value=160
# 300 of 660: 72.7 36.4 27.3 18.2 9.1 45.5 36.4 27.3 18.2 9.1, rounded 298; the next two steps are the
# 46th of 100 (91/100) and the 37th of 80 (73/80) in the smaller code
run 0 "" quota --programme plain --year 2018 --format json
json 'values("quota") == [73, 37, 27, 18, 9, 46, 36, 27, 18, 9]'
best
json 'sum(values("quota")) == 300 and values("assigned") == [50, 40, 30, 20, 10, 50, 40, 30, 20, 10]'
json '"Trọng số của địa bàn trước là 100, nay là 160." == u["23857"]["why"]'
json 'u["23860"]["why"] == "Do số liệu thay đổi ở: Thị trấn Chư Ty." and q["changed"] == 10'
run 0 "giữ nguyên nếu không thêm --apply" quota --programme plain --year 2018
json_before=$("$bin" --now $now list assigned_targets year=2018 --format json | md5sum)
run 0 "Đã ghi chỉ tiêu giao của 10 địa bàn." quota --programme plain --year 2018 --apply
[ "$json_before" != "$("$bin" --now $now list assigned_targets year=2018 --format json | md5sum)" ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "FAILED: nothing changed by --apply"; }
run 0 "" quota --programme plain --year 2018 --format json
json 'q["changed"] == 0 and set(values("why")) == {None}'

# --- the path: 300 each year, 200 − 20 done in 2018, so 720 in two years --------------------------------------
now=2019-02-01
figure 23857@2018-01-01 escaped_households 2018 200
figure 23860@2018-01-01 relapsed_households 2018 20
run 0 "" quota --programme plain --year 2019 --format json
json '[(y["plan"], y["assigned"], y["done"], y["remaining"], y["needed"]) for y in q["path"]][0] == (300, True, 180, 720, 300)'
json 'q["path"][1]["needed"] == 360 and q["needed"] == 360 and q["path"][0]["done_points"] == 180 and q["total"] == 300'
run 0 "mỗi năm cần 360" quota --programme plain --year 2019
programme chasing '  - {id: out, title: Giảm hộ nghèo, each: commune, points: 3 %, of: households, weight: poor, done: left_poverty, pace: catch_up}'
run 0 "" quota --programme chasing --year 2019 --format json
json 'q["total"] == 360'

# --- an obligation whose bound is what was assigned ---------------------------------------------------------------
cat >"$folder/bound.yaml" <<YAML
$(sed 's/^id: plain/id: bound/; /^quotas:/,$d' "$folder/plain.yaml")
obligations:
  - {id: leave, title: Giảm hộ nghèo theo chỉ tiêu giao, each: [commune], measure: left_poverty, bound: {at_least: assigned}, when: each_year}
quotas:
  - {id: out, target: leave, title: Giảm hộ nghèo, each: commune, points: 3 %, of: households, weight: poor, done: left_poverty}
YAML
run 0 "" programme load "$folder/bound.yaml"
covered() { # unit: bound and state in 2018
  run 0 "" coverage --programme bound --year 2018 --format json
  python3 -c 'import json,sys
for row in json.load(open(sys.argv[1])):
    if row["subject"].startswith("unit:" + sys.argv[2] + "@"): print(row["bound"], row["state"])' "$folder/out" "$1"
}
said() { if [ "$1" = "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1, expected $2"; fi; }
said "$(covered 23857 | tail -1)" "≥ … unknown"
now=2018-03-01
run 0 "Đã ghi chỉ tiêu giao của 10 địa bàn." quota --programme bound --year 2018 --apply
now=2019-02-01
said "$(covered 23857 | tail -1)" "≥ 73 met"
said "$(covered 23860 | tail -1)" "≥ 37 unmet"

# --- the example of docs/programme.md, word for word: the cap counts households that can work ------------------
{ sed -n '1,/^organisations:/p' "$folder/plain.yaml" | sed 's/^id: plain/id: documented/'
  sed -n '/^organisations:/{n;p;}' "$folder/plain.yaml"
  sed -n '/^### Quotas/,/^| key/s/^    //p' docs/programme.md; } >"$folder/documented.yaml"
run 0 "" programme load "$folder/documented.yaml"
now=2018-03-01
run 1 "Chưa biết “Hộ nghèo” năm 2017 của 10 địa bàn" quota --programme documented --year 2018
class=(poor poor poor near_poor) work=(yes "" "" "")
for i in 0 1 2 3; do
  run 0 "" create households head_name="Siu Hơ $i" unit=23857@2018-01-01 registered_on=2017-01-05 \
    no_labour_capacity="${work[$i]}" --format json
  household=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["id"])' "$folder/out")
  run 0 "" create classifications household="$household" year=2017 standard=std_2016 class="${class[$i]}"
done
run 1 "tổng 30 cao hơn mức nhiều nhất mà tất cả địa bàn nhận được là 2." quota --programme documented --year 2018 --unit 23857@2018-01-01
run 1 "" quota --programme documented --year 2018 --unit 23857@2018-01-01 --format json
json 'u["23857"]["weight"] == 3 and u["23857"]["at_most"] == 2 and u["23857"]["at_least"] == 41'
run 1 "" quota --programme documented --year 2018 --unit 23857@2018-01-01 --relax --format json
json 'u["23857"]["quota"] == 2 and q["total"] == 2 and q["relaxed"]'

# --- as now: the communes merged in July 2025 -------------------------------------------------------------------
cat >"$folder/later.yaml" <<'YAML'
id: later
type: plan
title: Kế hoạch qua sắp xếp đơn vị hành chính
period: 2025..2026
territory: {code: "52", on: 2025-07-01, name: Tỉnh Gia Lai}
levels: [province, commune]
organisations:
  - {key: fatherland_front, title: Mặt trận Tổ quốc, levels: [province, commune]}
measures:
  - {id: households, title: Hộ dân cư, sum: value, of: declared_figures, where: {figure: households}, time: year}
  - {id: poor, title: Hộ nghèo, sum: value, of: declared_figures, where: {figure: poor_households}, time: year}
quotas:
  - id: out
    title: Giảm hộ nghèo
    each: commune
    points: 3 %
    of: households
    weight: poor
    at_most: poor
    groups:
      - {id: poor_districts, title: Xã thuộc huyện nghèo trước đây, each: commune, units: {designated: poor_district}, points: 1 %}
      - {id: difficult, title: Xã ĐBKK, each: commune, units: {designated: specially_difficult_commune}, points: 1.5 %}
YAML
now=2025-03-01
run 0 "" programme load "$folder/later.yaml"
i=0
for commune in $communes; do
  figure "$commune@2018-01-01" households 2024 1000
  figure "$commune@2018-01-01" poor_households 2024 "${poor[$i]}"
  i=$((i + 1))
done
run 0 "Đã ghi chỉ tiêu giao của 10 địa bàn." quota --programme later --year 2025 --unit 631@2025-03-01 --apply
now=2025-12-01
run 1 "" quota --programme later --year 2025 --format json
# In March 2025: 15 for Ia Kla, 10 for Ia Nan by the floors; 275 by weights, rounded 274, and the 30th of 60
json 'len(q["units"]) == 135 and q["provisional"] and q["total"] == 300 and q["weight"] == 600'
# Đức Cơ 100 + 60, Ia Krêl 60 + 40 + 80, Ia Dơk 80 + 20, Ia Dom 100, Ia Pnôn 40, Ia Nan 20
json '[u[c]["weight"] for c in ("23857", "23866", "23869", "23872", "23881", "23884")] == [160, 180, 100, 100, 40, 20]'
json '[u[c]["quota"] for c in ("23857", "23866", "23869", "23872", "23881", "23884")] == [80, 90, 50, 50, 20, 10]'
json '[u[c]["assigned"] for c in ("23857", "23866", "23869", "23872", "23881", "23884")] == [78, 89, 54, 49, 20, 10]'
# The district was poor as a whole; of Ia Dơk only the part that was Ia Kla was specially difficult.
json '[u[c]["at_least"] for c in ("23857", "23866", "23869", "23872", "23881", "23884")] == [30, 45, 30, 10, 10, 10]'
json 'u["23869"]["partial"] and u["23857"]["partial"] and not u["23872"]["partial"]'
run 0 "Đã ghi chỉ tiêu giao của 1 địa bàn." quota --programme later --year 2025 --unit 23866@2025-12-01 --apply
run 0 "" quota --programme later --year 2025 --unit 23866@2025-12-01 --format json
json 'u["23866"]["assigned"] == 90 and u["23866"]["quota"] == 90 and q["changed"] == 0'
run 0 "" check

# --- mistakes in the file, each with its line -----------------------------------------------------------------------
cat >"$folder/wrong.yaml" <<'YAML'
id: wrong
type: plan
title: Sai
period: 2018..2020
territory: {code: "631", on: 2018-01-01, name: Huyện Đức Cơ}
levels: [district, commune]
organisations:
  - {key: fatherland_front, title: Mặt trận, levels: [district, commune]}
measures:
  - {id: poor, title: Hộ nghèo, count: classifications, where: {class: poor}, time: year}
quotas:
  - {id: a, title: A, each: commune, weight: poor}
  - {id: b, title: B, each: commune, points: 3 %, weight: poor}
  - {id: c, title: C, each: commune, total: {at_most: 3}, weight: poor}
  - {id: d, title: D, each: commune, total: 5, weight: poor, includes: e, target: nothing}
  - {id: e, title: E, each: district, total: 5, weight: poor, pace: quick}
  - id: f
    title: F
    each: district
    total: 5
    weight: poor
    groups:
      - {id: g, title: G, each: commune, units: {designated: poor_district}, total: 1}
      - {id: h, title: H, each: district, units: {designated: nothing_known}, total: 1, points: 1 %}
      - {id: i, title: I, each: district, units: {designated: poor_district}, total: -1}
      - {id: j, title: J, each: district, units: {designated: poor_district}, points: {at_most: 900 %}}
      - {id: k, title: K, each: district, units: {designated: poor_district}, total: 99999999999999999}
YAML
for line in 'wrong.yaml:12' 'wrong.yaml:13' 'wrong.yaml:14' 'wrong.yaml:15' 'wrong.yaml:16' 'wrong.yaml:23' 'wrong.yaml:24' 'wrong.yaml:25' 'wrong.yaml:26' 'wrong.yaml:27'; do
  run 3 "$line" programme check "$folder/wrong.yaml"
done

summary
