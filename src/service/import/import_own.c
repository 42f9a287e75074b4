/* SPDX-License-Identifier: Apache-2.0
 * Rows of an export, each with its record's id: a cell that says what the export says of the record is left as it is.
 * It need not name one thing only – "Khu phố 4" is many areas – and a unit or a fund that has ended stays what it was. */
#include "service/import/import_parts.h"

#include "base/id.h"
#include "domain/field.h"
#include "service/record/record.h"

#include <string.h>

static const char *id_cell(const struct import *import, const struct import_row *row)
{
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->role == LAYOUT_RECORD_ID && *row->cells[i].text)
            return row->cells[i].text;
    }
    return NULL;
}

/* As an export writes it, in words or by codes, in either language; masked for whoever may not see it. */
static bool says_value(struct import *import, const struct field *field, struct value known, const char *text)
{
    struct arena *arena = &import->group_arena;
    if (field->personal == PERSONAL_SENSITIVE && strcmp(text, FIELD_MASK) == 0)
        return true;
    if (value_is_null(known))
        return false;
    if (field->type == FIELD_REF || field->type == FIELD_KEY) {
        const char *label = record_label(import->store, arena, field, known);
        return (label && strcmp(text, label) == 0) || strcmp(text, field_external(arena, field, known)) == 0;
    }
    if (strcmp(text, FIELD_MASK) == 0 || (known.type == VALUE_TEXT && strcmp(text, field_masked(arena, field, known)) == 0))
        return true;
    return strcmp(text, field_display(arena, field, known, LANG_VI)) == 0 ||
           strcmp(text, field_display(arena, field, known, LANG_EN)) == 0;
}

/* Where it is recorded; 0: nowhere. */
static int64_t unit_of(const struct record *record)
{
    return record->kind->unit ? record_int(record, record->kind->unit) : 0;
}

static bool says_known(struct import *import, const struct import_entry *entry, const struct layout_column *is, const char *text)
{
    const struct record *known = entry->known;
    if (is->role == LAYOUT_COMMUNE)
        return strcmp(text, unit_name(import->store, &import->group_arena, entry->known_commune)) == 0;
    if (is->role != LAYOUT_FIELD || !is->field || is->kind != known->kind || is->figure)
        return false;
    return says_value(import, is->field, known->values[is->field - known->kind->fields], text);
}

/* An area and its commune say one thing together: where either is another, both are read. */
static void keep_place_whole(struct import *import, struct import_entry *entry)
{
    const struct kind *kind = entry->known->kind;
    bool commune_differs = false;
    for (size_t i = 0; i < import->header.count && i < entry->row->count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        commune_differs |= is && is->role == LAYOUT_COMMUNE && *entry->row->cells[i].text && !entry->kept[i];
    }
    for (size_t i = 0; commune_differs && i < import->header.count && i < entry->row->count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->role == LAYOUT_FIELD && is->field && kind->unit && strcmp(is->field->name, kind->unit) == 0)
            entry->kept[i] = false;
    }
}

static enum err_code find_known(struct import *import, struct import_entry *entry, const char *text, struct err *err)
{
    struct err failure = { 0 };
    struct record *record = NULL;
    int64_t id = 0;
    const struct kind *kind = import->layout->kind;
    enum err_code code = id_from_text(text, &id, &failure);
    if (code == ERR_OK)
        code = entity_get(import->store, kind, id, &import->group_arena, &record, &failure);
    if (code != ERR_OK && import_is_row_failure(code)) {
        import_say(import, entry->row, 0, IMPORT_REFUSED, "record_unknown", MSG_IMPORT_RECORD_UNKNOWN, kind->vi, text);
        return ERR_OK;
    }
    if (code != ERR_OK)
        *err = failure;
    entry->known = record;
    return code;
}

enum err_code import_own_find(struct import *import, struct import_entry *entry, struct err *err)
{
    const char *id = import->layout->shape == LAYOUT_RECORDS ? id_cell(import, entry->row) : NULL;
    struct unit_place place = { 0 };
    if (!id)
        return ERR_OK;
    TRY(find_known(import, entry, id, err));
    if (!entry->known)
        return ERR_OK;
    if (unit_of(entry->known))
        TRY(unit_place_get(import->store, unit_of(entry->known), &place, err));
    entry->known_commune = place.commune;
    entry->kept = ARENA_ARRAY(&import->group_arena, bool, import->header.count);
    for (size_t i = 0; i < import->header.count && i < entry->row->count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        entry->kept[i] = is && *entry->row->cells[i].text && says_known(import, entry, is, entry->row->cells[i].text);
    }
    keep_place_whole(import, entry);
    return ERR_OK;
}

bool import_own_keeps(const struct import *import, const struct import_entry *entry, const struct field *field)
{
    for (size_t i = 0; entry->kept && i < import->header.count; i++)
        if (entry->kept[i] && import->header.columns[i].is->role == LAYOUT_FIELD && import->header.columns[i].is->field == field)
            return true;
    return false;
}

enum err_code import_own_check(struct import *import, struct import_entry *entry, const struct record *after, struct err *err)
{
    const struct record *known = entry->known;
    const struct kind *kind = known->kind;
    bool differs = false;
    for (size_t i = 0; kind->fields[i].name && !differs; i++)
        differs = !value_equal(known->values[i], after->values[i]);
    if (differs && kind->append_only)
        import_say(import, entry->row, 0, IMPORT_REFUSED, "append_only", MSG_KIND_APPEND_ONLY, kind->vi);
    int64_t has = 1, unit = unit_of(known);
    if (differs && import->unit && unit)
        TRY(db_one_int(import->store->db, STMT_CLOSURE_HAS_EVER, ARGS(v_int(import->unit), v_int(unit)), 0, &has, err));
    if (!has)
        import_say(import, entry->row, 0, IMPORT_REFUSED, "record_elsewhere", MSG_IMPORT_RECORD_ELSEWHERE, kind->vi,
                   unit_name(import->store, &import->group_arena, unit), unit_name(import->store, &import->group_arena, import->unit));
    return ERR_OK;
}
