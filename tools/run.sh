#!/usr/bin/env bash
# Serves the demonstration database at http://127.0.0.1:8080: run.sh PROGRAM. It is made on first use and kept in
# var/; take var/demo.db away to begin anew. The accounts are for looking around on one's own machine only: their
# password is printed, and --now keeps the clock of the demonstration.
set -eu
cd "$(dirname "$0")/.."
program=$PWD/$1
mkdir -p var
export CHUNGTAY_DB=sqlite:var/demo.db CHUNGTAY_NOW=2017-12-31
password='trình diễn Đức Cơ 2017'
if [ ! -e var/demo.db ]; then
  "$program" demo
else
  "$program" init # one that an older version made is brought up to date
fi
# name, role, what more; one there is already stays as it is
account() {
  local name=$1; shift
  "$program" get accounts "$name" >/dev/null 2>&1 && return
  echo "$password" | "$program" user add "$name" "$@" --password-stdin >/dev/null
  "$program" patch accounts "$name" must_change_password=no >/dev/null
}
account quan.tri --role admin --personal
account lanh.dao --role leader --unit 631@2017-06-01 --personal
account can.bo --role cadre --unit 23860@2017-06-01
account xem --role viewer
echo
echo "quan.tri (admin) · lanh.dao (leader) · can.bo (cadre) · xem (viewer): $password"
exec "$program" serve --listen "${LISTEN:-127.0.0.1:8080}"
