/* SPDX-License-Identifier: Apache-2.0
 * Fund allocations made up at random, of kinds that are hard in different ways. */
#pragma once

#include "engine/allocation.h"

enum allocation_case {
    CASE_PLAIN,         /* three funds of which two are earmarked; some areas have a floor, some a cap */
    CASE_CAPPED,        /* every area has a cap that binds */
    CASE_NESTED,        /* communes in districts in provinces, floors and caps on each level */
    CASE_EQUAL_SCORES,  /* every đồng is worth the same: which grants fill the limits to the last đồng? */
    CASE_EQUAL_AMOUNTS, /* everybody asks for the same */
    CASE_SUBSET_SUM,    /* as equal scores, amounts even and limits odd */
    CASE_EARMARKED,     /* six funds, most applicants for one or two of them, all short */
    CASE_SINGLE_DONG,   /* amounts to the đồng */
    CASE_OFFICE,        /* few amounts and few scores, as offices have them */
    CASE_OFFICE_FUNDS,  /* the same with six funds, most applicants for one or two of them, all short */
    CASE_ANY_WORTH,     /* worth has nothing to do with amounts */
    CASE_FLOORS,        /* a floor in every area, together nearly all money */
    CASE_MAX_
};
extern const char *const allocation_case_names[CASE_MAX_];

/* Of so many applicants in about so many areas; the same for the same `random`. It lives in `arena`. */
struct allocation_problem allocation_case_make(enum allocation_case kind, size_t applicants,
                                               size_t areas, uint64_t random, struct arena *arena);
