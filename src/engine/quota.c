/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/quota.h"

#include <stdlib.h>

typedef unsigned __int128 level_t; /* λ · 2^LEVEL_BITS */

enum { LEVEL_BITS = 56, LEVEL_TOP_BITS = 94 };
/* From here on every unit with a weight is full, and those without take as with weight 1. */
#define LEVEL_TOP ((level_t)1 << LEVEL_TOP_BITS)
#define LEVEL_END (2 * LEVEL_TOP)

/* A unit, a group or the whole. Nodes 0 … group_count-1 are the groups, then the whole, then the
 * units. */
struct node {
    int64_t id, weight;
    int64_t lo, hi;       /* as given */
    int64_t least, most;  /* that it can take */
    int64_t value;
    size_t first, count;  /* its children in tree.order */
    int32_t parent;       /* node; QUOTA_NONE for the whole */
    bool is_unit;
    enum quota_binding binding;
};

struct tree {
    struct node *nodes;
    size_t node_count, unit_first;
    int32_t root;
    int32_t *order;       /* the nodes, children of one node together */
    int32_t *upwards;     /* every group before what it lies in, the whole last */
    size_t upwards_count;
};

/* --- the tree ---------------------------------------------------------------------------------- */

static int node_order(const void *a, const void *b, void *context)
{
    const struct node *nodes = context;
    const struct node *x = &nodes[*(const int32_t *)a], *y = &nodes[*(const int32_t *)b];
    if (x->parent != y->parent)
        return x->parent < y->parent ? -1 : 1;
    if (x->is_unit != y->is_unit)
        return x->is_unit ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void check_numbers(const struct node *node)
{
    require(node->weight >= 0 && node->weight <= QUOTA_WEIGHT_MAX);
    require(node->lo >= 0 && node->lo <= QUOTA_VALUE_MAX);
    require(node->hi >= 0 && node->hi <= QUOTA_VALUE_MAX);
}

static void put_nodes(const struct quota_problem *problem, struct tree *tree)
{
    int32_t group_count = (int32_t)problem->group_count;
    for (size_t i = 0; i < problem->group_count; i++) {
        const struct quota_group *group = &problem->groups[i];
        require(group->parent >= QUOTA_NONE && group->parent < group_count);
        tree->nodes[i] =
            (struct node){ .id = group->id, .lo = group->lo, .hi = group->hi,
                           .parent = group->parent == QUOTA_NONE ? tree->root : group->parent };
    }
    tree->nodes[tree->root] =
        (struct node){ .lo = problem->total, .hi = problem->total, .parent = QUOTA_NONE };
    for (size_t i = 0; i < problem->unit_count; i++) {
        const struct quota_unit *unit = &problem->units[i];
        require(unit->group >= QUOTA_NONE && unit->group < group_count);
        tree->nodes[tree->unit_first + i] =
            (struct node){ .id = unit->id, .weight = unit->weight, .lo = unit->lo, .hi = unit->hi,
                           .is_unit = true,
                           .parent = unit->group == QUOTA_NONE ? tree->root : unit->group };
    }
    for (size_t i = 0; i < tree->node_count; i++)
        check_numbers(&tree->nodes[i]);
}

/* From the whole downwards, turned round; what a circle holds is never reached. */
static void list_upwards(struct tree *tree)
{
    size_t groups = tree->unit_first;
    size_t end = groups;
    tree->upwards[--end] = tree->root;
    for (size_t next = groups; next > end;) {
        const struct node *node = &tree->nodes[tree->upwards[--next]];
        for (size_t i = 0; i < node->count; i++) {
            int32_t child = tree->order[node->first + i];
            if (!tree->nodes[child].is_unit)
                tree->upwards[--end] = child;
        }
    }
    require(end == 0);
    tree->upwards_count = groups;
}

static struct tree tree_make(const struct quota_problem *problem, struct arena *arena)
{
    require(problem->unit_count <= QUOTA_UNITS_MAX && problem->group_count <= QUOTA_UNITS_MAX);
    struct tree tree = { .unit_first = problem->group_count + 1,
                         .root = (int32_t)problem->group_count };
    tree.node_count = tree.unit_first + problem->unit_count;
    tree.nodes = ARENA_ARRAY(arena, struct node, tree.node_count);
    tree.order = ARENA_ARRAY(arena, int32_t, tree.node_count);
    tree.upwards = ARENA_ARRAY(arena, int32_t, tree.unit_first);
    put_nodes(problem, &tree);
    for (size_t i = 0; i < tree.node_count; i++)
        tree.order[i] = (int32_t)i;
    qsort_r(tree.order, tree.node_count, sizeof(*tree.order), node_order, tree.nodes);
    for (size_t i = 0; i < tree.node_count; i++) {
        int32_t parent = tree.nodes[tree.order[i]].parent;
        if (parent == QUOTA_NONE)
            continue;
        if (tree.nodes[parent].count++ == 0)
            tree.nodes[parent].first = i;
    }
    list_upwards(&tree);
    return tree;
}

static const struct node *child_of(const struct tree *tree, const struct node *node, size_t index)
{
    return &tree->nodes[tree->order[node->first + index]];
}

/* --- can it be done at all? ----------------------------------------------------------------------- */

struct conflicts {
    struct quota_result *result;
    struct arena *arena;
    size_t capacity;
};

static void add_conflict(const struct tree *tree, const struct node *node, struct conflicts *conflicts,
                         enum quota_conflict_kind kind, int64_t bound, int64_t limit)
{
    struct quota_result *result = conflicts->result;
    int32_t index = (int32_t)(node - tree->nodes);
    *ARENA_PUSH(conflicts->arena, result->conflicts, result->conflict_count, conflicts->capacity) =
        (struct quota_conflict){
            .kind = kind,
            .unit = node->is_unit ? index - (int32_t)tree->unit_first : QUOTA_NONE,
            .group = node->is_unit || index == tree->root ? QUOTA_NONE : index,
            .bound = bound,
            .limit = limit,
            .amount = bound > limit ? bound - limit : limit - bound,
        };
}

/* What the node can take, its members being able to take members_least … members_most. A bound
 * that contradicts is told, and taken as mended. */
static void bound_node(const struct tree *tree, struct node *node, int64_t members_least,
                       int64_t members_most, struct conflicts *conflicts)
{
    int64_t lo = node->lo, hi = node->hi;
    if (hi < members_least) {
        add_conflict(tree, node, conflicts, QUOTA_TOO_LOW, hi, members_least);
        hi = members_least;
    }
    if (lo > members_most) {
        add_conflict(tree, node, conflicts, QUOTA_TOO_HIGH, lo, members_most);
        lo = members_most;
    }
    if (lo > hi) {
        if (node->parent != QUOTA_NONE) /* of the whole, lo is hi: it has been told */
            add_conflict(tree, node, conflicts, QUOTA_CROSSED, lo, hi);
        lo = hi;
    }
    node->least = lo > members_least ? lo : members_least;
    node->most = hi < members_most ? hi : members_most;
}

static void bound_tree(struct tree *tree, struct conflicts *conflicts)
{
    for (size_t i = tree->unit_first; i < tree->node_count; i++)
        bound_node(tree, &tree->nodes[i], 0, QUOTA_VALUE_MAX, conflicts);
    for (size_t i = 0; i < tree->upwards_count; i++) {
        struct node *node = &tree->nodes[tree->upwards[i]];
        int64_t least = 0, most = 0;
        for (size_t j = 0; j < node->count; j++) {
            least += child_of(tree, node, j)->least;
            most += child_of(tree, node, j)->most;
        }
        if (tree->upwards[i] == tree->root) {
            conflicts->result->least = least;
            conflicts->result->most = most;
        }
        bound_node(tree, node, least, most, conflicts);
    }
}

/* --- sharing out ------------------------------------------------------------------------------------ */

/* How many steps (2k − 1)/w the unit takes at the level. */
static int64_t steps_at(int64_t weight, level_t level)
{
    if (weight == 0)
        return level <= LEVEL_TOP ? 0 : steps_at(1, level - LEVEL_TOP);
    if (level >= LEVEL_TOP)
        return QUOTA_VALUE_MAX;
    level_t steps = (((level * (uint64_t)weight) >> LEVEL_BITS) + 1) / 2;
    return steps < (level_t)QUOTA_VALUE_MAX ? (int64_t)steps : QUOTA_VALUE_MAX;
}

static int64_t taken_at(const struct tree *tree, const struct node *node, level_t level);

/* What the children take together, or the unit alone, without the node's own bounds. */
static int64_t wanted_at(const struct tree *tree, const struct node *node, level_t level)
{
    if (node->is_unit)
        return steps_at(node->weight, level);
    int64_t sum = 0;
    for (size_t i = 0; i < node->count; i++)
        sum += taken_at(tree, child_of(tree, node, i), level);
    return sum;
}

static int64_t taken_at(const struct tree *tree, const struct node *node, level_t level)
{
    if (node->least == node->most)
        return node->least;
    int64_t wanted = wanted_at(tree, node, level);
    return wanted < node->least ? node->least : wanted > node->most ? node->most : wanted;
}

/* Gives the node's value out to its children. */
static void share_out(struct tree *tree, struct node *node)
{
    level_t below = 0, above = LEVEL_END; /* the children take ≤ value below, more above */
    while (above - below > 1) {
        level_t middle = below + (above - below) / 2;
        if (wanted_at(tree, node, middle) <= node->value)
            below = middle;
        else
            above = middle;
    }
    int64_t rest = node->value - wanted_at(tree, node, below);
    for (size_t i = 0; i < node->count; i++) {
        struct node *child = &tree->nodes[tree->order[node->first + i]];
        int64_t taken = taken_at(tree, child, below), more = taken_at(tree, child, above) - taken;
        more = more < rest ? more : rest; /* steps of one cost: the first come first */
        rest -= more;
        child->value = taken + more;
        if (wanted_at(tree, child, above) < child->least)
            child->binding = QUOTA_AT_LO;
        else if (wanted_at(tree, child, below) > child->most)
            child->binding = QUOTA_AT_HI;
    }
    require(rest == 0);
}

void quota_solve(const struct quota_problem *problem, struct arena *arena, struct quota_result *ret_result)
{
    *ret_result = (struct quota_result){ 0 };
    struct tree tree = tree_make(problem, arena);
    struct conflicts conflicts = { .result = ret_result, .arena = arena };
    bound_tree(&tree, &conflicts);
    if (ret_result->conflict_count)
        return;
    tree.nodes[tree.root].value = problem->total;
    for (size_t i = tree.upwards_count; i > 0; i--)
        share_out(&tree, &tree.nodes[tree.upwards[i - 1]]);
    ret_result->values = ARENA_ARRAY(arena, int64_t, problem->unit_count);
    ret_result->unit_bindings = ARENA_ARRAY(arena, enum quota_binding, problem->unit_count);
    ret_result->group_values = ARENA_ARRAY(arena, int64_t, problem->group_count);
    ret_result->group_bindings = ARENA_ARRAY(arena, enum quota_binding, problem->group_count);
    for (size_t i = 0; i < problem->unit_count; i++) {
        ret_result->values[i] = tree.nodes[tree.unit_first + i].value;
        ret_result->unit_bindings[i] = tree.nodes[tree.unit_first + i].binding;
    }
    for (size_t i = 0; i < problem->group_count; i++) {
        ret_result->group_values[i] = tree.nodes[i].value;
        ret_result->group_bindings[i] = tree.nodes[i].binding;
    }
}

/* --- proof --------------------------------------------------------------------------------------------- */

/* The cost steps/weight of one step of a unit; of weight 0, above all others. */
struct step {
    bool is_open;
    int64_t steps, weight;
};

static bool is_less(struct step a, struct step b)
{
    if (a.weight == 0 || b.weight == 0)
        return a.weight == b.weight ? a.steps < b.steps : a.weight != 0;
    return (__int128)a.steps * b.weight < (__int128)b.steps * a.weight;
}

/* The cheapest step up and the dearest step down that reach the node from below it. */
struct reach {
    struct step up, down;
};

static struct reach reach_of(const struct tree *tree, const struct reach *reaches, const struct node *node)
{
    struct reach reach = { 0 };
    if (node->is_unit) {
        reach.up = (struct step){ true, 2 * node->value + 1, node->weight };
        reach.down = (struct step){ true, 2 * node->value - 1, node->weight };
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct reach *child = &reaches[tree->order[node->first + i]];
        if (child->up.is_open && (!reach.up.is_open || is_less(child->up, reach.up)))
            reach.up = child->up;
        if (child->down.is_open && (!reach.down.is_open || is_less(reach.down, child->down)))
            reach.down = child->down;
    }
    return reach;
}

bool quota_certified(const struct quota_problem *problem, const int64_t *values, struct arena *arena)
{
    struct tree tree = tree_make(problem, arena);
    struct reach *reaches = ARENA_ARRAY(arena, struct reach, tree.node_count);
    for (size_t i = 0; i < problem->unit_count; i++)
        tree.nodes[tree.unit_first + i].value = values[i];
    for (size_t i = 0; i < tree.node_count; i++) {
        bool is_unit = i < problem->unit_count;
        int32_t at = is_unit ? (int32_t)(tree.unit_first + i) : tree.upwards[i - problem->unit_count];
        struct node *node = &tree.nodes[at];
        for (size_t j = 0; j < node->count; j++)
            node->value += child_of(&tree, node, j)->value;
        if (node->value < node->lo || node->value > node->hi)
            return false;
        reaches[at] = reach_of(&tree, reaches, node);
        /* What comes out of one child may go into another. */
        if (reaches[at].up.is_open && reaches[at].down.is_open && !is_unit &&
            is_less(reaches[at].up, reaches[at].down))
            return false;
        reaches[at].up.is_open = reaches[at].up.is_open && node->value < node->hi;
        reaches[at].down.is_open = reaches[at].down.is_open && node->value > node->lo;
    }
    return true;
}
