/* SPDX-License-Identifier: Apache-2.0
 * The composer of SQL: every statement it can write is one the database takes, and a condition picks
 * the same records there as in C. */
#include "../store_fixture.h"

#include "base/id.h"
#include "domain/code_lists.h"
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
}

/* Field × operator, each with another sort, so that all sorts come up too. */
static void prepare_lists(struct store *store, const struct kind *kind)
{
    static const char *const words[] = { "nguyen", "hoa" };
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
                .words = words,
                .word_count = op % 3,
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

static const char *const texts[] = { "a", "b", "A", "Đức", "đức", "O'Hara", "100%", "_", "a b", "ă", "\\", "z", "10", "9" };
static const char *const dates[] = { "2017-01-01~y", "2017-01-01", "2017-01-01~m", "2017-03-31", "2017-04-01~q",
                                     "2017-12-31", "2018-01-01", "2016-02-29", "--06-30" };

static size_t pick(uint64_t *state, size_t count)
{
    return (size_t)(test_random(state) % count);
}

static struct value random_codes(const struct field *field, uint64_t *state)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const struct code *code = field->codes; code && code->code; code++)
        if (pick(state, 3) == 0)
            buf_printf(&out, ",%s", code->code);
    buf_add_char(&out, ',');
    return out.len < 2 ? v_null() : v_text(arena_strdup(test_arena(), buf_text(&out)));
}

static struct value random_code(const struct field *field, uint64_t *state)
{
    size_t count = 0;
    while (field->codes && field->codes[count].code)
        count++;
    return count ? v_text(field->codes[pick(state, count < 4 ? count : 4)].code) : v_text("x");
}

/* Few different values, so that they meet. */
static struct value random_value(const struct field *field, uint64_t *state)
{
    if (pick(state, 4) == 0 || field_is_secret(field))
        return v_null();
    switch ((int)field->type) {
    case FIELD_DATE:
        return v_text(dates[pick(state, COUNT(dates))]);
    case FIELD_CODES:
        return random_codes(field, state);
    case FIELD_CODE:
        return random_code(field, state);
    case FIELD_REF: /* ids are positive: anything else is read as damage */
        return v_int(1 + (int64_t)pick(state, 4));
    default:
        if (field_is_int(field))
            return v_int(pick(state, 8) == 0 ? (int64_t)test_random(state) >> 2 : (int64_t)pick(state, 5) - 2);
        return v_text(texts[pick(state, COUNT(texts))]);
    }
}

static size_t count_states(const struct kind *kind)
{
    size_t count = 0;
    while (kind->states && kind->states[count].code)
        count++;
    return count;
}

static void insert_record(struct store *store, const struct kind *kind, const struct record *record)
{
    struct value values[KIND_FIELDS_MAX * 2 + 6] = { 0 };
    size_t count = 0, fields = kind_field_count(kind);
    values[count++] = v_int(0);
    values[count++] = v_int(record->id);
    values[count++] = v_int(1);
    values[count++] = v_text("2017-01-01T00:00:00Z");
    values[count++] = v_text("2017-01-01T00:00:00Z");
    if (kind->states)
        values[count++] = v_text(record->state);
    for (size_t i = 0; i < fields; i++)
        values[count++] = record->values[i];
    for (size_t i = 0; i < fields; i++)
        if (field_side_suffix(&kind->fields[i]))
            values[count++] = record->values[i];
    struct err err = { 0 };
    int64_t changed = 0;
    CHECK_OK(db_compose_run(store->db, entity_sql_insert(test_arena(), kind), values, count, &changed, &err), &err);
    CHECK_INT(changed, 1);
}

/* A table of random records, without the rules that would refuse them. */
static struct record **random_records(struct store *store, const struct kind *kind, uint64_t *state)
{
    struct record **records = ARENA_ARRAY(test_arena(), struct record *, RECORDS);
    for (size_t rule = 0; kind->unique && kind->unique[rule].fields[0]; rule++)
        fixture_sql_run(store, arena_printf(test_arena(), "DROP INDEX %s",
                                            entity_sql_unique_name(test_arena(), kind, rule)));
    fixture_sql_run(store, "BEGIN");
    for (size_t i = 0; i < RECORDS; i++) {
        records[i] = record_new(test_arena(), kind);
        records[i]->id = (int64_t)i + 1;
        if (kind->states)
            records[i]->state = kind->states[pick(state, count_states(kind))].code;
        for (size_t f = 0; kind->fields[f].name; f++)
            records[i]->values[f] = random_value(&kind->fields[f], state);
        insert_record(store, kind, records[i]);
    }
    fixture_sql_run(store, "COMMIT");
    return records;
}

/* --- conditions mean the same in C and in SQL ------------------------------------------------------------- */

static struct value value_for(const struct kind *kind, int field, uint64_t *state)
{
    if (field == COND_FIELD_ID)
        return v_int((int64_t)pick(state, RECORDS + 2));
    if (field == COND_FIELD_STATE)
        return v_text(kind->states[pick(state, count_states(kind))].code);
    return random_value(&kind->fields[field], state);
}

static struct cond *random_leaf(const struct kind *kind, uint64_t *state)
{
    int fields = (int)kind_field_count(kind), field = (int)pick(state, (size_t)fields + 2) - 2;
    if (field == COND_FIELD_STATE && !kind->states)
        field = 0;
    while (field >= 0 && field_is_secret(&kind->fields[field]))
        field = (field + 1) % fields;
    enum cond_op op = COND_EQ + (enum cond_op)pick(state, COND_NOT_NULL - COND_EQ + 1);
    bool is_list = field >= 0 && kind->fields[field].type == FIELD_CODES;
    if (op == COND_HAS && !is_list)
        op = COND_IN;
    if (op == COND_HAS) {
        struct value code = random_code(&kind->fields[field], state);
        return cond_compare(test_arena(), field, COND_HAS, pick(state, 10) ? code : v_text(""));
    }
    if (op == COND_IN) {
        struct value values[4];
        size_t count = pick(state, COUNT(values) + 1);
        for (size_t i = 0; i < count; i++)
            values[i] = value_for(kind, field, state);
        return cond_in(test_arena(), field, values, count);
    }
    return cond_compare(test_arena(), field, op, value_for(kind, field, state));
}

static struct cond *random_cond(const struct kind *kind, uint64_t *state, int depth)
{
    size_t shape = depth == 0 ? 9 : pick(state, 10);
    if (shape > 5)
        return random_leaf(kind, state);
    if (shape == 5)
        return cond_not(test_arena(), random_cond(kind, state, depth - 1));
    struct cond *children[4];
    size_t count = pick(state, COUNT(children) + 1);
    for (size_t i = 0; i < count; i++)
        children[i] = random_cond(kind, state, depth - 1);
    return shape % 2 ? cond_all(test_arena(), children, count) : cond_any(test_arena(), children, count);
}

/* True where SQL and C pick the same of the records; *ret_picked is how many. */
static bool picks_agree(struct store *store, const struct kind *kind, struct record *const *records,
                        const struct cond *cond, size_t *ret_picked)
{
    struct entity_query query = { .where = cond, .all_states = true };
    struct record_list list = { 0 };
    struct err err = { 0 };
    CHECK_OK(entity_list(store, kind, &query, test_arena(), &list, &err), &err);
    size_t next = 0;
    *ret_picked = list.count;
    for (size_t i = 0; i < RECORDS; i++) {
        struct image image = record_image(records[i]);
        bool in_c = cond_matches(cond, &image);
        bool in_sql = next < list.count && list.items[next].id == records[i]->id;
        next += in_sql;
        if (in_c != in_sql)
            return false;
    }
    return next == list.count;
}

void test_entity_sql__conditions_agree_with_c(void)
{
    static const char *const slugs[] = { "households", "models", "bodies", "classifications", "ledger_entries",
                                         "documents", "units", "assignments" };
    struct store store;
    if (!fixture_open_empty(&store))
        return;
    uint64_t state = 20260101;
    size_t some = 0, all = 0;
    fixture_without_foreign_keys(&store);
    for (size_t k = 0; k < COUNT(slugs); k++) {
        const struct kind *kind = kind_by_slug(slugs[k]);
        struct record **records = random_records(&store, kind, &state);
        for (int i = 0; i < 250; i++, all++) {
            struct arena_mark mark = arena_mark(test_arena());
            const struct cond *cond = random_cond(kind, &state, 4);
            size_t picked = 0;
            if (!picks_agree(&store, kind, records, cond, &picked))
                check_text(cond_canonical(test_arena(), kind, cond), "the same records in C and SQL", kind->slug,
                           __FILE__, __LINE__);
            some += picked > 0 && picked < RECORDS;
            arena_release(test_arena(), mark);
        }
    }
    CHECK_INT((int64_t)all, 2000);
    CHECK(some * 3 > all); /* the conditions are not all empty or full */
    fixture_close(&store);
}

/* What reads back is what was written, whatever the bytes. */
void test_entity_sql__values_read_back(void)
{
    struct store store;
    if (!fixture_open_empty(&store))
        return;
    uint64_t state = 7;
    const struct kind *kind = kind_by_slug("models");
    struct record **records = random_records(&store, kind, &state);
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
    (void)random_records(&store, kind, &state);
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
