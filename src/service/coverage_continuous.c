/* SPDX-License-Identifier: Apache-2.0 */
#include "service/coverage_continuous.h"

#include "store/record_source.h"

/* A record begins (+1) or ceases (-1) to count on a day. */
struct change {
    int64_t day;
    int delta;
};

struct sweep {
    const struct coverage_job_view *view;
    struct change *changes;
    size_t count, capacity;
    struct record_source source; /* for conditions on other records: as those are now */
};

static enum err_code take_history(struct sweep *sweep, const struct record *record, struct err *err)
{
    const struct measure *measure = sweep->view->obligation->value->measure;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(sweep->view->store->db, STMT_STATE_HISTORY_OF,
                 ARGS(v_int(id_shard(record->id)), v_int(record->id)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        struct image image = record_image(record);
        image.state = rows_text(&rows, 0);
        image.source = &sweep->source.source;
        if (!cond_matches(measure->where, &image))
            continue;
        *ARENA_PUSH(sweep->view->arena, sweep->changes, sweep->count, sweep->capacity) =
            (struct change){ rows_int(&rows, 1), 1 };
        *ARENA_PUSH(sweep->view->arena, sweep->changes, sweep->count, sweep->capacity) =
            (struct change){ rows_int(&rows, 2), -1 };
    }
}

static enum err_code take_record(void *context, const struct record *record, struct err *err)
{
    struct sweep *sweep = context;
    const struct measure *measure = sweep->view->obligation->value->measure;
    if (sweep->view->organisation && measure->organisation_field >= 0) {
        struct value own = record->values[measure->organisation_field];
        if (own.type != VALUE_TEXT || strcmp(own.s, sweep->view->organisation) != 0)
            return ERR_OK;
    }
    return take_history(sweep, record, err);
}

static int by_day(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    return x->day != y->day ? (x->day < y->day ? -1 : 1) : y->delta - x->delta;
}

enum err_code coverage_apply_continuous(struct coverage_job_view view, struct coverage_row *row,
                                        struct err *err)
{
    const struct expr *value = view.obligation->value;
    if (value->op != EXPR_MEASURE || value->measure->aggregate != AGGREGATE_COUNT)
        return ERR_OK;
    struct sweep sweep = { .view = &view };
    record_source_init(&sweep.source, view.store);
    struct entity_query query = { .all_states = true, .scope_unit = view.unit,
                                  .scope_day = view.cut->territory_day };
    TRY(entity_each(view.store, value->measure->kind, &query, take_record, &sweep, err));
    if (sweep.source.err.code != ERR_OK) {
        *err = sweep.source.err;
        return err->code;
    }
    if (sweep.count)
        qsort(sweep.changes, sweep.count, sizeof(*sweep.changes), by_day);
    int64_t now = 0, last_day = date_to_days(view.cut->period.last), gap_days = 0, gap_from = 0, since = 0;
    bool held = false, in_gap = false;
    for (size_t i = 0; i < sweep.count && sweep.changes[i].day <= last_day; i++) {
        now += sweep.changes[i].delta;
        if (i + 1 < sweep.count && sweep.changes[i + 1].day == sweep.changes[i].day)
            continue;
        bool holds = bound_holds(&view.obligation->bound, now);
        if (in_gap && holds)
            gap_days += sweep.changes[i].day - since;
        if (held && !holds && !in_gap) {
            since = sweep.changes[i].day;
            gap_from = gap_from ? gap_from : since;
        }
        in_gap = held && !holds;
        held = held || holds;
    }
    if (in_gap)
        gap_days += last_day + 1 - since;
    if (gap_days == 0)
        return ERR_OK;
    char from[DATE_TEXT_SIZE];
    date_to_table(date_from_days((int32_t)gap_from), from);
    row->state = COVERAGE_UNMET;
    row->reason = MSG_COVERAGE_REASON_GAP;
    row->reason_args[0] = arena_printf(view.arena, "%lld", (long long)gap_days);
    row->reason_args[1] = arena_strdup(view.arena, from);
    return ERR_OK;
}
