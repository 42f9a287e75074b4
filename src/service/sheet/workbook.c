/* SPDX-License-Identifier: Apache-2.0 */
#include "service/sheet/workbook.h"

#include "base/vitext.h"
#include "domain/field.h"
#include "service/account/personal_log.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- keys ------------------------------------------------------------------------------------------ */

enum { KEY_FORM = 1, KEY_HEAD_BYTES = 1 + 4 * 8, KEY_WIDTH = 17 };
/* A longer text is not cut but left out: a cell that holds half of it would come back as an edit. */
enum { TEXT_BYTES_MAX = SHEET_WRITER_CELL_CHARS_MAX };

static void put_int(unsigned char *to, int64_t number)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)((uint64_t)number >> (56 - 8 * i));
}

static int64_t get_int(const unsigned char *from)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | from[i];
    return (int64_t)number;
}

void workbook_mark(const struct store *store, int64_t id, const struct field *field,
                   enum workbook_mark what, const char *text, unsigned char ret_mark[WORKBOOK_MARK_BYTES])
{
    unsigned char mac[MAC_BYTES];
    CLEANUP(buf_done) struct buf all = { 0 };
    buf_printf(&all, "%lld|%s|%c|%s", (long long)id, field->name, (int)what, text);
    crypto_mac(store->keys.sign, buf_text(&all), all.len, mac);
    memcpy(ret_mark, mac, WORKBOOK_MARK_BYTES);
}

bool workbook_has_mark(const struct store *store, const struct workbook_row *row, const struct field *field,
                       enum workbook_mark what, const char *text)
{
    unsigned char mark[WORKBOOK_MARK_BYTES];
    workbook_mark(store, row->id, field, what, text, mark);
    for (size_t i = 0; i < row->mark_count; i++)
        if (memcmp(row->marks + i * WORKBOOK_MARK_BYTES, mark, WORKBOOK_MARK_BYTES) == 0)
            return true;
    return false;
}

/* Over the kind and all of the key before the signature. */
static void sign(const struct store *store, const struct kind *kind, const unsigned char *bytes, size_t len,
                 unsigned char mac[MAC_BYTES])
{
    CLEANUP(buf_done) struct buf all = { 0 };
    buf_add_n(&all, kind->slug, strlen(kind->slug) + 1);
    buf_add_n(&all, bytes, len);
    crypto_mac(store->keys.sign, buf_text(&all), all.len, mac);
}

const char *workbook_seal(const struct store *store, struct arena *arena, const struct kind *kind,
                          const struct workbook_row *row)
{
    size_t marks = row->mark_count * WORKBOOK_MARK_BYTES, len = KEY_HEAD_BYTES + marks;
    unsigned char *bytes = arena_alloc(arena, len + MAC_BYTES, 1);
    char id[ID_TEXT_SIZE];
    bytes[0] = KEY_FORM;
    put_int(bytes + 1, row->id);
    put_int(bytes + 9, row->version);
    put_int(bytes + 17, row->unit);
    put_int(bytes + 25, row->issued);
    memcpy(bytes + KEY_HEAD_BYTES, row->marks, marks);
    sign(store, kind, bytes, len, bytes + len);
    id_to_text(row->id, id);
    return arena_printf(arena, "%s %s", id, crypto_base64(arena, bytes, len + MAC_BYTES));
}

enum err_code workbook_unseal(const struct store *store, struct arena *arena, const struct kind *kind,
                              const char *text, struct workbook_row *ret_row, struct err *err)
{
    size_t len = 0;
    char id[ID_TEXT_SIZE];
    unsigned char mac[MAC_BYTES];
    const char *space = strchr(text, ' ');
    const unsigned char *bytes = space ? crypto_base64_bytes(arena, space + 1, &len) : NULL;
    if (!bytes || len < KEY_HEAD_BYTES + MAC_BYTES || bytes[0] != KEY_FORM)
        return err_set(err, ERR_INPUT, MSG_WORKBOOK_KEY_BROKEN);
    len -= MAC_BYTES;
    sign(store, kind, bytes, len, mac);
    if (!crypto_mac_equal(mac, bytes + len))
        return err_set(err, ERR_INPUT, MSG_WORKBOOK_KEY_BROKEN);
    *ret_row = (struct workbook_row){
        get_int(bytes + 1), get_int(bytes + 9), get_int(bytes + 17), get_int(bytes + 25),
        bytes + KEY_HEAD_BYTES, (len - KEY_HEAD_BYTES) / WORKBOOK_MARK_BYTES,
    };
    id_to_text(ret_row->id, id);
    if (strncmp(text, id, ID_TEXT_LEN) != 0 || space != text + ID_TEXT_LEN)
        return err_set(err, ERR_INPUT, MSG_WORKBOOK_KEY_BROKEN);
    return ERR_OK;
}

static bool is_header(const char *header, enum msg msg)
{
    return text_equal_folded(header, msg_text(msg, LANG_VI)) ||
           text_equal_folded(header, msg_text(msg, LANG_EN));
}

bool workbook_is_key_header(const char *header)
{
    return is_header(header, MSG_WORKBOOK_KEY_HEADER);
}

bool workbook_is_state_header(const char *header)
{
    return is_header(header, MSG_WORKBOOK_STATE_HEADER);
}

const struct field workbook_state_field = { .name = "state", .vi = "Trạng thái", .en = "State" };

/* --- writing ------------------------------------------------------------------------------------------ */

struct writing {
    struct store *store;
    const struct template_request *request;
    struct kind_sheet sheet;
    int64_t unit, day; /* 0: empty */
    struct sheet_column columns[KIND_FIELDS_MAX + 2];
    size_t column_count;
    struct sheet_writer *writer;
    struct arena arena; /* of a row */
    int64_t rows;
};

static void add_list_columns(struct writing *writing)
{
    const struct template_request *request = writing->request;
    for (size_t i = 0; i < request->list_count; i++) {
        const struct template_column *is = &request->list[i];
        struct sheet_column column = { .header = is->header, .width = is->width, .note = is->note };
        if (is->field) {
            column = kind_sheet_column(&writing->sheet, is->field, true);
            column.header = is->header;
        }
        writing->columns[writing->column_count++] = column;
    }
}

static void add_columns(struct writing *writing)
{
    const struct kind *kind = writing->request->kind;
    enum lang lang = writing->request->lang;
    if (writing->unit)
        writing->columns[writing->column_count++] = (struct sheet_column){
            .header = msg_text(MSG_WORKBOOK_KEY_HEADER, lang), .width = KEY_WIDTH, .is_locked = true,
            .is_clipped = true, .note = msg_text(MSG_WORKBOOK_KEY_NOTE, lang),
        };
    for (const struct field *field = kind->fields; field->name; field++)
        if (kind_sheet_has(field))
            writing->columns[writing->column_count++] = kind_sheet_column(&writing->sheet, field, true);
    if (writing->unit && kind->states)
        writing->columns[writing->column_count++] = (struct sheet_column){
            .header = msg_text(MSG_WORKBOOK_STATE_HEADER, lang), .width = 18, .is_locked = true,
            .note = msg_text(MSG_WORKBOOK_STATE_NOTE, lang),
        };
}

static void add_mark(struct writing *writing, int64_t id, const struct field *field, enum workbook_mark what,
                     const char *text, unsigned char *marks, size_t *count)
{
    workbook_mark(writing->store, id, field, what, text ? text : "", marks + *count * WORKBOOK_MARK_BYTES);
    ++*count;
}

static bool is_too_long(struct value value)
{
    return value.type == VALUE_TEXT && strlen(value.s) > TEXT_BYTES_MAX;
}

/* Marks of the cell: of its value, and of its text where reading that back depends on more than the
 * field (labels may be changed). A masked one is marked by its text alone, and as masked. */
static void mark_cell(struct writing *writing, const struct record *record, size_t index, struct value cell,
                      unsigned char *marks, size_t *count)
{
    const struct field *field = &record->kind->fields[index];
    const char *text = cell.type == VALUE_TEXT ? cell.s : "";
    bool is_masked = kind_sheet_masks(writing->store, field) || is_too_long(record->values[index]);
    bool has_words = field->type == FIELD_REF || field->type == FIELD_KEY || field->type == FIELD_CODE ||
                     field->type == FIELD_CODES;
    if (is_masked)
        add_mark(writing, record->id, field, WORKBOOK_MARK_MASKED, "", marks, count);
    else
        add_mark(writing, record->id, field, WORKBOOK_MARK_VALUE,
                 field_external(&writing->arena, field, record->values[index]), marks, count);
    if (is_masked || (has_words && *text))
        add_mark(writing, record->id, field, WORKBOOK_MARK_TEXT, text, marks, count);
}

static enum err_code write_record(void *context, const struct record *record, struct err *err)
{
    struct writing *writing = context;
    struct arena_mark mark = arena_mark(&writing->arena);
    const struct kind *kind = record->kind;
    struct value cells[KIND_FIELDS_MAX + 2];
    unsigned char marks[(KIND_FIELDS_MAX + 1) * 2 * WORKBOOK_MARK_BYTES];
    struct workbook_row row = { .id = record->id, .version = record->version, .unit = writing->unit,
                                .issued = writing->store->now_unix_ms / 1000, .marks = marks };
    size_t count = 1;
    if (writing->store->actor.sees_personal)
        personal_log_seen(writing->store, record);
    for (size_t i = 0; kind->fields[i].name; i++) {
        if (!kind_sheet_has(&kind->fields[i]))
            continue;
        cells[count] = kind_sheet_cell(&writing->sheet, &writing->arena, &kind->fields[i], record->values[i]);
        if (is_too_long(record->values[i]))
            cells[count] = v_text(msg_text(MSG_WORKBOOK_TOO_LONG, writing->request->lang));
        mark_cell(writing, record, i, cells[count++], marks, &row.mark_count);
    }
    if (kind->states) {
        const struct state *state = kind_state(kind, record->state);
        cells[count] = v_text(writing->request->lang == LANG_EN ? state->en : state->vi);
        add_mark(writing, record->id, &workbook_state_field, WORKBOOK_MARK_TEXT, cells[count++].s, marks,
                 &row.mark_count);
    }
    cells[0] = v_text(workbook_seal(writing->store, &writing->arena, kind, &row));
    enum err_code code = sheet_writer_add(writing->writer, cells, err);
    writing->rows++;
    arena_release(&writing->arena, mark);
    return code;
}

static enum err_code write_rows(struct writing *writing, struct err *err)
{
    struct entity_query query = { .scope_unit = writing->unit, .scope_day = writing->day };
    return writing->unit ? entity_each(writing->store, writing->request->kind, &query, write_record, writing,
                                       err) :
                           ERR_OK;
}

static enum err_code write_sheet(struct writing *writing, struct template_result *ret_result, struct err *err)
{
    const struct template_request *request = writing->request;
    const char *title = kind_list_name(request->kind, request->lang);
    if (writing->unit)
        title = arena_printf(&writing->sheet.arena, "%s – %s", title,
                             unit_name(writing->store, &writing->arena, writing->unit));
    struct sheet_writer_options options = {
        .format = request->format, .title = title,
        .columns = writing->columns, .column_count = writing->column_count,
        .entry_rows = WORKBOOK_ENTRY_ROWS, .is_protected = writing->unit != 0, .has_mark = true,
    };
    if (writing->store) { /* without one it is empty */
        personal_log_exports(writing->store);
        options.footer = kind_sheet_footer(&writing->sheet);
    }
    TRY(sheet_writer_open(request->path, &options, &writing->writer, err));
    enum err_code code = write_rows(writing, err);
    if (code != ERR_OK) {
        sheet_writer_abandon(writing->writer);
        return code;
    }
    ret_result->columns = writing->column_count;
    ret_result->rows = writing->rows;
    return sheet_writer_finish(writing->writer, err);
}

static enum err_code check(const struct template_request *request, struct err *err)
{
    const struct kind *kind = request->kind;
    if (kind->internal)
        return err_set(err, ERR_FORBIDDEN, MSG_KIND_INTERNAL, kind->vi);
    if (!request->unit)
        return ERR_OK;
    if (kind->append_only)
        return err_set(err, ERR_FORBIDDEN, MSG_KIND_APPEND_ONLY, kind->vi);
    if (!kind->unit && strcmp(kind->slug, "units") != 0)
        return err_set(err, ERR_USAGE, MSG_WORKBOOK_NO_PLACE, kind->vi);
    return ERR_OK;
}

static enum err_code write_template(struct writing *writing, struct template_result *ret_result,
                                    struct err *err)
{
    const struct template_request *request = writing->request;
    if (request->unit) {
        TRY(unit_resolve(writing->store, request->unit, NULL, &writing->unit, err));
        TRY(unit_scope_day(writing->store, writing->unit, NULL, &writing->day, err));
    }
    TRY(kind_sheet_open(&writing->sheet, writing->store, request->kind, request->lang, writing->unit, err));
    if (request->list && !writing->unit)
        add_list_columns(writing);
    else
        add_columns(writing);
    return write_sheet(writing, ret_result, err);
}

enum err_code template_write(struct store *store, const struct template_request *request,
                             struct template_result *ret_result, struct err *err)
{
    TRY(check(request, err));
    struct writing writing = { .store = store, .request = request };
    enum err_code code = write_template(&writing, ret_result, err);
    kind_sheet_done(&writing.sheet);
    arena_done(&writing.arena);
    return code;
}
