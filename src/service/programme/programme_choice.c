/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/programme_choice.h"

#include "service/unit/unit.h"

#include <stdlib.h>
#include <string.h>

/* On any day: a programme of a province that was merged concerns the one it became. */
static enum err_code concerns(struct store *store, int64_t unit, int64_t place, bool *ret_concerns, struct err *err)
{
    int64_t has = 0;
    TRY(db_one_int(store->db, STMT_CLOSURE_HAS_EVER, ARGS(v_int(place), v_int(unit)), 0, &has, err));
    if (!has)
        TRY(db_one_int(store->db, STMT_CLOSURE_HAS_EVER, ARGS(v_int(unit), v_int(place)), 0, &has, err));
    *ret_concerns = has != 0;
    return ERR_OK;
}

static const char *end_of(const struct programme_choice *choice)
{
    const char *end = record_text(choice->record, "to_date");
    return end ? end : "9";
}

static int by_nearness(const void *a, const void *b)
{
    const struct programme_choice *one = a, *other = b;
    int ends = strcmp(end_of(other), end_of(one));
    if (one->is_here != other->is_here)
        return one->is_here ? -1 : 1;
    return ends ? ends : one->record->id < other->record->id ? -1 : one->record->id > other->record->id;
}

enum err_code programme_choices(struct store *store, struct arena *arena, struct programme_choice **ret_choices,
                                size_t *ret_count, struct err *err)
{
    struct entity_query query = { 0 };
    struct record_list list = { 0 };
    TRY(entity_list(store, kind_by_slug("programmes"), &query, arena, &list, err));
    struct programme_choice *choices = ARENA_ARRAY(arena, struct programme_choice, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        int64_t unit = record_int(&list.items[i], "unit"), place = store->actor.scope_unit;
        choices[i] = (struct programme_choice){ .record = &list.items[i], .is_here = !place || unit == place };
        if (unit)
            choices[i].territory = unit_name(store, arena, unit);
        if (unit && !choices[i].is_here)
            TRY(concerns(store, unit, place, &choices[i].is_here, err));
    }
    if (list.count)
        qsort(choices, list.count, sizeof(*choices), by_nearness);
    *ret_choices = choices;
    *ret_count = list.count;
    return ERR_OK;
}
