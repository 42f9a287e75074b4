/* SPDX-License-Identifier: Apache-2.0
 * Between tally.c, which keeps the cells, tally_record.c, which tells what a record adds to them, tally_pass.c, which
 * fills and checks them, and tally_read.c. Private to src/store. */
#pragma once

#include "store/pending.h" /* struct tally_cell */
#include "store/tally.h"

/* The last two only of distinct counts: they are never added, so each grouping has its own cell. GRAIN_JOINED
 * is a province that founding provinces were joined into (builtin_joined_provinces). */
enum { GRAIN_PLACE, GRAIN_COMMUNE, GRAIN_SHARD, GRAIN_NATION, GRAIN_JOINED, GRAIN_MAX_ };
enum { UNIT_NOWHERE = -1 }; /* at GRAIN_SHARD, of records without a place */

/* Of a measure kept by the values of a field each value has a number of its own, under which its cells stand. */
struct tally_key {
    int64_t tally, id;
    const char *key; /* empty: of records in which the field is empty */
};

/* --- what a record adds (tally_record.c) --- */

/* From which day to which it was in a state, as noted, the newest last: of two that hold, the later. */
struct tally_life_row {
    const char *state;
    int64_t from_day, to_day;
};
struct tally_life {
    struct tally_life_row *rows;
    size_t count;
};
/* In the arena; nothing for a kind without states, or without a record. */
NODISCARD enum err_code tally_life_read(struct store *store, const struct record *record, struct arena *arena,
                                        struct tally_life *ret_life, struct err *err);
/* The life as it was noted before the write that made `after` of `before`. */
struct tally_life tally_life_before(const struct tally_life *life, const struct record *before,
                                    const struct record *after, struct arena *arena);

/* Where it lies; nowhere without a record or a unit. */
NODISCARD enum err_code tally_record_place(struct store *store, const struct record *record,
                                           struct unit_place *ret_place, struct err *err);

/* Of different cells: adding to one that is there adds up. */
struct tally_cells {
    struct arena *arena;
    struct tally_cell *items;
    size_t count, capacity;
};
bool tally_same_cell(const struct tally_cell *a, const struct tally_cell *b);

/* What a record adds to a tally that is not a distinct count, `sign` times. */
void tally_contribute(const struct tally *tally, const struct record *record, const struct tally_life *life,
                      const struct unit_place *place, int sign, struct tally_cells *cells);

enum { TALLY_SINCE_RECORDS = 1 }; /* of a distinct count of a flow: a cell that counts records by month */

/* What a record counts as in a distinct count, in which month's cells; an empty text: nothing. Dates are told by their
 * year; beside it, per month, the records are counted, so that a part of a year in which all of the year's records lie
 * is known to be the year. */
struct tally_value {
    char text[256];
    int64_t month, date_month;
};
struct tally_value tally_value_of(const struct measure *measure, const struct record *record);
/* The cells of that month which the value lies in, each with 1; how many. */
size_t tally_value_cells(int64_t tally, const struct record *record, const struct unit_place *place, int64_t month,
                         struct tally_cell cells[GRAIN_MAX_]);
/* Of those the ones that count the records by month. */
size_t tally_dated_cells(const struct measure *measure, const struct tally_value *kept,
                         const struct tally_cell *cells, size_t count, struct tally_cell dated[GRAIN_MAX_]);

/* --- keeping (tally.c) --- */

/* What the record contributes to the tally, under the number of its value where it is kept by one: a value that this
 * store does not know is named, and read by the others at their next store_refresh. */
void tally_contribute_to(struct store *store, const struct tally *tally, const struct record *record,
                         const struct tally_life *life, const struct unit_place *place, int sign,
                         struct tally_cells *cells);
/* Of a distinct count: one more (or less) record of each cell has the value. */
NODISCARD enum err_code tally_write_value(struct store *store, const struct tally *tally, const struct record *record,
                                          const struct unit_place *place, int sign, struct err *err);

/* --- all records at once (tally_pass.c) --- */

/* Adds to the tallies, which have nothing yet, what all records contribute. In a transaction. */
NODISCARD enum err_code tally_fill(struct store *store, const struct tally *tallies, size_t count, struct err *err);
