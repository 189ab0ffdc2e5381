"""The plan's nouns: editions, objectives (one tree an edition), and themes from elsewhere that work can refer to."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db
from app.membership.models import Act


class PlanEdition(Dated, db.Model):
    """An edition of the strategic plan; it stays in force until it is superseded (L. 56/2014 art. 1 c. 44 a)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    years: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))

    act: Mapped[Act | None] = relationship()
    objectives: Mapped[list["Objective"]] = relationship(back_populates="edition", order_by="Objective.id")


class Objective(db.Model):
    """A node of an edition's tree; `level` names what it is there (policy area, strategy, project …)."""

    __table_args__ = (Index(None, "edition_id", "parent_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("plan_edition.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    level: Mapped[str] = mapped_column(String(30))
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    certainty: Mapped[str] = mapped_column(String(80), default="")

    edition: Mapped[PlanEdition] = relationship(back_populates="objectives")
    parent: Mapped["Objective | None"] = relationship(remote_side=id, back_populates="children")
    children: Mapped[list["Objective"]] = relationship(back_populates="parent", order_by="Objective.id")


class Theme(db.Model):
    """A theme of another agenda, such as the twelve of the Urban Agenda for the EU (Pact of Amsterdam, 2016)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    scheme: Mapped[str] = mapped_column(String(30))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
