"""From the form of an executive output to its five parts."""

from app.database import db
from app.errors import RuleBroken
from app.forms import CHOOSE
from app.meetings.models.decision import check_responsible
from app.membership.models import Person
from app.permissions import chosen, seen_objectives, seen_organisations


def parts_of(form, rendered):
    """The parts as the models take them; RuleBroken where a choice names nothing or nobody."""
    organisation, person = chosen(seen_organisations, form.organisation), person_of(form.person)
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
        "objective": chosen(seen_objectives, form.objective),
    }


def person_of(field):
    person = field.data and db.session.get(Person, field.data)
    if field.data is not None and person is None:
        raise RuleBroken(CHOOSE, field=field.short_name, status=422)
    return person
