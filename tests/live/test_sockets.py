"""Our own WebSockets under python-engineio: frames, upgrades from polling, slow and hostile clients."""

import inspect
import queue
import socket
import struct
import threading
import time

import engineio.socket
import pytest
import requests
import socketio
import websocket
from engineio import packet
from engineio.base_server import BaseServer

from app.live.frames import BINARY, CLOSE, PING, PONG, Malformed, Reader, frame
from app.live.sockets import LARGEST_BACKLOG, DirectSocket, framed, install
from tests.live.conftest import Mouth

MASK = b"\x01\x02\x03\x04"


def sent(payload, first=0x81, mask=MASK):
    """A frame as a client sends it."""
    size = len(payload)
    head = bytes((first, 0x80 | size)) if size < 126 else bytes((first, 0xFF)) + struct.pack(">Q", size)
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    theirs.settimeout(2)
    yield ours, theirs
    ours.close()
    theirs.close()


def read(pair, *pieces, largest=1000):
    ours, theirs = pair
    for piece in pieces:
        theirs.sendall(piece)
    return Reader(ours, largest).message()


class Engine:
    """As much of a python-engineio server as a socket of it asks for."""

    ping_interval, ping_timeout = 20, 20

    def __init__(self):
        self.tasks = []

    def create_queue(self):
        return queue.Queue()

    def start_background_task(self, task):
        self.tasks.append(task)

    class logger:
        info = staticmethod(lambda *_: None)


def test_the_private_parts_of_engineio_are_those_we_use():
    source = inspect.getsource(engineio.socket.Socket)
    for part in (
        "self.server._async['websocket'](",
        "self._websocket_handler, self.server)",
        "self.queue.put(pkt)",
        "self.closing",
        "self.upgrading",
    ):
        assert part in source, part
    assert "self._async = " in inspect.getsource(BaseServer)
    assert list(inspect.signature(engineio.socket.Socket.close).parameters) == ["self", "wait", "abort", "reason"]
    server = type("S", (), {"_async": {"websocket": None, "thread": 1}})()
    install(server)
    assert server._async["websocket"] and server._async["thread"] == 1


@pytest.mark.parametrize("size", [0, 5, 125, 126, 65_535, 65_536])
def test_a_frame_has_the_head_of_its_size(size):
    raw = frame("x" * size)
    assert raw[0] == 0x81 and raw[1] & 0x80 == 0
    assert raw.endswith(b"x" * size) and len(raw) - size in (2, 4, 10)
    assert raw[0] & 15 == websocket.ABNF.OPCODE_TEXT


def test_messages_come_whole_however_they_were_cut(pair):
    text = "Città metropolitana: perché no?".encode()
    raw = sent(text)
    assert read(pair, *(raw[i : i + 1] for i in range(len(raw)))) == text.decode()


def test_a_message_in_parts_is_joined_and_a_ping_between_is_answered(pair):
    assert read(pair, sent(b"due ", 0x01), sent(b"!", 0x80 | PING), sent("metà".encode(), 0x80)) == "due metà"
    assert pair[1].recv(10) == frame(b"!", PONG)


def test_bytes_stay_bytes(pair):
    assert read(pair, sent(b"\xff\x00", 0x80 | BINARY)) == b"\xff\x00"


def test_a_close_is_answered_with_its_code(pair):
    assert read(pair, sent(struct.pack(">H", 1000) + b"bye", 0x80 | CLOSE)) is None
    assert pair[1].recv(10) == frame(struct.pack(">H", 1000), CLOSE)


@pytest.mark.parametrize(
    "raw",
    [
        frame("unmasked"),
        sent(b"reserved", 0xC1),
        sent(b"x" * 126, 0x80 | PING),
        sent(b"half a ping", PING),
        sent(b"goes on from nothing", 0x80),
        sent(b"\xff\xfe is no text"),
        sent(b"no kind", 0x83),
        sent(b"x" * 1001),
        b"\x81\xff" + struct.pack(">Q", 2**62) + MASK,
        sent(b"begun", 0x01) + sent(b"begun again", 0x01),
        sent(b"x" * 600, 0x01) + sent(b"x" * 600, 0x80),
    ],
)
def test_what_is_no_frame_of_a_client_ends_it(pair, raw):
    with pytest.raises(Malformed):
        read(pair, raw)


def test_noise_ends_it_and_nothing_else(pair):
    ours, theirs = pair
    theirs.sendall(bytes(range(256)) * 20)
    theirs.shutdown(socket.SHUT_WR)
    reader = Reader(ours, 1000)
    with pytest.raises((Malformed, ConnectionError)):
        while True:
            reader.message()


def direct(wire):
    one = engineio.socket.Socket(Engine(), "sid")
    one.send(packet.Packet(packet.MESSAGE, "said before it was open"))
    one.__class__ = DirectSocket
    one.begin(wire)
    return one


def test_what_waited_before_the_upgrade_comes_first_and_all_in_order(pair):
    ours, theirs = pair
    one = direct(ours)
    one.send(packet.Packet(packet.MESSAGE, "then"))
    one.write(framed(packet.Packet(packet.MESSAGE, "last")))
    assert theirs.recv(1000) == frame("4said before it was open") + frame("4then") + frame("4last")


def test_who_does_not_read_gets_the_rest_later_in_order(pair):
    ours, theirs = pair
    one = direct(ours)
    for number in range(100):
        one.write(frame(f"{number:05}" + "x" * 5_000))
    assert 0 < len(one.backlog) <= LARGEST_BACKLOG and len(one.server.tasks) == 1
    got = b""
    ours.settimeout(5)
    drain = threading.Thread(target=one.server.tasks[0])
    drain.start()
    while got.count(b"x" * 5_000) < 100:
        got += theirs.recv(65_536)
    drain.join()
    places = [got.index(f"{number:05}x".encode()) for number in range(100)]
    assert places == sorted(places) and not one.backlog


def test_who_never_reads_is_cut_after_a_mebibyte(pair):
    ours, theirs = pair
    one = direct(ours)
    begun = time.monotonic()
    for _ in range(400):
        one.write(frame("x" * 60_000))
    assert time.monotonic() - begun < 2, "nobody waits for her"
    assert len(one.backlog) < LARGEST_BACKLOG
    while theirs.recv(65_536):
        pass  # what was under way arrives, then the end
    with pytest.raises(OSError):
        ours.sendall(b"more")


@pytest.mark.alone
def test_a_client_that_polls_and_one_that_changes_to_a_websocket_hear_the_same(alone):
    world, server = alone
    cookie = {"Cookie": f"tavolo={world.sign_in('other_delegate')}"}
    heard = {}
    clients = []
    for name, transports in (("polling", ["polling"]), ("upgraded", ["polling", "websocket"]), ("websocket", ["websocket"])):
        client = socketio.Client(reconnection=False)
        client.on("happening", lambda told, name=name: heard.setdefault(name, []).append((told["stream"], told["seq"])))
        client.connect(server.base_url, headers=dict(cookie), transports=transports, wait_timeout=10)
        clients.append(client)
    assert [client.eio.current_transport for client in clients] == ["polling", "websocket", "websocket"]
    mouth = Mouth(server, world, "delegate")
    seqs = [mouth.say(f"A tutti {number}").json()["seq"] for number in range(10)]
    wanted = [(f"workspace/{world.workspace}", seq) for seq in seqs]
    deadline = time.monotonic() + 5
    while (
        any(heard.get(name, [])[-10:] != wanted for name in ("polling", "upgraded", "websocket")) and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    for name in ("polling", "upgraded", "websocket"):
        assert [each for each in heard[name] if each in wanted] == wanted, name
    answer = clients[2].call("resume", {"stream": wanted[0][0], "after": seqs[0]}, timeout=5)
    assert [each["seq"] for each in answer["happenings"]] == seqs[1:]
    for client in clients:
        client.disconnect()


@pytest.mark.alone
def test_a_hostile_client_ends_alone(alone):
    world, server = alone
    address = server.base_url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
    for noise in (b"\x81\x05hello", bytes(range(256)), sent(b"4" + b"x" * 70_000)):
        line = websocket.create_connection(
            address, cookie=f"tavolo={world.sign_in('delegate')}", origin=server.base_url, timeout=5
        )
        line.recv()
        line.sock.sendall(noise)
        with pytest.raises((websocket.WebSocketException, OSError)):
            while line.recv():
                pass
            raise ConnectionError
    assert requests.get(f"{server.base_url}/readyz", timeout=5).status_code == 200
