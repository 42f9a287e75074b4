/* SPDX-License-Identifier: Apache-2.0
 * What the parts of report_build share while a report is made. */
#pragma once

#include "base/idmap.h"
#include "service/report/figure.h"
#include "service/report/report.h"

/* What of a measure was asked once for this report: several figures are made of the same one. */
struct report_measured {
    const struct measure *measure;
    struct report_evidence evidence; /* of no measure: not asked yet */
    int64_t unsettled;               /* -1: not asked yet */
    struct report_measured *next;
};

struct report_job {
    struct store *store;
    struct arena *arena;
    const struct territory *territory;
    struct report *report;
    struct figure_cut cut;
    struct idmap reported; /* index of a kind + 1 → communes with any record of it */
    struct report_measured *measured;
    int64_t communes;      /* at or below the unit on the territory's day */
};

/* Units of that level at or below `unit`, in official order. */
struct report_units {
    const struct unit **items;
    size_t count, capacity;
};
void report_units_below(const struct report_job *job, const struct unit *unit,
                        const char *level, struct report_units *units);

const char *report_unit_key(struct arena *arena, const struct unit *unit);

/* How many records under the expression are themselves provisional, as they are today. */
NODISCARD enum err_code report_unsettled(struct report_job *job, const struct expr *value,
                                         int64_t *ret_count, struct err *err);

/* Communes that have any record of the kind, whatever its state and time. */
NODISCARD enum err_code report_reported(struct report_job *job, const struct kind *kind, int64_t *ret_count,
                                        struct err *err);

/* report_table.c */
NODISCARD enum err_code report_fill_table(struct report_job *job, const struct outline_table *of,
                                          struct report_table **ret_table, struct err *err);

/* report_list.c: the words of a code, built in or added by a programme; of any value of a field. */
const char *report_value_words(struct report_job *job, const struct field *field,
                               struct value value);
NODISCARD enum err_code report_fill_list(struct report_job *job, const struct outline_list *of,
                                         struct report_list **ret_list, struct err *err);

/* report_record.c: what people have put down for this report. `ret_texts`: by node id. */
struct report_text {
    const char *node, *text, *written_by;
};
struct report_texts {
    struct report_text *items;
    size_t count;
};
NODISCARD enum err_code report_find_record(struct report_job *job, struct record **ret_record,
                                           struct err *err);
NODISCARD enum err_code report_read_record(struct report_job *job, const struct record *record,
                                           struct report_texts *ret_texts, struct err *err);

/* report_spot.c */
NODISCARD enum err_code report_spot_find(struct report_job *job, const struct report_spot *spot, size_t max,
                                         const char **ret_title, struct evidence *ret_evidence, struct err *err);
