# SPDX-License-Identifier: Apache-2.0
"""What several try at the same moment, and what is left of a right that has ended: races.py ADDRESS ADMIN_TOKEN PASSWORD."""
import base64
import hashlib
import hmac
import struct
import sys
import threading

from client import Client, check, summary

address, token, password = sys.argv[1:4]
admin = Client(address, token)
FRESH = "một hai ba bốn năm 5"
COMMUNE = "23860@2017-06-01"
superior = Client(address)  # passwords and locks are no matter for a program
superior.sign_in("quan.tri", FRESH)


def account(name, role, **more):
    """A browser and a program of an account that has signed in once."""
    answer = admin.post("/api/v1/users", {"user_name": name, "role": role, "password": password, "unit": COMMUNE, **more})
    check("account " + name, answer.status == 201, answer)
    browser = Client(address)
    browser.first_sign_in(name, password, FRESH)
    made = browser.post("/api/v1/session/tokens", {"label": "thử", "writes": True, "valid_to": "2018-06-01"})
    return browser, Client(address, made.json["token"]), answer.json["id"]


def at_once(asks):
    """Each from a connection of its own, all let go together; their answers."""
    ready, answers = threading.Barrier(len(asks)), [None] * len(asks)

    def one(i):
        client = Client(address, token)
        client.get("/healthz")
        ready.wait()
        answers[i] = asks[i](client)
        client.close()
    threads = [threading.Thread(target=one, args=(i,)) for i in range(len(asks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def statuses(answers):
    return sorted(answer.status for answer in answers)


def total(path):
    return admin.get(path + "&count=1&limit=1&all=1").json["total"]


# --- the same request, twelve times at once -------------------------------------------------------------------------
for path, body, things in (
        ("/api/v1/households", {"head_name": "Siu Mộtlần", "unit": COMMUNE}, "/api/v1/households?head_name=Siu%20M%E1%BB%99tl%E1%BA%A7n"),
        ("/api/v1/bulk", {"items": [{"op": "create", "kind": "households", "fields": {"head_name": "Siu Hailần", "unit": COMMUNE}}]},
         "/api/v1/households?head_name=Siu%20Hail%E1%BA%A7n")):
    answers = at_once([lambda c: c.post(path, body, Idempotency_Key="cung-luc" + path[-4:])] * 12)
    done = {answer.body for answer in answers if answer.status in (200, 201)}
    check("under one key it is done once: " + path, total(things) == 1 and len(done) == 1 and
          all(answer.status in (200, 201, 409, 503) for answer in answers), statuses(answers), len(done))

# --- one version, ten changes ------------------------------------------------------------------------------------------
made = admin.post("/api/v1/households", {"head_name": "Siu Tranh", "unit": COMMUNE}).json["id"]
patches = [lambda c, i=i: c.request("PATCH", "/api/v1/households/" + made, {"member_count": i + 1}, {"If-Match": '"1"'}) for i in range(5)]
bulks = [lambda c, i=i: c.post("/api/v1/bulk", {"items": [{"op": "patch", "kind": "households", "id": made, "version": 1,
                                                          "fields": {"member_count": i + 6}}]}) for i in range(5)]
answers = at_once(patches + bulks)
check("of ten changes of one version one is made", statuses(answers).count(200) == 1 and
      admin.get("/api/v1/households/" + made).json["version"] == 2, statuses(answers))

# --- money that is there once ------------------------------------------------------------------------------------------
body_id = admin.get("/api/v1/bodies?organisation=fatherland_front&limit=1").json["items"][0]["id"]
fund = admin.post("/api/v1/funds", {"name": "Quỹ tranh", "type": "fund_for_the_poor", "board": body_id, "opened_on": "2016-01-01"}).json["id"]


def entry(number, kind, debit, credit, amount, **more):
    return {"fund": fund, "entry_number": number, "on_date": "2017-01-01", "type": kind, "debit_account": debit, "credit_account": credit,
            "amount": amount, "description": "thử", **more}


answer = admin.post("/api/v1/ledger_entries", entry(1, "donation", "cash", "income_donation", 100))
check("a gift", answer.status == 201, answer)
gift = answer.json["id"]
singles = [lambda c, i=i: c.post("/api/v1/ledger_entries", entry(10 + i, "support_payment", "expense_support", "cash", 60)) for i in range(5)]
bulks = [lambda c, i=i: c.post("/api/v1/bulk", {"items": [{"op": "create", "kind": "ledger_entries", "fields":
                                                          entry(20 + i, "support_payment", "expense_support", "cash", 60)}]}) for i in range(5)]
undone = [lambda c, i=i: c.post("/api/v1/ledger_entries", entry(30 + i, "reversal", "income_donation", "cash", 100, reverses=gift)) for i in range(2)]
answers = at_once(singles + bulks + undone)
check("what is there once is spent once", sum(answer.status in (200, 201) for answer in answers) == 1, statuses(answers))
check("the others are told", all(answer.status in (409, 422, 400) for answer in answers if answer.status not in (200, 201)), statuses(answers))
second = admin.post("/api/v1/ledger_entries", entry(50, "donation", "cash", "income_donation", 1000))
unnumbered = {name: value for name, value in entry(0, "donation", "cash", "income_donation", 1).items() if name != "entry_number"}
answers = at_once([lambda c: c.post("/api/v1/ledger_entries", unnumbered) for _ in range(5)] +
                  [lambda c: c.post("/api/v1/bulk", {"items": [{"op": "create", "kind": "ledger_entries", "fields": unnumbered}]}) for _ in range(5)])
numbers = sorted(each["entry_number"] for each in admin.get("/api/v1/ledger_entries?fund=%s&entry_number>50&limit=100" % fund).json["items"])
check("ten who leave the number to the program have one after another", statuses(answers).count(201) == 5 and statuses(answers).count(200) == 5 and
      numbers == list(range(51, 61)), statuses(answers), numbers)
grants = [admin.post("/api/v1/grants", {"fund": fund, "unit": COMMUNE, "purpose": "housing", "amount": 600, "year": 2017}) for _ in range(4)]
check("grants proposed", second.status == 201 and all(grant.status == 201 for grant in grants), *grants)
answers = at_once([lambda c, g=grant.json["id"]: c.post("/api/v1/grants/%s/actions/approve" % g, {}) for grant in grants])
left = 1000 + 100 + 10 - sum(a["amount"] for a in admin.get("/api/v1/ledger_entries?fund=%s&limit=100" % fund).json["items"] if a["type"] in ("support_payment", "reversal"))
approved = sum(answer.status == 200 for answer in answers)
check("no more is granted than there is", approved * 600 <= left and approved >= 1, statuses(answers), left)
one = next(grant.json["id"] for grant, answer in zip(grants, answers) if answer.status == 200)
answers = at_once([lambda c: c.post("/api/v1/grants/%s/actions/pay" % one, {})] * 8)
check("a grant is paid once", statuses(answers).count(200) == 1, statuses(answers))

# --- one lead --------------------------------------------------------------------------------------------------------------
leads = [lambda c: c.post("/api/v1/assignments", {"household": made, "year": 2017, "lead_body": body_id, "from_date": "2017-02-02"})] * 6
answers = at_once(leads)
check("a household has one lead", total("/api/v1/assignments?household=%s&year=2017" % made) == 1 and statuses(answers).count(201) == 1, statuses(answers))

# --- a second factor's code ----------------------------------------------------------------------------------------------


def code_of(secret, shift):
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", now // 30 + shift), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000)


browser, program, id_ = account("hai.lop", "cadre")
begun = browser.request("POST", "/api/v1/session/second-factor")
check("a second factor begins", begun.status in (200, 201), begun)
secret = begun.json["secret"]
now = 0
for day in range(-1, 2):  # the server's clock stands on the day, at an hour of its own
    for hour in range(24):
        now = 1514678400 + day * 86400 + hour * 3600
        confirmed = browser.post("/api/v1/session/second-factor/confirm", {"code": code_of(secret, 0)})
        if confirmed.status == 200:
            break
    if confirmed.status == 200:
        break
check("it is confirmed", confirmed.status == 200, confirmed)


def sign_in(code):
    return lambda c: Client(address).post("/api/v1/session", {"user": "hai.lop", "password": FRESH, **({"totp": code} if code else {})})


check("without a code nobody signs in", sign_in(None)(None).status in (401, 422))
used = sign_in(code_of(secret, 0))(None)
check("the code that confirmed it is used up", used.status in (401, 429), used)
answers = at_once([sign_in(code_of(secret, 1))] * 6)
check("a code is taken once, by one", statuses(answers).count(200) == 1, statuses(answers))
codes = confirmed.json.get("recovery_codes") or confirmed.json.get("codes") or begun.json.get("recovery_codes")
if check("recovery codes are told", codes, confirmed):
    superior.post("/api/v1/users/hai.lop/unlock", {})
    answers = at_once([sign_in(codes[0])] * 6)
    check("so is a recovery code", statuses(answers).count(200) == 1, statuses(answers))

# --- what is left of a right ----------------------------------------------------------------------------------------------
own = admin.post("/api/v1/households", {"head_name": "Siu Quyền", "unit": COMMUNE}).json["id"]
record = "/api/v1/households/" + own


def may_read(*clients):
    return [client.get(record).status for client in clients]


def may_write(*clients):
    return [client.request("PATCH", record, {"member_count": 3}, {"If-Match": "*"}).status for client in clients]


browser, program, id_ = account("het.quyen", "cadre", sees_personal=True)
two = Client(address)
two.sign_in("het.quyen", FRESH)
check("three ways in", may_read(browser, program, two) == [200] * 3 and may_write(browser, program, two) == [200] * 3)
admin.request("PATCH", "/api/v1/accounts/" + id_, {"sees_personal": False}, {"If-Match": "*"})
check("the right to personal data ends in all of them", all("Quyền" not in c.get(record).body.decode() for c in (browser, program, two)))
admin.request("PATCH", "/api/v1/accounts/" + id_, {"role": "viewer"}, {"If-Match": "*"})
check("a lower role writes no more", may_write(browser, program, two) == [403] * 3, may_write(browser, program, two))
admin.request("PATCH", "/api/v1/accounts/" + id_, {"scope_unit": "00001@2017-01-01", "role": "cadre"}, {"If-Match": "*"})
check("moved elsewhere he sees nothing of here", may_read(browser, program, two) == [404] * 3, may_read(browser, program, two))
admin.request("PATCH", "/api/v1/accounts/" + id_, {"scope_unit": COMMUNE}, {"If-Match": "*"})
check("and back", may_read(browser, program, two) == [200] * 3)
check("a new password", browser.post("/api/v1/session/password", {"old": FRESH, "password": "bốn ba hai một không 9"}).status == 200)
check("ends every session", may_read(browser, two) == [401] * 2, may_read(browser, two))
again = Client(address)
again.sign_in("het.quyen", "bốn ba hai một không 9")
check("signed in anew", may_read(again) == [200])
answer = superior.post("/api/v1/users/het.quyen/lock", {"reason": "thử"})
check("locked", answer.status == 200, answer)
check("nothing is open any more", may_read(again, program) == [401] * 2, may_read(again, program))
check("nor signed in", Client(address).sign_in("het.quyen", "bốn ba hai một không 9").status in (401, 403, 429))
superior.post("/api/v1/users/het.quyen/unlock", {})
check("unlocked, the sessions of before stay ended", may_read(again) == [401], may_read(again))
browser, program, id_ = account("dat.lai", "cadre")
answer = superior.post("/api/v1/users/dat.lai/reset", {})
check("reset by a superior", answer.status == 200, answer)
check("ends his sessions", may_read(browser) == [401], may_read(browser))
for verb in ("lock", "unlock", "reset", "remove-second-factor"):
    answer = account("ngang." + verb[:6], "cadre")[0].post("/api/v1/users/dat.lai/" + verb, {"reason": "thử"})
    check("an equal does not %s" % verb, answer.status in (403, 404), answer)
summary()
