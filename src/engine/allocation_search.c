/* SPDX-License-Identifier: Apache-2.0
 * Branch and bound for one tier: members in the order of worth per charge, each first taken, then
 * left out; cut off where the knapsack of charges promises nothing better than the best so far.
 *
 * The first dive fills every limit but for less than one grant. Before the search goes on, that plan
 * is refined: around the cut of each group, of each kind of eligibility, and of the whole, the last
 * taken and the first left out are searched again by themselves, all others staying as they are. */
#include "engine/allocation_model.h"

#include <stdlib.h>
#include <string.h>

enum {
    STEPS_BETWEEN_REPORTS = 1 << 16,
    AROUND_CUT = 24, /* members on each side of a cut that are searched again */
    ROUNDS_MAX = 4,
};

struct item {
    int32_t applicant, mask, node;
    int32_t position; /* in the search of all; of a part only */
    int64_t worth, least;
    __int128 charge;
};

struct search {
    const struct allocation_problem *problem;
    struct allocation_room *room;
    struct item *items;
    size_t count;
    /* Sums before each item; the least charge and least money from each on. */
    int64_t *worths;
    __int128 *charges, *charge_least;
    int64_t *money_least;
    int64_t grain; /* every worth is a multiple of it */
    bool *taken, *best_taken;
    int32_t *stack; /* positions taken, in order */
    size_t depth;
    int64_t value, best, bound; /* bound: at the root */
    __int128 capacity;          /* of charges left */
    int64_t money;              /* free, of all sources */
    int64_t steps, step_max, reported;
    bool is_stopped; /* by step_max */
};

static int item_order(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    __int128 left = x->worth * y->charge, right = y->worth * x->charge;
    if (left != right)
        return left > right ? -1 : 1;
    if (x->least != y->least) /* large ones first: small ones fill what is left */
        return x->least > y->least ? -1 : 1;
    return (x->applicant > y->applicant) - (x->applicant < y->applicant);
}

/* Items by worth per charge; before the sort they stand in the order of ids, which `applicant` holds
 * until then. */
static void items_make(struct search *search, const struct allocation_choice *choice,
                       const struct allocation_prices *prices, struct arena *arena)
{
    const struct allocation_model *model = choice->model;
    search->count = choice->member_count;
    search->items = ARENA_ARRAY(arena, struct item, search->count + 1);
    for (size_t k = 0; k < search->count; k++) {
        const struct allocation_applicant *a =
            &search->problem->applicants[choice->members[k]];
        size_t mask = (size_t)model->mask_of[choice->members[k]], node = allocation_node(a);
        search->items[k] = (struct item){
            .applicant = (int32_t)k,
            .mask = (int32_t)mask,
            .node = (int32_t)node,
            .worth = a->worth,
            .least = a->least,
            .charge = (__int128)(prices->masks[mask] + prices->nodes[node]) * a->least,
        };
    }
    qsort(search->items, search->count, sizeof(*search->items), item_order);
    for (size_t k = 0; k < search->count; k++)
        search->items[k].applicant = choice->members[search->items[k].applicant];
}

static void sums_make(struct search *search, struct arena *arena)
{
    size_t count = search->count;
    search->worths = ARENA_ARRAY(arena, int64_t, count + 1);
    search->charges = ARENA_ARRAY(arena, __int128, count + 1);
    search->charge_least = ARENA_ARRAY(arena, __int128, count + 1);
    search->money_least = ARENA_ARRAY(arena, int64_t, count + 1);
    search->taken = ARENA_ARRAY(arena, bool, count + 1);
    search->best_taken = ARENA_ARRAY(arena, bool, count + 1);
    search->stack = ARENA_ARRAY(arena, int32_t, count + 1);
    for (size_t k = 0; k < count; k++) {
        const struct item *item = &search->items[k];
        search->worths[k + 1] = search->worths[k] + item->worth;
        search->charges[k + 1] = search->charges[k] + item->charge;
        for (int64_t a = item->worth; a != 0;) {
            int64_t rest = search->grain % a;
            search->grain = a;
            a = rest;
        }
    }
    search->money_least[count] = INT64_MAX;
    search->charge_least[count] = (__int128)1 << 126;
    for (size_t k = count; k-- > 0;) {
        const struct item *item = &search->items[k];
        int64_t money = search->money_least[k + 1];
        __int128 charge = search->charge_least[k + 1];
        search->money_least[k] = item->least < money ? item->least : money;
        search->charge_least[k] = item->charge < charge ? item->charge : charge;
    }
}

/* The most that items from `at` on can still add. */
static int64_t promise(const struct search *search, size_t at)
{
    if (search->money < search->money_least[at] || search->capacity < search->charge_least[at])
        return 0;
    size_t low = at, high = search->count; /* all of [at, low) fit together */
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        if (search->charges[middle] - search->charges[at] <= search->capacity)
            low = middle;
        else
            high = middle - 1;
    }
    int64_t sum = search->worths[low] - search->worths[at];
    if (low < search->count) {
        const struct item *item = &search->items[low];
        __int128 left = search->capacity - (search->charges[low] - search->charges[at]);
        sum += (int64_t)(left * item->worth / item->charge);
    }
    return sum;
}

static bool may_be_better(const struct search *search, size_t at)
{
    int64_t most = search->value + promise(search, at);
    return most / search->grain * search->grain > search->best;
}

static bool item_take(struct search *search, size_t at)
{
    const struct item *item = &search->items[at];
    if (item->least > search->money || item->charge > search->capacity ||
        !allocation_room_take(search->room, (size_t)item->mask, (size_t)item->node, item->least))
        return false;
    search->taken[at] = true;
    search->stack[search->depth++] = (int32_t)at;
    search->value += item->worth;
    search->capacity -= item->charge;
    search->money -= item->least;
    return true;
}

static size_t item_leave(struct search *search)
{
    size_t at = (size_t)search->stack[--search->depth];
    const struct item *item = &search->items[at];
    allocation_room_give_back(search->room, (size_t)item->mask, (size_t)item->node, item->least);
    search->taken[at] = false;
    search->value -= item->worth;
    search->capacity += item->charge;
    search->money += item->least;
    return at;
}

/* Takes what fits from `at` on, while that may lead to something better than the best. */
static void dive(struct search *search, size_t at)
{
    bool is_fresh = true; /* the promise was computed since the last item was left out */
    for (; at < search->count; at++) {
        if (!is_fresh && !may_be_better(search, at))
            return;
        search->steps++;
        is_fresh = item_take(search, at);
    }
    if (search->value > search->best) {
        search->best = search->value;
        memcpy(search->best_taken, search->taken, search->count * sizeof(*search->taken));
    }
}

static enum err_code report(struct search *search, struct err *err)
{
    const struct allocation_problem *problem = search->problem;
    if (!problem->progress || search->steps - search->reported < STEPS_BETWEEN_REPORTS)
        return ERR_OK;
    search->reported = search->steps;
    if (problem->progress(problem->context,
                          (unsigned)(search->steps * 1000 / (search->steps + search->step_max))))
        return ERR_OK;
    return err_set(err, ERR_STATE, MSG_ALLOCATION_STOPPED);
}

/* Goes on from a dive until nothing better is left or step_max more steps are made. */
static enum err_code search_run(struct search *search, struct err *err)
{
    int64_t last = search->steps + search->step_max;
    while (search->depth > 0 && search->best < search->bound) {
        if (search->steps >= last) {
            search->is_stopped = true;
            break;
        }
        TRY(report(search, err));
        size_t next = item_leave(search) + 1;
        search->steps++;
        if (may_be_better(search, next))
            dive(search, next);
    }
    return ERR_OK;
}

static void all_leave(struct search *search)
{
    while (search->depth > 0)
        item_leave(search);
}

/* --- refining ------------------------------------------------------------------------------------- */

/* A limit whose cut is looked at: of a node's group, of a mask's sources (the other ALLOCATION_NONE),
 * or of the whole. */
struct cut {
    int32_t node, mask;
};

static bool cut_has(struct cut cut, const struct item *item)
{
    return (cut.node == ALLOCATION_NONE || cut.node == item->node) &&
           (cut.mask == ALLOCATION_NONE || cut.mask == item->mask);
}

/* Copies into `part` the members last taken and first left out at the cut; `positions` are those that
 * have the limit, by worth per charge. What the part has now is given back. */
static void part_take_over(struct search *whole, struct cut cut, const int32_t *positions,
                           size_t count, struct search *part)
{
    size_t left_out = 0, taken = 0;
    for (size_t k = 0; k < count && left_out < AROUND_CUT; k++)
        if (!whole->taken[positions[k]] && cut_has(cut, &whole->items[positions[k]])) {
            part->items[part->count] = whole->items[positions[k]];
            part->items[part->count++].position = positions[k];
            left_out++;
        }
    for (size_t k = count; k-- > 0 && taken < AROUND_CUT;) {
        const struct item *item = &whole->items[positions[k]];
        if (!whole->taken[positions[k]] || !cut_has(cut, item))
            continue;
        allocation_room_give_back(whole->room, (size_t)item->mask, (size_t)item->node, item->least);
        part->items[part->count] = *item;
        part->items[part->count++].position = positions[k];
        part->best += item->worth;
        whole->value -= item->worth;
        whole->capacity += item->charge;
        whole->money += item->least;
        taken++;
    }
}

/* A group's or a kind's own limit bounds its part better than the charges of all do. */
static void part_bound(struct search *part, struct cut cut, const struct search *whole)
{
    part->capacity = whole->capacity;
    if (cut.node != ALLOCATION_NONE)
        part->capacity = allocation_room_group(part->room, (size_t)cut.node);
    else if (cut.mask != ALLOCATION_NONE)
        part->capacity = allocation_room_sources(part->room, (size_t)cut.mask);
    else
        return;
    for (size_t k = 0; k < part->count; k++)
        part->items[k].charge = part->items[k].least;
}

static enum err_code cut_refine(struct search *whole, struct cut cut, const int32_t *positions,
                                size_t count, int64_t steps, struct arena *arena, struct err *err)
{
    struct arena_mark mark = arena_mark(arena);
    struct search part = { .problem = whole->problem,
                           .room = whole->room,
                           .items = ARENA_ARRAY(arena, struct item, (size_t)2 * AROUND_CUT + 1),
                           .steps = whole->steps,
                           .reported = whole->reported,
                           .step_max = steps };
    part_take_over(whole, cut, positions, count, &part);
    part_bound(&part, cut, whole);
    qsort(part.items, part.count, sizeof(*part.items), item_order);
    sums_make(&part, arena);
    for (size_t k = 0; k < part.count; k++)
        part.best_taken[k] = whole->taken[part.items[k].position];
    part.money = whole->money;
    part.bound = promise(&part, 0);
    dive(&part, 0);
    enum err_code code = search_run(&part, err);
    all_leave(&part);
    for (size_t k = 0; k < part.count; k++) {
        const struct item *item = &part.items[k];
        whole->taken[item->position] = part.best_taken[k];
        if (!part.best_taken[k])
            continue;
        require(allocation_room_take(whole->room, (size_t)item->mask, (size_t)item->node,
                                     item->least));
        whole->value += item->worth;
        whole->capacity -= whole->items[item->position].charge;
        whole->money -= item->least;
    }
    whole->steps = part.steps;
    whole->reported = part.reported;
    arena_release(arena, mark);
    return code;
}

/* Positions by node, in order: by_node[begin[v] … begin[v + 1]). */
static int32_t *positions_by_node(const struct search *search, size_t *begin, struct arena *arena)
{
    size_t nodes = search->room->node_count;
    int32_t *by_node = ARENA_ARRAY(arena, int32_t, search->count + 1);
    for (size_t k = 0; k < search->count; k++)
        begin[search->items[k].node + 2]++;
    for (size_t v = 2; v < nodes + 2; v++)
        begin[v] += begin[v - 1];
    for (size_t k = 0; k < search->count; k++)
        by_node[begin[search->items[k].node + 1]++] = (int32_t)k;
    return by_node;
}

/* From the first dive's plan to a better one, which becomes the best; the room is empty again then. */
static enum err_code refine(struct search *search, struct arena *arena, struct err *err)
{
    struct arena_mark mark = arena_mark(arena);
    const struct allocation_room *room = search->room;
    size_t nodes = room->node_count, masks = room->mask_count;
    size_t *begin = ARENA_ARRAY(arena, size_t, nodes + 3);
    int32_t *by_node = positions_by_node(search, begin, arena);
    int32_t *all = ARENA_ARRAY(arena, int32_t, search->count + 1);
    int64_t steps = search->step_max / 2 / (int64_t)(nodes + masks + 1) / ROUNDS_MAX;
    int64_t before = -1;
    for (size_t k = 0; k < search->count; k++)
        all[k] = (int32_t)k;
    search->depth = 0; /* what is taken is known by `taken` alone now */
    for (int round = 0; round < ROUNDS_MAX && search->value > before; round++) {
        before = search->value;
        for (size_t v = 0; v < nodes; v++)
            if (begin[v + 1] > begin[v])
                TRY(cut_refine(search, (struct cut){ (int32_t)v, ALLOCATION_NONE },
                               by_node + begin[v], begin[v + 1] - begin[v], steps, arena, err));
        for (size_t m = 0; m < masks; m++)
            TRY(cut_refine(search, (struct cut){ ALLOCATION_NONE, (int32_t)m }, all, search->count,
                           steps, arena, err));
        TRY(cut_refine(search, (struct cut){ ALLOCATION_NONE, ALLOCATION_NONE }, all,
                       search->count, steps, arena, err));
    }
    search->best = search->value;
    memcpy(search->best_taken, search->taken, search->count * sizeof(*search->taken));
    for (size_t k = 0; k < search->count; k++)
        if (search->taken[k])
            search->stack[search->depth++] = (int32_t)k;
    all_leave(search);
    arena_release(arena, mark);
    return ERR_OK;
}

/* --- all together ----------------------------------------------------------------------------------- */

/* What the search came to: out with all that is in hand, in with the best, and, where it was stopped,
 * with whoever still fits beside. */
static void best_settle(struct search *search, bool *served)
{
    all_leave(search);
    for (size_t k = 0; k < search->count; k++)
        if (search->best_taken[k])
            require(item_take(search, k));
    for (size_t k = 0; k < search->count; k++)
        if (!search->taken[k])
            item_take(search, k);
    for (size_t k = 0; k < search->count; k++)
        served[search->items[k].applicant] |= search->taken[k];
}

enum err_code allocation_search(const struct allocation_choice *choice,
                                const struct allocation_prices *prices,
                                struct allocation_room *room, bool *served,
                                struct allocation_tier *tier, int64_t *steps, struct arena *arena,
                                struct err *err)
{
    const struct allocation_model *model = choice->model;
    const struct allocation_problem *problem = model->problem;
    struct arena_mark mark = arena_mark(arena);
    struct search search = {
        .problem = problem,
        .room = room,
        .capacity = prices->capacity,
        .best = -1,
        .step_max = problem->step_max ? problem->step_max : ALLOCATION_STEPS_DEFAULT,
    };
    items_make(&search, choice, prices, arena);
    sums_make(&search, arena);
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (choice->fixed[i]) {
            const struct allocation_applicant *a = &problem->applicants[i];
            search.capacity -=
                (__int128)(prices->masks[model->mask_of[i]] + prices->nodes[allocation_node(a)]) *
                a->least;
        }
    for (size_t s = 0; s < problem->source_count; s++)
        search.money += room->free[s];
    search.bound = search.count ? promise(&search, 0) / search.grain * search.grain : 0;
    dive(&search, 0);
    enum err_code code = ERR_OK;
    if (search.best < search.bound) {
        code = refine(&search, arena, err);
        dive(&search, 0);
        if (code == ERR_OK)
            code = search_run(&search, err);
    }
    if (code == ERR_OK) {
        best_settle(&search, served);
        tier->worth = search.value;
        tier->is_exact = !search.is_stopped || search.value == search.bound;
        tier->bound = tier->is_exact ? search.value : search.bound;
        *steps += search.steps;
    }
    arena_release(arena, mark);
    return code;
}
