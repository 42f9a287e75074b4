#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The database as a whole, from outside: set-up, check, audit, backup and restore, and everything that can
# happen to a file: damage, a full disk, a folder that cannot be written, a wrong or lost key; several writers.
. "$(dirname "$0")/../suite.sh"
check() { # what, condition…
  local what=$1; shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $what"; [ -s "$dir/err" ] && cat "$dir/err"; fi
}
at_end() { ! mountpoint -q "$dir/small" || umount "$dir/small"; }
trap '' XFSZ # a file at its size limit is an error to be told, not a signal
run() { "$bin" --db "sqlite:$dir/a.db" "$@"; }
# The exit status of a command; what it says stands in $dir/out and $dir/err.
status() { "$@" >"$dir/out" 2>"$dir/err"; echo $?; }
exits() { # status, command…
  local wanted=$1 got; shift
  got=$(status "$@")
  [ "$got" = "$wanted" ] || { echo "  $*: $got, expected $wanted"; return 1; }
}
says() { grep -q "$1" "$dir/err" || { echo "  not said: $1"; return 1; }; }
sound() { # database file: no difference, the audit holds
  exits 0 "$fast" --db "sqlite:$1" check && exits 0 "$fast" --db "sqlite:$1" audit verify
}
dump() { sqlite3 "$1" .dump | grep -v '^\\\(un\)\{0,1\}restrict '; } # a word of pg_dump's own, new each time

# --- set-up ------------------------------------------------------------------------------------------
check "init" exits 0 run init
on_postgres || check "the key is nobody else's" [ "$(stat -c %a "$dir/a.db.key")" = 600 ]
dump "$dir/a.db" >"$dir/first.sql"
check "init again" exits 0 run init
dump "$dir/a.db" >"$dir/second.sql"
check "init again changes nothing" cmp "$dir/first.sql" "$dir/second.sql"
check "check" exits 0 run check --format json
check "check counts" grep -q '"differences": *0' "$dir/out"
check "audit verify" exits 0 run audit verify --format json
check "audit counts" grep -q '"broken": *0' "$dir/out"
check "a household" exits 0 run create households "head_name=Rơ Châm Hít" unit=23866@2017-05-01 phone=0912345678
check "audit show" exits 0 run audit show --limit 1
check "the audit tells no name" sh -c "! grep -q Hít '$dir/out'"

# --- wrong use and wrong input ---------------------------------------------------------------------------
check "no command: 2" exits 2 "$bin"
check "help: 0" exits 0 "$bin" help
check "unknown command: 2" exits 2 run nosuch
check "unknown option: 2" exits 2 run list households --nosuch
check "an option without its value: 2" exits 2 run list households --limit
check "a value that is no number: 2" exits 2 run list households --limit ten
check "unknown format: 2" exits 2 run list households --format xml
check "a missing word: 2" exits 2 run backup
check "a word too many: 2" exits 2 run check now
check "another database: 2" exits 2 "$bin" --db oracle:x check
check "unknown language: 2" exits 2 "$bin" --lang fr help
check "no clock: 2" exits 2 "$bin" --db "sqlite:$dir/a.db" --now gestern list households
check "unknown record: 3" exits 3 run get households 0000000000001
check "unknown unit: 3" exits 3 run create households head_name=A unit=99999
if ! on_postgres; then
check "missing database: 3" exits 3 "$bin" --db "sqlite:$dir/none.db" list households
check "it says which" says none.db
check "nothing was made" [ ! -e "$dir/none.db" ]
fi
check "full pipe: 4" sh -c "'$bin' --db 'sqlite:$dir/a.db' list units >/dev/full 2>/dev/null; [ \$? = 4 ]"

# --- two at once ---------------------------------------------------------------------------------------------------------
before=$(sqlite3 "$dir/a.db" 'SELECT count(*) FROM households')
writer() { for i in $(seq 12); do "$fast" --db "sqlite:$dir/a.db" create households "head_name=Siu Người $1 $i" unit=23866@2017-05-01 >/dev/null || echo failed; done; }
writer 1 >"$dir/w1" & one=$!
writer 2 >"$dir/w2" & two=$!
writer 3 >"$dir/w3" & three=$!
wait $one $two $three
check "three writers at once: none is refused" [ ! -s "$dir/w1" -a ! -s "$dir/w2" -a ! -s "$dir/w3" ]
check "all of theirs is there" [ "$(sqlite3 "$dir/a.db" 'SELECT count(*) FROM households')" = $((before + 36)) ]
check "and sound" sound "$dir/a.db"
for i in $(seq 12); do "$fast" --db "sqlite:$dir/a.db" --now 2020-06-15 create households "head_name=Siu Ngày $i" unit=23866@2017-05-01 >/dev/null & pids[i]=$!; done
clashes=0; for pid in "${pids[@]}"; do wait "$pid" || clashes=$((clashes + 1)); done
check "twelve at once, told the same day" [ $clashes = 0 ]
check "and sound" sound "$dir/a.db"
if on_postgres; then # all that follows is what can happen to a file, and to a copy of one: docs/operations.md
  summary
  exit
fi

# --- backup and restore --------------------------------------------------------------------------------------
for i in 1 2 3; do run create households "head_name=Siu Số $i" unit=23866@2017-05-01 >/dev/null; done
check "export" exits 0 run export households --format csv -o "$dir/before.csv"
dump "$dir/a.db" >"$dir/before.sql"
check "backup" exits 0 run backup "$dir/copy.db"
check "backup over a file: 3" exits 3 run backup "$dir/copy.db"
check "the backup holds no key" sh -c "! grep -q \"\$(head -c 32 '$dir/a.db.key')\" '$dir/copy.db'"
check "there is no key beside it" [ ! -e "$dir/copy.db.key" ]
check "more after it" exits 0 run create households "head_name=Siu Sau" unit=23866@2017-05-01
check "restore" exits 0 run restore "$dir/copy.db"
dump "$dir/a.db" >"$dir/after.sql"
check "the restored database equals the one backed up" cmp "$dir/before.sql" "$dir/after.sql"
check "its export too" exits 0 run export households --format csv -o "$dir/after.csv"
check "byte by byte" cmp "$dir/before.csv" "$dir/after.csv"
check "it is sound" sound "$dir/a.db"
check "what stood before is beside it" [ "$(sqlite3 "$dir/a.db.before-restore" 'SELECT count(*) FROM households')" = 53 ]
dump "$dir/a.db" >"$dir/before.sql" # the exports have been noted
head -c 3000 /dev/urandom >"$dir/noise.db"
check "restore from noise: 4" exits 4 run restore "$dir/noise.db"
check "restore from nothing: 3" exits 3 run restore "$dir/none.db"
printf 'a,b\n' >"$dir/list.csv"
check "restore from a list: 4" exits 4 run restore "$dir/list.csv"
sqlite3 "$dir/other.db" 'CREATE TABLE t (x)'
check "restore from another program's database: not 0" sh -c "'$bin' --db 'sqlite:$dir/a.db' restore '$dir/other.db' >/dev/null 2>&1; [ \$? -ge 3 ]"
dump "$dir/a.db" >"$dir/after.sql"
check "a refused restore changes nothing" cmp "$dir/before.sql" "$dir/after.sql"
check "nothing lies about" [ ! -e "$dir/a.db.restoring" ]
# The newest writes stand in the log only while somebody holds the file open: they are kept aside too.
cp "$dir/a.db" "$dir/w.db"; cp "$dir/a.db.key" "$dir/w.db.key"
sqlite3 "$dir/w.db" 'PRAGMA wal_autocheckpoint=0;' "INSERT INTO meta VALUES ('only', 'in the log');" ".shell cp $dir/w.db $dir/v.db; cp $dir/w.db-wal $dir/v.db-wal" >/dev/null
cp "$dir/a.db.key" "$dir/v.db.key"
check "restore over a database with a log" exits 0 "$bin" --db "sqlite:$dir/v.db" restore "$dir/copy.db"
check "the log went aside with its file" [ "$(sqlite3 "$dir/v.db.before-restore" "SELECT value FROM meta WHERE name = 'only'")" = "in the log" ]
check "and not into the new one" [ -z "$(sqlite3 "$dir/v.db" "SELECT value FROM meta WHERE name = 'only'")" ]
check "the new one is sound" sound "$dir/v.db"

# --- keys ---------------------------------------------------------------------------------------------------------
cp "$dir/a.db" "$dir/k.db"
check "no key: 3" exits 3 "$bin" --db "sqlite:$dir/k.db" list households
check "it says where it should be" says k.db.key
check "init makes no new key for old data" exits 3 "$bin" --db "sqlite:$dir/k.db" init
check "none was made" [ ! -e "$dir/k.db.key" ]
printf '%064d\n' 7 >"$dir/k.db.key"
check "another's key: 3" exits 3 "$bin" --db "sqlite:$dir/k.db" list households
check "it says so" says khóa
check "the key given by hand" exits 0 env CHUNGTAY_KEY="$(cat "$dir/a.db.key")" "$bin" --db "sqlite:$dir/k.db" list households
check "a wrong one given by hand: 3" exits 3 env CHUNGTAY_KEY=abc "$bin" --db "sqlite:$dir/a.db" list households

# --- damage ----------------------------------------------------------------------------------------------------------
damaged() { cp "$dir/a.db" "$dir/d.db"; cp "$dir/a.db.key" "$dir/d.db.key"; rm -f "$dir"/d.db-*; }
told() { # status is 4 and a sentence says that the file is damaged
  exits 4 "$bin" --db "sqlite:$dir/d.db" "$@" && says 'hỏng'
}
pages=$(($(stat -c %s "$dir/a.db") / 4096))
damaged; dd if=/dev/urandom of="$dir/d.db" bs=4096 seek=$((pages / 4)) count=$((pages / 2)) conv=notrunc status=none
check "noise in the middle: check says so" told check
check "a list says so" told list units --limit 100000
check "export says so" told export units --format csv -o "$dir/d.csv"
check "no half export is left" [ ! -e "$dir/d.csv" ]
check "no backup of a damaged file" told backup "$dir/d.copy"
check "no half backup is left" [ ! -e "$dir/d.copy" ]
damaged; dd if=/dev/urandom of="$dir/d.db" bs=100 count=1 conv=notrunc status=none
check "noise at the beginning" told list households
check "init does not make another of it" told init
damaged; truncate -s $((pages / 2 * 4096)) "$dir/d.db"
check "half a file" told check
cp "$dir/list.csv" "$dir/d.db"
check "not a database" told list households
check "it is left as it was" cmp "$dir/list.csv" "$dir/d.db"
check "restore mends it" exits 0 "$bin" --db "sqlite:$dir/d.db" restore "$dir/copy.db"
check "it is sound again" sound "$dir/d.db"
rounds=4; [ "${TEST_LEVEL:-fast}" = all ] && rounds=40
for i in $(seq $rounds); do # here and there: never a crash (128 and more is a signal)
  damaged
  for j in 1 2 3; do dd if=/dev/urandom of="$dir/d.db" bs=1 count=9 seek=$((RANDOM * 800 + RANDOM)) conv=notrunc status=none; done
  for command in check "audit verify" "list households" "list units --q din" "export bodies --format json -o $dir/d.json"; do
    # shellcheck disable=SC2086
    got=$(status "$bin" --db "sqlite:$dir/d.db" $command)
    check "$command on a damaged file: $got" [ "$got" -le 4 ]
  done
done

# --- one who holds it ---------------------------------------------------------------------------------------------------
if [ "${TEST_LEVEL:-fast}" = all ]; then # the wait is ten seconds
  (echo 'BEGIN IMMEDIATE;'; sleep 14) | sqlite3 "$dir/a.db" & holder=$!
  sleep 0.5
  check "somebody who does not let go: 4" exits 4 run create households head_name=A unit=23866@2017-05-01
  check "readers go on" exits 0 run list households
  wait $holder
fi

# --- no room, no right -------------------------------------------------------------------------------------------------------
full() { cp "$dir/a.db" "$dir/f.db"; cp "$dir/a.db.key" "$dir/f.db.key"; rm -f "$dir"/f.db-*; dump "$dir/f.db" >"$dir/f.sql"; }
python3 test/oracle/households.py 5 300 "$dir/many.csv" 2>/dev/null
full
(ulimit -f 1000; exec "$bin" --db "sqlite:$dir/f.db" import households "$dir/many.csv" --unit 23860@2017-06-01 --year 2017 >"$dir/out" 2>"$dir/err"); got=$?
check "an import without room: 4 ($got)" [ $got = 4 ]
check "it says why" says 'đầy\|too large\|full\|I/O'
dump "$dir/f.db" >"$dir/f2.sql"
check "nothing of it was written" cmp "$dir/f.sql" "$dir/f2.sql"
check "it is sound" sound "$dir/f.db"
check "with room it is" exits 0 "$fast" --db "sqlite:$dir/f.db" import households "$dir/many.csv" --unit 23860@2017-06-01 --year 2017
(ulimit -f 2000; exec "$bin" --db "sqlite:$dir/f.db" backup "$dir/f.copy" >"$dir/out" 2>"$dir/err"); got=$?
check "a backup without room: 4 ($got)" [ $got = 4 ]
check "no half backup is left" [ ! -e "$dir/f.copy" ]
(ulimit -f 100; exec "$bin" --db "sqlite:$dir/f.db" export units --format xlsx -o "$dir/f.xlsx" >"$dir/out" 2>"$dir/err"); got=$?
check "an export without room: 4 ($got)" [ $got = 4 ]
check "no half export is left" [ ! -e "$dir/f.xlsx" ]
(ulimit -f 2000; exec "$bin" --db "sqlite:$dir/g.db" init >"$dir/out" 2>"$dir/err"); got=$?
check "an init without room: 4 ($got)" [ $got = 4 ]
check "with room it is" exits 0 "$fast" --db "sqlite:$dir/g.db" init
check "and sound" sound "$dir/g.db"
(ulimit -f 2000; exec "$bin" --db "sqlite:$dir/f.db" restore "$dir/copy.db" >"$dir/out" 2>"$dir/err"); got=$?
check "a restore without room: 4 ($got)" [ $got = 4 ]
check "the old one stands" sound "$dir/f.db"
mkdir "$dir/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=34m tmpfs "$dir/small" 2>/dev/null; then
  cp "$dir/a.db" "$dir/small/s.db"; cp "$dir/a.db.key" "$dir/small/s.db.key"
  dump "$dir/small/s.db" >"$dir/s.sql"
  head -c 100m /dev/zero >"$dir/small/ballast" 2>/dev/null
  truncate -s -40k "$dir/small/ballast"
  check "a full disk: 4" exits 4 "$bin" --db "sqlite:$dir/small/s.db" import households "$dir/many.csv" --unit 23860@2017-06-01 --year 2017
  rm "$dir/small/ballast"
  dump "$dir/small/s.db" >"$dir/s2.sql"
  check "nothing of it was written" cmp "$dir/s.sql" "$dir/s2.sql"
  check "with room again it is sound" sound "$dir/small/s.db"
else
  echo "skipped: a small file system cannot be mounted here"
fi
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
  as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
else
  as_nobody() { "$@"; }
fi
chmod 755 "$dir"; cp "$fast" "$dir/chungtay"; mkdir "$dir/closed"
cp "$dir/a.db" "$dir/a.db.key" "$dir/closed/"; chmod 644 "$dir/closed/a.db" "$dir/closed/a.db.key"; chmod 555 "$dir/closed"
check "init in a folder that is closed: 4" exits 4 as_nobody "$dir/chungtay" --db "sqlite:$dir/closed/b.db" init
check "writing there: 4" exits 4 as_nobody "$dir/chungtay" --db "sqlite:$dir/closed/a.db" create households head_name=A unit=23866@2017-05-01
check "an export there: 4" exits 4 as_nobody "$dir/chungtay" --db "sqlite:$dir/closed/a.db" export households --format csv -o "$dir/closed/x.csv"
chmod 755 "$dir/closed"
check "it is sound" sound "$dir/closed/a.db"
summary
