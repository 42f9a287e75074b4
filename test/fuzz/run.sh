#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Each fuzz target for some seconds: run.sh BUILD SECONDS OPTIONS… ($ONLY: names of some of them). What is found lies in
# BUILD/corpus; it becomes a test.
set -u
build=$1 seconds=$2; shift 2
export CHUNGTAY_DB=sqlite:$build/corpus/fuzz.db
status=0
fuzz() { # target, corpus, options…
  local target=$1 corpus=$2; shift 2
  case " ${ONLY:-$target} " in *" $target "*) ;; *) return ;; esac
  mkdir -p "$build/corpus/$corpus"
  "$build/fuzz_$target" -max_total_time="$seconds" "$@" "$build/corpus/$corpus" "test/fuzz/corpus/$corpus" || status=1
}
fuzz linkage linkage -max_len=4096 "$@"
fuzz sheet csv -max_len=65536 "$@"
fuzz sheet xlsx -max_len=65536 "$@"
fuzz words words -max_len=400 "$@"
fuzz programme programme -max_len=20000 -dict="$build/corpus/words.dict" "$@"
fuzz media media -max_len=4096 "$@"
fuzz request request -max_len=4096 -dict="$build/corpus/words.dict" "$@"
exit $status
