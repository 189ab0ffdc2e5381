"""A crowd of listening sockets in a process of its own: `crowd.py URL COOKIE STREAM HOW_MANY`.

Prints `ready` once all listen; when its input closes, one JSON list with the seqs that each has heard.
"""

# ruff: noqa: E402
from gevent import monkey

monkey.patch_all()

import json
import sys

import gevent
import websocket


class Listener:
    def __init__(self, url, cookie, stream):
        self.stream, self.seqs = stream, []
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
                kind, told = json.loads(frame[2:])
                if kind == "happening" and told["stream"] == self.stream:
                    self.seqs.append(told["seq"])


def main(url, cookie, stream, how_many):
    crowd = [Listener(url, cookie, stream) for _ in range(int(how_many))]
    for listener in crowd:
        gevent.spawn(listener.listen)
    print("ready", flush=True)
    gevent.get_hub().threadpool.apply(sys.stdin.read)
    print(json.dumps([listener.seqs for listener in crowd]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
