/* SPDX-License-Identifier: Apache-2.0
 * Accounts: made, reset, locked by a superior – an administrator, or whoever has the account's place
 * within his own, in his line, and a role below his – and looked after by their owner. Each function is
 * a transaction of its own. Passwords: Argon2id, 19 MiB, two passes; at most two at a time. */
#pragma once

#include "service/account/rights.h"

enum { PASSWORD_CHARS_MIN = 10, PASSWORD_CHARS_MAX = 200, PASSWORD_FRESH_SIZE = 20 };

struct account_new {
    const char *user_name, *full_name;
    const char *role;         /* a word role_code knows */
    int64_t body;             /* its organisation is the line, its place the scope */
    int64_t scope_unit;       /* 0: the place of the body; both 0: everywhere */
    bool sees_personal;
    const char *password;     /* NULL: a fresh one */
};

/* The account must change its password at first sign-in. `ret_password` is the fresh one, or "" where
 * one was given. ERR_FORBIDDEN beyond the actor's reach; ERR_INPUT for a weak password, ERR_CONFLICT
 * for a name in use. */
NODISCARD enum err_code account_add(struct store *store, const struct account_new *wanted,
                                    struct arena *arena, struct record **ret_account,
                                    char ret_password[PASSWORD_FRESH_SIZE], struct issues *issues,
                                    struct err *err);
/* By a superior: a new password (NULL: a fresh one), to be changed at next sign-in; ends the sessions
 * and revokes the tokens. */
NODISCARD enum err_code account_reset(struct store *store, int64_t account, const char *password,
                                      char ret_password[PASSWORD_FRESH_SIZE], struct err *err);
/* By its owner. Ends the account's sessions: the caller signs in anew. ERR_FORBIDDEN
 * (MSG_SIGN_IN_WRONG, MSG_SIGN_IN_WAIT) where the old one is wrong. */
NODISCARD enum err_code account_password_change(struct store *store, int64_t account, const char *old,
                                                const char *password, struct err *err);
/* Locking ends sessions; tokens of a locked account do not work. */
NODISCARD enum err_code account_lock(struct store *store, int64_t account, const char *reason,
                                     struct err *err);
/* Also forgets failed attempts. */
NODISCARD enum err_code account_unlock(struct store *store, int64_t account, struct err *err);
/* Accounts the actor may manage. */
NODISCARD enum err_code account_list(struct store *store, struct arena *arena,
                                     struct record_list *ret_list, struct err *err);
/* By user name; ERR_NOT_FOUND. Whatever the actor: for the services of this folder. */
NODISCARD enum err_code account_by_name(struct store *store, const char *user_name, struct arena *arena,
                                        struct record **ret_account, struct err *err);
/* What is wrong with a password: too short or long, too common, the user's own name. */
NODISCARD enum err_code password_check(const char *password, const char *user_name, struct err *err);

/* --- second factor (RFC 6238, SHA-1, 6 digits, 30 s) ------------------------------------------------ */

enum { TOTP_RECOVERY_CODES = 8, TOTP_RECOVERY_SIZE = 12 };

struct totp_start {
    const char *secret; /* base32, to be typed */
    const char *uri;    /* otpauth://totp/… */
    const char *svg;    /* the same as a QR code */
};
/* A new secret for the account, kept aside until totp_confirm. */
NODISCARD enum err_code totp_begin(struct store *store, int64_t account, struct arena *arena,
                                   struct totp_start *ret_start, struct err *err);
/* The first code proves that the telephone has it; recovery codes are shown this once. */
NODISCARD enum err_code totp_confirm(struct store *store, int64_t account, const char *code,
                                     char ret_codes[TOTP_RECOVERY_CODES][TOTP_RECOVERY_SIZE],
                                     struct err *err);
/* By the owner (his password proves it) or, with NULL, by a superior. */
NODISCARD enum err_code totp_remove(struct store *store, int64_t account, const char *password,
                                    struct err *err);

/* --- tokens of programs --------------------------------------------------------------------------------- */

enum { TOKEN_SECRET_SIZE = 64 };

struct token_new {
    const char *label;
    bool writes;        /* else it only reads */
    const char *kinds;  /* "households,models"; NULL: all the account may see */
    const char *valid_to; /* storage day; required: at most a year ahead */
};
/* `ret_secret` is shown this once. Never more than the account itself may do. */
NODISCARD enum err_code token_add(struct store *store, int64_t account, const struct token_new *wanted,
                                  struct arena *arena, struct record **ret_token,
                                  char ret_secret[TOKEN_SECRET_SIZE], struct issues *issues, struct err *err);
/* By its owner or a superior. */
NODISCARD enum err_code token_revoke(struct store *store, int64_t token, struct err *err);
