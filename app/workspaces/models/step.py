"""The checklist of a task: its steps in order, each ticked by somebody."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate
from app.workspaces.models.task import Task

LONGEST_STEP = 300
MOST_STEPS = 50


class TaskStep(db.Model):
    __table_args__ = (Index(None, "task_id", "position"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(LONGEST_STEP))
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    task: Mapped[Task] = relationship(back_populates="steps")
    done_by: Mapped[Mandate | None] = relationship()

    @classmethod
    def add(cls, task, text, voice):
        """A further step, at the end; at most MOST_STEPS."""
        task.check_waits()
        if len(task.steps) >= MOST_STEPS:
            raise RuleBroken(
                _l("A task has at most %(most)s steps: open another task.", most=MOST_STEPS), field="text", status=422
            )
        step = cls(text=text, position=1 + max((each.position for each in task.steps), default=0))
        task.steps.append(step)
        announce(task.workspace, "task-changed", task, voice=voice)
        return step

    def tick(self, voice):
        """Done, or not done after all."""
        self.task.check_waits()
        self.done_at, self.done_by = (None, None) if self.done_at else (utc_now(), voice)
        announce(self.task.workspace, "task-changed", self.task, voice=voice)

    def remove(self, voice):
        task = self.task
        task.check_waits()
        task.steps.remove(self)
        db.session.delete(self)
        announce(task.workspace, "task-changed", task, voice=voice)
