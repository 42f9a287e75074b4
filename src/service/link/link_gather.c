/* SPDX-License-Identifier: Apache-2.0 */
#include "service/link/link_gather.h"

#include "base/buf.h"
#include "base/date.h"
#include "service/unit/unit.h"

#include <string.h>

static const struct linkage_field fields[] = {
    { LINKAGE_NAME, { LINK_CELL_NAME }, 1 },   { LINKAGE_CODE, { LINK_CELL_SEX }, 1 },
    { LINKAGE_DATE, { LINK_CELL_BIRTH }, 1 },  { LINKAGE_CITIZEN_ID, { LINK_CELL_ID }, 1 },
    { LINKAGE_PHONE, { LINK_CELL_PHONE }, 1 }, { LINKAGE_PLACE, { LINK_CELL_COMMUNE }, 1 },
    { LINKAGE_CODE, { LINK_CELL_AREA }, 1 },
};
_Static_assert(COUNT(fields) == LINK_CELLS, "a cell without its field");

const char *link_date_cell(struct arena *arena, const char *date)
{
    struct date day = { 0 };
    char text[DATE_TEXT_SIZE];
    if (!date || !*date)
        return NULL;
    if (!date_from_storage(date, &day))
        return date;
    date_to_external(day, text);
    return arena_strdup(arena, text);
}

static const char *id_cell(struct arena *arena, int64_t id)
{
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    return arena_strdup(arena, text);
}

/* The communes of today that the unit may lie in, and its area. */
static enum err_code add_place(struct link_gathered *gathered, int64_t unit, struct err *err)
{
    const struct territory *territory = NULL;
    struct store *store = gathered->store;
    TRY(unit_territory(store, &territory, err));
    struct link_place_cell *cell =
        ARENA_PUSH(gathered->arena, gathered->place_cells, gathered->place_count, gathered->place_capacity);
    *cell = (struct link_place_cell){ 0 };
    idmap_put(&gathered->places, unit, (int64_t)gathered->place_count);
    const struct unit *known = territory_unit(territory, unit);
    if (!known)
        return ERR_OK;
    if (known->level == LEVEL_AREA)
        cell->area = id_cell(gathered->arena, unit);
    struct unit_set chain = territory_chain(territory, gathered->arena, known, (int32_t)store->today_day);
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i]->level == LEVEL_COMMUNE)
            cell->commune = id_cell(gathered->arena, chain.items[i]->id);
    if (cell->commune)
        return ERR_OK;
    CLEANUP(buf_done) struct buf out = { 0 };
    struct unit_set candidates = territory_candidates(territory, gathered->arena, known, (int32_t)store->today_day);
    for (size_t i = 0; i < candidates.count; i++)
        if (candidates.items[i]->level == LEVEL_COMMUNE)
            buf_printf(&out, "%s%s", out.len ? "|" : "", id_cell(gathered->arena, candidates.items[i]->id));
    cell->commune = out.len ? arena_strdup(gathered->arena, buf_text(&out)) : NULL;
    return ERR_OK;
}

enum err_code link_place_know(struct link_gathered *gathered, int64_t unit, struct err *err)
{
    return !unit || idmap_get(&gathered->places, unit, 0) ? ERR_OK : add_place(gathered, unit, err);
}

void link_place_cells(const struct link_gathered *gathered, int64_t unit, const char **cells)
{
    int64_t at = unit ? idmap_get(&gathered->places, unit, 0) : 0;
    cells[LINK_CELL_COMMUNE] = at ? gathered->place_cells[at - 1].commune : NULL;
    cells[LINK_CELL_AREA] = at ? gathered->place_cells[at - 1].area : NULL;
}

static const char *copied(struct link_gathered *gathered, const struct record *record, const char *field)
{
    const char *text = record_text(record, field);
    return text && *text ? arena_strdup(gathered->arena, text) : NULL;
}

static enum err_code take_household(void *context, const struct record *record, struct err *err)
{
    struct link_gathered *gathered = context;
    int64_t unit = record_int(record, "unit");
    const char *cells[LINK_CELLS] = {
        [LINK_CELL_NAME] = copied(gathered, record, "head_name"),
        [LINK_CELL_SEX] = copied(gathered, record, "head_sex"),
        [LINK_CELL_BIRTH] = link_date_cell(gathered->arena, copied(gathered, record, "head_birth_date")),
        [LINK_CELL_PHONE] = copied(gathered, record, "phone"),
    };
    TRY(link_place_know(gathered, unit, err));
    link_place_cells(gathered, unit, cells);
    size_t count = gathered->household_count;
    for (size_t i = 0; i < LINK_CELLS; i++) {
        size_t at = count * LINK_CELLS + i;
        *ARENA_PUSH(gathered->arena, gathered->cells, at, gathered->cell_capacity) = cells[i];
    }
    *ARENA_PUSH(gathered->arena, gathered->households, count, gathered->household_capacity) = record->id;
    gathered->household_count = count;
    idmap_put(&gathered->index, record->id, (int64_t)count);
    return ERR_OK;
}

static enum err_code take_member(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct link_gathered *gathered = context;
    int64_t at = idmap_get(&gathered->index, record_int(record, "household"), 0);
    if (!at)
        return ERR_OK;
    const char *cells[LINK_CELLS] = {
        [LINK_CELL_NAME] = copied(gathered, record, "full_name"),
        [LINK_CELL_SEX] = copied(gathered, record, "sex"),
        [LINK_CELL_BIRTH] = link_date_cell(gathered->arena, copied(gathered, record, "birth_date")),
        [LINK_CELL_ID] = copied(gathered, record, "id_number"),
    };
    const char *relation = record_text(record, "relation");
    if (relation && strcmp(relation, "head") == 0)
        gathered->cells[(size_t)(at - 1) * LINK_CELLS + LINK_CELL_ID] = cells[LINK_CELL_ID];
    size_t count = gathered->member_count;
    for (size_t i = 0; i < LINK_CELLS; i++) {
        size_t cell = count * LINK_CELLS + i;
        *ARENA_PUSH(gathered->arena, gathered->member_cells, cell, gathered->member_cell_capacity) = cells[i];
    }
    *ARENA_PUSH(gathered->arena, gathered->owners, count, gathered->owner_capacity) = (uint32_t)(at - 1);
    gathered->member_count = count;
    return ERR_OK;
}

enum err_code link_gather(struct store *store, int64_t unit, struct link_gathered *gathered, struct err *err)
{
    struct entity_query query = { .scope_unit = unit };
    gathered->store = store;
    gathered->index.arena = gathered->places.arena = gathered->arena;
    if (unit)
        TRY(unit_scope_day(store, unit, NULL, &query.scope_day, err));
    TRY(entity_each(store, kind_by_slug("households"), &query, take_household, gathered, err));
    return entity_each(store, kind_by_slug("household_members"), &query, take_member, gathered, err);
}

struct linkage_input link_gather_input(const struct link_gathered *gathered)
{
    return (struct linkage_input){
        .fields = fields, .field_count = COUNT(fields), .cells = gathered->cells, .column_count = LINK_CELLS,
        .record_count = gathered->household_count, .member_cells = gathered->member_cells,
        .member_owners = gathered->owners, .member_count = gathered->member_count,
    };
}
