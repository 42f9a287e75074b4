/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/csv_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 256 << 10, SAMPLE_BYTES = 64 << 10, SAMPLE_RECORDS = 50, SIMPLE_BYTES = 128 };

/* What a byte means outside quotes. */
enum mark { MARK_NONE, MARK_SEPARATOR, MARK_LF, MARK_CR, MARK_NUL, MARK_END };

struct csv_reader {
    int fd;
    const char *file_name; /* the path without its folders, for messages; owned by `path` */
    char *path;
    struct sheet_options options;
    struct sheet_csv_facts facts;
    struct decoder decoder;
    bool is_direct; /* the file is clean UTF-8: no conversion */
    bool is_file_end;
    size_t mark_bytes; /* the byte-order mark, skipped */
    uint64_t bytes_read;

    /* The window: UTF-8 text of the file, read up to `position`. */
    unsigned char *piece;
    struct buf decoded;
    const char *window;
    size_t window_len, position;
    int64_t line; /* of `position` */
    bool after_cr;

    /* The record being read. Cells are offsets until it is whole, as the text may move. */
    struct buf text;
    size_t *starts; /* columns_max + 1 of them */
    struct sheet_cell *cells;
    size_t count;
    int64_t number, record_line;

    unsigned char marks[256];
};

static enum err_code csv_fail_at(const struct csv_reader *csv, int64_t line, struct err *err)
{
    return err_at(err, "%s:%lld", csv->file_name, (long long)line);
}

/* --- the window ------------------------------------------------------------------------------ */

/* Reads the next piece of the file into `piece`. */
static enum err_code csv_read_piece(struct csv_reader *csv, size_t *ret_len, struct err *err)
{
    size_t len = 0;
    while (len < PIECE_BYTES) {
        ssize_t got = read(csv->fd, csv->piece + len, PIECE_BYTES - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, ERR_IO, MSG_IO_READ, csv->path, strerror(errno));
        if (got == 0)
            break;
        len += (size_t)got;
    }
    csv->bytes_read += len;
    csv->is_file_end = len < PIECE_BYTES;
    if (csv->bytes_read > csv->options.bytes_max)
        return err_set(err, ERR_LIMIT, MSG_SHEET_TOO_LARGE, csv->path,
                       err_int((int64_t)(csv->options.bytes_max >> 20)));
    *ret_len = len;
    return ERR_OK;
}

/* Makes at least one byte of the window unread, or leaves none at the end of the file. */
static enum err_code csv_fill(struct csv_reader *csv, struct err *err)
{
    while (csv->position == csv->window_len && !csv->is_file_end) {
        size_t len = 0;
        TRY(csv_read_piece(csv, &len, err));
        csv->position = 0;
        if (csv->is_direct) {
            csv->window = (const char *)csv->piece;
            csv->window_len = len;
            continue;
        }
        buf_clear(&csv->decoded);
        decoder_feed(&csv->decoder, csv->piece, len, csv->is_file_end, &csv->decoded);
        csv->facts.damaged_count = csv->decoder.damaged_count;
        csv->window = buf_text(&csv->decoded);
        csv->window_len = csv->decoded.len;
    }
    return ERR_OK;
}

/* --- cells and records ----------------------------------------------------------------------- */

/* Appends a stretch of the window to the cell that began at `start`. */
static enum err_code csv_take(struct csv_reader *csv, size_t start, const char *from, size_t len,
                              struct err *err)
{
    if (csv->text.len + len > SHEET_ROW_BYTES_MAX) {
        (void)err_set(err, ERR_LIMIT, MSG_SHEET_ROW_TOO_LONG, err_int(SHEET_ROW_BYTES_MAX >> 20));
        return csv_fail_at(csv, csv->record_line, err);
    }
    buf_add_n(&csv->text, from, len);
    size_t cell_len = csv->text.len - start;
    if (cell_len > csv->options.cell_chars_max &&
        utf8_length(csv->text.data + start, cell_len) > csv->options.cell_chars_max) {
        char column[SHEET_COLUMN_NAME_SIZE];
        (void)err_set(err, ERR_LIMIT, MSG_SHEET_CELL_TOO_LONG,
                      sheet_column_name(csv->count + 1, column),
                      err_int((int64_t)csv->options.cell_chars_max));
        return csv_fail_at(csv, csv->record_line, err);
    }
    return ERR_OK;
}

static enum err_code csv_nul(const struct csv_reader *csv, struct err *err)
{
    (void)err_set(err, ERR_INPUT, MSG_CSV_NUL);
    return csv_fail_at(csv, csv->line, err);
}

/* Reads on to the closing quote. The opening one is already taken. */
static enum err_code csv_read_quoted(struct csv_reader *csv, size_t start, struct err *err)
{
    int64_t opened_line = csv->line;
    bool was_quote = false, was_cr = false;
    for (;;) {
        TRY(csv_fill(csv, err));
        if (csv->position == csv->window_len && was_quote)
            return ERR_OK;
        if (csv->position == csv->window_len) {
            (void)err_set(err, ERR_INPUT, MSG_CSV_QUOTE_OPEN);
            return csv_fail_at(csv, opened_line, err);
        }
        const char *at = csv->window + csv->position, *end = csv->window + csv->window_len;
        if (was_quote && *at != '"')
            return ERR_OK;
        const char *run = at;
        at += was_quote; /* a doubled quote stands for one */
        was_quote = false;
        while (at < end && *at != '"' && *at != '\0') {
            csv->line += *at == '\r' || (*at == '\n' && !was_cr);
            was_cr = *at++ == '\r';
        }
        TRY(csv_take(csv, start, run, (size_t)(at - run), err));
        if (at < end && *at == '\0')
            return csv_nul(csv, err);
        if (at < end) {
            was_quote = true;
            was_cr = false;
            at++;
        }
        csv->position = (size_t)(at - csv->window);
    }
}

/* Reads to the mark that ends the cell and takes it too. */
static enum err_code csv_read_plain(struct csv_reader *csv, size_t start, enum mark *ret_mark,
                                    struct err *err)
{
    for (;;) {
        TRY(csv_fill(csv, err));
        *ret_mark = MARK_END;
        if (csv->position == csv->window_len)
            return ERR_OK;
        const char *run = csv->window + csv->position, *end = csv->window + csv->window_len;
        const char *at = run;
        while (at < end && csv->marks[(unsigned char)*at] == MARK_NONE)
            at++;
        if (at > run)
            TRY(csv_take(csv, start, run, (size_t)(at - run), err));
        csv->position = (size_t)(at - csv->window);
        if (at == end)
            continue;
        *ret_mark = (enum mark)csv->marks[(unsigned char)*at];
        if (*ret_mark == MARK_NUL)
            return csv_nul(csv, err);
        csv->position++;
        return ERR_OK;
    }
}

/* The short way for most cells: short, without quotes, whole in the window with its end, and room
 * for it in the text. Does nothing where that is not so. */
static bool csv_read_simple(struct csv_reader *csv, enum mark *ret_mark)
{
    const char *run = csv->window + csv->position, *end = csv->window + csv->window_len;
    if (end - run > SIMPLE_BYTES)
        end = run + SIMPLE_BYTES;
    if (run == end || *run == '"' || csv->count == csv->options.columns_max ||
        csv->text.capacity - csv->text.len <= SIMPLE_BYTES ||
        csv->options.cell_chars_max < SIMPLE_BYTES)
        return false;
    char *to = csv->text.data + csv->text.len;
    const char *at = run;
    while (at < end && csv->marks[(unsigned char)*at] == MARK_NONE)
        *to++ = *at++;
    if (at == end || *at == '\0')
        return false;
    *ret_mark = (enum mark)csv->marks[(unsigned char)*at];
    *to++ = '\0';
    csv->position = (size_t)(at + 1 - csv->window);
    csv->starts[csv->count] = csv->text.len;
    csv->text.len = (size_t)(to - csv->text.data);
    csv->starts[++csv->count] = csv->text.len;
    return true;
}

static enum err_code csv_read_cell(struct csv_reader *csv, enum mark *ret_mark, struct err *err)
{
    if (csv_read_simple(csv, ret_mark))
        return ERR_OK;
    if (csv->count == csv->options.columns_max) {
        (void)err_set(err, ERR_LIMIT, MSG_SHEET_TOO_MANY_COLUMNS,
                      err_int((int64_t)csv->options.columns_max));
        return csv_fail_at(csv, csv->record_line, err);
    }
    size_t start = csv->text.len;
    csv->starts[csv->count] = start;
    TRY(csv_fill(csv, err));
    if (csv->position < csv->window_len && csv->window[csv->position] == '"') {
        csv->position++;
        TRY(csv_read_quoted(csv, start, err));
    }
    TRY(csv_read_plain(csv, start, ret_mark, err));
    buf_add_char(&csv->text, '\0');
    csv->starts[++csv->count] = csv->text.len;
    return ERR_OK;
}

/* After the CR of a CR LF pair the LF is part of the same line end. */
static enum err_code csv_skip_lf(struct csv_reader *csv, struct err *err)
{
    TRY(csv_fill(csv, err));
    if (csv->after_cr && csv->position < csv->window_len && csv->window[csv->position] == '\n')
        csv->position++;
    csv->after_cr = false;
    return csv_fill(csv, err);
}

static enum err_code csv_read_record(struct csv_reader *csv, bool *ret_end, struct err *err)
{
    TRY(csv_skip_lf(csv, err));
    *ret_end = csv->position == csv->window_len;
    if (*ret_end)
        return ERR_OK;
    buf_clear(&csv->text);
    csv->count = 0;
    csv->number++;
    csv->record_line = csv->line;
    enum mark mark = MARK_NONE;
    do
        TRY(csv_read_cell(csv, &mark, err));
    while (mark == MARK_SEPARATOR);
    csv->line += mark != MARK_END;
    csv->after_cr = mark == MARK_CR;
    return ERR_OK;
}

/* An apostrophe before what a spreadsheet program would take for a formula: "'=1+1", "''+84". */
static bool is_guarded(const char *text)
{
    if (*text != '\'')
        return false;
    while (*text == '\'')
        text++;
    return *text && strchr("=+-@\t\r", *text);
}

static void csv_fill_cells(struct csv_reader *csv)
{
    size_t used = 0;
    for (size_t i = 0; i < csv->count; i++) {
        const char *text = csv->text.data + csv->starts[i];
        size_t len = csv->starts[i + 1] - csv->starts[i] - 1;
        if (is_guarded(text)) {
            text++;
            len--;
        }
        csv->cells[i] = (struct sheet_cell){
            .type = len ? SHEET_CELL_TEXT : SHEET_CELL_EMPTY, .text = text, .len = len, .serial = ""
        };
        if (len)
            used = i + 1;
    }
    csv->count = used;
}

enum err_code csv_reader_next(struct csv_reader *csv, struct sheet_row *ret_row, struct err *err)
{
    *ret_row = (struct sheet_row){ .sheet = "" };
    do {
        bool is_end = false;
        TRY(csv_read_record(csv, &is_end, err));
        if (is_end)
            return ERR_OK;
        csv_fill_cells(csv);
    } while (csv->count == 0);
    *ret_row = (struct sheet_row){ .number = csv->number,
                                   .line = csv->record_line,
                                   .sheet = "",
                                   .cells = csv->cells,
                                   .count = csv->count };
    return ERR_OK;
}

/* --- the separator --------------------------------------------------------------------------- */

/* The numbers of cells in the first whole records of a text, as divided by `separator`. */
static size_t count_cells(const char *text, size_t len, char separator,
                          size_t counts[SAMPLE_RECORDS])
{
    size_t records = 0, cells = 1;
    bool in_quotes = false, at_start = true, has_text = false;
    for (size_t i = 0; i < len && records < SAMPLE_RECORDS; i++) {
        char c = text[i];
        if (c == '"' && (in_quotes || at_start)) {
            in_quotes = !in_quotes;
            at_start = !in_quotes; /* so that a doubled quote opens again */
            has_text = true;
        } else if (in_quotes) {
            continue;
        } else if (c == '\n' || c == '\r') {
            if (has_text)
                counts[records++] = cells;
            cells = 1;
            at_start = true;
            has_text = false;
        } else {
            cells += c == separator;
            at_start = c == separator;
            has_text = true;
        }
    }
    if (has_text && records == 0)
        counts[records++] = cells;
    return records;
}

/* How many records have the commonest number of cells above one, and that number. */
static size_t most_common(const size_t *counts, size_t records, size_t *ret_cells)
{
    size_t best = 0;
    *ret_cells = 1;
    for (size_t i = 0; i < records; i++) {
        size_t same = 0;
        for (size_t j = 0; j < records; j++)
            same += counts[j] == counts[i];
        if (counts[i] > 1 && (same > best || (same == best && counts[i] > *ret_cells))) {
            best = same;
            *ret_cells = counts[i];
        }
    }
    return best;
}

char csv_separator_guess(const char *text, size_t len)
{
    char best = ',';
    size_t best_records = 0, best_cells = 1;
    for (const char *separator = ",;\t|"; *separator; separator++) {
        size_t counts[SAMPLE_RECORDS] = { 0 }, cells = 1;
        size_t records = count_cells(text, len, *separator, counts);
        size_t same = most_common(counts, records, &cells);
        if (same > best_records || (same == best_records && cells > best_cells)) {
            best = *separator;
            best_records = same;
            best_cells = cells;
        }
    }
    return best;
}

/* Sets the separator from the options, a first line "sep=;", or the sample. */
static void csv_set_separator(struct csv_reader *csv)
{
    const char *text = csv->window + csv->position;
    size_t len = csv->window_len - csv->position;
    char separator = csv->options.separator;
    if (len >= 5 && memcmp(text, "sep=", 4) == 0 && (len == 5 || strchr("\r\n", text[5]))) {
        csv->position += 5;
        separator = separator ? separator : text[4];
        if (len > 5) {
            csv->after_cr = text[5] == '\r';
            csv->position++;
        }
        csv->number++;
        csv->line++;
    } else if (!separator) {
        separator = csv_separator_guess(text, len < SAMPLE_BYTES ? len : SAMPLE_BYTES);
    }
    csv->facts.separator = separator;
    csv->marks['\n'] = MARK_LF;
    csv->marks['\r'] = MARK_CR;
    csv->marks['\0'] = MARK_NUL;
    csv->marks[(unsigned char)separator] = MARK_SEPARATOR;
}

/* --- opening --------------------------------------------------------------------------------- */

/* Reads the file once to know its encoding and goes back to the text's first byte. */
static enum err_code csv_find_encoding(struct csv_reader *csv, struct err *err)
{
    struct encoding_guess guess = { 0 };
    do {
        size_t len = 0;
        TRY(csv_read_piece(csv, &len, err));
        encoding_guess_feed(&guess, csv->piece, len);
    } while (!csv->is_file_end);
    size_t mark_bytes = 0;
    enum text_encoding encoding = encoding_guess_end(&guess, &mark_bytes);
    if (guess.byte_count == mark_bytes)
        return err_set(err, ERR_INPUT, MSG_SHEET_EMPTY, csv->path);
    if (csv->options.encoding != TEXT_ENCODING_AUTO && csv->options.encoding != encoding) {
        encoding = csv->options.encoding;
        mark_bytes = 0;
    }
    csv->facts.encoding = encoding;
    csv->is_direct = encoding == TEXT_ENCODING_UTF8 && encoding_guess_is_clean_utf8(&guess);
    csv->mark_bytes = mark_bytes;
    return ERR_OK;
}

enum err_code csv_reader_rewind(struct csv_reader *csv, struct err *err)
{
    if (lseek(csv->fd, (off_t)csv->mark_bytes, SEEK_SET) < 0)
        return err_set(err, ERR_IO, MSG_IO_READ, csv->path, strerror(errno));
    csv->is_file_end = csv->after_cr = false;
    csv->bytes_read = 0;
    csv->position = csv->window_len = 0;
    csv->number = 0;
    csv->line = 1;
    csv->decoder = (struct decoder){ .encoding = csv->facts.encoding };
    TRY(csv_fill(csv, err));
    csv_set_separator(csv);
    return ERR_OK;
}

static enum err_code csv_start(struct csv_reader *csv, struct err *err)
{
    const char *slash = strrchr(csv->path, '/');
    csv->file_name = slash ? slash + 1 : csv->path;
    csv->text.max_bytes = SHEET_ROW_BYTES_MAX * 2;
    TRY(csv_find_encoding(csv, err));
    return csv_reader_rewind(csv, err);
}

enum err_code csv_reader_open(int fd, const char *path, const struct sheet_options *options,
                              struct csv_reader **ret_csv, struct err *err)
{
    struct csv_reader *csv = calloc(1, sizeof(*csv));
    require(csv);
    csv->fd = fd;
    csv->options = *options;
    csv->path = strdup(path);
    csv->piece = malloc(PIECE_BYTES);
    csv->starts = calloc(options->columns_max + 1, sizeof(*csv->starts));
    csv->cells = calloc(options->columns_max, sizeof(*csv->cells));
    require(csv->path && csv->piece && csv->starts && csv->cells);
    enum err_code code = csv_start(csv, err);
    if (code != ERR_OK) {
        csv_reader_close(csv);
        return code;
    }
    *ret_csv = csv;
    return ERR_OK;
}

void csv_reader_close(struct csv_reader *csv)
{
    if (!csv)
        return;
    close(csv->fd);
    buf_done(&csv->decoded);
    buf_done(&csv->text);
    free(csv->piece);
    free(csv->starts);
    free(csv->cells);
    free(csv->path);
    free(csv);
}

struct sheet_csv_facts csv_reader_facts(const struct csv_reader *csv)
{
    return csv->facts;
}
