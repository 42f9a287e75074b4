/* SPDX-License-Identifier: Apache-2.0
 * Territory in the store: what an installation has, naming, areas; changes written, taken back, and
 * the closure after each; records as then and as now; what a divided commune leaves. */
#include "../store_fixture.h"

#include "base/date.h"
#include "domain/builtin_units.h"
#include "service/unit/unit.h"
#include "service/unit/unit_place.h"
#include "service/unit/unit_verbs.h"

#include <string.h>

/* --- words of these tests ------------------------------------------------------------------------------ */

enum { DAY_2026_11_21 = 20778 };

static void set_today(struct store *store, int32_t day)
{
    store_set_now(store, ((int64_t)day * 86400 + 3600) * 1000);
}

static int32_t day_of(int year, int month, int day)
{
    return date_to_days(date_of(year, month, day));
}

static const struct territory *territory_of(struct store *store)
{
    const struct territory *territory = NULL;
    struct err err = { 0 };
    CHECK_OK(unit_territory(store, &territory, &err), &err);
    return territory;
}

static int64_t unit_of(struct store *store, const char *named)
{
    int64_t id = 0;
    struct err err = { 0 };
    check_ok(unit_resolve(store, named, NULL, &id, &err), &err, named, __FILE__, __LINE__);
    return id;
}

/* Households that count under the unit on the day. */
static int64_t households(struct store *store, const char *unit, int32_t day)
{
    struct entity_query query = { .scope_unit = unit_of(store, unit), .scope_day = day };
    int64_t count = -1;
    struct err err = { 0 };
    CHECK_OK(entity_count(store, kind_by_slug("households"), &query, &count, &err), &err);
    return count;
}

static void check_closure(struct store *store)
{
    int64_t differences = -1;
    struct err err = { 0 };
    CHECK_OK(unit_closure_check(store, &differences, &err), &err);
    CHECK_INT(differences, 0);
}

/* The whole closure table as one text. */
static const char *closure_words(struct store *store)
{
    return fixture_sql_lines(store, "SELECT descendant || ' ' || ancestor || ' ' || from_day || ' ' || to_day"
                                    " FROM unit_closure ORDER BY descendant, ancestor, from_day");
}

/* --- what there is ------------------------------------------------------------------------------------------ */

void test_unit__an_installation_has_both_lists(void)
{
    struct store store;
    if (!fixture_open_country(&store))
        return;
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM units"), 1 + 63 + 705 + 10599 + 34 + 3321);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM lineages"), (int64_t)builtin_lineage_count);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM units WHERE shard <> 0"), 0);
    check_closure(&store);
    struct err err = { 0 };
    CHECK_OK(db_begin(store.db, &err), &err);
    CHECK_OK(unit_install(&store, &err), &err); /* once is enough */
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM units"), 1 + 63 + 705 + 10599 + 34 + 3321);
    db_rollback(store.db);
    fixture_close(&store);
}

void test_unit__naming(void)
{
    struct store store;
    struct err err = { 0 };
    int64_t id = 0;
    if (!fixture_open(&store))
        return;
    CHECK_INT(unit_resolve(&store, "23866", NULL, &id, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_UNIT_AMBIGUOUS);
    CHECK(strstr(err.args[1], "23866@2004-07-08 Xã Ia Din") != NULL);
    CHECK(strstr(err.args[1], "23866@2025-07-01 Xã Ia Krêl") != NULL);
    CHECK(unit_of(&store, "23866@2017-05-01") != unit_of(&store, "23866@2025-07-01"));
    CHECK_OK(unit_resolve(&store, "23866", "2017-05-01", &id, &err), &err);
    CHECK_INT(id, unit_of(&store, "23866@2017-05-01"));
    CHECK_OK(unit_resolve(&store, "631", NULL, &id, &err), &err); /* one unit only */
    CHECK_INT(unit_resolve(&store, "631@2026-01-01", NULL, &id, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_UNIT_NOT_THEN);
    CHECK_INT(unit_resolve(&store, "99999", NULL, &id, &err), ERR_NOT_FOUND);
    CHECK_INT(unit_resolve(&store, "23866@30/6", NULL, &id, &err), ERR_INPUT);
    char text[ID_TEXT_SIZE];
    id_to_text(id = unit_of(&store, "631"), text);
    CHECK_INT(unit_of(&store, text), id);
    fixture_close(&store);
}

void test_unit__areas(void)
{
    struct store store;
    struct err err = { 0 };
    bool made = false;
    int64_t again = 0;
    if (!fixture_open(&store))
        return;
    int64_t area = fixture_area(&store, "23866@2017-05-01", "Làng Yit Tú");
    CHECK_INT(id_shard(area), 64);
    CHECK_OK(db_begin(store.db, &err), &err);
    CHECK_OK(unit_area(&store, unit_of(&store, "23866@2017-05-01"), "lang yit tu", &made, &again, &err),
             &err);
    CHECK(!made && again == area);
    CHECK_INT(unit_area(&store, unit_of(&store, "631"), "Thôn Một", &made, &again, &err), ERR_INPUT);
    db_rollback(store.db);
    check_closure(&store);
    CHECK_INT(territory_parent(territory_of(&store), territory_unit(territory_of(&store), area),
                               DAY_2026_11_21).unit->id,
              unit_of(&store, "23866@2025-07-01"));
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- as then, as now ------------------------------------------------------------------------------------------ */

static void make_households(struct store *store, const char *unit, int count)
{
    for (int i = 0; i < count; i++)
        MAKE(store, "households", arena_printf(test_arena(), "head_name=Siu Chủ %d", i),
             arena_printf(test_arena(), "unit=%s", unit), "registered_on=2017-03-02");
}

void test_unit__records_as_then_and_as_now(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    make_households(&store, "23866@2017-05-01", 3); /* Ia Din */
    make_households(&store, "23863@2017-05-01", 2); /* Ia Krêl of before */
    make_households(&store, "23857@2017-05-01", 4); /* Chư Ty */
    int32_t then = day_of(2017, 12, 31), now = DAY_2026_11_21;
    CHECK_INT(households(&store, "23866@2017-05-01", then), 3);
    CHECK_INT(households(&store, "23863@2017-05-01", then), 2);
    CHECK_INT(households(&store, "631", then), 9);
    CHECK_INT(households(&store, "64@2017-05-01", then), 9);
    CHECK_INT(households(&store, "23866@2025-07-01", then), 0);
    CHECK_INT(households(&store, "23866@2025-07-01", now), 5);
    CHECK_INT(households(&store, "23857@2025-07-01", now), 4);
    CHECK_INT(households(&store, "52@2025-07-01", now), 9);
    CHECK_INT(households(&store, "23866@2017-05-01", now), 0);
    CHECK_INT(households(&store, "631", now), 0);
    CHECK_INT(households(&store, "VN", now), 9);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- changes and taking them back --------------------------------------------------------------------------------- */

static struct unit_verb on(int year, int month, int day)
{
    return (struct unit_verb){ .day = day_of(year, month, day), .reason = "for a test" };
}

void test_unit__merge_and_undo(void)
{
    struct store store;
    struct err err = { 0 };
    if (!fixture_open(&store))
        return;
    set_today(&store, DAY_2026_11_21);
    make_households(&store, "23866@2026-01-01", 2);
    const char *before = closure_words(&store);
    struct unit_verb verb = on(2026, 6, 1);
    struct unit_verb_result result = { 0 };
    const char *sources[] = { "23866", "23857" };
    struct unit_naming into = { .name = "Phường Đức Cơ", .code = "23857" };
    verb.dry_run = true;
    CHECK_OK(unit_merge(&store, sources, 2, &into, &verb, test_arena(), &result, &err), &err);
    CHECK_INT(result.counts.total, 2);
    CHECK_INT(result.made.batch, 0);
    CHECK_TEXT(closure_words(&store), before);
    verb.dry_run = false;
    CHECK_OK(unit_merge(&store, sources, 2, &into, &verb, test_arena(), &result, &err), &err);
    CHECK_INT((int64_t)result.made.unit_count, 1);
    CHECK_INT(unit_of(&store, "23857@2026-07-01"), result.made.units[0]);
    CHECK_INT(households(&store, "23857@2026-07-01", DAY_2026_11_21), 2);
    CHECK_INT(households(&store, "23866@2026-01-01", day_of(2026, 5, 31)), 2);
    CHECK_INT(unit_merge(&store, sources, 2, &into, &verb, test_arena(), &result, &err), ERR_STATE);
    fixture_check_sound(&store);

    /* Taken back, and made again under the same code. */
    int64_t batch = fixture_sql_int(&store, "SELECT max(id) FROM import_batches");
    make_households(&store, "23857@2026-07-01", 1);
    CHECK_INT(unit_change_undo(&store, batch, "wrong", &err), ERR_STATE);
    CHECK_INT(err.msg, MSG_UNIT_UNDO_USED);
    CHECK(strcmp(closure_words(&store), before) != 0);
    int64_t used = fixture_sql_int(&store, "SELECT max(id) FROM households");
    fixture_act(&store, "households", used, "void");
    CHECK_OK(unit_change_undo(&store, batch, "wrong", &err), &err);
    CHECK_TEXT(closure_words(&store), before);
    CHECK_INT(unit_change_undo(&store, batch, "wrong", &err), ERR_STATE);
    CHECK_OK(unit_merge(&store, sources, 2, &into, &verb, test_arena(), &result, &err), &err);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_unit__what_changed_since_is_not_undone(void)
{
    struct store store;
    struct err err = { 0 };
    struct unit_verb_result first = { 0 }, second = { 0 };
    if (!fixture_open(&store))
        return;
    set_today(&store, DAY_2026_11_21);
    struct unit_verb verb = on(2026, 2, 1), later = on(2026, 3, 1);
    struct unit_naming naming = { .name = "Đức Cơ", .type = "ward" }, next = { .name = "Chư Ty" };
    CHECK_OK(unit_rename(&store, "23857", &naming, &verb, test_arena(), &first, &err), &err);
    CHECK_TEXT(first.change.units[0].name, "Phường Đức Cơ");
    CHECK_OK(unit_rename(&store, "23857", &next, &later, test_arena(), &second, &err), &err);
    CHECK_TEXT(second.change.units[0].name, "Phường Chư Ty");
    CHECK_INT(unit_change_undo(&store, first.made.batch, "x", &err), ERR_STATE);
    CHECK_INT(err.msg, MSG_UNIT_UNDO_ALTERED);
    fixture_check_sound(&store);
    CHECK_OK(unit_change_undo(&store, second.made.batch, "x", &err), &err);
    CHECK_OK(unit_change_undo(&store, first.made.batch, "x", &err), &err); /* all is as it left it */
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_unit__roles(void)
{
    struct store store;
    struct err err = { 0 };
    struct unit_verb_result result = { 0 };
    struct unit_verb verb = on(2026, 2, 1);
    if (!fixture_open(&store))
        return;
    store.actor.role = ROLE_CADRE;
    CHECK_INT(unit_reparent(&store, "23857", "52", &verb, test_arena(), &result, &err), ERR_FORBIDDEN);
    store.actor.role = ROLE_ADMIN; /* of Bình Định's half of the province: sees nothing of Đức Cơ */
    store.actor.scope_unit = unit_of(&store, "21583@2025-07-01");
    struct unit_naming naming = { .name = "Xã Lạ" };
    CHECK_INT(unit_rename(&store, "23857", &naming, &verb, test_arena(), &result, &err), ERR_NOT_FOUND);
    CHECK_INT(unit_change_undo(&store, 1, "x", &err), ERR_FORBIDDEN);
    store.actor.scope_unit = 0;
    store.actor.role = ROLE_REPORTER;
    CHECK_INT(unit_place(&store, "23857", "23866", &verb, test_arena(), &result, &err), ERR_FORBIDDEN);
    fixture_close(&store);
}

/* Units and lineages written by hand: the closure follows them, too. */
void test_unit__written_by_hand(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    const char *before = closure_words(&store);
    int64_t lineage = fixture_sql_int(&store, "SELECT l.id FROM lineages l JOIN units u ON u.shard = 0 AND"
                                              " u.id = l.from_unit WHERE u.code = '23866'");
    CHECK(fixture_reopen(&store));
    fixture_act(&store, "lineages", lineage, "withdraw");
    check_closure(&store);
    CHECK(strcmp(closure_words(&store), before) != 0);
    CHECK(fixture_reopen(&store));
    fixture_act(&store, "lineages", lineage, "restore");
    CHECK_TEXT(closure_words(&store), before);
    struct record *area = MAKE(&store, "units", "code=23866.77", "list=local", "level=area", "type=village",
                               "official_name=Làng Tay", "parent=23866@2017-05-01",
                               "valid_from=2004-07-08", "founding=64");
    check_closure(&store);
    if (area) {
        CHECK(fixture_reopen(&store));
        fixture_act(&store, "units", area->id, "withdraw");
        CHECK_TEXT(closure_words(&store), before);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- a divided commune ---------------------------------------------------------------------------------------- */

/* Xã Đức Cơ is divided between Ia Krêl and a new Chư Ty; one area goes with the division. */
static bool divide(struct store *store, struct unit_verb_result *ret_result)
{
    struct err err = { 0 };
    struct unit_verb verb = on(2026, 6, 1);
    set_today(store, DAY_2026_11_21);
    fixture_area(store, "23857@2026-01-01", "Làng Một");
    fixture_area(store, "23857@2026-01-01", "Làng Hai");
    const char *parts[] = { "Xã Chư Ty=23858:23857.01", "23866" };
    enum err_code code =
        unit_split(store, "23857", parts, 2, &verb, test_arena(), ret_result, &err);
    CHECK_OK(code, &err);
    return code == ERR_OK;
}

void test_unit__split_and_place(void)
{
    struct store store;
    struct err err = { 0 };
    struct unit_verb_result result = { 0 };
    if (!fixture_open(&store) || !divide(&store, &result))
        return;
    int32_t now = DAY_2026_11_21;
    CHECK_INT((int64_t)result.change.left.count, 1);
    CHECK_TEXT(result.change.left.items[0]->name, "Làng Hai");
    make_households(&store, "23857@2026-01-01", 1);
    make_households(&store, "23857.01@2026-01-01", 2);
    make_households(&store, "23857.02@2026-01-01", 3);
    CHECK_INT(households(&store, "23858", now), 2);
    CHECK_INT(households(&store, "23866@2026-07-01", now), 0);
    CHECK_INT(households(&store, "52@2026-07-01", now), 6);

    struct unit_lost_list lost = { 0 };
    CHECK_OK(unit_lost_list(&store, now, 0, false, test_arena(), &lost, &err), &err);
    CHECK_INT((int64_t)lost.count, 2);
    CHECK_INT(lost.total, 4);
    for (size_t i = 0; i < lost.count; i++) {
        CHECK_INT((int64_t)lost.items[i].candidates.count, 2);
        CHECK_TEXT(lost.items[i].place.unit->name, "Tỉnh Gia Lai");
    }

    struct unit_verb verb = { .reason = "the village said so" };
    CHECK_INT(unit_place(&store, "23857.02", "23869@2026-07-01", &verb, test_arena(), &result, &err),
              ERR_INPUT);
    CHECK_INT(err.msg, MSG_UNIT_PLACE_OTHER);
    CHECK_INT(unit_place(&store, "23857@2026-01-01", "23858", &verb, test_arena(), &result, &err),
              ERR_INPUT);
    CHECK_INT(err.msg, MSG_UNIT_PLACE_DIVIDED);
    CHECK_OK(unit_place(&store, "23857.02", "23866", &verb, test_arena(), &result, &err), &err);
    CHECK_INT(result.counts.total, 3);
    CHECK_INT(households(&store, "23866@2026-07-01", now), 3);
    CHECK_INT(households(&store, "23857@2026-01-01", day_of(2026, 5, 31)), 6);
    fixture_check_sound(&store);
    CHECK_OK(unit_change_undo(&store, result.made.batch, "it was wrong", &err), &err);
    CHECK_INT(households(&store, "23866@2026-07-01", now), 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_unit__households_of_a_divided_commune(void)
{
    struct store store;
    struct err err = { 0 };
    struct unit_verb_result result = { 0 };
    struct unit_household_place place = { 0 };
    struct unit_verb verb = { 0 };
    if (!fixture_open(&store) || !divide(&store, &result))
        return;
    int32_t now = DAY_2026_11_21, before = day_of(2026, 5, 31);
    char first[ID_TEXT_SIZE], second[ID_TEXT_SIZE];
    make_households(&store, "23857@2026-01-01", 2);
    id_to_text(fixture_sql_int(&store, "SELECT min(id) FROM households"), first);
    id_to_text(fixture_sql_int(&store, "SELECT max(id) FROM households"), second);

    verb.dry_run = true;
    CHECK_OK(unit_place_household(&store, first, "23866", NULL, &verb, test_arena(), &place, &err),
             &err);
    CHECK_INT(place.residence, 0);
    verb.dry_run = false;
    CHECK_INT(unit_place_household(&store, first, "23869", NULL, &verb, test_arena(), &place, &err),
              ERR_INPUT);
    CHECK_OK(unit_place_household(&store, first, "23866", NULL, &verb, test_arena(), &place, &err),
             &err);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM residences"), 2);
    CHECK_INT(households(&store, "23866@2026-07-01", now), 1);
    CHECK_INT(unit_place_household(&store, first, "23866", NULL, &verb, test_arena(), &place, &err),
              ERR_STATE);

    /* With its area named, the past stays exact. */
    CHECK_OK(unit_place_household(&store, second, "23858", "Làng Ba", &verb, test_arena(), &place, &err),
             &err);
    CHECK(place.made_area);
    CHECK_INT(households(&store, "23858", now), 1);
    CHECK_INT(households(&store, "23857@2026-01-01", before), 1);
    CHECK_INT(households(&store, "52@2026-07-01", now), 2);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* A commune whose successor no source knows. */
void test_unit__a_commune_that_went_nowhere(void)
{
    struct store store;
    struct err err = { 0 };
    struct unit_verb_result result = { 0 };
    struct unit_verb verb = { 0 };
    if (!fixture_open(&store))
        return;
    set_today(&store, DAY_2026_11_21);
    make_households(&store, "23671@2017-05-01", 2);
    CHECK_INT(households(&store, "52@2025-07-01", DAY_2026_11_21), 2);
    const char *commune = fixture_sql_text(
        &store, "SELECT code FROM units WHERE list = 'gso2' AND level = 'commune' LIMIT 1");
    commune = arena_printf(test_arena(), "%s@2025-07-01", commune);
    CHECK_OK(unit_place(&store, "23671@2017-05-01", commune, &verb, test_arena(), &result, &err), &err);
    CHECK_INT(households(&store, commune, DAY_2026_11_21), 2);
    CHECK_INT(unit_place(&store, "631", commune, &verb, test_arena(), &result, &err), ERR_STATE);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- random changes ----------------------------------------------------------------------------------------------- */

struct storm {
    struct store *store;
    uint64_t random;
    int day; /* of the next change: each its own, so that units can change again */
    int done, refused;
    int64_t batches[200];
    size_t batch_count;
};

/* A unit in force on the day before, of that level. */
static const struct unit *random_unit(struct storm *storm, enum unit_level level)
{
    const struct unit *units = NULL;
    size_t count = territory_units(territory_of(storm->store), &units);
    for (size_t start = test_random(&storm->random) % count, i = 0; i < count; i++) {
        const struct unit *unit = &units[(start + i) % count];
        if (unit->level == level && unit->from_day < storm->day - 1 &&
            unit->to_day == TERRITORY_LAST_DAY && unit->list != LIST_GSO3)
            return unit;
    }
    return NULL;
}

static const char *code_on(const struct unit *unit)
{
    return arena_strdup(test_arena(), unit->code);
}

static enum err_code random_change(struct storm *storm, struct unit_verb_result *result,
                                   struct err *err)
{
    struct store *store = storm->store;
    struct unit_verb verb = { .day = storm->day };
    const struct unit *first = random_unit(storm, LEVEL_COMMUNE);
    const struct unit *second = random_unit(storm, LEVEL_COMMUNE);
    for (int i = 0; i < 20 && (second == first || second->founding != first->founding); i++)
        second = random_unit(storm, LEVEL_COMMUNE);
    const struct unit *area = random_unit(storm, LEVEL_AREA);
    const char *a = code_on(first), *b = code_on(second);
    const char *sources[] = { a, b };
    const char *name = arena_printf(test_arena(), "Xã Số %d", storm->day);
    struct unit_naming naming = { .name = name };
    switch (test_random(&storm->random) % 6) {
    case 0:
        return unit_merge(store, sources, 2, &naming, &verb, test_arena(), result, err);
    case 1: {
        const char *parts[] = { arena_printf(test_arena(), "%s=%s", name, a), b };
        return unit_split(store, a, parts, 2, &verb, test_arena(), result, err);
    }
    case 2:
        return unit_rename(store, a, &naming, &verb, test_arena(), result, err);
    case 3:
        return area ? unit_reparent(store, code_on(area), b, &verb, test_arena(), result, err) :
                      ERR_INPUT;
    case 4: {
        struct unit_lost_list lost = { 0 };
        TRY(unit_lost_list(store, DAY_2026_11_21, 0, true, test_arena(), &lost, err));
        const struct unit_lost *one = lost.count ? &lost.items[test_random(&storm->random) % lost.count] :
                                                   NULL;
        if (!one || one->unit->level != LEVEL_AREA || !one->candidates.count)
            return ERR_INPUT;
        struct unit_verb at = { 0 };
        char id[ID_TEXT_SIZE];
        id_to_text(one->unit->id, id);
        return unit_place(store, arena_strdup(test_arena(), id), code_on(one->candidates.items[0]), &at,
                          test_arena(), result, err);
    }
    default:
        fixture_area(store, arena_printf(test_arena(), "%s@2026-11-21", a), name);
        return ERR_INPUT;
    }
}

void test_unit__the_closure_after_random_changes(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct storm storm = { .store = &store, .random = 2026, .day = day_of(2025, 8, 1) };
    set_today(&store, DAY_2026_11_21);
    for (int i = 0; i < 5; i++)
        fixture_area(&store, "23857@2026-01-01", arena_printf(test_arena(), "Thôn %d", i));
    for (int i = 0; i < 60; i++) {
        struct unit_verb_result result = { 0 };
        struct err err = { 0 };
        storm.day += 3;
        if (random_change(&storm, &result, &err) != ERR_OK) {
            storm.refused++;
            CHECK(!db_in_transaction(store.db));
            continue;
        }
        storm.done++;
        storm.batches[storm.batch_count++] = result.made.batch;
        check_closure(&store);
    }
    CHECK(storm.done > 25);
    int undone = 0;
    for (size_t i = storm.batch_count; i-- > 0;) { /* an area added later keeps a few from it */
        struct err err = { 0 };
        undone += unit_change_undo(&store, storm.batches[i], "all of it back", &err) == ERR_OK;
        check_closure(&store);
    }
    CHECK(undone > storm.done / 2);
    fixture_check_sound(&store);
    fixture_close(&store);
}
