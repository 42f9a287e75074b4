/* SPDX-License-Identifier: Apache-2.0
 * Rows that wait in memory: the same random work done with and without them gives the same answers on the
 * way and the same tables in the end. */
#include "store/held.h"

#include "../store_fixture.h"

#include "base/id.h"
#include "store/pending.h"
#include "store/tally.h"

#include <string.h>

enum { RECORDS_MAX = 3000, NUMBERS = 12, STEPS = 2500 };

struct work {
    struct store store;
    uint64_t random;
    int64_t commune, body;
    struct {
        const struct kind *kind;
        int64_t id;
    } made[RECORDS_MAX];
    size_t count, stands[4], depth; /* records made before each savepoint */
    int64_t next_id;
    struct buf told; /* the answers */
};

static size_t pick(struct work *work, size_t count)
{
    return (size_t)(test_random(&work->random) % count);
}

static void add_tallies(struct work *work)
{
    static const char *const slugs[] = { "households", "household_members", "classifications" };
    struct err err = { 0 };
    CHECK_OK(db_begin(work->store.db, &err), &err);
    for (size_t i = 0; i < COUNT(slugs); i++) {
        const struct kind *kind = kind_by_slug(slugs[i]);
        struct measure *measure = ARENA_NEW(test_arena(), struct measure);
        *measure = (struct measure){ .id = "m", .kind = kind, .field = -1, .date_field = -1, .end_field = -1,
                                     .organisation_field = -1, .where = cond_counted(test_arena(), kind, NULL) };
        CHECK_OK(tally_add(&work->store, measure, &err), &err);
        struct measure *distinct = ARENA_NEW(test_arena(), struct measure);
        *distinct = *measure;
        distinct->aggregate = AGGREGATE_DISTINCT;
        distinct->field = kind_field_index(kind, i == 2 ? "class" : "ethnicity");
        CHECK_OK(tally_add(&work->store, distinct, &err), &err);
    }
    CHECK_OK(db_commit(work->store.db, &err), &err);
}

/* A record made before, of the kind; 0: none is found. */
static int64_t any(struct work *work, const char *slug)
{
    for (int tries = 0; work->count && tries < 40; tries++) {
        size_t back = pick(work, pick(work, 3) ? 8 : work->count); /* mostly a recent one */
        size_t at = work->count - 1 - (back < work->count ? back : 0);
        if (strcmp(work->made[at].kind->slug, slug) == 0)
            return work->made[at].id;
    }
    return 0;
}

static const char *number(struct work *work)
{
    return arena_printf(test_arena(), "0640900%05zu", pick(work, NUMBERS));
}

static void fill(struct work *work, struct record *record)
{
    static const char *const names[] = { "Siu Hùng", "Ksor Mai", "Rơ Châm Lan", "Nguyễn Thị Hoa" };
    static const char *const organisations[] = { "farmers_union", "womens_union", "veterans_association" };
    static const char *const classes[] = { "poor", "near_poor" };
    const char *slug = record->kind->slug, *name = names[pick(work, COUNT(names))];
    if (strcmp(slug, "households") == 0) {
        record_set(record, "head_name", v_text(name));
        record_set(record, "unit", v_int(work->commune));
        record_set(record, "ethnicity", v_text(pick(work, 2) ? "kinh" : "gia_rai"));
    } else if (strcmp(slug, "household_members") == 0) {
        record_set(record, "household", v_int(any(work, "households")));
        record_set(record, "full_name", v_text(name));
        record_set(record, "relation", v_text(pick(work, 2) ? "head" : "child"));
        if (pick(work, 2))
            record_set(record, "id_number", v_text(number(work)));
    } else if (strcmp(slug, "classifications") == 0) {
        record_set(record, "household", v_int(any(work, "households")));
        record_set(record, "year", v_int(2016 + (int64_t)pick(work, 3)));
        record_set(record, "standard", v_text("std_2016"));
        record_set(record, "class", v_text(classes[pick(work, COUNT(classes))]));
    } else if (strcmp(slug, "memberships") == 0) {
        record_set(record, "member", v_int(any(work, "household_members")));
        record_set(record, "organisation", v_text(organisations[pick(work, COUNT(organisations))]));
        record_set(record, "category", v_text("member"));
    } else {
        record_set(record, "household", v_int(any(work, "households")));
        record_set(record, "canonical", v_int(any(work, "households")));
        record_set(record, "method", v_text("scored"));
        record->state = "linked";
    }
}

static void create(struct work *work)
{
    static const char *const slugs[] = { "households", "household_members", "household_members", "classifications",
                                         "memberships", "households",       "classifications",   "household_members" };
    struct err err = { 0 };
    const char *slug = pick(work, 60) ? slugs[pick(work, COUNT(slugs))] : "same_as_links";
    struct record *record = record_new(test_arena(), kind_by_slug(slug));
    fill(work, record);
    record->id = id_make(64, ID_EPOCH_UNIX_MS + 1, 0) + ++work->next_id;
    if (!db_in_transaction(work->store.db) || work->count == RECORDS_MAX)
        return;
    /* As services do: a refused write is taken back. */
    CHECK_OK(db_savepoint(work->store.db, 9, &err), &err);
    enum err_code code = entity_create(&work->store, record, NULL, &err);
    buf_printf(&work->told, "%s %d;", slug, (int)code);
    if (code != ERR_OK) {
        db_savepoint_rollback(work->store.db, 9);
        return;
    }
    CHECK_OK(db_savepoint_release(work->store.db, 9, &err), &err);
    work->made[work->count].kind = record->kind;
    work->made[work->count++].id = record->id;
}

static void change(struct work *work)
{
    struct err err = { 0 };
    struct record *before = NULL;
    int64_t id = any(work, "households");
    if (!id || entity_get(&work->store, kind_by_slug("households"), id, test_arena(), &before, &err) != ERR_OK)
        return;
    struct record *after = record_copy(test_arena(), before);
    record_set(after, "ethnicity", v_text(pick(work, 2) ? "tay" : "nung"));
    buf_printf(&work->told, "update %d;", (int)entity_update(&work->store, before, after, NULL, &err));
}

static void look(struct work *work)
{
    struct err err = { 0 };
    const struct kind *members = kind_by_slug("household_members"), *classes = kind_by_slug("classifications");
    const char *word = "siu";
    int64_t ids[8], count = 0, household = any(work, "households");
    size_t found = 0;
    struct entity_query query = { .words = &word, .word_count = 1 };
    switch (pick(work, 4)) {
    case 0:
        CHECK_OK(entity_find(&work->store, members, "id_number", v_text(number(work)), 8, ids, &found, &err), &err);
        buf_printf(&work->told, "found %zu;", found);
        break;
    case 1:
        CHECK_OK(entity_count(&work->store, kind_by_slug("households"), &query, &count, &err), &err);
        buf_printf(&work->told, "named %lld;", (long long)count);
        break;
    case 2:
        query = (struct entity_query){ .where = cond_compare(test_arena(), 0, COND_EQ, v_int(household)) };
        CHECK_OK(entity_count(&work->store, classes, &query, &count, &err), &err);
        buf_printf(&work->told, "classes %lld;", (long long)count);
        break;
    default:
        if (household) {
            struct record *record = NULL;
            enum err_code code =
                entity_get(&work->store, kind_by_slug("households"), household, test_arena(), &record, &err);
            buf_printf(&work->told, "get %d %lld;", (int)code, (long long)(record ? record->version : 0));
        }
    }
}

static void turn(struct work *work)
{
    struct err err = { 0 };
    struct db *db = work->store.db;
    size_t what = pick(work, 5);
    if (what == 0 && work->depth == 0 && pick(work, 6) == 0) {
        CHECK_OK(db_commit(db, &err), &err);
        CHECK_OK(db_begin(db, &err), &err);
    } else if (what < 3 && work->depth < 3) {
        work->stands[work->depth++] = work->count;
        CHECK_OK(db_savepoint(db, (int)work->depth, &err), &err);
    } else if (work->depth && pick(work, 2)) {
        CHECK_OK(db_savepoint_release(db, (int)work->depth--, &err), &err);
    } else if (work->depth) {
        db_savepoint_rollback(db, (int)work->depth);
        work->count = work->stands[--work->depth];
    }
}

static const char *tables(struct store *store)
{
    static const char *const queries[] = {
        "SELECT CAST(id AS TEXT) || state || version || head_name || coalesce(CAST(canonical AS TEXT), '') || "
        "ethnicity FROM households WHERE version > 0 ORDER BY id",
        "SELECT CAST(id AS TEXT) || household || full_name || coalesce(id_number_index, '') || "
        "coalesce(CAST(canonical_household AS TEXT), '') FROM household_members ORDER BY id",
        "SELECT CAST(id AS TEXT) || household || year || class || coalesce(ethnicity, '') || "
        "coalesce(CAST(counted_by AS TEXT), '') FROM classifications ORDER BY id",
        "SELECT CAST(id AS TEXT) || member || organisation FROM memberships ORDER BY id",
        "SELECT word || record FROM word WHERE kind <> 'units' AND kind <> 'bodies' ORDER BY kind, word, record",
        "SELECT CAST(record AS TEXT) || seq || state || from_day || to_day FROM state_history WHERE shard = 64 "
        "AND kind <> 'units' AND kind <> 'bodies' ORDER BY record, seq",
        "SELECT CAST(tally AS TEXT) || ' ' || grain || ' ' || month || ' ' || sum(value) FROM tally_cell "
        "GROUP BY tally, grain, month HAVING sum(value) <> 0 ORDER BY tally, grain, month",
        "SELECT CAST(seq AS TEXT) || kind || action || record || version FROM audit WHERE shard = 64 AND "
        "kind <> 'units' AND kind <> 'bodies' ORDER BY seq",
    };
    struct buf all = { 0 };
    for (size_t i = 0; i < COUNT(queries); i++) {
        buf_add(&all, fixture_sql_lines(store, queries[i]));
        buf_add_char(&all, '\n');
    }
    const char *kept = arena_strdup(test_arena(), buf_text(&all));
    buf_done(&all);
    return kept;
}

/* What was answered, and the tables it left. */
static bool play(uint64_t seed, enum store_holding holds, size_t rows, const char **ret_told, const char **ret_tables)
{
    struct work *work = ARENA_NEW(test_arena(), struct work);
    struct err err = { 0 };
    work->random = seed;
    if (!fixture_open(&work->store))
        return false;
    add_tallies(work);
    work->commune = fixture_sql_int(&work->store, "SELECT id FROM units WHERE code = '23866' AND valid_to IS NOT NULL");
    store_hold(&work->store, holds);
    work->store.hold_rows = rows;
    CHECK_OK(db_begin(work->store.db, &err), &err);
    for (int i = 0; i < STEPS; i++)
        switch (pick(work, 12)) {
        case 0:
            change(work);
            break;
        case 1:
        case 2:
            look(work);
            break;
        case 3:
            turn(work);
            break;
        default:
            create(work);
        }
    CHECK_OK(db_commit(work->store.db, &err), &err);
    store_hold(&work->store, HOLD_NONE);
    *ret_told = arena_strdup(test_arena(), buf_text(&work->told));
    *ret_tables = tables(&work->store);
    buf_done(&work->told);
    fixture_check_sound(&work->store);
    fixture_close(&work->store);
    return true;
}

/* Shows where they part, with a little of what stands before. */
static void check_same(const char *got, const char *expected)
{
    size_t same = 0, length = 0;
    while (got[same] && got[same] == expected[same])
        same++;
    if (!got[same] && !expected[same])
        return;
    same -= same < 160 ? same : 160;
    length = 240;
    CHECK_TEXT(arena_strndup(test_arena(), got + same, strnlen(got + same, length)),
               arena_strndup(test_arena(), expected + same, strnlen(expected + same, length)));
}

void test_held__the_same_as_written_at_once(void)
{
    for (uint64_t seed = 1; seed <= (uint64_t)fixture_count("TEST_HELD_ROUNDS", 3); seed++) {
        const char *told[3] = { "", "", "" }, *left[3] = { "", "", "" };
        if (!play(seed, HOLD_NONE, 0, &told[0], &left[0]) || !play(seed, HOLD_SAFE, 0, &told[1], &left[1]) ||
            !play(seed, HOLD_SAFE, 8, &told[2], &left[2])) /* nearly always one batch is being written */
            return;
        CHECK(strlen(told[0]) > 10000);
        for (int i = 1; i < 3; i++) {
            check_same(told[i], told[0]);
            check_same(left[i], left[0]);
        }
    }
}

static int64_t some_commune(struct store *store)
{
    return fixture_sql_int(store, "SELECT id FROM units WHERE code = '23866'");
}

static void add_tally_by_ethnicity(struct store *store)
{
    const struct kind *kind = kind_by_slug("households");
    struct err err = { 0 };
    struct measure by = { .id = "m", .kind = kind, .field = -1, .date_field = -1, .end_field = -1, .organisation_field = -1,
                          .by = kind_field_index(kind, "ethnicity") + 1, .where = cond_counted(test_arena(), kind, NULL) };
    CHECK_OK(db_begin(store->db, &err), &err);
    CHECK_OK(tally_add(store, &by, &err), &err);
    CHECK_OK(db_commit(store->db, &err), &err);
}

/* Statements: a household with head and class waits, and is found as soon as somebody asks. Nor does a total by the
 * values of a field ask for those it has not met. */
void test_held__nothing_is_written_before_it_is_asked_for(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        const struct kind *kind = kind_by_slug("households");
        static const char *const groups[] = { "kinh", "gia_rai", "ba_na", "tay" };
        int64_t commune = some_commune(&store);
        add_tally_by_ethnicity(&store);
        store_hold(&store, HOLD_SAFE);
        CHECK_OK(db_begin(store.db, &err), &err);
        for (int i = 0; i < 20; i++) {
            uint64_t before = db_statement_count(store.db);
            struct record *record = record_new(test_arena(), kind);
            record_set(record, "head_name", v_text("Siu Hùng"));
            record_set(record, "ethnicity", v_text(groups[(size_t)i % COUNT(groups)]));
            record_set(record, "unit", v_int(commune));
            CHECK_OK(entity_create(&store, record, NULL, &err), &err);
            struct record *member = record_new(test_arena(), kind_by_slug("household_members"));
            record_set(member, "household", v_int(record->id));
            record_set(member, "full_name", v_text("Siu Hùng"));
            record_set(member, "relation", v_text("head"));
            CHECK_OK(entity_create(&store, member, NULL, &err), &err);
            if (i > 0) /* the first one asks for the place */
                CHECK_INT((int64_t)(db_statement_count(store.db) - before), 0);
        }
        int64_t count = 0;
        CHECK_OK(entity_count(&store, kind, &(struct entity_query){ 0 }, &count, &err), &err);
        CHECK_INT(count, 20);
        CHECK_OK(db_commit(store.db, &err), &err);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM tally_def WHERE id >= 1 << 60"), (int64_t)COUNT(groups));
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

/* Something that the database refuses late ends the transaction: nothing of it stays. */
void test_held__a_refusal_told_late_takes_all_back(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        const struct kind *kind = kind_by_slug("households");
        int64_t commune = some_commune(&store);
        int64_t before = fixture_sql_int(&store, "SELECT count(*) FROM households");
        store_hold(&store, HOLD_SAFE);
        CHECK_OK(db_begin(store.db, &err), &err);
        for (int i = 0; i < 2; i++) {
            struct record *record = record_new(test_arena(), kind);
            record_set(record, "head_name", v_text("Siu Hùng"));
            record_set(record, "unit", v_int(commune));
            record->id = id_make(64, ID_EPOCH_UNIX_MS + 1, 7); /* twice */
            CHECK_OK(entity_create(&store, record, NULL, &err), &err);
        }
        int64_t count = 0;
        CHECK_INT(entity_count(&store, kind, &(struct entity_query){ 0 }, &count, &err), ERR_BUSY);
        CHECK_INT(db_commit(store.db, &err), ERR_BUSY);
        CHECK_INT(db_in_transaction(store.db), false);
        store_hold(&store, HOLD_NONE);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households"), before);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

static int64_t make_household(struct store *store, int64_t commune, int64_t id, struct err *err)
{
    struct record *record = record_new(test_arena(), kind_by_slug("households"));
    record_set(record, "head_name", v_text("Siu Hùng"));
    record_set(record, "unit", v_int(commune));
    record->id = id;
    return entity_create(store, record, NULL, err) == ERR_OK ? record->id : 0;
}

/* Each record read leads to others, which are written beside while the reading goes on. */
static enum err_code make_more(void *context, const struct record *record, struct err *err)
{
    struct store *store = context;
    for (int i = 0; i < 20; i++) {
        struct record *copy = record_copy(test_arena(), record);
        copy->id = 0;
        copy->values[kind_field_index(copy->kind, "head_name")] =
            v_text(arena_strdup(test_arena(), record_text(record, "head_name")));
        TRY(entity_create(store, copy, NULL, err));
    }
    return ERR_OK;
}

void test_held__written_beside_an_open_reading(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        const struct kind *kind = kind_by_slug("households");
        int64_t before = fixture_sql_int(&store, "SELECT count(*) FROM households"), count = 0;
        int64_t commune = some_commune(&store);
        CHECK_OK(db_begin(store.db, &err), &err);
        for (int i = 0; i < 10; i++)
            CHECK(make_household(&store, commune, 0, &err));
        CHECK_OK(db_commit(store.db, &err), &err);
        store_hold(&store, HOLD_SAFE);
        store.hold_rows = 6;
        CHECK_OK(db_begin(store.db, &err), &err);
        struct entity_query ten = { .limit = 10 };
        CHECK_OK(entity_each(&store, kind, &ten, make_more, &store, &err), &err);
        CHECK_OK(entity_count(&store, kind, &(struct entity_query){ 0 }, &count, &err), &err);
        CHECK_INT(count, before + 210);
        CHECK_OK(db_commit(store.db, &err), &err);
        store_hold(&store, HOLD_NONE);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

/* What fails beside fails the statement after it and the commit; the next transaction is as if it had not been. */
void test_held__a_failure_beside_takes_all_back(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        int64_t before = fixture_sql_int(&store, "SELECT count(*) FROM households"), count = 0, twice = 0;
        int64_t commune = some_commune(&store);
        twice = id_make(64, ID_EPOCH_UNIX_MS + 1, 7);
        for (enum store_holding holds = HOLD_SAFE; holds <= HOLD_ALL; holds++) {
            enum err_code code = ERR_OK;
            store_hold(&store, holds);
            store.hold_rows = 6;
            CHECK_OK(db_begin(store.db, &err), &err);
            CHECK(make_household(&store, commune, twice, &err));
            for (int i = 0; i < 60; i++)
                if (!make_household(&store, commune, i == 20 ? twice : 0, &err))
                    code = err.code;
            CHECK_INT(code, ERR_BUSY);
            CHECK_INT(entity_count(&store, kind_by_slug("households"), &(struct entity_query){ 0 }, &count, &err),
                      ERR_BUSY);
            CHECK_INT(db_commit(store.db, &err), ERR_BUSY);
            store_hold(&store, HOLD_NONE);
            CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM households"), before);
        }
        CHECK_OK(db_begin(store.db, &err), &err);
        CHECK(make_household(&store, commune, 0, &err));
        CHECK_OK(db_commit(store.db, &err), &err);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

/* Who says that nothing contradicts what he makes, and is wrong, is told so at the end. */
void test_held__a_contradiction_told_late(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        int64_t commune = some_commune(&store);
        CHECK_OK(db_begin(store.db, &err), &err);
        int64_t household = make_household(&store, commune, 0, &err);
        CHECK_OK(db_commit(store.db, &err), &err);
        store_hold(&store, HOLD_ALL);
        CHECK_OK(db_begin(store.db, &err), &err);
        for (int i = 0; i < 2; i++) {
            struct record *member = record_new(test_arena(), kind_by_slug("household_members"));
            record_set(member, "household", v_int(household));
            record_set(member, "full_name", v_text("Siu Hùng"));
            record_set(member, "relation", v_text("head")); /* two heads */
            CHECK_OK(entity_create(&store, member, NULL, &err), &err);
        }
        CHECK_INT(db_commit(store.db, &err), ERR_CONFLICT);
        store_hold(&store, HOLD_NONE);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM household_members"), 0);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}
