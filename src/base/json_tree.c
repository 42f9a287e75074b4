/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_tree.h"

#include "base/utf8.h"

#include <string.h>

struct reader {
    struct arena *arena;
    const char *start, *at, *end;
    struct err *err;
};

static enum err_code refuse(struct reader *reader, enum msg msg)
{
    int64_t line = 1, column = 1;
    for (const char *c = reader->start; c < reader->at && c < reader->end; c++) {
        bool is_break = *c == '\n', continues = ((unsigned char)*c & 0xC0) == 0x80;
        line += is_break;
        column = is_break ? 1 : column + !continues;
    }
    return err_set(reader->err, ERR_INPUT, msg, err_int(line), err_int(column));
}

static void skip_space(struct reader *reader)
{
    while (reader->at < reader->end && *reader->at && strchr(" \t\r\n", *reader->at))
        reader->at++;
}

static bool take(struct reader *reader, char c)
{
    skip_space(reader);
    bool has = reader->at < reader->end && *reader->at == c;
    reader->at += has;
    return has;
}

static bool take_word(struct reader *reader, const char *word)
{
    size_t len = strlen(word);
    bool has = (size_t)(reader->end - reader->at) >= len && memcmp(reader->at, word, len) == 0;
    reader->at += has ? len : 0;
    return has;
}

/* --- numbers ------------------------------------------------------------------------------------ */

static bool is_digit(const struct reader *reader)
{
    return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

static enum err_code read_number(struct reader *reader, struct tree *tree)
{
    const char *start = reader->at;
    bool negative = *reader->at == '-', fits = true;
    int64_t number = 0;
    reader->at += negative;
    const char *digits = reader->at;
    for (; is_digit(reader); reader->at++) {
        int digit = *reader->at - '0';
        fits = fits && !__builtin_mul_overflow(number, 10, &number) &&
               !__builtin_sub_overflow(number, digit, &number); /* kept negative: its range is wider */
    }
    bool has_form = reader->at > digits && (*digits != '0' || reader->at == digits + 1);
    bool is_fraction = reader->at < reader->end && *reader->at && strchr(".eE", *reader->at);
    if (!has_form || is_fraction || !fits || (!negative && number == INT64_MIN)) {
        reader->at = start;
        return refuse(reader, !has_form ? MSG_JSON_FORM : MSG_JSON_NUMBER);
    }
    tree->type = TREE_INT;
    tree->number = negative ? number : -number;
    return ERR_OK;
}

/* --- texts -------------------------------------------------------------------------------------- */

static bool read_hex(struct reader *reader, uint32_t *ret_code)
{
    *ret_code = 0;
    for (int i = 0; i < 4; i++, reader->at++) {
        char c = reader->at < reader->end ? *reader->at : '\0';
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
                    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0)
            return false;
        *ret_code = *ret_code << 4 | (uint32_t)digit;
    }
    return true;
}

/* Behind a backslash. NUL and half a surrogate pair are no text. */
static bool read_escape(struct reader *reader, char **to)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char c = reader->at < reader->end ? *reader->at++ : '\0';
    const char *found = c ? strchr(letters, c) : NULL;
    uint32_t code = 0, low = 0;
    if (found) {
        *(*to)++ = meant[found - letters];
        return true;
    }
    if (c != 'u' || !read_hex(reader, &code) || code == 0)
        return false;
    if (code >= 0xD800 && code < 0xDC00) {
        if (!take_word(reader, "\\u") || !read_hex(reader, &low) || low < 0xDC00 || low > 0xDFFF)
            return false;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code < 0xE000) {
        return false;
    }
    *to = utf8_put(*to, code);
    return true;
}

static enum err_code read_text(struct reader *reader, const char **ret_text)
{
    const char *close = ++reader->at;
    while (close < reader->end && *close != '"')
        close += *close == '\\' && close + 1 < reader->end ? 2 : 1;
    char *text = arena_alloc(reader->arena, (size_t)(close - reader->at) + 1, 1), *to = text;
    while (reader->at < reader->end && *reader->at != '"') {
        const char *was = reader->at;
        bool good = true;
        if (*reader->at == '\\') {
            reader->at++;
            good = read_escape(reader, &to);
        } else { /* the text has a NUL at its end (tree_read): utf8_next stops there */
            uint32_t code = utf8_next(&reader->at);
            good = code != UTF8_BAD && code >= 0x20 && reader->at <= reader->end;
            to = good ? utf8_put(to, code) : to;
        }
        if (!good) {
            reader->at = was;
            return refuse(reader, MSG_JSON_TEXT);
        }
    }
    if (reader->at >= reader->end)
        return refuse(reader, MSG_JSON_FORM);
    reader->at++;
    *ret_text = text;
    return ERR_OK;
}

/* --- values ------------------------------------------------------------------------------------- */

static enum err_code read_value(struct reader *reader, struct tree *tree, int depth);

/* The name before a member's value. */
static enum err_code read_name(struct reader *reader, const struct tree *object, struct tree *member)
{
    skip_space(reader);
    if (reader->at >= reader->end || *reader->at != '"')
        return refuse(reader, MSG_JSON_FORM);
    TRY(read_text(reader, &member->name));
    if (tree_member(object, member->name))
        return refuse(reader, MSG_JSON_TWICE);
    if (object->count >= TREE_MEMBERS_MAX)
        return refuse(reader, MSG_JSON_MEMBERS);
    return take(reader, ':') ? ERR_OK : refuse(reader, MSG_JSON_FORM);
}

static enum err_code read_items(struct reader *reader, struct tree *tree, int depth)
{
    bool is_object = *reader->at++ == '{';
    char close = is_object ? '}' : ']';
    tree->type = is_object ? TREE_OBJECT : TREE_ARRAY;
    struct tree **last = &tree->first;
    if (depth >= TREE_DEPTH_MAX)
        return refuse(reader, MSG_JSON_DEPTH);
    if (take(reader, close))
        return ERR_OK;
    do {
        struct tree *item = ARENA_NEW(reader->arena, struct tree);
        if (is_object)
            TRY(read_name(reader, tree, item));
        TRY(read_value(reader, item, depth + 1));
        *last = item;
        last = &item->next;
        tree->count++;
    } while (take(reader, ','));
    return take(reader, close) ? ERR_OK : refuse(reader, MSG_JSON_FORM);
}

static enum err_code read_value(struct reader *reader, struct tree *tree, int depth)
{
    skip_space(reader);
    if (reader->at >= reader->end)
        return refuse(reader, MSG_JSON_FORM);
    if (*reader->at == '{' || *reader->at == '[')
        return read_items(reader, tree, depth);
    if (*reader->at == '"') {
        tree->type = TREE_TEXT;
        return read_text(reader, &tree->text);
    }
    if (*reader->at == '-' || is_digit(reader))
        return read_number(reader, tree);
    tree->truth = take_word(reader, "true");
    if (tree->truth || take_word(reader, "false"))
        tree->type = TREE_BOOL;
    else if (!take_word(reader, "null"))
        return refuse(reader, MSG_JSON_FORM);
    return ERR_OK;
}

enum err_code tree_read(struct arena *arena, const char *text, size_t len, const struct tree **ret_tree,
                        struct err *err)
{
    char *copy = arena_strndup(arena, text, len);
    struct reader reader = { .arena = arena, .start = copy, .at = copy, .end = copy + len, .err = err };
    struct tree *tree = ARENA_NEW(arena, struct tree);
    TRY(read_value(&reader, tree, 0));
    skip_space(&reader);
    if (reader.at != reader.end)
        return refuse(&reader, MSG_JSON_FORM);
    *ret_tree = tree;
    return ERR_OK;
}

/* --- looking ------------------------------------------------------------------------------------ */

const struct tree *tree_member(const struct tree *tree, const char *name)
{
    if (!tree || tree->type != TREE_OBJECT)
        return NULL;
    for (const struct tree *member = tree->first; member; member = member->next)
        if (strcmp(member->name, name) == 0)
            return member;
    return NULL;
}

const char *tree_text(const struct tree *tree, const char *name)
{
    const struct tree *member = tree_member(tree, name);
    return member && member->type == TREE_TEXT ? member->text : NULL;
}

int64_t tree_int(const struct tree *tree, const char *name, int64_t fallback)
{
    const struct tree *member = tree_member(tree, name);
    return member && member->type == TREE_INT ? member->number : fallback;
}

bool tree_true(const struct tree *tree, const char *name)
{
    const struct tree *member = tree_member(tree, name);
    return member && member->type == TREE_BOOL && member->truth;
}
