# SPDX-License-Identifier: Apache-2.0
"""Files of records over HTTP, and a programme's text: files.py ADDRESS TOKEN OTHER-TOKEN FOREIGN-ID. The other one is a commune's."""
import sys
import zlib
from urllib.parse import quote

from client import Client, check, summary

address, token, other_token, foreign = sys.argv[1:5]
clerk, other, nobody = Client(address, token), Client(address, other_token), Client(address)


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png(width, height, extra=b""):
    rows = zlib.compress(b"".join(b"\0" + b"\x40\x80\x20" * min(width, 50) for _ in range(min(height, 50))))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0") +
            extra + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def attach(client, kind, record, body, name="anh.png", query="", type_="application/octet-stream"):
    return client.request("POST", "/api/v1/%s/%s/attachments?file_name=%s%s" % (kind, record, quote(name), query), body, type_=type_)


model = clerk.request("GET", "/api/v1/models?limit=1").json["items"][0]["id"]
path = "/api/v1/models/%s/attachments" % model
before = len(clerk.request("GET", path).json["items"])
picture = png(30, 20, chunk(b"tEXt", b"Author\0secret person") + chunk(b"eXIf", b"MM GPS secret"))
made = attach(clerk, "models", model, picture + b"<script>secret</script>", "../../đường \"hoa\"\r\n.png", "&caption=" + quote("Đường hoa"))
check("a photograph is attached", made.status == 201 and made.json["media_type"] == "image/png", made)
one = path + "/" + made.json["id"]
got = clerk.request("GET", one)
check("what is kept is the picture", got.status == 200 and got.body == png(30, 20) and b"secret" not in got.body, len(got.body))
check("told as what it is", got.headers["content-type"] == ["image/png"] and got.headers["x-content-type-options"] == ["nosniff"], got.headers)
where = got.headers["content-disposition"][0]
check("its name cannot break the head", where.startswith("inline") and "\r" not in where and '"hoa"' not in where and ".." not in where, where)
again = clerk.request("GET", one, headers={"If-None-Match": got.headers["etag"][0]})
check("asked again it is not sent again", again.status == 304, again.status)
check("sent twice it is there once", attach(clerk, "models", model, picture).status == 200)
check("and listed once", len(clerk.request("GET", path).json["items"]) == before + 1)
photos = clerk.request("GET", "/api/v1/models/photos?ids=%s,%s" % (model, "0000000000001"))
check("the newest photograph of each", photos.status == 200 and list(photos.json["items"]) == [model], photos)

for what, body in {
    "a page": b"<html><script>alert(1)</script></html>", "a picture cut off": picture[:60], "a picture of 2^31 pixels": png(0x7FFFFFFF, 1),
    "a wide one": png(20000, 4000), "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a program": b"MZ" + b"\0" * 500,
    "an archive": b"PK\3\4" + b"\0" * 200, "GIF that is a script": b"GIF89a/*" + b"*/=1;alert(1)", "moving": png(4, 4, chunk(b"acTL", b"\0" * 8)),
}.items():
    answer = attach(clerk, "models", model, body, "anh.jpg", type_="image/jpeg")
    check("refused: " + what, answer is not None and answer.status == 422, answer)
check("nothing at all", attach(clerk, "models", model, b"").status in (413, 422))
large = attach(clerk, "models", model, b"%PDF-1.4\n" + b"0" * (11 << 20))
check("one beyond the limit", large is None or large.status == 413, large)
check("to a record there is not", attach(clerk, "models", "0000000000001", picture).status == 404)
check("to a wrong field", attach(clerk, "models", model, png(9, 9), query="&purpose=nosuch").status == 422)

# --- whose record it is ---------------------------------------------------------------------------------------
household = attach(clerk, "households", foreign, png(11, 11), "ho.png")
check("of a household", household.status == 201 and household.json["personal"], household)
check("not for another place", other.request("GET", "/api/v1/households/%s/attachments" % foreign).status == 404)
check("nor to attach there", attach(other, "households", foreign, png(12, 12)).status == 404)
check("nor under a record of one's own", other.request("GET", "%s/%s" % (path, household.json["id"])).status == 404)
check("the register itself is the administrators'", other.request("GET", "/api/v1/attachments").status == 403)
check("nobody sees what is not published", nobody.request("GET", one).status == 404, nobody.request("GET", one))
version = clerk.request("GET", "/api/v1/models/" + model)
published = clerk.request("POST", "/api/v1/models/%s/actions/publish" % model, {}, {"If-Match": version.headers["etag"][0]})
check("published", published.status == 200, published)
check("everybody sees its photograph", nobody.request("GET", one).status == 200)
paper = attach(clerk, "models", model, b"%PDF-1.4\n%%EOF\n", "biên bản.pdf")
check("but not its papers", nobody.request("GET", "%s/%s" % (path, paper.json["id"])).status == 404)
check("papers are kept, not shown", clerk.request("GET", "%s/%s" % (path, paper.json["id"])).headers["content-disposition"][0].startswith("attachment"))
check("the public page shows it", one.encode() in nobody.request("GET", "/public/models").body)
check("taken off with a reason only", clerk.request("DELETE", one).status in (400, 422))
check("taken off", clerk.request("DELETE", one + "?reason=" + quote("nhầm")).status == 200 and clerk.request("GET", one).status == 404)

# --- a programme's text ------------------------------------------------------------------------------------------
text = clerk.request("GET", "/api/v1/programmes/duc_co_2017/text")
check("its text", text.status == 200 and text.body.startswith("# Chương".encode()), text)
words = clerk.request("GET", "/api/v1/programmes/duc_co_2017/words").json
check("its words", any(section["key"] == "obligations" and section["lines"] for section in words["sections"]))
source = text.body.decode("utf-8")
edited = clerk.request("POST", "/api/v1/programmes/edit", {"text": source, "path": ["period"], "value": "2017..2021"})
check("one place is changed, all else stands", edited.json["text"] == source.replace("period: 2017..2022", "period: 2017..2021", 1))
checked = clerk.request("POST", "/api/v1/programmes/check?tree=true", edited.json["text"].encode(), type_="application/yaml").json
check("checked with its tree", "tree" in checked and "id" in checked["tree"]["keys"])
wrong = clerk.request("POST", "/api/v1/programmes/edit", {"text": source, "path": ["obligations", "0", "measure"], "yaml": "{count: modells, time: flow}"}).json["text"]
mistakes = clerk.request("POST", "/api/v1/programmes/check?tree=true", wrong.encode(), type_="application/yaml").json["mistakes"]
check("a mistake has its path", mistakes and mistakes[0]["path"][:3] == ["obligations", "0", "measure"], mistakes)
check("no such place", clerk.request("POST", "/api/v1/programmes/edit", {"text": source, "path": ["nosuch", "5"], "value": "x"}).status == 422)
check("a value that is no YAML", clerk.request("POST", "/api/v1/programmes/edit", {"text": source, "path": ["period"], "yaml": "{a: ["}).status == 422)
following = clerk.request("GET", "/api/v1/programmes/duc_co_2017/next")
good = clerk.request("POST", "/api/v1/programmes/check", following.body, type_="application/yaml").json
check("the next one is a programme", good["good"] and good["programme"] == "duc_co_2023", good)
summary()
