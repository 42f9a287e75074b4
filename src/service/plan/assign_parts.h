/* SPDX-License-Identifier: Apache-2.0
 * What the files of the assign use case share: the communes of a plan under way. Private to them. */
#pragma once

#include "service/plan/assign_gather.h"

/* One commune's problem, and where its arrays lie in what was gathered. */
struct assign_commune {
    struct assignment_problem problem;
    struct assignment_plan plan;
    struct gathered_household *households;
    struct gathered_body *bodies;
    int64_t *areas; /* unit by area index */
    uint64_t orgs_here; /* organisations with a body that may lead */
};

struct assign {
    struct gathered gathered;
    struct assign_commune *communes;
    size_t commune_count, commune_capacity;
    struct assign_result *result;
    struct assign_row *rows;
    struct assign_violation *violations;
    size_t violation_count, violation_capacity;
    struct assign_gain *gains;
    size_t gain_count, gain_capacity;
    struct assignment_weights weights; /* with the cap on changes */
};

/* "?" where it is not known. */
const char *assign_unit_name(const struct assign *assign, int64_t unit);
void assign_add_finding(struct assign *assign, const struct assign_commune *commune,
                        const struct assignment_finding *finding);
/* Households of split communes whose new commune is not known cannot be planned for (unit place). */
void assign_add_unplaced(struct assign *assign, const struct assign_commune *commune);
/* Puts what people decided into what was gathered; all that cannot be is told. */
NODISCARD enum err_code assign_fix(struct assign *assign, struct err *err);
/* Lists the communes and their bodies with what the plan gives them. */
void assign_list_branches(struct assign *assign);
