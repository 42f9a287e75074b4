/* SPDX-License-Identifier: Apache-2.0 */
#include "service/import/import_parts.h"

#include "service/programme/programmes.h"

/* The Front and the socio-political organisations with branches among the people; trade unions are at
 * workplaces. */
const char *const import_area_organisations[] = { "fatherland_front", "farmers_union",   "womens_union",
                                                  "youth_union",      "veterans_association", NULL };

enum err_code import_area_bodies(struct store *store, int64_t area, const char *const *organisations,
                                 int64_t *ret_made, struct err *err)
{
    *ret_made = 0;
    for (; *organisations; organisations++)
        TRY(area_body_ensure(store, *organisations, area, ret_made, err));
    return ERR_OK;
}

/* The programmes in force, read once, with their territories. */
static enum err_code load_programmes(struct import *import, struct err *err)
{
    const struct kind *kind = kind_by_slug("programmes");
    struct cond *in_force =
        cond_compare(import->arena, COND_FIELD_STATE, COND_EQ, v_text("in_force"));
    struct entity_query query = { .where = in_force };
    struct record_list list = { 0 };
    import->programmes_loaded = true;
    TRY(entity_list(import->store, kind, &query, import->arena, &list, err));
    import->programmes = ARENA_ARRAY(import->arena, struct import_programme, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        struct import_programme *programme = &import->programmes[import->programme_count];
        TRY(programme_open(import->store, record_text(&list.items[i], "code"), import->arena,
                           &programme->programme, err));
        TRY(programme_unit(import->store, programme->programme, &programme->unit, err));
        import->programme_count++;
    }
    return ERR_OK;
}

/* The area lies in the programme's territory, on the last day both were in force. */
static enum err_code covers(struct import *import, const struct import_programme *programme, int64_t area,
                            bool *ret_covers, struct err *err)
{
    int64_t day = 0, has = 0;
    TRY(unit_scope_day(import->store, programme->unit, NULL, &day, err));
    TRY(db_one_int(import->store->db, STMT_CLOSURE_HAS,
                   ARGS(v_int(programme->unit), v_int(area), v_int(day)), 0, &has, err));
    *ret_covers = has != 0;
    return ERR_OK;
}

enum err_code import_make_bodies(struct import *import, int64_t area, int64_t *ret_made, struct err *err)
{
    bool any = false;
    *ret_made = 0;
    if (!import->request->body_organisations)
        return ERR_OK;
    if (!import->programmes_loaded)
        TRY(load_programmes(import, err));
    for (size_t i = 0; i < import->programme_count; i++) {
        bool in_it = false;
        int64_t made = 0;
        TRY(covers(import, &import->programmes[i], area, &in_it, err));
        if (!in_it)
            continue;
        any = true;
        TRY(programme_area_bodies(import->store, import->programmes[i].programme, area, &made, err));
        *ret_made += made;
    }
    if (any)
        return ERR_OK;
    return import_area_bodies(import->store, area, import->request->body_organisations, ret_made, err);
}
