"""The one seam through which bytes leave for a socket: what many hear is encoded once, and sent once a turn to each."""

from dataclasses import dataclass

from engineio import packet as engine
from socketio import packet

from app.live.sockets import DirectSocket, framed

NAMESPACE = "/"


@dataclass(eq=False)
class Told:
    """An event as a packet, for who is polling, and as the frame of every WebSocket."""

    packet: engine.Packet
    frame: bytes


class Sender:
    def __init__(self, socketio):
        self._socketio = socketio
        self._waiting = {}

    def happening(self, listeners, told):
        """The same happening to each of these sockets, with the next `flush`."""
        event = self._told("happening", told)
        for listener in listeners:
            self._waiting.setdefault(listener.sid, []).append(event)

    def flush(self):
        """Everything that waits, one write for each socket; yields, so that pages are not starved by a large room."""
        waiting, self._waiting = self._waiting, {}
        joined = {}
        for sid, events in waiting.items():
            key = tuple(map(id, events))
            if key not in joined:
                joined[key] = b"".join(each.frame for each in events)
            self._send(sid, events, joined[key])
        self._socketio.sleep(0)

    def say(self, listeners, kind, told):
        """A sign that nobody keeps, to each of these sockets."""
        event = self._told(kind, told)
        for listener in listeners:
            self._send(listener.sid, [event], event.frame)
        self._socketio.sleep(0)

    def gone(self, listener, stream):
        event = self._told("gone", {"stream": stream})
        self._send(listener.sid, [event], event.frame)

    def cut(self, listener):
        """Close the socket of a sign-in that ended, after what was said before has left."""
        self._socketio.sleep(0)
        self._socketio.server.disconnect(listener.sid, namespace=NAMESPACE)

    def _told(self, kind, told):
        encoded = self._socketio.server.packet_class(packet.EVENT, namespace=NAMESPACE, data=[kind, told]).encode()
        event = engine.Packet(engine.MESSAGE, encoded)
        return Told(event, framed(event))

    def _send(self, sid, events, frames):
        server = self._socketio.server
        number = server.manager.eio_sid_from_sid(sid, NAMESPACE)
        line = server.eio.sockets.get(number)
        if isinstance(line, DirectSocket):
            line.write(frames)
        elif number is not None:
            for event in events:
                server._send_eio_packet(number, event.packet)
