/* SPDX-License-Identifier: Apache-2.0
 * How likely a quota is reached: how many of a place's poor households will leave poverty next year,
 * told from how many did in the years past. Arrays in, arrays out: no store, no clock, no text.
 *
 *      logit p_ct = m + u_c + s_t + e_ct       the rate of place c in year t
 *      x_ct of n_ct households leave            independently, given the rate
 *
 * u_c is what a place is used to, s_t what a year did to all alike (a drought, a good harvest, a new
 * standard), e_ct what it did to this place alone. Next year's s is unknown and moves all places
 * together: the sum of a province is far less certain than independent households would be. From the
 * panel: year means and place means of logits, fitted by Newton steps from the empirical ones; variances by what is left over the sampling
 * variance (moments; of s as much of it as a shock is likely at all, Schwarz's criterion); u_c drawn to 0 by its share of noise (empirical Bayes). Next year's shock is
 * taken from Student's t with as many degrees of freedom as years less one, wider by the years' mean
 * being estimated: that is what makes the intervals hold with few years.
 *
 * Given the shock, each place's number is a mixture of binomials over e_c, and sums of places are
 * convolutions, exact but for tails below 10^-14 (of more than 400 places: the normal distribution of
 * their moments); over the shock it is a sum at quantiles of t. With
 * one p for each household, forecast_sum is the Poisson binomial distribution by its recursion. */
#pragma once

#include "base/arena.h"

enum { FORECAST_YEARS_MIN = 3, FORECAST_YEARS_MAX = 60, FORECAST_HOUSEHOLDS_MAX = 1000000 };

/* One place in one past year. */
struct forecast_cell {
    int64_t households, left; /* 0 ≤ left ≤ households ≤ FORECAST_HOUSEHOLDS_MAX; no households: not known */
};

struct forecast_problem {
    const struct forecast_cell *cells; /* place · years + year */
    size_t places, years;              /* at least FORECAST_YEARS_MIN years */
    const int64_t *households;         /* per place, at the beginning of next year */
    const int64_t *targets;            /* per place: how many are to leave; -1: none */
    int64_t target;                    /* of all places together; -1: none */
};

struct forecast_number {
    double probability; /* of reaching the target; 1 without one */
    double mean;
    int64_t low, high; /* with 80 % in between, 10 % below and 10 % above, as nearly as whole numbers allow */
};

struct forecast_result {
    struct forecast_number *places;
    struct forecast_number sum;
    double shock, place, noise; /* standard deviations of s, u and e found in the panel */
};

/* False where the panel has too few years with numbers to say anything. Everything in *ret_result lives
 * in `arena`. The same numbers give the same answer on every run. */
bool forecast_make(const struct forecast_problem *problem, struct arena *arena,
                   struct forecast_result *ret_result);

/* The distribution of how many of `count` independent events happen: mass[0 … count]. O(count²). */
void forecast_sum(const double *probabilities, size_t count, double *mass);
