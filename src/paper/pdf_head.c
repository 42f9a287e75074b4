/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/pdf_head.h"

#include "paper/pdf_box.h"

enum { RULE_TWIPS = 60, AFTER_TITLE_TWIPS = 240, ANNEX_SIZE = 28, ANNEX_RULE_TWIPS = 2000 };

static double points(unsigned twips)
{
    return twips / 20.0;
}

static const struct document_look *look_of(const struct pdf_flow *flow)
{
    return document_look(flow->document->style);
}

/* A line as letterhead, title and signatures have it. */
static struct pdf_look line_look(double width, unsigned half_points, unsigned flags)
{
    const struct document_shape *shape = document_shape(DOCUMENT_PART_LINE);
    return (struct pdf_look){ .width = width, .half_points = half_points, .flags = flags, .line = shape->line, .align = shape->align };
}

/* A column of lines in a box. */
struct column {
    struct pdf_flow *flow;
    struct pdf_box *box;
    double x, width, y;
};

/* Nothing for no text. */
static void put_line(struct column *column, const char *text, unsigned half_points, unsigned flags)
{
    struct pdf_look look = line_look(column->width, half_points, flags);
    if (text)
        pdf_box_text(column->box, pdf_text_of(column->flow->typist, text, &look), "P", column->x, &column->y);
}

/* Two texts in one line. */
static void put_pair(struct column *column, const char *first, const char *second, const struct pdf_look *look)
{
    struct document_run runs[] = { { .next = &runs[1], .text = first }, { .text = second } };
    struct document_text text = { &runs[0], &runs[1] };
    pdf_box_text(column->box, pdf_text_new(column->flow->typist, NULL, &text, look), "P", column->x, &column->y);
}

/* A rule of `length` in the middle, `below` under the line before. */
static void put_rule(struct column *column, double length, double below)
{
    if (length > column->width)
        length = column->width;
    pdf_box_rule(column->box, column->x + (column->width - length) / 2, column->y + below, length);
    column->y += below;
}

/* --- the letterhead ------------------------------------------------------------------------------------------- */

static void put_issuer(struct column *column)
{
    const struct document *document = column->flow->document;
    const struct document_look *look = look_of(column->flow);
    const char *last = "";
    for (const struct document_line *line = document->parents.first; line; line = line->next)
        put_line(column, line->text, look->issuer_size, 0);
    for (const struct document_line *line = document->issuers.first; line; line = line->next) {
        put_line(column, line->text, look->issuer_size, DOCUMENT_BOLD);
        last = line->text;
    }
    double length = points(document_text_width(last, look->issuer_size));
    if (look->issuer_mark)
        put_line(column, look->issuer_mark, look->issuer_size, DOCUMENT_BOLD);
    else /* between a third and half of the line above */
        put_rule(column, (length < column->width ? length : column->width) * 2 / 5, 2);
}

static void put_motto(struct column *column)
{
    const struct document_look *look = look_of(column->flow);
    const char *last = look->motto_2 ? look->motto_2 : look->motto_1;
    put_line(column, look->motto_1, look->motto_1_size, DOCUMENT_BOLD);
    put_line(column, look->motto_2, look->motto_2_size, DOCUMENT_BOLD);
    put_rule(column, points(document_text_width(last, look->motto_2 ? look->motto_2_size : look->motto_1_size)), 2);
}

/* The number and, of a letter, what it is about. */
static void put_number(struct column *column)
{
    const struct document *document = column->flow->document;
    const struct document_look *look = look_of(column->flow);
    if (document->number) {
        struct pdf_look number = line_look(column->width, look->number_size, 0);
        column->y += 6;
        put_pair(column, look->number_prefix, document->number, &number);
    }
    if (!document->type && document->summary) {
        struct column narrow = *column;
        narrow.x += 6;
        narrow.width -= 12;
        narrow.y += 6;
        struct pdf_look subject = line_look(narrow.width, look->subject_size, look->is_subject_italic ? DOCUMENT_ITALIC : 0);
        put_pair(&narrow, "V/v ", document->summary, &subject);
        column->y = narrow.y;
    }
    if (document->stamp) {
        column->y += 6;
        put_line(column, document->stamp, look->number_size, DOCUMENT_BOLD);
    }
}

static void put_place_and_date(struct column *column)
{
    const struct document *document = column->flow->document;
    struct buf text CLEANUP(buf_done) = { 0 };
    buf_printf(&text, "%s%s%s", document->place ? document->place : "", document->place && document->date ? ", " : "",
               document->date ? document->date : "");
    column->y += 6;
    put_line(column, buf_text(&text), look_of(column->flow)->date_size, DOCUMENT_ITALIC);
}

void pdf_letterhead(struct pdf_flow *flow)
{
    double right = points(document_motto_width(flow->document, (unsigned)(flow->text_width * 20)));
    struct pdf_box *box = pdf_box_new();
    struct column columns[] = { { flow, box, 0, flow->text_width - right, 0 }, { flow, box, flow->text_width - right, right, 0 } };
    put_issuer(&columns[0]);
    put_motto(&columns[1]);
    double y = columns[0].y > columns[1].y ? columns[0].y : columns[1].y;
    columns[0].y = columns[1].y = y;
    put_number(&columns[0]);
    put_place_and_date(&columns[1]);
    y = columns[0].y > columns[1].y ? columns[0].y : columns[1].y;
    pdf_box_add(flow, box, &(struct pdf_piece){ .height = y, .after = flow->document->type ? 0 : 12, .keep = PDF_KEEP });
}

/* --- title and addressees ----------------------------------------------------------------------------------------- */

static void add_line(struct pdf_flow *flow, const struct document_text *text, const struct pdf_look *look,
                     const struct pdf_lines *lines)
{
    pdf_flow_text(flow, pdf_text_new(flow->typist, NULL, text, look), lines);
}

static void add_rule(struct pdf_flow *flow, double length)
{
    struct column column = { flow, pdf_box_new(), 0, flow->text_width, 0 };
    put_rule(&column, length, points(RULE_TWIPS));
    pdf_box_add(flow, column.box, &(struct pdf_piece){ .height = column.y, .after = points(AFTER_TITLE_TWIPS), .keep = PDF_KEEP });
}

void pdf_title(struct pdf_flow *flow)
{
    const struct document *document = flow->document;
    const struct document_look *look = look_of(flow);
    if (!document->type)
        return;
    struct document_run type = { .text = document->type }, summary = { .text = document->summary };
    struct pdf_look line = line_look(flow->text_width, look->type_size, DOCUMENT_BOLD);
    struct pdf_lines lines = { .before = 18, .keep = PDF_KEEP, .tag = "H1", .after = document->summary ? 0 : points(AFTER_TITLE_TWIPS) };
    add_line(flow, &(struct document_text){ &type, &type }, &line, &lines);
    if (!document->summary)
        return;
    line.half_points = look->summary_size;
    lines.before = 0;
    lines.tag = "P";
    add_line(flow, &(struct document_text){ &summary, &summary }, &line, &lines);
    double length = points(document_text_width(document->summary, look->summary_size));
    add_rule(flow, (length < flow->text_width ? length : flow->text_width) * 2 / 5);
}

/* The one addressee in the line of the word; several in lines of their own. */
void pdf_addressees(struct pdf_flow *flow)
{
    const struct document_lines *to = &flow->document->addressees;
    if (to->count == 0)
        return;
    struct document_run runs[] = { { .next = to->count == 1 ? &runs[1] : NULL, .text = to->count == 1 ? "Kính gửi: " : "Kính gửi:" },
                                   { .text = to->first->text } };
    struct pdf_look look = line_look(flow->text_width, look_of(flow)->body_size, 0);
    struct pdf_lines lines = { .before = 6, .after = to->count == 1 ? 12 : 0, .keep = PDF_KEEP, .tag = "P" };
    if (to->count > 1) {
        lines.x = flow->text_width / 5;
        look.width -= lines.x;
        look.align = DOCUMENT_ALIGN_LEFT;
    }
    add_line(flow, &(struct document_text){ runs, runs }, &look, &lines);
    lines.x += 63; /* the mark hangs out of 72 */
    look.width -= 63;
    look.indent = -9;
    lines.before = 3;
    for (const struct document_line *line = to->first; to->count > 1 && line; line = line->next) {
        struct buf item CLEANUP(buf_done) = { 0 };
        buf_printf(&item, "- %.*s%c", (int)document_item_length(line->text), line->text, line->next ? ';' : '.');
        struct document_run run = { .text = buf_text(&item) };
        lines.after = line->next ? 0 : 12;
        add_line(flow, &(struct document_text){ &run, &run }, &look, &lines);
    }
}

void pdf_annex_head(struct pdf_flow *flow, const struct document_block *annex)
{
    struct document_run label = { .text = annex->annex_label }, source = { .text = annex->annex_source };
    struct buf name CLEANUP(buf_done) = { 0 };
    if (annex->annex_label)
        pdf_clean(flow->typist, annex->annex_label, &name);
    buf_add(&name, name.len ? ". " : "");
    for (const struct document_run *run = annex->text.first; run; run = run->next)
        pdf_clean(flow->typist, run->text ? run->text : "", &name);
    struct pdf_look line = line_look(flow->text_width, ANNEX_SIZE, DOCUMENT_BOLD);
    struct pdf_lines lines = { .keep = PDF_KEEP, .tag = "H2", .bookmark = buf_text(&name) };
    if (annex->annex_label) {
        add_line(flow, &(struct document_text){ &label, &label }, &line, &lines);
        lines.tag = "P";
        lines.bookmark = NULL;
    }
    lines.after = annex->annex_source ? 0 : points(AFTER_TITLE_TWIPS);
    add_line(flow, &annex->text, &line, &lines);
    if (!annex->annex_source)
        return;
    line.flags = DOCUMENT_ITALIC;
    lines = (struct pdf_lines){ .keep = PDF_KEEP, .tag = "P" };
    add_line(flow, &(struct document_text){ &source, &source }, &line, &lines);
    add_rule(flow, points(ANNEX_RULE_TWIPS));
}

/* --- signatures and recipients -------------------------------------------------------------------------------------- */

static struct pdf_look recipient_look(double width, unsigned half_points)
{
    const struct document_shape *shape = document_shape(DOCUMENT_PART_RECIPIENT);
    return (struct pdf_look){ .width = width, .half_points = half_points, .line = shape->line, .align = shape->align };
}

static struct pdf_text *recipients_title(struct pdf_flow *flow, double width)
{
    const struct document_look *look = look_of(flow);
    struct pdf_look line = recipient_look(width, look->recipient_title_size);
    struct document_run runs[] = { { .next = &runs[1], .text = "Nơi nhận", .flags = DOCUMENT_UNDERLINE }, { .text = ":" } };
    if (look->is_recipient_title_italic)
        runs[0].flags = runs[1].flags = DOCUMENT_BOLD | DOCUMENT_ITALIC;
    return pdf_text_new(flow->typist, NULL, &(struct document_text){ &runs[0], &runs[1] }, &line);
}

static struct pdf_text *recipient(struct pdf_flow *flow, const struct document_line *line, double width)
{
    const struct document_look *look = look_of(flow);
    struct pdf_look small = recipient_look(width, look->recipient_size);
    struct buf item CLEANUP(buf_done) = { 0 };
    buf_printf(&item, "- %.*s%c", (int)document_item_length(line->text), line->text, line->next ? look->recipient_stop : '.');
    return pdf_text_of(flow->typist, buf_text(&item), &small);
}

static void put_recipients(struct column *column)
{
    const struct document_line *line = column->flow->document->recipients.first;
    if (line)
        pdf_box_text(column->box, recipients_title(column->flow, column->width), "P", column->x, &column->y);
    for (; line; line = line->next)
        pdf_box_text(column->box, recipient(column->flow, line, column->width), "P", column->x, &column->y);
}

/* Line by line, over the whole width. */
static void add_recipients(struct pdf_flow *flow)
{
    const struct document_line *line = flow->document->recipients.first;
    struct pdf_lines lines = { .before = 6, .keep = PDF_KEEP, .tag = "P" };
    if (line)
        pdf_flow_text(flow, recipients_title(flow, flow->text_width), &lines);
    lines.before = 0;
    lines.keep = PDF_KEEP_RATHER;
    for (; line; line = line->next) {
        if (!line->next)
            lines.keep = PDF_KEEP_NOT;
        pdf_flow_text(flow, recipient(flow, line, flow->text_width), &lines);
    }
}

static void put_authority(struct column *column, const struct document_signature *signature)
{
    unsigned size = look_of(column->flow)->signature_size;
    put_line(column, signature->authority, size, DOCUMENT_BOLD);
    put_line(column, signature->position, size, DOCUMENT_BOLD);
}

static void put_name(struct column *column, const struct document_signature *signature)
{
    unsigned size = look_of(column->flow)->signature_size;
    column->y += points(DOCUMENT_SIGNATURE_ROOM) / (signature->mark ? 3 : 1);
    if (signature->mark) {
        put_line(column, signature->mark, size, DOCUMENT_ITALIC);
        column->y += points(DOCUMENT_SIGNATURE_ROOM) / 3;
    }
    put_line(column, signature->name ? signature->name : "", size, DOCUMENT_BOLD);
    column->y += 6;
}

static void add_one_signature(struct pdf_flow *flow)
{
    const struct document_signature *signature = flow->document->signature_first;
    double left = flow->text_width * 9 / 20, room = pdf_flow_room(flow) / 2;
    struct pdf_box *box = pdf_box_new();
    struct column columns[] = { { flow, box, 0, left, 0 }, { flow, box, left, flow->text_width - left, 0 } };
    put_recipients(&columns[0]);
    bool is_long = columns[0].y > room; /* a long list goes below, and on to other pages */
    if (is_long) {
        pdf_box_free(box);
        columns[1].box = box = pdf_box_new();
        columns[0].y = 0;
    }
    if (signature) {
        put_authority(&columns[1], signature);
        put_name(&columns[1], signature);
    }
    double height = columns[0].y > columns[1].y ? columns[0].y : columns[1].y;
    pdf_box_add(flow, box, &(struct pdf_piece){ .before = 12, .height = height });
    if (is_long)
        add_recipients(flow);
}

/* Two to a row, in the order given, the names of a row at one height; one alone in the middle. */
static void add_signature_grid(struct pdf_flow *flow)
{
    const struct document *document = flow->document;
    for (const struct document_signature *left = document->signature_first; left; left = left->next ? left->next->next : NULL) {
        struct pdf_box *box = pdf_box_new();
        double half = left->next ? flow->text_width / 2 : flow->text_width;
        struct column columns[] = { { flow, box, 0, half, 0 }, { flow, box, half, half, 0 } };
        put_authority(&columns[0], left);
        if (left->next)
            put_authority(&columns[1], left->next);
        columns[0].y = columns[1].y = columns[0].y > columns[1].y ? columns[0].y : columns[1].y;
        put_name(&columns[0], left);
        if (left->next)
            put_name(&columns[1], left->next);
        bool is_last = !left->next || !left->next->next;
        pdf_box_add(flow, box, &(struct pdf_piece){
                                   .before = left == document->signature_first ? 12 : 0,
                                   .height = columns[0].y > columns[1].y ? columns[0].y : columns[1].y,
                                   .keep = is_last && !document->recipients.count ? PDF_KEEP_NOT : PDF_KEEP_RATHER });
    }
    add_recipients(flow);
}

void pdf_signatures(struct pdf_flow *flow)
{
    const struct document *document = flow->document;
    if (document->signature_count == 0 && document->recipients.count == 0)
        return;
    pdf_flow_keep_last(flow);
    if (document->signature_count <= 1)
        add_one_signature(flow);
    else
        add_signature_grid(flow);
}
