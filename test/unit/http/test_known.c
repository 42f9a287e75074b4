/* SPDX-License-Identifier: Apache-2.0
 * Whom a reader knows: nobody else, and not for longer. */
#include "../test.h"

#include "http/known.h"

static const struct session somebody = { .account = 7, .actor = { .name = "web:lan", .role = ROLE_LEADER, .line = "mttq" },
                                         .language = "vi", .until_unix = 2000 };

void test_known__only_who_was_told_of(void)
{
    struct known *known = known_new();
    struct store store = { .now_unix_ms = 1000000, .today_day = 3 };
    struct session found = { 0 };
    CHECK(!known_find(NULL, "a", &store, test_arena(), &found));
    CHECK(!known_find(known, "a", &store, test_arena(), &found));
    known_keep(known, "a", &store, &somebody);
    CHECK(!known_find(known, "b", &store, test_arena(), &found));
    CHECK(known_find(known, "a", &store, test_arena(), &found));
    known_forget(known); /* what was found stays: its texts are the caller's */
    CHECK(found.account == 7 && found.actor.role == ROLE_LEADER && !found.csrf);
    CHECK_TEXT(found.actor.name, "web:lan");
    CHECK_TEXT(found.actor.line, "mttq");
    CHECK(!known_find(known, "a", &store, test_arena(), &found));
    known_free(known);
}

void test_known__not_beyond_the_session_nor_the_day(void)
{
    struct known *known = known_new();
    struct store store = { .now_unix_ms = 1000000, .today_day = 3 };
    struct session found = { 0 };
    known_keep(known, "a", &store, &somebody);
    store.now_unix_ms = 2000000;
    CHECK(!known_find(known, "a", &store, test_arena(), &found));
    store.now_unix_ms = 1999999;
    CHECK(known_find(known, "a", &store, test_arena(), &found));
    store.today_day = 4;
    CHECK(!known_find(known, "a", &store, test_arena(), &found));
    known_free(known);
}

void test_known__many_come_in_the_place_of_each_other(void)
{
    struct known *known = known_new();
    struct store store = { .now_unix_ms = 1000000, .today_day = 3 };
    for (int64_t i = 1; i <= 1000; i++) {
        struct session session = somebody, found = { 0 };
        const char *credential = arena_printf(test_arena(), "secret %lld", (long long)i);
        session.account = i;
        known_keep(known, credential, &store, &session);
        CHECK(known_find(known, credential, &store, test_arena(), &found) && found.account == i);
        credential = arena_printf(test_arena(), "secret %lld", (long long)(i / 2));
        CHECK(!known_find(known, credential, &store, test_arena(), &found) || found.account == i / 2);
    }
    known_free(known);
}
