"""Mails about mandates: when one is given, refused, suspended or ended, and before it ends by itself.

They go to the person and to the administrators of her body, a warning also to the secretariat of the table; never to who
did the thing herself, and never for what came through no door by somebody's hand (the founding, the demonstration, an import).
"""

from flask import has_request_context
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.database import commit, day_of, db, utc_now, writing
from app.happenings import react
from app.membership.models import Affiliation, Mandate, Person, Seat
from app.membership.queries.naming import place_names
from app.membership.queries.renewals import WARNINGS, ending_within
from app.outbox import absolute, post_mail
from app.permissions.who import holds
from app.rounds import round_of

TOLD = ("mandate-given", "mandate-confirmed", "mandate-refused", "mandate-suspended", "mandate-ended")
HOUR = 3600
# Mails of one transaction of the worker: it holds the writer's turn meanwhile.
AT_ONCE = 50


# --- What somebody did -----------------------------------------------------------------------------------------------


def note(said):
    """Keep it until the commit, when ids are there and the whole change is known."""
    if has_request_context() and (said.person or said.voice) and said.subject.role != "guest":
        db.session.info.setdefault("mandates_to_tell", []).append(said)


for kind in TOLD:
    react(kind, note)


@event.listens_for(Session, "before_commit")
def tell_of_changes(session):
    to_tell = session.info.pop("mandates_to_tell", [])
    if to_tell:
        session.flush()
    for said in to_tell:
        tell_of_change(said)


@event.listens_for(Session, "after_rollback")
def forget(session):
    session.info.pop("mandates_to_tell", None)


def tell_of_change(said):
    mandate = said.subject
    actor = getattr(said.person, "id", said.person) or said.voice.person_id
    of = {"mandate-ended": said.facts.get("until"), "mandate-suspended": said.facts.get("since")}.get(said.kind) or ""
    context = {"mandate": mandate, "what": said.kind, "since": mandate.since, "reason": ""}
    if said.kind == "mandate-suspended":
        suspension = max(mandate.suspensions, key=lambda each: each.id)
        context |= {"since": suspension.since, "reason": suspension.reason}
    if said.kind == "mandate-refused":
        context["reason"] = mandate.reason
    for person in concerned(mandate, utc_now()):
        if person.id != actor:
            post(person, "mandate", f"{said.kind}/{mandate.id}/{of}/{person.id}", context)


# --- What the calendar does ------------------------------------------------------------------------------------------


@round_of("mandates-ending", every=HOUR)
def warn_of_ends(now):
    """Ninety, thirty and seven days before a mandate ends, once each: of several warnings missed only the nearest is sent."""
    ending = ending_within(WARNINGS[0], now)
    for begin in range(0, len(ending), AT_ONCE):
        ids = [each.id for each in ending[begin : begin + AT_ONCE]]
        writing()
        for mandate in ending_within(WARNINGS[0], now, Mandate.id.in_(ids)):
            warn(mandate, now)
        commit()


def warn(mandate, now):
    days = (day_of(mandate.ends_at) - day_of(now)).days
    warning = min(each for each in WARNINGS if days <= each)
    readers = {person.id: person for person in (*concerned(mandate, now), *secretariat(mandate.seat.place_id, now))}
    for person in readers.values():
        key = f"mandate-ends/{mandate.id}/{day_of(mandate.ends_at)}/{warning}/{person.id}"
        post(person, "mandate_ends", key, {"mandate": mandate, "days": days})


# --- To whom ---------------------------------------------------------------------------------------------------------


def concerned(mandate, at):
    """The person, unless she has left, and the administrators of her body."""
    people = (mandate.person, *administrators(mandate.seat.organisation_id, at))
    return list({each.id: each for each in people if each.until is None or each.until > at}.values())


def administrators(organisation_id, at):
    query = select(Person).join(Affiliation, Affiliation.person_id == Person.id).where(Affiliation.in_force(at))
    query = query.where(Affiliation.administrator, Affiliation.organisation_id == organisation_id, Person.lives(at))
    return db.session.scalars(query.order_by(Person.id)).all()


def secretariat(place_id, at):
    """Who keeps a table: its secretariat."""
    query = select(Person).join(Mandate, Mandate.person_id == Person.id).join(Mandate.seat).join(Seat.organisation)
    query = query.where(Seat.place_id == place_id, Mandate.role == "secretary", *holds(at), Person.lives(at))
    return db.session.scalars(query.order_by(Person.id)).all()


def post(person, template, key, context):
    mandate = context["mandate"]
    place = place_names([mandate.seat.place]).get(mandate.seat.place_id) or ""
    facts = {"to": person.email, "language": person.language, "key": key, "person_id": person.id}
    post_mail(f"membership/mail/{template}", **facts, **context, place=place, link=absolute(f"/mandates/{mandate.id}"))
