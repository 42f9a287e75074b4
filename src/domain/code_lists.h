/* SPDX-License-Identifier: Apache-2.0
 * Code lists that more than one kind uses. A list used by one kind stands in that kind's file.
 * Each ends with { 0 }. */
#pragma once

#include "domain/kind.h"

extern const struct code ethnicity_codes[];       /* 54 groups, foreign, unknown: names, not numbers,
                                                     are the codes: "kinh", "gia_rai" … */
extern const struct code policy_category_codes[]; /* person with merit, social protection … */
extern const struct code sex_codes[];             /* male, female */
