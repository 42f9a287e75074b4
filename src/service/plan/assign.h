/* SPDX-License-Identifier: Apache-2.0
 * Phân công: every household that needs help in a year gets one leading body (S0d-07, S0d-08).
 *
 * Gathers the households of a class and the bodies that may lead from the store, commune by commune;
 * the engine (engine/assignment.h) finds the plan; --apply adopts it. What stands already is kept.
 * What could not be met is told with its reason and the smallest remedy, never bent. */
#pragma once

#include "base/buf.h"
#include "base/issues.h"
#include "domain/programme.h"
#include "engine/assignment.h"
#include "service/plan/plan_words.h"
#include "store/entity.h"

/* What people decided: it stands whatever the rules and the costs say, and the plan is the cheapest beside it. */
struct assign_fixed {
    int64_t household;
    int64_t body; /* 0: nobody is to lead it this year */
};

struct assign_request {
    const struct programme *programme; /* NULL: the defaults of programme_assignment_default */
    int year;
    int64_t unit;      /* plan within this unit; 0: everywhere */
    int64_t day;       /* territory as of this day */
    bool apply;
    struct buf *problem; /* DIMACS text is put here; NULL: not wanted */
    int64_t change_max;  /* helpers of the year before that may change, all communes together; -1: any */
    uint64_t seed;       /* which of equally good plans */
    const struct assign_fixed *fixed; /* the last one about a household holds */
    size_t fixed_count;
    struct issues *issues; /* all that is wrong with `fixed`, at fixed[N]; may be NULL where there is none */
    struct plan_progress progress;
};

/* One household's line of the plan. */
struct assign_row {
    int64_t household, unit, commune; /* commune: on the day */
    int64_t classification;           /* of the year; 0: none */
    const char *head_name;
    int64_t body;           /* 0: deferred */
    const char *organisation, *body_name;
    bool kept;              /* it had this lead already */
    bool is_member;         /* of the organisation, as the programme counts */
    bool outside;           /* led neither by an organisation of its own nor, where it has none here, by the Front */
    bool by_hand;           /* as `fixed` says */
    bool destitute, near_poor;
    int64_t area;           /* on the day; 0: not known */
    int64_t assignment;     /* that stands; 0: none */
    int64_t last_body;      /* of the year before */
    uint64_t organisations; /* of its members: bits of assign_result.organisations */
    bool priority;          /* in a place with one of the designations that come first (S0d-15) */
};

struct assign_violation {
    int64_t unit, commune;  /* the area, or the commune; commune 0: not known */
    int64_t household, body;  /* 0 where it is about neither */
    enum msg reason, remedy;  /* remedy MSG_ASSIGN_REMEDY_NONE where there is nothing to do */
    const char *reason_args[ERR_ARGS_MAX + 1], *remedy_args[ERR_ARGS_MAX + 1];
};

/* What one more place at a body would change (engine/assignment.h). */
struct assign_gain {
    int64_t unit, body;
    const char *body_name;
    int64_t saved, served, overloaded, own;
};

enum { ASSIGN_PLACES_ANY = 100000 /* as a maximum: bound by none */ };

/* A body that may lead, and how many it has in the plan. */
struct assign_branch {
    int64_t body, unit, commune, area; /* area 0: a body of the whole commune */
    const char *name, *organisation;
    int64_t soft_min, soft_max, hard_max, count;
};

struct assign_commune_sum {
    int64_t unit; /* 0: households whose commune is not known */
    int64_t households, assigned, kept, deferred;
    int64_t overloaded; /* bodies above the set maximum */
};

enum { ASSIGN_GAINS_MAX = 3 /* of a commune */ };

struct assign_result {
    int64_t households, assigned, deferred, kept, applied;
    int64_t objective; /* small units, over all communes: the optimum of the DIMACS file */
    int64_t cost;      /* main units */
    bool certified;    /* every commune's plan is proven cheapest */
    const struct assign_row *rows; /* of the places that come first, then the others */
    size_t row_count;
    const struct assign_violation *violations;
    size_t violation_count;
    const struct assign_gain *gains; /* worth most first; only where some are put off or overload */
    size_t gain_count;
    const struct assign_branch *branches; /* by commune, then id */
    size_t branch_count;
    const struct assign_commune_sum *communes;
    size_t commune_count;
    const char *const *organisations; /* by bit */
    size_t organisation_count;
    int64_t changed;     /* had another leading body the year before */
    int64_t last_helper; /* what taking a household from last year's helper counted in the plan */
};

/* With `apply` the plan is adopted in one transaction. Everything in *ret_result lives in `arena`. */
NODISCARD enum err_code assign_run(struct store *store, const struct assign_request *request,
                                   struct arena *arena, struct assign_result *ret_result,
                                   struct err *err);

/* Hands a household's lead from one body to another (hand-over): ends the assignment with its reason
 * and opens the next, in one transaction. `on`: external date, NULL: today. ERR_STATE where it is not
 * active; ERR_CONFLICT where the body leads it already. */
NODISCARD enum err_code assign_hand_over(struct store *store, int64_t assignment, int64_t to_body,
                                         const char *reason, const char *on, struct arena *arena,
                                         struct record **ret_record, struct err *err);
