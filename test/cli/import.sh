#!/usr/bin/env bash
# The import command from outside: exit statuses, the JSON's keys, a kill in the middle.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_DB=sqlite:$dir/house.db CHUNGTAY_NOW=2020-06-15
check "init" "$fast" init >/dev/null
unit=23866@2017-05-01
status() { "$@" >"$dir/out" 2>"$dir/err"; echo $?; }

printf 'STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n1,Siu Ân,1960,Làng A,Nghèo\n2,Siu Bắc,2090,Làng A,Nghèo\n' >"$dir/a.csv"
check "rows refused: 1" [ "$(status "$bin" import households "$dir/a.csv" --unit $unit --year 2017 --format json --rejects "$dir/no.csv")" = 1 ]
check "the keys others build on" python3 - "$dir/out" <<'P'
import json, sys
result = json.load(open(sys.argv[1], encoding='utf-8'))
wanted = ['rows', 'accepted', 'refused', 'doubtful', 'new', 'changed', 'same', 'issues', 'created']
assert all(key in result for key in wanted), result
assert (result['rows'], result['accepted'], result['refused'], result['doubtful']) == (2, 1, 1, 0), result
assert result['created'] == {'areas': 1, 'bodies': 5}, result
issue = result['issues'][0]
assert all(key in issue for key in ['sheet', 'row', 'column', 'value', 'code', 'message']), issue
assert (issue['row'], issue['column'], issue['value']) == (3, 'Năm sinh', '2090'), issue
P
sed -i 's/2090/1990/' "$dir/no.csv"
check "the rejects, corrected, are taken: 0" [ "$(status "$bin" import households "$dir/no.csv" --unit $unit --year 2017)" = 0 ]
check "no bodies when told" [ "$(status "$bin" import households "$dir/a.csv" --unit 23869@2017-05-01 --year 2017 --no-bodies)" = 1 ]
check "still five bodies" [ "$("$fast" list bodies --format json | grep -c '"organisation":')" = 5 ]
check "missing column: 3" [ "$(status "$bin" import households <(printf 'Mã,Tuổi\n1,2\n') --unit $unit)" = 3 ]
printf 'Mã,Tuổi\n1,2\n' >"$dir/b.csv"
check "missing column: 3" [ "$(status "$bin" import households "$dir/b.csv" --unit $unit)" = 3 ]
check "it names what it looks for and what it saw" sh -c "grep -q 'họ và tên' '$dir/err' && grep -q 'Tuổi' '$dir/err'"
check "two units of one code: 3" [ "$(status "$bin" import households "$dir/a.csv" --unit 23866 --year 2017)" = 3 ]
check "with the candidates" sh -c "grep -q 'Ia Din' '$dir/err' && grep -q 'Ia Krêl' '$dir/err'"

printf 'TT,Họ và tên chủ hộ,Thôn,Năm sinh,Phân loại\n1,Siu Một,Ia Dơk,1960,Nghèo\n2,Siu Hai,Xã Ia Dơk,1961,Nghèo\n' >"$dir/namesake.csv"
other() { "$fast" --db "sqlite:$dir/namesake.db" "$@"; }
other init >/dev/null
other import households "$dir/namesake.csv" --unit 23860@2017-05-01 --year 2017 >/dev/null
check "a hamlet of its commune's name" grep -q '^[^,]*,[^,]*,Siu Một,[^,]*,[^,]*,Ia Dơk,' <(other list households --format csv)
check "beside the commune itself" grep -q '^[^,]*,[^,]*,Siu Hai,[^,]*,[^,]*,Xã Ia Dơk,' <(other list households --format csv)

# A layout of the user's own: only its columns; words of totals and of codes that it leaves out are the usual ones.
printf 'Xuất từ phần mềm\nCột A,Cột B,Cột C,Cột D,ma_kq\nÔng Siu Giáp,1960,Làng X,3,L1\nSiu Ất,1971,Làng X,2,HCN\nTổng cộng,,,5,\n' >"$dir/other.csv"
cat >"$dir/map.yaml" <<'Y'
kind: households
columns:
  - {name: full_name, to: household_member.full_name, required: yes, words: [cột a]}
  - {name: birth_date, to: household_member.birth_date, words: [cột b]}
  - {name: area, to: area, words: [cột c]}
  - {name: member_count, to: household.member_count, words: [cột d]}
  - {name: class, to: classification.class, words: [ma_kq]}
values:
  - {of: classification.class, is: poor, words: [L1]}
Y
map() { status "$bin" --db "sqlite:$dir/namesake.db" import households "$dir/other.csv" --unit 23872@2017-05-01 --year 2017 --no-bodies --map "$dir/map.yaml" "$@"; }
check "a map, looked at first" [ "$(map --dry-run)" = 0 ]
check "and taken" [ "$(map)" = 0 ]
check "two rows, no total" grep -q 'Đã đọc 2 dòng: nhận 2' "$dir/out"
check "its own word for poor" grep -q ',Siu Giáp,' <(other list classifications class=poor --unit 23872@2017-05-01 --format csv)
check "and the usual one for near-poor" grep -q ',Siu Ất,' <(other list classifications class=near_poor --unit 23872@2017-05-01 --format csv)
"$bin" --db "sqlite:$dir/namesake.db" import households "$dir/other.csv" --unit 23872@2017-05-01 --year 2017 --no-bodies --map "$dir/map.yaml" >"$dir/again"
check "the same again" grep -q "0 mới, 0 thay đổi, 2 không đổi" "$dir/again"
sed -i 's/full_name, req/full_nam, req/' "$dir/map.yaml"
check "a field that is none: 3" [ "$(map)" = 3 ]
check "its line is told" grep -q 'map.yaml:3' "$dir/err"

check "no such file: 3" [ "$(status "$bin" import households "$dir/none.csv" --unit $unit)" = 3 ]
check "no such register: 2" [ "$(status "$bin" import horses "$dir/a.csv" --unit $unit)" = 2 ]
check "no unit: 2" [ "$(status "$bin" import households "$dir/a.csv")" = 2 ]
CHUNGTAY_NOW=2026-06-15 status "$bin" import households "$dir/a.csv" --unit 23872@2024-01-01 --year 2026 >"$dir/status"
check "a unit that ended before the year: 1" [ "$(cat "$dir/status")" = 1 ]
check "with what it became" grep -q '23872, Tỉnh Gia Lai' "$dir/out"

# Killed at any moment: nothing of the file, or all of it.
python3 - "$dir/big.csv" <<'P'
import sys
with open(sys.argv[1], 'w', encoding='utf-8') as out:
    out.write('STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n')
    for i in range(3000):
        out.write(f'{i + 1},Người Số {chr(65 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)},{1940 + i % 60},Làng {i % 5 + 1},Nghèo\n')
P
before=$("$fast" list households --limit 1 | tail -1)
for delay in 0.05 0.2 0.4 0.7; do
  "$fast" import households "$dir/big.csv" --unit 23869@2017-05-01 --year 2018 >/dev/null 2>&1 &
  pid=$!
  sleep $delay
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  now=$("$fast" list households --limit 1 | tail -1)
  case "$now" in "$before" | *" 3003."*) ;; *) check "killed after $delay: $now" false ;; esac
done
check "then all of it" [ "$(status "$fast" import households "$dir/big.csv" --unit 23869@2017-05-01 --year 2018)" = 0 ]
check "3003 households" sh -c "'$fast' list households --limit 1 | tail -1 | grep -q '3003'"
check "check finds no difference" "$fast" check >/dev/null
check "the audit holds" "$fast" audit verify >/dev/null
summary
