"""Assessments as pages and programs read them, and those that wait for the reader."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.membership.models import Lead, Organisation, Person, told_organisation, told_person
from app.permissions import moment, seen_organisations, visible
from app.permissions.coherence import of_mine
from app.permissions.membership import offices_of
from app.plan.models import CoherenceOpinion, CoherenceRequest, lines_of
from app.words import word

MOST = 50  # on the desk


def waiting_for(person):
    """The opinions that this person may give, the first due first; for the plan office also the outcomes to record."""
    open_still = CoherenceRequest.outcome.is_(None), CoherenceRequest.withdrawn_at.is_(None)
    query = select(CoherenceOpinion).join(CoherenceOpinion.request).options(joinedload(CoherenceOpinion.request))
    mine = of_mine(person.id, moment()) & CoherenceOpinion.given_at.is_(None)
    if "plan_office" in offices_of(person):
        mine = or_(mine, (CoherenceOpinion.office == "plan_office") & CoherenceOpinion.given_at.is_not(None))
    query = query.where(mine, *open_still).order_by(CoherenceOpinion.due_on, CoherenceOpinion.id)
    return db.session.scalars(query.limit(MOST)).all()


def assessors():
    """{group: [(value, label)]} of whom an opinion can be asked: an office, who leads an area or a theme, a body."""
    at = moment()
    leads = select(Lead).join(Lead.person).where(Lead.in_force(at), Person.lives(at)).order_by(Person.name, Person.id)
    leads = leads.options(joinedload(Lead.person), joinedload(Lead.remit), joinedload(Lead.zone))
    people = {}
    for each in db.session.scalars(leads):
        people.setdefault(f"person-{each.person_id}", []).append(f"{each.person.name}: {titled_remit(each)}")
    bodies = visible(seen_organisations, Organisation.lives(at)).order_by(Organisation.name)
    bodies = db.session.execute(bodies.with_only_columns(Organisation.id, Organisation.name))
    return {
        word("office", "assessor"): [("office-zones_office", word("zones_office", "assessor"))],
        word("lead", "assessor"): [(value, labels[0]) for value, labels in people.items()],
        word("body", "assessor"): [(f"body-{id}", name) for id, name in bodies],
    }


def titled_remit(lead):
    return f"{lead.remit.name}, {lead.zone.name}"


def request_json(request, at):
    """A request with its opinions and its matrix; what is only a draft is not told."""
    facts = {name: getattr(request, name) for name in ("id", "title", "statement", "question", "state")}
    facts |= {"address": f"/coherence/{request.id}", "clock": request.clock(at), "due_on": request.due_on.isoformat()}
    facts |= {"edition": request.edition.code, "asked_at": iso(request.asked_at), "asked_by": told_person(request.asked_by)}
    given = {"outcome": request.outcome, "reason": request.reason, "conditions": request.conditions}
    given["given_at"] = request.given_at and iso(request.given_at)
    opinions = [opinion_json(each, at) for each in request.opinions if not each.own]
    return (
        facts
        | given
        | {"renews": request.renews_id, "opinions": opinions, "matrix": [line_json(each) for each in lines_of(request)]}
    )


def opinion_json(opinion, at):
    facts = {"id": opinion.id, "address": f"/coherence/opinions/{opinion.id}", "clock": opinion.clock(at)}
    facts |= {"office": opinion.office, "organisation": opinion.organisation and told_organisation(opinion.organisation)}
    facts |= {"person": opinion.person and told_person(opinion.person), "due_on": opinion.due_on.isoformat()}
    said = ("outcome", "reason", "conditions")
    given = {name: getattr(opinion, name) for name in said} if opinion.given_at else dict.fromkeys(said)
    return facts | given | {"given_at": opinion.given_at and iso(opinion.given_at)}


def line_json(line):
    objective = {"id": line.objective.id, "code": line.objective.code, "title": line.objective.title}
    marks = [mark_json(each) for each in line.given]
    return {"objective": objective, "sign": line.shown.sign if line.shown else None, "marks": marks, "own": mark_json(line.own)}


def mark_json(mark):
    if mark is None:
        return None
    facts = {name: getattr(mark, name) for name in ("score", "reason", "evidence")}
    return {"opinion": mark.opinion_id, "sign": mark.sign, **facts, "at": iso(mark.at)}


def desk_json(opinion):
    request = opinion.request
    facts = {"id": opinion.id, "name": request.title, "due_on": opinion.due_on.isoformat(), "clock": opinion.clock(moment())}
    return facts | {"address": f"/coherence/{request.id}" if opinion.given_at else f"/coherence/opinions/{opinion.id}"}
