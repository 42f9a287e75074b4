/* SPDX-License-Identifier: Apache-2.0
 * A conversion table held against the picture (territory_plan.h). */
#include "base/vitext.h"
#include "domain/territory_change.h"

static const char *line_text(const struct issues *issues, int line)
{
    return arena_printf(issues->arena, "%d", line);
}

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
