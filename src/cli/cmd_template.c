/* SPDX-License-Identifier: Apache-2.0
 * template: an empty sheet for a kind, its headers the words that import understands, with what each
 * column takes as a note and a drop-down. */
#include "cli/commands.h"

#include "paper/sheet_writer.h"

#include <string.h>

enum { ENTRY_ROWS = 500 };

/* What a person may write in the column. */
static const char *column_note(struct cli *cli, const struct field *field)
{
    static const enum msg notes[FIELD_TYPE_MAX_] = {
        [FIELD_TEXT] = MSG_TEMPLATE_TEXT,           [FIELD_NOTE] = MSG_TEMPLATE_TEXT,
        [FIELD_PERSON_NAME] = MSG_TEMPLATE_NAME,    [FIELD_CODE] = MSG_TEMPLATE_CODE,
        [FIELD_CODES] = MSG_TEMPLATE_CODES,         [FIELD_KEY] = MSG_TEMPLATE_KEY,
        [FIELD_BOOL] = MSG_TEMPLATE_BOOL,           [FIELD_INT] = MSG_TEMPLATE_INT,
        [FIELD_MONEY] = MSG_TEMPLATE_MONEY,         [FIELD_SHARE] = MSG_TEMPLATE_SHARE,
        [FIELD_YEAR] = MSG_TEMPLATE_YEAR,           [FIELD_DATE] = MSG_TEMPLATE_DATE,
        [FIELD_TIME] = MSG_TEMPLATE_TEXT,           [FIELD_REF] = MSG_TEMPLATE_REF,
        [FIELD_ID_NUMBER] = MSG_TEMPLATE_ID_NUMBER, [FIELD_PHONE] = MSG_TEMPLATE_PHONE,
        [FIELD_EMAIL] = MSG_TEMPLATE_TEXT,          [FIELD_DOC_NUMBER] = MSG_TEMPLATE_DOC_NUMBER,
    };
    const struct kind *kind = field->ref ? kind_by_slug(field->ref) : NULL;
    const char *args[] = { kind ? (cli->lang == LANG_EN ? kind->en : kind->vi) : "", NULL };
    CLEANUP(buf_done) struct buf out = { 0 };
    if (field->required) {
        msg_format(&out, cli->lang, MSG_TEMPLATE_REQUIRED, NULL);
        buf_add_char(&out, ' ');
    }
    bool place = field->ref && strcmp(field->ref, "units") == 0;
    msg_format(&out, cli->lang, place ? MSG_TEMPLATE_UNIT : notes[field->type], args);
    return arena_strdup(&cli->arena, buf_text(&out));
}

static void add_choices(struct cli *cli, const struct field *field, struct sheet_column *column)
{
    size_t count = 0;
    while (field->type == FIELD_CODE && field->codes && field->codes[count].code)
        count++;
    const char **choices = ARENA_ARRAY(&cli->arena, const char *, count + 2);
    for (size_t i = 0; i < count; i++)
        choices[i] = cli->lang == LANG_EN ? field->codes[i].en : field->codes[i].vi;
    if (field->type == FIELD_BOOL) {
        choices[count++] = cli->lang == LANG_EN ? "yes" : "có";
        choices[count++] = cli->lang == LANG_EN ? "no" : "không";
    }
    column->choices = count ? choices : NULL;
    column->choice_count = count;
}

static enum err_code run_template(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, 1, err));
    const struct kind *kind = kind_by_slug(cli->words[0]);
    const char *path = cli_option(cli, "output");
    if (!kind)
        return err_set(err, ERR_USAGE, MSG_KIND_UNKNOWN, cli->words[0]);
    if (kind->internal)
        return err_set(err, ERR_FORBIDDEN, MSG_KIND_INTERNAL, kind->vi);
    if (!path)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    struct sheet_column columns[KIND_FIELDS_MAX];
    size_t count = 0;
    for (const struct field *field = kind->fields; field->name; field++) {
        if (field->carried || field->hidden)
            continue;
        bool number = field_is_int(field) && field->type != FIELD_REF && field->type != FIELD_BOOL;
        struct sheet_column *column = &columns[count++];
        *column = (struct sheet_column){
            .header = cli->lang == LANG_EN ? field->en : field->vi,
            .type = number ? SHEET_COLUMN_NUMBER : SHEET_COLUMN_TEXT,
            .note = column_note(cli, field),
        };
        add_choices(cli, field, column);
    }
    const char *dot = strrchr(path, '.');
    struct sheet_writer_options options = {
        .format = dot && strcmp(dot, ".csv") == 0 ? SHEET_FORMAT_CSV : SHEET_FORMAT_XLSX,
        .title = cli->lang == LANG_EN ? kind->en : kind->vi, .columns = columns, .column_count = count,
        .entry_rows = ENTRY_ROWS, .has_mark = true,
    };
    struct sheet_writer *writer = NULL;
    TRY(sheet_writer_open(path, &options, &writer, err));
    TRY(sheet_writer_finish(writer, err));
    cli_say(cli, MSG_TEMPLATE_DONE, path, err_int((int64_t)count));
    return ERR_OK;
}

static const struct cli_option template_options[] = { { "output", false }, { "unit", false }, { 0 } };

const struct command command_template = {
    .name = "template", .usage = "KIND -o FILE.xlsx", .vi = "Tạo tệp mẫu để nhập một loại bản ghi",
    .en = "Make an empty sheet for a kind", .options = template_options, .needs = NEEDS_NOTHING,
    .run = run_template,
};
