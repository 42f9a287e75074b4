#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads the C sources and says where they leave the rules of the house (docs/conventions.md):
layers, SQL outside its two lawful sources, // comments, function and file length. Prints a line
"FAIL <rule>: <place>" for each, and "PASS <rule>" for a rule that holds everywhere. Looks below the
folder given, or here.
Only modules of Debian's python3-minimal are used."""
import os
import re
import sys

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 1000

# What each folder of src may include, beside itself.
LAYERS = {
    "base": ["gen"],
    "domain": ["base", "gen"],
    "engine": ["base", "gen"],
    "store": ["base", "domain", "engine", "gen"],
    "paper": ["base", "domain", "engine", "gen"],
    "service": ["base", "domain", "engine", "store", "paper", "gen"],
    "http": ["base", "domain", "engine", "store", "paper", "service", "gen"],
    "cli": ["base", "domain", "engine", "store", "paper", "service", "http", "gen"],
    "": ["base", "domain", "engine", "store", "paper", "service", "http", "cli", "gen"],
}
# A library of the outside world comes in through one door.
ONE_DOOR = ["sqlite3.h", "libpq-fe.h", "microhttpd.h", "zlib.h", "cairo-pdf.h", "pango/pangocairo.h",
            "fontconfig/fontconfig.h"]
# Words with which a statement begins. Data and schema: only in the composer and the driver.
SQL = re.compile(
    r"\b(SELECT\s|INSERT\s+(INTO|OR)\s|UPDATE\s+[a-z_%]+\s+SET\b|DELETE\s+FROM\s|CREATE\s+(TABLE|(UNIQUE\s+)?INDEX|"
    r"VIEW|TRIGGER)\b|ALTER\s+TABLE\s|DROP\s+(TABLE|INDEX)\b|PRAGMA\s|ATTACH\s|VACUUM\b|WHERE\s|ORDER\s+BY\s|"
    r"GROUP\s+BY\s|LEFT\s+JOIN\s)")
SQL_SOURCES = ["src/store/entity_sql.c", "src/store/entity_sql_cond.c", "src/store/entity_sql_list.c",
               "src/store/entity_sql_measure.c", "src/store/table_sql.c", "src/store/sqlite.c", "src/store/postgres.c"]
# Transactions are the façade's.
SQL_TRANSACTION = re.compile(r"\b(BEGIN(?!:)(\s+IMMEDIATE)?|COMMIT|ROLLBACK|(RELEASE )?SAVEPOINT)\b")  # BEGIN: is iCalendar
SQL_TRANSACTION_SOURCES = SQL_SOURCES + ["src/store/db.c"]
DRIVER_CALLS = re.compile(r"\b(sqlite3_[a-z]\w*|PQ[a-z]\w*)\s*\(")

BYTE_SETS = re.compile(r"\b(strsep|strspn|strcspn|strpbrk|strtok_r)\(.*,.*\"[^\"]*[^\x00-\x7f].*\"\)")

failures = {}
rules = ["layers", "one door", "sql", "comments", "function length", "file length", "unfinished",
         "first line", "web texts", "byte sets"]


def fail(rule, place, what):
    failures.setdefault(rule, []).append("%s: %s" % (place, what))


def split_source(text):
    """The text with comments and the insides of literals blanked (line breaks kept), the comments as
    [(line, text)], and the string literals, neighbours joined, as [(line, text)]."""
    out, comments, strings = [], [], []
    token = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    last, line, string_end = 0, 1, -1
    for match in token.finditer(text):
        between = text[last:match.start()]
        line += between.count("\n")
        out.append(between)
        found = match.group()
        if found.startswith(("//", "/*")):
            comments.append((line, found))
            out.append(re.sub(r"[^\n]", " ", found))
        else:
            if found[0] == '"':
                joined = strings and string_end >= 0 and not between.strip()
                if joined:
                    strings[-1] = (strings[-1][0], strings[-1][1] + found[1:-1])
                else:
                    strings.append((line, found[1:-1]))
                string_end = match.end()
            out.append(found[0] + " " * (len(found) - 2) + found[0])
        if found[0] == "'":
            string_end = -1
        line += found.count("\n")
        last = match.end()
    out.append(text[last:])
    return "".join(out), comments, strings


def is_function_head(head):
    """Text between the end of the last definition and an opening brace at depth 0."""
    head = re.sub(r"#[^\n]*(\\\n[^\n]*)*", "", head).strip()
    if "=" in head or re.match(r"(static\s+|const\s+|typedef\s+)*(struct|enum|union)\s*\w*$", head):
        return None
    name = re.search(r"(\w+)\s*\(", head)
    return name.group(1) if name and head.endswith(")") else None


def check_functions(path, code):
    """Lines from the one with the function's name to its closing brace."""
    depth, start, head_from, name, line, head_line = 0, 0, 0, None, 1, 1
    for i, c in enumerate(code):
        if c == "\n":
            line += 1
        elif c == "{":
            if depth == 0:
                name = is_function_head(code[head_from:i])
                head = code[head_from:i]
                head_line = line - head.lstrip().count("\n") if name else line
                start = head_line
            depth += 1
        elif c == "}":
            depth -= 1
            if depth == 0:
                length = line - start + 1
                if name and length > FUNCTION_LINES_MAX:
                    fail("function length", "%s:%d" % (path, start), "%s has %d lines" % (name, length))
                head_from = i + 1
        elif c == ";" and depth == 0:
            head_from = i + 1
    if depth != 0:
        fail("function length", path, "braces do not close")


def check_layers(path, text):
    parts = path.split("/")
    folder = parts[1] if len(parts) > 2 else ""
    for number, row in enumerate(text.split("\n"), 1):
        match = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', row)
        if not match:
            continue
        target = match.group(2)
        if match.group(1) == '"':
            room = target.split("/")[0] if "/" in target else None
            if room is None:
                fail("layers", "%s:%d" % (path, number), 'includes "%s" without its folder' % target)
            elif room != folder and room not in LAYERS.get(folder, []):
                fail("layers", "%s:%d" % (path, number), "%s may not include %s" % (folder or "main.c", target))
        if target in ONE_DOOR:
            doors.setdefault(target, []).append(path)


def check_file(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines = text.count("\n")
    code, comments, strings = split_source(text)
    if not text.startswith("/* SPDX-License-Identifier: Apache-2.0"):
        fail("first line", path, "the licence line is missing")
    for number, comment in comments:
        if comment.startswith("//"):
            fail("comments", "%s:%d" % (path, number), "a // comment")
    for number, row in enumerate(text.split("\n"), 1):
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", row):
            fail("unfinished", "%s:%d" % (path, number), row.strip()[:80])
        if BYTE_SETS.search(row):
            fail("byte sets", "%s:%d" % (path, number), "these look at bytes and cut letters in two: utf8_span and its kin")
    if lines > FILE_LINES_MAX:
        fail("file length", path, "%d lines, at most %d" % (lines, FILE_LINES_MAX))
    if path.startswith("src/"):
        check_layers(path, text)
        check_functions(path, code)
        check_sql(path, code, strings)


def check_sql(path, code, strings):
    for number, literal in strings:
        if SQL.search(literal) and path not in SQL_SOURCES:
            fail("sql", "%s:%d" % (path, number), literal[:70])
        if SQL_TRANSACTION.search(literal) and path not in SQL_TRANSACTION_SOURCES:
            fail("sql", "%s:%d" % (path, number), literal[:70])
    call = DRIVER_CALLS.search(code)
    if call and path not in SQL_SOURCES:
        fail("sql", path, "calls %s" % call.group(1))


doors = {}

# t('today.title'), t('coverage.' + state); a text: 'nav.today' in the table of screens.
WEB_KEY = re.compile(r"\bt\((?:[^()'`]*\? )?'([a-z_.]+)'(?: : '([a-z_.]+)')?|\btext: '([a-z_.]+)'|: t\('([a-z_.]+)'")


def check_web_texts():
    """Every text that the web app names stands in lang/messages.tsv, and every one that stands there is named."""
    named, sources = set(), ""
    for folder, _, names in os.walk("web/src"):
        for name in sorted(names):
            if name.endswith((".ts", ".svelte")):
                text = open(os.path.join(folder, name), encoding="utf-8").read()
                sources += text
                for match in WEB_KEY.finditer(text):
                    for key in filter(None, match.groups()):
                        named.add(key)
                        named_in[key] = os.path.join(folder, name)
    if not os.path.exists("lang/messages.tsv"):
        return
    known = {line.split("\t")[0][4:] for line in open("lang/messages.tsv", encoding="utf-8") if line.startswith("web.")}
    begun = tuple(key for key in named if key.endswith((".", "_")))  # the rest is computed
    for key in sorted(named - known - set(begun)):
        fail("web texts", named_in[key], "web.%s is not in lang/messages.tsv" % key)
    for key in sorted(known - named):
        if not key.startswith(begun) and "'%s'" % key not in sources:
            fail("web texts", "lang/messages.tsv", "web.%s is used nowhere" % key)


named_in = {}


def main():
    if len(sys.argv) > 1:
        os.chdir(sys.argv[1])
    paths = []
    for root in ("src", "test", "tools", "bench"):
        for folder, _, names in os.walk(root):
            paths += [os.path.join(folder, name) for name in names if name.endswith((".c", ".h"))]
    for path in sorted(paths):
        check_file(path)
    check_web_texts()
    for header, where in doors.items():
        if len(where) > 1 or not where[0].endswith(".c"):
            fail("one door", ", ".join(where), "%s belongs in one .c file" % header)
    for rule in rules:
        for what in failures.get(rule, []):
            print("FAIL %s: %s" % (rule, what))
        if rule not in failures:
            print("PASS %s" % rule)


if __name__ == "__main__":
    sys.exit(main())
