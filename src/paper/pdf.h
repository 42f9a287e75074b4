/* SPDX-License-Identifier: Apache-2.0
 * Writes a document (document.h) as PDF: the pages the Word file gives, by the same `struct document_look`, with what a file
 * for good is to have: text that can be searched and copied, structure and language for a reader aloud, bookmarks, title and
 * author. The fonts are the machine's (fonts.conf) and lie within it. The same document gives the same bytes on the same
 * machine. */
#pragma once

#include "base/buf.h"
#include "base/err.h"

struct document;

struct pdf_options {
    const char *links_to; /* put before the link of each run that has one; NULL: no links */
};

struct pdf_facts {
    size_t pages;
    size_t unknown; /* characters no font of the machine has: U+FFFD stands for them */
};

/* Appends the file's bytes to `out`; `ret_facts` may be NULL. ERR_IO where the machine has no font with Vietnamese letters,
 * ERR_NOMEM. */
NODISCARD enum err_code pdf_build(const struct document *document, const struct pdf_options *options, struct buf *out,
                                  struct pdf_facts *ret_facts, struct err *err);
