/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/geojson.h"

#include <jansson.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

struct reader {
    struct arena *arena;
    struct geo_file *file;
    size_t point_count;
    json_t *arcs; /* of a topology; else NULL */
    double scale[2], translate[2];
    bool is_quantised;
    struct err *err;
};

static enum err_code wrong(struct reader *reader, enum msg why)
{
    return err_set(reader->err, ERR_INPUT, why, err_int((int64_t)reader->file->count));
}

/* --- points ------------------------------------------------------------------------------------------------ */

struct line {
    int32_t *points;
    size_t count, capacity;
};

static enum err_code add_point(struct reader *reader, struct line *line, double longitude, double latitude)
{
    if (!(fabs(longitude) <= 180 && fabs(latitude) <= 90))
        return wrong(reader, MSG_BOUNDARY_DEGREES);
    if (++reader->point_count > GEO_POINTS_MAX)
        return err_set(reader->err, ERR_LIMIT, MSG_BOUNDARY_POINTS, err_int(GEO_POINTS_MAX));
    int32_t x = (int32_t)lround(longitude * GEO_DEGREE), y = (int32_t)lround(latitude * GEO_DEGREE);
    size_t count = line->count * 2;
    if (count && line->points[count - 2] == x && line->points[count - 1] == y)
        return ERR_OK; /* the same metre */
    *ARENA_PUSH(reader->arena, line->points, count, line->capacity) = x;
    *ARENA_PUSH(reader->arena, line->points, count, line->capacity) = y;
    line->count++;
    return ERR_OK;
}

static bool position(const json_t *at, double *ret_x, double *ret_y)
{
    const json_t *x = json_array_get(at, 0), *y = json_array_get(at, 1);
    if (!json_is_number(x) || !json_is_number(y))
        return false;
    *ret_x = json_number_value(x);
    *ret_y = json_number_value(y);
    return true;
}

static enum err_code add_positions(struct reader *reader, struct line *line, const json_t *positions)
{
    double x = 0, y = 0;
    for (size_t i = 0; i < json_array_size(positions); i++) {
        if (!position(json_array_get(positions, i), &x, &y))
            return wrong(reader, MSG_BOUNDARY_RING);
        TRY(add_point(reader, line, x, y));
    }
    return ERR_OK;
}

/* An arc of the topology, forwards or, for ~index, backwards; its points are steps where it is quantised. */
static enum err_code add_arc(struct reader *reader, struct line *line, json_int_t index)
{
    bool is_backwards = index < 0;
    const json_t *arc = json_array_get(reader->arcs, (size_t)(is_backwards ? ~index : index));
    size_t count = json_array_size(arc);
    double (*points)[2] = arena_alloc(reader->arena, count + 1, sizeof(*points));
    double x = 0, y = 0, sum_x = 0, sum_y = 0;
    if (count < 2)
        return wrong(reader, MSG_BOUNDARY_RING);
    for (size_t i = 0; i < count; i++) {
        if (!position(json_array_get(arc, i), &x, &y))
            return wrong(reader, MSG_BOUNDARY_RING);
        sum_x = reader->is_quantised ? sum_x + x : x;
        sum_y = reader->is_quantised ? sum_y + y : y;
        points[i][0] = sum_x * reader->scale[0] + reader->translate[0];
        points[i][1] = sum_y * reader->scale[1] + reader->translate[1];
    }
    for (size_t i = 0; i < count; i++)
        TRY(add_point(reader, line, points[is_backwards ? count - 1 - i : i][0], points[is_backwards ? count - 1 - i : i][1]));
    return ERR_OK;
}

/* --- shapes --------------------------------------------------------------------------------------------------- */

static enum err_code add_ring(struct reader *reader, struct geo_shape *shape, size_t *capacity, const json_t *ring)
{
    struct line line = { 0 };
    if (reader->arcs)
        for (size_t i = 0; i < json_array_size(ring); i++)
            TRY(add_arc(reader, &line, json_integer_value(json_array_get(ring, i))));
    else
        TRY(add_positions(reader, &line, ring));
    size_t last = line.count ? (line.count - 1) * 2 : 0;
    if (line.count < 2 || line.points[0] != line.points[last] || line.points[1] != line.points[last + 1])
        return wrong(reader, MSG_BOUNDARY_RING);
    if (line.count >= 4) /* smaller than a metre: nothing is left of it */
        *ARENA_PUSH(reader->arena, shape->rings, shape->ring_count, *capacity) =
            (struct geo_ring){ line.points, line.count };
    return ERR_OK;
}

static enum err_code add_polygon(struct reader *reader, struct geo_shape *shape, size_t *capacity, const json_t *rings)
{
    if (!json_array_size(rings))
        return wrong(reader, MSG_BOUNDARY_RING);
    for (size_t i = 0; i < json_array_size(rings); i++)
        TRY(add_ring(reader, shape, capacity, json_array_get(rings, i)));
    return ERR_OK;
}

static void read_properties(struct reader *reader, struct geo_shape *shape, json_t *properties)
{
    const char *name = NULL;
    json_t *value = NULL;
    shape->properties = ARENA_ARRAY(reader->arena, struct geo_property, json_object_size(properties) + 1);
    json_object_foreach(properties, name, value) {
        const char *text = json_is_string(value)  ? arena_strdup(reader->arena, json_string_value(value)) :
                           json_is_integer(value) ? arena_printf(reader->arena, "%lld", (long long)json_integer_value(value)) :
                                                    NULL;
        if (text)
            shape->properties[shape->property_count++] =
                (struct geo_property){ arena_strdup(reader->arena, name), text };
    }
}

static enum err_code add_shape(struct reader *reader, const json_t *geometry, json_t *properties)
{
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *parts = json_object_get(geometry, reader->arcs ? "arcs" : "coordinates");
    size_t capacity = 0;
    if (reader->file->count == GEO_SHAPES_MAX)
        return err_set(reader->err, ERR_LIMIT, MSG_BOUNDARY_SHAPES, err_int(GEO_SHAPES_MAX));
    struct geo_shape *shape = &reader->file->shapes[reader->file->count++];
    *shape = (struct geo_shape){ 0 };
    read_properties(reader, shape, properties);
    if (type && strcmp(type, "Polygon") == 0)
        return add_polygon(reader, shape, &capacity, parts);
    if (!type || strcmp(type, "MultiPolygon") != 0)
        return wrong(reader, MSG_BOUNDARY_TYPE);
    for (size_t i = 0; i < json_array_size(parts); i++)
        TRY(add_polygon(reader, shape, &capacity, json_array_get(parts, i)));
    return ERR_OK;
}

/* --- files ------------------------------------------------------------------------------------------------------ */

static void make_room(struct reader *reader, size_t more)
{
    struct geo_shape *shapes = ARENA_ARRAY(reader->arena, struct geo_shape, reader->file->count + more + 1);
    if (reader->file->count)
        memcpy(shapes, reader->file->shapes, reader->file->count * sizeof(*shapes));
    reader->file->shapes = shapes;
}

static enum err_code read_features(struct reader *reader, const json_t *root)
{
    const json_t *features = json_object_get(root, "features");
    make_room(reader, json_array_size(features));
    for (size_t i = 0; i < json_array_size(features); i++) {
        const json_t *feature = json_array_get(features, i);
        TRY(add_shape(reader, json_object_get(feature, "geometry"), json_object_get(feature, "properties")));
    }
    return ERR_OK;
}

static enum err_code read_topology(struct reader *reader, const json_t *root)
{
    const json_t *transform = json_object_get(root, "transform");
    const char *name = NULL;
    json_t *object = NULL;
    reader->arcs = json_object_get(root, "arcs");
    reader->is_quantised = transform != NULL;
    reader->scale[0] = reader->scale[1] = 1;
    if (transform && (!position(json_object_get(transform, "scale"), &reader->scale[0], &reader->scale[1]) ||
                      !position(json_object_get(transform, "translate"), &reader->translate[0], &reader->translate[1])))
        return wrong(reader, MSG_BOUNDARY_FORM);
    json_object_foreach(json_object_get(root, "objects"), name, object) {
        const json_t *geometries = json_object_get(object, "geometries");
        make_room(reader, json_array_size(geometries));
        for (size_t i = 0; i < json_array_size(geometries); i++) {
            const json_t *geometry = json_array_get(geometries, i);
            TRY(add_shape(reader, geometry, json_object_get(geometry, "properties")));
        }
    }
    return ERR_OK;
}

static enum err_code read_root(struct reader *reader, const json_t *root)
{
    const char *type = json_string_value(json_object_get(root, "type"));
    if (type && strcmp(type, "FeatureCollection") == 0)
        TRY(read_features(reader, root));
    else if (type && strcmp(type, "Topology") == 0 && json_is_array(json_object_get(root, "arcs")))
        TRY(read_topology(reader, root));
    else
        return wrong(reader, MSG_BOUNDARY_FORM);
    return reader->file->count ? ERR_OK : wrong(reader, MSG_BOUNDARY_FORM);
}

enum err_code geo_read(const char *path, struct arena *arena, struct geo_file *ret_file, struct err *err)
{
    struct reader reader = { .arena = arena, .file = ret_file, .err = err };
    json_error_t where;
    struct stat stat_of;
    *ret_file = (struct geo_file){ 0 };
    if (stat(path, &stat_of) != 0)
        return wrong(&reader, MSG_BOUNDARY_FORM);
    if (stat_of.st_size > GEO_FILE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, MSG_BOUNDARY_LARGE, err_int(GEO_FILE_BYTES_MAX >> 20));
    json_t *root = json_load_file(path, 0, &where);
    if (!root)
        return err_set(err, ERR_INPUT, MSG_BOUNDARY_JSON, err_int(where.line), err_int(where.column));
    enum err_code code = read_root(&reader, root);
    json_decref(root);
    return code;
}
