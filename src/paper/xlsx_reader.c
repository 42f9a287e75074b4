/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xlsx_reader.h"

#include "base/vitext.h"
#include "paper/xlsx_book.h"
#include "paper/xlsx_value.h"
#include "paper/xml_in.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 1 << 20, COLUMNS_MAX = 1 << 14, MERGE_ROWS_MAX = 30, MERGES_MAX = 10000 };

/* What the characters between tags belong to. */
enum capture { CAPTURE_NONE, CAPTURE_VALUE, CAPTURE_TEXT, CAPTURE_FORMULA };

/* The cell being read. */
struct cell_state {
    size_t column;
    char type; /* of t=: 's'hared, 'f'ormula text, 'i'nline, 'b'ool, 'e'rror, 'd'ate, 'n'umber */
    unsigned shows;
    bool is_formula, has_value, is_struck;
};

/* A cell of the row, its texts as offsets into `text` until the row is whole. */
struct cell_place {
    enum sheet_cell_type type;
    bool is_formula, is_struck;
    size_t start, len, serial;
};

struct xlsx_reader {
    char *path;
    struct sheet_options options;
    struct zip_in zip;
    struct xlsx_book book;
    size_t sheet; /* 0-based */

    struct xml_in xml;
    bool is_open, is_end;
    int64_t row_number;
    bool row_is_hidden, row_is_ready;
    size_t column; /* of the last cell; 0: none yet */
    struct cell_state cell;
    enum capture capture;
    bool in_phonetic;
    struct buf value, formula; /* of the cell */
    struct buf text;           /* of the row */
    struct cell_place *places; /* columns_max of them */
    struct sheet_cell *cells;
    size_t count;

    bool has_merges;
    struct sheet_merge *merges;
    size_t merge_count, merge_capacity;
};

/* --- places and failures --------------------------------------------------------------------- */

static const char *sheet_name(const struct xlsx_reader *xlsx)
{
    return xlsx->book.sheets[xlsx->sheet].name;
}

/* Gives up with the failure just set: fail_at_cell(xlsx, err_set(xlsx->xml.err, …)). */
static void fail_at_cell(struct xlsx_reader *xlsx, enum err_code code)
{
    char column[SHEET_COLUMN_NAME_SIZE];
    (void)err_at(xlsx->xml.err, "%s!%s%lld", sheet_name(xlsx),
                 sheet_column_name(xlsx->cell.column, column), (long long)xlsx->row_number);
    xml_in_fail(&xlsx->xml, code);
}

static void fail_at_row(struct xlsx_reader *xlsx, enum err_code code)
{
    (void)err_at(xlsx->xml.err, "%s!%lld", sheet_name(xlsx), (long long)xlsx->row_number);
    xml_in_fail(&xlsx->xml, code);
}

/* "C14", "c14" → column 3, row 14; either is 0 where it is missing. False where it is no reference. */
static bool parse_reference(const char *reference, size_t *ret_column, int64_t *ret_row)
{
    size_t column = 0;
    int64_t row = 0;
    for (; isalpha((unsigned char)*reference) || *reference == '$'; reference++)
        if (*reference != '$' && column <= COLUMNS_MAX)
            column = column * 26 + (size_t)(toupper((unsigned char)*reference) - 'A' + 1);
    for (; (*reference >= '0' && *reference <= '9') || *reference == '$'; reference++)
        if (*reference != '$' && row <= ROWS_MAX)
            row = row * 10 + (*reference - '0');
    *ret_column = column;
    *ret_row = row;
    return column <= COLUMNS_MAX && row <= ROWS_MAX && (*reference == '\0' || *reference == ':');
}

/* --- cells ----------------------------------------------------------------------------------- */

/* Adds a text to the row's and gives its place. */
static size_t row_text_add(struct xlsx_reader *xlsx, const char *text, size_t len)
{
    size_t start = xlsx->text.len;
    buf_add_n(&xlsx->text, text, len);
    buf_add_char(&xlsx->text, '\0');
    return start;
}

static void place_set(struct xlsx_reader *xlsx, enum sheet_cell_type type, const char *text,
                      size_t len)
{
    size_t column = xlsx->cell.column;
    if (column > xlsx->options.columns_max) {
        fail_at_row(xlsx, err_set(xlsx->xml.err, ERR_LIMIT, MSG_SHEET_TOO_MANY_COLUMNS,
                                  err_int((int64_t)xlsx->options.columns_max)));
        return;
    }
    if (xlsx->text.len + len > SHEET_ROW_BYTES_MAX) {
        fail_at_row(xlsx, err_set(xlsx->xml.err, ERR_LIMIT, MSG_SHEET_ROW_TOO_LONG,
                                  err_int(SHEET_ROW_BYTES_MAX >> 20)));
        return;
    }
    if (len > xlsx->options.cell_chars_max &&
        utf8_length(text, len) > xlsx->options.cell_chars_max) {
        char name[SHEET_COLUMN_NAME_SIZE];
        fail_at_cell(xlsx, err_set(xlsx->xml.err, ERR_LIMIT, MSG_SHEET_CELL_TOO_LONG,
                                   sheet_column_name(column, name),
                                   err_int((int64_t)xlsx->options.cell_chars_max)));
        return;
    }
    while (xlsx->count < column) {
        size_t empty = xlsx->text.len;
        buf_add_char(&xlsx->text, '\0');
        xlsx->places[xlsx->count++] =
            (struct cell_place){ .type = SHEET_CELL_EMPTY, .start = empty, .serial = empty };
    }
    struct cell_place *place = &xlsx->places[column - 1];
    place->type = type;
    place->is_formula = xlsx->cell.is_formula;
    place->is_struck = xlsx->cell.is_struck;
    place->start = row_text_add(xlsx, text, len);
    place->len = len;
}

static void put_text(struct xlsx_reader *xlsx, const char *text, size_t len)
{
    if (len || xlsx->cell.is_formula)
        place_set(xlsx, len ? SHEET_CELL_TEXT : SHEET_CELL_EMPTY, text, len);
}

/* The characters of the value as text, their escapes undone. */
static void put_value_text(struct xlsx_reader *xlsx)
{
    size_t len = xlsx->value.len;
    if (len && memchr(xlsx->value.data, '_', len))
        len = xlsx_unescape(xlsx->value.data, len);
    put_text(xlsx, buf_text(&xlsx->value), len);
}

static void put_shared(struct xlsx_reader *xlsx)
{
    const char *digits = buf_text(&xlsx->value), *text = NULL;
    char *end;
    unsigned long long number = strtoull(digits, &end, 10);
    size_t len = 0;
    if (end == digits || *digits == '-' || number >= xlsx->book.strings.count) {
        fail_at_cell(xlsx, err_set(xlsx->xml.err, ERR_INPUT, MSG_XLSX_STRING_MISSING, digits));
        return;
    }
    enum err_code code =
        xlsx_strings_get(&xlsx->book.strings, (size_t)number, &text, &len, xlsx->xml.err);
    if (code != ERR_OK)
        xml_in_fail(&xlsx->xml, code);
    else
        put_text(xlsx, text, len);
}

static void put_number(struct xlsx_reader *xlsx)
{
    char number[XLSX_NUMBER_SIZE], date[XLSX_DATE_SIZE];
    if (!xlsx_number_text(buf_text(&xlsx->value), number)) {
        put_value_text(xlsx); /* not what the file says it is, but nothing is lost */
        return;
    }
    if (!xlsx->cell.shows || !xlsx_date_text(number, xlsx->cell.shows, xlsx->book.is_1904, date)) {
        place_set(xlsx, SHEET_CELL_NUMBER, number, strlen(number));
        return;
    }
    place_set(xlsx, SHEET_CELL_DATE, date, strlen(date));
    if (xlsx->xml.code == ERR_OK)
        xlsx->places[xlsx->cell.column - 1].serial = row_text_add(xlsx, number, strlen(number));
}

/* An ISO date as some programs store it: "2020-09-16T00:00:00.000Z" → "2020-09-16". */
static void put_iso_date(struct xlsx_reader *xlsx)
{
    char *text = xlsx->value.data;
    size_t len = strcspn(text, ".Z");
    if (len == 19 && memcmp(text + 10, "T00:00:00", 9) == 0)
        len = 10;
    place_set(xlsx, SHEET_CELL_DATE, text, len);
}

static void put_cell(struct xlsx_reader *xlsx)
{
    struct cell_state *cell = &xlsx->cell;
    if (cell->is_formula && (!cell->has_value || (!xlsx->value.len && cell->type != 'f'))) {
        place_set(xlsx, SHEET_CELL_UNCOMPUTED, buf_text(&xlsx->formula), xlsx->formula.len);
        return;
    }
    if (cell->type == 'i' || cell->type == 'f') {
        put_value_text(xlsx);
        return;
    }
    if (!xlsx->value.len)
        return;
    switch (cell->type) {
    case 's':
        put_shared(xlsx);
        break;
    case 'b':
        place_set(xlsx, SHEET_CELL_BOOL, strchr("1tT", xlsx->value.data[0]) ? "1" : "0", 1);
        break;
    case 'e':
        place_set(xlsx, SHEET_CELL_ERROR, buf_text(&xlsx->value), xlsx->value.len);
        break;
    case 'd':
        put_iso_date(xlsx);
        break;
    default:
        put_number(xlsx);
    }
}

/* --- the parts of a sheet -------------------------------------------------------------------- */

static void row_start(struct xlsx_reader *xlsx, const char *const *attributes)
{
    const char *number = xml_in_attribute(attributes, "r");
    const char *hidden = xml_in_attribute(attributes, "hidden");
    int64_t row = number ? strtoll(number, NULL, 10) : xlsx->row_number + 1;
    if (row <= xlsx->row_number || row > ROWS_MAX) {
        fail_at_row(xlsx, err_set(xlsx->xml.err, ERR_INPUT, MSG_XLSX_UNORDERED));
        return;
    }
    xlsx->row_number = row;
    xlsx->row_is_hidden = hidden && (*hidden == '1' || *hidden == 't');
    xlsx->column = 0;
    xlsx->count = 0;
    buf_clear(&xlsx->text);
}

static char cell_type(const char *type)
{
    static const struct {
        const char *name;
        char type;
    } rows[] = { { "s", 's' }, { "str", 'f' }, { "inlineStr", 'i' },
                 { "b", 'b' }, { "e", 'e' },   { "d", 'd' } };
    for (size_t i = 0; type && i < COUNT(rows); i++)
        if (strcmp(type, rows[i].name) == 0)
            return rows[i].type;
    return 'n';
}

static void cell_start(struct xlsx_reader *xlsx, const char *const *attributes)
{
    const char *reference = NULL, *style = NULL, *type = NULL;
    for (; attributes[0]; attributes += 2) { /* "r", "s" and "t" have no prefix */
        if (attributes[0][1] != '\0')
            continue;
        if (attributes[0][0] == 'r')
            reference = attributes[1];
        else if (attributes[0][0] == 's')
            style = attributes[1];
        else if (attributes[0][0] == 't')
            type = attributes[1];
    }
    size_t column = xlsx->column + 1;
    int64_t row = xlsx->row_number;
    bool is_good = !reference || parse_reference(reference, &column, &row);
    xlsx->cell = (struct cell_state){ .column = column, .type = cell_type(type) };
    if (!is_good || column <= xlsx->column || column > COLUMNS_MAX || row != xlsx->row_number) {
        fail_at_row(xlsx, err_set(xlsx->xml.err, ERR_INPUT, MSG_XLSX_UNORDERED));
        return;
    }
    unsigned long number = style ? strtoul(style, NULL, 10) : 0;
    unsigned shows = number < xlsx->book.style_count ? xlsx->book.style_shows[number] : 0;
    xlsx->cell.is_struck = shows & XLSX_SHOWS_STRUCK;
    xlsx->cell.shows = shows & ~(unsigned)XLSX_SHOWS_STRUCK;
    xlsx->column = column;
    buf_clear(&xlsx->value);
    buf_clear(&xlsx->formula);
}

static void on_start(struct xml_in *xml, const char *name, const char *const *attributes,
                     void *user)
{
    (void)xml;
    struct xlsx_reader *xlsx = user;
    if (strcmp(name, "c") == 0) {
        cell_start(xlsx, attributes);
    } else if (strcmp(name, "row") == 0) {
        row_start(xlsx, attributes);
    } else if (strcmp(name, "v") == 0) {
        xlsx->capture = CAPTURE_VALUE;
        xlsx->cell.has_value = true;
    } else if (strcmp(name, "f") == 0) {
        xlsx->capture = CAPTURE_FORMULA;
        xlsx->cell.is_formula = true;
    } else if (strcmp(name, "t") == 0) {
        xlsx->capture = xlsx->in_phonetic ? CAPTURE_NONE : CAPTURE_TEXT;
        xlsx->cell.has_value = true;
    } else if (strcmp(name, "rPh") == 0) {
        xlsx->in_phonetic = true;
    }
}

static void on_end(struct xml_in *xml, const char *name, void *user)
{
    struct xlsx_reader *xlsx = user;
    xlsx->capture = CAPTURE_NONE;
    if (strcmp(name, "c") == 0) {
        put_cell(xlsx);
    } else if (strcmp(name, "rPh") == 0) {
        xlsx->in_phonetic = false;
    } else if (strcmp(name, "row") == 0 && xlsx->count) {
        xlsx->row_is_ready = true;
        xml_in_pause(xml);
    }
}

static void on_text(struct xml_in *xml, const char *text, size_t len, void *user)
{
    (void)xml;
    struct xlsx_reader *xlsx = user;
    if (xlsx->capture == CAPTURE_NONE)
        return;
    struct buf *to = xlsx->capture == CAPTURE_FORMULA ? &xlsx->formula : &xlsx->value;
    if (to->len <= xlsx->options.cell_chars_max * 4) /* what is too long fails at the cell's end */
        buf_add_n(to, text, len);
}

/* --- rows ------------------------------------------------------------------------------------ */

static enum err_code sheet_begin(struct xlsx_reader *xlsx, struct err *err)
{
    static const struct xml_in_handlers handlers = { on_start, on_end, on_text };
    int64_t index = zip_in_find(&xlsx->zip, xlsx->book.sheet_parts[xlsx->sheet]);
    xlsx->row_number = 0;
    xlsx->capture = CAPTURE_NONE;
    xlsx->in_phonetic = xlsx->row_is_ready = xlsx->is_end = false;
    xlsx->is_open = true;
    return xml_in_open(&xlsx->xml, &xlsx->zip, index, 0, &handlers, xlsx, err);
}

static void row_fill(struct xlsx_reader *xlsx, struct sheet_row *ret_row)
{
    const char *text = buf_text(&xlsx->text);
    size_t used = 0;
    for (size_t i = 0; i < xlsx->count; i++) {
        const struct cell_place *place = &xlsx->places[i];
        xlsx->cells[i] = (struct sheet_cell){ .type = place->type,
                                              .is_formula = place->is_formula,
                                              .is_struck = place->is_struck,
                                              .text = text + place->start,
                                              .len = place->len,
                                              .serial = text + place->serial };
        if (place->type != SHEET_CELL_EMPTY)
            used = i + 1;
    }
    *ret_row = (struct sheet_row){ .number = used ? xlsx->row_number : 0,
                                   .line = xlsx->row_number,
                                   .sheet = sheet_name(xlsx),
                                   .cells = xlsx->cells,
                                   .count = used,
                                   .is_hidden = xlsx->row_is_hidden };
}

enum err_code xlsx_reader_next(struct xlsx_reader *xlsx, struct sheet_row *ret_row, struct err *err)
{
    *ret_row = (struct sheet_row){ .sheet = sheet_name(xlsx) };
    if (!xlsx->is_open)
        TRY(sheet_begin(xlsx, err));
    while (!xlsx->is_end && ret_row->number == 0) {
        xlsx->row_is_ready = false;
        TRY(xml_in_next(&xlsx->xml, &xlsx->is_end, err));
        if (xlsx->row_is_ready)
            row_fill(xlsx, ret_row);
    }
    return ERR_OK;
}

/* --- merged cells ---------------------------------------------------------------------------- */

static void on_merge(struct xml_in *xml, const char *name, const char *const *attributes,
                     void *user)
{
    (void)xml;
    struct xlsx_reader *xlsx = user;
    const char *reference = xml_in_attribute(attributes, "ref");
    struct sheet_merge merge = { 0 };
    if (strcmp(name, "mergeCell") != 0 || !reference || xlsx->merge_count == MERGES_MAX)
        return;
    const char *colon = strchr(reference, ':');
    if (!parse_reference(reference, &merge.column_first, &merge.row_first) ||
        !parse_reference(colon ? colon + 1 : reference, &merge.column_last, &merge.row_last))
        return;
    if (merge.row_first >= 1 && merge.row_first <= MERGE_ROWS_MAX && merge.column_first >= 1 &&
        merge.row_last >= merge.row_first && merge.column_last >= merge.column_first)
        *ARENA_PUSH(&xlsx->book.arena, xlsx->merges, xlsx->merge_count, xlsx->merge_capacity) =
            merge;
}

enum err_code xlsx_reader_merges(struct xlsx_reader *xlsx, struct sheet_merge_list *ret_list,
                                 struct err *err)
{
    static const struct xml_in_handlers handlers = { .start = on_merge };
    if (!xlsx->has_merges) {
        struct zip_in zip = xlsx->zip; /* this pass is not counted against the file's limit */
        int64_t index = zip_in_find(&zip, xlsx->book.sheet_parts[xlsx->sheet]);
        TRY(xml_in_read(&zip, index, 0, &handlers, xlsx, err));
        xlsx->has_merges = true;
    }
    *ret_list = (struct sheet_merge_list){ xlsx->merges, xlsx->merge_count };
    return ERR_OK;
}

/* --- opening --------------------------------------------------------------------------------- */

struct sheet_name_list xlsx_reader_names(const struct xlsx_reader *xlsx)
{
    return (struct sheet_name_list){ xlsx->book.sheets, xlsx->book.sheet_count };
}

/* The names of all sheets for a message: "Hộ nghèo", "Cận nghèo". */
static enum err_code no_such_sheet(const struct xlsx_reader *xlsx, const char *wanted,
                                   struct err *err)
{
    struct buf names CLEANUP(buf_done) = { 0 };
    for (size_t i = 0; i < xlsx->book.sheet_count && names.len < ERR_ARG_SIZE; i++)
        buf_printf(&names, "%s“%s”", i ? ", " : "", xlsx->book.sheets[i].name);
    return err_set(err, ERR_NOT_FOUND, MSG_SHEET_NO_SUCH_SHEET, wanted, buf_text(&names));
}

enum err_code xlsx_reader_select(struct xlsx_reader *xlsx, size_t index, struct err *err)
{
    if (index < 1 || index > xlsx->book.sheet_count)
        return no_such_sheet(xlsx, err_int((int64_t)index), err);
    xml_in_done(&xlsx->xml);
    xlsx->sheet = index - 1;
    xlsx->is_open = xlsx->has_merges = false;
    xlsx->merges = NULL;
    xlsx->merge_count = xlsx->merge_capacity = 0;
    return ERR_OK;
}

static enum err_code select_by_options(struct xlsx_reader *xlsx, struct err *err)
{
    const struct xlsx_book *book = &xlsx->book;
    const char *name = xlsx->options.sheet_name;
    if (!name && xlsx->options.sheet_index)
        return xlsx_reader_select(xlsx, xlsx->options.sheet_index, err);
    for (size_t i = 0; name && i < book->sheet_count; i++)
        if (strcmp(book->sheets[i].name, name) == 0)
            return xlsx_reader_select(xlsx, i + 1, err);
    for (size_t i = 0; name && i < book->sheet_count; i++)
        if (text_equal_folded(book->sheets[i].name, name))
            return xlsx_reader_select(xlsx, i + 1, err);
    if (name)
        return no_such_sheet(xlsx, name, err);
    for (size_t i = 0; i < book->sheet_count; i++)
        if (!book->sheets[i].is_hidden)
            return xlsx_reader_select(xlsx, i + 1, err);
    return xlsx_reader_select(xlsx, 1, err);
}

static enum err_code xlsx_start(struct xlsx_reader *xlsx, int fd, struct err *err)
{
    TRY(zip_in_open(&xlsx->zip, fd, xlsx->path, xlsx->options.bytes_max, err));
    TRY(xlsx_book_read(&xlsx->book, &xlsx->zip, &xlsx->options, err));
    xlsx->options.strings_memory_bytes = 0;
    TRY(select_by_options(xlsx, err));
    xlsx->options.sheet_name = NULL; /* the caller's, and not needed any more */
    return ERR_OK;
}

enum err_code xlsx_reader_open(int fd, const char *path, const struct sheet_options *options,
                               struct xlsx_reader **ret_xlsx, struct err *err)
{
    struct xlsx_reader *xlsx = calloc(1, sizeof(*xlsx));
    require(xlsx);
    xlsx->options = *options;
    xlsx->path = strdup(path);
    xlsx->places = calloc(options->columns_max, sizeof(*xlsx->places));
    xlsx->cells = calloc(options->columns_max, sizeof(*xlsx->cells));
    require(xlsx->path && xlsx->places && xlsx->cells);
    enum err_code code = xlsx_start(xlsx, fd, err);
    if (code != ERR_OK) {
        xlsx_reader_close(xlsx);
        return code;
    }
    *ret_xlsx = xlsx;
    return ERR_OK;
}

void xlsx_reader_close(struct xlsx_reader *xlsx)
{
    if (!xlsx)
        return;
    xml_in_done(&xlsx->xml);
    xlsx_book_done(&xlsx->book);
    zip_in_done(&xlsx->zip);
    buf_done(&xlsx->value);
    buf_done(&xlsx->formula);
    buf_done(&xlsx->text);
    free(xlsx->places);
    free(xlsx->cells);
    free(xlsx->path);
    free(xlsx);
}
