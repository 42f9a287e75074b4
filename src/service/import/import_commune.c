/* SPDX-License-Identifier: Apache-2.0
 * Which commune a row is of: what the row, its section, its sheet or the title calls it, found below
 * the unit of the import. Names and codes of before a reform stand for what they became; where that is
 * not one commune, the row is doubtful and the candidates are named, never guessed. */
#include "service/import/import_parts.h"

#include "base/date.h"
#include "base/utf8.h"
#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { COMMUNE_NAME_MAX = 80, CANDIDATES_SHOWN = 5, SIMILAR_MAX = 2, CODE_DIGITS = 5, YEAR_MAX = 9999 };

/* --- for people ------------------------------------------------------------------------------------- */

static int32_t last_day_of(const struct import *import, const struct unit *unit)
{
    int64_t today = import->store->today_day;
    return unit->to_day > today ? (int32_t)today : unit->to_day - 1;
}

/* The district, else the province, it was in on its last day. */
static const struct unit *above_of(const struct import *import, const struct territory *territory,
                                   struct arena *arena, const struct unit *unit)
{
    struct unit_set chain = territory_chain(territory, arena, unit, last_day_of(import, unit));
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i]->level < LEVEL_COMMUNE)
            return chain.items[i];
    return NULL;
}

/* A code that means two units is told with the day by which it is said which. */
static const char *code_for_people(const struct territory *territory, struct arena *arena,
                                   const struct unit *unit)
{
    struct unit_set same = territory_by_code(territory, arena, unit->code, LIST_MAX_, TERRITORY_ANY_DAY);
    if (territory_one_place(territory, same) || unit->from_day == TERRITORY_FIRST_DAY)
        return unit->code;
    char day[DATE_TEXT_SIZE];
    date_to_external(date_from_days(unit->from_day), day);
    return arena_printf(arena, "%s@%s", unit->code, day);
}

const char *import_candidate_names(struct import *import, struct arena *arena, struct unit_set set)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct territory *territory = NULL;
    struct err err = { 0 };
    if (unit_territory(import->store, &territory, &err) != ERR_OK)
        return "";
    for (size_t i = 0; i < set.count && i < CANDIDATES_SHOWN; i++) {
        const struct unit *unit = set.items[i], *above = NULL;
        bool place = unit->level == LEVEL_COMMUNE;
        if (place)
            above = above_of(import, territory, arena, unit);
        buf_printf(&out, "%s%s (%s%s%s)", i ? "; " : "", unit->name,
                   place ? code_for_people(territory, arena, unit) : unit->code, above ? ", " : "",
                   above ? above->name : "");
    }
    if (set.count > CANDIDATES_SHOWN)
        buf_add(&out, "; …");
    return arena_strdup(arena, buf_text(&out));
}

size_t import_letter_distance(const char *a, const char *b, size_t max)
{
    size_t rows[2][COMMUNE_NAME_MAX + 1], len = strlen(b);
    if (len > COMMUNE_NAME_MAX || strlen(a) > COMMUNE_NAME_MAX)
        return max + 1;
    size_t *above = rows[0], *row = rows[1];
    for (size_t j = 0; j <= len; j++)
        above[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        row[0] = i;
        for (size_t j = 1; j <= len; j++) {
            size_t least = above[j - 1] + (a[i - 1] != b[j - 1]);
            least = above[j] + 1 < least ? above[j] + 1 : least;
            row[j] = row[j - 1] + 1 < least ? row[j - 1] + 1 : least;
        }
        size_t *swap = above;
        above = row;
        row = swap;
    }
    return above[len];
}

static bool is_below(const struct territory *territory, struct arena *arena, const struct unit *unit,
                     const struct unit *above, int32_t day)
{
    struct unit_set chain = territory_chain(territory, arena, unit, day);
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i] == above)
            return true;
    return false;
}

/* Communes below the unit with nearly that name. */
static const char *similar_communes(const struct territory *territory, struct arena *arena,
                                    const struct unit *above, const char *name, int32_t day)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct unit *units = NULL;
    const char *folded = text_fold(arena, name);
    size_t count = territory_units(territory, &units), shown = 0;
    for (size_t i = 0; i < count && shown < CANDIDATES_SHOWN; i++) {
        const struct unit *unit = &units[i];
        if (unit->level != LEVEL_COMMUNE || unit->from_day > day || unit->to_day <= day)
            continue;
        const char *other = text_fold(arena, unit->name), *bare = strchr(other, ' ');
        if (import_letter_distance(folded, other, SIMILAR_MAX) > SIMILAR_MAX &&
            (!bare || import_letter_distance(folded, bare + 1, SIMILAR_MAX) > SIMILAR_MAX))
            continue;
        if (is_below(territory, arena, unit, above, day))
            buf_printf(&out, "%s%s (%s)", shown++ ? ", " : "", unit->name, unit->code);
    }
    return out.len ? arena_strdup(arena, buf_text(&out)) : "–";
}

/* --- what the words say ---------------------------------------------------------------------------------- */

/* "23866 - Xã Ia Krêl, huyện Đức Cơ", "Xã Ia Krêl (23866)", "23866@2017-05-01". */
struct commune_words {
    const char *code;     /* five digits, "" where there is none */
    const char *code_day; /* the whole CODE@DAY; NULL: no day */
    const char *name;     /* "" where there is none */
    const char *district; /* or NULL */
};

static const char *cleaned(struct arena *arena, const char *text, size_t len)
{
    const char *clean = "";
    struct err err = { 0 };
    if (text_clean(arena, arena_strndup(arena, text, len), &clean, NULL, &err) != ERR_OK)
        return "";
    return clean;
}

/* The code in the text: four or five digits that stand alone. */
static const char *code_in(struct arena *arena, const char *text, size_t *ret_at, size_t *ret_len)
{
    for (const char *c = text; *c; c++) {
        size_t digits = strspn(c, "0123456789");
        bool alone = c == text || !isalnum((unsigned char)c[-1]);
        if (alone && (digits == CODE_DIGITS || digits == CODE_DIGITS - 1)) {
            *ret_at = (size_t)(c - text);
            *ret_len = digits;
            const char *code = arena_strndup(arena, c, digits);
            return digits == CODE_DIGITS ? code : arena_printf(arena, "0%s", code); /* a lost zero */
        }
        c += digits ? digits - 1 : 0;
    }
    return "";
}

static struct commune_words commune_words(struct arena *arena, const char *text)
{
    struct commune_words words = { .code = "", .name = "" };
    size_t at = 0, len = 0;
    words.code = code_in(arena, text, &at, &len);
    if (*words.code && text[at + len] == '@') {
        size_t whole = strcspn(text + at, " ,;)");
        words.code_day = arena_printf(arena, "%s%.*s", words.code, (int)(whole - len), text + at + len);
        return words;
    }
    const char *name = *words.code ? arena_printf(arena, "%.*s %s", (int)at, text, text + at + len) : text;
    name += utf8_span(name, " -–:.()");
    size_t end = strcspn(name, ",;(");
    const char *dash = strstr(name, " - ");
    if (dash && (size_t)(dash - name) < end)
        end = (size_t)(dash - name);
    const char *rest = name + end;
    words.name = cleaned(arena, name, end);
    rest += strspn(rest, " ,;-()");
    size_t rest_len = strcspn(rest, ",;()");
    words.district = rest_len ? cleaned(arena, rest, rest_len) : NULL;
    return words;
}

/* --- what is meant ------------------------------------------------------------------------------------------- */

/* A set of places, each once. */
static void add_place(struct arena *arena, struct unit_set *set, size_t *capacity, const struct unit *unit)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i] == unit)
            return;
    *ARENA_PUSH(arena, set->items, set->count, *capacity) = unit;
}

static bool lies_in(struct import *import, const struct territory *territory, const struct unit *unit,
                    const char *district)
{
    struct arena *arena = &import->group_arena;
    struct unit_set chain = territory_chain(territory, arena, unit, last_day_of(import, unit));
    for (size_t i = 0; i < chain.count; i++) {
        const char *name = text_fold(arena, chain.items[i]->name), *wanted = text_fold(arena, district);
        size_t len = strlen(name), tail = strlen(wanted);
        bool ends = len >= tail && strcmp(name + len - tail, wanted) == 0 &&
                    (len == tail || name[len - tail - 1] == ' ');
        if (chain.items[i]->level < LEVEL_COMMUNE && tail && ends)
            return true;
    }
    return false;
}

/* Of several, those of the district that is named; all, where that leaves none. */
static void keep_of_district(struct import *import, const struct territory *territory, const char *district,
                             struct unit_set *set)
{
    size_t kept = 0;
    const struct unit **items = ARENA_ARRAY(&import->group_arena, const struct unit *, set->count + 1);
    for (size_t i = 0; district && i < set->count; i++)
        if (lies_in(import, territory, set->items[i], district))
            items[kept++] = set->items[i];
    if (kept)
        *set = (struct unit_set){ items, kept };
}

/* Of several, those that were by the day of the import, and in a list of a day gone by still were; all,
 * where that leaves none. A list of today may hold codes of before. */
static void keep_of_day(struct import *import, struct unit_set *set)
{
    bool past = import->day < (int32_t)import->store->today_day;
    struct unit_set kept = { ARENA_ARRAY(&import->group_arena, const struct unit *, set->count + 1), 0 };
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i]->from_day <= import->day && (!past || import->day < set->items[i]->to_day))
            kept.items[kept.count++] = set->items[i];
    if (kept.count)
        *set = kept;
}

struct meaning {
    struct unit_set places;     /* in force on the import's day, below its unit */
    struct unit_set former;     /* what the words name, where that is no more */
    const struct unit *split;   /* a former commune whose people went to several; or NULL */
};

/* What units that once were are on the day of the import. */
static void add_images(struct import *import, const struct territory *territory, const struct unit *above,
                       struct unit_set units, struct meaning *meaning)
{
    struct arena *arena = &import->group_arena;
    size_t capacity = 0, former_capacity = 0;
    for (size_t i = 0; i < units.count; i++) {
        const struct unit *unit = units.items[i];
        if (unit->level != LEVEL_COMMUNE || !is_below(territory, arena, unit, above, import->day))
            continue;
        struct place place = territory_place(territory, unit, import->day);
        if (place.kind == PLACE_AMBIGUOUS) {
            meaning->split = unit;
            struct unit_set candidates = territory_candidates(territory, arena, unit, import->day);
            for (size_t j = 0; j < candidates.count; j++)
                add_place(arena, &meaning->places, &capacity, candidates.items[j]);
        } else if (place.unit && place.unit->level == LEVEL_COMMUNE) {
            add_place(arena, &meaning->places, &capacity, place.unit);
        }
        if (place.kind != PLACE_SELF)
            add_place(arena, &meaning->former, &former_capacity, unit);
    }
}

static struct meaning meaning_of_code(struct import *import, const struct territory *territory,
                                      const struct unit *above, const struct commune_words *words)
{
    struct arena *arena = &import->group_arena;
    struct meaning meaning = { 0 };
    int64_t id = 0;
    struct err err = { 0 };
    struct unit_set units;
    if (words->code_day && unit_resolve(import->store, words->code_day, NULL, &id, &err) == ERR_OK) {
        const struct unit **items = ARENA_ARRAY(arena, const struct unit *, 1);
        items[0] = territory_unit(territory, id);
        units = (struct unit_set){ items, 1 };
    } else {
        units = territory_by_code(territory, arena, words->code, LIST_MAX_, TERRITORY_ANY_DAY);
        keep_of_day(import, &units);
    }
    if (*words->name && units.count > 1) { /* the name beside the code tells which of two */
        struct unit_set named = { ARENA_ARRAY(arena, const struct unit *, units.count), 0 };
        for (size_t i = 0; i < units.count; i++) {
            const char *name = text_fold(arena, units.items[i]->name), *bare = strchr(name, ' ');
            const char *wanted = text_fold(arena, words->name);
            if (strcmp(name, wanted) == 0 || (bare && strcmp(bare + 1, wanted) == 0))
                named.items[named.count++] = units.items[i];
        }
        units = named.count ? named : units;
    }
    add_images(import, territory, above, units, &meaning);
    return meaning;
}

static struct meaning meaning_of_name(struct import *import, const struct territory *territory,
                                      const struct unit *above, const struct commune_words *words,
                                      const char *district)
{
    struct arena *arena = &import->group_arena;
    struct meaning meaning = { 0 };
    meaning.places = territory_by_name(territory, arena, above, LEVEL_COMMUNE, words->name, import->day);
    keep_of_district(import, territory, district, &meaning.places);
    if (meaning.places.count)
        return meaning;
    struct unit_set ever =
        territory_by_name(territory, arena, NULL, LEVEL_COMMUNE, words->name, TERRITORY_ANY_DAY);
    keep_of_district(import, territory, district, &ever);
    add_images(import, territory, above, ever, &meaning);
    return meaning;
}

static struct meaning meaning_of(struct import *import, const struct territory *territory,
                                 const struct unit *above, const char *text, const char *district)
{
    struct commune_words words = commune_words(&import->group_arena, text);
    if (*words.code) {
        struct meaning meaning = meaning_of_code(import, territory, above, &words);
        if (meaning.places.count || !*words.name)
            return meaning;
    }
    return meaning_of_name(import, territory, above, &words, district ? district : words.district);
}

struct unit_set import_communes_meant(struct import *import, const struct territory *territory,
                                      const struct unit *above, const char *text)
{
    return meaning_of(import, territory, above, text, NULL).places;
}

/* --- the row -------------------------------------------------------------------------------------------------- */

/* The one candidate of a divided commune in which the row's residential area is known. */
static bool decided_by_area(struct import *import, const struct territory *territory,
                            const struct import_entry *entry, struct unit_set *places)
{
    const char *area = entry->area ? entry->area : entry->section_area;
    const struct unit *only = NULL;
    for (size_t i = 0; area && i < places->count; i++) {
        struct unit_set found = territory_by_name(territory, &import->group_arena, places->items[i], LEVEL_AREA,
                                                  layout_skip_numbering(area), import->day);
        if (!found.count)
            continue;
        if (only)
            return false;
        only = places->items[i];
    }
    if (only) {
        places->items[0] = only;
        places->count = 1;
    }
    return only != NULL;
}

static void say_unclear(struct import *import, struct import_entry *entry, const struct territory *territory,
                        const struct unit *above, const char *text, const struct meaning *meaning)
{
    struct arena *arena = &import->group_arena;
    if (meaning->split && meaning->former.count == 1)
        import_say(import, entry->row, entry->commune_column, IMPORT_DOUBTFUL, "commune_split",
                   MSG_IMPORT_COMMUNE_SPLIT, meaning->split->name,
                   import_candidate_names(import, arena, meaning->places));
    else if (meaning->places.count)
        import_say(import, entry->row, entry->commune_column, IMPORT_DOUBTFUL, "commune_several",
                   MSG_IMPORT_COMMUNE_SEVERAL, text,
                   import_candidate_names(import, arena,
                                          meaning->former.count > 1 ? meaning->former : meaning->places));
    else
        import_say(import, entry->row, entry->commune_column, IMPORT_REFUSED, "commune_unknown",
                   MSG_IMPORT_COMMUNE_UNKNOWN, text, above->name,
                   similar_communes(territory, arena, above, text, import->day));
}

static void say_former(struct import *import, struct import_entry *entry, const struct unit *former,
                       const struct unit *now)
{
    import_say(import, entry->row, entry->commune_column, IMPORT_NOTE, "commune_former", MSG_IMPORT_COMMUNE_FORMER,
               former->name, now->name, now->code);
}

static enum err_code find_commune(struct import *import, struct import_entry *entry, const char *text,
                                  int64_t *ret_commune, struct err *err)
{
    const struct territory *territory = NULL;
    uint64_t hash = import_hash_text(text) ^ (import_hash_text(entry->district) << 1);
    TRY(unit_territory(import->store, &territory, err));
    if (hash && hash == import->commune_text_hash) { /* lists go commune by commune */
        *ret_commune = import->commune_of_text;
        if (import->former_of_text)
            say_former(import, entry, territory_unit(territory, import->former_of_text),
                       territory_unit(territory, *ret_commune));
        return ERR_OK;
    }
    const struct unit *above = territory_unit(territory, import->unit);
    struct meaning meaning = meaning_of(import, territory, above, text, entry->district);
    bool by_area = meaning.places.count > 1 && decided_by_area(import, territory, entry, &meaning.places);
    if (meaning.places.count != 1) {
        say_unclear(import, entry, territory, above, text, &meaning);
        return ERR_OK;
    }
    *ret_commune = meaning.places.items[0]->id;
    const struct unit *former = meaning.former.count ? meaning.former.items[0] : NULL;
    if (former)
        say_former(import, entry, former, meaning.places.items[0]);
    if (!by_area) {
        import->commune_text_hash = hash;
        import->commune_of_text = *ret_commune;
        import->former_of_text = former ? former->id : 0;
    }
    return ERR_OK;
}

bool import_is_commune(struct arena *arena, const struct unit *commune, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits >= CODE_DIGITS - 1 && (text[digits] == '\0' || text[digits] == '@'))
        return strncmp(commune->code, text, digits) == 0 ||
               (digits == CODE_DIGITS - 1 && strncmp(commune->code + 1, text, digits) == 0);
    struct commune_words words = commune_words(arena, text);
    if (*words.code && strcmp(words.code, commune->code) == 0)
        return true;
    const char *folded = text_fold(arena, words.name), *name = text_fold(arena, commune->name);
    const char *bare = strchr(name, ' ');
    size_t len = strlen(folded), bare_len = bare ? strlen(bare) : 0;
    return strcmp(folded, name) == 0 || (bare && strcmp(folded, bare + 1) == 0) ||
           (bare && len > bare_len && strcmp(folded + len - bare_len, bare) == 0);
}

bool import_is_former_name(const struct territory *territory, struct arena *arena, const struct unit *commune,
                           const char *text)
{
    const struct lineage **lineages = NULL;
    size_t count = territory_lineage_to(territory, arena, commune, &lineages);
    for (size_t i = 0; i < count; i++) {
        const struct unit *from = territory_unit(territory, lineages[i]->from);
        if (from && import_is_commune(arena, from, text))
            return true;
    }
    return false;
}

/* A row of a commune's own list may repeat the commune: by its name, code, or a name it had. */
static enum err_code check_commune(struct import *import, struct import_entry *entry, const char *text,
                                   int64_t commune_id, struct err *err)
{
    const struct territory *territory = NULL;
    struct arena *arena = &import->group_arena;
    const char *area = NULL;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *commune = territory_unit(territory, commune_id);
    if (import_is_commune(arena, commune, text) || import_is_former_name(territory, arena, commune, text))
        return ERR_OK;
    if (import_names_area(import, text, &area)) { /* a column "Đơn vị" that lists the areas */
        if (!entry->area)
            entry->area = area;
        return ERR_OK;
    }
    import_say(import, entry->row, entry->commune_column, IMPORT_REFUSED, "commune_other",
               MSG_IMPORT_COMMUNE_OTHER, text, commune->name);
    return ERR_OK;
}

static enum err_code find_any(struct import *import, struct import_entry *entry, int64_t *ret_commune, struct err *err)
{
    if (import->title.differs && !import->request->take_unit) {
        import_say(import, entry->row, 0, IMPORT_DOUBTFUL, "unit_differs", MSG_IMPORT_UNIT_DIFFERS_ROW,
                   import->title.place);
        return ERR_OK;
    }
    if (import->level == LEVEL_COMMUNE || import->level == LEVEL_AREA) {
        struct unit_place place = { 0 };
        TRY(unit_place_get(import->store, import->unit, &place, err));
        *ret_commune = place.commune;
        return entry->commune ? check_commune(import, entry, entry->commune, place.commune, err) : ERR_OK;
    }
    if (import->level == LEVEL_MAX_)
        import_say(import, entry->row, 0, IMPORT_REFUSED, "unit_missing", MSG_IMPORT_UNIT_NEEDED);
    else if (entry->commune)
        TRY(find_commune(import, entry, entry->commune, ret_commune, err));
    else if (import->title.commune)
        *ret_commune = import->title.commune;
    else
        import_say(import, entry->row, 0, IMPORT_REFUSED, "commune_missing", MSG_IMPORT_COMMUNE_MISSING);
    return ERR_OK;
}

/* --- the year ------------------------------------------------------------------------------------------------- */

/* Of the row, of the order, of the title; 0: nothing says it. */
static int64_t year_of(const struct import *import, const struct import_entry *entry)
{
    enum import_slot slot = import->layout->shape == LAYOUT_HOUSEHOLDS ? SLOT_CLASSIFICATION : SLOT_RECORD;
    const struct import_values *values = &entry->slots[slot];
    int index = kind_field_index(values->kind, "year");
    if (index < 0)
        return 0;
    struct value year = values->values[index];
    return year.type == VALUE_INT       ? year.i :
           import->request->year        ? import->request->year :
                                          import->title_year;
}

static void say_ended(struct import *import, struct import_entry *entry, const struct territory *territory,
                      const struct unit *unit, int64_t year, int32_t new_year)
{
    struct arena *arena = &import->group_arena;
    struct place place = territory_place(territory, unit, new_year);
    const char *named = arena_printf(arena, "%s (%s)", unit->name, code_for_people(territory, arena, unit));
    char ended[DATE_TEXT_SIZE];
    date_to_table(date_from_days(unit->to_day), ended);
    if (place.kind == PLACE_IMAGE) {
        struct unit_set now = { &place.unit, 1 };
        import_say(import, entry->row, entry->commune_column, IMPORT_REFUSED, "unit_ended", MSG_IMPORT_UNIT_ENDED, named,
                   ended, err_int(year), import_candidate_names(import, arena, now));
        return;
    }
    struct unit_set candidates = territory_candidates(territory, arena, unit, new_year);
    if (candidates.count)
        import_say(import, entry->row, entry->commune_column, IMPORT_DOUBTFUL, "unit_ended",
                   MSG_IMPORT_UNIT_ENDED_DIVIDED, named, ended, err_int(year),
                   import_candidate_names(import, arena, candidates));
    else
        import_say(import, entry->row, entry->commune_column, IMPORT_DOUBTFUL, "unit_ended",
                   MSG_IMPORT_UNIT_ENDED_UNKNOWN, named, ended, err_int(year));
}

enum err_code import_unit_check_year(struct import *import, struct import_entry *entry, int64_t unit_id, struct err *err)
{
    const struct territory *territory = NULL;
    int64_t year = year_of(import, entry);
    if (year < 1 || year > YEAR_MAX || !unit_id || entry->row->verdict != IMPORT_NOTE)
        return ERR_OK;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *unit = territory_unit(territory, unit_id);
    int32_t new_year = date_to_days(date_of((int)year, 1, 1));
    if (unit && unit->to_day <= new_year)
        say_ended(import, entry, territory, unit, year, new_year);
    return ERR_OK;
}

enum err_code import_commune_find(struct import *import, struct import_entry *entry, int64_t *ret_commune,
                                  struct err *err)
{
    *ret_commune = 0;
    TRY(find_any(import, entry, ret_commune, err));
    bool own_area = import->level == LEVEL_AREA; /* an area goes on when its commune ends */
    return import_unit_check_year(import, entry, own_area ? import->unit : *ret_commune, err);
}
