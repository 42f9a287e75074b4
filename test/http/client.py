# SPDX-License-Identifier: Apache-2.0
"""A small HTTP/1.1 client for the tests: answers as they come over the socket, and raw bytes for what no
honest client sends."""
import json
import socket
import ssl

passed = failed = 0


def check(what, good, *seen):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("FAILED:", what, *[str(s)[:300] for s in seen])
    return good


def summary():
    print("%d passed, %d failed" % (passed, failed))
    raise SystemExit(1 if failed else 0)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body.decode("utf-8"))

    def __str__(self):
        return "%s %s" % (self.status, self.body[:200])


def connect(address, timeout=20, tls=False):
    host, port = address.rsplit(":", 1)
    sock = socket.create_connection((host, int(port)), timeout=timeout)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        sock = context.wrap_socket(sock)
    return sock


def read_answer(sock, head_only=False):
    """The next answer on the socket; None where the connection ended before one was whole."""
    data = b""
    while b"\r\n\r\n" not in data:
        try:
            more = sock.recv(65536)
        except (ConnectionResetError, socket.timeout):
            more = b""
        if not more:
            return None
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").split("\r\n")
    status = int(lines[0].split(" ")[1])
    headers = {}
    for line in lines[1:]:
        name, value = line.split(":", 1)
        headers.setdefault(name.strip().lower(), []).append(value.strip())
    length = int(headers.get("content-length", ["0"])[0])
    if not head_only and status not in (204, 304):
        while len(body) < length:
            more = sock.recv(65536)
            if not more:
                return None
            body += more
    return Answer(status, headers, body[:length])


def raw(address, data, timeout=20):
    """Sends bytes as they are; the first answer, or None."""
    with connect(address, timeout) as sock:
        try:
            sock.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return read_answer(sock)


class Client:
    """One who keeps a connection, a token or a cookie."""

    def __init__(self, address, token=None, tls=False):
        self.address, self.token, self.tls = address, token, tls
        self.cookie = self.csrf = self.sock = None

    def request(self, method, path, body=None, headers=None, type_="application/json"):
        lines = {"Host": self.address}
        if self.token:
            lines["Authorization"] = "Bearer " + self.token
        if self.cookie:
            lines["Cookie"] = self.cookie
        if self.csrf and method not in ("GET", "HEAD"):
            lines["X-CSRF-Token"] = self.csrf
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode("utf-8")
        if body is not None:
            lines["Content-Type"] = type_
            lines["Content-Length"] = str(len(body))
        elif method == "POST":
            lines["Content-Length"] = "0"
        lines.update(headers or {})
        head = "%s %s HTTP/1.1\r\n" % (method, path)
        head += "".join("%s: %s\r\n" % pair for pair in lines.items() if pair[1] is not None) + "\r\n"
        for attempt in range(2):
            try:
                if not self.sock:
                    self.sock = connect(self.address, tls=self.tls)
                self.sock.sendall(head.encode("utf-8") + (body or b""))
                answer = read_answer(self.sock, method == "HEAD")
            except (BrokenPipeError, ConnectionResetError):
                answer = None
            if answer or attempt:
                break
            self.close()  # the server ended an idle connection
        if answer is None or "close" in answer.headers.get("connection", []):
            self.close()
        if answer and "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"][0].split(";")[0]
        return answer

    def close(self):
        if self.sock:
            self.sock.close()
        self.sock = None

    def get(self, path, **headers):
        return self.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path, body=None, **headers):
        return self.request("POST", path, body if body is not None else {},
                            {k.replace("_", "-"): v for k, v in headers.items()})

    def sign_in(self, user, password):
        answer = self.post("/api/v1/session", {"user": user, "password": password})
        if answer.status == 200:
            self.csrf = answer.json["csrf"]
        return answer

    def first_sign_in(self, user, password, fresh):
        """As a new account must: sign in, choose a password, sign in again."""
        self.sign_in(user, password)
        self.post("/api/v1/session/password", {"old": password, "password": fresh})
        self.csrf = None
        return self.sign_in(user, fresh)
