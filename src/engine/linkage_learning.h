/* SPDX-License-Identifier: Apache-2.0
 * What linkage_model.c and linkage_kin.c share while something is learnt. Private to them. */
#pragma once

#include "engine/linkage_parts.h"

enum { LEARN_PIECES = 16 };
#define PSEUDO_MATCHES 20.0 /* pairs that what is expected of a field stands for */

struct pattern {
    uint64_t levels;
    bool same_place; /* as the level of the place says */
    double base;     /* log odds without rarity */
    double matches;  /* expected */
    double together; /* log c */
    size_t missing;  /* number of the set of missing slots */
    double kin_base[KINS_MAX], kin_matches[KINS_MAX];
};
struct learning {
    struct linkage *l;
    struct sample_pair *pairs;
    size_t count, pattern_count, missing_count;
    double total;
    struct pattern *patterns;
    double *pieces; /* expected matches by piece, persons and kinds of kin, and pattern, in the order of the pieces */
    uint64_t *missing_masks;
    double *missing_matches;
};

/* --- linkage_model.c --------------------------------------------------------------------------------------- */
/* Rounds of learning from the beginning, beside the kin there is; false: cancelled. */
bool linkage_settle(struct learning *g);
/* The bits of the fields that differ. */
uint64_t linkage_differ(const struct linkage *l, uint64_t levels);

/* --- linkage_kin.c ----------------------------------------------------------------------------------------- */
/* Who expect_piece does this for, where there is kin: adds to the expected matches of persons and of each kind of kin. */
void linkage_expect_kin(const struct learning *g, double *matches, size_t from, size_t to);
/* What each kind of kin shows, from its expected matches. */
void linkage_learn_kin(struct learning *g);
/* Sets apart who was taken for persons and is kin; false: cancelled. */
bool linkage_find_kin(struct learning *g);
/* The log odds of a pair to be kin of a kind, against strangers, without rarity. */
double linkage_kin_odds(const struct linkage *l, size_t kind, uint64_t levels, bool same_place);
