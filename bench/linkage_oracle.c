/* SPDX-License-Identifier: Apache-2.0
 * How far heads of households can be told by a model that is trained: logistic regression (AdaGrad) over the levels that the
 * linkage compares by, pairs of levels, and rarities, on the truth of half of the households, judged on the other half beside
 * the linkage itself. linkage_oracle FOLDER… (of test/linkage/vietnamese.py) prints one line for all together. */
#include "base/chance.h"
#include "engine/linkage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7, SKIPPED = 2, FEATURES = 1 << 16, LEVELS = LINKAGE_DIFFERENT + 1, EPOCHS = 12, ACTIVE_MAX = 200 };
static const double LEAST_ODDS = -12, RATE = 0.1, DECAY = 1e-6;

struct scores {
    size_t found, right, right_same; /* of one head */
};
struct example {
    uint32_t features[ACTIVE_MAX], count;
    float values[ACTIVE_MAX];
    bool is_same, same_head, for_training, is_linked;
};
struct set {
    struct example *examples;
    size_t count, capacity, true_pairs, true_same;
    struct scores own, trained;
};

static const struct linkage_field fields[] = {
    { LINKAGE_NAME, { 0 }, 1 },  { LINKAGE_CODE, { 1 }, 1 },  { LINKAGE_DATE, { 2 }, 1 }, { LINKAGE_CITIZEN_ID, { 3 }, 1 },
    { LINKAGE_PHONE, { 4 }, 1 }, { LINKAGE_PLACE, { 5 }, 1 }, { LINKAGE_TEXT, { 6 }, 1 },
};

struct list {
    struct arena arena;
    const char **cells;
    int *persons, *heads;
    size_t count;
};

static char *next_cell(char **line)
{
    return strsep(line, ",\r\n");
}

static FILE *open_file(const char *folder, const char *name)
{
    char path[600], line[1000];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    require(file && fgets(line, sizeof(line), file));
    return file;
}

static void read_list(const char *folder, struct list *list)
{
    enum { MOST = 1 << 18 };
    FILE *rows = open_file(folder, "households.csv"), *truth = open_file(folder, "truth.csv");
    char line[1000], answer[1000];
    list->cells = ARENA_ARRAY(&list->arena, const char *, (size_t)MOST * COLUMNS);
    list->persons = ARENA_ARRAY(&list->arena, int, MOST);
    list->heads = ARENA_ARRAY(&list->arena, int, MOST);
    while (fgets(line, sizeof(line), rows) && fgets(answer, sizeof(answer), truth) && list->count < MOST) {
        char *at = line, *what = answer;
        for (int i = 0; i < SKIPPED; i++)
            (void)next_cell(&at);
        for (int i = 0; i < COLUMNS; i++)
            list->cells[list->count * COLUMNS + (size_t)i] = arena_strdup(&list->arena, next_cell(&at));
        (void)next_cell(&what);
        list->persons[list->count] = (int)strtol(next_cell(&what), NULL, 10);
        list->heads[list->count++] = (int)strtol(next_cell(&what), NULL, 10);
    }
    fclose(rows);
    fclose(truth);
}

/* Half of the households train, half judge; pairs of one of each do neither. */
static bool is_trained(int person)
{
    return person / 7 % 2 == 0;
}

static void add_feature(struct example *example, uint64_t name, double value)
{
    struct chance chance = chance_of(name, "feature", 0);
    require(example->count < ACTIVE_MAX);
    example->features[example->count] = (uint32_t)chance_below(&chance, FEATURES);
    example->values[example->count++] = (float)value;
}

static void describe(const struct linkage *linkage, const struct linkage_pair *pair, struct example *example)
{
    struct linkage_reasons reasons;
    linkage_explain(linkage, pair->a, pair->b, &reasons);
    add_feature(example, 1, 1);
    add_feature(example, 2, reasons.log_odds / 8);
    for (size_t i = 0; i < reasons.count; i++) {
        uint64_t level = i * LEVELS + reasons.items[i].level;
        add_feature(example, 1000 + level, 1);
        add_feature(example, 2000 + level, reasons.items[i].weight / 8);
        for (size_t k = 0; k < i; k++)
            add_feature(example, (level + 1) << 20 | (k * LEVELS + reasons.items[k].level), 1);
    }
}

static void count_true(const struct list *list, struct set *set)
{
    for (size_t a = 0; a < list->count; a++)
        for (size_t b = a + 1; b < list->count; b++)
            if (list->persons[a] == list->persons[b] && !is_trained(list->persons[a])) {
                set->true_pairs++;
                set->true_same += list->heads[a] == list->heads[b];
            }
}

static void read_folder(const char *folder, struct set *set)
{
    struct list list = { 0 };
    struct linkage *linkage = NULL;
    struct err err = { 0 };
    read_list(folder, &list);
    struct linkage_input input = { .fields = fields, .field_count = COUNT(fields), .cells = list.cells,
                                   .column_count = COLUMNS, .record_count = list.count };
    require(linkage_run(&input, &(struct linkage_options){ .seed = 1 }, &linkage, &err) == ERR_OK);
    const struct linkage_result *result = linkage_result(linkage);
    count_true(&list, set);
    for (size_t i = 0; i < result->pair_count; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        int one = list.persons[pair->a], other = list.persons[pair->b];
        if ((double)pair->own_odds < LEAST_ODDS || is_trained(one) != is_trained(other))
            continue;
        if (set->count == set->capacity) {
            set->capacity = set->capacity * 2 + 1024;
            set->examples = realloc(set->examples, set->capacity * sizeof(*set->examples));
            require(set->examples);
        }
        struct example *example = &set->examples[set->count++];
        *example = (struct example){ .is_same = one == other, .for_training = is_trained(one), .is_linked = pair->log_odds >= 0,
                                     .same_head = list.heads[pair->a] == list.heads[pair->b] };
        describe(linkage, pair, example);
    }
    linkage_free(linkage);
    arena_done(&list.arena);
}

static double odds_of(const double *weights, const struct example *example)
{
    double odds = 0;
    for (uint32_t i = 0; i < example->count; i++)
        odds += weights[example->features[i]] * (double)example->values[i];
    return odds;
}

static void train(const struct set *set, double *weights)
{
    double *squares = calloc(FEATURES, sizeof(*squares));
    struct chance chance = chance_of(1, "order", 0);
    require(squares);
    for (size_t turn = 0; turn < set->count * EPOCHS; turn++) {
        const struct example *example = &set->examples[chance_below(&chance, set->count)];
        if (!example->for_training)
            continue;
        double slip = linkage_probability(odds_of(weights, example)) - example->is_same;
        for (uint32_t i = 0; i < example->count; i++) {
            uint32_t f = example->features[i];
            double slope = slip * (double)example->values[i] + DECAY * weights[f];
            squares[f] += slope * slope;
            weights[f] -= RATE * slope / sqrt(squares[f] + 1e-9);
        }
    }
    free(squares);
}

static void judge(struct scores *scores, const struct example *example, bool is_linked)
{
    scores->found += is_linked;
    scores->right += is_linked && example->is_same;
    scores->right_same += is_linked && example->is_same && example->same_head;
}

static void print_scores(const char *name, const struct scores *scores, const struct set *set)
{
    double precision = (double)scores->right / (double)scores->found, recall = (double)scores->right / (double)set->true_pairs;
    printf("%s P %.4f R %.4f F1 %.4f, of one head R %.4f; ", name, precision, recall,
           2 * precision * recall / (precision + recall), (double)scores->right_same / (double)set->true_same);
}

int main(int argc, char **argv)
{
    struct set set = { 0 };
    double *weights = calloc(FEATURES, sizeof(*weights));
    require(weights && argc > 1);
    for (int i = 1; i < argc; i++)
        read_folder(argv[i], &set);
    train(&set, weights);
    for (size_t i = 0; i < set.count; i++) {
        const struct example *example = &set.examples[i];
        if (example->for_training)
            continue;
        judge(&set.own, example, example->is_linked);
        judge(&set.trained, example, odds_of(weights, example) >= 0);
    }
    printf("%zu true pairs, %.4f under one head; ", set.true_pairs, (double)set.true_same / (double)set.true_pairs);
    print_scores("linkage", &set.own, &set);
    print_scores("trained", &set.trained, &set);
    printf("gap %.4f\n", 2.0 * (double)set.trained.right / (double)(set.trained.found + set.true_pairs) -
                             2.0 * (double)set.own.right / (double)(set.own.found + set.true_pairs));
    free(set.examples);
    free(weights);
    return 0;
}
