/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/lead.h"

#include "base/date.h"
#include "service/record/record.h"
#include "service/unit/unit.h"

enum { YEARS_TRIED = 3 };

enum err_code lead_review_year(struct store *store, struct arena *arena, int64_t unit, int64_t *ret_year, struct err *err)
{
    const struct kind *classifications = kind_by_slug("classifications");
    struct entity_query query = { .sort_field = kind_field_index(classifications, "year") + 1, .descending = true,
                                  .limit = 1, .scope_unit = unit, .scope_day = store->today_day };
    struct record_list list = { 0 };
    struct err hidden = { 0 };
    *ret_year = 0;
    if (store->actor.line || record_may_read(store, classifications, &hidden) != ERR_OK)
        return ERR_OK;
    /* Of this year or one of the last, as a rule: the first record found says so, where sorting all would look at each. */
    int this_year = date_from_days((int32_t)store->today_day).year;
    for (int year = this_year; year > this_year - YEARS_TRIED && !*ret_year; year--) {
        struct entity_query of_year = { .limit = 1, .scope_unit = unit, .scope_day = store->today_day,
                                        .where = cond_compare(arena, query.sort_field - 1, COND_EQ, v_int(year)) };
        TRY(entity_list(store, classifications, &of_year, arena, &list, err));
        *ret_year = list.count ? year : 0;
    }
    if (*ret_year)
        return ERR_OK;
    TRY(entity_list(store, classifications, &query, arena, &list, err));
    *ret_year = list.count ? record_int(&list.items[0], "year") : 0;
    return ERR_OK;
}

/* How many records of `kind` refer to a household in the year, and fit. */
static struct cond *counted(struct arena *arena, const struct kind *kind, int64_t year, struct cond *where,
                            enum cond_op op)
{
    struct cond_linked *linked = ARENA_NEW(arena, struct cond_linked);
    struct cond *of_year = cond_compare(arena, kind_field_index(kind, "year"), COND_EQ, v_int(year));
    *linked = (struct cond_linked){ .kind = kind, .reference = kind_field_index(kind, "household"),
                                    .aggregate = AGGREGATE_COUNT, .field = -1,
                                    .where = cond_counted(arena, kind, cond_both(arena, of_year, where)) };
    return cond_linked(arena, linked, op, v_int(0), 0, 0);
}

struct cond *lead_missing(struct arena *arena, int64_t year)
{
    const struct kind *households = kind_by_slug("households"), *classifications = kind_by_slug("classifications");
    struct cond *is_poor = cond_compare(arena, kind_field_index(classifications, "class"), COND_EQ, v_text("poor"));
    struct cond *needs[] = { counted(arena, classifications, year, is_poor, COND_GT),
                             cond_compare(arena, kind_field_index(households, "destitute"), COND_EQ, v_int(1)) };
    return cond_both(arena, cond_any(arena, needs, 2), counted(arena, kind_by_slug("assignments"), year, NULL, COND_EQ));
}

enum err_code lead_state_of(struct store *store, struct arena *arena, const struct record *household, int64_t *ret_year,
                            enum lead_state *ret_state, struct err *err)
{
    struct entity_query query = { 0 };
    int64_t count = 0, commune = 0;
    *ret_state = LEAD_UNKNOWN;
    TRY(unit_commune_today(store, record_int(household, "unit"), &commune, err));
    TRY(lead_review_year(store, arena, commune, ret_year, err));
    if (!*ret_year)
        return ERR_OK;
    query.where = cond_both(arena, cond_compare(arena, COND_FIELD_ID, COND_EQ, v_int(household->id)), lead_missing(arena, *ret_year));
    TRY(entity_count(store, kind_by_slug("households"), &query, &count, err));
    *ret_state = count ? LEAD_MISSING : LEAD_NOT_NEEDED;
    return ERR_OK;
}
