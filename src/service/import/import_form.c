/* SPDX-License-Identifier: Apache-2.0
 * Forms of one record each, as form 1a of circular 14/2018 is one of a household: labels with what they are of
 * beside, behind a colon, or below; a table of the household's people under them. A sheet holds one or several
 * below each other, or has a column for each. Their labels become the columns of a table and each form rows of it,
 * so that everything after reads them as a list. The words of labels are those of the layout's columns. */
#include "service/import/import_form_parts.h"

#include <ctype.h>
#include <string.h>

enum { LABELS_MIN = 3, WINDOW_ROWS = 60, FORM_BYTES_MAX = 96 << 20 };

/* --- is it a form? ---------------------------------------------------------------------------------------- */

bool form_names(const struct forms *forms, const struct form_item *item)
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
    struct form_item_list all = { 0 };
    const struct layout_column *met[LABELS_MIN] = { 0 };
    size_t different = 0;
    bool named = false;
    for (size_t row = 0; row < row_count; row++) {
        struct form_item_list list = { 0 };
        form_read_row(forms, row, &list);
        if (list.count >= LABELS_MIN && form_is_all_labels(forms, row, &list))
            break;
        for (size_t i = 0; i < list.count; i++)
            *ARENA_PUSH(forms->arena, all.items, all.count, all.capacity) = list.items[i];
    }
    for (size_t i = 0; i < all.count; i++) {
        const struct layout_column *is = all.items[i].is;
        bool seen = !counts(forms, is) || (!all.items[i].count && !all.items[i].with_colon);
        named = named || form_names(forms, &all.items[i]);
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
    struct form_item_list list = { 0 };
    for (; first + 3 < forms->count && first < WINDOW_ROWS; first++) {
        list.count = 0;
        form_read_row(forms, first, &list);
        if (form_is_all_labels(forms, first, &list))
            break;
    }
    struct form_item_list next = { 0 };
    if (first + 3 >= forms->count || first >= WINDOW_ROWS)
        return false;
    form_read_row(forms, first + 2, &next);
    bool named = false;
    for (size_t i = 0; i < list.count; i++) {
        named = named || list.items[i].is == forms->name;
        for (size_t j = 0; j < next.count; j++)
            if (list.items[i].is == next.items[j].is)
                return false;
    }
    return named && form_is_all_labels(forms, first + 2, &next) && list.count + next.count > LABELS_MIN;
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
    struct form_item_list list = { 0 };
    form_read_row(forms, row, &list);
    for (size_t i = 0; i < list.count; i++)
        if (form_names(forms, &list.items[i])) {
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
static bool is_table_header(const struct forms *forms, const struct import_row *row, const struct form_item_list *list)
{
    bool named = false;
    if (forms->import->layout->shape != LAYOUT_HOUSEHOLDS || list->count < 2)
        return false;
    for (size_t i = 0; i < row->count; i++)
        if (*row->cells[i].text && !form_is_text(&row->cells[i]))
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
        table->columns[i].is = form_as_required(forms, table->columns[i].is);
    while (row + 1 < forms->count && forms->rows[row + 1].number <= table->last)
        row++;
    return row;
}

/* Values of a row of labels are in the row below it, in the same columns. */
static void take_below(struct forms *forms, struct form_item_list *list, size_t row)
{
    const struct import_row *below = row + 1 < forms->count ? &forms->rows[row + 1] : NULL;
    for (size_t i = 0; below && i < list->count; i++)
        if (list->items[i].column < below->count && *below->cells[list->items[i].column].text)
            form_add_value(forms, &list->items[i], &below->cells[list->items[i].column], list->items[i].column);
}

/* A label in the row's first text, under a table. */
static bool ends_table(const struct form_item_list *list, const struct import_row *row)
{
    const struct form_item *first = list->count ? &list->items[0] : NULL;
    if (!first || !first->is || (!first->with_colon && (!first->count || form_filled_count(row) > 2)))
        return false;
    for (size_t i = 0; i < first->column; i++)
        if (*row->cells[i].text && !isdigit((unsigned char)*row->cells[i].text))
            return false;
    return true;
}

static void take_items(struct forms *forms, const struct form_item_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        *ARENA_PUSH(forms->arena, forms->all.items, forms->all.count, forms->all.capacity) = list->items[i];
}

static void take_rows(struct forms *forms)
{
    bool in_table = false, named = false;
    for (size_t row = 0; row < forms->count; row++) {
        struct form_item_list list = { 0 };
        form_read_row(forms, row, &list);
        bool header = named && is_table_header(forms, &forms->rows[row], &list);
        bool labels_below = forms->below && form_is_all_labels(forms, row, &list) && (!header || in_table);
        if (header && !labels_below) {
            row = take_table_header(forms, row);
            in_table = true;
            continue;
        }
        if (in_table && !labels_below && !ends_table(&list, &forms->rows[row])) {
            *ARENA_PUSH(forms->arena, forms->people, forms->people_count, forms->people_capacity) =
                (struct form_person){ row, forms->table_count - 1 };
            continue;
        }
        in_table = false;
        if (labels_below)
            take_below(forms, &list, row++);
        for (size_t i = 0; i < list.count; i++)
            named = named || form_names(forms, &list.items[i]);
        take_items(forms, &list);
    }
}

/* --- forms told apart ---------------------------------------------------------------------------------------------- */

bool form_is_among(const struct form_item *items, size_t count, const struct layout_column *is)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].is == is)
            return true;
    return false;
}

/* A form begins with the label of the name, or those above it that also stood above the first name. */
static void find_blocks(struct forms *forms)
{
    const struct form_item *items = forms->all.items;
    size_t leading = (size_t)-1;
    for (size_t i = 0; i < forms->all.count; i++) {
        size_t begin = i;
        if (!form_names(forms, &items[i]))
            continue;
        leading = leading == (size_t)-1 ? i : leading;
        struct form_block *last = forms->block_count ? &forms->blocks[forms->block_count - 1] : NULL;
        size_t floor = last ? last->item + 1 : 0;
        if (!last)
            begin = 0;
        while (last && begin > floor && items[begin - 1].is && form_is_among(items, leading, items[begin - 1].is) &&
               !form_is_among(&items[begin], i - begin, items[begin - 1].is))
            begin--;
        if (last)
            last->item_end = begin;
        *ARENA_PUSH(forms->arena, forms->blocks, forms->block_count, forms->block_capacity) =
            (struct form_block){ .item = begin, .item_end = forms->all.count, .row = last ? items[begin].row : 0,
                            .row_end = forms->count };
        if (forms->block_count > 1)
            forms->blocks[forms->block_count - 2].row_end = items[begin].row;
    }
}

/* --- the sheet -------------------------------------------------------------------------------------------------------- */

static const char *labels_text(const struct forms *forms)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct form_item *items = forms->all.items;
    for (size_t i = 0; i < forms->all.count && out.len < 200; i++)
        if (items[i].is && items[i].is->role != LAYOUT_IGNORE && !form_is_among(items, i, items[i].is))
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
            there = there || layout_serves(forms->columns[i].is, is);
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
    form_find_encoding(&forms, form);
    take_rows(&forms);
    find_blocks(&forms);
    for (size_t i = 0; i < forms.block_count; i++)
        form_put_block(&forms, &forms.blocks[i]);
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
