/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as a programme's YAML file: a programme, or mistakes each with its place in the file. */
#include "domain/programme.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct mistakes mistakes = { .arena = &arena };
    const char *text = arena_strndup(&arena, (const char *)bytes, len);
    const struct programme *programme = programme_parse(&arena, "fuzz.yaml", text, len, &mistakes);
    require((programme != NULL) == (mistakes.count == 0));
    for (size_t i = 0; i < mistakes.count; i++) {
        CLEANUP(buf_done) struct buf line = { 0 };
        require(mistakes.items[i].line >= 0);
        mistake_text(&line, LANG_VI, &mistakes.items[i]);
    }
    return 0;
}
