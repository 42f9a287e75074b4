/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <string.h>

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F;
}

/* How many bytes at the beginning stand for themselves. Eight at a time: a byte is `c` where the difference is 0, and one is 0, or below
 * 0x20, where taking away 1, or 0x20, borrows. */
static size_t plain_length(const char *text, size_t len)
{
    const uint64_t ones = 0x0101010101010101u, high = ones * 0x80;
    size_t i = 0;
    for (; i + sizeof(ones) <= len; i += sizeof(ones)) {
        uint64_t word = 0;
        memcpy(&word, text + i, sizeof(word));
        uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\', del = word ^ ones * 0x7F;
        if ((((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((del - ones) & ~del)) & high)
            break;
    }
    while (i < len && is_plain((unsigned char)text[i]))
        i++;
    return i;
}

void json_quote(struct buf *out, const char *text)
{
    buf_add_char(out, '"');
    for (size_t len = strlen(text);;) {
        size_t plain = plain_length(text, len);
        buf_add_n(out, text, plain);
        if (plain == len)
            break;
        unsigned char byte = (unsigned char)text[plain];
        text += plain + 1;
        len -= plain + 1;
        if (byte == '"' || byte == '\\')
            buf_printf(out, "\\%c", byte);
        else if (byte == '\n')
            buf_add(out, "\\n");
        else if (byte == '\t')
            buf_add(out, "\\t");
        else
            buf_printf(out, "\\u%04x", byte);
    }
    buf_add_char(out, '"');
}

static void line_break(struct json_writer *w)
{
    if (!w->indent)
        return;
    buf_add_char(w->out, '\n');
    for (int i = 0; i < w->indent * w->depth; i++)
        buf_add_char(w->out, ' ');
}

/* Before any value: the comma and line of its place. */
static void before_value(struct json_writer *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->depth == 0)
        return;
    require(!w->stack[w->depth - 1].object); /* in an object a key comes first */
    if (w->stack[w->depth - 1].has_items)
        buf_add_char(w->out, ',');
    w->stack[w->depth - 1].has_items = true;
    line_break(w);
}

static void begin(struct json_writer *w, bool object)
{
    before_value(w);
    require(w->depth < JSON_DEPTH_MAX);
    w->stack[w->depth].object = object;
    w->stack[w->depth++].has_items = false;
    buf_add_char(w->out, object ? '{' : '[');
}

static void end(struct json_writer *w, bool object)
{
    require(w->depth > 0 && w->stack[w->depth - 1].object == object && !w->after_key);
    bool had_items = w->stack[--w->depth].has_items;
    if (had_items)
        line_break(w);
    buf_add_char(w->out, object ? '}' : ']');
}

void json_begin_object(struct json_writer *w)
{
    begin(w, true);
}

void json_end_object(struct json_writer *w)
{
    end(w, true);
}

void json_begin_array(struct json_writer *w)
{
    begin(w, false);
}

void json_end_array(struct json_writer *w)
{
    end(w, false);
}

void json_key(struct json_writer *w, const char *key)
{
    require(w->depth > 0 && w->stack[w->depth - 1].object && !w->after_key);
    if (w->stack[w->depth - 1].has_items)
        buf_add_char(w->out, ',');
    w->stack[w->depth - 1].has_items = true;
    line_break(w);
    json_quote(w->out, key);
    buf_add_n(w->out, ": ", w->indent ? 2 : 1);
    w->after_key = true;
}

void json_string(struct json_writer *w, const char *text)
{
    if (!text) {
        json_null(w);
        return;
    }
    before_value(w);
    json_quote(w->out, text);
}

void json_int(struct json_writer *w, int64_t number)
{
    before_value(w);
    buf_add_int(w->out, number);
}

void json_bool(struct json_writer *w, bool truth)
{
    before_value(w);
    buf_add(w->out, truth ? "true" : "false");
}

void json_null(struct json_writer *w)
{
    before_value(w);
    buf_add(w->out, "null");
}

void json_raw(struct json_writer *w, const char *json)
{
    before_value(w);
    buf_add(w->out, json);
}

void json_value(struct json_writer *w, struct value value)
{
    if (value.type == VALUE_INT)
        json_int(w, value.i);
    else if (value.type == VALUE_TEXT)
        json_string(w, value.s);
    else
        json_null(w);
}

void json_member_string(struct json_writer *w, const char *key, const char *text)
{
    json_key(w, key);
    json_string(w, text);
}

void json_member_int(struct json_writer *w, const char *key, int64_t number)
{
    json_key(w, key);
    json_int(w, number);
}

void json_member_bool(struct json_writer *w, const char *key, bool truth)
{
    json_key(w, key);
    json_bool(w, truth);
}
