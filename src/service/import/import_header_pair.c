/* SPDX-License-Identifier: Apache-2.0
 * The head and a person of the household side by side: "Chủ hộ | Năm sinh | Thành viên | Năm sinh | Quan hệ". What stands
 * between the two names is about the head. */
#include "service/import/import_header_parts.h"

#include <string.h>

/* The column of a person's field that the header is, or would be were another not taken for it; NULL: none. */
static const struct layout_column *person_column(const struct import *import, const struct header_attempt *attempt, const int *fits, size_t column)
{
    const struct layout *layout = import->layout;
    const struct layout_column *is = attempt->columns[column].is, *best = NULL;
    int most = 0;
    if (is)
        return is->role == LAYOUT_FIELD && is->kind == import->member_kind ? is : NULL;
    for (size_t j = 0; attempt->columns[column].doubled && j < layout->column_count; j++) {
        int fit = fits[column * layout->column_count + j];
        if (fit > most && layout->columns[j].role == LAYOUT_FIELD && layout->columns[j].kind == import->member_kind) {
            best = &layout->columns[j];
            most = fit;
        }
    }
    return best;
}

static bool says_twice(const struct import *import, const struct header_attempt *attempt, const int *fits, size_t head, size_t name)
{
    for (size_t i = head + 1; i < name; i++)
        for (size_t j = name + 1; j < attempt->count; j++) {
            const struct layout_column *of_head = person_column(import, attempt, fits, i);
            if (of_head && of_head == person_column(import, attempt, fits, j))
                return true;
        }
    return false;
}

void header_pair(const struct import *import, struct header_attempt *attempt, const int *fits)
{
    size_t head = attempt->count, name = attempt->count;
    for (size_t i = 0; i < attempt->count; i++) {
        const struct layout_column *is = attempt->columns[i].is;
        if (is && is->role == LAYOUT_HEAD_NAME && head == attempt->count)
            head = i;
        if (is && is->field && is->kind == import->member_kind && strcmp(is->field->name, "full_name") == 0)
            name = i;
    }
    if (head >= name || name == attempt->count || !says_twice(import, attempt, fits, head, name))
        return;
    for (size_t i = head + 1; i < attempt->count; i++) {
        const struct layout_column *is = person_column(import, attempt, fits, i);
        if (!is || i == name)
            continue;
        attempt->matched += !attempt->columns[i].is;
        attempt->columns[i].is = is;
        attempt->columns[i].doubled = false;
        attempt->columns[i].of_head = i < name;
    }
}
