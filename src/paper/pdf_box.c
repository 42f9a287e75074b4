/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/pdf_box.h"

enum { ITEMS_FIRST = 8 };

struct item {
    struct pdf_text *text; /* NULL: a rule */
    const char *tag;
    double x, y, length;
};

struct pdf_box {
    struct item *items;
    size_t count, capacity;
};

struct pdf_box *pdf_box_new(void)
{
    struct pdf_box *box = calloc(1, sizeof(*box));
    require(box);
    return box;
}

void pdf_box_free(struct pdf_box *box)
{
    for (size_t i = 0; i < box->count; i++)
        pdf_text_free(box->items[i].text);
    free(box->items);
    free(box);
}

static void add(struct pdf_box *box, const struct item *item)
{
    if (box->count == box->capacity) {
        box->capacity = box->capacity ? box->capacity * 2 : ITEMS_FIRST;
        box->items = realloc(box->items, box->capacity * sizeof(*box->items));
        require(box->items);
    }
    box->items[box->count++] = *item;
}

void pdf_box_text(struct pdf_box *box, struct pdf_text *text, const char *tag, double x, double *y)
{
    add(box, &(struct item){ .text = text, .tag = tag, .x = x, .y = *y });
    *y += pdf_text_height(text, 0, pdf_text_lines(text));
}

void pdf_box_rule(struct pdf_box *box, double x, double y, double length)
{
    add(box, &(struct item){ .x = x, .y = y, .length = length });
}

static void draw(const struct pdf_piece *piece, struct pdf_canvas *canvas, double x, double y)
{
    const struct pdf_box *box = piece->data;
    for (size_t i = 0; i < box->count; i++) {
        const struct item *item = &box->items[i];
        double at = y + item->y;
        if (!item->text) {
            pdf_canvas_line(canvas, x + item->x, at, item->length, 0.75);
            continue;
        }
        if (pdf_text_is_empty(item->text))
            continue;
        pdf_canvas_begin(canvas, item->tag);
        for (size_t j = 0; j < pdf_text_lines(item->text); j++) {
            pdf_text_draw(item->text, j, canvas, x + item->x, at);
            at += pdf_text_line_height(item->text, j);
        }
        pdf_canvas_end(canvas, item->tag);
    }
}

static void done(struct pdf_piece *piece)
{
    pdf_box_free(piece->data);
}

void pdf_box_add(struct pdf_flow *flow, struct pdf_box *box, const struct pdf_piece *piece)
{
    struct pdf_piece own = *piece;
    own.draw = draw;
    own.done = done;
    own.data = box;
    pdf_flow_add(flow, &own);
}
