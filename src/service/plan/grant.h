/* SPDX-License-Identifier: Apache-2.0
 * Phân bổ quỹ: which households get a grant from one or several funds, how much, and why not the others
 * (S2-11 right recipient and purpose, not spread thin; S2-12 who comes first). docs/allocation.md.
 *
 * Gathers open needs, classes, hardship, what was given already, and the funds' books from the store; the
 * engine (engine/allocation.h) finds the plan; --apply records it as grants proposed. Money is neither
 * approved nor paid here, and no plan is recorded beyond what the books hold and earlier grants leave. */
#pragma once

#include "base/buf.h"
#include "base/msg.h"
#include "domain/programme.h"
#include "engine/allocation.h"
#include "service/plan/plan_words.h"
#include "store/entity.h"

enum { GRANT_FUNDS_MAX = 16, GRANT_LIMITS_MAX = 200 };

/* A floor or a cap of what the households of a place get together. */
struct grant_limit {
    int64_t unit, amount;
};

struct grant_request {
    const struct programme *programme; /* its rules on who may get what; NULL: none */
    struct {
        int64_t fund, budget; /* budget -1: all that is free */
    } funds[GRANT_FUNDS_MAX];
    size_t fund_count;
    struct grant_limit floors[GRANT_LIMITS_MAX], caps[GRANT_LIMITS_MAX];
    size_t floor_count, cap_count;
    int year;
    int64_t unit; /* households within this unit; 0: everywhere */
    int64_t day;  /* territory as of this day */
    bool least_only, apply;
    struct buf *problem; /* the first tier that money does not reach whole, in LP form; or NULL */
    struct plan_progress progress;
};

/* Why somebody gets nothing, beyond what the engine says (ALLOCATION_NO_SOURCE). */
enum grant_bar {
    GRANT_OPEN,          /* takes part */
    GRANT_NO_VALUE,      /* what is needed was not estimated */
    GRANT_MET,           /* earlier support covers it */
    GRANT_GIVEN,         /* has a grant for the same purpose this year: never twice */
    GRANT_EARMARK,       /* every fund is kept for other classes, purposes or places */
    GRANT_RULE,          /* a rule of the programme forbids it: `rule` */
};

enum grant_tier { GRANT_DESTITUTE, GRANT_FIRST_PLACES, GRANT_OTHERS, GRANT_TIERS };

/* What a score is made of. */
enum grant_factor {
    GRANT_BY_CLASS,
    GRANT_BY_URGENCY,
    GRANT_BY_HARD_PLACE,
    GRANT_BY_POVERTY_RATE,
    GRANT_BY_POLICY,
    GRANT_BY_NO_LABOUR,
    GRANT_FACTORS
};

struct grant_row {
    int64_t household, need, unit, commune;
    const char *head_name, *class, *purpose, *subtype; /* class NULL: none known */
    enum grant_bar bar;
    const char *rule;   /* title of the programme's rule */
    enum grant_tier tier;
    int32_t score;
    int32_t points[GRANT_FACTORS]; /* of the score */
    const char *urgency;           /* of the need; NULL: not recorded */
    int64_t estimated, supported; /* the need; what earlier supports covered of it */
    int64_t least, amount;
    bool least_by_rule; /* the least was not recorded: half of the need */
    enum allocation_reason reason;
    int64_t lacking;
};

struct grant_fund {
    int64_t id;
    const char *name;
    int64_t balance, bound; /* of the books; in grants proposed or approved and not paid */
    int64_t budget, spent;
};

struct grant_place {
    int64_t unit, floor, cap, spent; /* cap -1: none; floor: as far as it can be kept */
};

struct grant_result {
    struct grant_fund *funds;
    size_t fund_count;
    struct grant_row *rows; /* those who get something by tier and score, then the others likewise */
    size_t row_count;
    struct grant_place *places;
    size_t place_count;
    const struct allocation_part *parts; /* applicant: index into rows, source: into funds */
    size_t part_count;
    struct allocation_tier tiers[GRANT_TIERS]; /* last_served, first_refused: indexes into rows */
    struct allocation_spread spread;
    int64_t served, applied;
};

/* "Hộ nghèo 300 · mức độ cần thiết 100": what the score is made of. */
const char *grant_score_words(const struct grant_row *row, enum lang lang, struct arena *arena);

/* ERR_FORBIDDEN for a place that is not the actor's, or, with `apply`, for who may not write.
 * ERR_STATE for a closed fund, and, with `apply`, for a budget above what is free. Everything in
 * *ret_result lives in `arena`. */
NODISCARD enum err_code grant_run(struct store *store, const struct grant_request *request,
                                  struct arena *arena, struct grant_result *ret_result,
                                  struct err *err);
