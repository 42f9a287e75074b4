/* SPDX-License-Identifier: Apache-2.0
 * What stands in a row: its cells cleaned and in Unicode, and which words are a tick, nothing, a code. */
#include "service/import/import_parts.h"

#include "base/vitext.h"
#include "domain/code_lists.h"
#include "domain/field.h"

#include <ctype.h>
#include <string.h>

/* --- rows ----------------------------------------------------------------------------------------- */

void import_row_copy(struct arena *arena, const struct sheet_row *from, struct import_row *ret_row)
{
    *ret_row = (struct import_row){ .number = from->number, .count = from->count, .is_hidden = from->is_hidden };
    ret_row->cells = ARENA_ARRAY(arena, struct import_cell, from->count + 1);
    for (size_t i = 0; i < from->count; i++) {
        const struct sheet_cell *cell = &from->cells[i];
        const char *text = cell->len ? arena_strndup(arena, cell->text, cell->len) : "";
        ret_row->cells[i] = (struct import_cell){
            .raw = text,
            .text = text,
            .type = cell->type,
            .is_formula = cell->is_formula,
            .is_struck = cell->is_struck,
            .serial = cell->type == SHEET_CELL_DATE ? arena_strdup(arena, cell->serial) : "",
        };
    }
}

static enum legacy_encoding cell_encoding(const struct import *import, const struct import_row *row, size_t column,
                                          const char *text)
{
    enum legacy_encoding encoding =
        column < import->header.count ? import->header.columns[column].encoding : LEGACY_NONE;
    if (encoding == LEGACY_NONE && import->mixed_encodings) {
        struct legacy_evidence evidence = { 0 };
        text_legacy_add(&evidence, text);
        return evidence.unicode ? LEGACY_NONE : row->encoding ? row->encoding : text_legacy_verdict(&evidence);
    }
    if (encoding == LEGACY_NONE && import->encoding != LEGACY_NONE)
        encoding = text_legacy_detect(text);
    return encoding;
}

/* In a list of several encodings: letters that an old font may have shown as others. */
static bool may_be_old(const struct import *import, const char *text)
{
    struct legacy_evidence evidence = { 0 };
    if (!import->mixed_encodings)
        return false;
    text_legacy_add(&evidence, text);
    return !evidence.unicode && evidence.weight[import->encoding] > 0;
}

static bool is_plain(const char *text)
{
    if (*text == ' ')
        return false;
    const char *c = text;
    for (; *c; c++)
        if ((unsigned char)*c < ' ' || (unsigned char)*c > '~' || (*c == ' ' && c[1] == ' '))
            return false;
    return c == text || c[-1] != ' ';
}

/* Letters that an old font may have shown as others, in words that are known as they stand: "Thôn 1", "Nùng". */
static bool is_known_as_it_is(struct import *import, size_t column, const char *text)
{
    const struct layout_column *is = column < import->header.count ? import->header.columns[column].is : NULL;
    const char *name = NULL;
    if (!is)
        return false;
    bool place = is->role == LAYOUT_AREA || is->role == LAYOUT_ADDRESS || is->role == LAYOUT_COMMUNE;
    if (place)
        return import_names_area(import, text, &name) || import_names_commune(import, text, &name);
    return is->role == LAYOUT_FIELD && is->field->codes && import_code_of(import, is->field, text);
}

static void clean_cell(struct import *import, struct import_row *row, size_t column)
{
    struct import_cell *cell = &row->cells[column];
    struct arena *arena = &import->group_arena;
    struct err err = { 0 };
    enum legacy_encoding encoding = cell_encoding(import, row, column, cell->raw);
    if (is_plain(cell->raw) && encoding != LEGACY_VIQR)
        return;
    const char *text = cell->raw;
    if (encoding != LEGACY_NONE && is_known_as_it_is(import, column, text))
        encoding = LEGACY_NONE;
    if (encoding != LEGACY_NONE)
        text = text_legacy_convert(arena, text, encoding);
    if (text_clean(arena, text, &cell->text, NULL, &err) != ERR_OK) {
        import_say_err(import, row, column + 1, IMPORT_REFUSED, "not_unicode", &err);
        cell->text = "";
        return;
    }
    row->converted = row->converted || (encoding != LEGACY_NONE && strcmp(text, cell->raw) != 0);
    if (encoding != LEGACY_NONE && strcmp(text, cell->raw) != 0)
        import_say(import, row, column + 1, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED_ENCODING,
                   legacy_encoding_name(encoding), cell->text);
    if (encoding == LEGACY_NONE && may_be_old(import, text))
        import_say(import, row, column + 1, IMPORT_NOTE, "encoding_doubt", MSG_IMPORT_ENCODING_DOUBT,
                   text_legacy_convert(arena, text, import->encoding));
    if (strstr(cell->text, "\xEF\xBF\xBD"))
        import_say(import, row, column + 1, IMPORT_NOTE, "unreadable", MSG_IMPORT_UNREADABLE);
}

/* Rows are pasted whole: what most of one is written in, its short cells are too ("N÷"). */
static enum legacy_encoding row_encoding(const struct import_row *row)
{
    struct legacy_evidence evidence = { 0 };
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].type == SHEET_CELL_TEXT)
            text_legacy_add(&evidence, row->cells[i].raw);
    return text_legacy_verdict(&evidence);
}

void import_row_clean(struct import *import, struct import_row *row)
{
    if (import->mixed_encodings)
        row->encoding = row_encoding(row);
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].type == SHEET_CELL_TEXT)
            clean_cell(import, row, i);
        if (text_is_blank(row->cells[i].text))
            row->cells[i].text = "";
    }
}

const char *import_lines_of(struct import *import, const struct import_row *row, size_t column, const char *text)
{
    const char *raw = column && column <= row->count ? row->cells[column - 1].raw : "";
    if (!strchr(raw, '\n'))
        return text;
    enum legacy_encoding encoding = cell_encoding(import, row, column - 1, raw);
    return encoding == LEGACY_NONE ? raw : text_legacy_convert(&import->group_arena, raw, encoding);
}

/* --- words ------------------------------------------------------------------------------------------ */

bool import_is_tick(const char *text)
{
    static const char *const ticks[] = { "x", "X", "×", "✓", "✔", "✔\uFE0F", "✗", "✘", "☒", "☑", "☑\uFE0F", "✅", "√", "■", "●",
                                         "[x]", "[X]", "(x)", "(X)", "v", "V", "1", "+", "*", "có", "Có", "CÓ", "co", "Co", "ü", "þ", "TRUE", "true", "True", "ĐÚNG", "Đúng" };
    for (size_t i = 0; i < COUNT(ticks); i++)
        if (strcmp(ticks[i], text) == 0)
            return true;
    return text_equal_folded(text, "x x") || text_equal_folded(text, "xx");
}

bool import_is_nothing(const char *text)
{
    static const char *const words[] = { "khong", "khong co", "ko", "chua co", "khong ro", "chua ro", "kro" /* "k rõ" */, "ko ro", "khong biet", "n a", "na", "false", "sai", "0" };
    char folded[64], first = (char)(*text >= 'A' && *text <= 'Z' ? *text | 0x20 : *text);
    bool is_plain = (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9'), may_be = !is_plain;
    if (!*text)
        return true;
    for (size_t i = 0; i < COUNT(words) && !may_be; i++)
        may_be = words[i][0] == first;
    if (!may_be)
        return false; /* most cells: what they fold to begins so */
    if (!text_fold_into(folded, sizeof(folded), text, "+×✓"))
        return false;
    if (!*folded)
        return !import_is_tick(text);
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

static const char *alias_code(const struct code *codes, const char *text)
{
    for (const struct code_alias *alias = code_aliases; alias->codes; alias++) {
        if (alias->codes != codes)
            continue;
        for (const char *c = alias->words; *c;) {
            char word[80];
            size_t len = strcspn(c, ";");
            if (len < sizeof(word)) {
                memcpy(word, c, len);
                word[len] = '\0';
                if (text_equal_folded(word, text))
                    return alias->code;
            }
            c += len + (c[len] == ';');
        }
    }
    return NULL;
}

/* A number of an ethnic group means something only where both official numberings agree. */
static const char *ethnicity_of_number(const char *text)
{
    const char *found = NULL;
    int64_t number = 0, listed = 0;
    if (!text_int(text, &number) || number < 1)
        return NULL;
    for (const struct ethnicity_number *row = ethnicity_numbers; row->code; row++) {
        if (!row->numbering_1979 || !text_int(row->numbering_1979, &listed) || listed != number)
            continue;
        if (!row->numbering_2008 || !text_int(row->numbering_2008, &listed) || listed != number)
            return NULL;
        found = row->code;
    }
    return found;
}

/* What heads a column of ticks is a word for its code in a cell, too. */
static const char *code_of_header(const struct import *import, const struct field *field, const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct layout_text header = layout_text_of(&arena, text);
    for (size_t i = 0; i < import->layout->column_count; i++) {
        const struct layout_column *is = &import->layout->columns[i];
        if (is->mark && is->role == LAYOUT_FIELD && is->field == field && layout_fit(is, &header) >= 3)
            return is->mark;
    }
    return NULL;
}

/* "Tổ tự quản, câu lạc bộ" is called so, or by one of the two. */
static bool is_called(struct arena *arena, const char *label, const char *gist)
{
    for (char *rest = arena_strdup(arena, label), *part; (part = strsep(&rest, ","));)
        if (strcmp(layout_gist(arena, part), gist) == 0)
            return true;
    return strcmp(layout_gist(arena, label), gist) == 0;
}

/* "HN đa chiều", "1. Hộ nghèo", "em ruột": other words for what has words. */
static const char *code_of_gist(const struct import *import, const struct field *field, const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *gist = layout_gist(&arena, text), *code = *gist ? layout_code_of(import->layout, field, gist, true) : NULL;
    for (const struct code *known = *gist ? field->codes : NULL; known && known->code && !code; known++)
        code = is_called(&arena, known->vi, gist) ? known->code : NULL;
    for (const struct code_alias *alias = code_aliases; *gist && field->codes && alias->codes && !code; alias++) {
        char *rest = alias->codes == field->codes ? arena_strdup(&arena, alias->words) : NULL;
        for (char *word; !code && (word = strsep(&rest, ";"));)
            code = strcmp(layout_gist(&arena, word), gist) == 0 ? alias->code : NULL;
    }
    for (size_t i = 0; i < import->layout->column_count && *gist && !code; i++) {
        const struct layout_column *is = &import->layout->columns[i];
        for (size_t j = 0; is->mark && is->role == LAYOUT_FIELD && is->field == field && j < is->key_count && !code; j++)
            code = strcmp(is->keys[j].text.gist, gist) == 0 ? is->mark : NULL;
    }
    return code;
}

static const char *find_code(const struct import *import, const struct field *field, const char *text)
{
    const char *code = layout_code_of(import->layout, field, text, false);
    const struct code *known = code ? NULL : field_code(field, text);
    if (known)
        code = known->code;
    if (!code && field->codes)
        code = alias_code(field->codes, text);
    if (!code && field->codes == ethnicity_codes)
        code = ethnicity_of_number(text);
    if (!code && field->codes == ethnicity_codes && *import_without_people(text))
        code = find_code(import, field, import_without_people(text));
    if (code || import_is_nothing(text))
        return code;
    code = code_of_header(import, field, text);
    return code || field->codes == ethnicity_codes ? code : code_of_gist(import, field, text);
}

/* Lists say the same few words over and over. */
const char *import_code_of(struct import *import, const struct field *field, const char *text)
{
    int64_t key = (int64_t)((import_hash_text(text) ^ (uint64_t)(uintptr_t)field * 0x9E3779B97F4A7C15u) & INT64_MAX);
    struct import_word *found = (struct import_word *)(uintptr_t)idmap_get(&import->words, key, 0);
    if (found && found->field == field && strcmp(found->text, text) == 0)
        return found->code;
    const char *code = find_code(import, field, text);
    if (!found && key > 0 && import->words.count < IMPORT_WORDS_MAX) {
        import->words.arena = import->arena;
        found = ARENA_NEW(import->arena, struct import_word);
        *found = (struct import_word){ field, arena_strdup(import->arena, text), code };
        idmap_put(&import->words, key, (int64_t)(uintptr_t)found);
    }
    return code;
}
