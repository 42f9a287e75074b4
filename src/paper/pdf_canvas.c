/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/pdf_canvas.h"

#include "paper/document.h"

#include <cairo-pdf.h>
#include <inttypes.h>
#include <string.h>

enum { TITLE_BYTES_MAX = 160 }; /* of a bookmark */

static enum err_code failure(cairo_status_t status, struct err *err)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return ERR_OK;
    if (status == CAIRO_STATUS_NO_MEMORY)
        return err_set(err, ERR_NOMEM, MSG_NOMEM);
    return err_set(err, ERR_IO, MSG_PAPER_PDF, cairo_status_to_string(status));
}

static cairo_status_t take(void *out, const unsigned char *bytes, unsigned len)
{
    buf_add_n(out, bytes, len);
    return CAIRO_STATUS_SUCCESS;
}

static void say(struct pdf_canvas *canvas, cairo_pdf_metadata_t what, const char *text)
{
    if (text)
        cairo_pdf_surface_set_metadata(canvas->surface, what, text);
}

enum err_code pdf_canvas_open(struct pdf_canvas *canvas, const struct pdf_properties *properties, struct buf *out,
                              struct err *err)
{
    *canvas = (struct pdf_canvas){ .out = out, .begin = out->len };
    canvas->surface = cairo_pdf_surface_create_for_stream(take, out, DOCUMENT_PAGE_WIDTH / 20.0, DOCUMENT_PAGE_HEIGHT / 20.0);
    cairo_pdf_surface_restrict_to_version(canvas->surface, CAIRO_PDF_VERSION_1_5);
    say(canvas, CAIRO_PDF_METADATA_TITLE, properties->title);
    say(canvas, CAIRO_PDF_METADATA_AUTHOR, properties->author);
    say(canvas, CAIRO_PDF_METADATA_CREATOR, "Chung Tay");
    /* cairo takes the clock for a file that does not say it */
    say(canvas, CAIRO_PDF_METADATA_CREATE_DATE, properties->created ? properties->created : "");
    say(canvas, CAIRO_PDF_METADATA_MOD_DATE, properties->created);
    canvas->cairo = cairo_create(canvas->surface);
    return failure(cairo_status(canvas->cairo), err);
}

void pdf_canvas_page(struct pdf_canvas *canvas, double width, double height, size_t number)
{
    char label[24];
    if (canvas->pages)
        cairo_show_page(canvas->cairo);
    canvas->pages++;
    snprintf(label, sizeof(label), "%zu", number);
    cairo_pdf_surface_set_size(canvas->surface, width, height);
    cairo_pdf_surface_set_page_label(canvas->surface, label);
}

void pdf_canvas_line(struct pdf_canvas *canvas, double x, double y, double length, double thickness)
{
    cairo_set_line_width(canvas->cairo, thickness);
    cairo_move_to(canvas->cairo, x, y);
    cairo_line_to(canvas->cairo, x + length, y);
    cairo_stroke(canvas->cairo);
}

void pdf_canvas_frame(struct pdf_canvas *canvas, double x, double y, double width, double height)
{
    cairo_set_line_width(canvas->cairo, 0.5);
    cairo_rectangle(canvas->cairo, x, y, width, height);
    cairo_stroke(canvas->cairo);
}

void pdf_canvas_begin(struct pdf_canvas *canvas, const char *tag)
{
    cairo_tag_begin(canvas->cairo, tag, NULL);
}

void pdf_canvas_end(struct pdf_canvas *canvas, const char *tag)
{
    cairo_tag_end(canvas->cairo, tag);
}

/* cairo writes the address into the file as it is: only what cannot end a string of PDF, nor of cairo's own, goes there. */
void pdf_canvas_link_begin(struct pdf_canvas *canvas, const char *address)
{
    struct buf attributes CLEANUP(buf_done) = { 0 };
    buf_add(&attributes, "uri='");
    for (const char *at = address; *at; at++) {
        if (*at > ' ' && *at < 0x7F && !strchr("'\"\\()<>", *at))
            buf_add_char(&attributes, *at);
        else
            buf_printf(&attributes, "%%%02X", (unsigned)(unsigned char)*at);
    }
    buf_add_char(&attributes, '\'');
    cairo_tag_begin(canvas->cairo, CAIRO_TAG_LINK, buf_text(&attributes));
}

void pdf_canvas_link_end(struct pdf_canvas *canvas)
{
    cairo_tag_end(canvas->cairo, CAIRO_TAG_LINK);
}

int pdf_canvas_bookmark(struct pdf_canvas *canvas, int parent, const char *title, double y)
{
    char where[64], text[TITLE_BYTES_MAX + sizeof("…")];
    size_t len = strlen(title);
    if (len > TITLE_BYTES_MAX)
        for (len = TITLE_BYTES_MAX; ((unsigned char)title[len] & 0xC0) == 0x80; len--)
            continue;
    snprintf(text, sizeof(text), "%.*s%s", (int)len, title, title[len] ? "…" : "");
    for (char *at = text; *at; at++)
        *at = *at == '\n' || *at == '\t' ? ' ' : *at;
    snprintf(where, sizeof(where), "page=%zu pos=[0 %d]", canvas->pages, (int)y);
    return cairo_pdf_surface_add_outline(canvas->surface, parent, text, where, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

void pdf_canvas_shrink(struct pdf_canvas *canvas, double x, double y, double scale)
{
    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, x, y);
    cairo_scale(canvas->cairo, scale, scale);
    cairo_translate(canvas->cairo, -x, -y);
}

void pdf_canvas_shrink_end(struct pdf_canvas *canvas)
{
    cairo_restore(canvas->cairo);
}

/* What cairo 1.16 has no call for: that the file is tagged, its language, and its title to be shown in place of its name. The
 * catalogue is the last object of the file, plain text; only the table behind it moves. Where a cairo writes otherwise, its file
 * stays as it is. */
static void tell_catalogue(struct buf *out, size_t begin)
{
    static const char head[] = "/Type /Catalog\n", table[] = "\nendobj\nxref\n", start[] = "\nstartxref\n";
    static const char more[] = "   /Lang (vi-VN)\n   /MarkInfo << /Marked true >>\n   /ViewerPreferences << /DisplayDocTitle true >>\n";
    size_t at = out->len;
    while (at > begin && strncmp(out->data + at, head, sizeof(head) - 1) != 0)
        at--;
    char *behind = out->data + at + sizeof(head) - 1;
    char *end = at > begin ? strstr(behind, table) : NULL, *offset = end ? strstr(end, start) : NULL;
    if (!offset || memmem(behind, (size_t)(end - behind), "\nendobj\n", 8))
        return;
    uint64_t moved = strtoull(offset + sizeof(start) - 1, NULL, 10) + sizeof(more) - 1;
    struct buf rest CLEANUP(buf_done) = { 0 };
    buf_add_n(&rest, behind, (size_t)(offset - behind));
    out->len = (size_t)(behind - out->data);
    buf_add(out, more);
    buf_add_n(out, rest.data, rest.len);
    buf_printf(out, "%s%" PRIu64 "\n%%%%EOF\n", start, moved);
}

enum err_code pdf_canvas_finish(struct pdf_canvas *canvas, struct err *err)
{
    cairo_status_t drawn = cairo_status(canvas->cairo);
    cairo_destroy(canvas->cairo);
    canvas->cairo = NULL;
    cairo_surface_finish(canvas->surface);
    if (drawn == CAIRO_STATUS_SUCCESS)
        drawn = cairo_surface_status(canvas->surface);
    if (drawn == CAIRO_STATUS_SUCCESS)
        tell_catalogue(canvas->out, canvas->begin);
    return failure(drawn, err);
}

void pdf_canvas_done(struct pdf_canvas *canvas)
{
    if (canvas->cairo)
        cairo_destroy(canvas->cairo);
    if (canvas->surface)
        cairo_surface_destroy(canvas->surface);
    *canvas = (struct pdf_canvas){ 0 };
}
