"""The history of a task: who did what to it, when and why, and who had it and by when from then on."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db
from app.membership.models import Mandate, Organisation, Person


class TaskNews(db.Model):
    """`kind` is `opened`, `changed`, `begun`, `done`, `reopened`, `dropped`, `passed` (to a successor, without `by`) or `moved`
    (with its work to another workspace).

    Owner and day are as they stood after it: what changed is told by comparing a row with the one before.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]

    by: Mapped[Mandate | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person | None] = relationship()
