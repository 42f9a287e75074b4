# SPDX-License-Identifier: Apache-2.0
"""Writers until the server is gone: writers.py ADDRESS TOKEN ANSWERED [SECONDS]. Each id that was answered is a line of the file
ANSWERED before the next request leaves. With SECONDS readers run beside them, and it ends by itself."""
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


threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
if len(sys.argv) > 4:
    threads += [threading.Thread(target=read) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for line in wrong[:5]:
    print("FAILED:", line[:300])
print("%d passed, %d failed" % (not wrong, len(wrong)))
