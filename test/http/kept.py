# SPDX-License-Identifier: Apache-2.0
"""Answers kept in memory are never old and never somebody else's: kept.py ADDRESS PASSWORD CHUNGTAY. Whatever is asked is
asked twice, the second time in a way nobody asked before (another Accept-Language), so that it is made anew; both must be
the same, whatever anybody wrote in between, through the server or beside it."""
import gzip
import os
import random
import re
import sqlite3
import subprocess
import sys

from client import Client, check, summary

address, password, program = sys.argv[1:4]
chance = random.Random(5)
NEXT = re.compile(rb'"next":"[^"]*"')
asked = 0


def user(name, first=password):
    client = Client(address)
    client.first_sign_in(name, first, "một hai ba bốn năm 5")
    return client


def token(client, **more):
    answer = client.post("/api/v1/session/tokens", dict({"label": "kept", "writes": True, "valid_to": "2018-06-01"}, **more))
    return Client(address, answer.json["token"])


def fresh(client, path):
    global asked
    asked += 1
    return client.get(path, Accept_Language="vi;q=0.%d" % asked)


def counter(name):
    lines = Client(address).get("/metrics").body.decode().split("\n")
    return int(next(line.split()[1] for line in lines if line.startswith("chungtay_" + name + " ")))


def same(what, client, path):
    given, made = client.get(path), fresh(client, path)
    bare = [NEXT.sub(b'"next":1', answer.body) for answer in (given, made)]  # a cursor is sealed anew each time
    return check(what + " " + path, given.status == made.status and bare[0] == bare[1]
                 and given.headers.get("etag") == made.headers.get("etag"), given, made)


admin = token(user("ai.admin"))
leader = token(user("ai.leader"))
viewer = token(user("ai.viewer"))
local = token(user("ia.dok"))
named = user("quan.tri")  # sees personal data, by a cookie
public = Client(address)
callers = {"admin": admin, "leader": leader, "viewer": viewer, "local": local, "public": public}

# --- packed and plain ---------------------------------------------------------------------------------
for path in ("/api/v1/schema", "/api/v1/households?limit=50"):
    plain = admin.get(path)
    packed = [admin.get(path, Accept_Encoding="gzip, br") for _ in range(2)]  # made, then kept
    check("packed answers say so", all(answer.headers.get("content-encoding") == ["gzip"] for answer in packed), *packed)
    told = [NEXT.sub(b"", answer) for answer in [plain.body] + [gzip.decompress(answer.body) for answer in packed]]
    check("what is packed is what is said plainly", told[0] == told[1] == told[2])
    check("packing is worth it", len(packed[0].body) * 3 < len(plain.body), len(packed[0].body), len(plain.body))
    check("plain for those who do not take it", "content-encoding" not in admin.get(path).headers)
    check("the same mark, told apart by Vary", packed[0].headers.get("etag") == plain.headers.get("etag")
          and all("Accept-Encoding" in ", ".join(answer.headers.get("vary", [])) for answer in packed + [plain]))
check("the answer with the CSRF token is never packed", "content-encoding" not in named.get("/api/v1/session", Accept_Encoding="gzip").headers)

# --- a kept answer is the same answer -----------------------------------------------------------------
path = "/api/v1/models?limit=5"
first = admin.get(path)
before = counter("kept_hits_total")
second = admin.get(path)
check("asked again it is given from memory", counter("kept_hits_total") == before + 1)
check("the same to the byte", first.body == second.body and first.headers == dict(second.headers, date=first.headers["date"]),
      first.headers, second.headers)
head = admin.request("HEAD", path)
check("HEAD says the same length", head.body == b"" and head.headers["content-length"] == first.headers["content-length"])
answer = admin.get(path, If_None_Match=first.headers["etag"][0])
check("304 to who has it", answer.status == 304 and answer.body == b"" and answer.headers["etag"] == first.headers["etag"], answer)
before = counter("kept_hits_total")
answer = admin.get("/api/v1/models?limit=6", If_None_Match="*")
check("a first question may be answered with 304", answer.status == 304 and answer.body == b"")
answer = admin.get("/api/v1/models?limit=6")
check("and is kept whole", answer.status == 200 and answer.json["items"] and counter("kept_hits_total") == before + 1, answer)

# --- never old ---------------------------------------------------------------------------------------------
model = first.json["items"][0]["id"]
one = "/api/v1/models/" + model
for i in range(5):
    seen = admin.get(one)
    answer = admin.request("PATCH", one, {"name": "Mô hình thứ %d" % i}, {"If-Match": seen.headers["etag"][0]})
    check("a change", answer.status == 200, answer)
    after = admin.get(one, If_None_Match=seen.headers["etag"][0])
    check("is seen at once by who made it", after.status == 200 and after.json["name"] == "Mô hình thứ %d" % i, after)
    check("and by others", viewer.get(one).json["name"] == "Mô hình thứ %d" % i)
viewer.get(one)
subprocess.run([program, "patch", "models", model, "name=Từ dòng lệnh"], check=True, stdout=subprocess.DEVNULL)
check("so is one of another process", viewer.get(one).json["name"] == "Từ dòng lệnh", viewer.get(one))

# --- never somebody else's -----------------------------------------------------------------------------------
lists = ["/api/v1/households?limit=3", "/api/v1/households?limit=3&sort=-member_count&within=23860@2017-06-01",
         "/api/v1/users", "/api/v1/accounts?limit=3", "/api/v1/work", "/api/v1/schema", one,
         "/api/v1/coverage?programme=duc_co_2017&year=2017", "/api/v1/search?q=xanh",
         "/api/v1/series?programme=duc_co_2017&obligation=r6_outstanding_content&from=2017&to=2017",
         "/api/v1/deadlines?programme=duc_co_2017", "/api/v1/territory/631@2017-06-01/children",
         "/api/v1/report?programme=duc_co_2017&period=2017&unit=631@2017-06-01"]
for path in lists:
    for _ in range(2):
        for name, client in callers.items():
            same(name, client, path)
check("what one may see another may not", admin.get(lists[3]).status == 200 and viewer.get(lists[3]).status == 403
      and public.get(lists[0]).status == 401)

# --- each reading of personal data is noted ----------------------------------------------------------------------
path = "/api/v1/households?limit=2&within=23860@2017-06-01"


def reads():
    with sqlite3.connect(os.environ["CHUNGTAY_DB"].removeprefix("sqlite:")) as db:
        return db.execute("SELECT count(*) FROM personal_read").fetchone()[0]


noted = reads()
answer = named.get(path)
each = reads() - noted
for _ in range(3):
    check("names are shown to who may see them", "•" not in named.get(path).json["items"][0]["head_name"])
check("and each time that is noted", each > 0 and reads() == noted + 4 * each, noted, each, reads())

# --- who is out is out ------------------------------------------------------------------------------------------------
guest = user("ai.reporter")
path = "/api/v1/models?limit=2"
check("within a session", guest.get(path).json["items"][0].get("may") == guest.get(path).json["items"][0].get("may"))
work = "/api/v1/work"
check("his work", guest.get(work).status == 200 and guest.get(work).status == 200)
other = Client(address)
other.cookie, other.csrf = guest.cookie, guest.csrf
check("signing out", other.request("DELETE", "/api/v1/session").status == 200)
check("ends it at once", guest.get(work).status == 401, guest.get(work))
owner = user("ai.cadre")
made = owner.post("/api/v1/session/tokens", {"label": "short", "writes": False, "valid_to": "2018-06-01"}).json
short = Client(address, made["token"])
check("a token", short.get(work).status == 200 and short.get(work).status == 200)
answer = owner.request("POST", "/api/v1/session/tokens/%s/revoke" % made["id"])
check("revoked", answer.status == 200, answer)
check("is worth nothing at once", short.get(work).status == 401)
check("no more than a wrong one", Client(address, "ct_wrong").get(path).status == 401)

# --- anybody writes, everybody reads ---------------------------------------------------------------------------------------
writers = [admin, leader, local]
homes = [item["id"] for item in local.get("/api/v1/households?limit=20").json["items"]]
for step in range(60):
    if chance.random() < 0.4:
        home = chance.choice(homes)
        chance.choice(writers).request("PATCH", "/api/v1/households/" + home, {"member_count": chance.randint(1, 9)}, {"If-Match": "*"})
    path = chance.choice(lists + ["/api/v1/households/" + chance.choice(homes)])
    name = chance.choice(list(callers))
    same("after %d steps %s" % (step, name), callers[name], path)
check("memory was of use", counter("kept_hits_total") > 50)
check("and is bounded", 0 < counter("kept_bytes") <= 32 << 20)
summary()
