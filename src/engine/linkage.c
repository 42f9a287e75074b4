/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/linkage_parts.h"

#include <math.h>
#include <string.h>

enum { LEARN_TURNS = 4, KEEPING_RATE_MAX = 4, PAIRS_PER_RECORD = 400, PAIRS_PER_RECORD_LEAST = 6, SAMPLE_PAIRS = 1 << 20, KEPT_PAIRS_MAX = 24 << 20 };
static const double FLOOR_OF_MANY = 0.01, SETTLED = 0.01;

double linkage_probability(double log_odds)
{
    return log_odds > 0 ? 1 / (1 + exp(-log_odds)) : exp(log_odds) / (1 + exp(log_odds));
}

bool linkage_tell(const struct linkage *l, unsigned permille)
{
    return !l->options.progress || l->options.progress(l->options.context, permille);
}

static enum err_code tell(const struct linkage *l, unsigned permille, struct err *err)
{
    return linkage_tell(l, permille) ? ERR_OK : err_set(err, ERR_STATE, MSG_LINKAGE_CANCELLED);
}

/* --- pairs ------------------------------------------------------------------------------------------------ */

/* The chunks of all passes, one after the other. */
struct scan {
    struct linkage *l;
    size_t *first_chunk; /* by pass */
    size_t chunk_count, done;
    double rate; /* one pair of so many is looked at, */
    uint64_t kept; /* and all that agree on one of these atoms, */
    uint64_t kept_levels; /* which is to say, on a slot of these bits */
    struct memo *memos;  /* by worker */
    struct sample_list {
        struct sample_pair *items;
        size_t count, capacity;
    } *samples;              /* by chunk */
    struct pair_list *pairs; /* by chunk */
    size_t *compared;        /* by chunk */
    float floor;
    bool stop;
};
struct scanning {
    struct scan *scan;
    struct memo *memo;
    size_t chunk;
};

static void scan_begin(struct scan *scan, struct linkage *l)
{
    *scan = (struct scan){ .l = l };
    scan->first_chunk = work_alloc(l->pass_count + 1, sizeof(*scan->first_chunk));
    for (size_t p = 0; p < l->pass_count; p++)
        scan->first_chunk[p + 1] = scan->first_chunk[p] + l->indexes[p].chunk_count;
    scan->chunk_count = scan->first_chunk[l->pass_count];
    scan->memos = work_alloc(l->options.threads, sizeof(*scan->memos));
    scan->samples = work_alloc(scan->chunk_count, sizeof(*scan->samples));
    scan->pairs = work_alloc(scan->chunk_count, sizeof(*scan->pairs));
    scan->compared = work_alloc(scan->chunk_count, sizeof(*scan->compared));
}

static void scan_done(struct scan *scan)
{
    for (size_t i = 0; i < scan->chunk_count; i++) {
        free(scan->samples[i].items);
        free(scan->pairs[i].items);
    }
    free(scan->first_chunk);
    free(scan->memos);
    free(scan->samples);
    free(scan->pairs);
    free(scan->compared);
}

static size_t pass_of(const struct scan *scan, size_t chunk)
{
    size_t pass = 0;
    while (scan->first_chunk[pass + 1] <= chunk)
        pass++;
    return pass;
}

static bool is_kept(const struct scan *scan, uint64_t pattern)
{
    for (size_t s = 0; s < scan->l->slot_count; s++)
        if (scan->kept_levels >> (LEVEL_BITS * s) & 1 && pattern_level(pattern, s) == LINKAGE_SAME)
            return true;
    return false;
}

/* Who shares an identity number teaches most: where that is affordable, all such pairs are looked at. */
static void keep_identities(struct scan *scan)
{
    const struct linkage *l = scan->l;
    for (size_t k = 0; k < l->atom_count && scan->rate > 1 && scan->rate <= KEEPING_RATE_MAX; k++) {
        struct atom_ref ref = l->atoms[k];
        if (!l->slots[ref.slot].is_identity || ref.atom != 0 || ref.slot2 >= 0)
            continue;
        scan->kept |= UINT64_C(1) << k;
        scan->kept_levels |= UINT64_C(1) << (LEVEL_BITS * (size_t)ref.slot);
    }
}

static void sample_pair(void *context, uint32_t a, uint32_t b)
{
    struct scanning *scanning = context;
    struct scan *scan = scanning->scan;
    struct comparison comparison = linkage_compare(scan->l, a, b, scanning->memo);
    struct sample_list *list = &scan->samples[scanning->chunk];
    list->items = work_grow(list->items, &list->capacity, list->count + 1, sizeof(*list->items));
    struct sample_pair *pair = &list->items[list->count++];
    *pair = (struct sample_pair){ comparison.pattern, comparison.rarity, comparison.same_place,
                                  is_kept(scan, comparison.pattern) ? 1 : (float)scan->rate, 0, { 0 } };
    memcpy(pair->kin, comparison.kin, sizeof(pair->kin));
}

static void score_pair(void *context, uint32_t a, uint32_t b)
{
    struct scanning *scanning = context;
    struct scan *scan = scanning->scan;
    struct comparison comparison = linkage_compare(scan->l, a, b, scanning->memo);
    float odds = linkage_score(scan->l, &comparison);
    scan->compared[scanning->chunk]++;
    if (odds < scan->floor)
        return;
    struct pair_list *list = &scan->pairs[scanning->chunk];
    list->items = work_grow(list->items, &list->capacity, list->count + 1, sizeof(*list->items));
    list->items[list->count++] = (struct linkage_pair){ a, b, odds, odds };
}

static void scan_chunk(struct scan *scan, size_t worker, size_t chunk, linkage_pair_fn *each)
{
    size_t pass = pass_of(scan, chunk);
    struct scanning scanning = { scan, &scan->memos[worker], chunk };
    linkage_chunk_pairs(scan->l, pass, chunk - scan->first_chunk[pass], scan->rate, scan->kept, each,
                        &scanning);
}

static void sample_chunk(void *context, size_t worker, size_t chunk)
{
    scan_chunk(context, worker, chunk, sample_pair);
}

static void score_chunk(void *context, size_t worker, size_t chunk)
{
    struct scan *scan = context;
    if (__atomic_load_n(&scan->stop, __ATOMIC_RELAXED))
        return;
    scan_chunk(scan, worker, chunk, score_pair);
    size_t done = __atomic_add_fetch(&scan->done, 1, __ATOMIC_RELAXED);
    /* The caller's thread is worker 0: it alone tells. */
    if (worker == 0 && !linkage_tell(scan->l, 500 + (unsigned)(done * 400 / scan->chunk_count)))
        __atomic_store_n(&scan->stop, true, __ATOMIC_RELAXED);
}

/* A sample of the pairs of all passes, compared. The caller's to free. */
static struct sample_pair *sample(struct linkage *l, size_t *ret_count)
{
    struct scan scan;
    size_t pairs = 0, count = 0, capacity = 0;
    struct sample_pair *all = NULL;
    for (size_t p = 0; p < l->pass_count; p++)
        pairs += l->indexes[p].pairs;
    scan_begin(&scan, l);
    scan.rate = pairs > SAMPLE_PAIRS ? (double)pairs / SAMPLE_PAIRS : 1;
    keep_identities(&scan);
    work_share(l->options.threads, scan.chunk_count, sample_chunk, &scan);
    for (size_t i = 0; i < scan.chunk_count; i++) {
        all = work_grow(all, &capacity, count + scan.samples[i].count + 1, sizeof(*all));
        if (scan.samples[i].count)
            memcpy(all + count, scan.samples[i].items, scan.samples[i].count * sizeof(*all));
        count += scan.samples[i].count;
    }
    scan_done(&scan);
    *ret_count = count;
    return all;
}

static enum err_code learn(struct linkage *l, struct err *err)
{
    enum err_code code = ERR_OK;
    double before = -1;
    for (int turn = 0; turn < LEARN_TURNS && code == ERR_OK; turn++) {
        size_t count = 0;
        if (turn > 1 && fabs(l->result.expected_matches - before) <= SETTLED * before)
            break;
        before = l->result.expected_matches;
        (turn ? linkage_count_strangers : linkage_tie_strangers)(l);
        struct sample_pair *pairs = sample(l, &count);
        code = linkage_learn(l, pairs, count, err);
        free(pairs);
    }
    return code;
}

/* By a and b: least significant digits first. */
static void sort_pairs(struct pair_list *list, size_t records)
{
    struct linkage_pair *from = list->items, *to = work_alloc(list->count, sizeof(*to));
    unsigned bits = 1;
    while (bits < 32 && records >> bits)
        bits++;
    for (int side = 0; side < 2; side++)
        for (unsigned shift = 0; shift < bits; shift += 11) {
            size_t starts[2049] = { 0 };
            for (size_t i = 0; i < list->count; i++)
                starts[((side ? from[i].a : from[i].b) >> shift & 2047) + 1]++;
            for (size_t i = 1; i < COUNT(starts); i++)
                starts[i] += starts[i - 1];
            for (size_t i = 0; i < list->count; i++)
                to[starts[(side ? from[i].a : from[i].b) >> shift & 2047]++] = from[i];
            struct linkage_pair *swap = from;
            from = to;
            to = swap;
        }
    list->items = from;
    list->capacity = list->count;
    free(to);
}

static enum err_code score(struct linkage *l, struct err *err)
{
    struct scan scan;
    size_t pairs = 0;
    double floor = l->options.floor;
    scan_begin(&scan, l);
    for (size_t p = 0; p < l->pass_count; p++)
        pairs += l->indexes[p].pairs;
    if (floor <= 0 && pairs > KEPT_PAIRS_MAX)
        floor = FLOOR_OF_MANY;
    scan.floor = floor > 0 ? (float)(log(floor) - log1p(-floor)) : -INFINITY;
    if (l->silent_levels) /* people: all that is evidence for */
        scan.floor = (float)l->model.log_prior;
    work_share(l->options.threads, scan.chunk_count, score_chunk, &scan);
    for (size_t p = 0; p < l->pass_count; p++) {
        for (size_t i = scan.first_chunk[p]; i < scan.first_chunk[p + 1]; i++) {
            struct pair_list *list = &scan.pairs[i];
            l->pairs.items = work_grow(l->pairs.items, &l->pairs.capacity, l->pairs.count + list->count + 1,
                                       sizeof(*l->pairs.items));
            if (list->count)
                memcpy(l->pairs.items + l->pairs.count, list->items, list->count * sizeof(*list->items));
            l->pairs.count += list->count;
            free(list->items);
            *list = (struct pair_list){ 0 };
            l->pass_results[p].pairs += scan.compared[i];
        }
        l->result.compared += l->pass_results[p].pairs;
        l->result.capped_blocks += l->indexes[p].capped_blocks;
        l->result.capped_pairs += l->indexes[p].capped_pairs;
    }
    bool stop = scan.stop;
    scan_done(&scan);
    return stop ? err_set(err, ERR_STATE, MSG_LINKAGE_CANCELLED) : ERR_OK;
}

/* --- the whole --------------------------------------------------------------------------------------------- */

static void name_passes(struct linkage *l)
{
    l->pass_results = work_alloc(l->pass_count, sizeof(*l->pass_results));
    for (size_t p = 0; p < l->pass_count; p++) {
        char *to = l->pass_results[p].what, *end = to + sizeof(l->pass_results[p].what);
        for (size_t i = 0; i < l->passes[p].atom_count; i++) {
            struct atom_ref ref = l->atoms[l->passes[p].at[i]];
            const struct slot *slot = &l->slots[ref.slot];
            to += snprintf(to, (size_t)(end - to), "%sf%zu.%zu%s", i ? "+" : "", slot->field, slot->part,
                           ref.slot2 >= 0  ? "x" :
                           ref.atom == 0   ? "" :
                           ref.atom == 1   ? "a" :
                           ref.atom == 2   ? "b" :
                                             "c");
        }
    }
}

static enum err_code set_up(struct linkage *l, const struct linkage_input *input,
                            const struct linkage_options *options, struct err *err)
{
    size_t most = input->record_count * PAIRS_PER_RECORD, least = input->record_count * PAIRS_PER_RECORD_LEAST;
    l->input = *input;
    l->options = *options;
    if (input->record_count > LINKAGE_RECORDS_MAX || input->member_count > LINKAGE_RECORDS_MAX)
        return err_set(err, ERR_LIMIT, MSG_LINKAGE_SIZE, err_int((int64_t)LINKAGE_RECORDS_MAX));
    require(input->field_count <= LINKAGE_FIELDS_MAX && input->first_count <= input->record_count);
    l->fields = ARENA_ARRAY(&l->arena, struct linkage_field, input->field_count);
    memcpy(l->fields, input->fields, input->field_count * sizeof(*l->fields));
    l->options.threads = options->threads ? options->threads : 2;
    if (l->options.threads > WORK_THREADS_MAX)
        l->options.threads = WORK_THREADS_MAX;
    if (!l->options.pairs_max)
        l->options.pairs_max = most < LINKAGE_PAIRS ? most : least > LINKAGE_PAIRS ? least : LINKAGE_PAIRS;
    double n = (double)input->record_count, first = (double)input->first_count;
    l->all_pairs = input->first_count ? first * (n - first) : n * (n - 1) / 2;
    return linkage_slots_init(l, err);
}

/* What was learnt elsewhere. The values are weighed against each other by how often they stand here. */
static void take_over(struct linkage *l, const struct linkage *teacher)
{
    require(l->slot_count == teacher->slot_count && !l->input.member_count && !teacher->input.member_count);
    memcpy(l->passes, teacher->passes, sizeof(l->passes));
    memcpy(l->atoms, teacher->atoms, sizeof(l->atoms));
    l->pass_count = teacher->pass_count;
    l->atom_count = teacher->atom_count;
    linkage_model_copy(&l->model, &teacher->model);
    linkage_fill_atoms(l);
    linkage_indexes_build(l);
    name_passes(l);
}

static enum err_code compare_all(struct linkage *l, struct err *err)
{
    linkage_read(l);
    if (l->options.taught_by) {
        take_over(l, l->options.taught_by);
        return ERR_OK;
    }
    TRY(tell(l, 150, err));
    linkage_count_u(l);
    TRY(tell(l, 220, err));
    linkage_choose_passes(l);
    linkage_fill_atoms(l);
    TRY(tell(l, 260, err));
    linkage_indexes_build(l);
    TRY(tell(l, 300, err));
    name_passes(l);
    TRY(learn(l, err));
    TRY(score(l, err));
    if (!l->options.keep_index)
        linkage_indexes_done(l);
    return ERR_OK;
}

enum err_code linkage_compare_all(struct linkage *l, const struct linkage_input *input,
                                  const struct linkage_options *options, uint64_t silent_levels, struct err *err)
{
    TRY(set_up(l, input, options, err));
    l->silent_levels = silent_levels;
    return compare_all(l, err);
}

static enum err_code run(struct linkage *l, const struct linkage_input *input, const struct linkage_options *options,
                         struct err *err)
{
    TRY(set_up(l, input, options, err));
    TRY(input->member_count ? linkage_members(l, err) : compare_all(l, err));
    sort_pairs(&l->pairs, l->input.record_count);
    linkage_cluster(l);
    sort_pairs(&l->pairs, l->input.record_count);
    TRY(tell(l, 1000, err));
    l->result.pairs = l->pairs.items;
    l->result.pair_count = l->pairs.count;
    l->result.clusters = l->clusters;
    l->result.passes = l->pass_results;
    l->result.pass_count = l->pass_count;
    return ERR_OK;
}

enum err_code linkage_run(const struct linkage_input *input, const struct linkage_options *options,
                          struct linkage **ret_linkage, struct err *err)
{
    struct linkage *l = work_alloc(1, sizeof(*l));
    enum err_code code = run(l, input, options, err);
    if (code != ERR_OK) {
        linkage_free(l);
        return code;
    }
    *ret_linkage = l;
    return ERR_OK;
}

const struct linkage_result *linkage_result(const struct linkage *linkage)
{
    return &linkage->result;
}

void linkage_free(struct linkage *l)
{
    if (!l)
        return;
    linkage_indexes_done(l);
    linkage_slots_done(l);
    free(l->rows);
    free(l->atom_rows);
    free(l->model.patterns);
    free(l->model.corrections);
    free(l->pairs.items);
    free(l->clusters);
    free(l->pass_results);
    free(l->late);
    arena_done(&l->arena);
    free(l);
}

static const struct linkage_pair *find_pair(const struct linkage *l, uint32_t a, uint32_t b)
{
    size_t low = 0, high = l->pairs.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct linkage_pair *pair = &l->pairs.items[middle];
        if (pair->a < a || (pair->a == a && pair->b < b))
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < l->pairs.count && l->pairs.items[low].a == a && l->pairs.items[low].b == b;
    return found ? &l->pairs.items[low] : NULL;
}

/* --- why -------------------------------------------------------------------------------------------------- */

void linkage_explain_forms(const struct linkage *l, const struct form *const *one, const struct form *const *other,
                           struct linkage_reasons *ret)
{
    *ret = (struct linkage_reasons){ .prior = l->model.log_prior };
    struct comparison comparison = linkage_compare_forms(l, one, other);
    ret->together = (double)(linkage_together(l, comparison.pattern) + linkage_ties(&l->model, comparison.pattern) - linkage_kin(l, &comparison));
    ret->log_odds = ret->prior + ret->together;
    for (size_t s = 0; s < l->slot_count; s++) {
        unsigned level = pattern_level(comparison.pattern, s);
        if (l->silent_levels >> (LEVEL_BITS * s) & 1)
            level = linkage_slot_level(&l->slots[s], one[s], other[s]);
        double weight = (double)(l->model.weight[comparison.same_place][s][level] +
                                 linkage_rarity(l, s, level, one[s], other[s]));
        ret->items[ret->count++] =
            (struct linkage_reason){ l->slots[s].field, l->slots[s].part, (enum linkage_level)level, weight };
        ret->log_odds += weight;
    }
}

void linkage_explain(const struct linkage *l, uint32_t a, uint32_t b, struct linkage_reasons *ret)
{
    const struct form *one[LINKAGE_SLOTS_MAX], *other[LINKAGE_SLOTS_MAX];
    for (size_t s = 0; s < l->slot_count; s++) {
        one[s] = slot_form(l, a, s);
        other[s] = slot_form(l, b, s);
    }
    linkage_explain_forms(l, one, other, ret);
    const struct linkage_pair *pair = l->input.member_count ? find_pair(l, a, b) : NULL;
    ret->members = pair ? (double)pair->own_odds - ret->log_odds : 0;
    ret->log_odds += ret->members;
}
