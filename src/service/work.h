/* SPDX-License-Identifier: Apache-2.0
 * My work: what waits for the actor, in his place and his line, each thing with its next action. */
#pragma once

#include "service/telling.h"
#include "store/entity.h"

enum work_type {
    WORK_OVERDUE,    /* deadlines of the actor's own place that have passed */
    WORK_DUE,        /* those near */
    WORK_SIGN,       /* what a leader signs, approves, awards */
    WORK_RETURNED,   /* records a superior sent back */
    WORK_UNASSIGNED, /* poor households of the last review's year whom nobody helps */
    WORK_DOUBTFUL,   /* rows of lists that nobody has decided on */
    WORK_CONFLICT,   /* edits that met other edits */
    WORK_DUPLICATE,  /* households that may be the same */
    WORK_BEHIND,     /* deadlines of the places below that have passed: theirs to do, his to remind them of */
    WORK_TYPE_MAX_
};

struct work_item {
    enum work_type type;
    const char *what;         /* a line for people */
    const struct kind *kind;  /* of the record it is about; NULL: none */
    int64_t id;
    const char *day;          /* the last day, "2017-12-15"; NULL: none */
    enum msg next;            /* the next action */
    const char *action;       /* of the record's lifecycle; NULL: see the words */
};

enum { WORK_SHOWN_MAX = 20 };

struct work_section {
    int64_t count; /* of all */
    int64_t past;  /* besides: overdue of programmes that ended long ago (deadlines.h); in no item */
    struct work_item *items; /* at most WORK_SHOWN_MAX */
    size_t item_count;
};

struct work {
    struct work_section sections[WORK_TYPE_MAX_];
};

const char *work_type_name(enum work_type type); /* "overdue" */
enum msg work_type_msg(enum work_type type);
enum msg work_type_next(enum work_type type); /* what is to be done about one of them */

/* Everything lives in to->arena. Reads only. */
NODISCARD enum err_code work_gather(const struct telling *to, struct work *ret_work, struct err *err);
