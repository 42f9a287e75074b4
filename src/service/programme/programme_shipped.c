/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/programme_shipped.h"

#include "base/buf.h"
#include "base/embedded.h"
#include "domain/programme.h"
#include "service/unit/unit.h"

#include <string.h>

static const char folder[] = "programmes/", template_id[] = "template_2026";
enum { FOLDER_LEN = sizeof(folder) - 1, ENDING_LEN = sizeof(".yaml") - 1, ID_LEN = sizeof(template_id) - 1 };

static const char *name_of(struct arena *arena, const struct embedded_file *file)
{
    size_t len = strlen(file->path);
    require(len > FOLDER_LEN + ENDING_LEN);
    return arena_strndup(arena, file->path + FOLDER_LEN, len - FOLDER_LEN - ENDING_LEN);
}

struct shipped_programmes shipped_programmes_list(struct arena *arena)
{
    struct shipped_programmes list = { 0 };
    size_t capacity = 0;
    for (int templates = 1; templates >= 0; templates--)
        for (const struct embedded_file *file = asset_files; (file = embedded_in(file, folder)); file++) {
            const char *name = name_of(arena, file);
            struct mistakes mistakes = { .arena = arena };
            if ((strcmp(name, template_id) == 0) != templates)
                continue;
            const struct programme *programme =
                programme_parse(arena, file->path, (const char *)file->bytes, file->len, &mistakes);
            require(programme);
            *ARENA_PUSH(arena, list.items, list.count, capacity) = (struct shipped_programme){
                .name = name, .title_vi = programme->title.vi, .title_en = programme->title.en,
                .territory = programme->territory_name, .is_template = templates,
            };
        }
    return list;
}

/* --- a template made one's own --------------------------------------------------------------------------- */

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* The rest of one line, with the id put in and the word for a template left out. */
static void add_line(struct buf *out, const char *line, size_t len, const char *id)
{
    static const char *const left_out[] = { " (mẫu)", " (template)" };
    for (size_t i = 0; i < len;) {
        size_t skipped = 0;
        for (size_t k = 0; k < COUNT(left_out) && !skipped; k++)
            skipped = starts(line + i, left_out[k]) ? strlen(left_out[k]) : 0;
        if (skipped) {
            i += skipped;
        } else if (starts(line + i, template_id)) {
            buf_add(out, id);
            i += ID_LEN;
        } else {
            buf_add_char(out, line[i++]);
        }
    }
}

static void add_adapted(struct buf *out, const char *text, const struct unit *unit, const char *id, const char *today)
{
    bool in_head = true; /* the comment above says how to make this file one's own, which is done */
    while (*text) {
        size_t len = strcspn(text, "\n");
        in_head = in_head && *text == '#';
        if (starts(text, "territory:"))
            buf_printf(out, "territory: {code: \"%s\", on: %s, name: \"%s\"}", unit->code, today, unit->name);
        else if (starts(text, "short_title:"))
            buf_printf(out, "short_title: {vi: \"Chương trình 2026 - 2030 %s\", en: \"Programme 2026-2030 %s\"}", unit->name, unit->name);
        else if (!in_head)
            add_line(out, text, len, id);
        if (!in_head)
            buf_add_char(out, '\n');
        text += len + (text[len] == '\n');
    }
}

static enum err_code province_of(struct store *store, int64_t id, struct arena *arena, const struct unit **ret_unit,
                                 struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    const struct unit *unit = territory_unit(territory, id);
    require(unit);
    struct unit_set chain = territory_chain(territory, arena, unit, (int32_t)store->today_day);
    *ret_unit = unit;
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i]->level == LEVEL_PROVINCE)
            *ret_unit = chain.items[i];
    if ((*ret_unit)->level != LEVEL_PROVINCE)
        return err_set(err, ERR_INPUT, MSG_SHIPPED_PROVINCE, unit->name);
    return ERR_OK;
}

enum err_code shipped_programme_text(struct store *store, const char *name, int64_t unit, struct arena *arena,
                                     const char **ret_text, struct err *err)
{
    const struct embedded_file *file = embedded_find(asset_files, arena_printf(arena, "%s%s.yaml", folder, name));
    if (!file)
        return err_set(err, ERR_NOT_FOUND, MSG_PROGRAMME_NOT_SHIPPED, name);
    *ret_text = arena_strndup(arena, (const char *)file->bytes, file->len);
    if (!unit || strcmp(name, template_id) != 0)
        return ERR_OK;
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct unit *province = NULL;
    TRY(province_of(store, unit, arena, &province, err));
    add_adapted(&out, *ret_text, province, arena_printf(arena, "phoi_hop_%s_2026", province->code), store->today);
    *ret_text = arena_strdup(arena, buf_text(&out));
    return ERR_OK;
}
