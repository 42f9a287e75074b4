/* SPDX-License-Identifier: Apache-2.0 */
#include "service/record/record_forest.h"

#include <stdlib.h>

/* A record while the forest grows: by index, as ids are looked up once. */
struct tree_node {
    int64_t id, below;
    size_t parent;         /* NOBODY: it follows no one */
    size_t first, sibling; /* its followers, best first; NOBODY: none */
    size_t open;           /* followers whose own are not counted yet */
    bool fits;             /* it, or one below, fits the words */
};
#define NOBODY SIZE_MAX

struct grove {
    struct tree_node *nodes;
    size_t count;
    size_t *order; /* followers before whom they follow; what runs in a circle is left out */
    size_t ordered;
};

static int by_id(const void *a, const void *b)
{
    int64_t x = ((const struct tree_node *)a)->id, y = ((const struct tree_node *)b)->id;
    return (x > y) - (x < y);
}

static size_t node_find(const struct grove *grove, int64_t id)
{
    const struct tree_node wanted = { .id = id };
    const struct tree_node *found = bsearch(&wanted, grove->nodes, grove->count, sizeof(*grove->nodes), by_id);
    return found ? (size_t)(found - grove->nodes) : NOBODY;
}

/* Every follower and every original once, sorted by id, each follower with its original. */
static void grove_plant(struct grove *grove, const struct record_list *followers, int field, struct arena *arena)
{
    struct tree_node *nodes = ARENA_ARRAY(arena, struct tree_node, followers->count * 2 + 1);
    size_t kept = 0;
    for (size_t i = 0; i < followers->count; i++) {
        nodes[i * 2] = (struct tree_node){ .id = followers->items[i].id };
        nodes[i * 2 + 1] = (struct tree_node){ .id = followers->items[i].values[field].i };
    }
    qsort(nodes, followers->count * 2, sizeof(*nodes), by_id);
    for (size_t i = 0; i < followers->count * 2; i++)
        if (!kept || nodes[kept - 1].id != nodes[i].id)
            nodes[kept++] = (struct tree_node){ .id = nodes[i].id, .parent = NOBODY, .first = NOBODY, .sibling = NOBODY };
    *grove = (struct grove){ .nodes = nodes, .count = kept, .order = ARENA_ARRAY(arena, size_t, kept + 1) };
    for (size_t i = 0; i < followers->count; i++) {
        size_t parent = node_find(grove, followers->items[i].values[field].i);
        nodes[node_find(grove, followers->items[i].id)].parent = parent;
        nodes[parent].open++;
    }
}

/* Counts from the ends upwards, without going down into what may be as deep as somebody likes. */
static void grove_count(struct grove *grove)
{
    struct tree_node *nodes = grove->nodes;
    for (size_t i = 0; i < grove->count; i++)
        if (!nodes[i].open)
            grove->order[grove->ordered++] = i;
    for (size_t at = 0; at < grove->ordered; at++) {
        const struct tree_node *node = &nodes[grove->order[at]];
        if (node->parent == NOBODY)
            continue;
        struct tree_node *parent = &nodes[node->parent];
        parent->below += 1 + node->below;
        parent->fits = parent->fits || node->fits;
        if (--parent->open == 0)
            grove->order[grove->ordered++] = node->parent;
    }
    for (size_t i = 0; i < grove->count; i++)
        if (nodes[i].open) /* they name each other, in a circle: each stands for itself */
            nodes[i].parent = NOBODY;
}

/* What fits comes first, then who has the most followers, then the latest. */
static int by_rank(const void *a, const void *b, void *context)
{
    const struct tree_node *nodes = context, *x = &nodes[*(const size_t *)a], *y = &nodes[*(const size_t *)b];
    if (x->fits != y->fits)
        return y->fits - x->fits;
    if (x->below != y->below)
        return x->below > y->below ? -1 : 1;
    return (x->id < y->id) - (x->id > y->id);
}

/* Hangs every node under its parent in that order; the roots that count, in that order, are `order` afterwards. */
static void grove_hang(struct grove *grove, bool only_fits)
{
    size_t *order = grove->order, roots = 0;
    for (size_t i = 0; i < grove->count; i++)
        order[i] = i;
    qsort_r(order, grove->count, sizeof(*order), by_rank, grove->nodes);
    for (size_t i = grove->count; i-- > 0;) {
        struct tree_node *node = &grove->nodes[order[i]];
        if (node->parent == NOBODY)
            continue;
        node->sibling = grove->nodes[node->parent].first;
        grove->nodes[node->parent].first = order[i];
    }
    for (size_t i = 0; i < grove->count; i++) {
        const struct tree_node *node = &grove->nodes[order[i]];
        if (node->parent == NOBODY && (node->fits || !only_fits))
            order[roots++] = order[i];
    }
    grove->ordered = roots;
}

static enum err_code mark_fits(struct store *store, const struct kind *kind, const struct forest_query *query,
                               struct grove *grove, struct arena *arena, struct err *err)
{
    static const char *const nothing[] = { NULL };
    const struct entity_query fitting = {
        .words = query->words, .word_count = query->word_count, .all_states = true, .only = nothing
    };
    struct record_list found = { 0 };
    TRY(entity_list(store, kind, &fitting, arena, &found, err));
    for (size_t i = 0; i < found.count; i++) {
        size_t node = node_find(grove, found.items[i].id);
        if (node != NOBODY)
            grove->nodes[node].fits = true;
    }
    return ERR_OK;
}

/* --- what is told -------------------------------------------------------------------------------------------- */

struct telling_tree {
    const struct grove *grove;
    struct arena *arena;
    struct value *ids; /* of all that is told */
    size_t count, capacity;
    size_t most; /* beyond, a record's followers are only counted */
};

static void tell_node(struct telling_tree *to, size_t at, int depth, struct forest_node *ret)
{
    const struct tree_node *nodes = to->grove->nodes, *node = &nodes[at];
    size_t children = 0, all = 0;
    for (size_t child = node->first; child != NOBODY; child = nodes[child].sibling)
        all++;
    bool is_full = depth >= FOREST_DEPTH_MAX || to->count >= to->most;
    children = is_full ? 0 : all < FOREST_CHILDREN_MAX ? all : FOREST_CHILDREN_MAX;
    *ret = (struct forest_node){ .id = node->id, .below = node->below, .untold = (int64_t)(all - children), .child_count = children,
                                 .children = ARENA_ARRAY(to->arena, struct forest_node, children + 1) };
    *ARENA_PUSH(to->arena, to->ids, to->count, to->capacity) = v_int(node->id);
    size_t child = node->first;
    for (size_t i = 0; i < children; i++, child = nodes[child].sibling)
        tell_node(to, child, depth + 1, &ret->children[i]);
}

static void give_records(struct forest_node *node, const struct record_list *list)
{
    size_t low = 0, high = list->count; /* by id, as the list comes */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle].id < node->id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < list->count && list->items[low].id == node->id)
        node->record = &list->items[low];
    for (size_t i = 0; i < node->child_count; i++)
        give_records(&node->children[i], list);
}

static enum err_code read_told(struct store *store, const struct kind *kind, const struct telling_tree *told, struct forest *forest,
                               struct err *err)
{
    enum { AT_A_TIME = 400 }; /* databases bind a limited number of values */
    for (size_t from = 0; from < told->count; from += AT_A_TIME) {
        size_t count = told->count - from < AT_A_TIME ? told->count - from : AT_A_TIME;
        const struct entity_query query = { .where = cond_in(told->arena, COND_FIELD_ID, told->ids + from, count), .all_states = true };
        struct record_list list = { 0 };
        TRY(entity_list(store, kind, &query, told->arena, &list, err));
        for (size_t i = 0; i < forest->count; i++)
            give_records(&forest->trees[i], &list);
    }
    return ERR_OK;
}

enum err_code forest_read(struct store *store, const struct kind *kind, const struct forest_query *query, struct arena *arena,
                          struct forest *ret_forest, struct err *err)
{
    const char *const only[] = { kind->fields[query->field].name, NULL };
    const struct entity_query followers = { .where = cond_compare(arena, query->field, COND_NOT_NULL, v_null()), .only = only };
    struct record_list list = { 0 };
    struct grove grove = { 0 };
    TRY(entity_list(store, kind, &followers, arena, &list, err));
    grove_plant(&grove, &list, query->field, arena);
    if (query->word_count)
        TRY(mark_fits(store, kind, query, &grove, arena, err));
    grove_count(&grove);
    grove_hang(&grove, query->word_count > 0);
    size_t from = (size_t)query->from < grove.ordered ? (size_t)query->from : grove.ordered, left = grove.ordered - from;
    size_t count = (size_t)query->limit < left ? (size_t)query->limit : left;
    *ret_forest = (struct forest){ .trees = ARENA_ARRAY(arena, struct forest_node, count + 1), .count = count, .total = (int64_t)grove.ordered };
    struct telling_tree told = { .grove = &grove, .arena = arena };
    for (size_t i = 0; i < count; i++) {
        told.most = told.count + FOREST_TOLD_MAX;
        tell_node(&told, grove.order[from + i], 1, &ret_forest->trees[i]);
    }
    return read_told(store, kind, &told, ret_forest, err);
}
