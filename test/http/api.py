# SPDX-License-Identifier: Apache-2.0
"""What the API promises to honest clients: api.py ADDRESS PASSWORD. The accounts are those of test/cli/http.sh."""
import sys
import urllib.parse

from client import Client, check, summary

address, password = sys.argv[1:3]
public = Client(address)
admin = Client(address)
OURS = "http://" + address
IA_DIN = "23866@2017-05-01"


def paged(client, path):
    items, cursor = [], None
    for _ in range(200):
        page = client.get(path + ("&cursor=" + cursor if cursor else "")).json
        items += page["items"]
        cursor = page["next"]
        if not cursor:
            return items
    return items


# --- the server itself --------------------------------------------------------------------------------
answer = public.get("/healthz")
check("healthz", answer.status == 200 and answer.json == {"status": "ok"}, answer)
for name, value in (("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("cache-control", "no-store")):
    check("every answer says " + name, answer.headers.get(name) == [value], answer.headers)
check("connections are kept", "connection" not in answer.headers, answer.headers)
check("HEAD has no body", (lambda a: a.status == 200 and a.body == b"")(public.request("HEAD", "/healthz")))
answer = public.request("OPTIONS", "/api/v1/households")
check("OPTIONS", answer.status == 204 and answer.headers["allow"] == ["GET, HEAD, POST, OPTIONS"], answer.headers)
answer = public.request("DELETE", "/api/v1/households")
check("405 says what is allowed", answer.status == 405 and "allow" in answer.headers, answer)
answer = public.get("/api/v1/nosuch", Accept_Language="en")
check("404 in English", answer.status == 404 and answer.json["title"] == "Not found", answer)
check("a problem document", answer.headers["content-type"] == ["application/problem+json"], answer.headers)
check("404 in Vietnamese", public.get("/api/v1/nosuch").json["title"] == "Không có")
metrics = public.get("/metrics").body.decode()
check("metrics", 'chungtay_requests_total{lane="read",status="2xx"}' in metrics, metrics)

# --- signing in -----------------------------------------------------------------------------------------
answer = public.get("/api/v1/households")
check("401 names the way in", answer.status == 401 and answer.headers["www-authenticate"][0].startswith("Bearer"), answer)
check("what is published is public", public.get("/api/v1/models").status == 200)
check("a wrong password", admin.sign_in("quan.tri", "không phải mật khẩu").status == 401)
answer = admin.sign_in("quan.tri", password)
cookie = answer.headers["set-cookie"][0]
check("the cookie", all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/")), cookie)
check("no Secure without TLS", "Secure" not in cookie, cookie)
check("a first password does nothing else", admin.get("/api/v1/households").status == 403)
answer = admin.post("/api/v1/session/password", {"old": password, "password": "một hai ba bốn năm 5"})
check("changed", answer.status == 200, answer)
check("the old session is over", admin.get("/api/v1/households").status == 401)
admin.csrf = None
answer = admin.sign_in("quan.tri", "một hai ba bốn năm 5")
check("signed in", answer.status == 200 and answer.json["signed_in"] and "admin" in answer.json["rights"], answer)
state = admin.get("/api/v1/session").json
check("who it is", state["user_name"] == "quan.tri" and state["csrf"] == admin.csrf, state)
check("without X-CSRF-Token", admin.post("/api/v1/bulk", {"items": []}, X_CSRF_Token=None).status == 403)
check("with a wrong one", admin.post("/api/v1/bulk", {"items": []}, X_CSRF_Token="0" * 32).status == 403)
check("from another site", admin.post("/api/v1/bulk", {"items": []}, Origin="https://evil.example").status == 403)
check("by what the browser says", admin.post("/api/v1/bulk", {"items": []}, Sec_Fetch_Site="cross-site").status == 403)
check("from our own", admin.post("/api/v1/bulk", {"items": []}, Origin="http://" + address).status == 200)
check("signing in from another site", public.post("/api/v1/session", {"user": "a", "password": "b"},
                                                  Origin="https://evil.example").status == 403)
answer = admin.post("/api/v1/session/tokens", {"label": "kiểm thử", "writes": True, "valid_to": "2018-06-01"})
check("a token", answer.status == 201, answer)
program = Client(address, answer.json["token"])
check("the token opens", program.get("/api/v1/households?limit=1").status == 200)
check("and needs no CSRF", program.post("/api/v1/bulk", {"items": []}).status == 200)
check("not half of it", Client(address, program.token[:-2]).get("/api/v1/households").status == 401)
check("no other scheme", public.get("/api/v1/households", Authorization="Basic eDp5").status == 401)

# --- lists ------------------------------------------------------------------------------------------------
everything = program.get("/api/v1/households?limit=500&count=true").json
total = everything["total"]
check("count", total == len(everything["items"]) and total >= 64, total)
for sort in ("", "&sort=head_name", "&sort=-head_name", "&sort=member_count", "&sort=-member_count", "&sort=-id",
             "&sort=registered_on", "&sort=-registered_on"):
    items = paged(program, "/api/v1/households?limit=7" + sort)
    ids = [item["id"] for item in items]
    whole = program.get("/api/v1/households?limit=500" + sort).json["items"]
    check("pages are the list" + sort, ids == [item["id"] for item in whole], len(ids), len(whole))
    check("each once" + sort, len(set(ids)) == total, len(set(ids)))
page = program.get("/api/v1/households?limit=7&sort=head_name").json
check("a cursor tells no name", page["items"][-1]["head_name"].split()[-1] not in page["next"])
check("of another list", program.get("/api/v1/households?limit=7&sort=-head_name&cursor=" + page["next"]).status == 400)
check("of another register", program.get("/api/v1/models?sort=name&cursor=" + page["next"]).status == 400)
check("of another caller", admin.get("/api/v1/households?limit=7&sort=head_name&cursor=" + page["next"]).status == 200)
forged = page["next"][:-3] + ("AAA" if page["next"][-3:] != "AAA" else "BBB")
check("a forged one", program.get("/api/v1/households?limit=7&sort=head_name&cursor=" + forged).status == 400)
items = program.get("/api/v1/households?member_count%3E=6&limit=500").json["items"]
check("a filter", items and all(item["member_count"] >= 6 for item in items), len(items))
items = program.get("/api/v1/households?member_count!=6&limit=500").json["items"]
check("not equal", items and all(item["member_count"] not in (6, None) for item in items), len(items))
items = program.get("/api/v1/households?q=siu&limit=500").json["items"]
check("words", items and all("Siu" in item["head_name"] for item in items), len(items))
item = program.get("/api/v1/households?fields=head_name,unit&labels=true&may=true&limit=1").json["items"][0]
check("chosen fields", set(item) == {"id", "version", "state", "head_name", "unit", "created_at", "updated_at", "labels", "may"}, item)
check("labels", item["labels"]["unit"], item)
check("within a place", 0 < len(program.get("/api/v1/households?within=23860@2017-06-01&limit=500").json["items"]) <= total)
check("of a place there is not", program.get("/api/v1/households?within=99999").status == 404)
for wrong in ("limit=0", "limit=501", "limit=x", "sort=nosuch", "fields=nosuch", "cursor=e1:xx"):
    check("refused: " + wrong, program.get("/api/v1/households?" + wrong).status == 400)
check("an unknown filter", program.get("/api/v1/households?nosuch=1").status == 422)
check("a hidden field is unknown", program.get("/api/v1/accounts?password_hash=x").status == 422)
check("nor sorted by", program.get("/api/v1/accounts?sort=password_hash").status == 400)
check("nor shown", "password_hash" not in program.get("/api/v1/accounts").json["items"][0])
check("no sorting by what is encrypted", program.get("/api/v1/household_members?sort=id_number").status in (403, 422))
answer = program.get("/api/v1/models")
check("304", program.get("/api/v1/models", If_None_Match=answer.headers["etag"][0]).status == 304)

# --- one record ------------------------------------------------------------------------------------------------
answer = program.post("/api/v1/households", {"head_name": "Siu Thử", "unit": IA_DIN, "member_count": 4,
                                             "policy_categories": [], "destitute": False})
check("created", answer.status == 201 and answer.json["version"] == 1, answer)
path, etag = answer.headers["location"][0], answer.headers["etag"][0]
got = program.get(path)
check("read", got.status == 200 and got.json["head_name"] == "Siu Thử" and got.json["destitute"] is False, got)
check("not modified", program.get(path, If_None_Match=got.headers["etag"][0]).status == 304)
check("what may be done", got.json["may"]["patch"] and any(a["action"] == "void" for a in got.json["may"]["actions"]))
check("428", program.request("PATCH", path, {"member_count": 5}).status == 428)
answer = program.request("PATCH", path, {"member_count": 5}, {"If-Match": etag})
check("patched", answer.status == 200 and answer.json["version"] == 2 and answer.json["member_count"] == 5, answer)
answer = program.request("PATCH", path, {"member_count": 6}, {"If-Match": etag})
check("412 with both values", answer.status == 412 and answer.json["current"]["member_count"] == 5 and
      answer.json["wanted"] == {"member_count": 6} and answer.json["version"] == 2, answer)
check("If-Match that is none", program.request("PATCH", path, {"member_count": 6}, {"If-Match": "W/x"}).status == 400)
check("If-Match: *", program.request("PATCH", path, {"member_count": 7}, {"If-Match": "*"}).json["version"] == 3)
check("emptied", program.request("PATCH", path, {"member_count": None}, {"If-Match": '"3"'}).json["member_count"] is None)
answer = program.request("PATCH", path, {"member_count": "6", "nosuch": 1, "destitute": 3, "policy_categories": "x",
                                         "ethnicity": "martian"}, {"If-Match": "*"})
fields = {error["field"] for error in answer.json["errors"]}
check("every wrong field is named", answer.status == 422 and
      fields >= {"member_count", "nosuch", "destitute", "policy_categories"}, answer)
check("in both languages", all(error["vi"] and error["en"] for error in answer.json["errors"]), answer)
answer = program.post("/api/v1/households", {"unit": IA_DIN, "member_count": -1})
check("required, limits", answer.status == 422 and {e["field"] for e in answer.json["errors"]} >= {"head_name"}, answer)
for protected in ("id", "version", "state", "created_at", "canonical"):
    check("may not be set: " + protected, program.request("PATCH", path, {protected: "x"}, {"If-Match": "*"}).status == 422)
check("a carried field", program.post("/api/v1/assignments", {"organisation": "womens_union"}).status == 422)
check("written by the program only", program.post("/api/v1/jobs", {"task": "x"}).status == 405)
check("no such record", program.get("/api/v1/households/0000000000001").status == 404)
answer = program.post(path + "/actions/void", {})
check("an action that needs its reason", answer.status == 422, answer)
check("one there is not", program.post(path + "/actions/nosuch", {}).status == 409)
answer = program.post(path + "/actions/void", {"reason": "ghi nhầm"})
check("done", answer.status == 200 and answer.json["state"] == "mistaken", answer)
check("not twice", program.post(path + "/actions/void", {"reason": "ghi nhầm"}).status == 409)
history = program.get(path + "/history").json["items"]
check("history", [h["action"] for h in history][-1] == "void" and history[-1]["reason"] == "ghi nhầm", history)
check("no name in it", "Thử" not in program.get(path + "/history").body.decode())

# --- many at once, once ------------------------------------------------------------------------------------------
before = program.get("/api/v1/households?count=true").json["total"]
good = {"op": "create", "kind": "households", "fields": {"head_name": "Siu Một", "unit": IA_DIN}}
answer = program.post("/api/v1/bulk", {"items": [good, {"op": "create", "kind": "households", "fields": {"unit": IA_DIN}},
                                                 {"op": "patch", "kind": "households", "id": "0000000000001"},
                                                 {"op": "nosuch", "kind": "households"}]})
wheres = {error["field"] for error in answer.json["errors"]}
check("a wrong one refuses all, and each wrong one is named", answer.status in (404, 422) and
      any(w.startswith("items[1]") for w in wheres) and any(w.startswith("items[2]") for w in wheres) and
      any(w.startswith("items[3]") for w in wheres) and not any(w.startswith("items[0]") for w in wheres), answer)
check("nothing of it is there", program.get("/api/v1/households?count=true").json["total"] == before)
member = {"op": "create", "kind": "household_members", "fields": {"household": "items[0]", "full_name": "Siu Hai", "relation": "spouse"}}
answer = program.post("/api/v1/bulk", {"items": [good, member]})
related = program.get("/api/v1/households/%s/related" % answer.json["items"][0]["id"]).json["sections"]
check("an item names the one before", [s["items"][0]["id"] for s in related if s["kind"] == "household_members"] == [answer.json["items"][1]["id"]], related)
answer = program.post("/api/v1/bulk", {"items": [member, good]})
check("not one behind", answer.status == 422 and answer.json["errors"][0]["field"] == "items[0].household", answer)
before += 1
answer = program.post("/api/v1/bulk", {"items": [good] * 30})
check("thirty", answer.status == 200 and len({i["id"] for i in answer.json["items"]}) == 30, answer)
check("are there", program.get("/api/v1/households?count=true").json["total"] == before + 30)
record = {"head_name": "Siu Lặp", "unit": IA_DIN}
one = program.post("/api/v1/households", record, Idempotency_Key="lần-1".encode().hex())
two = program.post("/api/v1/households", record, Idempotency_Key="lần-1".encode().hex())
check("sent again", one.status == two.status == 201 and one.body == two.body and
      two.headers.get("idempotency-replayed") == ["true"] and one.headers["etag"] == two.headers["etag"], two)
check("done once", program.get("/api/v1/households?count=true").json["total"] == before + 31)
check("the same key for something else", program.post("/api/v1/households", {"head_name": "Siu Khác", "unit": IA_DIN},
                                                      Idempotency_Key="lần-1".encode().hex()).status == 409)
check("a key that is none", program.post("/api/v1/households", record, Idempotency_Key="a b").status == 400)
answer = program.post("/api/v1/households", {"unit": IA_DIN}, Idempotency_Key="k2")
check("a refusal is not kept", answer.status == 422 and
      program.post("/api/v1/households", record, Idempotency_Key="k2").status == 201, answer)

# --- files --------------------------------------------------------------------------------------------------------
text = program.get("/api/v1/households/export?format=csv").body.decode("utf-8")
check("CSV", text.split("\r\n")[0].startswith("id,version,state,") and len(text.split("\r\n")) == before + 34, len(text.split("\r\n")))
answer = program.get("/api/v1/households/export?format=xlsx&q=siu")
check("XLSX", answer.status == 200 and answer.body[:2] == b"PK" and "attachment" in answer.headers["content-disposition"][0])
check("no such format", program.get("/api/v1/households/export?format=pdf").status == 400)
lines = open("demo/ho_ngheo_ia_dok_2017.csv", "rb").read()
answer = program.request("POST", "/api/v1/uploads", lines, type_="text/csv")
check("upload", answer.status == 201 and answer.json["bytes"] == len(lines), answer)
upload = answer.json["upload"]
wanted = {"upload": upload, "unit": "23860@2017-06-01", "dry_run": True}
answer = program.post("/api/v1/households/import", wanted)
check("a look before", answer.status == 200 and answer.json["rows"] == 64 and answer.json["dry_run"], answer)
answer = program.post("/api/v1/households/import", dict(wanted, dry_run=False))
check("applied", answer.status == 200 and answer.json["accepted"] == 64 and answer.json["batch"], answer)
check("rows refused", program.get("/api/v1/uploads/%s/rejects" % upload).status == 200)
check("an upload that is none", program.post("/api/v1/households/import", dict(wanted, upload="../../etc/passwd")).status == 404)
answer = program.request("POST", "/api/v1/uploads", b"\x00\xff" * 500, type_="application/octet-stream")
check("noise is no list", program.post("/api/v1/households/import", dict(wanted, upload=answer.json["upload"])).status in (413, 422))
many = [program.request("POST", "/api/v1/uploads", lines, type_="text/csv") for _ in range(22)]
check("who sends many is not stopped", [answer.status for answer in many] == [201] * 22, many[-1])
check("the latest are kept", program.post("/api/v1/households/import", dict(wanted, upload=many[-1].json["upload"])).status == 200)
check("the oldest are forgotten", program.post("/api/v1/households/import", dict(wanted, upload=many[0].json["upload"])).status == 404)

# --- services -------------------------------------------------------------------------------------------------------
answer = program.post("/api/v1/assign", {"year": 2017, "programme": "duc_co_2017"})
check("a plan", answer.status == 200 and answer.json["certificate"] and answer.json["applied"] == 0, answer)
board = program.post("/api/v1/assign", {"year": 2017, "programme": "duc_co_2017", "detail": "board"}).json
row = board["plan"][0]
other = next(b["body"] for b in board["branches"] if b["body"] != row["lead_body"] and b["area"] == row["area"])
fixed = [{"household": row["household"], "body": other}, {"household": board["plan"][1]["household"], "body": None}]
answer = program.post("/api/v1/assign", {"year": 2017, "programme": "duc_co_2017", "detail": "board", "fixed": fixed})
now = {r["household"]: r["lead_body"] for r in answer.json["plan"]}
check("what people decided stands, and is proven", answer.json["certificate"] and now[row["household"]] == other and
      now[fixed[1]["household"]] is None and answer.json["cost"] >= board["cost"], answer)
check("and what breaks by it is told", any(v["household"] == fixed[1]["household"] for v in answer.json["violations"]), answer)
answer = program.post("/api/v1/assign", {"year": 2017, "fixed": [fixed[0], {"household": "0000000000001", "body": other}]})
check("a choice that cannot be is named", answer.status == 422 and [e["field"] for e in answer.json["errors"]] == ["fixed[1]"], answer)
answer = program.post("/api/v1/assign", {"year": 2017, "detail": "communes"})
check("sums of communes", sum(c["households"] for c in answer.json["communes"]) == answer.json["households"] and "plan" not in answer.json, answer)
answer = program.post("/api/v1/assign", {"year": 2017, "programme": "duc_co_2017", "apply": True})
check("adopted", answer.status == 200 and answer.json["applied"] > 0, answer)
answer = program.post("/api/v1/assign", {"programme": "duc_co_2017"})
check("without its year", answer.status == 422 and answer.json["errors"][0]["field"] == "year", answer)
answer = program.get("/api/v1/assign/verify?year=2017")
check("proven again", answer.status == 200 and answer.json["plans"] == 1 and answer.json["broken"] == 0, answer)
check("the proof stays inside", "proof" not in program.get("/api/v1/assignment_plans").json["items"][0])
check("no year", program.get("/api/v1/assign/verify?year=17").status == 400)
board = program.get("/api/v1/bodies?organisation=fatherland_front&unit=23860@2017-06-01").json["items"][0]["id"]
fund = program.post("/api/v1/funds", {"name": "Quỹ thử", "type": "fund_for_the_poor", "board": board, "opened_on": "2016-01-01"}).json["id"]
answer = program.post("/api/v1/ledger_entries", {"fund": fund, "entry_number": 1, "on_date": "2017-01-01", "type": "donation",
                                                 "debit_account": "bank", "credit_account": "income_donation",
                                                 "amount": 30000000, "description": "Thu ủng hộ"})
check("money in the fund", answer.status == 201, answer)
needy = [row["household"] for row in program.get("/api/v1/assignments?limit=3").json["items"]]
for i, household in enumerate(needy):
    program.post("/api/v1/needs", {"household": household, "type": "livelihood", "estimated_value": 20000000,
                                   "least_value": 10000000, "urgency": ["critical", "high", "normal"][i], "found_on": "2017-02-01"})
answer = program.post("/api/v1/grant", {"fund": fund, "year": 2017, "budget": "25 triệu"})
check("a plan of grants", answer.status == 200 and answer.json["served"] == 2 and answer.json["granted"] == 25000000, answer)
check("each refusal has its reason", all(r["code"] and r["reason"] for r in answer.json["refused"]) and answer.json["refused"])
check("the same as the others' order", [g["household"] for g in answer.json["grants"]] == needy[:2], answer.json["grants"])
check("more than there is", program.post("/api/v1/grant", {"fund": fund, "year": 2017, "budget": "31 triệu", "apply": True}).status == 409)
check("no money", program.post("/api/v1/grant", {"fund": fund, "budget": "nhiều"}).status == 422)
check("which fund", program.post("/api/v1/grant", {"fund": ","}).status in (400, 404, 422))
check("no fund", program.post("/api/v1/grant", {"year": 2017}).status == 422)
answer = program.post("/api/v1/grant", {"fund": fund, "year": 2017, "apply": True})
check("proposed", answer.status == 200 and answer.json["applied"] == 3, answer)
proposed = program.get("/api/v1/grants?fund=%s" % fund).json["items"]
check("as grants", len(proposed) == 3 and {g["state"] for g in proposed} == {"proposed"}, proposed)
first = proposed[0]
check("paid before it is approved", program.post("/api/v1/grants/%s/actions/pay" % first["id"], {}).status == 409)
for action in ("approve", "pay"):
    answer = program.post("/api/v1/grants/%s/actions/%s" % (first["id"], action), {})
    check(action, answer.status == 200, answer)
answer = program.post("/api/v1/ledger_entries", {"fund": fund, "entry_number": 2, "on_date": "2017-12-01", "type": "support_payment",
                                                 "debit_account": "expense_support", "credit_account": "bank", "fund_grant": first["id"],
                                                 "amount": first["amount"], "description": "Chi theo kế hoạch"})
check("in the books", answer.status == 201, answer)
answer = program.post("/api/v1/grant", {"fund": fund, "year": 2017})
check("no longer bound", answer.json["funds"][0]["balance"] == 30000000 - first["amount"] and
      answer.json["funds"][0]["bound"] == sum(g["amount"] for g in proposed[1:]), answer.json["funds"])
answer = program.post("/api/v1/quota", {"programme": "duc_co_2017", "year": 2017})
check("quotas, where the programme has some", answer.status in (200, 422), answer)
check("quotas need a year", program.post("/api/v1/quota", {"programme": "duc_co_2017"}).status == 422)
check("and a programme", program.post("/api/v1/quota", {"programme": "nosuch", "year": 2017}).status == 404)
rows = program.get("/api/v1/coverage?programme=duc_co_2017&year=2017").json["items"]
check("coverage", rows and {"obligation", "subject", "value", "state", "next_action", "records"} <= set(rows[0]), rows[:1])
unmet = [row for row in rows if row["state"] == "unmet"]
check("only unmet", len(program.get("/api/v1/coverage?programme=duc_co_2017&year=2017&state=unmet").json["items"]) == len(unmet))
check("what is not met has its next action", all(row["next_action"] for row in unmet if not row["soft"]))
counted = [row for row in rows if row["value"] and row["obligation"] == "r2_households"] or [row for row in rows if row["value"]]
check("the records behind a number", program.get(counted[0]["records"]).status == 200, counted[0])
sums = program.get("/api/v1/coverage?programme=duc_co_2017&year=2017&sums=true").json["items"]
check("sums are the rows counted", bool(sums) and all(
    each[state] == sum(row["obligation"] == each["obligation"] and row["state"] == state for row in rows)
    for each in sums for state in ("met", "unmet", "not_applicable", "impossible", "unknown")) and
    {each["obligation"] for each in sums} == {row["obligation"] for row in rows})
slice_of = program.get("/api/v1/schema?kinds=models,works&related=true").json["kinds"]
whole = program.get("/api/v1/schema").json["kinds"]
wanted = [kind for kind in whole if kind["slug"] in ("models", "works") or any(field.get("ref") in ("models", "works") for field in kind["fields"])]
check("some registers' declarations are those of the whole", slice_of == wanted and 2 < len(wanted) < len(whole))
check("one register's", [kind["slug"] for kind in program.get("/api/v1/schema?kinds=households").json["kinds"]] == ["households"])
check("no programme", program.get("/api/v1/coverage").status == 400)
check("one there is not", program.get("/api/v1/coverage?programme=nosuch").status == 404)
check("deadlines", program.get("/api/v1/deadlines?programme=duc_co_2017").json["items"])
answer = program.get("/api/v1/series?programme=duc_co_2017&obligation=%s&from=2017Q1&to=2017Q4" % rows[0]["obligation"])
check("a series", [p["period"] for p in answer.json["items"]] == ["2017Q1", "2017Q2", "2017Q3", "2017Q4"], answer)
answer = program.get("/api/v1/report?programme=duc_co_2017&period=2017&unit=631@2017-06-01&format=docx")
check("a report", answer.status == 200 and answer.body[:2] == b"PK", answer)
answer = program.get("/api/v1/report?programme=duc_co_2017&period=2017&unit=631@2017-06-01&format=xlsx")
check("as a workbook", answer.status == 200 and answer.body[:2] == b"PK", answer)
pdf = "/api/v1/report?programme=duc_co_2017&period=2017&unit=631@2017-06-01&format=pdf"
answer = program.get(pdf)
check("as a PDF", answer.status == 200 and answer.body[:5] == b"%PDF-" and answer.body[-6:] == b"%%EOF\n" and b"/URI" not in answer.body, answer)
answer = program.get(pdf + "&links_to=" + urllib.parse.quote(OURS + "/numbers?programme=duc_co_2017&"))
check("its numbers lead to this server", answer.status == 200 and ("/URI (%s/numbers?programme=duc_co_2017&" % OURS).encode() in answer.body, answer)
for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)//", OURS + ".example.org/", "/numbers"):
    check("and nowhere else", program.get(pdf + "&links_to=" + elsewhere).status == 400)
check("the same as JSON", program.get("/api/v1/report?programme=duc_co_2017&period=2017&unit=631@2017-06-01").json)
check("territory by name", any(u["code"] == "23863" for u in public.get("/api/v1/territory/search?q=Ia+Kr%C3%AAl").json["items"]))
check("what became of it", public.get("/api/v1/territory/23863/lineage").json["went_to"])
check("what lies in it", len(public.get("/api/v1/territory/64/children").json["items"]) > 10)
check("and above", [u["level"] for u in public.get("/api/v1/territory/23863@2017-01-01/chain?on=2017-05-01").json["items"]][-1] == "nation")
sections = {s["type"]: s for s in program.get("/api/v1/work").json["sections"]}
check("my work", {"overdue", "due", "returned", "unassigned", "doubtful"} <= set(sections), sections.keys())
lacking = program.post("/api/v1/households", {"head_name": "Rmah Lẻ", "unit": IA_DIN}).json
answer = program.post("/api/v1/classifications", {"household": lacking["id"], "standard": "std_2016", "year": 2017, "class": "poor"})
check("a poor household without a lead", answer.status == 201, answer)
lead_work = {s["type"]: s for s in program.get("/api/v1/work").json["sections"]}["unassigned"]
check("is work to do", lead_work["count"] == sections["unassigned"]["count"] + 1, lead_work["count"])
related = program.get("/api/v1/households/%s/related" % lacking["id"]).json
check("a household's page says the same of it as the list of work", related["missing_lead"] is True and related["review_year"] == 2017, related.get("review_year"))
check("each with its next action", all(i["next"] for s in sections.values() for i in s["items"]))
check("search", any(i["kind"] == "households" for i in program.get("/api/v1/search?q=siu+mot").json["items"]))
answer = program.request("POST", "/api/v1/programmes/check", b"id: x\nnosuch: 1\n", type_="application/yaml")
check("a programme's mistakes", answer.status == 200 and not answer.json["good"] and answer.json["mistakes"][0]["line"], answer)
answer = program.request("POST", "/api/v1/programmes/load", open("programmes/template_2026.yaml", "rb").read(), type_="application/yaml")
check("a programme loaded", answer.status == 200 and answer.json["new"], answer)
check("is seen by readers at once", program.get("/api/v1/programmes?code=template_2026").json["items"])

# --- duplicates: found, linked, undone ---------------------------------------------------------------------------------
same = {"head_name": "Rmah Trùng", "head_birth_date": "1968-03-09", "unit": IA_DIN}
before = {s["type"]: s["count"] for s in program.get("/api/v1/work").json["sections"]}.get("duplicate", 0)
first, second = (program.post("/api/v1/households", same).json for _ in range(2))
told = [d for d in second.get("possible_duplicates", []) if d["canonical"] == first["id"] and d["household"] == second["id"]]
check("told at entry", "possible_duplicates" not in first and len(told) == 1, (first, second))
link = "/api/v1/same_as_links/" + told[0]["link"]
answer = program.get(link)
check("a pair in question", answer.status == 200 and answer.json["state"] == "proposed", answer)
work = {s["type"]: s["count"] for s in program.get("/api/v1/work").json["sections"]}
check("is work", work["duplicate"] == before + 1, work)
answer = program.post(link + "/actions/link")
check("the same, by whom", answer.status == 200 and answer.json["decided_by"], answer)
check("one stands for both", program.get("/api/v1/households/" + second["id"]).json["canonical"] == first["id"])
check("undone", program.post(link + "/actions/undo", {"reason": "hai hộ khác nhau"}).status == 200)
check("each for itself", program.get("/api/v1/households/" + second["id"]).json["canonical"] is None)

# --- the description ------------------------------------------------------------------------------------------------------
api = public.get("/api/v1/openapi.json").json


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


schemas = api["components"]["schemas"]
check("every $ref leads somewhere", all(r.split("/")[-1] in schemas for r in references(api)))
ids = [op["operationId"] for path in api["paths"].values() for op in path.values()]
check("every operation has a name of its own", len(ids) == len(set(ids)))
check("every path parameter is described", all(
    {p["name"] for p in op["parameters"] if p["in"] == "path"} == {s[1:-1] for s in path.split("/") if s[:1] == "{"}
    for path, ops in api["paths"].items() for op in ops.values()))
shown = set(program.get("/api/v1/households?limit=1&labels=true&may=true").json["items"][0])
check("a record is as described", shown <= set(schemas["household"]["properties"]), shown)
kinds = {kind["slug"]: kind for kind in public.get("/api/v1/schema").json["kinds"]}
check("the schema", "households" in kinds and not any(f["name"] == "password_hash" for f in kinds["accounts"]["fields"]))
page = public.get("/api/v1/reference").body.decode()
check("the reference page", "/api/v1/{kind}/{id}" in page and 'id="households"' in page)

check("signing out", admin.request("DELETE", "/api/v1/session").status == 200)
check("is out", admin.get("/api/v1/households").status == 401)
summary()
