/* SPDX-License-Identifier: Apache-2.0
 * Files for the tests of src/paper: each in a folder of its own that the first call makes under
 * $TMPDIR and the end of the program removes. */
#pragma once

#include "../test.h"

/* The path of a file of that name in the folder; it need not exist. Lives as long as the arena. */
const char *paper_path(const char *name);

/* Writes the bytes and returns the path. */
const char *paper_file(const char *name, const void *bytes, size_t len);

/* The whole of a file; NULL where it cannot be read. Lives as long as the test's arena. */
char *paper_read(const char *path, size_t *ret_len);

/* How many files there are in the folder. */
int paper_file_count(void);
