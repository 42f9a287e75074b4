/* SPDX-License-Identifier: Apache-2.0 */
#include "service/sheet/export.h"

#include "domain/field.h"
#include "paper/out_file.h"
#include "service/account/personal_log.h"
#include "service/record/record_json.h"
#include "service/sheet/kind_sheet.h"

#include <string.h>

enum { FLUSH_BYTES = 256 << 10, COLUMNS_MAX = KIND_FIELDS_MAX * 2 + 3 };

struct exporting {
    struct store *store;
    const struct export_request *request;
    struct kind_sheet sheet;
    struct sheet_column columns[COLUMNS_MAX];
    size_t column_count;
    struct sheet_writer *writer; /* NULL: JSON, which the next three are for */
    struct out_file file;
    struct json_writer json;
    struct buf out;
    struct arena arena; /* of a row */
    struct export_result *result;
};

static void add_column(struct exporting *exporting, struct sheet_column column)
{
    require(exporting->column_count < COLUMNS_MAX);
    exporting->columns[exporting->column_count++] = column;
}

/* --- with words -------------------------------------------------------------------------------- */

static bool is_shown(const struct field *field)
{
    return !field->unlisted && !field->hidden;
}

/* Areas of one name are told apart by their commune. */
static bool has_commune(const struct kind *kind, const struct field *field)
{
    return kind->unit && strcmp(kind->unit, field->name) == 0;
}

static const char *commune_name(struct exporting *exporting, const struct field *field, struct value unit)
{
    struct unit_place place = { 0 };
    struct err ignored = { 0 };
    if (value_is_null(unit) || unit_place_get(exporting->store, unit.i, &place, &ignored) != ERR_OK ||
        !place.commune)
        return "";
    return kind_sheet_label(&exporting->sheet, &exporting->arena, field, v_int(place.commune));
}

static void word_columns(struct exporting *exporting)
{
    const struct kind *kind = exporting->request->kind;
    enum lang lang = exporting->request->lang;
    for (const struct field *field = kind->fields; field->name; field++) {
        if (is_shown(field))
            add_column(exporting, kind_sheet_column(&exporting->sheet, field, false));
        if (is_shown(field) && has_commune(kind, field))
            add_column(exporting,
                       (struct sheet_column){ .header = msg_text(MSG_EXPORT_COMMUNE, lang), .width = 20 });
    }
    if (kind->states)
        add_column(exporting, (struct sheet_column){ .header = msg_text(MSG_EXPORT_STATE, lang), .width = 16 });
    add_column(exporting, (struct sheet_column){ .header = msg_text(MSG_EXPORT_ID, lang), .width = 16 });
}

static size_t word_cells(struct exporting *exporting, const struct record *record, struct value *cells)
{
    const struct kind *kind = record->kind;
    struct arena *arena = &exporting->arena;
    size_t count = 0;
    for (size_t i = 0; kind->fields[i].name; i++) {
        const struct field *field = &kind->fields[i];
        if (is_shown(field))
            cells[count++] = kind_sheet_cell(&exporting->sheet, arena, field, record->values[i]);
        if (is_shown(field) && has_commune(kind, field))
            cells[count++] = v_text(commune_name(exporting, field, record->values[i]));
    }
    if (kind->states) {
        const struct state *state = kind_state(kind, record->state);
        cells[count++] = v_text(exporting->request->lang == LANG_EN ? state->en : state->vi);
    }
    cells[count++] = v_text(field_external(arena, &(struct field){ .type = FIELD_REF }, v_int(record->id)));
    return count;
}

/* --- with codes --------------------------------------------------------------------------------- */

static bool is_number(const struct field *field)
{
    return field_is_int(field) && field->type != FIELD_REF;
}

static void code_columns(struct exporting *exporting)
{
    const struct kind *kind = exporting->request->kind;
    add_column(exporting, (struct sheet_column){ .header = "id", .width = 16 });
    add_column(exporting, (struct sheet_column){ .header = "version", .type = SHEET_COLUMN_NUMBER });
    if (kind->states)
        add_column(exporting, (struct sheet_column){ .header = "state" });
    for (const struct field *field = kind->fields; field->name; field++) {
        if (field->hidden)
            continue;
        enum sheet_column_type type = is_number(field)           ? SHEET_COLUMN_NUMBER :
                                      field->type == FIELD_DATE ? SHEET_COLUMN_DATE :
                                                                   SHEET_COLUMN_TEXT;
        add_column(exporting, (struct sheet_column){ .header = field->name, .type = type });
        if (field->type == FIELD_REF)
            add_column(exporting, (struct sheet_column){
                                      .header = arena_printf(&exporting->sheet.arena, "%s_label", field->name),
                                      .width = 24 });
    }
}

static size_t code_cells(struct exporting *exporting, struct record *record, struct value *cells)
{
    const struct kind *kind = record->kind;
    struct arena *arena = &exporting->arena;
    size_t count = 0;
    record_mask(exporting->store, arena, record);
    cells[count++] = v_text(field_external(arena, &(struct field){ .type = FIELD_REF }, v_int(record->id)));
    cells[count++] = v_int(record->version);
    if (kind->states)
        cells[count++] = v_text(record->state);
    for (size_t i = 0; kind->fields[i].name; i++) {
        const struct field *field = &kind->fields[i];
        struct value value = record->values[i];
        if (field->hidden)
            continue;
        cells[count++] = is_number(field) ? value : v_text(field_external(arena, field, value));
        if (field->type == FIELD_REF)
            cells[count++] = v_text(value_is_null(value) ?
                                        "" :
                                        kind_sheet_label(&exporting->sheet, arena, field, value));
    }
    return count;
}

/* --- sheets ---------------------------------------------------------------------------------------- */

static enum err_code export_row(void *context, const struct record *record, struct err *err)
{
    struct exporting *exporting = context;
    struct arena_mark mark = arena_mark(&exporting->arena);
    struct value cells[COLUMNS_MAX];
    if (exporting->request->with_words && exporting->store->actor.sees_personal)
        personal_log_seen(exporting->store, record);
    size_t count = exporting->request->with_words ?
                       word_cells(exporting, record, cells) :
                       code_cells(exporting, record_copy(&exporting->arena, record), cells);
    require(count == exporting->column_count);
    enum err_code code = sheet_writer_add(exporting->writer, cells, err);
    exporting->result->rows++;
    arena_release(&exporting->arena, mark);
    return code;
}

static enum err_code export_sheet(struct exporting *exporting, struct err *err)
{
    const struct export_request *request = exporting->request;
    if (request->with_words)
        word_columns(exporting);
    else
        code_columns(exporting);
    struct sheet_writer_options options = {
        .format = request->format == EXPORT_XLSX ? SHEET_FORMAT_XLSX : SHEET_FORMAT_CSV,
        .title = kind_list_name(request->kind, request->lang),
        .columns = exporting->columns, .column_count = exporting->column_count,
        .has_mark = request->has_mark, .separator = request->separator,
        .footer = kind_sheet_footer(&exporting->sheet),
    };
    TRY(sheet_writer_open(request->path, &options, &exporting->writer, err));
    enum err_code code =
        entity_each(exporting->store, request->kind, request->query, export_row, exporting, err);
    exporting->result->cut = (int64_t)sheet_writer_cut_count(exporting->writer);
    if (code == ERR_OK)
        return sheet_writer_finish(exporting->writer, err);
    sheet_writer_abandon(exporting->writer);
    return code;
}

/* --- JSON ---------------------------------------------------------------------------------------------- */

static enum err_code flush(struct exporting *exporting, struct err *err)
{
    TRY(out_file_write(&exporting->file, buf_text(&exporting->out), exporting->out.len, err));
    buf_clear(&exporting->out);
    return ERR_OK;
}

static enum err_code export_object(void *context, const struct record *record, struct err *err)
{
    struct exporting *exporting = context;
    struct arena_mark mark = arena_mark(&exporting->arena);
    struct record *copy = record_copy(&exporting->arena, record);
    record_mask(exporting->store, &exporting->arena, copy);
    enum err_code code = record_json_dated(exporting->store, &exporting->arena, &exporting->json, copy, err);
    exporting->result->rows++;
    arena_release(&exporting->arena, mark);
    if (code != ERR_OK)
        return code;
    return exporting->out.len >= FLUSH_BYTES ? flush(exporting, err) : ERR_OK;
}

static enum err_code export_json(struct exporting *exporting, struct err *err)
{
    const struct export_request *request = exporting->request;
    exporting->json = (struct json_writer){ .out = &exporting->out, .indent = 1 };
    if (strcmp(request->path, "-") == 0)
        TRY(out_file_standard(&exporting->file, err));
    else
        TRY(out_file_open(&exporting->file, request->path, err));
    json_begin_array(&exporting->json);
    TRY(entity_each(exporting->store, request->kind, request->query, export_object, exporting, err));
    json_end_array(&exporting->json);
    buf_add_char(&exporting->out, '\n');
    TRY(flush(exporting, err));
    return out_file_commit(&exporting->file, err);
}

enum err_code export_run(struct store *store, const struct export_request *request,
                         struct export_result *ret_result, struct err *err)
{
    struct exporting exporting = { .store = store, .request = request, .result = ret_result,
                                   .file = { .fd = -1 } };
    *ret_result = (struct export_result){ 0 };
    personal_log_exports(store);
    enum err_code code = kind_sheet_open(&exporting.sheet, store, request->kind, request->lang, 0, err);
    if (code == ERR_OK)
        code = request->format == EXPORT_JSON ? export_json(&exporting, err) : export_sheet(&exporting, err);
    out_file_done(&exporting.file);
    kind_sheet_done(&exporting.sheet);
    arena_done(&exporting.arena);
    buf_done(&exporting.out);
    return code;
}
