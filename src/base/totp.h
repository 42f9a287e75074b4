/* SPDX-License-Identifier: Apache-2.0
 * Codes of a second factor (RFC 6238: SHA-1, 30 seconds, six digits, what every telephone has), by
 * liboath. */
#pragma once

#include "base/arena.h"

enum { TOTP_SECRET_BYTES = 20, TOTP_STEP_SECONDS = 30, TOTP_CODE_SIZE = 7 };

/* The code of a step (seconds since 1970 / 30). */
void totp_code(const unsigned char secret[TOTP_SECRET_BYTES], int64_t step, char ret_code[TOTP_CODE_SIZE]);
/* The step, one before to one after that of `seconds` but later than `last_step`, whose code this is;
 * 0 where there is none. */
int64_t totp_step_of(const unsigned char secret[TOTP_SECRET_BYTES], const char *code, int64_t seconds,
                     int64_t last_step);
/* The secret as it is typed: base32. */
char *totp_secret_text(struct arena *arena, const unsigned char secret[TOTP_SECRET_BYTES]);
bool totp_secret_bytes(const char *text, unsigned char ret_secret[TOTP_SECRET_BYTES]);
