/* SPDX-License-Identifier: Apache-2.0
 * unit show, unit lineage: what a unit is on a day, where it came from and what it became. */
#include "cli/commands.h"
#include "cli/unit_words.h"

#include "base/date.h"
#include "domain/code_lists.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- the question ------------------------------------------------------------------------------------ */

struct question {
    const struct territory *territory;
    const struct unit *unit;
    int32_t day; /* asked; else today, moved into the time the unit was in force */
};

static enum err_code read_question(struct cli *cli, struct question *question, struct err *err)
{
    const char *on = cli_option(cli, "on"), *named = cli->words[0];
    int64_t id = 0;
    TRY(cli_words(cli, 1, 1, err));
    TRY(unit_resolve(&cli->store, named, strchr(named, '@') ? NULL : on, &id, err));
    TRY(unit_territory(&cli->store, &question->territory, err));
    question->unit = territory_unit(question->territory, id);
    int32_t day = (int32_t)cli->store.today_day;
    if (day >= question->unit->to_day)
        day = question->unit->to_day - 1;
    if (day < question->unit->from_day)
        day = question->unit->from_day;
    return cli_day(on, day, &question->day, err);
}

/* --- show ------------------------------------------------------------------------------------------------ */

static const char *const place_names[] = {
    [PLACE_NONE] = "none",           [PLACE_SELF] = "self",   [PLACE_IMAGE] = "image",
    [PLACE_AMBIGUOUS] = "ambiguous", [PLACE_ABOVE] = "above",
};

/* One step of the lineage: the unit at its other end, how and when. */
static void step_json(struct json_writer *w, const struct question *q, const struct lineage *row,
                      int64_t other)
{
    char day[DATE_TEXT_SIZE];
    date_to_external(date_from_days(row->on_day), day);
    json_begin_object(w);
    json_member_string(w, "on", day);
    json_member_string(w, "how", lineage_type_code((enum lineage_type)row->type));
    unit_json_members(w, territory_unit(q->territory, other));
    json_end_object(w);
}

static void steps_json(struct cli *cli, struct json_writer *w, const struct question *q, bool back)
{
    const struct lineage **rows = NULL;
    size_t count = back ? territory_lineage_to(q->territory, &cli->arena, q->unit, &rows) :
                          territory_lineage_from(q->territory, &cli->arena, q->unit, &rows);
    json_key(w, back ? "came_from" : "went_to");
    json_begin_array(w);
    for (size_t i = 0; i < count; i++)
        step_json(w, q, rows[i], back ? rows[i]->from : rows[i]->to);
    json_end_array(w);
}

static enum err_code designations_of(struct cli *cli, const struct question *q,
                                     struct record_list *ret_list, struct err *err)
{
    const struct kind *kind = kind_by_slug("designations");
    struct entity_query query = {
        .where = cond_compare(&cli->arena, kind_field_index(kind, "unit"), COND_EQ,
                              v_int(q->unit->id)),
    };
    return entity_list(&cli->store, kind, &query, &cli->arena, ret_list, err);
}

static void show_json(struct cli *cli, const struct question *q, const struct record *record,
                      const struct record_list *designations)
{
    struct json_writer w = { .out = &cli->out, .indent = 2 };
    char day[DATE_TEXT_SIZE];
    struct place place = territory_place(q->territory, q->unit, q->day);
    struct unit_set chain = territory_chain(q->territory, &cli->arena, q->unit, q->day);
    struct unit_set candidates = territory_candidates(q->territory, &cli->arena, q->unit, q->day);
    json_begin_object(&w);
    unit_json_members(&w, q->unit);
    json_member_int(&w, "founding", q->unit->founding);
    json_member_string(&w, "basis", record_text(record, "basis_number"));
    json_member_string(&w, "note", record_text(record, "note"));
    date_to_external(date_from_days(q->day), day);
    json_member_string(&w, "on", day);
    json_member_string(&w, "place", place_names[place.kind]);
    json_key(&w, "chain"); /* its place that day and what is above it */
    json_begin_array(&w);
    for (size_t i = 0; i < chain.count; i++)
        unit_json(&w, chain.items[i]);
    json_end_array(&w);
    json_key(&w, "candidates");
    json_begin_array(&w);
    for (size_t i = 0; place.kind == PLACE_AMBIGUOUS && i < candidates.count; i++)
        unit_json(&w, candidates.items[i]);
    json_end_array(&w);
    steps_json(cli, &w, q, true);
    steps_json(cli, &w, q, false);
    json_member_int(&w, "children",
                    (int64_t)territory_children(q->territory, &cli->arena, q->unit, q->day).count);
    json_key(&w, "designations");
    json_begin_array(&w);
    for (size_t i = 0; i < designations->count; i++) {
        json_begin_object(&w);
        json_member_string(&w, "type", record_text(&designations->items[i], "type"));
        json_member_int(&w, "year", record_int(&designations->items[i], "year"));
        json_member_string(&w, "basis", record_text(&designations->items[i], "basis_number"));
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(&cli->out, '\n');
}

static const char *names_of(struct cli *cli, struct unit_set set, size_t first, const char *joint)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = first; i < set.count; i++)
        buf_printf(&out, "%s%s", i > first ? joint : "", unit_short_words(cli, set.items[i]));
    return arena_strdup(&cli->arena, buf_text(&out));
}

static void say_place(struct cli *cli, const struct question *q)
{
    struct place place = territory_place(q->territory, q->unit, q->day);
    struct unit_set chain = territory_chain(q->territory, &cli->arena, q->unit, q->day);
    struct unit_set candidates = territory_candidates(q->territory, &cli->arena, q->unit, q->day);
    char day[DATE_TEXT_SIZE];
    date_to_table(date_from_days(q->day), day);
    const char *above = names_of(cli, chain, 1, " › "), *all = names_of(cli, chain, 0, " › ");
    if (place.kind == PLACE_SELF && chain.count > 1)
        cli_say(cli, MSG_UNIT_SHOW_IN, day, above);
    else if (place.kind == PLACE_IMAGE)
        cli_say(cli, MSG_UNIT_SHOW_IMAGE, day, all);
    else if (place.kind == PLACE_AMBIGUOUS)
        cli_say(cli, MSG_UNIT_SHOW_AMBIGUOUS, day, names_of(cli, candidates, 0, ", "), all);
    else if (place.kind == PLACE_ABOVE)
        cli_say(cli, MSG_UNIT_SHOW_ABOVE, day, all);
}

static void say_steps(struct cli *cli, const struct question *q, bool back)
{
    const struct lineage **rows = NULL;
    size_t count = back ? territory_lineage_to(q->territory, &cli->arena, q->unit, &rows) :
                          territory_lineage_from(q->territory, &cli->arena, q->unit, &rows);
    for (size_t i = 0; i < count; i++) {
        char day[DATE_TEXT_SIZE];
        const struct unit *other =
            territory_unit(q->territory, back ? rows[i]->from : rows[i]->to);
        date_to_table(date_from_days(rows[i]->on_day), day);
        cli_say(cli, back ? MSG_UNIT_SHOW_CAME : MSG_UNIT_SHOW_WENT, day,
                lineage_words(cli, (enum lineage_type)rows[i]->type), unit_short_words(cli, other));
    }
}

static void show_words(struct cli *cli, const struct question *q, const struct record *record,
                       const struct record_list *designations)
{
    const struct code *list = code_find(unit_list_codes, unit_list_code((enum unit_list)q->unit->list));
    const char *basis = record_text(record, "basis_number"), *note = record_text(record, "note");
    buf_printf(&cli->out, "%s · %s · %s\n", unit_short_words(cli, q->unit),
               unit_validity_words(cli, q->unit), cli->lang == LANG_EN ? list->en : list->vi);
    say_place(cli, q);
    say_steps(cli, q, true);
    say_steps(cli, q, false);
    size_t children = territory_children(q->territory, &cli->arena, q->unit, q->day).count;
    if (children)
        cli_say(cli, MSG_UNIT_SHOW_CHILDREN, err_int((int64_t)children));
    for (size_t i = 0; i < designations->count; i++) {
        const struct record *row = &designations->items[i];
        const struct code *type = code_find(designation_type_codes, record_text(row, "type"));
        cli_say(cli, MSG_UNIT_SHOW_DESIGNATION, err_int(record_int(row, "year")),
                !type                   ? record_text(row, "type") :
                cli->lang == LANG_EN ? type->en :
                                          type->vi);
    }
    if (basis)
        cli_say(cli, MSG_UNIT_SHOW_BASIS, basis);
    if (note)
        buf_printf(&cli->out, "  %s\n", note);
}

static enum err_code run_show(struct cli *cli, struct err *err)
{
    struct question q = { 0 };
    struct record *record = NULL;
    struct record_list designations = { 0 };
    TRY(read_question(cli, &q, err));
    TRY(entity_get(&cli->store, kind_by_slug("units"), q.unit->id, &cli->arena, &record, err));
    TRY(designations_of(cli, &q, &designations, err));
    if (cli->format == FORMAT_JSON)
        show_json(cli, &q, record, &designations);
    else
        show_words(cli, &q, record, &designations);
    return ERR_OK;
}

/* --- lineage ------------------------------------------------------------------------------------------------ */

enum { LINEAGE_DEPTH_MAX = 12 };

/* One unit and, below it, what it came from (back) or went to, as far as is known. */
struct lineage_telling {
    struct cli *cli;
    const struct territory *territory;
    struct json_writer json;
};

static size_t rows_of(struct lineage_telling *t, const struct unit *unit, bool back,
                      const struct lineage ***ret_rows)
{
    return back ? territory_lineage_to(t->territory, &t->cli->arena, unit, ret_rows) :
                  territory_lineage_from(t->territory, &t->cli->arena, unit, ret_rows);
}

static void tell_words(struct lineage_telling *t, const struct unit *unit, bool back, int depth)
{
    const struct lineage **rows = NULL;
    size_t count = depth < LINEAGE_DEPTH_MAX ? rows_of(t, unit, back, &rows) : 0;
    for (size_t i = 0; i < count; i++) {
        char day[DATE_TEXT_SIZE];
        const struct unit *other = territory_unit(t->territory, back ? rows[i]->from : rows[i]->to);
        struct place above = territory_parent(t->territory, other, other->from_day);
        date_to_table(date_from_days(rows[i]->on_day), day);
        buf_printf(&t->cli->out, "%*s%s %s %s: %s%s%s (%s)\n", 2 * depth, "", back ? "←" : "→", day,
                   lineage_words(t->cli, (enum lineage_type)rows[i]->type),
                   unit_short_words(t->cli, other), above.unit ? ", " : "",
                   above.unit ? above.unit->name : "", unit_validity_words(t->cli, other));
        tell_words(t, other, back, depth + 1);
    }
}

static void tell_json(struct lineage_telling *t, const struct unit *unit, bool back, int depth)
{
    const struct lineage **rows = NULL;
    size_t count = depth < LINEAGE_DEPTH_MAX ? rows_of(t, unit, back, &rows) : 0;
    json_key(&t->json, back ? "came_from" : "went_to");
    json_begin_array(&t->json);
    for (size_t i = 0; i < count; i++) {
        char day[DATE_TEXT_SIZE];
        const struct unit *other = territory_unit(t->territory, back ? rows[i]->from : rows[i]->to);
        date_to_external(date_from_days(rows[i]->on_day), day);
        json_begin_object(&t->json);
        json_member_string(&t->json, "on", day);
        json_member_string(&t->json, "how", lineage_type_code((enum lineage_type)rows[i]->type));
        unit_json_members(&t->json, other);
        tell_json(t, other, back, depth + 1);
        json_end_object(&t->json);
    }
    json_end_array(&t->json);
}

static enum err_code run_lineage(struct cli *cli, struct err *err)
{
    struct question q = { 0 };
    TRY(read_question(cli, &q, err));
    struct lineage_telling telling = { cli, q.territory, { .out = &cli->out, .indent = 2 } };
    if (cli->format == FORMAT_JSON) {
        json_begin_object(&telling.json);
        unit_json_members(&telling.json, q.unit);
        tell_json(&telling, q.unit, true, 1);
        tell_json(&telling, q.unit, false, 1);
        json_end_object(&telling.json);
        buf_add_char(&cli->out, '\n');
        return ERR_OK;
    }
    buf_printf(&cli->out, "%s (%s)\n", unit_short_words(cli, q.unit),
               unit_validity_words(cli, q.unit));
    size_t before = cli->out.len;
    tell_words(&telling, q.unit, true, 1);
    tell_words(&telling, q.unit, false, 1);
    if (cli->out.len == before)
        cli_say(cli, MSG_UNIT_LINEAGE_NONE);
    return ERR_OK;
}

static const struct cli_option show_options[] = { { "on", false }, { 0 } };

const struct command command_unit_show = {
    .name = "unit show", .usage = "CODE[@DATE] [--on DATE]",
    .vi = "Một đơn vị địa bàn: hiệu lực, cấp trên, hình thành từ đâu, trở thành gì",
    .en = "A unit of territory: when in force, under what, come from and become what",
    .options = show_options, .needs = NEEDS_READING, .run = run_show,
};
const struct command command_unit_lineage = {
    .name = "unit lineage", .usage = "CODE[@DATE] [--on DATE]",
    .vi = "Toàn bộ lịch sử sáp nhập, chia tách, đổi tên của một đơn vị",
    .en = "The whole history of a unit: mergers, splits, new names",
    .options = show_options, .needs = NEEDS_READING, .run = run_lineage,
};
