/* SPDX-License-Identifier: Apache-2.0
 * The texts of lang/messages.tsv. Every sentence a person reads stands there once, in Vietnamese
 * and English, with parameters {1} … {4}; `enum msg` (generated) names it in C. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum lang { LANG_VI, LANG_EN };

const char *msg_text(enum msg msg, enum lang lang);
const char *msg_key(enum msg msg); /* as in the file: "field.required" */

/* Appends the text with its parameters put in; args is NULL-terminated, missing ones are empty. */
void msg_format(struct buf *out, enum lang lang, enum msg msg, const char *const *args);

/* The same in an arena. */
#define msg_line(arena, lang, msg, ...) \
    msg_line_args(arena, lang, msg, (const char *const[]){ "", ##__VA_ARGS__, NULL } + 1)
char *msg_line_args(struct arena *arena, enum lang lang, enum msg msg, const char *const *args);

/* Appends "where: text" of a failure. */
void msg_err(struct buf *out, enum lang lang, const struct err *err);
