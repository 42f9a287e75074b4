/* SPDX-License-Identifier: Apache-2.0
 * Answers made smaller on their way: on a telephone line of 400 kbit/s each 50 kB are a second. */
#pragma once

#include "http/call.h"

enum { PACKED_LEAST_BYTES = 1400 /* what one packet holds */ };

/* Whether whoever asks takes gzip. */
bool call_takes_packed(const struct call *call);
/* The text as a gzip file; false, where it cannot be made. */
bool text_pack(const struct buf *plain, struct buf *ret_packed);
/* Packs what was written, where it is text, long enough to be worth it, and wanted. Short answers are never packed: the one
 * that tells the CSRF token is, so that nobody learns of it from the length of a packed answer. */
void answer_pack(struct call *call);
