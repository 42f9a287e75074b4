/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/linkage_estimate.h"

#include <math.h>

struct linkage_estimate linkage_estimate(int64_t lists, int64_t known, int64_t once, int64_t twice)
{
    struct linkage_estimate estimate = { 0 };
    require(known >= 0 && once >= 0 && twice >= 0 && once + twice <= known);
    if (lists < 2 || twice == 0)
        return estimate;
    double a = (double)(lists - 1) / (double)lists, f1 = (double)once, f2 = (double)twice;
    double missing = a * f1 * (f1 - 1) / (2 * (f2 + 1));
    double variance = a * f1 * (f1 - 1) / (2 * (f2 + 1)) + a * a * f1 * (2 * f1 - 1) * (2 * f1 - 1) / (4 * (f2 + 1) * (f2 + 1)) +
                      a * a * f1 * f1 * f2 * (f1 - 1) * (f1 - 1) / (4 * pow(f2 + 1, 4));
    estimate.is_known = true;
    if (missing <= 0)
        return estimate;
    double factor = exp(1.96 * sqrt(log1p(variance / (missing * missing))));
    estimate.missing = missing;
    estimate.low = missing / factor;
    estimate.high = missing * factor;
    return estimate;
}
