/* SPDX-License-Identifier: Apache-2.0
 * An iCalendar file (RFC 5545) of whole days: what a phone or an office calendar subscribes to. Lines
 * end with CR LF and are folded at 75 octets, never within a character. */
#pragma once

#include "base/buf.h"

struct ics_entry {
    const char *uid;         /* the same at each writing, no other entry has it */
    const char *summary;     /* any text */
    const char *description; /* NULL: none */
    const char *location;    /* NULL: none */
    const char *categories;  /* NULL: none */
    bool dated;              /* without a day it is a task (VTODO) without a due day */
    int32_t first_day, last_day; /* days since 1970-01-01, both included */
    bool done;
};

/* `name` is the calendar's; `now` the moment of writing in UTC, "2026-11-21T01:00:00Z". */
void ics_begin(struct buf *out, const char *name, const char *now);
void ics_add(struct buf *out, const struct ics_entry *entry, const char *now);
void ics_end(struct buf *out);
