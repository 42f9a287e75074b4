/* SPDX-License-Identifier: Apache-2.0
 * The demonstration: the programmes that come with the program, and a commune's lists of invented
 * people (demo/), put in the way a user would. */
#pragma once

#include "store/entity.h"

/* Data of any size, drawn from tables of demo/ and a seed. */
struct demo_request {
    const char *const *provinces; /* codes of the list of 63; none: the five of the source documents, or the
                                     whole country where they had fewer such households */
    size_t province_count;
    int64_t households, seed;
};

struct demo_result {
    int64_t programmes, households, records; /* records: of all other lists */
};

/* Fills a database after house_init. Idempotent: what is there already stays as it is. */
NODISCARD enum err_code demo_fill(struct store *store, struct arena *arena,
                                  struct demo_result *ret_result, struct err *err);
/* Loads the programmes and fills a database that has no household yet (else ERR_STATE) with places,
 * bodies, people and records of nearly every kind, dated up to the store's day. The same request on
 * the same day gives the same records. In transactions of its own. ERR_INPUT: a province unknown. */
NODISCARD enum err_code demo_generate(struct store *store, const struct demo_request *request,
                                      struct arena *arena, struct demo_result *ret_result, struct err *err);
/* The second part of it, after the programmes; private to src/service. */
NODISCARD enum err_code demo_make(struct store *store, const struct demo_request *request,
                                  struct arena *arena, struct demo_result *result, struct err *err);
