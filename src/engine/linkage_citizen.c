/* SPDX-License-Identifier: Apache-2.0
 * Whose number a CCCD is: it tells the sex and the year of birth (Decree 137/2015, article 7; now Decree 70/2024). Where they are
 * not those of the person it stands beside, somebody else's was written - often the head's for all of a household - and it
 * says nothing of this person. */
#include "engine/linkage_parts.h"

#include <string.h>

enum { CENTURY_AT = 3, YEAR_AT = 4, YEARS_APART = 1 };

struct citizen_slots {
    int number, birth, sex; /* -1: the lists have none */
};

/* 1 man, 2 woman, 0 not said: by the words that lists use, their tones behind them. */
static unsigned sex_of(const struct form *form)
{
    static const struct {
        const char *word;
        unsigned sex;
    } words[] = { { "nam", 1 }, { "male", 1 }, { "m", 1 }, { "nư~", 2 }, { "nu", 2 }, { "female", 2 }, { "f", 2 } };
    for (size_t i = 0; i < COUNT(words); i++)
        if (form->toned && strcmp(words[i].word, form->toned) == 0)
            return words[i].sex;
    return 0;
}

static struct citizen_slots find_slots(const struct linkage *l)
{
    struct citizen_slots slots = { -1, -1, -1 };
    for (size_t s = 0; s < l->slot_count; s++) {
        const struct slot *slot = &l->slots[s];
        if (slot->type == LINKAGE_CITIZEN_ID && slot->part == 0 && slots.number < 0)
            slots.number = (int)s;
        if (slot->kind == SLOT_DATE && slots.birth < 0)
            slots.birth = (int)s;
        for (uint32_t i = 1; slot->kind == SLOT_CODE && slots.sex < 0 && i <= slot->form_count && i < 16; i++)
            if (sex_of(&slot->forms[i]))
                slots.sex = (int)s;
    }
    return slots;
}

static bool is_of_another(const struct form *number, const struct form *birth, const struct form *sex)
{
    if (!number || !number->toned)
        return false;
    int century = number->toned[CENTURY_AT] - '0';
    int year = 1900 + century / 2 * 100 + (number->toned[YEAR_AT] - '0') * 10 + (number->toned[YEAR_AT + 1] - '0');
    unsigned said = sex && sex->toned ? sex_of(sex) : 0;
    bool other_sex = said && said != (century % 2 ? 2U : 1U);
    int apart = birth && birth->toned ? birth->year - year : 0;
    return other_sex || apart > YEARS_APART || apart < -YEARS_APART;
}

void linkage_check_citizens(struct linkage *l)
{
    struct citizen_slots slots = find_slots(l);
    size_t wrong = 0;
    if (slots.number < 0)
        return;
    for (size_t r = 0; r < l->input.record_count; r++) {
        uint32_t *number = &l->rows[r * l->slot_count + (size_t)slots.number];
        const struct form *birth = slots.birth < 0 ? NULL : slot_form(l, (uint32_t)r, (size_t)slots.birth);
        const struct form *sex = slots.sex < 0 ? NULL : slot_form(l, (uint32_t)r, (size_t)slots.sex);
        if (!*number || !is_of_another(&l->slots[slots.number].forms[*number], birth, sex))
            continue;
        *number = 0;
        wrong++;
    }
    if (wrong)
        linkage_weigh_values(l, (size_t)slots.number);
}

void linkage_check_citizen(const struct linkage *l, struct form *forms)
{
    struct citizen_slots slots = find_slots(l);
    if (slots.number >= 0 && is_of_another(&forms[slots.number], slots.birth < 0 ? NULL : &forms[slots.birth],
                                           slots.sex < 0 ? NULL : &forms[slots.sex]))
        forms[slots.number] = (struct form){ 0 };
}
