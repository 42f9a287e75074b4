#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The engines need nothing of the house: the example (bench/engines_library.c) is linked with src/engine and src/base alone.
set -u
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0
ok() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $2"; fi; }
objects=""
for file in src/engine/*.c src/base/*.c; do objects="$objects build/release/${file%.c}.o"; done
make --no-print-directory $objects build/release/gen/messages.o build/release/bench/engines_library.o >"$folder/log" 2>&1 &&
  gcc -pie build/release/bench/engines_library.o $objects build/release/gen/messages.o -o "$folder/example" \
    $(pkg-config --libs libsodium liboath icu-i18n icu-uc yaml-0.1 jansson) -lm -lpthread >>"$folder/log" 2>&1
ok $? "links with the engines alone: $(tail -5 "$folder/log")"
"$folder/example" >"$folder/out"
ok $? "runs"
[ "$(grep -c '^linkage: ' "$folder/out")" = 3 ] && grep -q "^linkage: Rơ Châm H'Lan = RO CHAM H LAN" "$folder/out"
ok $? "three households on both lists: $(grep linkage "$folder/out")"
[ "$(grep -c 'by branch [12]$' "$folder/out")" = 5 ] && grep -q 'proven the least' "$folder/out"
ok $? "everybody has a helper, at the least cost: $(grep assignment "$folder/out")"
awk '/gets/ { sum += $5 } END { exit sum != 100 }' "$folder/out" && grep -q 'proven the best' "$folder/out"
ok $? "the fund is shared out: $(grep allocation "$folder/out")"
awk '/owes/ { sum += $5 } END { exit sum != 40 }' "$folder/out" && grep -q 'commune 3 owes 3$' "$folder/out"
ok $? "the quota is the total, within bounds: $(grep quota "$folder/out")"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
