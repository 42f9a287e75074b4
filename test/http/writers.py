# SPDX-License-Identifier: Apache-2.0
"""Writers until the server is gone: writers.py ADDRESS TOKEN ANSWERED [SECONDS [USER PASSWORD]]. Each id that was answered is a line of
the file ANSWERED before the next request leaves. With SECONDS readers and somebody who imports lists run beside them, with USER somebody
who signs in and out, and it ends by itself."""
import os
import sys
import threading
import time

from client import Client

address, token, answered = sys.argv[1:4]
until = time.monotonic() + (float(sys.argv[4]) if len(sys.argv) > 4 else 60)
out = os.open(answered, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
wrong = []


def write(number):
    client, i = Client(address, token), 0
    while time.monotonic() < until:
        i += 1
        try:
            if i % 4:
                answer = client.post("/api/v1/households", {"head_name": "Siu %d %d" % (number, i), "unit": "23866@2017-05-01"},
                                     Idempotency_Key="k%d-%d-%d" % (os.getpid(), number, i))
            else:
                answer = client.post("/api/v1/bulk", {"items": [{"op": "create", "kind": "households", "fields": {
                    "head_name": "Siu Nhóm %d" % i, "unit": "23866@2017-05-01"}}] * 3})
        except OSError:
            return
        if answer is None:
            return
        if answer.status not in (200, 201):
            wrong.append(str(answer))
            continue
        ids = [item["id"] for item in answer.json["items"]] if answer.status == 200 else [answer.json["id"]]
        os.write(out, "".join(i + "\n" for i in ids).encode())


def read():
    client, i = Client(address, token), 0
    paths = ["/api/v1/models?labels=true", "/api/v1/households?limit=5&q=siu", "/api/v1/coverage?programme=duc_co_2017",
             "/api/v1/territory/64/children", "/api/v1/work", "/metrics", "/api/v1/households/export?format=csv", "/api/v1/openapi.json"]
    while time.monotonic() < until:
        i += 1
        answer = client.get(paths[i % len(paths)])
        if answer is None or answer.status != 200:
            wrong.append("%s %s" % (paths[i % len(paths)], answer))


def bring():
    client, i = Client(address, token), 0
    while time.monotonic() < until:
        i += 1
        name = " ".join("An Bình Cam Dung Hoa Lan Mai Nam".split()[i >> shift & 7] for shift in (6, 3, 0))
        rows = "".join("%d,Siu %s,%d,Làng Sách,Nghèo\n" % (n, name, 1950 + n) for n in range(1, 41))
        lines = ("STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n" + rows).encode()
        answer = client.request("POST", "/api/v1/uploads", lines, type_="text/csv")
        if answer and answer.status == 201:
            answer = client.post("/api/v1/households/import", {"upload": answer.json["upload"], "unit": "23866@2017-05-01", "year": 2017})
        if answer is None or answer.status != 200 or answer.json["refused"]:
            wrong.append("import %s" % answer)
            return


def sign_in(user, password):
    while time.monotonic() < until:
        client = Client(address)
        answer = client.sign_in(user, password)
        if answer.status == 200:
            answer = client.get("/api/v1/work")
        if answer.status == 200:
            answer = client.request("DELETE", "/api/v1/session")
        if answer is None or answer.status != 200:
            wrong.append("signing in %s" % answer)
            return


threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
if len(sys.argv) > 4:
    threads += [threading.Thread(target=read) for _ in range(4)] + [threading.Thread(target=bring)]
if len(sys.argv) > 5:
    threads.append(threading.Thread(target=sign_in, args=sys.argv[5:7]))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for line in wrong[:5]:
    print("FAILED:", line[:300])
print("%d passed, %d failed" % (not wrong, len(wrong)))
