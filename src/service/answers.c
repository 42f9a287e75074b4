/* SPDX-License-Identifier: Apache-2.0 */
#include "service/answers.h"

#include <string.h>

enum err_code answer_find(struct store *store, const char *key, const char *digest, struct arena *arena,
                          bool *ret_found, struct kept_answer *ret_answer, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    char *body = NULL;
    TRY(db_query(store->db, STMT_ANSWER_GET, ARGS(v_int(store->actor.account), v_text(key)), &rows, err));
    TRY(rows_next(&rows, ret_found, err));
    if (!*ret_found)
        return ERR_OK;
    const char *noted = rows_text(&rows, 0), *sealed = rows_text(&rows, 2);
    const char *etag = rows_text(&rows, 3), *location = rows_text(&rows, 4);
    if (!noted || strcmp(noted, digest) != 0)
        return err_set(err, ERR_CONFLICT, MSG_ANSWER_OTHER);
    TRY(crypto_decrypt(arena, &store->keys, sealed ? sealed : "", &body, err));
    *ret_answer = (struct kept_answer){ .status = rows_int(&rows, 1), .body = body,
                                        .etag = etag ? arena_strdup(arena, etag) : NULL,
                                        .location = location ? arena_strdup(arena, location) : NULL };
    return ERR_OK;
}

enum err_code answers_clean(struct store *store, struct err *err)
{
    int64_t before = store->now_unix_ms / 1000 - ANSWER_KEPT_SECONDS;
    return db_run(store->db, STMT_ANSWER_REMOVE_OLD, ARGS(v_int(before)), NULL, err);
}

static enum err_code keep_within(struct store *store, const char *key, const char *digest,
                                 const struct kept_answer *answer, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    int64_t now = store->now_unix_ms / 1000;
    TRY(answers_clean(store, err));
    return db_run(store->db, STMT_ANSWER_PUT,
                  ARGS(v_int(store->actor.account), v_text(key), v_text(digest), v_int(answer->status),
                       v_text(crypto_encrypt(&arena, &store->keys, answer->body)), v_text(answer->etag),
                       v_text(answer->location), v_int(now)),
                  NULL, err);
}

enum err_code answer_keep(struct store *store, const char *key, const char *digest,
                          const struct kept_answer *answer, struct err *err)
{
    TRY(db_begin(store->db, err));
    enum err_code code = keep_within(store, key, digest, answer, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}

/* --- forgetting --------------------------------------------------------------------------------------- */

struct naming {
    int64_t account;
    const char *key;
};

/* An answer names the record by its id. One that cannot be opened (a key of before) says nothing to anybody. */
static bool names(const struct store *store, const char *id, const char *sealed, const char *location)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err ignored = { 0 };
    char *body = NULL;
    return (location && strstr(location, id)) ||
           (sealed && crypto_decrypt(&arena, &store->keys, sealed, &body, &ignored) == ERR_OK && strstr(body, id));
}

enum err_code answers_forget(struct store *store, int64_t record, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct naming *found = NULL;
    size_t count = 0, capacity = 0;
    char id[ID_TEXT_SIZE];
    id_to_text(record, id);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_ANSWER_EACH, NO_ARGS, &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        if (names(store, id, rows_text(&rows, 2), rows_text(&rows, 3)))
            *ARENA_PUSH(&arena, found, count, capacity) =
                (struct naming){ rows_int(&rows, 0), arena_strdup(&arena, rows_text(&rows, 1)) };
    }
    rows_done(&rows);
    for (size_t i = 0; i < count; i++)
        TRY(db_run(store->db, STMT_ANSWER_REMOVE, ARGS(v_int(found[i].account), v_text(found[i].key)), NULL, err));
    return ERR_OK;
}
