/* SPDX-License-Identifier: Apache-2.0
 * Territory: the built-in lists through the reform of 2025, hand-made splits, and random small
 * territories against an evaluator that follows the definition day by day. */
#include "../test.h"

#include "base/date.h"
#include "domain/builtin_units.h"
#include "domain/territory.h"

static int32_t day_of(int year, int month, int day)
{
    return date_to_days(date_of(year, month, day));
}

static const struct territory *builtin(void)
{
    struct unit *units;
    struct lineage *lineages;
    size_t unit_count, lineage_count;
    builtin_rows(test_arena(), &units, &unit_count, &lineages, &lineage_count);
    return territory_new(test_arena(), units, unit_count, lineages, lineage_count);
}

static const struct unit *by_code(const struct territory *territory, const char *code, int32_t day)
{
    struct unit_set set = territory_by_code(territory, test_arena(), code, LIST_MAX_, day);
    check_that(set.count == 1, code, __FILE__, __LINE__);
    return set.count ? set.items[0] : NULL;
}

static bool counts_under(const struct closure *closure, const struct unit *ancestor,
                         const struct unit *descendant, int32_t day)
{
    for (size_t i = 0; i < closure->count; i++) {
        const struct closure_row *row = &closure->rows[i];
        if (row->ancestor == ancestor->id && row->descendant == descendant->id &&
            row->from_day <= day && day < row->to_day)
            return true;
    }
    return false;
}

/* --- the lists of Vietnam ------------------------------------------------------------------- */

static void count_levels(const struct territory *territory, const struct unit *above, int32_t day,
                         int *counts)
{
    struct unit_set set = territory_children(territory, test_arena(), above, day);
    for (size_t i = 0; i < set.count; i++) {
        counts[set.items[i]->level]++;
        count_levels(territory, set.items[i], day, counts);
    }
}

void test_territory__both_lists_hang_together(void)
{
    const struct territory *territory = builtin();
    const struct territory_problem *problems;
    CHECK_INT((int64_t)territory_problems(territory, &problems), 0);
    const struct unit *nation = territory_unit(territory, 1);
    int before[LEVEL_MAX_] = { 0 }, after[LEVEL_MAX_] = { 0 };
    count_levels(territory, nation, day_of(2025, 6, 30), before);
    count_levels(territory, nation, day_of(2025, 7, 1), after);
    CHECK_INT(before[LEVEL_PROVINCE], 63);
    CHECK_INT(before[LEVEL_DISTRICT], 705);
    CHECK_INT(before[LEVEL_COMMUNE], 10599);
    CHECK_INT(after[LEVEL_PROVINCE], 34);
    CHECK_INT(after[LEVEL_DISTRICT], 0);
    CHECK_INT(after[LEVEL_COMMUNE], 3321);
    CHECK(!territory_unit(territory, 12345));
}

void test_territory__duc_co_ten_became_six(void)
{
    const struct territory *territory = builtin();
    int32_t then = day_of(2020, 12, 31), now = day_of(2026, 1, 1);
    static const struct {
        const char *old_code, *old_name, *new_code, *new_name;
    } rows[] = {
        { "23857", "Thị trấn Chư Ty", "23857", "Xã Đức Cơ" },
        { "23860", "Xã Ia Dơk", "23869", "Xã Ia Dơk" },
        { "23863", "Xã Ia Krêl", "23866", "Xã Ia Krêl" },
        { "23866", "Xã Ia Din", "23866", "Xã Ia Krêl" },
        { "23869", "Xã Ia Kla", "23869", "Xã Ia Dơk" },
        { "23872", "Xã Ia Dom", "23872", "Xã Ia Dom" },
        { "23875", "Xã Ia Lang", "23866", "Xã Ia Krêl" },
        { "23878", "Xã Ia Kriêng", "23857", "Xã Đức Cơ" },
        { "23881", "Xã Ia Pnôn", "23881", "Xã Ia Pnôn" },
        { "23884", "Xã Ia Nan", "23884", "Xã Ia Nan" },
    };
    const struct unit *district = by_code(territory, "631", then);
    struct unit_set communes = territory_children(territory, test_arena(), district, then);
    CHECK_INT((int64_t)communes.count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows) && i < communes.count; i++) {
        CHECK_TEXT(communes.items[i]->code, rows[i].old_code);
        CHECK_TEXT(communes.items[i]->name, rows[i].old_name);
        struct place place = territory_place(territory, communes.items[i], now);
        CHECK_INT(place.kind, PLACE_IMAGE);
        CHECK_TEXT(place.unit->code, rows[i].new_code);
        CHECK_TEXT(place.unit->name, rows[i].new_name);
        CHECK_INT(place.unit->founding, 64);
    }
    struct place place = territory_place(territory, district, now);
    CHECK_INT(place.kind, PLACE_ABOVE); /* abolished: no image; it counts in Gia Lai of today */
    CHECK_TEXT(place.unit->code, "52");
}

void test_territory__a_code_alone_names_no_unit(void)
{
    const struct territory *territory = builtin();
    struct unit_set set =
        territory_by_code(territory, test_arena(), "23866", LIST_MAX_, TERRITORY_ANY_DAY);
    CHECK_INT((int64_t)set.count, 2);
    CHECK_TEXT(set.items[0]->name, "Xã Ia Din");
    CHECK_TEXT(set.items[1]->name, "Xã Ia Krêl");
    CHECK(!territory_one_place(territory, set));
    CHECK_TEXT(by_code(territory, "23866", day_of(2025, 6, 30))->name, "Xã Ia Din");
    CHECK_TEXT(by_code(territory, "23866", day_of(2025, 7, 1))->name, "Xã Ia Krêl");
    set = territory_by_code(territory, test_arena(), "23866", LIST_GSO2, TERRITORY_ANY_DAY);
    CHECK_INT((int64_t)set.count, 1);

    /* Ia Dom was kept: the code names one place. */
    set = territory_by_code(territory, test_arena(), "23872", LIST_MAX_, TERRITORY_ANY_DAY);
    CHECK_INT((int64_t)set.count, 2);
    const struct unit *one = territory_one_place(territory, set);
    CHECK(one && one->list == LIST_GSO2);
    /* 91 was Kiên Giang, is An Giang. */
    set = territory_by_code(territory, test_arena(), "91", LIST_MAX_, TERRITORY_ANY_DAY);
    CHECK(set.count == 2 && !territory_one_place(territory, set));
    set = territory_by_code(territory, test_arena(), "99999", LIST_MAX_, TERRITORY_ANY_DAY);
    CHECK(set.count == 0 && !territory_one_place(territory, set));
}

void test_territory__as_then_and_as_now(void)
{
    const struct territory *territory = builtin();
    struct closure closure = territory_closure(territory, test_arena(), NULL, 0);
    int32_t then = day_of(2020, 12, 31), now = day_of(2026, 11, 21);
    const struct unit *old_krel = by_code(territory, "23863", then);
    const struct unit *new_krel = by_code(territory, "23866", now);
    const struct unit *district = by_code(territory, "631", then);
    const struct unit *old_province = by_code(territory, "64", then);
    const struct unit *new_province = by_code(territory, "52", now);
    const struct unit *binh_dinh = by_code(territory, "52", then);
    const struct unit *nation = territory_unit(territory, 1);
    CHECK(counts_under(&closure, old_krel, old_krel, then));
    CHECK(counts_under(&closure, district, old_krel, then));
    CHECK(counts_under(&closure, old_province, old_krel, then));
    CHECK(!counts_under(&closure, new_krel, old_krel, then));
    CHECK(!counts_under(&closure, old_krel, old_krel, now));
    CHECK(!counts_under(&closure, district, old_krel, now));
    CHECK(counts_under(&closure, new_krel, old_krel, now));
    CHECK(counts_under(&closure, new_province, old_krel, now));
    CHECK(!counts_under(&closure, binh_dinh, old_krel, now));
    CHECK(counts_under(&closure, nation, old_krel, then) &&
          counts_under(&closure, nation, old_krel, now));
    /* A record entered today for 2020 counts in the district its commune's parts lay in. */
    CHECK(counts_under(&closure, district, new_krel, then));
    CHECK(counts_under(&closure, old_province, new_krel, then));
    CHECK(!counts_under(&closure, binh_dinh, new_krel, then));
    /* An island district became a commune. */
    const struct unit *island = by_code(territory, "536", then);
    CHECK(counts_under(&closure, by_code(territory, "21548", now), island, now));
    CHECK(closure.count < 100000);
}

/* No total of the nation or of a founding province ever loses or doubles a record. */
void test_territory__every_unit_counts_once_in_the_nation_and_its_province(void)
{
    const struct territory *territory = builtin();
    const struct unit *units;
    size_t count = territory_units(territory, &units);
    int32_t days[] = { day_of(2010, 1, 1), day_of(2025, 6, 30), day_of(2025, 7, 1),
                       day_of(2026, 1, 1) };
    for (size_t d = 0; d < COUNT(days); d++)
        for (size_t i = 1; i < count; i++) {
            struct arena_mark mark = arena_mark(test_arena());
            struct unit_set chain = territory_chain(territory, test_arena(), &units[i], days[d]);
            bool is_sound = chain.count && chain.items[chain.count - 1]->level == LEVEL_NATION;
            bool was_several = units[i].level == LEVEL_PROVINCE && units[i].list == LIST_GSO2 &&
                               days[d] < BUILTIN_GSO2_FROM_DAY;
            if (chain.count < 2)
                is_sound &= was_several; /* a province of today, made of several */
            /* Before the reform the province is the founding one itself. */
            else if (days[d] < BUILTIN_GSO2_FROM_DAY && !was_several)
                is_sound &= chain.items[chain.count - 2]->founding == units[i].founding;
            check_that(is_sound, units[i].code, __FILE__, __LINE__);
            arena_release(test_arena(), mark);
        }
}

void test_territory__names_as_people_write_them(void)
{
    const struct territory *territory = builtin();
    int32_t then = day_of(2020, 1, 1), now = day_of(2026, 1, 1);
    static const struct {
        const char *above, *name, *code;
    } rows[] = {
        { "631", "Ia Krêl", "23863" },     { "631", "xã Ia Krêl", "23863" },
        { "631", "XÃ IA KRÊL", "23863" },  { "631", "ia krel", "23863" },
        { "631", "X. Ia Krêl", "23863" },  { "64", "Đức Cơ", "631" },
        { "64", "H. Đức Cơ", "631" },      { "64", "huyện Đức Cơ", "631" },
        { "64", "duc co", "631" },         { "631", "TT Chư Ty", "23857" },
        { "631", "TT. Chư Ty", "23857" },  { "631", "thị trấn Chư Ty", "23857" },
        { "631", "Chư Ty", "23857" },      { "631", "Phường Chư Ty", "23857" },
        { "42", "TP Hà Tĩnh", "436" },     { "42", "TX. Hồng Lĩnh", "437" },
        { "42", "Thị xã Kỳ Anh", "449" },  { "42", "huyện Kỳ Anh", "447" },
        { "VN", "Hà Tĩnh", "42" },         { "VN", "tỉnh Gia Lai", "64" },
        { "VN", "TP. Hồ Chí Minh", "79" }, { "79", "Q.5", "774" },
        { "774", "P.1", "27325" },         { "774", "phường 1", "27325" },
        { "672", "P01", "24784" },         { "79", "quận 05", "774" },
        { "VN", "Hoà Bình", "17" },        { "VN", "Hòa Bình", "17" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct unit *above = by_code(territory, rows[i].above, then);
        enum unit_level level = (enum unit_level)(above->level + 1);
        struct unit_set set =
            territory_by_name(territory, test_arena(), above, level, rows[i].name, then);
        check_that(set.count == 1, rows[i].name, __FILE__, __LINE__);
        if (set.count)
            CHECK_TEXT(set.items[0]->code, rows[i].code);
    }
    struct unit_set set;
    /* Marks decide where letters do not. */
    const struct unit *gia_lai = by_code(territory, "52", now);
    set = territory_by_name(territory, test_arena(), gia_lai, LEVEL_COMMUNE, "đức cơ", now);
    CHECK(set.count == 1 && strcmp(set.items[0]->code, "23857") == 0);
    set = territory_by_name(territory, test_arena(), gia_lai, LEVEL_COMMUNE, "không có", now);
    CHECK_INT((int64_t)set.count, 0);
    set = territory_by_name(territory, test_arena(), gia_lai, LEVEL_COMMUNE, "xã", now);
    CHECK_INT((int64_t)set.count, 0);
    set = territory_by_name(territory, test_arena(), gia_lai, LEVEL_COMMUNE, " ", now);
    CHECK_INT((int64_t)set.count, 0);
    /* A name without its province means many. */
    set = territory_by_name(territory, test_arena(), NULL, LEVEL_COMMUNE, "Tân Tiến", now);
    CHECK(set.count > 3);
    CHECK(unit_name_same(test_arena(), "Xã Hoà Bình", "Xã Hòa Bình"));
    CHECK(unit_name_same(test_arena(), "Xã Ea H'Leo", "Xã Ea H’Leo"));
    CHECK(!unit_name_same(test_arena(), "Xã Tân Lập", "Xã Tân Lạp"));
}

/* --- a small territory ---------------------------------------------------------------------- */

/* Province 2 in nation 1 has districts 3 and 4. Commune 10 (of 3) is split on day 100 into 20 and
 * 21, all districts end that day; commune 11 (of 4) joins 21. Areas 30, 31, 32 lie in 10; it is
 * known that 30 is in 20 (new row 40). Commune 12 ends on day 100 and nobody says what became of
 * it. Commune 13 went with all its people to 20, a piece of bare land to 21. Day 200: 20 is
 * renamed 50. */
static const struct unit small_units[] = {
    { 1, 0, "VN", "Việt Nam", TERRITORY_FIRST_DAY, TERRITORY_LAST_DAY, LIST_LOCAL, LEVEL_NATION,
      UNIT_NATION, 0 },
    { 2, 1, "64", "Tỉnh Gia Lai", 0, TERRITORY_LAST_DAY, LIST_GSO3, LEVEL_PROVINCE, UNIT_PROVINCE,
      64 },
    { 3, 2, "631", "Huyện Ba", 0, 100, LIST_GSO3, LEVEL_DISTRICT, UNIT_RURAL_DISTRICT, 64 },
    { 4, 2, "632", "Huyện Bốn", 0, 100, LIST_GSO3, LEVEL_DISTRICT, UNIT_RURAL_DISTRICT, 64 },
    { 10, 3, "10", "Xã Mười", 0, 100, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
    { 11, 4, "11", "Xã Mười Một", 0, 100, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
    { 12, 4, "12", "Xã Mười Hai", 0, 100, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
    { 13, 4, "13", "Xã Mười Ba", 0, 100, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
    { 20, 2, "20", "Xã Hai Mươi", 100, 200, LIST_GSO2, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
    { 21, 2, "10", "Xã Hai Mốt", 100, TERRITORY_LAST_DAY, LIST_GSO2, LEVEL_COMMUNE, UNIT_COMMUNE,
      64 },
    { 30, 10, "a30", "Làng Krêl", 0, 100, LIST_LOCAL, LEVEL_AREA, UNIT_VILLAGE, 64 },
    { 31, 10, "a31", "Thôn 1", 0, TERRITORY_LAST_DAY, LIST_LOCAL, LEVEL_AREA, UNIT_VILLAGE, 64 },
    { 32, 11, "a32", "Thôn 2", 0, TERRITORY_LAST_DAY, LIST_LOCAL, LEVEL_AREA, UNIT_VILLAGE, 64 },
    { 40, 20, "a30", "Làng Krêl", 100, TERRITORY_LAST_DAY, LIST_LOCAL, LEVEL_AREA, UNIT_VILLAGE,
      64 },
    { 41, 20, "a41", "Thôn Mới", 150, TERRITORY_LAST_DAY, LIST_LOCAL, LEVEL_AREA, UNIT_VILLAGE,
      64 },
    { 50, 2, "20", "Phường Hai Mươi", 200, TERRITORY_LAST_DAY, LIST_GSO2, LEVEL_COMMUNE, UNIT_WARD,
      64 },
};
static const struct lineage small_lineages[] = {
    { 1, 10, 20, 100, LINEAGE_PARTIAL }, { 2, 10, 21, 100, LINEAGE_PARTIAL },
    { 3, 11, 21, 100, LINEAGE_FULL },    { 4, 30, 40, 100, LINEAGE_REPARENTED },
    { 5, 13, 20, 100, LINEAGE_FULL },    { 6, 13, 21, 100, LINEAGE_PARTIAL },
    { 7, 20, 50, 200, LINEAGE_RENAMED },
};

static const struct territory *small(void)
{
    return territory_new(test_arena(), small_units, COUNT(small_units), small_lineages,
                         COUNT(small_lineages));
}

static void check_place(const struct territory *territory, int64_t id, int32_t day,
                        enum place_kind kind, int64_t place_id)
{
    struct place place = territory_place(territory, territory_unit(territory, id), day);
    CHECK_INT(place.kind, kind);
    CHECK_INT(place.unit ? place.unit->id : 0, place_id);
}

void test_territory__a_split_commune_counts_in_its_province(void)
{
    const struct territory *territory = small();
    const struct territory_problem *problems;
    CHECK_INT((int64_t)territory_problems(territory, &problems), 0);
    check_place(territory, 10, 50, PLACE_SELF, 10);
    check_place(territory, 10, 99, PLACE_SELF, 10);
    check_place(territory, 10, 100, PLACE_AMBIGUOUS, 2);
    check_place(territory, 10, 300, PLACE_AMBIGUOUS, 2);
    struct unit_set set =
        territory_candidates(territory, test_arena(), territory_unit(territory, 10), 250);
    CHECK(set.count == 2 && set.items[0]->id == 21 && set.items[1]->id == 50);
    check_place(territory, 11, 300, PLACE_IMAGE, 21);
    check_place(territory, 12, 300, PLACE_ABOVE, 2);
    check_place(territory, 13, 150, PLACE_IMAGE, 20); /* where all its people went */
    check_place(territory, 13, 300, PLACE_IMAGE, 50); /* and on through the renaming */
    check_place(territory, 3, 300, PLACE_ABOVE, 2);
    check_place(territory, 3, -5, PLACE_ABOVE, 1);
    check_place(territory, 50, 50, PLACE_AMBIGUOUS, 2); /* of 10 or of 13: districts 3 or 4 */
    check_place(territory, 21, 50, PLACE_AMBIGUOUS, 2);
}

void test_territory__areas_of_a_split_commune(void)
{
    const struct territory *territory = small();
    check_place(territory, 30, 300, PLACE_IMAGE, 40);
    check_place(territory, 31, 300, PLACE_SELF, 31);
    const struct unit *known = territory_unit(territory, 40);
    const struct unit *unknown = territory_unit(territory, 31);
    CHECK_INT(territory_parent(territory, known, 150).unit->id, 20);
    CHECK_INT(territory_parent(territory, known, 300).unit->id, 50);
    CHECK_INT(territory_parent(territory, unknown, 50).unit->id, 10);
    CHECK_INT(territory_parent(territory, unknown, 300).unit->id, 2);
    CHECK_INT(territory_parent(territory, unknown, 300).kind, PLACE_AMBIGUOUS);
    CHECK_INT(territory_parent(territory, territory_unit(territory, 32), 300).unit->id, 21);
    check_place(territory, 41, 120, PLACE_ABOVE, 20); /* not yet there: where it would lie */
    struct unit_set set = territory_unplaced(territory, test_arena(), 300);
    CHECK_INT((int64_t)set.count, 3);
    if (set.count == 3)
        CHECK(set.items[0]->id == 10 && set.items[1]->id == 12 && set.items[2]->id == 31);
    set = territory_unplaced(territory, test_arena(), 99);
    CHECK_INT((int64_t)set.count, 0);
    set = territory_children(territory, test_arena(), territory_unit(territory, 2), 300);
    CHECK_INT((int64_t)set.count, 3); /* two communes, and the area that has none */
    set = territory_children(territory, test_arena(), territory_unit(territory, 50), 300);
    CHECK_INT((int64_t)set.count, 2);
    set = territory_by_name(territory, test_arena(), territory_unit(territory, 50), LEVEL_AREA,
                            "làng Krel", 300);
    CHECK(set.count == 1 && set.items[0]->id == 40);
}

/* The last `added` of the small units come one by one; `room` for them. */
static const struct territory *small_added(struct unit *units, size_t added, size_t room)
{
    size_t count = COUNT(small_units);
    memcpy(units, small_units, sizeof(small_units));
    units[count] = (struct unit){ 60, 10, "a60", "Thôn Ba", 0, TERRITORY_LAST_DAY, LIST_LOCAL, LEVEL_AREA,
                                  UNIT_VILLAGE, 64 };
    units[count + 1] = (struct unit){ 61, 21, "a60", "Thôn Tư", 120, 250, LIST_LOCAL, LEVEL_AREA,
                                      UNIT_VILLAGE, 64 };
    units[count + 2] = (struct unit){ 62, 99, "a62", "Thôn Lạc", 120, 250, LIST_LOCAL, LEVEL_AREA,
                                      UNIT_VILLAGE, 64 };
    struct territory *territory = territory_new_with_room(test_arena(), units, count + 2 - added,
                                                          count + 2 - added + room, small_lineages,
                                                          COUNT(small_lineages));
    for (size_t i = 0; i < added; i++)
        CHECK_INT(territory_area_added(territory, test_arena()), i < room);
    if (room > added)
        CHECK(!territory_area_added(territory, test_arena())); /* it has no parent */
    return territory;
}

void test_territory__an_area_added_is_as_if_it_had_been_there(void)
{
    struct unit at_once[COUNT(small_units) + 3], later[COUNT(small_units) + 3];
    const struct territory *whole = small_added(at_once, 0, 0), *grown = small_added(later, 2, 3);
    (void)small_added(later, 2, 1);
    CHECK_INT((int64_t)territory_units(grown, &(const struct unit *){ NULL }), COUNT(small_units) + 2);
    struct closure expected = territory_closure(whole, test_arena(), NULL, 0);
    struct closure closure = territory_closure(grown, test_arena(), NULL, 0);
    CHECK_INT((int64_t)closure.count, (int64_t)expected.count);
    CHECK(closure.count == expected.count &&
          memcmp(closure.rows, expected.rows, closure.count * sizeof(closure.rows[0])) == 0);
    for (size_t i = 0; i < COUNT(at_once) - 1; i++)
        for (int32_t day = 50; day < 300; day += 50) {
            const struct unit *unit = territory_unit(whole, at_once[i].id);
            struct place place = territory_place(whole, unit, day);
            check_place(grown, unit->id, day, place.kind, place.unit ? place.unit->id : 0);
            struct unit_set one = territory_children(whole, test_arena(), unit, day);
            struct unit_set other = territory_children(grown, test_arena(), territory_unit(grown, unit->id), day);
            CHECK_INT((int64_t)other.count, (int64_t)one.count);
            for (size_t c = 0; c < one.count && c < other.count; c++)
                CHECK_INT(other.items[c]->id, one.items[c]->id);
        }
    CHECK_INT((int64_t)territory_by_code(grown, test_arena(), "a60", LIST_LOCAL, TERRITORY_ANY_DAY).count, 2);
    CHECK(territory_unit(grown, 62) == NULL);
    CHECK_INT((int64_t)territory_affected(grown, test_arena(), &(int64_t){ 11 }, 1).count,
              (int64_t)territory_affected(whole, test_arena(), &(int64_t){ 11 }, 1).count);
}

void test_territory__lineage_rows_of_a_unit(void)
{
    const struct territory *territory = small();
    const struct lineage **rows;
    CHECK_INT((int64_t)territory_lineage_from(territory, test_arena(),
                                              territory_unit(territory, 10), &rows),
              2);
    CHECK(rows[0]->to == 20 && rows[1]->to == 21);
    CHECK_INT((int64_t)territory_lineage_to(territory, test_arena(), territory_unit(territory, 21),
                                            &rows),
              3);
}

void test_territory__rows_at_fault_do_no_harm(void)
{
    static const struct unit units[] = {
        { 1, 0, "VN", "Việt Nam", 0, TERRITORY_LAST_DAY, LIST_LOCAL, LEVEL_NATION, UNIT_NATION, 0 },
        { 2, 9, "64", "Tỉnh", 0, 50, LIST_GSO3, LEVEL_PROVINCE, UNIT_PROVINCE, 64 },
        { 3, 4, "10", "Xã", 0, 50, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
        { 4, 4, "11", "Xã", 50, 20, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
        { 3, 1, "12", "Xã", 0, 50, LIST_GSO3, LEVEL_COMMUNE, UNIT_COMMUNE, 64 },
    };
    static const struct lineage lineages[] = {
        { 1, 3, 3, 50, LINEAGE_FULL },
        { 2, 3, 77, 50, LINEAGE_FULL },
        { 3, 3, 2, 60, LINEAGE_FULL },
    };
    const struct territory *territory =
        territory_new(test_arena(), units, COUNT(units), lineages, COUNT(lineages));
    const struct territory_problem *problems;
    size_t count = territory_problems(territory, &problems);
    int seen[FAULT_LINEAGE_DAY + 1] = { 0 };
    for (size_t i = 0; i < count; i++)
        seen[problems[i].fault]++;
    CHECK_INT(seen[FAULT_PARENT_UNKNOWN], 1);
    CHECK_INT(seen[FAULT_PARENT_LEVEL], 2);
    CHECK_INT(seen[FAULT_VALIDITY], 1);
    CHECK_INT(seen[FAULT_ID_TWICE], 1);
    CHECK_INT(seen[FAULT_LINEAGE_UNKNOWN], 2);
    CHECK_INT(seen[FAULT_LINEAGE_DAY], 1);
    check_place(territory, 3, 60, PLACE_NONE, 0);
    (void)territory_closure(territory, test_arena(), NULL, 0);

    /* Nothing at all. */
    territory = territory_new(test_arena(), NULL, 0, NULL, 0);
    CHECK(!territory_unit(territory, 1));
}

/* --- random territories against the definition ---------------------------------------------- */

enum { RANDOM_UNITS_MAX = 120, RANDOM_LINEAGES_MAX = 160, RANDOM_DAYS = 14 };

struct sample {
    struct unit units[RANDOM_UNITS_MAX];
    struct lineage lineages[RANDOM_LINEAGES_MAX];
    size_t unit_count, lineage_count;
};

static const struct unit *sample_unit(const struct sample *sample, int64_t id)
{
    return id ? &sample->units[id - 1] : NULL;
}

static bool lineage_is_sound(const struct sample *sample, const struct lineage *lineage)
{
    const struct unit *from = sample_unit(sample, lineage->from);
    const struct unit *to = sample_unit(sample, lineage->to);
    return from != to && from->from_day < lineage->on_day && lineage->on_day <= from->to_day &&
           to->from_day <= lineage->on_day && lineage->on_day < to->to_day;
}

static const struct unit *naive_place(const struct sample *sample, const struct unit *unit,
                                      int32_t day);

static size_t naive_chain(const struct sample *sample, const struct unit *unit, int32_t day,
                          const struct unit **chain)
{
    size_t count = 0;
    const struct unit *at = naive_place(sample, unit, day);
    while (at) {
        chain[count++] = at;
        const struct unit *parent = sample_unit(sample, at->parent);
        parent = parent ? naive_place(sample, parent, day) : NULL;
        at = parent && parent->level < at->level ? parent : NULL;
    }
    return count;
}

static bool naive_is_under(const struct sample *sample, const struct unit *unit,
                           const struct unit *above, int32_t day)
{
    const struct unit *chain[LEVEL_MAX_ + 1];
    size_t count = naive_chain(sample, unit, day, chain);
    for (size_t i = 0; i < count; i++)
        if (chain[i] == above)
            return true;
    return false;
}

static const struct unit *naive_place(const struct sample *sample, const struct unit *unit,
                                      int32_t day)
{
    if (unit->from_day <= day && day < unit->to_day)
        return unit;
    bool is_after = day >= unit->to_day;
    const struct unit *others[RANDOM_LINEAGES_MAX], *whole = NULL;
    int count = 0, whole_count = 0;
    for (size_t i = 0; i < sample->lineage_count; i++) {
        const struct lineage *lineage = &sample->lineages[i];
        int64_t mine = is_after ? lineage->from : lineage->to;
        int32_t end = is_after ? unit->to_day : unit->from_day;
        if (mine != unit->id || lineage->on_day != end || !lineage_is_sound(sample, lineage))
            continue;
        others[count++] = sample_unit(sample, is_after ? lineage->to : lineage->from);
        if (lineage->type != LINEAGE_PARTIAL) {
            whole = others[count - 1];
            whole_count++;
        }
    }
    if (count == 0)
        return unit->parent ? naive_place(sample, sample_unit(sample, unit->parent), day) : NULL;
    if (count == 1)
        return naive_place(sample, others[0], day);
    if (is_after && whole_count == 1)
        return naive_place(sample, whole, day);
    const struct unit *chain[LEVEL_MAX_ + 1];
    size_t depth = naive_chain(sample, others[0], day, chain);
    for (size_t d = 0; d < depth; d++) {
        int with = 0;
        for (int i = 0; i < count; i++)
            with += naive_is_under(sample, others[i], chain[d], day);
        if (with == count)
            return chain[d];
    }
    return NULL;
}

static struct unit *sample_add(struct sample *sample, unsigned char level, int64_t parent,
                               int32_t from_day)
{
    if (sample->unit_count == RANDOM_UNITS_MAX)
        return NULL;
    struct unit *unit = &sample->units[sample->unit_count++];
    *unit = (struct unit){ .id = (int64_t)sample->unit_count,
                           .parent = parent,
                           .code = arena_printf(test_arena(), "u%zu", sample->unit_count),
                           .name = "Xã",
                           .from_day = from_day,
                           .to_day = TERRITORY_LAST_DAY,
                           .level = level };
    return unit;
}

static void sample_link(struct sample *sample, int64_t from, int64_t to, int32_t day,
                        enum lineage_type type)
{
    if (sample->lineage_count < RANDOM_LINEAGES_MAX)
        sample->lineages[sample->lineage_count++] =
            (struct lineage){ (int64_t)sample->lineage_count + 1, from, to, day,
                              (unsigned char)type };
}

/* A unit of the level alive on the day, other than `not`; NULL if chance finds none. */
static struct unit *sample_pick(struct sample *sample, uint64_t *seed, int level, int32_t day,
                                const struct unit * not )
{
    for (int tries = 0; tries < 20; tries++) {
        struct unit *unit = &sample->units[test_random(seed) % sample->unit_count];
        if (unit->level == level && unit->from_day < day && unit->to_day > day && unit != not )
            return unit;
    }
    return NULL;
}

static int64_t sample_parent(struct sample *sample, uint64_t *seed, int level, int32_t day)
{
    const struct unit *parent = NULL;
    for (int up = level - 1; !parent && up >= 0; up--)
        if (up != LEVEL_DISTRICT || test_random(seed) % 4)
            parent = sample_pick(sample, seed, up, day, NULL);
    return parent ? parent->id : 1;
}

/* One thing that happens to a unit: it joins, is split, gets a new row, ends, begins. */
static void sample_event(struct sample *sample, uint64_t *seed, int32_t day)
{
    int level = LEVEL_PROVINCE + (int)(test_random(seed) % 4);
    struct unit *a = sample_pick(sample, seed, level, day, NULL);
    struct unit *b = sample_pick(sample, seed, level, day, a);
    uint64_t what = test_random(seed) % 7;
    int64_t parent = sample_parent(sample, seed, level, day);
    if (!a || sample->unit_count + 3 > RANDOM_UNITS_MAX)
        return;
    if (what < 5)
        a->to_day = day;
    if (what == 0 && b) { /* join into a new one */
        b->to_day = day;
        struct unit *c = sample_add(sample, a->level, parent, day);
        sample_link(sample, a->id, c->id, day, LINEAGE_FULL);
        sample_link(sample, b->id, c->id, day,
                    test_random(seed) % 3 ? LINEAGE_FULL : LINEAGE_PARTIAL);
    } else if (what == 1) { /* split, perhaps partly into one that stands */
        struct unit *c = sample_add(sample, a->level, parent, day);
        struct unit *d = b ? b : sample_add(sample, a->level, a->parent, day);
        sample_link(sample, a->id, c->id, day, LINEAGE_PARTIAL);
        sample_link(sample, a->id, d->id, day,
                    test_random(seed) % 4 ? LINEAGE_PARTIAL : LINEAGE_FULL);
    } else if (what == 2) { /* a new row: another name or parent */
        struct unit *c = sample_add(sample, a->level, parent, day);
        sample_link(sample, a->id, c->id, day, LINEAGE_REPARENTED);
    } else if (what == 3 && b) { /* joins one that goes on */
        sample_link(sample, a->id, b->id, day, LINEAGE_FULL);
    } else if (what == 5) {
        sample_add(sample, (unsigned char)level, parent, day);
    } else if (what == 6 && b) { /* a piece of land changes hands: moves nobody */
        sample_link(sample, a->id, b->id, day, LINEAGE_PARTIAL);
    }
}

static void sample_make(struct sample *sample, uint64_t *seed)
{
    *sample = (struct sample){ 0 };
    sample_add(sample, LEVEL_NATION, 0, TERRITORY_FIRST_DAY);
    for (int i = 0; i < 30; i++) {
        int level = i < 3    ? LEVEL_PROVINCE
                    : i < 7  ? LEVEL_DISTRICT
                    : i < 17 ? LEVEL_COMMUNE
                             : LEVEL_AREA;
        sample_add(sample, (unsigned char)level, sample_parent(sample, seed, level, 1),
                   test_random(seed) % 5 ? 0 : (int32_t)(test_random(seed) % 3));
    }
    for (int32_t day = 2; day < RANDOM_DAYS; day++)
        for (uint64_t i = test_random(seed) % 4; i > 0; i--)
            sample_event(sample, seed, day);
    /* Rows that contradict the units' dates are left out by both. */
    sample_link(sample, 5, 6, (int32_t)(test_random(seed) % RANDOM_DAYS), LINEAGE_FULL);
    sample_link(sample, 9, 9, 5, LINEAGE_FULL);
}

static void check_closure(const struct sample *sample, const struct closure *closure)
{
    static bool got[RANDOM_UNITS_MAX + 1][RANDOM_UNITS_MAX + 1][RANDOM_DAYS + 2];
    memset(got, 0, sizeof(got));
    int doubled = 0, differing = 0;
    for (size_t i = 0; i < closure->count; i++) {
        const struct closure_row *row = &closure->rows[i];
        for (int32_t day = -1; day <= RANDOM_DAYS; day++)
            if (row->from_day <= day && day < row->to_day) {
                bool *cell = &got[row->ancestor][row->descendant][day + 1];
                doubled += *cell;
                *cell = true;
            }
    }
    for (size_t u = 0; u < sample->unit_count; u++)
        for (int32_t day = -1; day <= RANDOM_DAYS; day++) {
            bool is_above[RANDOM_UNITS_MAX + 1] = { false };
            const struct unit *chain[LEVEL_MAX_ + 1];
            size_t depth = naive_chain(sample, &sample->units[u], day, chain);
            for (size_t d = 0; d < depth; d++)
                is_above[chain[d]->id] = true;
            for (size_t a = 1; a <= sample->unit_count; a++)
                differing += is_above[a] != got[a][u + 1][day + 1];
        }
    CHECK_INT(doubled, 0);
    CHECK_INT(differing, 0);
}

static void check_questions(const struct sample *sample, const struct territory *territory)
{
    const struct unit *units;
    territory_units(territory, &units);
    int wrong_places = 0, wrong_children = 0;
    for (int32_t day = -1; day <= RANDOM_DAYS; day++) {
        size_t children = 0, with_parent = 0;
        for (size_t u = 0; u < sample->unit_count; u++) {
            const struct unit *unit = &units[u];
            wrong_places +=
                territory_place(territory, unit, day).unit != naive_place(sample, unit, day);
            if (unit->from_day <= day && day < unit->to_day) {
                children += territory_children(territory, test_arena(), unit, day).count;
                with_parent += territory_parent(territory, unit, day).unit != NULL;
            }
        }
        wrong_children += children != with_parent;
    }
    CHECK_INT(wrong_places, 0);
    CHECK_INT(wrong_children, 0);
}

void test_territory__random_ones_agree_with_the_definition(void)
{
    uint64_t seed = 20250701;
    static struct sample sample;
    for (int round = 0; round < 150; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        sample_make(&sample, &seed);
        const struct territory *territory = territory_new(
            test_arena(), sample.units, sample.unit_count, sample.lineages, sample.lineage_count);
        struct closure closure = territory_closure(territory, test_arena(), NULL, 0);
        check_closure(&sample, &closure);
        check_questions(&sample, territory);
        arena_release(test_arena(), mark);
    }
}

/* The rows of a unit in one text, to compare. */
static const char *rows_of(const struct closure *closure, int64_t descendant)
{
    struct buf text = { 0 };
    for (size_t i = 0; i < closure->count; i++)
        if (closure->rows[i].descendant == descendant)
            buf_printf(&text, "%lld %d %d;", (long long)closure->rows[i].ancestor,
                       closure->rows[i].from_day, closure->rows[i].to_day);
    const char *kept = arena_strdup(test_arena(), buf_text(&text));
    buf_done(&text);
    return kept;
}

/* What a change touches is all that changes: rows made anew for those named equal a full run. */
void test_territory__a_change_touches_what_it_says(void)
{
    uint64_t seed = 4;
    static struct sample sample, before;
    int missed = 0, wrong = 0;
    for (int round = 0; round < 60; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        sample_make(&before, &seed);
        sample = before;
        sample_event(&sample, &seed, RANDOM_DAYS);
        const struct territory *old_one = territory_new(
            test_arena(), before.units, before.unit_count, before.lineages, before.lineage_count);
        const struct territory *new_one = territory_new(
            test_arena(), sample.units, sample.unit_count, sample.lineages, sample.lineage_count);
        int64_t ids[RANDOM_UNITS_MAX];
        size_t count = 0;
        for (size_t u = 0; u < sample.unit_count; u++)
            if (u >= before.unit_count || sample.units[u].to_day != before.units[u].to_day)
                ids[count++] = sample.units[u].id;
        for (size_t i = before.lineage_count; i < sample.lineage_count; i++) {
            ids[count++] = sample.lineages[i].from;
            ids[count++] = sample.lineages[i].to;
        }
        struct unit_set affected = territory_affected(new_one, test_arena(), ids, count);
        struct closure was = territory_closure(old_one, test_arena(), NULL, 0);
        struct closure is = territory_closure(new_one, test_arena(), NULL, 0);
        for (size_t u = 0; u < sample.unit_count; u++) {
            bool is_named = false;
            for (size_t i = 0; i < affected.count; i++)
                is_named |= affected.items[i]->id == sample.units[u].id;
            int64_t id = sample.units[u].id;
            missed += !is_named && strcmp(rows_of(&was, id), rows_of(&is, id)) != 0;
            struct closure one = territory_closure(new_one, test_arena(), &id, 1);
            wrong += strcmp(rows_of(&one, id), rows_of(&is, id)) != 0;
        }
        arena_release(test_arena(), mark);
    }
    CHECK_INT(missed, 0);
    CHECK_INT(wrong, 0);
}
