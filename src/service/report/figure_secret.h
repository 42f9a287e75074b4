/* SPDX-License-Identifier: Apache-2.0
 * Which numbers of a sensitive trait are told to who may not see personal data. "2 people of this ethnic group in
 * this hamlet" names them, and so do two larger numbers that differ by 2. It is therefore decided by the records alone,
 * never by what was asked before or together, over one closed system of questions:
 *
 *   a count, of one calendar year (this year: until today), with the territory of its last day, of all levels and
 *   organisations, for any unit; or a table by the trait.
 *
 * Its numbers add up in families: a unit's is the sum of those of the units below it (and of what is recorded at
 * itself), a total that of the values of the trait; and a year's that of another and of who came or went since, whom a
 * list tells. In a family a value of the trait is open where no unit has 1 to 4 of it in any of SECRET_YEARS years, and
 * no two years differ by 1 to 4; the others are told together only, or not at all, in all units and years of the
 * family. A table is told where all values are open. So of each sum at least two terms are not known, or the sum is not. All
 * other questions – an older year, a month, a range of days, today's territory, designated units only, one
 * organisation, sums of money, two traits at once, a trait of other records – cut across the families and are not answered.
 * Nor is a day or year of somebody's life (birth), whatever it is asked for.
 *
 * Not weighed against each other: measures of one trait that choose from different records otherwise (all households, the
 * poor ones); answers to the same question on two days, with a write between them; and a unit's years under two superiors. */
#pragma once

#include "service/report/figure.h"

enum { SECRET_BELOW = 5, SECRET_YEARS = 6 /* this one and those before */ };

/* True where the store's actor is not told numbers of the measure, told by this field (NULL: none), without
 * further question. */
bool figure_is_secret(const struct store *store, const struct measure *measure, const struct field *by);

/* True where the actor is not told which records the measure counts: what it asks of them is masked for him, and to stand on
 * such a list says it. */
bool figure_list_is_secret(const struct store *store, const struct measure *measure);

/* Takes out of the groups, which are raw, what is not to be told. `dims` and the keys are in one order. */
NODISCARD enum err_code figure_hide(struct store *store, const struct measure *measure,
                                    const struct figure_cut *cut, const struct figure_dim *dims, size_t dim_count,
                                    struct figure_groups *groups, struct arena *arena, struct err *err);

/* figure.c: the numbers as they are, whoever asks. */
NODISCARD enum err_code figure_raw_groups(struct store *store, const struct measure *measure,
                                          const struct figure_cut *cut, const struct figure_dim *dims,
                                          size_t dim_count, struct arena *arena, struct figure_groups *ret_groups,
                                          struct err *err);
