/* SPDX-License-Identifier: Apache-2.0
 * Brings a database to this program's schema: the files of sql/schema, in order, each in one
 * transaction. `make migration NAME=…` writes the next file from what the declarations gained. */
#pragma once

#include "base/buf.h"
#include "store/db.h"

/* Applies what is missing. `now` is noted beside each step. */
NODISCARD enum err_code migrate_run(struct db *db, const char *now, struct err *err);
/* The version of a database that migrate_run would change; 0 for an empty one and for one that is up to date. */
NODISCARD enum err_code migrate_from(struct db *db, int64_t *ret_version, struct err *err);
/* ERR_STATE unless the database is at exactly this program's schema. */
NODISCARD enum err_code migrate_check(struct db *db, struct err *err);
/* Appends the statements that bring a database at the newest schema file to the declarations:
 * nothing where they agree. Columns are only ever added. Tables of owners come before those that
 * refer to them. */
NODISCARD enum err_code migrate_compose(struct db *db, struct buf *out, struct err *err);
