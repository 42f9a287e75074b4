/* SPDX-License-Identifier: Apache-2.0
 * No code is shown: what a field names without being a reference is told in words, in both languages, and nobody is named whom
 * the asker may not see. */
#include "service/field_words.h"

#include "domain/field.h"
#include "service/programme/programmes.h"
#include "village_fixture.h"

#include <string.h>

static const char *words(struct store *store, const struct record *record, const char *field, enum lang lang)
{
    const char *told = field_words(store, test_arena(), record, kind_field(record->kind, field), lang);
    return told ? told : "";
}

static struct record *record_of(const char *slug)
{
    return record_new(test_arena(), kind_by_slug(slug));
}

void test_field_words__parts_of_a_programme(void)
{
    struct village v;
    if (village_open(&v)) {
        struct record *dispatch = record_of("dispatches"), *target = record_of("assigned_targets"), *figure = record_of("report_figures");
        const struct schedule *entry = programme_schedule(v.programme, "results_yearly");
        const struct outline *outline = programme_outline(v.programme, "results_report");
        const struct obligation *obligation = programme_obligation(v.programme, "r10_one_lead");
        record_set(dispatch, "programme", v_text("duc_co_2017"));
        record_set(dispatch, "schedule_entry", v_text("results_yearly"));
        record_set(dispatch, "outline", v_text("results_report"));
        record_set(target, "programme", v_text("duc_co_2017"));
        record_set(target, "obligation", v_text("r10_one_lead"));
        CHECK_TEXT(words(&v.store, dispatch, "schedule_entry", LANG_VI), entry->title.vi);
        CHECK_TEXT(words(&v.store, dispatch, "schedule_entry", LANG_EN), entry->title.en ? entry->title.en : entry->title.vi);
        CHECK_TEXT(words(&v.store, dispatch, "outline", LANG_VI), outline->title.vi);
        CHECK_TEXT(words(&v.store, target, "obligation", LANG_VI), obligation->title.vi);
        record_set(target, "obligation", v_text("never_declared")); /* told by its value */
        CHECK_TEXT(words(&v.store, target, "obligation", LANG_VI), "");
        record_set(target, "programme", v_text("no_such_programme"));
        CHECK_TEXT(words(&v.store, target, "obligation", LANG_VI), "");
        struct record *report = MAKE(&v.store, "reports", "programme=duc_co_2017", "schedule_entry=results_yearly", "period=2017",
                                     fixture_ref("body", village_body(&v.store, v.district, "fatherland_front")));
        record_set(figure, "report", v_int(report->id)); /* whose programme it is, its report says */
        record_set(figure, "figure", v_text(v.programme->measures[0].id));
        CHECK_TEXT(words(&v.store, figure, "figure", LANG_VI), v.programme->measures[0].title.vi ? v.programme->measures[0].title.vi : "");
    }
    fixture_close(&v.store);
}

void test_field_words__a_record_by_its_register_and_name(void)
{
    struct village v;
    if (village_open(&v)) {
        struct record *file = record_of("attachments");
        struct record *model = MAKE(&v.store, "models", "name=Hàng rào xanh", "type=environment", "year=2017", fixture_ref("unit", v.ia_din),
                                    fixture_ref("lead_body", village_body(&v.store, v.ia_din, "womens_union")));
        record_set(file, "subject_kind", v_text("models"));
        record_set(file, "subject_id", v_int(model->id));
        CHECK_TEXT(words(&v.store, file, "subject_kind", LANG_VI), "Mô hình");
        CHECK_TEXT(words(&v.store, file, "subject_kind", LANG_EN), "Model");
        CHECK_TEXT(words(&v.store, file, "subject_id", LANG_VI), "Hàng rào xanh");
        record_set(file, "subject_kind", v_text("no_such_register"));
        CHECK_TEXT(words(&v.store, file, "subject_id", LANG_VI), "");
        CHECK_TEXT(words(&v.store, file, "caption", LANG_VI), ""); /* speaks for itself */
    }
    fixture_close(&v.store);
}

void test_field_words__nobody_is_named_to_who_may_not_see_him(void)
{
    struct village v;
    if (village_open(&v)) {
        int64_t classification = 0;
        int64_t household = village_household(&v, v.ia_din, "Ksor Thử Kín", "poor", NULL, &classification);
        struct record *file = record_of("attachments"), *class = fixture_get(&v.store, "classifications", classification);
        record_set(file, "subject_kind", v_text("households"));
        record_set(file, "subject_id", v_int(household));
        CHECK_TEXT(words(&v.store, file, "subject_id", LANG_VI), "Ksor Thử Kín");
        CHECK_TEXT(words(&v.store, class, "household", LANG_VI), "Ksor Thử Kín");
        v.store.actor.sees_personal = false;
        CHECK(!strstr(words(&v.store, file, "subject_id", LANG_VI), "Ksor"));
        CHECK(!strstr(words(&v.store, class, "household", LANG_VI), "Ksor"));
        v.store.actor.sees_personal = true;
        v.store.actor.scope_unit = v.ia_krel; /* of another commune */
        CHECK(!strstr(words(&v.store, file, "subject_id", LANG_VI), "Ksor"));
        v.store.actor.scope_unit = 0;
    }
    fixture_close(&v.store);
}

void test_field_words__a_code_that_was_added(void)
{
    struct village v;
    if (village_open(&v)) {
        struct record *entry = record_of("ledger_entries");
        MAKE(&v.store, "code_entries", "list=occasion", "code=tet_nguyen_dan", "vi=Tết Nguyên đán", "en=Lunar New Year");
        record_set(entry, "occasion", v_text("tet_nguyen_dan"));
        CHECK_TEXT(words(&v.store, entry, "occasion", LANG_VI), "Tết Nguyên đán");
        CHECK_TEXT(words(&v.store, entry, "occasion", LANG_EN), "Lunar New Year");
    }
    fixture_close(&v.store);
}

void test_field_words__what_has_no_name_is_told_by_whom_it_is_about(void)
{
    struct village v;
    if (village_open(&v)) {
        int64_t classification = 0;
        int64_t household = village_household(&v, v.ia_din, "Ksor Thử Kín", "poor", NULL, &classification);
        struct record *assignment = record_of("assignments"), *reply = record_of("supports");
        record_set(assignment, "household", v_int(household));
        record_set(assignment, "classification", v_int(classification));
        CHECK_TEXT(words(&v.store, assignment, "classification", LANG_VI), "Hộ nghèo – Ksor Thử Kín");
        CHECK(!strstr(words(&v.store, assignment, "classification", LANG_EN), "Hộ"));
        record_set(reply, "need", v_int(classification)); /* of another register: none of its records */
        CHECK(!strstr(words(&v.store, reply, "need", LANG_VI), "Ksor"));
        v.store.actor.sees_personal = false;
        CHECK(!strstr(words(&v.store, assignment, "classification", LANG_VI), "Ksor"));
    }
    fixture_close(&v.store);
}

void test_field_words__a_periodic_task_and_a_programme_as_people_speak_of_them(void)
{
    struct village v;
    if (village_open(&v)) {
        struct record *job = record_of("jobs"), *duty = record_of("duties");
        record_set(job, "task", v_text("check"));
        CHECK(strcmp(words(&v.store, job, "task", LANG_VI), "check") != 0);
        CHECK(*words(&v.store, job, "task", LANG_EN));
        record_set(job, "task", v_text("no.such.task"));
        CHECK_TEXT(words(&v.store, job, "task", LANG_VI), "");
        MAKE(&v.store, "programmes", "code=mot", "title=Kế hoạch thực hiện Nghị quyết về giảm nghèo", "short_title=Kế hoạch 1", "from_date=2017-01-01", "to_date=2020-12-31");
        record_set(duty, "programme", v_text("mot"));
        CHECK_TEXT(words(&v.store, duty, "programme", LANG_VI), "Kế hoạch 1");
        record_set(duty, "programme", v_text("khong_co"));
        CHECK_TEXT(words(&v.store, duty, "programme", LANG_VI), "khong_co");
    }
    fixture_close(&v.store);
}

/* What is declared holds together: a record's id behind its register's slug, and what is for programs in no table. */
void test_field_words__declarations(void)
{
    int technical = 0;
    for (size_t i = 0; kinds[i]; i++)
        for (const struct field *field = kinds[i]->fields; field->name; field++) {
            if (field->stands_for == STANDS_FOR_RECORD)
                CHECK(field > kinds[i]->fields && field[-1].stands_for == STANDS_FOR_KIND);
            if (field->technical) {
                technical++;
                CHECK(field->unlisted);
            }
        }
    CHECK(technical >= 3);
}
