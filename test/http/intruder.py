# SPDX-License-Identifier: Apache-2.0
"""What somebody with an account of his own tries to get at more: intruder.py ADDRESS ADMIN_TOKEN PASSWORD. References to records out of
reach, the accounts of others by way of a correction, an answer kept from when he might see more, other people's browsers and
addresses. The server was started with --proxy 127.0.0.1."""
import sys

from client import Client, check, summary

address, token, password = sys.argv[1:4]
admin = Client(address, token)
FRESH = "một hai ba bốn năm 5"


def account(name, role, **more):
    """An account that has signed in once; its token."""
    check("account " + name, admin.post("/api/v1/users", {"user_name": name, "role": role, "password": password, **more}).status == 201)
    person = Client(address)
    person.first_sign_in(name, password, FRESH)
    made = person.post("/api/v1/session/tokens", {"label": "thử", "writes": True, "valid_to": "2018-06-01"})
    return Client(address, made.json["token"])


COMMUNE = "23860@2017-06-01"
nation = admin.get("/api/v1/units?level=nation").json["items"][0]["id"]
union = admin.post("/api/v1/bodies", {"organisation": "womens_union", "unit": nation, "kind": "committee", "name": "Trung ương Hội"}).json["id"]
near = account("an.xa", "leader", unit=COMMUNE, sees_personal=True)
central = account("an.hoi", "admin", body=union, sees_personal=True)

# --- references to what is out of reach ------------------------------------------------------------------------------
far_body = admin.post("/api/v1/bodies", {"organisation": "womens_union", "unit": "00001@2017-01-01", "kind": "committee", "name": "Hội ở xa"}).json["id"]
far_document = admin.post("/api/v1/documents", {"body": far_body, "direction": "outgoing", "type": "official_letter", "number": "1/CV", "year": 2017, "issued_date": "2017-05-05",
                                                "organ_name": "Hội ở xa", "subject": "Thử"})
far_fund = admin.post("/api/v1/funds", {"name": "Quỹ ở xa", "type": "fund_for_the_poor", "board": far_body, "opened_on": "2016-01-01"})
check("records elsewhere", far_document.status == far_fund.status == 201, far_document, far_fund)
far = admin.post("/api/v1/households", {"head_name": "Trần Văn Xa", "unit": "00001@2017-01-01"}).json["id"]
admin.post("/api/v1/household_members", {"household": far, "full_name": "Trần Văn Xa", "relation": "head", "sex": "male"})
kinds = admin.get("/api/v1/schema").json["kinds"]
AFAR = ("bodies", "documents", "funds", "models")  # those above, and published models, may be named
above = {unit["id"] for unit in admin.get("/api/v1/territory/%s/chain" % COMMUNE).json["items"]}
NOWHERE = "02358ZZZZZZZZ"
elsewhere, tried, told = {}, 0, []


def out_of_reach(slug):
    if slug not in elsewhere:
        answer = admin.get("/api/v1/%s?limit=300&all=1&sort=-id" % slug) if slug == "households" else admin.get("/api/v1/%s?limit=300&all=1" % slug)
        items = answer.json["items"] if answer.status == 200 else []
        elsewhere[slug] = next((i["id"] for i in items if not (slug in AFAR and i.get("unit") in above) and
                                near.get("/api/v1/%s/%s" % (slug, i["id"])).status == 404), None)
    return elsewhere[slug]


elsewhere["households"] = far
for kind in kinds:
    answer = near.get("/api/v1/%s?limit=1&all=1" % kind["slug"])
    own = answer.json["items"][0]["id"] if answer.status == 200 and answer.json["items"] else None
    for field in kind["fields"] if own else []:
        if field["type"] != "ref" or field.get("carried") or field["ref"] == "units" or not out_of_reach(field["ref"]):
            continue
        path = "/api/v1/%s/%s" % (kind["slug"], own)
        answers = []
        for id_ in (out_of_reach(field["ref"]), NOWHERE):
            for method, where, body in (("PATCH", path, {field["name"]: id_}), ("POST", "/api/v1/" + kind["slug"], {field["name"]: id_})):
                answer = near.request(method, where, body, {"If-Match": "*"})
                answers.append((answer.status, answer.body.decode().replace(id_, "ID")))
        tried += 1
        if answers[:2] != answers[2:] or answers[0][0] < 400:
            told.append((kind["slug"], field["name"], answers))
check("a reference to what is out of reach is answered like one to nothing (%d)" % tried, tried >= 5 and not told, tried, *told[:3])

for slug in AFAR[:3]:
    check("there was one of %s elsewhere" % slug, out_of_reach(slug))
own_body = near.get("/api/v1/bodies?limit=1").json["items"][0]
superior = next(body["id"] for body in admin.get("/api/v1/bodies?limit=500&within=631@2017-06-01").json["items"] if body["unit"] in above and body["unit"] != own_body["unit"])
check("a superior is not seen", near.get("/api/v1/bodies/" + superior).status == 404)
check("but named", near.request("PATCH", "/api/v1/bodies/" + own_body["id"], {"superior": superior}, {"If-Match": "*"}).status == 200)

# --- what is the whole house's ----------------------------------------------------------------------------------------
ids = {user["user_name"]: user["id"] for user in admin.get("/api/v1/users").json["items"]}
before = admin.get("/api/v1/accounts/an.xa").body
for path in ("/api/v1/accounts", "/api/v1/accounts/" + ids["an.hoi"], "/api/v1/accounts/export", "/api/v1/api_tokens", "/api/v1/audit",
             "/api/v1/personal-reads", "/api/v1/audit/verify", "/api/v1/jobs/running", "/api/v1/house/state", "/api/v1/attachments"):
    check("an organisation's administrator does not see " + path, central.get(path).status == 403, central.get(path))
for name in ("an.hoi", "an.xa"):
    for fields in ({"role": "admin"}, {"body": None}, {"sees_personal": True}, {"scope_unit": None}):
        for client in (central, near):
            answers = (client.post("/api/v1/accounts/%s/person/correct" % ids[name], {"reason": "x", "fields": fields}),
                       client.request("PATCH", "/api/v1/accounts/" + ids[name], fields, {"If-Match": "*"}),
                       client.post("/api/v1/bulk", {"items": [{"op": "patch", "kind": "accounts", "id": ids[name], "fields": fields}]}))
            check("nobody is raised: %s %s" % (name, fields), all(a.status in (403, 404) for a in answers), *answers)
check("the account is as it was", admin.get("/api/v1/accounts/an.xa").body == before)

# --- an answer kept under a key ---------------------------------------------------------------------------------------
own = near.get("/api/v1/households?limit=1").json["items"][0]
body = {"items": [{"op": "patch", "kind": "households", "id": own["id"], "fields": {"member_count": 3}}]}
first = near.post("/api/v1/bulk", body, Idempotency_Key="mot-lan")
again = near.post("/api/v1/bulk", body, Idempotency_Key="mot-lan")
check("sent again it is told again", first.status == 200 and "idempotency-replayed" in again.headers and again.body == first.body, again)
admin.request("PATCH", "/api/v1/accounts/" + ids["an.xa"], {"sees_personal": False}, {"If-Match": "*"})
later = near.post("/api/v1/bulk", body, Idempotency_Key="mot-lan")
check("not to him who may not see it any more", later.status == 409 and own["head_name"] not in later.body.decode(), later)
tag = near.get("/api/v1/households/" + own["id"]).headers["etag"][0]
unmasked = admin.get("/api/v1/households/" + own["id"]).headers["etag"][0]
check("what is masked has a tag of its own", tag != unmasked)
check("and the other opens nothing", near.get("/api/v1/households/" + own["id"], If_None_Match=unmasked).status == 200)

# --- keeping others out -----------------------------------------------------------------------------------------------
HERE, THERE = "203.0.113.7", "198.51.100.9"


def sign_in(user, given, forwarded, cookie=None):
    return Client(address).request("POST", "/api/v1/session", {"user": user, "password": given},
                                   {"X-Forwarded-For": forwarded, "Cookie": cookie})


mine = sign_in("an.hoi", FRESH, THERE)
known = next(c.split(";")[0] for c in mine.headers["set-cookie"] if c.startswith("chungtay-known="))
check("it goes where people sign in only, and to no script", all(word in mine.headers["set-cookie"][1] for word in
                                                               ("Path=/api/v1/session", "HttpOnly", "SameSite=Strict")), mine.headers)
statuses = [sign_in("khong.co.%d" % i, "sai mật khẩu", HERE).status for i in range(24)]
check("an address that guesses waits", statuses[0] == 401 and statuses[-1] == 429, statuses)
check("whatever it says came before it", sign_in("khong.co", "sai mật khẩu", THERE + ", " + HERE).status == 429)
check("others behind the same proxy do not", sign_in("an.xa", FRESH, THERE).status == 200)
check("who has signed in from his browser before does not either", sign_in("an.hoi", FRESH, HERE, known).status == 200)
for _ in range(5):
    sign_in("an.hoi", "sai mật khẩu", "192.0.2.1")
check("an account that is guessed at waits", sign_in("an.hoi", FRESH, "192.0.2.2").status == 429)
check("another's mark does not help", sign_in("an.xa", "sai mật khẩu", HERE, known).status == 429)
check("its owner, in his browser, does not wait", sign_in("an.hoi", FRESH, THERE, known).status == 200)
summary()
