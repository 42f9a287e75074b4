/* SPDX-License-Identifier: Apache-2.0
 * Changes of territory, planned: what rows a merger, a split, a new name or a new superior, an
 * official list or a conversion table adds. A plan is checked against the picture and touches
 * nothing; the store applies it. Units are never rewritten: a row gets the day it ended, a new row
 * begins that day, a lineage joins them. So taking a change back is deleting what it added,
 * and giving the days it set their values of before. (Lineage rows may be corrected: they are
 * statements, not places.) */
#pragma once

#include "base/issues.h"
#include "domain/territory.h"

struct unit_end {
    int64_t unit;
    int32_t to_day, was_day; /* TERRITORY_LAST_DAY: it had no end */
};
/* What is known better now: the row began later than was thought. A new row stands before it. */
struct unit_begin {
    int64_t unit;
    int32_t from_day, was_day;
};
struct planned_lineage {
    struct lineage row; /* id 0; from and to may be new units */
    const char *note;   /* of the list it was read from, or NULL */
    int64_t instead_of; /* not 0: the removed row whose words (source, document) it keeps */
};
struct lineage_fix {
    int64_t id;
    enum lineage_type type;
    const char *note;
    bool is_changed; /* false: the type stands already and is now confirmed */
};

/* What to do, in this order. New units have the ids -1, -2 … in the order of `units`; other rows
 * name them so. Codes, names and all arrays live in `arena`. */
struct territory_change {
    struct arena *arena;
    struct unit_end *ends;
    struct unit_begin *begins;
    struct unit *units; /* a parent that is new stands before its children */
    struct planned_lineage *lineages;
    struct lineage_fix *fixes;
    int64_t *removals;    /* ids of lineages found wrong */
    struct unit_set left; /* of a split: areas of the old unit that were given to no part */
    size_t end_count, begin_count, unit_count, lineage_count, fix_count, removal_count;
    size_t end_capacity, begin_capacity, unit_capacity, lineage_capacity, fix_capacity,
        removal_capacity;
};

/* The picture after the change, new units and lineages with ids below 0. Lives in change->arena. */
const struct territory *territory_with(const struct territory *territory,
                                       const struct territory_change *change);

/* --- single changes ------------------------------------------------------------------------- */

/* A unit to be made, or one that exists. */
struct unit_spec {
    int64_t existing;        /* not 0: this unit takes the part; the other fields are not read */
    const char *code, *name; /* name: the whole official name, cleaned (vitext.h) */
    enum unit_list list;
    enum unit_type type;
    int64_t parent;
    unsigned char founding; /* 0: that of the units it comes from, which must be one */
};

/* All of these: ERR_NOT_FOUND for ids that are not there; ERR_STATE for a unit that has ended, or
 * begins on or after the day; ERR_CONFLICT for a code another unit has on that day; ERR_INPUT for
 * levels, codes, names and types that do not fit. On success *ret_change is filled. */

/* `sources`, two or more of one level, become one new unit. What lies in them comes along. */
NODISCARD enum err_code territory_merge(const struct territory *territory, struct arena *arena,
                                        const int64_t *sources, size_t count,
                                        const struct unit_spec *into, int32_t day,
                                        struct territory_change *ret_change, struct err *err);

/* `source` is divided among two or more parts, new or existing. The areas of a part get a new row
 * under it; areas given to no part are listed in ret_change->left: they, and records of the old
 * commune itself, then count in what is above all parts until someone says where they are. */
struct split_part {
    struct unit_spec unit;
    const int64_t *areas;
    size_t area_count;
};
NODISCARD enum err_code territory_split(const struct territory *territory, struct arena *arena,
                                        int64_t source, const struct split_part *parts,
                                        size_t count, int32_t day,
                                        struct territory_change *ret_change, struct err *err);

/* Another name, another type (a commune becomes a ward), or both. */
NODISCARD enum err_code territory_rename(const struct territory *territory, struct arena *arena,
                                         int64_t unit, enum unit_type type, const char *name,
                                         int32_t day, struct territory_change *ret_change,
                                         struct err *err);

/* Another superior. For an area of a split commune: says in which part it is (day: of the split).
 */
NODISCARD enum err_code territory_reparent(const struct territory *territory, struct arena *arena,
                                           int64_t unit, int64_t parent, int32_t day,
                                           struct territory_change *ret_change, struct err *err);

/* A unit that was not there before (an area, usually). founding 0: that of its parent. */
NODISCARD enum err_code territory_add(const struct territory *territory, struct arena *arena,
                                      const struct unit_spec *unit, int32_t day,
                                      struct territory_change *ret_change, struct err *err);

/* --- an official list ----------------------------------------------------------------------- */

/* One row of a complete list. */
struct list_row {
    const char *code, *parent, *type, *name; /* type as the list says it: "Thị xã"; parent: code */
    int line;                                /* where it stands, for messages */
};

enum list_state {
    LIST_SAME,    /* also where only tone placement, case or an apostrophe differ */
    LIST_CHANGED, /* see `changes` */
    LIST_NEW,
    LIST_MISSING, /* known and in force, but not in the list */
    LIST_STATE_MAX_
};
enum { CHANGE_NAME = 1, CHANGE_TYPE = 2, CHANGE_PARENT = 4, CHANGE_CODE = 8 };

struct list_match {
    enum list_state state;
    unsigned changes;
    bool is_spelled;            /* same, though the texts differ (Hoà, Hòa) */
    const struct list_row *row; /* NULL: missing */
    const struct unit *unit;    /* NULL: new */
    enum unit_type type;        /* of the row */
};
struct list_comparison {
    struct list_match *items; /* provinces, districts, communes; by code */
    size_t count;
    size_t counts[LIST_STATE_MAX_];
    enum unit_list list;
    int32_t day;
};

/* Which list such rows are: LIST_GSO3 where a code has three digits, else LIST_GSO2. */
enum unit_list list_of_rows(const struct list_row *rows, size_t count);

/* Holds the rows against the units of that list in force on the day. A unit missing and a new one
 * of the same name, type and superior, each the only one such, are one unit whose code changed. Rows that are of no use (code
 * not of the list, or standing twice; parent not in the list; unknown type; no name) are added to
 * `issues` and left out; their units are then not reported as missing. */
struct list_comparison list_compare(const struct territory *territory, struct arena *arena,
                                    const struct list_row *rows, size_t count, enum unit_list list,
                                    int32_t day, struct issues *issues);

/* The days of the lists of the same kind that are known nearest before and after this one:
 * TERRITORY_FIRST_DAY, TERRITORY_LAST_DAY where there is none. */
struct list_neighbours {
    int32_t earlier_day, later_day;
};

/* Makes the known units be as the list on its day. When exactly a unit changed between two lists,
 * no list says: the state of a list holds from its day until the day of the next list, and that of
 * the first one since as long as is known. So lists may come in any order:
 *
 *  - With no later list: new rows from the day on for what is changed or new, an end (without
 *    successor: a conversion table says it) for what is missing. Where the list itself ends later
 *    (the three-level one on 2025-07-01), a row that replaces another keeps its end and takes over
 *    its lineage of that day; a new one ends with its superior.
 *  - With a later list, in which the unit is as it is known: the row known now begins on that
 *    list's day, and a new row as this list has it stands before it; or, with an earlier list too,
 *    stands between two rows of the unit as known. What is new here ends on the later list's day;
 *    what is missing here begins on it.
 *
 * Without `with_missing`, what is missing stays as it is. What contradicts other knowledge, and
 * units that begin that very day, are added to `issues` and left. */
void list_plan(const struct territory *territory, struct arena *arena,
               const struct list_comparison *comparison, struct list_neighbours neighbours,
               bool with_missing, struct issues *issues, struct territory_change *ret_change);

/* --- a conversion table --------------------------------------------------------------------- */

/* One row: (a part of) the old unit went to the new one. */
struct map_row {
    const char *old_code, *new_code, *type; /* type: full, partial, kept or renamed */
    const char *note; /* the table's words: "Nhập một phần diện tích, toàn bộ dân số"; or NULL */
    int line;
};

/* The lineages of the units named, as the table has them: rows there already are confirmed or
 * corrected, missing ones added, others of the same units and day removed. An old code is of the
 * unit that ended on the day, a new one of the unit valid on it; others, and unknown types, are
 * added to `issues` and left out.
 *
 * Where a unit has several rows, each is partial, whatever its type says (a whole cannot go to
 * two); but where one row's note gives it all of the population and the others speak of area only,
 * that one is full: people's records follow people. */
void map_plan(const struct territory *territory, struct arena *arena, const struct map_row *rows,
              size_t count, int32_t day, struct issues *issues,
              struct territory_change *ret_change);
