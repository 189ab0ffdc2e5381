"""A task: a step of the work of a workspace, which a body and a person of it take on, by a day."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, case, text
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, day_of, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models import Action, Decision
from app.membership.models import Mandate, Organisation, Person, Seat
from app.workspaces.models.discussion import Message, Thread
from app.workspaces.models.line import add_line
from app.workspaces.models.task_news import TaskNews
from app.workspaces.models.workspace import Workspace

# The roles of a body in a workspace under which it takes on tasks; who observes reads.
DOERS = ("lead", "partner", "guest")
STATES = ("open", "begun", "late", "done", "dropped")
LONGEST_TITLE, LONGEST_TEXT, LONGEST_REASON = 200, 20_000, 500
STILL_WAITS = text("done_at IS NULL AND dropped_at IS NULL")


def waiting_index(column):
    """An index of what is neither done nor dropped: few rows, however many there were."""
    return Index(f"ix_task_waiting_{column}", column, "due_on", sqlite_where=STILL_WAITS, postgresql_where=STILL_WAITS)


class Task(db.Model):
    """Its state follows from its days alone: it is late from the day after `due_on`, whatever anybody says.

    `message` or `thread` is the talk it came from; `decision` and `action` what was promised at a sitting that it carries
    out. An Action is the promise, which its body reports there; a task is a step here, and ends no promise by itself.
    """

    __table_args__ = (
        waiting_index("workspace_id"),
        waiting_index("organisation_id"),
        waiting_index("person_id"),
        Index(None, "workspace_id", "due_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(default=0)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    dropped_at: Mapped[datetime | None] = mapped_column(Instant)
    dropped_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), index=True)

    workspace: Mapped[Workspace] = relationship()
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person | None] = relationship()
    opened_by: Mapped[Mandate] = relationship()
    thread: Mapped[Thread | None] = relationship()
    message: Mapped[Message | None] = relationship()
    decision: Mapped[Decision | None] = relationship()
    action: Mapped[Action | None] = relationship()
    steps: Mapped[list["TaskStep"]] = relationship(back_populates="task", order_by="TaskStep.position")  # noqa: F821
    news: Mapped[list[TaskNews]] = relationship(order_by=TaskNews.id)

    @classmethod
    def open(cls, workspace, voice, *, thread=None, message=None, **parts):
        """Take on a step of the work; RuleBroken for a body that takes no part, or a person not of it."""
        workspace.check_at_work()
        check_owner(workspace, parts["organisation"], parts.get("person"))
        thread = message.thread if message else thread
        if thread is not None and thread.workspace_id != workspace.id:
            raise RuleBroken(_l("This talk belongs to another workspace."), status=422)
        tie_to_promise(parts)
        facts = {"workspace": workspace, "thread": thread, "message": message, "opened_at": utc_now(), "opened_by": voice}
        task = cls(**facts, **parts)
        db.session.add(task)
        task.tell("opened", voice)
        return task

    # --- What it is --------------------------------------------------------------------------------------------------

    @hybrid_method
    def state(self, today):
        """One of STATES on a day in Europe/Rome."""
        if self.dropped_at or self.done_at:
            return "dropped" if self.dropped_at else "done"
        if self.due_on < today:
            return "late"
        return "begun" if self.begun_at else "open"

    @state.expression
    @classmethod
    def state(cls, today):
        return case(
            (cls.dropped_at.is_not(None), "dropped"),
            (cls.done_at.is_not(None), "done"),
            (cls.due_on < today, "late"),
            (cls.begun_at.is_not(None), "begun"),
            else_="open",
        )

    @classmethod
    def waits(cls):
        """A condition: neither done nor dropped."""
        return cls.done_at.is_(None) & cls.dropped_at.is_(None)

    @property
    def ended(self):
        return bool(self.done_at or self.dropped_at)

    @property
    def state_now(self):
        return self.state(day_of(utc_now()))

    @property
    def column(self):
        """Where it stands on the board: `open`, `begun` or `done`; late is a mark there, no column."""
        return "done" if self.ended else "begun" if self.begun_at else "open"

    def days_late(self):
        """How many days its deadline lies behind, in Europe/Rome; 0 where it is not late."""
        return (day_of(utc_now()) - self.due_on).days if self.state_now == "late" else 0

    # --- What comes of it --------------------------------------------------------------------------------------------

    def change(self, voice, reason, **parts):
        """Other words, another owner or another day; a new owner or day asks for the reason, which everybody reads."""
        self.check_waits()
        if "organisation" in parts and (parts["organisation"], parts["person"]) != (self.organisation, self.person):
            check_owner(self.workspace, parts["organisation"], parts["person"])
        tie_to_promise(parts)
        moved = [name for name in ("organisation", "person", "due_on") if name in parts and parts[name] != getattr(self, name)]
        if moved and not reason.strip():
            raise RuleBroken(_l("Say why the owner or the day changes: everybody here reads it."), field="reason", status=422)
        for name, value in parts.items():
            setattr(self, name, value)
        self.tell("changed", voice, reason)

    def move(self, to, voice):
        """To a column of the board: `open`, `begun` or `done`."""
        self.workspace.check_at_work()
        if to == self.column and not self.dropped_at:
            raise RuleBroken(_l("It stands there already."), field="to")
        {"open": self.reopen, "begun": self.begin, "done": self.finish}[to](voice)

    def begin(self, voice):
        """In course; again, where it was done too early."""
        self.workspace.check_at_work()
        again, self.done_at = bool(self.ended), None
        self.dropped_at, self.dropped_reason = None, ""
        self.begun_at = utc_now()
        self.tell("reopened" if again else "begun", voice)

    def finish(self, voice):
        self.check_waits()
        self.done_at = utc_now()
        self.tell("done", voice)

    def reopen(self, voice):
        """Back to what is to be done, from whatever it was."""
        self.workspace.check_at_work()
        if not self.ended and not self.begun_at:
            raise RuleBroken(_l("This is to be done already."))
        self.done_at = self.dropped_at = self.begun_at = None
        self.dropped_reason = ""
        self.tell("reopened", voice)

    def drop(self, voice, reason):
        """It will not be done, and everybody reads why."""
        self.check_waits()
        if not reason.strip():
            raise RuleBroken(_l("Say why it is dropped."), field="reason", status=422)
        self.dropped_at, self.dropped_reason = utc_now(), reason.strip()
        self.tell("dropped", voice, reason)

    def pass_on(self, *, person=None, organisation=None, voice=None, by=None):
        """To who comes after its owner: what is open goes on, and its history says from whom."""
        self.organisation, self.person = organisation or self.organisation, person
        self.tell("passed", voice, by=by)

    def tell(self, kind, voice, reason="", by=None):
        """Keep what happened with the owner and the day as they are from now on, and say it to who works here."""
        now = utc_now()
        kept = {"organisation": self.organisation, "person": self.person, "due_on": self.due_on}
        self.news.append(TaskNews(kind=kind, at=now, by=voice, reason=reason.strip(), **kept))
        said = {"done": "task-done", "begun": "task-begun", "opened": "task-opened"}
        said |= {"reopened": "task-reopened", "dropped": "task-dropped"}
        announce(self.workspace, said.get(kind, "task-changed"), self, voice=voice, person=by, at=now)
        if self.thread and self.thread.workspace is self.workspace and kind in ("opened", "done"):
            add_line(self.thread, f"task-{kind}", self, voice)

    def check_waits(self):
        self.workspace.check_at_work()
        if self.ended:
            raise RuleBroken(_l("This task has ended already."))


def check_owner(workspace, organisation, person):
    """RuleBroken unless the body takes part here now, and the person speaks or works for it here."""
    now = utc_now()
    seats = [
        seat
        for seat in workspace.place.seats
        if seat.organisation_id == organisation.id and seat.role in DOERS and seat.in_force(now)
    ]
    if not seats:
        sentence = _l("%(name)s does not take part here: choose a body that does.", name=organisation.name)
        raise RuleBroken(sentence, field="owner", status=422)
    named = [each for seat in seats for each in seat.mandates if person and each.person_id == person.id]
    if person and not any(each.state(now) in ("active", "suspended") for each in named):
        sentence = _l("Choose a person who works here for %(name)s, or leave it to the body.", name=organisation.name)
        raise RuleBroken(sentence, field="owner", status=422)


def tie_to_promise(parts):
    """The promise says of which decision it is."""
    if parts.get("action") is not None:
        parts["decision"] = parts["action"].decision


def has_owner(at):
    """A condition: the body still takes part, and the person who was named, if any, still works here for it."""
    sits = db.select(Seat.id).where(
        Seat.place_id == Workspace.place_id,
        Seat.organisation_id == Task.organisation_id,
        Seat.role.in_(DOERS),
        Seat.in_force(at),
    )
    here = Workspace.id == Task.workspace_id
    body = sits.join(Workspace, here).join(Organisation, Organisation.id == Seat.organisation_id).where(Organisation.lives(at))
    person = sits.join(Workspace, here).join(Mandate).where(Mandate.person_id == Task.person_id, Mandate.in_force(at))
    confirmed = person.where(Mandate.confirmed_at.is_not(None))
    return body.correlate(Task).exists() & (Task.person_id.is_(None) | confirmed.correlate(Task).exists())
