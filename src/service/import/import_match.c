/* SPDX-License-Identifier: Apache-2.0
 * Which known household a row is about. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <string.h>

enum { SAME_ID_MAX = 4, NEAR_YEARS = 2 };

static struct value value_of(const struct import_entry *entry, enum import_slot slot, const char *field)
{
    const struct import_values *values = &entry->slots[slot];
    return values->values[kind_field_index(values->kind, field)];
}

static size_t column_of(const struct import_entry *entry, enum import_slot slot, const char *field)
{
    const struct import_values *values = &entry->slots[slot];
    return values->columns[kind_field_index(values->kind, field)];
}

static const char *id_text(struct import *import, int64_t id)
{
    char *text = arena_alloc(&import->group_arena, ID_TEXT_SIZE, 1);
    id_to_text(id, text);
    return text;
}

static const char *ids_text(struct import *import, const int64_t *ids, size_t count)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", id_text(import, ids[i]));
    return arena_strdup(&import->group_arena, buf_text(&out));
}

static void say_several(struct import *import, struct import_entry *head, size_t column, const int64_t *ids,
                        size_t count)
{
    import_say(import, head->row, column, IMPORT_DOUBTFUL, "match_several", MSG_IMPORT_MATCH_SEVERAL,
               err_int((int64_t)count), ids_text(import, ids, count));
}

/* Does the place of the person count in the commune whose list this is? */
static enum err_code is_in_commune(struct import *import, int64_t commune, int64_t unit, bool *ret_is,
                                   struct err *err)
{
    int64_t day = 0, has = 0;
    *ret_is = unit == commune;
    if (*ret_is)
        return ERR_OK;
    TRY(unit_scope_day(import->store, commune, NULL, &day, err));
    TRY(db_one_int(import->store->db, STMT_CLOSURE_HAS, ARGS(v_int(commune), v_int(unit), v_int(day)), 0,
                   &has, err));
    *ret_is = has != 0;
    return ERR_OK;
}

/* --- by id number ---------------------------------------------------------------------------------- */

static enum err_code check_same_id(struct import *import, struct import_entry *head,
                                   const struct import_place *place, int64_t member_id,
                                   int64_t *ret_household, int64_t *ret_member, struct err *err)
{
    struct record *member = NULL;
    size_t column = column_of(head, SLOT_MEMBER, "id_number");
    bool here = false;
    TRY(entity_get(import->store, import->member_kind, member_id, &import->group_arena, &member, err));
    int64_t household = record_int(member, "household"), unit = record_int(member, "unit");
    if (strcmp(record_text(member, "relation"), "head") != 0) {
        import_say(import, head->row, column, IMPORT_DOUBTFUL, "not_head", MSG_IMPORT_NOT_HEAD,
                   record_text(member, "full_name"), id_text(import, household));
        return ERR_OK;
    }
    TRY(is_in_commune(import, place->commune, unit, &here, err));
    if (!here) {
        import_say(import, head->row, column, IMPORT_DOUBTFUL, "elsewhere", MSG_IMPORT_ELSEWHERE,
                   id_text(import, household), unit_name(import->store, &import->group_arena, unit));
        return ERR_OK;
    }
    *ret_household = household;
    *ret_member = member_id;
    return ERR_OK;
}

/* Of people of linked households, those of the household that stands for the others. */
static enum err_code drop_linked(struct import *import, int64_t *members, size_t *count, struct err *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        struct record *member = NULL;
        TRY(entity_get(import->store, import->member_kind, members[i], &import->group_arena, &member, err));
        if (!record_int(member, "canonical_household"))
            members[kept++] = members[i];
    }
    *count = kept ? kept : *count;
    return ERR_OK;
}

static enum err_code match_id_number(struct import *import, struct import_entry *head,
                                     const struct import_place *place, int64_t *ret_household,
                                     int64_t *ret_member, struct err *err)
{
    struct value number = value_of(head, SLOT_MEMBER, "id_number");
    int64_t ids[SAME_ID_MAX];
    size_t count = 0;
    if (value_is_null(number))
        return ERR_OK;
    TRY(entity_find(import->store, import->member_kind, "id_number", number, SAME_ID_MAX, ids, &count, err));
    if (count > 1)
        TRY(drop_linked(import, ids, &count, err));
    if (count > 1)
        say_several(import, head, column_of(head, SLOT_MEMBER, "id_number"), ids, count);
    else if (count == 1)
        TRY(check_same_id(import, head, place, ids[0], ret_household, ret_member, err));
    return ERR_OK;
}

/* --- by code and name ---------------------------------------------------------------------------------- */

struct wanted {
    struct import_person name; /* only that */
    uint64_t id_number, code;
    int birth_year;
    const struct import_place *place;
};

static struct wanted wanted_of(const struct import_entry *head, const struct import_place *place)
{
    struct value code = value_of(head, SLOT_HOUSEHOLD, "code");
    struct wanted wanted = {
        .id_number = import_hash_text(value_of(head, SLOT_MEMBER, "id_number").s),
        .code = import_hash_name(code.s),
        .birth_year = import_date_year(value_of(head, SLOT_MEMBER, "birth_date").s),
        .place = place,
    };
    import_person_name(&wanted.name, value_of(head, SLOT_MEMBER, "full_name").s);
    return wanted;
}

static bool same_area(const struct wanted *wanted, const struct import_person *person)
{
    return person->unit == (wanted->place->area ? wanted->place->area : wanted->place->commune);
}

/* One of the two does not say more than the commune. */
static bool area_open(struct import *import, const struct wanted *wanted, const struct import_person *person)
{
    struct unit_place place = { 0 };
    struct err err = { 0 };
    return !wanted->place->area || (unit_place_get(import->store, person->unit, &place, &err) == ERR_OK &&
                                    place.commune == person->unit);
}

static bool match_code(struct import *import, struct import_entry *head, const struct wanted *wanted,
                       int64_t *ret_household, int64_t *ret_member)
{
    const struct import_person *person =
        wanted->code ? import_known_coded(import, wanted->place->commune, wanted->code) : NULL;
    if (!person)
        return false;
    /* Some number households anew in each area: then the code alone says nothing. */
    if (person->name != wanted->name.name && !same_area(wanted, person))
        return false;
    if (person->id_number && wanted->id_number && person->id_number != wanted->id_number) {
        import_say(import, head->row, column_of(head, SLOT_MEMBER, "id_number"), IMPORT_DOUBTFUL,
                   "id_conflict", MSG_IMPORT_ID_CONFLICT, id_text(import, person->household));
        return true;
    }
    *ret_household = person->household;
    *ret_member = person->member;
    return true;
}

static bool contradicts(const struct wanted *wanted, const struct import_person *person)
{
    return (person->id_number && wanted->id_number && person->id_number != wanted->id_number) ||
           (person->code && wanted->code && person->code != wanted->code) ||
           (person->birth_year && wanted->birth_year && person->birth_year != wanted->birth_year);
}

/* What speaks for one household although something speaks against it. A list that has both says that
 * they are two. */
static void suspect_near(struct import *import, const struct wanted *wanted, const struct import_person *person)
{
    bool ids = person->id_number && wanted->id_number && person->id_number != wanted->id_number;
    int apart = person->birth_year && wanted->birth_year ? person->birth_year - wanted->birth_year : 0;
    if (ids || idmap_get(&import->known.households, person->household, 0))
        return;
    if (!same_area(wanted, person) && !area_open(import, wanted, person)) {
        if (person->birth_year && person->birth_year == wanted->birth_year)
            import_suspect(import, person->household, 0, MSG_IMPORT_LINK_OTHER_AREA);
    } else if (apart && apart >= -NEAR_YEARS && apart <= NEAR_YEARS) {
        import_suspect(import, person->household, 0, MSG_IMPORT_LINK_OTHER_BIRTH);
    } else if (!apart) {
        import_suspect(import, person->household, 0, MSG_IMPORT_LINK_OTHER_CODE);
    }
}

/* Those who fit best, one for households that are linked: the one that stands for them, where it fits. */
struct fitting {
    int64_t ids[8];
    size_t count;
    int best;
    bool unsure; /* the names differ in their marks, and no year of birth says it is one person */
    const struct import_person *people[8]; /* one for each id */
};

static bool are_two(const struct import_person *a, const struct import_person *b)
{
    return (a->id_number && b->id_number && a->id_number != b->id_number) ||
           (a->code && b->code && a->code != b->code) ||
           (a->birth_year && b->birth_year && a->birth_year != b->birth_year);
}

static void add_fitting(struct fitting *fitting, const struct import_person *person, int score, bool unsure)
{
    int64_t stands = person->canonical ? person->canonical : person->household;
    if (score < fitting->best)
        return;
    if (score > fitting->best)
        fitting->count = 0;
    fitting->best = score;
    if (!fitting->count)
        fitting->unsure = unsure;
    size_t at = 0;
    while (at < fitting->count && fitting->ids[at] != stands)
        at++;
    if (at == COUNT(fitting->ids) || (at < fitting->count && person->household != stands))
        return;
    fitting->ids[at] = stands;
    fitting->people[at] = person;
    fitting->count += at == fitting->count;
}

static void match_name(struct import *import, struct import_entry *head, const struct wanted *wanted,
                       int64_t *ret_household, int64_t *ret_member)
{
    struct fitting fitting = { .best = -1 };
    size_t index = 0;
    const struct import_person *person;
    while ((person = import_known_named(import, wanted->place->commune, wanted->name.name, &index))) {
        int agree = import_names_agree(import, &wanted->name, person);
        bool same = same_area(wanted, person), here = person->is_head && person->commune == wanted->place->commune;
        if (here && !agree && same && wanted->birth_year && !contradicts(wanted, person) && person->birth_year == wanted->birth_year &&
            !idmap_get(&import->known.households, person->household, 0)) /* "Tấn", "Tân": a slip of the pen, or two people */
            import_suspect(import, person->household, 0, MSG_IMPORT_LINK_OTHER_MARKS);
        if (!agree || !here)
            continue;
        if (contradicts(wanted, person) || (!same && !area_open(import, wanted, person))) {
            suspect_near(import, wanted, person);
            continue;
        }
        bool years = person->birth_year && wanted->birth_year;
        add_fitting(&fitting, person, 4 * years + 2 * same + (agree == 2), agree == 1 && !years && import->has_marks);
    }
    if (fitting.count > 1) {
        say_several(import, head, column_of(head, SLOT_MEMBER, "full_name"), fitting.ids, fitting.count);
        import->suspicion_count = 0;
        for (size_t i = 1; i < fitting.count; i++)
            if (!are_two(fitting.people[0], fitting.people[i]))
                import_suspect(import, fitting.ids[0], fitting.ids[i], MSG_IMPORT_LINK_SAME);
    } else if (fitting.count == 1 && fitting.unsure) {
        import_suspect(import, fitting.ids[0], 0, MSG_IMPORT_LINK_OTHER_MARKS);
    } else if (fitting.count == 1) {
        import->suspicion_count = 0;
        *ret_household = fitting.people[0]->household;
        *ret_member = fitting.people[0]->member;
    }
}

/* --- all together ------------------------------------------------------------------------------------------ */

enum err_code import_match_household(struct import *import, struct import_entry *head,
                                     const struct import_place *place, int64_t *ret_household,
                                     int64_t *ret_member, struct err *err)
{
    *ret_household = *ret_member = 0;
    import->suspicion_count = 0;
    TRY(import_known_load(import, place->commune, err));
    TRY(match_id_number(import, head, place, ret_household, ret_member, err));
    if (head->row->verdict != IMPORT_NOTE)
        return ERR_OK;
    struct wanted wanted = wanted_of(head, place);
    if (!*ret_household && !match_code(import, head, &wanted, ret_household, ret_member))
        match_name(import, head, &wanted, ret_household, ret_member);
    if (head->row->verdict != IMPORT_NOTE || !*ret_household)
        return ERR_OK;
    int64_t row = import_known_row(import, *ret_household, value_of(head, SLOT_CLASSIFICATION, "year").i);
    if (row)
        import_say(import, head->row, column_of(head, SLOT_MEMBER, "full_name"), IMPORT_REFUSED,
                   "household_twice", MSG_IMPORT_HOUSEHOLD_TWICE, err_int(row),
                   id_text(import, *ret_household));
    return ERR_OK;
}
