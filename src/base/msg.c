/* SPDX-License-Identifier: Apache-2.0 */
#include "base/msg.h"

const char *msg_text(enum msg msg, enum lang lang)
{
    return lang == LANG_EN ? msg_rows[msg].en : msg_rows[msg].vi;
}

const char *msg_key(enum msg msg)
{
    return msg_rows[msg].key;
}

void msg_format(struct buf *out, enum lang lang, enum msg msg, const char *const *args)
{
    for (const char *c = msg_text(msg, lang); *c; c++) {
        if (c[0] != '{' || c[1] < '1' || c[1] > '9' || c[2] != '}') {
            buf_add_char(out, *c);
            continue;
        }
        int wanted = c[1] - '1', i = 0;
        while (args && args[i] && i < wanted)
            i++;
        if (args && args[i])
            buf_add(out, args[i]);
        c += 2;
    }
}

void msg_err(struct buf *out, enum lang lang, const struct err *err)
{
    const char *args[ERR_ARGS_MAX + 1] = { 0 };
    for (size_t i = 0; i < ERR_ARGS_MAX; i++)
        args[i] = err->args[i];
    if (err->where[0])
        buf_printf(out, "%s: ", err->where);
    msg_format(out, lang, err->msg, args);
}

char *msg_line_args(struct arena *arena, enum lang lang, enum msg msg, const char *const *args)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, lang, msg, args);
    return arena_strdup(arena, buf_text(&out));
}
