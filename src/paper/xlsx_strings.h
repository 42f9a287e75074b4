/* SPDX-License-Identifier: Apache-2.0
 * The shared texts of a workbook, by number. The first are kept in memory up to a limit, the rest
 * in a temporary file without a name, so that a workbook of millions of texts is read in little
 * memory. Texts stand in blocks of XLSX_STRINGS_BLOCK behind their lengths, with the place of each
 * block known; the blocks last read from the file are kept. */
#pragma once

#include "base/buf.h"
#include "base/err.h"

enum { XLSX_STRINGS_BLOCK = 16, XLSX_STRINGS_CACHE = 64 };

struct xlsx_strings_cached {
    size_t block; /* number + 1; 0: none */
    struct buf bytes;
};

struct xlsx_strings {
    size_t memory_bytes_max;
    size_t count;
    struct buf memory; /* whole blocks, from the first */
    size_t memory_blocks;
    struct buf block;  /* the one being filled */
    uint64_t *offsets; /* of the blocks: in memory, then in the file */
    size_t offset_count, offset_capacity;
    int fd; /* of the file; -1: none yet */
    uint64_t file_bytes;
    struct xlsx_strings_cached cache[XLSX_STRINGS_CACHE];
};

void xlsx_strings_init(struct xlsx_strings *strings, size_t memory_bytes_max);
void xlsx_strings_done(struct xlsx_strings *strings);

/* Adds the next text; after the last xlsx_strings_end. ERR_IO: no room for the file. */
NODISCARD enum err_code xlsx_strings_add(struct xlsx_strings *strings, const char *text, size_t len,
                                         struct err *err);
NODISCARD enum err_code xlsx_strings_end(struct xlsx_strings *strings, struct err *err);

/* The text of a number below `count`. Not NUL-terminated; valid until the next call. */
NODISCARD enum err_code xlsx_strings_get(struct xlsx_strings *strings, size_t number,
                                         const char **ret_text, size_t *ret_len, struct err *err);
