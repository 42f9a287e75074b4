/* SPDX-License-Identifier: Apache-2.0
 * What is told of a sensitive trait to who may not see it: asked in every way there is, no small number follows. Tried by
 * linear algebra over all answers at once, with the households of each area – no secret – known besides. */
#include "../store_fixture.h"

#include "base/chance.h"
#include "service/report/figure.h"
#include "service/unit/unit.h"

#include <string.h>

enum { COMMUNES = 2, AREAS = 3, TRAITS = 3, CELLS = COMMUNES * AREAS * TRAITS, ANSWERS_MAX = 200 };
static const char *const traits[TRAITS] = { "kinh", "gia_rai", "ba_na" };
static const char *const codes[COMMUNES] = { "23866@2017-05-01", "23863@2017-05-01" };

/* A told number as a sum of cells. */
struct attack {
    uint64_t rows[ANSWERS_MAX][CELLS];
    size_t count;
    int64_t district, communes[COMMUNES], areas[COMMUNES][AREAS];
    int64_t cells[CELLS]; /* commune, area, trait */
    size_t hidden, told;
};

static const uint64_t prime = 1000000007;

static uint64_t power(uint64_t base, uint64_t exponent)
{
    uint64_t result = 1;
    for (; exponent; exponent >>= 1, base = base * base % prime)
        if (exponent & 1)
            result = result * base % prime;
    return result;
}

/* Takes the known rows out of `row`; true where nothing is left: it follows. */
static bool follows(struct attack *attack, uint64_t row[CELLS], bool keep)
{
    for (size_t i = 0; i < attack->count; i++) {
        size_t lead = 0;
        while (lead < CELLS && !attack->rows[i][lead])
            lead++;
        uint64_t factor = lead < CELLS ? row[lead] : 0;
        for (size_t j = 0; factor && j < CELLS; j++)
            row[j] = (row[j] + (prime - factor) * attack->rows[i][j]) % prime;
    }
    size_t lead = 0;
    while (lead < CELLS && !row[lead])
        lead++;
    if (lead == CELLS || !keep)
        return lead == CELLS;
    uint64_t inverse = power(row[lead], prime - 2);
    require(attack->count < ANSWERS_MAX);
    for (size_t j = 0; j < CELLS; j++)
        attack->rows[attack->count][j] = row[j] * inverse % prime;
    attack->count++;
    return false;
}

/* The cells of a unit (and one trait; -1: all, -2: all but the first). */
static int64_t sum_of(const struct attack *attack, int64_t unit, int trait, uint64_t row[CELLS])
{
    int64_t sum = 0;
    memset(row, 0, CELLS * sizeof(*row));
    for (size_t i = 0; i < CELLS; i++) {
        size_t commune = i / (AREAS * TRAITS), area = i / TRAITS % AREAS;
        bool in = unit == attack->district || unit == attack->communes[commune] || unit == attack->areas[commune][area];
        if (!in || (trait >= 0 && (int)(i % TRAITS) != trait) || (trait == -2 && i % TRAITS == 0))
            continue;
        row[i] = 1;
        sum += attack->cells[i];
    }
    return sum;
}

static void take(struct attack *attack, int64_t unit, int trait, struct number number)
{
    uint64_t row[CELLS];
    int64_t sum = sum_of(attack, unit, trait, row);
    attack->hidden += !number.known;
    attack->told += number.known;
    if (!number.known)
        return;
    CHECK_INT(number.value, sum);
    CHECK(trait == -1 || number.value == 0 || number.value >= 5);
    (void)follows(attack, row, true);
}

static struct measure households_of(int trait)
{
    const struct kind *kind = kind_by_slug("households");
    struct measure measure = { .kind = kind, .field = -1, .date_field = -1, .end_field = -1, .organisation_field = -1 };
    struct cond *cond = trait == -1 ? NULL :
                        cond_compare(test_arena(), kind_field_index(kind, "ethnicity"), COND_EQ,
                                     v_text(traits[trait == -2 ? 0 : trait]));
    measure.where = cond_counted(test_arena(), kind, trait == -2 ? cond_not(test_arena(), cond) : cond);
    return measure;
}

static void ask_one(struct store *store, struct attack *attack, int64_t unit, int trait, struct figure_cut cut)
{
    struct measure measure = households_of(trait);
    struct number number = { 0 };
    struct err err = { 0 };
    cut.unit = unit;
    CHECK_OK(figure_measure(store, &measure, &cut, &number, &err), &err);
    take(attack, unit, trait, number);
}

static void ask_groups(struct store *store, struct attack *attack, int64_t unit, const char *level, int trait,
                       struct figure_cut cut)
{
    struct figure_dim dims[2] = { { FIGURE_BY_LEVEL, level }, { FIGURE_BY_FIELD, "ethnicity" } };
    struct measure measure = households_of(trait);
    struct expr expr = { .op = EXPR_MEASURE, .measure = &measure };
    size_t first = level ? 0 : 1, count = (trait == -1 ? 2 : 1) - first;
    struct figure_groups groups = { 0 };
    struct err err = { 0 };
    cut.unit = unit;
    CHECK_OK(figure_groups(store, &expr, &cut, dims + first, count, test_arena(), &groups, &err), &err);
    for (size_t i = 0; i < groups.count; i++) {
        const struct value *keys = groups.items[i].keys;
        int told_by = trait;
        for (int t = 0; trait == -1 && t < TRAITS; t++)
            if (keys[count - 1].type == VALUE_TEXT && strcmp(keys[count - 1].s, traits[t]) == 0)
                told_by = t;
        take(attack, level ? keys[0].i : unit, told_by, groups.items[i].number);
    }
}

static void ask_everything(struct store *store, struct attack *attack)
{
    struct err err = { 0 };
    struct period year;
    CHECK_OK(period_parse("2020", &year, &err), &err);
    struct figure_cut cut = figure_cut_of(store, attack->district, year, false, store->today_day);
    for (int trait = -2; trait < TRAITS; trait++) {
        ask_one(store, attack, attack->district, trait, cut);
        for (size_t c = 0; c < COMMUNES; c++) {
            ask_one(store, attack, attack->communes[c], trait, cut);
            for (size_t a = 0; a < AREAS; a++)
                ask_one(store, attack, attack->areas[c][a], trait, cut);
        }
        if (trait == -2)
            continue;
        ask_groups(store, attack, attack->district, "commune", trait, cut);
        ask_groups(store, attack, attack->district, "area", trait, cut);
        ask_groups(store, attack, attack->communes[0], "area", trait, cut);
    }
    ask_groups(store, attack, attack->district, NULL, -1, cut);
    ask_groups(store, attack, attack->communes[1], NULL, -1, cut);
    ask_groups(store, attack, attack->areas[0][0], NULL, -1, cut);
}

/* Some areas have one trait only, or few households of one. */
static void settle(struct store *store, struct attack *attack, struct chance *chance)
{
    char folder[40];
    for (size_t i = 0; i < CELLS; i++) {
        size_t commune = i / (AREAS * TRAITS), area = i / TRAITS % AREAS;
        if (i % TRAITS == 0) {
            snprintf(folder, sizeof(folder), "Làng %zu", area + 1);
            attack->areas[commune][area] = fixture_area(store, codes[commune], folder);
        }
        attack->cells[i] = chance_below(chance, 3) == 0 ? (int64_t)chance_below(chance, 5) : 5 + (int64_t)chance_below(chance, 4);
        for (int64_t k = 0; k < attack->cells[i]; k++)
            MAKE(store, "households", "head_name=Siu Thử", fixture_ref("unit", attack->areas[commune][area]),
                 arena_printf(test_arena(), "ethnicity=%s", traits[i % TRAITS]));
    }
}

void test_figure_secret__no_small_number_follows(void)
{
    int rounds = fixture_count("SECRET_ROUNDS", 4);
    for (uint64_t round = 0; round < (uint64_t)rounds; round++) {
        struct chance chance = chance_of(20260107, "secret", round);
        struct attack attack = { 0 };
        struct store store;
        struct err err = { 0 };
        if (!fixture_open(&store))
            return;
        CHECK_OK(unit_resolve(&store, "631@2017-05-01", NULL, &attack.district, &err), &err);
        for (size_t c = 0; c < COMMUNES; c++)
            CHECK_OK(unit_resolve(&store, codes[c], NULL, &attack.communes[c], &err), &err);
        settle(&store, &attack, &chance);
        store.actor.sees_personal = false;
        ask_everything(&store, &attack);
        for (size_t i = 0; i < CELLS; i++) {
            uint64_t row[CELLS] = { 0 };
            row[i] = 1;
            if (attack.cells[i] > 0 && attack.cells[i] < 5)
                CHECK(!follows(&attack, row, false));
        }
        CHECK(attack.hidden > 0 && attack.told > CELLS / 2);
        fixture_close(&store);
    }
}

/* Seven of eight are in one area, the eighth in another; asked as one asks for a report, a series, a list. */
void test_figure_secret__only_whole_years_of_whole_places(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        for (int i = 0; i < 7; i++)
            MAKE(&store, "households", "head_name=Siu Bảy", fixture_ref("unit", family.other_area), "ethnicity=gia_rai");
        struct measure gia_rai = households_of(1), all = households_of(-1);
        struct number number = { 0 };
        struct err err = { 0 };
        struct period year;
        int64_t *ids = NULL;
        size_t count = 0;
        CHECK_OK(period_parse("2020", &year, &err), &err);
        struct figure_cut cut = figure_cut_of(&store, family.commune, year, false, store.today_day);
        store.actor.sees_personal = false;
        CHECK_OK(figure_measure(&store, &gia_rai, &cut, &number, &err), &err);
        CHECK(!number.known); /* the eighth came in 2017: two years would tell of him */
        fixture_sql_run(&store, "UPDATE state_history SET from_day = 0 WHERE kind = 'households'");
        CHECK_OK(figure_measure(&store, &gia_rai, &cut, &number, &err), &err);
        CHECK_INT(number.value, 8);
        CHECK_INT(figure_records(&store, &gia_rai, &cut, 10, test_arena(), &ids, &count, &err), ERR_FORBIDDEN);
        struct figure_cut areas[] = { cut, cut };
        areas[0].unit = family.area;
        areas[1].unit = family.other_area; /* 7: with 8 it would tell 1 */
        for (size_t i = 0; i < COUNT(areas); i++) {
            CHECK_OK(figure_measure(&store, &gia_rai, &areas[i], &number, &err), &err);
            CHECK(!number.known && number.gap == GAP_HIDDEN);
        }
        CHECK_OK(figure_measure(&store, &all, &areas[0], &number, &err), &err); /* how many households is no secret */
        CHECK_INT(number.value, 1);
        struct figure_cut odd[] = { cut, cut, cut, cut };
        odd[0].period.last = date_add_days(cut.period.last, -1);
        odd[1].period.first = date_add_days(cut.period.first, 1);
        odd[2].territory_day++;
        odd[3].own_level = "commune";
        for (size_t i = 0; i < COUNT(odd); i++) {
            CHECK_OK(figure_measure(&store, &gia_rai, &odd[i], &number, &err), &err);
            CHECK(!number.known);
        }
        store.actor.scope_unit = family.other_area;
        CHECK_INT(figure_measure(&store, &all, &areas[0], &number, &err), ERR_FORBIDDEN);
        store.actor.sees_personal = true;
        cut.unit = 0; /* his own place */
        CHECK_OK(figure_measure(&store, &gia_rai, &cut, &number, &err), &err);
        CHECK_INT(number.value, 7);
    }
    fixture_close(&store);
}

/* --- two years ------------------------------------------------------------------------------------------------- */

/* Households of two areas, by trait: found poor in both years, in the first only, in the second only. Who came and who
 * went is seen in the list; of which trait they are must not follow from the numbers of the two years. */
enum { COHORTS = 3, YEAR_AREAS = CELLS / (TRAITS * COHORTS) };

static void classify(struct store *store, int64_t household, int year)
{
    MAKE(store, "classifications", fixture_ref("household", household), arena_printf(test_arena(), "year=%d", year),
         "standard=std_2016", "class=poor");
}

static void settle_years(struct store *store, struct attack *attack, struct chance *chance)
{
    char area[40];
    for (size_t i = 0; i < CELLS; i++) {
        size_t of = i / (TRAITS * COHORTS), cohort = i % COHORTS;
        if (i % (TRAITS * COHORTS) == 0) {
            snprintf(area, sizeof(area), "Làng %zu", of + 1);
            attack->areas[0][of] = fixture_area(store, codes[0], area);
        }
        attack->cells[i] = cohort == 0 ? 5 + (int64_t)chance_below(chance, 4) : chance_below(chance, 3) ? 0 : (int64_t)chance_below(chance, 9);
        for (int64_t k = 0; k < attack->cells[i]; k++) {
            struct record *made = MAKE(store, "households", "head_name=Siu Thử", fixture_ref("unit", attack->areas[0][of]),
                                       arena_printf(test_arena(), "ethnicity=%s", traits[i / COHORTS % TRAITS]));
            if (cohort != 2)
                classify(store, made->id, 2019);
            if (cohort != 1)
                classify(store, made->id, 2020);
        }
    }
}

/* 1 for each cell of the area (-1: both), the trait (-1: all, -2: all but the first) and the cohort, or those of the year. */
static int64_t years_row(const struct attack *attack, int area, int trait, int cohort, int year, uint64_t row[CELLS])
{
    int64_t sum = 0;
    for (size_t i = 0; i < CELLS; i++) {
        int of_area = (int)(i / (TRAITS * COHORTS)), of_trait = (int)(i / COHORTS % TRAITS), of_cohort = (int)(i % COHORTS);
        bool in_year = !year || of_cohort == 0 || of_cohort == (year == 2019 ? 1 : 2);
        bool in_trait = trait == -1 || (trait == -2 ? of_trait != 0 : of_trait == trait);
        row[i] = (area < 0 || of_area == area) && in_trait && (cohort < 0 || of_cohort == cohort) && in_year;
        sum += row[i] ? attack->cells[i] : 0;
    }
    return sum;
}

static void ask_year(struct store *store, struct attack *attack, int area, int trait, int year)
{
    const struct kind *kind = kind_by_slug("classifications");
    struct measure measure = { .kind = kind, .field = -1, .time = MEASURE_YEAR, .date_field = kind_field_index(kind, "year"),
                               .end_field = -1, .organisation_field = -1 };
    struct cond *cond = cond_compare(test_arena(), kind_field_index(kind, "ethnicity"), COND_EQ, v_text(traits[trait == -2 ? 0 : trait]));
    struct number number = { 0 };
    struct err err = { 0 };
    struct period period;
    uint64_t row[CELLS];
    measure.where = cond_counted(test_arena(), kind, trait == -2 ? cond_not(test_arena(), cond) : cond);
    CHECK_OK(period_parse(arena_printf(test_arena(), "%d", year), &period, &err), &err);
    int64_t unit = area < 0 ? attack->communes[0] : attack->areas[0][area];
    struct figure_cut cut = figure_cut_of(store, unit, period, false, store->today_day);
    CHECK_OK(figure_measure(store, &measure, &cut, &number, &err), &err);
    attack->told += number.known;
    attack->hidden += !number.known;
    if (!number.known)
        return;
    CHECK_INT(number.value, years_row(attack, area, trait, -1, year, row));
    (void)follows(attack, row, true);
}

void test_figure_secret__nothing_between_two_years(void)
{
    int rounds = fixture_count("SECRET_ROUNDS", 8);
    size_t told = 0, hidden = 0;
    for (uint64_t round = 0; round < (uint64_t)rounds; round++) {
        struct chance chance = chance_of(20261122, "secret years", round);
        struct attack attack = { 0 };
        struct store store;
        struct err err = { 0 };
        uint64_t row[CELLS];
        if (!fixture_open(&store))
            return;
        CHECK_OK(unit_resolve(&store, codes[0], NULL, &attack.communes[0], &err), &err);
        settle_years(&store, &attack, &chance);
        store.actor.sees_personal = false;
        for (int area = 0; area < YEAR_AREAS; area++)
            for (int cohort = 0; cohort < COHORTS; cohort++) { /* the list, names masked */
                (void)years_row(&attack, area, -1, cohort, 0, row);
                (void)follows(&attack, row, true);
            }
        for (int area = -1; area < YEAR_AREAS; area++)
            for (int trait = -2; trait < TRAITS; trait++)
                for (int year = 2019; year <= 2020 && trait != -1; year++)
                    ask_year(&store, &attack, area, trait, year);
        for (int area = -1; area < YEAR_AREAS; area++)
            for (int trait = 0; trait < TRAITS; trait++)
                for (int cohort = 0; cohort < COHORTS; cohort++) {
                    int64_t number = years_row(&attack, area, trait, cohort, 0, row);
                    bool is_known = years_row(&attack, area, -1, cohort, 0, (uint64_t[CELLS]){ 0 }) == number; /* all of them are: the list tells it */
                    if (number > 0 && number < 5 && !is_known)
                        CHECK(!follows(&attack, row, false));
                }
        told += attack.told;
        hidden += attack.hidden;
        fixture_close(&store);
    }
    CHECK(told > 0 && hidden > 0);
}
