/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xlsx_writer.h"

#include "base/utf8.h"
#include "paper/out_file.h"
#include "paper/xlsx_parts.h"
#include "paper/xlsx_value.h"
#include "paper/zip_pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_BYTES = 256 << 10, NUMBER_DIGITS_MAX = 15 };

struct xlsx_writer {
    struct sheet_writer_options options;
    struct xlsx_layout layout;
    struct out_file file;
    FILE *rows; /* the sheet's XML so far, in a file without a name */
    struct buf out;
    size_t cut_count;
    unsigned widths[SHEET_COLUMNS_MAX];
};

static enum err_code rows_flush(struct xlsx_writer *xlsx, struct err *err)
{
    if (fwrite(buf_text(&xlsx->out), 1, xlsx->out.len, xlsx->rows) != xlsx->out.len)
        return out_file_failure(xlsx->file.path, errno, err);
    buf_clear(&xlsx->out);
    return ERR_OK;
}

/* --- cells ----------------------------------------------------------------------------------- */

/* Where to cut a text that a cell cannot hold, in bytes; its length where it can. Excel counts
 * UTF-16 units. */
static size_t text_fitting(const char *text, size_t len)
{
    size_t units = 0;
    const char *last = text; /* where one unit is left, for the "…" */
    if (len <= SHEET_WRITER_CELL_CHARS_MAX)
        return len;
    for (const char *at = text; *at;) {
        uint32_t c = utf8_next(&at);
        units += c > 0xFFFF && c != UTF8_BAD ? 2 : 1;
        if (units < SHEET_WRITER_CELL_CHARS_MAX)
            last = at;
        else if (units > SHEET_WRITER_CELL_CHARS_MAX)
            return (size_t)(last - text);
    }
    return len;
}

static void put_text(struct xlsx_writer *xlsx, enum xlsx_style style, const char *text)
{
    size_t len = strlen(text), fitting = text_fitting(text, len);
    bool has_edge_space = len && (strchr(" \t\r\n", text[0]) || strchr(" \t\r\n", text[len - 1]));
    buf_printf(&xlsx->out, "<c s=\"%u\" t=\"inlineStr\"><is><t%s>", (unsigned)style,
               has_edge_space ? " xml:space=\"preserve\"" : "");
    xlsx_escape(&xlsx->out, text, fitting);
    if (fitting < len) {
        buf_add(&xlsx->out, "…");
        xlsx->cut_count++;
    }
    buf_add(&xlsx->out, "</t></is></c>");
}

static void put_number(struct xlsx_writer *xlsx, enum xlsx_style style, const char *number)
{
    buf_printf(&xlsx->out, "<c s=\"%u\"><v>%s</v></c>", (unsigned)style, number);
}

/* Whether Excel, which keeps 15 digits, keeps this number as it is written. */
static bool is_kept_number(const char *text)
{
    char shortest[XLSX_NUMBER_SIZE];
    size_t digits = 0;
    if (!xlsx_number_text(text, shortest) || strcmp(text, shortest) != 0)
        return false;
    for (const char *c = text; *c; c++)
        digits += *c >= '0' && *c <= '9';
    return digits <= NUMBER_DIGITS_MAX;
}

/* Excel takes such a text for a formula when somebody edits the cell and leaves it. */
static bool needs_quoting(const char *text)
{
    return strchr("=+-@\t\r", *text) != NULL;
}

/* A cell of text by its column: a number or a day where it is one, else as it stands. */
static void put_typed_text(struct xlsx_writer *xlsx, const struct sheet_column *column,
                           const char *text)
{
    char serial[XLSX_DATE_SIZE];
    enum xlsx_style style = xlsx_column_style(column);
    bool is_number = column->type == SHEET_COLUMN_NUMBER || column->type == SHEET_COLUMN_AMOUNT;
    if (is_number && is_kept_number(text))
        put_number(xlsx, strchr(text, '.') && !column->is_locked ? XLSX_STYLE_NUMBER : style, text);
    else if (column->type == SHEET_COLUMN_DATE && xlsx_date_serial(text, serial))
        put_number(xlsx, XLSX_STYLE_DATE, serial);
    else if (column->is_locked)
        put_text(xlsx, style, text);
    else
        put_text(xlsx, needs_quoting(text) ? XLSX_STYLE_QUOTED : XLSX_STYLE_TEXT, text);
}

static void put_value(struct xlsx_writer *xlsx, const struct sheet_column *column,
                      struct value value)
{
    enum xlsx_style style = xlsx_column_style(column);
    char number[24];
    switch (value.type) {
    case VALUE_INT:
        snprintf(number, sizeof(number), "%lld", (long long)value.i);
        if (column->type == SHEET_COLUMN_TEXT || !is_kept_number(number))
            put_text(xlsx, column->is_locked ? style : XLSX_STYLE_TEXT, number);
        else
            put_number(xlsx, style, number);
        return;
    case VALUE_TEXT:
        if (*value.s) {
            put_typed_text(xlsx, column, value.s);
            return;
        }
        break;
    case VALUE_NULL:
        break;
    }
    buf_printf(&xlsx->out, "<c s=\"%u\"/>", (unsigned)style);
}

static size_t row_lines(const struct xlsx_writer *xlsx, const struct value *values)
{
    size_t most = 1;
    for (size_t i = 0; i < xlsx->options.column_count; i++) {
        if (values[i].type != VALUE_TEXT || xlsx->options.columns[i].is_locked)
            continue;
        size_t lines = xlsx_text_lines(values[i].s, xlsx->widths[i]);
        most = lines > most ? lines : most;
    }
    return most;
}

enum err_code xlsx_writer_row(struct xlsx_writer *xlsx, const struct value *values, struct err *err)
{
    if (xlsx->layout.row_count > SHEET_WRITER_ROWS_MAX)
        return err_set(err, ERR_LIMIT, MSG_XLSX_TOO_MANY_ROWS, err_int(SHEET_WRITER_ROWS_MAX));
    xlsx->layout.row_count++;
    size_t lines = row_lines(xlsx, values);
    if (lines > 1)
        buf_printf(&xlsx->out, "<row ht=\"%zu.75\" customHeight=\"1\">", lines * 15);
    else
        buf_add(&xlsx->out, "<row>");
    for (size_t i = 0; i < xlsx->options.column_count; i++)
        put_value(xlsx, &xlsx->options.columns[i], values[i]);
    buf_add(&xlsx->out, "</row>");
    return xlsx->out.len >= FLUSH_BYTES ? rows_flush(xlsx, err) : ERR_OK;
}

/* --- the file -------------------------------------------------------------------------------- */

/* The temporary file stands beside the target: one disk to have room on. */
static enum err_code rows_open(struct xlsx_writer *xlsx, struct err *err)
{
    size_t size = strlen(xlsx->file.temp_path) + sizeof(".rows");
    char *path = malloc(size);
    require(path);
    snprintf(path, size, "%s.rows", xlsx->file.temp_path);
    xlsx->rows = fopen(path, "w+bxe");
    int reason = errno;
    if (xlsx->rows)
        (void)unlink(path);
    free(path);
    return xlsx->rows ? ERR_OK : out_file_failure(xlsx->file.path, reason, err);
}

static enum err_code xlsx_begin(struct xlsx_writer *xlsx, const char *path, struct err *err)
{
    if (strcmp(path, "-") == 0)
        return err_set(err, ERR_INPUT, MSG_PAPER_NOT_A_FILE, path);
    TRY(out_file_open(&xlsx->file, path, err));
    TRY(rows_open(xlsx, err));
    xlsx_sheet_head(&xlsx->out, &xlsx->layout);
    buf_add(&xlsx->out, "<row ht=\"48\" customHeight=\"1\">");
    for (size_t i = 0; i < xlsx->options.column_count; i++)
        put_text(xlsx, XLSX_STYLE_HEADER, xlsx->options.columns[i].header);
    buf_add(&xlsx->out, "</row>");
    return ERR_OK;
}

enum err_code xlsx_writer_open(const char *path, const struct sheet_writer_options *options,
                               struct xlsx_writer **ret_xlsx, struct err *err)
{
    struct xlsx_writer *xlsx = calloc(1, sizeof(*xlsx));
    require(xlsx);
    xlsx->options = *options;
    xlsx->file.fd = -1;
    xlsx_layout_init(&xlsx->layout, &xlsx->options);
    for (size_t i = 0; i < options->column_count; i++)
        xlsx->widths[i] = xlsx_column_width(&options->columns[i]);
    enum err_code code = xlsx_begin(xlsx, path, err);
    if (code != ERR_OK) {
        xlsx_writer_free(xlsx);
        return code;
    }
    *ret_xlsx = xlsx;
    return ERR_OK;
}

static enum err_code pack(struct xlsx_writer *xlsx, struct err *err)
{
    struct xlsx_part parts[XLSX_PARTS_MAX];
    struct xml_out xml[XLSX_PARTS_MAX];
    struct zip_part zipped[XLSX_PARTS_MAX + 1];
    size_t count = xlsx_parts(&xlsx->layout, parts);
    for (size_t i = 0; i < count; i++) {
        xml_out_init(&xml[i]);
        parts[i].write(&xml[i], &xlsx->layout);
        zipped[i] = (struct zip_part){ .name = parts[i].name };
        const char *bytes = xml_out_bytes(&xml[i], &zipped[i].len);
        if (parts[i].is_bare) {
            size_t declaration = strcspn(bytes, "\n") + 1;
            bytes += declaration;
            zipped[i].len -= declaration;
        }
        zipped[i].bytes = bytes;
    }
    zipped[count] = (struct zip_part){ .name = "xl/worksheets/sheet1.xml", .file = xlsx->rows };
    xlsx->rows = NULL; /* taken over */
    enum err_code code = zip_pack_file(zipped, count + 1, &xlsx->file, err);
    for (size_t i = 0; i < count; i++)
        xml_out_done(&xml[i]);
    return code;
}

enum err_code xlsx_writer_commit(struct xlsx_writer *xlsx, struct err *err)
{
    xlsx_sheet_tail(&xlsx->out, &xlsx->layout);
    TRY(rows_flush(xlsx, err));
    if (fflush(xlsx->rows) != 0)
        return out_file_failure(xlsx->file.path, errno, err);
    TRY(pack(xlsx, err));
    return out_file_commit(&xlsx->file, err);
}

size_t xlsx_writer_cut_count(const struct xlsx_writer *xlsx)
{
    return xlsx->cut_count;
}

void xlsx_writer_free(struct xlsx_writer *xlsx)
{
    if (!xlsx)
        return;
    if (xlsx->rows)
        fclose(xlsx->rows);
    out_file_done(&xlsx->file);
    buf_done(&xlsx->out);
    free(xlsx);
}
