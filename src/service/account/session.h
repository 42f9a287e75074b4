/* SPDX-License-Identifier: Apache-2.0
 * Signing in, and who a request is from: sessions of people (cookie) and tokens of programs (bearer).
 * Secrets are random 256-bit values; only their hashes are kept. Times are those of store->now. */
#pragma once

#include "service/account/rights.h"

enum {
    SESSION_IDLE_SECONDS = 30 * 60,
    SESSION_LIFE_SECONDS = 12 * 3600,
    SESSION_SECRET_SIZE = 44, /* 256 bits in the base64 of URLs, and a NUL */
};

struct session {
    int64_t account;
    struct actor actor;        /* put this into store->actor */
    const char *csrf;          /* what a writing request must carry in X-CSRF-Token; NULL for a token */
    bool must_change_password; /* nothing but account_password_change and session_close is allowed */
    bool second_factor;        /* signed in with one */
    bool by_token;             /* bearer: no cookie, no CSRF */
    const char *language;      /* "vi", "en" or NULL */
    const char *user_name;
    const char *known;         /* by session_open: a browser that brings it is held up by no other's failures */
    int64_t until_unix;        /* holds until then, unless it is used; 0: until the day ends at least */
};

struct sign_in {
    const char *user, *password;
    const char *totp;    /* six digits or a recovery code; NULL or "" where none was given */
    const char *address; /* of the client, as text: "203.0.113.7" */
    const char *known;   /* what the last sign-in left in this browser (struct session); NULL: nothing */
};

/* Signs in; writes (transactions of its own). `ret_secret` is the cookie's value. Texts live in the
 * arena. Fails with ERR_FORBIDDEN and
 *   MSG_SIGN_IN_WRONG          unknown user, wrong password, wrong code: the same words, the same work
 *   MSG_SIGN_IN_SECOND_FACTOR  the password is right and a code is needed: ask for it, sign in again
 *   MSG_SIGN_IN_WAIT {seconds} too many failures of this account or address: Retry-After
 *   MSG_SIGN_IN_LOCKED         locked until a superior unlocks it, or closed, or past its last day */
NODISCARD enum err_code session_open(struct store *store, const struct sign_in *sign_in,
                                     struct arena *arena, struct session *ret_session,
                                     char ret_secret[SESSION_SECRET_SIZE], struct err *err);
/* Whose cookie this is. ERR_FORBIDDEN (MSG_SESSION_NONE) for an unknown, idle or expired one. Reads only;
 * call session_touch afterwards where the store may write. */
NODISCARD enum err_code session_find(struct store *store, const char *secret, struct arena *arena,
                                     struct session *ret_session, struct err *err);
/* Notes that the session is in use; writes at most once a minute, in a transaction of its own. */
NODISCARD enum err_code session_touch(struct store *store, const char *secret, struct err *err);
/* True where the request's X-CSRF-Token is that of the session; compared in constant time. */
bool session_csrf_holds(const struct session *session, const char *given);
/* Signs out; nothing to do for an unknown one. Writes. */
NODISCARD enum err_code session_close(struct store *store, const char *secret, struct err *err);
/* Ends every session of an account. In the caller's transaction. */
NODISCARD enum err_code session_close_all(struct store *store, int64_t account, struct err *err);

/* The value after "Authorization: Bearer ". ERR_FORBIDDEN (MSG_SESSION_NONE) for an unknown, revoked or
 * expired token, or one of an account not in use. */
NODISCARD enum err_code token_find(struct store *store, const char *bearer, struct arena *arena,
                                   struct session *ret_session, struct err *err);

/* Forgets sessions that are over and attempts long past, in the caller's transaction. */
NODISCARD enum err_code sessions_clean(struct store *store, struct err *err);
