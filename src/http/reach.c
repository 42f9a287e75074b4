/* SPDX-License-Identifier: Apache-2.0 */
#include "http/reach.h"

#include "service/unit/unit.h"

#include <string.h>

struct telling call_telling(struct call *call)
{
    return (struct telling){ call->store, &call->arena, call->lang };
}

/* The id of the unit named, or of the account's own. */
static enum err_code reach(struct call *call, const char *named, int64_t unit, const char **ret_named, struct err *err)
{
    const struct actor *actor = &call->store->actor;
    int64_t has = 0, day = actor->scope_day ? actor->scope_day : call->store->today_day;
    char *id = arena_alloc(&call->arena, ID_TEXT_SIZE, 1);
    id_to_text(unit ? unit : actor->scope_unit, id);
    *ret_named = id;
    if (!actor->scope_unit || !unit)
        return ERR_OK;
    TRY(db_one_int(call->store->db, STMT_CLOSURE_HAS, ARGS(v_int(actor->scope_unit), v_int(unit), v_int(day)), 0,
                   &has, err));
    if (has)
        return ERR_OK;
    (void)err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, kind_by_slug("units")->vi, named);
    return err_at(err, "unit");
}

enum err_code reach_unit(struct call *call, const char *named, const char **ret_named, struct err *err)
{
    int64_t unit = 0;
    *ret_named = named;
    if (!call->store->actor.scope_unit)
        return ERR_OK;
    if (named)
        TRY(unit_resolve(call->store, named, NULL, &unit, err));
    return reach(call, named, unit, ret_named, err);
}

enum err_code reach_unit_about(struct call *call, const char *named, int64_t day, const char **ret_named,
                               struct err *err)
{
    int64_t unit = 0;
    *ret_named = named;
    if (!named)
        return reach_unit(call, named, ret_named, err);
    TRY(unit_resolve_about(call->store, named, day, &unit, err));
    return reach(call, named, unit, ret_named, err);
}

enum err_code reach_line(struct call *call, const char *named, const char **ret_named, struct err *err)
{
    const char *line = call->store->actor.line;
    *ret_named = line ? line : named;
    if (!line || !named || strcmp(line, named) == 0)
        return ERR_OK;
    (void)err_set(err, ERR_FORBIDDEN, MSG_REQUEST_LINE, named);
    return err_at(err, "organisation");
}
