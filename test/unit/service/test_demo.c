/* SPDX-License-Identifier: Apache-2.0
 * Demonstration data: that names and shares are those of the region, and that the whole is sound. */
#include "service/demo/demo_parts.h"

#include "../store_fixture.h"

#include "domain/code_lists.h"
#include "store/audit.h"

#include <string.h>

static struct demo_person drawn(const struct demo_data *data, struct chance *chance, const char *group, bool female,
                                int64_t birth_year)
{
    struct demo_person person = { .group = group, .female = female, .birth_year = birth_year };
    demo_name(data, chance, test_arena(), &person);
    return person;
}

/* Of a thousand names so drawn, how many contain the text. */
static int64_t permille_with(const struct demo_data *data, const char *group, bool female, int64_t birth_year,
                             const char *text)
{
    struct chance chance = chance_of(3, group, (uint64_t)birth_year);
    int64_t found = 0;
    for (int i = 0; i < 1000; i++)
        found += strstr(drawn(data, &chance, group, female, birth_year).name, text) != NULL;
    return found;
}

static void check_near(int64_t got, int64_t expected, int64_t tolerance)
{
    CHECK(got >= expected - tolerance && got <= expected + tolerance);
}

void test_demo__names_are_those_of_group_sex_and_time(void)
{
    struct demo_data data;
    demo_data_load(test_arena(), &data);
    check_near(permille_with(&data, "kinh", false, 1960, "Nguyễn "), 380, 60);
    check_near(permille_with(&data, "kinh", true, 1955, " Thị "), 920, 40);
    check_near(permille_with(&data, "kinh", true, 2005, " Thị "), 330, 60);
    check_near(permille_with(&data, "gia_rai", true, 1980, " H' "), 780, 60);
    check_near(permille_with(&data, "gia_rai", false, 1980, " H' "), 0, 0);
    check_near(permille_with(&data, "gia_rai", false, 1980, "Nguyễn"), 0, 0);
    check_near(permille_with(&data, "kho_me", false, 1970, "Danh "), 720, 60);
    check_near(permille_with(&data, "hmong", false, 1970, " A "), 340, 60);
    check_near(permille_with(&data, "tay", false, 1970, "Nông "), 140, 50);
}

/* Every group of the country's list has names, and no name has a gap in it. */
void test_demo__every_group_has_names(void)
{
    struct demo_data data;
    demo_data_load(test_arena(), &data);
    struct chance chance = chance_of(5, "groups", 0);
    for (const struct code *group = ethnicity_codes; group->code; group++)
        for (int i = 0; i < 40; i++) {
            struct demo_person person = drawn(&data, &chance, group->code, i % 2, 1950 + i);
            CHECK(strchr(person.name, ' ') && !strstr(person.name, "  ") && !strchr(person.name, '-'));
        }
}

void test_demo__a_family_name_is_kept(void)
{
    struct demo_data data;
    demo_data_load(test_arena(), &data);
    struct chance chance = chance_of(5, "family", 0);
    struct demo_person person = { .group = "gia_rai", .female = true, .birth_year = 1999, .surname = "Rơ Châm" };
    demo_name(&data, &chance, test_arena(), &person);
    CHECK(strncmp(person.name, "Rơ Châm ", strlen("Rơ Châm ")) == 0);
}

void test_demo__a_region_has_names_of_its_own(void)
{
    struct demo_data data;
    demo_data_load(test_arena(), &data);
    struct chance chance = chance_of(6, "region", 0);
    int64_t south = 0, elsewhere = 0;
    for (int i = 0; i < 1000; i++) {
        struct demo_person person = { .group = "kinh", .birth_year = 1970, .region = "ap" };
        demo_name(&data, &chance, test_arena(), &person);
        south += strncmp(person.name, "Huỳnh ", strlen("Huỳnh ")) == 0;
        person = drawn(&data, &chance, "kinh", false, 1970);
        elsewhere += strncmp(person.name, "Huỳnh ", strlen("Huỳnh ")) == 0;
    }
    check_near(south, 84, 35);
    CHECK_INT(elsewhere, 0);
}

void test_demo__rates_between_the_years_of_the_table(void)
{
    struct demo_data data;
    int64_t poor = 0, both = 0;
    demo_data_load(test_arena(), &data);
    demo_rates(&data, "91", 2020, &poor, &both);
    CHECK_INT(poor, 191);
    CHECK_INT(both, 191 + 421);
    demo_rates(&data, "64", 2010, &poor, &both); /* before the table: as at its beginning */
    CHECK_INT(poor, 1971);
    int64_t last = 10000;
    for (int64_t year = 2015; year <= 2020; year++) {
        demo_rates(&data, "64", year, &poor, &both);
        CHECK(poor <= last && both > poor);
        last = poor;
    }
    demo_rates(&data, "25", 2015, &poor, &both); /* no row of its own: the nation's */
    CHECK_INT(poor, 988);
}

/* All 63 provinces, once each; groups and village words that exist. */
void test_demo__the_table_of_places_is_whole(void)
{
    struct demo_data data;
    demo_data_load(test_arena(), &data);
    CHECK_INT((int64_t)data.province_count, 63);
    for (size_t i = 0; i < data.province_count; i++) {
        CHECK(demo_province(&data, data.provinces[i].code) == &data.provinces[i]);
        for (size_t j = 0; j < data.provinces[i].groups.count; j++)
            CHECK(code_find(ethnicity_codes, data.provinces[i].groups.items[j]) != NULL);
    }
    for (size_t i = 0; i < data.district_count; i++)
        for (size_t j = 0; j < data.districts[i].groups.count; j++)
            CHECK(code_find(ethnicity_codes, data.districts[i].groups.items[j]) != NULL);
}
