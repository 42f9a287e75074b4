/* SPDX-License-Identifier: Apache-2.0
 * Lists that stand beside each other on one sheet, to save paper: "STT | Họ và tên | … | STT | Họ và tên | …". Each is read
 * as if it stood alone, the left one first. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <string.h>

static const char *header_of(const struct import_header *header, size_t column)
{
    return column < header->count ? header->columns[column].header : "";
}

/* The running number and what stands beside it, once more. */
static bool begins_again(const struct import_header *header, size_t number, size_t column)
{
    for (size_t i = 0; i < 2; i++)
        if (!*header_of(header, column + i) || !text_equal_folded(header_of(header, number + i), header_of(header, column + i)))
            return false;
    return true;
}

size_t import_beside_find(const struct import *import, size_t ret_starts[IMPORT_BESIDE_MAX])
{
    const struct import_header *header = &import->header;
    size_t number = 0, count = 1;
    ret_starts[0] = 0;
    while (number < header->count && !(header->columns[number].is && header->columns[number].is->role == LAYOUT_NUMBER))
        number++;
    for (size_t i = number + 2; i < header->count && import->layout->shape != LAYOUT_FIGURES; i++)
        if (count < IMPORT_BESIDE_MAX && begins_again(header, number, i))
            ret_starts[count++] = i;
    return count;
}

void import_beside_cut(const struct import *import, struct import_row *row)
{
    const struct import_beside *beside = &import->beside;
    size_t inside = 0, outside = 0;
    if (!beside->to)
        return;
    for (size_t i = 0; i < row->count; i++) {
        bool is_inside = i >= beside->from && i < beside->to;
        inside += is_inside && *row->cells[i].raw;
        outside += !is_inside && *row->cells[i].raw;
    }
    if (!outside || (!inside && row->number < beside->header)) /* a title is of all lists, a word above each of its own */
        return;
    for (size_t i = 0; i < row->count; i++)
        if (i < beside->from || i >= beside->to)
            row->cells[i] = (struct import_cell){ "", "", "", SHEET_CELL_EMPTY, false, false };
    row->count = row->count < beside->to ? row->count : beside->to;
}
