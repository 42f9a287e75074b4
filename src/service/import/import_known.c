/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <stdlib.h>
#include <string.h>

enum { KNOWN_PEOPLE_MAX = 4000000, UNITS_MAX = 4000 };

/* FNV-1a, never 0 and positive, so that it serves as a key of an idmap. */
static uint64_t hash_bytes(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash;
}
static uint64_t as_key(uint64_t hash)
{
    hash &= INT64_MAX;
    return hash ? hash : 1;
}

enum { FOLD_SIZE = 512 };
static const uint64_t hash_start = 14695981039346656037u;

uint64_t import_hash_name(const char *name)
{
    char folded[FOLD_SIZE];
    if (!name || !text_fold_into(folded, sizeof(folded), name, "") || !*folded)
        return 0;
    return as_key(hash_bytes(hash_start, folded));
}

void import_person_name(struct import_person *person, const char *name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    person->name = import_hash_name(name);
    person->toned = name ? import_hash_text(text_fold_toned(&arena, name)) : 0;
    person->is_ascii = true;
    for (const char *c = name; c && *c; c++)
        person->is_ascii = person->is_ascii && (unsigned char)*c < 0x80;
}

int import_names_agree(const struct import *import, const struct import_person *wanted,
                       const struct import_person *known)
{
    if (!wanted->name || wanted->name != known->name)
        return 0;
    if (wanted->toned == known->toned)
        return 2;
    return known->is_ascii || (wanted->is_ascii && !import->has_marks);
}

bool import_same_name(const struct import *import, const char *a, const char *b)
{
    struct import_person one = { 0 }, other = { 0 };
    if (!a || !b)
        return false;
    import_person_name(&one, a);
    import_person_name(&other, b);
    return import_names_agree(import, &one, &other) > 0;
}

uint64_t import_hash_text(const char *text)
{
    if (!text || !*text)
        return 0;
    return as_key(hash_bytes(hash_start, text));
}

/* Of a code or a name in a commune. */
static int64_t code_key(int64_t commune, uint64_t code)
{
    return (int64_t)as_key(code ^ ((uint64_t)commune * 0x9E3779B97F4A7C15u));
}

/* --- the list ----------------------------------------------------------------------------------- */

void import_known_add(struct import *import, const struct import_person *person)
{
    struct import_known *known = &import->known;
    *ARENA_PUSH(&known->arena, known->people, known->count, known->capacity) = *person;
    struct import_person *added = &known->people[known->count - 1];
    added->next = 0;
    if (added->name) {
        int64_t key = code_key(added->commune, added->name);
        added->next = (size_t)idmap_get(&known->by_name, key, 0);
        idmap_put(&known->by_name, key, (int64_t)known->count);
    }
    if (added->is_head)
        idmap_put(&known->heads, added->household, (int64_t)known->count);
    if (added->is_head && added->code)
        idmap_put(&known->by_code, code_key(added->commune, added->code), (int64_t)known->count);
}

void import_known_update(struct import *import, const struct import_person *person)
{
    struct import_known *known = &import->known;
    int64_t index = idmap_get(&known->heads, person->household, 0);
    if (!index)
        return;
    struct import_person *head = &known->people[index - 1];
    head->unit = person->unit ? person->unit : head->unit;
    head->id_number = person->id_number ? person->id_number : head->id_number;
    head->birth_year = person->birth_year ? person->birth_year : head->birth_year;
    if (head->code || !person->code)
        return;
    head->code = person->code;
    idmap_put(&known->by_code, code_key(head->commune, head->code), index);
}

static int64_t year_key(int64_t household, int64_t year)
{
    return (int64_t)(((uint64_t)household * 0x9E3779B97F4A7C15u ^ (uint64_t)year * 0xC2B2AE3D27D4EB4Fu) >> 1 | 1);
}

static void meet(struct import_known *known, int64_t household, int64_t row, int64_t year)
{
    if (!idmap_get(&known->households, household, 0))
        idmap_put(&known->households, household, row);
    if (year)
        idmap_put(&known->of_years, year_key(household, year), row);
}

void import_known_met(struct import *import, int64_t household, int64_t row, int64_t year)
{
    struct import_known *known = &import->known;
    int64_t index = idmap_get(&known->heads, household, 0);
    int64_t canonical = index ? known->people[index - 1].canonical : 0;
    meet(known, household, row, year);
    if (canonical && !idmap_get(&known->households, canonical, 0))
        meet(known, canonical, row, year);
}

const struct import_person *import_known_named(const struct import *import, int64_t commune, uint64_t name,
                                               size_t *index)
{
    const struct import_known *known = &import->known;
    *index = *index ? known->people[*index - 1].next :
                      (size_t)idmap_get(&known->by_name, code_key(commune, name), 0);
    return *index ? &known->people[*index - 1] : NULL;
}

const struct import_person *import_known_coded(const struct import *import, int64_t commune, uint64_t code)
{
    int64_t index = idmap_get(&import->known.by_code, code_key(commune, code), 0);
    return index ? &import->known.people[index - 1] : NULL;
}

void import_known_done(struct import_known *known)
{
    arena_done(&known->arena);
    free(known->met);
}

/* --- households met ------------------------------------------------------------------------------- */

static int met_order(const void *a, const void *b)
{
    const struct import_met *left = a, *right = b;
    return left->household < right->household ? -1 : left->household > right->household;
}

static void met_add(struct import_known *known, int64_t household, int64_t row)
{
    if (known->met_count == known->met_capacity) {
        known->met_capacity = known->met_capacity ? known->met_capacity * 2 : 4096;
        known->met = realloc(known->met, known->met_capacity * sizeof(*known->met));
        require(known->met);
    }
    known->met[known->met_count++] = (struct import_met){ household, (uint32_t)row };
    known->met_sorted = false;
}

/* Who is missing in a commune is asked where it had households before; a household that stands twice, where
 * the commune comes again. */
static bool may_be_asked(const struct import *import)
{
    const struct idmap *communes = &import->known.communes;
    bool may = import->has_sheets || import->members_came || import->keys.wanted;
    for (size_t i = 0; i < communes->capacity && !may; i++)
        may = communes->keys[i] && idmap_get(&import->known.listed, communes->keys[i], 0) == 2;
    return may;
}

void import_known_leave(struct import *import)
{
    struct import_known *known = &import->known;
    bool keeps = may_be_asked(import);
    known->left_count += known->households.count;
    for (size_t i = 0; keeps && i < known->households.capacity; i++)
        if (known->households.keys[i])
            met_add(known, known->households.keys[i], known->households.values[i]);
    arena_done(&known->arena);
    known->people = NULL;
    known->count = known->capacity = 0;
    struct idmap *maps[] = { &known->by_name, &known->by_code,    &known->communes,
                             &known->heads,   &known->households, &known->of_years, &import->areas };
    for (size_t i = 0; i < COUNT(maps); i++)
        *maps[i] = (struct idmap){ .arena = &known->arena };
}

int64_t import_known_row(struct import *import, int64_t household, int64_t year)
{
    struct import_known *known = &import->known;
    int64_t row = idmap_get(&known->households, household, 0);
    if (row && year)
        return idmap_get(&known->of_years, year_key(household, year), 0);
    if (row || known->met_count == 0)
        return row;
    if (!known->met_sorted)
        qsort(known->met, known->met_count, sizeof(*known->met), met_order);
    known->met_sorted = true;
    const struct import_met wanted = { .household = household };
    const struct import_met *found = bsearch(&wanted, known->met, known->met_count, sizeof(wanted), met_order);
    return found ? found->row : 0;
}

bool import_known_has(const struct import *import, int64_t commune)
{
    return idmap_get(&import->known.communes, commune, 0) != 0;
}

/* --- loading a commune ---------------------------------------------------------------------------- */

/* The places whose records count in the commune: itself, its areas, what it came from, their areas. */
static size_t places_of(const struct territory *territory, struct arena *arena, const struct unit *commune,
                        int32_t day, struct value *ret_units)
{
    size_t count = 0;
    ret_units[count++] = v_int(commune->id);
    struct unit_set areas = territory_children(territory, arena, commune, day);
    for (size_t i = 0; i < areas.count && count < UNITS_MAX; i++)
        ret_units[count++] = v_int(areas.items[i]->id);
    const struct lineage **lineages = NULL;
    size_t from_count = territory_lineage_to(territory, arena, commune, &lineages);
    for (size_t i = 0; i < from_count && count < UNITS_MAX; i++) {
        const struct unit *from = territory_unit(territory, lineages[i]->from);
        if (from && from->level == LEVEL_COMMUNE && territory_place(territory, from, day).unit == commune)
            ret_units[count++] = v_int(from->id);
    }
    return count;
}

struct loading {
    struct import *import;
    int64_t commune;
    struct idmap households; /* household → index + 1 in codes */
    struct {
        uint64_t code;
        struct import_person head; /* its name */
        int64_t unit, id, canonical;
        bool has_head;
    } *items;
    size_t count, capacity;
    struct arena arena;
};

static enum err_code load_household(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct loading *loading = context;
    typeof(*loading->items) *item =
        ARENA_PUSH(&loading->arena, loading->items, loading->count, loading->capacity);
    item->id = record->id;
    item->code = import_hash_name(record_text(record, "code"));
    import_person_name(&item->head, record_text(record, "head_name"));
    item->unit = record_int(record, "unit");
    item->canonical = record_int(record, "canonical");
    idmap_put(&loading->households, record->id, (int64_t)loading->count);
    return ERR_OK;
}

static enum err_code load_member(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct loading *loading = context;
    int64_t household = record_int(record, "household");
    int64_t index = idmap_get(&loading->households, household, 0);
    struct import_person person = {
        .member = record->id,
        .household = household,
        .unit = record_int(record, "unit"),
        .commune = loading->commune,
        .canonical = record_int(record, "canonical_household"),
        .id_number = import_hash_text(record_text(record, "id_number")),
        .birth_year = (int16_t)import_date_year(record_text(record, "birth_date")),
        .is_head = strcmp(record_text(record, "relation"), "head") == 0,
    };
    import_person_name(&person, record_text(record, "full_name"));
    if (index && person.is_head) {
        person.code = loading->items[index - 1].code;
        loading->items[index - 1].has_head = true;
    }
    import_known_add(loading->import, &person);
    return ERR_OK;
}

/* A household entered by hand may have no member yet: its head is known by name only. */
static void add_headless(struct loading *loading)
{
    for (size_t i = 0; i < loading->count; i++) {
        if (loading->items[i].has_head)
            continue;
        struct import_person person = loading->items[i].head;
        person.household = loading->items[i].id;
        person.unit = loading->items[i].unit;
        person.commune = loading->commune;
        person.canonical = loading->items[i].canonical;
        person.code = loading->items[i].code;
        person.is_head = true;
        import_known_add(loading->import, &person);
    }
}

static enum err_code load_people(struct import *import, const struct value *units, size_t count,
                                 struct loading *loading, struct err *err)
{
    struct cond *of_units =
        cond_in(&loading->arena, kind_field_index(import->household_kind, "unit"), units, count);
    struct entity_query query = { .where = of_units };
    TRY(entity_each(import->store, import->household_kind, &query, load_household, loading, err));
    query.where = cond_in(&loading->arena, kind_field_index(import->member_kind, "unit"), units, count);
    TRY(entity_each(import->store, import->member_kind, &query, load_member, loading, err));
    add_headless(loading);
    return ERR_OK;
}

enum err_code import_known_places(struct import *import, int64_t commune, struct arena *arena,
                                  struct value **ret_units, size_t *ret_count, struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *unit = territory_unit(territory, commune);
    require(unit);
    int64_t today = import->store->today_day;
    int32_t day = unit->to_day > today ? (int32_t)today : unit->to_day - 1;
    *ret_units = ARENA_ARRAY(arena, struct value, UNITS_MAX);
    *ret_count = places_of(territory, arena, unit, day, *ret_units);
    return ERR_OK;
}

void import_known_written(struct import *import, int64_t unit)
{
    idmap_put(&import->known.written, unit, 1);
}

/* Whether this import recorded somebody at one of the places. */
static bool any_written(const struct import *import, const struct value *units, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (idmap_get(&import->known.written, units[i].i, 0))
            return true;
    return false;
}

enum err_code import_known_load(struct import *import, int64_t commune, struct err *err)
{
    struct import_known *known = &import->known;
    if (idmap_get(&known->communes, commune, 0))
        return ERR_OK;
    if (known->count > KNOWN_PEOPLE_MAX) /* households met stay: they tell repeated rows */
        return err_set(err, ERR_LIMIT, MSG_IMPORT_TOO_MANY, err_int(KNOWN_PEOPLE_MAX));
    struct loading loading = { .import = import, .commune = commune };
    loading.households.arena = &loading.arena;
    struct value *units = NULL;
    size_t count = 0;
    enum err_code code = import_known_places(import, commune, &loading.arena, &units, &count, err);
    /* What waits to be written is not looked for where none of it can be. */
    bool was_apart = db_apart(import->store->db, code == ERR_OK && !any_written(import, units, count));
    if (code == ERR_OK)
        code = load_people(import, units, count, &loading, err);
    (void)db_apart(import->store->db, was_apart);
    bool had_any = loading.count > 0;
    arena_done(&loading.arena);
    if (code == ERR_OK)
        idmap_put(&known->communes, commune, 1);
    if (code == ERR_OK && !idmap_get(&known->listed, commune, 0))
        idmap_put(&known->listed, commune, had_any ? 2 : 1);
    return code;
}
