"""The register of decisions across all tables: what the address asks of it, how much of it is carried out, and its exports."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.database import day_of, db
from app.forms import listed
from app.meetings.models import Answer, Decision, DecisionLink, Handover
from app.meetings.queries.actions import bodies_of_zone, table_of_zone
from app.meetings.queries.decisions import LISTED
from app.membership.models import Organisation, Table, Zone
from app.permissions import moment, seen_decisions, seen_tables, visible
from app.plan.models import Objective, PlanEdition
from app.words import titled

# Counted one by one up to here; beyond it the page says "more than", and costs no more however many there are.
COUNTED = 1000
PARTS = ("done", "begun", "open", "late")


def register(asked, *conditions):
    """The decisions I see that the address asks for; late ones by their deadline, the others the latest first."""
    query = visible(seen_decisions, *conditions_of(asked), *conditions)
    if asked.get("sort") == "due" or (asked.get("state") == "late" and "sort" not in asked):
        return query.order_by(Decision.due_on, Decision.id)
    return query.order_by(Decision.id.desc())


def whole_register(asked):
    return register(asked).options(*LISTED)


def conditions_of(asked):
    found = {
        "organisation": answered_now,
        "objective": lambda id: Decision.objective_id == id,
        "table": lambda id: Decision.table_id == id,
        "zone": in_zone,
        "state": in_state,
        "year": lambda year: Decision.year == year,
        "kind": lambda kind: Decision.kind == kind,
        "q": lambda words: Decision.text.icontains(words, autoescape=True),
    }
    return [found[name](value) for name, value in asked.items() if name in found]


def answered_now(id):
    """Those it answers for: it was named and nobody took them over, or it took them over itself. See answers_for.

    Who took over is asked first: a body that never did is found by its index alone, in the order of the register.
    """
    passed = select(Handover.id).where(Handover.decision_id == Decision.id, Handover.in_force(moment()))
    took = select(Handover.decision_id).where(Handover.organisation_id == id, Handover.in_force(moment()))
    named = (Decision.responsible_organisation_id == id) & ~passed.correlate(Decision).exists()
    return named if db.session.scalar(took.limit(1)) is None else or_(named, Decision.id.in_(took))


def in_zone(id):
    """A decision is of a zone where a municipality of it answers, or where its table decided."""
    return or_(Decision.responsible_organisation_id.in_(bodies_of_zone(id)), Decision.table_id.in_(table_of_zone(id)))


def in_state(state):
    """A condition for each word of `execution` that the form offers; what was revoked is nothing else any more."""
    today = day_of(moment())
    waits = Decision.adopted_at.is_not(None) & Decision.executed_at.is_(None)
    return {
        "proposed": Decision.adopted_at.is_(None),
        "waiting": and_(Decision.asked_at.is_not(None), ~answered(), *stands()),
        "executed": and_(Decision.executed_at.is_not(None), *stands()),
        "late": and_(waits, Decision.due_on < today, *stands()),
        "begun": and_(waits, Decision.due_on >= today, *stands()),
        "amended": and_(changed_by("amends"), *stands()),
        "revoked": changed_by("revokes"),
    }[state]


def stands():
    return (~changed_by("revokes"),)


def changed_by(link):
    """A condition on decisions: an adopted one amends, or revokes, it."""
    later = aliased(Decision)
    query = select(DecisionLink.id).join(later, later.id == DecisionLink.decision_id)
    query = query.where(DecisionLink.target_id == Decision.id, DecisionLink.kind == link, later.adopted_at.is_not(None))
    return query.correlate(Decision).exists()


def answered():
    query = select(Answer.id).where(Answer.decision_id == Decision.id, Answer.at >= Decision.adopted_at)
    return query.correlate(Decision).exists()


# --- How much is carried out -----------------------------------------------------------------------------------------


@dataclass
class Share:
    """How many of some promises are done, in course, not begun, late; `more` where only the first were counted."""

    done: int = 0
    begun: int = 0
    open: int = 0
    late: int = 0
    more: bool = False
    thing: object = None

    @property
    def total(self):
        return self.done + self.begun + self.open + self.late

    def as_json(self):
        named = {"id": self.thing.id, "name": titled(self.thing)} if self.thing else {}
        return named | {"total": self.total, "more": self.more} | {part: getattr(self, part) for part in PARTS}


def progress_of(rows, today):
    """An SQL word for how far a decision is: one of PARTS; a late one is late, begun or not. See Execution.progress."""
    return case(
        (rows.executed_at.is_not(None), "done"),
        (rows.due_on < today, "late"),
        (rows.begun_at.is_not(None), "begun"),
        else_="open",
    )


def share_of(query):
    """The share carried out of the first rows of a query of decisions."""
    facts = (Decision.executed_at, Decision.due_on, Decision.begun_at)
    some = query.with_only_columns(*facts).limit(COUNTED + 1).subquery()
    part = progress_of(some.c, day_of(moment()))
    share = Share(**dict(db.session.execute(select(part, func.count()).group_by(part)).all()))
    share.more = share.total > COUNTED
    return share


def shares(asked, by):
    """[Share] of every organisation or table with adopted decisions that I see, the most late first, then the largest."""
    passed = select(Handover.organisation_id).where(Handover.decision_id == Decision.id, Handover.in_force(moment()))
    answering = func.coalesce(passed.limit(1).scalar_subquery(), Decision.responsible_organisation_id)
    whose, noun = (answering, Organisation) if by == "organisation" else (Decision.table_id, Table)
    part = progress_of(Decision, day_of(moment()))
    query = visible(seen_decisions, *conditions_of(asked), Decision.adopted_at.is_not(None), *stands())
    rows = db.session.execute(query.with_only_columns(whose, part, func.count()).group_by(whose, part)).all()
    things = {each.id: each for each in db.session.scalars(select(noun).where(noun.id.in_({row[0] for row in rows})))}
    found = {id: Share(thing=thing) for id, thing in things.items()}
    for id, name, count in rows:
        setattr(found[id], name, count)
    return sorted(found.values(), key=lambda each: (-each.late, -each.total, each.thing.name))


# --- What the form offers --------------------------------------------------------------------------------------------


def offer_filters(form):
    """Give a form of filters its lists: bodies, tables, zones, and for decisions objectives and years."""
    form.organisation.choices = named(select(Organisation.id, Organisation.name).order_by(Organisation.name))
    form.table.choices = named(visible(seen_tables).with_only_columns(Table.id, Table.name).order_by(Table.name))
    form.zone.choices = named(select(Zone.id, Zone.name).order_by(Zone.name))
    if "objective" in form:
        form.objective.choices = objectives()
        first = db.session.scalar(select(func.min(Decision.year))) or day_of(moment()).year
        years = range(day_of(moment()).year, first - 1, -1)
        form.year.choices = listed(_l("Any"), [(year, str(year)) for year in years])
    return form


def named(query):
    return listed(_l("Any"), db.session.execute(query))


def objectives():
    """Under the edition they belong to, the edition in force first."""
    query = select(Objective).join(Objective.edition).options(joinedload(Objective.edition))
    choices = {None: [("", _l("Any"))]}
    for each in db.session.scalars(query.order_by(PlanEdition.since.desc(), Objective.id)):
        choices.setdefault(titled(each.edition), []).append((each.id, f"{each.code} {titled(each)}"[:90]))
    return choices


# --- On its way out --------------------------------------------------------------------------------------------------

COLUMNS = ("number", "table", "meeting_day", "text", "organisation", "due_on", "state", "objective", "executed_on", "address")


def rows_out(decisions, address):
    """Rows of the sheet, in the order of COLUMNS; `address(decision)` is where a decision is read."""
    today = day_of(moment())
    for each in decisions:
        yield (
            each.label, titled(each.item.meeting.table), day_of(each.item.meeting.starts_at).isoformat(), each.text,
            titled(each.answering(moment())) if each.responsible_organisation else "", each.due_on and each.due_on.isoformat(),
            each.standing(today), each.objective.code if each.objective else "",
            each.executed_at and day_of(each.executed_at).isoformat(), address(each),
        )  # fmt: skip
