/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/person.h"

#include "base/date.h"
#include "base/msg.h"
#include "base/vitext.h"
#include "service/account/rights.h"
#include "service/answers.h"
#include "service/record/attachment.h"
#include "service/record/record_json.h"

#include <string.h>

/* What other laws keep: vouchers and books of account at least ten years (Accounting Law 88/2015/QH13, art.
 * 41; Decree 174/2016/NĐ-CP), files of commendation as archives (Archives Law 33/2024/QH15). */
static const struct {
    const char *slug;
    enum msg law;
} kept_kinds[] = {
    { "grants", MSG_PERSON_KEPT_ACCOUNTING },        { "sponsorships", MSG_PERSON_KEPT_ACCOUNTING },
    { "donors", MSG_PERSON_KEPT_ACCOUNTING },        { "pledges", MSG_PERSON_KEPT_ACCOUNTING },
    { "in_kind_contributions", MSG_PERSON_KEPT_ACCOUNTING }, { "ledger_entries", MSG_PERSON_KEPT_ACCOUNTING },
    { "commendations", MSG_PERSON_KEPT_ARCHIVES },
};

static const char *kept_by(const struct kind *kind)
{
    for (size_t i = 0; i < COUNT(kept_kinds); i++)
        if (strcmp(kept_kinds[i].slug, kind->slug) == 0)
            return msg_text(kept_kinds[i].law, LANG_VI);
    return NULL;
}

static bool is_kind(const struct record *record, const char *slug)
{
    return strcmp(record->kind->slug, slug) == 0;
}

/* --- gathering ------------------------------------------------------------------------------------ */

struct gather {
    struct store *store;
    struct arena *arena;
    struct person *person;
    size_t capacity;
};

static bool has_record(const struct person *person, int64_t id)
{
    for (size_t i = 0; i < person->count; i++)
        if (person->records[i].record->id == id)
            return true;
    return false;
}

static void add(struct gather *gather, const struct record *record)
{
    struct person *person = gather->person;
    if (has_record(person, record->id))
        return;
    struct person_record *added = ARENA_PUSH(gather->arena, person->records, person->count, gather->capacity);
    *added = (struct person_record){ record_copy(gather->arena, record), kept_by(record->kind) };
}

static enum err_code add_where(struct gather *gather, const struct kind *kind, struct cond *where, struct err *err)
{
    struct entity_query query = { .where = where, .all_states = true };
    struct record_list list = { 0 };
    TRY(entity_list(gather->store, kind, &query, gather->arena, &list, err));
    for (size_t i = 0; i < list.count; i++)
        add(gather, &list.items[i]);
    return ERR_OK;
}

/* Records that name this one by hand, or by kind and id. Other people of a household are not he. */
static enum err_code add_about(struct gather *gather, const struct record *record, struct err *err)
{
    for (const struct kind *const *kind = kinds; *kind; kind++) {
        if (strcmp((*kind)->slug, "household_members") == 0 || strcmp((*kind)->slug, record->kind->slug) == 0)
            continue;
        for (int i = 0; (*kind)->fields[i].name; i++) {
            const struct field *field = &(*kind)->fields[i];
            if (field->type == FIELD_REF && !field->carried && strcmp(field->ref, record->kind->slug) == 0)
                TRY(add_where(gather, *kind, cond_compare(gather->arena, i, COND_EQ, v_int(record->id)), err));
        }
        int of_kind = kind_field_index(*kind, "subject_kind"), of_id = kind_field_index(*kind, "subject_id");
        if (of_kind < 0 || of_id < 0)
            continue;
        struct cond *both[] = {
            cond_compare(gather->arena, of_kind, COND_EQ, v_text(record->kind->slug)),
            cond_compare(gather->arena, of_id, COND_EQ, v_int(record->id)),
        };
        TRY(add_where(gather, *kind, cond_all(gather->arena, both, COUNT(both)), err));
    }
    return ERR_OK;
}

/* Of a head the household too, of a household its head. */
static enum err_code add_other_half(struct gather *gather, const struct record *subject, struct err *err)
{
    const struct kind *members = kind_by_slug("household_members"), *households = kind_by_slug("households");
    struct record *household = NULL;
    if (is_kind(subject, "household_members")) {
        const char *relation = record_text(subject, "relation");
        if (!relation || strcmp(relation, "head") != 0)
            return ERR_OK;
        TRY(entity_get(gather->store, households, record_int(subject, "household"), gather->arena, &household, err));
        add(gather, household);
        return add_about(gather, household, err);
    }
    if (!is_kind(subject, "households"))
        return ERR_OK;
    struct cond *both[] = {
        cond_compare(gather->arena, kind_field_index(members, "household"), COND_EQ, v_int(subject->id)),
        cond_compare(gather->arena, kind_field_index(members, "relation"), COND_EQ, v_text("head")),
    };
    size_t before = gather->person->count;
    TRY(add_where(gather, members, cond_all(gather->arena, both, COUNT(both)), err));
    for (size_t i = before, end = gather->person->count; i < end; i++)
        TRY(add_about(gather, gather->person->records[i].record, err));
    return ERR_OK;
}

static bool holds_text(const struct record *record, const char *field, const char *folded, struct arena *arena)
{
    const char *text = record_text(record, field);
    return text && strstr(text_fold(arena, text), folded) != NULL;
}

struct refused {
    struct gather *gather;
    const char *name; /* folded */
    int64_t *ids; /* the records themselves live no longer than the step over them */
    size_t count, capacity;
};

static enum err_code one_refused(void *context, const struct record *record, struct err *err)
{
    struct refused *refused = context;
    CLEANUP(arena_done) struct arena arena = { 0 };
    (void)err;
    if (holds_text(record, "cells", refused->name, &arena) || holds_text(record, "value", refused->name, &arena))
        *ARENA_PUSH(refused->gather->arena, refused->ids, refused->count, refused->capacity) = record->id;
    return ERR_OK;
}

/* Refused rows of lists of his commune that hold his name: he may be in them under no record. */
static enum err_code add_refused(struct gather *gather, const struct record *subject, struct err *err)
{
    const struct field *label = subject->kind->label ? kind_field(subject->kind, subject->kind->label) : NULL;
    struct unit_place place = { 0 };
    if (!label || label->type != FIELD_PERSON_NAME || !subject->kind->unit)
        return ERR_OK;
    const char *name = record_text(subject, label->name);
    int64_t unit = record_int(subject, subject->kind->unit);
    if (!name || !unit)
        return ERR_OK;
    TRY(unit_place_get(gather->store, unit, &place, err));
    const struct kind *rows = kind_by_slug("import_rows");
    struct refused refused = { .gather = gather, .name = text_fold(gather->arena, name) };
    struct entity_query query = { .all_states = true, .scope_unit = place.commune ? place.commune : unit,
                                  .scope_day = gather->store->today_day };
    TRY(entity_each(gather->store, rows, &query, one_refused, &refused, err));
    for (size_t i = 0; i < refused.count; i++) {
        struct record *row = NULL;
        TRY(entity_get(gather->store, rows, refused.ids[i], gather->arena, &row, err));
        add(gather, row);
    }
    return ERR_OK;
}

static enum err_code read_reads(struct gather *gather, struct err *err)
{
    struct person *person = gather->person;
    size_t capacity = 0;
    for (size_t i = 0; i < person->count; i++) {
        int64_t id = person->records[i].record->id;
        CLEANUP(rows_done) struct rows rows = { 0 };
        TRY(db_query(gather->store->db, STMT_PERSONAL_READ_OF, ARGS(v_int(id_shard(id)), v_int(id)), &rows, err));
        for (bool has = true;;) {
            TRY(rows_next(&rows, &has, err));
            if (!has)
                break;
            struct person_read *read = ARENA_PUSH(gather->arena, person->reads, person->read_count, capacity);
            read->at = arena_strdup(gather->arena, rows_text(&rows, 0));
            read->actor = arena_strdup(gather->arena, rows_text(&rows, 1));
            read->why = arena_strdup(gather->arena, rows_text(&rows, 6));
        }
    }
    return ERR_OK;
}

bool person_is_kind(const struct kind *kind)
{
    for (const struct field *field = kind->fields; field->name; field++)
        if (field->personal != PERSONAL_NONE || field_is_secret(field))
            return true;
    return false;
}

static enum err_code gather_all(struct store *store, const struct kind *kind, int64_t id, struct arena *arena,
                                struct person *person, struct err *err)
{
    struct gather gather = { .store = store, .arena = arena, .person = person };
    *person = (struct person){ 0 };
    TRY(rights_need(&store->actor, RIGHT_PERSONAL, err));
    TRY(record_may_read(store, kind, err));
    if (!person_is_kind(kind))
        return err_set(err, ERR_USAGE, MSG_PERSON_KIND, kind->vi);
    TRY(entity_get(store, kind, id, arena, &person->subject, err));
    add(&gather, person->subject);
    TRY(add_about(&gather, person->subject, err));
    TRY(add_other_half(&gather, person->subject, err));
    TRY(add_refused(&gather, person->subject, err));
    return read_reads(&gather, err);
}

enum err_code person_show(struct store *store, const struct kind *kind, int64_t id, struct arena *arena,
                          struct person *ret_person, struct err *err)
{
    TRY(gather_all(store, kind, id, arena, ret_person, err));
    for (size_t i = 0; i < ret_person->count; i++)
        record_mask(store, arena, ret_person->records[i].record);
    return ERR_OK;
}

void person_json(const struct person *person, struct arena *arena, struct json_writer *w)
{
    json_begin_object(w);
    json_key(w, "records");
    json_begin_array(w);
    for (size_t i = 0; i < person->count; i++) {
        const struct record *record = person->records[i].record;
        json_begin_object(w);
        json_member_string(w, "kind", record->kind->slug);
        json_member_string(w, "name", record->kind->vi);
        json_member_string(w, "kept_by", person->records[i].kept_by);
        json_key(w, "record");
        record_json(arena, w, record);
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "reads");
    json_begin_array(w);
    for (size_t i = 0; i < person->read_count; i++) {
        json_begin_object(w);
        json_member_string(w, "at", person->reads[i].at);
        json_member_string(w, "by", person->reads[i].actor);
        json_member_string(w, "why", person->reads[i].why);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}

/* --- changing ---------------------------------------------------------------------------------------- */

static enum err_code need_reason(const char *reason, struct err *err)
{
    return reason && !text_is_blank(reason) ? ERR_OK : err_set(err, ERR_INPUT, MSG_PERSON_REASON);
}

enum err_code person_correct(struct store *store, const struct kind *kind, int64_t id,
                             const struct field_pair *pairs, size_t count, const char *reason,
                             struct arena *arena, struct record **ret_record, struct issues *issues,
                             struct err *err)
{
    struct write_note note = { .action = "correct", .reason = reason };
    TRY(need_reason(reason, err));
    TRY(rights_need(&store->actor, RIGHT_PERSONAL, err));
    TRY(rights_need(&store->actor, RIGHT_WRITE, err));
    return record_patch_noted(store, kind, id, 0, &note, pairs, count, arena, ret_record, issues, err);
}

/* Codes and yes-or-no answers count, and tell nobody's name; a date becomes its year. */
static struct value erased_value(const struct field *field, struct value value, struct arena *arena)
{
    struct date date = { 0 };
    switch ((int)field->type) {
    case FIELD_CODE:
    case FIELD_CODES:
    case FIELD_BOOL:
    case FIELD_YEAR:
    case FIELD_REF:
    case FIELD_KEY:
        return value;
    case FIELD_DATE:
        if (!date_from_storage(value.s, &date) || date.year == 0)
            return v_null();
        return v_text(arena_printf(arena, "%04d-01-01~y", date.year));
    default:
        return field->required ? v_text(msg_text(MSG_PERSON_ERASED_NAME, LANG_VI)) : v_null();
    }
}

static bool is_erased(const struct kind *kind, const struct field *field)
{
    bool is_note = field->type == FIELD_NOTE || strcmp(field->name, "note") == 0;
    bool is_file = strcmp(kind->slug, "attachments") == 0 &&
                   (strcmp(field->name, "file_name") == 0 || strcmp(field->name, "caption") == 0);
    return !field->carried && !field->hidden &&
           (field->personal != PERSONAL_NONE || field_is_secret(field) || is_note || is_file);
}

static enum err_code erase_one(struct store *store, const struct record *record, const struct write_note *note,
                               struct arena *arena, struct err *err)
{
    struct record *before = NULL;
    TRY(entity_get(store, record->kind, record->id, arena, &before, err)); /* as it is after what went before */
    struct record *after = record_copy(arena, before);
    for (size_t i = 0; after->kind->fields[i].name; i++) {
        const struct field *field = &after->kind->fields[i];
        if (is_erased(after->kind, field) && !value_is_null(after->values[i]))
            after->values[i] = erased_value(field, after->values[i], arena);
    }
    if (is_kind(after, "attachments")) {
        after->state = kind_state(after->kind, "removed")->code;
        TRY(attachment_forget(store, before, err));
    }
    return entity_update(store, before, after, note, err);
}

static enum err_code erase_within(struct store *store, const struct person *person, const char *reason,
                                  struct arena *arena, struct person_erased *erased, struct err *err)
{
    struct write_note note = { .action = "erase", .reason = reason };
    for (size_t i = 0; i < person->count; i++) {
        const struct record *record = person->records[i].record;
        erased->kept += person->records[i].kept_by != NULL;
        if (person->records[i].kept_by)
            continue;
        TRY(erase_one(store, record, &note, arena, err));
        TRY(answers_forget(store, record->id, err));
        erased->records++;
        erased->attachments += is_kind(record, "attachments");
    }
    return ERR_OK;
}

enum err_code person_erase(struct store *store, const struct kind *kind, int64_t id, const char *reason,
                           struct arena *arena, struct person_erased *ret_erased, struct err *err)
{
    struct person person = { 0 };
    *ret_erased = (struct person_erased){ 0 };
    TRY(need_reason(reason, err));
    TRY(rights_need(&store->actor, RIGHT_APPROVE, err));
    TRY(gather_all(store, kind, id, arena, &person, err));
    TRY(db_begin(store->db, err));
    return db_finish(store->db, erase_within(store, &person, reason, arena, ret_erased, err), err);
}
