/* SPDX-License-Identifier: Apache-2.0
 * Lists seldom have a column for what sort of thing a row is; its name says so: "Đường bê tông làng Ghè" is a road. The layout
 * names the fields whose text is looked at (told_by), and its `values` the words. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <string.h>

/* Where the word stands in the text, both toned and with a blank at either end. A word of one syllable only at the beginning:
 * "cầu treo", not "yêu cầu". */
static const char *find_word(struct arena *arena, const char *text, const char *word)
{
    const char *found = strstr(text, arena_printf(arena, " %s ", word));
    return found && (strchr(word, ' ') || found == text) ? found : NULL;
}

struct telling {
    const char *code;
    size_t length;
    const char *at;
};

/* The longest word tells, of two as long the one that stands first. */
static void try_word(struct arena *arena, const char *text, const char *word, const char *code, struct telling *best)
{
    const char *toned = text_fold_toned(arena, word);
    const char *at = find_word(arena, text, toned);
    size_t length = strlen(toned);
    if (!at || length < best->length || (length == best->length && at >= best->at))
        return;
    *best = (struct telling){ code, length, at };
}

static struct telling telling_of(struct arena *arena, const struct layout *layout, const struct field *field, const char *text)
{
    struct telling best = { 0 };
    const char *toned = arena_printf(arena, " %s ", text_fold_toned(arena, text));
    for (size_t i = 0; i < layout->value_count; i++)
        for (const char *const *word = layout->values[i].words; layout->values[i].field == field && *word; word++)
            try_word(arena, toned, *word, layout->values[i].is, &best);
    for (const struct code *code = field->codes; code && code->code; code++)
        try_word(arena, toned, code->vi, code->code, &best);
    return best;
}

/* A title may be of gifts of several sorts: then it says nothing of a row. */
static bool tells_several(struct arena *arena, const struct layout *layout, const struct field *field, const char *text)
{
    const char *toned = arena_printf(arena, " %s ", text_fold_toned(arena, text)), *code = NULL;
    for (size_t i = 0; i < layout->value_count; i++)
        for (const char *const *word = layout->values[i].words; layout->values[i].field == field && *word; word++) {
            if (!find_word(arena, toned, text_fold_toned(arena, *word)))
                continue;
            if (code && strcmp(code, layout->values[i].is) != 0)
                return true;
            code = layout->values[i].is;
        }
    return false;
}

/* One note for a column, with the first row as its example. */
static void say_told(struct import *import, struct import_entry *entry, const struct field *field, const char *code, const char *text)
{
    const struct code *named = code_find(field->codes, code);
    import_say(import, entry->row, 0, IMPORT_NOTE, arena_printf(import->arena, "%s_told", field->name), MSG_IMPORT_TOLD, field->vi,
               named ? named->vi : code, text);
}

bool import_has_told(const struct layout *layout)
{
    for (size_t i = 0; i < layout->column_count; i++)
        if (layout->columns[i].told_by)
            return true;
    return false;
}

void import_told_read(struct import *import, struct import_entry *entry)
{
    struct import_values *values = &entry->slots[SLOT_RECORD];
    struct arena *arena = &import->group_arena;
    for (size_t i = 0; i < import->layout->column_count; i++) {
        const struct layout_column *is = &import->layout->columns[i];
        size_t index = is->told_by ? (size_t)(is->field - values->kind->fields) : 0;
        if (!is->told_by || !value_is_null(values->values[index]))
            continue;
        for (const char *const *name = is->told_by; *name; name++) {
            int field = kind_field_index(values->kind, *name);
            struct value text = field < 0 ? v_text(import->title_words) : values->values[field];
            struct telling telling = text.type == VALUE_TEXT ? telling_of(arena, import->layout, is->field, text.s) : (struct telling){ 0 };
            if (field < 0 && tells_several(arena, import->layout, is->field, text.s))
                continue;
            if (!telling.code)
                continue;
            values->values[index] = v_text(telling.code);
            say_told(import, entry, is->field, telling.code, text.s);
            break;
        }
    }
}
