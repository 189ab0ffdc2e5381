"""The rhythm of a series: every so many weeks, or every so many months on the nth weekday (RFC 5545, RRULE)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from flask_babel import lazy_gettext as _l

from app.database import ROME
from app.errors import RuleBroken

UNITS = ("week", "month")
NTHS = (1, 2, 3, 4, -1)
MOST = {"week": 52, "month": 12}


@dataclass(frozen=True)
class Rhythm:
    """`weekday` counts from 0, Monday; `nth` says which one of the month (-1 is the last), None for weeks.

    `first_on` is the day from which it is counted.
    """

    unit: str
    every: int
    weekday: int
    nth: int | None
    first_on: date

    def check(self):
        if self.unit not in UNITS:
            raise RuleBroken(_l("Say whether it is counted in weeks or in months."), field="unit", status=422)
        if not 1 <= self.every <= MOST[self.unit]:
            sentence = _l("Write a number between 1 and %(most)s.", most=MOST[self.unit])
            raise RuleBroken(sentence, field="every", status=422)
        if self.weekday not in range(7):
            raise RuleBroken(_l("Choose the day of the week."), field="weekday", status=422)
        if self.unit == "month" and self.nth not in NTHS:
            raise RuleBroken(_l("Choose which one of the month."), field="nth", status=422)

    def days(self, after, count, until=None):
        """The next days of the rhythm after a day, at most `count`, none after `until`."""
        on = weekday(self.weekday, self.nth) if self.unit == "month" else weekday(self.weekday)
        unit = {"week": WEEKLY, "month": MONTHLY}[self.unit]
        rule = rrule(
            unit, interval=self.every, byweekday=on, dtstart=midnight_of(self.first_on), until=until and midnight_of(until)
        )
        return [each.date() for each in islice(rule.xafter(midnight_of(after)), count)]


def midnight_of(day):
    return datetime.combine(day, time())


def begins(day, hour):
    """The instant (UTC) of an hour of Rome on a day; the clock's summer time is that of the day."""
    return datetime.combine(day, hour, ROME).astimezone(UTC)
