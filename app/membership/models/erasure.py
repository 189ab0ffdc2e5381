"""Erasure: a person asks to be forgotten (GDPR, art. 17); what is hers goes, what is official keeps a pseudonym.

Minutes, decisions, votes and messages are the record of joint work and stay (art. 17, par. 3, letters b and d), with the
role held then and without the name. Nothing leads back: the name is kept nowhere else in this archive.
"""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.access_token import AccessToken
from app.membership.models.identity import Identity
from app.membership.models.invitation import Invitation
from app.membership.models.lead import Lead
from app.membership.models.mandate import Mandate
from app.membership.models.person import Affiliation, Office, Person
from app.membership.models.place import Place
from app.membership.models.reset import PasswordReset
from app.membership.models.rules import end_row
from app.membership.models.seat import Seat
from app.membership.models.second_factor import Factor, FactorTry, RecoveryCode
from app.membership.models.sign_in import SignIn
from app.membership.models.suspension import Suspension
from app.membership.models.table import Table
from app.once import Receipt
from app.outbox import LONGEST_SUBJECT, Mail

PSEUDONYM = "Persona cancellata"
# GDPR, art. 12, par. 3: the answer is due within a month.
ANSWER_WITHIN = timedelta(days=30)


class Erasure(db.Model):
    """A request of erasure: open until it is carried out or withdrawn."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id)

    @classmethod
    def ask(cls, person):
        """Ask for it. RuleBroken where she has asked already, or where the house could not go on without her."""
        if open_erasure(person.id):
            raise RuleBroken(_l("This was asked for already."))
        refuse_the_last(person)
        erasure = cls(person=person, asked_at=utc_now())
        db.session.add(erasure)
        announce(person, "erasure-asked", erasure, person=person)
        return erasure

    @property
    def due_at(self):
        return self.asked_at + ANSWER_WITHIN

    def withdraw(self):
        self.still_open()
        self.withdrawn_at = utc_now()
        announce(self.person, "erasure-withdrawn", self, person=self.person)

    def carry_out(self, by):
        """Forget her, for good. RuleBroken where the house could not go on without her."""
        self.still_open()
        refuse_the_last(self.person)
        self.done_at, self.done_by_id = utc_now(), by.id
        forget(self.person, by)
        announce(self.person, "person-erased", self, person=by)

    def still_open(self):
        if self.done_at or self.withdrawn_at:
            raise RuleBroken(_l("This request is closed already."))


def open_erasure(person_id):
    """The request of a person that is neither carried out nor withdrawn, or None."""
    query = select(Erasure).where(Erasure.person_id == person_id, Erasure.done_at.is_(None), Erasure.withdrawn_at.is_(None))
    return db.session.scalar(query)


def holds_something(person, at):
    """Does she hold a mandate or an office, now or from a later day on? Then others must know before she goes."""
    return any(ahead_of(person, held, at) for held in (Mandate, Office, Lead))


def refuse_the_last(person):
    """The last administrator and the only secretary of a table hand over before they go."""
    now = utc_now()
    if is_last_administrator(person, now):
        raise RuleBroken(_l("There is no other platform administrator: one must be named first."), status=409)
    table = table_kept_alone(person, now)
    if table:
        sentence = _l("The table “%(name)s” has no other secretariat: one must be named first.", name=table.name)
        raise RuleBroken(sentence, status=409)


def is_last_administrator(person, now):
    query = select(Office.person_id).join(Office.person).where(Office.kind == "administrator", Office.in_force(now))
    holders = set(db.session.scalars(query.where(Person.lives(now))))
    return holders == {person.id}


def table_kept_alone(person, now):
    """A table whose only secretary in force is this person, or None."""
    other, other_seat = aliased(Mandate), aliased(Seat)
    others = select(other.id).join(other_seat, other_seat.id == other.seat_id)
    others = others.where(other_seat.place_id == Seat.place_id, other.role == "secretary", other.person_id != person.id)
    others = others.where(other.since <= now, or_(other.until.is_(None), other.until > now), other.confirmed_at.is_not(None))
    query = select(Table).join(Place, Place.id == Table.place_id).join(Seat, Seat.place_id == Place.id).join(Mandate)
    query = query.where(Mandate.person_id == person.id, Mandate.role == "secretary", Mandate.in_force(now), Seat.in_force(now))
    return db.session.scalar(query.where(~others.correlate(Seat).exists()).limit(1))


def forget(person, by):
    """Name, address, password and ways of signing in go; mandates, offices and affiliations end."""
    now = utc_now()
    forget_address(person)
    forget_in_mails(person.name, f"{PSEUDONYM} {person.id}")
    forget_reasons(person)
    person.name, person.email = f"{PSEUDONYM} {person.id}", f"erased-{person.id}@erased.invalid"
    person.password_hash, person.language, person.until = None, None, now
    for row in [*ahead_of(person, Mandate, now), *ahead_of(person, Lead, now)]:
        row.end(by=by)
    for row in [*ahead_of(person, Office, now), *ahead_of(person, Affiliation, now)]:
        end_row(row)
    signed_in = select(SignIn.id).where(SignIn.person_id == person.id)
    remove(AccessToken, AccessToken.sign_in_id.in_(signed_in))
    for hers in (SignIn, Identity, Factor, RecoveryCode, FactorTry, PasswordReset, Receipt):
        remove(hers, hers.person_id == person.id)


def ahead_of(person, dated, now):
    """Her dated rows of a kind that have not ended yet."""
    return db.session.scalars(
        select(dated).where(dated.person_id == person.id, or_(dated.until.is_(None), dated.until > now))
    ).all()


def forget_address(person):
    """What was written to her, sent or waiting; the invitations and the resets under her address, or an earlier one."""
    remove(Mail, or_(func.lower(Mail.to) == person.email, Mail.person_id == person.id))
    remove(Invitation, or_(Invitation.email == person.email, Invitation.accepted_by_id == person.id))
    remove(PasswordReset, PasswordReset.email == person.email)


def forget_in_mails(name, pseudonym):
    """What was written to others about her: the line that stays of a mail that left, all of one that waits."""
    for told in (Mail.subject, Mail.body):
        anew = {told.key: func.replace(told, name, pseudonym)}
        if told is Mail.subject:
            anew = {told.key: func.substr(anew[told.key], 1, LONGEST_SUBJECT)}
        change(update(Mail).where(told.contains(name, autoescape=True)).values(anew))


def forget_reasons(person):
    """Why she was suspended was told to few; it is no record of the tables."""
    hers = select(Mandate.id).where(Mandate.person_id == person.id)
    change(update(Suspension).where(Suspension.mandate_id.in_(hers)).values(reason=""))


def change(rows):
    db.session.execute(rows, execution_options={"synchronize_session": "fetch"})


def remove(rows, which):
    db.session.execute(delete(rows).where(which), execution_options={"synchronize_session": False})
