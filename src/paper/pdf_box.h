/* SPDX-License-Identifier: Apache-2.0
 * Texts and rules that stand in fixed places to each other and are never parted: the letterhead,
 * signatures. Lengths in points, from the box's upper left corner. */
#pragma once

#include "paper/pdf_flow.h"

struct pdf_box;
struct pdf_box *pdf_box_new(void);
void pdf_box_free(struct pdf_box *box);

/* Puts a text at *y and moves *y below it. Takes over the text. `tag`: "P", "H1". */
void pdf_box_text(struct pdf_box *box, struct pdf_text *text, const char *tag, double x, double *y);

/* A rule of that length. */
void pdf_box_rule(struct pdf_box *box, double x, double y, double length);

/* Adds the box to the flow, which takes it over; `piece` says the rest. */
void pdf_box_add(struct pdf_flow *flow, struct pdf_box *box, const struct pdf_piece *piece);
