/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/programme.h"

#include "../test.h"

#include <string.h>

enum file { KIEN_GIANG, DUC_CO, BOUNDS };
static const char *const paths[] = { "programmes/kien_giang_168.yaml",
                                     "programmes/duc_co_2017.yaml",
                                     "test/programmes/bounds.yaml" };

static char *read_file(const char *path, size_t *ret_len)
{
    static char text[1 << 20];
    FILE *in = fopen(path, "r");
    require(in);
    *ret_len = fread(text, 1, sizeof(text) - 1, in);
    require(fclose(in) == 0);
    return arena_strndup(test_arena(), text, *ret_len);
}

static void show(const struct mistakes *mistakes)
{
    for (size_t i = 0; i < mistakes->count; i++) {
        struct buf text = { 0 };
        mistake_text(&text, LANG_EN, &mistakes->items[i]);
        printf("  %s\n", buf_text(&text));
        buf_done(&text);
    }
}

static const struct programme *parse(enum file file)
{
    size_t len;
    char *text = read_file(paths[file], &len);
    struct mistakes mistakes = { .arena = test_arena() };
    const struct programme *programme =
        programme_parse(test_arena(), paths[file], text, len, &mistakes);
    show(&mistakes);
    CHECK(programme != NULL);
    return programme;
}

/* --- what the two programmes say ----------------------------------------------------------------
 */

void test_programme__kien_giang(void)
{
    const struct programme *programme = parse(KIEN_GIANG);
    if (!programme)
        return;
    CHECK_TEXT(programme->territory_code, "91");
    CHECK_INT((int64_t)programme->signer_count, 6);
    CHECK_TEXT(programme_own_document(programme)->number, "168/KH-MTTQ-TCTV");
    CHECK(date_equal(programme_own_document(programme)->date, date_of(2017, 8, 31)));
    const struct obligation *r2 = programme_obligation(programme, "r2_three_clean");
    CHECK(r2 && r2->subjects.type == SUBJECT_UNIT && r2->when == WHEN_CONTINUOUS);
    CHECK_TEXT(r2->subjects.levels[0], "commune");
    CHECK(limits_hold(&r2->bound.limits, number_known(1)) && !limits_hold(&r2->bound.limits, number_known(0)));
    CHECK_TEXT(r2->sources[0], "S0d-29");
    const struct measure *models = r2->value->measure;
    CHECK_TEXT(models->id, "three_clean");
    CHECK_TEXT(measure_canonical(test_arena(), models),
               "count(models.) any(,) and(in(organisation,\"womens_union\"),in(state,\"evaluated\","
               "\"in_progress\",\"maintained\",\"replicated\"),in(type,\"three_clean\"))");
    const struct obligation *r10 = programme_obligation(programme, "r10_one_lead");
    CHECK(r10 && r10->subjects.type == SUBJECT_RECORD);
    CHECK_TEXT(r10->subjects.record_kind->slug, "households");
    CHECK_TEXT(r10->subjects.records->kind->slug, "classifications");
    CHECK_TEXT(r10->subjects.records->kind->fields[r10->subjects.record_field].name, "household");
    CHECK(!limits_hold(&r10->bound.limits, number_known(2)));
    CHECK(programme_obligation(programme, "farmers_economic_models")->bound.unknown);
    CHECK_INT(programme->assignment->eligibility, ELIGIBLE_ANY_MEMBER);
    CHECK_INT(programme_obligation(programme, "r3_youth_environment")->when, WHEN_PROGRAMME);
}

void test_programme__kien_giang_papers_and_dates(void)
{
    const struct programme *programme = parse(KIEN_GIANG);
    if (!programme)
        return;
    const struct schedule *final = programme_schedule(programme, "final_2020");
    struct date last;
    CHECK(final && final->due.op == DATE_BEFORE);
    CHECK(date_last_ok(final->due.date, final->due.op, &last));
    CHECK(date_equal(last, date_of(2020, 10, 19)));
    CHECK_TEXT(final->to->department, "movement_board");
    const struct schedule *youth = programme_schedule(programme, "final_2020_youth");
    CHECK_TEXT(youth->parent, "final_2020");
    const struct schedule *yearly = programme_schedule(programme, "sustained_households_yearly");
    CHECK_INT(yearly->due.every_months, 12);
    CHECK_INT(yearly->due.date.precision, DATE_YEARLY);
    CHECK_TEXT(yearly->indicator, "households_sustained");
    CHECK_INT(programme_schedule(programme, "periodic_report")->due.base, DUE_UNKNOWN);
    const struct outline *outline = programme_outline(programme, "final_report");
    CHECK_INT((int64_t)outline->node_count, 21);
    CHECK_TEXT(outline->nodes[0].id, "I");
    CHECK_TEXT(outline->nodes[1].id, "I.1");
    CHECK_INT(outline->nodes[1].level, 2);
    CHECK(outline->nodes[1].mandatory && outline->nodes[1].list);
    CHECK_TEXT(outline->nodes[outline->node_count - 1].id, "II");
    CHECK_TEXT(programme_letterhead(programme, "youth_union", "district")->style, "youth_union");
    CHECK(programme_letterhead(programme, "youth_union", "area") == NULL);
}

void test_programme__duc_co(void)
{
    const struct programme *programme = parse(DUC_CO);
    if (!programme)
        return;
    const struct obligation *r9 = programme_obligation(programme, "r9_households_per_branch");
    CHECK(r9 && r9->subjects.by_organisation && r9->supply);
    CHECK_TEXT(r9->subjects.levels[0], "area");
    CHECK_TEXT(r9->subjects.organisations[3], "veterans_association");
    CHECK(r9->subjects.organisations[4] == NULL);
    CHECK(limits_hold(&r9->bound.limits, number_known(3)) && !limits_hold(&r9->bound.limits, number_known(4)));
    CHECK_TEXT(programme_obligation(programme, "r8_model_per_organisation")->value->measure->id,
               "models_on_contents");
    CHECK_TEXT(
        programme_obligation(programme, "one_organisation_per_duty")->subjects.record_kind->slug,
        "duties");
    CHECK_INT(programme->assignment->branch_max, 3);
    CHECK_INT(programme_schedule(programme, "interim_review")->due.date.year, 2020);
    CHECK_TEXT(programme->signers[3].name, "Rơ Ô H' Rin");
    CHECK(programme_outline(programme, "results_report") != NULL);
}

/* Every id a programme cites stands in docs/requirements.csv, and the sources of these two are
 * carried whole. */
void test_programme__citations(void)
{
    size_t len;
    const char *csv = read_file("docs/requirements.csv", &len);
    const struct programme *programmes[] = { parse(KIEN_GIANG), parse(DUC_CO) };
    int rows = 0;
    for (const char *line = strchr(csv, '\n'); line && line[1]; line = strchr(line + 1, '\n')) {
        const char *comma = strchr(line, ',');
        char *id = arena_strndup(test_arena(), line + 1, (size_t)(comma - line) - 1);
        bool wanted = id[1] == '0' || id[1] == '4', cited = false;
        rows++;
        for (size_t i = 0; i < COUNT(programmes); i++)
            for (size_t j = 0; programmes[i] && j < programmes[i]->citation_count && !cited; j++)
                cited = strcmp(programmes[i]->citations[j].source, id) == 0;
        if (wanted && !cited)
            printf("  %s is cited nowhere\n", id);
        CHECK(cited == wanted);
    }
    CHECK_INT(rows, 213);
    for (size_t i = 0; i < COUNT(programmes); i++)
        for (size_t j = 0; programmes[i] && j < programmes[i]->citation_count; j++) {
            const struct citation *citation = &programmes[i]->citations[j];
            char *row = arena_printf(test_arena(), "\n%s,", citation->source);
            if (!strstr(csv, row))
                printf("  %s:%d: %s is no requirement\n", paths[i], citation->line,
                       citation->source);
            CHECK(strstr(csv, row) != NULL);
        }
}

/* --- mistakes ------------------------------------------------------------------------------------
 */

/* The first `old` is replaced by `with`; one message comes, on the line of `at` (NULL: of `with`).
 */
static const struct {
    enum file file;
    const char *old, *with, *at;
    enum msg msg;
} planted[] = {
    /* planted begin */
    { KIEN_GIANG, "id: kien_giang_168\n", "id: Kien-Giang\n", NULL, MSG_FORM_BAD_NAME },
    { KIEN_GIANG, "type: plan\ntitle:", "type: plann\ntitle:", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "period: 2017..2020", "period: 2020..2017", NULL, MSG_PERIOD_ORDER },
    { KIEN_GIANG, "on: 2017-08-31, name", "on: 31/13/2017, name", NULL, MSG_DATE_MONTH },
    { KIEN_GIANG, "levels: [province, district, commune, area]\ncontents",
      "levels: [province, commune, district, area]\ncontents", NULL, MSG_PROGRAMME_LEVEL_ORDER },
    { KIEN_GIANG, "contents: [economy_poverty, culture", "contents: [economy, culture", NULL,
      MSG_FORM_UNKNOWN },
    { KIEN_GIANG, "agreement: all_signers", "agreement: all_signer", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "choices: [any_member, head]\n", "choices: [head]\n", "value: any_member",
      MSG_FORM_UNKNOWN },
    { KIEN_GIANG, "    note:\n      vi: Mục II.2", "    notes:\n      vi: Mục II.2", NULL,
      MSG_FORM_UNKNOWN_KEY_NEAR },
    { KIEN_GIANG, "eligibility: $eligibility", "eligibility: $eligiblity", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "  activity_type:", "  activity_typ:", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "code: member_activity", "code: training", NULL, MSG_PROGRAMME_CODE_TAKEN },
    { KIEN_GIANG, "role: parent, number: 77", "role: parents, number: 77", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "type: guidance, issuer", "type: guidence, issuer", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "date: 20/4/2017, title", "date: 20/4, title", NULL, MSG_COND_YEARLY_DATE },
    { KIEN_GIANG, "parent: letter_384\n", "parent: letter_348\n", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "role: basis, number: 10-CT/TW", "role: this, number: 10-CT/TW", NULL,
      MSG_PROGRAMME_TWO_OWN },
    { KIEN_GIANG, "id: letter_313", "id: directive_10", NULL, MSG_PROGRAMME_ID_TWICE },
    { KIEN_GIANG, "{organisation: womens_union, level: province",
      "{organisation: women_union, level: province", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "title: {vi: Liên đoàn Lao động, en: Trade Union}", "title: {en: Trade Union}",
      NULL, MSG_FORM_MISSING },
    { KIEN_GIANG, "title: Ban Phong trào, level: province", "title: Ban Phong trào, level: nation",
      NULL, MSG_FORM_UNKNOWN },
    { KIEN_GIANG, "from: 2020-09-16}", "from: 2020-02-30}", NULL, MSG_DATE_NO_SUCH_DAY },
    { KIEN_GIANG, "department: urban_youth_board}\n    source: [S0a-05, S0a-07]",
      "department: urban_board}\n    source: [S0a-05, S0a-07]", NULL, MSG_FORM_UNKNOWN },
    { KIEN_GIANG, "purpose: report, document: plan_168}", "purpose: reports, document: plan_168}",
      NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "document: letter_22}", "document: letter_23}", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "    archive: VT, Ban PT\n", "",
      "- organisation: fatherland_front\n    levels: [province, district, commune]\n    style",
      MSG_FORM_MISSING },
    { KIEN_GIANG, "issuer: [\"BCH ĐOÀN {UNIT}\"]", "issuer: [\"BCH ĐOÀN {UNITS}\"]", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "style: youth_union\n", "style: youth\n", NULL, MSG_FORM_UNKNOWN },
    { KIEN_GIANG, "organisations: trade_union}", "organisations: trades_union}", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "classes: [poor]", "classes: [por]", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "  fallback: fatherland_front\n", "",
      "source: [S0d-07, S0d-08, S0d-14, S0d-15, S0d-21]", MSG_FORM_MISSING },
    { DUC_CO, "branch_min: 1", "branch_min: 5", NULL, MSG_MEASURE_BOUND_EMPTY },
    { DUC_CO, "branch_max: $branch_max", "branch_max: three", NULL, MSG_FORM_BAD_INT },
    { KIEN_GIANG, "priority: [ntm_registered]", "priority: [ntm_register]", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "categories: [member, worker]", "categories: [member, workers]", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "count: documents, where: {programme", "count: document, where: {programme", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, ", time: flow, date: issued_date}", ", date: issued_date}", NULL,
      MSG_FORM_MISSING },
    { KIEN_GIANG, "sum: value, of: works, where", "sum: value, count: works, where", NULL,
      MSG_MEASURE_AGGREGATE },
    { KIEN_GIANG, "where: {class: poor}, time: year}\n  - {id: poor_final",
      "where: {clas: poor}, time: year}\n  - {id: poor_final", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "type: three_clean, org", "type: three_claen, org", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "state: held}, time: flow", "state: hold}, time: flow", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "time: flow, date: sustained_on", "time: flow, date: sustained", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "sum: attendees, of", "sum: venue, of", NULL, MSG_FORM_UNKNOWN },
    { KIEN_GIANG, "time: flow, date: on_date}", "time: flow, date: on_date, end: to_date}", NULL,
      MSG_MEASURE_NO_END },
    { KIEN_GIANG, "cadre: {known: yes}", "cadre: 5", NULL, MSG_COND_ONLY_KNOWN },
    { KIEN_GIANG, "reviewed_on: {known: yes}", "reviewed_on: {knwn: yes}", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "{state: {is_not: draft}", "{state: {at_least: draft}", NULL,
      MSG_COND_NO_SUCH_OPERATOR },
    { KIEN_GIANG, "designated: ntm_registered}, time: flow",
      "designated: ntm_registred}, time: flow", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "add: [models_built, works_built]", "add: [models_buit, works_built]", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "ratio: [assigned_poor, $poor_review]", "ratio: [assigned_poor]", NULL,
      MSG_MEASURE_PARTS },
    { KIEN_GIANG, "add: [models_built, works_built]", "add: [models_built, works_value]", NULL,
      MSG_MEASURE_UNITS_DIFFER },
    { KIEN_GIANG, "each: [commune]\n    measure: three_clean",
      "each: [communes]\n    measure: three_clean", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "each: [commune]\n    measure: three_clean",
      "each: [commune, district]\n    measure: three_clean", NULL, MSG_PROGRAMME_EACH },
    { KIEN_GIANG, "bound: {at_least: 1}\n    when: continuous",
      "bound: {atleast: 1}\n    when: continuous", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "bound: {at_least: 1}\n    when: continuous",
      "bound: {at_least: one}\n    when: continuous", NULL, MSG_TEXT_NUMBER },
    { DUC_CO, "bound: {at_least: 1, at_most: $branch_max}", "bound: {at_least: 4, at_most: $branch_max}", NULL,
      MSG_MEASURE_BOUND_EMPTY },
    { KIEN_GIANG, "    when: continuous", "    when: each_year", "measure: three_clean\n",
      MSG_PROGRAMME_TIME },
    { KIEN_GIANG, "Phụ nữ {unit} xây", "Phụ nữ {place} xây", NULL, MSG_FORM_UNKNOWN },
    { KIEN_GIANG, "    among: {records: poor_households}\n", "", "id: r10_one_lead",
      MSG_PROGRAMME_NO_RECORDS },
    { DUC_CO, "measure: assigned\n    bound: {exactly: 1}\n    when: each_year\n",
      "measure: assigned\n    bound: {exactly: 1}\n    when: each_year\n    supply: "
      "poor_households # all\n",
      "supply: poor_households # all", MSG_PROGRAMME_SUPPLY },
    { DUC_CO, "measure: taken_by_branch\n", "measure: poor_households\n", NULL,
      MSG_MEASURE_NO_ORGANISATION },
    { KIEN_GIANG, "towards: [{organisation: farmers_union, levels",
      "towards: [{organisation: womens_union, levels",
      "relation: order\n    movement: farmers_production", MSG_PROGRAMME_ORDER },
    { KIEN_GIANG, "    lead: {organisation: trade_union, levels: province}\n    towards",
      "    towards", "id: trade_union_direct", MSG_FORM_MISSING },
    { KIEN_GIANG, "    relation: order\n  - id: help_without_members",
      "  - id: help_without_members", "id: guide_funds", MSG_PROGRAMME_TOWARDS },
    { KIEN_GIANG, "value: propaganda_people}", "value: propaganda_peple}", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "rows: commune\n", "rows: communes\n", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "rows: [{field: type}]\n", "rows: [{field: colour}]\n",
      "columns: [{label: Mô hình, value: all_models}]", MSG_PROGRAMME_ROWS },
    { KIEN_GIANG, "addressee_name, sent_on]", "adressee_name, sent_on]", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "nơi cư trú\n                figures",
      "nơi cư trú\n                mandatory: yes\n                figures",
      "mandatory: yes\n                figures:\n                  - {label: Số hộ tham gia",
      MSG_PROGRAMME_MANDATORY },
    { KIEN_GIANG, "- id: I.6b", "- id: I.6a", NULL, MSG_PROGRAMME_ID_TWICE },
    { KIEN_GIANG, "due: $consultation_due", "due: trong tháng 13/2017", NULL, MSG_DATE_MONTH },
    { KIEN_GIANG, "due: chậm nhất vào ngày 09/10/2020", "due: chậm nhất vào ngày 20/10/2020",
      "parent: final_2020\n", MSG_PROGRAMME_CASCADE },
    { KIEN_GIANG, "parent: final_2020\n", "parent: final_2021\n", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "every: 1 year\n", "every: yearly\n", NULL, MSG_PROGRAMME_EVERY },
    { KIEN_GIANG, "due: $final_due\n", "due: $final_due\n    every: 1 year\n",
      NULL, MSG_PROGRAMME_DUE_EVERY },
    { KIEN_GIANG, "due: $registration_due\n", "due: từ quý III/2017\n", NULL,
      MSG_PROGRAMME_NO_LAST_DAY },
    { KIEN_GIANG, "kind: assignments", "kind: assignment", NULL, MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "columns: [household, year, lead", "columns: [household, yaer, lead", NULL,
      MSG_FORM_UNKNOWN_NEAR },
    { KIEN_GIANG, "review: 12 months", "review: 12 moons", NULL, MSG_PROGRAMME_EVERY },
    { KIEN_GIANG, "id: r5_veterans_security", "id: r4_veterans_economic", NULL,
      MSG_PROGRAMME_ID_TWICE },
    { KIEN_GIANG, "\nregisters:\n", "\nregistrers:\n", "registrers:", MSG_FORM_UNKNOWN_KEY_NEAR },
    { KIEN_GIANG, "source: S0d-47}", "source: \"S0d 47\"}", NULL, MSG_PROGRAMME_BAD_SOURCE },
    { DUC_CO, "kind: programmes, command: programme agree, ", "", "- {id: amendment", MSG_PROGRAMME_WORKFLOW },
    { DUC_CO, "kind: programmes,", "kind: themes,", NULL, MSG_FORM_UNKNOWN },
    { DUC_CO, "test/cli/workflows.sh amendment", "../secret.sh", NULL, MSG_PROGRAMME_TEST },
    { DUC_CO, "test/cli/workflows.sh amendment", "test/../secret.sh", NULL, MSG_PROGRAMME_TEST },
    { KIEN_GIANG, "\nregisters:\n", "\nid: twice\nregisters:\n", "id: twice", MSG_YAML_DUPLICATE },
    { KIEN_GIANG, "all_models}]\n", "all_models]\n", NULL, MSG_YAML_UNCLOSED_BRACE },
    { DUC_CO, "all:\n        - {contents: economy_poverty}",
      "all:\n        - {any: [{any: [{any: [{contents: economy_poverty}]}]}]}", "- {any: [{any",
      MSG_COND_TOO_DEEP },
    { DUC_CO, "choices: [\"năm 2019\", \"năm 2020\"]\n    value: năm 2020",
      "choices: [\"năm 2019\", \"năm 20\"]\n    value: năm 20", "due: $interim_review",
      MSG_DATE_SHORT_YEAR },
    /* planted end */
};

static int line_at(const char *text, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

static void plant(size_t index)
{
    size_t len;
    const char *text = read_file(paths[planted[index].file], &len);
    const char *found = strstr(text, planted[index].old);
    if (!found)
        printf("  %zu: not found: %s\n", index, planted[index].old);
    CHECK(found != NULL);
    if (!found)
        return;
    char *broken = arena_printf(test_arena(), "%.*s%s%s", (int)(found - text), text,
                                planted[index].with, found + strlen(planted[index].old));
    size_t offset = (size_t)(found - text);
    if (planted[index].at) {
        const char *at = strstr(broken, planted[index].at);
        require(at);
        offset = (size_t)(at - broken);
    }
    struct mistakes mistakes = { .arena = test_arena() };
    const struct programme *programme =
        programme_parse(test_arena(), "p.yaml", broken, strlen(broken), &mistakes);
    bool right = !programme && mistakes.count == 1 &&
                 mistakes.items[0].line == line_at(broken, offset) &&
                 mistakes.items[0].msg == planted[index].msg;
    if (!right) {
        printf("  %zu: “%s” should give one message in line %d\n", index, planted[index].with,
               line_at(broken, offset));
        show(&mistakes);
    }
    CHECK(right);
}

void test_programme__planted_mistakes(void)
{
    for (size_t i = 0; i < COUNT(planted); i++) {
        struct arena_mark mark = arena_mark(test_arena());
        plant(i);
        arena_release(test_arena(), mark);
    }
}

void test_programme__all_mistakes_at_once(void)
{
    static const char text[] = "id: x\ntype: plan\ntitle: T\nperiod: 2020\nlevels: [commune]\n"
                               "territory: {code: 1, on: 2020-01-01, name: X}\n"
                               "organisations:\n  - {key: a, title: A, levels: commune}\n"
                               "obligations:\n"
                               "  - {id: o, title: O, each: [commune], measure: {count: modles, "
                               "time: any}, bound: {at_least: 1}, when: sometimes}\n"
                               "  - {id: p, each: [galaxy], measure: {count: models, time: flow, "
                               "where: {colour: red}}, bound: 3, when: always}\n"
                               "nonsense: 1\n";
    struct mistakes mistakes = { .arena = test_arena() };
    CHECK(!programme_parse(test_arena(), "x.yaml", text, sizeof(text) - 1, &mistakes));
    CHECK_INT((int64_t)mistakes.count, 6);
    for (size_t i = 1; i < mistakes.count; i++)
        CHECK(mistakes.items[i - 1].line <= mistakes.items[i].line);
}

/* The sections that the two source programmes do not use. */
static const char small_programme[] =
    "id: small\ntype: joint_plan\ntitle: {vi: Nhỏ, en: Small}\nperiod: 2026..2030\n"
    "territory: {code: \"91\", on: 2026-01-01, name: Tỉnh An Giang}\n"
    "levels: [province, commune, area]\n"
    "parameters:\n  fall: {choices: [\"1 %\", \"2 %\"], value: 1 %, note: Chọn mức thấp.}\n"
    "codes:\n  model_type:\n    - {code: solar_light, vi: Đèn năng lượng mặt trời}\n"
    "organisations:\n  - {key: fatherland_front, title: Mặt trận, levels: [province, commune]}\n"
    "  - {key: womens_union, title: Hội Phụ nữ, levels: [commune, area]}\n"
    "themes:\n  - {year: 2026, title: Năm đầu}\n"
    "measures:\n"
    "  - {id: lights, title: Đèn, count: models, where: {type: solar_light}, time: stock, "
    "date: started_on, end: stopped_on, units: {designated: [pilot], without: yes}}\n"
    "  - {id: poor, title: Nghèo, count: classifications, where: {class: poor}, time: year}\n"
    "  - {id: homes, title: Hộ, sum: value, of: declared_figures, where: {figure: households}, "
    "time: year}\n"
    "indicators:\n  - {id: rate, title: Tỷ lệ, ratio: [poor, homes]}\n"
    "  - {id: change, title: Thay đổi, change: {of: rate, years: 1}}\n"
    "targets:\n  - {id: t, title: Giảm nghèo, each: [territory], measure: change, "
    "bound: {at_most: $fall}, when: each_year}\n"
    "  - {id: u, title: Đèn, each: [commune, organisation], measure: lights, "
    "bound: {at_least: 2}, when: continuous, soft: no, period: 2027}\n"
    "criteria_sets:\n  - id: area\n    title: Khu dân cư\n    subject: residential_area\n"
    "    period: 2026..2030\n    pass_points: 80\n    criteria:\n"
    "      - {id: roads, title: Đường, points: 60, required: yes}\n"
    "      - {id: light, title: Đèn, points: 40}\n"
    "schedules:\n  - {id: briefing, title: Giao ban, kind: briefing, by: [fatherland_front], "
    "every: 6 months}\n";

void test_programme__sections_of_other_plans(void)
{
    struct mistakes mistakes = { .arena = test_arena() };
    const struct programme *programme = programme_parse(test_arena(), "s.yaml", small_programme,
                                                        sizeof(small_programme) - 1, &mistakes);
    show(&mistakes);
    CHECK(programme != NULL);
    if (!programme)
        return;
    const struct obligation *fall = programme_obligation(programme, "t");
    CHECK(fall->soft && fall->bound.limits.max == 100 && fall->value->op == EXPR_CHANGE);
    const struct obligation *lights = programme_obligation(programme, "u");
    CHECK(!lights->soft && lights->has_period && lights->period.first.year == 2027);
    CHECK_TEXT(lights->subjects.organisations[0], "fatherland_front"); /* all with a commune body */
    CHECK_TEXT(lights->subjects.organisations[1], "womens_union");
    CHECK(lights->value->measure->units->without);
    CHECK_INT((int64_t)programme->criteria_sets[0].criterion_count, 2);
    CHECK_INT(programme->criteria_sets[0].pass_points, 80);
    CHECK_INT(programme->themes[0].year, 2026);
    CHECK_INT(programme->schedules[0].due.every_months, 6);
    CHECK(programme_indicator(programme, "change") && programme_indicator(programme, "lights"));
    CHECK(programme_own_document(programme) == NULL);
}

/* --- bounds ------------------------------------------------------------------------------------
 */

void test_programme__bounds(void)
{
    const struct programme *programme = parse(BOUNDS);
    if (!programme)
        return;
    const struct obligation *fall = programme_obligation(programme, "fall");
    CHECK_INT((int64_t)fall->case_count, 1);
    CHECK(!fall->cases_only && fall->cases[0].bound.limits.above_min);
    CHECK_INT(fall->cases[0].bound.limits.min, 400);
    CHECK_INT(fall->bound.limits.min, 300);
    const struct obligation *annex = programme_obligation(programme, "annex");
    CHECK(annex->cases_only && annex->case_count == 2);
    CHECK_TEXT(annex->cases[1].unit, "23863");
    const struct obligation *assigned = programme_obligation(programme, "assigned");
    CHECK(assigned->bound.min_of->op == EXPR_ASSIGNED);
    CHECK_TEXT(assigned->bound.min_of->name, "assigned");
    CHECK_TEXT(assigned->bound.min_of->programme, "bounds_test");
    CHECK(programme_obligation(programme, "open")->bound.unknown);
    CHECK(programme_obligation(programme, "about")->bound.about);
    CHECK_INT(programme_obligation(programme, "graced")->grace_months, 6);
    CHECK_INT(programme_obligation(programme, "kept")->grace_months, -1);
    const struct obligation *person = programme_obligation(programme, "each_person");
    CHECK_TEXT(person->subjects.record_kind->slug, "household_members");
    const struct criteria_set *score = programme_criteria_set(programme, "score");
    CHECK(score->value == programme_obligation(programme, "score")->value);
    CHECK_INT(score->value->scoring->bonus_max, 5);
    /* limits computed for each subject are rounded to their safe side */
    CHECK(programme_obligation(programme, "base_year")->bound.min_of->rounding == ROUND_UP);
    CHECK(programme_obligation(programme, "of_whole")->bound.max_of->rounding == ROUND_DOWN);
}

/* The least programme with one obligation, whose lines are given. */
static const struct programme *one_obligation(const char *id, const char *lines,
                                              struct mistakes *mistakes)
{
    char *text = arena_printf(
        test_arena(),
        "id: %s\ntype: plan\ntitle: T\nperiod: 2016..2020\nlevels: [commune, area]\n"
        "territory: {code: 1, on: 2017-01-01, name: X}\n"
        "organisations:\n  - {key: womens_union, title: A, levels: [commune, area]}\n"
        "measures:\n  - {id: m, title: M, count: models, time: year}\n"
        "  - {id: any, title: M, count: models, time: any}\n"
        "indicators:\n  - {id: r, title: R, ratio: [m, 7]}\n"
        "obligations:\n  - id: o\n    title: O\n    when: each_year\n%s",
        id, lines);
    *mistakes = (struct mistakes){ .arena = test_arena() };
    return programme_parse(test_arena(), "o.yaml", text, strlen(text), mistakes);
}

/* The only mistake there is. */
static void refused(const char *lines, enum msg msg)
{
    struct mistakes mistakes;
    CHECK(!one_obligation("p", lines, &mistakes));
    CHECK_INT((int64_t)mistakes.count, 1);
    CHECK(mistakes.count && mistakes.items[0].msg == msg);
    if (mistakes.count != 1 || mistakes.items[0].msg != msg)
        show(&mistakes);
}

void test_programme__wrong_bounds(void)
{
#define COMMUNE "    each: [commune]\n    measure: m\n"
    refused(COMMUNE "    bound: {cases: [{at_least: 1}, {levels: [commune], at_least: 2}]}\n",
            MSG_PROGRAMME_CASE_LAST);
    refused(COMMUNE "    bound: {at_least: 1, cases: [{at_least: 1}]}\n",
            MSG_PROGRAMME_CASES_ALONE);
    refused(COMMUNE "    bound: {cases: []}\n", MSG_FORM_NOT_LIST);
    refused(COMMUNE "    bound: {cases: [{organisations: womens_union, at_least: 1}]}\n",
            MSG_PROGRAMME_AMONG);
    refused(COMMUNE "    bound: {cases: [{records: any, at_least: 1}]}\n", MSG_PROGRAMME_AMONG);
    refused(COMMUNE "    bound: {sum: 3, cases: [{unit: A, at_least: 1}, {unit: A, at_least: 2}]}\n",
            MSG_PROGRAMME_ROW_TWICE);
    refused(COMMUNE "    bound: {sum: 3, cases: [{at_least: 3}]}\n", MSG_PROGRAMME_SUM_ROWS);
    refused(COMMUNE "    bound: {sum: 3, cases: [{unit: A, at_most: 3}]}\n",
            MSG_PROGRAMME_SUM_ROWS);
    refused(COMMUNE "    bound: {at_least: r}\n", MSG_MEASURE_UNITS_DIFFER);
    refused(COMMUNE "    bound: {at_least: any}\n", MSG_PROGRAMME_TIME);
    refused(COMMUNE "    bound: {at_least: {measure: m, year: 2016, of: m}}\n",
            MSG_MEASURE_ONE_OPERATOR);
    refused(COMMUNE "    bound: {at_least: 1}\n    not_weaker_than: nothing\n",
            MSG_FORM_UNKNOWN);
    refused("    each: [branch, organisation]\n    measure: m\n    bound: {at_least: 1}\n",
            MSG_PROGRAMME_EACH);
    struct mistakes mistakes;
    const struct programme *branch = one_obligation(
        "p", "    each: [branch]\n    measure: m\n    bound: {at_least: 1}\n", &mistakes);
    CHECK(branch && branch->obligations[0].subjects.by_organisation);
    CHECK(branch && strcmp(branch->obligations[0].subjects.levels[0], "area") == 0);
}

/* Whether `own` is weaker than `superior`, each a bound of its own programme. */
static bool is_weaker(const char *own, const char *superior)
{
    struct mistakes mistakes;
    const struct programme *above = one_obligation(
        "above", arena_printf(test_arena(), COMMUNE "    bound: %s\n", superior), &mistakes);
    const struct programme *below = one_obligation(
        "below",
        arena_printf(test_arena(),
                     COMMUNE "    bound: %s\n    not_weaker_than: {programme: above, obligation: "
                             "o}\n",
                     own),
        &mistakes);
    require(above && below);
    programme_check_superior(test_arena(), below, above, &mistakes);
    CHECK(mistakes.count == 0 || mistakes.items[0].msg == MSG_PROGRAMME_WEAKER);
    return mistakes.count > 0;
}

void test_programme__weaker_than_the_superior(void)
{
    CHECK(!is_weaker("{at_least: 3}", "{at_least: 3}"));
    CHECK(!is_weaker("{at_least: 4, at_most: 9}", "{at_least: 3}"));
    CHECK(!is_weaker("{more_than: 3}", "{at_least: 3}"));
    /* group by group: an exception of the superior is one of the inferior, too */
    const char *superior = "{cases: [{units: {designated: poor_district}, at_least: 5}, {at_least: 3}]}";
    CHECK(!is_weaker(superior, superior));
    CHECK(is_weaker("{cases: [{units: {designated: poor_district}, at_least: 4}, {at_least: 3}]}", superior));
    CHECK(is_weaker("{cases: [{units: {designated: poor_district}, at_least: 5}, {at_least: 2}]}", superior));
    CHECK(is_weaker("{at_least: 3}", superior));
    CHECK(!is_weaker("{at_least: 5}", superior));
    CHECK(!is_weaker("{at_least: 1}", "unknown"));
    CHECK(!is_weaker("{at_least: 1}", "{about: 3}"));
    CHECK(!is_weaker("{at_least: m}", "{at_least: 3}")); /* only the records can tell */
    CHECK(is_weaker("{at_least: 2}", "{at_least: 3}"));
    CHECK(is_weaker("{at_least: 3}", "{more_than: 3}"));
    CHECK(is_weaker("{at_most: 3}", "{at_least: 3}"));
    CHECK(is_weaker("{at_least: 3, at_most: 10}", "{at_least: 3, at_most: 9}"));
    CHECK(is_weaker("{at_most: 9}", "{less_than: 9}"));
    CHECK(is_weaker("unknown", "{at_least: 3}"));
    CHECK(is_weaker("{cases: [{levels: [commune], at_least: 2}, {at_least: 5}]}", "{at_least: 3}"));
}

/* --- damage --------------------------------------------------------------------------------------
 */

static size_t damage_bytes(char *text, size_t len, uint64_t *seed)
{
    static const char alphabet[] = ":-[]{},\"' \n\tax0$%&*#|>?!\xc4";
    size_t count = 1 + test_random(seed) % 4;
    for (size_t i = 0; i < count; i++) {
        char to = alphabet[test_random(seed) % (sizeof(alphabet) - 1)];
        text[test_random(seed) % len] = to;
    }
    return len;
}

/* Takes a line out, doubles one, or moves one to the right. */
static size_t damage_lines(char *text, size_t len, uint64_t *seed)
{
    size_t start = test_random(seed) % len, end;
    while (start > 0 && text[start - 1] != '\n')
        start--;
    for (end = start; end < len && text[end] != '\n'; end++)
        continue;
    end += end < len;
    size_t size = end - start;
    switch (test_random(seed) % 3) {
    case 0:
        memmove(text + start, text + end, len - end);
        return len - size;
    case 1:
        memmove(text + end, text + start, len - start);
        return len + size;
    default:
        memmove(text + start + 2, text + start, len - start);
        memset(text + start, ' ', 2);
        return len + 2;
    }
}

void test_programme__damaged_files_never_crash(void)
{
    uint64_t seed = 42;
    int refused = 0;
    for (int round = 0; round < 750; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        size_t len;
        const char *whole = read_file(paths[round % 3], &len);
        char *text = arena_alloc(test_arena(), len * 2 + 4, 1);
        memcpy(text, whole, len);
        len = round % 4 < 2 ? damage_bytes(text, len, &seed) : damage_lines(text, len, &seed);
        struct mistakes mistakes = { .arena = test_arena() };
        const struct programme *programme =
            programme_parse(test_arena(), "d.yaml", text, len, &mistakes);
        CHECK((programme == NULL) == (mistakes.count > 0));
        int last_line = line_at(text, len);
        for (size_t i = 0; i < mistakes.count; i++)
            CHECK(mistakes.items[i].line >= 1 && mistakes.items[i].line <= last_line + 1);
        refused += programme == NULL;
        arena_release(test_arena(), mark);
    }
    CHECK(refused > 200);
}
