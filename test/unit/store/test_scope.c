/* SPDX-License-Identifier: Apache-2.0
 * What is there for whom: by place, line, time and publication; every way to read says the same. */
#include "../store_fixture.h"

#include "service/account/rights.h"

#include <string.h>

/* How a kind looks to the actor: what the list says, checked against count and get of every record. */
static int64_t seen(struct store *store, const char *slug)
{
    const struct kind *kind = kind_by_slug(slug);
    struct entity_query all = { .all_states = true };
    struct record_list there = { 0 }, shown = { 0 };
    struct err err = { 0 };
    struct actor own = store->actor;
    int64_t count = 0;
    CHECK_OK(entity_list(store, kind, &all, test_arena(), &shown, &err), &err);
    CHECK_OK(entity_count(store, kind, &all, &count, &err), &err);
    CHECK_INT(count, (int64_t)shown.count);
    store->actor = (struct actor){ .name = "test:all", .role = ROLE_ADMIN, .sees_personal = true };
    CHECK_OK(entity_list(store, kind, &all, test_arena(), &there, &err), &err);
    store->actor = own;
    int64_t got = 0;
    for (size_t i = 0; i < there.count; i++) {
        struct record *record = NULL;
        got += entity_get(store, kind, there.items[i].id, test_arena(), &record, &err) == ERR_OK;
    }
    CHECK_INT(got, count);
    return count;
}

static struct record *make_model(struct store *store, const char *name, int64_t unit, const char *organisation)
{
    struct record *body = MAKE(store, "bodies", arena_printf(test_arena(), "organisation=%s", organisation),
                               fixture_ref("unit", unit), "kind=branch", arena_printf(test_arena(), "name=%s", name));
    return body ? MAKE(store, "models", arena_printf(test_arena(), "name=%s", name), "type=environment", fixture_ref("unit", unit),
                       fixture_ref("lead_body", body->id), "year=2020", "registered_on=2020-03-01") :
                  NULL;
}

void test_scope__an_organisation_sees_its_line(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct record *women = make_model(&store, "Nhà sạch vườn đẹp", family.area, "womens_union");
        struct record *farmers = make_model(&store, "Tổ hợp tác cà phê", family.area, "farmers_union");
        make_model(&store, "Thu gom rác", family.other_area, "womens_union");
        store.actor = (struct actor){ .name = "test:women", .role = ROLE_CADRE, .scope_unit = family.area,
                                      .line = "womens_union" };
        CHECK_INT(seen(&store, "models"), 1);
        CHECK_INT(seen(&store, "households"), 1); /* of the area: whom it may help */
        CHECK(seen(&store, "bodies") >= 2);       /* who is who is everybody's */
        PATCH(&store, "models", women->id, "participants=30");
        struct field_pair pair = { "participants", "40" };
        struct issues issues = { .arena = test_arena() };
        struct record *after = NULL;
        CHECK_INT(record_patch(&store, kind_by_slug("models"), farmers->id, 0, &pair, 1, test_arena(), &after, &issues,
                               &err), ERR_NOT_FOUND);
        CHECK_INT(REFUSED(&store, "households", &err, "head_name=Siu Một", fixture_ref("unit", family.area)),
                  ERR_FORBIDDEN);
        int64_t body = record_int(farmers, "lead_body");
        struct field_pair rename = { "name", "Chi hội khác" };
        CHECK_INT(record_patch(&store, kind_by_slug("bodies"), body, 0, &rename, 1, test_arena(), &after, &issues, &err),
                  ERR_FORBIDDEN); /* shared: read, not written */
        CHECK_INT(REFUSED(&store, "models", &err, "name=Mượn danh", "type=environment", fixture_ref("unit", family.area),
                          fixture_ref("lead_body", body), "year=2020"), ERR_NOT_FOUND);
    }
    fixture_close(&store);
}

/* A reference to what is out of reach is refused like one to nothing; else the copies of its fields would tell. */
void test_scope__what_is_out_of_reach_is_not_named(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct record *near = make_model(&store, "Thu gom rác", family.other_area, "farmers_union");
        struct record *far = make_model(&store, "Tổ hợp tác cà phê", family.area, "farmers_union");
        struct record *published = make_model(&store, "Tổ tự quản", family.area, "farmers_union");
        (void)fixture_act(&store, "models", published->id, "publish");
        struct record *household = MAKE(&store, "households", "head_name=Siu Gần", fixture_ref("unit", family.other_area));
        struct record *outcome = MAKE(&store, "escape_outcomes", fixture_ref("household", household->id), "year=2020",
                                      "from_class=poor", "to_class=near_poor");
        store.actor = (struct actor){ .name = "test:beside", .role = ROLE_LEADER, .scope_unit = family.other_area };
        const struct {
            const struct record *record;
            const char *field;
            int64_t named;
            enum err_code code;
        } cases[] = {
            { outcome, "assignment", family.assignment, ERR_NOT_FOUND },
            { outcome, "classification", family.classification, ERR_NOT_FOUND },
            { household, "continued_from", family.household, ERR_NOT_FOUND },
            { household, "continued_from", 1, ERR_NOT_FOUND },
            { household, "continued_from", household->id, ERR_OK },
            { near, "replicated_from", far->id, ERR_NOT_FOUND },
            { near, "replicated_from", published->id, ERR_OK }, /* from wherever a model comes */
        };
        for (size_t i = 0; i < COUNT(cases); i++) {
            struct issues issues = { .arena = test_arena() };
            struct record *after = NULL;
            char text[ID_TEXT_SIZE];
            id_to_text(cases[i].named, text);
            struct field_pair pair = { cases[i].field, text };
            CHECK_INT(record_patch(&store, cases[i].record->kind, cases[i].record->id, 0, &pair, 1, test_arena(), &after, &issues, &err), cases[i].code);
        }
    }
    fixture_close(&store);
}

void test_scope__a_unit_asked_for_widens_nothing(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct entity_query query = { .scope_unit = family.commune, .scope_day = store.today_day };
        const struct kind *households = kind_by_slug("households");
        int64_t count = -1, unit = family.commune;
        store.actor = (struct actor){ .name = "test:other", .role = ROLE_CADRE, .scope_unit = family.other_area };
        CHECK_INT(seen(&store, "households"), 0);
        CHECK_OK(entity_count(&store, households, &query, &count, &err), &err);
        CHECK_INT(count, 0);
        CHECK_INT(rights_place(&store, &unit, &err), ERR_FORBIDDEN);
        unit = 0;
        CHECK_OK(rights_place(&store, &unit, &err), &err);
        CHECK_INT(unit, family.other_area);
        query.sort_field = kind_field_index(households, "head_name") + 1;
        CHECK_INT(entity_count(&store, households, &query, &count, &err), ERR_FORBIDDEN); /* orders by what is masked */
    }
    fixture_close(&store);
}

void test_scope__the_public_sees_what_is_published(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct record *one = make_model(&store, "Nhà sạch vườn đẹp", family.area, "womens_union");
        make_model(&store, "Tổ hợp tác cà phê", family.area, "farmers_union");
        fixture_act(&store, "models", one->id, "publish");
        CHECK_TEXT(record_text(fixture_get(&store, "models", one->id), "published_on"), "2020-06-15");
        fixture_act(&store, "models", one->id, "start");
        struct actor own = store.actor;
        store.actor = rights_public();
        CHECK_INT(seen(&store, "models"), 1);
        for (const struct kind *const *kind = kinds; *kind; kind++)
            if (!(*kind)->published && strcmp((*kind)->slug, "units") != 0 && strcmp((*kind)->slug, "lineages") != 0)
                CHECK_INT(seen(&store, (*kind)->slug), 0); /* those two are many, and kept like all others */
        store.actor = own;
        fixture_act(&store, "models", one->id, "stop");
        store.actor = rights_public();
        CHECK_INT(seen(&store, "models"), 0);
    }
    fixture_close(&store);
}

void test_scope__a_place_that_is_no_more_keeps_its_history(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct actor actor = { 0 };
        make_model(&store, "Nhà sạch vườn đẹp", family.area, "womens_union");
        struct record *account = MAKE(&store, "accounts", "user_name=xa.cu", "role=cadre",
                                      fixture_ref("scope_unit", family.commune));
        CHECK_OK(rights_actor(&store, account, test_arena(), &actor, &err), &err);
        CHECK(actor.scope_day == 0 && !actor.read_only);
        store_set_now(&store, store.now_unix_ms + 6LL * 366 * 86400 * 1000); /* 2026: merged into a new commune */
        MAKE(&store, "models", "name=Làm sau ngày sáp nhập", "type=environment", fixture_ref("unit", family.area),
             fixture_ref("lead_body", family.body), "year=2026", "registered_on=2026-03-01");
        MAKE(&store, "households", "head_name=Siu Mới", fixture_ref("unit", family.area));
        CHECK_OK(rights_actor(&store, account, test_arena(), &actor, &err), &err);
        CHECK(actor.scope_day != 0 && actor.read_only);
        struct actor all = store.actor;
        store.actor = actor;
        CHECK_INT(seen(&store, "models"), 1);
        CHECK_INT(seen(&store, "households"), 1);
        CHECK_INT(REFUSED(&store, "households", &err, "head_name=Siu Một", fixture_ref("unit", family.area)),
                  ERR_FORBIDDEN);
        store.actor = all;
    }
    fixture_close(&store);
}
