/* SPDX-License-Identifier: Apache-2.0
 * Memory for one request or one command: allocated piece by piece, released at once.
 *
 * An arena has a hard limit in bytes. A function that takes `struct arena *arena` returns memory
 * that lives as long as the arena; the signature tells the lifetime. Going over the limit or out of
 * memory is not returned to each caller: the arena jumps to the handler set by arena_guard, or
 * aborts where none is set; so allocations never return NULL. Blocks are 64 kB and grow.
 * With -DARENA_DEBUG each item is its own malloc, so that the address sanitizer sees overruns. */
#pragma once

#include "base/base.h"
#include <setjmp.h>

struct arena_block;
struct arena {
    struct arena_block *head;
    size_t used_bytes;  /* handed out */
    size_t limit_bytes; /* 0: ARENA_LIMIT_DEFAULT_BYTES */
    jmp_buf *guard;
};

#define ARENA_LIMIT_DEFAULT_BYTES ((size_t)4 << 30)

void arena_init(struct arena *arena, size_t limit_bytes);
void arena_done(struct arena *arena);

/* A point to go back to: memory taken after the mark is released, earlier memory stays. */
struct arena_mark {
    struct arena_block *block;
    size_t block_used, used_bytes;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_release(struct arena *arena, struct arena_mark mark);

/* Zeroed memory aligned for any type. `count * size` may not overflow. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
#define ARENA_NEW(arena, type) ((type *)arena_alloc(arena, 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc(arena, count, sizeof(type)))

char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Grows `*items` (arena memory) so that at least `count + 1` items fit; doubles its capacity. */
void arena_grow(struct arena *arena, void **items, size_t count, size_t *capacity, size_t size);
#define ARENA_PUSH(arena, items, count, capacity)                                                  \
    (arena_grow(arena, (void **)&(items), count, &(capacity), sizeof(*(items))), &(items)[(count)++])
