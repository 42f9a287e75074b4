/* SPDX-License-Identifier: Apache-2.0
 * Texts of cells as hands write them, without what is no part of the value: numbering before a name, "CMND" before
 * a number, a second telephone, "tuổi" behind an age. Knows nothing of rows. */
#include "service/import/import_parts.h"

#include "base/idnumber.h"
#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { AGE_MAX = 120 };

/* "1. Siu Ân", "'Siu Ân", "Siu Ân *", "Siu Ân." */
const char *import_name_text(struct arena *arena, const char *text)
{
    const char *named = import_skip_numbering(text);
    if (isdigit((unsigned char)*text) && named > text)
        text = named;
    text += strspn(text, "'`*+-. ");
    size_t len = strlen(text);
    while (len && strchr("*.,;:- ", text[len - 1]))
        len--;
    return arena_strndup(arena, text, len);
}

size_t import_id_words(const char *text)
{
    static const char *const words[] = { "cmnd", "cccd", "cmt", "cc", "so", "so cmnd", "so cccd", "can cuoc", "so dinh danh" };
    char folded[64], word[64];
    size_t length = strcspn(text, "0123456789");
    if (length == 0 || length >= sizeof(word) || !text[length])
        return 0;
    memcpy(word, text, length);
    word[length] = '\0';
    if (!text_fold_into(folded, sizeof(folded), word, ""))
        return 0;
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(folded, words[i]) == 0)
            return length;
    return 0;
}

const char *import_first_phone(struct arena *arena, const char *text)
{
    struct phone phone;
    struct err err = { 0 };
    if (phone_parse(text, &phone, &err) == ERR_OK)
        return NULL;
    for (char *rest = arena_strdup(arena, text), *part; (part = strsep(&rest, "/;,-&\n"));)
        if (phone_parse(part, &phone, &err) == ERR_OK)
            return part;
    return NULL;
}

bool import_age(const char *text, int64_t *ret_years)
{
    char folded[32];
    if (!text_fold_into(folded, sizeof(folded), text, ""))
        return false;
    char *end = folded + strspn(folded, "0123456789");
    bool plain = end > folded && (*end == '\0' || strcmp(end, " tuoi") == 0 || strcmp(end, "t") == 0 || strcmp(end, " t") == 0);
    *end = '\0';
    return plain && text_int(folded, ret_years) && *ret_years <= AGE_MAX;
}
