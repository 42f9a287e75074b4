/* SPDX-License-Identifier: Apache-2.0
 * Groups of records of one person. Pairs are taken from the most probable downwards; two groups become one where
 * the evidence of all pairs between them together is for it, so a record that is like two people does not make
 * them one, and a pair that contradicts its neighbours is not linked. What was not compared counts a little
 * against: blocking would have found a pair with much in common. */
#include "engine/linkage_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float FOR_MAX = 6, AGAINST_MAX = -8, NOT_COMPARED = -1, JOINED_MIN = 0.05F;
enum { TURNS = 4, COMPLETE_MAX = 200 };

struct neighbour {
    uint32_t record;
    float odds;
};
struct grouping {
    struct linkage *l;
    size_t *starts; /* neighbours by record */
    struct neighbour *neighbours;
    uint32_t *group; /* by record: the first record of its group */
    uint32_t *next, *last, *sizes; /* lists of the records of a group */
    struct linkage_pair **positive; /* most probable first */
    size_t positive_count;
};

static float bounded(float odds)
{
    return odds > FOR_MAX ? FOR_MAX : odds < AGAINST_MAX ? AGAINST_MAX : odds;
}

static void list_neighbours(struct grouping *g)
{
    struct linkage *l = g->l;
    size_t records = l->input.record_count;
    size_t *at = work_alloc(records + 1, sizeof(*at));
    g->starts = work_alloc(records + 2, sizeof(*g->starts));
    for (size_t i = 0; i < l->pairs.count; i++) {
        g->starts[l->pairs.items[i].a + 1]++;
        g->starts[l->pairs.items[i].b + 1]++;
    }
    for (size_t r = 0; r < records; r++) {
        g->starts[r + 1] += g->starts[r];
        at[r] = g->starts[r];
    }
    g->neighbours = work_alloc(l->pairs.count * 2, sizeof(*g->neighbours));
    for (size_t i = 0; i < l->pairs.count; i++) {
        const struct linkage_pair *pair = &l->pairs.items[i];
        g->neighbours[at[pair->a]++] = (struct neighbour){ pair->b, pair->own_odds };
        g->neighbours[at[pair->b]++] = (struct neighbour){ pair->a, pair->own_odds };
    }
    free(at);
}

static int by_odds(const void *one, const void *other)
{
    const struct linkage_pair *a = *(struct linkage_pair *const *)one, *b = *(struct linkage_pair *const *)other;
    if (a->own_odds != b->own_odds)
        return a->own_odds > b->own_odds ? -1 : 1;
    return a->a != b->a ? (a->a < b->a ? -1 : 1) : a->b < b->b ? -1 : a->b > b->b;
}

/* Evidence of all pairs between two groups. */
static float between(const struct grouping *g, uint32_t one, uint32_t other)
{
    float sum = 0;
    size_t compared = 0, first = g->l->input.first_count;
    if (g->sizes[one] > g->sizes[other])
        return between(g, other, one);
    for (uint32_t r = one; r != UINT32_MAX; r = g->next[r])
        for (size_t i = g->starts[r]; i < g->starts[r + 1]; i++)
            if (g->group[g->neighbours[i].record] == other) {
                sum += bounded(g->neighbours[i].odds);
                compared++;
            }
    size_t all = (size_t)g->sizes[one] * g->sizes[other];
    return first ? sum : sum + NOT_COMPARED * (float)(all - compared);
}

static void join(struct grouping *g, uint32_t one, uint32_t other)
{
    uint32_t keep = one < other ? one : other, gone = one < other ? other : one;
    for (uint32_t r = gone; r != UINT32_MAX; r = g->next[r])
        g->group[r] = keep;
    g->next[g->last[keep]] = gone;
    g->last[keep] = g->last[gone];
    g->sizes[keep] += g->sizes[gone];
}

static void make_groups(struct grouping *g)
{
    bool changed = true;
    for (int turn = 0; turn < TURNS && changed; turn++) {
        changed = false;
        for (size_t i = 0; i < g->positive_count; i++) {
            uint32_t one = g->group[g->positive[i]->a], other = g->group[g->positive[i]->b];
            if (one != other && between(g, one, other) > 0) {
                join(g, one, other);
                changed = true;
            }
        }
    }
}

/* How much a record belongs to its group. */
static float belonging(const struct grouping *g, uint32_t record)
{
    float sum = 0;
    size_t compared = 0;
    for (size_t i = g->starts[record]; i < g->starts[record + 1]; i++)
        if (g->group[g->neighbours[i].record] == g->group[record]) {
            sum += bounded(g->neighbours[i].odds);
            compared++;
        }
    return sum + NOT_COMPARED * (float)(g->sizes[g->group[record]] - 1 - compared);
}

static float joined_odds(const struct grouping *g, uint32_t a, uint32_t b)
{
    float one = belonging(g, a), other = belonging(g, b), odds = one < other ? one : other;
    return odds < JOINED_MIN ? JOINED_MIN : odds > FOR_MAX ? FOR_MAX : odds;
}

static void settle_pairs(struct grouping *g)
{
    struct linkage *l = g->l;
    for (size_t i = 0; i < l->pairs.count; i++) {
        struct linkage_pair *pair = &l->pairs.items[i];
        uint32_t one = g->group[pair->a], other = g->group[pair->b];
        pair->log_odds = pair->own_odds;
        if (one == other) { /* what each has to do with the others speaks for both; it takes nothing away */
            float odds = joined_odds(g, pair->a, pair->b);
            pair->log_odds = odds > pair->own_odds ? odds : pair->own_odds;
        } else if (pair->own_odds > 0) {
            float odds = between(g, one, other);
            pair->log_odds = odds < -JOINED_MIN ? bounded(odds) : -JOINED_MIN;
        }
    }
}

static bool are_neighbours(const struct grouping *g, uint32_t a, uint32_t b)
{
    for (size_t i = g->starts[a]; i < g->starts[a + 1]; i++)
        if (g->neighbours[i].record == b)
            return true;
    return false;
}

/* Pairs of a group that blocking did not find: one through the others. */
static void complete_groups(struct grouping *g)
{
    struct linkage *l = g->l;
    size_t first = l->input.first_count;
    for (uint32_t r = 0; r < l->input.record_count; r++) {
        if (g->group[r] != r || g->sizes[r] < 3 || g->sizes[r] > COMPLETE_MAX)
            continue;
        for (uint32_t one = r; one != UINT32_MAX; one = g->next[one])
            for (uint32_t other = g->next[one]; other != UINT32_MAX; other = g->next[other]) {
                if (are_neighbours(g, one, other) || (first && (one < first) == (other < first)))
                    continue;
                uint32_t a = one < other ? one : other, b = one < other ? other : one;
                l->pairs.items = work_grow(l->pairs.items, &l->pairs.capacity, l->pairs.count + 1,
                                           sizeof(*l->pairs.items));
                l->pairs.items[l->pairs.count++] =
                    (struct linkage_pair){ a, b, joined_odds(g, a, b), NOT_COMPARED };
            }
    }
}

void linkage_cluster(struct linkage *l)
{
    struct grouping g = { .l = l };
    size_t records = l->input.record_count;
    uint32_t *memory = work_alloc(records * 3 + 1, sizeof(*memory));
    l->clusters = work_alloc(records + 1, sizeof(*l->clusters));
    g.group = l->clusters;
    g.next = memory;
    g.last = memory + records;
    g.sizes = memory + 2 * records;
    for (uint32_t r = 0; r < records; r++) {
        g.group[r] = g.last[r] = r;
        g.next[r] = UINT32_MAX;
        g.sizes[r] = 1;
    }
    list_neighbours(&g);
    for (size_t i = 0; i < l->pairs.count; i++)
        g.positive_count += l->pairs.items[i].own_odds > 0;
    g.positive = work_alloc(g.positive_count, sizeof(struct linkage_pair *));
    for (size_t i = 0, to = 0; i < l->pairs.count; i++)
        if (l->pairs.items[i].own_odds > 0)
            g.positive[to++] = &l->pairs.items[i];
    qsort(g.positive, g.positive_count, sizeof(struct linkage_pair *), by_odds);
    make_groups(&g);
    settle_pairs(&g);
    complete_groups(&g);
    for (uint32_t r = 0; r < records; r++)
        l->result.cluster_count += g.group[r] == r && g.sizes[r] > 1;
    free(g.positive);
    free(g.neighbours);
    free(g.starts);
    free(memory);
}
