/* SPDX-License-Identifier: Apache-2.0
 * The few macros every file uses. Nothing here knows of the domain. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_index, first_arg) __attribute__((format(printf, format_index, first_arg)))
#define NORETURN __attribute__((noreturn))

/* Releases a local when it leaves scope: CLEANUP(rows_done) struct rows rows = { 0 }; */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Passes a failure on to the caller, who gave `err` its text. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        enum err_code try_code_ = (call);                                                          \
        if (try_code_ != ERR_OK)                                                                   \
            return try_code_;                                                                      \
    } while (0)

/* Always on: a registry must not go on with corrupt state. Aborts with file:line. */
#define require(condition)                                                                         \
    do {                                                                                           \
        if (__builtin_expect(!(condition), 0))                                                     \
            require_failed(#condition, __FILE__, __LINE__);                                        \
    } while (0)
NORETURN void require_failed(const char *condition, const char *file, int line);
