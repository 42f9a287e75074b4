/* SPDX-License-Identifier: Apache-2.0
 * Private to the allocation files: who may draw on what (room), what money is worth at the margin
 * (prices), and the search. Node 0 is the whole, node g + 1 is group g. */
#pragma once

#include "engine/allocation.h"

/* What is left to give, for a set of grants made. The two sides do not meet: sources must bring what
 * each kind of eligibility (mask) was given, groups must hold what their members were given. */
struct allocation_room {
    size_t source_count, mask_count, node_count;
    const uint64_t *masks;
    int64_t *free;    /* by source */
    int64_t *flows;   /* mask · source_count + source: what the source pays for those of the mask */
    int64_t *entered; /* by node: what its members were given, less what inner groups' slots hold */
    const int64_t *slots, *limits;
    const int32_t *parents;
    int32_t *queue, *from, *via; /* scratch of the search for a path, by source */
};

struct allocation_model {
    const struct allocation_problem *problem;
    struct arena *arena;
    size_t mask_count, node_count;
    uint64_t *masks;
    int32_t *mask_of; /* by applicant; ALLOCATION_NONE: no source may pay */
    int64_t *slots;   /* by node: of its floor, what no inner group keeps already; of the whole: the rest */
    int64_t *limits;  /* by node: of its hi, what inner groups do not keep */
    int64_t *floors;
    int32_t *parents; /* by node; ALLOCATION_NONE of the whole */
    int64_t money;    /* of all sources, as far as needs reach it */
    int32_t *order;   /* applicants by id */
};

/* Fills all but the arrays of the problem. */
void allocation_model_init(struct allocation_model *model, const struct allocation_problem *problem,
                           struct arena *arena);

static inline size_t allocation_node(const struct allocation_applicant *applicant)
{
    return (size_t)(applicant->group + 1);
}

/* Nothing given yet. */
void allocation_room_init(struct allocation_room *room, const struct allocation_model *model);
/* So much more its groups let a member of `node` have. */
int64_t allocation_room_group(const struct allocation_room *room, size_t node);
/* The same, were there money for everybody: only the groups' hi count. */
int64_t allocation_room_limits(const struct allocation_room *room, size_t node);
/* So much more the sources can bring to those of the mask. */
int64_t allocation_room_sources(struct allocation_room *room, size_t mask);
/* Gives `amount`; false, and nothing is changed, where there is no room. */
bool allocation_room_take(struct allocation_room *room, size_t mask, size_t node, int64_t amount);
/* Sources that have no money left for those of the mask, and for all others whom only they may pay for. */
uint64_t allocation_room_spent(struct allocation_room *room, size_t mask);
/* Gives as much as there is room for, at most `amount`; returns it. */
int64_t allocation_room_raise(struct allocation_room *room, size_t mask, size_t node,
                              int64_t amount);
void allocation_room_give_back(struct allocation_room *room, size_t mask, size_t node,
                               int64_t amount);

/* Prices of a đồng in one tier's relaxation, in worth · 2^shift: of each source, and by node of its slot and
 * of its limit. */
struct allocation_prices {
    unsigned shift;
    int64_t *sources, *slots, *limits;
};

/* `members` are the applicants to choose from, `fixed` flags by applicant those who have theirs. */
struct allocation_choice {
    const struct allocation_model *model;
    const int32_t *members;
    size_t member_count;
    const bool *fixed;
};
NODISCARD enum err_code allocation_prices_find(const struct allocation_choice *choice,
                                               struct arena *arena,
                                               struct allocation_prices *ret_prices,
                                               struct err *err);

/* Flags in `served` the members chosen, and takes their least from `room`, which has the fixed ones'
 * taken. Fills worth, bound and is_exact; adds to *steps. ERR_STATE: stopped by `progress`. */
NODISCARD enum err_code allocation_search(const struct allocation_choice *choice,
                                          const struct allocation_prices *prices,
                                          struct allocation_room *room, bool *served,
                                          struct allocation_tier *tier, int64_t *steps,
                                          struct arena *arena, struct err *err);

/* Is a's worth per đồng higher (1), lower (-1) or the same? */
static inline int allocation_rate_compare(const struct allocation_applicant *a,
                                          const struct allocation_applicant *b)
{
    __int128 x = (__int128)a->worth * b->least, y = (__int128)b->worth * a->least;
    return (x > y) - (x < y);
}
