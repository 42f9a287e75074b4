/* SPDX-License-Identifier: Apache-2.0
 * Columns whose headers say nothing, by their values: twelve digits are an id number, years a birth,
 * words that are codes what the codes are of. A guess is told with how many of its values fit, and is
 * taken only by who confirms it. */
#include "service/import_parts.h"

#include "base/utf8.h"
#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { SHARE_MIN = 70, VALUES_MIN = 1, NAME_WORDS_MAX = 7 };

static size_t digits_of(const char *text)
{
    size_t len = strspn(text, "0123456789");
    return text[len] ? 0 : len;
}

static bool is_id_number(struct import *import, const struct layout_column *is, const char *text)
{
    (void)import, (void)is;
    return digits_of(text) == 12 || (digits_of(text) == 9 && *text != '0');
}

static bool is_phone(struct import *import, const struct layout_column *is, const char *text)
{
    (void)import, (void)is;
    return digits_of(text) == 10 && *text == '0';
}

static bool is_birth(struct import *import, const struct layout_column *is, const char *text)
{
    int64_t year = 0;
    (void)is;
    if (text_int(text, &year))
        return year >= 1900 && year <= import->this_year;
    size_t slashes = 0;
    for (const char *c = text; *c; c++)
        slashes += *c == '/' || *c == '-' || *c == '.';
    return slashes == 2 && strspn(text, "0123456789/-.") == strlen(text);
}

static bool is_code(struct import *import, const struct layout_column *is, const char *text)
{
    return digits_of(text) == 0 && import_code_of(import, is->field, text) != NULL;
}

static bool is_area(struct import *import, const struct layout_column *is, const char *text)
{
    const char *name = NULL;
    (void)is;
    return import_names_area(import, text, &name);
}

/* Two words or more, each with a capital, no digits or signs. */
static bool is_person(struct import *import, const struct layout_column *is, const char *text)
{
    size_t words = 0, capitals = 0;
    (void)is;
    if (is_area(import, is, text) || strpbrk(text, "0123456789,;:/()%\""))
        return false;
    for (const char *c = text; *c;) {
        bool begins = c == text || c[-1] == ' ';
        const char *at = c;
        uint32_t letter = utf8_next(&c);
        struct text_letter parts;
        words += begins;
        if (begins && (isupper((unsigned char)*at) || (letter > 0x7F && text_letter(letter, &parts))))
            capitals++;
    }
    return words >= 2 && words <= NAME_WORDS_MAX && capitals == words;
}

/* In the order of how sure they are. */
static const struct guess {
    const char *column; /* of the layout */
    bool (*fits)(struct import *, const struct layout_column *, const char *);
} guesses[] = {
    { "id_number", is_id_number }, { "phone", is_phone },       { "birth_date", is_birth }, { "class", is_code },
    { "relation", is_code },       { "sex", is_code },          { "ethnicity", is_code },   { "area", is_area },
    { "full_name", is_person },
};

static bool is_taken(const struct import *import, const struct layout_column *is)
{
    for (size_t i = 0; i < import->header.count; i++)
        if (import->header.columns[i].is == is)
            return true;
    return false;
}

/* Of a hundred values of the column, how many fit. */
static int share_of(struct import *import, const struct import_sample *sample, const struct guess *guess,
                    const struct layout_column *is, size_t column)
{
    int filled = 0, fit = 0;
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        if (row->number <= import->header.last || column >= row->count || !*row->cells[column].text)
            continue;
        filled++;
        fit += guess->fits(import, is, row->cells[column].text);
    }
    return filled < VALUES_MIN ? 0 : 100 * fit / filled;
}

static void take_best(struct import *import, const struct import_sample *sample, const struct guess *guess,
                      const struct layout_column *is, struct buf *told)
{
    int best = SHARE_MIN - 1;
    struct import_column *found = NULL;
    for (size_t i = 0; i < import->header.count; i++) {
        if (import->header.columns[i].is)
            continue;
        int share = share_of(import, sample, guess, is, i);
        if (share > best) {
            best = share;
            found = &import->header.columns[i];
        }
    }
    if (!found)
        return;
    found->is = is;
    found->guess = best;
    buf_printf(told, "%s“%s” → %s (%d %%)", told->len ? "; " : "", found->header, layout_column_word(is), best);
}

/* The first row may hold data already: then there is no header. */
static void use_all_rows(struct import *import, const struct import_sample *sample)
{
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        size_t numbers = 0, filled = 0;
        for (size_t j = 0; j < row->count; j++) {
            filled += *row->cells[j].text != '\0';
            numbers += digits_of(row->cells[j].text) > 0;
        }
        if (row->number != import->header.first || numbers < 2 || filled < 3)
            continue;
        import->header.first = import->header.last = row->number - 1;
        for (size_t j = 0; j < import->header.count; j++) {
            char letters[SHEET_COLUMN_NAME_SIZE];
            import->header.columns[j].is = NULL; /* what its value looked like as a header */
            import->header.columns[j].header =
                arena_strdup(&import->sheet_arena, sheet_column_name(j + 1, letters));
        }
    }
}

void import_header_guess(struct import *import, const struct import_sample *sample)
{
    CLEANUP(buf_done) struct buf told = { 0 };
    import->guess = NULL;
    if (import->header.found || import->layout->shape != LAYOUT_HOUSEHOLDS || import->header.count == 0)
        return;
    use_all_rows(import, sample);
    for (size_t i = 0; i < COUNT(guesses); i++) {
        const struct layout_column *is = layout_column_named(import->layout, guesses[i].column);
        if (is && !is_taken(import, is))
            take_best(import, sample, &guesses[i], is, &told);
    }
    const struct layout_column *name = layout_column_named(import->layout, "full_name");
    if (!name || !is_taken(import, name) || !told.len)
        return;
    import->guess = arena_strdup(import->arena, buf_text(&told));
    import->header.found = import->request->take_guess;
    for (size_t i = 0; i < import->header.count && !import->header.found; i++)
        if (import->header.columns[i].guess)
            import->header.columns[i].is = NULL; /* only told */
}

void import_guess_tell(struct import *import)
{
    int64_t sum = 0, count = 0;
    for (size_t i = 0; i < import->header.count; i++) {
        const struct import_column *column = &import->header.columns[i];
        if (!column->guess)
            continue;
        const char *args[] = { column->header, layout_column_word(column->is), err_int(column->guess), NULL };
        import_say_sheet(import, "column_guessed", MSG_IMPORT_COLUMN_GUESSED, column->header, args);
        sum += column->guess;
        count++;
    }
    if (count)
        import->result->confidence = sum / count;
}
