/* SPDX-License-Identifier: Apache-2.0 */
#include "service/demo/demo_parts.h"

#include "base/date.h"
#include "service/programme/programmes.h"
#include "service/record/record.h"
#include "service/unit/unit.h"

#include <stdlib.h>
#include <string.h>

enum {
    COMMIT_RECORDS = 100000,
    VALIDATE_EACH = 61,        /* one in so many records is looked at closely */
    FEW_UNITS = 300,           /* so many are shown with full registers, more with thinner ones */
    COMMUNE_HOUSEHOLDS = 25,   /* below this a commune would look empty */
    FIVE_PROVINCES_MAX = 340000, /* about so many poor and near-poor households they had */
};

static const char *const source_provinces[] = { "91", "42", "08", "19", "64" };

/* --- records ---------------------------------------------------------------------------------------- */

struct record *demo_record(struct demo *demo, const struct kind *kind)
{
    return record_new(&demo->scratch, kind);
}

void demo_set_text(struct record *record, const char *field, const char *text)
{
    if (text)
        record_set(record, field, v_text(text));
}

/* 0 is "no record" of a reference, and "no" or nothing of a number. */
void demo_set_int(struct record *record, const char *field, int64_t number)
{
    int index = kind_field_index(record->kind, field);
    require(index >= 0);
    if (number || record->kind->fields[index].type != FIELD_REF)
        record->values[index] = v_int(number);
}

bool demo_set_day(struct demo *demo, struct record *record, const char *field, int64_t day)
{
    char text[DATE_TEXT_SIZE];
    if (day > demo->store->today_day)
        return false;
    date_to_storage(date_from_days((int32_t)day), text);
    record_set(record, field, v_text(arena_strdup(&demo->scratch, text)));
    return true;
}

int64_t demo_today_year(const struct demo *demo)
{
    return strtol(demo->store->today, NULL, 10);
}

bool demo_is_told(int64_t year)
{
    return year <= 2020 || year >= 2024;
}

enum err_code demo_write(struct demo *demo, struct record *record, struct err *err)
{
    if (demo->written++ % VALIDATE_EACH == 0) {
        struct issues issues = { .arena = &demo->scratch };
        record_validate(demo->store, NULL, record, &issues);
        if (issues.count) {
            *err = issues.items[0];
            return err->code;
        }
    }
    demo->uncommitted++;
    return entity_create(demo->store, record, NULL, err);
}

enum err_code demo_breathe(struct demo *demo, struct err *err)
{
    if (demo->uncommitted < COMMIT_RECORDS)
        return ERR_OK;
    demo->uncommitted = 0;
    return store_breathe(demo->store, err);
}

/* --- territory ---------------------------------------------------------------------------------------- */

/* The programmes of the database, the latest first: the one that holds at a unit is the first whose
 * territory is the unit or lies above it. */
struct holding {
    const char *code;
    int64_t unit, from_year, to_year;
};

static int64_t year_of(const char *date, int64_t missing)
{
    return date ? strtol(date, NULL, 10) : missing;
}

static enum err_code list_programmes(struct demo *demo, struct holding **ret_items, size_t *ret_count,
                                     struct err *err)
{
    struct entity_query every = { 0 };
    struct record_list list = { 0 };
    TRY(entity_list(demo->store, kind_by_slug("programmes"), &every, demo->arena, &list, err));
    *ret_items = ARENA_ARRAY(demo->arena, struct holding, list.count + 1);
    *ret_count = list.count;
    for (size_t i = 0; i < list.count; i++)
        (*ret_items)[i] = (struct holding){ record_text(&list.items[i], "code"),
                                            record_int(&list.items[i], "unit"),
                                            year_of(record_text(&list.items[i], "from_date"), 1945),
                                            year_of(record_text(&list.items[i], "to_date"), 2100) };
    return ERR_OK;
}

static void set_programmes(struct demo *demo, const struct holding *items, size_t count)
{
    for (size_t u = 0; u < demo->unit_count; u++)
        for (size_t i = 0; i < count; i++)
            for (const struct demo_unit *above = demo->units[u]; above; above = above->above)
                if (above->id == items[i].unit && items[i].from_year <= demo->units[u]->last_year &&
                    items[i].to_year >= demo->units[u]->first_year) {
                    demo->units[u]->programme = items[i].code;
                    demo->units[u]->programme_from = items[i].from_year;
                    demo->units[u]->programme_to = items[i].to_year;
                }
}

static bool is_wanted(const struct demo *demo, const char *province)
{
    const struct demo_request *request = demo->request;
    for (size_t i = 0; i < request->province_count; i++)
        if (strcmp(request->provinces[i], province) == 0)
            return true;
    for (size_t i = 0; i < COUNT(source_provinces) && !request->province_count; i++)
        if (strcmp(source_provinces[i], province) == 0)
            return true;
    return !request->province_count && request->households > FIVE_PROVINCES_MAX;
}

struct share {
    const struct unit *unit;
    unsigned weight;
    size_t households;
};

static void give_shares(struct share *shares, size_t count, size_t total)
{
    size_t sum = 0, seen = 0, given = 0;
    for (size_t i = 0; i < count; i++)
        sum += shares[i].weight;
    for (size_t i = 0; i < count; i++) {
        seen += shares[i].weight;
        size_t upto = (size_t)((unsigned __int128)total * seen / sum);
        shares[i].households = upto - given;
        given = upto;
    }
}

/* Communes of the province in the order of their districts, each with its part of them. */
static size_t list_communes(struct demo *demo, const struct territory *territory, const struct unit *province,
                            struct share **ret_shares)
{
    struct share *shares = NULL;
    size_t count = 0, capacity = 0;
    int32_t day = date_to_days(date_of(2020, 6, 1));
    struct unit_set districts = territory_children(territory, demo->arena, province, day);
    for (size_t d = 0; d < districts.count; d++) {
        const struct demo_district *row = demo_district(&demo->data, districts.items[d]->code);
        struct unit_set communes = territory_children(territory, demo->arena, districts.items[d], day);
        for (size_t c = 0; c < communes.count; c++) {
            const struct unit *unit = communes.items[c];
            struct chance chance = chance_of((uint64_t)demo->request->seed, "commune", (uint64_t)unit->id);
            size_t weight = (row ? row->weight : 5) * 10000u / communes.count;
            weight = weight * (size_t)chance_between(&chance, 60, 140) / (unit->type == UNIT_COMMUNE ? 100 : 250);
            *ARENA_PUSH(demo->arena, shares, count, capacity) = (struct share){ unit, (unsigned)weight + 1, 0 };
        }
    }
    *ret_shares = shares;
    return count;
}

/* A small demonstration is of a few communes that look like communes, those with a programme first. */
static size_t keep_some(struct demo *demo, struct share *shares, size_t count, size_t households)
{
    size_t wanted = households / COMMUNE_HOUSEHOLDS + 1, kept = 0;
    if (wanted >= count)
        return count;
    struct share *chosen = ARENA_ARRAY(demo->arena, struct share, count);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++)
            if ((pass == 0) == (shares[i].unit->parent == demo->first_district) && kept < wanted)
                chosen[kept++] = shares[i];
    memcpy(shares, chosen, kept * sizeof(*shares));
    return kept;
}

static struct demo_unit *unit_under(struct demo *demo, const struct territory *territory, const struct unit *unit)
{
    struct demo_unit *known = demo_unit_of(demo, unit->id);
    if (known)
        return known;
    const struct unit *parent = unit->parent ? territory_unit(territory, unit->parent) : NULL;
    if (parent && parent->level != LEVEL_NATION)
        (void)unit_under(demo, territory, parent);
    return demo_unit_add(demo, unit);
}

static void place_province(struct demo *demo, const struct territory *territory, const struct share *province)
{
    const struct demo_province *row = demo_province(&demo->data, province->unit->code);
    struct share *shares = NULL;
    size_t count = list_communes(demo, territory, province->unit, &shares);
    count = keep_some(demo, shares, count, province->households);
    give_shares(shares, count, province->households);
    for (size_t i = 0; i < count; i++) {
        struct demo_unit *commune = unit_under(demo, territory, shares[i].unit);
        const struct unit *district = territory_unit(territory, shares[i].unit->parent);
        const struct demo_district *own = demo_district(&demo->data, district->code);
        commune->household_count = shares[i].households;
        commune->province = row;
        commune->groups = own ? &own->groups : &row->groups;
        struct place now = territory_place(territory, shares[i].unit, date_to_days(date_of(2025, 7, 1)));
        if (demo_today_year(demo) >= 2025 && now.unit && now.unit->level == LEVEL_COMMUNE) {
            struct demo_unit *successor = unit_under(demo, territory, now.unit);
            successor->province = row;
            successor->groups = commune->groups;
            successor->predecessor = commune;
            commune->successor = successor;
        }
    }
}

static enum err_code place_all(struct demo *demo, struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(demo->store, &territory, err));
    struct share *shares = ARENA_ARRAY(demo->arena, struct share, demo->data.province_count);
    size_t count = 0;
    for (size_t i = 0; i < demo->data.province_count; i++) {
        const struct demo_province *row = &demo->data.provinces[i];
        struct unit_set found = territory_by_code(territory, demo->arena, row->code, LIST_GSO3,
                                                  date_to_days(date_of(2020, 6, 1)));
        if (is_wanted(demo, row->code) && found.count)
            shares[count++] = (struct share){ found.items[0], row->weight, 0 };
    }
    if (count < demo->request->province_count || count == 0)
        return err_set(err, ERR_INPUT, MSG_DEMO_PROVINCE);
    give_shares(shares, count, (size_t)demo->request->households);
    for (size_t i = 0; i < count; i++)
        place_province(demo, territory, &shares[i]);
    return ERR_OK;
}

/* --- what is there already -------------------------------------------------------------------------- */

static enum err_code note_body(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct demo *demo = context;
    struct demo_unit *unit = demo_unit_of(demo, record_int(record, "unit"));
    const char *kind = record_text(record, "kind");
    for (int org = 0; unit && org < DEMO_FUND_BOARD; org++)
        if (strcmp(demo_org_codes[org], record_text(record, "organisation")) == 0 &&
            strcmp(kind, "committee") == 0)
            unit->bodies[org] = record->id;
    return ERR_OK;
}

static enum err_code check_empty(struct demo *demo, struct err *err)
{
    struct entity_query every = { .all_states = true };
    int64_t count = 0;
    TRY(entity_count(demo->store, demo->kinds.households, &every, &count, err));
    return count ? err_set(err, ERR_STATE, MSG_DEMO_NOT_EMPTY) : ERR_OK;
}

static void find_kinds(struct demo_kinds *ret_kinds)
{
    *ret_kinds = (struct demo_kinds){
        kind_by_slug("units"),         kind_by_slug("bodies"),      kind_by_slug("cadres"),
        kind_by_slug("households"),    kind_by_slug("household_members"), kind_by_slug("memberships"),
        kind_by_slug("classifications"), kind_by_slug("assignments"), kind_by_slug("supports"),
        kind_by_slug("escape_outcomes"), kind_by_slug("residences"), kind_by_slug("needs"),
        kind_by_slug("same_as_links"), kind_by_slug("funds"),       kind_by_slug("ledger_entries"),
        kind_by_slug("donors"),        kind_by_slug("pledges"),     kind_by_slug("grants"),
        kind_by_slug("declared_figures"),
    };
}

/* --- the order of it all -------------------------------------------------------------------------------- */

/* All areas, then their place in the closure table at once. */
static enum err_code make_places(struct demo *demo, struct err *err)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < demo->unit_count; i++)
        TRY(demo_make_bodies(demo, demo->units[i], err));
    for (size_t i = 0; i < demo->unit_count; i++)
        if (demo->units[i]->household_count) {
            TRY(demo_make_areas(demo, demo->units[i], err));
            count += demo->units[i]->area_count;
        }
    int64_t *areas = ARENA_ARRAY(demo->arena, int64_t, count + 1);
    for (size_t i = 0; i < demo->unit_count; i++)
        for (size_t j = 0; j < demo->units[i]->area_count; j++)
            areas[at++] = demo->units[i]->areas[j].id;
    unit_changed(demo->store);
    return unit_reclose_only(demo->store, areas, count, err);
}

static enum err_code make_people(struct demo *demo, struct err *err)
{
    for (size_t i = 0; i < demo->unit_count; i++)
        if (demo->units[i]->household_count)
            TRY(demo_make_households(demo, demo->units[i], err));
    for (size_t i = 0; i < demo->unit_count; i++)
        if (demo->units[i]->successor)
            demo->units[i]->successor->stands_for[DEMO_ENTRIES - 1] += demo->units[i]->stands_for[DEMO_ENTRIES - 1];
    return ERR_OK;
}

/* A new commune names people and places of one of those it came from. */
static void inherit(struct demo_unit *unit)
{
    if (!unit->predecessor)
        return;
    unit->households = unit->predecessor->households;
    unit->sample_count = unit->predecessor->sample_count;
    unit->areas = unit->predecessor->areas;
    unit->area_count = unit->predecessor->area_count;
}

static enum err_code make_rest(struct demo *demo, struct err *err)
{
    struct demo_recipes *recipes = NULL;
    TRY(demo_recipes_read(demo, &recipes, err));
    demo->commune_permille = demo->unit_count < FEW_UNITS ? 1000 : 450;
    TRY(demo_make_registers(demo, recipes, NULL, err));
    for (int level = LEVEL_PROVINCE; level <= LEVEL_COMMUNE; level++) /* money comes from above */
        for (size_t i = 0; i < demo->unit_count; i++)
            if ((int)demo->units[i]->level == level) {
                inherit(demo->units[i]);
                TRY(demo_make_totals(demo, demo->units[i], err));
                TRY(demo_make_money(demo, demo->units[i], err));
                TRY(demo_make_registers(demo, recipes, demo->units[i], err));
            }
    return ERR_OK;
}

static enum err_code make_within(struct demo *demo, struct err *err)
{
    struct holding *programmes = NULL;
    size_t programme_count = 0;
    struct entity_query every = { 0 };
    TRY(check_empty(demo, err));
    TRY(list_programmes(demo, &programmes, &programme_count, err));
    for (size_t i = 0; i < programme_count; i++) {
        const struct territory *territory = NULL;
        TRY(unit_territory(demo->store, &territory, err));
        const struct unit *unit = territory_unit(territory, programmes[i].unit);
        if (unit && unit->level == LEVEL_DISTRICT)
            demo->first_district = unit->id;
    }
    TRY(place_all(demo, err));
    set_programmes(demo, programmes, programme_count);
    TRY(entity_each(demo->store, demo->kinds.bodies, &every, note_body, demo, err));
    TRY(make_places(demo, err));
    TRY(make_people(demo, err));
    TRY(make_rest(demo, err));
    return demo_make_links(demo, err);
}

enum err_code demo_make(struct store *store, const struct demo_request *request, struct arena *arena,
                        struct demo_result *result, struct err *err)
{
    struct demo demo = { .store = store, .arena = arena, .request = request, .result = result };
    demo.known.arena = arena;
    demo.lean = request->households > FIVE_PROVINCES_MAX;
    (void)arena_alloc(&demo.scratch, 1, 1); /* so that its first block stays */
    find_kinds(&demo.kinds);
    demo_data_load(arena, &demo.data);
    store_hold(store, HOLD_ALL);
    enum err_code code = db_begin(store->db, err);
    if (code == ERR_OK)
        code = make_within(&demo, err);
    code = db_finish(store->db, code, err);
    store_hold(store, HOLD_NONE);
    unit_changed(store);
    result->records = demo.written - result->households;
    arena_done(&demo.scratch);
    return code;
}
