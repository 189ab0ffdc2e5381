"""From the form of an executive output to its kind, its five parts and its rows of resources, and back."""

from app.database import db
from app.errors import RuleBroken
from app.forms import CHOOSE
from app.meetings.models.decision import check_responsible
from app.meetings.models.means import Brought
from app.membership.models import Person
from app.permissions import chosen, only_seen, seen_objectives, seen_organisations


def parts_of(form, rendered):
    """The parts as the models take them; RuleBroken where a choice names nothing or nobody."""
    organisation, person = chosen(seen_organisations, form.organisation), person_of(form.person)
    check_responsible(organisation, person)
    return {
        "kind": form.kind.data,
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


def brought(form):
    """The rows of resources; RuleBroken where one names a body that I do not see."""
    rows = []
    for row in form.brought():
        organisation = only_seen(seen_organisations, row.organisation.data)
        if organisation is None:
            raise RuleBroken(CHOOSE, field="means", status=422)
        year, cents, note = row.year.data, row.amount.data, row.note.data or ""
        rows.append(Brought(organisation, row.kind.data, row.source.data, year, cents, note))
    return rows


def person_of(field):
    person = None if field.data is None else db.session.get(Person, field.data)
    if field.data is not None and person is None:
        raise RuleBroken(CHOOSE, field=field.short_name, status=422)
    return person


def recorded(decision):
    """What was recorded of an output, as its form shows it."""
    same = ("kind", "text", "due_on", "resources", "no_resources")
    return {name: getattr(decision, name) for name in same} | {
        "organisation": decision.responsible_organisation_id,
        "person": decision.responsible_person_id,
        "objective": decision.objective_id,
        "means": [row_of(each.line) for each in decision.means],
    }


def row_of(line):
    same = ("kind", "source", "year", "note")
    return {name: getattr(line, name) for name in same} | {"organisation": line.organisation_id, "amount": line.cents}
