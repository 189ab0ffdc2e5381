"""A zone of municipalities, with memberships that begin and end by an act."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db
from app.membership.models.act import Act
from app.membership.models.organisation import Organisation


class Zone(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    agenda_title: Mapped[str] = mapped_column(String(200), default="")
    agenda_title_en: Mapped[str] = mapped_column(String(200), default="")

    memberships: Mapped[list["ZoneMembership"]] = relationship(back_populates="zone")


class ZoneMembership(Dated, db.Model):
    __table_args__ = (Index(None, "organisation_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))

    zone: Mapped[Zone] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()
    act: Mapped[Act | None] = relationship()
