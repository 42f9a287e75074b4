/* SPDX-License-Identifier: Apache-2.0
 * Small counts of sensitive groups are not told to who may not see personal data: "2 people of this
 * ethnic group in this hamlet" names them. A count of 1 to 4 is hidden (k = 5), and with it as many other
 * cells as are needed so that none of the hidden ones follows from the totals that are shown.
 *
 * Why it holds: row and column sums are the edges of a graph whose points are the rows and columns (the
 * totals a row and a column too). A hidden cell follows from what is shown exactly when it is the only
 * way between its row and its column over hidden cells (a bridge). So each is put on a circle of four
 * hidden cells, all of them positive: one can be less and the next more, and all sums stay. It holds for
 * one table with its totals; tables of different questions are not weighed against each other. */
#pragma once

#include "domain/measure.h"

enum { SUPPRESS_BELOW = 5 };

/* `cells`: rows × columns, row after row; the last row and the last column are the totals. Fills `ret_hidden`,
 * in which what must be hidden for other reasons may be set before. No cell is negative. */
void suppress_table(const int64_t *cells, size_t rows, size_t columns, bool *ret_hidden);
/* A list whose total is shown elsewhere, by the same rule: two are hidden or none, a total below 5 aside. */
void suppress_list(const int64_t *cells, size_t count, bool *ret_hidden);

/* True where a number of the measure, told by this field (NULL: none), tells of a sensitive trait. */
bool suppress_is_sensitive(const struct measure *measure, const struct field *by);
