"""The causes by which a person no longer receives: what happens, to whom, and with what she looks on."""

from dataclasses import dataclass
from datetime import timedelta

from app.database import day_of, db, utc_now
from app.membership.models import AccessToken, Guest, Mandate, Office, SignIn, Suspension, Table
from app.membership.models.erasure import Erasure
from app.membership.models.giving_offices import end_office
from app.membership.models.leaving import leave_body
from app.membership.models.password import hash_password
from app.membership.models.reset import change_password
from app.membership.models.succession import Succession

HALF_AN_HOUR = timedelta(minutes=31)


def mandates_of(cast, role):
    return db.session.scalars(db.select(Mandate).where(Mandate.person_id == cast.person(role).id)).all()


def mandates_ended(cast, names, eye):
    for mandate in mandates_of(cast, eye.role):
        mandate.end(by=cast.person("admin"))


def mandates_run_out(cast, names, eye):
    for mandate in mandates_of(cast, eye.role):
        mandate.end(utc_now() + timedelta(minutes=30), by=cast.person("admin"))


def mandates_suspended(cast, names, eye):
    for mandate in mandates_of(cast, eye.role):
        mandate.suspend("Da chiarire", by=cast.person("admin"))


def seats_ended(cast, names, eye):
    for seat in {mandate.seat for mandate in mandates_of(cast, eye.role)}:
        seat.end(reason="Ha finito", by=cast.person("admin"))


def body_ended(cast, names, eye):
    Succession.merge([cast.body("PM")], cast.body("FH"), day_of(utc_now()), by=cast.person("admin"))


def body_suspended(cast, names, eye):
    Suspension.of_body(cast.body("PM"), "Da chiarire", by=cast.person("admin"))


def left_the_body(cast, names, eye):
    leave_body(cast.person(eye.role).affiliations[0], by=cast.person("org_admin"))


def sign_in_ended(cast, names, eye):
    db.session.get(SignIn, eye.sign_in).end(by=cast.person("admin"))


def password_changed(cast, names, eye):
    change_password(cast.person(eye.role), hash_password("un'altra parola lunga"))


def token_revoked(cast, names, eye):
    db.session.get(AccessToken, eye.token).revoke(by=cast.person(eye.role))


def person_erased(cast, names, eye):
    Erasure.ask(cast.person(eye.role)).carry_out(by=cast.person("admin"))


def stays_ended(cast, names, eye):
    for name in ("own_guest", "own_item_guest"):
        db.session.get(Guest, names[name]).leave(by=cast.person("secretary"))


def office_ended(cast, names, eye):
    office = db.session.scalar(db.select(Office).where(Office.person_id == cast.person(eye.role).id))
    end_office(office, by=cast.person("admin"))


def tables_reserved(cast, names, eye):
    for name in ("table", "conference"):
        db.session.get(Table, names[name]).reserve(by=cast.person("secretary"))


def by_the_clock(cast, names, eye):
    """Nobody does anything: the end was written long before."""


@dataclass(frozen=True)
class Cause:
    """`leave` happens; where `after` is given the clock moves on. `by` says with what she looks.

    What ends a sign-in only closes her ways in: she is a delegate still, and her mails go on.
    """

    leave: object
    role: str = "delegate"
    by: tuple = ("browser", "token")
    after: timedelta = timedelta(0)
    stays_delegate: bool = False

    def __str__(self):
        return f"{self.role}: {self.leave.__name__} {self.after or ''}".strip()


CAUSES = [
    *map(Cause, (mandates_ended, mandates_suspended, seats_ended, body_ended, body_suspended, left_the_body, person_erased)),
    Cause(mandates_run_out, after=HALF_AN_HOUR),
    Cause(password_changed, stays_delegate=True),
    Cause(sign_in_ended, by=("browser",), stays_delegate=True),
    Cause(by_the_clock, by=("browser",), after=timedelta(hours=2, minutes=1), stays_delegate=True),
    Cause(token_revoked, by=("token",), stays_delegate=True),
    Cause(stays_ended, "guest"),
    Cause(by_the_clock, "guest", after=HALF_AN_HOUR),
    Cause(office_ended, "auditor"),
    Cause(tables_reserved, "partner"),
]
