/* SPDX-License-Identifier: Apache-2.0
 * The append-only, hash-chained record of every change (DESIGN §5 "Audit"). One chain per shard;
 * each row's hash covers its values and the hash before it. Personal fields are there as keyed
 * hashes, so a person can be erased without breaking the chain. */
#pragma once

#include "base/buf.h"
#include "store/entity.h"

/* Buffers for the texts of one audit row, kept for the next. */
struct audit_texts {
    struct buf diff, names, value, hashed; /* the last one is for who writes it */
};
struct audit_texts *audit_texts_new(void);
void audit_texts_free(struct audit_texts *texts);

/* Appends the change to the record's shard. Either image may be NULL, not both. */
NODISCARD enum err_code audit_append(struct store *store, const struct record *before,
                                     const struct record *after, const struct write_note *note,
                                     struct err *err);

/* Of a new record that waits (store/held.h) the diff is made by whoever writes it: until then it is null. */
bool audit_row_lacks_diff(const struct value *row);
void audit_tell_creation(struct store *store, const struct record *made, struct audit_texts *texts, struct arena *arena,
                         struct value *row);

/* Puts the row, values in the order of audit_add, at the end of its chain: its sequence and hash, which
 * lives in `hex`. */
NODISCARD enum err_code audit_link(struct store *store, struct value *row, char hex[SHA256_HEX_SIZE],
                                   struct err *err);

/* The end of a shard's chain as the database has it: seq 0 where there is none. */
NODISCARD enum err_code audit_head_read(struct store *store, int64_t shard, int64_t *ret_seq,
                                        char ret_hash[SHA256_HEX_SIZE], struct err *err);

/* The same with what this transaction adds. Looks only: the end of the chain is not kept from writers, and a connection that
 * reads can ask for it. */
NODISCARD enum err_code audit_head_look(struct store *store, int64_t shard, int64_t *ret_seq,
                                        char ret_hash[SHA256_HEX_SIZE], struct err *err);

struct audit_verdict {
    int64_t rows;     /* looked at */
    int64_t broken;   /* rows whose hash does not follow; 0: the chain holds */
    int64_t shard, seq; /* the first broken one */
};
/* Recomputes every chain, and compares its end with the head; rows without a head are broken too. */
NODISCARD enum err_code audit_verify(struct store *store, struct audit_verdict *ret_verdict,
                                     struct err *err);
