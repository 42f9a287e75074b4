/* SPDX-License-Identifier: Apache-2.0
 * ?state=active&year>=2017&q=ro+cham&sort=-year&within=631@2017-06-01&limit=25&cursor=… */
#include "http/api.h"

#include "base/vitext.h"
#include "http/cursor.h"
#include "http/fields.h"
#include "service/unit/unit.h"

#include <string.h>

enum { LIMIT_DEFAULT = 25, LIMIT_MAX = 500, SORTED_MAX = 150000 };

/* "year>" and "2017" were split at the "=" of "year>=2017". */
static const char *filter_text(struct call *call, const struct query_pair *pair)
{
    return pair->value ? arena_printf(&call->arena, "%s=%s", pair->name, pair->value) : pair->name;
}

static enum err_code read_filters(struct call *call, const struct kind *kind, struct entity_query *query,
                                  struct err *err)
{
    struct cond *conds[CALL_QUERY_MAX];
    size_t count = 0;
    for (size_t i = 0; i < call->query_count; i++) {
        const struct query_pair *pair = &call->query[i];
        if (strcmp(pair->name, "lang") == 0 || shape_field(call->route->query, pair->name))
            continue;
        enum err_code code = filter_parse(call->store, kind, filter_text(call, pair), &call->arena,
                                          &conds[count++], err);
        if (code != ERR_OK && !err->where[0])
            (void)err_at(err, "%.*s", (int)strcspn(pair->name, "!<>=~"), pair->name);
        TRY(code);
        query->all_states = query->all_states || strncmp(pair->name, "state", 5) == 0;
    }
    if (count)
        query->where = cond_all(&call->arena, conds, count);
    return ERR_OK;
}

static enum err_code read_sort(struct call *call, const struct kind *kind, struct entity_query *query,
                               struct err *err)
{
    const char *sort = call_query(call, "sort");
    if (!sort)
        return ERR_OK;
    query->descending = *sort == '-';
    sort += query->descending;
    const struct field *field = kind_field(kind, sort);
    if (!field || field->hidden) {
        if (strcmp(sort, "id") == 0)
            return ERR_OK;
        (void)err_set(err, ERR_USAGE, MSG_FIELD_UNKNOWN, kind->slug, sort);
        return err_at(err, "sort");
    }
    bool hides = field->personal != PERSONAL_NONE && !call->store->actor.sees_personal;
    if (hides || field_is_secret(field)) { /* the order would tell what the mask hides */
        (void)err_set(err, ERR_FORBIDDEN, field_is_secret(field) ? MSG_FILTER_SECRET : MSG_FILTER_PERSONAL,
                      field->vi);
        return err_at(err, "sort");
    }
    query->sort_field = kind_field_index(kind, sort) + 1;
    return ERR_OK;
}

/* A commune's register has never so many records: counting them would cost a tenth of the page. */
static bool is_of_commune(struct call *call, const struct kind *kind, int64_t unit)
{
    struct unit_place place = { 0 };
    struct err ignored = { 0 };
    return unit && kind->unit && unit_place_get(call->store, unit, &place, &ignored) == ERR_OK && place.commune;
}

/* A page of a list that nothing keeps in order costs the whole list: a country's is not sorted for one page of it. */
static enum err_code check_sort(struct call *call, const struct kind *kind, const struct entity_query *query, struct err *err)
{
    bool is_sortable = true;
    if (call->route->lane == LANE_READ && !is_of_commune(call, kind, query->scope_unit) &&
        !is_of_commune(call, kind, call->store->actor.scope_unit))
        TRY(entity_is_sortable(call->store, kind, query, SORTED_MAX, &is_sortable, err));
    if (is_sortable)
        return ERR_OK;
    (void)err_set(err, ERR_USAGE, MSG_LIST_SORT_MANY, err_int(SORTED_MAX), kind->fields[query->sort_field - 1].vi);
    return err_at(err, "sort");
}

enum err_code list_query_read(struct call *call, const struct kind *kind, struct entity_query *query,
                              struct err *err)
{
    const char *within = call_query(call, "within"), *words = call_query(call, "q");
    const char *cursor = call_query(call, "cursor");
    TRY(read_filters(call, kind, query, err));
    query->all_states = query->all_states || call_query_true(call, "all");
    if (within) {
        TRY(unit_resolve(call->store, within, NULL, &query->scope_unit, err));
        TRY(unit_scope_day(call->store, query->scope_unit, call_query(call, "as_of"), &query->scope_day, err));
    }
    if (words) {
        struct text_words folded = text_words(&call->arena, words);
        query->words = folded.items;
        query->word_count = folded.count;
    }
    TRY(read_sort(call, kind, query, err));
    TRY(check_sort(call, kind, query, err));
    TRY(call_query_int(call, "limit", LIMIT_DEFAULT, 1, LIMIT_MAX, &query->limit, err));
    return cursor ? cursor_read(call, cursor, query, err) : ERR_OK;
}
