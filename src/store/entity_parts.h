/* SPDX-License-Identifier: Apache-2.0
 * Between the files of the entity store. Private to src/store. */
#pragma once

#include "store/entity.h"

/* Any record, whatever the actor's scope. */
NODISCARD enum err_code entity_get_any(struct store *store, const struct kind *kind, int64_t id,
                                       struct arena *arena, struct record **ret_record,
                                       struct err *err);
/* The records a composed text with one parameter gives (entity_sql_referring). */
NODISCARD enum err_code entity_rows(struct store *store, const struct kind *kind, const char *sql,
                                    int64_t parameter, struct arena *arena,
                                    struct record_list *ret_list, struct err *err);
/* Writes a record as it is, so that what the store keeps in it is computed anew; nothing where nothing
 * differs. */
NODISCARD enum err_code entity_rewrite(struct store *store, const struct record *record,
                                       struct err *err);
