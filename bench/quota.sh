#!/usr/bin/env bash
# Times the quota engine beside the textbook greedy on the same problems.
set -eu
cd "$(dirname "$0")/.."
objects=""
for file in src/engine/quota.c src/base/{arena,buf,err,msg}.c; do
  objects="$objects build/release/${file%.c}.o"
done
make --no-print-directory $objects build/release/gen/messages.o build/release/bench/quota.o >/dev/null
gcc -pie build/release/bench/quota.o $objects build/release/gen/messages.o -o build/release/bench/quota
build/release/bench/quota
