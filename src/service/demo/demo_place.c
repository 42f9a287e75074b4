/* SPDX-License-Identifier: Apache-2.0 */
#include "service/demo/demo_parts.h"

#include "base/date.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

enum { AREA_HOUSEHOLDS = 9, AREAS_MAX = 16 };

const char *const demo_org_codes[DEMO_ORG_MAX_] = {
    "fatherland_front",     "farmers_union", "womens_union",     "youth_union",
    "veterans_association", "trade_union",   "peoples_committee", "fatherland_front",
};

struct demo_unit *demo_unit_of(const struct demo *demo, int64_t id)
{
    int64_t at = id ? idmap_get(&demo->known, id, 0) : 0;
    return at ? demo->units[at - 1] : NULL;
}

struct demo_unit *demo_unit_add(struct demo *demo, const struct unit *unit)
{
    struct demo_unit *made = ARENA_NEW(demo->arena, struct demo_unit);
    *made = (struct demo_unit){ .id = unit->id,
                                .code = arena_strdup(demo->arena, unit->code),
                                .name = arena_strdup(demo->arena, unit->name),
                                .level = (enum unit_level)unit->level,
                                .founding = unit->founding,
                                .above = demo_unit_of(demo, unit->parent),
                                .rural = unit->type == UNIT_COMMUNE };
    made->first_year = unit->list == LIST_GSO2 ? 2025 : 2016;
    made->last_year = unit->list == LIST_GSO2 ? 2026 : 2024;
    *ARENA_PUSH(demo->arena, demo->units, demo->unit_count, demo->unit_capacity) = made;
    idmap_put(&demo->known, made->id, (int64_t)demo->unit_count);
    return made;
}

/* --- bodies ------------------------------------------------------------------------------------ */

static const char *const body_ranks[] = { "chair", "vice_chair", "specialist" };

static enum err_code make_cadre(struct demo *demo, struct demo_unit *unit, enum demo_org org, const char *rank,
                                const char *position, struct err *err)
{
    struct chance chance = chance_of((uint64_t)demo->request->seed, rank, (uint64_t)unit->bodies[org]);
    struct demo_person person = { .group = "kinh" };
    person.female = org == DEMO_WOMEN || (org != DEMO_VETERANS && chance_happens(&chance, 300));
    if (unit->groups && chance_happens(&chance, 550))
        person.group = demo_word(unit->groups, &chance);
    person.region = unit->province ? unit->province->villages->style : NULL;
    int64_t from = unit->level == LEVEL_AREA ? 2015 : unit->first_year - 1;
    person.birth_year = org == DEMO_YOUTH    ? chance_between(&chance, 1985, 1994)
                        : org == DEMO_VETERANS ? chance_between(&chance, 1952, 1968)
                                               : chance_between(&chance, 1958, 1986);
    demo_name(&demo->data, &chance, &demo->scratch, &person);
    struct record *record = demo_record(demo, demo->kinds.cadres);
    demo_set_text(record, "full_name", person.name);
    demo_set_int(record, "body", unit->bodies[org]);
    demo_set_text(record, "rank", rank);
    demo_set_text(record, "position", position);
    demo_set_text(record, "sex", person.female ? "female" : "male");
    demo_set_int(record, "birth_year", person.birth_year);
    demo_set_int(record, "signs", strcmp(rank, "chair") == 0);
    (void)demo_set_day(demo, record, "from_date", date_to_days(date_of((int)from, 4, 15)));
    TRY(demo_write(demo, record, err));
    if (!unit->cadres[org])
        unit->cadres[org] = record->id;
    return ERR_OK;
}

static const char *chair_of(enum demo_org org)
{
    return org == DEMO_YOUTH ? "Bí thư" : org == DEMO_FUND_BOARD ? "Trưởng ban" : "Chủ tịch";
}

static enum err_code make_body(struct demo *demo, struct demo_unit *unit, enum demo_org org, struct err *err)
{
    struct record *record = body_record(demo->store, &demo->scratch, demo_org_codes[org], unit->id,
                                        unit->name, (enum unit_level)unit->level);
    if (org == DEMO_FUND_BOARD) {
        demo_set_text(record, "kind", "fund_mobilisation_board");
        demo_set_text(record, "name", body_full_name(&demo->scratch, "Ban Vận động Quỹ “Vì người nghèo”",
                                                     unit->name));
    }
    if (unit->above && unit->above->bodies[org]) {
        demo_set_int(record, "superior", unit->above->bodies[org]);
        demo_set_text(record, "superior_relation", org == DEMO_FRONT ? "consults" : "directs");
    }
    int64_t from = date_to_days(date_of(unit->level == LEVEL_AREA ? 2014 : (int)unit->first_year, unit->level == LEVEL_AREA ? 3 : 7, 1));
    if (unit->first_year >= 2025)
        (void)demo_set_day(demo, record, "from_date", from);
    TRY(demo_write(demo, record, err));
    unit->bodies[org] = record->id;
    return ERR_OK;
}

enum err_code demo_make_bodies(struct demo *demo, struct demo_unit *unit, struct err *err)
{
    struct arena_mark mark = arena_mark(&demo->scratch);
    for (int org = 0; org < DEMO_ORG_MAX_; org++) {
        if (!unit->bodies[org])
            TRY(make_body(demo, unit, (enum demo_org)org, err));
        for (size_t i = 0; i < COUNT(body_ranks) && org < DEMO_GOVERNMENT; i++) {
            const char *position = i == 0 ? chair_of((enum demo_org)org) : i == 1 ? "Phó" : "Cán bộ chuyên trách";
            if (i < 2 || org == DEMO_FRONT)
                TRY(make_cadre(demo, unit, (enum demo_org)org, body_ranks[i], position, err));
        }
        arena_release(&demo->scratch, mark);
    }
    return ERR_OK;
}

/* --- residential areas --------------------------------------------------------------------------- */

static const char *area_name(struct demo *demo, const struct demo_unit *commune, size_t number,
                             struct chance *chance)
{
    const struct demo_villages *villages = commune->province->villages;
    const struct demo_words *names = &villages->names;
    const char *type = commune->rural ? villages->rural : villages->urban;
    if (!commune->rural || names->count == 0 || number > names->count)
        return arena_printf(demo->arena, "%s %zu", type, number);
    size_t start = chance_below(chance, names->count); /* the same for all areas of the commune */
    return arena_printf(demo->arena, "%s %s", type, names->items[(start + number * 7) % names->count]);
}

static enum err_code make_area(struct demo *demo, struct demo_unit *commune, const char *from, size_t number,
                               struct err *err)
{
    struct chance chance = chance_of((uint64_t)demo->request->seed, "areas", (uint64_t)commune->id);
    struct demo_unit *area = &commune->areas[number - 1];
    *area = (struct demo_unit){ .code = arena_printf(demo->arena, "%s.%02zu", commune->code, number),
                                .name = area_name(demo, commune, number, &chance),
                                .level = LEVEL_AREA,
                                .founding = commune->founding,
                                .above = commune,
                                .province = commune->province,
                                .groups = commune->groups,
                                .rural = commune->rural };
    struct record *record = demo_record(demo, demo->kinds.units);
    record->id = store_next_id(demo->store, commune->founding);
    demo_set_text(record, "code", area->code);
    demo_set_text(record, "list", unit_list_code(LIST_LOCAL));
    demo_set_text(record, "level", unit_level_code(LEVEL_AREA));
    demo_set_text(record, "type", unit_types[commune->rural ? UNIT_VILLAGE : UNIT_RESIDENTIAL_GROUP].code);
    demo_set_text(record, "official_name", area->name);
    demo_set_int(record, "parent", commune->id);
    demo_set_text(record, "valid_from", from);
    demo_set_int(record, "founding", (int64_t)commune->founding);
    TRY(demo_write(demo, record, err));
    area->id = record->id;
    for (int org = 0; org < DEMO_AREA_ORGS; org++) {
        if (chance_happens(&chance, org == DEMO_FRONT ? 0 : 25))
            continue; /* a gap: no branch here */
        TRY(make_body(demo, area, (enum demo_org)org, err));
        if (org == DEMO_FRONT || chance_happens(&chance, 500))
            TRY(make_cadre(demo, area, (enum demo_org)org, org == DEMO_FRONT ? "area_head" : "branch_head",
                           org == DEMO_FRONT ? "Trưởng ban" : org == DEMO_YOUTH ? "Bí thư" : "Chi hội trưởng", err));
    }
    return ERR_OK;
}

enum err_code demo_make_areas(struct demo *demo, struct demo_unit *commune, struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(demo->store, &territory, err));
    const struct unit *unit = territory_unit(territory, commune->id);
    char from[DATE_TEXT_SIZE];
    date_to_storage(date_from_days(unit->from_day), from);
    size_t count = commune->household_count / AREA_HOUSEHOLDS + 2;
    commune->area_count = count < AREAS_MAX ? count : AREAS_MAX;
    commune->areas = ARENA_ARRAY(demo->arena, struct demo_unit, commune->area_count);
    for (size_t number = 1; number <= commune->area_count; number++) {
        struct arena_mark mark = arena_mark(&demo->scratch);
        TRY(make_area(demo, commune, from, number, err));
        arena_release(&demo->scratch, mark);
    }
    return demo_breathe(demo, err);
}
