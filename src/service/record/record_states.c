/* SPDX-License-Identifier: Apache-2.0 */
#include "service/record/record_states.h"

#include <stdlib.h>
#include <string.h>

static int day_order(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* As noted; the later row holds where two do. */
static enum err_code read_rows(struct store *store, const struct record *record, struct arena *arena,
                               struct state_span **rows, size_t *count, struct err *err)
{
    size_t capacity = 0;
    CLEANUP(rows_done) struct rows found = { 0 };
    TRY(db_query(store->db, STMT_STATE_HISTORY_OF, ARGS(v_int(id_shard(record->id)), v_int(record->id)), &found,
                 err));
    for (bool has = true;;) {
        TRY(rows_next(&found, &has, err));
        if (!has)
            return ERR_OK;
        *ARENA_PUSH(arena, *rows, *count, capacity) =
            (struct state_span){ arena_strdup(arena, rows_text(&found, 0)), rows_int(&found, 1), rows_int(&found, 2) };
    }
}

enum err_code record_states(struct store *store, const struct record *record, struct arena *arena,
                            struct state_span **ret_spans, size_t *ret_count, struct err *err)
{
    struct state_span *rows = NULL;
    size_t row_count = 0, day_count = 0, count = 0;
    if (record->kind->states)
        TRY(read_rows(store, record, arena, &rows, &row_count, err));
    struct state_span *spans = ARENA_ARRAY(arena, struct state_span, row_count * 2 + 1);
    int64_t *days = ARENA_ARRAY(arena, int64_t, row_count * 2 + 1);
    for (size_t i = 0; i < row_count; i++) {
        days[day_count++] = rows[i].from_day;
        days[day_count++] = rows[i].to_day;
    }
    qsort(days, day_count, sizeof(*days), day_order);
    for (size_t d = 0; d + 1 < day_count; d++)
        for (size_t i = row_count; days[d] < days[d + 1] && i-- > 0;) {
            if (rows[i].from_day > days[d] || rows[i].to_day <= days[d])
                continue;
            struct state_span *last = count ? &spans[count - 1] : NULL;
            if (last && last->to_day == days[d] && strcmp(last->state, rows[i].state) == 0)
                last->to_day = days[d + 1];
            else
                spans[count++] = (struct state_span){ rows[i].state, days[d], days[d + 1] };
            break;
        }
    *ret_spans = spans;
    *ret_count = count;
    return ERR_OK;
}
