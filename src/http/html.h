/* SPDX-License-Identifier: Apache-2.0
 * Pages that the server writes itself: plain HTML with one style sheet, no script. */
#pragma once

#include "base/buf.h"
#include "base/msg.h"

/* Text between tags and within quoted attributes. */
void html_text(struct buf *out, const char *text);
/* From the doctype to the open <main>, with the title as its <h1>; `about`: the page in a sentence, for search engines. `path`: of this page, for the link to the
 * other language; NULL: no such link. */
void html_begin(struct buf *out, enum lang lang, const char *title, const char *about, const char *path);
void html_end(struct buf *out);
