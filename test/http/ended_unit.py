# SPDX-License-Identifier: Apache-2.0
"""Lists sent for a unit that ended before their year: refused with what it became, doubted where that is not one unit."""
import sys

from client import Client, check, summary

client = Client(sys.argv[1])
client.first_sign_in("quan.tri", sys.argv[2], "một hai ba bốn năm 5")
LIST = "Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\nSiu Ân,1960,Làng Mới,Nghèo\nSiu Út,1971,Làng Mới,Cận nghèo\n".encode()


def send(unit, year, dry_run=False):
    upload = client.request("POST", "/api/v1/uploads", LIST, type_="text/csv").json["upload"]
    answer = client.post("/api/v1/households/import", {"upload": upload, "unit": unit, "year": year, "dry_run": dry_run})
    return upload, answer


def verdicts(answer):
    return {(issue["row"], issue["verdict"]) for issue in answer.json["issues"] if issue["code"] == "unit_ended"}


for unit, verdict in (("23866@2017-05-01", "refused"), ("23824@2017-05-01", "refused"), ("21568@2024-01-01", "doubtful")):
    for dry_run in (True, False):
        upload, answer = send(unit, 2026, dry_run)
        check("a list of 2026 for %s (%s)" % (unit, dry_run), answer.status == 200 and (answer.json[verdict], answer.json["rows"]) == (2, 2) and
              verdicts(answer) == {(2, verdict), (3, verdict)}, answer)
    rejects = client.get("/api/v1/uploads/%s/rejects" % upload)
    check("its rows come back with the reason", rejects.status == 200 and rejects.body.decode("utf-8").count("Siu ") == 2, rejects)
check("nothing was written", client.get("/api/v1/households?q=siu+út&limit=1").json["items"] == [])
_, answer = send("23866@2017-05-01", 2025)
check("the year in which it ended is taken", answer.status == 200 and answer.json["accepted"] == 2, answer)
summary()
