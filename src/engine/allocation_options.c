/* SPDX-License-Identifier: Apache-2.0
 * A list begins with the option of no change. Items and inner groups, in the order of what a change of
 * them loses at least, each double it: every option as it is, and changed. The list is kept sorted by what
 * options use, which a change does not disturb, so that this is a merge. */
#include "engine/allocation_fill.h"

#include <stdlib.h>

enum {
    LIST_MAX = 1 << 12,   /* of nodes without inner ones */
    FIRST_CHANGES = 8,    /* the first budget allows about so many changes, each alone */
    BUDGET_GROWTH = 4,
    TRIES_MAX = 16,
    FAR = 64,
    PARTS_PER_LIST = 4,
    WHOLE_WEIGHT = 5, /* steps that an option of the whole counts for: so much longer it takes */
};
#define LOSS_MAX ((__int128)1 << 120)

struct list {
    const struct option **items;
    size_t count;
};

/* What can be changed: an item (options NULL) or an inner group. */
struct component {
    __int128 loss; /* of a change, at least */
    int rank;      /* inner groups first, then items by how many rows they use */
    int32_t item, node;
    struct list options;
};

/* How far what comes after a component can still change what is used of a limit, or how much more of it than of
 * another. */
struct reach {
    int64_t down, up;
};

struct work {
    struct options *options;
    size_t node;
    bool has_rows; /* rows count, too; else only what is entered */
    bool is_best;  /* the best is wanted, not all */
    struct fill *fill; /* of the whole: its own items are no components */
    __int128 first_budget, budget; /* for better and better plans */
    __int128 base, enough;         /* losses of the inner groups at their best; nothing better is possible */
    struct component *components;
    size_t count;
    struct reach *reaches; /* (component + 1) · (rows + 1)²: entered, rows; each but for another */
    __int128 *refunds;    /* by component: what it and later ones can still make up for */
    struct list spare[3]; /* memory for lists; count: for how many */
    const struct option *best;
    __int128 best_loss;
};

static struct option_node *node_at(const struct work *work)
{
    return &work->options->nodes[work->node];
}

static size_t rows_of(const struct work *work)
{
    return work->has_rows ? work->options->row_count : 0;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static bool is_limited(const struct option_node *node)
{
    return node->limit != ALLOCATION_MONEY_MAX;
}

/* --- an option alone ------------------------------------------------------------------------------- */

static int key_compare(const struct work *work, const struct option *a, const struct option *b)
{
    for (size_t r = 0; r < rows_of(work); r++)
        if (a->used[r] != b->used[r])
            return a->used[r] < b->used[r] ? -1 : 1;
    return (a->entered > b->entered) - (a->entered < b->entered);
}

/* Its worth, but for what all options share; without rows: less what sources cost. */
static __int128 option_value(const struct work *work, const struct option *option, int64_t price)
{
    __int128 value = (__int128)price * option->entered - option->loss;
    for (size_t r = 0; r < rows_of(work); r++)
        value += (__int128)work->options->rows[r].price * option->used[r];
    return value;
}

/* Uses no more and is worth no less. */
static bool dominates(const struct work *work, const struct option *a, const struct option *b,
                      int64_t price)
{
    if (a->entered > b->entered)
        return false;
    for (size_t r = 0; r < rows_of(work); r++)
        if (a->used[r] > b->used[r])
            return false;
    return option_value(work, a, price) >= option_value(work, b, price);
}

/* Its loss when nothing more is changed in the node, and what goes on to the parent; -1: it breaks a limit. */
static __int128 finished_loss(const struct work *work, const struct option *option,
                              int64_t *ret_beyond)
{
    const struct option_node *node = node_at(work);
    __int128 loss = option->loss;
    int64_t beyond = larger(0, option->entered - node->slot);
    if (is_limited(node)) {
        if (option->entered > node->limit)
            return -1;
        loss += (__int128)node->limit_price * (node->limit - option->entered);
    }
    loss += (__int128)node->slot_price * (node->slot - (option->entered - beyond));
    if (node->parent != ALLOCATION_NONE)
        loss += (__int128)(option_node_price(&work->options->nodes[node->parent]) -
                           node->slot_price) *
                beyond;
    *ret_beyond = beyond;
    return loss;
}

/* What it leaves of the node's limit (0) or of a row. */
static int64_t left_of(const struct work *work, const struct option *option, size_t d)
{
    return d ? work->options->rows[d - 1].limit - option->used[d - 1] :
               node_at(work)->limit - option->entered;
}

/* How far a limit of the whole is from being met, with what comes after: never less than this stays unused. What
 * uses two limits alike (most grants use most rows) cannot close a difference between them. */
static int64_t unused_least(const struct work *work, const struct option *option, size_t at, size_t d)
{
    size_t width = work->options->row_count + 1;
    const struct reach *reaches = &work->reaches[at * width * width];
    int64_t left = left_of(work, option, d), least = larger(0, left - reaches[d * width + d].up);
    for (size_t e = 0; e < width; e++)
        if (e != d)
            least = larger(least, left - left_of(work, option, e) - reaches[d * width + e].up);
    return least;
}

/* What it loses at least once the components before `at` are settled; -1: it breaks a limit. */
static __int128 promised_loss(const struct work *work, const struct option *option, size_t at)
{
    const struct option_node *node = node_at(work);
    size_t width = work->options->row_count + 1;
    const struct reach *reaches = &work->reaches[at * width * width];
    __int128 loss = option->loss - work->refunds[at];
    if (node->parent != ALLOCATION_NONE) {
        if (!is_limited(node))
            return loss;
        if (option->entered - reaches[0].down > node->limit)
            return -1;
        return loss + (__int128)node->limit_price *
                          larger(0, node->limit - option->entered - reaches[0].up);
    }
    for (size_t d = 0; d < width; d++) {
        if (left_of(work, option, d) + reaches[d * width + d].down < 0)
            return -1;
        int64_t price = d ? work->options->rows[d - 1].price : node->limit_price;
        if (price > 0)
            loss += (__int128)price * unused_least(work, option, at, d);
    }
    return loss;
}

static bool may_lead(const struct work *work, const struct option *option, size_t at)
{
    __int128 loss = promised_loss(work, option, at);
    return loss >= 0 && loss <= work->budget;
}

/* --- lists ------------------------------------------------------------------------------------------- */

/* Each option is complete: nothing else need be changed. */
static void best_note(struct work *work, const struct option *option)
{
    int64_t beyond = 0;
    __int128 loss = finished_loss(work, option, &beyond);
    if (loss < 0 || loss > work->budget || (work->best && loss >= work->best_loss))
        return;
    work->best = option;
    work->best_loss = loss;
    work->budget = loss - 1;
}

static const struct option *option_new(struct work *work, const struct option *option)
{
    struct option *copy = ARENA_NEW(&work->options->scratch, struct option);
    *copy = *option;
    copy->number = work->options->made++;
    if (work->is_best)
        best_note(work, copy);
    return copy;
}

/* Grows a list in order; options that another dominates are left out where that is seen at once. */
struct growing {
    struct list list;
    const struct option *top; /* of the highest value */
    __int128 top_value;
    int64_t price;
};

static void list_push(struct work *work, struct growing *growing, const struct option *option,
                      bool is_new)
{
    struct list *list = &growing->list;
    const struct option *last = list->count ? list->items[list->count - 1] : NULL;
    if (last && (dominates(work, last, option, growing->price) ||
                 dominates(work, growing->top, option, growing->price)))
        return;
    if (is_new)
        option = option_new(work, option);
    if (last && key_compare(work, last, option) == 0)
        list->count--;
    list->items[list->count++] = option;
    __int128 value = option_value(work, option, growing->price);
    if (!growing->top || value > growing->top_value) {
        growing->top = option;
        growing->top_value = value;
    }
}

/* Memory for `most` options that is not that of two lists in use. */
static const struct option **spare_find(struct work *work, struct list a, struct list b, size_t most)
{
    struct list *spare = work->spare;
    while (spare->items && (spare->items == a.items || spare->items == b.items))
        spare++;
    if (spare->count < most) {
        spare->count = 2 * most;
        spare->items = ARENA_ARRAY(&work->options->scratch, const struct option *, spare->count);
    }
    return spare->items;
}

/* `all` and each of `from` with the change, the first one of its component or a further one. */
static struct list list_merge(struct work *work, struct list all, struct list from,
                              const struct option *change, size_t after, bool is_first)
{
    struct growing growing = {
        .list.items = spare_find(work, all, from, all.count + from.count),
        .price = option_node_price(node_at(work)),
    };
    size_t i = 0, j = 0;
    bool has_changed = false;
    struct option changed = { 0 };
    int64_t weight = work->fill ? WHOLE_WEIGHT : 1;
    work->options->steps += weight * (int64_t)all.count;
    while (work->budget >= work->enough) {
        for (; !has_changed && j < from.count; j++) {
            if (from.items[j]->loss + change->loss - work->refunds[after] > work->budget)
                continue;
            changed = *change;
            changed.before = from.items[j];
            changed.loss += from.items[j]->loss;
            changed.entered += from.items[j]->entered;
            for (size_t r = 0; r < work->options->row_count; r++)
                changed.used[r] += from.items[j]->used[r];
            work->options->steps += weight;
            has_changed = may_lead(work, &changed, after);
        }
        if (i < all.count &&
            (!has_changed || key_compare(work, all.items[i], &changed) <= 0)) {
            if (!is_first || may_lead(work, all.items[i], after))
                list_push(work, &growing, all.items[i], false);
            i++;
        } else if (has_changed) {
            list_push(work, &growing, &changed, true);
            has_changed = false;
        } else {
            break;
        }
    }
    return growing.list;
}

/* By this lists are cut: what an option promises, and a little for what must still be changed to meet the limits. */
static __int128 key_of(const struct work *work, const struct option *option, __int128 promised)
{
    const struct option_node *node = node_at(work);
    bool is_whole = node->parent == ALLOCATION_NONE;
    if (is_limited(node)) {
        int64_t left = left_of(work, option, 0);
        promised += (__int128)node->limit_price * (left < 0 ? -left : left) / FAR;
    }
    for (size_t r = 0; r < (is_whole ? work->options->row_count : 0); r++) {
        int64_t left = left_of(work, option, r + 1);
        promised += (__int128)work->options->rows[r].price * (left < 0 ? -left : left) / FAR;
    }
    return promised;
}

/* Keeps about `most` of the lowest keys. What is better than all promises is not to be had any more. */
static void list_cut(struct work *work, struct list *list, size_t most, size_t at)
{
    struct arena_mark mark = arena_mark(&work->options->scratch);
    __int128 *keys = ARENA_ARRAY(&work->options->scratch, __int128, list->count + 1);
    __int128 low = -1, high = 0, least = work->first_budget;
    __int128 before = least - work->options->cut_slack; /* what was cut off before is no better */
    size_t kept = 0, below = 0;
    for (size_t k = 0; k < list->count; k++) {
        __int128 promised = promised_loss(work, list->items[k], at);
        keys[k] = key_of(work, list->items[k], promised);
        least = promised < least ? promised : least;
        low = k == 0 || keys[k] - 1 < low ? keys[k] - 1 : low;
        high = k == 0 || keys[k] > high ? keys[k] : high;
    }
    if (list->count <= most)
        low = high;
    while (high - low > 1 && below < most / 4 * 3) {
        __int128 middle = low + (high - low) / 2;
        size_t within = 0; /* no more than `most` are ≤ low, more are ≤ high */
        for (size_t k = 0; k < list->count; k++)
            within += keys[k] <= middle;
        if (within <= most) {
            low = middle;
            below = within;
        } else {
            high = middle;
        }
    }
    for (size_t k = 0; k < list->count; k++) {
        if (keys[k] <= low || (keys[k] == high && below < most && low < high)) {
            below += keys[k] > low;
            list->items[kept++] = list->items[k];
            continue;
        }
        __int128 slack = work->first_budget - promised_loss(work, list->items[k], at);
        if (slack > work->options->cut_slack)
            work->options->cut_slack = slack;
    }
    list->count = kept;
    least = least < before ? least : before;
    if (work->is_best && least > work->enough)
        work->enough = least;
    arena_release(&work->options->scratch, mark);
}

/* --- components -------------------------------------------------------------------------------------- */

static int component_order(const void *a, const void *b)
{
    const struct component *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->loss != y->loss)
        return x->loss < y->loss ? -1 : 1;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* Of taking or leaving it otherwise than where nothing is changed. */
static __int128 item_loss(const struct option_item *item)
{
    return item->is_taken ? item->gain : -item->gain;
}

static struct option item_change(const struct work *work, int32_t index)
{
    const struct option_item *item = &work->options->items[index];
    int64_t least = item->is_taken ? -item->least : item->least;
    struct option change = { .loss = item_loss(item),
                             .entered = least,
                             .item = index,
                             .node = ALLOCATION_NONE };
    for (size_t r = 0; r < work->options->row_count; r++)
        change.used[r] = item->rows >> r & 1 ? least : 0;
    return change;
}

static struct option part_change(const struct work *work, int32_t index, const struct option *part)
{
    const struct option *best = work->options->nodes[index].best;
    struct option change = { .loss = part->loss - best->loss,
                             .entered = part->entered - best->entered,
                             .part = part,
                             .item = ALLOCATION_NONE,
                             .node = index };
    for (size_t r = 0; r < work->options->row_count; r++)
        change.used[r] = part->used[r] - best->used[r];
    return change;
}

static struct option component_change(const struct work *work, const struct component *component,
                                      size_t k)
{
    return component->options.count == 0 ?
               item_change(work, component->item) :
               part_change(work, component->node, component->options.items[k]);
}

static size_t component_changes(const struct component *component)
{
    return component->options.count == 0 ? 1 : component->options.count;
}

static struct list node_options(struct options *options, size_t index, __int128 budget,
                                bool has_rows);

static bool changes_use(const struct work *work, const struct option *change)
{
    for (size_t r = 0; r < rows_of(work); r++)
        if (change->used[r] != 0)
            return true;
    return change->entered != 0;
}

/* Those whose change alone is within the budget. */
static void components_find(struct work *work)
{
    struct options *options = work->options;
    const struct option_node *node = node_at(work);
    __int128 left = work->budget - work->base;
    size_t capacity = 0;
    for (size_t i = node->begin; i < node->end && !work->fill; i++) {
        const struct option_item *item = &options->items[i];
        __int128 loss = item_loss(item);
        if (loss <= left)
            *ARENA_PUSH(&options->scratch, work->components, work->count, capacity) =
                (struct component){ .loss = loss, .rank = 1 + __builtin_popcount(item->rows),
                                    .item = (int32_t)i, .node = ALLOCATION_NONE };
    }
    for (int32_t v = node->first; v != ALLOCATION_NONE; v = options->nodes[v].next) {
        struct component part = {
            .loss = LOSS_MAX,
            .item = ALLOCATION_NONE,
            .node = v,
            .options = node_options(options, (size_t)v, options->nodes[v].least_loss + left,
                                    work->has_rows),
        };
        size_t kept = 0;
        for (size_t k = 0; k < part.options.count; k++) {
            struct option change = part_change(work, v, part.options.items[k]);
            if (change.loss >= 0 && !changes_use(work, &change))
                continue;
            part.options.items[kept++] = part.options.items[k];
            part.loss = change.loss < part.loss ? change.loss : part.loss;
        }
        part.options.count = kept;
        if (part.options.count > 0)
            *ARENA_PUSH(&options->scratch, work->components, work->count, capacity) = part;
    }
    if (work->count > 0)
        qsort(work->components, work->count, sizeof(*work->components), component_order);
}

static int64_t change_of(const struct option *change, size_t d)
{
    return d ? change->used[d - 1] : change->entered;
}

static void reaches_find(struct work *work)
{
    size_t width = work->options->row_count + 1, cells = width * width;
    work->reaches = ARENA_ARRAY(&work->options->scratch, struct reach, (work->count + 1) * cells);
    work->refunds = ARENA_ARRAY(&work->options->scratch, __int128, work->count + 1);
    for (size_t i = 0; i < cells && work->fill; i++) {
        struct reach *reach = &work->reaches[work->count * cells + i];
        fill_reach(work->fill, i / width, i % width, &reach->down, &reach->up);
    }
    if (work->fill)
        work->refunds[work->count] = fill_refund(work->fill);
    for (size_t c = work->count; c-- > 0;) {
        __int128 loss = work->components[c].loss;
        work->refunds[c] = work->refunds[c + 1] - (loss < 0 ? loss : 0);
        struct reach *reaches = &work->reaches[c * cells];
        const struct component *component = &work->components[c];
        for (size_t k = 0; k < component_changes(component); k++) {
            struct option change = component_change(work, component, k);
            for (size_t i = 0; i < cells; i++) {
                size_t d = i / width, e = i % width;
                int64_t by = change_of(&change, d) - (d == e ? 0 : change_of(&change, e));
                reaches[i].down = larger(reaches[i].down, -by);
                reaches[i].up = larger(reaches[i].up, by);
            }
        }
        for (size_t i = 0; i < cells; i++) {
            reaches[i].down += reaches[i + cells].down;
            reaches[i].up += reaches[i + cells].up;
        }
    }
}

/* All changes are multiples of one amount: so much at least of each limit stays unused whatever is done. */
static __int128 unused_loss(const struct work *work, const struct option *start)
{
    const struct option_node *node = node_at(work);
    int64_t grain = 0;
    __int128 loss = 0;
    for (size_t c = 0; c < work->count; c++)
        for (size_t k = 0; k < component_changes(&work->components[c]); k++)
            grain = option_divisor(grain, component_change(work, &work->components[c], k).entered);
    if (grain > 0 && is_limited(node))
        loss = (__int128)node->limit_price *
               (((node->limit - start->entered) % grain + grain) % grain);
    return loss;
}

/* Nothing changed. */
static const struct option *start_new(struct work *work)
{
    struct options *options = work->options;
    const struct option_node *node = node_at(work);
    struct option start = { .entered = node->fixed, .item = ALLOCATION_NONE,
                            .node = ALLOCATION_NONE };
    for (size_t i = node->begin; i < node->end; i++) {
        const struct option_item *item = &options->items[i];
        start.entered += item->is_taken ? item->least : 0;
        start.loss += item->is_taken == (item->gain > 0) ? 0 : -item_loss(item);
        for (size_t r = 0; r < options->row_count; r++)
            start.used[r] += item->is_taken && item->rows >> r & 1 ? item->least : 0;
    }
    for (int32_t v = node->first; v != ALLOCATION_NONE; v = options->nodes[v].next) {
        const struct option *best = options->nodes[v].best;
        start.loss += best->loss;
        start.entered += best->entered;
        for (size_t r = 0; r < options->row_count; r++)
            start.used[r] += best->used[r];
        work->base += options->nodes[v].least_loss;
    }
    struct option *copy = ARENA_NEW(&options->scratch, struct option);
    *copy = start;
    return copy;
}

/* --- a node ------------------------------------------------------------------------------------------ */

static size_t list_most(const struct work *work)
{
    size_t most = work->options->list_max;
    if (node_at(work)->first != ALLOCATION_NONE || work->node == 0)
        return most;
    return work->is_best || most > LIST_MAX / PARTS_PER_LIST ? LIST_MAX : most * PARTS_PER_LIST;
}

static struct list work_run(struct work *work)
{
    const struct list list_none = { 0 };
    struct options *options = work->options;
    work->first_budget = work->budget;
    struct list list = { .items = spare_find(work, list_none, list_none, 1) };
    const struct option *start = start_new(work);
    components_find(work);
    reaches_find(work);
    if (work->is_best) {
        work->enough = work->base + unused_loss(work, start);
        best_note(work, start);
    } else {
        work->enough = work->budget;
    }
    list.items[list.count++] = start;
    for (size_t c = 0; c < work->count && work->budget >= work->enough; c++) {
        const struct component *component = &work->components[c];
        struct list before = list;
        for (size_t k = 0; k < component_changes(component); k++) {
            struct option change = component_change(work, component, k);
            list = list_merge(work, list, before, &change, c + 1, k == 0);
            options->is_stopped = work->has_rows && options->steps > options->step_max;
            if (options->is_stopped) /* what there is by now is possible, but not all */
                break;
        }
        list_cut(work, &list, list_most(work), c + 1);
        if (options->is_stopped && work->budget >= work->enough)
            break;
    }
    if (work->is_best && work->budget < work->enough)
        options->cut_slack = -1; /* nothing of what was cut off is better */
    return list;
}

/* Options of a node are made in an order that is always the same. */
static int loss_order(const void *a, const void *b)
{
    const struct option *x = *(const struct option *const *)a;
    const struct option *y = *(const struct option *const *)b;
    if (x->loss != y->loss)
        return x->loss < y->loss ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

struct order {
    const struct work *work;
    int64_t price;
};

static int finished_order(const void *a, const void *b, void *context)
{
    const struct order *order = context;
    const struct option *x = *(const struct option *const *)a;
    const struct option *y = *(const struct option *const *)b;
    int by_key = key_compare(order->work, x, y);
    if (by_key != 0)
        return by_key;
    return loss_order(a, b);
}

/* All finished options of a node inside the whole that lose no more than `budget`. */
static struct list node_options(struct options *options, size_t index, __int128 budget,
                                bool has_rows)
{
    struct work work = {
        .options = options, .node = index, .has_rows = has_rows, .budget = budget
    };
    struct list made = work_run(&work), finished = { 0 };
    finished.items = ARENA_ARRAY(&options->scratch, const struct option *, made.count + 1);
    for (size_t k = 0; k < made.count; k++) {
        struct option option = *made.items[k];
        option.loss = finished_loss(&work, made.items[k], &option.entered);
        option.before = made.items[k];
        option.item = option.node = ALLOCATION_NONE;
        option.part = NULL;
        if (option.loss >= 0 && option.loss <= budget)
            finished.items[finished.count++] = option_new(&work, &option);
    }
    if (finished.count > options->list_max / PARTS_PER_LIST) {
        qsort(finished.items, finished.count, sizeof(struct option *), loss_order);
        finished.count = options->list_max / PARTS_PER_LIST;
        __int128 slack = budget - finished.items[finished.count]->loss;
        options->cut_slack = slack > options->cut_slack ? slack : options->cut_slack;
    }
    struct order order = { &work, option_node_price(&options->nodes[options->nodes[index].parent]) };
    qsort_r(finished.items, finished.count, sizeof(struct option *), finished_order, &order);
    struct growing growing = { .list.items = spare_find(&work, made, finished, finished.count + 1),
                               .price = order.price };
    for (size_t k = 0; k < finished.count; k++)
        list_push(&work, &growing, finished.items[k], false);
    return growing.list;
}

static const struct option *option_keep(struct options *options, const struct option *option)
{
    struct option *kept = NULL, **link = &kept;
    for (; option; option = option->before) {
        *link = ARENA_NEW(options->arena, struct option);
        **link = *option;
        (*link)->part = option->part ? option_keep(options, option->part) : NULL;
        link = (struct option **)(uintptr_t)&(*link)->before;
    }
    return kept;
}

/* A budget that about FIRST_CHANGES items' changes are within, each alone. */
static __int128 first_budget(const struct options *options, const struct option_node *node)
{
    __int128 least[FIRST_CHANGES];
    size_t count = 0;
    for (size_t i = node->begin; i < node->end; i++) {
        __int128 loss = item_loss(&options->items[i]);
        size_t at = count < FIRST_CHANGES ? count++ : FIRST_CHANGES;
        for (; at > 0 && least[at - 1] > loss; at--)
            if (at < FIRST_CHANGES)
                least[at] = least[at - 1];
        if (at < FIRST_CHANGES)
            least[at] = loss;
    }
    __int128 unit = (__int128)1 << options->shift;
    return count == 0 || least[count - 1] < unit ? unit : least[count - 1];
}

/* Nobody in the node is taken: that is always possible. */
static const struct option *option_of_nobody(struct options *options, size_t index)
{
    const struct option_node *node = &options->nodes[index];
    struct work work = { .options = options, .node = index };
    struct option *option = ARENA_NEW(options->arena, struct option);
    *option = (struct option){ .entered = node->fixed, .item = ALLOCATION_NONE,
                               .node = ALLOCATION_NONE };
    for (size_t i = node->begin; i < node->end; i++) {
        if (!options->items[i].is_taken)
            continue;
        struct option *more = ARENA_NEW(options->arena, struct option);
        *more = *option;
        more->before = option;
        more->item = (int32_t)i;
        more->part = NULL;
        more->node = ALLOCATION_NONE;
        more->loss += item_loss(&options->items[i]);
        option = more;
    }
    for (int32_t v = node->first; v != ALLOCATION_NONE; v = options->nodes[v].next) {
        struct option *more = ARENA_NEW(options->arena, struct option);
        *more = *option;
        more->before = option;
        more->item = ALLOCATION_NONE;
        more->part = option_of_nobody(options, (size_t)v);
        more->node = v;
        more->loss += more->part->loss;
        more->entered += more->part->entered;
        option = more;
    }
    option->loss = finished_loss(&work, option, &option->entered);
    require(option->loss >= 0);
    return option;
}

/* One try at a node; false: no option loses so little more than its inner groups must. */
static bool node_try(struct options *options, size_t index, __int128 above)
{
    struct option_node *node = &options->nodes[index];
    struct work work = { .options = options, .node = index, .is_best = true, .budget = above };
    for (int32_t v = node->first; v != ALLOCATION_NONE; v = options->nodes[v].next)
        work.budget += options->nodes[v].least_loss;
    options->cut_slack = -1;
    (void)work_run(&work);
    __int128 bound = work.first_budget - options->cut_slack; /* of what was cut off */
    node->least_loss = bound;
    if (!work.best)
        return false;
    struct option best = *work.best;
    best.loss = finished_loss(&work, work.best, &best.entered);
    node->least_loss = best.loss < bound ? best.loss : bound;
    best.before = work.best;
    best.item = best.node = ALLOCATION_NONE;
    best.part = NULL;
    node->best = option_keep(options, &best);
    return true;
}

static void node_evaluate(struct options *options, size_t index)
{
    struct option_node *node = &options->nodes[index];
    __int128 above = first_budget(options, node), cut_slack = options->cut_slack;
    bool is_found = false;
    for (int k = 0; k < TRIES_MAX && !is_found; k++, above *= BUDGET_GROWTH) {
        struct arena_mark mark = arena_mark(&options->scratch);
        is_found = node_try(options, index, above);
        arena_release(&options->scratch, mark);
    }
    if (!is_found)
        node->best = option_of_nobody(options, index);
    options->cut_slack = cut_slack;
}

__int128 options_evaluate(struct options *options)
{
    __int128 sum = 0;
    for (size_t v = options->node_count; v-- > 1;) {
        node_evaluate(options, v);
        if (options->nodes[v].parent == 0)
            sum += options->nodes[v].least_loss;
    }
    return sum;
}

const struct option *options_best(struct options *options, __int128 budget)
{
    struct work work = { .options = options, .has_rows = true, .budget = budget };
    __int128 base = 0;
    for (int32_t v = options->nodes[0].first; v != ALLOCATION_NONE; v = options->nodes[v].next)
        base += options->nodes[v].least_loss;
    options->cut_slack = -1;
    work.fill = fill_new(options, budget - base);
    struct list plans = work_run(&work);
    return fill_best(work.fill, plans.items, plans.count, base, budget);
}

static void node_taken(const struct options *options, size_t index, const struct option *option,
                       bool *taken)
{
    const struct option_node *node = &options->nodes[index];
    for (size_t i = node->begin; i < node->end; i++)
        taken[options->items[i].applicant] = options->items[i].is_taken;
    for (int32_t v = node->first; v != ALLOCATION_NONE; v = options->nodes[v].next)
        node_taken(options, (size_t)v, options->nodes[v].best, taken);
    for (; option; option = option->before) {
        if (option->item != ALLOCATION_NONE)
            taken[options->items[option->item].applicant] ^= true;
        if (option->part)
            node_taken(options, (size_t)option->node, option->part, taken);
    }
}

void options_taken(const struct options *options, const struct option *option, bool *taken)
{
    node_taken(options, 0, option, taken);
}
