/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_done(struct buf *buf)
{
    free(buf->data);
    buf->data = NULL;
    buf->len = buf->capacity = 0;
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

static void buf_reserve(struct buf *buf, size_t more)
{
    if (more < buf->capacity - buf->len)
        return;
    size_t max = buf->max_bytes ? buf->max_bytes : (size_t)1 << 30;
    require(more < max - buf->len);
    size_t need = buf->len + more + 1, wider = buf->capacity ? buf->capacity * 2 : 256;
    if (wider > max) /* what has room is within the bound */
        wider = max;
    if (wider < need)
        wider = need;
    char *data = realloc(buf->data, wider);
    require(data);
    buf->data = data;
    buf->capacity = wider;
}

void buf_add_n(struct buf *buf, const void *bytes, size_t len)
{
    buf_reserve(buf, len);
    if (len)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_add(struct buf *buf, const char *text)
{
    buf_add_n(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
    buf_reserve(buf, 1);
    buf->data[buf->len++] = c;
    buf->data[buf->len] = '\0';
}

void buf_add_int(struct buf *buf, int64_t number)
{
    char digits[24], *at = digits + sizeof(digits);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--at = '-';
    buf_add_n(buf, at, (size_t)(digits + sizeof(digits) - at));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    size_t room = buf->data ? buf->capacity - buf->len : 0;
    va_start(args, format);
    int len = vsnprintf(buf->data ? buf->data + buf->len : NULL, room, format, args);
    va_end(args);
    require(len >= 0);
    if ((size_t)len < room) { /* mostly: formatted once */
        buf->len += (size_t)len;
        return;
    }
    buf_reserve(buf, (size_t)len);
    va_start(args, format);
    vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
    va_end(args);
    buf->len += (size_t)len;
}

const char *buf_text(const struct buf *buf)
{
    return buf->data ? buf->data : "";
}
