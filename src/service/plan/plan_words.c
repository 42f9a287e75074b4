/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/plan_words.h"

#include "base/date.h"
#include "base/id.h"
#include "service/unit/unit.h"

enum err_code plan_goes_on(const struct plan_progress *progress, unsigned permille, struct err *err)
{
    if (!progress->show || progress->show(progress->context, permille))
        return ERR_OK;
    return err_set(err, ERR_STATE, MSG_ALLOCATION_STOPPED);
}

enum err_code plan_day(struct store *store, int year, int64_t unit, int64_t *ret_day, struct err *err)
{
    int64_t day = date_to_days(date_of(year, 12, 31));
    if (day > store->today_day)
        day = store->today_day;
    int64_t scope_day = day;
    if (unit)
        TRY(unit_scope_day(store, unit, NULL, &scope_day, err));
    *ret_day = scope_day < day ? scope_day : day;
    return unit_check_day(store, unit, ret_day, err);
}

const char *plan_sentence(const struct telling *to, enum msg msg, const char *const *args)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, to->lang, msg, args);
    return arena_strdup(to->arena, buf_text(&out));
}

void plan_member_id(struct json_writer *w, const char *key, int64_t id)
{
    char text[ID_TEXT_SIZE];
    json_key(w, key);
    id_to_text(id, text);
    json_string(w, id ? text : NULL);
}
