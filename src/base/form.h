/* SPDX-License-Identifier: Apache-2.0
 * Reads YAML mappings into structs by tables: which keys there are, of what type, which are
 * required. A file format is then a handful of tables; every mistake (unknown key with the nearest
 * known one, missing key, wrong type) is told with its line and reading goes on, so that the whole
 * file is reported at once. A field whose value is wrong is left zero.
 *
 * A scalar `$name` stands for the parameter of that name where the reader has parameters. */
#pragma once

#include "base/yaml.h"

struct form_reader {
    struct arena *arena;
    struct mistakes *mistakes;
    const char *file;
    const struct yaml *parameters; /* mapping name → mapping with a `value`; NULL: none */
    void *context;                 /* for FORM_READ functions */
};

/* A text of the file in Vietnamese and, where given, English. */
struct form_text {
    const char *vi, *en; /* vi NULL: absent. en NULL: only Vietnamese */
};

enum form_type {
    FORM_NAME,      /* [const char *] a word of a–z, 0–9 and _ that begins with a letter */
    FORM_LINE,      /* [const char *] any text, NFC, not empty */
    FORM_TEXT,      /* [struct form_text] a text (Vietnamese), or {vi: …, en: …} */
    FORM_INT,       /* [int64_t] min ≤ value ≤ max */
    FORM_BOOL,      /* [bool] yes or no (true, false) */
    FORM_CHOICE,    /* [int] index of the word in `words` */
    FORM_NAMES,     /* [const char *const *] a list of names, or one; ends with NULL */
    FORM_LINES,     /* [const char *const *] the same of texts */
    FORM_GROUP,     /* [struct … *] a mapping read by `form`; NULL when absent */
    FORM_LIST,      /* [struct … *, size_t] a list of mappings read by `form` */
    FORM_READ,      /* whatever `read` makes of it */
    FORM_ELSEWHERE, /* known and perhaps required; `finish` of the form reads it */
};

struct form_key;
typedef void form_read_fn(struct form_reader *reader, const struct form_key *key,
                          const struct yaml *value, void *ret_field);

struct form_key {
    const char *key;
    enum form_type type;
    bool required;
    size_t offset;            /* of the field in the struct */
    size_t count_offset;      /* FORM_LIST: of its size_t */
    int64_t min, max;         /* FORM_INT */
    const char *const *words; /* FORM_CHOICE: ends with NULL */
    const struct form *form;  /* FORM_GROUP, FORM_LIST */
    form_read_fn *read;       /* FORM_READ */
    const void *detail;       /* for `read` */
};

/* A struct read so may begin with `int line`, where it stands in the file. */
struct form {
    const struct form_key *keys; /* ends with { 0 } */
    size_t size;                 /* of the struct */
    bool has_line;
    const char *scalar_key; /* a bare scalar stands for a mapping with this key; NULL: refused */
    /* Called when the keys are read: for what depends on several of them. May be NULL. */
    void (*finish)(struct form_reader *reader, const struct yaml *node, void *ret);
};

/* Reads `node` into `ret` (zeroed by the caller), key by key in the order of the table, whatever
 * their order in the file: a later key may rely on an earlier one. */
void form_read(struct form_reader *reader, const struct form *form, const struct yaml *node,
               void *ret);

/* The node itself, or the parameter's value that it names. A name without parameter is a mistake.
 */
const struct yaml *form_value(struct form_reader *reader, const struct yaml *node);

/* The text of a scalar in NFC; NULL with a mistake when it is not a scalar, or is empty. */
const char *form_scalar(struct form_reader *reader, const char *key, const struct yaml *node);

/* A list of scalars, or one scalar alone, each through form_scalar; ends with NULL. NULL with a
 * mistake when it is neither. */
const char *const *form_scalars(struct form_reader *reader, const char *key,
                                const struct yaml *node);

/* The node's items: those of a sequence, or the node itself as the only one. */
const struct yaml *form_items(const struct yaml *node, size_t *ret_count);

/* Tells a failure of a value's parser at the node. */
void form_failure(struct form_reader *reader, const struct yaml *node, const struct err *err);

/* The mistakes that readers of values tell. */
#define form_mistake(reader, node, msg, ...)                                                       \
    mistake_add((reader)->mistakes, (reader)->file, (node)->line, (node)->column, msg,             \
                ##__VA_ARGS__)

/* "“text” is not known as key; did you mean …? Known: …". `names` ends with NULL. */
void form_unknown(struct form_reader *reader, const struct yaml *node, const char *key,
                  const char *text, const char *const *names);

/* Index of `text` in `words` (ends with NULL), or -1 with a mistake. */
int form_choice(struct form_reader *reader, const char *key, const struct yaml *node,
                const char *const *words);

bool form_is_name(const char *text);
