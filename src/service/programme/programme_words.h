/* SPDX-License-Identifier: Apache-2.0
 * A programme in words, the way its people read it: section after section, line after line. Only
 * reads; whoever shows it decides how it looks. */
#pragma once

#include "base/msg.h"
#include "domain/programme.h"

struct programme_line {
    const char *id;     /* NULL: none */
    const char *text;   /* what it is */
    const char *detail; /* who, when, how much; NULL: nothing */
    const char *source; /* requirement ids, with spaces between; "" */
    int level;          /* 0, or how deep a heading lies below the first */
};
struct programme_section {
    const char *key; /* "obligations" */
    enum msg heading;
    struct programme_line *lines;
    size_t count, capacity;
};
struct programme_words {
    struct programme_section *sections; /* those that are not empty */
    size_t count;
};

struct programme_words programme_words_of(struct arena *arena, const struct programme *programme,
                                          enum lang lang);
