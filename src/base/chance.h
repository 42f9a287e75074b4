/* SPDX-License-Identifier: Apache-2.0
 * Repeatable chance: the same seed gives the same numbers on every machine. For invented data and
 * tests; never for keys or ids (base/crypto.h, base/id.h). One draw in a statement: C leaves open which
 * argument of a call, or part of an initialiser, is computed first, and compilers differ. */
#pragma once

#include "base/base.h"

struct chance {
    uint64_t state;
};

/* A source of its own for each (seed, name, number), so that what one part draws moves no other. */
struct chance chance_of(uint64_t seed, const char *name, uint64_t number);
uint64_t chance_next(struct chance *chance);
/* 0 … count - 1; count is at least 1. */
size_t chance_below(struct chance *chance, size_t count);
/* low … high, both included. */
int64_t chance_between(struct chance *chance, int64_t low, int64_t high);
/* True in so many of a thousand cases. */
bool chance_happens(struct chance *chance, unsigned permille);
/* An index with the probability of its weight; at least one weight is above zero. */
size_t chance_weighted(struct chance *chance, const unsigned *weights, size_t count);
