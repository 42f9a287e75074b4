# SPDX-License-Identifier: Apache-2.0
"""First use by people who should not: setup.py guess ADDRESS CODE | setup.py race ADDRESS CODE."""
import sys
import threading

from client import Client, check, summary

what, address, code = sys.argv[1:4]
client = Client(address)
URL = "/api/v1/setup"


def asked(**changes):
    fields = {"code": code, "unit": "19@2025-07-01", "user_name": "thu", "password": "suối trong đá mòn 7"}
    return client.request("POST", URL, {**fields, **changes}, {})


check("it is open", client.request("GET", URL, None, {}).json == {"open": True})
if what == "guess":
    check("nothing else is", client.request("GET", "/api/v1/users", None, {}).status == 401)
    check("a weak password", asked(password="matkhau123").status == 422)
    check("a name that will not do", asked(user_name="Thử Nghiệm").status == 422)
    check("no such place", asked(unit="0000000000000").status == 404)
    check("a field too many", asked(role="admin").status == 422)
    check("nothing is no code, nor a part of it", all(asked(code=each).status == 403 for each in ("-", code[:-1])))
    for i in range(18):
        answer = asked(code="aaaa-aaaa-%04d" % i)
        check("a wrong code", answer.status == 403 and answer.json["code"] == "setup.code", answer)
    answer = asked()
    check("after twenty of them no code helps until the server is started anew", answer.status == 409, answer)
    check("and it says so", client.request("GET", URL, None, {}).json == {"open": False})
else:
    answers = []

    def run(name):
        own = Client(address)
        fields = {"code": code.upper().replace("-", " "), "unit": "19@2025-07-01", "user_name": name, "password": "suối trong đá mòn 7"}
        answers.append(own.request("POST", URL, fields, {}).status)

    threads = [threading.Thread(target=run, args=("thu%d" % i,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("of six at once one is the first", sorted(answers) == [201, 409, 409, 409, 409, 409], answers)
    check("then it is over", client.request("GET", URL, None, {}).json == {"open": False})
    check("also with the right code", asked().status == 409)
summary()
