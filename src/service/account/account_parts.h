/* SPDX-License-Identifier: Apache-2.0
 * Between account.c, session.c, setup.c, totp.c and token.c. Private to them. */
#pragma once

#include "service/account/account.h"

enum { SECRET_BYTES = 32 };

/* Seconds since 1970 on the store's clock. */
int64_t store_seconds(const struct store *store);

/* The account, whatever the actor may see. */
NODISCARD enum err_code account_get(struct store *store, int64_t id, struct arena *arena,
                                    struct record **ret_account, struct err *err);
/* As account_get, ERR_FORBIDDEN unless the actor manages it. */
NODISCARD enum err_code account_managed(struct store *store, int64_t id, struct arena *arena,
                                        struct record **ret_account, struct err *err);
/* A new account, checked, not yet written. */
NODISCARD enum err_code account_made(struct store *store, const struct account_new *wanted, bool must_change,
                                     struct arena *arena, struct record **ret_account,
                                     char ret_password[PASSWORD_FRESH_SIZE], struct issues *issues,
                                     struct err *err);
/* Writes `after` unbound, in the caller's transaction; also ends the account's sessions. */
NODISCARD enum err_code account_write_within(struct store *store, const struct record *before,
                                             struct record *after, const struct write_note *note,
                                             bool ends_sessions, struct err *err);
/* Writes `after` unbound, in a transaction of its own; also ends the account's sessions. */
NODISCARD enum err_code account_write(struct store *store, const struct record *before,
                                      struct record *after, const struct write_note *note,
                                      bool ends_sessions, struct err *err);

/* Every token of the account, within the caller's transaction. */
NODISCARD enum err_code token_revoke_all(struct store *store, int64_t account, const struct write_note *note,
                                         struct err *err);

/* An attempt is counted before it is looked at, as a failure: so that many at once do not count as one.
 * ERR_FORBIDDEN (MSG_SIGN_IN_WAIT) where it comes too early. In transactions of their own. address NULL: of somebody
 * who has signed in from there before. His attempts count by themselves, so that nobody keeps him out by failing. */
struct attempt {
    char account[KEYED_HEX_SIZE], address[KEYED_HEX_SIZE];
    bool is_known;
};
NODISCARD enum err_code attempt_begin(struct store *store, const char *user, const char *address,
                                      struct attempt *ret_attempt, struct err *err);
/* It was no failure; `succeeded`: the account's failures before are forgotten. Within a transaction. */
NODISCARD enum err_code attempt_forgive(struct store *store, const struct attempt *attempt, bool succeeded,
                                        struct err *err);
/* Forgets the failures of an account. Within a transaction. */
NODISCARD enum err_code attempt_forget(struct store *store, const char *user, struct err *err);

/* True where the code is right now, and was not taken before; notes it as taken. Within a transaction. */
NODISCARD enum err_code totp_take(struct store *store, int64_t account, const char *code, bool *ret_right,
                                  struct err *err);

/* The owner's password, asked again; wrong ones count as failed sign-ins of one who is known. ERR_FORBIDDEN. */
NODISCARD enum err_code account_password_proved(struct store *store, const struct record *account,
                                                const char *password, struct err *err);
