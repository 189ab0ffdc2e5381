"""The secretariat's clock: what is due around a sitting, counted from its date, what is done, and what is missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Meeting, Minutes, MinutesVersion, papers_due
from app.meetings.models.timetable import days_after, days_before, timetables
from app.meetings.queries.meetings import LISTED, meeting_line
from app.membership.models import Mandate, Seat, Table
from app.membership.models.table_rules import COVERING
from app.permissions import can_convene, moment, seen_meetings, visible
from app.permissions.membership import KEEPERS
from app.permissions.who import holds, places_of

# Meetings that a desk shows, and for how long after a sitting its clock stands there.
MOST = 7
SOON = timedelta(days=3)


@dataclass
class Step:
    """One thing that is due: `done_at` when it was done, `missing` what keeps it from that, `address` where to see to it."""

    name: str
    words: str
    due: datetime
    done_at: datetime | None = None
    missing: str = ""
    address: str = ""
    by_itself: bool = False

    def state(self, now):
        """`done`, `late`, `wait` (due within three days) or `open`; what the house does by itself is never late."""
        if self.done_at or (self.by_itself and self.due <= now):
            return "done"
        if self.due <= now:
            return "late"
        return "wait" if self.due - now <= SOON else "open"


@dataclass
class Clock:
    meeting: Meeting
    steps: list
    now: datetime

    @property
    def open_steps(self):
        return [each for each in self.steps if each.state(self.now) != "done"]

    @property
    def next(self):
        """What is due next, the latest first to be late; None where all is done."""
        return next(iter(self.open_steps), None)

    @property
    def missing(self):
        """What is late, and what is due soon."""
        return [each for each in self.open_steps if each.state(self.now) in ("late", "wait")]

    def dots(self):
        """[(percent of the drawn time, step)] and the percent of now, None where it lies outside."""
        first = min(each.due for each in self.steps)
        span = (max(each.due for each in self.steps) - first) or timedelta(days=1)
        at = lambda moment: round(4 + 92 * ((moment - first) / span), 2)  # noqa: E731, three words
        today = at(self.now)
        return [(at(each.due), each) for each in self.steps], today if 0 < today < 100 else None

    def as_json(self):
        return {"meeting": meeting_line(self.meeting), "steps": [step_json(each, self.now) for each in self.steps]}


def step_json(step, now):
    facts = {"name": step.name, "words": step.words, "due": iso(step.due), "state": step.state(now), "missing": step.missing}
    return facts | {"done_at": step.done_at and iso(step.done_at)}


# --- Which meetings --------------------------------------------------------------------------------------------------

WHOLE = (
    *LISTED,
    joinedload(Meeting.table).joinedload(Table.place),
    selectinload(Meeting.items).selectinload(AgendaItem.papers),
    selectinload(Meeting.convocations),
    selectinload(Meeting.replies),
    joinedload(Meeting.minutes).selectinload(Minutes.contestations),
)


def clock_of(meeting):
    """The clock of one meeting."""
    return clocks([meeting])[0]


def clocks_of(person):
    """Those of the meetings that a person keeps, from their planning until their minutes are public, the most urgent first."""
    kept = Table.place_id.in_(places_of(person.id, moment(), roles=KEEPERS))
    public = select(Minutes.meeting_id).where(Minutes.published_at.is_not(None))
    query = visible(seen_meetings, kept, Meeting.cancelled_at.is_(None), Meeting.id.not_in(public)).options(*WHOLE)
    meetings = db.session.scalars(query.order_by(Meeting.starts_at.desc()).limit(3 * MOST)).all()
    found = [each for each in clocks([meeting for meeting in meetings if can_convene(person, meeting)]) if each.next]
    return sorted(found, key=lambda each: each.next.due)[:MOST]


def clocks(meetings):
    rules = timetables({each.table_id for each in meetings})
    silent, drafts = silent_seats(meetings), drafted(meetings)
    now = moment()
    return [
        Clock(each, steps_of(each, rules[each.table_id], silent.get(each.id, 0), drafts.get(each.id)), now) for each in meetings
    ]


def silent_seats(meetings):
    """{meeting id: how many seats of its table have not answered}, in two queries."""
    places = {each.table.place_id for each in meetings}
    query = select(Seat.id, Seat.place_id, Mandate.id).join(Mandate.seat).join(Seat.organisation)
    rows = db.session.execute(query.where(Seat.place_id.in_(places), Mandate.role.in_(COVERING), *holds(moment()))).all()
    found = {}
    for meeting in meetings:
        answered = {reply.mandate_id for reply in meeting.replies if reply.is_current(meeting)}
        here = [(seat, mandate) for seat, place, mandate in rows if place == meeting.table.place_id]
        found[meeting.id] = len({seat for seat, _m in here} - {seat for seat, mandate in here if mandate in answered})
    return found


def drafted(meetings):
    """{meeting id: when the first version of its minutes was written}"""
    query = select(Minutes.meeting_id, func.min(MinutesVersion.at)).join(MinutesVersion)
    query = query.where(Minutes.meeting_id.in_([each.id for each in meetings])).group_by(Minutes.meeting_id)
    return dict(db.session.execute(query).all())


# --- What is due -----------------------------------------------------------------------------------------------------


def steps_of(meeting, rules, silent, drafted_at):
    """The steps of a meeting in the order of their days."""
    here = url_for("meetings.meeting", id=meeting.id)
    before = [notice(meeting, rules, here), papers(meeting, here)]
    if meeting.convened_at:
        before.append(answers(meeting, rules, silent))
    before += [reminder(meeting, days) for days in rules.reminder_days]
    before.sort(key=lambda each: each.due)
    return [*before, sitting(meeting, here), *minutes_steps(meeting, rules, drafted_at)]


def notice(meeting, rules, here):
    missing = "" if meeting.items else _("The agenda is empty.")
    missing = missing or ("" if meeting.convened_at else _("Not convened yet."))
    words = _("Notice")
    return Step("notice", words, days_before(meeting.starts_at, rules.notice_days), meeting.convened_at, missing, here)


def papers(meeting, here):
    """Nothing to wait for where no item is there to be discussed."""
    due = papers_due(meeting)
    bare = [item for item in meeting.items if lacks_papers(item)]
    done = meeting.opened_at or (due if meeting.items and not bare else None)
    missing = ngettext("%(num)s item has no papers", "%(num)s items have no papers", len(bare)) if bare else ""
    return Step("papers", _("Papers"), due, done, missing, f"{here}#agenda")


def lacks_papers(item):
    """Is it to be discussed or decided, with nothing to read about it?"""
    return item.kind in ("discussion", "decision") and not any(not paper.withdrawn_at for paper in item.papers)


def answers(meeting, rules, silent):
    due = days_before(meeting.starts_at, rules.answers_days)
    missing = ngettext("%(num)s seat has not answered", "%(num)s seats have not answered", silent) if silent else ""
    done = meeting.opened_at or (None if silent else due)
    return Step("answers", _("Answers"), due, done, missing, url_for("convocations.convocation", id=meeting.id) + "#answers")


def reminder(meeting, days):
    due = days_before(meeting.starts_at, days)
    return Step("reminder", ngettext("Reminder, %(num)s day before", "Reminder, %(num)s days before", days), due, by_itself=True)


def sitting(meeting, here):
    missing = "" if meeting.closed_at else _("Not closed yet.") if meeting.opened_at else ""
    return Step("sitting", _("Sitting"), meeting.ends_at or meeting.starts_at, meeting.closed_at, missing, here)


def minutes_steps(meeting, rules, drafted_at):
    minutes = meeting.minutes
    held, here = meeting.closed_at or meeting.starts_at, url_for("minutes.minutes", id=meeting.id) if minutes else ""
    done = {
        "draft": drafted_at,
        "circulation": minutes and (minutes.circulated_at or minutes.approved_at),
        "publication": minutes and minutes.published_at,
    }
    words = {"draft": _("Minutes drafted"), "circulation": _("Minutes in view"), "publication": _("Minutes published")}
    lacks = {"publication": waiting_contestations(minutes)}
    due = {name: days_after(held, getattr(rules, f"{name}_days")) for name in done}
    return [Step(name, words[name], due[name], done[name], lacks.get(name, ""), here) for name in done]


def waiting_contestations(minutes):
    waiting = len(minutes.open_contestations) if minutes else 0
    told = ngettext("%(num)s contestation waits for an answer", "%(num)s contestations wait for an answer", waiting)
    return told if waiting else ""
