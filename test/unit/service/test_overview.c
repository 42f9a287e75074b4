/* SPDX-License-Identifier: Apache-2.0
 * The overview of a district counted by hand: its numbers, their records, the units below, the targets' lines. */
#include "service/report/overview.h"

#include "village_fixture.h"
#include "base/json_tree.h"
#include "service/programme/programmes.h"
#include "store/memory.h"

#include <string.h>
#include <unistd.h>

static struct overview *overview_of(struct village *v, int64_t unit, int year, bool as_now)
{
    struct overview *overview = ARENA_NEW(test_arena(), struct overview);
    struct telling *to = ARENA_NEW(test_arena(), struct telling);
    struct overview_request request = { .programme = v->programme, .unit = unit, .year = year, .as_now = as_now };
    struct err err = { 0 };
    *to = (struct telling){ &v->store, test_arena(), LANG_VI };
    CHECK_OK(overview_build(to, &request, overview, &err), &err);
    return overview;
}

static int64_t value_of(const struct overview *overview, enum overview_number which)
{
    CHECK(overview->figures[which].number.known);
    return overview->figures[which].number.value;
}

void test_overview__numbers(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    struct overview *overview = overview_of(&v, v.district, 2017, false);
    CHECK_INT(value_of(overview, OVERVIEW_POOR), 3);
    CHECK_INT(value_of(overview, OVERVIEW_NEAR_POOR), 1);
    CHECK_INT(value_of(overview, OVERVIEW_LED), 2);
    CHECK_INT(value_of(overview, OVERVIEW_LED_SHARE), 6667);
    CHECK_INT(value_of(overview, OVERVIEW_HELPED), 2);
    CHECK_INT(value_of(overview, OVERVIEW_SUPPORTS), 3);
    CHECK_INT(value_of(overview, OVERVIEW_MONEY), 6500000);
    CHECK_INT(value_of(overview, OVERVIEW_MODELS), 3);
    CHECK_INT(overview->figures[OVERVIEW_POOR].reported, 2); /* of the communes */
    CHECK(overview->communes > 2);
    CHECK(!overview->over && overview->figures[OVERVIEW_POOR].provisional);
    const struct overview_point *last = &overview->points[overview->point_count - 1];
    CHECK_INT(last->year, 2017);
    CHECK_INT(last->numbers[0].value, 3);
    CHECK(!overview->points[0].numbers[0].known); /* nobody counted then: that is not 0 */
    fixture_check_sound(&v.store);
    fixture_close(&v.store);
}

static int64_t help(struct village *v, int64_t household, const char *day)
{
    struct record *made = MAKE(&v->store, "supports", fixture_ref("household", household), "type=livelihood",
                               arena_printf(test_arena(), "on_date=%s", day), "value=100");
    CHECK(made != NULL);
    return made ? made->id : 0;
}

static int64_t helped(struct village *v, int64_t unit)
{
    return value_of(overview_of(v, unit, 2017, false), OVERVIEW_HELPED);
}

/* What is noted of a day to come counts when it has come: who is helped then alone, and who was helped before as well. */
void test_overview__days_to_come(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    int64_t classed = 0, near = village_household(&v, v.ia_krel, "Siu Sắp", "poor", NULL, &classed);
    int64_t before = fixture_sql_int(&v.store, "SELECT min(household) FROM supports");
    help(&v, near, "2017-12-29");
    help(&v, near, "2017-12-30");
    help(&v, before, "2017-12-30");
    struct overview *overview = overview_of(&v, v.district, 2017, false);
    CHECK_INT(value_of(overview, OVERVIEW_HELPED), 2);
    CHECK_INT(value_of(overview, OVERVIEW_SUPPORTS), 3);
    int64_t sum = 0;
    for (size_t i = 0; i < overview->tile_count; i++)
        sum += overview->tiles[i].numbers[OVERVIEW_HELPED].value;
    CHECK_INT(sum, 2);
    CHECK_INT(helped(&v, v.ia_krel), 1);
    village_day(&v.store, 2017, 11, 20); /* and in a month before: all of December lies ahead */
    help(&v, before, "2017-11-19");
    CHECK_INT(helped(&v, v.district), fixture_sql_int(&v.store, "SELECT count(DISTINCT household) FROM supports WHERE on_date <= '2017-11-20'"));
    village_day(&v.store, 2017, 12, 29);
    CHECK_INT(helped(&v, v.district), 3);
    CHECK_INT(helped(&v, v.ia_krel), 2);
    fixture_check_sound(&v.store);
    fixture_close(&v.store);
}

/* With a memory everything is as without one, whatever was written in between. */
void test_overview__remembered(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    v.store.memory = memory_new();
    village_day(&v.store, 2018, 1, 5);
    CHECK_INT(helped(&v, v.district), 2);
    CHECK_INT(helped(&v, v.district), 2);
    int64_t classed = 0, late = village_household(&v, v.ia_krel, "Siu Muộn", "poor", NULL, &classed);
    help(&v, late, "2018-01-04"); /* of another year */
    CHECK_INT(helped(&v, v.district), 2);
    int64_t made = help(&v, late, "2017-06-01");
    CHECK_INT(helped(&v, v.district), 3);
    CHECK_INT(helped(&v, v.ia_krel), 2);
    struct overview *told = overview_of(&v, v.district, 2017, false);
    memory_free(v.store.memory);
    v.store.memory = NULL;
    struct overview *counted = overview_of(&v, v.district, 2017, false);
    CHECK_INT((int64_t)told->due_count, (int64_t)counted->due_count);
    for (size_t i = 0; i < told->due_count && i < counted->due_count; i++)
        CHECK(memcmp(told->dues[i].counts, counted->dues[i].counts, sizeof(told->dues[i].counts)) == 0);
    for (size_t i = 0; i < told->tile_count; i++)
        CHECK(told->tiles[i].owed == counted->tiles[i].owed && told->tiles[i].on_time == counted->tiles[i].on_time);
    v.store.memory = memory_new();
    village_day(&v.store, 2018, 1, 6);
    CHECK_INT(helped(&v, v.district), 3);
    CHECK(fixture_act(&v.store, "supports", made, "void") != NULL); /* in January: it was there at the end of the year */
    CHECK_INT(helped(&v, v.district), 3);
    memory_free(v.store.memory);
    v.store.memory = NULL;
    fixture_close(&v.store);
}

/* What is over and made final is no longer provisional; a single doubtful household makes it so. */
void test_overview__provisional(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2018, 1, 5);
    CHECK(overview_of(&v, v.district, 2017, false)->figures[OVERVIEW_POOR].provisional);
    CHECK(!overview_of(&v, v.ia_krel, 2017, false)->figures[OVERVIEW_POOR].provisional);
    fixture_act(&v.store, "classifications", v.doubtful, "finalise");
    CHECK(!overview_of(&v, v.district, 2017, false)->figures[OVERVIEW_POOR].provisional);
    fixture_close(&v.store);
}

/* Tiles and what is left over are the whole; so are the rows of a table of counts and sums. */
void test_overview__parts_are_the_whole(void)
{
    static const enum overview_number added[] = { OVERVIEW_POOR, OVERVIEW_NEAR_POOR, OVERVIEW_LED, OVERVIEW_SUPPORTS,
                                                  OVERVIEW_MONEY, OVERVIEW_MODELS, OVERVIEW_WORKS };
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    struct overview *overview = overview_of(&v, v.district, 2017, false);
    CHECK_TEXT(overview->level, "commune");
    for (size_t i = 0; i < COUNT(added); i++) {
        int64_t sum = 0;
        for (size_t j = 0; j < overview->tile_count; j++)
            sum += overview->tiles[j].numbers[added[i]].value;
        CHECK_INT(sum, value_of(overview, added[i]));
    }
    CHECK(overview->tiles[overview->tile_count - 1].unit == NULL); /* the model of the district itself */
    for (size_t i = 0; i < OVERVIEW_TABLES; i++)
        for (size_t j = 0; j < overview_table_forms[i].column_count; j++) {
            int64_t sum = 0;
            for (size_t k = 0; k < overview->tables[i].count; k++)
                sum += overview->tables[i].rows[k].numbers[j].value;
            CHECK_INT(sum, value_of(overview, overview_table_forms[i].columns[j]));
        }
    fixture_close(&v.store);
}

static int64_t records_of(struct village *v, const struct overview *overview, enum overview_number which,
                          const struct evidence_key *key)
{
    struct evidence evidence = { 0 };
    struct err err = { 0 };
    CHECK_OK(evidence_find(&v->store, overview_expr(test_arena(), which), &overview->cut, key, key != NULL, 100,
                           test_arena(), &evidence, &err),
             &err);
    return evidence.count ? (int64_t)evidence.parts[0].id_count : -1;
}

void test_overview__each_count_has_its_records(void)
{
    static const enum overview_number counts[] = { OVERVIEW_POOR, OVERVIEW_NEAR_POOR, OVERVIEW_LED, OVERVIEW_SUPPORTS,
                                                   OVERVIEW_MODELS, OVERVIEW_WORKS };
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    struct overview *overview = overview_of(&v, v.district, 2017, false);
    for (size_t i = 0; i < COUNT(counts); i++) {
        CHECK_INT(records_of(&v, overview, counts[i], NULL), value_of(overview, counts[i]));
        for (size_t j = 0; j < overview->tile_count; j++) {
            if (!overview->tiles[j].unit)
                continue;
            struct evidence_key key = { { FIGURE_BY_LEVEL, overview->level }, v_int(overview->tiles[j].unit->id) };
            CHECK_INT(records_of(&v, overview, counts[i], &key), overview->tiles[j].numbers[counts[i]].value);
        }
    }
    for (size_t i = 0; i < OVERVIEW_TABLES; i++)
        for (size_t j = 0; j < overview->tables[i].count; j++) {
            struct evidence_key key = { overview_table_forms[i].dim, overview->tables[i].rows[j].key };
            if (overview_table_forms[i].columns[0] != OVERVIEW_MONEY)
                CHECK_INT(records_of(&v, overview, overview_table_forms[i].columns[0], &key),
                          overview->tables[i].rows[j].numbers[0].value);
        }
    fixture_close(&v.store);
}

/* The commune of today that took Ia Din in shows its records as now; as then there was no such commune. */
void test_overview__then_and_now(void)
{
    struct village v;
    struct overview overview;
    struct err err = { 0 };
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2026, 1, 5);
    struct telling to = { &v.store, test_arena(), LANG_VI };
    struct overview_request request = { .unit = v.district, .year = 2017, .as_now = true };
    CHECK(overview_build(&to, &request, &overview, &err) == ERR_INPUT);
    CHECK_TEXT(msg_key(err.msg), "unit.not_now");
    request.as_now = false;
    CHECK_OK(overview_build(&to, &request, &overview, &err), &err);
    CHECK_INT(overview.figures[OVERVIEW_POOR].number.value, 3);
    request.year = 2026;
    CHECK(overview_build(&to, &request, &overview, &err) == ERR_INPUT);
    CHECK_TEXT(msg_key(err.msg), "report.unit_ended");
    request = (struct overview_request){ .unit = village_unit(&v.store, "23866@2026-01-01"), .year = 2017, .as_now = true };
    CHECK_OK(overview_build(&to, &request, &overview, &err), &err);
    CHECK(overview.figures[OVERVIEW_POOR].number.value > 0);
    request.as_now = false;
    CHECK(overview_build(&to, &request, &overview, &err) == ERR_INPUT);
    fixture_close(&v.store);
}

/* An organisation sees its own part of what is told by organisation, and all poor households. */
void test_overview__of_one_organisation(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    v.store.actor.line = "farmers_union";
    struct overview *overview = overview_of(&v, v.district, 2017, false);
    CHECK_INT(value_of(overview, OVERVIEW_POOR), 3);
    CHECK_INT(value_of(overview, OVERVIEW_MODELS), 1);
    CHECK_INT(value_of(overview, OVERVIEW_MONEY), 5000000);
    for (size_t i = 0; i < overview->due_count; i++)
        CHECK_TEXT(overview->dues[i].organisation, "farmers_union");
    fixture_close(&v.store);
}

void test_overview__as_json_and_sheet(void)
{
    struct village v;
    struct err err = { 0 };
    if (!village_open(&v))
        return fixture_close(&v.store);
    struct telling to = { &v.store, test_arena(), LANG_EN };
    struct overview *overview = overview_of(&v, v.district, 2017, false);
    CLEANUP(buf_done) struct buf text = { 0 };
    struct json_writer w = { .out = &text };
    overview_json(&to, &w, overview);
    const struct tree *tree = NULL;
    CHECK_OK(tree_read(test_arena(), buf_text(&text), text.len, &tree, &err), &err);
    CHECK_INT((int64_t)tree_member(tree, "numbers")->count, OVERVIEW_NUMBER_MAX_);
    CHECK_INT((int64_t)tree_member(tree, "tiles")->count, (int64_t)overview->tile_count);
    const char *path = fixture_file("overview.xlsx");
    CHECK_OK(overview_sheet(&to, overview, path, &err), &err);
    CHECK(access(path, R_OK) == 0);
    fixture_close(&v.store);
}
