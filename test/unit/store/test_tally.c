/* SPDX-License-Identifier: Apache-2.0
 * Totals kept at each write: equal to a recount, and to the figure computed by SQL, for any place and
 * month, as then and as now. */
#include "../store_fixture.h"

#include "base/date.h"
#include "base/id.h"
#include "service/report/figure.h"
#include "service/unit/unit.h"
#include "service/unit/unit_verbs.h"
#include "store/pending.h"
#include "store/tally.h"

#include <string.h>

enum { MEASURES_MAX = 16 };

struct bench {
    struct store store;
    uint64_t random;
    const struct measure *measures[MEASURES_MAX];
    size_t measure_count;
    int64_t places[24]; /* communes and areas records lie in */
    size_t place_count;
    int64_t scopes[40]; /* units figures are asked for */
    int64_t nation;
    size_t scope_count;
    int64_t body;
    const struct measure *by[16]; /* kept by the values of a field */
    size_t by_count;
    size_t distinct_told; /* of a distinct count, from its cells */
};

static size_t pick(struct bench *bench, size_t count)
{
    return (size_t)(test_random(&bench->random) % count);
}

/* --- the measures ---------------------------------------------------------------------------------- */

static struct measure *measure_add(struct bench *bench, const char *slug, struct cond *where, enum measure_time time,
                                   const char *date, const char *end, const char *sum)
{
    const struct kind *kind = kind_by_slug(slug);
    struct measure *measure = ARENA_NEW(test_arena(), struct measure);
    *measure = (struct measure){
        .id = "m",
        .kind = kind,
        .aggregate = sum ? AGGREGATE_SUM : AGGREGATE_COUNT,
        .field = sum ? kind_field_index(kind, sum) : -1,
        .where = cond_counted(test_arena(), kind, where),
        .time = time,
        .date_field = date ? kind_field_index(kind, date) : -1,
        .end_field = end ? kind_field_index(kind, end) : -1,
        .organisation_field = -1,
    };
    require(bench->measure_count < MEASURES_MAX);
    bench->measures[bench->measure_count++] = measure;
    return measure;
}

static struct measure *distinct_add(struct bench *bench, const char *slug, const char *field, struct cond *where,
                                    enum measure_time time, const char *date)
{
    struct measure *measure = measure_add(bench, slug, where, time, date, NULL, field);
    measure->aggregate = AGGREGATE_DISTINCT;
    return measure;
}

static struct cond *field_is(const char *slug, const char *field, enum cond_op op, struct value value)
{
    return cond_compare(test_arena(), kind_field_index(kind_by_slug(slug), field), op, value);
}

/* Beside a measure the same for each value of a field, and how many records have it. */
static void by_add(struct bench *bench, struct measure *measure, const char *field)
{
    struct measure *by = ARENA_NEW(test_arena(), struct measure), *count = ARENA_NEW(test_arena(), struct measure);
    *by = *measure;
    by->by = kind_field_index(measure->kind, field) + 1;
    *count = *by;
    count->aggregate = AGGREGATE_COUNT;
    count->field = -1;
    require(bench->by_count + 2 <= COUNT(bench->by) && tally_can_keep(by));
    bench->by[bench->by_count++] = by;
    if (measure->aggregate == AGGREGATE_SUM)
        bench->by[bench->by_count++] = count;
}

static void make_measures(struct bench *bench)
{
    struct value published[] = { v_text("published"), v_text("in_progress"), v_text("completed") };
    measure_add(bench, "households", NULL, MEASURE_ANY_TIME, NULL, NULL, NULL);
    measure_add(bench, "households", field_is("households", "destitute", COND_EQ, v_int(1)), MEASURE_STOCK,
                "registered_on", "closed_on", NULL);
    measure_add(bench, "households", NULL, MEASURE_STOCK, "registered_on", "closed_on", "member_count");
    measure_add(bench, "households", NULL, MEASURE_FLOW, "registered_on", NULL, NULL);
    measure_add(bench, "models", field_is("models", "type", COND_EQ, v_text("three_clean")), MEASURE_YEAR, "year",
                NULL, NULL);
    measure_add(bench, "models", NULL, MEASURE_FLOW, "registered_on", NULL, "funding");
    measure_add(bench, "models", cond_in(test_arena(), COND_FIELD_STATE, published, COUNT(published)),
                MEASURE_STOCK, "registered_on", "stopped_on", NULL);
    measure_add(bench, "classifications", field_is("classifications", "class", COND_EQ, v_text("poor")),
                MEASURE_YEAR, "year", NULL, NULL);
    measure_add(bench, "classifications", NULL, MEASURE_YEAR, "year", NULL, "member_count");
    distinct_add(bench, "classifications", "household", NULL, MEASURE_YEAR, "year");
    distinct_add(bench, "classifications", "class", NULL, MEASURE_ANY_TIME, NULL);
    struct measure *given = measure_add(bench, "supports", NULL, MEASURE_FLOW, "on_date", NULL, "value");
    by_add(bench, given, "type");
    by_add(bench, given, "fund_source");
    distinct_add(bench, "supports", "household", NULL, MEASURE_FLOW, "on_date");
    by_add(bench, measure_add(bench, "models", NULL, MEASURE_YEAR, "year", NULL, "funding"), "type");
    given = measure_add(bench, "models", NULL, MEASURE_YEAR, "year", NULL, NULL);
    given->organisation_field = kind_field_index(given->kind, "organisation");
    by_add(bench, given, "organisation");
    distinct_add(bench, "models", "type", cond_not(test_arena(), field_is("models", "funding", COND_LT, v_int(9000000))),
                 MEASURE_FLOW, "registered_on");
}

static void add_tallies(struct bench *bench)
{
    struct err err = { 0 };
    CHECK_OK(db_begin(bench->store.db, &err), &err);
    for (size_t i = 0; i < bench->measure_count; i++)
        CHECK_OK(tally_add(&bench->store, bench->measures[i], &err), &err);
    CHECK_OK(tally_add_all(&bench->store, bench->by, bench->by_count, &err), &err);
    CHECK_OK(db_commit(bench->store.db, &err), &err);
}

/* --- random writes ----------------------------------------------------------------------------------- */

static const char *random_date(struct bench *bench)
{
    int year = 2016 + (int)pick(bench, 4), month = 1 + (int)pick(bench, 12);
    switch (pick(bench, 8)) {
    case 0:
        return "";
    case 1:
        return arena_printf(test_arena(), "%d", year);
    case 2:
        return arena_printf(test_arena(), "%d-%02d", year, month);
    case 3:
        return arena_printf(test_arena(), "%d-Q%zu", year, 1 + pick(bench, 4));
    default:
        return arena_printf(test_arena(), "%d-%02d-%02zu", year, month, 1 + pick(bench, 28));
    }
}

static const char *pair_date(struct bench *bench, const char *field)
{
    return arena_printf(test_arena(), "%s=%s", field, random_date(bench));
}

static const char *pair_place(struct bench *bench)
{
    return fixture_ref("unit", bench->places[pick(bench, bench->place_count)]);
}

static const char *pair_int(struct bench *bench, const char *field, size_t most)
{
    return arena_printf(test_arena(), "%s=%zu", field, 1 + pick(bench, most));
}

/* A live or dead record of the kind, any of them; 0: there is none. */
static int64_t any_record(struct bench *bench, const char *slug)
{
    return fixture_sql_int(&bench->store, arena_printf(test_arena(), "SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET %zu",
                                                       slug, pick(bench, 60)));
}

static void write_household(struct bench *bench)
{
    int64_t id = pick(bench, 3) ? 0 : any_record(bench, "households");
    const char *destitute = pick(bench, 2) ? "destitute=1" : "destitute=";
    if (!id)
        MAKE(&bench->store, "households", "head_name=Siu Đức", pair_place(bench), pair_date(bench, "registered_on"),
             pair_date(bench, "closed_on"), pair_int(bench, "member_count", 8), destitute);
    else if (pick(bench, 2))
        PATCH(&bench->store, "households", id, pair_place(bench), pair_date(bench, "registered_on"), destitute);
    else
        PATCH(&bench->store, "households", id, pair_date(bench, "closed_on"), pair_int(bench, "member_count", 8));
}

static void write_model(struct bench *bench)
{
    static const char *const types[] = { "type=three_clean", "type=environment", "type=green_fence" };
    int64_t id = pick(bench, 3) ? 0 : any_record(bench, "models");
    if (!id)
        MAKE(&bench->store, "models", "name=Mô hình", types[pick(bench, 3)], pair_place(bench),
             fixture_ref("lead_body", bench->body), arena_printf(test_arena(), "year=%zu", 2016 + pick(bench, 4)),
             pair_date(bench, "registered_on"), pair_date(bench, "stopped_on"), pair_int(bench, "funding", 90000000));
    else
        PATCH(&bench->store, "models", id, types[pick(bench, 3)], pair_place(bench), pair_date(bench, "registered_on"),
              pair_int(bench, "funding", 90000000));
}

static void write_classification(struct bench *bench)
{
    int64_t household = any_record(bench, "households"), id = any_record(bench, "classifications");
    struct err err = { 0 };
    if (household && (!id || pick(bench, 2)))
        (void)REFUSED(&bench->store, "classifications", &err, fixture_ref("household", household), "standard=std_2016",
                      pick(bench, 2) ? "class=poor" : "class=near_poor",
                      arena_printf(test_arena(), "year=%zu", 2016 + pick(bench, 4)), pair_int(bench, "member_count", 8));
    else if (id)
        PATCH(&bench->store, "classifications", id, pick(bench, 2) ? "class=poor" : "class=near_poor");
}

/* Many of them about the day asked for, some after it. */
static void write_support(struct bench *bench)
{
    static const char *const types[] = { "type=housing", "type=livelihood" };
    static const char *const sources[] = { "fund_source=", "fund_source=state_budget", "fund_source=fund_for_the_poor" };
    int64_t household = any_record(bench, "households"), id = pick(bench, 3) ? 0 : any_record(bench, "supports");
    const char *on = pick(bench, 2) ? arena_printf(test_arena(), "on_date=2017-10-%02zu", 1 + pick(bench, 28)) :
                                      arena_printf(test_arena(), "on_date=2017-%02zu-05", 1 + pick(bench, 9));
    if (!household)
        return;
    if (id)
        PATCH(&bench->store, "supports", id, types[pick(bench, 2)], on, pair_int(bench, "value", 9000000));
    else
        MAKE(&bench->store, "supports", fixture_ref("household", household), types[pick(bench, 2)], on,
             sources[pick(bench, COUNT(sources))], pick(bench, 3) ? pair_int(bench, "value", 9000000) : "value=");
}

/* Whatever the lifecycle allows now. */
static void act_somehow(struct bench *bench)
{
    static const char *const slugs[] = { "households", "models", "classifications", "supports" };
    const struct kind *kind = kind_by_slug(slugs[pick(bench, COUNT(slugs))]);
    int64_t id = any_record(bench, kind->slug);
    if (!id)
        return;
    const struct record *record = fixture_get(&bench->store, kind->slug, id);
    const struct transition *allowed[16];
    size_t count = 0;
    for (const struct transition *t = kind->transitions; t->action && count < COUNT(allowed); t++)
        if (kind_transition(kind, record->state, t->action) == t)
            allowed[count++] = t;
    if (!count)
        return;
    struct act_request request = { .action = allowed[pick(bench, count)]->action, .reason = "thử" };
    const char *on = random_date(bench);
    if (*on && pick(bench, 2))
        request.on = on;
    struct issues issues = { .arena = test_arena() };
    struct record *after = NULL;
    struct err err = { 0 }; /* a second classification of a year may not come back to life */
    enum err_code code = record_act(&bench->store, kind, id, &request, test_arena(), &after, &issues, &err);
    CHECK(code == ERR_OK || code == ERR_CONFLICT);
}

static void write_somehow(struct bench *bench)
{
    switch (pick(bench, 8)) {
    case 6:
    case 7:
        write_support(bench);
        break;
    case 0:
    case 1:
        write_household(bench);
        break;
    case 2:
        write_model(bench);
        break;
    case 3:
        write_classification(bench);
        break;
    default:
        act_somehow(bench);
        break;
    }
}

/* --- asking both ways ------------------------------------------------------------------------------------ */

static void check_no_difference(struct bench *bench)
{
    struct err err = { 0 };
    int64_t differences = -1;
    CHECK_OK(tally_check(&bench->store, &differences, &err), &err);
    CHECK_INT(differences, 0);
}

/* The figure from the cells, and by SQL over the records. */
static bool compare_one(struct bench *bench, const struct measure *measure, int64_t unit, int64_t day,
                        struct period period)
{
    struct err err = { 0 };
    const struct tally *tally = tally_find(&bench->store, measure);
    CHECK(tally != NULL);
    if (!tally)
        return false;
    struct tally_span span = { date_month_index(period.first), date_month_index(period.last), TALLY_STATES_NOW };
    int64_t kept = -1, counted = -2, state_day = pick(bench, 2) ? date_to_days(period.last) : 0;
    bool found = false;
    if (state_day)
        span.state_month = span.last_month;
    if (measure->time == MEASURE_YEAR) {
        span.first_month = period.first.year * 12;
        span.last_month = period.last.year * 12 + 11;
    }
    CHECK_OK(tally_read(&bench->store, tally, unit, day, &span, &found, &kept, &err), &err);
    if (!found) {
        CHECK(measure->aggregate == AGGREGATE_DISTINCT);
        return true;
    }
    bench->distinct_told += measure->aggregate == AGGREGATE_DISTINCT;
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
    date_to_storage(period.first, from);
    date_to_storage(date_add_days(period.last, 1), to);
    struct measure_cut cut = { .scope_unit = unit, .scope_day = day, .first_day = from, .next_day = to,
                               .first_year = period.first.year, .last_year = period.last.year,
                               .state_day = state_day };
    struct sql_args args = { .arena = test_arena() };
    const char *sql = entity_sql_measure(&args, measure, &cut);
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    CHECK_OK(db_compose_query(bench->store.db, sql, args.values, args.count, &rows, &err), &err);
    CHECK_OK(rows_next(&rows, &has, &err), &err);
    counted = has ? rows_int(&rows, 0) : -3;
    if (kept != counted)
        printf("  %s unit %lld day %lld %s … %s\n", measure_canonical(test_arena(), measure), (long long)unit,
               (long long)day, from, to);
    CHECK_INT(kept, counted);
    return kept != 0;
}

static void compare_figures(struct bench *bench, int rounds)
{
    enum { THEN = 17500, AS_NOW = 20500 }; /* 2017-11-30, 2026-02-16 */
    size_t found = 0;
    for (int i = 0; i < rounds; i++) {
        struct arena_mark mark = arena_mark(test_arena());
        const struct measure *measure = bench->measures[pick(bench, bench->measure_count)];
        int64_t unit = pick(bench, 8) ? bench->scopes[pick(bench, bench->scope_count)] : i % 2 ? bench->nation : 0;
        int first = 2015 * 12 + (int)pick(bench, 60), last = first + (int)pick(bench, 30);
        if (pick(bench, 3) == 0) { /* whole years */
            first = first / 12 * 12;
            last = first + 11 + 12 * (int)pick(bench, 2);
        }
        struct period period = { date_from_month_index(first),
                                 date_add_days(date_add_months(date_from_month_index(last), 1), -1) };
        found += compare_one(bench, measure, unit, pick(bench, 2) ? THEN : AS_NOW, period) && unit;
        arena_release(test_arena(), mark);
    }
    CHECK(found * 8 > (size_t)rounds); /* the figures are not all nought */
    CHECK(bench->distinct_told * 60 > (size_t)rounds);
}

/* Figures by the units of a level, from the cells and over the records. */
static size_t compare_groups(struct bench *bench, const struct measure *measure, const struct figure_cut *cut, const char *level)
{
    struct err err = { 0 };
    const struct figure_dim by_level = { FIGURE_BY_LEVEL, level };
    const struct expr expr = { .op = EXPR_MEASURE, .measure = measure };
    struct figure_groups kept = { 0 }, counted = { 0 };
    size_t tallies = bench->store.tally_count, some = 0;
    CHECK_OK(figure_groups(&bench->store, &expr, cut, &by_level, 1, test_arena(), &kept, &err), &err);
    bench->store.tally_count = 0;
    CHECK_OK(figure_groups(&bench->store, &expr, cut, &by_level, 1, test_arena(), &counted, &err), &err);
    bench->store.tally_count = tallies;
    for (size_t i = 0; i < counted.count; i++) {
        CHECK_INT(figure_group_number(&kept, counted.items[i].keys, 1).value, counted.items[i].number.value);
        some += counted.items[i].number.value != 0;
    }
    for (size_t i = 0; i < kept.count; i++)
        CHECK(figure_group_find(&counted, kept.items[i].keys, 1) != NULL);
    return some;
}

/* Groups and their numbers with the totals and without them. */
static size_t compare_by(struct bench *bench, const struct measure *measure, const struct figure_cut *cut,
                         const struct figure_dim *dim)
{
    struct err err = { 0 };
    const struct expr expr = { .op = EXPR_MEASURE, .measure = measure };
    struct figure_groups kept = { 0 }, counted = { 0 };
    size_t tallies = bench->store.tally_count;
    CHECK_OK(figure_groups(&bench->store, &expr, cut, dim, dim != NULL, test_arena(), &kept, &err), &err);
    bench->store.tally_count = 0;
    CHECK_OK(figure_groups(&bench->store, &expr, cut, dim, dim != NULL, test_arena(), &counted, &err), &err);
    bench->store.tally_count = tallies;
    bool is_level = dim && dim->by == FIGURE_BY_LEVEL; /* there what is 0 is no group */
    if (!is_level)
        CHECK_INT((int64_t)kept.count, (int64_t)counted.count);
    for (size_t i = 0; is_level && i < counted.count; i++)
        CHECK_INT(figure_group_number(&kept, counted.items[i].keys, 1).value, counted.items[i].number.value);
    CHECK_INT(kept.nothing.value, counted.nothing.value);
    for (size_t i = 0; !is_level && i < counted.count && i < kept.count; i++) {
        CHECK(value_equal(kept.items[i].keys[0], counted.items[i].keys[0]));
        CHECK_INT(kept.items[i].number.value, counted.items[i].number.value);
    }
    return counted.count + (counted.nothing.value > 0);
}

/* By the values of a field, of one organisation, and of a month that runs. */
static void compare_values(struct bench *bench, int rounds)
{
    static const char *const organisations[] = { NULL, "womens_union", "farmers_union" };
    int64_t today = bench->store.today_day;
    size_t found = 0;
    for (int i = 0; i < rounds; i++) {
        struct arena_mark mark = arena_mark(test_arena());
        const struct measure *by = bench->by[pick(bench, bench->by_count)];
        struct measure measure = *by;
        struct figure_dim dim = { FIGURE_BY_FIELD, by->kind->fields[by->by - 1].name }, level = { FIGURE_BY_LEVEL, "commune" };
        int64_t unit = pick(bench, 3) ? bench->scopes[pick(bench, bench->scope_count)] : i % 2 ? bench->nation : 0;
        struct period period = { date_of(2016 + (int)pick(bench, 2), 1, 1), date_of(2017, 12, 31) };
        bench->store.today_day = date_to_days(date_of(2017, 10, 3 + (int)pick(bench, 29)));
        struct figure_cut cut = figure_cut_of(&bench->store, unit, period, pick(bench, 2), bench->store.today_day);
        measure.by = 0;
        cut.organisation = organisations[pick(bench, COUNT(organisations))];
        if (pick(bench, 3) == 0 && strcmp(measure.kind->slug, "supports") == 0) {
            measure.aggregate = AGGREGATE_DISTINCT;
            measure.field = kind_field_index(measure.kind, "household");
        }
        found += compare_by(bench, &measure, &cut, i % 3 == 0 ? &dim : i % 3 == 1 ? &level : NULL) > 0;
        arena_release(test_arena(), mark);
    }
    bench->store.today_day = today;
    CHECK(found * 3 > (size_t)rounds);
}

static void compare_levels(struct bench *bench, int rounds)
{
    static const char *const levels[] = { "province", "district", "commune", "area" };
    size_t found = 0;
    for (int i = 0; i < rounds; i++) {
        struct arena_mark mark = arena_mark(test_arena());
        const struct measure *measure = bench->measures[pick(bench, bench->measure_count)];
        int64_t unit = pick(bench, 3) ? bench->scopes[pick(bench, bench->scope_count)] : i % 2 ? bench->nation : 0;
        int first = 2015 * 12 + (int)pick(bench, 60), last = first + (int)pick(bench, 30);
        struct period period = { date_from_month_index(first),
                                 date_add_days(date_add_months(date_from_month_index(last), 1), -1) };
        struct figure_cut cut = figure_cut_of(&bench->store, unit, period, pick(bench, 2), bench->store.today_day);
        cut.states_now = pick(bench, 2);
        found += compare_groups(bench, measure, &cut, levels[pick(bench, COUNT(levels))]);
        arena_release(test_arena(), mark);
    }
    CHECK(found * 4 > (size_t)rounds);
}

/* --- the bench ------------------------------------------------------------------------------------------- */

static void add_scope(struct bench *bench, const char *code)
{
    struct err err = { 0 };
    require(bench->scope_count < COUNT(bench->scopes));
    CHECK_OK(unit_resolve(&bench->store, code, NULL, &bench->scopes[bench->scope_count], &err), &err);
    bench->scope_count++;
}

/* Old communes that went whole into one new, and that were split; areas in them; new communes. */
static bool bench_open(struct bench *bench, uint64_t seed)
{
    static const char *const units[] = {
        "64@2017-01-01", "52@2017-01-01", "52@2025-08-01", "623@2017-01-01", "625@2017-01-01",
        "23866@2017-05-01", "23869@2017-05-01", "23872@2017-05-01", "23875@2017-05-01", "23878@2017-05-01",
        "23866@2025-08-01", "23869@2025-08-01", "23563@2017-05-01", "21550@2017-05-01", "21553@2017-05-01",
    };
    *bench = (struct bench){ .random = seed };
    if (!fixture_open(&bench->store))
        return false;
    for (size_t i = 0; i < COUNT(units); i++)
        add_scope(bench, units[i]);
    for (size_t i = 5; i < COUNT(units); i++)
        bench->places[bench->place_count++] = bench->scopes[i];
    static const char *const names[] = { "Làng Một", "Làng Hai" };
    for (size_t i = 5; i < 9; i++)
        for (size_t j = 0; j < COUNT(names); j++) {
            int64_t area = fixture_area(&bench->store, units[i], names[j]);
            bench->places[bench->place_count++] = area;
            bench->scopes[bench->scope_count++] = area;
        }
    add_scope(bench, "VN");
    bench->nation = bench->scopes[--bench->scope_count];
    struct record *body = MAKE(&bench->store, "bodies", "organisation=womens_union", "unit=23866@2017-05-01",
                               "kind=committee", "name=Hội LHPN xã Ia Din");
    bench->body = body ? body->id : 0;
    make_measures(bench);
    return body != NULL;
}

void test_tally__cells_follow_every_write(void)
{
    struct bench bench;
    if (bench_open(&bench, 1)) {
        add_tallies(&bench);
        for (int i = 0; i < 400; i++) {
            struct arena_mark mark = arena_mark(test_arena());
            write_somehow(&bench);
            arena_release(test_arena(), mark);
            if (i % 100 == 99)
                check_no_difference(&bench);
        }
        compare_figures(&bench, 600);
        compare_levels(&bench, 200);
        compare_values(&bench, 300);
        CHECK(fixture_sql_int(&bench.store, "SELECT count(*) FROM tally_cell WHERE value <> 0") > 100);
        fixture_check_sound(&bench.store);
    }
    fixture_close(&bench.store);
}

/* What came from another province keeps its founding province in its id: its new commune has two cells, whose
 * values are counted, never the cells added. */
void test_tally__a_value_in_records_of_two_provinces(void)
{
    struct bench bench;
    if (bench_open(&bench, 8)) {
        struct err err = { 0 };
        struct tally_span any = { 0, 0, TALLY_STATES_NOW };
        bench.measure_count = 0;
        const struct measure *classes = distinct_add(&bench, "classifications", "class", NULL, MEASURE_ANY_TIME, NULL);
        add_tallies(&bench);
        int64_t gia_lai = bench.scopes[5], binh_dinh = 0, kept = 0;
        bool found = false;
        CHECK_OK(unit_resolve(&bench.store, "21550@2017-05-01", NULL, &binh_dinh, &err), &err);
        for (size_t i = 0; i < 2; i++) {
            struct record *household = MAKE(&bench.store, "households", "head_name=Siu Đức",
                                            fixture_ref("unit", i ? binh_dinh : gia_lai));
            MAKE(&bench.store, "classifications", fixture_ref("household", household->id), "standard=std_2016",
                 "class=poor", "year=2017");
            if (i)
                PATCH(&bench.store, "households", household->id, fixture_ref("unit", gia_lai));
        }
        CHECK_INT(fixture_sql_int(&bench.store, "SELECT count(*) FROM tally_cell WHERE grain = 1 AND value = 1"), 2);
        CHECK_OK(tally_read(&bench.store, tally_find(&bench.store, classes), gia_lai, 17500, &any, &found, &kept, &err), &err);
        CHECK(found);
        CHECK_INT(kept, 1);
        check_no_difference(&bench);
    }
    fixture_close(&bench.store);
}

/* A tally begun late is filled from the records there are, and is kept after the house is opened again. */
void test_tally__begun_late_and_opened_again(void)
{
    struct bench bench;
    if (bench_open(&bench, 2)) {
        for (int i = 0; i < 150; i++)
            write_somehow(&bench);
        add_tallies(&bench);
        CHECK_INT((int64_t)bench.store.tally_count, (int64_t)(bench.measure_count + bench.by_count));
        check_no_difference(&bench);
        add_tallies(&bench); /* again: nothing */
        CHECK_INT((int64_t)bench.store.tally_count, (int64_t)(bench.measure_count + bench.by_count));
        CHECK(fixture_reopen(&bench.store));
        CHECK_INT((int64_t)bench.store.tally_count, (int64_t)(bench.measure_count + bench.by_count));
        for (int i = 0; i < 100; i++)
            write_somehow(&bench);
        check_no_difference(&bench);
        compare_figures(&bench, 200);
    }
    fixture_close(&bench.store);
}

void test_tally__a_write_taken_back_leaves_no_cell(void)
{
    struct bench bench;
    if (bench_open(&bench, 3)) {
        struct err err = { 0 };
        add_tallies(&bench);
        CHECK_OK(db_begin(bench.store.db, &err), &err);
        struct record *record = record_new(test_arena(), kind_by_slug("households"));
        record_set(record, "head_name", v_text("A"));
        record_set(record, "unit", v_int(bench.places[0]));
        CHECK_OK(entity_create(&bench.store, record, NULL, &err), &err);
        CHECK_OK(pending_flush(&bench.store, &err), &err);
        CHECK(fixture_sql_int(&bench.store, "SELECT count(*) FROM tally_cell") > 0);
        db_rollback(bench.store.db);
        CHECK_INT(fixture_sql_int(&bench.store, "SELECT count(*) FROM tally_cell"), 0);
        check_no_difference(&bench);
    }
    fixture_close(&bench.store);
}

/* Long texts that differ only at their end are values of their own. */
void test_tally__long_texts_are_told_apart(void)
{
    struct bench bench;
    if (bench_open(&bench, 6)) {
        struct err err = { 0 };
        bench.measure_count = 0;
        const struct measure *results = distinct_add(&bench, "models", "results", NULL, MEASURE_YEAR, "year");
        add_tallies(&bench);
        const char *result = arena_printf(test_arena(), "results=%0*d", 3000, 0);
        for (char end = 'A'; end <= 'C'; end++)
            MAKE(&bench.store, "models", "name=A", "type=three_clean", "year=2017", fixture_ref("lead_body", bench.body),
                 fixture_ref("unit", bench.places[0]), arena_printf(test_arena(), "%s%c", result, end));
        const struct tally_span span = { 2017 * 12, 2017 * 12 + 11, TALLY_STATES_NOW };
        int64_t kept = 0;
        bool found = false;
        CHECK_OK(tally_read(&bench.store, tally_find(&bench.store, results), 0, 17500, &span, &found, &kept, &err), &err);
        CHECK(found);
        CHECK_INT(kept, 3);
        check_no_difference(&bench);
    }
    fixture_close(&bench.store);
}

/* An area that went to another commune counts there, not where it was recorded. */
void test_tally__an_area_that_went_elsewhere(void)
{
    struct bench bench;
    if (bench_open(&bench, 5)) {
        struct err err = { 0 };
        struct unit_verb verb = { .day = 17600, .reason = "thử" };
        struct unit_verb_result result = { 0 };
        int64_t area = fixture_area(&bench.store, "23866@2017-05-01", "Làng Một");
        add_tallies(&bench);
        MAKE(&bench.store, "households", "head_name=Siu Đức", fixture_ref("unit", area), "registered_on=2017-02-03");
        char text[ID_TEXT_SIZE];
        id_to_text(area, text);
        CHECK_OK(unit_reparent(&bench.store, text, "23869@2017-05-01", &verb, test_arena(), &result, &err), &err);
        MAKE(&bench.store, "households", "head_name=Siu Hai", "unit=23866@2017-05-01", "registered_on=2017-02-03");
        const struct tally *tally = tally_find(&bench.store, bench.measures[0]);
        static const struct { int64_t day; const char *commune; int64_t count; } expected[] = {
            { 17599, "23866@2017-05-01", 2 }, { 17599, "23869@2017-05-01", 0 },
            { 17600, "23866@2017-05-01", 1 }, { 17600, "23869@2017-05-01", 1 },
            { 17600, "64@2017-01-01", 2 },
        };
        const struct tally_span now = { 0, 0, TALLY_STATES_NOW };
        for (size_t i = 0; tally && i < COUNT(expected); i++) {
            int64_t unit = 0, value = -1;
            CHECK_OK(unit_resolve(&bench.store, expected[i].commune, NULL, &unit, &err), &err);
            bool found = false;
            CHECK_OK(tally_read(&bench.store, tally, unit, expected[i].day, &now, &found, &value, &err), &err);
            CHECK_INT(value, expected[i].count);
        }
        fixture_check_sound(&bench.store);
    }
    fixture_close(&bench.store);
}

/* The check itself: it sees a cell that is wrong, missing, or there for nothing. */
void test_tally__the_check_sees_a_wrong_cell(void)
{
    static const char *const wrongs[] = {
        "UPDATE tally_cell SET value = value + 1 WHERE",
        "DELETE FROM tally_cell WHERE",
        "INSERT INTO tally_cell VALUES (64, 1, 2, 77, 5, 0, 1)",
        "INSERT INTO tally_cell VALUES (64, 99, 2, 0, 5, 0, 1)", /* of a tally that is not */
        "UPDATE tally_value SET refs = refs + 1 WHERE",
        "UPDATE tally_value SET value = value || 'x' WHERE",
        "DELETE FROM tally_value WHERE",
    };
    struct bench bench;
    if (bench_open(&bench, 4)) {
        struct err err = { 0 };
        add_tallies(&bench);
        for (int i = 0; i < 40; i++)
            write_somehow(&bench);
        check_no_difference(&bench);
        for (size_t i = 0; i < COUNT(wrongs); i++) {
            CHECK_OK(db_begin(bench.store.db, &err), &err);
            const char *where = strstr(wrongs[i], "WHERE");
            bool values = strstr(wrongs[i], "tally_value");
            fixture_sql_run(&bench.store,
                            where ? arena_printf(test_arena(),
                                                 "%.*sWHERE (tally, grain, unit, month, shard, %s) = (SELECT tally, "
                                                 "grain, unit, month, shard, %s LIMIT 1)",
                                                 (int)(where - wrongs[i]), wrongs[i], values ? "value" : "since",
                                                 values ? "value FROM tally_value WHERE refs > 0" :
                                                          "since FROM tally_cell WHERE value <> 0") :
                                    wrongs[i]);
            int64_t differences = 0;
            CHECK_OK(tally_check(&bench.store, &differences, &err), &err);
            check_that(differences > 0, wrongs[i], __FILE__, __LINE__);
            db_rollback(bench.store.db);
        }
    }
    fixture_close(&bench.store);
}
