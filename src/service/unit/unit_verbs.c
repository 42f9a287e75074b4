/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/unit_verbs.h"

#include "base/date.h"
#include "base/vitext.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- naming ---------------------------------------------------------------------------------------- */

enum err_code unit_resolve_on(struct store *store, const char *named, int32_t day,
                              const struct unit **ret_unit, struct err *err)
{
    const struct territory *territory = NULL;
    char on[DATE_TEXT_SIZE];
    int64_t id = 0;
    date_to_external(date_from_days(day), on);
    TRY(unit_resolve(store, named, on, &id, err));
    TRY(unit_territory(store, &territory, err));
    *ret_unit = territory_unit(territory, id);
    return ERR_OK;
}

enum err_code unit_resolve_before(struct store *store, const char *named, int32_t day,
                                  const struct unit **ret_unit, struct err *err)
{
    return unit_resolve_on(store, named, day - 1, ret_unit, err);
}

/* The type of that level whose word the name begins with; UNIT_TYPE_NONE: it begins with none. */
static enum unit_type type_in_name(struct arena *arena, const char *name, enum unit_level level)
{
    const char *folded = text_fold(arena, name);
    for (int type = UNIT_TYPE_NONE + 1; type < UNIT_TYPE_MAX_; type++) {
        const char *word = text_fold(arena, unit_types[type].vi);
        size_t len = strlen(word);
        if (unit_types[type].level == level && len && strncmp(folded, word, len) == 0 &&
            folded[len] == ' ')
            return (enum unit_type)type;
    }
    return UNIT_TYPE_NONE;
}

/* Type and official name of a unit that goes on from `from`. */
static enum err_code read_name(struct arena *arena, const struct unit_naming *naming,
                               const struct unit *from, enum unit_type *ret_type,
                               const char **ret_name, struct err *err)
{
    TRY(text_clean(arena, naming->name, ret_name, NULL, err));
    enum unit_type type = type_in_name(arena, *ret_name, (enum unit_level)from->level);
    *ret_type = type ? type : (enum unit_type)from->type;
    if (naming->type) {
        *ret_type = unit_type_by_code(naming->type);
        if (*ret_type == UNIT_TYPE_NONE)
            return err_set(err, ERR_INPUT, MSG_UNIT_TYPE_UNKNOWN, naming->type);
    }
    if (type == UNIT_TYPE_NONE && from->level != LEVEL_AREA && !text_is_blank(*ret_name))
        *ret_name = arena_printf(arena, "%s %s", unit_types[*ret_type].vi, *ret_name);
    return ERR_OK;
}

/* --- finishing --------------------------------------------------------------------------------------- */

static enum err_code write_change(struct store *store, const struct unit_statement *statement,
                                  struct arena *arena, struct unit_verb_result *result,
                                  struct err *err)
{
    TRY(db_begin(store->db, err));
    enum err_code code =
        unit_change_apply(store, &result->change, statement, arena, &result->made, err);
    code = db_finish(store->db, code, err);
    if (code != ERR_OK) {
        unit_changed(store);
    }
    return code;
}

enum err_code unit_verb_finish(struct store *store, const int64_t *units, size_t count,
                               const struct unit_statement *statement, const struct unit_verb *verb,
                               struct arena *arena, struct unit_verb_result *ret_result,
                               struct err *err)
{
    struct unit_statement full = *statement;
    full.reason = verb->reason;
    full.basis = verb->basis;
    full.note = verb->reason;
    for (size_t i = 0; i < ret_result->change.left.count; i++)
        ret_result->change.left.items[i] = unit_copy(arena, ret_result->change.left.items[i]);
    for (size_t i = 0; i < count; i++)
        TRY(unit_change_sees(store, units[i], err));
    for (size_t i = 0; i < ret_result->change.unit_count; i++)
        if (ret_result->change.units[i].parent > 0)
            TRY(unit_change_sees(store, ret_result->change.units[i].parent, err));
    TRY(unit_counts_under(store, units, count, verb->day - 1, arena, &ret_result->counts, err));
    return verb->dry_run ? ERR_OK : write_change(store, &full, arena, ret_result, err);
}

static const char *title_of(struct arena *arena, const char *verb, const struct unit *unit,
                            const struct unit_verb *at)
{
    char day[DATE_TEXT_SIZE];
    date_to_external(date_from_days(at->day), day);
    return arena_printf(arena, "unit %s %s %s %s", verb, unit->code, unit->name, day);
}

static enum err_code begin(struct store *store, const struct territory **ret_territory,
                           struct unit_verb_result *ret_result, struct err *err)
{
    *ret_result = (struct unit_verb_result){ 0 };
    TRY(unit_change_may(store, ROLE_ADMIN, false, err));
    return unit_territory(store, ret_territory, err);
}

/* --- the verbs ----------------------------------------------------------------------------------------- */

/* The superior all sources have on the day before; ERR_INPUT where they differ. */
static enum err_code common_parent(const struct territory *territory, const struct unit **sources,
                                   size_t count, int32_t day, int64_t *ret_parent, struct err *err)
{
    struct place first = territory_parent(territory, sources[0], day - 1);
    for (size_t i = 1; i < count; i++)
        if (territory_parent(territory, sources[i], day - 1).unit != first.unit)
            return err_set(err, ERR_INPUT, MSG_UNIT_PARENTS_DIFFER, sources[0]->name,
                           sources[i]->name);
    struct place place = first;
    if (place.unit) /* its row on the day itself */
        place = territory_place(territory, place.unit, day);
    *ret_parent = place.unit ? place.unit->id : 0;
    return ERR_OK;
}

enum err_code unit_merge(struct store *store, const char *const *sources, size_t count,
                         const struct unit_naming *into, const struct unit_verb *verb,
                         struct arena *arena, struct unit_verb_result *ret_result, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit **units = ARENA_ARRAY(arena, const struct unit *, count + 1);
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count + 1);
    TRY(begin(store, &territory, ret_result, err));
    for (size_t i = 0; i < count; i++) {
        TRY(unit_resolve_before(store, sources[i], verb->day, &units[i], err));
        ids[i] = units[i]->id;
    }
    if (count < 2)
        return err_set(err, ERR_INPUT, MSG_UNIT_TOO_FEW, err_int(2));
    const struct unit *heir = units[0];
    struct unit_naming naming = *into;
    for (size_t i = 0; i < count; i++)
        if (strcmp(units[i]->code, into->name) == 0) {
            heir = units[i];
            naming.name = heir->name;
        }
    struct unit_spec spec = { .code = naming.code ? naming.code : heir->code,
                              .list = (enum unit_list)heir->list,
                              .founding = naming.founding };
    if (!spec.founding && heir->level < LEVEL_COMMUNE) /* no record's shard follows from it */
        spec.founding = heir->founding;
    TRY(read_name(arena, &naming, heir, &spec.type, &spec.name, err));
    if (naming.parent) {
        const struct unit *parent = NULL;
        TRY(unit_resolve_on(store, naming.parent, verb->day, &parent, err));
        spec.parent = parent->id;
    } else {
        TRY(common_parent(territory, units, count, verb->day, &spec.parent, err));
    }
    TRY(territory_merge(territory, arena, ids, count, &spec, verb->day, &ret_result->change, err));
    struct unit_statement statement = { .verb = "merge",
                                        .title = title_of(arena, "merge", heir, verb) };
    return unit_verb_finish(store, ids, count, &statement, verb, arena, ret_result, err);
}

/* "NAME=CODE:AREA,AREA" */
static enum err_code read_part(struct store *store, const char *text, const struct unit *source,
                               const struct unit_verb *verb, struct arena *arena,
                               struct split_part *ret_part, struct err *err)
{
    char *head = arena_strdup(arena, text), *areas = strrchr(head, ':');
    if (areas)
        *areas++ = '\0';
    char *code = strrchr(head, '=');
    *ret_part = (struct split_part){ 0 };
    if (code) {
        *code++ = '\0';
        const struct territory *territory = NULL;
        struct unit_naming naming = { .name = head };
        TRY(unit_territory(store, &territory, err));
        ret_part->unit.code = code;
        ret_part->unit.list = (enum unit_list)source->list;
        TRY(read_name(arena, &naming, source, &ret_part->unit.type, &ret_part->unit.name, err));
        TRY(common_parent(territory, &source, 1, verb->day, &ret_part->unit.parent, err));
    } else {
        const struct unit *there = NULL;
        TRY(unit_resolve_on(store, head, verb->day, &there, err));
        ret_part->unit.existing = there->id;
    }
    int64_t *ids = NULL;
    size_t capacity = 0;
    for (char *area = areas ? strsep(&areas, ",") : NULL; area; area = strsep(&areas, ",")) {
        const struct unit *unit = NULL;
        TRY(unit_resolve_before(store, area, verb->day, &unit, err));
        *ARENA_PUSH(arena, ids, ret_part->area_count, capacity) = unit->id;
    }
    ret_part->areas = ids;
    return ERR_OK;
}

enum err_code unit_split(struct store *store, const char *source, const char *const *parts,
                         size_t count, const struct unit_verb *verb, struct arena *arena,
                         struct unit_verb_result *ret_result, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *unit = NULL;
    struct split_part *split = ARENA_ARRAY(arena, struct split_part, count + 1);
    TRY(begin(store, &territory, ret_result, err));
    TRY(unit_resolve_before(store, source, verb->day, &unit, err));
    for (size_t i = 0; i < count; i++)
        TRY(read_part(store, parts[i], unit, verb, arena, &split[i], err));
    TRY(territory_split(territory, arena, unit->id, split, count, verb->day, &ret_result->change,
                        err));
    struct unit_statement statement = { .verb = "split",
                                        .title = title_of(arena, "split", unit, verb) };
    return unit_verb_finish(store, &unit->id, 1, &statement, verb, arena, ret_result, err);
}

enum err_code unit_rename(struct store *store, const char *named, const struct unit_naming *naming,
                          const struct unit_verb *verb, struct arena *arena,
                          struct unit_verb_result *ret_result, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *unit = NULL;
    enum unit_type type = UNIT_TYPE_NONE;
    const char *name = NULL;
    TRY(begin(store, &territory, ret_result, err));
    TRY(unit_resolve_before(store, named, verb->day, &unit, err));
    TRY(read_name(arena, naming, unit, &type, &name, err));
    TRY(territory_rename(territory, arena, unit->id, type, name, verb->day, &ret_result->change,
                         err));
    struct unit_statement statement = { .verb = "rename",
                                        .title = title_of(arena, "rename", unit, verb) };
    return unit_verb_finish(store, &unit->id, 1, &statement, verb, arena, ret_result, err);
}

enum err_code unit_reparent(struct store *store, const char *named, const char *parent,
                            const struct unit_verb *verb, struct arena *arena,
                            struct unit_verb_result *ret_result, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *unit = NULL, *above = NULL;
    TRY(begin(store, &territory, ret_result, err));
    TRY(unit_resolve_before(store, named, verb->day, &unit, err));
    TRY(unit_resolve_on(store, parent, verb->day, &above, err));
    TRY(territory_reparent(territory, arena, unit->id, above->id, verb->day, &ret_result->change,
                           err));
    struct unit_statement statement = { .verb = "reparent",
                                        .title = title_of(arena, "reparent", unit, verb) };
    return unit_verb_finish(store, &unit->id, 1, &statement, verb, arena, ret_result, err);
}
