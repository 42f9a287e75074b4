/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_reading.h"

#include "base/date.h"
#include "base/idnumber.h"
#include "base/money.h"
#include "base/viname.h"
#include "base/vitext.h"
#include "domain/code_lists.h"
#include "domain/field.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { CARD_DIGITS_MIN = 8 };
#define MONEY_SMALL INT64_C(1000) /* no note is smaller: thousands or millions were meant */
#define MONEY_LARGE INT64_C(1000000000000) /* a thousand milliards: more than any of these lists has */

/* --- what a cell says ------------------------------------------------------------------------------------ */

void reading_mistake(struct reading *reading, const char *code, enum msg msg, const char *a, const char *b)
{
    enum import_verdict verdict = reading->is->lenient ? IMPORT_NOTE : IMPORT_REFUSED;
    import_say(reading->import, reading->row, reading->column, verdict, code, msg, a, b);
}

void reading_mistake_of(struct reading *reading, const struct err *err)
{
    enum import_verdict verdict = reading->is->lenient ? IMPORT_NOTE : IMPORT_REFUSED;
    const char *code = arena_printf(reading->import->arena, "%s_form", reading->field->name);
    import_say_err(reading->import, reading->row, reading->column, verdict, code, err);
}

size_t reading_slot(const struct import_values *values, const struct field *field)
{
    return (size_t)(field - values->kind->fields);
}

/* "1960" beside "1960-08-15": of two days the whole one. */
static bool is_part_of(struct value whole, struct value part)
{
    struct date a, b;
    if (whole.type != VALUE_TEXT || part.type != VALUE_TEXT || !date_from_storage(whole.s, &a) || !date_from_storage(part.s, &b) ||
        a.year != b.year)
        return false;
    bool in_year = b.precision == DATE_YEAR && a.precision != DATE_YEARLY;
    return in_year || (b.precision == DATE_MONTH && a.precision == DATE_DAY && a.month == b.month);
}

static void reading_twice(struct reading *reading)
{
    reading_mistake(reading, arena_printf(reading->import->arena, "%s_twice", reading->field->name), MSG_IMPORT_CODE_TWICE,
            reading->field->vi, reading->text);
}

/* The column read before (index + 1; 0: none) says something else. */
static bool says_other(struct reading *reading, size_t before)
{
    const char *said = before && before != reading->column ? reading->row->cells[before - 1].text : reading->text;
    if (strcmp(said, reading->text) == 0)
        return false;
    reading_twice(reading);
    return true;
}

/* Two columns may say the same, not two things. */
void reading_put(struct reading *reading, struct value value)
{
    size_t index = reading_slot(reading->values, reading->field);
    struct value before = reading->values->values[index];
    size_t column = reading->values->columns[index];
    bool is_date = reading->field->type == FIELD_DATE, gathers = reading->field->type == FIELD_CODES;
    bool is_second = !value_is_null(before) && column && column != reading->column && !value_equal(before, value);
    if (is_second && reading->field->type == FIELD_ID_NUMBER && strlen(before.s) != strlen(value.s)) {
        if (strlen(before.s) > strlen(value.s)) /* of the old number and the new one the new one */
            return;
        is_second = false;
    }
    if (is_second && is_date && is_part_of(before, value))
        return;
    bool headed = is_second && (reading->is->headed || reading->import->header.columns[column - 1].is->headed);
    if (headed && reading->field->type == FIELD_NOTE) {
        value = v_text(arena_printf(&reading->import->group_arena, "%s; %s", before.s, value.s));
    } else if (is_second && !gathers && !(is_date && is_part_of(value, before))) {
        reading_twice(reading);
        return;
    }
    reading->values->values[index] = value;
    reading->values->columns[index] = reading->column;
}

void import_values_set(struct import_values *values, const char *field, struct value value, size_t column)
{
    int index = kind_field_index(values->kind, field);
    require(index >= 0);
    values->values[index] = value;
    values->columns[index] = column;
}

/* --- values: others ---------------------------------------------------------------------------------------- */

static bool text_number_in(const char *text, int64_t min, int64_t max, int64_t *ret)
{
    return text_int(text, ret) && *ret >= min && *ret <= max;
}

/* "từ 05/4/2017 đến 06/4/2017" where the record has a last day, too; the text of the first, NULL: it is no range. */
static const char *read_range(struct reading *reading)
{
    struct err err = { 0 };
    struct arena *arena = &reading->import->group_arena;
    struct value value = v_null();
    const char *first = NULL, *last = NULL, *name = reading->field->name;
    const struct field *until = kind_field(reading->values->kind, "to_date");
    if (!until || (strcmp(name, "on_date") != 0 && strcmp(name, "from_date") != 0) ||
        !import_date_range(arena, reading->text, &first, &last) || field_parse(arena, until, last, &value, &err) != ERR_OK)
        return NULL;
    import_values_set(reading->values, until->name, value, reading->column);
    return first;
}

/* "1961 (Nam)", "Nữ: 1962" under "Năm sinh": the sex, where no column says it. "nam 1961" may be "năm 1961". */
static void take_sex_beside(struct reading *reading)
{
    struct arena *arena = &reading->import->group_arena;
    int index = kind_field_index(reading->values->kind, "sex");
    if (strcmp(reading->field->name, "birth_date") != 0 || index < 0 || !value_is_null(reading->values->values[index]))
        return;
    const char *words = arena_printf(arena, " %s ", text_fold_toned(arena, reading->text));
    const char *male = strstr(words, " nam "), *female = strstr(words, arena_printf(arena, " %s ", text_fold_toned(arena, "nữ")));
    if (male && isdigit((unsigned char)male[5]) && !strpbrk(reading->text, ":("))
        male = NULL;
    if (!male != !female)
        import_values_set(reading->values, "sex", v_text(male ? "male" : "female"), reading->column);
}

/* "18/12": of the year that the list is of; without one nobody knows which. Days that come back every year are in exports only. */
static bool day_of_list_year(struct reading *reading, struct value *value)
{
    struct arena *arena = &reading->import->group_arena;
    int64_t year = import_list_year(reading->import, reading->entry);
    struct err err = { 0 };
    if (reading->entry->record_id || reading->import->layout->shape != LAYOUT_RECORDS || !reading->column)
        return true;
    const char *whole = arena_printf(arena, "%04lld-%s", (long long)year, value->s + 2);
    if (!year || field_parse(arena, reading->field, whole, value, &err) != ERR_OK) {
        reading_mistake(reading, arena_printf(reading->import->arena, "%s_form", reading->field->name), MSG_DATE_SHORT_YEAR, reading->text, NULL);
        return false;
    }
    import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED, whole);
    return true;
}

static void read_date(struct reading *reading)
{
    struct value value = v_null();
    struct err err = { 0 };
    struct arena *arena = &reading->import->group_arena;
    const char *meant = import_date_meant(reading->import, reading->column, reading->field, reading->text);
    meant = meant ? meant : read_range(reading);
    enum err_code code = field_parse(arena, reading->field, meant ? meant : reading->text, &value, &err);
    bool is_birth = strncmp(reading->field->name, "birth", 5) == 0;
    const char *repaired = code == ERR_OK || is_birth ? NULL : import_period_start(arena, reading->text);
    if (code != ERR_OK && !repaired)
        repaired = import_date_repaired(reading->import, reading->text);
    if (code != ERR_OK && !repaired && is_birth)
        repaired = import_birth_of_short_year(arena, reading->text, import_list_year(reading->import, reading->entry));
    else if (code != ERR_OK && !repaired)
        repaired = import_day_of_short_year(arena, reading->text, reading->import->this_year);
    if (repaired) {
        struct err again = { 0 };
        code = field_parse(arena, reading->field, repaired, &value, &again);
        if (code == ERR_OK)
            import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired",
                       MSG_IMPORT_REPAIRED, repaired);
        if (code == ERR_OK)
            take_sex_beside(reading);
    }
    if (code != ERR_OK) {
        reading_mistake_of(reading, &err);
        return;
    }
    int64_t day = 0;
    if (value.type == VALUE_TEXT && is_birth &&
        date_storage_first_day(value.s, &day) && day > reading->import->store->today_day) {
        reading_mistake(reading, "birth_future", MSG_IMPORT_BIRTH_FUTURE, reading->text, NULL);
        return;
    }
    if (value.type == VALUE_TEXT && strncmp(value.s, "--", 2) == 0 && !day_of_list_year(reading, &value))
        return;
    reading_put(reading, value);
}

static void read_year(struct reading *reading)
{
    struct date date;
    struct err err = { 0 };
    int64_t year = 0;
    if (text_number_in(reading->text, 1900, 2100, &year) ||
        (date_from_external(reading->text, &date, &err) == ERR_OK && date.year && (year = date.year)))
        reading_put(reading, v_int(year));
    else
        reading_mistake(reading, arena_printf(reading->import->arena, "%s_form", reading->field->name),
                MSG_IMPORT_YEAR, reading->text, NULL);
}

/* "4.2E+10": what is left of the number when a cell was too narrow for it, or was saved as a text. */
static bool is_rounded(const char *text)
{
    size_t digits = strspn(text, "0123456789.,");
    return digits && (text[digits] == 'E' || text[digits] == 'e') && (text[digits + 1] == '+' || isdigit((unsigned char)text[digits + 1]));
}

/* "Số CMND / Điện thoại": either, or both. */
static bool read_id_and_phone(struct reading *reading)
{
    struct arena *arena = &reading->import->group_arena;
    const char *id = NULL, *phone = NULL;
    const char *header = reading_header(reading);
    bool expected = strstr(header, "dien thoai") || strstr(header, "sdt") || strstr(header, "so dt");
    if (!kind_field(reading->values->kind, "phone") || !import_id_and_phone(arena, reading->text, &id, &phone) || (!id && !expected))
        return false;
    if (id)
        reading_put(reading, v_text(id));
    if (phone)
        import_values_set(reading->values, "phone", v_text(phone), reading->column);
    return true;
}

static void read_id_number(struct reading *reading)
{
    struct citizen_id id;
    struct err err = { 0 };
    size_t len = strlen(reading->text);
    const char *text = *reading->text == '\'' ? reading->text + 1 : reading->text; /* a cell told to be a text */
    text += import_id_words(text);
    if (len > 2 && strcmp(reading->text + len - 2, ".0") == 0)
        text = arena_strndup(&reading->import->group_arena, reading->text, len - 2);
    if (is_rounded(text)) {
        reading_mistake(reading, "id_number_form", MSG_IMPORT_ID_NUMBER_ROUNDED, text, NULL);
        return;
    }
    if (citizen_id_parse(text, &id, &err) != ERR_OK) {
        if (!read_id_and_phone(reading))
            reading_mistake_of(reading, &err);
        return;
    }
    if (id.repaired)
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired",
                   MSG_IMPORT_REPAIRED, id.digits);
    reading_put(reading, v_text(arena_strdup(&reading->import->group_arena, id.digits)));
}

/* Digits, ticks, signs: no name of a person. */
static bool is_no_name(const char *text)
{
    bool letter = false;
    if (import_is_tick(text))
        return true;
    for (const char *c = text; *c; c++) {
        if (isdigit((unsigned char)*c) || strchr("=;<>\"@#$%^&*_+|\\{}[]?!~/:", *c))
            return true;
        letter = letter || isalpha((unsigned char)*c) || (unsigned char)*c >= 0x80;
    }
    return !letter;
}

/* The name without a title before it, which tells the sex where no column does. */
static void read_person_name(struct reading *reading)
{
    enum name_title title = NAME_TITLE_NONE;
    struct arena *arena = &reading->import->group_arena;
    const char *remark = NULL, *name = name_clean(arena, import_name_text(arena, reading->text, &remark), &title);
    if (reading->column && reading->row->converted && strcmp(reading->row->cells[reading->column - 1].raw, reading->text) != 0)
        name = import_capitals(arena, name);
    struct value value = v_text(name);
    struct err err = { 0 };
    if (is_no_name(name)) {
        reading_mistake(reading, "name_form", MSG_IMPORT_NAME, reading->text, NULL);
        return;
    }
    if (field_check(reading->field, value, &err) != ERR_OK) {
        reading_mistake_of(reading, &err);
        return;
    }
    reading_put(reading, value);
    if (remark) {
        reading->entry->remark = remark;
        reading->entry->remark_column = reading->column;
    }
    if (reading->import->layout->shape != LAYOUT_HOUSEHOLDS || reading->values->kind != reading->import->member_kind)
        return;
    int sex = kind_field_index(reading->values->kind, "sex");
    if (value_is_null(reading->values->values[sex]) &&
        (title == NAME_TITLE_MALE || title == NAME_TITLE_FEMALE))
        import_values_set(reading->values, "sex", v_text(title == NAME_TITLE_MALE ? "male" : "female"),
                          reading->column);
}

/* "Gạo 10 kg" under "Quà", where an amount may stand: no amount, but what was given. */
static bool put_text_aside(struct reading *reading)
{
    int aside = reading->is->unknown_to ? kind_field_index(reading->values->kind, reading->is->unknown_to) : -1;
    if (aside < 0 || !value_is_null(reading->values->values[aside]))
        return false;
    import_values_set(reading->values, reading->is->unknown_to, v_text(reading->text), reading->column);
    return true;
}

/* In đồng; a number alone counts what the header says: "Kinh phí (triệu đồng)". */
static void read_money(struct reading *reading)
{
    struct err err = { 0 };
    int64_t dong = 0, unit = 1;
    if (reading->column && reading->import->header.columns[reading->column - 1].money_unit)
        unit = reading->import->header.columns[reading->column - 1].money_unit;
    const char *text = reading->text;
    if (unit == 1 && strlen(text) >= 5 && strlen(text) <= 7 && strspn(text, "0123456789") == strlen(text) - 4 &&
        text[strlen(text) - 4] == ',' && *text != '0') { /* "500,000": a thousandth of a đồng is none */
        text = arena_printf(&reading->import->group_arena, "%.*s.%s", (int)strlen(text) - 4, text, text + strlen(text) - 3);
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED, text);
    }
    if (money_parse_in(text, unit, &dong, &err) != ERR_OK) {
        if (!put_text_aside(reading))
            reading_mistake_of(reading, &err);
        return;
    }
    if (unit == 1 && dong > 0 && dong < MONEY_SMALL && !reading->entry->record_id && !strchr(text_fold(&reading->import->group_arena, reading->text), 'd'))
        import_say(reading->import, reading->row, reading->column, IMPORT_DOUBTFUL, "money_small", MSG_IMPORT_MONEY_SMALL,
                   reading->text);
    if (unit > 1 && dong > MONEY_LARGE)
        reading_mistake(reading, arena_printf(reading->import->arena, "%s_form", reading->field->name), MSG_IMPORT_MONEY_LARGE,
                reading->text, reading->import->header.columns[reading->column - 1].header);
    else
        reading_put(reading, v_int(dong));
}

/* "95/110" under "Số hộ tham dự/tổng số hộ": so many of so many. */
static bool read_share(struct reading *reading)
{
    int64_t of_all = 0, some = 0;
    const char *slash = strchr(reading->text, '/');
    int index = kind_field_index(reading->values->kind, "household_total");
    if (!slash || !text_int(slash + 1, &of_all) ||
        !text_int(arena_strndup(&reading->import->group_arena, reading->text, (size_t)(slash - reading->text)), &some))
        return false;
    if (strcmp(reading->field->name, "member_count") == 0 && some >= of_all) { /* "5/3" under "Số khẩu/nữ" */
        reading_put(reading, v_int(some));
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED,
                   arena_printf(reading->import->arena, "%lld", (long long)some));
        return true;
    }
    if (index < 0 || strcmp(reading->field->name, "household_count") != 0 || some > of_all)
        return false;
    reading_put(reading, v_int(some));
    if (value_is_null(reading->values->values[index]))
        import_values_set(reading->values, "household_total", v_int(of_all), reading->column);
    return true;
}

/* "GD4640123456789" under "Thẻ BHYT": who has a number has a card. */
static bool is_card(const char *text)
{
    size_t digits = 0;
    for (const char *c = text; *c; c++)
        digits += isdigit((unsigned char)*c) != 0;
    return digits >= CARD_DIGITS_MIN && strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ .-") == strlen(text);
}

/* "1,250.5 m2", "120,5": land is measured to the decimetre and recorded in whole square metres. */
static bool read_square_metres(struct reading *reading)
{
    enum { SCALE = 3, WHOLE = 1000 };
    int64_t metres = 0;
    size_t len = strlen(reading->field->name);
    if (len < 3 || strcmp(reading->field->name + len - 3, "_m2") != 0 ||
        !import_decimal_of(&reading->import->group_arena, reading->text, SCALE, &metres) || metres % WHOLE == 0)
        return false;
    metres = (metres + WHOLE / 2) / WHOLE;
    import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED,
               arena_printf(reading->import->arena, "%lld m²", (long long)metres));
    reading_put(reading, v_int(metres));
    return true;
}

static void read_other(struct reading *reading)
{
    struct value value = v_null();
    struct err err = { 0 };
    const char *text = reading->text;
    size_t len = 0;
    if (reading->field->type == FIELD_INT && (read_share(reading) || read_square_metres(reading)))
        return;
    if (reading->field->type == FIELD_NOTE && reading->column)
        text = reading->row->cells[reading->column - 1].text;
    if (reading->is->headed && reading->column)
        text = arena_printf(&reading->import->group_arena, "%s: %s", reading->import->header.columns[reading->column - 1].header, text);
    if (reading->field->type == FIELD_INT && import_is_count(text, &len)) {
        if (strchr(text, '(')) /* what stands there is not kept */
            import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED,
                       arena_strndup(reading->import->arena, text, len));
        text = arena_strndup(&reading->import->group_arena, text, len);
    }
    const char *truth = reading->field->type == FIELD_BOOL ? layout_code_of(reading->import->layout, reading->field, text, false) : NULL;
    if (truth)
        text = strcmp(truth, "yes") == 0 ? "x" : "không";
    if (reading->field->type == FIELD_BOOL && (import_is_tick(text) || is_card(text)))
        text = "x";
    const char *number = reading->field->type == FIELD_PHONE ? import_first_phone(&reading->import->group_arena, text) : NULL;
    if (number) { /* there is room for one */
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "repaired", MSG_IMPORT_REPAIRED, number);
        text = number;
    }
    if (field_parse(&reading->import->group_arena, reading->field, text, &value, &err) != ERR_OK) {
        if (reading->field->type != FIELD_BOOL || !import_is_nothing(text)) /* an empty box */
            reading_mistake_of(reading, &err);
        return;
    }
    if (value.type == VALUE_TEXT) /* some parsers hand the text through */
        value.s = arena_strdup(&reading->import->group_arena, value.s);
    reading_put(reading, value);
}

static void read_value(struct reading *reading)
{
    switch (reading->field->type) {
    case FIELD_CODE:
        reading_code(reading);
        return;
    case FIELD_CODES:
        reading_codes(reading);
        return;
    case FIELD_DATE:
        read_date(reading);
        return;
    case FIELD_YEAR:
        read_year(reading);
        return;
    case FIELD_ID_NUMBER:
        read_id_number(reading);
        return;
    case FIELD_PERSON_NAME:
        read_person_name(reading);
        return;
    case FIELD_MONEY:
        read_money(reading);
        return;
    default:
        read_other(reading);
    }
}

/* --- organisations ------------------------------------------------------------------------------------------ */

static void add_organisation(struct import_entry *entry, const char *code)
{
    for (size_t i = 0; i < entry->organisation_count; i++)
        if (strcmp(entry->organisations[i], code) == 0)
            return;
    if (entry->organisation_count < IMPORT_ORGANISATIONS_MAX)
        entry->organisations[entry->organisation_count++] = code;
}

/* "HND và PN", "HND - CCB" → with commas. */
static const char *with_commas(struct arena *arena, const char *text)
{
    static const char *const joints[] = { " và ", " Và ", " VÀ ", " va ", " - ", " & ", " – ", "\n", "." };
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const char *c = text; *c;) {
        size_t len = 0;
        for (size_t i = 0; i < COUNT(joints) && !len; i++)
            if (strncmp(c, joints[i], strlen(joints[i])) == 0)
                len = strlen(joints[i]);
        if (len)
            buf_add_char(&out, ',');
        else
            buf_add_char(&out, *c);
        c += len ? len : 1;
    }
    return arena_strdup(arena, buf_text(&out));
}

/* "Hội viên HND", "HV Hội LHPN" → "HND", "Hội LHPN" */
const char *import_without_member(const char *text)
{
    static const char *const words[] = { "hoi vien", "doan vien", "hv", "dv", "la hoi vien", "la doan vien" };
    for (const char *blank = strchr(text, ' '); blank; blank = strchr(blank + 1, ' ')) {
        char before[24];
        size_t len = (size_t)(blank - text);
        for (size_t i = 0; i < COUNT(words) && len < sizeof(before); i++)
            if (snprintf(before, sizeof(before), "%.*s", (int)len, text) > 0 && text_equal_folded(before, words[i]))
                return blank + 1;
    }
    return text;
}

static void read_organisations(struct reading *reading)
{
    struct arena *arena = &reading->import->group_arena;
    const char *codes[IMPORT_ORGANISATIONS_MAX], *unknown = NULL;
    if (import_is_tick(reading->text)) {
        const char *said = reading->is->mark ? reading->is->mark :
                           reading->column   ? import_title_organisation(reading->import, reading->import->header.columns[reading->column - 1].header) :
                                               NULL;
        if (said) {
            add_organisation(reading->entry, said);
            return;
        }
    }
    int64_t members = 0;
    if (reading->column && text_int(reading->text, &members)) { /* "Số hội viên: 2": of whom nothing is said */
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "members_counted", MSG_IMPORT_MEMBERS_COUNTED,
                   reading->import->header.columns[reading->column - 1].header, reading->text);
        return;
    }
    const char *text = import_without_member(reading->text);
    size_t count = organisation_codes_of(&reading->import->organisations, arena, text, codes, COUNT(codes), &unknown);
    if (count == 0 || unknown)
        count = organisation_codes_of(&reading->import->organisations, arena, with_commas(arena, text), codes, COUNT(codes), &unknown);
    for (size_t i = 0; i < count; i++)
        add_organisation(reading->entry, codes[i]);
    if (unknown)
        import_say(reading->import, reading->row, reading->column, IMPORT_NOTE, "organisation_unknown",
                   MSG_IMPORT_ORGANISATION, unknown);
}

/* --- entries -------------------------------------------------------------------------------------------------- */

void import_values_init(struct arena *arena, struct import_values *values, const struct kind *kind)
{
    values->kind = kind;
    values->values = ARENA_ARRAY(arena, struct value, kind_field_count(kind));
    values->columns = ARENA_ARRAY(arena, size_t, kind_field_count(kind));
}

struct import_entry *import_entry_new(struct import *import, struct arena *arena, struct import_row *row)
{
    struct import_entry *entry = ARENA_NEW(arena, struct import_entry);
    entry->row = row;
    if (import->layout->shape != LAYOUT_HOUSEHOLDS) {
        size_t count = kind_field_count(import->layout->kind);
        import_values_init(arena, &entry->slots[SLOT_RECORD], import->layout->kind);
        entry->texts = ARENA_ARRAY(arena, const char *, count);
        entry->texts_columns = ARENA_ARRAY(arena, size_t, count);
        return entry;
    }
    import_values_init(arena, &entry->slots[SLOT_HOUSEHOLD], import->household_kind);
    import_values_init(arena, &entry->slots[SLOT_MEMBER], import->member_kind);
    import_values_init(arena, &entry->slots[SLOT_CLASSIFICATION], import->classification_kind);
    import_values_init(arena, &entry->slots[SLOT_HEAD], import->member_kind);
    return entry;
}

struct import_values *import_slot_of(struct import_entry *entry, const struct kind *kind)
{
    for (size_t i = 0; i < SLOT_MAX_; i++)
        if (entry->slots[i].kind == kind)
            return &entry->slots[i];
    return NULL;
}

static void read_role(struct reading *reading)
{
    struct import_entry *entry = reading->entry;
    const char *remark = NULL;
    if (reading->is->role <= LAYOUT_DISTRICT && import_is_nothing(reading->text)) /* "-", "không" */
        return;
    switch (reading->is->role) {
    case LAYOUT_AREA:
        entry->area = reading->text;
        entry->area_column = reading->column;
        break;
    case LAYOUT_ADDRESS:
        entry->address = reading->text;
        if (!entry->area)
            entry->area_column = reading->column;
        break;
    case LAYOUT_COMMUNE:
        entry->commune = reading->text;
        entry->commune_column = reading->column;
        break;
    case LAYOUT_DISTRICT:
        entry->district = reading->text;
        break;
    case LAYOUT_NUMBER:
        entry->number = entry->household_number ? entry->household_number : reading->text;
        break;
    case LAYOUT_HOUSEHOLD_NUMBER:
        entry->number = entry->household_number = reading->text;
        break;
    case LAYOUT_RECORD_ID:
        entry->record_id = reading->text;
        break;
    case LAYOUT_HOUSEHOLD_ID:
        entry->household_id = reading->text;
        break;
    case LAYOUT_MEMBER_NUMBER:
        entry->member_number = reading->text;
        break;
    case LAYOUT_STATE:
        entry->state_column = reading->column;
        break;
    case LAYOUT_AGE:
        entry->age_column = reading->column;
        break;
    case LAYOUT_MINORITY:
        if (import_is_tick(reading->text))
            entry->minority_column = reading->column;
        break;
    case LAYOUT_HEAD_NAME:
        entry->head_name = import_name_text(&reading->import->group_arena, reading->text, &remark);
        entry->head_name = name_clean(&reading->import->group_arena, entry->head_name, NULL);
        break;
    case LAYOUT_ORGANISATIONS:
        if (!import_is_nothing(reading->text))
            read_organisations(reading);
        break;
    default:
        break;
    }
}

/* "Tuổi | Nam, Nữ": the value is an age, the column says the sex. */
static bool is_age(const struct reading *reading)
{
    int64_t years = 0;
    if (!reading->column || strcmp(reading->field->name, "birth_date") != 0 || !import_age(reading->text, &years))
        return false;
    return strstr(arena_printf(&reading->import->group_arena, " %s ", reading_header(reading)), " tuoi ") != NULL;
}

/* "Kết luận: Không" says something that a list of poor households must not be silent about; "-" says nothing. */
static bool is_no_code(const struct reading *reading)
{
    return reading->field->type == FIELD_CODE && reading->field->required && !reading->is->mark &&
           strcmp(reading->field->name, "class") == 0 && isalpha((unsigned char)*reading->text);
}

/* What a column says of another field by being filled in. */
static void put_set(struct reading *reading)
{
    if (!reading->is->set_field)
        return;
    struct reading sets = *reading;
    sets.field = reading->is->set_field;
    sets.values = reading->is->set_kind == reading->is->kind ? reading->values : import_slot_of(reading->entry, reading->is->set_kind);
    if (sets.values)
        reading_put(&sets, v_text(reading->is->set_code));
}

static void read_field(struct reading *reading)
{
    if (import_is_quantity(reading->field, reading->values) && reading->column) {
        if (says_other(reading, reading->entry->quantity_column))
            return;
        reading->entry->quantity_column = reading->column; /* its unit may stand in a later column */
        if (!import_is_nothing(reading->text))
            put_set(reading);
        return;
    }
    bool number = field_is_int(reading->field) && reading->field->type != FIELD_BOOL;
    bool is_nothing = import_is_nothing(reading->text) && reading->field->type != FIELD_BOOL && !is_no_code(reading);
    if (is_nothing && (reading->is->set_field || !number || strcmp(reading->text, "0") != 0))
        return;
    put_set(reading);
    if (reading->is->set_field && import_is_tick(reading->text) && !reading->is->mark)
        return;
    if (reading->is->mark)
        reading_mark(reading);
    else if (is_age(reading))
        reading->entry->age_column = reading->column;
    else
        read_value(reading);
}

static void read_cell(struct reading *reading)
{
    if (reading->is->role != LAYOUT_FIELD) {
        read_role(reading);
        return;
    }
    reading->field = reading->is->field;
    bool of_head = reading->column && reading->import->header.columns[reading->column - 1].of_head;
    reading->values = of_head ? &reading->entry->slots[SLOT_HEAD] : import_slot_of(reading->entry, reading->is->kind);
    if (reading->values && reading->field->type == FIELD_REF && reading->entry->texts) {
        size_t index = reading_slot(reading->values, reading->field);
        if (says_other(reading, reading->entry->texts_columns[index]))
            return;
        reading->entry->texts[index] = reading->text; /* import_record.c finds what is meant */
        reading->entry->texts_columns[index] = reading->column;
    } else if (reading->values) {
        read_field(reading);
    }
}

bool import_cell_read(struct import *import, struct import_entry *entry, size_t column,
                      const struct layout_column *is)
{
    struct reading reading = {
        import, entry, entry->row, column + 1, is, is->field, import_slot_of(entry, is->kind),
        entry->row->cells[column].text,
    };
    read_field(&reading);
    return !value_is_null(reading.values->values[reading_slot(reading.values, reading.field)]);
}

/* A formula gives the value last computed; errors and formulas without a value give none. */
static bool check_cell_type(struct import *import, struct import_row *row, size_t column)
{
    const struct import_cell *cell = &row->cells[column];
    struct import_column *header = &import->header.columns[column];
    if (cell->type == SHEET_CELL_UNCOMPUTED && header->is->role == LAYOUT_NUMBER) { /* "=A5+1": its own number */
        row->cells[column].text = arena_printf(&import->group_arena, "%s %lld", cell->raw, (long long)row->number);
        return true;
    }
    if (cell->type == SHEET_CELL_ERROR || cell->type == SHEET_CELL_UNCOMPUTED) {
        import_say(import, row, column + 1, IMPORT_REFUSED,
                   cell->type == SHEET_CELL_ERROR ? "cell_error" : "formula",
                   cell->type == SHEET_CELL_ERROR ? MSG_IMPORT_CELL_ERROR : MSG_IMPORT_FORMULA, cell->raw);
        return false;
    }
    if (cell->is_formula && !header->formula_told) {
        import_say(import, row, column + 1, IMPORT_NOTE, "formula", MSG_IMPORT_FORMULA_VALUE);
        header->formula_told = true;
    }
    return true;
}

/* A list of a million rows keeps no more than the longest text of each column. */
static void keep_last(struct import *import, struct import_column *header, const char *text)
{
    size_t size = strlen(text) + 1;
    if (size > header->last_size) {
        header->last_size = 2 * size;
        header->last = arena_alloc(&import->sheet_arena, header->last_size, 1);
    }
    memcpy(header->last, text, size);
}

static void repeat_above(struct import *import, struct import_row *row, size_t column)
{
    struct import_column *header = &import->header.columns[column];
    struct import_cell *cell = &row->cells[column];
    bool ditto = import_is_ditto(cell->text);
    if (*cell->text && !ditto && !import_is_nothing(cell->text) && (!header->last || strcmp(header->last, cell->text) != 0))
        keep_last(import, header, cell->text);
    if (!header->last || (*cell->text && !ditto) || (!ditto && !header->fills_down))
        return;
    cell->text = arena_strdup(&import->group_arena, header->last);
    if (ditto && !header->ditto_told) {
        const char *args[] = { header->header, NULL };
        import_say_sheet(import, "ditto", MSG_IMPORT_DITTO, header->header, args);
        header->ditto_told = true;
    }
}

/* Rows may end before a column that fills down. */
static void repeat_all_above(struct import *import, struct import_row *row)
{
    for (size_t i = row->count; i < import->header.count; i++)
        if (import->header.columns[i].fills_down) {
            struct import_cell *cells = ARENA_ARRAY(&import->group_arena, struct import_cell, import->header.count);
            memcpy(cells, row->cells, row->count * sizeof(*cells));
            for (size_t j = row->count; j < import->header.count; j++)
                cells[j] = (struct import_cell){ "", "", "", SHEET_CELL_EMPTY, false };
            row->cells = cells;
            row->count = import->header.count;
        }
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->role != LAYOUT_NUMBER && is->role != LAYOUT_IGNORE)
            repeat_above(import, row, i);
    }
}

/* Of two columns under one header only one is read; the other must not say anything else. */
static void check_twin(struct import *import, struct import_row *row, size_t column)
{
    size_t twin = import->header.columns[column].twin - 1;
    const char *text = row->cells[column].text, *other = twin < row->count ? row->cells[twin].text : "";
    if (*text && strcmp(text, other) != 0)
        import_say(import, row, column + 1, IMPORT_REFUSED, "column_differs", MSG_IMPORT_COLUMN_DIFFERS,
                   import->header.columns[column].header, other, text);
}

static void read_constants(struct import *import, struct import_entry *entry)
{
    for (size_t i = 0; i < import->request->set_count; i++) {
        const struct layout_column *is = import->constant_columns[i];
        const char *text = import->request->set[i].text;
        struct reading reading = { import, entry, entry->row, 0, is, NULL, NULL, text };
        if (is->role != LAYOUT_FIELD) {
            bool given = (is->role == LAYOUT_AREA && entry->area) ||
                         (is->role == LAYOUT_COMMUNE && entry->commune);
            if (!given)
                read_cell(&reading);
            continue;
        }
        struct import_values *values = import_slot_of(entry, is->kind);
        bool said = values && entry->texts && entry->texts[reading_slot(values, is->field)];
        if (values && !said && value_is_null(values->values[reading_slot(values, is->field)]))
            read_cell(&reading);
    }
}

void import_entry_read(struct import *import, struct import_entry *entry)
{
    struct import_row *row = entry->row;
    repeat_all_above(import, row);
    import_join_cells(import, row);
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (import->header.columns[i].twin)
            check_twin(import, row, i);
        if (!is || is->role == LAYOUT_IGNORE || is->role == LAYOUT_PART || is->figure || !*row->cells[i].text)
            continue;
        if (import->set_column && is->set_field && import->set_column != i + 1) /* of another record of the row */
            continue;
        if (entry->kept && entry->kept[i])
            continue;
        if (!check_cell_type(import, row, i))
            continue;
        struct reading reading = { import, entry, row, i + 1, is, NULL, NULL, row->cells[i].text };
        if (is->role == LAYOUT_REFERENCE)
            continue; /* likewise */
        read_cell(&reading);
    }
    read_constants(import, entry);
    import_quantity_read(import, entry);
    import_entry_complete(import, entry);
}
