/* SPDX-License-Identifier: Apache-2.0
 * Linkage of files: one list with itself or two with each other, by a small YAML file that names their fields
 * (docs/linkage.md). The same engine as for the registers; nothing is read from or written to a database. */
#pragma once

#include "base/mistakes.h"
#include "engine/linkage.h"

struct link_file_request {
    const char *file_a, *file_b; /* b NULL: a with itself */
    const char *members;         /* NULL: none */
    const char *config;
    const char *pairs_path, *clusters_path; /* clusters NULL: not written */
    double threshold, floor;                /* 0: 0.5; all pairs as long as there are not too many */
    size_t threads;
    uint64_t seed;
    bool (*progress)(void *context, unsigned permille);
    void *context;
};

struct link_file_report {
    size_t records, members, pairs, linked, clusters, compared;
    size_t capped_blocks, capped_pairs;
    double expected_matches, recall;
    const struct linkage_pass *passes; /* `what` in words of the config */
    size_t pass_count;
    size_t members_unknown; /* whose household is not in the list */
};

/* Mistakes of the config are told with ERR_INPUT and the first of them; all are in `mistakes`. */
NODISCARD enum err_code link_file(const struct link_file_request *request, struct arena *arena,
                                  struct mistakes *mistakes, struct link_file_report *ret_report, struct err *err);
