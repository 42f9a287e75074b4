#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a suite of test/cli with PostgreSQL in the place of SQLite: suite_on_postgres.sh SCRIPT, with the socket's folder in
# $CHUNGTAY_TEST_POSTGRES. The programs the suite calls are put into clothes that read "sqlite:PATH" as a database
# of the server named by the path, made when it is first asked for by `init`, `demo` or `import database`; so are
# the tools `sqlite3` and `cp`. A suite that is about SQLite's own files says so in a line "# On PostgreSQL: why not".
set -eu
cd "$(dirname "$0")/.."
script=$1
clothes=$(mktemp -d)
trap 'rm -rf "$clothes"' EXIT
export PSQL_FOLDER; PSQL_FOLDER=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
export CHUNGTAY_KEY=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
cat >"$clothes/common" <<'C'
database() { echo "t$(realpath -m "$1" | md5sum | cut -c1-24)"; }
exists() { [ "$("$PSQL_FOLDER/psql" -h "$CHUNGTAY_TEST_POSTGRES" -U chungtay -Atc "SELECT 1 FROM pg_database WHERE datname = '$1'" postgres)" = 1 ]; }
uri() { echo "postgresql://chungtay@/$(database "$1")?host=$CHUNGTAY_TEST_POSTGRES"; }
make() { exists "$1" || "$PSQL_FOLDER/createdb" -h "$CHUNGTAY_TEST_POSTGRES" -U chungtay "$1" 2>/dev/null || true; }
C
cat >"$clothes/program" <<'C'
#!/usr/bin/env bash
. "$CLOTHES/common"
case ${0##*/} in release) program=$WORN_RELEASE ;; *) program=$WORN_BIN ;; esac
creates= path= args=()
for arg in "$@"; do
  case $arg in
    sqlite:*) path=${arg#sqlite:}; arg=$(uri "$path") ;;
    --db=sqlite:*) path=${arg#--db=sqlite:}; arg=--db=$(uri "$path") ;;
    init|demo|database) creates=1 ;;
  esac
  args+=("$arg")
done
case ${CHUNGTAY_DB:-} in sqlite:*) path=${path:-${CHUNGTAY_DB#sqlite:}}; CHUNGTAY_DB=$(uri "${CHUNGTAY_DB#sqlite:}"); export CHUNGTAY_DB ;; esac
if [ -n "$creates" ] && [ -n "$path" ]; then # the files stand for the database, so that it can be copied as one
  make "$(database "$path")"
  mkdir -p "$(dirname "$path")"; touch "$path" "$path.key"
fi
export CHUNGTAY_KEY=${CHUNGTAY_KEY:-00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff}
if [ "${1:-}" = init ]; then # what it says names the database
  set -o pipefail
  "$program" "${args[@]}" | sed "s|${CHUNGTAY_DB:-?}|sqlite:$path|"
  exit
fi
exec "$program" "${args[@]}"
C
cat >"$clothes/sqlite3" <<'C'
#!/usr/bin/env bash
. "$CLOTHES/common"
while [ "${1#-}" != "$1" ]; do [ "$1" = -cmd ] && shift; shift; done
path=$1; shift
if [ "${1:-}" = .dump ]; then exec "$PSQL_FOLDER/pg_dump" -h "$CHUNGTAY_TEST_POSTGRES" -U chungtay --data-only --inserts "$(database "$path")"; fi
said=${1:-$(cat)}
exec "$PSQL_FOLDER/psql" -h "$CHUNGTAY_TEST_POSTGRES" -U chungtay -qAt -v ON_ERROR_STOP=1 -c "${said/PRAGMA foreign_keys = off/SET session_replication_role = replica}" "$(database "$path")"
C
cat >"$clothes/cp" <<'C'
#!/usr/bin/env bash
. "$CLOTHES/common"
case ${2:-} in *.db)
  if [ $# = 2 ] && exists "$(database "$1")"; then
    "$PSQL_FOLDER/dropdb" -h "$CHUNGTAY_TEST_POSTGRES" -U chungtay --force --if-exists "$(database "$2")" 2>/dev/null
    "$PSQL_FOLDER/createdb" -h "$CHUNGTAY_TEST_POSTGRES" -U chungtay -T "$(database "$1")" "$(database "$2")" || exit 1
    touch "$2"; exit 0
  fi ;;
esac
exec /bin/cp "$@"
C
ln -s program "$clothes/release"; ln -s program "$clothes/bin"
chmod +x "$clothes/program" "$clothes/sqlite3" "$clothes/cp"
export CLOTHES=$clothes WORN_BIN=${CHUNGTAY_BIN:-$PWD/build/san/chungtay} WORN_RELEASE=${CHUNGTAY_RELEASE:-$PWD/build/chungtay}
export SUITE_ON_POSTGRES=1 CHUNGTAY_BIN=$clothes/bin CHUNGTAY_RELEASE=$clothes/release PATH=$clothes:$PATH
bash "$script"
