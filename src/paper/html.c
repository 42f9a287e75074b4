/* SPDX-License-Identifier: Apache-2.0
 * Blocks are direct children of a section, so that a reader can lay them out as pages: one section for the document,
 * one for each annex. Sizes are classes ("pt28": 14 points, in half-points as the look has them). */
#include "paper/html.h"

#include "base/embedded.h"

#include <string.h>

struct html {
    struct buf *out;
    const struct document *document;
    const struct document_look *look;
    const char *links_to;
    const char *title_tag; /* a page that has a title of its own keeps h1 for it */
};

/* --- text --------------------------------------------------------------------------------------------------- */

static void put_escaped(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        switch (c) {
        case '&':
            buf_add(out, "&amp;");
            break;
        case '<':
            buf_add(out, "&lt;");
            break;
        case '>':
            buf_add(out, "&gt;");
            break;
        case '"':
            buf_add(out, "&quot;");
            break;
        case '\n':
            buf_add(out, "<br>");
            break;
        default:
            if (c >= ' ' || c == '\t')
                buf_add_char(out, (char)c);
        }
    }
}

static void put_plain(const struct html *html, const char *text)
{
    if (text)
        put_escaped(html->out, text, strlen(text));
}

static void put_flag(const struct html *html, unsigned flags, const char *slash)
{
    if (flags & DOCUMENT_BOLD)
        buf_printf(html->out, "<%sb>", slash);
    if (flags & DOCUMENT_ITALIC)
        buf_printf(html->out, "<%si>", slash);
    if (flags & DOCUMENT_UNDERLINE)
        buf_printf(html->out, "<%su>", slash);
    if (flags & DOCUMENT_GREY)
        buf_add(html->out, *slash ? "</span>" : "<span class=\"grey\">");
}

static void put_run(const struct html *html, const struct document_run *run)
{
    bool leads = run->link && html->links_to;
    unsigned tags[] = { DOCUMENT_GREY, DOCUMENT_UNDERLINE, DOCUMENT_ITALIC, DOCUMENT_BOLD };
    if (leads) {
        buf_add(html->out, "<a href=\"");
        put_plain(html, html->links_to);
        put_plain(html, run->link);
        buf_add(html->out, "\">");
    }
    for (size_t i = COUNT(tags); i-- > 0;)
        put_flag(html, run->flags & tags[i], "");
    put_plain(html, run->text);
    for (size_t i = 0; i < COUNT(tags); i++)
        put_flag(html, run->flags & tags[i], "/");
    if (leads)
        buf_add(html->out, "</a>");
}

static void put_text(const struct html *html, const struct document_text *text)
{
    for (const struct document_run *run = text->first; run; run = run->next)
        put_run(html, run);
}

/* A paragraph of one text; nothing where there is none. */
static void put_line(const struct html *html, const char *class, unsigned half_points, const char *text)
{
    if (!text)
        return;
    buf_printf(html->out, "<p class=\"%s pt%u\">", class, half_points);
    put_plain(html, text);
    buf_add(html->out, "</p>\n");
}

/* An item of a list: its own stop, if any, gives way to `stop`. */
static void put_item(const struct html *html, const char *class, unsigned half_points, const char *text, char stop)
{
    buf_printf(html->out, "<p class=\"%s pt%u\">- ", class, half_points);
    put_escaped(html->out, text, document_item_length(text));
    buf_printf(html->out, "%c</p>\n", stop);
}

/* --- the head ------------------------------------------------------------------------------------------------ */

static void put_issuer(const struct html *html)
{
    const struct document *document = html->document;
    const struct document_look *look = html->look;
    buf_add(html->out, "<div>");
    for (const struct document_line *line = document->parents.first; line; line = line->next)
        put_line(html, "c", look->issuer_size, line->text);
    for (const struct document_line *line = document->issuers.first; line; line = line->next)
        put_line(html, line->next || look->issuer_mark ? "c b" : "c b ruled", look->issuer_size, line->text);
    put_line(html, "c b", look->issuer_size, look->issuer_mark);
    if (document->number) {
        buf_printf(html->out, "<p class=\"c gap wide pt%u\">", look->number_size);
        put_plain(html, look->number_prefix);
        put_plain(html, document->number);
        buf_add(html->out, "</p>\n");
    }
    if (!document->type && document->summary) {
        buf_printf(html->out, "<p class=\"c gap%s pt%u\">V/v ", look->is_subject_italic ? " i" : "", look->subject_size);
        put_plain(html, document->summary);
        buf_add(html->out, "</p>\n");
    }
    put_line(html, "c b gap stamp", look->number_size, document->stamp);
    buf_add(html->out, "</div>");
}

static void put_motto(const struct html *html)
{
    const struct document *document = html->document;
    const struct document_look *look = html->look;
    buf_add(html->out, "<div>");
    put_line(html, look->motto_2 ? "c b" : "c b underlined", look->motto_1_size, look->motto_1);
    put_line(html, "c b underlined", look->motto_2_size, look->motto_2);
    buf_printf(html->out, "<p class=\"c i gap pt%u\">", look->date_size);
    put_plain(html, document->place);
    if (document->place && document->date)
        buf_add(html->out, ", ");
    put_plain(html, document->date);
    buf_add(html->out, "</p>\n</div>");
}

static void put_head(const struct html *html)
{
    const struct document *document = html->document;
    const struct document_look *look = html->look;
    const struct document_lines *to = &document->addressees;
    buf_add(html->out, "<header class=\"letterhead\">");
    put_issuer(html);
    put_motto(html);
    buf_add(html->out, "</header>\n");
    if (document->type) {
        buf_printf(html->out, "<div class=\"title\"><%s class=\"c b pt%u\">", html->title_tag, look->type_size);
        put_plain(html, document->type);
        buf_printf(html->out, "</%s>\n", html->title_tag);
        put_line(html, "c b ruled", look->summary_size, document->summary);
        buf_add(html->out, "</div>\n");
    }
    if (to->count == 1) {
        buf_printf(html->out, "<p class=\"c gap pt%u\">Kính gửi: ", look->body_size);
        put_plain(html, to->first->text);
        buf_add(html->out, "</p>\n");
    } else if (to->count > 1) {
        put_line(html, "to gap", look->body_size, "Kính gửi:");
        for (const struct document_line *line = to->first; line; line = line->next)
            put_item(html, "to in", look->body_size, line->text, line->next ? ';' : '.');
    }
}

/* --- tables --------------------------------------------------------------------------------------------------- */

static const char *const align_classes[] = {
    [DOCUMENT_ALIGN_LEFT] = "l", [DOCUMENT_ALIGN_CENTER] = "c", [DOCUMENT_ALIGN_RIGHT] = "r", [DOCUMENT_ALIGN_JUSTIFY] = "j",
};

static void put_columns(const struct html *html, const struct document_table *table)
{
    unsigned total = 0;
    for (size_t i = 0; i < table->column_count; i++)
        total += table->columns[i].width ? table->columns[i].width : 1;
    buf_add(html->out, "<colgroup>");
    for (size_t i = 0; i < table->column_count; i++)
        buf_printf(html->out, "<col width=\"%u%%\">",
                   (table->columns[i].width ? table->columns[i].width : 1) * 100 / total);
    buf_add(html->out, "</colgroup>\n");
}

/* Columns still covered from above get no cell; what a row lacks is filled up. */
static void put_row(const struct html *html, const struct document_table *table, const struct document_row *row,
                    unsigned *covered)
{
    const struct document_cell *cell = row->first;
    const char *tag = row->is_header ? "th" : "td";
    buf_add(html->out, row->is_bold ? "<tr class=\"b\">" : "<tr>");
    for (size_t column = 0; column < table->column_count;) {
        if (covered[column]) {
            covered[column++]--;
            continue;
        }
        enum document_align align = row->is_header             ? DOCUMENT_ALIGN_CENTER :
                                    cell && cell->has_align ? cell->align :
                                                                 table->columns[column].align;
        unsigned span = cell ? cell->column_span : 1, rows = cell ? cell->row_span : 1;
        if (span > table->column_count - column)
            span = (unsigned)(table->column_count - column);
        buf_printf(html->out, "<%s class=\"%s\"", tag, align_classes[align]);
        if (row->is_header)
            buf_add(html->out, span > 1 ? " scope=\"colgroup\"" : " scope=\"col\"");
        if (span > 1)
            buf_printf(html->out, " colspan=\"%u\"", span);
        if (rows > 1)
            buf_printf(html->out, " rowspan=\"%u\"", rows);
        buf_add(html->out, ">");
        if (cell)
            put_text(html, &cell->text);
        buf_printf(html->out, "</%s>", tag);
        for (unsigned i = 0; i < span; i++)
            covered[column++] = rows - 1;
        cell = cell ? cell->next : NULL;
    }
    require(!cell); /* more cells than columns */
    buf_add(html->out, "</tr>\n");
}

static void put_table(const struct html *html, const struct document_table *table)
{
    unsigned covered[DOCUMENT_COLUMNS_MAX] = { 0 };
    const struct document_row *row = table->first;
    put_line(html, "c b caption", 26, table->caption);
    put_line(html, "r i measure", 24, table->unit);
    if (!row)
        return;
    buf_printf(html->out, "<table class=\"pt%u\">", document_table_size(table));
    put_columns(html, table);
    buf_add(html->out, "<thead>\n");
    for (; row && row->is_header; row = row->next)
        put_row(html, table, row, covered);
    buf_add(html->out, "</thead>\n<tbody>\n");
    for (; row; row = row->next)
        put_row(html, table, row, covered);
    buf_add(html->out, "</tbody></table>\n");
}

/* --- blocks ---------------------------------------------------------------------------------------------------- */

static void put_block(const struct html *html, const struct document_block *block)
{
    static const char *const heads[] = { "h2", "h3", "h4", "h5" };
    static const char *const classes[] = {
        [DOCUMENT_BASIS] = "body i",    [DOCUMENT_PARAGRAPH] = "body", [DOCUMENT_BULLET] = "body",
        [DOCUMENT_CENTERED] = "c b mid", [DOCUMENT_NOTE] = "j i note",
    };
    const char *tag = block->kind == DOCUMENT_HEADING ? heads[block->level - 1] : "p";
    switch (block->kind) {
    case DOCUMENT_TABLE:
        put_table(html, block->table);
        return;
    case DOCUMENT_PAGE_BREAK:
        buf_add(html->out, "<hr class=\"page\">\n");
        return;
    case DOCUMENT_ANNEX:
        return; /* a section of its own */
    case DOCUMENT_HEADING:
        buf_printf(html->out, "<%s class=\"pt%u\">", tag, html->look->body_size);
        break;
    case DOCUMENT_BASIS:
    case DOCUMENT_PARAGRAPH:
    case DOCUMENT_BULLET:
    case DOCUMENT_CENTERED:
    case DOCUMENT_NOTE:
        buf_printf(html->out, "<p class=\"%s pt%u\">", classes[block->kind],
                   block->kind == DOCUMENT_NOTE ? 24 : html->look->body_size);
        break;
    }
    if (block->kind == DOCUMENT_BULLET)
        buf_add(html->out, block->level == 1 ? "- " : "+ ");
    put_text(html, &block->text);
    buf_printf(html->out, "</%s>\n", tag);
}

/* --- signatures and recipients ------------------------------------------------------------------------------------ */

static void put_recipients(const struct html *html)
{
    const struct document_look *look = html->look;
    const struct document_line *line = html->document->recipients.first;
    buf_add(html->out, "<div>");
    if (line)
        buf_printf(html->out, "<p class=\"pt%u\">%s</p>\n", look->recipient_title_size,
                   look->is_recipient_title_italic ? "<b><i>Nơi nhận:</i></b>" : "<u>Nơi nhận</u>:");
    for (; line; line = line->next)
        put_item(html, "recipient", look->recipient_size, line->text, line->next ? look->recipient_stop : '.');
    buf_add(html->out, "</div>");
}

static void put_signature(const struct html *html, const struct document_signature *signature)
{
    unsigned size = html->look->signature_size;
    buf_add(html->out, "<div>");
    put_line(html, "c b", size, signature->authority);
    put_line(html, "c b", size, signature->position);
    put_line(html, "c i signed", size, signature->mark);
    buf_printf(html->out, "<p class=\"c b name%s pt%u\">", signature->mark ? " marked" : "", size);
    put_plain(html, signature->name);
    buf_add(html->out, "</p>\n</div>");
}

static void put_end(const struct html *html)
{
    const struct document *document = html->document;
    bool is_one = document->signature_count <= 1;
    if (!document->signature_count && !document->recipients.count)
        return;
    buf_add(html->out, "<div class=\"signatures\">");
    if (is_one)
        put_recipients(html);
    for (const struct document_signature *signature = document->signature_first; signature; signature = signature->next)
        put_signature(html, signature);
    if (!is_one)
        put_recipients(html);
    buf_add(html->out, "</div>\n");
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static void begin_annex(const struct html *html, const struct document_block *block)
{
    buf_printf(html->out, "</section>\n<section class=\"annex%s\">\n", block->is_landscape ? " landscape" : "");
    put_line(html, "c b", 28, block->annex_label);
    buf_add(html->out, "<h2 class=\"c pt28\">");
    put_text(html, &block->text);
    buf_add(html->out, "</h2>\n");
    put_line(html, "c i ruled", 28, block->annex_source);
}

static void put_article(const struct html *html)
{
    const struct document *document = html->document;
    const struct document_look *look = html->look;
    bool is_annex = false;
    buf_printf(html->out,
               "<article class=\"paper\" lang=\"vi\" data-top=\"%u\" data-right=\"%u\" data-bottom=\"%u\" data-left=\"%u\">\n"
               "<section>\n",
               look->margin_top, look->margin_right, look->margin_bottom, look->margin_left);
    put_head(html);
    for (const struct document_block *block = document->first; block; block = block->next) {
        if (block->kind == DOCUMENT_ANNEX) {
            if (!is_annex)
                put_end(html);
            begin_annex(html, block);
            is_annex = true;
        }
        put_block(html, block);
    }
    if (!is_annex)
        put_end(html);
    buf_add(html->out, "</section>\n");
    if (document->footer) {
        buf_add(html->out, "<footer>");
        put_plain(html, document->footer);
        buf_add(html->out, "</footer>\n");
    }
    buf_add(html->out, "</article>\n");
}

static double millimetres(unsigned twips)
{
    return twips * 25.4 / 1440;
}

static void put_style(const struct html *html)
{
    const struct document_look *look = html->look;
    const struct embedded_file *style = embedded_needed(asset_files, "src/paper/paper.css");
    buf_add(html->out, "<style>\n");
    buf_add_n(html->out, (const char *)style->bytes, style->len);
    buf_printf(html->out, "@page { size: A4; margin: %.1fmm %.1fmm %.1fmm %.1fmm; }\n</style>\n",
               millimetres(look->margin_top), millimetres(look->margin_right), millimetres(look->margin_bottom),
               millimetres(look->margin_left));
}

void html_build(const struct document *document, const struct html_options *options, struct buf *out)
{
    struct html html = { out, document, document_look(document->style), options->links_to,
                         options->is_fragment ? "h2" : "h1" };
    if (options->is_fragment) {
        put_article(&html);
        return;
    }
    buf_add(out, "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    put_plain(&html, document->title);
    buf_add(out, "</title>\n");
    put_style(&html);
    buf_add(out, "</head>\n<body>\n");
    put_article(&html);
    buf_add(out, "</body>\n</html>\n");
}
