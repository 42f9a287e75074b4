/* SPDX-License-Identifier: Apache-2.0
 * Packs parts into a zip archive in memory, always the same bytes for the same parts: every part
 * bears the same old date, as the archive of an issued report must not change with the clock. */
#pragma once

#include "base/buf.h"
#include "base/err.h"

#include <stdio.h>

struct out_file;

struct zip_part {
    const char *name;
    const void *bytes;
    size_t len;
    FILE *file; /* zip_pack_file: its whole content instead of the bytes */
};

/* Appends the archive to `out`, the parts in their order. ERR_NOMEM. */
NODISCARD enum err_code zip_pack(const struct zip_part *parts, size_t count, struct buf *out,
                                 struct err *err);

/* Writes the archive into a file that was opened and nothing written to (out_file.h), which remains
 * to be committed. Takes over the FILEs of the parts, also when it fails. ERR_IO. */
NODISCARD enum err_code zip_pack_file(const struct zip_part *parts, size_t count,
                                      struct out_file *file, struct err *err);
