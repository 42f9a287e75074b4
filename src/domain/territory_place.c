/* SPDX-License-Identifier: Apache-2.0
 * Where a unit is on each day (territory.h says by which rules), worked out once for all days as
 * spans of days, and the closure table from them. */
#include "domain/territory_index.h"

/* The unit `path[0]` and what stands above it, on each of the days. */
struct chain_span {
    int32_t from_day, to_day;
    uint32_t path[LEVEL_MAX_];
    unsigned depth;
};
struct chain {
    struct chain_span *items;
    size_t count, capacity;
};

struct build {
    struct territory *territory;
    struct arena *arena;
    struct span *stack;              /* spans of the units in work */
    size_t depth, capacity;
};

static void build_side(struct build *build, uint32_t u, enum side side);
static void chain_of(const struct territory *territory, struct build *build, struct arena *arena,
                     uint32_t u, int32_t from_day, int32_t to_day, struct chain *chain);

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* --- spans ---------------------------------------------------------------------------------- */

/* A walk over the places of a unit within some days, in order of time. While the spans are being
 * built (`build` set) it first has those built that it needs. */
struct walk {
    const struct territory *territory;
    uint32_t unit;
    int32_t from_day, to_day;
    int part; /* 0 before, 1 itself, 2 after */
    uint32_t index;
};

static struct walk walk_begin(const struct territory *territory, struct build *build, uint32_t u,
                              int32_t from_day, int32_t to_day)
{
    const struct unit *unit = &territory->units[u];
    if (build && from_day < unit->from_day)
        build_side(build, u, SIDE_BEFORE);
    if (build && to_day > unit->to_day)
        build_side(build, u, SIDE_AFTER);
    return (struct walk){ territory, u, from_day, to_day, 0, 0 };
}

static bool walk_next(struct walk *walk, struct span *ret_span)
{
    const struct unit *unit = &walk->territory->units[walk->unit];
    while (walk->part <= 2) {
        struct span span = { unit->from_day, unit->to_day, walk->unit, PLACE_SELF };
        if (walk->part == 1) {
            walk->part++;
        } else {
            const struct spans *spans =
                &walk->territory->places[walk->part ? SIDE_AFTER : SIDE_BEFORE][walk->unit];
            if (walk->index == spans->count) {
                walk->part++;
                walk->index = 0;
                continue;
            }
            span = spans->items[walk->index++];
        }
        span.from_day = later(span.from_day, walk->from_day);
        span.to_day = earlier(span.to_day, walk->to_day);
        if (span.from_day < span.to_day) {
            *ret_span = span;
            return true;
        }
    }
    return false;
}

/* Adds to the unit in work, whose spans begin at stack[base]. */
static void span_push(struct build *build, size_t base, struct span span)
{
    struct span *last = build->depth > base ? &build->stack[build->depth - 1] : NULL;
    if (last && last->unit == span.unit && last->kind == span.kind && last->to_day == span.from_day)
        last->to_day = span.to_day;
    else
        *ARENA_PUSH(build->arena, build->stack, build->depth, build->capacity) = span;
}

/* The places of `other` on those days become places of the unit in work; `kind` is how it came to
 * `other`: PLACE_IMAGE or PLACE_ABOVE. */
static void push_places(struct build *build, size_t base, uint32_t other, int32_t from_day,
                        int32_t to_day, enum place_kind kind)
{
    struct walk walk = walk_begin(build->territory, build, other, from_day, to_day);
    struct span span;
    while (walk_next(&walk, &span)) {
        if (span.kind == PLACE_SELF || (kind == PLACE_ABOVE && span.kind != PLACE_NONE))
            span.kind = (unsigned char)kind;
        span_push(build, base, span);
    }
}

/* --- relatives ------------------------------------------------------------------------------ */

/* The units it went to when it ended, or came from when it began; only the one that took all, where
 * one of several did. */
struct relatives {
    uint32_t *items;
    size_t count;
};

static struct relatives relatives_of(const struct territory *territory, struct arena *arena,
                                     uint32_t u, enum side side)
{
    const struct adjacency *list = side == SIDE_AFTER ? &territory->out : &territory->in;
    const uint32_t *ends = side == SIDE_AFTER ? territory->lineage_to : territory->lineage_from;
    const struct unit *unit = &territory->units[u];
    int32_t day = side == SIDE_AFTER ? unit->to_day : unit->from_day;
    size_t most = list->start[u + 1] - list->start[u], whole_count = 0;
    struct relatives relatives = { most ? ARENA_ARRAY(arena, uint32_t, most) : NULL, 0 };
    uint32_t whole = NO_UNIT;
    for (uint32_t i = list->start[u]; i < list->start[u + 1]; i++) {
        const struct lineage *lineage = &territory->lineages[list->items[i]];
        if (lineage->on_day != day)
            continue;
        relatives.items[relatives.count++] = ends[list->items[i]];
        if (lineage->type != LINEAGE_PARTIAL) {
            whole_count++;
            whole = ends[list->items[i]];
        }
    }
    if (side == SIDE_AFTER && relatives.count > 1 && whole_count == 1) {
        relatives.items[0] = whole;
        relatives.count = 1;
    }
    return relatives;
}

/* --- the lowest unit above several ---------------------------------------------------------- */

static bool path_has(const struct chain_span *span, uint32_t unit)
{
    for (unsigned i = 0; i < span->depth; i++)
        if (span->path[i] == unit)
            return true;
    return false;
}

/* Of spans that all hold on one day. */
static uint32_t lowest_common(struct chain_span *const *at, size_t count)
{
    for (unsigned i = 0; i < at[0]->depth; i++) {
        size_t with = 1;
        while (with < count && path_has(at[with], at[0]->path[i]))
            with++;
        if (with == count)
            return at[0]->path[i];
    }
    return NO_UNIT;
}

static void push_common(struct build *build, size_t base, struct relatives others, int32_t from_day,
                        int32_t to_day)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    size_t count = others.count;
    struct chain *chains = ARENA_ARRAY(&arena, struct chain, count);
    struct chain_span **at = ARENA_ARRAY(&arena, struct chain_span *, count);
    for (size_t i = 0; i < count; i++) {
        chain_of(build->territory, build, &arena, others.items[i], from_day, to_day, &chains[i]);
        at[i] = chains[i].items;
    }
    for (int32_t day = from_day; day < to_day;) {
        int32_t end = to_day;
        for (size_t i = 0; i < count; i++) {
            while (at[i]->to_day <= day) /* the spans of a chain cover all the days */
                at[i]++;
            end = earlier(end, at[i]->to_day);
        }
        uint32_t unit = lowest_common(at, count);
        unsigned char kind = unit == NO_UNIT ? PLACE_NONE : PLACE_AMBIGUOUS;
        span_push(build, base, (struct span){ day, end, unit, kind });
        day = end;
    }
}

/* --- one side of one unit ------------------------------------------------------------------- */

static void build_side(struct build *build, uint32_t u, enum side side)
{
    struct territory *territory = build->territory;
    const struct unit *unit = &territory->units[u];
    unsigned char *state = &territory->place_state[side][u];
    if (*state)
        return; /* done; or in work: lineage in a circle, whose days stay without a place */
    *state = 1;
    int32_t from_day = side == SIDE_AFTER ? unit->to_day : TERRITORY_FIRST_DAY;
    int32_t to_day = side == SIDE_AFTER ? TERRITORY_LAST_DAY : unit->from_day;
    if (from_day < to_day) {
        size_t base = build->depth;
        struct relatives others = relatives_of(territory, build->arena, u, side);
        if (others.count > 1)
            push_common(build, base, others, from_day, to_day);
        else if (others.count == 1)
            push_places(build, base, others.items[0], from_day, to_day, PLACE_IMAGE);
        else if (territory->parent[u] != NO_UNIT)
            push_places(build, base, territory->parent[u], from_day, to_day, PLACE_ABOVE);
        else
            span_push(build, base, (struct span){ from_day, to_day, NO_UNIT, PLACE_NONE });
        struct spans *spans = &territory->places[side][u];
        spans->count = (uint32_t)(build->depth - base);
        spans->items = ARENA_ARRAY(build->arena, struct span, spans->count);
        memcpy(spans->items, build->stack + base, spans->count * sizeof(struct span));
        build->depth = base;
    }
    *state = 2;
}

static void list_placed(struct territory *territory, struct arena *arena)
{
    CLEANUP(arena_done) struct arena lists = { 0 };
    uint32_t *keys = NULL, *values = NULL;
    size_t count = 0, value_count = 0, capacity = 0, value_capacity = 0;
    for (uint32_t u = 0; u < territory->unit_count; u++)
        for (int side = 0; side < SIDE_MAX_; side++) {
            const struct spans *spans = &territory->places[side][u];
            for (uint32_t i = 0; i < spans->count; i++) {
                *ARENA_PUSH(&lists, keys, count, capacity) = spans->items[i].unit;
                *ARENA_PUSH(&lists, values, value_count, value_capacity) = u;
            }
        }
    territory->placed = adjacency_new(arena, territory->unit_capacity, keys, values, count);
}

void territory_build_places(struct territory *territory, struct arena *arena)
{
    struct build build = { .territory = territory, .arena = arena };
    size_t count = (size_t)territory->unit_capacity + 1;
    for (int side = 0; side < SIDE_MAX_; side++) {
        territory->places[side] = ARENA_ARRAY(arena, struct spans, count);
        territory->place_state[side] = ARENA_ARRAY(arena, unsigned char, count);
    }
    for (uint32_t u = 0; u < territory->unit_count; u++) {
        build_side(&build, u, SIDE_BEFORE);
        build_side(&build, u, SIDE_AFTER);
    }
    list_placed(territory, arena);
}

void territory_build_place(struct territory *territory, struct arena *arena, uint32_t unit)
{
    struct build build = { .territory = territory, .arena = arena };
    build_side(&build, unit, SIDE_BEFORE);
    build_side(&build, unit, SIDE_AFTER);
}

/* --- chains --------------------------------------------------------------------------------- */

/* Adds what is above path[depth - 1], a unit valid on all those days. */
static void chain_climb(const struct territory *territory, struct build *build, struct arena *arena,
                        struct chain_span span, struct chain *chain)
{
    uint32_t top = span.path[span.depth - 1], parent = territory->parent[top];
    if (parent == NO_UNIT || span.depth == LEVEL_MAX_) {
        *ARENA_PUSH(arena, chain->items, chain->count, chain->capacity) = span;
        return;
    }
    int32_t day = span.from_day;
    struct walk walk = walk_begin(territory, build, parent, span.from_day, span.to_day);
    struct span above;
    while (walk_next(&walk, &above)) {
        struct chain_span part = span;
        part.from_day = above.from_day;
        part.to_day = above.to_day;
        day = above.to_day;
        if (above.unit == NO_UNIT ||
            territory->units[above.unit].level >= territory->units[top].level) {
            *ARENA_PUSH(arena, chain->items, chain->count, chain->capacity) = part;
        } else {
            part.path[part.depth++] = above.unit;
            chain_climb(territory, build, arena, part, chain);
        }
    }
    if (day < span.to_day) { /* only where lineage runs in a circle */
        span.from_day = day;
        *ARENA_PUSH(arena, chain->items, chain->count, chain->capacity) = span;
    }
}

/* The chains of `u` over those days, in order of time, without gaps. */
static void chain_of(const struct territory *territory, struct build *build, struct arena *arena,
                     uint32_t u, int32_t from_day, int32_t to_day, struct chain *chain)
{
    int32_t day = from_day;
    struct walk walk = walk_begin(territory, build, u, from_day, to_day);
    struct span place;
    while (walk_next(&walk, &place)) {
        struct chain_span span = { .from_day = place.from_day, .to_day = place.to_day };
        day = place.to_day;
        if (place.unit == NO_UNIT) {
            *ARENA_PUSH(arena, chain->items, chain->count, chain->capacity) = span;
            continue;
        }
        span.path[span.depth++] = place.unit;
        chain_climb(territory, build, arena, span, chain);
    }
    if (day < to_day) { /* only where lineage runs in a circle */
        struct chain_span span = { .from_day = day, .to_day = to_day };
        *ARENA_PUSH(arena, chain->items, chain->count, chain->capacity) = span;
    }
}

/* --- questions ------------------------------------------------------------------------------ */

static struct place place_at(const struct territory *territory, uint32_t u, int32_t day)
{
    struct walk walk = walk_begin(territory, NULL, u, day, day + 1);
    struct span span;
    if (!walk_next(&walk, &span) || span.unit == NO_UNIT)
        return (struct place){ PLACE_NONE, NULL };
    return (struct place){ (enum place_kind)span.kind, &territory->units[span.unit] };
}

struct place territory_place(const struct territory *territory, const struct unit *unit,
                             int32_t day)
{
    return place_at(territory, unit_index(territory, unit), day);
}

struct place territory_parent(const struct territory *territory, const struct unit *unit,
                              int32_t day)
{
    uint32_t parent = territory->parent[unit_index(territory, unit)];
    struct place place = { PLACE_NONE, NULL };
    if (parent != NO_UNIT)
        place = place_at(territory, parent, day);
    return place.unit && place.unit->level < unit->level ? place
                                                         : (struct place){ PLACE_NONE, NULL };
}

struct unit_set territory_chain(const struct territory *territory, struct arena *arena,
                                const struct unit *unit, int32_t day)
{
    struct unit_set set = { .items = ARENA_ARRAY(arena, const struct unit *, LEVEL_MAX_) };
    struct place place = territory_place(territory, unit, day);
    while (place.unit && set.count < LEVEL_MAX_) {
        set.items[set.count++] = place.unit;
        place = territory_parent(territory, place.unit, day);
    }
    return set;
}

static void candidates_add(const struct territory *territory, struct arena *arena, uint32_t u,
                           int32_t day, struct unit_set *set, size_t *capacity)
{
    const struct unit *unit = &territory->units[u];
    if (unit_is_valid(unit, day)) {
        for (size_t i = 0; i < set->count; i++)
            if (set->items[i] == unit)
                return;
        *ARENA_PUSH(arena, set->items, set->count, *capacity) = unit;
        return;
    }
    enum side side = day < unit->from_day ? SIDE_BEFORE : SIDE_AFTER;
    struct relatives others = relatives_of(territory, arena, u, side);
    /* Each step goes on in the same direction of time, so it ends. */
    for (size_t i = 0; i < others.count; i++) {
        const struct unit *other = &territory->units[others.items[i]];
        if (unit_is_valid(other, day) || (day < other->from_day) == (side == SIDE_BEFORE))
            candidates_add(territory, arena, others.items[i], day, set, capacity);
    }
}

struct unit_set territory_candidates(const struct territory *territory, struct arena *arena,
                                     const struct unit *unit, int32_t day)
{
    struct unit_set set = { 0 };
    size_t capacity = 0;
    candidates_add(territory, arena, unit_index(territory, unit), day, &set, &capacity);
    unit_set_sort(&set);
    return set;
}

/* The children rows of `row` that are valid on the day. */
static void children_add(const struct territory *territory, struct arena *arena, uint32_t row,
                         int32_t day, struct unit_set *set, size_t *capacity)
{
    for (uint32_t u = territory->child_first[row]; u != NO_UNIT; u = territory->child_next[u]) {
        const struct unit *child = &territory->units[u];
        if (unit_is_valid(child, day))
            *ARENA_PUSH(arena, set->items, set->count, *capacity) = child;
    }
}

struct unit_set territory_children(const struct territory *territory, struct arena *arena,
                                   const struct unit *unit, int32_t day)
{
    uint32_t u = unit_index(territory, unit);
    struct unit_set set = { 0 };
    size_t capacity = 0;
    if (unit_is_valid(unit, day))
        children_add(territory, arena, u, day, &set, &capacity);
    uint32_t last = NO_UNIT; /* a row placed here in several spans stands several times, in a row */
    for (uint32_t i = territory->placed.start[u]; i < territory->placed.start[u + 1]; i++) {
        uint32_t row = territory->placed.items[i];
        if (row != last && place_at(territory, row, day).unit == unit)
            children_add(territory, arena, row, day, &set, &capacity);
        last = row;
    }
    size_t kept = 0;
    for (size_t i = 0; i < set.count; i++)
        if (set.items[i]->level > unit->level)
            set.items[kept++] = set.items[i];
    set.count = kept;
    unit_set_sort(&set);
    return set;
}

static bool place_is_uncertain(struct place place)
{
    return place.kind == PLACE_AMBIGUOUS || place.kind == PLACE_ABOVE || place.kind == PLACE_NONE;
}

struct unit_set territory_unplaced(const struct territory *territory, struct arena *arena,
                                   int32_t day)
{
    struct unit_set set = { 0 };
    size_t capacity = 0;
    for (uint32_t u = 0; u < territory->unit_count; u++) {
        const struct unit *unit = &territory->units[u];
        if (unit->level < LEVEL_COMMUNE || day < unit->from_day)
            continue;
        struct place place = territory_place(territory, unit, day);
        bool is_lost = place.kind != PLACE_SELF && place_is_uncertain(place);
        if (!is_lost && place.unit && place.unit->level == LEVEL_AREA)
            is_lost = place_is_uncertain(territory_parent(territory, place.unit, day));
        if (is_lost)
            *ARENA_PUSH(arena, set.items, set.count, capacity) = unit;
    }
    unit_set_sort(&set);
    return set;
}

/* --- closure -------------------------------------------------------------------------------- */

static void closure_add_unit(const struct territory *territory, struct arena *arena, uint32_t u,
                             struct chain *chain, struct closure *closure)
{
    size_t first = closure->count;
    chain->count = 0;
    chain_of(territory, NULL, arena, u, TERRITORY_FIRST_DAY, TERRITORY_LAST_DAY, chain);
    for (size_t i = 0; i < chain->count; i++)
        for (unsigned d = 0; d < chain->items[i].depth; d++) {
            const struct chain_span *span = &chain->items[i];
            int64_t ancestor = territory->units[span->path[d]].id;
            struct closure_row *row = NULL;
            /* The days of a chain ascend, so only the last row of an ancestor can go on. */
            for (size_t r = closure->count; r > first && !row; r--)
                if (closure->rows[r - 1].ancestor == ancestor)
                    row = &closure->rows[r - 1];
            if (row && row->to_day == span->from_day)
                row->to_day = span->to_day;
            else
                *ARENA_PUSH(arena, closure->rows, closure->count, closure->capacity) =
                    (struct closure_row){ ancestor, territory->units[u].id, span->from_day,
                                          span->to_day };
        }
}

struct closure territory_closure(const struct territory *territory, struct arena *arena,
                                 const int64_t *ids, size_t id_count)
{
    struct closure closure = { 0 };
    struct chain chain = { 0 };
    if (!ids)
        for (uint32_t u = 0; u < territory->unit_count; u++)
            closure_add_unit(territory, arena, u, &chain, &closure);
    for (size_t i = 0; ids && i < id_count; i++) {
        uint32_t u = territory_index(territory, ids[i]);
        if (u != NO_UNIT)
            closure_add_unit(territory, arena, u, &chain, &closure);
    }
    return closure;
}

struct reach {
    bool *is_in; /* by unit */
    uint32_t *queue;
    size_t count;
};

static void reach_add(struct reach *reach, uint32_t u)
{
    if (u == NO_UNIT || reach->is_in[u])
        return;
    reach->is_in[u] = true;
    reach->queue[reach->count++] = u;
}

struct unit_set territory_affected(const struct territory *territory, struct arena *arena,
                                   const int64_t *ids, size_t id_count)
{
    size_t units = (size_t)territory->unit_count + 1;
    struct reach reach = { ARENA_ARRAY(arena, bool, units), ARENA_ARRAY(arena, uint32_t, units),
                           0 };
    const struct adjacency *out = &territory->out, *in = &territory->in;
    for (size_t i = 0; i < id_count; i++)
        reach_add(&reach, territory_index(territory, ids[i]));
    for (size_t head = 0; head < reach.count; head++) {
        uint32_t u = reach.queue[head];
        for (uint32_t c = territory->child_first[u]; c != NO_UNIT; c = territory->child_next[c])
            reach_add(&reach, c);
        for (uint32_t i = out->start[u]; i < out->start[u + 1]; i++)
            reach_add(&reach, territory->lineage_to[out->items[i]]);
        for (uint32_t i = in->start[u]; i < in->start[u + 1]; i++)
            reach_add(&reach, territory->lineage_from[in->items[i]]);
    }
    struct unit_set set = { ARENA_ARRAY(arena, const struct unit *, reach.count + 1), reach.count };
    for (size_t i = 0; i < reach.count; i++)
        set.items[i] = &territory->units[reach.queue[i]];
    return set;
}
