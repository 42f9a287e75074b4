/* SPDX-License-Identifier: Apache-2.0
 * The pairs of the passes: records sorted by the key of a pass, and the pairs within each block. A pair that
 * agrees on an earlier pass too was given there and is left out, so none comes twice and none need be remembered. */
#include "engine/linkage_parts.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK_PAIRS = 200000, BLOCK_PAIRS_MAX = 1000000, WINDOW = 30, WAITING = 32, AHEAD = 48, CACHE_LINE = 64 };

uint32_t linkage_atom(const struct form *const *forms, struct atom_ref ref)
{
    const struct form *form = forms[ref.slot];
    uint32_t one = ref.atom == SECOND_WORD ? form->second_word : form->atoms[ref.atom];
    if (ref.slot2 < 0)
        return one;
    uint32_t other = forms[ref.slot2]->atoms[0];
    if (!one || !other)
        return 0;
    uint32_t sum = (uint32_t)(mix64(one) + mix64(other));
    return sum ? sum : 1;
}

static uint32_t key_of(const struct pass *pass, const uint32_t *atoms, size_t place_at, uint32_t place)
{
    uint64_t key = 0;
    for (size_t i = 0; i < pass->atom_count; i++) {
        uint32_t atom = place && pass->at[i] == place_at ? place : atoms[pass->at[i]];
        if (!atom)
            return 0;
        key = mix64(key ^ atom);
    }
    return (uint32_t)key ? (uint32_t)key : 1;
}

uint32_t linkage_pass_key(const struct pass *pass, const uint32_t *atoms)
{
    return key_of(pass, atoms, 0, 0);
}

struct filling {
    struct linkage *l;
    size_t piece;
};

static void fill_piece(void *context, size_t worker, size_t piece)
{
    (void)worker;
    struct filling *filling = context;
    struct linkage *l = filling->l;
    size_t from = piece * filling->piece, to = from + filling->piece;
    for (size_t r = from; r < to && r < l->input.record_count; r++) {
        const struct form *forms[LINKAGE_SLOTS_MAX];
        for (size_t s = 0; s < l->slot_count; s++)
            forms[s] = slot_form(l, (uint32_t)r, s);
        for (size_t k = 0; k < l->atom_count; k++)
            l->atom_rows[r * l->atom_count + k] = linkage_atom(forms, l->atoms[k]);
    }
}

void linkage_fill_atoms(struct linkage *l)
{
    struct filling filling = { l, 20000 };
    l->atom_rows = work_alloc(l->input.record_count * l->atom_count + 1, sizeof(*l->atom_rows));
    work_share(l->options.threads, (l->input.record_count + filling.piece - 1) / filling.piece, fill_piece, &filling);
}

/* --- sorting ---------------------------------------------------------------------------------------- */

static void sort_entries(struct block_index *index)
{
    static const unsigned shifts[] = { 0, 11, 22 };
    struct block_entry *from = index->entries, *to = work_alloc(index->count, sizeof(*to));
    for (size_t turn = 0; turn < COUNT(shifts); turn++) {
        size_t starts[2049] = { 0 };
        for (size_t i = 0; i < index->count; i++)
            starts[(from[i].key >> shifts[turn] & 2047) + 1]++;
        for (size_t i = 1; i < COUNT(starts); i++)
            starts[i] += starts[i - 1];
        for (size_t i = 0; i < index->count; i++)
            to[starts[from[i].key >> shifts[turn] & 2047]++] = from[i];
        struct block_entry *swap = from;
        from = to;
        to = swap;
    }
    index->entries = from;
    free(to);
}

/* Where the pass looks at places: the atom of the place, and the forms with several candidates. */
static int place_atom(const struct linkage *l, const struct pass *pass)
{
    for (size_t i = 0; i < pass->atom_count; i++)
        if (l->atoms[pass->at[i]].slot == l->place_slot)
            return pass->at[i];
    return -1;
}

static void fill_entries(struct linkage *l, const struct pass *pass, struct block_index *index)
{
    int place = place_atom(l, pass);
    size_t capacity = l->input.record_count;
    index->entries = work_alloc(capacity, sizeof(*index->entries));
    for (size_t r = 0; r < l->input.record_count; r++) {
        const uint32_t *atoms = l->atom_rows + r * l->atom_count;
        uint32_t key = linkage_pass_key(pass, atoms);
        if (!key)
            continue;
        const struct form *form = place < 0 ? NULL : slot_form(l, (uint32_t)r, (size_t)l->place_slot);
        size_t turns = form ? form->candidate_count : 1;
        index->entries = work_grow(index->entries, &capacity, index->count + turns, sizeof(*index->entries));
        for (size_t i = 0; i < turns; i++) {
            if (form)
                key = key_of(pass, atoms, (size_t)place, form->candidates[i]);
            index->entries[index->count++] = (struct block_entry){ key, (uint32_t)r };
        }
    }
}

static size_t block_end(const struct block_index *index, size_t from)
{
    size_t to = from + 1;
    while (to < index->count && index->entries[to].key == index->entries[from].key)
        to++;
    return to;
}

void linkage_find_block(const struct block_index *index, uint32_t key, size_t *ret_from, size_t *ret_to)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (index->entries[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    *ret_from = *ret_to = low;
    if (low < index->count && index->entries[low].key == key)
        *ret_to = block_end(index, low);
}

/* How many of the block are of the first list; they stand first. */
static size_t first_part(const struct linkage *l, const struct block_entry *block, size_t size)
{
    size_t low = 0, high = size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (block[middle].record < l->input.first_count)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t block_pairs(const struct linkage *l, const struct block_entry *block, size_t size)
{
    if (!l->input.first_count)
        return size * (size - 1) / 2;
    size_t first = first_part(l, block, size);
    return first * (size - first);
}

static void build_index(void *context, size_t worker, size_t p)
{
    (void)worker;
    struct linkage *l = context;
    struct block_index *index = &l->indexes[p];
    size_t capacity = 0, chunk_pairs = 0;
    fill_entries(l, &l->passes[p], index);
    sort_entries(index);
    index->chunks = work_grow(NULL, &capacity, 2, sizeof(*index->chunks));
    index->chunks[0] = 0;
    for (size_t from = 0, to; from < index->count; from = to) {
        to = block_end(index, from);
        size_t size = to - from, pairs = block_pairs(l, &index->entries[from], size);
        if (pairs > BLOCK_PAIRS_MAX) {
            index->capped_blocks++;
            size_t kept = size * WINDOW < pairs ? size * WINDOW : pairs;
            index->capped_pairs += pairs - kept;
            pairs = kept;
        }
        index->pairs += pairs;
        chunk_pairs += pairs + size / 8;
        if (chunk_pairs >= CHUNK_PAIRS || to == index->count) {
            index->chunks = work_grow(index->chunks, &capacity, index->chunk_count + 2, sizeof(*index->chunks));
            index->chunks[++index->chunk_count] = to;
            chunk_pairs = 0;
        }
    }
}

void linkage_indexes_build(struct linkage *l)
{
    l->indexes = work_alloc(l->pass_count, sizeof(*l->indexes));
    work_share(l->options.threads, l->pass_count, build_index, l);
}

void linkage_indexes_done(struct linkage *l)
{
    for (size_t p = 0; l->indexes && p < l->pass_count; p++) {
        free(l->indexes[p].entries);
        free(l->indexes[p].chunks);
    }
    free(l->indexes);
    l->indexes = NULL;
}

/* --- pairs ----------------------------------------------------------------------------------------------- */

/* Pairs wait until there are some, so that what they compare can be asked of the memory for all before it is used. */
struct walk {
    const struct linkage *l;
    const struct pass *pass;
    size_t number; /* of the pass */
    int place;     /* atom, or -1 */
    bool several;  /* some place has several candidates */
    uint64_t most; /* hash of the pairs wanted; 0: all */
    uint64_t kept; /* atoms of pairs wanted whatever their hash */
    linkage_pair_fn *each;
    void *context;
    struct {
        uint32_t a, b;
    } waiting[WAITING];
    size_t count;
};

static void give_waiting(struct walk *walk)
{
    for (size_t i = 0; i < walk->count; i++) {
        ask_forms(walk->l, walk->waiting[i].a);
        ask_forms(walk->l, walk->waiting[i].b);
    }
    for (size_t i = 0; i < walk->count; i++)
        walk->each(walk->context, walk->waiting[i].a, walk->waiting[i].b);
    walk->count = 0;
}

/* Of two records with several candidates the pair belongs to the block of the first common one. */
static bool is_block_of(const struct walk *walk, uint32_t a, uint32_t b, uint32_t key, uint64_t *agree)
{
    const struct linkage *l = walk->l;
    const struct form *one = slot_form(l, a, (size_t)l->place_slot), *other = slot_form(l, b, (size_t)l->place_slot);
    if (one->candidate_count <= 1 && other->candidate_count <= 1)
        return true;
    for (size_t i = 0; i < one->candidate_count; i++)
        for (size_t j = 0; j < other->candidate_count; j++)
            if (one->candidates[i] == other->candidates[j]) {
                for (size_t k = 0; k < l->atom_count; k++)
                    if (l->atoms[k].slot == l->place_slot)
                        *agree |= UINT64_C(1) << k;
                return walk->place < 0 || key_of(walk->pass, l->atom_rows + (size_t)a * l->atom_count,
                                                 (size_t)walk->place, one->candidates[i]) == key;
            }
    return true;
}

static void give(struct walk *walk, uint32_t key, uint32_t a, uint32_t b)
{
    const struct linkage *l = walk->l;
    if (l->owners && l->owners[a] == l->owners[b])
        return;
    bool is_left = walk->most && mix64((uint64_t)a << 32 | b) > walk->most;
    if (is_left && !walk->kept)
        return;
    const uint32_t *x = l->atom_rows + (size_t)a * l->atom_count, *y = l->atom_rows + (size_t)b * l->atom_count;
    uint64_t agree = 0;
    for (size_t k = 0; k < l->atom_count; k++)
        agree |= (uint64_t)(x[k] == y[k] && x[k] != 0) << k;
    if (is_left && !(agree & walk->kept))
        return;
    if (walk->several && !is_block_of(walk, a, b, key, &agree))
        return;
    if ((agree & walk->pass->mask) != walk->pass->mask)
        return; /* different values of one hash */
    for (size_t p = 0; p < walk->number; p++)
        if ((agree & l->passes[p].mask) == l->passes[p].mask)
            return;
    __builtin_prefetch(l->rows + (size_t)a * l->slot_count);
    __builtin_prefetch(l->rows + (size_t)b * l->slot_count);
    walk->waiting[walk->count].a = a < b ? a : b;
    walk->waiting[walk->count++].b = a < b ? b : a;
    if (walk->count == WAITING)
        give_waiting(walk);
}

/* By what was read first, slot by slot: equal values come together. */
static int by_values(const void *one, const void *other, void *context)
{
    const struct linkage *l = context;
    uint32_t a = ((const struct block_entry *)one)->record, b = ((const struct block_entry *)other)->record;
    for (size_t s = 0; s < l->slot_count; s++) {
        uint32_t x = l->rows[(size_t)a * l->slot_count + s], y = l->rows[(size_t)b * l->slot_count + s];
        if (x != y)
            return x < y ? -1 : 1;
    }
    return a < b ? -1 : a > b;
}

/* Too many to compare all: each with those next to it. */
static void walk_window(struct walk *walk, const struct block_entry *block, size_t size)
{
    const struct linkage *l = walk->l;
    struct block_entry *sorted = work_alloc(size, sizeof(*sorted));
    memcpy(sorted, block, size * sizeof(*sorted));
    union {
        const struct linkage *in;
        void *out;
    } context = { l };
    qsort_r(sorted, size, sizeof(*sorted), by_values, context.out);
    for (size_t i = 0; i < size; i++)
        for (size_t j = i + 1; j < size && j <= i + WINDOW; j++) {
            uint32_t a = sorted[i].record, b = sorted[j].record;
            if (!l->input.first_count || (a < l->input.first_count) != (b < l->input.first_count))
                give(walk, block[0].key, a, b);
        }
    free(sorted);
}

static void walk_block(struct walk *walk, const struct block_entry *block, size_t size)
{
    const struct linkage *l = walk->l;
    if (size < 2)
        return;
    if (block_pairs(l, block, size) > BLOCK_PAIRS_MAX) {
        walk_window(walk, block, size);
        return;
    }
    size_t first = l->input.first_count ? first_part(l, block, size) : size;
    for (size_t i = 0; i < first; i++)
        for (size_t j = l->input.first_count ? first : i + 1; j < size; j++)
            if (block[i].record != block[j].record)
                give(walk, block[0].key, block[i].record, block[j].record);
}

static bool is_alone(const struct block_index *index, size_t at)
{
    uint32_t key = index->entries[at].key;
    return (at == 0 || index->entries[at - 1].key != key) &&
           (at + 1 >= index->count || index->entries[at + 1].key != key);
}

static void ask_atoms(const struct linkage *l, uint32_t record)
{
    const char *atoms = (const char *)(l->atom_rows + (size_t)record * l->atom_count);
    for (size_t at = 0; at < l->atom_count * sizeof(uint32_t); at += CACHE_LINE)
        __builtin_prefetch(atoms + at);
    __builtin_prefetch(atoms + l->atom_count * sizeof(uint32_t) - 1);
}

void linkage_chunk_pairs(const struct linkage *l, size_t pass, size_t chunk, double rate, uint64_t kept,
                         linkage_pair_fn *each, void *context)
{
    const struct block_index *index = &l->indexes[pass];
    size_t end = index->chunks[chunk + 1], asked = index->chunks[chunk];
    struct walk walk = { .l = l, .pass = &l->passes[pass], .number = pass, .place = place_atom(l, &l->passes[pass]),
                         .several = l->place_slot >= 0 && l->slots[l->place_slot].has_candidates,
                         .most = rate > 1 ? (uint64_t)((double)UINT64_MAX / rate) : 0, .kept = kept,
                         .each = each, .context = context };
    for (size_t from = asked, to; from < end; from = to) {
        to = block_end(index, from);
        for (size_t least = to + AHEAD < end ? to + AHEAD : end; asked < least; asked++)
            if (!is_alone(index, asked))
                ask_atoms(l, index->entries[asked].record);
        walk_block(&walk, &index->entries[from], to - from);
    }
    give_waiting(&walk);
}
