"""Who reads and who types now: signs that are never stored, shown only to who may read the same workspace at that moment.

A sign says nothing by itself: rights are asked when it is passed on, for the one it is about and for those who hear it.
Processes tell each other by hints; without Redis each shows its own.
"""

import logging
import threading
import time
from dataclasses import dataclass

from app.database import db, utc_now
from app.permissions import shown_in, threads_in

log = logging.getLogger(__name__)

HERE = 30  # seconds after which who says nothing more is not here
TYPING = 2  # seconds in which one person's typing in one thread is passed on once
PAUSE = 1  # seconds between two lists of one thread; more in a large room
CROWD = 50  # sockets for each further second of it
NAMED = 30  # people told by name; `count` says how many there are
SIGNS, IN = 20, 10  # signs heard from one socket, in seconds
MALFORMED = 5  # after so many the socket is cut
GATHERING = 0.1  # seconds in which signs are gathered


@dataclass
class Here:
    """A socket whose page shows a thread (None: the whole workspace) of a workspace."""

    sid: str
    sign_in: int
    room: tuple
    until: float


class Presence:
    def __init__(self, app, audience, sender, share=lambda sign: None):
        self._app, self._audience, self._sender, self._share = app, audience, sender, share
        self._woken = threading.Event()
        self._here = {}
        self._typing, self._passed = set(), {}
        self._stale, self._told_at = set(), {}
        self._told = {}

    # --- What sockets say --------------------------------------------------------------------------------------------

    def hear(self, kind, sid, asked, now=None):
        """A sign of a socket of this process; what is malformed or too much changes nothing."""
        listener = self._audience.get(sid)
        now = time.monotonic() if now is None else now
        if listener is None or not heard_in_time(listener, now):
            return
        room = room_of(asked, needs_thread=kind == "typing")
        if room is None:
            return self._malformed(listener)
        sign = {"kind": kind, "sid": sid, "sign_in": listener.sign_in, "stream": room[0], "thread": room[1]}
        self.take(sign, now)
        self._share(sign)

    def left(self, sid):
        """A socket closed, or its page shows this workspace no more."""
        if self._leave(sid):
            self._share({"kind": "left", "sid": sid})

    def lost(self, sid, stream):
        """`gone` was said to a socket: it is not here any more."""
        if sid in self._here and self._here[sid].room[0] == stream:
            self.left(sid)

    def rights_changed(self):
        """Somebody who is shown may read no longer: every list is looked at again."""
        self._stale |= {here.room for here in self._here.values()}
        self._woken.set()

    def take(self, sign, now=None):
        """A sign of a socket of this process, or a hint of another one."""
        now = time.monotonic() if now is None else now
        sid, room = sign["sid"], (sign.get("stream"), sign.get("thread"))
        if sign["kind"] == "left":
            return self._leave(sid)
        if sign["kind"] == "typing":
            self._typing.add((*room, sign["sign_in"]))
        else:
            self._enter(Here(sid, sign["sign_in"], room, now + HERE))
        self._woken.set()

    def _enter(self, here):
        before = self._here.get(here.sid)
        if before is None or before.room != here.room:
            self._leave(here.sid)
            self._stale.add(here.room)
        self._here[here.sid] = here

    def _leave(self, sid):
        self._told.pop(sid, None)
        before = self._here.pop(sid, None)
        if before:
            self._stale.add(before.room)
            self._woken.set()
        return before is not None

    def _malformed(self, listener):
        listener.malformed += 1
        if listener.malformed >= MALFORMED:
            self._sender.cut(listener)

    # --- What they are told ------------------------------------------------------------------------------------------

    def run(self):
        """For ever; a fault is logged, and what was to be told is told with the next sign."""
        while True:
            self._woken.wait(PAUSE if self._here else HERE)
            self._woken.clear()
            time.sleep(GATHERING)
            try:
                self.turn(time.monotonic())
            except Exception:
                log.exception("presence failed once")

    def turn(self, now):
        """Let go who said nothing for long; pass on what was typed, and each list that changed and is due."""
        for sid in [sid for sid, here in self._here.items() if here.until <= now]:
            self._leave(sid)
        typing, self._typing = self._typing, set()
        fresh = {each for each in typing if now - self._passed.get(each, -TYPING) >= TYPING}
        self._passed = {each: at for each, at in self._passed.items() if now - at < TYPING} | dict.fromkeys(fresh, now)
        due = {room for room in self._stale if now >= self._told_at.get(room, now)}
        self._stale -= due
        streams = {room[0] for room in due} | {stream for stream, *_ in fresh}
        for stream in streams:
            self._tell(stream, [room for room in due if room[0] == stream], {each for each in fresh if each[0] == stream}, now)

    def _tell(self, stream, due, fresh, now):
        here = [each for each in self._here.values() if each.room[0] == stream]
        with self._app.app_context():
            shown = shown_in(stream, {each.sign_in for each in here} | {sign_in for *_, sign_in in fresh}, utc_now())
            threads = threads_in(stream, {thread for _, thread, _ in fresh}) if fresh else ()
            db.session.rollback()  # bytes leave outside any transaction
        allowed = [each for each in here if each.sign_in in shown]
        for room in due:
            self._tell_present(room, [each for each in allowed if each.room == room], shown, now)
        for _, thread, sign_in in fresh:
            if thread in threads and sign_in in shown and shown[sign_in].writes:
                self._tell_typing(stream, thread, shown[sign_in].told, allowed, shown)

    def _tell_present(self, room, here, shown, now):
        people = {shown[each.sign_in].told["person"]["id"]: shown[each.sign_in].told for each in here}
        named = sorted(people.values(), key=lambda told: (told["person"]["name"], told["person"]["id"]))[:NAMED]
        told = {"stream": room[0], "thread": room[1], "count": len(people), "people": named}
        listeners = [self._audience.get(each.sid) for each in here if self._told.get(each.sid) != told]
        self._told |= {each.sid: told for each in here}
        self._told_at[room] = now + PAUSE + len(here) // CROWD
        if not here:
            self._told_at.pop(room)
        self._sender.say(filter(None, listeners), "present", told)

    def _tell_typing(self, stream, thread, told, here, shown):
        others = [each for each in here if shown[each.sign_in].told["person"] != told["person"]]
        sign = {"stream": stream, "thread": thread, "person": told["person"], "organisation": told["organisation"]}
        self._sender.say(filter(None, [self._audience.get(each.sid) for each in others]), "typing", sign)


def heard_in_time(listener, now):
    """Has this socket said no more than it may? Counted in stretches of ten seconds."""
    if now - listener.stretch >= IN:
        listener.stretch, listener.signs = now, 0
    listener.signs += 1
    return listener.signs <= SIGNS


def room_of(asked, needs_thread=False):
    """(stream, thread) that a sign is about, or None where it is not one."""
    if not isinstance(asked, dict):
        return None
    stream, thread = asked.get("stream"), asked.get("thread")
    kind, _, id = stream.partition("/") if isinstance(stream, str) else ("", "", "")
    whole = type(thread) is int and 0 < thread < 2**53
    if (
        kind != "workspace"
        or not (id.isascii() and id.isdigit() and len(id) < 16)
        or not (whole or (thread is None and not needs_thread))
    ):
        return None
    return f"{kind}/{int(id)}", thread


def sound_sign(given):
    """A hint of another process, or None where it is not one (Redis is not trusted)."""
    if not isinstance(given, dict) or not isinstance(given.get("sid"), str):
        return None
    if given.get("kind") == "left":
        return given
    good = given.get("kind") in ("here", "typing") and type(given.get("sign_in")) is int and abs(given["sign_in"]) < 2**53
    return given if good and room_of(given, given["kind"] == "typing") == (given["stream"], given.get("thread")) else None
