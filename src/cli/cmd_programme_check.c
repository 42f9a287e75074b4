/* SPDX-License-Identifier: Apache-2.0
 * programme check: the mistakes of programme files, and which requirement is carried by what. */
#include "cli/commands.h"

#include "service/programme/programmes.h"
#include "service/programme/requirements.h"

#include <string.h>

/* Each file on its own, then each against those of the others that it names as its superior. */
static enum err_code check_files(struct cli *cli, bool quiet, const struct programme **programmes,
                                 size_t *ret_wrong, struct err *err)
{
    struct mistakes *mistakes = ARENA_ARRAY(&cli->arena, struct mistakes, cli->word_count);
    for (size_t i = 0; i < cli->word_count; i++) {
        char *text = NULL;
        size_t len = 0;
        mistakes[i].arena = &cli->arena;
        TRY(read_whole_file(cli->words[i], YAML_BYTES_MAX, &cli->arena, &text, &len, err));
        programmes[i] = programme_parse(&cli->arena, cli->words[i], text, len, &mistakes[i]);
    }
    for (size_t i = 0; i < cli->word_count; i++) {
        for (size_t j = 0; j < cli->word_count; j++)
            if (programmes[i] && programmes[j])
                programme_check_superior(&cli->arena, programmes[i], programmes[j], &mistakes[i]);
        cli_complain_mistakes(cli, &mistakes[i]);
        *ret_wrong += mistakes[i].count;
        if (mistakes[i].count == 0 && !quiet)
            cli_say(cli, MSG_PROGRAMME_FINE, cli->words[i], programmes[i]->title.vi,
                    err_int((int64_t)programmes[i]->obligation_count),
                    err_int((int64_t)programmes[i]->schedule_count));
    }
    return ERR_OK;
}

/* --- requirements ----------------------------------------------------------------------------------- */

static const char *state_words(struct cli *cli, const struct requirement_carrier *carrier)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, cli->lang, carrier->state, carrier->state_args);
    return arena_strdup(&cli->arena, buf_text(&out));
}

static void print_json(struct cli *cli, const struct requirements *found)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_array(&w);
    for (size_t i = 0; i < found->count; i++) {
        const struct requirement *requirement = &found->items[i];
        json_begin_object(&w);
        json_member_string(&w, "id", requirement->id);
        json_member_string(&w, "types", requirement->types);
        json_member_string(&w, "text", requirement->text);
        json_member_string(&w, "missing", requirement->missing);
        json_key(&w, "carriers");
        json_begin_array(&w);
        for (size_t j = 0; j < requirement->carrier_count; j++) {
            const struct requirement_carrier *carrier = &requirement->carriers[j];
            json_begin_object(&w);
            json_member_string(&w, "programme", carrier->programme->id);
            json_member_string(&w, "section", carrier->section);
            json_member_string(&w, "element", carrier->id);
            json_member_int(&w, "line", carrier->line);
            json_member_bool(&w, "fits", carrier->fits);
            json_member_string(&w, "state", state_words(cli, carrier));
            json_end_object(&w);
        }
        json_end_array(&w);
        json_end_object(&w);
    }
    json_end_array(&w);
    buf_add_char(&cli->out, '\n');
}

static const char *place_words(struct cli *cli, const struct requirement_carrier *carrier)
{
    return arena_printf(&cli->arena, "%s %s%s%s", carrier->programme->id, carrier->section,
                        carrier->id ? " " : "", carrier->id ? carrier->id : "");
}

static const char *missing_words(struct cli *cli, const struct requirement *requirement)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const char *args[] = { requirement->missing, NULL };
    msg_format(&out, cli->lang, MSG_REQUIREMENT_NOTHING, args);
    return arena_strdup(&cli->arena, buf_text(&out));
}

/* A row for each fitting carrier, and one that says what is missing. */
static void print_csv(struct cli *cli, const struct requirements *found)
{
    static const struct table_column columns[] = {
        { "id", "Mã", "Id", false },           { "types", "Loại", "Types", false },      { "text", "Yêu cầu", "Requirement", false },
        { "carrier", "Thể hiện", "Carried by", false }, { "state", "Tình trạng", "State", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < found->count; i++) {
        const struct requirement *requirement = &found->items[i];
        for (size_t j = 0; j <= requirement->carrier_count; j++) {
            bool end = j == requirement->carrier_count;
            const struct requirement_carrier *carrier = end ? NULL : &requirement->carriers[j];
            if (end ? !requirement->missing : !carrier->fits)
                continue;
            table_cell(&table, v_text(requirement->id));
            table_cell(&table, v_text(requirement->types));
            table_cell(&table, v_text(requirement->text));
            table_cell(&table, end ? v_null() : v_text(place_words(cli, carrier)));
            table_cell(&table, v_text(end ? missing_words(cli, requirement) : state_words(cli, carrier)));
        }
    }
    table_print(cli, &table);
}

/* The requirement, and under it what carries it. */
static void print_list(struct cli *cli, const struct requirements *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct requirement *requirement = &found->items[i];
        buf_printf(&cli->out, "%s  %s  %s\n", requirement->id, requirement->types, requirement->text);
        for (size_t j = 0; j < requirement->carrier_count; j++) {
            const struct requirement_carrier *carrier = &requirement->carriers[j];
            if (carrier->fits || carrier->would_fit)
                buf_printf(&cli->out, "    %s %s: %s\n", carrier->fits ? "•" : "✗",
                           place_words(cli, carrier), state_words(cli, carrier));
        }
        if (requirement->missing)
            buf_printf(&cli->out, "    ✗ %s\n", missing_words(cli, requirement));
    }
    for (size_t i = 0; i < found->unknown_count; i++)
        cli_say(cli, MSG_REQUIREMENT_UNKNOWN_ID, found->unknown_in[i]->file,
                err_int(found->unknown[i].line), found->unknown[i].source);
    if (found->missing)
        cli_say(cli, MSG_REQUIREMENT_MISSING, err_int((int64_t)found->missing),
                err_int((int64_t)found->count));
    else
        cli_say(cli, MSG_REQUIREMENT_FINE, err_int((int64_t)found->count));
}

static const char *const *command_names(struct cli *cli)
{
    size_t count = 0;
    while (cli->commands[count].name)
        count++;
    const char **names = ARENA_ARRAY(&cli->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = cli->commands[i].name;
    return names;
}

static enum err_code trace(struct cli *cli, const struct programme *const *programmes, size_t count,
                           struct err *err)
{
    struct requirements found;
    struct requirements_request request = {
        .programmes = programmes,
        .programme_count = count,
        .commands = command_names(cli),
        .lang = cli->lang,
    };
    if (cli->db_named) {
        TRY(cli_open_store(cli, false, err));
        request.store = &cli->store;
    }
    TRY(requirements_trace(&request, &cli->arena, &found, err));
    if (cli->format == FORMAT_JSON)
        print_json(cli, &found);
    else if (cli->format == FORMAT_CSV)
        print_csv(cli, &found);
    else
        print_list(cli, &found);
    cli->findings = found.missing || found.unknown_count;
    return ERR_OK;
}

static enum err_code run_check(struct cli *cli, struct err *err)
{
    bool requirements = cli_flag(cli, "requirements");
    TRY(cli_words(cli, 1, CLI_WORDS_MAX, err));
    const struct programme **programmes =
        ARENA_ARRAY(&cli->arena, const struct programme *, cli->word_count);
    size_t wrong = 0;
    TRY(check_files(cli, requirements, programmes, &wrong, err));
    if (wrong)
        return err_set(err, ERR_INPUT, MSG_PROGRAMME_MISTAKES, err_int((int64_t)wrong));
    return requirements ? trace(cli, programmes, cli->word_count, err) : ERR_OK;
}

static const struct cli_option check_options[] = { { "requirements", true }, { 0 } };

const struct command command_programme_check = {
    .name = "programme check",
    .usage = "[--requirements] FILE.yaml …",
    .vi = "Kiểm tra tệp chương trình; --requirements: yêu cầu nào được thể hiện ở đâu, tình trạng trong --db",
    .en = "Check programme files; --requirements: what carries each requirement, and its state in --db",
    .options = check_options, .needs = NEEDS_NOTHING, .run = run_check,
};
