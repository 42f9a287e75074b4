/* SPDX-License-Identifier: Apache-2.0
 * Which record was made after which: the records of a kind that name another one of it (a model and those who copied it), as trees.
 * It reads three lists however many trees there are: who names whom, which fit the words asked for, and what is shown. */
#pragma once

#include "store/entity.h"

enum { FOREST_CHILDREN_MAX = 12, FOREST_DEPTH_MAX = 8, FOREST_TOLD_MAX = 120, FOREST_TREES_MAX = 50 };

struct forest_query {
    int field;               /* index of the reference to the kind's own records */
    const char *const *words; /* folded: only trees with a record they fit; of one, branches that do come first */
    size_t word_count;
    int64_t from, limit;     /* so many trees are left out; so many are told, FOREST_TREES_MAX at most */
};

struct forest_node {
    int64_t id;
    const struct record *record; /* NULL: not for the actor to see */
    int64_t below;               /* all that come from it, however far */
    int64_t untold;              /* of its own followers, those that are not among `children` */
    struct forest_node *children;
    size_t child_count;
};

struct forest {
    struct forest_node *trees; /* the page asked for, those with the most followers first */
    size_t count;
    int64_t total;             /* trees there are, that fit */
};

/* Live records of the actor's scope and their originals, live or not. Two that name each other stand apart. Of a record
 * FOREST_CHILDREN_MAX followers are told, FOREST_DEPTH_MAX steps down; beyond
 * FOREST_TOLD_MAX of a tree they are counted. ERR_FORBIDDEN as entity_list. */
NODISCARD enum err_code forest_read(struct store *store, const struct kind *kind, const struct forest_query *query,
                                    struct arena *arena, struct forest *ret_forest, struct err *err);
