/* SPDX-License-Identifier: Apache-2.0
 * A plan and its proof as text. First line the sizes, then the weights, the distances where there are any,
 * a line for each branch with its price and one for each household with its branch and price:
 *
 *      chungtay-assignment 1 HOUSEHOLDS BRANCHES AREAS DISTANCES MEMBER_ONLY SEED OBJECTIVE
 *      w not_head … defer_near_poor
 *      d one number for each pair of areas
 *      b id org area soft_min soft_max hard_max load front | count price
 *      h id member_orgs head_orgs area last fixed need destitute near_poor | branch price */
#include "engine/assignment_model.h"

#include "engine/flow.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { WEIGHT_COUNT = 13 };
static const char proof_mark[] = "chungtay-assignment 1";
/* A price is a difference of two potentials: more is nobody's, and sums with it stay within 64 bits. */
#define PROOF_PRICE_MAX (2 * FLOW_PATH_COST_MAX)

/* The weights in the order in which they are written. */
static void weights_list(struct assignment_weights *weights, int32_t *list[WEIGHT_COUNT])
{
    int32_t *all[WEIGHT_COUNT] = {
        &weights->not_head,      &weights->not_member, &weights->unaffiliated, &weights->other_area,
        &weights->commune_level, &weights->last_helper, &weights->load,        &weights->below_min,
        &weights->last_unit,     &weights->overload,    &weights->defer,       &weights->defer_shift,
        &weights->defer_near_poor,
    };
    memcpy(list, all, sizeof(all));
}

static void number_add(struct buf *out, int64_t number)
{
    buf_add_char(out, ' ');
    buf_add_int(out, number);
}

static void branch_write(const struct assignment_branch *branch, int64_t count, int64_t price,
                         struct buf *out)
{
    const int64_t numbers[] = { branch->id,       branch->org,      branch->area, branch->soft_min,
                                branch->soft_max, branch->hard_max, branch->load, branch->is_front,
                                count,            price };
    buf_add_char(out, 'b');
    for (size_t i = 0; i < COUNT(numbers); i++)
        number_add(out, numbers[i]);
    buf_add_char(out, '\n');
}

static void household_write(const struct assignment_household *household, int32_t branch,
                            int64_t price, struct buf *out)
{
    const int64_t numbers[] = { household->area, household->last_branch,  household->fixed_branch,
                                household->need, household->is_destitute, household->is_near_poor,
                                branch,          price };
    buf_printf(out, "h %" PRId64 " %" PRIu64 " %" PRIu64, household->id, household->member_orgs,
               household->head_orgs);
    for (size_t i = 0; i < COUNT(numbers); i++)
        number_add(out, numbers[i]);
    buf_add_char(out, '\n');
}

void assignment_proof_write(const struct assignment_problem *problem,
                            const struct assignment_plan *plan, struct buf *out)
{
    struct assignment_weights weights =
        problem->weights ? *problem->weights : assignment_weights_default;
    int32_t *list[WEIGHT_COUNT];
    weights_list(&weights, list);
    buf_printf(out, "%s %zu %zu %" PRId32 " %d %d %" PRIu64 " %" PRId64 "\nw", proof_mark,
               problem->household_count, problem->branch_count, problem->area_count,
               problem->distances != NULL, problem->member_only, problem->seed, plan->objective);
    for (size_t i = 0; i < WEIGHT_COUNT; i++)
        number_add(out, *list[i]);
    buf_add_char(out, '\n');
    if (problem->distances) {
        buf_add_char(out, 'd');
        for (size_t i = 0, n = (size_t)problem->area_count; i < n * n; i++)
            number_add(out, problem->distances[i]);
        buf_add_char(out, '\n');
    }
    for (size_t b = 0; b < problem->branch_count; b++)
        branch_write(&problem->branches[b], plan->household_count[b], plan->branch_prices[b], out);
    for (size_t h = 0; h < problem->household_count; h++)
        household_write(&problem->households[h], plan->branch_of[h], plan->household_prices[h], out);
}

/* --- reading ------------------------------------------------------------------------------------ */

struct reader {
    const char *at;
    bool is_good;
};

/* " 17": one number within the bounds. */
static int64_t number_read(struct reader *reader, int64_t min, int64_t max)
{
    char *end = NULL;
    errno = 0;
    if (reader->is_good && *reader->at == ' ' && reader->at[1] != ' ') {
        int64_t number = strtoll(reader->at + 1, &end, 10);
        if (end > reader->at + 1 && errno == 0 && number >= min && number <= max) {
            reader->at = end;
            return number;
        }
    }
    reader->is_good = false;
    return min;
}

static uint64_t bits_read(struct reader *reader)
{
    char *end = NULL;
    errno = 0;
    if (reader->is_good && *reader->at == ' ' && reader->at[1] >= '0' && reader->at[1] <= '9') {
        uint64_t bits = strtoull(reader->at + 1, &end, 10);
        if (errno == 0) {
            reader->at = end;
            return bits;
        }
    }
    reader->is_good = false;
    return 0;
}

static void word_read(struct reader *reader, const char *word)
{
    size_t len = strlen(word);
    reader->is_good = reader->is_good && strncmp(reader->at, word, len) == 0;
    if (reader->is_good)
        reader->at += len;
}

static void branch_read(struct reader *reader, struct assignment_proof *proof,
                        struct assignment_branch *branch, size_t index)
{
    int64_t areas = proof->problem.area_count;
    word_read(reader, "b");
    branch->id = number_read(reader, INT64_MIN, INT64_MAX);
    branch->org = (int32_t)number_read(reader, 0, ASSIGNMENT_ORGS_MAX - 1);
    branch->area = (int32_t)number_read(reader, ASSIGNMENT_NONE, areas - 1);
    branch->soft_min = (int32_t)number_read(reader, 0, INT32_MAX);
    branch->soft_max = (int32_t)number_read(reader, branch->soft_min, INT32_MAX);
    branch->hard_max = (int32_t)number_read(reader, branch->soft_max, INT32_MAX);
    branch->load = (int32_t)number_read(reader, 0, INT32_MAX);
    branch->is_front = number_read(reader, 0, 1);
    proof->plan.household_count[index] = (int32_t)number_read(reader, 0, INT32_MAX);
    proof->plan.branch_prices[index] = number_read(reader, -PROOF_PRICE_MAX, PROOF_PRICE_MAX);
    word_read(reader, "\n");
}

static void household_read(struct reader *reader, struct assignment_proof *proof,
                           struct assignment_household *household, size_t index)
{
    int64_t areas = proof->problem.area_count, branches = (int64_t)proof->problem.branch_count;
    word_read(reader, "h");
    household->id = number_read(reader, INT64_MIN, INT64_MAX);
    household->member_orgs = bits_read(reader);
    household->head_orgs = bits_read(reader);
    household->area = (int32_t)number_read(reader, ASSIGNMENT_NONE, areas - 1);
    household->last_branch = (int32_t)number_read(reader, ASSIGNMENT_NONE, branches - 1);
    household->fixed_branch = (int32_t)number_read(reader, ASSIGNMENT_PUT_OFF, branches - 1);
    household->need = (uint8_t)number_read(reader, 0, ASSIGNMENT_NEED_MAX);
    household->is_destitute = number_read(reader, 0, 1);
    household->is_near_poor = number_read(reader, 0, 1);
    proof->plan.branch_of[index] = (int32_t)number_read(reader, ASSIGNMENT_NONE, branches - 1);
    proof->plan.household_prices[index] = number_read(reader, -PROOF_PRICE_MAX, PROOF_PRICE_MAX);
    word_read(reader, "\n");
}

/* Sizes, and room for that much: no more than the rest of the text could name. */
static void head_read(struct reader *reader, struct arena *arena, struct assignment_proof *proof)
{
    struct assignment_problem *problem = &proof->problem;
    int64_t most = (int64_t)strlen(reader->at);
    word_read(reader, proof_mark);
    problem->household_count = (size_t)number_read(reader, 0, most / 4);
    problem->branch_count = (size_t)number_read(reader, 0, most / 4);
    problem->area_count = (int32_t)number_read(reader, 0, most < INT32_MAX ? most : INT32_MAX);
    bool has_distances = number_read(reader, 0, 1);
    problem->member_only = number_read(reader, 0, 1);
    problem->seed = bits_read(reader);
    proof->plan.objective = number_read(reader, INT64_MIN, INT64_MAX);
    word_read(reader, "\nw");
    struct assignment_weights *weights = ARENA_ARRAY(arena, struct assignment_weights, 1);
    int32_t *list[WEIGHT_COUNT];
    weights_list(weights, list);
    for (size_t i = 0; i < WEIGHT_COUNT; i++)
        *list[i] = (int32_t)number_read(reader, -ASSIGNMENT_WEIGHT_MAX, ASSIGNMENT_WEIGHT_MAX);
    word_read(reader, "\n");
    problem->weights = weights;
    int64_t areas = problem->area_count;
    if (!has_distances || !reader->is_good)
        return;
    reader->is_good = areas * areas <= most;
    int32_t *distances = ARENA_ARRAY(arena, int32_t, reader->is_good ? (size_t)(areas * areas) + 1 : 1);
    word_read(reader, "d");
    for (int64_t i = 0; reader->is_good && i < areas * areas; i++)
        distances[i] = (int32_t)number_read(reader, 0, ASSIGNMENT_WEIGHT_MAX);
    word_read(reader, "\n");
    problem->distances = distances;
}

/* The costs and the number of bits that the model makes of it; false where it cannot be made. */
static bool scale_read(struct assignment_proof *proof, struct arena *arena)
{
    struct assignment_model model;
    struct err err;
    struct arena_mark mark = arena_mark(arena);
    bool is_good = assignment_model_init(&model, &proof->problem, arena, &err) == ERR_OK;
    arena_release(arena, mark);
    if (!is_good)
        return false;
    proof->plan.scale_bits = model.scale_bits;
    proof->plan.tie_bits = model.tie_bits;
    proof->plan.cost = proof->plan.objective >> model.scale_bits;
    proof->plan.is_certified = assignment_certified(&proof->problem, &proof->plan, arena);
    return true;
}

bool assignment_proof_read(const char *text, struct arena *arena,
                           struct assignment_proof *ret_proof)
{
    struct assignment_proof proof = { 0 };
    struct reader reader = { .at = text, .is_good = true };
    head_read(&reader, arena, &proof);
    if (!reader.is_good)
        return false;
    size_t households = proof.problem.household_count, branches = proof.problem.branch_count;
    struct assignment_household *rows = ARENA_ARRAY(arena, struct assignment_household, households + 1);
    struct assignment_branch *bodies = ARENA_ARRAY(arena, struct assignment_branch, branches + 1);
    proof.problem.households = rows;
    proof.problem.branches = bodies;
    proof.plan.branch_of = ARENA_ARRAY(arena, int32_t, households + 1);
    proof.plan.household_count = ARENA_ARRAY(arena, int32_t, branches + 1);
    proof.plan.household_prices = ARENA_ARRAY(arena, int64_t, households + 1);
    proof.plan.branch_prices = ARENA_ARRAY(arena, int64_t, branches + 1);
    for (size_t b = 0; reader.is_good && b < branches; b++)
        branch_read(&reader, &proof, &bodies[b], b);
    for (size_t h = 0; reader.is_good && h < households; h++)
        household_read(&reader, &proof, &rows[h], h);
    if (!reader.is_good || *reader.at || !scale_read(&proof, arena))
        return false;
    *ret_proof = proof;
    return true;
}
