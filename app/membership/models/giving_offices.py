"""Giving and ending the offices of the platform: who administers it, the plan office, the zones office, the auditors."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from app.database import db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.erasure import is_last_administrator
from app.membership.models.person import Office, Person, normal_email
from app.membership.models.rules import end_row


def give_office(address, kind, *, until=None, by):
    """Who has this address holds an office from now on; RuleBroken for oneself, and for what she holds already.

    Nobody gives herself an office: who reads everything as auditor, or does everything, is named by somebody else.
    """
    now = utc_now()
    if until is not None and until <= now:
        raise RuleBroken(_l("The end must come after the beginning."), field="until", status=422)
    person = person_with(address, now)
    if person.id == by.id:
        raise RuleBroken(_l("Nobody gives herself an office: another administrator does."), field="email", status=422)
    hold(Person, person.id)
    held = select(Office.id).where(Office.person_id == person.id, Office.kind == kind, Office.in_force(now))
    if db.session.scalar(held.limit(1)):
        raise RuleBroken(_l("This person holds this office already."), field="kind", status=422)
    office = Office(person=person, kind=kind, since=now, until=until)
    db.session.add(office)
    announce(person, "office-given", office, person=by, of=person)
    return office


def end_office(office, until=None, *, by):
    """The office ends, now or later; RuleBroken where nobody else would administer the platform."""
    if office.kind == "administrator" and is_last_administrator(office.person, utc_now()):
        raise RuleBroken(_l("There is no other platform administrator: one must be named first."), status=409)
    end_row(office, until)
    return announce(office.person, "office-ended", office, person=by, of=office.person_id, until=iso(office.until))


def person_with(address, now):
    lives = or_(Person.until.is_(None), Person.until > now)
    person = db.session.scalar(select(Person).where(Person.email == normal_email(address), lives))
    if person is None:
        sentence = _l("Nobody is registered here with this address. Invite the person into her body first.")
        raise RuleBroken(sentence, field="email", status=422)
    return person
