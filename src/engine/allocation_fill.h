/* SPDX-License-Identifier: Apache-2.0
 * Private to the search of one tier: how applicants outside the groups that matter fill what those leave.
 *
 * Applicants who use the same rows are a class. Of a class only the sum matters, so its changes are one list, made
 * once for all that the groups may do. Rows lie in each other: the class that uses most of them comes first, and
 * with it the innermost row is settled: what it leaves unused is lost for good, and of all plans so far only what
 * they leave of the next row still counts. So a chain of six rows is six short searches along one line, where
 * together they were one in six dimensions.
 *
 * What a class must lose at least to come near what is left for it is read off its list; what a row leaves unused
 * is charged half to its own class and half to the next, which may use it. Their sum bounds what a choice of the
 * groups can become, and the choices are tried in that order. */
#pragma once

#include "engine/allocation_options.h"

struct fill;

/* Classes of the whole's own items, as far as a change alone loses no more than `most`. It lives in `scratch`. */
struct fill *fill_new(struct options *options, __int128 most);
/* How far the classes can lower and raise what is used of d (0: the whole, r + 1: row r), or (d ≠ e) how much more of it than of e. */
void fill_reach(const struct fill *fill, size_t d, size_t e, int64_t *ret_down, int64_t *ret_up);
/* So much less the classes may lose than unchanged. */
__int128 fill_refund(const struct fill *fill);
/* Of `plans`, which change groups only, with changes of the classes: the one that loses least, if any loses no more than `budget`,
 * `base` of which is lost anyway; NULL: none. What was not looked at is told by cut_slack. */
const struct option *fill_best(struct fill *fill, const struct option *const *plans, size_t count,
                               __int128 base, __int128 budget);
