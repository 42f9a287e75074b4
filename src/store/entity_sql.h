/* SPDX-License-Identifier: Apache-2.0
 * The one composer of SQL: create / read / update / list / filter / sort, the schema, and measures, from
 * declaration constants and a closed list of operators, every value bound. No caller passes SQL in,
 * and no value is ever written into a text. Texts are portable between the two databases.
 *
 * Columns of a kind's table, in the order every composed statement uses:
 *   shard, id, version, created_at, updated_at, [state,] the fields…, [side columns…]
 * A side column is what the store computes beside a field: <field>_index (keyed index of a secret,
 * canonical key of a document number), <field>_sort (order of a person's name). */
#pragma once

#include "domain/cond.h"
#include "domain/kind.h"
#include "domain/measure.h"

/* Bound values of a statement under composition. */
struct sql_args {
    struct arena *arena;
    struct value *values;
    size_t count, capacity;
    int64_t state_day; /* conditions on the state look at this day's; 0: today's */
};

/* Suffix of the field's side column: "_index", "_sort", or NULL. */
const char *field_side_suffix(const struct field *field);
size_t kind_side_count(const struct kind *kind);
/* Number of columns before the fields: 5, or 6 with a lifecycle. */
size_t kind_head_count(const struct kind *kind);

/* --- schema --------------------------------------------------------------------------------- */
char *entity_sql_create_table(struct arena *arena, const struct kind *kind);
char *entity_sql_add_column(struct arena *arena, const struct kind *kind, const char *column);
/* Column names of the table, in order. */
size_t entity_sql_columns(struct arena *arena, const struct kind *kind, const char ***ret_names);
/* Indexes the kind wants: {name, text of CREATE INDEX}. */
struct sql_index {
    const char *name, *sql;
};
size_t entity_sql_indexes(struct arena *arena, const struct kind *kind, struct sql_index **ret);
/* "assignments_unique_0": the name of the index behind a unique rule. */
char *entity_sql_unique_name(struct arena *arena, const struct kind *kind, size_t rule);

/* --- one record ------------------------------------------------------------------------------ */
/* $1… in column order. Writes no row where there is one of that shard and id. */
char *entity_sql_insert(struct arena *arena, const struct kind *kind);
/* The same for so many rows at once, of any INSERT whose values are $1 … $width in this order. */
char *entity_sql_repeat(struct arena *arena, const char *insert, size_t width, size_t rows);
/* Sets all columns from version on where shard = $1, id = $2 and version = $3 - 1. */
char *entity_sql_update(struct arena *arena, const struct kind *kind);
char *entity_sql_get(struct arena *arena, const struct kind *kind); /* $1 shard, $2 id */
/* ids of the live records whose `column` (a field or side column) equals $1, at most $2. */
char *entity_sql_find(struct arena *arena, const struct kind *kind, const char *column);
/* Full rows whose reference `field` is $1. */
char *entity_sql_referring(struct arena *arena, const struct kind *kind, const struct field *field);

/* Of a kind with encrypted fields: shard, id and those of the next $3 records after ($1, $2) that have any; and
 * what puts each and its index anew where shard = $1, id = $2. */
char *entity_sql_secrets(struct arena *arena, const struct kind *kind);
char *entity_sql_secrets_set(struct arena *arena, const struct kind *kind);

/* --- lists ------------------------------------------------------------------------------------ */

/* What of a kind is there for an actor (store.h); the entity store fills it in. */
struct record_scope {
    int64_t unit, day;  /* only records counting under the unit on the day; unit 0: everywhere */
    bool until_day;     /* nothing that is dated, or without a date entered, after the day */
    const char *line;   /* only records of this organisation's line, of shared kinds all; NULL: all */
    bool published;     /* only what is published */
};

/* A word of a search: every record must have a word that begins so (store/word_search.h). */
enum { WORD_TERM_WORDS_MAX = 256, WORD_TERM_RECORDS_MAX = 5000 };
struct word_term {
    const char *from, *before; /* words from the one up to, not with, the other */
    const char *const *words;  /* those there are; none: nothing fits */
    size_t count;
    bool is_wide;    /* there are more of them: `words` are not all */
    int64_t records; /* that have one, counted up to WORD_TERM_RECORDS_MAX + 1; not of a wide one */
};

/* What a list asks for. Zero means: every live record, by id, unlimited. */
struct entity_query {
    const struct cond *where;
    bool all_states;         /* dead ones too */
    const char *const *words; /* folded; each must be the beginning of one of the record's words */
    size_t word_count;
    const struct word_term *terms; /* the same, looked up; the entity store fills it in */
    size_t term_count;
    int sort_field;          /* index + 1; 0: by id */
    bool descending;
    int64_t limit, offset;   /* limit 0: none */
    int64_t after_id;        /* only what stands behind the record of that id … */
    struct value after_sort; /* … and this value of the sort field (of a person's name, the name) */
    int64_t scope_unit;      /* only records counting under this unit… */
    int64_t scope_day;       /* …on this day (days since 1970-01-01) */
    struct record_scope within; /* both scopes hold */
    int64_t shard;           /* with by_shard: only that shard's */
    bool by_shard;
    /* With ever_count: only records that have on some day counted under one of these units, by their own place or, with
     * `ever_by`, by that of the record which this reference of theirs names. */
    const int64_t *ever_units;
    size_t ever_count;
    const char *ever_by;
    const char *const *only; /* of the fields only these are read, the others are null; ends with NULL; NULL: all */
};

/* SELECT of rows in column order: all columns, or the head's and those of `only`. */
char *entity_sql_list(struct sql_args *args, const struct kind *kind, const struct entity_query *query);
/* SELECT count(*) of the same. */
char *entity_sql_count(struct sql_args *args, const struct kind *kind, const struct entity_query *query);
/* The same, but no further than `most`. */
char *entity_sql_count_to(struct sql_args *args, const struct kind *kind, const struct entity_query *query, int64_t most);

/* --- cells of totals (store/tally.h) ------------------------------------------------------------ */

/* SELECT of unit and sum, of those units (none: of all) that have any cells in the months and up to `since`. */
char *entity_sql_cells(struct sql_args *args, int64_t tally, int64_t grain, const int64_t *units, size_t unit_count,
                       int64_t first_month, int64_t last_month, int64_t since);

/* --- measures --------------------------------------------------------------------------------- */

enum { MEASURE_DIMS_MAX = 3 };

/* What a measure is grouped by: a field of its kind, or the unit of a level above the record. */
struct measure_dim {
    const struct field *field; /* NULL without a level: the record itself */
    const char *level;         /* "area", "commune", "district", "province"; NULL for a field */
};

struct measure_cut {
    int64_t scope_unit, scope_day; /* as in entity_query; scope_unit 0: everywhere */
    const char *first_day, *next_day; /* flow: first ≤ date < next. stock: begun before next */
    int64_t first_year, last_year;    /* year measures */
    const struct measure_dim *dims;
    size_t dim_count;
    bool records; /* list the records (id, then the dims) instead of counting them */
    /* States as they were on this day (state_history) instead of as they are; 0: as they are. */
    int64_t state_day;
    /* With `units_given`: only records counting under one of these units on scope_day, or, with
     * `units_without`, under none of them. */
    bool by_date; /* few records lie in the days asked for: they are found by the index of the date, not by their place */
    bool by_value; /* few records fit the condition: they are found by an index of what it names, not by place or date */
    bool units_given, units_without;
    const int64_t *units;
    size_t unit_count;
};

/* SELECT dim…, value GROUP BY dim…; or SELECT id, dim… with `records`. */
char *entity_sql_measure(struct sql_args *args, const struct measure *measure,
                         const struct measure_cut *cut);
