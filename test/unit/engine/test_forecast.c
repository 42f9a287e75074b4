/* SPDX-License-Identifier: Apache-2.0
 * The forecast against counting all outcomes, and on panels whose shock it does not know. */
#include "engine/forecast.h"

#include "../test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void test_forecast__sum_of_events(void)
{
    const double p[] = { 0.1, 0.75, 0.5, 0.33, 0.9, 0.02 };
    double mass[7], counted[7] = { 0 };
    forecast_sum(p, COUNT(p), mass);
    for (unsigned set = 0; set < 64; set++) {
        double chance = 1;
        for (size_t i = 0; i < COUNT(p); i++)
            chance *= set >> i & 1 ? p[i] : 1 - p[i];
        counted[__builtin_popcount(set)] += chance;
    }
    for (int k = 0; k < 7; k++)
        CHECK(fabs(mass[k] - counted[k]) < 1e-12);
    forecast_sum(p, 0, mass);
    CHECK(mass[0] == 1);
}

static double uniform(uint64_t *random)
{
    return ((double)(test_random(random) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(uint64_t *random)
{
    double radius = sqrt(-2 * log(uniform(random)));
    return radius * cos(2 * M_PI * uniform(random));
}

static int64_t binomial(int64_t n, double p, uint64_t *random)
{
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++)
        count += uniform(random) < p;
    return count;
}

enum { PLACES = 6, YEARS = 6 };
struct made {
    struct forecast_cell cells[PLACES * YEARS];
    int64_t households[PLACES], targets[PLACES], came[PLACES], sum;
    struct forecast_problem problem;
};

/* A panel and what came of the next year. `shock`: the standard deviation common to all places. */
static void make(struct made *made, double shock, double own, double noise, uint64_t *random)
{
    double level = -2 + uniform(random), places[PLACES];
    *made = (struct made){ 0 };
    for (int c = 0; c < PLACES; c++) {
        places[c] = own * normal(random);
        made->households[c] = 30 + (int64_t)(test_random(random) % 80);
        made->targets[c] = made->households[c] / 5;
    }
    for (int t = 0; t <= YEARS; t++) {
        double year = shock * normal(random);
        for (int c = 0; c < PLACES; c++) {
            double p = 1 / (1 + exp(-(level + places[c] + year + noise * normal(random))));
            int64_t left = binomial(made->households[c], p, random);
            if (t < YEARS)
                made->cells[c * YEARS + t] = (struct forecast_cell){ made->households[c], left };
            else
                made->sum += made->came[c] = left;
        }
    }
    made->problem = (struct forecast_problem){ .cells = made->cells, .places = PLACES, .years = YEARS,
                                               .households = made->households, .targets = made->targets,
                                               .target = 200 };
}

/* Of 80 % intervals, 75 to 85 % hold what came: of the sums and of the places, over panels whose shock is
 * none, small or large; and the probabilities tell more than a coin. FORECAST_ROUNDS asks for more. */
void test_forecast__intervals_hold(void)
{
    static const double shocks[] = { 0, 0.15, 0.4, 0.8 };
    const char *asked = getenv("FORECAST_ROUNDS");
    int rounds = asked ? (int)strtol(asked, NULL, 10) : 100, sums = 0, places = 0;
    double brier = 0, coin = 0;
    for (size_t i = 0; i < COUNT(shocks); i++) {
        uint64_t random = 50 + i;
        int sums_before = sums;
        for (int round = 0; round < rounds; round++) {
            struct arena_mark mark = arena_mark(test_arena());
            struct made made;
            struct forecast_result result;
            make(&made, shocks[i], 0.3, 0.1, &random);
            CHECK(forecast_make(&made.problem, test_arena(), &result));
            sums += made.sum >= result.sum.low && made.sum <= result.sum.high;
            for (int c = 0; c < PLACES; c++) {
                const struct forecast_number *place = &result.places[c];
                double hit = made.came[c] >= made.targets[c];
                places += made.came[c] >= place->low && made.came[c] <= place->high;
                brier += (place->probability - hit) * (place->probability - hit);
                coin += (0.5 - hit) * (0.5 - hit);
                CHECK(place->low <= place->high && place->probability >= 0 && place->probability <= 1);
            }
            arena_release(test_arena(), mark);
        }
        if (asked)
            printf("shock %.2f: %.3f of the sums\n", shocks[i], (double)(sums - sums_before) / rounds);
    }
    int panels = rounds * (int)COUNT(shocks);
    if (asked)
        printf("all: %.3f of the sums, %.3f of the places\n", (double)sums / panels,
               (double)places / panels / PLACES);
    CHECK(sums >= 0.75 * panels && sums <= 0.85 * panels);
    CHECK(places >= 0.75 * panels * PLACES && places <= 0.85 * panels * PLACES);
    CHECK(brier < 0.8 * coin);
}

/* FORECAST_PANELS names a file of panels that somebody else made (test/oracle/forecast.py): of each its places and
 * years, then place by place the households of next year and what was in each year. The intervals go to
 * FILE.out. */
void test_forecast__panels_of_others(void)
{
    const char *path = getenv("FORECAST_PANELS");
    FILE *in = path ? fopen(path, "r") : NULL;
    if (!in)
        return;
    FILE *out = fopen(arena_printf(test_arena(), "%s.out", path), "w");
    long places = 0, years = 0;
    CHECK(out != NULL);
    while (out && fscanf(in, "%ld %ld", &places, &years) == 2) {
        struct arena_mark mark = arena_mark(test_arena());
        struct forecast_cell *cells = ARENA_ARRAY(test_arena(), struct forecast_cell, (size_t)(places * years));
        int64_t *households = ARENA_ARRAY(test_arena(), int64_t, (size_t)places);
        int64_t *targets = ARENA_ARRAY(test_arena(), int64_t, (size_t)places);
        struct forecast_problem problem = { .cells = cells, .places = (size_t)places, .years = (size_t)years,
                                            .households = households, .targets = targets, .target = -1 };
        struct forecast_result result;
        for (long c = 0; c < places; c++) {
            CHECK(fscanf(in, "%ld", &households[c]) == 1);
            targets[c] = households[c] / 5;
            for (long t = 0; t < years; t++)
                CHECK(fscanf(in, "%ld %ld", &cells[c * years + t].households, &cells[c * years + t].left) == 2);
        }
        CHECK(forecast_make(&problem, test_arena(), &result));
        fprintf(out, "%ld %ld", result.sum.low, result.sum.high);
        for (long c = 0; c < places; c++)
            fprintf(out, " %ld %ld %.6f", result.places[c].low, result.places[c].high, result.places[c].probability);
        fprintf(out, "\n");
        arena_release(test_arena(), mark);
    }
    if (out)
        fclose(out);
    fclose(in);
}

void test_forecast__odd_panels(void)
{
    struct forecast_cell cells[2 * 4] = { { 10, 10 }, { 10, 0 }, { 0, 0 }, { 5, 5 } };
    const int64_t households[] = { 20, 0 }, targets[] = { 0, -1 };
    struct forecast_problem problem = { .cells = cells, .places = 2, .years = 4, .households = households,
                                        .targets = targets, .target = 21 };
    struct forecast_result result;
    CHECK(forecast_make(&problem, test_arena(), &result));
    CHECK(fabs(result.places[0].probability - 1) < 1e-9 && result.places[1].probability == 1);
    CHECK(result.sum.probability == 0 && result.places[1].high == 0);
    cells[3].households = cells[3].left = 0; /* two years only */
    CHECK(!forecast_make(&problem, test_arena(), &result));
    problem.places = 0;
    CHECK(!forecast_make(&problem, test_arena(), &result));
}

/* The more places than are added one by one, the nearer to normal: both ways agree. */
void test_forecast__many_places(void)
{
    enum { MANY = 401 };
    static struct forecast_cell cells[MANY * 3];
    static int64_t households[MANY], targets[MANY];
    for (int c = 0; c < MANY; c++) {
        for (int t = 0; t < 3; t++)
            cells[c * 3 + t] = (struct forecast_cell){ 20, 4 + t };
        households[c] = 20;
        targets[c] = 5;
    }
    struct forecast_problem problem = { .cells = cells, .places = MANY, .years = 3, .households = households,
                                        .targets = targets, .target = 2000 };
    struct forecast_result many, fewer;
    CHECK(forecast_make(&problem, test_arena(), &many));
    problem.places = MANY - 1;
    problem.target = 1995;
    CHECK(forecast_make(&problem, test_arena(), &fewer));
    CHECK(fabs(many.sum.probability - fewer.sum.probability) < 0.01);
    CHECK(llabs(many.sum.low - fewer.sum.low) < 20 && llabs(many.sum.high - fewer.sum.high) < 20);
}
