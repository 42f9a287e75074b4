#!/usr/bin/env bash
# exports.sh PROGRAM DATABASE_URI DAY FOLDER: all that measures.py reads.
set -eu
program=$1 uri=$2 day=$3 folder=$4
rm -rf "$folder"; mkdir "$folder"
"$program" schema --format json >"$folder/schema.json"
for kind in $("$program" schema --format csv | tail -n +2 | cut -d, -f1); do
  "$program" schema "$kind" --format json >"$folder/schema_$kind.json"
  "$program" --db "$uri" --now "$day" export "$kind" --all -o "$folder/$kind.json" >/dev/null
done
