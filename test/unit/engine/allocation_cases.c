/* SPDX-License-Identifier: Apache-2.0 */
#include "allocation_cases.h"

#define MILLION INT64_C(1000000)
#define UNIT INT64_C(100000)
enum { SOURCES = 6, NONE = ALLOCATION_NONE };

const char *const allocation_case_names[CASE_MAX_] = {
    [CASE_PLAIN] = "plain",
    [CASE_CAPPED] = "every area capped",
    [CASE_NESTED] = "places in places",
    [CASE_EQUAL_SCORES] = "equal scores",
    [CASE_EQUAL_AMOUNTS] = "equal amounts",
    [CASE_SUBSET_SUM] = "subset sums",
    [CASE_EARMARKED] = "six earmarked funds",
    [CASE_SINGLE_DONG] = "to the dong",
    [CASE_OFFICE] = "few amounts and scores",
    [CASE_OFFICE_FUNDS] = "the same, six funds",
    [CASE_ANY_WORTH] = "any worth",
    [CASE_FLOORS] = "a floor everywhere",
};

static int64_t below(uint64_t *state, int64_t limit)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (int64_t)((z ^ (z >> 31)) % (uint64_t)limit);
}

static struct allocation_applicant applicant_make(enum allocation_case kind, uint64_t *random)
{
    static const int64_t usual[] = { 5, 10, 15, 20, 30, 40, 50, 70 };
    int64_t least = UNIT * (20 + below(random, 480));
    int64_t score = 1 + below(random, 100);
    if (kind == CASE_EQUAL_AMOUNTS)
        least = 26 * MILLION;
    else if (kind == CASE_SINGLE_DONG)
        least += below(random, UNIT);
    else if (kind == CASE_SUBSET_SUM)
        least += least / UNIT % 2 * UNIT;
    else if (kind == CASE_OFFICE || kind == CASE_OFFICE_FUNDS)
        least = MILLION * usual[below(random, 8)];
    if (kind == CASE_EQUAL_SCORES || kind == CASE_SUBSET_SUM)
        score = 50;
    else if (kind == CASE_OFFICE || kind == CASE_OFFICE_FUNDS)
        score = 50 * (1 + below(random, 19));
    return (struct allocation_applicant){
        .score = (int32_t)score,
        .worth = kind == CASE_ANY_WORTH ? 1 + below(random, 1000000) : score * ((least + UNIT - 1) / UNIT),
        .least = least,
        .need = least + UNIT * below(random, 300),
    };
}

/* A parent comes before what lies in it. */
static void groups_make(enum allocation_case kind, struct allocation_group *groups, size_t count,
                        int64_t each, uint64_t *random)
{
    size_t outer = kind == CASE_NESTED ? count / 6 + 1 : 0;
    for (size_t g = 0; g < count; g++) {
        bool is_outer = g < outer;
        int64_t size = each * (is_outer && outer > 0 ? (int64_t)(count / outer) : 1) / UNIT + 1;
        groups[g] = (struct allocation_group){ .id = (int64_t)g, .parent = NONE, .hi = ALLOCATION_MONEY_MAX };
        if (g > 0 && kind == CASE_NESTED)
            groups[g].parent = is_outer ? (int32_t)below(random, 2) - 1 : (int32_t)below(random, (int64_t)outer);
        if (kind == CASE_CAPPED || kind == CASE_SUBSET_SUM || (kind != CASE_FLOORS && below(random, 3) == 0))
            groups[g].hi = UNIT * (size / 10 + below(random, size / 4 + 1)) + (kind == CASE_SUBSET_SUM ? UNIT / 2 : 0);
        else if (kind == CASE_FLOORS || below(random, 3) == 0)
            groups[g].lo = UNIT * (size / 4 + below(random, size / 8 + 1));
    }
}

struct allocation_problem allocation_case_make(enum allocation_case kind, size_t count,
                                               size_t areas, uint64_t random, struct arena *arena)
{
    struct allocation_source *sources = ARENA_ARRAY(arena, struct allocation_source, SOURCES);
    struct allocation_group *groups = ARENA_ARRAY(arena, struct allocation_group, areas + 1);
    struct allocation_applicant *applicants = ARENA_ARRAY(arena, struct allocation_applicant, count + 1);
    int64_t money = (int64_t)count * 9 * MILLION;
    bool has_six = kind == CASE_EARMARKED || kind == CASE_OFFICE_FUNDS;
    size_t source_count = has_six ? SOURCES : 3, tiers = (size_t)(1 + below(&random, 3));
    for (size_t s = 0; s < source_count; s++)
        sources[s] = (struct allocation_source){
            (int64_t)s + 1, UNIT * (money * (int64_t)(s + 1) / (UNIT * (int64_t)(source_count * (source_count + 1) / 2)) +
                                    below(&random, 50)) };
    groups_make(kind, groups, areas, areas ? (int64_t)count / (int64_t)areas * 26 * MILLION : 0, &random);
    for (size_t i = 0; i < count; i++) {
        uint64_t one = UINT64_C(1) << below(&random, (int64_t)source_count);
        uint64_t other = UINT64_C(1) << below(&random, (int64_t)source_count);
        applicants[i] = applicant_make(kind, &random);
        applicants[i].id = (int64_t)i + 1;
        applicants[i].sources = has_six ? one | (below(&random, 2) ? other : 0) :
                                                         (UINT64_C(1) << (source_count - 1)) |
                                                             (uint64_t)below(&random, 1 << (source_count - 1));
        applicants[i].group = areas ? (int32_t)below(&random, (int64_t)areas) : NONE;
        applicants[i].tier = (int32_t)(below(&random, 20) ? below(&random, (int64_t)tiers) : 0);
    }
    return (struct allocation_problem){ .sources = sources, .source_count = source_count,
                                        .groups = groups, .group_count = areas,
                                        .applicants = applicants, .applicant_count = count };
}
