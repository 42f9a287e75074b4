/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_header_parts.h"

#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { NOT_A_YEAR_MAX = 20, PHONE_DIGITS_MIN = 7, SHORT_MAX = 3 };

/* How many of the values under a header speak against the field, how many for it. */
static void weigh(struct import *import, const struct layout_column *is, const char *text, size_t *against,
                  size_t *with)
{
    int64_t number = 0;
    const struct field *field = is->field;
    if (field->codes && !is->mark) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        bool known = import_code_of(import, field, text) != NULL;
        for (char *rest = arena_strdup(&arena, text), *part; !known && (part = strsep(&rest, ",;+/\n"));)
            known = import_code_of(import, field, part) != NULL;
        *(known || (is->ticked && import_is_tick(text)) ? with : against) += 1;
    } else if (field->type == FIELD_PHONE) {
        size_t digits = 0;
        for (const char *c = text; *c; c++)
            digits += isdigit((unsigned char)*c) != 0;
        *(digits < PHONE_DIGITS_MIN ? against : with) += 1;
    } else if (field->type == FIELD_INT) {
        *(strpbrk(text, "0123456789") ? with : against) += 1;
    } else if (text_int(text, &number)) {
        *against += number > 1 && number <= NOT_A_YEAR_MAX; /* 0 and 1 may be ticks */
        *with += number > NOT_A_YEAR_MAX;
    } else {
        *with += !import_is_nothing(text);
    }
}

/* Some cell of the column is ticked, and none says anything else: "Chủ hộ | x". */
static bool are_ticks(const struct import_sample *sample, const struct header_attempt *attempt, size_t column)
{
    size_t ticks = 0;
    for (size_t i = attempt->first + attempt->depth; i < sample->count; i++) {
        const char *text = header_cell(&sample->rows[i], column);
        if (!*text || import_is_nothing(text) || import_row_is_numbering(&sample->rows[i]))
            continue;
        if (!import_is_tick(text))
            return false;
        ticks++;
    }
    return ticks > 0;
}

/* "Khu vực": town or country, not the names of places. */
static bool are_settlements(struct import *import, const struct import_sample *sample, const struct header_attempt *attempt, size_t column)
{
    const struct layout_column *settlement = layout_column_named(import->layout, "settlement");
    size_t against = 0, with = 0;
    if (!settlement || !settlement->field)
        return false;
    for (size_t i = attempt->first + attempt->depth; i < sample->count; i++)
        if (*header_cell(&sample->rows[i], column) && !import_row_is_numbering(&sample->rows[i]))
            weigh(import, settlement, sample->rows[i].cells[column].text, &against, &with);
    return with && !against;
}

bool header_is_contradicted(struct import *import, const struct import_sample *sample,
                            const struct header_attempt *attempt, size_t column)
{
    const struct layout_column *is = attempt->columns[column].is;
    size_t against = 0, with = 0;
    if (is && is->role == LAYOUT_HEAD_NAME)
        return are_ticks(sample, attempt, column);
    if (is && is->role == LAYOUT_AREA)
        return are_settlements(import, sample, attempt, column);
    if (!is || is->role != LAYOUT_FIELD)
        return false;
    CLEANUP(arena_done) struct arena arena = { 0 };
    bool is_year = is->field->type == FIELD_YEAR &&
                   !strstr(text_fold_toned(&arena, attempt->columns[column].header), "năm"); /* "Nam" */
    bool is_short_count = is->field->type == FIELD_INT && strlen(text_fold(&arena, attempt->columns[column].header)) <= SHORT_MAX; /* "SK": khẩu, or sức khỏe */
    const struct field *sex = is->mark ? is->field : is->set_field;
    bool by_sex = sex && strcmp(sex->name, "sex") == 0, is_code = is->field->codes && !is->mark;
    if (!by_sex && !is_year && is->field->type != FIELD_PHONE && !is_code && !is_short_count)
        return false;
    for (size_t i = attempt->first + attempt->depth; i < sample->count; i++)
        if (*header_cell(&sample->rows[i], column) && !import_row_is_numbering(&sample->rows[i]))
            weigh(import, is, sample->rows[i].cells[column].text, &against, &with);
    return against && !with;
}

bool header_are_classes(struct import *import, const struct import_sample *sample, const struct header_attempt *attempt,
                        size_t column)
{
    const struct layout_column *class = layout_column_named(import->layout, "class");
    size_t against = 0, with = 0;
    if (import->layout->shape != LAYOUT_HOUSEHOLDS || !class || !class->field)
        return false;
    for (size_t i = attempt->first + attempt->depth; i < sample->count; i++)
        if (*header_cell(&sample->rows[i], column))
            weigh(import, class, sample->rows[i].cells[column].text, &against, &with);
    return with && !against;
}

bool header_blanks_say(const struct import *import, const struct import_sample *sample,
                       const struct header_attempt *attempt, size_t column)
{
    const struct layout_column *is = attempt->columns[column].is;
    bool ticked = import->ticked && import->ticked == is; /* in the list above */
    if (!is || !is->unmarked || is->role != LAYOUT_FIELD)
        return false;
    for (size_t i = 0; i < attempt->count; i++) {
        const struct layout_column *other = attempt->columns[i].is;
        if (i != column && other &&
            ((other->role == LAYOUT_FIELD && other->field == is->field) || other->set_field == is->field))
            return false;
    }
    for (size_t i = attempt->first + attempt->depth; i < sample->count && !ticked; i++)
        ticked = !import_row_is_numbering(&sample->rows[i]) && import_is_tick(header_cell(&sample->rows[i], column));
    return ticked;
}

bool header_may_be_ticked(struct import *import, const struct import_sample *sample,
                          const struct header_attempt *attempt, size_t column, const struct field *field)
{
    const struct import_row *top = &sample->rows[attempt->first];
    size_t first = 0;
    while (first + 1 < top->count && !*top->cells[first].text)
        first++;
    for (size_t i = attempt->first + attempt->depth; i < sample->count; i++) {
        const char *text = header_cell(&sample->rows[i], column), *begin = header_cell(&sample->rows[i], first);
        if (*begin && strcmp(begin, header_cell(top, first)) == 0) /* the header of a further table */
            return true;
        if (*text && !import_is_tick(text) && !import_is_nothing(text) && !import_row_is_numbering(&sample->rows[i]) &&
            !import_code_of(import, field, text))
            return false;
    }
    return true;
}
