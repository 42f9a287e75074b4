#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A fund never spends what it has not: entries of the books, reversals, grants approved, lists imported, and two who
# spend at the same moment.
set -u
cd "$(dirname "$0")/../.."
bin=${CHUNGTAY_RELEASE:-${CHUNGTAY_BIN:-build/chungtay}}
passed=0 failed=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CHUNGTAY_DB=sqlite:$folder/fund.db CHUNGTAY_NOW=2017-10-01
place=23860@2017-06-01
run() { # expected status, words it must print, arguments…
  local status=$1 words=$2; shift 2
  "$bin" "$@" >"$folder/out" 2>&1
  local got=$?
  if [ "$got" = "$status" ] && grep -qF -- "$words" "$folder/out"; then passed=$((passed + 1)); return; fi
  failed=$((failed + 1)); echo "FAILED ($got, expected $status with \"$words\"): $*"; head -5 "$folder/out"
}
made() { "$bin" create "$@" --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])'; }
number=0
entry() { # fund, type, debit, credit, amount, more fields…: the words of a create
  local fund=$1 type=$2 debit=$3 credit=$4 amount=$5; shift 5
  number=$((number + 1))
  words=(create ledger_entries fund="$fund" entry_number="$number" on_date=2017-01-01 type="$type" debit_account="$debit"
    credit_account="$credit" amount="$amount" description="Bút toán $number" "$@")
}
run 0 "" init
run 0 "" programme load programmes/duc_co_2017.yaml
board=$("$bin" list bodies unit=$place organisation=fatherland_front --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
fund=$(made funds name="Quỹ thử" type=fund_for_the_poor board="$board" opened_on=2016-01-01)

entry "$fund" support_payment expense_support cash 1000; run 3 "còn 0 đồng, không đủ chi 1.000 đồng" "${words[@]}"
entry "$fund" donation cash income_donation 50000000; run 0 "" "${words[@]}"
gift=$("$bin" list ledger_entries fund="$fund" --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
entry "$fund" transfer bank cash 30000000; run 0 "" "${words[@]}"
entry "$fund" support_payment expense_support cash 50000001; run 3 "còn 50.000.000 đồng, không đủ chi 50.000.001 đồng" "${words[@]}"
entry "$fund" support_payment expense_support bank 10000000; run 0 "" "${words[@]}"
entry "$fund" reversal income_donation cash 50000000 reverses="$gift"; run 3 "còn 40.000.000 đồng" "${words[@]}"

# What is approved is promised; what the books have as paid for it is not promised once more.
grant() { made grants fund="$fund" unit=$place purpose=housing amount="$1" year=2017; }
one=$(grant 30000000) other=$(grant 20000000)
run 0 "" act grants "$one" approve
run 3 "còn 10.000.000 đồng chưa hứa chi, không đủ duyệt 20.000.000 đồng" act grants "$other" approve
run 3 "không đủ duyệt" patch grants "$one" amount=40000001
entry "$fund" support_payment expense_support bank 30000000 fund_grant="$one"; run 0 "" "${words[@]}"
run 0 "" act grants "$one" pay
run 3 "còn 10.000.000 đồng" act grants "$other" approve
run 0 "" patch grants "$other" amount=10000000
run 0 "" act grants "$other" approve

# A list of entries: what the fund covers is taken, the rest comes back with its reason.
printf 'Quỹ,Số bút toán,Ngày ghi sổ,Loại nghiệp vụ,Tài khoản nợ,Tài khoản có,Đơn vị ủng hộ,Số tiền,Diễn giải\n%s,70,1/2/2017,Chi hỗ trợ,Chi hỗ trợ,Tiền mặt,Bà Siu Nhận,9000000,Chi\n%s,71,1/2/2017,Chi hỗ trợ,Chi hỗ trợ,Tiền mặt,Bà Siu Nhận,9000000,Chi nữa\n' "$fund" "$fund" >"$folder/a.csv"
run 1 "nhận 1, từ chối 1" import ledger_entries "$folder/a.csv" --unit $place

# Who writes no number is given the next of the fund's book; a number typed is kept, and one taken is refused.
book=$(made funds name="Quỹ đánh số" type=fund_for_the_poor board="$board" opened_on=2016-01-01)
gift() { # more fields…
  words=(create ledger_entries fund="$book" on_date=2017-01-01 type=donation debit_account=cash credit_account=income_donation amount=100 description=Góp "$@")
}
gift; run 0 "Số bút toán: 1" "${words[@]}"
gift entry_number=7; run 0 "Số bút toán: 7" "${words[@]}"
gift on_date=2018-01-02; run 0 "Số bút toán: 8" "${words[@]}"
gift entry_number=7; run 3 "Số bút toán đã có trong sổ của quỹ" "${words[@]}"
for i in 1 2 3 4 5 6 7 8; do gift; "$bin" "${words[@]}" >/dev/null 2>&1 & done
wait
numbers=$("$bin" list ledger_entries fund="$book" --limit 50 --format json | python3 -c 'import json, sys; print(*sorted(each["entry_number"] for each in json.load(sys.stdin)))')
if [ "$numbers" = "1 7 8 9 10 11 12 13 14 15 16" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: eight who write at once are numbered one after another: $numbers"; fi
# Two who spend 60 of 100 at the same moment: one of them, each time.
for round in 1 2 3 4 5 6; do
  fund=$(made funds name="Quỹ $round" type=fund_for_the_poor board="$board" opened_on=2016-01-01)
  entry "$fund" donation cash income_donation 100; "$bin" "${words[@]}" >/dev/null
  for pair in 1 2; do
    entry "$fund" support_payment expense_support cash 60
    ("$bin" "${words[@]}" >"$folder/pair$pair" 2>&1; echo $? >"$folder/status$pair") &
  done
  wait
  got=$(cat "$folder"/status? | sort | tr '\n' ' ')
  if [ "$got" = "0 3 " ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: two at once gave $got"; cat "$folder"/pair?; fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
