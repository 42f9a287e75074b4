# SPDX-License-Identifier: Apache-2.0
"""What clients may not do to the server: attack.py ADDRESS TOKEN SCOPED_TOKEN FOREIGN_ID. The server was started with
--request-seconds 2 --idle-seconds 2 --per-address 40."""
import sys
import time

from client import Client, check, connect, raw, read_answer, summary

address, token, scoped_token, foreign = sys.argv[1:5]
program, scoped = Client(address, token), Client(address, scoped_token)
IA_DIN = "23866@2017-05-01"


def send(text, body=b""):
    return raw(address, text.replace("HOST", address).replace("\n", "\r\n").encode("latin-1") + b"\r\n" + body)


def json_body(body, **headers):
    return program.request("POST", "/api/v1/households", body, headers)


# --- JSON --------------------------------------------------------------------------------------------------
for what, body in {
    "nothing after a brace": b"{", "no JSON": b"hello", "two values": b"{} {}", "a trailing comma": b'{"a":1,}',
    "single quotes": b"{'a':1}", "a name twice": b'{"head_name":"a","head_name":"b"}', "NaN": b'{"a":NaN}',
    "a fraction": b'{"member_count":1.5}', "an exponent": b'{"member_count":1e3}', "1e400": b'{"member_count":1e400}',
    "beyond 64 bits": b'{"member_count":99999999999999999999}', "a leading zero": b'{"member_count":01}',
    "bytes that are no UTF-8": b'{"head_name":"\xff\xfe"}', "overlong UTF-8": b'{"head_name":"\xc0\xaf"}',
    "half a surrogate pair": b'{"head_name":"\\ud800"}', "a NUL": b'{"head_name":"\\u0000"}', "a raw NUL": b'{"head_name":"a\x00b"}',
    "a line break in a text": b'{"head_name":"a\nb"}', "too deep": b'{"a":' * 40 + b"1" + b"}" * 40,
    "ten thousand brackets": b"[" * 10000, "too many names": b"{" + b",".join(b'"n%d":1' % i for i in range(400)) + b"}",
}.items():
    answer = json_body(body)
    check("refused: " + what, answer.status == 400 and answer.json["code"].startswith("json."), answer)
check("an array is no record", json_body(b"[]").status in (400, 422))
check("not JSON by its type", program.request("POST", "/api/v1/households", b"{}", type_="text/plain").status == 415)
check("a form is not taken", program.request("POST", "/api/v1/households", b"head_name=x",
                                             type_="application/x-www-form-urlencoded").status == 415)
check("a body where none is", program.request("DELETE", "/api/v1/session", b"{}").status == 413)

# --- addresses -------------------------------------------------------------------------------------------------
for path in ("/../etc/passwd", "/api/v1/../../x", "/api/%2e%2e/x", "/api/v1/%2e/households", "/api//v1/households", "//healthz",
             "/api/v1/households%00", "/api/v1/households/%2f..", "/api/v1/a%5cb", "/api/v1/households/%ff", "/api/v1/households/%c0%af",
             "/api/v1/households?q=%00", "/api/v1/households?q=%zz", "/api/v1/households?q=%", "/api/v1/a\\b"):
    answer = program.get(path)
    check("refused: " + path, answer is not None and answer.status == 400, answer)
check("an address too long", (lambda a: a is None or a.status in (400, 414, 431))(program.get("/api/v1/households?q=" + "a" * 60000)))
check("too many parameters", program.get("/api/v1/households?" + "&".join("a%d=1" % i for i in range(150))).status == 400)
check("a fragment of a route", program.get("/api/v1").status == 404)
for query in ("limit=1&limit=2", "limit=1&lim%69t=2", "q=a&q=b", "within=631&within=632", "sort=head_name&sort=unit", "lang=vi&lang=en", "cursor=a&cursor=b"):
    answer = program.get("/api/v1/households?" + query)
    check("one parameter, two values: " + query, answer.status == 400 and answer.json["code"] == "query.twice", answer)
check("filters stand side by side", program.get("/api/v1/households?member_count>=1&member_count<=9").status == 200)
for state in ("nosuch", "%27%20OR%20%271%27=%271", "ACTIVE", ""):
    check("a state nobody declared: " + state, program.get("/api/v1/households?state=" + state).status in (400, 422))
check("a state as it is declared", program.get("/api/v1/households?state=active").json["items"])

# --- numbers that are no year, and others at their ends -----------------------------------------------------------------
fund = program.get("/api/v1/funds?limit=1").json["items"]
fund = fund[0]["id"] if fund else "0000000000001"
for number in (-2**63, -1, 0, 1, 999, 1000, 1799, 1944, 2101, 9999, 10000, 2**31 - 1, 2**31, 2**63 - 1):
    for path in ("assign/verify?year=%d", "coverage?programme=duc_co_2017&year=%d", "overview?year=%d", "overview/records?number=poor&year=%d", "report?programme=duc_co_2017&period=%d",
                 "series?programme=duc_co_2017&obligation=r10_policy_households&from=%d&to=%d", "coverage/records?programme=duc_co_2017&obligation=r10_policy_households&year=%d",
                 "coverage/records?programme=duc_co_2017&obligation=r10_policy_households&period=%d", "report/records?programme=duc_co_2017&period=2017&node=II.4&figure=%d",
                 "models/replication?from=%d", "programmes/duc_co_2017/next?years=%d", "programmes/duc_co_2017/text?revision=%d", "deadlines?from=%d-01-01&to=%d-12-31",
                 "households?limit=%d", "households?as_of=%d-01-01", "classifications?year=%d", "territory/23866/chain?on=%d-01-01", "audit?from=%d-01-01",
                 "overview?year=2017&unit=23866@%d-01-01", "households?within=23866@%d-01-01"):
        path = "/api/v1/" + path.replace("%d", str(number))
        answer = program.get(path)
        check("a number at its end: " + path, answer is not None and answer.status < 500, answer)
    for path, body in (("assign", {"year": number, "unit": IA_DIN}), ("assign", {"year": 2017, "unit": IA_DIN, "seed": number, "change_max": number}), ("quota", {"programme": "duc_co_2017", "year": number}),
                       ("quota", {"programme": "duc_co_2017", "year": number, "unit": IA_DIN}), ("grant", {"fund": fund, "year": number, "unit": IA_DIN}), ("grant", {"fund": fund, "budget": str(number)}),
                       ("households/import", {"upload": "x", "unit": IA_DIN, "year": number}), ("models", {"name": "x", "type": "mutual_help_economy", "unit": IA_DIN, "year": number}),
                       ("households", {"head_name": "Siu", "unit": "23866@%d-01-01" % number}), ("supports", {"on_date": "%d-01-01" % number}),
                       ("territory/rename", {"unit": IA_DIN, "name": "Xã", "on": "%d-01-01" % number}), ("bulk", {"items": [{"op": "patch", "kind": "households", "id": fund, "version": number, "fields": {}}]})):
        answer = program.post("/api/v1/" + path, body)
        check("a number at its end: %s %s" % (path, body), answer is not None and answer.status < 500, answer)

# --- bodies in other clothes ----------------------------------------------------------------------------------------
record = program.get("/api/v1/households?limit=1").json["items"][0]["id"]
FORM = b'--x\r\nContent-Disposition: form-data; name="file"; filename="../../a"\r\n\r\nabc\r\n--x--\r\n'
for path in ("/api/v1/uploads", "/api/v1/households/%s/attachments?file_name=a.png" % record, "/api/v1/households"):
    check("a form of several parts: " + path, program.request("POST", path, FORM, type_="multipart/form-data; boundary=x").status == 415)
    for coding in ("gzip", "br", "deflate", "gzip, identity", "x"):
        answer = program.request("POST", path, b"{}", {"Content-Encoding": coding})
        check("packed as %s: %s" % (coding, path), answer.status == 415, answer)
check("as it is", program.request("POST", "/api/v1/uploads", b"a,b\r\n1,2\r\n", {"Content-Encoding": "identity"}, "text/csv").status == 201)

# --- what a body names, and is not there -------------------------------------------------------------------------------
answer = program.post("/api/v1/households", {"head_name": "Siu Lạc", "unit": "nosuch", "workplace": "nosuch"})
check("it is the body that is wrong, not the address", answer.status == 422, answer)
check("each field once, none of those given is missing", [(e["field"], e["code"]) for e in answer.json["errors"]] ==
      [("unit", "unit.unknown"), ("workplace", "record.missing")], answer.json["errors"])

# --- the protocol -------------------------------------------------------------------------------------------------
check("many headers", (lambda a: a is None or a.status in (400, 431))(
    send("GET /healthz HTTP/1.1\nHost: HOST\n" + "".join("X-%d: %s\n" % (i, "y" * 100) for i in range(2000)))))
check("one long header", (lambda a: a is None or a.status in (400, 431))(
    send("GET /healthz HTTP/1.1\nHost: HOST\nX: " + "y" * 100000 + "\n")))
check("both lengths", (lambda a: a is None or a.status == 400)(
    send("POST /api/v1/session HTTP/1.1\nHost: HOST\nContent-Type: application/json\nContent-Length: 5\nTransfer-Encoding: chunked\n", b"0\r\n\r\n")))
check("a length that is no number", (lambda a: a is None or a.status in (400, 413))(
    send("POST /api/v1/session HTTP/1.1\nHost: HOST\nContent-Type: application/json\nContent-Length: 1x\n", b"{}")))
check("a negative length", (lambda a: a is None or a.status in (400, 413))(
    send("POST /api/v1/session HTTP/1.1\nHost: HOST\nContent-Type: application/json\nContent-Length: -1\n", b"{}")))
check("a huge length is refused before the body", (lambda a: a is not None and a.status == 413)(
    send("POST /api/v1/session HTTP/1.1\nHost: HOST\nContent-Type: application/json\nContent-Length: 999999999999\n")))
JSON = "POST /api/v1/session HTTP/1.1\nHost: HOST\nContent-Type: application/json\n"
inner = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
for what, head, body in (  # what two servers in a row read differently: the second request must never be one of ours
        ("two lengths", "Content-Length: %d\nContent-Length: 0\n" % len(inner), inner),
        ("two lengths, the other way round", "Content-Length: 0\nContent-Length: %d\n" % len(inner), inner),
        ("a list of lengths", "Content-Length: 0, %d\n" % len(inner), inner),
        ("a blank before the colon", "Content-Length : %d\n" % len(inner), inner),
        ("a coding nobody knows", "Transfer-Encoding: xchunked\n", b"0\r\n\r\n" + inner),
        ("two codings", "Transfer-Encoding: gzip, chunked\n", b"0\r\n\r\n" + inner),
        ("a coding twice", "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n", b"0\r\n\r\n" + inner),
        ("a coding with a blank before the colon", "Transfer-Encoding : chunked\nContent-Length: 2\n", b"{}" + inner),
        ("a coding on a folded line", "Transfer-Encoding:\n chunked\nContent-Length: 2\n", b"{}" + inner),
        ("a length after a header without a name", ": x\nContent-Length: %d\n" % len(inner), inner),
        ("no length at all", "", inner),
        ("a carriage return within a value", "X-A: b\rTransfer-Encoding: chunked\nContent-Length: 2\n", b"{}" + inner),
        ("two hosts", "Host: evil.example\nContent-Length: 2\n", b"{}"),
        ("two owners", "Authorization: Bearer a\nAuthorization: Bearer b\nContent-Length: 2\n", b"{}"),
        ("a header that is no UTF-8", "Idempotency-Key: \xff\xfe\nContent-Length: 2\n", b"{}")):
    with connect(address, 6) as sock:
        sock.sendall((JSON + head).replace("HOST", address).replace("\n", "\r\n").encode("latin-1") + b"\r\n" + body)
        first = read_answer(sock)
        check("refused, and the connection ended: " + what,
              (first is None or first.status == 400) and (first is None or read_answer(sock) is None), first)
chunk = b"%x\r\n" % 60000 + b" " * 60000 + b"\r\n"
check("chunks beyond the limit", (lambda a: a is None or a.status == 413)(
    send("POST /api/v1/session HTTP/1.1\nHost: HOST\nContent-Type: application/json\nTransfer-Encoding: chunked\n", chunk * 3 + b"0\r\n\r\n")))
check("an upload by nobody is refused before the body", (lambda a: a is not None and a.status == 401)(
    send("POST /api/v1/uploads HTTP/1.1\nHost: HOST\nContent-Type: text/csv\nContent-Length: 100000000\n")))
check("a method nobody has", send("BREW /healthz HTTP/1.1\nHost: HOST\n").status == 405)
check("noise", (lambda a: a is None or a.status == 400)(raw(address, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n")))
with connect(address) as sock:  # two requests in one packet
    sock.sendall(("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 2).encode())
    one = read_answer(sock)
check("pipelined", one is not None and one.status == 200)

# --- injection ---------------------------------------------------------------------------------------------------------
evil = ["'; DROP TABLE households; --", "\" OR 1=1 --", "%' OR '1'='1", "1; SELECT * FROM accounts", "x' UNION SELECT 1 --"]
for text in evil:
    quoted = "".join("%%%02X" % b for b in text.encode())
    check("as a filter: " + text, program.get("/api/v1/households?head_name=" + quoted).json.get("items") == [])
    check("as words: " + text, program.get("/api/v1/households?q=" + quoted).status == 200)
    check("as a sort: " + text, program.get("/api/v1/households?sort=" + quoted).status == 400)
    check("as an id: " + text, program.get("/api/v1/households/" + quoted).status in (400, 404))
    answer = program.post("/api/v1/households", {"head_name": text, "unit": IA_DIN})
    check("as a name it is a name: " + text, answer.status in (201, 422), answer)
check("the register is still there", program.get("/api/v1/households?count=true").json["total"] >= 64)
for text in ('=cmd|" /C calc"!A0', "+1+1", "-2+3", "@SUM(A1)"):
    program.post("/api/v1/models", {"name": text, "unit": IA_DIN, "year": 2017, "type": "environment"})
    program.post("/api/v1/households", {"head_name": "Siu Công Thức", "unit": IA_DIN, "note": text})
sheet = program.get("/api/v1/households/export?format=csv").body.decode("utf-8")
cells = [cell.strip('"') for line in sheet.split("\r\n") for cell in line.split(",")]
check("no cell runs as a formula", "+1+1" not in cells and not any(c.startswith(("=", "@")) for c in cells))
check("no header is split by an answer", "\nSet-Cookie: x" not in str(program.get("/api/v1/nosuch%0d%0aSet-Cookie:%20x").headers))
page = program.get("/api/v1/nosuch%3Cscript%3E").body.decode()
check("problems are JSON, never HTML", page.startswith("{"))

# --- other people's records ---------------------------------------------------------------------------------------------
check("another province's record is not there", scoped.get("/api/v1/households/" + foreign).status == 404)
check("nor to be changed", scoped.request("PATCH", "/api/v1/households/" + foreign, {"member_count": 1}, {"If-Match": "*"}).status == 404)
check("nor acted on", scoped.post("/api/v1/households/%s/actions/void" % foreign, {"reason": "x"}).status == 404)
check("nor its history", scoped.get("/api/v1/households/%s/history" % foreign).status == 404)
check("nor in a list", foreign not in scoped.get("/api/v1/households?limit=500").body.decode())
check("nor in a list of its place", foreign not in scoped.get("/api/v1/households?within=01&limit=500").body.decode())
check("nor exported", foreign not in scoped.get("/api/v1/households/export?format=json").body.decode())
check("nor in bulk", scoped.post("/api/v1/bulk", {"items": [{"op": "patch", "kind": "households", "id": foreign, "fields": {}}]}).status in (403, 404))
check("nor counted", scoped.get("/api/v1/coverage?programme=duc_co_2017&unit=01").status == 404)
check("nor reported", scoped.get("/api/v1/report?programme=duc_co_2017&period=2017&unit=01").status == 404)
check("nor planned", scoped.post("/api/v1/assign", {"year": 2017, "unit": "01"}).status in (403, 404))
check("accounts are the administrators'", scoped.get("/api/v1/accounts").status in (401, 403))
twin = foreign[:-1] + ("0" if foreign[-1] != "0" else "1")
told = [scoped.get("/api/v1/households/" + id_).body.decode().replace(id_, "ID") for id_ in (foreign, twin)]
check("what is out of reach is told like what is not there", told[0] == told[1], told)
check("no record for elsewhere", scoped.post("/api/v1/households", {"head_name": "Siu Xa", "unit": "01@2017-01-01"}).status in (403, 404, 422))

# --- signing in ----------------------------------------------------------------------------------------------------------
statuses = [Client(address).sign_in("khong.co", "sai mật khẩu %d" % i) for i in range(6)]
check("guessing is slowed down", statuses[-1].status == 429 and int(statuses[-1].headers["retry-after"][0]) > 0, statuses[-1])
check("an unknown user is told like a wrong password", statuses[0].status == 401 and statuses[0].json["code"] == "sign_in.wrong")

# --- sessions and tokens ---------------------------------------------------------------------------------------------------
PASSWORD = "một hai ba bốn năm 5"
person = Client(address)
person.cookie = "chungtay=chosenbysomebodyelse0123456789"
answer = person.sign_in("quan.tri", PASSWORD)
check("signing in takes no cookie that was there before", answer.status == 200 and "chosenby" not in answer.headers["set-cookie"][0])
kept = person.cookie
for headers in ({"Origin": "null"}, {"Origin": "http://%s.evil.example" % address}, {"Origin": "https://" + address + "x"},
                {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site", "Origin": "http://" + address}):
    check("from elsewhere: %s" % headers, person.request("POST", "/api/v1/bulk", {"items": []}, headers).status == 403)
narrow = Client(address, person.post("/api/v1/session/tokens", {"label": "hẹp", "kinds": "models", "valid_to": "2018-01-05"}).json["token"])
check("a narrow token reads what it is for", narrow.get("/api/v1/models").status == 200)
for path in ("/api/v1/households", "/api/v1/search?q=siu", "/api/v1/work", "/api/v1/users", "/api/v1/coverage?programme=duc_co_2017",
             "/api/v1/report?programme=duc_co_2017&period=2017", "/api/v1/personal-reads"):
    check("and nothing else: " + path, narrow.get(path).status == 403)
check("nor writes", narrow.post("/api/v1/models", {"name": "x"}).status == 403)
for token_client in (narrow, program):
    check("a token makes no token", token_client.post("/api/v1/session/tokens", {"label": "x", "valid_to": "2018-01-05"}).status == 403)
    check("nor a second factor", token_client.request("POST", "/api/v1/session/second-factor").status == 403)
    check("nor a password", token_client.post("/api/v1/session/password", {"old": PASSWORD, "password": "khác hoàn toàn 77 x"}).status == 403)
check("signed out", person.request("DELETE", "/api/v1/session").status == 200)
again = Client(address)
again.cookie = kept
check("the cookie of before opens nothing", again.get("/api/v1/households").status == 401)

# --- drips, floods --------------------------------------------------------------------------------------------------------


def drip(first, more, seconds):
    """How long a connection that sends a byte now and then is borne."""
    began = time.monotonic()
    with connect(address, timeout=1) as sock:
        sock.sendall(first)
        while time.monotonic() - began < seconds:
            try:
                sock.sendall(more)
                sock.settimeout(0.2)
                if sock.recv(1000) == b"":
                    break
            except (BrokenPipeError, ConnectionResetError):
                break
            except OSError:
                pass
    return time.monotonic() - began


check("a head that drips is cut off", drip(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ", b"a", 12) < 11)
check("a body that drips is cut off", drip(b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                          b"Content-Length: 1000\r\n\r\n", b" ", 12) < 11)
began = time.monotonic()
with connect(address, timeout=12) as sock:
    check("an idle connection is ended", sock.recv(10) == b"" and time.monotonic() - began < 11)
program.close()
held = []
for _ in range(60):
    try:
        held.append(connect(address, timeout=2))
    except OSError:
        break
refused = 0
for sock in held:
    try:
        sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        refused += read_answer(sock) is None
    except OSError:
        refused += 1
for sock in held:
    sock.close()
check("connections from one address have a limit", refused >= 15, refused)
time.sleep(0.5)
check("and are free again", Client(address).get("/healthz").status == 200)
dropped = [line for line in Client(address).get("/metrics").body.decode().split("\n") if line.startswith("chungtay_dropped_slow_total")]
check("drips are counted", int(dropped[0].split()[1]) >= 2, dropped)
summary()
