/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void require_failed(const char *condition, const char *file, int line)
{
    fprintf(stderr, "chungtay: %s:%d: require(%s)\n", file, line, condition);
    abort();
}

/* Copies as much of `text` as fits, never half a UTF-8 character. */
static void copy_cut(char *to, size_t size, const char *text)
{
    size_t len = strlen(text);
    if (len >= size) {
        len = size - 1;
        while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
            len--;
    }
    memcpy(to, text, len);
    to[len] = '\0';
}

enum err_code err_set_args(struct err *err, enum err_code code, enum msg msg,
                           const char *const *args_after_first)
{
    require(code != ERR_OK);
    char kept[ERR_ARGS_MAX][ERR_ARG_SIZE] = { { 0 } }; /* a parameter may be one of err's own */
    for (size_t i = 0; i < ERR_ARGS_MAX && args_after_first[i + 1]; i++)
        copy_cut(kept[i], sizeof(kept[i]), args_after_first[i + 1]);
    err->code = code;
    err->msg = msg;
    err->where[0] = '\0';
    memcpy(err->args, kept, sizeof(kept));
    return code;
}

enum err_code err_at(struct err *err, const char *format, ...)
{
    char text[ERR_WHERE_SIZE * 2];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    copy_cut(err->where, sizeof(err->where), text);
    return err->code;
}

const char *err_int(int64_t value)
{
    static _Thread_local char ring[8][24];
    static _Thread_local unsigned next;
    char *slot = ring[next++ % COUNT(ring)];
    snprintf(slot, sizeof(ring[0]), "%lld", (long long)value);
    return slot;
}

static const struct {
    const char *name;
    int exit_status, http_status;
} err_rows[] = {
#define X(name, exit_status, http_status) [ERR_##name] = { #name, exit_status, http_status },
    FOR_EACH_ERR(X)
#undef X
};
_Static_assert(COUNT(err_rows) == ERR_MAX_, "every error code has its row");

const char *err_code_name(enum err_code code)
{
    static _Thread_local char lower[24];
    size_t i = 0;
    for (const char *c = err_rows[code].name; *c && i + 1 < sizeof(lower); c++, i++)
        lower[i] = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    lower[i] = '\0';
    return lower;
}

int err_exit_status(enum err_code code)
{
    return err_rows[code].exit_status;
}

int err_http_status(enum err_code code)
{
    return err_rows[code].http_status;
}
