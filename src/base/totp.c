/* SPDX-License-Identifier: Apache-2.0 */
#include "base/totp.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void totp_code(const unsigned char secret[TOTP_SECRET_BYTES], int64_t step, char ret_code[TOTP_CODE_SIZE])
{
    int code = oath_hotp_generate((const char *)secret, TOTP_SECRET_BYTES, (uint64_t)step, TOTP_CODE_SIZE - 1,
                                  false, OATH_HOTP_DYNAMIC_TRUNCATION, ret_code);
    require(code == OATH_OK);
}

int64_t totp_step_of(const unsigned char secret[TOTP_SECRET_BYTES], const char *code, int64_t seconds,
                     int64_t last_step)
{
    int64_t now = seconds / TOTP_STEP_SECONDS, found = 0;
    char given[TOTP_CODE_SIZE] = { 0 };
    if (strlen(code) != TOTP_CODE_SIZE - 1)
        return 0;
    memcpy(given, code, TOTP_CODE_SIZE - 1);
    for (int64_t step = now - 1; step <= now + 1; step++) {
        char right[TOTP_CODE_SIZE];
        totp_code(secret, step, right);
        if (sodium_memcmp(right, given, TOTP_CODE_SIZE) == 0 && step > last_step)
            found = step;
    }
    return found;
}

char *totp_secret_text(struct arena *arena, const unsigned char secret[TOTP_SECRET_BYTES])
{
    char *text = NULL;
    size_t len = 0;
    require(oath_base32_encode((const char *)secret, TOTP_SECRET_BYTES, &text, &len) == OATH_OK);
    char *copy = arena_strndup(arena, text, len);
    sodium_memzero(text, len);
    free(text);
    return copy;
}

bool totp_secret_bytes(const char *text, unsigned char ret_secret[TOTP_SECRET_BYTES])
{
    char *bytes = NULL;
    size_t len = 0;
    bool done = oath_base32_decode(text, strlen(text), &bytes, &len) == OATH_OK && len == TOTP_SECRET_BYTES;
    if (done)
        memcpy(ret_secret, bytes, TOTP_SECRET_BYTES);
    free(bytes);
    return done;
}
