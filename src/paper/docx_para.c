/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/docx_para.h"

#include "base/buf.h"

#include <string.h>

const char *docx_align_name(enum document_align align)
{
    switch (align) {
    case DOCUMENT_ALIGN_CENTER:
        return "center";
    case DOCUMENT_ALIGN_RIGHT:
        return "right";
    case DOCUMENT_ALIGN_JUSTIFY:
        return "both";
    case DOCUMENT_ALIGN_LEFT:
        break;
    }
    return "left";
}

static void put_rule_border(struct xml_out *xml)
{
    xml_begin(xml, "w:pBdr");
    xml_begin(xml, "w:bottom");
    xml_attr(xml, "w:val", "single");
    xml_attr_int(xml, "w:sz", 6); /* eighths of a point */
    xml_attr_int(xml, "w:space", 0);
    xml_attr(xml, "w:color", "000000");
    xml_end(xml);
    xml_end(xml);
}

static void put_spacing(struct xml_out *xml, const struct docx_para *para)
{
    xml_begin(xml, "w:spacing");
    xml_attr_int(xml, "w:before", para->before);
    xml_attr_int(xml, "w:after", para->after);
    xml_attr_int(xml, "w:line", para->line ? para->line : 240);
    xml_attr(xml, "w:lineRule", para->line ? "exact" : "auto");
    xml_end(xml);
}

static void put_indent(struct xml_out *xml, const struct docx_para *para)
{
    xml_begin(xml, "w:ind");
    xml_attr_int(xml, "w:left", para->left);
    xml_attr_int(xml, "w:right", para->right);
    if (para->hanging)
        xml_attr_int(xml, "w:hanging", para->hanging);
    else
        xml_attr_int(xml, "w:firstLine", 0);
    xml_end(xml);
}

void docx_para_begin(struct xml_out *xml, const struct docx_para *para)
{
    xml_begin(xml, "w:p");
    xml_begin(xml, "w:pPr"); /* in the order of CT_PPrBase */
    xml_leaf(xml, "w:pStyle", "w:val", para->style);
    if (para->keep_next)
        xml_empty(xml, "w:keepNext");
    if (para->is_ruled)
        put_rule_border(xml);
    if (para->has_spacing)
        put_spacing(xml, para);
    if (para->has_indent)
        put_indent(xml, para);
    if (para->has_align)
        xml_leaf(xml, "w:jc", "w:val", docx_align_name(para->align));
    if (para->is_ruled || (para->has_spacing && para->line)) {
        xml_begin(xml, "w:rPr");
        xml_leaf_int(xml, "w:sz", "w:val", 2);
        xml_leaf_int(xml, "w:szCs", "w:val", 2);
        xml_end(xml);
    }
    xml_end(xml);
}

void docx_para_end(struct xml_out *xml)
{
    xml_end(xml);
}

static void put_run_properties(struct xml_out *xml, struct docx_run run)
{
    if (!run.flags && !run.half_points)
        return;
    xml_begin(xml, "w:rPr"); /* in the order of EG_RPrBase */
    if (run.flags & DOCUMENT_BOLD) {
        xml_empty(xml, "w:b");
        xml_empty(xml, "w:bCs");
    }
    if (run.flags & DOCUMENT_ITALIC) {
        xml_empty(xml, "w:i");
        xml_empty(xml, "w:iCs");
    }
    if (run.flags & DOCUMENT_GREY)
        xml_leaf(xml, "w:color", "w:val", "7F7F7F");
    if (run.half_points) {
        xml_leaf_int(xml, "w:sz", "w:val", run.half_points);
        xml_leaf_int(xml, "w:szCs", "w:val", run.half_points);
    }
    if (run.flags & DOCUMENT_UNDERLINE)
        xml_leaf(xml, "w:u", "w:val", "single");
    xml_end(xml);
}

void docx_run(struct xml_out *xml, const char *text, struct docx_run run)
{
    if (!text || !*text)
        return;
    xml_begin(xml, "w:r");
    put_run_properties(xml, run);
    while (*text) {
        size_t len = strcspn(text, "\n\t");
        if (len) {
            xml_begin(xml, "w:t");
            xml_attr(xml, "xml:space", "preserve");
            xml_text(xml, text, len);
            xml_end(xml);
        }
        text += len;
        if (*text)
            xml_empty(xml, *text++ == '\n' ? "w:br" : "w:tab");
    }
    xml_end(xml);
}

void docx_text(struct xml_out *xml, const struct document_text *text, struct docx_run base)
{
    for (const struct document_run *run = text->first; run; run = run->next)
        docx_run(xml, run->text, (struct docx_run){ base.flags | run->flags, base.half_points });
}

void docx_para(struct xml_out *xml, const struct docx_para *para, const char *text,
               struct docx_run run)
{
    docx_para_begin(xml, para);
    docx_run(xml, text, run);
    docx_para_end(xml);
}

void docx_rule(struct xml_out *xml, unsigned width, unsigned length, unsigned height)
{
    unsigned side = length < width ? (width - length) / 2 : 0;
    docx_para_begin(xml, &(struct docx_para){ .style = DOCX_STYLE_LETTERHEAD,
                                              .is_ruled = length > 0,
                                              .has_spacing = true,
                                              .line = height,
                                              .has_indent = true,
                                              .left = side,
                                              .right = side });
    docx_para_end(xml);
}

void docx_item(struct xml_out *xml, const char *text, char stop, struct docx_run run)
{
    struct buf item CLEANUP(buf_done) = { 0 };
    buf_add_n(&item, text, document_item_length(text));
    buf_add_char(&item, stop);
    docx_run(xml, buf_text(&item), run);
}
