/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scope.h"

#include "base/date.h"
#include "store/entity_parts.h"

#include <string.h>

static int64_t scope_day(const struct store *store)
{
    return store->actor.scope_day ? store->actor.scope_day : store->today_day;
}

struct record_scope scope_of(const struct store *store)
{
    const struct actor *actor = &store->actor;
    return (struct record_scope){
        .unit = actor->scope_unit,
        .day = scope_day(store),
        .until_day = actor->scope_day != 0,
        .line = actor->line,
        .published = actor->role == ROLE_NONE,
    };
}

static bool is_unit(const struct kind *kind)
{
    return strcmp(kind->slug, "units") == 0;
}

static enum err_code is_in_place(struct store *store, const struct record *record, enum scope_act act,
                                 bool *ret_in, struct err *err)
{
    const struct kind *kind = record->kind;
    int64_t unit = 0, has = 0;
    *ret_in = !store->actor.scope_unit || (!kind->unit && !is_unit(kind));
    if (*ret_in)
        return ERR_OK;
    if (is_unit(kind)) /* a new unit counts nowhere yet: its superior must lie in the scope */
        unit = act == SCOPE_CREATE ? record_int(record, "parent") : record->id;
    else
        unit = record_int(record, kind->unit);
    bool was_apart = db_apart(store->db, true); /* nothing that waits in memory is asked for */
    enum err_code code = db_one_int(store->db, STMT_CLOSURE_HAS,
                                    ARGS(v_int(store->actor.scope_unit), v_int(unit), v_int(scope_day(store))), 0,
                                    &has, err);
    (void)db_apart(store->db, was_apart);
    *ret_in = has != 0;
    return code;
}

/* Dated, or without a date entered, no later than the last day of an actor whose place is no more. */
static bool is_in_time(const struct store *store, const struct record *record)
{
    const struct field *date = record->kind->date ? kind_field(record->kind, record->kind->date) : NULL;
    struct value value = date ? record_value(record, date->name) : v_null();
    char next[DATE_TEXT_SIZE];
    if (!store->actor.scope_day)
        return true;
    struct date last = date_from_days((int32_t)store->actor.scope_day);
    date_to_storage(date_add_days(last, 1), next);
    if (value.type == VALUE_INT)
        return value.i <= last.year;
    const char *text = value.type == VALUE_TEXT ? value.s : record->created_at;
    return text && strcmp(text, next) < 0;
}

/* The organisation in whose line a record is, its own or that of the record that owns it. */
struct line {
    const char *organisation; /* NULL: none */
    bool shared;              /* read by all */
};

static enum err_code read_line(struct store *store, const struct record *record, struct arena *arena,
                               struct line *ret_line, struct err *err)
{
    int index = kind_line_index(record->kind);
    *ret_line = (struct line){ .shared = true };
    while (index < 0 && record->kind->owner) {
        const struct field *owner = kind_field(record->kind, record->kind->owner);
        struct record *above = NULL;
        TRY(entity_get_any(store, kind_by_slug(owner->ref), record_int(record, owner->name), arena, &above, err));
        record = above;
        index = kind_line_index(record->kind);
    }
    if (index < 0)
        return ERR_OK;
    ret_line->shared = record->kind->shared;
    ret_line->organisation = record->values[index].type == VALUE_TEXT ? record->values[index].s : NULL;
    return ERR_OK;
}

/* Out of the state in which it began: a day entered ahead publishes nothing. */
static bool is_published(const struct record *record)
{
    const struct kind *kind = record->kind;
    return kind->published && kind->states && kind_state_is_live(kind, record->state) &&
           strcmp(record->state, kind->states[0].code) != 0 && record_text(record, kind->published);
}

/* Nobody gives, or has a hand in, the right to personal data who has not got it. */
static bool gives_personal(const struct record *record)
{
    return strcmp(record->kind->slug, "accounts") == 0 && record_int(record, "sees_personal");
}

static enum err_code bar_by_reach(struct store *store, const struct record *record, const struct line *line,
                                  enum scope_act act, enum scope_bar *ret_bar, struct err *err)
{
    const char *own = store->actor.line;
    bool is_own = !own || (line->organisation && strcmp(own, line->organisation) == 0), in_place = true;
    *ret_bar = store->actor.role == ROLE_NONE && !is_published(record) ? SCOPE_BAR_UNPUBLISHED :
               !is_in_time(store, record)                              ? SCOPE_BAR_TIME :
               !is_own && !line->shared                                ? SCOPE_BAR_LINE :
                                                                         SCOPE_OPEN;
    if (*ret_bar != SCOPE_OPEN)
        return ERR_OK;
    TRY(is_in_place(store, record, act, &in_place, err));
    if (!in_place)
        *ret_bar = SCOPE_BAR_PLACE;
    else if (act != SCOPE_READ && !is_own && !record->kind->internal)
        *ret_bar = SCOPE_BAR_SHARED;
    return ERR_OK;
}

enum err_code scope_bar_of(struct store *store, const struct record *record, enum scope_act act,
                           enum scope_bar *ret_bar, struct err *err)
{
    const struct actor *actor = &store->actor;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct line line = { .shared = true };
    *ret_bar = act != SCOPE_READ && (actor->read_only || actor->role < ROLE_REPORTER) ? SCOPE_BAR_READ_ONLY :
               act != SCOPE_READ && gives_personal(record) && !actor->sees_personal  ? SCOPE_BAR_PERSONAL :
                                                                                       SCOPE_OPEN;
    if (*ret_bar != SCOPE_OPEN || (!actor->scope_unit && !actor->line && actor->role != ROLE_NONE))
        return ERR_OK;
    if (actor->line)
        TRY(read_line(store, record, &arena, &line, err));
    return bar_by_reach(store, record, &line, act, ret_bar, err);
}

enum err_code scope_check(struct store *store, const struct record *record, enum scope_act act, struct err *err)
{
    enum scope_bar bar = SCOPE_OPEN;
    char id[ID_TEXT_SIZE];
    TRY(scope_bar_of(store, record, act, &bar, err));
    switch (bar) {
    case SCOPE_OPEN:
        return ERR_OK;
    case SCOPE_BAR_READ_ONLY:
        return err_set(err, ERR_FORBIDDEN, MSG_SCOPE_READ_ONLY);
    case SCOPE_BAR_PERSONAL:
        return err_set(err, ERR_FORBIDDEN, MSG_SCOPE_PERSONAL);
    case SCOPE_BAR_SHARED:
        return err_set(err, ERR_FORBIDDEN, MSG_SCOPE_LINE, record->kind->vi);
    case SCOPE_BAR_UNPUBLISHED:
    case SCOPE_BAR_TIME:
    case SCOPE_BAR_LINE:
    case SCOPE_BAR_PLACE:
    default:
        id_to_text(record->id, id);
        return err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, record->kind->vi, id);
    }
}

enum err_code scope_may_name(struct store *store, const struct kind *kind, int64_t id, bool *ret_may, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *record = NULL;
    struct err failure = { 0 };
    int64_t place = store->actor.scope_unit, shares = 0;
    *ret_may = false;
    if (!kind->named_afar)
        return ERR_OK;
    enum err_code code = entity_get_any(store, kind, id, &arena, &record, &failure);
    if (code == ERR_NOT_FOUND)
        return ERR_OK;
    if (code != ERR_OK) {
        *err = failure;
        return code;
    }
    int64_t unit = kind->unit ? record_int(record, kind->unit) : 0;
    *ret_may = !place || !unit || is_published(record);
    if (*ret_may)
        return ERR_OK;
    TRY(db_one_int(store->db, STMT_CLOSURE_SHARES, ARGS(v_int(place), v_int(unit)), 0, &shares, err));
    *ret_may = shares != 0;
    return ERR_OK;
}
