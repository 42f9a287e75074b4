# SPDX-License-Identifier: Apache-2.0
"""The requests a scanner is given: requests.py ADDRESS TOKEN FOLDER [KIND…] writes each route of the description as a request with all of its
parameters, headers and the fields of its body filled in, for the given registers (households, models)."""
import json
import os
import sys

from client import Client

address, token, folder = sys.argv[1:4]
kinds = sys.argv[4:] or ["households", "models"]
client = Client(address, token)
described = client.get("/api/v1/openapi.json").json
every = {kind["slug"] for kind in client.get("/api/v1/schema").json["kinds"]}
record = {kind: (client.get("/api/v1/%s?limit=1" % kind).json["items"] or [{"id": "0000000000001"}])[0]["id"] for kind in kinds}


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
written = 0
for path, methods in described["paths"].items():
    kind = path.split("/")[3] if path.startswith("/api/v1/") and path.count("/") > 2 else ""
    if kind in every and kind not in kinds:
        continue
    for method, route in methods.items():
        if method not in ("get", "post", "patch", "delete") or path == "/api/v1/session" and method == "delete" or "/session/password" in path:
            continue
        url = path.replace("{id}", record.get(kind, "0000000000001")).replace("{action}", "start")
        url = url.replace("{", "").replace("}", "")
        query = "&".join("%s=%s" % (p["name"], "1") for p in map(resolve, route.get("parameters", [])) if p.get("in") == "query")
        lines = ["%s %s%s HTTP/1.1" % (method.upper(), url, "?" + query if query else ""), "Host: " + address, "Authorization: Bearer " + token,
                 "Accept-Language: vi", "Idempotency-Key: a", "If-Match: 1", "Cookie: chungtay=1"]
        content = resolve(route.get("requestBody", {})).get("content", {}).get("application/json")
        body = json.dumps(sample(content["schema"])) if content else ""
        if body:
            lines += ["Content-Type: application/json", "Content-Length: %d" % len(body)]
        with open(os.path.join(folder, "%03d.txt" % written), "w", encoding="utf-8") as file:
            file.write("\r\n".join(lines) + "\r\n\r\n" + body)
        written += 1
print(written)
