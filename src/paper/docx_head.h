/* SPDX-License-Identifier: Apache-2.0
 * The head of a Word document: letterhead, type and summary, addressees. Only docx_body.c includes
 * this. */
#pragma once

#include "paper/docx_para.h"

struct docx_head {
    struct xml_out *xml;
    const struct document *document;
    const struct document_look *look;
    unsigned text_width; /* page less margins */
};

/* Issuer at the left, motto at the right, each with its rule; below them number and date. */
void docx_letterhead(const struct docx_head *head);

/* The type word, the summary and the rule under it; only room for a letter, which has none. */
void docx_title(const struct docx_head *head);

/* "Kính gửi: …", nothing where there are no addressees. */
void docx_addressees(const struct docx_head *head);
