/* SPDX-License-Identifier: Apache-2.0
 * Writes a document (document.h) as a workbook, for those who go on calculating: its text on the first sheet, each
 * line's number in a cell of its own; each table on a sheet of its own, led to from where it stands in the text.
 * Numbers are numbers where a run says so (`number`), text never becomes a formula. The same document gives
 * the same bytes. */
#pragma once

#include "base/buf.h"
#include "base/err.h"

struct document;

/* Appends the file's bytes to `out`. ERR_NOMEM. */
NODISCARD enum err_code xlsx_document_build(const struct document *document, struct buf *out, struct err *err);
