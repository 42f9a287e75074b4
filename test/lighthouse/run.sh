#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures the pages with Lighthouse, as a telephone: run.sh PROGRAM. Not of `make test`: its scores depend on the machine.
program=$(realpath "$1") modules=build/npm-lighthouse
. "$(dirname "$0")/../suite.sh"
. "$root/test/web/serve.sh"
set -e
fast=$program
if ! cmp -s test/lighthouse/package-lock.json "$modules/package-lock.json" || [ ! -d "$modules/node_modules/lighthouse" ]; then
  mkdir -p "$modules" && cp test/lighthouse/package.json test/lighthouse/package-lock.json "$modules"
  (cd "$modules" && npm ci --ignore-scripts --silent)
fi
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2026-11-21
{ "$fast" demo --households 2000; account hoa.lanh.dao admin; } >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
serve
node test/lighthouse/measure.mjs "$PWD/$modules" "http://$address" hoa.lanh.dao "$password" & measuring=$!
at_end() { kill "$measuring" 2>/dev/null || true; wait "$measuring" 2>/dev/null || true; stop; }
trap 'exit 1' INT TERM HUP
wait "$measuring"
