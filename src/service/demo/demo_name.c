/* SPDX-License-Identifier: Apache-2.0 */
#include "service/demo/demo_parts.h"

#include <string.h>

/* Is the row of this group, or with `region`, of this group in the region? */
static bool is_of(const struct demo_name_row *row, const char *group, const char *region)
{
    size_t len = strlen(group);
    if (!region)
        return strcmp(row->group, group) == 0;
    return strncmp(row->group, group, len) == 0 && row->group[len] == '@' &&
           strcmp(row->group + len + 1, region) == 0;
}

static const struct demo_name_row *find_row(const struct demo_data *data, enum demo_name_part part,
                                            const struct demo_person *person, const char *group,
                                            const char *region)
{
    const char *sex = person->female ? "female" : "male";
    for (size_t i = 0; i < data->name_count; i++) {
        const struct demo_name_row *row = &data->names[i];
        if (row->part == part && person->birth_year >= row->from_year && person->birth_year <= row->to_year &&
            is_of(row, group, region) && (*row->sex == '*' || strcmp(row->sex, sex) == 0))
            return row;
    }
    return NULL;
}

/* The row of the group in its region before that of the group, and that before the one of all. */
static const struct demo_name_row *row_of(const struct demo_data *data, enum demo_name_part part,
                                          const struct demo_person *person)
{
    const struct demo_name_row *row = NULL;
    if (person->region)
        row = find_row(data, part, person, person->group, person->region);
    if (!row)
        row = find_row(data, part, person, person->group, NULL);
    return row ? row : find_row(data, part, person, "*", NULL);
}

static const char *draw(const struct demo_data *data, struct chance *chance, enum demo_name_part part,
                        const struct demo_person *person)
{
    const struct demo_name_row *row = row_of(data, part, person);
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
