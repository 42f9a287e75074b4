/* SPDX-License-Identifier: Apache-2.0
 * A report by an outline of a programme: first a tree of headings, texts, figures, tables and lists
 * with every number in it (report_build), then the same tree as JSON or as an official document.
 * Numbers come from service/report/figure.h only; the papers print what the tree holds and compute
 * nothing. docs/report.md tells the JSON and the rules in full.
 *
 * Whose: the body of `organisation` at `unit`. The Front's report counts everybody's work; another
 * organisation's counts its own part of whatever is told by organisation.
 * When: the period up to today, or up to the cut-off of the report's record where that is earlier.
 * A number is provisional while the period is not over or while records under it are (A6.6, 12).
 * Where: as then, the territory of the last day counted; as now, that of today.
 *
 * Texts people have written, number and signer come from the report's record (kind reports) of this
 * programme, body and period, where there is one. */
#pragma once

#include "base/buf.h"
#include "domain/programme.h"
#include "domain/territory.h"
#include "store/entity.h"

struct document;

struct report_request {
    const struct programme *programme;
    const char *outline;      /* id; NULL: the first the organisation makes at the unit's level */
    const char *organisation; /* NULL: the first that issues the outline, usually the Front */
    int64_t unit;
    struct period period;
    bool as_now; /* territory of today instead of then */
};

/* Records a number rests on: how many, and the first of them; none where they have a trait in common that is not told. */
enum { REPORT_IDS_MAX = 20 };
struct report_evidence {
    const struct measure *measure;
    struct number count;
    int64_t *ids;
    size_t id_count;
};

struct report_figure {
    const struct outline_figure *of;
    enum number_unit unit;
    struct number number;
    bool provisional;
    int64_t unsettled;          /* records under it that are provisional themselves */
    int64_t reported, expected; /* communes with any record of the kind counted, of how many */
    struct report_evidence *evidence; /* one for each measure of the value */
    size_t evidence_count;
};

struct report_row {
    const char *key;   /* "womens_union", "unit:CODE@DATE", "housing", "2019"; NULL: not told */
    const char *label;
    int depth;         /* 1: a part of the last row of depth 0 */
    struct number *numbers; /* one for each column */
};

struct report_column {
    const struct outline_figure *of;
    enum number_unit unit;
    struct number total; /* the same value without the rows: computed, never added up */
    bool adds_up;        /* the rows of depth 0 add up to it */
    bool provisional;
};

struct report_table {
    const struct outline_table *of;
    const char *by; /* what its rows are: "Tổ chức", "Xã, phường, thị trấn", "Loại mô hình" */
    struct report_column *columns;
    size_t column_count;
    struct report_row *rows;
    size_t row_count;
};

enum { REPORT_LIST_MAX = 300 };
struct report_list {
    const struct outline_list *of;
    int64_t *ids;
    const char **cells; /* for people, row after row */
    size_t row_count;
    struct number total; /* more than row_count where only the first are listed; GAP_HIDDEN: nor is a row */
};

struct report_node {
    const struct outline_node *of;
    const char *text;       /* the narrative; NULL: none written */
    const char *written_by; /* may be NULL */
    bool missing;           /* it must be handed in with text or list, and has none */
    struct report_figure *figures;
    size_t figure_count;
    struct report_table *table; /* NULL: none */
    struct report_list *list;   /* NULL: none */
};

/* The end of an audit chain when the report was made. */
struct report_seal {
    unsigned shard;
    int64_t seq;
    const char *hash;
};

struct report {
    struct report_request request; /* with outline and organisation filled in */
    const struct outline *outline;
    const struct letterhead *letterhead;
    const struct unit *unit;
    const struct unit *superior;   /* the unit above it; NULL: none */
    const char *unit_key;          /* "unit:CODE@DATE" */
    const char *organisation_name; /* "Hội Nông dân" */
    const char *body_name;         /* "Hội Nông dân xã Ia Krêl" */
    int64_t body;                  /* 0: the register has none */
    const char *title;             /* without the word "Báo cáo" */
    int64_t territory_day;
    struct date as_of;  /* last day counted */
    bool period_over;   /* as_of is the period's last day */
    bool final;         /* the period is over and no number is provisional */
    bool wider;         /* as now, the place takes in more than the programme's territory */
    int64_t record;     /* of kind reports; 0: none */
    const char *state;  /* of that record; NULL without one */
    const char *number; /* of the document it was issued as; NULL: still to be given */
    struct date issued_on; /* none: the day of making */
    const char *signer_position, *signer_name; /* NULL: to be filled in */
    const char *made_at;      /* UTC */
    int64_t made_unix_ms;
    struct report_seal *seals; /* of the provinces concerned, by shard */
    size_t seal_count;
    struct report_node *nodes; /* in the order of the outline */
    size_t node_count;
    size_t missing_count;
};

/* The unit a person names, for that period: a code used twice is read as of the day the report
 * looks at (the period's last day up to today; today for as now). Errors as unit_resolve. */
NODISCARD enum err_code report_unit(struct store *store, const char *named, struct period period,
                                    bool as_now, int64_t *ret_unit, struct err *err);

/* Makes the report in the arena. ERR_INPUT: the period lies outside the programme or has not begun,
 * the unit was not in force or lies elsewhere, the organisation makes no such report there.
 * ERR_NOT_FOUND: no outline of that id. Reads only. */
NODISCARD enum err_code report_build(struct store *store, const struct report_request *request,
                                     struct arena *arena, struct report *ret_report,
                                     struct err *err);

/* One number of a report: a figure of a node, or a number of its table (no row: the total). */
struct report_spot {
    const char *node;
    int64_t figure; /* -1: `column` */
    int64_t column;
    const char *row, *under; /* keys as in struct report_row, `under` of the row it lies in; NULL */
};
struct evidence;
/* The records it rests on (evidence.h), and its label. ERR_NOT_FOUND where the outline has no such number;
 * errors as report_build. */
NODISCARD enum err_code report_evidence(struct store *store, const struct report_request *request,
                                        const struct report_spot *spot, size_t max, struct arena *arena,
                                        const char **ret_title, struct evidence *ret_evidence, struct err *err);

/* Appends the report as JSON, with a line end. */
void report_json(const struct report *report, struct arena *arena, struct buf *out);

/* The report as an official document, for any writer of paper/. */
struct document *report_document(const struct report *report, struct arena *arena);

/* The number as the papers print it: "1.234", "87,50"; "…" where it is not known. */
const char *report_number_words(struct arena *arena, struct number number, enum number_unit unit);
/* What it counts, as the outline says, or "%" for a share; "" without a unit. */
const char *report_unit_word(const struct outline_figure *figure, enum number_unit unit);
