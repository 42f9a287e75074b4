/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"

#include "base/buf.h"

#include <string.h>

enum { NAME_BYTES_MAX = 60 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance, with three rows of the table kept. */
static size_t name_distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t rows[3][NAME_BYTES_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_len; j++)
        above[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b_len];
}

const char *nearest_name(const char *wanted, const char *const *names)
{
    size_t len = strlen(wanted);
    if (len == 0 || len > NAME_BYTES_MAX)
        return NULL;
    size_t best_distance = (len + 2) / 3 + 1;
    const char *best = NULL;
    for (; *names; names++) {
        size_t name_len = strlen(*names);
        if (name_len > NAME_BYTES_MAX)
            continue;
        size_t distance = name_distance(wanted, len, *names, name_len);
        if (distance < best_distance) {
            best_distance = distance;
            best = *names;
        }
    }
    return best;
}

char *names_joined(struct arena *arena, const char *const *names, size_t max)
{
    CLEANUP(buf_done) struct buf text = { 0 };
    for (size_t i = 0; names[i]; i++) {
        if (i == max) {
            buf_add(&text, ", …");
            break;
        }
        if (i > 0)
            buf_add(&text, ", ");
        buf_add(&text, names[i]);
    }
    return arena_strdup(arena, buf_text(&text));
}
