/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/changes.h"

#include "base/date.h"
#include "service/account/rights.h"

#include <stdio.h>
#include <string.h>

enum { AT_SIZE = 40 };

/* The first moment of a day in Viet Nam, in UTC; without a day the fallback. */
static enum err_code day_moment(const char *day, int add, const char *fallback, char ret_at[AT_SIZE], struct err *err)
{
    int64_t first = 0;
    snprintf(ret_at, AT_SIZE, "%s", fallback);
    if (!day)
        return ERR_OK;
    if (strlen(day) != 10 || !date_storage_first_day(day, &first))
        return err_set(err, ERR_USAGE, MSG_CHANGES_DAY, day);
    char before[DATE_TEXT_SIZE];
    date_to_external(date_from_days((int32_t)first + add - 1), before);
    snprintf(ret_at, AT_SIZE, "%.10sT17:00:00", before);
    return ERR_OK;
}

struct place {
    char at[AT_SIZE];
    long long shard, seq;
};

/* "2017-12-31T01:00:00.000Z~52~117" */
static enum err_code read_cursor(const char *cursor, struct place *place, struct err *err)
{
    int end = 0;
    bool is_one = sscanf(cursor, "%39[0-9TZ:.-]~%lld~%lld%n", place->at, &place->shard, &place->seq, &end) == 3 &&
                  cursor[end] == '\0' && place->shard >= 0 && place->seq >= 0;
    return is_one ? ERR_OK : err_set(err, ERR_USAGE, MSG_QUERY_CURSOR);
}

static struct change read_change(const struct rows *rows, struct arena *arena)
{
    return (struct change){
        .seq = rows_int(rows, 0),
        .at = arena_strdup(arena, rows_text(rows, 1)),
        .actor = arena_strdup(arena, rows_text(rows, 2)),
        .action = arena_strdup(arena, rows_text(rows, 3)),
        .kind = arena_strdup(arena, rows_text(rows, 4)),
        .record = rows_int(rows, 5),
        .version = rows_int(rows, 6),
        .diff = arena_strdup(arena, rows_text(rows, 7)),
        .reason = rows_text(rows, 8) ? arena_strdup(arena, rows_text(rows, 8)) : NULL,
        .shard = rows_int(rows, 10),
    };
}

static enum err_code ask(struct store *store, const struct changes_query *query, struct arena *arena, struct rows *rows,
                         struct err *err)
{
    struct place place = { .shard = INT16_MAX, .seq = INT64_MAX };
    char from[AT_SIZE];
    TRY(day_moment(query->to, 1, "9999", place.at, err));
    TRY(day_moment(query->from, 0, "", from, err));
    if (query->cursor)
        TRY(read_cursor(query->cursor, &place, err));
    if (query->record)
        return db_query(store->db, STMT_AUDIT_PAGE_OF_RECORD,
                        ARGS(v_int(id_shard(query->record)), v_int(query->record), v_int(place.seq),
                             v_int(query->limit + 1)),
                        rows, err);
    const char *actor = query->actor ? query->actor : "";
    if (*actor && !strchr(actor, ':'))
        actor = arena_printf(arena, "web:%s", actor);
    return db_query(store->db, STMT_AUDIT_PAGE,
                    ARGS(v_text(actor), v_text(query->kind ? query->kind->slug : ""), v_text(from), v_text(place.at),
                         v_int(place.shard), v_int(place.seq), v_int(query->limit + 1)),
                    rows, err);
}

enum err_code changes_list(struct store *store, const struct changes_query *query, struct arena *arena,
                           struct changes *ret_changes, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct change *items = ARENA_ARRAY(arena, struct change, (size_t)query->limit + 1);
    size_t count = 0;
    TRY(rights_need(&store->actor, RIGHT_AUDIT, err));
    TRY(ask(store, query, arena, &rows, err));
    for (bool has = true; count <= (size_t)query->limit;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        items[count++] = read_change(&rows, arena);
    }
    bool has_more = count > (size_t)query->limit;
    *ret_changes = (struct changes){ .items = items, .count = has_more ? count - 1 : count };
    if (has_more) {
        const struct change *last = &items[count - 2];
        ret_changes->next = arena_printf(arena, "%s~%lld~%lld", last->at, (long long)last->shard, (long long)last->seq);
    }
    return ERR_OK;
}

enum err_code changes_of_record(struct store *store, int64_t record, struct arena *arena, struct changes *ret_changes,
                                struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    size_t capacity = 0;
    *ret_changes = (struct changes){ 0 };
    TRY(db_query(store->db, STMT_AUDIT_OF_RECORD, ARGS(v_int(id_shard(record)), v_int(record)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        struct change *change = ARENA_PUSH(arena, ret_changes->items, ret_changes->count, capacity);
        *change = read_change(&rows, arena);
    }
}
