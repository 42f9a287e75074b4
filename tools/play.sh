#!/usr/bin/env bash
# Plays the main job on the demonstration data: play.sh PROGRAM. The database is made on first use and
# kept in var/; take var/demo.db away to begin anew.
set -eu
cd "$(dirname "$0")/.."
program=$PWD/$1
mkdir -p var
export CHUNGTAY_DB=sqlite:var/demo.db CHUNGTAY_NOW=2017-12-31
step() {
  echo
  echo "\$ chungtay $*"
  "$program" "$@" || [ $? = 1 ] # 1: done, with findings that were printed
}
if [ ! -e var/demo.db ]; then
  step demo
else
  step init # one that an older version made is brought up to date
fi
step assign --year 2017 --programme duc_co_2017 --apply
step coverage --programme duc_co_2017 --year 2017
step report render --programme duc_co_2017 --period 2017 --unit 631@2017-06-01 --format docx -o var/bao_cao_duc_co_2017.docx
