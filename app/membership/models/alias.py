"""The other names of a body: those it bore before, other spellings, acronyms. All are searched, none is lost."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db
from app.errors import RuleBroken
from app.happenings import announce

ALIAS_KINDS = ("former", "spelling", "acronym")
# Words that carry no letter of a monogram.
SMALL_WORDS = {
    "di", "del", "della", "dei", "delle", "degli", "dell", "la", "le", "il", "lo", "e", "a", "con",
    "per", "università", "comune", "provincia", "s.p.a.", "the", "of", "and",
}  # fmt: skip


class Alias(db.Model):
    """`until` is the moment at which a former name gave way to the next; empty where the moment is not known."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    name_en: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(20))
    until: Mapped[datetime | None] = mapped_column(Instant)
    source: Mapped[str] = mapped_column(String(300), default="")

    organisation: Mapped["Organisation"] = relationship(back_populates="aliases")  # noqa: F821

    @classmethod
    def add(cls, organisation, name, kind, source="", *, by=None):
        """One more name for a body; RuleBroken where it has this name already."""
        if kind not in ALIAS_KINDS:
            raise RuleBroken(_l("Choose a kind from the list."), field="kind", status=422)
        known = [organisation.name, *(each.name for each in organisation.aliases)]
        if name.casefold() in (each.casefold() for each in known):
            raise RuleBroken(_l("%(name)s already has this name.", name=organisation.name), field="name", status=422)
        alias = cls(organisation=organisation, name=name, kind=kind, source=source)
        db.session.add(alias)
        announce(organisation, "alias-added", alias, person=by)
        return alias

    def initials(self):
        """Two letters for the square, as the name of then gives them."""
        return initials_of(self.name)

    def remove(self, *, by=None):
        """Take back a name recorded by mistake; a name that rosters show stays."""
        if self.until is not None:
            raise RuleBroken(_l("Rosters of that time show this name: it stays."))
        announce(self.organisation, "alias-removed", self.id, person=by)
        db.session.delete(self)


def initials_of(name):
    """Two letters for the square that stands for a body of this name."""
    words = [word.strip("()\"'") for word in name.replace("-", " ").replace("'", " ").split()]
    told = [word for word in words if word and word.lower() not in SMALL_WORDS] or words
    if len(told) == 1 or told[0].isupper():
        return told[0][:2].upper()
    return (told[0][0] + told[1][0]).upper()
