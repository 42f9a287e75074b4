/* SPDX-License-Identifier: Apache-2.0
 * One condition on a record of a kind, as a tree. It has two evaluators that a property test holds
 * equal: cond_matches (here, on a record image in memory, used by tallies) and the composer in
 * store/entity_sql.c (a WHERE clause). A null field matches only `is_null`; every other comparison
 * with it is false, and NOT of that is true: two-valued logic, on both sides.
 *
 * Texts compare by bytes of the stored form; dates in storage form, so `< next day` is how a last
 * day is put. Trees live in an arena. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "domain/kind.h"

enum cond_op {
    COND_TRUE,
    COND_AND, /* of all children; none: true */
    COND_OR,  /* of any child; none: false */
    COND_NOT, /* of the one child */
    COND_EQ,
    COND_NE, /* not null and different */
    COND_LT,
    COND_LE,
    COND_GT,
    COND_GE,
    COND_IN,  /* equal to one of `values` */
    COND_HAS, /* FIELD_CODES: contains the code values[0] */
    COND_IS_NULL,
    COND_NOT_NULL,
};

enum { COND_FIELD_STATE = -1, COND_FIELD_ID = -2, COND_DEPTH_MAX = 12 };

struct cond {
    enum cond_op op;
    int field; /* index into kind->fields, or COND_FIELD_… */
    const struct value *values;
    size_t value_count;
    struct cond *const *children;
    size_t child_count;
};

/* What conditions are tested on: the state and the values of a record, in field order. */
struct image {
    int64_t id;
    const char *state;          /* NULL where the kind has no lifecycle */
    const struct value *values; /* kind_field_count(kind) of them */
};

/* NULL means COND_TRUE. */
bool cond_matches(const struct cond *cond, const struct image *image);

/* Builders; all return arena memory. */
struct cond *cond_all(struct arena *arena, struct cond *const *children, size_t count);
struct cond *cond_any(struct arena *arena, struct cond *const *children, size_t count);
struct cond *cond_not(struct arena *arena, struct cond *child);
struct cond *cond_both(struct arena *arena, struct cond *a,
                       struct cond *b); /* either may be NULL */
struct cond *cond_compare(struct arena *arena, int field, enum cond_op op, struct value value);
struct cond *cond_in(struct arena *arena, int field, const struct value *values, size_t count);
struct cond *cond_live(struct arena *arena, const struct kind *kind); /* NULL without lifecycle */

/* True when some comparison of the tree is on that field (COND_FIELD_STATE: names states). */
bool cond_names_field(const struct cond *cond, int field);

/* A canonical text with field names: equal texts are equal conditions. Order, nesting, repetition,
 * double negation, `a or b` for a list and what is always true or false do not change it. It is the
 * key under which equal conditions share a tally. */
char *cond_canonical(struct arena *arena, const struct kind *kind, const struct cond *cond);
