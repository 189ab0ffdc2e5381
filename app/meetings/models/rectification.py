"""Published minutes are rectified: a new version with its reason stands beside the published one, under an entry of its own."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.meetings.models.minutes import Minutes, MinutesVersion
from app.membership.models import Mandate
from app.register.models import RegisterEntry, enter
from app.register.verifier import vouch


class Rectification(db.Model):
    """The entry of the minutes stays as it was; `entry` holds the words that came after."""

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("minutes_version.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("register_entry.id"))

    minutes: Mapped[Minutes] = relationship(back_populates="rectifications")
    version: Mapped[MinutesVersion] = relationship()
    by: Mapped[Mandate] = relationship()
    entry: Mapped[RegisterEntry | None] = relationship()

    @classmethod
    def publish(cls, minutes, source, rendered, last_seen, reason, voice):
        """A new version of published minutes, public at once; nothing of what was published before changes."""
        if not minutes.published_at:
            raise RuleBroken(_l("Only published minutes are rectified: before that, write another version."))
        if not reason.strip():
            raise RuleBroken(_l("Say why the minutes are rectified."), field="reason", status=422)
        version = minutes.follow(source, rendered, last_seen, voice)
        made = cls(minutes=minutes, version=version, reason=reason.strip(), at=utc_now(), by=voice)
        db.session.add(made)
        db.session.flush()
        made.entry = enter("rectification", made.id, made.content())
        announce(minutes.meeting, "minutes-rectified", minutes, voice=voice, minutes=minutes, version=version.number)
        announce(minutes.meeting.table, "minutes-rectified", minutes, voice=voice, meeting=minutes.meeting)
        return made

    def content(self):
        """What the register holds: the new words, why, and the entry of the minutes that they rectify."""
        return {
            "meeting": self.minutes.meeting_id,
            "minutes": self.minutes_id,
            "entry": self.minutes.entry.number,
            "version": self.version.number,
            "reason": self.reason,
            "at": iso(self.at),
            "source": self.version.source,
            "html": self.version.html,
        }


def rectified_contents():
    """{rectification id: content as it stands now}."""
    return {each.id: each.content() for each in db.session.scalars(select(Rectification))}


vouch("rectification", rectified_contents)
