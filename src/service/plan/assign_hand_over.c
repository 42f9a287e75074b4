/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/assign.h"

#include "base/date.h"
#include "base/vitext.h"

#include <string.h>

static enum err_code read_day(struct store *store, const char *on, char ret_day[DATE_TEXT_SIZE],
                              struct err *err)
{
    struct date date = date_from_days((int32_t)store->today_day);
    if (on)
        TRY(date_from_external(on, &date, err));
    if (date.precision != DATE_DAY)
        return err_set(err, ERR_INPUT, MSG_ASSIGN_DAY, on ? on : "");
    date_to_storage(date, ret_day);
    return ERR_OK;
}

static enum err_code hand_over_within(struct store *store, const struct record *before, int64_t to_body,
                                      const char *reason, const char *day, struct arena *arena,
                                      struct record **ret_record, struct err *err)
{
    struct record *ended = record_copy(arena, before), *next = record_new(arena, before->kind);
    struct write_note note = { .action = "hand_over", .reason = reason };
    if (!date_storage_first_day(day, &note.effective_day))
        return err_set(err, ERR_INPUT, MSG_ASSIGN_DAY, day);
    ended->state = kind_state(before->kind, "handed_over")->code;
    record_set(ended, "to_date", v_text(day));
    TRY(entity_update(store, before, ended, &note, err));
    static const char *const kept[] = { "household", "year", "programme", "classification",
                                        "supporting_organisations" };
    for (size_t i = 0; i < COUNT(kept); i++)
        record_set(next, kept[i], record_value(before, kept[i]));
    record_set(next, "lead_body", v_int(to_body));
    record_set(next, "origin", v_text("hand_over"));
    record_set(next, "from_date", v_text(day));
    note.action = NULL;
    TRY(entity_create(store, next, &note, err));
    *ret_record = next;
    return ERR_OK;
}

enum err_code assign_hand_over(struct store *store, int64_t assignment, int64_t to_body, const char *reason,
                               const char *on, struct arena *arena, struct record **ret_record,
                               struct err *err)
{
    const struct kind *kind = kind_by_slug("assignments");
    struct record *before = NULL;
    char day[DATE_TEXT_SIZE];
    TRY(read_day(store, on, day, err));
    if (text_is_blank(reason))
        return err_set(err, ERR_INPUT, MSG_RECORD_REASON, kind_transition(kind, "active", "hand_over")->vi);
    TRY(db_begin(store->db, err));
    enum err_code code = entity_get(store, kind, assignment, arena, &before, err);
    if (code == ERR_OK && strcmp(before->state, "active") != 0)
        code = err_set(err, ERR_STATE, MSG_RECORD_ACTION, kind->vi, "hand_over",
                       kind_state(kind, before->state)->vi);
    if (code == ERR_OK && record_int(before, "lead_body") == to_body)
        code = err_set(err, ERR_CONFLICT, MSG_ASSIGN_SAME_BODY);
    if (code == ERR_OK)
        code = hand_over_within(store, before, to_body, reason, arena_strdup(arena, day), arena, ret_record,
                                err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}
