/* SPDX-License-Identifier: Apache-2.0
 * Columns whose headers say nothing, by their values: twelve digits are an id number, years a birth,
 * words that are codes what the codes are of. A guess is told with how many of its values fit, and is
 * taken only by who confirms it. */
#include "service/import/import_parts.h"

#include "base/date.h"
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

static bool is_day(struct import *import, const struct layout_column *is, const char *text)
{
    struct date date;
    struct err err = { 0 };
    (void)import, (void)is;
    return digits_of(text) == 0 && date_from_external(text, &date, &err) == ERR_OK && date.precision == DATE_DAY;
}

static bool is_year(struct import *import, const struct layout_column *is, const char *text)
{
    int64_t year = 0;
    (void)is;
    return digits_of(text) == 4 && text_int(text, &year) && year >= 1990 && year <= import->this_year + 1;
}

static bool is_organisation(struct import *import, const struct layout_column *is, const char *text)
{
    const char *codes[2], *unknown = NULL;
    if (strcmp(is->field->ref, "organisations") != 0)
        return false;
    return organisation_codes_of(&import->organisations, &import->sheet_arena, text, codes, COUNT(codes), &unknown) == 1 &&
           !unknown;
}

/* "Chi hội Nông dân làng Ghè": an organisation at a place. */
static bool is_body(struct import *import, const struct layout_column *is, const char *text)
{
    static const char *const words[] = { "chi hoi", "chi doan", "hoi ", "doan ", "uy ban mttq", "ubmttq", "ban ctmt", "mat tran" };
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, text);
    (void)import;
    for (size_t i = 0; i < COUNT(words) && strcmp(is->field->ref, "bodies") == 0; i++)
        if (strncmp(folded, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static bool is_unit(struct import *import, const struct layout_column *is, const char *text)
{
    return strcmp(is->field->ref, "units") == 0 && is_area(import, is, text);
}

/* Thousands of đồng, with or without points. */
static bool is_amount(struct import *import, const struct layout_column *is, const char *text)
{
    size_t digits = 0, zeros = 0;
    (void)import, (void)is;
    for (const char *c = text; *c; c++) {
        if (!isdigit((unsigned char)*c) && !strchr("., ", *c))
            return false;
        digits += isdigit((unsigned char)*c) != 0;
        zeros = *c == '0' ? zeros + 1 : isdigit((unsigned char)*c) ? 0 : zeros;
    }
    return digits >= 5 && zeros >= 3;
}

/* What is called something: words, not a number. */
static bool is_title(struct import *import, const struct layout_column *is, const char *text)
{
    (void)import;
    return strcmp(is->field->name, is->kind->label ? is->kind->label : "") == 0 && digits_of(text) == 0 && strlen(text) >= 6;
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

/* Of other kinds than households, by what their fields hold. */
static const struct typed_guess {
    enum field_type type;
    struct guess guess;
} typed_guesses[] = {
    { FIELD_ID_NUMBER, { NULL, is_id_number } }, { FIELD_PHONE, { NULL, is_phone } }, { FIELD_CODE, { NULL, is_code } },
    { FIELD_KEY, { NULL, is_organisation } },    { FIELD_DATE, { NULL, is_day } },    { FIELD_YEAR, { NULL, is_year } },
    { FIELD_REF, { NULL, is_body } },            { FIELD_REF, { NULL, is_unit } },    { FIELD_PERSON_NAME, { NULL, is_person } },
    { FIELD_MONEY, { NULL, is_amount } },        { FIELD_TEXT, { NULL, is_title } },
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

/* "1960", "5/4/2018", "1.200.000": digits without a letter. */
static bool is_numeric(const char *text)
{
    bool digit = false;
    for (const char *c = text; *c; c++) {
        if (isalpha((unsigned char)*c) || (unsigned char)*c >= 0x80)
            return false;
        digit = digit || isdigit((unsigned char)*c);
    }
    return digit;
}

static bool is_data(const struct import_row *row)
{
    size_t numbers = 0, filled = 0;
    for (size_t j = 0; j < row->count; j++) {
        filled += *row->cells[j].text != '\0';
        numbers += is_numeric(row->cells[j].text);
    }
    return numbers >= 1 && filled >= 3;
}

/* What was taken for a header may hold data: then there is none, and the data begin at the first row
 * that looks so. */
static void use_all_rows(struct import *import, const struct import_sample *sample)
{
    struct import_header *header = &import->header;
    const struct import_row *first = NULL;
    size_t count = header->count;
    bool taken = false;
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        count = row->count > count ? row->count : count;
        first = !first && is_data(row) ? row : first;
        taken = taken || (row->number == header->first && is_data(row));
    }
    if (!taken)
        return;
    header->first = header->last = first->number - 1;
    header->columns = ARENA_ARRAY(&import->sheet_arena, struct import_column, count); /* what values looked like is gone */
    header->count = count;
    for (size_t j = 0; j < count; j++) {
        char letters[SHEET_COLUMN_NAME_SIZE];
        header->columns[j].header = arena_strdup(&import->sheet_arena, sheet_column_name(j + 1, letters));
    }
}

static bool guess_household(struct import *import, const struct import_sample *sample, struct buf *told)
{
    for (size_t i = 0; i < COUNT(guesses); i++) {
        const struct layout_column *is = layout_column_named(import->layout, guesses[i].column);
        if (is && !is_taken(import, is))
            take_best(import, sample, &guesses[i], is, told);
    }
    const struct layout_column *name = layout_column_named(import->layout, "full_name");
    return name && is_taken(import, name);
}

/* The first column of the layout that a type of values may be; whatever names the record must be found. */
static bool guess_record(struct import *import, const struct import_sample *sample, struct buf *told)
{
    const struct layout *layout = import->layout;
    static const struct guess of_areas = { "area", is_area };
    const struct layout_column *area = layout_column_named(layout, of_areas.column);
    bool named = false;
    if (area && area->role == LAYOUT_AREA && !is_taken(import, area))
        take_best(import, sample, &of_areas, area, told);
    for (size_t i = 0; i < COUNT(typed_guesses); i++)
        for (size_t j = 0; j < layout->column_count; j++) {
            const struct layout_column *is = &layout->columns[j];
            if (!is->field || is->mark || is->field->unlisted || is->field->type != typed_guesses[i].type || is_taken(import, is))
                continue;
            take_best(import, sample, &typed_guesses[i].guess, is, told);
        }
    for (size_t j = 0; j < layout->column_count; j++) {
        const struct layout_column *is = &layout->columns[j];
        bool names = is->role == LAYOUT_REFERENCE || (is->field && layout->kind->label && is->role == LAYOUT_FIELD &&
                                                      strcmp(is->field->name, layout->kind->label) == 0);
        named = named || (names && is_taken(import, is));
        if (is->required && !is_taken(import, is))
            return false;
    }
    return named;
}

void import_header_guess(struct import *import, const struct import_sample *sample)
{
    CLEANUP(buf_done) struct buf told = { 0 };
    import->guess = NULL;
    if (import->header.found || import->layout->shape == LAYOUT_FIGURES || import->header.count == 0)
        return;
    use_all_rows(import, sample);
    bool known = import->layout->shape == LAYOUT_HOUSEHOLDS ? guess_household(import, sample, &told) :
                                                              guess_record(import, sample, &told);
    if (!known || !told.len)
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
