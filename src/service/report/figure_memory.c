/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/figure_memory.h"

#include "domain/measure_form.h"
#include "store/memory.h"
#include "store/tally.h"

#include <string.h>

/* A group as it is remembered; its keys are ids. */
struct kept {
    int64_t keys[MEASURE_DIMS_MAX], value;
};

bool figure_is_remembered(const struct store *store, const struct measure *measure, const struct measure_cut *sql)
{
    for (size_t i = 0; i < sql->dim_count; i++)
        if (!sql->dims[i].level)
            return false;
    return store->memory && measure->aggregate == AGGREGATE_DISTINCT && sql->state_day && tally_can_keep(measure) &&
           !sql->units_given && sql->first_year == sql->last_year;
}

static const char *key_of(struct store *store, const struct measure *measure, const struct measure_cut *sql, struct arena *arena)
{
    const char *levels = "";
    for (size_t i = 0; i < sql->dim_count; i++)
        levels = arena_printf(arena, "%s %s", levels, sql->dims[i].level);
    return arena_printf(arena, "figure %s | %lld %lld %s %s %lld%s%s | %lld", measure_canonical(arena, measure),
                        (long long)sql->scope_unit, (long long)sql->scope_day, sql->first_day, sql->next_day,
                        (long long)sql->state_day, sql->by_date ? " by date" : "", levels, (long long)store->today_day);
}

enum err_code figure_recall(struct store *store, const struct measure *measure, const struct measure_cut *sql,
                            struct arena *arena, struct memory_moment *ret_moment, bool *ret_found,
                            struct figure_groups *ret_groups, struct err *err)
{
    const void *bytes = NULL;
    size_t count = 0;
    TRY(memory_find(store, key_of(store, measure, sql, arena), arena, ret_moment, &bytes, err));
    *ret_found = bytes != NULL;
    if (!bytes)
        return ERR_OK;
    memcpy(&count, bytes, sizeof(count));
    struct figure_group *items = ARENA_ARRAY(arena, struct figure_group, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct kept kept;
        memcpy(&kept, (const char *)bytes + sizeof(count) + i * sizeof(kept), sizeof(kept));
        items[i] = (struct figure_group){ .number = number_known(kept.value) };
        for (size_t j = 0; j < sql->dim_count; j++)
            items[i].keys[j] = v_int(kept.keys[j]);
    }
    *ret_groups = (struct figure_groups){ .items = items, .count = count, .key_count = sql->dim_count,
                                          .nothing = { .known = true } };
    return ERR_OK;
}

void figure_remember(struct store *store, const struct measure *measure, const struct measure_cut *sql,
                     const struct memory_moment *moment, const struct figure_groups *groups)
{
    CLEANUP(buf_done) struct buf bytes = { 0 };
    const struct memory_source source = {
        .kind = measure->kind->slug,
        .date_field = measure->date_field >= 0 ? measure->kind->fields[measure->date_field].name : NULL,
        .year = (int)sql->first_year,
    };
    buf_add_n(&bytes, &groups->count, sizeof(groups->count));
    for (size_t i = 0; i < groups->count; i++) {
        struct kept kept = { .value = groups->items[i].number.value };
        for (size_t j = 0; j < sql->dim_count; j++) {
            if (groups->items[i].keys[j].type != VALUE_INT)
                return;
            kept.keys[j] = groups->items[i].keys[j].i;
        }
        buf_add_n(&bytes, &kept, sizeof(kept));
    }
    memory_keep(store, moment, &source, 1, bytes.data, bytes.len);
}
