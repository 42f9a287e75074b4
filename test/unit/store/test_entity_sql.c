/* SPDX-License-Identifier: Apache-2.0
 * The composer of SQL: every statement it can write is one the database takes, and what it writes is
 * read back. */
#include "random_records.h"

#include "base/id.h"
#include "store/entity_sql.h"

#include <string.h>

/* --- every statement is one the database takes -------------------------------------------------------- */

static size_t prepared;

static void check_prepares(struct store *store, const char *sql)
{
    struct err err = { 0 };
    prepared++;
    if (db_prepare_only(store->db, sql, &err) != ERR_OK) {
        check_ok(err.code, &err, sql, __FILE__, __LINE__);
        err = (struct err){ 0 };
    }
}

void test_entity_sql__named_statements_prepare(void)
{
    struct store store;
    if (!fixture_open_empty(&store))
        return;
    for (size_t i = 0; i < STMT_MAX_; i++)
        check_prepares(&store, stmt_rows[i].sql);
    fixture_close(&store);
}

static struct value sample_value(const struct field *field)
{
    return field_is_int(field) ? v_int(1) : v_text("x");
}

static void prepare_query(struct store *store, const struct kind *kind, const struct entity_query *query)
{
    struct sql_args args = { .arena = test_arena() };
    check_prepares(store, entity_sql_list(&args, kind, query));
    args.count = 0;
    check_prepares(store, entity_sql_count(&args, kind, query));
    args.count = 0;
    check_prepares(store, entity_sql_count_to(&args, kind, query, 100));
}

/* --- what names a record is looked up ------------------------------------------------------------------- */

static bool plan_scans(struct store *store, const char *sql, const struct sql_args *args)
{
    struct err err = { 0 };
    CLEANUP(rows_done) struct rows rows = { 0 };
    const char *explain = arena_printf(test_arena(), "EXPLAIN QUERY PLAN %s", sql);
    bool scans = false, has = true;
    CHECK_OK(db_compose_query(store->db, explain, args->values, args->count, &rows, &err), &err);
    while (has) {
        CHECK_OK(rows_next(&rows, &has, &err), &err);
        scans = scans || (has && strncmp(rows_text(&rows, 3), "SCAN r", 6) == 0);
    }
    return scans;
}

static void check_looks_up(struct store *store, const struct kind *kind, const struct cond *named)
{
    struct cond *either[] = { (struct cond *)(uintptr_t)named, (struct cond *)(uintptr_t)named };
    const struct cond *conds[] = { named, cond_any(test_arena(), either, 2) };
    for (size_t i = 0; i < COUNT(conds); i++) {
        struct entity_query query = { .where = conds[i], .limit = 21 };
        struct sql_args args = { .arena = test_arena() };
        const char *sql = entity_sql_list(&args, kind, &query);
        if (plan_scans(store, sql, &args))
            CHECK_TEXT(sql, "no table read from end to end");
        args.count = 0;
        sql = entity_sql_count(&args, kind, &query);
        CHECK(!plan_scans(store, sql, &args));
    }
}

/* A country's register is never read from end to end for the records of one id, or that refer to one. */
void test_entity_sql__ids_and_references_are_looked_up(void)
{
    struct store store;
    if (fixture_skip_on_server("how SQLite goes about a statement") || !fixture_open_empty(&store))
        return;
    for (size_t k = 0; kinds[k]; k++) {
        const struct kind *kind = kinds[k];
        check_looks_up(&store, kind, cond_compare(test_arena(), COND_FIELD_ID, COND_EQ, v_int(id_make(64, ID_EPOCH_UNIX_MS + 1, 1))));
        for (int i = 0; kind->fields[i].name; i++)
            if (kind->fields[i].type == FIELD_REF)
                check_looks_up(&store, kind, cond_compare(test_arena(), i, COND_EQ, v_int(id_make(64, ID_EPOCH_UNIX_MS + 1, 1))));
    }
    fixture_close(&store);
}

/* Field × operator, each with another sort, so that all sorts come up too. */
static void prepare_lists(struct store *store, const struct kind *kind)
{
    static const char *const nguyen[] = { "nguyen", "nguyet", "ngu" }, *const hoa[] = { "hoa" };
    static const struct word_term terms[] = { { "ngu", "ngv", nguyen, 3, .records = WORD_TERM_RECORDS_MAX + 1 },
                                              { "hoa", "hob", hoa, 1, .records = 7 },
                                              { "t", "u", hoa, 1, .is_wide = true } };
    int fields = (int)kind_field_count(kind), sort = 0;
    int first = kind->states ? COND_FIELD_STATE : 0;
    for (int field = first; field < fields; field++)
        for (enum cond_op op = COND_EQ; op <= COND_NOT_NULL; op++) {
            if (op == COND_HAS && field >= 0 && field_is_int(&kind->fields[field]))
                continue;
            struct value value = field < 0 ? v_text("x") : sample_value(&kind->fields[field]);
            struct entity_query query = {
                .where = cond_compare(test_arena(), field, op, value),
                .sort_field = sort++ % (fields + 1),
                .descending = op % 2 == 0,
                .all_states = op % 3 == 0,
                .limit = op % 4,
                .scope_unit = op % 3,
                .terms = terms,
                .term_count = op % 4,
                .by_shard = op % 2 == 1,
            };
            prepare_query(store, kind, &query);
        }
    for (int i = 0; i <= fields; i++) {
        struct entity_query query = { .sort_field = i, .descending = i % 2 == 0 };
        prepare_query(store, kind, &query);
    }
}

void test_entity_sql__every_kind_filter_and_sort_prepares(void)
{
    struct store store;
    if (!fixture_open_empty(&store))
        return;
    struct arena *arena = test_arena();
    for (size_t k = 0; kinds[k]; k++) {
        const struct kind *kind = kinds[k];
        struct arena_mark mark = arena_mark(arena);
        check_prepares(&store, entity_sql_insert(arena, kind));
        check_prepares(&store, entity_sql_update(arena, kind));
        check_prepares(&store, entity_sql_get(arena, kind));
        const char **columns = NULL;
        size_t count = entity_sql_columns(arena, kind, &columns);
        for (size_t i = 0; i < count; i++)
            check_prepares(&store, entity_sql_find(arena, kind, columns[i]));
        for (const struct field *field = kind->fields; field->name; field++)
            if (field->type == FIELD_REF)
                check_prepares(&store, entity_sql_referring(arena, kind, field));
        prepare_lists(&store, kind);
        arena_release(arena, mark);
    }
    CHECK(prepared > 20000);
    fixture_close(&store);
}

static void prepare_measure(struct store *store, const struct measure *measure, const struct measure_cut *cut)
{
    struct sql_args args = { .arena = test_arena() };
    check_prepares(store, entity_sql_measure(&args, measure, cut));
}

static void prepare_measures(struct store *store, const struct kind *kind, struct measure measure)
{
    static const struct measure_dim dims[] = { { .level = "commune" }, { .level = "province" }, { 0 } };
    static const int64_t units[] = { 1, 2 };
    for (enum aggregate aggregate = AGGREGATE_COUNT; aggregate <= AGGREGATE_DISTINCT; aggregate++) {
        if (aggregate == AGGREGATE_SUM && !field_is_int(&kind->fields[measure.field]))
            continue;
        for (size_t dim_count = kind->unit ? 0 : 3; dim_count <= 3; dim_count++)
            for (unsigned bits = 0; bits < 8; bits++) {
                struct measure_cut cut = {
                    .first_day = "2017-01-01", .next_day = "2018-01-01", .first_year = 2017, .last_year = 2017,
                    .scope_unit = bits & 1, .scope_day = 17000, .records = bits & 2, .state_day = bits & 4 ? 17000 : 0,
                    .dims = kind->unit ? dims : dims + 2, .dim_count = kind->unit ? dim_count : 1,
                    .units_given = bits & 1, .units_without = bits & 2, .units = units, .unit_count = 2,
                };
                measure.aggregate = aggregate;
                prepare_measure(store, &measure, &cut);
            }
    }
}

void test_entity_sql__every_measure_prepares(void)
{
    struct store store;
    if (!fixture_open_empty(&store))
        return;
    for (size_t k = 0; kinds[k]; k++) {
        const struct kind *kind = kinds[k];
        struct arena_mark mark = arena_mark(test_arena());
        int number = -1, date = -1, year = -1;
        for (int i = 0; kind->fields[i].name; i++) {
            if (field_is_int(&kind->fields[i]) && kind->fields[i].type != FIELD_REF)
                number = i;
            if (kind->fields[i].type == FIELD_DATE)
                date = i;
            if (kind->fields[i].type == FIELD_YEAR)
                year = i;
        }
        struct measure measure = {
            .kind = kind, .field = number >= 0 ? number : 0, .where = cond_live(test_arena(), kind),
            .date_field = -1, .end_field = -1, .organisation_field = -1,
        };
        prepare_measures(&store, kind, measure);
        measure.time = MEASURE_FLOW;
        measure.date_field = date;
        if (date >= 0)
            prepare_measures(&store, kind, measure);
        measure.time = MEASURE_STOCK;
        measure.end_field = date;
        if (date >= 0)
            prepare_measures(&store, kind, measure);
        measure.time = MEASURE_YEAR;
        measure.date_field = year;
        if (year >= 0)
            prepare_measures(&store, kind, measure);
        arena_release(test_arena(), mark);
    }
    fixture_close(&store);
}

/* --- random records ------------------------------------------------------------------------------------- */

enum { RECORDS = 150 };

/* What reads back is what was written, whatever the bytes. */
void test_entity_sql__values_read_back(void)
{
    struct store store;
    if (!fixture_open_empty(&store))
        return;
    uint64_t state = 7;
    const struct kind *kind = kind_by_slug("models");
    struct record **records = random_records(&store, kind, RECORDS, &state);
    struct entity_query every = { .all_states = true };
    struct record_list list = { 0 };
    struct err err = { 0 };
    CHECK_OK(entity_list(&store, kind, &every, test_arena(), &list, &err), &err);
    CHECK_INT((int64_t)list.count, RECORDS);
    for (size_t i = 0; i < list.count; i++)
        for (size_t f = 0; kind->fields[f].name; f++)
            CHECK(value_equal(list.items[i].values[f], records[i]->values[f]));
    fixture_close(&store);
}

/* --- sorting and paging ------------------------------------------------------------------------------------ */

/* Pages put together are the whole list, in the order of the field's values, then of the ids. */
static void check_sort(struct store *store, const struct kind *kind, int field, bool descending)
{
    struct entity_query query = { .all_states = true, .sort_field = field + 1, .descending = descending, .limit = 40 };
    struct value last = v_null();
    int64_t last_id = 0, seen = 0;
    struct err err = { 0 };
    for (;; query.offset += query.limit) {
        struct record_list page = { 0 };
        CHECK_OK(entity_list(store, kind, &query, test_arena(), &page, &err), &err);
        for (size_t i = 0; i < page.count; i++, seen++) {
            struct value value = page.items[i].values[field];
            int order = seen ? value_compare(last, value) : 0;
            bool rising = order < 0 || (order == 0 && (!seen || (last_id < page.items[i].id) != descending));
            bool falling = order > 0 || (order == 0 && (!seen || (last_id > page.items[i].id) == descending));
            check_that(descending ? falling : rising, kind->fields[field].name, __FILE__, __LINE__);
            last = value;
            last_id = page.items[i].id;
        }
        if (page.count < (size_t)query.limit)
            break;
    }
    CHECK_INT(seen, RECORDS);
}

void test_entity_sql__pages_are_in_order(void)
{
    struct store store;
    if (!fixture_open_empty(&store))
        return;
    uint64_t state = 99;
    const struct kind *kind = kind_by_slug("models");
    (void)random_records(&store, kind, RECORDS, &state);
    for (int field = 0; kind->fields[field].name; field++) {
        check_sort(&store, kind, field, false);
        check_sort(&store, kind, field, true);
    }
    fixture_close(&store);
}

void test_entity_sql__people_are_listed_by_given_name(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const names[] = { "Nguyễn Văn Ánh", "Trần Thị Bình", "Lê An", "Đinh Văn Đức", "Phạm Dũng" };
    for (size_t i = 0; i < COUNT(names); i++)
        MAKE(&store, "households", arena_printf(test_arena(), "head_name=%s", names[i]), "unit=23866@2017-05-01");
    const struct kind *kind = kind_by_slug("households");
    struct entity_query query = { .sort_field = kind_field_index(kind, "head_name") + 1 };
    struct record_list list = { 0 };
    struct err err = { 0 };
    CHECK_OK(entity_list(&store, kind, &query, test_arena(), &list, &err), &err);
    static const char *const ordered[] = { "Lê An", "Nguyễn Văn Ánh", "Trần Thị Bình", "Phạm Dũng", "Đinh Văn Đức" };
    CHECK_INT((int64_t)list.count, COUNT(ordered));
    for (size_t i = 0; i < list.count; i++)
        CHECK_TEXT(record_text(&list.items[i], "head_name"), ordered[i]);
    fixture_close(&store);
}

/* --- the cache of statements ---------------------------------------------------------------------------- */

/* A server composes texts without end; what is kept of them has one. */
void test_entity_sql__any_number_of_texts(void)
{
    struct store store;
    if (!fixture_open_empty(&store))
        return;
    for (int i = 0; i < 6000; i++)
        CHECK_INT(fixture_sql_int(&store, arena_printf(test_arena(), "SELECT %d", i)), i);
    CHECK_INT(fixture_sql_int(&store, "SELECT 5"), 5);
    CHECK(db_kept_statement_count(store.db) <= DB_KEPT_STATEMENTS_MAX);
    CHECK(db_kept_statement_count(store.db) >= 500);
    fixture_close(&store);
}
