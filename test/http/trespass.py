# SPDX-License-Identifier: Apache-2.0
"""One commune's people at another's records: trespass.py ADDRESS ADMIN_TOKEN PASSWORD. Ia Dơk and Ia Din lie in one district, so in one shard, and
everything of theirs in the same tables. Whoever works in the one tries to read, write, count or guess what is the other's: by every route that
takes an id, in bulk, by lists and workbooks, by references, conditions and orders, by what was here once and what is linked, by plans,
reports and links of numbers. Nothing of it may be told, and each is answered like what does not exist."""
import io
import json
import re
import sys
import zipfile

from client import Client, check, summary

address, token, password = sys.argv[1:4]
admin = Client(address, token)
FRESH = "một hai ba bốn năm 5"
HERE, THERE, ABOVE = "23860@2017-06-01", "23866@2017-05-01", "631@2017-06-01"
NOWHERE = "0000000000001"
MARK, MARK_PLAIN, ID_NUMBER, PHONE = "Rơ Châm Quyển Ngọ", "quyen ngo", "231098765", "0905222333"
made_at = {}


def account(name, role, **more):
    check("account " + name, admin.post("/api/v1/users", {"user_name": name, "role": role, "password": password, **more}).status == 201)
    person = Client(address)
    person.first_sign_in(name, password, FRESH)
    return person


def make(kind, client=None, **fields):
    answer = (client or admin).post("/api/v1/" + kind, fields)
    check("made: " + kind, answer.status == 201, answer)
    return answer.json.get("id")


def patched(client, kind, id_, **fields):
    return client.request("PATCH", "/api/v1/%s/%s" % (kind, id_), fields, {"If-Match": "*"})


def names(answer):
    """Whether it tells of what is there only."""
    text = answer.body
    if text[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(text))
        text = b"".join(archive.read(name) for name in archive.namelist())
    text = text.decode("utf-8", "replace")
    return [word for word in ("Quyển Ngọ", ID_NUMBER, PHONE) + tuple(made_at.values()) if word and word in text]


def refused(what, answer, *more, ids=True):
    """Not done, and nothing told that was not in the question."""
    told = [word for word in names(answer) if ids and word not in json.dumps(more, ensure_ascii=False)]
    return check("refused: " + what, answer.status in (400, 403, 404, 409, 422) and not told, answer, told)


def silent(what, answer, asked=""):
    """Answered, perhaps, but without anything of theirs."""
    told = [word for word in names(answer) if word not in asked]
    return check("tells nothing: " + what, answer.status < 500 and not told, answer.status, told)


here = account("dok.nhap", "cadre", unit=HERE, sees_personal=True)
chief = account("dok.chu", "leader", unit=HERE, sees_personal=True)
plain = account("dok.thuong", "cadre", unit=HERE)
low = account("dok.quan", "admin", unit=HERE, sees_personal=True)
there = account("din.nhap", "cadre", unit=THERE, sees_personal=True)
above = account("duc.co", "leader", unit=ABOVE, sees_personal=True)

# --- what is theirs ------------------------------------------------------------------------------------------------
home = make("households", there, head_name=MARK, unit=THERE, head_birth_date="1961-02-03", ethnicity="ba_na", address="Làng " + MARK)
person = make("household_members", there, household=home, full_name=MARK, relation="head", sex="male", id_number=ID_NUMBER, phone=PHONE, birth_date="1961-02-03")
poor = make("classifications", there, household=home, year=2017, standard="std_2016", **{"class": "poor"})
need = make("needs", there, household=home, type="livelihood", estimated_value=9000000, found_on="2017-02-01", description="Bò của " + MARK)
body = admin.get("/api/v1/bodies?organisation=fatherland_front&unit=%s" % THERE).json["items"][0]["id"]
own_body = admin.get("/api/v1/bodies?organisation=fatherland_front&unit=%s" % HERE).json["items"][0]["id"]
lead = make("assignments", there, household=home, year=2017, lead_body=body, from_date="2017-02-02")
help_ = make("supports", there, household=home, type="livelihood", value=1000000, on_date="2017-03-03", provider_body=body)
fund = make("funds", name="Quỹ Ia Din riêng", type="fund_for_the_poor", board=body, opened_on="2016-01-01")
entry = make("ledger_entries", fund=fund, entry_number=1, on_date="2017-01-01", type="donation", debit_account="cash", credit_account="income_donation",
             amount=50000000, description="Thu của " + MARK)
grant = make("grants", fund=fund, household=home, unit=THERE, purpose="housing", amount=7000000, year=2017)
model = make("models", there, name="Mô hình kín", type="mutual_help_economy", unit=THERE, lead_body=body, year=2017, note="của " + MARK)
cadre = make("cadres", there, body=body, full_name=MARK, position="chair", phone=PHONE)
file_ = there.request("POST", "/api/v1/households/%s/attachments?file_name=a.pdf&caption=%s" % (home, "giay"), b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", type_="application/pdf")
check("a file", file_.status in (200, 201), file_)
file_ = file_.json["id"]
mine = make("households", here, head_name="Siu Của Tôi", unit=HERE)
theirs = {"households": home, "household_members": person, "classifications": poor, "needs": need, "assignments": lead, "supports": help_, "funds": fund,
          "ledger_entries": entry, "grants": grant, "models": model, "cadres": cadre}
made_at.update(theirs, attachment=file_)
before = {kind: admin.get("/api/v1/%s/%s" % (kind, id_)).json["version"] for kind, id_ in theirs.items()}
people = {"enterer": here, "leader": chief, "enterer without the right": plain, "administrator of a commune": low}

# --- every way to one record ------------------------------------------------------------------------------------------
for name, client in people.items():
    for kind, id_ in theirs.items():
        def same(method, path, body=None, **headers):
            """Answered as if it did not exist."""
            a, b = (client.request(method, ("/api/v1/%s/" % kind) + i + path, body, {k.replace("_", "-"): v for k, v in headers.items()}) for i in (id_, NOWHERE))
            check("%s: %s %s%s like what is not there" % (name, method, kind, path), a.status == b.status >= 400 and
                  a.body.decode().replace(id_, "") == b.body.decode().replace(NOWHERE, ""), a, b)
        for path in ("", "?labels=1&may=1", "/history", "/related", "/person", "/attachments", "/attachments/" + file_):
            same("GET", path)
        same("GET", "", If_None_Match='"%d"' % before[kind])
        same("PATCH", "", {"note": "x"}, If_Match='"%d"' % before[kind])
        same("PATCH", "", {"note": "x"}, If_Match='"99"')
        same("POST", "/person/erase", {"reason": "x"})
        same("POST", "/person/correct", {"reason": "x", "fields": {"note": "x"}})
        same("DELETE", "/attachments/" + file_)
        for action in ("void", "publish", "approve", "pay", "close", "complete", "confirm"):
            same("POST", "/actions/" + action, {"reason": "x"})
        for op in ({"op": "patch", "fields": {"note": "x"}}, {"op": "act", "action": "void", "reason": "x"}):
            a, b = (client.post("/api/v1/bulk", {"items": [dict(op, kind=kind, id=i)]}) for i in (id_, NOWHERE))
            check("%s: bulk %s %s like what is not there" % (name, op["op"], kind), a.status == b.status >= 400 and a.body.replace(id_.encode(), b"") ==
                  b.body.replace(NOWHERE.encode(), b""), a, b)
        silent("%s: photos of %s" % (name, kind), client.get("/api/v1/%s/photos?ids=%s" % (kind, id_)), id_)
        silent("%s: another's file by one's own record" % name, client.get("/api/v1/households/%s/attachments/%s" % (mine, file_)), file_)
        a, b = (client.get("/api/v1/users/%s/access?kind=%s&record=%s" % ("dok.nhap", kind, i)) for i in (id_, NOWHERE))
        check("%s: who may see a %s is not told of what is not there" % (name, kind), a.status == b.status and a.body.replace(id_.encode(), b"") ==
              b.body.replace(NOWHERE.encode(), b""), a, b)

# --- lists, orders, conditions, counts, exports -------------------------------------------------------------------------
for name, client in people.items():
    for kind, id_ in theirs.items():
        for query in ("within=" + THERE, "within=" + ABOVE, "unit=" + THERE, "within=" + THERE + "&as_of=2017-01-01", "as_of=2016-01-01", "household=" + home,
                      "id=" + id_, "lead_body=" + body, "body=" + body, "fund=" + fund, "all=1", "state=void", "q=" + MARK_PLAIN.replace(" ", "%20"),
                      "q=" + id_, "q=" + ID_NUMBER, "id_number=" + ID_NUMBER, "phone=" + PHONE, "household.head_name=" + "R", "labels=1&sort=-id"):
            answer = client.get("/api/v1/%s?limit=500&count=1&%s" % (kind, query))
            silent("%s: list %s by %s" % (name, kind, query), answer, query)
            if answer.status == 200 and query in ("within=" + THERE, "unit=" + THERE, "household=" + home, "id=" + id_, "fund=" + fund):
                check("%s: nor counted: %s by %s" % (name, kind, query), answer.json["items"] == [] and not answer.json.get("total"), answer)
        for form in ("csv", "xlsx", "json"):
            for query in ("within=" + THERE, "all=1&words=1", "all=1&labels=1", "household=" + home):
                silent("%s: export %s %s" % (name, kind, query), client.get("/api/v1/%s/export?format=%s&%s" % (kind, form, query)), query)
        silent("%s: a sheet of theirs: %s" % (name, kind), client.get("/api/v1/%s/template?unit=%s" % (kind, THERE)), THERE)
    silent(name + ": search", client.get("/api/v1/search?q=" + MARK_PLAIN.replace(" ", "%20")))
    for path in ("/api/v1/work", "/api/v1/conflicts", "/api/v1/deadlines", "/api/v1/models/replication?q=kin", "/api/v1/models/replication", "/api/v1/users",
                 "/api/v1/coverage?programme=duc_co_2017&year=2017", "/api/v1/overview?year=2017", "/api/v1/programmes/duc_co_2017/versions"):
        silent(name + ": " + path, client.get(path))
page = admin.get("/api/v1/households?limit=1&within=%s" % THERE).json["next"]
silent("another's place in a list", here.get("/api/v1/households?limit=500&cursor=%s" % page))
OVERVIEW = "/api/v1/overview?year=2017"
own_tag = plain.get(OVERVIEW).headers["etag"][0]
patched(there, "households", home, note="thử")
answer = plain.get(OVERVIEW, If_None_Match=own_tag)
check("a tag is one's own place's, whatever changes elsewhere", answer.status == 304, answer)
before["households"] += 1
for filter_ in ("id_number", "head_name", "head_birth_date", "ethnicity", "address", "policy_categories"):
    for form in ("sort=" + filter_, "sort=-" + filter_, filter_ + "=x", filter_ + "~x", filter_ + ">a", "fields=" + filter_):
        for path in ("?limit=1&count=1&", "/export?format=csv&"):
            answer = plain.get("/api/v1/households%s%s" % (path, form.replace(">", "%3E")))
            check("who may not see %s does not find or order by it: %s" % (filter_, form), answer.status in (400, 403, 422) or
                  form.startswith("fields") and "Siu Của" not in answer.body.decode(), answer)

# --- written into, and out of -------------------------------------------------------------------------------------------
for name, client in people.items():
    refused(name + ": a household there", client.post("/api/v1/households", {"head_name": "Siu Lạ", "unit": THERE}), THERE)
    refused(name + ": a bulk there", client.post("/api/v1/bulk", {"items": [{"op": "create", "kind": "households", "fields": {"head_name": "Siu Lạ", "unit": THERE}}]}), THERE)
    refused(name + ": one's own pushed there", patched(client, "households", mine, unit=THERE), THERE)
    refused(name + ": or up", patched(client, "households", mine, unit=ABOVE), ABOVE)
    for kind, fields in {"household_members": {"household": home, "full_name": "Siu Chen", "relation": "child", "sex": "male"},
                         "classifications": {"household": home, "year": 2016, "standard": "std_2016", "class": "poor"},
                         "supports": {"household": home, "type": "livelihood", "value": 1, "on_date": "2017-01-01"},
                         "assignments": {"household": home, "year": 2016, "lead_body": own_body, "from_date": "2016-02-02"},
                         "needs": {"household": home, "type": "livelihood", "found_on": "2017-01-01"},
                         "same_as_links": {"household": mine, "canonical": home, "method": "by_hand"},
                         "ledger_entries": {"fund": fund, "on_date": "2017-01-02", "type": "donation", "debit_account": "cash", "credit_account": "income_donation", "amount": 1},
                         "grants": {"fund": fund, "unit": HERE, "purpose": "housing", "amount": 1, "year": 2017},
                         "focal_points": {"cadre": cadre, "body": own_body, "from_date": "2017-01-01"}}.items():
        a = client.post("/api/v1/" + kind, fields)
        b = client.post("/api/v1/" + kind, json.loads(re.sub("|".join(theirs.values()), NOWHERE, json.dumps(fields))))
        check("%s: a %s that names theirs" % (name, kind), 400 <= a.status == b.status and not [w for w in names(a) if w not in json.dumps(fields)] and
              re.sub("|".join(theirs.values()), NOWHERE, a.body.decode()) == b.body.decode(), a, b)
    refused(name + ": theirs after one's own", client.post("/api/v1/bulk", {"items": [{"op": "create", "kind": "households", "fields": {"head_name": "Siu Tạmbợ", "unit": HERE}},
            {"op": "create", "kind": "household_members", "fields": {"household": home, "full_name": "Siu", "relation": "head", "sex": "male"}}]}), home)
    refused(name + ": an upload into theirs", client.post("/api/v1/households/import", {"upload": NOWHERE, "unit": THERE, "year": 2017}), THERE)
own_member = make("household_members", here, household=mine, full_name="Siu Của Tôi", relation="head", sex="male")
refused("a person moved into theirs", patched(here, "household_members", own_member, household=home), home)
check("nothing of it is there", here.get("/api/v1/households?q=tambo&count=1").json["total"] == 0)

# --- by lists and workbooks --------------------------------------------------------------------------------------------------


def sent(client, data, kind="households", type_="text/csv", **more):
    upload = client.request("POST", "/api/v1/uploads", data, type_=type_)
    return client.post("/api/v1/%s/import" % kind, {"upload": upload.json["upload"], "year": 2017, **more}) if upload.status == 201 else upload


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
rows = admin.get("/api/v1/households/export?format=csv&within=" + THERE).body
book = admin.get("/api/v1/households/template?unit=" + THERE).body
changed = rows.decode().replace(MARK, "Siu Đè Lên").encode()
answer = sent(there, changed, unit=THERE, dry_run=True)
check("who may is told what a list would change", answer.status == 200 and answer.json["changed"] and names(answer), answer)
answer = sent(there, book, type_=XLSX, unit=THERE, dry_run=True)
check("and what a workbook leaves", answer.status == 200 and answer.json["same"], answer)
for name, client in people.items():
    for unit in (HERE, THERE):
        for dry in (True, False):
            for what, data, type_ in (("list", changed, "text/csv"), ("workbook", book, XLSX)):
                answer = sent(client, data, type_=type_, unit=unit, dry_run=dry)
                good = answer.status >= 400 or not answer.json.get("changed") and not answer.json.get("same")
                check("%s: their %s, read as of %s" % (name, what, unit), good, answer)
    answer = sent(client, "Họ và tên chủ hộ,Thôn\nSiu Lén,Làng Lén\n".encode(), unit=HERE, dry_run=False, set=[{"name": "unit", "value": THERE}])
    check("%s: a list told to lie elsewhere" % name, answer.status >= 400 or not answer.json["accepted"], answer)
    answer = sent(client, ("Họ và tên,Hộ,Quan hệ\nSiu Lén,%s,con\n" % home).encode(), "household_members", unit=HERE, dry_run=False)
    check("%s: a list of people of theirs" % name, answer.status >= 400 or not answer.json["accepted"], answer)
    answer = sent(client, ("Họ và tên chủ hộ,Ngày sinh,Phân loại\n%s,3/2/1961,Nghèo\n" % MARK).encode(), unit=HERE, dry_run=True)
    silent(name + ": whether somebody of that name is known there", answer, MARK)
    check(name + ": nor by a doubt", answer.status >= 400 or not answer.json["doubtful"], answer)
answer = here.post("/api/v1/households/alike", {"name": MARK, "birth_date": "1961-02-03", "unit": THERE})
check("nor asked while typing", answer.status >= 400 or answer.json["items"] == [], answer)
answer = here.post("/api/v1/households/alike", {"name": MARK, "birth_date": "1961-02-03", "unit": HERE})
check("nor at home", answer.status == 200 and answer.json["items"] == [], answer)

# --- by numbers and plans -------------------------------------------------------------------------------------------------------
for name, client in people.items():
    for path in ("/api/v1/coverage?programme=duc_co_2017&year=2017&unit=%s", "/api/v1/overview?year=2017&unit=%s", "/api/v1/overview/records?year=2017&number=poor&unit=%s",
                 "/api/v1/report?programme=duc_co_2017&period=2017&unit=%s&format=json", "/api/v1/report?programme=duc_co_2017&period=2017&unit=%s&format=docx",
                 "/api/v1/report/records?programme=duc_co_2017&period=2017&node=II.4.commune&column=0&unit=%s",
                 "/api/v1/series?programme=duc_co_2017&obligation=r10_policy_households&from=2017&to=2017&unit=%s", "/api/v1/assign/verify?unit=%s"):
        for unit in (THERE, ABOVE, "unit:23866@2004-07-08"):
            refused("%s: %s" % (name, path % unit), client.get(path % unit), unit)
    for more in ("&row=unit:23866@2004-07-08", "&row=unit:23866@2017-05-01", "&row=fatherland_front&under=unit:23866@2004-07-08"):
        answer = client.get("/api/v1/report/records?programme=duc_co_2017&period=2017&node=II.4.commune&column=0&unit=%s%s" % (HERE, more))
        check("%s: another's row of one's own report" % name, answer.status >= 400 or not answer.json["parts"][0]["total"] and not names(answer), answer)
    for subject in ("unit:23866@2004-07-08", "unit:23866@2017-05-01", "households:" + home, home):
        answer = client.get("/api/v1/coverage/records?programme=duc_co_2017&year=2017&obligation=r10_policy_households&subject=" + subject)
        check("%s: the records behind another's number: %s" % (name, subject), answer.status >= 400 or answer.json["items"] == [], answer)
    for more in ({"unit": THERE}, {"unit": ABOVE}, {"unit": HERE, "fixed": [{"household": home, "body": own_body}]}, {"unit": HERE, "fixed": [{"household": mine, "body": body}], "apply": True},
                 {"unit": THERE, "apply": True}):
        refused("%s: a plan: %s" % (name, more), client.post("/api/v1/assign", {"year": 2017, **more}), more)
    for more in ({"fund": fund}, {"fund": fund, "unit": HERE}, {"fund": fund, "apply": True}, {"fund": fund, "floor": "23866=1"}):
        refused("%s: their fund shared out: %s" % (name, more), client.post("/api/v1/grant", {"year": 2017, **more}), more)
    for unit in (THERE, ABOVE):
        refused("%s: their quota" % name, client.post("/api/v1/quota", {"programme": "duc_co_2017", "year": 2017, "unit": unit}), unit)
    refused("%s: a household handed over" % name, client.post("/api/v1/assignments/%s/hand-over" % lead, {"to": own_body}), lead, own_body)

# --- what was here once, what is linked, what was erased -----------------------------------------------------------------------------
moving = make("households", here, head_name=MARK + " Hai", unit=HERE, head_birth_date="1971-02-03")
here.post("/api/v1/households", {"head_name": "Siu Nhớ", "unit": HERE}, Idempotency_Key="da-di")
check("seen while it is here", here.get("/api/v1/households/" + moving).status == 200)
tag = plain.get("/api/v1/households/" + moving).headers.get("etag", ["*"])[0]
check("the district moves it", patched(above, "households", moving, unit=THERE).status == 200)
made_at["moved"] = moving
for path in ("", "/history", "/related", "/person", "/attachments"):
    check("gone from here: " + path, here.get("/api/v1/households/%s%s" % (moving, path)).status == 404)
check("nor by its old tag", plain.get("/api/v1/households/" + moving, If_None_Match=tag).status == 404)
silent("nor in lists", here.get("/api/v1/households?limit=500&all=1&count=1&q=" + MARK_PLAIN.replace(" ", "%20")))
silent("nor in one of then", here.get("/api/v1/households?limit=500&all=1&within=%s&as_of=2017-06-01" % HERE))
alike = here.post("/api/v1/households/alike", {"name": MARK + " Hai", "birth_date": "1971-02-03", "unit": HERE})
silent("nor while typing", alike, MARK)
check("the other commune has it", there.get("/api/v1/households/" + moving).status == 200)
check("with what became of it", there.get("/api/v1/households/%s/history" % moving).status == 200)
twin = make("households", here, head_name=MARK, unit=HERE, head_birth_date="1961-02-03")
link = above.post("/api/v1/same_as_links", {"household": twin, "canonical": home, "method": "by_hand", "reason": "cùng là " + MARK})
if check("the district links it with one there", link.status == 201, link):
    above.post("/api/v1/same_as_links/%s/actions/link" % link.json["id"], {})
    made_at["link"] = None
    for path in ("/api/v1/same_as_links?limit=100&labels=1&all=1", "/api/v1/same_as_links/%s?labels=1" % link.json["id"], "/api/v1/households/%s?labels=1" % twin,
                 "/api/v1/households/%s/history" % twin, "/api/v1/households/%s/related" % twin, "/api/v1/work", "/api/v1/household_members?labels=1&household=" + twin):
        answer = plain.get(path)
        told = [word for word in ("Quyển Ngọ", ID_NUMBER) if word in answer.body.decode()]
        check("what a link tells of there is masked: " + path, not told, answer, told)
    for client in (here, chief):
        check("what is linked there is not opened by it", client.get("/api/v1/households/" + home).status == 404)
        answer = client.post("/api/v1/same_as_links/%s/actions/undo" % link.json["id"], {"reason": "x"})
        check("whose link it is may undo it, and is told nothing of there", PHONE not in answer.body.decode() and ID_NUMBER not in answer.body.decode(), answer)
AREA = admin.get("/api/v1/households?limit=1&sort=id&within=" + HERE).json["items"][0]["unit"]
gone = make("households", here, head_name="Ksor Xóa Sạch", unit=AREA, head_birth_date="1955-05-05")
make("household_members", here, household=gone, full_name="Ksor Xóa Sạch", relation="head", sex="male", id_number="231055555", birth_date="1955-05-05")
double = make("households", here, head_name="Ksor Xóa Sạch", unit=AREA, head_birth_date="1955-05-05")
answer = above.post("/api/v1/households/%s/person/erase" % gone, {"reason": "đơn"})
check("erased", answer.status == 200, answer)
above.post("/api/v1/households/%s/person/erase" % double, {"reason": "đơn"})
for member in here.get("/api/v1/household_members?household=" + gone).json["items"]:
    above.post("/api/v1/household_members/%s/person/erase" % member["id"], {"reason": "đơn"})
for client in (there, above, admin):
    found = [path for path in ["/api/v1/households/%s%s" % (gone, more) for more in ("", "/history", "/related", "/person")] + ["/api/v1/search?q=xoa%20sach", "/api/v1/work",
             "/api/v1/same_as_links?limit=100&labels=1&all=1", "/api/v1/households?q=xoa%20sach&all=1", "/api/v1/households/export?format=csv&all=1&within=" + HERE,
             "/api/v1/households/template?unit=" + HERE, "/api/v1/household_members?id_number=231055555", "/api/v1/household_members/export?format=json&all=1&within=" + HERE]
             if "Xóa Sạch" in client.get(path).body.decode("utf-8", "replace")]
    check("an erased name is nowhere", not found, found)
    check("nor found by its number", client.get("/api/v1/household_members?id_number=231055555").json["items"] == [])
    answer = client.post("/api/v1/households/alike", {"name": "Ksor Xóa Sạch", "birth_date": "1955-05-05", "unit": AREA})
    check("nor remembered while typing", answer.json["items"] == [], answer)

old = admin.get("/api/v1/households?limit=9&sort=id&within=" + HERE).json["items"][5]
question = {"name": old["head_name"], "birth_date": old["head_birth_date"], "sex": old["head_sex"], "unit": old["unit"]}
known = lambda: [item["household"]["id"] for item in here.post("/api/v1/households/alike", question).json["items"]]
check("who is recorded is known while somebody types", all(old["id"] in known() for _ in range(8)))  # by each worker
chief.post("/api/v1/households/%s/person/erase" % old["id"], {"reason": "đơn"})
for member in here.get("/api/v1/household_members?household=" + old["id"]).json["items"]:
    chief.post("/api/v1/household_members/%s/person/erase" % member["id"], {"reason": "đơn"})
check("who was erased is not, by none", not any(old["id"] in known() for _ in range(8)))
again = make("households", here, head_name=old["head_name"], head_birth_date=old["head_birth_date"], head_sex=old["head_sex"], unit=old["unit"])
links = here.get("/api/v1/same_as_links?limit=100&all=1").json["items"]
check("nor does anybody of that name lead to him", not [each for each in links if old["id"] in (each["household"], each["canonical"])], links[-2:])
check("and nothing of theirs was changed", {kind: admin.get("/api/v1/%s/%s" % (kind, id_)).json["version"] for kind, id_ in theirs.items()} == before)
summary()
