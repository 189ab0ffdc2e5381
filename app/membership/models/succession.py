"""How one body comes out of another: change of name, merger, split, detachment; each with its act and both its dates."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, PartialDate, PartialDateColumn, day_of, db, midnight, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.act import Act
from app.membership.models.alias import Alias
from app.membership.models.organisation import Organisation

ENDING = ("merger", "split")


class Succession(db.Model):
    """A body that came out of another; a change of name leads from a body to itself.

    `effective_on` is when it took effect, `registered_on` the legal date that registers give; they may differ, and each has
    its source (Baranzate: 2001-12-12 in one register, May 2004 in another). Either may be partial and decides no right:
    what decides is `effective_at`, a midnight in Europe/Rome, empty where the day is not known. `carried_at` is the moment
    from which the successor holds the seats and commitments that it took over, by an act of its own.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    from_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    effective_at: Mapped[datetime | None] = mapped_column(Instant)
    effective_on: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    effective_source: Mapped[str] = mapped_column(String(300), default="", server_default="")
    registered_on: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    registered_source: Mapped[str] = mapped_column(String(300), default="", server_default="")
    note: Mapped[str] = mapped_column(Text, default="")
    carried_at: Mapped[datetime | None] = mapped_column(Instant)
    carried_by_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))

    before: Mapped[Organisation] = relationship(foreign_keys=from_id)
    after: Mapped[Organisation] = relationship(foreign_keys=to_id)
    act: Mapped[Act | None] = relationship(foreign_keys=act_id)
    carried_by_act: Mapped[Act | None] = relationship(foreign_keys=carried_by_act_id)

    @classmethod
    def rename(cls, body, name, day, *, name_en="", by=None, **facts):
        """Give a body a new name from a day on; the old one stays an alias, and rosters of its time keep showing it."""
        at = midnight(day)
        check_rename(body, name, day)
        former = Alias(organisation=body, name=body.name, name_en=body.name_en, kind="former", until=at)
        former.source = facts.get("effective_source", "")
        body.name, body.name_en = name, name_en
        db.session.add(former)
        row = cls.record("rename", body, body, day, by=by, **facts)
        row.carried_at = at
        return row

    @classmethod
    def merge(cls, bodies, into, day, *, by=None, **facts):
        """Several bodies become one, new or already there; the others end at the midnight with which the day begins."""
        there = len(set(bodies)) + (into.since != midnight(day))
        if there < 2 or into in bodies:
            sentence = _l("A merger needs two bodies at least; the one that remains is not among those that end.")
            raise RuleBroken(sentence, field="into", status=422)
        for body in bodies:
            end_body(body, day)
        return [cls.record("merger", body, into, day, by=by, **facts) for body in bodies]

    @classmethod
    def split(cls, body, into, day, *, by=None, **facts):
        """One body ends, and several come out of it."""
        if len(set(into)) < 2 or body in into:
            raise RuleBroken(_l("A split needs two bodies at least that come out of it."), field="names", status=422)
        end_body(body, day)
        return [cls.record("split", body, each, day, by=by, **facts) for each in into]

    @classmethod
    def detach(cls, body, new, day, *, by=None, **facts):
        """A part of a body becomes a body of its own; the first lives on."""
        if body is new:
            raise RuleBroken(_l("A body does not come out of itself."), field="into", status=422)
        check_active(body, day)
        return cls.record("detachment", body, new, day, by=by, **facts)

    @classmethod
    def record(cls, kind, body, into, day, *, by=None, **facts):
        """`facts` are the act, the legal date, the sources of both dates and a note."""
        check_active(into, day)
        row = cls(kind=kind, before=body, after=into, effective_at=midnight(day), effective_on=PartialDate(day.isoformat()))
        for name, value in facts.items():
            setattr(row, name, value)
        db.session.add(row)
        for each in {body, into}:
            announce(each, "organisation-succeeded", row, person=by, succession=kind, before=body, after=into)
        return row

    @property
    def ends_the_first(self):
        return self.kind in ENDING


def end_body(body, day):
    """The body ceases at that midnight; its seats stand vacant from then until a successor takes them over or they end."""
    check_active(body, day)
    body.until = midnight(day)


def check_active(body, day):
    """RuleBroken for a body that is not active at that midnight, or that ends later already."""
    if not body.lives(midnight(day)):
        sentence = _l("%(name)s is not active on %(day)s.", name=body.name, day=f"{day:%d/%m/%Y}")
        raise RuleBroken(sentence, field="effective", status=422)


def check_rename(body, name, day):
    """A name changes from a day on that has come, later than the change before it."""
    check_active(body, day)
    if name == body.name:
        raise RuleBroken(_l("This is the name it bears already."), field="name", status=422)
    if midnight(day) > utc_now():
        raise RuleBroken(_l("Record a change of name from the day on which it takes effect."), field="effective", status=422)
    last = max((each.until for each in body.aliases if each.until), default=None)
    if last is not None and midnight(day) <= last:
        sentence = _l("It changed its name on %(day)s already: this one came later.", day=f"{day_of(last):%d/%m/%Y}")
        raise RuleBroken(sentence, field="effective", status=422)
