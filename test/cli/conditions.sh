#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Conditions of a programme as a helper writes them from docs/programme.md, on records entered by hand, against
# numbers counted by hand: events that themselves satisfy a condition, shares, pairs, linked duplicates.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2018-12-31
check() { # what, got, expected
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1: $2, expected $3"; fi
}
make_one() { # kind, fields…: the id
  "$bin" create "$@" --format json | python3 -c 'import json,sys; print(json.load(sys.stdin)["id"])'
}
value() { # obligation
  "$bin" coverage --programme conditions --year 2018 --as-of 2018-12-31 --format json |
    python3 -c 'import json,sys; print(*[r["value"] for r in json.load(sys.stdin) if r["obligation"] == sys.argv[1]])' "$1"
}
cat >"$dir/conditions.yaml" <<'YAML'
id: conditions
type: plan
title: Điều kiện
period: 2018
territory: {code: "23866", on: 2018-01-01, name: Xã Ia Din}
levels: [commune, area]
organisations:
  - {key: womens_union, title: Hội Liên hiệp Phụ nữ, levels: [commune]}
measures:
  - id: gift_days
    title: Đợt tặng quà có ít nhất 2 suất từ 500.000 đồng
    count: activities
    where: {linked: {count: supports, where: {value: {at_least: 500.000}}, at_least: 2}}
    time: flow
  - id: rich_days
    title: Đợt trao từ 1 đến 2 triệu đồng
    count: activities
    where: {linked: {sum: value, of: supports, at_least: 1.000.000, at_most: 2.000.000}}
    time: flow
  - {id: half, title: Họp có ít nhất 50 % số hộ, count: activities, where: {household_count: {at_least: {share: 50 %, of: household_total}}}, time: flow}
  - {id: half_listed, title: Họp có ít nhất 50 % số hộ theo danh sách, count: activities, where: {linked: {distinct: household, of: activity_households, at_least: {share: 50 %, of: household_total}}}, time: flow}
  - id: wrong_pairs
    title: Hỗ trợ sai nguồn
    count: supports
    where: {pairs: {of: [fund_source, type], outside: [[fund_for_the_poor, [housing, livelihood]], [donor, "*"]]}}
    time: flow
  - {id: to_destitute, title: Hỗ trợ hộ cùng cực, count: supports, where: {household: {where: {destitute: yes}}}, time: flow}
  - {id: poor, title: Hộ nghèo, count: classifications, where: {class: poor}, time: year}
  - {id: helped, title: Hộ được hỗ trợ, distinct: household, of: supports, time: flow}
obligations:
YAML
for id in gift_days rich_days half half_listed wrong_pairs to_destitute poor helped; do
  echo "  - {id: o_$id, title: $id, each: [territory], measure: $id, bound: {at_least: 0}, when: each_year}" >>"$dir/conditions.yaml"
done
"$bin" init >/dev/null
check "the file is right" "$("$bin" programme check "$dir/conditions.yaml" >/dev/null 2>"$dir/err"; echo $?)" 0
[ -s "$dir/err" ] && cat "$dir/err"
"$bin" programme load "$dir/conditions.yaml" >/dev/null

place=unit=23866@2018-01-01
body=$("$bin" list bodies organisation=womens_union --format json | # made with the programme
  python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["id"])')
one=$(make_one households "head_name=Siu Một" $place destitute=1)
two=$(make_one households "head_name=Siu Hai" $place)
tet=$(make_one activities "name=Tặng quà Tết" type=propaganda $place lead_body="$body" on_date=2018-02-10 household_count=10 household_total=20)
day=$(make_one activities "name=Ngày hội" type=propaganda $place lead_body="$body" on_date=2018-11-18 household_count=9 household_total=20)
small=$(make_one activities "name=Họp thôn" type=propaganda $place lead_body="$body" on_date=2018-05-01 household_total=2)
gift() { make_one supports household="$1" activity="$2" value="$3" type="$4" fund_source="$5" on_date=2018-03-01 >/dev/null; }
gift "$one" "$tet" 500000 visit_gift fund_for_the_poor
gift "$two" "$tet" 700000 housing fund_for_the_poor
gift "$one" "$day" 500000 visit_gift donor
gift "$two" "$day" 499999 livelihood state_budget
make_one activity_households activity="$small" household="$one" >/dev/null
first=$(make_one classifications household="$one" year=2018 standard=std_2016 class=poor)
make_one classifications household="$two" year=2018 standard=std_2016 class=poor >/dev/null

check "two gifts of 500.000 and more" "$(value o_gift_days)" 1
check "one to two million" "$(value o_rich_days)" 1
check "half of the households, as told" "$(value o_half)" 1
check "half of the households, as listed" "$(value o_half_listed)" 1
check "pairs outside the table" "$(value o_wrong_pairs)" 2
check "supports to the destitute" "$(value o_to_destitute)" 2
check "poor households" "$(value o_poor)" 2
check "households helped" "$(value o_helped)" 2

# --- the two households are one ---------------------------------------------------------------------------
link=$(make_one same_as_links household="$two" canonical="$one")
check "a proposed link counts nothing" "$(value o_poor)" 2
"$bin" act same_as_links "$link" link >/dev/null
check "poor households, linked" "$(value o_poor)" 1
check "households helped, linked" "$(value o_helped)" 1
"$bin" create assignments household="$one" year=2018 lead_body="$body" from_date=2018-02-01 >/dev/null
check "a second lead for the duplicate is refused" \
  "$("$bin" create assignments household="$two" year=2018 lead_body="$body" from_date=2018-02-01 >/dev/null 2>&1; echo $?)" 3
check "the kept field is not set by hand" "$("$bin" patch households "$one" canonical="$two" >/dev/null 2>&1; echo $?)" 3
check "sound while linked" "$("$bin" check >/dev/null 2>&1; echo $?)" 0
"$bin" act same_as_links "$link" undo --reason "khác hộ" >/dev/null
check "poor households, taken back" "$(value o_poor)" 2
check "households helped, taken back" "$(value o_helped)" 2
check "sound afterwards" "$("$bin" check >/dev/null 2>&1; echo $?)" 0
check "the audit holds" "$("$bin" audit verify >/dev/null 2>&1; echo $?)" 0

# --- mistakes are told with their line ----------------------------------------------------------------------
sed 's/500.000}}, at_least: 2/500.000}}, at_leest: 2/' "$dir/conditions.yaml" >"$dir/wrong.yaml"
"$bin" programme check "$dir/wrong.yaml" >"$dir/out" 2>&1
check "a misspelt bound" "$(grep -c 'wrong.yaml:13:.*at_leest' "$dir/out")" 1
sed 's/fund_for_the_poor, \[housing/fund_for_poor, [housing/' "$dir/conditions.yaml" >"$dir/wrong.yaml"
"$bin" programme check "$dir/wrong.yaml" >"$dir/out" 2>&1
check "an unknown code in a table" "$(grep -c 'wrong.yaml:25:.*fund_for_poor' "$dir/out")" 1
summary
