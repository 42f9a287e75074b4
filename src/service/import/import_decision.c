/* SPDX-License-Identifier: Apache-2.0
 * "(Kèm theo Quyết định số 412/QĐ-UBND ngày 25/12/2019 của Chủ tịch UBND huyện …)" above a list: the decision that recognised what
 * the list says of its households. A decision that the list merely rests on ("theo Quyết định số 59/2015/QĐ-TTg") is another. */
#include "service/import/import_parts.h"

#include "base/date.h"
#include "base/vitext.h"
#include "domain/field.h"

#include <ctype.h>
#include <string.h>

enum { DAY_BYTES_MAX = 40, TEXT_BYTES_MAX = 600 };

/* The list is an annex of the decision. */
static bool is_annex(const char *folded)
{
    return strstr(folded, "kem theo") || strstr(folded, "dinh kem") || strstr(folded, "ban hanh theo");
}

/* Behind "Quyết định số": "412/QĐ-UBND"; NULL: it does not say one, or the text names several. */
static char *number_in(struct arena *arena, const char *text, const char **ret_rest)
{
    char *words = arena_strdup(arena, text), *found = NULL;
    const char *last[2] = { "", "" };
    for (char *rest = words, *word; (word = strsep(&rest, " \t\n:"));) {
        if (!*word)
            continue;
        bool behind = strcmp(last[0], "dinh") == 0 && strcmp(last[1], "so") == 0;
        if (behind && found)
            return NULL;
        if (behind && isdigit((unsigned char)*word) && strchr(word, '/')) {
            found = arena_strndup(arena, word, strcspn(word, ",;()"));
            *ret_rest = rest ? text + (rest - words) : "";
        }
        last[0] = last[1];
        last[1] = text_fold(arena, word);
    }
    return found;
}

/* Behind "ngày": "25/12/2019", "25 tháng 12 năm 2019". */
static const char *day_in(struct arena *arena, const char *rest)
{
    struct date date;
    struct err err = { 0 };
    const char *at = strstr(rest, "ngày ");
    at = at ? at : strstr(rest, "Ngày ");
    if (!at || at - rest > DAY_BYTES_MAX)
        return NULL;
    at = strchr(at, ' ') + 1;
    const char *year = strstr(at, "năm ");
    size_t len = strcspn(at, " ,;)");
    if (len <= 2 && year && year - at < DAY_BYTES_MAX)
        len = (size_t)(year - at) + strlen("năm ") + 4;
    const char *day = arena_printf(arena, "%.*s", (int)strnlen(at, len), at);
    return date_from_external(day, &date, &err) == ERR_OK ? day : NULL;
}

void import_decision_find(struct import *import, const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *rest = "";
    if (strlen(text) > TEXT_BYTES_MAX || !is_annex(text_fold(&arena, text)))
        return;
    const char *number = number_in(&arena, text, &rest), *day = number ? day_in(&arena, rest) : NULL;
    if (!number || import->title_decision)
        return;
    import->title_decision = arena_strdup(&import->sheet_arena, number);
    import->title_decided_on = day ? arena_strdup(&import->sheet_arena, day) : NULL;
}

static void tell(struct import *import, struct import_entry *entry, struct import_values *values, const char *name, const char *text)
{
    const struct field *field = kind_field(values->kind, name);
    struct value *value = &values->values[field - values->kind->fields];
    struct err err = { 0 };
    if (!text || !value_is_null(*value) || field_parse(&import->group_arena, field, text, value, &err) != ERR_OK)
        return;
    import_say(import, entry->row, 0, IMPORT_NOTE, arena_printf(import->arena, "%s_told", name), MSG_IMPORT_TOLD, field->vi, text,
               import->title_decision);
}

void import_decision_tell(struct import *import, struct import_entry *entry, struct import_values *values)
{
    bool said = import_has_column(import, kind_field(values->kind, "decision_number")) ||
                import_has_column(import, kind_field(values->kind, "decided_on"));
    if (said || !import->title_decision || entry->record_id)
        return;
    tell(import, entry, values, "decision_number", import->title_decision);
    tell(import, entry, values, "decided_on", import->title_decided_on);
}
