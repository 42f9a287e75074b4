/* SPDX-License-Identifier: Apache-2.0
 * What the files of the linkage share. Private to linkage*.c.
 *
 * A field becomes one to three slots (a name: surname, middle, given). Each distinct value of a slot is kept once,
 * as a form with its keys; a record is a row of the numbers of its forms, 0 where nothing is known, so
 * that comparing two records mostly compares numbers. */
#pragma once

#include "base/idmap.h"
#include "engine/linkage.h"
#include "engine/linkage_work.h"

enum slot_kind { SLOT_WORDS, SLOT_DATE, SLOT_CODE, SLOT_NUMBER, SLOT_PLACE };
enum { ATOMS_MAX = 3, SECOND_WORD = ATOMS_MAX, ATOM_LIST_MAX = 40, PASS_ATOMS_MAX = 3, PASSES_MAX = 64, PARTS_MAX = 3, KINS_MAX = 3, MANY_WORDS = 3 };
enum { SLOT_LEVELS = LINKAGE_DIFFERENT + 1, LEVEL_BITS = 4, MEMO_BITS = 15 };

/* As long as a line of the processor's cache. */
struct form {
    const char *toned, *loose; /* with tones; without marks (of numbers the same) */
    union {
        const char *plain;          /* WORDS: without tones */
        const uint32_t *candidates; /* PLACE */
        uint64_t digits;            /* DATE: the eight, a byte each; NUMBER: up to 15, four bits each, 0: others */
    };
    union {
        struct {
            int16_t year;
            int8_t month, day; /* 0: not known */
        };
        uint32_t second_word; /* WORDS: the atom after the others, SECOND_WORD */
    };
    uint16_t toned_len, plain_len, loose_len;
    bool is_year_only;
    uint8_t candidate_count; /* PLACE: more than one where > 1 */
    uint32_t count, first_count; /* of records; of the first of two lists */
    float rarity;            /* log(mean share / share of this value): added where both have it */
    float loose_rarity;      /* the same of the loose key, of a date: of the year */
    uint32_t atoms[ATOMS_MAX];
};
_Static_assert(sizeof(struct form) == 64, "a form is no longer a line of the cache");

/* Distinct texts, numbered from 1 in the order of their first appearance. */
struct texts {
    struct arena arena;
    uint64_t *table; /* hash and number */
    size_t table_size;
    const char **items;
    uint16_t *lens;
    uint32_t count, capacity;
};
void texts_done(struct texts *texts);
uint32_t texts_add(struct texts *texts, const char *text, size_t len);
uint32_t texts_find(const struct texts *texts, const char *text, size_t len); /* 0: not there */

struct slot {
    enum slot_kind kind;
    enum linkage_type type;
    size_t field, part;
    bool is_identity;
    int exchange;       /* slot it may be exchanged with, or -1 */
    int middle;         /* of a given name in one column with the rest: the slot between, else -1 */
    size_t atom_count;
    struct texts texts;
    struct form *forms; /* by number; [0] is the missing one */
    uint32_t form_count, rare_max;
    size_t known, first_known; /* records with a value; of the first of two lists */
    double same_share;  /* Σ share²: chance of two random values to be the same */
    bool has_candidates;     /* PLACE: some value has several */
    bool january_is_unknown; /* the first of January is what people write for the year alone */
    uint32_t told_by;        /* bits of the slots of which it repeats the words */
    struct word *words;      /* TEXT: how many records say each */
    size_t word_size;
    bool has_many_words;     /* MANY_WORDS and more on average */
    struct span *spans;      /* and the words of each form, from span_starts of its number */
    uint32_t *span_starts;
};

/* One key of blocking: an atom of a slot, or both names of a person in whatever order. */
struct atom_ref {
    int slot, atom;
    int slot2; /* -1, or the other of an exchanged pair */
};

struct pass {
    uint8_t at[PASS_ATOMS_MAX]; /* atoms, by their place in l->atoms */
    size_t atom_count;
    uint64_t mask; /* the same as bits */
};

/* How levels of two slots go together among strangers: what that speaks against. */
struct tie {
    uint8_t one, other;
    float against[SLOT_LEVELS][SLOT_LEVELS];
};

/* Two people who share what a house, a family, an album shares: more of such pairs say the same than strangers do, but not everything. */
struct kin {
    double log_share; /* log odds of any pair to be such, against strangers */
    float weight[2][LINKAGE_SLOTS_MAX][SLOT_LEVELS]; /* as of the model; 0 where they are like strangers */
    float shared[LINKAGE_SLOTS_MAX]; /* of those that say the same: how many for that reason, not by chance */
};

struct model {
    /* Natural logarithms of m and u, by slot and level; [1] among pairs of the same place. */
    double log_m[LINKAGE_SLOTS_MAX][SLOT_LEVELS], log_u[2][LINKAGE_SLOTS_MAX][SLOT_LEVELS];
    float weight[2][LINKAGE_SLOTS_MAX][SLOT_LEVELS];
    double log_prior; /* log odds */
    double same[LINKAGE_SLOTS_MAX]; /* pairs of one person that say the same there, as far as was learnt */
    bool is_anchor[LINKAGE_SLOTS_MAX]; /* who says the same there is one person nearly always */
    bool is_shared;   /* many different people write one identity number */
    struct tie ties[LINKAGE_SLOTS_MAX];
    size_t tie_count;
    struct kin kins[KINS_MAX];
    size_t kin_count;
    double asked_at; /* persons expected when kin was looked for in vain */
    /* c(levels): open addressing by pattern */
    uint64_t *patterns;
    float *corrections;
    size_t pattern_size;
};

struct memo {
    uint64_t keys[1 << MEMO_BITS];
    uint8_t levels[1 << MEMO_BITS];
};

/* What a pair compares as: a level in four bits for each slot, and how rare what agrees is. */
struct comparison {
    uint64_t pattern;
    float rarity;
    bool same_place;
    float kin[KINS_MAX]; /* rarity of what kin share, by kind */
};

/* A record that came after the run: by itself, not in the rows and blocks. */
struct late_record {
    struct form forms[LINKAGE_SLOTS_MAX];
    uint32_t *next; /* by pass: the one before in the same block, index + 1 */
};

struct pair_list {
    struct linkage_pair *items;
    size_t count, capacity;
};

struct linkage {
    struct linkage_input input;
    struct linkage_options options;
    struct arena arena;
    struct linkage_field *fields;
    struct slot slots[LINKAGE_SLOTS_MAX];
    size_t slot_count;
    const uint32_t *owners; /* of people: their households, NULL otherwise; two of one household are two people */
    uint64_t silent_levels; /* of people: what the household has once is no evidence of a person; their bits */
    int place_slot; /* -1: none */
    uint32_t *rows; /* of each record the number of its form, by slot */
    uint32_t *atom_rows; /* of each record the atoms that passes use */
    struct pass passes[PASSES_MAX];
    size_t pass_count;
    struct atom_ref atoms[ATOM_LIST_MAX]; /* those that passes use, in the order of the row */
    size_t atom_count;
    struct block_index *indexes; /* by pass: for linkage_find */
    struct late_record **late;
    size_t late_count, late_capacity;
    struct idmap late_blocks; /* pass and key → the last of the block, index + 1 */
    double all_pairs;
    struct model model;
    struct linkage_result result;
    struct pair_list pairs;
    uint32_t *clusters;
    struct linkage_pass *pass_results;
};

static inline const struct form *slot_form(const struct linkage *l, uint32_t record, size_t slot)
{
    return &l->slots[slot].forms[l->rows[(size_t)record * l->slot_count + slot]];
}

/* Asks the memory for what a comparison of the record will read. */
static inline void ask_forms(const struct linkage *l, uint32_t record)
{
    const uint32_t *row = l->rows + (size_t)record * l->slot_count;
    for (size_t s = 0; s < l->slot_count; s++)
        __builtin_prefetch(&l->slots[s].forms[row[s]]);
}

/* The share of the records of one list, or the other, that say it. */
static inline double share_of(const struct slot *slot, const struct form *form, bool in_first)
{
    double known = (double)(in_first ? slot->first_known : slot->known - slot->first_known);
    return known > 0 ? (double)(in_first ? form->first_count : form->count - form->first_count) / known : 0;
}

static inline unsigned pattern_level(uint64_t pattern, size_t slot)
{
    return (unsigned)(pattern >> (LEVEL_BITS * slot)) & 15U;
}

static inline uint64_t mix64(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93);
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93);
    return x ^ x >> 32;
}

/* --- linkage_cell.c -------------------------------------------------------------------------------------- */
enum { VALUE_BYTES = 240 };
/* A value as it is compared; of length 0 where nothing is known. */
struct part {
    char text[VALUE_BYTES];
    size_t len;
};
/* The parts of a field of one record. */
void linkage_read_cells(const struct linkage_field *field, const char *const *cells, struct part parts[PARTS_MAX],
                        struct arena *scratch);

/* --- linkage_value.c ----------------------------------------------------------------------------- */
NODISCARD enum err_code linkage_slots_init(struct linkage *l, struct err *err);
void linkage_slots_done(struct linkage *l);
/* Reads all cells into rows of forms. */
void linkage_read(struct linkage *l);
/* Forms of one record that is not in the lists; [slot]. Its texts live in `arena`. */
void linkage_read_one(const struct linkage *l, const char *const *cells, struct arena *arena,
                      struct form forms[LINKAGE_SLOTS_MAX], uint32_t numbers[LINKAGE_SLOTS_MAX]);

/* Forms of the texts of a slot, and what they are worth in the rows. */
void linkage_finish_slot(struct linkage *l, size_t slot);
/* How often each value of a slot stands in the rows, and what that makes it worth. */
void linkage_weigh_values(struct linkage *l, size_t slot);
/* That whoever a record is compared with says the same; of two lists, across them: they may spell otherwise. */
double linkage_chance(const struct slot *slot, const struct form *form);

/* --- linkage_words.c ------------------------------------------------------------------------------------ */
/* Of a slot of texts: how many records say each word. Where texts have many words, their rarest become what they are found by. */
void linkage_count_words(struct linkage *l, size_t slot);
/* Sets the atoms that are words: the two rarest that another says as well. */
void linkage_find_by_words(const struct linkage *l, const struct slot *slot, struct form *form);
/* What two texts have in common, by how rare their words are, as a share of what the one that says more says; 1: all words, in whatever order.
 * An initial stands for its word, and a word for one a letter apart. */
double linkage_common_words(const struct slot *slot, const struct form *a, const struct form *b);
void linkage_words_done(struct slot *slot);
/* The level of two texts that are made up: like two of the lists, but each word another one about as rare. */
struct chance;
unsigned linkage_made_level(const struct slot *slot, struct chance *chance);
uint64_t linkage_word_key(const char *word, size_t len); /* never 0 */

/* --- linkage_told.c -------------------------------------------------------------------------------------- */
/* Leaves words out of a field that another tells as well, in all records. */
void linkage_leave_told(struct linkage *l);
/* What is left of the value of a slot, by the forms of the record; its length. */
size_t linkage_untold(const struct linkage *l, size_t slot, const struct form *const *forms, char *text, size_t size);

/* --- linkage_citizen.c ----------------------------------------------------------------------------------- */
/* Leaves out the numbers that cannot be the person's; of all records, and of one by its forms. */
void linkage_check_citizens(struct linkage *l);
void linkage_check_citizen(const struct linkage *l, struct form *forms);

/* --- linkage_nobody.c ------------------------------------------------------------------------------------ */
/* Leaves out the numbers that stand for nothing known. */
void linkage_leave_nobodys(struct linkage *l);

/* --- linkage_compare.c ----------------------------------------------------------------------------- */
unsigned linkage_slot_level(const struct slot *slot, const struct form *a, const struct form *b);
struct comparison linkage_compare(const struct linkage *l, uint32_t a, uint32_t b, struct memo *memo);
/* The level of two values by their numbers, neither of them 0. */
unsigned linkage_value_level(const struct slot *slot, size_t s, uint32_t x, uint32_t y, struct memo *memo);
struct comparison linkage_compare_forms(const struct linkage *l, const struct form *const *a,
                                        const struct form *const *b);
/* What the rarity of the values adds to the weight of the level. */
float linkage_rarity(const struct linkage *l, size_t s, unsigned level, const struct form *a, const struct form *b);
bool linkage_same_place(const struct form *a, const struct form *b);

/* --- linkage_block.c -------------------------------------------------------------------------------- */

/* Chooses l->passes and l->atoms. Needs the forms. */
void linkage_choose_passes(struct linkage *l);

/* --- linkage_pairs.c -------------------------------------------------------------------------------- */

struct block_entry {
    uint32_t key, record;
};
/* The records of a pass by key. */
struct block_index {
    struct block_entry *entries;
    size_t count;
    size_t *chunks; /* chunk i: entries chunks[i] … chunks[i + 1] - 1, whole blocks */
    size_t chunk_count;
    size_t pairs;        /* in all blocks, before pairs of earlier passes are left out */
    size_t capped_blocks, capped_pairs;
};
void linkage_fill_atoms(struct linkage *l);
void linkage_indexes_build(struct linkage *l);
void linkage_indexes_done(struct linkage *l);
uint32_t linkage_pass_key(const struct pass *pass, const uint32_t *atoms);
void linkage_find_block(const struct block_index *index, uint32_t key, size_t *ret_from, size_t *ret_to);
uint32_t linkage_atom(const struct form *const *forms, struct atom_ref ref);

/* Calls `each` for every pair of the chunk that no earlier pass gives, a < b; of those only one in `rate`, chosen
 * by their numbers, and all that agree on one of the atoms `kept`. */
typedef void linkage_pair_fn(void *context, uint32_t a, uint32_t b);
void linkage_chunk_pairs(const struct linkage *l, size_t pass, size_t chunk, double rate, uint64_t kept,
                         linkage_pair_fn *each, void *context);

/* --- linkage_draw.c ------------------------------------------------------------------------------------- */
void linkage_count_u(struct linkage *l);
/* Which levels go together, before there is a model. */
void linkage_tie_strangers(struct linkage *l);
/* u once more with a model: by the pairs that are of two people, and their ties. */
void linkage_count_strangers(struct linkage *l);
float linkage_ties(const struct model *model, uint64_t pattern);

/* As linkage_ties, without those of a slot. */
float linkage_ties_but(const struct model *model, uint64_t pattern, size_t slot);

/* --- linkage_strangers.c -------------------------------------------------------------------------------- */
enum { RESTS = 64 };
/* Pairs that agree at one level of one slot, by what the rest speaks for. */
struct rests {
    double pairs[RESTS];
    size_t count;
};
void linkage_note_rest(struct rests *rests, double rest, double weight);
/* The share of them that are of one person; without evidence what is expected, which stands for so many pairs. */
double linkage_person_share(const struct rests *rests, double expected, double strength);
/* The logarithm of the ratio of the chances of the levels of all slots but one. */
double linkage_rest(const struct linkage *l, const struct comparison *comparison, size_t slot, double rarity);
/* What values are worth without those who are one person: who says it twice makes it no more common. */
void linkage_weigh_strangers(struct linkage *l);

/* --- linkage_model.c ---------------------------------------------------------------------------------- */
struct sample_pair {
    uint64_t pattern;
    float rarity;
    bool same_place;
    float weight;    /* how many pairs it stands for */
    uint32_t number; /* of the pattern, while learning */
    float kin[KINS_MAX];
};
/* Learns m, the prior and the corrections from pairs. */
NODISCARD enum err_code linkage_learn(struct linkage *l, struct sample_pair *pairs, size_t count, struct err *err);
/* The copy is freed like what was learnt. */
void linkage_model_copy(struct model *to, const struct model *from);
/* m of a slot from expected matches by level, and its weights. */
void linkage_set_m(struct linkage *l, size_t slot, const double matches[SLOT_LEVELS]);
float linkage_together(const struct linkage *l, uint64_t pattern); /* log c */
float linkage_score(const struct linkage *l, const struct comparison *comparison);

/* --- linkage_kin.c ------------------------------------------------------------------------------------ */
/* What it takes from the odds that kin say as much. */
float linkage_kin(const struct linkage *l, const struct comparison *comparison);

/* --- linkage_cluster.c -------------------------------------------------------------------------------- */
void linkage_cluster(struct linkage *l);

/* --- linkage_household.c ------------------------------------------------------------------------------ */
NODISCARD enum err_code linkage_members(struct linkage *l, struct err *err);

/* --- linkage.c ----------------------------------------------------------------------------------------- */
/* All but the groups: l->pairs with their own odds. `l` is zeroed but for the owners; linkage_free frees it also after a
 * failure, the owners not.
 * Slots of which the bits are in `silent_levels` block, but count for nothing. */
NODISCARD enum err_code linkage_compare_all(struct linkage *l, const struct linkage_input *input,
                                            const struct linkage_options *options, uint64_t silent_levels,
                                            struct err *err);
bool linkage_tell(const struct linkage *l, unsigned permille);
/* The reasons by the forms of two records, without those of their households. */
void linkage_explain_forms(const struct linkage *l, const struct form *const *one, const struct form *const *other,
                           struct linkage_reasons *ret_reasons);
