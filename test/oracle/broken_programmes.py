#!/usr/bin/env python3
"""Breaks programme files one line at a time and looks at what `programme check` says of each.

usage: broken_programmes.py PROGRAM COUNT SEED FILE.yaml …
Makes COUNT files that are wrong in one known line, in the ways people get YAML wrong, and checks that the
program ends with status 3 and names that line, and that it never dies. A change that leaves the file right is
not counted. Prints each failure; ends with "N passed, N failed".
"""
import os
import random
import re
import subprocess
import sys
import tempfile

program, count, seed, files = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
rng = random.Random(seed)
texts = {path: open(path, encoding="utf-8").read().split("\n") for path in files}

KEY = re.compile(r"^(\s*(?:- )?)([a-z_]+):( .*|)$")
# `key: value` within a line, in a group or alone; the value a plain word
WORD = re.compile(r"(?<![\w“])(kind|type|when|role|purpose|time|style|relation|consent|subject|form|preference|"
                  r"eligibility): ([a-z_]+)(?=[,}\n]|$)")
NAME = re.compile(r"(?<![\w“])(measure|value|of|count|outline|document|parent|schedule|movement|organisation|"
                  r"department|basis): ([a-z_]+)(?=[,}\n]|$)")
DATE = re.compile(r"\b(date|arrived|from|to|due): ([^,}]*\d{4})(?=[,}]|$)")
PLACEHOLDER = re.compile(r"\{(unit|organisation|missing|period)\}")


def lines_with(lines, pattern):
    return [i for i, line in enumerate(lines) if pattern.search(line) and not line.lstrip().startswith("#")]


def in_line(pattern, change):
    def mutate(lines):
        at = rng.choice(lines_with(lines, pattern))
        match = rng.choice(list(pattern.finditer(lines[at])))
        lines[at] = lines[at][:match.start()] + change(match) + lines[at][match.end():]
        return at
    return mutate


def unknown_key(lines):
    # not the names of parameters, which a file chooses itself
    at = rng.choice([i for i in lines_with(lines, KEY) if KEY.match(lines[i]).group(1) != "  "])
    lead, key, rest = KEY.match(lines[at]).groups()
    letters = list(key)
    spot = rng.randrange(len(letters))
    letters[spot] = rng.choice([c for c in "abcdeghiklmnopqrstuvxy" if c != letters[spot]])
    lines[at] = f"{lead}{''.join(letters)}:{rest}"
    return at


def twice(lines):
    """A key given twice in one mapping: the second one is wrong."""
    at = rng.choice([i for i in lines_with(lines, KEY) if KEY.match(lines[i]).group(3).strip()
                     and not KEY.match(lines[i]).group(1).endswith("- ")
                     and not KEY.match(lines[i]).group(3).strip().startswith(("|", ">"))])
    lines.insert(at + 1, lines[at])
    return at + 1


def same_id(lines):
    ids = lines_with(lines, re.compile(r"^  - id: [a-z_0-9]+$"))
    spot = rng.randrange(1, len(ids))
    first, at = ids[spot - 1], ids[spot]
    between = [i for i in range(first, at) if KEY.match(lines[i]) and not lines[i].startswith(" ")]
    if between:  # of another section
        return None
    lines[at] = lines[first]
    return at


def without(lines):
    """A required key of an element left out: told at the element's first line."""
    heads = lines_with(lines, re.compile(r"^  - id: "))
    at = rng.choice(heads)
    end = at + 1
    while end < len(lines) and lines[end].startswith("    "):
        end += 1
    required = [i for i in range(at + 1, end) if re.match(r"    (title|each|measure|bound|when|kind|lead|type|subject):", lines[i])]
    if not required:
        return None
    gone = rng.choice(required)
    last = gone + 1
    while last < end and lines[last].startswith("      "):
        last += 1
    del lines[gone:last]
    return at


def tab(lines):
    at = rng.choice(lines_with(lines, re.compile(r"^    [a-z_]+:")))
    lines[at] = "\t" + lines[at].lstrip()
    return at


def open_quote(lines):
    at = rng.choice(lines_with(lines, re.compile(r'^[^"]*: "[^"]*"$')))
    lines[at] = lines[at].rstrip('"')
    return at


def open_group(lines):
    at = rng.choice(lines_with(lines, re.compile(r"\}$")))
    lines[at] = lines[at][:-1]
    return at


def list_for_word(lines):
    at = rng.choice(lines_with(lines, re.compile(r"^\s+(?:- )?(id|when|kind|title|number): [^{\[\"]+$")))
    lines[at] = re.sub(r": (.*)$", r": [[\1], [x]]" if rng.random() < 0.5 else r": {x: [1, 2]}", lines[at])
    return at


def odd_bytes(lines):
    at = rng.choice(lines_with(lines, re.compile("[àáảãạăâêôơưđ]")))
    spot = rng.randrange(len(lines[at]))
    lines[at] = lines[at][:spot] + rng.choice(["\udcff", "\udcc3", "\x00", "\x07"]) + lines[at][spot:]
    return at


WAYS = {
    "a word that is none of the known": in_line(WORD, lambda m: f"{m.group(1)}: {m.group(2)[:-1]}qz"),
    "a name nothing bears": in_line(NAME, lambda m: f"{m.group(1)}: no_such_{m.group(2)}"),
    "a key nobody knows": unknown_key,
    "a key twice": twice,
    "an id twice": same_id,
    "a required key left out": without,
    "a tab": tab,
    "an open quote": open_quote,
    "an open group": open_group,
    "a list where a word belongs": list_for_word,
    "bytes that are no text": odd_bytes,
    "a day that never was": in_line(DATE, lambda m: f"{m.group(1)}: 31/02/2018"),
    "a placeholder nobody fills": in_line(PLACEHOLDER, lambda m: "{nowhere}"),
    "a parameter that is not there": in_line(re.compile(r"\$[a-z_]+"), lambda m: "$no_such"),
    "a bound that is no number": in_line(re.compile(r"(at_least|at_most|exactly): \S+?(?=[,}])"),
                                         lambda m: f"{m.group(1)}: nhiều"),
    "a level that is none": in_line(re.compile(r"(level|levels): \[?(province|district|commune|area)"),
                                    lambda m: m.group(0).replace(m.group(2), "hamlet")),
    "an alias": in_line(re.compile(r"(title|heading): [A-ZĐ]"), lambda m: f"{m.group(1)}: *x "),
}
# libyaml notices an open quote or group where the text stops making sense, so a later line is right too
LATER = {"an open quote", "an open group", "a tab"}


def check(folder, made):
    run = subprocess.run([program, "programme", "check"] + [path for path, _, _ in made], capture_output=True,
                         cwd=folder, timeout=120)
    told = {}
    for line in run.stderr.decode("utf-8", "replace").split("\n"):
        match = re.match(r"(\d+\.yaml):(\d+):", line)
        if match:
            told.setdefault(match.group(1), []).append((int(match.group(2)), line))
        elif re.match(r"(\d+\.yaml): ", line):
            told.setdefault(line.split(":")[0], []).append((0, line))
    return run, told


def broken(folder, number):
    """One file with one wrong line: its name, the line, the way; None where the way does not apply."""
    source = rng.choice(files)
    way = rng.choice(sorted(WAYS))
    lines = list(texts[source])
    try:
        at = WAYS[way](lines)
    except IndexError:  # nothing of the kind in this file
        at = None
    if at is None or lines == texts[source]:
        return None
    name = f"{number}.yaml"
    with open(f"{folder}/{name}", "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write("\n".join(lines))
    return name, at + 1, f"{way} ({source}:{at + 1})"


passed = failed = number = 0
program = os.path.abspath(program)
by_way = {}
with tempfile.TemporaryDirectory() as folder:
    while passed + failed < count:
        made = []
        while len(made) < 20:
            number += 1
            one = broken(folder, number)
            if one:
                made.append(one)
        run, told = check(folder, made)
        if run.returncode not in (0, 3):
            for one in made:  # which of them
                run, _ = check(folder, [one])
                if run.returncode not in (0, 3):
                    failed += 1
                    print(f"FAILED: {one[2]}: status {run.returncode}\n{run.stderr.decode('utf-8', 'replace')[-2000:]}")
            continue
        for name, line, what in made:
            if name not in told or passed + failed >= count:
                continue  # still a right file
            way = what.split(" (")[0]
            said = [n for n, _ in told[name]]
            if line in said or (way in LATER and any(n >= line for n in said)):
                passed += 1
                by_way[way] = by_way.get(way, 0) + 1
            else:
                failed += 1
                print(f"FAILED: {what}: told of line(s) {sorted(set(said))}: {told[name][0][1]}")
print(", ".join(f"{way}: {n}" for way, n in sorted(by_way.items())))
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
