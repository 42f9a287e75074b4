/* SPDX-License-Identifier: Apache-2.0
 * Rows of a transaction that makes many records: they wait in memory and are written by the hundred,
 * table by table, owners before what they own. Only rows that nothing in the database can contradict
 * are held (held_may); whatever statement runs next finds them written (pending.c sees to it). A
 * savepoint rolled back takes its rows back. Private to src/store/pending.c, entity.c and audit.c. */
#pragma once

#include "store/entity.h"

struct held_row {
    unsigned table;
    size_t values;  /* where its values begin: of a record those of its fields, in clear, else of its columns */
    size_t columns; /* behind where its columns begin, once they are made; 0 */
    size_t record;  /* which of held->records it is; of an audit row without a diff, whose creation it tells */
};

struct held_sign {
    uint64_t key; /* 0: free */
    size_t row;   /* of an id */
};

struct held_table {
    const char *one, *many; /* INSERT of one row, and of `rows` */
    size_t width, rows;
    unsigned rank; /* a table's rows refer to those of lower ranks only */
};

struct held {
    struct store *store;
    struct arena arena; /* tables and their texts */
    struct held_table *tables;
    size_t table_count; /* the kinds, then the state history, then the audit */
    unsigned rank_max;
    struct held_row *rows;
    size_t count, capacity;
    struct value *values;
    size_t value_count, value_capacity;
    struct record *records; /* without their values, which move: held_row.values */
    size_t record_count, record_capacity;
    size_t prepared; /* of the rows, looked at by held_prepare */
    size_t written; /* of the rows, inside a savepoint that may yet be rolled back */
    struct arena texts;
    struct arena_mark texts_empty;
    struct held_sign *signs; /* ids of the records, and what they keep others from being; until all is written */
    size_t sign_count, sign_capacity;
    struct err failure;  /* of the first write that failed: nothing more is written, nor committed */
    struct value *bound; /* of the statement under way */
    size_t bound_capacity;
    struct arena made;         /* what is made for it */
    struct audit_texts *diffs; /* buffers for that */
};

enum { HELD_ROWS_MAX = 2048 };

struct held *held_new(struct store *store);
void held_free(struct held *held);

/* Records of such a kind never wait: a held household has no links. */
bool held_never(const struct kind *kind);
/* Whether the new record may wait: each uniqueness rule over it names a record that waits too, so that
 * only records that wait could break it, and none does. */
bool held_may(const struct held *held, const struct record *record);
/* Whether the new record may be written before those that wait: it neither belongs to one nor contradicts
 * one. Then held_note_rules keeps later ones from contradicting it. */
bool held_may_pass(const struct held *held, const struct record *record);
void held_note_rules(struct held *held, const struct record *record);
/* A copy of the record: its row is made when it is written, by whoever writes it. */
void held_add_record(struct held *held, const struct record *record);
/* Whether the record waits: it is not in the database yet. */
bool held_has(const struct held *held, int64_t id);
/* The same, or it was written since they were last forgotten: of rows that another thread may be writing. */
bool held_knows(const struct held *held, int64_t id);
/* Whether a record that waits may have this value; false only of fields with a side column, and keys. */
bool held_may_find(const struct held *held, const struct kind *kind, const struct field *field,
                   struct value value);
void held_add_state(struct held *held, const struct value *values, size_t count);
/* Sequence and hash are put in when it is written; and the diff, where it is null: of the creation of a record
 * that held_has. */
void held_add_audit(struct held *held, const struct value *values, size_t count, int64_t record);

/* Makes the columns and diffs of some rows that are not written yet, for whoever has nothing else to do; false: there are no
 * more. Outside savepoints. */
bool held_prepare(struct held *held);
/* Writes what is not written yet. ERR_BUSY where another process made one of the ids meanwhile. */
NODISCARD enum err_code held_write(struct held *held, struct err *err);
/* Drops the rows after the first `count`, whose first `written` are written. */
struct held_mark {
    size_t count, value_count, record_count, written;
    struct arena_mark texts;
};
struct held_mark held_mark(const struct held *held);
void held_revert(struct held *held, const struct held_mark *mark);
void held_forget(struct held *held);
