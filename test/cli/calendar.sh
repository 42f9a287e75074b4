#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The calendar and the versions of a programme: days reckoned by hand, over the reform of July 2025,
# against the registers; the calendar file by a reader of its own; a changed file is a proposal.
. "$(dirname "$0")/../suite.sh"
tmp=$dir
maker=$fast
equal() { if [ "$1" = "$2" ]; then pass; else fail "$3: $1 instead of $2"; fi; }
db=sqlite:$tmp/a.db
make_() { "$maker" --db "$db" "$@"; }
create() { make_ create "$@" --format json | python3 -c 'import json,sys; print(json.load(sys.stdin)["id"])'; }
body() { # unit, organisation
  make_ list bodies "unit=$1" "organisation=$2" --format json |
    python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["id"])'
}
deadlines() { # today, options…: rows in $tmp/d.json
  local now=$1; shift
  "$bin" --db "$db" --now "$now" deadlines --programme calendar_test --format json "$@" >"$tmp/d.json" ||
    fail "deadlines $*"
}
of() { # python expression over d, list of rows
  python3 -c "import json,sys; d=json.load(open(sys.argv[1])); s=lambda i:[x for x in d if x['schedule']==i]; print(($1))" "$tmp/d.json"
}
days() { # schedule: its last days
  of "' '.join(sorted({str(x['last_day']) for x in s('$1')}))"
}

cat >"$tmp/p.yaml" <<'YAML'
id: calendar_test
type: joint_plan
title: Kế hoạch thử lịch
period: 2017..2026
territory: {code: "91", on: 2017-08-31, name: Tỉnh Kiên Giang}
levels: [province, district, commune]
amendment: {agreement: all_signers}
documents:
  - {id: own, role: this, number: 168/KH-MTTQ-TCTV, type: plan, issuer: MTTQ tỉnh, date: 31/8/2017, title: Kế hoạch}
  - {id: letter, role: request, number: 384/MTTQ-BTT, type: official_letter, issuer: MTTQ tỉnh, date: 08/9/2020, arrived: 11/9/2020, title: Yêu cầu báo cáo}
organisations:
  - {key: fatherland_front, title: Mặt trận, levels: [province, district, commune]}
  - {key: youth_union, title: Đoàn Thanh niên, levels: [province, district]}
signers:
  - {organisation: fatherland_front, level: province, consent: agreed}
  - {organisation: youth_union, level: province, consent: agreed}
obligations:
  - {id: some_models, title: Mô hình, each: [territory], measure: {count: models, time: any}, bound: {at_least: 1}, when: always}
schedules:
  - {id: same_day, title: "Hiệp thương; trong tháng, của cấp tỉnh", kind: consultation, by: [{organisation: fatherland_front, levels: province}], due: trong tháng 8/2017}
  - {id: half, title: Báo cáo 6 tháng, kind: report, by: [{organisation: fatherland_front, levels: district}], to: {organisation: fatherland_front, levels: province}, due: 30/6}
  - {id: whole, title: Báo cáo năm, kind: report, by: [{organisation: fatherland_front, levels: commune}], due: 15/12}
  - {id: final, title: Báo cáo tổng kết, kind: report, by: [{organisation: youth_union, levels: province}], due: trước ngày 20/10/2020, document: letter}
  - {id: final_district, title: Báo cáo gửi cấp trên, kind: report, by: [{organisation: youth_union, levels: district}], due: trước kỳ báo cáo của cấp trên 10 ngày, parent: final, document: letter}
  - {id: answer, title: Trả lời công văn, kind: document, by: [{organisation: youth_union, levels: province}], due: 05 ngày làm việc sau khi nhận văn bản, document: letter}
  - {id: interim, title: Sơ kết 3 năm, kind: review, by: [{organisation: fatherland_front, levels: province}], every: 3 years, period: 2017..2022}
  - {id: last, title: Tổng kết 5 năm, kind: review, by: [{organisation: fatherland_front, levels: province}], every: 5 years, period: 2017..2022}
  - {id: tet, title: Thăm hộ nghèo trước Tết, kind: event, by: [{organisation: fatherland_front, levels: province}], due: trước Tết Nguyên đán, period: 2018..2020}
  - {id: peak, title: Tháng cao điểm vì người nghèo, kind: event, activity: peak_month_for_the_poor, by: [{organisation: fatherland_front, levels: province}], due: từ 17/10 đến 18/11, period: 2018}
  - {id: periodic, title: Báo cáo định kỳ, kind: report, by: [{organisation: youth_union, levels: province}], due: định kỳ}
  - {id: after_meeting, title: Báo cáo sau hội nghị, kind: report, by: [{organisation: youth_union, levels: province}], due: sau hội nghị 1 tháng, event: periodic}
  - {id: named, title: Góp ý, kind: task, by: [{name: Liên minh Hợp tác xã}], due: 1/3/2018}
YAML
"$bin" programme check "$tmp/p.yaml" >"$tmp/out" 2>&1 && pass || fail "check: $(cat "$tmp/out")"
make_ --now 2017-09-01 init >"$tmp/out" && make_ --now 2017-09-01 programme load "$tmp/p.yaml" >"$tmp/out" && pass || fail "load: $(cat "$tmp/out")"

# --- days by hand -----------------------------------------------------------------------------------
deadlines 2018-06-20
equal "$(days same_day)" 2017-08-31 "in August 2017"
equal "$(of "s('same_day')[0]['lead_days'], s('same_day')[0]['impossible_lead']")" "(0, True)" "due on the day of issue"
equal "$(of "s('same_day')[0]['first_day'], s('same_day')[0]['operator'], s('same_day')[0]['due']")" "('2017-08-01', 'within', '2017-08')" "a month is a window"
equal "$(days final)" 2020-10-19 "before the 20th"
equal "$(of "s('final')[0]['operator'], s('final')[0]['due'], s('final')[0]['lead_days']")" "('before', '2020-10-20', 41)" "before"
equal "$(days final_district)" 2020-10-09 "ten days before the superior's last day"
equal "$(of "{(x['buffer_days'], x['parent'], x['lead_days']) for x in s('final_district')}")" "{(10, 'final', 31)}" "the lead of a cascade"
equal "$(days answer)" 2020-09-18 "five working days after Friday 11/9/2020"
equal "$(days interim) $(days last)" "2020-12-31 2022-12-31" "3 and 5 years"
equal "$(days tet)" "2018-02-15 2019-02-04 2020-01-24" "before the lunar new year"
equal "$(of "[(x['first_day'], x['last_day'], x['operator']) for x in s('peak')]")" "[('2018-10-17', '2018-11-18', 'within')]" "the peak month"
equal "$(of "{(x['due'], x['last_day'], x['state'], x['operator']) for x in s('periodic')+s('after_meeting')}")" "{(None, None, 'unknown', None)}" "what is not said is kept as unknown"
equal "$(of "[(x['body'], x['organisation'], x['unit'], x['state']) for x in s('named')]")" "[('Liên minh Hợp tác xã', None, None, 'overdue')]" "who is only named"
equal "$(of "{(x['rests'], x['working_day'], x['state']) for x in s('half') if x['last_day']=='2018-06-30'}")" "{(True, '2018-06-29', 'due')}" "30/6/2018 is a Saturday"
equal "$(of "{('thứ Bảy' in x['note'], x['working_day']) for x in s('whole') if x['last_day']=='2018-12-15'}")" "{(True, '2018-12-14')}" "15/12/2018 is a Saturday"

# --- bodies that exist on the day ---------------------------------------------------------------------
count() { of "len([x for x in s('$1') if x['last_day']=='$2'])"; }
equal "$(count half 2018-06-30) $(count half 2025-06-30) $(count half 2026-06-30)" "15 15 0" "districts end with June 2025"
equal "$(count whole 2024-12-15) $(count whole 2025-12-15) $(count whole 2026-12-15)" "144 48 48" "communes of then and of now"
equal "$(of "len({x['unit'] for x in s('whole') if x['last_day']=='2026-12-15'})")" 48 "merged communes owe once"
deadlines 2018-06-20 --unit 899@2017-08-31 --organisation fatherland_front --from 2018 --to 2018
equal "$(of "[(x['schedule'], x['last_day'], x['body']) for x in d]")" "[('half', '2018-06-30', 'Ủy ban MTTQ Việt Nam thành phố Rạch Giá')]" "one body, one year"
deadlines 2018-06-20 --unit 899@2017-08-31 --from 2018 --to 2018
equal "$(of "sorted({x['schedule'] for x in d}), len(s('whole'))")" "(['half', 'whole'], 12)" "a unit and all below it"

# --- the registers say what is done -------------------------------------------------------------------
rach_gia=$(body 899@2017-08-31 fatherland_front)
youth=$(body 91@2017-08-31 youth_union)
front=$(body 91@2017-08-31 fatherland_front)
report=$(create reports programme=calendar_test schedule_entry=half "body=$rach_gia" period=2018H1)
deadlines 2018-07-02
equal "$(of "sorted({x['state'] for x in s('half') if x['period']=='2018'})")" "['overdue']" "an open report is not yet done"
make_ --now 2018-07-02 act reports "$report" submit submitted_on=2018-07-02 >"$tmp/out" 2>&1 || fail "submit: $(cat "$tmp/out")"
late() { of "[(x['state'], x['done_on']) for x in s('half') if x['period']=='$1' and x['unit'].startswith('899@')]"; }
deadlines 2018-07-02
equal "$(late 2018) $(late 2017) $(late 2019)" "[('late', '2018-07-02')] [('overdue', None)] [('upcoming', None)]" "late, for its year alone"
create consultations "subject=Hiệp thương" unit=91@2017-08-31 "lead_body=$front" programme=calendar_test held_on=2017-08-30 >"$tmp/c"
make_ act consultations "$(cat "$tmp/c")" hold >"$tmp/out" 2>&1 || fail "hold: $(cat "$tmp/out")"
create activities "name=Tháng cao điểm" type=peak_month_for_the_poor unit=91@2017-08-31 "lead_body=$front" on_date=2018-10-20 >"$tmp/c"
deadlines 2018-11-01
equal "$(of "s('same_day')[0]['state'], s('peak')[0]['state']")" "('done', 'due')" "held; planned and its window open"
make_ act activities "$(cat "$tmp/c")" hold >"$tmp/out" 2>&1 || fail "hold: $(cat "$tmp/out")"
deadlines 2018-11-01
equal "$(of "s('peak')[0]['state'], s('peak')[0]['done_on']")" "('done', '2018-10-20')" "held"
dispatch=$(create dispatches "subject=Báo cáo định kỳ" purpose=report "from_body=$front" programme=calendar_test \
  schedule_entry=periodic due_date=2019-03-31 due_operator=no_later_than)
make_ act dispatches "$dispatch" send >"$tmp/out" 2>&1 || fail "send: $(cat "$tmp/out")"
deadlines 2019-03-20
equal "$(of "[(x['last_day'], x['operator'], x['state']) for x in s('periodic')]")" "[('2019-03-31', 'by', 'due')]" "a letter sets what the plan left open"
equal "$(days after_meeting)" 2019-04-30 "and what hangs on it"
reply=$(create dispatch_replies "dispatch=$dispatch" "body=$youth")
make_ act dispatch_replies "$reply" reply replied_on=2019-03-25 >"$tmp/out" 2>&1 || fail "reply: $(cat "$tmp/out")"
deadlines 2019-04-20
equal "$(of "s('periodic')[0]['state']")" done "answered"
create documents direction=incoming "body=$youth" year=2020 "number=384 /MTTQ-BTT" type=official_letter \
  "subject=Yêu cầu" arrival_date=2020-09-14 programme=calendar_test >"$tmp/out" 2>&1 || fail "document: $(cat "$tmp/out")"
deadlines 2019-04-20
equal "$(days answer)" 2020-09-21 "five working days after the day it arrived there"
create holidays on_date=2020-09-16 name="Nghỉ bù" working_instead=2020-09-19 >"$tmp/out" 2>&1 || fail "holiday"
deadlines 2019-04-20
equal "$(days answer)" 2020-09-21 "a Wednesday off, the Saturday worked instead"
make_ create holidays on_date=2020-09-18 name="Nghỉ" >"$tmp/out" 2>&1 || fail "holiday"
deadlines 2019-04-20
equal "$(days answer)" 2020-09-22 "one more day off"

# --- the calendar file --------------------------------------------------------------------------------
ics() { "$bin" --db "$db" --now "$1" deadlines --programme calendar_test --format ics; }
ics 2019-01-01 >"$tmp/c.ics"; ics 2019-01-02 >"$tmp/c2.ics"
if python3 test/oracle/ics.py "$tmp/c.ics" >"$tmp/e.json" 2>"$tmp/err"; then pass; else fail "ics: $(tail -1 "$tmp/err")"; fi
python3 test/oracle/ics.py "$tmp/c2.ics" >"$tmp/e2.json" 2>"$tmp/err" || fail "ics: $(tail -1 "$tmp/err")"
deadlines 2019-01-01
equal "$(python3 -c "
import json
e=json.load(open('$tmp/e.json')); d=json.load(open('$tmp/d.json')); e2=json.load(open('$tmp/e2.json'))
peak=[x for x in e if 'Tháng cao điểm' in x['SUMMARY']][0]
print(len(e)==len(d), sum(x['component']=='VTODO' for x in e)==sum(x['due'] is None for x in d),
      peak['DTSTART'], peak['DTEND'], peak['DTSTAMP'][:8], [x['UID'] for x in e]==[x['UID'] for x in e2],
      any('; trong tháng, của' in x['SUMMARY'] for x in e))")" \
  "True True 2018-10-17 2018-11-19 20190101 True True" "every deadline, whole days, stable"

# --- versions -------------------------------------------------------------------------------------------
version() { "$bin" --db "$db" --now "$1" programme show calendar_test --format json | python3 -c "import json,sys; d=json.load(sys.stdin); print(($2))"; }
make_ --now 2019-05-01 programme load "$tmp/p.yaml" >"$tmp/out"
equal "$(version 2019-05-01 "d['revision'], len(d['versions'])")" "(1, 1)" "the same file changes nothing"
sed 's/due: 15\/12}/due: 10\/12}/; s/at_least: 1}/at_least: 2}/' "$tmp/p.yaml" >"$tmp/q.yaml"
make_ --now 2019-05-01 programme load "$tmp/q.yaml" --summary "Báo cáo sớm hơn" >"$tmp/out" && pass || fail "load"
make_ --now 2019-05-02 programme load "$tmp/q.yaml" >"$tmp/out"
equal "$(version 2019-05-02 "d['revision'], [(v['revision'], v['state']) for v in d['versions']], d['versions'][1]['waiting']")" \
  "(1, [(1, 'in_force'), (2, 'proposed')], ['fatherland_front', 'youth_union'])" "a changed file is a proposal"
make_ --now 2019-05-05 programme agree calendar_test --organisation fatherland_front >"$tmp/out" && pass || fail "agree"
deadlines 2019-06-01
equal "$(count whole 2019-12-15) $(count whole 2019-12-10)" "144 0" "one signer is not all"
make_ --now 2019-05-06 programme agree calendar_test --organisation youth_union --decision disagree >"$tmp/out"
equal "$(version 2019-05-06 "d['versions'][1]['waiting']")" "['youth_union']" "a no is no yes"
make_ --now 2019-05-07 programme agree calendar_test --organisation womens_union >"$tmp/out" 2>&1
equal $? 3 "who is no signer"
make_ --now 2019-06-01 programme agree calendar_test --organisation youth_union >"$tmp/out" && pass || fail "agree"
equal "$(version 2019-06-01 "d['revision'], [(v['state'], v['from'], v['to']) for v in d['versions']]")" \
  "(2, [('superseded', None, '2019-05-31'), ('in_force', '2019-06-01', None)])" "all have agreed; history stays"
deadlines 2019-06-02
equal "$(count whole 2019-12-15) $(count whole 2019-12-10)" "0 144" "the new text"
equal "$(count whole 2018-12-15) $(count whole 2018-12-10)" "144 0" "what was due before the change goes by the text of then"
equal "$("$bin" --db "$db" --now 2019-06-02 programme show calendar_test --on 2019-05-31 --format json | python3 -c "import json,sys; print(json.load(sys.stdin)['revision'])")" 1 "the text of a past day"
bound() { # as of
  "$bin" --db "$db" --now 2019-12-31 coverage --programme calendar_test --as-of "$1" --format json | python3 -c "import json,sys; print(json.load(sys.stdin)[0]['bound'])"
}
equal "$(bound 2017-12-31) $(bound 2019-05-31) $(bound 2019-06-01)" "≥ 1 ≥ 1 ≥ 2" "figures of a past day go by the text of that day"
make_ --now 2019-06-03 programme agree calendar_test --organisation youth_union >"$tmp/out" 2>&1
equal $? 3 "nothing is proposed"
make_ --now 2019-07-01 programme load "$tmp/p.yaml" --from 2020-01-01 >"$tmp/out"
for who in fatherland_front youth_union; do make_ --now 2019-07-02 programme agree calendar_test --organisation $who >"$tmp/out"; done
equal "$(version 2019-12-31 "d['revision'], d['versions'][2]['state']") $(version 2020-01-01 "d['revision']")" \
  "(2, 'agreed') 3" "agreed to take force on a day to come"
"$bin" --db "$db" --lang en programme show calendar_test >"$tmp/show" && grep -q "^Calendar" "$tmp/show" && pass || fail "show in English"
make_ audit verify >"$tmp/out" && make_ check >"$tmp/out" && pass || fail "check: $(cat "$tmp/out")"

# A draft: nobody has agreed; what its file says later is what counts until it is in force.
sed 's/^id: .*/id: draft_test/; s/consent: agreed/consent: pending/' "$tmp/p.yaml" >"$tmp/draft.yaml"
draft() { make_ list programmes code=draft_test --format json | python3 -c "import json,sys; d=json.load(sys.stdin)[0]; print((d['state'], d['revision']))"; }
make_ --now 2017-09-01 programme load "$tmp/draft.yaml" >"$tmp/out"
equal "$(draft)" "('proposed', 1)" "a draft is not in force"
sed 's/consent: pending/consent: agreed/' "$tmp/draft.yaml" >"$tmp/agreed.yaml"
make_ --now 2017-09-02 programme load "$tmp/agreed.yaml" >"$tmp/out"
equal "$(draft)" "('in_force', 2)" "all have signed"
equal "$(make_ list programme_signers programme=draft_test --format json | python3 -c "import json,sys; print(len(json.load(sys.stdin)))")" 2 "signers are registered"

# --- mistakes are told at their line ----------------------------------------------------------------------
wrong() { # old, new, words: one mistake on the line of `new`
  sed "s|$1|$2|" "$tmp/p.yaml" >"$tmp/w.yaml"
  local line; line=$(diff "$tmp/p.yaml" "$tmp/w.yaml" | head -1 | sed 's/[^0-9].*//')
  "$bin" programme check "$tmp/w.yaml" >"$tmp/out" 2>&1
  if grep -q "w.yaml:$line: .*$3" "$tmp/out"; then pass; else fail "$2: $(head -2 "$tmp/out")"; fi
}
wrong "due: 15/12}" "due: 31/4}" "chỉ có 30 ngày"
wrong "due: 15/12}" "due: sớm}" "không phải là thời hạn"
wrong "due: trước Tết Nguyên đán" "due: trước 31/8 âm lịch" "không phải là thời hạn"
wrong "every: 3 years" "every: 3 moons" "không phải khoảng lặp lại"
wrong "due: trong tháng 8/2017" "due: trong tháng 8/2017, every: 1 year" "không lặp lại"
wrong "due: từ 17/10 đến 18/11" "due: 18/11/2018, from: 20/11/2018" "ngày bắt đầu ở sau"
wrong "due: từ 17/10 đến 18/11" "due: 18/11/2018, from: 17/10" "cùng dạng"
wrong ", event: periodic" "" "cần thêm “event”"
wrong "parent: final, " "" "cần thêm “parent”"
wrong "parent: final, " "parent: finl, " "final"
wrong "cấp trên 10 ngày" "cấp trên 0 ngày" "phải trước hạn"
wrong "event: periodic" "event: after_meeting" "vòng tròn"
wrong "period: 2018}" "period: 2031}" "nằm ngoài"
wrong "activity: peak_month_for_the_poor" "activity: peak_month" "peak_month"

summary
