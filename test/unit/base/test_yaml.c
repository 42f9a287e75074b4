/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"
#include "base/yaml.h"

#include "../test.h"

#include <string.h>

static const struct yaml *parse(const char *text, struct mistakes *mistakes)
{
    *mistakes = (struct mistakes){ .arena = test_arena() };
    return yaml_parse(test_arena(), "a.yaml", text, strlen(text), mistakes);
}

void test_yaml__tree_in_order_with_places(void)
{
    struct mistakes mistakes;
    const struct yaml *root =
        parse("b: 1\na:\n  - x\n  - \"null\"\n  - ~\n  - {k: 'đ'}\n", &mistakes);
    CHECK_INT((int64_t)mistakes.count, 0);
    CHECK(root && root->type == YAML_MAPPING && root->count == 2);
    CHECK_TEXT(root->keys[0].text, "b");
    CHECK_TEXT(yaml_get(root, "b")->text, "1");
    const struct yaml *list = yaml_get(root, "a");
    CHECK(list->type == YAML_SEQUENCE && list->count == 4);
    CHECK(!yaml_is_null(&list->items[1]) && yaml_is_null(&list->items[2]));
    CHECK_TEXT(yaml_get(&list->items[3], "k")->text, "đ");
    CHECK_INT(list->items[3].line, 6);
    CHECK_INT(list->items[3].column, 5);
    CHECK(yaml_get(root, "zzz") == NULL && yaml_get(list, "a") == NULL);
}

static const struct {
    const char *text;
    int line;
    enum msg msg;
    bool has_root;
} broken[] = {
    { "", 1, MSG_YAML_EMPTY, false },
    { "# only a comment\n", 1, MSG_YAML_EMPTY, false },
    { "a: 1\nb: 2\na: 3\n", 3, MSG_YAML_DUPLICATE, true },
    { "a: &x 1\n", 1, MSG_YAML_ANCHOR, true },
    { "a: 1\nb: *x\n", 2, MSG_YAML_ALIAS, true },
    { "a: !!int 1\n", 1, MSG_YAML_TAG, true },
    { "a: !thing {b: 1}\n", 1, MSG_YAML_TAG, true },
    { "a: 1\n---\nb: 2\n", 2, MSG_YAML_SECOND_DOCUMENT, true },
    { "%YAML 1.1\n---\na: 1\n", 1, MSG_YAML_DIRECTIVE, true },
    { "a:\n\tb: 1\n", 2, MSG_YAML_BAD_START, false },
    { "a: b: c\n", 1, MSG_YAML_COLON, false },
    { "a:\n  - 1\n b: 2\n", 3, MSG_YAML_INDENT, false },
    { "a: {b: 1\nc: 2\n", 2, MSG_YAML_UNCLOSED_BRACE, false },
    { "a: [1, 2\nc: 2\n", 2, MSG_YAML_UNCLOSED_BRACKET, false },
    { "a: \"x\nb: 2\n", 3, MSG_YAML_UNCLOSED_QUOTE, false },
    { "a: 1\nbbb\n", 3, MSG_YAML_NO_COLON, false },
    { "a: 1\n[1, 2]: 2\n", 2, MSG_YAML_KEY_NOT_TEXT, false },
    { "a: 1\nb: \xff\xfe\n", 2, MSG_YAML_ENCODING, false },
    { "a: \"x\\0y\"\n", 1, MSG_YAML_NUL, true },
};

void test_yaml__broken_files_name_the_line(void)
{
    for (size_t i = 0; i < COUNT(broken); i++) {
        struct mistakes mistakes;
        const struct yaml *root = parse(broken[i].text, &mistakes);
        CHECK_INT((int64_t)mistakes.count, 1);
        if (mistakes.count == 0)
            continue;
        struct buf text = { 0 };
        mistake_text(&text, LANG_EN, &mistakes.items[0]);
        CHECK_TEXT(msg_key(mistakes.items[0].msg), msg_key(broken[i].msg));
        check_int(mistakes.items[0].line, broken[i].line, buf_text(&text), __FILE__, __LINE__);
        CHECK((root != NULL) == broken[i].has_root);
        buf_done(&text);
    }
}

void test_yaml__every_duplicate_is_told(void)
{
    struct mistakes mistakes;
    const struct yaml *root = parse("a: 1\na: 2\nm: {x: 1, x: 2}\na: 3\n", &mistakes);
    mistakes_sort(&mistakes);
    CHECK_INT((int64_t)mistakes.count, 3);
    CHECK_INT(mistakes.items[1].line, 3);
    CHECK_INT(mistakes.items[2].line, 4);
    CHECK_TEXT(yaml_get(root, "a")->text, "1");
    struct err err = { 0 };
    CHECK_INT(mistake_err(&mistakes.items[0], &err), ERR_INPUT);
    CHECK_TEXT(err.where, "a.yaml:2");
}

void test_yaml__limits(void)
{
    char deep[101] = { 0 };
    memset(deep, '[', 100);
    struct mistakes mistakes;
    CHECK(parse(deep, &mistakes) == NULL);
    CHECK(mistakes.count == 1 && mistakes.items[0].msg == MSG_YAML_TOO_DEEP);
    size_t len = YAML_BYTES_MAX + 1;
    char *text = arena_alloc(test_arena(), len, 1);
    memset(text, 'a', len);
    CHECK(yaml_parse(test_arena(), "a.yaml", text, len, &mistakes) == NULL);
    CHECK(mistakes.count == 2 && mistakes.items[1].msg == MSG_YAML_TOO_LONG);
}

/* As many keys as a file may hold, where each compared with all before took a minute. */
void test_yaml__many_keys_of_one_mapping(void)
{
    enum { KEYS = 90000 };
    CLEANUP(buf_done) struct buf text = { 0 };
    for (int i = 0; i < KEYS; i++)
        buf_printf(&text, "k%d: %d\n", i, i);
    struct mistakes mistakes = { .arena = test_arena() };
    const struct yaml *root = yaml_parse(test_arena(), "k.yaml", text.data, text.len, &mistakes);
    CHECK(root && root->count == KEYS && mistakes.count == 0);
    CHECK_TEXT(root->keys[777].text, "k777");
    CHECK_TEXT(root->items[777].text, "777");
    buf_add(&text, "k5: again\nk777: again\nk5: once more\n");
    root = yaml_parse(test_arena(), "k.yaml", text.data, text.len, &mistakes);
    CHECK(root && root->count == KEYS);
    CHECK(mistakes.count == 3 && mistakes.items[1].line == KEYS + 2);
    CHECK_TEXT(mistakes.items[2].args[1], "6");
}

void test_yaml__random_bytes_never_crash(void)
{
    static const char alphabet[] = "ab:-[]{},\"'\n\n  \t#&*!|>%@?~\xc4\x91\xff";
    uint64_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        char text[65] = { 0 };
        size_t len = test_random(&seed) % 64;
        for (size_t i = 0; i < len; i++)
            text[i] = alphabet[test_random(&seed) % (sizeof(alphabet) - 1)];
        struct mistakes mistakes = { .arena = test_arena() };
        const struct yaml *root = yaml_parse(test_arena(), "r.yaml", text, len, &mistakes);
        CHECK(root || mistakes.count > 0);
    }
}

void test_nearest__names(void)
{
    const char *const names[] = { "at_least", "at_most", "exactly", NULL };
    CHECK_TEXT(nearest_name("at_lest", names), "at_least");
    CHECK_TEXT(nearest_name("exaclty", names), "exactly");
    CHECK_TEXT(nearest_name("atmost", names), "at_most");
    CHECK(nearest_name("minimum", names) == NULL);
    CHECK_TEXT(names_joined(test_arena(), names, 2), "at_least, at_most, …");
}

void test_mistakes__many_are_counted(void)
{
    struct mistakes mistakes = { .arena = test_arena() };
    for (int i = 0; i < MISTAKES_MAX + 3; i++)
        mistake_add(&mistakes, "f", 1, 1, MSG_YAML_SYNTAX, "x");
    CHECK_INT((int64_t)mistakes.count, MISTAKES_MAX);
    CHECK_INT((int64_t)mistakes.more, 3);
}
