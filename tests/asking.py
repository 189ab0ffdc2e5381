"""How the policy asks: each actor once, by address, by address with a token, or by the live line; the world is put back."""

import io
from urllib.parse import parse_qsl

from app.database import commit, db, writing
from app.happenings import announce
from app.membership.models import AccessToken
from tests.cast import PEOPLE
from tests.conftest import Visitor, begin_sign_ins

SCOPES = {"READER": "read", "WRITER": "write"}
REFUSALS = {401, 403, 404, 409, 422}


class Bearer:
    """A program that speaks for a person by a token, without cookies; without one its token is none of this house."""

    def __init__(self, app, secret="tavolo_of-no-house"):
        self.http = app.test_client(use_cookies=False)
        self.headers = {"Authorization": f"Bearer {secret}", "Accept": "application/json", "Accept-Language": "it"}

    def get_json(self, path):
        return self.http.get(path, headers=self.headers)

    def post(self, path, data=None):
        return self.http.post(path, data=data or {}, headers=self.headers)


def everybody(app, actors):
    """{actor: a signed-in browser}, the anonymous one among them."""
    visitors = {actor: Visitor(app) for actor in actors}
    known = [actor for actor in actors if actor in PEOPLE]
    numbers = begin_sign_ins(app, {actor: visitors[actor].token for actor in known})
    for actor, number in numbers.items():
        visitors[actor].sign_in_id = number
    return visitors


def programs(app, cast, actors, scope):
    """{actor: a program of hers}."""
    with app.app_context():
        writing()
        secrets = {
            actor: AccessToken.make(cast.person(actor), "un programma", scope, 30, ())[1] for actor in actors & PEOPLE.keys()
        }
        commit()
    return {actor: Bearer(app, secrets[actor]) if actor in secrets else Bearer(app) for actor in actors}


class World:
    """The archive as it is now, to be put back as it was."""

    def __init__(self, app, databases):
        self.app, self.databases = app, databases
        self.rest()
        databases.keep("now")

    def back(self):
        self.rest()
        self.databases.fresh("now")

    def rest(self):
        with self.app.app_context():
            db.engine.dispose()


def ask_by_http(asked, names, visitors):
    """One request an actor; after a POST that did something the world is put back, so that each meets the same state."""
    method, address = asked.door.format(**names).split(" ", 1)
    fields = asked.row["fields"].format(**names)
    world = World(asked.app, asked.databases) if method == "POST" and "yes" in asked.row.values() else None
    answers = {}
    for actor, visitor in visitors.items():
        reply = visitor.get_json(address) if method == "GET" else visitor.post(address, body_of(fields))
        answers[actor] = told(reply.status_code)
        if world and answers[actor] == "yes":
            world.back()
    return answers


def ask_by_token(asked, names, visitors):
    scope, _, asked.door = asked.door.partition(" ")
    return ask_by_http(asked, names, programs(asked.app, asked.cast, visitors.keys(), SCOPES[scope]))


def told(status):
    return "yes" if status < 400 else str(status)


def body_of(fields):
    """What is sent; a value that begins with @ is a file of that name."""
    pairs = dict(parse_qsl(fields))
    return {name: (io.BytesIO(b"%PDF-1.7 prova"), text[1:]) if text[:1] == "@" else text for name, text in pairs.items()}


# --- The live line ---------------------------------------------------------------------------------------------------


def ask_by_resume(asked, names, visitors):
    stream = asked.door.format(**names).split(" ")[1]
    answers = {}
    for actor, visitor in visitors.items():
        socket = connected(asked.app, visitor)
        if not socket.is_connected():
            answers[actor] = "401"
            continue
        told = socket.emit("resume", {"stream": stream, "log": "", "after": 0}, callback=True)
        answers[actor] = "404" if told.get("gone") else "yes"
        socket.disconnect()
    return answers


def ask_by_hearing(asked, names, visitors):
    """Everybody listens, something happens on the stream, the pump turns once."""
    stream = asked.door.format(**names).split(" ")[1]
    sockets = {actor: connected(asked.app, visitor) for actor, visitor in visitors.items()}
    pump = asked.app.extensions["live"].pump
    with asked.app.app_context():
        pump.turn()
        writing()
        announce(stream, "something-happened", person=asked.cast.person("secretary"))
        commit()
        pump.turn()
    answers = {actor: heard(socket, stream) for actor, socket in sockets.items()}
    for socket in sockets.values():
        if socket.is_connected():
            socket.disconnect()
    return answers


def heard(socket, stream):
    if not socket.is_connected():
        return "401"
    streams = [each["args"][0]["stream"] for each in socket.get_received() if each["name"] == "happening"]
    return "yes" if stream in streams else "404"


def connected(app, visitor):
    return app.extensions["live"].socketio.test_client(app, flask_test_client=visitor.http)


ASKING = {
    "GET": ask_by_http,
    "POST": ask_by_http,
    "READER": ask_by_token,
    "WRITER": ask_by_token,
    "RESUME": ask_by_resume,
    "HEAR": ask_by_hearing,
}
