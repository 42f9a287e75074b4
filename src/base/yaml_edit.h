/* SPDX-License-Identifier: Apache-2.0
 * Changes a YAML file (base/yaml.h) in place: the rest of the text, its comments and its order stay as they are. A node is
 * named by its path of keys and numbers. */
#pragma once

#include "base/buf.h"
#include "base/yaml.h"

enum { YAML_PATH_MAX = 20 };
struct yaml_path {
    const char *steps[YAML_PATH_MAX]; /* a key, or the number of an item from 0 */
    size_t count;
};

/* The node there; NULL where there is none. */
const struct yaml *yaml_at(const struct yaml *root, const struct yaml_path *path);

/* Where a mistake lies: the innermost node that begins at, or last before, that place (column 0: in that line). */
void yaml_path_of(struct arena *arena, const struct yaml *root, int line, int column, struct yaml_path *ret_path);

/* The node as a block of lines, each behind `indent` spaces but the first; short ones in {…}. Comments are not in it. */
void yaml_write(struct buf *out, const struct yaml *node, size_t indent);

/* Appends `text` with the node of the path made `value`: replaced, or, where only its mapping or list is there, put in
 * at its end; `value` NULL takes it out. `root` is the tree of `text`. False where there is no such place. */
NODISCARD bool yaml_edit(struct buf *out, const char *text, const struct yaml *root, const struct yaml_path *path,
                         const struct yaml *value);

/* Some bytes of a text for others. */
struct yaml_splice {
    size_t from, to;
    const char *with;
};
/* The bytes of the text that a node stands in. */
struct yaml_splice yaml_span(const char *text, const struct yaml *node);
