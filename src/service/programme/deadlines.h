/* SPDX-License-Identifier: Apache-2.0
 * The calendar of the programmes: who owes what by when, and whether it was done.
 *
 * What a schedule asks of an organisation at some levels is owed by each of its bodies that lie in
 * the programme's territory and exist on the day it is due: a body counts at the unit its own unit
 * is, or became, on that day (territory.h), so a district's body owes nothing after the districts
 * ended, and the bodies of communes that became one owe it once. Dates are those of the version in
 * force today. Nothing is ever left out because its date is not known. */
#pragma once

#include "domain/schedule.h"
#include "store/entity.h"
#include "store/memory.h"

enum deadline_state {
    DEADLINE_DONE,
    DEADLINE_LATE,     /* done, after its last day */
    DEADLINE_WAIVED,   /* the superior has let the body off */
    DEADLINE_OVERDUE,  /* nothing on record that it was done, and the last day is over */
    DEADLINE_DUE,      /* its window is open, or its last day is at most DEADLINE_SOON_DAYS ahead */
    DEADLINE_UPCOMING,
    DEADLINE_UNKNOWN,  /* no date yet, and not done */
    DEADLINE_STATE_MAX_
};
enum { DEADLINE_SOON_DAYS = 15, DEADLINE_PAST_DAYS = 365 };
const char *deadline_state_name(enum deadline_state state); /* "overdue" */

struct deadline {
    const struct programme *programme;
    const struct schedule *schedule;
    struct occurrence time; /* time.due none: not known */
    const char *body;       /* "Hội Phụ nữ xã Ia Krêl"; who is only named, by that name */
    int64_t body_id;        /* 0 for who is only named, and for bodies that became one */
    const char *organisation; /* NULL for who is only named */
    const struct unit *unit;  /* where it is on that day; NULL for who is only named */
    enum deadline_state state;
    bool is_past; /* overdue still, but its programme ended more than a year ago, and it too: nobody waits for it */
    int32_t done_day;          /* where done or late and the day is known; else DEADLINE_NO_DAY */
    bool rests;                /* the last day is a weekend or holiday … */
    const struct holiday *holiday; /* … this one */
    int32_t working_day;       /* the last working day up to it */
    bool has_lead;             /* the paper that asks for it has a date … */
    int32_t lead_days;         /* … so many days before the last day; none or fewer: impossible */
    bool has_buffer;           /* it serves another one, whose date is known … */
    int32_t buffer_days;       /* … so many days after this one */
};
#define DEADLINE_NO_DAY INT32_MIN

struct deadline_request {
    const char *programme;    /* code; NULL: all that are in force */
    int64_t unit;             /* 0: everywhere. With an organisation its body there; else all below */
    const char *organisation; /* NULL: all */
    int32_t from_day, to_day; /* of the last day, both included. What has none is always in. */
};

struct deadlines {
    struct deadline *items; /* by last day, unknown ones last */
    size_t count, capacity;
};

/* The registers they are made of; room for DEADLINE_SOURCES_MAX. */
enum { DEADLINE_SOURCES_MAX = 32 };
size_t deadlines_sources(struct memory_source ret_sources[DEADLINE_SOURCES_MAX]);

/* ERR_NOT_FOUND for a programme that is not loaded. */
NODISCARD enum err_code deadlines_run(struct store *store, const struct deadline_request *request,
                                      struct arena *arena, struct deadlines *ret_deadlines,
                                      struct err *err);
