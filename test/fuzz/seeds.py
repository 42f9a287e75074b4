# SPDX-License-Identifier: Apache-2.0
"""What the request fuzzer begins with, from the server's own description: seeds.py FOLDER DICTIONARY < openapi.json.
A request for each route and register, and the words they are made of."""
import glob
import json
import os
import re
import sys

folder, dictionary = sys.argv[1:3]
api = json.load(sys.stdin)
os.makedirs(folder, exist_ok=True)
words = set()
ASKED = {"q": "siu", "sort": "-id", "fields": "id,unit", "within": "23860@2017-06-01", "unit": "23860@2017-06-01", "limit": "2",
         "count": "1", "labels": "1", "may": "1", "programme": "duc_co_2017", "period": "2017", "from": "2017", "to": "2018",
         "as": "now", "as_of": "2017-06-01", "on": "2017-06-01", "format": "json", "obligation": "one_model_each", "year": "2017"}


def value(schema):
    if "$ref" in schema:
        return value(api["components"]["schemas"][schema["$ref"].split("/")[-1]])
    for part in ("anyOf", "oneOf", "allOf"):
        if part in schema:
            return value(schema[part][0])
    if "enum" in schema:
        return schema["enum"][0]
    types = schema.get("type", "string")
    kind = types[0] if isinstance(types, list) else types
    if kind == "object":
        return {name: value(part) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [value(schema.get("items", {}))]
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    if kind == "boolean":
        return True
    refers = schema.get("description", "")
    if refers.startswith("→ "):
        return {"→ units": "23866@2017-05-01", "→ models": "@M"}.get(refers, "@H")
    return "2017-05-01" if "pattern" in schema or schema.get("format") == "date" else "Siu"


def write(name, text):
    with open(os.path.join(folder, "seed_" + re.sub("[^a-z_]+", "_", name.lower())), "w", encoding="utf-8") as out:
        out.write(text)


for path, methods in api["paths"].items():
    for method, operation in methods.items():
        asked = [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"]
        query = "&".join("%s=%s" % (name, ASKED[name]) for name in asked if name in ASKED)
        target = re.sub(r"\{[a-z_]+\}", "@M" if "/models" in path else "@H", path) + ("?" + query if query else "")
        head = "%s %s\nAuthorization: Bearer @1\nAccept: application/json\nIf-None-Match: \"1-0\"\n" % (method.upper(), target)
        body = ""
        for type_, content in operation.get("requestBody", {}).get("content", {}).items():
            head += "Content-Type: %s\nIf-Match: *\nIdempotency-Key: k\n" % type_
            body = json.dumps(value(content.get("schema", {})), ensure_ascii=False)
        write(method + path, head + "\n" + body)


def gather(node):
    if isinstance(node, dict):
        words.update(node)
        for child in node.values():
            gather(child)
    elif isinstance(node, list):
        for child in node:
            gather(child)
    elif isinstance(node, str):
        words.add(node)


gather(api)
for file in glob.glob("programmes/*.yaml"):
    words.update(re.findall(r"[a-z_]{3,}: ", open(file, encoding="utf-8").read()))
with open(dictionary, "w", encoding="ascii") as out:
    for word in sorted(word for word in words if re.fullmatch(r"[a-z_]{2,30}(: )?", word)):
        out.write('"%s"\n' % word)
