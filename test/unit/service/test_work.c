/* SPDX-License-Identifier: Apache-2.0
 * What waits for a signature: told to those who may sign, their own place's first, and gone when signed. */
#include "service/work.h"

#include "village_fixture.h"

#include <string.h>

static struct work_section to_sign(struct store *store)
{
    struct telling to = { store, test_arena(), LANG_VI };
    struct work work = { 0 };
    struct err err = { 0 };
    CHECK_OK(work_gather(&to, &work, &err), &err);
    return work.sections[WORK_SIGN];
}

static struct work_section as(struct store *store, enum role role, int64_t unit, bool read_only)
{
    struct actor before = store->actor;
    store->actor = (struct actor){ .name = "test", .role = role, .scope_unit = unit, .read_only = read_only };
    struct work_section found = to_sign(store);
    store->actor = before;
    return found;
}

static struct record *make_report(struct village *v, int64_t unit, const char *period)
{
    return MAKE(&v->store, "reports", "programme=duc_co_2017", "schedule_entry=results_yearly", "title=Báo cáo năm",
                fixture_ref("body", village_body(&v->store, unit, "fatherland_front")), period);
}

static bool tells(const struct work_section *section, int64_t id)
{
    for (size_t i = 0; i < section->item_count; i++)
        if (section->items[i].id == id)
            return true;
    return false;
}

/* A report is not for signing while it is written, but as soon as it is presented; returned, it is its writers' again. */
void test_work__a_report_waits_for_its_signature_when_presented(void)
{
    struct village v;
    if (village_open(&v)) {
        struct record *report = make_report(&v, v.district, "period=2017");
        struct work_section open = as(&v.store, ROLE_LEADER, v.district, false);
        CHECK_INT(open.count, 0);
        fixture_act(&v.store, "reports", report->id, "present");
        struct work_section leader = as(&v.store, ROLE_LEADER, v.district, false);
        CHECK_INT(leader.count, 1);
        CHECK(tells(&leader, report->id));
        if (leader.item_count) {
            CHECK_TEXT(leader.items[0].action, "issue");
            CHECK_INT(leader.items[0].next, MSG_WORK_NEXT_SIGN);
        }
        CHECK_INT(as(&v.store, ROLE_CADRE, v.district, false).count, 0);
        CHECK_INT(as(&v.store, ROLE_LEADER, v.district, true).count, 0);
        CHECK_INT(as(&v.store, ROLE_LEADER, v.ia_din, false).count, 0);
        fixture_act(&v.store, "reports", report->id, "return");
        CHECK_INT(as(&v.store, ROLE_LEADER, v.district, false).count, 0);
        fixture_act(&v.store, "reports", report->id, "present");
        fixture_act(&v.store, "reports", report->id, "issue");
        CHECK_INT(as(&v.store, ROLE_LEADER, v.district, false).count, 0);
    }
    fixture_close(&v.store);
}

/* However many papers of the places below wait, and of registers that come first, one's own are among those shown. */
void test_work__ones_own_come_first(void)
{
    struct village v;
    if (village_open(&v)) {
        for (int i = 0; i < WORK_SHOWN_MAX + 5; i++) {
            struct record *line = MAKE(&v.store, "documents", "direction=outgoing", "type=plan", "year=2017", "subject=Kế hoạch",
                                       fixture_ref("body", village_body(&v.store, v.ia_din, "fatherland_front")));
            fixture_act(&v.store, "documents", line->id, "submit");
        }
        struct record *report = make_report(&v, v.district, "period=2017");
        fixture_act(&v.store, "reports", report->id, "present");
        struct work_section found = as(&v.store, ROLE_LEADER, v.district, false);
        CHECK_INT(found.count, WORK_SHOWN_MAX + 6);
        CHECK_INT((int64_t)found.item_count, WORK_SHOWN_MAX);
        CHECK(found.item_count && found.items[0].id == report->id);
        CHECK_INT(as(&v.store, ROLE_ADMIN, 0, false).count, WORK_SHOWN_MAX + 6);
    }
    fixture_close(&v.store);
}

/* Of every declared signature: from a state there is, by who decides. */
void test_work__every_signature_is_a_leaders(void)
{
    int signatures = 0;
    for (size_t i = 0; kinds[i]; i++)
        for (const struct transition *t = kinds[i]->transitions; t && t->action; t++)
            if (t->signature) {
                signatures++;
                CHECK(kind_state(kinds[i], t->from) != NULL);
                CHECK(t->role >= ROLE_LEADER);
            }
    CHECK(signatures >= 7);
}

/* What a programme left undone waits for somebody until a year after its end; then it is told apart. */
void test_work__overdue_of_programmes_long_ended_stands_apart(void)
{
    struct village v;
    struct err err = { 0 };
    if (village_open(&v)) {
        struct telling to = { &v.store, test_arena(), LANG_VI };
        struct work work = { 0 };
        int last = v.programme->period.last.year;
        village_day(&v.store, last + 1, 6, 1);
        CHECK_OK(work_gather(&to, &work, &err), &err);
        int64_t overdue = work.sections[WORK_OVERDUE].count;
        CHECK(overdue > 0);
        CHECK_INT(work.sections[WORK_OVERDUE].past, 0);
        village_day(&v.store, last + 2, 6, 1);
        work = (struct work){ 0 };
        CHECK_OK(work_gather(&to, &work, &err), &err);
        CHECK_INT(work.sections[WORK_OVERDUE].count, 0);
        CHECK_INT(work.sections[WORK_OVERDUE].past, overdue);
        CHECK(work.sections[WORK_OVERDUE].item_count == 0);
    }
    fixture_close(&v.store);
}

/* What a commune owes is its own work, and of the district above it something to remind it of. */
void test_work__what_others_owe_is_theirs(void)
{
    struct village v;
    struct err err = { 0 };
    if (village_open(&v)) {
        struct telling to = { &v.store, test_arena(), LANG_VI };
        struct work of_commune = { 0 }, of_district = { 0 }, of_house = { 0 };
        struct actor house = v.store.actor;
        village_day(&v.store, 2018, 6, 1);
        CHECK_OK(work_gather(&to, &of_house, &err), &err);
        v.store.actor = (struct actor){ .name = "test", .role = ROLE_CADRE, .scope_unit = v.ia_din };
        CHECK_OK(work_gather(&to, &of_commune, &err), &err);
        v.store.actor.scope_unit = v.district;
        CHECK_OK(work_gather(&to, &of_district, &err), &err);
        v.store.actor = house;
        CHECK(of_commune.sections[WORK_OVERDUE].count > 0);
        CHECK_INT(of_commune.sections[WORK_BEHIND].count, 0);
        CHECK(of_district.sections[WORK_BEHIND].count >= of_commune.sections[WORK_OVERDUE].count);
        CHECK(of_district.sections[WORK_OVERDUE].count > 0);
        for (size_t i = 0; i < of_district.sections[WORK_OVERDUE].item_count; i++)
            CHECK(strstr(of_district.sections[WORK_OVERDUE].items[i].what, "Đức Cơ") != NULL);
        if (of_district.sections[WORK_BEHIND].item_count)
            CHECK_INT(of_district.sections[WORK_BEHIND].items[0].next, MSG_WORK_NEXT_BEHIND);
        CHECK_INT(of_house.sections[WORK_OVERDUE].count, of_district.sections[WORK_OVERDUE].count); /* bound to no place: the house's own */
        CHECK_INT(of_house.sections[WORK_BEHIND].count, of_district.sections[WORK_BEHIND].count);
    }
    fixture_close(&v.store);
}
