/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "engine/allocation.h"
#include "../test.h"
#include "allocation_cases.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = ALLOCATION_NONE };
#define MILLION INT64_C(1000000)

static struct allocation_result solve(const struct allocation_problem *problem)
{
    struct allocation_result result = { 0 };
    struct err err;
    CHECK_OK(allocation_solve(problem, test_arena(), &result, &err), &err);
    CHECK(allocation_holds(problem, &result, test_arena()));
    return result;
}

#define PROBLEM(sources_, applicants_)                                                             \
    {                                                                                              \
        .sources = (sources_), .source_count = COUNT(sources_), .applicants = (applicants_),       \
        .applicant_count = COUNT(applicants_)                                                      \
    }
/* score · least in millions, from source 0, needing what is least */
#define ASKS(id_, tier_, score_, least_, need_)                                                    \
    {                                                                                              \
        .id = (id_), .sources = 1, .group = NONE, .tier = (tier_), .score = (score_),              \
        .worth = (int64_t)(score_) * (least_), .least = (least_)*MILLION, .need = (need_)*MILLION  \
    }

void test_allocation__earlier_tiers_first(void)
{
    const struct allocation_source sources[] = { { 1, 100 * MILLION } };
    const struct allocation_applicant applicants[] = {
        ASKS(1, 1, 90, 40, 60), ASKS(2, 0, 10, 50, 80), ASKS(3, 1, 80, 30, 30), ASKS(4, 1, 85, 20, 20),
    };
    const struct allocation_problem problem = PROBLEM(sources, applicants);
    struct allocation_result result = solve(&problem);
    /* The destitute one of little score comes first; 90·40 beats 85·20 + 80·30 only alone. */
    CHECK(result.amounts[1] >= 50 * MILLION);
    CHECK_INT(result.tiers[0].worth, 500);
    CHECK_INT(result.tiers[1].worth, 80 * 30 + 85 * 20);
    CHECK(result.tiers[1].is_exact);
    CHECK_INT(result.amounts[0], 0);
    CHECK_INT(result.reasons[0], ALLOCATION_REMAINDER);
    CHECK_INT(result.lacking[0], 40 * MILLION);
    CHECK_INT(result.tiers[1].last_served, 2);
    CHECK_INT(result.tiers[1].first_refused, 0);
}

void test_allocation__raised_by_rank(void)
{
    const struct allocation_source sources[] = { { 1, 100 * MILLION } };
    const struct allocation_applicant applicants[] = {
        ASKS(1, 1, 90, 20, 60), ASKS(2, 0, 10, 20, 50), ASKS(3, 1, 80, 20, 60),
    };
    struct allocation_problem problem = PROBLEM(sources, applicants);
    struct allocation_result result = solve(&problem);
    CHECK_INT(result.amounts[0], 30 * MILLION);
    CHECK_INT(result.amounts[1], 50 * MILLION);
    CHECK_INT(result.amounts[2], 20 * MILLION);
    CHECK_INT(result.spread.granted, 100 * MILLION);
    CHECK_INT(result.spread.need, 170 * MILLION);
    CHECK_INT(result.spread.smallest, 20 * MILLION);
    problem.least_only = true;
    result = solve(&problem);
    CHECK_INT(result.spread.granted, 60 * MILLION);
}

/* The general fund is left for those whom no earmark reaches. */
void test_allocation__earmarks(void)
{
    const struct allocation_source sources[] = { { 1, 50 * MILLION }, { 2, 30 * MILLION } };
    struct allocation_applicant applicants[] = {
        ASKS(1, 0, 50, 30, 30), ASKS(2, 1, 90, 30, 30), ASKS(3, 1, 99, 50, 50), ASKS(4, 1, 99, 90, 90),
        ASKS(5, 1, 10, 1, 1),
    };
    applicants[0].sources = 3; /* source 1 is for houses, say */
    applicants[1].sources = 2;
    applicants[2].sources = 1;
    applicants[3].sources = 3;
    applicants[4].sources = 0;
    const struct allocation_problem problem = PROBLEM(sources, applicants);
    struct allocation_result result = solve(&problem);
    /* The first is served, from either; then 99·50 is more than 90·30, but both do not go. */
    CHECK_INT(result.amounts[0], 30 * MILLION);
    CHECK_INT(result.amounts[2], 50 * MILLION);
    CHECK_INT(result.amounts[1], 0);
    CHECK_INT(result.lacking[1], 30 * MILLION);
    CHECK_INT(result.reasons[3], ALLOCATION_TOO_LARGE);
    CHECK_INT(result.reasons[4], ALLOCATION_NO_SOURCE);
    CHECK_INT((int64_t)result.part_count, 2);
    CHECK_INT(result.parts[0].source, 1);
}

void test_allocation__floors_and_caps(void)
{
    const struct allocation_source sources[] = { { 1, 100 * MILLION } };
    const struct allocation_group groups[] = {
        { .id = 1, .hi = ALLOCATION_MONEY_MAX, .parent = NONE },
        { .id = 2, .lo = 20 * MILLION, .hi = ALLOCATION_MONEY_MAX, .parent = 0 },
        { .id = 3, .hi = 60 * MILLION, .parent = 0 },
    };
    struct allocation_applicant applicants[] = {
        ASKS(1, 0, 90, 30, 30), ASKS(2, 0, 90, 30, 30), ASKS(3, 0, 90, 30, 30),
        ASKS(4, 0, 10, 20, 25), ASKS(5, 0, 5, 20, 20),
    };
    for (int i = 0; i < 5; i++)
        applicants[i].group = i < 3 ? 2 : 1;
    struct allocation_problem problem = PROBLEM(sources, applicants);
    problem.groups = groups;
    problem.group_count = 3;
    struct allocation_result result = solve(&problem);
    CHECK_INT(result.group_spent[2], 60 * MILLION);
    CHECK_INT(result.group_spent[1], 40 * MILLION);
    CHECK_INT(result.group_spent[0], 100 * MILLION);
    CHECK_INT(result.group_floors[1], 20 * MILLION);
    CHECK_INT(result.tiers[0].served, 4);
    CHECK(result.reasons[2] == ALLOCATION_GROUP_FULL || result.reasons[0] == ALLOCATION_GROUP_FULL ||
          result.reasons[1] == ALLOCATION_GROUP_FULL);
}

void test_allocation__nothing(void)
{
    struct allocation_problem problem = { 0 };
    struct allocation_result result = solve(&problem);
    CHECK_INT(result.tier_count, 0);
    const struct allocation_applicant applicants[] = { ASKS(1, 3, 1, 1, 1) };
    struct allocation_applicant nobody = applicants[0];
    nobody.sources = 0;
    problem.applicants = &nobody;
    problem.applicant_count = 1;
    result = solve(&problem);
    CHECK_INT(result.reasons[0], ALLOCATION_NO_SOURCE);
    const struct allocation_source sources[] = { { 1, 0 } };
    problem = (struct allocation_problem)PROBLEM(sources, applicants);
    result = solve(&problem);
    CHECK_INT(result.reasons[0], ALLOCATION_TOO_LARGE);
    CHECK_INT(result.tier_count, 4);
    const struct allocation_source rich[] = { { 1, ALLOCATION_MONEY_MAX }, { 2, 1 } };
    problem = (struct allocation_problem)PROBLEM(rich, applicants);
    struct err err;
    CHECK_INT(allocation_solve(&problem, test_arena(), &result, &err), ERR_LIMIT);
}

/* --- random problems --------------------------------------------------------------------------------- */

static int64_t below(uint64_t *random, uint64_t limit)
{
    return (int64_t)(test_random(random) % limit);
}

struct made {
    struct allocation_source sources[4];
    struct allocation_group groups[4];
    struct allocation_applicant applicants[14];
    struct allocation_problem problem;
};

static void make(struct made *made, size_t applicants, uint64_t *random)
{
    *made = (struct made){ 0 };
    size_t sources = (size_t)(1 + below(random, 4)), groups = (size_t)below(random, 5);
    int64_t unit = below(random, 3) ? 1 : 5;
    for (size_t s = 0; s < sources; s++)
        made->sources[s] = (struct allocation_source){ (int64_t)s + 1, below(random, 40) };
    for (size_t g = 0; g < groups; g++) {
        int64_t lo = below(random, 3) ? 0 : below(random, 20);
        made->groups[g] = (struct allocation_group){
            .id = (int64_t)g, .lo = lo, .parent = (int32_t)below(random, g + 1) - 1,
            .hi = below(random, 2) ? ALLOCATION_MONEY_MAX : lo + below(random, 30),
        };
    }
    for (size_t i = 0; i < applicants; i++) {
        struct allocation_applicant *a = &made->applicants[i];
        int64_t least = unit * (1 + below(random, 9));
        *a = (struct allocation_applicant){
            .id = (int64_t)(test_random(random) >> 1),
            .sources = (test_random(random) | test_random(random)) & ((UINT64_C(1) << sources) - 1),
            .group = (int32_t)below(random, groups + 1) - 1,
            .tier = (int32_t)below(random, 3),
            .score = (int32_t)below(random, 6),
            .least = least,
            .need = least + below(random, 10),
        };
        a->worth = below(random, 2) ? 1 + a->score * least : 1 + below(random, 30);
    }
    made->problem = (struct allocation_problem){
        .sources = made->sources, .source_count = sources, .groups = made->groups,
        .group_count = groups, .applicants = made->applicants, .applicant_count = applicants,
        .least_only = below(random, 4) == 0,
    };
}

/* Money that a set of applicants, and only they, could at most take: by trying every set of sources as
 * the cut (max flow = min cut), which shares nothing with the engine. */
static int64_t reach(const struct made *made, const int64_t *amounts)
{
    int64_t least_cut = INT64_MAX;
    for (uint64_t cut = 0; cut < UINT64_C(1) << made->problem.source_count; cut++) {
        int64_t sum = 0; /* sources in `cut` are cut off; applicants with another source are cut */
        for (size_t s = 0; s < made->problem.source_count; s++)
            sum += cut >> s & 1 ? made->sources[s].amount : 0;
        for (size_t i = 0; i < made->problem.applicant_count; i++)
            sum += made->applicants[i].sources & ~cut ? amounts[i] : 0;
        least_cut = sum < least_cut ? sum : least_cut;
    }
    return least_cut;
}

struct floors {
    int64_t slots[5], limits[5], money;
};

/* The floors as allocation.h says: as far as members can take them, and money and caps go. */
static struct floors floors_of(const struct made *made)
{
    struct floors floors = { 0 };
    size_t groups = made->problem.group_count;
    int64_t most[5] = { 0 }, kept[5] = { 0 }, needs[14];
    for (size_t i = 0; i < made->problem.applicant_count; i++) {
        needs[i] = made->applicants[i].need;
        if (made->applicants[i].sources)
            most[made->applicants[i].group + 1] += needs[i];
    }
    for (size_t v = groups; v > 0; v--) {
        const struct allocation_group *group = &made->groups[v - 1];
        int64_t inner = 0;
        for (size_t w = v + 1; w <= groups; w++)
            inner += made->groups[w - 1].parent + 1 == (int32_t)v ? kept[w] : 0;
        most[v] = most[v] < group->hi ? most[v] : group->hi;
        kept[v] = group->lo < most[v] ? group->lo : most[v];
        kept[v] = kept[v] > inner ? kept[v] : inner;
        kept[v] = kept[v] < group->hi ? kept[v] : group->hi;
        most[group->parent + 1] += most[v];
    }
    kept[0] = floors.money = reach(made, needs);
    for (size_t v = 0; v <= groups; v++) {
        int64_t inner = 0, cut = 0;
        for (size_t w = v + 1; w <= groups; w++)
            inner += made->groups[w - 1].parent + 1 == (int32_t)v ? kept[w] : 0;
        for (size_t w = v + 1; w <= groups; w++)
            if (made->groups[w - 1].parent + 1 == (int32_t)v) {
                kept[w] = inner > kept[v] ? kept[w] * kept[v] / inner : kept[w];
                cut += kept[w];
            }
        floors.slots[v] = kept[v] - cut;
        floors.limits[v] = v && made->groups[v - 1].hi < ALLOCATION_MONEY_MAX ?
                               made->groups[v - 1].hi - cut :
                               ALLOCATION_MONEY_MAX;
    }
    return floors;
}

static bool is_possible(const struct made *made, const struct floors *floors, uint64_t set)
{
    int64_t amounts[14] = { 0 }, entered[5] = { 0 }, sum = 0;
    for (size_t i = 0; i < made->problem.applicant_count; i++)
        if (set >> i & 1) {
            amounts[i] = made->applicants[i].least;
            sum += amounts[i];
            entered[made->applicants[i].group + 1] += amounts[i];
            if (!made->applicants[i].sources)
                return false;
        }
    for (size_t v = made->problem.group_count; v > 0; v--) {
        if (entered[v] > floors->limits[v])
            return false;
        if (entered[v] > floors->slots[v])
            entered[made->groups[v - 1].parent + 1] += entered[v] - floors->slots[v];
    }
    return entered[0] <= floors->slots[0] && reach(made, amounts) == sum;
}

/* The engine's choice in each tier against all choices. */
static void check_against_all(const struct made *made, const struct allocation_result *result)
{
    struct floors floors = floors_of(made);
    uint64_t fixed = 0;
    for (int tier = 0; tier < result->tier_count; tier++) {
        uint64_t members = 0, served = 0;
        int64_t best = 0;
        for (size_t i = 0; i < made->problem.applicant_count; i++)
            if (made->applicants[i].tier == tier) {
                members |= UINT64_C(1) << i;
                served |= result->amounts[i] ? UINT64_C(1) << i : 0;
            }
        for (uint64_t set = members;; set = (set - 1) & members) {
            int64_t worth = 0;
            for (size_t i = 0; i < made->problem.applicant_count; i++)
                worth += set >> i & 1 ? made->applicants[i].worth : 0;
            if (worth > best && is_possible(made, &floors, set | fixed))
                best = worth;
            if (set == 0)
                break;
        }
        CHECK_INT(result->tiers[tier].worth, best);
        CHECK_INT(result->tiers[tier].bound, best);
        CHECK(result->tiers[tier].is_exact);
        fixed |= served;
    }
    CHECK(is_possible(made, &floors, fixed));
}

void test_allocation__as_good_as_all_choices(void)
{
    uint64_t random = 11;
    for (int round = 0; round < 1500; round++) {
        struct made made;
        make(&made, (size_t)below(&random, 13), &random);
        struct allocation_result result = solve(&made.problem);
        check_against_all(&made, &result);
    }
}

/* The plan depends on the ids, not on the order of the arrays; and it is the same each time. */
void test_allocation__order_does_not_matter(void)
{
    uint64_t random = 5;
    for (int round = 0; round < 300; round++) {
        struct made made;
        make(&made, 12, &random);
        struct allocation_result first = solve(&made.problem);
        struct made turned = made;
        turned.problem.sources = turned.sources;
        turned.problem.groups = turned.groups;
        turned.problem.applicants = turned.applicants;
        size_t places[12];
        for (size_t i = 0; i < 12; i++)
            places[i] = i;
        for (size_t i = 12; i > 1; i--) {
            size_t j = (size_t)below(&random, i), kept = places[i - 1];
            places[i - 1] = places[j];
            places[j] = kept;
        }
        for (size_t i = 0; i < 12; i++)
            turned.applicants[places[i]] = made.applicants[i];
        struct allocation_result second = solve(&turned.problem);
        for (size_t i = 0; i < 12; i++) {
            CHECK_INT(second.amounts[places[i]], first.amounts[i]);
            CHECK_INT(second.reasons[places[i]], first.reasons[i]);
        }
    }
}

/* Two levels come to what one does: a place that is given the sum it has in the plan of all, and shares it out by
 * itself, finds nothing better and nothing worse. */
void test_allocation__a_place_alone_chooses_as_well(void)
{
    uint64_t random = 3321;
    for (int round = 0; round < 600; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct made made;
        make(&made, 12, &random);
        made.problem.source_count = 1;
        made.sources[0].amount = below(&random, 60);
        made.problem.group_count = 3;
        made.problem.least_only = true;
        for (int32_t g = 0; g < 3; g++)
            made.groups[g] = (struct allocation_group){ .id = g, .hi = ALLOCATION_MONEY_MAX, .parent = ALLOCATION_NONE };
        for (size_t i = 0; i < 12; i++) {
            made.applicants[i].sources = 1;
            made.applicants[i].group = (int32_t)below(&random, 3);
            made.applicants[i].tier = 0;
        }
        struct allocation_result all = solve(&made.problem);
        for (int32_t g = 0; g < 3; g++) {
            struct made alone = { .sources = { { 1, all.group_spent[g] } } };
            int64_t worth = 0;
            size_t count = 0;
            for (size_t i = 0; i < 12; i++) {
                if (made.applicants[i].group != g)
                    continue;
                worth += all.amounts[i] > 0 ? made.applicants[i].worth : 0;
                alone.applicants[count] = made.applicants[i];
                alone.applicants[count++].group = ALLOCATION_NONE;
            }
            alone.problem = (struct allocation_problem){ .sources = alone.sources, .source_count = 1,
                                                         .applicants = alone.applicants, .applicant_count = count,
                                                         .least_only = true };
            struct allocation_result part = solve(&alone.problem);
            CHECK_INT(part.tier_count ? part.tiers[0].worth : 0, worth);
        }
        arena_release(test_arena(), mark);
    }
}

/* Reasons are true: whoever lacks money is served once so much more is there for it alone. */
void test_allocation__what_lacks_is_what_it_takes(void)
{
    uint64_t random = 77;
    for (int round = 0; round < 500; round++) {
        struct made made;
        make(&made, 12, &random);
        struct allocation_result result = solve(&made.problem);
        for (size_t i = 0; i < 12; i++) {
            CHECK((result.reasons[i] == ALLOCATION_SERVED) == (result.amounts[i] > 0));
            CHECK((result.lacking[i] > 0) == (result.amounts[i] == 0));
            CHECK(result.lacking[i] <= made.applicants[i].least);
        }
    }
}

static bool stop_at_once(void *context, unsigned permille)
{
    ++*(int *)context;
    return permille > 1000;
}

static void many_make(struct allocation_applicant *applicants, size_t count, uint64_t *random)
{
    for (size_t i = 0; i < count; i++) {
        int64_t least = 100000 * (20 + below(random, 480));
        int32_t score = 1 + (int32_t)below(random, 100);
        applicants[i] = (struct allocation_applicant){
            .id = (int64_t)i, .sources = 1 + (uint64_t)below(random, 7), .group = (int32_t)below(random, 20),
            .tier = (int32_t)below(random, 3), .score = score, .worth = score * (least / 100000),
            .least = least, .need = 2 * least,
        };
    }
}

static void check_proven(enum allocation_case kind, size_t count, size_t areas, uint64_t from, uint64_t to)
{
    for (uint64_t seed = from; seed < to; seed++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct allocation_problem problem = allocation_case_make(kind, count, areas, seed, test_arena());
        struct allocation_result result = solve(&problem);
        for (int t = 0; t < result.tier_count; t++) {
            CHECK(result.tiers[t].is_exact);
            if (!result.tiers[t].is_exact)
                printf("%s, seed %" PRIu64 ": not proven\n", allocation_case_names[kind], seed);
        }
        arena_release(test_arena(), mark);
    }
}

/* Every kind of problem is proven at the size of a district; and the plan holds. */
void test_allocation__all_kinds_are_proven(void)
{
    for (int kind = 0; kind < CASE_MAX_; kind++)
        check_proven((enum allocation_case)kind, 500, 20, 0, 3);
}

/* Six funds, all short, over the households of a province. */
void test_allocation__many_short_funds_are_proven(void)
{
    check_proven(CASE_EARMARKED, 3000, 100, 0, 3);
    check_proven(CASE_OFFICE_FUNDS, 3000, 100, 0, 3);
}

/* Where every đồng is worth the same, lists are cut without a plan that uses all limits up: exchanges find one. */
void test_allocation__equal_scores_use_limits_up(void)
{
    check_proven(CASE_EQUAL_SCORES, 3000, 100, 17, 18);
    check_proven(CASE_EQUAL_SCORES, 3000, 100, 19, 20);
}

/* 3,000 households, three sources, twenty areas: proven. */
void test_allocation__a_province(void)
{
    enum { MANY = 3000 };
    static struct allocation_applicant applicants[MANY];
    struct allocation_group groups[20];
    const struct allocation_source sources[] = { { 1, 9000 * MILLION }, { 2, 4000 * MILLION },
                                                 { 3, 8000 * MILLION } };
    uint64_t random = 3;
    for (int g = 0; g < 20; g++)
        groups[g] = (struct allocation_group){ .id = g, .parent = NONE, .lo = g % 5 ? 0 : 1200 * MILLION,
                                               .hi = g % 4 ? ALLOCATION_MONEY_MAX : 2000 * MILLION };
    many_make(applicants, MANY, &random);
    struct allocation_problem problem = PROBLEM(sources, applicants);
    problem.groups = groups;
    problem.group_count = 20;
    struct allocation_result result = solve(&problem);
    for (int t = 0; t < 3; t++)
        CHECK(result.tiers[t].is_exact);
    for (int g = 0; g < 20; g++)
        CHECK(result.group_spent[g] >= result.group_floors[g] - 50 * MILLION);
    int calls = 0;
    struct err err;
    problem.progress = stop_at_once;
    problem.context = &calls;
    problem.step_max = INT64_C(1) << 40;
    enum err_code code = allocation_solve(&problem, test_arena(), &result, &err);
    CHECK(code == (calls ? ERR_STATE : ERR_OK));
}

/* Numbers at the ends of what is allowed, limits of nothing, everybody in one place: the plan holds, nothing overflows
 * (the sanitizers look on). */
void test_allocation__extreme_numbers(void)
{
    static const int64_t amounts[] = { 1, 2, 99999, 100000, INT64_C(1) << 40, ALLOCATION_MONEY_MAX / 64 };
    static const int64_t worths[] = { 1, 2, 1000000, ALLOCATION_WORTH_MAX - 1, ALLOCATION_WORTH_MAX };
    uint64_t random = 20;
    for (int round = 0; round < 2000; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct made made;
        make(&made, 14, &random);
        int64_t one = amounts[below(&random, COUNT(amounts))];
        bool is_same = below(&random, 4) == 0, is_one_place = below(&random, 3) == 0;
        for (size_t s = 0; s < made.problem.source_count; s++)
            made.sources[s].amount = below(&random, 3) ? (ALLOCATION_MONEY_MAX / 4) >> below(&random, 50) : below(&random, 2);
        for (size_t g = 0; g < made.problem.group_count; g++) {
            made.groups[g].lo = below(&random, 2) ? 0 : ALLOCATION_MONEY_MAX >> below(&random, 51);
            made.groups[g].hi = below(&random, 2) ? ALLOCATION_MONEY_MAX : made.groups[g].lo;
        }
        for (size_t i = 0; i < made.problem.applicant_count; i++) {
            struct allocation_applicant *a = &made.applicants[i];
            a->least = is_same ? one : amounts[below(&random, COUNT(amounts))];
            a->need = below(&random, 2) ? a->least : ALLOCATION_MONEY_MAX;
            a->worth = is_same ? ALLOCATION_WORTH_MAX : worths[below(&random, COUNT(worths))];
            a->group = is_one_place && made.problem.group_count > 0 ? 0 : a->group;
            a->id = below(&random, 2) ? INT64_MAX - (int64_t)i : INT64_MIN + (int64_t)i;
        }
        (void)solve(&made.problem);
        arena_release(test_arena(), mark);
    }
}

/* With ALLOCATION_LP_DIR set, test/long/allocation_oracle.sh gives each tier to GLPK. */
void test_allocation__other_solvers(void)
{
    const char *folder = getenv("ALLOCATION_LP_DIR"), *rounds = getenv("ALLOCATION_LP_ROUNDS");
    uint64_t random = 1198;
    for (long round = 0; round < (rounds ? strtol(rounds, NULL, 10) : 20); round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct made made;
        make(&made, 14, &random);
        if (round % 3 == 0) /* every kind, somewhat larger */
            made.problem = allocation_case_make((enum allocation_case)(round / 3 % CASE_MAX_), 40, 6,
                                                (uint64_t)round, test_arena());
        struct allocation_result result = solve(&made.problem);
        for (int t = 0; t < result.tier_count; t++) {
            struct buf lp = { 0 };
            CHECK(result.tiers[t].is_exact);
            allocation_lp(&made.problem, &result, t, test_arena(), &lp);
            CHECK(strstr(buf_text(&lp), "Maximize") && strstr(buf_text(&lp), "\nEnd\n"));
            if (folder) {
                FILE *file = fopen(arena_printf(test_arena(), "%s/%05ld_%d_%" PRId64 ".lp", folder, round, t,
                                                result.tiers[t].worth),
                                   "w");
                CHECK(file != NULL);
                if (file) {
                    CHECK(fwrite(lp.data, 1, lp.len, file) == lp.len);
                    CHECK_INT(fclose(file), 0);
                }
            }
            buf_done(&lp);
        }
        arena_release(test_arena(), mark);
    }
}
