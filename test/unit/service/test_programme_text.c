/* SPDX-License-Identifier: Apache-2.0
 * The next programme made from one: of each that comes with the house, its time is the next one, and so is its territory. */
#include "service/programme/programme_text.h"

#include "../store_fixture.h"
#include "service/programme/programme_shipped.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

static const struct programme *parse(const char *text)
{
    struct mistakes mistakes = { .arena = test_arena() };
    const struct programme *programme = programme_parse(test_arena(), "programme.yaml", text, strlen(text), &mistakes);
    CHECK_INT((int64_t)mistakes.count, 0);
    return programme;
}

static void check_next(struct store *store, const char *text, int years)
{
    const char *next = NULL;
    struct err err = { 0 };
    const struct programme *before = parse(text);
    CHECK_OK(programme_next(store, test_arena(), text, years, &next, &err), &err);
    const struct programme *after = next ? parse(next) : NULL;
    if (!before || !after)
        return;
    int length = before->period.last.year - before->period.first.year + 1;
    CHECK_INT(after->period.first.year, before->period.first.year + (years ? years : length));
    CHECK_INT(after->period.last.year, before->period.last.year + (years ? years : length));
    CHECK(strcmp(after->id, before->id) != 0);
    CHECK_INT((int64_t)after->obligation_count, (int64_t)before->obligation_count);
    CHECK_INT((int64_t)after->schedule_count, (int64_t)before->schedule_count);
    for (size_t i = 0; i < after->signer_count; i++)
        CHECK(after->signers[i].consent == CONSENT_PENDING);
}

void test_programme_text__the_next_of_each_is_of_the_next_period(void)
{
    struct store store;
    if (fixture_open_country(&store)) {
        struct shipped_programmes list = shipped_programmes_list(test_arena());
        struct err err = { 0 };
        CHECK(list.count > 4);
        for (size_t i = 0; i < list.count; i++) {
            const char *text = NULL;
            CHECK_OK(shipped_programme_text(&store, list.items[i].name, 0, test_arena(), &text, &err), &err);
            check_next(&store, text, 0);
            check_next(&store, text, 8);
        }
    }
    fixture_close(&store);
}

/* Of 2017 to 2020, made anew in 2026 for 2025 to 2028: the province of the list of July 2025. */
void test_programme_text__a_territory_that_is_no_more_is_followed(void)
{
    struct store store;
    if (fixture_open_country(&store)) {
        const char *text = NULL, *next = NULL;
        struct date today = { 2026, 11, 22, DATE_DAY };
        struct err err = { 0 };
        int64_t unit = 0, expected = 0;
        store.today_day = date_to_days(today);
        CHECK_OK(shipped_programme_text(&store, "ha_tinh_campaign", 0, test_arena(), &text, &err), &err);
        CHECK_OK(programme_next(&store, test_arena(), text, 8, &next, &err), &err);
        const struct programme *after = parse(next);
        CHECK_OK(programme_unit(&store, after, &unit, &err), &err);
        CHECK_OK(unit_resolve(&store, "42@2025-07-01", NULL, &expected, &err), &err);
        CHECK_INT(unit, expected);
        CHECK_OK(programme_next(&store, test_arena(), text, 4, &next, &err), &err);
        CHECK_OK(programme_unit(&store, parse(next), &unit, &err), &err);
        CHECK(unit != expected); /* 2021 to 2024 ended before the reform */
    }
    fixture_close(&store);
}
