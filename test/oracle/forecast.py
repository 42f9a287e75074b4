# SPDX-License-Identifier: Apache-2.0
"""Panels of places and years whose common shock the forecast does not know, and how often its 80 % intervals hold what
came. Made and scored here, apart from the engine and its tests.
forecast.py make FILE PANELS SEED SHOCK | score FILE FILE.out"""
import json
import math
import os
import random
import sys

PLACES, YEARS = int(os.environ.get("FORECAST_PLACES", 8)), int(os.environ.get("FORECAST_YEARS", 7))


def panel(rng, shock):
    level, own = rng.uniform(-2.2, -0.8), [rng.gauss(0, 0.3) for _ in range(PLACES)]
    poor = [rng.randint(25, 120) for _ in range(PLACES)]
    years = []
    for _ in range(YEARS + 1):
        common = rng.gauss(0, shock)
        rates = [1 / (1 + math.exp(-(level + u + common + rng.gauss(0, 0.1)))) for u in own]
        years.append([sum(rng.random() < p for _ in range(n)) for p, n in zip(rates, poor)])
    return poor, years


if sys.argv[1] == "make":
    path, count, seed, shock = sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
    rng = random.Random("%d %s" % (seed, shock))
    truth = []
    with open(path, "w") as out:
        for _ in range(count):
            poor, years = panel(rng, shock)
            out.write("%d %d\n" % (PLACES, YEARS))
            for c in range(PLACES):
                out.write("%d %s\n" % (poor[c], " ".join("%d %d" % (poor[c], years[t][c]) for t in range(YEARS))))
            truth.append((poor, years[YEARS]))
    json.dump(truth, open(path + ".truth", "w"))
else:
    sums = places = hits = 0
    told = came = brier = 0.0
    truth = json.load(open(sys.argv[2] + ".truth"))
    for line, (poor, last) in zip(open(sys.argv[3]), truth):
        cells = line.split()
        sums += int(cells[0]) <= sum(last) <= int(cells[1])
        for c in range(PLACES):
            low, high, chance = int(cells[2 + 3 * c]), int(cells[3 + 3 * c]), float(cells[4 + 3 * c])
            hit = last[c] >= poor[c] // 5
            places += low <= last[c] <= high
            told, came, brier = told + chance, came + hit, brier + (chance - hit) ** 2
    count = len(truth)
    print("%.3f %.3f %.3f %.3f %.3f" % (sums / count, places / count / PLACES, told / count / PLACES, came / count / PLACES,
                                        brier / count / PLACES))
