/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/builtin_units.h"

static void unit_validity(struct unit *unit)
{
    static const int32_t days[LIST_MAX_][2] = {
        [LIST_LOCAL] = { BUILTIN_NATION_FROM_DAY, TERRITORY_LAST_DAY },
        [LIST_GSO3] = { BUILTIN_GSO3_FROM_DAY, BUILTIN_GSO2_FROM_DAY },
        [LIST_GSO2] = { BUILTIN_GSO2_FROM_DAY, TERRITORY_LAST_DAY },
    };
    unit->from_day = days[unit->list][0];
    unit->to_day = days[unit->list][1];
}

void builtin_rows(struct arena *arena, struct unit **ret_units, size_t *ret_unit_count,
                  struct lineage **ret_lineages, size_t *ret_lineage_count)
{
    struct unit *units = ARENA_ARRAY(arena, struct unit, builtin_unit_count);
    for (size_t i = 0; i < builtin_unit_count; i++) {
        const struct builtin_unit *row = &builtin_units[i];
        units[i] = (struct unit){ .id = builtin_unit_id(i),
                                  .parent = i ? builtin_unit_id(row->parent) : 0,
                                  .code = row->code,
                                  .name = builtin_unit_name(i),
                                  .list = row->list,
                                  .level = row->level,
                                  .type = row->type,
                                  .founding = row->founding };
        unit_validity(&units[i]);
    }
    struct lineage *lineages = ARENA_ARRAY(arena, struct lineage, builtin_lineage_count);
    for (size_t i = 0; i < builtin_lineage_count; i++)
        lineages[i] = (struct lineage){ .id = builtin_lineage_id(i),
                                        .from = builtin_unit_id(builtin_lineages[i].from),
                                        .to = builtin_unit_id(builtin_lineages[i].to),
                                        .on_day = BUILTIN_GSO2_FROM_DAY,
                                        .type = builtin_lineages[i].type };
    *ret_units = units;
    *ret_unit_count = builtin_unit_count;
    *ret_lineages = lineages;
    *ret_lineage_count = builtin_lineage_count;
}
