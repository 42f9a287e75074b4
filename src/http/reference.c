/* SPDX-License-Identifier: Apache-2.0
 * The reference page: the routes and the registers as a person reads them. Plain HTML, no script. */
#include "http/openapi.h"

#include "domain/field.h"
#include "http/html.h"
#include "http/route.h"

#include <string.h>

static void add_cell(struct buf *out, const char *tag, const char *text)
{
    buf_printf(out, "<td><%s>", tag);
    html_text(out, text);
    buf_printf(out, "</%s></td>", tag);
}

static void add_query(struct buf *out, const struct shape_field *field, enum lang lang)
{
    if (!field || !field->name)
        return;
    buf_add(out, "<ul>");
    for (; field->name; field++) {
        buf_add(out, "<li><code>");
        html_text(out, field->name);
        buf_add(out, field->required ? "</code>* – " : "</code> – ");
        html_text(out, lang == LANG_EN ? field->en : field->vi);
        buf_add(out, "</li>");
    }
    buf_add(out, "</ul>");
}

static void add_routes(struct buf *out, enum lang lang)
{
    buf_printf(out, "<h2>%s</h2><table>", msg_text(MSG_REFERENCE_ROUTES, lang));
    for (const struct route *const *table = route_tables; *table; table++)
        for (const struct route *route = *table; route->path; route++) {
            buf_add(out, "<tr>");
            add_cell(out, "b", method_name(route->method));
            add_cell(out, "code", route->path);
            add_cell(out, "i", right_word(route->right));
            buf_add(out, "<td>");
            html_text(out, lang == LANG_EN ? route->en : route->vi);
            add_query(out, route->query, lang);
            add_query(out, route->in ? route->in->fields : NULL, lang);
            buf_add(out, "</td></tr>\n");
        }
    buf_add(out, "</table>");
}

static void add_field(struct buf *out, const struct field *field, enum lang lang)
{
    buf_add(out, "<tr>");
    add_cell(out, "code", field->name);
    add_cell(out, "i", field_type_word(field->type));
    buf_add(out, "<td>");
    html_text(out, lang == LANG_EN ? field->en : field->vi);
    buf_add(out, field_is_asked(field) ? " *" : "");
    buf_add(out, field->personal != PERSONAL_NONE ? " 🔒" : "");
    if (field->ref)
        buf_printf(out, " → <a href=\"#%s\">%s</a>", field->ref, field->ref);
    for (const struct code *code = field->codes; code && code->code; code++) {
        buf_add(out, code == field->codes ? "<br><small>" : ", ");
        html_text(out, code->code);
    }
    buf_add(out, field->codes ? "</small></td></tr>\n" : "</td></tr>\n");
}

static void add_kinds(struct buf *out, enum lang lang)
{
    buf_printf(out, "<h2>%s</h2>", msg_text(MSG_REFERENCE_KINDS, lang));
    for (size_t i = 0; kinds[i]; i++) {
        const struct kind *kind = kinds[i];
        buf_printf(out, "<h3 id=\"%s\"><code>%s</code> – ", kind->slug, kind->slug);
        html_text(out, kind_list_name(kind, lang));
        buf_add(out, "</h3><table>");
        for (const struct field *field = kind->fields; field->name; field++)
            if (!field->hidden)
                add_field(out, field, lang);
        buf_add(out, "</table>");
        for (const struct transition *t = kind->transitions; t && t->action; t++) {
            buf_printf(out, "%s<code>%s</code>: %s → %s", t == kind->transitions ? "<p>" : "; ", t->action, t->from, t->to);
        }
        buf_add(out, "\n");
    }
}

void reference_write(struct buf *out, enum lang lang)
{
    html_begin(out, lang, "Chung Tay API", msg_text(MSG_OPENAPI_ABOUT, lang), "/api/v1/reference");
    buf_add(out, "<p>");
    html_text(out, msg_text(MSG_OPENAPI_ABOUT, lang));
    buf_add(out, "</p><p><a href=\"/api/v1/openapi.json\">openapi.json</a> · <a href=\"/api/v1/schema\">schema</a></p>");
    add_routes(out, lang);
    add_kinds(out, lang);
    html_end(out);
}
