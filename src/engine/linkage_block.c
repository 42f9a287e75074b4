/* SPDX-License-Identifier: Apache-2.0
 * Which keys the records are blocked by. Every combination of one to three atoms (a whole value or a cheap part
 * of it) could be a pass. What it costs is counted on a sample of the records; what it is worth is how many pairs
 * of a made-up population of damaged pairs it finds that the passes chosen so far do not. */
#include "engine/linkage_parts.h"

#include "base/chance.h"

#include <math.h>
#include <string.h>

enum { SAMPLE_MAX = 20000, DAMAGED_PAIRS = 4000, TABLE_SIZE = 1 << 16, CANDIDATE_ATOMS_MAX = 40 };

struct combination {
    uint64_t mask;
    double pairs;  /* it would give, of all records */
    size_t finds;  /* of the damaged pairs */
};

struct choosing {
    struct linkage *l;
    struct atom_ref atoms[CANDIDATE_ATOMS_MAX];
    size_t atom_count;
    uint32_t *values[CANDIDATE_ATOMS_MAX]; /* of the sample */
    size_t sample_count;
    double scale; /* pairs of all records for each of the sample */
    uint64_t *damaged; /* by pair: which atoms survived */
    struct combination *items;
    size_t count, capacity;
    struct combination least_dear; /* of those that are too dear */
    uint32_t *table_keys, *table_counts, *table_turns;
    uint32_t turn;
};

static void list_atoms(struct choosing *c)
{
    const struct linkage *l = c->l;
    for (size_t s = 0; s < l->slot_count; s++) {
        const struct slot *slot = &l->slots[s];
        if (slot->known * 200 < l->input.record_count)
            continue;
        for (size_t a = 0; a < slot->atom_count && c->atom_count + 1 < CANDIDATE_ATOMS_MAX; a++)
            c->atoms[c->atom_count++] = (struct atom_ref){ (int)s, (int)a, -1 };
    }
    for (size_t s = 0; s < l->slot_count; s++)
        if (l->slots[s].type == LINKAGE_GIVEN && l->slots[s].exchange >= 0 && c->atom_count < CANDIDATE_ATOMS_MAX)
            c->atoms[c->atom_count++] = (struct atom_ref){ (int)s, 0, l->slots[s].exchange };
}

static void read_sample(struct choosing *c)
{
    const struct linkage *l = c->l;
    size_t records = l->input.record_count, count = records < SAMPLE_MAX ? records : SAMPLE_MAX;
    c->sample_count = count;
    for (size_t k = 0; k < c->atom_count; k++)
        c->values[k] = work_alloc(count, sizeof(uint32_t));
    for (size_t i = 0; i < count; i++) {
        /* Spread over the lists, at irregular distances. */
        size_t step = count == records ? i : (size_t)((__uint128_t)mix64(i + 1) * records >> 64);
        const struct form *forms[LINKAGE_SLOTS_MAX];
        for (size_t s = 0; s < l->slot_count; s++)
            forms[s] = slot_form(l, (uint32_t)step, s);
        for (size_t k = 0; k < c->atom_count; k++)
            c->values[k][i] = linkage_atom(forms, c->atoms[k]);
    }
    double n = (double)records, s = (double)count;
    c->scale = count < 2 ? 0 : n * (n - 1) / (s * (s - 1));
    if (l->input.first_count) {
        double share = (double)l->input.first_count / n;
        c->scale *= 2 * share * (1 - share);
    }
}

/* How many had the key before, this turn. */
static uint32_t count_key(struct choosing *c, uint64_t key)
{
    uint32_t check = (uint32_t)(key >> 32) | 1;
    size_t at = (uint32_t)key & (TABLE_SIZE - 1);
    while (c->table_turns[at] == c->turn && c->table_keys[at] != check)
        at = (at + 1) & (TABLE_SIZE - 1);
    if (c->table_turns[at] != c->turn) {
        c->table_turns[at] = c->turn;
        c->table_keys[at] = check;
        c->table_counts[at] = 0;
    }
    return c->table_counts[at]++;
}

/* Pairs of the sample that agree on all atoms of the mask. */
static double count_pairs(struct choosing *c, uint64_t mask)
{
    double pairs = 0;
    c->turn++;
    for (size_t i = 0; i < c->sample_count; i++) {
        uint64_t key = 0;
        bool has = true;
        for (uint64_t rest = mask; rest && has; rest &= rest - 1) {
            uint32_t value = c->values[__builtin_ctzll(rest)][i];
            has = value != 0;
            key = (key ^ value) * UINT64_C(0x9e3779b97f4a7c15);
            key ^= key >> 29;
        }
        if (!has)
            continue;
        pairs += count_key(c, key);
    }
    return pairs * c->scale;
}

/* Pairs of the sample that say the same in everything, also where both say nothing. */
static double count_alike(struct choosing *c)
{
    double pairs = 0;
    c->turn++;
    for (size_t i = 0; i < c->sample_count; i++) {
        uint64_t key = 0;
        for (size_t k = 0; k < c->atom_count; k++)
            key = mix64(key ^ c->values[k][i]);
        pairs += count_key(c, key);
    }
    return pairs * c->scale;
}

/* Pairs of records of one person: each value there with the share that the lists have, each intact or not. Dirty
 * records are dirty throughout, so severity is drawn for the pair. */
static void make_damaged(struct choosing *c)
{
    static const unsigned severities[] = { 100, 250, 400, 550, 700, 800 };
    const struct linkage *l = c->l;
    struct chance chance = chance_of(l->options.seed, "damage", 0);
    c->damaged = work_alloc(DAMAGED_PAIRS, sizeof(*c->damaged));
    for (size_t i = 0; i < DAMAGED_PAIRS; i++) {
        unsigned severity = severities[i % COUNT(severities)];
        bool known[LINKAGE_SLOTS_MAX], intact[LINKAGE_SLOTS_MAX];
        for (size_t s = 0; s < l->slot_count; s++) {
            double share = (double)l->slots[s].known / ((double)l->input.record_count + 1e-9);
            known[s] = chance_happens(&chance, (unsigned)(share * share * 1000));
            intact[s] = !chance_happens(&chance, l->slots[s].kind == SLOT_CODE ? severity / 4 : severity);
        }
        for (size_t k = 0; k < c->atom_count; k++) {
            struct atom_ref ref = c->atoms[k];
            bool survives = known[ref.slot] && (intact[ref.slot] || (ref.atom > 0 && chance_happens(&chance, 500)));
            if (ref.slot2 >= 0)
                survives = known[ref.slot] && known[ref.slot2] &&
                           ((intact[ref.slot] && intact[ref.slot2]) || chance_happens(&chance, 60));
            c->damaged[i] |= (uint64_t)survives << k;
        }
    }
}

static size_t finds(const struct choosing *c, uint64_t mask, const bool *found)
{
    size_t count = 0;
    for (size_t i = 0; i < DAMAGED_PAIRS; i++)
        count += !found[i] && (c->damaged[i] & mask) == mask;
    return count;
}

static bool one_slot(const struct choosing *c, uint64_t mask)
{
    uint32_t slots = 0;
    for (uint64_t rest = mask; rest; rest &= rest - 1) {
        struct atom_ref ref = c->atoms[__builtin_ctzll(rest)];
        uint32_t bits = 1U << ref.slot | (ref.slot2 >= 0 ? 1U << ref.slot2 : 0);
        if (slots & bits)
            return true;
        slots |= bits;
    }
    return false;
}

/* Adds the combination unless it costs too much; returns whether it does. */
static bool consider(struct choosing *c, uint64_t mask, double most)
{
    double pairs = count_pairs(c, mask);
    if (pairs > most && (!c->least_dear.mask || pairs < c->least_dear.pairs))
        c->least_dear = (struct combination){ mask, pairs, 0 };
    if (pairs > most)
        return true;
    c->items = work_grow(c->items, &c->capacity, c->count + 1, sizeof(*c->items));
    c->items[c->count++] = (struct combination){ mask, pairs, 0 };
    return false;
}

/* All combinations that can be paid for; a third atom only where two are still dear. */
static void list_combinations(struct choosing *c, double most)
{
    double cheap = (double)c->l->input.record_count / 2;
    bool *dear = work_alloc(CANDIDATE_ATOMS_MAX * CANDIDATE_ATOMS_MAX, sizeof(*dear));
    for (size_t i = 0; i < c->atom_count; i++)
        (void)consider(c, UINT64_C(1) << i, most);
    for (size_t i = 0; i < c->atom_count; i++)
        for (size_t j = 0; j < i; j++) {
            uint64_t mask = UINT64_C(1) << i | UINT64_C(1) << j;
            if (one_slot(c, mask))
                continue;
            bool costly = consider(c, mask, most);
            dear[i * CANDIDATE_ATOMS_MAX + j] = costly || c->items[c->count - 1].pairs > cheap;
        }
    for (size_t i = 0; i < c->atom_count; i++)
        for (size_t j = 0; j < i; j++)
            for (size_t k = 0; k < j; k++) {
                uint64_t mask = UINT64_C(1) << i | UINT64_C(1) << j | UINT64_C(1) << k;
                if (dear[i * CANDIDATE_ATOMS_MAX + j] && dear[i * CANDIDATE_ATOMS_MAX + k] &&
                    dear[j * CANDIDATE_ATOMS_MAX + k])
                    (void)consider(c, mask, most);
            }
    free(dear);
}

static uint8_t place_of_atom(struct linkage *l, struct atom_ref ref)
{
    for (size_t i = 0; i < l->atom_count; i++)
        if (l->atoms[i].slot == ref.slot && l->atoms[i].atom == ref.atom && l->atoms[i].slot2 == ref.slot2)
            return (uint8_t)i;
    require(l->atom_count < ATOM_LIST_MAX);
    l->atoms[l->atom_count] = ref;
    return (uint8_t)l->atom_count++;
}

static void add_pass(struct choosing *c, uint64_t mask)
{
    struct pass *pass = &c->l->passes[c->l->pass_count++];
    *pass = (struct pass){ 0 };
    for (uint64_t rest = mask; rest; rest &= rest - 1) {
        uint8_t at = place_of_atom(c->l, c->atoms[__builtin_ctzll(rest)]);
        pass->at[pass->atom_count++] = at;
        pass->mask |= UINT64_C(1) << at;
    }
}

/* The best value for its cost first, until nothing new is found or the pairs are spent. */
static void choose(struct choosing *c, double budget)
{
    bool *found = work_alloc(DAMAGED_PAIRS, sizeof(*found));
    size_t covered = 0, reachable = 0;
    double overhead = (double)c->l->input.record_count;
    for (size_t i = 0; i < DAMAGED_PAIRS; i++)
        reachable += c->damaged[i] != 0;
    while (c->l->pass_count < PASSES_MAX) {
        double best_value = 0;
        size_t best = 0;
        for (size_t i = 0; i < c->count; i++) {
            if (c->items[i].pairs > budget)
                continue;
            /* What found little before finds no more now. */
            double bound = (double)(c->items[i].finds ? c->items[i].finds : DAMAGED_PAIRS);
            double cost = c->items[i].pairs + overhead;
            if (bound / cost <= best_value)
                continue;
            c->items[i].finds = finds(c, c->items[i].mask, found);
            double value = (double)c->items[i].finds / cost;
            if (c->items[i].finds == 0)
                c->items[i].pairs = HUGE_VAL;
            if (value > best_value) {
                best_value = value;
                best = i;
            }
        }
        if (best_value <= 0)
            break;
        budget -= c->items[best].pairs;
        add_pass(c, c->items[best].mask);
        for (size_t i = 0; i < DAMAGED_PAIRS; i++)
            if (!found[i] && (c->damaged[i] & c->items[best].mask) == c->items[best].mask) {
                found[i] = true;
                covered++;
            }
        c->items[best].pairs = HUGE_VAL;
    }
    c->l->result.recall = reachable ? (double)covered / (double)reachable : 1;
    free(found);
}

/* Where so many records are alike in all they say that no pass can afford them, they are still each other's neighbours:
 * the least dear pass finds them, and its blocks are compared only as far as blocks of their size are. */
static void add_alike(struct choosing *c, double most)
{
    uint64_t mask = c->least_dear.mask;
    if (mask && c->l->pass_count < PASSES_MAX && count_alike(c) > most)
        add_pass(c, mask);
}

void linkage_choose_passes(struct linkage *l)
{
    struct choosing c = { .l = l };
    double budget = (double)l->options.pairs_max;
    c.table_keys = work_alloc(TABLE_SIZE, sizeof(uint32_t));
    c.table_counts = work_alloc(TABLE_SIZE, sizeof(uint32_t));
    c.table_turns = work_alloc(TABLE_SIZE, sizeof(uint32_t));
    list_atoms(&c);
    read_sample(&c);
    make_damaged(&c);
    list_combinations(&c, budget / 4);
    choose(&c, budget);
    add_alike(&c, budget / 4);
    for (size_t k = 0; k < c.atom_count; k++)
        free(c.values[k]);
    free(c.table_keys);
    free(c.table_counts);
    free(c.table_turns);
    free(c.damaged);
    free(c.items);
}
