/* SPDX-License-Identifier: Apache-2.0
 * Who a token or cookie is, remembered by one reader as long as nobody writes: a screen asks ten things at once, and each would look
 * up the session, its account and its rights anew. Whose it is says to it when the database it reads is another (worker.c). */
#pragma once

#include "service/account/session.h"

struct known;

struct known *known_new(void);
void known_free(struct known *known); /* NULL is legal */
void known_forget(struct known *known);
/* `credential`: the header or cookie as sent. The texts are the arena's. NULL knows nobody. */
bool known_find(struct known *known, const char *credential, const struct store *store, struct arena *arena,
                struct session *ret_session);
void known_keep(struct known *known, const char *credential, const struct store *store, const struct session *session);
