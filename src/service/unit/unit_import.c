/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/unit_import.h"

#include "base/date.h"
#include "base/idmap.h"
#include "base/msg.h"
#include "domain/builtin_units.h"
#include "service/unit/unit.h"

#include <string.h>

struct importing {
    struct store *store;
    struct arena *arena;
    const struct territory *territory;
    struct unit_import_report *report;
    struct record_list batches; /* lists and tables imported before */
    struct territory_change change;
    struct list_neighbours neighbours;
    const char *note; /* for the units of a list */
};

/* --- what was imported before ----------------------------------------------------------------------- */

static const char *const verbs[] = { [UNIT_FORM_LIST] = "list", [UNIT_FORM_TABLE] = "table" };

static enum err_code read_batches(struct importing *i, struct err *err)
{
    const struct kind *kind = kind_by_slug("import_batches");
    struct cond *both[] = {
        cond_compare(i->arena, kind_field_index(kind, "target_kind"), COND_EQ, v_text("units")),
        cond_compare(i->arena, COND_FIELD_STATE, COND_EQ, v_text("applied")),
    };
    struct entity_query query = { .where = cond_all(i->arena, both, COUNT(both)) };
    return entity_list(i->store, kind, &query, i->arena, &i->batches, err);
}

/* "gso3 2021-01-01" → the list and its day. */
static bool batch_list(const struct record *batch, enum unit_list *ret_list, int32_t *ret_day)
{
    const char *settings = record_text(batch, "settings"), *verb = record_text(batch, "layout");
    char list[16] = "", day_text[16] = "";
    int64_t day = 0;
    if (!settings || !verb || strcmp(verb, verbs[UNIT_FORM_LIST]) != 0 ||
        sscanf(settings, "%15s %15s", list, day_text) != 2 ||
        !date_storage_first_day(day_text, &day))
        return false;
    *ret_list = unit_list_by_code(list);
    *ret_day = (int32_t)day;
    return *ret_list < LIST_MAX_;
}

/* The day the same content was imported for; false where it was not. */
static bool day_of_same(const struct importing *i, int32_t *ret_day)
{
    for (size_t b = 0; b < i->batches.count; b++) {
        const struct record *batch = &i->batches.items[b];
        const char *sha256 = record_text(batch, "sha256");
        enum unit_list list;
        if (sha256 && strcmp(sha256, i->report->file.sha256) == 0 &&
            batch_list(batch, &list, ret_day))
            return true;
    }
    return false;
}

static bool is_known_batch(const struct importing *i, const char *settings)
{
    for (size_t b = 0; b < i->batches.count; b++) {
        const char *sha256 = record_text(&i->batches.items[b], "sha256");
        const char *known = record_text(&i->batches.items[b], "settings");
        if (sha256 && known && strcmp(sha256, i->report->file.sha256) == 0 &&
            strcmp(known, settings) == 0)
            return true;
    }
    return false;
}

static void neighbour(struct list_neighbours *neighbours, int32_t day, int32_t other)
{
    if (other < day && other > neighbours->earlier_day)
        neighbours->earlier_day = other;
    if (other > day && other < neighbours->later_day)
        neighbours->later_day = other;
}

static struct list_neighbours find_neighbours(const struct importing *i)
{
    struct list_neighbours neighbours = { TERRITORY_FIRST_DAY, TERRITORY_LAST_DAY };
    enum unit_list list = i->report->file.list, other;
    int32_t day = i->report->day, other_day;
    neighbour(&neighbours, day, list == LIST_GSO3 ? BUILTIN_GSO3_LIST_DAY : BUILTIN_GSO2_FROM_DAY);
    for (size_t b = 0; b < i->batches.count; b++)
        if (batch_list(&i->batches.items[b], &other, &other_day) && other == list)
            neighbour(&neighbours, day, other_day);
    return neighbours;
}

/* --- the day ------------------------------------------------------------------------------------------ */

static enum err_code asked_day(const char *on, int32_t *ret_day, struct err *err)
{
    struct date date;
    TRY(date_from_external(on, &date, err));
    if (date.precision != DATE_DAY)
        return err_set(err, ERR_INPUT, MSG_UNIT_DATE, on);
    *ret_day = date_to_days(date);
    return ERR_OK;
}

static enum err_code find_day(struct importing *i, const char *on, struct err *err)
{
    struct unit_import_report *report = i->report;
    const struct unit_file *file = &report->file;
    report->day_from = UNIT_DAY_ASKED;
    if (on)
        return asked_day(on, &report->day, err);
    report->day_from = UNIT_DAY_SAME_FILE;
    if (file->form == UNIT_FORM_LIST && day_of_same(i, &report->day))
        return ERR_OK;
    report->day_from = UNIT_DAY_NAME;
    if (unit_file_day(file, (int32_t)i->store->today_day, &report->day))
        return ERR_OK;
    report->day_from = UNIT_DAY_REFORM;
    report->day = BUILTIN_GSO2_FROM_DAY;
    return file->form == UNIT_FORM_TABLE ? ERR_OK :
                                           err_set(err, ERR_INPUT, MSG_UNIT_FILE_DAY, file->name);
}

/* --- a list -------------------------------------------------------------------------------------------- */

static const char *province_code(struct importing *i, const struct unit *unit, int32_t day)
{
    struct unit_set chain = territory_chain(i->territory, i->arena, unit, day);
    for (size_t c = 0; c < chain.count; c++)
        if (chain.items[c]->level == LEVEL_PROVINCE)
            return chain.items[c]->code;
    return "";
}

/* A list of some provinces says nothing of the others. */
static void leave_other_provinces(struct importing *i, struct list_comparison *list)
{
    size_t kept = 0;
    i->report->is_partial =
        list->counts[LIST_MISSING] > list->counts[LIST_SAME] + list->counts[LIST_CHANGED];
    if (!i->report->is_partial)
        return;
    for (size_t m = 0; m < list->count; m++) {
        struct list_match match = list->items[m];
        bool is_there = match.state != LIST_MISSING;
        const char *province = is_there ? "" : province_code(i, match.unit, list->day);
        for (size_t r = 0; r < i->report->file.count && !is_there; r++)
            is_there = strcmp(i->report->file.list_rows[r].code, province) == 0;
        if (is_there)
            list->items[kept++] = match;
        else
            list->counts[LIST_MISSING]--;
    }
    list->count = kept;
}

static void count_list(struct unit_import_report *report, const struct list_comparison *list)
{
    report->same = (int64_t)list->counts[LIST_SAME];
    report->changed = (int64_t)list->counts[LIST_CHANGED];
    report->added = (int64_t)list->counts[LIST_NEW];
    report->missing = (int64_t)list->counts[LIST_MISSING];
    for (size_t m = 0; m < list->count; m++) {
        unsigned changes = list->items[m].changes;
        report->renamed += (changes & CHANGE_NAME) != 0;
        report->retyped += (changes & CHANGE_TYPE) != 0;
        report->re_parented += (changes & CHANGE_PARENT) != 0;
        report->recoded += (changes & CHANGE_CODE) != 0;
    }
}

/* "Theo danh mục ngày … (tệp); ngày thay đổi chính xác chưa rõ, sau … và chậm nhất …" */
static const char *list_note(const struct importing *i)
{
    char on[DATE_TEXT_SIZE], after[DATE_TEXT_SIZE] = "", by[DATE_TEXT_SIZE];
    int32_t day = i->report->day, from = i->neighbours.earlier_day, to = day;
    if (i->neighbours.later_day != TERRITORY_LAST_DAY) {
        from = day;
        to = i->neighbours.later_day;
    }
    date_to_table(date_from_days(day), on);
    date_to_table(date_from_days(to), by);
    if (from != TERRITORY_FIRST_DAY)
        date_to_table(date_from_days(from), after);
    CLEANUP(buf_done) struct buf text = { 0 };
    const char *args[] = { on, i->report->file.name, after, by, NULL };
    msg_format(&text, LANG_VI, *after ? MSG_UNIT_LIST_NOTE : MSG_UNIT_LIST_NOTE_OPEN, args);
    return arena_strdup(i->arena, buf_text(&text));
}

static enum err_code plan_list(struct importing *i, struct err *err)
{
    struct unit_import_report *report = i->report;
    const struct unit_file *file = &report->file;
    bool is_three = file->list == LIST_GSO3;
    char day[DATE_TEXT_SIZE];
    date_to_table(date_from_days(report->day), day);
    if (is_three ? report->day < BUILTIN_GSO3_FROM_DAY || report->day >= BUILTIN_GSO2_FROM_DAY :
                   report->day < BUILTIN_GSO2_FROM_DAY)
        return err_set(err, ERR_INPUT, is_three ? MSG_UNIT_LIST_DAY_THREE : MSG_UNIT_LIST_DAY_TWO,
                       file->name, day);
    i->neighbours = find_neighbours(i);
    i->note = list_note(i);
    struct list_comparison list = list_compare(i->territory, i->arena, file->list_rows, file->count,
                                               file->list, report->day, &report->issues);
    leave_other_provinces(i, &list);
    count_list(report, &list);
    list_plan(i->territory, i->arena, &list, i->neighbours, true, &report->issues, &i->change);
    return ERR_OK;
}

/* --- a conversion table ---------------------------------------------------------------------------------- */

/* Is the unit of that code in that province on the day? What is not known is not at odds. */
static bool is_in_province(struct importing *i, const char *code, const char *province, int32_t day)
{
    struct unit_set set = territory_by_code(i->territory, i->arena, code, LIST_MAX_, day);
    return !*province || set.count != 1 ||
           strcmp(province_code(i, set.items[0], day), province) == 0;
}

/* Rows whose codes are not units of the provinces they name go: the codes mean other units. */
static void check_provinces(struct importing *i)
{
    struct unit_file *file = &i->report->file;
    size_t kept = 0;
    for (size_t r = 0; r < file->count; r++) {
        const struct map_row *row = &file->map_rows[r];
        const struct unit_file_provinces *provinces = &file->provinces[r];
        const char *code = NULL, *province = NULL;
        struct arena_mark mark = arena_mark(i->arena);
        if (!is_in_province(i, row->old_code, provinces->old_province, i->report->day - 1)) {
            code = row->old_code;
            province = provinces->old_province;
        } else if (!is_in_province(i, row->new_code, provinces->new_province, i->report->day)) {
            code = row->new_code;
            province = provinces->new_province;
        }
        arena_release(i->arena, mark);
        if (code)
            issues_add(&i->report->issues, ERR_INPUT, MSG_UNIT_MAP_PROVINCE, err_int(row->line),
                       code, province);
        else
            file->map_rows[kept++] = *row;
    }
    file->count = kept;
}

/* The communes that ended on the day of which nothing says where they went. */
static struct unit_set gone_nowhere(struct importing *i, const struct territory *territory)
{
    struct unit_set set = { 0 };
    const struct unit *units = NULL;
    size_t count = territory_units(territory, &units), capacity = 0;
    for (size_t u = 0; u < count; u++) {
        const struct lineage **rows = NULL;
        if (units[u].level != LEVEL_COMMUNE || units[u].to_day != i->report->day ||
            territory_lineage_from(territory, i->arena, &units[u], &rows))
            continue;
        *ARENA_PUSH(i->arena, set.items, set.count, capacity) = unit_copy(i->arena, &units[u]);
    }
    return set;
}

static void plan_table(struct importing *i)
{
    struct unit_import_report *report = i->report;
    struct territory_change *change = &i->change;
    check_provinces(i);
    map_plan(i->territory, i->arena, report->file.map_rows, report->file.count, report->day,
             &report->issues, change);
    for (size_t f = 0; f < change->fix_count; f++) {
        report->types[change->fixes[f].type]++;
        *(change->fixes[f].is_changed ? &report->corrected : &report->same) += 1;
    }
    for (size_t a = 0; a < change->lineage_count; a++)
        report->types[change->lineages[a].row.type]++;
    report->added = (int64_t)change->lineage_count;
    report->removed = (int64_t)change->removal_count;
    report->without = gone_nowhere(i, territory_with(i->territory, change));
}

/* --- writing --------------------------------------------------------------------------------------------- */

static enum err_code write_refused(struct importing *i, struct err *err)
{
    for (size_t n = 0; n < i->report->issues.count; n++) {
        struct arena_mark mark = arena_mark(i->arena);
        const struct err *issue = &i->report->issues.items[n];
        CLEANUP(buf_done) struct buf reason = { 0 };
        const char *args[ERR_ARGS_MAX + 1] = { 0 };
        for (size_t a = 0; a < ERR_ARGS_MAX; a++)
            args[a] = issue->args[a];
        msg_format(&reason, LANG_VI, issue->msg, args);
        struct record *row = record_new(i->arena, kind_by_slug("import_rows"));
        record_set(row, "batch", v_int(i->report->batch));
        record_set(row, "row_number", v_int(strtoll(issue->where, NULL, 10)));
        record_set(row, "value", v_text(issue->args[0]));
        record_set(row, "verdict", v_text("refused"));
        record_set(row, "reason_code", v_text(msg_key(issue->msg)));
        record_set(row, "reason", v_text(buf_text(&reason)));
        TRY(entity_create(i->store, row, NULL, err));
        arena_release(i->arena, mark);
    }
    return ERR_OK;
}

static enum err_code write_all(struct importing *i, const struct unit_statement *statement,
                               struct err *err)
{
    struct unit_made made = { 0 };
    TRY(unit_change_apply(i->store, &i->change, statement, i->arena, &made, err));
    i->report->batch = made.batch;
    return write_refused(i, err);
}

/* Nothing is written, not even that it was read, where the same was read before and nothing came of
 * it now. A list of some provinces is no list between which others are put. */
static enum err_code write_import(struct importing *i, struct err *err)
{
    struct unit_import_report *report = i->report;
    bool is_list = report->file.form == UNIT_FORM_LIST;
    char day[DATE_TEXT_SIZE];
    date_to_storage(date_from_days(report->day), day);
    const char *settings = arena_printf(i->arena, "%s %s",
                                        report->is_partial ? "partial" :
                                        is_list            ? unit_list_code(report->file.list) :
                                                             "lineage",
                                        day);
    bool changes = i->change.end_count || i->change.begin_count || i->change.unit_count ||
                   i->change.lineage_count || i->change.removal_count || report->corrected;
    if (!changes && is_known_batch(i, settings))
        return ERR_OK;
    struct unit_statement statement = {
        .verb = verbs[report->file.form],
        .title = report->file.name,
        .note = i->note,
        .sha256 = report->file.sha256,
        .settings = settings,
        .row_count = (int64_t)report->file.row_count,
        .same_count = report->same,
        .refused_count = report->refused,
    };
    TRY(db_begin(i->store->db, err));
    enum err_code code = write_all(i, &statement, err);
    code = db_finish(i->store->db, code, err);
    if (code != ERR_OK) {
        unit_changed(i->store);
    }
    return code;
}

enum err_code unit_import(struct store *store, const struct unit_import_request *request,
                          struct arena *arena, struct unit_import_report *ret_report,
                          struct err *err)
{
    *ret_report = (struct unit_import_report){ .issues = { .arena = arena } };
    struct importing i = { .store = store, .arena = arena, .report = ret_report };
    TRY(unit_change_may(store, ROLE_ADMIN, true, err));
    TRY(unit_file_read(request->path, arena, &ret_report->issues, &ret_report->file, err));
    TRY(read_batches(&i, err));
    TRY(find_day(&i, request->on, err));
    TRY(unit_territory(store, &i.territory, err));
    if (ret_report->file.form == UNIT_FORM_LIST)
        TRY(plan_list(&i, err));
    else
        plan_table(&i);
    for (size_t n = 0; n < ret_report->issues.count; n++)
        ret_report->refused += *ret_report->issues.items[n].where != '\0';
    return request->dry_run ? ERR_OK : write_import(&i, err);
}
