"""What the form of an executive output offers to choose from: bodies, people, objectives."""

from flask_babel import gettext as _
from sqlalchemy import select

from app.database import db
from app.membership.models import Affiliation, Organisation, Person, Seat
from app.permissions import moment
from app.plan.models import Objective, PlanEdition
from app.words import titled


def offer(form, meeting):
    """Give the form its lists: bodies, people, objectives."""
    seated = seated_at(meeting)
    form.organisation.choices = organisation_choices(seated)
    form.person.choices = person_choices(seated | {form.organisation.data})
    form.objective.choices = objective_choices()
    form.offer_rows(form.organisation.choices)
    return form


def seated_at(meeting):
    """The ids of the bodies that sit at the table of a meeting today."""
    query = select(Seat.organisation_id).where(Seat.place_id == meeting.table.place_id, Seat.in_force(moment()))
    return set(db.session.scalars(query))


def nothing_chosen():
    """The first line of a list, outside of its groups."""
    return {None: [("", _("Choose…"))]}


def organisation_choices(seated):
    """The bodies of the table first, then every other living one."""
    query = select(Organisation.id, Organisation.name).where(Organisation.lives(moment())).order_by(Organisation.name)
    rows = [tuple(row) for row in db.session.execute(query)]
    here, elsewhere = [row for row in rows if row[0] in seated], [row for row in rows if row[0] not in seated]
    return nothing_chosen() | {_("At this table"): here, _("Other organisations"): elsewhere}


def person_choices(organisations):
    """The people of some bodies today, under the name of theirs."""
    query = select(Organisation.name, Person.id, Person.name).join(Affiliation.person).join(Affiliation.organisation)
    query = query.where(
        Affiliation.organisation_id.in_(organisations - {None}),
        Affiliation.in_force(moment()),
        Person.lives(moment()),
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
