/* SPDX-License-Identifier: Apache-2.0 */
#include "base/chance.h"

#include "../test.h"

void test_chance__repeats_and_tells_names_apart(void)
{
    struct chance a = chance_of(7, "areas", 23866), b = chance_of(7, "areas", 23866);
    struct chance c = chance_of(7, "areas", 23867), d = chance_of(8, "areas", 23866);
    uint64_t first = chance_next(&a);
    CHECK(first == chance_next(&b));
    CHECK(first != chance_next(&c));
    CHECK(first != chance_next(&d));
}

void test_chance__keeps_to_its_weights(void)
{
    struct chance chance = chance_of(1, "weights", 0);
    const unsigned weights[] = { 1, 0, 3 };
    int64_t seen[3] = { 0 }, low = 9, high = 0;
    for (int i = 0; i < 20000; i++) {
        seen[chance_weighted(&chance, weights, 3)]++;
        int64_t drawn = chance_between(&chance, 2, 5);
        low = drawn < low ? drawn : low;
        high = drawn > high ? drawn : high;
    }
    CHECK_INT(seen[1], 0);
    CHECK(seen[0] > 4600 && seen[0] < 5400);
    CHECK_INT(low, 2);
    CHECK_INT(high, 5);
    CHECK(!chance_happens(&chance, 0));
    CHECK(chance_happens(&chance, 1000));
}
