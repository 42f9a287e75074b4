/* SPDX-License-Identifier: Apache-2.0
 * What is kept about a person: shown, corrected and erased on request (Law 91/2025/QH15 on personal data;
 * docs/rights.md). A person is named by the record that is about him: household_members, or households for
 * its head; cadres, opinions … as well.
 *
 * Erasing takes what tells who somebody is – names, numbers, addresses, the day of birth down to its year,
 * free words – out of every record about him, out of the search, out of refused rows and edits, and takes
 * his files off. What counts stays: the record, its place, sex, group and class; so no total moves, and the
 * audit holds, which has only keyed hashes of personal values. What other laws say must be kept is kept,
 * and said. Rights: RIGHT_PERSONAL to be shown, RIGHT_WRITE too to correct, RIGHT_APPROVE too to erase. */
#pragma once

#include "base/json.h"
#include "service/record/record.h"

/* Does it hold personal data at all? */
bool person_is_kind(const struct kind *kind);

struct person_record {
    struct record *record;
    const char *kept_by; /* the law by which it is not erased; NULL: none */
};
struct person {
    struct record *subject;
    struct person_record *records; /* the subject first, then what is about him */
    size_t count;
    struct person_read { /* who saw it unmasked */
        const char *at, *actor, *why;
    } *reads;
    size_t read_count;
};

/* As JSON: records with kind and by which law they are kept, and who saw them. */
void person_json(const struct person *person, struct arena *arena, struct json_writer *w);

NODISCARD enum err_code person_show(struct store *store, const struct kind *kind, int64_t id,
                                    struct arena *arena, struct person *ret_person, struct err *err);
/* As record_patch, with the reason in the audit. ERR_INPUT without one. */
NODISCARD enum err_code person_correct(struct store *store, const struct kind *kind, int64_t id,
                                       const struct field_pair *pairs, size_t count, const char *reason,
                                       struct arena *arena, struct record **ret_record,
                                       struct issues *issues, struct err *err);

struct person_erased {
    int64_t records, kept, attachments;
};
NODISCARD enum err_code person_erase(struct store *store, const struct kind *kind, int64_t id,
                                     const char *reason, struct arena *arena,
                                     struct person_erased *ret_erased, struct err *err);
