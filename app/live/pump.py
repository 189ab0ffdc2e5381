"""The pump: the only path to the sockets. It reads the log by its own cursors and asks the rights at each delivery.

It is woken by a commit of this process, by a hint of another one, by the next moment at which a right begins or ends,
and at least every half second by itself. So nothing that wakes it need be reliable.
"""

import logging
import threading
from datetime import timedelta

from app.database import db, utc_now
from app.happenings import as_heard, current_log, heads, moved_since, since, told
from app.permissions import next_change, readers, streams_of

log = logging.getLogger(__name__)

BY_ITSELF = 0.5  # seconds
# A commit may become visible this long after the moment written in its stream row.
OVERLAP = timedelta(seconds=60)
# Kinds after which somebody's rights may have changed.
RIGHTS = {
    "seat-given", "seat-ended", "mandate-given", "mandate-ended", "mandate-confirmed",
    "mandate-suspended", "mandate-resumed", "organisation-suspended", "organisation-resumed", "organisation-succeeded",
    "sign-in-ended", "person-erased", "office-given", "office-ended", "meeting-convened", "workspace-opened", "circle-opened",
    "table-reserved", "table-opened", "workspace-split", "workspace-merged", "workspace-closed", "workspace-reopened",
}  # fmt: skip
# Kinds after which a stream that was everybody's is no longer so.
CLOSING = {"table-reserved"}


class Pump:
    def __init__(self, app, audience, sender, presence):
        self._app = app
        self._audience = audience
        self._sender = sender
        self._presence = presence
        self._woken = threading.Event()
        self._cursors = None
        self._hinted = {}
        self._rights_until = None
        self._rights_stale = False

    def wake(self, moved=None):
        """Look now; `moved` says which streams, where that is known."""
        self._hinted.update(moved or {})
        self._woken.set()

    def entered(self):
        """Somebody connected: what she may hear must be known, so that its end can be told."""
        if self._cursors is None:
            self._cursors = heads()
        self._rights_stale = True
        self._woken.set()

    def run(self):
        """For ever; a fault is logged and the next turn tries again from the same cursors."""
        while True:
            self._woken.wait(self._patience())
            self._woken.clear()
            try:
                with self._app.app_context():
                    self.turn()
            except Exception:
                log.exception("the pump failed once")
                self._woken.wait(BY_ITSELF)

    def turn(self):
        """One look at the log: rights first where they may have changed, then what moved."""
        if not self._audience:
            self._cursors = None
            return
        if self._cursors is None:
            self._cursors = heads()
        at = utc_now()
        if self._rights_stale or (self._rights_until and at >= self._rights_until):
            self.tell_gone(at)
        for stream, head in self._moved(at).items():
            if head > self._cursors.get(stream, 0):
                self.deliver(stream)

    def deliver(self, stream):
        """Send what a stream has new, in order, to who may read it at this moment."""
        rows = since(stream, self._cursors.get(stream, 0))
        if not rows:
            return  # a hint may be wrong
        if any(row.kind in RIGHTS for row in rows):
            self.tell_gone(utc_now())
        here = self._audience.listeners()
        first = readers(stream, {each.sign_in for each in here}, utc_now())
        allowed = [each for each in here if each.sign_in in first]
        closing = any(row.kind in CLOSING for row in rows)
        name, stories = current_log(), told(rows)
        self._cursors[stream] = rows[-1].seq
        db.session.rollback()  # bytes leave outside any transaction
        for listener in here:
            if closing and listener.sign_in not in first:
                self._sender.gone(listener, stream)
        for each in stories:
            for heard, hearing in self._versions(each, allowed, first):
                self._sender.happening(hearing, {"stream": stream, "log": name, **heard})
        self._sender.flush()
        if len(rows) == 200:
            self.wake({stream: rows[-1].seq + 1})

    def _versions(self, story, allowed, first):
        """[(a happening, who hears it so)]: a guest hears nothing from before her entry, nor the words of what was said then."""
        versions = [(story, [])]
        for one in allowed:
            if first[one.sign_in] > story["seq"]:
                continue
            heard = as_heard(story, first[one.sign_in])
            if heard is not story and len(versions) == 1:
                versions.append((heard, []))
            versions[heard is not story][1].append(one)
        return versions

    def tell_gone(self, at):
        """Compare what each socket could hear with what it may hear now; say `gone`, cut who is no longer signed in."""
        self._rights_stale = False
        db.session.rollback()
        here = self._audience.listeners()  # who connects from now on was not asked for, and is looked at in the next turn
        may = streams_of({each.sign_in for each in here}, at)
        self._rights_until = next_change(at)
        opened = self._opened(here, may, at)
        db.session.rollback()
        for listener in here:
            now = may.get(listener.sign_in)
            for stream in listener.streams - (now or set()):
                if listener.sign_in not in opened.get(stream, ()):
                    self._sender.gone(listener, stream)
                    self._presence.lost(listener.sid, stream)
            listener.streams = now or set()
            if now is None:
                self._sender.cut(listener)
                self._presence.left(listener.sid)
                self._audience.leave(listener.sid)
        self._presence.rights_changed()

    def _opened(self, here, may, at):
        """{table's stream: who reads it} of those that are no longer reserved: nobody is told of an end that was none."""
        missed = {stream for each in here for stream in each.streams - (may.get(each.sign_in) or set())}
        return {stream: readers(stream, {each.sign_in for each in here}, at) for stream in missed if stream.startswith("table/")}

    def _moved(self, at):
        hinted, self._hinted = self._hinted, {}
        return hinted | moved_since(at - OVERLAP)

    def _patience(self):
        """Seconds until the pump looks by itself: half a second, or less where a right ends before."""
        if not self._rights_until:
            return BY_ITSELF
        return max(0.0, min(BY_ITSELF, (self._rights_until - utc_now()).total_seconds()))
