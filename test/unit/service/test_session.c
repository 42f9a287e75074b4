/* SPDX-License-Identifier: Apache-2.0
 * Signing in: passwords, back-off, sessions, second factor, tokens, and who manages whom. */
#include "../store_fixture.h"

#include "base/totp.h"
#include "service/account/account.h"
#include "service/account/session.h"

#include <string.h>

static const char password[] = "suối trong đá mòn 7";
static const char other_password[] = "nương rẫy mùa tháng ba";

static struct record *add(struct store *store, const char *name, const char *role, int64_t unit,
                          const char *given)
{
    struct account_new wanted = { .user_name = name, .role = role, .scope_unit = unit, .password = given };
    struct issues issues = { .arena = test_arena() };
    struct record *account = NULL;
    struct err err = { 0 };
    char fresh[PASSWORD_FRESH_SIZE];
    CHECK_OK(account_add(store, &wanted, test_arena(), &account, fresh, &issues, &err), &err);
    return account;
}

/* How a sign-in ends: "ok" or the key of its message. */
static const char *enter(struct store *store, const char *user, const char *given, const char *code,
                         struct session *ret_session, char secret[SESSION_SECRET_SIZE])
{
    struct sign_in sign_in = { user, given, code, "203.0.113.7", NULL };
    struct err err = { 0 };
    return session_open(store, &sign_in, test_arena(), ret_session, secret, &err) == ERR_OK ? "ok" :
                                                                                             msg_key(err.msg);
}

static void pass_seconds(struct store *store, int64_t seconds)
{
    store_set_now(store, store->now_unix_ms + seconds * 1000);
}

void test_session__opens_and_ends(void)
{
    struct store store;
    if (fixture_open_empty(&store)) {
        struct session session = { 0 }, found = { 0 };
        struct err err = { 0 };
        char secret[SESSION_SECRET_SIZE];
        struct record *lan = add(&store, "lan", "enterer", 0, password);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok");
        CHECK_TEXT(session.actor.name, "web:lan");
        CHECK_INT(session.actor.role, ROLE_CADRE);
        CHECK(session.must_change_password);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM session"), 1);
        CHECK(strstr(fixture_sql_text(&store, "SELECT hash FROM session"), secret) == NULL);
        CHECK_OK(session_find(&store, secret, test_arena(), &found, &err), &err);
        CHECK_INT(found.account, lan->id);
        CHECK(session_csrf_holds(&found, session.csrf));
        CHECK(!session_csrf_holds(&found, "00000000000000000000000000000000"));
        CHECK(!session_csrf_holds(&found, NULL));
        CHECK_INT(session_find(&store, "no-such-secret", test_arena(), &found, &err), ERR_FORBIDDEN);
        pass_seconds(&store, SESSION_IDLE_SECONDS - 1);
        CHECK_OK(session_touch(&store, secret, &err), &err);
        pass_seconds(&store, SESSION_IDLE_SECONDS - 1);
        CHECK_OK(session_find(&store, secret, test_arena(), &found, &err), &err);
        pass_seconds(&store, 2);
        CHECK_INT(session_find(&store, secret, test_arena(), &found, &err), ERR_FORBIDDEN);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok");
        for (int i = 0; i < 2 * SESSION_LIFE_SECONDS / SESSION_IDLE_SECONDS; i++) {
            pass_seconds(&store, SESSION_IDLE_SECONDS / 2);
            CHECK_OK(session_touch(&store, secret, &err), &err);
        }
        CHECK_INT(session_find(&store, secret, test_arena(), &found, &err), ERR_FORBIDDEN); /* its life is over */
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok");
        CHECK_OK(session_close(&store, secret, &err), &err);
        CHECK_INT(session_find(&store, secret, test_arena(), &found, &err), ERR_FORBIDDEN);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

void test_session__ends_where_the_account_changes(void)
{
    struct store store;
    if (fixture_open_empty(&store)) {
        struct session session = { 0 };
        struct err err = { 0 };
        char secret[SESSION_SECRET_SIZE], fresh[PASSWORD_FRESH_SIZE];
        struct record *lan = add(&store, "lan", "cadre", 0, password);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok");
        CHECK_INT(account_password_change(&store, lan->id, password, password, &err), ERR_INPUT);
        CHECK_OK(account_password_change(&store, lan->id, password, other_password, &err), &err);
        CHECK_INT(session_find(&store, secret, test_arena(), &session, &err), ERR_FORBIDDEN);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "sign_in.wrong");
        CHECK_TEXT(enter(&store, "lan", other_password, NULL, &session, secret), "ok");
        CHECK(!session.must_change_password);
        CHECK_OK(account_lock(&store, lan->id, "nghỉ việc", &err), &err);
        CHECK_INT(session_find(&store, secret, test_arena(), &session, &err), ERR_FORBIDDEN);
        CHECK_TEXT(enter(&store, "lan", other_password, NULL, &session, secret), "sign_in.locked");
        CHECK_OK(account_unlock(&store, lan->id, &err), &err);
        CHECK_OK(account_reset(&store, lan->id, NULL, fresh, &err), &err);
        CHECK_TEXT(enter(&store, "lan", other_password, NULL, &session, secret), "sign_in.wrong");
        CHECK_TEXT(enter(&store, "lan", fresh, NULL, &session, secret), "ok");
        CHECK(session.must_change_password);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

void test_session__waits_longer_after_each_failure(void)
{
    struct store store;
    if (fixture_open_empty(&store)) {
        struct session session = { 0 };
        struct err err = { 0 };
        char secret[SESSION_SECRET_SIZE];
        struct record *lan = add(&store, "lan", "cadre", 0, password);
        for (int i = 0; i < 3; i++)
            CHECK_TEXT(enter(&store, "lan", "sai mật khẩu", NULL, &session, secret), "sign_in.wrong");
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "sign_in.wait");
        CHECK_TEXT(enter(&store, "LAN", password, NULL, &session, secret), "sign_in.wait"); /* the same account */
        CHECK(fixture_reopen(&store)); /* kept in the database */
        store_set_now(&store, (18428LL * 86400 + 3600) * 1000);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "sign_in.wait");
        pass_seconds(&store, 5);
        CHECK_TEXT(enter(&store, "lan", "sai mật khẩu", NULL, &session, secret), "sign_in.wrong");
        pass_seconds(&store, 5);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "sign_in.wait"); /* ten by now */
        CHECK_OK(account_unlock(&store, lan->id, &err), &err);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok");
        CHECK_TEXT(enter(&store, "lan", "sai mật khẩu", NULL, &session, secret), "sign_in.wrong"); /* counts anew */
        for (int i = 0; i < 3; i++)
            CHECK_TEXT(enter(&store, "khong_co", "sai mật khẩu", NULL, &session, secret), "sign_in.wrong");
        CHECK_TEXT(enter(&store, "khong_co", "sai mật khẩu", NULL, &session, secret), "sign_in.wait");
        const char *last = "";
        char name[20];
        for (int i = 0; i < 30; i++) { /* one address, many names */
            snprintf(name, sizeof(name), "ten%d", i);
            last = enter(&store, name, "sai mật khẩu", NULL, &session, secret);
        }
        CHECK_TEXT(last, "sign_in.wait");
        pass_seconds(&store, 86400);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok");
    }
    fixture_close(&store);
}

/* Nobody is kept out of a browser he has signed in from before by what others try. */
void test_session__known_browsers_wait_for_themselves_only(void)
{
    struct store store;
    if (fixture_open_empty(&store)) {
        struct session session = { 0 };
        struct err err = { 0 };
        char secret[SESSION_SECRET_SIZE];
        add(&store, "lan", "cadre", 0, password);
        add(&store, "mai", "cadre", 0, password);
        CHECK_TEXT(enter(&store, "mai", password, NULL, &session, secret), "ok");
        const char *of_mai = session.known;
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok");
        const char *known = session.known;
        CHECK(strcmp(known, of_mai) != 0);
        for (int i = 0; i < 60; i++) { /* his account and his address */
            enter(&store, i % 2 ? "lan" : "ai.do", "sai mật khẩu", NULL, &session, secret);
            pass_seconds(&store, 30);
        }
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "sign_in.wait");
        struct sign_in again = { "lan", password, NULL, "203.0.113.7", of_mai };
        CHECK_INT(session_open(&store, &again, test_arena(), &session, secret, &err), ERR_FORBIDDEN);
        again.known = "";
        CHECK_INT(session_open(&store, &again, test_arena(), &session, secret, &err), ERR_FORBIDDEN);
        again.known = known;
        CHECK_OK(session_open(&store, &again, test_arena(), &session, secret, &err), &err);
        again.password = "sai mật khẩu"; /* whoever has the browser guesses no faster */
        for (int i = 0; i < 4; i++)
            CHECK_INT(session_open(&store, &again, test_arena(), &session, secret, &err), ERR_FORBIDDEN);
        CHECK_INT(err.msg, MSG_SIGN_IN_WAIT);
        CHECK_OK(account_unlock(&store, session.account, &err), &err);
        CHECK_OK(account_password_change(&store, session.account, password, other_password, &err), &err);
        again.password = other_password; /* with the old password went what it left */
        for (int i = 0; i < 4; i++)
            enter(&store, "lan", "sai mật khẩu", NULL, &session, secret);
        CHECK_INT(session_open(&store, &again, test_arena(), &session, secret, &err), ERR_FORBIDDEN);
    }
    fixture_close(&store);
}

void test_session__an_address_is_forgiven_sooner(void)
{
    struct store store;
    if (fixture_open_empty(&store)) {
        struct session session = { 0 };
        char secret[SESSION_SECRET_SIZE], name[20];
        for (int i = 0; i < 30; i++) {
            snprintf(name, sizeof(name), "ten%d", i);
            enter(&store, name, "sai mật khẩu", NULL, &session, secret);
        }
        CHECK_TEXT(enter(&store, "khac", password, NULL, &session, secret), "sign_in.wait");
        pass_seconds(&store, 3600);
        for (int i = 0; i < 20; i++) {
            snprintf(name, sizeof(name), "moi%d", i);
            CHECK_TEXT(enter(&store, name, "sai mật khẩu", NULL, &session, secret), "sign_in.wrong");
        }
    }
    fixture_close(&store);
}

void test_session__second_factor(void)
{
    struct store store;
    if (fixture_open_empty(&store)) {
        struct session session = { 0 };
        struct totp_start start = { 0 };
        struct err err = { 0 };
        char secret[SESSION_SECRET_SIZE], codes[TOTP_RECOVERY_CODES][TOTP_RECOVERY_SIZE], code[TOTP_CODE_SIZE];
        unsigned char bytes[TOTP_SECRET_BYTES];
        struct record *lan = add(&store, "lan", "cadre", 0, password);
        CHECK_INT(totp_confirm(&store, lan->id, "123456", codes, &err), ERR_STATE);
        CHECK_OK(totp_begin(&store, lan->id, test_arena(), &start, &err), &err);
        CHECK(strncmp(start.svg, "<svg", 4) == 0);
        CHECK(strstr(start.uri, start.secret) != NULL);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok"); /* not on yet */
        CHECK(totp_secret_bytes(start.secret, bytes));
        CHECK_INT(totp_confirm(&store, lan->id, "00000x", codes, &err), ERR_FORBIDDEN);
        totp_code(bytes, store.now_unix_ms / 1000 / TOTP_STEP_SECONDS, code);
        CHECK_OK(totp_confirm(&store, lan->id, code, codes, &err), &err);
        CHECK_INT(totp_begin(&store, lan->id, test_arena(), &start, &err), ERR_STATE);
        CHECK(!strstr(fixture_sql_text(&store, "SELECT secret FROM second_factor"), start.secret));
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "sign_in.second_factor");
        CHECK_TEXT(enter(&store, "lan", password, code, &session, secret), "sign_in.wrong"); /* taken at confirming */
        pass_seconds(&store, TOTP_STEP_SECONDS);
        totp_code(bytes, store.now_unix_ms / 1000 / TOTP_STEP_SECONDS, code);
        CHECK_TEXT(enter(&store, "lan", password, code, &session, secret), "ok");
        CHECK(session.second_factor);
        CHECK_TEXT(enter(&store, "lan", password, code, &session, secret), "sign_in.wrong"); /* replayed */
        CHECK_TEXT(enter(&store, "lan", password, codes[3], &session, secret), "ok");
        CHECK_TEXT(enter(&store, "lan", password, codes[3], &session, secret), "sign_in.wrong"); /* used up */
        CHECK_TEXT(enter(&store, "lan", password, codes[0], &session, secret), "ok");
        CHECK_INT(totp_remove(&store, lan->id, "sai mật khẩu", &err), ERR_FORBIDDEN);
        CHECK_OK(totp_remove(&store, lan->id, password, &err), &err);
        CHECK_TEXT(enter(&store, "lan", password, NULL, &session, secret), "ok");
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

/* The vectors of RFC 6238, appendix B, by their last six digits. */
void test_totp__rfc_6238(void)
{
    static const struct {
        int64_t seconds;
        const char *code;
    } vectors[] = { { 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" },
                    { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
    const unsigned char *secret = (const unsigned char *)"12345678901234567890";
    for (size_t i = 0; i < COUNT(vectors); i++) {
        char code[TOTP_CODE_SIZE];
        totp_code(secret, vectors[i].seconds / TOTP_STEP_SECONDS, code);
        CHECK_TEXT(code, vectors[i].code);
        CHECK_INT(totp_step_of(secret, code, vectors[i].seconds + TOTP_STEP_SECONDS, 0),
                  vectors[i].seconds / TOTP_STEP_SECONDS);
        CHECK_INT(totp_step_of(secret, code, vectors[i].seconds + 2 * TOTP_STEP_SECONDS, 0), 0);
    }
}

void test_account__passwords_that_will_not_do(void)
{
    static const struct {
        const char *password, *key;
    } cases[] = {
        { "ngắn quá", "password.short" },        { "đượcđược", "password.short" },
        { "matkhau123", "password.common" },     { "Mật khẩu 123", "password.common" },
        { "1234567890", "password.common" },     { "9876543210", "password.common" },
        { "aaaaaaaaaaaa", "password.common" },   { "abcdefghijkl", "password.common" },
        { "Vietnam@2025", "password.common" },   { "0905123456", "password.common" },
        { "hoa.siu rất vui", "password.user_name" }, { "suối trong đá mòn", NULL },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err err = { 0 };
        enum err_code code = password_check(cases[i].password, "hoa.siu", &err);
        CHECK_TEXT(code == ERR_OK ? "" : msg_key(err.msg), cases[i].key ? cases[i].key : "");
    }
}

static const char *lock_as(struct store *store, const struct actor *actor, int64_t account)
{
    struct err err = { 0 };
    struct actor own = store->actor;
    store->actor = *actor;
    enum err_code code = account_lock(store, account, "thử", &err);
    store->actor = own;
    return code == ERR_OK ? "ok" : msg_key(err.msg);
}

void test_account__is_managed_from_above_only(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct err err = { 0 };
        struct actor above = { .name = "web:above", .role = ROLE_LEADER, .scope_unit = family.commune };
        struct actor beside = { .name = "web:beside", .role = ROLE_LEADER, .scope_unit = family.other_area };
        struct record *village = add(&store, "thon", "reporter", family.area, password);
        struct record *leader = add(&store, "chu.tich", "leader", family.commune, password);
        struct record *nation = add(&store, "trung.uong", "viewer", 0, password);
        struct record *auditor = add(&store, "giam.sat", "auditor", family.area, password);
        CHECK_TEXT(lock_as(&store, &beside, village->id), "account.beyond");
        CHECK_TEXT(lock_as(&store, &above, leader->id), "account.beyond");
        CHECK_TEXT(lock_as(&store, &above, nation->id), "account.beyond");
        CHECK_TEXT(lock_as(&store, &above, auditor->id), "account.beyond");
        above.line = "farmers_union";
        CHECK_TEXT(lock_as(&store, &above, village->id), "account.beyond");
        above.line = NULL;
        above.role = ROLE_CADRE;
        CHECK_TEXT(lock_as(&store, &above, village->id), "account.beyond");
        above.role = ROLE_LEADER;
        CHECK_TEXT(lock_as(&store, &above, village->id), "ok");
        struct record_list list = { 0 };
        store.actor = above;
        CHECK_OK(account_list(&store, test_arena(), &list, &err), &err);
        CHECK_INT((int64_t)list.count, 1);
        struct account_new wanted = { .user_name = "moi", .role = "cadre", .scope_unit = family.commune,
                                      .sees_personal = true };
        struct issues issues = { .arena = test_arena() };
        struct record *made = NULL;
        char fresh[PASSWORD_FRESH_SIZE];
        CHECK_INT(account_add(&store, &wanted, test_arena(), &made, fresh, &issues, &err), ERR_FORBIDDEN);
        wanted.sees_personal = false; /* nobody gives what he has not */
        CHECK_OK(account_add(&store, &wanted, test_arena(), &made, fresh, &issues, &err), &err);
        CHECK_INT((int64_t)strlen(fresh), PASSWORD_FRESH_SIZE - 1);
    }
    fixture_close(&store);
}

void test_token__never_more_than_its_account(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct session session = { 0 };
        struct err err = { 0 };
        struct issues issues = { .arena = test_arena() };
        struct record *token = NULL;
        char secret[TOKEN_SECRET_SIZE];
        struct record *lan = add(&store, "lan", "cadre", family.commune, password);
        struct token_new wanted = { .label = "phần mềm kế toán", .kinds = "households,accounts",
                                    .valid_to = "2020-12-31" };
        CHECK_INT(token_add(&store, lan->id, &wanted, test_arena(), &token, secret, &issues, &err), ERR_INPUT);
        wanted.kinds = "households";
        wanted.valid_to = "2022-01-01";
        CHECK_INT(token_add(&store, lan->id, &wanted, test_arena(), &token, secret, &issues, &err), ERR_INPUT);
        wanted.valid_to = "2020-06-20";
        CHECK_OK(token_add(&store, lan->id, &wanted, test_arena(), &token, secret, &issues, &err), &err);
        CHECK_INT(token_find(&store, secret, test_arena(), &session, &err), ERR_FORBIDDEN); /* password not changed */
        CHECK_OK(account_password_change(&store, lan->id, password, other_password, &err), &err);
        CHECK_OK(token_find(&store, secret, test_arena(), &session, &err), &err);
        CHECK(session.by_token && session.actor.read_only);
        CHECK_INT(session.actor.scope_unit, family.commune);
        CHECK(rights_allow_kind(&session.actor, RIGHT_READ, kind_by_slug("households")));
        CHECK(!rights_allow_kind(&session.actor, RIGHT_READ, kind_by_slug("models")));
        CHECK(!rights_allow_kind(&session.actor, RIGHT_WRITE, kind_by_slug("households")));
        CHECK(!rights_allow(&session.actor, RIGHT_READ));
        pass_seconds(&store, 6 * 86400);
        CHECK_INT(token_find(&store, secret, test_arena(), &session, &err), ERR_FORBIDDEN); /* over */
        pass_seconds(&store, -6 * 86400);
        CHECK_OK(token_revoke(&store, token->id, &err), &err);
        CHECK_INT(token_find(&store, secret, test_arena(), &session, &err), ERR_FORBIDDEN);
        CHECK_INT(token_find(&store, "ct_nonsense", test_arena(), &session, &err), ERR_FORBIDDEN);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

/* Of the whole house's, somebody bound to a place or an organisation has nothing. */
void test_rights__what_is_the_houses(void)
{
    struct actor admin = { .role = ROLE_ADMIN, .sees_personal = true, .line = "womens_union" };
    struct actor auditor = { .role = ROLE_VIEWER, .audits = true, .read_only = true, .line = "womens_union" };
    static const char *const houses[] = { "accounts", "api_tokens", "jobs", "attachments", "notifications" };
    for (size_t i = 0; i < COUNT(houses); i++)
        CHECK(!rights_allow_kind(&admin, RIGHT_READ, kind_by_slug(houses[i])));
    CHECK(!rights_allow(&admin, RIGHT_AUDIT));
    CHECK(!rights_allow(&auditor, RIGHT_AUDIT));
    admin.line = auditor.line = NULL;
    CHECK(rights_allow_kind(&admin, RIGHT_READ, kind_by_slug("accounts")));
    CHECK(rights_allow(&auditor, RIGHT_AUDIT));
}

void test_rights__no_right_is_no_right(void)
{
    struct actor admin = { .role = ROLE_ADMIN, .sees_personal = true }, nobody = rights_public();
    CHECK(!rights_allow(&admin, RIGHT_NONE_));
    CHECK(!rights_allow(&admin, RIGHT_MAX_));
    CHECK(rights_allow(&nobody, RIGHT_PUBLIC));
    for (enum right right = RIGHT_SIGNED_IN; right < RIGHT_MAX_; right++) {
        CHECK(!rights_allow(&nobody, right));
        CHECK(rights_allow(&admin, right));
    }
}
