/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/field.h"

#include "base/date.h"
#include "base/id.h"
#include "base/idnumber.h"
#include "base/vitext.h"
#include "base/money.h"

#include <string.h>

enum { TEXT_MAX_DEFAULT = 200, NOTE_MAX_DEFAULT = 4000, YEAR_MIN = 1900, YEAR_MAX = 2100 };

/* --- reading ----------------------------------------------------------------------------------------- */

static enum err_code refuse(const struct field *field, enum msg msg, const char *text, struct err *err)
{
    (void)err_set(err, ERR_INPUT, msg, field->vi, text);
    return err_at(err, "%s", field->name);
}

static enum err_code parse_bool(const struct field *field, const char *text, struct value *ret,
                                struct err *err)
{
    static const char *const yes[] = { "1", "x", "co", "yes", "true", "v", "dung" };
    static const char *const no[] = { "0", "khong", "no", "false", "k", "sai" };
    for (size_t i = 0; i < COUNT(yes); i++)
        if (text_equal_folded(text, yes[i])) {
            *ret = v_int(1);
            return ERR_OK;
        }
    for (size_t i = 0; i < COUNT(no); i++)
        if (text_equal_folded(text, no[i])) {
            *ret = v_int(0);
            return ERR_OK;
        }
    return refuse(field, MSG_FIELD_YES_NO, text, err);
}

/* The label behind its number: "1. Phát triển kinh tế" → "Phát triển kinh tế"; itself without one. */
static const char *without_number(const char *label)
{
    size_t digits = strspn(label, "0123456789");
    return digits && strncmp(label + digits, ". ", 2) == 0 ? label + digits + 2 : label;
}

const struct code *field_code(const struct field *field, const char *text)
{
    for (const struct code *code = field->codes; code && code->code; code++) {
        const char *vi = without_number(code->vi);
        size_t number = vi > code->vi ? (size_t)(vi - code->vi) - 2 : 0;
        if (strcmp(code->code, text) == 0 || text_equal_folded(code->vi, text) ||
            text_equal_folded(vi, text) || text_equal_folded(code->en, text) ||
            (number && strlen(text) == number && strncmp(text, code->vi, number) == 0))
            return code;
    }
    return NULL;
}

void field_codes_words(const struct field *field, char *words, size_t size)
{
    size_t len = 0;
    words[0] = '\0';
    for (const struct code *code = field->codes; code && code->code; code++) {
        size_t wanted = strlen(code->code) + 2;
        if (len + wanted + sizeof("…") > size) {
            snprintf(words + len, size - len, "%s…", len ? ", " : "");
            return;
        }
        len += (size_t)snprintf(words + len, size - len, "%s%s", len ? ", " : "", code->code);
    }
}

static enum err_code parse_code(struct arena *arena, const struct field *field, const char *text,
                                struct value *ret, struct err *err)
{
    const struct code *code = field_code(field, text);
    if (!code && !field->list) {
        char words[ERR_ARG_SIZE];
        field_codes_words(field, words, sizeof(words));
        (void)err_set(err, ERR_INPUT, MSG_FIELD_CODE, field->vi, text, words);
        return err_at(err, "%s", field->name);
    }
    *ret = v_text(code ? code->code : arena_strdup(arena, text)); /* an open list: the store looks */
    return ERR_OK;
}

struct chosen_codes {
    const char **items;
    size_t count, capacity;
};

/* One chunk between semicolons: a code, or several between commas. Labels have commas themselves, so
 * the longest run of parts that is a label is taken first. */
static enum err_code choose_codes(struct arena *arena, const struct field *field, const char *chunk,
                                  struct chosen_codes *chosen, struct err *err)
{
    const char *start = chunk;
    while (*start) {
        size_t len = strlen(start);
        const char *word = NULL;
        for (;;) {
            TRY(text_clean(arena, arena_strndup(arena, start, len), &word, NULL, err));
            const char *comma = memrchr(start, ',', len);
            if (field_code(field, word) || !comma)
                break;
            len = (size_t)(comma - start);
        }
        struct value one = v_null();
        if (*word) {
            TRY(parse_code(arena, field, word, &one, err));
            *ARENA_PUSH(arena, chosen->items, chosen->count, chosen->capacity) = one.s;
        }
        start += len + (start[len] == ',');
    }
    return ERR_OK;
}

static void add_chosen(struct arena *arena, struct buf *out, const char *code)
{
    if (!strstr(buf_text(out), arena_printf(arena, ",%s,", code)))
        buf_printf(out, "%s%s,", out->len ? "" : ",", code);
}

/* "a, b; c" → ",a,b,c,", each once, in the order of the list (codes a programme added come last). */
static enum err_code parse_codes(struct arena *arena, const struct field *field, const char *text,
                                 struct value *ret, struct err *err)
{
    struct chosen_codes chosen = { 0 };
    for (const char *c = text; *c;) {
        size_t len = strcspn(c, ";\n");
        TRY(choose_codes(arena, field, arena_strndup(arena, c, len), &chosen, err));
        c += len + (c[len] != '\0');
    }
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const struct code *code = field->codes; code && code->code; code++)
        for (size_t i = 0; i < chosen.count; i++)
            if (strcmp(chosen.items[i], code->code) == 0)
                add_chosen(arena, &out, chosen.items[i]);
    for (size_t i = 0; i < chosen.count; i++)
        if (!field->codes || !code_find(field->codes, chosen.items[i]))
            add_chosen(arena, &out, chosen.items[i]);
    *ret = out.len ? v_text(arena_strdup(arena, buf_text(&out))) : v_null();
    return ERR_OK;
}

static enum err_code parse_date(struct arena *arena, const char *text, struct value *ret, struct err *err)
{
    struct date date;
    char storage[DATE_TEXT_SIZE];
    TRY(date_from_external(text, &date, err));
    date_to_storage(date, storage);
    *ret = v_text(arena_strdup(arena, storage));
    return ERR_OK;
}

static enum err_code parse_number(const struct field *field, const char *text, struct value *ret,
                                  struct err *err)
{
    int64_t number = 0;
    if (field->type == FIELD_MONEY)
        TRY(money_parse(text, &number, err));
    else if (field->type == FIELD_SHARE)
        TRY(text_decimal(text, 2, &number, err));
    else
        TRY(text_number(text, &number, err));
    *ret = v_int(number);
    return ERR_OK;
}

static enum err_code parse_id_number(struct arena *arena, const char *text, struct value *ret,
                                     struct err *err)
{
    struct citizen_id id;
    TRY(citizen_id_parse(text, &id, err));
    *ret = v_text(arena_strdup(arena, id.digits));
    return ERR_OK;
}

static enum err_code parse_phone(struct arena *arena, const char *text, struct value *ret, struct err *err)
{
    struct phone phone;
    TRY(phone_parse(text, &phone, err));
    *ret = v_text(arena_strdup(arena, phone.digits));
    return ERR_OK;
}

static enum err_code parse_typed(struct arena *arena, const struct field *field, const char *text,
                                 struct value *ret, struct err *err)
{
    int64_t id = 0;
    switch (field->type) {
    case FIELD_BOOL:
        return parse_bool(field, text, ret, err);
    case FIELD_CODE:
        return parse_code(arena, field, text, ret, err);
    case FIELD_CODES:
        return parse_codes(arena, field, text, ret, err);
    case FIELD_DATE:
        return parse_date(arena, text, ret, err);
    case FIELD_INT:
    case FIELD_YEAR:
    case FIELD_MONEY:
    case FIELD_SHARE:
        return parse_number(field, text, ret, err);
    case FIELD_REF:
        TRY(id_from_text(text, &id, err));
        *ret = v_int(id);
        return ERR_OK;
    case FIELD_ID_NUMBER:
        return parse_id_number(arena, text, ret, err);
    case FIELD_PHONE:
        return parse_phone(arena, text, ret, err);
    default:
        *ret = v_text(text);
        return ERR_OK;
    }
}

enum err_code field_parse(struct arena *arena, const struct field *field, const char *text,
                          struct value *ret_value, struct err *err)
{
    const char *clean = NULL;
    *ret_value = v_null();
    if (text_is_blank(text))
        return ERR_OK;
    enum err_code code = field->type == FIELD_NOTE ? text_clean_lines(arena, text, &clean, NULL, err) :
                                                     text_clean(arena, text, &clean, NULL, err);
    if (code == ERR_OK && *clean)
        code = parse_typed(arena, field, clean, ret_value, err);
    if (code != ERR_OK && !err->where[0])
        (void)err_at(err, "%s", field->name);
    return code == ERR_OK ? field_check(field, *ret_value, err) : code;
}

/* --- checking ------------------------------------------------------------------------------------------ */

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

enum err_code field_check(const struct field *field, struct value value, struct err *err)
{
    if (value_is_null(value))
        return ERR_OK;
    require((value.type == VALUE_INT) == field_is_int(field));
    if (value.type == VALUE_INT) {
        int64_t min = field->min, max = field->max;
        if (field->type == FIELD_YEAR) {
            min = YEAR_MIN;
            max = YEAR_MAX;
        } else if (field->type == FIELD_SHARE && !max) {
            max = 10000;
        }
        if (field->type == FIELD_REF || (!max && value.i >= min) || (value.i >= min && value.i <= max))
            return ERR_OK;
        (void)err_set(err, ERR_INPUT, MSG_FIELD_RANGE, field->vi, err_int(min),
                      max ? err_int(max) : "…");
        return err_at(err, "%s", field->name);
    }
    int64_t max = field->max ? field->max : field->type == FIELD_NOTE ? NOTE_MAX_DEFAULT : TEXT_MAX_DEFAULT;
    bool measured = field->type == FIELD_TEXT || field->type == FIELD_NOTE ||
                    field->type == FIELD_PERSON_NAME || field->type == FIELD_EMAIL;
    if (measured && (int64_t)characters(value.s) > max)
        return refuse(field, MSG_FIELD_TOO_LONG, err_int(max), err);
    return ERR_OK;
}

/* --- writing -------------------------------------------------------------------------------------------- */

const char *field_external(struct arena *arena, const struct field *field, struct value value)
{
    if (value_is_null(value))
        return NULL;
    if (field->type == FIELD_REF) {
        char *text = arena_alloc(arena, ID_TEXT_SIZE, 1);
        id_to_text(value.i, text);
        return text;
    }
    if (value.type == VALUE_INT)
        return arena_printf(arena, "%lld", (long long)value.i);
    struct date date;
    if (field->type == FIELD_DATE && date_from_storage(value.s, &date)) {
        char text[DATE_TEXT_SIZE];
        if (date.precision == DATE_DAY) /* written alike in both */
            return value.s;
        date_to_external(date, text);
        return arena_strdup(arena, text);
    }
    return value.s;
}

static const char *code_words(const struct field *field, const char *code, enum lang lang)
{
    const struct code *found = field->codes ? code_find(field->codes, code) : NULL;
    return found ? lang == LANG_EN ? found->en : found->vi : code;
}

static const char *codes_words(struct arena *arena, const struct field *field, const char *codes,
                               enum lang lang)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const char *c = codes; *c;) {
        size_t len = strcspn(c, ",");
        if (len)
            buf_printf(&out, "%s%s", out.len ? "; " : "",
                       code_words(field, arena_strndup(arena, c, len), lang));
        c += len + (c[len] == ',');
    }
    return arena_strdup(arena, buf_text(&out));
}

const char *field_display(struct arena *arena, const struct field *field, struct value value,
                          enum lang lang)
{
    char text[DATE_TEXT_SIZE];
    struct date date;
    if (value_is_null(value))
        return "";
    switch (field->type) {
    case FIELD_BOOL:
        return value.i ? (lang == LANG_EN ? "yes" : "có") : (lang == LANG_EN ? "no" : "không");
    case FIELD_MONEY: {
        char money[MONEY_TEXT_SIZE];
        money_to_text(value.i, money);
        return arena_strdup(arena, money);
    }
    case FIELD_SHARE:
        return arena_printf(arena, "%lld,%02lld %%", (long long)(value.i / 100), (long long)(value.i % 100));
    case FIELD_CODE:
        return code_words(field, value.s, lang);
    case FIELD_CODES:
        return codes_words(arena, field, value.s, lang);
    case FIELD_DATE:
        if (!date_from_storage(value.s, &date))
            return value.s;
        date_to_table(date, text);
        return arena_strdup(arena, text);
    default:
        return field_external(arena, field, value);
    }
}

const char *field_masked(struct arena *arena, const struct field *field, struct value value)
{
    if (field->personal == PERSONAL_SENSITIVE)
        return FIELD_MASK;
    if (value.type != VALUE_TEXT)
        return "";
    size_t len = strlen(value.s);
    if (field_is_secret(field) && len > 3)
        return arena_printf(arena, FIELD_MASK "%s", value.s + len - 3);
    return FIELD_MASK;
}

/* --- words --------------------------------------------------------------------------------------------- */

static const char *const type_names[FIELD_TYPE_MAX_] = {
    [FIELD_TEXT] = "text", [FIELD_NOTE] = "note", [FIELD_PERSON_NAME] = "person_name",
    [FIELD_CODE] = "code", [FIELD_CODES] = "codes", [FIELD_KEY] = "key", [FIELD_BOOL] = "bool",
    [FIELD_INT] = "int", [FIELD_MONEY] = "money", [FIELD_SHARE] = "share", [FIELD_YEAR] = "year",
    [FIELD_DATE] = "date", [FIELD_TIME] = "time", [FIELD_REF] = "ref", [FIELD_ID_NUMBER] = "id_number",
    [FIELD_PHONE] = "phone", [FIELD_EMAIL] = "email", [FIELD_DOC_NUMBER] = "document_number",
};

const char *field_type_word(enum field_type type)
{
    return type_names[type];
}
