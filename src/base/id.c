/* SPDX-License-Identifier: Apache-2.0 */
#include "base/id.h"

#include <string.h>

enum { MS_BITS = 42, COUNTER_BITS = 14 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int64_t id_make(unsigned shard, int64_t unix_ms, unsigned counter)
{
    require(shard <= ID_SHARD_MAX && counter <= ID_COUNTER_MAX);
    require(unix_ms >= ID_EPOCH_UNIX_MS && unix_ms <= ID_UNIX_MS_MAX);
    return (int64_t)shard << (MS_BITS + COUNTER_BITS) |
           (unix_ms - ID_EPOCH_UNIX_MS) << COUNTER_BITS | (int64_t)counter;
}

unsigned id_shard(int64_t id)
{
    require(id >= 0);
    return (unsigned)(id >> (MS_BITS + COUNTER_BITS));
}

int64_t id_unix_ms(int64_t id)
{
    require(id >= 0);
    return (id >> COUNTER_BITS & ((INT64_C(1) << MS_BITS) - 1)) + ID_EPOCH_UNIX_MS;
}

unsigned id_counter(int64_t id)
{
    require(id >= 0);
    return (unsigned)(id & ID_COUNTER_MAX);
}

void id_maker_init(struct id_maker *maker, uint64_t random_start)
{
    *maker = (struct id_maker){ .counter = (unsigned)(random_start & ID_COUNTER_MAX) };
}

int64_t id_next(struct id_maker *maker, unsigned shard, int64_t now_unix_ms)
{
    maker->counter = (maker->counter + 1) & ID_COUNTER_MAX;
    if (now_unix_ms > maker->last_ms)
        maker->last_ms = now_unix_ms;
    else if (maker->counter == 0)
        maker->last_ms++;
    return id_make(shard, maker->last_ms, maker->counter);
}

void id_to_text(int64_t id, char ret_text[ID_TEXT_SIZE])
{
    require(id >= 0);
    for (int i = ID_TEXT_LEN - 1; i >= 0; i--, id >>= 5)
        ret_text[i] = alphabet[id & 31];
    ret_text[ID_TEXT_LEN] = '\0';
}

/* The value of a digit as people write it, or -1. */
static int digit_value(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    const char *at = c ? strchr(alphabet, c) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

enum err_code id_from_text(const char *text, int64_t *ret_id, struct err *err)
{
    uint64_t id = 0;
    int digits = 0;
    const char *c = text + strspn(text, " \t\r\n");
    for (; *c && !strchr(" \t\r\n", *c); c++) {
        if (*c == '-')
            continue;
        int value = digit_value(*c);
        if (value < 0 || digits == ID_TEXT_LEN)
            return err_set(err, ERR_INPUT, MSG_ID_FORM, text);
        id = id << 5 | (uint64_t)value;
        if (++digits == 1 && value > 7) /* 13 digits hold 65 bits; an id has 63 */
            return err_set(err, ERR_INPUT, MSG_ID_FORM, text);
    }
    if (digits != ID_TEXT_LEN || c[strspn(c, " \t\r\n")] != '\0')
        return err_set(err, ERR_INPUT, MSG_ID_FORM, text);
    *ret_id = (int64_t)id;
    return ERR_OK;
}
