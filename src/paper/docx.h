/* SPDX-License-Identifier: Apache-2.0
 * Writes a document (document.h) as a Word file, laid out by `struct document_look`: A4, Times New
 * Roman, letterhead in two columns with its rules, page number centred in the top margin from the
 * second page on, tables whose header rows repeat, signatures and recipients that stay together.
 * The same document gives the same bytes. */
#pragma once

#include "base/buf.h"
#include "base/err.h"

struct document;

/* Appends the file's bytes to `out`. ERR_NOMEM. */
NODISCARD enum err_code docx_build(const struct document *document, struct buf *out,
                                   struct err *err);

/* Writes the file, whole or not at all (out_file.h). ERR_INPUT, ERR_IO. */
NODISCARD enum err_code docx_write(const struct document *document, const char *path,
                                   struct err *err);
