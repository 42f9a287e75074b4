/* SPDX-License-Identifier: Apache-2.0
 * An overview as JSON and as a sheet. A number that is not known is null, one that is hidden the word "hidden"
 * (service/account/suppress.h); shares are hundredths of a per cent. */
#include "service/programme/deadline_words.h"
#include "service/report/overview.h"
#include "service/unit/unit_json.h"

#include <stdlib.h>

static const char *const unit_names[] = {
    [NUMBER_PLAIN] = "count", [NUMBER_MONEY] = "dong", [NUMBER_SHARE] = "per_cent", [NUMBER_POINTS] = "points"
};

static enum number_unit unit_of(struct arena *arena, enum overview_number which)
{
    return expr_unit(overview_expr(arena, which));
}

static void put_number(struct json_writer *w, struct number number)
{
    if (number.gap == GAP_HIDDEN)
        json_string(w, "hidden");
    else
        json_value(w, number.known ? v_int(number.value) : v_null());
}

static void member_number(struct json_writer *w, const char *key, struct number number)
{
    json_key(w, key);
    put_number(w, number);
}

static void member_day(struct json_writer *w, const char *key, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_to_external(date, text);
    json_member_string(w, key, text);
}

static const char *title_of(const struct telling *to, const struct form_text *text)
{
    return deadline_title(to, text);
}

/* --- JSON ------------------------------------------------------------------------------------------------- */

static void put_place(const struct telling *to, struct json_writer *w, const struct overview *overview)
{
    json_key(w, "unit");
    unit_json(w, overview->unit);
    json_key(w, "chain");
    json_begin_array(w);
    for (size_t i = 0; i < overview->chain.count; i++)
        unit_json(w, overview->chain.items[i]);
    json_end_array(w);
    json_member_string(w, "programme", overview->request.programme ? overview->request.programme->id : NULL);
    json_member_string(w, "organisation", to->store->actor.line);
    json_member_int(w, "year", overview->request.year);
    json_member_string(w, "as", overview->request.as_now ? "now" : "then");
    member_day(w, "as_of", overview->cut.period.last);
    member_day(w, "territory_on", date_from_days((int32_t)overview->cut.territory_day));
    json_member_bool(w, "over", overview->over);
    json_member_int(w, "communes", overview->communes);
}

static void put_figures(const struct telling *to, struct json_writer *w, const struct overview *overview)
{
    json_key(w, "numbers");
    json_begin_array(w);
    for (enum overview_number i = 0; i < OVERVIEW_NUMBER_MAX_; i++) {
        const struct overview_figure *figure = &overview->figures[i];
        json_begin_object(w);
        json_member_string(w, "id", overview_number_name(i));
        json_member_string(w, "title", msg_text(overview_number_title(i), to->lang));
        json_member_string(w, "type", unit_names[unit_of(to->arena, i)]);
        member_number(w, "value", figure->number);
        member_number(w, "before", figure->before);
        json_member_bool(w, "provisional", figure->provisional);
        json_member_int(w, "reported", figure->reported);
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_path(struct json_writer *w, const struct overview *overview)
{
    json_key(w, "path");
    json_begin_array(w);
    for (size_t i = 0; i < overview->point_count; i++) {
        json_begin_object(w);
        json_member_int(w, "year", overview->points[i].year);
        member_number(w, "poor", overview->points[i].numbers[0]);
        member_number(w, "near_poor", overview->points[i].numbers[1]);
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_table(const struct telling *to, struct json_writer *w, const struct overview_table_form *form,
                      const struct overview_table *table)
{
    json_begin_object(w);
    json_member_string(w, "id", form->id);
    json_member_string(w, "title", msg_text(form->title, to->lang));
    json_key(w, "columns");
    json_begin_array(w);
    for (size_t i = 0; i < form->column_count; i++)
        json_string(w, overview_number_name(form->columns[i]));
    json_end_array(w);
    json_key(w, "rows");
    json_begin_array(w);
    for (size_t i = 0; i < table->count; i++) {
        json_begin_object(w);
        json_key(w, "key");
        json_value(w, table->rows[i].key);
        json_member_string(w, "label", table->rows[i].label);
        json_key(w, "values");
        json_begin_array(w);
        for (size_t j = 0; j < form->column_count; j++)
            put_number(w, table->rows[i].numbers[j]);
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}

static void put_tiles(struct json_writer *w, const struct overview *overview)
{
    json_member_string(w, "level", overview->level);
    json_key(w, "tiles");
    json_begin_array(w);
    for (size_t i = 0; i < overview->tile_count; i++) {
        const struct overview_tile *tile = &overview->tiles[i];
        json_begin_object(w);
        json_key(w, "unit");
        unit_json(w, tile->unit);
        for (enum overview_number j = 0; j < OVERVIEW_NUMBER_MAX_; j++)
            member_number(w, overview_number_name(j), tile->numbers[j]);
        json_member_int(w, "owed", tile->owed);
        json_member_int(w, "on_time", tile->on_time);
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_dues(struct json_writer *w, const struct overview *overview)
{
    json_key(w, "deadlines");
    json_begin_array(w);
    for (size_t i = 0; i < overview->due_count; i++) {
        json_begin_object(w);
        json_member_string(w, "organisation", overview->dues[i].organisation);
        json_member_string(w, "label", overview->dues[i].label);
        for (enum deadline_state state = 0; state < DEADLINE_STATE_MAX_; state++)
            json_member_int(w, deadline_state_name(state), overview->dues[i].counts[state]);
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_targets(const struct telling *to, struct json_writer *w, const struct overview *overview)
{
    json_key(w, "targets");
    json_begin_array(w);
    for (size_t i = 0; i < overview->target_count; i++) {
        const struct overview_target *target = &overview->targets[i];
        json_begin_object(w);
        json_member_string(w, "id", target->target->id);
        json_member_string(w, "title", title_of(to, &target->target->title));
        json_member_string(w, "type", unit_names[target->unit]);
        json_key(w, "points");
        json_begin_array(w);
        for (size_t j = 0; j < target->count; j++) {
            json_begin_object(w);
            json_member_int(w, "year", target->points[j].year);
            member_number(w, "value", target->points[j].value);
            member_number(w, "line", target->points[j].line);
            json_end_object(w);
        }
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
}

void overview_json(const struct telling *to, struct json_writer *w, const struct overview *overview)
{
    json_begin_object(w);
    put_place(to, w, overview);
    put_figures(to, w, overview);
    put_path(w, overview);
    json_key(w, "tables");
    json_begin_array(w);
    for (size_t i = 0; i < OVERVIEW_TABLES; i++)
        put_table(to, w, &overview_table_forms[i], &overview->tables[i]);
    json_end_array(w);
    put_tiles(w, overview);
    put_dues(w, overview);
    put_targets(to, w, overview);
    json_end_object(w);
}

/* --- the sheet ---------------------------------------------------------------------------------------------- */

struct sheet_job {
    const struct telling *to;
    struct sheet_writer *writer;
    const char *as_of;
};

/* A number with what it is of; amounts of shares as per cents with two decimals. */
static enum err_code add(const struct sheet_job *job, const char *part, const char *row, const char *what,
                         struct number number, enum number_unit unit, struct err *err)
{
    const char *words[] = { [NUMBER_PLAIN] = "", [NUMBER_MONEY] = "đồng", [NUMBER_SHARE] = "%", [NUMBER_POINTS] = "%" };
    struct value value = v_null();
    if (number.gap == GAP_HIDDEN)
        value = v_text(msg_text(MSG_OVERVIEW_HIDDEN, job->to->lang));
    else if (number.known && number_is_hundredths(unit))
        value = v_text(arena_printf(job->to->arena, "%s%lld.%02lld", number.value < 0 ? "-" : "",
                                    (long long)(llabs(number.value) / 100), (long long)(llabs(number.value) % 100)));
    else if (number.known)
        value = v_int(number.value);
    struct value values[] = { v_text(part), v_text(row), v_text(what), value, v_text(words[unit]), v_text(job->as_of) };
    return sheet_writer_add(job->writer, values, err);
}

static enum err_code add_tables(const struct sheet_job *job, const struct overview *overview, struct err *err)
{
    const struct telling *to = job->to;
    for (size_t i = 0; i < OVERVIEW_TABLES; i++)
        for (size_t j = 0; j < overview->tables[i].count; j++)
            for (size_t k = 0; k < overview_table_forms[i].column_count; k++) {
                enum overview_number which = overview_table_forms[i].columns[k];
                TRY(add(job, msg_text(overview_table_forms[i].title, to->lang), overview->tables[i].rows[j].label,
                        msg_text(overview_number_title(which), to->lang), overview->tables[i].rows[j].numbers[k],
                        unit_of(to->arena, which), err));
            }
    return ERR_OK;
}

static enum err_code add_tiles(const struct sheet_job *job, const struct overview *overview, struct err *err)
{
    const struct telling *to = job->to;
    const char *part = msg_text(MSG_OVERVIEW_BY_UNIT, to->lang);
    for (size_t i = 0; i < overview->tile_count; i++) {
        const struct overview_tile *tile = &overview->tiles[i];
        const char *name = tile->unit ? tile->unit->name : msg_text(MSG_REPORT_NO_UNIT, to->lang);
        for (enum overview_number which = 0; which < OVERVIEW_NUMBER_MAX_; which++)
            TRY(add(job, part, name, msg_text(overview_number_title(which), to->lang), tile->numbers[which],
                    unit_of(to->arena, which), err));
        TRY(add(job, part, name, msg_text(MSG_OVERVIEW_OWED, to->lang), number_known(tile->owed), NUMBER_PLAIN, err));
        TRY(add(job, part, name, msg_text(MSG_OVERVIEW_ON_TIME, to->lang), number_known(tile->on_time), NUMBER_PLAIN,
                err));
    }
    return ERR_OK;
}

static enum err_code add_years(const struct sheet_job *job, const struct overview *overview, struct err *err)
{
    const struct telling *to = job->to;
    const char *part = msg_text(MSG_OVERVIEW_PATH, to->lang);
    for (size_t i = 0; i < overview->point_count; i++) {
        const struct overview_point *point = &overview->points[i];
        const char *year = arena_printf(to->arena, "%d", point->year);
        TRY(add(job, part, year, msg_text(MSG_OVERVIEW_POOR, to->lang), point->numbers[0], NUMBER_PLAIN, err));
        TRY(add(job, part, year, msg_text(MSG_OVERVIEW_NEAR_POOR, to->lang), point->numbers[1], NUMBER_PLAIN, err));
    }
    for (size_t i = 0; i < overview->target_count; i++) {
        const struct overview_target *target = &overview->targets[i];
        for (size_t j = 0; j < target->count; j++) {
            const char *year = arena_printf(to->arena, "%d", target->points[j].year);
            part = title_of(to, &target->target->title);
            TRY(add(job, part, year, msg_text(MSG_OVERVIEW_REACHED, to->lang), target->points[j].value, target->unit, err));
            TRY(add(job, part, year, msg_text(MSG_OVERVIEW_ASKED, to->lang), target->points[j].line, target->unit, err));
        }
    }
    return ERR_OK;
}

static enum err_code add_dues(const struct sheet_job *job, const struct overview *overview, struct err *err)
{
    const struct telling *to = job->to;
    for (size_t i = 0; i < overview->due_count; i++)
        for (enum deadline_state state = 0; state < DEADLINE_STATE_MAX_; state++)
            TRY(add(job, msg_text(MSG_OVERVIEW_DEADLINES, to->lang), overview->dues[i].label,
                    deadline_state_words(to, state), number_known(overview->dues[i].counts[state]), NUMBER_PLAIN, err));
    return ERR_OK;
}

static enum err_code add_all(const struct sheet_job *job, const struct overview *overview, struct err *err)
{
    for (enum overview_number i = 0; i < OVERVIEW_NUMBER_MAX_; i++)
        TRY(add(job, overview->unit->name, arena_printf(job->to->arena, "%d", overview->request.year),
                msg_text(overview_number_title(i), job->to->lang), overview->figures[i].number,
                unit_of(job->to->arena, i), err));
    TRY(add_years(job, overview, err));
    TRY(add_tables(job, overview, err));
    TRY(add_tiles(job, overview, err));
    return add_dues(job, overview, err);
}

enum err_code overview_sheet(const struct telling *to, const struct overview *overview, const char *path,
                             struct err *err)
{
    const struct sheet_column columns[] = {
        { msg_text(MSG_OVERVIEW_SHEET_PART, to->lang), .width = 34 },
        { msg_text(MSG_OVERVIEW_SHEET_ROW, to->lang), .width = 30 },
        { msg_text(MSG_OVERVIEW_SHEET_WHAT, to->lang), .width = 34 },
        { msg_text(MSG_OVERVIEW_SHEET_VALUE, to->lang), SHEET_COLUMN_AMOUNT, .width = 18 },
        { msg_text(MSG_OVERVIEW_SHEET_UNIT, to->lang), .width = 8 },
        { msg_text(MSG_OVERVIEW_SHEET_AS_OF, to->lang), SHEET_COLUMN_DATE, .width = 14 },
    };
    struct sheet_writer_options options = { .format = SHEET_FORMAT_XLSX, .title = overview->unit->name, .columns = columns,
                                            .column_count = COUNT(columns) };
    char day[DATE_TEXT_SIZE];
    date_to_external(overview->cut.period.last, day);
    struct sheet_job job = { .to = to, .as_of = day };
    TRY(sheet_writer_open(path, &options, &job.writer, err));
    enum err_code code = add_all(&job, overview, err);
    if (code == ERR_OK)
        return sheet_writer_finish(job.writer, err);
    sheet_writer_abandon(job.writer);
    return code;
}
