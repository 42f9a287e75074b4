/* SPDX-License-Identifier: Apache-2.0
 * The choice of one tier, proven.
 *
 * (1) From the relaxation's prices come rows: for each level of price, the sources that cost as much or
 * more, and those whom only they may pay for. Groups whose floor or cap cannot matter are left out.
 * (2) Each group inside the whole finds its best at these prices exactly (allocation_options.h): the bound
 * is then not that of the relaxation, where each cap cuts a grant in two, but that of Lagrange with
 * whole grants inside (Geoffrion, Mathematical Programming Study 2, 1974). Prices are moved one after the
 * other to where that bound is lowest. (3) Whole plans that lose little against it are sought (allocation_fill.h), with a
 * budget that grows until there is one; nothing better being cut off is the proof. Where a plan asks more of
 * some sources than they have, though no row says so, or breaks a floor or cap that was left out, these matter from then
 * on, prices are moved again (they were those of a problem without them) and (3) begins again. */
#include "engine/allocation_options.h"

#include <stdlib.h>
#include <string.h>

enum {
    TUNED_MAX = 100000, /* applicants of a tier for whom prices are still moved */
    TUNING_STEPS = 6,
    TUNING_ROUNDS = 2,
    TUNING_START = 6, /* 2^-6 of the price */
    TUNING_SHARE = 16, /* of all steps, each time */
    BUDGET_START = 12, /* items whose change is within the first budget */
    BUDGET_GROWTH = 2,
    LIST_START = 1 << 8,
    LIST_GROWTH = 4,
    LIST_INSIDE = 1 << 8, /* while groups look for their best */
    LIST_END = 1 << 16,
};

struct search {
    struct options options;
    const struct allocation_choice *choice;
    const struct allocation_prices *prices;
    struct allocation_room *room;
    struct arena *arena;
    int32_t *order;      /* items by worth per charge */
    bool *is_node;       /* by node of the model: it matters */
    bool *taken, *trial; /* by applicant: the best plan so far */
    int64_t worth;       /* of it; -1: none */
    __int128 lost;       /* by it */
    __int128 bound;      /* of worth · 2^shift at these prices, before the groups' losses */
    __int128 base;       /* the groups' losses */
    int64_t evaluate_steps; /* to find them, the last time */
};

static const struct allocation_problem *problem_of(const struct search *search)
{
    return search->choice->model->problem;
}

/* --- the problem as nodes, items and rows ----------------------------------------------------------- */

/* By node of the model: money that members and fixed ones in it, and inside, might take. */
static int64_t *most_by_node(const struct search *search)
{
    const struct allocation_model *model = search->choice->model;
    const struct allocation_applicant *applicants = model->problem->applicants;
    int64_t *most = ARENA_ARRAY(search->arena, int64_t, model->node_count);
    for (size_t k = 0; k < search->choice->member_count; k++) {
        const struct allocation_applicant *a = &applicants[search->choice->members[k]];
        most[allocation_node(a)] += a->least;
    }
    for (size_t i = 0; i < model->problem->applicant_count; i++)
        if (search->choice->fixed[i])
            most[allocation_node(&applicants[i])] += applicants[i].least;
    for (size_t v = model->node_count; v-- > 1;)
        most[model->parents[v]] += most[v];
    return most;
}

/* A group matters where the relaxation meets its cap or does not go beyond its floor; others are looked at only when a
 * plan breaks them (nodes_mind). Until then a floor is taken to be used up. */
static void nodes_choose(struct search *search)
{
    const struct allocation_model *model = search->choice->model;
    const struct allocation_prices *prices = search->prices;
    const int64_t *most = most_by_node(search);
    search->is_node = ARENA_ARRAY(search->arena, bool, model->node_count);
    search->is_node[0] = true;
    for (size_t v = 1; v < model->node_count; v++) {
        size_t parent = (size_t)model->parents[v];
        search->is_node[v] =
            (model->limits[v] < most[v] && prices->limits[v] > 0) ||
            (model->slots[v] > 0 && prices->slots[v] < prices->slots[parent] + prices->limits[parent]);
    }
}

/* Returns by node of the model the node that it is, or lies in. */
static int32_t *nodes_make(struct search *search)
{
    const struct allocation_model *model = search->choice->model;
    struct options *options = &search->options;
    int32_t *node_of = ARENA_ARRAY(search->arena, int32_t, model->node_count);
    options->nodes = ARENA_ARRAY(search->arena, struct option_node, model->node_count);
    options->node_count = 0;
    for (size_t v = 0; v < model->node_count; v++) {
        if (!search->is_node[v]) {
            node_of[v] = node_of[model->parents[v]];
            options->nodes[node_of[v]].fixed -= model->slots[v];
            continue;
        }
        node_of[v] = (int32_t)options->node_count;
        struct option_node *node = &options->nodes[options->node_count++];
        *node = (struct option_node){
            .group = (int32_t)v,
            .parent = v > 0 ? node_of[model->parents[v]] : ALLOCATION_NONE,
            .first = ALLOCATION_NONE,
            .next = ALLOCATION_NONE,
            .slot = v > 0 ? model->slots[v] : 0, /* nothing goes on from the whole */
            .limit = v > 0 ? model->limits[v] : model->slots[0],
        };
        if (v > 0) {
            node->next = options->nodes[node->parent].first;
            options->nodes[node->parent].first = node_of[v];
        }
    }
    for (size_t i = 0; i < model->problem->applicant_count; i++)
        if (search->choice->fixed[i]) {
            const struct allocation_applicant *a = &model->problem->applicants[i];
            options->nodes[node_of[allocation_node(a)]].fixed += a->least;
        }
    return node_of;
}

/* Groups that the plan flagged in `trial` breaks, or whose floor it does not use up, matter from now on. Whether there
 * were any. */
static bool nodes_mind(struct search *search)
{
    const struct allocation_model *model = search->choice->model;
    const struct allocation_problem *problem = problem_of(search);
    struct arena_mark mark = arena_mark(search->arena);
    int64_t *entered = ARENA_ARRAY(search->arena, int64_t, model->node_count);
    bool is_any = false;
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (search->choice->fixed[i] || search->trial[i])
            entered[allocation_node(&problem->applicants[i])] += problem->applicants[i].least;
    for (size_t v = model->node_count; v-- > 1;) {
        if (!search->is_node[v] && (entered[v] < model->slots[v] || entered[v] > model->limits[v]))
            is_any = search->is_node[v] = true;
        if (entered[v] > model->slots[v])
            entered[model->parents[v]] += entered[v] - model->slots[v];
    }
    arena_release(search->arena, mark);
    return is_any;
}

/* Items by node, those of a node in the order of the members. */
static void items_make(struct search *search, const int32_t *node_of)
{
    const struct allocation_choice *choice = search->choice;
    const struct allocation_applicant *applicants = problem_of(search)->applicants;
    struct options *options = &search->options;
    options->item_count = choice->member_count;
    options->grain = 0;
    options->items = ARENA_ARRAY(search->arena, struct option_item, options->item_count + 1);
    for (size_t k = 0; k < choice->member_count; k++)
        options->nodes[node_of[allocation_node(&applicants[choice->members[k]])]].end++;
    for (size_t v = 0, at = 0; v < options->node_count; v++) {
        options->nodes[v].begin = at;
        at += options->nodes[v].end;
        options->nodes[v].end = options->nodes[v].begin;
    }
    for (size_t k = 0; k < choice->member_count; k++) {
        const struct allocation_applicant *a = &applicants[choice->members[k]];
        int32_t node = node_of[allocation_node(a)];
        options->items[options->nodes[node].end++] = (struct option_item){
            .applicant = choice->members[k],
            .mask = choice->model->mask_of[choice->members[k]],
            .node = node,
            .worth = a->worth,
            .least = a->least,
        };
        options->grain = option_divisor(options->grain, a->worth);
    }
}

/* What they may give to members of the tier whom only they may pay for. */
static void row_add(struct search *search, uint64_t sources, int64_t price)
{
    const struct allocation_problem *problem = problem_of(search);
    struct options *options = &search->options;
    struct option_row *row = &options->rows[options->row_count];
    int64_t grain = 0;
    *row = (struct option_row){ .sources = sources, .price = price };
    for (size_t s = 0; s < problem->source_count; s++)
        row->limit += sources >> s & 1 ? problem->sources[s].amount : 0;
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (search->choice->fixed[i] && (problem->applicants[i].sources & ~sources) == 0)
            row->limit -= problem->applicants[i].least;
    for (size_t i = 0; i < options->item_count; i++) {
        struct option_item *item = &options->items[i];
        if ((search->choice->model->masks[item->mask] & ~sources) != 0)
            continue;
        item->rows |= 1u << options->row_count;
        grain = option_divisor(grain, item->least);
    }
    if (grain > 0)
        row->limit -= row->limit % grain; /* met by whole grants only */
    options->row_count++;
}

static void rows_make(struct search *search)
{
    const int64_t *prices = search->prices->sources;
    int64_t level = 0;
    while (search->options.row_count < OPTION_ROWS_MAX) {
        int64_t next = INT64_MAX;
        uint64_t sources = 0;
        for (size_t s = 0; s < problem_of(search)->source_count; s++)
            if (prices[s] > level) {
                sources |= UINT64_C(1) << s;
                next = prices[s] < next ? prices[s] : next;
            }
        if (sources == 0)
            break;
        row_add(search, sources, next - level);
        level = next;
    }
}

/* Anew, where other nodes matter than before; prices stay. */
static void nodes_make_anew(struct search *search)
{
    struct options *options = &search->options;
    struct option_row rows[OPTION_ROWS_MAX];
    size_t row_count = options->row_count;
    int64_t price = options->nodes[0].limit_price;
    for (size_t r = 0; r < row_count; r++)
        rows[r] = options->rows[r];
    items_make(search, nodes_make(search));
    options->nodes[0].limit_price = price;
    options->row_count = 0;
    for (size_t r = 0; r < row_count; r++)
        row_add(search, rows[r].sources, rows[r].price);
}

/* --- prices ------------------------------------------------------------------------------------------ */

static int64_t item_price(const struct search *search, const struct option_item *item)
{
    int64_t price = 0;
    for (size_t r = 0; r < search->options.row_count; r++)
        price += item->rows >> r & 1 ? search->options.rows[r].price : 0;
    return price;
}

struct rate {
    int64_t rate, least;
};

static int rate_order(const void *a, const void *b)
{
    const struct rate *x = a, *y = b;
    if (x->rate != y->rate)
        return x->rate > y->rate ? -1 : 1;
    return (x->least > y->least) - (x->least < y->least);
}

/* What one more đồng would bring in a node without inner ones, were grants divisible. */
static int64_t node_rate(struct search *search, const struct option_node *node, int64_t outer)
{
    struct arena_mark mark = arena_mark(&search->options.scratch);
    size_t count = node->end - node->begin;
    struct rate *rates = ARENA_ARRAY(&search->options.scratch, struct rate, count + 1);
    for (size_t k = 0; k < count; k++) {
        const struct option_item *item = &search->options.items[node->begin + k];
        rates[k].rate = (int64_t)(((__int128)item->worth << search->options.shift) / item->least) -
                        item_price(search, item);
        rates[k].least = item->least;
    }
    qsort(rates, count, sizeof(*rates), rate_order);
    int64_t given = node->fixed, result = -1;
    for (size_t k = 0; k < count && result < 0 && rates[k].rate > 0; k++) {
        int64_t until = rates[k].rate > outer ? node->limit : node->slot;
        if (given >= node->slot && rates[k].rate <= outer)
            break;
        if (rates[k].least > until - given)
            result = rates[k].rate;
        given += rates[k].least;
    }
    arena_release(&search->options.scratch, mark);
    if (result >= 0)
        return result;
    return given >= node->slot ? outer : 0;
}

/* Gains from prices; the nodes' own prices from the outside inwards. */
static void prices_apply(struct search *search)
{
    struct options *options = &search->options;
    for (size_t v = 1; v < options->node_count; v++) {
        struct option_node *node = &options->nodes[v];
        int64_t outer = option_node_price(&options->nodes[node->parent]);
        int64_t slot = search->prices->slots[node->group], limit = search->prices->limits[node->group];
        if (node->first == ALLOCATION_NONE) {
            int64_t rate = node_rate(search, node, outer);
            slot = rate < outer ? rate : outer;
            limit = rate - slot;
        }
        node->slot_price = slot < outer ? slot : outer;
        node->limit_price = node->limit == ALLOCATION_MONEY_MAX ? 0 : limit;
    }
    search->bound = 0;
    for (size_t i = 0; i < options->item_count; i++) {
        struct option_item *item = &options->items[i];
        int64_t price = item_price(search, item) + option_node_price(&options->nodes[item->node]);
        item->gain = ((__int128)item->worth << options->shift) - (__int128)price * item->least;
        item->is_taken = item->gain > 0;
        search->bound += item->is_taken ? item->gain : 0;
    }
    for (size_t v = 0; v < options->node_count; v++) {
        const struct option_node *node = &options->nodes[v];
        search->bound += (__int128)node->slot_price * node->slot -
                         (__int128)option_node_price(node) * node->fixed;
        if (node->limit != ALLOCATION_MONEY_MAX)
            search->bound += (__int128)node->limit_price * node->limit;
    }
    for (size_t r = 0; r < options->row_count; r++)
        search->bound += (__int128)options->rows[r].price * options->rows[r].limit;
}

static void evaluate(struct search *search)
{
    search->evaluate_steps = -search->options.steps;
    prices_apply(search);
    search->base = options_evaluate(&search->options);
    search->evaluate_steps += search->options.steps;
    search->lost = search->bound - search->worth * ((__int128)1 << search->options.shift);
}

/* What the plan of all bests leaves of a row (or, row_count: of the whole); below 0: it is too much. */
static int64_t left_of(const struct search *search, size_t r)
{
    const struct options *options = &search->options;
    const struct option_node *whole = &options->nodes[0];
    bool is_row = r < options->row_count;
    int64_t left = is_row ? options->rows[r].limit : whole->limit - whole->fixed;
    for (size_t i = whole->begin; i < whole->end; i++)
        if (options->items[i].is_taken && (!is_row || options->items[i].rows >> r & 1))
            left -= options->items[i].least;
    for (int32_t v = whole->first; v != ALLOCATION_NONE; v = options->nodes[v].next)
        left -= is_row ? options->nodes[v].best->used[r] : options->nodes[v].best->entered;
    return left;
}

static int64_t *price_at(struct search *search, size_t r)
{
    struct options *options = &search->options;
    return r < options->row_count ? &options->rows[r].price : &options->nodes[0].limit_price;
}

/* A line along which prices are moved: one up, another (NONE: no other) down by as much, so that for those who
 * use both nothing changes. */
struct line {
    struct search *search;
    size_t up, down; /* rows; row_count: the whole; beyond: none */
    int64_t up_price, down_price, best;
    __int128 best_bound;
};

/* Evaluates so far along the line; returns how fast the bound grows there. */
static int64_t line_try(struct line *line, int64_t by)
{
    struct search *search = line->search;
    struct arena_mark mark = arena_mark(search->arena);
    bool has_down = line->down <= search->options.row_count;
    *price_at(search, line->up) = line->up_price + by;
    if (has_down)
        *price_at(search, line->down) = line->down_price - by;
    evaluate(search);
    int64_t slope = left_of(search, line->up) - (has_down ? left_of(search, line->down) : 0);
    if (search->bound - search->base < line->best_bound) {
        line->best_bound = search->bound - search->base;
        line->best = by;
    }
    arena_release(search->arena, mark);
    return slope;
}

/* To where the bound is lowest on the line: it is convex. */
static void line_tune(struct search *search, size_t up, size_t down)
{
    bool has_down = down <= search->options.row_count;
    struct line line = {
        .search = search,
        .up = up,
        .down = down,
        .up_price = *price_at(search, up),
        .down_price = has_down ? *price_at(search, down) : 0,
        .best_bound = (__int128)1 << 126,
    };
    int64_t slope = line_try(&line, 0), near = 0, far = 0;
    int64_t step = ((line.up_price + line.down_price) >> TUNING_START) + 1;
    int64_t last = has_down ? line.down_price : INT64_MAX;
    int sign = slope < 0 ? 1 : -1;
    last = sign > 0 ? last : line.up_price;
    for (int k = 0; k < TUNING_STEPS && slope != 0 && (slope < 0) == (sign > 0) && far != sign * last;
         k++, step *= 2) {
        near = far;
        far = sign * (step < last - sign * far ? sign * far + step : last);
        slope = line_try(&line, far);
    }
    for (int k = 0; k < TUNING_STEPS && slope != 0 && near != far; k++) {
        int64_t middle = near + (far - near) / 2;
        slope = line_try(&line, middle);
        if ((slope < 0) == (sign > 0))
            near = middle;
        else
            far = middle;
    }
    (void)line_try(&line, line.best);
}

static void prices_tune(struct search *search)
{
    struct options *options = &search->options;
    int64_t step_max = options->steps + options->step_max / TUNING_SHARE;
    if (options->node_count == 1 || options->item_count > TUNED_MAX)
        return;
    for (int round = 0; round < TUNING_ROUNDS; round++)
        for (size_t r = 0; r <= options->row_count; r++)
            for (size_t s = r + 1; s <= options->row_count + 1; s++)
                if (options->steps + search->evaluate_steps * 2 * TUNING_STEPS < step_max && (*price_at(search, r) > 0 ||
                                                  (s <= options->row_count && *price_at(search, s) > 0)))
                    line_tune(search, r, s);
}

/* --- plans ------------------------------------------------------------------------------------------- */

struct by_charge {
    __int128 charge;
    int64_t worth, least;
    int32_t item;
};

static int charge_order(const void *a, const void *b)
{
    const struct by_charge *x = a, *y = b;
    __int128 left = x->worth * y->charge, right = y->worth * x->charge;
    if (left != right)
        return left > right ? -1 : 1;
    if (x->least != y->least) /* large ones first: small ones fill what is left */
        return x->least > y->least ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static void order_make(struct search *search)
{
    struct options *options = &search->options;
    struct arena_mark mark = arena_mark(&options->scratch);
    struct by_charge *sorted = ARENA_ARRAY(&options->scratch, struct by_charge, options->item_count + 1);
    search->order = ARENA_ARRAY(search->arena, int32_t, options->item_count + 1);
    for (size_t i = 0; i < options->item_count; i++) {
        const struct option_item *item = &options->items[i];
        int64_t price = item_price(search, item) + option_node_price(&options->nodes[item->node]);
        sorted[i] = (struct by_charge){ (__int128)price * item->least, item->worth, item->least,
                                        (int32_t)i };
    }
    qsort(sorted, options->item_count, sizeof(*sorted), charge_order);
    for (size_t i = 0; i < options->item_count; i++)
        search->order[i] = sorted[i].item;
    arena_release(&options->scratch, mark);
}

static bool item_take(struct search *search, const struct option_item *item)
{
    return allocation_room_take(search->room, (size_t)item->mask,
                                (size_t)(problem_of(search)->applicants[item->applicant].group + 1),
                                item->least);
}

static void item_give_back(struct search *search, const struct option_item *item)
{
    allocation_room_give_back(search->room, (size_t)item->mask,
                              (size_t)(problem_of(search)->applicants[item->applicant].group + 1),
                              item->least);
}

/* Takes into the room those flagged who fit, then whoever else fits; flags them. Returns their worth. */
static int64_t plan_take(struct search *search, bool *taken)
{
    const struct options *options = &search->options;
    int64_t worth = 0;
    for (int wanted = 1; wanted >= 0; wanted--)
        for (size_t k = 0; k < options->item_count; k++) {
            int32_t i = search->order[k];
            const struct option_item *item = &options->items[i];
            if (taken[item->applicant] != wanted)
                continue;
            taken[item->applicant] = item_take(search, item);
            worth += taken[item->applicant] ? item->worth : 0;
        }
    return worth;
}

static void plan_give_back(struct search *search, const bool *taken)
{
    for (size_t i = 0; i < search->options.item_count; i++)
        if (taken[search->options.items[i].applicant])
            item_give_back(search, &search->options.items[i]);
}

/* Keeps the plan flagged in `trial`, made possible and filled up, if it is better. */
static void plan_try(struct search *search)
{
    int64_t worth = plan_take(search, search->trial);
    plan_give_back(search, search->trial);
    if (worth <= search->worth)
        return;
    search->worth = worth;
    search->lost = search->bound - worth * ((__int128)1 << search->options.shift);
    memcpy(search->taken, search->trial, problem_of(search)->applicant_count * sizeof(*search->taken));
}

/* Makes the best plan better by exchanging grants; no plan loses less than `least`. */
static void plan_improve(struct search *search, __int128 least)
{
    __int128 most = (search->bound - least) >> search->options.shift;
    if (search->options.item_count > TUNED_MAX || most <= search->worth)
        return;
    int64_t worth = plan_take(search, search->taken);
    worth += options_swap(&search->options, problem_of(search), search->room, search->taken, (int64_t)most - worth);
    plan_give_back(search, search->taken);
    search->worth = worth;
    search->lost = search->bound - worth * ((__int128)1 << search->options.shift);
}

/* Sources of whom the plan flagged in `trial` asks more than they have; 0: none. */
static uint64_t plan_overdrawn(struct search *search)
{
    const struct options *options = &search->options;
    uint64_t sources = 0;
    size_t count = 0;
    for (; count < options->item_count && sources == 0; count++) {
        const struct option_item *item = &options->items[count];
        if (search->trial[item->applicant] && !item_take(search, item)) {
            sources = allocation_room_spent(search->room, (size_t)item->mask);
            break;
        }
    }
    for (size_t i = 0; i < count; i++)
        if (search->trial[options->items[i].applicant])
            item_give_back(search, &options->items[i]);
    return sources;
}

/* Of the items of the whole whose gain is next to nothing, all together less than one unit of worth, as many are
 * taken as fit beside all the rest, so that plans are looked for near the limits. */
static void start_balance(struct search *search)
{
    struct options *options = &search->options;
    __int128 next_to_nothing =
        ((__int128)options->grain << options->shift) / (__int128)(options->item_count + 1);
    int64_t left[OPTION_ROWS_MAX + 1];
    for (size_t k = options->nodes[0].begin; k < options->nodes[0].end; k++) {
        struct option_item *item = &options->items[k];
        if (item->gain <= next_to_nothing)
            item->is_taken = false;
    }
    for (size_t r = 0; r <= options->row_count; r++)
        left[r] = left_of(search, r);
    for (size_t k = 0; k < options->item_count; k++) {
        struct option_item *item = &options->items[search->order[k]];
        bool fits = item->node == 0 && item->gain <= next_to_nothing && item->gain >= -next_to_nothing;
        for (size_t r = 0; r <= options->row_count && fits; r++)
            fits = (r < options->row_count && !(item->rows >> r & 1)) || left[r] >= item->least;
        if (!fits)
            continue;
        item->is_taken = true;
        for (size_t r = 0; r <= options->row_count; r++)
            left[r] -= r == options->row_count || item->rows >> r & 1 ? item->least : 0;
    }
}

/* --- the proof --------------------------------------------------------------------------------------- */

/* A budget that about BUDGET_START items of the whole may be changed within, each alone. */
static __int128 budget_start(const struct search *search)
{
    const struct options *options = &search->options;
    __int128 losses[BUDGET_START], unit = (__int128)options->grain << options->shift;
    size_t count = 0;
    for (size_t i = options->nodes[0].begin; i < options->nodes[0].end; i++) {
        __int128 loss = options->items[i].gain;
        loss = loss < 0 ? -loss : loss;
        size_t at = count < BUDGET_START ? count++ : BUDGET_START;
        for (; at > 0 && losses[at - 1] > loss; at--)
            if (at < BUDGET_START)
                losses[at] = losses[at - 1];
        if (at < BUDGET_START)
            losses[at] = loss;
    }
    return count == 0 || losses[count - 1] < unit ? unit : losses[count - 1];
}

static enum err_code report(const struct search *search, struct err *err)
{
    const struct allocation_problem *problem = problem_of(search);
    int64_t steps = search->options.steps;
    if (!problem->progress || problem->progress(problem->context,
                                                (unsigned)(steps * 1000 / (steps + search->options.step_max + 1))))
        return ERR_OK;
    return err_set(err, ERR_STATE, MSG_ALLOCATION_STOPPED);
}

/* Groups or sources that the plan flagged in `trial` breaks matter from now on. *ret_full: too many rows. */
static bool plan_broken(struct search *search, bool *ret_full)
{
    struct options *options = &search->options;
    bool is_broken = nodes_mind(search);
    uint64_t overdrawn = is_broken ? 0 : plan_overdrawn(search);
    plan_try(search);
    if (!is_broken && overdrawn == 0)
        return false;
    *ret_full = options->row_count == OPTION_ROWS_MAX;
    if (*ret_full)
        return true;
    if (is_broken)
        nodes_make_anew(search);
    else
        row_add(search, overdrawn, 0);
    prices_tune(search);
    evaluate(search);
    order_make(search);
    start_balance(search);
    return true;
}

/* Until the best plan is proven so, or too many steps are made: with short lists and more and more loss until there
 * is a plan, then with longer and longer lists until nothing that could be better is cut off. *ret_least: no plan
 * loses less. */
static enum err_code prove(struct search *search, __int128 *ret_least, struct err *err)
{
    struct options *options = &search->options;
    __int128 unit = (__int128)options->grain << options->shift, above = budget_start(search);
    bool is_found = false, is_full = false;
    *ret_least = search->base;
    start_balance(search);
    options->list_max = LIST_START;
    options_taken(options, NULL, search->trial);
    plan_try(search);
    while (*ret_least <= search->lost - unit && !options->is_stopped) {
        struct arena_mark mark = arena_mark(&options->scratch);
        __int128 budget = search->base + above;
        is_found |= budget >= search->lost - unit;
        budget = is_found ? search->lost - unit : budget;
        TRY(report(search, err));
        const struct option *best = options_best(options, budget);
        if (best)
            options_taken(options, best, search->trial);
        arena_release(&options->scratch, mark);
        if (best && plan_broken(search, &is_full)) {
            if (is_full)
                break;
            *ret_least = search->base;
            is_found = false;
            continue;
        }
        if (options->is_stopped)
            break;
        __int128 least = options->cut_slack < 0 ? budget + 1 : budget - options->cut_slack;
        if (best && search->lost < least)
            least = search->lost;
        *ret_least = least > *ret_least ? least : *ret_least;
        is_found |= best != NULL;
        if (!is_found)
            above *= BUDGET_GROWTH;
        else if (options->cut_slack >= 0 && options->list_max == LIST_END)
            break;
        else if (options->cut_slack >= 0)
            options->list_max *= LIST_GROWTH;
        if (options->cut_slack >= 0)
            plan_improve(search, *ret_least);
    }
    plan_improve(search, *ret_least);
    return ERR_OK;
}

/* What was proven, and the best plan into the room. */
static void settle(struct search *search, __int128 least, bool *served, struct allocation_tier *tier)
{
    const struct options *options = &search->options;
    __int128 bound = (search->bound - least) >> options->shift;
    tier->worth = plan_take(search, search->taken);
    require(tier->worth == search->worth);
    tier->bound = (int64_t)(bound / options->grain * options->grain);
    tier->bound = tier->bound > tier->worth ? tier->bound : tier->worth;
    tier->is_exact = tier->bound == tier->worth;
    for (size_t i = 0; i < options->item_count; i++)
        served[options->items[i].applicant] |= search->taken[options->items[i].applicant];
}

enum err_code allocation_search(const struct allocation_choice *choice,
                                const struct allocation_prices *prices,
                                struct allocation_room *room, bool *served,
                                struct allocation_tier *tier, int64_t *steps, struct arena *arena,
                                struct err *err)
{
    struct arena_mark mark = arena_mark(arena);
    struct search search = { .choice = choice, .prices = prices, .room = room, .arena = arena,
                             .worth = -1 };
    struct options *options = &search.options;
    const struct allocation_problem *problem = choice->model->problem;
    __int128 least = 0;
    options->arena = arena;
    options->shift = prices->shift;
    options->step_max = problem->step_max ? problem->step_max : ALLOCATION_STEPS_DEFAULT;
    options->list_max = LIST_INSIDE;
    arena_init(&options->scratch, 0);
    nodes_choose(&search);
    items_make(&search, nodes_make(&search));
    search.taken = ARENA_ARRAY(arena, bool, problem->applicant_count + 1);
    search.trial = ARENA_ARRAY(arena, bool, problem->applicant_count + 1);
    rows_make(&search);
    if (options->nodes[0].limit != ALLOCATION_MONEY_MAX)
        options->nodes[0].limit_price = prices->slots[0];
    prices_tune(&search);
    evaluate(&search);
    order_make(&search);
    plan_try(&search);
    enum err_code code = prove(&search, &least, err);
    if (code == ERR_OK)
        settle(&search, least, served, tier);
    *steps += options->steps;
    arena_done(&options->scratch);
    arena_release(arena, mark);
    return code;
}
