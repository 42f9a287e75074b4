/* SPDX-License-Identifier: Apache-2.0
 * How far two short texts are apart. Bytes, not letters: keys come here that are ASCII nearly always. */
#pragma once

#include "base/base.h"

/* Jaro's similarity with Winkler's bonus for a common beginning (0.1 for each of up to 4): 0 … 1. Looks at
 * the first 64 bytes. Two empty texts are the same. */
double linkage_jaro_winkler(const char *a, size_t a_len, const char *b, size_t b_len);

/* Insertions, deletions, replacements and exchanges of neighbours that make one of the other (optimal string
 * alignment), or `most` + 1 where it takes more; `most` is at most 3. */
unsigned linkage_edits(const char *a, size_t a_len, const char *b, size_t b_len, unsigned most);
