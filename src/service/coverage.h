/* SPDX-License-Identifier: Apache-2.0
 * Proves what a programme demands: each obligation and target, for each of its subjects, in each of
 * its periods: the value, the bound, and whether it is met; and for what is not, the next action
 * ("không trùng lặp, không bỏ sót" is one of them). */
#pragma once

#include "domain/programme.h"
#include "store/entity.h"

enum coverage_state {
    COVERAGE_MET,
    COVERAGE_UNMET,
    COVERAGE_NOT_APPLICABLE, /* there is no such body, or nothing to do it with */
    COVERAGE_IMPOSSIBLE,     /* the supply does not reach for the minimums of all */
    COVERAGE_UNKNOWN,        /* no bound, or no number yet */
    COVERAGE_STATE_MAX_
};
const char *coverage_state_name(enum coverage_state state); /* "not_applicable" */

struct coverage_row {
    const struct obligation *obligation;
    bool is_target;
    const char *subject;      /* words: "Xã Ia Krêl", "Hội Phụ nữ xã Ia Krêl", a household's head */
    const char *subject_key;  /* "unit:CODE@DATE", with "/organisation"; "household:ID" */
    int64_t unit;
    const char *organisation; /* NULL where the subject is not of one */
    int64_t record;           /* household, person or fund; 0 */
    struct period period;
    struct number value;
    enum coverage_state state;
    enum msg reason;          /* MSG_COVERAGE_REASON_NONE: nothing to add */
    const char *reason_args[ERR_ARGS_MAX + 1];
    bool final;               /* the period is over, so the number will not move */
    int64_t reported, expected; /* how many communes have said anything of this, of how many */
    const char *next_action;  /* NULL: nothing to be done */
};

struct coverage_request {
    const struct programme *programme;
    int64_t unit;
    int year;          /* 0: every period of the programme begun by as_of_day */
    int64_t as_of_day;
    bool as_now;       /* territory of today instead of that of as_of_day */
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

/* "≥ 1", "1–3", "= 1", "> 4,00": the bound in words short enough for a table. */
const char *bound_text(struct arena *arena, const struct bound *bound, enum number_unit unit);
const char *number_words(struct arena *arena, struct number number, enum number_unit unit);
