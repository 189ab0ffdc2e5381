"""The running record of a sitting: lines that the secretariat writes while it is in course; the minutes are drafted from them."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.meeting import Meeting
from app.membership.models import Mandate

LONGEST_LINE = 2_000


class LineChanged(RuleBroken):
    """Somebody changed or deleted the line that was being edited; `theirs` is what stands there now."""

    def __init__(self, theirs):
        told = _l("Somebody changed this line in the meantime. Now it says: “%(text)s”", text=theirs)
        super().__init__(told if theirs else _l("Somebody deleted this line in the meantime."), field="text")
        self.theirs = theirs


class Note(db.Model):
    """A deleted line keeps its row and no words: whoever was editing it is told. `revision` counts how often it was written."""

    __table_args__ = (Index(None, "meeting_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)

    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    by: Mapped[Mandate] = relationship()

    @classmethod
    def write(cls, meeting, text, voice, item=None):
        """One line more, about an item or about none. RuleBroken unless the sitting is open."""
        meeting.check_open()
        line = cls(meeting=meeting, item=item, text=text, at=utc_now(), by=voice)
        db.session.add(line)
        announce(meeting, "note-written", line, voice=voice, item=item)
        return line

    def reword(self, text, revision, voice):
        """Other words for the line that was read in this revision; the same words again change nothing."""
        if text == self.text:
            return
        self.meeting.check_open()
        if self.deleted_at or revision != self.revision:
            raise LineChanged(self.text)
        self.text, self.revision, self.by = text, self.revision + 1, voice
        announce(self.meeting, "note-reworded", self, voice=voice, item=self.item_id)

    def delete(self, voice):
        self.meeting.check_open()
        if self.deleted_at:
            return
        self.text, self.deleted_at = "", utc_now()
        announce(self.meeting, "note-deleted", self, voice=voice, item=self.item_id)


def lines_of(meeting_id):
    """The lines of a sitting, in the order in which they were written."""
    return select(Note).where(Note.meeting_id == meeting_id, Note.deleted_at.is_(None)).order_by(Note.id)


def keep_without_item(said):
    """The lines about an item that leaves the agenda stay, about no item."""
    for line in db.session.scalars(select(Note).where(Note.item_id == said.subject)).all():
        line.item = None


react("item-withdrawn", keep_without_item)
