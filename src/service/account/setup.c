/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/setup.h"

#include "service/account/account_parts.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

static enum err_code count_all(struct store *store, const char *slug, int64_t *ret_count, struct err *err)
{
    struct entity_query query = { 0 };
    struct actor own = store->actor;
    store->actor = actor_unbound(&own);
    enum err_code code = entity_count(store, kind_by_slug(slug), &query, ret_count, err);
    store->actor = own;
    return code;
}

enum err_code setup_is_open(struct store *store, bool *ret_open, struct err *err)
{
    int64_t accounts = 0, units = 0;
    TRY(count_all(store, "accounts", &accounts, err));
    TRY(count_all(store, "units", &units, err));
    *ret_open = accounts == 0 && units > 0;
    return ERR_OK;
}

static enum err_code write_first(struct store *store, const struct unit *unit, struct record *account, struct err *err)
{
    struct write_note note = { .action = "create", .reason = "setup" };
    int64_t made = 0;
    bool is_open = false;
    TRY(setup_is_open(store, &is_open, err));
    if (!is_open)
        return err_set(err, ERR_STATE, MSG_SETUP_DONE);
    TRY(body_ensure(store, "fatherland_front", unit, &made, err));
    return account_write_within(store, NULL, account, &note, false, err);
}

enum err_code setup_run(struct store *store, const struct setup *setup, struct arena *arena,
                        struct issues *issues, struct err *err)
{
    struct account_new wanted = { .user_name = setup->user_name, .full_name = setup->full_name, .role = "admin",
                                  .sees_personal = true, .password = setup->password };
    const struct territory *territory = NULL;
    struct record *account = NULL;
    char none[PASSWORD_FRESH_SIZE];
    struct actor own = store->actor;
    TRY(unit_territory(store, &territory, err));
    const struct unit *unit = territory_unit(territory, setup->unit);
    require(unit);
    store->actor = (struct actor){ .name = "web:setup", .role = ROLE_ADMIN, .sees_personal = true };
    enum err_code code = account_made(store, &wanted, false, arena, &account, none, issues, err);
    if (code == ERR_OK)
        code = db_begin(store->db, err);
    if (code == ERR_OK)
        code = db_finish(store->db, write_first(store, unit, account, err), err);
    store->actor = own;
    return code;
}
