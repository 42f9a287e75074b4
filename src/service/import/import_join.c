/* SPDX-License-Identifier: Apache-2.0
 * One thing said in several columns: the family name beside the given name, the day of birth beside its month and year.
 * Before a row is read the pieces are put together in the column that is read. */
#include "service/import/import_parts.h"

#include <ctype.h>
#include <string.h>

enum { GIVEN_NAME_BLANKS_MAX = 1, GIVEN_NAME_BYTES_MAX = 40 };

static size_t column_of(const struct import_header *header, const struct layout_column *is)
{
    for (size_t i = 0; is && i < header->count; i++)
        if (header->columns[i].is == is)
            return i + 1;
    return 0;
}

static bool is_given_name(const char *text)
{
    size_t blanks = 0, len = 0;
    for (; text[len]; len++) {
        if (isdigit((unsigned char)text[len]) || (ispunct((unsigned char)text[len]) && text[len] != '\''))
            return false;
        blanks += text[len] == ' ';
    }
    return len && len <= GIVEN_NAME_BYTES_MAX && blanks <= GIVEN_NAME_BLANKS_MAX && !import_is_tick(text);
}

/* A column without a header behind one of names: how many rows have a given name in it, how many something else. */
static void count_given(const struct import *import, const struct import_sample *sample, size_t column, size_t *ret_given,
                        size_t *ret_other)
{
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        if (row->number <= import->header.last || column >= row->count || !*row->cells[column].text)
            continue;
        bool given = is_given_name(row->cells[column].text);
        *ret_given += given;
        *ret_other += !given;
    }
}

/* "Họ và tên" over two columns, as merged cells are: "Nguyễn Văn" and "An". */
static void join_given_names(struct import *import, const struct import_sample *sample, size_t column)
{
    struct import_column *columns = import->header.columns;
    const struct layout_column *is = columns[column - 1].is;
    size_t given = 0, other = 0;
    bool names = is && (is->role == LAYOUT_HEAD_NAME || (is->field && is->field->type == FIELD_PERSON_NAME));
    if (columns[column].is || *columns[column].header || !names)
        return;
    count_given(import, sample, column, &given, &other);
    if (given <= other * 2)
        return;
    columns[column].joined_to = column;
    columns[column].joined_behind = true;
}

void import_join_find(struct import *import, const struct import_sample *sample)
{
    struct import_header *header = &import->header;
    for (size_t i = 0; i < header->count; i++) {
        const struct layout_column *is = header->columns[i].is;
        if (is && is->role == LAYOUT_PART)
            header->columns[i].joined_to = column_of(header, layout_column_named(import->layout, is->before));
        else if (i > 0)
            join_given_names(import, sample, i);
    }
}

static void join_cell(struct import *import, struct import_row *row, size_t from)
{
    const struct import_column *column = &import->header.columns[from];
    size_t to = column->joined_to - 1;
    const char *piece = row->cells[from].text, *between = column->is && column->is->between ? column->is->between : " ";
    const char *text = to < row->count ? row->cells[to].text : "";
    if (!*piece || import_is_nothing(piece))
        return;
    if (!*text) {
        import_say(import, row, from + 1, IMPORT_REFUSED, "column_alone", MSG_IMPORT_COLUMN_ALONE, piece,
                   import->header.columns[to].header);
        return;
    }
    const char *first = column->joined_behind ? text : piece, *second = column->joined_behind ? piece : text;
    row->cells[to].text = arena_printf(&import->group_arena, "%s%s%s", first, between, second);
    row->cells[to].type = SHEET_CELL_TEXT;
}

void import_join_cells(struct import *import, struct import_row *row)
{
    const struct import_header *header = &import->header;
    for (int pass = 0; pass < 2; pass++) /* the day to the month, then both to the year */
        for (size_t i = 0; i < header->count && i < row->count; i++) {
            size_t to = header->columns[i].joined_to;
            const struct layout_column *is = to ? header->columns[to - 1].is : NULL;
            bool is_first = is && is->role == LAYOUT_PART;
            if (is && is_first == (pass == 0))
                join_cell(import, row, i);
        }
}
