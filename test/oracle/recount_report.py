#!/usr/bin/env python3
"""Counts every figure, table and list of a report over exports (measures.py), and compares with its JSON.

usage: recount_report.py PROGRAMME.yaml EXPORTS REPORT.json TODAY
Prints each difference; ends with "N passed, N failed".
"""
import json
import sys
from decimal import Decimal
from fractions import Fraction

from measures import Cut, Programme, Register, nearest

path, folder, report_path, today = sys.argv[1:5]
register = Register(folder, today)
programme = Programme(path, register)
report = json.load(open(report_path, encoding="utf-8"), parse_float=Decimal)
unit = register.unit_by_key(report["unit"]["key"].removeprefix("unit:"))
organisation = report["organisation"]["code"]
first = report["period"].partition("..")[0] + "-01-01"
cut = Cut(unit, first, report["as_of"], report["territory_on"],
          organisation=None if organisation == "fatherland_front" else organisation)
passed = failed = 0


def check(what, mine, theirs, shares=False):
    global passed, failed
    if shares and theirs is not None:
        theirs = int(Decimal(theirs) * 100)
    if isinstance(mine, Fraction):
        mine = nearest(mine)  # what is shown is rounded, what is compared is not
    if mine == theirs:
        passed += 1
    else:
        failed += 1
        if failed <= 20:
            print(what, "recounted", mine, "told", theirs)


def first_measure(expr):
    expr = programme.expression(expr)
    while not ("count" in expr or "sum" in expr or "distinct" in expr):
        parts = expr.get("ratio") or expr.get("add") or expr.get("subtract") or \
            [next(expr[w]["of"] for w in ("change", "decrease", "average") if w in expr)]
        expr = programme.expression(parts[0])
    return expr


class OfField(Programme):
    """The programme's numbers of the records with one code in a field."""

    def __init__(self, field, code):  # pylint: disable=super-init-not-called
        self.__dict__.update(programme.__dict__)
        self.field, self.code = field, code

    def records(self, measure, cut_):
        return [r for r in programme.records(measure, cut_) if r[self.field] == self.code]


class OfOrganisation(Programme):
    """Those told of one organisation, or of none; a measure that cannot be told stays whole."""

    def __init__(self, code):  # pylint: disable=super-init-not-called
        self.__dict__.update(programme.__dict__)
        self.code = code

    def records(self, measure, cut_):
        field = self.organisation_field(measure)
        return [r for r in programme.records(measure, cut_) if field is None or r[field] == self.code]


def row_value(rows, key, expr):
    if rows == "organisation":
        return OfOrganisation(key).value(expr, cut)
    if isinstance(rows, dict):
        return OfField(rows["field"], key).value(expr, cut)
    return programme.value(expr, cut.changed(unit=register.unit_by_key(key.removeprefix("unit:"))))


def check_table(where, node, told):
    rows = node["rows"][0] if isinstance(node["rows"], list) else node["rows"]
    shares = [c["type"] in ("per_cent", "points") for c in told["columns"]]
    seen = {row["key"] for row in told["rows"]}
    for i, column in enumerate(node["columns"]):
        check((where, column["label"], "total"), programme.value(column["value"], cut), told["total"][i], shares[i])
    for row in told["rows"]:
        if row["key"] is None and rows != "organisation" and not isinstance(rows, dict):
            continue  # recorded above the level, or nowhere
        for i, column in enumerate(node["columns"]):
            check((where, row["key"], column["label"]), row_value(rows, row["key"], column["value"]), row["values"][i],
                  shares[i])
    if isinstance(rows, str) and rows != "organisation":
        check((where, "rows"), {register.unit_key(u) for u in register.below(unit, cut.day, rows)}, seen - {None})
    if isinstance(rows, dict):
        codes = {r[rows["field"]] for r in programme.records(first_measure(node["columns"][0]["value"]), cut)}
        check((where, "codes"), codes - seen, set())


def check_node(node):
    told = next(n for n in report["nodes"] if n["id"] == node["id"])
    for figure, row in zip(node.get("figures") or [], told["figures"]):
        check((node["id"], figure["label"]), programme.value(figure["value"], cut), row["value"],
              row["type"] in ("per_cent", "points"))
    if node.get("table"):
        check_table(node["id"], node["table"], told["table"])
    if node.get("list"):
        mine = {r["id"] for r in programme.records(programme.expression(node["list"]["records"]), cut)}
        check((node["id"], "list"), len(mine), told["list"]["total"])
        check((node["id"], "ids"), set(told["list"]["ids"]) - mine, set())
    for inner in node.get("nodes") or []:
        check_node(inner)


outline = next(o for o in programme.file["outlines"] if o["id"] == report["outline"])
for top in outline["nodes"]:
    check_node(top)
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
