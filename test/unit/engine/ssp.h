/* SPDX-License-Identifier: Apache-2.0
 * An oracle for the network simplex that shares nothing with it: reads a DIMACS `p min` text and
 * finds the least cost by successive shortest paths with Bellman-Ford. Slow and simple. */
#pragma once

#include "../test.h"

struct ssp_result {
    bool is_feasible;
    int64_t cost;
};
struct ssp_result ssp_solve(const char *dimacs);
