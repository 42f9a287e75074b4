/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/docx_head.h"

#include "paper/docx_table.h"

/* --- letterhead ------------------------------------------------------------------------------ */

static const struct docx_para letterhead = { .style = DOCX_STYLE_LETTERHEAD };

static void put_issuer(const struct docx_head *head, unsigned width)
{
    const struct document *document = head->document;
    const struct document_look *look = head->look;
    const char *last = "";
    for (const struct document_line *line = document->parents.first; line; line = line->next)
        docx_para(head->xml, &letterhead, line->text, docx_size(look->issuer_size, 0));
    for (const struct document_line *line = document->issuers.first; line; line = line->next) {
        docx_para(head->xml, &letterhead, line->text, docx_size(look->issuer_size, DOCUMENT_BOLD));
        last = line->text;
    }
    unsigned length = document_text_width(last, look->issuer_size);
    if (look->issuer_mark)
        docx_para(head->xml, &letterhead, look->issuer_mark,
                  docx_size(look->issuer_size, DOCUMENT_BOLD));
    else /* between a third and half of the line above */
        docx_rule(head->xml, width, (length < width ? length : width) * 2 / 5, 40);
}

static void put_motto(const struct docx_head *head, unsigned width)
{
    const struct document_look *look = head->look;
    docx_para(head->xml, &letterhead, look->motto_1, docx_size(look->motto_1_size, DOCUMENT_BOLD));
    unsigned length = document_text_width(look->motto_1, look->motto_1_size);
    if (look->motto_2) {
        docx_para(head->xml, &letterhead, look->motto_2,
                  docx_size(look->motto_2_size, DOCUMENT_BOLD));
        length = document_text_width(look->motto_2, look->motto_2_size);
    }
    docx_rule(head->xml, width, length, 40);
}

/* The number and, of a letter, what it is about. */
static void put_number(const struct docx_head *head)
{
    const struct document *document = head->document;
    const struct document_look *look = head->look;
    struct docx_para spaced = { .style = DOCX_STYLE_LETTERHEAD,
                                .has_spacing = true,
                                .before = 120 };
    docx_para_begin(head->xml, &spaced);
    if (document->number) {
        docx_run(head->xml, look->number_prefix, docx_size(look->number_size, 0));
        docx_run(head->xml, document->number, docx_size(look->number_size, 0));
    }
    docx_para_end(head->xml);
    if (!document->type && document->summary) {
        unsigned flags = look->is_subject_italic ? DOCUMENT_ITALIC : 0;
        spaced.has_indent = true;
        spaced.left = spaced.right = 120;
        docx_para_begin(head->xml, &spaced);
        docx_run(head->xml, "V/v ", docx_size(look->subject_size, flags));
        docx_run(head->xml, document->summary, docx_size(look->subject_size, flags));
        docx_para_end(head->xml);
    }
    if (document->stamp)
        docx_para(head->xml, &spaced, document->stamp, docx_size(look->number_size, DOCUMENT_BOLD));
}

static void put_place_and_date(const struct docx_head *head)
{
    const struct document *document = head->document;
    struct docx_run run = docx_size(head->look->date_size, DOCUMENT_ITALIC);
    docx_para_begin(
        head->xml,
        &(struct docx_para){ .style = DOCX_STYLE_LETTERHEAD, .has_spacing = true, .before = 120 });
    docx_run(head->xml, document->place, run);
    if (document->place && document->date)
        docx_run(head->xml, ", ", run);
    docx_run(head->xml, document->date, run);
    docx_para_end(head->xml);
}

void docx_letterhead(const struct docx_head *head)
{
    struct xml_out *xml = head->xml;
    unsigned right = document_motto_width(head->document, head->text_width);
    unsigned widths[] = { head->text_width - right, right };
    docx_table_begin(xml, widths, COUNT(widths), false, 0);
    docx_row_begin(xml, false);
    docx_cell_begin(xml, widths[0], 1, DOCX_CELL_ALONE, "top");
    put_issuer(head, widths[0]);
    xml_end(xml);
    docx_cell_begin(xml, widths[1], 1, DOCX_CELL_ALONE, "top");
    put_motto(head, widths[1]);
    xml_end(xml);
    xml_end(xml);
    docx_row_begin(xml, false);
    docx_cell_begin(xml, widths[0], 1, DOCX_CELL_ALONE, "top");
    put_number(head);
    xml_end(xml);
    docx_cell_begin(xml, widths[1], 1, DOCX_CELL_ALONE, "top");
    put_place_and_date(head);
    xml_end(xml);
    xml_end(xml);
    xml_end(xml);
}

void docx_title(const struct docx_head *head)
{
    const struct document *document = head->document;
    const struct document_look *look = head->look;
    if (!document->type) {
        docx_rule(head->xml, head->text_width, 0, 240);
        return;
    }
    docx_para(
        head->xml,
        &(struct docx_para){
            .style = DOCX_STYLE_LETTERHEAD, .keep_next = true, .has_spacing = true, .before = 360 },
        document->type, docx_size(look->type_size, DOCUMENT_BOLD));
    if (document->summary) {
        docx_para(head->xml,
                  &(struct docx_para){ .style = DOCX_STYLE_LETTERHEAD, .keep_next = true },
                  document->summary, docx_size(look->summary_size, DOCUMENT_BOLD));
        unsigned length = document_text_width(document->summary, look->summary_size);
        docx_rule(head->xml, head->text_width,
                  (length < head->text_width ? length : head->text_width) * 2 / 5, 60);
    }
    docx_rule(head->xml, head->text_width, 0, 240);
}

void docx_addressees(const struct docx_head *head)
{
    const struct document_lines *lines = &head->document->addressees;
    if (lines->count == 0)
        return;
    struct docx_run run = docx_size(head->look->body_size, 0);
    struct docx_para para = { .style = DOCX_STYLE_LETTERHEAD,
                              .has_spacing = true,
                              .before = 120,
                              .after = lines->count == 1 ? 240 : 0,
                              .keep_next = true };
    if (lines->count > 1) {
        para.has_align = para.has_indent = true;
        para.left = head->text_width / 5;
    }
    docx_para_begin(head->xml, &para);
    docx_run(head->xml, lines->count == 1 ? "Kính gửi: " : "Kính gửi:", run);
    if (lines->count == 1)
        docx_run(head->xml, lines->first->text, run);
    docx_para_end(head->xml);
    para.left += 1440;
    para.hanging = 180;
    para.before = 60;
    for (const struct document_line *line = lines->first; lines->count > 1 && line;
         line = line->next) {
        para.after = line->next ? 0 : 240;
        docx_para_begin(head->xml, &para);
        docx_run(head->xml, "- ", run);
        docx_item(head->xml, line->text, line->next ? ';' : '.', run);
        docx_para_end(head->xml);
    }
}
