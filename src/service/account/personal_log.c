/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/personal_log.h"

#include <stdlib.h>
#include <string.h>

enum { EACH_MAX = 10000 }; /* records of one answer told one by one */

struct seen_kind {
    const struct kind *kind;
    int64_t sensitive, basic, last;
};

struct personal_log {
    struct arena arena;
    struct seen_kind *seen;
    size_t seen_count, seen_capacity;
    struct seen_each {
        const struct kind *kind;
        int64_t record;
    } *each;
    size_t each_count, each_capacity;
    bool exports;
};

static struct personal_log *log_of(struct store *store)
{
    if (!store->personal) {
        struct arena arena = { 0 };
        struct personal_log *log = ARENA_NEW(&arena, struct personal_log);
        log->arena = arena; /* it holds itself */
        store->personal = log;
        store->personal_drop = personal_log_drop;
    }
    return store->personal;
}

static struct seen_kind *seen_of(struct personal_log *log, const struct kind *kind)
{
    for (size_t i = 0; i < log->seen_count; i++)
        if (log->seen[i].kind == kind)
            return &log->seen[i];
    struct seen_kind *seen = ARENA_PUSH(&log->arena, log->seen, log->seen_count, log->seen_capacity);
    *seen = (struct seen_kind){ .kind = kind };
    return seen;
}

void personal_log_seen(struct store *store, const struct record *record)
{
    enum personal most = PERSONAL_NONE;
    for (size_t i = 0; record->kind->fields[i].name; i++) {
        const struct field *field = &record->kind->fields[i];
        enum personal own = field_is_secret(field) && !field->personal ? PERSONAL_BASIC : field->personal;
        if (!value_is_null(record->values[i]) && own > most)
            most = own;
    }
    if (most == PERSONAL_NONE)
        return;
    struct personal_log *log = log_of(store);
    struct seen_kind *seen = seen_of(log, record->kind);
    if (most == PERSONAL_BASIC || log->exports || log->each_count == EACH_MAX) {
        seen->basic += most == PERSONAL_BASIC;
        seen->sensitive += most == PERSONAL_SENSITIVE;
        seen->last = record->id;
        return;
    }
    struct seen_each *each = ARENA_PUSH(&log->arena, log->each, log->each_count, log->each_capacity);
    *each = (struct seen_each){ record->kind, record->id };
}

void personal_log_exports(struct store *store)
{
    log_of(store)->exports = true;
}

bool personal_log_has(const struct store *store)
{
    return store->personal && (store->personal->seen_count || store->personal->each_count);
}

static enum err_code write_row(struct store *writer, const struct actor *actor, const struct kind *kind,
                               int64_t record, const char *what, int64_t records, const char *why,
                               struct err *err)
{
    int64_t shard = record ? (int64_t)id_shard(record) : 0;
    return db_run(writer->db, STMT_PERSONAL_READ_ADD,
                  ARGS(v_int(shard), v_int(store_next_id(writer, (unsigned)shard)), v_text(writer->now),
                       v_text(actor->name), v_text(kind->slug), v_int(record), v_text(what), v_int(records),
                       v_text(why)),
                  NULL, err);
}

static enum err_code write_rows(struct store *writer, const struct actor *actor, const struct personal_log *log,
                                const char *why, struct err *err)
{
    for (size_t i = 0; i < log->each_count; i++)
        TRY(write_row(writer, actor, log->each[i].kind, log->each[i].record, "sensitive", 1, why, err));
    for (size_t i = 0; i < log->seen_count; i++) {
        const struct seen_kind *seen = &log->seen[i];
        int64_t one = seen->basic + seen->sensitive == 1 && !log->exports ? seen->last : 0;
        if (seen->sensitive)
            TRY(write_row(writer, actor, seen->kind, one, log->exports ? "export" : "sensitive", seen->sensitive,
                          why, err));
        if (seen->basic)
            TRY(write_row(writer, actor, seen->kind, one, log->exports ? "export" : "basic", seen->basic, why,
                          err));
    }
    return ERR_OK;
}

enum err_code personal_log_write(struct store *writer, struct store *reader, const char *why, struct err *err)
{
    if (!personal_log_has(reader))
        return ERR_OK;
    TRY(db_begin(writer->db, err));
    enum err_code code = write_rows(writer, &reader->actor, reader->personal, why, err);
    code = db_finish(writer->db, code, err);
    if (code == ERR_OK)
        personal_log_drop(reader);
    return code;
}

void personal_log_drop(struct store *reader)
{
    if (!reader->personal)
        return;
    struct arena arena = reader->personal->arena;
    arena_done(&arena);
    reader->personal = NULL;
}
