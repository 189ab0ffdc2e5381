"""A personal access token: a program speaks for a person, by a sign-in of its own that she can end."""

import secrets
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.person import Person
from app.membership.models.sign_in import SignIn, hashed

LIFETIMES = (30, 90, 365)  # days
MOST = 20
# Told apart from other secrets by those who search for leaked ones.
PREFIX = "tavolo_"


class AccessToken(db.Model):
    """What a program may do with a sign-in of the method `token`, which holds the hash, the days and the end.

    `last_used_on` is a day and no more: when exactly a program worked is nobody's business.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id"), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    scope: Mapped[str] = mapped_column(String(10))
    last_used_on: Mapped[date | None]

    sign_in: Mapped[SignIn] = relationship()

    @classmethod
    def make(cls, person, name, scope, days, tokens):
        """(token, secret): 256 random bits that are shown once; `tokens` are those she has in force. RuleBroken past the most."""
        if len(tokens) >= MOST:
            raise RuleBroken(_l("You have %(most)s tokens: revoke one that is not used any more.", most=MOST))
        now, secret = utc_now(), PREFIX + secrets.token_urlsafe(32)
        sign_in = SignIn(person=person, token_hash=hashed(secret), device=name, method="token")
        sign_in.since = sign_in.completed_at = now
        sign_in.until = now + timedelta(days=days)
        token = cls(sign_in=sign_in, name=name, scope=scope)
        db.session.add(token)
        announce(person, "token-made", token, person=person)
        return token, secret

    @property
    def person(self) -> Person:
        return self.sign_in.person

    def revoke(self, by):
        """End it now, its sockets too."""
        self.sign_in.end(by)
