"""The part of YAML that programme files use: mappings and lists by indentation, groups in braces, lists in
brackets, quoted texts, comments. Reads no anchors, no block texts; written for the recount only, from
docs/programme.md, with nothing of the program's own reader."""
import re


def load(path):
    lines = []
    for raw in open(path, encoding="utf-8").read().split("\n"):
        body = raw.rstrip()
        if body.strip() and not body.lstrip().startswith("#"):
            lines.append((len(body) - len(body.lstrip()), without_comment(body.strip())))
    value, rest = block(lines, 0, lines[0][0])
    assert rest == len(lines), lines[rest]
    return value


def without_comment(text):
    quote = None
    for i, c in enumerate(text):
        if quote:
            quote = None if c == quote else quote
        elif c == '"':
            quote = c
        elif c == "#" and i and text[i - 1] == " ":
            return text[:i].rstrip()
    return text


def block(lines, at, indent):
    return sequence(lines, at, indent) if lines[at][1].startswith("- ") else mapping(lines, at, indent)


def sequence(lines, at, indent):
    items = []
    while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("- "):
        inner = indent + 2
        text = lines[at][1][2:].strip()
        if re.match(r"[\w$.]+:( |$)", text):  # a mapping whose first key stands behind the dash
            lines[at] = (inner, text)
            item, at = mapping(lines, at, inner)
        else:
            item, at = flow(text), at + 1
        items.append(item)
    return items, at


def mapping(lines, at, indent):
    items = {}
    while at < len(lines) and lines[at][0] == indent and not lines[at][1].startswith("- "):
        key, _, text = lines[at][1].partition(":")
        text = text.strip()
        at += 1
        if text:
            items[key] = flow(text)
        elif at < len(lines) and (lines[at][0] > indent or (lines[at][0] == indent and lines[at][1].startswith("- "))):
            items[key], at = block(lines, at, lines[at][0])
        else:
            items[key] = None
    return items, at


def flow(text):
    value, rest = flow_value(text, 0, "")
    assert not text[rest:].strip(), text
    return value


def flow_value(text, at, ends):
    while text[at:at + 1] == " ":
        at += 1
    first = text[at:at + 1]
    if first == "{":
        return flow_group(text, at + 1)
    if first == "[":
        return flow_list(text, at + 1)
    if first == '"':
        end = text.index('"', at + 1)
        return Text(text[at + 1:end]), end + 1
    end = at
    while end < len(text) and text[end] not in ends:
        end += 1
    return scalar(text[at:end].strip()), end


def flow_group(text, at):
    items = {}
    while text[at:].lstrip()[0] != "}":
        colon = text.index(":", at)
        items[text[at:colon].strip()], at = flow_value(text, colon + 1, ",}")
        at += text[at:at + 1] == ","
    return items, text.index("}", at) + 1


def flow_list(text, at):
    items = []
    while text[at:].lstrip()[0] != "]":
        value, at = flow_value(text, at, ",]")
        items.append(value)
        at += text[at:at + 1] == ","
    return items, text.index("]", at) + 1


class Text(str):
    """Stood in quotes."""


def scalar(text):
    return {"yes": True, "no": False, "null": None}.get(text, text)
