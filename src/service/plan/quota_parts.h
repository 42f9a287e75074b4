/* SPDX-License-Identifier: Apache-2.0
 * Between the files of the service quota: what a run over one quota of a programme knows.
 * quota_gather.c: units and their numbers; quota_bounds.c: the programme's groups as a tree of bounds;
 * quota_path.c: the years, what is assigned; quota.c: the run. */
#pragma once

#include "base/idmap.h"
#include "domain/territory.h"
#include "service/plan/quota.h"
#include "service/report/figure.h"

/* A number assigned for the year, and the row in which its unit counts. */
struct quota_assigned {
    int64_t id;
    struct record *record;
    struct quota_row *row;
};

struct quota_job {
    struct store *store;
    struct arena *arena;
    const struct quota_request *request;
    const struct programme_quota *quota;
    const struct territory *territory;
    struct quota_sheet *sheet;
    const struct quota_sheet *included; /* of the quota it includes; NULL: none */
    struct idmap row_index;             /* unit → row + 1 */
    size_t finding_capacity;
    struct quota_assigned *assigned;
    size_t assigned_count, assigned_capacity;
};

/* Period of one calendar year. */
struct period quota_year_period(int year);
/* A whole-number text of the run's arena. */
const char *quota_int(struct quota_job *job, int64_t value);
/* So many things for an amount: the least (or most) whole number that holds it, of `of` things. */
int64_t quota_least(const struct quota_amount *amount, int64_t of);
int64_t quota_most(const struct quota_amount *amount, int64_t of);

struct quota_finding *quota_finding_add(struct quota_job *job);
/* The row in which a unit (or what it became) counts; NULL where there is none, or several. */
struct quota_row *quota_row_of(struct quota_job *job, int64_t unit);

/* Rows of all units of the level, with their numbers of the year before; what is not known is told. */
NODISCARD enum err_code quota_gather(struct quota_job *job, struct err *err);
/* The number for the whole place in a year; unknown where nothing was entered. */
NODISCARD enum err_code quota_number_in(struct quota_job *job, const struct expr *expr, int year,
                                        struct number *ret, struct err *err);

/* The number of each row in a year; unknown where nothing was entered. */
NODISCARD enum err_code quota_numbers_in(struct quota_job *job, const struct expr *expr, int year,
                                         struct number *numbers, struct err *err);
/* How likely the numbers are reached, from the years past; nothing is told where too few are known. */
NODISCARD enum err_code quota_forecast(struct quota_job *job, struct err *err);

/* Bounds of rows, and the groups as a tree. ERR_INPUT where two groups overlap. */
NODISCARD enum err_code quota_bound_rows(struct quota_job *job, struct err *err);

/* The years of the quota's period, and what is assigned: of the year, put to the rows. */
NODISCARD enum err_code quota_load_assigned(struct quota_job *job, struct err *err);
/* What each year planned and brought; sheet->needed. */
NODISCARD enum err_code quota_walk_path(struct quota_job *job, struct err *err);
/* Says of each row whose number is not the one assigned why. */
void quota_explain_changes(struct quota_job *job);
/* Writes the numbers. In a transaction of the caller's. */
NODISCARD enum err_code quota_assign(struct quota_job *job, struct err *err);
