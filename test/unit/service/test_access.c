/* SPDX-License-Identifier: Apache-2.0
 * Who can see what, and why: what is said is what happens, for every role, place and line. */
#include "service/account/access.h"

#include "../store_fixture.h"
#include "service/account/account.h"
#include "service/account/changes.h"

#include <string.h>

static int64_t make_account(struct store *store, const char *name, const char *role, int64_t unit, int64_t body)
{
    struct account_new wanted = { .user_name = name, .role = role, .scope_unit = unit, .body = body,
                                  .password = "suối trong đá mòn 7" };
    struct issues issues = { .arena = test_arena() };
    struct record *account = NULL;
    char password[PASSWORD_FRESH_SIZE];
    struct err err = { 0 };
    CHECK_OK(account_add(store, &wanted, test_arena(), &account, password, &issues, &err), &err);
    return account ? account->id : 0;
}

static struct access ask(struct store *store, int64_t account, const char *slug, int64_t record, int64_t unit)
{
    struct telling to = { store, test_arena(), LANG_VI };
    struct access_question question = { account, kind_by_slug(slug), record, unit };
    struct access access = { 0 };
    struct err err = { 0 };
    CHECK_OK(access_explain(&to, &question, &access, &err), &err);
    for (int what = 0; what < ACCESS_WHAT_MAX_; what++)
        CHECK(access.answers[what].why && *access.answers[what].why);
    return access;
}

/* What the account finds when it tries. */
static void try_itself(struct store *store, int64_t account, const struct record *record, bool *ret_reads, bool *ret_writes)
{
    struct record *own = NULL, *read = NULL, *after = NULL;
    struct actor actor = { 0 }, before = store->actor;
    struct issues issues = { .arena = test_arena() };
    struct err err = { 0 };
    CHECK_OK(entity_get(store, kind_by_slug("accounts"), account, test_arena(), &own, &err), &err);
    CHECK_OK(rights_actor(store, own, test_arena(), &actor, &err), &err);
    store->actor = actor;
    *ret_reads = record_may_read(store, record->kind, &err) == ERR_OK &&
                 entity_get(store, record->kind, record->id, test_arena(), &read, &err) == ERR_OK;
    const struct field_pair pair = { record->kind->label, record_text(record, record->kind->label) };
    *ret_writes = record_patch(store, record->kind, record->id, 0, &pair, 1, test_arena(), &after, &issues, &err) == ERR_OK;
    store->actor = before;
}

void test_access__what_is_said_is_what_happens(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct record *women = MAKE(&store, "bodies", "organisation=womens_union", fixture_ref("unit", family.area),
                                    "kind=branch", "name=Chi hội");
        struct record *model = MAKE(&store, "models", "name=Nhà sạch", "type=environment", fixture_ref("unit", family.area),
                                    fixture_ref("lead_body", women->id), "year=2020", "registered_on=2020-03-01");
        struct record *mine = MAKE(&store, "households", "head_name=Siu Một", fixture_ref("unit", family.area));
        struct record *other = MAKE(&store, "households", "head_name=Siu Hai", fixture_ref("unit", family.other_area));
        const struct record *const records[] = { women, model, mine, other };
        static const char *const roles[] = { "viewer", "reporter", "cadre", "leader", "admin", "auditor" };
        for (size_t i = 0; i < COUNT(roles); i++)
            for (int place = 0; place < 3; place++) {
                const char *name = arena_printf(test_arena(), "%s.%d", roles[i], place);
                int64_t account = make_account(&store, name, roles[i], place == 1 ? family.area : 0, place == 2 ? women->id : 0);
                for (size_t j = 0; j < COUNT(records); j++) {
                    bool reads = false, writes = false;
                    struct access access = ask(&store, account, records[j]->kind->slug, records[j]->id, 0);
                    try_itself(&store, account, records[j], &reads, &writes);
                    CHECK_INT(access.answers[ACCESS_READ].allowed, reads);
                    CHECK_INT(access.answers[ACCESS_WRITE].allowed, writes);
                    CHECK(!access.answers[ACCESS_PERSONAL].allowed);
                }
            }
    }
    fixture_close(&store);
}

void test_access__a_place_is_asked_about_as_a_record_in_it(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        int64_t account = make_account(&store, "lan", "cadre", family.area, 0);
        CHECK(ask(&store, account, "households", 0, family.area).answers[ACCESS_WRITE].allowed);
        CHECK(!ask(&store, account, "households", 0, family.other_area).answers[ACCESS_READ].allowed);
        CHECK(ask(&store, account, "household_members", 0, family.area).answers[ACCESS_READ].allowed);
        CHECK(!ask(&store, account, "accounts", 0, family.area).answers[ACCESS_READ].allowed);
        CHECK(!ask(&store, account, "households", 0, family.area).answers[ACCESS_APPROVE].allowed);
        struct telling to = { &store, test_arena(), LANG_EN };
        struct access_question question = { account, kind_by_slug("households"), 0, family.area };
        struct access access = { 0 };
        struct err err = { 0 };
        store.actor = (struct actor){ .name = "web:mai", .role = ROLE_CADRE, .account = 1, .scope_unit = family.area };
        CHECK_INT(access_explain(&to, &question, &access, &err), ERR_FORBIDDEN); /* no superior, no auditor */
        store.actor = (struct actor){ .name = "web:lan", .role = ROLE_CADRE, .account = account, .scope_unit = family.area };
        CHECK_OK(access_explain(&to, &question, &access, &err), &err); /* one's own */
        question.unit = family.other_area;
        CHECK_INT(access_explain(&to, &question, &access, &err), ERR_FORBIDDEN); /* of a place beyond the asker's */
    }
    fixture_close(&store);
}

/* The table of docs/rights.md. */
void test_access__roles_have_the_rights_that_are_written(void)
{
    static const struct {
        const char *role, *rights;
    } table[] = {
        { "viewer", "public signed_in read " },
        { "reporter", "public signed_in read write " },
        { "cadre", "public signed_in read write " },
        { "leader", "public signed_in read write approve " },
        { "admin", "public signed_in read write approve audit admin " },
        { "auditor", "public signed_in read audit " },
    };
    for (size_t i = 0; i <= COUNT(table); i++) {
        struct actor actor = { 0 };
        CLEANUP(buf_done) struct buf words = { 0 };
        const char *role = rights_role_at(i, &actor);
        if (i == COUNT(table)) {
            CHECK(!role);
            break;
        }
        for (int right = RIGHT_PUBLIC; right < RIGHT_MAX_; right++)
            if (rights_allow(&actor, (enum right)right))
                buf_printf(&words, "%s ", right_word((enum right)right));
        CHECK_TEXT(role, table[i].role);
        CHECK_TEXT(buf_text(&words), table[i].rights);
    }
}

void test_access__changes_come_once_each_the_latest_first(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct changes_query query = { .limit = 2 };
        struct changes page = { 0 }, all = { 0 };
        struct err err = { 0 };
        size_t seen = 0;
        CHECK_OK(changes_list(&store, &(struct changes_query){ .limit = 100000 }, test_arena(), &all, &err), &err);
        CHECK(all.count > 3 && !all.next);
        do {
            CHECK_OK(changes_list(&store, &query, test_arena(), &page, &err), &err);
            for (size_t i = 0; i < page.count && seen < all.count; i++, seen++) {
                CHECK_INT(page.items[i].seq, all.items[seen].seq);
                CHECK_INT(page.items[i].shard, all.items[seen].shard);
                CHECK(!seen || strcmp(all.items[seen - 1].at, all.items[seen].at) >= 0);
            }
            query.cursor = page.next;
        } while (page.next && seen < 200);
        CHECK(seen == all.count || seen >= 200);
        query = (struct changes_query){ .limit = 7, .cursor = "x~1" };
        CHECK_INT(changes_list(&store, &query, test_arena(), &page, &err), ERR_USAGE);
        query = (struct changes_query){ .limit = 7, .from = "2017-13-01" };
        CHECK_INT(changes_list(&store, &query, test_arena(), &page, &err), ERR_USAGE);
        query = (struct changes_query){ .limit = 100000, .kind = kind_by_slug("households"), .actor = store.actor.name };
        CHECK_OK(changes_list(&store, &query, test_arena(), &page, &err), &err);
        CHECK(page.count >= 1 && page.count < all.count);
        store.actor = (struct actor){ .name = "web:lan", .role = ROLE_CADRE };
        CHECK_INT(changes_list(&store, &query, test_arena(), &page, &err), ERR_FORBIDDEN);
    }
    fixture_close(&store);
}
