/* SPDX-License-Identifier: Apache-2.0
 * A house for a test: a store with all built-in units and organisations, or an empty one. The
 * database with the units is made once per run; each test gets its own copy of the file. */
#pragma once

#include "service/record/record.h"
#include "store/entity.h"
#include "test.h"

/* A store on 2020-06-15 with what house_init gives, but of the units only those of today's Gia Lai
 * (Gia Lai and Bình Định of before); closed by fixture_close. False, and the test failed, where
 * that could not be made. */
bool fixture_open(struct store *store);
/* The same with the whole country: slower. */
bool fixture_open_country(struct store *store);
/* The same without units: only the tables. */
bool fixture_open_empty(struct store *store);
void fixture_close(struct store *store);
/* Closes and opens again, as the next command would. */
bool fixture_reopen(struct store *store);
/* True where the tests run on a server (CHUNGTAY_TEST_POSTGRES), with a note that what is about files is
 * skipped. */
bool fixture_skip_on_server(const char *what);
/* The file of the store. */
/* The address of the store's database. */
const char *fixture_uri(const struct store *store);
const char *fixture_path(const struct store *store);
/* The number in an environment variable, by which the long tests ask for more rounds. */
int fixture_count(const char *variable, int usual);
/* A path for one more file of the test; removed at the end of the run. */
char *fixture_file(const char *name);
/* Copies a file; false where that fails. */
bool fixture_copy(const char *from, const char *to);

/* A record of "field=value" pairs that end with NULL, written in its own transaction. NULL, and the
 * test failed, where it is refused. */
struct record *fixture_make(struct store *store, const char *slug, const char *const *pairs);
#define MAKE(store, slug, ...) fixture_make(store, slug, (const char *const[]){ __VA_ARGS__, NULL })
/* The same, expected to be refused: what it is refused with. */
enum err_code fixture_refused(struct store *store, const char *slug, const char *const *pairs,
                              struct err *ret_err);
#define REFUSED(store, slug, err, ...) \
    fixture_refused(store, slug, (const char *const[]){ __VA_ARGS__, NULL }, err)
/* Patches pairs in; false, and the test failed, where refused. Returns the record as it then is. */
struct record *fixture_patch(struct store *store, const char *slug, int64_t id, const char *const *pairs);
#define PATCH(store, slug, id, ...) fixture_patch(store, slug, id, (const char *const[]){ __VA_ARGS__, NULL })
/* Does an action, with a reason. */
struct record *fixture_act(struct store *store, const char *slug, int64_t id, const char *action);
struct record *fixture_get(struct store *store, const char *slug, int64_t id);

/* "field=<id of the record>", in test_arena. */
const char *fixture_ref(const char *field, int64_t id);
/* The number in the first column and row of a query of the tests' own, and the text. */
int64_t fixture_sql_int(struct store *store, const char *sql);
const char *fixture_sql_text(struct store *store, const char *sql);
/* The texts in the first column, each with ";" behind it. */
const char *fixture_sql_lines(struct store *store, const char *sql);
void fixture_sql_run(struct store *store, const char *sql);
void fixture_without_foreign_keys(struct store *store);

/* A household with its members and a body that may help it, in xã Ia Din (23866, until 2025). */
struct fixture_family {
    int64_t commune, area, other_area, household, head, member, membership, classification, assignment,
        body;
};
bool fixture_family_make(struct store *store, struct fixture_family *ret_family);
int64_t fixture_area(struct store *store, const char *commune, const char *name);

/* house_check finds nothing and the audit holds: what every test may end with. */
void fixture_check_sound(struct store *store);
