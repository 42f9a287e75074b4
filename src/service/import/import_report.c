/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_parts.h"

#include "base/json.h"
#include "base/vitext.h"

#include <string.h>

enum { VALUE_BYTES_MAX = 1000 }; /* of a cell, as issues quote it */

const char *import_verdict_name(enum import_verdict verdict)
{
    static const char *const names[] = { [IMPORT_NOTE] = "note",
                                         [IMPORT_DOUBTFUL] = "doubtful",
                                         [IMPORT_REFUSED] = "refused" };
    return names[verdict];
}

const char *import_cut(struct arena *arena, const char *text, size_t max)
{
    size_t len = strlen(text);
    if (len <= max)
        return text;
    while (max && ((unsigned char)text[max] & 0xC0) == 0x80)
        max--;
    return arena_strndup(arena, text, max);
}

/* --- issues ----------------------------------------------------------------------------------- */

static bool has_room(struct import *import, enum import_verdict verdict)
{
    if (verdict == IMPORT_NOTE && import->note_count >= IMPORT_NOTES_MAX) {
        import->result->more_notes++;
        return false;
    }
    if (import->result->issue_count >= IMPORT_ISSUES_MAX) {
        import->result->more_notes++;
        return false;
    }
    import->note_count += verdict == IMPORT_NOTE;
    return true;
}

static void copy_args(struct arena *arena, const char *const *args, const char **ret_args)
{
    size_t count = 0;
    for (; args && args[count] && count < ERR_ARGS_MAX; count++)
        ret_args[count] = arena_strdup(arena, args[count]);
    ret_args[count] = NULL;
}

static void add_issue(struct import *import, struct import_issue issue, const char *const *args)
{
    if (!has_room(import, issue.verdict))
        return;
    issue.sheet = import->sheet;
    issue.column = arena_strdup(import->arena, issue.column);
    issue.value = arena_strdup(import->arena, import_cut(import->arena, issue.value, VALUE_BYTES_MAX));
    copy_args(import->arena, args, issue.args);
    *ARENA_PUSH(import->arena, import->issues, import->result->issue_count, import->issue_capacity) =
        issue;
}

/* The verdict of a row is that of its gravest issue; its reason the first of those. */
static void judge_row(struct import *import, struct import_row *row, size_t column,
                      enum import_verdict verdict, const char *code, enum msg msg,
                      const char *const *args)
{
    if (verdict <= row->verdict)
        return;
    row->verdict = verdict;
    row->reason_code = code;
    row->reason = msg;
    row->reason_column = column;
    copy_args(&import->group_arena, args, row->reason_args);
}

void import_say_args(struct import *import, struct import_row *row, size_t column,
                     enum import_verdict verdict, const char *code, enum msg msg,
                     const char *const *args_after_first)
{
    const char *const *args = args_after_first + 1;
    judge_row(import, row, column, verdict, code, msg, args);
    struct import_issue issue = { .row = row->number, .code = code, .verdict = verdict, .msg = msg,
                                  .column = "", .value = "" };
    if (column && column <= import->header.count)
        issue.column = import->header.columns[column - 1].header;
    if (column && column <= row->count)
        issue.value = row->cells[column - 1].raw;
    add_issue(import, issue, args);
}

void import_say_err(struct import *import, struct import_row *row, size_t column,
                    enum import_verdict verdict, const char *code, const struct err *err)
{
    const char *args[ERR_ARGS_MAX + 2] = { "" };
    for (size_t i = 0; i < ERR_ARGS_MAX; i++)
        args[i + 1] = err->args[i];
    args[ERR_ARGS_MAX + 1] = NULL;
    enum msg msg = err->msg == MSG_FIELD_REQUIRED && !column ? MSG_IMPORT_REQUIRED : err->msg;
    import_say_args(import, row, column, verdict, code, msg, args);
}

void import_say_sheet(struct import *import, const char *code, enum msg msg, const char *column,
                      const char *const *args)
{
    struct import_issue issue = { .code = code, .verdict = IMPORT_NOTE, .msg = msg, .column = column,
                                  .value = "" };
    add_issue(import, issue, args);
}

/* A household's rows are judged when it is whole: back into the order of the file. Nearly sorted. */
void import_issues_sort(struct import *import)
{
    for (size_t i = 1; i < import->result->issue_count; i++) {
        struct import_issue issue = import->issues[i];
        size_t j = i;
        for (; j > 0 && import->issues[j - 1].sheet == issue.sheet && import->issues[j - 1].row > issue.row; j--)
            import->issues[j] = import->issues[j - 1];
        import->issues[j] = issue;
    }
}

/* --- the rejects file ---------------------------------------------------------------------------- */

/* Text that a spreadsheet program would run as a formula gets an apostrophe, which sheet.h takes off
 * again; numbers stay. */
static bool looks_like_formula(const char *text)
{
    int64_t number = 0;
    return (*text == '=' || *text == '+' || *text == '-' || *text == '@') && !text_int(text, &number);
}

static void add_cell(struct buf *line, const char *text, bool first)
{
    buf_add(line, first ? "\"" : ",\"");
    if (looks_like_formula(text))
        buf_add_char(line, '\'');
    for (const char *c = text; *c; c++) {
        if (*c == '"')
            buf_add_char(line, '"');
        buf_add_char(line, *c);
    }
    buf_add_char(line, '"');
}

/* What the row had from titles and section rows stands in columns of its own, so that the file can
 * be imported as it is. */
static const char *const context_columns[] = { "area", "commune", "class", "year", "household_id" };

static const struct layout_column *context_column(const struct import *import, size_t index)
{
    const struct layout_column *is = layout_column_named(import->layout, context_columns[index]);
    if (import->layout->shape != LAYOUT_HOUSEHOLDS || !is ||
        (is->role == LAYOUT_HOUSEHOLD_ID && !import->keys.wanted))
        return NULL;
    for (size_t i = 0; i < import->reject_column_count; i++) {
        const struct layout_column *has = import->reject_columns[i].is;
        if (has && (has == is || (is->field && has->field == is->field)))
            return NULL;
    }
    return is;
}

static const char *context_text(struct import *import, const struct import_entry *entry, size_t index)
{
    const struct import_values *class = &entry->slots[SLOT_CLASSIFICATION];
    struct value value = v_null();
    switch (index) {
    case 0:
        return entry->section_area ? entry->section_area : "";
    case 1:
        return entry->commune ? entry->commune : "";
    case 2:
        value = class->values[kind_field_index(class->kind, "class")];
        return value.type == VALUE_TEXT ? value.s : "";
    case 4: {
        char *text = arena_alloc(&import->group_arena, ID_TEXT_SIZE, 1);
        *text = '\0';
        if (entry->household)
            id_to_text(entry->household, text);
        return text;
    }
    default:
        value = class->values[kind_field_index(class->kind, "year")];
        return value.type == VALUE_INT ?
                   arena_printf(&import->group_arena, "%lld", (long long)value.i) :
                   "";
    }
}

static enum err_code flush_line(struct import *import, struct err *err)
{
    buf_add(&import->reject_line, "\r\n");
    enum err_code code =
        out_file_write(&import->rejects, buf_text(&import->reject_line), import->reject_line.len, err);
    buf_clear(&import->reject_line);
    return code;
}

/* Two columns of one meaning, as causes may have, are two columns; else what means the same is one. */
static bool has_reject_column(const struct import *import, const struct import_column *column)
{
    bool may_repeat = import_column_repeats(column->is);
    for (size_t i = 0; i < import->reject_column_count; i++) {
        const struct import_column *has = &import->reject_columns[i];
        bool same_header = strcmp(has->header, column->header) == 0;
        if (has->is == column->is && (same_header || (column->is && !may_repeat)))
            return true;
    }
    return false;
}

/* A header that stands for another column too gives way to the layout's own word for it. */
static void tell_headers_apart(struct import *import, struct import_column *added)
{
    for (size_t i = 0; i + 1 < import->reject_column_count; i++) {
        struct import_column *has = &import->reject_columns[i];
        if (!text_equal_folded(has->header, added->header))
            continue;
        if (has->is)
            has->header = layout_column_word(has->is);
        if (added->is)
            added->header = layout_column_word(added->is);
    }
}

void import_rejects_add_columns(struct import *import)
{
    for (size_t i = 0; i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        struct import_column column = { .header = arena_strdup(import->arena, import->header.columns[i].header), .is = is };
        bool own = !is || is->role == LAYOUT_PART || (is->field && is->field->type == FIELD_MONEY); /* whose header says the unit */
        if (!own && import_header_label(import, column.header, false) != is) /* two rows of a header become one: "Kết quả Nghèo" */
            column.header = layout_column_word(is);
        if (has_reject_column(import, &column))
            continue;
        *ARENA_PUSH(import->arena, import->reject_columns, import->reject_column_count,
                    import->reject_column_capacity) = column;
        tell_headers_apart(import, &import->reject_columns[import->reject_column_count - 1]);
        import->reject_header_written = false; /* another table of the file */
    }
}

static enum err_code write_reject_header(struct import *import, struct err *err)
{
    struct buf *line = &import->reject_line;
    bool is_first = !import->rejects.path;
    if (is_first) {
        TRY(out_file_open(&import->rejects, import->request->rejects, err));
        buf_add(line, "\xEF\xBB\xBF"); /* by this Excel knows the encoding */
    }
    if (is_first && import->layout->shape == LAYOUT_FIGURES) { /* what the title said stands in a title again */
        bool near_poor = import->title_class && strcmp(import->title_class, "near_poor") == 0;
        int64_t year = import->request->year ? import->request->year : import->title_year;
        const char *part = import->title_period;
        buf_printf(line, "\"%s%s", near_poor ? "HỘ CẬN NGHÈO" : "HỘ NGHÈO",
                   !part ? "" : *part == 'H' ? " 6 THÁNG " : " QUÝ ");
        if (part && *part == 'H')
            buf_add(line, part[1] == '1' ? "ĐẦU NĂM" : "CUỐI NĂM");
        else if (part)
            buf_add_char(line, part[1]);
        if (year)
            buf_printf(line, " NĂM %lld", (long long)year);
        buf_add(line, "\"\r\n");
    }
    for (size_t i = 0; i < import->reject_column_count; i++)
        add_cell(line, import->reject_columns[i].header, i == 0);
    for (size_t i = 0; i < COUNT(context_columns); i++)
        if (context_column(import, i))
            add_cell(line, layout_column_word(context_column(import, i)), false);
    add_cell(line, "Dòng trong tệp gốc", false);
    add_cell(line, "Lý do chưa nhận", false);
    import->reject_header_written = true;
    return flush_line(import, err);
}

static void reason_text(struct import *import, const struct import_row *row, struct buf *out)
{
    if (row->verdict == IMPORT_NOTE)
        return;
    if (row->reason_column && row->reason_column <= import->header.count)
        buf_printf(out, "%s: ", import->header.columns[row->reason_column - 1].header);
    msg_format(out, LANG_VI, row->reason, row->reason_args);
}

static const char *reject_cell(const struct import *import, const struct import_entry *entry, size_t index)
{
    const struct import_column *wanted = &import->reject_columns[index];
    const struct import_row *row = entry->row;
    const char *same = NULL;
    for (size_t i = 0; i < import->header.count && i < row->count; i++) {
        const struct import_column *column = &import->header.columns[i];
        if (column->is != wanted->is)
            continue;
        if (strcmp(column->header, wanted->header) == 0)
            return row->cells[i].raw;
        same = same || !wanted->is ? same : row->cells[i].raw;
    }
    /* Beside members who name their head, the head's own row must too. */
    if (!same && wanted->is && wanted->is->role == LAYOUT_HEAD_NAME && entry->is_head) {
        const struct import_values *member = &entry->slots[SLOT_MEMBER];
        same = member->values[kind_field_index(member->kind, "full_name")].s;
    }
    return same ? same : "";
}

static enum err_code write_reject(struct import *import, const struct import_entry *entry,
                                  struct err *err)
{
    if (!import->request->rejects)
        return ERR_OK;
    if (!import->reject_header_written)
        TRY(write_reject_header(import, err));
    const struct import_row *row = entry->row;
    for (size_t i = 0; i < import->reject_column_count; i++)
        add_cell(&import->reject_line, reject_cell(import, entry, i), i == 0);
    for (size_t i = 0; i < COUNT(context_columns); i++)
        if (context_column(import, i))
            add_cell(&import->reject_line, context_text(import, entry, i), false);
    CLEANUP(buf_done) struct buf reason = { 0 };
    reason_text(import, row, &reason);
    add_cell(&import->reject_line, err_int(row->number), false);
    add_cell(&import->reject_line, buf_text(&reason), false);
    return flush_line(import, err);
}

enum err_code import_rejects_end(struct import *import, struct err *err)
{
    if (!import->request->rejects)
        return ERR_OK;
    if (!import->rejects.path) /* nothing was refused: an empty list says so, not an old file */
        TRY(write_reject_header(import, err));
    return out_file_commit(&import->rejects, err);
}

/* --- the batch in the database --------------------------------------------------------------------- */

static void set_if(struct record *record, const char *field, struct value value)
{
    if (kind_field(record->kind, field))
        record_set(record, field, value);
}

static void batch_counts(struct import *import, struct record *batch)
{
    const struct import_result *result = import->result;
    set_if(batch, "row_count", v_int(result->rows));
    set_if(batch, "accepted_count", v_int(result->accepted));
    set_if(batch, "refused_count", v_int(result->refused));
    set_if(batch, "doubtful_count", v_int(result->doubtful));
    set_if(batch, "new_count", v_int(result->row_tally.created));
    set_if(batch, "changed_count", v_int(result->row_tally.changed));
    set_if(batch, "same_count", v_int(result->row_tally.same));
}

enum err_code import_batch_begin(struct import *import, struct err *err)
{
    const struct kind *kind = kind_by_slug("import_batches");
    if (!kind || import->request->dry_run)
        return ERR_OK;
    const char *slash = strrchr(import->request->path, '/');
    struct record *batch = record_new(import->arena, kind);
    set_if(batch, "target_kind", v_text(import->request->kind->slug));
    if (import->unit)
        set_if(batch, "unit", v_int(import->unit));
    if (import->request->year)
        set_if(batch, "year", v_int(import->request->year));
    set_if(batch, "file_name",
           v_text(import_cut(import->arena, slash ? slash + 1 : import->request->path, 200)));
    set_if(batch, "layout", v_text(import->layout->file ? import_cut(import->arena, import->layout->file, 100) : NULL));
    set_if(batch, "imported_by", v_text(import->store->actor.name));
    batch_counts(import, batch);
    TRY(entity_create(import->store, batch, NULL, err));
    import->result->batch = batch->id;
    char id[ID_TEXT_SIZE];
    id_to_text(batch->id, id);
    import->store->batch = arena_printf(&import->store->arena, "import:%s", id);
    return ERR_OK;
}

enum err_code import_batch_end(struct import *import, struct err *err)
{
    const struct kind *kind = kind_by_slug("import_batches");
    struct record *before = NULL;
    if (!kind || !import->result->batch)
        return ERR_OK;
    TRY(entity_get(import->store, kind, import->result->batch, import->arena, &before, err));
    struct record *after = record_copy(import->arena, before);
    const struct transition *apply = kind_transition(kind, before->state, "apply");
    struct write_note note = { .action = "apply" };
    if (apply)
        after->state = kind_state(kind, apply->to)->code;
    batch_counts(import, after);
    set_if(after, "finished_at", v_text(import->store->now));
    return entity_update(import->store, before, after, &note, err);
}

static enum err_code keep_row(struct import *import, const struct import_row *row, struct err *err)
{
    const struct kind *kind = kind_by_slug("import_rows");
    if (!kind || !import->result->batch)
        return ERR_OK;
    struct arena *arena = &import->group_arena;
    struct record *kept = record_new(arena, kind);
    CLEANUP(buf_done) struct buf cells = { 0 }, reason = { 0 };
    struct json_writer w = { .out = &cells };
    json_begin_array(&w);
    for (size_t i = 0; i < row->count && cells.len < 90000; i++)
        json_string(&w, row->cells[i].raw);
    json_end_array(&w);
    reason_text(import, row, &reason);
    set_if(kept, "batch", v_int(import->result->batch));
    set_if(kept, "sheet_name", v_text(*import->sheet ? import_cut(arena, import->sheet, 200) : NULL));
    set_if(kept, "row_number", v_int(row->number));
    if (row->reason_column && row->reason_column <= import->header.count) {
        const char *header = import->header.columns[row->reason_column - 1].header;
        const char *value =
            row->reason_column <= row->count ? row->cells[row->reason_column - 1].raw : "";
        set_if(kept, "column_name", v_text(import_cut(arena, header, 200)));
        set_if(kept, "value", v_text(*value ? import_cut(arena, value, 1000) : NULL));
    }
    bool taken = row->verdict == IMPORT_NOTE;
    if (taken)
        kept->state = "taken";
    set_if(kept, "verdict", v_text(taken ? "converted" : import_verdict_name(row->verdict)));
    set_if(kept, "reason_code", v_text(taken ? "repaired" : row->reason_code));
    set_if(kept, "reason", v_text(import_cut(arena, buf_text(&reason), 500)));
    set_if(kept, "cells", v_text(cells.len < 99000 ? buf_text(&cells) : NULL));
    return entity_create(import->store, kept, NULL, err);
}

/* --- counting ------------------------------------------------------------------------------------------ */

static void add_tally(struct import_tally *sum, const struct import_tally *more)
{
    /* A row that made one record and left another as it was is new; what is not new may be changed. */
    if (more->created)
        sum->created++;
    else if (more->changed)
        sum->changed++;
    else
        sum->same++;
}

enum err_code import_count_row(struct import *import, struct import_entry *entry,
                               struct import_entry *companion, struct err *err)
{
    struct import_result *result = import->result;
    result->rows++;
    if (entry->row->verdict == IMPORT_NOTE) {
        result->accepted++;
        add_tally(&result->row_tally, &entry->outcome);
        bool wrote = entry->outcome.created || entry->outcome.changed;
        return entry->row->converted && wrote ? keep_row(import, entry->row, err) : ERR_OK;
    }
    if (entry->row->verdict == IMPORT_REFUSED)
        result->refused++;
    else
        result->doubtful++;
    if (companion)
        TRY(write_reject(import, companion, err));
    TRY(write_reject(import, entry, err));
    return keep_row(import, entry->row, err);
}
