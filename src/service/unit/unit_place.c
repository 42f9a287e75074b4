/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/unit_place.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/idmap.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- who is lost ------------------------------------------------------------------------------------ */

/* The records of a kind that are somewhere still: live, and of residences those not ended. */
static const struct cond *located(const struct kind *kind, struct arena *arena)
{
    int to_date = kind_field_index(kind, "to_date");
    bool is_residence = strcmp(kind->slug, "residences") == 0;
    return cond_counted(arena, kind,
                         is_residence ? cond_compare(arena, to_date, COND_IS_NULL, v_null()) : NULL);
}

/* Adds to the lists the live records of one kind, by the unit they are recorded at. */
static enum err_code count_kind(struct store *store, const struct kind *kind,
                                const struct idmap *places, struct arena *arena,
                                struct unit_lost_list *list, struct err *err)
{
    struct arena_mark mark = arena_mark(arena);
    struct measure measure = { .kind = kind, .field = -1, .where = located(kind, arena),
                               .date_field = -1, .end_field = -1, .organisation_field = -1 };
    struct measure_dim dim = { .field = kind_field(kind, kind->unit) };
    struct measure_cut cut = { .dims = &dim, .dim_count = 1 };
    struct sql_args args = { .arena = arena };
    const char *sql = entity_sql_measure(&args, &measure, &cut);
    struct found {
        int64_t at, count;
    } *found = NULL;
    size_t count = 0, capacity = 0;
    {
        CLEANUP(rows_done) struct rows rows = { 0 };
        TRY(db_compose_query(store->db, sql, args.values, args.count, &rows, err));
        for (bool has = true;;) {
            TRY(rows_next(&rows, &has, err));
            if (!has)
                break;
            int64_t at = rows_int(&rows, 0) ? idmap_get(places, rows_int(&rows, 0), -1) : -1;
            if (at >= 0)
                *ARENA_PUSH(arena, found, count, capacity) = (struct found){ at, rows_int(&rows, 1) };
        }
    }
    if (!count)
        arena_release(arena, mark);
    for (size_t i = 0; i < count; i++) {
        struct unit_counts *counts = &list->items[found[i].at].counts;
        size_t filled = counts->count; /* grown one by one: few kinds have records there */
        struct unit_count *wider = ARENA_ARRAY(arena, struct unit_count, filled + 1);
        if (filled)
            memcpy(wider, counts->items, filled * sizeof(*wider));
        wider[filled] = (struct unit_count){ kind, found[i].count };
        *counts = (struct unit_counts){ wider, filled + 1, counts->total + found[i].count };
        list->total += found[i].count;
    }
    return ERR_OK;
}

static bool is_under(const struct territory *territory, struct arena *arena,
                     const struct unit *unit, int64_t scope, int32_t day)
{
    struct unit_set chain = territory_chain(territory, arena, unit, day);
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i]->id == scope)
            return true;
    return false;
}

/* For an area, the candidates are those of the commune it lay in. */
static struct unit_set candidates_of(const struct territory *territory, struct arena *arena,
                                     const struct unit *unit, int32_t day)
{
    const struct unit *commune =
        unit->level == LEVEL_AREA ? territory_unit(territory, unit->parent) : unit;
    return commune ? territory_candidates(territory, arena, commune, day) : (struct unit_set){ 0 };
}

enum err_code unit_lost_list(struct store *store, int32_t day, int64_t scope, bool all,
                             struct arena *arena, struct unit_lost_list *ret_list, struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    struct unit_set lost = territory_unplaced(territory, arena, day);
    struct idmap places = { .arena = arena };
    *ret_list = (struct unit_lost_list){
        .items = ARENA_ARRAY(arena, struct unit_lost, lost.count + 1)
    };
    for (size_t i = 0; i < lost.count; i++) {
        const struct unit *unit = lost.items[i];
        int64_t own = store->actor.scope_unit;
        if ((scope && !is_under(territory, arena, unit, scope, day)) ||
            (own && !is_under(territory, arena, unit, own, day)))
            continue;
        struct place place = territory_place(territory, unit, day);
        if (place.kind == PLACE_SELF)
            place = territory_parent(territory, unit, day);
        idmap_put(&places, unit->id, (int64_t)ret_list->count);
        ret_list->items[ret_list->count++] = (struct unit_lost){ .unit = unit, .place = place };
    }
    for (size_t k = 0; kinds[k]; k++)
        if (kinds[k]->unit && !kinds[k]->internal)
            TRY(count_kind(store, kinds[k], &places, arena, ret_list, err));
    size_t kept = 0;
    for (size_t i = 0; i < ret_list->count; i++) {
        struct unit_lost item = ret_list->items[i];
        if (!all && !item.counts.total)
            continue;
        item.candidates = candidates_of(territory, arena, item.unit, day);
        ret_list->items[kept++] = item;
    }
    ret_list->count = kept;
    return ERR_OK;
}

/* --- placing a unit ----------------------------------------------------------------------------------- */

/* The unit a person means to place: an area, or a commune that ended. A code that means several
 * units is taken for the one among them whose commune is not known. */
static enum err_code find_lost(struct store *store, const char *named, struct arena *arena,
                               const struct unit **ret_unit, struct err *err)
{
    const struct territory *territory = NULL;
    int64_t id = 0;
    struct err ambiguous = { 0 };
    TRY(unit_territory(store, &territory, err));
    if (unit_resolve(store, named, NULL, &id, &ambiguous) == ERR_OK) {
        *ret_unit = territory_unit(territory, id);
        return ERR_OK;
    }
    struct unit_set lost = territory_unplaced(territory, arena, (int32_t)store->today_day);
    size_t count = 0;
    for (size_t i = 0; i < lost.count; i++)
        if (strcmp(lost.items[i]->code, named) == 0) {
            *ret_unit = lost.items[i];
            count++;
        }
    if (count != 1) {
        *err = ambiguous;
        return err->code;
    }
    return ERR_OK;
}

/* What the commune went on as, whole, when it ended; NULL: it is still there, or was divided. */
static const struct unit *went_on_as(const struct territory *territory, struct arena *arena, const struct unit *commune)
{
    const struct lineage **rows = NULL;
    const struct lineage *only = NULL;
    size_t count = territory_lineage_from(territory, arena, commune, &rows);
    for (size_t i = 0; i < count; i++)
        if (rows[i]->on_day == commune->to_day) {
            if (only)
                return NULL;
            only = rows[i];
        }
    bool is_whole = only && (only->type == LINEAGE_FULL || only->type == LINEAGE_KEPT || only->type == LINEAGE_RENAMED);
    return is_whole ? territory_unit(territory, only->to) : NULL;
}

/* The day from which an area of a divided commune is elsewhere: when the commune ended that it lay in at last. */
static int32_t division_day(const struct territory *territory, struct arena *arena, const struct unit *unit)
{
    const struct unit *commune =
        unit->level == LEVEL_AREA ? territory_unit(territory, unit->parent) : unit;
    const struct unit *next = unit->level == LEVEL_AREA && commune ? went_on_as(territory, arena, commune) : NULL;
    for (; next && next->from_day > commune->from_day; next = went_on_as(territory, arena, commune))
        commune = next;
    return commune ? commune->to_day : TERRITORY_LAST_DAY;
}

static enum err_code plan_commune(const struct territory *territory, const struct unit *unit,
                                  const struct unit *into, int32_t day, struct arena *arena,
                                  struct territory_change *ret_change, struct err *err)
{
    const struct lineage **rows = NULL;
    size_t count = territory_lineage_from(territory, arena, unit, &rows), there = 0;
    for (size_t i = 0; i < count; i++)
        there += rows[i]->on_day == day;
    if (there)
        return err_set(err, ERR_INPUT, MSG_UNIT_PLACE_DIVIDED, unit->name);
    if (day != unit->to_day)
        return err_set(err, ERR_INPUT, MSG_UNIT_PLACE_DAY, unit->name);
    *ret_change = (struct territory_change){ .arena = arena };
    struct planned_lineage *planned = ARENA_NEW(arena, struct planned_lineage);
    planned->row = (struct lineage){ .from = unit->id, .to = into->id, .on_day = day,
                                     .type = LINEAGE_FULL };
    ret_change->lineages = planned;
    ret_change->lineage_count = ret_change->lineage_capacity = 1;
    return ERR_OK;
}

/* Only a commune that took a part of the old one can have its area: where anything is known. */
static enum err_code check_candidate(const struct territory *territory, const struct unit *unit,
                                     const struct unit *into, int32_t day, struct arena *arena,
                                     struct err *err)
{
    struct unit_set candidates = candidates_of(territory, arena, unit, day);
    if (into->level != LEVEL_COMMUNE)
        return err_set(err, ERR_INPUT, MSG_UNIT_NOT_COMMUNE, into->name);
    for (size_t i = 0; i < candidates.count; i++)
        if (candidates.items[i] == into)
            return ERR_OK;
    if (!candidates.count)
        return ERR_OK;
    CLEANUP(buf_done) struct buf names = { 0 };
    for (size_t i = 0; i < candidates.count; i++)
        buf_printf(&names, "%s%s %s", i ? ", " : "", candidates.items[i]->code,
                   candidates.items[i]->name);
    return err_set(err, ERR_INPUT, MSG_UNIT_PLACE_OTHER, into->name, unit->name, buf_text(&names));
}

static enum err_code plan_place(struct store *store, const struct unit *unit, const char *commune,
                                int32_t day, struct arena *arena,
                                struct territory_change *ret_change, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *into = NULL;
    TRY(unit_territory(store, &territory, err));
    TRY(unit_resolve_on(store, commune, day, &into, err));
    TRY(check_candidate(territory, unit, into, day, arena, err));
    TRY(unit_change_sees(store, into->id, err));
    if (unit->level == LEVEL_AREA)
        return territory_reparent(territory, arena, unit->id, into->id, day, ret_change, err);
    return plan_commune(territory, unit, into, day, arena, ret_change, err);
}

static enum err_code placing_day(const struct territory *territory, struct arena *arena, const struct unit *unit,
                                 const struct unit_verb *verb, int32_t *ret_day, struct err *err)
{
    *ret_day = verb->day ? verb->day : division_day(territory, arena, unit);
    if (unit->level < LEVEL_COMMUNE || *ret_day == TERRITORY_LAST_DAY)
        return err_set(err, ERR_STATE, MSG_UNIT_PLACE_KNOWN, unit->name);
    return ERR_OK;
}

enum err_code unit_place(struct store *store, const char *named, const char *commune,
                         const struct unit_verb *verb, struct arena *arena,
                         struct unit_verb_result *ret_result, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *unit = NULL;
    struct unit_verb at = *verb;
    *ret_result = (struct unit_verb_result){ 0 };
    TRY(unit_change_may(store, ROLE_CADRE, false, err));
    TRY(find_lost(store, named, arena, &unit, err));
    TRY(unit_territory(store, &territory, err));
    TRY(placing_day(territory, arena, unit, verb, &at.day, err));
    TRY(plan_place(store, unit, commune, at.day, arena, &ret_result->change, err));
    struct unit_statement statement = {
        .verb = "place",
        .title = arena_printf(arena, "unit place %s %s → %s", unit->code, unit->name, commune),
    };
    return unit_verb_finish(store, &unit->id, 1, &statement, &at, arena, ret_result, err);
}

/* --- placing a household --------------------------------------------------------------------------------- */

struct moving {
    struct store *store;
    struct arena *arena;
    struct record *household;
    struct unit_household_place *place;
    const char *commune, *area, *reason;
};

static struct value day_value(struct arena *arena, int32_t day)
{
    char text[DATE_TEXT_SIZE];
    date_to_storage(date_from_days(day), text);
    return v_text(arena_strdup(arena, text));
}

/* The area of that name in the old commune, in the new commune from the day on. */
static enum err_code place_area(struct moving *m, const struct unit *old_commune,
                                int64_t *ret_unit, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *into = NULL;
    int64_t area_id = 0;
    TRY(unit_resolve_on(m->store, m->commune, m->place->day, &into, err));
    int64_t into_id = into->id;
    TRY(unit_area(m->store, old_commune->id, m->area, &m->place->made_area, &area_id, err));
    TRY(unit_territory(m->store, &territory, err));
    const struct unit *area = territory_unit(territory, area_id);
    *ret_unit = area_id;
    struct place where = territory_place(territory, area, m->place->day);
    if (where.unit && where.unit->level == LEVEL_AREA &&
        territory_parent(territory, where.unit, m->place->day).unit == territory_unit(territory, into_id))
        return ERR_OK; /* it is there already */
    struct territory_change change = { 0 };
    struct unit_made made = { 0 };
    struct unit_statement statement = {
        .verb = "place",
        .reason = m->reason,
        .title = arena_printf(m->arena, "unit place %s %s → %s", area->code, area->name, m->commune),
    };
    TRY(plan_place(m->store, area, m->commune, m->place->day, m->arena, &change, err));
    return unit_change_apply(m->store, &change, &statement, m->arena, &made, err);
}

static enum err_code add_residence(struct moving *m, int64_t unit, struct value from,
                                   struct value to, const char *reason, struct err *err)
{
    struct record *residence = record_new(m->arena, kind_by_slug("residences"));
    record_set(residence, "household", v_int(m->household->id));
    record_set(residence, "unit", v_int(unit));
    record_set(residence, "from_date", from);
    record_set(residence, "to_date", to);
    record_set(residence, "reason", v_text(reason));
    TRY(entity_create(m->store, residence, NULL, err));
    m->place->residence = residence->id;
    return ERR_OK;
}

/* The residence that is open; NULL: none is written. */
static enum err_code open_residence(struct moving *m, struct record **ret_open, struct err *err)
{
    const struct kind *kind = kind_by_slug("residences");
    struct cond *both[] = {
        cond_compare(m->arena, kind_field_index(kind, "household"), COND_EQ, v_int(m->household->id)),
        cond_compare(m->arena, kind_field_index(kind, "to_date"), COND_IS_NULL, v_null()),
    };
    struct entity_query query = { .where = cond_all(m->arena, both, COUNT(both)) };
    struct record_list open = { 0 };
    TRY(entity_list(m->store, kind, &query, m->arena, &open, err));
    *ret_open = open.count ? &open.items[open.count - 1] : NULL;
    return ERR_OK;
}

/* The household lived in the area all the time: only that was not known. */
static enum err_code locate(struct moving *m, int64_t area, struct err *err)
{
    struct record *open = NULL;
    struct value since = record_value(m->household, "registered_on");
    TRY(open_residence(m, &open, err));
    if (!open)
        return add_residence(m, area,
                             value_is_null(since) ? day_value(m->arena, m->place->day) : since,
                             v_null(), "located", err);
    struct record *after = record_copy(m->arena, open);
    record_set(after, "unit", v_int(area));
    record_set(after, "reason", v_text("located"));
    m->place->residence = open->id;
    return entity_update(m->store, open, after, NULL, err);
}

/* One residence ends on the day, where the old commune did, and the next begins. */
static enum err_code move_on(struct moving *m, int64_t old_unit, int64_t new_unit, struct err *err)
{
    struct record *open = NULL;
    struct value day = day_value(m->arena, m->place->day);
    const char *since = record_text(m->household, "registered_on");
    TRY(open_residence(m, &open, err));
    if (open) {
        struct record *after = record_copy(m->arena, open);
        record_set(after, "to_date", day);
        TRY(entity_update(m->store, open, after, NULL, err));
    } else if (since && strcmp(since, day.s) < 0) {
        TRY(add_residence(m, old_unit, v_text(since), day, "first", err));
    }
    return add_residence(m, new_unit, day, v_null(), "territory", err);
}

static enum err_code move_household(struct moving *m, struct err *err)
{
    const struct territory *territory = NULL;
    int64_t old_unit = record_int(m->household, "unit"), new_unit = m->place->to->id;
    if (m->area) {
        TRY(unit_territory(m->store, &territory, err));
        const struct unit *old = territory_unit(territory, old_unit);
        if (old->level == LEVEL_AREA)
            old = territory_unit(territory, old->parent);
        TRY(place_area(m, old, &new_unit, err));
        TRY(locate(m, new_unit, err));
    } else {
        TRY(move_on(m, old_unit, new_unit, err));
    }
    struct write_note note = { .action = "place", .reason = m->reason };
    struct record *after = record_copy(m->arena, m->household);
    record_set(after, "unit", v_int(new_unit));
    return entity_update(m->store, m->household, after, &note, err);
}

static enum err_code write_move(struct moving *m, struct err *err)
{
    TRY(db_begin(m->store->db, err));
    enum err_code code = move_household(m, err);
    code = db_finish(m->store->db, code, err);
    if (code != ERR_OK || m->area)
        unit_changed(m->store);
    return code;
}

enum err_code unit_place_household(struct store *store, const char *household, const char *commune,
                                   const char *area, const struct unit_verb *verb,
                                   struct arena *arena, struct unit_household_place *ret_place,
                                   struct err *err)
{
    const struct kind *kind = kind_by_slug("households");
    const struct territory *territory = NULL;
    struct moving m = { .store = store, .arena = arena, .place = ret_place, .commune = commune,
                        .area = area, .reason = verb->reason };
    *ret_place = (struct unit_household_place){ 0 };
    TRY(unit_change_may(store, ROLE_CADRE, false, err));
    TRY(entity_resolve(store, kind, household, &ret_place->household, err));
    TRY(entity_get(store, kind, ret_place->household, arena, &m.household, err));
    TRY(unit_territory(store, &territory, err));
    ret_place->from = territory_unit(territory, record_int(m.household, "unit"));
    if (!ret_place->from)
        return err_set(err, ERR_NOT_FOUND, MSG_UNIT_UNKNOWN, household);
    TRY(placing_day(territory, arena, ret_place->from, verb, &ret_place->day, err));
    TRY(unit_resolve_on(store, commune, ret_place->day, &ret_place->to, err));
    TRY(check_candidate(territory, ret_place->from, ret_place->to, ret_place->day, arena, err));
    TRY(unit_change_sees(store, ret_place->to->id, err));
    ret_place->from = unit_copy(arena, ret_place->from);
    ret_place->to = unit_copy(arena, ret_place->to);
    return verb->dry_run ? ERR_OK : write_move(&m, err);
}
