"""A confidential agenda item: everybody reads its neutral title, and what it is about only those whom the table sends.

The rule is the awkward case 14 of the study of the domain: visibility by item, a neutral title in public notice, a day of
release. While an item is closed its own columns (`title`, `note`, `outcome_note`) hold what everybody may read, and the true
words are put away in others: a page that knows nothing of confidentiality shows the neutral title and no more.
"""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, and_, or_
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import Instant, day_of, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate
from app.register.models import RegisterEntry


@dataclass(frozen=True)
class Words:
    """What is written of an item: its title, what it is about, what came of it."""

    title: str
    note: str
    outcome_note: str


class Confidential:
    """The columns and verbs of an item that may be closed to others.

    `public_title` is the neutral title; `release_on` the day (Europe/Rome) from which everybody reads the item, empty while
    none is set; `released_at` when it was opened by hand, or its words were put back on that day; `sealed_by_law` that
    even auditors do not read it. `entry` is what the register holds of outputs that came out with the release.
    """

    confidential_at: Mapped[datetime | None] = mapped_column(Instant)
    confidential_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    sealed_by_law: Mapped[bool] = mapped_column(default=False, server_default="0")
    public_title: Mapped[str] = mapped_column(String(200), default="", server_default="")
    release_on: Mapped[date | None]
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    sealed_title: Mapped[str] = mapped_column(String(200), default="", server_default="")
    sealed_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    sealed_outcome_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    confidential_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("register_entry.id"))

    @declared_attr
    def confidential_by(cls) -> Mapped[Mandate | None]:
        return relationship(foreign_keys=cls.confidential_by_id)

    @declared_attr
    def entry(cls) -> Mapped[RegisterEntry | None]:
        return relationship()

    @hybrid_method
    def is_sealed(self, at):
        """Is the item closed to others at a moment? By the calendar alone: no worker has to come by."""
        if self.confidential_at is None or at < self.confidential_at:
            return False
        return (self.released_at is None or at < self.released_at) and (self.release_on is None or day_of(at) < self.release_on)

    @is_sealed.expression
    @classmethod
    def is_sealed(cls, at):
        return and_(
            cls.confidential_at.is_not(None),  # never NULL, so that it can be denied
            cls.confidential_at <= at,
            or_(cls.released_at.is_(None), cls.released_at > at),
            or_(cls.release_on.is_(None), cls.release_on > day_of(at)),
        )

    def words(self, at):
        """What everybody who sees the meeting may read at a moment."""
        return Words(self.public_title, "", "") if self.is_sealed(at) else self.true_words()

    def true_words(self):
        """What was really written. Who may read that is asked in `permissions`, never here."""
        if self.sealed_title:
            return Words(self.sealed_title, self.sealed_note, self.sealed_outcome_note)
        return Words(self.title, self.note, self.outcome_note)

    def seal(self, public_title, release_on, reason, by_law, voice):
        """Close the item to others under a neutral title, until a day; or change these, while it is closed.

        RuleBroken where it was opened already, or the meeting is closed: then its words stand in the minutes, and of an
        item that is confidential only the day of release can still be moved.
        """
        self.check_sealing(public_title, release_on, by_law)
        if not self.sealed_title:
            self.put_away()
        self.confidential_by = voice
        self.confidential_reason, self.sealed_by_law, self.release_on = reason, by_law, release_on
        self.title = self.public_title = public_title
        announce(self.meeting, "item-sealed", self, voice=voice)

    def put_away(self):
        self.confidential_at = utc_now()
        self.sealed_title, self.sealed_note, self.sealed_outcome_note = self.title, self.note, self.outcome_note
        self.note = self.outcome_note = ""

    def check_sealing(self, public_title, release_on, by_law):
        now = utc_now()
        if self.released_at or (self.confidential_at and not self.is_sealed(now)):
            raise RuleBroken(_l("This item is open to everybody already: what was read cannot be unread."))
        if release_on is None and not by_law:
            sentence = _l("Say from which day everybody reads it. Only what a law closes may stay without a day.")
            raise RuleBroken(sentence, field="release_on", status=422)
        if release_on and release_on <= day_of(now):
            raise RuleBroken(_l("Choose a day after today."), field="release_on", status=422)
        if public_title.casefold() == self.true_words().title.casefold():
            sentence = _l("The neutral title says no more than it must: write another one.")
            raise RuleBroken(sentence, field="public_title", status=422)
        if self.meeting is None:
            raise RuleBroken(_l("Put this item on an agenda before you make it confidential."))
        if not self.confidential_at or public_title != self.public_title:
            self.meeting.check_not_closed()

    def release(self, voice=None):
        """Open the item to everybody who sees its meeting; the round does so without a voice once the day has come."""
        if not self.sealed_title:
            raise RuleBroken(_l("This item is not confidential."))
        self.released_at = utc_now()
        self.title, self.note, self.outcome_note = self.sealed_title, self.sealed_note, self.sealed_outcome_note
        self.sealed_title = self.sealed_note = self.sealed_outcome_note = ""
        announce(self.meeting or self, "item-released", self, voice=voice)

    def write(self, title, note):
        """Other words; where they are put away, the neutral title stays."""
        if self.sealed_title:
            self.sealed_title, self.sealed_note = title, note
        else:
            self.title, self.note = title, note

    def write_outcome(self, note):
        if self.sealed_title:
            self.sealed_outcome_note = note
        else:
            self.outcome_note = note

    def publish_outputs(self, at):
        """Everybody may read what came of the item from a moment on; of a closed one nothing before its release."""
        if self.is_sealed(at):
            return
        for decision in self.decisions:
            decision.published_at = at

    def tell(self, kind, subject, voice, **facts):
        """Say what happened on the item: on the line of its meeting; while it is closed, on its own line.

        Then the line of the meeting hears that something changed, and neither what nor how it ended.
        """
        if not self.is_sealed(utc_now()):
            return announce(self.meeting, kind, subject, voice=voice, **facts)
        announce(self.meeting, "sealed-item-changed", self, voice=voice)
        return announce(self, kind, subject, voice=voice, **facts)
