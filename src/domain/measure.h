/* SPDX-License-Identifier: Apache-2.0
 * The one way a number is computed (DESIGN §1, idea 2): count, sum or distinct over one kind, under
 * a condition, at a time, by dimensions. Ratios, changes, scores … are expressions over measures.
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
    /* The reference to units at the other side of a transfer: records whose other side counts in the
     * same place are left out, so that what one fund gives to another is not new money of both
     * together. Never tallied. */
    const struct field *outside;
    int by; /* kept as totals for each value of this field: its index + 1 (store/tally.h); 0: of all together */
};

/* The field by which the measure's records are placed; NULL where they have no place. */
const struct field *measure_unit_field(const struct measure *measure);

/* Why a number is not known. */
enum number_gap {
    GAP_NONE,
    GAP_NO_DIVISOR, /* nothing to divide by */
    GAP_QUORUM,     /* too few answered; `detail` is the share or number that did */
    GAP_NOT_SET,    /* assigned by the superior, and no number entered yet */
    GAP_SET_TWICE,  /* two numbers entered for the same subject */
    GAP_NO_BASE,    /* the base year is not over, or not before the period */
    GAP_TOO_LARGE,
    GAP_HIDDEN,     /* a small number of a sensitive trait, or one from which such a number would follow */
};

/* A number that may be unknown. `value` is it made whole; where something was divided, the number
 * itself is value + rest ÷ per, and that is what limits are held against: a mean of 1.8 is not 2. */
struct number {
    bool known;
    int64_t value; /* shares and points: hundredths of a per cent */
    enum number_gap gap;
    int64_t detail;
    int64_t rest, per; /* per 0: the value is exact */
};
bool number_is_zero(struct number number);
/* In hundredths, rounded: 180 for 1.8. */
int64_t number_hundredths(struct number number);

/* What a number must satisfy, as it stands for one subject. */
struct limits {
    bool has_min, has_max;
    bool above_min, below_max; /* strict: the number itself is not enough */
    int64_t min, max;
};
bool limits_hold(const struct limits *limits, struct number number);
/* The upper one alone. */
bool limits_hold_max(const struct limits *limits, struct number number);

/* How one criterion of a set of criteria turns its number into points. */
struct criterion_rule {
    int64_t points; /* at most */
    int64_t per;    /* points for each piece counted; 0: all of `points` when the limits hold */
    struct limits limits;
    bool bonus;     /* on top, together with the other bonuses at most `bonus_max` */
    bool deduction; /* taken away */
    bool required;
};
struct scoring {
    const struct criterion_rule *criteria; /* as many as the expression has children */
    int64_t bonus_max;                     /* -1: the bonuses as they are */
};
/* The points of one criterion, never negative; and whether it is reached (full points, its limits). */
int64_t criterion_points(const struct criterion_rule *rule, struct number number);
bool criterion_reached(const struct criterion_rule *rule, struct number number);
static inline struct number number_known(int64_t value)
{
    return (struct number){ .known = true, .value = value };
}

/* Numbers combined: a measure, or measure arithmetic. */
enum expr_op {
    EXPR_MEASURE,
    EXPR_CONST,    /* a whole number */
    EXPR_ADD,      /* of all children */
    EXPR_SUB,      /* first minus second */
    EXPR_RATIO,    /* first ÷ second; unknown when second is 0 */
    EXPR_CHANGE,   /* the child now minus the child earlier; see `years_back`, `since` */
    EXPR_AVERAGE,  /* mean of the child over the years from `since` to the cut's last year */
    EXPR_AT,       /* the child in the year `since`, or `years_back` years earlier */
    EXPR_WHOLE,    /* the child over the whole territory and all organisations */
    EXPR_SHARE,    /* `constant` hundredths of a per cent of the child */
    EXPR_QUORUM,   /* the first child, unknown while the second does not hold `limits` */
    EXPR_ASSIGNED, /* the number assigned to the subject by its superior (kind assigned_targets) */
    EXPR_SCORE,    /* points of a set of criteria: the children are what its criteria count */
};

enum rounding { ROUND_NEAREST, ROUND_UP, ROUND_DOWN };

/* What a number counts: pieces, đồng, a share in hundredths of a per cent, or the difference of two
 * shares in hundredths of a percentage point. */
enum number_unit { NUMBER_PLAIN, NUMBER_MONEY, NUMBER_SHARE, NUMBER_POINTS };
static inline bool number_is_hundredths(enum number_unit unit)
{
    return unit == NUMBER_SHARE || unit == NUMBER_POINTS;
}

struct expr {
    enum expr_op op;
    const struct measure *measure;
    int64_t constant;
    enum rounding rounding; /* EXPR_SHARE */
    /* EXPR_CHANGE: the span `years_back` years earlier; or, where `since` is not 0, that calendar
     * year against the last one of the cut. `per_year` divides by the years between, `decrease`
     * turns the sign: earlier minus now. */
    int years_back, since;
    bool per_year, decrease;
    struct limits limits;         /* EXPR_QUORUM */
    const char *programme, *name; /* EXPR_ASSIGNED: the obligation's */
    enum number_unit unit;        /* EXPR_ASSIGNED: the obligation's */
    const struct scoring *scoring;
    const struct expr *const *children;
    size_t child_count;
};


/* The field of the measure's kind that refers to records of kind `slug`: by the name of that kind
 * ("household" for "households") where there is such a field, else the first; -1 if none. The id
 * itself (COND_FIELD_ID) where the kind is that kind. */
int measure_field_to(const struct measure *measure, const char *slug);

enum number_unit expr_unit(const struct expr *expr);

/* Calls `visit` for every measure in the expression, in order. */
void expr_measures(const struct expr *expr,
                   void (*visit)(void *context, const struct measure *measure), void *context);

/* Combines the values of an expression's children. EXPR_CHANGE: the child now, then earlier, with
 * `years_back` as the years between (also of EXPR_AT with `since`: a year to come is no base);
 * EXPR_AVERAGE: the child in each year; EXPR_AT and EXPR_WHOLE: the
 * child there. EXPR_MEASURE and EXPR_ASSIGNED are the caller's: asking for them here is a programming
 * error. */
struct number expr_combine(const struct expr *expr, const struct number *children, size_t count);

/* Canonical text of a measure: equal texts are equal numbers. `id` is not part of it; neither are
 * `units`, which are chosen at read, nor `organisation_field`, which only splits the number. */
char *measure_canonical(struct arena *arena, const struct measure *measure);
/* Reads such a text back (totals are kept under it). ERR_CORRUPT where a kind or field is unknown. */
NODISCARD enum err_code measure_from_canonical(struct arena *arena, const char *text,
                                               struct measure **ret_measure, struct err *err);
