#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks that the house stands as docs/conventions.md says: layers, one door per outside library, SQL
# only where it belongs, sizes, headers that compile alone, messages in order, the schema files equal to
# the declarations, nothing of anybody's machine in the files. Prints every failure; ends with
# "N passed, N failed".
set -u
cd "$(dirname "$0")/.."
passed=0 failed=0
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAIL $*"; }
none() { # rule, text of what was found: passes when there is nothing
  if [ -z "$2" ]; then pass; else fail "$1:"; echo "$2" | sed 's/^/    /'; fi
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# --- sources ------------------------------------------------------------------------------------
count_lines() { # of check_source.py: PASS and FAIL lines
  passed=$((passed + $(grep -c '^PASS' "$1"))) failed=$((failed + $(grep -c '^FAIL' "$1")))
  grep '^FAIL' "$1"
}
python3 tools/check_source.py >"$tmp/source" 2>&1 || fail "check_source.py: $(cat "$tmp/source")"
count_lines "$tmp/source"

# The checker itself: a small house in which every rule is broken once.
mkdir -p "$tmp/bad/src/base" "$tmp/bad/src/store" "$tmp/bad/src/service"
cat >"$tmp/bad/src/base/wrong.c" <<'C'
#include "store/db.h"
#include <sqlite3.h>
// a comment
/* to be done: TODO */
const char *wrong = "SEL" "ECT id FROM units";
size_t bytes(const char *text) { return strcspn(text, "“”"); }
C
{ echo '/* SPDX-License-Identifier: Apache-2.0 */'; echo '#include <sqlite3.h>'
  echo 'int long_one(void)'; echo '{'; yes '    ;' | head -70; echo '}'; } >"$tmp/bad/src/store/long.c"
{ echo '/* SPDX-License-Identifier: Apache-2.0 */'; yes '' | head -1000; } >"$tmp/bad/src/service/file.c"
mkdir -p "$tmp/bad/web/src" "$tmp/bad/lang"
echo "t('no.such')" >"$tmp/bad/web/src/a.ts"
printf 'web.idle\ta\tb\n' >"$tmp/bad/lang/messages.tsv"
python3 tools/check_source.py "$tmp/bad" >"$tmp/bad.out" 2>&1
for rule in layers 'one door' sql comments 'function length' 'file length' unfinished 'first line' 'web texts' 'byte sets'; do
  if grep -q "^FAIL $rule:" "$tmp/bad.out"; then pass; else fail "the rule \"$rule\" finds nothing in a bad house"; fi
done

# --- headers compile on their own -----------------------------------------------------------------
warnings=$(sed -n '/^WARN := /,/[^\\]$/p' config/warnings.mk | sed 's/^WARN := //; s/\\$//' | tr '\n' ' ')
includes=$(pkg-config --cflags sqlite3 libpq libzip expat libxml-2.0 libsodium libcrypto icu-i18n yaml-0.1 jansson liboath libqrencode libmicrohttpd zlib pangocairo pangoft2 cairo fontconfig)
export flags="-std=gnu17 -D_GNU_SOURCE -Isrc -Ibuild -Itest/unit -include src/base/banned.h $warnings $includes"
# shellcheck disable=SC2016,SC2086
find src test build/gen -name '*.h' ! -name banned.h | sort | xargs -P "$(nproc)" -n 1 sh -c '
  if echo "#include \"$0\"" | gcc $flags -I. -x c -fsyntax-only - 2>"'"$tmp"'/header.$$"; then echo PASS
  else echo "FAIL $0 does not compile on its own: $(grep -m1 error "'"$tmp"'/header.$$")"; fi' >"$tmp/headers"
count_lines "$tmp/headers"

# --- texts -----------------------------------------------------------------------------------------
none "lang/messages.tsv is not sorted by key" \
  "$(grep -v '^#' lang/messages.tsv | cut -f1 | LC_ALL=C sort -c 2>&1)"
none "lang/messages.tsv has a key twice" "$(grep -v '^#' lang/messages.tsv | cut -f1 | sort | uniq -d)"
none "lang/messages.tsv has a row without both languages" \
  "$(grep -v '^#' lang/messages.tsv | awk -F'\t' 'NF != 3 || $2 == "" || $3 == ""')"

# --- the schema files are what the declarations say ----------------------------------------------------
build/migration --check >"$tmp/schema" 2>&1
none "the declarations say more than sql/schema (make migration NAME=…)" "$([ $? = 0 ] || cat "$tmp/schema")"
for file in sql/schema/*.sql; do
  number=$(basename "$file" | cut -c1-4)
  expected=$(printf '%04d' $((${last:-0} + 1)))
  last=$((10#$number))
  [ "$number" = "$expected" ] && pass || fail "$file does not follow its predecessor"
done
none "sql/schema has a type that is not portable" \
  "$(grep -nwE 'INTEGER|INT|VARCHAR|BOOLEAN|REAL|BLOB|SERIAL|AUTOINCREMENT|TRIGGER|STRICT|ROWID' sql/schema/*.sql |
     grep -v -- '--.*')"
none "sql/query speaks one database's dialect" \
  "$(grep -nwiE 'OR REPLACE|OR IGNORE|ifnull|iif|strftime|julianday|datetime|now\(\)|ILIKE|::' sql/query/*.sql)"

# --- nothing of anybody's machine ------------------------------------------------------------------------
files=$(git ls-files 2>/dev/null || find . -type f -not -path './build/*' -not -path './node_modules/*')
none "a path of somebody's machine" \
  "$(echo "$files" | grep -vE '^(test|bench)/' | grep -v '^tools/check_house.sh$' |
     xargs grep -nIE '(^|[^A-Za-z0-9_.])/(work|home|root|Users)/[a-z]' 2>/dev/null)"
none "a temporary path in a file that is no test" \
  "$(echo "$files" | grep -E '^(src|sql|programmes|layouts|lang|web/src|deploy)/' |
     xargs grep -nI '/tmp/' 2>/dev/null)"
for lock in $(echo "$files" | grep -E '(^|/)package-lock\.json$'); do
  none "$lock is locked to another registry" \
    "$(grep -n '"resolved"' "$lock" | grep -v '"https://registry.npmjs.org/')"
  none "$lock has a package without its checksum" \
    "$(awk '/^    "node_modules\// { n++ } /"integrity"/ { i++ } END { if (n != i) print n " packages, " i " with integrity" }' "$lock")"
done
none "a script that cannot be run" \
  "$(git ls-files -s 'tools/*.sh' '.ci/*' | awk '$1 != "100755" { print $4 }')"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
