/* SPDX-License-Identifier: Apache-2.0
 * Reads the part of YAML that our own data files use (programmes, import layouts) into a tree.
 *
 * A file is one document of mappings, sequences and scalars. Every scalar is text: whoever reads
 * the tree gives it a type. Anchors, aliases, tags, directives, merge keys and further documents
 * are refused, so a file means what it shows. Each node knows its line and column, so that a
 * mistake of meaning found later can be told at its place. libyaml reads the bytes; only yaml.c
 * knows it. */
#pragma once

#include "base/mistakes.h"

enum yaml_type { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

enum { YAML_DEPTH_MAX = 40, YAML_NODES_MAX = 200000, YAML_BYTES_MAX = 4 << 20 };

struct yaml {
    enum yaml_type type;
    int line, column;         /* from 1; columns count letters */
    int end_line, end_column; /* behind its last letter */
    bool flow;                /* a collection in {…} or […] */
    bool quoted;              /* scalar in quotes or a block: never null */
    const char *text;         /* scalar: UTF-8 without NUL inside; otherwise "" */
    size_t count;             /* items of a sequence, pairs of a mapping */
    const struct yaml *keys;  /* mapping: `count` scalars in the order of the file, no two equal */
    const struct yaml *items; /* sequence: its items; mapping: the value of each key */
};

/* Reads `len` bytes of `text`; `file` names them in messages and must live as long as the mistakes.
 * Returns the root, in arena memory; NULL when the text is not YAML or breaks a limit. Anchors,
 * tags and duplicate keys are mistakes too, but reading goes on (of two equal keys the first
 * stands), so a root with new mistakes is possible. An empty file is an mistake. */
const struct yaml *yaml_parse(struct arena *arena, const char *file, const char *text, size_t len,
                              struct mistakes *mistakes);

/* The value under `key`; NULL when absent or when `map` is not a mapping. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);

/* An unquoted scalar that is empty, "~" or "null". */
bool yaml_is_null(const struct yaml *node);
