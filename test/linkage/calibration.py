#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether probabilities mean what they say: calibration.py FOLDER PAIRS…, where FOLDER/TRUTH and FOLDER/PAIRS are as of f1.py
and several folders are pooled: calibration.py PAIRS.csv FOLDER…. Prints, over pairs between 0.01 and 0.99, ten bins and the
expected calibration error, and how much of it perfect probabilities would show too, by chance."""
import csv
import os
import random
import sys


def read(folder, name):
    with open(os.path.join(folder, "truth.csv"), newline="") as file:
        person = {r["id"]: r["person"] for r in csv.DictReader(file)}
    with open(os.path.join(folder, name), newline="") as file:
        for row in csv.DictReader(file):
            p = float(row["probability"])
            if 0.01 < p < 0.99:
                yield p, person[row["id_a"]] == person[row["id_b"]]


def error_of(pairs):
    bins = [[0, 0.0, 0] for _ in range(10)]
    for p, same in pairs:
        bin_ = bins[min(9, int(p * 10))]
        bin_[0] += 1
        bin_[1] += p
        bin_[2] += same
    return sum(abs(b[1] - b[2]) for b in bins) / max(1, len(pairs)), bins


def main():
    pairs = [pair for folder in sys.argv[2:] for pair in read(folder, sys.argv[1])]
    error, bins = error_of(pairs)
    rng = random.Random(1)
    chance = sum(error_of([(p, rng.random() < p) for p, _ in pairs])[0] for _ in range(20)) / 20
    print("calibration error %.3f of %d pairs, %.3f by chance;" % (error, len(pairs), chance),
          " ".join("%.2f:%.2f(%d)" % (b[1] / b[0], b[2] / b[0], b[0]) for b in bins if b[0]))


main()
