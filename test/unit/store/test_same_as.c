/* SPDX-License-Identifier: Apache-2.0
 * Linked duplicates: figures count the canonical household; undoing a link gives each back, exactly. */
#include "../store_fixture.h"

#include "base/date.h"
#include "base/id.h"
#include "service/report/figure.h"
#include "store/tally.h"

#include <string.h>

enum { MEASURES = 7 };

struct pairs {
    struct store store;
    struct fixture_family family;
    int64_t one, other, third; /* households; `one` is the family's */
    struct measure measures[MEASURES];
};

static const struct {
    const char *slug, *distinct;
    enum measure_time time;
} asked[MEASURES] = {
    { "households", NULL, MEASURE_ANY_TIME },        { "classifications", NULL, MEASURE_YEAR },
    { "classifications", "household", MEASURE_YEAR }, { "supports", NULL, MEASURE_ANY_TIME },
    { "supports", "household", MEASURE_ANY_TIME },    { "household_members", NULL, MEASURE_ANY_TIME },
    { "memberships", NULL, MEASURE_ANY_TIME },
};

static void make_measures(struct pairs *pairs)
{
    struct err err = { 0 };
    CHECK_OK(db_begin(pairs->store.db, &err), &err);
    for (size_t i = 0; i < MEASURES; i++) {
        const struct kind *kind = kind_by_slug(asked[i].slug);
        const char *distinct = asked[i].distinct;
        pairs->measures[i] = (struct measure){
            .kind = kind,
            .aggregate = distinct ? AGGREGATE_DISTINCT : AGGREGATE_COUNT,
            .field = distinct ? kind_field_index(kind, distinct) : -1,
            .where = cond_counted(test_arena(), kind, NULL),
            .time = asked[i].time,
            .date_field = asked[i].time == MEASURE_YEAR ? kind_field_index(kind, "year") : -1,
            .end_field = -1,
            .organisation_field = -1,
        };
        if (tally_can_keep(&pairs->measures[i]))
            CHECK_OK(tally_add(&pairs->store, &pairs->measures[i], &err), &err);
    }
    CHECK_OK(db_commit(pairs->store.db, &err), &err);
}

/* "households classifications … memberships", by the engine of figures, as then and today. */
static const char *figures(struct pairs *pairs)
{
    struct buf out = { 0 };
    struct period years = { date_of(2015, 1, 1), date_of(2019, 12, 31) }, now = { years.first, date_of(2020, 12, 31) };
    for (size_t i = 0; i < MEASURES; i++) {
        struct figure_cut then = figure_cut_of(&pairs->store, 0, years, false, 18261);
        struct figure_cut today = figure_cut_of(&pairs->store, 0, now, false, pairs->store.today_day);
        struct number past = { 0 }, present = { 0 };
        struct err err = { 0 };
        CHECK_OK(figure_measure(&pairs->store, &pairs->measures[i], &then, &past, &err), &err);
        CHECK_OK(figure_measure(&pairs->store, &pairs->measures[i], &today, &present, &err), &err);
        CHECK_INT(past.value, present.value); /* a link says what always was so */
        buf_printf(&out, "%s%lld", i ? " " : "", (long long)present.value);
    }
    char *text = arena_strdup(test_arena(), buf_text(&out));
    buf_done(&out);
    return text;
}

static int64_t household(struct pairs *pairs, const char *name, const char *class)
{
    struct record *record = MAKE(&pairs->store, "households", arena_printf(test_arena(), "head_name=%s", name),
                                 fixture_ref("unit", pairs->family.area), "registered_on=2017-03-02");
    const char *of = fixture_ref("household", record->id);
    MAKE(&pairs->store, "household_members", of, arena_printf(test_arena(), "full_name=%s", name), "relation=head");
    MAKE(&pairs->store, "supports", of, "type=livelihood", "on_date=2017-06-01", "value=500000");
    if (class)
        MAKE(&pairs->store, "classifications", of, "year=2017", "standard=std_2016", class);
    return record->id;
}

static bool pairs_open(struct pairs *pairs)
{
    if (!fixture_open(&pairs->store) || !fixture_family_make(&pairs->store, &pairs->family))
        return false;
    pairs->one = pairs->family.household;
    MAKE(&pairs->store, "supports", fixture_ref("household", pairs->one), "type=livelihood", "on_date=2017-05-01");
    pairs->other = household(pairs, "Rơ Châm Hit", "class=poor");
    pairs->third = household(pairs, "R. C. Hít", NULL);
    make_measures(pairs);
    return true;
}

/* A link is proposed, then linked; 0 where it is refused, and why stands in err. */
static int64_t link_households(struct pairs *pairs, int64_t household, int64_t canonical, struct err *err)
{
    struct record *link = MAKE(&pairs->store, "same_as_links", fixture_ref("household", household),
                               fixture_ref("canonical", canonical));
    struct act_request request = { .action = "link" };
    struct issues issues = { .arena = test_arena() };
    enum err_code code = record_act(&pairs->store, kind_by_slug("same_as_links"), link->id, &request, test_arena(),
                                    &link, &issues, err);
    return code == ERR_OK ? link->id : 0;
}

static int64_t linked(struct pairs *pairs, int64_t household, int64_t canonical)
{
    struct err err = { 0 };
    int64_t link = link_households(pairs, household, canonical, &err);
    CHECK_OK(err.code, &err);
    return link;
}

static void undo(struct pairs *pairs, int64_t link)
{
    fixture_act(&pairs->store, "same_as_links", link, "undo");
}

void test_same_as__a_link_and_its_undoing(void)
{
    struct pairs pairs;
    if (pairs_open(&pairs)) {
        CHECK_TEXT(figures(&pairs), "3 2 2 3 3 4 1");
        int64_t link = linked(&pairs, pairs.other, pairs.one);
        CHECK_TEXT(figures(&pairs), "2 1 1 3 2 3 1");
        CHECK_INT(record_int(fixture_get(&pairs.store, "households", pairs.other), "canonical"), pairs.one);
        fixture_check_sound(&pairs.store);
        undo(&pairs, link);
        CHECK_TEXT(figures(&pairs), "3 2 2 3 3 4 1");
        CHECK_INT(record_int(fixture_get(&pairs.store, "households", pairs.other), "canonical"), 0);
        fixture_check_sound(&pairs.store);
    }
    fixture_close(&pairs.store);
}

/* What only the duplicate has counts, for the canonical household. */
void test_same_as__what_only_the_duplicate_has(void)
{
    struct pairs pairs;
    if (pairs_open(&pairs)) {
        int64_t link = linked(&pairs, pairs.one, pairs.third); /* the classified one is the duplicate */
        CHECK_TEXT(figures(&pairs), "2 2 2 3 2 2 0");
        struct record *late = MAKE(&pairs.store, "classifications", fixture_ref("household", pairs.third), "year=2017",
                                   "standard=std_2016", "class=poor");
        CHECK_TEXT(figures(&pairs), "2 2 2 3 2 2 0");
        CHECK_INT(record_int(fixture_get(&pairs.store, "classifications", pairs.family.classification), "counted_by"),
                  late->id);
        fixture_act(&pairs.store, "classifications", late->id, "void");
        CHECK_INT(record_int(fixture_get(&pairs.store, "classifications", pairs.family.classification), "counted_by"),
                  0);
        CHECK_TEXT(figures(&pairs), "2 2 2 3 2 2 0"); /* before its end, too, it does not count beside the other */
        fixture_check_sound(&pairs.store);
        undo(&pairs, link);
        CHECK_INT(record_int(fixture_get(&pairs.store, "classifications", late->id), "counted_by"), 0);
        fixture_check_sound(&pairs.store);
    }
    fixture_close(&pairs.store);
}

/* What a household has twice of its own, one ended, is no matter of links. */
void test_same_as__its_own_ended_record(void)
{
    struct pairs pairs;
    if (pairs_open(&pairs)) {
        fixture_act(&pairs.store, "classifications", pairs.family.classification, "void");
        MAKE(&pairs.store, "classifications", fixture_ref("household", pairs.one), "year=2017", "standard=std_2016",
             "class=poor");
        linked(&pairs, pairs.third, pairs.one); /* has none */
        fixture_check_sound(&pairs.store);
        linked(&pairs, pairs.other, pairs.third);
        CHECK_INT(fixture_sql_int(&pairs.store, "SELECT count(*) FROM classifications WHERE state <> 'void' AND "
                                                "counted_by IS NULL"),
                  1);
        fixture_check_sound(&pairs.store);
    }
    fixture_close(&pairs.store);
}

/* A chain counts once, and a link undone in its middle leaves the two ends apart. */
void test_same_as__chains(void)
{
    struct pairs pairs;
    if (pairs_open(&pairs)) {
        int64_t middle = linked(&pairs, pairs.other, pairs.one);
        int64_t end = linked(&pairs, pairs.third, pairs.other);
        CHECK_INT(record_int(fixture_get(&pairs.store, "households", pairs.third), "canonical"), pairs.one);
        CHECK_TEXT(figures(&pairs), "1 1 1 3 1 2 1");
        undo(&pairs, middle);
        CHECK_INT(record_int(fixture_get(&pairs.store, "households", pairs.third), "canonical"), pairs.other);
        CHECK_TEXT(figures(&pairs), "2 2 2 3 2 3 1");
        fixture_check_sound(&pairs.store);
        linked(&pairs, pairs.other, pairs.one);
        CHECK_INT(record_int(fixture_get(&pairs.store, "households", pairs.third), "canonical"), pairs.one);
        undo(&pairs, end);
        CHECK_TEXT(figures(&pairs), "2 1 1 3 2 3 1");
        fixture_check_sound(&pairs.store);
    }
    fixture_close(&pairs.store);
}

void test_same_as__links_that_cannot_be(void)
{
    struct pairs pairs;
    if (pairs_open(&pairs)) {
        struct err err = { 0 };
        linked(&pairs, pairs.other, pairs.one);
        linked(&pairs, pairs.third, pairs.other);
        CHECK_INT(link_households(&pairs, pairs.one, pairs.third, &err), 0);
        CHECK_TEXT(msg_key(err.msg), "link.circle");
        CHECK_INT(link_households(&pairs, pairs.other, pairs.third, &err), 0);
        CHECK_TEXT(msg_key(err.msg), "link.already");
        CHECK_INT(link_households(&pairs, pairs.one, pairs.one, &err), 0);
        CHECK_TEXT(msg_key(err.msg), "link.circle");
        int64_t gone = household(&pairs, "Siu Một", NULL);
        fixture_act(&pairs.store, "households", gone, "dissolve");
        CHECK_INT(link_households(&pairs, gone, pairs.one, &err), 0);
        CHECK_TEXT(msg_key(err.msg), "link.not_live");
        CHECK(REFUSED(&pairs.store, "households", &err, "head_name=A", "unit=23866@2017-05-01",
                      fixture_ref("canonical", pairs.one)) != ERR_OK);
        fixture_check_sound(&pairs.store);
    }
    fixture_close(&pairs.store);
}

/* One live lead for a household and all it stands for; the database itself refuses a second. */
void test_same_as__two_leads(void)
{
    struct pairs pairs;
    if (pairs_open(&pairs)) {
        struct err err = { 0 };
        const char *of = fixture_ref("household", pairs.other), *body = fixture_ref("lead_body", pairs.family.body);
        struct record *second = MAKE(&pairs.store, "assignments", of, "year=2017", "from_date=2017-06-01", body);
        CHECK_INT(link_households(&pairs, pairs.other, pairs.one, &err), 0);
        CHECK_TEXT(msg_key(err.msg), "record.unique");
        CHECK(strncmp(err.where, "assignments ", 12) == 0);
        CHECK_TEXT(figures(&pairs), "3 2 2 3 3 4 1"); /* nothing of it stands */
        fixture_act(&pairs.store, "assignments", second->id, "release");
        int64_t link = fixture_sql_int(&pairs.store, "SELECT max(id) FROM same_as_links");
        fixture_act(&pairs.store, "same_as_links", link, "link");
        CHECK_INT(REFUSED(&pairs.store, "assignments", &err, of, "year=2017", "from_date=2017-07-01", body),
                  ERR_CONFLICT);
        MAKE(&pairs.store, "assignments", of, "year=2018", "from_date=2018-07-01", body);
        CHECK_INT(REFUSED(&pairs.store, "assignments", &err, fixture_ref("household", pairs.one), "year=2018",
                          "from_date=2018-07-01", body),
                  ERR_CONFLICT);
        fixture_check_sound(&pairs.store);
    }
    fixture_close(&pairs.store);
}

/* Whatever refers to households has beside it the copy by which it is counted. */
void test_same_as__every_reference_is_counted(void)
{
    static const char *const apart[] = { "same_as_links", "households" };
    for (size_t k = 0; kinds[k]; k++)
        for (int i = 0; kinds[k]->fields[i].name; i++) {
            const struct field *field = &kinds[k]->fields[i];
            bool refers = field->type == FIELD_REF && strcmp(field->ref, "households") == 0 &&
                          strcmp(field->name, "canonical_household") != 0;
            for (size_t j = 0; j < COUNT(apart); j++)
                refers = refers && strcmp(kinds[k]->slug, apart[j]) != 0;
            if (refers)
                check_that(kind_canonical_field(kinds[k], i) >= 0, kinds[k]->slug, __FILE__, __LINE__);
        }
}
