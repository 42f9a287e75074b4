#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Programmes as offices that know nothing but docs/programme.md would write them, over a handful of records each: what
# comes out is what was computed by hand (test/programmes/foreign_*.steps).
. "$(dirname "$0")/../suite.sh"
tmp=$dir
maker=$fast # the records are made by the fast program
"$maker" --db "sqlite:$tmp/empty.db" --now 2016-01-01 init >/dev/null || exit 1
python3 test/oracle/foreign_programmes.py "$maker" "$bin" "$tmp/empty.db" "$tmp" test/programmes/foreign_*.steps
