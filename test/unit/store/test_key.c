/* SPDX-License-Identifier: Apache-2.0
 * A new master key: every secret anew, from wherever it stopped. */
#include "../store_fixture.h"

#include "store/key.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool stop(void *context, int64_t records)
{
    int64_t *most = context;
    return records < *most;
}

static bool open_rotating(struct store *store, const char *path)
{
    struct err err = { 0 };
    return store_open(store, arena_printf(test_arena(), "sqlite:%s", path), STORE_ROTATING, &err) == ERR_OK;
}

void test_key__is_rotated_from_where_it_stopped(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_skip_on_server("the key file"))
        return;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct key_rotation rotation = { 0 };
        const struct kind *members = kind_by_slug("household_members");
        int64_t ids[2], most = 1;
        size_t count = 0;
        PATCH(&store, "household_members", family.head, "id_number=064067000111", "phone=0905123456");
        PATCH(&store, "households", family.household, "phone=0905777888");
        const char *path = arena_strdup(test_arena(), fixture_path(&store));
        const char *uri = arena_printf(test_arena(), "sqlite:%s", path);
        const char *old = arena_strdup(test_arena(), fixture_sql_text(&store, "SELECT id_number FROM household_members "
                                                                              "WHERE id_number IS NOT NULL"));
        store_close(&store);
        CHECK(open_rotating(&store, path));
        CHECK_INT(key_rotate(&store, stop, &most, &rotation, &err), ERR_BUSY);
        store_close(&store);
        CHECK_INT(store_open(&store, uri, 0, &err), ERR_STATE); /* for nothing else meanwhile */
        CHECK(open_rotating(&store, path));
        CHECK_OK(key_rotate(&store, NULL, NULL, &rotation, &err), &err);
        CHECK(rotation.resumed);
        store_close(&store);
        CHECK(access(arena_printf(test_arena(), "%s.key.next", path), F_OK) != 0);
        CHECK_OK(store_open(&store, uri, 0, &err), &err);
        CHECK_TEXT(record_text(fixture_get(&store, "household_members", family.head), "id_number"), "064067000111");
        CHECK_TEXT(record_text(fixture_get(&store, "households", family.household), "phone"), "0905777888");
        CHECK_OK(entity_find(&store, members, "id_number", v_text("064067000111"), 2, ids, &count, &err), &err);
        CHECK_INT((int64_t)count, 1);
        CHECK(strcmp(fixture_sql_text(&store, "SELECT id_number FROM household_members WHERE id_number IS NOT NULL"),
                     old) != 0);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

/* As with a server: no file holds the key. */
void test_key__given_is_gone_on_with_and_told_twice(void)
{
    static const char two[] = "2222222222222222222222222222222222222222222222222222222222222222",
                      three[] = "3333333333333333333333333333333333333333333333333333333333333333";
    struct store store;
    struct fixture_family family;
    const char *before = getenv("CHUNGTAY_KEY");
    char *kept = before ? arena_strdup(test_arena(), before) : NULL;
    if (fixture_skip_on_server("the path of an SQLite file"))
        return;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct key_rotation rotation = { 0 };
        int64_t most = 1;
        PATCH(&store, "household_members", family.head, "id_number=064067000111");
        PATCH(&store, "households", family.household, "phone=0905777888");
        const char *path = arena_strdup(test_arena(), fixture_path(&store));
        store_close(&store);
        char one[65] = "";
        FILE *file = fopen(arena_printf(test_arena(), "%s.key", path), "r");
        CHECK(file && fscanf(file, "%64s", one) == 1 && fclose(file) == 0);
        setenv("CHUNGTAY_KEY", one, 1);
        setenv("CHUNGTAY_KEY_NEXT", two, 1);
        CHECK(open_rotating(&store, path));
        CHECK_INT(key_rotate(&store, stop, &most, &rotation, &err), ERR_BUSY);
        store_close(&store);
        setenv("CHUNGTAY_KEY_NEXT", three, 1);
        CHECK(open_rotating(&store, path));
        CHECK_INT(key_rotate(&store, NULL, NULL, &rotation, &err), ERR_INPUT); /* half would open with none */
        store_close(&store);
        setenv("CHUNGTAY_KEY_NEXT", two, 1);
        for (int again = 0; again < 2; again++) { /* the second time as after a blow at the very end */
            CHECK(open_rotating(&store, path));
            CHECK_OK(key_rotate(&store, NULL, NULL, &rotation, &err), &err);
            CHECK(!again || rotation.records == 0);
            store_close(&store);
        }
        setenv("CHUNGTAY_KEY", two, 1);
        unsetenv("CHUNGTAY_KEY_NEXT");
        CHECK_OK(store_open(&store, arena_printf(test_arena(), "sqlite:%s", path), 0, &err), &err);
    }
    fixture_close(&store);
    unsetenv("CHUNGTAY_KEY_NEXT");
    if (kept)
        setenv("CHUNGTAY_KEY", kept, 1);
    else
        unsetenv("CHUNGTAY_KEY");
}

void test_key__stopped_before_the_file_took_its_place(void)
{
    struct store store;
    if (fixture_skip_on_server("the key file"))
        return;
    if (fixture_open_empty(&store)) {
        struct err err = { 0 };
        struct key_rotation rotation = { 0 };
        const char *path = arena_strdup(test_arena(), fixture_path(&store));
        const char *key = arena_printf(test_arena(), "%s.key", path), *next = arena_printf(test_arena(), "%s.next", key);
        char *kept = fixture_file("old.key");
        store_close(&store);
        CHECK(fixture_copy(key, kept));
        CHECK(open_rotating(&store, path));
        CHECK_OK(key_rotate(&store, NULL, NULL, &rotation, &err), &err);
        store_close(&store);
        CHECK(rename(key, next) == 0 && fixture_copy(kept, key)); /* as a kill just before would leave it */
        CHECK_OK(store_open(&store, arena_printf(test_arena(), "sqlite:%s", path), 0, &err), &err);
        CHECK(access(next, F_OK) != 0);
        store_close(&store);
        CHECK(fixture_copy(kept, key));
        CHECK_INT(store_open(&store, arena_printf(test_arena(), "sqlite:%s", path), 0, &err), ERR_INPUT); /* not the old one */
    }
    fixture_close(&store);
}
