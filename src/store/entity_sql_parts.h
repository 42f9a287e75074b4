/* SPDX-License-Identifier: Apache-2.0
 * Between the files of the one composer of SQL (entity_sql.h). Private to them. */
#pragma once

#include "base/buf.h"
#include "store/entity_sql.h"

/* What a condition is told about: rows of a kind under a name. Those of the statement are "r", those
 * of a subquery "r1", of one within it "r2" … */
struct told {
    const struct kind *kind;
    int level;
};

/* The text gathered, in the arena. */
char *sql_finish(struct arena *arena, struct buf *out);
/* The kind's columns in the order of its table, each with the prefix. */
void sql_add_columns(struct buf *out, struct arena *arena, const struct kind *kind, const char *prefix);
/* Those of the head and of the fields named, which ends with NULL. */
void sql_add_columns_of(struct buf *out, struct arena *arena, const struct kind *kind, const char *prefix,
                        const char *const *only);
/* "state IN ('active', 'completed')": state codes are constants of the declaration. */
void sql_add_live(struct buf *out, const struct kind *kind, const char *prefix);
/* The column that places a kind's records; NULL where they have no place. */
const char *sql_place_column(const struct kind *kind);

/* "$7", and the value among the arguments. */
void sql_add_value(struct buf *out, struct sql_args *args, struct value value);
void sql_add_cond(struct buf *out, struct sql_args *args, const struct told *told, const struct cond *cond,
                  int depth);
/* The column of a field as figures count it: a reference to a record for which another stands is told
 * as that one. */
void sql_add_counted(struct buf *out, struct sql_args *args, const struct told *told, int field);
void sql_add_aggregate(struct buf *out, struct sql_args *args, const struct told *told,
                       enum aggregate aggregate, int field);
