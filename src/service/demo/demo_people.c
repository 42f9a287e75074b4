/* SPDX-License-Identifier: Apache-2.0 */
#include "service/demo/demo_parts.h"

#include "base/date.h"

#include <string.h>

enum { SAMPLE_MAX = 40, SECOND_TIME = 2024 }; /* households are told of in 2016–2020, others since 2024 */

/* --- who lives together ------------------------------------------------------------------------- */

static struct demo_person *add_person(struct demo_household *household, bool female, int64_t birth_year,
                                      const char *surname)
{
    if (household->person_count == household->person_limit)
        return NULL;
    struct demo_person *person = &household->persons[household->person_count++];
    *person = (struct demo_person){ .surname = surname,
                                    .female = female,
                                    .birth_year = birth_year,
                                    .group = household->persons[0].group,
                                    .region = household->area->province->villages->style };
    return person;
}

static const char *const relations[] = { "head", "spouse", "child", "parent", "grandchild" };
enum relation { HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD };

struct family {
    struct demo_household *household;
    enum relation relation[12];
    struct demo *demo;
};

static void name_person(struct family *family, struct demo_person *person, enum relation relation)
{
    if (!person)
        return;
    demo_name(&family->demo->data, &family->household->chance, &family->demo->scratch, person);
    family->relation[family->household->person_count - 1] = relation;
}

static bool is_khmer(const struct demo_person *person)
{
    return strcmp(person->group, "kho_me") == 0;
}

/* Gia Rai and Ê Đê bear their mother's clan. */
static bool is_of_mother(const struct demo_person *person)
{
    return strcmp(person->group, "gia_rai") == 0 || strcmp(person->group, "e_de") == 0;
}

/* The clan of the mother, or the name of the father, which of the Khmer only sons bear: "Thị" is a woman's,
 * "Danh" a man's. */
static const char *child_surname(const struct demo_household *household, bool female)
{
    const struct demo_person *head = &household->persons[0], *spouse = NULL;
    bool mothers = is_of_mother(head);
    if (is_khmer(head) && (female || (head->female && household->person_count < 2)))
        return NULL;
    if (household->person_count > 1)
        spouse = &household->persons[1];
    if (!spouse)
        return head->surname;
    return mothers == head->female ? head->surname : spouse->surname;
}

/* Larger families among the peoples of the mountains, smaller ones in the delta and of the old. */
static size_t child_count(struct demo_household *household, int64_t year)
{
    struct chance *chance = &household->chance;
    const struct demo_person *head = &household->persons[0];
    bool kinh = strcmp(head->group, "kinh") == 0 || strcmp(head->group, "hoa") == 0;
    int64_t age = year - head->birth_year;
    if (age > 72)
        return chance_below(chance, 2);
    int64_t most = age < 28 ? 2 : kinh ? 3 : 5;
    return (size_t)chance_between(chance, age < 35 ? 0 : 1, most);
}

static void make_family(struct family *family, int64_t year)
{
    struct demo_household *household = family->household;
    struct chance *chance = &household->chance;
    int64_t age = chance_happens(chance, 220) ? chance_between(chance, 66, 86) : chance_between(chance, 23, 65);
    bool alone = age > 65 && chance_happens(chance, 480);
    household->persons[0] = (struct demo_person){ .group = demo_word(household->area->groups, chance) };
    struct demo_person *head = add_person(household, chance_happens(chance, alone ? 740 : 290), year - age, NULL);
    require(head);
    name_person(family, head, HEAD);
    if (alone)
        return;
    if (chance_happens(chance, head->female ? 330 : 880)) {
        int64_t born = head->birth_year + chance_between(chance, -4, 5);
        name_person(family, add_person(household, !head->female, born, NULL), SPOUSE);
    }
    size_t children = child_count(household, year);
    int64_t born = head->birth_year + chance_between(chance, 19, 27);
    const char *surnames[] = { child_surname(household, false), child_surname(household, true) };
    for (size_t i = 0; i < children && born < year; i++, born += chance_between(chance, 1, 5)) {
        bool female = chance_happens(chance, 480);
        name_person(family, add_person(household, female, born, surnames[female]), CHILD);
    }
    if (age < 48 && chance_happens(chance, 170)) {
        bool female = chance_happens(chance, 700);
        born = head->birth_year - chance_between(chance, 20, 32);
        bool given = female == is_of_mother(head) && !(is_khmer(head) && head->female);
        name_person(family, add_person(household, female, born, given ? head->surname : NULL), PARENT);
    }
    if (age > 50 && children && chance_happens(chance, 260)) {
        bool female = chance_happens(chance, 480);
        born = year - chance_between(chance, 0, 9);
        name_person(family, add_person(household, female, born, surnames[female]), GRANDCHILD);
    }
}

/* --- members --------------------------------------------------------------------------------------- */

static const char *day_text(struct demo *demo, struct chance *chance, int64_t year)
{
    if (chance_happens(chance, 350)) /* often only the year is known */
        return arena_printf(&demo->scratch, "%04lld-01-01~y", (long long)year);
    int month = (int)chance_between(chance, 1, 12), day = (int)chance_between(chance, 1, 28);
    return arena_printf(&demo->scratch, "%04lld-%02d-%02d", (long long)year, month, day);
}

/* Of the form the law gives, in a range that is not issued: 99 begins no running number. */
static const char *id_number(struct demo *demo, struct chance *chance, const struct demo_person *person,
                             unsigned province)
{
    int century = person->birth_year >= 2000 ? 2 : 0;
    return arena_printf(&demo->scratch, "%03u%d%02lld99%04zu", province, century + person->female,
                        (long long)(person->birth_year % 100), chance_below(chance, 10000));
}

struct organisation_chance {
    enum demo_org org;
    const char *category;
    int sex; /* 0 any, 1 women, -1 men */
    int64_t from_age, to_age;
    unsigned permille;
};

static const struct organisation_chance organisation_chances[] = {
    { DEMO_WOMEN, "member", 1, 18, 80, 420 },    { DEMO_FARMERS, "member", 0, 22, 75, 270 },
    { DEMO_YOUTH, "member", 0, 16, 30, 260 },    { DEMO_VETERANS, "veteran", -1, 46, 90, 170 },
    { DEMO_TRADE_UNION, "worker", 0, 20, 55, 8 },
};

static enum err_code make_membership(struct demo *demo, struct demo_household *household, int64_t member,
                                     const struct organisation_chance *row, struct err *err)
{
    struct record *record = demo_record(demo, demo->kinds.memberships);
    demo_set_int(record, "member", member);
    demo_set_text(record, "organisation", demo_org_codes[row->org]);
    demo_set_text(record, "category", row->category);
    demo_set_int(record, "body", household->area->bodies[row->org]);
    int64_t year = household->first_year - chance_between(&household->chance, 1, 6);
    (void)demo_set_day(demo, record, "from_date",
                       date_to_days(date_of((int)year, (int)chance_between(&household->chance, 1, 12), 1)));
    household->member_of[row->org] = true;
    return demo_write(demo, record, err);
}

static enum err_code make_memberships(struct demo *demo, struct demo_household *household, size_t i,
                                      struct err *err)
{
    const struct demo_person *person = &household->persons[i];
    int64_t age = household->first_year - person->birth_year;
    for (size_t j = 0; j < COUNT(organisation_chances); j++) {
        const struct organisation_chance *row = &organisation_chances[j];
        bool sex_fits = row->sex == 0 || (row->sex > 0) == person->female;
        if (sex_fits && age >= row->from_age && age <= row->to_age &&
            chance_happens(&household->chance, row->permille))
            TRY(make_membership(demo, household, household->members[i], row, err));
    }
    return ERR_OK;
}

static enum err_code make_member(struct demo *demo, struct family *family, size_t i, struct err *err)
{
    struct demo_household *household = family->household;
    struct chance *chance = &household->chance;
    const struct demo_person *person = &household->persons[i];
    int64_t age = household->first_year - person->birth_year;
    struct record *record = demo_record(demo, demo->kinds.members);
    demo_set_int(record, "household", household->id);
    demo_set_int(record, "ordinal", (int64_t)i + 1);
    demo_set_text(record, "full_name", person->name);
    demo_set_text(record, "relation", relations[family->relation[i]]);
    demo_set_text(record, "sex", person->female ? "female" : "male");
    demo_set_text(record, "birth_date", day_text(demo, chance, person->birth_year));
    demo_set_text(record, "ethnicity", person->group);
    if (age >= 16 && chance_happens(chance, i == 0 ? 620 : 180))
        demo_set_text(record, "id_number", id_number(demo, chance, person, household->area->founding));
    demo_set_int(record, "can_work", age >= 16 && age <= 64 && chance_happens(chance, 920));
    if (age >= 6 && age <= 17)
        demo_set_int(record, "at_school", chance_happens(chance, age <= 14 ? 930 : 620));
    demo_set_int(record, "health_insurance", chance_happens(chance, 880));
    TRY(demo_write(demo, record, err));
    household->members[i] = record->id;
    return make_memberships(demo, household, i, err);
}

/* --- the household ------------------------------------------------------------------------------------ */

static void set_hardship(struct record *record, struct demo_household *household)
{
    struct chance *chance = &household->chance;
    int64_t age = household->first_year - household->persons[0].birth_year;
    bool alone = household->person_count == 1 && age > 65;
    demo_set_int(record, "no_labour_capacity", alone && chance_happens(chance, 800));
    if (alone)
        demo_set_text(record, "policy_categories", ",social_protection,elderly_alone,");
    else if (chance_happens(chance, 45))
        demo_set_text(record, "policy_categories", ",person_with_merit,");
    else if (chance_happens(chance, 40))
        demo_set_text(record, "policy_categories", ",disability,");
    demo_set_int(record, "destitute", household->rank < 400 && chance_happens(chance, alone ? 500 : 160));
}

static enum err_code write_household(struct demo *demo, struct demo_household *household, size_t number,
                                     struct err *err)
{
    struct chance *chance = &household->chance;
    const struct demo_person *head = &household->persons[0];
    struct record *record = demo_record(demo, demo->kinds.households);
    demo_set_text(record, "code", arena_printf(&demo->scratch, "%s-%04zu", household->area->above->code, number));
    demo_set_text(record, "head_name", head->name);
    demo_set_text(record, "head_sex", head->female ? "female" : "male");
    demo_set_text(record, "head_birth_date", arena_printf(&demo->scratch, "%04lld-01-01~y",
                                                          (long long)head->birth_year));
    demo_set_int(record, "unit", household->area->id);
    demo_set_text(record, "address", household->area->name);
    demo_set_text(record, "ethnicity", head->group);
    demo_set_int(record, "member_count", (int64_t)household->person_count);
    if (chance_happens(chance, 60))
        demo_set_text(record, "phone", arena_printf(&demo->scratch, "0900%06zu", chance_below(chance, 1000000)));
    set_hardship(record, household);
    (void)demo_set_day(demo, record, "registered_on",
                       date_to_days(date_of((int)household->first_year - 1, 12, 20)));
    TRY(demo_write(demo, record, err));
    household->id = record->id;
    return ERR_OK;
}

/* With whom those of a year were first told of: demo_unit.stands_for. */
static int entry_of(int64_t year)
{
    return year >= SECOND_TIME ? DEMO_ENTRIES - 1 : year < 2018 ? (int)(year - 2016) : DEMO_ENTRIES - 2;
}

static void start_household(struct demo *demo, struct demo_unit *commune, size_t number,
                            struct demo_household *household)
{
    *household = (struct demo_household){ .chance = chance_of((uint64_t)demo->request->seed, commune->code, number) };
    struct chance *chance = &household->chance;
    bool old = chance_happens(chance, 600);
    household->area = &commune->areas[chance_below(chance, commune->area_count)];
    household->rank = (unsigned)chance_below(chance, 10000);
    household->person_limit = demo->lean ? 2 : COUNT(household->persons);
    household->first_year = old ? 2016 + (int64_t)chance_weighted(chance, (const unsigned[]){ 23, 1, 1 }, 3) :
                                  SECOND_TIME;
    household->last_year = old ? 2020 : 2026;
    if (household->last_year > demo_today_year(demo))
        household->last_year = demo_today_year(demo);
    if (!old && demo_today_year(demo) < SECOND_TIME) { /* the second time is yet to come */
        household->first_year = 2016;
        household->last_year = demo_today_year(demo) < 2020 ? demo_today_year(demo) : 2020;
    }
    if (demo->lean || household->first_year > household->last_year)
        household->first_year = household->last_year;
    int64_t poor = 0, both = 0;
    demo_rates(&demo->data, commune->province->code, household->first_year, &poor, &both);
    commune->stands_for[entry_of(household->first_year)] += both > 0 ? 100 * 10000 / both : 0;
}

static enum err_code make_residence(struct demo *demo, const struct demo_household *household, struct err *err)
{
    struct record *record = demo_record(demo, demo->kinds.residences);
    demo_set_int(record, "household", household->id);
    demo_set_int(record, "unit", household->area->id);
    demo_set_text(record, "reason", "first");
    if (!demo_set_day(demo, record, "from_date", date_to_days(date_of((int)household->first_year - 1, 12, 20))))
        return ERR_OK;
    return demo_write(demo, record, err);
}

/* The same family a second time, as lists from two sources bring it; some are found and linked. */
static enum err_code make_duplicate(struct demo *demo, struct family *family, size_t number, struct err *err)
{
    struct demo_household *household = family->household;
    int64_t canonical = household->id;
    struct demo_person *head = &household->persons[0];
    household->person_count = 1;
    if (chance_happens(&household->chance, 500))
        head->birth_year++;
    TRY(write_household(demo, household, 9000 + number % 1000, err));
    TRY(make_member(demo, family, 0, err));
    if (chance_happens(&household->chance, 500))
        return ERR_OK;
    const char *state = chance_happens(&household->chance, 500) ? "linked" : "proposed";
    *ARENA_PUSH(demo->arena, demo->links, demo->link_count, demo->link_capacity) = (struct demo_link){
        .state = state,
        .household = household->id,
        .canonical = canonical,
        .probability = chance_between(&household->chance, 8600, 9990),
        .day = date_to_days(date_of((int)household->first_year, 3, 10)),
    };
    return ERR_OK;
}

enum err_code demo_make_links(struct demo *demo, struct err *err)
{
    for (size_t i = 0; i < demo->link_count; i++) {
        const struct demo_link *link = &demo->links[i];
        struct arena_mark mark = arena_mark(&demo->scratch);
        struct record *record = demo_record(demo, demo->kinds.same_as);
        record->state = link->state;
        demo_set_int(record, "household", link->household);
        demo_set_int(record, "canonical", link->canonical);
        demo_set_int(record, "probability", link->probability);
        demo_set_text(record, "method", "scored");
        if (demo_set_day(demo, record, "decided_on", link->day))
            TRY(demo_write(demo, record, err));
        arena_release(&demo->scratch, mark);
        TRY(demo_breathe(demo, err));
    }
    return ERR_OK;
}

static enum err_code make_household(struct demo *demo, struct demo_unit *commune, size_t number,
                                    struct err *err)
{
    struct demo_household household;
    struct family family = { .household = &household, .demo = demo };
    start_household(demo, commune, number, &household);
    make_family(&family, household.first_year);
    TRY(write_household(demo, &household, number, err));
    for (size_t i = 0; i < household.person_count; i++)
        TRY(make_member(demo, &family, i, err));
    if (chance_happens(&household.chance, 80))
        TRY(make_residence(demo, &household, err));
    TRY(demo_make_years(demo, &household, err));
    if (commune->sample_count < SAMPLE_MAX)
        commune->households[commune->sample_count++] = household.id;
    demo->result->households++;
    return chance_happens(&household.chance, 15) ? make_duplicate(demo, &family, number, err) : ERR_OK;
}

enum err_code demo_make_households(struct demo *demo, struct demo_unit *commune, struct err *err)
{
    commune->households = ARENA_ARRAY(demo->arena, int64_t, SAMPLE_MAX);
    for (size_t number = 1; number <= commune->household_count; number++) {
        struct arena_mark mark = arena_mark(&demo->scratch);
        TRY(make_household(demo, commune, number, err));
        arena_release(&demo->scratch, mark);
        TRY(demo_breathe(demo, err));
    }
    return ERR_OK;
}

/* --- all households ----------------------------------------------------------------------------- */

static enum err_code declare(struct demo *demo, const struct demo_unit *commune, int64_t year, const char *figure,
                             int64_t value, struct err *err)
{
    struct record *record = demo_record(demo, demo->kinds.figures);
    bool is_over = year < demo_today_year(demo);
    record->state = is_over ? "confirmed" : "declared";
    demo_set_int(record, "unit", commune->id);
    demo_set_text(record, "figure", figure);
    demo_set_text(record, "period", arena_printf(&demo->scratch, "%lld", (long long)year));
    demo_set_int(record, "year", year);
    demo_set_int(record, "value", value);
    demo_set_int(record, "final", is_over);
    demo_set_int(record, "declared_by", commune->bodies[DEMO_GOVERNMENT]);
    demo_set_text(record, "source", arena_printf(&demo->scratch, "Báo cáo của Ủy ban nhân dân %s", commune->name));
    if (!demo_set_day(demo, record, "as_of", date_to_days(date_of((int)year, is_over ? 12 : 1, is_over ? 20 : 10))))
        return ERR_OK;
    return demo_write(demo, record, err);
}

/* In hundredths, of all people; among the poor they are nearly twice as many. */
static int64_t minority_share(const struct demo_words *groups)
{
    int64_t all = 0, minority = 0;
    for (size_t i = 0; i < groups->count; i++) {
        all += groups->weights[i];
        minority += strcmp(groups->items[i], "kinh") == 0 ? 0 : groups->weights[i];
    }
    return all ? minority * 55 / all : 0;
}

enum err_code demo_make_totals(struct demo *demo, struct demo_unit *commune, struct err *err)
{
    for (int64_t year = commune->first_year; year <= commune->last_year && year <= demo_today_year(demo); year++) {
        int second = year >= SECOND_TIME;
        int64_t base = 0;
        for (int entry = second ? DEMO_ENTRIES - 1 : 0; entry <= entry_of(year); entry++)
            base += commune->stands_for[entry];
        base /= 100;
        int64_t households = base * (1000 + 6 * (year - (second ? SECOND_TIME : 2016))) / 1000;
        if (!base || !demo_is_told(year))
            continue;
        struct arena_mark mark = arena_mark(&demo->scratch);
        TRY(declare(demo, commune, year, "households", households, err));
        TRY(declare(demo, commune, year, "ethnic_minority_households", households * minority_share(commune->groups) / 100,
                    err));
        arena_release(&demo->scratch, mark);
    }
    return ERR_OK;
}
