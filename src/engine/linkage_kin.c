/* SPDX-License-Identifier: Apache-2.0
 * Kin: two people, or things, that say the same in more fields than strangers do and are two all the same. Brothers and sisters share
 * surname, house and telephone, the songs of an album its artist and year, the people of a village their few clan names. Where such
 * pairs are more numerous than those of one person, EM with two classes takes them for persons, because they are what strangers
 * explain worst (measured: pupils with their mothers F1 0.82, songs of albums 0.23, villages of the highlands 0.04; 0.997, 0.97, 0.84 so).
 *
 * So those who were taken for persons though two fields differ are asked once more, as a class of their own beside persons who are looked for
 * anew (more classes than two: Larsen & Rubin, J. Amer. Statist. Assoc. 96, 2001). If the one class then differs, like strangers, in much of
 * what the other agrees in, it is kin and stays; else all is as it was. Who only moved house is no kin: where there are given names, it is
 * they, births and numbers that must differ. */
#include "engine/linkage_learning.h"

#include <math.h>
#include <string.h>

/* Pairs of a kind at least; the share of those taken for persons that differ in two fields; how much of what differs among strangers differs in a field that agrees by chance alone; what such fields are worth among
 * persons at least, and as a share of all evidence; how much the persons must have grown to ask again. */
static const double KIN_MIN = 20, DIFFERING_MIN = 0.1, CHANCE_MIN = 0.7, EVIDENCE_MIN = 4, PERSONAL_SHARE = 0.5, SHARE_OF_MANY = 0.3, ASKED_AGAIN = 1.3;
/* How much less differs where kin share a field. */
static const double SHARED_MIN = 0.25;

double linkage_kin_odds(const struct linkage *l, size_t kind, uint64_t levels, bool same_place)
{
    const struct kin *kin = &l->model.kins[kind];
    double odds = kin->log_share + (double)linkage_ties(&l->model, levels);
    for (size_t s = 0; s < l->slot_count; s++)
        odds += (double)kin->weight[same_place][s][pattern_level(levels, s)];
    return odds;
}

float linkage_kin(const struct linkage *l, const struct comparison *comparison)
{
    double sum = 0;
    for (size_t k = 0; k < l->model.kin_count; k++)
        sum += exp(linkage_kin_odds(l, k, comparison->pattern, comparison->same_place) + (double)comparison->kin[k]);
    return (float)log1p(sum);
}

void linkage_expect_kin(const struct learning *g, double *matches, size_t from, size_t to)
{
    size_t kinds = g->l->model.kin_count;
    for (size_t i = from; i < to; i++) {
        const struct sample_pair *pair = &g->pairs[i];
        const struct pattern *pattern = &g->patterns[pair->number];
        double parts[KINS_MAX + 1] = { exp(pattern->base + (double)pair->rarity) }, all = 1 + parts[0];
        for (size_t k = 0; k < kinds; k++)
            all += parts[k + 1] = exp(pattern->kin_base[k] + (double)pair->kin[k]);
        for (size_t k = 0; k <= kinds; k++)
            matches[k * g->pattern_count + pair->number] += (double)pair->weight * parts[k] / all;
    }
}

/* --- what kin show --------------------------------------------------------------------------------------------- */

/* What they show no more often than strangers is chance, and says nothing of kin. */
static void set_slot(const struct linkage *l, struct kin *kin, size_t s, const double matches[SLOT_LEVELS])
{
    const double *log_u = l->model.log_u[0][s];
    double known = PSEUDO_MATCHES, chances[SLOT_LEVELS] = { 0 };
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        known += matches[level];
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        chances[level] = (matches[level] + PSEUDO_MATCHES * exp(log_u[level])) / known;
    bool is_shared = 1 - chances[LINKAGE_DIFFERENT] / exp(log_u[LINKAGE_DIFFERENT]) > SHARED_MIN;
    kin->shared[s] = is_shared ? (float)fmax(0, 1 - exp(log_u[LINKAGE_SAME]) / chances[LINKAGE_SAME]) : 0;
    for (size_t place = 0; place < 2; place++)
        for (size_t level = 1; level < SLOT_LEVELS; level++)
            kin->weight[place][s][level] = is_shared ? (float)(log(chances[level]) - l->model.log_u[place][s][level]) : 0;
}

static double pairs_of(const struct learning *g, size_t kind)
{
    double sum = 0;
    for (size_t i = 0; i < g->pattern_count; i++)
        sum += g->patterns[i].kin_matches[kind];
    return sum;
}

static void learn_kind(struct learning *g, size_t kind)
{
    struct linkage *l = g->l;
    struct kin *kin = &l->model.kins[kind];
    for (size_t s = 0; s < l->slot_count; s++) {
        double sums[SLOT_LEVELS] = { 0 };
        for (size_t i = 0; i < g->pattern_count; i++)
            sums[pattern_level(g->patterns[i].levels, s)] += g->patterns[i].kin_matches[kind];
        set_slot(l, kin, s, sums);
    }
    kin->log_share = log(pairs_of(g, kind) + 0.5) - log(l->all_pairs + 1);
}

void linkage_learn_kin(struct learning *g)
{
    for (size_t k = 0; k < g->l->model.kin_count; k++)
        learn_kind(g, k);
}

/* --- who is kin -------------------------------------------------------------------------------------------------- */

/* What speaks for persons, on average, and how much of it a kind of kin shows by chance alone. */
struct account {
    double all, chance;
    double personal, personal_chance, personal_kin; /* of what is a person's own; the last as kin show it */
    bool has_given, has_other_number; /* kin bear another identity number each, persons the same */
};

static void account_slot(const struct learning *g, size_t kind, size_t s, double pairs, struct account *account)
{
    const struct linkage *l = g->l;
    const double *log_m = l->model.log_m[s], *log_u = l->model.log_u[0][s];
    double known = 0, differ = 0, evidence = 0, kin_known = 0, kin_evidence = 0, kin_differ = 0;
    for (size_t i = 0; i < g->pattern_count; i++) {
        const struct pattern *pattern = &g->patterns[i];
        unsigned level = pattern_level(pattern->levels, s);
        if (!level)
            continue;
        known += pattern->matches;
        kin_known += pattern->kin_matches[kind];
        kin_evidence += pattern->kin_matches[kind] * (log_m[level] - log_u[level]);
        differ += level == LINKAGE_DIFFERENT ? pattern->matches : 0;
        kin_differ += level == LINKAGE_DIFFERENT ? pattern->kin_matches[kind] : 0;
    }
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        evidence += exp(log_m[level]) * (log_m[level] - log_u[level]) * known / g->total;
    enum linkage_type type = l->slots[s].type;
    bool is_personal = type == LINKAGE_GIVEN || type == LINKAGE_MIDDLE || type == LINKAGE_DATE || l->slots[s].is_identity;
    bool is_chance = kin_evidence < 0 && kin_differ > CHANCE_MIN * kin_known * exp(log_u[LINKAGE_DIFFERENT]);
    account->all += evidence;
    account->chance += is_chance ? evidence : 0;
    account->personal += is_personal ? evidence : 0;
    account->personal_chance += is_personal && is_chance ? evidence : 0;
    account->personal_kin += is_personal ? kin_evidence / pairs : 0;
    account->has_given |= type == LINKAGE_GIVEN;
    account->has_other_number |= l->slots[s].is_identity && is_chance && kin_known >= KIN_MIN && differ < (1 - CHANCE_MIN) * known;
}

/* Whoever differs in most of what is a person's own is somebody else; so is whoever bears another identity number, where persons bear the
 * same: twins, and fathers and sons of one name, each share half of what is a person's own, and taken together most of it. Of things nobody knows what is their own; but those that changed are
 * not more than those that did not, and what is more numerous is kin. */
static bool is_kin(const struct learning *g, size_t kind)
{
    struct account account = { 0 };
    double pairs = pairs_of(g, kind);
    if (g->total < KIN_MIN || pairs < KIN_MIN)
        return false;
    for (size_t s = 0; s < g->l->slot_count; s++)
        account_slot(g, kind, s, pairs, &account);
    bool somebody_else = account.has_given && account.personal_chance > EVIDENCE_MIN &&
                         account.personal_chance > PERSONAL_SHARE * account.personal && account.personal_kin < -PERSONAL_SHARE * account.personal;
    bool many_others = pairs > g->total && account.chance > EVIDENCE_MIN && account.chance > SHARE_OF_MANY * account.all &&
                       (!account.has_given || account.personal_chance > SHARE_OF_MANY * account.personal);
    return somebody_else || many_others || account.has_other_number;
}

/* Of the rarity of what they say nothing is known before: kin may share all of it. */
static void share_rarity(struct learning *g)
{
    for (size_t i = 0; i < g->count; i++)
        g->pairs[i].kin[g->l->model.kin_count] = g->pairs[i].rarity;
}

/* Another kind of kin: those who were taken for persons so far, though two fields or more differ. False: they are few, as persons are who
 * changed much; what is learnt of a few of many is chance (members of two organisations without dates: F1 0.88 to 0.84). */
static bool add_kind(struct learning *g)
{
    struct linkage *l = g->l;
    double sum = 0;
    for (size_t i = 0; i < g->pattern_count; i++) {
        struct pattern *pattern = &g->patterns[i];
        uint64_t differ = linkage_differ(l, pattern->levels);
        pattern->kin_matches[l->model.kin_count] = differ & (differ - 1) ? pattern->matches : 0;
        sum += pattern->kin_matches[l->model.kin_count];
    }
    if (sum < KIN_MIN || sum < DIFFERING_MIN * g->total)
        return false;
    share_rarity(g);
    learn_kind(g, l->model.kin_count++);
    return true;
}

bool linkage_find_kin(struct learning *g)
{
    struct linkage *l = g->l;
    size_t before = l->model.kin_count;
    bool go_on = true, is_found = true;
    if (g->total <= ASKED_AGAIN * l->model.asked_at)
        return true;
    struct pattern *kept = work_alloc(g->pattern_count, sizeof(*kept));
    struct model *model = work_alloc(1, sizeof(*model));
    while (go_on && is_found && l->model.kin_count < KINS_MAX) {
        struct linkage_result result = l->result;
        double total = g->total;
        *model = l->model;
        memcpy(kept, g->patterns, g->pattern_count * sizeof(*kept));
        if (!add_kind(g))
            break;
        go_on = linkage_settle(g);
        is_found = is_kin(g, l->model.kin_count - 1);
        if (is_found)
            continue;
        l->model = *model;
        l->result = result;
        g->total = total;
        memcpy(g->patterns, kept, g->pattern_count * sizeof(*kept));
    }
    l->model.asked_at = l->model.kin_count > before ? 0 : g->total;
    free(kept);
    free(model);
    return go_on;
}
