/* SPDX-License-Identifier: Apache-2.0
 * Where cond_matches finds the other records that a condition asks about: in the store, as they are now. */
#pragma once

#include "store/entity.h"

struct record_source {
    struct image_source source; /* for image.source; lives as long as this */
    struct store *store;
    struct err err; /* the first failure, after which records are missing: look at it when done */
};

void record_source_init(struct record_source *source, struct store *store);
