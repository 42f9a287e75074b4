#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every obligation, target, report figure and quota's base of the five programmes counted again over exports of the generated demonstration
# data by a script in another language (test/oracle/recount_programme.py): as of three past days as then, and
# as now within the provinces of July 2025; and the two-tier template in the year under way.
# RECOUNT_HOUSEHOLDS sets the size, RECOUNT_SEED the draw.
. "$(dirname "$0")/../suite.sh"
bin=$fast
today=2026-09-15
run() { "$bin" --db "sqlite:$dir/demo.db" --now "$1" "${@:2}"; }

recount() { # programme, unit, then|now, day looked at
  run $today coverage --programme "$1" --unit "$2" --as "$3" --as-of "$4" --format json >"$dir/told.json" 2>"$dir/err"
  if [ $? -gt 1 ]; then failed=$((failed + 1)); echo "FAILED: coverage of $1 for $2 as $3 on $4"; cat "$dir/err"; return; fi
  python3 test/oracle/recount_programme.py "programmes/$1.yaml" "$dir/x" "$dir/told.json" $today "$2" "$3" "$4" >"$dir/log" 2>&1
  local counts; counts=$(grep -E '^[0-9]+ passed' "$dir/log")
  if [ -z "$counts" ]; then failed=$((failed + 1)); echo "FAILED: $1 $2 $3 $4"; tail -n 5 "$dir/log"; return; fi
  passed=$((passed + ${counts%% *})) failed=$((failed + $(echo "$counts" | sed 's/.*, \([0-9]*\) failed/\1/')))
  grep -v passed "$dir/log" | sed "s/^/  $1 as $3 on $4: /"
}

report() { # programme, unit, then|now, period[, organisation]
  run $today report render --programme "$1" --unit "$2" --as "$3" --period "$4" ${5:+--org "$5"} --format json -o "$dir/report.json" >/dev/null 2>&1
  python3 test/oracle/recount_report.py "programmes/$1.yaml" "$dir/x" "$dir/report.json" $today >"$dir/log" 2>&1
  local counts; counts=$(grep -E '^[0-9]+ passed' "$dir/log")
  if [ -z "$counts" ]; then failed=$((failed + 1)); echo "FAILED: report of $1 $2 $3 $4"; tail -n 5 "$dir/log"; return; fi
  passed=$((passed + ${counts%% *})) failed=$((failed + $(echo "$counts" | sed 's/.*, \([0-9]*\) failed/\1/')))
  grep -v passed "$dir/log" | sed "s/^/  report of $1 as $3 $4: /"
}

run 2019-03-01 init >/dev/null
run $today demo --households "${RECOUNT_HOUSEHOLDS:-600}" --seed "${RECOUNT_SEED:-1}" || exit 1
bash test/oracle/exports.sh "$bin" "sqlite:$dir/demo.db" $today "$dir/x" || failed=$((failed + 1))

for day in 2018-05-10 2019-12-31 2020-06-30; do
  recount kien_giang_168 91@2004-07-08 then $day
  recount ha_tinh_campaign 42@2004-07-08 then $day
  recount tuyen_quang_184 08@2004-07-08 then $day
  recount thai_nguyen_75 19@2004-07-08 then $day
  recount duc_co_2017 631@2004-07-08 then $day
done
# The same years within today's provinces: what was recorded in districts counts in communes that came later.
recount kien_giang_168 91@2025-07-01 now 2020-12-31
recount ha_tinh_campaign 42@2025-07-01 now 2020-12-31
recount tuyen_quang_184 08@2025-07-01 now 2020-12-31
recount thai_nguyen_75 19@2025-07-01 now 2020-12-31
recount duc_co_2017 52@2025-07-01 now 2020-12-31

# Reports: one year, the whole period, an organisation's own, today's territory.
for period in 2018 2019 2017..2020; do
  report kien_giang_168 91@2004-07-08 then $period
  report ha_tinh_campaign 42@2004-07-08 then $period
  report thai_nguyen_75 19@2004-07-08 then $period
  report duc_co_2017 631@2004-07-08 then $period
done
for period in 2018 2019 2018..2020; do report tuyen_quang_184 08@2004-07-08 then $period; done
for id in "kien_giang_168 91@2004-07-08" "duc_co_2017 631@2004-07-08" "tuyen_quang_184 08@2004-07-08"; do
  # shellcheck disable=SC2086
  report $id then 2019 womens_union
done
report kien_giang_168 91@2025-07-01 now 2019
report tuyen_quang_184 08@2025-07-01 now 2019
report template_2026 52@2025-07-01 then 2026

# What quotas are shared out by.
for quota in "tuyen_quang_184 2018" "tuyen_quang_184 2020" "template_2026 2026"; do
  # shellcheck disable=SC2086
  set -- $quota
  run $today quota --programme "$1" --year "$2" --format json >"$dir/quota.json" 2>"$dir/err"
  counts=$(python3 test/oracle/recount_quota.py "programmes/$1.yaml" "$dir/x" "$dir/quota.json" $today | tee "$dir/log" | tail -1)
  passed=$((passed + ${counts%% *})) failed=$((failed + $(echo "$counts" | sed 's/.*, \([0-9]*\) failed/\1/')))
  grep -v passed "$dir/log" | sed "s/^/  quota of $quota: /"
done

# Two tiers, the year under way.
for unit in 91 42 08 19 52; do recount template_2026 $unit@2025-07-01 then 2026-06-30; done

# The recount reads the records: without the models it tells another number.
echo '[]' >"$dir/x/models.json"
run $today coverage --programme duc_co_2017 --unit 631@2004-07-08 --as then --as-of 2020-06-30 --format json >"$dir/told.json"
if python3 test/oracle/recount_programme.py programmes/duc_co_2017.yaml "$dir/x" "$dir/told.json" $today 631@2004-07-08 then 2020-06-30 >"$dir/log"; then
  failed=$((failed + 1)); echo "FAILED: without the models the recount agrees still"
else passed=$((passed + 1)); fi

summary
