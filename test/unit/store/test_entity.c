/* SPDX-License-Identifier: Apache-2.0
 * The entity store: what is written is what is read, rules hold, copies follow, words are found,
 * secrets stay secret, and nobody sees beyond his scope. */
#include "../store_fixture.h"

#include "base/id.h"
#include "base/vitext.h"
#include "service/unit/unit.h"
#include "store/audit.h"

#include <string.h>

/* --- writing and reading -------------------------------------------------------------------------- */

void test_entity__create_then_get(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct record *made = MAKE(&store, "households", "code=H-001", "head_name=Siu Đức", "unit=23866@2017-05-01",
                               "phone=0912345678", "ethnicity=gia_rai", "policy_categories=person_with_merit",
                               "registered_on=2017-08", "note=dòng một\ndòng hai");
    if (made) {
        struct record *got = fixture_get(&store, "households", made->id);
        CHECK_INT(got->version, 1);
        CHECK_TEXT(got->state, "active");
        CHECK_TEXT(got->created_at, "2020-06-15T01:00:00Z");
        CHECK_INT(id_shard(got->id), 64); /* Gia Lai */
        for (size_t i = 0; got->kind->fields[i].name; i++)
            CHECK(value_equal(got->values[i], made->values[i]));
        CHECK_TEXT(record_text(got, "head_name"), "Siu Đức");
        CHECK_TEXT(record_text(got, "phone"), "0912345678");
        CHECK_TEXT(record_text(got, "registered_on"), "2017-08-01~m");
        CHECK_TEXT(record_text(got, "note"), "dòng một\ndòng hai");
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__a_day_before_2020_is_a_day_like_any(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    store_set_now(&store, INT64_C(1496278800000)); /* 2017-06-01 */
    struct record *made = MAKE(&store, "households", "head_name=Siu Đức", "unit=23866@2017-05-01");
    CHECK(made && strcmp(made->created_at, "2017-06-01T01:00:00Z") == 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__update_writes_what_differs(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct record *made = MAKE(&store, "households", "head_name=Siu Đức", "unit=23866@2017-05-01");
    if (made) {
        struct record *same = PATCH(&store, "households", made->id, "head_name=Siu Đức");
        CHECK(same && same->version == 1); /* nothing differs: nothing is written */
        struct record *other = PATCH(&store, "households", made->id, "head_name=Siu Đứk", "member_count=5");
        CHECK(other && other->version == 2);
        struct record *got = fixture_get(&store, "households", made->id);
        CHECK_TEXT(record_text(got, "head_name"), "Siu Đứk");
        CHECK_INT(record_int(got, "member_count"), 5);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit WHERE kind = 'households'"), 2);
        struct record *emptied = PATCH(&store, "households", made->id, "member_count=");
        CHECK(emptied && value_is_null(record_value(emptied, "member_count")));
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__a_stale_version_is_a_conflict(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct record *made = MAKE(&store, "households", "head_name=Siu Đức", "unit=23866@2017-05-01");
    if (made) {
        struct err err = { 0 };
        struct record *before = fixture_get(&store, "households", made->id);
        CHECK(PATCH(&store, "households", made->id, "member_count=3") != NULL);
        struct record *after = record_copy(test_arena(), before);
        record_set(after, "member_count", v_int(9));
        CHECK_OK(db_begin(store.db, &err), &err);
        CHECK_INT(entity_update(&store, before, after, NULL, &err), ERR_CONFLICT);
        db_rollback(store.db);
        CHECK_INT(record_int(fixture_get(&store, "households", made->id), "member_count"), 3);
        struct issues issues = { .arena = test_arena() };
        struct field_pair pair = { "member_count", "7" };
        struct record *patched = NULL;
        CHECK_INT(record_patch(&store, made->kind, made->id, 1, &pair, 1, test_arena(), &patched, &issues, &err),
                  ERR_CONFLICT);
        CHECK(!db_in_transaction(store.db));
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__a_refused_write_leaves_nothing(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        int64_t rows = fixture_sql_int(&store, "SELECT count(*) FROM audit");
        CHECK_INT(REFUSED(&store, "household_members", &err, fixture_ref("household", family.household),
                          "full_name=Một Chủ Hộ Nữa", "relation=head"), ERR_CONFLICT);
        CHECK_TEXT(err.args[0], "Mỗi hộ chỉ có một chủ hộ");
        CHECK(!db_in_transaction(store.db));
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM household_members"), 2);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit"), rows);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM word WHERE word = 'nua' AND kind = 'household_members'"), 0);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- rules of the database ---------------------------------------------------------------------------- */

void test_entity__unique_rules_are_named(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        const char *of = fixture_ref("household", family.household);
        CHECK_INT(REFUSED(&store, "assignments", &err, of, "year=2017", "from_date=2017-07-01",
                          fixture_ref("lead_body", family.body)), ERR_CONFLICT);
        CHECK_TEXT(err.args[0], "Hộ này đã có một tổ chức chủ trì giúp đỡ trong năm");
        CHECK_INT(REFUSED(&store, "household_members", &err, of, "full_name=Ai Đó", "relation=other",
                          "id_number=064082000123"), ERR_CONFLICT);
        CHECK_TEXT(err.args[0], "Số định danh này đã có trong hộ");
        CHECK_INT(REFUSED(&store, "classifications", &err, of, "year=2017", "standard=std_2016", "class=near_poor"),
                  ERR_CONFLICT);
        CHECK_TEXT(err.args[0], "Hộ đã có kết quả rà soát của năm theo chuẩn này");
        /* Two rules over the same columns, told apart by the value they are for. */
        CHECK(MAKE(&store, "bodies", "organisation=womens_union", "unit=23866@2017-05-01", "kind=standing_board",
                   "name=Ban Thường vụ") != NULL);
        CHECK_INT(REFUSED(&store, "bodies", &err, "organisation=womens_union", "unit=23866@2017-05-01",
                          "kind=standing_board", "name=Một ban nữa"), ERR_CONFLICT);
        CHECK_TEXT(err.args[0], "Mỗi tổ chức chỉ có một Ban Thường trực hoặc ban thường vụ ở một địa bàn");
        /* A released assignment no longer stands in the way; reopening one against a live one does. */
        CHECK(fixture_act(&store, "assignments", family.assignment, "complete") != NULL);
        CHECK_INT(REFUSED(&store, "assignments", &err, of, "year=2017", "from_date=2017-07-01",
                          fixture_ref("lead_body", family.body)), ERR_CONFLICT);
        CHECK(fixture_act(&store, "assignments", family.assignment, "reopen") != NULL);
        CHECK(fixture_act(&store, "assignments", family.assignment, "release") != NULL);
        CHECK(MAKE(&store, "assignments", of, "year=2017", "from_date=2017-07-01",
                   fixture_ref("lead_body", family.body)) != NULL);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__references_lead_somewhere(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct err err = { 0 };
    struct record *household = MAKE(&store, "households", "head_name=Siu Đức", "unit=23866@2017-05-01");
    if (household) {
        const char *nothing = fixture_ref("lead_body", id_make(64, ID_EPOCH_UNIX_MS + 5, 7));
        CHECK_INT(REFUSED(&store, "assignments", &err, fixture_ref("household", household->id), "year=2017",
                          "from_date=2017-07-01", nothing), ERR_NOT_FOUND);
        CHECK_INT(REFUSED(&store, "assignments", &err, "household=7ZZZZZZZZZZZZ", "year=2017",
                          "from_date=2017-07-01", fixture_ref("lead_body", household->id)), ERR_NOT_FOUND);
        CHECK_INT(REFUSED(&store, "households", &err, "head_name=A", "unit=99999"), ERR_NOT_FOUND);
        CHECK_INT(REFUSED(&store, "bodies", &err, "organisation=no_such_union", "unit=23866@2017-05-01",
                          "kind=committee", "name=X"), ERR_NOT_FOUND);
        /* A household cannot stand where a body is asked for. */
        CHECK_INT(REFUSED(&store, "assignments", &err, fixture_ref("household", household->id), "year=2017",
                          "from_date=2017-07-01", fixture_ref("lead_body", household->id)), ERR_NOT_FOUND);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__ids_that_meet_are_told_apart(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct record *first = MAKE(&store, "households", "head_name=Siu Đức", "unit=23866@2017-05-01");
    if (first) {
        /* Another process that made the same id a moment before. */
        store.ids.last_ms = id_unix_ms(first->id) + 1000000;
        store.ids.counter = 100;
        struct record *second = MAKE(&store, "households", "head_name=Siu Một", "unit=23866@2017-05-01");
        store.ids.counter = 100;
        struct record *third = MAKE(&store, "households", "head_name=Siu Hai", "unit=23866@2017-05-01");
        CHECK(second && third && second->id != third->id);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- finding ------------------------------------------------------------------------------------------- */

void test_entity__resolve_and_find(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        int64_t id = 0, ids[4];
        size_t count = 0;
        char text[ID_TEXT_SIZE];
        id_to_text(family.household, text);
        CHECK_OK(entity_resolve(&store, kind_by_slug("households"), text, &id, &err), &err);
        CHECK_INT(id, family.household);
        CHECK_OK(entity_resolve(&store, kind_by_slug("organisations"), "womens_union", &id, &err), &err);
        CHECK(id != 0);
        CHECK_INT(entity_resolve(&store, kind_by_slug("organisations"), "nobody", &id, &err), ERR_NOT_FOUND);
        const struct kind *members = kind_by_slug("household_members");
        CHECK_OK(entity_find(&store, members, "id_number", v_text("064082000123"), 4, ids, &count, &err), &err);
        CHECK_INT((int64_t)count, 1);
        CHECK_INT(ids[0], family.head);
        CHECK_OK(entity_find(&store, members, "household", v_int(family.household), 1, ids, &count, &err), &err);
        CHECK_INT((int64_t)count, 1); /* at most so many */
        CHECK_OK(entity_find(&store, members, "household", v_int(family.household), 4, ids, &count, &err), &err);
        CHECK_INT((int64_t)count, 2);
        CHECK(fixture_act(&store, "household_members", family.member, "decease") != NULL);
        CHECK_OK(entity_find(&store, members, "household", v_int(family.household), 4, ids, &count, &err), &err);
        CHECK_INT((int64_t)count, 1); /* live ones */
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

static int64_t count_found(struct store *store, const char *slug, const char *words)
{
    struct err err = { 0 };
    struct text_words folded = text_words(test_arena(), words);
    struct entity_query query = { .words = folded.items, .word_count = folded.count };
    int64_t count = -1;
    CHECK_OK(entity_count(store, kind_by_slug(slug), &query, &count, &err), &err);
    return count;
}

static bool has_beginning(struct text_words words, const char *beginning)
{
    for (size_t i = 0; i < words.count; i++)
        if (strncmp(words.items[i], beginning, strlen(beginning)) == 0)
            return true;
    return false;
}

/* "nguyen" stands in every name, "xylo" in few, and more words begin with "n" than are looked at one by one. */
static const char *donor_name(size_t i)
{
    static const char *const middle[] = { "Thị", "Văn", "Thanh", "Ngọc" }, *const last[] = { "Hoa", "Hoà", "Ba", "Đặng" };
    return arena_printf(test_arena(), "Nguyễn %s %s n%zu%s", middle[i % COUNT(middle)], last[i / 3 % COUNT(last)],
                        i % 700, i % 1999 == 5 ? " Xylô" : "");
}

static bool make_donors(struct store *store, size_t count, int64_t unit)
{
    struct err err = { 0 };
    CHECK_OK(db_begin(store->db, &err), &err);
    store_hold(store, HOLD_SAFE);
    for (size_t i = 0; i < count; i++) {
        struct record *record = record_new(test_arena(), kind_by_slug("donors"));
        record_set(record, "name", v_text(donor_name(i)));
        record_set(record, "type", v_text("enterprise"));
        record_set(record, "unit", v_int(unit));
        CHECK_OK(entity_create(store, record, NULL, &err), &err);
    }
    CHECK_OK(db_commit(store->db, &err), &err);
    store_hold(store, HOLD_NONE);
    return err.code == ERR_OK;
}

void test_entity__a_search_finds_what_reading_all_names_finds(void)
{
    static const char *const beginnings[] = { "nguyen", "n", "n6", "xylo", "x", "th", "hoa", "dang", "zz", "n77" };
    enum { DONORS = WORD_TERM_RECORDS_MAX + 300 };
    struct store store;
    struct err err = { 0 };
    int64_t unit = 0;
    if (!fixture_open(&store))
        return;
    CHECK_OK(unit_resolve(&store, "23866@2017-05-01", NULL, &unit, &err), &err);
    if (!make_donors(&store, DONORS, unit))
        return;
    struct arena *arena = test_arena();
    struct text_words *names = ARENA_ARRAY(arena, struct text_words, DONORS);
    for (size_t i = 0; i < DONORS; i++)
        names[i] = text_words(arena, donor_name(i));
    for (size_t i = 0; i < COUNT(beginnings); i++)
        for (size_t j = i; j < COUNT(beginnings); j++) {
            int64_t expected = 0;
            for (size_t k = 0; k < DONORS; k++)
                expected += has_beginning(names[k], beginnings[i]) && has_beginning(names[k], beginnings[j]);
            CHECK_INT(count_found(&store, "donors", arena_printf(arena, "%s %s", beginnings[i], beginnings[j])),
                      expected);
        }
    fixture_close(&store);
}

void test_entity__words_are_found_by_their_beginning(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    MAKE(&store, "households", "code=IAD-07", "head_name=Rơ Châm H'Đương", "unit=23866@2017-05-01");
    struct record *second = MAKE(&store, "households", "head_name=Nguyễn Thị Hoà", "unit=23866@2017-05-01");
    MAKE(&store, "households", "head_name=Nguyễn Văn Đặng", "unit=23866@2017-05-01");
    CHECK_INT(count_found(&store, "households", "nguyen"), 2);
    CHECK_INT(count_found(&store, "households", "NGUYỄN Hòa"), 1);
    CHECK_INT(count_found(&store, "households", "hoà nguy"), 1);
    CHECK_INT(count_found(&store, "households", "đăng"), 1); /* marks do not count */
    CHECK_INT(count_found(&store, "households", "dang nguyen van"), 1);
    CHECK_INT(count_found(&store, "households", "cham"), 1);
    CHECK_INT(count_found(&store, "households", "ham"), 0); /* the beginning of a word, no other part */
    CHECK_INT(count_found(&store, "households", "iad"), 1);
    CHECK_INT(count_found(&store, "households", "xyz"), 0);
    CHECK_INT(count_found(&store, "households", "nguyen xyz"), 0); /* every word */
    CHECK_INT(count_found(&store, "units", "ia din"), 1);
    if (second) {
        CHECK(PATCH(&store, "households", second->id, "head_name=Trần Thị Hoà") != NULL);
        CHECK_INT(count_found(&store, "households", "nguyen"), 1);
        CHECK_INT(count_found(&store, "households", "tran hoa"), 1);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- copies --------------------------------------------------------------------------------------------- */

static void check_unit_is(struct store *store, const char *slug, int64_t id, int64_t unit)
{
    struct record *record = fixture_get(store, slug, id);
    if (record)
        check_int(record_int(record, "unit"), unit, slug, __FILE__, __LINE__);
}

void test_entity__copies_follow(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        check_unit_is(&store, "memberships", family.membership, family.area); /* a copy of a copy */
        CHECK(PATCH(&store, "households", family.household, fixture_ref("unit", family.other_area),
                    "head_name=Rơ Châm Hít (H'Rin)") != NULL);
        check_unit_is(&store, "household_members", family.head, family.other_area);
        check_unit_is(&store, "household_members", family.member, family.other_area);
        check_unit_is(&store, "memberships", family.membership, family.other_area);
        check_unit_is(&store, "classifications", family.classification, family.other_area);
        check_unit_is(&store, "assignments", family.assignment, family.other_area);
        struct record *assignment = fixture_get(&store, "assignments", family.assignment);
        CHECK_TEXT(record_text(assignment, "head_name"), "Rơ Châm Hít (H'Rin)");
        CHECK_TEXT(record_text(assignment, "household_class"), "poor");
        CHECK_TEXT(record_text(assignment, "organisation"), "womens_union");
        CHECK(PATCH(&store, "classifications", family.classification, "class=near_poor") != NULL);
        assignment = fixture_get(&store, "assignments", family.assignment);
        CHECK_TEXT(record_text(assignment, "household_class"), "near_poor");
        /* The reference itself taken away: the copy goes with it. */
        CHECK(PATCH(&store, "assignments", family.assignment, "classification=") != NULL);
        assignment = fixture_get(&store, "assignments", family.assignment);
        CHECK(value_is_null(record_value(assignment, "household_class")));
        /* Dead records are copies too: what was is told of the place where it now lies. */
        CHECK(fixture_act(&store, "household_members", family.member, "decease") != NULL);
        CHECK(PATCH(&store, "households", family.household, fixture_ref("unit", family.area)) != NULL);
        check_unit_is(&store, "household_members", family.member, family.area);
        check_unit_is(&store, "memberships", family.membership, family.area);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__copies_are_not_set_by_hand(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        CHECK_INT(REFUSED(&store, "household_members", &err, fixture_ref("household", family.household),
                          "full_name=A", "relation=other", fixture_ref("unit", family.other_area)), ERR_INPUT);
    }
    fixture_close(&store);
}

/* A unit's own rows in the closure go with it, and come back. */
void test_entity__the_closure_follows_a_unit_written_by_hand(void)
{
    struct store store;
    struct err err = { 0 };
    if (!fixture_open(&store))
        return;
    struct record *unit = MAKE(&store, "units", "code=L-1", "list=local", "level=area", "official_name=Làng Tay",
                               "parent=23866@2017-05-01", "valid_from=2017-01-01", "founding=64");
    CHECK(unit != NULL);
    if (unit) {
        fixture_check_sound(&store);
        CHECK(fixture_act(&store, "units", unit->id, "withdraw") != NULL);
        fixture_check_sound(&store);
        CHECK(fixture_act(&store, "units", unit->id, "restore") != NULL);
        fixture_check_sound(&store);
        CHECK(PATCH(&store, "units", unit->id, "valid_to=2018-01-01") != NULL);
        fixture_check_sound(&store);
        struct issues issues = { .arena = test_arena() };
        struct field_pair pair = { "parent", "23869@2017-05-01" }; /* a unit is not rewritten: it gets a new row */
        struct record *after = NULL;
        CHECK_INT(record_patch(&store, unit->kind, unit->id, 0, &pair, 1, test_arena(), &after, &issues, &err),
                  ERR_INPUT);
    }
    fixture_close(&store);
}

/* --- personal data -------------------------------------------------------------------------------------- */

/* True where the text stands anywhere in the file of the database or its log. */
static bool file_contains(const char *path, const char *text)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    size_t len = strlen(text), have = 0;
    static char bytes[1 << 16];
    bool found = false;
    for (size_t got = 1; got && !found;) {
        got = fread(bytes + have, 1, sizeof(bytes) - have, in);
        have += got;
        found = memmem(bytes, have, text, len) != NULL;
        size_t kept = have < len - 1 ? have : len - 1;
        memmove(bytes, bytes + have - kept, kept);
        have = kept;
    }
    fclose(in);
    return found;
}

static bool store_contains(struct store *store, const char *text)
{
    const char *path = fixture_path(store);
    return file_contains(path, text) || file_contains(arena_printf(test_arena(), "%s-wal", path), text);
}

void test_entity__secrets_are_encrypted_at_rest(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_skip_on_server("what stands in the file"))
        return;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        CHECK(store_contains(&store, "Yit T")); /* the test can find what is there */
        CHECK(!store_contains(&store, "912345678"));
        CHECK(!store_contains(&store, "912 345 678"));
        CHECK(!store_contains(&store, "064082000123"));
        /* Equal numbers do not look equal, except in the keyed index. */
        struct record *other = MAKE(&store, "households", "head_name=Siu Đức", "unit=23866@2017-05-01",
                                    "phone=0912345678");
        CHECK(other != NULL);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(DISTINCT phone) FROM households"), 2);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(DISTINCT phone_index) FROM households"), 1);
        struct err err = { 0 };
        int64_t ids[4];
        size_t count = 0;
        CHECK_OK(entity_find(&store, kind_by_slug("households"), "phone", v_text("0912345678"), 4, ids, &count,
                             &err), &err);
        CHECK_INT((int64_t)count, 2);
    }
    fixture_close(&store);
}

void test_entity__personal_values_are_not_in_the_audit(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        CHECK(PATCH(&store, "households", family.household, "address=Nhà thứ ba cạnh nhà rông",
                    "head_sex=male") != NULL);
        static const char *const absent[] = { "Hít", "912345678", "064082000123", "gia_rai", "\"1982\"", "\"1982-", "nhà rông",
                                              "\"male\"", "\"female\"" };
        for (size_t i = 0; i < COUNT(absent); i++)
            check_int(fixture_sql_int(&store, arena_printf(test_arena(),
                                                           "SELECT count(*) FROM audit WHERE replace(diff, '%s', '') <> diff "
                                                           "AND kind IN ('households', 'household_members', "
                                                           "'assignments', 'classifications', 'memberships')",
                                                           absent[i])),
                      0, absent[i], __FILE__, __LINE__);
        CHECK(fixture_sql_int(&store, "SELECT count(*) FROM audit WHERE replace(diff, '\"member_count\":[null,4]', '') <> diff") ==
              1); /* what is not personal is there */
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__hidden_fields_leave_no_trace(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct err err = { 0 };
    struct record *account = MAKE(&store, "accounts", "user_name=lan", "role=cadre");
    if (account) {
        struct record *after = record_copy(test_arena(), fixture_get(&store, "accounts", account->id));
        struct record *before = record_copy(test_arena(), after);
        record_set(after, "password_hash", v_text("$argon2id$v=19$secret-hash"));
        CHECK_OK(db_begin(store.db, &err), &err);
        CHECK_OK(entity_update(&store, before, after, NULL, &err), &err);
        CHECK_OK(db_commit(store.db, &err), &err);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit WHERE kind = 'accounts'"), 2);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit WHERE replace(diff, 'argon2', '') <> diff"), 0);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit WHERE replace(diff, 'password_hash', '') <> diff"), 1);
        struct record *patched = NULL;
        struct issues issues = { .arena = test_arena() };
        struct field_pair pair = { "password_hash", "mine" };
        CHECK_INT(record_patch(&store, account->kind, account->id, 0, &pair, 1, test_arena(), &patched, &issues,
                               &err), ERR_INPUT);
        struct cond *cond = NULL;
        CHECK(filter_parse(&store, account->kind, "password_hash>=$argon2id$v=19$s", test_arena(), &cond, &err) !=
              ERR_OK);
        struct record *shown = fixture_get(&store, "accounts", account->id);
        record_mask(&store, test_arena(), shown);
        CHECK(value_is_null(record_value(shown, "password_hash")));
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_entity__masked_without_the_right(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        store.actor.sees_personal = false;
        struct record *household = fixture_get(&store, "households", family.household);
        record_mask(&store, test_arena(), household);
        CHECK(strcmp(record_text(household, "head_name"), "Rơ Châm Hít") != 0);
        CHECK(!strstr(record_text(household, "phone"), "912345"));
        CHECK(!record_text(household, "ethnicity") || strcmp(record_text(household, "ethnicity"), "gia_rai") != 0);
        CHECK_INT(record_int(household, "member_count"), 4);
        const struct field *reference = kind_field(kind_by_slug("assignments"), "household");
        const char *label = record_label(&store, test_arena(), reference, v_int(family.household));
        CHECK(!strstr(label, "Hít"));
        /* What may not be seen may not be guessed either: by filter, sort or word. */
        struct cond *cond = NULL;
        struct err err = { 0 };
        CHECK(filter_parse(&store, household->kind, "ethnicity=gia_rai", test_arena(), &cond, &err) != ERR_OK);
        CHECK(filter_parse(&store, household->kind, "member_count>=3", test_arena(), &cond, &err) == ERR_OK);
    }
    fixture_close(&store);
}

/* --- scope ----------------------------------------------------------------------------------------------- */

static int64_t count_all(struct store *store, const char *slug)
{
    struct err err = { 0 };
    struct entity_query every = { .all_states = true };
    struct record_list list = { 0 };
    int64_t count = -1;
    CHECK_OK(entity_count(store, kind_by_slug(slug), &every, &count, &err), &err);
    CHECK_OK(entity_list(store, kind_by_slug(slug), &every, test_arena(), &list, &err), &err);
    CHECK_INT((int64_t)list.count, count);
    return count;
}

void test_entity__scope_hides_what_lies_outside(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct record *ignored = NULL, *far = MAKE(&store, "households", "head_name=Lê Xa", "unit=23869@2017-05-01");
        struct record *national = MAKE(&store, "code_entries", "list=model_type", "code=extra", "vi=Thêm", "en=Extra");
        CHECK(far && national);
        store.actor.scope_unit = family.area;
        CHECK_INT(count_all(&store, "households"), 1);
        CHECK_INT(count_all(&store, "household_members"), 2);
        CHECK_INT(count_all(&store, "code_entries"), 1); /* kinds without a place are everybody's */
        CHECK(entity_get(&store, kind_by_slug("households"), far->id, test_arena(), &ignored, &err) == ERR_NOT_FOUND);
        CHECK(fixture_get(&store, "households", family.household) != NULL);
        /* Writing: not outside, not out of, not into. */
        CHECK_INT(REFUSED(&store, "households", &err, "head_name=B", "unit=23869@2017-05-01"), ERR_NOT_FOUND);
        CHECK_INT(REFUSED(&store, "households", &err, "head_name=B", fixture_ref("unit", family.other_area)),
                  ERR_NOT_FOUND);
        CHECK(MAKE(&store, "households", "head_name=C", fixture_ref("unit", family.area)) != NULL);
        struct issues issues = { .arena = test_arena() };
        struct field_pair pair = { "head_name", "D" }, move = { "unit", "23869@2017-05-01" };
        CHECK_INT(record_patch(&store, far->kind, far->id, 0, &pair, 1, test_arena(), &ignored, &issues, &err),
                  ERR_NOT_FOUND);
        CHECK_INT(record_patch(&store, far->kind, family.household, 0, &move, 1, test_arena(), &ignored, &issues,
                               &err), ERR_NOT_FOUND);
        struct act_request request = { .action = "dissolve", .reason = "x" };
        CHECK_INT(record_act(&store, far->kind, far->id, &request, test_arena(), &ignored, &issues, &err),
                  ERR_NOT_FOUND);
        /* A query for another place finds what lies in both. */
        struct entity_query query = { .scope_unit = family.commune, .scope_day = store.today_day };
        int64_t count = 0;
        CHECK_OK(entity_count(&store, far->kind, &query, &count, &err), &err);
        CHECK_INT(count, 2);
        query.scope_unit = family.other_area;
        CHECK_OK(entity_count(&store, far->kind, &query, &count, &err), &err);
        CHECK_INT(count, 0);
        store.actor.scope_unit = 0;
        CHECK_INT(count_all(&store, "households"), 3);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* A list does not show what get would not, and shows all that get would, of every kind. */
void test_entity__scope_of_list_and_get_agree(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        MAKE(&store, "documents", "direction=outgoing", "year=2017", "number=12/KH-MTTQ",
             fixture_ref("body", family.body), "type=plan", "subject=Kế hoạch");
        MAKE(&store, "designations", "unit=23866@2017-05-01", "type=poor_commune", "year=2017");
        MAKE(&store, "themes", "unit=23866@2017-05-01", "year=2017", "title=Chủ đề năm");
        struct err err = { 0 };
        struct entity_query every = { .all_states = true };
        for (size_t k = 0; kinds[k]; k++) {
            if (strcmp(kinds[k]->slug, "units") == 0 || strcmp(kinds[k]->slug, "lineages") == 0)
                continue;
            struct record_list all = { 0 }, seen = { 0 };
            store.actor.scope_unit = 0;
            CHECK_OK(entity_list(&store, kinds[k], &every, test_arena(), &all, &err), &err);
            store.actor.scope_unit = family.area;
            CHECK_OK(entity_list(&store, kinds[k], &every, test_arena(), &seen, &err), &err);
            size_t gettable = 0;
            for (size_t i = 0; i < all.count; i++) {
                struct record *record = NULL;
                struct err hidden = { 0 };
                gettable += entity_get(&store, kinds[k], all.items[i].id, test_arena(), &record, &hidden) == ERR_OK;
            }
            check_int((int64_t)seen.count, (int64_t)gettable, kinds[k]->slug, __FILE__, __LINE__);
        }
    }
    fixture_close(&store);
}

/* The carried copies that lie outside the actor's scope follow all the same: they are the house's. */
void test_entity__copies_follow_beyond_the_scope(void)
{
    struct store store;
    struct fixture_family family;
    if (!fixture_open(&store))
        return;
    if (fixture_family_make(&store, &family)) {
        struct record *far = MAKE(&store, "models", "name=Ba sạch", "type=three_clean", "unit=23869@2017-05-01",
                                  fixture_ref("lead_body", family.body), "year=2017");
        CHECK(far != NULL);
        struct record *fund = MAKE(&store, "funds", "name=Quỹ", "type=fund_for_the_poor",
                                   fixture_ref("board", family.body), "opened_on=2017-01-01");
        CHECK(fund != NULL);
        store.actor.scope_unit = family.commune;
        CHECK(PATCH(&store, "bodies", family.body, fixture_ref("unit", family.area)) != NULL);
        store.actor.scope_unit = family.area;
        CHECK(PATCH(&store, "households", family.household, "head_name=Rơ Châm Mới") != NULL);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}
