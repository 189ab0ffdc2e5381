"""A workspace full of people, in a process of its own: reads one JSON object from its first line, prints one when it is done.

In: `url`, `cookies` (one a listener), `writers` (cookies), `workspace`, `thread`, `rate` (messages a second, all writers
together), `seconds`. Out: `waits` (seconds from the beginning of a POST to the moment a listener has the frame, one for
each listener and message), `answers` (seconds of each POST), `statuses`, `missing` (frames that never came).
"""

# ruff: noqa: E402
from gevent import monkey

monkey.patch_all()

import http.client
import json
import random
import re
import secrets
import socket
import sys
import time
from urllib.parse import urlencode, urlsplit

import gevent

KEY = re.compile(rb'"nonce":"([0-9a-f]{32})"')


class Listener:
    """A socket that only notes when each message came: the load must cost little, it runs on the server's cores."""

    def __init__(self, url, cookie):
        self.heard, self.host = {}, urlsplit(url)
        self.socket = socket.create_connection((self.host.hostname, self.host.port), 60)
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {self.host.netloc}", f"Origin: {url}",
            "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {'A' * 22}==", f"Cookie: tavolo={cookie}", "", "",
        ]  # fmt: skip
        self.socket.sendall("\r\n".join(lines).encode())
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.socket.recv(4096)
        self.rest = self.rest.partition(b"\r\n\r\n")[2]
        self.send(b"40")
        while not self.take():
            self.rest += self.socket.recv(4096)

    def send(self, text):
        self.socket.sendall(bytes((0x81, 0x80 | len(text))) + bytes(4) + text)

    def take(self):
        """Work off whole frames; True once the namespace is open."""
        opened = False
        while len(self.rest) >= 4:
            size, head = self.rest[1] & 127, 2
            if size == 126:
                size, head = int.from_bytes(self.rest[2:4], "big"), 4
            if len(self.rest) < head + size:
                break
            frame, self.rest = self.rest[head : head + size], self.rest[head + size :]
            opened = opened or frame.startswith(b"40")
            if frame == b"2":
                self.send(b"3")
            found = KEY.search(frame)
            if found:
                self.heard.setdefault(found[1].decode(), time.monotonic())
        return opened

    def listen(self):
        self.socket.settimeout(None)
        while more := self.socket.recv(65536):
            self.rest += more
            self.take()


class Writer:
    begun, answers, statuses = {}, [], []

    def __init__(self, given, cookie):
        self.given, self.cookie = given, cookie
        self.line = http.client.HTTPConnection(urlsplit(given["url"]).netloc, timeout=60)
        self.line.request("GET", "/me", headers={"Cookie": f"tavolo={cookie}"})
        page = self.line.getresponse().read().decode()
        self.line.close()
        self.token = page.split('name="csrf-token" content="')[1].split('"')[0]

    def write(self, every, until):
        time.sleep(random.uniform(0, every))
        due = time.monotonic()
        while due < until:
            gevent.sleep(max(0, due - time.monotonic()))
            self.say()
            due += every

    def say(self):
        nonce = secrets.token_hex(16)
        body = urlencode(
            {"nonce": nonce, "body": "Ho parlato con l'ufficio tecnico: per giovedì la tavola è pronta, **manca la firma**."}
        )
        headers = {"Cookie": f"tavolo={self.cookie}", "X-CSRFToken": self.token, "Accept": "application/json"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        address = f"/workspaces/{self.given['workspace']}/threads/{self.given['thread']}/messages"
        self.begun[nonce] = time.monotonic()
        self.line.request("POST", address, body, headers)
        reply = self.line.getresponse()
        reply.read()
        self.line.close()
        self.answers.append(time.monotonic() - self.begun[nonce])
        self.statuses.append(reply.status)


def main():
    given = json.loads(sys.stdin.readline())
    crowd = [Listener(given["url"], cookie) for cookie in given["cookies"]]
    for listener in crowd:
        gevent.spawn(listener.listen)
    writers = [Writer(given, cookie) for cookie in given["writers"]]
    time.sleep(2)
    every, until = len(writers) / given["rate"], time.monotonic() + given["seconds"]
    gevent.joinall([gevent.spawn(writer.write, every, until) for writer in writers], raise_error=True)
    time.sleep(2)
    waits = [each.heard[nonce] - begun for each in crowd for nonce, begun in Writer.begun.items() if nonce in each.heard]
    missing = len(crowd) * len(Writer.begun) - len(waits)
    print(json.dumps({"waits": waits, "answers": Writer.answers, "statuses": Writer.statuses, "missing": missing}), flush=True)


if __name__ == "__main__":
    main()
