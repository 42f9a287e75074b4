/* SPDX-License-Identifier: Apache-2.0
 * How many are on no list, from how many are on one, on two, … of several (capture–recapture). Chao's lower bound
 * with its correction for bias (Chao, Biometrics 43, 1987; 45, 1989): with t lists and f1, f2 those on exactly one and two,
 *
 *      missing = (t - 1) / t · f1 (f1 - 1) / (2 (f2 + 1))
 *
 * It does not assume that all are as easily listed: the harder ones make the true number larger, so it is "at
 * least". Lists that name the same people for the same reason make it smaller still. The interval is log-normal:
 * it never says fewer than none. */
#pragma once

#include "base/base.h"

struct linkage_estimate {
    bool is_known; /* two lists or more, and somebody on two of them */
    double missing, low, high; /* 95 % */
};
struct linkage_estimate linkage_estimate(int64_t lists, int64_t known, int64_t once, int64_t twice);
