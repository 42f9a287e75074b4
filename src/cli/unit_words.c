/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/unit_words.h"

#include "base/date.h"
#include "base/id.h"
#include "domain/code_lists.h"

const char *unit_counts_words(struct cli *cli, const struct unit_counts *counts)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < counts->count; i++) {
        const struct kind *kind = counts->items[i].kind;
        buf_printf(&out, "%s%lld %s", i ? ", " : "", (long long)counts->items[i].count,
                   counts->items[i].count == 1 && cli->lang == LANG_EN ? kind->en : kind_list_name(kind, cli->lang));
    }
    return arena_strdup(&cli->arena, buf_text(&out));
}

static const char *words_of(struct cli *cli, enum msg msg, const char *a, const char *b)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, cli->lang, msg, (const char *const[]){ a, b, NULL });
    return arena_strdup(&cli->arena, buf_text(&out));
}

const char *unit_validity_words(struct cli *cli, const struct unit *unit)
{
    char from[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    date_to_table(date_from_days(unit->from_day), from);
    if (unit->to_day == TERRITORY_LAST_DAY)
        return words_of(cli, MSG_UNIT_SINCE, from, "");
    date_to_table(date_from_days(unit->to_day - 1), last);
    return words_of(cli, MSG_UNIT_UNTIL, from, last);
}

const char *unit_short_words(struct cli *cli, const struct unit *unit)
{
    return arena_printf(&cli->arena, "%s %s", unit->code, unit->name);
}

const char *lineage_words(const struct cli *cli, enum lineage_type type)
{
    const struct code *code = code_find(lineage_type_codes, lineage_type_code(type));
    return cli->lang == LANG_EN ? code->en : code->vi;
}

enum err_code cli_day(const char *text, int32_t fallback, int32_t *ret_day, struct err *err)
{
    struct date date;
    *ret_day = fallback;
    if (!text)
        return ERR_OK;
    TRY(date_from_external(text, &date, err));
    if (date.precision != DATE_DAY)
        return err_set(err, ERR_INPUT, MSG_UNIT_DATE, text);
    *ret_day = date_to_days(date);
    return ERR_OK;
}
