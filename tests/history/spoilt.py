"""Tavolo with a bug put in by hand, `TAVOLO_SPOILT` says which: the checker must find every one of them."""

import io
import json
import os
import random
import secrets

import gevent
from flask import abort

from app import create_app, happenings
from app.database import db
from app.happenings import head_of, told
from app.live import pump
from app.permissions import streams
from app.workspaces.models import Thread
from app.workspaces.routes import messages

app = create_app()
LATER = 0.5  # seconds


def ack_before_commit():
    """Who posts is answered at once; the message is stored a little later."""
    inner = app.wsgi_app

    def answer_first(environ, start_response):
        if environ["REQUEST_METHOD"] != "POST" or not environ["PATH_INFO"].endswith("/messages"):
            return inner(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        later = {**environ, "wsgi.input": io.BytesIO(body)}
        gevent.spawn_later(LATER, lambda: list(inner(later, lambda *_: None)))
        start_response("201 Created", [("Content-Type", "application/json")])
        return [json.dumps({"id": 0, "seq": 0}).encode()]

    app.wsgi_app = answer_first


def no_dedupe():
    """Each try is a message of its own."""
    post = Thread.post
    Thread.post = lambda self, voice, body, html, _nonce, *more: post(self, voice, body, html, secrets.token_hex(16), *more)


def emit_before_commit():
    """Readers hear of a message before it is stored, and now and then it never is."""
    commit = messages.commit

    def emit_and_commit():
        if not db.session.info.get("announced"):
            return commit()  # sent once more: it was stored before
        said = db.session.info["announced"][0]
        stream = said.stream if isinstance(said.stream, str) else said.stream.stream
        row = happenings.Happening(**happenings._row(said) | {"stream": stream, "seq": head_of(stream) + 1, "id": 0})
        line = app.extensions["live"]
        hearing = [each for each in line.audience.listeners() if stream in each.streams]
        line.pump._sender.happening(hearing, {"stream": stream, "log": happenings.current_log(), **told([row])[0]})
        line.pump._sender.flush()
        if random.random() < 0.1:
            abort(503)
        commit()

    messages.commit = emit_and_commit


def seq_gap():
    """A number is left out now and then."""
    advance = happenings._advance
    happenings._advance = lambda session, name, steps: advance(session, name, steps + (random.random() < 0.05))


def two_orders():
    """The live line tells two messages the other way round than who asks again is told."""
    pump.told = lambda rows: swapped(told(rows))


def swapped(stories):
    said = [each for each in stories if each["kind"] == "message-posted"]
    for one, other in zip(said[::2], said[1::2], strict=False):
        one["data"], other["data"] = other["data"], one["data"]
    return stories


def resume_off_by_one():
    """Who asks again is told from one too late."""
    missed = happenings.missed
    happenings.missed = lambda stream, after, *more, **named: missed(stream, after + 1, *more, **named)


def leak_before_entry():
    """A guest reads from the beginning."""
    streams.entries_in = lambda stream, at: {}


def delivery_after_release():
    """Who once could hear a stream hears it for ever."""
    readers, heard = pump.readers, {}

    def ever(stream, *asked):
        heard.setdefault(stream, {}).update(readers(stream, *asked))
        return heard[stream]

    pump.readers = ever
    pump.Pump.tell_gone = lambda self, at: None


BUGS = {
    each.__name__: each
    for each in (
        ack_before_commit,
        no_dedupe,
        emit_before_commit,
        seq_gap,
        two_orders,
        resume_off_by_one,
        leak_before_entry,
        delivery_after_release,
    )
}

BUGS[os.environ["TAVOLO_SPOILT"]]()
