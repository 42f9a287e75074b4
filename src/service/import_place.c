/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import_parts.h"

#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { AREA_NAME_MAX = 80, CANDIDATES_SHOWN = 5 };

/* --- words ------------------------------------------------------------------------------------------ */

/* Length of "I.", "1)", "1.2 -", "A." and the blanks behind; 0: no numbering. */
static size_t numbering_length(const char *text)
{
    size_t len = strspn(text, "0123456789.IVX");
    if (len == 0 && isupper((unsigned char)text[0]))
        len = 1;
    if (len == 0 || (!strchr(".)-:", text[len]) && text[len - 1] != '.'))
        return 0;
    while (text[len] && strchr(".)-: ", text[len]))
        len++;
    return len;
}

const char *import_skip_numbering(const char *text)
{
    const char *rest = text + numbering_length(text);
    return *rest ? rest : text;
}

/* The first words are one of the list, and something follows. With marks where the text has them:
 * "Lang Văn Tới" is a person, "Làng Mới" is not. */
static bool begins_with_word(struct arena *arena, const char *text, const char *const *words, bool has_marks)
{
    const char *folded = text_fold(arena, text), *toned = text_fold_toned(arena, text);
    for (; words && *words; words++) {
        const char *word = has_marks ? text_fold_toned(arena, *words) : text_fold(arena, *words);
        const char *of = has_marks ? toned : folded;
        size_t len = strlen(word);
        if (len && strncmp(of, word, len) == 0 && of[len] == ' ')
            return true;
        /* "Tổ2", "TDP3" */
        if (len && strncmp(of, word, len) == 0 && isdigit((unsigned char)of[len]))
            return true;
    }
    return false;
}

static const char *const *row_words(const struct import *import, bool area)
{
    const struct layout_rows *rows = import->layout->rows;
    return !rows ? NULL : area ? rows->area : rows->commune;
}

static bool names_place(const struct import *import, const char *text, bool area, const char **ret_name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *name = import_skip_numbering(text);
    if (strlen(name) > AREA_NAME_MAX ||
        !begins_with_word(&arena, name, row_words(import, area), import->has_marks))
        return false;
    *ret_name = name;
    return true;
}

bool import_names_area(const struct import *import, const char *text, const char **ret_name)
{
    return names_place(import, text, true, ret_name);
}

bool import_names_commune(const struct import *import, const char *text, const char **ret_name)
{
    return names_place(import, text, false, ret_name);
}

static const char *candidate_names(struct arena *arena, struct unit_set set)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < set.count && i < CANDIDATES_SHOWN; i++)
        buf_printf(&out, "%s%s (%s)", i ? ", " : "", set.items[i]->name, set.items[i]->code);
    if (set.count > CANDIDATES_SHOWN)
        buf_add(&out, ", …");
    return arena_strdup(arena, buf_text(&out));
}

/* --- communes ------------------------------------------------------------------------------------------ */

/* How many letters must be put in, left out or changed to make one of the other, at most `max`. */
static size_t letter_distance(const char *a, const char *b, size_t max)
{
    size_t rows[2][AREA_NAME_MAX + 1], len = strlen(b);
    if (len > AREA_NAME_MAX || strlen(a) > AREA_NAME_MAX)
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
        if (letter_distance(folded, other, 2) > 2 && (!bare || letter_distance(folded, bare + 1, 2) > 2))
            continue;
        struct unit_set chain = territory_chain(territory, arena, unit, day);
        bool below = false;
        for (size_t j = 0; j < chain.count; j++)
            below = below || chain.items[j] == above;
        if (below)
            buf_printf(&out, "%s%s (%s)", shown++ ? ", " : "", unit->name, unit->code);
    }
    return out.len ? arena_strdup(arena, buf_text(&out)) : "–";
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

/* "23866", "23866@2017" or a name, below the unit of the import. */
static struct unit_set communes_meant(struct import *import, const struct territory *territory,
                                      const struct unit *above, const char *text)
{
    struct arena *arena = &import->group_arena;
    struct unit_set found = { 0 };
    size_t digits = strspn(text, "0123456789");
    if (digits >= 4 && (text[digits] == '\0' || text[digits] == '@')) {
        int64_t id = 0;
        struct err err = { 0 };
        if (text[digits] == '@' && unit_resolve(import->store, text, NULL, &id, &err) == ERR_OK) {
            const struct unit **items = ARENA_ARRAY(arena, const struct unit *, 1);
            items[0] = territory_unit(territory, id);
            return (struct unit_set){ items, 1 };
        }
        const char *code = digits == 4 ? arena_printf(arena, "0%s", text) : text; /* a lost zero */
        found = territory_by_code(territory, arena, code, LIST_MAX_, import->day);
        size_t kept = 0;
        for (size_t i = 0; i < found.count; i++)
            if (is_below(territory, arena, found.items[i], above, import->day))
                found.items[kept++] = found.items[i];
        found.count = kept;
        return found;
    }
    return territory_by_name(territory, arena, above, LEVEL_COMMUNE, text, import->day);
}

static enum err_code find_commune(struct import *import, struct import_entry *entry, const char *text,
                                  int64_t *ret_commune, struct err *err)
{
    const struct territory *territory = NULL;
    struct arena *arena = &import->group_arena;
    uint64_t hash = import_hash_text(text);
    if (hash && hash == import->commune_text_hash) { /* lists go commune by commune */
        *ret_commune = import->commune_of_text;
        return ERR_OK;
    }
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *above = territory_unit(territory, import->unit);
    struct unit_set found = communes_meant(import, territory, above, text);
    if (found.count == 1) {
        import->commune_text_hash = hash;
        import->commune_of_text = *ret_commune = found.items[0]->id;
        return ERR_OK;
    }
    if (found.count > 1)
        import_say(import, entry->row, entry->commune_column, IMPORT_DOUBTFUL, "commune_several",
                   MSG_IMPORT_COMMUNE_SEVERAL, text, candidate_names(arena, found));
    else
        import_say(import, entry->row, entry->commune_column, IMPORT_REFUSED, "commune_unknown",
                   MSG_IMPORT_COMMUNE_UNKNOWN, text, above->name,
                   similar_communes(territory, arena, above, text, import->day));
    return ERR_OK;
}

/* A row of a commune's own list may repeat the commune: by its name, code, or a name it had. */
static bool is_commune(struct arena *arena, const struct unit *commune, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits >= 4 && (text[digits] == '\0' || text[digits] == '@'))
        return strncmp(commune->code, text, digits) == 0 ||
               (digits == 4 && strncmp(commune->code + 1, text, digits) == 0);
    const char *folded = text_fold(arena, text), *name = text_fold(arena, commune->name);
    const char *bare = strchr(name, ' ');
    size_t len = strlen(folded), bare_len = bare ? strlen(bare) : 0;
    return strcmp(folded, name) == 0 || (bare && strcmp(folded, bare + 1) == 0) ||
           (bare && len > bare_len && strcmp(folded + len - bare_len, bare) == 0);
}

static bool is_former_name(const struct territory *territory, struct arena *arena,
                           const struct unit *commune, const char *text)
{
    const struct lineage **lineages = NULL;
    size_t count = territory_lineage_to(territory, arena, commune, &lineages);
    for (size_t i = 0; i < count; i++) {
        const struct unit *from = territory_unit(territory, lineages[i]->from);
        if (from && is_commune(arena, from, text))
            return true;
    }
    return false;
}

static enum err_code check_commune(struct import *import, struct import_entry *entry, const char *text,
                                   int64_t commune_id, struct err *err)
{
    const struct territory *territory = NULL;
    struct arena *arena = &import->group_arena;
    const char *area = NULL;
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *commune = territory_unit(territory, commune_id);
    if (is_commune(arena, commune, text) || is_former_name(territory, arena, commune, text))
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

static enum err_code commune_of_entry(struct import *import, struct import_entry *entry,
                                      int64_t *ret_commune, struct err *err)
{
    *ret_commune = 0;
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
    else
        import_say(import, entry->row, 0, IMPORT_REFUSED, "commune_missing", MSG_IMPORT_COMMUNE_MISSING);
    return ERR_OK;
}

/* --- what the row calls its area ------------------------------------------------------------------------- */

static const char *first_part(struct arena *arena, const char *text)
{
    const char *name = NULL;
    struct err err = { 0 };
    size_t len = strcspn(text, ",;(");
    const char *dash = strstr(text, " - ");
    if (dash && (size_t)(dash - text) < len)
        len = (size_t)(dash - text);
    if (text_clean(arena, arena_strndup(arena, text, len), &name, NULL, &err) != ERR_OK)
        return "";
    return name;
}

/* "1" under the header "Thôn" is "Thôn 1". */
static const char *with_type(struct import *import, const char *name, size_t column)
{
    struct arena *arena = &import->group_arena;
    bool is_short = strlen(name) <= 3 || strspn(name, "0123456789IVX") == strlen(name);
    const char *header = column ? import->header.columns[column - 1].header : "";
    if (!is_short || strlen(name) > 5)
        return name;
    const char *word = "Thôn";
    for (const char *const *words = row_words(import, true); words && *words; words++)
        if (text_equal_folded(*words, header))
            word = header;
    if (strspn(name, "0123456789IVX") != strlen(name) && !isdigit((unsigned char)*name))
        return name;
    return arena_printf(arena, "%s %s", word, name);
}

/* In an address the area is the part that names itself one ("12 đường A, Thôn 1, xã B"), or a short
 * address without numbers. */
static const char *area_of_address(struct import *import, const struct import_entry *entry)
{
    struct arena *arena = &import->group_arena;
    const char *named = NULL;
    char *rest = arena_strdup(arena, entry->address), *part;
    while ((part = strsep(&rest, ",;"))) {
        const char *name = first_part(arena, part);
        if (import_names_area(import, name, &named))
            return named;
    }
    const char *first = first_part(arena, entry->address);
    bool numbers = strpbrk(first, "0123456789/") != NULL;
    size_t words = 1;
    for (const char *c = first; *c; c++)
        words += *c == ' ';
    return numbers || words > 4 || import_names_commune(import, first, &named) ? NULL : first;
}

/* The area's name as the row or the section gives it; NULL: none. */
static const char *area_text(struct import *import, struct import_entry *entry, const struct unit *commune)
{
    const char *name = NULL;
    if (entry->area)
        name = with_type(import, first_part(&import->group_arena, import_skip_numbering(entry->area)),
                         entry->area_column);
    else if (entry->address)
        name = area_of_address(import, entry);
    if (!name || !*name)
        name = entry->section_area;
    const char *named = NULL;
    if (name && !import_names_area(import, name, &named) &&
        is_commune(&import->group_arena, commune, name))
        return NULL;
    return name;
}

/* --- areas -------------------------------------------------------------------------------------------------- */

static size_t type_length(const struct import *import, struct arena *arena, const char *folded)
{
    size_t longest = 0;
    for (const char *const *word = row_words(import, true); word && *word; word++) {
        const char *type = text_fold(arena, *word);
        size_t len = strlen(type);
        if (strncmp(folded, type, len) == 0 && folded[len] == ' ' && len + 1 > longest)
            longest = len + 1;
    }
    return longest;
}

static const char *without_type(const struct import *import, struct arena *arena, const char *name)
{
    const char *folded = text_fold(arena, name);
    return folded + type_length(import, arena, folded);
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* Names found by their letters alone are one only where one of them is written without marks: "Lang
 * Moi" is "Làng Mới", "Ia Tang" is not "Ia Tâng". Numbers of another type are another place. */
static bool is_same_area(const struct import *import, struct arena *arena, const char *wanted,
                         const char *known)
{
    const char *a = text_fold(arena, wanted), *b = text_fold(arena, known);
    size_t a_type = type_length(import, arena, a), b_type = type_length(import, arena, b);
    bool number = strspn(a + a_type, "0123456789") == strlen(a + a_type);
    if (number && a_type && b_type && (a_type != b_type || strncmp(a, b, a_type) != 0))
        return false;
    if (strcmp(a + a_type, b + b_type) != 0)
        return false;
    if (!import->has_marks || is_ascii(wanted) || (b_type && is_ascii(known)))
        return true;
    const char *a_toned = text_fold_toned(arena, wanted), *b_toned = text_fold_toned(arena, known);
    size_t a_words = 0, b_words = 0; /* the type is as many words with marks as without */
    for (size_t i = 0; i < a_type; i++)
        a_words += a[i] == ' ';
    for (size_t i = 0; i < b_type; i++)
        b_words += b[i] == ' ';
    for (; a_words; a_words--)
        a_toned = strchr(a_toned, ' ') + 1;
    for (; b_words; b_words--)
        b_toned = strchr(b_toned, ' ') + 1;
    return strcmp(a_toned, b_toned) == 0;
}

static void letters_only(const char *text, char ret[AREA_NAME_MAX + 1], char ret_digits[AREA_NAME_MAX + 1])
{
    size_t letters = 0, digits = 0;
    for (; *text; text++)
        if (isdigit((unsigned char)*text) && digits < AREA_NAME_MAX)
            ret_digits[digits++] = *text;
        else if (*text != ' ' && letters < AREA_NAME_MAX)
            ret[letters++] = *text;
    ret[letters] = ret_digits[digits] = '\0';
}

/* A slip of the pen: the same letters with other marks or spaces, or a letter too many or too few in
 * a longer name; numbers must agree. */
static bool is_similar(const struct import *import, struct arena *arena, const char *wanted,
                       const char *known)
{
    char a[AREA_NAME_MAX + 1], b[AREA_NAME_MAX + 1], a_digits[AREA_NAME_MAX + 1], b_digits[AREA_NAME_MAX + 1];
    letters_only(without_type(import, arena, wanted), a, a_digits);
    letters_only(without_type(import, arena, known), b, b_digits);
    if (strcmp(a_digits, b_digits) != 0)
        return false;
    if (strcmp(a, b) == 0)
        return *a != '\0';
    size_t a_len = strlen(a), b_len = strlen(b);
    bool one_more = a_len + 1 == b_len || b_len + 1 == a_len;
    return one_more && a_len + b_len >= 11 && letter_distance(a, b, 1) <= 1;
}

static const char *similar_area(const struct import *import, const struct territory *territory,
                                struct arena *arena, const struct unit *commune, const char *name, int32_t day)
{
    struct unit_set areas = territory_children(territory, arena, commune, day);
    for (size_t i = 0; i < areas.count; i++)
        if (areas.items[i]->level == LEVEL_AREA && is_similar(import, arena, name, areas.items[i]->name))
            return areas.items[i]->name;
    return NULL;
}

static enum err_code make_area(struct import *import, int64_t commune, const char *name, int64_t *ret_area,
                               struct err *err)
{
    int64_t made = 0;
    import->units_pending = true;
    TRY(unit_area_add(import->store, commune, name, ret_area, err));
    TRY(import_make_bodies(import, *ret_area, &made, err));
    import->areas_pending++;
    import->bodies_pending += made;
    return ERR_OK;
}

/* "làng mới" → "Làng mới": the first letter of a name is a capital. */
static const char *capitalised(struct arena *arena, const char *name)
{
    char *copy = arena_strdup(arena, name);
    if (*copy >= 'a' && *copy <= 'z')
        *copy = (char)toupper((unsigned char)*copy);
    return copy;
}

static enum err_code find_area(struct import *import, struct import_entry *entry,
                               const struct territory *territory, const struct unit *commune,
                               const char *name, int64_t *ret_area, struct err *err)
{
    struct arena *arena = &import->group_arena;
    int64_t today = import->store->today_day, commune_id = commune->id;
    int32_t day = commune->to_day > today ? (int32_t)today : commune->to_day - 1;
    struct unit_set found = territory_by_name(territory, arena, commune, LEVEL_AREA, name, day);
    size_t same = 0;
    for (size_t i = 0; i < found.count; i++)
        if (is_same_area(import, arena, name, found.items[i]->name))
            found.items[same++] = found.items[i];
    if (same == 1) {
        *ret_area = found.items[0]->id;
        return ERR_OK;
    }
    found.count = same;
    if (same > 1) {
        import_say(import, entry->row, entry->area_column, IMPORT_DOUBTFUL, "area_several",
                   MSG_IMPORT_AREA_SEVERAL, name, candidate_names(arena, found));
        return ERR_OK;
    }
    const char *similar = import->request->take_new_areas ?
                              NULL :
                              similar_area(import, territory, arena, commune, name, day);
    if (similar) {
        import_say(import, entry->row, entry->area_column, IMPORT_DOUBTFUL, "area_similar",
                   MSG_IMPORT_AREA_SIMILAR, name, commune->name, similar);
        return ERR_OK;
    }
    return make_area(import, commune_id, capitalised(arena, name), ret_area, err);
}

/* The list of one area: a row that names another one does not belong to it. */
static void check_own_area(struct import *import, struct import_entry *entry,
                           const struct territory *territory)
{
    const struct unit *own = territory_unit(territory, import->unit);
    if (!entry->area)
        return;
    const char *name = with_type(import, first_part(&import->group_arena, entry->area), entry->area_column);
    if (!is_same_area(import, &import->group_arena, name, own->name))
        import_say(import, entry->row, entry->area_column, IMPORT_REFUSED, "area_other",
                   MSG_IMPORT_UNIT_LEVEL, own->name, entry->area);
}

enum err_code import_place_find(struct import *import, struct import_entry *entry,
                                struct import_place *ret_place, struct err *err)
{
    const struct territory *territory = NULL;
    *ret_place = (struct import_place){ 0 };
    TRY(commune_of_entry(import, entry, &ret_place->commune, err));
    if (entry->row->verdict != IMPORT_NOTE || !ret_place->commune)
        return ERR_OK;
    TRY(unit_territory(import->store, &territory, err));
    if (import->level == LEVEL_AREA) {
        ret_place->area = import->unit;
        check_own_area(import, entry, territory);
        return ERR_OK;
    }
    const struct unit *commune = territory_unit(territory, ret_place->commune);
    const char *name = area_text(import, entry, commune);
    if (!name)
        return ERR_OK;
    if (strlen(name) > AREA_NAME_MAX) {
        import_say(import, entry->row, entry->area_column, IMPORT_REFUSED, "area_form", MSG_IMPORT_AREA_FORM);
        return ERR_OK;
    }
    uint64_t hash = import_hash_name(name) ^ import_hash_text(name);
    if (hash == import->area_text_hash && ret_place->commune == import->area_text_commune) {
        ret_place->area = import->area_of_text;
        return ERR_OK;
    }
    TRY(find_area(import, entry, territory, commune, name, &ret_place->area, err));
    if (ret_place->area && !import->units_pending) { /* a pending one may yet be taken back */
        import->area_text_hash = hash;
        import->area_text_commune = ret_place->commune;
        import->area_of_text = ret_place->area;
    }
    return ERR_OK;
}
