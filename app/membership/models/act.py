"""An act: the deliberation, decree, law or agreement that a seat, a zone or a plan rests on."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, PartialDate, PartialDateColumn, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.organisation import Organisation


class Act(db.Model):
    """`code` is given by imports only; `dated` is what is known of its date; `organisation` the body whose act it is.

    `issuer` names the organ in words ("Consiglio metropolitano"), since few organs are bodies of this house.
    """

    __table_args__ = (Index(None, "kind", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40), default="", server_default="")
    issuer: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    dated: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    content: Mapped[str] = mapped_column(Text, default="")
    certainty: Mapped[str] = mapped_column(String(80), default="")
    recorded_at: Mapped[datetime | None] = mapped_column(Instant)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    organisation: Mapped[Organisation | None] = relationship()

    @classmethod
    def record(cls, *, kind, title, issuer, number="", dated=None, organisation=None, content="", by=None):
        """A new act; RuleBroken where the archive has this kind, number, issuer and date already."""
        not_twice(kind, number, issuer, dated)
        act = cls(kind=kind, title=title, issuer=issuer, number=number, dated=dated, organisation=organisation, content=content)
        act.recorded_at, act.recorded_by_id = utc_now(), by and by.id
        db.session.add(act)
        db.session.flush()
        announce(act, "act-recorded", act, person=by)
        return act

    def correct(self, *, by, **facts):
        """Put right how the act was written down; the log keeps who did it, when, and which fields were changed."""
        changed = [name for name, value in facts.items() if getattr(self, name) != value]
        if not changed:
            raise RuleBroken(_l("Nothing was changed: every field is as it was."))
        not_twice(facts["kind"], facts["number"], facts["issuer"], facts["dated"], but=self.id)
        for name in changed:
            setattr(self, name, facts[name])
        return announce(self, "act-corrected", self, person=by, fields=",".join(changed))

    def carries(self):
        """Does anything of this room rest on it: a seat, a mandate, a zone, a table …? Its own papers do not count."""
        rooms = (each for each in db.Model.registry.mappers if each.class_.__module__.startswith("app.membership."))
        columns = [column for each in rooms for column in each.local_table.columns if column.references(Act.__table__.c.id)]
        return db.session.scalar(select(or_(*(select(each).where(each == self.id).exists() for each in columns))))

    @property
    def stream(self):
        return f"act/{self.id}"


def not_twice(kind, number, issuer, dated, but=None):
    """An act without a number is known by its title alone, so two of them may look alike."""
    if not number:
        return
    same = (Act.kind == kind, Act.number == number, Act.issuer == issuer, Act.dated == dated, Act.id != (but or 0))
    if db.session.scalar(select(Act.id).where(*same).limit(1)):
        raise RuleBroken(
            _l("This act is in the archive already: same kind, number, issuer and date."), field="number", status=422
        )
