/* SPDX-License-Identifier: Apache-2.0
 * Records in requests and answers: JSON members to fields and back, what the caller may do, versions and ETags.
 * What a kind's JSON looks like is said by its declaration alone. */
#pragma once

#include "http/call.h"
#include "service/record/record.h"

/* The members of `tree` as texts that record_fill takes. The JSON type must be that of the field: numbers for
 * numbers, arrays of codes for lists of codes, null to empty it. What is wrong goes to call->issues with
 * `where` before the name. */
void fields_read(struct call *call, const struct kind *kind, const struct tree *tree, const char *where,
                 struct field_pair **ret_pairs, size_t *ret_count);

/* How a record is shown. */
struct record_view {
    const bool *chosen; /* fields by index; NULL: all */
    bool labels;        /* beside the references, what they are called */
    bool may;           /* what the caller may do with it now */
    bool duplicates;    /* of a household just made, or of a person's: those it may be the same as */
};
/* ?fields=a,b&labels=true&may=true. ERR_INPUT for a field that is not there. */
NODISCARD enum err_code record_view_read(struct call *call, const struct kind *kind,
                                         struct record_view *view, struct err *err);
/* Writes the record as an object, masked for the actor. */
void record_view_write(struct call *call, struct json_writer *w, const struct record *record,
                       const struct record_view *view);
/* The same as the whole answer, with its ETag. */
void answer_record(struct call *call, const struct record *record, int status);

/* Tells the answer in `out` apart by an ETag ("<version>-<hash>"; version 0: none), and answers 304 where
 * the caller has it already. */
void answer_etag(struct call *call, int64_t version);
/* The same of what is everybody's: whoever is between may keep it for five minutes. */
void answer_etag_public(struct call *call);
#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
/* The answer is a file that was made whole in the spool folder, which is open and has no name by the time it is
 * sent: a failure halfway is told as a failure, not as a short list. */
NODISCARD enum err_code answer_file(struct call *call, const char *path, const char *type, const char *name,
                                    struct err *err);
/* The version in If-Match; 0 for "*". ERR_USAGE for something else. */
NODISCARD enum err_code if_match_version(const struct call *call, int64_t *ret_version, struct err *err);

/* Id or key in the path; of units also CODE and CODE@DATE. */
NODISCARD enum err_code fields_resolve(struct call *call, const struct kind *kind, const char *named,
                                       int64_t *ret_id, struct err *err);
