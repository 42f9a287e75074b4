/* SPDX-License-Identifier: Apache-2.0
 * Use cases over territory: first set-up, naming a unit, importing lists and conversion tables,
 * adding residential areas, re-homing the records of split communes. */
#pragma once

#include "domain/territory.h"
#include "store/entity.h"

/* Puts in the two built-in lists with their lineage and closure. Idempotent. In a transaction of the
 * caller's. */
NODISCARD enum err_code unit_install(struct store *store, struct err *err);

/* All units and lineage in memory, read once per store and again after a unit was written. Lives
 * until the next unit is written. */
NODISCARD enum err_code unit_territory(struct store *store, const struct territory **ret_territory,
                                       struct err *err);
/* Units of a level that lie under one (NULL: all of the level) on a day, as territory_below. Remembered: the set lives until
 * units are written or many others were asked for. */
NODISCARD enum err_code unit_below(struct store *store, const struct unit *above, enum unit_level level, int32_t day,
                                   struct unit_set *ret_units, struct err *err);
/* The commune of today that a unit, of today or before, lies in; 0: none, as of a province. */
NODISCARD enum err_code unit_commune_today(struct store *store, int64_t unit, int64_t *ret_commune, struct err *err);
/* To be called after units or lineages were written: drops what is cached of them. */
void unit_changed(struct store *store);

/* Brings the closure table up to date after the named units, or lineage from or to them, were
 * written. Where a row was withdrawn or a statement altered, the picture of before the write must
 * have been asked for (unit_territory): it tells what was reached then. In a transaction of the
 * caller's. */
NODISCARD enum err_code unit_reclose(struct store *store, const int64_t *units, size_t count,
                                     struct err *err);
/* The same for exactly the units named, each once, as the picture is (unit_changed before); those
 * that are no more lose their rows. */
NODISCARD enum err_code unit_reclose_only(struct store *store, const int64_t *units, size_t count,
                                          struct err *err);
/* For who writes single records: the units whose closure may differ once a unit or lineage is written
 * (no other kind has any). Noted before the write, as the record was, and closed after it, as it is. */
struct unit_follow {
    struct arena *arena;
    int64_t *units;
    size_t count, capacity;
};
NODISCARD enum err_code unit_follow_note(struct store *store, const struct record *before,
                                         struct unit_follow *follow, struct err *err);
NODISCARD enum err_code unit_follow_close(struct store *store, const struct record *after,
                                          struct unit_follow *follow, struct err *err);
/* Counts the rows of the closure table that are not what they should be. */
NODISCARD enum err_code unit_closure_check(struct store *store, int64_t *ret_differences,
                                           struct err *err);

/* The unit a person names: an id, CODE@DATE, or CODE where it means one unit only (or, with `on`
 * given, the one in force that day). ERR_NOT_FOUND; ERR_INPUT where the code's units
 * were not in force that day, and, with the candidates, where it means two units
 * ("23866@2004-07-08 Xã Ia Din, 23866@2025-07-01 Xã Ia Krêl"). `on` may be NULL: an
 * external date. */
NODISCARD enum err_code unit_resolve(struct store *store, const char *named, const char *on,
                                     int64_t *ret_unit, struct err *err);
/* The same for a question about a day: a code used twice means the unit in force on it. A code that means one unit
 * means it whatever the day. */
NODISCARD enum err_code unit_resolve_about(struct store *store, const char *named, int64_t day,
                                           int64_t *ret_unit, struct err *err);
/* The day on which a scope over the unit is cut: `as_of` where given, else the last day the unit was
 * in force, at most today. */
NODISCARD enum err_code unit_scope_day(struct store *store, int64_t unit, const char *as_of,
                                       int64_t *ret_day, struct err *err);

/* Moves *day into the time the unit was in force: its last day where it ended before. ERR_INPUT where
 * it began later. Unit 0 is always in force. */
NODISCARD enum err_code unit_check_day(struct store *store, int64_t unit, int64_t *day,
                                       struct err *err);

/* ERR_STATE where live records refer to the unit, with how many of which kinds. */
NODISCARD enum err_code unit_check_unused(struct store *store, int64_t unit, struct err *err);

/* The residential area of that name in the commune, found by folded name ("Làng Mới" = "lang moi"),
 * or made, with a local code. In a transaction of the caller's. */
NODISCARD enum err_code unit_area(struct store *store, int64_t commune, const char *name,
                                  bool *ret_made, int64_t *ret_unit, struct err *err);
/* Makes a residential area, whether or not one of a like name is there. Likewise. */
NODISCARD enum err_code unit_area_add(struct store *store, int64_t commune, const char *name,
                                      int64_t *ret_unit, struct err *err);

/* A copy that outlives the picture, which goes when a unit is written. */
const struct unit *unit_copy(struct arena *arena, const struct unit *unit);

/* "Xã Ia Krêl" */
const char *unit_name(struct store *store, struct arena *arena, int64_t unit);
/* The same for who asks: a residential area, whose name many bear, with its commune where the actor sees several. */
const char *unit_name_seen(struct store *store, struct arena *arena, int64_t unit);
