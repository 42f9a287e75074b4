/* SPDX-License-Identifier: Apache-2.0
 * Files of records: photographs of a model, the scan of a minute. Whoever may write the record attaches, whoever may read
 * it sees them; of a published record everybody sees the photographs. The bytes stand in the database (table
 * attachment_part), once for each SHA-256, so that backup, export and restore carry them like everything else. */
#pragma once

#include "base/buf.h"
#include "service/record/record.h"

enum { ATTACHMENT_BYTES_MAX = 10 << 20, ATTACHMENTS_MAX = 60 /* of one record */ };

struct attachment_new {
    const char *file_name; /* as its sender calls it; NULL: the register's name */
    const char *purpose, *caption, *taken_on; /* as for a field of the record; NULL: not said */
    bool is_personal;                         /* shows people who may be told; of a person's record always so */
    const unsigned char *bytes;
    size_t len;
};

/* Attaches what media_take (paper/media.h) leaves of the bytes. The same file of the same record is not attached twice:
 * *ret_is_new is false then. ERR_LIMIT beyond the numbers above; wrong fields go to `issues`. */
NODISCARD enum err_code attachment_add(struct store *store, const struct kind *kind, int64_t id,
                                       const struct attachment_new *given, struct arena *arena,
                                       struct record **ret_attachment, bool *ret_is_new, struct issues *issues,
                                       struct err *err);

/* Those of a record that are there for the actor, oldest first; where personal data is in them and not for his eyes,
 * without name and caption. */
NODISCARD enum err_code attachments_of(struct store *store, const struct kind *kind, int64_t id, struct arena *arena,
                                       struct record_list *ret_list, struct err *err);

/* The newest photograph of each of these records that the actor may see: records[i] has photos[i], NULL where none. */
NODISCARD enum err_code attachment_photos(struct store *store, const struct kind *kind, const int64_t *ids, size_t count,
                                          struct arena *arena, struct record **photos, struct err *err);

/* One with its bytes, appended to `out`. ERR_NOT_FOUND; ERR_FORBIDDEN for personal data without the right to it. That
 * it was seen is noted. */
NODISCARD enum err_code attachment_read(struct store *store, const struct kind *kind, int64_t id, int64_t attachment,
                                        struct arena *arena, struct record **ret_attachment, struct buf *out,
                                        struct err *err);

/* Takes it off the record. The bytes stay, so that who took off the wrong one gets it back (lifecycle `restore`). */
NODISCARD enum err_code attachment_remove(struct store *store, const struct kind *kind, int64_t id, int64_t attachment,
                                          const char *reason, struct arena *arena, struct err *err);

/* Keeps bytes as they are under their SHA-256, before any attachment names them. In a transaction of the caller's. */
NODISCARD enum err_code attachment_keep(struct store *store, const char *sha256, const void *bytes, size_t len, struct err *err);

/* Forgets the bytes of an attachment about to be erased, unless another one has the same. In a transaction of the caller's. */
NODISCARD enum err_code attachment_forget(struct store *store, const struct record *attachment, struct err *err);

/* Counts kept attachments whose bytes are not those of their SHA-256. */
NODISCARD enum err_code attachments_check(struct store *store, int64_t *ret_differences, struct err *err);
