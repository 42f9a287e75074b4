/* SPDX-License-Identifier: Apache-2.0
 * Record linkage: which records of one or two lists are about the same person or household, with a
 * probability for each pair, an explanation field by field, and groups that do not contradict themselves.
 * Arrays in, arrays out: no store, no clock, no messages; learns from the lists alone, nothing is trained.
 *
 * The model (Fellegi & Sunter, JASA 64, 1969): a pair agrees on each field at some level; with m(l) and u(l)
 * the chance of the level among records of one person and of two, the odds that a pair is one person are
 *
 *      prior / (1 - prior) · Π m(l) / u(l) · c(levels)
 *
 *  - u is counted, never fitted: from the frequencies of the values and from random pairs of records (and
 *    from random pairs within one place, where the lists name places). Fitting it over blocked pairs
 *    lets EM explain them by two groups of its own choosing (measured: F1 0.29 instead of 0.88);
 *  - agreement on a value counts by how rare the value is (Winkler 1989, "term frequency");
 *  - m and the prior come from EM (Dempster, Laird & Rubin 1977) over the blocked pairs, begun from pairs that
 *    share an identity number where there is such a field;
 *  - c corrects the assumption that errors are independent: how often a combination of levels occurs among
 *    the matches against what its parts let expect, held towards 1 where there is little evidence;
 *  - kin: pairs of two who share a house, an album, a village, and for that reason several fields, are a class beside persons and
 *    strangers where learning meets many of them (linkage_kin.c);
 *  - blocking: pairs are compared that agree on one of several combined keys (full values and cheap
 *    parts of them). Which combinations is chosen from their cost, counted on the lists, and from how many
 *    simulated damaged pairs each one finds that no other does (docs/linkage.md);
 *  - groups: pairs join groups from the most probable downwards, as long as the evidence of all pairs between
 *    two groups together is for it (correlation clustering, Bansal, Blum & Chawla 2004). So a record
 *    between two persons does not chain them.
 *
 * The answer depends on the input alone: not on the number of threads, not on the run. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

enum linkage_type {
    LINKAGE_TEXT,       /* words: an address, an occupation, a place of birth */
    LINKAGE_NAME,       /* a whole personal name, taken apart at its spaces */
    LINKAGE_GIVEN,      /* a given name in a column of its own, */
    LINKAGE_MIDDLE,     /* a middle name, */
    LINKAGE_SURNAME,    /* a surname: may be exchanged with the given name */
    LINKAGE_DATE,       /* a day, a year alone, or year, month and day in three columns */
    LINKAGE_CODE,       /* equal or not: sex, a class */
    LINKAGE_NUMBER,     /* a number or code with misprints: postcode, house number */
    LINKAGE_ID,         /* a number that identifies: rarely shared by two persons */
    LINKAGE_CITIZEN_ID, /* CCCD or CMND, which are never compared with each other */
    LINKAGE_PHONE,
    LINKAGE_PLACE, /* a code, or several candidates "A|B" where a unit was divided */
    LINKAGE_TYPE_MAX_
};

enum { LINKAGE_FIELDS_MAX = 16, LINKAGE_COLUMNS_MAX = 3, LINKAGE_SLOTS_MAX = 16, LINKAGE_LEVELS_MAX = 12 };
#define LINKAGE_RECORDS_MAX ((size_t)1 << 28)

struct linkage_field {
    enum linkage_type type;
    size_t columns[LINKAGE_COLUMNS_MAX]; /* of the cells; DATE: one, or year, month, day, or day, month, year */
    size_t column_count;
};

/* Cells are NUL-terminated UTF-8, NULL or blank where nothing is known; they must live as long as the
 * linkage. */
struct linkage_input {
    const struct linkage_field *fields;
    size_t field_count;
    const char *const *cells; /* record after record */
    size_t column_count, record_count;
    size_t first_count; /* the records before are one list, the others another, and only pairs across
                           are looked at; 0: all with all */
    /* Evidence of the people of a household, or none (count 0): each a record of the same columns. The
     * owner is the record of the household it belongs to. The head need not stand among them. */
    const char *const *member_cells;
    const uint32_t *member_owners;
    size_t member_count;
};

struct linkage_options {
    double threshold;    /* probability from which pairs are linked; 0: 0.5 */
    double floor;        /* pairs below are not kept; 0: all, up to pairs_kept_max */
    size_t threads;      /* 0: 2 */
    size_t pairs_max;    /* compared, about; 0: LINKAGE_PAIRS, but 6 to 400 for each record */
    uint64_t seed;       /* of the random pairs */
    bool keep_index;     /* for linkage_find */
    /* Weighs as this linkage does, which learnt from other records of the same fields, and blocks by the same keys:
     * nothing is learnt and no pair compared. For linkage_find over few records, which teach little. It need not outlive
     * the run. NULL: learns. */
    const struct linkage *taught_by;
    /* Called now and then with the share done in thousandths; false ends the run with ERR_STATE
     * (MSG_LINKAGE_CANCELLED). From one thread at a time. NULL: not called. */
    bool (*progress)(void *context, unsigned permille);
    void *context;
};
#define LINKAGE_PAIRS ((size_t)16000000)

struct linkage_pair {
    uint32_t a, b;   /* a < b */
    float log_odds;  /* natural logarithm; of the groups' evidence where groups decided */
    float own_odds;  /* of the pair alone */
};

struct linkage_pass {
    char what[64];   /* "given+birth year", by field numbers "f0.0+f3.1" */
    size_t pairs;    /* it found, that no earlier pass did */
};

struct linkage_result {
    const struct linkage_pair *pairs; /* by a, then b; all that were scored, at or above the floor */
    size_t pair_count;
    const uint32_t *clusters; /* by record: the least record of its group */
    size_t cluster_count;     /* groups of two records and more */
    double prior;             /* chance of a random pair to be one person */
    double expected_matches;
    size_t compared;
    const struct linkage_pass *passes;
    size_t pass_count;
    double recall; /* of the blocking, as the model expects it */
    size_t capped_blocks, capped_pairs; /* blocks too large: only neighbours by name were compared */
};

struct linkage;

/* ERR_LIMIT: more records than LINKAGE_RECORDS_MAX, fields beyond LINKAGE_SLOTS_MAX parts (MSG_LINKAGE_SIZE).
 * ERR_STATE: cancelled. */
NODISCARD enum err_code linkage_run(const struct linkage_input *input, const struct linkage_options *options,
                                    struct linkage **ret_linkage, struct err *err);
/* Lives as long as the linkage. */
const struct linkage_result *linkage_result(const struct linkage *linkage);
void linkage_free(struct linkage *linkage);

double linkage_probability(double log_odds);

/* --- why ----------------------------------------------------------------------------------------- */

/* How two values compare. LINKAGE_MISSING says nothing either way. */
enum linkage_level {
    LINKAGE_MISSING,
    LINKAGE_SAME,
    LINKAGE_OTHER_TONES,  /* equal but for tones */
    LINKAGE_OTHER_MARKS,  /* equal but for marks, i and y, ph and f */
    LINKAGE_MISPRINT,     /* one letter or digit apart, one of the two values rare */
    LINKAGE_ONE_APART,    /* one letter apart, both values common */
    LINKAGE_SIMILAR,
    LINKAGE_PART,         /* an initial, an abbreviation, a word of it; of a date: the year only */
    LINKAGE_EXCHANGED,    /* given name and surname, or day and month, exchanged */
    LINKAGE_ONE_PART,     /* of a date: one of day, month, year differs */
    LINKAGE_NEAR,         /* of a date: a year apart */
    LINKAGE_DIFFERENT,
};

struct linkage_reason {
    size_t field;             /* of the input; the part of a name in `part` */
    size_t part;              /* NAME: 0 surname, 1 middle, 2 given; CITIZEN_ID: 0 CCCD, 1 CMND */
    enum linkage_level level;
    double weight;            /* added to the logarithm of the odds */
};
enum { LINKAGE_REASONS_MAX = LINKAGE_SLOTS_MAX + 3 };
struct linkage_reasons {
    struct linkage_reason items[LINKAGE_REASONS_MAX];
    size_t count;
    double prior, together, members; /* of the prior, of the levels together, of the household's people */
    double log_odds;                 /* the sum of all */
};
void linkage_explain(const struct linkage *linkage, uint32_t a, uint32_t b, struct linkage_reasons *ret_reasons);

/* --- one more record -------------------------------------------------------------------------------- */

struct linkage_match {
    uint32_t record; /* of the input, or as linkage_add numbered it */
    float log_odds;
};
/* The records most probably the same as one that is not among them, best first, at most `max`; cells as in the
 * input. The odds are those of somebody who is as likely as not among the records. For a linkage without
 * members that kept its index. Reads only: several threads may ask at once. */
size_t linkage_find(const struct linkage *linkage, const char *const *cells, struct linkage_match *ret_matches,
                    size_t max);
/* Why: the reasons of the pair of a newcomer and a record. The sum is with the odds of linkage_find. */
void linkage_explain_new(const struct linkage *linkage, const char *const *cells, uint32_t record,
                         struct linkage_reasons *ret_reasons);
/* The newcomer is found from now on; returns its number. What was learnt stays as it is, so that after some hundreds
 * it is time to run again. The cells are copied. Not while others ask. */
uint32_t linkage_add(struct linkage *linkage, const char *const *cells);
