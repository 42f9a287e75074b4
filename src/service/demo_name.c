/* SPDX-License-Identifier: Apache-2.0 */
#include "service/demo_parts.h"

#include <string.h>

/* The group's own row before that of all; NULL where it has none. */
static const struct demo_name_row *row_of(const struct demo_data *data, const char *group,
                                          enum demo_name_part part, const struct demo_person *person)
{
    const char *sex = person->female ? "female" : "male";
    for (size_t i = 0; i < data->name_count; i++) {
        const struct demo_name_row *row = &data->names[i];
        if (row->part == part && person->birth_year >= row->from_year && person->birth_year <= row->to_year &&
            strcmp(row->group, group) == 0 && (*row->sex == '*' || strcmp(row->sex, sex) == 0))
            return row;
    }
    return strcmp(group, "*") == 0 ? NULL : row_of(data, "*", part, person);
}

static const char *draw(const struct demo_data *data, struct chance *chance, enum demo_name_part part,
                        const struct demo_person *person)
{
    const struct demo_name_row *row = row_of(data, person->group, part, person);
    require(row);
    const char *word = demo_word(&row->words, chance);
    return strcmp(word, "-") == 0 ? "" : word;
}

void demo_name(const struct demo_data *data, struct chance *chance, struct arena *arena,
               struct demo_person *person)
{
    if (!person->surname)
        person->surname = draw(data, chance, NAME_SURNAME, person);
    const char *middle = draw(data, chance, NAME_MIDDLE, person), *given = NULL;
    if (strcmp(middle, person->surname) == 0)
        middle = ""; /* a woman called Thị with the middle name Thị */
    do
        given = draw(data, chance, NAME_GIVEN, person);
    while (strcmp(given, middle) == 0 || strcmp(given, person->surname) == 0);
    person->name = *middle ? arena_printf(arena, "%s %s %s", person->surname, middle, given) :
                             arena_printf(arena, "%s %s", person->surname, given);
}
