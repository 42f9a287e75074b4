/* SPDX-License-Identifier: Apache-2.0
 * Measures, expressions and bounds as data files write them (docs/programme.md has them all):
 *
 *   {count: models, where: {type: three_clean}, time: stock, end: stopped_on}
 *   {sum: value, of: supports, time: flow}        {distinct: household, of: supports, time: flow}
 *   {ratio: [poor_households, households]}        {add: [models, works]}   {subtract: [a, b]}
 *   {change: {of: poverty_rate, years: 1}}        {decrease: {of: …, since: 2015, per_year: yes}}
 *   {average: {of: models, since: 2016}}          {share: 95 %, of: poor_households}
 *   {measure: models, year: 2016}   {measure: models, whole: yes}   {assigned: obligation}
 *   models_three_clean   (a name given before)    quorum: {measure: answered, at_least: 70 %}
 *
 *   {at_least: 1, at_most: 3}   {exactly: 1}   {more_than: 4 %}   {about: 500}   unknown
 *   {at_least: assigned}   {at_least: {share: 110 %, of: {measure: models, year: 2016}}} */
#pragma once

#include "domain/cond_form.h"
#include "domain/measure.h"

enum { EXPR_NESTING_MAX = 6 };

struct named_expr {
    const char *id;
    const struct expr *value;
};

/* An obligation to which numbers can be assigned, and of what unit they are. */
struct assignable {
    const char *id;
    enum number_unit unit;
};

/* What the names in a file stand for. */
struct measure_names {
    struct cond_names cond;
    const struct named_expr *exprs; /* those given so far */
    size_t expr_count;
    const char *programme; /* its id; NULL: nothing can be assigned */
    const struct assignable *assignables;
    size_t assignable_count;
};

/* What a number must satisfy, as the file says it. Shares are in hundredths of a per cent, changes of a
 * share in hundredths of a point. */
struct bound {
    bool unknown; /* the document gives no number (yet): the value is shown, nothing is judged */
    bool about;   /* "khoảng": only how much of limits.min is reached is shown, nothing is judged */
    struct limits limits;
    const struct expr *min_of, *max_of; /* what gives limits.min and .max for each subject; NULL: they
                                           stand in the file */
};
/* The limits with the numbers of min_of and max_of put in; unknown ones make them unknown (false,
 * and why). */
bool bound_limits(const struct bound *bound, struct number min, struct number max,
                  struct limits *ret_limits, enum number_gap *ret_gap);

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
/* The expression that the keys of an element give beside its other keys: ratio, change, add … */
const struct expr *expr_read_keys(struct form_reader *reader, const struct measure_names *names,
                                  const struct yaml *mapping);

/* What a bound stands at. */
struct bound_place {
    const struct measure_names *names; /* NULL: only numbers, no expressions */
    enum number_unit unit;             /* of the value it bounds */
    const struct expr *assigned;       /* what `assigned` stands for; NULL: not possible here */
    const char *const *other_keys;     /* keys beside the limits; ends with NULL; NULL: none */
};
bool bound_read(struct form_reader *reader, const struct bound_place *place,
                const struct yaml *node, struct bound *ret_bound);
/* A number of that unit: "95 %", "3 points", "500 triệu", "12". */
bool limit_read(struct form_reader *reader, enum number_unit unit, const char *word,
                const struct yaml *node, int64_t *ret);
/* Which units: the keys designated, types, without. NULL without any of them. */
const struct unit_choice *unit_choice_read(struct form_reader *reader,
                                           const struct measure_names *names,
                                           const struct yaml *node);
