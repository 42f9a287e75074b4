/* SPDX-License-Identifier: Apache-2.0
 * A place in one year at a glance: poor households and who leads the help to them, the path of the years,
 * supports and money by kind, models by organisation, what was handed in on time, the units below, and the
 * targets of a programme with the line they draw. Numbers come from service/report/figure.h only, so they are
 * those of reports and obligations; each opens its records (overview_records). */
#pragma once

#include "domain/programme.h"
#include "domain/territory.h"
#include "paper/sheet_writer.h"
#include "service/programme/deadlines.h"
#include "service/report/evidence.h"
#include "service/telling.h"
#include "base/json.h"

enum overview_number {
    OVERVIEW_POOR,
    OVERVIEW_NEAR_POOR,
    OVERVIEW_LED, /* poor households with a leading organisation */
    OVERVIEW_LED_SHARE,
    OVERVIEW_ESCAPED,
    OVERVIEW_HELPED,
    OVERVIEW_SUPPORTS,
    OVERVIEW_MONEY,
    OVERVIEW_MODELS,
    OVERVIEW_WORKS,
    OVERVIEW_NUMBER_MAX_
};
const char *overview_number_name(enum overview_number number); /* "near_poor" */
/* OVERVIEW_NUMBER_MAX_ where there is none of that name. */
enum overview_number overview_number_by_name(const char *name);
enum msg overview_number_title(enum overview_number number);
const struct expr *overview_expr(struct arena *arena, enum overview_number number);
/* What the overview counts: of it what is not settled, by organisation and by the fields of its tables, and where anything is
 * recorded at all: worth keeping as totals. */
void overview_measures(struct arena *arena, void (*visit)(void *context, const struct measure *measure), void *context);

struct overview_request {
    const struct programme *programme; /* NULL: no targets, the deadlines of all programmes */
    int64_t unit;
    int year;
    bool as_now;
};

struct overview_figure {
    struct number number, before; /* before: of the year before; unknown where the place was not there */
    bool provisional;
    int64_t reported; /* communes with any record of the kind it counts first */
};

enum { OVERVIEW_PATH_NUMBERS = 2, OVERVIEW_TABLE_COLUMNS = 2, OVERVIEW_TABLES = 4, OVERVIEW_YEARS_MAX = 30 };
struct overview_point {
    int year;
    struct number numbers[OVERVIEW_PATH_NUMBERS]; /* poor, near-poor; unknown where nothing was recorded */
};

struct overview_row {
    struct value key; /* null: what is told of none */
    const char *label;
    struct number numbers[OVERVIEW_TABLE_COLUMNS];
};
struct overview_table_form {
    const char *id;
    enum msg title;
    struct figure_dim dim;
    enum overview_number columns[OVERVIEW_TABLE_COLUMNS];
    size_t column_count;
};
extern const struct overview_table_form overview_table_forms[OVERVIEW_TABLES];
struct overview_table {
    struct overview_row *rows;
    size_t count;
};

/* What was owed, by who owes it. */
struct overview_due {
    const char *organisation; /* NULL: who is only named */
    const char *label;
    int64_t counts[DEADLINE_STATE_MAX_];
};

struct overview_tile {
    const struct unit *unit; /* NULL: recorded above, or place not known */
    struct number numbers[OVERVIEW_NUMBER_MAX_];
    int64_t owed, on_time; /* deadlines that are over, and those of them kept */
};

/* A target of the programme over the years: what is reached, and the line it asks for. */
struct overview_target {
    const struct obligation *target;
    enum number_unit unit;
    struct overview_target_point {
        int year;
        struct number value, line;
    } *points;
    size_t count;
};

struct overview {
    struct overview_request request;
    const struct unit *unit;
    struct unit_set chain; /* the unit and those above it on the day */
    struct figure_cut cut;
    bool over;             /* the year is */
    int64_t communes;
    struct overview_figure figures[OVERVIEW_NUMBER_MAX_];
    struct overview_point points[OVERVIEW_YEARS_MAX];
    size_t point_count;
    struct overview_table tables[OVERVIEW_TABLES];
    struct overview_due *dues;
    size_t due_count;
    const char *level; /* of the tiles; NULL: nothing lies below */
    struct overview_tile *tiles;
    size_t tile_count;
    struct overview_target *targets;
    size_t target_count;
};

/* ERR_INPUT: the unit was not in force that year, or, as now, is no more. */
NODISCARD enum err_code overview_build(const struct telling *to, const struct overview_request *request,
                                       struct overview *ret_overview, struct err *err);

/* The cut of the overview's numbers, for whoever asks for the records of one of them. */
NODISCARD enum err_code overview_cut(struct store *store, const struct overview_request *request,
                                     struct figure_cut *ret_cut, struct err *err);

void overview_json(const struct telling *to, struct json_writer *w, const struct overview *overview);
/* Every number of it as a row of an XLSX: part, row, what, value. */
NODISCARD enum err_code overview_sheet(const struct telling *to, const struct overview *overview, const char *path,
                                       struct err *err);

/* overview_target.c: between the files of the overview. */
NODISCARD enum err_code overview_fill_targets(const struct telling *to, struct overview *overview,
                                              struct err *err);
/* overview_due.c: the dues, and what of them falls to the tiles there are. */
NODISCARD enum err_code overview_fill_dues(const struct telling *to, const struct territory *territory,
                                           struct overview *overview, struct err *err);
