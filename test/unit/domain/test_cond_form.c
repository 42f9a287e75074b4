/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/measure_form.h"

#include "../test.h"

#include <string.h>

static struct mistakes mistakes;

static struct form_reader reader_of(void)
{
    mistakes = (struct mistakes){ .arena = test_arena() };
    return (struct form_reader){ .arena = test_arena(), .mistakes = &mistakes, .file = "c.yaml" };
}

static const struct yaml *yaml_of(const char *text)
{
    const struct yaml *node = yaml_parse(test_arena(), "c.yaml", text, strlen(text), &mistakes);
    require(node);
    return node;
}

/* The canonical text of a condition on the kind; the first mistake's key where there is one. */
static const char *cond_of(const char *slug, const char *text)
{
    struct form_reader reader = reader_of();
    const char *const organisations[] = { "womens_union", "youth_union", NULL };
    const struct cond_names names = { .organisations = organisations };
    const struct kind *kind = kind_by_slug(slug);
    struct cond *cond = cond_read(&reader, &names, kind, yaml_of(text));
    if (mistakes.count > 0)
        return msg_key(mistakes.items[0].msg);
    require(cond);
    return cond_canonical(test_arena(), kind, cond);
}

void test_cond_form__values_of_each_type(void)
{
    CHECK_TEXT(cond_of("models", "{type: three_clean}"), "in(type,\"three_clean\")");
    CHECK_TEXT(cond_of("models", "{state: [maintained, completed]}"),
               "in(state,\"completed\",\"maintained\")");
    CHECK_TEXT(cond_of("models", "{contents: environment_climate}"),
               "has(contents,\"environment_climate\")");
    CHECK_TEXT(cond_of("models", "{contents: {has: [law_order, economy_poverty]}}"),
               "or(has(contents,\"economy_poverty\"),has(contents,\"law_order\"))");
    CHECK_TEXT(cond_of("models", "{pilot: yes}"), "in(pilot,1)");
    CHECK_TEXT(cond_of("models", "{funding: {at_least: 1.000.000, less_than: 5000000}}"),
               "and(ge(funding,1000000),lt(funding,5000000))");
    CHECK_TEXT(cond_of("supports", "{share: {more_than: \"12,5 %\"}}"), "gt(share,1250)");
    CHECK_TEXT(cond_of("models", "{organisation: [womens_union, null]}"),
               "or(in(organisation,\"womens_union\"),null(organisation))");
    CHECK_TEXT(cond_of("models", "{cadre: null, name: {is_not: [A, B]}}"),
               "and(ne(name,\"A\"),ne(name,\"B\"),null(cadre))");
    CHECK_TEXT(cond_of("models", "{cadre: {known: yes}}"), "known(cadre)");
    CHECK_TEXT(cond_of("models", "{not: {any: [{year: 2017}, {year: 2018}]}}"),
               "not(in(year,2017,2018))");
}

void test_cond_form__two_fields_of_a_record(void)
{
    CHECK_TEXT(cond_of("activities", "{household_count: {at_least: {share: 50 %, of: household_total}}}"),
               "ge(household_count,of(household_total,5000))");
    CHECK_TEXT(cond_of("supports", "{on_date: {at_most: {field: event_date}}}"),
               "le(on_date,of(event_date,10000))");
    CHECK_TEXT(cond_of("assignments", "{lead_unit: {is_not: {field: unit}}}"),
               "ne(lead_unit,of(unit,10000))");
    CHECK_TEXT(cond_of("supports", "{value: {at_least: {field: quantity}}}"), "cond.fields_differ");
    CHECK_TEXT(cond_of("activities", "{sessions: {is: {share: 50 %, of: copies}}}"), "cond.fields_differ");
    CHECK_TEXT(cond_of("activities", "{sessions: {at_least: {share: 50, of: copies}}}"), "cond.bad_share");
    CHECK_TEXT(cond_of("activities", "{sessions: {at_least: {share: 50 %}}}"), "cond.other_field");
    CHECK_TEXT(cond_of("activities", "{sessions: {at_least: {field: copys}}}"), "form.unknown_near");
    CHECK_TEXT(cond_of("activities", "{state: {is: {field: name}}}"), "cond.fields_differ");
}

void test_cond_form__records_that_refer_here(void)
{
    CHECK_TEXT(cond_of("activities", "{linked: {count: supports, where: {value: {at_least: 500.000}}, at_least: 10}}"),
               "ge(linked(count,supports.,activity,and(ge(value,500000),in(state,\"confirmed\",\"recorded\"))),10)");
    CHECK_TEXT(cond_of("activities", "{linked: [{sum: value, of: supports, at_least: 1}, {distinct: household, of: "
                                     "supports, at_least: {share: 50 %, of: household_total}}]}"),
               "and(ge(linked(distinct,supports.household,activity,in(state,\"confirmed\",\"recorded\")),"
               "of(household_total,5000)),"
               "ge(linked(sum,supports.value,activity,in(state,\"confirmed\",\"recorded\")),1))");
    CHECK_TEXT(cond_of("households", "{linked: {count: same_as_links, at_least: 1}}"),
               "ge(linked(count,same_as_links.,household,in(state,\"linked\",\"proposed\",\"refused\")),1)");
    CHECK_TEXT(cond_of("households", "{linked: {count: same_as_links, by: canonicl, at_least: 1}}"), "form.unknown_near");
    CHECK_TEXT(cond_of("activities", "{linked: {count: supports}}"), "cond.linked_bound");
    CHECK_TEXT(cond_of("activities", "{linked: {count: models, at_least: 1}}"), "cond.not_linked");
    CHECK_TEXT(cond_of("units", "{linked: {count: lineages, at_least: 1}}"), "cond.linked_by");
    CHECK_TEXT(cond_of("activities", "{linked: {count: suports, at_least: 1}}"), "form.unknown_near");
    CHECK_TEXT(cond_of("activities", "{linked: {count: supports, where: {type: none}, at_least: 1}}"), "form.unknown");
    CHECK_TEXT(cond_of("activities", "{linked: {count: supports, at_least: many}}"), "text.number");
    CHECK_TEXT(cond_of("activities", "{linked: 3}"), "form.not_group");
    CHECK_TEXT(cond_of("activities", "{linked: {count: supports, at_least: 1, where: {linked: {count: "
                                     "in_kind_contributions, at_least: 1, where: {household: {where: {destitute: "
                                     "yes}}}}}}}"),
               "cond.too_far");
}

void test_cond_form__the_record_referred_to(void)
{
    CHECK_TEXT(cond_of("supports", "{household: {where: {destitute: yes}}}"), "referred(household,in(destitute,1))");
    CHECK_TEXT(cond_of("supports", "{type: {where: {destitute: yes}}}"), "cond.not_a_reference");
    CHECK_TEXT(cond_of("supports", "{household: {where: {destitut: yes}}}"), "form.unknown_near");
}

void test_cond_form__pairs(void)
{
    const char *among = "{pairs: {of: [fund_source, household_class], among: [[fund_for_the_poor, [poor, near_poor]], "
                        "[\"*\", poor]]}}";
    CHECK_TEXT(cond_of("supports", among),
               "or(and(in(fund_source,\"fund_for_the_poor\"),in(household_class,\"near_poor\",\"poor\")),"
               "and(in(household_class,\"poor\"),known(fund_source)))");
    CHECK_TEXT(cond_of("supports", "{pairs: {of: [fund_source, household_class], outside: [[fund_for_the_poor, poor]]}}"),
               "and(known(fund_source),known(household_class),"
               "not(and(in(fund_source,\"fund_for_the_poor\"),in(household_class,\"poor\"))))");
    CHECK_TEXT(cond_of("supports", "{pairs: {of: [fund_source], among: [[poor]]}}"), "cond.pair_fields");
    CHECK_TEXT(cond_of("supports", "{pairs: {of: [fund_source, household_class], among: [[poor]]}}"), "cond.pair_row");
    CHECK_TEXT(cond_of("supports", "{pairs: {of: [fund_source, household_class], among: [[x, poor]]}}"), "form.unknown");
    CHECK_TEXT(cond_of("supports", "{pairs: {of: [fund_source, household_class]}}"), "cond.pairs");
    CHECK_TEXT(cond_of("supports", "{pairs: [a, b]}"), "cond.pairs");
}

void test_cond_form__today_is_no_part_of_a_condition(void)
{
    CHECK_TEXT(cond_of("supports", "{on_date: {at_most: today}}"), "cond.today");
    CHECK_TEXT(cond_of("supports", "{on_date: hôm nay}"), "cond.today");
}

void test_cond_form__dates_cover_their_days(void)
{
    CHECK_TEXT(cond_of("supports", "{on_date: 2018}"),
               "and(ge(on_date,\"2018-01-01\"),lt(on_date,\"2019-01-01\"))");
    CHECK_TEXT(cond_of("supports", "{on_date: {at_most: 31/8/2017}}"),
               "lt(on_date,\"2017-09-01\")");
    CHECK_TEXT(cond_of("supports", "{on_date: {more_than: tháng 8/2017}}"),
               "ge(on_date,\"2017-09-01\")");
    CHECK_TEXT(cond_of("supports", "{on_date: {at_least: 2017-Q3}}"), "ge(on_date,\"2017-07-01\")");
}

void test_cond_form__mistakes(void)
{
    CHECK_TEXT(cond_of("models", "{}"), "cond.not_a_condition");
    CHECK_TEXT(cond_of("models", "{type: {}}"), "form.empty");
    CHECK_TEXT(cond_of("models", "[a]"), "cond.not_a_condition");
    CHECK_TEXT(cond_of("models", "{year: 1066}"), "cond.out_of_range");
    CHECK_TEXT(cond_of("models", "{funding: nhiều}"), "money.form");
    CHECK_TEXT(cond_of("supports", "{share: 12}"), "cond.bad_share");
    CHECK_TEXT(cond_of("supports", "{on_date: 30/6}"), "cond.yearly_date");
    CHECK_TEXT(cond_of("supports", "{on_date: yesterday}"), "date.form");
    CHECK_TEXT(cond_of("models", "{name: {at_least: A}}"), "cond.no_such_operator");
    CHECK_TEXT(cond_of("models", "{type: {has: three_clean}}"), "cond.no_such_operator");
    CHECK_TEXT(cond_of("models", "{year: {at_least: [1, 2]}}"), "form.not_text");
    CHECK_TEXT(cond_of("models", "{any: {type: other}}"), "form.not_list");
    CHECK_TEXT(cond_of("household_members", "{id_number: \"001234567890\"}"), "cond.only_known");
    CHECK_TEXT(cond_of("models", "{organisation: red_cross}"), "form.unknown");
    CHECK_TEXT(cond_of("units", "{state: active}"), "form.unknown");
}

static const char *bound_of(enum number_unit unit, const char *text)
{
    struct form_reader reader = reader_of();
    const struct measure_names names = { 0 };
    const struct expr assigned = { .op = EXPR_ASSIGNED, .unit = unit };
    const struct bound_place place = { .names = &names, .unit = unit, .assigned = &assigned };
    struct bound bound;
    if (!bound_read(&reader, &place, yaml_of(text), &bound))
        return msg_key(mistakes.items[0].msg);
    const struct limits *limits = &bound.limits;
    return arena_printf(test_arena(), "%s%s%s%lld %s%lld%s%s", bound.unknown ? "?" : "",
                        bound.about ? "~" : "", limits->above_min ? ">" : "≥",
                        (long long)limits->min, limits->below_max ? "<" : "≤",
                        (long long)limits->max, bound.min_of ? " min" : "",
                        bound.max_of ? " max" : "");
}

void test_measure_form__bounds(void)
{
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{at_least: 1, at_most: 3}"), "≥1 ≤3");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{exactly: 2}"), "≥2 ≤2");
    CHECK_TEXT(bound_of(NUMBER_SHARE, "{more_than: 4 %}"), ">400 ≤0");
    CHECK_TEXT(bound_of(NUMBER_SHARE, "{less_than: -2.5 %}"), "≥0 <-250");
    CHECK_TEXT(bound_of(NUMBER_MONEY, "{at_least: 1.000.000}"), "≥1000000 ≤0");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "unknown"), "?≥0 ≤0");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{at_least: unknown}"), "?≥0 ≤0");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{about: 500}"), "~≥500 ≤0");
    CHECK_TEXT(bound_of(NUMBER_POINTS, "{at_least: 3 points}"), "≥300 ≤0");
    CHECK_TEXT(bound_of(NUMBER_POINTS, "{more_than: 4 điểm %}"), ">400 ≤0");
    CHECK_TEXT(bound_of(NUMBER_SHARE, "{more_than: 4 points}"), "cond.bad_share");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{at_least: assigned}"), "≥0 ≤0 min");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{exactly: assigned}"), "≥0 ≤0 min max");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{at_least: {share: 95 %, of: {count: models, time: any}}}"),
               "≥0 ≤0 min");
    CHECK_TEXT(bound_of(NUMBER_SHARE, "{at_least: {count: models, time: any}}"),
               "measure.units_differ");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{about: 500, at_most: 600}"), "measure.bound_twice");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{about: 500, at_least: unknown}"), "measure.bound_twice");
    CHECK_TEXT(bound_of(NUMBER_SHARE, "{at_least: 95}"), "cond.bad_share");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{at_least: 1, exactly: 3}"), "measure.bound_twice");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{more_than: 3, less_than: 3}"), "measure.bound_empty");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "{}"), "measure.bound");
    CHECK_TEXT(bound_of(NUMBER_PLAIN, "many"), "measure.bound");
}

static const struct expr *expr_of(const char *text)
{
    struct form_reader reader = reader_of();
    const struct measure_names names = { 0 };
    return expr_read(&reader, &names, yaml_of(text));
}

void test_measure_form__expressions(void)
{
    const struct expr *ratio =
        expr_of("{ratio: [{count: models, time: any}, {add: [{count: works, time: any}, 1]}]}");
    CHECK(ratio && ratio->op == EXPR_RATIO && expr_unit(ratio) == NUMBER_SHARE);
    CHECK(ratio->children[1]->children[1]->op == EXPR_CONST);
    const struct expr *change =
        expr_of("{change: {of: {sum: value, of: supports, time: flow, date: on_date}, years: 2}}");
    CHECK(change && change->years_back == 2 && expr_unit(change) == NUMBER_MONEY);
    const struct expr *fall = expr_of("{decrease: {of: {ratio: [{count: models, time: any}, 7]}, "
                                      "since: 2015, per_year: yes}}");
    CHECK(fall && fall->decrease && fall->per_year && fall->since == 2015);
    CHECK(fall && expr_unit(fall) == NUMBER_POINTS);
    const struct expr *quorum = expr_of("{ratio: [{count: models, time: any}, 7], quorum: {measure: "
                                        "{ratio: [3, {count: works, time: any}]}, at_least: 70 %}}");
    CHECK(quorum && quorum->op == EXPR_QUORUM && quorum->limits.min == 7000);
    const struct expr *base = expr_of("{measure: {count: models, time: any}, year: 2016, whole: yes}");
    CHECK(base && base->op == EXPR_WHOLE && base->children[0]->op == EXPR_AT &&
          base->children[0]->since == 2016);
    CHECK(expr_of("{average: {of: {count: models, time: any}}}") == NULL);
    CHECK_TEXT(msg_key(mistakes.items[0].msg), "measure.since");
    CHECK(expr_of("{change: {of: {count: models, time: any}, years: 1, since: 2016}}") == NULL);
    CHECK_TEXT(msg_key(mistakes.items[0].msg), "measure.years_or_since");
    CHECK(expr_of("{measure: {count: models, time: any}, year: 2016, years_ago: 1}") == NULL);
    CHECK_TEXT(msg_key(mistakes.items[0].msg), "measure.year_twice");
    CHECK(expr_of("{ratio: [1, 2], year: 2016}") == NULL);
    CHECK(expr_of("{share: 95 %}") == NULL);
    CHECK_TEXT(msg_key(mistakes.items[0].msg), "form.missing");
    CHECK(expr_of("{assigned: nothing}") == NULL);
    CHECK_TEXT(msg_key(mistakes.items[0].msg), "form.unknown");
    CHECK(expr_of("{ratio: [1, 2], add: [1, 2]}") == NULL);
    CHECK_INT((int64_t)mistakes.count, 1);
    CHECK(expr_of("{count: models, time: any, id: x}") == NULL);
    CHECK(expr_of("{count: models, time: any, ratio: [1, 2]}") == NULL);
    CHECK(expr_of("{subtract: [{count: models, time: any}, {subtract: [1, {subtract: [1, {subtract:"
                  " [1, {subtract: [1, {subtract: [1, 2]}]}]}]}]}]}") == NULL);
    CHECK_TEXT(msg_key(mistakes.items[0].msg), "measure.too_deep");
    CHECK(expr_of("{sum: value, of: supports, time: year}") == NULL);
    CHECK_TEXT(msg_key(mistakes.items[0].msg), "measure.needs_date");
}
