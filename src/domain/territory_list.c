/* SPDX-License-Identifier: Apache-2.0
 * Official lists held against the picture (territory_plan.h). */
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

const char *list_row_name(struct arena *arena, const struct list_row *row, enum unit_type type)
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

const struct list_match *list_match_by_code(const struct list_comparison *comparison,
                                            const char *code)
{
    struct list_row row = { .code = code };
    struct list_match key = { .row = &row };
    return bsearch(&key, comparison->items, comparison->count, sizeof(key), match_compare);
}

/* --- the same unit under another code -------------------------------------------------------- */

/* The only match of that state with the type, name and superior of `match`; NULL where there is
 * none, or more than one. `parent` is the code of the superior as the list has it. */
static struct list_match *only_alike(struct comparing *c, const struct list_match *match,
                                     enum list_state state, const char *parent)
{
    struct list_match *found = NULL;
    const char *name = match->row ? match->row->name : match->unit->name;
    for (size_t i = 0; i < c->result.count; i++) {
        struct list_match *other = &c->result.items[i];
        if (other->state != state || other->type != match->type)
            continue;
        const char *other_name = other->row ? other->row->name : other->unit->name;
        const char *other_parent = parent;
        if (other->row)
            other_parent = other->row->parent;
        else if (other->unit->level > LEVEL_PROVINCE)
            other_parent = territory_parent(c->territory, other->unit, c->result.day).unit->code;
        if (strcmp(other_parent, parent) != 0 ||
            !unit_name_same(c->arena, bare_name(name, match->type),
                            bare_name(other_name, match->type)))
            continue;
        if (found)
            return NULL;
        found = other;
    }
    return found;
}

/* What lies in a unit that only got another code did not get another superior. */
static void keep_children(struct comparing *c, const struct list_match *recoded)
{
    for (size_t i = 0; i < c->result.count; i++) {
        struct list_match *match = &c->result.items[i];
        if (!(match->changes & CHANGE_PARENT) ||
            strcmp(match->row->parent, recoded->row->code) != 0 ||
            territory_parent(c->territory, match->unit, c->result.day).unit != recoded->unit)
            continue;
        match->changes &= ~(unsigned)CHANGE_PARENT;
        if (match->changes)
            continue;
        match->state = LIST_SAME;
        c->result.counts[LIST_CHANGED]--;
        c->result.counts[LIST_SAME]++;
    }
}

/* A unit missing and a new one of the same name, type and superior, each the only one such: that
 * is one unit whose code changed. */
static void pair_recoded(struct comparing *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->result.count; i++) {
        struct list_match *added = &c->result.items[i], *gone = NULL;
        if (added->state == LIST_NEW)
            gone = only_alike(c, added, LIST_MISSING, added->row->parent);
        if (!gone || only_alike(c, gone, LIST_NEW, added->row->parent) != added)
            continue;
        added->state = LIST_CHANGED;
        added->changes = CHANGE_CODE;
        added->unit = gone->unit;
        gone->state = LIST_STATE_MAX_;
        c->result.counts[LIST_NEW]--;
        c->result.counts[LIST_MISSING]--;
        c->result.counts[LIST_CHANGED]++;
        keep_children(c, added);
    }
    for (size_t i = 0; i < c->result.count; i++)
        if (c->result.items[i].state != LIST_STATE_MAX_)
            c->result.items[kept++] = c->result.items[i];
    c->result.count = kept;
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
    pair_recoded(&c);
    return c.result;
}
