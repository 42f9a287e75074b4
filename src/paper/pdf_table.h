/* SPDX-License-Identifier: Apache-2.0
 * The tables of a document in a PDF: caption, unit and rows, the header rows on every page. A row is divided only where a page
 * does not hold it; cells over several rows keep their rows together where a page holds them. Text that would have to be
 * divided within words is set smaller. */
#pragma once

#include "paper/pdf_flow.h"

/* `has_note`: its end stays on the page of the note that follows. `links_to` before the address of a number; NULL: they lead
 * nowhere. */
void pdf_table(struct pdf_flow *flow, const struct document_table *table, bool has_note, const char *links_to);
