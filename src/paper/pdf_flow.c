/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/pdf_flow.h"

#include <string.h>

enum {
    WAITING = 2,        /* pieces that stay behind, for a signature may want them with it */
    HEADER_TWIPS = 567, /* from the sheet's edge */
    FOOTER_TWIPS = 425,
};

static const double SLACK = 0.01; /* of the arithmetic */

static double points(unsigned twips)
{
    return twips / 20.0;
}

/* --- pages -------------------------------------------------------------------------------------------------- */

void pdf_flow_init(struct pdf_flow *flow, struct pdf_canvas *canvas, struct pdf_typist *typist,
                   const struct document *document)
{
    *flow = (struct pdf_flow){ .canvas = canvas, .typist = typist, .document = document };
    pdf_flow_section(flow, false);
}

double pdf_flow_room(const struct pdf_flow *flow)
{
    return flow->bottom - flow->top;
}

static void set_page(struct pdf_flow *flow, bool is_landscape)
{
    const struct document_look *look = document_look(flow->document->style);
    const struct document_shape *shape = document_shape(DOCUMENT_PART_FOOTER);
    flow->width = points(is_landscape ? DOCUMENT_PAGE_HEIGHT : DOCUMENT_PAGE_WIDTH);
    flow->height = points(is_landscape ? DOCUMENT_PAGE_WIDTH : DOCUMENT_PAGE_HEIGHT);
    flow->left = points(look->margin_left);
    flow->top = points(look->margin_top);
    flow->text_width = flow->width - flow->left - points(look->margin_right);
    flow->bottom = flow->height - points(look->margin_bottom);
    pdf_text_free(flow->footer);
    flow->footer = NULL;
    if (!flow->document->footer)
        return;
    flow->footer = pdf_text_of(flow->typist, flow->document->footer,
                               &(struct pdf_look){ .width = flow->text_width, .half_points = shape->half_points,
                                                   .flags = shape->flags, .line = shape->line, .align = shape->align });
    /* a long one moves the end of the text up */
    double top = flow->height - points(FOOTER_TWIPS) - pdf_text_height(flow->footer, 0, pdf_text_lines(flow->footer));
    if (top < flow->bottom)
        flow->bottom = top > flow->top + 100 ? top : flow->top + 100;
}

static void draw_lines(const struct pdf_text *text, struct pdf_canvas *canvas, double x, double y)
{
    for (size_t i = 0; i < pdf_text_lines(text); i++) {
        pdf_text_draw(text, i, canvas, x, y);
        y += pdf_text_line_height(text, i);
    }
}

static void open_page(struct pdf_flow *flow)
{
    char number[24];
    flow->number++;
    flow->is_open = flow->is_empty = true;
    flow->y = flow->top;
    flow->gap = 0;
    pdf_canvas_page(flow->canvas, flow->width, flow->height, flow->number);
    if (flow->number == 1)
        return;
    snprintf(number, sizeof(number), "%zu", flow->number);
    struct pdf_look look = { .width = flow->text_width,
                             .half_points = document_look(flow->document->style)->body_size,
                             .line = document_shape(DOCUMENT_PART_HEADER)->line,
                             .align = DOCUMENT_ALIGN_CENTER };
    struct pdf_text *text = pdf_text_of(flow->typist, number, &look);
    pdf_text_draw(text, 0, flow->canvas, flow->left, points(HEADER_TWIPS));
    pdf_text_free(text);
}

static void end_tags(struct pdf_flow *flow, bool tag, bool group)
{
    if (tag && flow->tag)
        pdf_canvas_end(flow->canvas, flow->tag);
    if (tag)
        flow->tag = NULL;
    if (group && flow->group)
        pdf_canvas_end(flow->canvas, flow->group);
    if (group)
        flow->group = NULL;
}

static void close_page(struct pdf_flow *flow)
{
    if (!flow->is_open)
        return;
    end_tags(flow, true, true);
    if (flow->footer)
        draw_lines(flow->footer, flow->canvas, flow->left,
                   flow->height - points(FOOTER_TWIPS) - pdf_text_height(flow->footer, 0, pdf_text_lines(flow->footer)));
    flow->is_open = false;
}

static void new_page(struct pdf_flow *flow)
{
    close_page(flow);
    open_page(flow);
}

/* --- placing ------------------------------------------------------------------------------------------------- */

static void drop_first(struct pdf_flow *flow)
{
    struct pdf_piece *piece = flow->first;
    flow->first = piece->next;
    if (!flow->first)
        flow->last = NULL;
    flow->count--;
    if (piece->done)
        piece->done(piece);
    free(piece);
}

static void set_bookmark(struct pdf_flow *flow, const struct pdf_piece *piece)
{
    unsigned level = piece->bookmark_level;
    if (!piece->bookmark || level >= PDF_BOOKMARK_LEVELS)
        return;
    int parent = 0;
    for (unsigned i = 0; i < level; i++)
        if (flow->bookmarks[i])
            parent = flow->bookmarks[i];
    flow->bookmarks[level] = pdf_canvas_bookmark(flow->canvas, parent, piece->bookmark, flow->y);
    memset(flow->bookmarks + level + 1, 0, (PDF_BOOKMARK_LEVELS - level - 1) * sizeof(*flow->bookmarks));
}

static void begin_group(struct pdf_flow *flow, const char *group)
{
    if (group && !flow->group)
        pdf_canvas_begin(flow->canvas, group);
    flow->group = group;
}

/* Draws the first piece that waits, where the page is. */
static void place_first(struct pdf_flow *flow)
{
    const struct pdf_piece *piece = flow->first;
    double room = pdf_flow_room(flow);
    begin_group(flow, piece->group);
    if (flow->is_empty && piece->repeat) {
        piece->repeat->draw(piece->repeat, flow->canvas, flow->left, flow->y);
        flow->y += piece->repeat->height;
    } else if (!flow->is_empty)
        flow->y += flow->gap > piece->before ? flow->gap : piece->before;
    if (piece->tag && !flow->tag)
        pdf_canvas_begin(flow->canvas, piece->tag);
    flow->tag = piece->tag;
    set_bookmark(flow, piece);
    bool is_tall = piece->height > room; /* nothing is lost: it is made to fit */
    if (is_tall)
        pdf_canvas_shrink(flow->canvas, flow->left, flow->y, room / piece->height);
    piece->draw(piece, flow->canvas, flow->left, flow->y);
    if (is_tall)
        pdf_canvas_shrink_end(flow->canvas);
    flow->y += is_tall ? room : piece->height;
    flow->gap = piece->after;
    flow->is_empty = false;
    end_tags(flow, piece->ends_tag, piece->ends_group);
    drop_first(flow);
}

/* The height of the first `count` pieces that wait, on this page as it is or on a new one. */
static double height_of(const struct pdf_flow *flow, size_t count, bool on_new_page)
{
    bool is_first = on_new_page || flow->is_empty;
    double height = 0, gap = flow->gap;
    const struct pdf_piece *piece = flow->first;
    for (size_t i = 0; i < count; i++, piece = piece->next) {
        if (is_first)
            height += piece->repeat ? piece->repeat->height : 0;
        else
            height += gap > piece->before ? gap : piece->before;
        is_first = false;
        height += piece->height;
        gap = piece->after;
    }
    return height;
}

/* How many of the first pieces go on this page when not all do: the most that fit, up to one that may be parted from the next.
 * 0: none. */
static size_t fitting(const struct pdf_flow *flow, size_t count, double room, enum pdf_keep most)
{
    size_t found = 0;
    const struct pdf_piece *piece = flow->first;
    for (size_t i = 1; i < count; i++, piece = piece->next) {
        if (height_of(flow, i, false) > room)
            break;
        if (piece->keep <= most)
            found = i;
    }
    return found;
}

/* How many of the first pieces go on the page as it is, when not all of them fit; 0: none. */
static size_t parted(const struct pdf_flow *flow, size_t count, double room)
{
    size_t now = fitting(flow, count, room, PDF_KEEP_RATHER);
    if (now || !flow->is_empty)
        return now;
    now = fitting(flow, count, room, PDF_KEEP);
    return now ? now : 1;
}

static void place_some(struct pdf_flow *flow, size_t count)
{
    while (count--)
        place_first(flow);
}

static double room_left(const struct pdf_flow *flow)
{
    return flow->bottom - flow->y + SLACK;
}

/* Places pieces that should stay together: on this page, else on the next, else parted where it hurts least. */
static void place(struct pdf_flow *flow, size_t count)
{
    while (count) {
        if (!flow->is_open)
            open_page(flow);
        size_t now = count;
        if (height_of(flow, count, false) > room_left(flow)) {
            bool fits_next = height_of(flow, count, true) <= pdf_flow_room(flow) + SLACK;
            now = fits_next && !flow->is_empty ? 0 : parted(flow, count, room_left(flow));
        }
        place_some(flow, now);
        count -= now;
        if (count)
            new_page(flow);
    }
}

/* The pieces that wait, and what is still to come with them, are more than a page: some of them fill this one. */
static void place_part(struct pdf_flow *flow)
{
    if (!flow->is_open)
        open_page(flow);
    size_t now = parted(flow, flow->count - WAITING + 1, room_left(flow));
    place_some(flow, now);
    new_page(flow);
}

/* How many pieces from the first on stay together; 0: the last of them has not come yet. */
static size_t chain(const struct pdf_flow *flow)
{
    size_t count = 1;
    for (const struct pdf_piece *piece = flow->first; piece; piece = piece->next, count++)
        if (piece->keep == PDF_KEEP_NOT)
            return count;
    return 0;
}

/* Places what can be placed now. */
static void settle(struct pdf_flow *flow)
{
    while (flow->count > WAITING) {
        size_t count = chain(flow);
        if (count && flow->count - count < WAITING)
            return;
        if (count)
            place(flow, count);
        else if (height_of(flow, flow->count, true) <= pdf_flow_room(flow) + SLACK)
            return;
        else
            place_part(flow);
    }
}

/* Places everything that waits. */
static void settle_all(struct pdf_flow *flow)
{
    while (flow->count) {
        size_t count = chain(flow);
        place(flow, count ? count : flow->count);
    }
}

void pdf_flow_add(struct pdf_flow *flow, const struct pdf_piece *piece)
{
    struct pdf_piece *own = malloc(sizeof(*own));
    require(own);
    *own = *piece;
    own->next = NULL;
    *(flow->last ? &flow->last->next : &flow->first) = own;
    flow->last = own;
    flow->count++;
    settle(flow);
}

void pdf_flow_keep_last(struct pdf_flow *flow)
{
    size_t from = flow->count, texts = 0, i = 0;
    for (struct pdf_piece *piece = flow->first; piece; piece = piece->next)
        texts += piece->is_text;
    for (struct pdf_piece *piece = flow->first; piece; piece = piece->next, i++) {
        if (piece->is_text && texts-- <= WAITING && i < from)
            from = i;
        if (i >= from)
            piece->keep = PDF_KEEP;
    }
}

void pdf_flow_break(struct pdf_flow *flow)
{
    settle_all(flow);
    if (flow->is_open && !flow->is_empty)
        close_page(flow);
}

void pdf_flow_section(struct pdf_flow *flow, bool is_landscape)
{
    settle_all(flow);
    close_page(flow);
    flow->number = 0;
    set_page(flow, is_landscape);
}

void pdf_flow_end(struct pdf_flow *flow)
{
    settle_all(flow);
    if (!flow->canvas->pages)
        open_page(flow);
    close_page(flow);
}

void pdf_flow_done(struct pdf_flow *flow)
{
    while (flow->first)
        drop_first(flow);
    pdf_text_free(flow->footer);
    flow->footer = NULL;
}

/* --- lines of text ---------------------------------------------------------------------------------------------- */

struct lines {
    struct pdf_text *text;
    double x;
    char *bookmark;
};

static void draw_line(const struct pdf_piece *piece, struct pdf_canvas *canvas, double x, double y)
{
    const struct lines *lines = piece->data;
    pdf_text_draw(lines->text, piece->index, canvas, x + lines->x, y);
}

static void free_lines(struct pdf_piece *piece)
{
    struct lines *lines = piece->data;
    pdf_text_free(lines->text);
    free(lines->bookmark);
    free(lines);
}

void pdf_flow_text(struct pdf_flow *flow, struct pdf_text *text, const struct pdf_lines *look)
{
    struct lines *lines = calloc(1, sizeof(*lines));
    require(lines);
    *lines = (struct lines){ .text = text, .x = look->x, .bookmark = look->bookmark ? strdup(look->bookmark) : NULL };
    size_t count = pdf_text_lines(text);
    for (size_t i = 0; i < count; i++) {
        bool is_last = i + 1 == count;
        pdf_flow_add(flow, &(struct pdf_piece){
                               .before = i ? 0 : look->before,
                               .height = pdf_text_line_height(text, i),
                               .after = is_last ? look->after : 0,
                               .keep = is_last ? look->keep : i == 0 || i + 2 == count ? PDF_KEEP : PDF_KEEP_NOT,
                               .is_text = !pdf_text_is_empty(text),
                               .tag = look->tag,
                               .ends_tag = is_last,
                               .bookmark = i ? NULL : lines->bookmark,
                               .bookmark_level = look->bookmark_level,
                               .draw = draw_line,
                               .done = is_last ? free_lines : NULL,
                               .data = lines,
                               .index = i,
                           });
    }
}
