"""Who is connected to this process: sockets, the sign-ins behind them, and what each was last known to hear."""

from dataclasses import dataclass, field


@dataclass
class Listener:
    """One socket; `streams` are those whose end it must be told of."""

    sid: str
    sign_in: int
    streams: set = field(default_factory=set)
    stretch: float = 0.0  # since when its signs are counted
    signs: int = 0
    malformed: int = 0


class Audience:
    def __init__(self):
        self._listeners = {}

    def __contains__(self, sid):
        return sid in self._listeners

    def __len__(self):
        return len(self._listeners)

    def get(self, sid):
        return self._listeners.get(sid)

    def enter(self, sid, sign_in):
        self._listeners[sid] = Listener(sid, sign_in)

    def leave(self, sid):
        self._listeners.pop(sid, None)

    def sign_ins(self, sids=None):
        listeners = self.listeners() if sids is None else [self._listeners[sid] for sid in sids if sid in self._listeners]
        return {listener.sign_in for listener in listeners}

    def listeners(self, sign_ins=None):
        """The sockets of these sign-ins, or all; a copy, since sockets come and go while bytes are sent."""
        return [each for each in list(self._listeners.values()) if sign_ins is None or each.sign_in in sign_ins]
