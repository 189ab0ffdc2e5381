"""WebSockets written to straight: no queue, no switch of greenlets and no frame of its own for each client.

Stock python-engineio gives each socket a queue, a second greenlet and a frame encoded anew; in a room of hundreds that is
most of the time. Here the reader is the greenlet of the request, and who sends writes one prepared frame to the socket.
What a slow client does not take waits in a backlog that has an end. Uses the private parts of python-engineio named in
`install`: tests/live/test_sockets.py fails where an upgrade changes them.
"""

import base64
import hashlib
import socket
from contextlib import suppress

from engineio import packet
from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from engineio.socket import Socket

from app.live.frames import BINARY, CHUNK, TEXT, Malformed, Reader, frame

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
LARGEST_BACKLOG = 1 << 20  # bytes; a client with more unsent is cut


def install(server):
    """Have this python-engineio server open its WebSockets here."""
    server._async = dict(server._async, websocket=Driver)


def framed(pkt):
    """An engine.io packet as one frame."""
    return frame(pkt.encode(), BINARY if pkt.binary else TEXT)


class DirectSocket(Socket):
    """What an engine.io socket becomes once its WebSocket is open here."""

    def begin(self, wire):
        self.wire, self.backlog, self.draining = wire, bytearray(), False
        # under gevent the socket proper, which never waits; the backlog does
        self.write_now = getattr(wire, "_sock", wire).send
        while not self.queue.empty():
            waiting = self.queue.get(block=False)
            if waiting is not None:
                self.write(framed(waiting))

    def send(self, pkt):
        if self.closed:
            raise SocketIsClosedError
        if self.check_ping_timeout():
            self.write(framed(pkt))

    def write(self, data):
        """All of it in the order of the calls, without waiting; what the client does not take now goes to the backlog."""
        taken = 0
        if not self.backlog:
            try:
                taken = self.write_now(data, socket.MSG_DONTWAIT)
            except BlockingIOError:
                taken = 0
            except OSError:
                return  # the reader notices, and ends it
        if taken < len(data):
            self._keep(data[taken:])

    def _keep(self, rest):
        self.backlog += rest
        if len(self.backlog) > LARGEST_BACKLOG:
            return self.shut()
        if not self.draining:
            self.draining = True
            self.server.start_background_task(self._drain)

    def _drain(self):
        try:
            while self.backlog:
                chunk = bytes(self.backlog[:CHUNK])
                self.wire.sendall(chunk)
                del self.backlog[: len(chunk)]
        except OSError:
            self.shut()
        finally:
            self.draining = False
        if self.closed:
            self.shut()

    def close(self, wait=True, abort=False, reason=None):
        """As in python-engineio, save that nobody waits for a queue that nobody reads."""
        super().close(wait=False, abort=abort, reason=reason)
        if not self.backlog:
            self.shut()

    def shut(self):
        """End both directions: the reader wakes and cleans up."""
        self.backlog.clear()
        with suppress(OSError):  # the client was quicker
            self.wire.shutdown(socket.SHUT_RDWR)


class Driver:
    """What python-engineio calls when a client asks for a WebSocket: handshake, probe of an upgrade, reading to the end."""

    def __init__(self, handler, server):
        self.engine, self.server = handler.__self__, server

    def __call__(self, environ, start_response):
        wire = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
        key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
        if wire is None or not key or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
            start_response("400 Bad Request", [("Sec-WebSocket-Version", "13")])
            return [b""]
        wire.settimeout(None)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else an answer waits 40 ms for its acknowledgement
        wire.sendall(shaken(key))
        reader = Reader(wire, self.server.max_http_buffer_size)
        try:
            if not self.engine.connected or self._upgrade(wire, reader):
                self._serve(wire, reader)
        except (OSError, Malformed):
            pass  # it ends like every other
        self.engine.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
        if "gunicorn.socket" in environ:
            raise StopIteration  # gunicorn's sign for: answered, the connection is used up
        raise ConnectionError

    def _upgrade(self, wire, reader):
        """From long polling: a probe, its echo, and the word of the client (engine.io protocol 4, upgrading)."""
        self.engine.upgrading = True
        try:
            if reader.message() != "2probe":
                return False
            wire.sendall(frame("3probe"))
            self.engine.queue.put(packet.Packet(packet.NOOP))  # ends the poll that waits
            return reader.message() == "5"
        finally:
            self.engine.upgrading = False

    def _serve(self, wire, reader):
        engine = self.engine
        engine.__class__ = DirectSocket
        engine.connected = engine.upgraded = True
        engine.begin(wire)
        reader.answer = engine.write
        while (message := reader.message()) is not None and not engine.closed:
            try:
                engine.receive(packet.Packet(encoded_packet=message))
            except (UnknownPacketError, ValueError):
                pass  # a packet of no kind changes nothing
            except SocketIsClosedError:
                return
            self.server.sleep(0)  # a client that always has something to say must not starve the others


def shaken(key):
    accept = base64.b64encode(hashlib.sha1(key.encode() + GUID, usedforsecurity=False).digest()).decode()
    lines = [
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Accept: {accept}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode()
