/* SPDX-License-Identifier: Apache-2.0 */
#include "service/sheet/kind_sheet.h"

#include "base/date.h"
#include "base/utf8.h"
#include "base/vitext.h"
#include "domain/field.h"
#include "service/unit/unit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ID_SIGN " · " /* between a label and the id behind it */

enum { LABELS_MAX = 1 << 16, NOTE_CHOICES_MAX = 40, CODE_WIDTH_MAX = 22 };

/* --- what may be referred to -------------------------------------------------------------------- */

static int by_folded(const void *a, const void *b)
{
    const struct kind_sheet_choice *const *left = a, *const *right = b;
    return strcmp((*left)->folded, (*right)->folded);
}

static void offer_add(struct kind_sheet *sheet, struct kind_sheet_offer *offer, struct value value,
                      const char *label)
{
    struct kind_sheet_choice *choice =
        ARENA_PUSH(&sheet->arena, offer->items, offer->count, offer->capacity);
    *choice = (struct kind_sheet_choice){ .value = value, .text = label,
                                          .folded = text_fold(&sheet->arena, label) };
}

static const char *with_id(struct arena *arena, const char *label, int64_t id)
{
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    return *label ? arena_printf(arena, "%s" ID_SIGN "%s", label, text) : arena_strdup(arena, text);
}

/* Finds the labels that two records share, and sorts the others for reading. */
static void offer_end(struct kind_sheet *sheet, struct kind_sheet_offer *offer)
{
    struct kind_sheet_choice **sorted =
        ARENA_ARRAY(&sheet->arena, struct kind_sheet_choice *, offer->count + 1);
    offer->by_id.arena = &sheet->arena;
    for (size_t i = 0; i < offer->count; i++)
        sorted[i] = &offer->items[i];
    qsort(sorted, offer->count, sizeof(struct kind_sheet_choice *), by_folded);
    for (size_t i = 1; i < offer->count; i++)
        if (by_folded(&sorted[i - 1], &sorted[i]) == 0)
            sorted[i - 1]->shared = sorted[i]->shared = true;
    for (size_t i = 0; i < offer->count; i++)
        if (!sorted[i]->shared && *sorted[i]->folded)
            sorted[offer->label_count++] = sorted[i];
    offer->by_label = sorted;
    for (size_t i = 0; i < offer->count; i++) {
        struct kind_sheet_choice *choice = &offer->items[i];
        if (choice->value.type != VALUE_INT)
            continue;
        idmap_put(&offer->by_id, choice->value.i, (int64_t)i + 1);
        if (choice->shared || !*choice->text)
            choice->text = with_id(&sheet->arena, choice->text, choice->value.i);
    }
}

static const char *label_of(struct kind_sheet *sheet, const struct record *record)
{
    const struct kind *kind = record->kind;
    const struct field *label = kind->label ? kind_field(kind, kind->label) : NULL;
    if (!label)
        return "";
    struct value value = record_value(record, label->name);
    if (label->type == FIELD_REF)
        return record_label(sheet->store, &sheet->arena, label, value);
    if (kind_sheet_masks(sheet->store, label))
        return field_masked(&sheet->arena, label, value);
    return arena_strdup(&sheet->arena, field_display(&sheet->arena, label, value, sheet->lang));
}

static bool has_place(const struct kind *kind)
{
    return kind->unit || strcmp(kind->slug, "units") == 0;
}

static enum err_code offer_records(struct kind_sheet *sheet, struct kind_sheet_offer *offer,
                                   const struct kind *kind, bool by_key, struct err *err)
{
    struct entity_query query = { .limit = KIND_SHEET_CHOICES_MAX + 1 };
    struct record_list list = { 0 };
    if (kind->label && !kind_sheet_masks(sheet->store, kind_field(kind, kind->label)))
        query.sort_field = kind_field_index(kind, kind->label) + 1;
    if (has_place(kind)) {
        query.scope_unit = sheet->unit;
        TRY(unit_scope_day(sheet->store, sheet->unit, NULL, &query.scope_day, err));
    }
    TRY(entity_list(sheet->store, kind, &query, &sheet->arena, &list, err));
    offer->too_many = list.count > KIND_SHEET_CHOICES_MAX;
    for (size_t i = 0; i < list.count && !offer->too_many; i++) {
        const struct record *record = &list.items[i];
        offer_add(sheet, offer, by_key ? record_value(record, kind->key) : v_int(record->id),
                  label_of(sheet, record));
    }
    return ERR_OK;
}

static enum err_code offer_codes(struct kind_sheet *sheet, struct kind_sheet_offer *offer,
                                 const struct field *field, struct err *err)
{
    const struct kind *kind = kind_by_slug("code_entries");
    struct record_list list = { 0 };
    struct entity_query query = {
        .where = cond_compare(&sheet->arena, kind_field_index(kind, "list"), COND_EQ, v_text(field->list)),
        .sort_field = kind_field_index(kind, "position") + 1, .limit = KIND_SHEET_CHOICES_MAX,
    };
    TRY(entity_list(sheet->store, kind, &query, &sheet->arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        const struct record *entry = &list.items[i];
        const char *en = record_text(entry, "en");
        if (!record_int(entry, "retired"))
            offer_add(sheet, offer, record_value(entry, "code"),
                      sheet->lang == LANG_EN && en ? en : record_text(entry, "vi"));
    }
    return ERR_OK;
}

/* The offer of the field; NULL: nothing to offer beyond the built-in codes. */
static enum err_code find_offer(struct kind_sheet *sheet, const struct field *field,
                                struct kind_sheet_offer **ret_offer, struct err *err)
{
    bool is_reference = field->type == FIELD_REF, is_key = field->type == FIELD_KEY;
    const char *name = is_reference || is_key ? field->ref : field->list;
    const struct kind *kind = is_reference || is_key ? kind_by_slug(field->ref) : NULL;
    *ret_offer = NULL;
    if (!name || (kind && kind->internal) || (is_reference && !sheet->unit))
        return ERR_OK;
    for (size_t i = 0; i < sheet->offer_count; i++)
        if (strcmp(sheet->all[i]->name, name) == 0) {
            *ret_offer = sheet->all[i];
            return ERR_OK;
        }
    struct kind_sheet_offer *offer = ARENA_NEW(&sheet->arena, struct kind_sheet_offer);
    offer->name = name;
    if (!kind)
        TRY(offer_codes(sheet, offer, field, err));
    else
        TRY(offer_records(sheet, offer, kind, is_key, err));
    offer_end(sheet, offer);
    *ret_offer = sheet->all[sheet->offer_count++] = offer;
    return ERR_OK;
}

enum err_code kind_sheet_open(struct kind_sheet *sheet, struct store *store, const struct kind *kind,
                              enum lang lang, int64_t unit, struct err *err)
{
    *sheet = (struct kind_sheet){ .store = store, .kind = kind, .lang = lang, .unit = unit };
    sheet->labels.arena = &sheet->arena;
    for (size_t i = 0; store && kind->fields[i].name; i++)
        if (kind_sheet_has(&kind->fields[i]))
            TRY(find_offer(sheet, &kind->fields[i], &sheet->offers[i], err));
    return ERR_OK;
}

void kind_sheet_done(struct kind_sheet *sheet)
{
    arena_done(&sheet->arena);
}

static const struct kind_sheet_offer *offer_of(const struct kind_sheet *sheet, const struct field *field)
{
    return sheet->store ? sheet->offers[field - sheet->kind->fields] : NULL;
}

/* --- columns -------------------------------------------------------------------------------------- */

bool kind_sheet_has(const struct field *field)
{
    return !field->carried && !field->hidden;
}

bool kind_sheet_masks(const struct store *store, const struct field *field)
{
    return store && !store->actor.sees_personal &&
           (field->personal != PERSONAL_NONE || field_is_secret(field));
}

static void collect_choices(struct kind_sheet *sheet, const struct field *field, struct sheet_column *column)
{
    const struct kind_sheet_offer *offer = offer_of(sheet, field);
    size_t count = 0, most = offer ? offer->count : 0;
    while (field->codes && field->codes[count].code)
        count++;
    const char **choices = ARENA_ARRAY(&sheet->arena, const char *, count + most + 2);
    for (size_t i = 0; i < count; i++)
        choices[i] = sheet->lang == LANG_EN ? field->codes[i].en : field->codes[i].vi;
    for (size_t i = 0; i < most; i++)
        choices[count++] = offer->items[i].text;
    if (field->type == FIELD_BOOL) {
        choices[count++] = sheet->lang == LANG_EN ? "yes" : "có";
        choices[count++] = sheet->lang == LANG_EN ? "no" : "không";
    }
    column->choices = count ? choices : NULL;
    column->choice_count = count;
}

/* "a; b; c", as a cell with several codes would stand. */
static const char *joined(struct kind_sheet *sheet, const struct sheet_column *column)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    size_t count = column->choice_count < NOTE_CHOICES_MAX ? column->choice_count : NOTE_CHOICES_MAX;
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i ? "; " : "", column->choices[i]);
    if (count < column->choice_count)
        buf_add(&out, "; …");
    return arena_strdup(&sheet->arena, buf_text(&out));
}

/* What a person may write in the column, with an example. */
static const char *column_note(struct kind_sheet *sheet, const struct field *field,
                               const struct sheet_column *column)
{
    static const enum msg notes[FIELD_TYPE_MAX_] = {
        [FIELD_TEXT] = MSG_TEMPLATE_TEXT,           [FIELD_NOTE] = MSG_TEMPLATE_NOTE,
        [FIELD_PERSON_NAME] = MSG_TEMPLATE_NAME,    [FIELD_CODE] = MSG_TEMPLATE_CODE,
        [FIELD_CODES] = MSG_TEMPLATE_CODES,         [FIELD_KEY] = MSG_TEMPLATE_KEY,
        [FIELD_BOOL] = MSG_TEMPLATE_BOOL,           [FIELD_INT] = MSG_TEMPLATE_INT,
        [FIELD_MONEY] = MSG_TEMPLATE_MONEY,         [FIELD_SHARE] = MSG_TEMPLATE_SHARE,
        [FIELD_YEAR] = MSG_TEMPLATE_YEAR,           [FIELD_DATE] = MSG_TEMPLATE_DATE,
        [FIELD_TIME] = MSG_TEMPLATE_TIME,           [FIELD_REF] = MSG_TEMPLATE_REF,
        [FIELD_ID_NUMBER] = MSG_TEMPLATE_ID_NUMBER, [FIELD_PHONE] = MSG_TEMPLATE_PHONE,
        [FIELD_EMAIL] = MSG_TEMPLATE_EMAIL,         [FIELD_DOC_NUMBER] = MSG_TEMPLATE_DOC_NUMBER,
    };
    const struct kind *kind = field->ref ? kind_by_slug(field->ref) : NULL;
    const char *first = field->type == FIELD_CODES     ? joined(sheet, column) :
                        column->choice_count           ? column->choices[0] :
                                                         "";
    const char *args[] = { kind ? (sheet->lang == LANG_EN ? kind->en : kind->vi) : "", first, NULL };
    CLEANUP(buf_done) struct buf out = { 0 };
    if (field_is_asked(field)) {
        msg_format(&out, sheet->lang, MSG_TEMPLATE_REQUIRED, NULL);
        buf_add_char(&out, ' ');
    }
    bool is_place = field->type == FIELD_REF && strcmp(field->ref, "units") == 0;
    enum msg msg = is_place && !column->choice_count ? MSG_TEMPLATE_UNIT : notes[field->type];
    if (field->type == FIELD_REF && column->choice_count)
        msg = MSG_TEMPLATE_CODE;
    msg_format(&out, sheet->lang, msg, args);
    return arena_strdup(&sheet->arena, buf_text(&out));
}

static enum sheet_column_type column_type(const struct field *field)
{
    switch (field->type) {
    case FIELD_INT:
    case FIELD_YEAR:
    case FIELD_SHARE:
        return SHEET_COLUMN_NUMBER;
    case FIELD_MONEY:
        return SHEET_COLUMN_AMOUNT;
    case FIELD_DATE:
        return SHEET_COLUMN_DATE;
    default:
        return SHEET_COLUMN_TEXT;
    }
}

/* As wide as what usually stands in it, and so that the header takes three lines. */
static unsigned column_width(const struct field *field, const char *header)
{
    static const unsigned widths[FIELD_TYPE_MAX_] = {
        [FIELD_TEXT] = 18,  [FIELD_NOTE] = 30, [FIELD_PERSON_NAME] = 24, [FIELD_CODE] = 14,
        [FIELD_CODES] = 24, [FIELD_KEY] = 22,  [FIELD_BOOL] = 8,         [FIELD_INT] = 8,
        [FIELD_MONEY] = 16, [FIELD_SHARE] = 8, [FIELD_YEAR] = 8,         [FIELD_DATE] = 14,
        [FIELD_TIME] = 21,  [FIELD_REF] = 24,  [FIELD_ID_NUMBER] = 15,   [FIELD_PHONE] = 13,
        [FIELD_EMAIL] = 22, [FIELD_DOC_NUMBER] = 20,
    };
    unsigned widest = widths[field->type];
    for (size_t i = 0; field->type == FIELD_CODE && field->codes && field->codes[i].code; i++) {
        const char *words = field->codes[i].vi ? field->codes[i].vi : "";
        unsigned len = (unsigned)utf8_length(words, strlen(words)) + 2;
        if (len > widest && widest < CODE_WIDTH_MAX)
            widest = len < CODE_WIDTH_MAX ? len : CODE_WIDTH_MAX;
    }
    unsigned third = (unsigned)(utf8_length(header, strlen(header)) / 3) + 5;
    return third > widest ? third : widest;
}

struct sheet_column kind_sheet_column(struct kind_sheet *sheet, const struct field *field, bool for_entry)
{
    const char *header = sheet->lang == LANG_EN ? field->en : field->vi;
    struct sheet_column column = { .header = header, .type = column_type(field),
                                   .width = column_width(field, header) };
    if (!for_entry)
        return column;
    if (kind_sheet_masks(sheet->store, field)) {
        column.is_locked = true;
        column.type = SHEET_COLUMN_TEXT;
        column.note = msg_text(MSG_TEMPLATE_MASKED, sheet->lang);
        return column;
    }
    collect_choices(sheet, field, &column);
    column.note = column_note(sheet, field, &column);
    if (field->type == FIELD_CODES) /* a drop-down takes one value only */
        column.choice_count = 0;
    return column;
}

const char *kind_sheet_footer(struct kind_sheet *sheet)
{
    struct tm local;
    time_t moment = (time_t)(sheet->store->now_unix_ms / 1000 + VIETNAM_SECONDS);
    char text[24];
    gmtime_r(&moment, &local);
    strftime(text, sizeof(text), "%H:%M %d/%m/%Y", &local);
    return msg_line(&sheet->arena, sheet->lang, MSG_EXPORT_FOOTER, sheet->store->actor.name, text);
}

/* --- cells out --------------------------------------------------------------------------------------- */

/* As long as they are not too many: the sheet's memory does not grow with the list. */
const char *kind_sheet_label(struct kind_sheet *sheet, struct arena *arena, const struct field *field,
                             struct value value)
{
    const char *known = (const char *)(intptr_t)idmap_get(&sheet->labels, value.i, 0);
    if (known)
        return known;
    if (sheet->labels.count >= LABELS_MAX)
        return record_label(sheet->store, arena, field, value);
    struct arena_mark mark = arena_mark(arena);
    const char *label = arena_strdup(&sheet->arena, record_label(sheet->store, arena, field, value));
    arena_release(arena, mark);
    idmap_put(&sheet->labels, value.i, (int64_t)(intptr_t)label);
    return label;
}

static const char *reference_text(struct kind_sheet *sheet, struct arena *arena, const struct field *field,
                                  struct value value)
{
    const struct kind_sheet_offer *offer = offer_of(sheet, field);
    int64_t index = offer ? idmap_get(&offer->by_id, value.i, 0) : 0;
    if (index)
        return offer->items[index - 1].text;
    const char *label = kind_sheet_label(sheet, arena, field, value);
    return sheet->unit || !*label ? with_id(arena, label, value.i) : label;
}

static const char *key_text(const struct kind_sheet *sheet, const struct field *field, const char *key)
{
    const struct kind_sheet_offer *offer = offer_of(sheet, field);
    for (size_t i = 0; offer && i < offer->count; i++)
        if (strcmp(offer->items[i].value.s, key) == 0)
            return offer->items[i].shared ? key : offer->items[i].text;
    return key;
}

static const char *share_text(struct arena *arena, int64_t share)
{
    if (share % 100 == 0)
        return arena_printf(arena, "%lld", (long long)(share / 100));
    return arena_printf(arena, share % 10 ? "%lld.%02lld" : "%lld.%lld", (long long)(share / 100),
                        (long long)(share % 10 ? share % 100 : share % 100 / 10));
}

static const char *date_text(struct arena *arena, const struct field *field, struct value value,
                             enum lang lang)
{
    struct date date;
    bool is_day = date_from_storage(value.s, &date) && date.precision == DATE_DAY;
    return is_day ? field_external(arena, field, value) : field_display(arena, field, value, lang);
}

struct value kind_sheet_cell(struct kind_sheet *sheet, struct arena *arena, const struct field *field,
                             struct value value)
{
    bool is_masked = kind_sheet_masks(sheet->store, field);
    if (value_is_null(value) && !(is_masked && field->personal == PERSONAL_SENSITIVE))
        return value;
    if (is_masked)
        return v_text(value.type == VALUE_TEXT ? field_masked(arena, field, value) : FIELD_MASK);
    switch (field->type) {
    case FIELD_INT:
    case FIELD_YEAR:
    case FIELD_MONEY:
        return value;
    case FIELD_SHARE:
        return v_text(share_text(arena, value.i));
    case FIELD_DATE:
        return v_text(date_text(arena, field, value, sheet->lang));
    case FIELD_REF:
        return v_text(reference_text(sheet, arena, field, value));
    case FIELD_KEY:
        return v_text(key_text(sheet, field, value.s));
    case FIELD_CODE:
        if (!field->codes || !code_find(field->codes, value.s))
            return v_text(key_text(sheet, field, value.s));
        break;
    default:
        break;
    }
    return v_text(field_display(arena, field, value, sheet->lang));
}

/* --- cells in ------------------------------------------------------------------------------------------ */

static int folded_is(const void *key, const void *item)
{
    const struct kind_sheet_choice *const *choice = item;
    return strcmp(key, (*choice)->folded);
}

static bool chosen(struct kind_sheet *sheet, struct arena *arena, const struct field *field,
                   const char *text, struct value *ret_value)
{
    const struct kind_sheet_offer *offer = offer_of(sheet, field);
    const char *folded = text_fold(arena, text);
    if (!offer || !offer->label_count || !*folded)
        return false;
    struct kind_sheet_choice **found = bsearch(folded, offer->by_label, offer->label_count,
                                               sizeof(struct kind_sheet_choice *), folded_is);
    if (found)
        *ret_value = (*found)->value;
    return found != NULL;
}

static enum err_code read_reference(struct kind_sheet *sheet, struct arena *arena,
                                    const struct field *field, const char *text, struct value *ret_value,
                                    struct err *err)
{
    const char *id_text = NULL;
    struct err not_an_id = { 0 };
    int64_t id = 0;
    for (const char *c = text; (c = strstr(c, ID_SIGN)); c += strlen(ID_SIGN))
        id_text = c + strlen(ID_SIGN);
    if (id_text && id_from_text(id_text, &id, &not_an_id) == ERR_OK) {
        *ret_value = v_int(id);
        return ERR_OK;
    }
    if (chosen(sheet, arena, field, text, ret_value))
        return ERR_OK;
    const struct kind *kind = kind_by_slug(field->ref);
    if (strcmp(field->ref, "units") == 0)
        TRY(unit_resolve(sheet->store, text, NULL, &id, err));
    else
        TRY(entity_resolve(sheet->store, kind, text, &id, err));
    *ret_value = v_int(id);
    return ERR_OK;
}

enum err_code kind_sheet_read(struct kind_sheet *sheet, struct arena *arena, const struct field *field,
                              const char *text, struct value *ret_value, struct err *err)
{
    *ret_value = v_null();
    if (text_is_blank(text))
        return ERR_OK;
    enum err_code code = ERR_OK;
    if (field->type == FIELD_REF)
        code = read_reference(sheet, arena, field, text, ret_value, err);
    else if ((field->type == FIELD_CODE && field_code(field, text)) ||
             (field->type != FIELD_CODE && field->type != FIELD_KEY) ||
             !chosen(sheet, arena, field, text, ret_value))
        code = field_parse(arena, field, text, ret_value, err);
    if (code != ERR_OK && !err->where[0])
        (void)err_at(err, "%s", field->name);
    return code;
}
