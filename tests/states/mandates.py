"""States of mandates: named and not yet confirmed, about to end, suspended, and with a proxy given."""

from datetime import timedelta

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, Proxy
from app.membership.models import Mandate, Organisation, Person, Suspension
from tests.cast import LONG_AGO
from tests.states.membership import start


def nominated(cast):
    """PM names a successor for its delegate."""
    names = start(cast)
    writing()
    named = cast.mandate("delegate").hand_over(cast.person("org_admin"), confirmed=False, by=cast.person("org_admin"))
    commit()
    return names | {"nomination": named.id}


def handed_over(cast):
    """The secretariat confirmed her: the administrator of PM speaks for it now, its delegate no more. A meeting is convened."""
    names = nominated(cast)
    writing()
    db.session.get(Mandate, names["nomination"]).confirm(voice=cast.mandate("secretary"), by=cast.person("secretary"))
    commit()
    return names | meets(cast)


def meets(cast):
    meeting = cast.convened_meeting()
    return {"meeting": meeting.id, "item": meeting.items[-1].id}


def waiting(cast):
    """A meeting is convened while the nomination waits."""
    return nominated(cast) | meets(cast)


def resting(cast):
    """A meeting is convened while the delegate of PM is suspended."""
    return suspended(cast) | meets(cast)


def body_resting(cast):
    """A meeting is convened while all of PM is suspended."""
    names = start(cast)
    writing()
    Suspension.of_body(cast.body("PM"), "In verifica", by=cast.person("admin"))
    commit()
    return names | meets(cast)


def laid_down(cast):
    """The technician of PM laid her mandate down before the meeting was convened."""
    names = start(cast)
    writing()
    cast.mandate("technician").end(by=cast.person("technician"))
    commit()
    return names | meets(cast)


def ending(cast):
    names = start(cast)
    writing()
    cast.mandate("delegate").until = utc_now() + timedelta(days=20)
    commit()
    return names


def suspended(cast):
    """The secretariat suspended the delegate of PM, the administrator of the platform all of FH."""
    names = start(cast)
    writing()
    one = cast.mandate("delegate").suspend("In verifica", by=cast.person("secretary"))
    every = Suspension.of_body(cast.body("FH"), "In verifica", by=cast.person("admin"))
    commit()
    return names | {"suspension": one.id, "body_suspension": every.id}


def proxies(cast):
    """A convened meeting of a table that allows one proxy, and a third delegate who may hold it."""
    names, meeting = start(cast), cast.convened_meeting()
    writing()
    table = cast.table()
    table.proxies_allowed = 1
    body, person = Organisation(name="Terzo ente", kind="public_body"), Person(name="Terza delegata", email="third@example.org")
    db.session.add_all([body, person])
    db.session.flush()
    holder = table.place.seat(body, "member", since=LONG_AGO).appoint(person, "delegate", since=LONG_AGO)
    commit()
    return names | {"meeting": meeting.id, "holder": holder.id}


def proxied(cast):
    """The delegate of PM gave her voice away."""
    names = proxies(cast)
    writing()
    meeting, delegate = db.session.get(Meeting, names["meeting"]), cast.mandate("delegate")
    proxy = Proxy.give(meeting, delegate, cast.mandate("other_delegate"))
    commit()
    return names | {"proxy": proxy.id}


STATES = {
    "nominated": nominated,
    "handed over": handed_over,
    "waiting": waiting,
    "delegate suspended": resting,
    "body suspended": body_resting,
    "laid down": laid_down,
    "ending": ending,
    "suspended": suspended,
    "proxies allowed": proxies,
    "proxied": proxied,
}
