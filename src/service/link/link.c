/* SPDX-License-Identifier: Apache-2.0 */
#include "service/link/link.h"

#include "base/idmap.h"
#include "engine/linkage_estimate.h"
#include "service/link/link_gather.h"
#include "service/link/link_parts.h"
#include "service/unit/unit.h"

#include <string.h>

static void close_linkage(struct linkage **linkage)
{
    linkage_free(*linkage);
}

/* --- proposing --------------------------------------------------------------------------------------------- */

struct known_pairs {
    struct idmap map; /* by hash of both ids */
};

static int64_t pair_key(int64_t a, int64_t b)
{
    uint64_t low = (uint64_t)(a < b ? a : b), high = (uint64_t)(a < b ? b : a);
    uint64_t key = (low * UINT64_C(0x9e3779b97f4a7c15)) ^ (high + (low >> 7)) * UINT64_C(0xd6e8feb86659fd93);
    return (int64_t)(key >> 1 ? key >> 1 : 1);
}

static enum err_code take_link(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct known_pairs *known = context;
    idmap_put(&known->map, pair_key(record_int(record, "household"), record_int(record, "canonical")), 1);
    return ERR_OK;
}

static int by_probability(const void *one, const void *other)
{
    const struct link_found *a = one, *b = other;
    if (a->probability != b->probability)
        return a->probability > b->probability ? -1 : 1;
    return a->household != b->household ? (a->household < b->household ? -1 : 1) :
           a->canonical < b->canonical  ? -1 :
                                          a->canonical > b->canonical;
}

static void list_found(const struct link_request *request, const struct link_gathered *gathered,
                       const struct known_pairs *known, const struct linkage *linkage, struct arena *arena,
                       struct link_report *report)
{
    const struct linkage_result *result = linkage_result(linkage);
    double threshold = request->threshold > 0 ? request->threshold : 0.5;
    size_t capacity = 0;
    struct linkage_reasons reasons;
    for (size_t i = 0; i < result->pair_count; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        double probability = linkage_probability((double)pair->log_odds);
        if (probability < threshold)
            continue;
        int64_t one = gathered->households[pair->a], other = gathered->households[pair->b];
        struct link_found *found = ARENA_PUSH(arena, report->found, report->pairs, capacity);
        *found = (struct link_found){ .household = one > other ? one : other, .canonical = one > other ? other : one,
                                      .probability = probability };
        found->status = idmap_get(&known->map, pair_key(one, other), 0) ? LINK_KNOWN :
                        id_shard(one) != id_shard(other)                 ? LINK_ELSEWHERE :
                                                                           LINK_NEW;
        report->proposed += found->status == LINK_NEW;
        linkage_explain(linkage, pair->a, pair->b, &reasons);
        found->why = link_words(arena, &reasons);
    }
    if (report->pairs)
        qsort(report->found, report->pairs, sizeof(*report->found), by_probability);
    report->clusters = result->cluster_count;
    report->compared = result->compared;
}

static enum err_code write_found(struct store *store, const struct link_report *report, struct err *err)
{
    for (size_t i = 0; i < report->pairs; i++)
        if (report->found[i].status == LINK_NEW)
            TRY(link_propose(store, &report->found[i], err));
    return ERR_OK;
}

static enum err_code find_duplicates(struct store *store, const struct link_request *request, struct arena *arena,
                                     struct link_report *report, struct err *err)
{
    CLEANUP(arena_done) struct arena memory = { 0 };
    struct link_gathered gathered = { .arena = &memory };
    struct known_pairs known = { .map = { .arena = &memory } };
    struct linkage *linkage CLEANUP(close_linkage) = NULL;
    struct entity_query query = { .all_states = true };
    TRY(link_gather(store, request->unit, &gathered, err));
    TRY(entity_each(store, kind_by_slug("same_as_links"), &query, take_link, &known, err));
    struct linkage_input input = link_gather_input(&gathered);
    struct linkage_options options = { .seed = 1, .threads = request->threads, .progress = request->progress,
                                       .context = request->context };
    TRY(linkage_run(&input, &options, &linkage, err));
    report->households = gathered.household_count;
    report->members = gathered.member_count;
    list_found(request, &gathered, &known, linkage, arena, report);
    return request->dry_run ? ERR_OK : write_found(store, report, err);
}

enum err_code link_registers(struct store *store, const struct link_request *request, struct arena *arena,
                             struct link_report *ret_report, struct err *err)
{
    *ret_report = (struct link_report){ 0 };
    if (store->actor.role < ROLE_REPORTER && !request->dry_run)
        return err_set(err, ERR_FORBIDDEN, MSG_LINKAGE_FORBIDDEN);
    if (request->dry_run)
        return find_duplicates(store, request, arena, ret_report, err);
    TRY(db_begin(store->db, err));
    enum err_code code = find_duplicates(store, request, arena, ret_report, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}

/* --- households on no list ----------------------------------------------------------------------------------------- */

enum { LISTS_MAX = 60 };

struct listing {
    struct store *store;
    struct arena *arena;
    struct idmap lists;  /* household → bits of lists */
    struct idmap places; /* household → unit */
    int64_t *households;
    size_t count, capacity;
    const char *organisations[LISTS_MAX];
    size_t list_count;
};

static void note_listed(struct listing *listing, int64_t household, int64_t unit, size_t list)
{
    int64_t bits = idmap_get(&listing->lists, household, 0);
    if (!bits) {
        *ARENA_PUSH(listing->arena, listing->households, listing->count, listing->capacity) = household;
        idmap_put(&listing->places, household, unit);
    }
    idmap_put(&listing->lists, household, bits | INT64_C(1) << list);
}

static enum err_code take_membership(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct listing *listing = context;
    const char *organisation = record_text(record, "organisation");
    size_t list = 1;
    while (list < listing->list_count && strcmp(listing->organisations[list], organisation) != 0)
        list++;
    if (list == LISTS_MAX)
        return ERR_OK;
    if (list >= listing->list_count) {
        listing->organisations[list] = arena_strdup(listing->arena, organisation);
        listing->list_count = list + 1;
    }
    note_listed(listing, record_counted(record, "household"), record_int(record, "unit"), list);
    return ERR_OK;
}

static enum err_code take_class(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct listing *listing = context;
    if (!record_int(record, "counted_by"))
        note_listed(listing, record_counted(record, "household"), record_int(record, "unit"), 0);
    return ERR_OK;
}

static struct link_estimate *estimate_of(struct link_estimate *estimates, size_t *count, struct idmap *by_unit,
                                         int64_t unit)
{
    int64_t at = idmap_get(by_unit, unit, 0);
    if (!at) {
        at = (int64_t)++*count;
        idmap_put(by_unit, unit, at);
        estimates[at - 1] = (struct link_estimate){ .unit = unit };
    }
    return &estimates[at - 1];
}

static int by_name(const void *one, const void *other)
{
    const struct link_estimate *a = one, *b = other;
    int order = strcmp(a->name, b->name);
    return order ? order : a->unit < b->unit ? -1 : a->unit > b->unit;
}

static enum err_code add_up(struct listing *listing, struct link_estimate *estimates, size_t *count, struct err *err)
{
    struct idmap by_unit = { .arena = listing->arena };
    uint64_t *lists = ARENA_ARRAY(listing->arena, uint64_t, listing->count + 1);
    for (size_t i = 0; i < listing->count; i++) {
        struct unit_place place = { 0 };
        int64_t household = listing->households[i], bits = idmap_get(&listing->lists, household, 0);
        TRY(unit_place_get(listing->store, idmap_get(&listing->places, household, 0), &place, err));
        struct link_estimate *estimate = estimate_of(estimates, count, &by_unit, place.commune ? place.commune : place.unit);
        int on = __builtin_popcountll((uint64_t)bits);
        estimate->known++;
        estimate->once += on == 1;
        estimate->twice += on == 2;
        lists[estimate - estimates] |= (uint64_t)bits;
    }
    for (size_t i = 0; i < *count; i++) {
        struct link_estimate *estimate = &estimates[i];
        estimate->lists = __builtin_popcountll(lists[i]);
        estimate->name = unit_name(listing->store, listing->arena, estimate->unit);
        struct linkage_estimate numbers = linkage_estimate(estimate->lists, estimate->known, estimate->once, estimate->twice);
        estimate->is_known = numbers.is_known;
        estimate->missing = numbers.missing;
        estimate->low = numbers.low;
        estimate->high = numbers.high;
    }
    qsort(estimates, *count, sizeof(*estimates), by_name);
    return ERR_OK;
}

enum err_code link_estimate(struct store *store, int64_t unit, struct arena *arena,
                            struct link_estimate **ret_estimates, size_t *ret_count, struct err *err)
{
    struct listing listing = { .store = store, .arena = arena, .lists = { .arena = arena }, .places = { .arena = arena },
                               .list_count = 1 };
    struct entity_query query = { .scope_unit = unit };
    if (unit)
        TRY(unit_scope_day(store, unit, NULL, &query.scope_day, err));
    TRY(entity_each(store, kind_by_slug("classifications"), &query, take_class, &listing, err));
    TRY(entity_each(store, kind_by_slug("memberships"), &query, take_membership, &listing, err));
    *ret_estimates = ARENA_ARRAY(arena, struct link_estimate, listing.count + 1);
    *ret_count = 0;
    return add_up(&listing, *ret_estimates, ret_count, err);
}
