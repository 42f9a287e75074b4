/* SPDX-License-Identifier: Apache-2.0 */
#include "http/reach.h"

#include "service/unit/unit.h"

#include <string.h>

struct telling call_telling(struct call *call)
{
    return (struct telling){ call->store, &call->arena, call->lang };
}

enum err_code reach_unit(struct call *call, const char *named, const char **ret_named, struct err *err)
{
    const struct actor *actor = &call->store->actor;
    int64_t unit = 0, has = 0, day = actor->scope_day ? actor->scope_day : call->store->today_day;
    char *own = arena_alloc(&call->arena, ID_TEXT_SIZE, 1);
    *ret_named = named;
    if (!actor->scope_unit)
        return ERR_OK;
    if (!named) {
        id_to_text(actor->scope_unit, own);
        *ret_named = own;
        return ERR_OK;
    }
    TRY(unit_resolve(call->store, named, NULL, &unit, err));
    TRY(db_one_int(call->store->db, STMT_CLOSURE_HAS, ARGS(v_int(actor->scope_unit), v_int(unit), v_int(day)), 0,
                   &has, err));
    if (has)
        return ERR_OK;
    (void)err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, kind_by_slug("units")->vi, named);
    return err_at(err, "unit");
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
