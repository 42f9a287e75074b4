#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every screen of the web app, both themes, sizes, keyboard, slow lines, hostile records: test/web/looks.mjs. PICTURES=FOLDER keeps
# a picture of each.
# On PostgreSQL: a browser does not see the database.
. "$(dirname "$0")/../suite.sh"
. "$root/test/web/serve.sh"
program=$fast # what is looked at is the pages; web.sh has the server under sanitizers
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31
{ "$fast" demo; account hoa.lanh.dao admin --personal; two_that_may_be_one; } >"$dir/log" 2>&1 || { cat "$dir/log"; echo "0 passed, 1 failed"; exit 1; }
serve
timeout 1500 node test/web/looks.mjs "http://$address" hoa.lanh.dao "$password" ${PICTURES:+"$PICTURES"} | grep -v '^slow line'
[ "${PIPESTATUS[0]}" = 0 ]
