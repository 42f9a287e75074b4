/* SPDX-License-Identifier: Apache-2.0 */
#include "random_records.h"

#include "base/id.h"
#include "store/entity_sql.h"

#include <string.h>

/* References are to the first few records; large numbers are below 2^50, so that sums do not overflow. */
enum { REFERENCES = 30, LARGE_BITS = 14 };

static const char *const texts[] = { "a", "b", "A", "Đức", "đức", "O'Hara", "100%", "_", "a b", "ă", "\\", "z", "10", "9" };
static const char *const dates[] = { "2017-01-01~y", "2017-01-01", "2017-01-01~m", "2017-03-31", "2017-04-01~q",
                                     "2017-12-31", "2018-01-01", "2016-02-29", "--06-30" };

size_t random_pick(uint64_t *state, size_t count)
{
    return (size_t)(test_random(state) % count);
}

static struct value some_codes(const struct field *field, uint64_t *state)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const struct code *code = field->codes; code && code->code; code++)
        if (random_pick(state, 3) == 0)
            buf_printf(&out, ",%s", code->code);
    buf_add_char(&out, ',');
    return out.len < 2 ? v_null() : v_text(arena_strdup(test_arena(), buf_text(&out)));
}

struct value random_code(const struct field *field, uint64_t *state)
{
    size_t count = 0;
    while (field->codes && field->codes[count].code)
        count++;
    return count ? v_text(field->codes[random_pick(state, count < 4 ? count : 4)].code) : v_text("x");
}

/* Few different values, so that they meet. */
struct value random_value(const struct field *field, uint64_t *state)
{
    if (random_pick(state, 4) == 0 || field_is_secret(field))
        return v_null();
    switch ((int)field->type) {
    case FIELD_DATE:
        return v_text(dates[random_pick(state, COUNT(dates))]);
    case FIELD_CODES:
        return some_codes(field, state);
    case FIELD_CODE:
        return random_code(field, state);
    case FIELD_REF: /* ids are positive: anything else is read as damage */
        return v_int(1 + (int64_t)random_pick(state, REFERENCES));
    default:
        if (field_is_int(field))
            return v_int(random_pick(state, 8) == 0 ? (int64_t)(test_random(state) >> LARGE_BITS) : (int64_t)random_pick(state, 5) - 2);
        return v_text(texts[random_pick(state, COUNT(texts))]);
    }
}

size_t count_states(const struct kind *kind)
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
struct record **random_records(struct store *store, const struct kind *kind, size_t count, uint64_t *state)
{
    struct record **records = ARENA_ARRAY(test_arena(), struct record *, count);
    for (size_t rule = 0; kind->unique && kind->unique[rule].fields[0]; rule++)
        fixture_sql_run(store, arena_printf(test_arena(), "DROP INDEX %s",
                                            entity_sql_unique_name(test_arena(), kind, rule)));
    fixture_sql_run(store, "BEGIN");
    for (size_t i = 0; i < count; i++) {
        records[i] = record_new(test_arena(), kind);
        records[i]->id = (int64_t)i + 1;
        if (kind->states)
            records[i]->state = kind->states[random_pick(state, count_states(kind))].code;
        for (size_t f = 0; kind->fields[f].name; f++)
            records[i]->values[f] = random_value(&kind->fields[f], state);
        insert_record(store, kind, records[i]);
    }
    fixture_sql_run(store, "COMMIT");
    return records;
}
