/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_parts.h"

#include "base/viname.h"
#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { AREA_NAME_MAX = 80 };

/* --- words ------------------------------------------------------------------------------------------ */

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

static const char *const *row_words(const struct import *import, enum unit_level level)
{
    const struct layout_rows *rows = import->layout->rows;
    return !rows                     ? NULL :
           level == LEVEL_AREA       ? rows->area :
           level == LEVEL_COMMUNE    ? rows->commune :
                                       rows->district;
}

/* "Đơn vị: Thôn 3", "Địa bàn: Làng Ghè": what stands behind the label; as it is without one. */
static const char *behind_label(struct arena *arena, const char *text)
{
    static const char *const labels[] = { "don vi", "dia ban", "dia chi", "khu vuc" };
    const char *colon = strchr(text, ':');
    for (size_t i = 0; colon && i < COUNT(labels); i++)
        if (text_equal_folded(arena_strndup(arena, text, (size_t)(colon - text)), labels[i]))
            return colon + 1 + strspn(colon + 1, " ");
    return text;
}

static bool names_place(const struct import *import, const char *text, enum unit_level level,
                        const char **ret_name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *name = behind_label(&arena, layout_skip_numbering(text));
    if (strlen(name) > AREA_NAME_MAX ||
        !begins_with_word(&arena, name, row_words(import, level), import->has_marks))
        return false;
    *ret_name = name;
    return true;
}

bool import_names_area(const struct import *import, const char *text, const char **ret_name)
{
    return names_place(import, text, LEVEL_AREA, ret_name);
}

bool import_names_commune(const struct import *import, const char *text, const char **ret_name)
{
    return names_place(import, text, LEVEL_COMMUNE, ret_name);
}

bool import_names_district(const struct import *import, const char *text, const char **ret_name)
{
    return names_place(import, text, LEVEL_DISTRICT, ret_name);
}

bool import_heads_areas(const struct import *import, const char *header)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    bool all = false;
    for (char *rest = arena_strdup(&arena, header), *part; (part = strsep(&rest, ",/"));) {
        const char *folded = text_fold(&arena, part);
        bool is_word = false;
        folded += strncmp(folded, "ten ", 4) == 0 ? 4 : 0;
        for (const char *const *word = row_words(import, LEVEL_AREA); word && *word; word++)
            is_word = is_word || strcmp(folded, text_fold(&arena, *word)) == 0;
        if (!is_word)
            return false;
        all = true;
    }
    return all;
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
    for (const char *const *words = row_words(import, LEVEL_AREA); words && *words; words++)
        if (text_equal_folded(*words, header))
            word = header;
    if (strspn(name, "0123456789IVX") != strlen(name) && !isdigit((unsigned char)*name))
        return name;
    return arena_printf(arena, "%s %s", word, name);
}

/* "TDP 4" is "Tổ dân phố 4". */
static const char *written_out(struct arena *arena, const char *name)
{
    static const struct {
        const char *folded, *words;
    } types[] = { { "tdp", "Tổ dân phố" }, { "kdc", "Khu dân cư" }, { "kp", "Khu phố" } };
    size_t letters = strcspn(name, " .0123456789");
    for (size_t i = 0; i < COUNT(types); i++) {
        const char *rest = name + letters + strspn(name + letters, " .");
        if (letters == strlen(types[i].folded) && *rest && text_equal_folded(arena_strndup(arena, name, letters), types[i].folded))
            return arena_printf(arena, "%s %s", types[i].words, rest);
    }
    return name;
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

/* "Cổ Đô" under "Thôn" is the hamlet that gave its commune the name, not the commune "Xã Cổ Đô". */
static bool is_namesake(struct import *import, const struct import_entry *entry, const struct unit *commune, const char *name)
{
    struct arena *arena = &import->group_arena;
    const char *header = entry->area && entry->area_column ? import->header.columns[entry->area_column - 1].header : "";
    const char *bare = strchr(commune->name, ' ');
    bool is_area = false;
    for (const char *const *words = row_words(import, LEVEL_AREA); words && *words; words++)
        is_area = is_area || text_equal_folded(*words, header);
    return is_area && bare && strcmp(text_fold(arena, bare + 1), text_fold(arena, name)) == 0;
}

/* The area's name as the row or the section gives it; NULL: none. */
static const char *area_text(struct import *import, struct import_entry *entry, const struct unit *commune)
{
    const char *name = NULL;
    if (entry->area)
        name = with_type(import, first_part(&import->group_arena, layout_skip_numbering(entry->area)),
                         entry->area_column);
    else if (entry->address)
        name = area_of_address(import, entry);
    if (!name || !*name)
        name = entry->section_area;
    if (!name || !*name)
        name = import->title.area;
    const char *named = NULL;
    if (name && !import_names_area(import, name, &named) && !is_namesake(import, entry, commune, name) &&
        import_is_commune(&import->group_arena, commune, name))
        return NULL;
    return name ? written_out(&import->group_arena, name) : NULL;
}

/* --- areas -------------------------------------------------------------------------------------------------- */

static size_t type_length(const struct import *import, struct arena *arena, const char *folded)
{
    size_t longest = 0;
    for (const char *const *word = row_words(import, LEVEL_AREA); word && *word; word++) {
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
    return one_more && a_len + b_len >= 11 && import_letter_distance(a, b, 1) <= 1;
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

/* "thon 03" → "thon 3" */
static const char *without_zeros(struct arena *arena, const char *name)
{
    char *copy = arena_strdup(arena, text_fold(arena, name)), *to = copy;
    for (const char *c = copy; *c; c++)
        if (*c != '0' || (c > copy && c[-1] != ' ') || !isdigit((unsigned char)c[1]))
            *to++ = *c;
    *to = '\0';
    return copy;
}

/* "Thôn 03" where "Thôn 3" is known. */
static int64_t area_but_zeros(const struct territory *territory, struct arena *arena, const struct unit *commune,
                              const char *name, int32_t day)
{
    struct unit_set areas = territory_children(territory, arena, commune, day);
    const char *wanted = without_zeros(arena, name);
    for (size_t i = 0; i < areas.count && strpbrk(wanted, "0123456789"); i++)
        if (areas.items[i]->level == LEVEL_AREA && strcmp(wanted, without_zeros(arena, areas.items[i]->name)) == 0)
            return areas.items[i]->id;
    return 0;
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
                   MSG_IMPORT_AREA_SEVERAL, name, import_candidate_names(import, arena, found));
        return ERR_OK;
    }
    *ret_area = area_but_zeros(territory, arena, commune, name, day);
    if (*ret_area)
        return ERR_OK;
    const char *similar = import->request->take_new_areas ?
                              NULL :
                              similar_area(import, territory, arena, commune, name, day);
    if (similar) {
        import_say(import, entry->row, entry->area_column, IMPORT_DOUBTFUL, "area_similar",
                   MSG_IMPORT_AREA_SIMILAR, name, commune->name, similar);
        return ERR_OK;
    }
    return make_area(import, commune_id, name_title_case(arena, capitalised(arena, name)), ret_area, err);
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
    *ret_place = entry->place_found;
    if (ret_place->commune)
        return ERR_OK;
    TRY(import_commune_find(import, entry, &ret_place->commune, err));
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
    int64_t key = (int64_t)((import_hash_text(name) ^ (uint64_t)ret_place->commune * 0x9E3779B97F4A7C15u) >> 1 | 1);
    ret_place->area = idmap_get(&import->areas, key, 0);
    if (ret_place->area)
        return ERR_OK;
    TRY(find_area(import, entry, territory, commune, name, &ret_place->area, err));
    if (ret_place->area && !import->units_pending) /* a pending one may yet be taken back */
        idmap_put(&import->areas, key, ret_place->area);
    return ERR_OK;
}
