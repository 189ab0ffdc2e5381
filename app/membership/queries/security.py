"""What a person reads of how she signs in: her factors, her recovery codes, her password, where she has signed in."""

from dataclasses import dataclass

import pyotp
import segno
from sqlalchemy import select

from app.database import db, utc_now
from app.membership.models import Affiliation, Organisation, Person
from app.membership.models.person import normal_email
from app.membership.models.second_factor import RecoveryCode, factors_of, seal
from app.membership.queries.people import sign_in_json, sign_ins_now


@dataclass
class SecurityPage:
    """`here` is the sign-in of this browser; `needed` whether her duties ask for a second factor."""

    person: object
    here: object
    at: object
    needed: bool

    def __post_init__(self):
        self.factors = factors_of(self.person)
        self.codes_left = RecoveryCode.left(self.person)
        self.sign_ins = sign_ins_now(self.person, self.at)

    def as_json(self):
        return {
            "needed": self.needed,
            "factors": [factor_json(each) for each in self.factors],
            "recovery_codes": self.codes_left,
            "password": self.person.password_hash is not None,
            "sign_ins": [sign_in_json(each, self.here) for each in self.sign_ins],
        }


def factor_json(factor):
    facts = {"id": factor.id, "kind": factor.kind, "name": factor.name}
    return facts | {"added_at": iso(factor.added_at), "used_at": iso(factor.used_at)}


def iso(moment):
    return moment and moment.isoformat()


class NewAuthenticator:
    """A fresh secret to be shown once: as a drawing to scan, as text to type, and sealed for the form that sends it back."""

    def __init__(self, person, house, sealed=None, secret=None):
        self.secret = secret or pyotp.random_base32()
        self.sealed = sealed or seal(self.secret, person)
        self.address = pyotp.TOTP(self.secret).provisioning_uri(name=person.email, issuer_name=house)

    @property
    def spaced(self):
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))

    def drawing(self):
        """The drawing as a `data:` address."""
        return segno.make(self.address, error="m", micro=False).svg_data_uri(scale=5, dark="#17324d", light="#ffffff", border=4)


def words_about(person):
    """What anybody knows about a person: a password is not made of it."""
    bodies = select(Organisation.name).where(
        (Organisation.kind == "metropolitan_city")
        | Organisation.id.in_(select(Affiliation.organisation_id).where(Affiliation.person_id == person.id))
    )
    return [person.name, person.email, *db.session.scalars(bodies)]


def account_of(seen, email):
    """The person whose address this is, among those `seen`, or None."""
    return db.session.scalar(seen.where(Person.email == normal_email(email)))


def account(email):
    """The account of a person who has not left that answers to an address, or None."""
    query = select(Person).where(Person.email == normal_email(email))
    return db.session.scalar(query.where(Person.lives(utc_now())))
