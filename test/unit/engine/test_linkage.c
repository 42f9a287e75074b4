/* SPDX-License-Identifier: Apache-2.0
 * Linkage on invented people whose errors are known, on lists made to break it, and its parts against
 * tables and slow but plain computation. */
#include "../test.h"

#include "base/chance.h"
#include "engine/linkage.h"
#include "engine/linkage_estimate.h"
#include "engine/linkage_text.h"

#include <math.h>
#include <string.h>

/* --- texts -------------------------------------------------------------------------------------------- */

void test_linkage__jaro_winkler_of_the_literature(void)
{
    static const struct {
        const char *a, *b;
        double similarity;
    } table[] = {
        { "martha", "marhta", 0.9611 }, { "dwayne", "duane", 0.84 }, { "dixon", "dicksonx", 0.8133 },
        { "jones", "johnson", 0.8324 }, { "", "", 1 },              { "a", "", 0 },
        { "abc", "xyz", 0 },            { "same", "same", 1 },
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        double found = linkage_jaro_winkler(table[i].a, strlen(table[i].a), table[i].b, strlen(table[i].b));
        CHECK(fabs(found - table[i].similarity) < 0.0005);
    }
}

/* The whole table of optimal string alignment. */
static unsigned plain_edits(const char *a, size_t n, const char *b, size_t m)
{
    unsigned d[16][16];
    for (unsigned i = 0; i <= n; i++)
        for (unsigned j = 0; j <= m; j++) {
            unsigned best = i == 0 ? j : i;
            if (i && j) {
                best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0);
                best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
                best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
            }
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

void test_linkage__edits_agree_with_the_whole_table(void)
{
    struct chance chance = chance_of(3, "edits", 0);
    for (int round = 0; round < 20000; round++) {
        char a[16], b[16];
        size_t n = chance_below(&chance, 10), m = chance_below(&chance, 10);
        for (size_t i = 0; i < n; i++)
            a[i] = (char)('a' + chance_below(&chance, 3));
        for (size_t i = 0; i < m; i++)
            b[i] = (char)('a' + chance_below(&chance, 3));
        unsigned most = (unsigned)chance_below(&chance, 4), right = plain_edits(a, n, b, m);
        unsigned found = linkage_edits(a, n, b, m, most);
        if (found != (right > most ? most + 1 : right))
            CHECK_INT(found, right);
        CHECK(linkage_edits(b, m, a, n, most) == found);
    }
}

/* --- invented lists ----------------------------------------------------------------------------------------- */

enum { COLUMNS = 6 };
struct list {
    struct arena *arena;
    const char **cells;
    size_t *persons;
    size_t count, capacity;
};

static const struct linkage_field people_fields[] = {
    { LINKAGE_GIVEN, { 0 }, 1 }, { LINKAGE_SURNAME, { 1 }, 1 }, { LINKAGE_DATE, { 2 }, 1 },
    { LINKAGE_CODE, { 3 }, 1 },  { LINKAGE_NUMBER, { 4 }, 1 },  { LINKAGE_TEXT, { 5 }, 1 },
};

static const char *word(struct arena *arena, uint64_t seed, size_t number)
{
    static const char *const syllables[] = { "ba", "ko", "li", "mu", "ne", "ra", "so", "ti", "va", "xe" };
    struct chance chance = chance_of(seed, "word", number);
    const char *text = "";
    for (size_t i = 0, count = 2 + number % 3; i < count; i++)
        text = arena_printf(arena, "%s%s", text, syllables[chance_below(&chance, COUNT(syllables))]);
    return text;
}

static const char *spoilt(struct arena *arena, struct chance *chance, const char *text)
{
    char *copy = arena_strdup(arena, text);
    size_t at = chance_below(chance, strlen(copy));
    copy[at] = copy[at] >= '0' && copy[at] <= '9' ? (char)('0' + chance_below(chance, 10)) : 'z';
    return copy;
}

/* Each person once, and once more with so many of a thousand cells missing or spoilt. */
static struct list make_people(struct arena *arena, size_t persons, unsigned missing, unsigned errors)
{
    struct list list = { .arena = arena };
    struct chance chance = chance_of(11, "people", persons);
    list.cells = ARENA_ARRAY(arena, const char *, persons * 2 * COLUMNS);
    list.persons = ARENA_ARRAY(arena, size_t, persons * 2);
    for (size_t i = 0; i < persons; i++) {
        const char *person[COLUMNS];
        person[0] = word(arena, 1, chance_below(&chance, 80));
        person[1] = word(arena, 2, chance_below(&chance, 400));
        size_t year = 1930 + chance_below(&chance, 70), month = 1 + chance_below(&chance, 12);
        person[2] = arena_printf(arena, "%04zu-%02zu-%02zu", year, month, 1 + chance_below(&chance, 28));
        person[3] = chance_happens(&chance, 500) ? "m" : "f";
        person[4] = arena_printf(arena, "%05zu", chance_below(&chance, 900));
        person[5] = word(arena, 3, chance_below(&chance, 60));
        for (int copy = 0; copy < 2; copy++, list.count++) {
            list.persons[list.count] = i;
            for (size_t c = 0; c < COLUMNS; c++) {
                bool gone = copy && chance_happens(&chance, missing), wrong = copy && chance_happens(&chance, errors);
                list.cells[list.count * COLUMNS + c] = gone  ? NULL :
                                                       wrong ? spoilt(arena, &chance, person[c]) :
                                                               person[c];
            }
        }
    }
    return list;
}

static struct linkage_input input_of(const struct list *list)
{
    return (struct linkage_input){ .fields = people_fields, .field_count = COUNT(people_fields), .cells = list->cells,
                                   .column_count = COLUMNS, .record_count = list->count };
}

static struct linkage *run(const struct linkage_input *input, struct linkage_options options)
{
    struct linkage *linkage = NULL;
    struct err err = { 0 };
    CHECK_OK(linkage_run(input, &options, &linkage, &err), &err);
    return linkage;
}

static double f1_of(const struct list *list, const struct linkage_result *result, size_t true_pairs)
{
    size_t found = 0, right = 0;
    for (size_t i = 0; i < result->pair_count; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        found += pair->log_odds >= 0;
        right += pair->log_odds >= 0 && list->persons[pair->a] == list->persons[pair->b];
    }
    return 2 * (double)right / (double)(found + true_pairs);
}

void test_linkage__finds_people_and_knows_how_many(void)
{
    struct list list = make_people(test_arena(), 900, 80, 60);
    struct linkage_input input = input_of(&list);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const struct linkage_result *result = linkage_result(linkage);
    CHECK(f1_of(&list, result, 900) > 0.99);
    CHECK(result->expected_matches > 900 * 0.97 && result->expected_matches < 900 * 1.03);
    CHECK(result->recall > 0.9);
    CHECK(result->pass_count > 3 && result->compared < input.record_count * 400);
    linkage_free(linkage);
}

/* The same people with what they tell told again: a whole name twice, an address of town and number, the date otherwise. */
enum { TOLD_COLUMNS = COLUMNS + 5 };
static const struct linkage_field told_fields[] = {
    { LINKAGE_TEXT, { 6 }, 1 },   { LINKAGE_NAME, { 7 }, 1 },   { LINKAGE_GIVEN, { 0 }, 1 }, { LINKAGE_SURNAME, { 1 }, 1 },
    { LINKAGE_DATE, { 2 }, 1 },   { LINKAGE_CODE, { 3 }, 1 },   { LINKAGE_NUMBER, { 4 }, 1 }, { LINKAGE_TEXT, { 5 }, 1 },
    { LINKAGE_TEXT, { 8 }, 1 },   { LINKAGE_DATE, { 9 }, 1 },   { LINKAGE_NUMBER, { 10 }, 1 },
};

static const char *joined(struct arena *arena, const char *one, const char *other)
{
    return arena_printf(arena, "%s%s%s", one ? one : "", one && other ? " " : "", other ? other : "");
}

static const char **tell_again(const struct list *list)
{
    struct arena *arena = list->arena;
    const char **cells = ARENA_ARRAY(arena, const char *, list->count * TOLD_COLUMNS);
    for (size_t i = 0; i < list->count; i++) {
        const char **row = cells + i * TOLD_COLUMNS;
        memcpy(row, list->cells + i * COLUMNS, COLUMNS * sizeof(*row));
        row[6] = row[7] = joined(arena, row[0], row[1]);
        row[8] = joined(arena, row[5], row[4]);
        row[9] = row[2];
        row[10] = row[2] ? arena_strndup(arena, row[2], 4) : NULL;
    }
    return cells;
}

void test_linkage__what_is_told_again_counts_once(void)
{
    struct list list = make_people(test_arena(), 900, 80, 60);
    struct linkage_input input = input_of(&list);
    struct linkage_options options = { .seed = 1, .keep_index = true };
    struct linkage *plain = run(&input, options);
    input.fields = told_fields;
    input.field_count = COUNT(told_fields);
    input.cells = tell_again(&list);
    input.column_count = TOLD_COLUMNS;
    struct linkage *told = run(&input, options);
    CHECK(f1_of(&list, linkage_result(told), 900) > f1_of(&list, linkage_result(plain), 900) - 0.002);
    CHECK(linkage_result(told)->expected_matches < 900 * 1.03);
    for (uint32_t i = 0; i < 40; i++) {
        struct linkage_match one, other;
        size_t count = linkage_find(plain, list.cells + (size_t)i * COLUMNS, &one, 1);
        CHECK(count == linkage_find(told, input.cells + (size_t)i * TOLD_COLUMNS, &other, 1));
        CHECK(count == 0 || (list.persons[one.record] == list.persons[other.record] && (one.log_odds > 0) == (other.log_odds > 0)));
    }
    linkage_free(plain);
    linkage_free(told);
}

void test_linkage__two_lists_only_pair_across(void)
{
    struct list list = make_people(test_arena(), 600, 80, 60), apart = { .arena = test_arena(), .count = list.count };
    apart.cells = ARENA_ARRAY(test_arena(), const char *, list.count * COLUMNS);
    apart.persons = ARENA_ARRAY(test_arena(), size_t, list.count);
    for (size_t i = 0; i < list.count; i++) { /* first copies, then second ones */
        size_t to = i / 2 + (i % 2) * 600;
        apart.persons[to] = list.persons[i];
        memcpy(&apart.cells[to * COLUMNS], &list.cells[i * COLUMNS], COLUMNS * sizeof(*list.cells));
    }
    struct linkage_input input = input_of(&apart);
    input.first_count = 600;
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const struct linkage_result *result = linkage_result(linkage);
    for (size_t i = 0; i < result->pair_count; i++)
        CHECK(result->pairs[i].a < 600 && result->pairs[i].b >= 600);
    CHECK(f1_of(&apart, result, 600) > 0.99);
    linkage_free(linkage);
}

void test_linkage__answer_does_not_depend_on_threads(void)
{
    struct list list = make_people(test_arena(), 700, 150, 150);
    struct linkage_input input = input_of(&list);
    struct linkage *one = run(&input, (struct linkage_options){ .seed = 5, .threads = 1 });
    const struct linkage_result *first = linkage_result(one);
    for (size_t threads = 2; threads <= 7; threads += 5) {
        struct linkage *other = run(&input, (struct linkage_options){ .seed = 5, .threads = threads });
        const struct linkage_result *second = linkage_result(other);
        CHECK(second->pair_count == first->pair_count);
        CHECK(memcmp(first->pairs, second->pairs, first->pair_count * sizeof(*first->pairs)) == 0);
        CHECK(memcmp(first->clusters, second->clusters, list.count * sizeof(*first->clusters)) == 0);
        linkage_free(other);
    }
    linkage_free(one);
}

void test_linkage__explanation_adds_up(void)
{
    struct list list = make_people(test_arena(), 400, 100, 100);
    struct linkage_input input = input_of(&list);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const struct linkage_result *result = linkage_result(linkage);
    size_t looked = 0;
    for (size_t i = 0; i < result->pair_count && looked < 500; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        struct linkage_reasons reasons, turned;
        if (pair->own_odds < -5 || pair->own_odds == -1.0F)
            continue;
        linkage_explain(linkage, pair->a, pair->b, &reasons);
        linkage_explain(linkage, pair->b, pair->a, &turned);
        CHECK(fabs(reasons.log_odds - (double)pair->own_odds) < 0.01);
        CHECK(fabs(reasons.log_odds - turned.log_odds) < 1e-6);
        looked++;
    }
    CHECK(looked > 100);
    linkage_free(linkage);
}

void test_linkage__groups_do_not_overlap_and_are_the_pairs(void)
{
    struct list list = make_people(test_arena(), 500, 250, 250);
    struct linkage_input input = input_of(&list);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const struct linkage_result *result = linkage_result(linkage);
    for (size_t i = 0; i < list.count; i++)
        CHECK(result->clusters[i] <= i && result->clusters[result->clusters[i]] == result->clusters[i]);
    for (size_t i = 0; i < result->pair_count; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        CHECK((result->clusters[pair->a] == result->clusters[pair->b]) == (pair->log_odds > 0));
        CHECK(i == 0 || result->pairs[i - 1].a < pair->a ||
              (result->pairs[i - 1].a == pair->a && result->pairs[i - 1].b < pair->b));
    }
    linkage_free(linkage);
}

/* A record that could be either of two people, who are certainly not one: it goes with one of them. */
void test_linkage__contradicting_records_are_not_chained(void)
{
    struct list list = make_people(test_arena(), 500, 50, 50);
    const char *one[COLUMNS] = { "lisora", "muneti", "1950-03-04", "m", "00123", "vaxe" };
    const char *other[COLUMNS] = { "lisora", "muneti", "1983-11-27", "m", "00777", "kola" };
    const char *between[COLUMNS] = { "lisora", "muneti", NULL, "m", NULL, NULL };
    const char *const *added[] = { one, one, other, other, between };
    const char **cells = ARENA_ARRAY(test_arena(), const char *, (list.count + COUNT(added)) * COLUMNS);
    memcpy(cells, list.cells, list.count * COLUMNS * sizeof(*cells));
    for (size_t i = 0; i < COUNT(added); i++)
        memcpy(cells + (list.count + i) * COLUMNS, added[i], sizeof(one));
    struct linkage_input input = input_of(&list);
    input.cells = cells;
    input.record_count += COUNT(added);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const uint32_t *clusters = linkage_result(linkage)->clusters + list.count;
    CHECK_INT(clusters[0], clusters[1]);
    CHECK_INT(clusters[2], clusters[3]);
    CHECK(clusters[0] != clusters[2]);
    linkage_free(linkage);
}

/* --- newcomers --------------------------------------------------------------------------------------------- */

/* Every eighth again with a cell missing and one spoilt, so many of them, and as many strangers. */
static void check_newcomers(const struct linkage *linkage, const struct list *list, size_t newcomers)
{
    size_t right = 0, strange = 0;
    struct chance chance = chance_of(4, "newcomers", 0);
    for (size_t i = 0; i < newcomers; i++) {
        const char *cells[COLUMNS];
        struct linkage_match matches[3];
        memcpy(cells, &list->cells[i * 8 * COLUMNS], sizeof(cells));
        cells[chance_below(&chance, COLUMNS)] = NULL;
        cells[1] = spoilt(test_arena(), &chance, cells[1] ? cells[1] : "toso");
        size_t count = linkage_find(linkage, cells, matches, 3);
        right += count && list->persons[matches[0].record] == list->persons[i * 8] && matches[0].log_odds > 0;
        const char *unknown[COLUMNS] = { "wqwqwq", "fhfhfh", "2001-02-03", "m", "99999", "jyjyjy" };
        count = linkage_find(linkage, unknown, matches, 3);
        strange += count && matches[0].log_odds > 0;
    }
    CHECK(right > newcomers * 95 / 100);
    CHECK(strange == 0);
}

void test_linkage__newcomers_are_found(void)
{
    struct list list = make_people(test_arena(), 800, 0, 0);
    struct linkage_input input = input_of(&list);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1, .keep_index = true });
    check_newcomers(linkage, &list, 200);
    linkage_free(linkage);
}

/* A few people are asked with the weights that many others taught; a list of none can be asked as well. */
void test_linkage__newcomers_are_found_by_what_others_taught(void)
{
    struct list many = make_people(test_arena(), 1500, 80, 60), few = make_people(test_arena(), 160, 0, 0), none = few;
    struct linkage_input input = input_of(&many);
    struct linkage *teacher = run(&input, (struct linkage_options){ .seed = 1, .keep_index = true });
    struct linkage_options options = { .seed = 1, .keep_index = true, .taught_by = teacher };
    none.count = 0;
    input = input_of(&few);
    struct linkage *taught = run(&input, options);
    input = input_of(&none);
    struct linkage *empty = run(&input, options);
    linkage_free(teacher);
    check_newcomers(taught, &few, 40);
    CHECK(linkage_result(taught)->compared == 0);
    struct linkage_match match;
    CHECK(linkage_find(empty, few.cells, &match, 1) == 0);
    CHECK(linkage_add(empty, few.cells) == 0);
    CHECK(linkage_find(empty, few.cells, &match, 1) == 1);
    linkage_free(taught);
    linkage_free(empty);
}

void test_linkage__who_came_since_is_found_too(void)
{
    struct list list = make_people(test_arena(), 300, 0, 0);
    struct linkage_input input = input_of(&list);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1, .keep_index = true });
    const char *late[COLUMNS] = { "wqwqwq", "fhfhfh", "2001-02-03", "m", "99999", "jyjyjy" };
    const char *again[COLUMNS] = { "wqwqwq", "fhfhfg", "2001-02-03", "m", NULL, "jyjyjy" };
    struct linkage_match matches[2];
    struct linkage_reasons reasons;
    CHECK(linkage_add(linkage, late) == list.count);
    size_t count = linkage_find(linkage, again, matches, 2);
    CHECK(count >= 1 && matches[0].record == list.count && matches[0].log_odds > 0);
    linkage_explain_new(linkage, again, matches[0].record, &reasons);
    double sum = reasons.prior + reasons.together + reasons.members;
    for (size_t i = 0; i < reasons.count; i++)
        sum += reasons.items[i].weight;
    CHECK(fabs(sum - reasons.log_odds) < 1e-6 && fabs(sum - (double)matches[0].log_odds) < 1e-3);
    linkage_free(linkage);
}

/* Whether somebody stood in the list that was read or came since makes no difference to whom a newcomer is compared with. */
void test_linkage__who_came_since_is_found_like_who_was_there(void)
{
    enum { MATCHES = 400, READ_FIRST = 40 };
    struct list many = make_people(test_arena(), 1500, 80, 60), all = make_people(test_arena(), 360, 0, 0), first = all;
    struct linkage_input input = input_of(&many);
    struct linkage *teacher = run(&input, (struct linkage_options){ .seed = 1, .keep_index = true });
    struct linkage_options options = { .seed = 1, .keep_index = true, .taught_by = teacher };
    input = input_of(&all);
    struct linkage *whole = run(&input, options);
    first.count = READ_FIRST;
    input = input_of(&first);
    struct linkage *grown = run(&input, options);
    for (size_t i = READ_FIRST; i < all.count; i++)
        CHECK(linkage_add(grown, &all.cells[i * COLUMNS]) == i);
    struct chance chance = chance_of(9, "came since", 0);
    size_t found = 0;
    for (size_t i = 0; i < all.count; i += 3) {
        const char *cells[COLUMNS];
        struct linkage_match one[MATCHES], other[MATCHES];
        bool is_known[MATCHES * 2] = { false };
        memcpy(cells, &all.cells[i * COLUMNS], sizeof(cells));
        cells[chance_below(&chance, COLUMNS)] = NULL;
        size_t count = linkage_find(whole, cells, one, MATCHES), again = linkage_find(grown, cells, other, MATCHES);
        CHECK_INT((int64_t)again, (int64_t)count);
        for (size_t k = 0; k < count; k++)
            is_known[one[k].record] = true;
        for (size_t k = 0; k < again; k++)
            CHECK(is_known[other[k].record]);
        found += count;
    }
    CHECK(found > all.count);
    linkage_free(teacher);
    linkage_free(whole);
    linkage_free(grown);
}

void test_linkage__a_number_of_somebody_else_says_nothing(void)
{
    static const struct linkage_field fields[] = {
        { LINKAGE_NAME, { 0 }, 1 }, { LINKAGE_CODE, { 1 }, 1 }, { LINKAGE_DATE, { 2 }, 1 }, { LINKAGE_CITIZEN_ID, { 3 }, 1 },
    };
    /* The head's number written for wife and son; a birth a year beside is a misprint and keeps it. */
    const char *cells[] = {
        "Trần Đình Khang", "Nam", "1971-04-05", "064071001234", "Lê Thị Duyên", "Nữ", "1974", "064071001234",
        "Trần Gia Bảo", "Nam", "2004", "064071001234",          "Trần Đình Khang", "", "1972", "064071001234",
        "Trần Đình Khang", "Nữ", "1971", "064071001234",        "Siu Hoa", "Nữ", "2001", "064301005678",
    };
    struct linkage_input input = { .fields = fields, .field_count = 4, .cells = cells, .column_count = 4, .record_count = 6 };
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const enum linkage_level expected[] = { LINKAGE_MISSING, LINKAGE_MISSING, LINKAGE_SAME, LINKAGE_MISSING };
    for (uint32_t other = 1; other <= 4; other++) {
        struct linkage_reasons reasons;
        linkage_explain(linkage, 0, other, &reasons);
        for (size_t i = 0; i < reasons.count; i++)
            if (reasons.items[i].field == 3 && reasons.items[i].part == 0)
                CHECK_INT(reasons.items[i].level, expected[other - 1]);
    }
    struct linkage_reasons reasons;
    linkage_explain(linkage, 0, 5, &reasons);
    CHECK(reasons.count == 7); /* three parts of a name, sex, birth, CCCD, CMND */
    linkage_free(linkage);
}

/* "0000000000" at every third is no telephone; at whoever comes neither. */
void test_linkage__a_number_of_nobody_says_nothing(void)
{
    struct list list = make_people(test_arena(), 300, 0, 60);
    struct linkage_field fields[COUNT(people_fields)];
    memcpy(fields, people_fields, sizeof(fields));
    fields[4].type = LINKAGE_PHONE;
    for (size_t r = 0; r < list.count; r++)
        list.cells[r * COLUMNS + 4] = r % 3 ? arena_printf(list.arena, "09%08zu", list.persons[r] * 7919) : "000-000-0000";
    struct linkage_input input = input_of(&list);
    input.fields = fields;
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1, .keep_index = true });
    CHECK(f1_of(&list, linkage_result(linkage), 300) > 0.99);
    struct linkage_reasons reasons;
    linkage_explain(linkage, 0, 3, &reasons);
    CHECK_INT(reasons.items[4].level, LINKAGE_MISSING);
    linkage_explain_new(linkage, list.cells, 6, &reasons);
    CHECK_INT(reasons.items[4].level, LINKAGE_MISSING);
    linkage_free(linkage);
}

/* Sixty people, fifteen times each: what one says again and again is no commoner for it. */
void test_linkage__whoever_stands_often_makes_nothing_common(void)
{
    enum { PERSONS = 60, TIMES = 15 };
    struct list list = make_people(test_arena(), PERSONS, 0, 0), all = { .arena = list.arena };
    struct chance chance = chance_of(5, "often", 0);
    all.cells = ARENA_ARRAY(all.arena, const char *, (size_t)PERSONS * TIMES * COLUMNS);
    all.persons = ARENA_ARRAY(all.arena, size_t, (size_t)PERSONS * TIMES);
    for (size_t i = 0; i < PERSONS; i++)
        for (size_t k = 0; k < TIMES; k++, all.count++) {
            all.persons[all.count] = i;
            for (size_t c = 0; c < COLUMNS; c++) {
                const char *cell = list.cells[2 * i * COLUMNS + c];
                bool is_gone = chance_happens(&chance, 200), is_wrong = chance_happens(&chance, 100);
                all.cells[all.count * COLUMNS + c] = is_gone ? NULL : is_wrong ? spoilt(all.arena, &chance, cell) : cell;
            }
        }
    size_t pairs = (size_t)PERSONS * TIMES * (TIMES - 1) / 2;
    struct linkage_input input = input_of(&all);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const struct linkage_result *result = linkage_result(linkage);
    CHECK(f1_of(&all, result, pairs) > 0.99);
    CHECK(result->expected_matches > 0.95 * (double)pairs && result->expected_matches < 1.05 * (double)pairs);
    linkage_free(linkage);
}

/* Houses of four: surname, house and street are theirs together. One in four people is told twice, so that most pairs that have much in common are
 * brothers and sisters. */
static struct list make_families(struct arena *arena, size_t persons)
{
    struct list single = make_people(arena, persons, 60, 60), list = { .arena = arena };
    list.cells = ARENA_ARRAY(arena, const char *, persons * 2 * COLUMNS);
    list.persons = ARENA_ARRAY(arena, size_t, persons * 2);
    for (size_t i = 0; i < persons; i++)
        for (size_t copy = 0; copy < (i % 4 ? 1U : 2U); copy++, list.count++) {
            const char *const *cells = &single.cells[(2 * i + copy) * COLUMNS], *const *first = &single.cells[(2 * (i / 4 * 4) + copy) * COLUMNS];
            const bool shared[COLUMNS] = { [1] = true, [4] = true, [5] = true };
            list.persons[list.count] = i;
            for (size_t c = 0; c < COLUMNS; c++)
                list.cells[list.count * COLUMNS + c] = shared[c] ? first[c] : cells[c];
        }
    return list;
}

void test_linkage__brothers_and_sisters_are_not_one_person(void)
{
    enum { PERSONS = 2400 };
    struct list list = make_families(test_arena(), PERSONS);
    struct linkage_input input = input_of(&list);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1, .threads = 1 }), *again = run(&input, (struct linkage_options){ .seed = 1, .threads = 3 });
    const struct linkage_result *result = linkage_result(linkage), *other = linkage_result(again);
    CHECK(f1_of(&list, result, PERSONS / 4) > 0.98);
    CHECK(other->pair_count == result->pair_count);
    for (size_t i = 0, looked = 0; i < result->pair_count && looked < 500; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        struct linkage_reasons reasons;
        CHECK(pair->own_odds == other->pairs[i].own_odds);
        if (pair->own_odds < -5 || pair->own_odds == -1.0F)
            continue;
        linkage_explain(linkage, pair->a, pair->b, &reasons);
        CHECK(fabs(reasons.log_odds - (double)pair->own_odds) < 0.01);
        looked++;
    }
    linkage_free(linkage);
    linkage_free(again);
}

/* --- lists that break things ----------------------------------------------------------------------------------- */

void test_linkage__no_records_and_few(void)
{
    const char *cells[2 * COLUMNS] = { "an", "le", "1990", "m", "1", "x", "an", "le", "1990", "m", "1", "x" };
    for (size_t count = 0; count <= 2; count++) {
        struct linkage_input input = { .fields = people_fields, .field_count = COUNT(people_fields), .cells = cells,
                                       .column_count = COLUMNS, .record_count = count };
        struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1, .keep_index = true });
        struct linkage_match match;
        CHECK(linkage_result(linkage)->pair_count <= (count == 2));
        CHECK(linkage_find(linkage, cells, &match, 1) <= 1);
        linkage_free(linkage);
        input.first_count = count;
        linkage = run(&input, (struct linkage_options){ .seed = 1 });
        CHECK(linkage_result(linkage)->pair_count == 0);
        linkage_free(linkage);
    }
}

void test_linkage__all_identical_records_are_one_group(void)
{
    enum { SAME = 4000 };
    const char **cells = ARENA_ARRAY(test_arena(), const char *, SAME *COLUMNS);
    for (size_t i = 0; i < (size_t)SAME * COLUMNS; i++)
        cells[i] = i % COLUMNS == 2 ? "1980-01-01" : "giống";
    struct linkage_input input = { .fields = people_fields, .field_count = COUNT(people_fields), .cells = cells,
                                   .column_count = COLUMNS, .record_count = SAME };
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const struct linkage_result *result = linkage_result(linkage);
    CHECK(result->compared >= SAME && result->compared < (size_t)SAME * 100);
    linkage_free(linkage);
}

void test_linkage__whatever_stands_in_cells(void)
{
    static const char *const odd[] = { "", " ", "NaN", "NA", "-1", "99999999999999999999999", "31/02/1990", "00/00/0000",
                                       "\xff\xfe", "ễ\xcc\x81\xcc\x81", "'", "H'", "..........", "1e308", "0", "年",
                                       "19900230", "|", "||A|B|", "Ngt.", "Ông", "y", "k k k k k k k k k k k k k k k k" };
    static const struct linkage_field all[] = {
        { LINKAGE_NAME, { 0 }, 1 },  { LINKAGE_DATE, { 1 }, 1 },  { LINKAGE_CITIZEN_ID, { 2 }, 1 }, { LINKAGE_PHONE, { 3 }, 1 },
        { LINKAGE_PLACE, { 4 }, 1 }, { LINKAGE_TEXT, { 5 }, 1 },  { LINKAGE_ID, { 6 }, 1 },         { LINKAGE_CODE, { 7 }, 1 },
        { LINKAGE_DATE, { 1, 6, 7 }, 3 }, { LINKAGE_NUMBER, { 3 }, 1 },
    };
    enum { WIDE = 8, RECORDS = 600 };
    struct chance chance = chance_of(9, "odd", 0);
    char *huge = arena_alloc(test_arena(), 100001, 1);
    memset(huge, 'x', 100000);
    const char **cells = ARENA_ARRAY(test_arena(), const char *, RECORDS *WIDE);
    for (size_t i = 0; i < (size_t)RECORDS * WIDE; i++) {
        size_t which = chance_below(&chance, COUNT(odd) + 2);
        cells[i] = which < COUNT(odd) ? odd[which] : which == COUNT(odd) ? NULL : huge;
    }
    struct linkage_input input = { .fields = all, .field_count = COUNT(all), .cells = cells, .column_count = WIDE,
                                   .record_count = RECORDS };
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    for (size_t i = 0; i < linkage_result(linkage)->pair_count; i++)
        CHECK(isfinite(linkage_result(linkage)->pairs[i].log_odds));
    linkage_free(linkage);
}

static bool stop_half_way(void *context, unsigned permille)
{
    unsigned *last = context;
    CHECK(permille >= *last || permille >= 300);
    *last = permille;
    return permille < 300;
}

void test_linkage__can_be_stopped(void)
{
    struct list list = make_people(test_arena(), 300, 50, 50);
    struct linkage_input input = input_of(&list);
    struct linkage *linkage = NULL;
    struct err err = { 0 };
    unsigned last = 0;
    struct linkage_options options = { .seed = 1, .progress = stop_half_way, .context = &last };
    CHECK_INT(linkage_run(&input, &options, &linkage, &err), ERR_STATE);
    CHECK(!linkage && last >= 300);
}

/* --- what is Vietnamese ---------------------------------------------------------------------------------------- */

struct sentence {
    const char *one[4], *other[4]; /* name, birth, identity, place */
    size_t reason;                 /* which of the reasons */
    enum linkage_level level;
};

void test_linkage__levels_of_names_dates_and_numbers(void)
{
    enum { NAME_SURNAME, NAME_MIDDLE, NAME_GIVEN, BIRTH, CCCD, CMND, PLACE };
    static const struct linkage_field fields[] = {
        { LINKAGE_NAME, { 0 }, 1 }, { LINKAGE_DATE, { 1 }, 1 }, { LINKAGE_CITIZEN_ID, { 2 }, 1 }, { LINKAGE_PLACE, { 3 }, 1 },
    };
    static const struct sentence table[] = {
        { { "Nguyễn Văn Hòa" }, { "NGUYỄN VĂN HOÀ" }, NAME_GIVEN, LINKAGE_SAME },
        { { "Nguyễn Văn Hòa" }, { "Nguyễn Văn Hóa" }, NAME_GIVEN, LINKAGE_OTHER_TONES },
        { { "Nguyễn Văn Hòa" }, { "Nguyen Van Hoa" }, NAME_SURNAME, LINKAGE_OTHER_MARKS },
        { { "Trần Thị Mỹ" }, { "Trần Thị Mĩ" }, NAME_GIVEN, LINKAGE_OTHER_MARKS },
        { { "Ông Nguyễn Văn An" }, { "Nguyễn Văn An" }, NAME_SURNAME, LINKAGE_SAME },
        { { "Ng. V. An" }, { "Nguyễn Văn An" }, NAME_SURNAME, LINKAGE_PART },
        { { "Ngt. Hoa" }, { "Nguyễn Thị Hoa" }, NAME_MIDDLE, LINKAGE_SAME },
        { { "Quỳnh Văn Lê" }, { "Lê Văn Quỳnh" }, NAME_GIVEN, LINKAGE_EXCHANGED },
        { { "Lê Văn Quỳnh" }, { "Lê Văn Qùynh" }, NAME_GIVEN, LINKAGE_SAME },
        { { "Lê Thị Tuyết" }, { "Lê Thị Tuyêt" }, NAME_GIVEN, LINKAGE_OTHER_TONES },
        { { "A", "12/05/1980" }, { "B", "1980-05-12" }, BIRTH, LINKAGE_SAME },
        { { "A", "12/05/1980" }, { "B", "05/12/1980" }, BIRTH, LINKAGE_EXCHANGED },
        { { "A", "12/05/1980" }, { "B", "1980" }, BIRTH, LINKAGE_PART },
        { { "A", "1981" }, { "B", "12/05/1980" }, BIRTH, LINKAGE_NEAR },
        { { "A", "12/05/1980" }, { "B", "12/05/1981" }, BIRTH, LINKAGE_MISPRINT },
        { { "A", "12/05/1980" }, { "B", "27/05/1980" }, BIRTH, LINKAGE_ONE_PART },
        { { "A", "12/05/1980" }, { "B", "27/11/1963" }, BIRTH, LINKAGE_DIFFERENT },
        { { "A", NULL, "064080001234" }, { "B", NULL, "064080001234" }, CCCD, LINKAGE_SAME },
        { { "A", NULL, "064080001234" }, { "B", NULL, "64080001234" }, CCCD, LINKAGE_SAME },
        { { "A", NULL, "064080001234" }, { "B", NULL, "230123456" }, CCCD, LINKAGE_MISSING },
        { { "A", NULL, "064080001234" }, { "B", NULL, "230123456" }, CMND, LINKAGE_MISSING },
        { { "A", NULL, "230123456" }, { "B", NULL, "230 123 456" }, CMND, LINKAGE_SAME },
        { { "A", NULL, "999999999999" }, { "B", NULL, "999999999999" }, CCCD, LINKAGE_MISSING },
        { { "A", NULL, NULL, "x1" }, { "B", NULL, NULL, "x1" }, PLACE, LINKAGE_SAME },
        { { "A", NULL, NULL, "x1|x2" }, { "B", NULL, NULL, "x2" }, PLACE, LINKAGE_PART },
        { { "A", NULL, NULL, "x1|x2" }, { "B", NULL, NULL, "x3" }, PLACE, LINKAGE_DIFFERENT },
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        const char *cells[8];
        memcpy(cells, table[i].one, sizeof(table[i].one));
        memcpy(cells + 4, table[i].other, sizeof(table[i].other));
        struct linkage_input input = { .fields = fields, .field_count = COUNT(fields), .cells = cells, .column_count = 4,
                                       .record_count = 2 };
        struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
        struct linkage_reasons reasons;
        linkage_explain(linkage, 0, 1, &reasons);
        if (reasons.items[table[i].reason].level != table[i].level) {
            fprintf(stderr, "%s / %s: ", table[i].one[0], table[i].other[0]);
            CHECK_INT(reasons.items[table[i].reason].level, table[i].level);
        }
        linkage_free(linkage);
    }
}

/* The same family under the husband in one list and under the wife in the other. */
void test_linkage__household_under_husband_and_wife(void)
{
    struct arena *arena = test_arena();
    static const struct linkage_field fields[] = { { LINKAGE_NAME, { 0 }, 1 }, { LINKAGE_DATE, { 1 }, 1 } };
    enum { FAMILIES = 300, PEOPLE = 4 };
    struct chance chance = chance_of(6, "families", 0);
    const char **cells = ARENA_ARRAY(arena, const char *, FAMILIES * 4);
    const char **members = ARENA_ARRAY(arena, const char *, FAMILIES *PEOPLE * 4);
    uint32_t *owners = ARENA_ARRAY(arena, uint32_t, FAMILIES *PEOPLE * 2);
    size_t count = 0, right = 0, linked = 0;
    for (uint32_t f = 0; f < FAMILIES; f++) {
        const char *people[PEOPLE][2];
        for (size_t p = 0; p < PEOPLE; p++) {
            size_t surname = chance_below(&chance, 8), middle = chance_below(&chance, 6), given = chance_below(&chance, 60);
            size_t year = 1940 + chance_below(&chance, 60), month = 1 + chance_below(&chance, 12);
            people[p][0] = arena_printf(arena, "%s %s %s", word(arena, 7, surname), word(arena, 8, middle), word(arena, 9, given));
            people[p][1] = arena_printf(arena, "%zu-%02zu-%02zu", year, month, 1 + chance_below(&chance, 28));
        }
        for (uint32_t list = 0; list < 2; list++) {
            uint32_t household = f * 2 + list;
            memcpy(cells + household * 2, people[list], sizeof(people[0])); /* the head: husband, then wife */
            for (size_t p = 0; p < PEOPLE; p++, count++) {
                owners[count] = household;
                memcpy(members + count * 2, people[p], sizeof(people[0]));
            }
        }
    }
    struct linkage_input input = { .fields = fields, .field_count = 2, .cells = cells, .column_count = 2,
                                   .record_count = (size_t)FAMILIES * 2, .member_cells = members, .member_owners = owners,
                                   .member_count = count };
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    const struct linkage_result *result = linkage_result(linkage);
    for (size_t i = 0; i < result->pair_count; i++) {
        bool is = result->pairs[i].log_odds > 0;
        linked += is;
        right += is && result->pairs[i].a / 2 == result->pairs[i].b / 2;
    }
    CHECK(right > FAMILIES * 99 / 100 && linked < FAMILIES * 101 / 100);
    linkage_free(linkage);
}

/* --- households on no list ------------------------------------------------------------------------------------- */

void test_linkage__estimate_of_the_unlisted(void)
{
    struct linkage_estimate none = linkage_estimate(1, 40, 40, 0), some = linkage_estimate(6, 100, 40, 30);
    CHECK(!none.is_known && some.is_known);
    CHECK(fabs(some.missing - 5.0 / 6 * 40 * 39 / 62) < 1e-9);
    CHECK(some.low > 0 && some.low < some.missing && some.missing < some.high);
    /* Lists that each know half of 1,000 households, at random: the truth lies in the interval. */
    size_t inside = 0;
    for (uint64_t round = 0; round < 200; round++) {
        struct chance chance = chance_of(round, "lists", 0);
        int64_t on[5] = { 0 };
        for (int household = 0; household < 1000; household++) {
            int lists = 0;
            for (int list = 0; list < 4; list++)
                lists += chance_happens(&chance, 350);
            on[lists]++;
        }
        struct linkage_estimate estimate = linkage_estimate(4, 1000 - on[0], on[1], on[2]);
        inside += estimate.low <= (double)on[0] && (double)on[0] <= estimate.high;
    }
    CHECK(inside > 180);
    /* Some are harder to list than others: then it is the least that are missing, and says so. */
    size_t below = 0;
    for (uint64_t round = 0; round < 200; round++) {
        struct chance chance = chance_of(round, "uneven lists", 0);
        int64_t on[5] = { 0 };
        for (int household = 0; household < 1000; household++) {
            int lists = 0;
            for (int list = 0; list < 4; list++)
                lists += chance_happens(&chance, household % 2 ? 550 : 100);
            on[lists]++;
        }
        struct linkage_estimate estimate = linkage_estimate(4, 1000 - on[0], on[1], on[2]);
        below += estimate.low <= (double)on[0];
    }
    CHECK(below > 195);
}
