/* SPDX-License-Identifier: Apache-2.0
 * The entity store: every read and write of a record passes here, with its before and after image.
 *
 * A write, inside the caller's transaction, in this order: the record; its words, states by day,
 * and carried copies in other records; the tallies; the audit row. Words, tally cells and the ends of
 * the audit chains gather in memory (pending.h) and go into the same transaction. So totals are right
 * at commit and nothing is written beside the audit. Values are validated by
 * service/record/record.c before they come here; here the database's own rules are kept: references exist,
 * versions match, uniqueness, access scope. */
#pragma once

#include "base/issues.h"
#include "store/entity_sql.h"
#include "store/store.h"

/* One record. Values are in field order, clear (secrets decrypted), in the arena they were read to. */
struct record {
    const struct kind *kind;
    int64_t id;
    int64_t version;
    const char *state; /* NULL without a lifecycle */
    const char *created_at, *updated_at;
    struct value *values;
    struct arena *arena; /* what the store adds to the record (carried texts) lives here too */
};

struct record_list {
    struct record *items;
    size_t count;
};

/* Why and when something is written, beside the record itself. */
struct write_note {
    const char *action;    /* NULL: "create" or "update" */
    const char *reason;    /* may be NULL */
    int64_t effective_day; /* of a state change; 0: the record's own date or today */
};

/* A new record of the kind in the arena: first state, all values null. */
struct record *record_new(struct arena *arena, const struct kind *kind);
struct record *record_copy(struct arena *arena, const struct record *record);
struct value record_value(const struct record *record, const char *field);
const char *record_text(const struct record *record, const char *field); /* NULL if null */
int64_t record_int(const struct record *record, const char *field);      /* 0 if null */
/* The id a reference counts as: that of the record standing for the one it names (kind->same_as). */
int64_t record_counted(const struct record *record, const char *field);
void record_set(struct record *record, const char *field, struct value value);
struct image record_image(const struct record *record);

/* --- reading --------------------------------------------------------------------------------- */

/* ERR_NOT_FOUND where it is not, or lies outside the actor's scope. */
NODISCARD enum err_code entity_get(struct store *store, const struct kind *kind, int64_t id,
                                   struct arena *arena, struct record **ret_record, struct err *err);
/* Scope of the actor and of the query both hold. ERR_FORBIDDEN for words in a kind whose searchable fields
 * are personal, where the actor does not see those. */
NODISCARD enum err_code entity_list(struct store *store, const struct kind *kind,
                                    const struct entity_query *query, struct arena *arena,
                                    struct record_list *ret_list, struct err *err);
NODISCARD enum err_code entity_count(struct store *store, const struct kind *kind,
                                     const struct entity_query *query, int64_t *ret_count,
                                     struct err *err);
/* Whether the list is to be had in the order asked for without sorting more than `most` records: by id, by a field kept in
 * order (`ordered`), or a short one. */
NODISCARD enum err_code entity_is_sortable(struct store *store, const struct kind *kind, const struct entity_query *query,
                                           int64_t most, bool *ret_is, struct err *err);
/* Calls `each` for every record, in memory that does not grow; `each` may stop by an error. */
NODISCARD enum err_code
entity_each(struct store *store, const struct kind *kind, const struct entity_query *query,
            enum err_code (*each)(void *context, const struct record *record, struct err *err),
            void *context, struct err *err);
/* The id of the record that outside forms name by id or by the kind's key. */
NODISCARD enum err_code entity_resolve(struct store *store, const struct kind *kind, const char *named,
                                       int64_t *ret_id, struct err *err);
/* True where a live record has this key. */
NODISCARD enum err_code entity_key_exists(struct store *store, const struct kind *kind, const char *key,
                                          bool *ret_exists, struct err *err);
/* Ids of live records whose field equals the value (secrets through their index), at most `max`. */
NODISCARD enum err_code entity_find(struct store *store, const struct kind *kind, const char *field,
                                    struct value value, size_t max, int64_t *ret_ids, size_t *ret_count,
                                    struct err *err);

/* --- writing (in a transaction of the caller's) ------------------------------------------------ */

/* Gives the record an id (unless it has one), version 1 and its carried copies, and writes it.
 * ERR_CONFLICT: a uniqueness rule, named; ERR_NOT_FOUND: a reference to nothing. */
NODISCARD enum err_code entity_create(struct store *store, struct record *record,
                                      const struct write_note *note, struct err *err);
/* Writes `after`, whose version is still that of `before`; sets the new version in it. ERR_CONFLICT
 * where the stored version is another one. Nothing is written when nothing differs. */
NODISCARD enum err_code entity_update(struct store *store, const struct record *before,
                                      struct record *after, const struct write_note *note,
                                      struct err *err);

struct derived_check {
    int64_t differences; /* carried copies, side columns and index words not what they should be */
    int64_t words;       /* in the index */
};
/* Looks at what the store keeps beside the record; adds to the counts. */
NODISCARD enum err_code entity_check_derived(struct store *store, const struct record *record,
                                             struct derived_check *check, struct err *err);

/* --- shared with tally.c and audit.c ------------------------------------------------------------ */

/* Reads the row under `rows` (columns in table order) into arena memory. */
NODISCARD enum err_code entity_read_row(struct store *store, const struct kind *kind,
                                        const struct rows *rows, struct arena *arena,
                                        struct record **ret_record, struct err *err);
