/* SPDX-License-Identifier: Apache-2.0
 * Who may see and write what, and what may not be withdrawn. */
#include "../store_fixture.h"

#include "base/id.h"

#include <string.h>

static const char *refused_as(struct store *store, const char *slug, const char *const *pairs)
{
    struct err err = { 0 };
    return fixture_refused(store, slug, pairs, &err) == ERR_FORBIDDEN ? "forbidden" : msg_key(err.msg);
}

#define PAIRS(...) ((const char *const[]){ __VA_ARGS__, NULL })

void test_record__a_cadre_of_one_place(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct record *account = MAKE(&store, "accounts", "user_name=lan", "role=cadre");
        store.actor.role = ROLE_CADRE;
        store.actor.scope_unit = family.commune;
        CHECK_TEXT(refused_as(&store, "accounts", PAIRS("user_name=hoa", "role=admin")), "forbidden");
        CHECK_TEXT(refused_as(&store, "organisations", PAIRS("code=other", "name=Hội khác")), "forbidden");
        CHECK_TEXT(refused_as(&store, "code_entries", PAIRS("list=model_type", "code=x", "vi=X")), "forbidden");
        CHECK_TEXT(refused_as(&store, "holidays", PAIRS("date=2020-09-02")), "forbidden");
        static const char *const lists[] = { "accounts", "jobs" };
        for (size_t i = 0; i < COUNT(lists); i++)
            CHECK_INT(record_may_read(&store, kind_by_slug(lists[i]), &err), ERR_FORBIDDEN);
        CHECK_OK(record_may_read(&store, kind_by_slug("programmes"), &err), &err);
        struct field_pair admin = { "role", "admin" };
        struct issues issues = { .arena = test_arena() };
        struct record *after = NULL;
        CHECK_INT(record_patch(&store, kind_by_slug("accounts"), account->id, 0, &admin, 1, test_arena(), &after, &issues,
                               &err),
                  ERR_FORBIDDEN);
        struct act_request lock = { .action = "lock", .reason = "thử" };
        CHECK_INT(record_act(&store, kind_by_slug("accounts"), account->id, &lock, test_arena(), &after, &issues, &err),
                  ERR_FORBIDDEN);
        MAKE(&store, "households", "head_name=Siu Một", fixture_ref("unit", family.area));
        CHECK_INT(REFUSED(&store, "households", &err, "head_name=Siu Hai", "unit=23869@2017-05-01"), ERR_NOT_FOUND);
        store.actor.role = ROLE_VIEWER;
        CHECK_TEXT(refused_as(&store, "households", PAIRS("head_name=Siu Ba", fixture_ref("unit", family.area))),
                   "forbidden");
        store.actor = (struct actor){ .name = "cli:test", .role = ROLE_ADMIN, .sees_personal = true };
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

void test_record__names_are_not_searched_without_the_right(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        static const char *const words[] = { "hit" };
        struct entity_query query = { .words = words, .word_count = 1 };
        struct record_list list = { 0 };
        struct err err = { 0 };
        int64_t count = 0;
        CHECK_OK(entity_count(&store, kind_by_slug("households"), &query, &count, &err), &err);
        CHECK_INT(count, 1);
        store.actor.sees_personal = false;
        CHECK_INT(entity_list(&store, kind_by_slug("households"), &query, test_arena(), &list, &err), ERR_FORBIDDEN);
        CHECK_INT(entity_count(&store, kind_by_slug("household_members"), &query, &count, &err), ERR_FORBIDDEN);
        CHECK_OK(entity_count(&store, kind_by_slug("models"), &query, &count, &err), &err);
    }
    fixture_close(&store);
}

void test_record__a_unit_in_use_is_not_withdrawn(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        const struct kind *units = kind_by_slug("units");
        struct act_request withdraw = { .action = "withdraw", .reason = "ghi nhầm" };
        struct issues issues = { .arena = test_arena() };
        struct record *after = NULL;
        struct err err = { 0 };
        CHECK_INT(record_act(&store, units, family.area, &withdraw, test_arena(), &after, &issues, &err), ERR_STATE);
        CHECK_TEXT(msg_key(err.msg), "unit.used");
        CHECK_TEXT(err.args[1], "6"); /* household, two members, membership, classification, assignment */
        CHECK(strstr(err.args[2], "Hộ gia đình 1") != NULL);
        CHECK_OK(record_act(&store, units, family.other_area, &withdraw, test_arena(), &after, &issues, &err), &err);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

void test_record__steps_of_the_program_itself_are_not_taken_by_hand(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct err err = { 0 };
    struct record *ret = NULL, *job = record_new(test_arena(), kind_by_slug("jobs"));
    struct issues issues = { .arena = test_arena() };
    for (size_t i = 0; job->kind->fields[i].name; i++)
        if (job->kind->fields[i].required && job->kind->fields[i].type == FIELD_CODE)
            record_set(job, job->kind->fields[i].name, v_text(job->kind->fields[i].codes[0].code));
        else if (job->kind->fields[i].required)
            record_set(job, job->kind->fields[i].name, field_is_int(&job->kind->fields[i]) ? v_int(1) : v_text("x"));
    CHECK_OK(db_begin(store.db, &err), &err);
    CHECK_OK(entity_create(&store, job, NULL, &err), &err);
    CHECK_OK(db_commit(store.db, &err), &err);
    const struct act_request start = { .action = "start" }, cancel = { .action = "cancel" };
    CHECK_INT(record_act(&store, job->kind, job->id, &start, test_arena(), &ret, &issues, &err), ERR_FORBIDDEN);
    err = (struct err){ 0 };
    CHECK_OK(record_act(&store, job->kind, job->id, &cancel, test_arena(), &ret, &issues, &err), &err);
    fixture_close(&store);
}

/* Many are of one donor or one recipient: the declaration says which fields tell them apart. */
void test_record__a_title_tells_records_of_one_name_apart(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        const struct field to_praise = { .type = FIELD_REF, .ref = "commendations" }, to_sponsor = { .type = FIELD_REF, .ref = "sponsorships" };
        struct record *praise = MAKE(&store, "commendations", "recipient_kind=person", "recipient_name=Siu Khen", "form=merit_paper", "year=2019",
                                     fixture_ref("unit", family.commune), fixture_ref("awarded_by", family.body));
        struct record *sponsor = MAKE(&store, "sponsorships", "sponsor_name=Công ty Một", "target_level=commune", "from_date=2020-03",
                                      fixture_ref("unit", family.commune));
        CHECK_TEXT(record_label(&store, test_arena(), &to_praise, v_int(praise->id)), "Giấy khen – Siu Khen – 2019");
        CHECK_TEXT(record_label(&store, test_arena(), &to_sponsor, v_int(sponsor->id)), "Công ty Một – Xã Ia Din – tháng 3/2020");
        store.actor.sees_personal = false;
        CHECK(strstr(record_label(&store, test_arena(), &to_praise, v_int(praise->id)), "Siu Khen") == NULL);
        store.actor.sees_personal = true;
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}
