/* SPDX-License-Identifier: Apache-2.0
 * What a row refers to by words: units, bodies, people, households, any record by its label. */
#include "service/import/import_parts.h"

#include "base/vitext.h"
#include "service/programme/programmes.h"

#include <stdio.h>
#include <string.h>

enum { CANDIDATES_MAX = 6 };

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
    struct import_values person; /* of a household: what they say of one of its people */
    bool any;
};

/* "Đơn vị hỗ trợ: Công ty X": who is in no register is named in the field that the layout says. */
static bool put_aside(struct import *import, struct import_entry *entry, const struct reference *reference,
                      const char *text)
{
    const struct layout_column *is = reference->column ? import->header.columns[reference->column - 1].is : NULL;
    struct import_values *values = import_record_values(entry);
    const char *text_aside = text;
    int aside =
        is && is->unknown_to && is->field == reference->field ? kind_field_index(values->kind, is->unknown_to) : -1;
    bool is_note = aside >= 0 && values->kind->fields[aside].type == FIELD_NOTE;
    if (aside < 0 || (!value_is_null(values->values[aside]) && !is_note))
        return false;
    if (is_note) /* there may be more notes than one */
        text_aside =
            arena_printf(&import->group_arena, "%s: %s", import->header.columns[reference->column - 1].header, text);
    if (is_note && !value_is_null(values->values[aside]))
        text_aside = arena_printf(&import->group_arena, "%s; %s", values->values[aside].s, text_aside);
    import_values_set(values, is->unknown_to, v_text(text_aside), reference->column);
    import_say(import, entry->row, reference->column, IMPORT_NOTE,
               arena_printf(import->arena, "%s_aside", reference->field->name), MSG_IMPORT_REFERENCE_ASIDE, text,
               values->kind->fields[aside].vi);
    return true;
}

static void say_unknown(struct import *import, struct import_entry *entry, const struct reference *reference,
                        const char *text)
{
    if (entry->is_branch_told && !reference->column && strcmp(reference->field->name, "body") == 0) {
        struct import_values *values = import_record_values(entry);
        int note = kind_field_index(values->kind, "note");
        const char *said = value_is_null(values->values[note]) ? text : arena_printf(&import->group_arena, "%s; %s", values->values[note].s, text);
        import_values_set(values, "note", v_text(said), 0);
        import_say(import, entry->row, 0, IMPORT_NOTE, "body_aside", MSG_IMPORT_REFERENCE_ASIDE, text, values->kind->fields[note].vi);
        return;
    }
    if (put_aside(import, entry, reference, text))
        return;
    import_say(import, entry->row, reference->column, IMPORT_REFUSED,
               arena_printf(import->arena, "%s_unknown", reference->field->name), MSG_IMPORT_REFERENCE_UNKNOWN,
               reference->field->vi, text);
}

void import_say_several(struct import *import, struct import_entry *entry, const struct field *field, size_t column,
                        const char *text, const int64_t *ids, size_t count)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", id_text(import, ids[i]));
    import_say(import, entry->row, column, IMPORT_DOUBTFUL, arena_printf(import->arena, "%s_several", field->name),
               MSG_IMPORT_REFERENCE_SEVERAL, text, buf_text(&out));
}

static void take_found(struct import *import, struct import_entry *entry, const struct reference *reference,
                       const char *text, const int64_t *ids, size_t count)
{
    if (count == 0)
        say_unknown(import, entry, reference, text);
    else if (count > 1)
        import_say_several(import, entry, reference->field, reference->column, text, ids, count);
    else
        import_values_set(import_record_values(entry), reference->field->name, v_int(ids[0]), reference->column);
}

static int64_t unit_of_entry(struct import *import, struct import_entry *entry)
{
    const char *unit = import->layout->kind->unit;
    const struct field *field = unit ? kind_field(import->layout->kind, unit) : NULL;
    if (field && !field->carried) {
        struct value value = import_record_values(entry)->values[kind_field_index(import->layout->kind, unit)];
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
        query.where = cond_compare(&import->group_arena, kind_field_index(kind, "unit"), COND_EQ, v_int(unit));
    }
    return entity_each(import->store, kind, &query, body_seen, search, err);
}

static const struct level_word {
    const char *word;
    enum unit_level level; /* LEVEL_MAX_: it does not say which */
} level_words[] = { { " xã", LEVEL_COMMUNE },     { " Xã", LEVEL_COMMUNE },       { " XÃ", LEVEL_COMMUNE },
                    { " phường", LEVEL_COMMUNE }, { " thị trấn", LEVEL_COMMUNE }, { " huyện", LEVEL_DISTRICT },
                    { " tỉnh", LEVEL_PROVINCE },  { " cơ sở", LEVEL_MAX_ } };

const char *import_commune_words(const char *text)
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

enum err_code import_commune_of_words(struct import *import, const char *text, int64_t unit, int64_t *ret_commune,
                                      struct err *err)
{
    const struct territory *territory = NULL;
    const char *name = import_commune_words(text);
    *ret_commune = 0;
    if (!name || !unit)
        return ERR_OK;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *above = territory_unit(territory, unit);
    struct unit_set named = (enum unit_level)above->level < LEVEL_COMMUNE ?
                                import_communes_meant(import, territory, above, name) :
                                (struct unit_set){ 0 };
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
    TRY(import_commune_of_words(import, text, *unit, &commune,
                                err)); /* "Hội Phụ nữ xã Ia Dơk" in a list of the district */
    *unit = commune ? commune : *unit;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *at = territory_unit(territory, *unit);
    while (at && (enum unit_level)at->level > wanted)
        at = territory_parent(territory, at, import->day).unit;
    if (at && (enum unit_level)at->level == wanted)
        *unit = at->id;
    return ERR_OK;
}

const char *import_organisation_of(struct import *import, const char *text)
{
    struct arena *arena = &import->group_arena;
    const char *codes[2], *unknown = NULL;
    text = import_without_member(text);
    if (organisation_codes_of(&import->organisations, arena, text, codes, 2, &unknown) == 1 && !unknown)
        return codes[0];
    size_t len = strlen(text);
    for (size_t i = 0; i < COUNT(level_words); i++) {
        const char *at = strstr(text, level_words[i].word);
        if (!at && level_words[i].level == LEVEL_COMMUNE && len > 3 &&
            text_equal_folded(text + len - 3, " xa")) /* without marks */
            at = text + len - 3;
        const char *cut = at ? arena_strndup(arena, text, (size_t)(at - text)) : NULL;
        if (cut && organisation_codes_of(&import->organisations, arena, cut, codes, 2, &unknown) == 1 && !unknown)
            return codes[0];
    }
    return NULL;
}

const char *import_branch_words(struct arena *arena, const char *text)
{
    static const char *const words[] = { "chi hoi ", "chi doan ", "phan hoi ", "phan doan " };
    for (const char *at = text; at; at = strchr(at, ' '), at = at ? at + 1 : NULL) {
        const char *folded = text_fold(arena, at);
        for (size_t i = 0; i < COUNT(words); i++)
            if (strncmp(folded, words[i], strlen(words[i])) == 0)
                return arena_strndup(arena, at, strcspn(at, ";(:"));
    }
    return NULL;
}

/* "Chi hội làng Ghè", "CH Ghè" → "làng Ghè", "Ghè" */
static const char *without_branch(const char *text)
{
    static const char *const words[] = { "chi hoi", "chi doan", "phan hoi", "phan doan",
                                         "to hoi",  "ch",       "cd",       "chi to hoi" };
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
static enum err_code find_branch_of_area(struct import *import, struct import_entry *entry,
                                         const struct reference *reference, int64_t unit, struct body_search *search,
                                         struct err *err)
{
    const struct territory *territory = NULL;
    struct import_values *values = import_record_values(entry);
    int index = kind_field_index(values->kind, "organisation");
    bool said = index >= 0 && !values->kind->fields[index].carried && values->values[index].type == VALUE_TEXT;
    search->organisation = said ? import_organisation_of(import, values->values[index].s) : import->title_organisation;
    if (!unit || !search->organisation)
        return ERR_OK;
    TRY(unit_territory(import->store, &territory, err));
    unit = entry->place_commune ? entry->place_commune : unit; /* the row may be of one of its areas */
    struct unit_set areas = territory_by_name(territory, &import->group_arena, territory_unit(territory, unit),
                                              LEVEL_AREA, without_branch(reference->text), import->day);
    search->folded = NULL;
    return areas.count == 1 ? search_bodies(search, areas.items[0]->id, false, err) : ERR_OK;
}

/* "Chi hội PN thôn 1", "Ban CTMT Thôn 2": words for an organisation, then an area of the place. */
static enum err_code find_body_of_area(struct import *import, const char *text, int64_t unit,
                                       struct body_search *search, struct err *err)
{
    const struct territory *territory = NULL;
    struct arena *arena = &import->group_arena;
    const char *codes[2], *unknown = NULL;
    TRY(unit_territory(import->store, &territory, err));
    for (const char *blank = strchr(text, ' '); unit && blank && search->count == 0; blank = strchr(blank + 1, ' ')) {
        const char *before = arena_strndup(arena, text, (size_t)(blank - text));
        struct unit_set areas =
            territory_by_name(territory, arena, territory_unit(territory, unit), LEVEL_AREA, blank + 1, import->day);
        const char *named[] = { before, without_branch(before) }; /* "Chi hội PN" → "PN" */
        const char *found = NULL;
        for (size_t i = 0; i < COUNT(named) && areas.count == 1 && !found; i++)
            found =
                organisation_codes_of(&import->organisations, arena, named[i], codes, 2, &unknown) == 1 && !unknown ?
                    codes[0] :
                    NULL;
        if (!found)
            continue;
        search->organisation = found;
        search->folded = search->kind = NULL;
        TRY(search_bodies(search, areas.items[0]->id, false, err));
    }
    return ERR_OK;
}

static void note_made(struct import_entry *entry, const struct reference *reference, bool is_body)
{
    if (entry->made_count < COUNT(entry->made))
        entry->made[entry->made_count++] = (struct import_made){ reference->text, reference->column, is_body };
}

/* An organisation that has no body at the commune, or above it, within the unit of the import: the list is the first to name it. Somebody's
 * whose account is of one organisation makes none of another. */
static enum err_code make_body(struct import *import, struct import_entry *entry, const struct reference *reference, int64_t unit,
                               struct body_search *search, struct err *err)
{
    const struct territory *territory = NULL;
    const char *organisation = import_organisation_of(import, reference->text), *line = import->store->actor.line;
    int64_t made = 0;
    bool may = import->request->body_organisations && (!line || (organisation && strcmp(line, organisation) == 0)) &&
               actor_sees_kind(&import->store->actor, kind_by_slug("bodies"));
    if (!may || !organisation || !unit)
        return ERR_OK;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *at = territory_unit(territory, unit), *above = NULL;
    if (at && at->level == LEVEL_AREA)
        at = territory_parent(territory, at, import->day).unit;
    for (above = at; above && above->id != import->unit;)
        above = territory_parent(territory, above, import->day).unit;
    if (!above)
        return ERR_OK;
    TRY(body_ensure(import->store, organisation, at, &made, err));
    *search = (struct body_search){ .import = import, .organisation = organisation };
    TRY(search_bodies(search, at->id, false, err));
    if (made)
        note_made(entry, reference, true);
    return ERR_OK;
}

/* By its full name in the unit of the import; else as the organisation's committee at the unit, or its
 * only body there. */
static enum err_code find_body(struct import *import, struct import_entry *entry, const struct reference *reference,
                               struct err *err)
{
    int64_t unit = unit_of_entry(import, entry);
    struct body_search search = { .import = import, .folded = text_fold(&import->group_arena, reference->text) };
    TRY(search_bodies(&search, import->unit ? import->unit : unit, true, err));
    TRY(unit_of_words(import, reference->text, &unit, err));
    if (search.count == 0 && (search.organisation = import_organisation_of(import, reference->text)) && unit) {
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
    if (search.count == 0)
        TRY(make_body(import, entry, reference, unit, &search, err));
    take_found(import, entry, reference, reference->text, search.ids, search.count);
    return ERR_OK;
}

/* --- people and households ---------------------------------------------------------------------------------- */

static struct value by_value(const struct reference *reference, const char *field)
{
    const struct import_values *said[] = { &reference->by, &reference->person };
    for (size_t i = 0; i < COUNT(said); i++) {
        int index = said[i]->kind ? kind_field_index(said[i]->kind, field) : -1;
        if (index >= 0 && !value_is_null(said[i]->values[index]))
            return said[i]->values[index];
    }
    return v_null();
}

static void push_id(int64_t *ids, size_t *count, int64_t id)
{
    for (size_t i = 0; i < *count; i++)
        if (ids[i] == id)
            return;
    if (*count < CANDIDATES_MAX)
        ids[(*count)++] = id;
}

/* The households of the people who have the id number. */
static enum err_code find_households_of(struct import *import, struct value number, int64_t *ids, size_t *count, struct err *err)
{
    int64_t people[CANDIDATES_MAX] = { 0 };
    size_t found = 0;
    TRY(entity_find(import->store, import->member_kind, "id_number", number, CANDIDATES_MAX, people, &found, err));
    for (size_t i = 0; i < found; i++) {
        struct record *person = NULL;
        TRY(entity_get(import->store, import->member_kind, people[i], &import->group_arena, &person, err));
        push_id(ids, count, record_value(person, "household").i);
    }
    return ERR_OK;
}

/* People of the name in the commune of the row (`heads`: who head a household there), or their households; of those whose
 * name agrees best. */
static void find_named(struct import *import, const struct import_entry *entry, const char *name, int year, bool household,
                       bool heads, int64_t *ids, size_t *count)
{
    const struct import_person *person = NULL;
    struct import_person wanted = { 0 };
    size_t index = 0;
    int best = 1;
    *count = 0;
    import_person_name(&wanted, name);
    while (entry->place_commune && (person = import_known_named(import, entry->place_commune, wanted.name, &index))) {
        int agree = import_names_agree(import, &wanted, person);
        bool fits = agree >= best && person->commune == entry->place_commune && (!heads || person->is_head) &&
                    (!year || !person->birth_year || person->birth_year == year) &&
                    (!entry->place_area || person->unit == entry->place_area);
        if (fits && agree > best)
            *count = 0;
        best = fits ? agree : best;
        if (fits)
            push_id(ids, count, household ? person->household : person->member);
    }
}

/* A household by its head, of the year of birth where several have the name; else by another of its people: "Người vay". */
static void find_household_named(struct import *import, const struct import_entry *entry, const char *name, int year, int64_t *ids,
                                 size_t *count)
{
    find_named(import, entry, name, 0, true, true, ids, count);
    if (*count > 1 && year)
        find_named(import, entry, name, year, true, true, ids, count);
    if (*count == 0)
        find_named(import, entry, name, year, true, false, ids, count);
}

/* Households by code, head's name, or a person of theirs, people by id number or name; in the commune of the row. A number and
 * a name that are of two households leave it open. */
static enum err_code find_person(struct import *import, struct import_entry *entry, struct reference *reference,
                                 bool household, struct err *err)
{
    int64_t ids[CANDIDATES_MAX] = { 0 }, named[CANDIDATES_MAX] = { 0 };
    size_t count = 0, named_count = 0;
    const char *name = by_value(reference, household ? "head_name" : "full_name").s;
    const char *code = household ? by_value(reference, "code").s : NULL;
    int year = import_date_year(by_value(reference, "birth_date").s);
    struct value number = by_value(reference, "id_number");
    name = name ? name : by_value(reference, "full_name").s;
    name = name ? name : reference->text;
    if (number.type == VALUE_TEXT && household)
        TRY(find_households_of(import, number, ids, &count, err));
    else if (number.type == VALUE_TEXT)
        TRY(entity_find(import->store, reference->kind, "id_number", number, CANDIDATES_MAX, ids, &count, err));
    if (entry->place_commune)
        TRY(import_known_load(import, entry->place_commune, err));
    const struct import_person *coded =
        code && entry->place_commune ? import_known_coded(import, entry->place_commune, import_hash_name(code)) : NULL;
    if (coded && count == 0)
        push_id(ids, &count, coded->household);
    if (name && household)
        find_household_named(import, entry, name, year, named, &named_count);
    else if (name && count == 0)
        find_named(import, entry, name, year, false, false, named, &named_count);
    const char *said = name ? name : number.type == VALUE_TEXT ? number.s : code ? code : "";
    if (count == 1 && named_count == 1 && household)
        push_id(ids, &count, named[0]);
    if (count)
        take_found(import, entry, reference, said, ids, count);
    else
        take_found(import, entry, reference, said, named, named_count);
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

static enum err_code find_labelled(struct import *import, struct import_entry *entry, const struct reference *reference,
                                   struct err *err)
{
    const struct kind *kind = reference->kind;
    const struct field *label = kind->label ? kind_field(kind, kind->label) : NULL;
    struct label_search search = { .label = kind->label,
                                   .arena = &import->group_arena,
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
        note_made(entry, reference, false);
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
static bool is_without_areas(struct import *import, const struct territory *territory, const struct unit *commune,
                             int32_t day)
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
static enum err_code make_area(struct import *import, struct import_entry *entry, const struct reference *reference,
                               int64_t commune, struct err *err)
{
    struct import_place place = { .commune = commune };
    entry->area = reference->text;
    entry->area_column = reference->column;
    TRY(import_place_find(import, entry, &place, err));
    if (entry->row->verdict == IMPORT_NOTE && !place.area)
        say_unknown(import, entry, reference, reference->text);
    else if (place.area)
        import_values_set(import_record_values(entry), reference->field->name, v_int(place.area), reference->column);
    return ERR_OK;
}

/* A unit by id, code, or the name of an area or commune in the unit of the import. */
static enum err_code find_unit(struct import *import, struct import_entry *entry, const struct reference *reference,
                               struct err *err)
{
    const struct territory *territory = NULL;
    struct arena *arena = &import->group_arena;
    struct err failure = { 0 };
    int64_t id = 0, ids[CANDIDATES_MAX] = { 0 };
    size_t count = 0;
    enum err_code code = unit_resolve(import->store, reference->text, NULL, &id, &failure);
    if (code == ERR_OK) {
        import_values_set(import_record_values(entry), reference->field->name, v_int(id), reference->column);
        return ERR_OK;
    }
    if (!import_is_row_failure(code)) {
        *err = failure;
        return code;
    }
    if (code == ERR_INPUT || !import->unit) {
        import_say_err(import, entry->row, reference->column, code == ERR_INPUT ? IMPORT_DOUBTFUL : IMPORT_REFUSED,
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
        import_say(import, entry->row, reference->column, IMPORT_REFUSED,
                   arena_printf(import->arena, "%s_unknown", reference->field->name), MSG_IMPORT_AREA_UNKNOWN,
                   reference->text, above->name);
        return ERR_OK;
    }
    take_found(import, entry, reference, reference->text, ids, count);
    return ERR_OK;
}

/* --- the references of a row --------------------------------------------------------------------------------------- */

static enum err_code find_reference(struct import *import, struct import_entry *entry, struct reference *reference,
                                    struct err *err)
{
    struct err failure = { 0 };
    int64_t id = 0;
    bool household = strcmp(reference->kind->slug, "households") == 0;
    if (strcmp(reference->kind->slug, "units") == 0)
        return reference->text ? find_unit(import, entry, reference, err) : ERR_OK;
    if (reference->text) {
        enum err_code code = entity_resolve(import->store, reference->kind, reference->text, &id, &failure);
        if (code == ERR_OK) {
            import_values_set(import_record_values(entry), reference->field->name, v_int(id), reference->column);
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
    by.slots[SLOT_RECORD].values = ARENA_ARRAY(&import->group_arena, struct value, kind_field_count(reference->kind));
    by.slots[SLOT_RECORD].columns = ARENA_ARRAY(&import->group_arena, size_t, kind_field_count(reference->kind));
    if (strcmp(reference->kind->slug, "households") == 0)
        import_values_init(&import->group_arena, &by.slots[SLOT_MEMBER], import->member_kind);
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (!is || is->role != LAYOUT_REFERENCE || is->via != reference->field || !*row->cells[i].text)
            continue;
        if (!reference->column)
            reference->column = i + 1;
        reference->any = import_cell_read(import, &by, i, is) || reference->any;
    }
    reference->by = by.slots[SLOT_RECORD];
    reference->person = by.slots[SLOT_MEMBER];
}

enum err_code import_references_read(struct import *import, struct import_entry *entry, bool units, struct err *err)
{
    const struct kind *kind = import->layout->kind;
    for (size_t i = 0; kind->fields[i].name && entry->row->verdict == IMPORT_NOTE; i++) {
        const struct field *field = &kind->fields[i];
        if (field->type != FIELD_REF || field->carried || units != (strcmp(field->ref, "units") == 0) ||
            import_own_keeps(import, entry, field))
            continue;
        struct reference reference = {
            .field = field, .kind = kind_by_slug(field->ref), .column = entry->texts_columns[i], .text = entry->texts[i]
        };
        read_by(import, entry, &reference);
        if (reference.text || reference.any)
            TRY(find_reference(import, entry, &reference, err));
    }
    return ERR_OK;
}

/* --- keys: organisations by their words -------------------------------------------------------------------------- */

void import_keys_read(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    for (size_t i = 0; values->kind->fields[i].name; i++) {
        const struct field *field = &values->kind->fields[i];
        if (field->type != FIELD_KEY || value_is_null(values->values[i]) || strcmp(field->ref, "organisations") != 0)
            continue;
        const char *code = import_organisation_of(import, values->values[i].s);
        if (code)
            values->values[i] = v_text(code);
    }
}
