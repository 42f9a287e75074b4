/* SPDX-License-Identifier: Apache-2.0
 * What of "my work" is worked out from very many records, and remembered until these change (store/memory.h). Private to
 * work.c. */
#pragma once

#include "service/work.h"

/* The sections WORK_OVERDUE, WORK_DUE and WORK_BEHIND. */
NODISCARD enum err_code work_keep_deadlines(const struct telling *to, struct work *work,
                                            enum err_code (*gather)(const struct telling *to, struct work *work, struct err *err),
                                            struct err *err);
/* How many households of the actor's place want for a lead in the year. */
NODISCARD enum err_code work_count_unassigned(const struct telling *to, int64_t year, const struct cond *where,
                                              int64_t *ret_count, struct err *err);
