#!/usr/bin/env bash
# Times the assignment engine, beside LEMON and GLPK where they are installed (Debian: liblemon-dev, libglpk-dev).
set -eu
cd "$(dirname "$0")/.."
objects=""
for file in src/engine/{flow,assignment*}.c src/base/{arena,buf,err,msg}.c; do
  objects="$objects build/release/${file%.c}.o"
done
make --no-print-directory $objects \
  build/release/gen/messages.o build/release/bench/assignment.o >/dev/null
peer=""
if [ -e /usr/include/lemon/network_simplex.h ] && command -v g++ >/dev/null; then
  peer=build/release/bench/assignment_peer.o
  g++ -std=c++17 -O2 -DNDEBUG -w -c bench/assignment_peer.cpp -o "$peer"
else
  echo "LEMON is not installed: no comparison"
fi
linker=gcc glpk=""
if [ -e /usr/include/glpk.h ]; then
  gcc -std=gnu17 -O2 -DNDEBUG -c bench/assignment_glpk.c -o build/release/bench/assignment_glpk.o
  glpk="build/release/bench/assignment_glpk.o -lglpk"
else
  echo "GLPK is not installed: no comparison"
fi
[ -z "$peer" ] || linker=g++
$linker -pie build/release/bench/assignment.o $objects build/release/gen/messages.o $peer \
  $glpk -o build/release/bench/assignment -lpthread
build/release/bench/assignment "$@"
