/* SPDX-License-Identifier: Apache-2.0
 * What a finished plan could not meet, with the smallest remedy. */
#include "engine/assignment_model.h"

/* Poor households and places of an area; of the whole commune in the last element. */
struct area_sums {
    int64_t households, branches, min_places, max_places;
    bool is_short; /* someone is deferred, or a branch is above soft_max */
};

struct review {
    const struct assignment_model *model;
    const struct assignment_problem *problem;
    const struct assignment_plan *plan;
    struct arena *arena;
    struct area_sums *areas; /* area_count + 1 */
    struct assignment_finding *items;
    size_t count, capacity;
};

static struct area_sums *area_sums(const struct review *review, int32_t area)
{
    return &review->areas[area == ASSIGNMENT_NONE ? review->problem->area_count : area];
}

static void branch_sum(struct area_sums *sums, const struct assignment_branch *branch,
                       bool is_short)
{
    sums->branches++;
    sums->min_places += branch->soft_min;
    sums->max_places += branch->soft_max;
    sums->is_short |= is_short;
}

static void areas_sum(struct review *review)
{
    const struct assignment_problem *problem = review->problem;
    size_t area_count = (size_t)problem->area_count;
    struct area_sums *commune = &review->areas[area_count];
    for (size_t h = 0; h < problem->household_count; h++) {
        int32_t area = problem->households[h].area;
        bool is_short = review->plan->branch_of[h] == ASSIGNMENT_NONE;
        commune->households++;
        commune->is_short |= is_short;
        if (area == ASSIGNMENT_NONE)
            continue;
        review->areas[area].households++;
        review->areas[area].is_short |= is_short;
    }
    for (size_t b = 0; b < problem->branch_count; b++) {
        const struct assignment_branch *branch = &problem->branches[b];
        bool is_short = review->plan->household_count[b] > branch->soft_max;
        branch_sum(commune, branch, is_short);
        if (branch->area != ASSIGNMENT_NONE)
            branch_sum(&review->areas[branch->area], branch, is_short);
    }
}

static struct assignment_finding *finding_add(struct review *review,
                                              enum assignment_finding_kind kind, int32_t area)
{
    const struct area_sums *sums = area_sums(review, area);
    struct assignment_finding *finding =
        ARENA_PUSH(review->arena, review->items, review->count, review->capacity);
    *finding = (struct assignment_finding){
        .kind = kind,
        .household = ASSIGNMENT_NONE,
        .branch = ASSIGNMENT_NONE,
        .area = area,
        .households = sums->households,
        .branches = sums->branches,
        .min_places = sums->min_places,
        .max_places = sums->max_places,
        .remedy = { .household = ASSIGNMENT_NONE,
                    .branch = ASSIGNMENT_NONE,
                    .area = ASSIGNMENT_NONE },
    };
    return finding;
}

static struct assignment_finding *branch_finding_add(struct review *review,
                                                     enum assignment_finding_kind kind,
                                                     int32_t branch, int32_t bound)
{
    struct assignment_finding *finding =
        finding_add(review, kind, review->problem->branches[branch].area);
    finding->branch = branch;
    finding->count = review->plan->household_count[branch];
    finding->bound = bound;
    return finding;
}

/* Where one more household would go with the least trouble, when the branches have `taken` already:
 * the dearer the further a branch is above its soft maximum, so that new places are spread. */
static int32_t place_find(const struct review *review, int32_t h, const int64_t *taken)
{
    const struct assignment_problem *problem = review->problem;
    struct assignment_household household = problem->households[h];
    if (household.fixed_branch == ASSIGNMENT_PUT_OFF) /* as if it were not */
        household.fixed_branch = ASSIGNMENT_NONE;
    int64_t overload = (int64_t)review->model->weights->overload << review->plan->scale_bits;
    int32_t best = ASSIGNMENT_NONE;
    __int128 best_cost = 0;
    for (size_t i = 0; i < problem->branch_count; i++) {
        int32_t b = review->model->branch_order[i];
        if (!assignment_allows(review->model, &household, (size_t)b))
            continue;
        int64_t above = taken[b] + 1 - problem->branches[b].soft_max;
        __int128 cost = assignment_arc_cost(review->model, (size_t)h, (size_t)b);
        cost += (__int128)(above > 0 ? above : 0) * overload;
        if (best == ASSIGNMENT_NONE || cost < best_cost) {
            best_cost = cost;
            best = b;
        }
    }
    return best;
}

/* How many each branch has, to count on from. */
static int64_t *places_taken(const struct review *review)
{
    size_t branch_count = review->problem->branch_count;
    int64_t *taken = ARENA_ARRAY(review->arena, int64_t, branch_count + 1);
    for (size_t b = 0; b < branch_count; b++)
        taken[b] = review->plan->household_count[b];
    return taken;
}

static bool is_put_off(const struct review *review, int32_t h)
{
    return review->problem->households[h].fixed_branch == ASSIGNMENT_PUT_OFF;
}

/* Fixed so that nobody has it: where it would go else. */
static void put_off_remedy(const struct review *review, int32_t h, struct assignment_remedy *remedy)
{
    remedy->branch = place_find(review, h, places_taken(review));
    if (remedy->branch == ASSIGNMENT_NONE)
        return;
    remedy->kind = ASSIGNMENT_REMEDY_MOVE;
    remedy->household = h;
}

static void put_off_find(struct review *review)
{
    for (size_t i = 0; i < review->problem->household_count; i++) {
        int32_t h = review->model->household_order[i];
        const struct assignment_household *household = &review->problem->households[h];
        if (!is_put_off(review, h) || household->is_destitute)
            continue;
        struct assignment_finding *finding =
            finding_add(review, ASSIGNMENT_HOUSEHOLD_PUT_OFF, household->area);
        finding->household = h;
        put_off_remedy(review, h, &finding->remedy);
    }
}

static void unserved_find(struct review *review)
{
    for (size_t i = 0; i < review->problem->household_count; i++) {
        int32_t h = review->model->household_order[i];
        const struct assignment_household *household = &review->problem->households[h];
        if (review->plan->branch_of[h] != ASSIGNMENT_NONE || !household->is_destitute)
            continue;
        struct assignment_finding *finding =
            finding_add(review, ASSIGNMENT_DESTITUTE_UNSERVED, household->area);
        finding->household = h;
        if (is_put_off(review, h)) {
            put_off_remedy(review, h, &finding->remedy);
            continue;
        }
        finding->remedy.kind = ASSIGNMENT_REMEDY_ADD_BRANCHES;
        finding->remedy.area = household->area;
        finding->remedy.amount = 1;
    }
}

/* The neediest first, then by id: the order in which deferred households are given new places. */
static int32_t *deferred_order(const struct review *review, size_t *ret_count)
{
    size_t household_count = review->problem->household_count;
    int32_t *deferred = ARENA_ARRAY(review->arena, int32_t, household_count);
    size_t count = 0;
    for (int need = ASSIGNMENT_NEED_MAX; need >= 0; need--)
        for (int near_poor = 0; near_poor < 2; near_poor++)
            for (size_t i = 0; i < household_count; i++) {
                int32_t h = review->model->household_order[i];
                const struct assignment_household *household = &review->problem->households[h];
                if (review->plan->branch_of[h] == ASSIGNMENT_NONE && !is_put_off(review, h) &&
                    !household->is_destitute && household->need == need && household->is_near_poor == near_poor)
                    deferred[count++] = h;
            }
    *ret_count = count;
    return deferred;
}

/* Each deferred household in turn gets a place: one that is free, though the plan thought it too
 * dear, or one more than the branch has now. Together these places serve everyone. */
static void deferred_find(struct review *review)
{
    const struct assignment_problem *problem = review->problem;
    int64_t *taken = places_taken(review);
    size_t count;
    const int32_t *deferred = deferred_order(review, &count);
    for (size_t i = 0; i < count; i++) {
        int32_t h = deferred[i], b = place_find(review, h, taken);
        struct assignment_finding *finding =
            finding_add(review, ASSIGNMENT_HOUSEHOLD_DEFERRED, problem->households[h].area);
        struct assignment_remedy *remedy = &finding->remedy;
        finding->household = h;
        if (b == ASSIGNMENT_NONE) {
            remedy->kind = ASSIGNMENT_REMEDY_ADD_BRANCHES;
            remedy->area = finding->area;
            remedy->amount = 1;
            continue;
        }
        remedy->branch = b;
        remedy->amount = ++taken[b];
        remedy->kind = ASSIGNMENT_REMEDY_RAISE_MAX;
        if (taken[b] > problem->branches[b].soft_max)
            continue;
        int64_t cost = assignment_arc_cost(review->model, (size_t)h, (size_t)b) +
                       assignment_unit_cost(review->model, (size_t)b, taken[b]) -
                       assignment_deferral_cost(review->model, (size_t)h);
        remedy->kind = ASSIGNMENT_REMEDY_MOVE;
        remedy->household = h;
        remedy->amount = assignment_main_units(cost, review->plan->scale_bits);
    }
}

static void overload_find(struct review *review, bool beyond)
{
    for (size_t i = 0; i < review->problem->branch_count; i++) {
        int32_t b = review->model->branch_order[i];
        const struct assignment_branch *branch = &review->problem->branches[b];
        int32_t count = review->plan->household_count[b];
        if (count <= branch->soft_max || (count > branch->hard_max) != beyond)
            continue;
        struct assignment_finding *finding = branch_finding_add(
            review, beyond ? ASSIGNMENT_BRANCH_BEYOND_MAX : ASSIGNMENT_BRANCH_OVERLOADED, b,
            beyond ? branch->hard_max : branch->soft_max);
        finding->remedy.kind = ASSIGNMENT_REMEDY_RAISE_MAX;
        finding->remedy.branch = b;
        finding->remedy.amount = count;
    }
}

static void over_capacity_find(struct review *review)
{
    const int64_t usual_max = (struct assignment_branch)ASSIGNMENT_BRANCH_DEFAULT.soft_max;
    for (int32_t area = ASSIGNMENT_NONE; area < review->problem->area_count; area++) {
        const struct area_sums *sums = area_sums(review, area);
        if (!sums->is_short || sums->households <= sums->max_places)
            continue;
        struct assignment_finding *finding =
            finding_add(review, ASSIGNMENT_AREA_OVER_CAPACITY, area);
        finding->remedy.kind = ASSIGNMENT_REMEDY_ADD_BRANCHES;
        finding->remedy.area = area;
        finding->remedy.amount = (sums->households - sums->max_places + usual_max - 1) / usual_max;
    }
}

/* The household that costs least to move to a branch below its minimum; returns[] has what a place
 * given back at each branch changes. */
static void move_find(const struct review *review, int32_t branch, const int64_t *returns,
                      struct assignment_remedy *remedy)
{
    const struct assignment_problem *problem = review->problem;
    const struct assignment_model *model = review->model;
    const struct assignment_plan *plan = review->plan;
    int64_t unit = assignment_unit_cost(model, (size_t)branch, plan->household_count[branch] + 1);
    int64_t best = INT64_MAX;
    for (size_t i = 0; i < problem->household_count; i++) {
        size_t h = (size_t)model->household_order[i];
        int32_t from = plan->branch_of[h];
        if (from == branch || !assignment_allows(model, &problem->households[h], (size_t)branch))
            continue;
        int64_t cost = assignment_arc_cost(model, h, (size_t)branch) + unit;
        cost -= from == ASSIGNMENT_NONE
                    ? assignment_deferral_cost(model, h)
                    : assignment_arc_cost(model, h, (size_t)from) - returns[from];
        if (cost >= best)
            continue;
        best = cost;
        remedy->kind = ASSIGNMENT_REMEDY_MOVE;
        remedy->household = (int32_t)h;
        remedy->branch = branch;
        remedy->amount = assignment_main_units(cost, plan->scale_bits);
    }
}

static void below_min_find(struct review *review, bool too_few)
{
    int64_t *returns = NULL;
    for (size_t i = 0; i < review->problem->branch_count; i++) {
        int32_t b = review->model->branch_order[i];
        const struct assignment_branch *branch = &review->problem->branches[b];
        const struct area_sums *sums = area_sums(review, branch->area);
        if (review->plan->household_count[b] >= branch->soft_min ||
            (sums->households < sums->min_places) != too_few)
            continue;
        struct assignment_finding *finding = branch_finding_add(
            review, too_few ? ASSIGNMENT_AREA_TOO_FEW : ASSIGNMENT_BRANCH_BELOW_MIN, b,
            branch->soft_min);
        if (too_few)
            continue;
        if (!returns)
            returns = assignment_routes_from_sink(review->model, review->plan, review->arena);
        move_find(review, b, returns, &finding->remedy);
    }
}

static void counts_fill(const struct assignment_model *model, struct assignment_plan *plan)
{
    const struct assignment_problem *problem = model->problem;
    for (size_t h = 0; h < problem->household_count; h++) {
        const struct assignment_household *household = &problem->households[h];
        int32_t b = plan->branch_of[h];
        plan->counts.kept += household->fixed_branch >= 0;
        plan->counts.changed_helper +=
            household->last_branch != ASSIGNMENT_NONE && household->last_branch != b;
        if (b == ASSIGNMENT_NONE) {
            plan->counts.deferred++;
            continue;
        }
        const struct assignment_branch *branch = &problem->branches[b];
        bool is_member = household->member_orgs >> branch->org & 1;
        bool is_fallback = branch->is_front && !assignment_affiliated(model, household);
        plan->counts.served++;
        plan->counts.outside_orgs += !is_member && !is_fallback;
        plan->counts.other_area += branch->area != ASSIGNMENT_NONE &&
                                   household->area != ASSIGNMENT_NONE &&
                                   branch->area != household->area;
    }
}

void assignment_findings(const struct assignment_model *model, struct assignment_plan *plan,
                         struct arena *arena)
{
    const struct assignment_problem *problem = model->problem;
    struct review review = { .model = model, .problem = problem, .plan = plan, .arena = arena };
    review.areas = ARENA_ARRAY(arena, struct area_sums, (size_t)problem->area_count + 1);
    counts_fill(model, plan);
    areas_sum(&review);
    unserved_find(&review);
    if (plan->counts.deferred > 0)
        deferred_find(&review);
    put_off_find(&review);
    overload_find(&review, true);
    overload_find(&review, false);
    over_capacity_find(&review);
    below_min_find(&review, true);
    below_min_find(&review, false);
    plan->findings = review.items;
    plan->finding_count = review.count;
}
