/* SPDX-License-Identifier: Apache-2.0
 * Who gets a grant, how much, and from which fund: "đúng đối tượng, đúng mục đích, tránh dàn trải"
 * (S2-11, S2-12). Arrays in, arrays out: no store, no clock, no text.
 *
 *      x_i ∈ {0} ∪ [least_i, need_i]          a grant helps, or it is not made
 *      Σ_s x_is = x_i,  x_is = 0 where source s may not pay for applicant i (earmarks)
 *      Σ_i x_is ≤ amount_s                    no source spends more than it has
 *      Σ_{i in g} x_i ≤ hi_g                  for groups that lie one inside the other
 *      lo_g of all money is kept for the members of g, as far as they can take it (floors)
 *
 * Which of these plans: tier by tier. In tier 0, then 1, …, those are served whose `worth` together
 * is the most that the tiers before leave possible; nobody of an earlier tier gives way to a later
 * one. Choosing costs `least` each; it never fixes which source pays, so that an earlier tier takes
 * from a general fund only what its own earmarks cannot pay. What money is left then raises the
 * grants towards the needs, by tier, then by score, then by id; it serves nobody else.
 * With worth = score · least every đồng counts by the score of whom it goes to: small grants are
 * not preferred to large ones, and the served are the first by score but for whole grants.
 *
 * A floor is kept by letting others take no more than the rest: whatever group g may use of its lo
 * is a slot that only its members fill; what they take beyond goes up to the group around it, whose
 * hi holds the slots inside it too. Floors that together are more than the money, or than the hi of
 * the group around them, are cut in proportion: group_floors says to what.
 *
 * Method, for each tier. (1) The relaxation in which a part of a grant may be made is a flow from
 * sources over kinds of eligibility to groups, one arc for all applicants of a kind, a group and a
 * rate (worth per đồng): engine/flow.h solves it and finds prices of each source and each group's limits.
 * (2) At any prices every plan has a loss, the sum of what each grant made or not made loses and of what
 * limits leave unused. Each group whose limits bind finds by itself, with whole grants, what it must
 * lose at least; that lifts the bound from that of divisible grants (Geoffrion, 1974), and prices
 * are moved to where it is lowest. (3) Choices of the groups that lose little are listed, of those that
 * use as much only the best (Nemhauser & Ullmann, Management Science 15, 1969; the expanding
 * core of Pisinger, Operations Research 45, 1997); what each leaves of the sources the applicants outside them fill,
 * class by class along the chain in which the sources' prices put them, so that each source is one short search
 * along a line (engine/allocation_fill.h). The budget of loss grows until there is a plan; then lists grow until nothing
 * better is cut off: it is the best. A list that had to be cut may lack the plans that use limits up: grants of the best so far are
 * then exchanged, as long as that gains (engine/allocation_swap.c). Where a plan breaks what was taken for no limit, that is one from then on, and prices are
 * moved anew. Stopped after `step_max` steps it keeps the best it has, and says by how much a better plan could at most be better.
 *
 * The same problem gives the same plan on every machine: applicants are taken in an order that
 * depends on their ids alone. No number overflows: see the limits below. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

enum {
    ALLOCATION_NONE = -1,
    ALLOCATION_SOURCES_MAX = 62,
    ALLOCATION_TIERS_MAX = 16,
    ALLOCATION_GROUPS_MAX = 1 << 16,
    ALLOCATION_APPLICANTS_MAX = 1 << 25,
    ALLOCATION_SCORE_MAX = 1000000,
};
/* 2^25 applicants of worth 2^34 sum to 2^59. All sources together hold at most 2^50 đồng (10^15). What an
 * applicant's sources and its groups cost stays below 2^39 each (any price ≥ 0 gives a bound), so that a charge (price · đồng) is below 2^90, their sum
 * below 2^115, and worth · charge below 2^124: 128 bits hold all of it. */
#define ALLOCATION_WORTH_MAX (INT64_C(1) << 34)
#define ALLOCATION_MONEY_MAX (INT64_C(1) << 50)
#define ALLOCATION_STEPS_DEFAULT INT64_C(24000000)

struct allocation_source {
    int64_t id;
    int64_t amount; /* 0 … ALLOCATION_MONEY_MAX, all sources together too */
};

struct allocation_group {
    int64_t id;
    int64_t lo, hi; /* 0 ≤ lo ≤ hi; hi ALLOCATION_MONEY_MAX: no bound */
    int32_t parent; /* index, lower than its own; or ALLOCATION_NONE */
};

struct allocation_applicant {
    int64_t id;       /* distinct */
    uint64_t sources; /* bit per source that may pay */
    int32_t group;    /* innermost, or ALLOCATION_NONE */
    int32_t tier;     /* 0 … ALLOCATION_TIERS_MAX-1, 0 first */
    int32_t score;    /* 0 … ALLOCATION_SCORE_MAX: who is raised first */
    int64_t worth;    /* 1 … ALLOCATION_WORTH_MAX: what serving it is worth within its tier */
    int64_t least, need; /* 1 ≤ least ≤ need ≤ ALLOCATION_MONEY_MAX */
};

struct allocation_problem {
    const struct allocation_source *sources; /* in the order in which they are spent where it is
                                                all the same: the most narrowly earmarked first */
    const struct allocation_group *groups;
    const struct allocation_applicant *applicants;
    size_t source_count, group_count, applicant_count;
    bool least_only;  /* nobody gets more than `least` */
    int64_t step_max; /* options looked at in each tier; 0: ALLOCATION_STEPS_DEFAULT */
    bool (*progress)(void *context, unsigned permille); /* may be NULL; false stops: ERR_STATE */
    void *context;
};

enum allocation_reason {
    ALLOCATION_SERVED,
    ALLOCATION_NO_SOURCE,     /* none may pay for it */
    ALLOCATION_TOO_LARGE,     /* its least is more than its sources or groups hold, alone */
    ALLOCATION_EARLIER_TIERS, /* what earlier tiers leave is less than its least */
    ALLOCATION_GROUP_FULL,    /* its group is at its hi, or the rest is kept for other groups */
    ALLOCATION_BELOW_CUT,     /* the money went to those whose worth per đồng is higher, or as high */
    ALLOCATION_REMAINDER,     /* above the cut, but its whole least did not fit beside theirs */
};

/* One source's part of one grant. */
struct allocation_part {
    int32_t applicant, source;
    int64_t amount;
};

struct allocation_tier {
    int64_t applicants, served;
    int64_t worth, bound; /* no plan reaches more than bound in this tier, after the earlier ones */
    bool is_exact;        /* worth is proven the most */
    /* The cut: who was served with the lowest rate (worth per đồng), and who has the highest rate of
     * those that money did not reach (below the cut, or a remainder). ALLOCATION_NONE: nobody. */
    int32_t last_served, first_refused;
};

/* How thinly the money is spread. */
struct allocation_spread {
    int64_t granted, need;   /* of the served: Σ x, Σ need; granted/need near 1: they are helped fully */
    int64_t smallest;        /* grant; 0 where there is none */
    int64_t even;            /* what each applicant with a source would get were all served alike */
    int64_t even_too_small;  /* applicants for whom that is less than `least` */
};

struct allocation_result {
    int64_t *amounts;                 /* by applicant */
    enum allocation_reason *reasons;  /* by applicant */
    int64_t *lacking;                 /* by applicant not served: so much more money that it may use
                                         would serve it beside the others; 0 otherwise */
    const struct allocation_part *parts; /* by tier, score and id, then source */
    size_t part_count;
    int64_t *source_spent;            /* by source */
    int64_t *group_spent;             /* by group, with what lies in it */
    int64_t *group_floors;            /* by group: its lo as far as members can take it, and as far as
                                         all floors together leave money */
    struct allocation_tier tiers[ALLOCATION_TIERS_MAX];
    int tier_count;
    struct allocation_spread spread;
    int64_t steps;
};

/* Finds the plan. Everything in *ret_result lives in `arena`. ERR_LIMIT where the sources hold more
 * than ALLOCATION_MONEY_MAX together, or all needs sum to more than 2^60; ERR_STATE where `progress` said stop. Other numbers out of
 * range are the caller's mistake and abort. */
NODISCARD enum err_code allocation_solve(const struct allocation_problem *problem,
                                         struct arena *arena,
                                         struct allocation_result *ret_result, struct err *err);

/* Looks at a plan with nothing but the problem: every grant is 0 or between least and need, is the
 * sum of its parts, comes from sources that may pay; no source, group or floor is broken; nobody is
 * left out who could be served beside the others. */
bool allocation_holds(const struct allocation_problem *problem,
                      const struct allocation_result *result, struct arena *arena);

/* One tier's choice, after the earlier tiers' of `result`, as a problem in CPLEX LP form for any other
 * solver (glpsol --lp): its optimum is tiers[tier].worth. */
struct buf;
void allocation_lp(const struct allocation_problem *problem, const struct allocation_result *result,
                   int tier, struct arena *arena, struct buf *out);
