/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/deadlines.h"

#include "base/idmap.h"
#include "domain/builtin_units.h"
#include "service/account/rights.h"
#include "service/programme/deadline_records.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

const char *deadline_state_name(enum deadline_state state)
{
    static const char *const names[] = {
        [DEADLINE_DONE] = "done",       [DEADLINE_LATE] = "late",
        [DEADLINE_WAIVED] = "waived",   [DEADLINE_OVERDUE] = "overdue",
        [DEADLINE_DUE] = "due",         [DEADLINE_UPCOMING] = "upcoming",
        [DEADLINE_UNKNOWN] = "unknown",
    };
    _Static_assert(COUNT(names) == DEADLINE_STATE_MAX_, "every state has a name");
    return names[state];
}

/* Beside those that show what was done: whose deadlines they are, by which text, and the names said. */
static const char *const owed_registers[] = { "bodies", "programmes", "programme_versions", "programme_signers",
                                              "programme_consents", "holidays", "organisations", "code_entries" };

size_t deadlines_sources(struct memory_source ret_sources[DEADLINE_SOURCES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < COUNT(owed_registers); i++)
        ret_sources[count++] = (struct memory_source){ .kind = owed_registers[i] };
    for (size_t i = 0; deadline_registers[i] && count < DEADLINE_SOURCES_MAX; i++)
        ret_sources[count++] = (struct memory_source){ .kind = deadline_registers[i] };
    return count;
}

/* A body of the register. */
struct body {
    int64_t id;
    const char *organisation, *name;
    const struct unit *unit;
    int32_t from_day, to_day; /* exists from, up to and not with */
};

/* Where a body counts on a day. */
struct placed {
    const struct unit *unit;
    const struct body *body;
};

/* Bodies of one organisation that count at one unit on a day. */
struct owed_by {
    const struct unit *unit;
    const struct body *body; /* the one of the unit itself; NULL where only its predecessors are known */
    const int64_t *ids;
    size_t id_count;
};

enum { IMAGES_MAX = 16 };

struct job {
    struct store *store;
    const struct deadline_request *request;
    struct arena *arena;
    const struct territory *territory;
    struct body *bodies; /* by organisation */
    size_t body_count, body_capacity;
    struct placed *placed; /* room for all of them */
    struct deadlines *made;
    /* the unit asked for and what it was or became, each of the days that make a difference; none: everywhere */
    int64_t images[IMAGES_MAX];
    size_t image_count;
    /* of the programme at hand */
    const struct programme *programme;
    int64_t first_day, end_day; /* its text rules deadlines from the one day up to, not with, the other */
    const struct unit *root;
    const int64_t *near; /* units under which whoever owes it has ever counted; near_count 0: any */
    size_t near_count;
    struct deadline_records records;
    struct holidays holidays;
};

/* --- bodies ----------------------------------------------------------------------------------- */

/* The boards, groups and departments beside an organisation's committees and branches owe nothing
 * of their own. */
static const struct value owing_kinds[] = {
    { VALUE_TEXT, .s = "committee" }, { VALUE_TEXT, .s = "front_work_committee" }, { VALUE_TEXT, .s = "branch" },
    { VALUE_TEXT, .s = "steering_committee" }, { VALUE_TEXT, .s = "agency" }, { VALUE_TEXT, .s = "other" },
};

static int32_t day_or(const char *storage, int32_t otherwise)
{
    struct date date;
    return storage && date_from_storage(storage, &date) ? date_to_days(date_first_day(date)) : otherwise;
}

static enum err_code one_body(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct job *job = context;
    const struct unit *unit = territory_unit(job->territory, record_int(record, "unit"));
    const char *ended = record_text(record, "to_date");
    bool active = kind_state_is_live(record->kind, record->state);
    if (rights_other_line(&job->store->actor, record_text(record, "organisation")))
        return ERR_OK; /* whether it has reported is not to be seen */
    if (!unit || (!active && !ended))
        return ERR_OK;
    if (job->body_count == job->body_capacity) {
        job->body_capacity = job->body_capacity ? job->body_capacity * 2 : 1024;
        struct body *grown = ARENA_ARRAY(job->arena, struct body, job->body_capacity);
        if (job->body_count)
            memcpy(grown, job->bodies, job->body_count * sizeof(*grown));
        job->bodies = grown;
    }
    job->bodies[job->body_count++] = (struct body){
        .id = record->id,
        .organisation = arena_strdup(job->arena, record_text(record, "organisation")),
        .name = arena_strdup(job->arena, record_text(record, "name")),
        .unit = unit,
        .from_day = day_or(record_text(record, "from_date"), TERRITORY_FIRST_DAY),
        .to_day = day_or(ended, TERRITORY_LAST_DAY),
    };
    return ERR_OK;
}

/* Is it `above`, or does it lie under it on the day? */
static bool is_under(const struct job *job, const struct unit *unit, const struct unit *above,
                     int32_t day)
{
    for (int i = 0; unit && i < LEVEL_MAX_; i++) {
        if (unit->id == above->id)
            return true;
        unit = territory_parent(job->territory, unit, day).unit;
    }
    return false;
}

/* The unit at which a body counts on the day: its own, or what that became or was, of the same level.
 * NULL where there is none. */
static const struct unit *place_of(const struct job *job, const struct unit *unit, int32_t day)
{
    struct place place = territory_place(job->territory, unit, day);
    bool same = place.kind == PLACE_SELF || place.kind == PLACE_IMAGE;
    return same && place.unit->level == unit->level ? place.unit : NULL;
}

/* The programme's territory is what it was; a body of later days lies in it where its unit did. */
static bool in_programme(const struct job *job, const struct unit *unit, int32_t day)
{
    int32_t then = day < job->root->from_day ? job->root->from_day : day;
    then = then >= job->root->to_day ? job->root->to_day - 1 : then;
    struct place place = territory_place(job->territory, unit, then);
    return place.unit && is_under(job, place.unit, job->root, then);
}

static bool in_request(const struct job *job, const struct unit *unit, int32_t day)
{
    const struct deadline_request *request = job->request;
    if (!request->unit)
        return true;
    const struct unit *asked = territory_unit(job->territory, request->unit);
    const struct unit *place = asked ? place_of(job, asked, day) : NULL;
    if (!place)
        return false;
    return request->organisation ? place->id == unit->id : is_under(job, unit, place, day);
}

static bool level_is_named(const struct programme_party *party, const struct programme *programme,
                           enum unit_level unit_level)
{
    const char *const *levels = party->levels;
    const struct programme_organisation *organisation =
        programme_organisation(programme, party->organisation);
    if (!levels && organisation)
        levels = organisation->levels;
    const char *level = unit_level_code(unit_level);
    for (; levels && *levels; levels++)
        if (strcmp(*levels, level) == 0)
            return true;
    return false;
}

static int placed_order(const void *a, const void *b)
{
    const struct placed *left = a, *right = b;
    int codes = strcmp(left->unit->code, right->unit->code);
    if (codes != 0)
        return codes;
    if (left->unit->id != right->unit->id)
        return left->unit->id < right->unit->id ? -1 : 1;
    return (left->body->id > right->body->id) - (left->body->id < right->body->id);
}

static int body_order(const void *a, const void *b)
{
    return strcmp(((const struct body *)a)->organisation, ((const struct body *)b)->organisation);
}

static size_t first_body_of(const struct job *job, const char *organisation)
{
    size_t low = 0, high = job->body_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(job->bodies[middle].organisation, organisation) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The bodies that owe it on that day, by the code of the unit. A place is of the level of the body's own unit. */
static size_t place_bodies(struct job *job, const struct programme_party *party, int32_t day)
{
    bool named[LEVEL_MAX_];
    size_t count = 0;
    for (int level = 0; level < LEVEL_MAX_; level++)
        named[level] = level_is_named(party, job->programme, (enum unit_level)level);
    for (size_t i = first_body_of(job, party->organisation); i < job->body_count; i++) {
        const struct body *body = &job->bodies[i];
        if (strcmp(body->organisation, party->organisation) != 0)
            break;
        if (!named[body->unit->level] || body->from_day > day || body->to_day <= day)
            continue;
        const struct unit *unit = place_of(job, body->unit, day);
        if (unit && in_programme(job, unit, day) && in_request(job, unit, day))
            job->placed[count++] = (struct placed){ unit, body };
    }
    if (count)
        qsort(job->placed, count, sizeof(*job->placed), placed_order);
    return count;
}

static struct owed_by *bodies_on(struct job *job, const struct programme_party *party, int32_t day,
                                 size_t *ret_count)
{
    const struct placed *placed = job->placed;
    size_t count = place_bodies(job, party, day), groups = 0;
    struct owed_by *owed = ARENA_ARRAY(job->arena, struct owed_by, count + 1);
    int64_t *ids = ARENA_ARRAY(job->arena, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        ids[i] = placed[i].body->id;
        if (i == 0 || placed[i].unit->id != owed[groups - 1].unit->id)
            owed[groups++] = (struct owed_by){ .unit = placed[i].unit, .ids = &ids[i] };
        struct owed_by *group = &owed[groups - 1];
        group->id_count++;
        if (!group->body && placed[i].body->unit->id == group->unit->id)
            group->body = placed[i].body;
    }
    *ret_count = groups;
    return owed;
}

/* --- which bodies are read ---------------------------------------------------------------------- */

static void add_image(struct job *job, const struct unit *unit)
{
    for (size_t i = 0; unit && i < job->image_count; i++)
        if (job->images[i] == unit->id)
            return;
    if (unit && job->image_count < IMAGES_MAX)
        job->images[job->image_count++] = unit->id;
}

/* Places change on the days on which units begin or end; beyond IMAGES_MAX of them the programme's place is read. */
static void find_images(struct job *job)
{
    const struct unit *units = NULL, *asked = job->request->unit ? territory_unit(job->territory, job->request->unit) : NULL;
    struct idmap days = { .arena = job->arena };
    size_t count = territory_units(job->territory, &units);
    if (!asked || asked->level == LEVEL_NATION)
        return;
    add_image(job, asked);
    for (size_t i = 0; i < count; i++) {
        const int32_t turns[] = { units[i].from_day, units[i].to_day };
        for (size_t j = 0; j < COUNT(turns); j++) {
            int64_t key = (int64_t)turns[j] - INT32_MIN + 1;
            if (turns[j] <= TERRITORY_FIRST_DAY || turns[j] >= TERRITORY_LAST_DAY || idmap_get(&days, key, 0))
                continue;
            idmap_put(&days, key, 1);
            add_image(job, place_of(job, asked, turns[j]));
        }
    }
    if (job->image_count == IMAGES_MAX)
        job->image_count = 0;
}

static void add_levels(const struct programme *programme, const struct programme_party *party, bool levels[LEVEL_MAX_])
{
    for (int level = 0; party->organisation && level < LEVEL_MAX_; level++)
        levels[level] = levels[level] || level_is_named(party, programme, (enum unit_level)level);
}

/* By the province of today: what lies in one never lay in another (builtin_joined_provinces). */
static int province_of(const struct unit *unit)
{
    int joined = builtin_joined_provinces[unit->founding];
    return joined ? joined : unit->founding;
}

/* Whoever owes it for the programme can be in the place asked for. */
static bool is_near(const struct job *job)
{
    const struct unit *asked = job->image_count ? territory_unit(job->territory, job->images[0]) : NULL;
    return !asked || !asked->founding || !job->root->founding || province_of(asked) == province_of(job->root);
}

/* Bodies of the levels that owe anything, which ever counted in the place asked for, or in the programme's. */
static enum err_code read_bodies(struct job *job, struct err *err)
{
    static const char *const read[] = { "organisation", "unit", "name", "from_date", "to_date", NULL };
    const struct kind *kind = kind_by_slug("bodies");
    const struct programme *programme = job->programme;
    bool levels[LEVEL_MAX_] = { false };
    struct value named[LEVEL_MAX_];
    size_t count = 0;
    for (size_t i = 0; i < programme->schedule_count; i++)
        for (size_t j = 0; j < programme->schedules[i].by_count; j++)
            add_levels(programme, &programme->schedules[i].by[j], levels);
    for (int level = 0; level < LEVEL_MAX_; level++)
        if (levels[level])
            named[count++] = v_text(unit_level_code((enum unit_level)level));
    job->body_count = 0;
    if (!count)
        return ERR_OK;
    struct cond *conds[] = {
        cond_in(job->arena, kind_field_index(kind, "level"), named, count),
        cond_in(job->arena, kind_field_index(kind, "kind"), owing_kinds, COUNT(owing_kinds)),
        cond_compare(job->arena, kind_field_index(kind, "part_of"), COND_IS_NULL, v_null()),
    };
    struct entity_query query = { .all_states = true, .where = cond_all(job->arena, conds, COUNT(conds)), .only = read,
                                  .ever_units = job->near, .ever_count = job->near_count };
    TRY(entity_each(job->store, kind, &query, one_body, job, err));
    if (job->body_count)
        qsort(job->bodies, job->body_count, sizeof(*job->bodies), body_order);
    job->placed = ARENA_ARRAY(job->arena, struct placed, job->body_count + 1);
    return ERR_OK;
}

/* --- one deadline ----------------------------------------------------------------------------- */

static void judge(const struct job *job, const struct deadline_record *record,
                  struct deadline *deadline)
{
    int32_t today = (int32_t)job->store->today_day;
    const struct occurrence *time = &deadline->time;
    bool known = !date_is_none(time->due);
    deadline->done_day = DEADLINE_NO_DAY;
    if (record && record->waived) {
        deadline->state = DEADLINE_WAIVED;
    } else if (record) {
        bool dated = !date_is_none(record->day);
        if (dated)
            deadline->done_day = date_to_days(date_first_day(record->day));
        deadline->state = known && dated && deadline->done_day > time->last_day ? DEADLINE_LATE :
                                                                                 DEADLINE_DONE;
    } else if (!known) {
        deadline->state = DEADLINE_UNKNOWN;
    } else if (today > time->last_day) {
        deadline->state = DEADLINE_OVERDUE;
    } else {
        bool near = time->last_day - today <= DEADLINE_SOON_DAYS;
        bool open = time->first_day < time->last_day && time->first_day <= today;
        deadline->state = near || open ? DEADLINE_DUE : DEADLINE_UPCOMING;
    }
}

/* What is to be said of its day. */
static void note_day(const struct job *job, const struct occurrences *parents,
                     struct deadline *deadline)
{
    const struct occurrence *time = &deadline->time;
    const struct programme_document *paper =
        schedule_document(deadline->programme, deadline->schedule);
    if (date_is_none(time->due))
        return;
    deadline->rests = calendar_rests(&job->holidays, time->last_day);
    deadline->holiday = calendar_holiday(&job->holidays, time->last_day);
    deadline->working_day = calendar_working_day(&job->holidays, time->last_day);
    if (paper && !date_is_none(paper->date)) {
        deadline->has_lead = true;
        deadline->lead_days = time->last_day - date_to_days(date_last_day(paper->date));
    }
    const struct occurrence *served = parents ? schedule_served(parents, time) : NULL;
    if (served) {
        deadline->has_buffer = true;
        deadline->buffer_days = served->last_day - time->last_day;
    }
}

static void deadline_put(struct job *job, const struct deadline *deadline)
{
    struct deadlines *made = job->made;
    if (made->count == made->capacity) {
        made->capacity = made->capacity ? made->capacity * 2 : 256;
        struct deadline *grown = ARENA_ARRAY(job->arena, struct deadline, made->capacity);
        if (made->count)
            memcpy(grown, made->items, made->count * sizeof(*grown));
        made->items = grown;
    }
    made->items[made->count++] = *deadline;
}

static bool day_is_asked(const struct job *job, const struct occurrence *time)
{
    int64_t today = job->store->today_day;
    int64_t day = date_is_none(time->due) ? today : time->last_day;
    if (day < job->first_day || day >= job->end_day)
        return false;
    return date_is_none(time->due) || (time->last_day >= job->request->from_day &&
                                       time->last_day <= job->request->to_day);
}

/* On which day's bodies owe it: the last, or, where it is not known, today within its span. */
static int32_t day_of_bodies(const struct job *job, const struct occurrence *time)
{
    if (!date_is_none(time->due))
        return time->last_day;
    int32_t first = date_to_days(time->span.first), last = date_to_days(time->span.last);
    int32_t today = (int32_t)job->store->today_day;
    return today < first ? first : today > last ? last : today;
}

static const char *department_title(const struct programme *programme,
                                    const struct programme_party *party)
{
    const struct programme_organisation *organisation =
        programme_organisation(programme, party->organisation);
    for (size_t i = 0; organisation && party->department && i < organisation->department_count; i++)
        if (strcmp(organisation->departments[i].id, party->department) == 0)
            return organisation->departments[i].title.vi;
    return NULL;
}

static const char *owed_name(struct job *job, const struct programme_party *party,
                             const struct owed_by *owed)
{
    const char *name = owed->body ? owed->body->name :
                                    body_name_at(job->store, job->arena, party->organisation, owed->unit);
    const char *department = department_title(job->programme, party);
    return department ? arena_printf(job->arena, "%s, %s", department, name) : name;
}

/* A letter may have reached each body on another day. */
static struct occurrences times_of_body(struct job *job, const struct schedule *schedule,
                                        const struct owed_by *owed)
{
    const struct deadline_records *records = &job->records;
    struct schedule_facts facts = { .holidays = &job->holidays,
                                    .set_dates = records->set_dates,
                                    .set_date_count = records->set_count };
    struct document_arrival *arrivals =
        ARENA_ARRAY(job->arena, struct document_arrival, records->arrival_count + 1);
    for (size_t i = 0; owed && i < records->arrival_count; i++)
        for (size_t j = 0; j < owed->id_count; j++)
            if (records->arrivals[i].body == owed->ids[j])
                arrivals[facts.arrival_count++] = (struct document_arrival){
                    records->arrivals[i].document, records->arrivals[i].day
                };
    facts.arrivals = arrivals;
    return schedule_occurrences(job->programme, schedule, &facts, job->arena);
}

static struct occurrence own_time(struct job *job, const struct schedule *schedule,
                                  const struct owed_by *owed, const struct occurrences *common,
                                  size_t index)
{
    if (schedule->due.base != DUE_ARRIVED || job->records.arrival_count == 0)
        return common->items[index];
    struct occurrences own = times_of_body(job, schedule, owed);
    return index < own.count ? own.items[index] : common->items[index];
}

static void make_time(struct job *job, const struct schedule *schedule,
                      const struct programme_party *party, const struct occurrences *common,
                      size_t index, const struct occurrences *parents)
{
    struct deadline deadline = { .programme = job->programme,
                                 .schedule = schedule,
                                 .time = common->items[index] };
    if (!party->organisation) { /* only named: it keeps no registers here */
        if (job->request->unit || job->request->organisation || !day_is_asked(job, &deadline.time))
            return;
        deadline.body = party->name.vi;
        judge(job, NULL, &deadline);
        note_day(job, parents, &deadline);
        deadline_put(job, &deadline);
        return;
    }
    if (job->request->organisation && strcmp(job->request->organisation, party->organisation) != 0)
        return;
    size_t count = 0;
    struct owed_by *owed = bodies_on(job, party, day_of_bodies(job, &deadline.time), &count);
    for (size_t i = 0; i < count; i++) {
        deadline.time = own_time(job, schedule, &owed[i], common, index);
        if (!day_is_asked(job, &deadline.time))
            continue;
        deadline.body = owed_name(job, party, &owed[i]);
        deadline.body_id = owed[i].body ? owed[i].body->id : 0;
        deadline.organisation = party->organisation;
        deadline.unit = owed[i].unit;
        judge(job,
              deadline_record_find(&job->records, schedule, &deadline.time, owed[i].ids,
                                   owed[i].id_count, owed[i].unit->id),
              &deadline);
        note_day(job, parents, &deadline);
        deadline_put(job, &deadline);
    }
}

/* --- the whole -------------------------------------------------------------------------------- */

static void make_schedule(struct job *job, const struct schedule *schedule)
{
    struct occurrences times = times_of_body(job, schedule, NULL), parents = { 0 };
    const struct schedule *parent =
        schedule->parent ? programme_schedule(job->programme, schedule->parent) : NULL;
    if (parent)
        parents = times_of_body(job, parent, NULL);
    for (size_t i = 0; i < times.count; i++) {
        /* where each body reckons from its own day, the common day decides nothing */
        if (schedule->due.base != DUE_ARRIVED && !day_is_asked(job, &times.items[i]))
            continue;
        for (size_t j = 0; j < schedule->by_count; j++)
            make_time(job, schedule, &schedule->by[j], &times, i, parent ? &parents : NULL);
    }
}

/* The deadlines of the text that is in force from `first_day` on. */
static enum err_code make_version(struct job *job, const char *code, int64_t on_day, struct err *err)
{
    int64_t unit = 0;
    TRY(programme_open_on(job->store, code, on_day, job->arena, &job->programme, err));
    TRY(programme_unit(job->store, job->programme, &unit, err));
    job->root = territory_unit(job->territory, unit);
    require(job->root);
    job->near = &job->root->id;
    job->near_count = job->root->level != LEVEL_NATION;
    if (job->image_count && territory_unit(job->territory, job->images[0])->level >= job->root->level) {
        job->near = job->images;
        job->near_count = job->image_count;
    }
    if (!is_near(job))
        return ERR_OK;
    TRY(read_bodies(job, err));
    TRY(deadline_records_read(job->store, job->programme, job->near, job->near_count, job->arena, &job->records, err));
    TRY(deadline_holidays(job->store, job->programme->period.first.year - 1,
                          job->programme->period.last.year + 2, job->arena, &job->holidays, err));
    for (size_t i = 0; i < job->programme->schedule_count; i++)
        make_schedule(job, &job->programme->schedules[i]);
    return ERR_OK;
}

/* A deadline goes by the text in force on its last day: what is over by the one of then, what comes by
 * the one agreed for then. */
static enum err_code make_programme(struct job *job, const char *code, struct err *err)
{
    struct programme_versions versions;
    TRY(programme_versions_read(job->store, code, job->arena, &versions, err));
    job->first_day = INT64_MIN;
    for (size_t i = 0; i <= versions.count; i++) {
        const struct programme_version *version = i < versions.count ? &versions.items[i] : NULL;
        job->end_day = INT64_MAX;
        if (version && !date_is_none(version->from))
            job->end_day = date_to_days(date_first_day(version->from));
        if (version && (job->end_day == INT64_MAX || job->end_day <= job->first_day ||
                        programme_version_on(&versions, job->end_day) != version ||
                        programme_version_on(&versions, job->end_day - 1) == version))
            continue;
        int64_t on_day = job->first_day == INT64_MIN ?
                             (version ? job->end_day - 1 : job->store->today_day) :
                             job->first_day;
        TRY(make_version(job, code, on_day, err));
        job->first_day = job->end_day;
    }
    return ERR_OK;
}

static int deadline_order(const void *a, const void *b)
{
    const struct deadline *left = a, *right = b;
    bool left_unknown = date_is_none(left->time.due), right_unknown = date_is_none(right->time.due);
    if (left_unknown != right_unknown)
        return left_unknown ? 1 : -1;
    if (!left_unknown && left->time.last_day != right->time.last_day)
        return left->time.last_day < right->time.last_day ? -1 : 1;
    int order = strcmp(left->programme->id, right->programme->id);
    if (order == 0)
        order = (left->schedule->line > right->schedule->line) -
                (left->schedule->line < right->schedule->line);
    if (order == 0)
        order = date_compare(left->time.span.first, right->time.span.first);
    if (order == 0)
        order = strcmp(left->organisation ? left->organisation : "",
                       right->organisation ? right->organisation : "");
    if (order == 0)
        order = strcmp(left->unit ? left->unit->code : "", right->unit ? right->unit->code : "");
    return order;
}

/* Codes of the programmes in force. */
static enum err_code programmes_in_force(struct job *job, struct record_list *ret, struct err *err)
{
    const struct kind *kind = kind_by_slug("programmes");
    struct entity_query query = {
        .where = cond_compare(job->arena, COND_FIELD_STATE, COND_EQ, v_text("in_force"))
    };
    return entity_list(job->store, kind, &query, job->arena, ret, err);
}

static void mark_past(struct deadlines *deadlines, int64_t today)
{
    for (size_t i = 0; i < deadlines->count; i++) {
        struct deadline *deadline = &deadlines->items[i];
        int64_t since = today - DEADLINE_PAST_DAYS;
        deadline->is_past = deadline->state == DEADLINE_OVERDUE && deadline->time.last_day < since &&
                            date_to_days(deadline->programme->period.last) < since;
    }
}

enum err_code deadlines_run(struct store *store, const struct deadline_request *request,
                            struct arena *arena, struct deadlines *ret_deadlines, struct err *err)
{
    struct deadline_request own = *request;
    struct job job = { .store = store, .request = &own, .arena = arena, .made = ret_deadlines };
    *ret_deadlines = (struct deadlines){ 0 };
    TRY(rights_place(store, &own.unit, err));
    TRY(unit_territory(store, &job.territory, err));
    find_images(&job);
    if (request->programme) {
        TRY(make_programme(&job, request->programme, err));
    } else {
        struct record_list list;
        TRY(programmes_in_force(&job, &list, err));
        for (size_t i = 0; i < list.count; i++)
            TRY(make_programme(&job, record_text(&list.items[i], "code"), err));
    }
    mark_past(ret_deadlines, store->today_day);
    if (ret_deadlines->count)
        qsort(ret_deadlines->items, ret_deadlines->count, sizeof(*ret_deadlines->items),
              deadline_order);
    return ERR_OK;
}
