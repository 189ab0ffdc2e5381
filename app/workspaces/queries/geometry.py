"""Who takes part from when to when, drawn: one row an organisation, x and width in percent of the time shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from app.database import day_after, day_of, last_day, midnight
from app.words import word

MOST_LABELS = 9
LONGEST_AHEAD = timedelta(days=366)
LONGEST_NOTE = 44  # characters beside a bar; the list of who takes part has the whole reason


@dataclass
class Axis:
    """A span of whole months."""

    first: date
    after: date

    def x(self, moment):
        """Where a moment stands, in percent; the edges for what lies outside."""
        begin, end = midnight(self.first), midnight(self.after)
        return round(min(100.0, max(0.0, 100 * ((moment - begin) / (end - begin)))), 2)

    def months(self):
        """[{x, label}] at most nine; the first mark of a later year says which year it is."""
        count = months_between(self.first, self.after)
        step = -(-count // MOST_LABELS)
        marks = [months_later(self.first, i) for i in range(0, count, step)]
        before = [None, *marks[:-1]]
        return [{"x": self.x(midnight(mark)), "label": label(mark, b)} for b, mark in zip(before, marks, strict=True)]


def label(mark, before):
    return format_date(mark, "LLL yy" if before and before.year != mark.year else "LLL")


def months_between(first, after):
    return (after.year - first.year) * 12 + after.month - first.month


def months_later(day, count):
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)


@dataclass
class Geometry:
    """`line` is where the day asked for (or today) stands; `asked` that day, where one was asked for."""

    rows: list
    months: list
    line: float
    asked: date | None


def geometry_of(workspace, seats, now, asked=None):
    """The drawing of all participations, past and planned; `asked` fades the organisations that were not in on that day."""
    axis = axis_of(workspace, seats, now)
    at = moment_of(asked, now)
    by_organisation = {}
    for seat in sorted(seats, key=lambda seat: (seat.role == "guest", seat.role != "lead", seat.since, seat.id)):
        by_organisation.setdefault(seat.organisation_id, []).append(seat)
    rows = [row(axis, sorted(theirs, key=lambda seat: seat.since), now, at) for theirs in by_organisation.values()]
    return Geometry(rows, axis.months(), axis.x(at), asked)


def moment_of(asked, now):
    """The last moment of the day asked for, so that who joined or left on that day counts as it was in the evening."""
    if asked is None or asked == day_of(now):
        return now
    return day_after(asked) - timedelta(microseconds=1)


def axis_of(workspace, seats, now):
    """From the month of the opening to the month after today or the last planned end, at most a year ahead."""
    begin = min([workspace.opened_at, *(seat.since for seat in seats)])
    known = [edge for seat in seats for edge in (seat.since, seat.until) if edge]
    end = min(max([now, *known]), now + LONGEST_AHEAD)
    return Axis(month_of(begin), months_later(month_of(end), 2))


def month_of(moment):
    return day_of(moment).replace(day=1)


def row(axis, seats, now, at):
    last = seats[-1]
    return {
        "organisation": last.organisation,
        "bars": [bar for seat in seats for bar in bars(axis, seat, now)],
        "note": note(last) if last.until and last.until <= now else "",
        "faded": not any(seat.in_force(at) for seat in seats),
    }


def bars(axis, seat, now):
    """What has been of a participation, solid, and what is planned of it, dashed."""
    drawn = []
    if seat.since <= now:
        drawn.append(bar(axis, seat, seat.since, min(seat.until or now, now), sentence(seat)))
    if seat.until and seat.until > now or seat.since > now:
        planned = bar(axis, seat, max(seat.since, now), seat.until or midnight(axis.after), "" if drawn else sentence(seat))
        drawn.append(planned | {"planned": True})
    return drawn


def bar(axis, seat, begin, end, text):
    x = axis.x(begin)
    return {"x": x, "w": round(max(axis.x(end) - x, 0.8), 2), "role": seat.role, "text": text, "planned": False}


def sentence(seat):
    """“Partner from 6 May 2019 to 31 July 2019”, for those who do not see the bar."""
    role, since = word(seat.role, "seat"), format_date(day_of(seat.since), "d MMMM y")
    if seat.until is None:
        return _("%(role)s from %(since)s", role=role, since=since)
    return _("%(role)s from %(since)s to %(until)s", role=role, since=since, until=format_date(last_day(seat.until), "d MMMM y"))


def note(seat):
    said = _("left on %(day)s", day=format_date(last_day(seat.until), "d MMM"))
    if not seat.reason:
        return said
    whole = f"{said}: {seat.reason}"
    return whole if len(whole) <= LONGEST_NOTE else f"{whole[: LONGEST_NOTE - 1].rstrip()}…"
