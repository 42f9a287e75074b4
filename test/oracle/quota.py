#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads what `quota --format json` printed and finds, by dynamic programming over the tree of groups
and with fractions, the least sum of squared deviations over weights; fails where a quota printed
breaks a bound, does not add up, or costs more than that. Shares nothing with the program: no greedy,
no levels."""
import json
import sys
from fractions import Fraction


def leaf(unit, total):
    """Cost of giving k to the unit, by k; units without weight come last."""
    low, high = unit["at_least"], total if unit["at_most"] is None else unit["at_most"]
    weight = unit["weight"]
    price = Fraction(1, weight) if weight else Fraction(10**9)
    return {k: k * k * price for k in range(low, min(high, total) + 1)}


def join(one, other, total):
    best = {}
    for a, cost_a in one.items():
        for b, cost_b in other.items():
            if a + b <= total and (a + b not in best or cost_a + cost_b < best[a + b]):
                best[a + b] = cost_a + cost_b
    return best


def least(parent, units, groups, total):
    """The least cost of every sum for what lies directly in a group (None: in no group)."""
    table = {0: Fraction(0)}
    for unit in units:
        if unit["group"] == parent:
            table = join(table, leaf(unit, total), total)
    for index, group in enumerate(groups):
        if group["parent"] == parent:
            inner = least(index, units, groups, total)
            high = total if group["at_most"] is None else group["at_most"]
            inner = {k: c for k, c in inner.items() if group["at_least"] <= k <= high}
            table = join(table, inner, total)
    return table


def check(quota):
    units = [unit for unit in quota["units"] if unit["weight"] is not None and unit["quota"] is not None]
    groups, total = quota["groups"], quota["total"]
    for unit in units:
        assert unit["at_least"] <= unit["quota"], unit
        assert unit["at_most"] is None or unit["quota"] <= unit["at_most"], unit
    for index, group in enumerate(groups):
        inside = set()
        for at, _ in enumerate(groups):
            up = at
            while up is not None and up != index:
                up = groups[up]["parent"]
            inside |= {at} if up == index else set()
        got = sum(unit["quota"] for unit in units if unit["group"] in inside)
        assert got == group["quota"], group
        assert group["at_least"] <= got and (group["at_most"] is None or got <= group["at_most"]), group
    assert sum(unit["quota"] for unit in units) == total
    cost = sum(unit["quota"] ** 2 * (Fraction(1, unit["weight"]) if unit["weight"] else Fraction(10**9))
               for unit in units)
    best = least(None, units, groups, total)[total]
    assert cost == best, "%s costs %s, the least is %s" % (quota["quota"], cost, best)


checked = 0
for sheet in json.load(open(sys.argv[1]))["quotas"]:
    if sheet["total"] is not None and any(unit["quota"] is not None for unit in sheet["units"]):
        check(sheet)
        checked += 1
print("%d quotas are best" % checked)
sys.exit(0 if checked else 1)
