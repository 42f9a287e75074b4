/* SPDX-License-Identifier: Apache-2.0
 * Making the units be as an official list (territory_plan.h): a list later than all that are known
 * goes forward, an earlier one is put before, or between, what is known. */
#include "domain/territory_change.h"

struct listing {
    const struct territory *territory;
    const struct list_comparison *comparison;
    struct list_neighbours neighbours;
    struct territory_change *change;
    struct issues *issues;
    int32_t list_begin; /* first day of any unit of that list */
    int64_t *ids;       /* by match: the unit's id on the day */
};

/* Is the unit, as it is known, also in the later list; in the earlier one? */
static bool runs_on(const struct listing *l, const struct unit *unit)
{
    int32_t later = l->neighbours.later_day;
    return later != TERRITORY_LAST_DAY && unit->to_day > later;
}

static bool is_confirmed_before(const struct listing *l, const struct unit *unit)
{
    int32_t earlier = l->neighbours.earlier_day;
    return earlier != TERRITORY_FIRST_DAY && unit->from_day <= earlier;
}

static const char *match_line(const struct listing *l, const struct list_match *match)
{
    return match->row ? arena_printf(l->issues->arena, "%d", match->row->line) : NULL;
}

/* What a unit of that code is on the day: its id, and its row. */
static int64_t planned_parent(const struct listing *l, const char *code, struct unit *ret_unit)
{
    const struct list_match *found = list_match_by_code(l->comparison, code);
    if (found && found->state != LIST_MISSING) {
        int64_t id = l->ids[found - l->comparison->items];
        if (id) {
            *ret_unit = id < 0 ? l->change->units[-id - 1] : *territory_unit(l->territory, id);
            return id;
        }
    }
    /* Its row was of no use; the unit may be known all the same. */
    struct unit_set known = territory_by_code(l->territory, l->change->arena, code,
                                              l->comparison->list, l->comparison->day);
    if (!known.count)
        return 0;
    *ret_unit = *known.items[0];
    return ret_unit->id;
}

static int64_t nation_id(const struct territory *territory)
{
    const struct unit *units;
    size_t count = territory_units(territory, &units);
    for (size_t u = 0; u < count; u++)
        if (units[u].level == LEVEL_NATION)
            return units[u].id;
    return 0;
}

/* Statements of the unit's end, from the day on, become those of `id`; 0: they go away. */
static void move_ends(const struct listing *l, const struct unit *unit, int32_t day, int64_t id)
{
    const struct lineage **rows;
    size_t count = territory_lineage_from(l->territory, l->change->arena, unit, &rows);
    for (size_t i = 0; i < count; i++)
        if (rows[i]->on_day >= day)
            change_move_lineage(l->change, rows[i], id, rows[i]->to);
}

/* Statements of the unit before the day become those of `id`; 0: they go away. */
static void move_origins(const struct listing *l, const struct unit *unit, int32_t day, int64_t id)
{
    const struct lineage **rows;
    size_t count = territory_lineage_to(l->territory, l->change->arena, unit, &rows);
    for (size_t i = 0; i < count; i++)
        if (rows[i]->on_day < day)
            change_move_lineage(l->change, rows[i], rows[i]->from, id);
    count = territory_lineage_from(l->territory, l->change->arena, unit, &rows);
    for (size_t i = 0; i < count; i++)
        if (rows[i]->on_day <= day)
            change_move_lineage(l->change, rows[i], id, rows[i]->to);
}

/* --- changed -------------------------------------------------------------------------------- */

static enum lineage_type changes_type(unsigned changes)
{
    return changes & CHANGE_PARENT                  ? LINEAGE_REPARENTED
           : changes & (CHANGE_NAME | CHANGE_TYPE) ? LINEAGE_RENAMED
                                                    : LINEAGE_KEPT;
}

static int64_t plan_changed(const struct listing *l, const struct list_match *match)
{
    const struct unit *unit = match->unit;
    struct territory_change *change = l->change;
    int32_t day = l->comparison->day, later = l->neighbours.later_day;
    enum lineage_type type = changes_type(match->changes);
    struct unit with = *unit, parent = { 0 };
    with.type = (unsigned char)match->type;
    if (match->changes & CHANGE_CODE)
        with.code = match->row->code;
    if (match->changes & (CHANGE_NAME | CHANGE_TYPE))
        with.name = list_row_name(change->arena, match->row, match->type);
    if (match->changes & CHANGE_PARENT)
        with.parent = planned_parent(l, match->row->parent, &parent);
    if (!runs_on(l, unit)) {
        int64_t id = change_replace_unit(change, unit, with, day, type);
        move_ends(l, unit, day, id);
        return id;
    }
    with.to_day = later;
    if (!is_confirmed_before(l, unit)) {
        int64_t id = change_add_unit(change, with);
        change_begin_unit(change, unit, later);
        move_origins(l, unit, later, id);
        change_add_lineage(change, id, unit->id, later, type, NULL);
        return id;
    }
    struct unit again = *unit;
    with.from_day = day;
    again.from_day = later;
    int64_t id = change_add_unit(change, with), again_id = change_add_unit(change, again);
    change_end_unit(change, unit, day);
    move_ends(l, unit, day, again_id);
    change_add_lineage(change, unit->id, id, day, type, NULL);
    change_add_lineage(change, id, again_id, later, type, NULL);
    return id;
}

/* --- new ------------------------------------------------------------------------------------ */

/* The first row of the code that begins after the day. */
static const struct unit *next_of_code(const struct listing *l, const char *code)
{
    struct unit_set rows = territory_by_code(l->territory, l->change->arena, code,
                                             l->comparison->list, TERRITORY_ANY_DAY);
    for (size_t i = 0; i < rows.count; i++)
        if (rows.items[i]->from_day > l->comparison->day)
            return rows.items[i];
    return NULL;
}

static bool has_origin(const struct listing *l, const struct unit *unit)
{
    const struct lineage **rows;
    size_t count = territory_lineage_to(l->territory, l->change->arena, unit, &rows);
    for (size_t i = 0; i < count; i++)
        if (rows[i]->on_day == unit->from_day)
            return true;
    return false;
}

/* How the row of the code that is known later differs from `unit`, whose superior has the code. */
static unsigned differences(const struct listing *l, const struct unit *unit,
                            const struct unit *next, const char *parent_code)
{
    unsigned changes = unit->type != next->type ? CHANGE_TYPE : 0;
    const struct unit *parent = territory_parent(l->territory, next, next->from_day).unit;
    if (!unit_name_same(l->change->arena, unit->name, next->name))
        changes |= CHANGE_NAME;
    if (unit->level > LEVEL_PROVINCE && (!parent || strcmp(parent->code, parent_code) != 0))
        changes |= CHANGE_PARENT;
    return changes;
}

static int64_t plan_new(const struct listing *l, const struct list_match *match)
{
    const struct list_row *row = match->row;
    struct territory_change *change = l->change;
    struct unit parent = { .to_day = TERRITORY_LAST_DAY };
    struct unit unit = { .code = row->code,
                         .name = list_row_name(change->arena, row, match->type),
                         .from_day = l->comparison->day,
                         .list = (unsigned char)l->comparison->list,
                         .level = (unsigned char)unit_types[match->type].level,
                         .type = (unsigned char)match->type };
    if (unit.level == LEVEL_PROVINCE) {
        unit.parent = nation_id(l->territory);
        unit.founding = (unsigned char)strtol(row->code, NULL, 10);
    } else {
        unit.parent = planned_parent(l, row->parent, &parent);
        unit.founding = parent.founding;
    }
    if (!unit.parent) {
        issues_add(l->issues, ERR_INPUT, MSG_UNIT_ROW_PARENT, match_line(l, match), row->parent,
                   row->name);
        return 0;
    }
    if (l->neighbours.earlier_day == TERRITORY_FIRST_DAY && l->list_begin < unit.from_day)
        unit.from_day = l->list_begin;
    unit.to_day = parent.to_day;
    if (l->neighbours.later_day < unit.to_day)
        unit.to_day = l->neighbours.later_day;
    const struct unit *next = next_of_code(l, row->code);
    if (!next || next->from_day > unit.to_day)
        return change_add_unit(change, unit);
    unsigned changes = differences(l, &unit, next, row->parent);
    if (!changes && !has_origin(l, next)) {
        change_begin_unit(change, next, unit.from_day);
        return next->id;
    }
    unit.to_day = next->from_day;
    int64_t id = change_add_unit(change, unit);
    change_add_lineage(change, id, next->id, next->from_day, changes_type(changes), NULL);
    return id;
}

/* --- missing -------------------------------------------------------------------------------- */

static void plan_missing(const struct listing *l, const struct list_match *match)
{
    const struct unit *unit = match->unit;
    if (!runs_on(l, unit)) {
        change_end_unit(l->change, unit, l->comparison->day);
        move_ends(l, unit, l->comparison->day, 0);
    } else if (!is_confirmed_before(l, unit) && !has_origin(l, unit)) {
        change_begin_unit(l->change, unit, l->neighbours.later_day);
        move_origins(l, unit, l->neighbours.later_day, 0);
    } else {
        issues_add(l->issues, ERR_CONFLICT, MSG_UNIT_LIST_CONTRADICTS, NULL, unit->code,
                   unit->name, change_day_text(l->change->arena, l->comparison->day));
    }
}

/* --- the whole ------------------------------------------------------------------------------ */

/* A unit that begins on the day, or after, cannot change on it: the list of that day is known. */
static bool begins_too_late(const struct listing *l, const struct list_match *match)
{
    return match->unit && match->unit->from_day >= l->comparison->day &&
           !(runs_on(l, match->unit) && !is_confirmed_before(l, match->unit));
}

void list_plan(const struct territory *territory, struct arena *arena,
               const struct list_comparison *comparison, struct list_neighbours neighbours,
               bool with_missing, struct issues *issues, struct territory_change *ret_change)
{
    struct territory_change change = change_begin(arena);
    struct listing l = { .territory = territory,
                         .comparison = comparison,
                         .neighbours = neighbours,
                         .change = &change,
                         .issues = issues,
                         .list_begin = comparison->day,
                         .ids = ARENA_ARRAY(arena, int64_t, comparison->count + 1) };
    const struct unit *units;
    size_t unit_count = territory_units(territory, &units);
    for (size_t u = 0; u < unit_count; u++)
        if (units[u].list == comparison->list && units[u].from_day < l.list_begin)
            l.list_begin = units[u].from_day;
    for (size_t i = 0; i < comparison->count; i++) { /* parents come first */
        const struct list_match *match = &comparison->items[i];
        l.ids[i] = match->unit ? match->unit->id : 0;
        if (match->state == LIST_SAME || (match->state == LIST_MISSING && !with_missing))
            continue;
        if (begins_too_late(&l, match))
            issues_add(issues, ERR_STATE, MSG_UNIT_BEGINS_LATER, match_line(&l, match),
                       match->unit->name, change_day_text(arena, match->unit->from_day),
                       change_day_text(arena, comparison->day));
        else if (match->state == LIST_NEW)
            l.ids[i] = plan_new(&l, match);
        else if (match->state == LIST_CHANGED)
            l.ids[i] = plan_changed(&l, match);
        else
            plan_missing(&l, match);
    }
    *ret_change = change;
}
