"""Decisions as they are read: the register, and one of them."""

from flask import url_for
from sqlalchemy.orm import Load, joinedload

from app.happenings import iso
from app.meetings.models import AgendaItem, Answer, Decision, DecisionLink, DecisionMeans, Handover, Meeting
from app.meetings.queries.links import standing
from app.meetings.queries.means import means_json
from app.membership.models import Organisation, told_dates, told_organisation, told_person
from app.permissions import seen_decisions, visible
from app.plan.models import Objective, ResourceCommitment
from app.words import titled


def who_answers(decision=None):
    """What tells whose a decision was and is, what it takes, what changed it, and what who answers for it said."""
    load = decision or Load(Decision)
    line = load.selectinload(Decision.means).joinedload(DecisionMeans.line)
    return (
        load.joinedload(Decision.responsible_organisation).selectinload(Organisation.aliases),
        load.selectinload(Decision.handovers).joinedload(Handover.organisation),
        load.selectinload(Decision.linked_by).joinedload(DecisionLink.decision),
        load.selectinload(Decision.links).joinedload(DecisionLink.target),
        load.selectinload(Decision.answers).joinedload(Answer.organisation),
        line.joinedload(ResourceCommitment.organisation),
        line.selectinload(ResourceCommitment.later).joinedload(ResourceCommitment.act),
    )


ITEM = joinedload(Decision.item).joinedload(AgendaItem.meeting)
LISTED = (
    ITEM.joinedload(Meeting.table),
    *who_answers(),
    joinedload(Decision.responsible_person),
    joinedload(Decision.objective),
)
WHOLE = (
    *LISTED,
    ITEM.joinedload(Meeting.minutes),
    joinedload(Decision.objective).joinedload(Objective.edition),
)


def listed_decisions(*conditions):
    """Those not adopted yet first, then the latest first."""
    query = visible(seen_decisions, *conditions).options(*LISTED)
    return query.order_by(Decision.adopted_at.is_not(None), Decision.adopted_at.desc(), Decision.id.desc())


def decision_json(decision):
    organisation, person, objective = decision.responsible_organisation, decision.responsible_person, decision.objective
    return {
        "id": decision.id,
        "label": decision.label,
        "address": url_for("decisions.decision", id=decision.id),
        "kind": decision.kind,
        "state": decision.state,
        "standing": standing(decision),
        "text": decision.text,
        "html": decision.html,
        "organisation": organisation and organisation_json(organisation) | {"name": titled(decision.named)},
        "taken_over": [handover_json(each) for each in decision.handovers],
        "person": person and told_person(person),
        "due_on": decision.due_on and decision.due_on.isoformat(),
        "resources": decision.resources,
        "no_resources": decision.no_resources,
        "means": [means_json(each) for each in decision.means],
        "awaits_answer": decision.awaits_answer,
        "answer": decision.answer and answer_json(decision.answer),
        "objective": objective
        and {"id": objective.id, "name": titled(objective), "address": url_for("plan.objective", id=objective.id)},
        "missing": [str(part) for part in decision.missing()],
        "adopted_at": decision.adopted_at and iso(decision.adopted_at),
        "published_at": decision.published_at and iso(decision.published_at),
    }


def answer_json(answer):
    """What who answers for it said; whose words they are is said of the body, as in the minutes."""
    follows = {"what_follows": answer.what_follows, "noted_at": answer.noted_at and iso(answer.noted_at)}
    said = {"verdict": answer.verdict, "reason": answer.reason, "at": iso(answer.at)}
    return said | {"organisation": organisation_json(answer.organisation)} | follows


def handover_json(handover):
    """Who took the decision over, and from when to when it answers for it."""
    return {"organisation": organisation_json(handover.organisation), **told_dates(handover)}


def organisation_json(organisation):
    """A body under its name in the reader's language."""
    return told_organisation(organisation) | {"name": titled(organisation)}
