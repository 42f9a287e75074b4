/* SPDX-License-Identifier: Apache-2.0 */
#include "service/record/record.h"

#include "base/date.h"
#include "base/vitext.h"
#include "domain/field.h"
#include "service/account/personal_log.h"
#include "service/link/link_entry.h"
#include "service/record/entry_number.h"
#include "service/record/fund_cover.h"
#include "service/unit/unit.h"
#include "store/scope.h"

#include <string.h>

enum err_code field_pair_parse(struct arena *arena, const char *text, struct field_pair *ret_pair,
                               struct err *err)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text)
        return err_set(err, ERR_USAGE, MSG_FIELD_PAIR, text);
    ret_pair->name = arena_strndup(arena, text, (size_t)(equals - text));
    ret_pair->text = equals + 1;
    return ERR_OK;
}

/* --- filling ---------------------------------------------------------------------------------------- */

static enum err_code parse_value(struct store *store, const struct field *field, const char *text,
                                 struct arena *arena, struct value *ret_value, struct err *err)
{
    *ret_value = v_null();
    if (text_is_blank(text))
        return ERR_OK;
    if (field->type == FIELD_REF) {
        int64_t id = 0;
        enum err_code code = strcmp(field->ref, "units") == 0 ?
                                 unit_resolve(store, text, NULL, &id, err) :
                                 entity_resolve(store, kind_by_slug(field->ref), text, &id, err);
        if (code != ERR_OK) {
            if (!err->where[0])
                (void)err_at(err, "%s", field->name);
            return code;
        }
        *ret_value = v_int(id);
        return ERR_OK;
    }
    return field_parse(arena, field, text, ret_value, err);
}

/* Who is bound to a place or a line names only what he may see, or the copies of its fields would tell of it, or what
 * is above him. */
static enum err_code check_named(struct store *store, const struct field *field, struct value value, struct err *err)
{
    if (field->type != FIELD_REF || value_is_null(value) || field->carried || !actor_is_bound(&store->actor))
        return ERR_OK;
    const struct kind *kind = kind_by_slug(field->ref);
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *named = NULL;
    struct err out_of_reach = { 0 };
    bool may = strcmp(kind->slug, "units") == 0;
    enum err_code code = may ? ERR_OK : entity_get(store, kind, value.i, &arena, &named, &out_of_reach);
    if (code == ERR_NOT_FOUND)
        TRY(scope_may_name(store, kind, value.i, &may, err));
    if (may || code == ERR_OK)
        return ERR_OK;
    *err = out_of_reach;
    return code;
}

static void fill_one(struct store *store, struct record *record, const struct field_pair *pair,
                     bool creating, struct arena *arena, struct issues *issues)
{
    int index = kind_field_index(record->kind, pair->name);
    if (index < 0 || record->kind->fields[index].hidden) {
        issues_add(issues, ERR_INPUT, MSG_FIELD_UNKNOWN, pair->name, record->kind->slug, pair->name);
        return;
    }
    const struct field *field = &record->kind->fields[index];
    struct value value = v_null();
    struct err err = { 0 };
    const char *kept = record->kind->same_as;
    if (kept && strcmp(kept, field->name) == 0 && !field->carried) {
        issues_add(issues, ERR_INPUT, MSG_FIELD_KEPT, field->name, field->vi);
        return;
    }
    if (field->carried) {
        issues_add(issues, ERR_INPUT, MSG_FIELD_CARRIED, field->name, field->vi, field->carried);
        return;
    }
    if (parse_value(store, field, pair->text, arena, &value, &err) != ERR_OK) {
        issues_add_err(issues, &err);
        return;
    }
    if (field->immutable && !creating && !value_equal(record->values[index], value)) {
        issues_add(issues, ERR_INPUT, MSG_FIELD_IMMUTABLE, field->name, field->vi);
        return;
    }
    record->values[index] = value;
}

void record_fill(struct store *store, struct record *record, const struct field_pair *pairs,
                 size_t count, bool creating, struct arena *arena, struct issues *issues)
{
    for (size_t i = 0; i < count; i++)
        fill_one(store, record, &pairs[i], creating, arena, issues);
}

/* --- open code lists ---------------------------------------------------------------------------------- */

const char *record_added_code_words(struct store *store, struct arena *arena, const char *list, const char *code,
                                    enum lang lang)
{
    const struct kind *kind = kind_by_slug("code_entries");
    struct cond *conds[] = {
        cond_compare(arena, kind_field_index(kind, "list"), COND_EQ, v_text(list)),
        cond_compare(arena, kind_field_index(kind, "code"), COND_EQ, v_text(code)),
    };
    struct entity_query query = { .where = cond_all(arena, conds, COUNT(conds)), .limit = 1 };
    struct record_list found = { 0 };
    struct err unread = { 0 };
    if (entity_list(store, kind, &query, arena, &found, &unread) != ERR_OK || !found.count)
        return code;
    const char *en = record_text(&found.items[0], "en");
    return lang == LANG_EN && en && *en ? en : record_text(&found.items[0], "vi");
}

/* Codes a programme added to an open list stand in code_entries. */
static enum err_code open_list_has(struct store *store, const char *list, const char *code, bool *ret_has,
                                   struct err *err)
{
    const struct kind *kind = kind_by_slug("code_entries");
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct cond *conds[2] = {
        cond_compare(&arena, kind_field_index(kind, "list"), COND_EQ, v_text(list)),
        cond_compare(&arena, kind_field_index(kind, "code"), COND_EQ, v_text(code)),
    };
    struct entity_query query = { .where = cond_all(&arena, conds, 2) };
    int64_t count = 0;
    TRY(entity_count(store, kind, &query, &count, err));
    *ret_has = count > 0;
    return ERR_OK;
}

static enum err_code unknown_code(const struct field *field, const char *word, struct err *err)
{
    char words[ERR_ARG_SIZE];
    field_codes_words(field, words, sizeof(words));
    (void)err_set(err, ERR_INPUT, MSG_FIELD_CODE, field->vi, word, words);
    return err_at(err, "%s", field->name);
}

static enum err_code check_codes(struct store *store, const struct field *field, const char *text,
                                 struct err *err)
{
    char word[128];
    for (const char *c = text; *c;) {
        size_t len = strcspn(c, ",");
        if (len >= sizeof(word))
            return unknown_code(field, text, err);
        memcpy(word, c, len);
        word[len] = '\0';
        c += len + (c[len] == ',');
        bool known = len == 0 || (field->codes && code_find(field->codes, word));
        if (!known && field->list)
            TRY(open_list_has(store, field->list, word, &known, err));
        if (!known)
            return unknown_code(field, word, err);
    }
    return ERR_OK;
}

static bool is_named(const struct issues *issues, const char *field)
{
    for (size_t i = 0; i < issues->count; i++)
        if (strcmp(issues->items[i].where, field) == 0)
            return true;
    return false;
}

void record_validate(struct store *store, const struct record *before, const struct record *record,
                     struct issues *issues)
{
    for (size_t i = 0; record->kind->fields[i].name; i++) {
        const struct field *field = &record->kind->fields[i];
        struct value value = record->values[i];
        struct err err = { 0 };
        if (value_is_null(value)) {
            bool is_asked = field_is_asked(field) || (before && field->given);
            if (is_asked && !is_named(issues, field->name)) /* else given, and not understood */
                issues_add(issues, ERR_INPUT, MSG_FIELD_REQUIRED, field->name, field->vi);
            continue;
        }
        if (before && value_equal(before->values[i], value))
            continue;
        enum err_code code = check_named(store, field, value, &err);
        if (code == ERR_OK)
            code = field_check(field, value, &err);
        if (code == ERR_OK && (field->type == FIELD_CODE || field->type == FIELD_CODES))
            code = check_codes(store, field, value.s, &err);
        if (code != ERR_OK)
            issues_add_err(issues, &err);
    }
}

/* --- use cases ------------------------------------------------------------------------------------------ */

static enum err_code first_issue(const struct issues *issues, struct err *err)
{
    *err = issues->items[0];
    return err->code;
}

static enum err_code commit(struct store *store, const struct kind *kind, enum err_code code,
                            struct err *err)
{
    code = db_finish(store->db, code, err);
    if (code != ERR_OK) {
        if (strcmp(kind->slug, "units") == 0 || strcmp(kind->slug, "lineages") == 0)
            unit_changed(store); /* what is in memory may be of what was taken back */
    }
    return code;
}

/* The closure table follows a unit or a lineage. */
static enum err_code update_followed(struct store *store, const struct record *before,
                                     struct record *after, const struct write_note *note,
                                     struct arena *arena, struct err *err)
{
    struct unit_follow follow = { .arena = arena };
    bool is_unit = strcmp(after->kind->slug, "units") == 0;
    if (is_unit && kind_state_is_live(before->kind, before->state) && !kind_state_is_live(after->kind, after->state))
        TRY(unit_check_unused(store, before->id, err));
    TRY(unit_follow_note(store, before, &follow, err));
    TRY(entity_update(store, before, after, note, err));
    TRY(fund_cover_check(store, before, after, err));
    return unit_follow_close(store, after, &follow, err);
}

enum err_code record_may_read(const struct store *store, const struct kind *kind, struct err *err)
{
    const struct actor *actor = &store->actor;
    bool is_hidden = actor->role == ROLE_NONE && !kind->published;
    bool is_above = kind->role && (actor->role < kind->role || actor_is_bound(actor));
    return is_hidden || is_above || !actor_sees_kind(actor, kind) ?
               err_set(err, ERR_FORBIDDEN, MSG_KIND_FORBIDDEN, kind->vi) :
               ERR_OK;
}

/* Records without a place are the whole house's: who works for one place only does not write them. */
enum err_code record_may_write(const struct store *store, const struct kind *kind, struct err *err)
{
    bool has_place = kind->unit || strcmp(kind->slug, "units") == 0;
    TRY(record_may_read(store, kind, err));
    if (store->actor.role < ROLE_REPORTER || (!has_place && store->actor.scope_unit))
        return err_set(err, ERR_FORBIDDEN, MSG_KIND_FORBIDDEN, kind->vi);
    return ERR_OK;
}

static bool has_role(const struct store *store, const struct transition *transition)
{
    return store->actor.role >= (transition->role ? transition->role : ROLE_CADRE);
}

bool record_may_act(const struct store *store, const struct record *record,
                    const struct transition *transition)
{
    struct err err = { 0 };
    return (!record->kind->internal || transition->by_hand) &&
           kind_transition(record->kind, record->state, transition->action) == transition &&
           has_role(store, transition) && record_may_write(store, record->kind, &err) == ERR_OK;
}

enum err_code record_create(struct store *store, const struct kind *kind, const struct field_pair *pairs,
                            size_t count, struct arena *arena, struct record **ret_record,
                            struct issues *issues, struct err *err)
{
    if (kind->internal)
        return err_set(err, ERR_FORBIDDEN, MSG_KIND_INTERNAL, kind->vi);
    if (strcmp(kind->slug, "programme_consents") == 0) /* a consent may put a version in force */
        return err_set(err, ERR_FORBIDDEN, MSG_PROGRAMME_CONSENT_VERB);
    TRY(record_may_write(store, kind, err));
    struct record *record = record_new(arena, kind);
    record_fill(store, record, pairs, count, true, arena, issues);
    record_validate(store, NULL, record, issues);
    if (issues->count)
        return first_issue(issues, err);
    TRY(db_begin(store->db, err));
    enum err_code code = entry_number_give(store, record, err);
    if (code == ERR_OK)
        code = entity_create(store, record, NULL, err);
    struct unit_follow follow = { .arena = arena };
    if (code == ERR_OK)
        code = fund_cover_check(store, NULL, record, err);
    if (code == ERR_OK)
        code = unit_follow_close(store, record, &follow, err);
    if (code == ERR_OK)
        code = link_entry(store, record, err);
    TRY(commit(store, kind, code, err));
    *ret_record = record;
    return ERR_OK;
}

static enum err_code check_version(const struct record *record, int64_t base_version, struct err *err)
{
    if (base_version && record->version != base_version)
        return err_set(err, ERR_CONFLICT, MSG_RECORD_CHANGED_MEANWHILE, record->kind->vi);
    return ERR_OK;
}

static enum err_code patch_within(struct store *store, const struct kind *kind, int64_t id,
                                  int64_t base_version, const struct write_note *note,
                                  const struct field_pair *pairs, size_t count, struct arena *arena,
                                  struct record **ret_record, struct issues *issues, struct err *err)
{
    struct record *before = NULL;
    TRY(entity_get(store, kind, id, arena, &before, err));
    TRY(check_version(before, base_version, err));
    struct record *after = record_copy(arena, before);
    record_fill(store, after, pairs, count, false, arena, issues);
    record_validate(store, before, after, issues);
    if (issues->count)
        return first_issue(issues, err);
    TRY(update_followed(store, before, after, note, arena, err));
    *ret_record = after;
    return ERR_OK;
}

enum err_code record_patch_noted(struct store *store, const struct kind *kind, int64_t id, int64_t base_version,
                                 const struct write_note *note, const struct field_pair *pairs, size_t count,
                                 struct arena *arena, struct record **ret_record, struct issues *issues,
                                 struct err *err)
{
    if (kind->internal || kind->append_only)
        return err_set(err, ERR_FORBIDDEN, kind->internal ? MSG_KIND_INTERNAL : MSG_KIND_APPEND_ONLY,
                       kind->vi);
    TRY(record_may_write(store, kind, err));
    TRY(db_begin(store->db, err));
    return commit(store, kind, patch_within(store, kind, id, base_version, note, pairs, count, arena, ret_record,
                                      issues, err), err);
}

enum err_code record_patch(struct store *store, const struct kind *kind, int64_t id, int64_t base_version,
                           const struct field_pair *pairs, size_t count, struct arena *arena,
                           struct record **ret_record, struct issues *issues, struct err *err)
{
    return record_patch_noted(store, kind, id, base_version, NULL, pairs, count, arena, ret_record, issues, err);
}

/* Who says that two households are one, or are not, stands in the link itself. */
static void note_decider(const struct store *store, struct record *link)
{
    record_set(link, "decided_by", v_text(store->actor.name));
    record_set(link, "decided_on", v_text(store->today));
}

static enum err_code act_within(struct store *store, const struct kind *kind, int64_t id,
                                const struct act_request *request, struct arena *arena,
                                struct record **ret_record, struct issues *issues, struct err *err)
{
    struct record *before = NULL;
    TRY(entity_get(store, kind, id, arena, &before, err));
    TRY(check_version(before, request->base_version, err));
    const struct transition *transition = kind_transition(kind, before->state, request->action);
    if (!transition)
        return err_set(err, ERR_STATE, MSG_RECORD_ACTION, kind->vi, request->action,
                       kind_state(kind, before->state)->vi);
    if (!has_role(store, transition))
        return err_set(err, ERR_FORBIDDEN, MSG_RECORD_ROLE, transition->vi);
    if (transition->reason && text_is_blank(request->reason))
        return err_set(err, ERR_INPUT, MSG_RECORD_REASON, transition->vi);
    struct write_note note = { .action = transition->action, .reason = request->reason };
    if (request->on) {
        struct field day = { .name = "on", .vi = "Ngày", .en = "Day", .type = FIELD_DATE };
        struct value value = v_null();
        TRY(field_parse(arena, &day, request->on, &value, err));
        if (!date_storage_first_day(value.s, &note.effective_day))
            return err_set(err, ERR_INPUT, MSG_FIELD_DATE, day.vi, request->on);
    }
    struct record *after = record_copy(arena, before);
    after->state = kind_state(kind, transition->to)->code;
    if (kind->published && strcmp(transition->action, "publish") == 0 && !record_text(after, kind->published))
        record_set(after, kind->published, v_text(store->today));
    if (strcmp(kind->slug, "same_as_links") == 0)
        note_decider(store, after);
    record_fill(store, after, request->pairs, request->pair_count, false, arena, issues);
    record_validate(store, before, after, issues);
    if (issues->count)
        return first_issue(issues, err);
    TRY(update_followed(store, before, after, &note, arena, err));
    *ret_record = after;
    return ERR_OK;
}

/* Steps of records that the program writes itself belong to its own verbs (merge_decide, unit undo …). */
static bool is_by_hand(const struct kind *kind, const char *action)
{
    for (const struct transition *step = kind->transitions; step && step->action; step++)
        if (step->by_hand && strcmp(step->action, action) == 0)
            return true;
    return false;
}

enum err_code record_act(struct store *store, const struct kind *kind, int64_t id,
                         const struct act_request *request, struct arena *arena,
                         struct record **ret_record, struct issues *issues, struct err *err)
{
    if (!kind->states)
        return err_set(err, ERR_STATE, MSG_RECORD_NO_LIFECYCLE, kind->vi);
    if (kind->internal && !is_by_hand(kind, request->action))
        return err_set(err, ERR_FORBIDDEN, MSG_KIND_INTERNAL, kind->vi);
    TRY(record_may_write(store, kind, err));
    TRY(db_begin(store->db, err));
    return commit(store, kind, act_within(store, kind, id, request, arena, ret_record, issues, err), err);
}

/* --- showing --------------------------------------------------------------------------------------------- */

/* By what a record is known: its label; where there is none, what it is about (an assignment: the household). */
static const struct field *name_field(const struct kind *kind)
{
    if (kind->label)
        return kind_field(kind, kind->label);
    for (const struct field *field = kind->fields; field->name; field++)
        if (field->type == FIELD_REF && field->required && !field->carried && strcmp(field->ref, "units") != 0)
            return field;
    return NULL;
}

static const char *one_word(struct store *store, struct arena *arena, const struct record *record, const struct field *field)
{
    struct value value = record_value(record, field->name);
    if (field->personal != PERSONAL_NONE && !store->actor.sees_personal)
        return field_masked(arena, field, value);
    return field->type == FIELD_REF || field->type == FIELD_KEY ? record_label(store, arena, field, value) :
                                                                  field_display(arena, field, value, LANG_VI);
}

/* "Giấy khen – Siu Một – 2017": what the declaration names (kind->titled), as far as it is known. */
static const char *title_words(struct store *store, struct arena *arena, const struct record *record)
{
    const char *words = "";
    for (const char *const *name = record->kind->titled; *name; name++) {
        const struct field *field = kind_field(record->kind, *name);
        const char *said = value_is_null(record_value(record, *name)) ? "" : one_word(store, arena, record, field);
        if (*said)
            words = *words ? arena_printf(arena, "%s – %s", words, said) : said;
    }
    return words;
}

const char *record_label(struct store *store, struct arena *arena, const struct field *field,
                         struct value value)
{
    struct record *record = NULL;
    struct err err = { 0 };
    const struct kind *kind = field->ref ? kind_by_slug(field->ref) : NULL;
    if (field->type == FIELD_KEY && value.type == VALUE_TEXT) {
        const char *key = value.s;
        if (entity_resolve(store, kind, key, &value.i, &err) != ERR_OK)
            return key;
        value.type = VALUE_INT;
    } else if (field->type != FIELD_REF || value.type != VALUE_INT) {
        return "";
    }
    if (kind && strcmp(kind->slug, "units") == 0) /* the official lists are everybody's: a place above one's own has its name */
        return unit_name(store, arena, value.i);
    const struct field *label = kind ? name_field(kind) : NULL;
    if (!label || entity_get(store, kind, value.i, arena, &record, &err) != ERR_OK)
        return "";
    return *kind->titled ? title_words(store, arena, record) : one_word(store, arena, record, label);
}

void record_mask(struct store *store, struct arena *arena, struct record *record)
{
    if (store->actor.sees_personal)
        personal_log_seen(store, record);
    for (size_t i = 0; record->kind->fields[i].name; i++) {
        const struct field *field = &record->kind->fields[i];
        if (field->hidden)
            record->values[i] = v_null();
        if (store->actor.sees_personal)
            continue;
        bool is_masked = field->personal != PERSONAL_NONE || field_is_secret(field);
        if (!is_masked || (value_is_null(record->values[i]) && field->personal != PERSONAL_SENSITIVE))
            continue;
        record->values[i] = field_is_int(field) ? v_null() :
                                                  v_text(field_masked(arena, field, record->values[i]));
    }
}

/* --- filters ----------------------------------------------------------------------------------------------- */

static const struct {
    const char *sign;
    enum cond_op op;
} filter_signs[] = { { "!=", COND_NE }, { ">=", COND_GE }, { "<=", COND_LE },
                     { "=", COND_EQ },  { ">", COND_GT },  { "<", COND_LT }, { "~", COND_HAS } };

enum { SECRET_MATCHES_MAX = 100 };

/* Numbers kept encrypted are found whole, by their keyed index. */
static enum err_code secret_filter(struct store *store, const struct kind *kind, const struct field *field,
                                   const char *wanted, struct arena *arena, struct cond **ret_cond, struct err *err)
{
    int64_t ids[SECRET_MATCHES_MAX];
    size_t count = 0;
    struct value value = v_null();
    TRY(parse_value(store, field, wanted, arena, &value, err));
    TRY(entity_find(store, kind, field->name, value, COUNT(ids), ids, &count, err));
    struct cond **conds = ARENA_ARRAY(arena, struct cond *, SECRET_MATCHES_MAX);
    for (size_t i = 0; i < count; i++)
        conds[i] = cond_compare(arena, COND_FIELD_ID, COND_EQ, v_int(ids[i]));
    *ret_cond = cond_any(arena, conds, count);
    return ERR_OK;
}

enum err_code filter_parse(struct store *store, const struct kind *kind, const char *text,
                           struct arena *arena, struct cond **ret_cond, struct err *err)
{
    size_t len = strcspn(text, "!<>=~"), sign = 0;
    while (sign < COUNT(filter_signs) &&
           strncmp(text + len, filter_signs[sign].sign, strlen(filter_signs[sign].sign)) != 0)
        sign++;
    if (len == 0 || sign == COUNT(filter_signs))
        return err_set(err, ERR_USAGE, MSG_FILTER_FORM, text);
    char *name = arena_strndup(arena, text, len);
    const char *wanted = text + len + strlen(filter_signs[sign].sign);
    enum cond_op op = filter_signs[sign].op;
    int field = kind_field_index(kind, name);
    if (strcmp(name, "state") == 0 && kind->states) {
        bool is_whole = op == COND_EQ || op == COND_NE;
        if (is_whole && !kind_state(kind, wanted))
            return err_set(err, ERR_INPUT, MSG_RECORD_STATE_UNKNOWN, wanted, kind->slug);
        *ret_cond = cond_compare(arena, COND_FIELD_STATE, op, v_text(arena_strdup(arena, wanted)));
        return ERR_OK;
    }
    if (field < 0 || kind->fields[field].hidden)
        return err_set(err, ERR_INPUT, MSG_FIELD_UNKNOWN, kind->slug, name);
    if (kind->fields[field].personal != PERSONAL_NONE && !store->actor.sees_personal)
        return err_set(err, ERR_FORBIDDEN, MSG_FILTER_PERSONAL, kind->fields[field].vi);
    if (field_is_secret(&kind->fields[field])) {
        if (!store->actor.sees_personal || op != COND_EQ || !*wanted)
            return err_set(err, ERR_INPUT, MSG_FILTER_SECRET, kind->fields[field].vi);
        return secret_filter(store, kind, &kind->fields[field], wanted, arena, ret_cond, err);
    }
    if (!*wanted) {
        *ret_cond = cond_compare(arena, field, op == COND_NE ? COND_NOT_NULL : COND_IS_NULL, v_null());
        return ERR_OK;
    }
    struct value value = v_null();
    if (op == COND_HAS)
        value = v_text(arena_strdup(arena, wanted));
    else
        TRY(parse_value(store, &kind->fields[field], wanted, arena, &value, err));
    *ret_cond = cond_compare(arena, field, op, value);
    return ERR_OK;
}
