/* SPDX-License-Identifier: Apache-2.0
 * Forms of one record each, as form 1a of circular 14/2018 is one of a household: labels with what they are of
 * beside, behind a colon, or below; a table of the household's people under them. A sheet holds one or several
 * below each other, or has a column for each. Their labels become the columns of a table and each form rows of it,
 * so that everything after reads them as a list. The words of labels are those of the layout's columns. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { LABELS_MIN = 3, LABEL_WORDS_MAX = 10, LABEL_BYTES_MAX = 120, WINDOW_ROWS = 60 };
enum { FORM_BYTES_MAX = 96 << 20, DIGIT_BOXES_MIN = 4 };

/* A label and what stands beside it. */
struct item {
    const struct layout_column *is; /* NULL: not understood */
    const char *label;
    size_t row, column; /* index; of the label's cell */
    struct import_cell *values;
    size_t *columns; /* of the values */
    size_t count, capacity, columns_capacity;
    bool with_colon, inside; /* inside: the value stands in the label's own cell */
};

struct item_list {
    struct item *items;
    size_t count, capacity;
};

/* A row of a table under the labels. */
struct person {
    size_t row, table; /* indexes */
};

/* A form: some labels, and some rows of the sheet. */
struct block {
    size_t item, item_end, row, row_end;
};

struct forms {
    struct import *import;
    struct arena *arena;
    struct import_row *rows; /* of the sheet */
    size_t count, capacity;
    const struct layout_column *name; /* whose value begins a form */
    struct item_list all;
    struct import_header *tables;
    size_t table_count, table_capacity;
    struct person *people;
    size_t people_count, people_capacity;
    struct block *blocks;
    size_t block_count, block_capacity;
    struct import_column *columns; /* of the table they become */
    size_t column_count, column_capacity;
    struct import_row *out;
    size_t out_count, out_capacity;
    bool below; /* values stand below their labels */
    size_t labels_column; /* index + 1 of the column of labels, where each further column is a form; 0 */
};

/* --- labels ------------------------------------------------------------------------------------------- */

/* "a) ", "- ", "3." in front of a label. */
static const char *skip_bullet(const char *text)
{
    if (islower((unsigned char)text[0]) && (text[1] == ')' || text[1] == '.'))
        text += 2;
    text += strspn(text, "-+*• ");
    return import_skip_numbering(text);
}

/* Dotted lines to write on are nothing: "……Siu Ân……;" → "Siu Ân". */
static const char *without_leaders(struct arena *arena, const char *text)
{
    static const char *const around[] = { "…", "...", "___", " ", ";", ",", "\t", NULL };
    size_t len = strlen(text);
    for (bool more = true; more;) {
        more = false;
        for (const char *const *leader = around; *leader; leader++) {
            size_t n = strlen(*leader);
            if (len >= n && strncmp(text, *leader, n) == 0) {
                text += n;
                len -= n;
                more = true;
            } else if (len >= n && strncmp(text + len - n, *leader, n) == 0) {
                len -= n;
                more = true;
            }
        }
    }
    size_t dots = strspn(text, "._");
    return dots == len ? "" : arena_strndup(arena, text, len);
}

static bool is_capital(const char *word)
{
    struct arena arena = { 0 };
    bool capital = strcmp(text_lower_first(&arena, word), word) != 0;
    arena_done(&arena);
    return capital;
}

/* "Thôn, làng nơi ở" but not "Thôn 3" or "Làng Mới". */
static bool reads_as_label(const char *text)
{
    for (const char *c = text; *c; c++)
        if (isdigit((unsigned char)*c) || (c > text && c[-1] == ' ' && is_capital(c)))
            return false;
    return true;
}

/* behind: another label stands before it in its cell. */
static const struct layout_column *label_at(const struct forms *forms, const char *text, bool behind)
{
    const char *label = skip_bullet(text);
    if (!*label || strlen(label) > LABEL_BYTES_MAX)
        return NULL;
    return import_header_label(forms->import, label, behind || !reads_as_label(label));
}

/* "Họ và tên chủ hộ" names the person where there is no other name. */
static const struct layout_column *as_required(const struct forms *forms, const struct layout_column *is)
{
    const struct layout *layout = forms->import->layout;
    for (size_t i = 0; is && i < layout->column_count; i++)
        if (layout->columns[i].stand_in && layout_column_named(layout, layout->columns[i].stand_in) == is)
            return &layout->columns[i];
    return is;
}

static struct item *add_item(struct forms *forms, struct item_list *list, const struct layout_column *is,
                             const char *label)
{
    struct item *item = ARENA_PUSH(forms->arena, list->items, list->count, list->capacity);
    *item = (struct item){ .is = as_required(forms, is), .label = label };
    return item;
}

static void add_value(struct forms *forms, struct item *item, const struct import_cell *cell, size_t column)
{
    size_t count = item->count;
    *ARENA_PUSH(forms->arena, item->columns, count, item->columns_capacity) = column;
    *ARENA_PUSH(forms->arena, item->values, item->count, item->capacity) = *cell;
}

/* --- a cell that holds its value too ------------------------------------------------------------------ */

/* Where the label that ends before the colon begins: the longest run of words that is one. */
static const char *label_before(const struct forms *forms, const char *from, const char *colon,
                                const struct layout_column **ret_is)
{
    const char *starts[LABEL_WORDS_MAX];
    size_t count = 0;
    for (const char *at = colon; at > from && count < LABEL_WORDS_MAX; at--)
        if (at[-1] == ' ' || at - 1 == from) {
            const char *start = at - 1 == from && at[-1] != ' ' ? from : at;
            if (start < colon)
                starts[count++] = start;
        }
    while (count--) {
        const char *label = arena_strndup(forms->arena, starts[count], (size_t)(colon - starts[count]));
        bool first = starts[count] == from;
        *ret_is = label_at(forms, label, !first);
        if (*ret_is)
            return starts[count];
    }
    return NULL;
}

static size_t count_words(const char *from, const char *to)
{
    size_t words = 0;
    for (const char *c = from; c < to; c++)
        words += !isspace((unsigned char)*c) && (c == from || isspace((unsigned char)c[-1]));
    return words;
}

/* The same value as the file has it: behind its n-th colon, as many words. */
static const char *raw_slice(struct arena *arena, const char *raw, size_t colons, size_t words)
{
    for (; colons && *raw; raw++)
        colons -= *raw == ':';
    while (isspace((unsigned char)*raw))
        raw++;
    const char *end = raw;
    for (; words && *end; words--) {
        while (isspace((unsigned char)*end))
            end++;
        while (*end && !isspace((unsigned char)*end))
            end++;
    }
    return arena_strndup(arena, raw, (size_t)(end - raw));
}

static void set_inside(struct forms *forms, struct item *item, const struct import_cell *cell, size_t column,
                       const char *text, const char *raw)
{
    struct import_cell value = *cell;
    value.text = without_leaders(forms->arena, text);
    value.raw = without_leaders(forms->arena, raw);
    value.type = SHEET_CELL_TEXT;
    if (*value.text) {
        add_value(forms, item, &value, column);
        item->inside = true;
    }
}

/* "Giới tính: Nam   Dân tộc: Gia-rai"; "Số hộ khẩu: 12", which no column is. False: the cell holds no label. */
static bool read_inside(struct forms *forms, const struct import_cell *cell, size_t row, size_t column,
                        struct item_list *list)
{
    const char *text = cell->text, *from = text;
    struct item *open = NULL;
    size_t colons = 0, open_colons = 0;
    for (const char *colon = strchr(text, ':');; colon = strchr(colon + 1, ':')) {
        const struct layout_column *is = NULL;
        const char *label = colon ? label_before(forms, from, colon, &is) : NULL;
        bool stranger = colon && !label && !open && colons == 0 && colon - text <= LABEL_BYTES_MAX &&
                        !isdigit((unsigned char)colon[1]);
        if (colon && !label && !stranger) {
            colons++;
            continue;
        }
        const char *end = label ? label : colon ? colon : text + strlen(text);
        if (open)
            set_inside(forms, open, cell, column, arena_strndup(forms->arena, from, (size_t)(end - from)),
                       raw_slice(forms->arena, cell->raw, open_colons, count_words(from, end)));
        if (!colon)
            return open != NULL;
        const char *begin = label ? label : text;
        open = add_item(forms, list, is,
                        skip_bullet(arena_strndup(forms->arena, begin, (size_t)(colon - begin))));
        open->row = row;
        open->column = column;
        open->with_colon = true;
        open_colons = ++colons;
        from = colon + 1;
        from += strspn(from, " ");
    }
}

/* --- a row ---------------------------------------------------------------------------------------------- */

static bool is_text(const struct import_cell *cell)
{
    return *cell->text && cell->type == SHEET_CELL_TEXT && !isdigit((unsigned char)*skip_bullet(cell->text));
}

/* "2." before the next label. */
static bool is_number_of_label(const struct forms *forms, const struct import_row *row, size_t column)
{
    const char *text = row->cells[column].text;
    size_t next = column + 1;
    while (next < row->count && !*row->cells[next].text)
        next++;
    return strlen(text) <= 3 && strspn(text, "0123456789.)") == strlen(text) && next < row->count &&
           is_text(&row->cells[next]) &&
           (strchr(row->cells[next].text, ':') || label_at(forms, row->cells[next].text, false));
}

/* Behind a label without a value yet: what is a label too may be its value: "Giới tính | Nam". */
static bool is_value(const struct forms *forms, const struct item *open, const struct layout_column *is, const char *text)
{
    const struct field *field = open->is && open->is->role == LAYOUT_FIELD ? open->is->field : NULL;
    return is->mark || is->with || open->with_colon || (field && field->codes && import_code_of(forms->import, field, text));
}

/* The labels of a row with what stands beside them. */
static void read_row(struct forms *forms, size_t index, struct item_list *list)
{
    const struct import_row *row = &forms->rows[index];
    struct item *open = NULL;
    for (size_t i = 0; i < row->count; i++) {
        const struct import_cell *cell = &row->cells[i];
        size_t before = list->count;
        if (!*cell->text)
            continue;
        if (is_text(cell) && strchr(cell->text, ':') && read_inside(forms, cell, index, i, list)) {
            open = list->count > before ? &list->items[list->count - 1] : open;
            continue;
        }
        bool waits = open && open->count == 0;
        const struct layout_column *is =
            is_text(cell) && (!forms->labels_column || i + 1 == forms->labels_column) ? label_at(forms, cell->text, false) : NULL;
        if (is && !(waits && is_value(forms, open, is, cell->text))) {
            open = add_item(forms, list, is, skip_bullet(cell->text));
            open->row = index;
            open->column = i;
        } else if (open && (waits || !is_number_of_label(forms, row, i))) {
            struct import_cell value = *cell;
            value.text = without_leaders(forms->arena, cell->text);
            if (*value.text)
                add_value(forms, open, &value, i);
        }
    }
}

static size_t filled_count(const struct import_row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        count += *row->cells[i].text != '\0';
    return count;
}

/* Nothing but labels, two or more: values stand below, or it is the header of a table. */
static bool is_all_labels(const struct forms *forms, size_t index, const struct item_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].count || list->items[i].with_colon)
            return false;
    return list->count >= 2 && list->count == filled_count(&forms->rows[index]);
}

/* --- is it a form? ---------------------------------------------------------------------------------------- */

static bool names(const struct forms *forms, const struct item *item)
{
    return forms->name && item->is == forms->name && item->count;
}

static bool counts(const struct forms *forms, const struct layout_column *is)
{
    const struct import *import = forms->import;
    if (!is || is->role == LAYOUT_IGNORE || is->mark || is->with)
        return false;
    return import->layout->shape != LAYOUT_HOUSEHOLDS || (is->field && is->kind == import->member_kind);
}

/* Labels of different columns with values, the name among them; up to the header of a table. */
static bool has_labels(struct forms *forms, size_t row_count)
{
    struct item_list all = { 0 };
    const struct layout_column *met[LABELS_MIN] = { 0 };
    size_t different = 0;
    bool named = false;
    for (size_t row = 0; row < row_count; row++) {
        struct item_list list = { 0 };
        read_row(forms, row, &list);
        if (list.count >= LABELS_MIN && is_all_labels(forms, row, &list))
            break;
        for (size_t i = 0; i < list.count; i++)
            *ARENA_PUSH(forms->arena, all.items, all.count, all.capacity) = list.items[i];
    }
    for (size_t i = 0; i < all.count; i++) {
        const struct layout_column *is = all.items[i].is;
        bool seen = !counts(forms, is) || (!all.items[i].count && !all.items[i].with_colon);
        named = named || names(forms, &all.items[i]);
        for (size_t j = 0; j < different && j < LABELS_MIN; j++)
            seen = seen || met[j] == is;
        if (seen)
            continue;
        if (different < LABELS_MIN)
            met[different] = is;
        different++;
    }
    return named && different >= LABELS_MIN;
}

/* Rows of nothing but labels, other ones each time, with one row of values below each. */
static bool has_labels_above(struct forms *forms)
{
    size_t first = 0;
    struct item_list list = { 0 };
    for (; first + 3 < forms->count && first < WINDOW_ROWS; first++) {
        list.count = 0;
        read_row(forms, first, &list);
        if (is_all_labels(forms, first, &list))
            break;
    }
    struct item_list next = { 0 };
    if (first + 3 >= forms->count || first >= WINDOW_ROWS)
        return false;
    read_row(forms, first + 2, &next);
    bool named = false;
    for (size_t i = 0; i < list.count; i++) {
        named = named || list.items[i].is == forms->name;
        for (size_t j = 0; j < next.count; j++)
            if (list.items[i].is == next.items[j].is)
                return false;
    }
    return named && is_all_labels(forms, first + 2, &next) && list.count + next.count > LABELS_MIN;
}

/* The column that a record cannot be without: the required one, else what it is called by. */
static const struct layout_column *name_column(const struct import *import)
{
    const struct layout *layout = import->layout;
    for (size_t i = 0; i < layout->column_count; i++)
        if (layout->columns[i].required && layout->columns[i].role == LAYOUT_FIELD)
            return &layout->columns[i];
    return layout->kind->label ? layout_column_named(layout, layout->kind->label) : NULL;
}

/* A row says the name, and how many columns of values it has. */
static size_t values_of_name(struct forms *forms, size_t row, size_t *ret_column)
{
    struct item_list list = { 0 };
    read_row(forms, row, &list);
    for (size_t i = 0; i < list.count; i++)
        if (names(forms, &list.items[i])) {
            *ret_column = list.items[i].column;
            return list.items[i].inside ? 1 : list.items[i].count;
        }
    return 0;
}

static bool is_form(struct forms *forms)
{
    const struct import *import = forms->import;
    const struct import_header *header = &import->header;
    size_t matched = 0, window = 0, column = 0;
    if (!forms->name || import->layout->shape == LAYOUT_FIGURES)
        return false;
    for (size_t i = 0; i < header->count; i++)
        matched += header->columns[i].is && header->columns[i].is->role != LAYOUT_IGNORE;
    bool weak = !header->found || matched < LABELS_MIN;
    for (size_t row = 0; row < forms->count && forms->rows[row].number <= header->first; row++)
        weak = weak || (forms->rows[row].number == header->first && values_of_name(forms, row, &column));
    while (window < forms->count && window < WINDOW_ROWS && (weak || forms->rows[window].number < header->first))
        window++;
    for (size_t row = 0; row < window && !forms->labels_column; row++)
        if (values_of_name(forms, row, &column) > 1)
            forms->labels_column = column + 1;
    if (has_labels(forms, window))
        return true;
    forms->labels_column = 0;
    forms->below = has_labels_above(forms);
    return forms->below;
}

/* --- the rows of the sheet, one after the other ------------------------------------------------------------------ */

/* The header of a table of people: their name without a value, and another column. */
static bool is_table_header(const struct forms *forms, const struct import_row *row, const struct item_list *list)
{
    bool named = false;
    if (forms->import->layout->shape != LAYOUT_HOUSEHOLDS || list->count < 2)
        return false;
    for (size_t i = 0; i < row->count; i++)
        if (*row->cells[i].text && !is_text(&row->cells[i]))
            return false;
    for (size_t i = 0; i < list->count; i++) {
        named = named || list->items[i].is == forms->name;
        if (list->items[i].with_colon || (list->items[i].is == forms->name && list->items[i].count))
            return false;
    }
    return named;
}

/* Returns the last row of the header. */
static size_t take_table_header(struct forms *forms, size_t row)
{
    struct import_sample rest = { &forms->rows[row], forms->count - row };
    if (rest.count > IMPORT_HEADER_DEPTH)
        rest.count = IMPORT_HEADER_DEPTH;
    struct import_header *table = ARENA_PUSH(forms->arena, forms->tables, forms->table_count, forms->table_capacity);
    *table = import_header_at(forms->import, &rest);
    for (size_t i = 0; i < table->count; i++)
        table->columns[i].is = as_required(forms, table->columns[i].is);
    while (row + 1 < forms->count && forms->rows[row + 1].number <= table->last)
        row++;
    return row;
}

/* Values of a row of labels are in the row below it, in the same columns. */
static void take_below(struct forms *forms, struct item_list *list, size_t row)
{
    const struct import_row *below = row + 1 < forms->count ? &forms->rows[row + 1] : NULL;
    for (size_t i = 0; below && i < list->count; i++)
        if (list->items[i].column < below->count && *below->cells[list->items[i].column].text)
            add_value(forms, &list->items[i], &below->cells[list->items[i].column], list->items[i].column);
}

/* A label in the row's first text, under a table. */
static bool ends_table(const struct item_list *list, const struct import_row *row)
{
    const struct item *first = list->count ? &list->items[0] : NULL;
    if (!first || !first->is || (!first->with_colon && (!first->count || filled_count(row) > 2)))
        return false;
    for (size_t i = 0; i < first->column; i++)
        if (*row->cells[i].text && !isdigit((unsigned char)*row->cells[i].text))
            return false;
    return true;
}

static void take_items(struct forms *forms, const struct item_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        *ARENA_PUSH(forms->arena, forms->all.items, forms->all.count, forms->all.capacity) = list->items[i];
}

static void take_rows(struct forms *forms)
{
    bool in_table = false, named = false;
    for (size_t row = 0; row < forms->count; row++) {
        struct item_list list = { 0 };
        read_row(forms, row, &list);
        bool header = named && is_table_header(forms, &forms->rows[row], &list);
        bool labels_below = forms->below && is_all_labels(forms, row, &list) && (!header || in_table);
        if (header && !labels_below) {
            row = take_table_header(forms, row);
            in_table = true;
            continue;
        }
        if (in_table && !labels_below && !ends_table(&list, &forms->rows[row])) {
            *ARENA_PUSH(forms->arena, forms->people, forms->people_count, forms->people_capacity) =
                (struct person){ row, forms->table_count - 1 };
            continue;
        }
        in_table = false;
        if (labels_below)
            take_below(forms, &list, row++);
        for (size_t i = 0; i < list.count; i++)
            named = named || names(forms, &list.items[i]);
        take_items(forms, &list);
    }
}

/* --- forms told apart ---------------------------------------------------------------------------------------------- */

static bool is_among(const struct item *items, size_t count, const struct layout_column *is)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].is == is)
            return true;
    return false;
}

/* A form begins with the label of the name, or those above it that also stood above the first name. */
static void find_blocks(struct forms *forms)
{
    const struct item *items = forms->all.items;
    size_t leading = (size_t)-1;
    for (size_t i = 0; i < forms->all.count; i++) {
        size_t begin = i;
        if (!names(forms, &items[i]))
            continue;
        leading = leading == (size_t)-1 ? i : leading;
        struct block *last = forms->block_count ? &forms->blocks[forms->block_count - 1] : NULL;
        size_t floor = last ? last->item + 1 : 0;
        if (!last)
            begin = 0;
        while (last && begin > floor && items[begin - 1].is && is_among(items, leading, items[begin - 1].is) &&
               !is_among(&items[begin], i - begin, items[begin - 1].is))
            begin--;
        if (last)
            last->item_end = begin;
        *ARENA_PUSH(forms->arena, forms->blocks, forms->block_count, forms->block_capacity) =
            (struct block){ .item = begin, .item_end = forms->all.count, .row = last ? items[begin].row : 0,
                            .row_end = forms->count };
        if (forms->block_count > 1)
            forms->blocks[forms->block_count - 2].row_end = items[begin].row;
    }
}

/* --- the columns ----------------------------------------------------------------------------------------------------- */

static size_t new_column(struct forms *forms, const struct layout_column *is, const char *header, bool doubled)
{
    *ARENA_PUSH(forms->arena, forms->columns, forms->column_count, forms->column_capacity) =
        (struct import_column){ .is = is, .header = header, .doubled = doubled };
    return forms->column_count - 1;
}

static bool is_running_number(const struct layout_column *is)
{
    return is && is->role == LAYOUT_NUMBER;
}

/* The column of that meaning or, of none, of that header. */
static size_t column_for(struct forms *forms, const struct layout_column *is, const char *header)
{
    for (size_t i = 0; i < forms->column_count; i++) {
        const struct import_column *column = &forms->columns[i];
        if (is && is->role != LAYOUT_IGNORE ? column->is == is :
                                              column->is == is && text_equal_folded(column->header, header))
            return i;
    }
    return new_column(forms, is, header, false);
}

/* Beside the column there is another of its header, which must not say anything else. */
static size_t twin_for(struct forms *forms, size_t column)
{
    const char *header = forms->columns[column].header;
    for (size_t i = 0; i < forms->column_count; i++)
        if (forms->columns[i].doubled && text_equal_folded(forms->columns[i].header, header))
            return i;
    return new_column(forms, NULL, header, true);
}

/* People are numbered within their household; what numbers households is the order of the forms. */
static const struct layout_column *table_column(const struct forms *forms, const struct layout_column *is)
{
    return is_running_number(is) ? layout_column_named(forms->import->layout, "member_number") : is;
}

/* --- the rows that come out ---------------------------------------------------------------------------------------------- */

static struct import_cell *cell_at(struct forms *forms, struct import_row *row, size_t column)
{
    if (column >= row->count) {
        struct import_cell *cells = ARENA_ARRAY(forms->arena, struct import_cell, column + 1);
        for (size_t i = 0; i <= column; i++)
            cells[i] = i < row->count ? row->cells[i] : (struct import_cell){ .raw = "", .text = "", .serial = "" };
        row->cells = cells;
        row->count = column + 1;
    }
    return &row->cells[column];
}

static void put_text(struct forms *forms, struct import_row *row, const char *column_name, const char *text)
{
    const struct layout_column *is = layout_column_named(forms->import->layout, column_name);
    if (!is || !text)
        return;
    struct import_cell *cell = cell_at(forms, row, column_for(forms, is, layout_column_word(is)));
    if (!*cell->text)
        *cell = (struct import_cell){ .raw = text, .text = text, .type = SHEET_CELL_TEXT, .serial = "" };
}

static void put_code(struct forms *forms, struct import_row *row, const char *column_name, const char *code)
{
    const struct layout_column *is = layout_column_named(forms->import->layout, column_name);
    const struct code *found = is && is->field && code ? code_find(is->field->codes, code) : NULL;
    put_text(forms, row, column_name, found ? found->vi : NULL);
}

static bool same_value(const struct import_cell *a, const struct import_cell *b)
{
    size_t a_len = strlen(a->text), b_len = strlen(b->text);
    if (text_equal_folded(a->text, b->text))
        return true; /* "1960" and "15/8/1960" */
    const char *longer = a_len > b_len ? a->text : b->text, *shorter = a_len > b_len ? b->text : a->text;
    size_t more = strlen(longer) - strlen(shorter);
    return strlen(shorter) == 4 && strspn(shorter, "0123456789") == 4 &&
           (strcmp(longer + more, shorter) == 0 || strncmp(longer, shorter, 4) == 0);
}

static void put_cell(struct forms *forms, struct import_row *row, size_t column, const struct import_cell *value)
{
    struct import_cell *cell = cell_at(forms, row, column);
    if (!*cell->text)
        *cell = *value;
    else if (same_value(cell, value))
        *cell = strlen(value->text) > strlen(cell->text) ? *value : *cell;
    else
        *cell_at(forms, row, twin_for(forms, column)) = *value;
}

/* Cells with a digit each, day, month and year apart, or more words to the same. */
static struct import_cell joined(struct forms *forms, const struct item *item)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    bool digits = item->count >= DIGIT_BOXES_MIN;
    bool date = item->count == 3 && item->is && item->is->field && item->is->field->type == FIELD_DATE;
    struct import_cell cell = item->values[0];
    if (item->count == 1)
        return cell;
    for (size_t i = 0; i < item->count; i++)
        digits = digits && strlen(item->values[i].text) == 1 && isdigit((unsigned char)*item->values[i].text);
    for (size_t i = 0; i < item->count; i++)
        buf_printf(&out, "%s%s", i == 0 || digits ? "" : date ? "/" : " ", item->values[i].text);
    cell.text = cell.raw = arena_strdup(forms->arena, buf_text(&out));
    cell.type = SHEET_CELL_TEXT;
    return cell;
}

/* Of a sheet with a column for each form: the value in that column, else the one for all. NULL: none. */
static const struct import_cell *value_in(const struct item *item, size_t column)
{
    for (size_t i = 0; i < item->count; i++)
        if (item->columns[i] == column)
            return &item->values[i];
    return item->count == 1 ? &item->values[0] : NULL;
}

static bool is_place(const struct layout_column *is)
{
    return is && (is->role == LAYOUT_AREA || is->role == LAYOUT_COMMUNE || is->role == LAYOUT_DISTRICT);
}

/* What stands above all forms once is said of each of them. */
static bool is_for_all(const struct forms *forms, size_t index)
{
    const struct item *items = forms->all.items;
    if (!is_place(items[index].is) || names(forms, &items[index]))
        return false;
    for (size_t i = 0; i < index; i++)
        if (names(forms, &items[i]))
            return false;
    return !is_among(&items[index + 1], forms->all.count - index - 1, items[index].is);
}

static void put_labels(struct forms *forms, struct import_row *row, size_t from, size_t end, const size_t *value_column)
{
    for (size_t i = from; i < end; i++) {
        const struct item *item = &forms->all.items[i];
        if (is_running_number(item->is) || (item->is && item->is->role == LAYOUT_IGNORE && !item->count))
            continue;
        bool again = item->is && item->is->role != LAYOUT_IGNORE && is_among(&forms->all.items[from], i - from, item->is) &&
                     item->is != forms->name;
        size_t column = again ? column_for(forms, NULL, item->label) : column_for(forms, item->is, item->label);
        forms->columns[column].doubled = forms->columns[column].doubled || again;
        if (!item->count)
            continue;
        struct import_cell all = joined(forms, item);
        const struct import_cell *value = value_column ? value_in(item, *value_column) : &all;
        if (value)
            put_cell(forms, row, column, value);
    }
}

/* --- people ------------------------------------------------------------------------------------------------------------ */

static const char *relation_code(const struct forms *forms, const struct import_row *row)
{
    for (size_t i = 0; i < row->count && i < forms->column_count; i++) {
        const struct layout_column *is = forms->columns[i].is;
        if (is && is->field && is->role == LAYOUT_FIELD && *row->cells[i].text && strcmp(is->field->name, "relation") == 0)
            return import_code_of(forms->import, is->field, row->cells[i].text);
    }
    return NULL;
}

/* The person of the table is the one whom the labels are of. */
static bool is_head(struct forms *forms, const struct import_row *head, const struct import_row *person)
{
    size_t column = column_for(forms, forms->name, "");
    const char *code = relation_code(forms, person);
    return column < head->count && column < person->count &&
           text_equal_folded(head->cells[column].text, person->cells[column].text) &&
           (!code || strcmp(code, "head") == 0);
}

static struct import_row person_row(struct forms *forms, const struct person *person)
{
    const struct import_row *from = &forms->rows[person->row];
    const struct import_header *table = &forms->tables[person->table];
    struct import_row row = { .number = from->number, .is_hidden = from->is_hidden };
    for (size_t i = 0; i < from->count && i < table->count; i++) {
        const struct layout_column *is = table_column(forms, table->columns[i].is);
        if (*from->cells[i].text && (is || *table->columns[i].header))
            put_cell(forms, &row, column_for(forms, is, table->columns[i].header), &from->cells[i]);
    }
    return row;
}

static void put_out(struct forms *forms, const struct import_row *row)
{
    *ARENA_PUSH(forms->arena, forms->out, forms->out_count, forms->out_capacity) = *row;
}

static void put_people(struct forms *forms, const struct block *block, size_t head)
{
    for (size_t i = 0; i < forms->people_count; i++) {
        const struct person *person = &forms->people[i];
        if (person->row < block->row || person->row >= block->row_end)
            continue;
        struct import_row row = person_row(forms, person);
        bool says_name = row.count && forms->columns[row.count - 1].is == forms->name;
        if (filled_count(&forms->rows[person->row]) == 1 && !says_name)
            continue; /* a title */
        if (!is_head(forms, &forms->out[head], &row)) {
            put_out(forms, &row);
            continue;
        }
        for (size_t j = 0; j < row.count; j++)
            if (*row.cells[j].text)
                put_cell(forms, &forms->out[head], j, &row.cells[j]);
    }
}

/* --- a form ------------------------------------------------------------------------------------------------------------- */

/* What titles right above the form say of its class and year. */
static void put_titles(struct forms *forms, const struct block *block, struct import_row *head)
{
    const char *class = NULL;
    int64_t year = 0;
    for (size_t row = forms->all.items[block->item].row; row-- > 0 && filled_count(&forms->rows[row]) == 1;)
        for (size_t i = 0; i < forms->rows[row].count; i++) {
            const char *text = forms->rows[row].cells[i].text;
            class = class ? class : import_title_class(text);
            year = year ? year : import_title_year(text);
        }
    put_code(forms, head, "class", class);
    if (year && !forms->import->request->year)
        put_text(forms, head, "year", arena_printf(forms->arena, "%lld", (long long)year));
}

static void put_head(struct forms *forms, const struct block *block, const struct item *name, const size_t *value_column)
{
    struct import_row head = { .number = forms->rows[name->row].number, .is_hidden = forms->rows[name->row].is_hidden };
    bool households = forms->import->layout->shape == LAYOUT_HOUSEHOLDS;
    put_labels(forms, &head, block->item, block->item_end, value_column);
    for (size_t i = 0; i < block->item; i++)
        if (is_for_all(forms, i))
            put_labels(forms, &head, i, i + 1, NULL);
    if (households) {
        put_text(forms, &head, "number", arena_printf(forms->arena, "%zu", forms->out_count + 1));
        if (forms->table_count)
            put_code(forms, &head, "relation", "head");
        if (block != forms->blocks) /* those above the first are the sheet's */
            put_titles(forms, block, &head);
    }
    put_out(forms, &head);
}

static void put_block(struct forms *forms, const struct block *block)
{
    const struct item *name = NULL, *other = NULL;
    size_t head = forms->out_count;
    for (size_t i = block->item; i < block->item_end; i++) {
        const struct item *item = &forms->all.items[i];
        name = !name && names(forms, item) ? item : name;
        other = item->is && item->is != forms->name && item->count > 1 ? item : other;
    }
    if (!name)
        return;
    if (name->count == 1 || !other) {
        put_head(forms, block, name, NULL);
        put_people(forms, block, head);
        return;
    }
    for (size_t i = 0; i < name->count; i++) /* a column for each form */
        put_head(forms, block, name, &name->columns[i]);
}

/* What all rows together are written in: of a few short values nothing can be told. */
static void find_encoding(struct forms *forms, struct import_form *form)
{
    struct legacy_evidence all = { 0 };
    for (size_t i = 0; i < forms->count; i++)
        for (size_t j = 0; j < forms->rows[i].count; j++)
            if (forms->rows[i].cells[j].type == SHEET_CELL_TEXT)
                text_legacy_add(&all, forms->rows[i].cells[j].raw);
    form->encoding = all.unicode ? LEGACY_NONE : text_legacy_verdict(&all);
    for (size_t i = 0; i < forms->count && form->encoding; i++)
        import_sample_clean(forms->import, &forms->rows[i], form->encoding);
}

/* --- the sheet -------------------------------------------------------------------------------------------------------- */

static const char *labels_text(const struct forms *forms)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct item *items = forms->all.items;
    for (size_t i = 0; i < forms->all.count && out.len < 200; i++)
        if (items[i].is && items[i].is->role != LAYOUT_IGNORE && !is_among(items, i, items[i].is))
            buf_printf(&out, "%s“%s”", out.len ? ", " : "", items[i].label);
    return arena_strdup(forms->arena, buf_text(&out));
}

static bool is_complete(const struct forms *forms)
{
    const struct import *import = forms->import;
    for (size_t j = 0; j < import->layout->column_count; j++) {
        const struct layout_column *is = &import->layout->columns[j];
        bool there = !is->required;
        for (size_t i = 0; i < forms->column_count; i++)
            there = there || forms->columns[i].is == is;
        for (size_t i = 0; i < import->request->set_count; i++)
            there = there || import->constant_columns[i] == is;
        if (!there)
            return false;
    }
    return forms->out_count > 0;
}

/* The titles above the first form, then its rows. */
static void make_sample(const struct forms *forms, struct import_sample *sample, int64_t first)
{
    struct import_row *rows = ARENA_ARRAY(forms->arena, struct import_row, forms->count + forms->out_count + 1);
    size_t count = 0;
    while (count < forms->count && forms->rows[count].number < first) {
        rows[count] = forms->rows[count];
        count++;
    }
    for (size_t i = 0; i < forms->out_count; i++)
        rows[count++] = forms->out[i];
    *sample = (struct import_sample){ rows, count };
}

static enum err_code read_rest(struct forms *forms, struct sheet_reader *reader, struct err *err)
{
    for (struct sheet_row from;;) {
        TRY(sheet_next(reader, &from, err));
        if (from.number == 0)
            return ERR_OK;
        if (forms->arena->used_bytes > FORM_BYTES_MAX)
            return err_set(err, ERR_LIMIT, MSG_IMPORT_FORM_LONG, forms->import->sheet, err_int(from.number));
        struct import_row *row = ARENA_PUSH(forms->arena, forms->rows, forms->count, forms->capacity);
        import_row_copy(forms->arena, &from, row);
        import_sample_clean(forms->import, row, LEGACY_NONE);
    }
}

enum err_code import_form_find(struct import *import, struct sheet_reader *reader, struct import_sample *sample,
                               struct err *err)
{
    struct forms forms = { .import = import, .arena = &import->sheet_arena, .rows = sample->rows,
                           .count = sample->count, .capacity = sample->count, .name = name_column(import) };
    import->form = NULL;
    if (!is_form(&forms))
        return ERR_OK;
    TRY(read_rest(&forms, reader, err));
    struct import_form *form = ARENA_NEW(forms.arena, struct import_form);
    find_encoding(&forms, form);
    take_rows(&forms);
    find_blocks(&forms);
    for (size_t i = 0; i < forms.block_count; i++)
        put_block(&forms, &forms.blocks[i]);
    if (!is_complete(&forms))
        return ERR_OK;
    *form = (struct import_form){ forms.out, forms.out_count, labels_text(&forms), form->encoding };
    import->form = form;
    int64_t first = forms.rows[forms.all.items[0].row].number;
    import->header = (struct import_header){ .first = first, .last = first - 1, .columns = forms.columns,
                                             .count = forms.column_count, .found = true };
    make_sample(&forms, sample, first);
    return ERR_OK;
}

void import_form_tell(struct import *import)
{
    const char *told = import->form_labels_told;
    if (!import->form || (told && strcmp(told, import->form->labels) == 0))
        return;
    import->form_labels_told = arena_strdup(import->arena, import->form->labels);
    const char *args[] = { import->form->labels, NULL };
    import_say_sheet(import, "form_vertical", MSG_IMPORT_FORM_VERTICAL, "", args);
}
