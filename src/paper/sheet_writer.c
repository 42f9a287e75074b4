/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/sheet_writer.h"

#include "paper/out_file.h"
#include "paper/xlsx_value.h"
#include "paper/xlsx_writer.h"

#include <stdlib.h>
#include <string.h>

enum { FLUSH_BYTES = 256 << 10 };

struct sheet_writer {
    struct sheet_writer_options options;
    struct xlsx_writer *xlsx; /* NULL: CSV, which the rest is for */
    struct out_file file;
    struct buf out;
};

/* --- CSV ------------------------------------------------------------------------------------- */

/* Whether a spreadsheet program would take the text for a formula, or the reader take an apostrophe
 * off it that is its own. */
static bool needs_guard(const char *text)
{
    while (*text == '\'')
        text++;
    return *text && strchr("=+-@\t\r", *text);
}

static void csv_text(struct sheet_writer *writer, const char *text, bool is_number)
{
    struct buf *out = &writer->out;
    const char stops[] = { '"', '\r', '\n', writer->options.separator, '\0' };
    bool is_quoted = text[strcspn(text, stops)] != '\0';
    if (is_quoted)
        buf_add_char(out, '"');
    if (!is_number && needs_guard(text))
        buf_add_char(out, '\'');
    for (size_t run; *text; text += run) {
        run = strcspn(text, "\"");
        buf_add_n(out, text, run);
        if (text[run] == '"') {
            buf_add(out, "\"\"");
            run++;
        }
    }
    if (is_quoted)
        buf_add_char(out, '"');
}

static void csv_value(struct sheet_writer *writer, size_t column, struct value value)
{
    char number[XLSX_NUMBER_SIZE];
    switch (value.type) {
    case VALUE_INT:
        buf_printf(&writer->out, "%lld", (long long)value.i);
        break;
    case VALUE_TEXT: {
        enum sheet_column_type type = writer->options.columns[column].type;
        bool is_number = (type == SHEET_COLUMN_NUMBER || type == SHEET_COLUMN_AMOUNT) &&
                         xlsx_number_text(value.s, number);
        csv_text(writer, value.s, is_number);
        break;
    }
    case VALUE_NULL:
        break;
    }
}

static enum err_code csv_flush(struct sheet_writer *writer, struct err *err)
{
    TRY(out_file_write(&writer->file, buf_text(&writer->out), writer->out.len, err));
    buf_clear(&writer->out);
    return ERR_OK;
}

static enum err_code csv_row(struct sheet_writer *writer, const struct value *values,
                             struct err *err)
{
    for (size_t i = 0; i < writer->options.column_count; i++) {
        if (i)
            buf_add_char(&writer->out, writer->options.separator);
        csv_value(writer, i, values[i]);
    }
    buf_add(&writer->out, "\r\n");
    return writer->out.len >= FLUSH_BYTES ? csv_flush(writer, err) : ERR_OK;
}

static enum err_code csv_begin(struct sheet_writer *writer, const char *path, struct err *err)
{
    if (strcmp(path, "-") == 0)
        TRY(out_file_standard(&writer->file, err));
    else
        TRY(out_file_open(&writer->file, path, err));
    if (writer->options.has_mark)
        buf_add(&writer->out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < writer->options.column_count; i++) {
        if (i)
            buf_add_char(&writer->out, writer->options.separator);
        csv_text(writer, writer->options.columns[i].header, false);
    }
    buf_add(&writer->out, "\r\n");
    return ERR_OK;
}

/* --- both ------------------------------------------------------------------------------------ */

enum err_code sheet_writer_open(const char *path, const struct sheet_writer_options *options,
                                struct sheet_writer **ret_writer, struct err *err)
{
    require(options->column_count > 0 && options->column_count <= SHEET_COLUMNS_MAX);
    struct sheet_writer *writer = calloc(1, sizeof(*writer));
    require(writer);
    writer->options = *options;
    writer->file.fd = -1;
    if (!writer->options.separator)
        writer->options.separator = ',';
    enum err_code code = options->format == SHEET_FORMAT_XLSX
                             ? xlsx_writer_open(path, options, &writer->xlsx, err)
                             : csv_begin(writer, path, err);
    if (code != ERR_OK) {
        sheet_writer_abandon(writer);
        return code;
    }
    *ret_writer = writer;
    return ERR_OK;
}

enum err_code sheet_writer_add(struct sheet_writer *writer, const struct value *values,
                               struct err *err)
{
    return writer->xlsx ? xlsx_writer_row(writer->xlsx, values, err) : csv_row(writer, values, err);
}

static enum err_code commit(struct sheet_writer *writer, struct err *err)
{
    if (writer->xlsx)
        return xlsx_writer_commit(writer->xlsx, err);
    TRY(csv_flush(writer, err));
    return out_file_commit(&writer->file, err);
}

enum err_code sheet_writer_finish(struct sheet_writer *writer, struct err *err)
{
    enum err_code code = commit(writer, err);
    sheet_writer_abandon(writer);
    return code;
}

size_t sheet_writer_cut_count(const struct sheet_writer *writer)
{
    return writer->xlsx ? xlsx_writer_cut_count(writer->xlsx) : 0;
}

void sheet_writer_abandon(struct sheet_writer *writer)
{
    if (!writer)
        return;
    xlsx_writer_free(writer->xlsx);
    out_file_done(&writer->file);
    buf_done(&writer->out);
    free(writer);
}
