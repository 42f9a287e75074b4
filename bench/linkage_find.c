/* SPDX-License-Identifier: Apache-2.0
 * How long one newcomer takes against RECORDS heads of households: linkage_find, 20,000 times, the processor's
 * time of each. linkage_find RECORDS */
#include "base/chance.h"
#include "engine/linkage.h"

#include <string.h>
#include <time.h>

enum { COLUMNS = 5, ASKED = 20000, CELL = 40 };

static const char *const surnames[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Siu", "Nông" };
static const char *const middles[] = { "Văn", "Thị", "Đình", "Đức", "Xuân", "Quang", "Hữu", "Ngọc", "Minh", "Thanh", "Kim" };
static const char *const givens[] = { "Hùng", "Hương", "Hoa", "Lan", "Dũng", "Tuấn", "Hà", "Thủy", "Nga", "Hạnh", "Sơn",
                                      "Thành", "Hải", "Nam", "Bình", "Long", "Thắng", "Tùng", "Trung", "Vinh", "Quân",
                                      "Yến", "Nhung", "Loan", "Liên", "Mai", "Tuyết", "Hằng", "Trang", "Oanh", "Phúc" };

static int by_size(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return one < other ? -1 : one > other;
}

static int64_t now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void invent(struct chance *chance, size_t communes, char (*row)[CELL])
{
    size_t a = chance_below(chance, COUNT(surnames)), b = chance_below(chance, COUNT(middles));
    size_t c = chance_below(chance, COUNT(givens)), year = 1935 + chance_below(chance, 65);
    size_t month = 1 + chance_below(chance, 12), day = 1 + chance_below(chance, 28), place = chance_below(chance, communes);
    bool woman = chance_happens(chance, 400), has_id = chance_happens(chance, 650);
    size_t number = chance_below(chance, 1000000);
    snprintf(row[0], CELL, "%s %s %s", surnames[a], middles[b], givens[c]);
    snprintf(row[1], CELL, "%s", woman ? "Nữ" : "Nam");
    snprintf(row[2], CELL, "%02zu/%02zu/%zu", day, month, year);
    snprintf(row[3], CELL, has_id ? "%03zu%d%02zu%06zu" : "", 1 + place % 60, woman, year % 100, number);
    snprintf(row[4], CELL, "xa%04zu", place);
}

int main(int argc, char **argv)
{
    static const struct linkage_field fields[] = {
        { LINKAGE_NAME, { 0 }, 1 }, { LINKAGE_CODE, { 1 }, 1 }, { LINKAGE_DATE, { 2 }, 1 },
        { LINKAGE_CITIZEN_ID, { 3 }, 1 }, { LINKAGE_PLACE, { 4 }, 1 },
    };
    static int64_t times[ASKED];
    size_t records = argc > 1 ? strtoul(argv[1], NULL, 10) : 2600000, communes = records / 783 + 1;
    char(*texts)[CELL] = calloc(records * COLUMNS, CELL);
    const char **cells = calloc(records * COLUMNS, sizeof(*cells));
    struct chance chance = chance_of(1, "find", records);
    struct linkage *linkage = NULL;
    struct err err = { 0 };
    require(texts && cells);
    for (size_t i = 0; i < records; i++) {
        invent(&chance, communes, texts + i * COLUMNS);
        for (size_t c = 0; c < COLUMNS; c++)
            cells[i * COLUMNS + c] = texts[i * COLUMNS + c];
    }
    struct linkage_input input = { .fields = fields, .field_count = COUNT(fields), .cells = cells, .column_count = COLUMNS,
                                   .record_count = records };
    struct linkage_options options = { .seed = 1, .keep_index = true, .floor = 0.01 };
    require(linkage_run(&input, &options, &linkage, &err) == ERR_OK);
    for (size_t i = 0; i < ASKED; i++) {
        struct linkage_match matches[8];
        char row[COLUMNS][CELL];
        const char *asked[COLUMNS];
        invent(&chance, communes, row);
        for (size_t c = 0; c < COLUMNS; c++)
            asked[c] = row[c];
        int64_t began = now_ns();
        (void)linkage_find(linkage, asked, matches, COUNT(matches));
        times[i] = now_ns() - began;
    }
    qsort(times, ASKED, sizeof(*times), by_size);
    printf("one newcomer against %zu: p50 %.3f ms, p99 %.3f ms, most %.3f ms\n", records, (double)times[ASKED / 2] / 1e6,
           (double)times[ASKED * 99 / 100] / 1e6, (double)times[ASKED - 1] / 1e6);
    linkage_free(linkage);
    free(texts);
    free(cells);
    return 0;
}
