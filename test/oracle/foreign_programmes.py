#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Plays the steps of test/programmes/foreign_*.steps and compares what the program tells with the results that
# were computed by hand. A line is one step:
#   now DAY · load DAY · agree ORGANISATION DAY · NAME = body ORGANISATION UNIT · NAME = KIND FIELD=VALUE…
#   act KIND $NAME ACTION… · coverage OPTION… and below it "  OBLIGATION | SUBJECT | PERIOD | VALUE | STATE"
#   deadlines OPTION… and below it "  SCHEDULE: DAY DAY…" · report OPTION… and below it "  LABEL | VALUE"
#   show, and below it "  TITLE | WHAT IT SAYS"
# usage: foreign_programmes.py RECORDS_PROGRAM TESTED_PROGRAM EMPTY.db FOLDER STEPS…
import json, os, shlex, subprocess, sys

maker, tested, empty, folder = sys.argv[1:5]
passed = failed = 0


def check(right, *words):
    global passed, failed
    passed, failed = passed + bool(right), failed + (not right)
    if not right:
        print("FAIL", *words)


class Player:
    def __init__(self, path):
        self.file, self.names, self.rows = path[: -len(".steps")] + ".yaml", {}, {}
        self.name = os.path.basename(path)[len("foreign_") : -len(".steps")]
        self.programme = next(l.split()[1] for l in open(self.file, encoding="utf-8") if l.startswith("id:"))
        self.db, self.now = os.path.join(folder, self.name + ".db"), "2020-12-31"
        for ending in ("", ".key"):
            subprocess.run(["cp", empty + ending, self.db + ending], check=True)

    def run(self, program, *words, now=None):
        got = subprocess.run([program, "--db", "sqlite:" + self.db, "--now", now or self.now, *words],
                             capture_output=True, text=True)
        return got.returncode, got.stdout, got.stderr

    def json(self, program, *words):
        code, out, err = self.run(program, *words, "--format", "json")
        check(code == 0 and out, self.name, *words, err.strip())
        return json.loads(out) if out else []

    def told(self, verb, words):
        if verb == "coverage":
            for r in self.json(tested, "coverage", "--programme", self.programme, *words):
                self.rows[r["obligation"], r["subject_name"], r["period"]] = (str(r["value"]), r["state"])
        elif verb == "deadlines":
            for r in self.json(tested, "deadlines", "--programme", self.programme, *words):
                self.rows.setdefault(r["schedule"], []).append(r["last_day"] or "unknown")
        elif verb == "show":
            lines = self.run(tested, "programme", "show", self.programme)[1].split("\n")
            self.rows.update((a[2:], b.strip()) for a, b in zip(lines, lines[1:]) if a.startswith("• "))
        else:
            out = os.path.join(folder, "report.json")
            code, _, err = self.run(tested, "report", "render", "--programme", self.programme, *words, "-o", out)
            check(code == 0, self.name, "report", err.strip())
            for node in json.load(open(out, encoding="utf-8"))["nodes"]:
                for f in node["figures"]:
                    self.rows[f["label"]] = str(f["value"])
                for r in (node["table"] or {"rows": []})["rows"]:
                    self.rows[r["label"]] = " ".join(map(str, r["values"]))

    def expect(self, line):
        if ":" in line and "|" not in line:
            schedule, days = line.split(":", 1)
            return check(self.rows.get(schedule.strip()) == days.split(), self.name, line, self.rows.get(schedule))
        parts = [p.strip() for p in line.split("|")]
        key, want = (tuple(parts[:3]), tuple(parts[3:])) if len(parts) == 5 else (parts[0], parts[1])
        return check(self.rows.get(key) == want, self.name, line.strip(), "told", self.rows.get(key))

    def step(self, line):
        if line.startswith("  "):
            return self.expect(line.strip())
        words = [self.names.get(w, w) for w in shlex.split(line)]
        words = ["=".join(self.names.get(p, p) for p in w.split("=", 1)) for w in words]
        if words[0] == "now":
            self.now = words[1]
        elif words[0] == "load":
            code, _, err = self.run(tested, "programme", "load", self.file, now=words[1])
            check(code == 0, self.name, "load", err)
        elif words[0] == "agree":
            code, _, err = self.run(tested, "programme", "agree", self.programme, "--organisation", words[1], now=words[2])
            check(code == 0, self.name, line, err)
        elif words[0] == "act":
            code, _, err = self.run(maker, *words)
            check(code == 0, self.name, line, err)
        elif words[0] in ("coverage", "deadlines", "report", "show"):
            self.rows = {}
            self.told(words[0], words[1:])
        elif words[2] == "body":
            found = self.json(maker, "list", "bodies", f"organisation={words[3]}", f"unit={words[4]}")
            self.names["$" + words[0]] = found[0]["id"]
        else:
            self.names["$" + words[0]] = self.json(maker, "create", *words[2:])["id"]


for steps in sys.argv[5:]:
    player = Player(steps)
    for text in open(steps, encoding="utf-8"):
        if text.strip() and not text.startswith("#"):
            player.step(text.rstrip("\n"))
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
