/* SPDX-License-Identifier: Apache-2.0 */
#include "village_fixture.h"

#include "service/programme/programmes.h"
#include "service/unit/unit.h"

void village_day(struct store *store, int year, int month, int day)
{
    store_set_now(store, ((int64_t)date_to_days(date_of(year, month, day)) * 86400 + 3600) * 1000);
}

int64_t village_unit(struct store *store, const char *named)
{
    struct err err = { 0 };
    int64_t unit = 0;
    CHECK_OK(unit_resolve(store, named, NULL, &unit, &err), &err);
    return unit;
}

int64_t village_body(struct store *store, int64_t unit, const char *organisation)
{
    const struct kind *kind = kind_by_slug("bodies");
    struct cond *conds[] = {
        cond_compare(test_arena(), kind_field_index(kind, "unit"), COND_EQ, v_int(unit)),
        cond_compare(test_arena(), kind_field_index(kind, "organisation"), COND_EQ,
                     v_text(organisation)),
    };
    struct entity_query query = { .where = cond_all(test_arena(), conds, COUNT(conds)) };
    struct record_list list = { 0 };
    struct err err = { 0 };
    CHECK_OK(entity_list(store, kind, &query, test_arena(), &list, &err), &err);
    CHECK(list.count > 0);
    return list.count ? list.items[0].id : 0;
}

int64_t village_household(struct village *v, int64_t unit, const char *name, const char *class,
                         const char *lead, int64_t *ret_classification)
{
    struct record *made = MAKE(&v->store, "households", arena_printf(test_arena(), "head_name=%s", name),
                               fixture_ref("unit", unit), "member_count=4");
    const char *of = fixture_ref("household", made->id);
    struct record *found = MAKE(&v->store, "classifications", of, "year=2017", "standard=std_2016",
                                arena_printf(test_arena(), "class=%s", class));
    if (lead)
        MAKE(&v->store, "assignments", of, "year=2017", "from_date=2017-06-01",
             fixture_ref("lead_body", village_body(&v->store, unit, lead)),
             fixture_ref("classification", found->id));
    *ret_classification = found->id;
    return made->id;
}

void village_support(struct village *v, int64_t household, int64_t unit, const char *organisation,
                    const char *type, const char *value)
{
    MAKE(&v->store, "supports", fixture_ref("household", household), type, "on_date=2017-09-10", value,
         fixture_ref("provider_body", village_body(&v->store, unit, organisation)));
}

void village_model(struct village *v, int64_t unit, const char *organisation, const char *type)
{
    struct record *made = MAKE(&v->store, "models", "name=Mô hình", type, "year=2017",
                               "contents=economy_poverty", fixture_ref("unit", unit),
                               fixture_ref("lead_body", village_body(&v->store, unit, organisation)));
    fixture_act(&v->store, "models", made->id, "start");
}

static void fill(struct village *v)
{
    int64_t class = 0;
    int64_t first = village_household(v, v->ia_din, "Siu Thử Một", "poor", "farmers_union", &class);
    fixture_act(&v->store, "classifications", class, "finalise");
    village_household(v, v->ia_din, "Rơ Châm Thử Hai", "poor", "womens_union", &v->doubtful);
    village_household(v, v->ia_din, "Kpuih Thử Ba", "near_poor", NULL, &class);
    fixture_act(&v->store, "classifications", class, "finalise");
    int64_t other = village_household(v, v->ia_krel, "Rơ Mah Thử Bốn", "poor", NULL, &class);
    fixture_act(&v->store, "classifications", class, "finalise");
    village_support(v, first, v->ia_din, "farmers_union", "type=housing", "value=5000000");
    village_support(v, first, v->ia_din, "womens_union", "type=livelihood", "value=1000000");
    village_support(v, other, v->ia_krel, "fatherland_front", "type=visit_gift", "value=500000");
    village_model(v, v->ia_din, "farmers_union", "type=safe_food");
    village_model(v, v->ia_din, "youth_union", "type=environment");
    village_model(v, v->district, "trade_union", "type=workplace_model");
}

bool village_open(struct village *v)
{
    struct err err = { 0 };
    struct mistakes mistakes = { .arena = test_arena() };
    struct programme_load_result loaded = { 0 };
    *v = (struct village){ 0 };
    if (!fixture_open(&v->store))
        return false;
    village_day(&v->store, 2017, 12, 20);
    CHECK_OK(programme_load(&v->store, &(const struct programme_load){ .path = "programmes/duc_co_2017.yaml" }, test_arena(), &mistakes, &loaded,
                            &err),
             &err);
    CHECK_OK(programme_open(&v->store, "duc_co_2017", test_arena(), &v->programme, &err), &err);
    if (!v->programme)
        return false;
    v->ia_din = village_unit(&v->store, "23866@2017-12-20");
    v->ia_krel = village_unit(&v->store, "23863@2017-12-20");
    v->district = village_unit(&v->store, "631@2017-12-20");
    fill(v);
    return true;
}
