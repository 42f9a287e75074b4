# SPDX-License-Identifier: Apache-2.0
"""The requests a scanner is given: scanner_requests.py ADDRESS TOKEN FOLDER [KIND…] writes each route of the description as a request with all of its
parameters, headers and the fields of its body filled in, for the given registers (households, models). Filters are the values of a record
there is, so that it is found: what is refused for its form, or finds nothing, tells a scanner little of what lies behind."""
import json
import os
import sys
import urllib.parse

from client import Client

address, token, folder = sys.argv[1:4]
kinds = sys.argv[4:] or ["households", "models"]
client = Client(address, token)
described = client.get("/api/v1/openapi.json").json
every = {kind["slug"] for kind in client.get("/api/v1/schema").json["kinds"]}
first = {kind: (client.get("/api/v1/%s?limit=1" % kind).json["items"] or [{"id": "0000000000001"}])[0] for kind in kinds}
record = {kind: item["id"] for kind, item in first.items()}
obligation = (client.get("/api/v1/coverage?programme=duc_co_2017&year=2017").json.get("items") or [{"obligation": "1"}])[0]["obligation"]
usual = {"q": "a", "sort": "id", "within": "631@2017-06-01", "unit": "631@2017-06-01", "as_of": "2017-12-31", "limit": 5,
         "programme": "duc_co_2017", "year": 2017, "period": 2017, "from": "2017-01-01", "to": "2017-12-31", "as": "then", "lang": "vi", "format": "json",
         "on": "2017-06-01", "record": record.get("households"), "ids": record.get("households"), "kind": "households",
         "obligation": obligation, "subject": "631@2017-06-01"}
left_out = ("cursor", "count_by", "org", "outline", "links_to", "actor")


def value_of(parameter, kind, path):
    """What stands in a query; None: better left out."""
    name, form = parameter["name"], resolve(parameter.get("schema", {}))
    if name == "fields":
        return ",".join(name for name in first.get(kind, {}) if name in ("unit", "member_count", "type")) or None
    if name == "format" and path.endswith("/template"):
        return "xlsx"
    if name in usual:
        return usual[name]
    if path.startswith("/public/"):
        return None
    if name in left_out:
        return None
    if path == "/api/v1/series" and name in ("from", "to"):
        return 2017
    held = first.get(kind, {}).get(name)
    if name in first.get(kind, {}):
        return held if isinstance(held, (str, int)) and not isinstance(held, bool) else "true" if held is True else None
    return {"boolean": "true", "integer": 1}.get(form.get("type"), (form.get("enum") or [1])[0])


def resolve(schema):
    while "$ref" in schema:
        at = described
        for part in schema["$ref"][2:].split("/"):
            at = at[part]
        schema = at
    return schema


def sample(schema, depth=0):
    schema = resolve(schema)
    kind = schema.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: sample(part, depth + 1) for name, part in schema.get("properties", {}).items()} if depth < 3 else {}
    if kind == "array":
        return [sample(schema.get("items", {}), depth + 1)] if depth < 3 else []
    return schema["enum"][0] if schema.get("enum") else {"integer": 1, "number": 1, "boolean": True}.get(kind, "1")


os.makedirs(folder, exist_ok=True)
written, answers = 0, [0] * 6
for path, methods in described["paths"].items():
    if path in ("/api/v1/openapi.json", "/api/v1/reference"):  # made once at the start: a megabyte that asks no database
        continue
    kind = path.split("/")[3] if path.startswith("/api/v1/") and path.count("/") > 2 else ""
    if kind in every and kind not in kinds:
        continue
    for method, route in methods.items():
        if method not in ("get", "post", "patch", "delete") or path == "/api/v1/session" and method == "delete" or "/session/password" in path:
            continue
        url = path.replace("{id}", record.get(kind, "0000000000001")).replace("{action}", "start")
        url = url.replace("{unit}", "631@2017-06-01").replace("{user}", "quan.tri").replace("{", "").replace("}", "")
        asked = {p["name"]: value_of(p, kind, path) for p in map(resolve, route.get("parameters", [])) if p.get("in") == "query"}
        query = urllib.parse.urlencode({name: value for name, value in asked.items() if value is not None})
        if method == "get":
            answers[client.get(url + "?" + query).status // 100] += 1
        lines = ["%s %s%s HTTP/1.1" % (method.upper(), url, "?" + query if query else ""), "Host: " + address, "Authorization: Bearer " + token,
                 "Accept-Language: vi", "Idempotency-Key: a", "If-Match: 1", "Cookie: chungtay=1"]
        content = resolve(route.get("requestBody", {})).get("content", {}).get("application/json")
        body = json.dumps(sample(content["schema"])) if content else ""
        if body:
            lines += ["Content-Type: application/json", "Content-Length: %d" % len(body)]
        with open(os.path.join(folder, "%03d.txt" % written), "w", encoding="utf-8") as file:
            file.write("\r\n".join(lines) + "\r\n\r\n" + body)
        written += 1
print("%d requests; of those that read %d are answered, %d refused" % (written, answers[2], answers[4]))
