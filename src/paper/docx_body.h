/* SPDX-License-Identifier: Apache-2.0
 * The text of a Word file, word/document.xml: paragraphs, tables and sections of WordprocessingML
 * (ECMA-376). The children of every properties element are written in the order of its schema, as
 * Word calls a file damaged that has them otherwise. Only docx.c includes this. */
#pragma once

#include "paper/document.h"
#include "paper/xml_out.h"

#define DOCX_NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define DOCX_RELATION_NAMESPACE                                                                    \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* Relations of document.xml to its headers and footers. */
#define DOCX_HEADER_ID "rId10"
#define DOCX_HEADER_FIRST_ID "rId11"
#define DOCX_FOOTER_ID "rId12"

void docx_body_write(struct xml_out *xml, const struct document *document);
