/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mistakes.h"

#include <stdlib.h>
#include <string.h>

void mistake_add_args(struct mistakes *mistakes, const char *file, int line, int column,
                      enum msg msg, const char *const *args_after_first)
{
    require(mistakes->arena);
    if (mistakes->count == MISTAKES_MAX) {
        mistakes->more++;
        return;
    }
    struct mistake *mistake =
        ARENA_PUSH(mistakes->arena, mistakes->items, mistakes->count, mistakes->capacity);
    *mistake = (struct mistake){ .file = file, .line = line, .column = column, .msg = msg };
    for (size_t i = 0; i < MISTAKE_ARGS_MAX && args_after_first[i + 1]; i++)
        mistake->args[i] = arena_strdup(mistakes->arena, args_after_first[i + 1]);
}

static bool mistake_after(const struct mistake *a, const struct mistake *b)
{
    int by_file = strcmp(a->file, b->file);
    if (by_file != 0)
        return by_file > 0;
    return a->line != b->line ? a->line > b->line : a->column > b->column;
}

void mistakes_sort(struct mistakes *mistakes)
{
    /* Insertion: stable, and the list is short and nearly in order. */
    for (size_t i = 1; i < mistakes->count; i++) {
        struct mistake moved = mistakes->items[i];
        size_t place = i;
        for (; place > 0 && mistake_after(&mistakes->items[place - 1], &moved); place--)
            mistakes->items[place] = mistakes->items[place - 1];
        mistakes->items[place] = moved;
    }
}

void mistake_text(struct buf *out, enum lang lang, const struct mistake *mistake)
{
    if (mistake->line > 0)
        buf_printf(out, "%s:%d: ", mistake->file, mistake->line);
    else
        buf_printf(out, "%s: ", mistake->file);
    msg_format(out, lang, mistake->msg, mistake->args);
}

enum err_code mistake_err(const struct mistake *mistake, struct err *err)
{
    const char *args[MISTAKE_ARGS_MAX + 2] = { "" };
    memcpy(args + 1, mistake->args, sizeof(mistake->args));
    (void)err_set_args(err, ERR_INPUT, mistake->msg, args);
    if (mistake->line > 0)
        return err_at(err, "%s:%d", mistake->file, mistake->line);
    return err_at(err, "%s", mistake->file);
}
