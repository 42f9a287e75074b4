/* SPDX-License-Identifier: Apache-2.0 */
#include "service/house.h"

#include "service/organisation.h"
#include "service/plan/assign_proof.h"
#include "service/record/attachment.h"
#include "service/report/overview.h"
#include "service/unit/unit.h"
#include "store/tally.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct keep_context {
    struct arena *arena;
    const struct measure **measures;
    size_t count, capacity;
};

static void keep_one(void *context, const struct measure *measure)
{
    struct keep_context *keep = context;
    *ARENA_PUSH(keep->arena, keep->measures, keep->count, keep->capacity) = measure;
}

/* Where programmes were loaded before: what the overview counts may have become more since. */
static enum err_code keep_overview(struct store *store, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct keep_context keep = { .arena = &arena };
    if (!store->tally_count)
        return ERR_OK;
    overview_measures(&arena, keep_one, &keep);
    return tally_add_all(store, keep.measures, keep.count, err);
}

enum err_code house_init(struct store *store, struct err *err)
{
    TRY(db_begin(store->db, err));
    enum err_code code = unit_install(store, err);
    if (code == ERR_OK)
        code = organisation_install(store, err);
    if (code == ERR_OK)
        code = keep_overview(store, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}

/* --- check ------------------------------------------------------------------------------------------- */

struct check_context {
    struct store *store;
    const struct house_check *told;
    struct derived_check derived;
    int64_t records, states, kind;
};

/* The state by day ends in the record's state, which lasts. */
static enum err_code check_state(struct check_context *check, const struct record *record, struct err *err)
{
    struct store *store = check->store;
    if (!record->state)
        return ERR_OK;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_STATE_HISTORY_OF, ARGS(v_int(id_shard(record->id)), v_int(record->id)),
                 &rows, err));
    char last[64] = "";
    int64_t to_day = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        const char *state = rows_text(&rows, 0);
        snprintf(last, sizeof(last), "%s", state ? state : "");
        to_day = rows_int(&rows, 2);
        check->states++;
    }
    check->derived.differences += strcmp(last, record->state) != 0 || to_day != INT32_MAX;
    return ERR_OK;
}

enum { STEP_RECORDS = 1000 };

static enum err_code tell_step(const struct check_context *check, int64_t done, struct err *err)
{
    const struct house_check *told = check->told;
    return told->step ? told->step(told->context, done, (int64_t)check->store->kind_count, err) : ERR_OK;
}

static enum err_code check_record(void *context, const struct record *record, struct err *err)
{
    struct check_context *check = context;
    if (++check->records % STEP_RECORDS == 0)
        TRY(tell_step(check, check->kind, err));
    TRY(entity_check_derived(check->store, record, &check->derived, err));
    return check_state(check, record, err);
}

/* Rows kept beside records that are no more. */
static enum err_code count_orphans(struct store *store, const struct check_context *check,
                                   int64_t *differences, struct err *err)
{
    int64_t words = 0, states = 0;
    TRY(db_one_int(store->db, STMT_WORD_COUNT, NO_ARGS, 0, &words, err));
    TRY(db_one_int(store->db, STMT_STATE_HISTORY_COUNT, NO_ARGS, 0, &states, err));
    *differences += (words - check->derived.words) + (states - check->states);
    return ERR_OK;
}

static enum err_code check_within(struct store *store, struct house_check *check, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct assign_verification plans = { 0 };
    struct check_context context = { .store = store, .told = check };
    const struct entity_query every = { .all_states = true };
    for (context.kind = 0; kinds[context.kind]; context.kind++) {
        TRY(tell_step(&context, context.kind, err));
        TRY(entity_each(store, kinds[context.kind], &every, check_record, &context, err));
    }
    int64_t cells = 0, closure = 0, orphans = 0, files = 0;
    TRY(count_orphans(store, &context, &orphans, err));
    TRY(tally_check(store, &cells, err));
    TRY(unit_closure_check(store, &closure, err));
    TRY(attachments_check(store, &files, err));
    TRY(assign_verify(store, 0, 0, store->today_day, &arena, &plans, err));
    check->records = context.records;
    check->differences = context.derived.differences + cells + closure + orphans + files + plans.broken;
    return ERR_OK;
}

enum err_code house_check(struct store *store, struct house_check *check, struct err *err)
{
    bool begins = !db_in_transaction(store->db);
    check->records = check->differences = 0;
    TRY(db_integrity(store->db, err));
    if (begins)
        TRY(db_begin_reading(store->db, err));
    enum err_code code = check_within(store, check, err);
    if (begins)
        db_rollback(store->db);
    return code;
}

/* --- backup ------------------------------------------------------------------------------------------- */

enum err_code house_backup(struct store *store, const char *path, struct err *err)
{
    if (access(path, F_OK) == 0)
        return err_set(err, ERR_CONFLICT, MSG_BACKUP_EXISTS, path);
    TRY(db_integrity(store->db, err)); /* a copy of damage must not push out the copies that are whole */
    enum err_code code = db_backup(store->db, path, err);
    if (code == ERR_OK && chmod(path, 0600) != 0)
        code = err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    if (code != ERR_OK)
        (void)unlink(path);
    return code;
}

enum err_code house_export(struct store *store, const char *path, struct copy_result *ret_result, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return err_set(err, ERR_CONFLICT, MSG_BACKUP_EXISTS, path);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out)
        return err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    enum err_code code = copy_out(store, out, ret_result, err);
    if (code == ERR_OK && fsync(fd) != 0)
        code = err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    if (fclose(out) != 0 && code == ERR_OK)
        code = err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    if (code != ERR_OK)
        (void)unlink(path);
    return code;
}

enum err_code house_import(const char *uri, const char *path, struct copy_result *ret_result, struct err *err)
{
    FILE *in = fopen(path, "re");
    if (!in)
        return err_set(err, ERR_NOT_FOUND, MSG_IO_OPEN, path, strerror(errno));
    enum err_code code = copy_in(uri, in, path, ret_result, err);
    fclose(in);
    return code;
}

static enum err_code check_backup(const char *backup, struct err *err)
{
    char uri[4096];
    struct db *db = NULL;
    snprintf(uri, sizeof(uri), "sqlite:%s", backup);
    TRY(db_open(uri, DB_READ_ONLY, &db, err));
    enum err_code code = db_integrity(db, err);
    int64_t version = 0;
    if (code == ERR_OK)
        code = db_one_int(db, STMT_MIGRATION_LAST, NO_ARGS, 0, &version, err);
    db_close(&db);
    return code;
}

static enum err_code copy_file(const char *from, const char *to, struct err *err)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return err_set(err, ERR_IO, MSG_IO_OPEN, from, strerror(errno));
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    enum err_code code = out < 0 ? err_set(err, ERR_IO, MSG_IO_WRITE, to, strerror(errno)) : ERR_OK;
    static char bytes[1 << 16];
    for (ssize_t got = 1; code == ERR_OK && got > 0;) {
        got = read(in, bytes, sizeof(bytes));
        if (got < 0 || (got > 0 && write(out, bytes, (size_t)got) != got))
            code = err_set(err, ERR_IO, MSG_IO_WRITE, to, strerror(errno));
    }
    if (code == ERR_OK && fsync(out) != 0)
        code = err_set(err, ERR_IO, MSG_IO_WRITE, to, strerror(errno));
    close(in);
    if (out >= 0)
        close(out);
    if (code != ERR_OK && out >= 0)
        (void)unlink(to);
    return code;
}

/* The old file and its log, which may hold the newest writes, under another name. The log may not
 * stay: it would be replayed on the new file. */
static enum err_code put_aside(const char *path, struct err *err)
{
    static const char *const ends[] = { "-wal", "-shm", "" };
    for (size_t i = 0; i < COUNT(ends); i++) {
        char from[4096], to[4096];
        snprintf(from, sizeof(from), "%s%s", path, ends[i]);
        snprintf(to, sizeof(to), "%s.before-restore%s", path, ends[i]);
        (void)unlink(to);
        if (access(from, F_OK) == 0 && rename(from, to) != 0)
            return err_set(err, ERR_IO, MSG_IO_WRITE, to, strerror(errno));
    }
    return ERR_OK;
}

enum err_code house_restore(const char *backup, const char *uri, struct err *err)
{
    if (strncmp(uri, "sqlite:", 7) != 0)
        return err_set(err, ERR_USAGE, MSG_DB_URI, uri);
    char next[4096];
    const char *path = uri + 7;
    snprintf(next, sizeof(next), "%s.restoring", path);
    TRY(check_backup(backup, err));
    (void)unlink(next);
    TRY(copy_file(backup, next, err));
    enum err_code code = put_aside(path, err);
    if (code == ERR_OK && rename(next, path) != 0)
        code = err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    if (code != ERR_OK)
        (void)unlink(next);
    return code;
}
