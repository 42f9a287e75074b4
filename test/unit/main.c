/* SPDX-License-Identifier: Apache-2.0
 * Runs the unit tests: all, or those whose name contains one of the arguments. */
#include "test.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SLOW_SECONDS = 5 }; /* said, so that the suite stays quick */

static struct arena arena;
static bool failed;

void check_that(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return;
    failed = true;
    printf("  %s:%d: %s\n", file, line, what);
}

void check_text(const char *got, const char *expected, const char *what, const char *file, int line)
{
    if (got == expected || (got && expected && strcmp(got, expected) == 0))
        return;
    failed = true;
    printf("  %s:%d: %s is \"%s\", expected \"%s\"\n", file, line, what, got ? got : "(null)",
           expected ? expected : "(null)");
}

void check_int(int64_t got, int64_t expected, const char *what, const char *file, int line)
{
    if (got == expected)
        return;
    failed = true;
    printf("  %s:%d: %s is %lld, expected %lld\n", file, line, what, (long long)got,
           (long long)expected);
}

void check_ok(enum err_code code, const struct err *err, const char *what, const char *file, int line)
{
    if (code == ERR_OK)
        return;
    failed = true;
    struct buf text = { 0 };
    msg_err(&text, LANG_EN, err);
    printf("  %s:%d: %s failed: %s\n", file, line, what, buf_text(&text));
    buf_done(&text);
}

struct arena *test_arena(void)
{
    return &arena;
}

const char *test_shared(const char *path)
{
    char *full = arena_printf(&arena, "../shared/%s", path);
    if (access(full, R_OK) == 0)
        return full;
    printf("  skipped: ../shared/%s is not here\n", path);
    return NULL;
}

uint64_t test_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u); /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int main(int argc, char **argv)
{
    int passed_count = 0, failed_count = 0;
    for (const struct test *test = tests; test->name; test++) {
        bool wanted = argc == 1;
        for (int i = 1; i < argc; i++)
            wanted |= strstr(test->name, argv[i]) != NULL;
        if (!wanted)
            continue;
        clock_t began = clock();
        failed = false;
        arena_init(&arena, 0);
        test->run();
        arena_done(&arena);
        double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
        if (seconds > SLOW_SECONDS)
            printf("  slow: %s, %.0f s of processor\n", test->name, seconds);
        if (failed)
            printf("FAILED %s\n", test->name);
        *(failed ? &failed_count : &passed_count) += 1;
    }
    printf("%d passed, %d failed\n", passed_count, failed_count);
    return failed_count != 0;
}
