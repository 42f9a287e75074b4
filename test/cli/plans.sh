#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Adopted plans of help and their proof: kept, proven again, and every kind of tampering seen. Lots drawn by a seed;
# Ctrl-C leaves nothing written.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31
check() { # what, command…
  local what=$1; shift
  if "$@" >"$dir/said" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $what"; head -5 "$dir/said" "$dir/out"; fi
}
run() { # expected status, words it must say, arguments…
  local status=$1 words=$2; shift 2
  "$bin" "$@" >"$dir/out" 2>&1
  local got=$?
  check "$* ($got, not $status with \"$words\")" eval '[ '$got' = '"$status"' ] && grep -qF -- "$words" "$dir/out"'
}
json() { check "$1" python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); sys.exit(not eval(sys.argv[2]))' "$dir/out" "$1"; }

"$fast" init >/dev/null
"$fast" programme load programmes/duc_co_2017.yaml >/dev/null
"$fast" import households demo/ho_ngheo_ia_dok_2017.csv --unit 23860@2017-06-01 >/dev/null
run 0 "0 phương án" assign verify
plan=(assign --year 2017 --programme duc_co_2017)

# Another seed, a plan as cheap; the same seed, the same plan.
"$fast" "${plan[@]}" --format json >"$dir/seed.0"
"$fast" "${plan[@]}" --seed 5 --format json >"$dir/seed.5"
"$fast" "${plan[@]}" --seed 5 --format json >"$dir/again.5"
check "the same seed, the same plan" cmp "$dir/seed.5" "$dir/again.5"
check "another seed, as cheap a plan" python3 -c '
import json, sys
a, b = (json.load(open(name)) for name in sys.argv[1:])
sys.exit(not (a["cost"] == b["cost"] and a["certificate"] and b["certificate"] and a["plan"] != b["plan"]))' "$dir/seed.0" "$dir/seed.5"
run 2 "“abc”" "${plan[@]}" --seed abc
run 2 "không được âm" "${plan[@]}" --seed -1
run 2 "không được âm" "${plan[@]}" --change-max -5
run 2 "1945 đến 2100" assign --year 3000
run 3 "không giao chỉ tiêu" quota --programme duc_co_2017 --year 2017

# Ctrl-C: it waits before the program begins, so the run stops where it first asks.
interrupted() { # what it must say, arguments…
  local words=$1 program=$bin db=$CHUNGTAY_DB; shift
  if on_postgres; then program=$WORN_BIN db=$(. "$CLOTHES/common"; uri "${db#sqlite:}"); fi # the shell around it would take the signal for its own
  CHUNGTAY_DB=$db ${SUITE_ON_POSTGRES:+env CHUNGTAY_KEY=$a_key} python3 -c '
import os, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}); os.kill(os.getpid(), signal.SIGINT)
os.execv(sys.argv[1], sys.argv[1:])' "$program" "$@" >"$dir/out" 2>&1
  local got=$?
  check "Ctrl-C: $* ($got)" eval "[ $got = 3 ] && grep -qF '$words' '$dir/out'"
}
interrupted "Đã dừng theo yêu cầu" "${plan[@]}" --apply
check "nothing was written" [ "$(sqlite3 "$dir/a.db" 'SELECT (SELECT count(*) FROM assignments) + (SELECT count(*) FROM assignment_plans)')" = 0 ]

# Adopted, with the proof; nothing new later, no second proof.
run 0 "Đã ghi 64 phân công mới" "${plan[@]}" --apply --seed 5
run 0 "Đã ghi 0 phân công mới" "${plan[@]}" --apply
run 0 "1 phương án đã ghi: 1 được chứng minh lại" assign verify
run 0 "" assign verify --year 2017 --unit 23860@2017-06-01 --format json
json 'd["plans"] == 1 and d["broken"] == 0 and d["items"][0]["proven"] and d["items"][0]["households"] == 64'
run 0 "0 phương án" assign verify --year 2016
run 0 "0 phương án" assign verify --unit 23863@2017-06-01
run 2 "" assign verify --year 17
run 0 "" list assignment_plans --format json
check "the proof itself does not leave" eval '! grep -q chungtay-assignment "$dir/out"'
run 3 "" create assignment_plans unit=23860@2017-06-01 year=2017 adopted_on=2017-12-31
run 0 ": 0 khác biệt" check

# Handed over later: the plan was adopted all the same.
assignment=$("$fast" list assignments --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
body=$("$fast" list bodies unit=23860@2017-06-01 organisation=fatherland_front --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
run 0 "" assign hand-over "$assignment" --to "$body" --reason "thử"
run 0 "0 không" assign verify

# Tampering, each in a copy of its own: with the register, with a price, with what the plan came to, with the proof and its
# fingerprint together.
tampered() { # what it says, SQL
  cp "$dir/a.db" "$dir/b.db"; cp "$dir/a.db.key" "$dir/b.db.key"
  sqlite3 "$dir/b.db" "PRAGMA foreign_keys = off; $2" || failed=$((failed + 1))
  export CHUNGTAY_DB=sqlite:$dir/b.db
  run 1 "$1" assign verify
  run 1 "khác biệt" check
  export CHUNGTAY_DB=sqlite:$dir/a.db
}
tampered "1 hộ trong phương án không có phân công" "UPDATE assignments SET lead_body = lead_body + 1 WHERE state = 'active' AND id = (SELECT min(id) FROM assignments WHERE state = 'active')"
tampered "1 hộ trong phương án không có phân công" "DELETE FROM assignments WHERE id = (SELECT min(id) FROM assignments WHERE state = 'active')"
tampered "Chứng minh đã bị sửa" "UPDATE assignment_plans SET proof = replace(proof, ' 600 1000 ', ' 600 1001 ')"
tampered "Chứng minh không đúng" "UPDATE assignment_plans SET cost = cost - 1"
tampered "Chứng minh không đúng" "UPDATE assignment_plans SET served = served - 1, unserved = unserved + 1"
tampered "Chứng minh đã bị sửa" "UPDATE assignment_plans SET fingerprint = replace(fingerprint, substr(fingerprint, 1, 8), '00000000')"
tampered "Chứng minh đã bị sửa" "UPDATE assignment_plans SET proof = NULL"
forged=$(sqlite3 "$dir/a.db" "SELECT replace(proof, ' 600 1000 ', ' 600 1001 ') FROM assignment_plans" | head -c -1 | sha256sum | cut -d' ' -f1)
tampered "Chứng minh đã bị sửa" "UPDATE assignment_plans SET proof = replace(proof, ' 600 1000 ', ' 600 1001 '), fingerprint = '$forged'"
summary
