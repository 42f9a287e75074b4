/* SPDX-License-Identifier: Apache-2.0
 * A plan made better by giving one grant in place of another, or in one group two in place of two (exchanges of local
 * search for knapsacks). Where every đồng is worth the same there are more plans that use the limits up than
 * can be listed, and a list is cut without one of them: a plan that misses a limit by a little then becomes one that
 * meets it by exchanging grants that differ by as much. */
#include "engine/allocation_options.h"

#include <stdlib.h>

enum {
    SET_MAX = 2,          /* items in a set */
    SETS_MAX = 1 << 11,   /* in a group on a side */
    CHECKS_MAX = 1 << 16, /* exchanges tried in the room, for each call */
    NOBODY = -1,
};

/* Some items of a group; or nobody, who is worth nothing. */
struct swap_set {
    int64_t worth, least;
    int64_t room; /* they can be given no more beyond what others give up */
    int32_t items[SET_MAX]; /* the others NOBODY */
};

struct swap_list {
    struct swap_set *sets; /* of the highest worth first */
    size_t count;
};

struct swap {
    struct options *options;
    const struct allocation_problem *problem;
    struct allocation_room *room;
    bool *taken;
    int64_t *sources; /* by mask: what is left for those of the mask */
    int checks;
};

static const struct option_item *item_at(const struct swap *swap, int32_t item)
{
    return &swap->options->items[item];
}

static int32_t group_of(const struct swap *swap, int32_t item)
{
    return swap->problem->applicants[item_at(swap, item)->applicant].group;
}

/* So much more than what is given up can an item be given: its group's room, its sources'. */
static int64_t room_of(const struct swap *swap, int32_t item)
{
    int64_t in_group = allocation_room_group(swap->room, (size_t)(group_of(swap, item) + 1));
    int64_t in_sources = swap->sources[item_at(swap, item)->mask];
    return in_group < in_sources ? in_group : in_sources;
}

static int set_order(const void *a, const void *b)
{
    const struct swap_set *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    if (x->least != y->least)
        return x->least < y->least ? -1 : 1;
    for (int k = 0; k < SET_MAX; k++)
        if (x->items[k] != y->items[k])
            return x->items[k] < y->items[k] ? -1 : 1;
    return 0;
}

/* By group, so that those of a group stand together; then those that are the same in all that matters. */
static int item_order(const void *a, const void *b, void *context)
{
    const struct swap *swap = context;
    int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    const struct option_item *x = item_at(swap, i), *y = item_at(swap, j);
    int32_t x_group = group_of(swap, i), y_group = group_of(swap, j);
    if (x_group != y_group)
        return x_group < y_group ? -1 : 1;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    if (x->least != y->least)
        return x->least < y->least ? -1 : 1;
    if (x->mask != y->mask)
        return x->mask < y->mask ? -1 : 1;
    return (i > j) - (i < j);
}

/* Of those who are taken, or who are not, by group: as many alike as one exchange can use. */
static size_t items_list(struct swap *swap, bool is_taken, int32_t *items)
{
    size_t count = 0, kept = 0, alike = 0;
    for (size_t i = 0; i < swap->options->item_count; i++)
        if (swap->taken[swap->options->items[i].applicant] == is_taken)
            items[count++] = (int32_t)i;
    qsort_r(items, count, sizeof(*items), item_order, swap);
    for (size_t k = 0; k < count; k++) {
        const struct option_item *item = item_at(swap, items[k]), *last = kept ? item_at(swap, items[kept - 1]) : NULL;
        bool is_same = last && last->worth == item->worth && last->least == item->least && last->mask == item->mask &&
                       group_of(swap, items[kept - 1]) == group_of(swap, items[k]);
        alike = is_same ? alike + 1 : 1;
        if (alike <= SET_MAX)
            items[kept++] = items[k];
    }
    return kept;
}

/* The place of an item among these. */
static size_t items_before(const int32_t *items, size_t count, int32_t item)
{
    size_t at = 0;
    while (at < count && items[at] != item)
        at++;
    return at;
}

/* The set and one item more. */
static struct swap_set set_with(const struct swap *swap, const struct swap_set *set, int size, int32_t index)
{
    const struct option_item *item = item_at(swap, index);
    struct swap_set more = *set;
    more.worth += item->worth;
    more.least += item->least;
    more.room += size ? swap->sources[item->mask] : room_of(swap, index);
    more.items[size] = index;
    return more;
}

/* Nobody, each of these items, and the sets of more of them up to `size` while they are not too many. */
static struct swap_list sets_list(struct swap *swap, const int32_t *items, size_t count, int size)
{
    struct arena *arena = &swap->options->scratch;
    struct swap_list list = { 0 };
    size_t capacity = 0, from = 0;
    *ARENA_PUSH(arena, list.sets, list.count, capacity) = (struct swap_set){ .items = { NOBODY, NOBODY } };
    for (int length = 0; length < size; length++) {
        size_t to = list.count;
        if (length > 0 && (to - from) * count > SETS_MAX * (size_t)(length + 1))
            break;
        for (size_t k = from; k < to; k++) {
            struct swap_set set = list.sets[k];
            for (size_t i = length ? items_before(items, count, set.items[length - 1]) + 1 : 0; i < count; i++)
                *ARENA_PUSH(arena, list.sets, list.count, capacity) = set_with(swap, &set, length, items[i]);
        }
        from = to;
    }
    qsort(list.sets, list.count, sizeof(*list.sets), set_order);
    return list;
}

static void set_give_back(struct swap *swap, const struct swap_set *set)
{
    for (int k = 0; k < SET_MAX; k++) {
        if (set->items[k] == NOBODY)
            continue;
        const struct option_item *item = item_at(swap, set->items[k]);
        allocation_room_give_back(swap->room, (size_t)item->mask, (size_t)(group_of(swap, set->items[k]) + 1), item->least);
        swap->taken[item->applicant] = false;
    }
}

/* All of them, or nobody. */
static bool set_take(struct swap *swap, const struct swap_set *set)
{
    for (int k = 0; k < SET_MAX; k++) {
        if (set->items[k] == NOBODY)
            continue;
        const struct option_item *item = item_at(swap, set->items[k]);
        bool *taken = &swap->taken[item->applicant];
        *taken = allocation_room_take(swap->room, (size_t)item->mask, (size_t)(group_of(swap, set->items[k]) + 1), item->least);
        if (*taken)
            continue;
        struct swap_set before = *set;
        for (int rest = k; rest < SET_MAX; rest++)
            before.items[rest] = NOBODY;
        set_give_back(swap, &before);
        return false;
    }
    return true;
}

/* The first that is worth no more than `most`. */
static size_t set_from(const struct swap_list *list, int64_t most)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->sets[middle].worth <= most)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Gives others grants in place of `out`, whoever is worth most beyond it, no more than `missing`. Returns the gain; 0:
 * nobody fits. */
static int64_t swap_out(struct swap *swap, const struct swap_set *out, const struct swap_list *in, int64_t missing)
{
    for (size_t k = set_from(in, out->worth + missing); k < in->count && in->sets[k].worth > out->worth; k++) {
        if (in->sets[k].least - out->least > in->sets[k].room)
            continue;
        if (swap->checks++ >= CHECKS_MAX)
            return 0;
        set_give_back(swap, out);
        if (set_take(swap, &in->sets[k]))
            return in->sets[k].worth - out->worth;
        require(set_take(swap, out));
    }
    return 0;
}

/* The first exchange that gains anything, those who are worth least given up first. */
static int64_t swap_any(struct swap *swap, const struct swap_list *out, const struct swap_list *in, int64_t missing)
{
    int64_t gain = 0;
    for (size_t k = out->count; k-- > 0 && gain == 0 && swap->checks < CHECKS_MAX;)
        gain = swap_out(swap, &out->sets[k], in, missing);
    return gain;
}

/* How many from `at` on are of one group. */
static size_t group_length(const struct swap *swap, const int32_t *items, size_t at, size_t count)
{
    size_t end = at;
    while (end < count && group_of(swap, items[end]) == group_of(swap, items[at]))
        end++;
    return end - at;
}

/* One for one; where that gains nothing, two for two in one group after the other. */
static int64_t swap_once(struct swap *swap, int64_t missing)
{
    struct arena_mark mark = arena_mark(&swap->options->scratch);
    int32_t *in = ARENA_ARRAY(&swap->options->scratch, int32_t, swap->options->item_count + 1);
    int32_t *out = ARENA_ARRAY(&swap->options->scratch, int32_t, swap->options->item_count + 1);
    size_t in_count = items_list(swap, false, in), out_count = items_list(swap, true, out);
    swap->sources = ARENA_ARRAY(&swap->options->scratch, int64_t, swap->room->mask_count + 1);
    for (size_t m = 0; m < swap->room->mask_count; m++)
        swap->sources[m] = allocation_room_sources(swap->room, m);
    struct swap_list in_one = sets_list(swap, in, in_count, 1), out_one = sets_list(swap, out, out_count, 1);
    int64_t gain = swap_any(swap, &out_one, &in_one, missing);
    for (size_t i = 0, o = 0; i < in_count && gain == 0 && swap->checks < CHECKS_MAX;) {
        size_t ins = group_length(swap, in, i, in_count);
        while (o < out_count && group_of(swap, out[o]) < group_of(swap, in[i]))
            o++;
        size_t outs = o < out_count && group_of(swap, out[o]) == group_of(swap, in[i]) ? group_length(swap, out, o, out_count) : 0;
        struct arena_mark inner = arena_mark(&swap->options->scratch);
        struct swap_list in_sets = sets_list(swap, in + i, ins, SET_MAX), out_sets = sets_list(swap, out + o, outs, SET_MAX);
        gain = swap_any(swap, &out_sets, &in_sets, missing);
        arena_release(&swap->options->scratch, inner);
        i += ins;
    }
    arena_release(&swap->options->scratch, mark);
    return gain;
}

int64_t options_swap(struct options *options, const struct allocation_problem *problem, struct allocation_room *room,
                     bool *taken, int64_t missing)
{
    struct swap swap = { .options = options, .problem = problem, .room = room, .taken = taken };
    int64_t gained = 0, last = 1;
    while (last > 0 && gained < missing) {
        last = swap_once(&swap, missing - gained);
        gained += last;
    }
    return gained;
}
