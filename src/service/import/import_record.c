/* SPDX-License-Identifier: Apache-2.0
 * Rows of any register but a list of households: one row is one record of the kind. */
#include "service/import/import_parts.h"

#include "base/vitext.h"
#include "service/record/entry_number.h"

#include <ctype.h>
#include <string.h>

enum { SAVEPOINT_ROW = 1, CANDIDATES_MAX = 6 };

static struct import_values *values_of(struct import_entry *entry)
{
    return &entry->slots[SLOT_RECORD];
}

static const char *id_text(struct import *import, int64_t id)
{
    char *text = arena_alloc(&import->group_arena, ID_TEXT_SIZE, 1);
    id_to_text(id, text);
    return text;
}

/* --- what a reference's words mean ------------------------------------------------------------------ */

/* The record a cell, or several cells (member.full_name, member.id_number), refer to. */
struct reference {
    const struct field *field; /* of the kind imported */
    const struct kind *kind;   /* referred to */
    const char *text;          /* of the field's own column; NULL */
    size_t column;
    struct import_values by; /* what cells say of the record referred to */
    bool any;
};

/* "Đơn vị hỗ trợ: Công ty X": who is in no register is named in the field that the layout says. */
static bool put_aside(struct import *import, struct import_entry *entry, const struct reference *reference, const char *text)
{
    const struct layout_column *is = reference->column ? import->header.columns[reference->column - 1].is : NULL;
    struct import_values *values = values_of(entry);
    const char *text_aside = text;
    int aside = is && is->unknown_to && is->field == reference->field ? kind_field_index(values->kind, is->unknown_to) : -1;
    bool is_note = aside >= 0 && values->kind->fields[aside].type == FIELD_NOTE;
    if (aside < 0 || (!value_is_null(values->values[aside]) && !is_note))
        return false;
    if (is_note) /* there may be more notes than one */
        text_aside = arena_printf(&import->group_arena, "%s: %s", import->header.columns[reference->column - 1].header, text);
    if (is_note && !value_is_null(values->values[aside]))
        text_aside = arena_printf(&import->group_arena, "%s; %s", values->values[aside].s, text_aside);
    import_values_set(values, is->unknown_to, v_text(text_aside), reference->column);
    import_say(import, entry->row, reference->column, IMPORT_NOTE, arena_printf(import->arena, "%s_aside", reference->field->name),
               MSG_IMPORT_REFERENCE_ASIDE, text, values->kind->fields[aside].vi);
    return true;
}

static void say_unknown(struct import *import, struct import_entry *entry, const struct reference *reference,
                        const char *text)
{
    if (put_aside(import, entry, reference, text))
        return;
    import_say(import, entry->row, reference->column, IMPORT_REFUSED,
               arena_printf(import->arena, "%s_unknown", reference->field->name),
               MSG_IMPORT_REFERENCE_UNKNOWN, reference->field->vi, text);
}

static void say_several(struct import *import, struct import_entry *entry, const struct reference *reference,
                        const char *text, const int64_t *ids, size_t count)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", id_text(import, ids[i]));
    import_say(import, entry->row, reference->column, IMPORT_DOUBTFUL,
               arena_printf(import->arena, "%s_several", reference->field->name),
               MSG_IMPORT_REFERENCE_SEVERAL, text, buf_text(&out));
}

static void take_found(struct import *import, struct import_entry *entry, const struct reference *reference,
                       const char *text, const int64_t *ids, size_t count)
{
    if (count == 0)
        say_unknown(import, entry, reference, text);
    else if (count > 1)
        say_several(import, entry, reference, text, ids, count);
    else
        import_values_set(values_of(entry), reference->field->name, v_int(ids[0]), reference->column);
}

static int64_t unit_of_entry(struct import *import, struct import_entry *entry)
{
    const char *unit = import->layout->kind->unit;
    const struct field *field = unit ? kind_field(import->layout->kind, unit) : NULL;
    if (field && !field->carried) {
        struct value value = values_of(entry)->values[kind_field_index(import->layout->kind, unit)];
        if (value.type == VALUE_INT)
            return value.i;
    }
    return entry->place_unit ? entry->place_unit : import->unit;
}

/* --- bodies by their words ------------------------------------------------------------------------------ */

struct body_search {
    struct import *import;
    const char *folded; /* name wanted; NULL: any */
    const char *organisation, *kind;
    int64_t ids[CANDIDATES_MAX];
    size_t count;
};

static enum err_code body_seen(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct body_search *search = context;
    const char *names[] = { record_text(record, "name"), record_text(record, "short_name") };
    bool named = !search->folded;
    for (size_t i = 0; i < COUNT(names) && !named; i++)
        named = names[i] && strcmp(text_fold(&search->import->group_arena, names[i]), search->folded) == 0;
    bool fits = named &&
                (!search->organisation || strcmp(record_text(record, "organisation"), search->organisation) == 0) &&
                (!search->kind || strcmp(record_text(record, "kind"), search->kind) == 0);
    if (fits && search->count < COUNT(search->ids))
        search->ids[search->count++] = record->id;
    return ERR_OK;
}

static enum err_code search_bodies(struct body_search *search, int64_t unit, bool below, struct err *err)
{
    const struct kind *kind = kind_by_slug("bodies");
    struct import *import = search->import;
    struct entity_query query = { 0 };
    search->count = 0;
    if (unit && below) {
        query.scope_unit = unit;
        TRY(unit_scope_day(import->store, unit, NULL, &query.scope_day, err));
    } else if (unit) {
        query.where =
            cond_compare(&import->group_arena, kind_field_index(kind, "unit"), COND_EQ, v_int(unit));
    }
    return entity_each(import->store, kind, &query, body_seen, search, err);
}

static const struct level_word {
    const char *word;
    enum unit_level level; /* LEVEL_MAX_: it does not say which */
} level_words[] = { { " xã", LEVEL_COMMUNE },     { " Xã", LEVEL_COMMUNE },   { " XÃ", LEVEL_COMMUNE },   { " phường", LEVEL_COMMUNE },
                    { " thị trấn", LEVEL_COMMUNE }, { " huyện", LEVEL_DISTRICT }, { " tỉnh", LEVEL_PROVINCE }, { " cơ sở", LEVEL_MAX_ } };

/* "UBMTTQ XÃ IA DƠK" → "XÃ IA DƠK"; NULL: nothing is said to be a commune. */
static const char *commune_words(const char *text)
{
    for (size_t i = 0; i < COUNT(level_words); i++) {
        const char *word = level_words[i].word, *at = strstr(text, word);
        if (level_words[i].level != LEVEL_COMMUNE)
            continue;
        if (strncmp(text, word + 1, strlen(word + 1)) == 0)
            return text;
        if (at)
            return at + 1;
    }
    return NULL;
}

/* The one commune below the unit that the words name; 0: none. */
static enum err_code commune_of_words(struct import *import, const char *text, int64_t unit, int64_t *ret_commune, struct err *err)
{
    const struct territory *territory = NULL;
    const char *name = commune_words(text);
    *ret_commune = 0;
    if (!name || !unit)
        return ERR_OK;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *above = territory_unit(territory, unit);
    struct unit_set named = (enum unit_level)above->level < LEVEL_COMMUNE ? import_communes_meant(import, territory, above, name) : (struct unit_set){ 0 };
    *ret_commune = named.count == 1 ? named.items[0]->id : 0;
    return ERR_OK;
}

/* The unit whose body is meant by "Hội Phụ nữ xã" in a row of one of its areas: that of the level said. */
static enum err_code unit_of_words(struct import *import, const char *text, int64_t *unit, struct err *err)
{
    const struct territory *territory = NULL;
    enum unit_level wanted = LEVEL_MAX_;
    int64_t commune = 0;
    for (size_t i = 0; i < COUNT(level_words) && wanted == LEVEL_MAX_; i++)
        if (strstr(text, level_words[i].word))
            wanted = level_words[i].level;
    if (wanted == LEVEL_MAX_ || !*unit)
        return ERR_OK;
    TRY(commune_of_words(import, text, *unit, &commune, err)); /* "Hội Phụ nữ xã Ia Dơk" in a list of the district */
    *unit = commune ? commune : *unit;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *at = territory_unit(territory, *unit);
    while (at && (enum unit_level)at->level > wanted)
        at = territory_parent(territory, at, import->day).unit;
    if (at && (enum unit_level)at->level == wanted)
        *unit = at->id;
    return ERR_OK;
}

/* "Hội Phụ nữ xã" → "Hội Phụ nữ": what is left names an organisation. */
static const char *organisation_of(struct import *import, const char *text)
{
    struct arena *arena = &import->group_arena;
    const char *codes[2], *unknown = NULL;
    if (organisation_codes_of(&import->organisations, arena, text, codes, 2, &unknown) == 1 && !unknown)
        return codes[0];
    size_t len = strlen(text);
    for (size_t i = 0; i < COUNT(level_words); i++) {
        const char *at = strstr(text, level_words[i].word);
        if (!at && level_words[i].level == LEVEL_COMMUNE && len > 3 && text_equal_folded(text + len - 3, " xa")) /* without marks */
            at = text + len - 3;
        const char *cut = at ? arena_strndup(arena, text, (size_t)(at - text)) : NULL;
        if (cut && organisation_codes_of(&import->organisations, arena, cut, codes, 2, &unknown) == 1 && !unknown)
            return codes[0];
    }
    return NULL;
}

/* "Chi hội làng Ghè", "CH Ghè" → "làng Ghè", "Ghè" */
static const char *without_branch(const char *text)
{
    static const char *const words[] = { "chi hoi", "chi doan", "phan hoi", "phan doan", "to hoi", "ch", "cd", "chi to hoi" };
    const char *rest = text;
    for (const char *blank = strchr(text, ' '); blank; blank = strchr(blank + 1, ' ')) {
        char before[24];
        size_t len = (size_t)(blank - text);
        for (size_t i = 0; i < COUNT(words) && len < sizeof(before); i++)
            if (snprintf(before, sizeof(before), "%.*s", (int)len, text) > 0 && text_equal_folded(before, words[i]))
                rest = blank + 1;
    }
    return rest;
}

/* "Làng Ghè" in a column of branches: that of the list's organisation there. */
static enum err_code find_branch_of_area(struct import *import, struct import_entry *entry, const struct reference *reference,
                                         int64_t unit, struct body_search *search, struct err *err)
{
    const struct territory *territory = NULL;
    struct import_values *values = values_of(entry);
    int index = kind_field_index(values->kind, "organisation");
    bool said = index >= 0 && !values->kind->fields[index].carried && values->values[index].type == VALUE_TEXT;
    search->organisation = said ? organisation_of(import, values->values[index].s) : import->title_organisation;
    if (!unit || !search->organisation)
        return ERR_OK;
    TRY(unit_territory(import->store, &territory, err));
    unit = entry->place_commune ? entry->place_commune : unit; /* the row may be of one of its areas */
    struct unit_set areas = territory_by_name(territory, &import->group_arena, territory_unit(territory, unit), LEVEL_AREA,
                                              without_branch(reference->text), import->day);
    search->folded = NULL;
    return areas.count == 1 ? search_bodies(search, areas.items[0]->id, false, err) : ERR_OK;
}

/* "Chi hội PN thôn 1", "Ban CTMT Thôn 2": words for an organisation, then an area of the place. */
static enum err_code find_body_of_area(struct import *import, const char *text, int64_t unit, struct body_search *search, struct err *err)
{
    const struct territory *territory = NULL;
    struct arena *arena = &import->group_arena;
    const char *codes[2], *unknown = NULL;
    TRY(unit_territory(import->store, &territory, err));
    for (const char *blank = strchr(text, ' '); unit && blank && search->count == 0; blank = strchr(blank + 1, ' ')) {
        const char *before = arena_strndup(arena, text, (size_t)(blank - text));
        struct unit_set areas = territory_by_name(territory, arena, territory_unit(territory, unit), LEVEL_AREA, blank + 1, import->day);
        const char *named[] = { before, without_branch(before) }; /* "Chi hội PN" → "PN" */
        const char *found = NULL;
        for (size_t i = 0; i < COUNT(named) && areas.count == 1 && !found; i++)
            found = organisation_codes_of(&import->organisations, arena, named[i], codes, 2, &unknown) == 1 && !unknown ? codes[0] : NULL;
        if (!found)
            continue;
        search->organisation = found;
        search->folded = search->kind = NULL;
        TRY(search_bodies(search, areas.items[0]->id, false, err));
    }
    return ERR_OK;
}

/* By its full name in the unit of the import; else as the organisation's committee at the unit, or its
 * only body there. */
static enum err_code find_body(struct import *import, struct import_entry *entry,
                               const struct reference *reference, struct err *err)
{
    int64_t unit = unit_of_entry(import, entry);
    struct body_search search = { .import = import,
                                  .folded = text_fold(&import->group_arena, reference->text) };
    TRY(search_bodies(&search, import->unit ? import->unit : unit, true, err));
    TRY(unit_of_words(import, reference->text, &unit, err));
    if (search.count == 0 && (search.organisation = organisation_of(import, reference->text)) && unit) {
        search.folded = NULL;
        search.kind = "committee";
        TRY(search_bodies(&search, unit, false, err));
        search.kind = NULL;
        if (search.count == 0)
            TRY(search_bodies(&search, unit, false, err));
        struct unit_place place = { 0 };
        TRY(unit_place_get(import->store, unit, &place, err));
        if (search.count == 0 && place.commune && place.commune != unit)
            TRY(search_bodies(&search, place.commune, false, err));
    }
    if (search.count == 0)
        TRY(find_body_of_area(import, reference->text, import->unit ? import->unit : unit, &search, err));
    if (search.count == 0)
        TRY(find_branch_of_area(import, entry, reference, unit, &search, err));
    take_found(import, entry, reference, reference->text, search.ids, search.count);
    return ERR_OK;
}

/* --- people and households ---------------------------------------------------------------------------------- */

static struct value by_value(const struct reference *reference, const char *field)
{
    int index = reference->by.kind ? kind_field_index(reference->by.kind, field) : -1;
    return index < 0 ? v_null() : reference->by.values[index];
}

static void push_id(int64_t *ids, size_t *count, int64_t id)
{
    for (size_t i = 0; i < *count; i++)
        if (ids[i] == id)
            return;
    if (*count < CANDIDATES_MAX)
        ids[(*count)++] = id;
}

/* Households by code or head's name, people by id number or name; in the commune of the row. */
static enum err_code find_person(struct import *import, struct import_entry *entry, struct reference *reference,
                                 bool household, struct err *err)
{
    int64_t ids[CANDIDATES_MAX] = { 0 };
    size_t count = 0, index = 0;
    const char *name = by_value(reference, household ? "head_name" : "full_name").s;
    const char *code = household ? by_value(reference, "code").s : NULL;
    int year = import_date_year(by_value(reference, "birth_date").s);
    struct value number = by_value(reference, "id_number");
    name = name ? name : reference->text;
    if (number.type == VALUE_TEXT)
        TRY(entity_find(import->store, reference->kind, "id_number", number, CANDIDATES_MAX, ids, &count, err));
    int64_t commune = entry->place_commune;
    if (commune)
        TRY(import_known_load(import, commune, err));
    const struct import_person *person =
        code && commune ? import_known_coded(import, commune, import_hash_name(code)) : NULL;
    if (person && count == 0)
        push_id(ids, &count, person->household);
    size_t exact = 0;
    int best = 1;
    struct import_person wanted = { 0 };
    import_person_name(&wanted, name);
    int64_t exact_ids[CANDIDATES_MAX] = { 0 };
    while (count == 0 && commune && (person = import_known_named(import, commune, wanted.name, &index))) {
        int agree = import_names_agree(import, &wanted, person);
        bool fits = agree >= best && person->commune == commune && (!household || person->is_head) &&
                    (!year || !person->birth_year || person->birth_year == year) &&
                    (!entry->place_area || person->unit == entry->place_area);
        if (fits && agree > best)
            exact = 0;
        best = fits ? agree : best;
        if (fits)
            push_id(exact_ids, &exact, household ? person->household : person->member);
    }
    const char *said = name ? name : number.type == VALUE_TEXT ? number.s : code ? code : "";
    if (count)
        take_found(import, entry, reference, said, ids, count);
    else
        take_found(import, entry, reference, said, exact_ids, exact);
    return ERR_OK;
}

/* --- any other record by its label ------------------------------------------------------------------------------ */

struct label_search {
    const char *label, *folded;
    struct arena *arena;
    int64_t ids[CANDIDATES_MAX];
    size_t count;
};

static enum err_code label_seen(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct label_search *search = context;
    const char *label = record_text(record, search->label);
    if (label && strcmp(text_fold(search->arena, label), search->folded) == 0)
        push_id(search->ids, &search->count, record->id);
    return ERR_OK;
}

static enum err_code find_labelled(struct import *import, struct import_entry *entry,
                                   const struct reference *reference, struct err *err)
{
    const struct kind *kind = reference->kind;
    const struct field *label = kind->label ? kind_field(kind, kind->label) : NULL;
    struct label_search search = { .label = kind->label, .arena = &import->group_arena,
                                   .folded = text_fold(&import->group_arena, reference->text) };
    struct entity_query query = { 0 };
    if (import->unit && kind->unit) {
        query.scope_unit = import->unit;
        TRY(unit_scope_day(import->store, import->unit, NULL, &query.scope_day, err));
    }
    if (label && !field_is_int(label) && !field_is_secret(label))
        TRY(entity_each(import->store, kind, &query, label_seen, &search, err));
    if (search.count == 0 && strcmp(kind->slug, "donors") == 0 && import->unit) {
        TRY(import_donor_add(import, reference->text, &reference->by, &search.ids[search.count++], err));
        import_say(import, entry->row, reference->column, IMPORT_NOTE, "donor_new", MSG_IMPORT_DONOR_NEW, reference->text);
    }
    take_found(import, entry, reference, reference->text, search.ids, search.count);
    return ERR_OK;
}

/* --- places -------------------------------------------------------------------------------------------------------- */

/* "Thôn Minh Lạc", or anything in a column of areas: "Khu dân cư | Minh Lạc". */
static bool is_area_said(const struct import *import, const struct reference *reference)
{
    const char *name = NULL;
    return import_names_area(import, reference->text, &name) ||
           (reference->column && import_heads_areas(import, import->header.columns[reference->column - 1].header));
}

/* Before this import the commune had no areas: then its lists say which there are. Where some are known, another may be a slip of
 * the pen, and a person says so (--take-new-areas). */
static bool is_without_areas(struct import *import, const struct territory *territory, const struct unit *commune, int32_t day)
{
    enum { SOME = 1, NONE };
    int64_t known = idmap_get(&import->communes_seen, commune->id, 0);
    if (!known) {
        struct unit_set areas = territory_children(territory, &import->group_arena, commune, day);
        known = NONE;
        for (size_t i = 0; i < areas.count; i++)
            known = areas.items[i]->level == LEVEL_AREA ? SOME : known;
        idmap_put(&import->communes_seen, commune->id, known);
    }
    return known == NONE;
}

/* An area that nothing was recorded of yet, as a list of households makes it: a name that is nearly that of another is doubted. */
static enum err_code make_area(struct import *import, struct import_entry *entry, const struct reference *reference, int64_t commune,
                               struct err *err)
{
    struct import_place place = { .commune = commune };
    entry->area = reference->text;
    entry->area_column = reference->column;
    TRY(import_place_find(import, entry, &place, err));
    if (entry->row->verdict == IMPORT_NOTE && !place.area)
        say_unknown(import, entry, reference, reference->text);
    else if (place.area)
        import_values_set(values_of(entry), reference->field->name, v_int(place.area), reference->column);
    return ERR_OK;
}

/* A unit by id, code, or the name of an area or commune in the unit of the import. */
static enum err_code find_unit(struct import *import, struct import_entry *entry,
                               const struct reference *reference, struct err *err)
{
    const struct territory *territory = NULL;
    struct arena *arena = &import->group_arena;
    struct err failure = { 0 };
    int64_t id = 0, ids[CANDIDATES_MAX] = { 0 };
    size_t count = 0;
    enum err_code code = unit_resolve(import->store, reference->text, NULL, &id, &failure);
    if (code == ERR_OK) {
        import_values_set(values_of(entry), reference->field->name, v_int(id), reference->column);
        return ERR_OK;
    }
    if (!import_is_row_failure(code)) {
        *err = failure;
        return code;
    }
    if (code == ERR_INPUT || !import->unit) {
        import_say_err(import, entry->row, reference->column,
                       code == ERR_INPUT ? IMPORT_DOUBTFUL : IMPORT_REFUSED,
                       code == ERR_INPUT ? "unit_several" : "unit_unknown", &failure);
        return ERR_OK;
    }
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *above = territory_unit(territory, import->unit);
    if (entry->commune && (enum unit_level)above->level < LEVEL_COMMUNE) { /* "Thôn 1" beside "Ia Dơk" */
        int64_t commune = 0;
        TRY(import_commune_find(import, entry, &commune, err));
        if (!commune)
            return ERR_OK;
        above = territory_unit(territory, commune);
    } else if (entry->known_commune && (enum unit_level)above->level < LEVEL_COMMUNE) {
        above = territory_unit(territory, entry->known_commune);
    }
    int32_t day = import->day < above->to_day ? import->day : above->to_day - 1;
    if (text_equal_folded(above->name, reference->text))
        push_id(ids, &count, above->id);
    static const enum unit_level levels[] = { LEVEL_AREA, LEVEL_COMMUNE, LEVEL_DISTRICT };
    for (size_t i = 0; i < COUNT(levels) && !count; i++) {
        if (levels[i] <= (enum unit_level)above->level)
            continue;
        struct unit_set found = territory_by_name(territory, arena, above, levels[i], reference->text, day);
        for (size_t j = 0; j < found.count; j++)
            push_id(ids, &count, found.items[j]->id);
    }
    if (!count && (enum unit_level)above->level == LEVEL_COMMUNE && is_area_said(import, reference)) {
        if (import->request->take_new_areas || is_without_areas(import, territory, above, day))
            return make_area(import, entry, reference, above->id, err);
        import_say(import, entry->row, reference->column, IMPORT_REFUSED, arena_printf(import->arena, "%s_unknown", reference->field->name),
                   MSG_IMPORT_AREA_UNKNOWN, reference->text, above->name);
        return ERR_OK;
    }
    take_found(import, entry, reference, reference->text, ids, count);
    return ERR_OK;
}

/* --- the references of a row --------------------------------------------------------------------------------------- */

static enum err_code find_reference(struct import *import, struct import_entry *entry,
                                    struct reference *reference, struct err *err)
{
    struct err failure = { 0 };
    int64_t id = 0;
    bool household = strcmp(reference->kind->slug, "households") == 0;
    if (strcmp(reference->kind->slug, "units") == 0)
        return reference->text ? find_unit(import, entry, reference, err) : ERR_OK;
    if (reference->text) {
        enum err_code code = entity_resolve(import->store, reference->kind, reference->text, &id, &failure);
        if (code == ERR_OK) {
            import_values_set(values_of(entry), reference->field->name, v_int(id), reference->column);
            return ERR_OK;
        }
        if (!import_is_row_failure(code)) {
            *err = failure;
            return code;
        }
    }
    if (household || strcmp(reference->kind->slug, "household_members") == 0)
        return find_person(import, entry, reference, household, err);
    if (!reference->text)
        return ERR_OK;
    if (strcmp(reference->kind->slug, "bodies") == 0)
        return find_body(import, entry, reference, err);
    return find_labelled(import, entry, reference, err);
}

/* What the cells member.full_name, member.birth_date … say of the person meant. */
static void read_by(struct import *import, struct import_entry *entry, struct reference *reference)
{
    struct import_row *row = entry->row;
    struct import_entry by = { .row = row };
    by.slots[SLOT_RECORD].kind = reference->kind;
    by.slots[SLOT_RECORD].values =
        ARENA_ARRAY(&import->group_arena, struct value, kind_field_count(reference->kind));
    by.slots[SLOT_RECORD].columns =
        ARENA_ARRAY(&import->group_arena, size_t, kind_field_count(reference->kind));
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (!is || is->role != LAYOUT_REFERENCE || is->via != reference->field || !*row->cells[i].text)
            continue;
        if (!reference->column)
            reference->column = i + 1;
        reference->any = import_cell_read(import, &by, i, is) || reference->any;
    }
    reference->by = by.slots[SLOT_RECORD];
}

static enum err_code read_references(struct import *import, struct import_entry *entry, bool units,
                                     struct err *err)
{
    const struct kind *kind = import->layout->kind;
    for (size_t i = 0; kind->fields[i].name && entry->row->verdict == IMPORT_NOTE; i++) {
        const struct field *field = &kind->fields[i];
        if (field->type != FIELD_REF || field->carried || units != (strcmp(field->ref, "units") == 0) ||
            import_own_keeps(import, entry, field))
            continue;
        struct reference reference = { .field = field, .kind = kind_by_slug(field->ref),
                                       .column = entry->texts_columns[i], .text = entry->texts[i] };
        read_by(import, entry, &reference);
        if (reference.text || reference.any)
            TRY(find_reference(import, entry, &reference, err));
    }
    return ERR_OK;
}

/* --- keys: organisations by their words -------------------------------------------------------------------------- */

static void read_keys(struct import *import, struct import_entry *entry)
{
    struct import_values *values = values_of(entry);
    for (size_t i = 0; values->kind->fields[i].name; i++) {
        const struct field *field = &values->kind->fields[i];
        if (field->type != FIELD_KEY || value_is_null(values->values[i]) || strcmp(field->ref, "organisations") != 0)
            continue;
        const char *code = organisation_of(import, values->values[i].s);
        if (code)
            values->values[i] = v_text(code);
    }
}

/* --- which record is meant --------------------------------------------------------------------------------------------- */

static bool add_equal(struct import *import, const struct record *record, const char *name, struct cond **conds,
                      size_t *count)
{
    int index = kind_field_index(record->kind, name);
    if (value_is_null(record->values[index]) || field_is_secret(&record->kind->fields[index]))
        return false;
    conds[(*count)++] =
        cond_compare(&import->group_arena, index, COND_EQ, record->values[index]);
    return true;
}

static enum err_code find_where(struct import *import, const struct record *record, struct cond **conds,
                                size_t count, const struct record **ret_found, size_t *ret_count, struct err *err)
{
    struct entity_query query = { .where = cond_all(&import->group_arena, conds, count), .limit = 2 };
    struct record_list list = { 0 };
    TRY(entity_list(import->store, record->kind, &query, &import->group_arena, &list, err));
    *ret_count = list.count;
    *ret_found = list.count ? &list.items[0] : NULL;
    return ERR_OK;
}

static enum err_code find_unique(struct import *import, const struct record *record,
                                 const struct record **ret_found, struct err *err)
{
    const struct kind *kind = record->kind;
    struct cond *conds[6];
    size_t found = 0;
    for (const struct unique_rule *rule = kind->unique; rule && rule->fields[0] && !*ret_found; rule++) {
        size_t count = 0;
        bool whole = true;
        for (size_t i = 0; i < COUNT(rule->fields) && rule->fields[i]; i++)
            whole = add_equal(import, record, rule->fields[i], conds, &count) && whole;
        if (rule->only_field) {
            const char *only = record_text(record, rule->only_field);
            whole = whole && only && strcmp(only, rule->only_value) == 0;
            conds[count++] = cond_compare(&import->group_arena, kind_field_index(kind, rule->only_field), COND_EQ,
                                          v_text(rule->only_value));
        }
        if (whole)
            TRY(find_where(import, record, conds, count, ret_found, &found, err));
    }
    return ERR_OK;
}

/* The same label at the same place (and, where the kind has them, of the same owner and year). */
static enum err_code find_same_label(struct import *import, const struct record *record,
                                     const struct record **ret_found, size_t *ret_count, struct err *err)
{
    const struct kind *kind = record->kind;
    const struct field *label = kind->label ? kind_field(kind, kind->label) : NULL;
    const char *more[] = { kind->unit, kind->owner, kind_field(kind, "year") ? "year" : NULL };
    struct cond *conds[6];
    size_t count = 0;
    *ret_count = 0;
    bool is_name = label && (label->type == FIELD_TEXT || label->type == FIELD_PERSON_NAME);
    if (!is_name || !add_equal(import, record, label->name, conds, &count))
        return ERR_OK;
    for (size_t i = 0; i < COUNT(more); i++)
        if (more[i] && !kind_field(kind, more[i])->carried)
            (void)add_equal(import, record, more[i], conds, &count);
    return find_where(import, record, conds, count, ret_found, ret_count, err);
}

/* A record that is all the row says. */
static enum err_code find_identical(struct import *import, const struct record *record,
                                    const struct record **ret_found, struct err *err)
{
    struct cond **conds = ARENA_ARRAY(&import->group_arena, struct cond *, KIND_FIELDS_MAX);
    size_t count = 0, found = 0;
    for (size_t i = 0; record->kind->fields[i].name; i++)
        if (!record->kind->fields[i].carried)
            (void)add_equal(import, record, record->kind->fields[i].name, conds, &count);
    return count ? find_where(import, record, conds, count, ret_found, &found, err) : ERR_OK;
}

static enum err_code find_known(struct import *import, struct import_entry *entry, const struct record *record,
                                const struct record **ret_found, struct err *err)
{
    const struct kind *kind = record->kind;
    const struct field *label = kind->label ? kind_field(kind, kind->label) : NULL;
    size_t count = 0;
    *ret_found = NULL;
    if (kind->append_only) /* known only where nothing differs */
        return find_identical(import, record, ret_found, err);
    TRY(find_unique(import, record, ret_found, err));
    if (!*ret_found)
        TRY(find_same_label(import, record, ret_found, &count, err));
    if (count > 1) {
        int64_t ids[2] = { (*ret_found)[0].id, (*ret_found)[1].id };
        struct reference reference = { .field = label };
        say_several(import, entry, &reference, record_text(record, label->name), ids, 2);
    }
    bool is_name = label && (label->type == FIELD_TEXT || label->type == FIELD_PERSON_NAME);
    if (!*ret_found && !is_name)
        TRY(find_identical(import, record, ret_found, err));
    return ERR_OK;
}

/* --- the row --------------------------------------------------------------------------------------------------------------- */

/* Columns "Thôn", "Xã": where the people of the row are looked for, and the place of the record. */
static enum err_code read_place(struct import *import, struct import_entry *entry, struct err *err)
{
    const struct kind *kind = import->layout->kind;
    struct import_place place = { 0 };
    bool named = entry->area || entry->commune || entry->address;
    struct unit_place own = { 0 };
    if (import->unit)
        TRY(unit_place_get(import->store, import->unit, &own, err));
    entry->place_commune = entry->known_commune ? entry->known_commune : own.commune;
    if (named && import->unit) {
        TRY(import_place_find(import, entry, &place, err));
        entry->place_commune = place.commune;
        entry->place_area = place.area;
        entry->place_unit = place.area ? place.area : place.commune;
    }
    const struct field *unit = kind->unit ? kind_field(kind, kind->unit) : NULL;
    struct import_values *values = values_of(entry);
    if (!unit || unit->carried || !import->unit)
        return ERR_OK;
    struct value *value = &values->values[kind_field_index(kind, kind->unit)];
    if (value_is_null(*value) && (!entry->known || entry->place_unit))
        *value = v_int(entry->place_unit ? entry->place_unit : import->unit);
    return ERR_OK;
}

static void set_year(struct import *import, struct import_entry *entry)
{
    struct import_values *values = values_of(entry);
    int index = kind_field_index(values->kind, "year");
    int64_t year = import->request->year ? import->request->year : import->title_year;
    if (index >= 0 && value_is_null(values->values[index]) && year &&
        values->kind->fields[index].type == FIELD_YEAR)
        values->values[index] = v_int(year);
    int period = kind_field_index(values->kind, "period");
    const struct value *known = index >= 0 ? &values->values[index] : NULL;
    if (strcmp(values->kind->slug, "declared_figures") == 0 && period >= 0 &&
        value_is_null(values->values[period]) && known->type == VALUE_INT)
        values->values[period] = import_period_of(import, known->i);
}

/* A review without a standard is by that of its year. */
static void set_standard(struct import_values *values)
{
    int standard = kind_field_index(values->kind, "standard");
    struct value year = values->values[kind_field_index(values->kind, "year")];
    const char *code = year.type == VALUE_INT ? import_standard_of_year(year.i) : NULL;
    if (value_is_null(values->values[standard]) && code)
        values->values[standard] = v_text(code);
}

/* A membership without a category is that of the organisation's usual members. */
static void set_defaults(struct import *import, struct import_entry *entry)
{
    struct import_values *values = values_of(entry);
    set_year(import, entry);
    import_told_day(import, entry);
    if (values->kind == import->classification_kind) {
        int class = kind_field_index(values->kind, "class");
        if (value_is_null(values->values[class]) && import->title_class)
            values->values[class] = v_text(import->title_class);
        set_standard(values);
        import_decision_tell(import, entry, values);
    }
    if (values->kind != import->membership_kind)
        return;
    int organisation = kind_field_index(values->kind, "organisation");
    int category = kind_field_index(values->kind, "category");
    if (value_is_null(values->values[organisation]) && entry->organisation_count)
        values->values[organisation] = v_text(entry->organisations[0]);
    if (value_is_null(values->values[organisation]) && import->title_organisation)
        values->values[organisation] = v_text(import->title_organisation);
    if (value_is_null(values->values[category]) && values->values[organisation].type == VALUE_TEXT)
        values->values[category] = v_text(import_membership_category(values->values[organisation].s));
}

static enum err_code write_record(struct import *import, struct import_entry *entry, struct err *err)
{
    struct import_values *values = values_of(entry);
    const struct record *before = entry->known;
    struct record *fresh = import_merge(import, record_new(&import->group_arena, values->kind), values, false);
    if (!before)
        TRY(find_known(import, entry, fresh, &before, err));
    if (entry->row->verdict != IMPORT_NOTE)
        return ERR_OK;
    int64_t seen = before ? idmap_get(&import->records_seen, before->id, 0) : 0;
    if (seen) {
        import_say(import, entry->row, 0, IMPORT_REFUSED, "record_twice", MSG_IMPORT_SAME_RECORD, err_int(seen));
        return ERR_OK;
    }
    if (!before) { /* a known one keeps what somebody may have corrected */
        import_told_read(import, entry);
        import_donor_complete(import, entry);
        fresh = import_merge(import, record_new(&import->group_arena, values->kind), values, false);
        if (import_has_told(import->layout)) /* "Ban CTMT làng Ghè" is the one the area has */
            TRY(find_unique(import, fresh, &before, err));
        if (!before)
            TRY(entry_number_give(import->store, fresh, err));
    }
    struct record *after = before ? import_merge(import, before, values, false) : fresh;
    if (entry->known)
        TRY(import_own_check(import, entry, after, err));
    if (entry->row->verdict == IMPORT_NOTE)
        TRY(import_write(import, entry->row, values, before, after, &entry->outcome, err));
    if (entry->row->verdict == IMPORT_NOTE)
        idmap_put(&import->records_seen, after->id, entry->row->number);
    return ERR_OK;
}

/* A row may tick several organisations: a membership of each. */
static enum err_code write_memberships(struct import *import, struct import_entry *entry, struct err *err)
{
    struct import_values *values = values_of(entry);
    struct value *organisation = &values->values[kind_field_index(values->kind, "organisation")];
    struct value *category = &values->values[kind_field_index(values->kind, "category")];
    struct import_tally all = { 0 };
    for (size_t i = 0; i < entry->organisation_count && entry->row->verdict == IMPORT_NOTE; i++) {
        *organisation = v_text(entry->organisations[i]);
        *category = v_text(import_membership_category(entry->organisations[i]));
        entry->outcome = (struct import_tally){ 0 };
        TRY(write_record(import, entry, err));
        all.created = all.created || entry->outcome.created;
        all.changed = all.changed || entry->outcome.changed;
    }
    bool changed = !all.created && all.changed;
    entry->outcome = (struct import_tally){ .created = all.created, .changed = changed, .same = !all.created && !changed };
    return ERR_OK;
}

static enum err_code write_row(struct import *import, struct import_entry *entry, struct err *err)
{
    bool several = values_of(entry)->kind == import->membership_kind && entry->organisation_count > 1 && !entry->record_id;
    return several ? write_memberships(import, entry, err) : write_record(import, entry, err);
}

/* Of the unit it is recorded at, if it says one. */
static enum err_code check_year(struct import *import, struct import_entry *entry, struct err *err)
{
    const struct import_values *values = values_of(entry);
    int index = values->kind->unit ? kind_field_index(values->kind, values->kind->unit) : -1;
    bool said = index >= 0 && values->values[index].type == VALUE_INT;
    return import_unit_check_year(import, entry, said ? values->values[index].i : 0, err);
}

static enum err_code take_row(struct import *import, struct import_entry *entry, struct err *err)
{
    if (import_is_area_row(import, entry))
        return import_area_row(import, entry, err);
    TRY(read_references(import, entry, true, err));
    if (entry->row->verdict == IMPORT_NOTE)
        TRY(read_place(import, entry, err));
    if (entry->row->verdict == IMPORT_NOTE)
        TRY(read_references(import, entry, false, err));
    read_keys(import, entry);
    if (!entry->known) {
        set_defaults(import, entry);
        TRY(import_gift_complete(import, entry, err));
        TRY(check_year(import, entry, err));
    }
    return entry->row->verdict == IMPORT_NOTE ? write_row(import, entry, err) : ERR_OK;
}

static bool is_aside(struct import *import, const struct import_row *row)
{
    size_t read = 0;
    bool numbered = false; /* "3 | Tổng số hộ" is a row like others */
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        numbered = numbered || (is && is->role == LAYOUT_NUMBER && isdigit((unsigned char)*row->cells[i].text));
        read += is && is->role != LAYOUT_IGNORE && is->role != LAYOUT_NUMBER && *row->cells[i].text;
    }
    return read == 0 || (!numbered && import_row_is_total(import, row)) || import_row_repeats_header(import, row);
}


/* "I | CƠ QUAN, ĐƠN VỊ |  | 3.500.000": words in one cell, behind the number of a section. A place or body named so holds
 * for the rows below. */
static enum err_code enter_section(struct import *import, const struct import_row *row, bool *ret_is_section, struct err *err)
{
    const char *name = NULL, *words = import_row_section(import, row);
    *ret_is_section = words != NULL;
    if (!words)
        return ERR_OK;
    import->section_body = organisation_of(import, words) ? arena_strdup(&import->sheet_arena, words) : NULL;
    if (import_names_area(import, words, &name)) {
        import->section_area = arena_strndup(&import->sheet_arena, name, strcspn(name, ":("));
        import->section_row = row->number;
        return ERR_OK;
    }
    int64_t commune = 0;
    TRY(commune_of_words(import, words, import->unit, &commune, err));
    if (commune)
        import->section_commune = arena_strdup(&import->sheet_arena, commune_words(words));
    return ERR_OK;
}

/* What the section says and the row does not: where, and which body the row must have. */
static void take_section(struct import *import, struct import_entry *entry)
{
    const struct kind *kind = import->layout->kind;
    entry->section_area = import->section_area;
    entry->commune = entry->commune ? entry->commune : import->section_commune;
    entry->district = entry->district ? entry->district : import->section_district;
    for (size_t i = 0; import->section_body && kind->fields[i].name; i++)
        if (kind->fields[i].type == FIELD_REF && kind->fields[i].required && strcmp(kind->fields[i].ref, "bodies") == 0 && !entry->texts[i])
            entry->texts[i] = import->section_body;
}

/* "BAN CHẤP HÀNH HỘI NÔNG DÂN XÃ IA DƠK" above a list without a column of bodies: each row is of that one. */
static void take_title_body(struct import *import, struct import_entry *entry)
{
    const struct kind *kind = import->layout->kind;
    const char *name = import->title_organisation ? organisation_name(import->store, &import->group_arena, import->title_organisation) : NULL;
    for (size_t i = 0; name && kind->fields[i].name; i++) {
        const struct field *field = &kind->fields[i];
        bool wanted = field->type == FIELD_REF && field->required && strcmp(field->ref, "bodies") == 0;
        if (!wanted || entry->texts[i] || import_has_column(import, field))
            continue;
        entry->texts[i] = arena_printf(&import->group_arena, import->level < LEVEL_COMMUNE ? "%s" : "%s xã", name);
        import_say(import, entry->row, 0, IMPORT_NOTE, arena_printf(import->arena, "%s_told", field->name), MSG_IMPORT_TOLD, field->vi,
                   name, import->title_organisation_said);
    }
}

enum err_code import_record_row(struct import *import, struct import_row *row, struct err *err)
{
    bool areas = strcmp(import->layout->kind->slug, "units") == 0;
    import->row_aside = is_aside(import, row) || (areas && import_enter_commune_row(import, row)) || import_row_is_signed(import, row);
    if (!import->row_aside)
        TRY(enter_section(import, row, &import->row_aside, err));
    if (import->row_aside)
        return ERR_OK;
    struct import_entry *entry = import_entry_new(import, &import->group_arena, row);
    TRY(import_own_find(import, entry, err));
    import_entry_read(import, entry);
    if (!entry->known) {
        take_section(import, entry);
        import_told_by_list(import, entry);
        take_title_body(import, entry);
    }
    TRY(db_savepoint(import->store->db, SAVEPOINT_ROW, err));
    enum err_code code = row->verdict == IMPORT_NOTE ? take_row(import, entry, err) : ERR_OK;
    if (code != ERR_OK || row->verdict != IMPORT_NOTE) {
        import_take_back(import, SAVEPOINT_ROW);
        if (code != ERR_OK)
            return code;
    } else {
        TRY(import_let_stand(import, SAVEPOINT_ROW, err));
    }
    TRY(import_count_row(import, entry, NULL, err));
    arena_release(&import->group_arena, import->group_mark);
    return ERR_OK;
}
