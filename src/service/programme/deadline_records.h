/* SPDX-License-Identifier: Apache-2.0
 * What the registers say of a programme's deadlines, gathered once for all bodies: the reports,
 * replies, consultations, activities … by which one is done, dates set later, arrivals, days off. */
#pragma once

#include "service/programme/deadlines.h"

/* One record that may show that something was done. */
struct deadline_record {
    int64_t body;             /* 0: `unit` tells where */
    int64_t unit;
    const char *entry;        /* id of the schedule it names; NULL: none */
    const struct kind *kind;
    const char *type;         /* of an activity or document */
    bool done, waived;
    struct date day;          /* when; none: not known */
    struct date due;          /* what it was due, where it says so */
    bool has_period;
    struct period period;     /* what it is of: the period of a report, the year of a registration */
};

/* The day the letter of a schedule, or a document of the programme, arrived at a body. */
struct body_arrival {
    int64_t body;
    const char *document; /* id in the file */
    int32_t day;
};

struct deadline_records {
    struct deadline_record *items; /* by body, then by day */
    size_t count, capacity;
    struct set_date *set_dates;
    size_t set_count, set_capacity;
    struct body_arrival *arrivals;
    size_t arrival_count, arrival_capacity;
};

/* The slugs of the registers that show what was done; ends with NULL. */
extern const char *const deadline_registers[];

/* Of bodies and places that have ever counted under one of the units `near`; near_count 0: of all. */
NODISCARD enum err_code deadline_records_read(struct store *store,
                                              const struct programme *programme,
                                              const int64_t *near, size_t near_count,
                                              struct arena *arena,
                                              struct deadline_records *ret_records,
                                              struct err *err);

/* The holidays of the register and the law over these years. */
NODISCARD enum err_code deadline_holidays(struct store *store, int first_year, int last_year,
                                          struct arena *arena, struct holidays *ret_holidays,
                                          struct err *err);

/* The earliest record that shows it done (or waived) by one of the bodies, or at the unit; NULL: none. */
const struct deadline_record *deadline_record_find(const struct deadline_records *records,
                                                   const struct schedule *schedule,
                                                   const struct occurrence *time,
                                                   const int64_t *bodies, size_t body_count,
                                                   int64_t unit);
