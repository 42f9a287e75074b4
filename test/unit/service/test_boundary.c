/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/boundary.h"

#include "../store_fixture.h"
#include "service/unit/unit.h"

#include <stdio.h>
#include <string.h>

enum { MAP_DAY = 17500 }; /* 2017-11-30 */

static struct unit_set children_of(struct store *store, const char *named, int64_t *ret_unit)
{
    const struct territory *territory = NULL;
    struct err err = { 0 };
    CHECK_OK(unit_territory(store, &territory, &err), &err);
    CHECK_OK(unit_resolve(store, named, NULL, ret_unit, &err), &err);
    return territory_children(territory, test_arena(), territory_unit(territory, *ret_unit), MAP_DAY);
}

/* Squares in a row, one for each unit; running numbers beside the codes; codes as numbers without their zeros. */
static const char *map_file(struct unit_set units, bool as_numbers)
{
    const char *path = fixture_file("units.geojson");
    FILE *out = fopen(path, "w");
    CHECK(out != NULL);
    fprintf(out, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < units.count; i++) {
        const char *code = units.items[i]->code;
        fprintf(out, "%s{\"type\":\"Feature\",\"properties\":{\"stt\":%zu,\"ma\":%s%s%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                     "[[[%zu,13],[%zu,13],[%zu,14],[%zu,14],[%zu,13]]]}}",
                i ? "," : "", i + 1, as_numbers ? "" : "\"", as_numbers ? code + strspn(code, "0") : code,
                as_numbers ? "" : "\"", 100 + i, 101 + i, 101 + i, 100 + i, 100 + i);
    }
    fprintf(out, "]}");
    (void)fclose(out);
    return path;
}

static void check_load(bool as_numbers)
{
    struct store store;
    struct boundary_load load;
    struct boundary_map map;
    struct err err = { 0 };
    int64_t district = 0;
    if (!fixture_open(&store))
        return fixture_close(&store);
    struct unit_set communes = children_of(&store, "631@2017-06-01", &district);
    CHECK(communes.count > 5);
    CHECK_OK(boundary_load(&store, map_file(communes, as_numbers), MAP_DAY, test_arena(), &load, &err), &err);
    CHECK_TEXT(load.property, "ma");
    CHECK_INT(load.matched, (int64_t)communes.count);
    CHECK_INT((int64_t)load.unmatched_count, 0);
    CHECK_OK(boundary_map(&store, district, MAP_DAY, test_arena(), &map, &err), &err);
    CHECK_INT((int64_t)map.count, (int64_t)communes.count);
    CHECK(map.width == 1500 && map.height > 0 && map.height < map.width);
    for (size_t i = 0; i < map.count; i++)
        CHECK(map.shapes[i].path[0] == 'M' && map.shapes[i].path[strlen(map.shapes[i].path) - 1] == 'z');
    CHECK_OK(boundary_load(&store, map_file(communes, as_numbers), MAP_DAY, test_arena(), &load, &err), &err); /* again */
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM boundary"), (int64_t)communes.count);
    CHECK_OK(boundary_clear(&store, &err), &err);
    CHECK_OK(boundary_map(&store, district, MAP_DAY, test_arena(), &map, &err), &err);
    CHECK_INT((int64_t)map.count, 0);
    fixture_close(&store);
}

void test_boundary__codes(void)
{
    check_load(false);
}

void test_boundary__codes_as_numbers(void)
{
    check_load(true);
}

void test_boundary__refused(void)
{
    struct store store;
    struct boundary_load load;
    struct err err = { 0 };
    int64_t district = 0;
    if (!fixture_open(&store))
        return fixture_close(&store);
    struct unit_set communes = children_of(&store, "631@2017-06-01", &district);
    struct unit nowhere = { .code = "khong-co" };
    const struct unit *units[] = { &nowhere, &nowhere };
    const char *path = map_file((struct unit_set){ units, COUNT(units) }, false);
    CHECK(boundary_load(&store, path, 0, test_arena(), &load, &err) == ERR_INPUT); /* in 1970 nothing was in force */
    CHECK_TEXT(msg_key(err.msg), "boundary.no_code");
    store.actor.scope_unit = communes.items[0]->id;
    CHECK(boundary_load(&store, path, MAP_DAY, test_arena(), &load, &err) == ERR_FORBIDDEN);
    CHECK(boundary_clear(&store, &err) == ERR_FORBIDDEN);
    store.actor.scope_unit = 0;
    fixture_close(&store);
}
