/* SPDX-License-Identifier: Apache-2.0
 * Texts of cells as hands write them, without what is no part of the value: numbering before a name, "CMND" before
 * a number, a second telephone, "tuổi" behind an age. Knows nothing of rows. */
#include "service/import/import_parts.h"

#include "base/idnumber.h"
#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

enum { AGE_MAX = 120 };

/* "Siu Ân (đã mất)", "Siu Ân - đã chuyển đi", "Siu Ân + chồng" → "Siu Ân", and the remark. */
static const char *without_remark(struct arena *arena, const char *text, const char **ret_remark)
{
    const char *open = strchr(text, '('), *dash = strstr(text, " - ");
    dash = dash ? dash : strstr(text, " + ");
    dash = dash && strcmp(text_lower_first(arena, dash + 3), dash + 3) == 0 ? dash : NULL; /* else a second name */
    const char *at = open && (!dash || open < dash) ? open : dash;
    *ret_remark = NULL;
    size_t before = at ? (size_t)(at - text) : 0;
    while (before && text[before - 1] == ' ')
        before--;
    const char *name = arena_strndup(arena, text, before);
    if (!strchr(name, ' ')) /* "Siu (H'Nga)" */
        return text;
    const char *remark = at + strspn(at, " (-+");
    size_t len = strlen(remark);
    while (len && strchr(" )", remark[len - 1]))
        len--;
    if (len)
        *ret_remark = arena_strndup(arena, remark, len);
    return name;
}

/* "1. Siu Ân", "'Siu Ân", "Siu Ân *", "Siu Ân." */
const char *import_name_text(struct arena *arena, const char *text, const char **ret_remark)
{
    const char *named = layout_skip_numbering(text);
    if (isdigit((unsigned char)*text) && named > text)
        text = named;
    text = without_remark(arena, text + strspn(text, "'`*+-. "), ret_remark);
    size_t len = strlen(text);
    while (len && strchr("*.,;:- ", text[len - 1]))
        len--;
    return arena_strndup(arena, text, len);
}

/* In an old font a capital letter with a mark looks like the small one: "HOàNG VăN ất" is "HOÀNG VĂN ẤT", "Lê ất" "Lê Ất"; in
 * a font of capitals all letters do: "đặng ngọc quỳnh" is "Đặng Ngọc Quỳnh". */
const char *import_capitals(struct arena *arena, const char *name)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    bool small = false, capital = false, begins = true;
    for (const char *c = name; *c; c++) {
        small = small || (*c >= 'a' && *c <= 'z');
        capital = capital || (*c >= 'A' && *c <= 'Z');
    }
    if (!small)
        return text_upper(arena, name);
    for (const char *c = name; *c;) {
        const char *next = c + 1;
        while (((unsigned char)*next & 0xC0) == 0x80)
            next++;
        const char *letter = arena_strndup(arena, c, (size_t)(next - c));
        buf_printf(&out, "%s", begins && (next > c + 1 || !capital) ? text_upper(arena, letter) : letter);
        begins = *c == ' ';
        c = next;
    }
    return arena_strdup(arena, buf_text(&out));
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

bool import_id_and_phone(struct arena *arena, const char *text, const char **ret_id, const char **ret_phone)
{
    struct phone phone;
    struct citizen_id id;
    struct err err = { 0 };
    *ret_id = *ret_phone = NULL;
    for (char *rest = arena_strdup(arena, text), *part; (part = strsep(&rest, "/;,-()\n"));) {
        if (text_is_blank(part))
            continue;
        const char *number = part + import_id_words(part);
        bool is_id = citizen_id_parse(number, &id, &err) == ERR_OK; /* of nine digits too, which may be a telephone without its zero */
        if (!is_id && phone_parse(part, &phone, &err) != ERR_OK)
            return false;
        const char **place = is_id ? ret_id : ret_phone;
        if (*place)
            return false;
        *place = arena_strdup(arena, is_id ? id.digits : phone.digits);
    }
    return *ret_id || *ret_phone;
}

const char *import_first_phone(struct arena *arena, const char *text)
{
    struct phone phone;
    struct err err = { 0 };
    if (phone_parse(text, &phone, &err) == ERR_OK)
        return NULL;
    for (char *rest = arena_strdup(arena, text), *part; (part = strsep(&rest, "/;,-&(\n"));)
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

/* --- quantities ------------------------------------------------------------------------------------------- */

enum { THOUSANDTHS = 1000 };
#define QUANTITY_MAX INT64_C(1000000000000) /* in thousandths */

bool import_is_quantity(const struct field *field, const struct import_values *values)
{
    return values && field->type == FIELD_INT && strcmp(field->name, "quantity") == 0 && kind_field(values->kind, "measure");
}

/* In thousandths; in a cell that holds a number a point is a decimal sign, "1.234" too. */
static bool thousandths_of(struct arena *arena, const char *text, bool is_number_cell, int64_t *ret)
{
    struct err err = { 0 };
    char *copy = arena_strdup(arena, text), *point = strchr(copy, '.');
    if (is_number_cell && point)
        *point = ',';
    return text_decimal(copy, 3, ret, &err) == ERR_OK && *ret >= 0 && *ret <= QUANTITY_MAX;
}

bool import_decimal_of(struct arena *arena, const char *text, int scale, int64_t *ret)
{
    struct err err = { 0 };
    size_t digits = strspn(text, "0123456789.,");
    const char *unit = text + digits + strspn(text + digits, " ");
    if (!digits || (*unit && !text_equal_folded(unit, "m2") && !text_equal_folded(unit, "m²")))
        return false;
    char *number = arena_strndup(arena, text, digits), *to = number;
    const char *comma = strchr(number, ','), *point = strrchr(number, '.');
    bool english = comma && point && comma < point; /* "1,250.5" */
    for (const char *c = number; *c; c++)
        if (*c != ',' || !english)
            *to++ = (char)(english && *c == '.' ? ',' : *c);
    *to = '\0';
    return text_decimal(number, scale, ret, &err) == ERR_OK && *ret >= 0;
}

/* The smaller unit in which a part of a larger one is a whole number. */
static const struct smaller_unit {
    const char *unit, *smaller;
    int64_t times;
} smaller_units[] = { { "km", "m", 1000 }, { "ki lô mét", "m", 1000 }, { "ha", "m²", 10000 }, { "héc ta", "m²", 10000 }, { "tấn", "kg", 1000 },
                      { "tạ", "kg", 100 }, { "m", "cm", 100 },         { "mét", "cm", 100 },  { "kg", "g", 1000 },       { "m3", "lít", 1000 },
                      { "m³", "lít", 1000 }, { "m2", "dm²", 100 },     { "m²", "dm²", 100 },  { "giờ", "phút", 60 } };

/* "Diện tích hiến (m2)" → "m2"; "": it says none. */
static const char *unit_of_header(struct arena *arena, const char *header)
{
    enum { UNIT_BYTES_MAX = 12 };
    const char *open = strrchr(header, '('), *close = open ? strchr(open, ')') : NULL;
    if (!close || close - open - 1 > UNIT_BYTES_MAX || strpbrk(open, "0123456789=+/") == open + 1)
        return "";
    return arena_strndup(arena, open + 1, (size_t)(close - open - 1));
}

void import_quantity_read(struct import *import, struct import_entry *entry)
{
    struct arena *arena = &import->group_arena;
    struct import_values *values = import_record_values(entry);
    size_t column = entry->quantity_column;
    if (!column)
        return;
    const struct import_cell *cell = &entry->row->cells[column - 1];
    size_t digits = strspn(cell->text, "0123456789.,");
    const char *number = arena_strndup(arena, cell->text, digits), *unit = cell->text + digits;
    unit += strspn(unit, " ");
    struct value *measure = &values->values[kind_field_index(values->kind, "measure")];
    int64_t amount = 0;
    if (!thousandths_of(arena, number, cell->type == SHEET_CELL_NUMBER, &amount)) {
        if (!import_is_nothing(cell->text))
            import_say(import, entry->row, column, IMPORT_REFUSED, "quantity_form", MSG_IMPORT_QUANTITY, cell->text);
        return;
    }
    unit = *unit ? unit : unit_of_header(arena, import->header.columns[column - 1].header);
    if (value_is_null(*measure) && *unit)
        import_values_set(values, "measure", v_text(arena_strdup(arena, unit)), column);
    if (amount % THOUSANDTHS == 0) {
        import_values_set(values, "quantity", v_int(amount / THOUSANDTHS), column);
        return;
    }
    for (size_t i = 0; i < COUNT(smaller_units) && measure->type == VALUE_TEXT; i++) {
        const struct smaller_unit *row = &smaller_units[i];
        if (strcmp(text_fold_toned(arena, row->unit), text_fold_toned(arena, measure->s)) != 0 || amount * row->times % THOUSANDTHS != 0)
            continue;
        int64_t whole = amount * row->times / THOUSANDTHS;
        import_say(import, entry->row, column, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED,
                   arena_printf(import->arena, "%lld %s", (long long)whole, row->smaller));
        import_values_set(values, "quantity", v_int(whole), column);
        import_values_set(values, "measure", v_text(row->smaller), column);
        return;
    }
    import_say(import, entry->row, column, IMPORT_REFUSED, "quantity_form", MSG_IMPORT_QUANTITY, cell->text);
}

/* --- words --------------------------------------------------------------------------------------------- */

/* "nt", "-nt-", a mark of repetition, or a blank under a merged cell: what the row above says. */
bool import_is_ditto(const char *text)
{
    static const char *const marks[] = { "\"", "''", "”", "“", "″", "〃", "- \" -", "-\"-", "//", "-//-", "- // -", "-''-", "’’", "´´", "\"\"" };
    static const char *const words[] = { "nt", "nhu tren", "nhu tren nt" };
    for (size_t i = 0; i < COUNT(marks); i++)
        if (strcmp(text, marks[i]) == 0)
            return true;
    for (size_t i = 0; i < COUNT(words); i++)
        if (text_equal_folded(text, words[i]))
            return true;
    return false;
}

/* "Dân tộc Mường", "Người Hoa", "DT Thái": what follows; "" where nothing stands before it. */
const char *import_without_people(const char *text)
{
    static const char *const words[] = { "dân tộc ", "người ", "dt " };
    for (size_t i = 0; i < COUNT(words); i++)
        for (const char *blank = strchr(text, ' '); blank; blank = strchr(blank + 1, ' ')) {
            char before[32];
            if ((size_t)(blank - text) < sizeof(before) && snprintf(before, sizeof(before), "%.*s", (int)(blank - text), text) > 0 &&
                text_equal_folded(before, words[i]))
                return blank + 1;
        }
    return "";
}
