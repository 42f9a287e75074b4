# SPDX-License-Identifier: Apache-2.0
"""The pages of the public: the same for everybody, nothing unpublished, nothing personal: public.py ADDRESS TOKEN HOUSEHOLD_NAME."""
import re
import sys

from client import Client, check, summary

address, token, name = sys.argv[1:4]
public, admin = Client(address), Client(address, token)


def page(client, path, headers=None):
    return client.request("GET", path, None, {"Accept": "text/html", **(headers or {})})


first_admin = page(admin, "/public")  # the first to ask is kept for all
first = page(public, "/public")
check("a page", first.status == 200 and first.headers["content-type"][0].startswith("text/html"), first)
check("the same for everybody", first.body == first_admin.body)
check("anybody between may keep it", "public" in first.headers["cache-control"][0])
check("and need not be sent it again", page(public, "/public", {"If-None-Match": first.headers["etag"][0]}).status == 304)
check("without script", b"<script" not in first.body)
check("in English", b"Hand in hand" in page(public, "/public?lang=en").body)
for kind in ("models", "works", "exemplary_cases"):
    here, there = page(public, "/public/" + kind), page(admin, "/public/" + kind)
    check(kind + ": the same for everybody", here.status == 200 and here.body == there.body, here.status, there.status)
    shown = public.request("GET", "/api/v1/%s?limit=100" % kind, None, {}).json["items"]
    check(kind + ": as many as are published", here.body.count(b"<li><h3>") == min(len(shown), 25), len(shown))
    check(kind + ": none of them in its first state", all(item["state"] not in ("registered", "proposed") for item in shown))
    check(kind + ": no household's name", name.encode() not in here.body)
for path in ("/public/households", "/public/accounts", "/public/nosuch"):
    for client in (public, admin):
        answer = client.request("GET", path, None, {"Accept": "application/json"})  # a browser gets the app, which says so
        check(path + " is no page of the public's", answer.status == 404, answer)
hostile = admin.request("GET", "/public/models?q=%3Cscript%3Ealert(1)%3C/script%3E", None, {"Accept": "text/html"})
check("what is asked for is not echoed", b"<script" not in hostile.body)
check("every text is escaped", not re.search(rb"<(?!/?(html|head|meta|title|link|body|header|a|img|main|h[123]|p|ul|li|dl|dt|dd|table|tr|th|td|progress|!doctype)[ >])", first.body))
summary()
