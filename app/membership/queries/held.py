"""What membership holds about a person."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.access_log import AccessEntry
from app.happenings import Happening, iso
from app.membership.models import (
    AccessToken,
    Affiliation,
    Erasure,
    Guest,
    Identity,
    Lead,
    Mandate,
    Office,
    Person,
    Seat,
    SignIn,
    told_dates,
    told_guest,
    told_organisation,
    whole_guest,
)
from app.membership.models.holdings import holdings, holds
from app.membership.models.invitation import Invitation
from app.membership.models.second_factor import Factor
from app.membership.queries.naming import place_address
from app.outbox import Mail
from app.words import WORDS

__all__ = ["holdings", "readable"]

# Which list of words has the values of a field.
NOUNS = {
    "role": ("mandate",), "scope": ("scope",), "kind": ("office", "access", "conflict"), "as": ("mandate", "participation"),
    "answer": ("answer",), "way": ("way",), "choice": ("ballot",), "verdict": ("verdict",), "effect": ("conflict_effect",),
}  # fmt: skip
MOMENTS = {
    "accepted_at", "added_at", "asked_at", "at", "declared_at", "done_at", "ended_at", "made_at", "opened_at", "sent_at", "since",
    "until", "used_at", "withdrawn_at",
}  # fmt: skip
RECORD = _l("It is part of the record of the tables: it stays, and under a pseudonym if you have yourself erased.")
UNTIL_ERASED = _l("As long as your account; gone when you have yourself erased.")


def of(noun):
    """The rows of a noun that belong to a person."""
    return lambda person_id: select(noun).where(noun.person_id == person_id).order_by(noun.id)


@holds(
    "account",
    _l("Your account"),
    _l("To know who signs in and to write to you."),
    UNTIL_ERASED,
    lambda person_id: select(Person).where(Person.id == person_id),
)
def account_json(person):
    facts = {"name": person.name, "email": person.email, "language": person.language}
    return facts | {"password": person.password_hash is not None, "until": person.until and iso(person.until)}


@holds(
    "affiliations",
    _l("Organisations you belong to"),
    _l("Only who belongs to a body can be named by it."),
    RECORD,
    lambda person_id: of(Affiliation)(person_id).options(joinedload(Affiliation.organisation)),
)
def affiliation_json(row):
    return {"organisation": told_organisation(row.organisation), "administrator": row.administrator, **told_dates(row)}


def mandates(person_id):
    seat = contains_eager(Mandate.seat)
    query = of(Mandate)(person_id).join(Mandate.seat)
    return query.options(seat.joinedload(Seat.organisation), seat.joinedload(Seat.place))


@holds("mandates", _l("Mandates"), _l("They say in whose name you spoke, and when."), RECORD, mandates)
def mandate_json(row):
    place = place_address(row.seat.place)
    facts = {"id": row.id, "role": row.role, "place": place, "organisation": told_organisation(row.seat.organisation)}
    return facts | {"reason": row.reason, **told_dates(row)}


def stays(person_id):
    """Those of her own and those of the guests she let in."""
    theirs = aliased(Mandate)
    sponsored = Guest.sponsor_id.in_(select(theirs.id).where(theirs.person_id == person_id))
    query = select(Guest).join(Guest.mandate).join(Mandate.seat).where(or_(Mandate.person_id == person_id, sponsored))
    return query.options(*whole_guest()).order_by(Guest.id)


WHOSE_GUESTS = _l("They say who answers for a guest, and what for.")


@holds("stays", _l("Your stays as a guest, and your guests"), WHOSE_GUESTS, RECORD, stays)
def stay_json(guest):
    return told_guest(guest)


def invitations(person_id):
    query = select(Invitation).where(Invitation.accepted_by_id == person_id).order_by(Invitation.id)
    return query.options(joinedload(Invitation.organisation))


@holds(
    "invitations",
    _l("Invitations you accepted"),
    _l("They say which body asked you in."),
    UNTIL_ERASED,
    invitations,
)
def invitation_json(row):
    return {"organisation": told_organisation(row.organisation), "email": row.email, "accepted_at": iso(row.accepted_at)}


@holds(
    "leads",
    _l("Areas and themes you are in charge of"),
    _l("They say who answers for an area or a theme in a zone, and when."),
    RECORD,
    lambda person_id: of(Lead)(person_id).options(joinedload(Lead.zone), joinedload(Lead.remit)),
)
def lead_json(row):
    return {"zone": row.zone.name, "remit": row.remit.name, "reason": row.reason, **told_dates(row)}


@holds("offices", _l("Offices of the platform"), _l("They say who answers for the platform, and when."), RECORD, of(Office))
def office_json(row):
    return {"kind": row.kind, **told_dates(row)}


@holds(
    "sign_ins",
    _l("Sign-ins"),
    _l("So that you see where you are signed in and can end it."),
    _l("Six months after their end."),
    lambda person_id: of(SignIn)(person_id).where(SignIn.method != "token"),
)
def sign_in_json(row):
    return {"device": row.device, "method": row.method, "ended_at": row.ended_at and iso(row.ended_at), **told_dates(row)}


@holds("factors", _l("Second factors"), _l("To be sure that it is you."), UNTIL_ERASED, of(Factor))
def factor_json(row):
    used, ended = (moment and iso(moment) for moment in (row.used_at, row.ended_at))
    return {"kind": row.kind, "name": row.name, "added_at": iso(row.added_at), "used_at": used, "ended_at": ended}


def tokens(person_id):
    query = select(AccessToken).join(AccessToken.sign_in).where(SignIn.person_id == person_id).order_by(AccessToken.id)
    return query.options(contains_eager(AccessToken.sign_in))


@holds(
    "tokens",
    _l("Access tokens"),
    _l("For the programs that you let speak for you."),
    _l("Six months after their end."),
    tokens,
)
def token_json(row):
    used = row.last_used_on and row.last_used_on.isoformat()
    return {"name": row.name, "scope": row.scope, "last_used_on": used, **told_dates(row.sign_in)}


@holds(
    "identities",
    _l("Digital identities (SPID, CIE)"),
    _l("To know you again when you come by the gateway. Your fiscal number is never kept."),
    UNTIL_ERASED,
    of(Identity),
)
def identity_json(row):
    return {"issuer": row.issuer, "subject": row.subject, "since": iso(row.since)}


def mails(person_id):
    to_her = or_(Mail.person_id == Person.id, func.lower(Mail.to) == Person.email)
    return select(Mail).join(Person, to_her).where(Person.id == person_id).order_by(Mail.id)


@holds("mails", _l("Mails sent to you"), _l("To send each of them once."), _l("Ninety days, without their text."), mails)
def mail_json(row):
    return {"to": row.to, "subject": row.subject, "made_at": iso(row.made_at), "sent_at": row.sent_at and iso(row.sent_at)}


@holds(
    "happenings",
    _l("What you did here, as a line of numbers"),
    _l("It is the history of the tables and workspaces; it holds no text."),
    RECORD,
    of(Happening),
)
def happening_json(row):
    return {"at": iso(row.at), "kind": row.kind, "stream": row.stream, "seq": row.seq, "organisation": row.organisation_id}


def accesses(person_id):
    mine = or_(AccessEntry.person_id == person_id, AccessEntry.subject == f"person/{person_id}")
    return select(AccessEntry).where(mine).order_by(AccessEntry.id)


@holds(
    "accesses",
    _l("Accesses"),
    _l("The law asks to log what administrators do and who signs in (Garante, 27 November 2008)."),
    _l("Twelve months; nobody can change or take away what is younger than six."),
    accesses,
)
def access_json(row):
    return {"at": iso(row.at), "kind": row.kind, "subject": row.subject, "address": row.address, "facts": row.facts}


@holds("erasures", _l("Requests of erasure"), _l("To show that you were answered."), RECORD, of(Erasure))
def erasure_json(row):
    withdrawn, done = (moment and iso(moment) for moment in (row.withdrawn_at, row.done_at))
    return {"asked_at": iso(row.asked_at), "withdrawn_at": withdrawn, "done_at": done}


def readable(row):
    """The same row for people: moments as moments again, roles and kinds in words."""
    return {name: told(name, value) for name, value in row.items()}


def told(name, value):
    if name in MOMENTS and value:
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    nouns = NOUNS.get(name, ()) if isinstance(value, str) else ()
    return next((WORDS[noun][value] for noun in nouns if value in WORDS[noun]), value)
