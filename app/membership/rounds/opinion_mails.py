"""Mails about opinions: to the secretariat and the chair of a zone's table when one is asked, and a week before it is due."""

from datetime import timedelta

from flask import has_request_context
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import commit, day_of, db, utc_now, writing
from app.happenings import react
from app.membership.models import Mandate, Opinion, Person, Seat
from app.outbox import absolute, post_mail
from app.permissions.membership import KEEPERS
from app.permissions.who import holds
from app.rounds import round_of

WEEK = timedelta(days=7)
HOUR = 3600


def tell_asked(said):
    """Never for what came through no door by somebody's hand (the demonstration)."""
    if has_request_context():
        db.session.flush()
        tell(said.subject, "opinion_asked", f"opinion-asked/{said.subject.id}", utc_now())


react("opinion-asked", tell_asked)


@round_of("opinions-due", every=HOUR)
def remind(now):
    """Once, a week before an opinion is due; not where it was asked in that very week."""
    today = day_of(now)
    writing()
    for opinion in db.session.scalars(waiting().where(Opinion.due_on.between(today, today + WEEK))):
        if day_of(opinion.requested_at) < opinion.due_on - WEEK:
            tell(opinion, "opinion_due", f"opinion-due/{opinion.id}/{opinion.due_on}", now)
    commit()


def waiting():
    query = select(Opinion).where(Opinion.given_at.is_(None), Opinion.withdrawn_at.is_(None)).order_by(Opinion.id)
    return query.options(joinedload(Opinion.zone), joinedload(Opinion.act))


def tell(opinion, template, key, now):
    days = (opinion.due_on - day_of(now)).days
    for person in keepers(opinion.zone.table(), now):
        facts = {"to": person.email, "language": person.language, "person_id": person.id, "key": f"{key}/{person.id}"}
        link = absolute(f"/opinions/{opinion.id}")
        post_mail(f"membership/mail/{template}", **facts, opinion=opinion, days=days, link=link)


def keepers(table, at):
    """The chair and the secretariat of a table; nobody where the zone has none."""
    if table is None:
        return []
    query = select(Person).join(Mandate, Mandate.person_id == Person.id).join(Mandate.seat).join(Seat.organisation)
    query = query.where(Seat.place_id == table.place_id, Mandate.role.in_(KEEPERS), *holds(at), Person.lives(at))
    return db.session.scalars(query.distinct().order_by(Person.id)).all()
