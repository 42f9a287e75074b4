# SPDX-License-Identifier: Apache-2.0
"""What a stranger learns from time and takes by number: strangers.py ADDRESS USERS TOKEN DATABASE [SAMPLES [CONNECTIONS]]. Signing in as somebody
there is and as nobody, in any order, must not differ beyond chance (Mann-Whitney); ten thousand idle connections leave the others served.
Each comes from an address of its own (127.0.0.0/8), and failures are forgotten in the SQLite file in between, as guessing is slowed down."""
import math
import random
import socket
import sqlite3
import sys
import time

from client import Client, check, connect, read_answer, summary

address, users, token, database = sys.argv[1:5]
samples, wanted = (int(word) for word in (sys.argv[5:7] + ["500", "10000"][len(sys.argv[5:7]):]))
host, port = address.rsplit(":", 1)


def from_elsewhere(number):
    """A connection from one of the machine's sixteen million own addresses."""
    sock = socket.socket()
    sock.bind(("127.%d.%d.%d" % (1 + (number >> 14 & 127), number >> 7 & 127, 1 + (number & 127)), 0))
    sock.settimeout(20)
    sock.connect((host, int(port)))
    return sock


def try_in(name, number):
    client = Client(address)
    client.sock = from_elsewhere(number)
    began = time.perf_counter()
    answer = client.post("/api/v1/session", {"user": name, "password": "sai mật khẩu %d" % number})
    took = time.perf_counter() - began
    client.close()
    return took, answer.status


known, unknown, statuses = [], [], set()
names = users.split(",")
for i in range(samples):
    if i % len(names) == 0:
        with sqlite3.connect(database, timeout=20) as db:
            db.execute("DELETE FROM sign_in_failure")
    pairs = [(known, names[i % len(names)]), (unknown, "khong.co.%d" % i)]
    random.shuffle(pairs)
    for times, name in pairs:
        took, status = try_in(name, len(known) + len(unknown))
        times.append(took)
        statuses.add(status)
ranked = sorted([(t, 0) for t in known] + [(t, 1) for t in unknown])
ranks = sum(i + 1 for i, (_, side) in enumerate(ranked) if side == 0)
n = len(known)
u = ranks - n * (n + 1) / 2
z = (u - n * n / 2) / math.sqrt(n * n * (2 * n + 1) / 12)
middle = [sorted(times)[n // 2] * 1000 for times in (known, unknown)]
print("signing in, %d each: median %.2f ms known, %.2f ms unknown; z = %.2f; statuses %s" % (n, *middle, z, sorted(statuses)))
check("whether a name exists is not told by time", abs(z) < 4, z)
check("nor by the answer", statuses == {401}, statuses)

held = []
try:
    for i in range(wanted):
        held.append(from_elsewhere(i))
except OSError as error:
    print("connections: %d (%s)" % (len(held), error))
served, times = 0, []
client = Client(address, token)
for i in range(20):
    began = time.perf_counter()
    try:
        answer = client.get("/api/v1/households?limit=1")
        served += answer is not None and answer.status == 200
    except OSError:
        client.close()
    times.append(time.perf_counter() - began)
print("%d idle connections: %d of 20 served, slowest %.0f ms" % (len(held), served, max(times) * 1000))
client.close()
for sock in held:
    sock.close()
time.sleep(1)
check("after them everybody is served", Client(address, token).get("/api/v1/households?limit=1").status == 200)
check("while they stood, who was connected was served", served == 20 or len(held) < wanted, served)
summary()
