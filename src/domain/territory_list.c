/* SPDX-License-Identifier: Apache-2.0
 * Official lists and conversion tables held against the picture (territory_plan.h). */
#include "base/vitext.h"
#include "domain/territory_change.h"

static const char *line_text(const struct issues *issues, int line)
{
    return arena_printf(issues->arena, "%d", line);
}

/* --- reading a row -------------------------------------------------------------------------- */

enum unit_list list_of_rows(const struct list_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(rows[i].code) == 3)
            return LIST_GSO3;
    return LIST_GSO2;
}

static enum unit_level level_of_code(const char *code)
{
    size_t len = strlen(code);
    return len == 2 ? LEVEL_PROVINCE : len == 3 ? LEVEL_DISTRICT : LEVEL_COMMUNE;
}

/* The type a list's word means at that level: "Thành phố Trung ương", "xã". */
static enum unit_type type_of_word(struct arena *arena, enum unit_level level, const char *word)
{
    const char *folded = text_fold(arena, word);
    if (level == LEVEL_PROVINCE && strncmp(folded, "thanh pho", strlen("thanh pho")) == 0)
        return UNIT_MUNICIPALITY;
    for (int type = UNIT_TYPE_NONE + 1; type < UNIT_TYPE_MAX_; type++)
        if (unit_types[type].level == level &&
            strcmp(folded, text_fold(arena, unit_types[type].vi)) == 0)
            return (enum unit_type)type;
    return UNIT_TYPE_NONE;
}

/* The name behind the word for its type, if it begins with it in any case. */
static const char *bare_name(const char *name, enum unit_type type)
{
    const char *word = unit_types[type].vi;
    char begin[64], wanted[64];
    size_t len = strlen(word);
    if (strlen(name) <= len || name[len] != ' ' || len >= sizeof(begin))
        return name;
    char cut[64];
    memcpy(cut, name, len);
    cut[len] = '\0';
    bool fits = text_fold_into(begin, sizeof(begin), cut, "") &&
                text_fold_into(wanted, sizeof(wanted), word, "") && strcmp(begin, wanted) == 0;
    return fits ? name + len + 1 : name;
}

static const char *official_name(struct arena *arena, const struct list_row *row,
                                 enum unit_type type)
{
    return bare_name(row->name, type) == row->name
               ? arena_printf(arena, "%s %s", unit_types[type].vi, row->name)
               : row->name;
}

static int code_compare(const char *a, const char *b)
{
    enum unit_level left = level_of_code(a), right = level_of_code(b);
    if (left != right)
        return left < right ? -1 : 1;
    return strcmp(a, b);
}

static int row_compare(const void *a, const void *b)
{
    const struct list_row *left = *(const struct list_row *const *)a;
    const struct list_row *right = *(const struct list_row *const *)b;
    int order = code_compare(left->code, right->code);
    return order ? order : left->line < right->line ? -1 : left->line > right->line;
}

/* --- a list --------------------------------------------------------------------------------- */

struct comparing {
    const struct territory *territory;
    struct arena *arena;
    const struct list_row **rows; /* by level and code */
    size_t count;
    bool *is_seen; /* by unit: the list speaks of it */
    const struct unit *units;
    struct issues *issues;
    struct list_comparison result;
    size_t capacity;
};

static bool list_has(const struct comparing *c, const char *code)
{
    struct list_row key = { .code = code, .line = 0 };
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code_compare(c->rows[middle]->code, key.code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->count && strcmp(c->rows[low]->code, code) == 0;
}

/* Adds an issue and returns false when the row is of no use. */
static bool row_is_sound(struct comparing *c, size_t index, enum unit_level level,
                         enum unit_type type)
{
    const struct list_row *row = c->rows[index];
    const char *where = line_text(c->issues, row->line);
    if (index && strcmp(c->rows[index - 1]->code, row->code) == 0)
        issues_add(c->issues, ERR_INPUT, MSG_UNIT_ROW_TWICE, where, row->code);
    else if (!unit_code_fits(row->code, c->result.list, level))
        issues_add(c->issues, ERR_INPUT, MSG_UNIT_CODE_FORM, where, row->code, row->name);
    else if (text_is_blank(row->name))
        issues_add(c->issues, ERR_INPUT, MSG_UNIT_NAME_BLANK, where, row->code);
    else if (type == UNIT_TYPE_NONE)
        issues_add(c->issues, ERR_INPUT, MSG_UNIT_ROW_TYPE, where, row->type, row->name);
    else if (level > LEVEL_PROVINCE &&
             (!list_has(c, row->parent) || level_of_code(row->parent) >= level))
        issues_add(c->issues, ERR_INPUT, MSG_UNIT_ROW_PARENT, where, row->parent, row->name);
    else
        return true;
    return false;
}

static const struct unit *unit_of_row(const struct comparing *c, const struct list_row *row)
{
    struct unit_set set =
        territory_by_code(c->territory, c->arena, row->code, c->result.list, c->result.day);
    return set.count ? set.items[0] : NULL;
}

static void match_add(struct comparing *c, struct list_match match)
{
    c->result.counts[match.state]++;
    *ARENA_PUSH(c->arena, c->result.items, c->result.count, c->capacity) = match;
}

static void row_match(struct comparing *c, size_t index)
{
    const struct list_row *row = c->rows[index];
    enum unit_level level = level_of_code(row->code);
    enum unit_type type = type_of_word(c->arena, level, row->type);
    const struct unit *unit = unit_of_row(c, row);
    if (unit)
        c->is_seen[unit - c->units] = true;
    if (!row_is_sound(c, index, level, type))
        return;
    struct list_match match = {
        .state = unit ? LIST_SAME : LIST_NEW, .row = row, .unit = unit, .type = type
    };
    if (unit) {
        const char *old_name = bare_name(unit->name, (enum unit_type)unit->type);
        const char *new_name = bare_name(row->name, type);
        const struct unit *parent = territory_parent(c->territory, unit, c->result.day).unit;
        match.is_spelled = strcmp(old_name, new_name) != 0;
        if (match.is_spelled && !unit_name_same(c->arena, old_name, new_name))
            match.changes |= CHANGE_NAME;
        if (type != unit->type)
            match.changes |= CHANGE_TYPE;
        if (level > LEVEL_PROVINCE && (!parent || strcmp(parent->code, row->parent) != 0))
            match.changes |= CHANGE_PARENT;
        match.is_spelled &= !(match.changes & CHANGE_NAME);
        match.state = match.changes ? LIST_CHANGED : LIST_SAME;
    }
    match_add(c, match);
}

static const char *match_code(const struct list_match *match)
{
    return match->row ? match->row->code : match->unit->code;
}

static int match_compare(const void *a, const void *b)
{
    return code_compare(match_code(a), match_code(b));
}

struct list_comparison list_compare(const struct territory *territory, struct arena *arena,
                                    const struct list_row *rows, size_t count, enum unit_list list,
                                    int32_t day, struct issues *issues)
{
    struct comparing c = { .territory = territory,
                           .arena = arena,
                           .count = count,
                           .issues = issues,
                           .result = { .list = list, .day = day } };
    size_t unit_count = territory_units(territory, &c.units);
    c.is_seen = ARENA_ARRAY(arena, bool, unit_count + 1);
    c.rows = ARENA_ARRAY(arena, const struct list_row *, count + 1);
    for (size_t i = 0; i < count; i++)
        c.rows[i] = &rows[i];
    qsort(c.rows, count, sizeof(c.rows[0]), row_compare);
    for (size_t i = 0; i < count; i++)
        row_match(&c, i);
    for (size_t u = 0; u < unit_count; u++) {
        const struct unit *unit = &c.units[u];
        if (unit->list == list && unit->level >= LEVEL_PROVINCE && unit->level <= LEVEL_COMMUNE &&
            unit->from_day <= day && day < unit->to_day && !c.is_seen[u])
            match_add(&c, (struct list_match){ .state = LIST_MISSING,
                                               .unit = unit,
                                               .type = (enum unit_type)unit->type });
    }
    if (c.result.count)
        qsort(c.result.items, c.result.count, sizeof(c.result.items[0]), match_compare);
    return c.result;
}

/* --- making the units be as the list -------------------------------------------------------- */

struct listing {
    const struct territory *territory;
    const struct list_comparison *comparison;
    struct territory_change *change;
    struct issues *issues;
    int64_t *ids; /* by match: the unit's id from the day on */
};

/* What a unit of that code is from the day on: its id, and the row it comes from. */
static int64_t planned_parent(const struct listing *l, const char *code, struct unit *ret_unit)
{
    struct list_row row = { .code = code };
    struct list_match key = { .row = &row };
    const struct list_match *found =
        bsearch(&key, l->comparison->items, l->comparison->count, sizeof(key), match_compare);
    if (!found)
        return 0;
    int64_t id = l->ids[found - l->comparison->items];
    *ret_unit = id < 0 ? l->change->units[-id - 1] : *found->unit;
    return id;
}

/* Statements about the end of `unit`, now that its row ends earlier: they go over to its new row
 * `id`, or away (0). */
static void rehang_lineage(const struct listing *l, const struct unit *unit, int64_t id)
{
    struct territory_change *change = l->change;
    const struct lineage **rows;
    size_t count = territory_lineage_from(l->territory, change->arena, unit, &rows);
    for (size_t i = 0; i < count; i++) {
        if (rows[i]->on_day < l->comparison->day)
            continue;
        *ARENA_PUSH(change->arena, change->removals, change->removal_count,
                    change->removal_capacity) = rows[i]->id;
        if (id)
            change_add_lineage(change, id, rows[i]->to, rows[i]->on_day,
                               (enum lineage_type)rows[i]->type, NULL);
    }
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

static int64_t plan_new(const struct listing *l, const struct list_match *match)
{
    const struct list_row *row = match->row;
    struct unit parent = { .to_day = TERRITORY_LAST_DAY };
    struct unit unit = { .code = row->code,
                         .name = official_name(l->change->arena, row, match->type),
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
    unit.to_day = parent.to_day;
    return change_add_unit(l->change, unit);
}

static int64_t plan_changed(const struct listing *l, const struct list_match *match)
{
    struct unit with = *match->unit, parent = { 0 };
    enum lineage_type type = LINEAGE_RENAMED;
    with.type = (unsigned char)match->type;
    if (match->changes & (CHANGE_NAME | CHANGE_TYPE))
        with.name = official_name(l->change->arena, match->row, match->type);
    if (match->changes & CHANGE_PARENT) {
        with.parent = planned_parent(l, match->row->parent, &parent);
        type = LINEAGE_REPARENTED;
    }
    int64_t id = change_replace_unit(l->change, match->unit, with, l->comparison->day, type);
    rehang_lineage(l, match->unit, id);
    return id;
}

void list_plan(const struct territory *territory, struct arena *arena,
               const struct list_comparison *comparison, bool with_missing, struct issues *issues,
               struct territory_change *ret_change)
{
    struct territory_change change = change_begin(arena);
    struct listing l = { territory, comparison, &change, issues,
                         ARENA_ARRAY(arena, int64_t, comparison->count + 1) };
    for (size_t i = 0; i < comparison->count; i++) { /* parents come first */
        const struct list_match *match = &comparison->items[i];
        l.ids[i] = match->unit ? match->unit->id : 0;
        bool is_to_do = match->state == LIST_NEW || match->state == LIST_CHANGED ||
                        (match->state == LIST_MISSING && with_missing);
        if (is_to_do && match->unit && match->unit->from_day >= comparison->day) {
            issues_add(issues, ERR_STATE, MSG_UNIT_BEGINS_LATER,
                       match->row ? line_text(issues, match->row->line) : NULL, match->unit->name,
                       change_day_text(arena, match->unit->from_day),
                       change_day_text(arena, comparison->day));
            continue;
        }
        if (match->state == LIST_NEW) {
            l.ids[i] = plan_new(&l, match);
        } else if (match->state == LIST_CHANGED) {
            l.ids[i] = plan_changed(&l, match);
        } else if (is_to_do) {
            change_end_unit(&change, match->unit, comparison->day);
            rehang_lineage(&l, match->unit, 0);
        }
    }
    *ret_change = change;
}

/* --- a conversion table --------------------------------------------------------------------- */

struct conversion {
    const struct unit *from, *to;
    enum lineage_type type;
    const struct map_row *row;
};

static const struct unit *only(const struct territory *territory, struct arena *arena,
                               const char *code, int32_t day, bool has_ended)
{
    struct unit_set set =
        territory_by_code(territory, arena, code, LIST_MAX_, has_ended ? day - 1 : day);
    for (size_t i = 0; i < set.count; i++)
        if (!has_ended || set.items[i]->to_day == day)
            return set.items[i];
    return NULL;
}

static bool conversion_read(const struct territory *territory, struct arena *arena,
                            const struct map_row *row, int32_t day, struct issues *issues,
                            struct conversion *ret)
{
    const char *where = line_text(issues, row->line), *on = change_day_text(arena, day);
    *ret = (struct conversion){ only(territory, arena, row->old_code, day, true),
                                only(territory, arena, row->new_code, day, false),
                                lineage_type_by_code(row->type), row };
    if (!ret->from)
        issues_add(issues, ERR_INPUT, MSG_UNIT_MAP_OLD, where, row->old_code, on);
    else if (!ret->to)
        issues_add(issues, ERR_INPUT, MSG_UNIT_MAP_NEW, where, row->new_code, on);
    else if (ret->type > LINEAGE_RENAMED)
        issues_add(issues, ERR_INPUT, MSG_UNIT_MAP_TYPE, where, row->type);
    else
        return true;
    return false;
}

static int conversion_compare(const void *a, const void *b)
{
    const struct conversion *left = a, *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    return left->row->line < right->row->line ? -1 : left->row->line > right->row->line;
}

static bool note_has(struct arena *arena, const struct map_row *row, const char *folded_words)
{
    return row->note && strstr(text_fold(arena, row->note), folded_words);
}

/* Sets the types of the rows of one old unit, several: see map_plan. */
static void settle_parts(struct arena *arena, struct conversion *rows, size_t count)
{
    size_t with_people = 0, land_only = 0, people = 0;
    for (size_t i = 0; i < count; i++) {
        rows[i].type = LINEAGE_PARTIAL;
        if (note_has(arena, rows[i].row, "toan bo dan so")) {
            with_people++;
            people = i;
        } else if (note_has(arena, rows[i].row, "dien tich") &&
                   !note_has(arena, rows[i].row, "dan so")) {
            land_only++;
        }
    }
    if (with_people == 1 && land_only == count - 1)
        rows[people].type = LINEAGE_FULL;
}

/* The rows of one old unit become its lineages of the day. */
static void settle_unit(const struct territory *territory, const struct conversion *rows,
                        size_t count, int32_t day, struct territory_change *change)
{
    const struct lineage **there;
    size_t there_count = territory_lineage_from(territory, change->arena, rows[0].from, &there);
    for (size_t t = 0; t < there_count; t++) {
        bool is_named = there[t]->on_day != day;
        for (size_t i = 0; i < count && !is_named; i++)
            is_named = rows[i].to->id == there[t]->to;
        if (!is_named)
            *ARENA_PUSH(change->arena, change->removals, change->removal_count,
                        change->removal_capacity) = there[t]->id;
    }
    for (size_t i = 0; i < count; i++) {
        const struct lineage *old = NULL;
        for (size_t t = 0; t < there_count; t++)
            if (there[t]->on_day == day && there[t]->to == rows[i].to->id)
                old = there[t];
        if (old)
            *ARENA_PUSH(change->arena, change->fixes, change->fix_count, change->fix_capacity) =
                (struct lineage_fix){ old->id, rows[i].type, rows[i].row->note,
                                      old->type != rows[i].type };
        else
            change_add_lineage(change, rows[i].from->id, rows[i].to->id, day, rows[i].type,
                               rows[i].row->note);
    }
}

/* Rows of one old unit that name one new unit twice become one. */
static size_t drop_repeated(struct conversion *rows, size_t count, struct issues *issues)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_there = false;
        for (size_t k = 0; k < kept; k++)
            is_there |= rows[k].to == rows[i].to;
        if (is_there)
            issues_add(issues, ERR_INPUT, MSG_UNIT_ROW_TWICE, line_text(issues, rows[i].row->line),
                       rows[i].row->old_code);
        else
            rows[kept++] = rows[i];
    }
    return kept;
}

void map_plan(const struct territory *territory, struct arena *arena, const struct map_row *rows,
              size_t count, int32_t day, struct issues *issues, struct territory_change *ret_change)
{
    struct territory_change change = change_begin(arena);
    struct conversion *all = ARENA_ARRAY(arena, struct conversion, count + 1);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        used += conversion_read(territory, arena, &rows[i], day, issues, &all[used]);
    qsort(all, used, sizeof(all[0]), conversion_compare);
    for (size_t first = 0, end; first < used; first = end) {
        for (end = first + 1; end < used && all[end].from == all[first].from;)
            end++;
        size_t group = drop_repeated(all + first, end - first, issues);
        if (group > 1)
            settle_parts(arena, all + first, group);
        settle_unit(territory, all + first, group, day, &change);
    }
    *ret_change = change;
}
