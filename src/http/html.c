/* SPDX-License-Identifier: Apache-2.0 */
#include "http/html.h"

void html_text(struct buf *out, const char *text)
{
    for (; *text; text++) {
        const char *entity = *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : *text == '&' ? "&amp;" :
                             *text == '"' ? "&quot;" : *text == '\'' ? "&#39;" : NULL;
        if (entity)
            buf_add(out, entity);
        else
            buf_add_char(out, *text);
    }
}

void html_begin(struct buf *out, enum lang lang, const char *title, const char *about, const char *path)
{
    bool english = lang == LANG_EN;
    buf_printf(out, "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>", english ? "en" : "vi");
    html_text(out, title);
    buf_add(out, " – Chung Tay</title><meta name=\"description\" content=\"");
    html_text(out, about);
    buf_add(out, "\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                 "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"/style.css\">"
                 "</head><body>\n<header><a class=\"brand\" href=\"/public\"><img src=\"/icon.svg\" alt=\"\" width=\"32\" height=\"32\">"
                 "Chung Tay</a>");
    if (path) {
        buf_add(out, "<a href=\"");
        html_text(out, path);
        buf_printf(out, "?lang=%s\" lang=\"%s\" hreflang=\"%s\">%s</a>", english ? "vi" : "en", english ? "vi" : "en",
                   english ? "vi" : "en", english ? "Tiếng Việt" : "English");
    }
    buf_add(out, "</header>\n<main><h1>");
    html_text(out, title);
    buf_add(out, "</h1>\n");
}

void html_end(struct buf *out)
{
    buf_add(out, "</main></body></html>\n");
}
