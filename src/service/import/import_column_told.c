/* SPDX-License-Identifier: Apache-2.0
 * What each column of a table was taken for, with the first texts in it: people see at once whether their list was understood. */
#include "service/import/import_parts.h"

#include <string.h>

enum { SAMPLE_BYTES_MAX = 200 };

static void add_samples(struct import *import, const struct import_sample *sample, size_t column, struct import_column_told *told)
{
    size_t count = 0;
    for (size_t r = 0; r < sample->count && count < IMPORT_SAMPLES; r++) {
        const struct import_row *row = &sample->rows[r];
        const char *text = import_cut(import->arena, column < row->count ? row->cells[column].text : "", SAMPLE_BYTES_MAX);
        bool is_there = !*text || row->number <= import->header.last;
        for (size_t i = 0; i < count; i++)
            is_there = is_there || strcmp(told->samples[i], text) == 0;
        if (!is_there)
            told->samples[count++] = arena_strdup(import->arena, text);
    }
}

void import_columns_tell(struct import *import, const struct import_sample *sample)
{
    for (size_t i = 0; i < import->header.count && import->columns_told_count < IMPORT_COLUMNS_MAX; i++) {
        const struct import_column *column = &import->header.columns[i];
        if (!*column->header || column->twin)
            continue;
        struct import_column_told *told = ARENA_PUSH(import->arena, import->columns_told, import->columns_told_count,
                                                     import->columns_told_capacity);
        *told = (struct import_column_told){ .sheet = import->sheet, .header = arena_strdup(import->arena, column->header),
                                             .role = column->is ? layout_role_word(column->is->role) : "",
                                             .guessed = column->guess > 0 };
        if (column->is && column->is->field) {
            told->kind = column->is->kind;
            told->field = column->is->role == LAYOUT_REFERENCE && column->is->via ? column->is->via : column->is->field;
        }
        bool is_masked = told->field && told->field->personal != PERSONAL_NONE && !import->store->actor.sees_personal;
        if (!is_masked) /* what such an account is told does not hang on what it writes there */
            add_samples(import, sample, i, told);
    }
}
