/* SPDX-License-Identifier: Apache-2.0
 * Changes made away from the house, on a phone or in a returned workbook, merged field by field
 * (DESIGN §5 "Offline and round-trip sheets"). Online, a stale version refuses the whole patch
 * (record_patch); here each field stands for itself:
 *   - nobody changed it since the version the sender saw: it is written;
 *   - it has the value already: nothing to do;
 *   - somebody changed it to another value: neither is lost. The record keeps its value and the
 *     field goes to the list of conflicts, with both, until a person decides.
 * Every field that is sent and differs is one record of sync_ops, so that each edit can be found
 * again: in the record, or in the list. The same edit of the same version sent again does nothing,
 * whatever became of the record since. Which fields changed since a version is told by the audit. */
#pragma once

#include "service/record/record.h"

enum merge_verdict {
    MERGE_SAME,     /* has that value, or this edit came before */
    MERGE_APPLIED,  /* written; the record was still the sender's version */
    MERGE_PARALLEL, /* written beside others' changes to other fields */
    MERGE_CONFLICT, /* kept in the list of conflicts */
};

/* One field as the sender left it. */
struct merge_edit {
    const struct field *field; /* of the kind; not carried, not hidden */
    struct value value;        /* null empties it */
    enum merge_verdict verdict; /* found out */
    struct value current;       /* of a conflict: what the record keeps */
};

struct merge_request {
    const struct kind *kind;
    int64_t id, base_version; /* what the sender saw */
    const char *op_id;        /* of a device; NULL: the edit itself tells (workbooks) */
    const char *origin;       /* "device" or "workbook" */
    const char *device;       /* name of the device or file; may be NULL */
    struct merge_edit *edits;
    size_t count;
};

/* Merges the edits into the record and gives each its verdict. Validated as a whole: where a value
 * is not allowed, `issues` says why and nothing is written. ERR_NOT_FOUND: no such record in the
 * actor's scope; ERR_INPUT: the first of the issues, or a version that is not there yet;
 * ERR_FORBIDDEN: a kind that is not patched. In a transaction of the caller's. */
NODISCARD enum err_code record_merge(struct store *store, struct merge_request *request,
                                     struct arena *arena, struct issues *issues, struct err *err);

/* The record that was made when the same new one (all its values) was sent before; 0: none was. */
NODISCARD enum err_code record_merge_seen(struct store *store, const struct record *record,
                                          const struct merge_request *request, struct arena *arena,
                                          int64_t *ret_id, struct err *err);
/* Writes a new record from away that was not seen before. ERR_INPUT: the first of the issues;
 * ERR_CONFLICT: a uniqueness rule. In a transaction of the caller's. */
NODISCARD enum err_code record_merge_new(struct store *store, struct record *record,
                                         const struct merge_request *request, struct arena *arena,
                                         struct issues *issues, struct err *err);

/* --- conflicts ------------------------------------------------------------------------------- */

struct merge_conflict {
    const struct record *op; /* of sync_ops */
    const struct kind *kind; /* of the subject; NULL: a kind this program does not know */
    int64_t subject;
    const struct field *field;   /* NULL: a field it does not know */
    struct value sent, kept;     /* kept: what the record had when the edit came */
};
/* Reads an operation's field and values. ERR_CORRUPT where they are not of our making. */
NODISCARD enum err_code merge_conflict_read(struct store *store, const struct record *op,
                                            struct arena *arena, struct merge_conflict *ret_conflict,
                                            struct err *err);
/* Decides a conflict: the record takes the value sent, or keeps its own. ERR_STATE where it was
 * decided before. Begins and ends its own transaction. */
NODISCARD enum err_code merge_decide(struct store *store, int64_t op, bool take_sent,
                                     const char *reason, struct arena *arena, struct issues *issues,
                                     struct err *err);
