# SPDX-License-Identifier: Apache-2.0
"""Those whose right is narrow, and who want it wider: narrow.py ADDRESS ADMIN_TOKEN PASSWORD. Tokens with fewer registers than their account, a
session's cookie before and after signing in, codes of the second factor, superiors of another branch, an administrator of a commune who would
be one of a district, the auditor who would write, somebody of one organisation, of one hamlet, and nobody at all."""
import base64
import hashlib
import hmac
import json
import struct
import sys

from client import Client, check, summary

address, token, password = sys.argv[1:4]
admin = Client(address, token)
FRESH, NEXT = "một hai ba bốn năm 5", "bốn ba hai một không 9"
HERE, THERE, ABOVE = "23860@2017-06-01", "23866@2017-05-01", "631@2017-06-01"
MARK = "Kpă Riêng Tư"


def account(name, role, **more):
    answer = admin.post("/api/v1/users", {"user_name": name, "role": role, "password": password, **more})
    check("account " + name, answer.status == 201, answer)
    person = Client(address)
    person.first_sign_in(name, password, FRESH)
    person.id = answer.json["id"]
    return person


def token_of(person, **more):
    answer = person.post("/api/v1/session/tokens", {"label": "thử", "writes": True, "valid_to": "2018-06-01", **more})
    check("a token %s" % more, answer.status == 201, answer)
    return Client(address, answer.json["token"]), answer.json


def refused(what, answer, *words):
    told = [word for word in (MARK, *words) if word in answer.body.decode("utf-8", "replace")]
    return check("refused: " + what, answer.status in (400, 401, 403, 404, 405, 409, 413, 422, 428) and not told, answer, told)


def changes(client, path, **fields):
    return client.request("PATCH", "/api/v1/" + path, fields, {"If-Match": "*"})


chief = account("chu.xa", "leader", unit=HERE, sees_personal=True)
enterer = account("nhap.xa", "cadre", unit=HERE, sees_personal=True)
other = account("chu.xa.khac", "leader", unit=THERE, sees_personal=True)
above = account("chu.huyen", "leader", unit=ABOVE, sees_personal=True)
low = account("quan.tri.xa", "admin", unit=HERE, sees_personal=True)
auditor = account("thanh.tra", "auditor", sees_personal=True)
women_body = admin.get("/api/v1/bodies?organisation=womens_union&limit=1&unit=" + HERE).json["items"]
women_body = women_body[0]["id"] if women_body else admin.post("/api/v1/bodies", {"organisation": "womens_union", "unit": HERE, "kind": "committee", "name": "Hội LHPN xã"}).json["id"]
women = account("hoi.phu.nu", "leader", body=women_body, unit=HERE, sees_personal=True)
front = admin.get("/api/v1/bodies?organisation=fatherland_front&unit=" + HERE).json["items"][0]["id"]
home = chief.post("/api/v1/households", {"head_name": MARK, "unit": HERE}).json["id"]
person = chief.post("/api/v1/household_members", {"household": home, "full_name": MARK, "relation": "head", "sex": "male"}).json["id"]
model = chief.post("/api/v1/models", {"name": "Mô hình của " + MARK, "type": "mutual_help_economy", "unit": HERE, "lead_body": front, "year": 2017})
check("a model of the Front", model.status == 201, model)
model = model.json["id"]

# --- a token with fewer registers than its account ------------------------------------------------------------------
narrow, made = token_of(chief, kinds="models")
reading, made_reading = token_of(chief, writes=False)
check("what it is for, it does", narrow.get("/api/v1/models/" + model).status == 200 and changes(narrow, "models/" + model, note="a").status == 200)
upload = chief.request("POST", "/api/v1/uploads", "Họ và tên chủ hộ,Thôn\nSiu Lén,Làng Lén\n".encode(), type_="text/csv").json["upload"]
for path in ("households", "households/" + home, "households/%s/history" % home, "households/%s/related" % home, "households/%s/person" % home, "household_members/" + person,
             "households/export?format=csv", "households/export?format=xlsx", "households/template?unit=" + HERE, "households/photos?ids=" + home,
             "households/%s/attachments" % home, "search?q=rieng%20tu", "work", "conflicts", "coverage?programme=duc_co_2017&year=2017", "overview?year=2017",
             "overview/records?year=2017&number=poor", "report?programme=duc_co_2017&period=2017&unit=" + HERE,
             "report/records?programme=duc_co_2017&period=2017&node=II.4.commune&column=0&unit=" + HERE,
             "coverage/records?programme=duc_co_2017&year=2017&obligation=r10_policy_households", "deadlines", "users", "users/chu.xa/access?kind=households&record=" + home,
             "accounts", "audit", "personal-reads", "api_tokens", "household_members?household=" + home, "models?labels=1&household.head_name=x"):
    answer = narrow.get("/api/v1/" + path)
    told = MARK in answer.body.decode("utf-8", "replace") and "/models" not in path and "search" not in path
    check("a token for models reads nothing of households: " + path, not told and (answer.status >= 400 or home not in answer.body.decode("utf-8", "replace")), answer)
answer = narrow.get("/api/v1/search?q=rieng%20tu")
check("nor finds them", home not in answer.body.decode() and person not in answer.body.decode(), answer)
for what, answer in {
        "a change": changes(narrow, "households/" + home, note="x"), "a record": narrow.post("/api/v1/households", {"head_name": "Siu", "unit": HERE}),
        "a bulk": narrow.post("/api/v1/bulk", {"items": [{"op": "patch", "kind": "models", "id": model, "fields": {"note": "b"}}, {"op": "patch", "kind": "households", "id": home, "fields": {"note": "x"}}]}),
        "an import": narrow.post("/api/v1/households/import", {"upload": upload, "unit": HERE, "year": 2017}),
        "a step": narrow.post("/api/v1/households/%s/actions/close" % home, {"reason": "x"}), "erasing": narrow.post("/api/v1/households/%s/person/erase" % home, {"reason": "x"}),
        "somebody alike": narrow.post("/api/v1/households/alike", {"name": MARK, "unit": HERE}), "a plan": narrow.post("/api/v1/assign", {"year": 2017, "unit": HERE}),
        "an account": narrow.post("/api/v1/users", {"user_name": "cua.sau", "role": "cadre", "unit": HERE}), "a reset": narrow.post("/api/v1/users/nhap.xa/reset", {}),
        "a lock": narrow.post("/api/v1/users/nhap.xa/lock", {"reason": "x"}), "a programme": narrow.request("POST", "/api/v1/programmes/load", b"id: x\n", type_="application/yaml"),
        "a file": narrow.request("POST", "/api/v1/households/%s/attachments?file_name=a.pdf" % home, b"%PDF-1.4\n%%EOF\n", type_="application/pdf"),
        "a conflict": narrow.post("/api/v1/conflicts/%s/decide" % home, {"take": "sent"})}.items():
    refused("with a token for models: " + what, answer)
for name, client in {"for models": narrow, "for reading": reading}.items():
    for what, answer in {"another token": client.post("/api/v1/session/tokens", {"label": "x", "writes": True, "valid_to": "2018-06-01"}),
                         "a password": client.post("/api/v1/session/password", {"old": FRESH, "password": NEXT}),
                         "a second factor": client.request("POST", "/api/v1/session/second-factor"),
                         "its end": client.post("/api/v1/session/second-factor/remove", {"password": FRESH}),
                         "a token's end": client.request("POST", "/api/v1/session/tokens/%s/revoke" % made["id"])}.items():
        refused("by a token %s: %s" % (name, what), answer)
for what, answer in {"a change": changes(reading, "households/" + home, note="x"), "a bulk": reading.post("/api/v1/bulk", {"items": []}),
                     "an upload": reading.request("POST", "/api/v1/uploads", b"a\n", type_="text/csv"), "a plan": reading.post("/api/v1/assign", {"year": 2017, "unit": HERE}),
                     "a list": reading.post("/api/v1/households/import", {"upload": upload, "unit": HERE, "year": 2017, "dry_run": True}),
                     "an account": reading.post("/api/v1/users", {"user_name": "cua.sau", "role": "cadre", "unit": HERE}),
                     "a reset": reading.post("/api/v1/users/nhap.xa/reset", {}), "erasing": reading.post("/api/v1/households/%s/person/erase" % home, {"reason": "x"})}.items():
    refused("with a token for reading: " + what, answer)
for name, client in {"an enterer": enterer, "another's leader": other, "the women's": women, "an auditor": auditor}.items():
    refused("another's token revoked by " + name, client.request("POST", "/api/v1/session/tokens/%s/revoke" % made["id"]))
check("it lives", narrow.get("/api/v1/models/" + model).status == 200)
for bad in (made["token"] + "x", made["token"][:-1], made["token"].swapcase(), made_reading["token"][:20] + made["token"][20:], "", " " + made["token"] + " x"):
    check("a token like it: %r" % bad[:6], Client(address, bad).get("/api/v1/models/" + model).status == 401 or bad == "")
for kinds in ("*", "models,accounts", "nosuch", "models households'--", "api_tokens"):
    answer = chief.post("/api/v1/session/tokens", {"label": "thử", "writes": True, "valid_to": "2018-06-01", "kinds": kinds})
    wide = Client(address, answer.json["token"]) if answer.status == 201 else None
    check("a list of registers gives no more than the account: " + kinds, not wide or wide.get("/api/v1/accounts").status in (401, 403) and
          wide.get("/api/v1/api_tokens").status in (401, 403), answer)

# --- sessions --------------------------------------------------------------------------------------------------------
fixed = Client(address)
fixed.cookie = "chungtay=" + "A" * 43
answer = fixed.post("/api/v1/session", {"user": "nhap.xa", "password": FRESH})
check("a cookie of before is not taken over", answer.status == 200 and all("A" * 43 not in line for line in answer.headers["set-cookie"]), answer)
victim = Client(address)
victim.cookie = enterer.cookie
answer = victim.post("/api/v1/session", {"user": "chu.xa", "password": FRESH})
check("nor somebody else's", answer.status == 403 or enterer.cookie.split("=")[1] not in "".join(answer.headers["set-cookie"]), answer)
check("whose session stays his", enterer.get("/api/v1/session").json["user_name"] == "nhap.xa")
for cookie in (enterer.cookie + "x", enterer.cookie[:-1], enterer.cookie.split("=")[0] + "=", "chungtay=null", enterer.cookie.replace("chungtay", "Chungtay")):
    thief = Client(address)
    thief.cookie = cookie
    check("a cookie like it", thief.get("/api/v1/households").status == 401, cookie)
both = Client(address)
both.cookie = "chungtay=x; " + enterer.cookie
check("two cookies of one name are not both tried", both.get("/api/v1/session").status in (200, 400, 401))
for headers in ({"X-CSRF-Token": None}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": chief.csrf}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"},
                {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}):
    answer = enterer.request("POST", "/api/v1/households", {"head_name": "Siu Giả", "unit": HERE}, headers)
    refused("from elsewhere: %s" % headers, answer)
out = Client(address)
out.sign_in("nhap.xa", FRESH)
kept = out.cookie
check("signed out", out.request("DELETE", "/api/v1/session").status in (200, 204))
out.cookie = kept
check("a cookie of a session that is over", out.get("/api/v1/households").status == 401)

# --- a new password, a reset: what was made before --------------------------------------------------------------------------
program, _ = token_of(enterer)
check("a new password", enterer.post("/api/v1/session/password", {"old": FRESH, "password": NEXT}).status == 200)
for bad in (NEXT, "nhap.xa nhap.xa", "1234567890", "mat khau 1"):
    again = Client(address)
    again.sign_in("nhap.xa", NEXT)
    check("no new password that is the old one, or weak: " + bad, again.post("/api/v1/session/password", {"old": NEXT, "password": bad}).status in (400, 422))
again.sign_in("nhap.xa", NEXT)
answer = above.post("/api/v1/users/nhap.xa/reset", {})
check("reset by the superior", answer.status == 200, answer)
check("his sessions are over", again.get("/api/v1/households").status == 401)
check("and his tokens: who took the password may have made one", program.get("/api/v1/households").status == 401, program.get("/api/v1/households"))
given = answer.json.get("password")
half = Client(address)
answer = half.sign_in("nhap.xa", given)
check("with the given password one chooses one's own", answer.status == 200 and answer.json["must_change_password"], answer)
for method, path, body in (("GET", "/api/v1/households", None), ("POST", "/api/v1/households", {"head_name": "x", "unit": HERE}), ("POST", "/api/v1/session/tokens", {"label": "x", "writes": True, "valid_to": "2018-06-01"}),
                           ("POST", "/api/v1/session/second-factor", None), ("POST", "/api/v1/bulk", {"items": []}), ("GET", "/api/v1/work", None)):
    refused("before that: %s %s" % (method, path), half.request(method, path, body))

check("one's own is chosen", half.post("/api/v1/session/password", {"old": given, "password": FRESH}).status == 200)
check("and the tokens of before stay ended", program.get("/api/v1/households").status == 401, program.get("/api/v1/households"))
check("one signs in again", half.sign_in("nhap.xa", FRESH).status == 200)

# --- superiors of another branch, and those below ------------------------------------------------------------------------------
for name, client in {"of another commune": other, "of another organisation": women, "an enterer": account("nhap.khac", "cadre", unit=HERE), "the auditor": auditor,
                     "a commune's administrator": low, "nobody": Client(address)}.items():
    for target in ("chu.huyen", "thanh.tra", "quan.tri"):
        for verb in ("reset", "lock", "unlock", "remove-second-factor"):
            refused("%s: %s of %s" % (name, verb, target), client.post("/api/v1/users/%s/%s" % (target, verb), {"reason": "x"}))
for target, client in (("chu.xa", other), ("chu.xa", women), ("chu.xa", chief), ("chu.xa.khac", low), ("hoi.phu.nu", other), ("quan.tri.xa", chief), ("chu.xa.khac", chief)):
    for verb in ("reset", "lock", "remove-second-factor"):
        refused("%s of %s" % (verb, target), client.post("/api/v1/users/%s/%s" % (target, verb), {"reason": "x"}))
for name, client in {"a leader": chief, "a commune's administrator": low, "a leader of an organisation": women}.items():
    for fields in ({"role": "admin"}, {"role": "admin", "unit": ABOVE}, {"role": "leader", "unit": ABOVE}, {"role": "cadre", "unit": THERE}, {"role": "cadre"}, {"role": "auditor", "unit": HERE},
                   {"role": "auditor"}, {"role": "leader", "unit": THERE, "sees_personal": True}, {"role": "admin", "unit": HERE, "sees_personal": True}, {"role": "cadre", "body": front, "unit": ABOVE}):
        if name == "a commune's administrator" and fields.get("unit") == HERE and fields["role"] == "admin":
            continue  # one beside him is his to make
        answer = client.post("/api/v1/users", {"user_name": "them.%d" % abs(hash((name, json.dumps(fields)))), "password": password, **fields})
        if not (fields == {"role": "cadre"} and answer.status == 201):
            refused("%s makes %s" % (name, fields), answer)
        else:
            made_user = admin.get("/api/v1/accounts/" + answer.json["id"]).json
            check("%s makes nobody wider than himself" % name, made_user.get("scope_unit") or made_user.get("body"), made_user)
    for target in (client.id, above.id, other.id):
        for fields in ({"role": "admin"}, {"scope_unit": ABOVE}, {"scope_unit": None}, {"body": None}, {"sees_personal": True}, {"password_hash": "x"}, {"must_change_password": False}, {"state": "active"}):
            for answer in (changes(client, "accounts/" + target, **fields), client.post("/api/v1/accounts/%s/person/correct" % target, {"reason": "x", "fields": fields}),
                           client.post("/api/v1/bulk", {"items": [{"op": "patch", "kind": "accounts", "id": target, "fields": fields}]})):
                refused("%s: %s of an account" % (name, list(fields)), answer)
    for kind in ("accounts", "api_tokens", "jobs", "notifications", "units", "organisations", "import_batches", "attachments", "sync_ops", "assignment_plans"):
        refused("%s writes a record of %s" % (name, kind), client.post("/api/v1/" + kind, {"name": "x", "user_name": "x", "role": "admin"}))
        sheet = client.request("POST", "/api/v1/uploads", b"user_name,role\nx.y,admin\n", type_="text/csv").json["upload"]
        answer = client.post("/api/v1/%s/import" % kind, {"upload": sheet, "unit": HERE, "dry_run": False})
        check("%s: nor by a list" % name, answer.status >= 400 or not answer.json["accepted"], kind, answer)
    for verb, body in (("merge", {"into": HERE, "units": [THERE], "on": "2018-01-01"}), ("rename", {"unit": HERE, "name": "Xã Mới", "on": "2018-01-01"}), ("place", {"unit": HERE, "into": THERE})):
        refused("%s changes the territory: %s" % (name, verb), client.post("/api/v1/territory/" + verb, body))
    for method, path in (("GET", "house/state"), ("GET", "house/backups"), ("POST", "house/backups"), ("POST", "house/tasks/check/run"), ("DELETE", "boundaries"), ("GET", "jobs/running"), ("GET", "audit"),
                         ("GET", "personal-reads"), ("GET", "audit/verify"), ("POST", "setup")):
        refused("%s: %s %s" % (name, method, path), client.request(method, "/api/v1/" + path, None if method != "POST" or "setup" not in path else {}))
check("the accounts are as they were", [admin.get("/api/v1/accounts/" + each.id).json["role"] for each in (chief, low, above, other)] == ["leader", "admin", "leader", "leader"])

# --- the auditor reads ----------------------------------------------------------------------------------------------------------------
check("he reads the record of changes", auditor.get("/api/v1/audit?limit=5").status == 200)
for what, answer in {"a record": auditor.post("/api/v1/households", {"head_name": "x", "unit": HERE}), "a change": changes(auditor, "households/" + home, note="x"),
                     "a step": auditor.post("/api/v1/households/%s/actions/close" % home, {"reason": "x"}), "a bulk": auditor.post("/api/v1/bulk", {"items": []}),
                     "an upload": auditor.request("POST", "/api/v1/uploads", b"a\n", type_="text/csv"), "a plan": auditor.post("/api/v1/assign", {"year": 2017, "unit": HERE}),
                     "a plan applied": auditor.post("/api/v1/assign", {"year": 2017, "unit": HERE, "apply": True}), "a grant": auditor.post("/api/v1/grant", {"fund": home, "year": 2017}),
                     "a correction": auditor.post("/api/v1/households/%s/person/correct" % home, {"reason": "x", "fields": {"note": "x"}}),
                     "erasing": auditor.post("/api/v1/households/%s/person/erase" % home, {"reason": "x"}), "a file": auditor.request("POST", "/api/v1/households/%s/attachments?file_name=a" % home, b"%PDF-1.4", type_="application/pdf"),
                     "an account": auditor.post("/api/v1/users", {"user_name": "x.y", "role": "viewer"}), "a programme": auditor.request("POST", "/api/v1/programmes/load", b"id: x\n", type_="application/yaml"),
                     "a consent": auditor.post("/api/v1/programmes/duc_co_2017/agree", {"version": 1}), "a copy": auditor.request("POST", "/api/v1/house/backups"),
                     "a task": auditor.request("POST", "/api/v1/house/tasks/clean/run"), "a conflict": auditor.post("/api/v1/conflicts/%s/decide" % home, {"take": "sent"})}.items():
    check("the auditor does not write: " + what, answer.status in (401, 403, 404), answer)

# --- one organisation's account at another's ---------------------------------------------------------------------------------------------
check("households are everybody's here", women.get("/api/v1/households/" + home).status == 200)
for path in ("models/" + model, "models/%s/history" % model, "models/%s/related" % model, "models/%s/attachments" % model):
    check("another organisation's model: " + path, women.get("/api/v1/" + path).status == 404)
for path in ("models?limit=500&all=1", "models?organisation=fatherland_front", "models?q=rieng%20tu", "models/export?format=csv&all=1", "models/export?format=json&organisation=fatherland_front",
             "models/template?unit=" + HERE, "search?q=mo%20hinh", "models/replication", "overview/records?year=2017&number=models", "work",
             "overview/records?year=2017&number=models&table=models_by_organisation&row=fatherland_front", "households/%s/related" % home,
             "report?programme=duc_co_2017&period=2017&org=fatherland_front&unit=" + HERE, "coverage/records?programme=duc_co_2017&year=2017&obligation=r10_policy_households"):
    answer = women.get("/api/v1/" + path)
    check("nor in %s" % path, model not in answer.body.decode("utf-8", "replace") and "Mô hình của" not in answer.body.decode("utf-8", "replace"), answer)
for what, answer in {"a change": changes(women, "models/" + model, note="x"), "a step": women.post("/api/v1/models/%s/actions/publish" % model, {}),
                     "one of the Front's": women.post("/api/v1/models", {"name": "x", "type": "mutual_help_economy", "unit": HERE, "lead_body": front, "year": 2017}),
                     "one said to be the Front's": women.post("/api/v1/models", {"name": "x", "type": "mutual_help_economy", "unit": HERE, "organisation": "fatherland_front", "year": 2017})}.items():
    refused("of another organisation: " + what, answer)
own = women.post("/api/v1/models", {"name": "Của Hội", "type": "mutual_help_economy", "unit": HERE, "lead_body": women_body, "year": 2017})
check("her own", own.status == 201, own)
refused("given away", changes(women, "models/" + own.json["id"], lead_body=front))

# --- one hamlet --------------------------------------------------------------------------------------------------------------------------
areas = admin.get("/api/v1/units?level=area&limit=10&within=" + HERE).json["items"]
hamlet = account("truong.thon", "reporter", unit=areas[0]["id"])
for what, answer in {"the next hamlet": hamlet.post("/api/v1/households", {"head_name": "Siu", "unit": areas[1]["id"]}), "the commune": hamlet.post("/api/v1/households", {"head_name": "Siu", "unit": HERE}),
                     "a plan": hamlet.post("/api/v1/assign", {"year": 2017, "unit": HERE}), "an account": hamlet.post("/api/v1/users", {"user_name": "x.z", "role": "viewer", "unit": areas[0]["id"]}),
                     "publishing": hamlet.post("/api/v1/models/%s/actions/publish" % model, {})}.items():
    refused("from a hamlet: " + what, answer)
seen = hamlet.get("/api/v1/households?limit=500&count=1").json
check("a hamlet's account sees the hamlet", all(item["unit"] == areas[0]["id"] for item in seen["items"]) and MARK not in json.dumps(seen, ensure_ascii=False))

# --- nobody at all ------------------------------------------------------------------------------------------------------------------------
nobody = Client(address)
for kind in (each["slug"] for each in admin.get("/api/v1/schema").json["kinds"]):
    for path in ("/public/%s", "/public/%s?q=rieng", "/api/v1/%s", "/api/v1/%s?limit=1&labels=1", "/api/v1/%s/export?format=csv", "/api/v1/%s/photos?ids=" + model):
        answer = nobody.get(path % kind)
        check("the public is told nobody's name: " + path % kind, MARK not in answer.body.decode("utf-8", "replace") and answer.status < 500, answer)
for kind, id_ in (("households", home), ("household_members", person), ("models", model), ("accounts", chief.id)):
    for more in ("", "/history", "/related", "/person", "/attachments"):
        answer = nobody.get("/api/v1/%s/%s%s" % (kind, id_, more))
        check("nor by its id", answer.status in (401, 403, 404), answer)

# --- a code of the second factor ------------------------------------------------------------------------------------------------------------
begun = above.request("POST", "/api/v1/session/second-factor")
secret, clock = begun.json["secret"], 0


def code(step):
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", clock // 30 + step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000)


check("begun and not confirmed it asks for nothing", Client(address).sign_in("chu.huyen", FRESH).status == 200)
refused("a wrong code does not confirm it", above.post("/api/v1/session/second-factor/confirm", {"code": "000000"}))
for hour in range(-24, 48):  # the server's clock stands at some hour of its day
    clock = 1514678400 + hour * 3600
    confirmed = above.post("/api/v1/session/second-factor/confirm", {"code": code(0)})
    if confirmed.status == 200:
        break
check("confirmed", confirmed.status == 200, confirmed)


def enter(**more):
    return Client(address).post("/api/v1/session", {"user": "chu.huyen", "password": FRESH, **more}).status


check("without a code", enter() in (401, 422))
for step in (-20, -5, -3, 3, 5, 20):
    check("a code of another moment: %d" % step, enter(totp=code(step)) in (401, 422, 429))
    admin.post("/api/v1/users/chu.huyen/unlock", {})
check("the next code", enter(totp=code(1)) == 200)
check("is taken once", enter(totp=code(1)) in (401, 422, 429))
admin.post("/api/v1/users/chu.huyen/unlock", {})
check("and none before it any more", enter(totp=code(0)) in (401, 422, 429) and enter(totp=code(-1)) in (401, 422, 429))
admin.post("/api/v1/users/chu.huyen/unlock", {})
for bad in ("", " ", "0" * 6, "1" * 40, code(1) + " ", "a" * 16):
    check("no code: %r" % bad, enter(totp=bad) in (400, 401, 422, 429))
statuses = [enter(totp="%06d" % n) for n in range(12)]
check("who tries codes waits", statuses[-1] == 429, statuses)
admin.post("/api/v1/users/chu.huyen/unlock", {})
for bad in ("", NEXT, FRESH + "x"):
    refused("taken away without the password", above.post("/api/v1/session/second-factor/remove", {"password": bad}))
summary()
