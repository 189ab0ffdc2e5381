"""A table: a standing body where organisations sit; zones, conferences and working groups are tables too."""

from datetime import datetime
from json import dumps

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, PartialDate, PartialDateColumn, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.place import Place
from app.membership.models.table_rules import COUNTED_OF, MAJORITIES, NAMED_BY_BODIES, QuorumRule, check_quorum, unbalanced

# Who keeps a table: its secretariat and its chair.
KEEPING = ("secretary", "chair")


class Table(db.Model):
    """`established` is empty for a table that is only proposed; a `reserved` one is seen by its own mandates only.

    From `until` on it is read only. From `parity_since` on its two sides have equal seats at every date. `appointable`
    are the roles that a body may name for itself; `confirms` that what it names waits for the secretariat;
    `proxies_allowed` how many proxies one person may hold; `vacancy_suspends` that a vacant seat of a parity table
    suspends its decisions, not its sittings; `conflicts_count` that a seat in conflict of interest counts in the quorum;
    `papers_days_before` how many days before a sitting its papers are due; `speech_seconds` how long one may speak at a time;
    `papers_from_start` that who comes later does not see the papers of sittings that were over by then;
    `silence_days` after how many days without news of an action its body is asked.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("table.id"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(40))
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    established: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    until: Mapped[datetime | None] = mapped_column(Instant)
    proposed: Mapped[bool] = mapped_column(default=False)
    composition_rule: Mapped[str] = mapped_column(Text, default="")
    composition_illustrative: Mapped[bool] = mapped_column(default=False)
    decision_rule: Mapped[str] = mapped_column(Text, default="")
    outputs: Mapped[str] = mapped_column(Text, default="")
    quorum: Mapped[str] = mapped_column(String(10), default="none", server_default="none")
    quorum_number: Mapped[int | None]
    quorum_of: Mapped[int | None]
    majority: Mapped[str] = mapped_column(String(20), default="consensus", server_default="consensus")
    majority_of: Mapped[str] = mapped_column(String(10), default="present", server_default="present")
    parity_since: Mapped[datetime | None] = mapped_column(Instant)
    vacancy_suspends: Mapped[bool] = mapped_column(default=True, server_default="1")
    proxies_allowed: Mapped[int] = mapped_column(default=0, server_default="0")
    papers_days_before: Mapped[int] = mapped_column(default=5, server_default="5")
    weighted: Mapped[bool] = mapped_column(default=False, server_default="0")
    two_seats_allowed: Mapped[bool] = mapped_column(default=False, server_default="0")
    papers_from_start: Mapped[bool] = mapped_column(default=False, server_default="0")
    record_shown: Mapped[bool] = mapped_column(default=False, server_default="0")
    conflicts_count: Mapped[bool] = mapped_column(default=True, server_default="1")
    speech_seconds: Mapped[int | None]
    silence_days: Mapped[int] = mapped_column(default=60, server_default="60")
    confirms: Mapped[bool] = mapped_column(default=True, server_default="1")
    appointable: Mapped[list] = mapped_column(JSON, default=lambda: list(NAMED_BY_BODIES), server_default=dumps(NAMED_BY_BODIES))
    reserved_at: Mapped[datetime | None] = mapped_column(Instant)

    place: Mapped[Place] = relationship(back_populates="table")
    parent: Mapped["Table | None"] = relationship(remote_side=id)
    act: Mapped[Act | None] = relationship()
    periods: Mapped[list["TablePeriod"]] = relationship(back_populates="table", order_by="TablePeriod.since")  # noqa: F821

    @classmethod
    def establish(cls, *, code, by=None, **facts):
        """A new table with its place; with `parity_since` its seats come by rosters from the first one on.

        RuleBroken where another table has this code.
        """
        check_code_is_free(code)
        table = cls(place=Place(noun="table"), code=code, **facts)
        db.session.add(table)
        db.session.flush()
        table.place.noun_id = table.id
        if by:
            announce(table, "table-established", table, person=by)
        return table

    @property
    def stream(self):
        return f"table/{self.id}"

    @property
    def parity(self):
        return self.parity_since is not None

    @property
    def quorum_rule(self):
        return QuorumRule(self.quorum, self.quorum_number, self.quorum_of, sides=self.parity)

    def lives(self, at):
        return self.until is None or at < self.until

    def check_lives(self, at=None):
        """RuleBroken where the table has ended by then: it can still be read."""
        if not self.lives(at or utc_now()):
            raise RuleBroken(_l("This table has ended: it can be read, and nothing can be changed here any more."))

    def check_works(self, at=None):
        """RuleBroken where no sitting can be called: the table has ended by then, or is only proposed."""
        self.check_lives(at)
        if self.proposed:
            raise RuleBroken(_l("This table is only proposed: it can meet once it is established."))

    # --- Its rules ---------------------------------------------------------------------------------------------------

    def set_rules(self, *, parity, voice=None, by=None, **rules):
        """Change what the table is and how it works; RuleBroken for a rule that cannot hold."""
        self.check_lives()
        check_quorum(rules["quorum"], rules["quorum_number"], rules["quorum_of"])
        check_majority(rules["majority"], rules["majority_of"])
        self.check_parent(rules["parent"])
        self._set_parity(parity)
        for name, value in rules.items():
            setattr(self, name, value)
        announce(self, "table-rules-changed", self, voice=voice, person=by)

    def rewrite(self, *, voice=None, by=None, **texts):
        """Change the words in which the rules are told."""
        self.check_lives()
        for name, value in texts.items():
            setattr(self, name, value)
        announce(self, "table-rules-changed", self, voice=voice, person=by)

    def check_parent(self, parent):
        """RuleBroken where the table would stand above itself, or below a table that has ended."""
        above = parent
        while above is not None:
            if above is self:
                sentence = _l("A table cannot stand below itself or below one of its own working tables.")
                raise RuleBroken(sentence, field="parent", status=422)
            above = above.parent
        if parent is not None and parent is not self.parent and not parent.lives(utc_now()):
            raise RuleBroken(_l("%(name)s has ended.", name=parent.name), field="parent", status=422)

    def _set_parity(self, parity):
        """Two sides for good: a law may found another table, it does not unbalance this one."""
        if parity and not self.parity:
            now = utc_now()
            if unbalanced(self.place.seats, now):
                sentence = _l("The two sides do not have equal seats at every date from today on: put that right first.")
                raise RuleBroken(sentence, field="parity", status=422)
            self.parity_since = now
        elif self.parity and not parity:
            if self.place.seats:
                sentence = _l("This table has seats on two sides: it stays a parity table. End it and establish another one.")
                raise RuleBroken(sentence, field="parity", status=422)
            self.parity_since = None

    # --- Seen by whom, and until when --------------------------------------------------------------------------------

    def reserve(self, voice=None, by=None):
        """From now on only its own mandates see the table; whoever else follows it is told that it is gone."""
        self.check_lives()
        if self.reserved_at:
            raise RuleBroken(_l("This table is already reserved."))
        if not self.is_kept(utc_now()):
            raise RuleBroken(_l("Name its chair or its secretariat first: nobody else could open the table again."))
        self.reserved_at = utc_now()
        announce(self, "table-reserved", self, voice=voice, person=by)

    def open(self, voice=None, by=None):
        """Everybody signed in sees its name, composition and calendar again."""
        if not self.reserved_at:
            raise RuleBroken(_l("This table is already open to everybody who has signed in."))
        self.reserved_at = None
        announce(self, "table-opened", self, voice=voice, person=by)

    def is_kept(self, at):
        """Does anybody hold its chair or its secretariat at a moment?"""
        mandates = [mandate for seat in self.place.seats if seat.in_force(at) for mandate in seat.mandates]
        return any(each.role in KEEPING and each.in_force(at) and each.confirmed_at for each in mandates)

    def end(self, until=None, *, voice=None, by=None):
        """From then on the table is read only; who holds a mandate keeps reading what it has done."""
        now = utc_now()
        until = until or now
        if self.until is not None and self.until <= now:
            raise RuleBroken(_l("This has already ended."))
        if until < now:
            raise RuleBroken(_l("The end cannot lie in the past."), field="until", status=422)
        self.until = until
        announce(self, "table-ended", self, voice=voice, person=by, until=iso(until))

    # --- Vacancies ---------------------------------------------------------------------------------------------------

    def suspended_seats(self, at):
        """The vacant seats that suspend the decisions of a parity table at a moment."""
        if not (self.parity and self.vacancy_suspends):
            return []
        return [seat for seat in self.place.seats if seat.in_force(at) and seat.is_vacant(at)]

    def check_decides(self, at=None):
        """RuleBroken while a vacant seat on one side suspends the decisions; the sitting goes on."""
        if self.suspended_seats(at or utc_now()):
            raise RuleBroken(_l("A seat on one side is vacant: the sitting goes on, and decides once the seat is filled."))


def check_code_is_free(code):
    if db.session.scalar(select(Table.id).where(Table.code == code)):
        raise RuleBroken(_l("Another table has this code already."), field="code", status=422)


def check_majority(majority, of):
    if majority not in MAJORITIES or of not in COUNTED_OF:
        raise RuleBroken(_l("Choose one of the decision rules."), field="majority", status=422)
