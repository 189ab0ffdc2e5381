"""Who spoke in a seat and when, drawn: one row a person, x and width in percent of the time shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from app.database import day_of, last_day, midnight
from app.words import word

MOST_MARKS = 8
A_YEAR = timedelta(days=365)
STYLES = {"delegate": "lead", "chair": "lead", "substitute": "partner"}


@dataclass
class Terms:
    """`rows` are [(person, bars)], the first to speak first; `marks` the beginnings of years; `line` where today stands."""

    rows: list
    marks: list
    line: float


@dataclass
class Axis:
    """A span of whole years."""

    first: int
    after: int

    def x(self, moment):
        begin, end = midnight(date(self.first, 1, 1)), midnight(date(self.after, 1, 1))
        return round(min(100.0, max(0.0, 100 * ((moment - begin) / (end - begin)))), 2)

    def marks(self):
        step = -(-(self.after - self.first) // MOST_MARKS)
        years = range(self.first, self.after, step)
        return [{"x": self.x(midnight(date(year, 1, 1))), "label": str(year)} for year in years]


def terms_of(seat, now):
    """The drawing of all mandates of a seat that ever gave a right or may give one."""
    told = [each for each in seat.mandates if each.until is None or each.until > each.since]
    axis = axis_of(seat, told, now)
    by_person = {}
    for each in sorted(told, key=lambda each: (each.since, each.id)):
        by_person.setdefault(each.person, []).extend(bars(axis, each, now))
    return Terms(list(by_person.items()), axis.marks(), axis.x(now))


def axis_of(seat, mandates, now):
    """From the year of the first mandate to a year after the last known edge or today."""
    edges = [now, now + A_YEAR, *(edge for each in mandates for edge in (each.since, each.until) if edge)]
    edges = [min(edge, now + 5 * A_YEAR) for edge in edges]
    return Axis(day_of(min(edges)).year, day_of(max(edges)).year + 1)


def bars(axis, mandate, now):
    """What has been of a mandate, solid; what is to come of it, or waits for a word, dashed; its suspensions over it."""
    began, ends = mandate.since, mandate.ends_at
    drawn = []
    if began <= now and mandate.confirmed_at:
        drawn.append(bar(axis, mandate, began, min(ends or now, now)) | {"text": sentence(mandate, now)})
        drawn += [bar(axis, mandate, *rest) | {"role": "observer"} for rest in rests(mandate, now)]
    if ends is None or ends > now:
        coming = bar(axis, mandate, max(began, now), ends or midnight(date(axis.after, 1, 1)))
        drawn.append(coming | {"planned": True, "text": "" if drawn else sentence(mandate, now)})
    return drawn


def rests(mandate, now):
    """The times in which it was suspended, as far as they are past."""
    edge = min(mandate.ends_at or now, now)
    for each in (*mandate.suspensions, *mandate.seat.suspensions):
        begin, end = max(each.since, mandate.since), min(each.until or edge, edge)
        if begin < end:
            yield begin, end


def bar(axis, mandate, begin, end):
    x = axis.x(begin)
    drawn = {"x": x, "w": round(max(axis.x(end) - x, 0.8), 2), "role": STYLES.get(mandate.role, "guest")}
    return drawn | {"planned": False, "text": ""}


def sentence(mandate, now):
    """“Delegate from 6 May 2019 to 31 July 2019, suspended”, for those who do not see the bar."""
    facts = {"role": word(mandate.role, "mandate"), "since": format_date(day_of(mandate.since), "d MMMM y")}
    said = _("%(role)s from %(since)s", **facts)
    if mandate.until:
        facts["until"] = format_date(last_day(mandate.until), "d MMMM y")
        said = _("%(role)s from %(since)s to %(until)s", **facts)
    return f"{said}, {str(word(mandate.state(now), 'mandate_state')).lower()}"
