/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/flow.h"

#include <inttypes.h>

#define NONE UINT32_MAX
#define SUPPLY_SUM_MAX ((int64_t)1 << 60)
#define CAPACITY_SUM_MAX ((int64_t)1 << 61)
enum { BLOCK_MIN_ARCS = 16 };

/* What pricing reads of an arc; its capacity and flow stand apart to keep the scan dense. */
struct arc {
    uint32_t from, to;
    int64_t cost;
};

/* Where a non-tree arc's flow stands. The value is the sign that makes an improving arc's reduced
 * cost negative. */
enum arc_place { AT_CAPACITY = -1, IN_TREE = 0, AT_ZERO = 1 };

struct tree_node {
    uint32_t parent, arc;                 /* the tree arc between the node and its parent */
    uint32_t child, next_twin, prev_twin; /* its children form a doubly linked list */
    uint32_t depth;
};

/* Arcs 0 … node_count-1 are artificial, the i-th between node i and the root; the caller's k-th arc
 * stands at node_count + k. The root is node number node_count. */
struct flow {
    struct arena *arena;
    uint32_t node_count, arc_count, arc_capacity;
    int64_t cost_max, capacity_sum;
    int64_t *supplies, *potentials;
    struct tree_node *nodes;
    struct arc *arcs;
    int8_t *places;
    int64_t *capacities, *flows;
    uint32_t next_priced; /* where the block search goes on */
    uint64_t pivot_count;
    enum flow_state state;
    bool is_planted; /* there is a tree */
};

/* A pivot: `first` → … along the entering arc's gain … → `second`; flow goes from the join down to
 * `first`, over the entering arc, and from `second` back up to the join. */
struct pivot {
    uint32_t entering, first, second, join;
    uint32_t leaving_node; /* the leaving arc is this node's tree arc; NONE: the entering arc */
    bool leaves_first_side;
    int64_t amount;
};

enum err_code flow_new(struct arena *arena, size_t node_count, int64_t cost_max,
                       struct flow **ret_flow, struct err *err)
{
    int64_t path_cost;
    if (node_count >= INT32_MAX || cost_max < 0 ||
        __builtin_mul_overflow((int64_t)node_count + 1, cost_max, &path_cost) ||
        path_cost > FLOW_PATH_COST_MAX)
        return err_set(err, ERR_LIMIT, MSG_FLOW_TOO_LARGE, err_int((int64_t)node_count),
                       err_int(cost_max));
    struct flow *flow = ARENA_NEW(arena, struct flow);
    flow->arena = arena;
    flow->node_count = (uint32_t)node_count;
    flow->cost_max = cost_max;
    flow->supplies = ARENA_ARRAY(arena, int64_t, node_count + 1);
    flow->potentials = ARENA_ARRAY(arena, int64_t, node_count + 1);
    flow->nodes = ARENA_ARRAY(arena, struct tree_node, node_count + 1);
    flow->arc_capacity = flow->arc_count = flow->node_count;
    flow->arcs = ARENA_ARRAY(arena, struct arc, node_count);
    flow->places = ARENA_ARRAY(arena, int8_t, node_count);
    flow->capacities = ARENA_ARRAY(arena, int64_t, node_count);
    flow->flows = ARENA_ARRAY(arena, int64_t, node_count);
    flow->next_priced = flow->node_count;
    *ret_flow = flow;
    return ERR_OK;
}

void flow_supply_set(struct flow *flow, uint32_t node, int64_t supply)
{
    require(!flow->is_planted && node < flow->node_count);
    require(supply >= -SUPPLY_SUM_MAX && supply <= SUPPLY_SUM_MAX);
    flow->supplies[node] = supply;
}

static void *widened(struct flow *flow, const void *items, size_t wider, size_t size)
{
    void *copy = arena_alloc(flow->arena, wider, size);
    if (flow->arc_count)
        memcpy(copy, items, flow->arc_count * size);
    return copy;
}

uint32_t flow_arc_add(struct flow *flow, uint32_t from, uint32_t to, int64_t capacity, int64_t cost)
{
    require(from < flow->node_count && to < flow->node_count && from != to);
    require(capacity >= 0 && cost >= -flow->cost_max && cost <= flow->cost_max);
    if (capacity != FLOW_UNBOUNDED) {
        require(capacity <= CAPACITY_SUM_MAX - flow->capacity_sum);
        flow->capacity_sum += capacity;
    }
    if (flow->arc_count == flow->arc_capacity) {
        require(flow->arc_count < UINT32_MAX / 4);
        uint32_t wider = flow->arc_capacity * 2 + 64;
        flow->arcs = widened(flow, flow->arcs, wider, sizeof(*flow->arcs));
        flow->places = widened(flow, flow->places, wider, sizeof(*flow->places));
        flow->capacities = widened(flow, flow->capacities, wider, sizeof(*flow->capacities));
        flow->flows = widened(flow, flow->flows, wider, sizeof(*flow->flows));
        flow->arc_capacity = wider;
    }
    uint32_t arc = flow->arc_count++;
    flow->arcs[arc] = (struct arc){ .from = from, .to = to, .cost = cost };
    flow->places[arc] = AT_ZERO;
    flow->capacities[arc] = capacity;
    return arc - flow->node_count;
}

static void tree_attach(struct flow *flow, uint32_t node, uint32_t parent)
{
    struct tree_node *it = &flow->nodes[node], *above = &flow->nodes[parent];
    it->parent = parent;
    it->prev_twin = NONE;
    it->next_twin = above->child;
    if (above->child != NONE)
        flow->nodes[above->child].prev_twin = node;
    above->child = node;
}

static void tree_detach(struct flow *flow, uint32_t node)
{
    const struct tree_node *it = &flow->nodes[node];
    if (it->prev_twin != NONE)
        flow->nodes[it->prev_twin].next_twin = it->next_twin;
    else
        flow->nodes[it->parent].child = it->next_twin;
    if (it->next_twin != NONE)
        flow->nodes[it->next_twin].prev_twin = it->prev_twin;
}

static uint32_t other_end(const struct flow *flow, uint32_t arc, uint32_t node)
{
    return flow->arcs[arc].from == node ? flow->arcs[arc].to : flow->arcs[arc].from;
}

/* The node after `node` when the tree below `top` is walked, parents first; NONE at the end. */
static uint32_t tree_next(const struct flow *flow, uint32_t node, uint32_t top)
{
    const struct tree_node *nodes = flow->nodes;
    if (nodes[node].child != NONE)
        return nodes[node].child;
    while (node != top && nodes[node].next_twin == NONE)
        node = nodes[node].parent;
    return node == top ? NONE : nodes[node].next_twin;
}

/* Links each node by its arc, or by its artificial arc to the root. Fills order[] with the nodes,
 * parents first, and returns how many the root reaches: all of them if it is a tree. */
static uint32_t tree_link(struct flow *flow, const uint32_t *tree_arcs, uint32_t *order)
{
    uint32_t root = flow->node_count, count = 0;
    flow->nodes[root] = (struct tree_node){
        .parent = NONE, .arc = NONE, .child = NONE, .next_twin = NONE, .prev_twin = NONE
    };
    flow->potentials[root] = 0;
    for (uint32_t i = 0; i < root; i++) {
        bool is_given = tree_arcs && tree_arcs[i] != FLOW_NO_ARC;
        flow->nodes[i] =
            (struct tree_node){ .arc = is_given ? root + tree_arcs[i] : i, .child = NONE };
        flow->arcs[i] = (struct arc){ .from = i, .to = root };
        flow->capacities[i] = FLOW_UNBOUNDED;
        flow->flows[i] = 0;
    }
    for (uint32_t i = root; i-- > 0;) {
        uint32_t arc = flow->nodes[i].arc;
        require(arc < flow->arc_count);
        require(flow->arcs[arc].from == i || flow->arcs[arc].to == i);
        tree_attach(flow, i, other_end(flow, arc, i));
    }
    for (uint32_t node = root; node != NONE; node = tree_next(flow, node, root))
        order[count++] = node;
    return count;
}

/* Gives each tree arc the flow that what is below it needs; `left` has each node's supply less what
 * full arcs take from it. False where a capacity is broken or nothing more could go up the tree. */
static bool tree_fill(struct flow *flow, const uint32_t *order, int64_t *left)
{
    uint32_t root = flow->node_count;
    for (uint32_t i = root; i > 0; i--) {
        uint32_t node = order[i], arc = flow->nodes[node].arc;
        if (arc < root && left[node] < 0)
            flow->arcs[arc] = (struct arc){ .from = root, .to = node };
        bool up = flow->arcs[arc].from == node;
        int64_t amount = up ? left[node] : -left[node];
        if (flow->places[arc] != AT_ZERO || amount < 0 || amount > flow->capacities[arc] ||
            amount == (up ? flow->capacities[arc] : 0))
            return false;
        flow->flows[arc] = amount;
        flow->places[arc] = IN_TREE;
        left[flow->nodes[node].parent] += left[node];
    }
    return true;
}

/* Potentials and depths from the root down. The artificial arcs cost more than any path. */
static void tree_price(struct flow *flow, const uint32_t *order)
{
    uint32_t root = flow->node_count;
    for (uint32_t i = 0; i < root; i++)
        flow->arcs[i].cost = ((int64_t)root + 1) * flow->cost_max + 1;
    for (uint32_t i = 1; i <= root; i++) {
        struct tree_node *node = &flow->nodes[order[i]];
        const struct arc *arc = &flow->arcs[node->arc];
        bool up = arc->from == order[i];
        flow->potentials[order[i]] = flow->potentials[node->parent] + (up ? -arc->cost : arc->cost);
        node->depth = flow->nodes[node->parent].depth + 1;
    }
}

static bool tree_plant(struct flow *flow, const uint32_t *tree_arcs, const uint32_t *full_arcs,
                       size_t full_count)
{
    struct arena_mark mark = arena_mark(flow->arena);
    uint32_t *order = ARENA_ARRAY(flow->arena, uint32_t, flow->node_count + 1);
    int64_t *left = ARENA_ARRAY(flow->arena, int64_t, flow->node_count + 1);
    for (uint32_t i = 0; i < flow->node_count; i++)
        left[i] = flow->supplies[i];
    for (uint32_t i = 0; i < flow->arc_count; i++) {
        flow->places[i] = AT_ZERO;
        flow->flows[i] = 0;
    }
    for (size_t i = 0; i < full_count; i++) {
        uint32_t arc = flow->node_count + full_arcs[i];
        require(arc < flow->arc_count && flow->capacities[arc] != FLOW_UNBOUNDED);
        require(flow->places[arc] == AT_ZERO); /* named once */
        flow->places[arc] = AT_CAPACITY;
        flow->flows[arc] = flow->capacities[arc];
        left[flow->arcs[arc].from] -= flow->capacities[arc];
        left[flow->arcs[arc].to] += flow->capacities[arc];
    }
    bool holds =
        tree_link(flow, tree_arcs, order) == flow->node_count + 1 && tree_fill(flow, order, left);
    if (holds)
        tree_price(flow, order);
    arena_release(flow->arena, mark);
    return holds;
}

static int64_t reduced_cost(const struct flow *flow, uint32_t arc)
{
    const struct arc *a = &flow->arcs[arc];
    return a->cost + flow->potentials[a->from] - flow->potentials[a->to];
}

/* The best arc of [begin, end) that is better than *best, or `entering` unchanged. */
static uint32_t price_range(const struct flow *flow, uint32_t begin, uint32_t end, int64_t *best,
                            uint32_t entering)
{
    const struct arc *arcs = flow->arcs;
    const int64_t *potentials = flow->potentials;
    for (uint32_t i = begin; i < end; i++) {
        int64_t gain =
            flow->places[i] * (arcs[i].cost + potentials[arcs[i].from] - potentials[arcs[i].to]);
        if (gain < *best) {
            *best = gain;
            entering = i;
        }
    }
    return entering;
}

/* Block search: the best arc of the next block that holds an improving one, going round. NONE: no
 * arc improves, the flow is optimal. */
static uint32_t entering_find(struct flow *flow, uint32_t block_size)
{
    uint32_t first = flow->node_count, left = flow->arc_count - first;
    uint32_t at = flow->next_priced, entering = NONE;
    int64_t best = 0;
    while (left > 0) {
        uint32_t run = flow->arc_count - at;
        if (run > block_size)
            run = block_size;
        if (run > left)
            run = left;
        entering = price_range(flow, at, at + run, &best, entering);
        left -= run;
        at += run;
        if (at == flow->arc_count)
            at = first;
        if (entering != NONE)
            break;
    }
    flow->next_priced = at;
    return entering;
}

/* What can still be pushed over a node's tree arc, towards its parent or away from it. */
static int64_t residual(const struct flow *flow, uint32_t node, bool towards_parent)
{
    uint32_t arc = flow->nodes[node].arc;
    if ((flow->arcs[arc].from == node) != towards_parent)
        return flow->flows[arc];
    if (flow->capacities[arc] == FLOW_UNBOUNDED)
        return FLOW_UNBOUNDED;
    return flow->capacities[arc] - flow->flows[arc];
}

/* Goes round the cycle that the entering arc closes. Of several arcs that block first, the last one
 * in the direction of the flow, counted from the join, leaves: that keeps the tree strongly
 * feasible (W. H. Cunningham, A network simplex method, Mathematical Programming 11, 1976). */
static struct pivot pivot_find(const struct flow *flow, uint32_t entering)
{
    const struct arc *arc = &flow->arcs[entering];
    bool forward = flow->places[entering] == AT_ZERO;
    struct pivot pivot = { .entering = entering,
                           .first = forward ? arc->from : arc->to,
                           .second = forward ? arc->to : arc->from,
                           .leaving_node = NONE,
                           .amount = flow->capacities[entering] };
    const struct tree_node *nodes = flow->nodes;
    uint32_t down = pivot.first, up = pivot.second, up_node = NONE;
    int64_t up_amount = FLOW_UNBOUNDED;
    while (down != up) {
        if (nodes[down].depth >= nodes[up].depth) {
            int64_t room = residual(flow, down, false);
            if (room < pivot.amount) {
                pivot.amount = room;
                pivot.leaving_node = down;
                pivot.leaves_first_side = true;
            }
            down = nodes[down].parent;
        } else {
            int64_t room = residual(flow, up, true);
            if (room <= up_amount) {
                up_amount = room;
                up_node = up;
            }
            up = nodes[up].parent;
        }
    }
    pivot.join = down;
    if (up_node != NONE && up_amount <= pivot.amount) {
        pivot.amount = up_amount;
        pivot.leaving_node = up_node;
        pivot.leaves_first_side = false;
    }
    return pivot;
}

static void path_push(struct flow *flow, uint32_t node, uint32_t join, bool towards_parent,
                      int64_t amount)
{
    for (; node != join; node = flow->nodes[node].parent) {
        uint32_t arc = flow->nodes[node].arc;
        bool with_arc = (flow->arcs[arc].from == node) == towards_parent;
        flow->flows[arc] += with_arc ? amount : -amount;
    }
}

static void pivot_push(struct flow *flow, const struct pivot *pivot)
{
    if (pivot->amount == 0)
        return;
    flow->flows[pivot->entering] += flow->places[pivot->entering] * pivot->amount;
    path_push(flow, pivot->first, pivot->join, false, pivot->amount);
    path_push(flow, pivot->second, pivot->join, true, pivot->amount);
}

/* The subtree below the leaving arc turns over: the entering arc's end in it becomes its top and
 * hangs on the other end; the arcs on the path between old and new top change owner. */
static void tree_rehang(struct flow *flow, uint32_t new_top, uint32_t old_top, uint32_t parent,
                        uint32_t arc)
{
    for (uint32_t node = new_top;;) {
        uint32_t old_parent = flow->nodes[node].parent, old_arc = flow->nodes[node].arc;
        tree_detach(flow, node);
        tree_attach(flow, node, parent);
        flow->nodes[node].arc = arc;
        if (node == old_top)
            return;
        parent = node;
        arc = old_arc;
        node = old_parent;
    }
}

/* Shifts the potentials of a subtree and counts its depths anew. */
static void subtree_update(struct flow *flow, uint32_t top, int64_t shift)
{
    struct tree_node *nodes = flow->nodes;
    for (uint32_t node = top; node != NONE; node = tree_next(flow, node, top)) {
        flow->potentials[node] += shift;
        nodes[node].depth = nodes[nodes[node].parent].depth + 1;
    }
}

static void pivot_apply(struct flow *flow, const struct pivot *pivot)
{
    pivot_push(flow, pivot);
    int8_t *place = &flow->places[pivot->entering];
    if (pivot->leaving_node == NONE) { /* from one bound to the other; the tree stays */
        *place = (int8_t) - *place;
        return;
    }
    uint32_t leaving = flow->nodes[pivot->leaving_node].arc;
    uint32_t inner = pivot->leaves_first_side ? pivot->first : pivot->second;
    uint32_t outer = pivot->leaves_first_side ? pivot->second : pivot->first;
    int64_t cost = reduced_cost(flow, pivot->entering);
    bool from_inner = flow->arcs[pivot->entering].from == inner;
    tree_rehang(flow, inner, pivot->leaving_node, outer, pivot->entering);
    flow->places[leaving] = flow->flows[leaving] == 0 ? AT_ZERO : AT_CAPACITY;
    *place = IN_TREE;
    subtree_update(flow, inner, from_inner ? -cost : cost);
}

static uint32_t block_size_for(uint32_t arc_count)
{
    uint32_t root = 1;
    while ((uint64_t)root * root < arc_count)
        root++;
    return root < BLOCK_MIN_ARCS ? BLOCK_MIN_ARCS : root;
}

static bool supplies_balance(const struct flow *flow)
{
    int64_t sum = 0, positive = 0;
    for (uint32_t i = 0; i < flow->node_count; i++) {
        sum += flow->supplies[i]; /* within ±2^60 per node, checked before it can grow further */
        positive += flow->supplies[i] > 0 ? flow->supplies[i] : 0;
        require(positive <= SUPPLY_SUM_MAX && sum >= -2 * SUPPLY_SUM_MAX);
    }
    return sum == 0;
}

bool flow_start(struct flow *flow, const uint32_t *tree_arcs, const uint32_t *full_arcs,
                size_t full_count)
{
    require(!flow->is_planted);
    flow->is_planted = supplies_balance(flow) && tree_plant(flow, tree_arcs, full_arcs, full_count);
    return flow->is_planted;
}

enum flow_state flow_solve(struct flow *flow)
{
    if (!flow->is_planted) {
        if (!supplies_balance(flow))
            return flow->state = FLOW_INFEASIBLE;
        flow->is_planted = tree_plant(flow, NULL, NULL, 0);
    }
    uint32_t block_size = block_size_for(flow->arc_count - flow->node_count);
    for (;;) {
        uint32_t entering = entering_find(flow, block_size);
        if (entering == NONE)
            break;
        struct pivot pivot = pivot_find(flow, entering);
        if (pivot.amount == FLOW_UNBOUNDED)
            return flow->state = FLOW_UNLIMITED;
        pivot_apply(flow, &pivot);
        flow->pivot_count++;
    }
    flow->state = FLOW_OPTIMAL;
    for (uint32_t i = 0; i < flow->node_count; i++)
        if (flow->flows[i] != 0)
            flow->state = FLOW_INFEASIBLE;
    return flow->state;
}

size_t flow_arc_count(const struct flow *flow)
{
    return flow->arc_count - flow->node_count;
}

int64_t flow_arc_ends(const struct flow *flow, uint32_t arc, uint32_t *ret_from, uint32_t *ret_to)
{
    require(arc < flow_arc_count(flow));
    *ret_from = flow->arcs[flow->node_count + arc].from;
    *ret_to = flow->arcs[flow->node_count + arc].to;
    return flow->capacities[flow->node_count + arc];
}

int64_t flow_on(const struct flow *flow, uint32_t arc)
{
    require(arc < flow->arc_count - flow->node_count);
    return flow->flows[flow->node_count + arc];
}

enum err_code flow_cost(const struct flow *flow, int64_t *ret_cost, struct err *err)
{
    __int128 sum = 0;
    for (uint32_t i = flow->node_count; i < flow->arc_count; i++)
        sum += (__int128)flow->arcs[i].cost * flow->flows[i];
    if (sum > INT64_MAX || sum < INT64_MIN)
        return err_set(err, ERR_LIMIT, MSG_FLOW_TOO_LARGE, err_int(flow->node_count),
                       err_int(flow->cost_max));
    *ret_cost = (int64_t)sum;
    return ERR_OK;
}

int64_t flow_potential(const struct flow *flow, uint32_t node)
{
    require(node < flow->node_count);
    return flow->potentials[node];
}

uint64_t flow_pivot_count(const struct flow *flow)
{
    return flow->pivot_count;
}

bool flow_certified(const struct flow *flow)
{
    if (flow->state != FLOW_OPTIMAL)
        return false;
    struct arena_mark mark = arena_mark(flow->arena);
    int64_t *left = ARENA_ARRAY(flow->arena, int64_t, flow->node_count);
    bool holds = true;
    for (uint32_t i = 0; i < flow->node_count; i++)
        left[i] = flow->supplies[i];
    for (uint32_t i = flow->node_count; i < flow->arc_count; i++) {
        int64_t amount = flow->flows[i], cost = reduced_cost(flow, i);
        holds &= amount >= 0 && amount <= flow->capacities[i];
        holds &= cost >= 0 || amount == flow->capacities[i];
        holds &= cost <= 0 || amount == 0;
        left[flow->arcs[i].from] -= amount;
        left[flow->arcs[i].to] += amount;
    }
    for (uint32_t i = 0; i < flow->node_count; i++)
        holds &= left[i] == 0;
    arena_release(flow->arena, mark);
    return holds;
}

void flow_dimacs(const struct flow *flow, struct buf *out)
{
    int64_t unbounded = flow->capacity_sum;
    for (uint32_t i = 0; i < flow->node_count; i++)
        unbounded += flow->supplies[i] > 0 ? flow->supplies[i] : 0;
    buf_printf(out, "p min %" PRIu32 " %zu\n", flow->node_count, flow_arc_count(flow));
    for (uint32_t i = 0; i < flow->node_count; i++)
        if (flow->supplies[i] != 0)
            buf_printf(out, "n %" PRIu32 " %" PRId64 "\n", i + 1, flow->supplies[i]);
    for (uint32_t i = flow->node_count; i < flow->arc_count; i++) {
        int64_t capacity = flow->capacities[i];
        buf_printf(out, "a %" PRIu32 " %" PRIu32 " 0 %" PRId64 " %" PRId64 "\n",
                   flow->arcs[i].from + 1, flow->arcs[i].to + 1,
                   capacity == FLOW_UNBOUNDED ? unbounded : capacity, flow->arcs[i].cost);
    }
}
