/* SPDX-License-Identifier: Apache-2.0
 * The copies of an SQLite database in their folder: one for each day, made by the task "backup", and those somebody asked for. Names
 * tell the time, so the oldest come first; only as many are kept as are said here. Neither holds the key. */
#pragma once

#include "store/store.h"

enum { BACKUPS_DAILY_KEPT = 14, BACKUPS_ASKED_KEPT = 5 };

struct backup {
    const char *name; /* "chungtay-2026-11-21.db", or with a time behind the day */
    int64_t size_bytes, made_unix;
    bool is_daily;
};
struct backups {
    struct backup *items; /* the latest first */
    size_t count;
};

/* Folder beside an SQLite file: "…/backups"; NULL for a server's database. */
const char *backups_beside(struct arena *arena, const char *uri);

/* An empty list where there is no folder (NULL, or not made yet). */
NODISCARD enum err_code backups_list(const char *folder, struct arena *arena, struct backups *ret_backups, struct err *err);

/* Today's copy, unless there is one. */
NODISCARD enum err_code backup_daily(struct store *store, const char *folder, struct err *err);
/* One more, now. ERR_STATE (MSG_BACKUP_NOT_HERE) where the database is a server's or no folder is kept; ERR_CONFLICT where one was
 * made within this minute. */
NODISCARD enum err_code backup_asked(struct store *store, const char *folder, struct err *err);
