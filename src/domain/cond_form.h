/* SPDX-License-Identifier: Apache-2.0
 * Conditions as data files write them:
 *
 *   where: {type: three_clean, state: [completed, maintained], value: {at_least: 1.000.000},
 *           contents: {has: environment_climate}, any: [{…}, {…}], not: {…}, to_date: null}
 *
 * A mapping holds when all its entries do. An entry is `state` or a field with a value (equal), a
 * list (one of them), null (empty), or a mapping of operators (at_least, at_most, more_than,
 * less_than, is, is_not, has, known); or `any` (a list of mappings, one of which holds), `all`,
 * `not`. Values have the type of the field: codes must exist, dates may be a month, a quarter or a
 * year. Further:
 *
 *   to_date: {at_most: {field: event_date}}              another field of the same record
 *   household_count: {at_least: {share: 50 %, of: household_total}}
 *   fund: {where: {level: commune}}                      the record that a reference names
 *   linked: {count: supports, where: {value: {at_least: 500.000}}, at_least: 10}
 *                                                        the records that refer to this one
 *   pairs: {of: [fund_source, household_class], among: [[fund_for_the_poor, [poor, near_poor]]]} */
#pragma once

#include "base/form.h"
#include "domain/cond.h"

enum { COND_NESTING_MAX = 3, COND_RECORDS_MAX = 2 /* other records seen from other records */ };

/* Codes added to an open list of the kinds ("model_type"). `codes` ends with { 0 }. */
struct code_list {
    const char *list;
    struct code *codes;
    size_t count;
};

/* Names that only the file at hand knows. */
struct cond_names {
    const struct code_list *lists; /* beside the kinds' own codes */
    size_t list_count;
    const char *const *organisations; /* keys, ends with NULL; NULL: any key is taken */
};

/* The condition; NULL when the mapping is empty or has mistakes (told). */
struct cond *cond_read(struct form_reader *reader, const struct cond_names *names,
                       const struct kind *kind, const struct yaml *node);

/* All codes a field takes: its own and those of its open list; ends with NULL. */
const char *const *cond_field_codes(struct form_reader *reader, const struct cond_names *names,
                                    const struct field *field);

/* "Known names of kinds": for messages; ends with NULL. */
const char *const *kind_slugs(struct arena *arena);

/* Index of the kind's field `name` when it is of one of the types (a mask), or -1 with a mistake at the
 * value of `key` in the mapping. */
int cond_find_field(struct form_reader *reader, const struct yaml *mapping, const char *key,
                    const struct kind *kind, const char *name, unsigned types);
extern const unsigned cond_distinct_types; /* fields that can be counted distinct */

/* "95 %", "12,5%" in hundredths of a per cent; false for anything else. */
bool share_parse(const char *text, int64_t *ret_share);
