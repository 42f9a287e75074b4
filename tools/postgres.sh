#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A PostgreSQL of its own for the tests, on a socket in a private folder: postgres.sh start FOLDER | stop FOLDER | again FOLDER.
# `start` prints the URI of its empty database; `again` starts a stopped one. With PG_PORT it listens on 127.0.0.1, too, under TLS
# (certificate: FOLDER/root.crt). Durability is off: the machine may not fail, the program may. With CITUS=1 it is the coordinator
# of two more. PG_BIN: the folder of PostgreSQL's programs, where they are not Debian's.
set -eu
what=$1 folder=$2
bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin | tail -1)}
options="-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off -c max_connections=60"
[ -z "${CITUS:-}" ] || options="$options -c shared_preload_libraries=citus -c citus.shard_count=4 -c max_prepared_transactions=100"
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; } # the server refuses root
sql() { "$bin/psql" --host "$folder" --port "${PG_PORT:-5432}" --username chungtay --quiet --output /dev/null --command "$1" chungtay; }
case $what in
  start)
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as "$bin/initdb" --pgdata "$folder/data" --encoding UTF8 --locale C.UTF-8 --auth trust --username chungtay >/dev/null
    if [ -n "${PG_PORT:-}" ]; then
      as openssl req -new -x509 -days 2 -nodes -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout "$folder/data/server.key" -out "$folder/data/server.crt" 2>/dev/null
      cp "$folder/data/server.crt" "$folder/root.crt" && chmod 644 "$folder/root.crt"
      echo "listen_addresses = '127.0.0.1'
port = $PG_PORT
ssl = on" | as tee -a "$folder/data/postgresql.conf" >/dev/null
      options=${options#-c listen_addresses=\'\'}
    fi
    as "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --wait --silent start -o "$options"
    as "$bin/createdb" --host "$folder" --port "${PG_PORT:-5432}" --username chungtay chungtay
    [ -z "${CITUS:-}" ] || sql "CREATE EXTENSION citus"
    if [ "${CITUS:-}" = 1 ]; then
      sql "SELECT citus_set_coordinator_host('127.0.0.1', $PG_PORT)"
      for n in 1 2; do
        PG_PORT=$((PG_PORT + n)) CITUS=worker "$0" start "$folder/worker$n" >/dev/null
        sql "SELECT citus_add_node('127.0.0.1', $((PG_PORT + n)))"
      done
    fi
    echo "postgresql://chungtay@/chungtay?host=$folder&port=${PG_PORT:-5432}"
    ;;
  again)
    [ ! -e "$folder/root.crt" ] || options=${options#-c listen_addresses=\'\'}
    as "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --wait --silent start -o "$options" ;;
  stop)
    for worker in "$folder"/worker*; do [ ! -d "$worker/data" ] || as "$bin/pg_ctl" --pgdata "$worker/data" --mode immediate --silent stop || true; done
    as "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate --silent stop || true
    ;;
esac
