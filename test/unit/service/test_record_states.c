/* SPDX-License-Identifier: Apache-2.0
 * The states of a record by day, also where actions are dated before earlier ones. */
#include "../store_fixture.h"

#include "base/date.h"
#include "service/record/record.h"
#include "service/record/record_states.h"

static int64_t day_of(int year, int month, int day)
{
    return date_to_days(date_of(year, month, day));
}

static void act_on(struct store *store, int64_t id, const char *action, const char *day)
{
    struct err err = { 0 };
    struct record *record = NULL;
    struct issues issues = { .arena = test_arena() };
    struct act_request request = { .action = action, .reason = "thử", .on = day };
    CHECK_OK(record_act(store, kind_by_slug("models"), id, &request, test_arena(), &record, &issues, &err), &err);
}

void test_record_states__spans_do_not_overlap(void)
{
    struct store store;
    if (fixture_open(&store)) {
        struct err err = { 0 };
        struct state_span *spans = NULL;
        size_t count = 0;
        int64_t body = MAKE(&store, "bodies", "name=Hội Phụ nữ", "organisation=womens_union", "kind=committee",
                            "unit=23866@2017-05-01")->id;
        int64_t id = MAKE(&store, "models", "name=A", "type=three_clean", "year=2017", "registered_on=2017-02-01",
                          fixture_ref("lead_body", body), "unit=23866@2017-05-01")->id;
        act_on(&store, id, "start", "2017-06-01");
        act_on(&store, id, "stop", "2017-04-01"); /* found out later */
        const struct record *model = fixture_get(&store, "models", id);
        CHECK_OK(record_states(&store, model, test_arena(), &spans, &count, &err), &err);
        CHECK_INT((int64_t)count, 2);
        if (count == 2) {
            CHECK_TEXT(spans[0].state, "registered");
            CHECK_INT(spans[0].from_day, day_of(2017, 2, 1));
            CHECK_INT(spans[0].to_day, day_of(2017, 4, 1));
            CHECK_TEXT(spans[1].state, "stopped");
            CHECK_INT(spans[1].from_day, day_of(2017, 4, 1));
            CHECK_INT(spans[1].to_day, INT32_MAX);
        }
    }
    fixture_close(&store);
}
