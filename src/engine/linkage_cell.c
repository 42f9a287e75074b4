/* SPDX-License-Identifier: Apache-2.0
 * From what stands in a cell to the text that is compared: cleaned, taken apart, written one way. Knows nothing of other cells. */
#include "engine/linkage_parts.h"

#include "base/idnumber.h"
#include "base/viname.h"
#include "base/vitext.h"

#include <string.h>

enum { WORDS_MAX = 12 };

/* What programs write where they know nothing. */
static bool is_nothing(const char *cell)
{
    static const char *const words[] = { "NA", "N/A", "NaN", "nan", "NULL", "null", "None", "-", "--", "?", "." };
    if (!cell)
        return true;
    while (*cell == ' ' || *cell == '\t')
        cell++;
    if (!*cell)
        return true;
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(cell, words[i]) == 0)
            return true;
    return false;
}

/* Plain letters and spaces need no tables. False for anything else. */
static bool fold_plain(const char *cell, char text[VALUE_BYTES], size_t *ret_len)
{
    size_t len = 0;
    for (const char *c = cell; *c; c++) {
        char letter = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
        bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (!is_letter && letter != ' ')
            return false;
        if (len + 1 >= VALUE_BYTES)
            break;
        if (letter != ' ' || (len && text[len - 1] != ' '))
            text[len++] = letter;
    }
    while (len && text[len - 1] == ' ')
        len--;
    text[len] = 0;
    *ret_len = len;
    return true;
}

static bool is_lone_letter(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((i == 0 || text[i - 1] == ' ') && (i + 1 >= len || text[i + 1] == ' ') && strchr("hky", text[i]))
            return true;
    return false;
}

static size_t fold_words(const char *cell, char text[VALUE_BYTES], struct arena *scratch)
{
    size_t len = 0;
    if (fold_plain(cell, text, &len) && !is_lone_letter(text, len))
        return len;
    struct arena_mark mark = arena_mark(scratch);
    const char *folded = text_fold_toned(scratch, cell);
    len = strlen(folded);
    len = len < VALUE_BYTES ? len : VALUE_BYTES - 1;
    memcpy(text, folded, len);
    text[len] = 0;
    arena_release(scratch, mark);
    return len;
}

/* Letters and digits, small. */
static size_t fold_number(const char *cell, char text[VALUE_BYTES])
{
    size_t len = 0;
    for (const char *c = cell; *c && len + 1 < VALUE_BYTES; c++) {
        if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (*c & 0x80))
            text[len++] = *c;
        else if (*c >= 'A' && *c <= 'Z')
            text[len++] = (char)(*c + 32);
    }
    text[len] = 0;
    return len;
}

static void part_add(struct part *part, const char *word, size_t len)
{
    if (part->len + len + 2 >= VALUE_BYTES)
        return;
    if (part->len)
        part->text[part->len++] = ' ';
    memcpy(part->text + part->len, word, len);
    part->len += len;
    part->text[part->len] = 0;
}

/* "Ngt." stands for Nguyễn Thị. */
static bool is_nguyen_thi(const char *word, size_t len)
{
    return len == 3 && memcmp(word, "ngt", 3) == 0;
}

/* "(ama H'Lan)", "(đã mất)": a remark in brackets is no part of the name, unless nothing stands beside it. */
static const char *without_remarks(const char *cell, struct arena *scratch)
{
    if (!strchr(cell, '('))
        return cell;
    char *kept = arena_alloc(scratch, strlen(cell) + 1, 1), *to = kept;
    size_t depth = 0, said = 0;
    for (const char *c = cell; *c; c++) {
        depth += *c == '(';
        if (!depth) {
            said += *c != ' ';
            *to++ = *c;
        }
        depth -= depth && *c == ')';
    }
    *to = 0;
    return said ? kept : cell;
}

/* "Hơ" before a name is another way to write the sign H', which is joined to what it stands before. */
static void join_signs(struct part *whole)
{
    static const char sign[] = "hơ ";
    enum { SIGN_LEN = sizeof(sign) - 1 };
    for (size_t at = 0; at + SIGN_LEN < whole->len; at++) {
        if ((at > 0 && whole->text[at - 1] != ' ') || memcmp(whole->text + at, sign, SIGN_LEN) != 0)
            continue;
        whole->len -= SIGN_LEN - 1;
        memmove(whole->text + at + 1, whole->text + at + SIGN_LEN, whole->len - at);
    }
}

/* The first word is the surname, the last the given name, what is between the middle name. */
static void split_name(const char *cell, struct part parts[PARTS_MAX], struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    struct part whole;
    struct {
        const char *text;
        size_t len;
    } words[WORDS_MAX];
    size_t count = 0;
    cell = without_remarks(cell, scratch);
    whole.len = fold_words(strlen(cell) < VALUE_BYTES ? name_clean(scratch, cell, NULL) : cell, whole.text, scratch);
    join_signs(&whole);
    for (size_t i = 0, from = 0; i <= whole.len; i++)
        if (i == whole.len || whole.text[i] == ' ') {
            if (i > from && count < WORDS_MAX) {
                words[count].text = whole.text + from;
                words[count++].len = i - from;
            }
            from = i + 1;
        }
    for (size_t i = 0; i < count; i++) {
        size_t part = i + 1 == count ? 2 : i == 0 ? 0 : 1;
        if (i == 0 && count > 1 && is_nguyen_thi(words[0].text, words[0].len)) {
            part_add(&parts[0], "nguyê~n", strlen("nguyê~n"));
            part_add(&parts[1], "thi.", 4);
        } else {
            part_add(&parts[part], words[i].text, words[i].len);
        }
    }
    arena_release(scratch, mark);
}

/* Numbers of a date in its cell: up to three, with the count of digits of each. */
static size_t date_numbers(const char *cell, int numbers[3], size_t digits[3])
{
    size_t count = 0;
    for (const char *c = cell; *c && count < 3;) {
        if (*c < '0' || *c > '9') {
            c++;
            continue;
        }
        int number = 0;
        size_t len = 0;
        for (; *c >= '0' && *c <= '9'; c++, len++)
            number = len < 8 ? number * 10 + (*c - '0') : number;
        if (*c == ':')
            break; /* a time of day */
        numbers[count] = number;
        digits[count++] = len;
    }
    return count;
}

static bool year_fits(int year)
{
    return year >= 1000 && year <= 2999;
}

static void write_date(struct part *part, int year, int month, int day)
{
    if (!year_fits(year) || month < 0 || month > 99 || day < 0 || day > 99)
        return;
    part->len = (size_t)snprintf(part->text, VALUE_BYTES, "%04d%02d%02d", year, month, day);
}

/* A misprint gives no day that is in the calendar; its digits still tell most. */
static void read_date(const char *cell, struct part *part)
{
    int n[3] = { 0 };
    size_t digits[3] = { 0 }, count = date_numbers(cell, n, digits);
    if (count == 1 && digits[0] == 8) {
        bool year_first = year_fits(n[0] / 10000) && (n[0] / 100 % 100 <= 12 || !year_fits(n[0] % 10000));
        if (year_first)
            write_date(part, n[0] / 10000, n[0] / 100 % 100, n[0] % 100);
        else
            write_date(part, n[0] % 10000, n[0] / 10000 % 100, n[0] / 1000000);
    } else if (count == 1) {
        write_date(part, n[0], 0, 0);
    } else if (count == 2) {
        write_date(part, digits[0] == 4 ? n[0] : n[1], digits[0] == 4 ? n[1] : n[0], 0);
    } else if (count == 3) {
        write_date(part, digits[0] == 4 ? n[0] : n[2], n[1], digits[0] == 4 ? n[2] : n[0]);
    }
}

static int small_number(const char *cell)
{
    int n[3] = { 0 };
    size_t digits[3] = { 0 };
    return is_nothing(cell) || date_numbers(cell, n, digits) == 0 ? 0 : n[0];
}

/* 12 digits are a CCCD, 9 a CMND; of numbers of any other length nobody knows. */
static void read_citizen_id(const char *cell, struct part parts[PARTS_MAX])
{
    struct citizen_id id = { 0 };
    struct err err = { 0 };
    if (citizen_id_parse(cell, &id, &err) != ERR_OK)
        return;
    bool is_same_digit = strspn(id.digits, (char[2]){ id.digits[0], 0 }) == strlen(id.digits);
    unsigned wrong = citizen_id_check(&id, CITIZEN_SEX_UNKNOWN, 0, 0);
    if (is_same_digit || wrong)
        return;
    part_add(&parts[id.kind == CITIZEN_ID_CCCD ? 0 : 1], id.digits, strlen(id.digits));
}

static void read_phone(const char *cell, struct part *part)
{
    struct phone phone = { 0 };
    struct err err = { 0 };
    if (phone_parse(cell, &phone, &err) == ERR_OK)
        part_add(part, phone.digits, strlen(phone.digits));
    else
        part->len = fold_number(cell, part->text);
}

static void read_cell(enum linkage_type type, const char *cell, struct part parts[PARTS_MAX], struct arena *scratch)
{
    for (size_t i = 0; i < PARTS_MAX; i++)
        parts[i].len = 0;
    if (is_nothing(cell))
        return;
    switch (type) {
    case LINKAGE_NAME:
        split_name(cell, parts, scratch);
        break;
    case LINKAGE_DATE:
        read_date(cell, &parts[0]);
        break;
    case LINKAGE_CITIZEN_ID:
        read_citizen_id(cell, parts);
        break;
    case LINKAGE_PHONE:
        read_phone(cell, &parts[0]);
        break;
    case LINKAGE_NUMBER:
    case LINKAGE_ID:
        parts[0].len = fold_number(cell, parts[0].text);
        break;
    case LINKAGE_PLACE:
        part_add(&parts[0], cell, strnlen(cell, VALUE_BYTES - 2));
        break;
    default:
        parts[0].len = fold_words(cell, parts[0].text, scratch);
    }
}

void linkage_read_cells(const struct linkage_field *field, const char *const *cells, struct part parts[PARTS_MAX],
                        struct arena *scratch)
{
    if (field->type == LINKAGE_DATE && field->column_count == 3) {
        /* Year, month, day, or the other way round: no day is a year. */
        int first = small_number(cells[field->columns[0]]), last = small_number(cells[field->columns[2]]);
        bool year_last = !year_fits(first) && year_fits(last);
        parts[0].len = 0;
        write_date(&parts[0], year_last ? last : first, small_number(cells[field->columns[1]]), year_last ? first : last);
        return;
    }
    read_cell(field->type, cells[field->columns[0]], parts, scratch);
}
