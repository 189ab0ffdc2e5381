"""A forgotten password: asked for by address, answered by mail, set anew once within the hour."""

import secrets
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.person import Person
from app.membership.models.second_factor import FactorTry
from app.membership.models.sign_in import SignIn, hashed

LIVES = timedelta(hours=1)


class PasswordReset(db.Model):
    """What somebody typed who forgot her password. The worker looks whether an account answers to it, so that the answer
    of the door takes the same work for every address; `token_hash` is the SHA-256 of the 256 random bits in the mail.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person | None] = relationship()

    @classmethod
    def ask(cls, email):
        reset = cls(email=email, asked_at=utc_now())
        db.session.add(reset)
        return reset

    def issue(self, person):
        """The token for the mail to its person; only its hash is kept."""
        token = secrets.token_urlsafe(32)
        self.person, self.token_hash = person, hashed(token)
        return token

    @property
    def open(self):
        lives = self.person_id and self.used_at is None and utc_now() < self.asked_at + LIVES
        return bool(lives) and self.person.lives(utc_now())

    def use(self, password_hash):
        """Set the password, once; every sign-in of the person ends."""
        if not self.open:
            raise RuleBroken(_l("This link has been used or has grown old. Ask for a new one."))
        self.used_at = utc_now()
        change_password(self.person, password_hash, "password-reset")


def change_password(person, password_hash, kind="password-changed", but=None):
    """A new password: every sign-in ends but this one, every open link is worth nothing, and wrong codes are forgotten."""
    person.password_hash = password_hash
    resets = select(PasswordReset).where(PasswordReset.person_id == person.id, PasswordReset.used_at.is_(None))
    for reset in db.session.scalars(resets):
        reset.used_at = utc_now()
    FactorTry.forget(person)
    SignIn.end_all(person, by=person, but=but)
    announce(person, kind, person, person=person)


def reset_of(token):
    """The request that a token of a mail belongs to as it is now, or None."""
    query = select(PasswordReset).where(PasswordReset.token_hash == hashed(token))
    return db.session.scalar(query.execution_options(populate_existing=True))


def unanswered():
    """The requests whose address nobody has looked up yet, the oldest first."""
    query = select(PasswordReset).where(PasswordReset.person_id.is_(None), PasswordReset.used_at.is_(None))
    return db.session.scalars(query.order_by(PasswordReset.id)).all()


def forget_resets(now):
    """Requests of yesterday, and those of unknown addresses, are not kept."""
    over = PasswordReset.asked_at < now - timedelta(days=1)
    db.session.execute(delete(PasswordReset).where(or_(over, PasswordReset.person_id.is_(None))))
