/* SPDX-License-Identifier: Apache-2.0
 * One field's value: read from what people write, checked, and written for people and for machines.
 * The same for the command line, JSON and sheets. References are left to the store: here they are
 * texts (ids or keys) that service/record/record.c resolves. */
#pragma once

#include "base/issues.h"
#include "base/msg.h"
#include "base/value.h"
#include "domain/kind.h"

/* Reads `text` as a value of the field; blank gives null. FIELD_REF needs an id in base 32.
 * Codes may be given by code or by their Vietnamese or English words, marks and case ignored.
 * `today_day` bounds dates: birth dates and the like may not lie in the future.
 * ERR_INPUT with err->where set to the field's name. */
NODISCARD enum err_code field_parse(struct arena *arena, const struct field *field, const char *text,
                                    struct value *ret_value, struct err *err);

/* The built-in code that a text stands for: by the code, its words in either language (marks and case
 * ignored), those words without the number before them ("1. Phát triển kinh tế"), or that number
 * alone. NULL for none. */
const struct code *field_code(const struct field *field, const char *text);
/* "training, meeting, …": the built-in codes of the field, as many as fit. */
void field_codes_words(const struct field *field, char *words, size_t size);

/* For machines: dates "2017-08", ids in base 32, codes as they are. NULL for null. */
const char *field_external(struct arena *arena, const struct field *field, struct value value);
/* For people: dates d/m/yyyy, money with dots, words for codes and yes/no. "" for null. */
const char *field_display(struct arena *arena, const struct field *field, struct value value,
                          enum lang lang);
#define FIELD_MASK "•••"
/* What is shown of a personal value without the right to see it: "•••", of phones and id numbers the
 * last three digits. Of a sensitive one "•••" even where there is none: that somebody has a policy category says it all. */
const char *field_masked(struct arena *arena, const struct field *field, struct value value);

/* Checks a value of the right type against limits, lengths and closed lists. */
NODISCARD enum err_code field_check(const struct field *field, struct value value, struct err *err);

/* "person_name": how the schema names the type. */
const char *field_type_word(enum field_type type);
