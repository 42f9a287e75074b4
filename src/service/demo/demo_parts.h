/* SPDX-License-Identifier: Apache-2.0
 * The making of demonstration data of any size, in parts. Private to src/service.
 *
 *   demo_data.c      the tables of demo/ (names, places, poverty rates)
 *   demo_name.c      names by group, sex and year of birth
 *   demo_place.c     residential areas, bodies, cadres
 *   demo_people.c    households, their members and memberships; how many there are in all
 *   demo_help.c      classifications, assignments, supports, escapes by year
 *   demo_money.c     funds and their double entries
 *   demo_register.c  all other registers, by the recipes of demo/registers.tsv
 *   demo_make.c      the order of it all
 *
 * Everything is drawn from the seed and the place, never from what was made before, and written
 * through the entity store. Nothing is dated after the store's day. */
#pragma once

#include "base/chance.h"
#include "base/idmap.h"
#include "domain/territory.h"
#include "service/demo/demo.h"

/* --- tables ---------------------------------------------------------------------------------- */

/* "Nguyễn:38,Trần:11": words with their weights. */
struct demo_words {
    const char **items;
    unsigned *weights;
    size_t count;
};

enum demo_name_part { NAME_SURNAME, NAME_MIDDLE, NAME_GIVEN, NAME_PART_MAX_ };

struct demo_name_row {
    const char *group; /* code of ethnicity_codes, "kinh@ap" for those of a region, or "*" */
    enum demo_name_part part;
    const char *sex; /* "male", "female", "*" */
    int64_t from_year, to_year;
    struct demo_words words;
};

/* How residential areas are called in a region. */
struct demo_villages {
    const char *style, *rural, *urban; /* "lang", "Làng", "Tổ dân phố" */
    struct demo_words names;           /* count 0: they are numbered */
};

struct demo_province {
    const char *code; /* "64" */
    unsigned weight;  /* thousands of poor and near-poor households about 2016 */
    struct demo_words groups;
    const struct demo_villages *villages;
};

struct demo_district {
    const char *code;
    unsigned weight; /* share of the province's */
    struct demo_words groups;
};

struct demo_rate {
    const char *province; /* "00": the nation */
    int64_t year, poor, near; /* hundredths of a per cent of all households */
};

struct demo_data {
    struct demo_name_row *names;
    struct demo_villages *villages;
    struct demo_province *provinces;
    struct demo_district *districts;
    struct demo_rate *rates;
    size_t name_count, village_count, province_count, district_count, rate_count;
};

/* The lines of an embedded file, cut at tabs, without comments and empty ones. */
struct demo_line {
    char **cells;
    size_t count;
};
size_t demo_lines(struct arena *arena, const char *path, struct demo_line **ret_lines);
struct demo_words demo_words_of(struct arena *arena, const char *text);
const char *demo_word(const struct demo_words *words, struct chance *chance);

void demo_data_load(struct arena *arena, struct demo_data *ret_data);
const struct demo_province *demo_province(const struct demo_data *data, const char *code);
const struct demo_district *demo_district(const struct demo_data *data, const char *code);
/* Poor, and poor and near-poor together, in the province at the end of the year: in between the
 * table's years in proportion. */
void demo_rates(const struct demo_data *data, const char *province, int64_t year, int64_t *ret_poor,
                int64_t *ret_both);

/* --- names ------------------------------------------------------------------------------------ */

struct demo_person {
    const char *name, *surname;
    bool female;
    int64_t birth_year;
    const char *group;  /* ethnicity */
    const char *region; /* style of its villages; NULL: anywhere */
};

/* Fills name (and surname, unless it is given) for the person's group, sex and year of birth. */
void demo_name(const struct demo_data *data, struct chance *chance, struct arena *arena,
               struct demo_person *person);

/* --- what is under way -------------------------------------------------------------------------- */

enum demo_org {
    DEMO_FRONT,
    DEMO_FARMERS,
    DEMO_WOMEN,
    DEMO_YOUTH,
    DEMO_VETERANS,
    DEMO_AREA_ORGS, /* those with branches in residential areas */
    DEMO_TRADE_UNION = DEMO_AREA_ORGS,
    DEMO_GOVERNMENT,
    DEMO_FUND_BOARD,
    DEMO_ORG_MAX_
};
extern const char *const demo_org_codes[DEMO_ORG_MAX_];

struct demo_fund {
    int64_t id, balance, entries;
};

/* A unit with what stands there. Ids, 0 where there is none. */
enum { DEMO_ENTRIES = 4 };
struct demo_unit {
    int64_t id;
    const char *code, *name;
    enum unit_level level;
    unsigned founding;
    struct demo_unit *above; /* district or province; of an area its commune */
    const struct demo_province *province;
    const struct demo_words *groups;
    bool rural;
    int64_t first_year, last_year; /* of the years told */
    int64_t bodies[DEMO_ORG_MAX_], cadres[DEMO_ORG_MAX_];
    struct demo_unit *areas; /* of a commune */
    size_t area_count;
    size_t household_count;  /* to be made here */
    struct demo_fund fund;
    const char *programme;     /* that holds here, or NULL */
    int64_t programme_from, programme_to;
    struct demo_unit *predecessor; /* of a new commune: one it came from */
    struct demo_unit *successor;   /* of an old one */
    /* All households that those made stand for, in hundredths: by the rate of poor and near-poor ones when
     * they were first told of; by that year: 2016, 2017, 2018 to 2020, since 2024. */
    int64_t stands_for[DEMO_ENTRIES];
    int64_t *households; /* of a commune: some of those made, to be named by other records */
    size_t sample_count;
};

struct demo_kinds {
    const struct kind *units, *bodies, *cadres, *households, *members, *memberships, *classifications,
        *assignments, *supports, *outcomes, *residences, *needs, *same_as, *funds, *ledger, *donors, *pledges,
        *grants, *figures;
};

/* Two households that may be one. */
struct demo_link {
    const char *state;
    int64_t household, canonical, probability, day;
};

struct demo {
    struct store *store;
    struct arena *arena;  /* as long as the making */
    struct arena scratch; /* of one household or record */
    struct demo_data data;
    struct demo_kinds kinds;
    const struct demo_request *request;
    struct demo_result *result;
    struct idmap known; /* unit id → index of `units` + 1 */
    struct demo_unit **units;
    size_t unit_count, unit_capacity;
    bool lean; /* the whole country: a household is its couple and its latest year */
    unsigned commune_permille; /* how much of their registers communes fill */
    struct demo_link *links; /* made last: a link asks for all that is known of both */
    size_t link_count, link_capacity;
    int64_t first_district; /* whose communes come first */
    int64_t uncommitted, written;
};

/* A record of the kind in scratch memory. */
struct record *demo_record(struct demo *demo, const struct kind *kind);
/* Writes it; one in so many is validated too, so that a wrong table does not go unseen. */
NODISCARD enum err_code demo_write(struct demo *demo, struct record *record, struct err *err);
/* Between households: commits what has gathered, and begins anew. */
NODISCARD enum err_code demo_breathe(struct demo *demo, struct err *err);
/* Sets a date, given in days since 1970-01-01; later than today: not at all, and false. */
bool demo_set_day(struct demo *demo, struct record *record, const char *field, int64_t day);
void demo_set_text(struct record *record, const char *field, const char *text);
void demo_set_int(struct record *record, const char *field, int64_t number);
int64_t demo_today_year(const struct demo *demo);
/* The years between the old tree's time and its successors' are not told. */
bool demo_is_told(int64_t year);

/* --- parts ---------------------------------------------------------------------------------------- */

struct demo_unit *demo_unit_of(const struct demo *demo, int64_t id);
struct demo_unit *demo_unit_add(struct demo *demo, const struct unit *unit);
/* Committees and their cadres at a unit above the area. */
NODISCARD enum err_code demo_make_bodies(struct demo *demo, struct demo_unit *unit, struct err *err);
/* Areas of a commune with their branches, enough for its households. */
NODISCARD enum err_code demo_make_areas(struct demo *demo, struct demo_unit *commune, struct err *err);

/* A household as its members and its years need it. */
struct demo_household {
    int64_t id, head, lead_day;
    struct demo_unit *area;
    struct chance chance;
    struct demo_person persons[12];
    int64_t members[12];
    size_t person_count, person_limit;
    bool member_of[DEMO_ORG_MAX_]; /* a member of the household is a member */
    int64_t first_year, last_year; /* years told */
    unsigned cause, lacks;         /* why it is poor, and what it lacks (bits in the order of deprivation_codes): of the last year told */
    bool has_reasons;
    unsigned rank;                 /* 0 … 9999 among the poor: the lowest is the poorest */
};
NODISCARD enum err_code demo_make_households(struct demo *demo, struct demo_unit *commune, struct err *err);
NODISCARD enum err_code demo_make_years(struct demo *demo, struct demo_household *household,
                                        struct err *err);
/* The links between households that may be one. */
NODISCARD enum err_code demo_make_links(struct demo *demo, struct err *err);
/* What the commune declares each year: its households, and those of minorities among them. */
NODISCARD enum err_code demo_make_totals(struct demo *demo, struct demo_unit *commune, struct err *err);
NODISCARD enum err_code demo_make_money(struct demo *demo, struct demo_unit *unit, struct err *err);

/* Recipes of demo/registers.tsv. */
struct demo_recipes;
NODISCARD enum err_code demo_recipes_read(struct demo *demo, struct demo_recipes **ret_recipes,
                                          struct err *err);
/* All recipes of the unit's level, for each of its years; unit NULL: those made once. */
NODISCARD enum err_code demo_make_registers(struct demo *demo, struct demo_recipes *recipes,
                                            struct demo_unit *unit, struct err *err);
