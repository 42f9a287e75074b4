/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/assignment_model.h"

#include "engine/flow.h"

const struct assignment_weights assignment_weights_default = {
    .not_head = 15,
    .not_member = 100,
    .unaffiliated = 100, /* above commune_level: the commune's Front comes before a stranger */
    .other_area = 200,
    .commune_level = 80,
    .last_helper = 60,
    .load = 10,
    .below_min = -150,
    .last_unit = 40,
    .overload = 600,
    .defer = 1000, /* above overload + not_member + other_area: the poor are not put off lightly */
    .defer_shift = 2,
    .defer_near_poor = 500, /* below overload: no branch is overloaded for the near-poor */
};

static enum err_code weight_check(const char *name, int32_t value, int32_t min, int32_t max,
                                  struct err *err)
{
    if (value >= min && value <= max)
        return ERR_OK;
    return err_set(err, ERR_INPUT, MSG_ASSIGNMENT_WEIGHT, name, err_int(min), err_int(max),
                   err_int(value));
}

static enum err_code weights_check(const struct assignment_weights *weights, struct err *err)
{
    const int32_t max = ASSIGNMENT_WEIGHT_MAX;
    TRY(weight_check("not_head", weights->not_head, 0, max, err));
    TRY(weight_check("not_member", weights->not_member, 0, max, err));
    TRY(weight_check("unaffiliated", weights->unaffiliated, 0, max, err));
    TRY(weight_check("other_area", weights->other_area, 0, max, err));
    TRY(weight_check("commune_level", weights->commune_level, 0, max, err));
    TRY(weight_check("last_helper", weights->last_helper, 0, max, err));
    TRY(weight_check("load", weights->load, 0, max, err));
    TRY(weight_check("below_min", weights->below_min, -max, 0, err));
    TRY(weight_check("last_unit", weights->last_unit, 0, max, err));
    TRY(weight_check("overload", weights->overload, 0, max, err));
    TRY(weight_check("defer", weights->defer, 0, max, err));
    TRY(weight_check("defer_shift", weights->defer_shift, 0, 4, err));
    TRY(weight_check("defer_near_poor", weights->defer_near_poor, 0, max, err));
    if (weights->last_unit > weights->overload)
        return err_set(err, ERR_INPUT, MSG_ASSIGNMENT_WEIGHT_ORDER, "last_unit", "overload");
    return ERR_OK;
}

static void problem_require(const struct assignment_problem *problem)
{
    int64_t branch_count = (int64_t)problem->branch_count;
    require(problem->household_count < INT32_MAX / 2 && problem->branch_count < INT32_MAX / 2);
    require(problem->area_count >= 0);
    for (size_t i = 0; i < problem->household_count; i++) {
        const struct assignment_household *household = &problem->households[i];
        require(household->area >= ASSIGNMENT_NONE && household->area < problem->area_count);
        require(household->last_branch >= ASSIGNMENT_NONE && household->last_branch < branch_count);
        require(household->fixed_branch >= ASSIGNMENT_PUT_OFF &&
                household->fixed_branch < branch_count);
        require(household->need <= ASSIGNMENT_NEED_MAX);
        require(!problem->start ||
                (problem->start[i] >= ASSIGNMENT_NONE && problem->start[i] < branch_count));
    }
    for (size_t i = 0; i < problem->branch_count; i++) {
        const struct assignment_branch *branch = &problem->branches[i];
        require(branch->area >= ASSIGNMENT_NONE && branch->area < problem->area_count);
        require(branch->org >= 0 && branch->org < ASSIGNMENT_ORGS_MAX);
        require(branch->load >= 0 && branch->soft_min >= 0);
        require(branch->soft_min <= branch->soft_max && branch->soft_max <= branch->hard_max);
    }
}

static int64_t deferral_main(const struct assignment_model *model,
                             const struct assignment_household *household)
{
    const struct assignment_weights *weights = model->weights;
    int64_t base = household->is_near_poor ? weights->defer_near_poor : weights->defer;
    return base << (weights->defer_shift * household->need);
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The largest cost of a household's arc to a branch; the smallest is -last_helper. */
static int64_t arc_main_max(const struct assignment_model *model)
{
    const struct assignment_problem *problem = model->problem;
    const struct assignment_weights *weights = model->weights;
    int64_t distance = 0, load = 0;
    if (problem->distances)
        for (size_t i = 0, n = (size_t)problem->area_count; i < n * n; i++) {
            require(problem->distances[i] >= 0 && problem->distances[i] <= ASSIGNMENT_WEIGHT_MAX);
            distance = larger(distance, problem->distances[i]);
        }
    for (size_t i = 0; i < problem->branch_count; i++)
        load = larger(load, problem->branches[i].load);
    return larger(larger(weights->not_head, weights->not_member), weights->unaffiliated) +
           larger(weights->other_area + distance, weights->commune_level) + load * weights->load;
}

/* A unit above hard_max costs so much that whoever may be deferred is, and that any free place
 * elsewhere is taken first, even when another household has to be put off for it. */
static int64_t beyond_max(const struct assignment_model *model, int64_t arc_max, int64_t deferral)
{
    int64_t spread = arc_max + model->weights->last_helper;
    return deferral + model->weights->overload - model->weights->below_min + 2 * spread + 1;
}

/* Costs cannot overflow. In main units an arc costs at most ARC_MAIN_MAX (three weights and a load of 31
 * bits times its weight), a deferral DEFERRAL_MAIN_MAX, a unit beyond the maximum what beyond_max adds up:
 * below 2^56, so that sums of a few of them fit whatever the input. In small units cost_max is computed with
 * overflow checked, and a whole path is at most cost_max · (nodes + 1) ≤ FLOW_PATH_COST_MAX = 2^60: each
 * potential, price and reduced cost is a sum of few such paths. The sum over all households is made in 128
 * bits (plan_cost) or checked (flow_cost). */
#define LOAD_MAIN_MAX ((int64_t)INT32_MAX * ASSIGNMENT_WEIGHT_MAX)
#define ARC_MAIN_MAX (3 * (int64_t)ASSIGNMENT_WEIGHT_MAX + LOAD_MAIN_MAX)
#define DEFERRAL_MAIN_MAX ((int64_t)ASSIGNMENT_WEIGHT_MAX << (4 * ASSIGNMENT_NEED_MAX))
_Static_assert(DEFERRAL_MAIN_MAX + 2 * (ARC_MAIN_MAX + ASSIGNMENT_WEIGHT_MAX) + 2 * (int64_t)ASSIGNMENT_WEIGHT_MAX +
                       1 < ((int64_t)1 << 56),
               "a unit beyond the maximum is a number of 56 bits");
_Static_assert(FLOW_PATH_COST_MAX <= INT64_MAX / 7, "sums of a few paths fit in 64 bits");

/* As many tie bits as leave room for exact path costs in 64 bits. A main unit is more than twice
 * the sum of all households' hashes, so that a difference of two plans, or a price, rounds to its
 * main units. */
static enum err_code scale_choose(struct assignment_model *model, int64_t main_max, struct err *err)
{
    const struct assignment_problem *problem = model->problem;
    int64_t nodes = (int64_t)(problem->household_count + problem->branch_count) + 1;
    unsigned count_bits = 1;
    while (((uint64_t)1 << count_bits) <= 2 * problem->household_count)
        count_bits++;
    for (int tie_bits = ASSIGNMENT_TIE_BITS_MAX; tie_bits >= 0; tie_bits--) {
        unsigned scale_bits = (unsigned)tie_bits + count_bits;
        int64_t cost_max, path_max;
        if (__builtin_mul_overflow(main_max + 1, (int64_t)1 << scale_bits, &cost_max) ||
            __builtin_mul_overflow(cost_max, nodes + 1, &path_max) || path_max > FLOW_PATH_COST_MAX)
            continue;
        model->tie_bits = (unsigned)tie_bits;
        model->scale_bits = scale_bits;
        model->cost_max = cost_max;
        return ERR_OK;
    }
    return err_set(err, ERR_LIMIT, MSG_ASSIGNMENT_TOO_LARGE,
                   err_int((int64_t)problem->household_count),
                   err_int((int64_t)problem->branch_count), err_int(main_max));
}

/* Spreads nearby ids over 64 bits (the finaliser of splitmix64); made odd. */
static uint64_t id_hash(int64_t id, uint64_t salt)
{
    uint64_t z = (uint64_t)id + salt;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) | 1;
}

static const uint64_t household_salt = 0x9E3779B97F4A7C15u, branch_salt = 0xD1B54A32D192ED03u;
static const uint64_t seed_step = 0xE7037ED1A0B428DBu;
static const uint64_t deferral_hash = 0xA0761D6478BD642Fu;

enum err_code assignment_model_init(struct assignment_model *model,
                                    const struct assignment_problem *problem, struct arena *arena,
                                    struct err *err)
{
    *model = (struct assignment_model){
        .problem = problem,
        .weights = problem->weights ? problem->weights : &assignment_weights_default,
    };
    TRY(weights_check(model->weights, err));
    problem_require(problem);
    model->household_hashes = ARENA_ARRAY(arena, uint64_t, problem->household_count);
    model->branch_hashes = ARENA_ARRAY(arena, uint64_t, problem->branch_count);
    for (size_t i = 0; i < problem->branch_count; i++) {
        model->orgs_here |= (uint64_t)1 << problem->branches[i].org;
        model->branch_hashes[i] = id_hash(problem->branches[i].id, branch_salt + problem->seed * seed_step);
    }
    int64_t deferral = 0;
    for (size_t i = 0; i < problem->household_count; i++) {
        const struct assignment_household *household = &problem->households[i];
        deferral = larger(deferral, deferral_main(model, household));
        model->undeferrable_count += !assignment_deferrable(model, household);
        model->household_hashes[i] = id_hash(household->id, household_salt + problem->seed * seed_step);
    }
    int64_t arc_max = arc_main_max(model);
    model->beyond_max = beyond_max(model, arc_max, deferral);
    return scale_choose(model, larger(model->beyond_max, arc_max), err);
}

struct assignment_parts assignment_parts(const struct assignment_model *model, size_t household,
                                         size_t branch)
{
    const struct assignment_household *h = &model->problem->households[household];
    const struct assignment_branch *b = &model->problem->branches[branch];
    bool is_last = h->last_branch != ASSIGNMENT_NONE && (size_t)h->last_branch == branch;
    return (struct assignment_parts){
        .relation = assignment_relation(model, h, b->org, b->is_front),
        .place = assignment_place(model, h->area, b->area),
        .load = (int64_t)b->load * model->weights->load,
        .last_helper = is_last ? -model->weights->last_helper : 0,
    };
}

int64_t assignment_arc_cost(const struct assignment_model *model, size_t household, size_t branch)
{
    struct assignment_parts parts = assignment_parts(model, household, branch);
    int64_t cost = parts.relation + parts.place + parts.load + parts.last_helper;
    return cost * ((int64_t)1 << model->scale_bits) +
           assignment_tie(model->household_hashes[household], model->branch_hashes[branch],
                          model->tie_bits);
}

int64_t assignment_deferral_cost(const struct assignment_model *model, size_t household)
{
    int64_t cost = deferral_main(model, &model->problem->households[household]);
    return cost * ((int64_t)1 << model->scale_bits) +
           assignment_tie(model->household_hashes[household], deferral_hash, model->tie_bits);
}

bool assignment_deferrable(const struct assignment_model *model,
                           const struct assignment_household *household)
{
    if (model->problem->branch_count == 0 || household->fixed_branch == ASSIGNMENT_PUT_OFF)
        return true;
    return !household->is_destitute && household->fixed_branch == ASSIGNMENT_NONE;
}

size_t assignment_tiers(const struct assignment_model *model, size_t branch,
                        struct assignment_tier *tiers)
{
    const struct assignment_branch *b = &model->problem->branches[branch];
    const struct assignment_weights *weights = model->weights;
    bool has_last = b->soft_max > b->soft_min;
    const struct assignment_tier all[ASSIGNMENT_TIERS_MAX] = {
        { b->soft_min, weights->below_min },
        { has_last ? b->soft_max - b->soft_min - 1 : 0, 0 },
        { has_last, weights->last_unit },
        { b->hard_max - b->soft_max, weights->overload },
        { model->undeferrable_count, model->beyond_max },
    };
    int64_t places_max = (int64_t)model->problem->household_count;
    size_t count = 0;
    for (size_t i = 0; i < COUNT(all); i++) {
        if (all[i].places == 0 || places_max == 0)
            continue;
        tiers[count].places = all[i].places < places_max ? all[i].places : places_max;
        tiers[count++].cost = all[i].cost * ((int64_t)1 << model->scale_bits);
    }
    return count;
}

int64_t assignment_unit_cost(const struct assignment_model *model, size_t branch, int64_t unit)
{
    struct assignment_tier tiers[ASSIGNMENT_TIERS_MAX];
    size_t count = assignment_tiers(model, branch, tiers);
    for (size_t i = 0; i < count; unit -= tiers[i++].places)
        if (unit <= tiers[i].places)
            return tiers[i].cost;
    return ASSIGNMENT_NO_ROUTE;
}

struct id_index {
    int64_t id;
    int32_t index;
};

static int id_index_compare(const void *a, const void *b)
{
    const struct id_index *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static int32_t *ids_order(const int64_t *ids, size_t count, struct arena *arena)
{
    int32_t *order = ARENA_ARRAY(arena, int32_t, count);
    bool is_sorted = true;
    for (size_t i = 0; i < count; i++) {
        order[i] = (int32_t)i;
        is_sorted &= i == 0 || ids[i - 1] < ids[i];
    }
    if (is_sorted)
        return order;
    struct arena_mark mark = arena_mark(arena);
    struct id_index *items = ARENA_ARRAY(arena, struct id_index, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct id_index){ .id = ids[i], .index = (int32_t)i };
    qsort(items, count, sizeof(*items), id_index_compare);
    for (size_t i = 0; i < count; i++) {
        require(i == 0 || items[i - 1].id != items[i].id);
        order[i] = items[i].index;
    }
    arena_release(arena, mark);
    return order;
}

void assignment_model_order(struct assignment_model *model, struct arena *arena)
{
    const struct assignment_problem *problem = model->problem;
    int64_t *household_ids = ARENA_ARRAY(arena, int64_t, problem->household_count);
    int64_t *branch_ids = ARENA_ARRAY(arena, int64_t, problem->branch_count);
    for (size_t i = 0; i < problem->household_count; i++)
        household_ids[i] = problem->households[i].id;
    for (size_t i = 0; i < problem->branch_count; i++)
        branch_ids[i] = problem->branches[i].id;
    model->household_order = ids_order(household_ids, problem->household_count, arena);
    model->branch_order = ids_order(branch_ids, problem->branch_count, arena);
}
