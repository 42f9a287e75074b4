/* SPDX-License-Identifier: Apache-2.0
 * Changes in place, held against the tree: at every place of every programme that comes with the house, a value set, put
 * in or taken out gives the tree with exactly that change. */
#include "base/yaml_edit.h"

#include "../test.h"
#include "base/embedded.h"

#include <stdlib.h>
#include <string.h>

static const struct yaml *parse(const char *text)
{
    struct mistakes mistakes = { .arena = test_arena() };
    const struct yaml *root = yaml_parse(test_arena(), "test.yaml", text, strlen(text), &mistakes);
    return mistakes.count ? NULL : root;
}

/* "a/b/0" */
static struct yaml_path split(const char *text)
{
    struct yaml_path path = { 0 };
    for (const char *c = text; *c;) {
        size_t len = strcspn(c, "/");
        path.steps[path.count++] = arena_strndup(test_arena(), c, len);
        c += len + (c[len] == '/');
    }
    return path;
}

static const char *edited(const char *text, const char *place, const char *yaml)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    struct yaml_path path = split(place);
    if (!yaml_edit(&out, text, parse(text), &path, yaml ? parse(yaml) : NULL))
        return "no such place";
    return arena_strdup(test_arena(), buf_text(&out));
}

void test_yaml_edit__leaves_the_rest_as_it_is(void)
{
    static const char text[] = "# head\nid: a # the name\ntitle: {vi: Một, en: One}\nlist:\n  # first\n  - id: x\n    due: 30/6\n"
                               "  - {id: y, due: 31/12}\nempty:\nblock: |\n  many\n  lines\nlast: z\n";
    CHECK_TEXT(edited("a: b # c\n", "a", "d e"), "a: d e # c\n");
    CHECK_TEXT(edited("a: b # c\n", "a", "\"x: y\""), "a: \"x: y\" # c\n");
    CHECK_TEXT(edited("a: {b: c, d: e}\n", "a/b", NULL), "a: {d: e}\n");
    CHECK_TEXT(edited("a: {b: c, d: e}\n", "a/d", NULL), "a: {b: c}\n");
    CHECK_TEXT(edited("a: {b: c}\n", "a/b", NULL), "a: {}\n");
    CHECK_TEXT(edited("a: {b: c}\n", "a/d", "e"), "a: {b: c, d: e}\n");
    CHECK_TEXT(edited("a:\n  - b # one\n  - c\n", "a/0", NULL), "a:\n  - c\n");
    CHECK_TEXT(edited("a:\n  - b: 1\n    c: 2\n", "a/0/b", NULL), "a:\n  - c: 2\n");
    CHECK_TEXT(edited("a:\n  - b\n# end\n", "a/1", "{c: d}"), "a:\n  - b\n  - {c: d}\n# end\n");
    CHECK_TEXT(edited("a:\nb: c\n", "a", "d"), "a: d\nb: c\n");
    CHECK_TEXT(edited("a: # why\n  - b\n", "a", "c"), "a: # why\n  c\n");
    CHECK_TEXT(edited(text, "list/0/due", "31/7"),
               "# head\nid: a # the name\ntitle: {vi: Một, en: One}\nlist:\n  # first\n  - id: x\n    due: 31/7\n"
               "  - {id: y, due: 31/12}\nempty:\nblock: |\n  many\n  lines\nlast: z\n");
    CHECK_TEXT(edited(text, "nosuch/0", "a"), "no such place");
    CHECK_TEXT(edited(text, "list/7", "a"), "no such place");
    CHECK_TEXT(edited(text, "id/a", "a"), "no such place");
    CHECK(parse(edited(text, "block", "Một dòng: “a”")) != NULL);
}

/* --- at every place ------------------------------------------------------------------------------------------------ */

static void flat(struct buf *out, const struct yaml *node)
{
    if (node->type == YAML_SCALAR) {
        buf_printf(out, "<%s>", yaml_is_null(node) ? "" : node->text);
        return;
    }
    buf_add_char(out, node->type == YAML_MAPPING ? '{' : '[');
    for (size_t i = 0; i < node->count; i++) {
        if (node->type == YAML_MAPPING)
            buf_printf(out, "%s=", node->keys[i].text);
        flat(out, &node->items[i]);
    }
    buf_add_char(out, node->type == YAML_MAPPING ? '}' : ']');
}

static const char *flat_text(const struct yaml *node)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    flat(&out, node);
    return arena_strdup(test_arena(), buf_text(&out));
}

/* The tree with the node of the path made `value` (NULL: without it). */
static const struct yaml *changed(const struct yaml *node, const struct yaml_path *path, size_t depth, const struct yaml *value)
{
    if (depth == path->count)
        return value;
    struct yaml *copy = ARENA_NEW(test_arena(), struct yaml);
    struct yaml *keys = ARENA_ARRAY(test_arena(), struct yaml, node->count + 1), *items = ARENA_ARRAY(test_arena(), struct yaml, node->count + 1);
    *copy = (struct yaml){ .type = node->type, .text = "", .keys = keys, .items = items };
    for (size_t i = 0; i < node->count; i++) {
        bool here = node->type == YAML_MAPPING ? strcmp(node->keys[i].text, path->steps[depth]) == 0 : (size_t)strtoull(path->steps[depth], NULL, 10) == i;
        const struct yaml *item = here ? changed(&node->items[i], path, depth + 1, value) : &node->items[i];
        if (!item)
            continue;
        if (node->type == YAML_MAPPING)
            keys[copy->count] = node->keys[i];
        items[copy->count++] = *item;
    }
    return copy;
}

struct walk {
    const char *text, *file;
    const struct yaml *root;
    struct yaml_path path;
    const struct yaml *values[4];
    uint64_t random;
    size_t tried;
};

static void try_here(struct walk *walk, const struct yaml *value)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    bool done = yaml_edit(&out, walk->text, walk->root, &walk->path, value);
    const struct yaml *root = done ? parse(buf_text(&out)) : NULL;
    const char *expected = flat_text(changed(walk->root, &walk->path, 0, value));
    bool same = root && strcmp(flat_text(root), expected) == 0;
    CHECK(same);
    if (!same)
        printf("  %s: %s/%s/%s/%s %s\n", walk->file, walk->path.steps[0], walk->path.count > 1 ? walk->path.steps[1] : "",
               walk->path.count > 2 ? walk->path.steps[2] : "", walk->path.count > 3 ? walk->path.steps[3] : "", value ? flat_text(value) : "out");
    walk->tried++;
}

static void walk_node(struct walk *walk, const struct yaml *node)
{
    struct yaml_path found = { 0 };
    if (walk->path.count) {
        yaml_path_of(test_arena(), walk->root, node->line, node->column, &found);
        CHECK(node->type != YAML_SCALAR || yaml_at(walk->root, &found) == node);
    }
    if (walk->path.count && test_random(&walk->random) % 71 == 0) {
        try_here(walk, NULL);
        try_here(walk, walk->values[test_random(&walk->random) % COUNT(walk->values)]);
        try_here(walk, node);
    }
    for (size_t i = 0; i < node->count; i++) {
        walk->path.steps[walk->path.count++] = node->type == YAML_MAPPING ? node->keys[i].text : arena_printf(test_arena(), "%zu", i);
        walk_node(walk, &node->items[i]);
        walk->path.count--;
    }
}

void test_yaml_edit__every_place_of_every_programme(void)
{
    size_t tried = 0;
    for (const struct embedded_file *file = asset_files; file->path; file++) {
        if (strncmp(file->path, "programmes/", 11) != 0)
            continue;
        struct walk walk = { .file = file->path, .random = 11 };
        walk.text = arena_strndup(test_arena(), (const char *)file->bytes, file->len);
        walk.root = parse(walk.text);
        walk.values[0] = parse("30/6");
        walk.values[1] = parse("\"Hỗ trợ: nhà ở, 50 %\"");
        walk.values[2] = parse("{count: models, where: {type: green_fence, organisation: womens_union}, time: flow, among: [a, b, c, d, e, f, g, h, i, j, k]}");
        walk.values[3] = parse("[a, {b: c}]");
        walk_node(&walk, walk.root);
        tried += walk.tried;
    }
    CHECK(tried > 100);
}
