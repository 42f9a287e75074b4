/* SPDX-License-Identifier: Apache-2.0
 * Chỉ tiêu giao: what a programme's `quotas` say, as whole numbers for each unit in a year, within the
 * bounds of units and groups (engine/quota.h); and the path against the target, year by year.
 *
 * `of`, `weight` and `at_most` are taken over the year before, for the units of the day asked; a
 * record of a unit that ended counts where it went. A unit where one of them is not known gets no
 * number, never zero: it is left out, and the result is provisional. Bounds that contradict are
 * named with the smallest change that mends each; then there are no numbers, unless `relax`. */
#pragma once

#include "domain/programme.h"
#include "engine/quota.h"
#include "store/entity.h"

enum { QUOTA_UNBOUNDED = -1 };

struct quota_request {
    const struct programme *programme;
    const char *quota; /* id of one; NULL: all of the programme's */
    int year;
    int64_t unit;   /* within this unit */
    int64_t day;    /* units as of this day */
    int64_t points; /* hundredths of a per cent instead of the programme's amount; 0: none */
    bool relax;     /* with the mending changes made, each told */
    bool apply;     /* write the numbers as assigned_targets, in one transaction */
};

/* A sentence with its parameters. MSG_QUOTA_NONE: none. */
struct quota_words {
    enum msg msg;
    const char *args[ERR_ARGS_MAX + 1];
};

/* Of reaching the number, from the years past (engine/forecast.h). */
struct quota_chance {
    bool is_known;
    int64_t probability; /* hundredths of a per cent */
    int64_t low, high;   /* what the year brings lies in between in 80 of 100 cases */
};

struct quota_row {
    int64_t unit;
    const char *code, *name;
    struct number of, weight, at_most; /* of: unknown too where the programme gives none */
    bool is_known;                     /* takes part */
    bool is_partial;         /* only a part of it was named before a reform, in a rule that acts here */
    int64_t lo, hi;          /* hi QUOTA_UNBOUNDED: none */
    const char *lo_rule;     /* id of the group or quota whose bound lo is; NULL: none */
    const char *hi_rule;     /* the same of hi; "at_most" for the programme's cap */
    int32_t group;           /* innermost of sheet.groups, or QUOTA_NONE */
    int64_t value;           /* only where is_known and the sheet has values */
    struct quota_chance chance;
    enum quota_binding binding;
    struct quota_words reason; /* why it is not its share by weight */
    bool has_applied;
    int64_t applied;        /* assigned already: with what became part of it */
    size_t applied_records;
    struct quota_words why; /* where value and applied differ */
};

struct quota_group_row {
    const struct quota_rule *rule;
    int64_t unit;     /* of which it is made; 0: of all that the rule names */
    const char *name;
    size_t members;
    int64_t of, lo, hi, value;
    int32_t parent;   /* in sheet.groups, or QUOTA_NONE */
    enum quota_binding binding;
};

/* A contradiction, or something not known. */
struct quota_finding {
    int64_t unit;      /* 0: not about one */
    const char *group; /* name; NULL: not about one */
    bool is_conflict;
    int64_t bound, limit, amount; /* of a conflict */
    struct quota_words reason, remedy;
};

/* One year of the path. `plan`: assigned where anything was, else as the programme says. */
struct quota_year {
    int year;
    struct number of, plan, done;
    bool is_assigned, is_over; /* is_over: the year is past */
    struct number remaining;   /* of the whole plan, after this year */
    struct number needed;      /* each year from this one on, to reach the whole plan */
};

struct quota_sheet {
    const struct programme_quota *quota;
    struct number total, of, weight;
    struct number needed; /* per year from the year asked on */
    bool has_values, is_certified, is_provisional, is_relaxed;
    struct quota_row *rows; /* by code */
    size_t row_count;
    struct quota_group_row *groups;
    size_t group_count;
    struct quota_finding *findings;
    size_t finding_count;
    struct quota_year *years;
    size_t year_count;
    struct quota_chance chance; /* of all together */
    size_t chance_years;        /* past years it goes by */
    int64_t changed;  /* units whose number differs from what is assigned */
    int64_t applied;  /* written by this run */
};

struct quota_sheets {
    struct quota_sheet *sheets;
    size_t count;
};

/* ERR_INPUT where the programme has no (such) quota or the year lies outside it; ERR_STATE where
 * `apply` is asked for numbers that are provisional or cannot be made. Everything in *ret_sheets
 * lives in `arena`. */
NODISCARD enum err_code quota_run(struct store *store, const struct quota_request *request,
                                  struct arena *arena, struct quota_sheets *ret_sheets,
                                  struct err *err);

/* The key under which a quota's numbers are assigned: its target, or itself. */
const char *quota_key(const struct programme_quota *quota);
