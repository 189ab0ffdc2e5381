"""Progress of an action: a follow-up that the secretariat asks for, and the follow-up that its body gives. Both are dated."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, day_of, db, utc_now
from app.errors import RuleBroken
from app.meetings.models.action import Action
from app.membership.models import Person

KINDS = ("needed", "given")


class FollowUp(db.Model):
    """`needed`: what is asked, and by when; `answered_at` is set by the next one that is `given`."""

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    action: Mapped[Action] = relationship(back_populates="follow_ups")
    by: Mapped[Person] = relationship()


def ask_follow_up(action, text, due_on, by, voice=None):
    """Who keeps the table asks how it goes, by a day that is still to come."""
    action.check_waits()
    if due_on < day_of(utc_now()):
        raise RuleBroken(_l("Choose today or a later day."), field="due_on", status=422)
    return note(action, "needed", text, by, voice, due_on=due_on)


def give_follow_up(action, text, by, voice=None):
    """News of an action; it answers whatever was asked about it."""
    now = utc_now()
    for each in action.follow_ups:
        if each.kind == "needed" and not each.answered_at:
            each.answered_at = now
    return note(action, "given", text, by, voice)


def note(action, kind, text, by, voice, **more):
    """Being asked is no news of the action: only what is heard of it is."""
    heard = action.news_at
    row = FollowUp(action=action, kind=kind, text=text, at=utc_now(), by=by, **more)
    db.session.add(row)
    action.tell(f"follow-up-{kind}", by, voice)
    if kind == "needed":
        action.news_at = heard
    return row
