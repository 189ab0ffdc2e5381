"""The minutes of a meeting: versions with a conflict check, then approved, then published with a register entry."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.meetings.models.meeting import Meeting
from app.meetings.models.observing import Observed
from app.meetings.models.poll_content import polls_content
from app.membership.models import Mandate
from app.register.models import RegisterEntry, enter
from app.register.verifier import vouch


class EditedMeanwhile(RuleBroken):
    """Somebody saved another version in between; `theirs` is that version. Nothing is overwritten."""

    def __init__(self, theirs):
        super().__init__(_l("Somebody saved another version while you were writing. Compare the two and save again."))
        self.theirs = theirs


class Minutes(Observed, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("register_entry.id"))

    meeting: Mapped[Meeting] = relationship(back_populates="minutes")
    versions: Mapped[list["MinutesVersion"]] = relationship(back_populates="minutes", order_by="MinutesVersion.number")
    entry: Mapped[RegisterEntry | None] = relationship()
    rectifications: Mapped[list["Rectification"]] = relationship(back_populates="minutes", order_by="Rectification.id")  # noqa: F821

    @classmethod
    def draft(cls, meeting, source, rendered, voice):
        """The first version, from what was recorded; the sitting must be over."""
        if not meeting.closed_at:
            raise RuleBroken(_l("Close the meeting before you draft its minutes."))
        if meeting.minutes:
            raise RuleBroken(_l("The minutes of this meeting have already been drafted."))
        minutes = cls(meeting=meeting)
        db.session.add(minutes)
        minutes._add_version(source, rendered, voice, generated=True)
        return minutes

    @property
    def latest(self):
        return self.versions[-1]

    @property
    def settled(self):
        """The version that was approved and published: the last one before any rectification."""
        later = {each.version_id for each in self.rectifications}
        return next(each for each in reversed(self.versions) if each.id not in later)

    @property
    def outdated(self):
        """Was the sitting opened and closed again after the latest version was written?"""
        closed = self.meeting.closed_at
        return not self.approved_at and closed is not None and closed > self.latest.at

    def draft_again(self, source, rendered, voice):
        """Once more from what was recorded; never over words that somebody wrote by hand (as OneGov GEVER does)."""
        self.check_can_change(_l("Approved minutes cannot be changed."))
        if not self.latest.generated:
            number = self.latest.number
            raise RuleBroken(_l("Version %(number)s was written by hand: bring in there what was recorded since.", number=number))
        if source == self.latest.source:
            return self.latest
        self.take_out_of_view()
        return self._add_version(source, rendered, voice, generated=True)

    def revise(self, source, rendered, last_seen, voice):
        """Save a new version; EditedMeanwhile where `last_seen` is not the number of the latest one."""
        if self.approved_at:
            raise RuleBroken(_l("Approved minutes cannot be changed."))
        if source == self.latest.source:
            return self.latest
        version = self.follow(source, rendered, last_seen, voice)
        self.take_out_of_view()
        return version

    def rewrite(self, source, rendered, last_seen, voice):
        """The version by which a contestation is upheld: the text stays in view."""
        self.check_can_change(_l("Approved minutes cannot be changed."))
        return self.follow(source, rendered, last_seen, voice)

    def follow(self, source, rendered, last_seen, voice):
        """Other words after those that were read; EditedMeanwhile where somebody came in between."""
        if last_seen != self.latest.number:
            raise EditedMeanwhile(self.latest)
        if source == self.latest.source:
            raise RuleBroken(_l("The text reads as before: change what is wrong in it."), field="source", status=422)
        return self._add_version(source, rendered, voice)

    def approve(self, last_seen, voice):
        """Freeze the text, the very one that was read: `last_seen` is its number; after the window for observations."""
        self.check_can_approve()
        self.check_seen(last_seen)
        self.check_observed()
        self._approve(voice)

    def approve_in(self, item, voice):
        """The table itself approves them, by the outcome of an item of a later sitting: it need not wait for any window."""
        self.check_can_approve()
        self.approved_in = item
        self._approve(voice, item=item)

    def check_can_approve(self):
        if self.approved_at:
            raise RuleBroken(_l("These minutes have already been approved."))
        if not self.meeting.closed_at:
            raise RuleBroken(_l("The sitting is open again: close it before you approve its minutes."))
        self.check_settled()

    def check_seen(self, last_seen):
        if last_seen != self.latest.number:
            raise RuleBroken(_l("The text changed after you opened it. Read it again before you approve."))

    def _approve(self, voice, **facts):
        self.approved_at, self.approved_by_id = utc_now(), voice.id
        announce(self.meeting, "minutes-approved", self, voice=voice, version=self.latest.number, **facts)

    def publish(self, voice):
        """Show the minutes and their decisions to everybody, and enter them in the register."""
        if not self.approved_at:
            raise RuleBroken(_l("Approve the minutes before you publish them."))
        if self.published_at:
            raise RuleBroken(_l("These minutes have already been published."))
        self.published_at, self.published_by_id = utc_now(), voice.id
        for item in self.meeting.items:
            item.publish_outputs(self.published_at)
        db.session.flush()
        self.entry = enter("minutes", self.id, self.content())
        announce(self.meeting, "minutes-published", self, voice=voice)
        announce(self.meeting.table, "minutes-published", self, voice=voice, meeting=self.meeting)

    def content(self):
        """What is entered in the register: the words and facts of the publication, bodies and objectives by their ids."""
        meeting = self.meeting
        return {
            "meeting": meeting.id,
            "table": meeting.table_id,
            "title": meeting.title,
            "location": meeting.location,
            "starts_at": iso(meeting.starts_at),
            "closed_at": iso(meeting.closed_at),
            "published_at": iso(self.published_at),
            "version": self.settled.number,
            "source": self.settled.source,
            "html": self.settled.html,
            "items": [item_content(item, self.published_at) for item in meeting.items],
            "attendance": [[row.seat_id, row.mandate_id or 0] for row in sorted(meeting.attendance, key=lambda r: r.seat_id)],
        } | times_content(meeting)

    def _add_version(self, source, rendered, voice, generated=False):
        number = self.latest.number + 1 if self.versions else 1
        words = {"source": source, "html": rendered.html, "renderer": rendered.version, "generated": generated}
        version = MinutesVersion(minutes=self, number=number, by=voice, at=utc_now(), **words)
        db.session.add(version)
        announce(self.meeting, "minutes-drafted", self, voice=voice, version=number)
        return version


class MinutesVersion(db.Model):
    """`generated` says that it was drafted from what was recorded, and nobody wrote in it."""

    __table_args__ = (UniqueConstraint("minutes_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    generated: Mapped[bool] = mapped_column(default=False, server_default="0")
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    minutes: Mapped[Minutes] = relationship(back_populates="versions")
    by: Mapped[Mandate] = relationship()


def times_content(meeting):
    """The times of those who came and went while the sitting lasted; nothing where all sat to the end."""
    moved = [each for each in meeting.presences if each.until != meeting.closed_at]
    seats = {each.seat_id for each in moved}
    told = [
        [each.seat_id, each.mandate_id, iso(each.since), iso(each.until)] for each in meeting.presences if each.seat_id in seats
    ]
    return {"presence": told} if told else {}


def item_content(item, at):
    """An item as it was published at a moment: of one that was closed then, the neutral title and no more."""
    words = item.words(at)
    if item.is_sealed(at):
        return {"position": item.position, "title": words.title, "confidential": "yes"}
    return {
        "position": item.position,
        "title": words.title,
        "note": words.note,
        "outcome": item.outcome,
        "outcome_note": words.outcome_note,
        "decisions": [decision_content(decision) for decision in item.decisions],
    } | polls_content(item)


def decision_content(decision):
    """What is new since the first publications stands only where there is any, so that their content stays what it was."""
    return more_of(decision) | {
        "id": decision.id,
        "label": decision.label,
        "published_at": decision.published_at and iso(decision.published_at),
        "text": decision.text,
        "html": decision.html,
        "organisation": decision.responsible_organisation_id,
        "due_on": decision.due_on.isoformat(),
        "resources": decision.resources,
        "no_resources": "yes" if decision.no_resources else "no",
        "objective": decision.objective_id,
    }


def more_of(decision):
    """Its kind where it is no plain decision, its resources as they were planned, what it does to older decisions."""
    found = {} if decision.kind == "decision" else {"kind": decision.kind}
    means, links = [means_content(each.line) for each in decision.means], [link_content(each) for each in decision.links]
    return found | ({"means": means} if means else {}) | ({"links": links} if links else {})


def means_content(line):
    facts = {"organisation": line.organisation_id, "kind": line.kind, "source": line.source, "year": line.year}
    return facts | {"cents": -1 if line.cents is None else line.cents, "note": line.note}


def link_content(link):
    replaced = [[each.before, each.after] for each in link.replacements]
    return {"kind": link.kind, "decision": link.target_id, "text": link.text, "replaced": replaced}


def published_contents():
    """{minutes id: content as it stands now} of all published minutes."""
    published = db.session.scalars(select(Minutes).where(Minutes.published_at.is_not(None)))
    return {minutes.id: minutes.content() for minutes in published}


vouch("minutes", published_contents)
