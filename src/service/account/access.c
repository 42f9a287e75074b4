/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/access.h"

#include "service/account/account_parts.h"
#include "service/record/record.h"
#include "service/unit/unit.h"
#include "store/scope.h"

#include <string.h>

static const char *const names[ACCESS_WHAT_MAX_] = {
    [ACCESS_READ] = "read", [ACCESS_PERSONAL] = "personal", [ACCESS_WRITE] = "write", [ACCESS_APPROVE] = "approve",
};

const char *access_what_name(enum access_what what)
{
    return names[what];
}

/* While one question is answered; the store acts as the account meanwhile. */
struct asking {
    const struct telling *to;
    struct store *store;
    const struct kind *kind;
    const struct record *record;
    enum scope_act writing; /* of a record there is, or of one to be made */
    const char *role;       /* its name */
    struct access *access;
};

static void deny(const struct asking *asking, enum access_what what, enum msg why, const char *argument)
{
    asking->access->answers[what] =
        (struct access_answer){ false, msg_line(asking->to->arena, asking->to->lang, why, argument) };
}

static const char *kind_words(const struct asking *asking)
{
    return asking->to->lang == LANG_EN ? asking->kind->en : asking->kind->vi;
}

static const char *place_words(const struct asking *asking)
{
    return unit_name(asking->store, asking->to->arena, asking->store->actor.scope_unit);
}

static bool has_place(const struct kind *kind)
{
    return kind->unit || strcmp(kind->slug, "units") == 0;
}

/* --- what allows it ------------------------------------------------------------------------------------------ */

static enum msg line_message(const struct asking *asking)
{
    const struct actor *actor = &asking->store->actor;
    const struct kind *kind = asking->kind;
    if (!actor->line)
        return MSG_ACCESS_ALL_LINES;
    while (kind_line_index(kind) < 0 && kind->owner)
        kind = kind_by_slug(kind_field(kind, kind->owner)->ref);
    return kind_line_index(kind) < 0 ? MSG_ACCESS_NO_LINE : kind->shared ? MSG_ACCESS_SHARED : MSG_ACCESS_OWN_LINE;
}

static void allow(const struct asking *asking, enum access_what what, enum msg first)
{
    const struct telling *to = asking->to;
    const struct actor *actor = &asking->store->actor;
    enum msg place = !actor->scope_unit         ? MSG_ACCESS_EVERYWHERE :
                     !has_place(asking->kind)   ? MSG_ACCESS_NO_PLACE :
                     actor->scope_day           ? MSG_ACCESS_IN_PLACE_ONCE :
                                                  MSG_ACCESS_IN_PLACE;
    const char *why = msg_line(to->arena, to->lang, place, actor->scope_unit ? place_words(asking) : "");
    why = arena_printf(to->arena, "%s %s", why, msg_line(to->arena, to->lang, line_message(asking)));
    if (first != MSG_MAX_)
        why = arena_printf(to->arena, "%s %s", msg_line(to->arena, to->lang, first, asking->role), why);
    asking->access->answers[what] = (struct access_answer){ true, why };
}

/* --- what is in the way --------------------------------------------------------------------------------------- */

static void deny_by_bar(const struct asking *asking, enum access_what what, enum scope_bar bar)
{
    const struct actor *actor = &asking->store->actor;
    switch (bar) {
    case SCOPE_BAR_TIME:
        deny(asking, what, MSG_ACCESS_BAR_TIME, place_words(asking));
        break;
    case SCOPE_BAR_LINE:
        deny(asking, what, MSG_ACCESS_BAR_LINE, NULL);
        break;
    case SCOPE_BAR_PLACE:
        deny(asking, what, MSG_ACCESS_BAR_PLACE, place_words(asking));
        break;
    case SCOPE_BAR_SHARED:
        deny(asking, what, MSG_ACCESS_BAR_SHARED, NULL);
        break;
    case SCOPE_BAR_PERSONAL:
        deny(asking, what, MSG_SCOPE_PERSONAL, NULL);
        break;
    case SCOPE_BAR_READ_ONLY:
    case SCOPE_BAR_UNPUBLISHED:
    case SCOPE_OPEN:
    default:
        deny(asking, what, actor->scope_day ? MSG_ACCESS_PLACE_ENDED : MSG_ACCESS_ROLE_READS, asking->role);
    }
}

static bool has_personal(const struct kind *kind)
{
    for (const struct field *field = kind->fields; field->name; field++)
        if (field->personal != PERSONAL_NONE)
            return true;
    return false;
}

static enum err_code answer_reading(const struct asking *asking, struct err *err)
{
    const struct actor *actor = &asking->store->actor;
    enum scope_bar bar = SCOPE_OPEN;
    struct err beyond = { 0 };
    if (record_may_read(asking->store, asking->kind, &beyond) != ERR_OK) {
        enum msg why = actor->role < asking->kind->role ? MSG_ACCESS_KIND_ROLE : MSG_ACCESS_KIND_NATION;
        deny(asking, ACCESS_READ, why, kind_words(asking));
        deny(asking, ACCESS_PERSONAL, why, kind_words(asking));
        return ERR_OK;
    }
    TRY(scope_bar_of(asking->store, asking->record, SCOPE_READ, &bar, err));
    if (bar != SCOPE_OPEN) {
        deny_by_bar(asking, ACCESS_READ, bar);
        deny_by_bar(asking, ACCESS_PERSONAL, bar);
        return ERR_OK;
    }
    allow(asking, ACCESS_READ, MSG_MAX_);
    if (!has_personal(asking->kind))
        deny(asking, ACCESS_PERSONAL, MSG_ACCESS_NONE_PERSONAL, kind_words(asking));
    else if (!actor->sees_personal)
        deny(asking, ACCESS_PERSONAL, MSG_ACCESS_MASKED, NULL);
    else
        allow(asking, ACCESS_PERSONAL, MSG_ACCESS_PERSONAL);
    return ERR_OK;
}

static enum err_code answer_writing(const struct asking *asking, enum access_what what, enum right right,
                                    struct err *err)
{
    const struct actor *actor = &asking->store->actor;
    enum scope_bar bar = SCOPE_OPEN;
    struct err beyond = { 0 };
    if (!asking->access->answers[ACCESS_READ].allowed) {
        asking->access->answers[what] = asking->access->answers[ACCESS_READ];
    } else if (asking->kind->internal) {
        deny(asking, what, MSG_ACCESS_INTERNAL, kind_words(asking));
    } else if (!rights_allow_kind(actor, right, asking->kind)) {
        deny(asking, what, actor->scope_day ? MSG_ACCESS_PLACE_ENDED :
                           right == RIGHT_WRITE ? MSG_ACCESS_ROLE_READS : MSG_ACCESS_ROLE_APPROVES_NOT, asking->role);
    } else if (record_may_write(asking->store, asking->kind, &beyond) != ERR_OK) {
        deny(asking, what, MSG_ACCESS_KIND_NATION, kind_words(asking));
    } else {
        TRY(scope_bar_of(asking->store, asking->record, asking->writing, &bar, err));
        if (bar != SCOPE_OPEN)
            deny_by_bar(asking, what, bar);
        else
            allow(asking, what, right == RIGHT_WRITE ? MSG_ACCESS_ROLE_WRITES : MSG_ACCESS_ROLE_APPROVES);
    }
    return ERR_OK;
}

/* --- asking ----------------------------------------------------------------------------------------------------- */

/* A record as it would be made in the place, in the account's own line; of a kind that lies within another, that other. */
static struct record *probe(struct arena *arena, const struct access_question *question, const char *line)
{
    const struct kind *kind = question->kind;
    while (kind_line_index(kind) < 0 && kind->owner)
        kind = kind_by_slug(kind_field(kind, kind->owner)->ref);
    struct record *record = record_new(arena, kind);
    record->created_at = ""; /* as early as may be: the question is not about a day */
    if (kind->unit)
        record_set(record, kind->unit, v_int(question->unit));
    if (line && kind_line_index(kind) >= 0)
        record->values[kind_line_index(kind)] = v_text(line);
    return record;
}

static enum err_code may_ask(struct store *store, const struct record *account, struct arena *arena, struct err *err)
{
    struct record *managed = NULL;
    if (account->id == store->actor.account || rights_allow(&store->actor, RIGHT_AUDIT))
        return ERR_OK;
    return account_managed(store, account->id, arena, &managed, err);
}

static const char *role_words(const struct telling *to, const struct record *account)
{
    const struct field *field = kind_field(account->kind, "role");
    const char *role = record_text(account, "role");
    for (const struct code *code = field->codes; code->code; code++)
        if (role && strcmp(code->code, role) == 0)
            return to->lang == LANG_EN ? code->en : code->vi;
    return role;
}

static enum err_code answer_all(struct asking *asking, const struct access_question *question, struct err *err)
{
    if (!asking->record)
        asking->record = probe(asking->to->arena, question, asking->store->actor.line);
    TRY(answer_reading(asking, err));
    TRY(answer_writing(asking, ACCESS_WRITE, RIGHT_WRITE, err));
    return answer_writing(asking, ACCESS_APPROVE, RIGHT_APPROVE, err);
}

enum err_code access_explain(const struct telling *to, const struct access_question *question,
                             struct access *ret_access, struct err *err)
{
    struct store *store = to->store;
    struct actor asker = store->actor, actor = { 0 };
    struct record *account = NULL, *record = NULL;
    struct err refused = { 0 };
    TRY(account_get(store, question->account, to->arena, &account, err));
    TRY(may_ask(store, account, to->arena, err));
    bool is_unit = strcmp(question->kind->slug, "units") == 0;
    if (question->record || is_unit)
        TRY(entity_get(store, question->kind, question->record ? question->record : question->unit, to->arena, &record, err));
    else
        TRY(rights_place(store, &(int64_t){ question->unit }, err));
    *ret_access = (struct access){ .user_name = record_text(account, "user_name"), .role = record_text(account, "role") };
    struct asking asking = { to, store, question->kind, record, record ? SCOPE_WRITE : SCOPE_CREATE,
                             role_words(to, account), ret_access };
    enum err_code code = rights_actor(store, account, to->arena, &actor, &refused);
    if (code == ERR_FORBIDDEN) {
        for (int what = 0; what < ACCESS_WHAT_MAX_; what++)
            deny(&asking, (enum access_what)what, MSG_ACCESS_NOT_IN_USE, NULL);
        return ERR_OK;
    }
    if (code != ERR_OK) {
        *err = refused;
        return code;
    }
    store->actor = actor;
    code = answer_all(&asking, question, err);
    store->actor = asker;
    return code;
}

void access_json(const struct access *access, struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "user_name", access->user_name);
    json_member_string(w, "role", access->role);
    json_key(w, "answers");
    json_begin_array(w);
    for (int what = 0; what < ACCESS_WHAT_MAX_; what++) {
        json_begin_object(w);
        json_member_string(w, "what", names[what]);
        json_member_bool(w, "allowed", access->answers[what].allowed);
        json_member_string(w, "why", access->answers[what].why);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}
