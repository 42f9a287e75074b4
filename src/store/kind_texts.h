/* SPDX-License-Identifier: Apache-2.0
 * What the store derives once from each declaration: its SQL texts, which fields are copies of which,
 * and the side columns' values. Private to src/store. */
#pragma once

#include "store/entity.h"

/* `field` of this kind is a copy of `source_field` of the record that `reference` names. */
struct carry {
    int field, reference;
    const struct kind *source;
    int source_field;
};

/* Records of `kind` copy `source_field` of this kind through a reference. */
struct dependent {
    const struct kind *kind;
    int source_field;
    const char *referring_sql;
};

struct kind_texts {
    const char *insert, *update, *get;
    struct carry *carries;
    size_t carry_count;
    struct dependent *dependents;
    size_t dependent_count;
    /* Of a kind of which a household has one (same_as.h): the rule that says so, its reference to the
     * household, the copy of the canonical one beside it, and the texts that find records by either.
     * twin_rule is -1 for all others. */
    int twin_rule, twin_reference, twin_canonical;
    const char *twin_by_reference, *twin_by_canonical;
};

void kind_texts_init(struct store *store);
const struct kind_texts *kind_texts(const struct store *store, const struct kind *kind);

/* What stands in the field's side column for a value; null for null. */
struct value field_side_value(struct store *store, struct arena *arena, const struct field *field,
                              struct value value);

/* The record's row, in the order of its table's columns: closed where the field is secret, with the side columns.
 * `arena` keeps what is made for it; for any thread. */
size_t record_row(struct store *store, struct arena *arena, const struct record *record, struct value *ret_row);
/* How wide that is. */
size_t kind_row_width(const struct kind *kind);
