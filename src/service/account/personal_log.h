/* SPDX-License-Identifier: Apache-2.0
 * The register of personal reads: who saw personal data unmasked, of which record, when and by what. What
 * is shown is noted in memory while a command or request reads (it may not write), and written before
 * the answer leaves. Sensitive data: a row for each record. Other personal data: a row for each list, with
 * its length. Exports: a row with the number of records. */
#pragma once

#include "store/entity.h"

struct personal_log;

/* record_mask calls this for what it does not mask. */
void personal_log_seen(struct store *store, const struct record *record);
/* From now on what is seen goes into a file: it is counted. */
void personal_log_exports(struct store *store);
bool personal_log_has(const struct store *store);
/* Writes what `reader` noted and forgets it; in a transaction of its own. `why` is the command or route,
 * without anybody's data: "export households", "GET /api/v1/households". */
NODISCARD enum err_code personal_log_write(struct store *writer, struct store *reader, const char *why,
                                           struct err *err);
/* Forgets what was noted: the answer does not leave. */
void personal_log_drop(struct store *reader);
