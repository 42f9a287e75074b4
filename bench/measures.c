/* SPDX-License-Identifier: Apache-2.0
 * measures DATABASE PROGRAMME.yaml: a dashboard of the programme's measures for the nation, a province, a
 * commune: first asked, then again many times; beside the same numbers by SQL over the records. Numbers
 * that differ are told, and the program ends with 1. */
#include "domain/programme.h"
#include "service/report/figure.h"
#include "service/unit/unit.h"
#include "store/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 200, MEASURES_MAX = 64 };

/* Processor time of this thread. */
static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time); /* others may be at work on the machine */
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void must(enum err_code code, const struct err *err)
{
    struct buf text = { 0 };
    if (code == ERR_OK)
        return;
    msg_err(&text, LANG_EN, err);
    fprintf(stderr, "%s\n", buf_text(&text));
    exit(1);
}

static char *read_file(struct arena *arena, const char *path, size_t *ret_length)
{
    FILE *in = fopen(path, "r");
    require(in);
    char *text = arena_alloc(arena, 1 << 20, 1);
    *ret_length = fread(text, 1, (1 << 20) - 1, in);
    fclose(in);
    return text;
}

struct dashboard {
    struct store *store;
    const struct measure *measures[MEASURES_MAX];
    size_t count;
    struct period period;
    const char *slowest; /* of the last round */
    double slowest_ms;
};

static void take(void *context, const struct measure *measure)
{
    struct dashboard *dashboard = context;
    require(dashboard->count < MEASURES_MAX);
    dashboard->measures[dashboard->count++] = measure;
}

static double ask(struct dashboard *dashboard, int64_t unit, int64_t *numbers)
{
    struct err err = { 0 };
    struct figure_cut cut = figure_cut_of(dashboard->store, unit, dashboard->period, true, dashboard->store->today_day);
    double start = now_ms();
    double slowest = 0, before = start;
    for (size_t i = 0; i < dashboard->count; i++) {
        struct number number = { 0 };
        must(figure_measure(dashboard->store, dashboard->measures[i], &cut, &number, &err), &err);
        numbers[i] = number.value;
        double after = now_ms();
        if (after - before > slowest) {
            slowest = after - before;
            dashboard->slowest = dashboard->measures[i]->id;
        }
        before = after;
    }
    dashboard->slowest_ms = slowest;
    return before - start;
}

/* How many numbers differ. */
static int measure_place(struct dashboard *dashboard, const char *name, int64_t unit)
{
    double times[ROUNDS];
    int64_t kept[MEASURES_MAX], counted[MEASURES_MAX];
    double first = ask(dashboard, unit, kept);
    for (int i = 0; i < ROUNDS; i++)
        times[i] = ask(dashboard, unit, kept);
    const char *slowest = dashboard->slowest;
    double slowest_ms = dashboard->slowest_ms;
    qsort(times, ROUNDS, sizeof(times[0]), by_size);
    size_t tallies = dashboard->store->tally_count;
    dashboard->store->tally_count = 0; /* now everything comes from the records */
    double records = ask(dashboard, unit, counted);
    dashboard->store->tally_count = tallies;
    double p50 = times[ROUNDS / 2], p95 = times[ROUNDS * 95 / 100];
    printf("%-9s first %8.2f ms   p50 %7.3f ms   p95 %7.3f ms   SQL over the records %9.1f ms   %.0f times   slowest: %s "
           "%.2f ms\n", name, first, p50, p95, records, records / p50, slowest, slowest_ms);
    int differences = 0;
    for (size_t i = 0; i < dashboard->count; i++)
        if (kept[i] != counted[i]) {
            differences++;
            printf("  differs: %s %lld, by the records %lld\n", dashboard->measures[i]->id, (long long)kept[i],
                   (long long)counted[i]);
        }
    return differences;
}

int main(int argc, char **argv)
{
    static struct store store;
    struct err err = { 0 };
    struct arena arena = { 0 };
    if (argc != 3)
        return 2;
    must(store_open(&store, argv[1], DB_READ_ONLY, &err), &err);
    store_set_now(&store, 1795996800000); /* 2026-11-30 */
    size_t length = 0;
    char *text = read_file(&arena, argv[2], &length);
    struct mistakes mistakes = { .arena = &arena };
    const struct programme *programme = programme_parse(&arena, argv[2], text, length, &mistakes);
    require(programme);
    struct dashboard dashboard = { .store = &store, .period = { date_of(2026, 1, 1), date_of(2026, 11, 30) } };
    for (size_t i = 0; i < programme->measure_count; i++)
        expr_measures(programme->measures[i].value, take, &dashboard);
    int64_t province = 0, commune = 0;
    must(unit_resolve(&store, "52@2026-01-01", NULL, &province, &err), &err);
    must(unit_resolve(&store, "23866@2026-01-01", NULL, &commune, &err), &err);
    int differences = measure_place(&dashboard, "nation", 0) + measure_place(&dashboard, "province", province) +
                      measure_place(&dashboard, "commune", commune);
    store_close(&store);
    return differences != 0;
}
