/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_parts.h"

#include "base/money.h"
#include "base/utf8.h"
#include "base/vitext.h"

#include <string.h>

enum { SAMPLE_ROWS = 400, SAMPLE_BYTES = 16 << 20, CONFIDENCE_MIN = 60 };
enum { MIXED_WEIGHT_MIN = 6 };

/* What was wrong with the sheet that came nearest to being read. */
struct best_attempt {
    const char *missing, *seen, *guess, *positions;
    size_t matched;
    bool any;
};

/* --- the sample: first rows, for header and encodings ------------------------------------------------ */

void import_sample_clean(struct import *import, struct import_row *row, enum legacy_encoding told)
{
    struct legacy_evidence evidence = { 0 };
    struct arena *arena = &import->sheet_arena;
    for (size_t i = 0; i < row->count; i++)
        text_legacy_add(&evidence, row->cells[i].raw);
    enum legacy_encoding verdict = told ? told : text_legacy_verdict(&evidence);
    for (size_t i = 0; i < row->count; i++) {
        struct import_cell *cell = &row->cells[i];
        struct err err = { 0 };
        enum legacy_encoding encoding = verdict ? verdict : text_legacy_detect(cell->raw);
        const char *text = encoding ? text_legacy_convert(arena, cell->raw, encoding) : cell->raw;
        if (text_clean(arena, text, &cell->text, NULL, &err) != ERR_OK)
            cell->text = "";
    }
}

static enum err_code read_sample(struct import *import, struct sheet_reader *reader,
                                 struct import_sample *ret_sample, struct err *err)
{
    struct legacy_evidence all = { 0 };
    struct arena *arena = &import->sheet_arena;
    *ret_sample = (struct import_sample){ ARENA_ARRAY(arena, struct import_row, SAMPLE_ROWS), 0 };
    while (ret_sample->count < SAMPLE_ROWS && arena->used_bytes < SAMPLE_BYTES) {
        struct sheet_row row;
        TRY(sheet_next(reader, &row, err));
        if (row.number == 0)
            break;
        struct import_row *kept = &ret_sample->rows[ret_sample->count++];
        import_row_copy(arena, &row, kept);
        import_beside_cut(import, kept);
        import_sample_clean(import, kept, LEGACY_NONE);
        for (size_t i = 0; i < kept->count; i++)
            text_legacy_add(&all, kept->cells[i].raw);
    }
    enum legacy_encoding verdict = all.unicode ? LEGACY_NONE : text_legacy_verdict(&all);
    for (size_t i = 0; verdict && i < ret_sample->count; i++) /* "Nam | N÷" alone says too little */
        import_sample_clean(import, &ret_sample->rows[i], verdict);
    return ERR_OK;
}

static bool has_marked_letter(const char *text)
{
    struct text_letter letter;
    while (*text) {
        uint32_t code = utf8_next(&text);
        if (code > 0x7F && text_letter(code, &letter) &&
            (letter.tone != TONE_LEVEL || letter.shape != SHAPE_PLAIN))
            return true;
    }
    return false;
}

/* The strongest evidence of an old encoding, be it one word; NONE: there is none. */
static enum legacy_encoding strongest(const struct legacy_evidence *evidence)
{
    enum legacy_encoding best = LEGACY_NONE;
    for (int old = LEGACY_TCVN3; old <= LEGACY_VNI; old++)
        if (evidence->weight[old] > (best ? evidence->weight[best] : 0) && evidence->nonsense[old] * 3 <= evidence->witness[old])
            best = (enum legacy_encoding)old;
    return best;
}

/* Lists pasted together hold old encodings and Unicode in different rows; who filled in a form with the font of each
 * column as it came, in different columns: then rows that have both are the rule. */
static bool is_mixed_by_column(const struct import *import, const struct import_sample *sample)
{
    size_t old = 0, both = 0;
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        struct legacy_evidence evidence = { 0 };
        for (size_t j = 0; j < row->count && row->number > import->header.last; j++)
            if (row->cells[j].type == SHEET_CELL_TEXT)
                text_legacy_add(&evidence, row->cells[j].raw);
        old += evidence.witness[import->encoding] > 0;
        both += evidence.witness[import->encoding] > 0 && (evidence.unicode || evidence.nonsense[import->encoding]);
    }
    return both * 2 > old;
}

/* Where encodings stand side by side: what each column is written in, or that each row is judged alone. */
static void find_mixed(struct import *import, const struct import_sample *sample, const struct legacy_evidence *by_column)
{
    bool by_columns = is_mixed_by_column(import, sample);
    for (size_t j = 0; j < import->header.count; j++)
        import->header.columns[j].encoding =
            by_columns && !by_column[j].unicode ? strongest(&by_column[j]) : LEGACY_NONE;
    import->mixed_encodings = !by_columns;
}

/* Every word of the column is one of Vietnamese as it stands: "Tày", which the list's old encoding would make "TỔy". */
static bool reads_as_it_stands(const struct import *import, const struct import_sample *sample, size_t column)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        bool counts = row->number > import->header.last && column < row->count && row->cells[column].type == SHEET_CELL_TEXT;
        char *rest = counts ? arena_strdup(&arena, row->cells[column].raw) : NULL;
        for (char *word; (word = strsep(&rest, " ,;:.()/-\n"));)
            if (*word && !text_is_syllable(word))
                return false;
    }
    return true;
}

/* Which old encoding the cells of each column are in, from the rows below the header. */
static void find_encodings(struct import *import, const struct import_sample *sample)
{
    struct legacy_evidence all = { 0 };
    size_t count = import->header.count;
    struct legacy_evidence *by_column = ARENA_ARRAY(&import->sheet_arena, struct legacy_evidence, count + 1);
    import->has_marks = import->mixed_encodings = false;
    for (size_t i = 0; i < sample->count; i++)
        for (size_t j = 0; j < sample->rows[i].count; j++) {
            const struct import_row *row = &sample->rows[i];
            import->has_marks = import->has_marks || has_marked_letter(row->cells[j].text);
            if (row->number <= import->header.last || j >= count || row->cells[j].type != SHEET_CELL_TEXT)
                continue;
            text_legacy_add(&all, row->cells[j].raw);
            text_legacy_add(&by_column[j], row->cells[j].raw);
        }
    import->encoding = text_legacy_verdict(&all);
    for (size_t j = 0; j < count; j++) {
        struct import_column *column = &import->header.columns[j];
        column->encoding = text_legacy_verdict(&by_column[j]);
        if (import->encoding && !column->encoding && (by_column[j].weight[import->encoding] || !all.unicode) &&
            !(by_column[j].nonsense[import->encoding] && reads_as_it_stands(import, sample, j)))
            column->encoding = import->encoding; /* "Kinh, Taøy", "Ia Kreâl": too little alone */
        if (import->encoding == LEGACY_NONE)
            import->encoding = column->encoding;
    }
    for (int old = LEGACY_TCVN3; old <= LEGACY_VNI && all.unicode; old++)
        if (all.weight[old] >= MIXED_WEIGHT_MIN && all.weight[old] > all.witness[old]) {
            import->encoding = (enum legacy_encoding)old;
            find_mixed(import, sample, by_column);
            break;
        }
    for (size_t j = 0; import->form && j < count; j++)
        import->header.columns[j].encoding = import->form->encoding;
}

/* --- a sheet --------------------------------------------------------------------------------------------- */

enum { BLANKS_SHARE = 4 };

/* The row is of a head, in a list of people with their relation to one: it says so, or has the head's name or a number. */
static bool may_begin_household(struct import *import, const struct import_row *row)
{
    bool number = false;
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        const char *text = row->cells[i].text;
        if (!is || !*text)
            continue;
        if (is->role == LAYOUT_FIELD && is->kind == import->member_kind && strcmp(is->field->name, "relation") == 0) {
            const char *code = is->mark && import_is_tick(text) ? is->mark : import_code_of(import, is->field, text);
            return code && strcmp(code, "head") == 0;
        }
        number = number || is->role == LAYOUT_HEAD_NAME || is->role == LAYOUT_NUMBER || is->role == LAYOUT_HOUSEHOLD_NUMBER;
    }
    return number;
}

/* A place that comes again later is no group of merged cells. */
static bool comes_again(const struct import *import, const struct import_sample *sample, size_t row, size_t column)
{
    const char *text = sample->rows[row].cells[column].text;
    for (size_t i = 0; i < row; i++)
        if (sample->rows[i].number > import->header.last && column < sample->rows[i].count &&
            text_equal_folded(sample->rows[i].cells[column].text, text))
            return true;
    return false;
}

/* A column of places that says each only once and is blank below: cells merged downwards, or a list that
 * was one. Where neighbours repeat a place, or blanks are few and places come again, a blank is a blank. */
static bool fills_down(struct import *import, const struct import_sample *sample, size_t column)
{
    const struct layout_column *is = import->header.columns[column].is;
    const char *last = NULL;
    size_t blanks = 0, filled = 0;
    bool again = false, heads_only = import->relation_column && import->layout->shape == LAYOUT_HOUSEHOLDS;
    bool household = is && is->role == LAYOUT_REFERENCE && strcmp(is->via->ref, "households") == 0 && import->layout->kind == import->member_kind;
    const struct layout_column *former = layout_column_named(import->layout, "former");
    bool merged = false; /* a cell beside the names of areas that became one */
    for (size_t i = 0; is && is->role == LAYOUT_AREA && former && i < import->header.count; i++)
        merged = merged || import->header.columns[i].is == former;
    if (!is || (is->role != LAYOUT_AREA && is->role != LAYOUT_COMMUNE && is->role != LAYOUT_DISTRICT && !household))
        return false;
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        const char *text = column < row->count ? row->cells[column].text : "";
        if (row->number <= import->header.last || import_row_is_numbering(row) || import_row_is_total(import, row))
            continue;
        if (heads_only && !may_begin_household(import, row))
            continue;
        if (*text && last && text_equal_folded(text, last))
            return false;
        again = again || (*text && comes_again(import, sample, i, column));
        last = *text ? text : last;
        filled += *text != '\0';
        blanks += !*text && last;
    }
    bool is_place = strcmp(import->layout->kind->slug, "units") == 0; /* what a list of places names is no group of its rows */
    bool once = blanks && !again && !is_place && filled > 1 && blanks * BLANKS_SHARE >= filled;
    return filled && (blanks >= filled || once || ((household || merged) && blanks)); /* a person is always of some household */
}

static void find_filling(struct import *import, const struct import_sample *sample)
{
    for (size_t i = 0; i < import->header.count; i++) {
        struct import_column *column = &import->header.columns[i];
        const char *args[] = { column->header, NULL };
        column->fills_down = fills_down(import, sample, i);
        if (column->fills_down)
            import_say_sheet(import, "filled_down", MSG_IMPORT_FILLED_DOWN, column->header, args);
    }
}

/* "Chủ hộ | Sinh năm | Họ tên vợ (chồng) | Sinh năm": behind a name that is not read stands what is about that person. */
static bool is_of_another(const struct import_header *header, size_t first, size_t column)
{
    static const char *const names[] = { "ho ten", "ho va ten", "ten" };
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = first + 1; i < column; i++) {
        const char *folded = header->columns[i].is ? "" : text_fold(&arena, header->columns[i].header);
        for (size_t j = 0; j < COUNT(names); j++)
            if (strncmp(folded, names[j], strlen(names[j])) == 0)
                return true;
    }
    return false;
}

static size_t twin_of(const struct import_header *header, size_t column)
{
    for (size_t i = 0; i < header->count; i++)
        if (i != column && header->columns[i].is && !header->columns[i].is->lenient &&
            text_equal_folded(header->columns[i].header, header->columns[column].header) && !is_of_another(header, i, column))
            return i + 1;
    return 0;
}

/* "Họ và tên chủ hộ" in a list without another column of names. */
static bool is_of_heads(struct import *import, const struct import_column *column)
{
    const struct layout_column *heads =
        column->is->stand_in ? layout_column_named(import->layout, column->is->stand_in) : NULL;
    struct arena *arena = &import->sheet_arena;
    const struct layout_text header = layout_text_of(arena, column->header);
    return heads && layout_fit(heads, &header) > 0;
}

/* "ĐVT: triệu đồng" above the header is said of all its amounts. */
static int64_t money_unit_of_titles(const struct import *import, const struct import_sample *sample)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    int64_t unit = 1;
    for (size_t i = 0; i < sample->count && sample->rows[i].number < import->header.first; i++)
        for (size_t j = 0; j < sample->rows[i].count; j++) {
            const char *folded = text_fold(&arena, sample->rows[i].cells[j].text);
            if (strncmp(folded, "don vi ", 7) == 0 || strncmp(folded, "dvt", 3) == 0)
                (void)money_unit(folded, &unit);
        }
    return unit;
}

/* The unit that the header says. Without marks "đóng góp" is no "đồng": in a header a plain đồng must be written so. */
static bool header_money_unit(const char *header, int64_t *ret_unit)
{
    int64_t unit = 1;
    if (!money_unit(header, &unit) || (unit == 1 && !strstr(header, "đồng") && !strstr(header, "Đồng") &&
                                       !strstr(header, "ĐỒNG") && !strstr(header, "VNĐ")))
        return false;
    *ret_unit = unit;
    return true;
}

/* Amounts are of the unit their header says; else of the one the titles say, or the columns beside them:
 * "Kinh phí (triệu đồng) | Trong đó dân góp". */
static void note_money(struct import *import, const struct import_sample *sample)
{
    int64_t of_all = money_unit_of_titles(import, sample);
    for (size_t i = 0; i < import->header.count && of_all == 1; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->field && is->field->type == FIELD_MONEY)
            (void)header_money_unit(import->header.columns[i].header, &of_all);
    }
    for (size_t i = 0; i < import->header.count; i++) {
        struct import_column *column = &import->header.columns[i];
        const char *args[] = { column->header, NULL, NULL };
        if (!column->is || !column->is->field || column->is->field->type != FIELD_MONEY)
            continue;
        column->money_unit = of_all;
        (void)header_money_unit(column->header, &column->money_unit);
        args[1] = err_int(column->money_unit);
        if (column->money_unit > 1)
            import_say_sheet(import, "money_unit", MSG_IMPORT_MONEY_UNIT, column->header, args);
    }
}

/* A column that is not read: said twice, of another year than the list, or not understood. */
static void say_unread(struct import *import, const struct import_column *column)
{
    size_t from = 0;
    int64_t year = import->layout->shape == LAYOUT_HOUSEHOLDS ? import_header_year(column->header, &from) : 0;
    const char *args[] = { column->header, year ? err_int(year) : NULL, NULL };
    if (!*column->header)
        return;
    if (column->doubled)
        import_say_sheet(import, "column_doubled", MSG_IMPORT_COLUMN_DOUBLED, column->header, args);
    else if (year && year != import->request->year)
        import_say_sheet(import, "column_of_year", MSG_IMPORT_COLUMN_OF_YEAR, column->header, args);
    else
        import_say_sheet(import, "column_unknown", MSG_IMPORT_COLUMN_UNKNOWN, column->header, args);
}

static void note_columns(struct import *import)
{
    import->year_column = import->relation_column = import->head_name_column = import->head_column = false;
    for (size_t i = 0; i < import->header.count; i++) {
        struct import_column *column = &import->header.columns[i];
        column->twin = column->doubled ? twin_of(&import->header, i) : 0;
        if (!column->is) {
            say_unread(import, column);
            continue;
        }
        const char *field = column->is->field ? column->is->field->name : "";
        import->head_name_column = import->head_name_column || column->is->role == LAYOUT_HEAD_NAME;
        import->head_column = import->head_column || is_of_heads(import, column);
        import->relation_column = import->relation_column || strcmp(field, "relation") == 0;
        import->year_column = import->year_column || strcmp(field, "year") == 0;
    }
}

void import_columns_survey(struct import *import, const struct import_sample *sample)
{
    find_encodings(import, sample);
    for (size_t i = 0; i < import->header.count; i++)
        if (import->header.columns[i].is && import->header.columns[i].is->field && import->header.columns[i].is->field->codes)
            import->header.columns[i].legend = import_legend_of(&import->sheet_arena, import->header.columns[i].header);
    note_columns(import);
    note_money(import, sample);
    find_filling(import, sample);
    import_join_find(import, sample);
    import_dates_survey(import, sample);
    import_columns_tell(import, sample);
}

static void sheet_start(struct import *import, const char *name)
{
    arena_done(&import->sheet_arena);
    import->sheet = arena_strdup(import->arena, name);
    import->encoding = LEGACY_NONE;
    import->section_area = import->section_commune = import->section_district = import->section_class = import->section_body =
        import->section_branch = NULL;
    import->after_total = import->in_footer = import->number_used = false;
    import->hidden_count = import->data_row = import->section_row = 0;
    import_ahead_start(import);
}

/* The next row of the sheet, or of what its forms became; number 0 after the last. */
static enum err_code next_row(struct import *import, struct sheet_reader *reader, size_t *index, struct import_row *row,
                              struct err *err)
{
    struct sheet_row from = { 0 };
    *row = (struct import_row){ 0 };
    if (import->form && *index < import->form->count)
        *row = import->form->rows[(*index)++];
    if (import->form || import_ahead_take(import, row))
        return ERR_OK;
    TRY(sheet_next(reader, &from, err));
    if (from.number > import->header.last)
        import_row_copy(&import->group_arena, &from, row);
    row->number = from.number;
    import_beside_cut(import, row);
    return ERR_OK;
}

enum { ROWS_TOLD = 64 }; /* at a time */

static enum err_code read_rows(struct import *import, struct sheet_reader *reader, struct err *err)
{
    for (size_t index = 0;;) {
        struct arena_mark mark = arena_mark(&import->group_arena);
        struct import_row *row = ARENA_NEW(&import->group_arena, struct import_row);
        bool begins = false;
        import->row_aside = false;
        TRY(next_row(import, reader, &index, row, err));
        if (row->number == 0)
            break;
        if (row->number <= import->header.last)
            continue;
        if (import->request->told && row->number % ROWS_TOLD == 0)
            import->request->told(import->request->context, row->number - import->header.last);
        int64_t number = row->number; /* the row may be given back with what was made of it */
        if (row->is_hidden && import->hidden_count++ == 0)
            import->hidden_first = row->number;
        import_row_clean(import, row);
        TRY(import_table_begin(import, reader, row, &begins, err));
        if (begins)
            continue; /* who waits in the group lives on */
        if (!import->form && row->number == import->header.last + 1 && import_row_is_numbering(row))
            import->row_aside = true;
        else if (import->layout->shape == LAYOUT_HOUSEHOLDS)
            TRY(import_household_row(import, row, err));
        else if (import->layout->shape == LAYOUT_FIGURES)
            TRY(import_figure_row(import, row, err));
        else
            TRY(import_record_row(import, row, err));
        if (import->row_aside)
            arena_release(&import->group_arena, mark);
        else
            import->data_row = number;
    }
    if (import->hidden_count) {
        const char *args[] = { err_int(import->hidden_count), err_int(import->hidden_first), NULL };
        import_say_sheet(import, "rows_hidden", MSG_IMPORT_ROWS_HIDDEN, "", args);
    }
    TRY(import_figures_end(import, err));
    TRY(import_household_end(import, err));
    return import_stage_apply(import, err);
}

enum err_code import_begin(struct import *import, struct err *err)
{
    if (db_in_transaction(import->store->db))
        return ERR_OK;
    store_hold(import->store, HOLD_SAFE);
    TRY(db_begin(import->store->db, err));
    return import_batch_begin(import, err);
}

/* "Thôn | Trưởng thôn | Trưởng ban CTMT": a cadre in every column, several in a row; NULL: none. */
static const char *positions_across(struct import *import)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct field *rank = kind_field(import->layout->kind, "rank");
    size_t count = 0;
    for (size_t i = 0; i < import->header.count && rank && strcmp(import->layout->kind->slug, "cadres") == 0; i++) {
        const char *header = import->header.columns[i].header;
        if (*header && import_code_of(import, rank, header))
            buf_printf(&out, "%s“%s”", count++ ? ", " : "", header);
    }
    return count ? arena_strdup(import->arena, buf_text(&out)) : NULL;
}

static void remember_attempt(struct import *import, struct best_attempt *best)
{
    size_t matched = 0;
    for (size_t i = 0; i < import->header.count; i++)
        matched += import->header.columns[i].is != NULL;
    if (best->any && matched <= best->matched && !(import->guess && !best->guess))
        return;
    *best = (struct best_attempt){ import_header_missing(import), import_header_seen(import), import->guess,
                                    positions_across(import), matched, true };
}

/* The sample and what the header is; sample->count 0: the sheet is blank. */
static enum err_code open_sheet(struct import *import, struct sheet_reader *reader, size_t index,
                                struct import_sample *sample, struct err *err)
{
    sheet_start(import, sheet_names(reader).items[index - 1].name);
    TRY(sheet_select(reader, index, err));
    TRY(read_sample(import, reader, sample, err));
    struct import_sample first = *sample;
    if (first.count > IMPORT_HEADER_ROWS)
        first.count = IMPORT_HEADER_ROWS;
    import_header_find(import, &first);
    TRY(import_form_find(import, reader, sample, err));
    import_header_guess(import, sample);
    return ERR_OK;
}

/* The rows below the header just found. */
static enum err_code read_list(struct import *import, struct sheet_reader *reader, size_t index, struct import_sample *sample, struct err *err)
{
    import_columns_survey(import, sample);
    import_form_tell(import);
    import_guess_tell(import);
    TRY(import_title_place(import, sample, err));
    TRY(import_begin(import, err));
    TRY(sheet_select(reader, index, err));
    return read_rows(import, reader, err);
}

/* Each of the lists that stand beside each other, from `starts`. */
static enum err_code read_beside(struct import *import, struct sheet_reader *reader, size_t index, const size_t *starts, size_t count,
                                 struct err *err)
{
    enum import_sheet_role role = import->sheet_role;
    int64_t header = import->header.first;
    enum err_code code = ERR_OK;
    import->has_sheets = true; /* a commune may come again */
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        struct import_sample sample = { 0 };
        import->beside = (struct import_beside){ starts[i], i + 1 < count ? starts[i + 1] : SIZE_MAX, header };
        code = open_sheet(import, reader, index, &sample, err);
        import->sheet_role = role;
        if (code == ERR_OK && import->header.found)
            code = read_list(import, reader, index, &sample, err);
    }
    import->beside = (struct import_beside){ 0 };
    return code;
}

static enum err_code read_sheet(struct import *import, struct sheet_reader *reader, size_t index,
                                enum import_sheet_role role, struct best_attempt *best, bool *ret_read,
                                struct err *err)
{
    struct import_sample sample = { 0 };
    size_t starts[IMPORT_BESIDE_MAX];
    *ret_read = false;
    TRY(open_sheet(import, reader, index, &sample, err));
    import->sheet_role = role;
    if (sample.count == 0)
        return ERR_OK;
    if (!import->header.found) {
        remember_attempt(import, best);
        const char *args[] = { import->sheet, import_header_missing(import), NULL };
        import_say_sheet(import, "sheet_skipped", MSG_IMPORT_SHEET_SKIPPED, "", args);
        return ERR_OK;
    }
    *ret_read = true;
    size_t count = import->form ? 1 : import_beside_find(import, starts);
    return count > 1 ? read_beside(import, reader, index, starts, count, err) : read_list(import, reader, index, &sample, err);
}

/* --- which layout ----------------------------------------------------------------------------------------- */

/* --set names a column of the layout, its path, or a field: "class", "classification.class", "phone". */
static const struct layout_column *constant_column(const struct layout *layout, const char *name)
{
    const struct layout_column *found = layout_column_named(layout, name);
    for (size_t i = 0; i < layout->column_count && !found; i++)
        if (layout->columns[i].field && !layout->columns[i].mark && layout->columns[i].role == LAYOUT_FIELD &&
            strcmp(layout->columns[i].field->name, name) == 0)
            found = &layout->columns[i];
    return found;
}

static enum err_code find_constants(struct import *import, struct err *err)
{
    const struct import_request *request = import->request;
    import->constant_columns = ARENA_ARRAY(import->arena, const struct layout_column *, request->set_count + 1);
    for (size_t i = 0; i < request->set_count; i++) {
        import->constant_columns[i] = constant_column(import->layout, request->set[i].name);
        if (!import->constant_columns[i])
            return err_set(err, ERR_INPUT, MSG_IMPORT_CONSTANT_UNKNOWN, request->set[i].name);
    }
    return ERR_OK;
}

/* --- the file ------------------------------------------------------------------------------------------------ */

bool import_sheet_is_meant(const struct import *import, const struct sheet_name *name)
{
    const char *wanted = import->request->sheet;
    if (!wanted)
        return !name->is_hidden;
    return strcmp(name->name, wanted) == 0 || text_equal_folded(name->name, wanted);
}

/* What each sheet is, before any is read: heads come before members whatever the order of the sheets,
 * and the rejects file has the columns of all. */
static enum err_code survey(struct import *import, struct sheet_reader *reader, enum import_sheet_role *ret_roles,
                            struct err *err)
{
    struct sheet_name_list names = sheet_names(reader);
    bool households = import->layout->shape == LAYOUT_HOUSEHOLDS, any_heads = false, any_sheet = false;
    for (size_t i = 0; i < names.count; i++) {
        struct import_sample sample = { 0 };
        if (!import_sheet_is_meant(import, &names.items[i]))
            continue;
        TRY(open_sheet(import, reader, i + 1, &sample, err));
        if (sample.count == 0 || !import->header.found)
            continue;
        import_rejects_add_columns(import);
        import->has_sheets = import->has_sheets || any_sheet;
        any_sheet = true;
        ret_roles[i] = households ? import_sheet_role(import, &sample) : IMPORT_SHEET_HEADS;
        any_heads = any_heads || ret_roles[i] == IMPORT_SHEET_HEADS;
        import->keys.wanted = import->keys.wanted || ret_roles[i] != IMPORT_SHEET_HEADS;
        for (size_t j = 0; j < import->header.count; j++) {
            const struct layout_column *is = import->header.columns[j].is;
            import->keys.wanted = import->keys.wanted || (is && is->role == LAYOUT_HOUSEHOLD_NUMBER);
        }
    }
    for (size_t i = 0; i < names.count; i++)
        if (ret_roles[i] == IMPORT_SHEET_PEOPLE)
            ret_roles[i] = any_heads ? IMPORT_SHEET_MEMBERS : IMPORT_SHEET_HEADS;
    return ERR_OK;
}

static size_t filled_headers(const struct import *import)
{
    size_t filled = 0;
    for (size_t i = 0; i < import->header.count; i++)
        filled += *import->header.columns[i].header != '\0';
    return filled;
}

/* How many headers of the file the layout understands; 0 where a sheet lacks what it must have. */
static enum err_code understood(struct import *import, struct sheet_reader *reader, size_t *ret_understood,
                                size_t *ret_of, struct err *err)
{
    struct sheet_name_list names = sheet_names(reader);
    *ret_understood = *ret_of = 0;
    for (size_t i = 0; i < names.count; i++) {
        struct import_sample sample = { 0 };
        if (!import_sheet_is_meant(import, &names.items[i]))
            continue;
        TRY(open_sheet(import, reader, i + 1, &sample, err));
        if (!import->header.found)
            continue;
        *ret_of += filled_headers(import);
        for (size_t j = 0; j < import->header.count; j++)
            *ret_understood += import->header.columns[j].is && *import->header.columns[j].header;
    }
    return ERR_OK;
}

/* Of several forms for one kind, the one that understands most of the headers. */
static enum err_code choose_layout(struct import *import, struct sheet_reader *reader, struct err *err)
{
    struct layout *usual = import->layout, *best = usual;
    size_t most = 0, of = 0;
    struct err unknown = { 0 };
    if (!import->request->map && layout_variant(usual->kind, 0) && find_constants(import, &unknown) == ERR_OK)
        TRY(understood(import, reader, &most, &of, err));
    for (size_t i = 0; !import->request->map && layout_variant(usual->kind, i); i++) {
        size_t count = 0;
        struct err failure = { 0 };
        TRY(layout_load_variant(import->arena, usual->kind, layout_variant(usual->kind, i),
                                &import->result->mistakes, &import->layout, err));
        if (find_constants(import, &failure) != ERR_OK)
            continue;
        TRY(understood(import, reader, &count, &of, err));
        best = count > most ? import->layout : best;
        most = count > most ? count : most;
    }
    import->layout = best;
    import->result->layout = best->file ? best->file : "";
    TRY(find_constants(import, err));
    TRY(understood(import, reader, &most, &of, err));
    import->result->confidence = of ? (int64_t)(100 * most / of) : 0;
    if (of && import->layout->shape == LAYOUT_FIGURES && import->result->confidence < CONFIDENCE_MIN &&
        !import->request->map && !import->request->take_guess) /* numbers under a wrong name are worse than none */
        return err_set(err, ERR_INPUT, MSG_IMPORT_FORM_UNSURE, import->layout->title.vi,
                       err_int((int64_t)most), err_int((int64_t)of));
    return ERR_OK;
}

static enum err_code read_sheets(struct import *import, struct sheet_reader *reader, struct err *err)
{
    TRY(choose_layout(import, reader, err));
    struct best_attempt best = { 0 };
    bool any = false;
    struct sheet_name_list names = sheet_names(reader);
    enum import_sheet_role *roles = ARENA_ARRAY(import->arena, enum import_sheet_role, names.count + 1);
    static const enum import_sheet_role order[] = { IMPORT_SHEET_HEADS, IMPORT_SHEET_MEMBERS };
    TRY(survey(import, reader, roles, err));
    for (size_t pass = 0; pass < COUNT(order); pass++)
        for (size_t i = 0; i < names.count; i++) {
            bool read = false;
            if (roles[i] != order[pass] || !import_sheet_is_meant(import, &names.items[i]))
                continue;
            TRY(read_sheet(import, reader, i + 1, roles[i], &best, &read, err));
            any = any || read;
        }
    if (any)
        return ERR_OK;
    if (!best.any)
        return err_set(err, ERR_INPUT, MSG_IMPORT_NO_ROWS);
    if (best.positions) {
        (void)err_set(err, ERR_INPUT, MSG_IMPORT_POSITIONS_ACROSS, best.positions);
        return err_at(err, "%s", import->request->path);
    }
    if (best.guess) {
        (void)err_set(err, ERR_INPUT, MSG_IMPORT_GUESS, *best.missing ? best.missing : "–", best.guess);
        return err_at(err, "%s", import->request->path);
    }
    if (*best.missing)
        (void)err_set(err, ERR_INPUT, MSG_IMPORT_HEADER_MISSING, best.missing, best.seen);
    else
        (void)err_set(err, ERR_INPUT, MSG_IMPORT_HEADER_STRANGE, import->layout->kind->vi, best.seen, import->layout->kind->slug);
    return err_at(err, "%s", import->request->path);
}

/* --- preparation ---------------------------------------------------------------------------------------------------- */

static enum err_code find_place(struct import *import, struct err *err)
{
    const struct territory *territory = NULL;
    int64_t day = 0;
    import->level = LEVEL_MAX_;
    import->day = (int32_t)import->store->today_day;
    if (!import->request->unit) {
        if (import->layout->shape == LAYOUT_HOUSEHOLDS)
            return err_set(err, ERR_USAGE, MSG_IMPORT_UNIT_NEEDED);
        return ERR_OK;
    }
    TRY(unit_resolve(import->store, import->request->unit, NULL, &import->unit, err));
    TRY(unit_territory(import->store, &territory, err));
    const struct unit *unit = territory_unit(territory, import->unit);
    require(unit);
    import->level = (enum unit_level)unit->level;
    TRY(unit_scope_day(import->store, import->unit, NULL, &day, err));
    import->day = (int32_t)day;
    return ERR_OK;
}

static enum err_code prepare(struct import *import, struct err *err)
{
    const struct import_request *request = import->request;
    if (request->kind->internal || (request->kind->append_only && !import_is_gift(request->kind)))
        return err_set(err, ERR_FORBIDDEN,
                       request->kind->internal ? MSG_KIND_INTERNAL : MSG_KIND_APPEND_ONLY, request->kind->vi);
    import->household_kind = kind_by_slug("households");
    import->member_kind = kind_by_slug("household_members");
    import->classification_kind = kind_by_slug("classifications");
    import->membership_kind = kind_by_slug("memberships");
    TRY(layout_load(import->arena, request->kind, request->map, &import->result->mistakes, &import->layout, err));
    import->result->layout = import->layout->file ? import->layout->file : "";
    TRY(find_place(import, err));
    import->this_year = strtol(arena_strndup(import->arena, import->store->today, 4), NULL, 10);
    (void)arena_alloc(&import->group_arena, 1, 1); /* so that the first block stays */
    (void)arena_alloc(&import->held_arena, 1, 1);
    import->group_mark = arena_mark(&import->group_arena);
    import->held_mark = arena_mark(&import->held_arena);
    return organisation_names_load(import->store, import->arena, &import->organisations, err);
}

/* --- the end ------------------------------------------------------------------------------------------------------------- */

static enum err_code finish(struct import *import, struct err *err)
{
    if (import->result->rows == 0)
        import_say_sheet(import, "no_rows", MSG_IMPORT_NO_ROWS, "", NULL);
    TRY(import_missing_find(import, err));
    TRY(import_batch_end(import, err));
    TRY(import_rejects_end(import, err));
    if (!import->request->dry_run)
        return db_commit(import->store->db, err);
    db_rollback(import->store->db);
    unit_changed(import->store);
    return ERR_OK;
}

static void release(struct import *import)
{
    import->store->batch = NULL;
    import->store->holds = HOLD_NONE;
    if (db_in_transaction(import->store->db)) {
        db_rollback(import->store->db);
        unit_changed(import->store);
    }
    out_file_done(&import->rejects);
    buf_done(&import->reject_line);
    import_stage_done(import);
    import_known_done(&import->known);
    arena_done(&import->sheet_arena);
    arena_done(&import->group_arena);
    arena_done(&import->held_arena);
    import_ahead_start(import);
}

static enum err_code read_file(struct import *import, struct sheet_reader *reader, struct err *err)
{
    bool *is_workbook = &import->result->merged.is_workbook;
    TRY(import_workbook_is(import, reader, is_workbook, err));
    if (*is_workbook)
        return import_workbook_read(import, reader, err);
    TRY(prepare(import, err));
    return read_sheets(import, reader, err);
}

enum err_code import_run(struct store *store, const struct import_request *request, struct arena *arena,
                         struct import_result *ret_result, struct err *err)
{
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    *ret_result = (struct import_result){ .layout = "" };
    struct import import = { .store = store, .request = request, .result = ret_result, .arena = arena,
                             .sheet = "" };
    import.records_seen.arena = import.communes_seen.arena = import.known.listed.arena = import.known.written.arena = arena;
    import_known_leave(&import);
    db_spare_memory(store->db, true);
    enum err_code code =
        sheet_open(request->path, &(struct sheet_options){ .sheet_name = request->sheet }, &reader, err);
    if (code == ERR_OK)
        code = read_file(&import, reader, err);
    if (code == ERR_OK)
        code = finish(&import, err);
    release(&import);
    db_spare_memory(store->db, false);
    import_issues_sort(&import);
    ret_result->columns = import.columns_told;
    ret_result->column_count = import.columns_told_count;
    ret_result->issues = import.issues;
    return code;
}
