/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation_model.h"

void allocation_room_init(struct allocation_room *room, const struct allocation_model *model)
{
    const struct allocation_problem *problem = model->problem;
    struct arena *arena = model->arena;
    *room = (struct allocation_room){
        .source_count = problem->source_count,
        .mask_count = model->mask_count,
        .node_count = model->node_count,
        .masks = model->masks,
        .free = ARENA_ARRAY(arena, int64_t, problem->source_count + 1),
        .flows = ARENA_ARRAY(arena, int64_t, model->mask_count * problem->source_count + 1),
        .entered = ARENA_ARRAY(arena, int64_t, model->node_count),
        .slots = model->slots,
        .limits = model->limits,
        .parents = model->parents,
        .queue = ARENA_ARRAY(arena, int32_t, ALLOCATION_SOURCES_MAX),
        .from = ARENA_ARRAY(arena, int32_t, ALLOCATION_SOURCES_MAX),
        .via = ARENA_ARRAY(arena, int32_t, ALLOCATION_SOURCES_MAX),
    };
    for (size_t s = 0; s < problem->source_count; s++)
        room->free[s] = problem->sources[s].amount;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* --- groups --------------------------------------------------------------------------------------- */

/* Up to where the groups' bounds let a member of `node` go; *ret_held: what slots on the way hold. */
static int64_t group_walk(const struct allocation_room *room, size_t node, int64_t *ret_held)
{
    int64_t most = ALLOCATION_MONEY_MAX, held = 0;
    for (int32_t v = (int32_t)node; v != ALLOCATION_NONE; v = room->parents[v]) {
        most = smaller(most, held + room->limits[v] - room->entered[v]);
        held += larger(0, room->slots[v] - room->entered[v]);
    }
    *ret_held = held;
    return larger(0, most);
}

int64_t allocation_room_group(const struct allocation_room *room, size_t node)
{
    int64_t held = 0, most = group_walk(room, node, &held);
    return smaller(most, held);
}

int64_t allocation_room_limits(const struct allocation_room *room, size_t node)
{
    int64_t held = 0;
    return group_walk(room, node, &held);
}

/* What of `amount` a node's own slot does not hold. */
static int64_t overflow(const struct allocation_room *room, int32_t v, int64_t entered)
{
    return larger(0, entered - room->slots[v]);
}

static void group_add(struct allocation_room *room, size_t node, int64_t amount)
{
    for (int32_t v = (int32_t)node; v != ALLOCATION_NONE && amount != 0; v = room->parents[v]) {
        int64_t before = overflow(room, v, room->entered[v]);
        room->entered[v] += amount;
        amount = overflow(room, v, room->entered[v]) - before;
    }
}

/* --- sources --------------------------------------------------------------------------------------- */

static int64_t *flow_at(struct allocation_room *room, int32_t mask, int32_t source)
{
    return &room->flows[(size_t)mask * room->source_count + (size_t)source];
}

/* Puts the sources of a mask that were not seen yet at the end of the queue. */
static size_t queue_mask(struct allocation_room *room, uint64_t *seen, size_t count, int32_t mask,
                         int32_t from)
{
    uint64_t fresh = room->masks[mask] & ~*seen;
    *seen |= fresh;
    for (; fresh != 0; fresh &= fresh - 1) {
        int32_t source = __builtin_ctzll(fresh);
        room->queue[count++] = source;
        room->from[source] = from;
        room->via[source] = mask;
    }
    return count;
}

/* A source with money that can pay for the mask, perhaps by taking over what others pay for; how is
 * told by `from` and `via`. ALLOCATION_NONE: there is none, all in *ret_seen have nothing. */
static int32_t path_find(struct allocation_room *room, int32_t mask, uint64_t *ret_seen)
{
    uint64_t seen = 0;
    size_t count = queue_mask(room, &seen, 0, mask, ALLOCATION_NONE);
    for (size_t i = 0; i < count; i++) {
        int32_t source = room->queue[i];
        if (room->free[source] > 0)
            return source;
        for (int32_t m = 0; m < (int32_t)room->mask_count; m++)
            if ((room->masks[m] & ~seen) != 0 && *flow_at(room, m, source) > 0)
                count = queue_mask(room, &seen, count, m, source);
    }
    *ret_seen = seen;
    return ALLOCATION_NONE;
}

static int64_t sources_route(struct allocation_room *room, size_t mask, int64_t amount)
{
    int64_t left = amount;
    uint64_t seen = 0;
    while (left > 0) {
        int32_t end = path_find(room, (int32_t)mask, &seen);
        if (end == ALLOCATION_NONE)
            break;
        int64_t most = smaller(left, room->free[end]);
        for (int32_t s = end; room->from[s] != ALLOCATION_NONE; s = room->from[s])
            most = smaller(most, *flow_at(room, room->via[s], room->from[s]));
        room->free[end] -= most;
        for (int32_t s = end; s != ALLOCATION_NONE; s = room->from[s]) {
            *flow_at(room, room->via[s], s) += most;
            if (room->from[s] != ALLOCATION_NONE)
                *flow_at(room, room->via[s], room->from[s]) -= most;
        }
        left -= most;
    }
    return amount - left;
}

static void sources_release(struct allocation_room *room, size_t mask, int64_t amount)
{
    for (size_t s = room->source_count; s-- > 0 && amount > 0;) {
        int64_t *flow = &room->flows[mask * room->source_count + s];
        int64_t part = smaller(amount, *flow);
        *flow -= part;
        room->free[s] += part;
        amount -= part;
    }
    require(amount == 0);
}

int64_t allocation_room_sources(struct allocation_room *room, size_t mask)
{
    int64_t routed = sources_route(room, mask, ALLOCATION_MONEY_MAX);
    sources_release(room, mask, routed);
    return routed;
}

uint64_t allocation_room_spent(struct allocation_room *room, size_t mask)
{
    uint64_t spent = 0;
    int64_t routed = sources_route(room, mask, ALLOCATION_MONEY_MAX);
    require(path_find(room, (int32_t)mask, &spent) == ALLOCATION_NONE);
    sources_release(room, mask, routed);
    return spent;
}

/* --- both -------------------------------------------------------------------------------------------- */

bool allocation_room_take(struct allocation_room *room, size_t mask, size_t node, int64_t amount)
{
    if (allocation_room_group(room, node) < amount)
        return false;
    int64_t routed = sources_route(room, mask, amount);
    if (routed < amount) {
        sources_release(room, mask, routed);
        return false;
    }
    group_add(room, node, amount);
    return true;
}

int64_t allocation_room_raise(struct allocation_room *room, size_t mask, size_t node,
                              int64_t amount)
{
    int64_t routed =
        sources_route(room, mask, smaller(amount, allocation_room_group(room, node)));
    group_add(room, node, routed);
    return routed;
}

void allocation_room_give_back(struct allocation_room *room, size_t mask, size_t node,
                               int64_t amount)
{
    sources_release(room, mask, amount);
    group_add(room, node, -amount);
}
