/* SPDX-License-Identifier: Apache-2.0
 * Several tables on one sheet: a list of poor households and below it one of near-poor ones, in other columns; or
 * one list whose header stands again on every printed page. What looks like the first row of a header is looked at
 * with the rows below it, which wait here until they are read. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <string.h>

enum { NEW_TABLE_ROWS = 200, TABLE_COLUMNS_MIN = 3, NUMBER_BYTES_MAX = 40 };

/* --- rows that wait --------------------------------------------------------------------------------------- */

static enum err_code look_ahead(struct import *import, struct sheet_reader *reader, size_t wanted, struct err *err)
{
    struct import_ahead *ahead = &import->ahead;
    while (ahead->count - ahead->at < wanted && !ahead->ended) {
        struct sheet_row from;
        TRY(sheet_next(reader, &from, err));
        ahead->ended = from.number == 0;
        if (ahead->ended)
            break;
        struct import_row *row = ARENA_PUSH(&ahead->arena, ahead->rows, ahead->count, ahead->capacity);
        import_row_copy(&ahead->arena, &from, row);
        import_beside_cut(import, row);
    }
    return ERR_OK;
}

/* A copy of what waits lives as long as the household it belongs to. */
static void copy_row(struct arena *arena, const struct import_row *from, struct import_row *ret_row)
{
    *ret_row = *from;
    ret_row->cells = ARENA_ARRAY(arena, struct import_cell, from->count + 1);
    for (size_t i = 0; i < from->count; i++) {
        struct import_cell *cell = &ret_row->cells[i];
        *cell = from->cells[i];
        cell->raw = cell->text = arena_strdup(arena, from->cells[i].raw);
        cell->serial = arena_strdup(arena, from->cells[i].serial);
    }
}

void import_ahead_start(struct import *import)
{
    struct import_ahead *ahead = &import->ahead;
    arena_done(&ahead->arena);
    *ahead = (struct import_ahead){ 0 };
}

bool import_ahead_take(struct import *import, struct import_row *row)
{
    struct import_ahead *ahead = &import->ahead;
    if (ahead->at == ahead->count) {
        bool ended = ahead->ended;
        if (ahead->count)
            import_ahead_start(import);
        ahead->ended = ended;
        return ended;
    }
    copy_row(&import->group_arena, &ahead->rows[ahead->at++], row);
    return true;
}

/* --- a table begins ------------------------------------------------------------------------------------------ */

/* "STT" in its first cell, and words only. */
static bool may_begin(const struct import *import, const struct import_row *row)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *first = NULL;
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++) {
        const char *text = row->cells[i].text;
        first = first || !*text ? first : text;
        filled += *text != '\0';
    }
    if (filled < 2 || *first < 'A' || strlen(first) > NUMBER_BYTES_MAX)
        return false;
    const struct layout_text header = layout_text_of(&arena, first);
    for (size_t i = 0; i < import->layout->column_count; i++) {
        const struct layout_column *is = &import->layout->columns[i];
        if (is->role == LAYOUT_NUMBER && layout_fit(is, &header) >= 3)
            return true;
    }
    return false;
}

static struct import_sample sample_of(struct import *import, const struct import_row *first, size_t count)
{
    struct arena *arena = &import->sheet_arena;
    struct import_ahead *ahead = &import->ahead;
    struct import_sample sample = { ARENA_ARRAY(arena, struct import_row, count + 1), 0 };
    for (size_t i = 0; i <= count && (i == 0 || ahead->at + i - 1 < ahead->count); i++) {
        copy_row(arena, i ? &ahead->rows[ahead->at + i - 1] : first, &sample.rows[sample.count]);
        import_sample_clean(import, &sample.rows[sample.count++], import->encoding);
    }
    return sample;
}

static bool is_same_header(const struct import_header *a, const struct import_header *b)
{
    size_t most = a->count > b->count ? a->count : b->count;
    for (size_t i = 0; i < most; i++) {
        const char *one = i < a->count ? a->columns[i].header : "", *other = i < b->count ? b->columns[i].header : "";
        if (!text_equal_folded(one, other))
            return false;
    }
    return true;
}

static size_t understood(const struct import_header *header)
{
    size_t count = 0;
    for (size_t i = 0; i < header->count; i++)
        count += header->columns[i].is != NULL;
    return count;
}

enum err_code import_table_begin(struct import *import, struct sheet_reader *reader, const struct import_row *row,
                                 bool *ret_begins, struct err *err)
{
    *ret_begins = false;
    if (import->form || !may_begin(import, row))
        return ERR_OK;
    TRY(look_ahead(import, reader, IMPORT_HEADER_DEPTH, err));
    struct import_sample sample = sample_of(import, row, IMPORT_HEADER_DEPTH);
    struct import_header header = import_header_at(import, &sample);
    if (!header.found || understood(&header) < TABLE_COLUMNS_MIN)
        return ERR_OK;
    *ret_begins = true;
    if (is_same_header(&header, &import->header)) {
        import->header.last = header.last;
        return ERR_OK;
    }
    TRY(import_household_end(import, err));
    TRY(import_figures_end(import, err));
    TRY(look_ahead(import, reader, NEW_TABLE_ROWS, err));
    sample = sample_of(import, row, NEW_TABLE_ROWS);
    import->header = import_header_at(import, &sample);
    import_columns_survey(import, &sample);
    import_rejects_add_columns(import);
    if (import->section_row < import->data_row) { /* of the table above */
        import->section_area = NULL;
        import->section_class = NULL;
    }
    return ERR_OK;
}
