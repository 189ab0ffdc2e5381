"""Which body came out of which: every body that a chain of successions ties to one, and how they lie in time."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import ROME, day_of, db
from app.membership.models import Organisation, Succession
from app.words import titled, word

STEPS = 6  # how many successions away a body may be and still be drawn
MOST = 12  # how many bodies are drawn
LABELS = 6  # how many years the axis names


@dataclass
class Lineage:
    """The bodies tied to one; `rows` are the successions, `drawn()` what the picture needs."""

    organisation: Organisation
    at: object

    def __post_init__(self):
        self.rows = related(self.organisation)
        bodies = {each.id: each for row in self.rows for each in (row.before, row.after)}
        self.bodies = sorted(bodies.values(), key=lambda each: (each.until is None, each.until or each.since or self.at, each.id))
        edges = [edge for each in self.bodies for edge in edges_of(each) if edge]
        first, last = min(edges, default=self.at), max([*edges, self.at])
        margin = max((last - first) / 5, timedelta(days=400))
        self.begin, self.end = first - margin, last + margin / 4

    def is_drawn(self):
        return bool(self.rows) and len(self.bodies) <= MOST

    def drawn(self):
        """A row a body, with a bar a name it bore."""
        return [{"organisation": each, "bars": self.bars(each), "note": self.told(each), "faded": False} for each in self.bodies]

    def bars(self, body):
        ends = sorted((each.until, titled(each)) for each in body.aliases if each.until)
        since, bars = body.since or self.begin, []
        for until, name in [*ends, (body.until, titled(body))]:
            bars.append(self.bar(body, since, until or self.end, name))
            since = until
        return bars

    def bar(self, body, since, until, name):
        x, end = self.x(since), self.x(until)
        role = "lead" if body.id == self.organisation.id else "partner"
        return {"role": role, "x": x, "w": max(round(end - x - 0.3, 2), 0.5), "planned": since > self.at, "text": name}

    def told(self, body):
        """What became of a body, or when it began: `Merger, 2019`. Who came after stands beside the picture."""
        after = next((each for each in self.rows if each.from_id == body.id != each.to_id and each.ends_the_first), None)
        if after is not None:
            year = after.effective_on.first_day.year if after.effective_on else ""
            return f"{word(after.kind, 'succession')}, {year}" if year else str(word(after.kind, "succession"))
        return _("since %(year)s", year=body.since.astimezone(ROME).year) if body.since else ""

    def years(self):
        """The marks of the axis: [{x, label}]."""
        first, last = self.begin.astimezone(ROME).year + 1, self.end.astimezone(ROME).year
        step = max(1, -(-(last - first + 1) // LABELS))
        marks = [self.begin.replace(year=year, month=1, day=1) for year in range(first, last + 1, step)]
        return [{"x": self.x(mark), "label": format_date(day_of(mark), "yyyy")} for mark in marks]

    def x(self, moment):
        """Percent of the drawn time."""
        share = (min(max(moment, self.begin), self.end) - self.begin) / (self.end - self.begin)
        return round(100 * share, 2)


def edges_of(body):
    return body.since, body.until, *(each.until for each in body.aliases)


def related(organisation):
    """Every succession in the chain, the oldest first; one query a step."""
    known, frontier, found = {organisation.id}, {organisation.id}, {}
    before, after = joinedload(Succession.before), joinedload(Succession.after)
    loaded = (before.selectinload(Organisation.aliases), after.selectinload(Organisation.aliases), joinedload(Succession.act))
    for _step in range(STEPS):
        touching = or_(Succession.from_id.in_(frontier), Succession.to_id.in_(frontier))
        rows = db.session.scalars(select(Succession).where(touching).options(*loaded)).all()
        found |= {each.id: each for each in rows}
        frontier = {id for each in rows for id in (each.from_id, each.to_id)} - known
        if not frontier:
            break
        known |= frontier
    return sorted(found.values(), key=lambda each: (each.effective_on is not None, str(each.effective_on or ""), each.id))
