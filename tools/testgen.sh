#!/usr/bin/env bash
# Finds the functions test_<module>__<case>(void) of the unit tests and writes the runner's table.
set -eu
names=$(grep -hoE '^void test_[a-z0-9_]+\(void\)$' "$@" | sed -E 's/^void (.*)\(void\)$/\1/' | sort)
echo '#include "../../test/unit/test.h"'
for name in $names; do echo "void $name(void);"; done
echo 'const struct test tests[] = {'
for name in $names; do echo "    { \"$name\", $name },"; done
echo '    { 0, 0 } };'
