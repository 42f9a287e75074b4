/* SPDX-License-Identifier: Apache-2.0
 * A small district of 2017 that can be counted by hand, for what tells numbers of it. */
#pragma once

#include "../store_fixture.h"
#include "domain/programme.h"

struct village {
    struct store store;
    const struct programme *programme;
    int64_t ia_din, ia_krel, district;
    int64_t doubtful; /* a classification still provisional */
};

/* Xã Ia Din: two poor households (one of them provisional) and a near-poor one; xã Ia Krêl: one poor.
 * One household helped twice, by two organisations. Models: two of Ia Din, one of the district. On 20/12/2017. */
bool village_open(struct village *v);
void village_day(struct store *store, int year, int month, int day);
int64_t village_unit(struct store *store, const char *named);
int64_t village_body(struct store *store, int64_t unit, const char *organisation);
/* A household classed for 2017, led by the organisation (NULL: by none). Its id. */
int64_t village_household(struct village *v, int64_t unit, const char *name, const char *class, const char *lead,
                          int64_t *ret_classification);
void village_support(struct village *v, int64_t household, int64_t unit, const char *organisation, const char *type,
                     const char *value);
void village_model(struct village *v, int64_t unit, const char *organisation, const char *type);
