/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/cond.h"
#include "domain/measure.h"

#include "../test.h"

#include <string.h>

/* A small kind of the test's own, so that the rules are seen apart from any register. */
enum { FIELD_A, FIELD_B, FIELD_TAGS };
static const struct field small_fields[] = {
    { .name = "a", .type = FIELD_INT },
    { .name = "b", .type = FIELD_TEXT },
    { .name = "tags", .type = FIELD_CODES },
    { .name = NULL },
};
static const struct state small_states[] = {
    { .code = "active", .live = true },
    { .code = "completed", .live = true },
    { .code = "void" },
    { .code = NULL },
};
static const struct kind small_kind = {
    .slug = "smalls", .name = "small", .fields = small_fields, .states = small_states
};

static struct cond *cmp(int field, enum cond_op op, struct value value)
{
    return cond_compare(test_arena(), field, op, value);
}

static struct cond *join(bool all, struct cond *a, struct cond *b)
{
    struct cond *children[] = { a, b };
    return (all ? cond_all : cond_any)(test_arena(), children, 2);
}

static const char *canonical(const struct cond *cond)
{
    return cond_canonical(test_arena(), &small_kind, cond);
}

void test_cond__null_matches_only_is_null(void)
{
    struct value values[] = { v_null(), v_null(), v_null() };
    struct image image = { .id = 7, .values = values };
    static const enum cond_op false_ops[] = { COND_EQ, COND_NE, COND_LT,  COND_LE,
                                              COND_GT, COND_GE, COND_HAS, COND_NOT_NULL };
    for (size_t i = 0; i < COUNT(false_ops); i++) {
        struct cond *cond = cmp(FIELD_B, false_ops[i], v_text("x"));
        CHECK(!cond_matches(cond, &image));
        CHECK(cond_matches(cond_not(test_arena(), cond), &image));
    }
    CHECK(cond_matches(cmp(FIELD_B, COND_IS_NULL, v_null()), &image));
    CHECK(!cond_matches(cond_live(test_arena(), &small_kind), &image));
    CHECK(cond_matches(cmp(COND_FIELD_ID, COND_EQ, v_int(7)), &image));
    CHECK(cond_matches(NULL, &image));
    values[FIELD_A] = v_int(3);
    CHECK(!cond_matches(cmp(FIELD_A, COND_EQ, v_null()), &image));
    CHECK(!cond_matches(cmp(FIELD_A, COND_NE, v_null()), &image));
}

void test_cond__comparisons(void)
{
    struct value values[] = { v_int(5), v_text("2017-08-15"), v_text(",hygiene,road,") };
    struct image image = { .state = "active", .values = values };
    CHECK(cond_matches(cmp(FIELD_A, COND_GE, v_int(5)), &image));
    CHECK(!cond_matches(cmp(FIELD_A, COND_GT, v_int(5)), &image));
    CHECK(cond_matches(cmp(FIELD_A, COND_NE, v_int(-5)), &image));
    CHECK(cond_matches(cmp(FIELD_B, COND_LT, v_text("2017-08-16")), &image));
    CHECK(cond_matches(cmp(FIELD_TAGS, COND_HAS, v_text("road")), &image));
    CHECK(cond_matches(cmp(FIELD_TAGS, COND_HAS, v_text("hygiene")), &image));
    CHECK(!cond_matches(cmp(FIELD_TAGS, COND_HAS, v_text("hyg")), &image));
    CHECK(!cond_matches(cmp(FIELD_TAGS, COND_HAS, v_text("giene")), &image));
    CHECK(!cond_matches(cmp(FIELD_TAGS, COND_HAS, v_text("")), &image));
    CHECK(cond_matches(cond_live(test_arena(), &small_kind), &image));
    image.state = "void";
    CHECK(!cond_matches(cond_live(test_arena(), &small_kind), &image));
}

void test_cond__canonical_text(void)
{
    struct cond *a1 = cmp(FIELD_A, COND_EQ, v_int(1)), *a2 = cmp(FIELD_A, COND_EQ, v_int(2));
    struct cond *b = cmp(FIELD_B, COND_NE, v_text("say \"đ\""));
    CHECK_TEXT(canonical(NULL), "true");
    CHECK_TEXT(canonical(a1), "in(a,1)");
    CHECK_TEXT(canonical(join(false, a2, a1)), "in(a,1,2)");
    CHECK_TEXT(canonical(join(true, b, a1)), "and(in(a,1),ne(b,\"say \\\"đ\\\"\"))");
    CHECK_TEXT(canonical(join(true, a1, join(true, b, a1))), canonical(join(true, b, a1)));
    CHECK_TEXT(canonical(cond_not(test_arena(), cond_not(test_arena(), b))), canonical(b));
    CHECK_TEXT(canonical(cond_all(test_arena(), NULL, 0)), "true");
    CHECK_TEXT(canonical(cond_not(test_arena(), cond_any(test_arena(), NULL, 0))), "true");
    CHECK_TEXT(canonical(join(false, a1, cond_all(test_arena(), NULL, 0))), "true");
    CHECK_TEXT(canonical(cond_in(test_arena(), FIELD_A, NULL, 0)), "false");
    CHECK_TEXT(canonical(cond_not(test_arena(), cmp(FIELD_B, COND_IS_NULL, v_null()))), "known(b)");
    CHECK_TEXT(canonical(cond_live(test_arena(), &small_kind)),
               "in(state,\"active\",\"completed\")");
    CHECK(cond_names_field(join(true, a1, cond_not(test_arena(), b)), FIELD_B));
    CHECK(!cond_names_field(join(true, a1, a2), COND_FIELD_STATE));
}

/* --- random trees ------------------------------------------------------------------------------
 */

static uint64_t seed;

static size_t pick(size_t count)
{
    return (size_t)(test_random(&seed) % count);
}

static const char *const some_codes[] = { "x", "y", "xy", "z" };

static struct value random_value(int field)
{
    if (field == FIELD_A)
        return v_int((int64_t)pick(4));
    if (field == COND_FIELD_STATE)
        return v_text(small_states[pick(3)].code);
    return v_text(some_codes[pick(COUNT(some_codes))]);
}

static struct cond *random_leaf(void)
{
    static const int fields[] = { FIELD_A, FIELD_B, FIELD_TAGS, COND_FIELD_STATE };
    static const enum cond_op ops[] = { COND_EQ, COND_NE, COND_LT,      COND_LE,      COND_GT,
                                        COND_GE, COND_IN, COND_IS_NULL, COND_NOT_NULL };
    int field = fields[pick(COUNT(fields))];
    if (field == FIELD_TAGS)
        return cmp(field, pick(4) ? COND_HAS : COND_IS_NULL, random_value(field));
    enum cond_op op = ops[pick(COUNT(ops))];
    if (op != COND_IN)
        return cmp(field, op, random_value(field));
    struct value values[3];
    size_t count = pick(4);
    for (size_t i = 0; i < count; i++)
        values[i] = random_value(field);
    return cond_in(test_arena(), field, values, count);
}

static struct cond *random_tree(int depth)
{
    size_t shape = depth == 0 ? 0 : pick(5);
    if (shape < 2)
        return random_leaf();
    if (shape == 2)
        return cond_not(test_arena(), random_tree(depth - 1));
    struct cond *children[3];
    size_t count = pick(4);
    for (size_t i = 0; i < count; i++)
        children[i] = random_tree(depth - 1);
    return (shape == 3 ? cond_all : cond_any)(test_arena(), children, count);
}

/* The same meaning in other words: other order, nesting, repetition, double negation. */
static struct cond *reworded(const struct cond *cond)
{
    struct cond *copy = ARENA_NEW(test_arena(), struct cond);
    *copy = *cond;
    if (cond->op == COND_AND || cond->op == COND_OR) {
        struct cond *children[5];
        size_t count = cond->child_count, turn = count ? pick(count) : 0;
        for (size_t i = 0; i < count; i++)
            children[i] = reworded(cond->children[(i + turn) % count]);
        if (count > 0 && pick(2)) {
            children[count] = children[pick(count)];
            count++;
        }
        copy = (cond->op == COND_AND ? cond_all : cond_any)(test_arena(), children, count);
        if (pick(3) == 0)
            copy = (pick(2) ? cond_all : cond_any)(test_arena(), &copy, 1);
    } else if (cond->op == COND_NOT) {
        copy = cond_not(test_arena(), reworded(cond->children[0]));
    } else if (cond->op == COND_IN && cond->value_count == 2) {
        copy = join(false, cmp(cond->field, COND_EQ, cond->values[1]),
                    cmp(cond->field, COND_EQ, cond->values[0]));
    }
    if (pick(4) == 0)
        copy = cond_not(test_arena(), cond_not(test_arena(), copy));
    return copy;
}

static void random_image(struct image *image, struct value values[3])
{
    values[FIELD_A] = pick(4) ? v_int((int64_t)pick(4)) : v_null();
    values[FIELD_B] = pick(4) ? v_text(some_codes[pick(4)]) : v_null();
    values[FIELD_TAGS] = pick(4) ? v_text(pick(2) ? ",x,z," : ",xy,") : v_null();
    *image = (struct image){ .state = small_states[pick(3)].code, .values = values };
}

void test_cond__equal_canonical_is_equal_meaning(void)
{
    enum { TREES = 400 };
    static struct cond *trees[TREES];
    static const char *texts[TREES];
    seed = 11;
    for (int i = 0; i < TREES; i++) {
        trees[i] = random_tree(i % 4);
        texts[i] = canonical(trees[i]);
        CHECK_TEXT(canonical(reworded(trees[i])), texts[i]);
    }
    int equal_pairs = 0;
    for (int round = 0; round < 60; round++) {
        struct image image;
        struct value values[3];
        random_image(&image, values);
        for (int i = 0; i < TREES; i++) {
            bool holds = cond_matches(trees[i], &image);
            CHECK(holds == cond_matches(reworded(trees[i]), &image));
            CHECK(holds != cond_matches(cond_not(test_arena(), trees[i]), &image));
            if (strcmp(texts[i], "true") == 0 || strcmp(texts[i], "false") == 0)
                CHECK(holds == (texts[i][0] == 't'));
            for (int j = 0; j < i; j++)
                if (strcmp(texts[i], texts[j]) == 0) {
                    CHECK(holds == cond_matches(trees[j], &image));
                    equal_pairs++;
                }
        }
    }
    CHECK(equal_pairs > 1000);
}

/* --- measures ----------------------------------------------------------------------------------
 */

static struct number num(int64_t value)
{
    return (struct number){ .known = true, .value = value };
}

void test_measure__numbers_combine(void)
{
    struct expr ratio = { .op = EXPR_RATIO }, add = { .op = EXPR_ADD }, sub = { .op = EXPR_SUB };
    struct number two[] = { num(1), num(3) };
    CHECK_INT(expr_combine(&ratio, two, 2).value, 3333);
    CHECK_INT(expr_combine(&add, two, 2).value, 4);
    CHECK_INT(expr_combine(&sub, two, 2).value, -2);
    two[0] = num(-2);
    CHECK_INT(expr_combine(&ratio, two, 2).value, -6667);
    two[1] = num(0);
    CHECK(!expr_combine(&ratio, two, 2).known);
    two[1] = (struct number){ 0 };
    CHECK(!expr_combine(&add, two, 2).known);
    struct number large[] = { num(INT64_MAX), num(1) };
    CHECK(!expr_combine(&add, large, 2).known);
    CHECK(!expr_combine(&ratio, large, 2).known);
    CHECK_INT(expr_combine(&add, NULL, 0).value, 0);
    struct expr constant = { .op = EXPR_CONST, .constant = 12 };
    CHECK_INT(expr_combine(&constant, NULL, 0).value, 12);
}

void test_measure__numbers_say_why_they_are_unknown(void)
{
    struct expr ratio = { .op = EXPR_RATIO }, add = { .op = EXPR_ADD };
    struct number two[] = { num(1), num(0) };
    CHECK(expr_combine(&ratio, two, 2).gap == GAP_NO_DIVISOR);
    two[1] = (struct number){ .gap = GAP_NOT_SET };
    CHECK(expr_combine(&add, two, 2).gap == GAP_NOT_SET);
    struct expr quorum = { .op = EXPR_QUORUM, .limits = { .has_min = true, .min = 7000 } };
    two[1] = num(6999);
    CHECK(expr_combine(&quorum, two, 2).gap == GAP_QUORUM);
    CHECK_INT(expr_combine(&quorum, two, 2).detail, 6999);
    two[1] = num(7000);
    CHECK_INT(expr_combine(&quorum, two, 2).value, 1);
    struct expr average = { .op = EXPR_AVERAGE };
    CHECK(expr_combine(&average, NULL, 0).gap == GAP_NO_BASE);
    struct expr change = { .op = EXPR_CHANGE, .since = 2017, .years_back = 0 };
    CHECK(expr_combine(&change, two, 2).gap == GAP_NO_BASE);
    change.years_back = 1;
    CHECK(expr_combine(&change, two, 2).known);
    struct expr at = { .op = EXPR_AT, .since = 2021, .years_back = -1 };
    CHECK(expr_combine(&at, two, 1).gap == GAP_NO_BASE);
}

void test_measure__rounding(void)
{
    struct expr share = { .op = EXPR_SHARE, .constant = 9500 };
    struct number one = num(333); /* 316.35 */
    CHECK_INT(expr_combine(&share, &one, 1).value, 316);
    share.rounding = ROUND_UP;
    CHECK_INT(expr_combine(&share, &one, 1).value, 317);
    one = num(-333);
    CHECK_INT(expr_combine(&share, &one, 1).value, -316);
    share.rounding = ROUND_DOWN;
    CHECK_INT(expr_combine(&share, &one, 1).value, -317);
    one = num(200);
    CHECK_INT(expr_combine(&share, &one, 1).value, 190);
    share.rounding = ROUND_UP;
    CHECK_INT(expr_combine(&share, &one, 1).value, 190);
    share.constant = INT64_MAX;
    one = num(INT64_MAX);
    CHECK(expr_combine(&share, &one, 1).gap == GAP_TOO_LARGE);
    struct expr fall = { .op = EXPR_CHANGE, .decrease = true, .per_year = true, .years_back = 5 };
    struct number years[] = { num(1250), num(3000) }; /* 1750 in 5 years */
    CHECK_INT(expr_combine(&fall, years, 2).value, 350);
    years[0] = num(1247);
    CHECK_INT(expr_combine(&fall, years, 2).value, 351); /* 350.6 */
    fall.years_back = 0;
    CHECK(expr_combine(&fall, years, 2).gap == GAP_NO_BASE);
    struct expr average = { .op = EXPR_AVERAGE };
    struct number three[] = { num(10), num(0), num(1) };
    CHECK_INT(expr_combine(&average, three, 3).value, 4); /* 3.67 */
}

/* 5, 4 and 2 in mean are 3.67: not 4, whatever is shown. */
void test_measure__limits_are_held_against_the_number_itself(void)
{
    struct expr average = { .op = EXPR_AVERAGE }, ratio = { .op = EXPR_RATIO };
    struct number five[] = { num(2), num(2), num(2), num(2), num(1) };
    struct limits two = { .has_min = true, .min = 2 };
    struct number mean = expr_combine(&average, five, 5);
    CHECK_INT(mean.value, 2);
    CHECK_INT(number_hundredths(mean), 180);
    CHECK(!limits_hold(&two, mean));
    struct number over[] = { num(2500001), num(50000000) }, cost = expr_combine(&ratio, over, 2);
    struct limits five_per_cent = { .has_max = true, .max = 500 };
    CHECK_INT(cost.value, 500);
    CHECK(!limits_hold(&five_per_cent, cost));
    five_per_cent = (struct limits){ .has_min = true, .above_min = true, .min = 500 };
    CHECK(limits_hold(&five_per_cent, cost));
    /* (1/3 + 1/3 + 1/3) of 300 is 100 again; so is a mean of means of large shares. */
    struct number third = expr_combine(&ratio, (struct number[]){ num(100003), num(300009) }, 2);
    struct expr add = { .op = EXPR_ADD };
    struct number whole = expr_combine(&add, (struct number[]){ third, third, third }, 3);
    struct limits all = { .has_min = true, .has_max = true, .min = 10000, .max = 10000 };
    CHECK_INT(whole.value, 10000);
    CHECK(limits_hold(&all, whole));
    struct number far = expr_combine(&ratio, (struct number[]){ num(48230), num(4000000007) }, 2);
    struct number near = expr_combine(&ratio, (struct number[]){ num(39), num(3999999979) }, 2);
    struct number sum = expr_combine(&add, (struct number[]){ far, near, num(0) }, 3);
    struct expr sub = { .op = EXPR_SUB };
    CHECK(number_is_zero(expr_combine(&sub, (struct number[]){ expr_combine(&sub, (struct number[]){ sum, far }, 2), near }, 2)));
    struct expr share = { .op = EXPR_SHARE, .constant = 500, .rounding = ROUND_DOWN };
    struct number ten = num(10), none = num(0);
    CHECK_INT(expr_combine(&share, &ten, 1).value, 0); /* 0.5 */
    CHECK(!number_is_zero(expr_combine(&share, &ten, 1)));
    CHECK(number_is_zero(expr_combine(&share, &none, 1)));
}

void test_measure__scores(void)
{
    const struct limits low = { .has_max = true, .below_max = true, .max = 1500 };
    const struct criterion_rule rules[] = {
        { .points = 40, .limits = low, .required = true },
        { .points = 40, .per = 2 },
        { .points = 9, .per = 3, .bonus = true },
        { .points = 9, .per = 5, .bonus = true },
        { .points = 10, .per = 2, .deduction = true },
    };
    struct scoring scoring = { .criteria = rules, .bonus_max = -1 };
    const struct expr score = { .op = EXPR_SCORE, .scoring = &scoring };
    struct number numbers[] = { num(1499), num(7), num(1), num(1), num(2) };
    CHECK_INT(expr_combine(&score, numbers, 5).value, 40 + 14 + 3 + 5 - 4);
    scoring.bonus_max = 6;
    CHECK_INT(expr_combine(&score, numbers, 5).value, 40 + 14 + 6 - 4);
    numbers[0] = num(1500);
    numbers[1] = num(1000);
    numbers[4] = num(INT64_MAX);
    CHECK_INT(expr_combine(&score, numbers, 5).value, 0 + 40 + 6 - 10);
    CHECK(!criterion_reached(&rules[0], number_known(1500)) && criterion_reached(&rules[0], number_known(0)));
    CHECK(criterion_reached(&rules[1], number_known(20)) && !criterion_reached(&rules[1], number_known(19)));
    CHECK_INT(criterion_points(&rules[1], number_known(-5)), 0);
    numbers[3] = (struct number){ .gap = GAP_NO_DIVISOR };
    CHECK(expr_combine(&score, numbers, 5).gap == GAP_NO_DIVISOR);
}

void test_measure__canonical_and_live_states(void)
{
    struct arena *arena = test_arena();
    struct measure measure = {
        .kind = &small_kind, .field = -1, .date_field = -1, .end_field = -1
    };
    measure.where = cond_counted(arena, &small_kind, cmp(FIELD_A, COND_EQ, v_int(1)));
    CHECK_TEXT(measure_canonical(arena, &measure),
               "count(smalls.) any(,) and(in(a,1),in(state,\"active\",\"completed\"))");
    struct cond *voided = cmp(COND_FIELD_STATE, COND_EQ, v_text("void"));
    measure = (struct measure){ .kind = &small_kind,
                                .aggregate = AGGREGATE_SUM,
                                .field = FIELD_A,
                                .time = MEASURE_FLOW,
                                .date_field = FIELD_B,
                                .end_field = -1 };
    measure.where = cond_counted(arena, &small_kind, voided);
    CHECK_TEXT(measure_canonical(arena, &measure), "sum(smalls.a) flow(b,) in(state,\"void\")");
}
