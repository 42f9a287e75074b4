/* SPDX-License-Identifier: Apache-2.0
 * Rows of people that do not stand under their head: on a sheet of their own, or far from it. Their
 * household is found by its id, its code, its number in this file, or the name of its head with the
 * place; among the households of this file first, then among those known. */
#include "service/import/import_parts.h"

#include "base/viname.h"
#include "base/vitext.h"

#include <string.h>

enum { SEVERAL = -1, CANDIDATES_MAX = 4, ORDINAL_MAX = 60 };

static const struct value *value_at(const struct import_entry *entry, enum import_slot slot, const char *field)
{
    const struct import_values *values = &entry->slots[slot];
    return &values->values[kind_field_index(values->kind, field)];
}

static const char *text_at(const struct import_entry *entry, enum import_slot slot, const char *field)
{
    const struct value *value = value_at(entry, slot, field);
    return value->type == VALUE_TEXT ? value->s : NULL;
}

/* --- what kind of sheet ------------------------------------------------------------------------------ */

static bool has_role(const struct import *import, enum layout_role role)
{
    for (size_t i = 0; i < import->header.count; i++)
        if (import->header.columns[i].is && import->header.columns[i].is->role == role)
            return true;
    return false;
}

static bool has_field(const struct import *import, const struct kind *kind, const char *name)
{
    for (size_t i = 0; i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->role == LAYOUT_FIELD && is->kind == kind && strcmp(is->field->name, name) == 0)
            return true;
    }
    return false;
}

/* The head stands beside its people in the same rows. */
static bool has_heads_beside(const struct import *import)
{
    for (size_t i = 0; i < import->header.count; i++)
        if (import->header.columns[i].of_head)
            return true;
    return false;
}

/* Something other than a running number says whose the person is. */
static bool says_household(const struct import *import)
{
    return has_role(import, LAYOUT_HOUSEHOLD_NUMBER) || has_role(import, LAYOUT_HOUSEHOLD_ID) || has_role(import, LAYOUT_HEAD_NAME) ||
           has_field(import, import->household_kind, "code");
}

static size_t column_of(const struct import *import, const char *name)
{
    for (size_t i = 0; i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->role == LAYOUT_FIELD && is->kind == import->member_kind && strcmp(is->field->name, name) == 0)
            return i;
    }
    return import->header.count;
}

/* The first person of the list has no relation to anybody: "1 Phạm Văn Đua; 1.1 Nguyễn Thị Lệ, vợ". */
static bool begins_with_head(const struct import *import, const struct import_sample *sample)
{
    size_t name = column_of(import, "full_name"), relation = column_of(import, "relation");
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        if (row->number > import->header.last && name < row->count && *row->cells[name].text && !import_row_is_numbering(row))
            return relation >= row->count || !*row->cells[relation].text;
    }
    return false;
}

/* How many rows of the sample say they are heads, and how many say they are others. */
static void count_relations(struct import *import, const struct import_sample *sample, size_t *ret_heads,
                            size_t *ret_others)
{
    *ret_heads = *ret_others = 0;
    for (size_t i = 0; i < sample->count; i++)
        for (size_t j = 0; j < sample->rows[i].count && j < import->header.count; j++) {
            const struct layout_column *is = import->header.columns[j].is;
            const char *text = sample->rows[i].cells[j].text;
            if (sample->rows[i].number <= import->header.last || !*text || !is || !is->field ||
                is->kind != import->member_kind || strcmp(is->field->name, "relation") != 0)
                continue;
            const char *code = is->mark && import_is_tick(text) ? is->mark : import_code_of(import, is->field, text);
            *ret_heads += code && strcmp(code, "head") == 0;
            *ret_others += !code || strcmp(code, "head") != 0;
        }
}

static bool title_says_members(const struct import *import, const struct import_sample *sample)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (strstr(text_fold(&arena, import->sheet), "thanh vien") || strstr(text_fold(&arena, import->sheet), "nhan khau"))
        return true;
    for (size_t i = 0; i < sample->count && sample->rows[i].number < import->header.first; i++)
        for (size_t j = 0; j < sample->rows[i].count; j++)
            if (strstr(text_fold(&arena, sample->rows[i].cells[j].text), "danh sach thanh vien"))
                return true;
    return false;
}

enum import_sheet_role import_sheet_role(struct import *import, const struct import_sample *sample)
{
    size_t heads = 0, others = 0;
    bool key = has_role(import, LAYOUT_HOUSEHOLD_NUMBER) || has_role(import, LAYOUT_HOUSEHOLD_ID) ||
               has_role(import, LAYOUT_HEAD_NAME) || has_role(import, LAYOUT_NUMBER) ||
               has_field(import, import->household_kind, "code");
    if (!key || has_field(import, import->classification_kind, "class"))
        return IMPORT_SHEET_HEADS;
    if (has_heads_beside(import))
        return IMPORT_SHEET_PEOPLE;
    count_relations(import, sample, &heads, &others);
    if (others && !heads && (says_household(import) || !begins_with_head(import, sample)))
        return IMPORT_SHEET_MEMBERS;
    bool own_names = has_role(import, LAYOUT_HEAD_NAME) && has_field(import, import->member_kind, "full_name");
    return own_names || title_says_members(import, sample) ? IMPORT_SHEET_PEOPLE : IMPORT_SHEET_HEADS;
}

/* --- the households of this file ------------------------------------------------------------------------ */

/* 0 for an empty word: no key. */
static int64_t household_key(char sort, const char *word, int64_t commune, const char *area)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    uint64_t hash = !word ? 0 : sort == 't' ? import_hash_text(text_fold_toned(&arena, word)) : import_hash_name(word);
    if (!hash)
        return 0;
    hash = (hash ^ (uint64_t)sort) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ (uint64_t)commune) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ (area ? import_hash_name(area) : 0)) * 0x9E3779B97F4A7C15u;
    return (int64_t)((hash >> 1) | 1);
}

static void put_key(struct idmap *map, int64_t key, int64_t household)
{
    int64_t before = key ? idmap_get(map, key, 0) : household;
    if (key)
        idmap_put(map, key, before && before != household ? SEVERAL : household);
}

void import_member_remember_head(struct import *import, const struct import_entry *head, int64_t household,
                                 const struct import_place *place)
{
    struct import_keys *keys = &import->keys;
    if (!keys->wanted)
        return;
    keys->map.arena = import->arena;
    const struct {
        char sort;
        const char *word;
    } words[] = {
        { 'c', text_at(head, SLOT_HOUSEHOLD, "code") },
        { 'n', head->number },
        { 't', text_at(head, SLOT_MEMBER, "full_name") },
        { 'h', import->has_marks ? NULL : text_at(head, SLOT_MEMBER, "full_name") },
    };
    const char *area = place->area ? unit_name(import->store, &import->group_arena, place->area) : NULL;
    for (size_t i = 0; i < COUNT(words); i++) {
        put_key(&keys->map, household_key(words[i].sort, words[i].word, 0, NULL), household);
        put_key(&keys->map, household_key(words[i].sort, words[i].word, place->commune, NULL), household);
        if (area)
            put_key(&keys->map, household_key(words[i].sort, words[i].word, place->commune, area), household);
    }
}

/* --- which household ------------------------------------------------------------------------------------------ */

struct wanted {
    const char *code, *number, *head_name, *area;
    int64_t commune;
};

static int64_t in_file(const struct import *import, const struct wanted *wanted)
{
    const struct {
        char sort;
        const char *word;
    } words[] = { { 'c', wanted->code }, { 'n', wanted->number }, { 't', wanted->head_name }, { 'h', wanted->head_name } };
    int64_t several = 0;
    for (size_t i = 0; i < COUNT(words); i++) {
        const int64_t tries[] = { wanted->area ? household_key(words[i].sort, words[i].word, wanted->commune, wanted->area) : 0,
                                  household_key(words[i].sort, words[i].word, wanted->commune, NULL) };
        for (size_t j = 0; j < COUNT(tries); j++) {
            int64_t found = tries[j] ? idmap_get(&import->keys.map, tries[j], 0) : 0;
            if (found > 0)
                return found;
            several = found ? found : several;
        }
    }
    return several;
}

static bool same_area(struct import *import, const struct import_person *person, const char *area)
{
    return text_equal_folded(unit_name(import->store, &import->group_arena, person->unit), area);
}

/* By code, else the one head of that name (and area, where it is named). */
static int64_t in_store(struct import *import, const struct wanted *wanted)
{
    const struct import_person *person = NULL;
    if (wanted->code)
        person = import_known_coded(import, wanted->commune, import_hash_name(wanted->code));
    if (person)
        return person->household;
    int64_t found = 0;
    size_t index = 0;
    struct import_person name = { 0 };
    import_person_name(&name, wanted->head_name);
    while (name.name && (person = import_known_named(import, wanted->commune, name.name, &index))) {
        if (!import_names_agree(import, &name, person) || !person->is_head || person->commune != wanted->commune ||
            (wanted->area && !same_area(import, person, wanted->area)))
            continue;
        found = found && found != person->household ? SEVERAL : person->household;
    }
    return found;
}

static enum err_code find_household(struct import *import, struct import_entry *entry, int64_t *ret_household,
                                    struct err *err)
{
    const char *code = text_at(entry, SLOT_HOUSEHOLD, "code");
    /* A bare running number is the household's only where nothing else says whose the person is. */
    bool counts_households = import->sheet_role != IMPORT_SHEET_HEADS && !code && !entry->head_name;
    struct wanted wanted = { .code = code,
                             .number = entry->household_number ? entry->household_number :
                                       counts_households       ? entry->number :
                                                                 NULL,
                             .head_name = entry->head_name,
                             .area = entry->area ? entry->area : entry->section_area };
    struct err failure = { 0 };
    struct record *record = NULL;
    int64_t id = 0;
    *ret_household = 0;
    if (entry->household_id && id_from_text(entry->household_id, &id, &failure) == ERR_OK &&
        entity_get(import->store, import->household_kind, id, &import->group_arena, &record, &failure) == ERR_OK) {
        *ret_household = id;
        return ERR_OK;
    }
    if (wanted.area)
        wanted.area = layout_skip_numbering(wanted.area);
    bool placed = import->level == LEVEL_COMMUNE || import->level == LEVEL_AREA || entry->commune ||
                  import->title.commune || import->title.differs;
    if (placed)
        TRY(import_commune_find(import, entry, &wanted.commune, err));
    *ret_household = in_file(import, &wanted);
    if (*ret_household || !wanted.commune)
        return ERR_OK;
    TRY(import_known_load(import, wanted.commune, err));
    *ret_household = in_store(import, &wanted);
    return ERR_OK;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

/* A list of an earlier year than what is known of the household fills gaps only. */
static enum err_code is_older_list(struct import *import, int64_t household, bool *ret_older, struct err *err)
{
    const struct kind *kind = import->classification_kind;
    int64_t year = import->request->year ? import->request->year : import->title_year;
    struct entity_query query = {
        .where = cond_compare(&import->group_arena, kind_field_index(kind, "household"), COND_EQ, v_int(household)),
    };
    struct record_list list = { 0 };
    *ret_older = false;
    if (!year)
        return ERR_OK;
    TRY(entity_list(import->store, kind, &query, &import->group_arena, &list, err));
    for (size_t i = 0; i < list.count; i++)
        *ret_older = *ret_older || record_int(&list.items[i], "year") > year;
    return ERR_OK;
}

static enum err_code household_of(struct import *import, int64_t id, struct import_household *ret_household,
                                  struct err *err)
{
    struct record *record = NULL;
    struct unit_place place = { 0 };
    *ret_household = (struct import_household){ .id = id };
    TRY(entity_get(import->store, import->household_kind, id, &import->group_arena, &record, err));
    int64_t unit = record_int(record, "unit");
    TRY(unit_place_get(import->store, unit, &place, err));
    ret_household->place = (struct import_place){ place.commune, place.commune == unit ? 0 : unit };
    if (place.commune)
        TRY(import_known_load(import, place.commune, err));
    return is_older_list(import, id, &ret_household->fill_only, err);
}

static bool is_head_row(const struct import *import, const struct import_entry *entry)
{
    const char *relation = text_at(entry, SLOT_MEMBER, "relation"), *name = text_at(entry, SLOT_MEMBER, "full_name");
    if (relation)
        return strcmp(relation, "head") == 0;
    return import_same_name(import, entry->head_name, name);
}

static void set_relation(struct import_entry *entry, bool head)
{
    struct import_values *values = &entry->slots[SLOT_MEMBER];
    struct value *relation = &values->values[kind_field_index(values->kind, "relation")];
    if (head)
        *relation = v_text("head");
    else if (value_is_null(*relation))
        *relation = v_text("other");
}

static enum err_code write_member(struct import *import, struct import_entry *entry, int64_t id, struct err *err)
{
    struct import_household household;
    int64_t ordinal = 0;
    TRY(household_of(import, id, &household, err));
    bool head = is_head_row(import, entry);
    set_relation(entry, head);
    if (entry->member_number && (!text_int(entry->member_number, &ordinal) || ordinal < 1 || ordinal > ORDINAL_MAX))
        ordinal = 0;
    int64_t index = idmap_get(&import->known.heads, id, 0);
    int64_t known = head && index ? import->known.people[index - 1].member : 0;
    struct import_person wanted = { 0 };
    import_person_name(&wanted, text_at(entry, SLOT_MEMBER, "full_name"));
    if (known && !import_names_agree(import, &wanted, &import->known.people[index - 1])) {
        char text[ID_TEXT_SIZE];
        id_to_text(id, text);
        import_say(import, entry->row, 0, IMPORT_REFUSED, "two_heads", MSG_IMPORT_TWO_HEADS_KNOWN, text);
        return ERR_OK;
    }
    return import_apply_member(import, entry, &household, known, (size_t)ordinal, err);
}

bool import_member_is_loose(const struct import *import, const struct import_entry *entry)
{
    const struct import_entry *head = import->group_count ? &import->group[0] : NULL;
    const char *code = text_at(entry, SLOT_HOUSEHOLD, "code");
    if (import->sheet_role == IMPORT_SHEET_MEMBERS || entry->household_id || !head)
        return true;
    const char *head_code = text_at(head, SLOT_HOUSEHOLD, "code");
    if (code && head_code && !text_equal_folded(code, head_code))
        return true;
    if (entry->household_number && head->number && !text_equal_folded(entry->household_number, head->number))
        return true;
    const char *head_name = text_at(head, SLOT_MEMBER, "full_name");
    return entry->head_name && head_name && !import_same_name(import, entry->head_name, head_name);
}

enum err_code import_member_row(struct import *import, struct import_entry *entry, struct err *err)
{
    int64_t household = 0;
    import->members_came = true;
    TRY(import_stage_apply(import, err));
    if (entry->row->verdict == IMPORT_NOTE && !text_at(entry, SLOT_MEMBER, "full_name"))
        import_say(import, entry->row, 0, IMPORT_REFUSED, "name_missing", MSG_IMPORT_NAME_MISSING);
    if (!import->title.differs || entry->row->verdict == IMPORT_NOTE) /* its id helps whoever corrects the row */
        TRY(find_household(import, entry, &household, err));
    if (entry->row->verdict == IMPORT_NOTE && household == SEVERAL)
        import_say(import, entry->row, 0, IMPORT_DOUBTFUL, "household_several", MSG_IMPORT_MEMBER_SEVERAL);
    else if (entry->row->verdict == IMPORT_NOTE && !household)
        import_say(import, entry->row, 0, IMPORT_REFUSED, "member_without_head", MSG_IMPORT_MEMBER_WITHOUT_HEAD);
    else if (entry->row->verdict == IMPORT_NOTE)
        TRY(write_member(import, entry, household, err));
    entry->household = household > 0 ? household : 0;
    TRY(import_count_row(import, entry, NULL, err));
    arena_release(&import->group_arena, import->group_mark);
    return ERR_OK;
}
