/* SPDX-License-Identifier: Apache-2.0
 * Households and their people as the cells of the linkage engine. Private to service/link. */
#pragma once

#include "base/idmap.h"
#include "engine/linkage.h"
#include "store/entity.h"

/* From the telephone on a household has them once. */
enum {
    LINK_CELL_NAME,
    LINK_CELL_SEX,
    LINK_CELL_BIRTH,
    LINK_CELL_ID,
    LINK_CELL_PHONE,
    LINK_CELL_COMMUNE, /* ids of the communes of today it may lie in: "12|34" */
    LINK_CELL_AREA,
    LINK_CELLS
};

struct link_gathered {
    struct arena *arena; /* set by the caller */
    const char **cells, **member_cells;
    int64_t *households;
    uint32_t *owners;
    size_t household_count, member_count;
    size_t cell_capacity, member_cell_capacity, household_capacity, owner_capacity;
    struct idmap index;  /* household → place in `households` + 1 */
    struct idmap places; /* unit → place in place_cells + 1 */
    struct link_place_cell {
        const char *commune, *area;
    } *place_cells;
    size_t place_count, place_capacity;
    struct store *store;
};

/* Live households that count under the unit (0: all) today, and their people. */
NODISCARD enum err_code link_gather(struct store *store, int64_t unit, struct link_gathered *gathered,
                                    struct err *err);
struct linkage_input link_gather_input(const struct link_gathered *gathered);
NODISCARD enum err_code link_place_know(struct link_gathered *gathered, int64_t unit, struct err *err);
/* Place cells of a unit that is known since, or that some gathered household has; none for others. */
void link_place_cells(const struct link_gathered *gathered, int64_t unit, const char **cells);
/* A date as the engine reads it: "1980", "1980-05", "1980-05-12". NULL where there is none. */
const char *link_date_cell(struct arena *arena, const char *date);
