/* SPDX-License-Identifier: Apache-2.0
 * What becomes of a household, year by year: its class, who helps it, with what, and its escape. A
 * household keeps its place in the order from the poorest up, with some luck each year; the rates of
 * its province say how far up the poor and the near-poor reach. */
#include "service/demo/demo_parts.h"

#include "base/buf.h"
#include "base/date.h"
#include "domain/code_lists.h"

#include <string.h>

enum class { CLASS_NONE, CLASS_POOR, CLASS_NEAR, CLASS_ESCAPED };
static const char *const class_codes[] = { NULL, "poor", "near_poor", "newly_escaped" };

/* One year of one household. */
struct year {
    struct demo *demo;
    struct demo_household *household;
    int64_t year;
    enum class class, before;
    bool was_poor;
    int64_t classification, assignment;
    enum demo_org lead;
};

static enum class class_of(struct demo *demo, struct demo_household *household, int64_t year)
{
    int64_t poor = 0, both = 0, first_poor = 0, first_both = 0;
    const char *province = household->area->province->code;
    demo_rates(&demo->data, province, household->first_year, &first_poor, &first_both);
    demo_rates(&demo->data, province, year, &poor, &both);
    int64_t place = household->rank * first_both / 10000;
    if (year > household->first_year)
        place = place * chance_between(&household->chance, 88, 112) / 100;
    return place < poor ? CLASS_POOR : place < both ? CLASS_NEAR : CLASS_NONE;
}

static const char *change_of(const struct year *y)
{
    bool first = y->year == y->household->first_year;
    if (first || y->class == y->before)
        return "unchanged";
    if (y->class == CLASS_POOR)
        return y->was_poor ? "relapsed" : y->before == CLASS_NEAR ? "fell_to_poor" : "newly_poor";
    if (y->class == CLASS_NEAR)
        return y->before == CLASS_POOR ? "escaped_to_near_poor" : "newly_near_poor";
    return y->before == CLASS_POOR ? "escaped" : "left_near_poor";
}

static const char *const causes[] = { ",production_land,", ",capital,", ",labour,", ",production_tools,",
                                      ",production_knowledge,", ",labour_skill,", ",illness_accident,",
                                      ",production_land,capital,", ",capital,production_knowledge,", ",other," };
static const unsigned cause_weights[] = { 14, 24, 10, 5, 12, 9, 9, 8, 7, 2 };
enum { CAUSE_LASTS = 850, BY_INCOME = 750 }; /* of a thousand */

/* How often each of deprivation_codes is met among the poor, by the indicators of the standard: ten until 2021, then twelve. */
static const unsigned lack_weights_2016[] = { 0, 0, 0, 4, 6, 9, 3, 12, 8, 12, 18, 5, 8 };
static const unsigned lack_weights_2022[] = { 9, 6, 4, 0, 5, 8, 3, 12, 8, 10, 16, 5, 7 };
enum { INDICATORS = COUNT(lack_weights_2016) };

/* What a household lacked last year it lacks this year, but for what came or went. */
static unsigned lacks_of(struct chance *chance, unsigned before, const unsigned *weights, int wanted)
{
    unsigned lacks = 0;
    for (unsigned i = 0; i < INDICATORS; i++)
        lacks |= weights[i] ? before & 1u << i : 0;
    while (__builtin_popcount(lacks) != wanted) {
        bool more = __builtin_popcount(lacks) < wanted;
        unsigned left[INDICATORS];
        for (unsigned i = 0; i < INDICATORS; i++)
            left[i] = (bool)(lacks & 1u << i) != more ? weights[i] : 0;
        lacks ^= 1u << chance_weighted(chance, left, INDICATORS);
    }
    return lacks;
}

/* Scores as the reviews give them. Until 2021 (Circular 17/2016): poor by income up to 120 points (140 in towns), or up to 150
 * (175) with three indicators lacking and more; near-poor up to 150 (175) with less. From 2022 (Circular 07/2021): income up to
 * 140 (175) for both, and three indicators tell them apart. */
static void set_scores(struct year *y, struct record *record)
{
    struct chance *chance = &y->household->chance;
    bool is_old = y->year <= 2021, poor = y->class == CLASS_POOR, rural = y->household->area->rural;
    bool by_income = is_old && poor && chance_happens(chance, BY_INCOME);
    int64_t low = rural ? 70 : 90, high = rural ? 140 : 175, line = rural ? 120 : 140;
    if (is_old) {
        low = by_income ? low : line + 2;
        high = by_income ? line : rural ? 150 : 175;
    }
    int64_t lacking = by_income ? chance_between(chance, 0, 4) : poor ? chance_between(chance, 3, 5) : chance_between(chance, 0, 2);
    y->household->lacks = lacks_of(chance, y->household->lacks, is_old ? lack_weights_2016 : lack_weights_2022, (int)lacking);
    CLEANUP(buf_done) struct buf out = { 0 };
    for (unsigned i = 0; i < INDICATORS; i++)
        if (y->household->lacks & 1u << i)
            buf_printf(&out, "%s%s,", out.len ? "" : ",", deprivation_codes[i].code);
    if (out.len)
        demo_set_text(record, "deprivations", arena_strdup(record->arena, buf_text(&out)));
    demo_set_int(record, "score_income", chance_between(chance, low, high));
    demo_set_int(record, "score_deprivation", 10 * lacking);
}

static void set_reasons(struct year *y, struct record *record)
{
    struct demo_household *household = y->household;
    if (!household->has_reasons || !chance_happens(&household->chance, CAUSE_LASTS))
        household->cause = (unsigned)chance_weighted(&household->chance, cause_weights, COUNT(causes));
    household->has_reasons = true;
    demo_set_text(record, "causes", causes[household->cause]);
    set_scores(y, record);
}

static enum err_code make_classification(struct year *y, struct err *err)
{
    struct demo *demo = y->demo;
    struct demo_household *household = y->household;
    struct record *record = demo_record(demo, demo->kinds.classifications);
    bool is_final = y->year < demo_today_year(demo);
    record->state = is_final ? "final" : "provisional";
    demo_set_int(record, "household", household->id);
    demo_set_int(record, "year", y->year);
    demo_set_text(record, "standard", y->year <= 2021 ? "std_2016" : "std_2022");
    demo_set_text(record, "class", class_codes[y->class == CLASS_NONE ? CLASS_ESCAPED : y->class]);
    demo_set_text(record, "change", change_of(y));
    demo_set_text(record, "settlement", household->area->rural ? "rural" : "urban");
    demo_set_int(record, "member_count", (int64_t)household->person_count);
    demo_set_text(record, "review", "periodic");
    if (y->class != CLASS_NONE)
        set_reasons(y, record);
    int64_t day = date_to_days(date_of((int)y->year, 12, 10));
    if (is_final)
        (void)demo_set_day(demo, record, "decided_on", day);
    if (y->class == CLASS_NONE)
        (void)demo_set_day(demo, record, "escaped_on", day);
    TRY(demo_write(demo, record, err));
    y->classification = record->id;
    return ERR_OK;
}

/* --- who helps ------------------------------------------------------------------------------------- */

/* An organisation the household belongs to and that has a branch in its area; else the Front. */
static enum demo_org lead_of(const struct demo_household *household)
{
    struct chance chance = household->chance; /* the same each year */
    enum demo_org found[DEMO_AREA_ORGS];
    size_t count = 0;
    for (int org = DEMO_FARMERS; org < DEMO_AREA_ORGS; org++)
        if (household->member_of[org] && household->area->bodies[org])
            found[count++] = (enum demo_org)org;
    return count ? found[chance_below(&chance, count)] : DEMO_FRONT;
}

static bool has_programme(const struct demo_unit *commune, int64_t year)
{
    return commune->programme && year >= commune->programme_from && year <= commune->programme_to;
}

static enum err_code make_assignment(struct year *y, struct err *err)
{
    struct demo *demo = y->demo;
    struct demo_household *household = y->household;
    bool ended = y->year < demo_today_year(demo);
    struct record *record = demo_record(demo, demo->kinds.assignments);
    y->lead = lead_of(household);
    record->state = ended ? "completed" : "active";
    demo_set_int(record, "household", household->id);
    demo_set_int(record, "year", y->year);
    demo_set_int(record, "lead_body", household->area->bodies[y->lead]);
    demo_set_int(record, "cadre", household->area->cadres[y->lead]);
    demo_set_int(record, "classification", y->classification);
    demo_set_text(record, "origin", chance_happens(&household->chance, 700) ? "plan" : "consultation");
    const struct demo_unit *commune = household->area->above;
    if (has_programme(commune, y->year))
        demo_set_text(record, "programme", commune->programme);
    if (!demo_set_day(demo, record, "from_date", date_to_days(date_of((int)y->year, 2, 20))))
        return ERR_OK;
    if (ended)
        (void)demo_set_day(demo, record, "to_date", date_to_days(date_of((int)y->year, 12, 31)));
    TRY(demo_write(demo, record, err));
    y->assignment = record->id;
    return ERR_OK;
}

struct support_row {
    const char *type, *subtype, *measure, *source;
    int64_t low, high; /* hundred thousands of đồng */
    int64_t quantity;
    const char *occasion;
    unsigned weight;
};

static const struct support_row support_rows[] = {
    { "visit_gift", "gift", "suất", "fund_for_the_poor", 3, 6, 1, "tet_for_the_poor", 34 },
    { "livelihood", "seedlings_livestock", "con", "fund_for_the_poor", 60, 150, 1, NULL, 13 },
    { "livelihood", "production_advice", "buổi", "members", 0, 2, 2, NULL, 13 },
    { "livelihood", "loan_access", "lần", "credit", 100, 500, 1, NULL, 12 },
    { "housing", "solidarity_house", "căn", "fund_for_the_poor", 300, 600, 1, "peak_month_for_the_poor", 4 },
    { "housing", "house_repair", "căn", "enterprise", 80, 200, 1, NULL, 4 },
    { "education", "study_support", "suất", "donor", 5, 20, 1, NULL, 8 },
    { "health", "health_insurance_card", "thẻ", "state_budget", 7, 30, 3, NULL, 6 },
    { "job", "job_placement", "người", "members", 0, 5, 1, NULL, 3 },
    { "emergency", "disaster", "hộ", "social_security", 10, 60, 1, NULL, 3 },
};

static enum err_code make_support(struct year *y, struct err *err)
{
    struct demo *demo = y->demo;
    struct chance *chance = &y->household->chance;
    unsigned weights[COUNT(support_rows)];
    for (size_t i = 0; i < COUNT(support_rows); i++)
        weights[i] = support_rows[i].weight;
    const struct support_row *row = &support_rows[chance_weighted(chance, weights, COUNT(weights))];
    int64_t day = date_to_days(date_of((int)y->year, 3, 1)) + chance_between(chance, 0, 270);
    if (row->occasion && strcmp(row->occasion, "tet_for_the_poor") == 0)
        day = date_to_days(date_of((int)y->year, 1, 8)) + chance_between(chance, 0, 20);
    struct record *record = demo_record(demo, demo->kinds.supports);
    record->state = chance_happens(chance, 850) ? "confirmed" : "recorded";
    demo_set_int(record, "household", y->household->id);
    demo_set_text(record, "type", row->type);
    demo_set_text(record, "subtype", row->subtype);
    demo_set_int(record, "value", chance_between(chance, row->low, row->high) * 100000);
    demo_set_int(record, "quantity", row->quantity);
    demo_set_text(record, "measure", row->measure);
    demo_set_text(record, "fund_source", row->source);
    demo_set_text(record, "occasion", row->occasion);
    demo_set_int(record, "provider_body", y->household->area->bodies[y->lead]);
    demo_set_int(record, "assignment", y->assignment);
    if (!demo_set_day(demo, record, "on_date", day))
        return ERR_OK;
    return demo_write(demo, record, err);
}

/* What it would cost and, of most, the least that helps. Drawn apart from what else becomes of the household. */
static void set_cost(const struct year *y, const struct support_row *row, struct record *record)
{
    enum { UNIT = 100000 };
    struct chance chance = chance_of((uint64_t)y->demo->request->seed, "need", (uint64_t)(y->household->id + y->year));
    int64_t value = chance_between(&chance, row->low, row->high);
    demo_set_int(record, "estimated_value", value * UNIT);
    if (value > 1 && chance_happens(&chance, 600))
        demo_set_int(record, "least_value", (value * chance_between(&chance, 40, 90) + 99) / 100 * UNIT);
}

static enum err_code make_need(struct year *y, struct err *err)
{
    struct demo *demo = y->demo;
    struct chance *chance = &y->household->chance;
    const struct support_row *row = &support_rows[1 + chance_below(chance, COUNT(support_rows) - 1)];
    struct record *record = demo_record(demo, demo->kinds.needs);
    bool met = y->year < demo_today_year(demo) && chance_happens(chance, 700);
    int64_t day = date_to_days(date_of((int)y->year, 1, 15)) + chance_between(chance, 0, 60);
    record->state = met ? "met" : "open";
    demo_set_int(record, "household", y->household->id);
    demo_set_text(record, "type", row->type);
    demo_set_text(record, "subtype", row->subtype);
    demo_set_text(record, "urgency", chance_happens(chance, 250) ? "high" : "normal");
    set_cost(y, row, record);
    demo_set_int(record, "lead_body", y->household->area->bodies[y->lead]);
    if (!demo_set_day(demo, record, "found_on", day))
        return ERR_OK;
    if (met)
        (void)demo_set_day(demo, record, "met_on", day + chance_between(chance, 30, 200));
    return demo_write(demo, record, err);
}

static enum err_code make_outcome(struct year *y, int64_t assignment, struct err *err)
{
    struct demo *demo = y->demo;
    struct record *record = demo_record(demo, demo->kinds.outcomes);
    record->state = y->year < demo_today_year(demo) ? "confirmed" : "provisional";
    demo_set_int(record, "household", y->household->id);
    demo_set_int(record, "year", y->year);
    demo_set_text(record, "from_class", "poor");
    demo_set_text(record, "to_class", y->class == CLASS_NEAR ? "near_poor" : "newly_escaped");
    demo_set_text(record, "standard", y->year <= 2021 ? "std_2016" : "std_2022");
    demo_set_int(record, "classification", y->classification);
    demo_set_int(record, "assignment", assignment);
    (void)demo_set_day(demo, record, "escaped_on", date_to_days(date_of((int)y->year, 12, 10)));
    return demo_write(demo, record, err);
}

/* Where a programme assigns households hardly one is left out, elsewhere many are; this year's plan is
 * still to be made. */
static bool is_helped(const struct year *y)
{
    unsigned share = y->year >= demo_today_year(y->demo)                        ? 0
                     : has_programme(y->household->area->above, y->year) ? 940
                                                                         : 420;
    return y->class == CLASS_POOR && y->household->area->bodies[DEMO_FRONT] &&
           chance_happens(&y->household->chance, share);
}

enum err_code demo_make_years(struct demo *demo, struct demo_household *household, struct err *err)
{
    struct year y = { .demo = demo, .household = household };
    for (y.year = household->first_year; y.year <= household->last_year; y.year++) {
        int64_t assignment = y.assignment;
        y.class = class_of(demo, household, y.year);
        if (y.class == CLASS_NONE && y.before == CLASS_NONE)
            continue;
        TRY(make_classification(&y, err));
        if (y.before == CLASS_POOR && y.class != CLASS_POOR)
            TRY(make_outcome(&y, assignment, err));
        y.assignment = 0;
        if (is_helped(&y)) {
            TRY(make_assignment(&y, err));
            if (y.assignment && chance_happens(&household->chance, 720))
                TRY(make_support(&y, err));
            if (y.assignment && chance_happens(&household->chance, 60))
                TRY(make_need(&y, err));
        }
        y.was_poor = y.was_poor || y.class == CLASS_POOR;
        y.before = y.class;
    }
    return ERR_OK;
}
