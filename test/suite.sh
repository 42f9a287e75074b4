# SPDX-License-Identifier: Apache-2.0
# The head of every suite: . "$(dirname "$0")/../suite.sh". It runs in the project's folder ($root) and has the program under
# sanitizers ($bin), the release ($fast), a folder of its own that goes at the end ($dir), and these words. Its last line is `summary`.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
root=$PWD dir=$(mktemp -d) passed=0 failed=0
bin=${CHUNGTAY_BIN:-$root/build/san/chungtay} fast=${CHUNGTAY_RELEASE:-$root/build/chungtay}
unset CHUNGTAY_DB CHUNGTAY_NOW CHUNGTAY_KEY
at_end() { :; } # a suite's own: what must be stopped
trap 'at_end; rm -rf "$dir"' EXIT
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED: $*"; } # words…
check() { # what, command…
  local what=$1; shift
  if "$@"; then pass; else fail "$what"; fi
}
summary() { echo "$passed passed, $failed failed"; [ "$failed" = 0 ]; }
on_postgres() { [ -n "${SUITE_ON_POSTGRES:-}" ]; } # tools/suite_on_postgres.sh runs it
skipped() { echo "  skipped: $*"; }
