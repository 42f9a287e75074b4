/* SPDX-License-Identifier: Apache-2.0
 * A file that appears whole or not at all: written beside its place under a temporary name, brought
 * to the disk, then renamed. A full disk or a crash leaves the earlier file as it was.
 *
 *     struct out_file file CLEANUP(out_file_done) = { 0 };
 *     TRY(out_file_open(&file, path, err));
 *     TRY(out_file_write(&file, bytes, len, err));
 *     TRY(out_file_commit(&file, err)); */
#pragma once

#include "base/err.h"

struct out_file {
    char *path, *temp_path; /* temp_path is NULL before the opening and after the commit */
    int fd;
    bool is_standard; /* fd is a copy of the standard output */
};

/* ERR_INPUT where the path is something else than a file; ERR_IO. */
NODISCARD enum err_code out_file_open(struct out_file *file, const char *path, struct err *err);

/* The standard output in its place: written to at once, nothing to rename. */
NODISCARD enum err_code out_file_standard(struct out_file *file, struct err *err);

NODISCARD enum err_code out_file_write(struct out_file *file, const void *bytes, size_t len,
                                       struct err *err);
NODISCARD enum err_code out_file_commit(struct out_file *file, struct err *err);

/* Opens the temporary file anew, after a library has put another in its place. */
NODISCARD enum err_code out_file_reopen(struct out_file *file, struct err *err);

/* Removes what was not committed. */
void out_file_done(struct out_file *file);

/* The failure to write `path` for reason `errno_value`; a full disk has words of its own. */
enum err_code out_file_failure(const char *path, int errno_value, struct err *err);
