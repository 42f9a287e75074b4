/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation_fill.h"

#include <stdlib.h>

enum {
    DIMENSIONS = OPTION_ROWS_MAX + 1,
    NEVER = -1,
    CHANGES_PER_LIST = 4, /* lists along a line may be so much longer than those of groups' options */
};

/* One item more than another change of the class, beginning with each taken or left as it is. */
struct fill_change {
    __int128 loss;
    int64_t by;                       /* so much more is used */
    const struct fill_change *before; /* NULL: no change */
    int32_t item;
};

struct fill_core {
    __int128 loss;
    int64_t by;
    int32_t item;
};

struct fill_class {
    uint32_t used;    /* bit 0: the whole; bit r + 1: row r */
    uint32_t settled; /* of those, what no later class uses */
    int chief;        /* the dearest of them; NEVER: none */
    bool is_next;     /* those who use its chief are those who use the chief before, and itself */
    __int128 price;
    struct fill_core *core; /* items that may be changed, by loss */
    size_t core_count;
    int64_t down, up;       /* they all can change so much */
    int64_t low, high;      /* further changes are of no use */
    const struct fill_change **changes; /* by what is used, each worth more than those before */
    size_t count;
    __int128 own_price, next_price;   /* of what its chief leaves, of what the chief before leaves to it */
    __int128 *own_least, *next_least; /* loss at no price: of the changes up to each, and from each on */
};

struct fill_state {
    __int128 loss, promised;
    int64_t left[DIMENSIONS];
    const struct fill_change *change; /* of the class before */
    int32_t before;                   /* state */
    uint32_t number;                  /* in the order in which they are made */
};

struct fill_plan {
    const struct option *option;
    __int128 least;
};

struct stage {
    struct fill_state *states;
    size_t count, capacity;
};

struct fill {
    struct options *options;
    struct fill_class *classes;
    struct stage *stages; /* of each class; and what is left at last */
    size_t class_count, dimensions;
    uint32_t untouched; /* what no class uses */
    int64_t limits[DIMENSIONS], prices[DIMENSIONS];
    __int128 most, refund, budget, slack_budget;
    __int128 *rest; /* by class, of the plan looked at: what it and later ones lose at least */
    const struct option *best;
    int32_t *best_items;
    size_t best_count;
};

/* --- classes ------------------------------------------------------------------------------------------- */

static __int128 item_loss(const struct option_item *item)
{
    return item->is_taken ? item->gain : -item->gain;
}

static uint32_t used_by(const struct option_item *item)
{
    return item->rows << 1 | 1;
}

static int class_order(const void *a, const void *b)
{
    const struct fill_class *x = a, *y = b;
    int by_width = __builtin_popcount(y->used) - __builtin_popcount(x->used);
    return by_width != 0 ? by_width : (x->used > y->used) - (x->used < y->used);
}

static int core_order(const void *a, const void *b)
{
    const struct fill_core *x = a, *y = b;
    if (x->loss != y->loss)
        return x->loss < y->loss ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static struct fill_class *class_of(struct fill *fill, uint32_t used, size_t *capacity)
{
    for (size_t c = 0; c < fill->class_count; c++)
        if (fill->classes[c].used == used)
            return &fill->classes[c];
    struct fill_class *class =
        ARENA_PUSH(&fill->options->scratch, fill->classes, fill->class_count, *capacity);
    *class = (struct fill_class){ .used = used, .chief = NEVER };
    return class;
}

static void classes_find(struct fill *fill)
{
    struct options *options = fill->options;
    const struct option_node *whole = &options->nodes[0];
    size_t capacity = 0;
    for (size_t i = whole->begin; i < whole->end; i++) {
        __int128 loss = item_loss(&options->items[i]);
        fill->refund += loss < 0 ? -loss : 0;
    }
    for (size_t i = whole->begin; i < whole->end; i++)
        if (item_loss(&options->items[i]) <= fill->most + fill->refund)
            class_of(fill, used_by(&options->items[i]), &capacity)->core_count++;
    if (fill->class_count > 0)
        qsort(fill->classes, fill->class_count, sizeof(*fill->classes), class_order);
    for (size_t c = 0; c < fill->class_count; c++) {
        struct fill_class *class = &fill->classes[c];
        class->core = ARENA_ARRAY(&options->scratch, struct fill_core, class->core_count);
        class->core_count = 0;
    }
    for (size_t i = whole->begin; i < whole->end; i++) {
        const struct option_item *item = &options->items[i];
        __int128 loss = item_loss(item);
        if (loss > fill->most + fill->refund)
            continue;
        struct fill_class *class = class_of(fill, used_by(item), &capacity);
        int64_t by = item->is_taken ? -item->least : item->least;
        class->core[class->core_count++] = (struct fill_core){ loss, by, (int32_t)i };
        class->down += by < 0 ? -by : 0;
        class->up += by > 0 ? by : 0;
    }
}

/* Which class settles what, and what it charges. */
static void classes_chain(struct fill *fill)
{
    uint32_t later = 0;
    for (size_t c = fill->class_count; c-- > 0;) {
        struct fill_class *class = &fill->classes[c];
        class->settled = class->used & ~later;
        later |= class->used;
        qsort(class->core, class->core_count, sizeof(*class->core), core_order);
        for (size_t d = 0; d < fill->dimensions; d++) {
            if (class->used >> d & 1)
                class->price += fill->prices[d];
            if (class->settled >> d & 1 && (class->chief == NEVER || fill->prices[d] > fill->prices[class->chief]))
                class->chief = (int)d;
        }
    }
    fill->untouched = ((uint32_t)1 << fill->dimensions) - 1;
    for (size_t c = 0; c < fill->class_count; c++) {
        struct fill_class *class = &fill->classes[c], *before = class - 1;
        fill->untouched &= ~class->used;
        class->is_next = c > 0 && class->chief != NEVER && before->chief != NEVER;
        for (size_t k = 0; class->is_next && k < c; k++)
            class->is_next = (fill->classes[k].used >> class->chief & 1) ==
                             (fill->classes[k].used >> before->chief & 1);
        if (class->chief != NEVER)
            class->own_price = fill->prices[class->chief];
        if (class->is_next)
            class->next_price = before->own_price /= 2;
    }
}

struct fill *fill_new(struct options *options, __int128 most)
{
    struct fill *fill = ARENA_NEW(&options->scratch, struct fill);
    const struct option_node *whole = &options->nodes[0];
    *fill = (struct fill){ .options = options, .most = most, .dimensions = options->row_count + 1 };
    fill->limits[0] = whole->limit;
    fill->prices[0] = whole->limit_price;
    for (size_t r = 0; r < options->row_count; r++) {
        fill->limits[r + 1] = options->rows[r].limit;
        fill->prices[r + 1] = options->rows[r].price;
    }
    classes_find(fill);
    classes_chain(fill);
    return fill;
}

void fill_reach(const struct fill *fill, size_t d, size_t e, int64_t *ret_down, int64_t *ret_up)
{
    *ret_down = *ret_up = 0;
    for (size_t c = 0; c < fill->class_count; c++) {
        const struct fill_class *class = &fill->classes[c];
        bool is_used = class->used >> d & 1, is_other = d != e && class->used >> e & 1;
        if (is_used == is_other)
            continue;
        *ret_down += is_used ? class->down : class->up;
        *ret_up += is_used ? class->up : class->down;
    }
}

__int128 fill_refund(const struct fill *fill)
{
    return fill->refund;
}

/* --- the list of a class ------------------------------------------------------------------------------- */

static void cut_note(struct fill *fill, __int128 loss)
{
    __int128 slack = fill->slack_budget - loss;
    if (slack > fill->options->cut_slack)
        fill->options->cut_slack = slack;
}

struct growing {
    const struct fill_change **items;
    size_t count;
    __int128 top;
};

/* In order of what is used: a change that uses more must be worth more. */
static void change_push(struct growing *growing, const struct fill_change *change, __int128 price)
{
    __int128 value = price * change->by - change->loss;
    if (growing->count > 0 && value <= growing->top)
        return;
    if (growing->count > 0 && growing->items[growing->count - 1]->by == change->by)
        growing->count--;
    growing->items[growing->count++] = change;
    growing->top = value;
}

/* The list, and each of it with one item more. */
static struct growing list_double(struct fill *fill, const struct fill_class *class, const struct growing *list,
                                  const struct fill_core *core, const struct fill_change **spare,
                                  const int64_t reach[2])
{
    struct growing grown = { .items = spare };
    size_t i = 0, j = 0;
    fill->options->steps += (int64_t)list->count / 2;
    while (i < list->count || j < list->count) {
        bool is_old = j == list->count ||
                      (i < list->count && list->items[i]->by <= list->items[j]->by + core->by);
        struct fill_change next = { 0 };
        const struct fill_change *from = is_old ? list->items[i++] : list->items[j++];
        next.loss = from->loss + (is_old ? 0 : core->loss);
        next.by = from->by + (is_old ? 0 : core->by);
        if (next.loss > fill->most + fill->refund || next.by + reach[1] < class->low ||
            next.by - reach[0] > class->high)
            continue;
        if (!is_old && grown.count > 0 && class->price * next.by - next.loss <= grown.top)
            continue;
        if (!is_old) {
            struct fill_change *made = ARENA_NEW(&fill->options->scratch, struct fill_change);
            *made = next;
            made->before = from;
            made->item = core->item;
            from = made;
        }
        change_push(&grown, from, class->price);
    }
    return grown;
}

/* Until all of the core is in it or the list is long. */
static void class_list(struct fill *fill, struct fill_class *class)
{
    struct arena *arena = &fill->options->scratch;
    size_t most = fill->options->list_max * CHANGES_PER_LIST;
    const struct fill_change **spare = ARENA_ARRAY(arena, const struct fill_change *, 2 * most + 2);
    struct growing list = { .items = ARENA_ARRAY(arena, const struct fill_change *, 2 * most + 2), .count = 1 };
    int64_t reach[2] = { class->down, class->up };
    struct fill_change *none = ARENA_NEW(arena, struct fill_change);
    *none = (struct fill_change){ .item = ALLOCATION_NONE };
    list.items[0] = none;
    for (size_t k = 0; k < class->core_count; k++) {
        const struct fill_core *core = &class->core[k];
        if (list.count > most) {
            cut_note(fill, core->loss - fill->refund);
            break;
        }
        reach[0] -= core->by < 0 ? -core->by : 0;
        reach[1] -= core->by > 0 ? core->by : 0;
        const struct fill_change **free = list.items;
        list = list_double(fill, class, &list, core, spare, reach);
        spare = free;
    }
    class->changes = list.items;
    class->count = list.count;
    class->own_least = ARENA_ARRAY(arena, __int128, class->count + 1);
    class->next_least = ARENA_ARRAY(arena, __int128, class->count + 1);
    for (size_t k = 0; k < class->count; k++) {
        __int128 least = class->changes[k]->loss - class->own_price * class->changes[k]->by;
        class->own_least[k] = k > 0 && class->own_least[k - 1] < least ? class->own_least[k - 1] : least;
    }
    for (size_t k = class->count; k-- > 0;) {
        __int128 least = class->changes[k]->loss + class->next_price * class->changes[k]->by;
        bool is_last = k + 1 == class->count;
        class->next_least[k] = !is_last && class->next_least[k + 1] < least ? class->next_least[k + 1] : least;
    }
}

/* How many changes use no more than `by`. */
static size_t changes_within(const struct fill_class *class, int64_t by)
{
    size_t low = 0, high = class->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (class->changes[middle]->by <= by)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#define LOSS_MAX ((__int128)1 << 120)

/* What a class loses at least where so much of its chief is left for it. */
static __int128 own_loss(const struct fill_class *class, int64_t left)
{
    if (class->chief == NEVER)
        return class->count > 0 ? class->own_least[class->count - 1] : LOSS_MAX;
    size_t within = changes_within(class, left);
    return within > 0 ? class->own_least[within - 1] + class->own_price * left : LOSS_MAX;
}

/* The same where the class before may leave more. */
static __int128 next_loss(const struct fill_class *class, int64_t left)
{
    size_t within = changes_within(class, left);
    __int128 loss = own_loss(class, left);
    if (within < class->count) {
        __int128 more = class->next_least[within] - class->next_price * left;
        loss = more < loss ? more : loss;
    }
    return loss;
}

/* --- a plan of the groups -------------------------------------------------------------------------------- */

static void left_find(const struct fill *fill, const struct option *option, int64_t left[DIMENSIONS])
{
    left[0] = fill->limits[0] - option->entered;
    for (size_t d = 1; d < fill->dimensions; d++)
        left[d] = fill->limits[d] - option->used[d - 1];
}

/* For a class in the middle of the chain: so much would be left for it, did the one before use all of its own. */
static int64_t left_between(const struct fill *fill, size_t c, const int64_t left[DIMENSIONS])
{
    const struct fill_class *class = &fill->classes[c];
    return left[class->chief] - left[(class - 1)->chief];
}

/* What is lost before any class is looked at; below 0: it is not possible. */
static __int128 untouched_loss(const struct fill *fill, const int64_t left[DIMENSIONS])
{
    __int128 loss = 0;
    for (size_t d = 0; d < fill->dimensions; d++) {
        if (!(fill->untouched >> d & 1))
            continue;
        if (left[d] < 0)
            return -1;
        loss += (__int128)fill->prices[d] * left[d];
    }
    return loss;
}

/* Fills fill->rest. Returns what the plan loses at least; LOSS_MAX: it is not possible. */
static __int128 plan_least(struct fill *fill, const struct option *option)
{
    int64_t left[DIMENSIONS];
    left_find(fill, option, left);
    __int128 loss = untouched_loss(fill, left);
    if (loss < 0)
        return LOSS_MAX;
    fill->rest[fill->class_count] = 0;
    for (size_t c = fill->class_count; c-- > 0;) {
        const struct fill_class *class = &fill->classes[c];
        __int128 least = 0;
        if (c == 0)
            least = own_loss(class, class->chief == NEVER ? 0 : left[class->chief]);
        else if (class->is_next)
            least = next_loss(class, left_between(fill, c, left));
        else
            least = -fill->refund;
        if (least == LOSS_MAX)
            return LOSS_MAX;
        fill->rest[c] = fill->rest[c + 1] + least;
    }
    return option->loss + loss + fill->rest[0];
}

/* Which changes of each class could be of use to any of the plans. */
static void classes_narrow(struct fill *fill, const struct option *const *plans, size_t count)
{
    for (size_t c = 0; c < fill->class_count; c++) {
        struct fill_class *class = &fill->classes[c];
        int64_t left[DIMENSIONS];
        class->low = -ALLOCATION_MONEY_MAX;
        class->high = ALLOCATION_MONEY_MAX;
        if (class->chief == NEVER || (c > 0 && !class->is_next))
            continue;
        const struct fill_class *before = class - 1;
        int64_t least = ALLOCATION_MONEY_MAX, most = -ALLOCATION_MONEY_MAX;
        for (size_t k = 0; k < count; k++) {
            left_find(fill, plans[k], left);
            int64_t own = c == 0 ? left[class->chief] : left_between(fill, c, left);
            least = own < least ? own : least;
            most = own > most ? own : most;
        }
        __int128 spare = fill->most + fill->refund, unused = ALLOCATION_MONEY_MAX, before_unused = 0;
        if (fill->prices[class->chief] > 0)
            unused = spare / fill->prices[class->chief];
        if (c > 0)
            before_unused = fill->prices[before->chief] > 0 ? spare / fill->prices[before->chief] : ALLOCATION_MONEY_MAX;
        if (unused < ALLOCATION_MONEY_MAX)
            class->low = least - (int64_t)unused;
        if (before_unused < ALLOCATION_MONEY_MAX)
            class->high = most + (int64_t)before_unused;
    }
}

/* --- state by state -------------------------------------------------------------------------------------- */

static void state_push(struct fill *fill, size_t c, const struct fill_state *state)
{
    struct stage *stage = &fill->stages[c];
    struct fill_state *pushed = ARENA_PUSH(&fill->options->scratch, stage->states, stage->count, stage->capacity);
    *pushed = *state;
    pushed->number = (uint32_t)stage->count;
}

/* Each change of the class that a state allows. */
static void state_expand(struct fill *fill, size_t c, size_t at)
{
    const struct fill_class *class = &fill->classes[c];
    struct fill_state state = fill->stages[c].states[at];
    __int128 unused = 0, price = 0;
    int64_t most = ALLOCATION_MONEY_MAX;
    for (size_t d = 0; d < fill->dimensions; d++) {
        if (!(class->settled >> d & 1))
            continue;
        most = state.left[d] < most ? state.left[d] : most;
        unused += (__int128)fill->prices[d] * state.left[d];
        price += fill->prices[d];
    }
    for (size_t k = changes_within(class, most); k-- > 0;) {
        const struct fill_change *change = class->changes[k];
        __int128 loss = state.loss + unused - price * change->by;
        if (loss - fill->refund + fill->rest[c + 1] > fill->budget)
            break;
        struct fill_state next = state;
        next.loss = loss + change->loss;
        next.change = change;
        next.before = (int32_t)at;
        for (size_t d = 0; d < fill->dimensions; d++)
            next.left[d] -= class->used >> d & 1 ? change->by : 0;
        const struct fill_class *after = class + 1;
        next.promised = next.loss + fill->rest[c + 1];
        if (c + 1 < fill->class_count && after->chief != NEVER)
            next.promised = next.loss + own_loss(after, next.left[after->chief]) + fill->rest[c + 2];
        fill->options->steps++;
        if (next.promised <= fill->budget)
            state_push(fill, c + 1, &next);
    }
}

static int promise_order(const void *a, const void *b)
{
    const struct fill_state *x = a, *y = b;
    if (x->promised != y->promised)
        return x->promised < y->promised ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static int left_order(const void *a, const void *b, void *context)
{
    const struct fill_state *x = a, *y = b;
    size_t d = *(const size_t *)context;
    if (x->left[d] != y->left[d])
        return x->left[d] > y->left[d] ? -1 : 1;
    if (x->loss != y->loss)
        return x->loss < y->loss ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static __int128 state_value(const struct fill *fill, const struct fill_state *state, uint32_t open)
{
    __int128 value = -state->loss;
    for (size_t d = 0; d < fill->dimensions; d++)
        if (open >> d & 1)
            value -= (__int128)fill->prices[d] * state->left[d];
    return value;
}

static bool leaves_no_less(const struct fill *fill, const struct fill_state *a, const struct fill_state *b,
                           uint32_t open)
{
    for (size_t d = 0; d < fill->dimensions; d++)
        if (open >> d & 1 && a->left[d] < b->left[d])
            return false;
    return true;
}

/* Leaves out states beside which another leaves no less of anything and is worth no less. */
static void stage_sift(struct fill *fill, size_t c)
{
    struct stage *stage = &fill->stages[c];
    uint32_t open = 0;
    for (size_t k = c; k < fill->class_count; k++)
        open |= fill->classes[k].used;
    size_t first = open ? (size_t)__builtin_ctz(open) : 0, kept = 0;
    if (stage->count > fill->options->list_max * CHANGES_PER_LIST) {
        qsort(stage->states, stage->count, sizeof(*stage->states), promise_order);
        stage->count = fill->options->list_max * CHANGES_PER_LIST;
        cut_note(fill, stage->states[stage->count].promised);
    }
    if (stage->count > 0)
        qsort_r(stage->states, stage->count, sizeof(*stage->states), left_order, &first);
    size_t top = 0;
    __int128 top_value = 0;
    for (size_t k = 0; k < stage->count; k++) {
        __int128 value = state_value(fill, &stage->states[k], open);
        if (kept > 0 && value <= top_value &&
            leaves_no_less(fill, &stage->states[top], &stage->states[k], open))
            continue;
        stage->states[kept] = stage->states[k];
        if (kept == 0 || value > top_value) {
            top = kept;
            top_value = value;
        }
        kept++;
    }
    stage->count = kept;
}

/* Keeps the best of the last stage, if it is better. */
static void best_keep(struct fill *fill, const struct option *option)
{
    const struct stage *last = &fill->stages[fill->class_count];
    const struct fill_state *best = NULL;
    for (size_t k = 0; k < last->count; k++)
        if (!best || last->states[k].loss < best->loss)
            best = &last->states[k];
    if (!best || best->loss > fill->budget)
        return;
    fill->best = option;
    fill->best_count = 0;
    fill->budget = best->loss - ((__int128)fill->options->grain << fill->options->shift);
    for (size_t c = fill->class_count; c > 0; c--) {
        for (const struct fill_change *change = best->change; change->before; change = change->before)
            fill->best_items[fill->best_count++] = change->item;
        best = &fill->stages[c - 1].states[best->before];
    }
}

static void plan_fill(struct fill *fill, const struct option *option)
{
    struct arena_mark mark = arena_mark(&fill->options->scratch);
    struct fill_state state = { .loss = option->loss };
    left_find(fill, option, state.left);
    state.loss += untouched_loss(fill, state.left);
    for (size_t c = 0; c <= fill->class_count; c++)
        fill->stages[c] = (struct stage){ 0 };
    state_push(fill, 0, &state);
    for (size_t c = 0; c < fill->class_count; c++) {
        for (size_t k = 0; k < fill->stages[c].count; k++)
            state_expand(fill, c, k);
        stage_sift(fill, c + 1);
    }
    best_keep(fill, option);
    arena_release(&fill->options->scratch, mark);
}

/* --- the best ---------------------------------------------------------------------------------------------- */

static int plan_order(const void *a, const void *b)
{
    const struct fill_plan *x = a, *y = b;
    if (x->least != y->least)
        return x->least < y->least ? -1 : 1;
    return (x->option->number > y->option->number) - (x->option->number < y->option->number);
}

/* The best plan with the classes' changes, as an option. */
static const struct option *best_make(const struct fill *fill)
{
    const struct option *best = fill->best;
    for (size_t k = 0; k < fill->best_count; k++) {
        struct option *more = ARENA_NEW(&fill->options->scratch, struct option);
        *more = *best;
        more->before = best;
        more->item = fill->best_items[k];
        more->part = NULL;
        more->node = ALLOCATION_NONE;
        best = more;
    }
    return best;
}

const struct option *fill_best(struct fill *fill, const struct option *const *plans, size_t count,
                               __int128 base, __int128 budget)
{
    struct options *options = fill->options;
    size_t cores = 0, kept = 0;
    if (count == 0)
        return NULL;
    fill->slack_budget = budget - base;
    classes_narrow(fill, plans, count);
    for (size_t c = 0; c < fill->class_count; c++) {
        class_list(fill, &fill->classes[c]);
        cores += fill->classes[c].core_count;
    }
    fill->slack_budget = fill->budget = budget;
    fill->best_items = ARENA_ARRAY(&options->scratch, int32_t, cores + 1);
    fill->rest = ARENA_ARRAY(&options->scratch, __int128, fill->class_count + 1);
    fill->stages = ARENA_ARRAY(&options->scratch, struct stage, fill->class_count + 1);
    struct fill_plan *sorted = ARENA_ARRAY(&options->scratch, struct fill_plan, count + 1);
    for (size_t k = 0; k < count; k++) {
        struct fill_plan plan = { plans[k], plan_least(fill, plans[k]) };
        if (plan.least <= budget)
            sorted[kept++] = plan;
    }
    qsort(sorted, kept, sizeof(*sorted), plan_order);
    for (size_t k = 0; k < kept && sorted[k].least <= fill->budget; k++) {
        if (options->steps > options->step_max) {
            options->is_stopped = true;
            cut_note(fill, sorted[k].least);
            break;
        }
        (void)plan_least(fill, sorted[k].option);
        plan_fill(fill, sorted[k].option);
    }
    return fill->best ? best_make(fill) : NULL;
}
