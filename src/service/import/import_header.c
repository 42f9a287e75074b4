/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_header_parts.h"

#include "base/vitext.h"
#include "domain/field.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SURE_MIN = 3, TITLE_WORDS_MAX = 800 };

/* --- texts of a column ------------------------------------------------------------------------ */

/* The rows of a header, upper first. */
struct stack {
    const struct import_row *rows;
    size_t depth;
};

static bool has_below(const struct stack *stack, size_t level, size_t column)
{
    for (size_t below = level + 1; below < stack->depth; below++)
        if (*header_cell(&stack->rows[below], column))
            return true;
    return false;
}

/* A group that begins higher up, between the two columns: what stands left of it ends there. */
static bool is_cut(const struct stack *stack, size_t level, size_t left, size_t column)
{
    for (size_t upper = 0; upper < level; upper++)
        for (size_t i = left + 1; i <= column; i++)
            if (*header_cell(&stack->rows[upper], i))
                return true;
    return false;
}

/* The text of that level, of this column or, where a group spans several, of the nearest to the left. */
static const char *group_above(const struct stack *stack, size_t level, size_t column, bool *ret_spans)
{
    const struct import_row *row = &stack->rows[level];
    const char *own = header_cell(row, column);
    *ret_spans = false;
    if (!has_below(stack, level, column))
        return own;
    bool next_open = !*header_cell(row, column + 1) && has_below(stack, level, column + 1) &&
                     !is_cut(stack, level, column, column + 1);
    if (*own) {
        *ret_spans = next_open;
        return own;
    }
    *ret_spans = true;
    for (size_t left = column; left-- > 0;)
        if (*header_cell(row, left))
            return has_below(stack, level, left) && !is_cut(stack, level, left, column) ? header_cell(row, left) : "";
    return "";
}

/* Parentheses say more about a header, not what it is: "Dân tộc (ghi rõ)". */
static const char *without_parentheses(struct arena *arena, const char *text)
{
    char *out = arena_strdup(arena, text), *to = out;
    int depth = 0;
    for (const char *c = text; *c; c++) {
        depth += *c == '(';
        if (depth == 0)
            *to++ = *c;
        depth -= *c == ')' && depth > 0;
    }
    *to = '\0';
    return text_is_blank(out) ? text : out;
}

/* "Hội viên (thành viên khác)" is not about the head: what stands in parentheses changes the meaning. */
static bool is_about_others(const char *folded)
{
    return strstr(folded, "thanh vien") || strstr(folded, "vo chong") || strstr(folded, "nguoi khac");
}

/* A header with its keys, whole and without parentheses (NULL where that says nothing else). */
struct header_text {
    const char *text;
    struct layout_text whole, bare; /* of bare folded NULL */
};

/* "Số khẩu/nữ", "Nhân khẩu/lao động": so many, of them so many. */
static const char *without_share(struct arena *arena, const char *text)
{
    const char *slash = strchr(text, '/');
    const char *whole = slash ? arena_strndup(arena, text, (size_t)(slash - text)) : text, *folded = slash ? text_fold(arena, whole) : "";
    return strstr(folded, "khau") || strstr(folded, "so nguoi") ? whole : text;
}

static struct header_text header_text(struct arena *arena, const char *text)
{
    struct header_text keys = { .text = text, .whole = { "", "", "" } };
    if (!*text)
        return keys;
    text = keys.text = without_share(arena, text);
    keys.whole = layout_text_of(arena, text);
    const char *bare = without_parentheses(arena, text);
    if (strcmp(bare, text) == 0)
        return keys;
    keys.bare = layout_text_of(arena, bare);
    if (import_legend_of(arena, text)) /* what its numbers mean is not what the column is */
        keys.whole = keys.bare;
    return keys;
}

static int fit_text(const struct layout_column *is, const struct header_text *text)
{
    if (!*text->text)
        return 0;
    if (is->figure && (strchr(text->text, '%') || strstr(text->whole.folded, "ty le")))
        return 0; /* a share of the number beside it */
    int whole = layout_fit(is, &text->whole);
    if (whole >= 3 || !text->bare.folded)
        return whole;
    if (is_about_others(text->whole.folded) && !is_about_others(text->bare.folded))
        return 0;
    int less = layout_fit(is, &text->bare);
    return less > whole ? less : whole;
}

/* --- which column is what ------------------------------------------------------------------------- */

struct candidate {
    const char *joined, *lower, *upper; /* "" where they do not count */
    const char *shown;
};
struct candidate_keys {
    struct header_text joined, lower, upper;
    bool stacked;
};

static bool says_total(const char *text)
{
    static const char *const words[] = { "tong so", "tong cong", "tong", "chung", "cong", "ts", "tong kinh phi", "so" };
    for (size_t i = 0; i < COUNT(words); i++)
        if (*text && text_equal_folded(words[i], text))
            return true;
    return false;
}

static struct candidate column_texts(struct arena *arena, const struct import_row *rows, size_t depth,
                                     size_t column)
{
    struct candidate texts = { "", "", "", "" };
    const struct stack stack = { rows, depth };
    texts.lower = texts.joined = texts.shown = header_cell(&rows[depth - 1], column);
    for (size_t level = depth - 1; level-- > 0;) {
        bool spans = false;
        if (import_row_is_numbering(&rows[level])) /* numbers of columns between words */
            continue;
        const char *above = group_above(&stack, level, column, &spans);
        if (!*above)
            continue;
        if (!*texts.lower) { /* nothing below: the text above is the header */
            texts.lower = texts.joined = texts.shown = above;
            continue;
        }
        bool is_total = says_total(texts.lower); /* "Kinh phí | Tổng số, ngân sách": the kinh phí itself */
        texts.joined = arena_printf(arena, "%s %s", above, texts.joined);
        texts.shown = texts.joined;
        if (spans && is_total) {
            texts.lower = "";
            texts.upper = above;
        }
        if (!spans) { /* one header broken over two cells */
            texts.lower = "";
            texts.upper = above;
        }
    }
    return texts;
}

/* 12 is the best fit of the whole text, 1 the weakest; a beginning counts for texts of one row. */
static int candidate_fit(const struct layout_column *is, const struct candidate_keys *texts)
{
    int joined = fit_text(is, &texts->joined);
    if (is->without && layout_bars(is, texts->joined.whole.folded))
        return 0;
    if (!texts->stacked)
        return joined * 3;
    int best = joined < 3 ? 0 : joined * 3;
    int lower = fit_text(is, &texts->lower) * 3 - 1, upper = fit_text(is, &texts->upper) * 3 - 2;
    best = lower > best ? lower : best;
    best = upper > best ? upper : best;
    return best;
}

/* "Năm sinh" beside "Ngày sinh": who has no whole day may have a year there. "Số định danh" beside "CMND/CCCD": who has no
 * number of the one sort may have one of the other. */
static bool is_completed(const struct layout_column *is)
{
    if (is->role == LAYOUT_REFERENCE)
        return is->field->type == FIELD_ID_NUMBER;
    return is->role == LAYOUT_FIELD && (strcmp(is->field->name, "birth_date") == 0 || is->field->type == FIELD_ID_NUMBER);
}

static bool may_stand_twice(const struct layout_column *is)
{
    return is->role == LAYOUT_ORGANISATIONS || is->role == LAYOUT_IGNORE || is->headed ||
           (is->field && (is->field->type == FIELD_CODES || is->mark)); /* "Hộ nghèo | N1, N2": either is it */
}

bool import_column_repeats(const struct layout_column *is)
{
    return is && is->role != LAYOUT_IGNORE && (is_completed(is) || may_stand_twice(is));
}

static bool is_taken(const struct header_attempt *attempt, const struct layout_column *is)
{
    for (size_t i = 0; i < attempt->count; i++)
        if (attempt->columns[i].is == is)
            return true;
    return false;
}

enum { FIT_EXACT = 9 };

static bool completes(const struct header_attempt *attempt, size_t column, const struct layout_column *is, int fit)
{
    bool is_whole = fit >= FIT_EXACT && fit % 3 == 0; /* of the header, not of one of its levels (candidate_fit) */
    if (!is_completed(is) || (!is_whole && is->field->type != FIELD_ID_NUMBER))
        return false;
    for (size_t i = 0; i < attempt->count; i++)
        if (attempt->columns[i].is == is && text_equal_folded(attempt->columns[i].header, attempt->columns[column].header))
            return false;
    return true;
}

/* A column that is one only directly behind another does not fit elsewhere. */
static void fit_neighbours(const struct layout *layout, size_t count, int *fits)
{
    for (size_t j = 0; j < layout->column_count; j++) {
        const struct layout_column *before = layout->columns[j].behind ? layout_column_named(layout, layout->columns[j].behind) : NULL;
        for (size_t i = 0; before && i < count; i++)
            if (!i || !fits[(i - 1) * layout->column_count + (size_t)(before - layout->columns)])
                fits[i * layout->column_count + j] = 0;
    }
}

/* The best column of the layout for each header, strongest fits first, so that an exact header takes
 * its column before a mere beginning. `barred` columns lack their companion. */
static void match_columns(struct import *import, struct header_attempt *attempt, const bool *barred,
                          const int *fits)
{
    const struct layout *layout = import->layout;
    attempt->matched = 0;
    for (size_t i = 0; i < attempt->count; i++)
        attempt->columns[i].is = NULL;
    for (int wanted = 12; wanted > 0; wanted--)
        for (size_t i = 0; i < attempt->count; i++)
            for (size_t j = 0; j < layout->column_count && !attempt->columns[i].is; j++) {
                const struct layout_column *is = &layout->columns[j];
                if (fits[i * layout->column_count + j] != wanted || barred[j])
                    continue;
                if (is_taken(attempt, is) && !may_stand_twice(is) && !completes(attempt, i, is, wanted)) {
                    attempt->columns[i].doubled = true;
                    continue;
                }
                attempt->columns[i].is = is;
                attempt->columns[i].doubled = false;
                attempt->matched += is->role != LAYOUT_IGNORE;
            }
}

static bool bar_lonely(const struct import *import, const struct header_attempt *attempt, bool *barred)
{
    bool any = false;
    for (size_t i = 0; i < attempt->count; i++) {
        const struct layout_column *is = attempt->columns[i].is;
        if (!is || !is->with || is_taken(attempt, layout_column_named(import->layout, is->with)))
            continue;
        barred[is - import->layout->columns] = any = true;
    }
    return any;
}

/* A table of figures without a figure is another table. */
static bool has_figure(const struct import *import, const struct header_attempt *attempt)
{
    for (size_t i = 0; i < attempt->count; i++)
        if (attempt->columns[i].is && attempt->columns[i].is->figure)
            return true;
    return import->layout->shape != LAYOUT_FIGURES;
}

static bool is_served(const struct header_attempt *attempt, const struct layout_column *required)
{
    for (size_t i = 0; i < attempt->count; i++)
        if (layout_serves(attempt->columns[i].is, required))
            return true;
    return false;
}

/* A required column that is missing may be served by its stand-in. */
static void put_stand_ins(const struct import *import, struct header_attempt *attempt)
{
    attempt->complete = attempt->matched > 0 && has_figure(import, attempt);
    for (size_t j = 0; j < import->layout->column_count; j++) {
        const struct layout_column *is = &import->layout->columns[j];
        if (is_taken(attempt, is))
            continue;
        const struct layout_column *other =
            is->stand_in ? layout_column_named(import->layout, is->stand_in) : NULL;
        for (size_t i = 0; other && i < attempt->count; i++)
            if (attempt->columns[i].is == other)
                attempt->columns[i].is = is;
        bool constant = false;
        for (size_t i = 0; i < import->request->set_count; i++)
            constant = constant || import->constant_columns[i] == is;
        if (is->required && !constant && !is_served(attempt, is))
            attempt->complete = false;
    }
}

int64_t import_header_year(const char *text, size_t *ret_from)
{
    size_t len = strlen(text);
    int64_t year = 0;
    while (len && (text[len - 1] == ' ' || text[len - 1] == ')'))
        len--;
    *ret_from = 0;
    if (len == 4 && strncmp(text, "20", 2) == 0 && text_int(text, &year))
        return year;
    if (len < 5 || text[len - 5] != ' ' || text[len - 4] != '2' || text[len - 3] != '0')
        return 0;
    char digits[5] = { '2', '0', text[len - 2], text[len - 1], '\0' };
    if (!text_int(digits, &year))
        return 0;
    static const char *const words[] = { "năm", "Năm", "NĂM", "nam", "Nam", "NAM" };
    *ret_from = len - 5;
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t size = strlen(words[i]);
        size_t begin = len - 5 - size; /* may be beyond the text */
        if (len - 5 >= size && memcmp(text + begin, words[i], size) == 0 && (begin == 0 || text[begin - 1] == ' '))
            *ret_from = begin ? begin - 1 : 0;
    }
    return year;
}

/* The header of what is so in the year of the list, without it; *ret_other: it is about another year. */
static const char *without_year(struct arena *arena, const char *text, int64_t list_year, bool *ret_other)
{
    size_t from = 0;
    int64_t year = list_year ? import_header_year(text, &from) : 0;
    *ret_other = *ret_other || (year && year != list_year);
    return year && year == list_year ? arena_strndup(arena, text, from) : text;
}

/* As asked, or as the titles above have it. */
static int64_t year_of_list(const struct import *import, const struct import_sample *sample, const struct header_attempt *attempt)
{
    int64_t year = import->request->year;
    for (size_t i = 0; i < attempt->first && !year; i++)
        for (size_t j = 0; j < sample->rows[i].count && !year; j++)
            year = import_title_year(sample->rows[i].cells[j].text);
    return year ? year : import_sheet_name_year(import->sheet);
}

/* The column is then not that one; a code whose words nobody knows stays, unless the header is another column too. */
static bool give_way(const struct layout *layout, const struct header_attempt *attempt, size_t column, int *fits)
{
    const struct layout_column *is = attempt->columns[column].is;
    bool other = !is->field || !is->field->codes || is->mark;
    for (size_t j = 0; j < layout->column_count; j++)
        other = other || (fits[j] && &layout->columns[j] != is && !is_taken(attempt, &layout->columns[j]));
    if (other)
        fits[is - layout->columns] = 0;
    return other;
}

/* The column of ticks for a code of that column's field: one for the whole import, as those of the layout are. */
static const struct layout_column *column_of_code(struct import *import, const struct layout_column *of, const char *code)
{
    for (size_t i = 0; i < import->code_column_count; i++)
        if (import->code_columns[i]->field == of->field && strcmp(import->code_columns[i]->mark, code) == 0)
            return import->code_columns[i];
    struct layout_column *one = ARENA_NEW(import->arena, struct layout_column);
    const char **words = ARENA_ARRAY(import->arena, const char *, 2);
    const struct code *known = field_code(of->field, code);
    words[0] = arena_printf(import->arena, "%s: %s", layout_column_word(of), known ? known->vi : code);
    *one = *of;
    one->mark = code;
    one->words = words;
    *ARENA_PUSH(import->arena, import->code_columns, import->code_column_count, import->code_column_capacity) = one;
    return one;
}

/* The word is one for a code of the column that is headed so, and there are only ticks under it. */
static const struct layout_column *code_column_under(struct import *import, const struct import_sample *sample,
                                                     const struct header_attempt *attempt, size_t column, const char *head, const char *word)
{
    struct header_text keys = header_text(&import->sheet_arena, head);
    for (size_t j = 0; j < import->layout->column_count && *head && *word; j++) {
        const struct layout_column *is = &import->layout->columns[j];
        if (is->role != LAYOUT_FIELD || !is->field->codes || is->mark || !fit_text(is, &keys))
            continue;
        const char *code = import_code_of(import, is->field, word);
        code = code ? code : import_deprivation_of_number(is->field, word);
        if (code && header_may_be_ticked(import, sample, attempt, column, is->field))
            return column_of_code(import, is, code);
    }
    return NULL;
}

/* Under the header of a column of codes a word for one heads a column of ticks for it: "Diễn biến | Tái nghèo, Giữ nguyên",
 * "Các chỉ số thiếu hụt | 1, 2, 3"; in one cell "Diễn biến: Tái nghèo". NULL: it is none. */
static const struct layout_column *code_column(struct import *import, const struct import_sample *sample, const struct header_attempt *attempt,
                                               size_t column)
{
    const struct stack stack = { &sample->rows[attempt->first], attempt->depth };
    const char *word = header_cell(&stack.rows[attempt->depth - 1], column), *colon = strstr(word, ": ");
    const struct layout_column *found = NULL;
    for (size_t level = attempt->depth - 1; !found && level-- > 0;) {
        bool spans = false;
        const char *above = group_above(&stack, level, column, &spans);
        found = code_column_under(import, sample, attempt, column, spans ? above : "", word);
    }
    if (!found && colon)
        found = code_column_under(import, sample, attempt, column, arena_strndup(&import->sheet_arena, word, (size_t)(colon - word)), colon + 2);
    return found;
}

/* Under such a header its own words go before what they mean in another register: "Chỉ số thiếu hụt | BHYT". */
static void put_code_columns(struct import *import, const struct import_sample *sample, struct header_attempt *attempt)
{
    for (size_t i = 0; i < attempt->count; i++) {
        const struct layout_column *is = attempt->columns[i].is, *one = attempt->columns[i].doubled ? NULL : code_column(import, sample, attempt, i);
        if (!one || (is && (is->role != LAYOUT_FIELD || is->kind == one->kind)))
            continue;
        attempt->columns[i].is = one;
        attempt->matched += !is;
    }
}

static void try_rows(struct import *import, const struct import_sample *sample, struct header_attempt *attempt)
{
    struct arena *arena = &import->sheet_arena;
    const struct layout *layout = import->layout;
    const struct import_row *rows = &sample->rows[attempt->first];
    int64_t year = year_of_list(import, sample, attempt);
    for (size_t level = 0; level < attempt->depth; level++)
        if (rows[level].count > attempt->count)
            attempt->count = rows[level].count;
    attempt->columns = ARENA_ARRAY(arena, struct import_column, attempt->count);
    int *fits = ARENA_ARRAY(arena, int, attempt->count *layout->column_count);
    bool *barred = ARENA_ARRAY(arena, bool, layout->column_count);
    for (size_t i = 0; i < attempt->count; i++) {
        struct candidate texts = column_texts(arena, rows, attempt->depth, i);
        attempt->columns[i].header = texts.shown;
        bool other_year = false, is_stacked = strcmp(texts.joined, texts.lower) != 0;
        struct candidate_keys keys = { header_text(arena, without_year(arena, texts.joined, year, &other_year)),
                                       header_text(arena, without_year(arena, texts.lower, year, &other_year)),
                                       header_text(arena, without_year(arena, texts.upper, year, &other_year)), is_stacked };
        for (size_t j = 0; j < layout->column_count && *texts.joined; j++)
            if (!other_year || layout->shape != LAYOUT_HOUSEHOLDS || layout->columns[j].kind != import->classification_kind)
                fits[i * layout->column_count + j] = candidate_fit(&layout->columns[j], &keys);
        if (*texts.lower && !*keys.lower.text && !other_year && header_are_classes(import, sample, attempt, i))
            fits[i * layout->column_count + (size_t)(layout_column_named(layout, "class") - layout->columns)] = 1;
    }
    fit_neighbours(layout, attempt->count, fits);
    for (bool again = true; again;) {
        do
            match_columns(import, attempt, barred, fits);
        while (bar_lonely(import, attempt, barred));
        again = false;
        for (size_t i = 0; i < attempt->count; i++)
            if (header_is_contradicted(import, sample, attempt, i) && give_way(layout, attempt, i, &fits[i * layout->column_count]))
                again = true;
    }
    put_code_columns(import, sample, attempt);
    put_stand_ins(import, attempt);
    header_pair(import, attempt, fits);
    for (size_t i = 0; i < attempt->count; i++) {
        attempt->understood += attempt->columns[i].is != NULL;
        attempt->columns[i].unmarked = header_blanks_say(import, sample, attempt, i) ? attempt->columns[i].is->unmarked : NULL;
    }
}

/* --- choosing ---------------------------------------------------------------------------------------- */

static size_t filled_count(const struct import_row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        count += *row->cells[i].text != '\0';
    return count;
}

/* Rows of data have numbers and dates; headers have words (and a year in one of them at most). */
static bool has_numbers(const struct import_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        int64_t number = 0;
        if (row->cells[i].type == SHEET_CELL_NUMBER || row->cells[i].type == SHEET_CELL_DATE ||
            text_int(row->cells[i].text, &number))
            return true;
    }
    return false;
}

static bool is_better(const struct header_attempt *a, const struct header_attempt *b)
{
    if (a->complete != b->complete)
        return a->complete;
    if (a->understood != b->understood)
        return a->understood > b->understood;
    if (a->matched != b->matched)
        return a->matched > b->matched;
    return a->depth < b->depth;
}

/* The row has nothing under the first two columns of the one above, but for groups of columns. */
static bool spares_first(const struct import_row *row, const struct import_row *above)
{
    size_t first = 0;
    for (size_t i = 0; i < above->count && first < 2; i++) {
        first += *above->cells[i].text != '\0';
        if (*above->cells[i].text && *header_cell(row, i) && *header_cell(above, i + 1))
            return false;
    }
    return first == 2;
}

/* Words under the groups of the header: "Nam | Nữ" below "Năm sinh", whether or not they are understood. */
static bool is_subheader(const struct import_row *row, const struct import_row *above)
{
    size_t filled = 0, under = 0;
    for (size_t i = 0; i < row->count; i++) {
        filled += *row->cells[i].text != '\0';
        under += *row->cells[i].text && (!*header_cell(above, i) || !*header_cell(above, i + 1));
    }
    return filled >= 2 && under >= 2 && spares_first(row, above) && !has_numbers(row);
}

enum { GROUP_YEAR_MIN = 2000, GROUP_YEAR_MAX = 2100 };

/* "1 2 3 …", "2020 2021 …" under groups of the header, "Các chỉ số thiếu hụt", not under all its columns; words may stand under other groups. */
static bool numbers_group(const struct import_row *row, const struct import_row *top)
{
    size_t before = 0;
    int64_t last = 0, number = 0;
    for (size_t i = 0; i < row->count && before < 2; i++) { /* nothing under the first columns, but for groups */
        if (*row->cells[i].text && (before == 0 || *header_cell(top, i + 1)))
            return false;
        before += *header_cell(top, i) != '\0';
    }
    for (size_t i = 0; i < row->count; i++) {
        if (!text_int(row->cells[i].text, &number))
            continue;
        bool begins = number == 1 || (last == 0 && number >= GROUP_YEAR_MIN && number <= GROUP_YEAR_MAX);
        if (!begins && (number != last + 1 || !*header_cell(row, i - 1)))
            return false;
        last = number;
    }
    return last > 1;
}

/* "2020 | 2021 | 2022" under "Kết quả rà soát" */
static bool is_years(const struct import_row *row, const struct import_row *top)
{
    int64_t number = 0;
    size_t i = 0;
    while (i < row->count && !text_int(row->cells[i].text, &number))
        i++;
    return number >= GROUP_YEAR_MIN && numbers_group(row, top);
}

static void extend_attempt(struct import *import, const struct import_sample *sample, struct header_attempt *attempt)
{
    while (attempt->columns && attempt->complete && attempt->depth < IMPORT_HEADER_DEPTH &&
           attempt->first + attempt->depth < sample->count) {
        const struct import_row *top = &sample->rows[attempt->first], *last = top + attempt->depth - 1;
        struct header_attempt deeper = { .first = attempt->first, .depth = attempt->depth + 1 };
        bool under = spares_first(&last[1], top) && (is_subheader(&last[1], last) || is_subheader(&last[1], top) || is_years(&last[1], top));
        if (last[1].number != last->number + 1 || !under)
            return;
        try_rows(import, sample, &deeper);
        if (!deeper.complete)
            return;
        *attempt = deeper;
    }
}

static void find_attempt_at(struct import *import, const struct import_sample *sample, size_t first,
                            struct header_attempt *best)
{
    for (size_t depth = 1; depth <= IMPORT_HEADER_DEPTH && first + depth <= sample->count; depth++) {
        const struct import_row *last = &sample->rows[first + depth - 1];
        if (last->number != sample->rows[first].number + (int64_t)depth - 1 ||
            (depth > 1 && has_numbers(last) && !numbers_group(last, &sample->rows[first])))
            break;
        size_t filled = filled_count(&sample->rows[first]);
        if (depth > 1 && filled == 1 && *header_cell(&sample->rows[first], 0)) /* a title */
            break;
        struct header_attempt attempt = { .first = first, .depth = depth };
        try_rows(import, sample, &attempt);
        if (attempt.matched < 2 && filled > 1 && attempt.matched < filled)
            attempt.complete = false;
        if (!best->columns || is_better(&attempt, best))
            *best = attempt;
    }
}

/* With all it must have and a running number: what comes below rows of data is another table. */
static bool is_sure(const struct header_attempt *attempt)
{
    bool number = false;
    for (size_t i = 0; i < attempt->count; i++)
        number = number || (attempt->columns[i].is && attempt->columns[i].is->role == LAYOUT_NUMBER);
    return number && attempt->complete && attempt->matched >= SURE_MIN;
}

static void find_attempt(struct import *import, const struct import_sample *sample,
                         struct header_attempt *ret_best)
{
    for (size_t first = 0; first < sample->count; first++) {
        const struct import_row *row = &sample->rows[first];
        if (ret_best->columns && is_sure(ret_best) && first >= ret_best->first + ret_best->depth && has_numbers(row) &&
            !import_row_is_numbering(row))
            return;
        find_attempt_at(import, sample, first, ret_best);
    }
}

static struct import_header header_of(const struct import_sample *sample, const struct header_attempt *attempt)
{
    return (struct import_header){
        .first = sample->rows[attempt->first].number,
        .last = sample->rows[attempt->first + attempt->depth - 1].number,
        .columns = attempt->columns,
        .count = attempt->count,
        .found = attempt->complete,
    };
}

struct import_header import_header_at(struct import *import, const struct import_sample *sample)
{
    struct header_attempt best = { 0 };
    find_attempt_at(import, sample, 0, &best);
    extend_attempt(import, sample, &best);
    return header_of(sample, &best);
}

/* With nothing understood the widest row is the likeliest header, to be shown to the user. */
static size_t widest_row(const struct import_sample *sample)
{
    size_t widest = 0;
    for (size_t i = 1; i < sample->count; i++)
        if (filled_count(&sample->rows[i]) > filled_count(&sample->rows[widest]))
            widest = i;
    return widest;
}

static void note_organisation(struct import *import, const char *text)
{
    const char *code = import_title_organisation(import, text);
    if (!code || import->title_organisations)
        return;
    import->title_organisations = import->title_organisation && strcmp(import->title_organisation, code) != 0;
    import->title_organisation = import->title_organisations ? NULL : code;
    import->title_organisation_said = text;
}

/* Titles are for what the rows leave unsaid; the day of a decision is none of it. */
static void note_words(struct import *import, const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *day = strstr(text_fold(&arena, text), "ngay ");
    bool of_document = day && isdigit((unsigned char)day[5]) && !import_title_day(&arena, text);
    if (strlen(import->title_words) + strlen(text) < TITLE_WORDS_MAX && !of_document)
        import->title_words = arena_printf(&import->sheet_arena, "%s%s%s", import->title_words, *import->title_words ? "; " : "", text);
}

static void read_titles(struct import *import, const struct import_sample *sample, int64_t before)
{
    import->title_class = import_sheet_name_class(import->sheet);
    import->title_year = import_sheet_name_year(import->sheet);
    import->title_period = import_title_period(import->sheet);
    import->title_organisation = NULL;
    import->title_organisations = false;
    import->title_words = "";
    note_organisation(import, import->sheet);
    import->title_decision = import->title_decided_on = import->title_day = NULL;
    bool class_told = false, year_told = false;
    int64_t counted_to = 0;
    for (size_t i = 0; i < sample->count && sample->rows[i].number < before; i++)
        for (size_t j = 0; j < sample->rows[i].count; j++) {
            const char *text = sample->rows[i].cells[j].text;
            const char *class = class_told ? NULL : import_title_class(text);
            int64_t year = year_told ? 0 : import_title_year(text);
            if (!import->title_period)
                import->title_period = import_title_period(text);
            note_organisation(import, text);
            note_words(import, text);
            import_decision_find(import, text);
            counted_to = counted_to ? counted_to : import_title_day_year(text);
            if (!import->title_day)
                import->title_day = import_title_day(&import->sheet_arena, text);
            if (class) {
                import->title_class = class;
                class_told = true;
            }
            if (year) {
                import->title_year = year;
                year_told = true;
            }
        }
    import->title_branch = import_branch_words(&import->sheet_arena, import->title_words);
    if (!counted_to && import->title_day)
        counted_to = strtol(strrchr(import->title_day, '/') + 1, NULL, 10);
    import->title_year = import->title_year ? import->title_year : counted_to;
}

void import_header_find(struct import *import, const struct import_sample *sample)
{
    struct header_attempt best = { 0 };
    import->header = (struct import_header){ 0 };
    if (sample->count == 0)
        return;
    find_attempt(import, sample, &best);
    extend_attempt(import, sample, &best);
    if (best.matched == 0) {
        best = (struct header_attempt){ .first = widest_row(sample), .depth = 1 };
        try_rows(import, sample, &best);
    }
    import->header = header_of(sample, &best);
    read_titles(import, sample, import->header.first);
}

const char *import_header_missing(struct import *import)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t j = 0; j < import->layout->column_count; j++) {
        const struct layout_column *is = &import->layout->columns[j];
        bool there = !is->required;
        for (size_t i = 0; i < import->header.count; i++)
            there = there || layout_serves(import->header.columns[i].is, is);
        if (there)
            continue;
        buf_printf(&out, "%s“%s”", out.len ? "; " : "", layout_column_word(is));
        const struct layout_column *other =
            is->stand_in ? layout_column_named(import->layout, is->stand_in) : NULL;
        for (size_t i = 1; is->words && is->words[0] && is->words[i] && i < 3; i++)
            buf_printf(&out, ", “%s”", is->words[i]);
        if (other)
            buf_printf(&out, ", “%s”", layout_column_word(other));
    }
    return arena_strdup(import->arena, buf_text(&out));
}

const char *import_header_seen(struct import *import)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < import->header.count; i++)
        if (*import->header.columns[i].header && out.len < 200)
            buf_printf(&out, "%s“%s”", out.len ? ", " : "", import->header.columns[i].header);
    return arena_strdup(import->arena, buf_text(&out));
}

const struct layout_column *import_header_label(const struct import *import, const char *text, bool whole)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct header_text keys = header_text(&arena, text);
    const struct layout_column *found = NULL;
    int most = whole ? 2 : 0;
    for (size_t i = 0; i < import->layout->column_count; i++) {
        const struct layout_column *is = &import->layout->columns[i];
        int fit = fit_text(is, &keys);
        if (fit <= most || is->role == LAYOUT_PART || (is->without && layout_bars(is, keys.whole.folded)))
            continue;
        found = is;
        most = fit;
    }
    return found;
}

bool import_header_area(const struct import *import, const char *text)
{
    const struct layout_column *is = import_header_label(import, text, true);
    return is && is->role == LAYOUT_AREA;
}
