#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A PostgreSQL of its own for the tests, on a socket in a private folder: postgres.sh start FOLDER | stop FOLDER.
# `start` prints the URI of its empty database. Durability is off: the machine may not fail, the program may.
set -eu
what=$1 folder=$2
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; } # the server refuses root
case $what in
  start)
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as "$bin/initdb" --pgdata "$folder/data" --encoding UTF8 --locale C.UTF-8 --auth trust --username chungtay >/dev/null
    as "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --wait --silent start \
      -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off -c max_connections=40"
    as "$bin/createdb" --host "$folder" --username chungtay chungtay
    echo "postgresql://chungtay@/chungtay?host=$folder"
    ;;
  stop) as "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate --silent stop || true ;;
esac
