/* SPDX-License-Identifier: Apache-2.0
 * conflict list, conflict decide: edits that met other edits of the same field. */
#include "cli/commands.h"

#include "domain/field.h"
#include "service/sheet/kind_sheet.h"
#include "service/sheet/merge.h"
#include "service/unit/unit.h"

#include <string.h>

static const char *id_text(struct cli *cli, int64_t id)
{
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    return arena_strdup(&cli->arena, text);
}

static const char *value_words(struct cli *cli, const struct merge_conflict *conflict, struct value value)
{
    const struct field *field = conflict->field;
    if (!field)
        return "";
    if (kind_sheet_masks(&cli->store, field))
        return field_masked(&cli->arena, field, value);
    if (field->type == FIELD_REF && !value_is_null(value)) {
        const char *label = record_label(&cli->store, &cli->arena, field, value);
        return *label ? label : id_text(cli, value.i);
    }
    return cli->format == FORMAT_JSON ? field_external(&cli->arena, field, value) :
                                        field_display(&cli->arena, field, value, cli->lang);
}

static const char *subject_words(struct cli *cli, const struct merge_conflict *conflict)
{
    const struct field to_subject = { .type = FIELD_REF, .ref = conflict->kind ? conflict->kind->slug : "" };
    return conflict->kind ? record_label(&cli->store, &cli->arena, &to_subject, v_int(conflict->subject)) : "";
}

static enum err_code add_row(struct cli *cli, struct table *table, const struct record *op, struct err *err)
{
    struct merge_conflict conflict = { 0 };
    TRY(merge_conflict_read(&cli->store, op, &cli->arena, &conflict, err));
    bool en = cli->lang == LANG_EN, words = cli->format == FORMAT_TABLE;
    const char *slug = record_text(op, "subject_kind");
    const struct field *field = conflict.field;
    table_cell(table, v_text(id_text(cli, op->id)));
    table_cell(table, v_text(words && conflict.kind ? (en ? conflict.kind->en : conflict.kind->vi) : slug));
    table_cell(table, v_text(id_text(cli, conflict.subject)));
    table_cell(table, v_text(subject_words(cli, &conflict)));
    table_cell(table, v_text(!field ? "" : !words ? field->name : en ? field->en : field->vi));
    table_cell(table, v_text(value_words(cli, &conflict, conflict.kept)));
    table_cell(table, v_text(value_words(cli, &conflict, conflict.sent)));
    table_cell(table, v_text(op->created_at));
    if (cli_flag(cli, "all"))
        table_cell(table, v_text(op->state));
    return ERR_OK;
}

static enum err_code run_list(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 0, 0, err));
    bool all = cli_flag(cli, "all");
    const char *unit = cli_option(cli, "unit");
    const struct kind *kind = kind_by_slug("sync_ops");
    const struct table_column columns[] = {
        { "id", "Xung đột", "Conflict", false },  { "kind", "Sổ", "Register", false },
        { "record", "Hồ sơ", "Record", false },   { "label", "Tên", "Name", false },
        { "field", "Trường", "Field", false },    { "kept", "Đang giữ", "Kept", false },
        { "sent", "Được gửi", "Sent", false },    { "at", "Nhận lúc", "Received", false },
        { "state", "Trạng thái", "State", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns,
                           .column_count = COUNT(columns) - (all ? 0 : 1) };
    struct cond *states[] = {
        cond_compare(&cli->arena, COND_FIELD_STATE, COND_EQ, v_text("conflicting")),
        cond_compare(&cli->arena, COND_FIELD_STATE, COND_EQ, v_text("resolved")),
    };
    struct entity_query query = { .where = all ? cond_any(&cli->arena, states, 2) : states[0],
                                  .all_states = true };
    if (unit) {
        TRY(unit_resolve(&cli->store, unit, NULL, &query.scope_unit, err));
        TRY(unit_scope_day(&cli->store, query.scope_unit, NULL, &query.scope_day, err));
    }
    struct record_list list = { 0 };
    TRY(entity_list(&cli->store, kind, &query, &cli->arena, &list, err));
    for (size_t i = 0; i < list.count; i++)
        TRY(add_row(cli, &table, &list.items[i], err));
    if (list.count || cli->format != FORMAT_TABLE)
        table_print(cli, &table);
    if (cli->format == FORMAT_TABLE)
        cli_say(cli, list.count ? MSG_CONFLICT_TOTAL : MSG_CONFLICT_NONE, err_int((int64_t)list.count));
    return ERR_OK;
}

static enum err_code run_decide(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, 1, err));
    const char *take = cli_option(cli, "take");
    struct issues issues = { .arena = &cli->arena };
    int64_t id = 0;
    if (!take)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    bool sent = strcmp(take, "sent") == 0;
    if (!sent && strcmp(take, "kept") != 0)
        return err_set(err, ERR_USAGE, MSG_CONFLICT_TAKE, take);
    TRY(id_from_text(cli->words[0], &id, err));
    TRY(merge_decide(&cli->store, id, sent, cli_option(cli, "reason"), &cli->arena, &issues, err));
    cli_say(cli, sent ? MSG_CONFLICT_DECIDED_SENT : MSG_CONFLICT_DECIDED_KEPT);
    return ERR_OK;
}

static const struct cli_option list_options[] = { { "unit", false }, { "all", true }, { 0 } };
static const struct cli_option decide_options[] = { { "take", false }, { "reason", false }, { 0 } };

const struct command command_conflict_list = {
    .name = "conflict list", .usage = "[--unit CODE[@DATE]] [--all]",
    .vi = "Các sửa đổi gặp sửa đổi khác ở cùng một trường, chờ giải quyết",
    .en = "Edits that met other edits of the same field and wait for a decision",
    .options = list_options, .needs = NEEDS_READING, .run = run_list,
};
const struct command command_conflict_decide = {
    .name = "conflict decide", .usage = "ID --take sent|kept [--reason TEXT]",
    .vi = "Giải quyết một xung đột: lấy giá trị được gửi hoặc giữ giá trị hiện có",
    .en = "Decide a conflict: take the value sent or keep the present one",
    .options = decide_options, .needs = NEEDS_WRITING, .run = run_decide,
};
