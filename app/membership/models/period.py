"""A period of a table: the years, or the term, under whose label its decisions are numbered."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.rules import check_dates, end_row, overlap
from app.membership.models.table import Table


class TablePeriod(Dated, db.Model):
    """`label` is what numbers begin with: "2026" or "2021–2026" makes a decision 2021–2026/3."""

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"), index=True)
    label: Mapped[str] = mapped_column(String(20))

    table: Mapped[Table] = relationship(back_populates="periods")

    @classmethod
    def begin(cls, table, label, since=None, until=None, *, voice=None, by=None):
        """RuleBroken where another period covers some of its days, or has its label already."""
        table.check_lives()
        since = since or utc_now()
        check_dates(since, until)
        if any(overlap(each, since, until) for each in table.periods):
            raise RuleBroken(_l("Another period covers some of these days: end it first."), field="since", status=422)
        if any(each.label == label for each in table.periods):
            raise RuleBroken(_l("There is a period with this label already."), field="label", status=422)
        period = cls(table=table, label=label, since=since, until=until)
        db.session.add(period)
        announce(table, "period-begun", period, voice=voice, person=by)
        return period

    def end(self, until=None, *, voice=None, by=None):
        end_row(self, until)
        announce(self.table, "period-ended", self, voice=voice, person=by, until=iso(self.until))


def period_label(table_id, at):
    """The label of the period of a table in force at a moment, or None."""
    return db.session.scalar(select(TablePeriod.label).where(TablePeriod.table_id == table_id, TablePeriod.in_force(at)))
