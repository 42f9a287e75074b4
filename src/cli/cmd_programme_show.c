/* SPDX-License-Identifier: Apache-2.0
 * programme show: a programme the way its people would read it, with the history of its versions. */
#include "cli/commands.h"

#include "service/programme/programme_words.h"
#include "service/programme/programmes.h"

#include <string.h>

struct shown {
    const struct programme *programme;
    struct programme_versions versions;
    struct programme_words words;
    const struct programme_version *version; /* the one shown; NULL: loaded before there were any */
};

static const char *title(const struct cli *cli, const struct form_text *text)
{
    return cli->lang == LANG_EN && text->en ? text->en : text->vi;
}

/* The version asked for: a revision, the one of a day, the one in force, or the newest draft. */
static enum err_code open_shown(struct cli *cli, const char *id, struct shown *shown, struct err *err)
{
    int64_t revision = 0, day = cli->store.today_day;
    const char *on = cli_option(cli, "on");
    TRY(cli_int_option(cli, "revision", 0, &revision, err));
    if (on) {
        struct date date;
        TRY(date_from_external(on, &date, err));
        day = date_to_days(date_last_day(date));
    }
    TRY(programme_versions_read(&cli->store, id, &cli->arena, &shown->versions, err));
    shown->version = programme_version_on(&shown->versions, day);
    if (!shown->version && shown->versions.count)
        shown->version = &shown->versions.items[shown->versions.count - 1];
    if (!revision)
        return programme_open_on(&cli->store, id, day, &cli->arena, &shown->programme, err);
    shown->version = NULL;
    for (size_t i = 0; i < shown->versions.count; i++)
        if (shown->versions.items[i].revision == revision)
            shown->version = &shown->versions.items[i];
    if (!shown->version)
        return err_set(err, ERR_NOT_FOUND, MSG_PROGRAMME_NO_REVISION, id, err_int(revision));
    const char *source = shown->version->source;
    struct mistakes mistakes = { .arena = &cli->arena };
    shown->programme = programme_parse(&cli->arena, id, source, strlen(source), &mistakes);
    return shown->programme ? ERR_OK : mistake_err(&mistakes.items[0], err);
}

static const char *state_words(const struct cli *cli, const char *code)
{
    const struct state *state = kind_state(kind_by_slug("programme_versions"), code);
    return cli->lang == LANG_EN ? state->en : state->vi;
}

static const char *day_words(struct cli *cli, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_to_table(date, text);
    return arena_strdup(&cli->arena, text);
}

static void add_names(struct buf *out, const char *const *names)
{
    for (const char *const *name = names; *name; name++)
        buf_printf(out, "%s%s", name == names ? "" : ", ", *name);
}

/* --- for people ------------------------------------------------------------------------------- */

static void print_version(struct cli *cli, const struct programme_version *version)
{
    CLEANUP(buf_done) struct buf line = { 0 };
    buf_printf(&line, "• %lld. %s", (long long)version->revision, state_words(cli, version->state));
    if (!date_is_none(version->from) || !date_is_none(version->to))
        buf_printf(&line, " %s – %s", day_words(cli, version->from), day_words(cli, version->to));
    if (version->summary)
        buf_printf(&line, ": %s", version->summary);
    if (strcmp(version->state, "proposed") == 0) {
        CLEANUP(buf_done) struct buf agreed = { 0 }, waiting = { 0 };
        add_names(&agreed, version->agreed);
        add_names(&waiting, version->waiting);
        cli_say(cli, MSG_SHOW_PROPOSED, buf_text(&line), agreed.len ? buf_text(&agreed) : "–",
                buf_text(&waiting));
        return;
    }
    buf_printf(&cli->out, "%s\n", buf_text(&line));
}

static void print_table(struct cli *cli, const struct shown *shown)
{
    const struct programme *programme = shown->programme;
    char period[DATE_TEXT_SIZE];
    period_to_text(programme->period, period);
    buf_printf(&cli->out, "%s\n", title(cli, &programme->title));
    cli_say(cli, MSG_SHOW_HEAD, programme->id, programme->territory_name, period);
    for (size_t i = 0; i < shown->words.count; i++) {
        const struct programme_section *section = &shown->words.sections[i];
        buf_printf(&cli->out, "\n%s\n", msg_text(section->heading, cli->lang));
        for (size_t j = 0; j < section->count; j++) {
            const struct programme_line *line = &section->lines[j];
            buf_printf(&cli->out, "%*s%s%s%s%s%s\n", line->level * 2, "", line->level ? "" : "• ",
                       line->text, *line->source ? " [" : "", line->source, *line->source ? "]" : "");
            if (line->detail)
                buf_printf(&cli->out, "%*s%s\n", line->level * 2 + 4, "", line->detail);
        }
    }
    if (shown->versions.count)
        buf_printf(&cli->out, "\n%s\n", msg_text(MSG_SHOW_VERSIONS, cli->lang));
    for (size_t i = 0; i < shown->versions.count; i++)
        print_version(cli, &shown->versions.items[i]);
}

/* --- for programs ----------------------------------------------------------------------------- */

static void put_names(struct json_writer *w, const char *key, const char *const *names)
{
    json_key(w, key);
    json_begin_array(w);
    for (; *names; names++)
        json_string(w, *names);
    json_end_array(w);
}

static void put_day(struct json_writer *w, const char *key, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_to_external(date, text);
    json_member_string(w, key, *text ? text : NULL);
}

static void put_versions(struct json_writer *w, const struct shown *shown)
{
    json_key(w, "versions");
    json_begin_array(w);
    for (size_t i = 0; i < shown->versions.count; i++) {
        const struct programme_version *version = &shown->versions.items[i];
        json_begin_object(w);
        json_member_int(w, "revision", version->revision);
        json_member_string(w, "state", version->state);
        json_member_string(w, "summary", version->summary);
        put_day(w, "proposed_on", version->proposed);
        put_day(w, "from", version->from);
        put_day(w, "to", version->to);
        put_names(w, "agreed", version->agreed);
        put_names(w, "waiting", version->waiting);
        json_end_object(w);
    }
    json_end_array(w);
}

static void print_json(struct cli *cli, const struct shown *shown)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    const struct programme *programme = shown->programme;
    char period[DATE_TEXT_SIZE];
    period_to_text(programme->period, period);
    json_begin_object(&w);
    json_member_string(&w, "id", programme->id);
    json_member_string(&w, "type", programme->type);
    json_member_string(&w, "title", title(cli, &programme->title));
    json_member_string(&w, "period", period);
    json_member_string(&w, "territory", programme->territory_code);
    json_member_string(&w, "territory_name", programme->territory_name);
    put_names(&w, "levels", programme->levels);
    json_key(&w, "revision");
    json_value(&w, shown->version ? v_int(shown->version->revision) : v_null());
    json_member_string(&w, "state", shown->version ? shown->version->state : NULL);
    for (size_t i = 0; i < shown->words.count; i++) {
        const struct programme_section *section = &shown->words.sections[i];
        json_key(&w, section->key);
        json_begin_array(&w);
        for (size_t j = 0; j < section->count; j++) {
            const struct programme_line *line = &section->lines[j];
            json_begin_object(&w);
            json_member_string(&w, "id", line->id);
            json_member_string(&w, "text", line->text);
            json_member_string(&w, "detail", line->detail);
            json_member_string(&w, "source", line->source);
            json_end_object(&w);
        }
        json_end_array(&w);
    }
    put_versions(&w, shown);
    json_end_object(&w);
    buf_add_char(&cli->out, '\n');
}

static enum err_code run_show(struct cli *cli, struct err *err)
{
    struct shown shown = { 0 };
    TRY(cli_words(cli, 1, 1, err));
    TRY(open_shown(cli, cli->words[0], &shown, err));
    shown.words = programme_words_of(&cli->arena, shown.programme, cli->lang);
    if (cli->format == FORMAT_JSON)
        print_json(cli, &shown);
    else
        print_table(cli, &shown);
    return ERR_OK;
}

static const struct cli_option show_options[] = { { "revision", false }, { "on", false }, { 0 } };

const struct command command_programme_show = {
    .name = "programme show",
    .usage = "ID [--revision N] [--on DATE]",
    .vi = "Nội dung một chương trình, dễ đọc, và lịch sử các bản",
    .en = "What a programme says, for reading, and the history of its versions",
    .options = show_options, .needs = NEEDS_READING, .run = run_show,
};
