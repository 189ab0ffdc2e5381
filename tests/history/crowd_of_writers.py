"""Writers and readers of one workspace, in a process of their own, behind a wire that can be cut: `… SETTINGS.json`.

Readers do what the page does: they show seq n after n−1, drop what they have, ask again over a gap and after each new
connection. Writers keep a message's nonce and try until they get a final answer. All of them reach the servers through a
proxy of this process; `cut N` on the standard input breaks N of its connections where they are, `stall` holds all of them for
two seconds, `enough` ends the writing, `end` prints one JSON object: `sent`, `views`, `delays`. Any other order is answered by
`answered`, how many messages were, and `heads`, the last seq that each reader has shown.
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
import struct
import sys
import time
from urllib.parse import urlencode

import gevent
import websocket
from gevent.event import Event
from gevent.server import StreamServer

TOKEN = re.compile(r"m\d+x\d+x[0-9a-f]{8}")
FINAL = (200, 201, 403, 404, 409, 422)


class Wire:
    """A proxy to one server; each connection can be broken with a reset, so that what was on its way is gone."""

    held = Event()
    held.set()

    def __init__(self, port):
        self.server_port, self.origin = port, f"http://127.0.0.1:{port}"
        self.pairs = set()
        self.listener = StreamServer(("127.0.0.1", 0), self.carry)
        self.listener.start()
        self.port = self.listener.server_port

    def carry(self, near, _address):
        try:
            far = socket.create_connection(("127.0.0.1", self.server_port), timeout=5)
            far.settimeout(None)
        except OSError:
            return near.close()
        pair = (near, far)
        self.pairs.add(pair)
        both = [gevent.spawn(self.pass_on, near, far), gevent.spawn(self.pass_on, far, near)]
        gevent.joinall(both, count=1)
        self.pairs.discard(pair)
        gevent.killall(both)
        for end in pair:
            end.close()

    def pass_on(self, source, target):
        try:
            while piece := source.recv(65536):
                self.held.wait()
                target.sendall(piece)
        except OSError:
            return

    def cut_one(self):
        """Break a connection: both ends are reset."""
        if not self.pairs:
            return
        for end in self.pairs.pop():
            try:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class Client:
    """One person's browser: a wire, a cookie."""

    def __init__(self, name, person, wire, settings):
        self.name, self.wire, self.settings = name, wire, settings
        self.cookie, self.csrf = f"tavolo={person['token']}", person["csrf"]
        self.over = False

    def ask(self, method, path, fields=None):
        """(status, JSON) of a request, or OSError where there was no answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.wire.port, timeout=15)
        headers = {"Cookie": self.cookie, "Accept": "application/json", "X-CSRFToken": self.csrf}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        try:
            line.request(method, path, urlencode(fields) if fields else None, headers)
            reply = line.getresponse()
            return reply.status, json.loads(reply.read() or b"null")
        except (http.client.HTTPException, ValueError) as error:
            raise OSError(error) from error
        finally:
            line.close()


class Writer(Client):
    enough = False
    sent, answered = [], 0

    def write(self):
        number = 0
        while not Writer.enough and not self.over:
            number += 1
            self.send(f"m{self.name}x{number}x{secrets.token_hex(4)}")
            gevent.sleep(random.uniform(0, 2 * self.settings["pause"]))

    def send(self, token):
        record = {"token": token, "at": time.monotonic(), "answered": None, "refused": False}
        Writer.sent.append(record)
        fields = {"body": f"Parola {token}", "nonce": secrets.token_hex(16)}
        while time.monotonic() < self.settings["deadline"]:
            try:
                status, answer = self.ask("POST", self.settings["messages"], fields)
            except OSError:
                status = 0
            if status in FINAL:
                return self.answered_with(record, status, answer)
            gevent.sleep(random.uniform(0.05, 0.4))

    def answered_with(self, record, status, answer):
        if status in (200, 201):
            record["answered"] = answer["seq"]
            Writer.answered += 1
        else:
            record["refused"] = True
            self.over = True


class Reader(Client):
    delays = []

    def __init__(self, *given):
        super().__init__(*given)
        self.head = self.begun = self.settings["head"]
        self.log, self.waiting, self.shown, self.asked = self.settings["log"], {}, [], 0

    def follow(self):
        while not self.over:
            try:
                self.listen()
            except (OSError, websocket.WebSocketException):
                gevent.sleep(random.uniform(0.05, 0.5))

    def listen(self):
        host = f"127.0.0.1:{self.wire.port}"
        address = f"ws://{host}/socket.io/?EIO=4&transport=websocket"
        line = websocket.create_connection(address, cookie=self.cookie, origin=self.wire.origin, timeout=40)
        try:
            line.recv()  # the engine's greeting
            line.send("40")
            self.resume(line)
            while not self.over:
                self.take_frame(line, line.recv())
        finally:
            line.close()

    def take_frame(self, line, frame):
        if frame == "2":
            line.send("3")
        elif frame.startswith("43"):
            self.answered(line, json.loads(frame[frame.index("[") :])[0])
        elif frame.startswith("42"):
            kind, told = json.loads(frame[2:])
            if kind == "happening" and told["stream"] == self.settings["stream"]:
                self.take(line, told)
        elif frame in ("", "41", "1"):
            raise OSError("the line is closed")

    def take(self, line, told):
        if told["seq"] > self.head:
            self.waiting[told["seq"]] = told
            self.drain()
            if self.waiting:
                self.resume(line)

    def drain(self):
        while told := self.waiting.pop(self.head + 1, None):
            self.head = told["seq"]
            self.show(told)
        self.waiting = {seq: told for seq, told in self.waiting.items() if seq > self.head}

    def show(self, told):
        found = TOKEN.search(told["data"].get("html") or "")
        self.shown.append((told["seq"], found and found.group()))
        if found:
            Reader.delays.append((found.group(), time.monotonic()))

    def resume(self, line):
        self.asked += 1
        asked = {"stream": self.settings["stream"], "log": self.log, "after": self.head}
        line.send(f"42{self.asked}{json.dumps(['resume', asked])}")

    def answered(self, line, answer):
        if "happenings" not in answer:
            return
        before = self.head
        self.head = max(self.head, answer["from"] - 1)
        for told in answer["happenings"]:
            if told["seq"] > self.head:
                self.waiting[told["seq"]] = told
        self.drain()
        if before < self.head < answer["head"]:
            self.resume(line)


def main(path):
    with open(path) as file:
        settings = json.load(file)
    wires = [Wire(port) for port in settings["ports"]]
    readers = [Reader(str(i), person, wires[i % len(wires)], settings) for i, person in enumerate(settings["readers"])]
    writers = [Writer(str(i), person, wires[i % len(wires)], settings) for i, person in enumerate(settings["writers"])]
    following = [gevent.spawn(reader.follow) for reader in readers]
    writing = [gevent.spawn(writer.write) for writer in writers]
    print("ready", flush=True)
    listen_to_orders(wires, readers, writing)
    wait_until_seen(readers, settings["patience"])
    for reader in readers:
        reader.over = True
    gevent.killall(following, timeout=5)
    told = {"sent": Writer.sent, "views": [vars_of(reader) for reader in readers], "delays": delays()}
    print(json.dumps(told), flush=True)


def listen_to_orders(wires, readers, writing):
    """Until `end`: cut, stall, stop writing, and tell each time how far writers and readers are."""
    read = gevent.get_hub().threadpool
    while (order := read.apply(sys.stdin.readline).split()) and order[0] != "end":
        if order[0] == "cut":
            for _ in range(int(order[1])):
                random.choice(wires).cut_one()
        elif order[0] == "stall":
            Wire.held.clear()
            gevent.spawn_later(2, Wire.held.set)
        elif order[0] == "enough":
            Writer.enough = True
            gevent.joinall(writing)
        print(json.dumps({"answered": Writer.answered, "heads": [reader.head for reader in readers]}), flush=True)


def wait_until_seen(readers, patience):
    """Give everybody who may the time to catch up: until nothing has moved for three seconds, at most `patience`."""
    deadline, still_since, heads = time.monotonic() + patience, time.monotonic(), None
    while time.monotonic() < deadline and time.monotonic() - still_since < 3:
        gevent.sleep(0.1)
        now = [reader.head for reader in readers]
        if now != heads:
            heads, still_since = now, time.monotonic()


def vars_of(reader):
    return {"name": reader.name, "shown": reader.shown}


def delays():
    """[seconds from the first try to the sight of it] of every message at every reader."""
    begun = {record["token"]: record["at"] for record in Writer.sent}
    return [round(seen - begun[token], 3) for token, seen in Reader.delays if token in begun]


if __name__ == "__main__":
    main(*sys.argv[1:])
