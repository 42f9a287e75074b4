/* SPDX-License-Identifier: Apache-2.0
 * Imports an official list of units, or a conversion table of old units into new ones (unit_file.h),
 * as one change (unit_change.h). Importing again changes nothing.
 *
 * The day of a list: as asked; else that of the earlier import of the same content; else the one in
 * its name. Lists known beside it are the built-in ones and those imported; what was between two
 * lists, territory_plan.h says. A list with less than half of the units in force speaks only of the
 * provinces it has.
 *
 * The day of a conversion table: as asked, else in its name, else 2025-07-01. Each of its rows is
 * checked against the provinces it names. */
#pragma once

#include "service/unit/unit_change.h"
#include "service/unit/unit_file.h"

struct unit_import_request {
    const char *path;
    const char *on; /* external form; NULL: not said */
    bool dry_run;   /* nothing is written */
};

enum unit_day_from { UNIT_DAY_ASKED, UNIT_DAY_SAME_FILE, UNIT_DAY_NAME, UNIT_DAY_REFORM };

struct unit_import_report {
    struct unit_file file;
    int32_t day;
    enum unit_day_from day_from;
    bool is_partial; /* a list of some provinces only */
    /* Of a list: units. A unit that changed in two ways counts in both, once in `changed`. */
    int64_t same, changed, renamed, retyped, re_parented, recoded, added, missing;
    /* Of a table: lineages. `same`: confirmed as they stood; `added` as above. */
    int64_t corrected, removed, types[LINEAGE_MAX_];
    struct unit_set without; /* of a table: communes that ended that day and went nowhere known */
    int64_t refused;         /* rows */
    struct issues issues;    /* where: line of the file, "" for what is missing */
    int64_t batch;           /* 0: nothing was written */
};

NODISCARD enum err_code unit_import(struct store *store, const struct unit_import_request *request,
                                    struct arena *arena, struct unit_import_report *ret_report,
                                    struct err *err);
