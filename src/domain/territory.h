/* SPDX-License-Identifier: Apache-2.0
 * Territory in time: units with validity dates, the lineage between them, and from both the answer
 * to "where does a record of this unit count on that day?". A picture held in memory, never changed
 * once made but for areas added to it; other changes make a new one (territory_plan.h). Knows neither the store nor today's date.
 *
 * A unit is a row with a first day and a day it has ended on; a code alone names no unit (codes are
 * used again). When anything about a unit changes, its row ends and a new row begins, joined by
 * lineage. Parents are named by row: the parent of a unit on a day is the place of its parent row
 * on that day, so nothing below needs to be rewritten when a province or commune gets a new row.
 *
 * The place of unit U on day D:
 *   - U itself, where it is valid on D;
 *   - after its end: the place of what it went to. Where it went to several, the one that took it
 *     whole (in one case out of a few: all people went to one, bare land to others), else unknown:
 *     then the lowest unit that all candidates lie under ("chưa xác định xã");
 *   - before its beginning: the place of what it came from; of several, again the lowest common;
 *   - where no lineage says anything: the place of its parent. So an abolished district counts in
 *     its province, and a total of a province or of the nation never loses a record.
 *
 * U counts under A on D when A is the place of U on D, or stands above that place on D. That is the
 * closure table: "as then" reads it at the cut-off day, "as now" at today. */
#pragma once

#include "base/arena.h"
#include "domain/unit_type.h"

/* Days are counted from 1970-01-01. A validity runs from its first day up to, not with, its end. */
#define TERRITORY_ANY_DAY INT32_MIN         /* in a question: whenever */
#define TERRITORY_FIRST_DAY (INT32_MIN + 1) /* valid as long as is known */
#define TERRITORY_LAST_DAY INT32_MAX        /* not ended */

struct unit {
    int64_t id, parent; /* parent 0: none (the nation) */
    const char *code, *name;
    int32_t from_day, to_day;
    unsigned char list, level, type; /* enum unit_list, unit_level, unit_type */
    unsigned char founding;          /* shard of its records: code among the 63 provinces */
};

/* On on_day (a part of) `from` became (a part of) `to`. It speaks of the end of `from` when that is
 * the day `from` ended, and of the origin of `to` when that is the day `to` began; a lineage may be
 * one or both. One that is neither (a piece of land handed over between units that go on) moves no
 * record: people who moved with it have a new residence. */
struct lineage {
    int64_t id, from, to;
    int32_t on_day;
    unsigned char type; /* enum lineage_type */
};

struct unit_set {
    const struct unit **items;
    size_t count;
};

/* A row that could not be used: which, and why. */
enum territory_fault {
    FAULT_PARENT_UNKNOWN,
    FAULT_PARENT_LEVEL, /* parent is not of a higher level */
    FAULT_VALIDITY,     /* ends before it begins */
    FAULT_ID_TWICE,
    FAULT_LINEAGE_UNKNOWN, /* a lineage names a unit that is not there, or one unit twice */
    FAULT_LINEAGE_DAY, /* its day is not within from_day < day ≤ to_day of `from`, or not within
                          from_day ≤ day < to_day of `to` */
};
struct territory_problem {
    enum territory_fault fault;
    int64_t id; /* of the unit or the lineage */
};

struct territory;

/* Makes the picture. `units` (and the texts in it) and `lineages` must live as long as it does.
 * Rows at fault do no harm: the unit stands without its parent, the lineage is left out, and both
 * are listed by territory_problems. 75,000 units take some 20 ms and 15 MB, the built-in ones
 * 8 ms. */
const struct territory *territory_new(struct arena *arena, const struct unit *units,
                                      size_t unit_count, const struct lineage *lineages,
                                      size_t lineage_count);

/* The same, of an array with room for more units behind those it has. */
struct territory *territory_new_with_room(struct arena *arena, const struct unit *units,
                                          size_t unit_count, size_t unit_capacity,
                                          const struct lineage *lineages, size_t lineage_count);

/* The area that now stands behind the units known belongs to the picture too, in some
 * microseconds: nothing lies in an area, and no lineage names it, so nothing else's place changes.
 * False where it is no sound area, or its place is beyond the room: then a new picture is needed. */
bool territory_area_added(struct territory *territory, struct arena *arena);

size_t territory_problems(const struct territory *territory,
                          const struct territory_problem **ret_problems);

/* --- finding -------------------------------------------------------------------------------- */

/* All units, in the order given to territory_new. */
size_t territory_units(const struct territory *territory, const struct unit **ret_units);

/* All lineages given to it, those at fault too. */
size_t territory_lineages(const struct territory *territory, const struct lineage **ret_lineages);

/* NULL if there is none. */
const struct unit *territory_unit(const struct territory *territory, int64_t id);

/* Units with that code, of that list (LIST_MAX_: any), valid on that day (TERRITORY_ANY_DAY: ever);
 * earliest first. More than one means that the question must be asked more exactly. */
struct unit_set territory_by_code(const struct territory *territory, struct arena *arena,
                                  const char *code, enum unit_list list, int32_t day);

/* The latest of the set when all its units are one place through the years (kept, renamed,
 * re-parented into each other) or there is only one; NULL when they are different places, as 23866,
 * which was Ia Din and is Ia Krêl. */
const struct unit *territory_one_place(const struct territory *territory, struct unit_set set);

/* Units under `above` (NULL: anywhere) valid on the day, of that level (LEVEL_MAX_: any), whose
 * name is `name` as people write it: with or without its type, the type in short ("TT. Chư Ty",
 * "P.1"), any case, with or without marks. Only the best kind of match is given: right type and
 * marks before right marks before right type before letters only. Empty when nothing matches. */
struct unit_set territory_by_name(const struct territory *territory, struct arena *arena,
                                  const struct unit *above, enum unit_level level, const char *name,
                                  int32_t day);

/* Are they one name: the same letters and tones, wherever the tone marks are put (Hoà, Hòa), and
 * whatever the case and the kind of apostrophe? */
bool unit_name_same(struct arena *arena, const char *a, const char *b);

/* --- places --------------------------------------------------------------------------------- */

enum place_kind {
    PLACE_NONE,      /* nothing is known, not even of a parent */
    PLACE_SELF,      /* the unit is valid on that day */
    PLACE_IMAGE,     /* what it became, or was before */
    PLACE_AMBIGUOUS, /* one of several: `unit` is the lowest above all of them */
    PLACE_ABOVE,     /* no lineage: `unit` is the place of its parent */
};
struct place {
    enum place_kind kind;
    const struct unit *unit; /* where it counts; NULL for PLACE_NONE */
};
struct place territory_place(const struct territory *territory, const struct unit *unit,
                             int32_t day);

/* The units of that day one of which an ambiguous one is, by code. */
struct unit_set territory_candidates(const struct territory *territory, struct arena *arena,
                                     const struct unit *unit, int32_t day);

/* Where its parent row is on that day. For a unit valid on the day, an area say, kind tells whether
 * the commune it lies in is known (PLACE_SELF, PLACE_IMAGE) or still to be said. */
struct place territory_parent(const struct territory *territory, const struct unit *unit,
                              int32_t day);

/* The place of the unit on that day and all above it, lowest first; at most LEVEL_MAX_. */
struct unit_set territory_chain(const struct territory *territory, struct arena *arena,
                                const struct unit *unit, int32_t day);

/* Units valid on the day whose parent's place is `unit`, by level, then code. */
struct unit_set territory_children(const struct territory *territory, struct arena *arena,
                                   const struct unit *unit, int32_t day);

/* Units of the level (LEVEL_MAX_: of all) that lie below `above` on the day, from the top downwards; below NULL all that are
 * valid then, with TERRITORY_ANY_DAY all there ever were. */
struct unit_set territory_below(const struct territory *territory, struct arena *arena, const struct unit *above,
                                enum unit_level level, int32_t day);

/* Units whose records do not know their commune on that day: communes that ended and have several
 * candidates, or no successor, and areas below such. What `unit place` asks about. */
struct unit_set territory_unplaced(const struct territory *territory, struct arena *arena,
                                   int32_t day);

/* The lineage rows out of, and into, a unit; those at fault are left out. */
size_t territory_lineage_from(const struct territory *territory, struct arena *arena,
                              const struct unit *unit, const struct lineage ***ret_lineages);
size_t territory_lineage_to(const struct territory *territory, struct arena *arena,
                            const struct unit *unit, const struct lineage ***ret_lineages);

/* --- closure -------------------------------------------------------------------------------- */

/* `descendant` counts under `ancestor` from from_day up to, not with, to_day. Each unit is its own
 * ancestor while it is valid. Rows of one pair never touch or overlap. */
struct closure_row {
    int64_t ancestor, descendant;
    int32_t from_day, to_day;
};
struct closure {
    struct closure_row *rows; /* by descendant, in the order asked */
    size_t count, capacity;
};

/* The rows of all units (`ids` NULL), or of the units named. */
struct closure territory_closure(const struct territory *territory, struct arena *arena,
                                 const int64_t *ids, size_t id_count);

/* Whose rows may differ when the units named are new, or changed: they, what is below them, what
 * they came from and went to and what is below that. Ask the picture after the change (to undo one:
 * the picture before). Ids in no particular order, each once. */
struct unit_set territory_affected(const struct territory *territory, struct arena *arena,
                                   const int64_t *ids, size_t id_count);
