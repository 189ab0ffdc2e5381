"""A sign-in: one browser of one person, kept on the server so that it can be ended from outside."""

import hashlib
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, and_, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.person import Person

# The end of a sign-in at the latest, and where nothing was asked for: a sitting lasts an afternoon, its pages are read and
# not pressed (ASVS 5.0, 7.3.1 and 7.3.2, asks for both and leaves the measure to the house).
LONGEST = timedelta(hours=12)
IDLE = timedelta(hours=2)
SEEN_EVERY = timedelta(minutes=5)  # how coarsely "last seen" is kept
HALF_OPEN = timedelta(minutes=15)  # between the password and the second factor
CHALLENGE_LIVES = timedelta(minutes=5)


class SignIn(Dated, db.Model):
    """`token_hash` is the SHA-256 of the random token in the cookie; `until` the latest end, `ended_at` an earlier one.

    Until `completed_at` the password has been given and the second factor has not: it opens nothing but that question.
    `proven_at` is the last proof of a second factor, `method` how the person came in: `password` or `oidc`,
    or `token` for a program of hers.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    method: Mapped[str] = mapped_column(String(20), default="password", server_default="password")
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    proven_at: Mapped[datetime | None] = mapped_column(Instant)
    last_seen_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    challenge: Mapped[str | None] = mapped_column(String(100))
    challenged_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship()

    @classmethod
    def begin(cls, person, token, device="", method="password", *, due=False, proven=False):
        """A new sign-in for `token`: complete at once, unless a second factor is `due`; `proven` where one was given already."""
        now = utc_now()
        sign_in = cls(person=person, token_hash=hashed(token), device=device[:200], method=method, since=now)
        sign_in.until = now + HALF_OPEN
        db.session.add(sign_in)
        if proven or not due:
            sign_in.complete(proven=proven)
        return sign_in

    def complete(self, proven=False):
        """From now on the person is signed in: announced to her own stream."""
        self.completed_at = utc_now()
        self.seen()
        if proven:
            self.prove()
        announce(self.person, "sign-in-begun", self, person=self.person)

    def seen(self):
        """Something was asked for now: the end by idleness moves on, the latest end does not."""
        self.last_seen_at = utc_now()
        self.until = self.end_if_idle()

    def seen_again(self):
        """The same as a statement, for a request that only reads."""
        mine = update(SignIn).where(SignIn.id == self.id, SignIn.ended_at.is_(None))
        return mine.values(last_seen_at=utc_now(), until=self.end_if_idle())

    def end_if_idle(self):
        return min(self.since + LONGEST, utc_now() + IDLE)

    def ask_key(self, challenge):
        """What a security key is asked to sign; good for one answer."""
        self.challenge, self.challenged_at = challenge, utc_now()

    def take_challenge(self):
        """The challenge, taken: whatever comes of the answer, it is not good again. None where none was asked for lately."""
        lately = self.challenged_at is not None and utc_now() < self.challenged_at + CHALLENGE_LIVES
        challenge, self.challenge, self.challenged_at = self.challenge if lately else None, None, None
        return challenge

    def prove(self):
        """A second factor was given now."""
        self.proven_at = utc_now()

    def end(self, by):
        """End it now: pages, sockets and whatever else rests on it."""
        if self.ended_at is not None:
            raise RuleBroken(_l("This has already ended."))
        self.ended_at = utc_now()
        announce(self.person, "sign-in-ended", self, person=by)

    @classmethod
    def end_all(cls, person, by, but=None):
        """End every sign-in of a person, complete or not, but one; answers which."""
        query = select(cls).where(cls.person_id == person.id, cls.in_force(utc_now()), cls.ended_at.is_(None))
        ended = [each for each in db.session.scalars(query.order_by(cls.id)) if each is not but]
        for sign_in in ended:
            sign_in.end(by)
        return ended

    @classmethod
    def opens(cls, at):
        """What a right rests on: the sign-in is complete, in force and not ended, and its person has not left."""
        return and_(cls.completed_at.is_not(None), cls.lasts(at))

    @classmethod
    def lasts(cls, at):
        return and_(cls.in_force(at), cls.ended_at.is_(None), Person.lives(at))


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()
