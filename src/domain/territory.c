/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/territory.h"

#include "domain/territory_index.h"

/* --- indexes -------------------------------------------------------------------------------- */

static uint32_t hash_id(int64_t id)
{
    uint64_t z = (uint64_t)id * 0x9E3779B97F4A7C15u;
    return (uint32_t)(z >> 32);
}

static uint32_t hash_code(const char *code)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (; *code; code++)
        hash = (hash ^ (unsigned char)*code) * 16777619u;
    return hash;
}

/* The smallest 2^n - 1 that leaves a hash of `count` half empty. */
static uint32_t mask_for(uint32_t count)
{
    uint32_t mask = 15;
    while (mask < count * 2)
        mask = mask * 2 + 1;
    return mask;
}

static void problem_add(struct territory *territory, struct arena *arena,
                        enum territory_fault fault, int64_t id)
{
    *ARENA_PUSH(arena, territory->problems, territory->problem_count, territory->problem_capacity) =
        (struct territory_problem){ fault, id };
}

uint32_t territory_index(const struct territory *territory, int64_t id)
{
    for (uint32_t at = hash_id(id);; at++) {
        uint32_t slot = territory->id_slots[at & territory->id_mask];
        if (slot == NO_UNIT || territory->units[slot].id == id)
            return slot;
    }
}

static void index_id(struct territory *territory, uint32_t u)
{
    uint32_t at = hash_id(territory->units[u].id);
    while (territory->id_slots[at & territory->id_mask] != NO_UNIT)
        at++;
    territory->id_slots[at & territory->id_mask] = u;
}

static void index_ids(struct territory *territory, struct arena *arena)
{
    territory->id_mask = mask_for(territory->unit_capacity);
    territory->id_slots = ARENA_ARRAY(arena, uint32_t, (size_t)territory->id_mask + 1);
    memset(territory->id_slots, 0xFF, ((size_t)territory->id_mask + 1) * sizeof(uint32_t));
    for (uint32_t u = 0; u < territory->unit_count; u++) {
        int64_t id = territory->units[u].id;
        if (territory_index(territory, id) != NO_UNIT) {
            problem_add(territory, arena, FAULT_ID_TWICE, id);
            continue;
        }
        index_id(territory, u);
    }
}

static void index_code(struct territory *territory, uint32_t u)
{
    uint32_t *head = &territory->code_heads[hash_code(territory->units[u].code) & territory->code_mask];
    territory->code_next[u] = *head;
    *head = u;
}

static void index_codes(struct territory *territory, struct arena *arena)
{
    territory->code_mask = mask_for(territory->unit_capacity);
    territory->code_heads = ARENA_ARRAY(arena, uint32_t, (size_t)territory->code_mask + 1);
    territory->code_next = ARENA_ARRAY(arena, uint32_t, (size_t)territory->unit_capacity + 1);
    memset(territory->code_heads, 0xFF, ((size_t)territory->code_mask + 1) * sizeof(uint32_t));
    for (uint32_t u = 0; u < territory->unit_count; u++)
        index_code(territory, u);
}

struct adjacency adjacency_new(struct arena *arena, uint32_t key_count, const uint32_t *keys,
                               const uint32_t *values, size_t pair_count)
{
    struct adjacency list = { .start = ARENA_ARRAY(arena, uint32_t, (size_t)key_count + 2) };
    uint32_t total = 0;
    for (size_t i = 0; i < pair_count; i++)
        if (keys[i] != NO_UNIT) {
            list.start[keys[i] + 2]++;
            total++;
        }
    list.items = ARENA_ARRAY(arena, uint32_t, (size_t)total + 1);
    for (uint32_t key = 0; key < key_count; key++)
        list.start[key + 2] += list.start[key + 1];
    /* start[key + 1] is where the next value of the key goes; at the end, where its list ends. */
    for (size_t i = 0; i < pair_count; i++)
        if (keys[i] != NO_UNIT)
            list.items[list.start[keys[i] + 1]++] = values[i];
    return list;
}

static void chain_child(struct territory *territory, uint32_t u)
{
    uint32_t *first = &territory->child_first[territory->parent[u]];
    territory->child_next[u] = *first;
    *first = u;
}

static void link_parents(struct territory *territory, struct arena *arena)
{
    uint32_t count = territory->unit_count;
    size_t room = (size_t)territory->unit_capacity + 1;
    territory->parent = ARENA_ARRAY(arena, uint32_t, room);
    territory->child_first = ARENA_ARRAY(arena, uint32_t, room);
    territory->child_next = ARENA_ARRAY(arena, uint32_t, room);
    memset(territory->child_first, 0xFF, room * sizeof(uint32_t));
    for (uint32_t u = 0; u < count; u++) {
        const struct unit *unit = &territory->units[u];
        territory->parent[u] = unit->parent ? territory_index(territory, unit->parent) : NO_UNIT;
        if (unit->from_day >= unit->to_day)
            problem_add(territory, arena, FAULT_VALIDITY, unit->id);
        if (!unit->parent)
            continue;
        uint32_t parent = territory->parent[u];
        if (parent == NO_UNIT) {
            problem_add(territory, arena, FAULT_PARENT_UNKNOWN, unit->id);
        } else if (territory->units[parent].level >= unit->level) {
            problem_add(territory, arena, FAULT_PARENT_LEVEL, unit->id);
            territory->parent[u] = NO_UNIT;
        }
    }
    for (uint32_t u = count; u-- > 0;)
        if (territory->parent[u] != NO_UNIT)
            chain_child(territory, u);
}

static bool lineage_day_is_sound(const struct unit *from, const struct unit *to, int32_t day)
{
    return from->from_day < day && day <= from->to_day && to->from_day <= day && day < to->to_day;
}

static void link_lineages(struct territory *territory, struct arena *arena)
{
    uint32_t count = territory->lineage_count;
    uint32_t *self = ARENA_ARRAY(arena, uint32_t, (size_t)count + 1);
    territory->lineage_from = ARENA_ARRAY(arena, uint32_t, (size_t)count + 1);
    territory->lineage_to = ARENA_ARRAY(arena, uint32_t, (size_t)count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct lineage *lineage = &territory->lineages[i];
        uint32_t from = territory_index(territory, lineage->from);
        uint32_t to = territory_index(territory, lineage->to);
        bool is_known = from != NO_UNIT && to != NO_UNIT && from != to;
        bool is_sound = is_known && lineage_day_is_sound(&territory->units[from],
                                                         &territory->units[to], lineage->on_day);
        self[i] = i;
        territory->lineage_from[i] = is_sound ? from : NO_UNIT;
        territory->lineage_to[i] = is_sound ? to : NO_UNIT;
        if (!is_sound)
            problem_add(territory, arena, is_known ? FAULT_LINEAGE_DAY : FAULT_LINEAGE_UNKNOWN,
                        lineage->id);
    }
    uint32_t units = territory->unit_capacity;
    territory->out = adjacency_new(arena, units, territory->lineage_from, self, count);
    territory->in = adjacency_new(arena, units, territory->lineage_to, self, count);
}

struct territory *territory_new_with_room(struct arena *arena, const struct unit *units,
                                          size_t unit_count, size_t unit_capacity,
                                          const struct lineage *lineages, size_t lineage_count)
{
    require(unit_count <= unit_capacity && unit_capacity < NO_UNIT / 4 && lineage_count < NO_UNIT / 4);
    struct territory *territory = ARENA_NEW(arena, struct territory);
    *territory = (struct territory){ .units = units,
                                     .lineages = lineages,
                                     .unit_count = (uint32_t)unit_count,
                                     .unit_capacity = (uint32_t)unit_capacity,
                                     .lineage_count = (uint32_t)lineage_count };
    index_ids(territory, arena);
    index_codes(territory, arena);
    link_parents(territory, arena);
    link_lineages(territory, arena);
    territory_build_places(territory, arena);
    return territory;
}

const struct territory *territory_new(struct arena *arena, const struct unit *units,
                                      size_t unit_count, const struct lineage *lineages,
                                      size_t lineage_count)
{
    return territory_new_with_room(arena, units, unit_count, unit_count, lineages, lineage_count);
}

bool territory_area_added(struct territory *territory, struct arena *arena)
{
    uint32_t u = territory->unit_count;
    if (u == territory->unit_capacity)
        return false;
    const struct unit *area = &territory->units[u];
    uint32_t parent = territory_index(territory, area->parent);
    if (area->level != LEVEL_AREA || area->from_day >= area->to_day || parent == NO_UNIT ||
        territory->units[parent].level >= LEVEL_AREA || territory_index(territory, area->id) != NO_UNIT)
        return false;
    territory->unit_count++;
    territory->parent[u] = parent;
    index_id(territory, u);
    index_code(territory, u);
    chain_child(territory, u);
    territory_build_place(territory, arena, u);
    return true;
}

/* --- plain questions ------------------------------------------------------------------------ */

size_t territory_problems(const struct territory *territory,
                          const struct territory_problem **ret_problems)
{
    *ret_problems = territory->problems;
    return territory->problem_count;
}

size_t territory_units(const struct territory *territory, const struct unit **ret_units)
{
    *ret_units = territory->units;
    return territory->unit_count;
}

size_t territory_lineages(const struct territory *territory, const struct lineage **ret_lineages)
{
    *ret_lineages = territory->lineages;
    return territory->lineage_count;
}

const struct unit *territory_unit(const struct territory *territory, int64_t id)
{
    uint32_t index = territory_index(territory, id);
    return index == NO_UNIT ? NULL : &territory->units[index];
}

static int unit_compare(const void *a, const void *b)
{
    const struct unit *left = *(const struct unit *const *)a;
    const struct unit *right = *(const struct unit *const *)b;
    if (left->level != right->level)
        return left->level < right->level ? -1 : 1;
    int order = strcmp(left->code, right->code);
    if (order == 0 && left->from_day != right->from_day)
        order = left->from_day < right->from_day ? -1 : 1;
    if (order == 0 && left->id != right->id)
        order = left->id < right->id ? -1 : 1;
    return order;
}

void unit_set_sort(struct unit_set *set)
{
    if (set->count > 1)
        qsort(set->items, set->count, sizeof(set->items[0]), unit_compare);
}

struct unit_set territory_by_code(const struct territory *territory, struct arena *arena,
                                  const char *code, enum unit_list list, int32_t day)
{
    struct unit_set set = { 0 };
    size_t capacity = 0;
    uint32_t u = territory->code_heads[hash_code(code) & territory->code_mask];
    for (; u != NO_UNIT; u = territory->code_next[u]) {
        const struct unit *unit = &territory->units[u];
        if (strcmp(unit->code, code) == 0 && (list == LIST_MAX_ || list == unit->list) &&
            (day == TERRITORY_ANY_DAY || unit_is_valid(unit, day)))
            *ARENA_PUSH(arena, set.items, set.count, capacity) = unit;
    }
    unit_set_sort(&set);
    return set;
}

static size_t lineages_of(const struct territory *territory, struct arena *arena,
                          const struct adjacency *list, uint32_t unit,
                          const struct lineage ***ret_lineages)
{
    size_t count = list->start[unit + 1] - list->start[unit];
    *ret_lineages = ARENA_ARRAY(arena, const struct lineage *, count + 1);
    for (size_t i = 0; i < count; i++)
        (*ret_lineages)[i] = &territory->lineages[list->items[list->start[unit] + i]];
    return count;
}

size_t territory_lineage_from(const struct territory *territory, struct arena *arena,
                              const struct unit *unit, const struct lineage ***ret_lineages)
{
    return lineages_of(territory, arena, &territory->out, unit_index(territory, unit),
                       ret_lineages);
}

size_t territory_lineage_to(const struct territory *territory, struct arena *arena,
                            const struct unit *unit, const struct lineage ***ret_lineages)
{
    return lineages_of(territory, arena, &territory->in, unit_index(territory, unit), ret_lineages);
}

/* The row that is the same place as `unit` from the day it ended, or NO_UNIT. */
static uint32_t same_place_after(const struct territory *territory, uint32_t unit)
{
    for (uint32_t i = territory->out.start[unit]; i < territory->out.start[unit + 1]; i++) {
        const struct lineage *lineage = &territory->lineages[territory->out.items[i]];
        if (lineage->type == LINEAGE_KEPT || lineage->type == LINEAGE_RENAMED ||
            lineage->type == LINEAGE_REPARENTED)
            return territory->lineage_to[territory->out.items[i]];
    }
    return NO_UNIT;
}

const struct unit *territory_one_place(const struct territory *territory, struct unit_set set)
{
    if (set.count == 0)
        return NULL;
    const struct unit *last = set.items[0];
    for (size_t i = 1; i < set.count; i++)
        if (set.items[i]->from_day > last->from_day)
            last = set.items[i];
    for (size_t i = 0; i < set.count; i++) {
        uint32_t at = unit_index(territory, set.items[i]);
        while (at != NO_UNIT && &territory->units[at] != last)
            at = same_place_after(territory, at); /* ends: each row ends later */
        if (at == NO_UNIT)
            return NULL;
    }
    return last;
}
