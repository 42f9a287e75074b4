/* SPDX-License-Identifier: Apache-2.0
 * Cells that say codes: one of a list, several, by words, numbers, or a tick under their header. */
#include "service/import/import_reading.h"

#include "base/vitext.h"
#include "domain/code_lists.h"
#include "domain/field.h"

#include <ctype.h>
#include <string.h>

/* ",a,b," in the order of the list. */
static void add_code(struct reading *reading, const char *code)
{
    struct arena *arena = &reading->import->group_arena;
    struct value before = reading->values->values[reading_slot(reading->values, reading->field)];
    const char *old = before.type == VALUE_TEXT ? before.s : ",";
    if (strstr(old, arena_printf(arena, ",%s,", code)))
        return;
    const char *joined = arena_printf(arena, "%s%s,", old, code);
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, ",");
    for (const struct code *row = reading->field->codes; row && row->code; row++)
        if (strstr(joined, arena_printf(arena, ",%s,", row->code)))
            buf_printf(&out, "%s,", row->code);
    if (!reading->field->codes || !code_find(reading->field->codes, code))
        buf_add(&out, joined + 1);
    reading_put(reading, v_text(arena_strdup(arena, buf_text(&out))));
}

static void unknown_code(struct reading *reading, const char *text)
{
    const char *name = reading->field->name;
    if (reading->is->otherwise) {
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE,
                   arena_printf(reading->import->arena, "%s_other", name), MSG_IMPORT_CODE_OTHERWISE,
                   reading->field->vi, text, reading->is->otherwise);
        reading_put(reading, v_text(reading->is->otherwise));
        return;
    }
    if (reading->is->unknown_to && !reading->entry->remark && reading->entry->slots[SLOT_MEMBER].kind) { /* "Chết 2020" */
        reading->entry->remark = text;
        reading->entry->remark_column = reading->column;
        reading->entry->remark_is_word = true;
        return;
    }
    reading_mistake(reading, arena_printf(reading->import->arena, "%s_unknown", name), MSG_IMPORT_CODE_UNKNOWN,
            reading->field->vi, text);
}

/* "nghèo (thu nhập)", "Hoa (Hán)": the word, or what is added to it. */
static const char *code_of_remarked(struct reading *reading)
{
    struct arena *arena = &reading->import->group_arena;
    const char *open = strchr(reading->text, '('), *close = open ? strchr(open, ')') : NULL;
    if (!close || open == reading->text || close[1])
        return NULL;
    const char *bare = arena_strndup(arena, reading->text, (size_t)(open - reading->text));
    return import_code_of(reading->import, reading->field, bare);
}

/* "Nam/ M": words beside each other that say one thing. */
static const char *code_of_either(struct reading *reading)
{
    struct arena *arena = &reading->import->group_arena;
    const char *found = NULL;
    if (!strchr(reading->text, '/'))
        return NULL;
    for (char *rest = arena_strdup(arena, reading->text), *part; (part = strsep(&rest, "/"));) {
        const char *text = NULL, *code = NULL;
        struct err err = { 0 };
        if (text_clean(arena, part, &text, NULL, &err) == ERR_OK && *text)
            code = import_code_of(reading->import, reading->field, text);
        if (code && found && strcmp(code, found) != 0)
            return NULL;
        found = code ? code : found;
    }
    if (found)
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED,
                   code_find(reading->field->codes, found) ? code_find(reading->field->codes, found)->vi : found);
    return found;
}

/* The header of the column, text_fold; "" of a constant. */
const char *reading_header(const struct reading *reading)
{
    struct import *import = reading->import;
    return reading->column ? text_fold(&import->group_arena, import->header.columns[reading->column - 1].header) : "";
}

/* What a number says by the header of its column; other texts as they are. */
static const char *meant(const struct reading *reading, const char *text)
{
    const struct import_column *column = reading->column ? &reading->import->header.columns[reading->column - 1] : NULL;
    const char *words = column ? import_legend_meaning(column->legend, text) : NULL;
    return words ? words : text;
}

/* "BTXH" under "Diện hộ": no class, but of a field that the layout names for such words. */
static bool read_instead(const struct reading *reading)
{
    struct reading other = *reading;
    other.field = reading->is->instead_field;
    other.values = reading->is->instead_kind ? import_slot_of(reading->entry, reading->is->instead_kind) : NULL;
    if (!other.field || !other.values || !import_code_of(reading->import, other.field, reading->text))
        return false;
    reading_codes(&other);
    return true;
}

/* A word that is a code of the other field of the column, too. */
static void take_also(const struct reading *reading)
{
    const struct field *field = reading->is->also_field;
    const char *code = field ? import_code_of(reading->import, field, reading->text) : NULL;
    if (code && value_is_null(reading->values->values[reading_slot(reading->values, field)]))
        import_values_set(reading->values, field->name, v_text(code), reading->column);
}

void reading_code(struct reading *reading)
{
    reading->text = meant(reading, reading->text);
    const char *code = import_code_of(reading->import, reading->field, reading->text);
    if (!code)
        code = code_of_remarked(reading);
    if (!code && !reading->field->list)
        code = code_of_either(reading);
    if (!code && reading->is->ticked && import_is_tick(reading->text))
        code = reading->is->ticked;
    if (!code && reading->field->list) /* open lists: the store knows what programmes added */
        code = reading->text;
    take_also(reading);
    if (code)
        reading_put(reading, v_text(code));
    else if (!read_instead(reading))
        unknown_code(reading, reading->text);
}

int64_t import_list_year(const struct import *import, const struct import_entry *entry)
{
    const struct import_values *values = &entry->slots[import->layout->shape == LAYOUT_HOUSEHOLDS ? SLOT_CLASSIFICATION : SLOT_RECORD];
    int index = kind_field_index(values->kind, "year");
    struct value said = index < 0 ? v_null() : values->values[index];
    return said.type == VALUE_INT    ? said.i :
           import->request->year ? import->request->year :
                                       import->title_year;
}

/* The twelve numbers of Decree 07/2021 (lists since 2022, and others that count up to twelve). The ten of the standard
 * before stood in two orders: what 1 meant in an older list only its header says. */
static bool knows_deprivations(const struct reading *reading)
{
    const struct import_header *header = &reading->import->header;
    for (size_t i = 0; i < header->count; i++) {
        const char *text = header->columns[i].header;
        size_t len = strlen(text);
        if (header->columns[i].is && header->columns[i].is->field == reading->field && len > 2 && strcmp(text + len - 3, " 12") == 0)
            return true;
    }
    return import_list_year(reading->import, reading->entry) > 2021;
}

const char *import_deprivation_of_number(const struct field *field, const char *text)
{
    int64_t number = 0;
    bool is_number = field->codes == deprivation_codes && text_int(text, &number) && number >= 1;
    for (int64_t i = 0; is_number && deprivations_2022[i]; i++)
        if (i + 1 == number)
            return deprivations_2022[i];
    return NULL;
}

static const char *code_of_piece(struct reading *reading, const char *text)
{
    const char *code = import_code_of(reading->import, reading->field, text);
    if (!code && reading->is->ticked && import_is_tick(text))
        code = reading->is->ticked;
    if (!code && knows_deprivations(reading))
        code = import_deprivation_of_number(reading->field, text);
    return code;
}

/* The words that part two entries become a mark that does. */
static char *words_parted(struct arena *arena, const char *text)
{
    static const char *const words[] = { " và ", " Và ", " - ", " – " };
    CLEANUP(buf_done) struct buf out = { 0 };
    while (*text) {
        size_t len = 0;
        for (size_t i = 0; i < COUNT(words) && !len; i++)
            len = strncmp(text, words[i], strlen(words[i])) == 0 ? strlen(words[i]) : 0;
        buf_printf(&out, "%c", len ? '/' : *text);
        text += len ? len : 1;
    }
    return arena_strdup(arena, buf_text(&out));
}

/* "Khác: chồng đi làm xa", "Ốm đau (tai biến)": a cause, and what more there is to say of it. */
static bool read_explained(struct reading *reading, const char *text)
{
    struct arena *arena = &reading->import->group_arena;
    size_t len = strcspn(text, ":(");
    const char *code = text[len] && len ? code_of_piece(reading, arena_strndup(arena, text, len)) : NULL;
    const char *rest = text + len + strspn(text + len, ":( "), *note = NULL;
    struct err err = { 0 };
    int index = kind_field_index(reading->values->kind, "cause_note");
    if (!code || index < 0 || strcmp(reading->field->name, "causes") != 0)
        return false;
    add_code(reading, code);
    if (text_clean(arena, arena_strndup(arena, rest, strcspn(rest, ")")), &note, NULL, &err) == ERR_OK && *note &&
        value_is_null(reading->values->values[index]))
        import_values_set(reading->values, "cause_note", v_text(note), reading->column);
    return true;
}

/* Between two separators may stand part of a label that holds one: longest pieces first. */
static void read_piece(struct reading *reading, const char *piece, int level)
{
    static const char *const separators[] = { ";\n+", ",", "/&" };
    struct arena *arena = &reading->import->group_arena;
    const char *text = NULL;
    struct err err = { 0 };
    if (text_clean(arena, piece, &text, NULL, &err) != ERR_OK || !*text)
        return;
    text = meant(reading, text);
    const char *code = code_of_piece(reading, text);
    if (code) {
        add_code(reading, code);
        return;
    }
    if (level == COUNT(separators)) {
        if (!import_is_nothing(text) && !read_explained(reading, text))
            unknown_code(reading, text);
        return;
    }
    char *rest = level == 2 ? words_parted(arena, text) : arena_strdup(arena, piece);
    for (char *part; (part = strsep(&rest, separators[level]));)
        read_piece(reading, part, level + 1);
}

void reading_codes(struct reading *reading)
{
    take_also(reading);
    read_piece(reading, import_lines_of(reading->import, reading->row, reading->column, reading->text), 0);
}

/* --- ticked cells --------------------------------------------------------------------------------------------- */

/* "Hộ nghèo (ghi số khẩu)": how many people they are says that they are so. */
static const char *code_of_people(const struct reading *reading)
{
    int64_t people = 0;
    const char *header = reading_header(reading);
    bool counts = strstr(header, "khau") || strstr(header, "so nguoi");
    return counts && text_int(reading->text, &people) && people > 0 ? reading->is->mark : NULL;
}

/* The score B2 counts ten points for each deprivation: they stand for a tick. */
static const char *code_of_points(const struct reading *reading)
{
    enum { POINTS = 10 };
    int64_t points = 0;
    return reading->field->codes == deprivation_codes && text_int(reading->text, &points) && points == POINTS ? reading->is->mark : NULL;
}

/* A cell of a column that stands for one code: ticked, or that says a code itself ("Nghèo"). */
void reading_mark(struct reading *reading)
{
    const char *code = reading->is->mark, *header = reading->field->codes == deprivation_codes ? reading_header(reading) : "";
    size_t len = strlen(header);
    if (len && isdigit((unsigned char)header[len - 1]) && !knows_deprivations(reading)) {
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "number_unknown", MSG_IMPORT_NUMBER_UNKNOWN);
        return;
    }
    reading->import->ticked = reading->is->unmarked ? reading->is : reading->import->ticked;
    if (!import_is_tick(reading->text)) {
        code = import_code_of(reading->import, reading->field, reading->text);
        code = code ? code : code_of_people(reading);
        code = code ? code : code_of_points(reading);
        if (!code) {
            reading_mistake(reading, arena_printf(reading->import->arena, "%s_unknown", reading->field->name),
                    MSG_IMPORT_TICK, reading->text, NULL);
            return;
        }
    }
    if (reading->field->type == FIELD_CODES)
        add_code(reading, code);
    else
        reading_put(reading, v_text(code));
}
