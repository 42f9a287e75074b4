#!/usr/bin/env bash
# The main job on lists nobody wrote: imported, assigned, covered, reported for a commune of Đức Cơ in
# 2017 and the same people as now, every figure recounted from exports by a script in another language;
# the plan's objective checked by an independent solver.
. "$(dirname "$0")/../suite.sh"
work=$dir
bin=$fast
json() { # file, python expression over d
  python3 -c "import json,sys; d=json.load(open(sys.argv[1])); sys.exit(not ($2))" "$1"
}
"$bin" --db "sqlite:$work/empty.db" init >/dev/null
"$bin" --db "sqlite:$work/empty.db" programme load programmes/duc_co_2017.yaml >/dev/null
run() { "$bin" --db "sqlite:$work/job.db" "$@"; }
rounds=2
[ "${TEST_LEVEL:-fast}" = all ] && rounds=10
for seed in $(seq 1 $rounds); do
  rm -f "$work"/job.db*
  cp "$work/empty.db" "$work/job.db" && cp "$work/empty.db.key" "$work/job.db.key"
  python3 test/oracle/households.py "$seed" 300 "$work/list.csv"
  run --now 2017-12-31 import households "$work/list.csv" --unit 23860@2017-06-01 --format json > "$work/import.json"
  check "seed $seed: every row is taken" json "$work/import.json" "d['rows']==300 and d['accepted']==300 and d['new']==300"
  run --now 2017-12-31 import households "$work/list.csv" --unit 23860@2017-06-01 --format json > "$work/again.json"
  check "seed $seed: importing again changes nothing" json "$work/again.json" "d['same']==300 and d['new']==0 and d['changed']==0"
  run --now 2017-12-31 assign --year 2017 --programme duc_co_2017 --apply --problem "$work/p.min" --format json > "$work/assign.json"
  check "seed $seed: the plan has its proof" json "$work/assign.json" "d['certificate'] is True and d['households']==300"
  check "seed $seed: nobody is silently missing" json "$work/assign.json" \
    "d['assigned']+d['deferred']==300 and len({v['household'] for v in d['violations'] if v['household']})>=d['deferred']"
  check "seed $seed: no household twice in the plan" json "$work/assign.json" "len({r['household'] for r in d['plan']})==300"
  if command -v glpsol >/dev/null; then
    glpsol --mincost "$work/p.min" --exact -w "$work/p.sol" >/dev/null 2>&1
    check "seed $seed: an independent solver has the same objective" python3 - "$work" <<'P'
import json, sys
told = next(line.split()[6] for line in open(sys.argv[1] + '/p.sol') if line.startswith('s bas '))
objective = json.load(open(sys.argv[1] + '/assign.json'))['objective']
same = '%.15g' % objective == '%.15g' % float(told)  # GLPK writes 15 digits
print('objective', objective, 'solver', told) if not same else None
sys.exit(not same)
P
  else
    echo "  skipped: glpsol is not here"
  fi
  mkdir -p "$work/x"
  for kind in units lineages households household_members memberships classifications assignments bodies models designations; do
    run export $kind --all -o "$work/x/$kind.json" >/dev/null
  done
  run --now 2017-12-31 coverage --programme duc_co_2017 --year 2017 --format json > "$work/then.json"
  check "seed $seed: recounted as then" python3 test/oracle/recount.py "$work/x" "$work/then.json" 631 2004-07-08 2017 2017-12-31 >"$work/log" || cat "$work/log"
  run --now 2026-11-21 coverage --programme duc_co_2017 --year 2017 --as now --unit 23869@2025-07-01 --format json > "$work/now.json"
  check "seed $seed: recounted as now" python3 test/oracle/recount.py "$work/x" "$work/now.json" 23869 2025-07-01 2017 2026-11-21 >"$work/log" || cat "$work/log"
  run --now 2017-12-31 report render --programme duc_co_2017 --period 2017 --unit 631@2017-06-01 --format json -o "$work/report.json" >/dev/null
  check "seed $seed: the report's households are the list's" python3 - "$work" <<'P'
import json, sys
report = json.load(open(sys.argv[1] + '/report.json'))
assign = json.load(open(sys.argv[1] + '/assign.json'))
figures = {f['label']: f['value'] for node in report['nodes'] for f in node.get('figures') or []}
ok = figures.get('Hộ nghèo') == 300 and figures.get('Hộ nghèo có tổ chức giúp đỡ') == assign['assigned']
if not ok:
    print(figures)
sys.exit(not ok)
P
  run --now 2017-12-31 report render --programme duc_co_2017 --period 2017 --unit 631@2017-06-01 --format docx -o "$work/report.docx" >/dev/null
  check "seed $seed: the document is well formed" sh -c "unzip -p $work/report.docx word/document.xml | xmllint --noout -"
  check "seed $seed: check finds no difference" sh -c "$bin --db sqlite:$work/job.db check >/dev/null"
  check "seed $seed: the audit chain holds" sh -c "$bin --db sqlite:$work/job.db audit verify >/dev/null"
  # the database itself refuses a second lead
  run export assignments -o "$work/a.json" >/dev/null
  read -r household body < <(python3 -c "import json;a=json.load(open('$work/a.json'))[0];print(a['household'],a['lead_body'])")
  check "seed $seed: a second lead is refused" sh -c "! $bin --db sqlite:$work/job.db create assignments household=$household year=2017 lead_body=$body from_date=2017-06-01 2>/dev/null >/dev/null"
done
summary
