/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "base/id.h"

#include <string.h>

void test_id__parts_come_back(void)
{
    static const struct {
        unsigned shard, counter;
        int64_t unix_ms;
    } rows[] = {
        { 0, 0, ID_EPOCH_UNIX_MS },
        { 91, 1, INT64_C(1600240000123) },
        { ID_SHARD_MAX, ID_COUNTER_MAX, ID_UNIX_MS_MAX },
        { 64, 16000, INT64_C(1753000000999) },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t id = id_make(rows[i].shard, rows[i].unix_ms, rows[i].counter);
        CHECK(id >= 0);
        CHECK_INT(id_shard(id), rows[i].shard);
        CHECK_INT(id_unix_ms(id), rows[i].unix_ms);
        CHECK_INT(id_counter(id), rows[i].counter);
    }
    CHECK_INT(id_make(ID_SHARD_MAX, ID_UNIX_MS_MAX, ID_COUNTER_MAX), INT64_MAX);
}

void test_id__text_forms(void)
{
    char text[ID_TEXT_SIZE];
    id_to_text(0, text);
    CHECK_TEXT(text, "0000000000000");
    id_to_text(INT64_MAX, text);
    CHECK_TEXT(text, "7ZZZZZZZZZZZZ");
    id_to_text(1234567890123456789, text);
    CHECK_TEXT(text, "128GGYHYYK08N");
    static const struct {
        const char *text;
        int64_t id;
    } good[] = {
        { "0000000000000", 0 },
        { "7ZZZZZZZZZZZZ", INT64_MAX },
        { "7zzzzzzzzzzzz", INT64_MAX },
        { "128GGYHYYK08N", 1234567890123456789 },
        { " 128g-gyhy-yk08-n\n", 1234567890123456789 },
        { "L28GGYHYYKo8N", 1234567890123456789 },
        { "oOo000000000i", 1 },
        { "0-0-0-0-0-0-0-0-0-0-0-0-1", 1 },
    };
    struct err err = { 0 };
    for (size_t i = 0; i < COUNT(good); i++) {
        int64_t id = -1;
        CHECK_OK(id_from_text(good[i].text, &id, &err), &err);
        CHECK_INT(id, good[i].id);
    }
}

void test_id__text_refused(void)
{
    static const char *const bad[] = { "",
                                       "-",
                                       "128GGYHYYK08",
                                       "128GGYHYYK08NN",
                                       "8000000000000",
                                       "ZZZZZZZZZZZZZ",
                                       "128GGYHYYK08U",
                                       "128GGYHY YK08N",
                                       "128GGYHYYK08é",
                                       "128GGYHYYK08!" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct err err = { 0 };
        int64_t id = 77;
        CHECK_INT(id_from_text(bad[i], &id, &err), ERR_INPUT);
        CHECK_INT(err.msg, MSG_ID_FORM);
        CHECK_TEXT(err.args[0], bad[i]);
        CHECK_INT(id, 77);
    }
}

void test_id__text_round_trip_keeps_order(void)
{
    uint64_t state = 5;
    char before[ID_TEXT_SIZE] = "";
    int64_t id_before = 0;
    struct err err = { 0 };
    for (int i = 0; i < 20000; i++) {
        int64_t id = (int64_t)(test_random(&state) >> 1), back = -1;
        char text[ID_TEXT_SIZE];
        id_to_text(id, text);
        CHECK_OK(id_from_text(text, &back, &err), &err);
        CHECK_INT(back, id);
        if (i > 0)
            CHECK((strcmp(before, text) < 0) == (id_before < id));
        memcpy(before, text, sizeof(text));
        id_before = id;
    }
}

void test_id__maker_rises_whatever_the_clock_does(void)
{
    struct id_maker maker;
    id_maker_init(&maker, UINT64_C(0xFFFFFFFFFFFFFFF0));
    int64_t now = INT64_C(1600000000000), before = 0;
    uint64_t state = 11;
    for (int i = 0; i < 200000; i++) {
        int64_t id = id_next(&maker, 91, now);
        CHECK(id > before);
        CHECK_INT(id_shard(id), 91);
        before = id;
        if (test_random(&state) % 1000 == 0)
            now += (int64_t)(test_random(&state) % 20) - 10; /* forwards and back */
    }
}

void test_id__maker_runs_ahead_when_a_millisecond_is_full(void)
{
    struct id_maker maker;
    id_maker_init(&maker, 0);
    int64_t now = INT64_C(1600000000000), last = 0;
    for (int i = 0; i < 3 * (ID_COUNTER_MAX + 1); i++) {
        int64_t id = id_next(&maker, 0, now);
        CHECK(id > last);
        last = id;
    }
    CHECK_INT(id_unix_ms(last), now + 3);
    CHECK_INT(id_unix_ms(id_next(&maker, 0, now + 10)), now + 10);
}
