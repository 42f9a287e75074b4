/* SPDX-License-Identifier: Apache-2.0
 * Proves what a programme demands: each obligation and target, for each of its subjects, in each of
 * its periods: the value, the bound, and whether it is met; and for what is not, the next action
 * ("không trùng lặp, không bỏ sót" is one of them). */
#pragma once

#include "domain/programme.h"
#include "service/report/figure.h"
#include "store/entity.h"

enum coverage_state {
    COVERAGE_MET,
    COVERAGE_UNMET,
    COVERAGE_NOT_APPLICABLE, /* no such body, nothing to do it with, a share of nothing, or no bound for it */
    COVERAGE_IMPOSSIBLE,     /* what there is does not reach for it, or its limits contradict */
    COVERAGE_UNKNOWN,        /* no bound, or no number yet */
    COVERAGE_STATE_MAX_
};
const char *coverage_state_name(enum coverage_state state); /* "not_applicable" */

/* One criterion of a subject's score. */
struct coverage_criterion {
    const struct criterion *of;
    struct number value;
    int64_t points; /* where the value is known */
    bool reached;
};

struct coverage_row {
    const struct obligation *obligation;
    bool is_target;
    const char *subject;      /* words: "Xã Ia Krêl", "Hội Phụ nữ xã Ia Krêl", a household's head */
    const char *subject_key;  /* "unit:CODE@DATE", with "/organisation"; "household:ID" */
    int64_t unit;
    const char *organisation; /* NULL where the subject is not of one */
    int64_t record;           /* household, person or fund; 0 */
    struct period period;
    struct figure_cut cut;    /* of its value */
    struct number value;
    const struct bound *bound; /* as the file says it; NULL: none for this subject */
    struct limits limits;      /* the same in numbers, with `limits_known` */
    bool limits_known;
    bool of_nothing;           /* a limit is a share of 0 */
    int64_t reached;           /* how much of the least is reached, in hundredths of a per cent; -1 */
    enum coverage_state state;
    enum msg reason;          /* MSG_COVERAGE_REASON_NONE: nothing to add */
    const char *reason_args[ERR_ARGS_MAX + 1];
    bool final;               /* the period is over and all records under it are settled */
    int64_t reported, expected; /* how many communes have said anything of this, of how many */
    const char *next_action;  /* NULL: nothing to be done */
    /* Of obligations whose measure is a set of criteria: */
    const struct coverage_criterion *criteria;
    size_t criterion_count;
    int64_t rank;                 /* among the rows of the period: 1, 2, 2, 4; 0: none */
    const struct rank_class *class; /* NULL: none reached */
};

struct coverage_request {
    const struct programme *programme;
    int64_t unit;
    int year;          /* 0: every period of the programme begun by as_of_day */
    int64_t as_of_day;
    bool as_now;       /* territory of today instead of that of as_of_day */
    const char *obligation; /* only this one; NULL: all */
};

/* For subjects that are households (persons, funds) there is one row that sums them up (subject: the
 * unit; value: how many hold the bound; expected: how many there are) and one for each that does not
 * hold it. */
struct coverage {
    struct coverage_row *rows;
    size_t count;
    int64_t breaches; /* rows unmet or impossible of obligations that are not soft */
};

NODISCARD enum err_code coverage_run(struct store *store, const struct coverage_request *request,
                                     struct arena *arena, struct coverage *ret_coverage,
                                     struct err *err);

/* A record that a row's value counts. */
struct coverage_record {
    const struct kind *kind;
    int64_t id;
    const char *label; /* masked where the actor may not see it */
};
struct coverage_record_list {
    struct coverage_record *items;
    size_t count;
    bool more; /* there are more than are listed */
};
/* The records behind a row's value, of every measure in it, each once; at most `max`. */
NODISCARD enum err_code coverage_records(struct store *store, const struct coverage_row *row, size_t max,
                                         struct arena *arena, struct coverage_record_list *ret_list,
                                         struct err *err);

/* "≥ 1", "1–3", "= 1", "> 4,00", "≈ 500", "?": the limits in words short enough for a table. */
const char *bound_text(struct arena *arena, const struct coverage_row *row);
/* The bound of the obligation as a whole: "≥ 1", "≥ …" where it differs by subject. */
const char *obligation_bound_text(struct arena *arena, const struct obligation *obligation);
const char *number_words(struct arena *arena, struct number number, enum number_unit unit);
