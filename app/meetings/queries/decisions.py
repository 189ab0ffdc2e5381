"""Decisions as they are read: the register, and one of them."""

from flask import url_for
from sqlalchemy.orm import joinedload, selectinload

from app.happenings import iso
from app.meetings.models import AgendaItem, Decision, Handover, Meeting
from app.membership.models import Organisation, told_dates, told_organisation, told_person
from app.permissions import seen_decisions, visible
from app.plan.models import Objective
from app.words import titled


def who_answers(decision=None):
    """What tells whose a decision was and is: the body that was decided, with its names, and those that took it over."""
    if decision is None:
        body, handovers = joinedload(Decision.responsible_organisation), selectinload(Decision.handovers)
    else:
        body, handovers = decision.joinedload(Decision.responsible_organisation), decision.selectinload(Decision.handovers)
    return body.selectinload(Organisation.aliases), handovers.joinedload(Handover.organisation)


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
        "state": decision.state,
        "text": decision.text,
        "html": decision.html,
        "organisation": organisation and organisation_json(organisation) | {"name": titled(decision.named)},
        "taken_over": [handover_json(each) for each in decision.handovers],
        "person": person and told_person(person),
        "due_on": decision.due_on and decision.due_on.isoformat(),
        "resources": decision.resources,
        "no_resources": decision.no_resources,
        "objective": objective
        and {"id": objective.id, "name": titled(objective), "address": url_for("plan.objective", id=objective.id)},
        "missing": [str(part) for part in decision.missing()],
        "adopted_at": decision.adopted_at and iso(decision.adopted_at),
        "published_at": decision.published_at and iso(decision.published_at),
    }


def handover_json(handover):
    """Who took the decision over, and from when to when it answers for it."""
    return {"organisation": organisation_json(handover.organisation), **told_dates(handover)}


def organisation_json(organisation):
    """A body under its name in the reader's language."""
    return told_organisation(organisation) | {"name": titled(organisation)}
