/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_json.h"

static void json_tally(struct json_writer *w, const char *key, const struct import_tally *tally)
{
    json_key(w, key);
    json_begin_object(w);
    json_member_int(w, "new", tally->created);
    json_member_int(w, "changed", tally->changed);
    json_member_int(w, "same", tally->same);
    json_end_object(w);
}

const char *import_issue_message(const struct telling *to, const struct import_issue *issue)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, to->lang, issue->msg, issue->args);
    return arena_strdup(to->arena, buf_text(&out));
}

static void json_issue(const struct telling *to, struct json_writer *w, const struct import_issue *issue)
{
    json_begin_object(w);
    json_member_string(w, "sheet", issue->sheet);
    json_member_int(w, "row", issue->row);
    json_member_string(w, "column", issue->column);
    json_member_string(w, "value", issue->value);
    json_member_string(w, "code", issue->code);
    json_member_string(w, "verdict", import_verdict_name(issue->verdict));
    json_member_string(w, "message", import_issue_message(to, issue));
    json_end_object(w);
}

static void json_missing(const struct telling *to, struct json_writer *w, const struct import_result *result)
{
    char id[ID_TEXT_SIZE];
    json_member_int(w, "missing_count", result->missing_count);
    json_key(w, "missing");
    json_begin_array(w);
    for (int64_t i = 0; i < result->missing_count && i < IMPORT_MISSING_MAX; i++) {
        const struct import_missing *missing = &result->missing[i];
        id_to_text(missing->household, id);
        json_begin_object(w);
        json_member_string(w, "household", id);
        json_member_string(w, "head_name", to->store->actor.sees_personal ? missing->head_name : NULL);
        json_member_string(w, "unit", missing->unit);
        json_member_string(w, "class", missing->class);
        json_member_int(w, "year", missing->year);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_changes(struct json_writer *w, const struct import_result *result)
{
    char id[ID_TEXT_SIZE];
    json_key(w, "changes");
    json_begin_array(w);
    for (size_t i = 0; i < result->change_count; i++) {
        const struct import_change *change = &result->changes[i];
        id_to_text(change->id, id);
        json_begin_object(w);
        json_member_string(w, "sheet", change->sheet);
        json_member_int(w, "row", change->row);
        json_member_string(w, "kind", change->kind->slug);
        json_member_string(w, "id", id);
        json_member_string(w, "field", change->field->name);
        json_member_string(w, "old", change->before);
        json_member_string(w, "new", change->after);
        json_end_object(w);
    }
    json_end_array(w);
    json_member_int(w, "more_changes", (int64_t)result->more_changes);
}

static void json_merged(struct json_writer *w, const struct import_merged *merged)
{
    json_member_int(w, "merged", merged->cells);
    json_member_int(w, "parallel", merged->parallel);
    json_member_int(w, "conflicts", merged->conflicts);
    json_member_int(w, "known", merged->known);
    json_member_int(w, "absent", merged->absent);
}

static void json_columns(const struct telling *to, struct json_writer *w, const struct import_result *result)
{
    json_key(w, "columns");
    json_begin_array(w);
    for (size_t i = 0; i < result->column_count; i++) {
        const struct import_column_told *column = &result->columns[i];
        const struct field *field = column->field;
        json_begin_object(w);
        json_member_string(w, "sheet", column->sheet);
        json_member_string(w, "header", column->header);
        json_member_string(w, "role", *column->role ? column->role : NULL);
        json_member_string(w, "kind", column->kind ? column->kind->slug : NULL);
        json_member_string(w, "field", field ? field->name : NULL);
        json_member_string(w, "label", !field ? NULL : to->lang == LANG_EN ? field->en : field->vi);
        json_member_bool(w, "guessed", column->guessed);
        json_key(w, "samples");
        json_begin_array(w);
        for (size_t s = 0; s < IMPORT_SAMPLES && column->samples[s]; s++)
            json_string(w, column->samples[s]);
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
}

void import_json(const struct telling *to, struct json_writer *w, bool dry_run, const struct import_result *result)
{
    json_begin_object(w);
    json_member_int(w, "rows", result->rows);
    json_member_int(w, "accepted", result->accepted);
    json_member_int(w, "refused", result->refused);
    json_member_int(w, "doubtful", result->doubtful);
    json_member_int(w, "new", result->row_tally.created);
    json_member_int(w, "changed", result->row_tally.changed);
    json_member_int(w, "same", result->row_tally.same);
    if (result->merged.is_workbook)
        json_merged(w, &result->merged);
    json_key(w, "issues");
    json_begin_array(w);
    for (size_t i = 0; i < result->issue_count; i++)
        json_issue(to, w, &result->issues[i]);
    json_end_array(w);
    json_columns(to, w, result);
    json_missing(to, w, result);
    json_changes(w, result);
    json_key(w, "created");
    json_begin_object(w);
    json_member_int(w, "areas", result->areas);
    json_member_int(w, "bodies", result->bodies);
    json_end_object(w);
    json_tally(w, "households", &result->households);
    json_tally(w, "household_members", &result->members);
    json_tally(w, "classifications", &result->classifications);
    json_tally(w, "memberships", &result->memberships);
    json_member_int(w, "more_notes", (int64_t)result->more_notes);
    json_member_string(w, "layout", *result->layout ? result->layout : NULL);
    json_member_int(w, "confidence", result->confidence);
    json_member_bool(w, "dry_run", dry_run);
    char batch[ID_TEXT_SIZE] = "";
    if (result->batch)
        id_to_text(result->batch, batch);
    json_member_string(w, "batch", result->batch ? batch : NULL);
    json_end_object(w);
}
