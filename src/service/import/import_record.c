/* SPDX-License-Identifier: Apache-2.0
 * Rows of any register but a list of households: one row is one record of the kind. */
#include "service/import/import_parts.h"

#include "base/vitext.h"
#include "service/record/entry_number.h"

#include <ctype.h>
#include <string.h>

enum { SAVEPOINT_ROW = 1 };

/* --- which record is meant --------------------------------------------------------------------------------------------- */

static bool add_equal(struct import *import, const struct record *record, const char *name, struct cond **conds,
                      size_t *count)
{
    int index = kind_field_index(record->kind, name);
    if (value_is_null(record->values[index]) || field_is_secret(&record->kind->fields[index]))
        return false;
    conds[(*count)++] =
        cond_compare(&import->group_arena, index, COND_EQ, record->values[index]);
    return true;
}

static enum err_code find_where(struct import *import, const struct record *record, struct cond **conds,
                                size_t count, const struct record **ret_found, size_t *ret_count, struct err *err)
{
    struct entity_query query = { .where = cond_all(&import->group_arena, conds, count), .limit = 2,
                                  .all_states = import->states_said };
    struct record_list list = { 0 };
    TRY(entity_list(import->store, record->kind, &query, &import->group_arena, &list, err));
    *ret_count = list.count;
    *ret_found = list.count ? &list.items[0] : NULL;
    return ERR_OK;
}

static enum err_code find_unique(struct import *import, const struct record *record,
                                 const struct record **ret_found, struct err *err)
{
    const struct kind *kind = record->kind;
    struct cond *conds[6];
    size_t found = 0;
    for (const struct unique_rule *rule = kind->unique; rule && rule->fields[0] && !*ret_found; rule++) {
        size_t count = 0;
        bool whole = true;
        for (size_t i = 0; i < COUNT(rule->fields) && rule->fields[i]; i++)
            whole = add_equal(import, record, rule->fields[i], conds, &count) && whole;
        if (rule->only_field) {
            const char *only = record_text(record, rule->only_field);
            whole = whole && only && strcmp(only, rule->only_value) == 0;
            conds[count++] = cond_compare(&import->group_arena, kind_field_index(kind, rule->only_field), COND_EQ,
                                          v_text(rule->only_value));
        }
        if (whole)
            TRY(find_where(import, record, conds, count, ret_found, &found, err));
    }
    return ERR_OK;
}

/* The same label at the same place (and, where the kind has them, of the same owner and year). */
static enum err_code find_same_label(struct import *import, const struct record *record,
                                     const struct record **ret_found, size_t *ret_count, struct err *err)
{
    const struct kind *kind = record->kind;
    const struct field *label = kind->label ? kind_field(kind, kind->label) : NULL;
    const char *more[] = { kind->unit, kind->owner, kind_field(kind, "year") ? "year" : NULL };
    struct cond *conds[6];
    size_t count = 0;
    *ret_count = 0;
    bool is_name = label && (label->type == FIELD_TEXT || label->type == FIELD_PERSON_NAME);
    if (!is_name || !add_equal(import, record, label->name, conds, &count))
        return ERR_OK;
    for (size_t i = 0; i < COUNT(more); i++)
        if (more[i] && !kind_field(kind, more[i])->carried)
            (void)add_equal(import, record, more[i], conds, &count);
    return find_where(import, record, conds, count, ret_found, ret_count, err);
}

/* A record that is all the row says. */
static enum err_code find_identical(struct import *import, const struct record *record,
                                    const struct record **ret_found, struct err *err)
{
    struct cond **conds = ARENA_ARRAY(&import->group_arena, struct cond *, KIND_FIELDS_MAX);
    size_t count = 0, found = 0;
    for (size_t i = 0; record->kind->fields[i].name; i++)
        if (!record->kind->fields[i].carried)
            (void)add_equal(import, record, record->kind->fields[i].name, conds, &count);
    return count ? find_where(import, record, conds, count, ret_found, &found, err) : ERR_OK;
}

static enum err_code find_known(struct import *import, struct import_entry *entry, const struct record *record,
                                const struct record **ret_found, struct err *err)
{
    const struct kind *kind = record->kind;
    const struct field *label = kind->label ? kind_field(kind, kind->label) : NULL;
    size_t count = 0;
    *ret_found = NULL;
    if (kind->append_only) /* known only where nothing differs */
        return find_identical(import, record, ret_found, err);
    TRY(find_unique(import, record, ret_found, err));
    if (!*ret_found)
        TRY(find_same_label(import, record, ret_found, &count, err));
    if (count > 1) {
        int64_t ids[2] = { (*ret_found)[0].id, (*ret_found)[1].id };
        import_say_several(import, entry, label, 0, record_text(record, label->name), ids, 2);
    }
    bool is_name = label && (label->type == FIELD_TEXT || label->type == FIELD_PERSON_NAME);
    if (!*ret_found && !is_name)
        TRY(find_identical(import, record, ret_found, err));
    return ERR_OK;
}

/* --- the row --------------------------------------------------------------------------------------------------------------- */

/* Columns "Thôn", "Xã": where the people of the row are looked for, and the place of the record. */
static enum err_code read_place(struct import *import, struct import_entry *entry, struct err *err)
{
    const struct kind *kind = import->layout->kind;
    struct import_place place = { 0 };
    bool named = entry->area || entry->commune || entry->address;
    struct unit_place own = { 0 };
    if (import->unit)
        TRY(unit_place_get(import->store, import->unit, &own, err));
    entry->place_commune = entry->known_commune ? entry->known_commune : own.commune;
    if (named && import->unit) {
        TRY(import_place_find(import, entry, &place, err));
        entry->place_commune = place.commune;
        entry->place_area = place.area;
        entry->place_unit = place.area ? place.area : place.commune;
    }
    const struct field *unit = kind->unit ? kind_field(kind, kind->unit) : NULL;
    struct import_values *values = import_record_values(entry);
    if (!unit || unit->carried || !import->unit)
        return ERR_OK;
    struct value *value = &values->values[kind_field_index(kind, kind->unit)];
    if (value_is_null(*value) && (!entry->known || entry->place_unit))
        *value = v_int(entry->place_unit ? entry->place_unit : import->unit);
    return ERR_OK;
}

static void set_year(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    int index = kind_field_index(values->kind, "year");
    int64_t year = import->request->year ? import->request->year : import->title_year;
    if (index >= 0 && value_is_null(values->values[index]) && year &&
        values->kind->fields[index].type == FIELD_YEAR)
        values->values[index] = v_int(year);
    int period = kind_field_index(values->kind, "period");
    const struct value *known = index >= 0 ? &values->values[index] : NULL;
    if (strcmp(values->kind->slug, "declared_figures") == 0 && period >= 0 &&
        value_is_null(values->values[period]) && known->type == VALUE_INT)
        values->values[period] = import_period_of(import, known->i);
}

/* A review without a standard is by that of its year. */
static void set_standard(struct import_values *values)
{
    int standard = kind_field_index(values->kind, "standard");
    struct value year = values->values[kind_field_index(values->kind, "year")];
    const char *code = year.type == VALUE_INT ? import_standard_of_year(year.i) : NULL;
    if (value_is_null(values->values[standard]) && code)
        values->values[standard] = v_text(code);
}

/* A membership without a category is that of the organisation's usual members. */
static void set_defaults(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    set_year(import, entry);
    import_told_day(import, entry);
    if (values->kind == import->classification_kind) {
        int class = kind_field_index(values->kind, "class");
        if (value_is_null(values->values[class]) && import->title_class)
            values->values[class] = v_text(import->title_class);
        set_standard(values);
        import_decision_tell(import, entry, values);
    }
    if (values->kind != import->membership_kind)
        return;
    int organisation = kind_field_index(values->kind, "organisation");
    int category = kind_field_index(values->kind, "category");
    if (value_is_null(values->values[organisation]) && entry->organisation_count)
        values->values[organisation] = v_text(entry->organisations[0]);
    if (value_is_null(values->values[organisation]) && import->title_organisation)
        values->values[organisation] = v_text(import->title_organisation);
    if (value_is_null(values->values[category]) && values->values[organisation].type == VALUE_TEXT)
        values->values[category] = v_text(import_membership_category(values->values[organisation].s));
}

static enum err_code write_record(struct import *import, struct import_entry *entry, struct err *err)
{
    struct import_values *values = import_record_values(entry);
    const struct record *before = entry->known;
    import->states_said = entry->state_column != 0; /* the list may name what has been stopped */
    struct record *fresh = import_merge(import, record_new(&import->group_arena, values->kind), values, false);
    if (!before)
        TRY(find_known(import, entry, fresh, &before, err));
    if (entry->row->verdict != IMPORT_NOTE)
        return ERR_OK;
    int64_t seen = before ? idmap_get(&import->records_seen, before->id, 0) : 0;
    if (seen) {
        import_say(import, entry->row, 0, IMPORT_REFUSED, "record_twice", MSG_IMPORT_SAME_RECORD, err_int(seen));
        return ERR_OK;
    }
    if (!before) { /* a known one keeps what somebody may have corrected */
        import_told_read(import, entry);
        import_donor_complete(import, entry);
        fresh = import_merge(import, record_new(&import->group_arena, values->kind), values, false);
        if (import_has_told(import->layout)) /* "Ban CTMT làng Ghè" is the one the area has */
            TRY(find_unique(import, fresh, &before, err));
        if (!before)
            TRY(entry_number_give(import->store, fresh, err));
    }
    struct record *after = before ? import_merge(import, before, values, false) : fresh;
    import_state_put(import, entry, before, after);
    if (entry->known)
        TRY(import_own_check(import, entry, after, err));
    if (entry->row->verdict == IMPORT_NOTE)
        TRY(import_write(import, entry->row, values, before, after, &entry->outcome, err));
    if (entry->row->verdict == IMPORT_NOTE)
        idmap_put(&import->records_seen, after->id, entry->row->number);
    return ERR_OK;
}

/* A row may tick several organisations: a membership of each. */
static enum err_code write_memberships(struct import *import, struct import_entry *entry, struct err *err)
{
    struct import_values *values = import_record_values(entry);
    struct value *organisation = &values->values[kind_field_index(values->kind, "organisation")];
    struct value *category = &values->values[kind_field_index(values->kind, "category")];
    struct import_tally all = { 0 };
    for (size_t i = 0; i < entry->organisation_count && entry->row->verdict == IMPORT_NOTE; i++) {
        *organisation = v_text(entry->organisations[i]);
        *category = v_text(import_membership_category(entry->organisations[i]));
        entry->outcome = (struct import_tally){ 0 };
        TRY(write_record(import, entry, err));
        all.created = all.created || entry->outcome.created;
        all.changed = all.changed || entry->outcome.changed;
    }
    bool changed = !all.created && all.changed;
    entry->outcome = (struct import_tally){ .created = all.created, .changed = changed, .same = !all.created && !changed };
    return ERR_OK;
}

static enum err_code write_row(struct import *import, struct import_entry *entry, struct err *err)
{
    bool several = import_record_values(entry)->kind == import->membership_kind && entry->organisation_count > 1 && !entry->record_id;
    return several ? write_memberships(import, entry, err) : write_record(import, entry, err);
}

/* Of the unit it is recorded at, if it says one. */
static enum err_code check_year(struct import *import, struct import_entry *entry, struct err *err)
{
    const struct import_values *values = import_record_values(entry);
    int index = values->kind->unit ? kind_field_index(values->kind, values->kind->unit) : -1;
    bool said = index >= 0 && values->values[index].type == VALUE_INT;
    return import_unit_check_year(import, entry, said ? values->values[index].i : 0, err);
}

static enum err_code take_row(struct import *import, struct import_entry *entry, struct err *err)
{
    if (import_is_area_row(import, entry))
        return import_area_row(import, entry, err);
    TRY(import_references_read(import, entry, true, err));
    if (entry->row->verdict == IMPORT_NOTE)
        TRY(read_place(import, entry, err));
    if (entry->row->verdict == IMPORT_NOTE)
        TRY(import_references_read(import, entry, false, err));
    import_keys_read(import, entry);
    if (!entry->known) {
        set_defaults(import, entry);
        TRY(import_gift_complete(import, entry, err));
        TRY(check_year(import, entry, err));
    }
    return entry->row->verdict == IMPORT_NOTE ? write_row(import, entry, err) : ERR_OK;
}

static bool is_aside(struct import *import, const struct import_row *row)
{
    size_t read = 0;
    bool numbered = false; /* "3 | Tổng số hộ" is a row like others */
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        numbered = numbered || (is && is->role == LAYOUT_NUMBER && isdigit((unsigned char)*row->cells[i].text));
        read += is && is->role != LAYOUT_IGNORE && is->role != LAYOUT_NUMBER && *row->cells[i].text;
    }
    return read == 0 || (!numbered && import_row_is_total(import, row)) || import_row_repeats_header(import, row);
}


/* "I | CƠ QUAN, ĐƠN VỊ |  | 3.500.000": words in one cell, behind the number of a section. A place or body named so holds
 * for the rows below. */
static enum err_code enter_section(struct import *import, const struct import_row *row, bool *ret_is_section, struct err *err)
{
    const char *name = NULL, *words = import_row_section(import, row);
    *ret_is_section = words != NULL;
    if (!words)
        return ERR_OK;
    import->section_body = import_organisation_of(import, words) ? arena_strdup(&import->sheet_arena, words) : NULL;
    import->section_branch = import_branch_words(&import->sheet_arena, words);
    if (import_names_area(import, words, &name)) {
        import->section_area = arena_strndup(&import->sheet_arena, name, strcspn(name, ":("));
        import->section_row = row->number;
        return ERR_OK;
    }
    int64_t commune = 0;
    TRY(import_commune_of_words(import, words, import->unit, &commune, err));
    if (commune)
        import->section_commune = arena_strdup(&import->sheet_arena, import_commune_words(words));
    return ERR_OK;
}

/* What the section says and the row does not: where, and which body the row must have. */
static void take_section(struct import *import, struct import_entry *entry)
{
    const struct kind *kind = import->layout->kind;
    entry->section_area = import->section_area;
    entry->commune = entry->commune ? entry->commune : import->section_commune;
    entry->district = entry->district ? entry->district : import->section_district;
    for (size_t i = 0; import->section_body && kind->fields[i].name; i++)
        if (kind->fields[i].type == FIELD_REF && kind->fields[i].required && strcmp(kind->fields[i].ref, "bodies") == 0 && !entry->texts[i])
            entry->texts[i] = import->section_body;
}

/* "Chi hội thôn Tân Tiến" above members, or in the title: their branch, where the row says none and it is known. */
static void take_branch(struct import *import, struct import_entry *entry)
{
    if (import->layout->kind != import->membership_kind)
        return;
    size_t body = (size_t)kind_field_index(import->membership_kind, "body");
    const char *told = import->section_branch ? import->section_branch : import->title_branch;
    if (entry->texts[body] || !told)
        return;
    entry->texts[body] = told;
    entry->is_branch_told = true;
}

/* A column for each organisation, one of them ticked: its body of the place; of two ticked it is not known which. */
static void take_ticked_body(struct import *import, struct import_entry *entry)
{
    const struct kind *kind = import->layout->kind;
    const struct field *body = kind_field(kind, "lead_body");
    if (!body || entry->organisation_count == 0 || entry->texts[body - kind->fields])
        return;
    const char *name = organisation_name(import->store, &import->group_arena, entry->organisations[0]);
    if (entry->organisation_count > 1)
        import_say(import, entry->row, 0, IMPORT_REFUSED, "lead_body_twice", MSG_IMPORT_CODE_TWICE, body->vi,
                   organisation_name(import->store, &import->group_arena, entry->organisations[1]));
    entry->texts[body - kind->fields] = arena_printf(&import->group_arena, import->level < LEVEL_COMMUNE ? "%s" : "%s xã", name);
}

/* "BAN CHẤP HÀNH HỘI NÔNG DÂN XÃ IA DƠK" above a list without a column of bodies: each row is of that one. */
static void take_title_body(struct import *import, struct import_entry *entry)
{
    const struct kind *kind = import->layout->kind;
    const char *code = import->title_organisation, *by = import->title_organisation_said;
    if (!code && strcmp(kind->slug, "opinions") == 0) { /* the Front gathers what the people say */
        code = "fatherland_front";
        by = *import->title_words ? import->title_words : kind->vi;
    }
    const char *name = code ? organisation_name(import->store, &import->group_arena, code) : NULL;
    for (size_t i = 0; name && kind->fields[i].name; i++) {
        const struct field *field = &kind->fields[i];
        bool wanted = field->type == FIELD_REF && field->required && strcmp(field->ref, "bodies") == 0;
        if (!wanted || entry->texts[i] || import_has_column(import, field))
            continue;
        entry->texts[i] = arena_printf(&import->group_arena, import->level < LEVEL_COMMUNE ? "%s" : "%s xã", name);
        import_say(import, entry->row, 0, IMPORT_NOTE, arena_printf(import->arena, "%s_told", field->name), MSG_IMPORT_TOLD, field->vi,
                   name, by);
    }
}

/* "Nhà ở | Sinh kế | Y tế" with an amount in each, "Diện tích | Ngày công": columns that say one field as two codes are of two
 * records. The next of such columns with something in it behind `after` (index + 1); 0: none. */
static size_t next_set_column(const struct import *import, const struct import_row *row, size_t after)
{
    for (size_t i = after; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->set_field && field_is_int(is->field) && *row->cells[i].text && !import_is_nothing(row->cells[i].text))
            return i + 1;
    }
    return 0;
}

/* Whether the two columns say two codes of one field. */
static bool parts_row(const struct import *import, size_t first, size_t second)
{
    const struct layout_column *a = first ? import->header.columns[first - 1].is : NULL;
    const struct layout_column *b = second ? import->header.columns[second - 1].is : NULL;
    return a && b && a->set_field == b->set_field && a->field == b->field && strcmp(a->set_code, b->set_code) != 0;
}

static enum err_code read_row(struct import *import, struct import_row *row, struct import_entry **ret_entry, struct err *err)
{
    struct import_entry *entry = *ret_entry = import_entry_new(import, &import->group_arena, row);
    TRY(import_own_find(import, entry, err));
    import_entry_read(import, entry);
    if (!entry->known) {
        take_section(import, entry);
        import_told_by_list(import, entry);
        take_branch(import, entry);
        take_ticked_body(import, entry);
        take_title_body(import, entry);
    }
    return row->verdict == IMPORT_NOTE ? take_row(import, entry, err) : ERR_OK;
}

/* All records of the row; `ret_entry` is the last, with what became of them together. */
static enum err_code read_records(struct import *import, struct import_row *row, struct import_entry **ret_entry, struct err *err)
{
    struct import_tally all = { 0 };
    size_t first = next_set_column(import, row, 0), second = first ? next_set_column(import, row, first) : 0;
    bool parted = import->layout->shape == LAYOUT_RECORDS && parts_row(import, first, second);
    import->set_column = parted ? first : 0;
    enum err_code code = ERR_OK;
    do {
        code = read_row(import, row, ret_entry, err);
        all.created = all.created || (*ret_entry)->outcome.created;
        all.changed = all.changed || (*ret_entry)->outcome.changed;
        import->set_column = parted ? next_set_column(import, row, import->set_column) : 0;
    } while (code == ERR_OK && import->set_column && row->verdict == IMPORT_NOTE);
    import->set_column = 0;
    if (parted) {
        bool changed = !all.created && all.changed;
        (*ret_entry)->outcome = (struct import_tally){ .created = all.created, .changed = changed, .same = !all.created && !changed };
    }
    return code;
}

enum err_code import_record_row(struct import *import, struct import_row *row, struct err *err)
{
    bool areas = strcmp(import->layout->kind->slug, "units") == 0;
    struct import_entry *entry = NULL;
    import->row_aside = is_aside(import, row) || (areas && import_enter_commune_row(import, row)) || import_row_is_signed(import, row);
    if (!import->row_aside)
        TRY(enter_section(import, row, &import->row_aside, err));
    if (import->row_aside)
        return ERR_OK;
    TRY(db_savepoint(import->store->db, SAVEPOINT_ROW, err));
    enum err_code code = read_records(import, row, &entry, err);
    if (code != ERR_OK || row->verdict != IMPORT_NOTE) {
        import_take_back(import, SAVEPOINT_ROW);
        if (code != ERR_OK)
            return code;
    } else {
        TRY(import_let_stand(import, SAVEPOINT_ROW, err));
        for (size_t i = 0; i < entry->made_count; i++)
            import_say(import, row, entry->made[i].column, IMPORT_NOTE, entry->made[i].is_body ? "body_new" : "donor_new",
                       entry->made[i].is_body ? MSG_IMPORT_BODY_NEW : MSG_IMPORT_DONOR_NEW, entry->made[i].name);
    }
    TRY(import_count_row(import, entry, NULL, err));
    arena_release(&import->group_arena, import->group_mark);
    return ERR_OK;
}
