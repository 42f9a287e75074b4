/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml_edit.h"

#include <stdlib.h>
#include <string.h>

/* --- finding ---------------------------------------------------------------------------------------------------- */

static size_t step_index(const struct yaml *node, const char *step)
{
    if (node->type == YAML_SEQUENCE) {
        char *end = NULL;
        unsigned long long index = strtoull(step, &end, 10);
        return *step && !*end ? (size_t)index : SIZE_MAX;
    }
    for (size_t i = 0; i < node->count; i++)
        if (strcmp(node->keys[i].text, step) == 0)
            return i;
    return SIZE_MAX;
}

const struct yaml *yaml_at(const struct yaml *root, const struct yaml_path *path)
{
    for (size_t i = 0; root && i < path->count; i++) {
        size_t index = root->type == YAML_SCALAR ? SIZE_MAX : step_index(root, path->steps[i]);
        root = index < root->count ? &root->items[index] : NULL;
    }
    return root;
}

static bool is_before(const struct yaml *node, int line, int column)
{
    return node->line < line || (node->line == line && (column == 0 || node->column <= column));
}

void yaml_path_of(struct arena *arena, const struct yaml *root, int line, int column, struct yaml_path *ret_path)
{
    ret_path->count = 0;
    while (root->count && ret_path->count < YAML_PATH_MAX) {
        size_t found = SIZE_MAX;
        for (size_t i = 0; i < root->count; i++) {
            const struct yaml *begin = root->type == YAML_MAPPING ? &root->keys[i] : &root->items[i];
            if (!is_before(begin, line, column) || (column == 0 && found != SIZE_MAX && begin->line == line))
                break; /* of several in one line the first, where no column is told */
            found = i;
        }
        if (found == SIZE_MAX || root->items[found].end_line < line)
            return;
        ret_path->steps[ret_path->count++] =
            root->type == YAML_MAPPING ? root->keys[found].text : arena_printf(arena, "%zu", found);
        root = &root->items[found];
    }
}

/* Of the letter at that place; the text's end where there is none. */
static size_t offset_of(const char *text, int line, int column)
{
    const char *c = strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text;
    for (; line > 1 && *c; c++)
        line -= *c == '\n';
    for (; column > 1 && *c && *c != '\n'; column--)
        do
            c++;
        while (((unsigned char)*c & 0xC0) == 0x80);
    return (size_t)(c - text);
}

struct yaml_splice yaml_span(const char *text, const struct yaml *node)
{
    struct yaml_splice span = { offset_of(text, node->line, node->column), offset_of(text, node->end_line, node->end_column), NULL };
    while (span.to > span.from && (text[span.to - 1] == ' ' || text[span.to - 1] == '\n'))
        span.to--; /* a block of text (|) ends with the line behind it */
    return span;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static bool is_plain_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80 || c == '_' || c == '$';
}

/* Read back as it stands, in a line of its own and within {…}. */
static bool is_plain(const char *text)
{
    size_t len = strlen(text);
    if (!len || !is_plain_char(text[0]) || text[len - 1] == ' ' || strcmp(text, "null") == 0 || strncmp(text, "---", 3) == 0)
        return false;
    for (const char *c = text; *c; c++)
        if (!is_plain_char(*c) && !strchr(" ./()-+%<>=;", *c))
            return false;
    return true;
}

static void write_scalar(struct buf *out, const struct yaml *node)
{
    if (is_plain(node->text) || yaml_is_null(node)) {
        buf_add(out, node->text);
        return;
    }
    buf_add_char(out, '"');
    for (const char *c = node->text; *c; c++) {
        if (*c == '"' || *c == '\\')
            buf_add_char(out, '\\');
        if (*c == '\n')
            buf_add(out, "\\n");
        else if (*c == '\t')
            buf_add(out, "\\t");
        else
            buf_add_char(out, *c);
    }
    buf_add_char(out, '"');
}

static void write_flow(struct buf *out, const struct yaml *node)
{
    bool is_map = node->type == YAML_MAPPING;
    if (node->type == YAML_SCALAR) {
        write_scalar(out, node);
        return;
    }
    buf_add_char(out, is_map ? '{' : '[');
    for (size_t i = 0; i < node->count; i++) {
        buf_add(out, i ? ", " : "");
        if (is_map) {
            write_scalar(out, &node->keys[i]);
            buf_add(out, ": ");
        }
        write_flow(out, &node->items[i]);
    }
    buf_add_char(out, is_map ? '}' : ']');
}

enum { FLOW_BYTES_MAX = 110 };

static bool is_short(const struct yaml *node)
{
    CLEANUP(buf_done) struct buf line = { 0 };
    write_flow(&line, node);
    return line.len <= FLOW_BYTES_MAX;
}

static void new_line(struct buf *out, size_t indent)
{
    buf_add_char(out, '\n');
    for (size_t i = 0; i < indent; i++)
        buf_add_char(out, ' ');
}

/* Behind "key:" or "-": in that line where it is short, else in lines of its own, indented. */
static void write_value(struct buf *out, const struct yaml *node, size_t indent, bool in_list)
{
    buf_add(out, in_list || node->type == YAML_SCALAR || is_short(node) ? " " : "");
    if (node->type == YAML_SCALAR || is_short(node)) {
        write_flow(out, node);
        return;
    }
    if (!in_list)
        new_line(out, indent);
    yaml_write(out, node, indent);
}

void yaml_write(struct buf *out, const struct yaml *node, size_t indent)
{
    if (node->type == YAML_SCALAR || node->count == 0) {
        write_flow(out, node);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        if (i)
            new_line(out, indent);
        if (node->type == YAML_MAPPING)
            write_scalar(out, &node->keys[i]);
        buf_add_char(out, node->type == YAML_MAPPING ? ':' : '-');
        write_value(out, &node->items[i], indent + 2, node->type == YAML_SEQUENCE);
    }
}

/* --- editing ------------------------------------------------------------------------------------------------------- */

static size_t line_start(const char *text, size_t at)
{
    while (at && text[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const char *text, size_t at)
{
    return at + strcspn(text + at, "\n");
}

static void splice(struct buf *out, const char *text, size_t from, size_t to, const struct buf *with)
{
    buf_add_n(out, text, from);
    buf_add_n(out, buf_text(with), with->len);
    buf_add(out, text + to);
}

static size_t without_blanks(const char *text, size_t at)
{
    while (at && (text[at - 1] == ' ' || text[at - 1] == '\n'))
        at--;
    return at;
}

/* The node's own value for another one; what stood in lines of its own behind a key may now stand in the key's, unless
 * a remark stands there. */
static void replace(struct buf *out, const char *text, const struct yaml *old, const struct yaml *value, bool in_flow, bool after_key,
                    size_t indent)
{
    CLEANUP(buf_done) struct buf with = { 0 };
    struct yaml_splice span = yaml_span(text, old);
    bool in_line = in_flow || value->type == YAML_SCALAR || is_short(value);
    if (after_key && !in_flow) {
        span.from = without_blanks(text, span.from);
        if (!in_line || text[span.from - 1] != ':')
            new_line(&with, indent);
        else
            buf_add_char(&with, ' ');
    }
    if (in_line)
        write_flow(&with, value);
    else
        yaml_write(&with, value, indent);
    splice(out, text, span.from, span.to > span.from ? span.to : span.from, &with);
}

/* One more pair or item behind the last. */
static void append(struct buf *out, const char *text, const struct yaml *parent, const char *key, const struct yaml *value)
{
    CLEANUP(buf_done) struct buf with = { 0 };
    struct yaml_splice span = yaml_span(text, parent);
    struct yaml name = { .type = YAML_SCALAR, .text = key };
    bool is_map = parent->type == YAML_MAPPING;
    if (parent->flow) {
        buf_add(&with, parent->count ? ", " : "");
        if (is_map) {
            write_scalar(&with, &name);
            buf_add(&with, ": ");
        }
        write_flow(&with, value);
        splice(out, text, span.to - 1, span.to - 1, &with);
        return;
    }
    size_t indent = (size_t)parent->column - 1, at = line_end(text, span.to);
    new_line(&with, indent);
    if (is_map)
        write_scalar(&with, &name);
    buf_add_char(&with, is_map ? ':' : '-');
    write_value(&with, value, indent + 2, !is_map);
    splice(out, text, at, at, &with);
}

/* Whether nothing but blanks, and of a list one hyphen, stands before it in its line. */
static bool has_own_line(const char *text, size_t at, bool in_list)
{
    size_t hyphens = 0;
    for (size_t i = line_start(text, at); i < at; i++) {
        if (text[i] != ' ' && text[i] != '-')
            return false;
        hyphens += text[i] == '-';
    }
    return hyphens == in_list;
}

/* Where the pair or item begins. */
static size_t begin_of(const char *text, const struct yaml *parent, size_t index)
{
    const struct yaml *begin = parent->type == YAML_MAPPING ? &parent->keys[index] : &parent->items[index];
    return offset_of(text, begin->line, begin->column);
}

/* A pair or item out of its collection; the only one leaves an empty collection. */
static void take_out(struct buf *out, const char *text, const struct yaml *parent, size_t index)
{
    CLEANUP(buf_done) struct buf with = { 0 };
    size_t from = begin_of(text, parent, index), to = yaml_span(text, &parent->items[index]).to;
    bool is_last = index + 1 == parent->count;
    if (parent->count == 1) {
        struct yaml_splice whole = yaml_span(text, parent);
        buf_add(&with, parent->type == YAML_MAPPING ? "{}" : "[]");
        splice(out, text, whole.from, whole.to, &with);
        return;
    }
    if (!parent->flow && has_own_line(text, from, parent->type == YAML_SEQUENCE)) {
        from = line_start(text, from);
        to = line_end(text, to > from ? to : from);
        to += text[to] != '\0';
    } else if (!is_last) {
        to = begin_of(text, parent, index + 1);
    } else if (parent->flow) {
        from = yaml_span(text, &parent->items[index - 1]).to;
    }
    splice(out, text, from, to, &with);
}

bool yaml_edit(struct buf *out, const char *text, const struct yaml *root, const struct yaml_path *path, const struct yaml *value)
{
    const struct yaml *parent = root;
    bool in_flow = root->flow;
    if (path->count == 0)
        return false;
    for (size_t i = 0; i + 1 < path->count; i++) {
        size_t index = parent->type == YAML_SCALAR ? SIZE_MAX : step_index(parent, path->steps[i]);
        if (index >= parent->count)
            return false;
        parent = &parent->items[index];
        in_flow = in_flow || parent->flow;
    }
    const char *last = path->steps[path->count - 1];
    size_t index = parent->type == YAML_SCALAR ? SIZE_MAX : step_index(parent, last);
    if (parent->type == YAML_SCALAR)
        return false;
    if (index < parent->count && value)
        replace(out, text, &parent->items[index], value, in_flow, parent->type == YAML_MAPPING, (size_t)parent->column + 1);
    else if (index < parent->count)
        take_out(out, text, parent, index);
    else if (value && (parent->type == YAML_MAPPING || index == parent->count))
        append(out, text, parent, last, value);
    else
        return false;
    return true;
}
