/* SPDX-License-Identifier: Apache-2.0
 * One condition, two evaluators: whatever the condition, C and SQL pick the same records. Random trees
 * over random records of several kinds at once: empty fields, dates of every precision, lists of codes,
 * groups, two fields compared, shares of a field, records referred to and records that refer. 1,000
 * conditions; $TEST_CONDITIONS asks for more. */
#include "random_records.h"

#include "store/entity_sql.h"

#include <string.h>

enum { RECORDS = 40, RECORDS_AWAY_MAX = 2 };

static const char *const slugs[] = { "households", "activities", "supports", "classifications", "activity_households",
                                     "assignments", "models", "bodies", "funds", "documents", "units", "ledger_entries" };

struct world {
    struct store store;
    uint64_t state;
    struct record **records[COUNT(slugs)];
    size_t with_linked, with_referred, with_other;
};

static size_t pick(struct world *world, size_t count)
{
    return random_pick(&world->state, count);
}

static int index_of(const struct kind *kind)
{
    for (size_t i = 0; i < COUNT(slugs); i++)
        if (strcmp(slugs[i], kind->slug) == 0)
            return (int)i;
    return -1;
}

/* --- where C finds other records --------------------------------------------------------------------------- */

static void each_record(void *context, const struct kind *kind, int reference, int64_t id,
                        void (*visit)(void *to, const struct image *image), void *to);

static struct image image_of(struct world *world, const struct record *record, struct image_source *source)
{
    struct image image = record_image(record);
    *source = (struct image_source){ world, each_record };
    image.source = source;
    return image;
}

static void each_record(void *context, const struct kind *kind, int reference, int64_t id,
                        void (*visit)(void *to, const struct image *image), void *to)
{
    struct world *world = context;
    int canonical = kind_canonical_field(kind, reference), place = index_of(kind);
    require(place >= 0);
    for (size_t i = 0; i < RECORDS; i++) {
        const struct record *record = world->records[place][i];
        struct value named = reference == COND_FIELD_ID ? v_int(record->id) : record->values[reference];
        if (canonical >= 0 && !value_is_null(record->values[canonical]))
            named = record->values[canonical];
        struct image_source source;
        struct image image = image_of(world, record, &source);
        if (value_equal(named, v_int(id)))
            visit(to, &image);
    }
}

/* --- random conditions ---------------------------------------------------------------------------------------- */

static struct cond *random_cond(struct world *world, const struct kind *kind, int depth, int away);

static struct value value_for(struct world *world, const struct kind *kind, int field)
{
    if (field == COND_FIELD_ID)
        return v_int((int64_t)pick(world, RECORDS + 2));
    if (field == COND_FIELD_STATE)
        return v_text(kind->states[pick(world, count_states(kind))].code);
    return random_value(&kind->fields[field], &world->state);
}

static int random_field(struct world *world, const struct kind *kind, unsigned types)
{
    int fields = (int)kind_field_count(kind), first = (int)pick(world, (size_t)fields);
    for (int i = 0; i < fields; i++) {
        const struct field *field = &kind->fields[(first + i) % fields];
        if ((types >> field->type) & 1U && !field_is_secret(field))
            return (first + i) % fields;
    }
    return -1;
}

static bool is_ordered(const struct field *field)
{
    return field->type == FIELD_DATE || (field_is_int(field) && field->type != FIELD_REF);
}

static struct cond *random_other(struct world *world, const struct kind *kind)
{
    int field = random_field(world, kind, ~0U);
    int other = random_field(world, kind, 1U << kind->fields[field].type);
    enum cond_op op = COND_EQ + (enum cond_op)pick(world, is_ordered(&kind->fields[field]) ? 6 : 2);
    bool counts = kind->fields[field].type == FIELD_INT || kind->fields[field].type == FIELD_MONEY;
    int64_t share = counts && op >= COND_LT && pick(world, 2) ? 1 + (int64_t)pick(world, 30000) : COND_WHOLE;
    world->with_other++;
    return cond_with_field(test_arena(), field, op, share, other);
}

/* Some field of some kind that refers to `kind`; false where there is none. */
static bool random_reference(struct world *world, const struct kind *kind, struct cond_linked *linked)
{
    size_t first = pick(world, COUNT(slugs));
    for (size_t i = 0; i < COUNT(slugs); i++) {
        const struct kind *from = kind_by_slug(slugs[(first + i) % COUNT(slugs)]);
        size_t start = pick(world, kind_field_count(from));
        for (size_t f = 0; f < kind_field_count(from); f++) {
            int field = (int)((start + f) % kind_field_count(from));
            if (from->fields[field].type != FIELD_REF || strcmp(from->fields[field].ref, kind->slug) != 0)
                continue;
            *linked = (struct cond_linked){ .kind = from, .reference = field, .field = -1 };
            return true;
        }
    }
    return false;
}

static struct cond *random_linked(struct world *world, const struct kind *kind, int away)
{
    struct cond_linked *linked = ARENA_NEW(test_arena(), struct cond_linked);
    if (!random_reference(world, kind, linked))
        return random_other(world, kind);
    int summed = random_field(world, linked->kind, 1U << FIELD_INT | 1U << FIELD_MONEY);
    linked->aggregate = (enum aggregate)pick(world, 3);
    if (linked->aggregate == AGGREGATE_SUM && summed < 0)
        linked->aggregate = AGGREGATE_COUNT;
    if (linked->aggregate != AGGREGATE_COUNT)
        linked->field = linked->aggregate == AGGREGATE_SUM ? summed : random_field(world, linked->kind, ~0U);
    struct cond *where = pick(world, 3) ? random_cond(world, linked->kind, 2, away + 1) : NULL;
    linked->where = pick(world, 2) ? cond_counted(test_arena(), linked->kind, where) : where;
    enum cond_op op = COND_EQ + (enum cond_op)pick(world, 6);
    int other = random_field(world, kind, 1U << FIELD_INT | 1U << FIELD_MONEY);
    bool shares = other >= 0 && op >= COND_LT && pick(world, 3) == 0;
    world->with_linked++;
    return cond_linked(test_arena(), linked, op, v_int((int64_t)pick(world, 4)),
                       shares ? 1 + (int64_t)pick(world, 20000) : 0, other);
}

static struct cond *random_referred(struct world *world, const struct kind *kind, int away)
{
    int field = random_field(world, kind, 1U << FIELD_REF);
    const struct kind *target = field >= 0 ? kind_by_slug(kind->fields[field].ref) : NULL;
    if (!target || index_of(target) < 0)
        return random_other(world, kind);
    world->with_referred++;
    return cond_referred(test_arena(), field, random_cond(world, target, 2, away + 1));
}

static struct cond *random_leaf(struct world *world, const struct kind *kind, int away)
{
    size_t shape = pick(world, 12);
    if (shape < 2 && away < RECORDS_AWAY_MAX)
        return shape ? random_linked(world, kind, away) : random_referred(world, kind, away);
    if (shape < 4)
        return random_other(world, kind);
    int field = shape == 4 ? COND_FIELD_ID : shape == 5 && kind->states ? COND_FIELD_STATE :
                                                                          random_field(world, kind, ~0U);
    enum cond_op op = COND_EQ + (enum cond_op)pick(world, COND_NOT_NULL - COND_EQ + 1);
    bool is_list = field >= 0 && kind->fields[field].type == FIELD_CODES;
    if (op == COND_HAS && is_list)
        return cond_compare(test_arena(), field, COND_HAS,
                            pick(world, 10) ? random_code(&kind->fields[field], &world->state) : v_text(""));
    if (op != COND_HAS && op != COND_IN)
        return cond_compare(test_arena(), field, op, value_for(world, kind, field));
    struct value values[4];
    size_t count = pick(world, COUNT(values) + 1);
    for (size_t i = 0; i < count; i++)
        values[i] = value_for(world, kind, field);
    return cond_in(test_arena(), field, values, count);
}

static struct cond *random_cond(struct world *world, const struct kind *kind, int depth, int away)
{
    size_t shape = depth == 0 ? 9 : pick(world, 10);
    if (shape > 5)
        return random_leaf(world, kind, away);
    if (shape == 5)
        return cond_not(test_arena(), random_cond(world, kind, depth - 1, away));
    struct cond *children[4];
    size_t count = pick(world, COUNT(children) + 1);
    for (size_t i = 0; i < count; i++)
        children[i] = random_cond(world, kind, depth - 1, away);
    return (shape % 2 ? cond_all : cond_any)(test_arena(), children, count);
}

/* --- the two evaluators ------------------------------------------------------------------------------------------ */

/* True where SQL and C pick the same of the records; *ret_picked is how many. */
static bool picks_agree(struct world *world, const struct kind *kind, const struct cond *cond, size_t *ret_picked)
{
    struct entity_query query = { .where = cond, .all_states = true };
    struct record_list list = { 0 };
    struct err err = { 0 };
    CHECK_OK(entity_list(&world->store, kind, &query, test_arena(), &list, &err), &err);
    size_t next = 0;
    *ret_picked = list.count;
    for (size_t i = 0; i < RECORDS; i++) {
        const struct record *record = world->records[index_of(kind)][i];
        struct image_source source;
        struct image image = image_of(world, record, &source);
        bool in_c = cond_matches(cond, &image);
        bool in_sql = next < list.count && list.items[next].id == record->id;
        next += in_sql;
        if (in_c != in_sql)
            return false;
    }
    return next == list.count;
}

/* A condition that a total may be kept under is read back from its text as the same one. */
static void check_text_reads_back(const struct kind *kind, const struct cond *cond)
{
    struct measure measure = { .kind = kind, .field = -1, .where = cond, .date_field = -1, .end_field = -1 };
    const char *text = measure_canonical(test_arena(), &measure);
    struct measure *read = NULL;
    struct err err = { 0 };
    CHECK_OK(measure_from_canonical(test_arena(), text, &read, &err), &err);
    if (read)
        CHECK_TEXT(measure_canonical(test_arena(), read), text);
}

void test_cond_sql__agrees_with_c(void)
{
    static struct world world;
    int rounds = fixture_count("TEST_CONDITIONS", 1000);
    size_t some = 0;
    world = (struct world){ .state = (uint64_t)fixture_count("TEST_SEED", 20260101) };
    if (!fixture_open_empty(&world.store))
        return;
    fixture_without_foreign_keys(&world.store);
    for (size_t k = 0; k < COUNT(slugs); k++)
        world.records[k] = random_records(&world.store, kind_by_slug(slugs[k]), RECORDS, &world.state);
    for (int i = 0; i < rounds; i++) {
        struct arena_mark mark = arena_mark(test_arena());
        const struct kind *kind = kind_by_slug(slugs[pick(&world, COUNT(slugs))]);
        const struct cond *cond = random_cond(&world, kind, 3, 0);
        size_t picked = 0;
        if (!picks_agree(&world, kind, cond, &picked))
            check_text(cond_canonical(test_arena(), kind, cond), "the same records in C and SQL", kind->slug, __FILE__,
                       __LINE__);
        if (!cond_needs_records(cond))
            check_text_reads_back(kind, cond);
        some += picked > 0 && picked < RECORDS;
        arena_release(test_arena(), mark);
    }
    CHECK(some * 3 > (size_t)rounds); /* the conditions are not all empty or full */
    CHECK(world.with_linked * 20 > (size_t)rounds && world.with_referred * 20 > (size_t)rounds);
    CHECK(world.with_other * 5 > (size_t)rounds);
    fixture_close(&world.store);
}
