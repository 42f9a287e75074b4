/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

/* A block below 64 kB is freed without glibc's tidying up of all that is free (malloc_consolidate). */
enum { BLOCK_MIN_BYTES = 60 << 10, BLOCK_MAX_BYTES = 16 << 20, PRINTED_SHORT = 256 };

void arena_init(struct arena *arena, size_t limit_bytes)
{
    *arena = (struct arena){ .limit_bytes = limit_bytes };
}

void arena_done(struct arena *arena)
{
    while (arena->head) {
        struct arena_block *next = arena->head->next;
        free(arena->head);
        arena->head = next;
    }
    arena->used_bytes = 0;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){ arena->head, arena->head ? arena->head->used : 0,
                                arena->used_bytes };
}

void arena_release(struct arena *arena, struct arena_mark mark)
{
    while (arena->head != mark.block) {
        require(arena->head);
        struct arena_block *next = arena->head->next;
        free(arena->head);
        arena->head = next;
    }
    if (arena->head)
        arena->head->used = mark.block_used;
    arena->used_bytes = mark.used_bytes;
}

static NORETURN void arena_fail(const struct arena *arena)
{
    if (arena->guard)
        longjmp(*arena->guard, 1);
    fprintf(stderr, "chungtay: out of memory (%zu bytes used)\n", arena->used_bytes);
    abort();
}

static struct arena_block *arena_block_new(struct arena *arena, size_t need)
{
    size_t size = BLOCK_MIN_BYTES;
#ifndef ARENA_DEBUG
    if (arena->head && arena->head->size < BLOCK_MAX_BYTES)
        size = arena->head->size * 2;
    else if (arena->head)
        size = BLOCK_MAX_BYTES;
    if (size < need)
        size = need;
#else
    size = need;
#endif
    struct arena_block *block = malloc(sizeof(*block) + size);
    if (!block)
        arena_fail(arena);
    block->next = arena->head;
    block->size = size;
    block->used = 0;
    arena->head = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t need;
    if (__builtin_mul_overflow(count, size, &need) || need > SIZE_MAX / 2)
        arena_fail(arena);
    need = (need + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    size_t limit = arena->limit_bytes ? arena->limit_bytes : ARENA_LIMIT_DEFAULT_BYTES;
    if (need > limit - arena->used_bytes)
        arena_fail(arena);
    struct arena_block *block = arena->head;
#ifdef ARENA_DEBUG
    block = arena_block_new(arena, need ? need : 1);
#else
    if (!block || block->size - block->used < need)
        block = arena_block_new(arena, need);
#endif
    void *memory = block->bytes + block->used;
    block->used += need;
    arena->used_bytes += need;
    memset(memory, 0, need);
    return memory;
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
    char *copy = arena_alloc(arena, len + 1, 1);
    memcpy(copy, text, len);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    char printed[PRINTED_SHORT];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(printed, sizeof(printed), format, args);
    va_end(args);
    require(len >= 0);
    if ((size_t)len < sizeof(printed)) /* nearly all are: formatted once */
        return arena_strndup(arena, printed, (size_t)len);
    char *text = arena_alloc(arena, (size_t)len + 1, 1);
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return text;
}

void arena_grow(struct arena *arena, void **items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return;
    size_t wider = *capacity ? *capacity * 2 : 8;
    void *copy = arena_alloc(arena, wider, size);
    if (count)
        memcpy(copy, *items, count * size);
    *items = copy;
    *capacity = wider;
}
