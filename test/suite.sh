# SPDX-License-Identifier: Apache-2.0
# The head of every suite: . "$(dirname "$0")/../suite.sh". It runs in the project's folder ($root) and has the program under
# sanitizers ($bin), the release ($fast), a folder of its own that goes at the end ($dir), and these words. Its last line is `summary`.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
root=$PWD dir=$(mktemp -d) pg= passed=0 failed=0
a_key=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
bin=${CHUNGTAY_BIN:-$root/build/san/chungtay} fast=${CHUNGTAY_RELEASE:-$root/build/chungtay}
unset CHUNGTAY_DB CHUNGTAY_NOW CHUNGTAY_KEY
at_end() { :; } # a suite's own: what must be stopped
trap 'at_end; [ -z "$pg" ] || { tools/postgres.sh stop "$pg"; rm -rf "$pg"; }; rm -rf "$dir"' EXIT
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED: $*"; } # words…
check() { # what, command…
  local what=$1; shift
  if "$@"; then pass; else fail "$what"; fi
}
summary() { echo "$passed passed, $failed failed"; [ "$failed" = 0 ]; }
on_postgres() { [ -n "${SUITE_ON_POSTGRES:-}" ]; } # tools/suite_on_postgres.sh runs it
skipped() { echo "  skipped: $*"; }
has_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { skipped "no PostgreSQL server is installed"; return 1; }; }
own_postgres() { # one of its own until the end: its folder in $pg, its address in $postgres
  pg=$(mktemp -d /tmp/chungtay-pg-XXXXXX)
  postgres=$(tools/postgres.sh start "$pg") || { fail "PostgreSQL starts"; summary; exit 1; }
}
need_postgres() { has_postgres || { summary; exit 0; }; own_postgres; } # a suite that is about nothing else
