/* SPDX-License-Identifier: Apache-2.0
 * The head of a PDF document and its end: letterhead, title and addressees; signatures and
 * recipients. Only pdf.c includes this. */
#pragma once

#include "paper/pdf_flow.h"

/* Issuer at the left, motto at the right, each with its rule; below them number and date. */
void pdf_letterhead(struct pdf_flow *flow);

/* The type word, the summary and the rule under it; only room for a letter, which has none. */
void pdf_title(struct pdf_flow *flow);

/* "Kính gửi: …", nothing where there are no addressees. */
void pdf_addressees(struct pdf_flow *flow);

/* Label, title and source of an annex. */
void pdf_annex_head(struct pdf_flow *flow, const struct document_block *annex);

/* Signatures and recipients, with the text before them. */
void pdf_signatures(struct pdf_flow *flow);
