/* SPDX-License-Identifier: Apache-2.0
 * Đồng: whole numbers of 64 bits, as the đồng has no smaller unit. Reading what people write, and
 * writing it so that nothing is rounded away. */
#pragma once

#include "base/err.h"

enum { MONEY_TEXT_SIZE = 48 };

/* Reads an amount: "1.500.000 đồng", "1500000đ", "1.500.000 VND", "1,5 triệu", "1.5 tr",
 * "2 tỷ 300 triệu đồng", "50 nghìn", "50 ngàn", "50k", "2 nghìn tỷ", with or without marks and
 * spaces, a '-' before it.
 *  - The decimal sign is the comma, thousands have points (text_decimal, vitext.h); "1.5 triệu" is
 *    taken, but "1,500" and "1,500 triệu" can be read both ways and are refused.
 *  - With several parts each has its unit, from large to small: "2 tỷ 3" and "2 tỷ rưỡi" are
 * refused.
 *  - Fractions of a đồng are refused, as is what 64 bits do not hold.
 * ERR_INPUT: MSG_MONEY_FORM, _UNCLEAR, _FRACTION, _RANGE. */
NODISCARD enum err_code money_parse(const char *text, int64_t *ret_dong, struct err *err);

/* The same where a number without a unit counts `unit` đồng, as in a column headed "triệu đồng". */
NODISCARD enum err_code money_parse_in(const char *text, int64_t unit, int64_t *ret_dong,
                                       struct err *err);

/* The unit that a heading names: "ĐVT: triệu đồng", "(nghìn đồng)", "Số tiền (đồng)" give 1000000,
 * 1000, 1. False where it names none. */
bool money_unit(const char *heading, int64_t *ret_unit);

/* "1.500.000", "-50.000", "0". */
void money_to_text(int64_t dong, char ret_text[MONEY_TEXT_SIZE]);

/* With the largest unit in which it is exact: tỷ and triệu with at most two decimals (three could
 * be read as thousands), nghìn with none: "1,5 triệu đồng", "2,3 tỷ đồng", "50 nghìn đồng",
 * "1.234.567 đồng". money_parse reads all of them back. */
void money_to_words(int64_t dong, char ret_text[MONEY_TEXT_SIZE]);
