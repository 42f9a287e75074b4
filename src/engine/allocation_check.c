/* SPDX-License-Identifier: Apache-2.0
 * A plan looked at with nothing but the problem, and a tier's problem for other solvers. */
#include "engine/allocation_model.h"

#include "base/buf.h"

#include <inttypes.h>
#include <stdlib.h>

static bool parts_hold(const struct allocation_problem *problem,
                       const struct allocation_result *result, struct arena *arena)
{
    int64_t *amounts = ARENA_ARRAY(arena, int64_t, problem->applicant_count + 1);
    int64_t *spent = ARENA_ARRAY(arena, int64_t, problem->source_count + 1);
    for (size_t k = 0; k < result->part_count; k++) {
        const struct allocation_part *part = &result->parts[k];
        if (part->amount <= 0 || !(problem->applicants[part->applicant].sources >> part->source & 1))
            return false;
        amounts[part->applicant] += part->amount;
        spent[part->source] += part->amount;
    }
    for (size_t s = 0; s < problem->source_count; s++)
        if (spent[s] > problem->sources[s].amount || spent[s] != result->source_spent[s])
            return false;
    for (size_t i = 0; i < problem->applicant_count; i++) {
        const struct allocation_applicant *a = &problem->applicants[i];
        int64_t x = result->amounts[i];
        if (x != amounts[i] || (x != 0 && (x < a->least || x > a->need)) ||
            (x != 0) != (result->reasons[i] == ALLOCATION_SERVED))
            return false;
    }
    return true;
}

static bool groups_hold(const struct allocation_problem *problem,
                        const struct allocation_result *result, struct arena *arena)
{
    int64_t *spent = ARENA_ARRAY(arena, int64_t, problem->group_count + 1);
    for (size_t i = 0; i < problem->applicant_count; i++)
        for (int32_t g = problem->applicants[i].group; g != ALLOCATION_NONE;
             g = problem->groups[g].parent)
            spent[g] += result->amounts[i];
    for (size_t g = 0; g < problem->group_count; g++)
        if (spent[g] != result->group_spent[g] || spent[g] > problem->groups[g].hi)
            return false;
    return true;
}

static bool tiers_hold(const struct allocation_problem *problem,
                       const struct allocation_result *result)
{
    int64_t worth[ALLOCATION_TIERS_MAX] = { 0 };
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (result->amounts[i] > 0)
            worth[problem->applicants[i].tier] += problem->applicants[i].worth;
    for (int t = 0; t < result->tier_count; t++)
        if (worth[t] != result->tiers[t].worth || worth[t] > result->tiers[t].bound)
            return false;
    return true;
}

/* The least of all served leaves room for nobody more. */
static bool nobody_fits(const struct allocation_problem *problem,
                        const struct allocation_result *result, struct arena *arena)
{
    struct allocation_model model;
    struct allocation_room room;
    allocation_model_init(&model, problem, arena);
    allocation_room_init(&room, &model);
    for (int served = 1; served >= 0; served--)
        for (size_t i = 0; i < problem->applicant_count; i++) {
            const struct allocation_applicant *a = &problem->applicants[i];
            if ((result->amounts[i] > 0) != served || model.mask_of[i] == ALLOCATION_NONE)
                continue;
            if (allocation_room_take(&room, (size_t)model.mask_of[i], allocation_node(a),
                                     a->least) != served)
                return false;
        }
    return true;
}

bool allocation_holds(const struct allocation_problem *problem,
                      const struct allocation_result *result, struct arena *arena)
{
    struct arena_mark mark = arena_mark(arena);
    bool holds = parts_hold(problem, result, arena) && groups_hold(problem, result, arena) &&
                 tiers_hold(problem, result) && nobody_fits(problem, result, arena);
    arena_release(arena, mark);
    return holds;
}

/* --- for another solver --------------------------------------------------------------------------- */

/* Rows of the sources' side: z<source>_<mask> is money. `fixed` has the masks' grants of earlier tiers. */
static void lp_sources(const struct allocation_model *model, const int64_t *fixed, int tier,
                       struct buf *out)
{
    const struct allocation_problem *problem = model->problem;
    for (size_t s = 0; s < problem->source_count; s++) {
        bool is_empty = true;
        for (size_t m = 0; m < model->mask_count; m++)
            if (model->masks[m] >> s & 1) {
                if (is_empty)
                    buf_printf(out, " source%zu:", s);
                buf_printf(out, " + z%zu_%zu", s, m);
                is_empty = false;
            }
        if (!is_empty)
            buf_printf(out, " <= %" PRId64 "\n", problem->sources[s].amount);
    }
    for (size_t m = 0; m < model->mask_count; m++) {
        buf_printf(out, " mask%zu:", m);
        for (size_t s = 0; s < problem->source_count; s++)
            if (model->masks[m] >> s & 1)
                buf_printf(out, " + z%zu_%zu", s, m);
        for (size_t i = 0; i < problem->applicant_count; i++)
            if (problem->applicants[i].tier == tier && model->mask_of[i] == (int32_t)m)
                buf_printf(out, "\n  - %" PRId64 " y%zu", problem->applicants[i].least, i);
        buf_printf(out, " >= %" PRId64 "\n", fixed[m]);
    }
}

/* Rows of the groups' side: e<node> enters a node, u<node> goes on to its parent. */
static void lp_nodes(const struct allocation_model *model, const int64_t *fixed, int tier,
                     struct buf *out)
{
    const struct allocation_problem *problem = model->problem;
    for (size_t v = 0; v < model->node_count; v++) {
        buf_printf(out, " node%zu: e%zu", v, v);
        for (size_t w = v + 1; w < model->node_count; w++)
            if (model->parents[w] == (int32_t)v)
                buf_printf(out, " - u%zu", w);
        for (size_t i = 0; i < problem->applicant_count; i++)
            if (problem->applicants[i].tier == tier && model->mask_of[i] != ALLOCATION_NONE &&
                allocation_node(&problem->applicants[i]) == v)
                buf_printf(out, "\n  - %" PRId64 " y%zu", problem->applicants[i].least, i);
        buf_printf(out, " = %" PRId64 "\n slot%zu: e%zu", fixed[v], v, v);
        if (v > 0)
            buf_printf(out, " - u%zu", v);
        buf_printf(out, " <= %" PRId64 "\n limit%zu: e%zu <= %" PRId64 "\n", model->slots[v], v, v,
                   model->limits[v]);
    }
}

void allocation_lp(const struct allocation_problem *problem, const struct allocation_result *result,
                   int tier, struct arena *arena, struct buf *out)
{
    struct allocation_model model;
    allocation_model_init(&model, problem, arena);
    int64_t *by_mask = ARENA_ARRAY(arena, int64_t, model.mask_count + 1);
    int64_t *by_node = ARENA_ARRAY(arena, int64_t, model.node_count);
    buf_printf(out, "Maximize\n worth: 0 none");
    for (size_t i = 0; i < problem->applicant_count; i++) {
        const struct allocation_applicant *a = &problem->applicants[i];
        if (a->tier == tier && model.mask_of[i] != ALLOCATION_NONE)
            buf_printf(out, "\n + %" PRId64 " y%zu", a->worth, i);
        if (a->tier < tier && result->amounts[i] > 0) {
            by_mask[model.mask_of[i]] += a->least;
            by_node[allocation_node(a)] += a->least;
        }
    }
    buf_printf(out, "\nSubject To\n");
    lp_sources(&model, by_mask, tier, out);
    lp_nodes(&model, by_node, tier, out);
    buf_printf(out, "Binary\n");
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (problem->applicants[i].tier == tier && model.mask_of[i] != ALLOCATION_NONE)
            buf_printf(out, " y%zu\n", i);
    buf_printf(out, "End\n");
}
