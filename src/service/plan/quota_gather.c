/* SPDX-License-Identifier: Apache-2.0
 * The units among which a quota is shared out, with their numbers of the year before. */
#include "service/plan/quota_parts.h"

#include "service/unit/unit.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 5 };

struct period quota_year_period(int year)
{
    return (struct period){ date_of(year, 1, 1), date_of(year, 12, 31) };
}

const char *quota_int(struct quota_job *job, int64_t value)
{
    return arena_printf(job->arena, "%lld", (long long)value);
}

struct quota_finding *quota_finding_add(struct quota_job *job)
{
    struct quota_finding *finding = ARENA_PUSH(job->arena, job->sheet->findings, job->sheet->finding_count,
                                               job->finding_capacity);
    *finding = (struct quota_finding){ .reason = { .msg = MSG_QUOTA_NONE },
                                       .remedy = { .msg = MSG_QUOTA_NONE } };
    return finding;
}

struct quota_row *quota_row_of(struct quota_job *job, int64_t unit)
{
    int64_t index = idmap_get(&job->row_index, unit, 0);
    const struct unit *found = index ? NULL : territory_unit(job->territory, unit);
    if (found) {
        struct place place = territory_place(job->territory, found, (int32_t)job->request->day);
        if (place.kind == PLACE_SELF || place.kind == PLACE_IMAGE)
            index = idmap_get(&job->row_index, place.unit->id, 0);
    }
    return index ? &job->sheet->rows[index - 1] : NULL;
}

/* --- units ------------------------------------------------------------------------------------------- */

struct unit_collection {
    const struct unit **items;
    size_t count, capacity;
};

static void collect(struct quota_job *job, const struct unit *unit, struct unit_collection *list)
{
    if (strcmp(unit_level_code((enum unit_level)unit->level), job->quota->each) == 0) {
        *ARENA_PUSH(job->arena, list->items, list->count, list->capacity) = unit;
        return;
    }
    struct unit_set below =
        territory_children(job->territory, job->arena, unit, (int32_t)job->request->day);
    for (size_t i = 0; i < below.count; i++)
        collect(job, below.items[i], list);
}

static int by_code(const void *a, const void *b)
{
    const struct unit *x = *(const struct unit *const *)a, *y = *(const struct unit *const *)b;
    int order = strcmp(x->code, y->code);
    return order ? order : x->id < y->id ? -1 : x->id > y->id;
}

static void make_rows(struct quota_job *job)
{
    struct unit_collection list = { 0 };
    struct quota_sheet *sheet = job->sheet;
    collect(job, territory_unit(job->territory, job->request->unit), &list);
    if (list.count)
        qsort(list.items, list.count, sizeof(*list.items), by_code);
    sheet->rows = ARENA_ARRAY(job->arena, struct quota_row, list.count);
    sheet->row_count = list.count;
    job->row_index = (struct idmap){ .arena = job->arena };
    for (size_t i = 0; i < list.count; i++) {
        sheet->rows[i] = (struct quota_row){
            .unit = list.items[i]->id,
            .code = arena_strdup(job->arena, list.items[i]->code),
            .name = unit_name(job->store, job->arena, list.items[i]->id),
            .hi = QUOTA_UNBOUNDED,
            .group = QUOTA_NONE,
            .reason = { .msg = MSG_QUOTA_NONE },
            .why = { .msg = MSG_QUOTA_NONE },
        };
        idmap_put(&job->row_index, list.items[i]->id, (int64_t)i + 1);
    }
}

/* --- numbers ------------------------------------------------------------------------------------------- */

/* The cut of a year, with today's states: a plan is made from what is known now. */
static struct figure_cut cut_of_year(const struct quota_job *job, int year)
{
    return (struct figure_cut){ .unit = job->request->unit, .territory_day = job->request->day,
                                .period = quota_year_period(year), .states_now = true };
}

/* Of which units anything is known: a sum needs something to add, a count any live record of the
 * kind in that time. */
struct knowing {
    struct quota_job *job;
    const struct figure_cut *cut;
    struct idmap *counts; /* unit → how many of the measures are known there */
    int64_t measures;
    struct err *err;
    enum err_code code;
};

static void know_measure(void *context, const struct measure *measure)
{
    struct knowing *knowing = context;
    struct quota_job *job = knowing->job;
    if (knowing->code != ERR_OK)
        return;
    struct measure any = *measure;
    if (measure->aggregate != AGGREGATE_SUM) {
        any.aggregate = AGGREGATE_COUNT;
        any.field = -1;
        any.where = cond_counted(job->arena, measure->kind, NULL);
    } else {
        any.aggregate = AGGREGATE_COUNT;
        any.field = -1;
    }
    struct expr count = { .op = EXPR_MEASURE, .measure = &any };
    struct figure_dim by_level = { FIGURE_BY_LEVEL, job->quota->each };
    struct figure_groups groups = { 0 };
    knowing->code = figure_groups(job->store, &count, knowing->cut, &by_level, 1, job->arena, &groups,
                                  knowing->err);
    knowing->measures++;
    for (size_t i = 0; i < groups.count; i++)
        if (groups.items[i].keys[0].type == VALUE_INT && groups.items[i].number.value > 0)
            idmap_put(knowing->counts, groups.items[i].keys[0].i,
                      idmap_get(knowing->counts, groups.items[i].keys[0].i, 0) + 1);
}

enum err_code quota_numbers_in(struct quota_job *job, const struct expr *expr, int year,
                               struct number *numbers, struct err *err)
{
    struct figure_cut cut = cut_of_year(job, year);
    struct figure_dim by_level = { FIGURE_BY_LEVEL, job->quota->each };
    struct figure_groups groups = { 0 };
    struct idmap counts = { .arena = job->arena };
    struct knowing knowing = { job, &cut, &counts, 0, err, ERR_OK };
    TRY(figure_groups(job->store, expr, &cut, &by_level, 1, job->arena, &groups, err));
    expr_measures(expr, know_measure, &knowing);
    TRY(knowing.code);
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        struct value key = v_int(job->sheet->rows[i].unit);
        const struct figure_group *group = figure_group_find(&groups, &key, 1);
        numbers[i] = group ? group->number : (struct number){ 0 };
        numbers[i].known =
            idmap_get(&counts, key.i, 0) == knowing.measures && (!group || numbers[i].known);
        numbers[i].known = numbers[i].known && numbers[i].value >= 0;
    }
    return ERR_OK;
}

/* The expression of each row in the year before, at `offset` in the row. */
static enum err_code load_numbers(struct quota_job *job, const struct expr *expr, size_t offset,
                                  struct err *err)
{
    struct number *numbers = ARENA_ARRAY(job->arena, struct number, job->sheet->row_count + 1);
    if (!expr)
        return ERR_OK;
    TRY(quota_numbers_in(job, expr, job->request->year - 1, numbers, err));
    for (size_t i = 0; i < job->sheet->row_count; i++)
        *(struct number *)(void *)((char *)&job->sheet->rows[i] + offset) = numbers[i];
    return ERR_OK;
}

enum err_code quota_number_in(struct quota_job *job, const struct expr *expr, int year, struct number *ret,
                              struct err *err)
{
    struct figure_cut cut = cut_of_year(job, year);
    struct idmap counts = { .arena = job->arena };
    struct knowing knowing = { job, &cut, &counts, 0, err, ERR_OK };
    struct figure_groups groups = { 0 };
    struct figure_dim by_level = { FIGURE_BY_LEVEL, job->quota->each };
    *ret = (struct number){ 0 };
    if (!expr)
        return ERR_OK;
    expr_measures(expr, know_measure, &knowing);
    TRY(knowing.code);
    TRY(figure_groups(job->store, expr, &cut, &by_level, 1, job->arena, &groups, err));
    /* What is known, added up; nothing at all known is not zero. */
    for (size_t i = 0; i < groups.count; i++) {
        if (groups.items[i].keys[0].type != VALUE_INT || !groups.items[i].number.known)
            continue;
        ret->value += groups.items[i].number.value;
        ret->known = true;
    }
    ret->known = ret->known || counts.count > 0;
    return ERR_OK;
}

/* --- what is not known ----------------------------------------------------------------------------------- */

/* What the programme calls the expression; the key of the quota where it has no name. */
static const char *title_of(const struct quota_job *job, const struct expr *expr, const char *key)
{
    const struct programme *programme = job->request->programme;
    for (size_t i = 0; i < programme->measure_count + programme->indicator_count; i++) {
        const struct indicator *named = i < programme->measure_count ?
                                            &programme->measures[i] :
                                            &programme->indicators[i - programme->measure_count];
        if (named->value == expr)
            return named->title.vi;
    }
    return key;
}

/* One finding for all units where a number is not known, with the first names. */
static void tell_unknown(struct quota_job *job, const char *what, size_t offset)
{
    size_t count = 0;
    CLEANUP(buf_done) struct buf names = { 0 };
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        const struct quota_row *row = &job->sheet->rows[i];
        if (((const struct number *)(const void *)((const char *)row + offset))->known)
            continue;
        if (count++ < NAMES_SHOWN)
            buf_printf(&names, "%s%s", count > 1 ? ", " : "", row->name);
    }
    if (count > NAMES_SHOWN)
        buf_add(&names, " …");
    if (!count)
        return;
    struct quota_finding *finding = quota_finding_add(job);
    finding->reason = (struct quota_words){
        MSG_QUOTA_UNKNOWN,
        { what, quota_int(job, (int64_t)count), quota_int(job, job->request->year - 1),
          arena_strdup(job->arena, buf_text(&names)) },
    };
    finding->remedy = (struct quota_words){ MSG_QUOTA_UNKNOWN_REMEDY,
                                            { what, quota_int(job, job->request->year - 1) } };
    job->sheet->is_provisional = true;
}

static void add_known(struct number *sum, struct number number)
{
    sum->known = true;
    sum->value += number.value;
}

enum err_code quota_gather(struct quota_job *job, struct err *err)
{
    const struct programme_quota *quota = job->quota;
    make_rows(job);
    TRY(load_numbers(job, quota->of, offsetof(struct quota_row, of), err));
    TRY(load_numbers(job, quota->weight, offsetof(struct quota_row, weight), err));
    TRY(load_numbers(job, quota->at_most, offsetof(struct quota_row, at_most), err));
    if (quota->of)
        tell_unknown(job, title_of(job, quota->of, "of"), offsetof(struct quota_row, of));
    tell_unknown(job, title_of(job, quota->weight, "weight"), offsetof(struct quota_row, weight));
    if (quota->at_most)
        tell_unknown(job, title_of(job, quota->at_most, "at_most"), offsetof(struct quota_row, at_most));
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        struct quota_row *row = &job->sheet->rows[i];
        row->is_known = row->weight.known && (!quota->of || row->of.known) &&
                        (!quota->at_most || row->at_most.known);
        if (!row->is_known)
            continue;
        if (row->weight.value > QUOTA_WEIGHT_MAX || row->of.value > QUOTA_VALUE_MAX)
            return err_set(err, ERR_LIMIT, MSG_QUOTA_LARGE, row->name, err_int(QUOTA_WEIGHT_MAX));
        add_known(&job->sheet->weight, row->weight);
        if (quota->of)
            add_known(&job->sheet->of, row->of);
    }
    return ERR_OK;
}
