/* SPDX-License-Identifier: Apache-2.0 */
#include "service/record/fund_cover.h"

#include "base/money.h"

#include <string.h>

static bool holds_money(const char *account)
{
    return account && (strcmp(account, "cash") == 0 || strcmp(account, "bank") == 0 || strcmp(account, "treasury") == 0);
}

static bool spends(const struct record *entry)
{
    return holds_money(record_text(entry, "credit_account")) && !holds_money(record_text(entry, "debit_account"));
}

/* Approved, or paid: promised, where the books have no payment yet. */
static bool is_promised(const struct record *grant)
{
    return grant && (strcmp(grant->state, "approved") == 0 || strcmp(grant->state, "paid") == 0);
}

static bool promises_more(const struct record *before, const struct record *after)
{
    return is_promised(after) && (!is_promised(before) || record_int(after, "amount") > record_int(before, "amount"));
}

static enum err_code not_covered(struct store *store, const struct record *record, int64_t left, enum msg msg, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    char asked[MONEY_TEXT_SIZE], there[MONEY_TEXT_SIZE];
    struct record *fund = NULL;
    int64_t amount = record_int(record, "amount");
    TRY(entity_get(store, kind_by_slug("funds"), record_int(record, "fund"), &arena, &fund, err));
    money_to_text(amount, asked);
    money_to_text(left + amount > 0 ? left + amount : 0, there);
    return err_set(err, ERR_STATE, msg, record_text(fund, "name"), there, asked);
}

enum err_code fund_cover_check(struct store *store, const struct record *before, const struct record *after, struct err *err)
{
    bool entry = strcmp(after->kind->slug, "ledger_entries") == 0 && spends(after);
    bool grant = strcmp(after->kind->slug, "grants") == 0 && promises_more(before, after);
    int64_t balance = 0, bound = 0;
    if (!entry && !grant)
        return ERR_OK;
    struct value fund = v_int(record_int(after, "fund"));
    TRY(db_run(store->db, STMT_FUND_LOCK, ARGS(fund), NULL, err));
    TRY(db_one_int(store->db, STMT_FUND_BALANCE, ARGS(fund), 0, &balance, err));
    if (grant)
        TRY(db_one_int(store->db, STMT_FUND_BOUND, ARGS(fund), 0, &bound, err));
    if (balance >= bound)
        return ERR_OK;
    return not_covered(store, after, balance - bound, entry ? MSG_FUND_OVERDRAWN : MSG_FUND_PROMISED, err);
}
