/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/session.h"

#include "base/vitext.h"
#include "service/account/account_parts.h"

#include <string.h>

enum { TOUCH_SECONDS = 60 };

int64_t store_seconds(const struct store *store)
{
    return store->now_unix_ms / 1000;
}

/* --- attempts ----------------------------------------------------------------------------------- */

/* After so many failures each further one doubles the wait, until an hour is reached. */
enum {
    ACCOUNT_FREE = 3,
    ADDRESS_FREE = 20,
    WAIT_SECONDS = 5,
    WAIT_DOUBLINGS = 6,
    WAIT_MAX_SECONDS = 3600,
    FORGET_SECONDS = 24 * 3600,
    ADDRESS_FORGET_SECONDS = 3600, /* many people stand behind one */
};

static int64_t wait_after(int64_t failures, int64_t free)
{
    if (failures < free)
        return 0;
    return failures - free > WAIT_DOUBLINGS ? WAIT_MAX_SECONDS : (int64_t)WAIT_SECONDS << (failures - free);
}

static void subject(struct store *store, const char *what, const char *name, char ret_hex[KEYED_HEX_SIZE])
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *text = arena_printf(&arena, "sign in|%s|%s", what, text_fold(&arena, name));
    crypto_keyed_hex(store->keys.index, text, ret_hex);
}

static enum err_code count_attempt(struct store *store, const char *hex, int64_t free, int64_t forget_seconds,
                                   struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    int64_t now = store_seconds(store);
    TRY(db_query(store->db, STMT_SIGN_IN_FAILURE_TAKE, ARGS(v_text(hex)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    int64_t failures = has ? rows_int(&rows, 0) : 0, last = has ? rows_int(&rows, 1) : 0;
    rows_done(&rows);
    if (last + forget_seconds <= now)
        failures = 0;
    int64_t left = last + wait_after(failures, free) - now;
    if (failures && left > 0)
        return err_set(err, ERR_FORBIDDEN, MSG_SIGN_IN_WAIT, err_int(left));
    return db_run(store->db, STMT_SIGN_IN_FAILURE_SET, ARGS(v_text(hex), v_int(failures + 1), v_int(now)), NULL,
                  err);
}

static enum err_code forget_attempts(struct store *store, struct err *err)
{
    return db_run(store->db, STMT_SIGN_IN_FAILURE_REMOVE_OLD, ARGS(v_int(store_seconds(store) - FORGET_SECONDS)), NULL,
                  err);
}

static enum err_code forget_sessions(struct store *store, struct err *err)
{
    int64_t now = store_seconds(store);
    return db_run(store->db, STMT_SESSION_REMOVE_OLD,
                  ARGS(v_int(now - SESSION_LIFE_SECONDS), v_int(now - SESSION_IDLE_SECONDS)), NULL, err);
}

enum err_code sessions_clean(struct store *store, struct err *err)
{
    TRY(forget_attempts(store, err));
    return forget_sessions(store, err);
}

static enum err_code attempt_within(struct store *store, const struct attempt *attempt, struct err *err)
{
    TRY(forget_attempts(store, err));
    if (!attempt->is_known)
        TRY(count_attempt(store, attempt->address, ADDRESS_FREE, ADDRESS_FORGET_SECONDS, err));
    return count_attempt(store, attempt->account, ACCOUNT_FREE, FORGET_SECONDS, err);
}

enum err_code attempt_begin(struct store *store, const char *user, const char *address,
                            struct attempt *ret_attempt, struct err *err)
{
    ret_attempt->is_known = !address;
    subject(store, address ? "account" : "known", user, ret_attempt->account);
    subject(store, "address", address ? address : "", ret_attempt->address);
    TRY(db_begin(store->db, err));
    return db_finish(store->db, attempt_within(store, ret_attempt, err), err);
}

enum err_code attempt_forgive(struct store *store, const struct attempt *attempt, bool succeeded,
                              struct err *err)
{
    if (!attempt->is_known)
        TRY(db_run(store->db, STMT_SIGN_IN_FAILURE_LESS, ARGS(v_text(attempt->address)), NULL, err));
    return db_run(store->db, succeeded ? STMT_SIGN_IN_FAILURE_REMOVE : STMT_SIGN_IN_FAILURE_LESS,
                  ARGS(v_text(attempt->account)), NULL, err);
}

enum err_code attempt_forget(struct store *store, const char *user, struct err *err)
{
    static const char *const whats[] = { "account", "known" };
    char hex[KEYED_HEX_SIZE];
    for (size_t i = 0; i < COUNT(whats); i++) {
        subject(store, whats[i], user, hex);
        TRY(db_run(store->db, STMT_SIGN_IN_FAILURE_REMOVE, ARGS(v_text(hex)), NULL, err));
    }
    return ERR_OK;
}

/* --- sessions ------------------------------------------------------------------------------------- */

static const char *csrf_of(const struct store *store, struct arena *arena, const char *secret)
{
    char hex[KEYED_HEX_SIZE];
    crypto_keyed_hex(store->keys.sign, arena_printf(arena, "csrf|%s", secret), hex);
    return arena_strdup(arena, hex);
}

/* Compared in constant time. */
static bool is_same_hex(const char *ours, const char *given)
{
    char a[KEYED_HEX_SIZE] = { 0 }, b[KEYED_HEX_SIZE] = { 0 };
    if (!ours || !given || strlen(given) != KEYED_HEX_SIZE - 1)
        return false;
    snprintf(a, sizeof(a), "%s", ours);
    snprintf(b, sizeof(b), "%s", given);
    _Static_assert(KEYED_HEX_SIZE == 2 * MAC_BYTES + 1, "compared in two halves");
    bool first = crypto_mac_equal((const unsigned char *)a, (const unsigned char *)b);
    bool second = crypto_mac_equal((const unsigned char *)a + MAC_BYTES, (const unsigned char *)b + MAC_BYTES);
    return first & second;
}

/* Of the account as long as it has this password. */
static const char *known_of(const struct store *store, const struct record *account, struct arena *arena)
{
    char *hex = arena_alloc(arena, KEYED_HEX_SIZE, 1);
    const char *hash = record_text(account, "password_hash");
    crypto_keyed_hex(store->keys.sign, arena_printf(arena, "known|%lld|%s", (long long)account->id, hash ? hash : ""), hex);
    return hex;
}

static void hash_of(const char *secret, char ret_hex[SHA256_HEX_SIZE])
{
    crypto_sha256_hex(secret, strlen(secret), ret_hex);
}

static enum err_code fill_session(struct store *store, const struct record *account, struct arena *arena,
                                  struct session *session, struct err *err)
{
    TRY(rights_actor(store, account, arena, &session->actor, err));
    session->account = account->id;
    session->must_change_password = record_int(account, "must_change_password") != 0;
    session->language = record_text(account, "language");
    session->user_name = record_text(account, "user_name");
    return ERR_OK;
}

static enum err_code add_session(struct store *store, const struct record *account,
                                 const struct attempt *attempt, struct arena *arena, struct session *session,
                                 char ret_secret[SESSION_SECRET_SIZE], struct err *err)
{
    unsigned char bytes[SECRET_BYTES];
    char hash[SHA256_HEX_SIZE];
    int64_t now = store_seconds(store);
    crypto_random(bytes, sizeof(bytes));
    snprintf(ret_secret, SESSION_SECRET_SIZE, "%s", crypto_base64(arena, bytes, sizeof(bytes)));
    hash_of(ret_secret, hash);
    session->csrf = csrf_of(store, arena, ret_secret);
    TRY(attempt_forgive(store, attempt, true, err));
    TRY(forget_sessions(store, err));
    return db_run(store->db, STMT_SESSION_ADD,
                  ARGS(v_text(hash), v_int(account->id), v_int(now), v_int(now), v_int(session->second_factor)),
                  NULL, err);
}

static enum err_code forgive(struct store *store, const struct attempt *attempt, struct err *err)
{
    TRY(db_begin(store->db, err));
    return db_finish(store->db, attempt_forgive(store, attempt, false, err), err);
}

/* The second factor, where the account has one. */
static enum err_code take_code(struct store *store, const struct sign_in *sign_in, const struct record *account,
                               const struct attempt *attempt, struct session *session, struct err *err)
{
    bool is_right = false;
    if (!record_int(account, "second_factor"))
        return ERR_OK;
    if (text_is_blank(sign_in->totp)) {
        TRY(forgive(store, attempt, err));
        return err_set(err, ERR_FORBIDDEN, MSG_SIGN_IN_SECOND_FACTOR);
    }
    TRY(db_begin(store->db, err));
    TRY(db_finish(store->db, totp_take(store, account->id, sign_in->totp, &is_right, err), err));
    session->second_factor = is_right;
    return is_right ? ERR_OK : err_set(err, ERR_FORBIDDEN, MSG_SIGN_IN_WRONG);
}

enum err_code session_open(struct store *store, const struct sign_in *sign_in, struct arena *arena,
                           struct session *ret_session, char ret_secret[SESSION_SECRET_SIZE],
                           struct err *err)
{
    struct attempt attempt;
    struct record *account = NULL;
    struct err unknown = { 0 };
    struct session session = { 0 };
    enum err_code code = account_by_name(store, sign_in->user, arena, &account, &unknown);
    if (code != ERR_OK && code != ERR_NOT_FOUND) {
        *err = unknown;
        return code;
    }
    bool is_known = account && sign_in->known && is_same_hex(known_of(store, account, arena), sign_in->known);
    const char *address = sign_in->address ? sign_in->address : "";
    TRY(attempt_begin(store, sign_in->user, is_known ? NULL : address, &attempt, err));
    const char *hash = account ? record_text(account, "password_hash") : NULL;
    if (!crypto_password_holds(hash, sign_in->password))
        return err_set(err, ERR_FORBIDDEN, MSG_SIGN_IN_WRONG);
    TRY(take_code(store, sign_in, account, &attempt, &session, err));
    TRY(fill_session(store, account, arena, &session, err));
    TRY(db_begin(store->db, err));
    TRY(db_finish(store->db, add_session(store, account, &attempt, arena, &session, ret_secret, err), err));
    session.known = known_of(store, account, arena);
    *ret_session = session;
    return ERR_OK;
}

/* The moment from which is_over would say so. */
static int64_t end_of(int64_t opened_at, int64_t seen_at)
{
    int64_t life = opened_at + SESSION_LIFE_SECONDS, idle = seen_at + SESSION_IDLE_SECONDS;
    return life < idle ? life : idle;
}

static bool is_over(const struct store *store, int64_t opened_at, int64_t seen_at)
{
    return end_of(opened_at, seen_at) <= store_seconds(store);
}

static enum err_code no_session(struct err *err)
{
    return err_set(err, ERR_FORBIDDEN, MSG_SESSION_NONE);
}

enum err_code session_find(struct store *store, const char *secret, struct arena *arena,
                           struct session *ret_session, struct err *err)
{
    struct session session = { 0 };
    struct record *account = NULL;
    char hash[SHA256_HEX_SIZE];
    bool has = false;
    hash_of(secret, hash);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_SESSION_GET, ARGS(v_text(hash)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    if (!has || is_over(store, rows_int(&rows, 1), rows_int(&rows, 2)))
        return no_session(err);
    int64_t id = rows_int(&rows, 0);
    session.second_factor = rows_int(&rows, 3) != 0;
    session.until_unix = end_of(rows_int(&rows, 1), rows_int(&rows, 2));
    rows_done(&rows);
    TRY(account_get(store, id, arena, &account, err));
    enum err_code code = fill_session(store, account, arena, &session, err);
    if (code == ERR_FORBIDDEN)
        return no_session(err);
    TRY(code);
    session.csrf = csrf_of(store, arena, secret);
    *ret_session = session;
    return ERR_OK;
}

enum err_code session_touch(struct store *store, const char *secret, struct err *err)
{
    char hash[SHA256_HEX_SIZE];
    bool has = false;
    int64_t now = store_seconds(store);
    hash_of(secret, hash);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_SESSION_GET, ARGS(v_text(hash)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    bool is_due = has && !is_over(store, rows_int(&rows, 1), rows_int(&rows, 2)) &&
                  rows_int(&rows, 2) + TOUCH_SECONDS <= now;
    rows_done(&rows);
    if (!is_due)
        return ERR_OK;
    TRY(db_begin(store->db, err));
    return db_finish(store->db, db_run(store->db, STMT_SESSION_SEEN, ARGS(v_text(hash), v_int(now)), NULL, err),
                          err);
}

bool session_csrf_holds(const struct session *session, const char *given)
{
    return is_same_hex(session->csrf, given);
}

enum err_code session_close(struct store *store, const char *secret, struct err *err)
{
    char hash[SHA256_HEX_SIZE];
    hash_of(secret, hash);
    TRY(db_begin(store->db, err));
    return db_finish(store->db, db_run(store->db, STMT_SESSION_REMOVE, ARGS(v_text(hash)), NULL, err), err);
}

enum err_code session_close_all(struct store *store, int64_t account, struct err *err)
{
    return db_run(store->db, STMT_SESSION_REMOVE_OF, ARGS(v_int(account)), NULL, err);
}
