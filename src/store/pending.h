/* SPDX-License-Identifier: Apache-2.0
 * What a transaction keeps in memory until it commits: words of the index, changes of tally cells, the
 * ends of the audit chains. They are written sorted and each key once, before the commit, when
 * many have gathered, or when pending_flush is called: who reads words or cells inside a transaction
 * calls it first. A savepoint rolled back takes back what was noted since it was set.
 *
 * Where many records are made (store_hold), their rows wait too, with those of their states and of the
 * audit; any statement that might look for them finds them written. What has become much is written in a
 * thread of its own (db_aside) while the next gathers.
 *
 * Beside them, the records and keys a transaction has lately seen, so that a household's members,
 * classifications and memberships do not each read it again. They are forgotten at every rollback
 * and at the end of the transaction. Private to src/store; one per struct store. */
#pragma once

#include "base/crypto.h"
#include "store/entity.h"

/* Starts watching the transactions of store->db; pending_close frees. */
void pending_open(struct store *store);
void pending_close(struct store *store);

/* A word of the record comes into the index (sign 1) or goes out of it (-1). */
NODISCARD enum err_code pending_word(struct store *store, const struct kind *kind, const char *word,
                                     int64_t record, int sign, struct err *err);

struct tally_cell {
    int64_t tally, shard, grain, unit, month, since, value;
};
/* Adds cell->value to the cell. */
NODISCARD enum err_code pending_cell(struct store *store, const struct tally_cell *cell, struct err *err);

/* The name of a tally which the database may not have yet, before cells of it. */
void pending_name(struct store *store, int64_t tally, const struct kind *kind, const char *text);

/* One record more (cell->value 1) or less (-1) has the value in the cell of a distinct count. */
NODISCARD enum err_code pending_value(struct store *store, const struct tally_cell *cell, const char *text,
                                      struct err *err);

/* Writes all that is noted. Nothing to do outside a transaction. */
NODISCARD enum err_code pending_flush(struct store *store, struct err *err);

/* True where this transaction has read the chain's end, and may have moved it. */
bool pending_head_is_known(const struct store *store, int64_t shard);

/* The end of a shard's audit chain; seq 0 and the beginning's hash where there is none. */
NODISCARD enum err_code pending_head(struct store *store, int64_t shard, int64_t *ret_seq,
                                     char ret_hash[SHA256_HEX_SIZE], struct err *err);
void pending_head_set(struct store *store, int64_t shard, int64_t seq, const char hash[SHA256_HEX_SIZE]);

/* --- rows that wait, where the store was told to hold them (held.h) --- */

bool pending_holds(const struct store *store);
bool pending_may_hold(const struct store *store, const struct record *record);
/* Where it may not wait: whether it may be written before those that do. Call before it is written. */
bool pending_may_pass(struct store *store, const struct record *record);
void pending_hold_record(struct store *store, const struct record *record);
/* Rows of state_history_add and audit_add; of the latter, that of a record which waits with it may lack its diff. */
void pending_hold_state(struct store *store, const struct value *values, size_t count);
void pending_hold_audit(struct store *store, const struct value *values, size_t count, int64_t record);
/* Whether a row of the audit held now waits with the record. */
bool pending_holds_record(const struct store *store, int64_t id);
/* Whether the record waits: then nothing in the database refers to it. */
bool pending_has_held(const struct store *store, int64_t id);
/* Whether a record that waits may have the value in that field. */
bool pending_may_find(const struct store *store, const struct kind *kind, const struct field *field,
                      struct value value);
/* Writes what waits where it has become much. */
NODISCARD enum err_code pending_make_room(struct store *store, struct err *err);

/* Buffers for the texts of one audit row, kept for the next. */
struct audit_texts *pending_audit_texts(struct store *store);

/* A copy of the record as it was last written or read in this transaction; NULL where it is not
 * remembered. Lives until the next call here. */
const struct record *pending_record(const struct store *store, const struct kind *kind, int64_t id);
/* A record as it was written, or read. They do nothing outside a transaction. */
void pending_remember(struct store *store, const struct record *record);
void pending_remember_read(struct store *store, const struct record *record);
/* A live record of the kind has this key. */
bool pending_knows_key(const struct store *store, const struct kind *kind, const char *key);
void pending_remember_key(struct store *store, const struct kind *kind, const char *key);
