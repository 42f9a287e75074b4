#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a logistic regression reaches that is shown the truth of half the persons: trained.py FOLDER… (folders that others.py and its like have written).
Its features are, for each field, how like (by pairs of letters), whether equal, whether not known; its limit is chosen by the truth of the other half, where its F1 is told."""
import math
import os
import random
import sys
import zlib

from others import best_limit, candidates, read


def features(likes):
    return [1.0] + [value for like in likes for value in ((0, 0, 1) if like is None else (like, like == 1, 0))]


def train(rows, rounds=12):
    """Weights by stochastic steps of AdaGrad, pairs that are not one thinned to twenty for each that is."""
    rng = random.Random(1)
    same, other = [r for r in rows if r[1]], [r for r in rows if not r[1]]
    kept = min(len(other), 20 * len(same) + 1000)
    chosen = same + rng.sample(other, kept)
    weights, squares = [0.0] * len(rows[0][0]), [1e-8] * len(rows[0][0])
    for _ in range(rounds):
        rng.shuffle(chosen)
        for x, y in chosen:
            z = sum(w * v for w, v in zip(weights, x))
            off = 1 / (1 + math.exp(-max(-30, min(30, z)))) - y
            for k, v in enumerate(x):
                if v:
                    squares[k] += (off * v) ** 2
                    weights[k] -= 0.3 * off * v / math.sqrt(squares[k])
    return weights


def main():
    for folder in sys.argv[1:]:
        found, true = candidates(folder)
        _, truth = read(folder)
        half = {key: zlib.crc32(person.encode()) % 2 for key, person in truth.items()}
        shown = [(features(likes), same) for a, b, likes, same in found if not half[a] and not half[b]]
        asked = [(features(likes), same) for a, b, likes, same in found if half[a] and half[b]]
        total = true - sum(same and not half[a] for a, _, _, same in found)
        missed = true - sum(same for _, _, _, same in found)
        weights = train(shown)
        score = best_limit([(sum(w * v for w, v in zip(weights, x)), y) for x, y in asked], total - missed / 2)
        print("%-16s trained %.3f" % (os.path.basename(folder), score), flush=True)


if __name__ == "__main__":
    main()
