/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

#include "base/embedded.h"
#include "store/entity_sql.h"

#include <string.h>

/* "sql/schema/0002_kinds.sql" → 2 */
static int64_t file_version(const struct embedded_file *file)
{
    const char *base = strrchr(file->path, '/');
    return strtoll(base ? base + 1 : file->path, NULL, 10);
}

static int64_t newest_version(void)
{
    int64_t newest = 0;
    for (const struct embedded_file *file = schema_files; file->path; file++)
        newest = file_version(file);
    return newest;
}

static enum err_code applied_version(struct db *db, int64_t *ret_version, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *const *columns = NULL;
    size_t count = 0;
    TRY(db_table_columns(db, "schema_migrations", &arena, &columns, &count, err));
    *ret_version = 0;
    if (count == 0)
        return ERR_OK;
    return db_one_int(db, STMT_MIGRATION_LAST, NO_ARGS, 0, ret_version, err);
}

static enum err_code apply(struct db *db, const struct embedded_file *file, const char *now,
                           struct err *err)
{
    TRY(db_begin(db, err));
    enum err_code code = db_script(db, (const char *)file->bytes, err);
    if (code == ERR_OK)
        code = db_run(db, STMT_MIGRATION_ADD,
                      ARGS(v_int(file_version(file)), v_text(file->path), v_text(now)), NULL, err);
    if (code != ERR_OK) {
        db_rollback(db);
        return code;
    }
    return db_commit(db, err);
}

enum err_code migrate_run(struct db *db, const char *now, struct err *err)
{
    int64_t applied = 0;
    TRY(applied_version(db, &applied, err));
    if (applied > newest_version())
        return err_set(err, ERR_STATE, MSG_DB_SCHEMA_NEWER);
    for (const struct embedded_file *file = schema_files; file->path; file++)
        if (file_version(file) > applied)
            TRY(apply(db, file, now, err));
    return ERR_OK;
}

enum err_code migrate_from(struct db *db, int64_t *ret_version, struct err *err)
{
    TRY(applied_version(db, ret_version, err));
    if (*ret_version >= newest_version())
        *ret_version = 0;
    return ERR_OK;
}

enum err_code migrate_check(struct db *db, struct err *err)
{
    int64_t applied = 0;
    TRY(applied_version(db, &applied, err));
    if (applied > newest_version())
        return err_set(err, ERR_STATE, MSG_DB_SCHEMA_NEWER);
    if (applied < newest_version())
        return err_set(err, ERR_STATE, MSG_DB_SCHEMA_OLDER);
    return ERR_OK;
}

static bool has_name(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static enum err_code compose_kind(struct db *db, const struct kind *kind, struct arena *arena,
                                  struct buf *out, struct err *err)
{
    const char *const *there = NULL;
    const char **wanted = NULL;
    size_t there_count = 0, wanted_count = entity_sql_columns(arena, kind, &wanted);
    TRY(db_table_columns(db, kind->slug, arena, &there, &there_count, err));
    if (there_count == 0)
        buf_printf(out, "\n%s\n", entity_sql_create_table(arena, kind));
    for (size_t i = 0; there_count && i < wanted_count; i++)
        if (!has_name(there, there_count, wanted[i]))
            buf_printf(out, "%s\n", entity_sql_add_column(arena, kind, wanted[i]));
    struct sql_index *indexes = NULL;
    size_t index_count = entity_sql_indexes(arena, kind, &indexes);
    for (size_t i = 0; i < index_count; i++) {
        bool exists = false;
        TRY(db_index_exists(db, indexes[i].name, &exists, err));
        if (!exists)
            buf_printf(out, "%s\n", indexes[i].sql);
    }
    return ERR_OK;
}

enum err_code migrate_compose(struct db *db, struct buf *out, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    size_t composed = 0, count = 0;
    while (kinds[count])
        count++;
    for (unsigned depth = 0; composed < count; depth++) /* a table before those whose foreign keys name it */
        for (size_t i = 0; i < count; i++)
            if (kind_owner_depth(kinds[i]) == depth) {
                TRY(compose_kind(db, kinds[i], &arena, out, err));
                composed++;
            }
    return ERR_OK;
}
