"""The resources of decisions: a line with what became of it, and the sums by source and year."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import BigInteger, case, cast, func, select

from app.database import db
from app.happenings import iso
from app.meetings.models import Decision, DecisionLink, DecisionMeans
from app.membership.models import told_organisation
from app.permissions import seen_decisions, visible
from app.plan.models import ResourceCommitment
from app.plan.models.resource import SOURCES, STATES
from app.words import titled


@dataclass
class Sum:
    """Cents of one source in one year, by state; `money` is false for what was estimated and is not money."""

    money: bool
    source: str
    year: int
    cents: dict = field(default_factory=lambda: dict.fromkeys(STATES, 0))

    def as_json(self):
        return {"money": self.money, "source": self.source, "year": self.year, **self.cents}


def summed(parts):
    """[Sum] of [(is it money, source, year, state, cents)], money before estimates, by year and source."""
    found = defaultdict(dict)
    for money, source, year, state, cents in parts:
        row = found[bool(money), source, year]
        row[state] = row.get(state, 0) + (cents or 0)
    order = sorted(found, key=lambda key: (not key[0], key[2], SOURCES.index(key[1])))
    return [Sum(*key, dict.fromkeys(STATES, 0) | found[key]) for key in order]


def sums_of(decision):
    """The sums of one decision, from its lines as loaded."""
    rows = [row for each in decision.means for row in (each.line, *each.line.later)]
    return summed((row.kind == "money", row.source, row.year, row.state, row.cents) for row in rows if row.cents is not None)


def sums_where(*conditions):
    """[Sum] over the adopted decisions that I see and that nothing revoked; one query."""
    revoking = select(DecisionLink.target_id).join(DecisionLink.decision)
    revoked = revoking.where(DecisionLink.kind == "revokes", Decision.adopted_at.is_not(None))
    mine = visible(seen_decisions, Decision.adopted_at.is_not(None), Decision.id.not_in(revoked.correlate(None)))
    line = func.coalesce(ResourceCommitment.line_id, ResourceCommitment.id)
    money = case((ResourceCommitment.kind == "money", 1), else_=0)
    key = (money, ResourceCommitment.source, ResourceCommitment.year, ResourceCommitment.state)
    cents = cast(func.sum(ResourceCommitment.cents), BigInteger)  # a plain number on PostgreSQL too
    query = select(*key, cents).join(DecisionMeans, DecisionMeans.line_id == line)
    query = query.join(Decision, Decision.id == DecisionMeans.decision_id)
    query = query.where(Decision.id.in_(mine.with_only_columns(Decision.id)), ResourceCommitment.cents.is_not(None), *conditions)
    return summed(db.session.execute(query.group_by(*key)))


def means_of_objective(objective):
    return sums_where(Decision.objective_id == objective.id)


def means_of_organisation(organisation):
    """What a body brings itself, whoever answers for the decision."""
    return sums_where(ResourceCommitment.organisation_id == organisation.id)


def means_json(means):
    """One line: what was planned and what of it stands in each state, cuts taken off."""
    line = means.line
    return {
        "id": means.id,
        "organisation": told_organisation(line.organisation) | {"name": titled(line.organisation)},
        "kind": line.kind,
        "source": line.source,
        "year": line.year,
        "cents": line.cents,
        "note": line.note,
        "sums": {state: line.sum(state) for state in STATES},
        "later": [later_json(each) for each in line.later],
    }


def later_json(row):
    return {"what": what(row), "cents": row.cents, "note": row.note, "at": iso(row.at), "act": row.act and row.act.title}


def what(row):
    """`committed`, `spent` or `cut`."""
    return "cut" if row.state == "planned" else row.state
