"""A mark under a message, from a small set: what else would be a message of one word."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.membership.models import Mandate

MARKS = ("thanks", "agree", "seen", "discuss")


class MessageReaction(db.Model):
    """One row a person and mark; `mandate` says in whose name."""

    __table_args__ = (UniqueConstraint("message_id", "person_id", "mark"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    mark: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)

    mandate: Mapped[Mandate] = relationship()


def react_to(message, mark, voice, given=None):
    """Give a mark or take it back; `given` says which, None turns it over. Returns whether it stands now."""
    message.check_stands()
    own = {"message_id": message.id, "person_id": voice.person_id, "mark": mark}
    known = db.session.scalar(select(MessageReaction).filter_by(**own))
    wanted = known is None if given is None else given
    if wanted and known is None:
        db.session.add(MessageReaction(**own, mandate_id=voice.id, at=utc_now()))
        message.tell("reaction-given", voice, mark=mark)
    elif known is not None and not wanted:
        db.session.delete(known)
        message.tell("reaction-taken", voice, mark=mark)
    return wanted


def counts_of(message_ids):
    """{message id: {mark: how many}}, the marks in the order in which they are offered."""
    query = select(MessageReaction.message_id, MessageReaction.mark, func.count(MessageReaction.id).label("many"))
    query = query.where(MessageReaction.message_id.in_(message_ids))
    counts = {}
    for row in db.session.execute(query.group_by(MessageReaction.message_id, MessageReaction.mark)):
        counts.setdefault(row.message_id, {})[row.mark] = row.many
    return {id: {mark: marks[mark] for mark in MARKS if mark in marks} for id, marks in counts.items()}
