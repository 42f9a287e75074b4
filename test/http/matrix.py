# SPDX-License-Identifier: Apache-2.0
"""Calls every route as every role and compares what came with test/http/rights.tsv: matrix.py ADDRESS ROUTES.json ROLE=TOKEN….
They come with tokens: what the owner of an account does in person only is "no" for all of them.
With WRITE=1 in the environment it writes the table instead: read it before it is committed."""
import json
import os
import sys

from client import Client, check, summary

address, routes = sys.argv[1], json.load(open(sys.argv[2]))
clients = {"public": Client(address)}
for pair in sys.argv[3:]:
    role, token = pair.split("=", 1)
    clients[role] = Client(address, token)
TABLE = "test/http/rights.tsv"
# One kind for each way a kind can be kept: ordinary, published, the administrators', written by the program.
KINDS = ["households", "models", "accounts", "jobs"]


def verdict(answer):
    """yes: past every check of who may; no: signed in without the right; sign in: nobody knows who it is."""
    return {401: "sign in", 403: "no"}.get(answer.status, "yes") if answer else "no answer"


def rows():
    for route in routes:
        for kind in KINDS if "{kind}" in route["path"] else [None]:
            path = route["path"].replace("{kind}", kind or "")
            target = path.replace("{verb}", "nosuch").replace("{action}", "nosuch")
            for name in ("{id}", "{user}", "{unit}", "{upload}", "{key}", "{attachment}"):
                target = target.replace(name, "0000000000001")
            yield route, path, target


def ask(client, route, target):
    yaml = target.endswith(("/programmes/check", "/programmes/load"))
    headers = {"If-Match": "*"} if route["method"] == "PATCH" else {}
    if route["method"] in ("GET", "DELETE") or route["body"] == 0:
        return client.request(route["method"], target, None, headers)
    if yaml:
        return client.request(route["method"], target, b"nosuch: 1\n", headers, type_="application/yaml")
    return client.request(route["method"], target, {"nosuch": 1}, headers)


found = {}
for route, path, target in rows():
    answers = {role: ask(client, route, target) for role, client in clients.items()}
    if all(answer and answer.status in (404, 405) and not answer.json["code"].startswith(("record.", "upload.", "unit."))
           for answer in answers.values() if answer and answer.body):
        continue  # no such route for that kind
    found[(route["method"], path)] = [verdict(answers[role]) for role in clients]
text = "METHOD\tPATH\t" + "\t".join(clients) + "\n"
text += "".join("%s\t%s\t%s\n" % (key[0], key[1], "\t".join(row)) for key, row in found.items())
if os.environ.get("WRITE"):
    open(TABLE, "w", encoding="utf-8").write(text)
expected = {}
for line in open(TABLE, encoding="utf-8").read().split("\n")[1:]:
    if line:
        cells = line.split("\t")
        expected[(cells[0], cells[1])] = cells[2:]
for key, row in found.items():
    check("%s %s" % key, expected.get(key) == row, "expected", expected.get(key), "got", row, "roles", list(clients))
for key in expected:
    check("%s %s is still a route" % key, key in found)
summary()
