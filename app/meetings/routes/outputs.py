"""From the form of an executive output to its five parts."""

from app.database import db
from app.errors import RuleBroken
from app.forms import CHOOSE
from app.meetings.models.decision import check_responsible
from app.membership.models import Person
from app.permissions import only_seen, seen_objectives, seen_organisations


def parts_of(form, rendered):
    """The parts as the models take them; RuleBroken where a choice names nothing or nobody."""
    organisation, person = body_of(form.organisation.data), person_of(form.person.data)
    check_responsible(organisation, person)
    return {
        "text": form.text.data or "",
        "html": rendered.html,
        "renderer": rendered.version,
        "responsible_organisation": organisation,
        "responsible_person": person,
        "due_on": form.due_on.data,
        "resources": form.resources.data or "",
        "no_resources": form.no_resources.data,
        "objective": objective_of(form.objective.data),
    }


def body_of(id):
    return known(id, id and only_seen(seen_organisations, id), "organisation")


def person_of(id):
    return known(id, id and db.session.get(Person, id), "person")


def objective_of(id):
    return known(id, id and only_seen(seen_objectives, id), "objective")


def known(id, thing, field):
    if id is not None and thing is None:
        raise RuleBroken(CHOOSE, field=field, status=422)
    return thing
