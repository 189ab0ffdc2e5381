"""What the people of one side of a parity table write to each other, on an item of the table or on none."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, Text, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.agenda import AgendaItem
from app.membership.models import Circle, Mandate

LONGEST = 5000


class CircleNote(db.Model):
    __table_args__ = (Index(None, "circle_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circle.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    circle: Mapped[Circle] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    by: Mapped[Mandate] = relationship()

    @classmethod
    def write(cls, circle, body, rendered, voice, item=None):
        """Told on the line of the circle alone; it stays when it is written, as what is said in a room does."""
        if item is not None and item.of_table.id != circle.table_id:
            raise RuleBroken(_l("Choose an item of this table."), field="item", status=422)
        note = cls(circle=circle, item=item, body=body, html=rendered.html, renderer=rendered.version, at=utc_now(), by=voice)
        db.session.add(note)
        announce(circle, "circle-note-written", note, voice=voice)
        return note


def keep_notes(said):
    """The item was taken off the agenda for good: what was written of it stays with the side."""
    db.session.execute(update(CircleNote).where(CircleNote.item_id == said.subject).values(item_id=None))


react("item-withdrawn", keep_notes)
