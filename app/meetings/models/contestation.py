"""A passage of the minutes is contested in the name of a seat; the answer is another version of the text, or a reason."""

import re
from datetime import datetime
from html import unescape

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate

LONGEST_PASSAGE, LONGEST_TEXT = 2_000, 5_000
TAG, SPACE = re.compile(r"<[^>]*>"), re.compile(r"\s+")


class Contestation(db.Model):
    """`version` is the text that was read; `verdict` is empty, `rectified` (in `rectified_in`) or `not_upheld`."""

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("minutes_version.id"))
    passage: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    verdict: Mapped[str | None] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    rectified_in_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_version.id"), index=True)

    minutes: Mapped["Minutes"] = relationship(back_populates="contestations")  # noqa: F821
    version: Mapped["MinutesVersion"] = relationship(foreign_keys=version_id)  # noqa: F821
    rectified_in: Mapped["MinutesVersion | None"] = relationship(foreign_keys=rectified_in_id)  # noqa: F821
    by: Mapped[Mandate] = relationship(foreign_keys=by_id)
    answered_by: Mapped[Mandate | None] = relationship(foreign_keys=answered_by_id)

    @classmethod
    def write(cls, minutes, passage, text, voice):
        """RuleBroken where the passage does not stand in the latest version."""
        version = minutes.latest
        if squeezed(passage) not in squeezed(words_of_html(version.html)):
            raise RuleBroken(
                _l("These words do not stand in the minutes: copy the passage as it reads."), field="passage", status=422
            )
        contestation = cls(minutes=minutes, version=version, passage=passage.strip(), text=text.strip(), at=utc_now(), by=voice)
        db.session.add(contestation)
        announce(minutes.meeting, "minutes-contested", contestation, voice=voice, minutes=minutes)
        return contestation

    def rectify(self, source, rendered, last_seen, answer, voice):
        """Upheld: the minutes read otherwise from here on; the version before stays to be read."""
        self.check_open()
        version = self.minutes.rewrite(source, rendered, last_seen, voice)
        self._settle("rectified", answer, voice)
        self.rectified_in = version
        announce(self.minutes.meeting, "contestation-upheld", self, voice=voice, minutes=self.minutes, version=version.number)
        return version

    def refuse(self, reason, voice):
        """Not upheld: the text stays, and the reason stands beside what was asked."""
        self.check_open()
        if not reason.strip():
            raise RuleBroken(_l("Say why the text stays as it is."), field="reason", status=422)
        self._settle("not_upheld", reason, voice)
        announce(self.minutes.meeting, "contestation-refused", self, voice=voice, minutes=self.minutes)

    def check_open(self):
        if self.verdict:
            raise RuleBroken(_l("This contestation has its answer already."))

    def _settle(self, verdict, answer, voice):
        self.verdict, self.answer = verdict, answer.strip()
        self.answered_at, self.answered_by = utc_now(), voice


def words_of_html(html):
    return unescape(TAG.sub("", html))


def squeezed(text):
    """Without any space: what is copied from a page breaks its lines elsewhere."""
    return SPACE.sub("", text)
