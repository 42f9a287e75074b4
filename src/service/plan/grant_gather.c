/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/grant_gather.h"

#include "base/money.h"
#include "domain/code_lists.h"
#include "service/report/figure.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_STEP = 100000 /* a least that is half of a need is made whole upwards */ };

static const char *const first_designations[] = { "ntm_registered", "ntm_roadmap", NULL };
static const char *const hard_designations[] = { "poor_district", "specially_difficult_commune",
                                                 "specially_difficult_area", "poor_commune", "poor_area",
                                                 NULL };

static struct entity_query scoped(const struct grants *grants, const struct cond *where)
{
    return (struct entity_query){ .where = where, .scope_unit = grants->request->unit,
                                  .scope_day = grants->request->day };
}

static bool has_code(const char *list, const char *code)
{
    size_t len = code ? strlen(code) : 0;
    for (const char *at = list; at && len && (at = strstr(at, code)); at += len)
        if (at > list && at[-1] == ',' && at[len] == ',')
            return true;
    return false;
}

static struct grant_row *row_of(const struct grants *grants, int64_t household)
{
    int64_t row = idmap_get(&grants->row_of, household, 0);
    return row ? &grants->rows[row - 1] : NULL;
}

/* --- funds ---------------------------------------------------------------------------------------- */

static bool holds_money(const char *account)
{
    return account && (strcmp(account, "cash") == 0 || strcmp(account, "bank") == 0 ||
                       strcmp(account, "treasury") == 0);
}

static enum err_code take_entry(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct grant_fund *fund = context;
    int64_t amount = record_int(record, "amount");
    if (holds_money(record_text(record, "debit_account")))
        fund->balance += amount;
    if (holds_money(record_text(record, "credit_account")))
        fund->balance -= amount;
    return ERR_OK;
}

static enum err_code take_bound(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct grant_fund *fund = context;
    if (strcmp(record->state, "proposed") == 0 || strcmp(record->state, "approved") == 0)
        fund->bound += record_int(record, "amount");
    return ERR_OK;
}

static enum err_code gather_fund(struct grants *grants, size_t at, struct err *err)
{
    const struct kind *entries = kind_by_slug("ledger_entries"), *given = kind_by_slug("grants");
    int64_t id = grants->request->funds[at].fund;
    struct grant_fund *fund = &grants->result->funds[at];
    TRY(entity_get(grants->store, kind_by_slug("funds"), id, grants->arena, &grants->funds[at], err));
    *fund = (struct grant_fund){ .id = id, .name = record_text(grants->funds[at], "name") };
    if (strcmp(grants->funds[at]->state, "open") != 0)
        return err_set(err, ERR_STATE, MSG_GRANT_FUND_CLOSED, fund->name);
    struct entity_query in_books = {
        .where = cond_compare(grants->arena, kind_field_index(entries, "fund"), COND_EQ, v_int(id))
    };
    struct entity_query of_fund = {
        .where = cond_compare(grants->arena, kind_field_index(given, "fund"), COND_EQ, v_int(id))
    };
    TRY(entity_each(grants->store, entries, &in_books, take_entry, fund, err));
    TRY(entity_each(grants->store, given, &of_fund, take_bound, fund, err));
    int64_t free = fund->balance > fund->bound ? fund->balance - fund->bound : 0;
    fund->budget = grants->request->funds[at].budget;
    if (fund->budget < 0)
        fund->budget = free;
    if (grants->request->apply && fund->budget > free) {
        char asked[MONEY_TEXT_SIZE], there[MONEY_TEXT_SIZE];
        money_to_text(fund->budget, asked);
        money_to_text(free, there);
        return err_set(err, ERR_STATE, MSG_GRANT_NOT_COVERED, fund->name, asked, there);
    }
    return ERR_OK;
}

/* --- households ------------------------------------------------------------------------------------- */

static int class_index(const char *class)
{
    for (int i = 0; class && poverty_class_codes[i].code; i++)
        if (strcmp(poverty_class_codes[i].code, class) == 0)
            return i;
    return -1;
}

static int64_t commune_of(struct grants *grants, int64_t unit)
{
    int64_t known = idmap_get(&grants->communes, unit, -1);
    if (known >= 0)
        return known;
    const struct unit *found = territory_unit(grants->territory, unit);
    int64_t commune = 0;
    if (found) {
        struct unit_set chain = territory_chain(grants->territory, grants->arena, found,
                                                (int32_t)grants->request->day);
        for (size_t i = 0; i < chain.count; i++)
            if (chain.items[i]->level == LEVEL_COMMUNE)
                commune = chain.items[i]->id;
    }
    idmap_put(&grants->communes, unit, commune);
    return commune;
}

/* Of the year asked, else of the year before. */
static enum err_code take_class(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct grants *grants = context;
    int64_t household = record_counted(record, "household");
    int index = class_index(record_text(record, "class"));
    bool is_now = record_int(record, "year") == grants->request->year;
    int64_t commune = commune_of(grants, record_int(record, "unit"));
    if (index < 0 || record_int(record, "counted_by"))
        return ERR_OK;
    if (is_now || idmap_get(&grants->classes, household, 0) == 0)
        idmap_put(&grants->classes, household, index + 1);
    if (is_now && commune && index <= 1)
        idmap_put(&grants->poor, commune, idmap_get(&grants->poor, commune, 0) + 1);
    return ERR_OK;
}

static enum err_code take_households_declared(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct grants *grants = context;
    int64_t commune = commune_of(grants, record_int(record, "unit"));
    if (commune && record_int(record, "unit") == commune)
        idmap_put(&grants->households, commune, record_int(record, "value"));
    return ERR_OK;
}

static enum err_code take_alert(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct grants *grants = context;
    const char *severity = record_text(record, "severity");
    if (severity && strcmp(severity, "destitute") == 0 && strcmp(record->state, "resolved") != 0)
        idmap_put(&grants->destitute, record_counted(record, "household"), 1);
    return ERR_OK;
}

static int urgency_of(const char *urgency)
{
    static const char *const known[] = { "normal", "high", "critical" };
    for (int i = 0; urgency && i < (int)COUNT(known); i++)
        if (strcmp(known[i], urgency) == 0)
            return i + 1;
    return 0;
}

/* One need of each household: the most urgent, of these the one noted first. */
static enum err_code take_need(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct grants *grants = context;
    if (strcmp(record->state, "met") == 0)
        return ERR_OK;
    int64_t household = record_counted(record, "household");
    struct grant_row *row = row_of(grants, household);
    const char *urgency = record_text(record, "urgency");
    if (row && urgency_of(row->urgency) >= urgency_of(urgency))
        return ERR_OK; /* the records come by id */
    if (!row) {
        row = ARENA_PUSH(grants->arena, grants->rows, grants->row_count, grants->row_capacity);
        idmap_put(&grants->row_of, household, (int64_t)grants->row_count);
    }
    *row = (struct grant_row){
        .household = household,
        .need = record->id,
        .unit = record_int(record, "unit"),
        .purpose = arena_strdup(grants->arena, record_text(record, "type")),
        .estimated = record_int(record, "estimated_value"),
        .least = record_int(record, "least_value"),
    };
    const char *subtype = record_text(record, "subtype");
    row->subtype = subtype ? arena_strdup(grants->arena, subtype) : NULL;
    row->urgency = urgency ? arena_strdup(grants->arena, urgency) : NULL;
    return ERR_OK;
}

/* What was given for this need, or for the same purpose in the year, is taken off it. */
static enum err_code take_support(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct grants *grants = context;
    struct grant_row *row = row_of(grants, record_counted(record, "household"));
    const char *type = record_text(record, "type"), *day = record_text(record, "on_date");
    if (!row || !type || !day)
        return ERR_OK;
    bool is_this_year = strtol(day, NULL, 10) == grants->request->year;
    int64_t need = record_int(record, "need");
    if (need == row->need || (need == 0 && is_this_year && strcmp(type, row->purpose) == 0))
        row->supported += record_int(record, "value");
    return ERR_OK;
}

static enum err_code take_grant(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct grants *grants = context;
    struct grant_row *row =
        record_int(record, "household") ? row_of(grants, record_counted(record, "household")) : NULL;
    if (row && record_int(record, "year") == grants->request->year &&
        strcmp(record_text(record, "purpose"), row->purpose) == 0)
        row->bar = GRANT_GIVEN;
    return ERR_OK;
}

/* --- tier and score ------------------------------------------------------------------------------------ */

static bool lies_in(const struct idmap *units, const struct grant_row *row)
{
    return idmap_get(units, row->unit, 0) || (row->commune && idmap_get(units, row->commune, 0));
}

/* Poor and near-poor of a hundred households of the commune; 0 where it is not known. */
static int poverty_rate(const struct grants *grants, int64_t commune)
{
    int64_t all = commune ? idmap_get(&grants->households, commune, 0) : 0;
    int64_t rate = all > 0 ? idmap_get(&grants->poor, commune, 0) * 100 / all : 0;
    return rate < 100 ? (int)rate : 100;
}

/* The points of docs/allocation.md. */
static void score_row(const struct grants *grants, struct grant_row *row, const struct record *household)
{
    static const int by_class[] = { 300, 200, 100 }, by_urgency[] = { 50, 100, 200, 300 };
    int class = class_index(row->class);
    row->points[GRANT_BY_CLASS] = class >= 0 && class < (int)COUNT(by_class) ? by_class[class] : 0;
    row->points[GRANT_BY_URGENCY] = by_urgency[urgency_of(row->urgency)];
    row->points[GRANT_BY_HARD_PLACE] = lies_in(&grants->hard_places, row) ? 100 : 0;
    row->points[GRANT_BY_POVERTY_RATE] = poverty_rate(grants, row->commune);
    row->points[GRANT_BY_POLICY] = record_text(household, "policy_categories") ? 50 : 0;
    row->points[GRANT_BY_NO_LABOUR] = record_int(household, "no_labour_capacity") ? 50 : 0;
    for (int i = 0; i < GRANT_FACTORS; i++)
        row->score += row->points[i];
    row->tier = record_int(household, "destitute") || idmap_get(&grants->destitute, row->household, 0) ?
                    GRANT_DESTITUTE :
                lies_in(&grants->first_places, row) ? GRANT_FIRST_PLACES :
                                                              GRANT_OTHERS;
}

const char *grant_score_words(const struct grant_row *row, enum lang lang, struct arena *arena)
{
    static const enum msg words[GRANT_FACTORS] = {
        [GRANT_BY_URGENCY] = MSG_GRANT_BY_URGENCY,           [GRANT_BY_HARD_PLACE] = MSG_GRANT_BY_HARD_PLACE,
        [GRANT_BY_POVERTY_RATE] = MSG_GRANT_BY_POVERTY_RATE, [GRANT_BY_POLICY] = MSG_GRANT_BY_POLICY,
        [GRANT_BY_NO_LABOUR] = MSG_GRANT_BY_NO_LABOUR,
    };
    CLEANUP(buf_done) struct buf out = { 0 };
    for (int i = 0; i < GRANT_FACTORS; i++) {
        const struct code *class = code_find(poverty_class_codes, row->class ? row->class : "");
        if (row->points[i] == 0)
            continue;
        if (out.len)
            buf_printf(&out, " · ");
        if (i == GRANT_BY_CLASS)
            buf_printf(&out, "%s", class ? (lang == LANG_VI ? class->vi : class->en) : "");
        else
            msg_format(&out, lang, words[i], (const char *const[]){ NULL });
        buf_printf(&out, " %d", row->points[i]);
    }
    return arena_strdup(arena, buf_text(&out));
}

static void set_amounts(struct grant_row *row)
{
    if (row->estimated > ALLOCATION_MONEY_MAX) /* nobody's fund holds that */
        row->estimated = ALLOCATION_MONEY_MAX;
    int64_t left = row->estimated - row->supported;
    row->least_by_rule = row->least == 0;
    if (row->least_by_rule)
        row->least = (row->estimated / 2 + LEAST_STEP - 1) / LEAST_STEP * LEAST_STEP;
    row->least = row->least < left ? row->least : left;
    if (row->bar != GRANT_OPEN)
        return;
    if (row->estimated == 0)
        row->bar = GRANT_NO_VALUE;
    else if (left <= 0)
        row->bar = GRANT_MET;
}

static enum err_code take_household(void *context, const struct record *record, struct err *err)
{
    struct grants *grants = context;
    TRY(plan_goes_on(&grants->request->progress, 0, err));
    struct grant_row *row = row_of(grants, record->id);
    if (!row)
        return ERR_OK;
    int64_t class = idmap_get(&grants->classes, record->id, 0);
    row->head_name = arena_strdup(grants->arena, record_text(record, "head_name"));
    row->class = class ? poverty_class_codes[class - 1].code : NULL;
    row->unit = record_int(record, "unit");
    row->commune = commune_of(grants, row->unit);
    score_row(grants, row, record);
    set_amounts(row);
    return ERR_OK;
}

/* --- which fund may pay ---------------------------------------------------------------------------------- */

struct rule_test {
    struct value *values;
    const struct kind *supports;
    bool is_forbidden;
};

static void set_value(struct rule_test *test, const char *field, struct value value)
{
    test->values[kind_field_index(test->supports, field)] = value;
}

static void test_measure(void *context, const struct measure *measure)
{
    struct rule_test *test = context;
    const struct image image = { .state = test->supports->states ? test->supports->states[0].code : NULL,
                                 .values = test->values,
                                 .kind = test->supports };
    if (measure->kind == test->supports && !cond_needs_records(measure->where))
        test->is_forbidden |= cond_matches(measure->where, &image);
}

static const char *fund_source_of(const struct record *fund)
{
    const char *type = record_text(fund, "type");
    bool is_source = strcmp(type, "fund_for_the_poor") == 0 || strcmp(type, "social_security") == 0;
    return is_source ? type : "other";
}

/* The programme's obligation that there be none of such supports; NULL where it forbids nothing. */
static const char *forbidding_rule(const struct grants *grants, const struct grant_row *row,
                                   const struct record *fund)
{
    const struct programme *programme = grants->request->programme;
    const struct kind *supports = kind_by_slug("supports");
    struct arena_mark mark = arena_mark(grants->arena);
    struct rule_test test = { .supports = supports,
                              .values = ARENA_ARRAY(grants->arena, struct value, kind_field_count(supports)) };
    const char *rule = NULL;
    set_value(&test, "household", v_int(row->household));
    set_value(&test, "type", v_text(row->purpose));
    set_value(&test, "subtype", v_text(row->subtype));
    set_value(&test, "on_date", v_text(grants->store->today));
    set_value(&test, "value", v_int(row->least));
    set_value(&test, "fund", v_int(fund->id));
    set_value(&test, "fund_source", v_text(fund_source_of(fund)));
    set_value(&test, "household_class", v_text(row->class));
    for (size_t i = 0; programme && i < programme->obligation_count && !rule; i++) {
        const struct obligation *obligation = &programme->obligations[i];
        const struct limits *limits = &obligation->bound.limits;
        if (!limits->has_max || limits->max != 0 || obligation->soft || obligation->cases_only)
            continue;
        test.is_forbidden = false;
        expr_measures(obligation->value, test_measure, &test);
        rule = test.is_forbidden ? obligation->title.vi : NULL;
    }
    arena_release(grants->arena, mark);
    return rule;
}

struct fund_reach {
    struct grants *grants;
    size_t fund;
};

static enum err_code take_reach(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct fund_reach *reach = context;
    struct grants *grants = reach->grants;
    const struct record *fund = grants->funds[reach->fund];
    struct grant_row *row = row_of(grants, record->id);
    if (!row || row->bar != GRANT_OPEN)
        return ERR_OK;
    const char *classes = record_text(fund, "for_classes"), *purposes = record_text(fund, "for_purposes");
    if ((classes && !has_code(classes, row->class)) || (purposes && !has_code(purposes, row->purpose)))
        return ERR_OK;
    const char *rule = forbidding_rule(grants, row, fund);
    if (rule)
        row->rule = rule;
    else
        grants->sources[row - grants->rows] |= UINT64_C(1) << reach->fund;
    return ERR_OK;
}

/* A fund pays for the households of its own place. */
static enum err_code gather_reach(struct grants *grants, struct err *err)
{
    grants->sources = ARENA_ARRAY(grants->arena, uint64_t, grants->row_count + 1);
    for (size_t at = 0; at < grants->request->fund_count; at++) {
        struct fund_reach reach = { .grants = grants, .fund = at };
        int64_t unit = record_int(grants->funds[at], "unit"), day = grants->request->day;
        if (unit)
            TRY(unit_scope_day(grants->store, unit, NULL, &day, err));
        if (day > grants->request->day)
            day = grants->request->day;
        struct entity_query all = { .scope_unit = unit, .scope_day = day };
        TRY(entity_each(grants->store, kind_by_slug("households"), &all, take_reach, &reach, err));
    }
    for (size_t i = 0; i < grants->row_count; i++)
        if (grants->rows[i].bar == GRANT_OPEN && grants->sources[i] == 0)
            grants->rows[i].bar = grants->rows[i].rule ? GRANT_RULE : GRANT_EARMARK;
    return ERR_OK;
}

/* --- all of it ---------------------------------------------------------------------------------------------- */

static enum err_code each_of(struct grants *grants, const char *slug, const struct cond *where,
                             enum err_code (*take)(void *, const struct record *, struct err *),
                             struct err *err)
{
    struct entity_query query = scoped(grants, where);
    return entity_each(grants->store, kind_by_slug(slug), &query, take, grants, err);
}

static struct cond *years_cond(const struct grants *grants, const char *slug, int64_t before)
{
    struct value years[] = { v_int(grants->request->year), v_int(grants->request->year - before) };
    return cond_in(grants->arena, kind_field_index(kind_by_slug(slug), "year"), years,
                   before ? COUNT(years) : 1);
}

static enum err_code gather_context(struct grants *grants, struct err *err)
{
    const struct assignment_rules *rules =
        grants->request->programme ? grants->request->programme->assignment : NULL;
    const struct unit_choice first = { .designations =
                                           rules && rules->priority ? rules->priority : first_designations };
    const struct unit_choice hard = { .designations = hard_designations };
    const struct kind *figures = kind_by_slug("declared_figures");
    struct cond *households = cond_both(
        grants->arena, years_cond(grants, "declared_figures", 1),
        cond_compare(grants->arena, kind_field_index(figures, "figure"), COND_EQ, v_text("households")));
    TRY(unit_territory(grants->store, &grants->territory, err));
    TRY(figure_chosen_units(grants->store, &first, grants->request->day, &grants->first_places, err));
    TRY(figure_chosen_units(grants->store, &hard, grants->request->day, &grants->hard_places, err));
    TRY(each_of(grants, "classifications", years_cond(grants, "classifications", 1), take_class, err));
    TRY(each_of(grants, "declared_figures", households, take_households_declared, err));
    return each_of(grants, "hardship_alerts", NULL, take_alert, err);
}

enum err_code grant_gather(struct grants *grants, struct err *err)
{
    struct idmap empty = { .arena = grants->arena };
    grants->row_of = grants->classes = grants->destitute = grants->communes = empty;
    grants->first_places = grants->hard_places = grants->poor = grants->households = empty;
    grants->result->fund_count = grants->request->fund_count;
    grants->result->funds = ARENA_ARRAY(grants->arena, struct grant_fund, GRANT_FUNDS_MAX);
    grants->funds = ARENA_ARRAY(grants->arena, struct record *, GRANT_FUNDS_MAX);
    for (size_t i = 0; i < grants->request->fund_count; i++)
        TRY(gather_fund(grants, i, err));
    TRY(gather_context(grants, err));
    TRY(each_of(grants, "needs", NULL, take_need, err));
    TRY(each_of(grants, "supports", NULL, take_support, err));
    TRY(each_of(grants, "grants", years_cond(grants, "grants", 0), take_grant, err));
    TRY(each_of(grants, "households", NULL, take_household, err));
    size_t kept = 0; /* households that are no longer followed have no name now */
    struct idmap rows = { .arena = grants->arena };
    for (size_t i = 0; i < grants->row_count; i++)
        if (grants->rows[i].head_name) {
            grants->rows[kept++] = grants->rows[i];
            idmap_put(&rows, grants->rows[i].household, (int64_t)kept);
        }
    grants->row_count = kept;
    grants->row_of = rows;
    return gather_reach(grants, err);
}
