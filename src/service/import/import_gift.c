/* SPDX-License-Identifier: Apache-2.0
 * Lists of donations ("Danh sách ủng hộ Quỹ Vì người nghèo"): what such a list leaves unsaid of an entry in
 * a fund's books or of a pledge, and donors met for the first time. */
#include "service/import/import_parts.h"

#include "base/vitext.h"
#include "service/record/record.h"

#include <string.h>

/* Kinds of donors by how their names begin; who begins otherwise is a person. */
static const struct donor_word {
    const char *word, *type;
} donor_words[] = {
    { "công ty", "enterprise" },     { "cty", "enterprise" },         { "tổng công ty", "enterprise" },  { "doanh nghiệp", "enterprise" },
    { "tập đoàn", "enterprise" },    { "dntn", "enterprise" },        { "htx", "enterprise" },           { "hợp tác xã", "enterprise" },
    { "ngân hàng", "enterprise" },   { "cửa hàng", "enterprise" },    { "hộ", "household" },             { "gia đình", "household" },
    { "hội", "organisation" },       { "đoàn", "organisation" },      { "chi hội", "organisation" },     { "chi đoàn", "organisation" },
    { "ubnd", "organisation" },      { "ubmttq", "organisation" },    { "ủy ban", "organisation" },      { "ban", "organisation" },
    { "trường", "organisation" },    { "trạm", "organisation" },      { "phòng", "organisation" },       { "sở", "organisation" },
    { "chi bộ", "organisation" },    { "đảng ủy", "organisation" },   { "đảng bộ", "organisation" },     { "công đoàn", "organisation" },
    { "công an", "organisation" },   { "tập thể", "organisation" },   { "cán bộ", "organisation" },      { "chi cục", "organisation" },
    { "thôn", "organisation" },      { "làng", "organisation" },      { "tổ dân phố", "organisation" },  { "giáo xứ", "organisation" },
    { "chùa", "organisation" },      { "nhà hảo tâm", "anonymous" },  { "một nhà hảo tâm", "anonymous" }, { "giấu tên", "anonymous" },
    { "ẩn danh", "anonymous" },
};

static const char *donor_type(struct arena *arena, const char *name)
{
    const char *toned = text_fold_toned(arena, name);
    for (size_t i = 0; i < COUNT(donor_words); i++) {
        const char *word = text_fold_toned(arena, donor_words[i].word);
        size_t len = strlen(word);
        if (strncmp(toned, word, len) == 0 && (toned[len] == '\0' || toned[len] == ' '))
            return donor_words[i].type;
    }
    return "individual";
}

enum err_code import_donor_add(struct import *import, const char *name, const struct import_values *more,
                               int64_t *ret_donor, struct err *err)
{
    TRY(record_may_write(import->store, kind_by_slug("donors"), err));
    struct record *donor = record_new(&import->group_arena, kind_by_slug("donors"));
    if (more->kind)
        donor = import_merge(import, donor, more, false);
    record_set(donor, "name", v_text(name));
    record_set(donor, "type", v_text(donor_type(&import->group_arena, name)));
    record_set(donor, "unit", v_int(import->unit));
    TRY(entity_create(import->store, donor, NULL, err));
    *ret_donor = donor->id;
    return ERR_OK;
}

void import_donor_complete(struct import *import, struct import_entry *entry)
{
    struct import_values *values = import_record_values(entry);
    if (strcmp(values->kind->slug, "donors") != 0)
        return;
    struct value name = values->values[kind_field_index(values->kind, "name")];
    int type = kind_field_index(values->kind, "type");
    if (value_is_null(values->values[type]) && name.type == VALUE_TEXT)
        values->values[type] = v_text(donor_type(&import->group_arena, name.s));
}

bool import_is_gift(const struct kind *kind)
{
    const char *slug = kind->slug;
    return strcmp(slug, "ledger_entries") == 0 || strcmp(slug, "pledges") == 0;
}

static struct value *value_of(struct import_values *values, const char *field)
{
    return &values->values[kind_field_index(values->kind, field)];
}

static void set_unsaid(struct import_values *values, const char *field, const char *code)
{
    struct value *value = value_of(values, field);
    if (value_is_null(*value))
        *value = v_text(code);
}

/* The only open fund of the place. */
static enum err_code find_fund(struct import *import, struct import_entry *entry, struct value *fund, struct err *err)
{
    int64_t ids[2] = { 0 };
    size_t count = 0;
    if (!value_is_null(*fund))
        return ERR_OK;
    if (import->unit)
        TRY(entity_find(import->store, kind_by_slug("funds"), "unit", v_int(import->unit), 2, ids, &count, err));
    if (count == 1)
        *fund = v_int(ids[0]);
    else
        import_say(import, entry->row, 0, IMPORT_REFUSED, "fund_missing", MSG_IMPORT_FUND_MISSING);
    return ERR_OK;
}

enum err_code import_gift_complete(struct import *import, struct import_entry *entry, struct err *err)
{
    struct import_values *values = import_record_values(entry);
    if (!import_is_gift(import->layout->kind) || entry->record_id)
        return ERR_OK;
    if (strcmp(values->kind->slug, "pledges") == 0) {
        set_unsaid(values, "form", value_is_null(*value_of(values, "amount")) ? "goods" : "money");
        return ERR_OK;
    }
    set_unsaid(values, "type", "donation");
    if (strcmp(value_of(values, "type")->s, "donation") != 0)
        return ERR_OK;
    set_unsaid(values, "credit_account", "income_donation");
    set_unsaid(values, "debit_account", "cash");
    const struct field *type = kind_field(values->kind, "type"), *donor = kind_field(values->kind, "donor");
    const char *name = entry->texts[donor - values->kind->fields];
    set_unsaid(values, "description", arena_printf(&import->group_arena, "%s: %s", code_find(type->codes, "donation")->vi, name ? name : ""));
    return find_fund(import, entry, value_of(values, "fund"), err);
}
