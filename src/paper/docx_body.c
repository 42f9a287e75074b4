/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/docx_body.h"

#include "paper/docx_head.h"
#include "paper/docx_table.h"

/* The writer's way through the document. */
struct docx_body {
    struct xml_out *xml;
    const struct document *document;
    const struct document_look *look;
    unsigned text_width; /* of the section: page less margins */
    bool is_landscape, is_annex;
};

static const struct docx_para centered = { .style = DOCX_STYLE_LETTERHEAD };

/* --- blocks ---------------------------------------------------------------------------------- */

static void put_paragraph(const struct docx_body *body, const char *style, const char *mark,
                          const struct document_block *block, bool keep_next)
{
    docx_para_begin(body->xml, &(struct docx_para){ .style = style, .keep_next = keep_next });
    docx_run(body->xml, mark, (struct docx_run){ 0 });
    docx_text(body->xml, &block->text, (struct docx_run){ 0 });
    docx_para_end(body->xml);
}

static void put_page_break(const struct docx_body *body)
{
    docx_para_begin(body->xml, &centered);
    xml_begin(body->xml, "w:r");
    xml_leaf(body->xml, "w:br", "w:type", "page");
    xml_end(body->xml);
    docx_para_end(body->xml);
}

/* `keep_next` where the signatures follow: they may not stand alone on a page. */
static void put_block(const struct docx_body *body, const struct document_block *block,
                      bool keep_next)
{
    static const char *const heading_styles[] = { "Heading1", "Heading2", "Heading3", "Heading4" };
    switch (block->kind) {
    case DOCUMENT_HEADING:
        put_paragraph(body, heading_styles[block->level - 1], NULL, block, true);
        break;
    case DOCUMENT_BASIS:
        put_paragraph(body, DOCX_STYLE_BASIS, NULL, block, keep_next);
        break;
    case DOCUMENT_PARAGRAPH:
        put_paragraph(body, DOCX_STYLE_BODY, NULL, block, keep_next);
        break;
    case DOCUMENT_BULLET:
        put_paragraph(body, DOCX_STYLE_BULLET, block->level == 1 ? "- " : "+ ", block, keep_next);
        break;
    case DOCUMENT_CENTERED:
        put_paragraph(body, DOCX_STYLE_CENTERED, NULL, block, keep_next);
        break;
    case DOCUMENT_NOTE:
        put_paragraph(body, DOCX_STYLE_NOTE, NULL, block, keep_next);
        break;
    case DOCUMENT_TABLE:
        docx_table(body->xml, block->table, body->text_width,
                   block->next && block->next->kind == DOCUMENT_NOTE);
        break;
    case DOCUMENT_PAGE_BREAK:
        put_page_break(body);
        break;
    case DOCUMENT_ANNEX:
        break;
    }
}

/* --- signatures and recipients --------------------------------------------------------------- */

static void put_recipients(const struct docx_body *body, bool keep_next)
{
    const struct document_look *look = body->look;
    struct docx_para para = { .style = DOCX_STYLE_RECIPIENT, .keep_next = keep_next };
    const struct document_line *line = body->document->recipients.first;
    docx_para_begin(body->xml, &para);
    if (line && look->is_recipient_title_italic)
        docx_run(body->xml, "Nơi nhận:",
                 docx_size(look->recipient_title_size, DOCUMENT_BOLD | DOCUMENT_ITALIC));
    else if (line) /* the colon is not underlined */
        docx_run(body->xml, "Nơi nhận", docx_size(look->recipient_title_size, DOCUMENT_UNDERLINE));
    if (line && !look->is_recipient_title_italic)
        docx_run(body->xml, ":", docx_size(look->recipient_title_size, 0));
    docx_para_end(body->xml);
    for (; line; line = line->next) {
        docx_para_begin(body->xml, &para);
        docx_run(body->xml, "- ", docx_size(look->recipient_size, 0));
        docx_item(body->xml, line->text, line->next ? look->recipient_stop : '.',
                  docx_size(look->recipient_size, 0));
        docx_para_end(body->xml);
    }
}

static void put_authority(const struct docx_body *body, const struct document_signature *signature,
                          bool keep_next)
{
    unsigned size = body->look->signature_size;
    struct docx_para para = { .style = DOCX_STYLE_LETTERHEAD, .keep_next = keep_next };
    docx_para(body->xml, &para, signature ? signature->authority : NULL,
              docx_size(size, DOCUMENT_BOLD));
    if (signature && signature->position)
        docx_para(body->xml, &para, signature->position, docx_size(size, DOCUMENT_BOLD));
}

static void put_name(const struct docx_body *body, const struct document_signature *signature,
                     bool keep_next)
{
    unsigned size = body->look->signature_size;
    struct docx_para para = { .style = DOCX_STYLE_LETTERHEAD,
                              .keep_next = keep_next,
                              .has_spacing = true,
                              .before = DOCUMENT_SIGNATURE_ROOM };
    if (signature && signature->mark) {
        para.before = DOCUMENT_SIGNATURE_ROOM / 3;
        docx_para(body->xml, &para, signature->mark, docx_size(size, DOCUMENT_ITALIC));
    }
    para.after = 120;
    docx_para(body->xml, &para, signature ? signature->name : NULL, docx_size(size, DOCUMENT_BOLD));
}

static void put_one_signature(const struct docx_body *body, const unsigned widths[2])
{
    docx_row_begin(body->xml, false);
    docx_cell_begin(body->xml, widths[0], 1, DOCX_CELL_ALONE, "top");
    put_recipients(body, false);
    xml_end(body->xml);
    docx_cell_begin(body->xml, widths[1], 1, DOCX_CELL_ALONE, "top");
    put_authority(body, body->document->signature_first, false);
    put_name(body, body->document->signature_first, false);
    xml_end(body->xml);
    xml_end(body->xml);
}

typedef void put_part(const struct docx_body *body, const struct document_signature *signature,
                      bool keep_next);

/* One row of the grid: a signature and the next one, or alone in the middle. */
static void put_pair(const struct docx_body *body, const struct document_signature *left,
                     const unsigned widths[2], put_part *part, bool keep_next)
{
    struct xml_out *xml = body->xml;
    docx_row_begin(xml, false);
    docx_cell_begin(xml, left->next ? widths[0] : widths[0] + widths[1], left->next ? 1 : 2,
                    DOCX_CELL_ALONE, "top");
    part(body, left, keep_next);
    xml_end(xml);
    if (left->next) {
        docx_cell_begin(xml, widths[1], 1, DOCX_CELL_ALONE, "top");
        part(body, left->next, keep_next);
        xml_end(xml);
    }
    xml_end(xml);
}

/* Two to a row, in the order given, the names of a row at one height; recipients below. */
static void put_signature_grid(const struct docx_body *body, const unsigned widths[2])
{
    const struct document *document = body->document;
    bool fits_page = document->signature_count <= 8;
    for (const struct document_signature *left = document->signature_first; left;
         left = left->next ? left->next->next : NULL) {
        bool is_last = !left->next || !left->next->next;
        put_pair(body, left, widths, put_authority, true);
        put_pair(body, left, widths, put_name,
                 fits_page && (!is_last || document->recipients.count));
    }
    if (document->recipients.count == 0)
        return;
    docx_row_begin(body->xml, false);
    docx_cell_begin(body->xml, widths[0] + widths[1], 2, DOCX_CELL_ALONE, "top");
    put_recipients(body, false);
    xml_end(body->xml);
    xml_end(body->xml);
}

static void put_signatures(const struct docx_body *body)
{
    const struct document *document = body->document;
    if (document->signature_count == 0 && document->recipients.count == 0)
        return;
    bool is_one = document->signature_count <= 1;
    unsigned left = body->text_width * (is_one ? 9 : 10) / 20;
    unsigned widths[2] = { left, body->text_width - left };
    docx_para(body->xml,
              &(struct docx_para){ .style = DOCX_STYLE_LETTERHEAD,
                                   .keep_next = true,
                                   .has_spacing = true,
                                   .line = DOCUMENT_SPACE_AFTER },
              NULL, (struct docx_run){ 0 });
    docx_table_begin(body->xml, widths, COUNT(widths), false, 0);
    if (is_one)
        put_one_signature(body, widths);
    else
        put_signature_grid(body, widths);
    xml_end(body->xml);
}

/* --- sections -------------------------------------------------------------------------------- */

static void put_section_reference(struct xml_out *xml, const char *element, const char *type,
                                  const char *id)
{
    xml_begin(xml, element);
    xml_attr(xml, "w:type", type);
    xml_attr(xml, "r:id", id);
    xml_end(xml);
}

static void put_section(const struct docx_body *body)
{
    struct xml_out *xml = body->xml;
    const struct document_look *look = body->look;
    xml_begin(xml, "w:sectPr"); /* in the order of CT_SectPr */
    put_section_reference(xml, "w:headerReference", "default", DOCX_HEADER_ID);
    put_section_reference(xml, "w:headerReference", "first", DOCX_HEADER_FIRST_ID);
    put_section_reference(xml, "w:footerReference", "default", DOCX_FOOTER_ID);
    put_section_reference(xml, "w:footerReference", "first", DOCX_FOOTER_ID);
    xml_leaf(xml, "w:type", "w:val", "nextPage");
    xml_begin(xml, "w:pgSz");
    xml_attr_int(xml, "w:w", body->is_landscape ? DOCUMENT_PAGE_HEIGHT : DOCUMENT_PAGE_WIDTH);
    xml_attr_int(xml, "w:h", body->is_landscape ? DOCUMENT_PAGE_WIDTH : DOCUMENT_PAGE_HEIGHT);
    if (body->is_landscape)
        xml_attr(xml, "w:orient", "landscape");
    xml_end(xml);
    xml_begin(xml, "w:pgMar");
    xml_attr_int(xml, "w:top", look->margin_top);
    xml_attr_int(xml, "w:right", look->margin_right);
    xml_attr_int(xml, "w:bottom", look->margin_bottom);
    xml_attr_int(xml, "w:left", look->margin_left);
    xml_attr_int(xml, "w:header", 567);
    xml_attr_int(xml, "w:footer", 425);
    xml_attr_int(xml, "w:gutter", 0);
    xml_end(xml);
    xml_leaf_int(xml, "w:pgNumType", "w:start", 1);
    xml_leaf_int(xml, "w:cols", "w:space", 708);
    xml_empty(xml, "w:titlePg");
    xml_end(xml);
}

/* Ends the section in a paragraph that takes no room. */
static void end_section(const struct docx_body *body)
{
    struct xml_out *xml = body->xml;
    xml_begin(xml, "w:p");
    xml_begin(xml, "w:pPr");
    xml_leaf(xml, "w:pStyle", "w:val", DOCX_STYLE_LETTERHEAD);
    xml_begin(xml, "w:spacing");
    xml_attr_int(xml, "w:line", 20);
    xml_attr(xml, "w:lineRule", "exact");
    xml_end(xml);
    put_section(body);
    xml_end(xml);
    xml_end(xml);
}

static void begin_annex(struct docx_body *body, const struct document_block *block)
{
    const struct document_look *look = body->look;
    end_section(body);
    body->is_annex = true;
    body->is_landscape = block->is_landscape;
    body->text_width = (block->is_landscape ? DOCUMENT_PAGE_HEIGHT : DOCUMENT_PAGE_WIDTH) -
                       look->margin_left - look->margin_right;
    struct docx_para para = { .style = DOCX_STYLE_LETTERHEAD, .keep_next = true };
    if (block->annex_label)
        docx_para(body->xml, &para, block->annex_label, docx_size(28, DOCUMENT_BOLD));
    docx_para_begin(body->xml, &para);
    docx_text(body->xml, &block->text, docx_size(28, DOCUMENT_BOLD));
    docx_para_end(body->xml);
    if (block->annex_source) {
        docx_para(body->xml, &para, block->annex_source, docx_size(28, DOCUMENT_ITALIC));
        docx_rule(body->xml, body->text_width, 2000, 60);
    }
    docx_rule(body->xml, body->text_width, 0, 240);
}

void docx_body_write(struct xml_out *xml, const struct document *document)
{
    struct docx_body body = { .xml = xml,
                              .document = document,
                              .look = document_look(document->style) };
    body.text_width = DOCUMENT_PAGE_WIDTH - body.look->margin_left - body.look->margin_right;
    xml_begin(xml, "w:document");
    xml_attr(xml, "xmlns:w", DOCX_NAMESPACE);
    xml_attr(xml, "xmlns:r", DOCX_RELATION_NAMESPACE);
    xml_begin(xml, "w:body");
    struct docx_head head = { xml, document, body.look, body.text_width };
    docx_letterhead(&head);
    docx_title(&head);
    docx_addressees(&head);
    for (const struct document_block *block = document->first; block; block = block->next) {
        bool is_before_signatures =
            !body.is_annex && (!block->next || block->next->kind == DOCUMENT_ANNEX);
        if (block->kind == DOCUMENT_ANNEX) {
            if (!body.is_annex)
                put_signatures(&body);
            begin_annex(&body, block);
        }
        put_block(&body, block, is_before_signatures);
    }
    if (!body.is_annex)
        put_signatures(&body);
    docx_rule(xml, body.text_width, 0, 20);
    put_section(&body);
    xml_end(xml);
    xml_end(xml);
}
