#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The rules of procedure that the source documents lay down, one section each, by the name that the
# programme files cite (`workflows: … test: test/cli/workflows.sh NAME`): who takes which household, and
# the lifecycles of titles, difficulties, grants, criticism, inspection and the programme itself.
. "$(dirname "$0")/../suite.sh"
check() { # what, condition…
  local what=$1; shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $section: $what"; fi
}
section=preparation
run() { "$bin" --db "sqlite:$dir/a.db" --now 2017-06-30 "$@"; }
quick() { "$fast" --db "sqlite:$dir/a.db" --now 2017-06-30 "$@"; }
field() { python3 -c 'import json,sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
make() { quick create "$@" --format json | field id; }
# The exit status of a command, whose words stand in $dir/out and $dir/err.
exits() { # status, command…
  local wanted=$1 got; shift
  "$@" >"$dir/out" 2>"$dir/err"; got=$?
  [ "$got" = "$wanted" ] || { echo "  $*: $got, expected $wanted"; cat "$dir/err"; return 1; }
}
state_is() { # kind, id, state
  local got; got=$(quick get "$1" "$2" --format json | field state)
  [ "$got" = "$3" ] || { echo "  $1 is $got, expected $3"; return 1; }
}
# Takes a record through actions, one after the other, and looks at the last state.
walk() { # kind, id, state, action…
  local kind=$1 id=$2 state=$3 action; shift 3
  for action in "$@"; do exits 0 run act "$kind" "$id" $action --reason "theo quy định" || return 1; done
  state_is "$kind" "$id" "$state"
}
body() { # organisation, unit
  quick list bodies organisation="$1" unit="$2" --format json | python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["id"])'
}
commune=30730@2017-06-01 other=30733@2017-06-01
household() { # name, [relation, category, organisation]: a poor household of 2017 with, perhaps, a member
  local household member
  household=$(make households "head_name=$1" "unit=${place:-$commune}")
  make classifications household="$household" year=2017 standard=std_2016 class=poor review=periodic >/dev/null
  [ $# = 1 ] && return
  member=$(make household_members household="$household" "full_name=$1" relation="$2")
  make memberships member="$member" category="$3" organisation="$4" >/dev/null
}
plan() { quick assign --year 2017 --programme "$1" --format json >"$dir/plan"; }
leads() { # name, organisation, whether the household is one of its own
  python3 - "$dir/plan" "$@" <<'P'
import json, sys
path, name, organisation, own = sys.argv[1:]
row = next(r for r in json.load(open(path))['plan'] if r['head_name'] == name)
ok = row['organisation'] == organisation and row['member'] == (own == 'own')
print(' ', row) if not ok else None
sys.exit(not ok)
P
}
quick init >/dev/null
quick programme load programmes/kien_giang_168.yaml >/dev/null
front=$(body fatherland_front "$commune")

# --- who takes which household ------------------------------------------------------------------------
household "Lâm Thị Mười" head member farmers_union
household "Danh Sang" child member youth_union
household "Thị Sóc"
household "Trần Văn Hai" child discharged_soldier former_youth_volunteers
household "Ngô Thị Năm" child former_youth_volunteer former_youth_volunteers
household "Lê Văn Ba" head former_soldier former_youth_volunteers
household "Phạm Thị Tư" spouse worker trade_union
plan kien_giang_168

section=any_member
check "the head's organisation" leads "Lâm Thị Mười" farmers_union own
check "a child's organisation" leads "Danh Sang" youth_union own

section=head_only
sed 's/^    value: any_member/    value: head/; s/^id: kien_giang_168/id: head_only/' programmes/kien_giang_168.yaml >"$dir/head_only.yaml"
quick programme load "$dir/head_only.yaml" >/dev/null
cp "$dir/plan" "$dir/plan.any"
plan head_only
check "the head's organisation" leads "Lâm Thị Mười" farmers_union own
check "a child does not count" sh -c "! python3 -c \"import json,sys; sys.exit(not next(r for r in json.load(open('$dir/plan'))['plan'] if r['head_name']=='Danh Sang')['member'])\""
cp "$dir/plan.any" "$dir/plan"

section=youth_categories
check "a discharged soldier is the Youth Union's" leads "Trần Văn Hai" youth_union own
check "a former youth volunteer too" leads "Ngô Thị Năm" youth_union own

section=former_soldiers
check "a former soldier is the veterans'" leads "Lê Văn Ba" veterans_association own

section=workers
check "a worker is the trade union's" leads "Phạm Thị Tư" trade_union own
worker=$(make households "head_name=Hồ Văn Chín" unit=$commune "workplace=$(make bodies organisation=enterprise unit=$commune kind=workplace "name=Xí nghiệp May Hòn Đất")")
union=$(body trade_union "$commune")
check "help to a worker of an enterprise" exits 0 run create supports household="$worker" type=job on_date=2017-05-20 provider_body="$union" value=2000000
check "the place of work is kept" sh -c "'$fast' --db 'sqlite:$dir/a.db' get households $worker | grep -q 'Xí nghiệp May Hòn Đất'"

section=no_member
check "without a member the Front leads" leads "Thị Sóc" fatherland_front other

section=priority
place=$other household "Châu Thị Ngọc" head member womens_union
plan kien_giang_168
check "no place comes first yet" python3 -c "import json,sys; sys.exit(any(r['priority'] for r in json.load(open('$dir/plan'))['plan']))"
make designations unit=$other type=ntm_registered year=2017 >/dev/null
plan kien_giang_168
check "a commune registered for the standard comes first" python3 - "$dir/plan" <<'P'
import json, sys
rows = json.load(open(sys.argv[1]))['plan']
sys.exit(not ([r['head_name'] for r in rows if r['priority']] == ['Châu Thị Ngọc'] and rows[0]['priority'] and len(rows) == 8))
P

# --- lifecycles ---------------------------------------------------------------------------------------
section=titles
title=$(make titles type=cultural_residential_area subject_level=residential_area unit=$commune year=2017 "subject_name=Khu phố 3" registered_on=2017-01-15)
check "no recognition without a review" exits 3 run act titles "$title" recognise
check "registered, reviewed, proposed, recognised" walk titles "$title" recognised review propose recognise
check "revoked" walk titles "$title" revoked revoke
title=$(make titles type=cultural_residential_area subject_level=residential_area unit=$other year=2017 "subject_name=Khu phố 4")
check "not reached" walk titles "$title" not_reached review reject

section=titles_before_standard
sed '/^territory:/s/.*/territory: {code: "91", on: 2017-06-16, name: Tỉnh Kiên Giang}/' programmes/thai_nguyen_75.yaml >"$dir/titles.yaml"
quick programme load "$dir/titles.yaml" >/dev/null
titles_met() { quick coverage --programme thai_nguyen_75 --year 2017 --format json | python3 -c "
import json,sys
print([r['state'] for r in json.load(sys.stdin) if r['obligation']=='cultural_titles_first' and r['subject_name'] and '30733' in r['subject']])"; }
check "a registered commune without cultural titles is told" [ "$(titles_met)" = "['unmet']" ]
title=$(make titles type=cultural_family subject_level=household unit=$other year=2017 "subject_name=Gia đình bà Ngọc")
check "recognise one" walk titles "$title" recognised review propose recognise
check "with them it is met" [ "$(titles_met)" = "['met']" ]

section=difficulties
difficulty=$(make recommendations origin=difficulty "subject=Thiếu kinh phí sửa nhà" unit=$commune from_body="$front" "addressee_name=Ban Thường trực Ủy ban MTTQ tỉnh (qua Ban Phong trào)" programme=kien_giang_168)
check "no answer before it is sent" exits 3 run act recommendations "$difficulty" reply
check "sent, acknowledged, answered, done, closed" walk recommendations "$difficulty" closed send acknowledge reply carry_out close
check "raised again" walk recommendations "$difficulty" sent reopen

section=grants
fund=$(make funds "name=Quỹ “Vì người nghèo” phường Vĩnh Thanh Vân" type=fund_for_the_poor board="$front" opened_on=2017-01-01)
poor=$(quick list households "head_name=Thị Sóc" --format json | python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["id"])')
grant=$(make grants fund="$fund" unit=$commune household="$poor" purpose=housing subtype=solidarity_house amount=50000000 year=2017 "priority_reason=Nhà dột nát, hộ đơn thân" priority_score=80)
check "nothing is approved that the fund does not have" exits 3 run act grants "$grant" approve
make ledger_entries fund="$fund" entry_number=1 on_date=2017-01-05 type=donation debit_account=bank credit_account=income_donation \
  amount=60000000 description="Ủng hộ đầu năm" >/dev/null
check "no payment before the decision" exits 3 run act grants "$grant" pay
check "a purpose must be given" exits 3 run create grants fund="$fund" unit=$commune household="$poor" amount=1000000 year=2017
check "proposed, approved, paid, settled" walk grants "$grant" settled approve pay settle
check "nothing is paid twice" exits 3 run act grants "$grant" pay

section=criticism
criticism=$(make criticisms "draft_title=Dự thảo kế hoạch giảm nghèo 2018" unit=$commune lead_body="$front" requested_on=2017-05-02 due_date=2017-05-31 due_operator=no_later_than "drafting_name=Ủy ban nhân dân phường")
check "nothing is issued before a form is chosen" exits 3 run act criticisms "$criticism" issue
check "the form is chosen" exits 0 run act criticisms "$criticism" start form=written
check "issued, answered, closed" walk criticisms "$criticism" closed issue "reply reply_outcome=partly replied_on=2017-06-15" close
criticism=$(make criticisms "draft_title=Dự thảo ngoài phạm vi" unit=$commune lead_body="$front" requested_on=2017-05-02)
check "declined" walk criticisms "$criticism" declined decline

section=inspections
inspection=$(make inspections "title=Kiểm tra thực hiện Kế hoạch 168" unit=$commune lead_body="$front" year=2017 from_date=2017-06-01)
invitation=$(make inspection_invitations inspection="$inspection" "body_name=Phòng Lao động - Thương binh và Xã hội" invited_on=2017-05-20 answer=pending)
check "the invited body answers and takes part" exits 0 run patch inspection_invitations "$invitation" answer=accepted attended=yes
check "planned, begun, concluded" walk inspections "$inspection" concluded start conclude
check "an invitation needs its inspection" exits 3 run create inspection_invitations "body_name=Hội Nông dân"
state=$(make inspections "title=Đoàn kiểm tra của Sở mời Mặt trận" unit=$commune lead_body="$(make bodies organisation=labour_department unit=$commune kind=agency "name=Sở Lao động - Thương binh và Xã hội")" year=2017)
check "the other way: the Front is invited" exits 0 run create inspection_invitations inspection="$state" body="$front" "body_name=Ủy ban MTTQ phường" answer=accepted

section=amendment
sed 's/^short_title: .*/short_title: Kế hoạch 168 sửa đổi/' programmes/kien_giang_168.yaml >"$dir/amended.yaml"
check "a changed file is a proposal" exits 0 quick programme load "$dir/amended.yaml"
short_title() { quick list programmes code=kien_giang_168 --format json | python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["short_title"])'; }
check "what is in force stays" [ "$(short_title)" = "Kế hoạch 168" ]
for organisation in fatherland_front youth_union womens_union trade_union veterans_association; do
  check "$organisation agrees" exits 0 quick programme agree kien_giang_168 --organisation $organisation
done
check "five of six are not enough" [ "$(short_title)" = "Kế hoạch 168" ]
check "the sixth agrees" exits 0 quick programme agree kien_giang_168 --organisation farmers_union
check "the amendment is in force" [ "$(short_title)" = "Kế hoạch 168 sửa đổi" ]

section=end
check "check finds no difference" exits 0 quick check
summary
