/* SPDX-License-Identifier: Apache-2.0
 * Each piece of text between two line breaks is a layout of Pango's; its lines are drawn one by one, wherever the page has
 * room for them. */
#include "paper/pdf_text.h"

#include "base/utf8.h"
#include "base/vitext.h"
#include "paper/pdf_canvas.h"
#include "paper/pdf_font.h"

#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

enum { KEPT_WORD_BYTES = 48 };

struct pdf_typist {
    struct pdf_font font;
    PangoContext *context;
    PangoTabArray *tabs;
    double ascent, descent, natural; /* of a font of 1 point; natural: from line to line */
    size_t unknown;
};

/* What a run is besides its look. */
struct span {
    size_t from, to; /* bytes of the whole text */
    const char *link;
    bool is_underlined;
};

struct line {
    PangoLayoutLine *line; /* of a layout of `layouts` */
    size_t begin;          /* of the layout, in bytes of the whole text */
    double x, height, descent;
};

struct pdf_text {
    unsigned shares;
    bool has_links;
    char *links_to;
    struct buf words;
    PangoLayout **layouts;
    size_t layout_count;
    struct line *lines;
    size_t line_count;
    struct span *spans;
    size_t span_count;
};

static void *grown(void *items, size_t count, size_t size)
{
    /* by doubling, from a power of two on */
    if (count & (count - 1))
        return items;
    items = realloc(items, (count ? count * 2 : 1) * size);
    require(items);
    return items;
}
#define GROW(items, count) ((items) = grown(items, count, sizeof(*(items))))

/* --- the typist ---------------------------------------------------------------------------------------------- */

static double points(int pango_units)
{
    return (double)pango_units / PANGO_SCALE;
}

static PangoFontDescription *described(const struct pdf_typist *typist, double size, unsigned flags)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, typist->font.family);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    if (flags & DOCUMENT_BOLD)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (flags & DOCUMENT_ITALIC)
        pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
    return font;
}

/* Letters stand where the outlines say, not where a screen has pixels. */
static void set_options(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    pango_context_set_language(context, pango_language_from_string("vi"));
}

static void measure_font(struct pdf_typist *typist)
{
    enum { SIZE = 100 };
    PangoFontDescription *font = described(typist, SIZE, 0);
    PangoFontMetrics *metrics = pango_context_get_metrics(typist->context, font, NULL);
    typist->ascent = points(pango_font_metrics_get_ascent(metrics)) / SIZE;
    typist->descent = points(pango_font_metrics_get_descent(metrics)) / SIZE;
    typist->natural = points(pango_font_metrics_get_height(metrics)) / SIZE;
    if (typist->natural < typist->ascent + typist->descent)
        typist->natural = typist->ascent + typist->descent;
    pango_font_metrics_unref(metrics);
    pango_font_description_free(font);
}

enum err_code pdf_typist_open(struct pdf_typist **ret_typist, const char *fonts, struct err *err)
{
    struct pdf_typist *typist = calloc(1, sizeof(*typist));
    require(typist);
    enum err_code code = pdf_font_open(&typist->font, fonts, err);
    if (code != ERR_OK) {
        pdf_typist_close(typist);
        return code;
    }
    PangoFontMap *map = pango_cairo_font_map_get_default(); /* the thread's own */
    if (pango_fc_font_map_get_config(PANGO_FC_FONT_MAP(map)) != typist->font.config)
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), typist->font.config);
    typist->context = pango_font_map_create_context(map);
    set_options(typist->context);
    measure_font(typist);
    typist->tabs = pango_tab_array_new_with_positions(1, FALSE, PANGO_TAB_LEFT, DOCUMENT_INDENT_FIRST / 20 * PANGO_SCALE);
    *ret_typist = typist;
    return ERR_OK;
}

void pdf_typist_close(struct pdf_typist *typist)
{
    if (!typist)
        return;
    if (typist->tabs)
        pango_tab_array_free(typist->tabs);
    if (typist->context)
        g_object_unref(typist->context);
    pdf_font_done(&typist->font);
    free(typist);
}

const char *pdf_typist_family(const struct pdf_typist *typist)
{
    return typist->font.family;
}

size_t pdf_typist_unknown(const struct pdf_typist *typist)
{
    return typist->unknown;
}

/* --- what is printed of a text ---------------------------------------------------------------------------------- */

/* Controls, marks and overrides of direction, what is no character. */
static bool is_left_out(uint32_t c)
{
    return c == UTF8_BAD || c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFDD0 && c <= 0xFDEF) || (c >= 0xFFF9 && c <= 0xFFFC) || (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool is_usual(uint32_t c)
{
    return c < 0x180 || (c >= 0x300 && c <= 0x303) || (c >= 0x1EA0 && c <= 0x1EF9) || c == 0x2013 || c == 0x201C || c == 0x201D;
}

/* Gives how many characters no font has. */
static size_t clean(const struct pdf_typist *typist, const char *text, struct buf *out)
{
    size_t unknown = 0;
    struct buf valid CLEANUP(buf_done) = { 0 };
    struct arena arena;
    char put[UTF8_BYTES_MAX];
    for (const char *at = text; *at;) {
        const char *from = at;
        uint32_t c = utf8_next(&at);
        if (c == '\n' || c == '\t' || !is_left_out(c))
            buf_add_n(&valid, from, (size_t)(at - from));
    }
    arena_init(&arena, ARENA_LIMIT_DEFAULT_BYTES);
    for (const char *at = text_nfc(&arena, buf_text(&valid)); *at;) {
        uint32_t c = utf8_next(&at);
        if (!is_usual(c) && !pdf_font_has(&typist->font, c)) {
            unknown++;
            c = 0xFFFD;
        }
        buf_add_n(out, put, (size_t)(utf8_put(put, c) - put));
    }
    arena_done(&arena);
    return unknown;
}

void pdf_clean(const struct pdf_typist *typist, const char *text, struct buf *out)
{
    (void)clean(typist, text, out);
}

/* --- laying ------------------------------------------------------------------------------------------------------- */

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, size_t from, size_t to)
{
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)to;
    pango_attr_list_insert(list, attribute);
}

static void add_run(struct pdf_text *text, struct pdf_typist *typist, PangoAttrList *list, const struct document_run *run)
{
    size_t from = text->words.len;
    if (!run->text)
        return;
    typist->unknown += clean(typist, run->text, &text->words);
    size_t to = text->words.len;
    if (from == to)
        return;
    if (run->flags & DOCUMENT_BOLD)
        add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, to);
    if (run->flags & DOCUMENT_ITALIC)
        add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), from, to);
    if (run->flags & DOCUMENT_GREY)
        add_attribute(list, pango_attr_foreground_new(0x5959, 0x5959, 0x5959), from, to);
    bool leads = run->link && text->has_links;
    if (leads) /* a colour of its own makes it a run of its own to Pango */
        add_attribute(list, pango_attr_foreground_new(0, 0, 0), from, to);
    if (!leads && !(run->flags & DOCUMENT_UNDERLINE))
        return;
    GROW(text->spans, text->span_count);
    text->spans[text->span_count++] = (struct span){ .from = from, .to = to, .link = leads ? run->link : NULL,
                                                     .is_underlined = run->flags & DOCUMENT_UNDERLINE };
}

static PangoAlignment alignment(enum document_align align)
{
    switch (align) {
    case DOCUMENT_ALIGN_CENTER:
        return PANGO_ALIGN_CENTER;
    case DOCUMENT_ALIGN_RIGHT:
        return PANGO_ALIGN_RIGHT;
    case DOCUMENT_ALIGN_LEFT:
    case DOCUMENT_ALIGN_JUSTIFY:
        break;
    }
    return PANGO_ALIGN_LEFT;
}

static PangoLayout *new_layout(const struct pdf_typist *typist, const struct pdf_look *look, bool is_first)
{
    PangoLayout *layout = pango_layout_new(typist->context);
    PangoFontDescription *font = described(typist, look->half_points / 2.0, look->flags);
    double indent = is_first || look->indent < 0 ? look->indent : 0;
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)((look->width > 1 ? look->width : 1) * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_alignment(layout, alignment(look->align));
    pango_layout_set_justify(layout, look->align == DOCUMENT_ALIGN_JUSTIFY);
    pango_layout_set_indent(layout, (int)(indent * PANGO_SCALE));
    pango_layout_set_tabs(layout, typist->tabs);
    return layout;
}

static void take_lines(struct pdf_text *text, const struct pdf_typist *typist, const struct pdf_look *look, PangoLayout *layout,
                       size_t begin)
{
    double size = look->half_points / 2.0;
    PangoLayoutIter *at = pango_layout_get_iter(layout);
    do {
        PangoRectangle extents, of_layout;
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(at);
        pango_layout_line_get_extents(line, NULL, &extents);
        pango_layout_iter_get_line_extents(at, NULL, &of_layout);
        double ascent = points(-extents.y), descent = points(extents.height + extents.y), natural = size * typist->natural;
        if (descent < size * typist->descent)
            descent = size * typist->descent;
        if (natural < ascent + descent)
            natural = ascent + descent;
        GROW(text->lines, text->line_count);
        text->lines[text->line_count++] = (struct line){ .line = line, .begin = begin, .x = points(of_layout.x), .descent = descent,
                                                         .height = natural * look->line / 240 };
    } while (pango_layout_iter_next_line(at));
    pango_layout_iter_free(at);
}

/* Numbers of documents, "(b/c)" and the like are not divided at their strokes, where a line holds them: 46-NQ/TU. */
static void keep_words(PangoAttrList *list, const struct pdf_look *look, const char *words)
{
    char word[KEPT_WORD_BYTES + 1];
    for (size_t at = 0; words[at];) {
        size_t len = strcspn(words + at, " \n\t"), stroke = strcspn(words + at, "/-");
        if (stroke < len && len <= KEPT_WORD_BYTES) {
            memcpy(word, words + at, len);
            word[len] = '\0';
            if (document_text_width(word, look->half_points) < look->width * 20)
                add_attribute(list, pango_attr_allow_breaks_new(FALSE), at, at + len);
        }
        at += len + strspn(words + at + len, " \n\t");
    }
}

/* One layout for the text up to each line break. */
static void lay(struct pdf_text *text, const struct pdf_typist *typist, PangoAttrList *attributes, const struct pdf_look *look)
{
    const char *words = buf_text(&text->words);
    for (size_t begin = 0;;) {
        size_t len = strcspn(words + begin, "\n");
        PangoLayout *layout = new_layout(typist, look, begin == 0);
        PangoAttrList *own = pango_attr_list_copy(attributes);
        if (begin && own)
            pango_attr_list_update(own, 0, (int)begin, 0);
        pango_layout_set_text(layout, words + begin, (int)len);
        add_attribute(own, pango_attr_font_features_new("liga=0, clig=0"), 0, PANGO_ATTR_INDEX_TO_TEXT_END);
        pango_layout_set_attributes(layout, own);
        pango_attr_list_unref(own);
        GROW(text->layouts, text->layout_count);
        text->layouts[text->layout_count++] = layout;
        take_lines(text, typist, look, layout, begin);
        begin += len;
        if (!words[begin++])
            return;
    }
}

struct pdf_text *pdf_text_new(struct pdf_typist *typist, const char *mark, const struct document_text *runs,
                              const struct pdf_look *look)
{
    struct pdf_text *text = calloc(1, sizeof(*text));
    require(text);
    text->shares = 1;
    for (const struct document_run *run = runs->first; run && look->has_links; run = run->next)
        text->has_links = text->has_links || (run->link && run->text && *run->text);
    text->links_to = text->has_links ? strdup(look->links_to ? look->links_to : "") : NULL;
    PangoAttrList *attributes = pango_attr_list_new();
    if (mark)
        buf_add(&text->words, mark);
    for (const struct document_run *run = runs->first; run; run = run->next)
        add_run(text, typist, attributes, run);
    keep_words(attributes, look, buf_text(&text->words));
    lay(text, typist, attributes, look);
    pango_attr_list_unref(attributes);
    return text;
}

struct pdf_text *pdf_text_of(struct pdf_typist *typist, const char *words, const struct pdf_look *look)
{
    struct document_run run = { .text = words };
    return pdf_text_new(typist, NULL, &(struct document_text){ &run, &run }, look);
}

struct pdf_text *pdf_text_share(struct pdf_text *text)
{
    text->shares++;
    return text;
}

void pdf_text_free(struct pdf_text *text)
{
    if (!text || --text->shares)
        return;
    for (size_t i = 0; i < text->layout_count; i++)
        g_object_unref(text->layouts[i]);
    free(text->layouts);
    free(text->lines);
    free(text->spans);
    free(text->links_to);
    buf_done(&text->words);
    free(text);
}

/* --- measures ------------------------------------------------------------------------------------------------------ */

size_t pdf_text_lines(const struct pdf_text *text)
{
    return text->line_count;
}

double pdf_text_line_height(const struct pdf_text *text, size_t line)
{
    return text->lines[line].height;
}

double pdf_text_height(const struct pdf_text *text, size_t from, size_t to)
{
    double height = 0;
    for (size_t i = from; i < to; i++)
        height += text->lines[i].height;
    return height;
}

bool pdf_text_is_empty(const struct pdf_text *text)
{
    return text->words.len == 0;
}

const char *pdf_text_words(const struct pdf_text *text)
{
    return buf_text(&text->words);
}

/* --- drawing --------------------------------------------------------------------------------------------------------- */

static const struct span *span_at(const struct pdf_text *text, size_t byte)
{
    for (size_t i = 0; i < text->span_count; i++)
        if (byte >= text->spans[i].from && byte < text->spans[i].to)
            return &text->spans[i];
    return NULL;
}

static void underline(const struct pdf_text *text, const struct line *line, struct pdf_canvas *canvas, double x, double y)
{
    for (size_t i = 0; i < text->span_count; i++) {
        const struct span *span = &text->spans[i];
        int *ranges = NULL, count = 0;
        if (!span->is_underlined || span->to <= line->begin)
            continue;
        size_t from = span->from > line->begin ? span->from - line->begin : 0;
        pango_layout_line_get_x_ranges(line->line, (int)from, (int)(span->to - line->begin), &ranges, &count);
        for (int j = 0; j < count; j++)
            pdf_canvas_line(canvas, x + points(ranges[j * 2]), y + line->descent / 2, points(ranges[j * 2 + 1] - ranges[j * 2]), 0.7);
        g_free(ranges);
    }
}

/* Run by run, each an element of its own: what leads somewhere, and what does not. */
static void draw_linked(const struct pdf_text *text, const struct line *line, struct pdf_canvas *canvas, double x, double y)
{
    for (const GSList *at = line->line->runs; at; at = at->next) {
        PangoGlyphItem *run = at->data;
        const struct span *span = span_at(text, line->begin + (size_t)run->item->offset);
        struct buf address CLEANUP(buf_done) = { 0 };
        if (span && span->link) {
            buf_printf(&address, "%s%s", text->links_to, span->link);
            pdf_canvas_link_begin(canvas, buf_text(&address));
        } else
            pdf_canvas_begin(canvas, "Span");
        cairo_move_to(canvas->cairo, x, y);
        pango_cairo_show_glyph_item(canvas->cairo, pango_layout_get_text(line->line->layout), run);
        if (address.len)
            pdf_canvas_link_end(canvas);
        else
            pdf_canvas_end(canvas, "Span");
        x += points(pango_glyph_string_get_width(run->glyphs));
    }
}

void pdf_text_draw(const struct pdf_text *text, size_t index, struct pdf_canvas *canvas, double x, double y)
{
    const struct line *line = &text->lines[index];
    double baseline = y + line->height - line->descent;
    if (text->has_links)
        draw_linked(text, line, canvas, x + line->x, baseline);
    else {
        cairo_move_to(canvas->cairo, x + line->x, baseline);
        pango_cairo_show_layout_line(canvas->cairo, line->line);
    }
    underline(text, line, canvas, x, baseline);
}
