/* SPDX-License-Identifier: Apache-2.0
 * How a plan is put together; shared by the files territory_*.c that plan. */
#pragma once

#include "domain/territory_plan.h"

enum { UNIT_CODE_MAX = 20 };

struct territory_change change_begin(struct arena *arena);

/* Adds a new unit (its id is set here; its texts are copied) and returns its id, below 0. */
int64_t change_add_unit(struct territory_change *change, struct unit unit);
void change_end_unit(struct territory_change *change, const struct unit *unit, int32_t day);
void change_add_lineage(struct territory_change *change, int64_t from, int64_t to, int32_t day,
                        enum lineage_type type, const char *note);

/* Ends `unit` on the day; `with` goes on from it, to the end `unit` had. Returns the new id. */
int64_t change_replace_unit(struct territory_change *change, const struct unit *unit,
                            struct unit with, int32_t day, enum lineage_type type);

/* `unit` begins on the day: what was before is another row's. */
void change_begin_unit(struct territory_change *change, const struct unit *unit, int32_t day);

/* The statement `row` is made of `from` and `to` instead (0: of nothing, it goes away). */
void change_move_lineage(struct territory_change *change, const struct lineage *row, int64_t from,
                         int64_t to);

/* The row's official name: with the word for its type before it. */
const char *list_row_name(struct arena *arena, const struct list_row *row, enum unit_type type);

/* What the comparison has under that code, NULL: nothing. */
const struct list_match *list_match_by_code(const struct list_comparison *comparison,
                                            const char *code);

/* Is it a code of that list and level? */
bool unit_code_fits(const char *code, enum unit_list list, enum unit_level level);

/* A day as tables show it; "" for the first and the last. */
const char *change_day_text(struct arena *arena, int32_t day);
