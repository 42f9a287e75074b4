/* SPDX-License-Identifier: Apache-2.0 */
#include "base/chance.h"

/* splitmix64 (Steele, Lea, Flood 2014): one multiply-xor chain per number, any state is good. */
uint64_t chance_next(struct chance *chance)
{
    uint64_t z = chance->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

struct chance chance_of(uint64_t seed, const char *name, uint64_t number)
{
    struct chance chance = { seed };
    for (; *name; name++)
        chance.state = chance_next(&chance) ^ (unsigned char)*name;
    chance.state = chance_next(&chance) ^ number;
    (void)chance_next(&chance);
    return chance;
}

size_t chance_below(struct chance *chance, size_t count)
{
    require(count > 0);
    return (size_t)((unsigned __int128)chance_next(chance) * count >> 64);
}

int64_t chance_between(struct chance *chance, int64_t low, int64_t high)
{
    require(low <= high);
    return low + (int64_t)chance_below(chance, (size_t)(high - low) + 1);
}

bool chance_happens(struct chance *chance, unsigned permille)
{
    return chance_below(chance, 1000) < permille;
}

size_t chance_weighted(struct chance *chance, const unsigned *weights, size_t count)
{
    size_t sum = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    size_t drawn = chance_below(chance, sum);
    while (drawn >= weights[at])
        drawn -= weights[at++];
    return at;
}
