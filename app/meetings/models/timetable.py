"""When things are due around a sitting: how long before or after it, a setting of each table."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from app.database import ROME, db, midnight
from app.errors import RuleBroken
from app.happenings import announce

# In days. No law sets them for a voluntary table; these are the usual ones of consultative bodies, for tables that set none.
DEFAULTS = {
    "notice_days": 7,
    "answers_days": 3,
    "reminder_days": (7, 1),
    "draft_days": 7,
    "circulation_days": 15,
    "publication_days": 30,
    "observation_days": 0,
}
# Of a list of reminders, how many, and how long before the start, in days.
MOST_REMINDERS = 4
LONGEST = 90


class Timetable(db.Model):
    """`notice_days` and `answers_days` are days before the start by which the call goes out and until which answers are asked
    for; `reminder_days` when to remind; the last three are days after the sitting by which its minutes are drafted,
    circulated and published. `observation_days` is how long after that they are in view before anybody but the table itself
    approves them; 0 where the table does not wait. By when papers are due stands with the rules of the table itself
    (`papers_days_before`).
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"), unique=True)
    notice_days: Mapped[int]
    answers_days: Mapped[int]
    reminder_days: Mapped[list] = mapped_column(JSON)
    draft_days: Mapped[int]
    circulation_days: Mapped[int]
    publication_days: Mapped[int]
    observation_days: Mapped[int] = mapped_column(server_default="0")

    @classmethod
    def of(cls, table_id):
        """That of a table; the usual one where the table has set none (a row that is not kept)."""
        return timetables([table_id])[table_id]

    @classmethod
    def set_for(cls, table, *, voice=None, by=None, **days):
        """Set when things are due; RuleBroken where the minutes would be public before they are circulated."""
        table.check_lives()
        check_order(days)
        row = db.session.scalar(select(cls).where(cls.table_id == table.id)) or cls(table_id=table.id)
        for name in DEFAULTS:
            setattr(row, name, days[name])
        row.reminder_days = sorted(set(days["reminder_days"]), reverse=True)
        db.session.add(row)
        announce(table, "table-rules-changed", table, voice=voice, person=by)
        return row


def timetables(table_ids):
    """{table id: its timetable}, in one query."""
    rows = db.session.scalars(select(Timetable).where(Timetable.table_id.in_(table_ids)))
    found = {row.table_id: row for row in rows}
    return {id: found.get(id) or Timetable(table_id=id, **DEFAULTS) for id in table_ids}


def check_order(days):
    if len(days["reminder_days"]) > MOST_REMINDERS or any(not 0 < each <= LONGEST for each in days["reminder_days"]):
        raise RuleBroken(
            _l("Write at most %(most)s numbers of days between 1 and %(longest)s.", most=MOST_REMINDERS, longest=LONGEST),
            field="reminder_days",
            status=422,
        )
    if not days["draft_days"] <= days["circulation_days"] <= days["publication_days"]:
        raise RuleBroken(_l("Minutes are drafted first, then circulated, then published."), field="publication_days", status=422)
    if days["circulation_days"] + days["observation_days"] > days["publication_days"]:
        sentence = _l("The minutes would be published before the time for observations is over.")
        raise RuleBroken(sentence, field="observation_days", status=422)


def days_before(moment, days):
    """So many days of the calendar of Rome earlier, at the same hour of the clock."""
    there = moment.astimezone(ROME)
    return datetime.combine(there.date() - timedelta(days=days), there.time(), ROME).astimezone(moment.tzinfo)


def days_after(moment, days):
    """The end of the day so many days later, in Rome."""
    return midnight(moment.astimezone(ROME).date() + timedelta(days=days + 1))
