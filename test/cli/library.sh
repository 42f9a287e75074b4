#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The engines need nothing of the house: the example (bench/engines_library.c) is linked with src/engine and src/base alone.
. "$(dirname "$0")/../suite.sh"
folder=$dir
ok() { if [ "$1" = 0 ]; then pass; else fail "$2"; fi; }
make --no-print-directory build/bench_engines_library >"$folder/log" 2>&1
ok $? "links with the engines alone: $(tail -5 "$folder/log")"
build/bench_engines_library >"$folder/out"
ok $? "runs"
[ "$(grep -c '^linkage: ' "$folder/out")" = 3 ] && grep -q "^linkage: Rơ Châm H'Lan = RO CHAM H LAN" "$folder/out"
ok $? "three households on both lists: $(grep linkage "$folder/out")"
[ "$(grep -c 'by branch [12]$' "$folder/out")" = 5 ] && grep -q 'proven the least' "$folder/out"
ok $? "everybody has a helper, at the least cost: $(grep assignment "$folder/out")"
awk '/gets/ { sum += $5 } END { exit sum != 100 }' "$folder/out" && grep -q 'proven the best' "$folder/out"
ok $? "the fund is shared out: $(grep allocation "$folder/out")"
awk '/owes/ { sum += $5 } END { exit sum != 40 }' "$folder/out" && grep -q 'commune 3 owes 3$' "$folder/out"
ok $? "the quota is the total, within bounds: $(grep quota "$folder/out")"
summary
