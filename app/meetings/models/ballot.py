"""The electorate of a poll and what it answered: openly in its own row, in a secret vote in a count that names nobody."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.meetings.models.counting import CHOICES, WITH_REASON
from app.meetings.models.proxy import Proxy
from app.membership.models import Mandate, Seat

LONGEST_REASON = 2_000


class Elector(db.Model):
    """A seat that a question was put to, frozen at the opening: with which weight, by which mandate, by which proxy.

    `mandate` is the one of the seat itself. In an open poll `choice`, `reason` and who gave them when stand here; in a
    secret one `voted` alone, without a moment: what was voted is in SecretCount, and nothing leads from one to the other.
    """

    __table_args__ = (UniqueConstraint("poll_id", "seat_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey("proxy.id"), index=True)
    side: Mapped[str | None] = mapped_column(String(1))
    weight: Mapped[int] = mapped_column(default=1)
    voted: Mapped[bool] = mapped_column(default=False)
    choice: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    cast_at: Mapped[datetime | None] = mapped_column(Instant)
    cast_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    behalf: Mapped[bool] = mapped_column(default=False)

    poll: Mapped["Poll"] = relationship(back_populates="electors")  # noqa: F821
    seat: Mapped[Seat] = relationship()
    mandate: Mapped[Mandate] = relationship(foreign_keys=mandate_id)
    proxy: Mapped[Proxy | None] = relationship()
    cast_by: Mapped[Mandate | None] = relationship(foreign_keys=cast_by_id)

    @property
    def organisation(self):
        return self.seat.organisation

    @property
    def holder(self):
        """The mandate that speaks for the seat by proxy, or None."""
        return self.proxy and self.proxy.holder

    def speaker(self, voices):
        """The mandate that can answer now, among these voices: the seat's own, else the holder while she is present.

        None where nobody of those at the opening is there any more: who came later does not enter the electorate.
        """
        voice = next((each for each in voices if each.seat is self.seat), None)
        if voice is None or voice.mandate not in (self.mandate, self.holder):
            return None
        return voice.mandate

    def check_speaks(self, mandates, voices):
        """Which of these mandates answers for this seat now; RuleBroken where none does."""
        speaker = self.speaker(voices)
        if speaker is None:
            raise RuleBroken(_l("Nobody who may vote for %(name)s is in the room now.", name=self.organisation.name))
        if speaker not in mandates:
            raise RuleBroken(_l("You do not vote for %(name)s.", name=self.organisation.name), status=403)
        return speaker

    def check_choice(self, choice, reason):
        if self.poll.secret and self.voted:
            raise RuleBroken(_l("A secret vote cannot be changed: nobody can tell it from the others any more."))
        if choice not in CHOICES[self.poll.kind]:
            raise RuleBroken(_l("Choose one of the answers."), field=f"choice-{self.id}", status=422)
        if choice in WITH_REASON and not reason.strip():
            sentence = _l("Write the reason: it stands in the minutes beside the answer.")
            raise RuleBroken(sentence, field=f"reason-{self.id}", status=422)
        if len(reason) > LONGEST_REASON:
            raise RuleBroken(_l("Write at most %(limit)s characters.", limit="2.000"), field=f"reason-{self.id}", status=422)

    def answer(self, choice, reason, speaker, behalf=False):
        """Note an open answer; it may be changed until the close."""
        self.choice, self.reason = choice, reason.strip() if self.poll.kind == "consensus" else ""
        self.voted, self.cast_at, self.cast_by, self.behalf = True, utc_now(), speaker, behalf

    def answer_secretly(self, choice):
        """Note *that* the seat voted, and in the count of the choice one more: two rows that do not know of each other."""
        self.voted = True
        next(each for each in self.poll.counts if each.choice == choice and each.side == self.counted_side()).seats += 1

    def counted_side(self):
        return self.side if self.poll.parity else None


class SecretCount(db.Model):
    """How many seats chose what in a secret vote. Its rows are there, at nought, before anybody votes, so that neither their
    ids nor their order tell a turn; a ballot of one's own, which would, does not exist."""

    __table_args__ = (UniqueConstraint("poll_id", "side", "choice"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    side: Mapped[str | None] = mapped_column(String(1))
    choice: Mapped[str] = mapped_column(String(10))
    seats: Mapped[int] = mapped_column(default=0)

    poll: Mapped["Poll"] = relationship(back_populates="counts")  # noqa: F821
