"""People who follow a sitting, in a process of their own: `followers.py URL COOKIE MEETING HOW_MANY SPREAD`.

Each hears the live line as the page of the room does and, once the sitting has passed to another item, asks for the middle
column at a moment of her own within SPREAD seconds. Prints `ready` once all listen; when its input closes, one JSON object:
`heard` {seq: [when, …]} and `asked` [[status, seconds], …], moments by the monotonic clock of the machine.
"""

# ruff: noqa: E402
from gevent import monkey

monkey.patch_all()

import http.client
import json
import random
import sys
import time
from collections import defaultdict
from urllib.parse import urlsplit

import gevent
import websocket

PARTS = "part=item&part=papers&part=polls&part=actions"


class Follower:
    heard = defaultdict(list)
    asked, asking = [], []

    def __init__(self, url, cookie, meeting, spread):
        self.cookie, self.meeting, self.spread, self.host = cookie, meeting, spread, urlsplit(url).netloc
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self.socket = websocket.create_connection(address, cookie=cookie, origin=url, timeout=60)
        self.socket.recv()  # the engine's greeting
        self.socket.send("40")
        self.socket.recv()  # the namespace is open

    def listen(self):
        while True:
            frame = self.socket.recv()
            if frame == "2":
                self.socket.send("3")
            elif frame.startswith("42"):
                self.hear(*json.loads(frame[2:]), time.monotonic())

    def hear(self, kind, told, now):
        if kind != "happening" or told["stream"] != f"meeting/{self.meeting}" or told["kind"] != "item-taken-up":
            return
        assert told["data"]["title"], "the item is shown from the live line itself"
        self.heard[told["seq"]].append(now)
        if self.spread:
            self.asking.append(gevent.spawn_later(random.uniform(0, self.spread), self.ask, told["data"]["id"]))

    def ask(self, item):
        begun = time.monotonic()
        line = http.client.HTTPConnection(self.host, timeout=30)
        line.request("GET", f"/meetings/{self.meeting}/room/parts?{PARTS}&item={item}", headers={"Cookie": self.cookie})
        reply = line.getresponse()
        reply.read()
        line.close()
        self.asked.append((reply.status, time.monotonic() - begun))


def main(url, cookie, meeting, how_many, spread):
    followers = [Follower(url, cookie, meeting, float(spread)) for _ in range(int(how_many))]
    for follower in followers:
        gevent.spawn(follower.listen)
    print("ready", flush=True)
    gevent.get_hub().threadpool.apply(sys.stdin.read)
    gevent.joinall(Follower.asking, timeout=25)
    print(json.dumps({"heard": Follower.heard, "asked": Follower.asked}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
