#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Accounts, the register of personal reads, what a person may ask for, and a new key, from the command line.
. "$(dirname "$0")/../suite.sh"
tmp=$dir
release=$fast
check() { # what, expected, got
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1: expected [$2], got [$3]"; fi
}
holds() { # what, text, pattern
  if grep -q "$3" <<<"$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1: no [$3] in: $2"; fi
}
status() { "$@" >"$tmp/out" 2>"$tmp/err"; echo $?; }
export CHUNGTAY_DB=sqlite:$tmp/thu.db CHUNGTAY_NOW=2017-12-31
"$release" demo >/dev/null || echo "FAIL demo"
sql() { sqlite3 "$tmp/thu.db" "$1"; }

# --- accounts ---------------------------------------------------------------------------------------
body=$("$bin" --lang en list bodies organisation=womens_union --limit 1 --format json | grep -m1 '"id"' | cut -d'"' -f4)
check "a role there is not" 3 "$(status "$bin" user add lan --role boss)"
holds "names the roles" "$(cat "$tmp/err")" "approver"
check "a weak password" 3 "$(echo 'Mật khẩu 123' | status "$bin" user add lan --role enterer --body "$body" --password-stdin)"
check "an account" 0 "$(echo 'suối trong đá mòn 7' | status "$bin" user add lan --role enterer --body "$body" --password-stdin)"
check "twice" 3 "$(echo 'suối trong đá mòn 7' | status "$bin" user add lan --role enterer --body "$body" --password-stdin)"
check "an account with a fresh password" 0 "$(status "$bin" user add giam.sat --role auditor)"
holds "tells it" "$(cat "$tmp/out")" "[a-z2-9]\{4\}-[a-z2-9]\{4\}-[a-z2-9]\{4\}-[a-z2-9]\{4\}"
holds "in the list" "$("$bin" user list)" "Hội Liên hiệp Phụ nữ"
check "no password in the database" 0 "$(sql '.dump' | grep -c 'suối trong')"
holds "Argon2id, 19 MiB, two passes" "$(sql "SELECT password_hash FROM accounts WHERE user_name = 'lan'")" '^\$argon2id\$v=19\$m=19456,t=2,p=1\$'
check "nor a hash in the audit" 0 "$(sql 'SELECT diff FROM audit' | grep -c argon2)"
check "reset" 0 "$(status "$bin" user passwd lan)"
check "lock without a reason" 3 "$(status "$bin" user lock lan)"
check "lock" 0 "$(status "$bin" user lock lan --reason 'nghỉ hưu')"
check "locked" locked "$(sql "SELECT state FROM accounts WHERE user_name = 'lan'")"
check "unlock" 0 "$(status "$bin" user unlock lan)"
check "token" 0 "$(status "$bin" user token lan --label 'phần mềm' --until 2018-03-01 --kinds households)"
holds "shown once" "$(cat "$tmp/out")" "ct_[A-Za-z0-9_-]\{43\}"
secret=$(grep -o 'ct_[A-Za-z0-9_-]*' "$tmp/out")
check "the token is not kept" 0 "$(sql '.dump' | grep -c -- "$secret")"

# --- personal reads -----------------------------------------------------------------------------------
household=$("$bin" list households --limit 1 --format json | grep -m1 '"id"' | cut -d'"' -f4)
before=$(sql "SELECT count(*) FROM personal_read")
"$bin" get households "$household" >/dev/null
check "one read, one row" $((before + 1)) "$(sql "SELECT count(*) FROM personal_read")"
holds "shown" "$("$bin" audit reads "$household")" "get households"
"$bin" export households --format xlsx -o "$tmp/ho.xlsx" >/dev/null
check "an export is one row" 1 "$(sql "SELECT count(*) FROM personal_read WHERE what = 'export'")"
holds "and says who at its foot" "$(unzip -p "$tmp/ho.xlsx" xl/worksheets/sheet1.xml | grep -o '<oddFooter>.*</oddFooter>')" "cli:"

# --- what a person may ask for ---------------------------------------------------------------------------
member=$("$bin" list household_members relation=head household="$household" --format json | grep -m1 '"id"' | cut -d'"' -f4)
check "an id number" 0 "$(status "$bin" patch household_members "$member" id_number=064082000123 phone=0905123456)"
holds "found by it" "$("$bin" list household_members id_number=064082000123)" "$member"
name=$("$bin" get household_members "$member" --format json | grep '"full_name"' | cut -d'"' -f4)
check "shown" 0 "$(status "$bin" person show household_members "$member" --format json)"
holds "the household too" "$(cat "$tmp/out")" '"kind": "households"'
holds "who saw it" "$(cat "$tmp/out")" '"reads": \['
check "shown to be read" 0 "$(status "$bin" person show household_members "$member")"
check "corrected without a reason" 3 "$(status "$bin" person correct household_members "$member" birth_date=1971)"
check "corrected" 0 "$(status "$bin" person correct household_members "$member" birth_date=12/3/1971 --reason 'đơn 1/12')"
counted=$(sql "SELECT coalesce(sum(value), 0) FROM tally_cell")
check "erased without a reason" 3 "$(status "$bin" person erase household_members "$member")"
check "erased" 0 "$(status "$bin" person erase household_members "$member" --reason 'đơn 2/12')"
check "no name left about him" 0 "$("$bin" person show household_members "$member" --format json | grep -c -- "$name")"
check "no total has changed" "$counted" "$(sql "SELECT coalesce(sum(value), 0) FROM tally_cell")"
check "check" 0 "$(status "$bin" check)"
check "the audit holds" 0 "$(status "$bin" audit verify)"

# --- a new key --------------------------------------------------------------------------------------------
phone=$("$bin" list household_members --limit 3 --format json | grep -m3 '"id"' | cut -d'"' -f4 | tail -1)
"$bin" patch household_members "$phone" id_number=064082000777 >/dev/null
if on_postgres; then # the key is not in a file: the next one is given, then stands for the old
  export CHUNGTAY_KEY
  CHUNGTAY_KEY=$(cat "$tmp/thu.db.key"); CHUNGTAY_KEY=${CHUNGTAY_KEY:-$a_key}
  new_key() { CHUNGTAY_KEY_NEXT=$(openssl rand -hex 32); export CHUNGTAY_KEY_NEXT; }
  in_place() { CHUNGTAY_KEY=$CHUNGTAY_KEY_NEXT; unset CHUNGTAY_KEY_NEXT; }
  new_key
  check "no backup of another's database" 2 "$(status "$bin" backup "$tmp/sao.db")"
  check "rotate" 0 "$(status "$bin" key rotate)"
  check "the old key opens it no more" 3 "$(status "$bin" list households --limit 1)"
  in_place
else
  new_key() { :; }
  in_place() { :; }
  "$bin" backup "$tmp/sao.db" >/dev/null
  key=$(cat "$tmp/thu.db.key")
  check "no key in a backup" 0 "$(grep -c -a -- "$key" "$tmp/sao.db")"
  check "rotate" 0 "$(status "$bin" key rotate)"
  check "another key" 1 "$([ "$key" != "$(cat "$tmp/thu.db.key")" ] && echo 1)"
  check "only its owner reads it" 600 "$(stat -c %a "$tmp/thu.db.key")"
fi
holds "the number is there" "$("$bin" get household_members "$phone")" "064082000777"
holds "and found" "$("$bin" list household_members id_number=064082000777)" "$phone"
for pause in 0.01 0.03 0.05 0.08 0.12; do # killed wherever it is
  new_key
  "$release" key rotate >/dev/null 2>&1 & pid=$!
  sleep $pause; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
  check "goes on" 0 "$(status "$release" key rotate)"
  in_place
done
holds "the number is there still" "$("$bin" get household_members "$phone")" "064082000777"
check "check" 0 "$(status "$bin" check)"
check "the audit holds" 0 "$(status "$bin" audit verify)"

summary
