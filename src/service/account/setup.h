/* SPDX-License-Identifier: Apache-2.0
 * First use of an installation: while nobody has an account, whoever holds the code that the server printed
 * may make the first one. */
#pragma once

#include "service/account/account.h"

/* True while there is no account at all, and the list of units is in. */
NODISCARD enum err_code setup_is_open(struct store *store, bool *ret_open, struct err *err);

struct setup {
    int64_t unit; /* the place the installation is for: its Front gets a body there */
    const char *user_name, *full_name, *password;
};
/* Makes the account of the installation's administrator: everywhere, personal data included, with the
 * password he chose. ERR_STATE where there is an account already; else as account_add. */
NODISCARD enum err_code setup_run(struct store *store, const struct setup *setup, struct arena *arena,
                                  struct issues *issues, struct err *err);
