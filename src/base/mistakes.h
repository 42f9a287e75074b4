/* SPDX-License-Identifier: Apache-2.0
 * The mistakes found in one file that a person wrote, all of them, each with its place. Where
 * `struct err` stops at the first failure, a list of mistakes goes on: who wrote the file corrects
 * it once. Texts are messages of lang/messages.tsv, so the list can be shown in either language. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/msg.h"

enum { MISTAKES_MAX = 500, MISTAKE_ARGS_MAX = 4 };

struct mistake {
    const char *file;
    int line, column; /* from 1; 0: the file as a whole */
    enum msg msg;
    const char *args[MISTAKE_ARGS_MAX + 1]; /* in arena memory; NULL after the last */
};

struct mistakes {
    struct arena *arena; /* set by the caller; holds the list and its texts */
    struct mistake *items;
    size_t count, capacity;
    size_t more; /* found beyond MISTAKES_MAX and not kept */
};

/* Adds one; parameters are strings, copied: mistake_add(&mistakes, "f.yaml", 3, 1, MSG_X, "a"). */
#define mistake_add(mistakes, file, line, column, msg, ...)                                        \
    mistake_add_args(mistakes, file, line, column, msg,                                            \
                     (const char *const[]){ "", ##__VA_ARGS__, NULL })
void mistake_add_args(struct mistakes *mistakes, const char *file, int line, int column,
                      enum msg msg, const char *const *args_after_first);

/* By file, line and column; equal places stay in the order they were found. */
void mistakes_sort(struct mistakes *mistakes);

/* Appends "file:line: text" without a line end; for line 0 "file: text". */
void mistake_text(struct buf *out, enum lang lang, const struct mistake *mistake);

/* One mistake as a failure (ERR_INPUT, where "file:line"), for callers that speak in those. */
enum err_code mistake_err(const struct mistake *mistake, struct err *err);
