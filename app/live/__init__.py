"""The live line: sockets deliver what the log holds, to those who may read it at that moment.

Nobody imports this package, save create_app. `audience` knows who is connected, `pump` reads the log and decides,
`sending` is the one seam through which bytes leave, `sockets` and `frames` are their way, `presence` shows who reads and
types, `hints` join the processes.
"""

import threading

from flask import current_app, request
from flask_socketio import SocketIO

from app import happenings
from app.database import utc_now
from app.live.audience import Audience
from app.live.hints import Hints
from app.live.presence import Presence, sound_sign
from app.live.pump import Pump
from app.live.sending import Sender
from app.live.sockets import install
from app.permissions import readers, sign_in_of, sign_in_of_bearer, witness_line

PING, PONG = 20, 20  # seconds
LARGEST_FRAME = 65_536  # bytes


class Live:
    """The live line of one process; the pump and the hints begin with the first socket."""

    def __init__(self, app):
        self.socketio = SocketIO()
        self.audience = Audience()
        sender = Sender(self.socketio)
        self.presence = Presence(app, self.audience, sender, lambda sign: self.hints.share(sign))
        self.pump = Pump(app, self.audience, sender, self.presence)
        self.hints = Hints(app.config["REDIS_URL"], self.pump.wake, self.hear_sign)
        self._begin = threading.Lock()
        self._begun = False
        happenings.on_moved.append(self.moved)
        self.socketio.on_event("connect", self.connect)
        self.socketio.on_event("disconnect", self.disconnect)
        self.socketio.on_event("resume", self.resume)
        self.socketio.on_event("here", self.here)
        self.socketio.on_event("typing", self.typing)

    def moved(self, heads):
        self.pump.wake(heads)
        self.hints.publish(heads)

    def connect(self, auth=None):
        """Refuse whoever has no sign-in in force, by cookie or by token; the audience is registered before the log is read."""
        if not self.genuine():
            return True  # an event of the client's own: it changes nothing
        sign_in = sign_in_asking(auth)
        if sign_in is None:
            return False
        witness_line(sign_in.person)
        self.audience.enter(request.sid, sign_in.id)
        self.begin()
        self.pump.entered()
        return True

    def disconnect(self, *_reason):
        if self.genuine():
            self.presence.left(request.sid)
            self.audience.leave(request.sid)

    def genuine(self):
        """Did the library itself call this handler? A client can send events named connect and disconnect; in a genuine
        one the socket is not connected yet, or no longer."""
        return not self.socketio.server.manager.is_connected(request.sid, "/")

    def resume(self, asked=None, *_more):
        """What was missed on a stream since a seq, as of the rights of now; `gone` where there is none."""
        stream, after = well_formed(asked)
        if stream is None:
            return {"error": "malformed"}
        first = readers(stream, self.audience.sign_ins([request.sid]), utc_now())
        if not first:
            return {"stream": stream, "gone": True}
        return happenings.missed(stream, after, first=min(first.values()))

    def here(self, asked=None, *_more):
        """This page shows a thread of a workspace: said again every 20 seconds while it is looked at."""
        self.presence.hear("here", request.sid, asked)

    def typing(self, asked=None, *_more):
        self.presence.hear("typing", request.sid, asked)

    def hear_sign(self, given):
        """What another process heard of one of its sockets."""
        sign = sound_sign(given)
        if sign:
            self.presence.take(sign)

    def begin(self):
        with self._begin:
            if not self._begun:
                self._begun = True
                self.socketio.start_background_task(self.pump.run)
                self.socketio.start_background_task(self.presence.run)
                self.hints.begin(self.socketio.start_background_task)


def init_app(app):
    line = app.extensions["live"] = Live(app)
    line.socketio.init_app(
        app,
        async_mode=app.config.get("SOCKET_MODE", "gevent"),
        async_handlers=False,
        transports=app.config["SOCKET_TRANSPORTS"],
        cors_allowed_origins=app.config["BASE_URL"] or None,
        max_http_buffer_size=LARGEST_FRAME,
        ping_interval=PING,
        ping_timeout=PONG,
        manage_session=False,
    )
    if line.socketio.async_mode == "gevent":
        install(line.socketio.server.eio)
    app.wsgi_app = plain_frames(app.wsgi_app)


def plain_frames(wsgi):
    """Sockets without per-message deflate: it costs more memory and time than it saves on small frames."""

    def without_deflate(environ, start_response):
        if environ.get("PATH_INFO", "").startswith("/socket.io"):
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return wsgi(environ, start_response)

    return without_deflate


def sign_in_asking(auth):
    """By the token that the client sent on connecting, else by the cookie."""
    token = auth.get("token") if isinstance(auth, dict) else None
    if token is None:
        return sign_in_of(request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], ""))
    return sign_in_of_bearer(token) if isinstance(token, str) else None


def well_formed(asked):
    """(stream, after) of a resume, or (None, 0)."""
    if not isinstance(asked, dict):
        return None, 0
    stream, after = asked.get("stream"), asked.get("after")
    if not isinstance(stream, str) or type(after) is not int or not 0 <= after < 2**53:
        return None, 0
    kind, _, id = stream.partition("/")
    good = kind in happenings.KINDS_OF_STREAM and id.isascii() and id.isdigit() and len(id) < 16
    return (stream, after) if good else (None, 0)
