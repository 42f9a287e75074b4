/* SPDX-License-Identifier: Apache-2.0
 * The sheets of a PDF to draw on, with what a reader that cannot see them needs beside: the
 * structure, the language, bookmarks, links. Lengths in points, from the upper left corner. */
#pragma once

#include "base/buf.h"
#include "base/err.h"

struct _cairo;
struct _cairo_surface;

struct pdf_canvas {
    struct _cairo_surface *surface;
    struct _cairo *cairo; /* what pdf_text.c draws letters with */
    struct buf *out;
    size_t begin; /* where the file begins in it */
    size_t pages;
};

/* What the file says of itself; each may be NULL. `created`: "2020-10-09T08:00:00Z". */
struct pdf_properties {
    const char *title, *author, *created;
};

/* Begins a file whose bytes are appended to `out`. Nothing of the clock stands in it. ERR_NOMEM, ERR_IO. */
NODISCARD enum err_code pdf_canvas_open(struct pdf_canvas *canvas, const struct pdf_properties *properties, struct buf *out,
                                        struct err *err);

/* A new sheet; `number` is what it is called (its page number). */
void pdf_canvas_page(struct pdf_canvas *canvas, double width, double height, size_t number);

void pdf_canvas_line(struct pdf_canvas *canvas, double x, double y, double length, double thickness);
void pdf_canvas_frame(struct pdf_canvas *canvas, double x, double y, double width, double height);

/* What is drawn between is an element of the structure: "P", "H1", "Table", "TR", "TD", … Text stands in the innermost only. An
 * element ends on the page it began on. */
void pdf_canvas_begin(struct pdf_canvas *canvas, const char *tag);
void pdf_canvas_end(struct pdf_canvas *canvas, const char *tag);

/* The same, leading somewhere. */
void pdf_canvas_link_begin(struct pdf_canvas *canvas, const char *address);
void pdf_canvas_link_end(struct pdf_canvas *canvas);

/* A line of the table of contents that leads to this height of this page, below `parent` (0: the
 * top). `title` as pdf_clean leaves it. Gives its number. */
int pdf_canvas_bookmark(struct pdf_canvas *canvas, int parent, const char *title, double y);

/* What is drawn until the end of it is smaller by `scale`, (x, y) staying where it is. */
void pdf_canvas_shrink(struct pdf_canvas *canvas, double x, double y, double scale);
void pdf_canvas_shrink_end(struct pdf_canvas *canvas);

/* Ends the file. ERR_NOMEM, ERR_IO. */
NODISCARD enum err_code pdf_canvas_finish(struct pdf_canvas *canvas, struct err *err);
void pdf_canvas_done(struct pdf_canvas *canvas);
