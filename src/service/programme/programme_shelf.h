/* SPDX-License-Identifier: Apache-2.0
 * Programmes once read, kept with the store under their very text: reading the YAML costs more than most answers
 * made from it. Nothing can be out of date: another text is another programme. */
#pragma once

#include "domain/programme.h"
#include "store/store.h"

/* As programme_parse; the result lives until the transaction after this one (store_refresh), or as long as `arena`. */
const struct programme *programme_read(struct store *store, struct arena *arena, const char *code, const char *source,
                                       struct mistakes *mistakes);
