/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/geojson.h"

#include "paper_files.h"

#include <stdio.h>
#include <string.h>

static enum err_code read_text(const char *text, struct geo_file *file, struct err *err)
{
    const char *path = paper_path("map.json");
    FILE *out = fopen(path, "w");
    CHECK(out && fputs(text, out) >= 0);
    if (out)
        (void)fclose(out);
    return geo_read(path, test_arena(), file, err);
}

#define FEATURE(properties, type, coordinates) \
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":" properties \
    ",\"geometry\":{\"type\":\"" type "\",\"coordinates\":" coordinates "}}]}"
#define SQUARE "[[[105,20],[106,20],[106,21],[105,21],[105,20]]]"

void test_geojson__polygons(void)
{
    struct geo_file file;
    struct err err = { 0 };
    CHECK_OK(read_text(FEATURE("{\"ma\":8,\"ten\":\"Một\",\"x\":1.5,\"y\":null}", "Polygon", SQUARE), &file, &err), &err);
    CHECK_INT((int64_t)file.count, 1);
    CHECK_INT((int64_t)file.shapes[0].property_count, 2);
    CHECK_TEXT(file.shapes[0].properties[0].value, "8");
    CHECK_TEXT(file.shapes[0].properties[1].value, "Một");
    CHECK_INT((int64_t)file.shapes[0].rings[0].count, 5);
    CHECK_INT(file.shapes[0].rings[0].points[2], 106 * GEO_DEGREE);
    CHECK_OK(read_text(FEATURE("null", "MultiPolygon", "[" SQUARE "," SQUARE "]"), &file, &err), &err);
    CHECK_INT((int64_t)file.shapes[0].ring_count, 2);
    CHECK_INT((int64_t)file.shapes[0].property_count, 0);
}

/* Two squares with a common side: arcs forwards and backwards, points as steps. */
void test_geojson__topology(void)
{
    struct geo_file file;
    struct err err = { 0 };
    CHECK_OK(read_text("{\"type\":\"Topology\",\"transform\":{\"scale\":[0.5,0.5],\"translate\":[100,10]},\"objects\":{\"xa\":{"
                       "\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\",\"arcs\":[[0,1]],\"properties\":{\"ma\":\"1\"}},"
                       "{\"type\":\"MultiPolygon\",\"arcs\":[[[-1,2]]],\"properties\":{\"ma\":\"2\"}}]}},\"arcs\":["
                       "[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]]}",
                       &file, &err),
             &err);
    CHECK_INT((int64_t)file.count, 2);
    const struct geo_ring *left = &file.shapes[0].rings[0], *right = &file.shapes[1].rings[0];
    CHECK_INT((int64_t)left->count, 5);
    CHECK_INT((int64_t)right->count, 5);
    CHECK_INT(left->points[0], 101 * GEO_DEGREE);
    CHECK_INT(right->points[0], 101 * GEO_DEGREE);
    CHECK_INT(right->points[1], 11 * GEO_DEGREE); /* the common arc, backwards: from its end */
}

void test_geojson__refused(void)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        { "", "boundary.json" },
        { "{\"type\":", "boundary.json" },
        { "[]", "boundary.form" },
        { "{\"type\":\"FeatureCollection\",\"features\":[]}", "boundary.form" },
        { "{\"type\":\"Topology\",\"objects\":{}}", "boundary.form" },
        { FEATURE("{}", "Point", "[105,20]"), "boundary.type" },
        { FEATURE("{}", "Polygon", "[]"), "boundary.ring" },
        { FEATURE("{}", "Polygon", "[[[105,20],[106,20],[106,21]]]"), "boundary.ring" },
        { FEATURE("{}", "Polygon", "[[[105,20],[106,20],[106,21],[105,21]]]"), "boundary.ring" },
        { FEATURE("{}", "Polygon", "[[[\"a\",20],[106,20],[106,21],[105,20]]]"), "boundary.ring" },
        { FEATURE("{}", "Polygon", "[[[540000,2300000],[540100,2300000],[540100,2300100],[540000,2300000]]]"), "boundary.degrees" },
        { "{\"type\":\"Topology\",\"objects\":{\"a\":{\"geometries\":[{\"type\":\"Polygon\",\"arcs\":[[7]]}]}},\"arcs\":[]}", "boundary.ring" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct geo_file file;
        struct err err = { 0 };
        CHECK(read_text(cases[i].text, &file, &err) == ERR_INPUT);
        CHECK_TEXT(msg_key(err.msg), cases[i].why);
    }
}
