/* SPDX-License-Identifier: Apache-2.0
 * Records that do not know their commune: those of communes that were divided, or ended without a
 * known successor, and of residential areas in them. They count in what is above all candidates until
 * someone says where they are. Nothing is guessed. */
#pragma once

#include "service/unit/unit_verbs.h"

/* A unit whose records have no known commune on the day. */
struct unit_lost {
    const struct unit *unit;
    struct place place;         /* where they count meanwhile */
    struct unit_set candidates; /* may be none */
    struct unit_counts counts;  /* live records at the unit itself */
};
struct unit_lost_list {
    struct unit_lost *items;
    size_t count;
    int64_t total; /* records */
};
/* Those with records, or all of them; under `scope` (0: everywhere). */
NODISCARD enum err_code unit_lost_list(struct store *store, int32_t day, int64_t scope, bool all,
                                       struct arena *arena, struct unit_lost_list *ret_list,
                                       struct err *err);

/* Says in which commune a residential area of a divided commune lies, from verb->day on (0: the day
 * on which its commune ended); or, of a commune that ended without a known successor, what it
 * became. ERR_INPUT for a commune with several candidates: its areas or households must be
 * placed. */
NODISCARD enum err_code unit_place(struct store *store, const char *named, const char *commune,
                                   const struct unit_verb *verb, struct arena *arena,
                                   struct unit_verb_result *ret_result, struct err *err);

struct unit_household_place {
    int64_t household, residence; /* residence 0: dry, or it lives there already */
    const struct unit *from, *to;
    int32_t day;
    bool made_area;
};
/* Moves one household recorded at a divided commune, or at an area of it, to `commune` by a new
 * residence from the day on (0: the day on which the old commune ended).
 *
 * With `area`, the name of a residential area of the old commune, the household moves to that area
 * (made and placed where need be), and figures of before the division stay exact. Without, it is
 * recorded at the new commune itself: what was before the day then counts in the lowest unit above
 * all that the new commune came from. */
NODISCARD enum err_code unit_place_household(struct store *store, const char *household,
                                             const char *commune, const char *area,
                                             const struct unit_verb *verb, struct arena *arena,
                                             struct unit_household_place *ret_place,
                                             struct err *err);
