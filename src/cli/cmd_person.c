/* SPDX-License-Identifier: Apache-2.0
 * person show | correct | erase: the rights of a person over what is kept about him. */
#include "cli/commands.h"

#include "domain/field.h"
#include "service/account/person.h"

static enum err_code find_subject(struct cli *cli, const struct kind **ret_kind, int64_t *ret_id,
                                  struct err *err)
{
    TRY(cli_kind(cli->words[0], ret_kind, err));
    return entity_resolve(&cli->store, *ret_kind, cli->words[1], ret_id, err);
}

static void show_record(struct cli *cli, const struct person_record *one)
{
    const struct kind *kind = one->record->kind;
    buf_printf(&cli->out, "\n%s\n", cli->lang == LANG_EN ? kind->en : kind->vi);
    for (size_t i = 0; kind->fields[i].name; i++) {
        const struct field *field = &kind->fields[i];
        struct value value = one->record->values[i];
        if (field->hidden || value_is_null(value))
            continue;
        const char *label = field->type == FIELD_REF ? record_label(&cli->store, &cli->arena, field, value) : "";
        buf_printf(&cli->out, "  %s: %s\n", cli->lang == LANG_EN ? field->en : field->vi,
                   *label ? label : field_display(&cli->arena, field, value, cli->lang));
    }
    if (one->kept_by)
        cli_say(cli, MSG_PERSON_KEPT, one->kept_by);
}

static enum err_code run_show(struct cli *cli, struct err *err)
{
    const struct kind *kind = NULL;
    struct person person = { 0 };
    int64_t id = 0;
    TRY(cli_words(cli, 2, 2, err));
    TRY(find_subject(cli, &kind, &id, err));
    TRY(person_show(&cli->store, kind, id, &cli->arena, &person, err));
    if (cli->format == FORMAT_JSON) {
        struct json_writer w = { .out = &cli->out, .indent = 2 };
        person_json(&person, &cli->arena, &w);
        buf_add_char(&cli->out, '\n');
        return ERR_OK;
    }
    cli_say(cli, MSG_PERSON_SHOWN, err_int((int64_t)person.count), cli->store.today);
    for (size_t i = 0; i < person.count; i++)
        show_record(cli, &person.records[i]);
    cli_say(cli, MSG_PERSON_READS, err_int((int64_t)person.read_count));
    for (size_t i = 0; i < person.read_count; i++)
        buf_printf(&cli->out, "  %s  %s  %s\n", person.reads[i].at, person.reads[i].actor, person.reads[i].why);
    return ERR_OK;
}

static enum err_code run_correct(struct cli *cli, struct err *err)
{
    const struct kind *kind = NULL;
    struct record *record = NULL;
    struct issues issues = { .arena = &cli->arena };
    struct field_pair pairs[CLI_WORDS_MAX];
    int64_t id = 0;
    TRY(cli_words(cli, 3, CLI_WORDS_MAX, err));
    TRY(find_subject(cli, &kind, &id, err));
    for (size_t i = 2; i < cli->word_count; i++)
        TRY(field_pair_parse(&cli->arena, cli->words[i], &pairs[i - 2], err));
    enum err_code code = person_correct(&cli->store, kind, id, pairs, cli->word_count - 2, cli_option(cli, "reason"),
                                        &cli->arena, &record, &issues, err);
    for (size_t i = 1; code != ERR_OK && i < issues.count; i++)
        cli_complain(cli, &issues.items[i]);
    TRY(code);
    cli_say(cli, MSG_PERSON_CORRECTED, kind->vi, cli->words[1]);
    return ERR_OK;
}

static enum err_code run_erase(struct cli *cli, struct err *err)
{
    const struct kind *kind = NULL;
    struct person_erased erased = { 0 };
    int64_t id = 0;
    TRY(cli_words(cli, 2, 2, err));
    TRY(find_subject(cli, &kind, &id, err));
    TRY(person_erase(&cli->store, kind, id, cli_option(cli, "reason"), &cli->arena, &erased, err));
    cli_say(cli, MSG_PERSON_ERASED, err_int(erased.records), err_int(erased.attachments), err_int(erased.kept));
    return ERR_OK;
}

static const struct cli_option reason_options[] = { { "reason", false }, { 0 } };

const struct command command_person_show = {
    .name = "person show", .usage = "KIND ID", .vi = "Mọi dữ liệu đang giữ về một người, và ai đã xem",
    .en = "All that is kept about a person, and who has seen it", .needs = NEEDS_READING, .run = run_show,
};
const struct command command_person_correct = {
    .name = "person correct", .usage = "KIND ID FIELD=VALUE… --reason TEXT",
    .vi = "Đính chính dữ liệu của một người theo yêu cầu", .en = "Correct a person's data on request",
    .options = reason_options, .needs = NEEDS_WRITING, .run = run_correct,
};
const struct command command_person_erase = {
    .name = "person erase", .usage = "KIND ID --reason TEXT",
    .vi = "Xóa dữ liệu nhận dạng một người theo yêu cầu; số liệu và nhật ký vẫn nguyên",
    .en = "Erase what tells who a person is, on request; figures and audit stay whole",
    .options = reason_options, .needs = NEEDS_WRITING, .run = run_erase,
};
