/* SPDX-License-Identifier: Apache-2.0
 * The relaxation of one tier as a flow of money, and its dual prices:
 *
 *      source → mask                          what may pay for whom
 *      source → sink                          money not used
 *      mask → node (in)                       applicants of one rate: capacity Σ least, gain rate
 *      node (in) → (out)                      the group's hi
 *      node (out) → sink, → parent (in)       its slot, and what it takes beyond */
#include "engine/allocation_model.h"

#include "engine/flow.h"

#include <stdlib.h>

enum { RATE_BITS = 36, SHIFT_MAX = 62 };
/* The fixed ones' gain: a đồng taken from them could help a source's đồng and a group's, each worth no
 * more than the highest rate. */
#define FIXED_GAIN ((int64_t)4 << RATE_BITS)
#define PRICE_MAX ((int64_t)1 << (RATE_BITS + 1))

struct network {
    const struct allocation_choice *choice;
    struct flow *flow;
    struct arena *arena;
    unsigned shift;
};

static uint32_t mask_node(const struct network *network, size_t mask)
{
    return (uint32_t)(network->choice->model->problem->source_count + mask);
}

static uint32_t group_in(const struct network *network, size_t node)
{
    const struct allocation_model *model = network->choice->model;
    return (uint32_t)(model->problem->source_count + model->mask_count + 2 * node);
}

static uint32_t sink_of(const struct network *network)
{
    return group_in(network, network->choice->model->node_count);
}

static const struct allocation_applicant *applicant_of(const struct allocation_choice *choice,
                                                       size_t k)
{
    return &choice->model->problem->applicants[choice->members[k]];
}

/* Rates as large as they may be: floor(worth · 2^shift / least) ≤ 2^RATE_BITS. */
static unsigned shift_choose(const struct allocation_choice *choice)
{
    unsigned shift = SHIFT_MAX;
    for (size_t k = 0; k < choice->member_count; k++) {
        const struct allocation_applicant *a = applicant_of(choice, k);
        while (shift > 0 && ((__int128)a->worth << shift) / a->least > (int64_t)1 << RATE_BITS)
            shift--;
    }
    return shift;
}

static int64_t rate_of(const struct network *network, const struct allocation_applicant *a)
{
    return (int64_t)(((__int128)a->worth << network->shift) / a->least);
}

static int bucket_order(const void *a, const void *b, void *context)
{
    const struct allocation_model *model = context;
    int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    const struct allocation_applicant *x = &model->problem->applicants[i];
    const struct allocation_applicant *y = &model->problem->applicants[j];
    if (model->mask_of[i] != model->mask_of[j])
        return model->mask_of[i] < model->mask_of[j] ? -1 : 1;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return allocation_rate_compare(y, x);
}

static void buckets_add(struct network *network)
{
    const struct allocation_choice *choice = network->choice;
    const struct allocation_model *model = choice->model;
    const struct allocation_applicant *applicants = model->problem->applicants;
    size_t count = choice->member_count;
    int32_t *sorted = ARENA_ARRAY(network->arena, int32_t, count + 1);
    for (size_t k = 0; k < count; k++)
        sorted[k] = choice->members[k];
    qsort_r(sorted, count, sizeof(*sorted), bucket_order, (void *)(uintptr_t)model);
    for (size_t k = 0; k < count;) {
        int32_t first = sorted[k];
        int64_t capacity = 0;
        for (; k < count && bucket_order(&first, &sorted[k], (void *)(uintptr_t)model) == 0; k++)
            capacity += applicants[sorted[k]].least;
        flow_arc_add(network->flow, mask_node(network, (size_t)model->mask_of[first]),
                     group_in(network, allocation_node(&applicants[first])), capacity,
                     -rate_of(network, &applicants[first]));
    }
}

static void fixed_add(struct network *network)
{
    const struct allocation_model *model = network->choice->model;
    const struct allocation_problem *problem = model->problem;
    size_t cells = model->mask_count * model->node_count;
    int64_t *amounts = ARENA_ARRAY(network->arena, int64_t, cells + 1);
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (network->choice->fixed[i])
            amounts[(size_t)model->mask_of[i] * model->node_count +
                    allocation_node(&problem->applicants[i])] += problem->applicants[i].least;
    for (size_t cell = 0; cell < cells; cell++)
        if (amounts[cell])
            flow_arc_add(network->flow, mask_node(network, cell / model->node_count),
                         group_in(network, cell % model->node_count), amounts[cell], -FIXED_GAIN);
}

static enum err_code network_build(struct network *network, struct err *err)
{
    const struct allocation_model *model = network->choice->model;
    const struct allocation_problem *problem = model->problem;
    uint32_t sink = sink_of(network);
    int64_t total = 0;
    TRY(flow_new(network->arena, (size_t)sink + 1, FIXED_GAIN, &network->flow, err));
    for (uint32_t s = 0; s < problem->source_count; s++) {
        total += problem->sources[s].amount;
        flow_supply_set(network->flow, s, problem->sources[s].amount);
        flow_arc_add(network->flow, s, sink, FLOW_UNBOUNDED, 0);
        for (size_t m = 0; m < model->mask_count; m++)
            if (model->masks[m] >> s & 1)
                flow_arc_add(network->flow, s, mask_node(network, m), FLOW_UNBOUNDED, 0);
    }
    flow_supply_set(network->flow, sink, -total);
    buckets_add(network);
    fixed_add(network);
    for (size_t v = 0; v < model->node_count; v++) {
        uint32_t in = group_in(network, v);
        bool is_open = model->limits[v] == ALLOCATION_MONEY_MAX;
        flow_arc_add(network->flow, in, in + 1, is_open ? FLOW_UNBOUNDED : model->limits[v], 0);
        flow_arc_add(network->flow, in + 1, sink, model->slots[v], 0);
        if (v > 0)
            flow_arc_add(network->flow, in + 1, group_in(network, (size_t)model->parents[v]),
                         FLOW_UNBOUNDED, 0);
    }
    return ERR_OK;
}

static int64_t clamp(int64_t value, int64_t max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

/* Any prices ≥ 0 give a bound where a node's slot costs no more than going on to its parent. */
static void prices_read(const struct network *network, struct allocation_prices *prices)
{
    const struct allocation_model *model = network->choice->model;
    const struct flow *flow = network->flow;
    int64_t at_sink = flow_potential(flow, sink_of(network));
    for (uint32_t s = 0; s < model->problem->source_count; s++)
        prices->sources[s] = clamp(flow_potential(flow, s) - at_sink, PRICE_MAX);
    for (size_t v = 0; v < model->node_count; v++) {
        uint32_t in = group_in(network, v);
        prices->slots[v] = clamp(at_sink - flow_potential(flow, in + 1), PRICE_MAX / 2);
        prices->limits[v] =
            model->limits[v] == ALLOCATION_MONEY_MAX ?
                0 :
                clamp(flow_potential(flow, in + 1) - flow_potential(flow, in), PRICE_MAX / 2);
    }
}

enum err_code allocation_prices_find(const struct allocation_choice *choice, struct arena *arena,
                                     struct allocation_prices *ret_prices, struct err *err)
{
    const struct allocation_model *model = choice->model;
    *ret_prices = (struct allocation_prices){
        .shift = shift_choose(choice),
        .sources = ARENA_ARRAY(arena, int64_t, model->problem->source_count + 1),
        .slots = ARENA_ARRAY(arena, int64_t, model->node_count),
        .limits = ARENA_ARRAY(arena, int64_t, model->node_count),
    };
    struct arena_mark mark = arena_mark(arena);
    struct network network = { .choice = choice, .arena = arena, .shift = ret_prices->shift };
    TRY(network_build(&network, err));
    require(flow_solve(network.flow) == FLOW_OPTIMAL); /* all money may go to the sink at once */
    prices_read(&network, ret_prices);
    arena_release(arena, mark);
    return ERR_OK;
}
