"""The mails of minutes: in view to those who attended, contested to who keeps the table, answered to whoever contested.

They name the sitting and the page, and no word of the text. What came through no door by somebody's hand tells nobody.
"""

from flask import has_request_context
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.database import db
from app.happenings import react
from app.membership.models import Mandate, Person, Seat
from app.membership.models.table_rules import COVERING
from app.outbox import absolute, post_mail
from app.permissions.membership import KEEPERS
from app.permissions.who import holds


def tell_in_view(said):
    """Everybody who attended, or who holds her seat since."""
    if not has_request_context():
        return
    db.session.flush()
    rectified = said.kind == "contestation-upheld"
    minutes = said.subject.minutes if rectified else said.subject
    for person in attended(minutes.meeting, said.at):
        key = f"minutes/{minutes.id}/{minutes.latest.number}/{int(said.at.timestamp())}/{person.id}"
        tell(person, "minutes_in_view", key, minutes, rectified=rectified)


def attended(meeting, at):
    """The people of the seats that were there: those who sat in them, or who holds them now where none of these does."""
    came = {}
    for each in meeting.presences:
        came.setdefault(each.seat_id, set()).add(each.mandate_id)
    found = []
    for seat_id, mine in came.items():
        held = [each for each in mandates_at(meeting.table.place_id, at) if each.seat_id == seat_id]
        found += [each for each in held if each.id in mine] or [each for each in held if each.role in COVERING]
    return list(dict.fromkeys(each.person for each in found))


def mandates_at(place_id, at, *which):
    """The mandates that hold in a place, with their people."""
    query = (
        select(Mandate).join(Mandate.seat).join(Seat.organisation).join(Mandate.person).options(contains_eager(Mandate.person))
    )
    return db.session.scalars(
        query.where(Seat.place_id == place_id, *holds(at), Person.lives(at), *which).order_by(Mandate.id)
    ).all()


def tell_keepers(said):
    """The secretariat and the chair read of a contestation."""
    if not has_request_context():
        return
    db.session.flush()
    contestation, meeting = said.subject, said.subject.minutes.meeting
    keepers = mandates_at(meeting.table.place_id, said.at, Mandate.role.in_(KEEPERS))
    for person in dict.fromkeys(each.person for each in keepers):
        tell_of(person, "minutes_contested", f"contested/{contestation.id}/{person.id}", contestation)


def tell_contestant(said):
    """Whoever contested reads what came of it."""
    if has_request_context():
        tell_of(said.subject.by.person, "contestation_answered", f"contestation-answered/{said.subject.id}", said.subject)


def tell_of(person, template, key, contestation):
    link = absolute(f"/contestations/{contestation.id}")
    tell(person, template, key, contestation.minutes, contestation=contestation, link=link)


def tell(person, template, key, minutes, **context):
    to = {"to": person.email, "language": person.language or "it", "person_id": person.id, "key": key}
    page = absolute(f"/meetings/{minutes.meeting_id}/minutes")
    post_mail(f"meetings/mail/{template}", **to, minutes=minutes, meeting=minutes.meeting, page=page, **context)


react("minutes-circulated", tell_in_view)
react("minutes-contested", tell_keepers)
react("contestation-upheld", tell_contestant)
react("contestation-upheld", tell_in_view)
react("contestation-refused", tell_contestant)
