/* SPDX-License-Identifier: Apache-2.0
 * A household read from its rows, written: household, head, classification, memberships in one
 * savepoint, each further person in one of their own. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <string.h>

enum { SAVEPOINT_HEAD = 1, SAVEPOINT_MEMBER = 2, ORDINAL_MAX = 60 };

static int index_of(const struct kind *kind, const char *field)
{
    int index = kind_field_index(kind, field);
    require(index >= 0);
    return index;
}

static struct value *value_at(const struct import_entry *entry, enum import_slot slot, const char *field)
{
    const struct import_values *values = &entry->slots[slot];
    return &values->values[index_of(values->kind, field)];
}

static bool is_fine(const struct import_entry *entry)
{
    return entry->row->verdict == IMPORT_NOTE;
}

/* --- what the context says -------------------------------------------------------------------------- */

static void set_context(struct import *import, struct import_entry *head)
{
    struct value *class = value_at(head, SLOT_CLASSIFICATION, "class");
    struct value *year = value_at(head, SLOT_CLASSIFICATION, "year");
    if (value_is_null(*class))
        *class = v_text(head->section_class ? head->section_class : import->title_class);
    if (value_is_null(*year) && import->request->year)
        *year = v_int(import->request->year);
    if (value_is_null(*year) && import->title_year)
        *year = v_int(import->title_year);
    import_decision_tell(import, head, &head->slots[SLOT_CLASSIFICATION]);
    if (!import->year_column && import->title_year && !value_is_null(*year) &&
        year->i != import->title_year && !import->year_told) {
        import_say(import, head->row, 0, IMPORT_NOTE, "title_differs", MSG_IMPORT_TITLE_DIFFERS,
                   err_int(import->title_year), err_int(year->i));
        import->year_told = true;
    }
}

const char *import_standard_of_year(int64_t year)
{
    return year < 2011 ? NULL : year <= 2015 ? "std_2011" : year <= 2021 ? "std_2016" :
           year <= 2026 ? "std_2022" : "std_2027";
}

static size_t column_at(const struct import_entry *entry, enum import_slot slot, const char *field)
{
    const struct import_values *values = &entry->slots[slot];
    return values->columns[index_of(values->kind, field)];
}

static void check_classification(struct import *import, struct import_entry *head)
{
    struct value *class = value_at(head, SLOT_CLASSIFICATION, "class");
    struct value *year = value_at(head, SLOT_CLASSIFICATION, "year");
    struct value *standard = value_at(head, SLOT_CLASSIFICATION, "standard");
    if (value_is_null(*class)) {
        import_say(import, head->row, 0, IMPORT_REFUSED, "class_missing", MSG_IMPORT_CLASS_MISSING);
        return;
    }
    if (value_is_null(*year)) {
        import_say(import, head->row, 0, IMPORT_REFUSED, "year_missing", MSG_IMPORT_YEAR_MISSING);
        return;
    }
    size_t column = column_at(head, SLOT_CLASSIFICATION, "year");
    if (year->i > import->this_year + 1) {
        import_say(import, head->row, column, IMPORT_REFUSED, "year_future", MSG_IMPORT_YEAR_FUTURE,
                   err_int(year->i));
        return;
    }
    if (value_is_null(*standard))
        *standard = v_text(import_standard_of_year(year->i));
    if (value_is_null(*standard))
        import_say(import, head->row, column, IMPORT_REFUSED, "standard_missing",
                   MSG_IMPORT_STANDARD_MISSING, err_int(year->i));
}

void import_head_check(struct import *import, struct import_entry *head)
{
    set_context(import, head);
    if (is_fine(head))
        check_classification(import, head);
}

/* What a list says of the head goes for the household too. */
static void copy_head_to_household(struct import *import, struct import_entry *head,
                                   const struct import_place *place)
{
    static const char *const pairs[][2] = { { "head_name", "full_name" },
                                            { "head_sex", "sex" },
                                            { "head_birth_date", "birth_date" },
                                            { "phone", "phone" },
                                            { "ethnicity", "ethnicity" } };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        if (!kind_field(import->household_kind, pairs[i][0]))
            continue;
        struct value *to = value_at(head, SLOT_HOUSEHOLD, pairs[i][0]);
        if (value_is_null(*to))
            *to = *value_at(head, SLOT_MEMBER, pairs[i][1]);
    }
    struct value *count = value_at(head, SLOT_CLASSIFICATION, "member_count");
    if (value_is_null(*count))
        *count = *value_at(head, SLOT_HOUSEHOLD, "member_count");
    struct value *address = value_at(head, SLOT_HOUSEHOLD, "address");
    if (head->address && value_is_null(*address))
        *address = v_text(arena_strdup(&import->group_arena, head->address));
    *value_at(head, SLOT_HOUSEHOLD, "unit") = v_int(place->area ? place->area : place->commune);
    *value_at(head, SLOT_MEMBER, "relation") = v_text("head");
}

/* --- classification ------------------------------------------------------------------------------------- */

static enum err_code find_classification(struct import *import, struct import_entry *head,
                                         struct import_household *household, struct record **ret_found,
                                         struct err *err)
{
    const struct kind *kind = import->classification_kind;
    struct arena *arena = &import->group_arena;
    struct entity_query query = {
        .where = cond_compare(arena, index_of(kind, "household"), COND_EQ, v_int(household->id)),
    };
    struct record_list list = { 0 };
    int64_t year = value_at(head, SLOT_CLASSIFICATION, "year")->i;
    const char *standard = value_at(head, SLOT_CLASSIFICATION, "standard")->s;
    *ret_found = NULL;
    if (household->is_new)
        return ERR_OK;
    TRY(entity_list(import->store, kind, &query, arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        if (record_int(&list.items[i], "year") > year)
            household->fill_only = true;
        if (record_int(&list.items[i], "year") == year &&
            strcmp(record_text(&list.items[i], "standard"), standard) == 0)
            *ret_found = &list.items[i];
    }
    return ERR_OK;
}

static enum err_code write_classification(struct import *import, struct import_entry *head,
                                          struct import_household *household, const struct record *before,
                                          struct err *err)
{
    struct import_values *values = &head->slots[SLOT_CLASSIFICATION];
    *value_at(head, SLOT_CLASSIFICATION, "household") = v_int(household->id);
    struct record *after =
        import_merge(import, before ? before : record_new(&import->group_arena, values->kind), values, false);
    return import_write(import, head->row, values, before, after, &household->classifications, err);
}

/* --- people --------------------------------------------------------------------------------------------------- */

/* In any category: an organisation the person is known to belong to needs no second record. */
static bool has_membership(const struct record_list *list, const char *organisation)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(record_text(&list->items[i], "organisation"), organisation) == 0)
            return true;
    return false;
}

static enum err_code write_memberships(struct import *import, struct import_entry *entry, bool is_new,
                                       struct import_household *household, struct err *err)
{
    const struct kind *kind = import->membership_kind;
    struct arena *arena = &import->group_arena;
    struct record_list list = { 0 };
    struct entity_query query = {
        .where = cond_compare(arena, index_of(kind, "member"), COND_EQ, v_int(entry->member)),
    };
    if (entry->organisation_count && !is_new)
        TRY(entity_list(import->store, kind, &query, arena, &list, err));
    for (size_t i = 0; i < entry->organisation_count && is_fine(entry); i++) {
        if (has_membership(&list, entry->organisations[i])) {
            household->memberships.same++;
            continue;
        }
        struct record *record = record_new(arena, kind);
        record_set(record, "member", v_int(entry->member));
        record_set(record, "organisation", v_text(entry->organisations[i]));
        record_set(record, "category", v_text(import_membership_category(entry->organisations[i])));
        TRY(import_write(import, entry->row, NULL, NULL, record, &household->memberships, err));
    }
    return ERR_OK;
}

static enum err_code write_person(struct import *import, struct import_entry *entry,
                                  struct import_household *household, int64_t known, size_t ordinal, struct err *err)
{
    struct import_values *values = &entry->slots[SLOT_MEMBER];
    struct record *before = NULL;
    *value_at(entry, SLOT_MEMBER, "household") = v_int(household->id);
    if (known)
        TRY(entity_get(import->store, import->member_kind, known, &import->group_arena, &before, err));
    else if (ordinal && ordinal <= ORDINAL_MAX)
        *value_at(entry, SLOT_MEMBER, "ordinal") = v_int((int64_t)ordinal);
    struct record *base = before ? before : record_new(&import->group_arena, import->member_kind);
    struct record *after = import_merge(import, base, values, household->fill_only);
    TRY(import_write(import, entry->row, values, before, after, &household->members, err));
    entry->member = after->id;
    return is_fine(entry) ? write_memberships(import, entry, before == NULL, household, err) : ERR_OK;
}

/* --- the household ------------------------------------------------------------------------------------------------ */

/* A list that names only the commune does not move a household out of its area. */
static void keep_area(struct import *import, struct import_entry *head, const struct import_household *household,
                      const struct record *before)
{
    struct unit_place place = { 0 };
    struct err err = { 0 };
    int64_t unit = record_int(before, "unit");
    if (!household->place.area && unit_place_get(import->store, unit, &place, &err) == ERR_OK &&
        place.commune != unit)
        *value_at(head, SLOT_HOUSEHOLD, "unit") = v_null();
}

static enum err_code write_household(struct import *import, struct import_entry *head,
                                     struct import_household *household, struct err *err)
{
    struct import_values *values = &head->slots[SLOT_HOUSEHOLD];
    struct arena *arena = &import->group_arena;
    struct record *before = NULL;
    if (!household->is_new) {
        TRY(entity_get(import->store, import->household_kind, household->id, arena, &before, err));
        keep_area(import, head, household, before);
    }
    struct record *after = import_merge(import, before ? before : record_new(arena, import->household_kind),
                                        values, household->fill_only);
    TRY(import_write(import, head->row, values, before, after, &household->households, err));
    household->id = after->id;
    if (after->id)
        import_known_written(import, record_int(after, "unit"));
    return ERR_OK;
}

static enum err_code write_head(struct import *import, struct import_entry *head,
                                struct import_household *household, struct err *err)
{
    int64_t member = 0;
    struct record *classification = NULL;
    TRY(import_place_find(import, head, &household->place, err));
    if (!is_fine(head))
        return ERR_OK;
    TRY(import_match_household(import, head, &household->place, &household->id, &member, err));
    if (!is_fine(head))
        return ERR_OK;
    household->is_new = household->id == 0;
    copy_head_to_household(import, head, &household->place);
    TRY(find_classification(import, head, household, &classification, err));
    TRY(write_household(import, head, household, err));
    if (classification) /* what is carried onto it may have been written with the household */
        TRY(entity_get(import->store, import->classification_kind, classification->id, &import->group_arena,
                       &classification, err));
    if (is_fine(head))
        TRY(write_person(import, head, household, member, 1, err));
    if (is_fine(head))
        TRY(write_classification(import, head, household, classification, err));
    return ERR_OK;
}

/* --- counting --------------------------------------------------------------------------------------------------------- */

static void add_tally(struct import_tally *sum, const struct import_tally *more)
{
    sum->created += more->created;
    sum->changed += more->changed;
    sum->same += more->same;
}

static void count_records(struct import *import, const struct import_household *household, struct import_entry *entry)
{
    struct import_result *result = import->result;
    add_tally(&result->households, &household->households);
    add_tally(&result->members, &household->members);
    add_tally(&result->classifications, &household->classifications);
    add_tally(&result->memberships, &household->memberships);
    /* The row is new where it made its household or person, else changed where anything changed. */
    bool created = entry->is_head ? household->households.created : household->members.created;
    entry->outcome.created = created;
    entry->outcome.changed =
        !created && (household->households.changed || household->members.changed || household->members.created ||
                     household->classifications.changed || household->classifications.created ||
                     household->memberships.created);
}

/* --- matching and remembering people -------------------------------------------------------------------------------- */

static void remember(struct import *import, const struct import_entry *entry, const struct import_household *household)
{
    struct import_person person = {
        .member = entry->member,
        .household = household->id,
        .unit = household->place.area ? household->place.area : household->place.commune,
        .commune = household->place.commune,
        .id_number = import_hash_text(value_at(entry, SLOT_MEMBER, "id_number")->s),
        .code = entry->is_head ? import_hash_name(value_at(entry, SLOT_HOUSEHOLD, "code")->s) : 0,
        .birth_year = (int16_t)import_date_year(value_at(entry, SLOT_MEMBER, "birth_date")->s),
        .is_head = entry->is_head,
    };
    import_person_name(&person, value_at(entry, SLOT_MEMBER, "full_name")->s);
    import_known_written(import, person.unit);
    if (household->is_new || !entry->is_head) {
        import_known_add(import, &person);
        return;
    }
    if (!household->place.area)
        person.unit = 0;
    import_known_update(import, &person);
}

static bool is_taken(const struct import *import, int64_t member)
{
    for (size_t i = 0; i < import->group_count; i++)
        if (import->group[i].member == member)
            return true;
    return false;
}

/* A person of the household by id number, else by name and, where both are known, year of birth. */
static enum err_code match_member(struct import *import, const struct import_entry *entry,
                                  const struct import_household *household, int64_t *ret_member, struct err *err)
{
    struct value number = *value_at(entry, SLOT_MEMBER, "id_number");
    int birth_year = import_date_year(value_at(entry, SLOT_MEMBER, "birth_date")->s);
    struct import_person wanted = { 0 };
    import_person_name(&wanted, value_at(entry, SLOT_MEMBER, "full_name")->s);
    int64_t ids[4];
    size_t count = 0, index = 0;
    *ret_member = 0;
    if (household->is_new)
        return ERR_OK;
    if (!value_is_null(number))
        TRY(entity_find(import->store, import->member_kind, "id_number", number, COUNT(ids), ids, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct record *member = NULL;
        TRY(entity_get(import->store, import->member_kind, ids[i], &import->group_arena, &member, err));
        if (record_int(member, "household") == household->id && !is_taken(import, ids[i]))
            *ret_member = ids[i];
    }
    const struct import_person *person;
    while (!*ret_member && (person = import_known_named(import, household->place.commune, wanted.name, &index))) {
        bool other = !import_names_agree(import, &wanted, person) ||
                     (person->birth_year && birth_year && person->birth_year != birth_year) ||
                     (person->id_number && !value_is_null(number) &&
                      person->id_number != import_hash_text(number.s));
        if (person->household == household->id && person->member && !person->is_head && !other &&
            !is_taken(import, person->member))
            *ret_member = person->member;
    }
    return ERR_OK;
}

/* --- the group --------------------------------------------------------------------------------------------------------- */

static enum err_code apply_head(struct import *import, struct import_household *household, struct err *err)
{
    struct import_entry *head = &import->group[0];
    import_head_check(import, head);
    if (!is_fine(head))
        return ERR_OK;
    TRY(db_savepoint(import->store->db, SAVEPOINT_HEAD, err));
    enum err_code code = write_head(import, head, household, err);
    if (code != ERR_OK || !is_fine(head)) {
        import_take_back(import, SAVEPOINT_HEAD);
        return code;
    }
    TRY(import_let_stand(import, SAVEPOINT_HEAD, err));
    count_records(import, household, head);
    remember(import, head, household);
    int64_t year = value_at(head, SLOT_CLASSIFICATION, "year")->i;
    import_known_met(import, household->id, head->row->number, year);
    import_missing_class(import, value_at(head, SLOT_CLASSIFICATION, "class")->s, year);
    import_member_remember_head(import, head, household->id, &household->place);
    return ERR_OK;
}

enum err_code import_apply_member(struct import *import, struct import_entry *entry,
                                  struct import_household *household, int64_t known, size_t ordinal,
                                  struct err *err)
{
    struct import_tally none = { 0 };
    household->households = household->members = household->classifications = household->memberships = none;
    if (!known)
        TRY(match_member(import, entry, household, &known, err));
    TRY(db_savepoint(import->store->db, SAVEPOINT_MEMBER, err));
    enum err_code code = write_person(import, entry, household, known, ordinal, err);
    if (code != ERR_OK || !is_fine(entry)) {
        import_take_back(import, SAVEPOINT_MEMBER);
        return code;
    }
    TRY(import_let_stand(import, SAVEPOINT_MEMBER, err));
    count_records(import, household, entry);
    if (!known)
        remember(import, entry, household);
    return ERR_OK;
}

static void refuse_with_head(struct import *import, struct import_entry *entry, const struct import_entry *head)
{
    import_say(import, entry->row, 0, head->row->verdict, "head_not_taken", MSG_IMPORT_HEAD_REFUSED,
               err_int(head->row->number));
}

enum err_code import_apply_group(struct import *import, struct err *err)
{
    struct import_household household = { 0 };
    struct import_entry *head = &import->group[0];
    bool waits = false;
    TRY(import_stage_group(import, &waits, err));
    if (waits)
        return ERR_OK;
    TRY(apply_head(import, &household, err));
    if (!is_fine(head))
        import_missing_except(import, head);
    TRY(import_queue_write(import, head->row, is_fine(head) ? household.id : 0, err));
    if (!head->is_implied)
        TRY(import_count_row(import, head, NULL, err));
    for (size_t i = 1; i < import->group_count; i++) {
        struct import_entry *entry = &import->group[i];
        if (is_fine(entry) && !is_fine(head))
            refuse_with_head(import, entry, head);
        else if (is_fine(entry))
            TRY(import_apply_member(import, entry, &household, 0, i + 1, err));
        bool companion = is_fine(head) && !is_fine(entry) && !head->is_implied;
        TRY(import_count_row(import, entry, companion ? head : NULL, err));
    }
    return ERR_OK;
}
