/* SPDX-License-Identifier: Apache-2.0
 * A growable text buffer on the heap. `data` is always NUL-terminated once anything was added;
 * `len` leaves the NUL out. Growing past `max_bytes` (default 1 GiB) aborts: callers bound what
 * they write. */
#pragma once

#include "base/base.h"

struct buf {
    char *data;
    size_t len, capacity, max_bytes;
};

void buf_done(struct buf *buf); /* frees; the buffer may be used again */
void buf_clear(struct buf *buf);
void buf_add(struct buf *buf, const char *text);
void buf_add_n(struct buf *buf, const void *bytes, size_t len);
void buf_add_char(struct buf *buf, char c);
void buf_add_int(struct buf *buf, int64_t number);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
const char *buf_text(const struct buf *buf); /* never NULL; valid until the next change */
