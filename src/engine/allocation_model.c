/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation_model.h"

#include "base/idmap.h"

#include <stdlib.h>

static void problem_require(const struct allocation_problem *problem)
{
    require(problem->source_count <= ALLOCATION_SOURCES_MAX);
    require(problem->group_count <= ALLOCATION_GROUPS_MAX);
    require(problem->applicant_count <= ALLOCATION_APPLICANTS_MAX);
    for (size_t g = 0; g < problem->group_count; g++) {
        const struct allocation_group *group = &problem->groups[g];
        require(group->lo >= 0 && group->lo <= group->hi && group->hi <= ALLOCATION_MONEY_MAX);
        require(group->parent >= ALLOCATION_NONE && group->parent < (int64_t)g);
    }
    for (size_t i = 0; i < problem->applicant_count; i++) {
        const struct allocation_applicant *a = &problem->applicants[i];
        require(problem->source_count == ALLOCATION_SOURCES_MAX ||
                a->sources >> problem->source_count == 0);
        require(a->group >= ALLOCATION_NONE && a->group < (int64_t)problem->group_count);
        require(a->tier >= 0 && a->tier < ALLOCATION_TIERS_MAX);
        require(a->score >= 0 && a->score <= ALLOCATION_SCORE_MAX);
        require(a->worth >= 1 && a->worth <= ALLOCATION_WORTH_MAX);
        require(a->least >= 1 && a->least <= a->need && a->need <= ALLOCATION_MONEY_MAX);
    }
}

static int id_order(const void *a, const void *b, void *context)
{
    const struct allocation_applicant *applicants = context;
    int64_t x = applicants[*(const int32_t *)a].id, y = applicants[*(const int32_t *)b].id;
    return (x > y) - (x < y);
}

static void applicants_order(struct allocation_model *model)
{
    const struct allocation_problem *problem = model->problem;
    size_t count = problem->applicant_count;
    model->order = ARENA_ARRAY(model->arena, int32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        model->order[i] = (int32_t)i;
    qsort_r(model->order, count, sizeof(*model->order), id_order,
            (void *)(uintptr_t)problem->applicants);
    for (size_t i = 1; i < count; i++)
        require(problem->applicants[model->order[i - 1]].id !=
                problem->applicants[model->order[i]].id);
}

/* Masks are numbered in the order of the applicants' ids. */
static void masks_find(struct allocation_model *model)
{
    const struct allocation_problem *problem = model->problem;
    struct idmap index = { .arena = model->arena };
    size_t capacity = 0;
    model->mask_of = ARENA_ARRAY(model->arena, int32_t, problem->applicant_count + 1);
    for (size_t k = 0; k < problem->applicant_count; k++) {
        int32_t i = model->order[k];
        uint64_t sources = problem->applicants[i].sources;
        model->mask_of[i] = ALLOCATION_NONE;
        if (sources == 0)
            continue;
        int64_t known = idmap_get(&index, (int64_t)sources, ALLOCATION_NONE);
        if (known == ALLOCATION_NONE) {
            known = (int64_t)model->mask_count;
            *ARENA_PUSH(model->arena, model->masks, model->mask_count, capacity) = sources;
            idmap_put(&index, (int64_t)sources, known);
        }
        model->mask_of[i] = (int32_t)known;
    }
}

/* How much of all money the needs reach, earmarks considered and groups not. */
static void money_count(struct allocation_model *model)
{
    const struct allocation_problem *problem = model->problem;
    int64_t *needs = ARENA_ARRAY(model->arena, int64_t, model->mask_count + 1);
    struct allocation_room room;
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (model->mask_of[i] != ALLOCATION_NONE)
            needs[model->mask_of[i]] += problem->applicants[i].need;
    model->slots[0] = ALLOCATION_MONEY_MAX;
    allocation_room_init(&room, model);
    for (size_t m = 0; m < model->mask_count; m++)
        model->money += allocation_room_raise(&room, m, 0, needs[m]);
}

/* Each floor as far as its members can take it. Returns by node what it is to keep, and in ret_inner
 * what the groups right inside are to keep together. */
static int64_t *floors_find(struct allocation_model *model, int64_t *inner)
{
    const struct allocation_problem *problem = model->problem;
    int64_t *most = ARENA_ARRAY(model->arena, int64_t, model->node_count); /* members can take */
    int64_t *kept = ARENA_ARRAY(model->arena, int64_t, model->node_count);
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (model->mask_of[i] != ALLOCATION_NONE)
            most[allocation_node(&problem->applicants[i])] += problem->applicants[i].need;
    for (size_t v = model->node_count; v-- > 1;) {
        const struct allocation_group *group = &problem->groups[v - 1];
        size_t parent = (size_t)(group->parent + 1);
        most[v] = most[v] < group->hi ? most[v] : group->hi;
        model->floors[v] = group->lo < most[v] ? group->lo : most[v];
        kept[v] = model->floors[v] > inner[v] ? model->floors[v] : inner[v];
        kept[v] = kept[v] < group->hi ? kept[v] : group->hi;
        most[parent] += most[v];
        inner[parent] += kept[v];
    }
    return kept;
}

/* What is kept in each node, from the whole down: floors that together are more than what the node
 * around them may have are cut in the same proportion. */
static void nodes_bound(struct allocation_model *model)
{
    const struct allocation_problem *problem = model->problem;
    int64_t *inner = ARENA_ARRAY(model->arena, int64_t, model->node_count);
    int64_t *kept = floors_find(model, inner);
    model->slots[0] = kept[0] = model->money;
    model->limits[0] = ALLOCATION_MONEY_MAX;
    for (size_t v = 1; v < model->node_count; v++) {
        size_t parent = (size_t)model->parents[v];
        if (inner[parent] > kept[parent])
            kept[v] = (int64_t)((__int128)kept[v] * kept[parent] / inner[parent]);
        if (model->floors[v] > kept[v])
            model->floors[v] = kept[v];
        model->slots[v] = kept[v];
        model->slots[parent] -= kept[v];
        model->limits[v] = problem->groups[v - 1].hi;
        if (model->limits[parent] != ALLOCATION_MONEY_MAX)
            model->limits[parent] -= kept[v];
    }
}

void allocation_model_init(struct allocation_model *model, const struct allocation_problem *problem,
                           struct arena *arena)
{
    problem_require(problem);
    size_t nodes = problem->group_count + 1;
    *model = (struct allocation_model){ .problem = problem,
                                        .arena = arena,
                                        .node_count = nodes,
                                        .slots = ARENA_ARRAY(arena, int64_t, nodes),
                                        .limits = ARENA_ARRAY(arena, int64_t, nodes),
                                        .floors = ARENA_ARRAY(arena, int64_t, nodes),
                                        .parents = ARENA_ARRAY(arena, int32_t, nodes) };
    model->parents[0] = ALLOCATION_NONE;
    for (size_t v = 0; v < nodes; v++) {
        model->limits[v] = ALLOCATION_MONEY_MAX; /* until floors and caps are known */
        if (v > 0)
            model->parents[v] = problem->groups[v - 1].parent + 1;
    }
    applicants_order(model);
    masks_find(model);
    money_count(model);
    nodes_bound(model);
}
