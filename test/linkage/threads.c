/* SPDX-License-Identifier: Apache-2.0
 * The linkage on a list that it makes up, with several threads: built with the thread sanitizer, which ends the
 * program where two threads touch one thing. Prints "1 passed, 0 failed". */
#include "base/chance.h"
#include "engine/linkage.h"

#include <string.h>

enum { RECORDS = 6000, COLUMNS = 4 };

int main(void)
{
    static char texts[RECORDS * COLUMNS][16];
    static const char *cells[RECORDS * COLUMNS];
    static const struct linkage_field fields[] = {
        { LINKAGE_NAME, { 0 }, 1 }, { LINKAGE_DATE, { 1 }, 1 }, { LINKAGE_PLACE, { 2 }, 1 }, { LINKAGE_ID, { 3 }, 1 },
    };
    struct chance chance = chance_of(1, "threads", 0);
    for (size_t i = 0; i < RECORDS; i++) {
        char(*row)[16] = &texts[i * COLUMNS];
        if (i % 2) {
            memcpy(row, row - COLUMNS, sizeof(*row) * COLUMNS);
            row[0][chance_below(&chance, 5)] = 'e';
        } else {
            snprintf(row[0], 16, "%c%c%c %c%c%c", 'a' + (int)(i % 9), 'a' + (int)(i % 7), 'n', 'b' + (int)(i % 11), 'o',
                     'a' + (int)(i % 13));
            snprintf(row[1], 16, "%zu", 1930 + chance_below(&chance, 80));
            snprintf(row[2], 16, "x%zu", chance_below(&chance, 20));
            snprintf(row[3], 16, "%zu", chance_below(&chance, 100000000));
        }
        for (size_t c = 0; c < COLUMNS; c++)
            cells[i * COLUMNS + c] = row[c];
    }
    struct linkage_input input = { .fields = fields, .field_count = 4, .cells = cells, .column_count = COLUMNS,
                                   .record_count = RECORDS };
    struct linkage *linkage = NULL;
    struct err err = { 0 };
    require(linkage_run(&input, &(struct linkage_options){ .seed = 1, .threads = 4 }, &linkage, &err) == ERR_OK);
    bool good = linkage_result(linkage)->cluster_count > RECORDS / 4;
    linkage_free(linkage);
    puts(good ? "1 passed, 0 failed" : "0 passed, 1 failed");
    return good ? 0 : 1;
}
