/* SPDX-License-Identifier: Apache-2.0
 * Leases: one holder at a time, the next one when the lease is over, and nothing is written by who has lost it. */
#include "service/job/job.h"

#include "../store_fixture.h"

#include <string.h>

static bool take(struct store *store, const char *holder, int64_t lasts_ms)
{
    struct err err = { 0 };
    bool taken = false;
    CHECK_OK(db_begin(store->db, &err), &err);
    CHECK_OK(lease_take(store, 7, holder, lasts_ms, &taken, &err), &err);
    CHECK_OK(db_commit(store->db, &err), &err);
    return taken;
}

static enum err_code keep(struct store *store, const char *holder)
{
    struct err err = { 0 };
    struct lease lease = { .job = 7, .holder = holder, .lasts_ms = 60000 };
    atomic_store(&lease.done, 3);
    atomic_store(&lease.total, 9);
    CHECK_OK(db_begin(store->db, &err), &err);
    return db_finish(store->db, lease_keep(store, &lease, &err), &err);
}

void test_job__a_lease_has_one_holder(void)
{
    struct store store;
    struct err err = { 0 };
    struct lease_state state = { 0 };
    if (fixture_open_empty(&store)) {
        CHECK_OK(lease_look(&store, 7, &state, &err), &err);
        CHECK(!state.is_held);
        CHECK(take(&store, "a", 60000));
        CHECK(!take(&store, "b", 60000));
        CHECK(!take(&store, "a", 60000)); /* a process started again under the same name is another one */
        CHECK_INT(keep(&store, "a"), ERR_OK);
        CHECK_INT(keep(&store, "b"), ERR_CONFLICT);
        CHECK_OK(lease_look(&store, 7, &state, &err), &err);
        CHECK(state.is_held);
        CHECK_TEXT(state.holder, "a");
        CHECK_INT(state.done, 3);
        CHECK_INT(state.total, 9);
    }
    fixture_close(&store);
}

void test_job__a_lease_that_is_over_is_another_s(void)
{
    struct store store;
    if (fixture_open_empty(&store)) {
        CHECK(take(&store, "a", -1000)); /* over a second ago */
        CHECK(take(&store, "b", 60000));
        CHECK_INT(keep(&store, "a"), ERR_CONFLICT);
        CHECK_INT(keep(&store, "b"), ERR_OK);
    }
    fixture_close(&store);
}

/* What is due runs once, and is queued for its next hour. */
void test_job__what_is_due_runs_once(void)
{
    struct store store;
    struct err err = { 0 };
    struct job_counts counts = { 0 };
    if (fixture_open_empty(&store)) {
        struct job_host host = { .store = &store, .uri = fixture_uri(&store), .holder = "a", .lease_seconds = 60 };
        CHECK_OK(jobs_run_due(&host, &counts, &err), &err);
        CHECK_INT(counts.done, 0);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM jobs"), 2); /* no folder: no backup */
        store_set_now(&store, store.now_unix_ms + 3600 * 1000);
        CHECK_OK(jobs_run_due(&host, &counts, &err), &err);
        CHECK_INT(counts.done, 1);
        CHECK_OK(jobs_run_due(&host, &counts, &err), &err);
        CHECK_INT(counts.done, 0);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM jobs WHERE state = 'done' AND task = 'clean'"), 1);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM jobs WHERE state = 'queued'"), 2);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM job_lease"), 0);
    }
    fixture_close(&store);
}

void test_job__an_address_is_shown_without_its_password(void)
{
    struct arena *arena = test_arena();
    CHECK_TEXT(db_uri_shown(arena, "sqlite:a:b@c.db"), "sqlite:a:b@c.db");
    CHECK_TEXT(db_uri_shown(arena, "postgresql://an:b%40i@may/csdl?sslmode=require"), "postgresql://an@may/csdl?sslmode=require");
    CHECK_TEXT(db_uri_shown(arena, "postgresql://an@may:5433,khac:5433/csdl"), "postgresql://an@may:5433,khac:5433/csdl");
    CHECK_TEXT(db_uri_shown(arena, "postgresql:///csdl?user=an&password=bi&host=x"), "postgresql:///csdl?user=an&&host=x");
}
