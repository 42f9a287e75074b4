# SPDX-License-Identifier: Apache-2.0
"""What a caller might learn by asking beside the point: filters and orders by what he may not see, entity tags, keys and uploads
of others, methods and addresses spelt otherwise. oracles.py ADDRESS PASSWORD FOREIGN; accounts as in test/cli/http.sh."""
import re
import sys

from client import Client, check, connect, read_answer, summary

address, password, foreign = sys.argv[1:4]


def signed_in(user):
    client = Client(address)
    client.first_sign_in(user, password, "một hai ba bốn năm 5")
    return client


admin, leader, commune, public = signed_in("quan.tri"), signed_in("ai.leader"), signed_in("ia.dok"), Client(address)


token = admin.post("/api/v1/session/tokens", {"label": "test", "writes": False, "valid_to": "2018-06-01"}).json["token"]


def raw(text):
    sock = connect(address)
    sock.sendall(text.replace("\n", "\r\n").replace("HOST", address).encode("latin-1"))
    answer = read_answer(sock)
    sock.close()
    return answer


# --- finding and ordering by what is masked ----------------------------------------------------------------------
schema = admin.get("/api/v1/schema").json["kinds"]
asked = 0
for kind in schema:
    slug = kind.get("slug") or kind["kind"]
    if leader.get("/api/v1/%s?limit=1" % slug).status != 200:
        continue
    for field in kind["fields"]:
        if not field.get("personal"):
            continue
        name, asked = field["name"], asked + 1
        for path in ("?sort=" + name, "?sort=-" + name, "?%s=1" % name, "?%s!=1" % name, "?%s>=1" % name, "?%s<=1" % name,
                     "?%s=" % name, "?%s!=" % name, "/export?format=csv&%s=1" % name, "/export?format=json&sort=" + name):
            answer = leader.get("/api/v1/" + slug + path.replace(">", "%3E").replace("<", "%3C") + "&count=true&limit=1")
            check("nothing is found by a masked field: %s%s" % (slug, path), answer.status in (400, 403, 422), answer)
check("masked fields there are", asked > 20, asked)

# --- entity tags, ranges, methods --------------------------------------------------------------------------------
here = commune.get("/api/v1/households?limit=1").json["items"][0]["id"]
for id_ in (foreign, "0000000000001"):
    for headers in ({"If_None_Match": "*"}, {"If_None_Match": '"1"'}, {"If_Modified_Since": "Fri, 01 Jan 2038 00:00:00 GMT"}, {"Range": "bytes=0-1"}):
        check("a condition tells nothing of %s: %s" % (id_, headers), commune.get("/api/v1/households/" + id_, **headers).status == 404)
    for method in ("PATCH", "DELETE", "PUT"):
        answers = [commune.request(method, "/api/v1/households/" + i, {"member_count": 3}, {"If-Match": '"1"'}).status for i in (id_, "000000000001Z")]
        check("%s tells nothing of %s" % (method, id_), answers[0] == answers[1], answers)
whole = commune.get("/api/v1/households/" + here)
part = commune.get("/api/v1/households/" + here, Range="bytes=0-1")
check("a range is the whole", part.status == 200 and len(part.body) == len(whole.body), part)
for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
    answer = commune.request("GET", "/api/v1/households/" + here, None, {header: "DELETE"})
    check("a method in a header is no method", answer.status == 200, answer)
for header in ("X-Original-URL", "X-Rewrite-URL"):
    check("nor an address", public.request("GET", "/healthz", None, {header: "/api/v1/households"}).json == {"status": "ok"})
paths = admin.get("/api/v1/openapi.json").json["paths"]
for path in sorted(paths):
    filled = re.sub(r"\{[^}]*\}", "x", path.replace("{kind}", "households").replace("{id}", here))
    get, head = public.get(filled), public.request("HEAD", filled)
    check("HEAD without an account is GET without its body: " + path, head.status == get.status and head.body == b"", get.status, head.status)
    for method in ("TRACE", "CONNECT", "PROPFIND"):
        answer = raw("%s %s HTTP/1.1\nHost: HOST\nX-Secret: abc\nConnection: close\n\n" % (method, filled))
        check("%s %s" % (method, path), answer is None or (answer.status in (400, 405, 501) and b"abc" not in answer.body), answer)

# --- addresses and heads spelt otherwise -------------------------------------------------------------------------
for path in ("/API/v1/households", "/api/v1//households", "/api/v1/./households", "/api/v1/x/../households", "/api/v1/households/",
             "/api/v1/households;x=1", "/api/v1/households%00", "/api/v1/households%2f" + here, "/api/v1/%68ouseholds/../accounts",
             "/api/v1/households%ef%bc%8f" + here, "/api/v1\\households", "//evil.example/api/v1/households", "/api/v1/accounts%20"):
    check("no other way to a register: " + path, public.get(path).status in (400, 401, 404, 405, 308), public.get(path))
    answer = commune.get(path)
    check("nor for who is signed in: " + path, answer.status in (400, 403, 404) or b"accounts" not in answer.body, answer)
for name, text in {
        "both ways of a length": "POST /api/v1/session HTTP/1.1\nHost: HOST\nContent-Length: 4\nTransfer-Encoding: chunked\n\n0\n\nGET /metrics HTTP/1.1\nHost: HOST\n\n",
        "a coding within another": "POST /api/v1/session HTTP/1.1\nHost: HOST\nTransfer-Encoding: gzip, chunked\n\n0\n\n",
        "a coding behind a tab": "POST /api/v1/session HTTP/1.1\nHost: HOST\nTransfer-Encoding:\x0bchunked\nContent-Length: 0\n\n",
        "a space before the colon": "POST /api/v1/session HTTP/1.1\nHost: HOST\nTransfer-Encoding : chunked\nContent-Length: 2\n\n{}",
        "a folded header": "POST /api/v1/session HTTP/1.1\nHost: HOST\nX-A: b\n Transfer-Encoding: chunked\nContent-Length: 2\n\n{}",
        "a length with a sign": "POST /api/v1/session HTTP/1.1\nHost: HOST\nContent-Length: +2\n\n{}",
        "two hosts": "GET /healthz HTTP/1.1\nHost: HOST\nHost: evil.example\n\n",
        "no host": "GET /healthz HTTP/1.1\n\n"}.items():
    answer = raw(text)
    check("refused, or not understood otherwise: " + name, answer is None or answer.status in (400, 401, 403, 411, 413, 415, 422, 501), answer)
for name, query in (("a great query", "q=" + "a" * 40000), ("a thousand filters", "&".join("unit=%d" % i for i in range(1000)))):
    answer = raw("GET /api/v1/households?%s HTTP/1.1\nHost: HOST\nAuthorization: Bearer %s\n\n" % (query, token))
    check("refused: " + name, answer is None or answer.status in (400, 414, 422, 431), answer)

# --- bodies that say a thing twice, or more than they may -----------------------------------------------------------
for body in (b'{"head_name":"Siu A","head_name":"Siu B","unit":"23860@2017-06-01"}', b'{"head_name":"Siu A","head_n\\u0061me":"Siu B","unit":"23860@2017-06-01"}'):
    check("a name twice", commune.request("POST", "/api/v1/households", body, type_="application/json").status == 400)
for more in ({"state": "void"}, {"shard": 1}, {"canonical": here}, {"created_at": "2000-01-01"}, {"id": here}, {"version": 9}, {"__proto__": {}}, {"items": []}):
    answer = commune.post("/api/v1/households", dict({"head_name": "Siu Thêm", "unit": "23860@2017-06-01"}, **more))
    check("not set from outside: %s" % more, answer.status in (400, 422), answer)
bulk = commune.post("/api/v1/bulk", {"items": [{"op": "patch", "kind": "households", "id": here, "version": whole.json["version"], "fields": {"note": "thử"}},
                                               {"op": "patch", "kind": "households", "id": foreign, "version": 1, "fields": {"note": "thử"}}]})
nowhere = commune.post("/api/v1/bulk", {"items": [{"op": "patch", "kind": "households", "id": here, "version": whole.json["version"], "fields": {"note": "thử"}},
                                                  {"op": "patch", "kind": "households", "id": "000000000001Z", "version": 1, "fields": {"note": "thử"}}]})
check("one's own and another's: neither, as if the other were not there",
      bulk.status == nowhere.status and bulk.status >= 400 and bulk.body.replace(foreign.encode(), b"") == nowhere.body.replace(b"000000000001Z", b""), bulk, nowhere)
check("and nothing of it is done", commune.get("/api/v1/households/" + here).json["version"] == whole.json["version"])

# --- what is another's -------------------------------------------------------------------------------------------------
made = admin.post("/api/v1/households", {"head_name": "Siu Riêng", "unit": "00001@2017-01-01"}, Idempotency_Key="khoa-chung-1")
check("made", made.status == 201, made)
same = commune.post("/api/v1/households", {"head_name": "Siu Riêng", "unit": "00001@2017-01-01"}, Idempotency_Key="khoa-chung-1")
check("a key is one's own", same.status != 201 and made.json["id"].encode() not in same.body, same)
told = [commune.get("/api/v1/progress/" + key).body for key in ("khoa-chung-1", "khoa-khong-co")]
check("how far another's work is, is not told", told[0] == told[1], told)
upload = admin.request("POST", "/api/v1/uploads", "Họ và tên chủ hộ,Thôn\nSiu Lạ,Làng\n".encode(), type_="text/csv")
check("uploaded", upload.status == 201, upload)
stolen = commune.post("/api/v1/households/import", {"upload": upload.json["upload"], "unit": "23860@2017-06-01", "year": 2017, "dry_run": True})
check("another's upload is not there", stolen.status == 404 and "Lạ".encode() not in stolen.body, stolen)
check("nor its refused rows", commune.get("/api/v1/uploads/%s/rejects" % upload.json["upload"]).status == 404)
page = admin.get("/api/v1/households?limit=2&sort=member_count").json["next"]
answer = commune.get("/api/v1/households?limit=500&sort=member_count&cursor=" + page)
check("another's place in a list shows one's own records only", answer.status in (200, 400) and foreign.encode() not in answer.body, answer)

# --- names of accounts ---------------------------------------------------------------------------------------------
for name in ("ai.leader\u200b", "ａi.leader", "ai.leаder", "ai.leader ", "AI.LEADER", "ai.leader\x00", "ai.lead\u0065\u0301r"):
    answer = public.post("/api/v1/session", {"user": name, "password": password + "x"})
    check("an account by another name is not told of: %r" % name, answer.status in (400, 401, 422, 429), answer)
summary()
