/* SPDX-License-Identifier: Apache-2.0
 * The second factor of an account. The secret and the hashes of its recovery codes lie beside the
 * account, not in it: they change at every sign-in, the account does not. */
#include "base/totp.h"

#include "base/vitext.h"
#include "paper/qr.h"
#include "service/account/account_parts.h"
#include "service/account/session.h"

#include <string.h>

struct factor {
    const char *secret, *pending; /* clear, base32; NULL: none */
    int64_t last_step;
    const char *recovery; /* ",hash,hash," */
};

static enum err_code clear_text(struct store *store, struct arena *arena, const char *sealed,
                                const char **ret_text, struct err *err)
{
    char *text = NULL;
    *ret_text = NULL;
    if (sealed)
        TRY(crypto_decrypt(arena, &store->keys, sealed, &text, err));
    *ret_text = text;
    return ERR_OK;
}

static enum err_code read_factor(struct store *store, int64_t account, struct arena *arena,
                                 struct factor *ret_factor, struct err *err)
{
    bool has = false;
    CLEANUP(rows_done) struct rows rows = { 0 };
    *ret_factor = (struct factor){ .recovery = "" };
    TRY(db_query(store->db, STMT_SECOND_FACTOR_GET, ARGS(v_int(account)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    if (!has)
        return ERR_OK;
    ret_factor->last_step = rows_int(&rows, 2);
    ret_factor->recovery = arena_strdup(arena, rows_text(&rows, 3));
    TRY(clear_text(store, arena, rows_text(&rows, 0), &ret_factor->secret, err));
    return clear_text(store, arena, rows_text(&rows, 1), &ret_factor->pending, err);
}

static struct value sealed(struct store *store, struct arena *arena, const char *text)
{
    return text ? v_text(crypto_encrypt(arena, &store->keys, text)) : v_null();
}

static enum err_code write_factor(struct store *store, int64_t account, const struct factor *factor,
                                  struct arena *arena, struct err *err)
{
    return db_run(store->db, STMT_SECOND_FACTOR_SET,
                  ARGS(v_int(account), sealed(store, arena, factor->secret), sealed(store, arena, factor->pending),
                       v_int(factor->last_step), v_text(factor->recovery)),
                  NULL, err);
}

/* --- taking a code ------------------------------------------------------------------------------ */

static const char *recovery_word(struct arena *arena, const char *code)
{
    char hash[SHA256_HEX_SIZE];
    crypto_sha256_hex(code, strlen(code), hash);
    return arena_printf(arena, ",%s,", hash);
}

/* A recovery code is used up. */
static bool take_recovery(struct factor *factor, const char *code, struct arena *arena)
{
    const char *word = recovery_word(arena, code), *found = strstr(factor->recovery, word);
    if (!found)
        return false;
    factor->recovery = arena_printf(arena, "%.*s%s", (int)(found - factor->recovery), factor->recovery,
                                    found + strlen(word) - 1);
    return true;
}

enum err_code totp_take(struct store *store, int64_t account, const char *code, bool *ret_right,
                        struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct factor factor;
    unsigned char secret[TOTP_SECRET_BYTES];
    *ret_right = false;
    TRY(read_factor(store, account, &arena, &factor, err));
    if (!factor.secret || !totp_secret_bytes(factor.secret, secret))
        return ERR_OK;
    int64_t step = totp_step_of(secret, code, store_seconds(store), factor.last_step);
    if (step)
        factor.last_step = step;
    else if (!take_recovery(&factor, code, &arena))
        return ERR_OK;
    *ret_right = true;
    return write_factor(store, account, &factor, &arena, err);
}

/* --- setting it up -------------------------------------------------------------------------------- */

static enum err_code begin_within(struct store *store, const struct record *account, const char *secret,
                                  struct arena *arena, struct err *err)
{
    struct factor factor;
    TRY(read_factor(store, account->id, arena, &factor, err));
    factor.pending = secret;
    return write_factor(store, account->id, &factor, arena, err);
}

enum err_code totp_begin(struct store *store, int64_t id, struct arena *arena,
                         struct totp_start *ret_start, struct err *err)
{
    struct record *account = NULL;
    unsigned char secret[TOTP_SECRET_BYTES];
    TRY(account_get(store, id, arena, &account, err));
    if (record_int(account, "second_factor"))
        return err_set(err, ERR_STATE, MSG_TOTP_ON);
    crypto_random(secret, sizeof(secret));
    const char *text = totp_secret_text(arena, secret);
    TRY(db_begin(store->db, err));
    TRY(db_finish(store->db, begin_within(store, account, text, arena, err), err));
    CLEANUP(buf_done) struct buf svg = { 0 };
    const char *uri = arena_printf(arena, "otpauth://totp/Chung%%20Tay:%s?secret=%s&issuer=Chung%%20Tay",
                                   record_text(account, "user_name"), text);
    require(qr_svg(&svg, uri));
    *ret_start = (struct totp_start){ text, uri, arena_strdup(arena, buf_text(&svg)) };
    return ERR_OK;
}

static enum err_code mark_account(struct store *store, const struct record *account, bool has_factor,
                                  struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct actor own = store->actor;
    struct record *after = record_copy(&arena, account);
    struct write_note note = { .action = has_factor ? "second_factor_on" : "second_factor_off" };
    record_set(after, "second_factor", v_int(has_factor));
    store->actor = actor_unbound(&own);
    enum err_code code = entity_update(store, account, after, &note, err);
    store->actor = own;
    return code;
}

static enum err_code confirm_within(struct store *store, const struct record *account, const char *code,
                                    char ret_codes[TOTP_RECOVERY_CODES][TOTP_RECOVERY_SIZE],
                                    struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct factor factor;
    unsigned char secret[TOTP_SECRET_BYTES];
    TRY(read_factor(store, account->id, &arena, &factor, err));
    if (!factor.pending || !totp_secret_bytes(factor.pending, secret))
        return err_set(err, ERR_STATE, MSG_TOTP_NOT_BEGUN);
    factor.last_step = totp_step_of(secret, code, store_seconds(store), 0);
    if (!factor.last_step)
        return err_set(err, ERR_FORBIDDEN, MSG_SIGN_IN_WRONG);
    factor.secret = factor.pending;
    factor.pending = NULL;
    factor.recovery = ",";
    for (size_t i = 0; i < TOTP_RECOVERY_CODES; i++) {
        crypto_random_text(ret_codes[i], TOTP_RECOVERY_SIZE - 1);
        factor.recovery = arena_printf(&arena, "%s%s", factor.recovery, recovery_word(&arena, ret_codes[i]) + 1);
    }
    TRY(write_factor(store, account->id, &factor, &arena, err));
    return mark_account(store, account, true, err);
}

enum err_code totp_confirm(struct store *store, int64_t id, const char *code,
                           char ret_codes[TOTP_RECOVERY_CODES][TOTP_RECOVERY_SIZE], struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *account = NULL;
    TRY(account_get(store, id, &arena, &account, err));
    TRY(db_begin(store->db, err));
    return db_finish(store->db, confirm_within(store, account, code, ret_codes, err), err);
}

static enum err_code remove_within(struct store *store, const struct record *account, struct err *err)
{
    TRY(db_run(store->db, STMT_SECOND_FACTOR_REMOVE, ARGS(v_int(account->id)), NULL, err));
    return mark_account(store, account, false, err);
}

enum err_code totp_remove(struct store *store, int64_t id, const char *password, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *account = NULL;
    if (password) {
        TRY(account_get(store, id, &arena, &account, err));
        TRY(account_password_proved(store, account, password, err));
    } else {
        TRY(account_managed(store, id, &arena, &account, err));
    }
    TRY(db_begin(store->db, err));
    return db_finish(store->db, remove_within(store, account, err), err);
}
