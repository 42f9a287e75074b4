/* SPDX-License-Identifier: Apache-2.0
 * Reads JSON (RFC 8259) that strangers send, strictly: whole text, valid UTF-8, no name twice in an object,
 * bounded depth, whole numbers of 64 bits only (there is no floating point in the records). Writing is
 * base/json.h. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

enum tree_type { TREE_NULL, TREE_BOOL, TREE_INT, TREE_TEXT, TREE_ARRAY, TREE_OBJECT };

enum { TREE_DEPTH_MAX = 32, TREE_MEMBERS_MAX = 300 };

/* A value; members of an object and items of an array hang on `first` in their order. */
struct tree {
    enum tree_type type;
    const char *name; /* as a member of an object; else NULL */
    bool truth;
    int64_t number;
    const char *text; /* without NUL bytes inside */
    struct tree *first, *next;
    size_t count; /* of members or items */
};

/* `text` needs no NUL at its end. ERR_INPUT with the line and column of what is wrong. */
NODISCARD enum err_code tree_read(struct arena *arena, const char *text, size_t len,
                                  const struct tree **ret_tree, struct err *err);

/* The member of that name; NULL where there is none (or `tree` is no object). */
const struct tree *tree_member(const struct tree *tree, const char *name);
/* The member's text; NULL where it is not there or no text. */
const char *tree_text(const struct tree *tree, const char *name);
int64_t tree_int(const struct tree *tree, const char *name, int64_t fallback);
bool tree_true(const struct tree *tree, const char *name);
