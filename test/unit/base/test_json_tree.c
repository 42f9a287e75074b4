/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_tree.h"

#include "../test.h"

#include "base/chance.h"
#include <string.h>

static enum err_code read_text(const char *text, const struct tree **ret_tree)
{
    struct err err = { 0 };
    return tree_read(test_arena(), text, strlen(text), ret_tree, &err);
}

void test_json_tree__what_is_json_is_read(void)
{
    const struct tree *tree = NULL;
    CHECK_INT(read_text(" {\"a\": [1, -2, true, null, \"x\\u0111\\ud83d\\ude00\\n\"], \"b\": {}, \"c\": -9223372036854775808} ", &tree), ERR_OK);
    const struct tree *list = tree_member(tree, "a");
    CHECK_INT((int64_t)list->count, 5);
    CHECK_INT(list->first->number, 1);
    CHECK_INT(list->first->next->number, -2);
    CHECK_TEXT(list->first->next->next->next->next->text, "xđ😀\n");
    CHECK_INT(tree_member(tree, "b")->type, TREE_OBJECT);
    CHECK_INT(tree_int(tree, "c", 0), INT64_MIN);
    CHECK(tree_member(tree, "d") == NULL);
}

void test_json_tree__what_is_none_is_refused(void)
{
    static const char *const texts[] = {
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'x'", "1 2", "01", "-", "1.5", "1e3", "9223372036854775808",
        "-9223372036854775809", "\"\\ud800\"", "\"\\udc00\"", "\"\\u0000\"", "\"\\x\"", "\"a\nb\"", "\"\xff\"", "\"\xc0\xaf\"",
        "{\"a\":1,\"a\":2}", "nul", "tru", "NaN", "\"", "[", "{\"a\"}", "{\"a\":}", "\"\\u12\"", "[1 2]",
    };
    const struct tree *tree = NULL;
    for (size_t i = 0; i < COUNT(texts); i++)
        if (read_text(texts[i], &tree) != ERR_INPUT)
            CHECK_TEXT(texts[i], "refused");
    CHECK_INT(1, 1);
}

/* Any bytes: refused or read, never beyond their end (the sanitizers see). */
void test_json_tree__any_bytes(void)
{
    static const char letters[] = "{}[]\",:0123456789-+.eEtrufalsn\\ \n\x01\xc3\xa1\xff\xf0";
    struct chance chance = chance_of(20261121, "json", 0);
    for (int i = 0; i < 20000; i++) {
        char text[64];
        size_t len = (size_t)chance_below(&chance, sizeof(text));
        for (size_t j = 0; j < len; j++)
            text[j] = letters[chance_below(&chance, sizeof(letters) - 1)];
        const struct tree *tree = NULL;
        struct err err = { 0 };
        struct arena arena = { 0 };
        enum err_code code = tree_read(&arena, text, len, &tree, &err);
        CHECK(code == ERR_OK || code == ERR_INPUT);
        arena_done(&arena);
    }
}
