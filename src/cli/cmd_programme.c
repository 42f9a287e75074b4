/* SPDX-License-Identifier: Apache-2.0
 * programme load, list. */
#include "cli/commands.h"

#include "service/programmes.h"

static enum err_code run_load(struct cli *cli, struct err *err)
{
    struct mistakes mistakes = { .arena = &cli->arena };
    struct programme_load_result result = { 0 };
    TRY(cli_words(cli, 1, 1, err));
    enum err_code code = programme_load(&cli->store, cli->words[0], &cli->arena, &mistakes, &result, err);
    if (mistakes.count)
        cli_complain_mistakes(cli, &mistakes);
    if (code != ERR_OK)
        return mistakes.count ? err_set(err, ERR_INPUT, MSG_PROGRAMME_MISTAKES,
                                        err_int((int64_t)mistakes.count)) :
                                code;
    enum msg msg = result.is_new ? MSG_PROGRAMME_LOADED :
                   result.changed ? MSG_PROGRAMME_REVISED : MSG_PROGRAMME_SAME;
    cli_say(cli, msg, cli->words[0], err_int(result.bodies_made), err_int(result.codes_made),
            err_int(result.tallies));
    return ERR_OK;
}

static enum err_code list_one(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct table *table = context;
    static const char *const fields[] = { "code", "short_title", "document_number", "from_date", "to_date" };
    for (size_t i = 0; i < COUNT(fields); i++) {
        const char *text = record_text(record, fields[i]);
        table_cell(table, v_text(text ? arena_strdup(table->arena, text) : NULL));
    }
    table_cell(table, v_int(record_int(record, "revision")));
    table_cell(table, v_text(kind_state(record->kind, record->state)->vi));
    return ERR_OK;
}

static enum err_code run_list(struct cli *cli, struct err *err)
{
    static const struct table_column columns[] = {
        { "id", "Mã", false }, { "title", "Tên", false }, { "number", "Số", false },
        { "from", "Từ", false }, { "to", "Đến", false }, { "revision", "Bản", true },
        { "state", "Trạng thái", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    struct entity_query every = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    TRY(entity_each(&cli->store, kind_by_slug("programmes"), &every, list_one, &table, err));
    table_print(cli, &table);
    return ERR_OK;
}

const struct command command_programme_load = {
    .name = "programme load", .usage = "FILE.yaml", .vi = "Nạp một chương trình", .en = "Load a programme",
    .needs = NEEDS_WRITING, .run = run_load,
};
const struct command command_programme_list = {
    .name = "programme list", .usage = "", .vi = "Các chương trình đã nạp", .en = "The programmes loaded",
    .needs = NEEDS_READING, .run = run_list,
};
