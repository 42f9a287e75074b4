#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How good pairs and clusters are against the truth: f1.py TRUTH PAIRS.csv [CLUSTERS.csv] with TRUTH a CSV
"id,person" (and "list" where pairs within a list do not count). Prints one line."""
import csv
import sys
from collections import Counter, defaultdict


def read_truth(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return {r["id"]: r["person"] for r in rows}, {r["id"]: r.get("list", "") for r in rows}


def true_pairs(person, lists):
    total, groups = 0, defaultdict(list)
    for key, who in person.items():
        groups[who].append(lists[key])
    for members in groups.values():
        counts = Counter(members)
        n = len(members)
        total += n * (n - 1) // 2
        if "" not in counts:
            total -= sum(c * (c - 1) // 2 for c in counts.values())
    return total


def f1(found, right, true):
    precision, recall = right / found if found else 0, right / true if true else 0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0


def main():
    person, lists = read_truth(sys.argv[1])
    true = true_pairs(person, lists)
    scored = found = right = covered = 0
    best = []
    off = [[0, 0.0, 0] for _ in range(10)]
    with open(sys.argv[2], newline="") as file:
        for row in csv.DictReader(file):
            p, same = float(row["probability"]), person[row["id_a"]] == person[row["id_b"]]
            scored += 1
            covered += same
            found += p >= 0.5
            right += p >= 0.5 and same
            if 0.01 < p < 0.99:
                bin_ = off[min(9, int(p * 10))]
                bin_[0] += 1
                bin_[1] += p
                bin_[2] += same
            best.append((p, same))
    best.sort(key=lambda x: -x[0])
    top, hits = 0, 0
    for i, (p, same) in enumerate(best):
        hits += same
        if i + 1 == len(best) or best[i + 1][0] != p:
            top = max(top, f1(i + 1, hits, true)[2])
    count = sum(b[0] for b in off)
    error = sum(abs(b[1] - b[2]) for b in off) / count if count else 0
    line = "true %d scored %d recall of blocking %.4f P %.4f R %.4f F1 %.4f best %.4f calibration %.3f of %d" % (
        (true, scored, covered / true if true else 0) + f1(found, right, true) + (top, error, count))
    if len(sys.argv) > 3:
        groups = defaultdict(list)
        with open(sys.argv[3], newline="") as file:
            for row in csv.DictReader(file):
                groups[row["cluster"]].append(row["id"])
        found = right = 0
        for members in groups.values():
            counts = Counter(person[m] for m in members)
            found += len(members) * (len(members) - 1) // 2
            right += sum(c * (c - 1) // 2 for c in counts.values())
            if all(lists[m] for m in members):
                for name in set(lists[m] for m in members):
                    inside = [m for m in members if lists[m] == name]
                    within = Counter(person[m] for m in inside)
                    found -= len(inside) * (len(inside) - 1) // 2
                    right -= sum(c * (c - 1) // 2 for c in within.values())
        line += " | clusters P %.4f R %.4f F1 %.4f" % f1(found, right, true)
    print(line)


main()
