#!/usr/bin/env bash
# Files that are no list, broken or meant to do harm (test/oracle/hostile_sheets.py): each is refused with
# words that help, in little time and memory, and nothing of it is written.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_NOW=2020-06-15
CHUNGTAY_DB=sqlite:$dir/house.db "$fast" init >/dev/null
python3 test/oracle/hostile_sheets.py "$fast" "$dir/house.db" || exit 1
# Under sanitizers memory cannot be bounded.
[ "${TEST_LEVEL:-fast}" = all ] && { python3 test/oracle/hostile_sheets.py --unlimited "$bin" "$dir/house.db" || exit 1; }
exit 0
