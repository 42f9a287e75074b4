#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# 100,000 random operations of every kind, then the check finds no difference and the audit holds; 10,000
# random conditions mean the same in C and in SQL; 600 damaged databases are told. Under sanitizers.
. "$(dirname "$0")/../suite.sh"
run() { # variables…, test
  if env "${@:1:$#-1}" build/san/unit "${!#}"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $*"; fi
}
run TEST_OPERATIONS="${TEST_OPERATIONS_MANY:-100000}" TEST_SEED="${TEST_SEED:-$RANDOM}" test_random_ops
run TEST_CONDITIONS=10000 TEST_SEED="${TEST_SEED:-$RANDOM}" test_cond_sql
run TEST_DAMAGES=600 test_migrate__damage
summary
