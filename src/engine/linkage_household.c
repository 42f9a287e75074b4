/* SPDX-License-Identifier: Apache-2.0
 * Households by all of their people. The head is one of them, no more: so a household is found that stands under
 * the husband in one list and under the wife in another.
 *
 * People are compared by the model of linkage.h. Of two households with people i and j, let e(i, j) be how much
 * more likely the two records are if they are of one person, by what is their own, and h the same of what
 * the household has once (place, address, telephone). A person of the smaller household is in the other list of
 * the same household with chance r, and then any of its n people:
 *
 *      odds = prior · h · d · Π_i ( (1 - r) + r · e(i, match of i) / n )
 *
 * with people matched one to one, the best first, and n those of the larger list who are not matched yet. Someone without a
 * match is evidence against, and so is, by d, that one list knows many more people than the other, as far as the lists agree
 * on that elsewhere. One person may also stand in two households that are not the same (who married, who moved to relatives):
 * that happens to a share w of those who stand in two, so that with p, the chance of two people to be the same, no e says more
 * than 1 / (w · p). r, d, w and the prior are learnt from the lists. */
#include "engine/linkage_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEARN_ROUNDS = 12, SIZE_LEVELS = 6 };
static const double FIRST_ELSEWHERE = 0.02, ELSEWHERE_PSEUDO = 25, SURE_ODDS = 5, FIRST_PRESENT = 0.8, PRESENT_MAX = 0.99, EVIDENCE_MIN = -4, SIZE_PSEUDO = 20;
/* Where learning begins: how many more people the one list knows than the other. */
static const double FIRST_SIZES[SIZE_LEVELS] = { 0.5, 0.2, 0.1, 0.08, 0.06, 0.06 };

struct meeting { /* of two people of different households */
    uint32_t a, b;           /* households, a < b */
    uint32_t person, other;  /* of a, of b */
    float evidence;          /* log e */
};

struct household_pair {
    uint32_t a, b;
    uint64_t levels;   /* of what the household has once */
    float rarity;      /* of what agrees there */
    bool same_place;
    uint16_t least, most; /* people of the smaller and of the larger household */
    size_t from, to;   /* of the matched meetings */
};

struct gathering {
    struct linkage *l, *people;
    const char **cells;
    uint32_t *owners;  /* by person */
    size_t *starts;    /* people of a household: starts[h] … starts[h + 1] - 1 */
    size_t count;
    bool shared_column[LINKAGE_FIELDS_MAX * LINKAGE_COLUMNS_MAX];
    bool shared_slot[LINKAGE_SLOTS_MAX];
    uint64_t shared_levels;
    struct meeting *meetings;
    size_t meeting_count;
    struct household_pair *pairs;
    size_t pair_count;
};

static bool same_cell(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* A head who stands among the members too is one person. */
static bool is_listed(const struct gathering *g, size_t household, size_t from, size_t to)
{
    size_t columns = g->l->input.column_count;
    const char *const *head = g->l->input.cells + household * columns;
    for (size_t i = from; i < to; i++) {
        bool same = true, any = false;
        for (size_t c = 0; c < columns && same; c++) {
            const char *cell = g->cells[i * columns + c];
            if (g->shared_column[c] || !cell || !head[c])
                continue;
            same = same_cell(cell, head[c]);
            any = true;
        }
        if (same && any)
            return true;
    }
    return false;
}

static void find_shared(struct gathering *g)
{
    const struct linkage_input *input = &g->l->input;
    for (size_t c = 0; c < input->column_count; c++) {
        g->shared_column[c] = true;
        for (size_t i = 0; i < input->member_count && g->shared_column[c]; i++)
            g->shared_column[c] = input->member_cells[i * input->column_count + c] == NULL;
    }
    for (size_t s = 0; s < g->l->slot_count; s++) {
        g->shared_slot[s] = g->shared_column[g->l->fields[g->l->slots[s].field].columns[0]];
        g->shared_levels |= g->shared_slot[s] ? UINT64_C(15) << (LEVEL_BITS * s) : 0;
    }
}

/* All people by household: the members, and the head where it is not one of them. */
static void gather_people(struct gathering *g)
{
    const struct linkage_input *input = &g->l->input;
    size_t columns = input->column_count, households = input->record_count;
    size_t *member_starts = work_alloc(households + 2, sizeof(*member_starts));
    uint32_t *order = work_alloc(input->member_count, sizeof(*order));
    g->cells = work_alloc((households + input->member_count) * columns, sizeof(*g->cells));
    g->owners = work_alloc(households + input->member_count, sizeof(*g->owners));
    g->starts = work_alloc(households + 1, sizeof(*g->starts));
    for (size_t i = 0; i < input->member_count; i++)
        member_starts[input->member_owners[i] + 2]++;
    for (size_t h = 0; h < households; h++)
        member_starts[h + 2] += member_starts[h + 1];
    for (size_t i = 0; i < input->member_count; i++)
        order[member_starts[input->member_owners[i] + 1]++] = (uint32_t)i;
    for (size_t h = 0; h < households; h++) {
        const char *const *head = input->cells + h * columns;
        g->starts[h] = g->count;
        for (size_t k = member_starts[h]; k < member_starts[h + 1]; k++, g->count++) {
            const char *const *member = input->member_cells + (size_t)order[k] * columns;
            g->owners[g->count] = (uint32_t)h;
            for (size_t c = 0; c < columns; c++)
                g->cells[g->count * columns + c] = g->shared_column[c] ? head[c] : member[c];
        }
        if (is_listed(g, h, g->starts[h], g->count))
            continue;
        memcpy(g->cells + g->count * columns, head, columns * sizeof(*head));
        g->owners[g->count++] = (uint32_t)h;
    }
    g->starts[households] = g->count;
    free(member_starts);
    free(order);
}

static enum err_code compare_people(struct gathering *g, struct err *err)
{
    const struct linkage *l = g->l;
    struct linkage_input input = l->input;
    input.cells = g->cells;
    input.record_count = g->count;
    input.first_count = l->input.first_count ? g->starts[l->input.first_count] : 0;
    input.member_count = 0;
    struct linkage_options options = l->options;
    options.pairs_max = 0;
    options.floor = 0;
    options.keep_index = false;
    g->people = work_alloc(1, sizeof(*g->people));
    g->people->owners = g->owners;
    return linkage_compare_all(g->people, &input, &options, g->shared_levels, err);
}

/* What the records of two people say of them, apart from their households. */
static float own_evidence(const struct gathering *g, uint32_t a, uint32_t b)
{
    const struct linkage *p = g->people;
    const struct form *one[LINKAGE_SLOTS_MAX], *other[LINKAGE_SLOTS_MAX];
    for (size_t s = 0; s < p->slot_count; s++) {
        one[s] = slot_form(p, a, s);
        other[s] = slot_form(p, b, s);
    }
    struct comparison comparison = linkage_compare_forms(p, one, other);
    return linkage_score(p, &comparison) - (float)p->model.log_prior;
}

static int by_households(const void *one, const void *other)
{
    const struct meeting *a = one, *b = other;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    if (a->evidence != b->evidence)
        return a->evidence > b->evidence ? -1 : 1;
    return a->person != b->person ? (a->person < b->person ? -1 : 1) : a->other < b->other ? -1 : a->other > b->other;
}

static void list_meetings(struct gathering *g)
{
    const struct pair_list *pairs = &g->people->pairs;
    g->meetings = work_alloc(pairs->count, sizeof(*g->meetings));
    for (size_t i = 0; i < pairs->count; i++) {
        uint32_t person = pairs->items[i].a, other = pairs->items[i].b;
        uint32_t a = g->owners[person], b = g->owners[other];
        if (a == b)
            continue;
        g->meetings[g->meeting_count++] = (struct meeting){ a, b, person, other, own_evidence(g, person, other) };
    }
    qsort(g->meetings, g->meeting_count, sizeof(*g->meetings), by_households);
}

static bool is_taken(const struct meeting *taken, size_t count, const struct meeting *meeting)
{
    for (size_t i = 0; i < count; i++)
        if (taken[i].person == meeting->person || taken[i].other == meeting->other)
            return true;
    return false;
}

/* What two households have in common of what each has once. */
static void compare_shared(const struct gathering *g, struct household_pair *pair)
{
    const struct linkage *l = g->l;
    for (size_t s = 0; s < l->slot_count; s++) {
        if (!g->shared_slot[s])
            continue;
        const struct form *one = slot_form(l, pair->a, s), *other = slot_form(l, pair->b, s);
        unsigned level = linkage_slot_level(&l->slots[s], one, other);
        pair->levels |= (uint64_t)level << (LEVEL_BITS * s);
        pair->rarity += linkage_rarity(l, s, level, one, other);
        if ((int)s == l->place_slot)
            pair->same_place = linkage_same_place(one, other);
    }
}

/* One to one, the best first; what is left out is forgotten. */
static void match_people(struct gathering *g)
{
    size_t kept = 0, capacity = 0;
    for (size_t from = 0, to; from < g->meeting_count; from = to) {
        const struct meeting *first = &g->meetings[from];
        uint32_t a = first->a, b = first->b;
        struct household_pair pair = { .a = a, .b = b, .from = kept };
        size_t ours = g->starts[a + 1] - g->starts[a], theirs = g->starts[b + 1] - g->starts[b];
        pair.least = (uint16_t)(ours < theirs ? ours : theirs);
        pair.most = (uint16_t)(ours < theirs ? theirs : ours);
        compare_shared(g, &pair);
        for (to = from; to < g->meeting_count && g->meetings[to].a == a && g->meetings[to].b == b; to++) {
            struct meeting meeting = g->meetings[to];
            if ((double)meeting.evidence > EVIDENCE_MIN && !is_taken(&g->meetings[pair.from], kept - pair.from, &meeting))
                g->meetings[kept++] = meeting;
        }
        pair.to = kept;
        g->pairs = work_grow(g->pairs, &capacity, g->pair_count + 1, sizeof(*g->pairs));
        g->pairs[g->pair_count++] = pair;
    }
}

struct deciding {
    double log_prior, present;
    double elsewhere; /* w */
    double sizes[SIZE_LEVELS];      /* log d, by how many people more */
    double size_chance[SIZE_LEVELS]; /* of any two households */
    double levels[LINKAGE_SLOTS_MAX][SLOT_LEVELS]; /* households that are the same, by level */
};

static size_t size_level(const struct household_pair *pair)
{
    size_t more = (size_t)(pair->most - pair->least);
    return more < SIZE_LEVELS ? more : SIZE_LEVELS - 1;
}

/* By how many people two households differ that have nothing to do with each other. */
static void count_sizes(const struct gathering *g, struct deciding *deciding)
{
    enum { PEOPLE_MAX = 64 };
    double shares[PEOPLE_MAX] = { 0 };
    size_t households = g->l->input.record_count;
    for (size_t h = 0; h < households; h++) {
        size_t people = g->starts[h + 1] - g->starts[h];
        shares[people < PEOPLE_MAX ? people : PEOPLE_MAX - 1] += 1 / (double)households;
    }
    for (size_t i = 0; i < PEOPLE_MAX; i++)
        for (size_t j = 0; j < PEOPLE_MAX; j++) {
            size_t more = i > j ? i - j : j - i;
            deciding->size_chance[more < SIZE_LEVELS ? more : SIZE_LEVELS - 1] += shares[i] * shares[j];
        }
}

/* log d from households that are the same, by their difference. */
static void set_sizes(struct deciding *deciding, const double same[SIZE_LEVELS])
{
    double total = 0;
    for (size_t i = 0; i < SIZE_LEVELS; i++)
        total += same[i];
    for (size_t i = 0; i < SIZE_LEVELS; i++) {
        double chance = (same[i] + SIZE_PSEUDO * FIRST_SIZES[i]) / (total + SIZE_PSEUDO);
        double stranger = (deciding->size_chance[i] * SIZE_PSEUDO + FIRST_SIZES[i]) / (SIZE_PSEUDO + 1);
        deciding->sizes[i] = log(chance / stranger);
    }
}

static double household_odds(const struct gathering *g, const struct household_pair *pair,
                             const struct deciding *deciding, double *ret_matched)
{
    const struct linkage *l = g->l;
    double least = deciding->elsewhere * exp(g->people->model.log_prior);
    double odds = deciding->log_prior + (double)pair->rarity + deciding->sizes[size_level(pair)], matched = 0, present = deciding->present;
    size_t meetings = pair->to - pair->from;
    for (size_t s = 0; s < l->slot_count; s++)
        if (g->shared_slot[s])
            odds += (double)l->model.weight[pair->same_place][s][pattern_level(pair->levels, s)];
    for (size_t i = pair->from; i < pair->to; i++) {
        double evidence = (double)g->meetings[i].evidence;
        double left = (double)pair->most - (double)(i - pair->from); /* who is matched is nobody else */
        double share = present / (exp(-evidence) + least) / left;
        odds += log(1 - present + share);
        matched += share / (1 - present + share);
    }
    odds += (double)(pair->least - meetings) * log(1 - present);
    *ret_matched = matched;
    return odds;
}

static void learn_round(struct gathering *g, struct deciding *deciding)
{
    struct linkage *l = g->l;
    double total = 0, people = 0, found = 0, matched = 0, sure = 0, elsewhere = 0, sizes[SIZE_LEVELS] = { 0 };
    memset(deciding->levels, 0, sizeof(deciding->levels));
    for (size_t i = 0; i < g->pair_count; i++) {
        const struct household_pair *pair = &g->pairs[i];
        double p = linkage_probability(household_odds(g, pair, deciding, &matched));
        total += p;
        people += p * pair->least;
        sizes[size_level(pair)] += p;
        found += p * matched;
        for (size_t k = pair->from; k < pair->to; k++)
            if ((double)g->meetings[k].evidence + g->people->model.log_prior > SURE_ODDS) {
                sure++;
                elsewhere += 1 - p;
            }
        for (size_t s = 0; s < l->slot_count; s++)
            if (g->shared_slot[s])
                deciding->levels[s][pattern_level(pair->levels, s)] += p;
    }
    set_sizes(deciding, sizes);
    deciding->elsewhere = (elsewhere + ELSEWHERE_PSEUDO * FIRST_ELSEWHERE) / (sure + ELSEWHERE_PSEUDO);
    deciding->present = (found + 8) / (people + 10);
    if (deciding->present > PRESENT_MAX)
        deciding->present = PRESENT_MAX;
    l->result.prior = (total + 0.5) / (l->all_pairs + 1);
    l->result.expected_matches = total;
    deciding->log_prior = log(l->result.prior) - log1p(-l->result.prior);
    for (size_t s = 0; s < l->slot_count; s++)
        if (g->shared_slot[s])
            linkage_set_m(l, s, deciding->levels[s]);
}

static void decide_households(struct gathering *g)
{
    struct linkage *l = g->l;
    double matched = 0;
    struct deciding deciding = { .present = FIRST_PRESENT, .elsewhere = FIRST_ELSEWHERE };
    deciding.log_prior = log(0.2 * (double)l->input.record_count + 1) - log(l->all_pairs + 2);
    count_sizes(g, &deciding);
    set_sizes(&deciding, FIRST_SIZES);
    for (size_t s = 0; s < l->slot_count; s++)
        linkage_set_m(l, s, deciding.levels[s]);
    for (int round = 0; round < LEARN_ROUNDS; round++)
        learn_round(g, &deciding);
    l->pairs.items = work_alloc(g->pair_count, sizeof(*l->pairs.items));
    l->pairs.capacity = l->pairs.count = g->pair_count;
    for (size_t i = 0; i < g->pair_count; i++) {
        float odds = (float)household_odds(g, &g->pairs[i], &deciding, &matched);
        l->pairs.items[i] = (struct linkage_pair){ g->pairs[i].a, g->pairs[i].b, odds, odds };
    }
    l->model.log_prior = deciding.log_prior;
}

/* The model and the account of blocking are those of the people. */
static void take_over(const struct gathering *g)
{
    struct linkage *l = g->l, *people = g->people;
    for (size_t place = 0; place < 2; place++)
        for (size_t s = 0; s < l->slot_count; s++)
            if (!g->shared_slot[s])
                memcpy(l->model.weight[place][s], people->model.weight[place][s], sizeof(l->model.weight[place][s]));
    l->model.patterns = people->model.patterns;
    l->model.corrections = people->model.corrections;
    l->model.pattern_size = people->model.pattern_size;
    memcpy(l->model.ties, people->model.ties, sizeof(l->model.ties));
    l->model.tie_count = people->model.tie_count;
    l->silent_levels = g->shared_levels;
    people->model.patterns = NULL;
    people->model.corrections = NULL;
    l->result.compared = people->result.compared;
    l->result.recall = people->result.recall;
    l->result.capped_blocks = people->result.capped_blocks;
    l->result.capped_pairs = people->result.capped_pairs;
    l->pass_results = people->pass_results;
    l->pass_count = people->pass_count;
    people->pass_results = NULL;
}

enum err_code linkage_members(struct linkage *l, struct err *err)
{
    struct gathering g = { .l = l };
    linkage_read(l);
    linkage_count_u(l);
    find_shared(&g);
    gather_people(&g);
    enum err_code code = compare_people(&g, err);
    if (code == ERR_OK) {
        list_meetings(&g);
        match_people(&g);
        decide_households(&g);
        take_over(&g);
    }
    linkage_free(g.people);
    free(g.cells);
    free(g.owners);
    free(g.starts);
    free(g.meetings);
    free(g.pairs);
    return code;
}
