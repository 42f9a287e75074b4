/* SPDX-License-Identifier: Apache-2.0
 * Private to the search of one tier (allocation_search.c): what a group and all in it may be given, as a list of
 * options, each with what it uses and what it loses.
 *
 * At given prices every choice is judged by its loss: so much its worth stays below the bound of the
 * prices. The loss of a whole plan is a sum of losses ≥ 0:
 *      an applicant with gain = worth − price · least       left out though it gains, or the reverse
 *      a limit with a price                                 for what of it stays unused
 *      a slot with a price                                  the same, and for what goes on to the parent
 * so that a list need only hold what loses no more than a budget, and of options that use the same or
 * more and are worth no more, one (Nemhauser & Ullmann, Management Science 15, 1969). Prices and gains
 * are in worth · 2^shift and exact: losses are whole numbers. */
#pragma once

#include "engine/allocation_model.h"

enum { OPTION_ROWS_MAX = 12 };

/* Applicants whom only these sources may pay for are given no more than `limit`. */
struct option_row {
    uint64_t sources;
    int64_t limit, price;
};

/* A group whose floor or cap may matter, or (0) the whole; inner ones after outer ones. */
struct option_node {
    int32_t group;                     /* node of the model */
    int32_t parent, first, next;       /* the group around it, the first in it, the next beside it; NONE */
    size_t begin, end;                 /* its own items */
    int64_t slot, limit;               /* limit ALLOCATION_MONEY_MAX: none that could be reached */
    int64_t fixed;                     /* given to its own members already */
    int64_t slot_price, limit_price;   /* a member's đồng costs both; slot_price ≤ the parent's both */
    __int128 least_loss;               /* no option loses less */
    const struct option *best;         /* loses as little, unless too many options had to be looked at */
};

struct option_item {
    int32_t applicant, mask, node;
    uint32_t rows; /* bit per row it uses */
    bool is_taken; /* where it gains */
    int64_t worth, least;
    __int128 gain;
};

/* Of a node: one change more than another option, beginning with "each item taken where it gains, each inner
 * group at its best". */
struct option {
    __int128 loss;
    int64_t entered;             /* what members were given, less inner slots; in finished options: what goes on
                                    to the parent */
    int64_t used[OPTION_ROWS_MAX];
    const struct option *before; /* NULL: no change */
    const struct option *part;   /* an inner group's option in place of its best; or NULL */
    int32_t item;                /* taken instead of left out, or the reverse; or NONE */
    int32_t node;                /* of `part` */
    uint32_t number;             /* in the order in which they are made */
};

struct options {
    struct option_node *nodes;
    struct option_item *items;
    struct option_row rows[OPTION_ROWS_MAX];
    size_t node_count, item_count, row_count;
    unsigned shift;
    int64_t grain;        /* every worth is a multiple of it */
    size_t list_max;      /* longer lists are cut */
    uint32_t made;
    int64_t steps, step_max;
    bool is_stopped;      /* by step_max */
    /* Of what was cut off lists: the most that its loss was below the budget; -1: nothing was cut. */
    __int128 cut_slack;
    struct arena *arena;  /* of what is kept */
    struct arena scratch; /* of lists */
};

/* What a đồng costs beyond the sources' price. */
static inline int64_t option_node_price(const struct option_node *node)
{
    return node->slot_price + node->limit_price;
}

/* The greatest that divides both. */
static inline int64_t option_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* Finds least_loss and best of every node but the whole. Returns the sum of those right inside the whole. */
__int128 options_evaluate(struct options *options);

/* The whole plan that loses least, if any loses no more than `budget`; NULL: none. It lives in `scratch`. */
const struct option *options_best(struct options *options, __int128 budget);

/* Flags by applicant who is taken in an option of the whole. */
void options_taken(const struct options *options, const struct option *option, bool *taken);

/* Makes the plan better whose grants `room` has taken and `taken` flags by applicant, one grant in place of another, until nothing more is
 * gained so or `missing` is, the most that can be. Returns what was gained. */
int64_t options_swap(struct options *options, const struct allocation_problem *problem, struct allocation_room *room,
                     bool *taken, int64_t missing);
