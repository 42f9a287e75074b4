/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/account.h"

#include "base/vitext.h"
#include "service/account/account_parts.h"
#include "service/account/session.h"

#include <string.h>

enum { USER_NAME_MAX = 60, FRESH_GROUPS = 4, FRESH_LETTERS = 4 };

/* --- finding ------------------------------------------------------------------------------------ */

static const struct kind *accounts(void)
{
    return kind_by_slug("accounts");
}

enum err_code account_get(struct store *store, int64_t id, struct arena *arena, struct record **ret_account,
                          struct err *err)
{
    struct actor own = store->actor;
    store->actor = actor_unbound(&own);
    enum err_code code = entity_get(store, accounts(), id, arena, ret_account, err);
    store->actor = own;
    return code;
}

enum err_code account_by_name(struct store *store, const char *user_name, struct arena *arena,
                              struct record **ret_account, struct err *err)
{
    int64_t id = 0;
    size_t count = 0;
    TRY(entity_find(store, accounts(), "user_name", v_text(user_name), 1, &id, &count, err));
    if (!count)
        return err_set(err, ERR_NOT_FOUND, MSG_ACCOUNT_UNKNOWN, user_name);
    return account_get(store, id, arena, ret_account, err);
}

/* --- who manages whom ----------------------------------------------------------------------------- */

static enum err_code has_place_within(struct store *store, int64_t unit, bool *ret_within, struct err *err)
{
    int64_t has = 0;
    *ret_within = !store->actor.scope_unit;
    if (*ret_within || !unit)
        return ERR_OK;
    TRY(db_one_int(store->db, STMT_CLOSURE_HAS,
                   ARGS(v_int(store->actor.scope_unit), v_int(unit), v_int(store->today_day)), 0, &has, err));
    *ret_within = has != 0;
    return ERR_OK;
}

/* As what the account would act, in use or not. */
static enum err_code reach_of(struct store *store, const struct record *account, struct arena *arena,
                              struct actor *ret_actor, struct err *err)
{
    struct record *used = record_copy(arena, account);
    used->state = "active";
    record_set(used, "valid_to", v_null());
    return rights_actor(store, used, arena, ret_actor, err);
}

static enum err_code check_manages(struct store *store, const struct record *account, struct arena *arena,
                                   struct err *err)
{
    const struct actor *own = &store->actor;
    struct actor other = { 0 };
    bool within = false;
    TRY(reach_of(store, account, arena, &other, err));
    TRY(has_place_within(store, other.scope_unit, &within, err));
    bool is_head = own->role >= ROLE_ADMIN && !actor_is_bound(own);
    bool is_line = !own->line || (other.line && strcmp(own->line, other.line) == 0);
    bool is_below = other.role < own->role && !other.audits;
    bool manages = own->role >= ROLE_LEADER && !own->read_only && !own->kinds &&
                   (own->sees_personal || !other.sees_personal) && (is_head || (within && is_line && is_below));
    return manages ? ERR_OK :
                     err_set(err, ERR_FORBIDDEN, MSG_ACCOUNT_BEYOND, record_text(account, "user_name"));
}

enum err_code account_managed(struct store *store, int64_t id, struct arena *arena,
                              struct record **ret_account, struct err *err)
{
    TRY(account_get(store, id, arena, ret_account, err));
    return check_manages(store, *ret_account, arena, err);
}

enum err_code account_list(struct store *store, struct arena *arena, struct record_list *ret_list,
                           struct err *err)
{
    struct entity_query query = { .sort_field = kind_field_index(accounts(), "user_name") + 1 };
    struct record_list all = { 0 };
    struct actor own = store->actor;
    TRY(rights_need(&own, RIGHT_SIGNED_IN, err));
    store->actor = actor_unbound(&own);
    enum err_code code = entity_list(store, accounts(), &query, arena, &all, err);
    store->actor = own;
    TRY(code);
    *ret_list = (struct record_list){ .items = all.items };
    for (size_t i = 0; i < all.count; i++) {
        struct err beyond = { 0 };
        code = check_manages(store, &all.items[i], arena, &beyond);
        if (code == ERR_OK)
            ret_list->items[ret_list->count++] = all.items[i];
        else if (code != ERR_FORBIDDEN && code != ERR_NOT_FOUND) {
            *err = beyond;
            return code;
        }
    }
    return ERR_OK;
}

/* --- passwords -------------------------------------------------------------------------------------- */

/* What guessers try first, folded and without spaces; also with digits and signs behind. */
static const char *const common[] = {
    "password", "passw0rd", "qwertyuiop", "qwerty", "abcdef", "abcd", "iloveyou", "administrator", "admin",
    "welcome", "letmein", "matkhau", "matkhaumoi", "khongbiet", "khongcomatkhau", "anhyeuem", "emyeuanh",
    "yeuem", "yeuanh", "vietnam", "vietnamvodich", "hanoi", "saigon", "hochiminh", "bachoc", "mattran",
    "mattrantoquoc", "mttq", "doanthanhnien", "hoinongdan", "hoiphunu", "chungtay", "xinchao", "quantri",
    "quantrivien", "canbo", "nguoidung", "testtest", "macdinh", "thaydoi", "changeme", "default", "q1w2e3r4t5",
    "1q2w3e4r5t", "zxcvbnm", "asdfghjkl", "nguyen", "nguyenvan", "giadinh", "hanhphuc", "tinhyeu",
};

/* One character, or a run up or down, over and over. */
static bool is_run(const char *text)
{
    size_t steps[3] = { 0 }, len = strlen(text);
    for (size_t i = 1; i < len; i++)
        for (int step = -1; step <= 1; step++)
            steps[step + 1] += text[i] - text[i - 1] == step;
    for (size_t i = 0; i < COUNT(steps); i++)
        if (len > 1 && steps[i] + 2 >= len)
            return true;
    return false;
}

static bool is_common(const char *folded)
{
    size_t len = strlen(folded);
    for (size_t i = 0; i < COUNT(common); i++) {
        size_t word = strlen(common[i]);
        if (len >= word && strncmp(folded, common[i], word) == 0 &&
            strspn(folded + word, "0123456789!@#$%^&*()._-") == len - word)
            return true;
    }
    return is_run(folded) || strspn(folded, "0123456789") == len;
}

static size_t character_count(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

enum err_code password_check(const char *password, const char *user_name, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    size_t count = character_count(password), kept = 0;
    if (count < PASSWORD_CHARS_MIN)
        return err_set(err, ERR_INPUT, MSG_PASSWORD_SHORT, err_int(PASSWORD_CHARS_MIN));
    if (count > PASSWORD_CHARS_MAX)
        return err_set(err, ERR_INPUT, MSG_PASSWORD_LONG, err_int(PASSWORD_CHARS_MAX));
    char *folded = text_fold(&arena, password), *name = text_fold(&arena, user_name);
    if (strlen(name) >= 3 && strstr(folded, name))
        return err_set(err, ERR_INPUT, MSG_PASSWORD_USER_NAME);
    for (size_t i = 0; folded[i]; i++)
        if (folded[i] != ' ')
            folded[kept++] = folded[i];
    folded[kept] = '\0';
    return is_common(folded) ? err_set(err, ERR_INPUT, MSG_PASSWORD_COMMON) : ERR_OK;
}

/* "kq4m-x7da-…": to be read out over the telephone. */
static void fresh_password(char ret_password[PASSWORD_FRESH_SIZE])
{
    _Static_assert(PASSWORD_FRESH_SIZE == FRESH_GROUPS * (FRESH_LETTERS + 1), "groups with a dash between");
    for (size_t i = 0; i < FRESH_GROUPS; i++) {
        char *group = ret_password + i * (FRESH_LETTERS + 1);
        crypto_random_text(group, FRESH_LETTERS);
        group[FRESH_LETTERS] = i + 1 < FRESH_GROUPS ? '-' : '\0';
    }
}

/* Puts the password, or a fresh one, into the account. */
static enum err_code set_password(struct store *store, struct record *account, const char *password,
                                  char ret_password[PASSWORD_FRESH_SIZE], bool must_change, struct err *err)
{
    char hash[PASSWORD_HASH_SIZE];
    ret_password[0] = '\0';
    if (password) {
        TRY(password_check(password, record_text(account, "user_name"), err));
    } else {
        fresh_password(ret_password);
        password = ret_password;
    }
    TRY(crypto_password_hash(password, hash, err));
    record_set(account, "password_hash", v_text(arena_strdup(account->arena, hash)));
    record_set(account, "password_changed_at", v_text(store->now));
    record_set(account, "must_change_password", v_int(must_change));
    return ERR_OK;
}

/* --- writing ------------------------------------------------------------------------------------------ */

enum err_code account_write_within(struct store *store, const struct record *before, struct record *after,
                                   const struct write_note *note, bool ends_sessions, struct err *err)
{
    struct actor own = store->actor;
    if (ends_sessions)
        TRY(session_close_all(store, after->id, err));
    store->actor = actor_unbound(&own);
    enum err_code code = before ? entity_update(store, before, after, note, err) :
                                  entity_create(store, after, note, err);
    store->actor = own;
    return code;
}

enum err_code account_write(struct store *store, const struct record *before, struct record *after,
                            const struct write_note *note, bool ends_sessions, struct err *err)
{
    TRY(db_begin(store->db, err));
    return db_finish(store->db, account_write_within(store, before, after, note, ends_sessions, err), err);
}

static bool is_user_name(const char *text)
{
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    return len >= 2 && len <= USER_NAME_MAX && text[len] == '\0';
}

/* The line is carried from the body when it is written; who manages must be known before. */
static enum err_code fill_account(struct store *store, const struct account_new *wanted, struct record *account,
                                  struct arena *arena, struct issues *issues, struct err *err)
{
    const char *role = wanted->role ? role_code(wanted->role) : NULL;
    if (!role)
        issues_add(issues, ERR_INPUT, MSG_ACCOUNT_ROLE, "role", wanted->role ? wanted->role : "");
    if (!wanted->user_name || !is_user_name(wanted->user_name))
        issues_add(issues, ERR_INPUT, MSG_ACCOUNT_USER_NAME, "user_name", wanted->user_name ? wanted->user_name : "");
    if (issues->count) {
        *err = issues->items[0];
        return err->code;
    }
    record_set(account, "user_name", v_text(wanted->user_name));
    record_set(account, "role", v_text(role));
    record_set(account, "sees_personal", v_int(wanted->sees_personal));
    if (!text_is_blank(wanted->full_name ? wanted->full_name : ""))
        record_set(account, "full_name", v_text(text_nfc(arena, wanted->full_name)));
    if (wanted->scope_unit)
        record_set(account, "scope_unit", v_int(wanted->scope_unit));
    if (!wanted->body)
        return ERR_OK;
    struct record *body = NULL;
    TRY(entity_get(store, kind_by_slug("bodies"), wanted->body, arena, &body, err));
    record_set(account, "body", v_int(wanted->body));
    record_set(account, "organisation", record_value(body, "organisation"));
    return ERR_OK;
}

enum err_code account_made(struct store *store, const struct account_new *wanted, bool must_change,
                           struct arena *arena, struct record **ret_account,
                           char ret_password[PASSWORD_FRESH_SIZE], struct issues *issues, struct err *err)
{
    *ret_account = record_new(arena, accounts());
    TRY(fill_account(store, wanted, *ret_account, arena, issues, err));
    TRY(check_manages(store, *ret_account, arena, err));
    return set_password(store, *ret_account, wanted->password, ret_password, must_change, err);
}

enum err_code account_add(struct store *store, const struct account_new *wanted, struct arena *arena,
                          struct record **ret_account, char ret_password[PASSWORD_FRESH_SIZE],
                          struct issues *issues, struct err *err)
{
    struct write_note note = { .action = "create" };
    TRY(account_made(store, wanted, true, arena, ret_account, ret_password, issues, err));
    return account_write(store, NULL, *ret_account, &note, false, err);
}

/* Whoever had the password may have made tokens of it. */
static enum err_code reset_within(struct store *store, const struct record *before, struct record *after, struct err *err)
{
    struct write_note note = { .action = "password_reset" }, revoked = { .action = "revoke" };
    TRY(account_write_within(store, before, after, &note, true, err));
    return token_revoke_all(store, after->id, &revoked, err);
}

enum err_code account_reset(struct store *store, int64_t id, const char *password,
                            char ret_password[PASSWORD_FRESH_SIZE], struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *before = NULL;
    TRY(account_managed(store, id, &arena, &before, err));
    struct record *after = record_copy(&arena, before);
    TRY(set_password(store, after, password, ret_password, true, err));
    TRY(db_begin(store->db, err));
    return db_finish(store->db, reset_within(store, before, after, err), err);
}

enum err_code account_password_proved(struct store *store, const struct record *account, const char *password,
                                      struct err *err)
{
    struct attempt attempt;
    TRY(attempt_begin(store, record_text(account, "user_name"), NULL, &attempt, err));
    if (!crypto_password_holds(record_text(account, "password_hash"), password))
        return err_set(err, ERR_FORBIDDEN, MSG_SIGN_IN_WRONG);
    TRY(db_begin(store->db, err));
    return db_finish(store->db, attempt_forgive(store, &attempt, true, err), err);
}

enum err_code account_password_change(struct store *store, int64_t id, const char *old, const char *password,
                                      struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *before = NULL;
    struct write_note note = { .action = "password_change" };
    char none[PASSWORD_FRESH_SIZE];
    TRY(account_get(store, id, &arena, &before, err));
    TRY(account_password_proved(store, before, old, err));
    if (strcmp(old, password) == 0)
        return err_set(err, ERR_INPUT, MSG_PASSWORD_SAME);
    struct record *after = record_copy(&arena, before);
    TRY(set_password(store, after, password, none, false, err));
    return account_write(store, before, after, &note, true, err);
}

static enum err_code move_state(struct store *store, int64_t id, const char *action, const char *reason,
                                struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *before = NULL;
    struct write_note note = { .action = action, .reason = reason };
    TRY(account_managed(store, id, &arena, &before, err));
    const struct transition *transition = kind_transition(accounts(), before->state, action);
    if (!transition)
        return err_set(err, ERR_STATE, MSG_RECORD_ACTION, accounts()->vi, action,
                       kind_state(accounts(), before->state)->vi);
    struct record *after = record_copy(&arena, before);
    after->state = kind_state(accounts(), transition->to)->code;
    return account_write(store, before, after, &note, true, err);
}

enum err_code account_lock(struct store *store, int64_t id, const char *reason, struct err *err)
{
    if (text_is_blank(reason ? reason : ""))
        return err_set(err, ERR_INPUT, MSG_RECORD_REASON, kind_transition(accounts(), "active", "lock")->vi);
    return move_state(store, id, "lock", reason, err);
}

enum err_code account_unlock(struct store *store, int64_t id, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *account = NULL;
    TRY(account_managed(store, id, &arena, &account, err));
    TRY(db_begin(store->db, err));
    TRY(db_finish(store->db, attempt_forget(store, record_text(account, "user_name"), err), err));
    return strcmp(account->state, "active") == 0 ? ERR_OK : move_state(store, id, "unlock", NULL, err);
}
