/* SPDX-License-Identifier: Apache-2.0
 * Tables of random records for property tests, written past all rules. */
#pragma once

#include "../store_fixture.h"

size_t random_pick(uint64_t *state, size_t count);
/* Values few enough to meet: nothing, edge cases of text, dates of every precision. */
struct value random_value(const struct field *field, uint64_t *state);
struct value random_code(const struct field *field, uint64_t *state);
size_t count_states(const struct kind *kind);
/* `count` records with the ids 1, 2, …, without the rules that would refuse them. */
struct record **random_records(struct store *store, const struct kind *kind, size_t count, uint64_t *state);
