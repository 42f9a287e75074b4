/* SPDX-License-Identifier: Apache-2.0
 * programme load, agree, list. */
#include "cli/commands.h"

#include "service/programme/programmes.h"

#include <string.h>

/* What came of a load or a consent. */
static void say_result(struct cli *cli, const char *what, const char *code, bool loaded,
                       const struct programme_load_result *result, const struct programme_versions *versions)
{
    const char *made[] = { what, err_int(result->bodies_made), err_int(result->codes_made),
                           err_int(result->tallies), NULL };
    const struct programme_version *version = NULL;
    if (result->organisations_made)
        cli_say(cli, MSG_PROGRAMME_ORGANISATIONS, err_int(result->organisations_made));
    for (size_t i = 0; i < versions->count; i++)
        if (versions->items[i].revision == result->revision)
            version = &versions->items[i];
    if (loaded && result->is_new)
        cli_say_args(cli, MSG_PROGRAMME_LOADED, made);
    else if (loaded && !result->changed)
        cli_say_args(cli, MSG_PROGRAMME_SAME, made);
    else if (result->in_force)
        cli_say(cli, MSG_PROGRAMME_REVISED, code, err_int(result->in_force), err_int(result->bodies_made),
                err_int(result->codes_made));
    if (!version || result->in_force || (loaded && !result->changed))
        return;
    CLEANUP(buf_done) struct buf waiting = { 0 };
    for (const char *const *name = version->waiting; *name; name++)
        buf_printf(&waiting, "%s%s", waiting.len ? ", " : "", *name);
    if (waiting.len)
        cli_say(cli, MSG_PROGRAMME_PROPOSED, code, err_int(version->revision), buf_text(&waiting));
    else if (!date_is_none(version->from)) {
        char day[DATE_TEXT_SIZE];
        date_to_table(version->from, day);
        cli_say(cli, MSG_PROGRAMME_AGREED_FROM, code, err_int(version->revision), day);
    }
}

static enum err_code date_option(const struct cli *cli, const char *option, struct date *ret_date,
                                 struct err *err)
{
    const char *text = cli_option(cli, option);
    *ret_date = date_none();
    if (!text)
        return ERR_OK;
    TRY(date_from_external(text, ret_date, err));
    if (ret_date->precision != DATE_DAY)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    return ERR_OK;
}

/* The programme's code, for what is said of it. */
static enum err_code code_of(struct cli *cli, int64_t id, const char **ret_code, struct err *err)
{
    struct record *record = NULL;
    TRY(entity_get(&cli->store, kind_by_slug("programmes"), id, &cli->arena, &record, err));
    *ret_code = record_text(record, "code");
    return ERR_OK;
}

static enum err_code run_load(struct cli *cli, struct err *err)
{
    struct mistakes mistakes = { .arena = &cli->arena };
    struct programme_load_result result = { 0 };
    struct programme_versions versions;
    struct programme_load request = { .summary = cli_option(cli, "summary") };
    const char *name = NULL;
    TRY(cli_words(cli, 1, 1, err));
    TRY(date_option(cli, "from", &request.from, err));
    request.path = cli->words[0];
    enum err_code code = programme_load(&cli->store, &request, &cli->arena, &mistakes, &result, err);
    if (mistakes.count)
        cli_complain_mistakes(cli, &mistakes);
    if (code != ERR_OK)
        return mistakes.count ? err_set(err, ERR_INPUT, MSG_PROGRAMME_MISTAKES,
                                        err_int((int64_t)mistakes.count)) :
                                code;
    TRY(code_of(cli, result.id, &name, err));
    TRY(programme_versions_read(&cli->store, name, &cli->arena, &versions, err));
    say_result(cli, request.path, name, true, &result, &versions);
    return ERR_OK;
}

static enum err_code run_agree(struct cli *cli, struct err *err)
{
    static const char *const decisions[] = { "agree", "agree_with_changes", "disagree" };
    struct programme_load_result result = { 0 };
    struct programme_versions versions;
    const char *decision = cli_option(cli, "decision");
    struct consent_request request = { .organisation = cli_option(cli, "organisation"),
                                       .comment = cli_option(cli, "comment"),
                                       .decision = decision ? decision : "agree" };
    bool known = false;
    TRY(cli_words(cli, 1, 1, err));
    for (size_t i = 0; i < COUNT(decisions); i++)
        known = known || strcmp(request.decision, decisions[i]) == 0;
    if (!request.organisation || !known)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    TRY(cli_int_option(cli, "revision", 0, &request.revision, err));
    TRY(date_option(cli, "on", &request.on, err));
    request.programme = cli->words[0];
    TRY(programme_agree(&cli->store, &request, &cli->arena, &result, err));
    TRY(programme_versions_read(&cli->store, request.programme, &cli->arena, &versions, err));
    cli_say(cli, MSG_PROGRAMME_CONSENT, request.organisation, err_int(result.revision));
    say_result(cli, request.programme, request.programme, false, &result, &versions);
    return ERR_OK;
}

struct listing {
    const struct cli *cli;
    struct table table;
};

static enum err_code list_one(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct listing *listing = context;
    struct table *table = &listing->table;
    static const char *const fields[] = { "code", "short_title", "document_number", "from_date", "to_date" };
    for (size_t i = 0; i < COUNT(fields); i++) {
        const char *text = record_text(record, fields[i]);
        table_cell(table, v_text(text ? arena_strdup(table->arena, text) : NULL));
    }
    table_cell(table, v_int(record_int(record, "revision")));
    const struct state *state = kind_state(record->kind, record->state);
    bool for_people = listing->cli->format == FORMAT_TABLE;
    table_cell(table, v_text(!for_people ? state->code : listing->cli->lang == LANG_EN ? state->en : state->vi));
    return ERR_OK;
}

static enum err_code run_list(struct cli *cli, struct err *err)
{
    static const struct table_column columns[] = {
        { "id", "Mã", "Id", false }, { "title", "Tên", "Title", false }, { "number", "Số", "Number", false },
        { "from", "Từ", "From", false }, { "to", "Đến", "To", false }, { "revision", "Bản", "Revision", true },
        { "state", "Trạng thái", "State", false },
    };
    struct listing listing = { cli, { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) } };
    struct entity_query every = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    TRY(entity_each(&cli->store, kind_by_slug("programmes"), &every, list_one, &listing, err));
    table_print(cli, &listing.table);
    return ERR_OK;
}

static const struct cli_option load_options[] = { { "from", false }, { "summary", false }, { 0 } };
const struct command command_programme_load = {
    .name = "programme load", .usage = "FILE.yaml [--from DATE] [--summary TEXT]",
    .vi = "Nạp một chương trình; tệp đã đổi là một bản đề xuất",
    .en = "Load a programme; a changed file is a proposal",
    .options = load_options, .needs = NEEDS_WRITING, .run = run_load,
};
static const struct cli_option agree_options[] = {
    { "organisation", false }, { "revision", false }, { "decision", false },
    { "on", false },           { "comment", false },  { 0 },
};
const struct command command_programme_agree = {
    .name = "programme agree",
    .usage = "ID --organisation ORG [--revision N] [--decision agree|agree_with_changes|disagree] "
             "[--on DATE] [--comment TEXT]",
    .vi = "Ghi ý kiến của một bên ký về bản đề xuất",
    .en = "Record what a signer says to a proposed version",
    .options = agree_options, .needs = NEEDS_WRITING, .run = run_agree,
};
const struct command command_programme_list = {
    .name = "programme list", .usage = "", .vi = "Các chương trình đã nạp", .en = "The programmes loaded",
    .needs = NEEDS_READING, .run = run_list,
};
