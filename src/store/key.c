/* SPDX-License-Identifier: Apache-2.0 */
#include "store/key.h"

#include "store/entity_sql.h"
#include "store/kind_texts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char rotation_note[] = "key_rotation", check_note[] = "key_check", next_note[] = "key_next";
enum { BATCH_RECORDS = 500 };

static bool key_from_hex(const char *hex, unsigned char key[KEY_BYTES])
{
    if (strlen(hex) < 2 * KEY_BYTES)
        return false;
    for (size_t i = 0; i < KEY_BYTES; i++) {
        unsigned byte = 0;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1)
            return false;
        key[i] = (unsigned char)byte;
    }
    return true;
}

static enum err_code key_write(const char *path, const unsigned char key[KEY_BYTES], struct err *err)
{
    char hex[2 * KEY_BYTES + 2];
    for (size_t i = 0; i < KEY_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", key[i]);
    hex[2 * KEY_BYTES] = '\n';
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool done = fd >= 0 && write(fd, hex, 2 * KEY_BYTES + 1) == 2 * KEY_BYTES + 1 && fsync(fd) == 0;
    int why = errno;
    if (fd >= 0)
        close(fd);
    return done ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(why));
}

static enum err_code key_read(const char *path, unsigned char key[KEY_BYTES], struct err *err)
{
    char hex[2 * KEY_BYTES + 2] = { 0 };
    FILE *in = fopen(path, "r");
    if (!in)
        return err_set(err, ERR_NOT_FOUND, MSG_KEY_MISSING, path);
    bool done = fgets(hex, sizeof(hex), in) && key_from_hex(hex, key);
    fclose(in);
    return done ? ERR_OK : err_set(err, ERR_INPUT, MSG_KEY_WRONG);
}

/* The master key: $CHUNGTAY_KEY, or the file beside the database, made with `create`. */
enum err_code key_load(struct store *store, bool create, struct err *err)
{
    unsigned char master[KEY_BYTES] = { 0 };
    const char *given = getenv("CHUNGTAY_KEY"), *path = db_path(store->db);
    if (given && *given) {
        if (!key_from_hex(given, master))
            return err_set(err, ERR_INPUT, MSG_KEY_WRONG);
    } else if (path) {
        char *key_path = arena_printf(&store->arena, "%s.key", path);
        if (create && access(key_path, F_OK) != 0) {
            crypto_random(master, sizeof(master));
            TRY(key_write(key_path, master, err));
        }
        TRY(key_read(key_path, master, err));
    } else if (db_is_server(store->db)) {
        return err_set(err, ERR_INPUT, MSG_KEY_NOT_GIVEN);
    }
    keys_derive(&store->keys, master);
    memset(master, 0, sizeof(master));
    return ERR_OK;
}

enum err_code key_is_noted(struct store *store, bool *ret_noted, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_META_GET, ARGS(v_text("key_check")), &rows, err));
    return rows_next(&rows, ret_noted, err);
}

static enum err_code note_get(struct store *store, const char *name, struct arena *arena, const char **ret_text,
                              struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    *ret_text = NULL;
    TRY(db_query(store->db, STMT_META_GET, ARGS(v_text(name)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    if (has && rows_text(&rows, 0))
        *ret_text = arena_strdup(arena, rows_text(&rows, 0));
    return ERR_OK;
}

static void check_value(const struct keys *keys, char ret_hex[KEYED_HEX_SIZE])
{
    crypto_keyed_hex(keys->index, "chungtay key check", ret_hex);
}

static const char *next_path(struct store *store)
{
    return db_path(store->db) ? arena_printf(&store->arena, "%s.key.next", db_path(store->db)) : NULL;
}

/* The last act of a rotation: the new file takes the place of the old. */
static enum err_code put_in_place(struct store *store, struct err *err)
{
    const char *next = next_path(store), *path = next ? arena_printf(&store->arena, "%s.key", db_path(store->db)) :
                                                        NULL;
    if (next && access(next, F_OK) == 0 && rename(next, path) != 0)
        return err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    return ERR_OK;
}

static bool is_given(void)
{
    const char *given = getenv("CHUNGTAY_KEY");
    return given && *given;
}

static bool next_is_given(unsigned char master[KEY_BYTES])
{
    const char *given = getenv("CHUNGTAY_KEY_NEXT");
    return given && key_from_hex(given, master);
}

/* Where a rotation stopped just before that, the key that fits is the next one: of the file, or given to a rotation that is
 * called again. */
static enum err_code adopt_next(struct store *store, const char *noted, bool rotating, struct err *err)
{
    unsigned char master[KEY_BYTES];
    struct err missing = { 0 };
    struct keys keys;
    char hex[KEYED_HEX_SIZE];
    const char *next = next_path(store);
    bool has = is_given() ? rotating && next_is_given(master) : next && key_read(next, master, &missing) == ERR_OK;
    if (!has)
        return err_set(err, ERR_INPUT, MSG_KEY_WRONG);
    keys_derive(&keys, master);
    check_value(&keys, hex);
    if (strcmp(hex, noted) != 0)
        return err_set(err, ERR_INPUT, MSG_KEY_WRONG);
    store->keys = keys;
    return is_given() ? ERR_OK : put_in_place(store, err);
}

enum err_code key_check(struct store *store, bool rotating, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *noted = NULL, *rotation = NULL;
    char hex[KEYED_HEX_SIZE];
    check_value(&store->keys, hex);
    TRY(note_get(store, check_note, &arena, &noted, err));
    if (!noted)
        return db_run(store->db, STMT_META_SET, ARGS(v_text(check_note), v_text(hex)), NULL, err);
    TRY(note_get(store, rotation_note, &arena, &rotation, err));
    if (rotation && !rotating)
        return err_set(err, ERR_STATE, MSG_KEY_ROTATING);
    return strcmp(noted, hex) == 0 ? ERR_OK : adopt_next(store, noted, rotating, err);
}

/* --- a new key ---------------------------------------------------------------------------------- */

struct rotating {
    struct store *store;
    struct keys old, new;
    bool (*each)(void *context, int64_t records);
    void *context;
    struct key_rotation *result;
};

/* The next key: given, or of the file that an earlier run left, or fresh. */
static enum err_code take_next(struct store *store, unsigned char master[KEY_BYTES], struct err *err)
{
    const char *path = next_path(store);
    if (is_given())
        return next_is_given(master) ? ERR_OK : err_set(err, ERR_INPUT, MSG_KEY_NEXT_NOT_GIVEN);
    if (!path)
        return err_set(err, ERR_INPUT, MSG_KEY_NEXT_NOT_GIVEN);
    if (access(path, F_OK) == 0)
        return key_read(path, master, err);
    crypto_random(master, KEY_BYTES);
    return key_write(path, master, err);
}

static bool has_secrets(const struct kind *kind)
{
    for (const struct field *field = kind->fields; field->name; field++)
        if (field_is_secret(field))
            return true;
    return false;
}

static enum err_code anew(struct rotating *rotating, struct arena *arena, const char *sealed,
                          struct value *ret_value, char **ret_clear, struct err *err)
{
    *ret_value = v_null();
    *ret_clear = NULL;
    if (!sealed)
        return ERR_OK;
    TRY(crypto_decrypt(arena, &rotating->old, sealed, ret_clear, err));
    *ret_value = v_text(crypto_encrypt(arena, &rotating->new, *ret_clear));
    return ERR_OK;
}

/* One record's values, in the order of entity_sql_secrets_set. */
static enum err_code seal_row(struct rotating *rotating, const struct kind *kind, const struct rows *rows,
                              struct arena *arena, struct value *values, size_t *ret_count, struct err *err)
{
    size_t count = 0;
    int column = 0;
    values[count++] = rows_value(rows, column++);
    values[count++] = rows_value(rows, column++);
    for (const struct field *field = kind->fields; field->name; field++) {
        char *clear = NULL;
        if (!field_is_secret(field))
            continue;
        TRY(anew(rotating, arena, rows_text(rows, column++), &values[count++], &clear, err));
        values[count++] = clear ? field_side_value(rotating->store, arena, field, v_text(clear)) : v_null();
    }
    *ret_count = count;
    return ERR_OK;
}

struct batch {
    struct value (*rows)[2 * KIND_FIELDS_MAX + 2];
    size_t count, values;
};

static enum err_code read_batch(struct rotating *rotating, const struct kind *kind, int64_t after,
                                struct arena *arena, struct batch *batch, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    int64_t shard = after ? (int64_t)id_shard(after) : 0;
    batch->rows = arena_alloc(arena, sizeof(*batch->rows) * BATCH_RECORDS, _Alignof(struct value));
    TRY(db_compose_query(rotating->store->db, entity_sql_secrets(arena, kind),
                         ARGS(v_int(shard), v_int(after), v_int(BATCH_RECORDS)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        TRY(seal_row(rotating, kind, &rows, arena, batch->rows[batch->count], &batch->values, err));
        batch->count++;
    }
}

static enum err_code write_batch(struct rotating *rotating, const struct kind *kind, const struct batch *batch,
                                 struct arena *arena, struct err *err)
{
    const char *sql = entity_sql_secrets_set(arena, kind);
    for (size_t i = 0; i < batch->count; i++)
        TRY(db_compose_run(rotating->store->db, sql, batch->rows[i], batch->values, NULL, err));
    return ERR_OK;
}

static enum err_code note_place(struct store *store, const char *slug, int64_t id, struct arena *arena,
                                struct err *err)
{
    return db_run(store->db, STMT_META_SET,
                  ARGS(v_text(rotation_note), v_text(arena_printf(arena, "%s %lld", slug, (long long)id))), NULL,
                  err);
}

static enum err_code batch_within(struct rotating *rotating, const struct kind *kind, int64_t *after,
                                  size_t *ret_count, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct batch batch = { 0 };
    TRY(read_batch(rotating, kind, *after, &arena, &batch, err));
    TRY(write_batch(rotating, kind, &batch, &arena, err));
    if (batch.count)
        *after = batch.rows[batch.count - 1][1].i;
    *ret_count = batch.count;
    return note_place(rotating->store, kind->slug, *after, &arena, err);
}

static enum err_code rotate_kind(struct rotating *rotating, const struct kind *kind, int64_t after,
                                 struct err *err)
{
    struct store *store = rotating->store;
    for (size_t count = 1; count;) {
        TRY(db_begin(store->db, err));
        TRY(db_finish(store->db, batch_within(rotating, kind, &after, &count, err), err));
        rotating->result->records += (int64_t)count;
        if (count && rotating->each && !rotating->each(rotating->context, rotating->result->records))
            return err_set(err, ERR_BUSY, MSG_KEY_ROTATING);
    }
    return ERR_OK;
}

/* Second factors are few: with them the new key is noted as the key. Failed sign-ins are counted under
 * keyed names, so the count begins anew. */
static enum err_code end_within(struct rotating *rotating, struct err *err)
{
    struct store *store = rotating->store;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(rows_done) struct rows rows = { 0 };
    char hex[KEYED_HEX_SIZE];
    TRY(db_query(store->db, STMT_SECOND_FACTOR_ALL, NO_ARGS, &rows, err));
    for (bool has = true;;) {
        struct value secret, pending;
        char *clear = NULL;
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        TRY(anew(rotating, &arena, rows_text(&rows, 1), &secret, &clear, err));
        TRY(anew(rotating, &arena, rows_text(&rows, 2), &pending, &clear, err));
        TRY(db_run(store->db, STMT_SECOND_FACTOR_SECRETS, ARGS(v_int(rows_int(&rows, 0)), secret, pending), NULL,
                   err));
    }
    check_value(&rotating->new, hex);
    TRY(db_run(store->db, STMT_SIGN_IN_FAILURE_REMOVE_OLD, ARGS(v_int(INT64_MAX)), NULL, err));
    TRY(db_run(store->db, STMT_META_SET, ARGS(v_text(check_note), v_text(hex)), NULL, err));
    TRY(db_run(store->db, STMT_META_REMOVE, ARGS(v_text(next_note)), NULL, err));
    return db_run(store->db, STMT_META_REMOVE, ARGS(v_text(rotation_note)), NULL, err);
}

/* "households 123": everything before is done. */
static bool is_done(const struct kind *kind, const char *place, int64_t *ret_after)
{
    size_t len = strcspn(place, " ");
    int order = strncmp(kind->slug, place, len);
    const struct kind *at = NULL;
    for (const struct kind *const *other = kinds; *other; other++)
        if (strlen((*other)->slug) == len && strncmp((*other)->slug, place, len) == 0)
            at = *other;
    *ret_after = 0;
    if (!at)
        return false;
    if (order == 0 && strlen(kind->slug) == len)
        *ret_after = strtoll(place + len, NULL, 10);
    for (const struct kind *const *other = kinds; *other != at; other++)
        if (*other == kind)
            return true;
    return false;
}

static enum err_code rotate_all(struct rotating *rotating, const char *place, struct err *err)
{
    for (const struct kind *const *kind = kinds; *kind; kind++) {
        int64_t after = 0;
        if (has_secrets(*kind) && !is_done(*kind, place, &after))
            TRY(rotate_kind(rotating, *kind, after, err));
    }
    return ERR_OK;
}

/* Notes the new key before the first record is closed with it; what is gone on with must be the same, or the records
 * done already would open with none. */
static enum err_code begin(struct store *store, const struct keys *new, const char *place, struct err *err)
{
    const char *noted = NULL;
    char hex[KEYED_HEX_SIZE];
    check_value(new, hex);
    TRY(note_get(store, next_note, &store->arena, &noted, err));
    if (place)
        return !noted || strcmp(noted, hex) == 0 ? ERR_OK : err_set(err, ERR_INPUT, MSG_KEY_NEXT_NOT_GIVEN);
    TRY(db_run(store->db, STMT_META_SET, ARGS(v_text(next_note), v_text(hex)), NULL, err));
    return note_place(store, "", 0, &store->arena, err);
}

enum err_code key_rotate(struct store *store, bool (*each)(void *context, int64_t records), void *context,
                         struct key_rotation *ret_rotation, struct err *err)
{
    unsigned char master[KEY_BYTES];
    const char *place = NULL;
    *ret_rotation = (struct key_rotation){ 0 };
    struct rotating rotating = { .store = store, .old = store->keys, .each = each, .context = context,
                                 .result = ret_rotation };
    TRY(note_get(store, rotation_note, &store->arena, &place, err));
    ret_rotation->resumed = place != NULL;
    TRY(take_next(store, master, err));
    keys_derive(&rotating.new, master);
    if (!place && memcmp(&rotating.old, &rotating.new, sizeof(rotating.new)) == 0)
        return ERR_OK; /* it was done to its last act before it could say so */
    TRY(db_begin(store->db, err));
    TRY(db_finish(store->db, begin(store, &rotating.new, place, err), err));
    store->keys = rotating.new; /* the indexes are made with it */
    enum err_code code = rotate_all(&rotating, place ? place : "", err);
    if (code == ERR_OK)
        code = db_begin(store->db, err);
    if (code == ERR_OK)
        code = db_finish(store->db, end_within(&rotating, err), err);
    if (code != ERR_OK) {
        store->keys = rotating.old;
        return code;
    }
    return put_in_place(store, err);
}
