/* SPDX-License-Identifier: Apache-2.0 */
#include "service/link/link_rows.h"

#include "base/vilegacy.h"
#include "base/vitext.h"
#include "engine/linkage.h"
#include "paper/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE_BYTES = 1 << 20, LEGACY_ROWS = 2000, WANTED_MAX = LINKAGE_FIELDS_MAX * LINKAGE_COLUMNS_MAX };

struct text_piece {
    struct text_piece *next;
    size_t size, used;
    char bytes[];
};

static enum err_code no_memory(const struct link_rows *rows, struct err *err)
{
    return err_set(err, ERR_NOMEM, MSG_LINKAGE_NO_MEMORY, err_int((int64_t)rows->count));
}

static enum err_code keep_text(struct link_rows *rows, const char *text, size_t len, const char **ret, struct err *err)
{
    struct text_piece *piece = rows->pieces;
    if (!piece || piece->size - piece->used < len + 1) {
        size_t size = len + 1 > PIECE_BYTES ? len + 1 : PIECE_BYTES;
        piece = malloc(sizeof(*piece) + size);
        if (!piece)
            return no_memory(rows, err);
        *piece = (struct text_piece){ .next = rows->pieces, .size = size };
        rows->pieces = piece;
        rows->bytes += size;
    }
    char *to = piece->bytes + piece->used;
    memcpy(to, text, len);
    to[len] = 0;
    piece->used += len + 1;
    *ret = to;
    return ERR_OK;
}

/* Room for `least` texts; the system moves large tables without copying them. */
static enum err_code widen(struct link_rows *rows, const char ***texts, size_t *capacity, size_t least, struct err *err)
{
    if (least <= *capacity)
        return ERR_OK;
    size_t wider = *capacity + *capacity / 2 + 1024;
    const char **wide = realloc(*texts, wider * sizeof(*wide));
    if (!wide)
        return no_memory(rows, err);
    rows->bytes += (wider - *capacity) * sizeof(*wide);
    *texts = wide;
    *capacity = wider;
    return ERR_OK;
}

static void trim(const char **text, size_t *len)
{
    while (*len && (**text == ' ' || **text == '\t')) {
        (*text)++;
        (*len)--;
    }
    while (*len && ((*text)[*len - 1] == ' ' || (*text)[*len - 1] == '\t'))
        (*len)--;
}

/* Where the column stands in the header; SIZE_MAX: not there. */
static size_t find_column(const struct sheet_row *header, const char *name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (int folded = 0; folded < 2; folded++)
        for (size_t i = 0; i < header->count; i++) {
            const char *text = header->cells[i].text;
            size_t len = header->cells[i].len;
            trim(&text, &len);
            const char *title = arena_strndup(&arena, text, len);
            if (folded ? text_equal_folded(title, name) : strcmp(title, name) == 0)
                return i;
        }
    return SIZE_MAX;
}

static enum err_code find_columns(const struct link_rows *rows, const char *path, const struct sheet_row *header,
                                  bool all_there, size_t *at, size_t *id_at, struct err *err)
{
    *id_at = SIZE_MAX;
    for (size_t i = 0; i < rows->column_count; i++) {
        at[i] = find_column(header, rows->columns[i]);
        if (at[i] == SIZE_MAX && all_there)
            return err_set(err, ERR_INPUT, MSG_LINKAGE_COLUMN, path, rows->columns[i]);
    }
    if (rows->id_column) {
        *id_at = find_column(header, rows->id_column);
        if (*id_at == SIZE_MAX)
            return err_set(err, ERR_INPUT, MSG_LINKAGE_COLUMN, path, rows->id_column);
    }
    return ERR_OK;
}

static enum err_code keep_cell(struct link_rows *rows, const struct sheet_row *row, size_t at, const char **ret,
                               struct err *err)
{
    *ret = NULL;
    if (at >= row->count)
        return ERR_OK;
    const char *text = row->cells[at].text;
    size_t len = row->cells[at].len;
    trim(&text, &len);
    return len ? keep_text(rows, text, len, ret, err) : ERR_OK;
}

static enum err_code keep_row(struct link_rows *rows, const struct sheet_row *row, const size_t *at, size_t id_at,
                              struct err *err)
{
    size_t first = rows->count * rows->column_count;
    TRY(widen(rows, &rows->cells, &rows->cell_capacity, first + rows->column_count, err));
    TRY(widen(rows, &rows->ids, &rows->id_capacity, rows->count + 1, err));
    for (size_t i = 0; i < rows->column_count; i++)
        TRY(keep_cell(rows, row, at[i], &rows->cells[first + i], err));
    TRY(keep_cell(rows, row, id_at, &rows->ids[rows->count], err));
    if (!rows->ids[rows->count]) {
        const char *number = err_int((int64_t)rows->count + 1);
        TRY(keep_text(rows, number, strlen(number), &rows->ids[rows->count], err));
    }
    rows->count++;
    return ERR_OK;
}

/* Columns typed in an old Vietnamese font become what they say. Lists keep to one font, so the first rows tell. */
static enum err_code convert_legacy(struct link_rows *rows, size_t first, struct err *err)
{
    size_t tell = rows->count - first < LEGACY_ROWS ? rows->count : first + LEGACY_ROWS;
    for (size_t c = 0; c < rows->column_count; c++) {
        struct legacy_evidence evidence = { 0 };
        for (size_t i = first; i < tell; i++)
            if (rows->cells[i * rows->column_count + c])
                text_legacy_add(&evidence, rows->cells[i * rows->column_count + c]);
        enum legacy_encoding encoding = text_legacy_verdict(&evidence);
        if (encoding == LEGACY_NONE || encoding == LEGACY_VIQR || evidence.unicode > evidence.witness[encoding])
            continue;
        for (size_t i = first; i < rows->count; i++) {
            CLEANUP(arena_done) struct arena arena = { 0 };
            const char **cell = &rows->cells[i * rows->column_count + c];
            const char *text = *cell ? text_legacy_convert(&arena, *cell, encoding) : NULL;
            if (text && strcmp(text, *cell) != 0)
                TRY(keep_text(rows, text, strlen(text), cell, err));
        }
    }
    return ERR_OK;
}

static enum err_code read_rows(struct link_rows *rows, const char *path, bool all_there, struct err *err)
{
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    size_t at[WANTED_MAX], id_at = SIZE_MAX;
    struct sheet_row row;
    TRY(sheet_open(path, NULL, &reader, err));
    TRY(sheet_next(reader, &row, err));
    if (row.number == 0)
        return err_set(err, ERR_INPUT, MSG_LINKAGE_EMPTY, path);
    TRY(find_columns(rows, path, &row, all_there, at, &id_at, err));
    for (;;) {
        TRY(sheet_next(reader, &row, err));
        if (row.number == 0)
            return ERR_OK;
        if (rows->count >= LINKAGE_RECORDS_MAX)
            return err_set(err, ERR_LIMIT, MSG_LINKAGE_SIZE, err_int((int64_t)LINKAGE_RECORDS_MAX));
        TRY(keep_row(rows, &row, at, id_at, err));
    }
}

enum err_code link_rows_read(struct link_rows *rows, const char *path, bool all_there, struct err *err)
{
    size_t first = rows->count;
    TRY(read_rows(rows, path, all_there, err));
    return convert_legacy(rows, first, err);
}

void link_rows_done(struct link_rows *rows)
{
    for (struct text_piece *piece = rows->pieces, *next; piece; piece = next) {
        next = piece->next;
        free(piece);
    }
    free((void *)rows->cells);
    free((void *)rows->ids);
}
