/* SPDX-License-Identifier: Apache-2.0
 * get, list, create, patch, act, export, schema: the same for every kind. */
#include "cli/commands.h"

#include "base/vitext.h"
#include "domain/field.h"
#include "service/account/personal_log.h"
#include "service/link/link_entry.h"
#include "service/record/record.h"
#include "service/record/record_json.h"
#include "service/sheet/export.h"
#include "service/unit/unit.h"

#include <string.h>

static const char *lang_label(const struct cli *cli, const char *vi, const char *en)
{
    return cli->lang == LANG_EN ? en : vi;
}

/* --- one record ------------------------------------------------------------------------------------- */

static const char *shown(struct cli *cli, const struct field *field, struct value value)
{
    if (value_is_null(value))
        return "";
    if (field->type == FIELD_REF) {
        const char *label = record_label(&cli->store, &cli->arena, field, value);
        return *label ? label : field_external(&cli->arena, field, value);
    }
    return field_display(&cli->arena, field, value, cli->lang);
}

static void print_record(struct cli *cli, struct record *record)
{
    record_mask(&cli->store, &cli->arena, record);
    if (cli->format == FORMAT_JSON) {
        struct json_writer w = { .out = &cli->out, .indent = 2 };
        record_json(&cli->arena, &w, record);
        buf_add_char(&cli->out, '\n');
        return;
    }
    char id[ID_TEXT_SIZE];
    id_to_text(record->id, id);
    const struct kind *kind = record->kind;
    buf_printf(&cli->out, "%s %s · v%lld", lang_label(cli, kind->vi, kind->en), id,
               (long long)record->version);
    if (record->state)
        buf_printf(&cli->out, " · %s", lang_label(cli, kind_state(kind, record->state)->vi,
                                                   kind_state(kind, record->state)->en));
    buf_add_char(&cli->out, '\n');
    for (size_t i = 0; kind->fields[i].name; i++) {
        const char *text = shown(cli, &kind->fields[i], record->values[i]);
        if (*text && !kind->fields[i].hidden)
            buf_printf(&cli->out, "  %s: %s\n", lang_label(cli, kind->fields[i].vi, kind->fields[i].en),
                       text);
    }
}

static enum err_code resolve_id(struct cli *cli, const struct kind *kind, const char *named,
                                int64_t *ret_id, struct err *err)
{
    if (strcmp(kind->slug, "units") == 0)
        return unit_resolve(&cli->store, named, NULL, ret_id, err);
    return entity_resolve(&cli->store, kind, named, ret_id, err);
}

static enum err_code run_get(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 2, 2, err));
    const struct kind *kind = NULL;
    int64_t id = 0;
    struct record *record = NULL;
    TRY(cli_kind(cli->words[0], &kind, err));
    TRY(record_may_read(&cli->store, kind, err));
    TRY(resolve_id(cli, kind, cli->words[1], &id, err));
    TRY(entity_get(&cli->store, kind, id, &cli->arena, &record, err));
    print_record(cli, record);
    return ERR_OK;
}

/* --- lists ----------------------------------------------------------------------------------------------- */

/* Words from the second on are filters; --unit, --q, --sort, --limit, --all as named. */
static enum err_code read_query(struct cli *cli, const struct kind *kind, struct entity_query *query,
                                struct err *err)
{
    const char *unit = cli_option(cli, "unit"), *q = cli_option(cli, "q"), *sort = cli_option(cli, "sort");
    struct cond **conds = ARENA_ARRAY(&cli->arena, struct cond *, cli->word_count + 1);
    size_t count = 0;
    for (size_t i = 1; i < cli->word_count; i++)
        TRY(filter_parse(&cli->store, kind, cli->words[i], &cli->arena, &conds[count++], err));
    if (count)
        query->where = cond_all(&cli->arena, conds, count);
    query->all_states = cli_flag(cli, "all");
    for (size_t i = 1; i < cli->word_count; i++)
        query->all_states = query->all_states || strncmp(cli->words[i], "state", 5) == 0;
    if (unit) {
        TRY(unit_resolve(&cli->store, unit, NULL, &query->scope_unit, err));
        TRY(unit_scope_day(&cli->store, query->scope_unit, cli_option(cli, "as-of"), &query->scope_day,
                           err));
    }
    if (q) {
        struct text_words words = text_words(&cli->arena, q);
        query->words = words.items;
        query->word_count = words.count;
    }
    if (sort) {
        query->descending = *sort == '-';
        sort += query->descending;
        query->sort_field = kind_field_index(kind, sort) + 1;
        if (query->sort_field == 0)
            return err_set(err, ERR_USAGE, MSG_FIELD_UNKNOWN, kind->slug, sort);
    }
    return cli_int_option(cli, "limit", query->limit, &query->limit, err);
}

struct list_print {
    struct cli *cli;
    struct table table;
    struct json_writer json;
};

static enum err_code list_record(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct list_print *print = context;
    struct cli *cli = print->cli;
    struct record *copy = record_copy(&cli->arena, record);
    record_mask(&cli->store, &cli->arena, copy);
    if (cli->format == FORMAT_JSON) {
        record_json(&cli->arena, &print->json, copy);
        return ERR_OK;
    }
    char id[ID_TEXT_SIZE];
    id_to_text(copy->id, id);
    table_cell(&print->table, v_text(arena_strdup(&cli->arena, id)));
    for (size_t i = 0; copy->kind->fields[i].name; i++) {
        const struct field *field = &copy->kind->fields[i];
        if (!field->unlisted && !field->hidden)
            table_cell(&print->table, v_text(arena_strdup(&cli->arena,
                                                          shown(cli, field, copy->values[i]))));
    }
    if (copy->state) {
        const struct state *state = kind_state(copy->kind, copy->state);
        table_cell(&print->table, v_text(lang_label(cli, state->vi, state->en)));
    }
    return ERR_OK;
}

static struct table list_table(struct cli *cli, const struct kind *kind)
{
    struct table_column *columns = ARENA_ARRAY(&cli->arena, struct table_column, KIND_FIELDS_MAX + 2);
    size_t count = 0;
    columns[count++] = (struct table_column){ "id", "id", "id", false };
    for (const struct field *field = kind->fields; field->name; field++)
        if (!field->unlisted && !field->hidden)
            columns[count++] = (struct table_column){ field->name, field->vi, field->en,
                                                      field_is_int(field) && field->type != FIELD_REF };
    if (kind->states)
        columns[count++] = (struct table_column){ "state", "Trạng thái", "State", false };
    return (struct table){ .arena = &cli->arena, .columns = columns, .column_count = count };
}

static enum err_code run_list(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, CLI_WORDS_MAX, err));
    const struct kind *kind = NULL;
    struct entity_query query = { .limit = 50 };
    TRY(cli_kind(cli->words[0], &kind, err));
    TRY(record_may_read(&cli->store, kind, err));
    TRY(read_query(cli, kind, &query, err));
    struct list_print print = { .cli = cli, .table = list_table(cli, kind),
                                .json = { .out = &cli->out, .indent = 2 } };
    if (cli->format == FORMAT_JSON)
        json_begin_array(&print.json);
    TRY(entity_each(&cli->store, kind, &query, list_record, &print, err));
    if (cli->format == FORMAT_JSON) {
        json_end_array(&print.json);
        buf_add_char(&cli->out, '\n');
        return ERR_OK;
    }
    table_print(cli, &print.table);
    int64_t total = 0;
    TRY(entity_count(&cli->store, kind, &query, &total, err));
    if (cli->format == FORMAT_TABLE)
        cli_say(cli, MSG_LIST_TOTAL,
                err_int((int64_t)(print.table.cell_count / print.table.column_count)), err_int(total));
    return ERR_OK;
}

/* --- export ------------------------------------------------------------------------------------------------ */

/* The format by name, else by the ending of the file, else CSV. */
static enum err_code export_format(const char *name, const char *path, enum export_format *ret, struct err *err)
{
    static const char *const names[] = { [EXPORT_CSV] = "csv", [EXPORT_XLSX] = "xlsx", [EXPORT_JSON] = "json" };
    const char *dot = strrchr(path, '.');
    if (!name)
        name = strcmp(path, "-") != 0 && dot ? dot + 1 : "csv";
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(names[i], name) == 0) {
            *ret = (enum export_format)i;
            return ERR_OK;
        }
    return err_set(err, ERR_USAGE, MSG_CLI_FORMAT_EXPORT, name);
}

static enum err_code run_export(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, CLI_WORDS_MAX, err));
    struct entity_query query = { 0 };
    struct export_result result = { 0 };
    const char *path = cli_option(cli, "output");
    struct export_request request = { .query = &query, .path = path ? path : "-", .lang = cli->lang };
    TRY(cli_kind(cli->words[0], &request.kind, err));
    TRY(record_may_read(&cli->store, request.kind, err));
    TRY(read_query(cli, request.kind, &query, err));
    TRY(export_format(cli_option(cli, "format"), request.path, &request.format, err));
    if (cli_flag(cli, "words") && cli_flag(cli, "codes"))
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    request.with_words = request.format == EXPORT_XLSX ? !cli_flag(cli, "codes") : cli_flag(cli, "words");
    request.has_mark = request.with_words;
    TRY(export_run(&cli->store, &request, &result, err));
    if (strcmp(request.path, "-") == 0)
        return ERR_OK;
    cli_say(cli, MSG_EXPORT_DONE, err_int(result.rows), request.path);
    if (result.cut)
        cli_say(cli, MSG_EXPORT_CUT, err_int(result.cut));
    return ERR_OK;
}

/* --- writing -------------------------------------------------------------------------------------------------- */

static enum err_code read_pairs(struct cli *cli, const char *const *words, size_t count,
                                struct field_pair **ret_pairs, struct err *err)
{
    struct field_pair *pairs = ARENA_ARRAY(&cli->arena, struct field_pair, count + 1);
    for (size_t i = 0; i < count; i++)
        TRY(field_pair_parse(&cli->arena, words[i], &pairs[i], err));
    *ret_pairs = pairs;
    return ERR_OK;
}

/* Every issue but the one that is the command's failure. */
static enum err_code with_issues(struct cli *cli, const struct issues *issues, enum err_code code)
{
    for (size_t i = 1; i < issues->count; i++)
        cli_complain(cli, &issues->items[i]);
    return code;
}

/* Beside the answer: what is there already may be the same. */
static enum err_code warn_of_duplicates(struct cli *cli, const struct record *record, struct err *err)
{
    struct link_proposal *proposals = NULL;
    size_t count = 0;
    TRY(link_proposals(&cli->store, record, &cli->arena, &proposals, &count, err));
    for (size_t i = 0; i < count; i++) {
        char one[ID_TEXT_SIZE], other[ID_TEXT_SIZE], link[ID_TEXT_SIZE];
        struct err warning = { 0 };
        id_to_text(proposals[i].household, one);
        id_to_text(proposals[i].canonical, other);
        id_to_text(proposals[i].link, link);
        (void)err_set(&warning, ERR_STATE, MSG_LINKAGE_ENTRY, one, other, err_int(proposals[i].probability / 100), link);
        cli_complain(cli, &warning);
    }
    return ERR_OK;
}

static enum err_code run_create(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, CLI_WORDS_MAX, err));
    const struct kind *kind = NULL;
    struct field_pair *pairs = NULL;
    struct record *record = NULL;
    struct issues issues = { .arena = &cli->arena };
    TRY(cli_kind(cli->words[0], &kind, err));
    TRY(read_pairs(cli, cli->words + 1, cli->word_count - 1, &pairs, err));
    TRY(with_issues(cli, &issues,
                    record_create(&cli->store, kind, pairs, cli->word_count - 1, &cli->arena, &record,
                                  &issues, err)));
    print_record(cli, record);
    personal_log_drop(&cli->store); /* who entered it knows it */
    return warn_of_duplicates(cli, record, err);
}

static enum err_code run_patch(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 3, CLI_WORDS_MAX, err));
    const struct kind *kind = NULL;
    struct field_pair *pairs = NULL;
    struct record *record = NULL;
    struct issues issues = { .arena = &cli->arena };
    int64_t id = 0, version = 0;
    TRY(cli_kind(cli->words[0], &kind, err));
    TRY(resolve_id(cli, kind, cli->words[1], &id, err));
    TRY(cli_int_option(cli, "version", 0, &version, err));
    TRY(read_pairs(cli, cli->words + 2, cli->word_count - 2, &pairs, err));
    TRY(with_issues(cli, &issues,
                    record_patch(&cli->store, kind, id, version, pairs, cli->word_count - 2, &cli->arena,
                                 &record, &issues, err)));
    print_record(cli, record);
    return ERR_OK;
}

static enum err_code run_act(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 3, CLI_WORDS_MAX, err));
    const struct kind *kind = NULL;
    struct field_pair *pairs = NULL;
    struct record *record = NULL;
    struct issues issues = { .arena = &cli->arena };
    struct act_request request = { .action = cli->words[2], .reason = cli_option(cli, "reason"),
                                   .on = cli_option(cli, "on") };
    int64_t id = 0;
    TRY(cli_kind(cli->words[0], &kind, err));
    TRY(resolve_id(cli, kind, cli->words[1], &id, err));
    TRY(cli_int_option(cli, "version", 0, &request.base_version, err));
    TRY(read_pairs(cli, cli->words + 3, cli->word_count - 3, &pairs, err));
    request.pairs = pairs;
    request.pair_count = cli->word_count - 3;
    TRY(with_issues(cli, &issues,
                    record_act(&cli->store, kind, id, &request, &cli->arena, &record, &issues, err)));
    print_record(cli, record);
    return ERR_OK;
}

/* --- schema ------------------------------------------------------------------------------------------------------ */

static const char *live_states(struct cli *cli, const struct kind *kind)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const struct state *state = kind->states; state && state->code; state++)
        if (state->live)
            buf_printf(&out, "%s%s", out.len ? " " : "", state->code);
    return arena_strdup(&cli->arena, buf_text(&out));
}

/* For people the first columns; for programs also what a measure goes by (docs/measures.md). */
static void schema_kinds(struct cli *cli)
{
    enum { FOR_PEOPLE = 4 };
    static const struct table_column columns[] = {
        { "kind", "KIND", "KIND", false },     { "group", "Nhóm", "Group", false },    { "label", "Tên", "Name", false },
        { "fields", "Trường", "Fields", true },  { "name", "NAME", "NAME", false },     { "place", "Địa bàn", "Place", false },
        { "date", "Ngày", "Date", false },     { "same_as", "Trùng", "Duplicate", false }, { "live", "Còn hiệu lực", "In force", false },
    };
    bool people = cli->format == FORMAT_TABLE;
    struct table table = { .arena = &cli->arena, .columns = columns,
                           .column_count = people ? FOR_PEOPLE : COUNT(columns) };
    for (size_t i = 0; kinds[i]; i++) {
        table_cell(&table, v_text(kinds[i]->slug));
        table_cell(&table, v_text(kinds[i]->group));
        table_cell(&table, v_text(kind_list_name(kinds[i], cli->lang)));
        table_cell(&table, v_int((int64_t)kind_field_count(kinds[i])));
        if (people)
            continue;
        const char *words[] = { kinds[i]->name, kinds[i]->unit, kinds[i]->date, kinds[i]->same_as };
        for (size_t j = 0; j < COUNT(words); j++)
            table_cell(&table, v_text(words[j] ? words[j] : ""));
        table_cell(&table, v_text(live_states(cli, kinds[i])));
    }
    table_print(cli, &table);
}

static const char *field_codes(struct cli *cli, const struct field *field)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const struct code *code = field->codes; code && code->code; code++)
        buf_printf(&out, "%s%s", out.len ? " " : "", code->code);
    if (field->ref)
        buf_add(&out, field->ref);
    if (field->carried)
        buf_printf(&out, " = %s", field->carried);
    return arena_strdup(&cli->arena, buf_text(&out));
}

static void schema_fields(struct cli *cli, const struct kind *kind)
{
    static const struct table_column columns[] = {
        { "field", "Trường", "Field", false }, { "type", "Kiểu", "Type", false }, { "required", "Bắt buộc", "Required", false },
        { "label", "Tên", "Name", false }, { "values", "Giá trị", "Values", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (const struct field *field = kind->fields; field->name; field++) {
        table_cell(&table, v_text(field->name));
        table_cell(&table, v_text(field_type_word(field->type)));
        table_cell(&table, v_text(field_is_asked(field) ? "x" : ""));
        table_cell(&table, v_text(lang_label(cli, field->vi, field->en)));
        table_cell(&table, v_text(field_codes(cli, field)));
    }
    table_print(cli, &table);
    for (const struct transition *t = kind->transitions; cli->format == FORMAT_TABLE && t && t->action; t++)
        buf_printf(&cli->out, "%s: %s → %s (%s)\n", t->action, t->from, t->to,
                   lang_label(cli, t->vi, t->en));
}

static enum err_code run_schema(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 0, 1, err));
    const struct kind *kind = NULL;
    if (cli->word_count == 0) {
        schema_kinds(cli);
        return ERR_OK;
    }
    TRY(cli_kind(cli->words[0], &kind, err));
    schema_fields(cli, kind);
    return ERR_OK;
}

/* --- the rows ------------------------------------------------------------------------------------------------------- */

static const struct cli_option list_options[] = {
    { "unit", false }, { "q", false }, { "sort", false }, { "limit", false }, { "all", true },
    { "as-of", false }, { 0 },
};
static const struct cli_option export_options[] = {
    { "unit", false }, { "q", false }, { "sort", false }, { "limit", false }, { "all", true },
    { "as-of", false }, { "output", false }, { "format", false }, { "words", true }, { "codes", true }, { 0 },
};
static const struct cli_option patch_options[] = { { "version", false }, { 0 } };
static const struct cli_option act_options[] = { { "reason", false }, { "on", false }, { "version", false },
                                                 { 0 } };

const struct command command_get = {
    .name = "get", .usage = "KIND ID", .vi = "Xem một bản ghi", .en = "Show one record",
    .needs = NEEDS_READING, .run = run_get,
};
const struct command command_list = {
    .name = "list",
    .usage = "KIND [FIELD=VALUE …] [--unit CODE[@DATE]] [--q WORDS] [--sort FIELD] [--limit N] [--all]",
    .vi = "Liệt kê bản ghi", .en = "List records", .options = list_options, .needs = NEEDS_READING,
    .run = run_list,
};
const struct command command_create = {
    .name = "create", .usage = "KIND FIELD=VALUE …", .vi = "Thêm một bản ghi", .en = "Add a record",
    .needs = NEEDS_WRITING, .run = run_create,
};
const struct command command_patch = {
    .name = "patch", .usage = "KIND ID FIELD=VALUE … [--version N]", .vi = "Sửa một bản ghi",
    .en = "Change a record", .options = patch_options, .needs = NEEDS_WRITING, .run = run_patch,
};
const struct command command_act = {
    .name = "act", .usage = "KIND ID ACTION [FIELD=VALUE …] [--reason TEXT] [--on DATE] [--version N]",
    .vi = "Thực hiện một hành động trong vòng đời", .en = "Take a step of the lifecycle",
    .options = act_options, .needs = NEEDS_WRITING, .run = run_act,
};
const struct command command_export = {
    .name = "export",
    .usage = "KIND [FIELD=VALUE …] [--unit CODE[@DATE]] [--q WORDS] [--sort FIELD] [--limit N] [--all] "
             "[--format csv|xlsx|json] [--words|--codes] -o FILE",
    .vi = "Xuất bản ghi ra tệp", .en = "Export records", .options = export_options,
    .needs = NEEDS_READING, .run = run_export,
};
const struct command command_schema = {
    .name = "schema", .usage = "[KIND]", .vi = "Các loại bản ghi, hoặc các trường của một loại",
    .en = "The kinds of record, or the fields of one", .needs = NEEDS_NOTHING, .run = run_schema,
};
