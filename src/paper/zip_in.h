/* SPDX-License-Identifier: Apache-2.0
 * Reads the parts of a zip archive that cannot be trusted: what unpacks is counted against one
 * limit for the whole archive and against the packed size of each part, so that a small file cannot
 * fill the machine. */
#pragma once

#include "base/err.h"

#include <zip.h>

enum {
    ZIP_IN_RATIO_MAX = 500,             /* unpacked to packed size of one part … */
    ZIP_IN_RATIO_FREE_BYTES = 32 << 20, /* … above this size */
};

struct zip_in {
    zip_t *archive;
    const char *path; /* for messages; the caller's */
    uint64_t bytes_left;
};

/* Takes over `fd`. ERR_INPUT: no archive, cut off or inconsistent, or with two parts of one name. */
NODISCARD enum err_code zip_in_open(struct zip_in *zip, int fd, const char *path,
                                    uint64_t bytes_max, struct err *err);
void zip_in_done(struct zip_in *zip);

/* The number of the part of that name (letter case apart, folders divided by / or \), or -1. */
int64_t zip_in_find(const struct zip_in *zip, const char *name);

struct zip_stream {
    struct zip_in *zip;
    zip_file_t *file;
    uint64_t packed_bytes, unpacked_bytes, bytes_max;
};

/* Opens a part; `bytes_max` bounds it, 0 for no other bound than the archive's. */
NODISCARD enum err_code zip_stream_open(struct zip_stream *stream, struct zip_in *zip,
                                        int64_t index, uint64_t bytes_max, struct err *err);

/* Reads up to `size` bytes; a length of 0 is the end, with its checksum verified. ERR_INPUT:
 * damaged; ERR_LIMIT: unpacks to more than allowed. */
NODISCARD enum err_code zip_stream_read(struct zip_stream *stream, void *bytes, size_t size,
                                        size_t *ret_len, struct err *err);
void zip_stream_done(struct zip_stream *stream);
