/* SPDX-License-Identifier: Apache-2.0
 * Pieces flow down the pages of a PDF: lines of text, rows of tables, whatever may not be divided.
 * Where a page ends is decided here, and only here. Lengths in points.
 *
 * Few pieces wait at a time: those that must stay together, and two more. A long document takes no
 * more memory than a page of it. */
#pragma once

#include "paper/pdf_canvas.h"
#include "paper/pdf_text.h"

enum pdf_keep {
    PDF_KEEP_NOT,
    PDF_KEEP_RATHER, /* on the page of the next piece, where one page holds the whole of it */
    PDF_KEEP,        /* the same, given up last */
};

/* What stands at the top of each page a table goes on to. */
struct pdf_repeat {
    double height;
    void (*draw)(const struct pdf_repeat *repeat, struct pdf_canvas *canvas, double x, double y);
};

struct pdf_piece {
    struct pdf_piece *next;
    double before, height, after; /* before and after: room; the larger of two that meet */
    enum pdf_keep keep;           /* with the next piece */
    bool is_text;                 /* counts as text above a signature */
    const char *group, *tag;      /* elements of the structure: begun with the first of their pieces on a page, */
    bool ends_group, ends_tag;    /* ended with the last one, or the page */
    const struct pdf_repeat *repeat;
    const char *bookmark; /* NULL: none */
    unsigned bookmark_level;
    void (*draw)(const struct pdf_piece *piece, struct pdf_canvas *canvas, double x, double y);
    void (*done)(struct pdf_piece *piece); /* frees what it owns; NULL: nothing */
    void *data;
    size_t index;
};

enum { PDF_BOOKMARK_LEVELS = 4 };

struct pdf_flow {
    struct pdf_canvas *canvas;
    struct pdf_typist *typist;
    const struct document *document;
    /* the section's page */
    double width, height, left, top, text_width, bottom;
    struct pdf_text *footer;
    /* the page being filled */
    size_t number;
    bool is_open, is_empty;
    double y, gap;
    const char *group, *tag;
    int bookmarks[PDF_BOOKMARK_LEVELS];
    /* what waits */
    struct pdf_piece *first, *last;
    size_t count;
};

void pdf_flow_init(struct pdf_flow *flow, struct pdf_canvas *canvas, struct pdf_typist *typist,
                   const struct document *document);

/* Ends the page, if one is open; the next is turned or not, and the first of its pages. */
void pdf_flow_section(struct pdf_flow *flow, bool is_landscape);

/* The room of a whole page, from its upper to its lower margin. */
double pdf_flow_room(const struct pdf_flow *flow);

/* Takes over a piece (on the heap). */
void pdf_flow_add(struct pdf_flow *flow, const struct pdf_piece *piece);

/* The lines of a text, of an element `tag`: a line alone stands neither at the end of a page nor at
 * the beginning of one. Takes over the text. */
struct pdf_lines {
    double x, before, after;
    enum pdf_keep keep; /* the last line with what follows */
    const char *tag, *bookmark;
    unsigned bookmark_level;
};
void pdf_flow_text(struct pdf_flow *flow, struct pdf_text *text, const struct pdf_lines *lines);

/* The last two lines of text stay with what is added next: a signature does not stand alone. */
void pdf_flow_keep_last(struct pdf_flow *flow);

/* What waits is placed; a new page is begun where the one before has anything on it. */
void pdf_flow_break(struct pdf_flow *flow);

/* What waits is placed, and the last page finished. */
void pdf_flow_end(struct pdf_flow *flow);

/* Frees what waits, after a failure. */
void pdf_flow_done(struct pdf_flow *flow);
