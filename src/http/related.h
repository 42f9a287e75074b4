/* SPDX-License-Identifier: Apache-2.0
 * What else is known about a record: the records that refer to it, register by register, in one answer. */
#pragma once

#include "http/call.h"
#include "store/entity.h"

/* Starts the answer: for each register that can name the record and that the caller may read, at most `limit` records
 * (latest first; those no longer live too where `all`) and whether the caller may add one. A record that more
 * registers can name than anybody reads (a place) is told their names alone. */
NODISCARD enum err_code related_write(struct call *call, const struct record *record, int64_t limit, bool all,
                                      struct err *err);
