#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads an iCalendar file by RFC 5545 alone and prints its entries as JSON; stops at what the RFC
forbids: line ends, lines beyond 75 octets, characters cut in two, unknown escapes, components that do
not nest, what must stand once, dates that are none."""
import datetime
import json
import re
import sys

ONCE = {"VEVENT": ["UID", "DTSTAMP", "DTSTART"], "VTODO": ["UID", "DTSTAMP"]}
KNOWN = {"VCALENDAR": {"VERSION", "PRODID", "CALSCALE"},
         "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION",
                    "CATEGORIES", "TRANSP", "STATUS"},
         "VTODO": {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "STATUS",
                   "DUE"}}


def lines_of(data):
    assert data.endswith(b"\r\n"), "the last line has no end"
    raw = data[:-2].split(b"\r\n")
    for line in raw:
        assert len(line) <= 75, f"{len(line)} octets: {line!r}"
        assert b"\n" not in line and b"\r" not in line, f"a bare line end: {line!r}"
        line.decode("utf-8")  # no character is cut in two
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line), f"a control character: {line!r}"
    unfolded = []
    for line in raw:
        if line[:1] in (b" ", b"\t"):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    return [line.decode("utf-8") for line in unfolded]


def unescape(text):
    assert not re.search(r"(?<!\\)(\\\\)*[;,]", text.replace("\\;", "").replace("\\,", "")), text
    assert re.fullmatch(r"(?:[^\\]|\\[\\;,nN])*", text), f"an unknown escape: {text}"
    return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m.group(1) in "nN" else m.group(1), text)


def day_of(text):
    return datetime.datetime.strptime(text, "%Y%m%d").date()


def entry_of(kind, properties):
    names = [name for name, _, _ in properties]
    for name in ONCE[kind]:
        assert names.count(name) == 1, f"{name} stands {names.count(name)} times"
    for name in names:
        assert names.count(name) == 1, f"{name} stands twice"
    entry = {"component": kind}
    for name, parameters, value in properties:
        assert name in KNOWN[kind], f"{name} in {kind}"
        if name in ("DTSTART", "DTEND", "DUE"):
            assert parameters == ["VALUE=DATE"], parameters
            entry[name] = day_of(value).isoformat()
        elif name == "DTSTAMP":
            assert re.fullmatch(r"\d{8}T\d{6}Z", value), value
            entry[name] = value
        else:
            entry[name] = unescape(value)
    if "DTEND" in entry:
        assert entry["DTEND"] > entry["DTSTART"], "it ends before it begins"
    return entry


def read(data):
    stack, entries, properties, heads = [], [], [], []
    for line in lines_of(data):
        match = re.fullmatch(r"([A-Z0-9-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)", line)
        assert match, f"no content line: {line}"
        name, parameters, value = match.group(1), match.group(2).split(";")[1:], match.group(3)
        if name == "BEGIN":
            assert (not stack and value == "VCALENDAR") or stack == ["VCALENDAR"], line
            stack.append(value)
            properties = []
        elif name == "END":
            assert stack and stack.pop() == value, line
            if value != "VCALENDAR":
                entries.append(entry_of(value, properties))
        elif len(stack) == 1:
            assert name in KNOWN["VCALENDAR"] or name.startswith("X-"), line
            heads.append(name)
        else:
            properties.append((name, parameters, value))
    assert not stack and heads.count("VERSION") == 1 and heads.count("PRODID") == 1
    uids = [entry["UID"] for entry in entries]
    assert len(set(uids)) == len(uids), "a UID stands twice"
    return entries


if __name__ == "__main__":
    json.dump(read(open(sys.argv[1], "rb").read()), sys.stdout, ensure_ascii=False, indent=1)
