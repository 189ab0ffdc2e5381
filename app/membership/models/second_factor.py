"""The second factor of signing in: an authenticator's code, a security key, and recovery codes for the day both are lost."""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, LargeBinary, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.person import Person

STEP = 30  # seconds that one code of an authenticator lives (RFC 6238)
DRIFT = 1  # steps by which clocks may differ, either way
TRIES = 5
WINDOW = timedelta(minutes=5)
MOST_FACTORS = 10
RECOVERY_CODES = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else
ENROLLED_WITHIN = timedelta(hours=1)


class Factor(db.Model):
    """One factor of a person: `totp` (an authenticator's secret, sealed) or `key` (WebAuthn: id, public key, sign count)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    sealed_secret: Mapped[str | None] = mapped_column(String(400))
    last_step: Mapped[int] = mapped_column(default=0)
    credential_id: Mapped[str | None] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship()

    @classmethod
    def add_authenticator(cls, person, name, sealed, code):
        """An authenticator that showed the code of the secret it was given."""
        secret = unseal(sealed, person, ENROLLED_WITHIN)
        if secret is None:
            raise RuleBroken(_l("This page has grown old. Open it again and scan the new drawing."), field="code", status=422)
        factor = cls(person=person, kind="totp", name=name, sealed_secret=seal(secret, person), added_at=utc_now(), last_step=0)
        if not factor.accepts(code):
            sentence = _l("That is not the code of this moment. Check the clock of your phone and type the next one.")
            raise RuleBroken(sentence, field="code", status=422)
        return factor.join()

    @classmethod
    def add_key(cls, person, name, verified):
        """A security key; `verified` is what its browser's answer was found to hold."""
        given = base64.urlsafe_b64encode(verified.credential_id).decode().rstrip("=")
        if db.session.scalar(select(cls.id).where(cls.credential_id == given)):
            raise RuleBroken(_l("This key is known already. Use another one."), field="key")
        factor = cls(person=person, kind="key", name=name, credential_id=given, public_key=verified.credential_public_key)
        factor.sign_count, factor.added_at = verified.sign_count, utc_now()
        return factor.join()

    def join(self):
        if len(factors_of(self.person)) >= MOST_FACTORS:
            raise RuleBroken(_l("You have %(most)s factors: remove one you no longer use.", most=MOST_FACTORS))
        db.session.add(self)
        announce(self.person, "factor-added", self.person, person=self.person)
        return self

    def accepts(self, code):
        """Is this the code of now, or of a step beside it? A step that was used opens nothing again (RFC 6238, 5.2)."""
        secret = unseal(self.sealed_secret, self.person)
        now = int(utc_now().timestamp()) // STEP
        for step in range(now - DRIFT, now + DRIFT + 1) if secret else ():
            if step > self.last_step and hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step), code):
                self.last_step, self.used_at = step, utc_now()
                return True
        return False

    def used(self, sign_count):
        self.sign_count, self.used_at = sign_count, utc_now()

    def end(self, by, needed=False):
        """Taken away; the last one of a person who needs a second factor stays until another is there."""
        if self.ended_at is not None:
            raise RuleBroken(_l("This has already ended."))
        if needed and len(factors_of(self.person)) == 1:
            raise RuleBroken(_l("Your duties ask for a second factor. Add another one before you remove this one."))
        self.ended_at, self.sealed_secret = utc_now(), None
        announce(self.person, "factor-removed", self.person, person=by)


class RecoveryCode(db.Model):
    """A code that opens once in place of a lost factor; only its hash is kept (80 bits of chance need no slow hash)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    @classmethod
    def renew(cls, person):
        """Ten new codes, in clear for this once; the old ones are worth nothing."""
        codes = ["-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4)) for _ in range(RECOVERY_CODES)]
        db.session.execute(delete(cls).where(cls.person_id == person.id))
        db.session.add_all([cls(person_id=person.id, code_hash=code_hash(code)) for code in codes])
        announce(person, "recovery-codes-renewed", person, person=person)
        return codes

    @classmethod
    def use(cls, person, code):
        """Was this one of hers that nobody used? It is used now."""
        found = db.session.scalar(
            select(cls).where(cls.person_id == person.id, cls.code_hash == code_hash(code), cls.used_at.is_(None))
        )
        if found is not None:
            found.used_at = utc_now()
            announce(person, "recovery-code-used", person, person=person)
        return found is not None

    @classmethod
    def left(cls, person):
        query = select(func.count()).select_from(cls).where(cls.person_id == person.id, cls.used_at.is_(None))
        return db.session.scalar(query)


class FactorTry(db.Model):
    """A wrong code of an authenticator: five in five minutes, and its owner waits."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)

    @classmethod
    def exhausted(cls, person):
        query = select(func.count()).select_from(cls).where(cls.person_id == person.id, cls.at > utc_now() - WINDOW)
        return db.session.scalar(query) >= TRIES

    @classmethod
    def note(cls, person):
        db.session.add(cls(person_id=person.id, at=utc_now()))

    @classmethod
    def forget(cls, person):
        db.session.execute(delete(cls).where(cls.person_id == person.id))


def factors_of(person):
    """The factors a person has, the oldest first."""
    query = select(Factor).where(Factor.person_id == person.id, Factor.ended_at.is_(None)).order_by(Factor.id)
    return db.session.scalars(query).all()


def end_factors(person, by):
    """All factors and recovery codes of a person who lost them: at her next sign-in she adds new ones."""
    factors = factors_of(person)
    if not factors:
        raise RuleBroken(_l("This person has no second factor."))
    for factor in factors:
        factor.ended_at, factor.sealed_secret = utc_now(), None
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    FactorTry.forget(person)
    announce(person, "factors-reset", person, person=by)


# --- Secrets at rest -------------------------------------------------------------------------------------------------


def seal(secret, person):
    """A secret as it is stored, and as a page carries it before: sealed for this person (Fernet, AES-128-CBC and HMAC)."""
    return box().encrypt(json.dumps([person.id, secret]).encode()).decode()


def unseal(sealed, person, within=None):
    """The secret, or None where it was not sealed by this house, for this person and, if asked, in this time."""
    try:
        owner, secret = json.loads(box().decrypt((sealed or "").encode(), ttl=within and int(within.total_seconds())))
    except (InvalidToken, ValueError):
        return None
    return secret if owner == person.id else None


def box():
    """Fernet with a key derived from the secret key of the installation (HKDF, RFC 5869)."""
    derived = HKDF(SHA256(), length=32, salt=None, info=b"tavolo second factor").derive(current_app.secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def code_hash(code):
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
