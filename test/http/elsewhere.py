# SPDX-License-Identifier: Apache-2.0
"""Every route of the description that takes an id, with ids of another province; and every register with fields nobody may set:
elsewhere.py ADDRESS TOKEN SCOPED_TOKEN. Nothing is told of them that is not told of an id that does not exist, and nothing is written."""
import sys

from client import Client, check, summary

address, token, scoped_token = sys.argv[1:4]
all_of_it, scoped = Client(address, token), Client(address, scoped_token)
paths = all_of_it.get("/api/v1/openapi.json").json["paths"]
kinds = sorted({path.split("/")[3] for path in paths if path.startswith("/api/v1/") and path.endswith("/{id}/history") and "{kind}" not in path})
NOWHERE = "0000000000001"


def ids_of(client, kind):
    """Some of the records of a register, as many as a page holds."""
    answer = client.get("/api/v1/%s?limit=500" % kind)
    return {item["id"]: item for item in answer.json["items"]} if answer.status == 200 else {}


def ask(method, path, kind):
    body = {"reason": "x"} if "/actions/" in path or "/person/" in path else {}
    return scoped.request(method, path, None if method in ("GET", "DELETE") else body, {"If-Match": "*"} if method == "PATCH" else {})


def told(answer, id_):
    return (answer.status, answer.body.decode("utf-8", "replace").replace(id_, "ID")) if answer else None


asked = foreign_kinds = 0
wrong = []
for kind in kinds:
    foreign = sorted(i for i in ids_of(all_of_it, kind) if scoped.get("/api/v1/%s/%s" % (kind, i)).status == 404)[:2]
    foreign_kinds += bool(foreign)
    for id_ in foreign:
        before = all_of_it.get("/api/v1/%s/%s" % (kind, id_)).body
        for path, methods in paths.items():
            if not path.startswith("/api/v1/%s/{" % kind):
                continue
            for method in (m.upper() for m in methods if m in ("get", "post", "patch", "delete")):
                actions = [None]
                if "{action}" in path:
                    actions = ["void", "publish", "approve", "start"]
                for action in actions:
                    here, nowhere = (path.replace("{id}", i).replace("{action}", action or "").replace("{verb}", "x") for i in (id_, NOWHERE))
                    got, none = told(ask(method, here, kind), id_), told(ask(method, nowhere, kind), NOWHERE)
                    asked += 1
                    if got != none or got is None or got[0] < 400:
                        wrong.append("%s %s: %s, of what is not there %s" % (method, here, got, none))
        if all_of_it.get("/api/v1/%s/%s" % (kind, id_)).body != before:
            wrong.append("%s %s was changed" % (kind, id_))
check("%d requests for records of elsewhere in %d registers" % (asked, foreign_kinds), asked > 100 and foreign_kinds > 10, asked, foreign_kinds)
check("each is answered like one for what does not exist", not wrong, len(wrong), *wrong[:5])

# What only the house itself sets. A field there is not and a field nobody may set are refused alike, by name.
PROTECTED = ("id", "version", "revision", "shard", "state", "created_at", "created_by", "changed_at", "changed_by", "password_hash", "founding",
             "published_on", "audit", "search", "etag", "line", "scope_unit")
FIELDS = {kind["slug"]: {f["name"] for f in kind["fields"]} for kind in all_of_it.get("/api/v1/schema").json["kinds"]}
taken = []
for kind in kinds:
    own = ids_of(all_of_it, kind)
    path = "/api/v1/%s" % kind
    if "post" in paths.get(path, {}):
        for name in PROTECTED:
            answer = scoped.post(path, {name: "1"})
            named = [e["field"] for e in answer.json.get("errors", [])] if answer.status == 422 else []
            if answer.status < 400 or (answer.status == 422 and name not in named and name not in FIELDS[kind]):
                taken.append("POST %s %s: %s" % (kind, name, answer))
    for id_, record in list(own.items())[:1]:
        for name in ("id", "version", "shard", "state", "created_at", "created_by"):
            answer = all_of_it.request("PATCH", "%s/%s" % (path, id_), {name: "1"}, {"If-Match": "*"})
            if answer.status < 400:
                taken.append("PATCH %s %s: %s" % (kind, name, answer))
        after = all_of_it.get("%s/%s" % (path, id_)).json
        if any(after.get(name) != record.get(name) for name in ("id", "version", "state")):
            taken.append("%s %s is another now" % (kind, id_))
check("no protected field is taken in any of %d registers" % len(kinds), len(kinds) > 40 and not taken, len(kinds), *taken[:5])
summary()
