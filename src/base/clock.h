/* SPDX-License-Identifier: Apache-2.0
 * The clock that only goes forward, for how long something takes. What day it is, a store knows (store/store.h). */
#pragma once

#include <stdint.h>

#define NS_PER_SECOND INT64_C(1000000000)

int64_t clock_ns(void);
