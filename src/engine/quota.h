/* SPDX-License-Identifier: Apache-2.0
 * Quotas: a total of whole things (households to leave poverty, houses to build) shared out among
 * units in proportion to weights, within bounds of each unit and of groups of units that lie one
 * inside the other. Arrays in, arrays out: no store, no clock, no text.
 *
 *      minimise   Σ (x_u − w_u·T/W)² / w_u          W = Σ w_u
 *      over whole x_u with  Σ x_u = T,  lo_u ≤ x_u ≤ hi_u,  lo_g ≤ Σ_{u in g} x_u ≤ hi_g.
 *
 * With Σ x_u = T fixed, the sum to minimise is Σ x_u²/w_u up to a constant: the k-th thing given to
 * a unit (k = 1, 2 …) costs (2k − 1)/w_u more than the one before it had. Without bounds this is the
 * divisor method of Sainte-Laguë (Balinski & Young, Fair Representation, 1982): no unit ever loses
 * because there is more to share (house monotone), which the method of largest remainders
 * (Hamilton) does not grant.
 *
 * Why the answer is exact. Groups that nest are a tree; its leaves are the units, its root is the
 * whole with lo = hi = T. Let f_v(t) be the least cost of giving t to what is below v; below, L_v
 * and U_v are the least and the most that v can take. f of a leaf is convex. f of an inner node
 * is the infimal convolution of its children's f, cut to [L_v, U_v]: convex again, and its steps
 * are the children's steps merged in order of size, the first ones of them forced up to L_v. So the
 * best way to give t + 1 to v is the best way to give t plus the cheapest step that is open
 * (Federgruen & Groenevelt, Oper. Res. 34, 1986; Hochbaum, Math. Oper. Res. 19, 1994), where the
 * lower bounds of the innermost groups are filled first. That also proves it house monotone.
 *
 * How. A level λ says: each unit takes every step of cost ≤ λ. From the root downwards, the level
 * at which a node's children take together what it was given is found by halving; a child's own
 * bounds cut what it takes, and it then looks for its own level. Levels are m/2^56: two
 * different costs a/w, b/v with w, v < 2^28 are further apart, so that between two neighbouring
 * levels lie only steps of one cost. The time is O(depth · units · 95) whatever T is; all numbers
 * fit in 128 bits.
 *
 * Ties go to the unit that comes first: in a group its own units by id, then its groups by id. So
 * the answer depends on the ids, not on the order of the arrays.
 *
 * Stable. With one unit's bound a step further at most one thing moves, from one unit to another; with more
 * weight for one unit it gets no less and nobody else more (the steps are gross substitutes); with one thing more
 * to share exactly one unit gets it. Groups change nothing of that. There is no such bound on how much a larger
 * weight itself draws: that is its share.
 *
 * A unit of weight 0 takes its lo, and more only when all others are full. */
#pragma once

#include "base/arena.h"

enum { QUOTA_NONE = -1 };
#define QUOTA_WEIGHT_MAX ((INT64_C(1) << 28) - 1)
#define QUOTA_VALUE_MAX (INT64_C(1) << 36) /* of each bound and of the total; also "no bound" */
enum { QUOTA_UNITS_MAX = 1 << 20 };

/* Bounds: 0 … QUOTA_VALUE_MAX; lo > hi is told as a conflict. */
struct quota_unit {
    int64_t id;     /* distinct among the units */
    int64_t weight; /* 0 … QUOTA_WEIGHT_MAX */
    int64_t lo, hi;
    int32_t group; /* index of the innermost group it is in, or QUOTA_NONE */
};

struct quota_group {
    int64_t id; /* distinct among the groups */
    int64_t lo, hi;
    int32_t parent; /* index of the group it lies in, or QUOTA_NONE; never in a circle */
};

struct quota_problem {
    const struct quota_unit *units;
    const struct quota_group *groups;
    size_t unit_count, group_count;
    int64_t total;
};

/* Whether a bound decides: the unit or group would have taken less, or more, at the level of what
 * it lies in. */
enum quota_binding { QUOTA_FREE, QUOTA_AT_LO, QUOTA_AT_HI };

enum quota_conflict_kind {
    QUOTA_CROSSED = 1, /* its lo is above its hi */
    QUOTA_TOO_HIGH,    /* its lo (of the whole: T) is above the most that its members can take */
    QUOTA_TOO_LOW,     /* its hi (of the whole: T) is below the least that its members must take */
};

/* One contradiction between bounds. Moving `bound` by `amount` to `limit` mends it, and no smaller
 * change of that bound does; all conflicts mended so, the problem can be solved. */
struct quota_conflict {
    enum quota_conflict_kind kind;
    int32_t unit, group; /* index of the one meant; both QUOTA_NONE: the whole */
    int64_t bound;       /* CROSSED, TOO_HIGH: lo; TOO_LOW: hi */
    int64_t limit;       /* what it can be at most (CROSSED, TOO_HIGH), or must be at least */
    int64_t amount;      /* how far it is beyond that; > 0 */
};

struct quota_result {
    /* With conflicts there are no values. */
    struct quota_conflict *conflicts; /* inner ones first, by the order of the arrays */
    size_t conflict_count;
    int64_t least, most; /* that the whole can take, once the conflicts of its parts are mended */
    int64_t *values;     /* by unit */
    int64_t *group_values;
    enum quota_binding *unit_bindings, *group_bindings;
};

/* Everything in *ret_result lives in `arena`. */
void quota_solve(const struct quota_problem *problem, struct arena *arena,
                 struct quota_result *ret_result);

/* Proves values from the problem alone, in O(units + groups): all bounds hold, and no exchange of
 * one thing between two units that the bounds allow costs less. For a separable convex sum over
 * such sets that is enough (Murota, Discrete Convex Analysis, 2003, chapter 6). */
bool quota_certified(const struct quota_problem *problem, const int64_t *values,
                     struct arena *arena);
