"""What is written of a point before it is treated: its kind, its section, the minutes planned for it, who reports on it."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import utc_now
from app.errors import RuleBroken
from app.membership.models import Mandate

KINDS = ("discussion", "information", "decision", "approval")
LONGEST = 600  # minutes: ten hours for one point are a slip of the keyboard
LONGEST_SECTION = 120


class Point:
    """`section` is the heading under which it stands, empty for none; `planned_minutes` may be left open.

    Who reports on it is a mandate of the table (`rapporteur`), or somebody else in words (`rapporteur_name`).
    """

    kind: Mapped[str] = mapped_column(String(20), default="discussion", server_default="discussion")
    section: Mapped[str] = mapped_column(String(LONGEST_SECTION), default="", server_default="")
    planned_minutes: Mapped[int | None]
    rapporteur_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    rapporteur_name: Mapped[str] = mapped_column(String(200), default="", server_default="")

    @declared_attr
    def rapporteur(cls) -> Mapped[Mandate | None]:
        return relationship(foreign_keys=cls.rapporteur_id)

    def lay_out(self, table, *, kind="discussion", section="", planned_minutes=None, rapporteur=None, rapporteur_name=""):
        """RuleBroken where a part does not fit; a rapporteur who was named stays named when her mandate ends."""
        if kind not in KINDS:
            raise RuleBroken(_l("Choose what the item is for."), field="kind", status=422)
        if planned_minutes is not None and not 0 < planned_minutes <= LONGEST:
            sentence = _l("Write between 1 and %(most)s minutes.", most=LONGEST)
            raise RuleBroken(sentence, field="planned_minutes", status=422)
        if rapporteur and rapporteur is not self.rapporteur:
            check_reports(rapporteur, table)
        if rapporteur and rapporteur_name:
            sentence = _l("Either choose who reports from the list or write a name.")
            raise RuleBroken(sentence, field="rapporteur_name", status=422)
        self.kind, self.section, self.planned_minutes = kind, section, planned_minutes
        self.rapporteur, self.rapporteur_name = rapporteur, rapporteur_name

    def layout(self):
        """The same parts, for a copy."""
        return {
            "kind": self.kind or "discussion",
            "section": self.section or "",
            "planned_minutes": self.planned_minutes,
            "rapporteur": self.rapporteur,
            "rapporteur_name": self.rapporteur_name or "",
        }


def check_reports(mandate, table):
    if mandate.seat.place_id != table.place_id or not mandate.holds(utc_now()):
        sentence = _l("Choose a mandate of this table, or write the name of who reports.")
        raise RuleBroken(sentence, field="rapporteur", status=422)


def copied(point):
    """The parts of a point as they are put into another one: who no longer holds her mandate is not named again."""
    parts = point.layout()
    if parts["rapporteur"] and not parts["rapporteur"].holds(utc_now()):
        parts["rapporteur"] = None
    return parts
