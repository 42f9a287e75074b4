/* SPDX-License-Identifier: Apache-2.0
 * What only the row as a whole says, once its cells are read: the year of birth by an age, the sex by a blank, the remark behind
 * a name; and what of it cannot be. */
#include "service/import/import_parts.h"

#include "base/idnumber.h"
#include "domain/field.h"

#include <string.h>

/* Whether the id number fits sex and year of birth: only a warning, papers err too. */
static void check_id_number(struct import *import, struct import_entry *entry)
{
    const struct import_values *values = &entry->slots[SLOT_MEMBER];
    int number = kind_field_index(values->kind, "id_number");
    const char *text = values->values[number].s, *sex = values->values[kind_field_index(values->kind, "sex")].s;
    const char *birth = values->values[kind_field_index(values->kind, "birth_date")].s;
    struct citizen_id id;
    struct err err = { 0 };
    if (!text || citizen_id_parse(text, &id, &err) != ERR_OK)
        return;
    enum citizen_sex known = !sex ? CITIZEN_SEX_UNKNOWN :
                             strcmp(sex, "male") == 0 ? CITIZEN_SEX_MALE :
                                                        CITIZEN_SEX_FEMALE;
    unsigned warnings = citizen_id_check(&id, known, import_date_year(birth), (int)import->this_year);
    for (unsigned bit = 1; bit <= warnings; bit <<= 1)
        if (warnings & bit)
            import_say(import, entry->row, values->columns[number], IMPORT_NOTE, "id_number_doubt",
                       citizen_id_warning(bit));
}

/* "DTTS" ticked beside "Kinh": one of the two is wrong. */
static void check_minority(struct import *import, struct import_entry *entry)
{
    const struct import_values *values = &entry->slots[SLOT_MEMBER];
    const char *group = values->values[kind_field_index(values->kind, "ethnicity")].s;
    size_t column = entry->minority_column;
    if (column && group && strcmp(group, "kinh") == 0)
        import_say(import, entry->row, column, IMPORT_NOTE, "ethnic_doubt", MSG_IMPORT_ETHNIC_DOUBT,
                   import->header.columns[column - 1].header, entry->row->cells[column - 1].text, "Kinh");
}

/* "45", "81 tuổi" in the list of a year: the year of birth, give or take one. */
static void read_age(struct import *import, struct import_entry *entry)
{
    struct import_values *member = &entry->slots[SLOT_MEMBER];
    int64_t year = import_list_year(import, entry), age = 0;
    size_t column = entry->age_column;
    if (!column || !value_is_null(member->values[kind_field_index(member->kind, "birth_date")]))
        return;
    const char *text = entry->row->cells[column - 1].text;
    if (!year || !import_age(text, &age)) {
        import_say(import, entry->row, column, IMPORT_NOTE, "age_form", MSG_IMPORT_AGE_FORM, text);
        return;
    }
    const char *born = arena_printf(&import->group_arena, "%lld", (long long)(year - age));
    import_values_set(member, "birth_date", v_text(born), column);
    import_say(import, entry->row, column, IMPORT_NOTE, "age_taken", MSG_IMPORT_AGE_TAKEN, text, err_int(year), born);
}

/* "Nữ" ticked for the women alone: the others are men, unless the name says otherwise. */
static void read_unmarked(struct import *import, struct import_entry *entry)
{
    for (size_t i = 0; i < import->header.count; i++) {
        const char *code = import->header.columns[i].unmarked;
        if (!code || (i < entry->row->count && !import_is_nothing(entry->row->cells[i].text)))
            continue;
        const struct field *field = import->header.columns[i].is->field;
        struct import_values *values = import_slot_of(entry, import->header.columns[i].is->kind);
        if (!values || !value_is_null(values->values[kind_field_index(values->kind, field->name)]))
            continue;
        size_t column = i < entry->row->count ? i + 1 : 0;
        import_values_set(values, field->name, v_text(code), column);
        import_say(import, entry->row, column, IMPORT_NOTE, "unmarked_taken", MSG_IMPORT_UNMARKED_TAKEN, import->header.columns[i].header,
                   field->vi, field_code(field, code)->vi);
    }
}

/* Who is in the list of a year was born by then. */
static void check_birth(struct import *import, struct import_entry *entry)
{
    const struct import_values *member = &entry->slots[SLOT_MEMBER];
    int birth = kind_field_index(member->kind, "birth_date");
    int64_t year = import_list_year(import, entry);
    size_t column = member->columns[birth];
    if (year && column && import_date_year(member->values[birth].s) > year)
        import_say(import, entry->row, column, IMPORT_REFUSED, "birth_after_list", MSG_IMPORT_BIRTH_AFTER_LIST,
                   entry->row->cells[column - 1].text, err_int(year));
}

/* "Siu Ân (đã mất)": what is behind the name is no part of it, and is kept beside it. */
static void put_remark(struct import *import, struct import_entry *entry)
{
    struct import_values *values = &entry->slots[import->layout->shape == LAYOUT_HOUSEHOLDS ? SLOT_MEMBER : SLOT_RECORD];
    int index = kind_field_index(values->kind, "note");
    if (!entry->remark)
        return;
    if (index < 0) {
        import_say(import, entry->row, entry->remark_column, IMPORT_NOTE, "name_remark", MSG_IMPORT_NAME_REMARK_LEFT, entry->remark);
        return;
    }
    const char *before = values->values[index].type == VALUE_TEXT ? values->values[index].s : NULL;
    const char *note = before ? arena_printf(&import->group_arena, "%s; %s", before, entry->remark) : entry->remark;
    import_values_set(values, "note", v_text(note), entry->remark_column);
    if (entry->remark_is_word)
        import_say(import, entry->row, entry->remark_column, IMPORT_NOTE, "word_kept", MSG_IMPORT_WORD_KEPT, entry->remark,
                   import->header.columns[entry->remark_column - 1].header, values->kind->fields[index].vi);
    else
        import_say(import, entry->row, entry->remark_column, IMPORT_NOTE, "name_remark", MSG_IMPORT_NAME_REMARK, entry->remark,
                   values->kind->fields[index].vi);
}

/* Who has died or moved away is struck out of a list with the pen, and in Excel: all that is said of them. */
static void check_struck(struct import *import, struct import_entry *entry)
{
    const struct import_row *row = entry->row;
    size_t struck = 0, first = 0;
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (!is || is->role == LAYOUT_NUMBER || is->role == LAYOUT_IGNORE || !*row->cells[i].raw)
            continue;
        if (!row->cells[i].is_struck)
            return;
        first = struck++ ? first : i;
    }
    if (struck)
        import_say(import, entry->row, first + 1, IMPORT_DOUBTFUL, "row_struck", MSG_IMPORT_ROW_STRUCK);
}

/* "Thoát nghèo: x" beside "Cận nghèo": it is now the one, no longer the other. */
static void complete_change(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_slot_of(entry, import->classification_kind);
    struct value *class = values ? &values->values[kind_field_index(values->kind, "class")] : NULL;
    struct value *change = values ? &values->values[kind_field_index(values->kind, "change")] : NULL;
    if (values && class->type == VALUE_TEXT && change->type == VALUE_TEXT && strcmp(class->s, "near_poor") == 0 && strcmp(change->s, "escaped") == 0)
        *change = v_text("escaped_to_near_poor");
}

void import_entry_complete(struct import *import, struct import_entry *entry)
{
    check_struck(import, entry);
    read_unmarked(import, entry);
    put_remark(import, entry);
    complete_change(import, entry);
    if (import->layout->shape != LAYOUT_HOUSEHOLDS)
        return;
    read_age(import, entry);
    check_id_number(import, entry);
    check_minority(import, entry);
    check_birth(import, entry);
}
