/* SPDX-License-Identifier: Apache-2.0
 * unit import, place, merge, split, rename, reparent, undo: what changes the territory. */
#include "cli/commands.h"
#include "cli/unit_words.h"

#include "base/date.h"
#include "service/unit/unit.h"
#include "service/unit/unit_import.h"
#include "service/unit/unit_place.h"
#include "service/unit/unit_verbs.h"

#include <string.h>

enum { ROWS_SHOWN = 20 };

static const char *id_words(struct cli *cli, int64_t id)
{
    char text[ID_TEXT_SIZE];
    if (!id)
        return NULL;
    id_to_text(id, text);
    return arena_strdup(&cli->arena, text);
}

static const char *day_words(struct cli *cli, int32_t day, bool external)
{
    char text[DATE_TEXT_SIZE];
    if (external)
        date_to_external(date_from_days(day), text);
    else
        date_to_table(date_from_days(day), text);
    return arena_strdup(&cli->arena, text);
}

/* --- import --------------------------------------------------------------------------------------------- */

static void issues_json(struct cli *cli, struct json_writer *w, const struct issues *issues)
{
    json_key(w, "issues");
    json_begin_array(w);
    for (size_t i = 0; i < issues->count; i++) {
        const struct err *issue = &issues->items[i];
        CLEANUP(buf_done) struct buf text = { 0 };
        const char *args[ERR_ARGS_MAX + 1] = { 0 };
        for (size_t a = 0; a < ERR_ARGS_MAX; a++)
            args[a] = issue->args[a];
        msg_format(&text, cli->lang, issue->msg, args);
        json_begin_object(w);
        json_key(w, "row");
        if (*issue->where)
            json_int(w, strtoll(issue->where, NULL, 10));
        else
            json_null(w);
        json_member_string(w, "value", issue->args[0]);
        json_member_string(w, "code", msg_key(issue->msg));
        json_member_string(w, "message", buf_text(&text));
        json_end_object(w);
    }
    json_end_array(w);
}

static void import_json(struct cli *cli, const struct unit_import_report *report)
{
    static const char *const forms[] = { [UNIT_FORM_LIST] = "list", [UNIT_FORM_TABLE] = "table" };
    static const char *const day_from[] = { "option", "same_file", "file_name", "reform" };
    struct json_writer w = { .out = &cli->out, .indent = 2 };
    bool is_list = report->file.form == UNIT_FORM_LIST;
    json_begin_object(&w);
    json_member_string(&w, "file", report->file.name);
    json_member_string(&w, "form", forms[report->file.form]);
    json_member_string(&w, "list", is_list ? unit_list_code(report->file.list) : NULL);
    json_member_bool(&w, "partial_list", report->is_partial);
    json_member_string(&w, "on", day_words(cli, report->day, true));
    json_member_string(&w, "on_from", day_from[report->day_from]);
    json_member_int(&w, "rows", (int64_t)report->file.row_count);
    json_member_int(&w, "same", report->same);
    json_member_int(&w, "changed", report->changed);
    json_member_int(&w, "renamed", report->renamed);
    json_member_int(&w, "retyped", report->retyped);
    json_member_int(&w, "re_parented", report->re_parented);
    json_member_int(&w, "recoded", report->recoded);
    json_member_int(&w, "new", report->added);
    json_member_int(&w, "missing", report->missing);
    json_member_int(&w, "corrected", report->corrected);
    json_member_int(&w, "removed", report->removed);
    for (int type = 0; !is_list && type < LINEAGE_MAX_; type++)
        if (report->types[type])
            json_member_int(&w, lineage_type_code((enum lineage_type)type), report->types[type]);
    json_key(&w, "without_successor");
    json_begin_array(&w);
    for (size_t i = 0; i < report->without.count; i++)
        unit_json(&w, report->without.items[i]);
    json_end_array(&w);
    json_member_int(&w, "refused", report->refused);
    issues_json(cli, &w, &report->issues);
    json_member_string(&w, "batch", id_words(cli, report->batch));
    json_end_object(&w);
    buf_add_char(&cli->out, '\n');
}

static void import_words(struct cli *cli, const struct unit_import_report *report)
{
    static const enum msg day_says[] = { MSG_UNIT_DAY_ASKED, MSG_UNIT_DAY_SAME, MSG_UNIT_DAY_NAME,
                                         MSG_UNIT_DAY_REFORM };
    cli_say(cli, day_says[report->day_from], report->file.name, day_words(cli, report->day, false));
    if (report->is_partial)
        cli_say(cli, MSG_UNIT_LIST_PARTIAL);
    static const struct table_column columns[] = { { "what", "Kết quả", "Result", false },
                                                   { "count", "Số lượng", "Count", true } };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = 2 };
    bool is_list = report->file.form == UNIT_FORM_LIST;
    const struct {
        enum msg msg;
        int64_t count;
        bool is_shown;
    } rows[] = {
        { MSG_UNIT_COUNT_ROWS, (int64_t)report->file.row_count, true },
        { MSG_UNIT_COUNT_SAME, report->same, true },
        { MSG_UNIT_COUNT_RENAMED, report->renamed, is_list },
        { MSG_UNIT_COUNT_RETYPED, report->retyped, is_list },
        { MSG_UNIT_COUNT_RE_PARENTED, report->re_parented, is_list },
        { MSG_UNIT_COUNT_RECODED, report->recoded, is_list },
        { MSG_UNIT_COUNT_CORRECTED, report->corrected, !is_list },
        { MSG_UNIT_COUNT_NEW, report->added, true },
        { MSG_UNIT_COUNT_MISSING, report->missing, is_list },
        { MSG_UNIT_COUNT_REMOVED, report->removed, !is_list },
        { MSG_UNIT_COUNT_REFUSED, report->refused, true },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].is_shown) {
            table_cell(&table, v_text(msg_text(rows[i].msg, cli->lang)));
            table_cell(&table, v_int(rows[i].count));
        }
    table_print(cli, &table);
}

static void import_findings(struct cli *cli, const struct unit_import_report *report)
{
    for (size_t i = 0; i < report->without.count && i < ROWS_SHOWN; i++)
        cli_say(cli, MSG_UNIT_WITHOUT, unit_short_words(cli, report->without.items[i]));
    if (report->without.count > ROWS_SHOWN)
        cli_say(cli, MSG_LIST_MORE, err_int((int64_t)report->without.count - ROWS_SHOWN));
    for (size_t i = 0; i < report->issues.count && i < ROWS_SHOWN; i++) {
        struct err issue = report->issues.items[i];
        if (*issue.where)
            err_at(&issue, "%s:%s", report->file.name, report->issues.items[i].where);
        cli_complain(cli, &issue);
    }
    if (report->issues.count > ROWS_SHOWN)
        cli_say(cli, MSG_LIST_MORE, err_int((int64_t)report->issues.count - ROWS_SHOWN));
}

static enum err_code run_import(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, 1, err));
    struct unit_import_request request = { .path = cli->words[0],
                                           .on = cli_option(cli, "on"),
                                           .dry_run = cli_flag(cli, "dry-run") };
    struct unit_import_report report = { 0 };
    TRY(unit_import(&cli->store, &request, &cli->arena, &report, err));
    cli->findings = report.issues.count > 0;
    if (cli->format == FORMAT_JSON) {
        import_json(cli, &report);
        return ERR_OK;
    }
    import_words(cli, &report);
    if (cli->format != FORMAT_TABLE)
        return ERR_OK;
    import_findings(cli, &report);
    if (request.dry_run)
        cli_say(cli, MSG_UNIT_DRY);
    else if (report.batch)
        cli_say(cli, MSG_UNIT_BATCH, id_words(cli, report.batch));
    else
        cli_say(cli, MSG_UNIT_IMPORT_SAME);
    return ERR_OK;
}

/* --- the result of a change ----------------------------------------------------------------------------- */

static void change_words(struct cli *cli, const struct unit_verb_result *result)
{
    const struct territory_change *change = &result->change;
    for (size_t i = 0; i < change->unit_count; i++)
        cli_say(cli, MSG_UNIT_MADE, unit_short_words(cli, &change->units[i]),
                day_words(cli, change->units[i].from_day, false));
    for (size_t i = 0; i < change->left.count; i++)
        cli_say(cli, MSG_UNIT_LEFT, unit_short_words(cli, change->left.items[i]));
    if (result->counts.total)
        cli_say(cli, MSG_UNIT_FOLLOW, unit_counts_words(cli, &result->counts));
    if (result->made.batch)
        cli_say(cli, MSG_UNIT_BATCH, id_words(cli, result->made.batch));
    else
        cli_say(cli, MSG_UNIT_DRY);
}

static enum err_code print_change(struct cli *cli, const struct unit_verb_result *result, int32_t day)
{
    struct json_writer w = { .out = &cli->out, .indent = 2 };
    if (cli->format != FORMAT_JSON) {
        change_words(cli, result);
        return ERR_OK;
    }
    unit_verb_json(&w, result, day);
    buf_add_char(&cli->out, '\n');
    return ERR_OK;
}

/* --on is needed; the rest is optional. */
static enum err_code read_verb(struct cli *cli, bool needs_day, struct unit_verb *verb,
                               struct err *err)
{
    const char *on = cli_option(cli, "on");
    if (!on && needs_day)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    *verb = (struct unit_verb){ .reason = cli_option(cli, "reason"),
                                .basis = cli_option(cli, "basis"),
                                .dry_run = cli_flag(cli, "dry-run") };
    return cli_day(on, 0, &verb->day, err);
}

/* --- the verbs --------------------------------------------------------------------------------------------- */

static enum err_code run_merge(struct cli *cli, struct err *err)
{
    struct unit_verb verb = { 0 };
    struct unit_verb_result result = { 0 };
    struct unit_naming into = { .name = cli_option(cli, "into"), .code = cli_option(cli, "code"),
                                .type = cli_option(cli, "type"),
                                .parent = cli_option(cli, "parent") };
    int64_t founding = 0;
    TRY(cli_words(cli, into.name ? 2 : CLI_WORDS_MAX, CLI_WORDS_MAX, err));
    TRY(cli_int_option(cli, "founding", 0, &founding, err));
    if (founding < 0 || founding > ID_SHARD_MAX)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    into.founding = (unsigned char)founding;
    TRY(read_verb(cli, true, &verb, err));
    TRY(unit_merge(&cli->store, cli->words, cli->word_count, &into, &verb, &cli->arena, &result,
                   err));
    return print_change(cli, &result, verb.day);
}

static enum err_code run_split(struct cli *cli, struct err *err)
{
    struct unit_verb verb = { 0 };
    struct unit_verb_result result = { 0 };
    TRY(cli_words(cli, 3, CLI_WORDS_MAX, err));
    TRY(read_verb(cli, true, &verb, err));
    TRY(unit_split(&cli->store, cli->words[0], cli->words + 1, cli->word_count - 1, &verb,
                   &cli->arena, &result, err));
    return print_change(cli, &result, verb.day);
}

static enum err_code run_rename(struct cli *cli, struct err *err)
{
    struct unit_verb verb = { 0 };
    struct unit_verb_result result = { 0 };
    TRY(cli_words(cli, 2, 2, err));
    TRY(read_verb(cli, true, &verb, err));
    struct unit_naming naming = { .name = cli->words[1], .type = cli_option(cli, "type") };
    TRY(unit_rename(&cli->store, cli->words[0], &naming, &verb, &cli->arena, &result, err));
    return print_change(cli, &result, verb.day);
}

static enum err_code run_reparent(struct cli *cli, struct err *err)
{
    struct unit_verb verb = { 0 };
    struct unit_verb_result result = { 0 };
    TRY(cli_words(cli, 2, 2, err));
    TRY(read_verb(cli, true, &verb, err));
    TRY(unit_reparent(&cli->store, cli->words[0], cli->words[1], &verb, &cli->arena, &result, err));
    return print_change(cli, &result, verb.day);
}

static enum err_code run_undo(struct cli *cli, struct err *err)
{
    int64_t batch = 0;
    TRY(cli_words(cli, 1, 1, err));
    TRY(id_from_text(cli->words[0], &batch, err));
    TRY(unit_change_undo(&cli->store, batch, cli_option(cli, "reason"), err));
    cli_say(cli, MSG_UNIT_UNDONE, cli->words[0]);
    return ERR_OK;
}

/* --- place -------------------------------------------------------------------------------------------------- */

static const char *places_words(struct cli *cli, struct unit_set set)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < set.count; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", unit_short_words(cli, set.items[i]));
    return arena_strdup(&cli->arena, buf_text(&out));
}

static void lost_json(struct cli *cli, const struct unit_lost_list *list)
{
    struct json_writer w = { .out = &cli->out, .indent = 2 };
    json_begin_array(&w);
    for (size_t i = 0; i < list->count; i++) {
        const struct unit_lost *lost = &list->items[i];
        json_begin_object(&w);
        unit_json_members(&w, lost->unit);
        json_key(&w, "counts_in");
        unit_json(&w, lost->place.unit);
        json_key(&w, "records");
        unit_counts_json(&w, &lost->counts);
        json_member_int(&w, "record_count", lost->counts.total);
        json_key(&w, "candidates");
        json_begin_array(&w);
        for (size_t c = 0; c < lost->candidates.count; c++)
            unit_json(&w, lost->candidates.items[c]);
        json_end_array(&w);
        json_end_object(&w);
    }
    json_end_array(&w);
    buf_add_char(&cli->out, '\n');
}

static enum err_code print_lost(struct cli *cli, struct err *err)
{
    const char *scope_text = cli_option(cli, "unit");
    int32_t day = 0;
    int64_t scope = 0;
    struct unit_lost_list list = { 0 };
    TRY(cli_day(cli_option(cli, "on"), (int32_t)cli->store.today_day, &day, err));
    if (scope_text)
        TRY(unit_resolve(&cli->store, scope_text, day_words(cli, day, true), &scope, err));
    TRY(unit_lost_list(&cli->store, day, scope, cli_flag(cli, "all"), &cli->arena, &list, err));
    if (cli->format == FORMAT_JSON) {
        lost_json(cli, &list);
        return ERR_OK;
    }
    static const struct table_column columns[] = {
        { "unit", "Đơn vị", "Unit", false },         { "validity", "Hiệu lực", "In force", false },
        { "counts_in", "Đang tính ở", "Counted in", false }, { "record_count", "Hồ sơ", "Records", true },
        { "records", "Gồm", "Of which", false },         { "candidates", "Có thể thuộc", "May belong to", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < list.count; i++) {
        const struct unit_lost *lost = &list.items[i];
        table_cell(&table, v_text(unit_short_words(cli, lost->unit)));
        table_cell(&table, v_text(unit_validity_words(cli, lost->unit)));
        table_cell(&table, v_text(lost->place.unit ? unit_short_words(cli, lost->place.unit) : ""));
        table_cell(&table, v_int(lost->counts.total));
        table_cell(&table, v_text(unit_counts_words(cli, &lost->counts)));
        table_cell(&table, v_text(places_words(cli, lost->candidates)));
    }
    if (list.count)
        table_print(cli, &table);
    if (cli->format == FORMAT_TABLE)
        cli_say(cli, list.count ? MSG_UNIT_LOST : MSG_UNIT_LOST_NONE, err_int((int64_t)list.count),
                err_int(list.total));
    return ERR_OK;
}

static enum err_code place_household(struct cli *cli, const char *household,
                                     const struct unit_verb *verb, struct err *err)
{
    struct unit_household_place place = { 0 };
    const char *area = cli_option(cli, "area");
    TRY(cli_words(cli, 1, 1, err));
    TRY(unit_place_household(&cli->store, household, cli->words[0], area, verb, &cli->arena, &place,
                             err));
    if (cli->format == FORMAT_JSON) {
        struct json_writer w = { .out = &cli->out, .indent = 2 };
        json_begin_object(&w);
        json_member_string(&w, "household", id_words(cli, place.household));
        json_member_string(&w, "on", day_words(cli, place.day, true));
        json_key(&w, "from");
        unit_json(&w, place.from);
        json_key(&w, "to");
        unit_json(&w, place.to);
        json_member_string(&w, "area", area);
        json_member_bool(&w, "made_area", place.made_area);
        json_member_string(&w, "residence", id_words(cli, place.residence));
        json_end_object(&w);
        buf_add_char(&cli->out, '\n');
        return ERR_OK;
    }
    cli_say(cli, MSG_UNIT_HOUSEHOLD_PLACED, unit_short_words(cli, place.from),
            unit_short_words(cli, place.to), day_words(cli, place.day, false));
    if (!area)
        cli_say(cli, MSG_UNIT_HOUSEHOLD_BEFORE, place.to->name);
    if (!place.residence)
        cli_say(cli, MSG_UNIT_DRY);
    return ERR_OK;
}

static enum err_code run_place(struct cli *cli, struct err *err)
{
    const char *household = cli_option(cli, "household");
    struct unit_verb verb = { 0 };
    struct unit_verb_result result = { 0 };
    TRY(cli_words(cli, 0, 2, err));
    if (!household && cli->word_count == 0)
        return print_lost(cli, err);
    TRY(read_verb(cli, false, &verb, err));
    if (household)
        return place_household(cli, household, &verb, err);
    TRY(cli_words(cli, 2, 2, err));
    TRY(unit_place(&cli->store, cli->words[0], cli->words[1], &verb, &cli->arena, &result, err));
    return print_change(cli, &result, verb.day);
}

/* --- the table ---------------------------------------------------------------------------------------------- */

static const struct cli_option import_options[] = { { "on", false }, { "dry-run", true }, { 0 } };
static const struct cli_option merge_options[] = {
    { "on", false },     { "into", false },   { "code", false },    { "type", false },
    { "parent", false }, { "reason", false }, { "basis", false }, { "founding", false },
    { "dry-run", true }, { 0 },
};
static const struct cli_option verb_options[] = {
    { "on", false },    { "type", false },    { "reason", false },
    { "basis", false }, { "dry-run", true }, { 0 },
};
static const struct cli_option undo_options[] = { { "reason", false }, { 0 } };
static const struct cli_option place_options[] = {
    { "on", false },     { "household", false }, { "area", false },   { "unit", false },
    { "reason", false }, { "basis", false },     { "all", true },    { "dry-run", true }, { 0 },
};

const struct command command_unit_import = {
    .name = "unit import", .usage = "FILE.csv|FILE.xlsx [--on DATE] [--dry-run]",
    .vi = "Nhập danh mục đơn vị hành chính, hoặc bảng chuyển đổi đơn vị cũ – mới",
    .en = "Import a list of units, or a conversion table of old units into new ones",
    .options = import_options, .needs = NEEDS_WRITING, .run = run_import,
};
const struct command command_unit_place = {
    .name = "unit place",
    .usage = "[--unit CODE] [--on DATE] [--all] | AREA|COMMUNE NEW_COMMUNE [--on DATE] | "
             "--household ID NEW_COMMUNE [--area NAME]   [--reason R] [--dry-run]",
    .vi = "Hồ sơ chưa xác định xã sau chia tách: liệt kê, hoặc xếp khu dân cư, hộ vào xã mới",
    .en = "Records of divided communes: list them, or say in which new commune they are",
    .options = place_options, .needs = NEEDS_WRITING, .run = run_place,
};
const struct command command_unit_merge = {
    .name = "unit merge",
    .usage = "CODE CODE… --into NAME|CODE --on DATE [--code CODE] [--type T] [--parent CODE] "
             "[--founding CODE] [--reason R] [--basis DOCUMENT] [--dry-run]",
    .vi = "Sáp nhập nhiều đơn vị thành một đơn vị mới", .en = "Merge units into one new unit",
    .options = merge_options, .needs = NEEDS_WRITING, .run = run_merge,
};
const struct command command_unit_split = {
    .name = "unit split",
    .usage = "CODE NAME=CODE[:AREA,AREA…] CODE[:AREA…]… --on DATE [--reason R] [--dry-run]",
    .vi = "Chia một đơn vị cho nhiều đơn vị, mới hoặc đã có, theo khu dân cư",
    .en = "Divide a unit among others, new or existing, by residential areas",
    .options = verb_options, .needs = NEEDS_WRITING, .run = run_split,
};
const struct command command_unit_rename = {
    .name = "unit rename", .usage = "CODE NAME --on DATE [--type T] [--reason R] [--dry-run]",
    .vi = "Đổi tên hoặc loại của một đơn vị", .en = "Give a unit another name or type",
    .options = verb_options, .needs = NEEDS_WRITING, .run = run_rename,
};
const struct command command_unit_reparent = {
    .name = "unit reparent", .usage = "CODE NEW_SUPERIOR --on DATE [--reason R] [--dry-run]",
    .vi = "Chuyển một đơn vị sang đơn vị cấp trên khác", .en = "Put a unit under another superior",
    .options = verb_options, .needs = NEEDS_WRITING, .run = run_reparent,
};
const struct command command_unit_undo = {
    .name = "unit undo", .usage = "BATCH [--reason R]",
    .vi = "Hoàn tác một lần thay đổi hoặc nhập đơn vị", .en = "Take back one change or import of units",
    .options = undo_options, .needs = NEEDS_WRITING, .run = run_undo,
};
