/* SPDX-License-Identifier: Apache-2.0
 * The linkage engine against made-up lists: the first byte chooses types and threads, the rest are cells cut at tabs
 * and line ends. */
#include "engine/linkage.h"

#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { COLUMNS = 3, RECORDS_MAX = 60 };

static void check(const struct linkage *linkage, size_t records)
{
    const struct linkage_result *result = linkage_result(linkage);
    struct linkage_reasons reasons;
    for (size_t i = 0; i < result->pair_count; i++) {
        const struct linkage_pair *pair = &result->pairs[i];
        require(pair->a < pair->b && pair->b < records && isfinite(pair->log_odds));
        require(i == 0 || result->pairs[i - 1].a < pair->a || result->pairs[i - 1].b < pair->b);
        linkage_explain(linkage, pair->a, pair->b, &reasons);
        require(isfinite(reasons.log_odds));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *cells[RECORDS_MAX * COLUMNS];
    struct linkage_field fields[COLUMNS];
    struct err err = { 0 };
    struct linkage *linkage = NULL;
    if (size < 2)
        return 0;
    char *text = malloc(size);
    require(text);
    memcpy(text, bytes + 1, size - 1);
    text[size - 1] = 0;
    size_t count = 0;
    for (char *at = text, *end = text + size - 1; at < end && count < COUNT(cells); count++) {
        cells[count] = at;
        at += strcspn(at, "\t\n");
        *at++ = 0;
    }
    size_t records = count / COLUMNS;
    for (size_t i = 0; i < COLUMNS; i++)
        fields[i] = (struct linkage_field){ (enum linkage_type)((bytes[0] + i * 5) % LINKAGE_TYPE_MAX_), { i }, 1 };
    struct linkage_input input = { .fields = fields, .field_count = COLUMNS, .cells = cells, .column_count = COLUMNS,
                                   .record_count = records, .first_count = bytes[0] & 64 ? records / 2 : 0 };
    struct linkage_options options = { .seed = 1, .threads = bytes[0] & 128 ? 2 : 1 };
    require(linkage_run(&input, &options, &linkage, &err) == ERR_OK);
    check(linkage, records);
    linkage_free(linkage);
    free(text);
    return 0;
}
