"""Decisions as they are read: the register, one of them, and what their form offers."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Decision, Meeting
from app.membership.models import Affiliation, Organisation, Person, Seat
from app.permissions import moment, seen_decisions, visible
from app.plan.models import Objective, PlanEdition
from app.words import titled

ITEM = joinedload(Decision.item).joinedload(AgendaItem.meeting)
LISTED = (
    ITEM.joinedload(Meeting.table),
    joinedload(Decision.responsible_organisation),
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
        "organisation": organisation
        and {"id": organisation.id, "name": titled(organisation), "initials": organisation.initials()},
        "person": person and {"id": person.id, "name": person.name},
        "due_on": decision.due_on and decision.due_on.isoformat(),
        "resources": decision.resources,
        "no_resources": decision.no_resources,
        "objective": objective
        and {"id": objective.id, "name": titled(objective), "address": url_for("plan.objective", id=objective.id)},
        "missing": [str(part) for part in decision.missing()],
        "adopted_at": decision.adopted_at and iso(decision.adopted_at),
        "published_at": decision.published_at and iso(decision.published_at),
    }


# --- What the form of an output offers -------------------------------------------------------------------------------


def offer(form, meeting):
    """Give the form its lists: bodies, people, objectives."""
    seated = seated_at(meeting)
    form.organisation.choices = organisation_choices(seated)
    form.person.choices = person_choices(seated | {form.organisation.data})
    form.objective.choices = objective_choices()
    return form


def seated_at(meeting):
    """The ids of the bodies that sit at the table of a meeting today."""
    query = select(Seat.organisation_id).where(Seat.place_id == meeting.table.place_id, Seat.in_force(moment()))
    return set(db.session.scalars(query))


def nothing_chosen():
    """The first line of a list, outside of its groups."""
    return {None: [("", _("Choose"))]}


def organisation_choices(seated):
    """The bodies of the table first, then every other living one."""
    alive = or_(Organisation.until.is_(None), Organisation.until > moment())
    query = select(Organisation.id, Organisation.name).where(alive).order_by(Organisation.name)
    rows = [tuple(row) for row in db.session.execute(query)]
    here, elsewhere = [row for row in rows if row[0] in seated], [row for row in rows if row[0] not in seated]
    return nothing_chosen() | {_("At this table"): here, _("Other organisations"): elsewhere}


def person_choices(organisations):
    """The people of some bodies today, under the name of theirs."""
    query = select(Organisation.name, Person.id, Person.name).join(Affiliation.person).join(Affiliation.organisation)
    query = query.where(
        Affiliation.organisation_id.in_(organisations - {None}),
        Affiliation.in_force(moment()),
        or_(Person.until.is_(None), Person.until > moment()),
    )
    choices = nothing_chosen()
    for body, id, name in db.session.execute(query.order_by(Organisation.name, Organisation.id, Person.name)):
        choices.setdefault(body, []).append((id, name))
    return choices


def objective_choices():
    """The objectives under their edition and area, the edition in force first."""
    rows = {row.id: row for row in db.session.scalars(select(Objective).order_by(Objective.id))}
    editions = db.session.scalars(select(PlanEdition).order_by(PlanEdition.since.desc())).all()
    choices = nothing_chosen()
    for edition in sorted(editions, key=lambda each: not each.in_force(moment())):
        for row in rows.values():
            if row.edition_id == edition.id:
                group = f"{titled(edition)} · {titled(area_of(row, rows))}"
                choices.setdefault(group, []).append((row.id, f"{row.code} {titled(row)}"))
    return choices


def area_of(objective, rows):
    """The objective at the top of the branch."""
    while objective.parent_id in rows:
        objective = rows[objective.parent_id]
    return objective
