/* SPDX-License-Identifier: Apache-2.0
 * One condition on a record of a kind, as a tree. It has two evaluators that a property test holds
 * equal: cond_matches (here, on a record image in memory, used by tallies) and the composer in
 * store/entity_sql_cond.c (a WHERE clause). A null field matches only `is_null`; every other comparison
 * with it is false, and NOT of that is true: two-valued logic, on both sides.
 *
 * A leaf compares its left side – a field, the state, the id, or a number counted over the records
 * that refer to this one (`linked`) – with values, or with another field of the same record.
 * COND_REFERRED looks the other way: at the record that a reference names. Both need other records:
 * in SQL they are subqueries, in C the image brings its source; a total is never kept under them.
 *
 * Texts compare by bytes of the stored form; dates in storage form, so `< next day` is how a last
 * day is put; two date fields are compared by their first days. Trees live in an arena. */
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
    COND_REFERRED, /* the record that the reference `field` names is there and fits the one child */
};

enum { COND_FIELD_STATE = -1, COND_FIELD_ID = -2, COND_FIELD_NONE = -3 };

/* Deeper than any file's condition gets (cond_form.h), records away included. */
enum { COND_DEPTH_MAX = 40 };

enum aggregate { AGGREGATE_COUNT, AGGREGATE_SUM, AGGREGATE_DISTINCT };

/* A number over the records of `kind` whose field `reference` is the id of the record tested. */
struct cond_linked {
    const struct kind *kind;
    int reference;
    enum aggregate aggregate;
    int field;                /* summed or counted distinct; -1 for a count. Over none: 0 */
    const struct cond *where; /* on those records; cond_counted has been applied */
};

enum { COND_WHOLE = 10000 }; /* a share of 100 % */

struct cond {
    enum cond_op op;
    int field; /* index into kind->fields, or COND_FIELD_… */
    const struct cond_linked *linked; /* instead of the field (then COND_FIELD_NONE); or NULL */
    const struct value *values;
    size_t value_count;
    /* EQ to GE, instead of values: another field of the record, of the same type; with LT to GE and
     * numbers, a share of it in hundredths of a per cent. 0: values are compared. */
    int64_t share;
    int other;
    struct cond *const *children;
    size_t child_count;
};

/* What conditions are tested on: the state and the values of a record, in field order. */
struct image {
    int64_t id;
    const char *state;          /* NULL where the kind has no lifecycle */
    const struct value *values; /* kind_field_count(kind) of them */
    const struct kind *kind;    /* needed by conditions on other fields and records only … */
    const struct image_source *source; /* … and this by those on other records */
};

/* Where other records are found. */
struct image_source {
    void *context;
    /* Calls `visit` for every record of `kind` whose field `reference` is `id`, or a record for which
     * that one stands; COND_FIELD_ID: for the record with that id, if there is one. */
    void (*each)(void *context, const struct kind *kind, int reference, int64_t id,
                 void (*visit)(void *to, const struct image *image), void *to);
};

/* The value of a field as figures count it: a reference to a record for which another stands is told
 * as that one. */
struct value image_counted(const struct image *image, int field);

/* NULL means COND_TRUE. A condition that cond_needs_records asks for an image with a source. */
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
/* The field compared with (a share of) another one; COND_WHOLE is the field itself. */
struct cond *cond_with_field(struct arena *arena, int field, enum cond_op op, int64_t share,
                             int other);
/* `linked` compared: with a value, or, where `share` is not 0, with a share of a field. */
struct cond *cond_linked(struct arena *arena, const struct cond_linked *linked, enum cond_op op,
                         struct value value, int64_t share, int other);
struct cond *cond_referred(struct arena *arena, int field, struct cond *child);
/* `where` (may be NULL) as it chooses what is counted: live records, unless it names states, and
 * none for which another stands (kind->same_as). */
const struct cond *cond_counted(struct arena *arena, const struct kind *kind, struct cond *where);

/* True when some comparison of the tree is on that field (COND_FIELD_STATE: names states). */
bool cond_names_field(const struct cond *cond, int field);
/* True when it looks at records other than the one tested. */
bool cond_needs_records(const struct cond *cond);

/* A canonical text with field names: equal texts are equal conditions. Order, nesting, repetition,
 * double negation, `a or b` for a list and what is always true or false do not change it. It is the
 * key under which equal conditions share a tally (measure_from_canonical reads it back, unless
 * cond_needs_records). */
char *cond_canonical(struct arena *arena, const struct kind *kind, const struct cond *cond);
