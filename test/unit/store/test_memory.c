/* SPDX-License-Identifier: Apache-2.0
 * What was worked out is remembered as long as what it was made of stands, and not a change longer. */
#include "../store_fixture.h"

#include "store/memory.h"

#include <string.h>

static const char key[] = "a number";
static const char *const only_class[] = { "class", NULL };

/* As a reader does. */
static bool remembers(struct store *store)
{
    struct memory_moment moment;
    struct err err = { 0 };
    const void *bytes = NULL;
    CHECK_OK(db_begin_reading(store->db, &err), &err);
    CHECK_OK(store_refresh(store, &err), &err);
    CHECK_OK(memory_find(store, key, test_arena(), &moment, &bytes, &err), &err);
    db_rollback(store->db);
    CHECK(!bytes || strcmp(bytes, "seven") == 0);
    return bytes != NULL;
}

static void remember(struct store *store, const struct memory_source *sources, size_t count)
{
    struct memory_moment moment;
    struct err err = { 0 };
    const void *bytes = NULL;
    CHECK_OK(db_begin_reading(store->db, &err), &err);
    CHECK_OK(store_refresh(store, &err), &err);
    CHECK_OK(memory_find(store, key, test_arena(), &moment, &bytes, &err), &err);
    memory_keep(store, &moment, sources, count, "seven", sizeof("seven"));
    db_rollback(store->db);
    CHECK(remembers(store));
}

static bool begin(struct store *store, struct fixture_family *family)
{
    if (!fixture_open(store) || !fixture_family_make(store, family))
        return false;
    store->memory = memory_new();
    return true;
}

static void end(struct store *store)
{
    memory_free(store->memory);
    store->memory = NULL;
    fixture_close(store);
}

void test_memory__as_long_as_nothing_of_it_changes(void)
{
    struct store store;
    struct fixture_family family;
    const struct memory_source bodies = { .kind = "bodies" };
    if (begin(&store, &family)) {
        CHECK(!remembers(&store));
        remember(&store, &bodies, 1);
        CHECK(PATCH(&store, "households", family.household, "member_count=6") != NULL);
        CHECK(remembers(&store));
        CHECK(PATCH(&store, "bodies", family.body, "name=Tổ chức đổi tên") != NULL);
        CHECK(!remembers(&store));
    }
    end(&store);
}

/* Of another year, of fields nobody looked at: nothing; a correction of any: it may have been of this year. */
void test_memory__of_one_year_and_some_fields(void)
{
    struct store store;
    struct fixture_family family;
    const struct memory_source of_year = { .kind = "classifications", .date_field = "year", .year = 2019 };
    const struct memory_source of_class = { .kind = "classifications", .fields = only_class };
    if (begin(&store, &family)) {
        const char *household = fixture_ref("household", family.household);
        remember(&store, &of_year, 1);
        CHECK(MAKE(&store, "classifications", household, "year=2018", "standard=std_2016", "class=poor") != NULL);
        CHECK(remembers(&store));
        struct record *made = MAKE(&store, "classifications", household, "year=2019", "standard=std_2016", "class=poor");
        CHECK(made && !remembers(&store));
        remember(&store, &of_class, 1);
        CHECK(made && PATCH(&store, "classifications", made->id, "note=xem lại") != NULL);
        CHECK(remembers(&store));
        CHECK(made && PATCH(&store, "classifications", made->id, "class=near_poor") != NULL);
        CHECK(!remembers(&store));
    }
    end(&store);
}

/* A field carried from another record changes with that one, though nobody wrote the record that carries it. */
void test_memory__what_is_carried(void)
{
    struct store store;
    struct fixture_family family;
    const struct memory_source assignments = { .kind = "assignments" };
    if (begin(&store, &family)) {
        remember(&store, &assignments, 1);
        CHECK(PATCH(&store, "households", family.household, "member_count=6") != NULL);
        CHECK(remembers(&store));
        CHECK(PATCH(&store, "classifications", family.classification, "class=near_poor") != NULL);
        CHECK(!remembers(&store));
    }
    end(&store);
}

/* Two readers: who reads older records neither takes what newer ones said nor makes others believe the older. */
void test_memory__of_two_moments(void)
{
    struct store store;
    struct fixture_family family;
    const struct memory_source bodies = { .kind = "bodies" };
    if (begin(&store, &family)) {
        struct store late = { 0 };
        struct err err = { 0 };
        struct memory_moment moment;
        const void *bytes = NULL;
        CHECK_OK(store_open(&late, fixture_uri(&store), 0, &err), &err);
        late.memory = store.memory;
        CHECK_OK(db_begin_reading(late.db, &err), &err);
        CHECK_OK(memory_find(&late, key, test_arena(), &moment, &bytes, &err), &err);
        CHECK(PATCH(&store, "bodies", family.body, "name=Tổ chức đổi tên") != NULL);
        CHECK(!remembers(&store));
        memory_keep(&late, &moment, &bodies, 1, "seven", sizeof("seven"));
        CHECK(!remembers(&store));
        remember(&store, &bodies, 1);
        CHECK_OK(memory_find(&late, key, test_arena(), &moment, &bytes, &err), &err);
        CHECK(bytes == NULL);
        db_rollback(late.db);
        CHECK(remembers(&late));
        late.memory = NULL;
        store_close(&late);
    }
    end(&store);
}
