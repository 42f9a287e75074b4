/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct reader {
    yaml_parser_t parser;
    struct arena *arena;
    const char *file;
    struct mistakes *mistakes;
    size_t node_count;
    bool failed;
    struct yaml *waiting; /* what the collections under way have so far: of a mapping a key, its value, … */
    size_t waiting_count, waiting_capacity;
};

static void reader_done(struct reader *reader)
{
    yaml_parser_delete(&reader->parser);
    free(reader->waiting);
}

static void wait_for_end(struct reader *reader, const struct yaml *node)
{
    if (reader->waiting_count == reader->waiting_capacity) {
        reader->waiting_capacity = reader->waiting_capacity ? reader->waiting_capacity * 2 : 64;
        reader->waiting = realloc(reader->waiting, reader->waiting_capacity * sizeof(*reader->waiting));
        require(reader->waiting);
    }
    reader->waiting[reader->waiting_count++] = *node;
}

/* Every `step`th of those that wait from `from` on, in an array just as long. */
static struct yaml *every(const struct reader *reader, size_t from, size_t step)
{
    size_t count = (reader->waiting_count - from + step - 1) / step;
    struct yaml *nodes = count ? ARENA_ARRAY(reader->arena, struct yaml, count) : NULL;
    for (size_t i = 0; i < count; i++)
        nodes[i] = reader->waiting[from + i * step];
    return nodes;
}

#define READER_MISTAKE(reader, mark, msg, ...)                                                     \
    mistake_add((reader)->mistakes, (reader)->file, (int)(mark).line + 1, (int)(mark).column + 1,  \
                msg, ##__VA_ARGS__)

/* What libyaml says, in words for the person who wrote the file. */
static const struct {
    const char *problem;
    enum msg msg;
} known_problems[] = {
    { "found character that cannot start any token", MSG_YAML_BAD_START },
    { "found a tab character that violates indentation", MSG_YAML_TAB },
    { "mapping values are not allowed in this context", MSG_YAML_COLON },
    { "did not find expected key", MSG_YAML_INDENT },
    { "could not find expected ':'", MSG_YAML_NO_COLON },
    { "did not find expected '-' indicator", MSG_YAML_INDENT },
    { "found unexpected end of stream", MSG_YAML_UNCLOSED_QUOTE },
    { "did not find expected ',' or '}'", MSG_YAML_UNCLOSED_BRACE },
    { "did not find expected ',' or ']'", MSG_YAML_UNCLOSED_BRACKET },
};

static void reader_syntax_mistake(struct reader *reader, const char *text, size_t len)
{
    const yaml_parser_t *parser = &reader->parser;
    reader->failed = true;
    if (parser->error == YAML_READER_ERROR) { /* bytes that are not text: only an offset is known */
        int line = 1;
        for (size_t i = 0; i < len && i < parser->problem_offset; i++)
            line += text[i] == '\n';
        mistake_add(reader->mistakes, reader->file, line, 0, MSG_YAML_ENCODING);
        return;
    }
    const char *problem = parser->problem ? parser->problem : "";
    yaml_mark_t mark = parser->problem_mark;
    for (size_t i = 0; i < COUNT(known_problems); i++)
        if (strcmp(problem, known_problems[i].problem) == 0) {
            READER_MISTAKE(reader, mark, known_problems[i].msg,
                           err_int((int64_t)parser->context_mark.line + 1));
            return;
        }
    READER_MISTAKE(reader, mark, MSG_YAML_SYNTAX, problem);
}

/* The next event, which the caller deletes. False after a failure, which is told. */
static bool reader_next(struct reader *reader, yaml_event_t *ret_event)
{
    if (yaml_parser_parse(&reader->parser, ret_event))
        return true;
    reader->failed = true;
    return false;
}

static void reader_check_extras(struct reader *reader, const yaml_event_t *event,
                                const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor)
        READER_MISTAKE(reader, event->start_mark, MSG_YAML_ANCHOR, (const char *)anchor);
    if (tag)
        READER_MISTAKE(reader, event->start_mark, MSG_YAML_TAG, (const char *)tag);
}

static bool read_node(struct reader *reader, const yaml_event_t *event, int depth,
                      struct yaml *ret_node);

static void read_scalar(struct reader *reader, const yaml_event_t *event, struct yaml *ret_node)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    reader_check_extras(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
    if (memchr(text, '\0', len))
        READER_MISTAKE(reader, event->start_mark, MSG_YAML_NUL);
    ret_node->text = arena_strndup(reader->arena, text, strnlen(text, len));
    ret_node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    ret_node->end_line = (int)event->end_mark.line + 1;
    ret_node->end_column = (int)event->end_mark.column + 1;
}

/* Of a block, libyaml tells only where the next thing begins: it ends with its last item. */
static void note_end(struct yaml *node, const yaml_event_t *end)
{
    const struct yaml *last = node->count ? &node->items[node->count - 1] : NULL;
    bool is_block = !node->flow && last;
    node->end_line = is_block ? last->end_line : (int)end->end_mark.line + 1;
    node->end_column = is_block ? last->end_column : (int)end->end_mark.column + 1;
}

static bool read_sequence(struct reader *reader, const yaml_event_t *start, int depth,
                          struct yaml *ret_node)
{
    reader_check_extras(reader, start, start->data.sequence_start.anchor,
                        start->data.sequence_start.tag);
    size_t from = reader->waiting_count;
    ret_node->flow = start->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    for (;;) {
        CLEANUP(yaml_event_delete) yaml_event_t event = { 0 };
        if (!reader_next(reader, &event))
            return false;
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            ret_node->count = reader->waiting_count - from;
            ret_node->items = every(reader, from, 1);
            reader->waiting_count = from;
            note_end(ret_node, &event);
            break;
        }
        struct yaml item;
        if (!read_node(reader, &event, depth + 1, &item))
            return false;
        wait_for_end(reader, &item);
    }
    return true;
}

static bool read_value(struct reader *reader, int depth, struct yaml *ret_value)
{
    CLEANUP(yaml_event_delete) yaml_event_t event = { 0 };
    return reader_next(reader, &event) && read_node(reader, &event, depth + 1, ret_value);
}

static int compare_keys(const void *a, const void *b)
{
    const struct yaml *const *one = a, *const *two = b;
    int by_text = strcmp((*one)->text, (*two)->text);
    return by_text ? by_text : *one < *two ? -1 : *one > *two;
}

/* Of equal keys the first stays. They are sorted, not each compared with all: anybody may send a file of many. */
static void drop_duplicates(struct reader *reader, struct yaml *keys, struct yaml *values, size_t *count)
{
    const size_t all = *count;
    struct arena_mark mark = arena_mark(reader->arena);
    const struct yaml **order = ARENA_ARRAY(reader->arena, const struct yaml *, all + 1);
    int *first = ARENA_ARRAY(reader->arena, int, all + 1); /* line of the first equal one; 0: it is the first */
    for (size_t i = 0; i < all; i++)
        order[i] = &keys[i];
    qsort(order, all, sizeof(struct yaml *), compare_keys);
    for (size_t i = 1; i < all; i++)
        if (strcmp(order[i]->text, order[i - 1]->text) == 0) {
            int line = first[order[i - 1] - keys];
            first[order[i] - keys] = line ? line : order[i - 1]->line;
        }
    size_t kept = 0;
    for (size_t i = 0; i < all; i++) {
        if (first[i]) {
            mistake_add(reader->mistakes, reader->file, keys[i].line, keys[i].column, MSG_YAML_DUPLICATE,
                        keys[i].text, err_int(first[i]));
            continue;
        }
        keys[kept] = keys[i];
        values[kept++] = values[i];
    }
    *count = kept;
    if (kept == all) /* else what the mistakes tell is behind the mark */
        arena_release(reader->arena, mark);
}

static bool read_mapping(struct reader *reader, const yaml_event_t *start, int depth,
                         struct yaml *ret_node)
{
    reader_check_extras(reader, start, start->data.mapping_start.anchor,
                        start->data.mapping_start.tag);
    size_t from = reader->waiting_count;
    ret_node->flow = start->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    for (;;) {
        CLEANUP(yaml_event_delete) yaml_event_t event = { 0 };
        if (!reader_next(reader, &event))
            return false;
        if (event.type == YAML_MAPPING_END_EVENT) {
            size_t count = (reader->waiting_count - from) / 2;
            struct yaml *keys = every(reader, from, 2), *values = every(reader, from + (count > 0), 2);
            reader->waiting_count = from;
            drop_duplicates(reader, keys, values, &count);
            *ret_node = (struct yaml){ .type = YAML_MAPPING, .line = ret_node->line, .column = ret_node->column,
                                       .flow = ret_node->flow, .text = "", .keys = keys, .items = values, .count = count };
            note_end(ret_node, &event);
            break;
        }
        struct yaml key, value;
        if (!read_node(reader, &event, depth + 1, &key))
            return false;
        if (key.type != YAML_SCALAR) {
            READER_MISTAKE(reader, event.start_mark, MSG_YAML_KEY_NOT_TEXT);
            reader->failed = true;
            return false;
        }
        if (!read_value(reader, depth, &value))
            return false;
        wait_for_end(reader, &key);
        wait_for_end(reader, &value);
    }
    return true;
}

static bool read_node(struct reader *reader, const yaml_event_t *event, int depth,
                      struct yaml *ret_node)
{
    *ret_node = (struct yaml){ .line = (int)event->start_mark.line + 1,
                               .column = (int)event->start_mark.column + 1,
                               .text = "" };
    if (depth > YAML_DEPTH_MAX || ++reader->node_count > YAML_NODES_MAX) {
        READER_MISTAKE(reader, event->start_mark, MSG_YAML_TOO_DEEP, err_int(YAML_DEPTH_MAX),
                       err_int(YAML_NODES_MAX));
        reader->failed = true;
        return false;
    }
    switch ((int)event->type) {
    case YAML_ALIAS_EVENT:
        READER_MISTAKE(reader, event->start_mark, MSG_YAML_ALIAS,
                       (const char *)event->data.alias.anchor);
        return true;
    case YAML_SCALAR_EVENT:
        read_scalar(reader, event, ret_node);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        ret_node->type = YAML_SEQUENCE;
        return read_sequence(reader, event, depth, ret_node);
    case YAML_MAPPING_START_EVENT:
        ret_node->type = YAML_MAPPING;
        return read_mapping(reader, event, depth, ret_node);
    default:
        require_failed("an event that cannot stand here", __FILE__, __LINE__);
    }
}

/* Everything between the start and the end of the stream. */
static bool read_document(struct reader *reader, struct yaml *ret_root)
{
    bool has_root = false;
    for (;;) {
        CLEANUP(yaml_event_delete) yaml_event_t event = { 0 };
        if (!reader_next(reader, &event))
            return false;
        switch ((int)event.type) {
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_END_EVENT:
            break;
        case YAML_STREAM_END_EVENT:
            if (!has_root)
                mistake_add(reader->mistakes, reader->file, 1, 0, MSG_YAML_EMPTY);
            return has_root;
        case YAML_DOCUMENT_START_EVENT:
            if (has_root) {
                READER_MISTAKE(reader, event.start_mark, MSG_YAML_SECOND_DOCUMENT);
                return true;
            }
            if (event.data.document_start.version_directive ||
                event.data.document_start.tag_directives.start !=
                    event.data.document_start.tag_directives.end)
                READER_MISTAKE(reader, event.start_mark, MSG_YAML_DIRECTIVE);
            break;
        default:
            if (!read_node(reader, &event, 1, ret_root))
                return false;
            has_root = true;
            break;
        }
    }
}

const struct yaml *yaml_parse(struct arena *arena, const char *file, const char *text, size_t len,
                              struct mistakes *mistakes)
{
    if (len > YAML_BYTES_MAX) {
        mistake_add(mistakes, file, 0, 0, MSG_YAML_TOO_LONG, err_int(YAML_BYTES_MAX));
        return NULL;
    }
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* Notepad's byte order mark */
        text += 3;
        len -= 3;
    }
    CLEANUP(reader_done)
    struct reader reader = { .arena = arena, .file = file, .mistakes = mistakes };
    require(yaml_parser_initialize(&reader.parser));
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text, len);
    struct yaml *root = ARENA_NEW(arena, struct yaml);
    bool read = read_document(&reader, root);
    if (reader.parser.error != YAML_NO_ERROR)
        reader_syntax_mistake(&reader, text, len);
    return read && !reader.failed ? root : NULL;
}

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
    if (!map || map->type != YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->keys[i].text, key) == 0)
            return &map->items[i];
    return NULL;
}

bool yaml_is_null(const struct yaml *node)
{
    return node->type == YAML_SCALAR && !node->quoted &&
           (node->text[0] == '\0' || strcmp(node->text, "~") == 0 ||
            strcmp(node->text, "null") == 0);
}
