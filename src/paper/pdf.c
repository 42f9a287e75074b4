/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/pdf.h"

#include "paper/document.h"
#include "paper/pdf_flow.h"
#include "paper/pdf_head.h"
#include "paper/pdf_table.h"

enum { BOOKMARKS_MAX = 3 }; /* levels of headings; "- …" is none to be looked up */

/* --- blocks -------------------------------------------------------------------------------------------------- */

static void add_text(struct pdf_flow *flow, const struct document_block *block, const struct pdf_options *options)
{
    static const char *const tags[] = { "H2", "H3", "H4", "H5" };
    const struct document_shape *shape = document_shape(document_block_part(block));
    bool is_heading = block->kind == DOCUMENT_HEADING;
    const char *mark = block->kind != DOCUMENT_BULLET ? NULL : block->level == 1 ? "- " : "+ ";
    struct pdf_look look = {
        .width = flow->text_width,
        .indent = shape->first_line / 20.0,
        .half_points = shape->half_points ? shape->half_points : document_look(flow->document->style)->body_size,
        .flags = shape->flags,
        .line = shape->line,
        .align = shape->align,
        .has_links = options->links_to,
        .links_to = options->links_to,
    };
    struct pdf_text *text = pdf_text_new(flow->typist, mark, &block->text, &look);
    pdf_flow_text(flow, text,
                  &(struct pdf_lines){
                      .before = shape->before / 20.0,
                      .after = shape->after / 20.0,
                      .keep = shape->keep_next ? PDF_KEEP : PDF_KEEP_NOT,
                      .tag = is_heading ? tags[block->level - 1] : "P",
                      .bookmark = is_heading && block->level <= BOOKMARKS_MAX && !pdf_text_is_empty(text) ? pdf_text_words(text) : NULL,
                      .bookmark_level = block->level - 1,
                  });
}

static void add_block(struct pdf_flow *flow, const struct document_block *block, const struct pdf_options *options)
{
    switch (block->kind) {
    case DOCUMENT_TABLE:
        pdf_table(flow, block->table, block->next && block->next->kind == DOCUMENT_NOTE, options->links_to);
        break;
    case DOCUMENT_PAGE_BREAK:
        pdf_flow_break(flow);
        break;
    case DOCUMENT_ANNEX:
        pdf_flow_section(flow, block->is_landscape);
        pdf_annex_head(flow, block);
        break;
    case DOCUMENT_HEADING:
    case DOCUMENT_BASIS:
    case DOCUMENT_PARAGRAPH:
    case DOCUMENT_BULLET:
    case DOCUMENT_CENTERED:
    case DOCUMENT_NOTE:
        add_text(flow, block, options);
        break;
    }
}

static void add_all(struct pdf_flow *flow, const struct pdf_options *options)
{
    bool is_signed = false;
    pdf_letterhead(flow);
    pdf_title(flow);
    pdf_addressees(flow);
    for (const struct document_block *block = flow->document->first; block; block = block->next) {
        if (block->kind == DOCUMENT_ANNEX && !is_signed) {
            pdf_signatures(flow);
            is_signed = true;
        }
        add_block(flow, block, options);
    }
    if (!is_signed)
        pdf_signatures(flow);
    pdf_flow_end(flow);
}

/* --- the file -------------------------------------------------------------------------------------------------- */

static const char *cleaned(const struct pdf_typist *typist, const char *text, struct buf *to)
{
    if (!text)
        return NULL;
    pdf_clean(typist, text, to);
    return buf_text(to);
}

enum err_code pdf_build(const struct document *document, const struct pdf_options *options, struct buf *out,
                        struct pdf_facts *ret_facts, struct err *err)
{
    struct buf title CLEANUP(buf_done) = { 0 }, author CLEANUP(buf_done) = { 0 };
    struct pdf_typist *typist = NULL;
    struct pdf_canvas canvas = { 0 };
    struct pdf_flow flow;
    TRY(pdf_typist_open(&typist, NULL, err));
    struct pdf_properties properties = { .title = cleaned(typist, document->title, &title),
                                         .author = cleaned(typist, document->author, &author),
                                         .created = document->created };
    enum err_code code = pdf_canvas_open(&canvas, &properties, out, err);
    if (code == ERR_OK) {
        pdf_flow_init(&flow, &canvas, typist, document);
        add_all(&flow, options);
        code = pdf_canvas_finish(&canvas, err);
        pdf_flow_done(&flow);
    }
    if (ret_facts)
        *ret_facts = (struct pdf_facts){ .pages = canvas.pages, .unknown = pdf_typist_unknown(typist) };
    pdf_canvas_done(&canvas);
    pdf_typist_close(typist);
    return code;
}
