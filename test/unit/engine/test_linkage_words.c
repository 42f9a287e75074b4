/* SPDX-License-Identifier: Apache-2.0
 * Linkage of what is told in words: titles where one rare word tells, addresses that stand alone; and of names with remarks, dates over columns. */
#include "../test.h"

#include "base/chance.h"
#include "engine/linkage.h"

#include <string.h>

enum { THINGS = 600, COLUMNS = 2 };

struct list {
    const char *cells[THINGS * 2 * COLUMNS];
    size_t things[THINGS * 2];
};

static struct linkage *run(const struct linkage_input *input, struct linkage_options options)
{
    struct linkage *linkage = NULL;
    struct err err = { 0 };
    CHECK_OK(linkage_run(input, &options, &linkage, &err), &err);
    return linkage;
}

/* A maker and a thing that many have, numbers of the model and of the series that one has, some remarks, in whatever order; the price in a column of its own. */
static const char *title(struct chance *chance, size_t thing)
{
    static const char *const makers[] = { "sonora", "philco", "grandin", "telnova" }, *const sorts[] = { "radio", "toaster", "camera", "printer", "kettle" };
    static const char *const remarks[] = { "black", "white", "portable", "digital", "wireless", "compact" };
    const char *words[] = { makers[thing % 4], sorts[thing % 5], arena_printf(test_arena(), "kx%zub", 1000 + thing * 7), arena_printf(test_arena(), "%zuq", 500 + thing * 3), remarks[chance_below(chance, 6)], remarks[chance_below(chance, 6)] };
    for (size_t i = COUNT(words); i > 1; i--) {
        size_t k = chance_below(chance, i);
        const char *other = words[k];
        words[k] = words[i - 1];
        words[i - 1] = other;
    }
    return arena_printf(test_arena(), "%s %s %s %s %s %s", words[0], words[1], words[2], words[3], words[4], words[5]);
}

static void make_titles(struct list *list)
{
    struct chance chance = chance_of(7, "titles", 0);
    for (size_t i = 0; i < THINGS * 2; i++) {
        list->things[i] = i / 2;
        list->cells[i * COLUMNS] = title(&chance, i / 2);
        list->cells[i * COLUMNS + 1] = arena_printf(test_arena(), "%zu", 1000 + i / 2 * 13 % 777);
    }
}

static double f1_of(const struct list *list, const struct linkage_result *result)
{
    size_t found = 0, right = 0;
    for (size_t i = 0; i < result->pair_count; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        found += pair->log_odds >= 0;
        right += pair->log_odds >= 0 && list->things[pair->a] == list->things[pair->b];
    }
    return 2 * (double)right / (double)(found + THINGS);
}

static const struct linkage_field title_fields[] = { { LINKAGE_TEXT, { 0 }, 1 }, { LINKAGE_NUMBER, { 1 }, 1 } };

static struct linkage_input input_of(const struct list *list, size_t fields)
{
    return (struct linkage_input){ .fields = title_fields, .field_count = fields, .cells = list->cells, .column_count = COLUMNS, .record_count = THINGS * 2 };
}

void test_linkage_words__a_rare_word_tells_which_in_whatever_order(void)
{
    struct list list;
    make_titles(&list);
    struct linkage_input input = input_of(&list, 2);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    CHECK(f1_of(&list, linkage_result(linkage)) > 0.95);
    linkage_free(linkage);
}

void test_linkage_words__a_text_of_many_words_may_stand_alone(void)
{
    struct list list;
    make_titles(&list);
    struct linkage_input input = input_of(&list, 1);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    CHECK(f1_of(&list, linkage_result(linkage)) > 0.9);
    linkage_free(linkage);
}

void test_linkage_words__a_newcomer_is_found_by_a_rare_word(void)
{
    struct list list;
    make_titles(&list);
    struct linkage_input input = input_of(&list, 2);
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1, .keep_index = true });
    struct chance chance = chance_of(8, "newcomers", 0);
    size_t right = 0;
    for (size_t i = 0; i < 100; i++) {
        struct linkage_match match;
        const char *cells[COLUMNS] = { title(&chance, i * 5), "" };
        right += linkage_find(linkage, cells, &match, 1) == 1 && list.things[match.record] == i * 5;
    }
    CHECK(right > 95);
    linkage_free(linkage);
}

/* The levels of the parts of two names: surname, middle, given. */
static void check_names(const char *one, const char *other, enum linkage_level surname, enum linkage_level given)
{
    static const struct linkage_field fields[] = { { LINKAGE_NAME, { 0 }, 1 } };
    const char *cells[] = { one, other };
    struct linkage_input input = { .fields = fields, .field_count = 1, .cells = cells, .column_count = 1, .record_count = 2 };
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    struct linkage_reasons reasons;
    linkage_explain(linkage, 0, 1, &reasons);
    CHECK_INT(reasons.items[0].level, surname);
    CHECK_INT(reasons.items[2].level, given);
    linkage_free(linkage);
}

void test_linkage_words__remarks_in_brackets_are_no_name(void)
{
    check_names("Siu Blơ (ama H'Lan)", "Siu Blơ", LINKAGE_SAME, LINKAGE_SAME);
    check_names("Nguyễn Văn Tư (đã mất", "Nguyễn Văn Tư", LINKAGE_SAME, LINKAGE_SAME);
    check_names("(Lê Thị) Hoa", "Hoa", LINKAGE_MISSING, LINKAGE_SAME);
    check_names("(Siu Blơ)", "Siu Blơ", LINKAGE_SAME, LINKAGE_SAME);
}

void test_linkage_words__the_sign_of_a_woman_however_written(void)
{
    check_names("Ksor Hơ Nhan", "Ksor H'Nhan", LINKAGE_SAME, LINKAGE_SAME);
    check_names("Hơ Nhan Niê", "H’Nhan Niê", LINKAGE_SAME, LINKAGE_SAME);
    check_names("Ngt. Hoa", "Nguyễn Thị Hoa", LINKAGE_SAME, LINKAGE_SAME);
    check_names("HƠ RIN MLÔ", "H Rin Mlô", LINKAGE_SAME, LINKAGE_SAME);
}

void test_linkage_words__a_date_over_columns_in_either_order(void)
{
    static const struct linkage_field fields[] = { { LINKAGE_DATE, { 2, 1, 0 }, 3 } };
    const char *cells[] = { "1950", "3", "12", "12", "3", "1950", "", "", "1950" };
    struct linkage_input input = { .fields = fields, .field_count = 1, .cells = cells, .column_count = 3, .record_count = 3 };
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    struct linkage_reasons reasons;
    linkage_explain(linkage, 0, 1, &reasons);
    CHECK_INT(reasons.items[0].level, LINKAGE_SAME);
    linkage_explain(linkage, 0, 2, &reasons);
    CHECK_INT(reasons.items[0].level, LINKAGE_PART);
    linkage_free(linkage);
}

/* As many fields as levels of a pair have room. */
void test_linkage_words__sixteen_fields(void)
{
    struct linkage_field fields[LINKAGE_FIELDS_MAX];
    const char *cells[LINKAGE_FIELDS_MAX * 40];
    struct chance chance = chance_of(2, "many", 0);
    for (size_t f = 0; f < LINKAGE_FIELDS_MAX; f++)
        fields[f] = (struct linkage_field){ LINKAGE_TEXT, { f }, 1 };
    for (size_t i = 0; i < COUNT(cells); i++)
        cells[i] = i / LINKAGE_FIELDS_MAX % 2 ? cells[i - LINKAGE_FIELDS_MAX] : arena_printf(test_arena(), "w%zu", (size_t)chance_below(&chance, 1000));
    struct linkage_input input = { .fields = fields, .field_count = LINKAGE_FIELDS_MAX, .cells = cells, .column_count = LINKAGE_FIELDS_MAX, .record_count = 40 };
    struct linkage *linkage = run(&input, (struct linkage_options){ .seed = 1 });
    CHECK(linkage_result(linkage)->cluster_count == 20);
    linkage_free(linkage);
}
