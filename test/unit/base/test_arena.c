/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include <string.h>

void test_arena__marks_and_growth(void)
{
    struct arena arena;
    arena_init(&arena, 0);
    char *kept = arena_strdup(&arena, "giữ");
    struct arena_mark mark = arena_mark(&arena);
    int *numbers = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 100000; i++)
        *ARENA_PUSH(&arena, numbers, count, capacity) = i;
    CHECK_INT(numbers[99999], 99999);
    arena_release(&arena, mark);
    CHECK_TEXT(kept, "giữ");
    CHECK(arena.used_bytes < 100);
    arena_done(&arena);
}

void test_arena__limit_jumps_to_the_guard(void)
{
    struct arena arena;
    arena_init(&arena, 1000);
    jmp_buf guard;
    arena.guard = &guard;
    if (setjmp(guard) == 0) {
        arena_alloc(&arena, 1001, 1);
        CHECK(false);
    }
    arena_done(&arena);
}

/* Texts about as long as what is formatted at once, and into a buffer with more or less room. */
void test_arena__printed_texts_of_any_length(void)
{
    CLEANUP(buf_done) struct buf all = { 0 };
    size_t total = 0;
    for (int len = 0; len < 1200; len += len > 240 && len < 270 ? 1 : 17) {
        char *text = arena_printf(test_arena(), "%0*d|", len, 7);
        CHECK_INT((int64_t)strlen(text), (len ? len : 1) + 1);
        CHECK(text[strlen(text) - 1] == '|');
        buf_printf(&all, "%0*d|", len, 7);
        total += strlen(text);
        CHECK(all.len == total);
        CHECK_TEXT(buf_text(&all) + total - strlen(text), text);
    }
}
