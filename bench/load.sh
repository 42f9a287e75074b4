#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# 500 people with a session each at work for a minute on one core and 512 MB (a control group, where one can be made): each does
# something every 5 s, 80 % reading, 15 % changing, 5 % reports. bench/load.c says how the times are taken.
# USERS=500 THINK_MS=5000 SECONDS_ALL=60 HOUSEHOLDS=60000 DB=(a demonstration made before, which is copied)
set -u
cd "$(dirname "$0")/.."
users=${USERS:-500} think=${THINK_MS:-5000} seconds=${SECONDS_ALL:-60}
make --no-print-directory build/chungtay build/bench_load >/dev/null || exit 1
dir=$(mktemp -d)
group=
cleanup() {
  [ -n "${server:-}" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  for folder in $group; do rmdir "$folder"; done
  rm -rf "$dir"
}
trap cleanup EXIT
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31 TMPDIR=$dir
unset CHUNGTAY_KEY
if [ -n "${DB:-}" ]; then cp "$DB" "$dir/a.db" && cp "$DB.key" "$dir/a.db.key"; else build/chungtay demo --households "${HOUSEHOLDS:-60000}" >/dev/null; fi || exit 1

# A session for each account that writes, in the provinces whose programme is loaded.
python3 - "$dir" "$users" <<'PY' || exit 1
import hashlib, secrets, sqlite3, sys
folder, wanted = sys.argv[1], int(sys.argv[2])
programmes = {"19": "thai_nguyen_75", "42": "ha_tinh_campaign", "91": "kien_giang_168"}
db = sqlite3.connect(folder + "/a.db")
now = 1514682000
accounts = db.execute("""SELECT a.id, p.code FROM accounts a JOIN bodies b ON b.id = a.body
  JOIN unit_closure c ON c.descendant = b.unit AND c.from_day <= 17531 AND c.to_day > 17531
  JOIN units p ON p.id = c.ancestor AND p.level = 'province' WHERE a.role IN ('cadre', 'reporter') AND a.state = 'active'
  AND EXISTS (SELECT 1 FROM unit_closure d JOIN households h ON h.unit = d.descendant WHERE d.ancestor = b.unit AND d.to_day > 17531
  AND d.from_day <= 17531 AND h.state = 'active') ORDER BY a.id""").fetchall()
accounts = [(a, programmes[p]) for a, p in accounts if p in programmes]
step = max(1, len(accounts) // wanted)
with open(folder + "/users", "w") as out:
    for i in range(wanted):
        account, programme = accounts[i * step % len(accounts)]
        secret = secrets.token_urlsafe(32)
        db.execute("INSERT INTO session VALUES (?, ?, ?, ?, 0)", (hashlib.sha256(secret.encode()).hexdigest(), account, now, now))
        db.execute("UPDATE accounts SET must_change_password = NULL WHERE id = ?", (account,))
        out.write("%s\t%s\n" % (secret, programme))
db.commit()
print("%d users of %d accounts, %d households" % (wanted, min(wanted, len(accounts)),
      db.execute("SELECT count(*) FROM households").fetchone()[0]))
PY

# One core, whole though others want it too, and 512 MB: version 2 of control groups, else version 1, else the core alone.
limited() {
  echo $BASHPID >"$dir/pid"
  local root=/sys/fs/cgroup name=chungtay-bench-$$
  if [ -e $root/cgroup.controllers ] && mkdir $root/$name 2>/dev/null; then
    echo 10000 >$root/$name/cpu.weight; echo "100000 100000" >$root/$name/cpu.max && echo 536870912 >$root/$name/memory.max && echo $BASHPID >$root/$name/cgroup.procs
    echo "$root/$name" >"$dir/group"
  elif mkdir $root/memory/$name 2>/dev/null && mkdir $root/cpu/$name 2>/dev/null; then
    echo 536870912 >$root/memory/$name/memory.limit_in_bytes && echo $BASHPID >$root/memory/$name/cgroup.procs
    echo 200000 >$root/cpu/$name/cpu.shares; echo 100000 >$root/cpu/$name/cpu.cfs_quota_us && echo $BASHPID >$root/cpu/$name/cgroup.procs
    echo "$root/memory/$name $root/cpu/$name" >"$dir/group"
  fi
  exec taskset -c 0 build/chungtay serve --listen 127.0.0.1:0 --quiet --per-address 5000 --idle-seconds 300 >"$dir/out" 2>"$dir/log"
}
limited &
server=$!
for _ in $(seq 100); do address=$(sed -n 's/.*:\/\/\([0-9.:]*\)$/\1/p' "$dir/out" 2>/dev/null); [ -n "$address" ] && break; sleep 0.1; done
group=$(cat "$dir/group" 2>/dev/null)
echo "limits: one core${group:+, 512 MB (control group)}"
build/bench_load "$address" "$dir/users" "$seconds" "$think"
curl -s "http://$address/metrics" | grep -E '^chungtay_(kept_(hits|misses)|commits|commit_writes)_total'
grep -E 'VmHWM|VmRSS' "/proc/$server/status"
[ -z "$group" ] || for f in $group; do cat "$f/memory.max_usage_in_bytes" "$f/memory.peak" 2>/dev/null; done | sed 's/$/ bytes at most, pages of the file included/'
kill "$server"; wait "$server" 2>/dev/null; server=
build/chungtay check
