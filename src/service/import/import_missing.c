/* SPDX-License-Identifier: Apache-2.0
 * Who is not in the list any more: households of the communes of a file that were of a class the file
 * lists, in its year or before, and do not stand in it. They are told, never changed: whether they
 * escaped, moved or were forgotten is for people to say. */
#include "service/import/import_parts.h"

#include "domain/code_lists.h"

#include <string.h>

struct last_class {
    int64_t household, year, unit;
    const char *class, *head_name;
};

struct search {
    struct import *import;
    struct arena arena;
    struct last_class *items;
    size_t count, capacity;
    struct idmap by_household; /* index + 1 */
};

/* The class of each household in the last review up to the year of the list. */
static enum err_code see_class(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct search *search = context;
    int64_t household = record_int(record, "household"), year = record_int(record, "year");
    int64_t index = idmap_get(&search->by_household, household, 0);
    if (year > search->import->list_year)
        return ERR_OK;
    if (!index) {
        *ARENA_PUSH(&search->arena, search->items, search->count, search->capacity) =
            (struct last_class){ .household = household };
        index = (int64_t)search->count;
        idmap_put(&search->by_household, household, index);
    }
    struct last_class *last = &search->items[index - 1];
    if (last->class && last->year > year)
        return ERR_OK;
    const char *name = record_text(record, "head_name");
    last->year = year;
    last->unit = record_int(record, "unit");
    last->class = arena_strdup(&search->arena, record_text(record, "class"));
    last->head_name = arena_strdup(&search->arena, name ? name : "");
    return ERR_OK;
}

static bool is_listed_class(const struct import *import, const char *class)
{
    for (size_t i = 0; poverty_class_codes[i].code; i++)
        if (strcmp(poverty_class_codes[i].code, class) == 0)
            return (import->list_classes & 1U << i) != 0;
    return false;
}

void import_missing_class(struct import *import, const char *class, int64_t year)
{
    for (size_t i = 0; poverty_class_codes[i].code; i++)
        if (strcmp(poverty_class_codes[i].code, class) == 0)
            import->list_classes |= 1U << i;
    import->list_year = year > import->list_year ? year : import->list_year;
}

/* A head whose row was not taken is not missing: it stands in the file. */
void import_missing_except(struct import *import, const struct import_entry *head)
{
    const struct import_values *member = &head->slots[SLOT_MEMBER];
    uint64_t name = import_hash_name(member->values[kind_field_index(member->kind, "full_name")].s);
    import->names_not_taken.arena = import->arena;
    if (name)
        idmap_put(&import->names_not_taken, (int64_t)name, 1);
}

static bool is_in_file(struct import *import, const struct last_class *last)
{
    uint64_t name = import_hash_name(last->head_name);
    return import_known_row(import, last->household, 0) ||
           (name && import->names_not_taken.arena && idmap_get(&import->names_not_taken, (int64_t)name, 0));
}

static enum err_code is_followed(struct import *import, int64_t household, bool *ret_is, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *record = NULL;
    TRY(entity_get(import->store, import->household_kind, household, &arena, &record, err));
    *ret_is = strcmp(record->state, "active") == 0;
    return ERR_OK;
}

static enum err_code add_missing(struct import *import, const struct last_class *last, size_t *capacity,
                                 struct err *err)
{
    struct import_result *result = import->result;
    bool followed = false;
    TRY(is_followed(import, last->household, &followed, err));
    if (!followed || ++result->missing_count > IMPORT_MISSING_MAX)
        return ERR_OK;
    size_t count = (size_t)result->missing_count - 1;
    *ARENA_PUSH(import->arena, result->missing, count, *capacity) = (struct import_missing){
        .household = last->household,
        .head_name = arena_strdup(import->arena, last->head_name),
        .unit = unit_name(import->store, import->arena, last->unit),
        .class = arena_strdup(import->arena, last->class),
        .year = last->year,
    };
    return ERR_OK;
}

static enum err_code search_commune(struct search *search, int64_t commune, size_t *capacity, struct err *err)
{
    struct import *import = search->import;
    struct value *units = NULL;
    size_t count = 0;
    TRY(import_known_places(import, commune, &search->arena, &units, &count, err));
    if (import->level == LEVEL_AREA) {
        units[0] = v_int(import->unit);
        count = 1;
    }
    struct entity_query query = {
        .where = cond_in(&search->arena, kind_field_index(import->classification_kind, "unit"), units, count),
    };
    TRY(entity_each(import->store, import->classification_kind, &query, see_class, search, err));
    for (size_t i = 0; i < search->count; i++) {
        const struct last_class *last = &search->items[i];
        if (is_listed_class(import, last->class) && !is_in_file(import, last))
            TRY(add_missing(import, last, capacity, err));
    }
    return ERR_OK;
}

enum err_code import_missing_find(struct import *import, struct err *err)
{
    size_t capacity = 0;
    const struct idmap *communes = &import->known.listed;
    if (import->layout->shape != LAYOUT_HOUSEHOLDS || !import->list_year)
        return ERR_OK;
    import_known_leave(import);
    for (size_t i = 0; i < communes->capacity; i++) {
        struct search search = { .import = import };
        search.by_household.arena = &search.arena;
        enum err_code code = ERR_OK;
        if (communes->keys[i] && communes->values[i] == 2)
            code = search_commune(&search, communes->keys[i], &capacity, err);
        arena_done(&search.arena);
        TRY(code);
    }
    /* A list of few is no full list: a correction, or rows that came back. */
    if (2 * (int64_t)import->known.left_count < import->result->missing_count) {
        import->result->missing_count = 0;
        import->result->missing = NULL;
    }
    return ERR_OK;
}
