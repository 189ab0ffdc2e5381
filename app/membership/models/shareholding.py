"""A share in a controlled body: who owns how much of it, from when to when, by which act."""

from datetime import UTC, datetime
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.organisation import Organisation
from app.membership.models.rules import check_dates, end_row, overlap

WHOLE = Decimal(100)
# The beginning of a share that nobody has dated: it was there before anything recorded here.
BEFORE_RECORD = datetime(1900, 1, 1, tzinfo=UTC)


class Shareholding(Dated, db.Model):
    """`share` is in percent, empty where it is not known; `source` says where the share was read."""

    __table_args__ = (Index(None, "body_id", "owner_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    share: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    source: Mapped[str] = mapped_column(String(300), default="")

    owner: Mapped[Organisation] = relationship(foreign_keys=owner_id)
    body: Mapped[Organisation] = relationship(foreign_keys=body_id)
    act: Mapped[Act | None] = relationship()

    @classmethod
    def begin(cls, body, owner, share, others, *, since=None, until=None, act=None, source="", by=None):
        """Record a share in a body; `others` are the shares in it recorded so far, of all times.

        RuleBroken where a body would own itself, where this owner has a share in those days, or where the known shares
        of any day would pass 100 percent.
        """
        since = since or BEFORE_RECORD
        check_share_fits(body, owner, share, others, since, until)
        row = cls(body=body, owner=owner, share=share, since=since, until=until, act=act, source=source)
        db.session.add(row)
        announce(body, "share-recorded", row, person=by, owner=owner)
        return row

    @property
    def dated(self):
        """Is its beginning known?"""
        return self.since > BEFORE_RECORD

    def end(self, until=None, *, by=None):
        end_row(self, until)
        announce(self.body, "share-ended", self, person=by, owner=self.owner_id, until=iso(self.until))


def check_share_fits(body, owner, share, others, since, until):
    check_dates(since, until)
    check_share(share)
    beside = [each for each in others if overlap(each, since, until)]
    check_owner(body, owner, since, beside)
    check_sum(share, since, beside)


def check_share(share):
    if share is not None and not 0 < share <= WHOLE:
        raise RuleBroken(_l("Write a share above 0 and up to 100, or leave it empty if unknown."), field="share", status=422)


def check_owner(body, owner, since, others):
    if owner is body:
        raise RuleBroken(_l("A body does not own itself."), field="owner", status=422)
    if owner.until is not None and owner.until <= since:
        sentence = _l("%(name)s had ended by that day.", name=owner.name)
        raise RuleBroken(sentence, field="owner", status=422)
    if any(each.owner_id == owner.id for each in others):
        sentence = _l("%(name)s already has a share in those days: end that one first.", name=owner.name)
        raise RuleBroken(sentence, field="owner", status=422)


def check_sum(share, since, others):
    """The sum can only rise where a share begins: those moments are asked, one by one."""
    edges = {since, *(each.since for each in others if each.since > since)}
    highest = max(sum(each.share or 0 for each in others if each.in_force(edge)) for edge in edges)
    if (share or 0) + highest > WHOLE:
        left = f"{(WHOLE - highest).normalize():f}"
        sentence = _l("With this share the known ones would pass 100 percent: at most %(left)s is left.", left=left)
        raise RuleBroken(sentence, field="share", status=422)
