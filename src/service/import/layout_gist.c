/* SPDX-License-Identifier: Apache-2.0
 * Ways of saying one thing: "Diện tích nhà ở bình quân đầu người" and "diện tích nhà ở", "1. Hộ nghèo theo thu nhập" and
 * "HN thu nhập". Only for words of which a layout knows a few: codes, and columns that stand for one. */
#include "service/import/layout.h"

#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

/* Folded; the longer before those that stand in them. What is meant by "" adds nothing. */
static const struct {
    const char *said, *meant;
} ways[] = {
    { "binh quan dau nguoi", "" },
    { "binh quan", "" },
    { "bq", "" },
    { "khong co du", "thieu" },
    { "khong du", "thieu" },
    { "khong co", "thieu" },
    { "canh tac", "san xuat" },
    { "sx", "san xuat" },
    { "gd", "giao duc" },
    { "bhyt", "bao hiem y te" },
    { "ld", "lao dong" },
    { "dv", "dich vu" },
    { "pt", "phuong tien" },
    { "cong cu", "phuong tien" },
    { "ho gia dinh", "" },
    { "hcn", "can ngheo" },
    { "hn", "ngheo" },
    { "ho", "" },
    { "thuoc dien", "" },
    { "phan loai", "loai" },
    { "phan nhom", "loai" },
    { "xep loai", "loai" },
    { "nhom", "loai" },
    { "hien nay", "" },
    { "hien tai", "" },
    { "tinh trang", "" },
    { "cac", "" },
    { "cua", "" },
    { "cho", "" },
    { "ve", "" },
    { "theo", "" },
    { "thuoc", "" },
    { "la", "" },
    { "ruot", "" },
};

const char *layout_skip_numbering(const char *text)
{
    size_t len = strspn(text, "0123456789.IVX");
    if (len == 0 && isalpha((unsigned char)text[0]))
        len = 1;
    if (len && text[len] == ' ' && text[len + 1] == '-' && text[len + 2] == ' ')
        len++;
    bool is_entry = len == 0 && *text && strchr("-*+", *text) && text[1] == ' ';
    if (!is_entry && (len == 0 || !text[len] || (!strchr(".)-:", text[len]) && text[len - 1] != '.')))
        return text;
    len += strspn(text + len, ".)-:*+ ");
    return text[len] ? text + len : text;
}

static void say_as_meant(char *text, size_t size, const char *said, const char *meant)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    size_t len = strlen(said);
    const char *from = text;
    for (const char *at; (at = strstr(from, said));) {
        bool whole = (at == text || at[-1] == ' ') && (at[len] == ' ' || !at[len]);
        buf_printf(&out, "%.*s%s", (int)(at - from), from, whole ? meant : said);
        from = at + len;
    }
    buf_add(&out, from);
    (void)snprintf(text, size, "%s", buf_text(&out));
}

char *layout_gist(struct arena *arena, const char *text)
{
    const char *folded = text_fold(arena, layout_skip_numbering(text));
    size_t size = strlen(folded) * 12 + 1; /* "bhyt" → "bao hiem y te" */
    char *gist = arena_alloc(arena, size, 1), *to = gist;
    (void)snprintf(gist, size, "%s", folded);
    for (size_t i = 0; i < COUNT(ways); i++)
        if (strstr(gist, ways[i].said))
            say_as_meant(gist, size, ways[i].said, ways[i].meant);
    for (const char *c = gist; *c; c++) /* what was left out leaves blanks */
        if (*c != ' ' || (to > gist && to[-1] != ' '))
            *to++ = *c;
    while (to > gist && to[-1] == ' ')
        to--;
    *to = '\0';
    return gist;
}
