"""How long a sitting is planned to last, against what its agenda asks for; and the series of meetings it belongs to."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models.order import in_order

LONGEST_SITTING = 1440  # minutes


class Scheduled:
    """`planned_minutes` is the length of the sitting, empty where it is open; `series_on` the day by the rhythm of the series.

    A sitting that is moved keeps its `series_on`: the rhythm does not ask for that day again.
    """

    planned_minutes: Mapped[int | None]
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id"), index=True)
    series_on: Mapped[date | None]

    @declared_attr
    def series(cls) -> Mapped["MeetingSeries | None"]:  # noqa: F821
        return relationship(foreign_keys=cls.series_id, back_populates="meetings")

    @property
    def ends_at(self):
        """When it is planned to end (UTC), None where its length is open."""
        return self.starts_at + timedelta(minutes=self.planned_minutes) if self.planned_minutes else None

    @property
    def agenda_minutes(self):
        """The sum of the minutes planned for its items."""
        return sum(item.planned_minutes or 0 for item in self.items)

    @property
    def minutes_over(self):
        """By how many minutes the agenda is longer than the sitting; 0 where it fits or the length is open."""
        return max(0, self.agenda_minutes - self.planned_minutes) if self.planned_minutes else 0

    @property
    def sections(self):
        """The headings of the agenda, in order."""
        return list(dict.fromkeys(item.section for item in in_order(self.items) if item.section))

    def set_length(self, minutes, voice):
        """How long the sitting is planned to last, in minutes; None leaves it open."""
        self.check_takes_items()
        check_length(minutes)
        self.planned_minutes = minutes
        announce(self, "meeting-length-set", self, voice=voice, minutes=minutes)

    def check_takes_items(self):
        """RuleBroken where its agenda does not change any more: it was closed or called off."""
        self.check_not_closed()
        self.check_not_cancelled()


def check_length(minutes):
    if minutes is not None and not 0 < minutes <= LONGEST_SITTING:
        sentence = _l("Write between 1 and %(most)s minutes.", most=LONGEST_SITTING)
        raise RuleBroken(sentence, field="planned_minutes", status=422)
