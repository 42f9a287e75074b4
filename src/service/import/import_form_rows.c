/* SPDX-License-Identifier: Apache-2.0
 * Forms become rows of a table: its columns are their labels, each person is a row. */
#include "service/import/import_form_parts.h"

#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { DIGIT_BOXES_MIN = 4 };

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
static struct import_cell joined(struct forms *forms, const struct form_item *item)
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
static const struct import_cell *value_in(const struct form_item *item, size_t column)
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
    const struct form_item *items = forms->all.items;
    if (!is_place(items[index].is) || form_names(forms, &items[index]))
        return false;
    for (size_t i = 0; i < index; i++)
        if (form_names(forms, &items[i]))
            return false;
    return !form_is_among(&items[index + 1], forms->all.count - index - 1, items[index].is);
}

static void put_labels(struct forms *forms, struct import_row *row, size_t from, size_t end, const size_t *value_column)
{
    for (size_t i = from; i < end; i++) {
        const struct form_item *item = &forms->all.items[i];
        if (is_running_number(item->is) || (item->is && item->is->role == LAYOUT_IGNORE && !item->count))
            continue;
        bool again = item->is && item->is->role != LAYOUT_IGNORE && form_is_among(&forms->all.items[from], i - from, item->is) &&
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

static struct import_row person_row(struct forms *forms, const struct form_person *person)
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

static void put_people(struct forms *forms, const struct form_block *block, size_t head)
{
    for (size_t i = 0; i < forms->people_count; i++) {
        const struct form_person *person = &forms->people[i];
        if (person->row < block->row || person->row >= block->row_end)
            continue;
        struct import_row row = person_row(forms, person);
        bool says_name = row.count && forms->columns[row.count - 1].is == forms->name;
        if (form_filled_count(&forms->rows[person->row]) == 1 && !says_name)
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
static void put_titles(struct forms *forms, const struct form_block *block, struct import_row *head)
{
    const char *class = NULL;
    int64_t year = 0;
    for (size_t row = forms->all.items[block->item].row; row-- > 0 && form_filled_count(&forms->rows[row]) == 1;)
        for (size_t i = 0; i < forms->rows[row].count; i++) {
            const char *text = forms->rows[row].cells[i].text;
            class = class ? class : import_title_class(text);
            year = year ? year : import_title_year(text);
        }
    put_code(forms, head, "class", class);
    if (year && !forms->import->request->year)
        put_text(forms, head, "year", arena_printf(forms->arena, "%lld", (long long)year));
}

static void put_head(struct forms *forms, const struct form_block *block, const struct form_item *name, const size_t *value_column)
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

void form_put_block(struct forms *forms, const struct form_block *block)
{
    const struct form_item *name = NULL, *other = NULL;
    size_t head = forms->out_count;
    for (size_t i = block->item; i < block->item_end; i++) {
        const struct form_item *item = &forms->all.items[i];
        name = !name && form_names(forms, item) ? item : name;
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

void form_find_encoding(struct forms *forms, struct import_form *form)
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
