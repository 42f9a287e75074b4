/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/boundary.h"

#include "base/buf.h"
#include "service/unit/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- loading ------------------------------------------------------------------------------------------------- */

static enum err_code need_country(const struct store *store, struct err *err)
{
    return actor_is_bound(&store->actor) ? err_set(err, ERR_FORBIDDEN, MSG_SCOPE_PLACE) : ERR_OK;
}

static bool is_number(const char *text)
{
    size_t len = strspn(text, "0123456789");
    return len > 0 && !text[len];
}

/* The unit of that code. With a width, numbers get back the zeros that a spreadsheet took from their front. */
static const struct unit *unit_of_code(const struct territory *territory, struct arena *arena, const char *code,
                                       int width, int32_t day)
{
    if (width && is_number(code) && strlen(code) < (size_t)width)
        code = arena_printf(arena, "%0*ld", width, strtol(code, NULL, 10));
    struct unit_set found = territory_by_code(territory, arena, code, LIST_MAX_, day);
    return found.count ? found.items[found.count - 1] : NULL;
}

static const char *property_of(const struct geo_shape *shape, const char *name)
{
    for (size_t i = 0; i < shape->property_count; i++)
        if (strcmp(shape->properties[i].name, name) == 0)
            return shape->properties[i].value;
    return NULL;
}

/* How well a property tells the units: shapes whose value is the code of a unit of the level most of them are
 * of (running numbers hit units of any), then how long its values are. */
struct fitness {
    const char *property;
    int width; /* of the codes; 0: as they are */
    enum unit_level level;
    size_t matched, length;
};

static struct fitness fitness_of(const struct geo_file *file, const char *property, int width,
                                 const struct territory *territory, struct arena *arena, int32_t day)
{
    struct fitness fitness = { .property = property, .width = width };
    size_t matched[LEVEL_MAX_] = { 0 };
    for (size_t i = 0; i < file->count; i++) {
        const char *value = property_of(&file->shapes[i], property);
        const struct unit *unit = value ? unit_of_code(territory, arena, value, width, day) : NULL;
        fitness.length += value ? strlen(value) : 0;
        if (unit)
            matched[unit->level]++;
    }
    for (int level = 0; level < LEVEL_MAX_; level++)
        if (matched[level] > fitness.matched) {
            fitness.matched = matched[level];
            fitness.level = (enum unit_level)level;
        }
    return fitness;
}

static struct fitness best_property(const struct geo_file *file, const struct territory *territory,
                                    struct arena *arena, int32_t day)
{
    static const int widths[] = { 0, 2, 3, 5 }; /* of provinces, districts, communes */
    struct fitness best = { 0 };
    for (size_t i = 0; i < file->shapes[0].property_count * COUNT(widths); i++) {
        const char *property = file->shapes[0].properties[i / COUNT(widths)].name;
        struct fitness fitness = fitness_of(file, property, widths[i % COUNT(widths)], territory, arena, day);
        if (fitness.matched > best.matched || (fitness.matched == best.matched && fitness.length > best.length))
            best = fitness;
    }
    return best;
}

static void write_ring(struct buf *out, const struct geo_ring *ring)
{
    int32_t x = 0, y = 0;
    if (out->len)
        buf_add_char(out, ';');
    for (size_t i = 0; i < ring->count; i++) {
        buf_printf(out, "%s%d %d", i ? " " : "", ring->points[2 * i] - x, ring->points[2 * i + 1] - y);
        x = ring->points[2 * i];
        y = ring->points[2 * i + 1];
    }
}

/* All shapes of one unit are its outline. */
static enum err_code keep_unit(struct store *store, const struct geo_file *file, const struct unit *const *units,
                               size_t first, struct boundary_load *load, struct err *err)
{
    CLEANUP(buf_done) struct buf shape = { 0 };
    for (size_t i = 0; i < first; i++)
        if (units[i] == units[first])
            return ERR_OK; /* kept with the first */
    for (size_t i = first; i < file->count; i++)
        for (size_t j = 0; units[i] == units[first] && j < file->shapes[i].ring_count; j++) {
            write_ring(&shape, &file->shapes[i].rings[j]);
            load->points += (int64_t)file->shapes[i].rings[j].count;
        }
    load->matched++;
    return db_run(store->db, STMT_BOUNDARY_PUT, ARGS(v_int(units[first]->id), v_text(buf_text(&shape))), NULL, err);
}

static enum err_code keep_all(struct store *store, const struct geo_file *file, const struct unit *const *units,
                              struct boundary_load *load, struct err *err)
{
    TRY(db_begin(store->db, err));
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < file->count; i++)
        if (units[i])
            code = keep_unit(store, file, units, i, load, err);
    return db_finish(store->db, code, err);
}

enum err_code boundary_load(struct store *store, const char *path, int32_t day, struct arena *arena,
                            struct boundary_load *ret_load, struct err *err)
{
    const struct territory *territory = NULL;
    struct geo_file file = { 0 };
    *ret_load = (struct boundary_load){ 0 };
    TRY(need_country(store, err));
    TRY(geo_read(path, arena, &file, err));
    TRY(unit_territory(store, &territory, err));
    struct fitness best = best_property(&file, territory, arena, day);
    ret_load->property = best.property;
    ret_load->shapes = (int64_t)file.count;
    if (best.matched == 0)
        return err_set(err, ERR_INPUT, MSG_BOUNDARY_NO_CODE);
    const struct unit **units = ARENA_ARRAY(arena, const struct unit *, file.count + 1);
    for (size_t i = 0; i < file.count; i++) {
        const char *code = property_of(&file.shapes[i], ret_load->property);
        units[i] = code ? unit_of_code(territory, arena, code, best.width, day) : NULL;
        units[i] = units[i] && units[i]->level == best.level ? units[i] : NULL;
        if (!units[i] && ret_load->unmatched_count < BOUNDARY_UNMATCHED_MAX)
            ret_load->unmatched[ret_load->unmatched_count++] = code ? code : "";
    }
    return keep_all(store, &file, units, ret_load, err);
}

enum err_code boundary_clear(struct store *store, struct err *err)
{
    TRY(need_country(store, err));
    return db_run(store->db, STMT_BOUNDARY_CLEAR, NO_ARGS, NULL, err);
}

/* --- the map ---------------------------------------------------------------------------------------------------- */

enum { MAP_STEPS = 1500 };

struct outline {
    int64_t unit;
    struct geo_ring *rings;
    size_t count, capacity;
};

static void read_shape(const char *text, struct arena *arena, struct outline *outline)
{
    while (*text) {
        int32_t *points = NULL;
        size_t count = 0, capacity = 0;
        int64_t x = 0, y = 0;
        while (*text && *text != ';') {
            char *end = NULL;
            x += strtol(text, &end, 10);
            y += strtol(end, &end, 10);
            text = end + strspn(end, " ");
            *ARENA_PUSH(arena, points, count, capacity) = (int32_t)x;
            *ARENA_PUSH(arena, points, count, capacity) = (int32_t)y;
        }
        text += *text == ';';
        *ARENA_PUSH(arena, outline->rings, outline->count, outline->capacity) = (struct geo_ring){ points, count / 2 };
    }
}

static enum err_code read_outlines(struct store *store, struct unit_set units, struct arena *arena,
                                   struct outline **ret_outlines, size_t *ret_count, struct err *err)
{
    struct outline *outlines = ARENA_ARRAY(arena, struct outline, units.count + 1);
    *ret_outlines = outlines;
    *ret_count = 0;
    for (size_t i = 0; i < units.count; i++) {
        CLEANUP(rows_done) struct rows rows = { 0 };
        bool has = false;
        TRY(db_query(store->db, STMT_BOUNDARY_GET, ARGS(v_int(units.items[i]->id)), &rows, err));
        TRY(rows_next(&rows, &has, err));
        if (!has)
            continue;
        outlines[*ret_count].unit = units.items[i]->id;
        read_shape(rows_text(&rows, 0), arena, &outlines[(*ret_count)++]);
    }
    return ERR_OK;
}

/* From degrees to the picture: east is shortened as it is in the middle of the map, north is up. */
struct projection {
    double west, north, east_step, north_step;
};

static bool project(const struct outline *outlines, size_t count, struct projection *ret, struct boundary_map *map)
{
    int32_t west = INT32_MAX, east = INT32_MIN, south = INT32_MAX, north = INT32_MIN;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < outlines[i].count; j++)
            for (size_t k = 0; k < outlines[i].rings[j].count; k++) {
                int32_t x = outlines[i].rings[j].points[2 * k], y = outlines[i].rings[j].points[2 * k + 1];
                west = x < west ? x : west;
                east = x > east ? x : east;
                south = y < south ? y : south;
                north = y > north ? y : north;
            }
    if (west >= east || south >= north)
        return false;
    double shorter = cos(((double)south + north) / 2 / GEO_DEGREE * M_PI / 180);
    double wide = ((double)east - west) * shorter, high = (double)north - south;
    double step = MAP_STEPS / (wide > high ? wide : high);
    *ret = (struct projection){ west, north, shorter * step, step };
    map->width = (int64_t)ceil(wide * step);
    map->height = (int64_t)ceil(high * step);
    return true;
}

static const char *draw(const struct outline *outline, const struct projection *projection, struct arena *arena)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < outline->count; i++) {
        const struct geo_ring *ring = &outline->rings[i];
        long last_x = 0, last_y = 0;
        size_t drawn = 0;
        for (size_t j = 0; j + 1 < ring->count; j++) { /* the last is the first: "z" */
            long x = lround((ring->points[2 * j] - projection->west) * projection->east_step);
            long y = lround((projection->north - ring->points[2 * j + 1]) * projection->north_step);
            if (drawn && x == last_x && y == last_y)
                continue;
            if (drawn)
                buf_printf(&out, "l%ld %ld", x - last_x, y - last_y);
            else
                buf_printf(&out, "M%ld %ld", x, y);
            drawn++;
            last_x = x;
            last_y = y;
        }
        if (drawn)
            buf_add_char(&out, 'z');
    }
    return arena_strdup(arena, buf_text(&out));
}

enum err_code boundary_map(struct store *store, int64_t unit, int32_t day, struct arena *arena,
                           struct boundary_map *ret_map, struct err *err)
{
    const struct territory *territory = NULL;
    struct outline *outlines = NULL;
    struct projection projection;
    size_t count = 0;
    *ret_map = (struct boundary_map){ 0 };
    TRY(unit_territory(store, &territory, err));
    const struct unit *own = territory_unit(territory, unit);
    if (!own)
        return err_set(err, ERR_NOT_FOUND, MSG_UNIT_UNKNOWN, err_int(unit));
    TRY(read_outlines(store, territory_children(territory, arena, own, day), arena, &outlines, &count, err));
    if (!project(outlines, count, &projection, ret_map))
        return ERR_OK;
    ret_map->shapes = ARENA_ARRAY(arena, struct boundary_shape, count + 1);
    for (; ret_map->count < count; ret_map->count++)
        ret_map->shapes[ret_map->count] = (struct boundary_shape){
            outlines[ret_map->count].unit, draw(&outlines[ret_map->count], &projection, arena)
        };
    return ERR_OK;
}
