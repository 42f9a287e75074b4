/* SPDX-License-Identifier: Apache-2.0
 * Use cases that are the same for every kind: get, list, create, patch, act. Each writing one is a
 * transaction of its own; the *_within forms run in the caller's. */
#pragma once

#include "base/msg.h"
#include "store/entity.h"

/* A field given by name as text; text NULL or "" empties it. */
struct field_pair {
    const char *name, *text;
};

/* "head_name=Rơ Châm Hít" → pair. ERR_USAGE without "=". */
NODISCARD enum err_code field_pair_parse(struct arena *arena, const char *text,
                                         struct field_pair *ret_pair, struct err *err);

/* Puts pairs into a record; every wrong one becomes an issue. References may be given by id, by the
 * kind's key, and units by CODE, CODE@DATE. Carried and unknown fields are refused. */
void record_fill(struct store *store, struct record *record, const struct field_pair *pairs,
                 size_t count, bool creating, struct arena *arena, struct issues *issues);
/* Required fields that are empty, values outside their limits, and what the kind's rules say. */
void record_validate(struct store *store, const struct record *before, const struct record *record,
                     struct issues *issues);

/* ERR_FORBIDDEN where records of the kind are not the actor's to see: accounts are the administrators'
 * (struct kind, role). Whoever lists or shows records for a person asks first. */
NODISCARD enum err_code record_may_read(const struct store *store, const struct kind *kind, struct err *err);

/* The same for writing, and the role a step of the lifecycle needs: so that whoever shows a record can say
 * what may be done with it now. */
NODISCARD enum err_code record_may_write(const struct store *store, const struct kind *kind,
                                         struct err *err);
bool record_may_act(const struct store *store, const struct record *record,
                    const struct transition *transition);

/* Writing asks in addition for a reporter at least, and, for kinds without a place (organisations,
 * programmes, code lists …), for somebody who is not bound to one. ERR_FORBIDDEN. */
NODISCARD enum err_code record_create(struct store *store, const struct kind *kind,
                                      const struct field_pair *pairs, size_t count,
                                      struct arena *arena, struct record **ret_record,
                                      struct issues *issues, struct err *err);
/* base_version 0: whatever version there is. ERR_CONFLICT where it is another one. */
NODISCARD enum err_code record_patch(struct store *store, const struct kind *kind, int64_t id,
                                     int64_t base_version, const struct field_pair *pairs,
                                     size_t count, struct arena *arena, struct record **ret_record,
                                     struct issues *issues, struct err *err);
/* The same, with what the record of changes is to say of it: another action than "update", a reason. */
NODISCARD enum err_code record_patch_noted(struct store *store, const struct kind *kind, int64_t id,
                                           int64_t base_version, const struct write_note *note,
                                           const struct field_pair *pairs, size_t count, struct arena *arena,
                                           struct record **ret_record, struct issues *issues, struct err *err);

struct act_request {
    const char *action, *reason;
    const char *on;         /* effective day, external form; NULL: today */
    int64_t base_version;   /* 0: any */
    const struct field_pair *pairs; /* fields to set with the action */
    size_t pair_count;
};
/* ERR_STATE where the lifecycle does not allow it, ERR_FORBIDDEN below the transition's role. */
NODISCARD enum err_code record_act(struct store *store, const struct kind *kind, int64_t id,
                                   const struct act_request *request, struct arena *arena,
                                   struct record **ret_record, struct issues *issues,
                                   struct err *err);

/* A code that a programme or the office has added to an open list, in words; the code itself where nobody has. */
const char *record_added_code_words(struct store *store, struct arena *arena, const char *list, const char *code,
                                    enum lang lang);
/* The words by which a reference is shown: the referred record's label, or of what it is about. "" where unknown. */
const char *record_label(struct store *store, struct arena *arena, const struct field *field,
                         struct value value);

/* Blanks hidden fields, and personal ones where the actor may not see them; where he may, it is noted that
 * he did (service/account/personal_log.h). */
void record_mask(struct store *store, struct arena *arena, struct record *record);

/* A filter "field=value", "field>=value", "field!=value", "field~code" (list contains), "field=" (is
 * empty), as the command line and the query string give it. */
NODISCARD enum err_code filter_parse(struct store *store, const struct kind *kind, const char *text,
                                     struct arena *arena, struct cond **ret_cond, struct err *err);
