/* SPDX-License-Identifier: Apache-2.0
 * Measures, expressions and bounds as data files write them:
 *
 *   {count: models, where: {type: three_clean}, time: stock, end: stopped_on}
 *   {sum: value, of: supports, time: flow}        {distinct: household, of: supports, time: flow}
 *   {ratio: [poor_households, households]}        {change: {of: poverty_rate, years: 1}}
 *   {add: [models, works]}   {subtract: [a, b]}   models_three_clean   (a name given before)
 *
 *   {at_least: 1, at_most: 3}   {exactly: 1}   {more_than: 4 %}   unknown */
#pragma once

#include "domain/cond_form.h"
#include "domain/measure.h"

enum { EXPR_NESTING_MAX = 6 };

struct named_expr {
    const char *id;
    const struct expr *value;
};

/* What the names in a file stand for. */
struct measure_names {
    struct cond_names cond;
    const struct named_expr *exprs; /* those given so far */
    size_t expr_count;
};

/* What a number must satisfy. Shares are in hundredths of a per cent; a bound on the change of a
 * share is in percentage points, written the same way. */
struct bound {
    bool unknown; /* the document gives no number (yet): the value is shown, nothing is judged */
    bool has_min, has_max;
    bool above_min, below_max; /* strict: the number itself is not enough */
    int64_t min, max;
};
bool bound_holds(const struct bound *bound, int64_t value);

/* Where a measure stands decides which keys may stand beside its own. */
enum measure_place {
    MEASURE_INLINE,  /* none */
    MEASURE_ELEMENT, /* id, title, source: an element of `measures` */
    MEASURE_RECORDS, /* by: the records that name subjects */
    MEASURE_PLACE_MAX_
};

/* All of these tell their mistakes and then return NULL or false. A name whose own expression had
 * mistakes (value NULL) gives NULL without telling them again. */
struct measure *measure_read(struct form_reader *reader, const struct measure_names *names,
                                   const struct yaml *node, enum measure_place place);
const struct expr *expr_read(struct form_reader *reader, const struct measure_names *names,
                             const struct yaml *node);
/* The expression that the keys of an element give beside its other keys: ratio, change, add,
 * subtract. */
const struct expr *expr_read_keys(struct form_reader *reader, const struct measure_names *names,
                                  const struct yaml *mapping);
bool bound_read(struct form_reader *reader, enum number_unit unit, const struct yaml *node,
                struct bound *ret_bound);
/* Which units: the keys designated, types, without. NULL without any of them. */
const struct unit_choice *unit_choice_read(struct form_reader *reader,
                                           const struct measure_names *names,
                                           const struct yaml *node);
