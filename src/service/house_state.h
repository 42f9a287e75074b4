/* SPDX-License-Identifier: Apache-2.0
 * How the house stands, for whoever runs it: disk, database, copies, the last check, the clock; and in words what of it wants
 * looking after. */
#pragma once

#include "base/json.h"
#include "service/telling.h"

enum { HOUSE_FINDINGS_MAX = 8 };

struct house_finding {
    bool is_urgent;
    const char *words; /* what, and what to do */
};

struct house_state {
    bool is_server;          /* PostgreSQL: sizes and copies are its own to tell */
    int64_t schema_version;
    int64_t database_bytes, journal_bytes;  /* of an SQLite file and its WAL; -1: not known */
    int64_t disk_bytes, disk_free_bytes;    /* where the file lies; -1: not known */
    int64_t copies, last_copy_unix;         /* 0: there is none */
    const char *last_check, *check_failure; /* when everything was last recomputed and was right; NULL: never */
    int64_t clock_unix, machine_unix;       /* of the store, and of the machine */
    struct house_finding findings[HOUSE_FINDINGS_MAX];
    size_t finding_count;
};

/* `backups`: their folder, or NULL. Needs ROLE_ADMIN, as the register of jobs. */
NODISCARD enum err_code house_state_read(const struct telling *to, const char *backups, struct house_state *ret_state,
                                         struct err *err);
/* Members of an object that the caller begins and ends. */
void house_state_json(const struct house_state *state, struct json_writer *w);
