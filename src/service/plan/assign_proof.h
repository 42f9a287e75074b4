/* SPDX-License-Identifier: Apache-2.0
 * The proof of each adopted plan (register assignment_plans): kept with it, and asked again. */
#pragma once

#include "base/json.h"
#include "engine/assignment.h"
#include "service/telling.h"
#include "store/entity.h"

/* Records a commune's plan and its proof, in the caller's transaction. */
struct assign_request;
NODISCARD enum err_code assign_proof_keep(struct store *store, const struct assign_request *request,
                                          int64_t commune, const struct assignment_problem *problem,
                                          const struct assignment_plan *plan, struct err *err);

enum assign_verdict {
    ASSIGN_PROOF_HOLDS,
    ASSIGN_PROOF_CHANGED, /* it is not the one that the audit tells of */
    ASSIGN_PROOF_FAILS,   /* it does not prove the plan to be the cheapest, or says other sums */
    ASSIGN_PROOF_RECORDS, /* households of the plan have no such assignment in the register */
    ASSIGN_VERDICTS
};

struct assign_verified {
    int64_t plan, unit, year;
    const char *adopted_on; /* storage form */
    int64_t households, served, cost;
    int64_t missing; /* households of the plan without their assignment */
    enum assign_verdict verdict;
};

struct assign_verification {
    struct assign_verified *items; /* by id */
    size_t count;
    int64_t broken;
};

/* Proves every adopted plan again, of one year (0: of all) within a unit (0: everywhere): its text against
 * the audit, its certificate by the engine, and each of its households against the register of assignments –
 * a hand-over later leaves the assignment there and is no difference. Reads only. */
NODISCARD enum err_code assign_verify(struct store *store, int year, int64_t unit, int64_t day,
                                      struct arena *arena, struct assign_verification *ret_verification,
                                      struct err *err);

/* What is wrong, and what to do: where, what, how to mend. */
const char *assign_verdict_words(const struct telling *to, const struct assign_verified *verified);
void assign_verification_json(const struct telling *to, struct json_writer *w,
                              const struct assign_verification *verification);
