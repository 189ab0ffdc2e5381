"""Frames of a WebSocket (RFC 6455, 5): made once for all who hear, and read from one client until it is no client any more."""

CONTINUED, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
CHUNK = 65_536  # bytes


class Malformed(Exception):
    """Not a frame that a client may send (RFC 6455, 5)."""


def frame(payload, kind=TEXT):
    """A whole frame of a server, which never masks."""
    data = payload.encode() if isinstance(payload, str) else payload
    size = len(data)
    if size < 126:
        return bytes((0x80 | kind, size)) + data
    if size < 65_536:
        return bytes((0x80 | kind, 126)) + size.to_bytes(2, "big") + data
    return bytes((0x80 | kind, 127)) + size.to_bytes(8, "big") + data


class Reader:
    """The messages of one client; frames are joined, pings answered, and what is too large or no frame ends it."""

    def __init__(self, wire, largest):
        self.wire, self.largest, self.rest = wire, largest, b""
        self.answer = wire.sendall

    def message(self):
        """The next text or bytes, or None where the client closed."""
        parts, kind, size = [], None, 0
        while True:
            final, opcode, data = self._frame()
            if opcode == CLOSE:
                self.answer(frame(data[:2], CLOSE))
                return None
            if opcode == PING:
                self.answer(frame(data, PONG))
            elif opcode != PONG:
                if (opcode == CONTINUED) == (kind is None) or opcode > BINARY:
                    raise Malformed
                kind, size = kind or opcode, size + len(data)
                if size > self.largest:
                    raise Malformed
                parts.append(data)
                if final:
                    return whole(b"".join(parts), kind)

    def _frame(self):
        first, second = self._take(2)
        size = second & 127
        if first & 0x70 or not second & 0x80:
            raise Malformed  # a reserved bit; no mask
        if first & 8 and (size > 125 or not first & 0x80):
            raise Malformed  # a control frame that is long or in parts
        if size > 125:
            size = int.from_bytes(self._take(2 if size == 126 else 8), "big")
        if size > self.largest:
            raise Malformed
        mask = self._take(4)
        return bool(first & 0x80), first & 15, unmasked(self._take(size), mask)

    def _take(self, size):
        while len(self.rest) < size:
            more = self.wire.recv(CHUNK)
            if not more:
                raise ConnectionError
            self.rest += more
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


def whole(data, kind):
    if kind == BINARY:
        return data
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Malformed from error


def unmasked(data, mask):
    size = len(data)
    key = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")
