/* SPDX-License-Identifier: Apache-2.0
 * The unit tests' few words. A test is `void test_<module>__<case>(void)`; it is found by name.
 * A failed CHECK is printed with its place and marks the test; the test goes on. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/msg.h"

struct test {
    const char *name;
    void (*run)(void);
};
extern const struct test tests[];

void check_that(bool holds, const char *what, const char *file, int line);
void check_text(const char *got, const char *expected, const char *what, const char *file, int line);
void check_int(int64_t got, int64_t expected, const char *what, const char *file, int line);
/* Fails the test with the error's text unless code is ERR_OK. */
void check_ok(enum err_code code, const struct err *err, const char *what, const char *file, int line);

#define CHECK(condition) check_that(condition, #condition, __FILE__, __LINE__)
#define CHECK_TEXT(got, expected) check_text(got, expected, #got, __FILE__, __LINE__)
#define CHECK_INT(got, expected) check_int(got, expected, #got, __FILE__, __LINE__)
#define CHECK_OK(call, err) check_ok(call, err, #call, __FILE__, __LINE__)

/* An arena released at the end of the running test. */
struct arena *test_arena(void);

/* The path of a file below ../shared, or NULL with a printed note that what needs it is skipped. */
const char *test_shared(const char *path);

/* A small repeatable random generator for property tests. */
uint64_t test_random(uint64_t *state);
