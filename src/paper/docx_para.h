/* SPDX-License-Identifier: Apache-2.0
 * Paragraphs and runs of WordprocessingML, the pieces docx_body.c is made of. */
#pragma once

#include "paper/document.h"
#include "paper/xml_out.h"

/* The paragraph styles, which docx.c defines; the ids stand in the file. */
#define DOCX_STYLE_LETTERHEAD "QuocHieu"
#define DOCX_STYLE_BODY "LoiVan"
#define DOCX_STYLE_BASIS "CanCu"
#define DOCX_STYLE_BULLET "GachDau"
#define DOCX_STYLE_CENTERED "CanGiua"
#define DOCX_STYLE_CELL "OBang"
#define DOCX_STYLE_CAPTION "TenBang"
#define DOCX_STYLE_NOTE "GhiChu"
#define DOCX_STYLE_RECIPIENT "NoiNhan"
#define DOCX_STYLE_HEADER "Header"
#define DOCX_STYLE_FOOTER "Footer"

/* What a paragraph has beyond its style. Lengths in twips. */
struct docx_para {
    const char *style;
    bool keep_next;   /* on the same page as the next paragraph */
    bool is_ruled;    /* a line along its bottom */
    bool has_spacing; /* before, after, line below instead of the style's */
    unsigned before, after;
    unsigned line;   /* exact height; 0: single */
    bool has_indent; /* left, right, first below instead of the style's */
    unsigned left, right, hanging;
    bool has_align;
    enum document_align align;
};

/* What a run has beyond its paragraph's style. */
struct docx_run {
    unsigned flags;       /* DOCUMENT_BOLD … */
    unsigned half_points; /* 0: the style's */
};

/* As w:jc has it. */
const char *docx_align_name(enum document_align align);

void docx_para_begin(struct xml_out *xml, const struct docx_para *para);
void docx_para_end(struct xml_out *xml);

/* A run of text; "\n" becomes a line break, "\t" a tab. Nothing for an empty text. */
void docx_run(struct xml_out *xml, const char *text, struct docx_run run);
void docx_text(struct xml_out *xml, const struct document_text *text, struct docx_run base);

/* A paragraph of one run. */
void docx_para(struct xml_out *xml, const struct docx_para *para, const char *text,
               struct docx_run run);

/* An empty paragraph, no higher than `height`, with a centred line of `length` in a column of
 * `width` at its bottom; without a line where the length is 0. */
void docx_rule(struct xml_out *xml, unsigned width, unsigned length, unsigned height);

/* An item of a list: its own stop, if any, gives way to `stop`. */
void docx_item(struct xml_out *xml, const char *text, char stop, struct docx_run run);

static inline struct docx_run docx_size(unsigned half_points, unsigned flags)
{
    return (struct docx_run){ .flags = flags, .half_points = half_points };
}
