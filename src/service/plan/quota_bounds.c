/* SPDX-License-Identifier: Apache-2.0
 * The bounds of a quota: the programme's groups found on the territory of the day, and as a tree.
 *
 * A group names units by a designation or type. A unit is a member where it, or a unit above it, is
 * named; where what was named has ended (a poor district of before July 2025), what it became. A
 * unit only a part of which was named is told as such. */
#include "service/plan/quota_parts.h"

#include "service/unit/unit.h"

#include <stdlib.h>
#include <string.h>

int64_t quota_least(const struct quota_amount *amount, int64_t of)
{
    if (!amount->limits.has_min)
        return 0;
    if (!amount->in_points)
        return amount->limits.min + amount->limits.above_min;
    __int128 product = (__int128)amount->limits.min * of;
    return (int64_t)(amount->limits.above_min ? product / 10000 + 1 : (product + 9999) / 10000);
}

int64_t quota_most(const struct quota_amount *amount, int64_t of)
{
    if (!amount->limits.has_max)
        return QUOTA_VALUE_MAX;
    if (!amount->in_points)
        return amount->limits.max - amount->limits.below_max;
    __int128 product = (__int128)amount->limits.max * of;
    return (int64_t)(amount->limits.below_max ? (product + 9999) / 10000 - 1 : product / 10000);
}

/* --- members ------------------------------------------------------------------------------------------- */

enum membership { NOT_A_MEMBER, MEMBER, PARTIAL_MEMBER };

struct members {
    unsigned char *of_row; /* enum membership, by row */
    size_t count;
};

static struct members members_new(struct quota_job *job)
{
    return (struct members){ ARENA_ARRAY(job->arena, unsigned char, job->sheet->row_count + 1), 0 };
}

static void add_member(struct quota_job *job, struct members *members, const struct quota_row *row,
                       enum membership how)
{
    unsigned char *at = &members->of_row[row - job->sheet->rows];
    members->count += *at == NOT_A_MEMBER;
    if (*at != MEMBER)
        *at = (unsigned char)how;
}

/* Rows at or below a named unit in force on the day. */
static void add_below(struct quota_job *job, struct members *members, const struct idmap *named)
{
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        const struct unit *unit = territory_unit(job->territory, job->sheet->rows[i].unit);
        struct unit_set chain =
            territory_chain(job->territory, job->arena, unit, (int32_t)job->request->day);
        for (size_t j = 0; j < chain.count; j++)
            if (idmap_get(named, chain.items[j]->id, 0))
                add_member(job, members, &job->sheet->rows[i], MEMBER);
    }
}

static bool was_in_force(const struct unit *unit, int32_t day)
{
    return unit->from_day <= day && day < unit->to_day;
}

/* A unit of an earlier day, and the rows it became, or may have become. */
struct origin {
    const struct unit *unit;
    const struct quota_row *row;  /* NULL: one of the candidates */
    struct unit_set candidates;
};

struct origins {
    struct origin *items;
    size_t count, capacity;
};

/* The units of the quota's level on an earlier day that count in a row today. */
static struct origins origins_of(struct quota_job *job, int32_t day)
{
    const struct unit *units;
    size_t count = territory_units(job->territory, &units);
    struct origins origins = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (!was_in_force(&units[i], day) ||
            strcmp(unit_level_code((enum unit_level)units[i].level), job->quota->each) != 0)
            continue;
        struct origin origin = { .unit = &units[i], .row = quota_row_of(job, units[i].id) };
        struct place place = territory_place(job->territory, &units[i], (int32_t)job->request->day);
        if (place.kind == PLACE_AMBIGUOUS)
            origin.candidates = territory_candidates(job->territory, job->arena, &units[i],
                                                     (int32_t)job->request->day);
        if (origin.row || origin.candidates.count)
            *ARENA_PUSH(job->arena, origins.items, origins.count, origins.capacity) = origin;
    }
    return origins;
}

static bool lies_under(struct quota_job *job, const struct unit *unit, const struct idmap *named, int32_t day)
{
    struct unit_set chain = territory_chain(job->territory, job->arena, unit, day);
    for (size_t i = 0; i < chain.count; i++)
        if (idmap_get(named, chain.items[i]->id, 0))
            return true;
    return false;
}

/* Rows that the named units, which all lasted until the day, became. A row into which others went as
 * well, or only perhaps a named one, is partial. */
static void add_became(struct quota_job *job, struct members *members, const struct idmap *named, int32_t day)
{
    struct origins origins = origins_of(job, day);
    struct members became = members_new(job), others = members_new(job);
    for (size_t i = 0; i < origins.count; i++) {
        const struct origin *origin = &origins.items[i];
        bool is_named = lies_under(job, origin->unit, named, day);
        if (origin->row)
            add_member(job, is_named ? &became : &others, origin->row, MEMBER);
        for (size_t j = 0; is_named && j < origin->candidates.count; j++) {
            int64_t index = idmap_get(&job->row_index, origin->candidates.items[j]->id, 0);
            if (index)
                add_member(job, &became, &job->sheet->rows[index - 1], PARTIAL_MEMBER);
        }
    }
    for (size_t i = 0; i < job->sheet->row_count; i++)
        if (became.of_row[i] != NOT_A_MEMBER)
            add_member(job, members, &job->sheet->rows[i],
                       others.of_row[i] ? PARTIAL_MEMBER : (enum membership)became.of_row[i]);
}

static void add_named(struct quota_job *job, struct members *members, const struct unit *const *units,
                      size_t count)
{
    int64_t today = job->request->day;
    struct idmap valid = { .arena = job->arena };
    for (size_t i = 0; i < count; i++)
        if (was_in_force(units[i], (int32_t)today))
            idmap_put(&valid, units[i]->id, 1);
    if (valid.count)
        add_below(job, members, &valid);
    for (size_t i = 0; i < count; i++) {
        struct idmap together = { .arena = job->arena };
        bool is_first = units[i]->to_day <= today;
        for (size_t j = 0; is_first && j < count; j++)
            if (units[j]->to_day == units[i]->to_day) {
                is_first = j >= i;
                idmap_put(&together, units[j]->id, 1);
            }
        if (is_first && together.count)
            add_became(job, members, &together, units[i]->to_day - 1);
    }
}

/* Takes out who takes no part, and, where the rule says so, who is partial. */
static void settle(struct quota_job *job, struct members *members, const struct quota_rule *rule)
{
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        bool out = !job->sheet->rows[i].is_known ||
                   (rule->without_partial && members->of_row[i] == PARTIAL_MEMBER);
        if (members->of_row[i] == NOT_A_MEMBER || !out) {
            job->sheet->rows[i].is_partial =
                job->sheet->rows[i].is_partial || members->of_row[i] == PARTIAL_MEMBER;
            continue;
        }
        members->of_row[i] = NOT_A_MEMBER;
        members->count--;
    }
}

/* --- rules ----------------------------------------------------------------------------------------------- */

/* The bound of a rule on each row that it names. */
static void bound_members(struct quota_job *job, const struct quota_rule *rule, const struct members *members)
{
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        struct quota_row *row = &job->sheet->rows[i];
        if (members->of_row[i] == NOT_A_MEMBER)
            continue;
        int64_t lo = quota_least(&rule->amount, row->of.value);
        int64_t hi = quota_most(&rule->amount, row->of.value);
        if (lo > row->lo) {
            row->lo = lo;
            row->lo_rule = rule->id;
        }
        if (rule->amount.limits.has_max && (row->hi == QUOTA_UNBOUNDED || hi < row->hi)) {
            row->hi = hi < 0 ? 0 : hi;
            row->hi_rule = rule->id;
        }
    }
}

/* A group of rows before it has its place in the tree. */
struct loose_group {
    struct quota_group_row row;
    struct members members;
    size_t order;
};

struct loose_groups {
    struct loose_group *items;
    size_t count, capacity;
};

static void add_group(struct quota_job *job, struct loose_groups *groups, const struct quota_rule *rule,
                      const struct unit *unit, const struct members *members)
{
    struct quota_group_row row = { .rule = rule, .parent = QUOTA_NONE, .members = members->count,
                                   .unit = unit ? unit->id : 0 };
    for (size_t i = 0; i < job->sheet->row_count; i++)
        row.of += members->of_row[i] != NOT_A_MEMBER ? job->sheet->rows[i].of.value : 0;
    row.name = unit ? arena_printf(job->arena, "%s: %s", rule->title.vi, unit_name(job->store, job->arena, unit->id)) :
                      rule->title.vi;
    row.lo = quota_least(&rule->amount, row.of);
    row.hi = rule->amount.limits.has_max ? quota_most(&rule->amount, row.of) : QUOTA_UNBOUNDED;
    struct loose_group *group = ARENA_PUSH(job->arena, groups->items, groups->count, groups->capacity);
    *group = (struct loose_group){ row, *members, groups->count };
}

static int by_unit_code(const void *a, const void *b)
{
    const struct unit *x = *(const struct unit *const *)a, *y = *(const struct unit *const *)b;
    int order = strcmp(x->code, y->code);
    return order ? order : x->id < y->id ? -1 : x->id > y->id;
}

/* The units that the rule names, by code. */
static enum err_code find_named(struct quota_job *job, const struct quota_rule *rule,
                                const struct unit ***ret_units, size_t *ret_count, struct err *err)
{
    struct idmap chosen = { .arena = job->arena };
    TRY(figure_chosen_units(job->store, rule->units, job->request->day, &chosen, err));
    *ret_units = ARENA_ARRAY(job->arena, const struct unit *, chosen.count + 1);
    *ret_count = 0;
    for (size_t i = 0; i < chosen.capacity; i++) {
        const struct unit *unit = chosen.keys[i] ? territory_unit(job->territory, chosen.keys[i]) : NULL;
        if (unit)
            (*ret_units)[(*ret_count)++] = unit;
    }
    if (*ret_count)
        qsort(*ret_units, *ret_count, sizeof(**ret_units), by_unit_code);
    return ERR_OK;
}

static enum err_code apply_rule(struct quota_job *job, const struct quota_rule *rule,
                                struct loose_groups *groups, struct err *err)
{
    const struct unit **units = NULL;
    size_t count = 0;
    bool each_row = rule->each && strcmp(rule->each, job->quota->each) == 0;
    struct members all = members_new(job);
    if (rule->units)
        TRY(find_named(job, rule, &units, &count, err));
    bool by_itself = rule->each && !each_row;
    for (size_t i = 0; by_itself && i < count; i++) {
        struct members members = members_new(job);
        if (strcmp(unit_level_code((enum unit_level)units[i]->level), rule->each) != 0)
            continue;
        add_named(job, &members, &units[i], 1);
        settle(job, &members, rule);
        all.count += members.count;
        if (members.count)
            add_group(job, groups, rule, units[i], &members);
    }
    if (!by_itself)
        add_named(job, &all, units, count);
    if (rule->amount.unknown || !all.count) {
        struct quota_finding *finding = quota_finding_add(job);
        finding->group = rule->title.vi;
        finding->reason = (struct quota_words){
            rule->amount.unknown ? MSG_QUOTA_RULE_UNKNOWN : MSG_QUOTA_RULE_EMPTY, { rule->title.vi }
        };
        return ERR_OK;
    }
    if (by_itself)
        return ERR_OK;
    settle(job, &all, rule);
    if (each_row)
        bound_members(job, rule, &all);
    else if (all.count)
        add_group(job, groups, rule, NULL, &all);
    return ERR_OK;
}

/* --- the tree ---------------------------------------------------------------------------------------------- */

static int larger_first(const void *a, const void *b)
{
    const struct loose_group *x = a, *y = b;
    if (x->members.count != y->members.count)
        return x->members.count > y->members.count ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Larger groups first: all members of the next must lie in one group so far, or in none. */
static enum err_code nest(struct quota_job *job, struct loose_groups *groups, struct err *err)
{
    struct quota_sheet *sheet = job->sheet;
    if (groups->count)
        qsort(groups->items, groups->count, sizeof(*groups->items), larger_first);
    sheet->groups = ARENA_ARRAY(job->arena, struct quota_group_row, groups->count);
    sheet->group_count = groups->count;
    for (size_t g = 0; g < groups->count; g++) {
        const struct loose_group *group = &groups->items[g];
        const struct quota_row *first = NULL;
        sheet->groups[g] = group->row;
        for (size_t i = 0; i < sheet->row_count; i++) {
            struct quota_row *row = &sheet->rows[i];
            if (group->members.of_row[i] == NOT_A_MEMBER)
                continue;
            if (first && row->group != sheet->groups[g].parent) {
                int32_t other = row->group != QUOTA_NONE ? row->group : sheet->groups[g].parent;
                return err_set(err, ERR_INPUT, MSG_QUOTA_OVERLAP, sheet->groups[other].name,
                               group->row.name, first->name, row->name);
            }
            sheet->groups[g].parent = first ? sheet->groups[g].parent : row->group;
            first = row;
        }
        for (size_t i = 0; i < sheet->row_count; i++)
            if (group->members.of_row[i] != NOT_A_MEMBER)
                sheet->rows[i].group = (int32_t)g;
    }
    return ERR_OK;
}

enum err_code quota_bound_rows(struct quota_job *job, struct err *err)
{
    struct loose_groups groups = { 0 };
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        struct quota_row *row = &job->sheet->rows[i];
        if (job->quota->at_most && row->is_known) {
            row->hi = row->at_most.value;
            row->hi_rule = "at_most";
        }
        if (job->included && job->included->has_values && job->included->rows[i].is_known &&
            job->included->rows[i].value > 0) {
            row->lo = job->included->rows[i].value;
            row->lo_rule = job->included->quota->id;
        }
    }
    for (size_t i = 0; i < job->quota->group_count; i++)
        TRY(apply_rule(job, &job->quota->groups[i], &groups, err));
    return nest(job, &groups, err);
}
