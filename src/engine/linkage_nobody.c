/* SPDX-License-Identifier: Apache-2.0
 * Numbers that are nobody's: 999999999, 0000000000, "N/A", the office's own telephone. Where nothing is known people write something, and
 * then it stands more often than any family is large, at people who have nothing else in common. Such a value is left out, as
 * if nothing had been written; so what the others teach of numbers stays true. */
#include "engine/linkage_parts.h"

#include "base/chance.h"

#include <stdlib.h>

enum { BEARERS_MIN = 20, PAIRS_ASKED = 64, FIRST_BEARERS = 64 };

/* The first bearers of each value that many bear. */
struct bearers {
    uint32_t form, count;
    uint32_t records[FIRST_BEARERS];
};

/* Do two who share it differ in most of the rest? */
static bool is_chance(const struct linkage *l, size_t slot, uint32_t a, uint32_t b, struct memo *memo)
{
    uint64_t pattern = linkage_compare(l, a, b, memo).pattern;
    size_t known = 0, differ = 0;
    for (size_t s = 0; s < l->slot_count; s++) {
        if (s == slot || (int)s == l->place_slot || l->slots[s].kind == SLOT_CODE)
            continue;
        known += pattern_level(pattern, s) != LINKAGE_MISSING;
        differ += pattern_level(pattern, s) == LINKAGE_DIFFERENT;
    }
    return known >= 2 && 2 * differ > known;
}

static bool is_nobodys(const struct linkage *l, size_t slot, const struct bearers *bearers, struct memo *memo)
{
    struct chance chance = chance_of(l->options.seed, "nobody", bearers->form);
    size_t others = 0;
    for (size_t i = 0; i < PAIRS_ASKED; i++) {
        size_t a = chance_below(&chance, bearers->count), b = chance_below(&chance, bearers->count - 1);
        others += is_chance(l, slot, bearers->records[a], bearers->records[b + (b >= a)], memo);
    }
    return 2 * others > PAIRS_ASKED;
}

static size_t list_bearers(const struct linkage *l, size_t s, struct bearers **ret_list)
{
    const struct slot *slot = &l->slots[s];
    uint32_t *places = work_alloc((size_t)slot->form_count + 1, sizeof(*places)), count = 0;
    for (uint32_t i = 1; i <= slot->form_count; i++)
        if (slot->forms[i].count >= BEARERS_MIN)
            places[i] = ++count;
    *ret_list = work_alloc(count, sizeof(**ret_list));
    for (size_t r = 0; r < l->input.record_count && count; r++) {
        uint32_t form = l->rows[r * l->slot_count + s];
        struct bearers *bearers = places[form] ? *ret_list + places[form] - 1 : NULL;
        if (!bearers || bearers->count == FIRST_BEARERS)
            continue;
        bearers->form = form;
        bearers->records[bearers->count++] = (uint32_t)r;
    }
    free(places);
    return count;
}

void linkage_leave_nobodys(struct linkage *l)
{
    struct memo *memo = work_alloc(1, sizeof(*memo));
    for (size_t s = 0; s < l->slot_count; s++) {
        struct slot *slot = &l->slots[s];
        struct bearers *list = NULL;
        bool is_left = false;
        if (!slot->is_identity && slot->type != LINKAGE_PHONE)
            continue;
        size_t count = list_bearers(l, s, &list);
        for (size_t i = 0; i < count; i++)
            if (is_nobodys(l, s, &list[i], memo)) {
                slot->forms[list[i].form] = (struct form){ 0 };
                is_left = true;
            }
        for (size_t r = 0; r < l->input.record_count && is_left; r++) {
            uint32_t *form = &l->rows[r * l->slot_count + s];
            *form = slot->forms[*form].toned ? *form : 0;
        }
        if (is_left)
            linkage_weigh_values(l, s);
        free(list);
    }
    free(memo);
}
