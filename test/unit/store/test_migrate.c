/* SPDX-License-Identifier: Apache-2.0
 * Databases of yesterday and tomorrow, and damaged ones: brought up to date, or refused with words. */
#include "../store_fixture.h"

#include "base/embedded.h"
#include "service/house.h"
#include "service/unit/unit.h"
#include "store/audit.h"
#include "store/migrate.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *uri_of(const char *path)
{
    return arena_printf(test_arena(), "sqlite:%s", path);
}

static int64_t schema_file_count(void)
{
    int64_t count = 0;
    while (schema_files[count].path)
        count++;
    return count;
}

/* --- other schemas ------------------------------------------------------------------------------- */

void test_migrate__the_schema_is_what_is_declared(void)
{
    struct db *db = NULL;
    struct err err = { 0 };
    CLEANUP(buf_done) struct buf sql = { 0 };
    CHECK_OK(db_open("sqlite::memory:", DB_CREATE, &db, &err), &err);
    CHECK_OK(migrate_run(db, "2020-01-01T00:00:00Z", &err), &err);
    CHECK_OK(migrate_check(db, &err), &err);
    CHECK_OK(migrate_compose(db, &sql, &err), &err);
    CHECK_TEXT(buf_text(&sql), "");
    CHECK_OK(migrate_run(db, "2020-01-01T00:00:00Z", &err), &err); /* again: nothing */
    db_close(&db);
}

/* A database at the first schema file only, with something in it. */
static const char *make_old(void)
{
    const char *path = fixture_file("old.db");
    struct db *db = NULL;
    struct err err = { 0 };
    CHECK_OK(db_open(uri_of(path), DB_CREATE, &db, &err), &err);
    CHECK_OK(db_script(db, (const char *)schema_files[0].bytes, &err), &err);
    CHECK_OK(db_run(db, STMT_MIGRATION_ADD, ARGS(v_int(1), v_text(schema_files[0].path), v_text("2020")), NULL, &err),
             &err);
    CHECK_OK(db_run(db, STMT_META_SET, ARGS(v_text("mine"), v_text("kept")), NULL, &err), &err);
    db_close(&db);
    return path;
}

/* Every table is clustered by its key, whatever the comments in its text. */
void test_migrate__tables_are_clustered(void)
{
    struct store store;
    if (fixture_skip_on_server("how tables are clustered") || !fixture_open_empty(&store))
        return;
    CHECK_TEXT(fixture_sql_text(&store, "SELECT coalesce(group_concat(name), '') FROM pragma_table_list WHERE schema = "
                                        "'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND (wr = 0 OR strict = 0)"),
               "");
    fixture_close(&store);
}

void test_migrate__an_older_database_is_brought_up_to_date(void)
{
    if (fixture_skip_on_server("an older database is brought up to date"))
        return;
    const char *path = make_old();
    struct store store;
    struct err err = { 0 };
    CHECK_INT(store_open(&store, uri_of(path), 0, &err), ERR_STATE);
    CHECK_INT(err.msg, MSG_DB_SCHEMA_OLDER);
    CHECK_INT(err_exit_status(ERR_STATE), 3);
    CHECK_OK(store_create(&store, uri_of(path), 0, &err), &err);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM schema_migrations"), schema_file_count());
    CHECK_TEXT(fixture_sql_text(&store, "SELECT value FROM meta WHERE name = 'mine'"), "kept");
    const char *copy = arena_strdup(test_arena(), store.older_copy);
    store_close(&store);
    CHECK_OK(store_open(&store, uri_of(path), 0, &err), &err);
    store_close(&store);
    struct db *db = NULL; /* as it was */
    int64_t version = 0;
    CHECK_OK(db_open(uri_of(copy), DB_READ_ONLY, &db, &err), &err);
    CHECK_OK(db_one_int(db, STMT_MIGRATION_LAST, NO_ARGS, 0, &version, &err), &err);
    CHECK(version < schema_file_count());
    db_close(&db);
    CHECK_OK(store_create(&store, uri_of(path), 0, &err), &err); /* nothing to be changed: no copy */
    CHECK(!store.older_copy);
    store_close(&store);
}

void test_migrate__a_newer_database_is_left_alone(void)
{
    if (fixture_skip_on_server("a newer database is left alone"))
        return;
    struct store store;
    struct err err = { 0 };
    if (!fixture_open_empty(&store))
        return;
    CHECK_OK(db_run(store.db, STMT_MIGRATION_ADD, ARGS(v_int(9999), v_text("later"), v_text("2030")), NULL, &err), &err);
    const char *uri = uri_of(fixture_path(&store));
    store_close(&store);
    CHECK_INT(store_open(&store, uri, 0, &err), ERR_STATE);
    CHECK_INT(err.msg, MSG_DB_SCHEMA_NEWER);
    CHECK_INT(store_create(&store, uri, 0, &err), ERR_STATE);
    CHECK_INT(err.msg, MSG_DB_SCHEMA_NEWER);
}

/* A step that fails half way leaves the schema of before. */
void test_migrate__a_failed_step_leaves_nothing(void)
{
    if (fixture_skip_on_server("a failed step leaves nothing"))
        return;
    const char *path = make_old();
    struct db *db = NULL;
    struct store store;
    struct err err = { 0 };
    CHECK_OK(db_open(uri_of(path), 0, &db, &err), &err);
    CHECK_OK(db_script(db, "CREATE TABLE works (shard SMALLINT NOT NULL, PRIMARY KEY (shard));", &err), &err);
    db_close(&db);
    CHECK(store_create(&store, uri_of(path), 0, &err) != ERR_OK); /* works is there already */
    CHECK_OK(db_open(uri_of(path), 0, &db, &err), &err);
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *const *columns = NULL;
    size_t count = 0;
    CHECK_OK(db_table_columns(db, "accounts", &arena, &columns, &count, &err), &err);
    CHECK_INT((int64_t)count, 0);
    CHECK_INT(migrate_check(db, &err), ERR_STATE);
    db_close(&db);
}

/* PostgreSQL wants a table before the foreign keys that lead to it. */
void test_migrate__owners_come_first(void)
{
    CLEANUP(buf_done) struct buf all = { 0 };
    for (const struct embedded_file *file = schema_files; file->path; file++)
        buf_add(&all, (const char *)file->bytes);
    for (size_t k = 0; kinds[k]; k++) {
        if (!kinds[k]->owner)
            continue;
        const char *owner = kind_field(kinds[k], kinds[k]->owner)->ref;
        const char *own = strstr(buf_text(&all), arena_printf(test_arena(), "CREATE TABLE %s (", kinds[k]->slug));
        const char *owners = strstr(buf_text(&all), arena_printf(test_arena(), "CREATE TABLE %s (", owner));
        check_that(own && owners && (owners < own || strcmp(owner, kinds[k]->slug) == 0), kinds[k]->slug, __FILE__,
                   __LINE__);
    }
}

/* --- files that are none of ours ------------------------------------------------------------------------ */

static void write_file(const char *path, const void *bytes, size_t count)
{
    FILE *out = fopen(path, "wb");
    CHECK(out && fwrite(bytes, 1, count, out) == count);
    if (out)
        fclose(out);
}

void test_migrate__not_a_database(void)
{
    static const char text[] = "Họ và tên,Năm sinh\nNguyễn Văn A,1980\n and more, so that it is longer than a header "
                               "of a hundred bytes would be, which is where a reader may stop to look";
    const char *path = fixture_file("list.csv");
    struct store store;
    struct err err = { 0 };
    write_file(path, text, sizeof(text));
    CHECK_INT(store_open(&store, uri_of(path), 0, &err), ERR_CORRUPT);
    CHECK_INT(err_exit_status(ERR_CORRUPT), 4);
    CHECK_INT(err.msg, MSG_DB_CORRUPT);
    CHECK_INT(store_create(&store, uri_of(path), 0, &err), ERR_CORRUPT);
    struct stat stat_after = { 0 };
    CHECK(stat(path, &stat_after) == 0 && stat_after.st_size == sizeof(text)); /* left as it was */
    CHECK_INT(store_open(&store, uri_of(fixture_file("nothing.db")), 0, &err), ERR_NOT_FOUND);
    CHECK_INT(store_open(&store, "sqlite:/", 0, &err) == ERR_OK, false);
    CHECK_INT(store_open(&store, "mysql:x", 0, &err), ERR_USAGE);
}

void test_migrate__another_databases_key(void)
{
    if (fixture_skip_on_server("another databases key"))
        return;
    struct store store;
    struct err err = { 0 };
    if (!fixture_open_empty(&store))
        return;
    const char *path = arena_strdup(test_arena(), fixture_path(&store));
    const char *key = arena_printf(test_arena(), "%s.key", path);
    store_close(&store);
    write_file(key, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n", 65);
    CHECK_INT(store_open(&store, uri_of(path), 0, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_KEY_WRONG);
    write_file(key, "not hex\n", 8);
    CHECK_INT(store_open(&store, uri_of(path), 0, &err), ERR_INPUT);
    (void)unlink(key);
    CHECK_INT(store_open(&store, uri_of(path), 0, &err), ERR_NOT_FOUND);
    CHECK_INT(err.msg, MSG_KEY_MISSING);
    CHECK_INT(store_create(&store, uri_of(path), 0, &err), ERR_NOT_FOUND); /* never a new key for old data */
    CHECK(access(key, F_OK) != 0);
}

/* --- damage ------------------------------------------------------------------------------------------------- */

/* Everything that reads, until something is found. */
static enum err_code read_everything(struct store *store, struct err *err)
{
    struct house_check check = { 0 };
    struct audit_verdict verdict = { 0 };
    const struct territory *territory = NULL;
    struct err first = { 0 };
    enum err_code found = house_check(store, &check, &first);
    struct entity_query every = { .all_states = true };
    for (size_t k = 0; kinds[k]; k++) {
        struct record_list list = { 0 };
        struct arena_mark mark = arena_mark(test_arena());
        enum err_code code = entity_list(store, kinds[k], &every, test_arena(), &list, err);
        found = found ? found : code;
        arena_release(test_arena(), mark);
    }
    enum err_code audit = audit_verify(store, &verdict, err), units = unit_territory(store, &territory, err);
    return found ? found : audit ? audit : units ? units : check.differences || verdict.broken ? ERR_STATE : ERR_OK;
}

/* Overwrites bytes as a bad disk would: noise, a zeroed or a repeated page, an end cut off. */
static void damage(const char *path, uint64_t *random)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    struct stat stat = { 0 };
    CHECK(fd >= 0 && fstat(fd, &stat) == 0);
    char bytes[4096] = { 0 };
    off_t at = (off_t)(test_random(random) % (uint64_t)stat.st_size), page = at & ~(off_t)4095;
    switch (test_random(random) % 6) {
    case 0:
        CHECK(pwrite(fd, bytes, sizeof(bytes), page) > 0);
        break;
    case 1:
        CHECK(ftruncate(fd, page) == 0);
        break;
    case 2:
        CHECK(pread(fd, bytes, sizeof(bytes), (off_t)(test_random(random) % (uint64_t)stat.st_size) & ~(off_t)4095) > 0);
        CHECK(pwrite(fd, bytes, sizeof(bytes), page) > 0);
        break;
    default:
        for (size_t i = 0, count = 1 + test_random(random) % 40; i < count; i++)
            bytes[i] = (char)test_random(random);
        CHECK(pwrite(fd, bytes, 1 + test_random(random) % 40, at) > 0);
        break;
    }
    close(fd);
}

/* Whatever byte of the file is wrong: an error or a finding, never a crash. */
void test_migrate__damage_is_told_not_suffered(void)
{
    if (fixture_skip_on_server("damage is told not suffered"))
        return;
    struct store store;
    struct fixture_family family;
    uint64_t random = 42;
    if (!fixture_open(&store))
        return;
    CHECK(fixture_family_make(&store, &family));
    fixture_sql_run(&store, "PRAGMA journal_mode=DELETE");
    const char *from = arena_strdup(test_arena(), fixture_path(&store)), *key = arena_printf(test_arena(), "%s.key", from);
    const char *path = fixture_file("damaged.db");
    store_close(&store);
    CHECK(fixture_copy(key, arena_printf(test_arena(), "%s.key", path)));
    int told = 0, rounds = fixture_count("TEST_DAMAGES", 60);
    for (int i = 0; i < rounds; i++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct err err = { 0 };
        CHECK(fixture_copy(from, path));
        (void)unlink(arena_printf(test_arena(), "%s-wal", path));
        (void)unlink(arena_printf(test_arena(), "%s-shm", path));
        damage(path, &random);
        enum err_code code = store_open(&store, uri_of(path), DB_READ_ONLY, &err);
        if (code == ERR_OK) {
            code = read_everything(&store, &err);
            store_close(&store);
        }
        told += code != ERR_OK;
        arena_release(test_arena(), mark);
    }
    CHECK(told * 4 > rounds); /* the rest fell on bytes nobody uses */
}

void test_migrate__the_check_sees_what_is_kept_beside_the_records(void)
{
    static const char *const wrongs[] = {
        "UPDATE households SET phone_index = 'x'",
        "UPDATE households SET head_name_sort = NULL",
        "UPDATE household_members SET unit = unit + 1 WHERE relation = 'child'",
        "UPDATE assignments SET organisation = 'farmers_union'",
        "DELETE FROM word WHERE word = 'hit'",
        "INSERT INTO word SELECT 64, 'households', 'zzz', id FROM households",
        "INSERT INTO word VALUES (64, 'households', 'zzz', 12345)",
        "INSERT INTO state_history VALUES (64, 12345, 1, 'households', 'active', 0, 2147483647)",
        "DELETE FROM state_history WHERE kind = 'households'",
        "UPDATE state_history SET to_day = 9 WHERE kind = 'households'",
        "UPDATE state_history SET state = 'moved' WHERE kind = 'households'",
        "DELETE FROM unit_closure WHERE descendant IN (SELECT unit FROM households)",
    };
    struct store store;
    struct fixture_family family;
    struct err err = { 0 };
    if (!fixture_open(&store))
        return;
    CHECK(fixture_family_make(&store, &family));
    fixture_check_sound(&store);
    for (size_t i = 0; i < COUNT(wrongs); i++) {
        struct house_check check = { 0 };
        CHECK_OK(db_begin(store.db, &err), &err);
        fixture_sql_run(&store, wrongs[i]);
        enum err_code code = house_check(&store, &check, &err);
        check_that(code != ERR_OK || check.differences > 0, wrongs[i], __FILE__, __LINE__);
        db_rollback(store.db);
    }
    fixture_close(&store);
}
