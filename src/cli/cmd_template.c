/* SPDX-License-Identifier: Apache-2.0
 * template: a sheet for a kind to fill in, empty or with the records of a unit to be worked on and
 * sent back. */
#include "cli/commands.h"

#include "service/import/import.h"

#include <string.h>

static enum err_code run_template(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, 1, err));
    struct template_request request = { .unit = cli_option(cli, "unit"), .path = cli_option(cli, "output"), .lang = cli->lang };
    struct template_result result = { 0 };
    TRY(cli_kind(cli->words[0], &request.kind, err));
    if (!request.path)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    const char *dot = strrchr(request.path, '.');
    request.format = dot && strcmp(dot, ".csv") == 0 ? SHEET_FORMAT_CSV : SHEET_FORMAT_XLSX;
    TRY(import_template_write(request.unit ? &cli->store : NULL, &request, &result, err));
    if (strcmp(request.path, "-") == 0)
        return ERR_OK;
    if (request.unit)
        cli_say(cli, MSG_TEMPLATE_FILLED, err_int(result.rows), request.path);
    else
        cli_say(cli, MSG_TEMPLATE_DONE, request.path, err_int((int64_t)result.columns));
    return ERR_OK;
}

static const struct cli_option template_options[] = { { "output", false }, { "unit", false }, { 0 } };

const struct command command_template = {
    .name = "template", .usage = "KIND [--unit CODE[@DATE]] -o FILE.xlsx|FILE.csv",
    .vi = "Tạo tệp mẫu để nhập; với --unit: tệp có sẵn hồ sơ của địa bàn để sửa rồi gửi lại",
    .en = "Make an empty sheet for a kind; with --unit, one with the records of a unit to edit and send back",
    .options = template_options, .needs = NEEDS_READING_WITH_UNIT, .run = run_template,
};
