/* SPDX-License-Identifier: Apache-2.0
 * Between the files of coverage: one obligation in one period, while its rows are made. */
#pragma once

#include "base/idmap.h"
#include "domain/territory.h"
#include "service/programme/coverage.h"

/* What the cases of an obligation look for on the day. */
struct coverage_case {
    struct unit_set unit; /* where the case's unit counts, from itself upwards */
    int64_t unit_id;
    unsigned char unit_level;
    struct idmap units;   /* chosen ones */
    struct idmap records; /* those named */
};

/* Communes that said anything by records of a kind. */
struct coverage_reported {
    const struct kind *kind;
    const struct field *place;
    int64_t territory_day;
    struct idmap communes;
    const struct coverage_reported *next;
};

struct coverage_job {
    struct store *store;
    struct arena *arena;
    const struct coverage_request *request;
    const struct obligation *obligation;
    bool is_target;
    struct period period;  /* whole */
    struct figure_cut cut; /* up to the day looked at */
    const struct territory *territory;
    struct coverage *coverage;
    size_t *capacity;
    struct idmap reported; /* communes that said anything of the measure's kind */
    const struct coverage_reported *known; /* the same for the kinds of before */
    struct coverage_case *cases;
    int64_t whole_unit; /* the programme's territory */
};

struct limit_groups {
    struct figure_groups min, max;
};

/* All numbers that the rows of one set of dimensions need. */
struct coverage_values {
    struct figure_groups value, supply, bodies;
    struct figure_groups *unsettled; /* records not settled yet, of each measure of the value */
    size_t unsettled_count;
    struct limit_groups bound;
    struct limit_groups *cases;     /* one for each case of the obligation */
    struct figure_groups *criteria; /* one for each criterion where the value is a score */
};

/* For whom a row is, and its keys among the numbers. */
struct coverage_subject {
    const struct unit *unit;
    const char *organisation;
    int64_t record;
    struct value keys[MEASURE_DIMS_MAX];
    size_t key_count;
    int64_t sharers; /* among how many the supply is shared out */
};

/* coverage_judge.c */

/* Finds what the cases look for; once a period. */
NODISCARD enum err_code coverage_find_cases(struct coverage_job *job, struct err *err);
/* Computes the value, the limits and the criteria by the dimensions. */
NODISCARD enum err_code coverage_load_values(struct coverage_job *job, const struct figure_dim *dims,
                                             size_t dim_count, struct coverage_values *values,
                                             struct err *err);
/* Puts the value in and judges it. A row that is not applicable keeps its state and reason. */
NODISCARD enum err_code coverage_judge(struct coverage_job *job, const struct coverage_values *values,
                                       const struct coverage_subject *subject, struct coverage_row *row,
                                       struct err *err);
/* Ranks the rows from `first` on by their points: equal points share the better rank. */
void coverage_rank(struct coverage_job *job, size_t first);

/* coverage_words.c */

/* What to do about the row, of the programme's own words where it has some; NULL: nothing. */
const char *coverage_next_action(struct coverage_job *job, const struct coverage_row *row);
/* What a record is called in a list, masked where the actor may not see it. */
const char *coverage_record_words(struct store *store, struct arena *arena, const struct record *record);
