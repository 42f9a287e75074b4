/* SPDX-License-Identifier: Apache-2.0
 * The file that names the fields of a list for linkage (docs/linkage.md). */
#pragma once

#include "base/mistakes.h"
#include "engine/linkage.h"

struct link_config_field {
    int line;
    const char *column;          /* or */
    const char *const *columns;  /* of a date */
    int type;                    /* enum linkage_type */
};
struct link_config {
    int line;
    const char *id;        /* column; NULL: the number of the row */
    const char *household; /* column of the members' file that names the household; NULL: that of `id` */
    struct link_config_field *fields;
    size_t field_count;
};

NODISCARD enum err_code link_config_load(const char *path, struct arena *arena, struct mistakes *mistakes,
                                         struct link_config **ret_config, struct err *err);
