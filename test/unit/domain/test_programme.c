/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/programme.h"

#include "../test.h"

#include <string.h>

static char *read_file(const char *path, size_t *ret_len)
{
    FILE *in = fopen(path, "r");
    require(in);
    static char text[1 << 20];
    *ret_len = fread(text, 1, sizeof(text) - 1, in);
    (void)fclose(in);
    char *copy = arena_strndup(test_arena(), text, *ret_len);
    return copy;
}

static void show(const struct mistakes *mistakes)
{
    for (size_t i = 0; i < mistakes->count; i++) {
        struct buf text = { 0 };
        mistake_text(&text, LANG_EN, &mistakes->items[i]);
        printf("  %s\n", buf_text(&text));
        buf_done(&text);
    }
}

static const struct programme *parse_file(const char *path)
{
    size_t len;
    char *text = read_file(path, &len);
    struct mistakes mistakes = { .arena = test_arena() };
    const struct programme *programme =
        programme_parse(test_arena(), path, text, len, &mistakes);
    show(&mistakes);
    CHECK(programme != NULL);
    return programme;
}

void test_programme__kien_giang_is_read(void)
{
    const struct programme *programme = parse_file("programmes/kien_giang_168.yaml");
    if (!programme)
        return;
    CHECK_TEXT(programme->id, "kien_giang_168");
}

void test_programme__duc_co_is_read(void)
{
    const struct programme *programme = parse_file("programmes/duc_co_2017.yaml");
    if (!programme)
        return;
    CHECK_TEXT(programme->id, "duc_co_2017");
}
