/* SPDX-License-Identifier: Apache-2.0
 * Writes a document as HTML: the same tree, texts and measures as docx.h. How it looks is src/paper/paper.css, which
 * a whole page carries within it and the app has of its own. A browser's print of it is the paper. */
#pragma once

#include "base/buf.h"
#include "paper/document.h"

struct html_options {
    bool is_fragment;       /* the <article> alone, for a page that has the style */
    const char *links_to;   /* put before the link of each run that has one; NULL: no links */
};

/* Appends it. Everything in the document is text, whatever it looks like. */
void html_build(const struct document *document, const struct html_options *options, struct buf *out);
