/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/deadline_records.h"

#include "base/docnumber.h"

#include <string.h>

struct gather {
    struct store *store;
    const struct programme *programme;
    struct arena *arena;
    struct deadline_records *records;
    const char *done_states; /* of the register being read: ",held,concluded," */
    const char *day_fields[4];
    const struct record *dispatch; /* whose replies are being read */
    const int64_t *near; /* where those are of whom it is asked */
    size_t near_count;
};

static void *grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : 64;
    char *grown = arena_alloc(arena, *capacity * size, 16);
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}

static const char *keep(const struct gather *gather, const char *text)
{
    return text ? arena_strdup(gather->arena, text) : NULL;
}

static struct deadline_record *record_put(struct gather *gather, const struct record *record)
{
    struct deadline_records *records = gather->records;
    records->items = grow(gather->arena, records->items, records->count, &records->capacity,
                          sizeof(*records->items));
    struct deadline_record *put = &records->items[records->count++];
    *put = (struct deadline_record){ .kind = record->kind };
    put->done = !gather->done_states || !record->state ||
                strstr(gather->done_states, arena_printf(gather->arena, ",%s,", record->state));
    for (size_t i = 0; i < COUNT(gather->day_fields) && gather->day_fields[i]; i++) {
        const char *day = record_text(record, gather->day_fields[i]);
        if (day && date_is_none(put->day) && !date_from_storage(day, &put->day))
            put->day = date_none();
    }
    return put;
}

static void put_due(struct deadline_record *put, const struct record *record)
{
    const char *due = record_text(record, "due_date");
    if (due && !date_from_storage(due, &put->due))
        put->due = date_none();
}

static void put_year(struct deadline_record *put, int64_t year)
{
    if (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX)
        return;
    put->period = (struct period){ date_of((int)year, 1, 1), date_of((int)year, 12, 31) };
    put->has_period = true;
}

/* --- one register after another --------------------------------------------------------------- */

static enum err_code one_report(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct gather *gather = context;
    struct deadline_record *put = record_put(gather, record);
    struct err ignored;
    put->body = record_int(record, "body");
    put->entry = keep(gather, record_text(record, "schedule_entry"));
    put->has_period = record_text(record, "period") &&
                      period_parse(record_text(record, "period"), &put->period, &ignored) == ERR_OK;
    put_due(put, record);
    return ERR_OK;
}

static enum err_code one_led(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct gather *gather = context;
    struct deadline_record *put = record_put(gather, record);
    put->body = record_int(record, "lead_body");
    if (kind_field_index(record->kind, "type") >= 0)
        put->type = keep(gather, record_text(record, "type"));
    if (kind_field_index(record->kind, "year") >= 0 && date_is_none(put->day))
        put_year(put, record_int(record, "year"));
    return ERR_OK;
}

/* What is taken on in a year is registered for that year, even before it begins. */
static enum err_code one_registration(void *context, const struct record *record, struct err *err)
{
    TRY(one_led(context, record, err));
    struct deadline_records *records = ((struct gather *)context)->records;
    put_year(&records->items[records->count - 1], record_int(record, "year"));
    return ERR_OK;
}

static enum err_code one_duty(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct gather *gather = context;
    struct deadline_record *put = record_put(gather, record);
    put->unit = record_int(record, "unit");
    put->entry = keep(gather, record_text(record, "code"));
    put_year(put, record_int(record, "year"));
    put_due(put, record);
    return ERR_OK;
}

static void arrival_put(struct gather *gather, int64_t body, const char *document, struct date day)
{
    struct deadline_records *records = gather->records;
    records->arrivals = grow(gather->arena, records->arrivals, records->arrival_count,
                             &records->arrival_capacity, sizeof(*records->arrivals));
    records->arrivals[records->arrival_count++] =
        (struct body_arrival){ body, document, date_to_days(date_last_day(day)) };
}

/* The key of a number of a paper issued on the day; NULL where it is none. */
static const char *number_key(struct gather *gather, const char *number, struct date issued)
{
    struct doc_number parsed;
    struct err ignored;
    if (doc_number_parse(gather->arena, number, NULL, issued, &parsed, &ignored) != ERR_OK)
        return NULL;
    return doc_number_key(gather->arena, &parsed);
}

/* A paper of the programme's file that came in: its number tells which it is. */
static void put_arrival(struct gather *gather, const struct record *record)
{
    const char *number = record_text(record, "number"), *day = record_text(record, "arrival_date");
    struct date date;
    if (!number || !day || !date_from_storage(day, &date))
        return;
    for (size_t i = 0; i < gather->programme->document_count; i++) {
        const struct programme_document *document = &gather->programme->documents[i];
        const char *key = number_key(gather, number, document->date);
        const char *own = document->number ?
                              number_key(gather, document->number, document->date) :
                              NULL;
        if (key && own && strcmp(key, own) == 0)
            arrival_put(gather, record_int(record, "body"), document->id, date);
    }
}

static enum err_code one_document(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct gather *gather = context;
    if (strcmp(record_text(record, "direction"), "incoming") == 0) {
        put_arrival(gather, record);
        return ERR_OK;
    }
    struct deadline_record *put = record_put(gather, record);
    put->body = record_int(record, "body");
    put->type = keep(gather, record_text(record, "type"));
    return ERR_OK;
}

static enum err_code one_reply(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct gather *gather = context;
    const struct record *dispatch = gather->dispatch;
    struct deadline_record *put = record_put(gather, record);
    const char *period = record_text(dispatch, "period"), *arrived = record_text(record, "arrival_date");
    const struct schedule *schedule =
        programme_schedule(gather->programme, record_text(dispatch, "schedule_entry"));
    struct err ignored;
    struct date date;
    put->body = record_int(record, "body");
    put->entry = schedule->id;
    put->waived = strcmp(record->state, "waived") == 0;
    put->has_period = period && period_parse(period, &put->period, &ignored) == ERR_OK;
    put_due(put, record_text(record, "due_date") ? record : dispatch);
    if (!arrived || !date_from_storage(arrived, &date) || !schedule->document)
        return ERR_OK;
    arrival_put(gather, put->body, schedule->document, date);
    return ERR_OK;
}

static void set_put(struct gather *gather, const char *schedule, struct date due,
                    enum date_operator op)
{
    struct deadline_records *records = gather->records;
    for (size_t i = 0; i < records->set_count; i++)
        if (strcmp(records->set_dates[i].schedule, schedule) == 0 &&
            date_equal(records->set_dates[i].due, due))
            return;
    records->set_dates = grow(gather->arena, records->set_dates, records->set_count,
                              &records->set_capacity, sizeof(*records->set_dates));
    records->set_dates[records->set_count++] = (struct set_date){ schedule, due, op };
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct cond *equals(struct gather *gather, const struct kind *kind, const char *field,
                           struct value value)
{
    return cond_compare(gather->arena, kind_field_index(kind, field), COND_EQ, value);
}

/* Records of the programme, and where `without` those that name none. */
static struct cond *of_programme(struct gather *gather, const struct kind *kind, bool without)
{
    struct cond *conds[] = {
        equals(gather, kind, "programme", v_text(gather->programme->id)),
        cond_compare(gather->arena, kind_field_index(kind, "programme"), COND_IS_NULL, v_null()),
    };
    return without ? cond_any(gather->arena, conds, COUNT(conds)) : conds[0];
}

typedef enum err_code each_fn(void *context, const struct record *record, struct err *err);

/* A register by which deadlines are done. */
static const struct source {
    const char *slug;
    const char *done_states; /* NULL: every live one */
    const char *day_fields[4];
    bool without_programme; /* those that name no programme count too */
    each_fn *each;
    const char *by;      /* the body that did it; NULL: the record's place tells */
    const char *read[8]; /* fields looked at beside the days and that */
} sources[] = {
    { "reports", ",submitted,accepted,consolidated,issued,", { "submitted_on", "issued_on", "accepted_on" }, false, one_report,
      "body", { "schedule_entry", "period", "due_date" } },
    { "consultations", ",held,concluded,", { "held_on" }, false, one_led, "lead_body", { "type", "year" } },
    { "inspections", ",concluded,", { "to_date", "from_date" }, false, one_led, "lead_body", { "type", "year" } },
    { "activities", ",held,", { "on_date" }, true, one_led, "lead_body", { "type", "year" } },
    { "documents", ",issued,filed,", { "issued_date" }, false, one_document, "body",
      { "direction", "number", "arrival_date", "type" } },
    { "duties", ",done,", { "done_on" }, false, one_duty, NULL, { "unit", "code", "year", "due_date" } },
    { "models", NULL, { "registered_on" }, true, one_registration, "lead_body", { "type", "year" } },
    { "works", NULL, { "registered_on" }, true, one_registration, "lead_body", { "type", "year" } },
    { "work_items", NULL, { NULL }, true, one_registration, "lead_body", { "type", "year" } },
};

const char *const deadline_registers[] = { "reports", "consultations", "inspections", "activities", "documents", "duties",
                                           "models", "works", "work_items", "dispatches", "dispatch_replies", NULL };

/* Whether the programme has an event whose day is that of an activity, wherever it was held. */
static bool has_open_event(const struct programme *programme)
{
    for (size_t i = 0; i < programme->schedule_count; i++)
        if (programme->schedules[i].activity && programme->schedules[i].due.base == DUE_UNKNOWN)
            return true;
    return false;
}

/* A register whose records name no schedule shows done only what asks for such records (kind_serves). */
static bool is_asked_for(const struct programme *programme, const struct source *source)
{
    bool is_document = source->each == one_document, is_activity = strcmp(source->slug, "activities") == 0;
    if (source->each == one_report || source->each == one_duty)
        return true;
    for (size_t i = 0; i < programme->schedule_count; i++) {
        const struct schedule *schedule = &programme->schedules[i];
        const int kind = schedule->kind;
        if (is_document && (schedule->document_type || kind == SCHEDULE_DOCUMENT || schedule->due.base == DUE_ARRIVED))
            return true;
        if (is_activity && (schedule->activity || kind == SCHEDULE_BRIEFING || kind == SCHEDULE_REVIEW))
            return true;
        if ((source->each == one_registration && kind == SCHEDULE_REGISTRATION) ||
            (strcmp(source->slug, "consultations") == 0 && kind == SCHEDULE_CONSULTATION) ||
            (strcmp(source->slug, "inspections") == 0 && kind == SCHEDULE_INSPECTION))
            return true;
    }
    return false;
}

static enum err_code read_source(struct gather *gather, const struct source *source, struct err *err)
{
    const struct kind *kind = kind_by_slug(source->slug);
    bool everywhere = strcmp(source->slug, "activities") == 0 && has_open_event(gather->programme);
    const char *read[COUNT(source->read) + COUNT(source->day_fields) + 1] = { NULL };
    size_t count = 0;
    if (!is_asked_for(gather->programme, source))
        return ERR_OK;
    for (size_t i = 0; i < COUNT(source->day_fields) && source->day_fields[i]; i++)
        read[count++] = source->day_fields[i];
    for (size_t i = 0; i < COUNT(source->read) && source->read[i]; i++)
        if (kind_field_index(kind, source->read[i]) >= 0)
            read[count++] = source->read[i];
    if (source->by)
        read[count++] = source->by;
    struct entity_query query = { .where = of_programme(gather, kind, source->without_programme), .only = read,
                                  .ever_by = source->by, .ever_units = gather->near,
                                  .ever_count = everywhere ? 0 : gather->near_count };
    gather->done_states = source->done_states;
    memcpy(gather->day_fields, source->day_fields, sizeof(gather->day_fields));
    return entity_each(gather->store, kind, &query, source->each, gather, err);
}

/* Letters that ask for a schedule: they set its date where the document says none, and their replies
 * show who has done it. */
static enum err_code read_dispatches(struct gather *gather, struct err *err)
{
    const struct kind *kind = kind_by_slug("dispatches"), *replies = kind_by_slug("dispatch_replies");
    struct entity_query query = { .where = of_programme(gather, kind, false) };
    struct record_list list;
    TRY(entity_list(gather->store, kind, &query, gather->arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        const struct record *dispatch = &list.items[i];
        const char *entry = record_text(dispatch, "schedule_entry");
        const struct schedule *schedule = entry ? programme_schedule(gather->programme, entry) : NULL;
        struct date due;
        if (!schedule || strcmp(dispatch->state, "draft") == 0)
            continue;
        if (date_from_storage(record_text(dispatch, "due_date"), &due))
            set_put(gather, schedule->id, due,
                    strcmp(record_text(dispatch, "due_operator"), "before") == 0 ? DATE_BEFORE : DATE_BY);
        static const char *const read_of_it[] = { "body", "due_date", "arrival_date", "replied_on", NULL };
        struct entity_query of_it = { .where = equals(gather, replies, "dispatch", v_int(dispatch->id)), .only = read_of_it };
        gather->dispatch = dispatch;
        gather->done_states = ",replied,accepted,waived,";
        memset(gather->day_fields, 0, sizeof(gather->day_fields));
        gather->day_fields[0] = "replied_on";
        TRY(entity_each(gather->store, replies, &of_it, one_reply, gather, err));
    }
    return ERR_OK;
}

/* An event without a date in its document takes place when an activity of its type is planned or was
 * held. */
static void set_events(struct gather *gather)
{
    for (size_t i = 0; i < gather->programme->schedule_count; i++) {
        const struct schedule *schedule = &gather->programme->schedules[i];
        if (!schedule->activity || schedule->due.base != DUE_UNKNOWN)
            continue;
        for (size_t j = 0; j < gather->records->count; j++) {
            const struct deadline_record *record = &gather->records->items[j];
            if (record->type && strcmp(record->kind->slug, "activities") == 0 &&
                strcmp(record->type, schedule->activity) == 0 && !date_is_none(record->day))
                set_put(gather, schedule->id, record->day, DATE_ON);
        }
    }
}

static int record_order(const void *a, const void *b)
{
    const struct deadline_record *left = a, *right = b;
    if (left->body != right->body)
        return left->body < right->body ? -1 : 1;
    return date_compare(left->day, right->day);
}

enum err_code deadline_records_read(struct store *store, const struct programme *programme,
                                    const int64_t *near, size_t near_count, struct arena *arena,
                                    struct deadline_records *ret_records, struct err *err)
{
    *ret_records = (struct deadline_records){ 0 };
    struct gather gather = { .store = store, .programme = programme, .arena = arena, .records = ret_records, .near = near,
                             .near_count = near_count };
    for (size_t i = 0; i < COUNT(sources); i++)
        TRY(read_source(&gather, &sources[i], err));
    TRY(read_dispatches(&gather, err));
    set_events(&gather);
    if (ret_records->count)
        qsort(ret_records->items, ret_records->count, sizeof(*ret_records->items), record_order);
    return ERR_OK;
}

enum err_code deadline_holidays(struct store *store, int first_year, int last_year,
                                struct arena *arena, struct holidays *ret_holidays, struct err *err)
{
    const struct kind *kind = kind_by_slug("holidays");
    struct entity_query every = { 0 };
    struct record_list list;
    TRY(entity_list(store, kind, &every, arena, &list, err));
    struct holiday *recorded = ARENA_ARRAY(arena, struct holiday, list.count * 2 + 1);
    size_t count = 0;
    for (size_t i = 0; i < list.count; i++) {
        const char *name = record_text(&list.items[i], "name");
        static const char *const fields[] = { "on_date", "working_instead" };
        for (size_t j = 0; j < COUNT(fields); j++) {
            const char *text = record_text(&list.items[i], fields[j]);
            struct date day;
            if (text && date_from_storage(text, &day))
                recorded[count++] = (struct holiday){ date_to_days(day), name, name, j == 1 };
        }
    }
    *ret_holidays = holidays_of(arena, first_year, last_year, recorded, count);
    return ERR_OK;
}

/* --- looking up ------------------------------------------------------------------------------- */

/* Registers that show something done by what they are, without naming the schedule. */
static bool kind_serves(const struct schedule *schedule, const struct deadline_record *record)
{
    const char *slug = record->kind->slug;
    bool activity = strcmp(slug, "activities") == 0;
    if (schedule->activity)
        return activity && record->type && strcmp(record->type, schedule->activity) == 0;
    if (schedule->document_type)
        return strcmp(slug, "documents") == 0 && record->type &&
               strcmp(record->type, schedule->document_type) == 0;
    switch ((enum schedule_kind)schedule->kind) {
    case SCHEDULE_REGISTRATION:
        return strcmp(slug, "models") == 0 || strcmp(slug, "works") == 0 ||
               strcmp(slug, "work_items") == 0;
    case SCHEDULE_CONSULTATION:
        return strcmp(slug, "consultations") == 0;
    case SCHEDULE_DOCUMENT:
        return strcmp(slug, "documents") == 0;
    case SCHEDULE_INSPECTION:
        return strcmp(slug, "inspections") == 0;
    case SCHEDULE_BRIEFING:
        return activity && record->type && strcmp(record->type, "briefing") == 0;
    case SCHEDULE_REVIEW:
        return activity && record->type && strstr(record->type, "_review");
    case SCHEDULE_REPORT:
    case SCHEDULE_EVENT:
    case SCHEDULE_TASK:
        break;
    }
    return false;
}

/* What is taken on is registered for the year in which that is due, or then for the next. */
static bool registration_serves(const struct occurrence *time, const struct deadline_record *record)
{
    int year = date_is_none(time->due) ? time->span.last.year : date_from_days(time->last_day).year;
    int64_t for_year = record->has_period ? record->period.last.year : 0;
    return for_year == year || (for_year == year + 1 && record->day.year == year);
}

/* Is it of this time of what comes again? */
static bool span_serves(const struct occurrence *time, const struct deadline_record *record)
{
    if (!date_is_none(time->due) && !date_is_none(record->due) &&
        date_equal(record->due, time->due))
        return true;
    if (record->has_period)
        return period_has(time->span, record->period.last);
    return !date_is_none(record->day) && period_has(time->span, date_last_day(record->day));
}

static bool serves(const struct schedule *schedule, const struct occurrence *time,
                   const struct deadline_record *record)
{
    bool comes_again = schedule->due.every_months || schedule->due.every_weeks ||
                       schedule->due.base == DUE_PARENT || schedule->due.base == DUE_EVENT;
    if (!record->done && !record->waived)
        return false;
    if (record->entry && strcmp(record->entry, schedule->id) != 0)
        return false;
    if (!record->entry && !kind_serves(schedule, record))
        return false;
    if (!record->entry && schedule->kind == SCHEDULE_REGISTRATION)
        return registration_serves(time, record);
    return !comes_again || span_serves(time, record);
}

static size_t first_of(const struct deadline_records *records, int64_t body)
{
    size_t low = 0, high = records->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (records->items[middle].body < body)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct deadline_record *deadline_record_find(const struct deadline_records *records,
                                                   const struct schedule *schedule,
                                                   const struct occurrence *time,
                                                   const int64_t *bodies, size_t body_count,
                                                   int64_t unit)
{
    const struct deadline_record *best = NULL;
    for (size_t i = 0; i <= body_count; i++) {
        int64_t body = i < body_count ? bodies[i] : 0; /* last, those that tell only the unit */
        for (size_t j = first_of(records, body); j < records->count; j++) {
            const struct deadline_record *record = &records->items[j];
            if (record->body != body)
                break;
            if ((body == 0 && record->unit != unit) || !serves(schedule, time, record))
                continue;
            if (!best || (!date_is_none(record->day) &&
                          (date_is_none(best->day) || date_compare(record->day, best->day) < 0)))
                best = record;
        }
    }
    return best;
}
