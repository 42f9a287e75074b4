/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/pdf_table.h"

#include <string.h>

enum {
    HALF_POINTS_MIN = 12,
    WORD_CHARACTERS_MAX = 24, /* a longer one is no word, and is divided */
};

/* A cell as it is drawn: its frame over one row or several, lines `from` to `to` of its text in the middle of it. */
struct cell {
    double x, y, width, height; /* from the table's left and the row's top */
    struct pdf_text *text;      /* NULL: none */
    size_t from, to;
    bool is_header;
};

struct row {
    struct row *next;
    const struct document_row *of;
    struct cell cells[DOCUMENT_COLUMNS_MAX]; /* by the column they begin in; width 0: none begins there */
    unsigned spans[DOCUMENT_COLUMNS_MAX];    /* rows of that cell */
    double height;
};

struct rows {
    struct row *first, *last;
    size_t count;
};

struct table {
    struct pdf_repeat repeat;
    struct pdf_flow *flow;
    const struct document_table *of;
    struct pdf_look look;
    double x[DOCUMENT_COLUMNS_MAX + 1];
    double padding, above; /* at a cell's sides, above and below its text */
    unsigned covered[DOCUMENT_COLUMNS_MAX]; /* rows a cell from above still reaches into */
    struct rows head;
    const struct document_row *last; /* after it the table is freed */
    bool keeps_whole, has_note;
    size_t columns;
};

/* --- measures --------------------------------------------------------------------------------------------------- */

/* The widest word of a text, in twips. */
static unsigned widest_word(const char *text, unsigned half_points)
{
    unsigned widest = 0;
    char word[WORD_CHARACTERS_MAX * 4 + 1];
    while (*text) {
        text += strspn(text, " \n\t");
        size_t len = strcspn(text, " \n\t-/");
        if (text[len] == '-' || text[len] == '/')
            len++;
        if (len < sizeof(word)) {
            memcpy(word, text, len);
            word[len] = '\0';
            unsigned width = document_text_width(word, half_points);
            widest = width > widest ? width : widest;
        }
        text += len;
    }
    return widest;
}

/* How many hundredths of its size the text may have, so that no word is wider than its column. */
static unsigned fitting_size(const struct table *table)
{
    unsigned hundredths = 100, left[DOCUMENT_COLUMNS_MAX] = { 0 };
    for (const struct document_row *row = table->of->first; row; row = row->next) {
        const struct document_cell *cell = row->first;
        for (size_t column = 0; column < table->columns;) {
            if (left[column]) {
                left[column++]--;
                continue;
            }
            unsigned span = cell ? cell->column_span : 1;
            double room = (table->x[column + 1] - table->x[column] - 2 * table->padding) * 20;
            for (const struct document_run *run = cell && span == 1 ? cell->text.first : NULL; run; run = run->next) {
                unsigned wide = run->text ? widest_word(run->text, table->look.half_points) : 0;
                if (wide > room && room * 100 < wide * hundredths)
                    hundredths = room > 0 ? (unsigned)(room * 100 / wide) : 0;
            }
            for (unsigned i = 0; i < span && column < table->columns; i++)
                left[column++] = cell ? cell->row_span - 1 : 0;
            cell = cell ? cell->next : NULL;
        }
    }
    return hundredths;
}

static void measure(struct table *table)
{
    unsigned widths[DOCUMENT_COLUMNS_MAX];
    const struct document_shape *shape = document_shape(DOCUMENT_PART_CELL);
    double narrowest = table->flow->text_width;
    document_table_widths(table->of, (unsigned)(table->flow->text_width * 20), widths);
    for (size_t i = 0; i < table->columns; i++) {
        table->x[i + 1] = table->x[i] + widths[i] / 20.0;
        narrowest = widths[i] / 20.0 < narrowest ? widths[i] / 20.0 : narrowest;
    }
    table->above = shape->before / 20.0;
    table->padding = DOCUMENT_CELL_PADDING / 20.0;
    if (table->padding > narrowest / 8)
        table->padding = narrowest / 8;
    table->look.line = shape->line;
    table->look.half_points = document_table_size(table->of);
    unsigned size = table->look.half_points * fitting_size(table) / 100;
    if (size < HALF_POINTS_MIN)
        size = HALF_POINTS_MIN;
    if (size < table->look.half_points)
        table->look.half_points = size;
}

/* --- making rows --------------------------------------------------------------------------------------------------- */

static struct pdf_text *cell_text(const struct table *table, size_t column, const struct document_row *row,
                                  const struct document_cell *cell, double width)
{
    struct pdf_look look = table->look;
    look.width = width - 2 * table->padding;
    look.flags = row->is_header || row->is_bold ? DOCUMENT_BOLD : 0;
    look.align = row->is_header ? DOCUMENT_ALIGN_CENTER : table->of->columns[column].align;
    if (cell->has_align)
        look.align = cell->align;
    return pdf_text_new(table->flow->typist, NULL, &cell->text, &look);
}

static double wanted_height(const struct table *table, const struct cell *cell)
{
    return 2 * table->above + (cell->text ? pdf_text_height(cell->text, cell->from, cell->to) : table->look.half_points / 2.0);
}

static struct row *make_row(struct table *table, const struct document_row *of)
{
    struct row *row = calloc(1, sizeof(*row));
    require(row);
    row->of = of;
    const struct document_cell *cell = of->first;
    for (size_t column = 0; column < table->columns;) {
        if (table->covered[column]) {
            table->covered[column++]--;
            continue;
        }
        struct cell *made = &row->cells[column];
        size_t end = column + (cell ? cell->column_span : 1);
        if (end > table->columns)
            end = table->columns;
        made->x = table->x[column];
        made->width = table->x[end] - table->x[column];
        made->is_header = of->is_header;
        made->text = cell && cell->text.first ? cell_text(table, column, of, cell, made->width) : NULL;
        made->to = made->text ? pdf_text_lines(made->text) : 0;
        row->spans[column] = cell ? cell->row_span : 1;
        if (row->spans[column] == 1 && row->height < wanted_height(table, made))
            row->height = wanted_height(table, made);
        for (size_t i = column; i < end; i++)
            table->covered[i] = cell ? cell->row_span - 1 : 0;
        column = end;
        cell = cell ? cell->next : NULL;
    }
    require(!cell); /* more cells than columns */
    return row;
}

static void free_rows(struct rows *rows)
{
    for (struct row *row = rows->first, *next; row; row = next) {
        next = row->next;
        for (size_t i = 0; i < DOCUMENT_COLUMNS_MAX; i++)
            pdf_text_free(row->cells[i].text);
        free(row);
    }
    *rows = (struct rows){ 0 };
}

static void append(struct rows *rows, struct row *row)
{
    *(rows->last ? &rows->last->next : &rows->first) = row;
    rows->last = row;
    rows->count++;
}

static double height_of(const struct row *row, unsigned count)
{
    double height = 0;
    for (; row && count; row = row->next, count--)
        height += row->height;
    return height;
}

/* Rows that cells hold together get their heights: what a cell over several lacks, its last row gets. */
static void set_heights(const struct table *table, struct rows *rows)
{
    double least = 2 * table->above + table->look.half_points / 2.0;
    for (struct row *row = rows->first; row; row = row->next)
        row->height = row->height < least ? least : row->height;
    for (struct row *row = rows->first; row; row = row->next)
        for (size_t i = 0; i < table->columns; i++) {
            if (row->spans[i] < 2)
                continue;
            struct row *last = row;
            for (unsigned j = 1; j < row->spans[i] && last->next; j++)
                last = last->next;
            double lacks = wanted_height(table, &row->cells[i]) - height_of(row, row->spans[i]);
            last->height += lacks > 0 ? lacks : 0;
        }
    for (struct row *row = rows->first; row; row = row->next)
        for (size_t i = 0; i < table->columns; i++)
            row->cells[i].height = height_of(row, row->spans[i]);
}

/* No page holds these rows: each stands for itself, a cell over several of them in the first. */
static void part_rows(const struct table *table, struct rows *rows)
{
    const struct row *above = NULL;
    for (struct row *row = rows->first; row; above = row, row = row->next)
        for (size_t i = 0; i < table->columns; i++) {
            struct cell *cell = &row->cells[i];
            if (cell->width > 0 && row->height < wanted_height(table, cell))
                row->height = wanted_height(table, cell);
            if (cell->width <= 0 && above && above->spans[i] > 1) {
                *cell = (struct cell){ .x = above->cells[i].x, .width = above->cells[i].width, .is_header = above->cells[i].is_header };
                row->spans[i] = above->spans[i] - 1;
            }
        }
    for (struct row *row = rows->first; row; row = row->next)
        for (size_t i = 0; i < table->columns; i++)
            row->cells[i].height = row->height;
}

/* --- drawing -------------------------------------------------------------------------------------------------------- */

static void draw_cell(const struct table *table, const struct cell *cell, struct pdf_canvas *canvas, double x, double y)
{
    const char *tag = cell->is_header ? "TH" : "TD";
    pdf_canvas_frame(canvas, x, y, cell->width, cell->height);
    if (!cell->text || pdf_text_is_empty(cell->text)) {
        pdf_canvas_begin(canvas, tag);
        pdf_canvas_end(canvas, tag);
        return;
    }
    double at = y + (cell->height - pdf_text_height(cell->text, cell->from, cell->to)) / 2;
    pdf_canvas_begin(canvas, tag);
    for (size_t i = cell->from; i < cell->to; i++) {
        pdf_text_draw(cell->text, i, canvas, x + table->padding, at);
        at += pdf_text_line_height(cell->text, i);
    }
    pdf_canvas_end(canvas, tag);
}

static void draw_row(const struct table *table, const struct row *row, struct pdf_canvas *canvas, double x, double y)
{
    pdf_canvas_begin(canvas, "TR");
    for (size_t i = 0; i < table->columns; i++)
        if (row->cells[i].width > 0)
            draw_cell(table, &row->cells[i], canvas, x + row->cells[i].x, y);
    pdf_canvas_end(canvas, "TR");
}

static void draw_head(const struct pdf_repeat *repeat, struct pdf_canvas *canvas, double x, double y)
{
    const struct table *table = (const struct table *)(const void *)repeat; /* its first member */
    for (const struct row *row = table->head.first; row; row = row->next) {
        draw_row(table, row, canvas, x, y);
        y += row->height;
    }
}

static void draw_head_piece(const struct pdf_piece *piece, struct pdf_canvas *canvas, double x, double y)
{
    draw_head(piece->data, canvas, x, y);
}

/* A row in the flow. */
struct placed {
    struct table *table;
    struct rows row; /* one */
    bool ends_table;
};

static void draw_placed(const struct pdf_piece *piece, struct pdf_canvas *canvas, double x, double y)
{
    const struct placed *placed = piece->data;
    draw_row(placed->table, placed->row.first, canvas, x, y);
}

static void free_table(struct table *table)
{
    free_rows(&table->head);
    free(table);
}

static void free_placed(struct pdf_piece *piece)
{
    struct placed *placed = piece->data;
    free_rows(&placed->row);
    if (placed->ends_table)
        free_table(placed->table);
    free(placed);
}

static void free_head_piece(struct pdf_piece *piece)
{
    free_table(piece->data);
}

/* --- rows into the flow ------------------------------------------------------------------------------------------------- */

static void add_row(struct table *table, struct row *row, enum pdf_keep keep, bool is_last)
{
    struct placed *placed = calloc(1, sizeof(*placed));
    require(placed);
    row->next = NULL;
    *placed = (struct placed){ .table = table, .row = { row, row, 1 }, .ends_table = is_last };
    pdf_flow_add(table->flow, &(struct pdf_piece){
                                  .height = row->height,
                                  .after = is_last ? (table->has_note ? 2 : DOCUMENT_SPACE_AFTER / 20.0) : 0,
                                  .keep = keep,
                                  .is_text = true,
                                  .group = "Table",
                                  .ends_group = is_last,
                                  .repeat = table->head.first ? &table->repeat : NULL,
                                  .draw = draw_placed,
                                  .done = free_placed,
                                  .data = placed,
                              });
}

/* The piece of a row that a page holds: the lines from `from` on. */
static struct row *slice(const struct table *table, const struct row *row, size_t from, size_t lines)
{
    struct row *made = calloc(1, sizeof(*made));
    require(made);
    made->of = row->of;
    for (size_t i = 0; i < table->columns; i++) {
        struct cell *cell = &made->cells[i];
        const struct cell *whole = &row->cells[i];
        *cell = *whole;
        made->spans[i] = 1;
        if (!whole->text)
            continue;
        cell->from = from < whole->to ? from : whole->to;
        cell->to = whole->to - cell->from > lines ? cell->from + lines : whole->to;
        cell->text = pdf_text_share(whole->text);
        if (made->height < wanted_height(table, cell))
            made->height = wanted_height(table, cell);
    }
    for (size_t i = 0; i < table->columns; i++)
        made->cells[i].height = made->height;
    return made;
}

/* A row that is taller than a page. */
static void add_slices(struct table *table, struct row *row, double room, enum pdf_keep keep, bool is_last)
{
    size_t longest = 1;
    double line = 1;
    for (size_t i = 0; i < table->columns; i++) {
        const struct pdf_text *text = row->cells[i].text;
        if (!text)
            continue;
        longest = pdf_text_lines(text) > longest ? pdf_text_lines(text) : longest;
        for (size_t j = 0; j < pdf_text_lines(text); j++)
            line = pdf_text_line_height(text, j) > line ? pdf_text_line_height(text, j) : line;
    }
    size_t lines = (size_t)((room - 2 * table->above) / line);
    lines = lines ? lines : 1;
    for (size_t from = 0; from < longest; from += lines) {
        bool ends = from + lines >= longest;
        add_row(table, slice(table, row, from, lines), ends ? keep : PDF_KEEP_NOT, ends && is_last);
    }
    struct rows rest = { row, row, 1 };
    free_rows(&rest);
}

/* Rows no cell reaches out of. */
static void add_rows(struct table *table, struct rows *rows)
{
    double room = pdf_flow_room(table->flow) - table->repeat.height;
    set_heights(table, rows);
    bool is_parted = height_of(rows->first, (unsigned)rows->count) > room;
    if (is_parted && rows->count > 1)
        part_rows(table, rows);
    for (struct row *row = rows->first, *next; row; row = next) {
        next = row->next;
        row->next = NULL;
        bool is_last = row->of == table->last;
        enum pdf_keep keep = next && !is_parted ? PDF_KEEP : PDF_KEEP_NOT;
        if (is_last)
            keep = table->has_note ? PDF_KEEP : PDF_KEEP_NOT;
        else if (keep == PDF_KEEP_NOT && (table->keeps_whole || row->of->next == table->last))
            keep = PDF_KEEP_RATHER;
        if (row->height > room)
            add_slices(table, row, room, keep, is_last);
        else
            add_row(table, row, keep, is_last);
    }
    *rows = (struct rows){ 0 };
}

/* The header rows, as a piece and as what is repeated. Where they would take a page nearly for themselves they are rows like
 * others. Gives the first row that is none of them. */
static const struct document_row *add_head(struct table *table)
{
    const struct document_row *row = table->of->first;
    for (; row && row->is_header; row = row->next)
        append(&table->head, make_row(table, row));
    if (!table->head.first)
        return row;
    memset(table->covered, 0, sizeof(table->covered)); /* a header's cell does not reach out of it */
    set_heights(table, &table->head);
    double height = height_of(table->head.first, (unsigned)table->head.count);
    if (height > pdf_flow_room(table->flow) / 2) {
        struct rows rows = table->head;
        table->head = (struct rows){ 0 };
        add_rows(table, &rows);
        return row;
    }
    table->repeat = (struct pdf_repeat){ .height = height, .draw = draw_head };
    pdf_flow_add(table->flow, &(struct pdf_piece){
                                  .height = height,
                                  .after = row ? 0 : DOCUMENT_SPACE_AFTER / 20.0,
                                  .keep = row || table->has_note ? PDF_KEEP : PDF_KEEP_NOT,
                                  .group = "Table",
                                  .ends_group = !row,
                                  .draw = draw_head_piece,
                                  .done = row ? NULL : free_head_piece,
                                  .data = table,
                              });
    return row;
}

static void add_line(struct pdf_flow *flow, const char *text, enum document_part part, enum document_align align)
{
    const struct document_shape *shape = document_shape(part);
    struct pdf_look look = { .width = flow->text_width, .half_points = shape->half_points, .flags = shape->flags,
                             .line = shape->line, .align = align };
    if (text)
        pdf_flow_text(flow, pdf_text_of(flow->typist, text, &look),
                      &(struct pdf_lines){ .before = shape->before / 20.0, .after = shape->after / 20.0, .keep = PDF_KEEP, .tag = "P" });
}

void pdf_table(struct pdf_flow *flow, const struct document_table *of, bool has_note, const char *links_to)
{
    add_line(flow, of->caption, DOCUMENT_PART_CAPTION, DOCUMENT_ALIGN_CENTER);
    add_line(flow, of->unit, DOCUMENT_PART_NOTE, DOCUMENT_ALIGN_RIGHT);
    if (!of->first)
        return;
    struct table *table = calloc(1, sizeof(*table));
    require(table);
    *table = (struct table){ .flow = flow, .of = of, .columns = of->column_count, .has_note = has_note, .last = of->first,
                             .look = { .has_links = links_to, .links_to = links_to } };
    size_t count = 1;
    for (; table->last->next; table->last = table->last->next)
        count++;
    table->keeps_whole = count <= DOCUMENT_WHOLE_ROWS_MAX;
    measure(table);
    struct rows rows = { 0 };
    const struct document_row *row = add_head(table);
    for (const struct document_row *next; row; row = next) {
        next = row->next; /* the table may be gone after its last row */
        bool is_open = false;
        append(&rows, make_row(table, row));
        for (size_t i = 0; i < of->column_count; i++)
            is_open = is_open || table->covered[i];
        if (!is_open || !next)
            add_rows(table, &rows);
    }
}
