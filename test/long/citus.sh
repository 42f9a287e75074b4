#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# On a real Citus, a coordinator and two workers, distributed by deploy/citus.sql: the main job gives the same answers and the same
# records as on SQLite (test/cli/postgres.sh). Debian has no package of Citus: PG_BIN names the programs of a PostgreSQL that has it.
cd "$(dirname "$0")/../.." || exit 1
PG_BIN=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)} folder=${PG_BIN%/bin}
if [ ! -e "${folder/\/lib\//\/share\/}/extension/citus.control" ]; then
  echo "  skipped: Citus is not installed"; echo "0 passed, 0 failed"; exit 0
fi
PG_PORT=$(python3 -c 'import random; print(random.randrange(20000, 32000, 4))')
export PG_BIN PG_PORT CITUS=1
exec bash test/cli/postgres.sh
