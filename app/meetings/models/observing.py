"""Minutes in view of those who attended: the window for observations, open contestations, what approval asks for."""

from datetime import datetime

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import Instant, last_day, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.contestation import Contestation
from app.meetings.models.timetable import Timetable, days_after


class Observed:
    """`circulated_at` is since when the present text is in view, empty again once other words were written by hand.

    `observed_until` is the end of the window (UTC), empty where the table gives none; `approved_in` the item of a later
    sitting by which the table approved them, empty where who keeps it did.
    """

    circulated_at: Mapped[datetime | None] = mapped_column(Instant)
    circulated_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    observed_until: Mapped[datetime | None] = mapped_column(Instant)
    approved_in_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)

    @declared_attr
    def approved_in(cls) -> Mapped["AgendaItem | None"]:  # noqa: F821
        return relationship(foreign_keys=cls.approved_in_id)

    @declared_attr
    def contestations(cls) -> Mapped[list[Contestation]]:
        return relationship(back_populates="minutes", order_by=Contestation.id)

    @property
    def state(self):
        """`draft`, `circulated`, `contested`, `rectified`, `approved` or `published`."""
        if self.approved_at:
            return "published" if self.published_at else "approved"
        if self.open_contestations:
            return "contested"
        if self.circulated_at is None:
            return "draft"
        return "rectified" if any(each.verdict == "rectified" for each in self.contestations) else "circulated"

    @property
    def open_contestations(self):
        return [each for each in self.contestations if each.verdict is None]

    @property
    def takes_contestations(self):
        """From the moment they are in view until they are approved."""
        return self.circulated_at is not None and self.approved_at is None

    def circulate(self, last_seen, voice):
        """Put the text in view: those who attended are told, and the window of the table begins."""
        self.check_can_change(_l("Approved minutes need no observations any more."))
        if self.circulated_at:
            raise RuleBroken(_l("This text is in view already."))
        self.check_seen(last_seen)
        self.circulated_at, self.circulated_by_id = utc_now(), voice.id
        days = Timetable.of(self.meeting.table_id).observation_days
        self.observed_until = days_after(self.circulated_at, days) if days else None
        announce(self.meeting, "minutes-circulated", self, voice=voice, version=self.latest.number)

    def take_out_of_view(self):
        """Other words than those that were read: they must be put in view again, for a whole window."""
        self.circulated_at = self.circulated_by_id = self.observed_until = None

    def contest(self, passage, text, voice):
        """A passage of the text in view is contested in the name of a seat."""
        if not self.takes_contestations:
            raise RuleBroken(_l("Minutes are contested while they are in view, until they are approved."))
        return Contestation.write(self, passage, text, voice)

    def check_can_change(self, sentence):
        if self.approved_at:
            raise RuleBroken(sentence)
        if not self.meeting.closed_at:
            raise RuleBroken(_l("The sitting is open again: close it first."))

    def check_settled(self):
        """RuleBroken while a contestation waits for its answer."""
        if self.open_contestations:
            raise RuleBroken(_l("A contestation waits for its answer: give it before the minutes are approved."))

    def check_observed(self):
        """RuleBroken before the window that the table gives to those who attended is over."""
        if self.circulated_at is None and Timetable.of(self.meeting.table_id).observation_days:
            raise RuleBroken(_l("Put the minutes in view of those who attended first."))
        if self.observed_until and utc_now() < self.observed_until:
            day = format_date(last_day(self.observed_until), "d MMMM y")
            raise RuleBroken(_l("Those who attended may send observations until %(day)s: approve after that day.", day=day))


def draw_back(said):
    """A sitting that is opened again has minutes that nobody should read as whole."""
    if said.subject.minutes:
        said.subject.minutes.take_out_of_view()


react("meeting-reopened", draw_back)
