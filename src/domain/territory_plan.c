/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/territory_plan.h"

#include "base/date.h"
#include "base/id.h"
#include "base/vitext.h"
#include "domain/territory_change.h"

const char *change_day_text(struct arena *arena, int32_t day)
{
    char *text = ARENA_ARRAY(arena, char, DATE_TEXT_SIZE);
    if (day > TERRITORY_FIRST_DAY && day < TERRITORY_LAST_DAY)
        date_to_table(date_from_days(day), text);
    return text;
}

/* --- parts of a change ---------------------------------------------------------------------- */

struct territory_change change_begin(struct arena *arena)
{
    return (struct territory_change){ .arena = arena };
}

int64_t change_add_unit(struct territory_change *change, struct unit unit)
{
    unit.id = -(int64_t)(change->unit_count + 1);
    unit.code = arena_strdup(change->arena, unit.code);
    unit.name = arena_strdup(change->arena, unit.name);
    *ARENA_PUSH(change->arena, change->units, change->unit_count, change->unit_capacity) = unit;
    return unit.id;
}

void change_end_unit(struct territory_change *change, const struct unit *unit, int32_t day)
{
    *ARENA_PUSH(change->arena, change->ends, change->end_count, change->end_capacity) =
        (struct unit_end){ unit->id, day, unit->to_day };
}

void change_add_lineage(struct territory_change *change, int64_t from, int64_t to, int32_t day,
                        enum lineage_type type, const char *note)
{
    *ARENA_PUSH(change->arena, change->lineages, change->lineage_count, change->lineage_capacity) =
        (struct planned_lineage){ { 0, from, to, day, (unsigned char)type }, note, 0 };
}

void change_begin_unit(struct territory_change *change, const struct unit *unit, int32_t day)
{
    *ARENA_PUSH(change->arena, change->begins, change->begin_count, change->begin_capacity) =
        (struct unit_begin){ unit->id, day, unit->from_day };
}

void change_move_lineage(struct territory_change *change, const struct lineage *row, int64_t from,
                         int64_t to)
{
    *ARENA_PUSH(change->arena, change->removals, change->removal_count, change->removal_capacity) =
        row->id;
    if (!from || !to)
        return;
    change_add_lineage(change, from, to, row->on_day, (enum lineage_type)row->type, NULL);
    change->lineages[change->lineage_count - 1].instead_of = row->id;
}

int64_t change_replace_unit(struct territory_change *change, const struct unit *unit,
                            struct unit with, int32_t day, enum lineage_type type)
{
    with.from_day = day;
    with.to_day = unit->to_day;
    change_end_unit(change, unit, day);
    int64_t id = change_add_unit(change, with);
    change_add_lineage(change, unit->id, id, day, type, NULL);
    return id;
}

static int correction_compare(const void *a, const void *b)
{
    const struct lineage_fix *left = a, *right = b;
    return left->id < right->id ? -1 : left->id > right->id;
}

/* Fixes and removals (type LINEAGE_MAX_) in the order of their ids. */
static struct lineage_fix *sorted_corrections(const struct territory_change *change)
{
    size_t count = change->fix_count + change->removal_count;
    struct lineage_fix *fixes = ARENA_ARRAY(change->arena, struct lineage_fix, count + 1);
    for (size_t i = 0; i < change->fix_count; i++)
        fixes[i] = change->fixes[i];
    for (size_t i = 0; i < change->removal_count; i++)
        fixes[change->fix_count + i] =
            (struct lineage_fix){ .id = change->removals[i], .type = LINEAGE_MAX_ };
    qsort(fixes, count, sizeof(fixes[0]), correction_compare);
    return fixes;
}

const struct territory *territory_with(const struct territory *territory,
                                       const struct territory_change *change)
{
    struct arena *arena = change->arena;
    const struct unit *old_units;
    size_t old_count = territory_units(territory, &old_units);
    size_t unit_count = old_count + change->unit_count;
    struct unit *units = ARENA_ARRAY(arena, struct unit, unit_count + 1);
    if (old_count)
        memcpy(units, old_units, old_count * sizeof(struct unit));
    for (size_t i = 0; i < change->unit_count; i++)
        units[old_count + i] = change->units[i];
    for (size_t i = 0; i < change->end_count; i++) {
        const struct unit *ended = territory_unit(territory, change->ends[i].unit);
        require(ended);
        units[ended - old_units].to_day = change->ends[i].to_day;
    }
    for (size_t i = 0; i < change->begin_count; i++) {
        const struct unit *begun = territory_unit(territory, change->begins[i].unit);
        require(begun);
        units[begun - old_units].from_day = change->begins[i].from_day;
    }
    const struct lineage *old_lineages;
    size_t lineage_count = 0, old_lineage_count = territory_lineages(territory, &old_lineages);
    struct lineage *lineages =
        ARENA_ARRAY(arena, struct lineage, old_lineage_count + change->lineage_count + 1);
    struct lineage_fix *fixes = sorted_corrections(change);
    size_t fix_count = change->fix_count + change->removal_count;
    for (size_t i = 0; i < old_lineage_count; i++) {
        struct lineage row = old_lineages[i];
        struct lineage_fix key = { .id = row.id };
        const struct lineage_fix *fix =
            bsearch(&key, fixes, fix_count, sizeof(key), correction_compare);
        if (fix)
            row.type = (unsigned char)fix->type;
        if (!fix || fix->type != LINEAGE_MAX_)
            lineages[lineage_count++] = row;
    }
    for (size_t i = 0; i < change->lineage_count; i++)
        lineages[lineage_count++] =
            (struct lineage){ -(int64_t)(i + 1), change->lineages[i].row.from,
                              change->lineages[i].row.to, change->lineages[i].row.on_day,
                              change->lineages[i].row.type };
    return territory_new(arena, units, unit_count, lineages, lineage_count);
}

/* --- checks --------------------------------------------------------------------------------- */

struct planning {
    const struct territory *territory;
    struct arena *arena;
    int32_t day;
    const int64_t *sources; /* units that end that day */
    size_t source_count;
    struct err *err;
};

static enum err_code unit_known(const struct planning *p, int64_t id, const struct unit **ret_unit)
{
    char text[ID_TEXT_SIZE] = "";
    *ret_unit = territory_unit(p->territory, id);
    if (*ret_unit)
        return ERR_OK;
    if (id > 0)
        id_to_text(id, text);
    return err_set(p->err, ERR_NOT_FOUND, MSG_UNIT_UNKNOWN, text);
}

/* The unit was there before the day and has no end. */
static enum err_code unit_open(const struct planning *p, int64_t id, const struct unit **ret_unit)
{
    TRY(unit_known(p, id, ret_unit));
    const struct unit *unit = *ret_unit;
    if (unit->to_day != TERRITORY_LAST_DAY)
        return err_set(p->err, ERR_STATE, MSG_UNIT_ENDED, unit->name,
                       change_day_text(p->arena, unit->to_day));
    if (unit->from_day >= p->day)
        return err_set(p->err, ERR_STATE, MSG_UNIT_BEGINS_LATER, unit->name,
                       change_day_text(p->arena, unit->from_day),
                       change_day_text(p->arena, p->day));
    return ERR_OK;
}

static enum err_code parent_fits(const struct planning *p, int64_t id, enum unit_level level,
                                 const char *name)
{
    const struct unit *parent;
    TRY(unit_known(p, id, &parent));
    if (parent->level >= level)
        return err_set(p->err, ERR_INPUT, MSG_UNIT_PARENT_LEVEL, name, parent->name);
    if (p->day < parent->from_day || p->day >= parent->to_day)
        return err_set(p->err, ERR_STATE, MSG_UNIT_PARENT_DAY, parent->name,
                       change_day_text(p->arena, p->day));
    return ERR_OK;
}

bool unit_code_fits(const char *code, enum unit_list list, enum unit_level level)
{
    static const unsigned char digits[LIST_MAX_][LEVEL_MAX_] = {
        [LIST_GSO3] = { [LEVEL_PROVINCE] = 2, [LEVEL_DISTRICT] = 3, [LEVEL_COMMUNE] = 5 },
        [LIST_GSO2] = { [LEVEL_PROVINCE] = 2, [LEVEL_COMMUNE] = 5 },
    };
    size_t len = strlen(code);
    if (list == LIST_LOCAL)
        return len >= 1 && len <= UNIT_CODE_MAX && strcspn(code, " \t@") == len;
    return len && len == digits[list][level] && strspn(code, "0123456789") == len;
}

/* No other unit of the list has the code on the day; those that end that day do not count. */
static enum err_code code_is_free(const struct planning *p, const char *code, enum unit_list list)
{
    struct unit_set set = territory_by_code(p->territory, p->arena, code, list, p->day);
    for (size_t i = 0; i < set.count; i++) {
        bool ends = false;
        for (size_t s = 0; s < p->source_count; s++)
            ends |= p->sources[s] == set.items[i]->id;
        if (!ends)
            return err_set(p->err, ERR_CONFLICT, MSG_UNIT_CODE_USED, code,
                           change_day_text(p->arena, p->day), set.items[i]->name);
    }
    return ERR_OK;
}

static enum err_code spec_fits(const struct planning *p, const struct unit_spec *spec,
                               enum unit_level level)
{
    if (text_is_blank(spec->name))
        return err_set(p->err, ERR_INPUT, MSG_UNIT_NAME_BLANK, spec->code);
    if (unit_types[spec->type].level != level || spec->type == UNIT_TYPE_NONE)
        return err_set(p->err, ERR_INPUT, MSG_UNIT_TYPE_LEVEL, spec->name);
    if (!unit_code_fits(spec->code, spec->list, level))
        return err_set(p->err, ERR_INPUT, MSG_UNIT_CODE_FORM, spec->code, spec->name);
    TRY(parent_fits(p, spec->parent, level, spec->name));
    return code_is_free(p, spec->code, spec->list);
}

static struct unit unit_of_spec(const struct unit_spec *spec, enum unit_level level,
                                unsigned char founding, int32_t day)
{
    return (struct unit){ .parent = spec->parent,
                          .code = spec->code,
                          .name = spec->name,
                          .from_day = day,
                          .to_day = TERRITORY_LAST_DAY,
                          .list = (unsigned char)spec->list,
                          .level = (unsigned char)level,
                          .type = (unsigned char)spec->type,
                          .founding = spec->founding ? spec->founding : founding };
}

/* --- single changes ------------------------------------------------------------------------- */

static enum err_code sources_fit(const struct planning *p, const struct unit_spec *into,
                                 const struct unit **ret_first)
{
    const struct unit *first = NULL;
    if (p->source_count < 2)
        return err_set(p->err, ERR_INPUT, MSG_UNIT_TOO_FEW, err_int(2));
    for (size_t i = 0; i < p->source_count; i++) {
        const struct unit *unit;
        TRY(unit_open(p, p->sources[i], &unit));
        first = first ? first : unit;
        if (unit->level != first->level)
            return err_set(p->err, ERR_INPUT, MSG_UNIT_LEVELS_DIFFER, first->name, unit->name);
        if (unit->founding != first->founding && !into->founding)
            return err_set(p->err, ERR_INPUT, MSG_UNIT_FOUNDING_DIFFERS, first->name, unit->name);
        for (size_t j = 0; j < i; j++)
            if (p->sources[j] == unit->id)
                return err_set(p->err, ERR_INPUT, MSG_UNIT_TWICE, unit->name);
    }
    *ret_first = first;
    return ERR_OK;
}

enum err_code territory_merge(const struct territory *territory, struct arena *arena,
                              const int64_t *sources, size_t count, const struct unit_spec *into,
                              int32_t day, struct territory_change *ret_change, struct err *err)
{
    struct planning p = { territory, arena, day, sources, count, err };
    const struct unit *first = NULL;
    TRY(sources_fit(&p, into, &first));
    TRY(spec_fits(&p, into, (enum unit_level)first->level));
    struct territory_change change = change_begin(arena);
    struct unit unit = unit_of_spec(into, (enum unit_level)first->level, first->founding, day);
    int64_t id = change_add_unit(&change, unit);
    for (size_t i = 0; i < count; i++) {
        change_end_unit(&change, territory_unit(territory, sources[i]), day);
        change_add_lineage(&change, sources[i], id, day, LINEAGE_FULL, NULL);
    }
    *ret_change = change;
    return ERR_OK;
}

/* Area is an open one that lay in `source` until the day. */
static enum err_code area_fits(const struct planning *p, int64_t id, const struct unit *source,
                               const struct unit **ret_area)
{
    TRY(unit_open(p, id, ret_area));
    struct place place = territory_parent(p->territory, *ret_area, p->day - 1);
    if ((*ret_area)->level != LEVEL_AREA || place.unit != source)
        return err_set(p->err, ERR_INPUT, MSG_UNIT_AREA_OUTSIDE, (*ret_area)->name, source->name);
    return ERR_OK;
}

static enum err_code part_add(const struct planning *p, const struct split_part *part,
                              const struct unit *source, struct territory_change *change)
{
    int64_t id = part->unit.existing;
    if (id) {
        const struct unit *unit;
        TRY(unit_known(p, id, &unit));
        if (unit->level != source->level)
            return err_set(p->err, ERR_INPUT, MSG_UNIT_LEVELS_DIFFER, source->name, unit->name);
        if (p->day < unit->from_day || p->day >= unit->to_day || unit == source)
            return err_set(p->err, ERR_STATE, MSG_UNIT_PARENT_DAY, unit->name,
                           change_day_text(p->arena, p->day));
    } else {
        TRY(spec_fits(p, &part->unit, (enum unit_level)source->level));
        for (size_t i = 0; i < change->unit_count; i++)
            if (change->units[i].level != LEVEL_AREA &&
                strcmp(change->units[i].code, part->unit.code) == 0)
                return err_set(p->err, ERR_CONFLICT, MSG_UNIT_CODE_USED, part->unit.code,
                               change_day_text(p->arena, p->day), change->units[i].name);
        id = change_add_unit(change, unit_of_spec(&part->unit, (enum unit_level)source->level,
                                                  source->founding, p->day));
    }
    change_add_lineage(change, source->id, id, p->day, LINEAGE_PARTIAL, NULL);
    for (size_t i = 0; i < part->area_count; i++) {
        const struct unit *area;
        TRY(area_fits(p, part->areas[i], source, &area));
        for (size_t e = 0; e < change->end_count; e++)
            if (change->ends[e].unit == area->id)
                return err_set(p->err, ERR_INPUT, MSG_UNIT_TWICE, area->name);
        struct unit with = *area;
        with.parent = id;
        change_replace_unit(change, area, with, p->day, LINEAGE_REPARENTED);
    }
    return ERR_OK;
}

enum err_code territory_split(const struct territory *territory, struct arena *arena,
                              int64_t source, const struct split_part *parts, size_t count,
                              int32_t day, struct territory_change *ret_change, struct err *err)
{
    struct planning p = { territory, arena, day, &source, 1, err };
    const struct unit *unit = NULL;
    TRY(unit_open(&p, source, &unit));
    if (count < 2)
        return err_set(err, ERR_INPUT, MSG_UNIT_TOO_FEW, err_int(2));
    struct territory_change change = change_begin(arena);
    change_end_unit(&change, unit, day);
    for (size_t i = 0; i < count; i++)
        TRY(part_add(&p, &parts[i], unit, &change));
    struct unit_set children = territory_children(territory, arena, unit, day - 1);
    size_t capacity = 0;
    for (size_t i = 0; i < children.count; i++) {
        bool is_given = false;
        for (size_t e = 0; e < change.end_count; e++)
            is_given |= change.ends[e].unit == children.items[i]->id;
        if (!is_given)
            *ARENA_PUSH(arena, change.left.items, change.left.count, capacity) = children.items[i];
    }
    *ret_change = change;
    return ERR_OK;
}

enum err_code territory_rename(const struct territory *territory, struct arena *arena, int64_t unit,
                               enum unit_type type, const char *name, int32_t day,
                               struct territory_change *ret_change, struct err *err)
{
    struct planning p = { territory, arena, day, &unit, 1, err };
    const struct unit *old = NULL;
    TRY(unit_open(&p, unit, &old));
    if (text_is_blank(name))
        return err_set(err, ERR_INPUT, MSG_UNIT_NAME_BLANK, old->code);
    if (unit_types[type].level != old->level || type == UNIT_TYPE_NONE)
        return err_set(err, ERR_INPUT, MSG_UNIT_TYPE_LEVEL, name);
    if (old->type == type && strcmp(old->name, name) == 0)
        return err_set(err, ERR_INPUT, MSG_UNIT_NO_CHANGE, old->name);
    struct unit with = *old;
    with.type = (unsigned char)type;
    with.name = name;
    struct territory_change change = change_begin(arena);
    change_replace_unit(&change, old, with, day, LINEAGE_RENAMED);
    *ret_change = change;
    return ERR_OK;
}

enum err_code territory_reparent(const struct territory *territory, struct arena *arena,
                                 int64_t unit, int64_t parent, int32_t day,
                                 struct territory_change *ret_change, struct err *err)
{
    struct planning p = { territory, arena, day, &unit, 1, err };
    const struct unit *old = NULL;
    TRY(unit_open(&p, unit, &old));
    TRY(parent_fits(&p, parent, (enum unit_level)old->level, old->name));
    struct place place = territory_parent(territory, old, day);
    if (place.unit && place.unit->id == parent)
        return err_set(err, ERR_INPUT, MSG_UNIT_NO_CHANGE, old->name);
    struct unit with = *old;
    with.parent = parent;
    struct territory_change change = change_begin(arena);
    change_replace_unit(&change, old, with, day, LINEAGE_REPARENTED);
    *ret_change = change;
    return ERR_OK;
}

enum err_code territory_add(const struct territory *territory, struct arena *arena,
                            const struct unit_spec *unit, int32_t day,
                            struct territory_change *ret_change, struct err *err)
{
    struct planning p = { territory, arena, day, NULL, 0, err };
    enum unit_level level = unit_types[unit->type].level;
    TRY(spec_fits(&p, unit, level));
    const struct unit *parent = territory_unit(territory, unit->parent);
    struct territory_change change = change_begin(arena);
    change_add_unit(&change, unit_of_spec(unit, level, parent->founding, day));
    *ret_change = change;
    return ERR_OK;
}
