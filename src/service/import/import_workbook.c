/* SPDX-License-Identifier: Apache-2.0
 * Returned workbooks (service/sheet/workbook.h): which cells of a signed row were touched, and what the rows
 * without a key say is new. The merging itself is service/sheet/merge.h. */
#include "service/import/import_parts.h"

#include "base/vitext.h"
#include "domain/field.h"
#include "service/sheet/merge.h"
#include "service/sheet/workbook.h"

#include <string.h>
#include <time.h>

enum { SAVEPOINT_ROW = 1, ISSUES_MAX = 16, SAME_NAMED_MAX = 8 };

/* For a unit that rows were issued for: its sheet, opened when the first such row comes. */
struct issued_sheet {
    int64_t unit;
    struct kind_sheet sheet;
    struct issued_sheet *next;
};

struct reading {
    struct import *import;
    const struct kind *kind;
    const struct field **fields; /* by column; NULL: another */
    size_t key, state;           /* columns, index + 1 */
    struct issued_sheet *sheets;
    int64_t last_unit; /* of the rows above */
    struct idmap rows; /* record → row of the file */
    struct {
        int64_t unit, moment;
    } issues[ISSUES_MAX]; /* what the file was put together from */
    size_t issue_count;
};

/* --- headers ------------------------------------------------------------------------------------------ */

static bool has_key_header(const struct sheet_row *row, size_t *ret_column)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].len && workbook_is_key_header(row->cells[i].text)) {
            *ret_column = i + 1;
            return true;
        }
    return false;
}

/* Goes to the row of headers; *ret_found is false where the sheet has none of a workbook. */
static enum err_code find_header(struct sheet_reader *reader, struct sheet_row *row, bool *ret_found,
                                 struct err *err)
{
    size_t column = 0;
    *ret_found = false;
    for (int i = 0; i < IMPORT_HEADER_ROWS && !*ret_found; i++) {
        TRY(sheet_next(reader, row, err));
        if (row->number == 0)
            return ERR_OK;
        *ret_found = has_key_header(row, &column);
    }
    return ERR_OK;
}

enum err_code import_workbook_is(struct import *import, struct sheet_reader *reader, bool *ret_is,
                                 struct err *err)
{
    struct sheet_name_list names = sheet_names(reader);
    struct sheet_row row = { 0 };
    *ret_is = false;
    for (size_t i = 0; i < names.count && !*ret_is; i++) {
        if (!import_sheet_is_meant(import, &names.items[i]))
            continue;
        TRY(sheet_select(reader, i + 1, err));
        TRY(find_header(reader, &row, ret_is, err));
    }
    return *ret_is ? ERR_OK : sheet_select(reader, 1, err);
}

static const struct field *field_of_header(const struct kind *kind, const char *header)
{
    for (const struct field *field = kind->fields; field->name; field++)
        if (kind_sheet_has(field) && (strcmp(header, field->vi) == 0 || strcmp(header, field->en) == 0 ||
                                      strcmp(header, field->name) == 0))
            return field;
    for (const struct field *field = kind->fields; field->name; field++)
        if (kind_sheet_has(field) &&
            (text_equal_folded(header, field->vi) || text_equal_folded(header, field->en)))
            return field;
    return NULL;
}

/* The two columns that a file of refused rows has beyond those of the list. */
static bool is_of_rejects(const char *header)
{
    return text_equal_folded(header, "Dòng trong tệp gốc") || text_equal_folded(header, "Lý do chưa nhận");
}

static void read_header(struct reading *reading, const struct import_row *row)
{
    struct import *import = reading->import;
    struct import_header *header = &import->header;
    *header = (struct import_header){ .first = row->number, .last = row->number, .count = row->count,
                                      .found = true };
    header->columns = ARENA_ARRAY(&import->sheet_arena, struct import_column, row->count + 1);
    reading->fields = ARENA_ARRAY(&import->sheet_arena, const struct field *, row->count + 1);
    reading->key = reading->state = 0;
    for (size_t i = 0; i < row->count; i++) {
        const char *text = row->cells[i].text, *args[] = { text, NULL };
        const struct field *field = field_of_header(reading->kind, text);
        header->columns[i].header = text;
        for (size_t j = 0; field && j < i; j++)
            if (reading->fields[j] == field)
                field = NULL;
        reading->fields[i] = field;
        if (!reading->key && workbook_is_key_header(text))
            reading->key = i + 1;
        else if (workbook_is_state_header(text))
            reading->state = i + 1;
        else if (*text && !field && !is_of_rejects(text))
            import_say_sheet(import, "column_unknown", MSG_WORKBOOK_COLUMN_UNKNOWN, text, args);
    }
}

/* --- cells --------------------------------------------------------------------------------------------- */

static const char *cell_text(const struct import_row *row, size_t column)
{
    return column < row->count ? row->cells[column].text : "";
}

static void clean_row(struct import *import, struct import_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        struct import_cell *cell = &row->cells[i];
        struct err err = { 0 };
        if (cell->type == SHEET_CELL_ERROR || cell->type == SHEET_CELL_UNCOMPUTED)
            import_say(import, row, i + 1, IMPORT_REFUSED,
                       cell->type == SHEET_CELL_ERROR ? "cell_error" : "formula",
                       cell->type == SHEET_CELL_ERROR ? MSG_IMPORT_CELL_ERROR : MSG_IMPORT_FORMULA, cell->raw);
        else if (text_clean_lines(&import->group_arena, cell->raw, &cell->text, NULL, &err) != ERR_OK)
            import_say_err(import, row, i + 1, IMPORT_REFUSED, "not_unicode", &err);
        if (text_is_blank(cell->text))
            cell->text = "";
    }
}

static bool has_values(const struct reading *reading, const struct import_row *row)
{
    for (size_t i = 0; i < row->count && i < reading->import->header.count; i++)
        if (reading->fields[i] && *row->cells[i].text)
            return true;
    return false;
}

static const char *name_of_issue(struct import *import, const struct err *issue)
{
    if (!*issue->where)
        return err_code_name(issue->code);
    return arena_printf(import->arena, "%s_%s", issue->where,
                        issue->msg == MSG_FIELD_REQUIRED ? "missing" : "wrong");
}

static size_t column_of_field(const struct reading *reading, const char *name)
{
    for (size_t i = 0; i < reading->import->header.count; i++)
        if (reading->fields[i] && strcmp(reading->fields[i]->name, name) == 0)
            return i + 1;
    return 0;
}

/* A failure of the row is said of it; others go on. */
static enum err_code say_failure(struct reading *reading, struct import_row *row, enum err_code code,
                                 const struct issues *issues, const struct err *failure, struct err *err)
{
    struct import *import = reading->import;
    if (code == ERR_OK)
        return ERR_OK;
    if (!import_is_row_failure(code)) {
        *err = *failure;
        return code;
    }
    for (size_t i = 0; i < issues->count; i++)
        import_say_err(import, row, column_of_field(reading, issues->items[i].where), IMPORT_REFUSED,
                       name_of_issue(import, &issues->items[i]), &issues->items[i]);
    if (issues->count == 0)
        import_say_err(import, row, column_of_field(reading, failure->where), IMPORT_REFUSED,
                       name_of_issue(import, failure), failure);
    return ERR_OK;
}

static enum err_code sheet_of_unit(struct reading *reading, int64_t unit, struct kind_sheet **ret_sheet,
                                   struct err *err)
{
    struct issued_sheet *found = reading->sheets;
    while (found && found->unit != unit)
        found = found->next;
    if (!found) {
        found = ARENA_NEW(reading->import->arena, struct issued_sheet);
        found->unit = unit;
        found->next = reading->sheets;
        reading->sheets = found;
        TRY(kind_sheet_open(&found->sheet, reading->import->store, reading->kind, LANG_VI, unit, err));
    }
    *ret_sheet = &found->sheet;
    return ERR_OK;
}

/* --- signed rows: what was touched ------------------------------------------------------------------------ */

/* Reads the cell where it does not stand as it was issued; true where that is an edit. */
static enum err_code read_edit(struct reading *reading, struct kind_sheet *sheet,
                               const struct workbook_row *issued, struct import_row *row, size_t column,
                               struct merge_edit *ret_edit, bool *ret_is, struct err *err)
{
    const struct store *store = reading->import->store;
    const struct field *field = reading->fields[column];
    const char *text = cell_text(row, column);
    struct arena *arena = &reading->import->group_arena;
    struct err failure = { 0 };
    *ret_is = false;
    if (workbook_has_mark(store, issued, field, WORKBOOK_MARK_TEXT, text))
        return ERR_OK;
    if (workbook_has_mark(store, issued, field, WORKBOOK_MARK_MASKED, "")) {
        import_say(reading->import, row, column + 1, IMPORT_REFUSED, "masked", MSG_WORKBOOK_MASKED);
        return ERR_OK;
    }
    struct value value = v_null();
    enum err_code code = kind_sheet_read(sheet, arena, field, text, &value, &failure);
    if (code != ERR_OK)
        return say_failure(reading, row, code, &(struct issues){ 0 }, &failure, err);
    const char *plain = field_external(arena, field, value);
    *ret_is = !workbook_has_mark(store, issued, field, WORKBOOK_MARK_VALUE, plain ? plain : "");
    *ret_edit = (struct merge_edit){ .field = field, .value = value };
    return ERR_OK;
}

static enum err_code read_edits(struct reading *reading, const struct workbook_row *issued,
                                struct import_row *row, struct merge_request *request, struct err *err)
{
    struct kind_sheet *sheet = NULL;
    TRY(sheet_of_unit(reading, issued->unit, &sheet, err));
    request->edits = ARENA_ARRAY(&reading->import->group_arena, struct merge_edit, KIND_FIELDS_MAX);
    for (size_t i = 0; i < reading->import->header.count; i++) {
        bool is_edit = false;
        if (!reading->fields[i])
            continue;
        TRY(read_edit(reading, sheet, issued, row, i, &request->edits[request->count], &is_edit, err));
        request->count += is_edit;
    }
    return ERR_OK;
}

static const char *shown(struct reading *reading, struct kind_sheet *sheet, const struct field *field,
                         struct value value)
{
    struct arena *arena = &reading->import->group_arena;
    struct value cell = kind_sheet_cell(sheet, arena, field, value);
    if (cell.type == VALUE_INT)
        return field_display(arena, field, value, LANG_VI);
    return cell.type == VALUE_TEXT ? cell.s : "";
}

static enum err_code count_edits(struct reading *reading, const struct workbook_row *issued,
                                 struct import_row *row, const struct merge_request *request,
                                 struct import_tally *outcome, struct err *err)
{
    struct import_merged *merged = &reading->import->result->merged;
    struct kind_sheet *sheet = NULL;
    bool written = false;
    TRY(sheet_of_unit(reading, issued->unit, &sheet, err));
    for (size_t i = 0; i < request->count; i++) {
        const struct merge_edit *edit = &request->edits[i];
        bool done = edit->verdict == MERGE_APPLIED || edit->verdict == MERGE_PARALLEL;
        merged->cells += done;
        merged->parallel += edit->verdict == MERGE_PARALLEL;
        merged->conflicts += edit->verdict == MERGE_CONFLICT;
        merged->known += edit->verdict == MERGE_SAME;
        written = written || done;
        if (edit->verdict == MERGE_CONFLICT)
            import_say(reading->import, row, column_of_field(reading, edit->field->name), IMPORT_NOTE,
                       "conflict", MSG_WORKBOOK_CONFLICT, shown(reading, sheet, edit->field, edit->current),
                       shown(reading, sheet, edit->field, edit->value));
    }
    *outcome = (struct import_tally){ .changed = written, .same = !written };
    return ERR_OK;
}

static void remember_issue(struct reading *reading, const struct workbook_row *issued)
{
    for (size_t i = 0; i < reading->issue_count; i++)
        if (reading->issues[i].unit == issued->unit && reading->issues[i].moment == issued->issued)
            return;
    if (reading->issue_count == ISSUES_MAX)
        return;
    reading->issues[reading->issue_count].unit = issued->unit;
    reading->issues[reading->issue_count++].moment = issued->issued;
}

/* A row of another place is not this import's; one that stands twice is meant as a new record or is a
 * mistake. */
static enum err_code check_row(struct reading *reading, const struct workbook_row *issued,
                               struct import_row *row, struct err *err)
{
    struct import *import = reading->import;
    int64_t has = 1, before = idmap_get(&reading->rows, issued->id, 0);
    if (import->unit && issued->unit != import->unit)
        TRY(db_one_int(import->store->db, STMT_CLOSURE_HAS,
                       ARGS(v_int(import->unit), v_int(issued->unit), v_int(import->store->today_day)), 0,
                       &has, err));
    if (!has)
        import_say(import, row, reading->key, IMPORT_REFUSED, "unit_other", MSG_WORKBOOK_UNIT_OTHER,
                   unit_name(import->store, &import->group_arena, issued->unit));
    else if (before)
        import_say(import, row, reading->key, IMPORT_REFUSED, "row_twice", MSG_WORKBOOK_ROW_TWICE,
                   err_int(before));
    else
        idmap_put(&reading->rows, issued->id, row->number);
    return ERR_OK;
}

/* --- keys that stand beside another record ------------------------------------------------------------------ */

/* Records that go by the same name where this one is: of the same place and owner and, unless it is a
 * person's, of the same year and date. */
static enum err_code find_same_named(struct reading *reading, const struct record *record,
                                     struct record_list *ret_list, struct err *err)
{
    const struct kind *kind = record->kind;
    struct arena *arena = &reading->import->group_arena;
    const struct field *label = kind->label ? kind_field(kind, kind->label) : NULL;
    bool is_person = label && label->type == FIELD_PERSON_NAME;
    const char *names[] = { kind->label, kind->unit, kind->owner, is_person ? NULL : kind->date,
                            is_person || !kind_field(kind, "year") ? NULL : "year" };
    struct cond *conds[COUNT(names)];
    size_t count = 0;
    if (!is_person && !(label && label->type == FIELD_TEXT))
        return ERR_OK;
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct field *field = names[i] ? kind_field(kind, names[i]) : NULL;
        if (field && !field->carried && !value_is_null(record_value(record, field->name)))
            conds[count++] = cond_compare(arena, (int)(field - kind->fields), COND_EQ,
                                          record_value(record, field->name));
    }
    struct entity_query query = { .where = cond_all(arena, conds, count), .limit = SAME_NAMED_MAX };
    return entity_list(reading->import->store, kind, &query, arena, ret_list, err);
}

/* A name that is edited into that of another record there is: rows were sorted without the column of keys, or a key was
 * copied. Which of the two is meant nobody can tell. */
static enum err_code check_name(struct reading *reading, const struct workbook_row *issued, struct import_row *row,
                                const struct merge_request *request, struct err *err)
{
    struct import *import = reading->import;
    struct record *known = NULL;
    struct record_list list = { 0 };
    struct err failure = { 0 };
    const char *label = reading->kind->label;
    bool edited = false;
    for (size_t i = 0; i < request->count && label; i++)
        edited = edited || strcmp(request->edits[i].field->name, label) == 0;
    if (!edited || entity_get(import->store, reading->kind, issued->id, &import->group_arena, &known, &failure) != ERR_OK)
        return ERR_OK;
    struct record *said = record_new(&import->group_arena, reading->kind);
    memcpy(said->values, known->values, kind_field_count(reading->kind) * sizeof(*said->values));
    for (size_t i = 0; i < request->count; i++)
        record_set(said, request->edits[i].field->name, request->edits[i].value);
    TRY(find_same_named(reading, said, &list, err));
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].id != issued->id && row->verdict == IMPORT_NOTE) {
            char id[ID_TEXT_SIZE];
            id_to_text(list.items[i].id, id);
            import_say(import, row, reading->key, IMPORT_DOUBTFUL, "key_moved", MSG_WORKBOOK_KEY_MOVED, record_text(known, label),
                       record_text(said, label), id);
            idmap_put(&reading->rows, issued->id, 0); /* its own row may yet come */
        }
    return ERR_OK;
}

static enum err_code take_signed(struct reading *reading, struct import_row *row, struct import_tally *outcome,
                                 struct err *err)
{
    struct import *import = reading->import;
    struct arena *arena = &import->group_arena;
    struct workbook_row issued = { 0 };
    struct err failure = { 0 };
    struct issues issues = { .arena = arena };
    const char *key = cell_text(row, reading->key - 1);
    if (workbook_unseal(import->store, arena, reading->kind, key, &issued, &failure) != ERR_OK) {
        import_say_err(import, row, reading->key, IMPORT_REFUSED, "key_broken", &failure);
        return ERR_OK;
    }
    TRY(check_row(reading, &issued, row, err));
    if (row->verdict != IMPORT_NOTE)
        return ERR_OK;
    reading->last_unit = issued.unit;
    remember_issue(reading, &issued);
    outcome->same = 1;
    if (!has_values(reading, row)) {
        import_say(import, row, reading->key, IMPORT_NOTE, "row_emptied", MSG_WORKBOOK_EMPTIED);
        return ERR_OK;
    }
    if (reading->state && *cell_text(row, reading->state - 1) &&
        !workbook_has_mark(import->store, &issued, &workbook_state_field, WORKBOOK_MARK_TEXT,
                           cell_text(row, reading->state - 1)))
        import_say(import, row, reading->state, IMPORT_NOTE, "state_touched", MSG_WORKBOOK_STATE_TOUCHED);
    struct merge_request request = { .kind = reading->kind, .id = issued.id, .base_version = issued.version,
                                     .origin = "workbook" };
    TRY(read_edits(reading, &issued, row, &request, err));
    if (row->verdict == IMPORT_NOTE)
        TRY(check_name(reading, &issued, row, &request, err));
    if (row->verdict != IMPORT_NOTE || request.count == 0)
        return ERR_OK;
    enum err_code code = record_merge(import->store, &request, arena, &issues, &failure);
    if (code != ERR_OK)
        return say_failure(reading, row, code, &issues, &failure, err);
    return count_edits(reading, &issued, row, &request, outcome, err);
}

/* --- rows without a key: new records ------------------------------------------------------------------------ */

static enum err_code read_new(struct reading *reading, struct import_row *row, struct record *record,
                              struct err *err)
{
    struct import *import = reading->import;
    int64_t unit = import->unit ? import->unit : reading->last_unit;
    const struct field *place = record->kind->unit ? kind_field(record->kind, record->kind->unit) : NULL;
    struct kind_sheet *sheet = NULL;
    TRY(sheet_of_unit(reading, reading->last_unit ? reading->last_unit : unit, &sheet, err));
    for (size_t i = 0; i < import->header.count; i++) {
        struct err failure = { 0 };
        const struct field *field = reading->fields[i];
        if (!field)
            continue;
        enum err_code code = kind_sheet_read(sheet, &import->group_arena, field, cell_text(row, i),
                                             &record->values[field - record->kind->fields], &failure);
        TRY(say_failure(reading, row, code, &(struct issues){ 0 }, &failure, err));
    }
    if (place && !place->carried && value_is_null(record_value(record, place->name))) {
        record_set(record, place->name, unit ? v_int(unit) : v_null());
        if (!unit && place->required)
            import_say(import, row, 0, IMPORT_REFUSED, "unit_missing", MSG_WORKBOOK_NO_UNIT, place->vi);
    }
    return ERR_OK;
}

/* Everything the row says is so already. */
static bool says_the_same(const struct record *known, const struct record *said)
{
    for (size_t i = 0; known->kind->fields[i].name; i++)
        if (!value_is_null(said->values[i]) && !value_equal(known->values[i], said->values[i]))
            return false;
    return true;
}

/* The record that the row is about after all: sent before, or there with all the row says. Doubtful
 * where one of its name is there and differs. */
static enum err_code find_known(struct reading *reading, struct import_row *row, const struct record *record,
                                const struct merge_request *request, int64_t *ret_id, struct err *err)
{
    struct import *import = reading->import;
    struct record_list list = { 0 };
    char id[ID_TEXT_SIZE];
    TRY(record_merge_seen(import->store, record, request, &import->group_arena, ret_id, err));
    if (*ret_id)
        return ERR_OK;
    TRY(find_same_named(reading, record, &list, err));
    for (size_t i = 0; i < list.count && !*ret_id; i++)
        if (says_the_same(&list.items[i], record))
            *ret_id = list.items[i].id;
    if (*ret_id || list.count == 0)
        return ERR_OK;
    id_to_text(list.items[0].id, id);
    import_say(import, row, column_of_field(reading, record->kind->label), IMPORT_DOUBTFUL,
               "possible_duplicate", MSG_WORKBOOK_POSSIBLE_DUPLICATE, id,
               record_text(record, record->kind->label));
    return ERR_OK;
}

/* What a new household brings with it as in a list: its head among the people, in the words of the row;
 * and, where --year and --set class=… say it, the class. */
static enum err_code add_head(struct reading *reading, const struct record *household, struct err *err)
{
    static const char *const pairs[][2] = { { "full_name", "head_name" },
                                            { "sex", "head_sex" },
                                            { "birth_date", "head_birth_date" },
                                            { "phone", "phone" },
                                            { "ethnicity", "ethnicity" } };
    struct import *import = reading->import;
    struct record *head = record_new(&import->group_arena, kind_by_slug("household_members"));
    for (size_t i = 0; i < COUNT(pairs); i++)
        record_set(head, pairs[i][0], record_value(household, pairs[i][1]));
    record_set(head, "household", v_int(household->id));
    record_set(head, "relation", v_text("head"));
    record_set(head, "ordinal", v_int(1));
    TRY(entity_create(import->store, head, NULL, err));
    import->result->members.created++;
    return ERR_OK;
}

static enum err_code add_class(struct reading *reading, const struct record *household, struct err *err)
{
    struct import *import = reading->import;
    const struct import_request *request = import->request;
    const struct kind *kind = kind_by_slug("classifications");
    const struct code *class = NULL;
    for (size_t i = 0; i < request->set_count; i++)
        if (strcmp(request->set[i].name, "class") == 0)
            class = field_code(kind_field(kind, "class"), request->set[i].text);
    const char *standard = import_standard_of_year(request->year);
    if (!class || !standard)
        return ERR_OK;
    struct record *classification = record_new(&import->group_arena, kind);
    record_set(classification, "household", v_int(household->id));
    record_set(classification, "year", v_int(request->year));
    record_set(classification, "standard", v_text(standard));
    record_set(classification, "class", v_text(class->code));
    record_set(classification, "member_count", record_value(household, "member_count"));
    TRY(entity_create(import->store, classification, NULL, err));
    import->result->classifications.created++;
    return ERR_OK;
}

static enum err_code add_what_comes_with(struct reading *reading, const struct record *record, struct err *err)
{
    if (strcmp(record->kind->slug, "households") != 0)
        return ERR_OK;
    TRY(add_head(reading, record, err));
    return add_class(reading, record, err);
}

static enum err_code take_new(struct reading *reading, struct import_row *row, struct import_tally *outcome,
                              struct err *err)
{
    struct import *import = reading->import;
    struct arena *arena = &import->group_arena;
    struct record *record = record_new(arena, reading->kind);
    struct merge_request request = { .kind = reading->kind, .origin = "workbook" };
    struct issues issues = { .arena = arena };
    struct err failure = { 0 };
    int64_t known = 0;
    TRY(read_new(reading, row, record, err));
    if (row->verdict != IMPORT_NOTE)
        return ERR_OK;
    record_validate(import->store, NULL, record, &issues);
    if (issues.count)
        return say_failure(reading, row, ERR_INPUT, &issues, &issues.items[0], err);
    TRY(find_known(reading, row, record, &request, &known, err));
    if (row->verdict != IMPORT_NOTE)
        return ERR_OK;
    *outcome = (struct import_tally){ .created = !known, .same = known != 0 };
    if (!known) {
        enum err_code code = record_merge_new(import->store, record, &request, arena, &issues, &failure);
        if (code != ERR_OK)
            return say_failure(reading, row, code, &issues, &failure, err);
        TRY(add_what_comes_with(reading, record, err));
        known = record->id;
    }
    idmap_put(&reading->rows, known, row->number);
    return ERR_OK;
}

/* --- rows ------------------------------------------------------------------------------------------------ */

static enum err_code take_row(struct reading *reading, struct import_row *row, struct err *err)
{
    struct import *import = reading->import;
    struct import_entry entry = { .row = row };
    const char *key = cell_text(row, reading->key - 1);
    if (workbook_is_key_header(key) || (!*key && !has_values(reading, row)))
        return ERR_OK;
    TRY(db_savepoint(import->store->db, SAVEPOINT_ROW, err));
    enum err_code code = row->verdict != IMPORT_NOTE ? ERR_OK :
                         *key ? take_signed(reading, row, &entry.outcome, err) :
                                take_new(reading, row, &entry.outcome, err);
    if (code != ERR_OK || row->verdict != IMPORT_NOTE)
        import_take_back(import, SAVEPOINT_ROW);
    else
        code = import_let_stand(import, SAVEPOINT_ROW, err);
    if (code != ERR_OK)
        return code;
    return import_count_row(import, &entry, NULL, err);
}

static enum err_code read_rows(struct reading *reading, struct sheet_reader *reader, struct err *err)
{
    struct import *import = reading->import;
    for (struct sheet_row from;;) {
        struct import_row *row = ARENA_NEW(&import->group_arena, struct import_row);
        TRY(sheet_next(reader, &from, err));
        if (from.number == 0)
            return ERR_OK;
        import_row_copy(&import->group_arena, &from, row);
        clean_row(import, row);
        TRY(take_row(reading, row, err));
        arena_release(&import->group_arena, import->group_mark);
    }
}

static enum err_code read_sheet(struct reading *reading, struct sheet_reader *reader, const char *name,
                                struct err *err)
{
    struct import *import = reading->import;
    struct sheet_row from = { 0 };
    struct import_row row = { 0 };
    bool found = false;
    arena_done(&import->sheet_arena);
    import->sheet = arena_strdup(import->arena, name);
    TRY(find_header(reader, &from, &found, err));
    if (!found)
        return ERR_OK;
    import_row_copy(&import->sheet_arena, &from, &row);
    for (size_t i = 0; i < row.count; i++) {
        struct err ignored = { 0 };
        if (text_clean(&import->sheet_arena, row.cells[i].raw, &row.cells[i].text, NULL, &ignored) != ERR_OK)
            row.cells[i].text = "";
    }
    read_header(reading, &row);
    TRY(import_begin(import, err));
    return read_rows(reading, reader, err);
}

/* --- rows that are gone ------------------------------------------------------------------------------------ */

struct absence {
    struct reading *reading;
    char issued_at[24];
};

static enum err_code note_absent(void *context, const struct record *record, struct err *err)
{
    (void)err;
    const struct absence *absence = context;
    struct import *import = absence->reading->import;
    struct arena *arena = &import->group_arena;
    if (strcmp(record->created_at, absence->issued_at) > 0 ||
        idmap_get(&absence->reading->rows, record->id, 0))
        return ERR_OK;
    idmap_put(&absence->reading->rows, record->id, 1); /* of two issues, say it once */
    import->result->merged.absent++;
    const struct field *label = record->kind->label ? kind_field(record->kind, record->kind->label) : NULL;
    struct value value = label ? record_value(record, label->name) : v_null();
    char id[ID_TEXT_SIZE];
    id_to_text(record->id, id);
    const char *words = !label                                          ? "" :
                        kind_sheet_masks(import->store, label)          ? field_masked(arena, label, value) :
                        label->type == FIELD_REF ? record_label(import->store, arena, label, value) :
                                                   field_display(arena, label, value, LANG_VI);
    const char *args[] = { id, words, NULL };
    import_say_sheet(import, "row_absent", MSG_WORKBOOK_ABSENT, "", args);
    arena_release(arena, import->group_mark);
    return ERR_OK;
}

static enum err_code list_absent(struct reading *reading, struct err *err)
{
    for (size_t i = 0; i < reading->issue_count; i++) {
        struct absence absence = { .reading = reading };
        struct entity_query query = { .scope_unit = reading->issues[i].unit };
        time_t moment = (time_t)reading->issues[i].moment;
        struct tm when;
        if (!gmtime_r(&moment, &when) ||
            strftime(absence.issued_at, sizeof(absence.issued_at), "%Y-%m-%dT%H:%M:%SZ", &when) == 0)
            continue;
        TRY(unit_scope_day(reading->import->store, query.scope_unit, NULL, &query.scope_day, err));
        TRY(entity_each(reading->import->store, reading->kind, &query, note_absent, &absence, err));
    }
    return ERR_OK;
}

/* --- the file ------------------------------------------------------------------------------------------------ */

static enum err_code prepare(struct reading *reading, struct err *err)
{
    struct import *import = reading->import;
    const struct import_request *request = import->request;
    if (reading->kind->internal || reading->kind->append_only)
        return err_set(err, ERR_FORBIDDEN,
                       reading->kind->internal ? MSG_KIND_INTERNAL : MSG_KIND_APPEND_ONLY, reading->kind->vi);
    import->layout = ARENA_NEW(import->arena, struct layout);
    import->layout->kind = reading->kind;
    import->unit = import->store->actor.scope_unit;
    if (request->unit)
        TRY(unit_resolve(import->store, request->unit, NULL, &import->unit, err));
    (void)arena_alloc(&import->group_arena, 1, 1); /* so that the first block stays */
    import->group_mark = arena_mark(&import->group_arena);
    return ERR_OK;
}

static enum err_code read_all(struct reading *reading, struct sheet_reader *reader, struct err *err)
{
    struct sheet_name_list names = sheet_names(reader);
    TRY(prepare(reading, err));
    for (size_t i = 0; i < names.count; i++) {
        if (!import_sheet_is_meant(reading->import, &names.items[i]))
            continue;
        TRY(sheet_select(reader, i + 1, err));
        TRY(read_sheet(reading, reader, names.items[i].name, err));
    }
    return list_absent(reading, err);
}

/* The counts by register, which a list of households fills for each of its four. */
static void count_records(const struct import *import)
{
    struct import_result *result = import->result;
    struct import_tally *tallies[] = { &result->households, &result->members, &result->classifications,
                                       &result->memberships };
    static const char *const slugs[] = { "households", "household_members", "classifications",
                                         "memberships" };
    for (size_t i = 0; i < COUNT(slugs); i++)
        if (strcmp(import->request->kind->slug, slugs[i]) == 0)
            *tallies[i] = result->row_tally;
}

enum err_code import_workbook_read(struct import *import, struct sheet_reader *reader, struct err *err)
{
    struct reading reading = { .import = import, .kind = import->request->kind,
                               .rows = { .arena = import->arena } };
    enum err_code code = read_all(&reading, reader, err);
    count_records(import);
    for (struct issued_sheet *sheet = reading.sheets; sheet; sheet = sheet->next)
        kind_sheet_done(&sheet->sheet);
    return code;
}
