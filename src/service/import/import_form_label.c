/* SPDX-License-Identifier: Apache-2.0
 * Labels of a form, and what each is of: beside it, behind its colon, inside its cell. */
#include "service/import/import_form_parts.h"

#include "base/utf8.h"
#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { LABEL_WORDS_MAX = 10, LABEL_BYTES_MAX = 120 };

/* --- labels ------------------------------------------------------------------------------------------- */

/* "a) ", "- ", "3." in front of a label. */
static const char *skip_bullet(const char *text)
{
    if (islower((unsigned char)text[0]) && (text[1] == ')' || text[1] == '.'))
        text += 2;
    text += utf8_span(text, "-+*• ");
    return layout_skip_numbering(text);
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

const struct layout_column *form_as_required(const struct forms *forms, const struct layout_column *is)
{
    const struct layout *layout = forms->import->layout;
    for (size_t i = 0; is && i < layout->column_count; i++)
        if (layout->columns[i].stand_in && layout_column_named(layout, layout->columns[i].stand_in) == is)
            return &layout->columns[i];
    return is;
}

static struct form_item *add_item(struct forms *forms, struct form_item_list *list, const struct layout_column *is,
                             const char *label)
{
    struct form_item *item = ARENA_PUSH(forms->arena, list->items, list->count, list->capacity);
    *item = (struct form_item){ .is = form_as_required(forms, is), .label = label };
    return item;
}

void form_add_value(struct forms *forms, struct form_item *item, const struct import_cell *cell, size_t column)
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

static void set_inside(struct forms *forms, struct form_item *item, const struct import_cell *cell, size_t column,
                       const char *text, const char *raw)
{
    struct import_cell value = *cell;
    value.text = without_leaders(forms->arena, text);
    value.raw = without_leaders(forms->arena, raw);
    value.type = SHEET_CELL_TEXT;
    if (*value.text) {
        form_add_value(forms, item, &value, column);
        item->inside = true;
    }
}

/* "Giới tính: Nam   Dân tộc: Gia-rai"; "Số hộ khẩu: 12", which no column is. False: the cell holds no label. */
static bool read_inside(struct forms *forms, const struct import_cell *cell, size_t row, size_t column,
                        struct form_item_list *list)
{
    const char *text = cell->text, *from = text;
    struct form_item *open = NULL;
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

bool form_is_text(const struct import_cell *cell)
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
           form_is_text(&row->cells[next]) &&
           (strchr(row->cells[next].text, ':') || label_at(forms, row->cells[next].text, false));
}

/* Behind a label without a value yet: what is a label too may be its value: "Giới tính | Nam". */
static bool is_value(const struct forms *forms, const struct form_item *open, const struct layout_column *is, const char *text)
{
    const struct field *field = open->is && open->is->role == LAYOUT_FIELD ? open->is->field : NULL;
    return is->mark || is->with || open->with_colon || (field && field->codes && import_code_of(forms->import, field, text));
}

void form_read_row(struct forms *forms, size_t index, struct form_item_list *list)
{
    const struct import_row *row = &forms->rows[index];
    struct form_item *open = NULL;
    for (size_t i = 0; i < row->count; i++) {
        const struct import_cell *cell = &row->cells[i];
        size_t before = list->count;
        if (!*cell->text)
            continue;
        if (form_is_text(cell) && strchr(cell->text, ':') && read_inside(forms, cell, index, i, list)) {
            open = list->count > before ? &list->items[list->count - 1] : open;
            continue;
        }
        bool waits = open && open->count == 0;
        const struct layout_column *is =
            form_is_text(cell) && (!forms->labels_column || i + 1 == forms->labels_column) ? label_at(forms, cell->text, false) : NULL;
        if (is && !(waits && is_value(forms, open, is, cell->text))) {
            open = add_item(forms, list, is, skip_bullet(cell->text));
            open->row = index;
            open->column = i;
        } else if (open && (waits || !is_number_of_label(forms, row, i))) {
            struct import_cell value = *cell;
            value.text = without_leaders(forms->arena, cell->text);
            if (*value.text)
                form_add_value(forms, open, &value, i);
        }
    }
}

size_t form_filled_count(const struct import_row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        count += *row->cells[i].text != '\0';
    return count;
}

bool form_is_all_labels(const struct forms *forms, size_t index, const struct form_item_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].count || list->items[i].with_colon)
            return false;
    return list->count >= 2 && list->count == form_filled_count(&forms->rows[index]);
}
