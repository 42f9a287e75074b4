#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every obligation, target and report figure of the five programmes counted again over exports by a script in another language
# (test/oracle/recount_programme.py, recount_report.py: docs/measures.md and nothing of the program): as of three past days, and as then and as now over the reform of July 2025.
. "$(dirname "$0")/../suite.sh"
bin=$fast
today=2026-06-01
five=(kien_giang_168 ha_tinh_campaign tuyen_quang_184 thai_nguyen_75 duc_co_2017)

export_all() { # database
  bash test/oracle/exports.sh "$bin" "sqlite:$1" $today "$dir/x" || failed=$((failed + 1))
}
recount() { # database, programme, unit, then|now, day looked at
  if ! "$bin" --db "sqlite:$1" --now $today coverage --programme "$2" --unit "$3" --as "$4" --as-of "$5" --format json >"$dir/told.json"; then
    failed=$((failed + 1)); echo "FAILED: coverage of $2 for $3 as $4 on $5"; return
  fi
  python3 test/oracle/recount_programme.py "programmes/$2.yaml" "$dir/x" "$dir/told.json" $today "$3" "$4" "$5" >"$dir/log" 2>&1
  local counts; counts=$(grep -E '^[0-9]+ passed' "$dir/log")
  if [ -z "$counts" ]; then failed=$((failed + 1)); echo "FAILED: $2 $3 $4 $5"; tail -n 5 "$dir/log"; return; fi
  passed=$((passed + ${counts%% *})) failed=$((failed + $(echo "$counts" | sed 's/.*, \([0-9]*\) failed/\1/')))
  grep -v passed "$dir/log" | sed "s/^/  $2 as $4 on $5: /"
}

report() { # database, programme, unit, then|now, period
  "$bin" --db "sqlite:$1" --now $today report render --programme "$2" --unit "$3" --as "$4" --period "$5" --format json -o "$dir/report.json" >/dev/null 2>&1
  python3 test/oracle/recount_report.py "programmes/$2.yaml" "$dir/x" "$dir/report.json" $today >"$dir/log" 2>&1
  local counts; counts=$(grep -E '^[0-9]+ passed' "$dir/log")
  if [ -z "$counts" ]; then failed=$((failed + 1)); echo "FAILED: report of $2 $3 $4 $5"; tail -n 5 "$dir/log"; return; fi
  passed=$((passed + ${counts%% *})) failed=$((failed + $(echo "$counts" | sed 's/.*, \([0-9]*\) failed/\1/')))
  grep -v passed "$dir/log" | sed "s/^/  report of $2 as $4 $5: /"
}

# --- the demonstration data, with its households assigned ---------------------------------------------------
"$bin" --db "sqlite:$dir/demo.db" --now 2017-12-31 demo >/dev/null
"$bin" --db "sqlite:$dir/demo.db" --now 2017-12-31 assign --year 2017 --programme duc_co_2017 --apply >/dev/null
export_all "$dir/demo.db"
for day in 2017-08-31 2017-12-31 2018-06-30; do recount "$dir/demo.db" duc_co_2017 631@2004-07-08 then $day; done
recount "$dir/demo.db" duc_co_2017 52@2025-07-01 now 2017-12-31
report "$dir/demo.db" duc_co_2017 631@2004-07-08 then 2017

# --- random records in every territory ------------------------------------------------------------------------
size=1 seeds=1
[ "${TEST_LEVEL:-fast}" = all ] && size=8 seeds=3
for seed in $(seq 1 $seeds); do
  rm -f "$dir"/a.db*
  run() { "$bin" --db "sqlite:$dir/a.db" --now 2017-01-02 "$@"; }
  run init >/dev/null
  for id in "${five[@]}"; do run programme load "programmes/$id.yaml" >/dev/null; done
  run export units --all -o "$dir/units.json" >/dev/null
  python3 test/oracle/records.py "$bin" "sqlite:$dir/a.db" "$seed" $size "$dir/units.json" $(printf 'programmes/%s.yaml ' "${five[@]}") >/dev/null ||
    failed=$((failed + 1))
  export_all "$dir/a.db"
  for day in 2017-12-31 2018-05-10 2020-06-30; do
    recount "$dir/a.db" kien_giang_168 91@2004-07-08 then $day
    recount "$dir/a.db" ha_tinh_campaign 42@2004-07-08 then $day
    recount "$dir/a.db" tuyen_quang_184 08@2004-07-08 then $day
    recount "$dir/a.db" thai_nguyen_75 19@2004-07-08 then $day
    recount "$dir/a.db" duc_co_2017 631@2004-07-08 then $day
  done
  recount "$dir/a.db" kien_giang_168 91@2025-07-01 now 2018-12-31
  recount "$dir/a.db" ha_tinh_campaign 42@2025-07-01 now 2018-12-31
  recount "$dir/a.db" tuyen_quang_184 08@2025-07-01 now 2018-12-31
  recount "$dir/a.db" thai_nguyen_75 19@2025-07-01 now 2018-12-31
  recount "$dir/a.db" duc_co_2017 52@2025-07-01 now 2018-12-31
  report "$dir/a.db" kien_giang_168 91@2004-07-08 then 2018
  report "$dir/a.db" ha_tinh_campaign 42@2025-07-01 now 2018
  report "$dir/a.db" tuyen_quang_184 08@2004-07-08 then 2018
  report "$dir/a.db" thai_nguyen_75 19@2004-07-08 then 2017..2018
  report "$dir/a.db" duc_co_2017 52@2025-07-01 now 2018
done

summary
