#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which pairs of one household blocking reaches and 0.5 links, by kind: kinds.py PAIRS.csv FOLDER… (of vietnamese.py), pooled."""
import csv
import os
import sys
from collections import defaultdict


def kind(one, other):
    return ("one head" if one["head"] == other["head"] else "another head") + (
        "" if one["commune"] == other["commune"] else ", moved")


def main():
    counts = defaultdict(lambda: [0, 0, 0])
    for folder in sys.argv[2:]:
        with open(os.path.join(folder, "truth.csv"), newline="") as file:
            truth = {r["id"]: r for r in csv.DictReader(file)}
        groups = defaultdict(list)
        for row in truth.values():
            groups[row["person"]].append(row)
        for rows in groups.values():
            for i, one in enumerate(rows):
                for other in rows[:i]:
                    counts[kind(one, other)][0] += 1
        with open(os.path.join(folder, sys.argv[1]), newline="") as file:
            for row in csv.DictReader(file):
                one, other = truth[row["id_a"]], truth[row["id_b"]]
                if one["person"] == other["person"]:
                    counts[kind(one, other)][1] += 1
                    counts[kind(one, other)][2] += float(row["probability"]) >= 0.5
    print("; ".join("%s: %d pairs, blocking %.3f, linked %.3f" % (name, c[0], c[1] / c[0], c[2] / c[0])
                    for name, c in sorted(counts.items(), key=lambda x: -x[1][0])))


main()
