/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/unit.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/vitext.h"
#include "domain/builtin_units.h"

#include <string.h>

/* --- the picture in memory ---------------------------------------------------------------------------- */

struct load {
    struct arena *arena; /* of the texts, and of what comes later */
    struct arena *lists; /* while the lists gather */
    struct unit *units;
    size_t unit_count, unit_capacity;
    struct lineage *lineages;
    size_t lineage_count, lineage_capacity;
};

/* The lists stay, so that a unit more needs no second reading; what is drawn from them is drawn anew. */
enum { BELOW_MAX = 64 };
struct below {
    int64_t above;
    int32_t day;
    enum unit_level level;
    struct unit_set units;
};

struct unit_picture {
    struct arena arena; /* holds the picture itself and the lists */
    struct arena drawn, below_arena;
    struct below below[BELOW_MAX];
    size_t below_count;
    struct load load;
    struct territory *territory;
};

void unit_changed(struct store *store)
{
    unit_places_forget(store);
    if (!store->picture)
        return;
    struct arena arena = store->picture->arena;
    arena_done(&store->picture->drawn);
    arena_done(&store->picture->below_arena);
    store->picture = NULL;
    arena_done(&arena);
}

static void picture_draw(struct unit_picture *picture)
{
    const struct load *load = &picture->load;
    arena_done(&picture->drawn);
    arena_done(&picture->below_arena);
    picture->below_count = 0;
    picture->territory =
        territory_new_with_room(&picture->drawn, load->units, load->unit_count, load->unit_capacity,
                                load->lineages, load->lineage_count);
}

static int32_t day_of(const char *storage, int32_t missing)
{
    int64_t day = 0;
    return storage && date_storage_first_day(storage, &day) ? (int32_t)day : missing;
}

static enum err_code load_unit(void *context, const struct record *record, struct err *err)
{
    struct load *load = context;
    const char *type = record_text(record, "type"), *code = record_text(record, "code");
    const char *list = record_text(record, "list"), *level = record_text(record, "level");
    if (!code || !list || !level || !record_text(record, "official_name") ||
        unit_list_by_code(list) == LIST_MAX_ || unit_level_by_code(level) == LEVEL_MAX_)
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, "units");
    *ARENA_PUSH(load->lists, load->units, load->unit_count, load->unit_capacity) = (struct unit){
        .id = record->id,
        .parent = record_int(record, "parent"),
        .code = arena_strdup(load->arena, code),
        .name = arena_strdup(load->arena, record_text(record, "official_name")),
        .from_day = day_of(record_text(record, "valid_from"), TERRITORY_FIRST_DAY),
        .to_day = day_of(record_text(record, "valid_to"), TERRITORY_LAST_DAY),
        .list = (unsigned char)unit_list_by_code(list),
        .level = (unsigned char)unit_level_by_code(level),
        .type = (unsigned char)unit_type_by_code(type ? type : ""),
        .founding = (unsigned char)record_int(record, "founding"),
    };
    return ERR_OK;
}

static enum err_code load_lineage(void *context, const struct record *record, struct err *err)
{
    struct load *load = context;
    const char *type = record_text(record, "type");
    if (!type)
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, "lineages");
    *ARENA_PUSH(load->lists, load->lineages, load->lineage_count, load->lineage_capacity) =
        (struct lineage){
            .id = record->id,
            .from = record_int(record, "from_unit"),
            .to = record_int(record, "to_unit"),
            .on_day = day_of(record_text(record, "on_date"), 0),
            .type = (unsigned char)lineage_type_by_code(type),
        };
    return ERR_OK;
}

static enum err_code load_lists(struct store *store, struct load *load, struct err *err)
{
    struct entity_query every = { 0 }; /* not what was withdrawn */
    struct actor actor = store->actor;
    store->actor = actor_unbound(&actor); /* the picture is whole, whoever looks */
    enum err_code code = entity_each(store, kind_by_slug("units"), &every, load_unit, load, err);
    if (code == ERR_OK)
        code = entity_each(store, kind_by_slug("lineages"), &every, load_lineage, load, err);
    store->actor = actor;
    return code;
}

/* Out of the arena they gathered in, where growing has left its steps; with room for some units more. */
static void keep_lists(struct load *load)
{
    struct load gathered = *load;
    load->unit_capacity = gathered.unit_count + gathered.unit_count / 4 + 64;
    load->units = ARENA_ARRAY(load->arena, struct unit, load->unit_capacity);
    load->lineage_capacity = gathered.lineage_count + 1;
    load->lineages = ARENA_ARRAY(load->arena, struct lineage, load->lineage_capacity);
    if (gathered.unit_count)
        memcpy(load->units, gathered.units, gathered.unit_count * sizeof(*load->units));
    if (gathered.lineage_count)
        memcpy(load->lineages, gathered.lineages, gathered.lineage_count * sizeof(*load->lineages));
    load->lists = load->arena;
}

enum err_code unit_territory(struct store *store, const struct territory **ret_territory, struct err *err)
{
    if (store->picture) {
        *ret_territory = store->picture->territory;
        return ERR_OK;
    }
    CLEANUP(arena_done) struct arena lists = { 0 };
    struct arena arena = { 0 };
    struct unit_picture *picture = ARENA_NEW(&arena, struct unit_picture);
    picture->arena = arena;
    picture->load = (struct load){ .arena = &picture->arena, .lists = &lists };
    enum err_code code = load_lists(store, &picture->load, err);
    if (code != ERR_OK) {
        arena = picture->arena;
        arena_done(&arena);
        return code;
    }
    keep_lists(&picture->load);
    picture_draw(picture);
    store->picture = picture;
    store->picture_forget = unit_changed;
    *ret_territory = picture->territory;
    return ERR_OK;
}

enum err_code unit_below(struct store *store, const struct unit *above, enum unit_level level, int32_t day,
                         struct unit_set *ret_units, struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    struct unit_picture *picture = store->picture;
    int64_t id = above ? above->id : 0;
    for (size_t i = 0; i < picture->below_count; i++) {
        const struct below *below = &picture->below[i];
        if (below->above == id && below->day == day && below->level == level) {
            *ret_units = below->units;
            return ERR_OK;
        }
    }
    if (picture->below_count == BELOW_MAX) {
        arena_done(&picture->below_arena);
        picture->below_count = 0;
    }
    *ret_units = territory_below(territory, &picture->below_arena, above, level, day);
    picture->below[picture->below_count++] = (struct below){ id, day, level, *ret_units };
    return ERR_OK;
}

enum err_code unit_commune_today(struct store *store, int64_t unit, int64_t *ret_commune, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct territory *territory = NULL;
    struct unit_place place = { 0 };
    TRY(unit_place_get(store, unit, &place, err));
    TRY(unit_territory(store, &territory, err));
    *ret_commune = place.commune;
    const struct unit *known = territory_unit(territory, unit);
    if (!known)
        return ERR_OK;
    struct unit_set chain = territory_chain(territory, &arena, known, (int32_t)store->today_day);
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i]->level == LEVEL_COMMUNE)
            *ret_commune = chain.items[i]->id;
    return ERR_OK;
}

/* --- first set-up ---------------------------------------------------------------------------------------- */

static const struct unit_type_row *type_row(const struct builtin_unit *unit)
{
    return &unit_types[unit->type];
}

static enum err_code install_unit(struct store *store, size_t index, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct builtin_unit *unit = &builtin_units[index];
    struct record *record = record_new(&arena, kind_by_slug("units"));
    record->id = builtin_unit_id(index);
    record_set(record, "code", v_text(unit->code));
    record_set(record, "list", v_text(unit_list_code((enum unit_list)unit->list)));
    record_set(record, "level", v_text(unit_level_code((enum unit_level)unit->level)));
    record_set(record, "type", v_text(type_row(unit)->code));
    record_set(record, "official_name", v_text(builtin_unit_name(index)));
    if (unit->parent != index)
        record_set(record, "parent", v_int(builtin_unit_id(unit->parent)));
    if (unit->list == LIST_GSO3) {
        record_set(record, "valid_from", v_text(BUILTIN_GSO3_FROM));
        record_set(record, "valid_to", v_text(BUILTIN_GSO2_FROM));
        record_set(record, "basis_number", v_text(BUILTIN_GSO3_BASIS));
    } else if (unit->list == LIST_GSO2) {
        record_set(record, "valid_from", v_text(BUILTIN_GSO2_FROM));
        record_set(record, "basis_number", v_text(BUILTIN_GSO2_BASIS));
    } else {
        record_set(record, "valid_from", v_text("1945-09-02"));
    }
    record_set(record, "founding", v_int(unit->founding));
    return entity_create(store, record, NULL, err);
}

static enum err_code install_lineage(struct store *store, size_t index, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct builtin_lineage *lineage = &builtin_lineages[index];
    struct record *record = record_new(&arena, kind_by_slug("lineages"));
    record->id = builtin_lineage_id(index);
    record_set(record, "from_unit", v_int(builtin_unit_id(lineage->from)));
    record_set(record, "to_unit", v_int(builtin_unit_id(lineage->to)));
    record_set(record, "type", v_text(lineage_type_code((enum lineage_type)lineage->type)));
    record_set(record, "on_date", v_text(BUILTIN_GSO2_FROM));
    record_set(record, "source", v_text(BUILTIN_LINEAGE_SOURCE));
    return entity_create(store, record, NULL, err);
}

/* Every change of territory comes here; other stores see by the mark that there was one (store_refresh). */
static enum err_code write_closure(struct store *store, const struct closure *closure, struct err *err)
{
    TRY(db_run(store->db, STMT_TERRITORY_CHANGED, NO_ARGS, NULL, err));
    for (size_t i = 0; i < closure->count; i++) {
        const struct closure_row *row = &closure->rows[i];
        TRY(db_run(store->db, STMT_CLOSURE_ADD,
                   ARGS(v_int(row->ancestor), v_int(row->descendant), v_int(row->from_day),
                        v_int(row->to_day)),
                   NULL, err));
    }
    return ERR_OK;
}

enum err_code unit_install(struct store *store, struct err *err)
{
    struct unit_place nation = { 0 };
    struct err missing = { 0 };
    if (unit_place_get(store, builtin_unit_id(0), &nation, &missing) == ERR_OK)
        return ERR_OK;
    for (size_t i = 0; i < builtin_unit_count; i++)
        TRY(install_unit(store, i, err));
    for (size_t i = 0; i < builtin_lineage_count; i++)
        TRY(install_lineage(store, i, err));
    unit_changed(store);
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct closure closure = territory_closure(territory, &arena, NULL, 0);
    return write_closure(store, &closure, err);
}

enum err_code unit_reclose_only(struct store *store, const int64_t *units, size_t count,
                                struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < count; i++)
        TRY(db_run(store->db, STMT_CLOSURE_REMOVE_DESCENDANT, ARGS(v_int(units[i])), NULL, err));
    struct closure closure = territory_closure(territory, &arena, units, count);
    return count ? write_closure(store, &closure, err) : ERR_OK;
}

struct reach {
    struct arena arena;
    int64_t *ids;
    size_t count, capacity;
};

static void reach_done(struct reach *reach)
{
    arena_done(&reach->arena);
}

static void reach_add(struct reach *reach, int64_t id)
{
    *ARENA_PUSH(&reach->arena, reach->ids, reach->count, reach->capacity) = id;
}

static void reach_affected(struct reach *reach, const struct territory *territory,
                           const int64_t *units, size_t count)
{
    struct unit_set affected = territory_affected(territory, &reach->arena, units, count);
    for (size_t i = 0; i < affected.count; i++)
        reach_add(reach, affected.items[i]->id);
}

static int id_order(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

enum err_code unit_reclose(struct store *store, const int64_t *units, size_t count, struct err *err)
{
    CLEANUP(reach_done) struct reach reach = { 0 };
    const struct territory *territory = NULL;
    if (store->picture) /* of before the write */
        reach_affected(&reach, store->picture->territory, units, count);
    unit_changed(store);
    TRY(unit_territory(store, &territory, err));
    reach_affected(&reach, territory, units, count);
    for (size_t i = 0; i < count; i++)
        reach_add(&reach, units[i]);
    qsort(reach.ids, reach.count, sizeof(reach.ids[0]), id_order);
    size_t kept = 0;
    for (size_t i = 0; i < reach.count; i++)
        if (!kept || reach.ids[kept - 1] != reach.ids[i])
            reach.ids[kept++] = reach.ids[i];
    return unit_reclose_only(store, reach.ids, kept, err);
}

enum err_code unit_follow_note(struct store *store, const struct record *record,
                               struct unit_follow *follow, struct err *err)
{
    int64_t units[2] = { record->id };
    size_t count = 0;
    if (strcmp(record->kind->slug, "units") == 0)
        units[count++] = record->id;
    if (strcmp(record->kind->slug, "lineages") == 0) {
        units[count++] = record_int(record, "from_unit");
        units[count++] = record_int(record, "to_unit");
    }
    if (!count)
        return ERR_OK;
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    struct unit_set set = territory_affected(territory, follow->arena, units, count);
    for (size_t i = 0; i < count; i++)
        *ARENA_PUSH(follow->arena, follow->units, follow->count, follow->capacity) = units[i];
    for (size_t i = 0; i < set.count; i++)
        *ARENA_PUSH(follow->arena, follow->units, follow->count, follow->capacity) = set.items[i]->id;
    return ERR_OK;
}

enum err_code unit_follow_close(struct store *store, const struct record *after,
                                struct unit_follow *follow, struct err *err)
{
    if (strcmp(after->kind->slug, "units") != 0 && strcmp(after->kind->slug, "lineages") != 0)
        return ERR_OK;
    unit_changed(store);
    TRY(unit_follow_note(store, after, follow, err));
    qsort(follow->units, follow->count, sizeof(follow->units[0]), id_order);
    size_t kept = 0;
    for (size_t i = 0; i < follow->count; i++)
        if (!kept || follow->units[kept - 1] != follow->units[i])
            follow->units[kept++] = follow->units[i];
    return unit_reclose_only(store, follow->units, kept, err);
}

static int closure_order(const void *a, const void *b)
{
    const struct closure_row *left = a, *right = b;
    if (left->descendant != right->descendant)
        return left->descendant < right->descendant ? -1 : 1;
    if (left->ancestor != right->ancestor)
        return left->ancestor < right->ancestor ? -1 : 1;
    return left->from_day < right->from_day ? -1 : left->from_day > right->from_day;
}

enum err_code unit_closure_check(struct store *store, int64_t *ret_differences, struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct closure closure = territory_closure(territory, &arena, NULL, 0);
    if (closure.count)
        qsort(closure.rows, closure.count, sizeof(closure.rows[0]), closure_order);
    *ret_differences = 0;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_CLOSURE_ALL, NO_ARGS, &rows, err));
    bool has = false;
    TRY(rows_next(&rows, &has, err));
    for (size_t at = 0; has || at < closure.count;) {
        struct closure_row kept = { 0 };
        if (has)
            kept = (struct closure_row){ rows_int(&rows, 1), rows_int(&rows, 0),
                                         (int32_t)rows_int(&rows, 2), (int32_t)rows_int(&rows, 3) };
        int order = !has                    ? 1
                    : at == closure.count ? -1
                                            : closure_order(&kept, &closure.rows[at]);
        *ret_differences += order != 0 || kept.to_day != closure.rows[at].to_day;
        at += order >= 0;
        if (order <= 0)
            TRY(rows_next(&rows, &has, err));
    }
    return ERR_OK;
}

/* --- naming ------------------------------------------------------------------------------------------------ */

static const char *candidate_words(struct arena *arena, struct unit_set set)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < set.count; i++) {
        char day[DATE_TEXT_SIZE];
        date_to_external(date_from_days(set.items[i]->from_day), day);
        buf_printf(&out, "%s%s@%s %s", i ? ", " : "", set.items[i]->code, day, set.items[i]->name);
    }
    return arena_strdup(arena, buf_text(&out));
}

/* "23866@2017-05-01" → code and day; "23866" → code and any day. */
static enum err_code split_name(struct arena *arena, const char *named, const char *on,
                                const char **ret_code, int32_t *ret_day, struct err *err)
{
    const char *at = strchr(named, '@'), *day_text = at ? at + 1 : on;
    *ret_code = at ? arena_strndup(arena, named, (size_t)(at - named)) : named;
    *ret_day = TERRITORY_ANY_DAY;
    if (!day_text)
        return ERR_OK;
    struct date date;
    TRY(date_from_external(day_text, &date, err));
    if (date_is_none(date) || date.precision == DATE_YEARLY)
        return err_set(err, ERR_INPUT, MSG_UNIT_DATE, day_text);
    *ret_day = date_to_days(date_last_day(date));
    return ERR_OK;
}

static enum err_code unit_not_then(const struct unit *unit, int64_t day, struct err *err)
{
    char asked[DATE_TEXT_SIZE], from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE] = "…";
    date_to_table(date_from_days((int32_t)day), asked);
    date_to_table(date_from_days(unit->from_day), from);
    if (unit->to_day != TERRITORY_LAST_DAY)
        date_to_table(date_from_days(unit->to_day), to);
    return err_set(err, ERR_INPUT, MSG_UNIT_NOT_THEN, unit->name, asked, from, to);
}

enum err_code unit_resolve(struct store *store, const char *named, const char *on, int64_t *ret_unit,
                           struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct territory *territory = NULL;
    const char *code = NULL;
    int32_t day = 0;
    TRY(unit_territory(store, &territory, err));
    TRY(split_name(&arena, named, on, &code, &day, err));
    struct unit_set found = territory_by_code(territory, &arena, code, LIST_MAX_, day);
    const struct unit *one = found.count ? territory_one_place(territory, found) : NULL;
    int64_t id = 0;
    struct err not_an_id = { 0 };
    if (!found.count && strlen(named) >= ID_TEXT_LEN && id_from_text(named, &id, &not_an_id) == ERR_OK)
        one = territory_unit(territory, id);
    if (!one && found.count)
        return err_set(err, ERR_INPUT, MSG_UNIT_AMBIGUOUS, code, candidate_words(&arena, found));
    if (!one && day != TERRITORY_ANY_DAY)
        found = territory_by_code(territory, &arena, code, LIST_MAX_, TERRITORY_ANY_DAY);
    if (!one && found.count)
        return unit_not_then(found.items[found.count - 1], day, err);
    if (!one)
        return err_set(err, ERR_NOT_FOUND, MSG_UNIT_UNKNOWN, named);
    *ret_unit = one->id;
    return ERR_OK;
}

enum err_code unit_resolve_about(struct store *store, const char *named, int64_t day, int64_t *ret_unit,
                                 struct err *err)
{
    char on[DATE_TEXT_SIZE];
    struct err not_then = { 0 };
    date_to_external(date_from_days((int32_t)day), on);
    if (unit_resolve(store, named, on, ret_unit, &not_then) == ERR_OK)
        return ERR_OK;
    return unit_resolve(store, named, NULL, ret_unit, err);
}

enum err_code unit_scope_day(struct store *store, int64_t unit, const char *as_of, int64_t *ret_day,
                             struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    const struct unit *found = territory_unit(territory, unit);
    *ret_day = store->today_day;
    if (as_of) {
        struct date date;
        TRY(date_from_external(as_of, &date, err));
        *ret_day = date_to_days(date_last_day(date));
    } else if (found && found->to_day <= *ret_day) {
        *ret_day = found->to_day - 1;
    }
    return ERR_OK;
}

enum err_code unit_check_day(struct store *store, int64_t unit, int64_t *day, struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    const struct unit *found = unit ? territory_unit(territory, unit) : NULL;
    if (!found || (found->from_day <= *day && *day < found->to_day))
        return ERR_OK;
    if (found->to_day <= *day) {
        *day = found->to_day - 1;
        return ERR_OK;
    }
    return unit_not_then(found, *day, err);
}

const struct unit *unit_copy(struct arena *arena, const struct unit *unit)
{
    struct unit *copy = ARENA_NEW(arena, struct unit);
    *copy = *unit;
    copy->code = arena_strdup(arena, unit->code);
    copy->name = arena_strdup(arena, unit->name);
    return copy;
}

const char *unit_name(struct store *store, struct arena *arena, int64_t unit)
{
    const struct territory *territory = NULL;
    struct err err = { 0 };
    if (unit_territory(store, &territory, &err) != ERR_OK)
        return "";
    const struct unit *found = territory_unit(territory, unit);
    return found ? arena_strdup(arena, found->name) : "";
}

const char *unit_name_seen(struct store *store, struct arena *arena, int64_t unit)
{
    const struct territory *territory = NULL;
    struct err err = { 0 };
    if (unit_territory(store, &territory, &err) != ERR_OK)
        return "";
    const struct unit *found = territory_unit(territory, unit);
    const struct unit *place = store->actor.scope_unit ? territory_unit(territory, store->actor.scope_unit) : NULL;
    bool one_commune = place && (place->level == LEVEL_COMMUNE || place->level == LEVEL_AREA);
    if (!found || found->level != LEVEL_AREA || one_commune)
        return found ? arena_strdup(arena, found->name) : "";
    struct unit_set above = territory_chain(territory, arena, found, (int32_t)store->today_day);
    for (size_t i = 0; i < above.count; i++)
        if (above.items[i]->level == LEVEL_COMMUNE)
            return arena_printf(arena, "%s, %s", found->name, above.items[i]->name);
    const struct unit *former = territory_unit(territory, found->parent); /* to which it belongs now nobody has said yet */
    return former && former->level == LEVEL_COMMUNE ? arena_printf(arena, "%s, %s", found->name, former->name) :
                                                      arena_strdup(arena, found->name);
}

/* --- residential areas ---------------------------------------------------------------------------------------- */

/* Local codes: the commune's code, a dot, and the next number. */
static const char *next_code(struct arena *arena, const struct territory *territory,
                             const struct unit *commune, int32_t day)
{
    struct unit_set areas = territory_children(territory, arena, commune, day);
    for (size_t number = areas.count + 1;; number++) {
        char *code = arena_printf(arena, "%s.%02zu", commune->code, number);
        if (territory_by_code(territory, arena, code, LIST_LOCAL, TERRITORY_ANY_DAY).count == 0)
            return code;
    }
}

static enum unit_type area_type(const char *name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, name);
    if (strncmp(folded, "to dan pho", 10) == 0 || strncmp(folded, "tdp", 3) == 0 ||
        strncmp(folded, "khu pho", 7) == 0)
        return UNIT_RESIDENTIAL_GROUP;
    static const char *const villages[] = { "thon ", "lang ", "ban ", "buon ", "ap ", "xom ", "plei ", "soc " };
    for (size_t i = 0; i < COUNT(villages); i++)
        if (strncmp(folded, villages[i], strlen(villages[i])) == 0)
            return UNIT_VILLAGE;
    return UNIT_AREA;
}

static enum err_code find_commune(struct store *store, int64_t commune, const struct territory **ret_territory,
                                  const struct unit **ret_above, int32_t *ret_day, struct err *err)
{
    TRY(unit_territory(store, ret_territory, err));
    const struct unit *above = territory_unit(*ret_territory, commune);
    if (!above || above->level != LEVEL_COMMUNE)
        return err_set(err, ERR_INPUT, MSG_UNIT_NOT_COMMUNE, above ? above->name : "?");
    *ret_above = above;
    *ret_day = above->to_day > store->today_day ? (int32_t)store->today_day : above->to_day - 1;
    return ERR_OK;
}

/* A residential area just made, without lineage: nothing else's place changes with it. */
static enum err_code picture_add(struct store *store, const struct record *area, struct err *err)
{
    struct unit_picture *picture = store->picture;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct unit *units = picture->load.units;
    TRY(load_unit(&picture->load, area, err));
    if (picture->load.units != units || !territory_area_added(picture->territory, &picture->drawn))
        picture_draw(picture);
    struct closure closure = territory_closure(picture->territory, &arena, &area->id, 1);
    return write_closure(store, &closure, err);
}

enum err_code unit_area_add(struct store *store, int64_t commune, const char *name, int64_t *ret_unit,
                            struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct territory *territory = NULL;
    const struct unit *above = NULL;
    int32_t day = 0;
    TRY(find_commune(store, commune, &territory, &above, &day, err));
    char from[DATE_TEXT_SIZE];
    date_to_storage(date_from_days(above->from_day), from);
    struct record *record = record_new(&arena, kind_by_slug("units"));
    record->id = store_next_id(store, above->founding);
    record_set(record, "code", v_text(next_code(&arena, territory, above, day)));
    record_set(record, "list", v_text(unit_list_code(LIST_LOCAL)));
    record_set(record, "level", v_text(unit_level_code(LEVEL_AREA)));
    record_set(record, "type", v_text(unit_types[area_type(name)].code));
    record_set(record, "official_name", v_text(name));
    record_set(record, "parent", v_int(commune));
    record_set(record, "valid_from", v_text(from));
    record_set(record, "founding", v_int(above->founding));
    TRY(entity_create(store, record, NULL, err));
    *ret_unit = record->id;
    return picture_add(store, record, err);
}

enum err_code unit_check_unused(struct store *store, int64_t unit, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf which = { 0 };
    struct actor actor = store->actor;
    int64_t total = 0;
    enum err_code code = ERR_OK;
    store->actor = actor_unbound(&actor); /* whoever asks: a record elsewhere would be lost as well */
    for (size_t k = 0; code == ERR_OK && kinds[k]; k++) {
        int64_t of_kind = 0;
        for (int i = 0; code == ERR_OK && kinds[k]->fields[i].name; i++) {
            const struct field *field = &kinds[k]->fields[i];
            struct entity_query query = { .where = cond_compare(&arena, i, COND_EQ, v_int(unit)) };
            int64_t count = 0;
            if (field->type == FIELD_REF && strcmp(field->ref, "units") == 0)
                code = entity_count(store, kinds[k], &query, &count, err);
            of_kind = count > of_kind ? count : of_kind; /* a record may name it in two fields */
        }
        total += of_kind;
        if (of_kind)
            buf_printf(&which, "%s%s %lld", which.len ? ", " : "", kinds[k]->vi, (long long)of_kind);
    }
    store->actor = actor;
    if (code != ERR_OK || total == 0)
        return code;
    return err_set(err, ERR_STATE, MSG_UNIT_USED, unit_name(store, &arena, unit), err_int(total),
                   buf_text(&which));
}

enum err_code unit_area(struct store *store, int64_t commune, const char *name, bool *ret_made,
                        int64_t *ret_unit, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct territory *territory = NULL;
    const struct unit *above = NULL;
    int32_t day = 0;
    TRY(find_commune(store, commune, &territory, &above, &day, err));
    struct unit_set found = territory_by_name(territory, &arena, above, LEVEL_AREA, name, day);
    *ret_made = found.count == 0;
    if (found.count > 1)
        return err_set(err, ERR_INPUT, MSG_UNIT_AMBIGUOUS, name, candidate_words(&arena, found));
    if (found.count == 0)
        return unit_area_add(store, commune, name, ret_unit, err);
    *ret_unit = found.items[0]->id;
    return ERR_OK;
}
