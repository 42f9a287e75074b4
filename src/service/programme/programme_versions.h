/* SPDX-License-Identifier: Apache-2.0
 * The versions of a programme. A changed file is a proposal: it takes force when every signer of the
 * version in force, and every one it names itself, has agreed to it (S0d-47, S3-39); until then, and
 * before the day it is to take force on, the version in force stays. Nothing is ever overwritten, so
 * figures of a past day go by the text of that day.
 *
 * Until a programme was in force for the first time its file says who has agreed (`consent: agreed`);
 * afterwards only the register of consents does. All functions that write run in a transaction of
 * the caller's. */
#pragma once

#include "domain/programme.h"
#include "store/entity.h"

/* Records the text as revision 1 of the programme just made, or as a proposal beside the version in
 * force; a proposal not agreed so far gives way to it. `from` is the day on which it is to take force
 * (none: when all have agreed). Gives the revision; 0 when the same text is in force, or proposed,
 * already. */
NODISCARD enum err_code programme_propose(struct store *store, const struct programme *programme,
                                          const char *text, const char *file, struct date from,
                                          const char *summary, struct arena *arena,
                                          int64_t *ret_revision, struct err *err);

/* Puts in force the version that all have agreed to and whose day has come. `*ret_text` is its text,
 * NULL when nothing changed. */
NODISCARD enum err_code programme_settle(struct store *store, const char *code, struct arena *arena,
                                         const char **ret_text, int64_t *ret_revision,
                                         struct err *err);

struct consent_request {
    const char *programme, *organisation;
    int64_t revision;     /* 0: the one proposed */
    const char *decision; /* agree, agree_with_changes, disagree */
    struct date on;       /* none: today */
    const char *comment;  /* may be NULL */
};
/* Records what a signer says to a version. ERR_STATE where none is proposed, ERR_NOT_FOUND for who is
 * no signer, ERR_INPUT for a day to come. */
NODISCARD enum err_code programme_consent(struct store *store, const struct consent_request *request,
                                          struct arena *arena, int64_t *ret_revision,
                                          struct err *err);

/* One version, for people. */
struct programme_version {
    int64_t revision;
    const char *state;         /* code of the lifecycle */
    const char *source;        /* the file's text */
    const char *summary;       /* what changes; NULL: not said */
    struct date proposed, from, to;
    const char *const *agreed; /* organisations, ends with NULL */
    const char *const *waiting;
};
struct programme_versions {
    struct programme_version *items; /* by revision */
    size_t count;
};
NODISCARD enum err_code programme_versions_read(struct store *store, const char *code,
                                                struct arena *arena,
                                                struct programme_versions *ret_versions,
                                                struct err *err);

/* The version in force on the day (before the first: the first); NULL where none was ever agreed. */
const struct programme_version *programme_version_on(const struct programme_versions *versions,
                                                     int64_t day);
