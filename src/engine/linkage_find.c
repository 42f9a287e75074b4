/* SPDX-License-Identifier: Apache-2.0
 * One more record: who of those known it may be, why, and from when it is known itself. */
#include "engine/linkage_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIND_MAX = 4096 };

struct newcomer {
    struct arena arena;
    struct form forms[LINKAGE_SLOTS_MAX];
    const struct form *by_slot[LINKAGE_SLOTS_MAX];
    uint32_t atoms[ATOM_LIST_MAX];
};

static void newcomer_done(struct newcomer *newcomer)
{
    arena_done(&newcomer->arena);
}

static void newcomer_read(const struct linkage *l, const char *const *cells, struct newcomer *newcomer)
{
    uint32_t numbers[LINKAGE_SLOTS_MAX];
    linkage_read_one(l, cells, &newcomer->arena, newcomer->forms, numbers);
    for (size_t s = 0; s < l->slot_count; s++)
        newcomer->by_slot[s] = &newcomer->forms[s];
    for (size_t k = 0; k < l->atom_count; k++)
        newcomer->atoms[k] = linkage_atom(newcomer->by_slot, l->atoms[k]);
}

static void forms_of(const struct linkage *l, uint32_t record, const struct form **forms)
{
    size_t records = l->input.record_count;
    require(record < records + l->late_count);
    for (size_t s = 0; s < l->slot_count; s++)
        forms[s] = record < records ? slot_form(l, record, s) : &l->late[record - records]->forms[s];
}

/* Whether a newcomer is known is open: an even chance, spread over all records. */
static double newcomer_odds(const struct linkage *l)
{
    return -log(2 * (double)(l->input.record_count + l->late_count) + 1) - l->model.log_prior;
}

static int by_number(const void *one, const void *other)
{
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return a < b ? -1 : a > b;
}

struct finding {
    uint32_t records[FIND_MAX];
    size_t count;
};

/* Once in every block that both stand in. */
static void find_listed(const struct linkage *l, const struct newcomer *newcomer, struct finding *finding)
{
    for (size_t p = 0; p < l->pass_count; p++) {
        uint32_t key = linkage_pass_key(&l->passes[p], newcomer->atoms);
        size_t from = 0, to = 0;
        if (key)
            linkage_find_block(&l->indexes[p], key, &from, &to);
        for (; from < to && finding->count < FIND_MAX; from++)
            finding->records[finding->count++] = l->indexes[p].entries[from].record;
    }
}

/* 0: the record stands in no block of the pass. */
static int64_t late_block(const struct linkage *l, size_t pass, const uint32_t *atoms)
{
    uint32_t key = linkage_pass_key(&l->passes[pass], atoms);
    return key ? (int64_t)(pass + 1) << 32 | key : 0;
}

static void find_late(const struct linkage *l, const struct newcomer *newcomer, struct finding *finding)
{
    for (size_t p = 0; l->late_count && p < l->pass_count; p++) {
        int64_t block = late_block(l, p, newcomer->atoms);
        for (int64_t i = block ? idmap_get(&l->late_blocks, block, 0) : 0; i && finding->count < FIND_MAX; i = l->late[i - 1]->next[p])
            finding->records[finding->count++] = (uint32_t)(l->input.record_count + (size_t)i - 1);
    }
}

static void keep_best(struct linkage_match *matches, size_t *count, size_t max, struct linkage_match match)
{
    size_t at = *count;
    if (at == max && match.log_odds <= matches[at - 1].log_odds)
        return;
    if (at < max)
        (*count)++;
    else
        at--;
    for (; at > 0 && matches[at - 1].log_odds < match.log_odds; at--)
        matches[at] = matches[at - 1];
    matches[at] = match;
}

size_t linkage_find(const struct linkage *l, const char *const *cells, struct linkage_match *ret_matches, size_t max)
{
    struct newcomer newcomer CLEANUP(newcomer_done) = { 0 };
    const struct form *other[LINKAGE_SLOTS_MAX];
    struct finding finding;
    size_t count = 0;
    require(l->indexes && max > 0);
    finding.count = 0;
    newcomer_read(l, cells, &newcomer);
    find_listed(l, &newcomer, &finding);
    find_late(l, &newcomer, &finding);
    qsort(finding.records, finding.count, sizeof(*finding.records), by_number);
    float odds = (float)newcomer_odds(l);
    for (size_t i = 0; i < finding.count; i++) {
        if (i && finding.records[i] == finding.records[i - 1])
            continue;
        forms_of(l, finding.records[i], other);
        struct comparison comparison = linkage_compare_forms(l, newcomer.by_slot, other);
        keep_best(ret_matches, &count, max,
                  (struct linkage_match){ finding.records[i], linkage_score(l, &comparison) + odds });
    }
    return count;
}

void linkage_explain_new(const struct linkage *l, const char *const *cells, uint32_t record,
                         struct linkage_reasons *ret_reasons)
{
    struct newcomer newcomer CLEANUP(newcomer_done) = { 0 };
    const struct form *other[LINKAGE_SLOTS_MAX];
    newcomer_read(l, cells, &newcomer);
    forms_of(l, record, other);
    linkage_explain_forms(l, newcomer.by_slot, other, ret_reasons);
    ret_reasons->prior += newcomer_odds(l);
    ret_reasons->log_odds += newcomer_odds(l);
}

uint32_t linkage_add(struct linkage *l, const char *const *cells)
{
    struct newcomer newcomer = { 0 };
    const char *copies[LINKAGE_FIELDS_MAX * LINKAGE_COLUMNS_MAX];
    struct late_record *late = ARENA_NEW(&l->arena, struct late_record);
    require(l->indexes && l->input.column_count <= COUNT(copies));
    for (size_t c = 0; c < l->input.column_count; c++)
        copies[c] = cells[c] ? arena_strdup(&l->arena, cells[c]) : NULL;
    newcomer.arena = l->arena; /* its forms stay */
    newcomer_read(l, copies, &newcomer);
    l->arena = newcomer.arena;
    memcpy(late->forms, newcomer.forms, sizeof(late->forms));
    l->late = work_grow(l->late, &l->late_capacity, l->late_count + 1, sizeof(struct late_record *));
    l->late[l->late_count++] = late;
    late->next = ARENA_ARRAY(&l->arena, uint32_t, l->pass_count + 1);
    l->late_blocks.arena = &l->arena;
    for (size_t p = 0; p < l->pass_count; p++) {
        int64_t block = late_block(l, p, newcomer.atoms);
        if (!block)
            continue;
        late->next[p] = (uint32_t)idmap_get(&l->late_blocks, block, 0);
        idmap_put(&l->late_blocks, block, (int64_t)l->late_count);
    }
    return (uint32_t)(l->input.record_count + l->late_count - 1);
}
