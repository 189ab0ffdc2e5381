"""A sign-in: one browser of one person, kept on the server so that it can be ended from outside."""

import hashlib
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.person import Person

LONGEST = timedelta(hours=12)


class SignIn(Dated, db.Model):
    """`token_hash` is the SHA-256 of the random token in the cookie; `until` the latest end, `ended_at` an earlier one."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship()

    @classmethod
    def begin(cls, person, token, device=""):
        """A new sign-in for `token`, announced to the person's own stream."""
        now = utc_now()
        sign_in = cls(person=person, token_hash=hashed(token), device=device[:200], since=now, until=now + LONGEST)
        db.session.add(sign_in)
        announce(person, "sign-in-begun", sign_in, person=person)
        return sign_in

    def end(self, by):
        """End it now: pages, sockets and whatever else rests on it."""
        if self.ended_at is not None:
            raise RuleBroken(_l("This has already ended."))
        self.ended_at = utc_now()
        announce(self.person, "sign-in-ended", self, person=by)


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()
