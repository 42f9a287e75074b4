/* SPDX-License-Identifier: Apache-2.0
 * key rotate: a new master key. */
#include "cli/commands.h"

#include "store/key.h"

#include <unistd.h>

static bool show_progress(void *context, int64_t records)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%lld", (long long)records);
    return true;
}

static enum err_code run_rotate(struct cli *cli, struct err *err)
{
    struct key_rotation rotation = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    TRY(key_rotate(&cli->store, show_progress, NULL, &rotation, err));
    cli_say(cli, MSG_KEY_ROTATED, err_int(rotation.records));
    return ERR_OK;
}

const struct command command_key_rotate = {
    .name = "key rotate", .usage = "",
    .vi = "Thay khóa mã hóa, mã hóa lại mọi số định danh, điện thoại (bị ngắt thì chạy lại)",
    .en = "Replace the key and encrypt every id number and phone anew (run again if interrupted)",
    .needs = NEEDS_WRITING, .run = run_rotate,
};
