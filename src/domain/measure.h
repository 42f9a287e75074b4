/* SPDX-License-Identifier: Apache-2.0
 * The one way a number is computed (DESIGN §1, idea 2): count, sum or distinct over one kind, under
 * a condition, at a time, by dimensions. Ratios and changes are expressions over measures.
 *
 * Time. A measure is a `flow` (the date lies in the period), a `stock` (begun on or before the
 * cut-off day and not ended by it), of a `year` (the year field lies in the period's years), or
 * `any` time. The period and the cut-off are given at evaluation, never inside the condition.
 *
 * Evaluating needs records, so it is the store's work (store/measure_sql.c, store/tally.c); this
 * module only says what is asked, and how numbers are combined. */
#pragma once

#include "domain/cond.h"

enum measure_time { MEASURE_ANY_TIME, MEASURE_FLOW, MEASURE_STOCK, MEASURE_YEAR };

/* Which units count, beyond the place that is asked for: those that bear a designation on the
 * cut-off day (registered for new-rural recognition …), or are of some type (xã, phường, thị trấn).
 * Both change over time, so they are chosen at read and are never part of a tally. A record counts
 * when its unit or a unit above it is such a one. */
struct unit_choice {
    const char *const *designations; /* any of these codes; ends with NULL; NULL: not asked */
    const char *const *types;        /* any of these unit types; ends with NULL; NULL: not asked */
    bool without;                    /* the units that are not so */
};

struct measure {
    const char *id; /* name within its programme */
    const struct kind *kind;
    enum aggregate aggregate;
    int field; /* summed (an integer field) or counted distinct; -1 for a count */
    /* The whole condition, NULL: every record. Who builds a measure passes it through cond_counted. */
    const struct cond *where;
    enum measure_time time;
    int date_field; /* flow: the date; stock: the begin; year: the year field; else -1 */
    int end_field;  /* stock: the end (null or later than the cut-off: still there); else -1 */
    int organisation_field;          /* by which it is told per organisation; -1: it cannot be */
    const struct unit_choice *units; /* NULL: every unit */
    /* The reference to units by which its records are placed, where that is not the kind's own: an
     * assignment counted at the branch that leads instead of at the household. Never tallied. */
    const struct field *place;
};

/* The field by which the measure's records are placed; NULL where they have no place. */
const struct field *measure_unit_field(const struct measure *measure);

/* Numbers combined: a measure, or measure arithmetic. */
enum expr_op {
    EXPR_MEASURE,
    EXPR_CONST,  /* a whole number */
    EXPR_ADD,    /* of all children */
    EXPR_SUB,    /* first minus second */
    EXPR_RATIO,  /* first ÷ second in hundredths of a per cent; unknown when second is 0 */
    EXPR_CHANGE, /* the child now minus the child `years_back` years earlier */
};

struct expr {
    enum expr_op op;
    const struct measure *measure;
    int64_t constant;
    int years_back;
    const struct expr *const *children;
    size_t child_count;
};

/* A number that may be unknown: nothing to divide by, a part unknown, too large. */
struct number {
    bool known;
    int64_t value; /* for ratios: hundredths of a per cent */
};

/* The field of the measure's kind that refers to records of kind `slug`: by the name of that kind
 * ("household" for "households") where there is such a field, else the first; -1 if none. The id
 * itself (COND_FIELD_ID) where the kind is that kind. */
int measure_field_to(const struct measure *measure, const char *slug);

/* What a number counts: pieces, đồng, or a share in hundredths of a per cent. */
enum number_unit { NUMBER_PLAIN, NUMBER_MONEY, NUMBER_SHARE };
enum number_unit expr_unit(const struct expr *expr);

/* Calls `visit` for every measure in the expression, in order. */
void expr_measures(const struct expr *expr,
                   void (*visit)(void *context, const struct measure *measure), void *context);

/* Combines the values of an expression's children. EXPR_MEASURE and EXPR_CHANGE are the caller's:
 * asking for them here is a programming error. */
struct number expr_combine(const struct expr *expr, const struct number *children, size_t count);

/* Canonical text of a measure: equal texts are equal numbers. `id` is not part of it; neither are
 * `units`, which are chosen at read, nor `organisation_field`, which only splits the number. */
char *measure_canonical(struct arena *arena, const struct measure *measure);
/* Reads such a text back (totals are kept under it). ERR_CORRUPT where a kind or field is unknown. */
NODISCARD enum err_code measure_from_canonical(struct arena *arena, const char *text,
                                               struct measure **ret_measure, struct err *err);
