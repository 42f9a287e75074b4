/* SPDX-License-Identifier: Apache-2.0
 * What a row says, put into a record and written. */
#include "service/import/import_parts.h"

#include "base/date.h"
#include "base/vitext.h"
#include "domain/field.h"
#include "service/record/fund_cover.h"

#include <string.h>

bool import_is_row_failure(enum err_code code)
{
    switch (code) {
    case ERR_INPUT:
    case ERR_NOT_FOUND:
    case ERR_CONFLICT:
    case ERR_STATE:
    case ERR_FORBIDDEN:
    case ERR_USAGE:
        return true;
    default:
        return false;
    }
}

/* --- merging ---------------------------------------------------------------------------------------- */

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* The name says nothing new: it differs in case or in where tone marks stand, or lacks the marks. */
static bool name_adds_nothing(struct arena *arena, const char *known, const char *said)
{
    if (strcmp(text_fold_toned(arena, known), text_fold_toned(arena, said)) == 0)
        return true;
    return is_ascii(said) && !is_ascii(known) && text_equal_folded(known, said);
}

/* "1960" beside the known 15/8/1960. */
static bool date_adds_nothing(const char *known, const char *said)
{
    struct date a, b;
    if (!date_from_storage(known, &a) || !date_from_storage(said, &b) || b.precision <= a.precision)
        return false;
    return date_compare(date_first_day(b), date_first_day(a)) <= 0 &&
           date_compare(date_last_day(a), date_last_day(b)) <= 0;
}

static bool adds_nothing(struct arena *arena, const struct field *field, struct value known,
                         struct value said)
{
    if (value_is_null(said) || value_equal(known, said))
        return true;
    if (value_is_null(known) || known.type != VALUE_TEXT)
        return false;
    if (field->type == FIELD_PERSON_NAME)
        return name_adds_nothing(arena, known.s, said.s);
    if (field->type == FIELD_DATE)
        return date_adds_nothing(known.s, said.s);
    return false;
}

struct record *import_merge(struct import *import, const struct record *before,
                            const struct import_values *values, bool fill_only)
{
    struct arena *arena = &import->group_arena;
    struct record *after = record_copy(arena, before);
    for (size_t i = 0; before->kind->fields[i].name; i++) {
        const struct field *field = &before->kind->fields[i];
        struct value known = before->values[i], said = values->values[i];
        bool fixed = field->carried || (field->immutable && before->id && !value_is_null(known));
        if (fixed || (fill_only && !value_is_null(known)) || adds_nothing(arena, field, known, said))
            continue;
        after->values[i] = said;
    }
    return after;
}

/* --- writing --------------------------------------------------------------------------------------------- */

static size_t column_of(const struct import_values *values, const char *field)
{
    int index = values && *field ? kind_field_index(values->kind, field) : -1;
    return index < 0 ? 0 : values->columns[index];
}

static bool say_issues(struct import *import, struct import_row *row, const struct import_values *values,
                       const struct issues *issues)
{
    for (size_t i = 0; i < issues->count; i++) {
        const struct err *issue = &issues->items[i];
        const char *code = *issue->where ?
                               arena_printf(import->arena, "%s_%s", issue->where,
                                            issue->msg == MSG_FIELD_REQUIRED ? "missing" : "wrong") :
                               err_code_name(issue->code);
        import_say_err(import, row, column_of(values, issue->where), IMPORT_REFUSED, code, issue);
    }
    return issues->count > 0;
}

/* --- what changed ----------------------------------------------------------------------------------------- */

static bool hides(const struct import *import, const struct field *field)
{
    return !import->store->actor.sees_personal && (field->personal != PERSONAL_NONE || field_is_secret(field));
}

/* A preview by who may not see personal data must not tell whether a value he made up is the one that is known: there,
 * every known record for which the list has such a value counts as changed, and which is told of none. */
static bool is_guess(const struct import *import, const struct import_values *values)
{
    bool guesses = false;
    for (size_t i = 0; values && values->kind->fields[i].name; i++)
        guesses = guesses || (hides(import, &values->kind->fields[i]) && !value_is_null(values->values[i]));
    return guesses && import->request->dry_run;
}

static const char *shown(struct import *import, const struct field *field, struct value value)
{
    if (value_is_null(value) && !(hides(import, field) && field->personal == PERSONAL_SENSITIVE))
        return "";
    if (field_is_secret(field))
        return arena_strdup(import->arena, field_masked(&import->group_arena, field, value));
    if (hides(import, field))
        return FIELD_MASK;
    if (field->type == FIELD_REF)
        return arena_strdup(import->arena, record_label(import->store, &import->group_arena, field, value));
    return arena_strdup(import->arena, field_external(&import->group_arena, field, value));
}

static void add_changes(struct import *import, const struct import_row *row, const struct record *before,
                        const struct record *after)
{
    struct import_result *result = import->result;
    for (size_t i = 0; before->kind->fields[i].name; i++) {
        const struct field *field = &before->kind->fields[i];
        if (field->carried || field->hidden || value_equal(before->values[i], after->values[i]) ||
            (import->request->dry_run && hides(import, field)))
            continue;
        if (result->change_count >= IMPORT_CHANGES_MAX) {
            result->more_changes++;
            continue;
        }
        *ARENA_PUSH(import->arena, result->changes, result->change_count, import->change_capacity) =
            (struct import_change){ import->sheet, row->number, before->kind, before->id, field,
                                    shown(import, field, before->values[i]), shown(import, field, after->values[i]) };
    }
}

enum err_code import_write(struct import *import, struct import_row *row, const struct import_values *values,
                           const struct record *before, struct record *after,
                           struct import_tally *ret_outcome, struct err *err)
{
    struct issues issues = { .arena = &import->group_arena };
    struct err failure = { 0 };
    record_validate(import->store, before, after, &issues);
    if (say_issues(import, row, values, &issues))
        return ERR_OK;
    int64_t version = before ? before->version : 0;
    enum err_code code = before ? entity_update(import->store, before, after, NULL, &failure) :
                                  entity_create(import->store, after, NULL, &failure);
    if (code == ERR_OK)
        code = fund_cover_check(import->store, before, after, &failure);
    if (code != ERR_OK && import_is_row_failure(code)) {
        import_say_err(import, row, column_of(values, failure.where), IMPORT_REFUSED, err_code_name(code),
                       &failure);
        return ERR_OK;
    }
    if (code != ERR_OK) {
        *err = failure;
        return code;
    }
    if (!before)
        ret_outcome->created++;
    else if (after->version != version || is_guess(import, values)) {
        ret_outcome->changed++;
        add_changes(import, row, before, after);
    }
    else
        ret_outcome->same++;
    return ERR_OK;
}

/* --- savepoints ----------------------------------------------------------------------------------------------------- */

void import_take_back(struct import *import, int level)
{
    db_savepoint_rollback(import->store->db, level);
    if (import->units_pending)
        unit_changed(import->store);
    import->units_pending = false;
    import->areas_pending = import->bodies_pending = 0;
    import->result->change_count = import->changes_standing;
}

enum err_code import_let_stand(struct import *import, int level, struct err *err)
{
    TRY(db_savepoint_release(import->store->db, level, err));
    import->result->areas += import->areas_pending;
    import->result->bodies += import->bodies_pending;
    import->areas_pending = import->bodies_pending = 0;
    import->units_pending = false;
    import->changes_standing = import->result->change_count;
    return ERR_OK;
}

/* --- memberships ------------------------------------------------------------------------------------- */

const char *import_membership_category(const char *organisation)
{
    static const char *const categories[][2] = {
        { "trade_union", "worker" },
        { "veterans_association", "veteran" },
        { "youth_federation", "youth_federation_member" },
        { "former_youth_volunteers", "former_youth_volunteer" },
    };
    for (size_t i = 0; i < COUNT(categories); i++)
        if (strcmp(categories[i][0], organisation) == 0)
            return categories[i][1];
    return "member";
}
