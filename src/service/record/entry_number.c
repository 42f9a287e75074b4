/* SPDX-License-Identifier: Apache-2.0 */
#include "service/record/entry_number.h"

#include <string.h>

enum err_code entry_number_give(struct store *store, struct record *record, struct err *err)
{
    const struct value fund = strcmp(record->kind->slug, "ledger_entries") == 0 ? record_value(record, "fund") : v_null();
    int64_t next = 0;
    if (value_is_null(fund) || !value_is_null(record_value(record, "entry_number")))
        return ERR_OK;
    TRY(db_run(store->db, STMT_FUND_LOCK, ARGS(fund), NULL, err));
    TRY(db_one_int(store->db, STMT_FUND_NEXT_NUMBER, ARGS(fund), 0, &next, err));
    record_set(record, "entry_number", v_int(next));
    return ERR_OK;
}
