/* SPDX-License-Identifier: Apache-2.0
 * What assign.c needs from the store, as arrays: households that are to be served, bodies that may
 * lead, and who belongs where. Private to the assign use case. */
#pragma once

#include "base/idmap.h"
#include "service/plan/assign.h"
#include "service/unit/unit.h"

struct gathered_household {
    int64_t id, unit, commune, area; /* commune and area on the day; 0: not known */
    const char *head_name;
    uint64_t head_orgs, any_orgs;
    int64_t last_body, lead_body; /* of the year before; of this year, standing */
    int64_t assignment;           /* that says so */
    int64_t chosen_body;          /* by hand; 0: none */
    int64_t classification;       /* of the year; 0 where it is served for being destitute */
    bool is_put_off; /* by hand: nobody is to lead it */
    bool destitute, near_poor, burdened; /* burdened: policy household, or no labour capacity */
};

struct gathered_body {
    int64_t id, unit, commune, area;
    const char *organisation, *name;
    int org; /* index into orgs */
    bool is_front, at_area;
};

struct gathered {
    struct arena *arena;
    struct store *store;
    const struct assign_request *request;
    const struct assignment_rules *rules;
    const struct territory *territory;
    struct gathered_household *households; /* by commune, then id */
    size_t household_count, household_capacity;
    struct gathered_body *bodies; /* by commune, then id */
    size_t body_count, body_capacity;
    struct idmap household_index, classes, class_records, communes, areas;
    const char *orgs[ASSIGNMENT_ORGS_MAX]; /* organisations that members belong to or bodies are of */
    int org_count;
};

/* The rules where no programme gives any: poor households, any member counts, 1–3 a branch. */
extern const struct assignment_rules assignment_rules_default;

NODISCARD enum err_code assign_gather(struct gathered *gathered, struct err *err);
