/* SPDX-License-Identifier: Apache-2.0
 * "Did you mean …?": the known name that a mistyped one most likely stands for. */
#pragma once

#include "base/arena.h"

/* The name of the list (ends with NULL) that differs from `wanted` by the fewest letters put in,
 * left out, changed or exchanged with the next; the first of equals. NULL when none is nearer than
 * a third of the length of `wanted` (at least one letter). Bytes are compared: names are ASCII. */
const char *nearest_name(const char *wanted, const char *const *names);

/* "a, b, c": the names of the list (ends with NULL), in their order, at most `max` of them and then
 * "…". */
char *names_joined(struct arena *arena, const char *const *names, size_t max);
