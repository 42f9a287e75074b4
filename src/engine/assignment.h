/* SPDX-License-Identifier: Apache-2.0
 * Who helps whom. Gives every poor household of one commune to at most one branch of an
 * organisation, at least total cost, and says what could not be met and the smallest remedy.
 * Arrays in, arrays out: no store, no clock, no text. Communes do not share branches, so a caller
 * solves them one by one, on as many threads as it likes (nothing here is shared or global).
 *
 * The rules (plan 01/KHPH of 2017, II.1; inter-organisation programme 2018, 1.2):
 *  - a household is helped by an organisation its head or a member belongs to; one without such an
 *    organisation here by the Fatherland Front, as cheaply; other organisations at a price;
 *  - rather in its own residential area, rather by last year's helper, rather by a free cadre;
 *  - each branch takes 1 to 3 households a year. Both bounds are soft, for both are often
 *    impossible: an area with fewer poor households than branches cannot meet the first, one with
 *    P > 3·O households cannot meet the second. A 4th and 5th household overload a branch, which
 *    needs approval; beyond its hard maximum a branch takes no one it could put off;
 *  - whoever finds no place is deferred to a later year, the neediest last. A destitute household
 *    (cùng cực) is never deferred where there is any branch at all.
 *
 * The cost of a plan, in main units, is the sum over households of
 *      relation + place + load − last helper           (served by a branch), or the deferral
 * plus, for a branch with n households, its unit costs 1 … n, which never fall:
 *      unit ≤ soft_min: below_min;  < soft_max: 0;  = soft_max: last_unit;
 *      ≤ hard_max: overload;  > hard_max: more than everything else together.
 * It is a minimum-cost flow (household → branch → sink, household → sink) with integral optimum.
 *
 * Ties. A main unit is 2^scale_bits small units; to every arc of a household a hash of (household
 * id, branch id) of tie_bits bits is added, so small that all of a plan's hashes stay below half a
 * main unit. They decide between plans of equal main cost and never against the main cost.
 * Households and branches are taken in the order of their ids whatever the order of the arrays, so
 * that the plan depends on the ids alone even where two hash sums should be equal.
 *
 * Proof. The solver keeps only a few arcs of each household in the network, but looks for a
 * better one among ALL its branches before it ends, and the certificate checks all of them from
 * the plan alone: no pair has a negative reduced cost and the dual value equals the cost. The
 * DIMACS form of the whole problem lets any other solver repeat the result. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum {
    ASSIGNMENT_NONE = -1,
    ASSIGNMENT_PUT_OFF = -2, /* of fixed_branch only */
    ASSIGNMENT_ORGS_MAX = 64,
    ASSIGNMENT_NEED_MAX = 7,
    ASSIGNMENT_WEIGHT_MAX = 1000000,
};

struct assignment_household {
    int64_t id;           /* distinct among the households */
    uint64_t member_orgs; /* bit per organisation the programme lets this household count as a
                             member of: its head's, or any member's, as eligibility says */
    uint64_t head_orgs;   /* those of the head; bits outside member_orgs count nothing */
    int32_t area;         /* 0 … area_count-1, or ASSIGNMENT_NONE: not known */
    int32_t last_branch;  /* index of last year's helper, or ASSIGNMENT_NONE */
    int32_t fixed_branch; /* index of the branch that has it already, or is to have it, whatever the
                             rules; ASSIGNMENT_PUT_OFF: no branch is; or ASSIGNMENT_NONE */
    uint8_t need;         /* 0 … ASSIGNMENT_NEED_MAX; each level multiplies the deferral's cost */
    bool is_destitute;    /* cùng cực: always served */
    bool is_near_poor;    /* cheaper to defer than a poor household of the same need */
};

struct assignment_branch {
    int64_t id;       /* distinct among the branches */
    int32_t org;      /* 0 … ASSIGNMENT_ORGS_MAX-1 */
    int32_t area;     /* 0 … area_count-1, or ASSIGNMENT_NONE: a body of the whole commune */
    int32_t soft_min; /* 0 ≤ soft_min ≤ soft_max ≤ hard_max */
    int32_t soft_max;
    int32_t hard_max;
    int32_t load;  /* ≥ 0; what its cadres carry already, in the caller's unit */
    bool is_front; /* a body of the Fatherland Front: the fallback */
};
#define ASSIGNMENT_BRANCH_DEFAULT                                                                  \
    {                                                                                              \
        .area = ASSIGNMENT_NONE, .soft_min = 1, .soft_max = 3, .hard_max = 5                       \
    }

/* Main units. All within 0 … ASSIGNMENT_WEIGHT_MAX except below_min, a gain, within its negative.
 * below_min ≤ 0 ≤ last_unit ≤ overload. */
struct assignment_weights {
    int32_t not_head;        /* its organisation is a member's, not the head's */
    int32_t not_member;      /* it has a member organisation here, but this is not one */
    int32_t unaffiliated;    /* it has none here, and this is not the Front either */
    int32_t other_area;      /* the branch is of another residential area; plus the distance */
    int32_t commune_level;   /* the branch is the commune's, or the household's area not known */
    int32_t last_helper;     /* taken off for last year's helper */
    int32_t load;            /* per unit of the branch's load */
    int32_t below_min;       /* for each unit up to soft_min */
    int32_t last_unit;       /* for the unit that reaches soft_max */
    int32_t overload;        /* for each unit above it, up to hard_max */
    int32_t defer;           /* for a poor household of need 0 */
    int32_t defer_shift;     /* 0 … 4: each level of need doubles it so many times */
    int32_t defer_near_poor; /* for a near-poor household of need 0 */
};
extern const struct assignment_weights assignment_weights_default;

struct assignment_problem {
    const struct assignment_household *households;
    const struct assignment_branch *branches;
    size_t household_count, branch_count;
    int32_t area_count;
    const int32_t *distances;                 /* area_count², row = household's area, each 0 …
                                                 ASSIGNMENT_WEIGHT_MAX main units; NULL: all 0 */
    const struct assignment_weights *weights; /* NULL: assignment_weights_default */
    bool member_only; /* a household with a member organisation here goes to one of those, or is
                         deferred; soft by default */
    uint64_t seed;    /* which of the plans of equal main cost is taken: other seeds, other hashes */
    /* A plan to start from, such as that of before a change: per household a branch, or
     * ASSIGNMENT_NONE. It makes the way shorter, never the plan another. NULL: none. */
    const int32_t *start;
};

enum assignment_finding_kind {
    ASSIGNMENT_DESTITUTE_UNSERVED = 1, /* household: there is no branch at all, or it is put off */
    ASSIGNMENT_HOUSEHOLD_DEFERRED,     /* household */
    ASSIGNMENT_HOUSEHOLD_PUT_OFF,      /* household: deferred because it is fixed so */
    ASSIGNMENT_BRANCH_BEYOND_MAX,      /* branch: count > hard_max, by destitute or kept ones */
    ASSIGNMENT_BRANCH_OVERLOADED,      /* branch: soft_max < count ≤ hard_max: needs approval */
    ASSIGNMENT_AREA_OVER_CAPACITY,     /* area: more households than places within soft_max, and
                                          some are deferred or overload; ASSIGNMENT_NONE: the
                                          whole commune */
    ASSIGNMENT_AREA_TOO_FEW,           /* branch: below soft_min, and its area has fewer households
                                          than its branches' soft_min together: not applicable */
    ASSIGNMENT_BRANCH_BELOW_MIN,       /* branch: below soft_min though there are households */
};

enum assignment_remedy_kind {
    ASSIGNMENT_REMEDY_NONE,         /* nothing to do */
    ASSIGNMENT_REMEDY_RAISE_MAX,    /* let `branch` take `amount` households, soft_max and hard_max
                                       both. The highest amount named for each branch, all taken
                                       together, gives everyone a place within the maxima */
    ASSIGNMENT_REMEDY_ADD_BRANCHES, /* `amount` more branches with the usual 1–3 in `area` */
    ASSIGNMENT_REMEDY_MOVE,         /* give `household` to `branch`, which has room; the plan then
                                       costs `amount` main units more */
};

struct assignment_remedy {
    enum assignment_remedy_kind kind;
    int32_t household, branch, area; /* ASSIGNMENT_NONE where they do not apply */
    int64_t amount;
};

/* Something that could not be met. Indexes are those of the problem's arrays, ASSIGNMENT_NONE where
 * they do not apply. The last numbers describe `area` (or the commune): the bounds can be met
 * only if  min_places ≤ households ≤ max_places,  1·O ≤ P ≤ 3·O where every branch has the usual
 * 1–3. */
struct assignment_finding {
    enum assignment_finding_kind kind;
    int32_t household, branch, area;
    int64_t count, bound;           /* of the branch: households taken, and the bound broken */
    int64_t households, branches;   /* P and O of the area */
    int64_t min_places, max_places; /* Σ soft_min and Σ soft_max of its branches */
    struct assignment_remedy remedy;
};

/* How many households … */
struct assignment_counts {
    int64_t served, deferred, kept;
    int64_t outside_orgs;   /* are served by a body that is neither a member organisation of
                               theirs nor, for those who have none here, the Front */
    int64_t other_area;     /* are served by a branch of another residential area */
    int64_t changed_helper; /* had a helper last year and are not served by it now */
};

struct assignment_plan {
    int32_t *branch_of;       /* per household: index of its branch, or ASSIGNMENT_NONE: deferred */
    int32_t *household_count; /* per branch */
    int64_t cost;             /* main units */
    int64_t objective;        /* small units: the optimum of the DIMACS problem, exactly.
                                 cost = objective >> scale_bits */
    unsigned scale_bits, tie_bits;
    int64_t *household_prices; /* small units: what serving it costs the plan, at the margin */
    int64_t *branch_prices;    /* small units: what taking a place at the branch costs the plan:
                                  its unit, or the household pushed on to elsewhere */
    bool is_certified;         /* assignment_certified of this plan */
    struct assignment_counts counts;
    const struct assignment_finding *findings; /* by kind, then by household, branch or area */
    size_t finding_count;
};

/* Finds the plan of least cost. Everything in *ret_plan lives in `arena`. ERR_INPUT for weights out
 * of range, ERR_LIMIT where costs and sizes leave no exact answer in 64 bits. Indexes out of range
 * and equal ids are the caller's mistake and abort. */
NODISCARD enum err_code assignment_solve(const struct assignment_problem *problem,
                                         struct arena *arena, struct assignment_plan *ret_plan,
                                         struct err *err);

/* Solves each problem by itself, on so many threads. The plans are those of assignment_solve, on any
 * number of threads, and live in `arena`. `progress` is called on the calling thread, with how many
 * problems of a thousand are done; ERR_STATE where it answers false. Otherwise the failure of the
 * first problem that fails. */
struct assignment_batch {
    const struct assignment_problem *problems;
    size_t count;
    unsigned threads; /* 0: as many as the machine has processors */
    bool (*progress)(void *context, unsigned permille); /* may be NULL */
    void *context;
};
NODISCARD enum err_code assignment_solve_all(const struct assignment_batch *batch,
                                             struct arena *arena, struct assignment_plan *plans,
                                             struct err *err);

/* How dear it must be to take a household from last year's helper, that all problems together change
 * at most `change_max` helpers: the least last_helper, not below that of `weights`, put into
 * *ret_weights. With the plans of that weight, no plans with as few changes cost less otherwise.
 * *ret_changes: how many they change; above change_max where rules and places force more. The
 * problems' own weights are not looked at. */
NODISCARD enum err_code assignment_cap_changes(const struct assignment_batch *batch,
                                               const struct assignment_weights *weights,
                                               int64_t change_max, struct arena *arena,
                                               struct assignment_weights *ret_weights,
                                               int64_t *ret_changes, struct err *err);

/* What one more place (soft_max and hard_max both) at a branch would change. */
struct assignment_gain {
    int32_t branch;
    int64_t saved;      /* main units, by which the plan would be cheaper */
    int64_t served;     /* more households served */
    int64_t overloaded; /* fewer units above soft_max */
    int64_t own;        /* more households served by an organisation of theirs (or the Front) */
};

/* The places worth most, by `saved` and branch id, at most `max`: by the dual prices the branches that
 * are worth asking, by a plan with the place itself what it would change. Returns how many. */
size_t assignment_gains(const struct assignment_problem *problem,
                        const struct assignment_plan *plan, size_t max, struct arena *arena,
                        struct assignment_gain *gains);

/* Proves that no plan costs less than `plan`, in O(households × branches), from the problem, the
 * assignment and the prices alone. `arena` is for scratch memory. */
bool assignment_certified(const struct assignment_problem *problem,
                          const struct assignment_plan *plan, struct arena *arena);

/* A plan with all that proves it, as text: the problem, who goes where, prices. Whoever reads it back
 * can ask assignment_certified whether a cheaper plan exists, years later and without anything else. */
void assignment_proof_write(const struct assignment_problem *problem,
                            const struct assignment_plan *plan, struct buf *out);
/* Reads it back: findings and counts apart, the same problem and plan, in `arena`; is_certified says what
 * assignment_certified says of it. False where the text is no such proof or names numbers out of range;
 * the text may come from anybody. */
struct assignment_proof {
    struct assignment_problem problem;
    struct assignment_plan plan;
};
bool assignment_proof_read(const char *text, struct arena *arena,
                           struct assignment_proof *ret_proof);

/* "Why not the Women's Union?": one household against one branch, in main units. */
struct assignment_choice {
    int32_t branch;
    bool is_allowed; /* not fixed elsewhere, not shut out by member_only, and a place can be made */
    bool is_chosen;
    int64_t relation, place, load, last_helper; /* what the arc costs; last_helper ≤ 0 */
    int64_t others;   /* what it changes for the others: its unit there, the households moved or
                         put off to make room, the place left free where it is now */
    int64_t costlier; /* so much more the cheapest plan with it there costs; 0 if chosen or a tie */
    int32_t household_count, soft_max; /* of the branch in the plan */
};

/* Fills choices[branch_count]: the chosen one, then allowed ones by `costlier` and branch id, then
 * the others, their costs 0. Returns how much more the cheapest plan with it deferred costs, or -1
 * where it may not be. Exact up to 2,000 branches; above, a lower bound. `plan` is as
 * assignment_solve made it for this problem. */
int64_t assignment_explain(const struct assignment_problem *problem,
                           const struct assignment_plan *plan, size_t household,
                           struct arena *arena, struct assignment_choice *choices);

/* The whole problem in DIMACS form (`p min`), for glpsol --mincost or LEMON: node 1 + offset … are
 * the households, then the branches, then the sink, each in the order of their arrays. Comment
 * lines map nodes to ids. Several communes make one network: write assignment_dimacs_header with
 * the sums of their sizes, the nodes of each, then the arcs of each, with the node counts before it
 * as offset. Fails as assignment_solve does. */
struct assignment_size {
    int64_t nodes, arcs;
};
NODISCARD enum err_code assignment_dimacs_size(const struct assignment_problem *problem,
                                               struct arena *arena,
                                               struct assignment_size *ret_size, struct err *err);
void assignment_dimacs_header(struct assignment_size size, struct buf *out);
NODISCARD enum err_code assignment_dimacs_nodes(const struct assignment_problem *problem,
                                                int64_t offset, struct arena *arena,
                                                struct buf *out, struct err *err);
NODISCARD enum err_code assignment_dimacs_arcs(const struct assignment_problem *problem,
                                               int64_t offset, struct arena *arena, struct buf *out,
                                               struct err *err);
