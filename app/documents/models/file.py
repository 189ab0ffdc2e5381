"""A file: bytes of the storage with a name; of an act, or of whatever a later room gives it to."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.documents.models.kinds import DRAWN
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Act, Person

MOST = 50  # files of one act


# Called with (file, id of the person) whenever a file was handed out; later rooms add what they keep of it.
on_handing_out = []


class File(db.Model):
    """`sha256` names its bytes in the storage, `media_type` was told from them, `size` is in bytes.

    A file without an act is held by a row of a later room, which says who sees it.
    """

    __table_args__ = (Index(None, "act_id", "sha256"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    act: Mapped[Act | None] = relationship()
    uploaded_by: Mapped[Person] = relationship(foreign_keys=uploaded_by_id)

    @classmethod
    def add(cls, act, name, media_type, stored, by):
        """A file of an act; RuleBroken where the act has these very bytes already, or more files than anybody reads."""
        here = select(cls.sha256).where(cls.act_id == act.id, cls.withdrawn_at.is_(None))
        known = db.session.scalars(here).all()
        if stored.sha256 in known:
            raise RuleBroken(_l("This act has this very file already."), field="file", status=422)
        if len(known) >= MOST:
            raise RuleBroken(_l("An act has at most %(most)s files.", most=MOST), field="file", status=422)
        file = cls.keep(name, media_type, stored, by)
        file.act = act
        announce(act, "file-added", file, person=by)
        return file

    @classmethod
    def keep(cls, name, media_type, stored, by):
        """A file of no act: whoever asks for it holds it by a row of her own, and tells of it."""
        file = cls(name=name, media_type=media_type, sha256=stored.sha256, size=stored.size, at=utc_now(), uploaded_by=by)
        db.session.add(file)
        return file

    @property
    def is_drawn(self):
        """Is there a preview of this kind of file?"""
        return self.media_type in DRAWN

    def withdraw(self, by):
        """Taken back, as when it was the wrong one; from now on nobody is given it."""
        if self.withdrawn_at:
            raise RuleBroken(_l("This file was taken back already."))
        self.withdrawn_at, self.withdrawn_by_id = utc_now(), by.id
        if self.act:
            announce(self.act, "file-withdrawn", self, person=by)


def handed_out(file, person_id):
    for keep in on_handing_out:
        keep(file, person_id)
