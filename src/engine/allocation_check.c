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

struct lp {
    struct allocation_model model;
    struct buf *out;
    int tier;
    int64_t unit;               /* all money is a multiple of it, and is written in it */
    int64_t *by_mask, *by_node; /* grants of earlier tiers */
};

static bool is_member(const struct lp *lp, size_t i)
{
    return lp->model.problem->applicants[i].tier == lp->tier &&
           lp->model.mask_of[i] != ALLOCATION_NONE;
}

static void unit_include(struct lp *lp, int64_t amount)
{
    while (amount != 0) {
        int64_t rest = lp->unit % amount;
        lp->unit = amount;
        amount = rest;
    }
}

static void unit_find(struct lp *lp)
{
    const struct allocation_model *model = &lp->model;
    const struct allocation_problem *problem = model->problem;
    for (size_t s = 0; s < problem->source_count; s++)
        unit_include(lp, problem->sources[s].amount);
    for (size_t i = 0; i < problem->applicant_count; i++)
        unit_include(lp, problem->applicants[i].least);
    for (size_t v = 0; v < model->node_count; v++) {
        unit_include(lp, model->slots[v]);
        if (model->limits[v] != ALLOCATION_MONEY_MAX)
            unit_include(lp, model->limits[v]);
    }
}

static void lp_members(const struct lp *lp, int32_t mask, size_t node)
{
    const struct allocation_problem *problem = lp->model.problem;
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (is_member(lp, i) && (mask == ALLOCATION_NONE ?
                                     allocation_node(&problem->applicants[i]) == node :
                                     lp->model.mask_of[i] == mask))
            buf_printf(lp->out, "\n  - %" PRId64 " y%zu", problem->applicants[i].least / lp->unit, i);
}

/* The sources' side: z<source>_<mask> is money. */
static void lp_sources(const struct lp *lp)
{
    const struct allocation_model *model = &lp->model;
    const struct allocation_problem *problem = model->problem;
    for (size_t s = 0; s < problem->source_count; s++) {
        buf_printf(lp->out, " source%zu: 0 none", s);
        for (size_t m = 0; m < model->mask_count; m++)
            if (model->masks[m] >> s & 1)
                buf_printf(lp->out, " + z%zu_%zu", s, m);
        buf_printf(lp->out, " <= %" PRId64 "\n", problem->sources[s].amount / lp->unit);
    }
    for (size_t m = 0; m < model->mask_count; m++) {
        buf_printf(lp->out, " mask%zu: 0 none", m);
        for (size_t s = 0; s < problem->source_count; s++)
            if (model->masks[m] >> s & 1)
                buf_printf(lp->out, " + z%zu_%zu", s, m);
        lp_members(lp, (int32_t)m, 0);
        buf_printf(lp->out, " >= %" PRId64 "\n", lp->by_mask[m] / lp->unit);
    }
}

/* The groups' side: e<node> enters a node, u<node> goes on to its parent. */
static void lp_nodes(const struct lp *lp)
{
    const struct allocation_model *model = &lp->model;
    for (size_t v = 0; v < model->node_count; v++) {
        buf_printf(lp->out, " node%zu: e%zu", v, v);
        for (size_t w = v + 1; w < model->node_count; w++)
            if (model->parents[w] == (int32_t)v)
                buf_printf(lp->out, " - u%zu", w);
        lp_members(lp, ALLOCATION_NONE, v);
        buf_printf(lp->out, " >= %" PRId64 "\n slot%zu: e%zu", lp->by_node[v] / lp->unit, v, v);
        if (v > 0)
            buf_printf(lp->out, " - u%zu", v);
        buf_printf(lp->out, " <= %" PRId64 "\n", model->slots[v] / lp->unit);
        if (model->limits[v] != ALLOCATION_MONEY_MAX)
            buf_printf(lp->out, " limit%zu: e%zu <= %" PRId64 "\n", v, v,
                       model->limits[v] / lp->unit);
    }
}

void allocation_lp(const struct allocation_problem *problem, const struct allocation_result *result,
                   int tier, struct arena *arena, struct buf *out)
{
    struct lp lp = { .out = out, .tier = tier };
    allocation_model_init(&lp.model, problem, arena);
    lp.by_mask = ARENA_ARRAY(arena, int64_t, lp.model.mask_count + 1);
    lp.by_node = ARENA_ARRAY(arena, int64_t, lp.model.node_count);
    unit_find(&lp);
    lp.unit += lp.unit == 0;
    buf_printf(out, "Maximize\n worth: 0 none");
    for (size_t i = 0; i < problem->applicant_count; i++) {
        const struct allocation_applicant *a = &problem->applicants[i];
        if (is_member(&lp, i))
            buf_printf(out, "\n + %" PRId64 " y%zu", a->worth, i);
        if (a->tier < tier && result->amounts[i] > 0) {
            lp.by_mask[lp.model.mask_of[i]] += a->least;
            lp.by_node[allocation_node(a)] += a->least;
        }
    }
    buf_printf(out, "\nSubject To\n");
    lp_sources(&lp);
    lp_nodes(&lp);
    buf_printf(out, "Binary\n");
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (is_member(&lp, i))
            buf_printf(out, " y%zu\n", i);
    buf_printf(out, "End\n");
}
