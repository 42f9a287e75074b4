/* SPDX-License-Identifier: Apache-2.0 */
#include "service/unit/unit_change.h"

#include "base/date.h"
#include "service/unit/unit.h"

#include <jansson.h>
#include <string.h>

bool unit_change_is_empty(const struct territory_change *change)
{
    return !change->end_count && !change->begin_count && !change->unit_count &&
           !change->lineage_count && !change->fix_count && !change->removal_count;
}

enum err_code unit_change_may(const struct store *store, enum role least, bool everywhere,
                              struct err *err)
{
    if (store->actor.role < least || (everywhere && store->actor.scope_unit))
        return err_set(err, ERR_FORBIDDEN, MSG_UNIT_FORBIDDEN);
    return ERR_OK;
}

enum err_code unit_change_sees(struct store *store, int64_t unit, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *record = NULL;
    return entity_get(store, kind_by_slug("units"), unit, &arena, &record, err);
}

/* --- sets of ids -------------------------------------------------------------------------------- */

struct ids {
    struct arena *arena;
    int64_t *items;
    size_t count, capacity;
};

static void ids_add(struct ids *ids, int64_t id)
{
    *ARENA_PUSH(ids->arena, ids->items, ids->count, ids->capacity) = id;
}

static int id_order(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

/* Each once. */
static void ids_settle(struct ids *ids)
{
    size_t kept = 0;
    if (ids->count)
        qsort(ids->items, ids->count, sizeof(ids->items[0]), id_order);
    for (size_t i = 0; i < ids->count; i++)
        if (!kept || ids->items[kept - 1] != ids->items[i])
            ids->items[kept++] = ids->items[i];
    ids->count = kept;
}

/* Adds to `all` whose closure may differ when the units of `touched` do, as the picture stands. */
static enum err_code add_affected(struct store *store, const struct ids *touched, struct ids *all,
                                  struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(store, &territory, err));
    struct unit_set set =
        territory_affected(territory, all->arena, touched->items, touched->count);
    for (size_t i = 0; i < set.count; i++)
        ids_add(all, set.items[i]->id);
    return ERR_OK;
}

/* --- applying ------------------------------------------------------------------------------------ */

struct applying {
    struct store *store;
    const struct territory_change *change;
    const struct unit_statement *statement;
    struct arena *arena;
    int64_t *units;     /* real ids of the new units */
    struct ids touched; /* units written, and the ends of lineages written */
};

static int64_t real_id(const struct applying *a, int64_t id)
{
    return id < 0 ? a->units[-id - 1] : id;
}

static struct value day_value(struct arena *arena, int32_t day)
{
    if (day <= TERRITORY_FIRST_DAY || day == TERRITORY_LAST_DAY)
        return v_null();
    char text[DATE_TEXT_SIZE];
    date_to_storage(date_from_days(day), text);
    return v_text(arena_strdup(arena, text));
}

static struct value text_or_null(const char *text)
{
    return text && *text ? v_text(text) : v_null();
}

static enum err_code write_batch(struct applying *a, int64_t *ret_batch, struct err *err)
{
    const struct unit_statement *statement = a->statement;
    const struct territory_change *change = a->change;
    struct record *record = record_new(a->arena, kind_by_slug("import_batches"));
    record->state = "applied";
    record_set(record, "target_kind", v_text("units"));
    record_set(record, "file_name", v_text(statement->title));
    record_set(record, "sha256", text_or_null(statement->sha256));
    record_set(record, "layout", v_text(statement->verb));
    record_set(record, "settings", text_or_null(statement->settings));
    record_set(record, "row_count", v_int(statement->row_count));
    record_set(record, "accepted_count", v_int(statement->row_count - statement->refused_count));
    record_set(record, "refused_count", v_int(statement->refused_count));
    record_set(record, "same_count", v_int(statement->same_count));
    record_set(record, "new_count", v_int((int64_t)change->unit_count));
    record_set(record, "changed_count", v_int((int64_t)(change->end_count + change->begin_count)));
    record_set(record, "imported_by", v_text(a->store->actor.name));
    record_set(record, "finished_at", v_text(a->store->now));
    struct write_note note = { .action = "apply", .reason = statement->reason };
    TRY(entity_create(a->store, record, &note, err));
    *ret_batch = record->id;
    return ERR_OK;
}

/* Sets one field of a unit; a note of the statement where the unit has none. */
static enum err_code write_unit_day(struct applying *a, int64_t unit, const char *field, int32_t day,
                                    struct err *err)
{
    struct arena_mark mark = arena_mark(a->arena);
    struct record *before = NULL;
    TRY(entity_get(a->store, kind_by_slug("units"), unit, a->arena, &before, err));
    struct record *after = record_copy(a->arena, before);
    record_set(after, field, day_value(a->arena, day));
    if (a->statement->note && !record_text(before, "note"))
        record_set(after, "note", v_text(a->statement->note));
    TRY(entity_update(a->store, before, after, NULL, err));
    arena_release(a->arena, mark);
    ids_add(&a->touched, unit);
    return ERR_OK;
}

static enum err_code write_unit(struct applying *a, size_t index, struct err *err)
{
    struct arena_mark mark = arena_mark(a->arena);
    const struct unit *unit = &a->change->units[index];
    bool is_listed = unit->level != LEVEL_AREA; /* lists stand in the nation's shard */
    struct record *record = record_new(a->arena, kind_by_slug("units"));
    record->id = id_next(&a->store->ids, is_listed ? 0 : unit->founding, a->store->now_unix_ms);
    record_set(record, "code", v_text(unit->code));
    record_set(record, "list", v_text(unit_list_code((enum unit_list)unit->list)));
    record_set(record, "level", v_text(unit_level_code((enum unit_level)unit->level)));
    record_set(record, "type", v_text(unit_types[unit->type].code));
    record_set(record, "official_name", v_text(unit->name));
    if (unit->parent)
        record_set(record, "parent", v_int(real_id(a, unit->parent)));
    record_set(record, "valid_from", day_value(a->arena, unit->from_day));
    record_set(record, "valid_to", day_value(a->arena, unit->to_day));
    record_set(record, "founding", v_int(unit->founding));
    record_set(record, "basis_number", text_or_null(a->statement->basis));
    record_set(record, "note", text_or_null(a->statement->note));
    TRY(entity_create(a->store, record, NULL, err));
    a->units[index] = record->id;
    arena_release(a->arena, mark);
    ids_add(&a->touched, a->units[index]);
    return ERR_OK;
}

static const char *lineage_source(const struct applying *a)
{
    return a->statement->source ? a->statement->source : a->statement->title;
}

static enum err_code write_lineage(struct applying *a, const struct planned_lineage *planned,
                                   struct err *err)
{
    struct arena_mark mark = arena_mark(a->arena);
    const struct lineage *row = &planned->row;
    const struct kind *kind = kind_by_slug("lineages");
    struct record *record = record_new(a->arena, kind), *old = NULL;
    record_set(record, "from_unit", v_int(real_id(a, row->from)));
    record_set(record, "to_unit", v_int(real_id(a, row->to)));
    record_set(record, "type", v_text(lineage_type_code((enum lineage_type)row->type)));
    record_set(record, "on_date", day_value(a->arena, row->on_day));
    record_set(record, "basis_number", text_or_null(a->statement->basis));
    record_set(record, "source", v_text(lineage_source(a)));
    record_set(record, "note", text_or_null(planned->note));
    if (planned->instead_of) {
        static const char *const kept[] = { "basis_number", "source", "note", "estimated_share" };
        TRY(entity_get(a->store, kind, planned->instead_of, a->arena, &old, err));
        for (size_t i = 0; i < COUNT(kept); i++)
            record_set(record, kept[i], record_value(old, kept[i]));
    }
    TRY(entity_create(a->store, record, NULL, err));
    arena_release(a->arena, mark);
    ids_add(&a->touched, real_id(a, row->from));
    ids_add(&a->touched, real_id(a, row->to));
    return ERR_OK;
}

/* Corrects or confirms a lineage; LINEAGE_MAX_ withdraws it. */
static enum err_code write_fix(struct applying *a, int64_t id, enum lineage_type type,
                               const char *note_text, bool moves, struct err *err)
{
    struct arena_mark mark = arena_mark(a->arena);
    struct record *before = NULL;
    TRY(entity_get(a->store, kind_by_slug("lineages"), id, a->arena, &before, err));
    struct record *after = record_copy(a->arena, before);
    struct write_note note = { .action = type == LINEAGE_MAX_ ? "withdraw" : NULL };
    if (type == LINEAGE_MAX_) {
        after->state = "withdrawn";
    } else {
        record_set(after, "type", v_text(lineage_type_code(type)));
        record_set(after, "source", v_text(lineage_source(a)));
        if (note_text)
            record_set(after, "note", v_text(note_text));
    }
    TRY(entity_update(a->store, before, after, &note, err));
    int64_t from = record_int(before, "from_unit"), to = record_int(before, "to_unit");
    arena_release(a->arena, mark);
    if (moves) {
        ids_add(&a->touched, from);
        ids_add(&a->touched, to);
    }
    return ERR_OK;
}

/* In an order in which no uniqueness is broken on the way. */
static enum err_code write_change(struct applying *a, struct err *err)
{
    const struct territory_change *change = a->change;
    for (size_t i = 0; i < change->removal_count; i++)
        TRY(write_fix(a, change->removals[i], LINEAGE_MAX_, NULL, true, err));
    for (size_t i = 0; i < change->end_count; i++)
        TRY(write_unit_day(a, change->ends[i].unit, "valid_to", change->ends[i].to_day, err));
    for (size_t i = 0; i < change->begin_count; i++)
        TRY(write_unit_day(a, change->begins[i].unit, "valid_from", change->begins[i].from_day, err));
    for (size_t i = 0; i < change->unit_count; i++)
        TRY(write_unit(a, i, err));
    for (size_t i = 0; i < change->fix_count; i++) {
        const struct lineage_fix *fix = &change->fixes[i];
        TRY(write_fix(a, fix->id, fix->type, fix->note, fix->is_changed, err));
    }
    for (size_t i = 0; i < change->lineage_count; i++)
        TRY(write_lineage(a, &change->lineages[i], err));
    return ERR_OK;
}

/* Rows at fault where there were none: a change by hand may have met this one. */
static enum err_code check_sound(struct store *store, size_t problems_before, struct err *err)
{
    const struct territory *territory = NULL;
    const struct territory_problem *problems = NULL;
    TRY(unit_territory(store, &territory, err));
    if (territory_problems(territory, &problems) > problems_before)
        return err_set(err, ERR_STATE, MSG_UNIT_UNSOUND);
    return ERR_OK;
}

/* The units whose closure may differ: those reached before the change, and those reached after. The
 * units that the change names are touched in the picture of before, too. */
static enum err_code touched_before(struct applying *a, struct ids *affected, size_t *ret_problems,
                                    struct err *err)
{
    const struct territory_change *change = a->change;
    const struct territory *territory = NULL;
    const struct territory_problem *problems = NULL;
    struct ids touched = { .arena = a->arena };
    TRY(unit_territory(a->store, &territory, err));
    *ret_problems = territory_problems(territory, &problems);
    for (size_t i = 0; i < change->end_count; i++)
        ids_add(&touched, change->ends[i].unit);
    for (size_t i = 0; i < change->begin_count; i++)
        ids_add(&touched, change->begins[i].unit);
    const struct lineage *rows = NULL;
    size_t count = territory_lineages(territory, &rows);
    struct ids removed = { .arena = a->arena };
    for (size_t i = 0; i < change->removal_count; i++)
        ids_add(&removed, change->removals[i]);
    for (size_t i = 0; i < change->fix_count; i++)
        if (change->fixes[i].is_changed)
            ids_add(&removed, change->fixes[i].id);
    ids_settle(&removed);
    for (size_t i = 0; i < count && removed.count; i++)
        if (bsearch(&rows[i].id, removed.items, removed.count, sizeof(int64_t), id_order)) {
            ids_add(&touched, rows[i].from);
            ids_add(&touched, rows[i].to);
        }
    ids_settle(&touched);
    return add_affected(a->store, &touched, affected, err);
}

static enum err_code apply(struct applying *a, struct unit_made *ret_made, struct err *err)
{
    struct ids affected = { .arena = a->arena };
    char id[ID_TEXT_SIZE];
    size_t problems = 0;
    TRY(touched_before(a, &affected, &problems, err));
    TRY(write_batch(a, &ret_made->batch, err));
    id_to_text(ret_made->batch, id);
    a->store->batch = arena_printf(a->arena, "import:%s", id);
    TRY(write_change(a, err));
    unit_changed(a->store);
    ids_settle(&a->touched);
    TRY(check_sound(a->store, problems, err));
    TRY(add_affected(a->store, &a->touched, &affected, err));
    ids_settle(&affected);
    return unit_reclose_only(a->store, affected.items, affected.count, err);
}

enum err_code unit_change_apply(struct store *store, const struct territory_change *change,
                                const struct unit_statement *statement, struct arena *arena,
                                struct unit_made *ret_made, struct err *err)
{
    require(db_in_transaction(store->db));
    struct applying a = { .store = store,
                          .change = change,
                          .statement = statement,
                          .arena = arena,
                          .units = ARENA_ARRAY(arena, int64_t, change->unit_count + 1),
                          .touched = { .arena = arena } };
    *ret_made = (struct unit_made){ .units = a.units, .unit_count = change->unit_count };
    struct actor actor = store->actor;
    const char *batch = store->batch;
    store->actor = actor_unbound(&actor); /* a new unit counts nowhere yet; the caller has looked */
    enum err_code code = apply(&a, ret_made, err);
    store->actor = actor;
    store->batch = batch;
    if (code != ERR_OK)
        unit_changed(store);
    return code;
}

/* --- taking back ---------------------------------------------------------------------------------- */

struct undoing {
    struct store *store;
    struct arena *arena;
    const char *reason;
    struct ids touched, made;
};

struct audit_step {
    const struct kind *kind;
    int64_t record;
    bool is_creation;
    const char *diff;
};

static enum err_code read_steps(struct undoing *u, int64_t batch, struct audit_step **ret_steps,
                                size_t *ret_count, struct err *err)
{
    char id[ID_TEXT_SIZE];
    id_to_text(batch, id);
    size_t capacity = 0;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(u->store->db, STMT_AUDIT_OF_BATCH,
                 ARGS(v_text(arena_printf(u->arena, "import:%s", id))), &rows, err));
    *ret_steps = NULL;
    *ret_count = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        *ARENA_PUSH(u->arena, *ret_steps, *ret_count, capacity) = (struct audit_step){
            .kind = kind_by_slug(rows_text(&rows, 0)),
            .record = rows_int(&rows, 1),
            .is_creation = strcmp(rows_text(&rows, 2), "create") == 0,
            .diff = arena_strdup(u->arena, rows_text(&rows, 3)),
        };
    }
}

static struct value json_side(struct undoing *u, const json_t *pair, size_t side)
{
    const json_t *value = json_array_get(pair, side);
    if (json_is_integer(value))
        return v_int(json_integer_value(value));
    return json_is_string(value) ? v_text(arena_strdup(u->arena, json_string_value(value))) : v_null();
}

/* Is a field something else than the step left it? The audit diff is {"field":[before,after],…}; a
 * field that a creation does not name was empty. */
static bool is_altered(struct undoing *u, const struct record *record, const json_t *diff,
                       bool is_creation)
{
    const json_t *state = json_object_get(diff, "state");
    if (state && record->state && !value_equal(v_text(record->state), json_side(u, state, 1)))
        return true;
    for (size_t i = 0; record->kind->fields[i].name; i++) {
        const json_t *pair = json_object_get(diff, record->kind->fields[i].name);
        if ((pair || is_creation) && !value_equal(record->values[i], json_side(u, pair, 1)))
            return true;
    }
    return false;
}

static void set_before(struct undoing *u, struct record *record, const json_t *diff)
{
    const json_t *state = json_object_get(diff, "state");
    if (state)
        record->state = kind_state(record->kind, json_side(u, state, 0).s)->code;
    for (size_t i = 0; record->kind->fields[i].name; i++) {
        const json_t *pair = json_object_get(diff, record->kind->fields[i].name);
        if (pair)
            record->values[i] = json_side(u, pair, 0);
    }
}

static void note_touched(struct undoing *u, const struct record *record)
{
    if (strcmp(record->kind->slug, "units") == 0) {
        ids_add(&u->touched, record->id);
    } else if (strcmp(record->kind->slug, "lineages") == 0) {
        ids_add(&u->touched, record_int(record, "from_unit"));
        ids_add(&u->touched, record_int(record, "to_unit"));
    }
}

static enum err_code undo_step(struct undoing *u, const struct audit_step *step, struct err *err)
{
    struct record *before = NULL;
    json_error_t ignored;
    if (!step->kind)
        return err_set(err, ERR_CORRUPT, MSG_UNIT_UNDO_AUDIT);
    if (strcmp(step->kind->slug, "import_rows") == 0)
        return ERR_OK; /* what was refused stays told */
    if (!kind_state(step->kind, "withdrawn"))
        return err_set(err, ERR_STATE, MSG_UNIT_UNDO_KIND, step->kind->vi);
    TRY(entity_get(u->store, step->kind, step->record, u->arena, &before, err));
    struct record *after = record_copy(u->arena, before);
    struct write_note note = { .action = "undo", .reason = u->reason };
    json_t *diff = json_loads(step->diff, 0, &ignored);
    bool altered = !diff || is_altered(u, before, diff, step->is_creation);
    if (step->is_creation)
        after->state = "withdrawn";
    else if (!altered)
        set_before(u, after, diff);
    json_decref(diff);
    if (altered)
        return err_set(err, ERR_STATE, MSG_UNIT_UNDO_ALTERED, step->kind->vi,
                       unit_name(u->store, u->arena, step->record));
    if (step->is_creation && strcmp(step->kind->slug, "units") == 0)
        ids_add(&u->made, step->record);
    TRY(entity_update(u->store, before, after, &note, err));
    note_touched(u, before);
    return ERR_OK;
}

/* Nothing may refer to what was withdrawn. */
static enum err_code check_unused(struct undoing *u, struct err *err)
{
    for (size_t i = 0; i < u->made.count; i++)
        for (size_t k = 0; kinds[k]; k++)
            for (const struct field *field = kinds[k]->fields; field->name; field++) {
                int64_t id = 0;
                size_t count = 0;
                if (field->type != FIELD_REF || strcmp(field->ref, "units") != 0)
                    continue;
                TRY(entity_find(u->store, kinds[k], field->name, v_int(u->made.items[i]), 1, &id,
                                &count, err));
                if (count)
                    return err_set(err, ERR_STATE, MSG_UNIT_UNDO_USED,
                                   unit_name(u->store, u->arena, u->made.items[i]), kinds[k]->vi);
            }
    return ERR_OK;
}

static enum err_code undo_batch(struct undoing *u, struct record *batch, struct err *err)
{
    struct audit_step *steps = NULL;
    size_t count = 0;
    TRY(read_steps(u, batch->id, &steps, &count, err));
    struct ids affected = { .arena = u->arena };
    for (size_t i = 0; i < count; i++) {
        struct record *record = NULL;
        if (!steps[i].kind || strcmp(steps[i].kind->group, "territory") != 0)
            continue;
        TRY(entity_get(u->store, steps[i].kind, steps[i].record, u->arena, &record, err));
        note_touched(u, record);
    }
    ids_settle(&u->touched);
    TRY(add_affected(u->store, &u->touched, &affected, err));
    for (size_t i = count; i-- > 0;)
        TRY(undo_step(u, &steps[i], err));
    TRY(check_unused(u, err));
    unit_changed(u->store);
    ids_settle(&u->touched);
    TRY(add_affected(u->store, &u->touched, &affected, err));
    ids_settle(&affected);
    TRY(unit_reclose_only(u->store, affected.items, affected.count, err));
    struct record *after = record_copy(u->arena, batch);
    struct write_note note = { .action = "undo", .reason = u->reason };
    after->state = "undone";
    return entity_update(u->store, batch, after, &note, err);
}

enum err_code unit_change_undo(struct store *store, int64_t batch_id, const char *reason,
                               struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *batch = NULL;
    TRY(unit_change_may(store, ROLE_ADMIN, true, err));
    TRY(entity_get(store, kind_by_slug("import_batches"), batch_id, &arena, &batch, err));
    if (strcmp(record_text(batch, "target_kind"), "units") != 0 ||
        strcmp(batch->state, "applied") != 0)
        return err_set(err, ERR_STATE, MSG_UNIT_UNDO_BATCH, record_text(batch, "file_name"));
    struct undoing u = { .store = store,
                         .arena = &arena,
                         .reason = reason,
                         .touched = { .arena = &arena },
                         .made = { .arena = &arena } };
    TRY(db_begin(store->db, err));
    enum err_code code = undo_batch(&u, batch, err);
    code = db_finish(store->db, code, err);
    if (code != ERR_OK) {
        unit_changed(store);
    }
    return code;
}

/* --- records that follow --------------------------------------------------------------------------- */

enum err_code unit_counts_under(struct store *store, const int64_t *units, size_t count, int64_t day,
                                struct arena *arena, struct unit_counts *ret_counts, struct err *err)
{
    size_t capacity = 0;
    *ret_counts = (struct unit_counts){ 0 };
    for (size_t k = 0; kinds[k]; k++) {
        int64_t sum = 0;
        if (!kinds[k]->unit || kinds[k]->internal)
            continue;
        for (size_t i = 0; i < count; i++) {
            struct entity_query query = { .scope_unit = units[i], .scope_day = day };
            int64_t under = 0;
            TRY(entity_count(store, kinds[k], &query, &under, err));
            sum += under;
        }
        if (!sum)
            continue;
        *ARENA_PUSH(arena, ret_counts->items, ret_counts->count, capacity) =
            (struct unit_count){ kinds[k], sum };
        ret_counts->total += sum;
    }
    return ERR_OK;
}
