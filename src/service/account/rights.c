/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/rights.h"

#include "base/date.h"

#include <string.h>

/* --- rights ----------------------------------------------------------------------------------- */

static const char *const right_words[] = {
    [RIGHT_NONE_] = "none",   [RIGHT_PUBLIC] = "public",   [RIGHT_SIGNED_IN] = "signed_in",
    [RIGHT_READ] = "read",    [RIGHT_WRITE] = "write",     [RIGHT_APPROVE] = "approve",
    [RIGHT_PERSONAL] = "personal", [RIGHT_AUDIT] = "audit", [RIGHT_ADMIN] = "admin",
};
_Static_assert(COUNT(right_words) == RIGHT_MAX_, "a right has no word");

const char *right_word(enum right right)
{
    return right < RIGHT_MAX_ ? right_words[right] : right_words[RIGHT_NONE_];
}

static bool holds(const struct actor *actor, enum right right)
{
    switch (right) {
    case RIGHT_PUBLIC:
        return true;
    case RIGHT_SIGNED_IN:
    case RIGHT_READ:
        return actor->role >= ROLE_VIEWER;
    case RIGHT_WRITE:
        return actor->role >= ROLE_REPORTER && !actor->read_only;
    case RIGHT_APPROVE:
        return actor->role >= ROLE_LEADER && !actor->read_only;
    case RIGHT_PERSONAL:
        return actor->role >= ROLE_VIEWER && actor->sees_personal;
    case RIGHT_AUDIT:
        return (actor->audits || actor->role >= ROLE_ADMIN) && !actor_is_bound(actor);
    case RIGHT_ADMIN:
        return actor->role >= ROLE_ADMIN && !actor->read_only;
    case RIGHT_NONE_:
    case RIGHT_MAX_:
        break;
    }
    return false;
}

bool rights_allow(const struct actor *actor, enum right right)
{
    bool is_any = right == RIGHT_PUBLIC || right == RIGHT_SIGNED_IN;
    return holds(actor, right) && (is_any || !actor->kinds);
}

bool rights_allow_kind(const struct actor *actor, enum right right, const struct kind *kind)
{
    if (right == RIGHT_PUBLIC && actor->role == ROLE_NONE)
        return kind->published != NULL;
    return holds(actor, right) && actor_sees_kind(actor, kind) && actor->role >= kind->role &&
           !(kind->role && actor_is_bound(actor));
}

enum err_code rights_need(const struct actor *actor, enum right right, struct err *err)
{
    return rights_allow(actor, right) ? ERR_OK : err_set(err, ERR_FORBIDDEN, MSG_RIGHT_MISSING, right_word(right));
}

/* --- roles ------------------------------------------------------------------------------------ */

static const struct {
    const char *code, *other;
    enum role role;
} roles[] = {
    { "viewer", NULL, ROLE_VIEWER },   { "reporter", NULL, ROLE_REPORTER },
    { "cadre", "enterer", ROLE_CADRE },    { "leader", "approver", ROLE_LEADER },
    { "admin", "administrator", ROLE_ADMIN }, { "auditor", NULL, ROLE_VIEWER },
};

const char *role_code(const char *word)
{
    for (size_t i = 0; i < COUNT(roles); i++)
        if (strcmp(roles[i].code, word) == 0 || (roles[i].other && strcmp(roles[i].other, word) == 0))
            return roles[i].code;
    return NULL;
}

static enum role role_of(const char *code)
{
    for (size_t i = 0; i < COUNT(roles); i++)
        if (code && strcmp(roles[i].code, code) == 0)
            return roles[i].role;
    return ROLE_NONE;
}

const char *rights_role_at(size_t index, struct actor *ret_actor)
{
    if (index >= COUNT(roles))
        return NULL;
    bool audits = strcmp(roles[index].code, "auditor") == 0;
    *ret_actor = (struct actor){ .name = "role", .role = roles[index].role, .audits = audits, .read_only = audits };
    return roles[index].code;
}

/* --- places and lines -------------------------------------------------------------------------- */

enum err_code rights_place(struct store *store, int64_t *unit, struct err *err)
{
    const struct actor *actor = &store->actor;
    int64_t has = 0, day = actor->scope_day ? actor->scope_day : store->today_day;
    if (!*unit)
        *unit = actor->scope_unit;
    if (!actor->scope_unit || *unit == actor->scope_unit)
        return ERR_OK;
    TRY(db_one_int(store->db, STMT_CLOSURE_HAS, ARGS(v_int(actor->scope_unit), v_int(*unit), v_int(day)), 0, &has,
                   err));
    return has ? ERR_OK : err_set(err, ERR_FORBIDDEN, MSG_SCOPE_PLACE);
}

bool rights_other_line(const struct actor *actor, const char *organisation)
{
    return actor->line && organisation && strcmp(actor->line, organisation) != 0;
}

/* --- actors ------------------------------------------------------------------------------------ */

struct actor rights_public(void)
{
    return (struct actor){ .name = "web:public", .role = ROLE_NONE, .read_only = true };
}

/* The Front sees all lines; every other organisation its own. */
static enum err_code read_line(struct store *store, const char *organisation, struct arena *arena,
                               const char **ret_line, struct err *err)
{
    const struct kind *kind = kind_by_slug("organisations");
    struct record *record = NULL;
    int64_t id = 0;
    *ret_line = NULL;
    if (!organisation)
        return ERR_OK;
    TRY(entity_resolve(store, kind, organisation, &id, err));
    TRY(entity_get(store, kind, id, arena, &record, err));
    const char *sector = record_text(record, "sector");
    if (!sector || strcmp(sector, "front") != 0)
        *ret_line = organisation;
    return ERR_OK;
}

/* A unit that is no more is looked at on its last day, and nothing is written there. */
static enum err_code read_scope(struct store *store, int64_t unit, struct arena *arena,
                                struct actor *actor, struct err *err)
{
    struct record *record = NULL;
    int64_t end = 0;
    if (!unit)
        return ERR_OK;
    TRY(entity_get(store, kind_by_slug("units"), unit, arena, &record, err));
    const char *level = record_text(record, "level"), *valid_to = record_text(record, "valid_to");
    if (level && strcmp(level, "nation") == 0)
        return ERR_OK;
    actor->scope_unit = unit;
    if (valid_to && date_storage_first_day(valid_to, &end) && end <= store->today_day) {
        actor->scope_day = end - 1;
        actor->read_only = true;
    }
    return ERR_OK;
}

static enum err_code read_actor(struct store *store, const struct record *account, struct arena *arena,
                                struct actor *actor, struct err *err)
{
    int64_t unit = record_int(account, "scope_unit"), body = record_int(account, "body");
    if (!unit && body) {
        struct record *record = NULL;
        TRY(entity_get(store, kind_by_slug("bodies"), body, arena, &record, err));
        unit = record_int(record, "unit");
    }
    TRY(read_scope(store, unit, arena, actor, err));
    return read_line(store, record_text(account, "organisation"), arena, &actor->line, err);
}

static bool is_in_use(const struct store *store, const struct record *account)
{
    struct date end = { 0 };
    const char *valid_to = record_text(account, "valid_to");
    bool has_ended = valid_to && date_from_storage(valid_to, &end) &&
                     date_to_days(period_of(end).last) < store->today_day;
    return strcmp(account->state, "active") == 0 && !has_ended;
}

enum err_code rights_actor(struct store *store, const struct record *account, struct arena *arena,
                           struct actor *ret_actor, struct err *err)
{
    if (!is_in_use(store, account))
        return err_set(err, ERR_FORBIDDEN, MSG_SIGN_IN_LOCKED);
    const char *role = record_text(account, "role");
    struct actor own = store->actor, actor = {
        .name = arena_printf(arena, "web:%s", record_text(account, "user_name")),
        .role = role_of(role),
        .account = account->id,
        .sees_personal = record_int(account, "sees_personal") != 0,
    };
    actor.audits = actor.read_only = role && strcmp(role, "auditor") == 0;
    store->actor = actor_unbound(&own);
    enum err_code code = read_actor(store, account, arena, &actor, err);
    store->actor = own;
    if (code == ERR_OK)
        *ret_actor = actor;
    return code;
}
