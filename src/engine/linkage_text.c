/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/linkage_text.h"

#include <string.h>

enum { JARO_BYTES = 64, EDIT_BYTES = 128 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The lowest `count` bits. */
static uint64_t lowest(size_t count)
{
    return count < 64 ? (UINT64_C(1) << count) - 1 : UINT64_MAX;
}

/* Marks letters that both have within the window; returns how many, and half the exchanges. Where a letter stands in b is a
 * bit each, so that a letter of a finds the first that is left at once. */
static size_t matching(const char *a, size_t a_len, const char *b, size_t b_len, size_t *ret_exchanges)
{
    size_t longer = a_len > b_len ? a_len : b_len, window = longer / 2 > 0 ? longer / 2 - 1 : 0;
    uint64_t a_hit = 0, b_hit = 0, places[256]; /* only of letters that occur */
    size_t count = 0, exchanges = 0;
    for (size_t i = 0; i < a_len; i++)
        places[(unsigned char)a[i]] = 0;
    for (size_t j = 0; j < b_len; j++)
        places[(unsigned char)b[j]] = 0;
    for (size_t j = 0; j < b_len; j++)
        places[(unsigned char)b[j]] |= UINT64_C(1) << j;
    for (size_t i = 0; i < a_len; i++) {
        uint64_t within = lowest(least(i + window + 1, b_len)) & ~lowest(i > window ? i - window : 0);
        uint64_t found = places[(unsigned char)a[i]] & within & ~b_hit;
        if (!found)
            continue;
        a_hit |= UINT64_C(1) << i;
        b_hit |= found & -found;
        count++;
    }
    for (size_t i = 0, j = 0; i < a_len; i++) {
        if (!(a_hit >> i & 1))
            continue;
        while (!(b_hit >> j & 1))
            j++;
        exchanges += a[i] != b[j++];
    }
    *ret_exchanges = exchanges / 2;
    return count;
}

double linkage_jaro_winkler(const char *a, size_t a_len, const char *b, size_t b_len)
{
    a_len = least(a_len, JARO_BYTES);
    b_len = least(b_len, JARO_BYTES);
    if (a_len == 0 || b_len == 0)
        return a_len == b_len ? 1 : 0;
    size_t exchanges = 0, same = matching(a, a_len, b, b_len, &exchanges), prefix = 0;
    if (same == 0)
        return 0;
    double m = (double)same;
    double jaro = (m / (double)a_len + m / (double)b_len + (m - (double)exchanges) / m) / 3;
    while (prefix < 4 && prefix < a_len && prefix < b_len && a[prefix] == b[prefix])
        prefix++;
    return jaro + 0.1 * (double)prefix * (1 - jaro);
}

/* One row of the table of distances; columns further than `most` from the diagonal cost too much. */
static unsigned next_row(const char *a, size_t i, const char *b, size_t b_len, unsigned most,
                         unsigned char (*rows)[EDIT_BYTES + 1])
{
    unsigned char *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
    size_t from = i > most ? i - most : 1, to = least(i + most, b_len);
    unsigned best = most + 1;
    row[from - 1] = (unsigned char)(from == 1 ? least(i, most + 1) : most + 1);
    for (size_t j = from; j <= to; j++) {
        unsigned cost = above[j - 1] + (a[i - 1] != b[j - 1] ? 1u : 0u);
        if (row[j - 1] + 1u < cost)
            cost = row[j - 1] + 1u;
        if (above[j] + 1u < cost)
            cost = above[j] + 1u;
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1u < cost)
            cost = before[j - 2] + 1u;
        row[j] = (unsigned char)(cost > most + 1 ? most + 1 : cost);
        best = cost < best ? cost : best;
    }
    if (to < b_len)
        row[to + 1] = (unsigned char)(most + 1);
    return best;
}

unsigned linkage_edits(const char *a, size_t a_len, const char *b, size_t b_len, unsigned most)
{
    require(most <= 3);
    size_t apart = a_len > b_len ? a_len - b_len : b_len - a_len;
    if (apart > most)
        return most + 1;
    if (a_len > EDIT_BYTES || b_len > EDIT_BYTES)
        return a_len == b_len && memcmp(a, b, a_len) == 0 ? 0 : most + 1;
    unsigned char rows[3][EDIT_BYTES + 1];
    memset(rows, (int)most + 1, sizeof(rows));
    for (size_t j = 0; j <= least(b_len, most + 1); j++)
        rows[0][j] = (unsigned char)j;
    for (size_t i = 1; i <= a_len; i++)
        (void)next_row(a, i, b, b_len, most, rows);
    unsigned found = rows[a_len % 3][b_len];
    return found > most ? most + 1 : found;
}
