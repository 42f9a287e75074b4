/* SPDX-License-Identifier: Apache-2.0
 * Text of a document laid out in lines for a PDF: letters by HarfBuzz, lines by Pango. Lengths in
 * points. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "paper/document.h"

struct pdf_canvas;

/* Sets text: the font and all that is kept from one text to the next. Of one thread. */
struct pdf_typist;

/* `fonts`: another text than that of fonts.conf; NULL: that one. ERR_IO where the machine has no font with
 * Vietnamese letters. */
NODISCARD enum err_code pdf_typist_open(struct pdf_typist **ret_typist, const char *fonts, struct err *err);
void pdf_typist_close(struct pdf_typist *typist);

/* The name of the family it sets with. */
const char *pdf_typist_family(const struct pdf_typist *typist);

/* How many characters of the texts laid no font of the machine has; U+FFFD stands in their places. */
size_t pdf_typist_unknown(const struct pdf_typist *typist);

/* Adds the text as it is printed: valid UTF-8 in NFC, without control characters and marks of direction, without what no font
 * has. Lines and tabs stay. */
void pdf_clean(const struct pdf_typist *typist, const char *text, struct buf *out);

/* How a text is set. */
struct pdf_look {
    double width, indent; /* indent: of the first line, below 0 of all the others */
    unsigned half_points, flags;
    unsigned line; /* in 240ths of a line */
    enum document_align align;
    bool has_links; /* addresses are led to; `links_to` before each */
    const char *links_to;
};

/* A text in lines; never none. */
struct pdf_text;

/* `mark` stands before it ("- "); NULL: nothing. */
struct pdf_text *pdf_text_new(struct pdf_typist *typist, const char *mark, const struct document_text *text,
                              const struct pdf_look *look);
struct pdf_text *pdf_text_of(struct pdf_typist *typist, const char *text, const struct pdf_look *look);
struct pdf_text *pdf_text_share(struct pdf_text *text); /* one more pdf_text_free */
void pdf_text_free(struct pdf_text *text);

size_t pdf_text_lines(const struct pdf_text *text);
double pdf_text_line_height(const struct pdf_text *text, size_t line);
double pdf_text_height(const struct pdf_text *text, size_t from, size_t to); /* of lines from … to - 1 */

/* Whether it is nothing but empty. */
bool pdf_text_is_empty(const struct pdf_text *text);

/* The text without its marks, for a bookmark; as long as the text lives. */
const char *pdf_text_words(const struct pdf_text *text);

/* Draws one line, (x, y) being the upper left corner of the text's width and the line's height. */
void pdf_text_draw(const struct pdf_text *text, size_t line, struct pdf_canvas *canvas, double x, double y);
