"""An act: the deliberation, decree, law or agreement that a seat, a zone or a plan rests on."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import PartialDate, PartialDateColumn, db


class Act(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(40))
    issuer: Mapped[str] = mapped_column(String(200))
    dated: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    content: Mapped[str] = mapped_column(Text, default="")
    certainty: Mapped[str] = mapped_column(String(80), default="")
