/* SPDX-License-Identifier: Apache-2.0
 * Use cases over the database as a whole: first set-up, checking, backup. */
#pragma once

#include "store/copy.h"
#include "store/entity.h"

/* Puts in what every installation has: the units of both official lists with their lineage, and the
 * organisations of the Front. Idempotent. One transaction. */
NODISCARD enum err_code house_init(struct store *store, struct err *err);

struct house_check {
    int64_t records;     /* looked at, all kinds */
    int64_t differences; /* tally cells, closure rows, carried copies, words, states that do not
                            follow from them; adopted plans of help that are no longer proven */
    /* Given by the caller, or NULL: told how many kinds are looked at of how many; an error ends the check. */
    enum err_code (*step)(void *context, int64_t done, int64_t total, struct err *err);
    void *context;
};
/* Recomputes everything derived from the records and counts what differs; also the file's own
 * structure (ERR_CORRUPT). Outside a transaction it looks at one moment, beside running writers. */
NODISCARD enum err_code house_check(struct store *store, struct house_check *check, struct err *err);

/* Copies the database into a new file (mode 0600), consistent at one moment, beside running writers. Never the
 * key. ERR_CONFLICT where the file exists. */
NODISCARD enum err_code house_backup(struct store *store, const char *path, struct err *err);
/* The whole database as one file for the other kind of database (store/copy.h), mode 0600; ERR_CONFLICT where the
 * file exists. And back, into a new one. */
NODISCARD enum err_code house_export(struct store *store, const char *path, struct copy_result *ret_result,
                                     struct err *err);
NODISCARD enum err_code house_import(const char *uri, const char *path, struct copy_result *ret_result,
                                     struct err *err);

/* Puts a backup in the place of the database, after checking it. The old file is kept beside it
 * as <name>.before-restore. No other process may have it open. */
NODISCARD enum err_code house_restore(const char *backup, const char *uri, struct err *err);
