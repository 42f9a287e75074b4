/* SPDX-License-Identifier: Apache-2.0 */
#include "service/demo/demo_parts.h"

#include "base/embedded.h"

#include <stdlib.h>
#include <string.h>

static char **cut(struct arena *arena, char *text, char at, size_t *ret_count)
{
    char **cells = NULL;
    size_t count = 0, capacity = 0;
    for (char *next = text; next;) {
        char *end = strchr(next, at);
        if (end)
            *end = '\0';
        *ARENA_PUSH(arena, cells, count, capacity) = next;
        next = end ? end + 1 : NULL;
    }
    *ret_count = count;
    return cells;
}

size_t demo_lines(struct arena *arena, const char *path, struct demo_line **ret_lines)
{
    const struct embedded_file *file = embedded_needed(asset_files, path);
    size_t line_count = 0, count = 0, capacity = 0;
    char **lines = cut(arena, arena_strndup(arena, (const char *)file->bytes, file->len), '\n', &line_count);
    struct demo_line *kept = NULL;
    for (size_t i = 0; i < line_count; i++) {
        if (!*lines[i] || *lines[i] == '#')
            continue;
        struct demo_line *line = ARENA_PUSH(arena, kept, count, capacity);
        line->cells = cut(arena, lines[i], '\t', &line->count);
    }
    *ret_lines = kept;
    return count;
}

/* A word without a weight weighs 1; "-" alone is no word at all. */
struct demo_words demo_words_of(struct arena *arena, const char *text)
{
    struct demo_words words = { 0 };
    if (strcmp(text, "-") == 0)
        return words;
    char **cells = cut(arena, arena_strdup(arena, text), ',', &words.count);
    words.items = ARENA_ARRAY(arena, const char *, words.count);
    words.weights = ARENA_ARRAY(arena, unsigned, words.count);
    for (size_t i = 0; i < words.count; i++) {
        char *colon = strrchr(cells[i], ':');
        words.weights[i] = colon ? (unsigned)strtoul(colon + 1, NULL, 10) : 1;
        if (colon)
            *colon = '\0';
        words.items[i] = cells[i];
    }
    return words;
}

const char *demo_word(const struct demo_words *words, struct chance *chance)
{
    return words->items[chance_weighted(chance, words->weights, words->count)];
}

static enum demo_name_part part_of(const char *word)
{
    static const char *const parts[NAME_PART_MAX_] = { "surname", "middle", "given" };
    size_t part = 0;
    while (strcmp(parts[part], word) != 0)
        require(++part < NAME_PART_MAX_);
    return (enum demo_name_part)part;
}

static void load_names(struct arena *arena, struct demo_data *data)
{
    struct demo_line *lines = NULL;
    data->name_count = demo_lines(arena, "demo/names.tsv", &lines);
    data->names = ARENA_ARRAY(arena, struct demo_name_row, data->name_count);
    for (size_t i = 0; i < data->name_count; i++) {
        require(lines[i].count == 6);
        char **cells = lines[i].cells;
        data->names[i] = (struct demo_name_row){
            cells[0], part_of(cells[1]), cells[2], strtol(cells[3], NULL, 10), strtol(cells[4], NULL, 10),
            demo_words_of(arena, cells[5]),
        };
    }
}

static const struct demo_villages *villages_of(const struct demo_data *data, const char *style)
{
    size_t i = 0;
    while (strcmp(data->villages[i].style, style) != 0)
        require(++i < data->village_count);
    return &data->villages[i];
}

static void load_places(struct arena *arena, struct demo_data *data)
{
    struct demo_line *lines = NULL;
    size_t count = demo_lines(arena, "demo/places.tsv", &lines);
    data->villages = ARENA_ARRAY(arena, struct demo_villages, count);
    data->provinces = ARENA_ARRAY(arena, struct demo_province, count);
    data->districts = ARENA_ARRAY(arena, struct demo_district, count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(lines[i].cells[0], "villages") == 0)
            data->villages[data->village_count++] =
                (struct demo_villages){ lines[i].cells[1], lines[i].cells[2], lines[i].cells[3],
                                        demo_words_of(arena, lines[i].cells[4]) };
    for (size_t i = 0; i < count; i++) {
        char **cells = lines[i].cells;
        require(lines[i].count >= 4);
        unsigned weight = (unsigned)strtoul(cells[2], NULL, 10);
        if (strcmp(cells[0], "province") == 0)
            data->provinces[data->province_count++] = (struct demo_province){
                cells[1], weight, demo_words_of(arena, cells[3]), villages_of(data, cells[4])
            };
        else if (strcmp(cells[0], "district") == 0)
            data->districts[data->district_count++] =
                (struct demo_district){ cells[1], weight, demo_words_of(arena, cells[3]) };
    }
}

static void load_rates(struct arena *arena, struct demo_data *data)
{
    struct demo_line *lines = NULL;
    data->rate_count = demo_lines(arena, "demo/poverty.tsv", &lines);
    data->rates = ARENA_ARRAY(arena, struct demo_rate, data->rate_count);
    for (size_t i = 0; i < data->rate_count; i++) {
        char **cells = lines[i].cells;
        data->rates[i] = (struct demo_rate){ cells[0], strtol(cells[1], NULL, 10), strtol(cells[2], NULL, 10),
                                             strtol(cells[3], NULL, 10) };
    }
}

void demo_data_load(struct arena *arena, struct demo_data *ret_data)
{
    *ret_data = (struct demo_data){ 0 };
    load_names(arena, ret_data);
    load_places(arena, ret_data);
    load_rates(arena, ret_data);
}

const struct demo_province *demo_province(const struct demo_data *data, const char *code)
{
    for (size_t i = 0; i < data->province_count; i++)
        if (strcmp(data->provinces[i].code, code) == 0)
            return &data->provinces[i];
    return NULL;
}

const struct demo_district *demo_district(const struct demo_data *data, const char *code)
{
    for (size_t i = 0; i < data->district_count; i++)
        if (strcmp(data->districts[i].code, code) == 0)
            return &data->districts[i];
    return NULL;
}

static bool has_rates(const struct demo_data *data, const char *province)
{
    for (size_t i = 0; i < data->rate_count; i++)
        if (strcmp(data->rates[i].province, province) == 0)
            return true;
    return false;
}

static int64_t between(int64_t from, int64_t to, int64_t part, int64_t whole)
{
    return whole ? from + (to - from) * part / whole : from;
}

void demo_rates(const struct demo_data *data, const char *province, int64_t year, int64_t *ret_poor,
                int64_t *ret_both)
{
    const struct demo_rate *before = NULL, *after = NULL;
    const char *code = has_rates(data, province) ? province : "00";
    for (size_t i = 0; i < data->rate_count; i++) {
        const struct demo_rate *rate = &data->rates[i];
        if (strcmp(rate->province, code) != 0)
            continue;
        if (rate->year <= year)
            before = rate;
        if (rate->year >= year && !after)
            after = rate;
    }
    before = before ? before : after;
    after = after ? after : before;
    require(before && after);
    int64_t part = year - before->year, whole = after->year - before->year;
    *ret_poor = between(before->poor, after->poor, part, whole);
    *ret_both = *ret_poor + between(before->near, after->near, part, whole);
}
