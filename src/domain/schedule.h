/* SPDX-License-Identifier: Apache-2.0
 * The days on which a programme's schedules fall due: what its file says, put together with what is
 * known from outside (a letter's arrival, a date set later, days off). Pure. */
#pragma once

#include "domain/calendar.h"
#include "domain/programme.h"

/* The day a document of the programme arrived at who owes the deadline. */
struct document_arrival {
    const char *document; /* id in the file */
    int32_t day;
};

/* A date set later for a schedule whose document says none: by a letter, or by an activity that is
 * planned or was held. */
struct set_date {
    const char *schedule; /* id */
    struct date due;
    enum date_operator op;
};

/* What is known beside the file. Zero is nothing. */
struct schedule_facts {
    const struct holidays *holidays;
    const struct document_arrival *arrivals;
    size_t arrival_count;
    const struct set_date *set_dates;
    size_t set_date_count;
};

/* All times of the schedule, by day. It may not stand in a circle (the reader of programmes refuses
 * those). A document that `arrivals` does not name arrived when the file says. */
struct occurrences schedule_occurrences(const struct programme *programme,
                                        const struct schedule *schedule,
                                        const struct schedule_facts *facts, struct arena *arena);

/* Of the times of the schedule it serves, the one that this one serves: the only one, that for the
 * same span, or the next to come. NULL where none is known. */
const struct occurrence *schedule_served(const struct occurrences *parents,
                                         const struct occurrence *child);

/* The document whose issue gives it its lead time: the letter that asks, or the programme's own. NULL
 * where neither is there. */
const struct programme_document *schedule_document(const struct programme *programme,
                                                   const struct schedule *schedule);
