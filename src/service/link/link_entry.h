/* SPDX-License-Identifier: Apache-2.0
 * The question at entry: is this household, or this person's, recorded already? What looks like it is proposed
 * (same_as_links, state "proposed") in the transaction of the write; the write itself is never refused for it. */
#pragma once

#include "engine/linkage.h"
#include "store/entity.h"

/* A person as known before the record is made; NULL where not known. Dates in external or storage form. */
struct link_person {
    const char *name, *sex, *birth_date, *id_number, *phone;
    int64_t unit; /* 0: not known */
};
struct link_candidate {
    int64_t household;
    double probability; /* where it is as likely as not that the household is known */
    uint32_t record;    /* of the index: for its reasons */
};

/* The people of the households that count under a unit, to be asked about newcomers. Opened once for a list or
 * a session (some microseconds a person); asking takes less than a millisecond and reads only memory.
 * How evidence weighs is learnt from these people, in some tenths of a second, or taken from `teacher` where it is
 * not NULL and learnt from half as many, or from thousands; it is needed during the call alone. */
struct link_index;
NODISCARD enum err_code link_index_open(struct store *store, int64_t unit, const struct link_index *teacher,
                                        struct link_index **ret_index, struct err *err);
/* The same without a teacher, for who learns beside: only while the people are gathered is the transaction open that the store reads in;
 * one thread learns, as long as goes_on says so (ERR_STATE otherwise). */
struct link_learning {
    struct store *store;
    bool (*goes_on)(void *context, unsigned permille);
    void *context;
};
NODISCARD enum err_code link_index_learn(const struct link_learning *learning, int64_t unit, struct link_index **ret_index,
                                         struct err *err);
/* Households that the person may belong to, most probable first; at most `max`. Each person of the new household
 * may be asked about: so it is found under the wife where the list names the husband. */
size_t link_index_find(const struct link_index *index, const struct link_person *person, struct link_candidate *ret,
                       size_t max);
/* The person is found from now on. */
NODISCARD enum err_code link_index_add(struct link_index *index, struct store *store, const struct link_person *person,
                                       int64_t household, struct err *err);
void link_index_close(struct link_index *index);

/* Within the transaction that made `record`: asks the people of its commune, and whoever in the founding province bears the same id number or
 * telephone, about a household or a member of one and proposes what is more likely than not. Other kinds are passed over. The people of a commune are read once and
 * kept in the store, and again when some hundred changes of its province have gone by; a pair once
 * recorded, in whatever state, is not proposed again. */
NODISCARD enum err_code link_entry(struct store *store, const struct record *record, struct err *err);

/* Households of the commune of `person->unit` to which somebody who is not recorded yet may belong, most probable
 * first, each more likely than not; at most `max`. Reads only. */
NODISCARD enum err_code link_alike(struct store *store, const struct link_person *person, struct link_candidate *ret,
                                   size_t max, size_t *ret_count, struct err *err);

/* What is proposed about the household of the record and not decided. */
struct link_proposal {
    int64_t link, household, canonical;
    int64_t probability; /* hundredths of a per cent; 0 where none was computed */
};
NODISCARD enum err_code link_proposals(struct store *store, const struct record *record, struct arena *arena,
                                       struct link_proposal **ret_proposals, size_t *ret_count, struct err *err);
